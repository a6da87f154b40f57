//! The thief's story: what somebody can do with a stolen key, hour by hour.

use super::*;
use crate::{Persons, Replacements};
use chuxin_primitives::{traits::Persons as _, AccountId, PendingId};

const HOUR: u64 = 3_600_000;

fn hours(n: u64) {
	Now::set(Now::get() + n * HOUR);
}

/// Whoever holds key `n`.
fn holding(n: u8) -> RuntimeOrigin {
	RuntimeOrigin::signed(account_of(&pair(n)))
}

/// The thief's own key.
const THIEFS: u8 = 66;

/// The thief tries to make his own key the member's, with the member's key `n`.
fn steal(member: PersonId, n: u8) -> Result<(), DispatchError> {
	let expires = day(7);
	let proof = consent(&pair(THIEFS), member, &expires);
	Members::replace_own_account(holding(n), account_of(&pair(THIEFS)), expires, proof)
}

fn key_of_person(person: PersonId) -> Option<AccountId> {
	Persons::<Test>::get(person).unwrap().account
}

fn waiting(person: PersonId) -> PendingId {
	Replacements::<Test>::get(person).unwrap().pending
}

#[test]
fn a_thief_of_a_frozen_key_can_do_nothing_and_the_new_key_comes_after_72_hours() {
	test(|| {
		let zhang = enrolled(1, BRANCH);
		bind(zhang, 50);
		// 10:00 stolen; 10:05 an officer freezes it.
		assert_ok!(Members::freeze_account(as_person(CLERK), BRANCH, zhang));

		// The thief can neither thaw, nor replace, nor propose anything.
		assert_noop!(
			Members::unfreeze_account(holding(50), BRANCH, zhang),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(steal(zhang, 50), Error::<Test>::KeyFrozen);
		assert_noop!(
			Members::propose_record_update(holding(50), record(2)),
			Error::<Test>::KeyFrozen
		);
		assert_noop!(Members::freeze_own_account(holding(50)), Error::<Test>::AlreadyFrozen);

		// 11:00 two officers replace it. The thief can not veto, not even with an office.
		let pending = replace(zhang, 51);
		assert_noop!(veto(holding(50), BRANCH, pending), DispatchError::Other("no officer"));
		appoint(BRANCH, zhang, &[Power::Approver], None);
		assert_noop!(veto(holding(50), BRANCH, pending), DispatchError::Other("no officer"));
		dismiss(BRANCH, zhang);

		// Not a moment before 72 hours; from then on, by anybody who may submit.
		Now::set(START + 72 * HOUR - 1);
		assert_noop!(carry_out(pending), DispatchError::Other("too early"));
		Now::set(START + 72 * HOUR);
		assert_ok!(carry_out(pending));
		assert_eq!(Members::acting(&account_of(&pair(51))), Some(zhang));
		assert_eq!(Members::acting(&account_of(&pair(50))), None);
		assert_noop!(steal(zhang, 50), Error::<Test>::AccountUnknown);
	});
}

#[test]
fn a_fast_thief_replaces_the_key_and_an_officer_vetoes() {
	test(|| {
		let zhang = enrolled(1, BRANCH);
		bind(zhang, 50);
		// Faster than everybody. The old key is frozen at once all the same.
		assert_ok!(steal(zhang, 50));
		let pending = waiting(zhang);
		assert!(Persons::<Test>::get(zhang).unwrap().frozen);
		assert_noop!(steal(zhang, 50), Error::<Test>::KeyFrozen);
		// Zhang's branch cannot start another replacement before it vetoed this one.
		let act = Act::ReplaceAccount { account: account_of(&pair(51)) };
		propose(zhang, &act);
		let officers = || {
			let (new, expires) = (account_of(&pair(51)), day(7));
			let proof = consent(&pair(51), zhang, &expires);
			Members::replace_account(as_person(APPROVER), COUNTY, zhang, new, expires, proof)
		};
		assert_noop!(officers(), Error::<Test>::ReplacementWaits);

		hours(71);
		assert_ok!(veto(as_person(CLERK), BRANCH, pending));
		assert_ok!(officers());
		hours(72);
		assert_ok!(carry_out(waiting(zhang)));
		assert_eq!(key_of_person(zhang), Some(account_of(&pair(51))));
		assert_eq!(Members::person_of(account_of(&pair(THIEFS))), None);
	});
}

#[test]
fn a_thief_who_is_an_officer_of_elsewhere_cannot_veto_either() {
	test(|| {
		let zhang = enrolled(1, BRANCH);
		bind(zhang, 50);
		let pending = replace(zhang, 51);
		for (who, org, why) in [
			(STRANGER, OTHER_COUNTY, "not above"),
			(STRANGER, COUNTY, "no officer"),
			(PLAIN, BRANCH, "no officer"),
			(HANDLER, COUNTY, "decided it"),
			(APPROVER, COUNTY, "decided it"),
		] {
			assert_noop!(veto(as_person(who), org, pending), DispatchError::Other(why));
		}
		// The superior of the county may.
		assert_ok!(veto(as_person(SUPERIOR), PROVINCE, pending));
	});
}

#[test]
fn a_thief_with_one_officers_key_cannot_take_a_members_account() {
	test(|| {
		let zhang = enrolled(1, BRANCH);
		let key = bind(zhang, 50);
		// The thief has Li's key, the county's handler: he can propose, and nobody seconds him.
		let expires = day(7);
		let thiefs = account_of(&pair(THIEFS));
		propose(zhang, &Act::ReplaceAccount { account: thiefs.clone() });
		let proof = consent(&pair(THIEFS), zhang, &expires);
		let carry = |who| {
			let (account, expires) = (thiefs.clone(), expires.clone());
			Members::replace_account(as_person(who), COUNTY, zhang, account, expires, proof.clone())
		};
		assert_noop!(carry(HANDLER), Error::<Test>::NotAuthorized);
		assert_noop!(carry(PROTEGE), Error::<Test>::AppointedByOther);
		assert_eq!(key_of_person(zhang), Some(key.clone()));
		// He can freeze it, which helps him nothing: another officer thaws it.
		assert_ok!(Members::freeze_account(as_person(HANDLER), COUNTY, zhang));
		assert_ok!(Members::unfreeze_account(as_person(APPROVER), COUNTY, zhang));

		// With the key of somebody who both drafts and approves he still is one person.
		propose_as(BOTH, COUNTY, zhang, &Act::ReplaceAccount { account: thiefs.clone() });
		assert_noop!(carry(BOTH), Error::<Test>::SamePerson);

		// He deceives Wang into seconding. The branch sees the act wait and vetoes it, and whoever
		// lost the office meanwhile takes the act along.
		propose(zhang, &Act::ReplaceAccount { account: thiefs.clone() });
		assert_ok!(carry(APPROVER));
		let pending = waiting(zhang);
		hypothetically!({
			dismiss(COUNTY, HANDLER);
			hours(72);
			assert_ok!(carry_out(pending));
			assert_eq!(key_of_person(zhang), Some(key.clone()), "lapsed");
			assert!(!Replacements::<Test>::contains_key(zhang));
		});
		assert_ok!(veto(as_person(BRANCH_OFFICER), BRANCH, pending));
		assert_ok!(Members::unfreeze_account(as_person(BOTH), COUNTY, zhang));
		assert_eq!(Members::acting(&key), Some(zhang));
	});
}

#[test]
fn nobody_vetoes_and_the_edge_is_72_hours() {
	test(|| {
		let zhang = enrolled(1, BRANCH);
		bind(zhang, 50);
		assert_ok!(steal(zhang, 50));
		let pending = waiting(zhang);
		for (at, works) in [(72 * HOUR - 1, false), (72 * HOUR, true)] {
			hypothetically!({
				Now::set(START + at);
				assert_eq!(carry_out(pending).is_ok(), works);
			});
			Now::set(START);
		}
		assert_ok!(veto(as_person(CLERK), BRANCH, pending));
	});
}
