//! The highest organization never loses its last approver, whoever takes which way; and a frozen key
//! has no powers.

use super::*;

/// Lin alone approves for the province; this appoints another one there.
fn appoint(person: PersonId, powers: &[Power]) -> DispatchResult {
	Organizations::appoint(signed(LIN), PROVINCE, PROVINCE, person, vec![], powers.to_vec())
}

/// Whether the root can do without the person; if not, every way to lose the person is refused.
#[track_caller]
fn dispensable(person: PersonId, is: bool) {
	if is {
		assert_ok!(Organizations::ensure_dispensable(person));
		return;
	}
	// Suspended, or frozen by oneself; the membership ended; resigned.
	assert_noop!(Organizations::ensure_dispensable(person), Error::<Test>::LastApprover);
	assert_noop!(Organizations::vacate(person), Error::<Test>::LastApprover);
	assert_noop!(Organizations::resign(signed(person), PROVINCE), Error::<Test>::LastApprover);
}

#[test]
fn the_last_approver_of_the_root_stays() {
	ExtBuilder::default().build_and_execute(|| {
		dispensable(LIN, false);
		assert_ok!(appoint(PLAIN, &[Power::Handler]));
		dispensable(LIN, false);
		dispensable(PLAIN, true);
		assert_ok!(appoint(PLAIN, &[Power::Approver]));
		dispensable(LIN, true);
		// Approvers of organizations below are theirs to lose.
		assert_ok!(Organizations::vacate(WANG));
	});
}

#[test]
fn who_cannot_act_or_only_acts_for_a_while_is_no_other_approver() {
	for who in [KEYLESS, FROZEN] {
		ExtBuilder::default().build_and_execute(|| {
			assert_ok!(appoint(who, &[Power::Approver]));
			dispensable(LIN, false);
		});
	}
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(appoint(PLAIN, &[Power::Approver]));
		change(PLAIN, |known| known.status = MembershipStatus::Inactive);
		dispensable(LIN, false);
		change(PLAIN, |known| known.status = MembershipStatus::Full);
		dispensable(LIN, true);
	});
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::appoint_acting(
			signed(LIN),
			PROVINCE,
			PROVINCE,
			PLAIN,
			vec![],
			vec![Power::Approver],
			"2026-05-31".into(),
		));
		dispensable(LIN, false);
	});
}

#[test]
fn dismiss_and_appoint_leave_the_root_an_approver() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(appoint(PLAIN, &[Power::Approver]));
		wait(DAY);
		// Lin's key is frozen: Plain is the only one left, and takes Lin nothing that counts. But
		// Lin, thawed, cannot take it from Plain while Plain's is frozen and then go.
		change(PLAIN, |known| known.frozen = true);
		dispensable(LIN, false);
		change(PLAIN, |known| known.frozen = false);
		let by_plain = |powers: Vec<Power>| {
			Organizations::appoint(signed(PLAIN), PROVINCE, PROVINCE, LIN, vec![], powers)
		};
		assert_ok!(by_plain(vec![Power::Handler]));
		dispensable(PLAIN, false);
		assert_ok!(by_plain(vec![Power::Approver]));
		assert_ok!(Organizations::dismiss(signed(PLAIN), PROVINCE, PROVINCE, LIN));
		dispensable(PLAIN, false);
	});
	// An acting approver takes the only lasting one nothing.
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::appoint_acting(
			signed(LIN),
			PROVINCE,
			PROVINCE,
			PLAIN,
			vec![],
			vec![Power::Approver],
			"2026-05-31".into(),
		));
		wait(DAY);
		assert_noop!(
			Organizations::dismiss(signed(PLAIN), PROVINCE, PROVINCE, LIN),
			Error::<Test>::LastApprover
		);
		let powers = vec![Power::Handler];
		assert_noop!(
			Organizations::appoint(signed(PLAIN), PROVINCE, PROVINCE, LIN, vec![], powers),
			Error::<Test>::LastApprover
		);
	});
}

#[test]
fn powers_rest_while_the_key_is_frozen_or_none_is_bound() {
	ExtBuilder::default().build_and_execute(|| {
		let approves = || Organizations::powers_of(BRANCH, LI).contains(Power::Approver);
		assert!(approves());
		change(LI, |known| known.frozen = true);
		assert!(!approves());
		change(LI, |known| known.frozen = false);
		assert!(approves());
		change(LI, |known| known.account = None);
		assert!(!approves());
		change(LI, |known| known.account = Some(account(LI)));
	});
}

#[test]
fn seats_are_all_organizations_of_an_officer() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Organizations::seats_of(LI), [BRANCH]);
		assert!(Organizations::seats_of(PLAIN).is_empty());
		assert_ok!(appoint(LI, &[Power::Handler]));
		assert_eq!(Organizations::seats_of(LI), [PROVINCE, BRANCH]);
	});
}
