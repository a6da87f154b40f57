//! Two persons decide: neither made the other what he is, and the first still is what he was when the
//! second carries out.

use super::*;
use crate::{KeyGivenBy, Persons};
use chuxin_primitives::membership::EnrolEntry;

/// The county's handler has proposed a batch, and a hold on a member.
fn proposed() -> (Vec<EnrolEntry>, PersonId) {
	let (id, batch) = (enrolled(1, BRANCH), entries(10, 11));
	prepare(&batch);
	assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(120)));
	propose(id, &Act::PlaceHold { until: None, without_vote: false });
	(batch, id)
}

/// The county's approver carries both out, or neither.
#[track_caller]
fn carries_out((batch, id): &(Vec<EnrolEntry>, PersonId), refusal: Option<Error<Test>>) {
	let hold = || Members::place_hold(as_person(APPROVER), COUNTY, *id, None, false);
	if let Some(error) = refusal {
		let error = DispatchError::from(error);
		assert_noop!(approve(batch.clone()), error);
		assert_noop!(hold(), error);
	} else {
		hypothetically!({
			assert_ok!(approve(batch.clone()));
			assert_ok!(hold());
		});
	}
}

fn seat(person: PersonId, power: Power, by: Option<PersonId>) {
	Officers::insert(COUNTY, person, (Powers::NONE.with(power), by));
}

/// Whoever holds key `n`.
fn holding(n: u8) -> RuntimeOrigin {
	RuntimeOrigin::signed(account_of(&pair(n)))
}

#[test]
fn carrying_out_with_whom_one_appointed_fails_whichever_way() {
	test(|| {
		let waits = proposed();
		for (handlers, approvers, refusal) in [
			(None, Some(HANDLER), Some(Error::AppointedByOther)),
			(Some(APPROVER), None, Some(Error::AppointedByOther)),
			(Some(SUPERIOR), Some(SUPERIOR), None),
			(None, None, None),
		] {
			seat(HANDLER, Power::Handler, handlers);
			seat(APPROVER, Power::Approver, approvers);
			carries_out(&waits, refusal);
		}
	});
}

#[test]
fn carrying_out_with_whom_one_gave_the_key_fails_whichever_way() {
	test(|| {
		let waits = proposed();
		for (to, by, refusal) in [
			(HANDLER, APPROVER, Some(Error::KeyGivenByOther)),
			(APPROVER, HANDLER, Some(Error::KeyGivenByOther)),
			(HANDLER, SUPERIOR, None),
		] {
			KeyGivenBy::<Test>::insert(to, by);
			carries_out(&waits, refusal);
			KeyGivenBy::<Test>::remove(to);
		}
	});
}

/// The approver has a second key, binds it to somebody without one, and has him proposed as handler.
#[test]
fn one_approver_is_not_two_persons_by_a_second_key() {
	test(|| {
		let (puppet, victim) = (enrolled(1, BRANCH), enrolled(2, BRANCH));
		let act = Act::PlaceHold { until: None, without_vote: false };
		let hold = |who| Members::place_hold(as_person(who), COUNTY, victim, None, false);
		let propose = |n| {
			let hash = chuxin_primitives::membership::act_hash(&GENESIS, COUNTY, victim, &act);
			assert_ok!(Members::propose_act(holding(n), COUNTY, victim, hash));
		};
		bind(puppet, 50);
		assert_eq!(KeyGivenBy::<Test>::get(puppet), Some(APPROVER));
		appoint(COUNTY, puppet, &[Power::Handler], Some(SUPERIOR));
		propose(50);
		assert_noop!(hold(APPROVER), Error::<Test>::KeyGivenByOther);
		hypothetically!({
			assert_ok!(hold(BOTH));
		});

		// The superior's officers replace the key: now it is the superior's gift.
		let act = Act::ReplaceAccount { account: account_of(&pair(51)) };
		appoint(PROVINCE, PLAIN, &[Power::Handler], None);
		propose_as(PLAIN, PROVINCE, puppet, &act);
		let (key, until) = (account_of(&pair(51)), day(7));
		let proof = consent(&pair(51), puppet, &until);
		let by = as_person(SUPERIOR);
		assert_ok!(Members::replace_account(by, PROVINCE, puppet, key, until, proof));
		Now::set(Now::get() + REPLACEMENT_DELAY);
		assert_ok!(carry_out(crate::Replacements::<Test>::get(puppet).unwrap().pending));
		assert_eq!(KeyGivenBy::<Test>::get(puppet), Some(SUPERIOR));
		propose(51);
		hypothetically!({
			assert_ok!(hold(APPROVER));
		});

		// The holder replaces it: who holds a given key stays whoever it was given to.
		let (key, until) = (account_of(&pair(52)), day(7));
		let proof = consent(&pair(52), puppet, &until);
		assert_ok!(Members::replace_own_account(holding(51), key, until, proof));
		Now::set(Now::get() + REPLACEMENT_DELAY);
		assert_ok!(carry_out(crate::Replacements::<Test>::get(puppet).unwrap().pending));
		assert_eq!(KeyGivenBy::<Test>::get(puppet), Some(SUPERIOR));
	});
}

#[test]
fn bind_account_of_an_officer_below_a_superior_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		appoint(BRANCH, id, &[Power::Statistics], None);
		let bind = |who, org| {
			let (account, until) = (account_of(&pair(50)), day(7));
			let proof = consent(&pair(50), id, &until);
			Members::bind_account(as_person(who), org, id, account, until, proof)
		};
		assert_noop!(bind(BRANCH_OFFICER, BRANCH), Error::<Test>::SuperiorNeeded);
		hypothetically!({
			dismiss(BRANCH, id);
			assert_ok!(bind(BRANCH_OFFICER, BRANCH));
		});
		assert_ok!(bind(APPROVER, COUNTY));
	});
}

#[test]
fn bind_account_by_whom_one_appointed_or_was_appointed_by_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let bind = || {
			let (account, until) = (account_of(&pair(50)), day(7));
			let proof = consent(&pair(50), id, &until);
			Members::bind_account(as_person(APPROVER), COUNTY, id, account, until, proof)
		};
		appoint(BRANCH, id, &[Power::Handler], Some(APPROVER));
		assert_noop!(bind(), Error::<Test>::KeyFromAppointer);
		appoint(BRANCH, id, &[Power::Handler], Some(SUPERIOR));
		seat(APPROVER, Power::Approver, Some(id));
		assert_noop!(bind(), Error::<Test>::KeyFromAppointer);
		seat(APPROVER, Power::Approver, Some(SUPERIOR));
		assert_ok!(bind());
	});
}

#[test]
fn carrying_out_after_the_proposer_lost_power_membership_or_key_fails() {
	test(|| {
		let waits = proposed();
		let lost = || Some(Error::PowerLost);
		hypothetically!({
			dismiss(COUNTY, HANDLER);
			carries_out(&waits, lost());
		});
		hypothetically!({
			seat(HANDLER, Power::Approver, None);
			carries_out(&waits, lost());
		});
		for status in [MembershipStatus::Inactive, MembershipStatus::Former] {
			hypothetically!({
				Persons::<Test>::mutate_extant(HANDLER, |person| person.status = status);
				carries_out(&waits, lost());
			});
		}
		assert_ok!(Members::freeze_account(as_person(SUPERIOR), PROVINCE, HANDLER));
		carries_out(&waits, lost());
		appoint(PROVINCE, BOTH, &[Power::Approver], None);
		assert_ok!(Members::unfreeze_account(as_person(BOTH), PROVINCE, HANDLER));
		carries_out(&waits, None);
	});
}

#[test]
fn carrying_out_on_the_ninetieth_day_works_and_on_the_next_fails() {
	test(|| {
		let waits = proposed();
		// 29 February, noon. The last minute of 29 May, and the first of 30 May.
		Now::set(START + 90 * 86_400_000 + 12 * 3_600_000 - 1);
		carries_out(&waits, None);
		Now::set(Now::get() + 1);
		carries_out(&waits, Some(Error::ProposalTooOld));
		// Proposed anew it is young again.
		assert_ok!(Members::withdraw_act(as_person(HANDLER), COUNTY, waits.1));
		propose(waits.1, &Act::PlaceHold { until: None, without_vote: false });
		assert_ok!(Members::place_hold(as_person(APPROVER), COUNTY, waits.1, None, false));
	});
}

#[test]
fn withdraw_act_about_oneself_fails() {
	test(|| {
		let act = Act::PlaceHold { until: None, without_vote: false };
		propose(APPROVER, &act);
		let withdraw = |who| Members::withdraw_act(as_person(who), COUNTY, APPROVER);
		assert_noop!(withdraw(APPROVER), Error::<Test>::OwnCase);
		assert_ok!(withdraw(HANDLER));
	});
}
