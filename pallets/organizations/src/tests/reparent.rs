use super::*;

fn reparent(by: PersonId, org: OrgId, target: OrgId, parent: OrgId) -> DispatchResult {
	Organizations::reparent(signed(by), org, target, parent)
}

fn establish(parent: OrgId, kind: OrgKind) -> OrgId {
	let id = NextOrgId::<Test>::get();
	let (name, day) = ("某组织".into(), "2020-01-01".into());
	assert_ok!(Organizations::establish(signed(LIN), PROVINCE, parent, kind, name, 110_101, day));
	id
}

/// Since when an organization has been live.
fn live(org: OrgId) -> Option<chuxin_primitives::CivilDate> {
	use chuxin_primitives::traits::Persons;
	MockPersons::live_since(org)
}

#[test]
fn reparent_never_makes_the_go_live_day_later() {
	ExtBuilder::default().build_and_execute(|| {
		let (early, late) = (date("2026-01-01"), date("2026-02-01"));
		Live::set([(COUNTY, early), (OTHER_COUNTY, late)].into());
		assert_ok!(reparent(LIN, PROVINCE, COMMITTEE, OTHER_COUNTY));
		assert_eq!(live(BRANCH), Some(early));
		assert_eq!(live(OTHER_BRANCH), Some(late));
		// To where nobody is live; and to where one was live before.
		Live::set([(OTHER_COUNTY, late)].into());
		assert_ok!(reparent(LIN, PROVINCE, COMMITTEE, COUNTY));
		assert_eq!((live(BRANCH), live(COUNTY)), (Some(late), None));
		Live::set([(OTHER_COUNTY, early)].into());
		assert_ok!(reparent(LIN, PROVINCE, COMMITTEE, OTHER_COUNTY));
		assert_eq!(Live::get(), [(OTHER_COUNTY, early)].into());
	});
}

#[test]
fn reparent_moves_the_subtree_with_its_counts() {
	ExtBuilder::default().build_and_execute(|| {
		for branch in [BRANCH, BRANCH, SISTER_BRANCH, OTHER_BRANCH] {
			enrol(branch, MembershipStatus::Full);
		}
		assert_ok!(reparent(LIN, PROVINCE, COMMITTEE, OTHER_COUNTY));
		assert_eq!(
			last_event(),
			Event::Reparented {
				org: COMMITTEE,
				before: Some(COUNTY),
				parent: OTHER_COUNTY,
				acting: PROVINCE,
				by: LIN,
			}
		);
		assert_eq!(
			Organizations::ancestors(GROUP),
			[GROUP, BRANCH, COMMITTEE, OTHER_COUNTY, PROVINCE]
		);
		assert_eq!(full(COUNTY), (0, 0));
		assert_eq!(full(OTHER_COUNTY), (0, 4));
		assert_eq!(full(COMMITTEE), (0, 3));
		assert_eq!(full(PROVINCE), (0, 4));
		assert_eq!(Levels::<Test>::get(COUNTY), [0; 12]);
		assert_eq!(Levels::<Test>::get(OTHER_COUNTY)[..3], [2, 2, 1]);
		assert_eq!(
			Moved::get(),
			[(COMMITTEE, vec![COUNTY, PROVINCE], vec![OTHER_COUNTY, PROVINCE])]
		);
		// The county has no say any more, the other one has.
		assert_noop!(
			Organizations::dismiss(signed(WANG), COUNTY, BRANCH, LI),
			Error::<Test>::OutsideSubtree
		);
		assert_ok!(Organizations::dismiss(signed(CHEN), OTHER_COUNTY, BRANCH, LI));
	});
}

#[test]
fn reparent_up_and_down_the_same_line_keeps_the_counts() {
	ExtBuilder::default().build_and_execute(|| {
		enrol(BRANCH, MembershipStatus::Full);
		assert_ok!(reparent(LIN, PROVINCE, BRANCH, PROVINCE));
		assert_eq!((full(COMMITTEE), full(COUNTY), full(PROVINCE)), ((0, 0), (0, 0), (0, 1)));
		assert_eq!(Organizations::depth(GROUP), 2);
		assert_ok!(reparent(LIN, PROVINCE, BRANCH, COMMITTEE));
		assert_eq!((full(COMMITTEE), full(COUNTY), full(PROVINCE)), ((0, 1), (0, 1), (0, 1)));
		assert_eq!(Organizations::depth(GROUP), 4);
	});
}

#[test]
fn reparent_by_anybody_but_an_approver_above_both_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let inner = establish(COMMITTEE, OrgKind::GeneralBranch);
		for (who, origin) in not_the_committees() {
			println!("{who}");
			assert_noop!(
				Organizations::reparent(origin, COMMITTEE, BRANCH, inner),
				Error::<Test>::NotAuthorized
			);
		}
		// Above neither, above the target only, and the target itself.
		assert_noop!(
			reparent(CHEN, OTHER_COUNTY, BRANCH, OTHER_COUNTY),
			Error::<Test>::NotSuperior
		);
		assert_noop!(reparent(WANG, COUNTY, BRANCH, OTHER_COUNTY), Error::<Test>::OutsideSubtree);
		assert_noop!(reparent(ZHAO, COMMITTEE, COMMITTEE, inner), Error::<Test>::NotSuperior);
		assert_ok!(reparent(ZHAO, COMMITTEE, BRANCH, inner));
	});
}

#[test]
fn reparent_of_the_root_below_itself_or_to_where_it_stands_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let inner = establish(COMMITTEE, OrgKind::PrimaryCommittee);
		assert_noop!(reparent(LIN, PROVINCE, PROVINCE, COUNTY), Error::<Test>::RootStays);
		assert_noop!(reparent(LIN, PROVINCE, COMMITTEE, COUNTY), Error::<Test>::ParentUnchanged);
		for below in [COMMITTEE, inner] {
			assert_noop!(reparent(LIN, PROVINCE, COMMITTEE, below), Error::<Test>::ParentBelow);
		}
		assert_noop!(
			reparent(LIN, PROVINCE, COMMITTEE, OTHER_BRANCH),
			Error::<Test>::KindNotAllowedHere
		);
		assert_noop!(
			reparent(LIN, PROVINCE, NEXT.next().unwrap(), COUNTY),
			Error::<Test>::OrgNotFound
		);
		assert_ok!(Organizations::freeze(signed(LIN), PROVINCE, OTHER_COUNTY));
		assert_noop!(reparent(LIN, PROVINCE, COMMITTEE, OTHER_COUNTY), Error::<Test>::OrgNotActive);
	});
}

#[test]
fn reparent_to_depth_12_works_and_to_13_fails() {
	ExtBuilder::default().build_and_execute(|| {
		// Committees down to depth 11; the branch with its group is two levels high.
		let chain: Vec<OrgId> = (0..10).fold(vec![OTHER_COUNTY], |mut chain, _| {
			chain.push(establish(*chain.last().unwrap(), OrgKind::PrimaryCommittee));
			chain
		});
		assert_eq!(Organizations::depth(chain[9]), 10);
		assert_noop!(reparent(LIN, PROVINCE, BRANCH, chain[10]), Error::<Test>::TooDeep);
		assert_ok!(reparent(LIN, PROVINCE, BRANCH, chain[9]));
		assert_eq!(Organizations::depth(GROUP), 12);
		assert_ok!(reparent(LIN, PROVINCE, SISTER_BRANCH, chain[10]));
	});
}

#[test]
fn reparent_that_overflows_a_count_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let more = |org, by| CountChange { org, status: MembershipStatus::Full, up: true, by };
		assert_ok!(Organizations::count(&[more(BRANCH, u32::MAX)]));
		Counts::<Test>::mutate(OTHER_COUNTY, |counts| counts.subtree.0[4] = 1);
		assert_noop!(reparent(LIN, PROVINCE, BRANCH, OTHER_COUNTY), Error::<Test>::CountOutOfRange);
		Counts::<Test>::mutate(OTHER_COUNTY, |counts| counts.subtree.0[4] = 0);
		assert_ok!(reparent(LIN, PROVINCE, BRANCH, OTHER_COUNTY));
	});
}
