//! A frozen branch: nothing new is recorded but what guards keys, and deaths.

use super::*;
use crate::ActProposals;

const NO: Error<Test> = Error::OrganizationFrozen;

#[test]
fn acts_in_a_frozen_branch_fail() {
	test(|| {
		let (id, evidence) = (enrolled(1, BRANCH_B), Hash::repeat_byte(1));
		bind(id, 50);
		let keyless = enrolled(2, BRANCH_B);
		let own = || RuntimeOrigin::signed(account_of(&pair(50)));
		assert_ok!(Members::propose_record_update(own(), record(2)));
		halt(BRANCH_B);
		let officer = |who| as_person(who);
		let (org, ground, effective) = (COUNTY, Ground::Direct, day(0));

		assert_noop!(Members::propose_record_update(own(), record(2)), NO);
		let root = record(2).root;
		assert_noop!(Members::confirm_record_update(officer(HANDLER), org, id, root), NO);
		let (key, until) = (account_of(&pair(51)), day(7));
		let proof = consent(&pair(51), keyless, &until);
		assert_noop!(Members::bind_account(officer(APPROVER), org, keyless, key, until, proof), NO);
		let decision = Decision {
			change: Change::Suspend,
			ground,
			effective: effective.parse().unwrap(),
			evidence,
		};
		propose(id, &Act::Decide(decision));
		let suspend = || {
			let day = effective.clone();
			Members::suspend(officer(APPROVER), org, id, ground, day, evidence)
		};
		assert_noop!(suspend(), NO);
		propose(id, &Act::PlaceHold { until: None, without_vote: false });
		assert_noop!(Members::place_hold(officer(APPROVER), org, id, None, false), NO);
		let update = Act::UpdateRecord { record: record(2), paper: evidence };
		propose(id, &update);
		assert_noop!(Members::update_record(officer(APPROVER), org, id, record(2), evidence), NO);
		assert_noop!(Members::open_import_window(officer(APPROVER), org, BRANCH_B, day(1)), NO);
		// What waits can be taken back, and what was proposed is carried out once it is thawed.
		assert_ok!(Members::decline_record_update(officer(HANDLER), org, id));
		thaw(BRANCH_B);
		assert_ok!(Members::update_record(officer(APPROVER), org, id, record(2), evidence));
	});
}

#[test]
fn keys_and_deaths_in_a_frozen_branch_work() {
	test(|| {
		let (id, evidence) = (enrolled(1, BRANCH_B), Hash::repeat_byte(1));
		bind(id, 50);
		halt(BRANCH_B);
		assert_ok!(Members::freeze_account(as_person(HANDLER), COUNTY, id));
		assert_ok!(Members::unfreeze_account(as_person(APPROVER), COUNTY, id));
		let pending = replace(id, 51);
		assert_ok!(veto(as_person(SUPERIOR), PROVINCE, pending));
		assert_ok!(Members::unfreeze_account(as_person(BOTH), COUNTY, id));
		let pending = replace(id, 51);
		Now::set(Now::get() + REPLACEMENT_DELAY);
		assert_ok!(carry_out(pending));

		let effective = day(0);
		let decision = Decision {
			change: Change::Leave,
			ground: Ground::OnRecord,
			effective: effective.parse().unwrap(),
			evidence,
		};
		propose(id, &Act::Decide(decision));
		let approver = as_person(APPROVER);
		let ground = Ground::OnRecord;
		assert_ok!(Members::end_membership(approver, COUNTY, id, ground, effective, evidence));
		assert_eq!(Members::person(id).unwrap().status, MembershipStatus::Former);
		assert_eq!(ActProposals::<Test>::iter().count(), 0);
	});
}
