//! Binding a key to a person.

use super::*;
use crate::{Accounts, Persons};
use chuxin_primitives::{
	membership::binding_text, traits::Persons as _, AccountId, ChuxinSignature,
};
use frame::deps::sp_core::{ed25519, Pair};

fn bind_with(
	person: PersonId,
	account: AccountId,
	expires: RawDate,
	proof: ChuxinSignature,
) -> Result<(), DispatchError> {
	Members::bind_account(as_person(APPROVER), COUNTY, person, account, expires, proof)
}

#[test]
fn bind_account_works() {
	test(|| {
		let id = enrolled(1, BRANCH_B);
		let account = bind(id, 50);
		assert_eq!(Accounts::<Test>::get(&account), Some(id));
		assert_eq!(Persons::<Test>::get(id).unwrap().account, Some(account.clone()));
		assert_eq!(
			Entitlements::get(&account),
			Entitled { offices: 0, memberships: 1, ..Default::default() }
		);
		assert_eq!(Members::acting(&account), Some(id));
		assert_eq!(
			last_event(),
			Event::AccountBound { org: COUNTY, person: id, account, by: APPROVER }
		);
	});
}

#[test]
fn bind_account_of_an_ed25519_key_works() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let pair = ed25519::Pair::from_seed(&[8; 32]);
		let account = AccountId::new(pair.public().0);
		let text = binding_text(&GENESIS, id, &account, day(1).parse().unwrap());
		let proof = ChuxinSignature::Ed25519(pair.sign(&text));
		assert_ok!(bind_with(id, account.clone(), day(1), proof));
		assert_eq!(Accounts::<Test>::get(&account), Some(id));
	});
}

#[test]
fn bind_account_takes_over_the_offices_the_person_holds() {
	test(|| {
		let id = enrolled(1, BRANCH);
		for org in [COUNTY, BRANCH, BRANCH_B] {
			appoint(org, id, &[Power::Handler], None);
		}
		let account = bind(id, 50);
		assert_eq!(
			Entitlements::get(&account),
			Entitled { offices: 3, memberships: 1, ..Default::default() }
		);
	});
}

#[test]
fn bind_account_of_a_person_with_more_than_32_offices_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		for n in 0..33 {
			appoint(OrgId(MANY + n), id, &[Power::Handler], None);
		}
		let (pair, expires) = (pair(50), day(7));
		let proof = consent(&pair, id, &expires);
		assert_noop!(
			bind_with(id, account_of(&pair), expires, proof),
			Error::<Test>::TooManyOffices
		);
		dismiss(OrgId(MANY), id);
		let account = bind(id, 50);
		assert_eq!(Entitlements::get(&account).offices, 32);
	});
}

#[test]
fn bind_account_at_first_and_last_day_works() {
	test(|| {
		let key = pair(50);
		let id = enrolled(1, BRANCH);
		let with = |days| {
			let expires = day(days);
			let proof = consent(&key, id, &expires);
			bind_with(id, account_of(&key), expires, proof)
		};
		assert_noop!(with(-1), Error::<Test>::BindingExpired);
		assert_noop!(with(32), Error::<Test>::BindingTooLong);
		hypothetically!({
			assert_ok!(with(0));
		});
		hypothetically!({
			assert_ok!(with(31));
		});
		let proof = consent(&key, id, &day(1));
		assert_noop!(
			bind_with(id, account_of(&key), "2024-02-30".into(), proof),
			Error::<Test>::InvalidDate
		);
	});
}

#[test]
fn bind_account_without_the_members_own_signature_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let key = pair(50);
		let account = account_of(&key);
		let date = |days| day(days).parse().unwrap();
		let sign = |text: &[u8]| ChuxinSignature::Sr25519(key.sign(text));
		let text = binding_text(&GENESIS, id, &account, date(7));
		let bad = [
			// Another key; another person, day, chain, account; not wrapped; not the text.
			ChuxinSignature::Sr25519(pair(51).sign(&text)),
			consent(&key, PersonId(id.0 + 1), &day(7)),
			consent(&key, id, &day(6)),
			sign(&binding_text(&Hash::repeat_byte(2), id, &account, date(7))),
			sign(&binding_text(&GENESIS, id, &account_of(&pair(51)), date(7))),
			sign(&text[b"<Bytes>".len()..text.len() - b"</Bytes>".len()]),
			sign(b""),
		];
		for proof in bad {
			assert_noop!(
				bind_with(id, account.clone(), day(7), proof),
				Error::<Test>::BindingProofInvalid
			);
		}
		assert_ok!(bind_with(id, account, day(7), sign(&text)));
	});
}

#[test]
fn bind_account_second_key_or_taken_key_fails() {
	test(|| {
		let (a, b) = (enrolled(1, BRANCH), enrolled(2, BRANCH));
		bind(a, 50);
		let (second, taken, expires) = (pair(51), pair(50), day(7));
		let proof = consent(&second, a, &expires);
		assert_noop!(
			bind_with(a, account_of(&second), expires.clone(), proof),
			Error::<Test>::PersonHasAccount
		);
		let proof = consent(&taken, b, &expires);
		assert_noop!(bind_with(b, account_of(&taken), expires, proof), Error::<Test>::AccountTaken);
	});
}

#[test]
fn bind_account_of_a_stranger_of_nobody_or_of_oneself_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let (key, expires) = (pair(50), day(7));
		let proof = |person| consent(&key, person, &expires);
		let bind = |who, org, person| {
			Members::bind_account(
				as_person(who),
				org,
				person,
				account_of(&key),
				expires.clone(),
				proof(person),
			)
		};
		assert_noop!(bind(STRANGER, OTHER_COUNTY, id), Error::<Test>::PersonNotYours);
		assert_noop!(bind(APPROVER, COUNTY, PersonId(999)), Error::<Test>::PersonNotFound);
		assert_noop!(bind(APPROVER, COUNTY, APPROVER), Error::<Test>::OwnCase);
		assert_ok!(bind(BRANCH_OFFICER, BRANCH, id));
	});
}
