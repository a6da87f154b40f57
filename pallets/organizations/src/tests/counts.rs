use super::*;
use MembershipStatus::*;

fn more(org: OrgId, status: MembershipStatus, by: u32) -> CountChange {
	CountChange { org, status, up: true, by }
}
fn fewer(org: OrgId, status: MembershipStatus, by: u32) -> CountChange {
	CountChange { org, status, up: false, by }
}
/// Own and subtree count of a status.
fn counts(org: OrgId, status: MembershipStatus) -> (u32, u32) {
	let counts = Counts::<Test>::get(org);
	(counts.own.of(status), counts.subtree.of(status))
}

#[test]
fn count_moves_every_level_above() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::count(&[
			more(BRANCH, Full, 3),
			more(SISTER_BRANCH, Full, 4),
			more(BRANCH, Applicant, 2),
			more(BRANCH, Full, 1),
			more(OTHER_BRANCH, Full, 10),
		]));
		assert_eq!(counts(BRANCH, Full), (4, 4));
		assert_eq!(counts(BRANCH, Applicant), (2, 2));
		assert_eq!(counts(SISTER_BRANCH, Full), (4, 4));
		assert_eq!(counts(COMMITTEE, Full), (0, 8));
		assert_eq!(counts(COMMITTEE, Applicant), (0, 2));
		assert_eq!(counts(COUNTY, Full), (0, 8));
		assert_eq!(counts(OTHER_COUNTY, Full), (0, 10));
		assert_eq!(counts(PROVINCE, Full), (0, 18));
		assert_eq!(counts(GROUP, Full), (0, 0));
	});
}

#[test]
fn count_of_a_move_leaves_common_levels_as_they_were() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::count(&[more(BRANCH, Full, 1)]));
		assert_ok!(Organizations::count(&[more(OTHER_BRANCH, Full, 1), fewer(BRANCH, Full, 1)]));
		assert_eq!(counts(BRANCH, Full), (0, 0));
		assert_eq!(counts(COUNTY, Full), (0, 0));
		assert_eq!(counts(OTHER_COUNTY, Full), (0, 1));
		assert_eq!(counts(PROVINCE, Full), (0, 1));
		// A change of status in one branch.
		assert_ok!(Organizations::count(&[
			fewer(OTHER_BRANCH, Full, 1),
			more(OTHER_BRANCH, Inactive, 1)
		]));
		assert_eq!(counts(PROVINCE, Full), (0, 0));
		assert_eq!(counts(PROVINCE, Inactive), (0, 1));
	});
}

#[test]
fn count_looks_at_the_whole_batch_not_at_its_order() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::count(&[fewer(BRANCH, Full, 2), more(BRANCH, Full, 2)]));
		assert_eq!(counts(PROVINCE, Full), (0, 0));
		assert_ok!(Organizations::count(&[]));
	});
}

#[test]
fn count_that_fails_half_way_changes_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::count(&[more(BRANCH, Full, 1)]));
		let good = more(SISTER_BRANCH, Full, 5);
		for (bad, why) in [
			(fewer(BRANCH, Full, 2), Error::<Test>::CountOutOfRange),
			(fewer(OTHER_BRANCH, Full, 1), Error::<Test>::CountOutOfRange),
			(more(NEXT, Full, 1), Error::<Test>::OrgNotFound),
			(more(COMMITTEE, Full, 1), Error::<Test>::NotABranch),
			(more(GROUP, Full, 1), Error::<Test>::NotABranch),
		] {
			let why = DispatchError::from(why);
			for batch in [[good, bad], [bad, good]] {
				assert_noop!(Organizations::count(&batch), why);
			}
		}
	});
}

#[test]
fn count_up_to_the_last_number_works_and_beyond_it_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::count(&[more(BRANCH, Full, u32::MAX - 1)]));
		assert_ok!(Organizations::count(&[more(OTHER_BRANCH, Full, 1)]));
		assert_eq!(counts(PROVINCE, Full), (0, u32::MAX));
		// Each branch has room, the province has none.
		assert_noop!(
			Organizations::count(&[more(OTHER_BRANCH, Full, 1)]),
			Error::<Test>::CountOutOfRange
		);
		assert_ok!(Organizations::count(&[fewer(BRANCH, Full, u32::MAX - 1)]));
		assert_noop!(
			Organizations::count(&[fewer(BRANCH, Full, 1)]),
			Error::<Test>::CountOutOfRange
		);
	});
}

#[test]
fn count_sums_200_branches_of_one_committee() {
	ExtBuilder::default().build_and_execute(|| {
		let branches: Vec<OrgId> = (0..200)
			.map(|_| {
				let id = NextOrgId::<Test>::get();
				assert_ok!(Organizations::establish(
					signed(ZHAO),
					COMMITTEE,
					COMMITTEE,
					OrgKind::Branch,
					"支部".into(),
					110_101,
					"2020-01-01".into()
				));
				id
			})
			.collect();
		let batch: Vec<CountChange> =
			branches.iter().map(|id| more(*id, Probationary, 2)).collect();
		assert_ok!(Organizations::count(&batch));
		assert_eq!(counts(PROVINCE, Probationary), (0, 400));
		assert!(branches.iter().all(|id| counts(*id, Probationary) == (2, 2)));
	});
}
