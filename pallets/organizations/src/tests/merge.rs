use super::*;
use chuxin_primitives::agenda::Agenda as _;
use MembershipStatus::*;

const MERGE: RawReorganization = RawReorganization::Merge { into: BRANCH };

fn refused(target: OrgId, into: OrgId) -> DispatchResult {
	let act = RawReorganization::Merge { into };
	Organizations::propose_reorganization(signed(SUN), COMMITTEE, target, act)
}

fn establish(parent: OrgId, kind: OrgKind) -> OrgId {
	let id = NextOrgId::<Test>::get();
	let (name, day) = ("某组织".into(), "2020-01-01".into());
	assert_ok!(Organizations::establish(signed(ZHAO), COMMITTEE, parent, kind, name, 110_101, day));
	id
}

#[test]
fn merge_keeps_the_earlier_go_live_day() {
	for (from, into, after) in [(1, 2, 1), (2, 1, 1), (1, 0, 1), (0, 1, 1)] {
		ExtBuilder::default().build_and_execute(|| {
			let day = |n: u32| date(&format!("2026-01-0{n}"));
			let days = [(SISTER_BRANCH, from), (BRANCH, into)];
			let live = days.into_iter().filter(|(_, n)| *n > 0).map(|(org, n)| (org, day(n)));
			Live::set(live.collect());
			carry(SISTER_BRANCH, MERGE);
			assert_eq!(Live::get()[&BRANCH], day(after));
		});
	}
}

#[test]
fn merge_carries_everybody_over_and_resolves_for_ever() {
	ExtBuilder::default().build_and_execute(|| {
		let moved = [Full, Full, Probationary, Former].map(|status| enrol(SISTER_BRANCH, status));
		enrol(BRANCH, Full);
		assert_ok!(Organizations::set_term(
			signed(ZHAO),
			COMMITTEE,
			SISTER_BRANCH,
			"2027-08-31".into()
		));
		carry(SISTER_BRANCH, MERGE);
		assert_eq!(
			last_event(),
			Event::Merged {
				org: SISTER_BRANCH,
				into: BRANCH,
				persons: CountsView {
					full: 2,
					probationary: 1,
					former: 1,
					members: 3,
					..Default::default()
				},
				mergers: 0,
				ended: Estate {
					officers: vec![FROZEN],
					grants: vec![],
					term_ends: Some("2027-08-31".into()),
					election: false,
					import_until: None,
					key_version: None,
					contact: None,
				},
				superior: COUNTY,
				by: WANG,
			}
		);
		// Persons keep the old number, and every walk resolves it.
		assert!(moved.iter().all(|person| Book::get()[person].org == SISTER_BRANCH));
		assert_eq!(Organizations::resolve(SISTER_BRANCH), BRANCH);
		assert_eq!(Organizations::ancestors(SISTER_BRANCH), [BRANCH, COMMITTEE, COUNTY, PROVINCE]);
		assert!(Organizations::is_within(SISTER_BRANCH, BRANCH));
		assert!(Organizations::is_within(GROUP, SISTER_BRANCH));
		assert_eq!(Organizations::lookup(SISTER_BRANCH), Organizations::lookup(BRANCH));
		assert!(Organizations::powers_of(SISTER_BRANCH, LI).contains(Power::Approver));
		assert!(Organizations::powers_of(SISTER_BRANCH, FROZEN).is_empty());
		assert_eq!(full(BRANCH), (3, 3));
		assert_eq!(full(COMMITTEE), (0, 3));
		assert_eq!(Counts::<Test>::get(BRANCH).own.of(Former), 1);
		// Later changes by the old number arrive, too.
		enrol(SISTER_BRANCH, Full);
		assert_eq!(full(BRANCH), (4, 4));
		let body = Orgs::<Test>::get(SISTER_BRANCH).unwrap();
		assert_eq!((body.status, body.officers), (OrgStatus::MergedInto(BRANCH), 0));
		assert_eq!(Orgs::<Test>::get(BRANCH).unwrap().mergers, 1);
		for item in [Item::TermEnds, Item::TermReminder, Item::NoSecretary, Item::TooFewMembers] {
			assert_eq!(due(SISTER_BRANCH, item), None, "{item:?}");
		}
		assert!(!Organizations::children(COMMITTEE, None, 9).iter().any(|o| o.id == SISTER_BRANCH));
	});
}

/// As the members open it.
fn open_window(org: OrgId, until: &str) {
	MockAgenda::set(org, Item::ImportWindow, date(until));
	Windows::mutate(|windows| windows.insert(org, date(until)));
}

#[test]
fn merge_names_everything_that_ends_in_its_balance_sheet() {
	ExtBuilder::default().build_and_execute(|| {
		let third = establish(COMMITTEE, OrgKind::Branch);
		carry(third, RawReorganization::Merge { into: SISTER_BRANCH });
		enrol(SISTER_BRANCH, Full);
		let grants = vec![Grant::DirectTransfer, Grant::HoldElections];
		assert_ok!(Organizations::set_grants(signed(LIN), PROVINCE, SISTER_BRANCH, grants.clone()));
		let ends = RawDate::from("2027-08-31");
		assert_ok!(Organizations::set_term(signed(ZHAO), COMMITTEE, SISTER_BRANCH, ends.clone()));
		change(FROZEN, |known| known.frozen = false);
		let kind = ElectionKind::ByElection;
		assert_ok!(Organizations::request_election(signed(FROZEN), SISTER_BRANCH, kind));
		seat(SISTER_BRANCH, PLAIN, &[Power::KeyCustodian]);
		for key in [5, 6] {
			assert_ok!(Organizations::publish_key(signed(PLAIN), SISTER_BRANCH, [key; 32]));
		}
		let contact = RawText::from("010-12345678");
		let shown = Some(contact.clone());
		assert_ok!(Organizations::set_contact(signed(ZHAO), COMMITTEE, SISTER_BRANCH, shown));
		// A window that nobody closed neither stops the merger nor survives it.
		open_window(SISTER_BRANCH, "2026-02-28");
		carry(SISTER_BRANCH, MERGE);
		assert_eq!(
			last_event(),
			Event::Merged {
				org: SISTER_BRANCH,
				into: BRANCH,
				persons: CountsView { full: 1, members: 1, ..Default::default() },
				mergers: 1,
				ended: Estate {
					officers: vec![PLAIN, FROZEN],
					grants,
					term_ends: Some(ends),
					election: true,
					import_until: Some("2026-02-28".into()),
					key_version: Some(2),
					contact: Some(contact),
				},
				superior: COUNTY,
				by: WANG,
			}
		);
		assert!(Windows::get().is_empty());
		assert!(!Due::get().keys().any(|(org, _)| *org == SISTER_BRANCH));
		let view = Organizations::organization(SISTER_BRANCH).unwrap();
		assert_eq!((view.grants, view.term_ends, view.contact), (vec![], None, None));
		// What the other one had stays as it was.
		assert!(Organizations::grants_of(BRANCH).list().is_empty());
	});
}

#[test]
fn merge_across_counties_moves_the_counts() {
	ExtBuilder::default().build_and_execute(|| {
		enrol(SISTER_BRANCH, Full);
		enrol(OTHER_BRANCH, Full);
		// The county stands not above the other county's branch: the province decides.
		let digest = second(SISTER_BRANCH, RawReorganization::Merge { into: OTHER_BRANCH });
		let approve = |by, org| {
			Organizations::approve_reorganization(signed(by), org, SISTER_BRANCH, digest, vec![])
		};
		assert_noop!(approve(WANG, COUNTY), Error::<Test>::OutsideSubtree);
		assert_ok!(approve(LIN, PROVINCE));
		wait(DAY);
		assert_ok!(carry_out(PendingId(0)));
		assert_eq!((full(COUNTY), full(OTHER_COUNTY), full(PROVINCE)), ((0, 0), (0, 2), (0, 2)));
		assert_eq!(full(OTHER_BRANCH), (2, 2));
	});
}

#[test]
fn merge_of_what_merges_carries_chains_along() {
	ExtBuilder::default().build_and_execute(|| {
		enrol(SISTER_BRANCH, Full);
		let third = establish(COMMITTEE, OrgKind::Branch);
		carry(SISTER_BRANCH, MERGE);
		assert_ok!(Organizations::reparent(signed(ZHAO), COMMITTEE, GROUP, third));
		carry(BRANCH, RawReorganization::Merge { into: third });
		assert_eq!(Organizations::resolve(SISTER_BRANCH), third);
		assert_eq!(Orgs::<Test>::get(third).unwrap().mergers, 2);
		assert_eq!(full(third), (1, 1));
		assert_eq!(Organizations::organization(SISTER_BRANCH).unwrap().merged_into, Some(third));
	});
}

#[test]
fn merge_into_itself_below_itself_or_another_kind_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let general = establish(COMMITTEE, OrgKind::GeneralBranch);
		assert_noop!(refused(SISTER_BRANCH, SISTER_BRANCH), Error::<Test>::MergeIntoItself);
		assert_noop!(refused(COMMITTEE, general), Error::<Test>::MergeIntoItself);
		for into in [GROUP, COMMITTEE, general] {
			assert_noop!(refused(SISTER_BRANCH, into), Error::<Test>::KindsDiffer);
		}
		assert_noop!(refused(general, SISTER_BRANCH), Error::<Test>::KindsDiffer);
		assert_noop!(refused(SISTER_BRANCH, OrgId(77)), Error::<Test>::OrgNotFound);
		// A general branch goes over into the committee above it, and no committee into one.
		let below = establish(COMMITTEE, OrgKind::PrimaryCommittee);
		assert_noop!(refused(below, general), Error::<Test>::KindsDiffer);
		assert_ok!(refused(below, COMMITTEE));
		assert_ok!(refused(general, COMMITTEE));
	});
}

#[test]
fn merge_of_the_root_fails() {
	ExtBuilder::default().build_and_execute(|| {
		seat(PROVINCE, PLAIN, &[Power::Handler]);
		assert_noop!(
			Organizations::propose_reorganization(
				signed(PLAIN),
				PROVINCE,
				PROVINCE,
				RawReorganization::Merge { into: COUNTY }
			),
			Error::<Test>::RootStays
		);
	});
}

#[test]
fn merge_with_anything_left_fails() {
	ExtBuilder::default().build_and_execute(|| {
		// A Party group stands below the branch.
		assert_noop!(refused(BRANCH, SISTER_BRANCH), Error::<Test>::ChildrenLeft);
		Waiting::mutate(|waiting| waiting.insert(SISTER_BRANCH, 1));
		assert_noop!(refused(SISTER_BRANCH, BRANCH), Error::<Test>::ActsWait);
		Waiting::mutate(|waiting| waiting.remove(&SISTER_BRANCH));
		assert_ok!(Organizations::freeze(signed(WANG), COUNTY, BRANCH));
		assert_noop!(refused(SISTER_BRANCH, BRANCH), Error::<Test>::OrgNotActive);
		assert_ok!(Organizations::thaw(signed(WANG), COUNTY, BRANCH));
		assert_ok!(refused(SISTER_BRANCH, BRANCH));
	});
}

#[test]
fn merge_waits_until_the_agenda_is_empty() {
	ExtBuilder::default().build_and_execute(|| {
		let id = decide(SISTER_BRANCH, MERGE, &[]).unwrap();
		wait(DAY);
		let item = Item::HoldEnds(PLAIN);
		MockAgenda::set(SISTER_BRANCH, item, date("2026-12-31"));
		assert_noop!(carry_out(id), Error::<Test>::ActsWait);
		MockAgenda::clear(SISTER_BRANCH, item);
		assert_ok!(carry_out(id));
	});
}

#[test]
fn merge_of_an_inner_level_leaves_its_own_level_alone() {
	ExtBuilder::default().build_and_execute(|| {
		enrol(BRANCH, Full);
		let general = establish(COMMITTEE, OrgKind::GeneralBranch);
		let inside = establish(general, OrgKind::Branch);
		enrol(inside, Full);
		assert_noop!(refused(general, COMMITTEE), Error::<Test>::ChildrenLeft);
		assert_ok!(Organizations::reparent(signed(ZHAO), COMMITTEE, inside, COMMITTEE));
		let act = RawReorganization::Merge { into: COMMITTEE };
		carry(general, act);
		assert_eq!((full(COMMITTEE), full(inside)), ((0, 2), (1, 1)));
		assert_eq!(Organizations::resolve(general), COMMITTEE);
	});
}

#[test]
fn merge_64_times_in_a_row_works_and_a_65th_time_fails() {
	ExtBuilder::default().build_and_execute(|| {
		enrol(SISTER_BRANCH, Full);
		let mut last = SISTER_BRANCH;
		for n in 1..=64 {
			let next = establish(COMMITTEE, OrgKind::Branch);
			carry(last, RawReorganization::Merge { into: next });
			assert_eq!(Orgs::<Test>::get(next).unwrap().mergers, n);
			last = next;
		}
		assert_eq!(Organizations::resolve(SISTER_BRANCH), last);
		assert_eq!(full(last), (1, 1));
		assert_noop!(refused(last, BRANCH), Error::<Test>::MergersExceeded);
		// The other way round it works: nothing is longer then.
		let fresh = establish(COMMITTEE, OrgKind::Branch);
		assert_ok!(refused(fresh, last));
	});
}

#[test]
fn archive_works_only_where_nobody_is_left() {
	ExtBuilder::default().build_and_execute(|| {
		let archive = |target| {
			let act = RawReorganization::Archive;
			Organizations::propose_reorganization(signed(SUN), COMMITTEE, target, act)
		};
		assert_noop!(archive(BRANCH), Error::<Test>::ChildrenLeft);
		let former = enrol(SISTER_BRANCH, Former);
		let applicant = enrol(SISTER_BRANCH, Applicant);
		assert_noop!(archive(SISTER_BRANCH), Error::<Test>::PersonsLeft);
		let applies = CountChange { org: SISTER_BRANCH, status: Applicant, up: false, by: 1 };
		assert_ok!(Organizations::count(&[applies]));
		Book::mutate(|book| book.remove(&applicant));
		let empty = establish(COMMITTEE, OrgKind::Branch);
		carry(SISTER_BRANCH, RawReorganization::Merge { into: BRANCH });
		assert_eq!(Book::get()[&former].org, SISTER_BRANCH);
		Waiting::mutate(|waiting| waiting.insert(empty, 1));
		assert_noop!(archive(empty), Error::<Test>::ActsWait);
		Waiting::mutate(|waiting| waiting.remove(&empty));
		seat(empty, PLAIN, &[Power::Approver]);
		open_window(empty, "2026-03-31");
		carry(empty, RawReorganization::Archive);
		assert_eq!(
			last_event(),
			Event::Archived {
				org: empty,
				ended: Estate {
					officers: vec![PLAIN],
					grants: vec![],
					term_ends: None,
					election: false,
					import_until: Some("2026-03-31".into()),
					key_version: None,
					contact: None,
				},
				superior: COUNTY,
				by: WANG
			}
		);
		assert_eq!(Organizations::offices_of(PLAIN), 0);
		assert_eq!(due(empty, Item::NoSecretary), None);
		assert_eq!(due(empty, Item::TooFewMembers), None);
		assert_noop!(archive(empty), Error::<Test>::OrgNotActive);
		assert_eq!(Organizations::lookup(empty), Some((OrgKind::Branch, OrgStatus::Archived)));
	});
}

#[test]
fn an_officer_who_is_wound_up_loses_delayed_powers_too() {
	ExtBuilder::default().build_and_execute(|| {
		// Appointed a moment before the merger is carried out: nothing comes into force after it.
		let id = decide(SISTER_BRANCH, MERGE, &[]).unwrap();
		wait(DAY);
		assert_ok!(Organizations::appoint(
			signed(ZHAO),
			COMMITTEE,
			SISTER_BRANCH,
			PLAIN,
			vec![],
			vec![Power::Approver]
		));
		assert_ok!(carry_out(id));
		wait(2 * DAY);
		assert!(Organizations::powers_of(SISTER_BRANCH, PLAIN).is_empty());
		assert_eq!(Entitled::get().get(&account(PLAIN)), None);
	});
}

#[test]
fn former_members_stay_in_an_archived_branch_and_leave_it_by_readmission() {
	ExtBuilder::default().build_and_execute(|| {
		let former = [enrol(SISTER_BRANCH, Former), enrol(SISTER_BRANCH, Former)];
		carry(SISTER_BRANCH, RawReorganization::Archive);
		let own = |org| Counts::<Test>::get(org).own.of(Former);
		let below = |org| Counts::<Test>::get(org).subtree.of(Former);
		assert_eq!((own(SISTER_BRANCH), below(COMMITTEE), below(PROVINCE)), (2, 2, 2));
		let view = Organizations::organization(SISTER_BRANCH).unwrap();
		assert_eq!((view.status, view.merged_into), (OrgStatus::Archived, None));
		// One is admitted again elsewhere.
		let step = |org, status, up| CountChange { org, status, up, by: 1 };
		assert_ok!(Organizations::count(&[
			step(SISTER_BRANCH, Former, false),
			step(OTHER_BRANCH, Probationary, true),
		]));
		change(former[0], |known| (known.org, known.status) = (OTHER_BRANCH, Probationary));
		assert_eq!((own(SISTER_BRANCH), below(COMMITTEE), below(PROVINCE)), (1, 1, 1));
		// What stood above goes over: they are counted where that leads.
		let general = establish(COMMITTEE, OrgKind::GeneralBranch);
		let inside = establish(general, OrgKind::Branch);
		enrol(inside, Former);
		carry(inside, RawReorganization::Archive);
		carry(general, RawReorganization::Merge { into: COMMITTEE });
		assert_eq!((own(inside), below(COMMITTEE), below(PROVINCE)), (1, 2, 2));
		assert_eq!(Organizations::ancestors(inside), [inside, COMMITTEE, COUNTY, PROVINCE]);
	});
}
