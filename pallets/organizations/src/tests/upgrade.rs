use super::*;

fn upgrade(kind: OrgKind) -> RawReorganization {
	RawReorganization::Upgrade { kind }
}

fn proposed(target: OrgId, kind: OrgKind) -> DispatchResult {
	Organizations::propose_reorganization(signed(SUN), COMMITTEE, target, upgrade(kind))
}

#[test]
fn upgrade_a_branch_to_general_branch_and_committee_works() {
	ExtBuilder::default().build_and_execute(|| {
		// Its members form a branch of their own first.
		let person = enrol(SISTER_BRANCH, MembershipStatus::Full);
		assert_noop!(proposed(SISTER_BRANCH, OrgKind::GeneralBranch), Error::<Test>::PersonsLeft);
		decide(SISTER_BRANCH, split_of(SISTER_BRANCH, &[person]), &[person]);
		assert!(due(SISTER_BRANCH, Item::TooFewMembers).is_none(), "it had none before");
		decide(SISTER_BRANCH, upgrade(OrgKind::GeneralBranch), &[]);
		assert_eq!(
			last_event(),
			Event::Upgraded {
				org: SISTER_BRANCH,
				before: OrgKind::Branch,
				kind: OrgKind::GeneralBranch,
				superior: COUNTY,
				by: WANG,
			}
		);
		assert_ok!(Organizations::reparent(signed(ZHAO), COMMITTEE, NEXT, SISTER_BRANCH));
		decide(SISTER_BRANCH, upgrade(OrgKind::PrimaryCommittee), &[]);
		assert_eq!(
			Organizations::lookup(SISTER_BRANCH),
			Some((OrgKind::PrimaryCommittee, OrgStatus::Active))
		);
		assert_eq!((full(SISTER_BRANCH), full(NEXT)), ((0, 1), (1, 1)));
		// Officers stay.
		assert!(Appointments::<Test>::contains_key(SISTER_BRANCH, FROZEN));
	});
}

#[test]
fn upgrade_to_any_but_the_next_kind_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for kind in
			[OrgKind::PrimaryCommittee, OrgKind::Branch, OrgKind::JointBranch, OrgKind::Group]
		{
			assert_noop!(proposed(SISTER_BRANCH, kind), Error::<Test>::UpgradeNotAllowed);
		}
		for target in [COMMITTEE, GROUP] {
			assert_noop!(
				proposed(target, OrgKind::GeneralBranch),
				Error::<Test>::UpgradeNotAllowed
			);
		}
		assert_ok!(proposed(SISTER_BRANCH, OrgKind::GeneralBranch));
	});
}

#[test]
fn upgrade_where_the_next_kind_cannot_stand_or_with_groups_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(proposed(BRANCH, OrgKind::GeneralBranch), Error::<Test>::ChildrenLeft);
		decide(SISTER_BRANCH, upgrade(OrgKind::GeneralBranch), &[]);
		let (name, day) = ("支部".into(), "2020-01-01".into());
		assert_ok!(Organizations::establish(
			signed(ZHAO),
			COMMITTEE,
			SISTER_BRANCH,
			OrgKind::Branch,
			name,
			110_101,
			day
		));
		// No general branch stands below a general branch.
		assert_noop!(proposed(NEXT, OrgKind::GeneralBranch), Error::<Test>::KindNotAllowedHere);
	});
}

#[test]
fn upgrade_of_a_branch_leaves_its_former_members_where_they_are() {
	ExtBuilder::default().build_and_execute(|| {
		enrol(SISTER_BRANCH, MembershipStatus::Former);
		decide(SISTER_BRANCH, upgrade(OrgKind::GeneralBranch), &[]);
		let step = |status, up| CountChange { org: SISTER_BRANCH, status, up, by: 1 };
		// Nobody comes in, and nobody but a former member goes out.
		for (status, up) in [
			(MembershipStatus::Former, true),
			(MembershipStatus::Full, true),
			(MembershipStatus::Full, false),
		] {
			assert_noop!(Organizations::count(&[step(status, up)]), Error::<Test>::NotABranch);
		}
		assert_eq!(Counts::<Test>::get(COUNTY).subtree.of(MembershipStatus::Former), 1);
		assert_ok!(Organizations::count(&[step(MembershipStatus::Former, false)]));
		assert_eq!(Counts::<Test>::get(COUNTY).subtree.of(MembershipStatus::Former), 0);
	});
}
