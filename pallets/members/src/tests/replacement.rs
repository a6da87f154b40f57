//! A person's key is replaced: frozen at once, replaced after 72 hours, vetoed in between.

use super::*;
use crate::{Accounts, ActProposals, Freezes, Persons, Replacements, Waiting};
use chuxin_primitives::{
	life::{event_hash, next_head},
	membership::ReplacementView,
	pending::{CarryOut, Deciders, Pending, PendingAct},
	traits::Persons as _,
	AccountId, PendingId,
};

const HOUR: u64 = 3_600_000;

fn wait(ms: u64) {
	Now::set(Now::get() + ms);
}

/// The holder of key `old` replaces it by key `new`.
fn replace_own(person: PersonId, old: u8, new: u8) -> Result<(), DispatchError> {
	let (key, expires) = (pair(new), day(7));
	let proof = consent(&key, person, &expires);
	let own = RuntimeOrigin::signed(account_of(&pair(old)));
	Members::replace_own_account(own, account_of(&key), expires, proof)
}

fn replace_as(who: PersonId, org: OrgId, person: PersonId, n: u8) -> Result<(), DispatchError> {
	let (key, expires) = (pair(n), day(7));
	let proof = consent(&key, person, &expires);
	Members::replace_account(as_person(who), org, person, account_of(&key), expires, proof)
}

fn propose_key(who: PersonId, org: OrgId, person: PersonId, n: u8) {
	let act = Act::ReplaceAccount { account: account_of(&pair(n)) };
	propose_as(who, org, person, &act);
}

fn key_of_person(person: PersonId) -> Option<AccountId> {
	Persons::<Test>::get(person).unwrap().account
}

#[test]
fn replace_account_works() {
	test(|| {
		let id = enrolled(1, BRANCH);
		appoint(BRANCH_B, id, &[Power::Statistics], None);
		let old = bind(id, 50);
		let new = account_of(&pair(51));
		let life = Persons::<Test>::get(id).unwrap().life;
		let pending = replace(id, 51);
		let by = Deciders::Officers { proposed_by: HANDLER, approved_by: APPROVER, org: COUNTY };
		assert_eq!(
			last_event(),
			Event::AccountReplacementStarted {
				org: BRANCH,
				person: id,
				before: old.clone(),
				account: new.clone(),
				pending,
				by,
			}
		);
		assert_eq!(
			WaitingActs::get(pending),
			Some(Pending {
				act: PendingAct::ReplaceAccount(id),
				org: BRANCH,
				by,
				ready_at: START + 72 * HOUR,
			})
		);
		assert_eq!(
			Members::replacement(id),
			Some(ReplacementView { account: new.clone(), pending, org: BRANCH })
		);
		// At once: the old key is frozen, the new one is nobody's yet.
		assert!(Entitlements::get(&old).frozen);
		assert_eq!(Freezes::<Test>::get(id), Some(APPROVER));
		assert_eq!((Members::acting(&old), Members::acting(&new)), (None, None));
		assert_eq!(ActProposals::<Test>::iter().count(), 0);
		assert_eq!(Waiting::<Test>::get(BRANCH), 1);

		wait(72 * HOUR - 1);
		assert_noop!(carry_out(pending), DispatchError::Other("too early"));
		wait(1);
		assert_ok!(carry_out(pending));
		assert_eq!(key_of_person(id), Some(new.clone()));
		assert_eq!(Members::acting(&new), Some(id));
		assert_eq!((Accounts::<Test>::get(&old), Accounts::<Test>::get(&new)), (None, Some(id)));
		assert_eq!(Entitlements::get(&old), Entitled::default());
		assert_eq!(
			Entitlements::get(&new),
			Entitled { offices: 1, memberships: 1, ..Default::default() }
		);
		assert!(!Freezes::<Test>::contains_key(id) && !Replacements::<Test>::contains_key(id));
		assert_eq!(
			last_event(),
			Event::AccountReplaced { person: id, before: old, account: new.clone(), by }
		);
		// The life: bound, frozen, replaced.
		let frozen = {
			let VersionedLifeEvent::V1(mut event) =
				life_event(2, LifeKind::AccountFrozen, BRANCH, COUNTY, [0; 32]);
			event.recorded = START;
			event.effective = "2024-02-29".parse().unwrap();
			VersionedLifeEvent::V1(event)
		};
		let replaced = life_event(3, LifeKind::AccountReplaced, BRANCH, COUNTY, new.into());
		let head = [frozen, replaced]
			.iter()
			.fold(life.head, |head, event| next_head(&head, event.seq(), &event_hash(event)));
		assert_eq!(Persons::<Test>::get(id).unwrap().life.head, head);
	});
}

#[test]
fn replace_own_account_works() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let old = bind(id, 50);
		assert_ok!(replace_own(id, 50, 51));
		let waiting = Replacements::<Test>::get(id).unwrap();
		assert_eq!(WaitingActs::get(waiting.pending).unwrap().by, Deciders::Holder(id));
		assert_eq!(Freezes::<Test>::get(id), Some(id));
		assert!(Entitlements::get(&old).frozen);
		// Whoever holds the old key can do nothing more with it.
		assert_noop!(replace_own(id, 50, 52), Error::<Test>::KeyFrozen);
		wait(72 * HOUR);
		assert_ok!(carry_out(waiting.pending));
		assert_eq!(key_of_person(id), Some(account_of(&pair(51))));
	});
}

#[test]
fn replace_own_account_by_nobodys_key_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		assert_noop!(replace_own(id, 50, 51), Error::<Test>::AccountUnknown);
		let proof = consent(&pair(51), id, &day(1));
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Members::replace_own_account(origin, account(1), day(1), proof.clone()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn replace_account_of_a_frozen_key_keeps_who_froze_it() {
	test(|| {
		let id = enrolled(1, BRANCH);
		bind(id, 50);
		assert_ok!(Members::freeze_account(as_person(CLERK), BRANCH, id));
		let len = Persons::<Test>::get(id).unwrap().life.len;
		replace(id, 51);
		assert_eq!(Freezes::<Test>::get(id), Some(CLERK));
		assert_eq!(Persons::<Test>::get(id).unwrap().life.len, len, "frozen once");
	});
}

#[test]
fn veto_leaves_the_old_key_frozen_until_somebody_thaws_it() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let old = bind(id, 50);
		let pending = replace(id, 51);
		// While the new key waits, the old one stays frozen.
		assert_noop!(
			Members::unfreeze_account(as_person(PROTEGE), COUNTY, id),
			Error::<Test>::ReplacementWaits
		);
		assert_ok!(veto(as_person(CLERK), BRANCH, pending));
		assert_eq!(
			last_event(),
			Event::AccountReplacementStopped {
				person: id,
				account: account_of(&pair(51)),
				pending,
			}
		);
		assert!(!Replacements::<Test>::contains_key(id));
		assert!(!Waiting::<Test>::contains_key(BRANCH));
		assert_eq!(Members::acting(&old), None);
		assert_ok!(Members::unfreeze_account(as_person(PROTEGE), COUNTY, id));
		assert_eq!(Members::acting(&old), Some(id));
		wait(100 * HOUR);
		assert_noop!(carry_out(pending), DispatchError::Other("no such act"));
	});
}

#[test]
fn replace_account_twice_at_once_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		bind(id, 50);
		let pending = replace(id, 51);
		propose_key(HANDLER, COUNTY, id, 52);
		let second = || replace_as(APPROVER, COUNTY, id, 52);
		assert_noop!(second(), Error::<Test>::ReplacementWaits);
		assert_ok!(veto(as_person(CLERK), BRANCH, pending));
		assert_ok!(second());
	});
}

#[test]
fn replace_account_without_the_new_keys_consent_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		bind(id, 50);
		propose_key(HANDLER, COUNTY, id, 51);
		let with = |proof, expires| {
			let new = account_of(&pair(51));
			Members::replace_account(as_person(APPROVER), COUNTY, id, new, expires, proof)
		};
		// By the old key, for another person, for another day.
		for proof in [
			consent(&pair(50), id, &day(7)),
			consent(&pair(51), PLAIN, &day(7)),
			consent(&pair(51), id, &day(6)),
		] {
			assert_noop!(with(proof, day(7)), Error::<Test>::BindingProofInvalid);
		}
		let at = |days| with(consent(&pair(51), id, &day(days)), day(days));
		assert_noop!(at(-1), Error::<Test>::BindingExpired);
		assert_noop!(at(32), Error::<Test>::BindingTooLong);
		for days in [0, 31] {
			hypothetically!({
				assert_ok!(at(days));
			});
		}
	});
}

#[test]
fn replace_account_by_a_taken_key_fails_now_and_lapses_later() {
	test(|| {
		let (a, b) = (enrolled(1, BRANCH), enrolled(2, BRANCH));
		bind(a, 50);
		let taken = bind(b, 51);
		propose_key(HANDLER, COUNTY, a, 51);
		assert_noop!(replace_as(APPROVER, COUNTY, a, 51), Error::<Test>::AccountTaken);
		// Its own old key is no new one.
		propose_key(HANDLER, COUNTY, a, 50);
		assert_noop!(replace_as(APPROVER, COUNTY, a, 50), Error::<Test>::AccountTaken);
		// Free today, somebody else's tomorrow.
		let pending = replace(a, 52);
		let c = enrolled(3, BRANCH);
		bind(c, 52);
		wait(72 * HOUR);
		assert_ok!(carry_out(pending));
		assert_eq!(Accounts::<Test>::get(taken), Some(b));
		assert_eq!(Accounts::<Test>::get(account_of(&pair(52))), Some(c));
		assert_eq!(key_of_person(a), Some(account_of(&pair(50))));
		assert!(!Replacements::<Test>::contains_key(a));
	});
}

#[test]
fn replace_account_of_who_has_none_of_a_stranger_or_of_oneself_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		propose_key(HANDLER, COUNTY, id, 51);
		assert_noop!(replace_as(APPROVER, COUNTY, id, 51), Error::<Test>::AccountNotBound);
		bind(id, 50);
		assert_noop!(replace_as(STRANGER, OTHER_COUNTY, id, 51), Error::<Test>::PersonNotYours);
		propose_key(HANDLER, COUNTY, APPROVER, 51);
		assert_noop!(replace_as(APPROVER, COUNTY, APPROVER, 51), Error::<Test>::OwnCase);
		assert_noop!(
			replace_as(APPROVER, COUNTY, PersonId(999), 51),
			Error::<Test>::PersonNotFound
		);
	});
}

#[test]
fn replace_account_by_one_person_or_a_protege_or_unproposed_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		bind(id, 50);
		assert_noop!(replace_as(APPROVER, COUNTY, id, 51), Error::<Test>::ActNotProposed);
		propose_key(BOTH, COUNTY, id, 51);
		assert_noop!(replace_as(BOTH, COUNTY, id, 51), Error::<Test>::SamePerson);
		propose_key(HANDLER, COUNTY, id, 51);
		assert_noop!(replace_as(PROTEGE, COUNTY, id, 51), Error::<Test>::AppointedByOther);
		assert_noop!(replace_as(APPROVER, COUNTY, id, 52), Error::<Test>::ActNotProposed);
		assert_ok!(replace_as(APPROVER, COUNTY, id, 51));
	});
}

#[test]
fn replace_account_of_an_officer_needs_a_superior() {
	test(|| {
		appoint(BRANCH, PLAIN, &[Power::Handler], None);
		propose_key(PLAIN, BRANCH, CLERK, 51);
		assert_noop!(replace_as(BRANCH_OFFICER, BRANCH, CLERK, 51), Error::<Test>::SuperiorNeeded);
		assert_ok!(Members::withdraw_act(as_person(PLAIN), BRANCH, CLERK));
		let pending = replace(CLERK, 51);
		wait(72 * HOUR);
		assert_ok!(carry_out(pending));
		assert_eq!(Entitlements::get(key_of(CLERK)), Entitled::default());
		assert_eq!(Entitlements::get(account_of(&pair(51))).offices, 1);
	});
}

#[test]
fn carry_out_checks_again_whether_a_superior_is_needed() {
	test(|| {
		// Decided by the branch about a plain member, who becomes an officer meanwhile.
		let id = enrolled(1, BRANCH);
		bind(id, 50);
		appoint(BRANCH, PLAIN, &[Power::Handler], None);
		propose_key(PLAIN, BRANCH, id, 51);
		assert_ok!(replace_as(BRANCH_OFFICER, BRANCH, id, 51));
		let pending = Replacements::<Test>::get(id).unwrap().pending;
		wait(72 * HOUR);
		for org in [BRANCH, OTHER_COUNTY] {
			hypothetically!({
				appoint(org, id, &[Power::Statistics], None);
				assert_ok!(carry_out(pending));
				// It lapsed.
				assert_eq!(key_of_person(id), Some(account_of(&pair(50))));
				assert!(!Replacements::<Test>::contains_key(id));
			});
		}
		assert_ok!(carry_out(pending));
		assert_eq!(key_of_person(id), Some(account_of(&pair(51))));
	});
}

#[test]
fn carry_out_of_what_does_not_wait_or_is_not_ours_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		bind(id, 50);
		let pending = replace(id, 51);
		let act = WaitingActs::get(pending).unwrap();
		let other = PendingId(pending.0 + 1);
		assert_noop!(Members::carry_out(other, &act), Error::<Test>::ReplacementNotFound);
		assert_noop!(Members::vetoed(other, &act), Error::<Test>::ReplacementNotFound);
		for act in [
			Pending { act: PendingAct::Archive(BRANCH), ..act },
			Pending { act: PendingAct::Merge { from: BRANCH, into: BRANCH_B }, ..act },
			Pending { act: PendingAct::ReplaceAccount(PLAIN), ..act },
		] {
			assert!(Members::carry_out(pending, &act).is_err());
			assert!(Members::vetoed(pending, &act).is_err());
		}
		assert_eq!(Members::replacement(id).unwrap().pending, pending);
	});
}

#[test]
fn replace_account_makes_an_officers_freeze_last_and_a_veto_lets_it_lapse() {
	test(|| {
		let end = || Members::person(CLERK).unwrap().frozen_until;
		assert_ok!(Members::freeze_account(as_person(HANDLER), COUNTY, CLERK));
		assert_eq!(end(), Some(START + OFFICER_FREEZE));
		let pending = replace(CLERK, 51);
		assert_eq!(end(), None);
		pass_days(1);
		assert_ok!(veto(as_person(SUPERIOR), PROVINCE, pending));
		// One officer alone puts no officer out of action for good.
		assert_eq!(end(), Some(Now::get() + OFFICER_FREEZE));
	});
}
