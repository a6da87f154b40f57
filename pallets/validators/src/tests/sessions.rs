use crate::{mock::*, Event};
use frame::testing_prelude::*;
use pallet_session::historical::{HistoricalSessions, SessionManager};

const GENESIS: [(AccountId, u64); 3] = [(1, 101), (2, 102), (3, 103)];

/// What this pallet says to the session pallet.
fn handed_over() -> Option<Vec<AccountId>> {
	let plain = <Validators as pallet_session::SessionManager<AccountId>>::new_session(9);
	let full = <Validators as SessionManager<AccountId, ()>>::new_session(9);
	assert_eq!(plain.clone().map(|v| v.into_iter().map(|a| (a, ())).collect()), full);
	plain
}

#[test]
fn genesis_validators_work() {
	run(|| {
		assert_eq!(working(), GENESIS);
		assert_eq!(Session::queued_keys(), GENESIS.map(|(a, k)| (a, keys(k))));
		assert!(HistoricalSessions::<Test>::contains_key(0));
		assert!(HistoricalSessions::<Test>::contains_key(1));
	});
}

#[test]
fn nothing_is_handed_over_when_nothing_differs() {
	run(|| {
		for session in 1..=5 {
			assert_eq!(handed_over(), None);
			assert!(!next_session(), "session {session}");
			assert!(!changed());
			assert_eq!(working(), GENESIS);
			assert_eq!(Session::current_index(), session);
			// The history goes on all the same.
			assert_eq!(
				HistoricalSessions::<Test>::get(session + 1),
				HistoricalSessions::<Test>::get(0)
			);
		}
	});
}

#[test]
fn named_validator_without_keys_is_passed_over() {
	run(|| {
		assert_ok!(Validators::name_validator(RuntimeOrigin::root(), 4));
		for _ in 0..3 {
			assert_eq!(handed_over(), None);
			assert!(!next_session());
			assert_eq!(working(), GENESIS);
		}
	});
}

#[test]
fn keys_set_late_are_taken_up_two_sessions_later() {
	run(|| {
		assert_ok!(Validators::name_validator(RuntimeOrigin::root(), 4));
		assert!(!next_session());
		assert_ok!(set_keys(4, 104));
		assert_eq!(handed_over(), Some(vec![1, 2, 3, 4]));
		assert!(next_session());
		assert_eq!(working(), GENESIS);
		assert!(!changed());
		// Queued now: nothing differs any more.
		assert_eq!(handed_over(), None);
		assert!(!next_session());
		assert!(changed());
		assert_eq!(working(), [(1, 101), (2, 102), (3, 103), (4, 104)]);
		assert!(!next_session());
		assert!(!changed());
	});
}

#[test]
fn changed_keys_of_the_same_validators_are_taken_up() {
	run(|| {
		assert_ok!(set_keys(2, 202));
		assert_eq!(handed_over(), Some(vec![1, 2, 3]));
		assert!(next_session());
		assert_eq!(working(), GENESIS);
		assert!(!next_session());
		assert!(changed());
		assert_eq!(working(), [(1, 101), (2, 202), (3, 103)]);
		assert_eq!(handed_over(), None);
	});
}

#[test]
fn keys_changed_again_in_the_session_between_are_taken_up_too() {
	run(|| {
		assert_ok!(set_keys(2, 202));
		assert!(next_session());
		assert_ok!(set_keys(2, 302));
		assert!(next_session());
		assert_eq!(working(), [(1, 101), (2, 202), (3, 103)]);
		assert!(!next_session());
		assert_eq!(working(), [(1, 101), (2, 302), (3, 103)]);
	});
}

#[test]
fn keys_changed_and_changed_back_change_nothing() {
	run(|| {
		assert_ok!(set_keys(2, 202));
		assert_ok!(set_keys(2, 102));
		assert_eq!(handed_over(), None);
		assert!(!next_session());
	});
}

#[test]
fn removed_validator_works_no_more_after_two_sessions() {
	run(|| {
		assert_ok!(Validators::remove_validator(RuntimeOrigin::root(), 1));
		assert_eq!(handed_over(), Some(vec![2, 3]));
		assert!(next_session());
		assert_eq!(working(), GENESIS);
		assert!(!next_session());
		assert_eq!(working(), [(2, 102), (3, 103)]);
	});
}

#[test]
fn one_leaves_and_one_comes_in_the_same_session() {
	run(|| {
		assert_ok!(Validators::name_validator(RuntimeOrigin::root(), 4));
		assert_ok!(set_keys(4, 104));
		assert_ok!(Validators::remove_validator(RuntimeOrigin::root(), 1));
		assert!(next_session());
		assert!(!next_session());
		assert_eq!(working(), [(2, 102), (3, 103), (4, 104)]);
		assert_ne!(
			HistoricalSessions::<Test>::get(Session::current_index()),
			HistoricalSessions::<Test>::get(0)
		);
	});
}

#[test]
fn purged_keys_take_a_validator_out() {
	run(|| {
		assert_ok!(Session::purge_keys(RuntimeOrigin::signed(3)));
		assert_eq!(handed_over(), Some(vec![1, 2]));
		assert!(next_session());
		assert!(!next_session());
		assert_eq!(working(), [(1, 101), (2, 102)]);
	});
}

#[test]
fn chain_never_drops_to_an_empty_set() {
	run(|| {
		for account in 1..=3 {
			assert_ok!(Session::purge_keys(RuntimeOrigin::signed(account)));
			assert_eq!(System::consumers(&account), 0);
		}
		assert!(!next_session());
		System::assert_has_event(Event::KeysRestored { count: 3 }.into());
		assert_eq!(working(), GENESIS);
		for _ in 0..3 {
			assert!(!next_session());
			assert_eq!(working(), GENESIS);
		}
		// As if they had never been purged: the owners are known, keys can be set and purged.
		for account in 1..=3 {
			assert_eq!(System::consumers(&account), 1);
		}
		assert_noop!(set_keys(1, 102), pallet_session::Error::<Test>::DuplicatedKey);
		assert_ok!(set_keys(1, 201));
		assert!(next_session());
		assert!(!next_session());
		assert_eq!(working(), [(1, 201), (2, 102), (3, 103)]);
	});
}

#[test]
fn removed_validators_go_on_until_another_has_keys() {
	run(|| {
		// 4 is named and has keys, so that 1, 2 and 3 can be removed; then it purges them.
		assert_ok!(Validators::name_validator(RuntimeOrigin::root(), 4));
		assert_ok!(set_keys(4, 104));
		for account in 1..=3 {
			assert_ok!(Validators::remove_validator(RuntimeOrigin::root(), account));
		}
		assert_ok!(Session::purge_keys(RuntimeOrigin::signed(4)));
		assert!(!next_session());
		assert!(!next_session());
		assert_eq!(working(), GENESIS);
		assert_ok!(set_keys(4, 204));
		assert!(next_session());
		assert!(!next_session());
		assert_eq!(working(), [(4, 204)]);
	});
}

#[test]
fn key_that_went_over_to_another_is_not_restored() {
	run(|| {
		assert_ok!(Validators::name_validator(RuntimeOrigin::root(), 4));
		assert_ok!(Session::purge_keys(RuntimeOrigin::signed(1)));
		assert_ok!(set_keys(4, 101));
		assert_ok!(Validators::remove_validator(RuntimeOrigin::root(), 4));
		for account in 2..=3 {
			assert_ok!(Session::purge_keys(RuntimeOrigin::signed(account)));
		}
		assert!(!next_session());
		System::assert_has_event(Event::KeysRestored { count: 2 }.into());
		assert!(!next_session());
		assert_eq!(working(), [(2, 102), (3, 103)]);
	});
}
