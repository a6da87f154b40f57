//! No call changes a sealed political birthday, whoever makes it and whatever carries it. (What our own
//! calls do when they succeed, with every argument right, is tested in the members pallet.)

use crate::{
	calls::samples,
	support::{account, begin_block, by, chain, council, motion, next_block, submit},
};
use chuxin_primitives::{membership::Sealed, CivilDate, Hash, PersonId};
use chuxin_runtime::{
	configs::proxy::ProxyType, genesis_presets::DEVELOPMENT, Runtime, RuntimeCall, RuntimeOrigin,
	Scheduler, System,
};
use codec::Encode;
use frame_support::traits::UnfilteredDispatchable;
use pallet_members::{types::PastSpell, PastSpells, Persons};
use sp_core::storage::well_known_keys::CODE;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave};
use sp_runtime::traits::Dispatchable;
use std::collections::BTreeMap;

/// The person whose earlier membership was sealed too.
const MEMBER: PersonId = PersonId(3);
const SEALED: Sealed =
	Sealed { commitment: Hash::repeat_byte(0xBD), version: 1, at: 1_700_000_000_000 };

/// Something with its name.
type Named<T> = (&'static str, T);

/// Every sealed birthday there is, of present memberships and of those that ended.
fn sealed() -> BTreeMap<(PersonId, u8), Vec<u8>> {
	let present = Persons::<Runtime>::iter()
		.filter_map(|(id, person)| Some(((id, person.spell), person.birthday?.encode())));
	let past = PastSpells::<Runtime>::iter()
		.filter_map(|(id, spell, past)| Some(((id, spell), past.birthday?.encode())));
	present.chain(past).collect()
}

/// A chain on which everybody has a sealed birthday, the person number zero of the sampled calls
/// among them. They, and the runtime, must be the same after the test.
fn with_sealed(what: impl std::fmt::Debug, test: impl FnOnce()) {
	chain(DEVELOPMENT).execute_with(|| {
		begin_block();
		for id in Persons::<Runtime>::iter_keys().collect::<Vec<_>>() {
			Persons::<Runtime>::mutate_extant(id, |person| person.birthday = Some(SEALED));
		}
		Persons::<Runtime>::mutate_extant(MEMBER, |person| person.spell = 2);
		let ended = CivilDate::new(20200229).unwrap();
		let past = PastSpell { birthday: Some(SEALED), corrected: None, record: None, ended };
		PastSpells::<Runtime>::insert(MEMBER, 1, past);
		let (before, code) = (sealed(), sp_io::storage::get(CODE));
		assert!(before.len() > 4 && before.contains_key(&(PersonId(0), 1)));
		test();
		assert_eq!(sealed(), before, "{what:?}");
		assert_eq!(sp_io::storage::get(CODE), code, "{what:?}");
	});
}

/// The calls that would change them if they were let through: writing over them, taking them away, a
/// runtime that would.
fn attacks() -> Vec<RuntimeCall> {
	use frame_system::Call;
	let key = Persons::<Runtime>::hashed_key_for(MEMBER);
	let prefix = key[..32].to_vec();
	vec![
		Call::set_storage { items: vec![(key.clone(), vec![0])] }.into(),
		Call::kill_storage { keys: vec![key] }.into(),
		Call::kill_prefix { prefix, subkeys: 100 }.into(),
		Call::set_code_without_checks { code: vec![1] }.into(),
	]
}

#[test]
fn what_is_planted_is_noticed() {
	let noticed = |change: &dyn Fn()| {
		let test = std::panic::AssertUnwindSafe(|| with_sealed("planted", change));
		assert!(std::panic::catch_unwind(test).is_err());
	};
	// Each attack is one: with Root, and past the filter, it does what it is meant to.
	for attack in attacks() {
		noticed(&|| {
			attack.clone().dispatch_bypass_filter(RuntimeOrigin::root()).unwrap();
		});
	}
	noticed(&|| Persons::<Runtime>::mutate_extant(PersonId(0), |person| person.birthday = None));
	noticed(&|| PastSpells::<Runtime>::remove(MEMBER, 1));
	noticed(&|| {
		let other = Sealed { at: SEALED.at + 1, ..SEALED };
		Persons::<Runtime>::mutate_extant(MEMBER, |person| person.birthday = Some(other));
	});
	with_sealed("nothing", || ());
}

#[test]
fn every_call_by_every_origin_leaves_them() {
	let origins: [Named<fn() -> RuntimeOrigin>; 7] = [
		("none", RuntimeOrigin::none),
		("root", RuntimeOrigin::root),
		("council", || council(1, 1)),
		("Alice", || by(Alice)),
		("Bob", || by(Bob)),
		("Charlie", || by(Charlie)),
		("Dave", || by(Dave)),
	];
	for (who, origin) in origins {
		// Root itself bypasses the filter: nothing makes this origin here, and of what it could call
		// then, all but the system's calls leave them still.
		let by_root = who == "root";
		for call in samples() {
			if by_root && matches!(call, RuntimeCall::System(_)) {
				continue;
			}
			// The block has its time already; a second one is no refusal but a broken block.
			if who == "none" && matches!(call, RuntimeCall::Timestamp(_)) {
				continue;
			}
			with_sealed((who, &call), || {
				let _ = call.clone().dispatch(origin());
			});
		}
		if !by_root {
			for call in attacks() {
				with_sealed((who, &call), || {
					assert!(call.clone().dispatch(origin()).is_err(), "{call:?} by {who}");
				});
			}
		}
	}
}

/// Ways to have one call carried by another, each with what is left of it in the next block.
fn carriers() -> [Named<fn(RuntimeCall)>; 5] {
	[
		("council", |call| {
			let _ = submit(Alice, motion(call));
		}),
		("scheduler", |call| {
			let when = System::block_number() + 1;
			// What is longer cannot be scheduled at all: no preimage is kept here.
			let fits = call.encoded_size() <= 128;
			let scheduled = Scheduler::schedule(council(1, 1), when, None, 0, Box::new(call));
			assert_eq!(scheduled.is_ok(), fits);
		}),
		("proxy", |call| {
			for proxy_type in [ProxyType::ValidatorKeys, ProxyType::Freeze] {
				let delegate = account(Bob).into();
				let add = pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 };
				submit(Alice, add).unwrap().unwrap();
				let (real, call) = (account(Alice).into(), Box::new(call.clone()));
				let _ = submit(
					Bob,
					pallet_proxy::Call::proxy { real, force_proxy_type: Some(proxy_type), call },
				);
			}
		}),
		("multisig", |call| {
			let (other_signatories, call) = (vec![account(Bob)], Box::new(call));
			let _ = submit(
				Alice,
				pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call },
			);
		}),
		("batches", |call| {
			let calls = vec![call];
			let _ = submit(Alice, pallet_utility::Call::batch_all { calls: calls.clone() });
			let _ = submit(Alice, pallet_utility::Call::batch { calls: calls.clone() });
			let _ = submit(Alice, pallet_utility::Call::force_batch { calls });
		}),
	]
}

#[test]
fn no_call_that_another_carries_changes_them() {
	for (carrier, carry) in carriers() {
		for call in samples().into_iter().chain(attacks()) {
			with_sealed((carrier, &call), || {
				carry(call.clone());
				next_block();
			});
		}
	}
}

#[test]
fn there_are_no_resolutions_until_there_are_meetings() {
	use chuxin_primitives::{
		resolution::{Purpose::*, Resolutions, Subject},
		OrgId, ResolutionId,
	};
	chain(DEVELOPMENT).execute_with(|| {
		begin_block();
		for purpose in
			[Exit, Suspension, Reinstatement, Readmission, Election, ByElection, Reorganization]
		{
			for subject in [Subject::Person(MEMBER), Subject::Organization(OrgId(1))] {
				let taken = <<Runtime as pallet_members::Config>::Resolutions as Resolutions>::take(
					OrgId(1),
					ResolutionId(0),
					purpose,
					subject,
				);
				assert_eq!(taken, Err(pallet_members::Error::<Runtime>::NoMeetings.into()));
				let taken =
					<<Runtime as pallet_organizations::Config>::Resolutions as Resolutions>::take(
						OrgId(1),
						ResolutionId(0),
						purpose,
						subject,
					);
				assert_eq!(taken, Err(pallet_members::Error::<Runtime>::NoMeetings.into()));
			}
		}
	});
}
