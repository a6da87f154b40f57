//! Root is nobody's: no carrier of calls brings a call of Root to pass.

use crate::{
	calls::{name, origin, samples},
	support::{account, council, development, events, next_block, submit},
};
use chuxin_runtime::{
	calls::{By, CALLS},
	Runtime, RuntimeCall, RuntimeEvent, System,
};
use codec::Encode;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::DispatchError;
use std::collections::BTreeSet;

const KEY: &[u8] = b"root was here";

/// Every call that is nobody's, Root's among them; those of Root that would leave a trace also with
/// arguments by which they would.
fn root_calls() -> Vec<RuntimeCall> {
	let nobody = samples().into_iter().filter(|call| origin(call) == By::Nobody);
	nobody.chain(telling_calls()).collect()
}

/// Calls of Root with arguments by which they would leave a trace.
fn telling_calls() -> Vec<RuntimeCall> {
	use frame_system::Call;
	vec![
		Call::set_storage { items: vec![(KEY.to_vec(), vec![1])] }.into(),
		Call::kill_storage { keys: vec![KEY.to_vec()] }.into(),
		Call::kill_prefix { prefix: vec![], subkeys: 10 }.into(),
		Call::set_heap_pages { pages: 1 }.into(),
		Call::set_code { code: vec![1] }.into(),
		Call::set_code_without_checks { code: vec![1] }.into(),
		Call::authorize_upgrade { code_hash: Default::default() }.into(),
		Call::authorize_upgrade_without_checks { code_hash: Default::default() }.into(),
		pallet_grandpa::Call::note_stalled { delay: 1, best_finalized_block_number: 1 }.into(),
		pallet_migrations::Call::force_onboard_mbms {}.into(),
		pallet_utility::Call::dispatch_as {
			as_origin: Box::new(frame_system::RawOrigin::Root.into()),
			call: Box::new(set_storage()),
		}
		.into(),
		pallet_utility::Call::with_weight {
			call: Box::new(set_storage()),
			weight: Default::default(),
		}
		.into(),
	]
}

fn set_storage() -> RuntimeCall {
	frame_system::Call::set_storage { items: vec![(KEY.to_vec(), vec![1])] }.into()
}

/// Nothing of what Root could have done is there.
fn untouched() {
	assert_eq!(frame_support::storage::unhashed::get_raw(KEY), None);
	assert!(System::authorized_upgrade().is_none());
	assert_eq!(pallet_grandpa::Stalled::<Runtime>::get(), None);
	assert!(System::account_nonce(account(Alice)) > 0, "the state is still there");
}

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

/// Whether an event of this block says that the carried call was refused by the filter.
fn refused_inside() -> bool {
	let refusal = Err::<(), _>(filtered()).encode();
	events().iter().any(|event| {
		matches!(
			event,
			RuntimeEvent::Council(_)
				| RuntimeEvent::Scheduler(_)
				| RuntimeEvent::Proxy(_)
				| RuntimeEvent::Multisig(_)
				| RuntimeEvent::Utility(_)
		) && event.encode().windows(refusal.len()).any(|part| part == refusal)
	})
}

#[test]
fn root_calls_are_all_that_are_nobodys() {
	let listed: BTreeSet<_> = CALLS
		.iter()
		.flat_map(|(pallet, calls)| calls.iter().map(move |(call, by)| (*pallet, *call, *by)))
		.filter(|(_, _, by)| *by == By::Nobody)
		.map(|(pallet, call, _)| (pallet, call))
		.collect();
	assert!(listed.contains(&("System", "set_storage")));
	assert_eq!(root_calls().iter().map(name).collect::<BTreeSet<_>>(), listed);
}

#[test]
fn root_calls_signed_fail() {
	for call in root_calls() {
		development(|| {
			let nonce = System::account_nonce(account(Alice));
			let refused = submit(Alice, call.clone());
			assert_eq!(
				refused,
				Err(sp_runtime::transaction_validity::InvalidTransaction::Custom(4).into()),
				"{call:?}"
			);
			assert_eq!(System::account_nonce(account(Alice)), nonce);
			submit(Alice, pallet_utility::Call::batch { calls: vec![] }).unwrap().unwrap();
			untouched();
		});
	}
}

#[test]
fn root_calls_through_the_council_fail() {
	for call in root_calls() {
		development(|| {
			let motion =
				pallet_collective::Call::<Runtime, pallet_collective::Instance1>::propose {
					threshold: 1,
					proposal: Box::new(call.clone()),
					length_bound: u32::try_from(call.encoded_size()).unwrap(),
				};
			submit(Alice, RuntimeCall::Council(motion)).unwrap().unwrap();
			assert!(refused_inside(), "{call:?}: {:?}", events());
			let execute =
				pallet_collective::Call::<Runtime, pallet_collective::Instance1>::execute {
					proposal: Box::new(call.clone()),
					length_bound: u32::try_from(call.encoded_size()).unwrap(),
				};
			submit(Alice, RuntimeCall::Council(execute)).unwrap().unwrap();
			untouched();
		});
	}
}

#[test]
fn root_calls_through_the_scheduler_fail() {
	for call in root_calls() {
		development(|| {
			submit(Alice, pallet_utility::Call::batch { calls: vec![] }).unwrap().unwrap();
			let when = System::block_number() + 1;
			let scheduled = chuxin_runtime::Scheduler::schedule(
				council(1, 1),
				when,
				None,
				0,
				Box::new(call.clone()),
			);
			assert_eq!(scheduled, Ok(()), "{call:?}");
			next_block();
			assert!(refused_inside(), "{call:?}: {:?}", events());
			untouched();
		});
	}
}

#[test]
fn scheduling_for_root_fails() {
	development(|| {
		let root = chuxin_runtime::Scheduler::schedule(
			chuxin_runtime::RuntimeOrigin::root(),
			System::block_number() + 1,
			None,
			0,
			Box::new(set_storage()),
		);
		assert_eq!(root, Err(DispatchError::BadOrigin));
	});
}

#[test]
fn root_calls_through_a_proxy_fail() {
	for call in root_calls() {
		development(|| {
			let bob = account(Bob);
			submit(
				Alice,
				pallet_proxy::Call::add_proxy {
					delegate: bob.into(),
					proxy_type: chuxin_runtime::configs::proxy::ProxyType::ValidatorKeys,
					delay: 0,
				},
			)
			.unwrap()
			.unwrap();
			submit(
				Bob,
				pallet_proxy::Call::proxy {
					real: account(Alice).into(),
					force_proxy_type: None,
					call: Box::new(call.clone()),
				},
			)
			.unwrap()
			.unwrap();
			assert!(refused_inside(), "{call:?}: {:?}", events());
			untouched();
		});
	}
}

#[test]
fn root_calls_through_a_multisig_fail() {
	for call in root_calls() {
		development(|| {
			let carried = submit(
				Alice,
				pallet_multisig::Call::as_multi_threshold_1 {
					other_signatories: vec![account(Bob)],
					call: Box::new(call.clone()),
				},
			);
			assert_eq!(carried, Ok(Err(filtered())), "{call:?}");
			untouched();
		});
	}
}

#[test]
fn root_calls_in_batches_fail() {
	for call in root_calls() {
		development(|| {
			let calls = vec![call.clone()];
			let all = submit(Alice, pallet_utility::Call::batch_all { calls: calls.clone() });
			assert_eq!(all, Ok(Err(filtered())), "{call:?}");
			submit(Alice, pallet_utility::Call::batch { calls: calls.clone() }).unwrap().unwrap();
			let interrupted =
				pallet_utility::Event::BatchInterrupted { index: 0, error: filtered() };
			assert!(events().contains(&interrupted.into()), "{call:?}: {:?}", events());
			submit(Alice, pallet_utility::Call::force_batch { calls }).unwrap().unwrap();
			let failed = pallet_utility::Event::ItemFailed { error: filtered() };
			assert!(events().contains(&failed.into()), "{call:?}: {:?}", events());
			untouched();
		});
	}
}

#[test]
fn a_proxy_carries_only_its_type() {
	development(|| {
		let add = |kind| pallet_proxy::Call::add_proxy {
			delegate: account(Bob).into(),
			proxy_type: kind,
			delay: 0,
		};
		submit(Alice, add(chuxin_runtime::configs::proxy::ProxyType::Freeze)).unwrap().unwrap();
		let carry = |call: RuntimeCall| pallet_proxy::Call::proxy {
			real: account(Alice).into(),
			force_proxy_type: None,
			call: Box::new(call),
		};
		submit(Bob, carry(pallet_session::Call::purge_keys {}.into())).unwrap().unwrap();
		assert!(refused_inside());
		submit(Bob, carry(pallet_members::Call::freeze_own_account {}.into())).unwrap().unwrap();
		assert!(chuxin_runtime::Access::quota(&account(Alice)).frozen);
	});
}
