use crate::{mock::*, Error, Event, Named, ValidatorOf, MAX_VALIDATORS};
use frame::testing_prelude::*;

fn named() -> Vec<AccountId> {
	Named::<Test>::get().into_inner()
}

#[test]
fn genesis_names_and_refers() {
	run(|| {
		assert_eq!(named(), [1, 2, 3]);
		for account in 1..=3 {
			assert_eq!(System::providers(&account), 1);
			assert_eq!(System::consumers(&account), 1);
		}
	});
}

#[test]
fn name_validator_works_and_lets_keys_be_set() {
	run(|| {
		assert_noop!(set_keys(4, 104), pallet_session::Error::<Test>::NoAssociatedValidatorId);
		assert_ok!(Validators::name_validator(RuntimeOrigin::root(), 4));
		System::assert_last_event(Event::ValidatorNamed { account: 4, named: 4 }.into());
		assert_eq!(named(), [1, 2, 3, 4]);
		assert_eq!(System::providers(&4), 1);
		assert_ok!(set_keys(4, 104));
	});
}

#[test]
fn acts_by_anybody_but_the_council_fail() {
	run(|| {
		for origin in [RuntimeOrigin::signed(1), RuntimeOrigin::none()] {
			assert_noop!(Validators::name_validator(origin.clone(), 4), BadOrigin);
			assert_noop!(Validators::remove_validator(origin, 1), BadOrigin);
		}
	});
}

#[test]
fn name_validator_twice_fails() {
	run(|| {
		assert_noop!(
			Validators::name_validator(RuntimeOrigin::root(), 3),
			Error::<Test>::AlreadyNamed
		);
	});
}

#[test]
fn name_validator_at_exact_boundary_works_and_beyond_fails() {
	run(|| {
		for account in 4..=u64::from(MAX_VALIDATORS) {
			assert_ok!(Validators::name_validator(RuntimeOrigin::root(), account));
		}
		assert_eq!(named().len(), 64);
		assert_noop!(
			Validators::name_validator(RuntimeOrigin::root(), 65),
			Error::<Test>::MaxValidatorsExceeded
		);
		assert_ok!(Validators::remove_validator(RuntimeOrigin::root(), 64));
		assert_ok!(Validators::name_validator(RuntimeOrigin::root(), 65));
	});
}

#[test]
fn remove_validator_works_and_ends_key_setting() {
	run(|| {
		assert_ok!(Validators::remove_validator(RuntimeOrigin::root(), 2));
		System::assert_last_event(Event::ValidatorRemoved { account: 2, named: 2 }.into());
		assert_eq!(named(), [1, 3]);
		assert_noop!(set_keys(2, 202), pallet_session::Error::<Test>::NoAssociatedValidatorId);
		assert_eq!(ValidatorOf::<Test>::convert(2), None);
		assert_eq!(ValidatorOf::<Test>::convert(3), Some(3));
		// Its keys lean on the account still: the account stays.
		assert_eq!((System::providers(&2), System::consumers(&2)), (1, 1));
	});
}

#[test]
fn remove_validator_that_is_none_fails() {
	run(|| {
		assert_noop!(
			Validators::remove_validator(RuntimeOrigin::root(), 9),
			Error::<Test>::ValidatorNotFound
		);
	});
}

#[test]
fn remove_last_validator_fails() {
	run(|| {
		assert_ok!(Validators::remove_validator(RuntimeOrigin::root(), 1));
		assert_ok!(Validators::remove_validator(RuntimeOrigin::root(), 2));
		assert_noop!(
			Validators::remove_validator(RuntimeOrigin::root(), 3),
			Error::<Test>::LastValidator
		);
		// Another that has no keys yet does not help; one that has does.
		assert_ok!(Validators::name_validator(RuntimeOrigin::root(), 4));
		assert_noop!(
			Validators::remove_validator(RuntimeOrigin::root(), 3),
			Error::<Test>::LastValidator
		);
		assert_ok!(set_keys(4, 104));
		assert_ok!(Validators::remove_validator(RuntimeOrigin::root(), 3));
	});
}

#[test]
fn validator_named_again_has_one_reference() {
	run(|| {
		assert_ok!(Validators::remove_validator(RuntimeOrigin::root(), 2));
		assert_ok!(Validators::name_validator(RuntimeOrigin::root(), 2));
		assert_eq!(named(), [1, 3, 2]);
		assert_eq!(System::providers(&2), 1);
	});
}

#[test]
#[should_panic(expected = "a validator is listed twice")]
fn genesis_with_a_double_fails() {
	let genesis = crate::GenesisConfig::<Test> { initial: vec![1, 2, 1], session_length: None };
	genesis.build_storage().unwrap();
}

#[test]
#[should_panic(expected = "more than 64 validators")]
fn genesis_with_too_many_fails() {
	let genesis = crate::GenesisConfig::<Test> { initial: (0..65).collect(), session_length: None };
	genesis.build_storage().unwrap();
}
