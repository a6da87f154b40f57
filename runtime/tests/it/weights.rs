//! Every call weighs something, and by measured weights.

use crate::support::zeroed;
use chuxin_runtime::{Runtime, RuntimeCall};
use core::any::type_name;
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::{GetCallMetadata, PalletsInfoAccess},
	weights::{constants::ParityDbWeight, RuntimeDbWeight},
};
use std::collections::BTreeSet;

/// Pallets whose configuration asks for no weights: they have no calls, and what they do in a block
/// weighs by what they return.
const WITHOUT: [&str; 4] = ["Aura", "Authorship", "Historical", "Offences"];

macro_rules! weight_names {
	($($pallet:literal: $config:path => $item:ident),* $(,)?) => {
		[$(($pallet, type_name::<<Runtime as $config>::$item>())),*]
	};
}

#[test]
fn no_pallet_has_placeholder_weights() {
	let names = weight_names![
		"System": frame_system::Config => SystemWeightInfo,
		"System": frame_system::Config => ExtensionsWeightInfo,
		"Access": pallet_access::Config => WeightInfo,
		"Agenda": pallet_agenda::Config => WeightInfo,
		"Council": pallet_collective::Config<pallet_collective::Instance1> => WeightInfo,
		"Grandpa": pallet_grandpa::Config => WeightInfo,
		"Members": pallet_members::Config => WeightInfo,
		"Migrations": pallet_migrations::Config => WeightInfo,
		"Multisig": pallet_multisig::Config => WeightInfo,
		"Organizations": pallet_organizations::Config => WeightInfo,
		"Proxy": pallet_proxy::Config => WeightInfo,
		"SafeMode": pallet_safe_mode::Config => WeightInfo,
		"Scheduler": pallet_scheduler::Config => WeightInfo,
		"Session": pallet_session::Config => WeightInfo,
		"Timestamp": pallet_timestamp::Config => WeightInfo,
		"TxPause": pallet_tx_pause::Config => WeightInfo,
		"Utility": pallet_utility::Config => WeightInfo,
		"Validators": pallet_validators::Config => WeightInfo,
	];
	let listed: BTreeSet<&str> = names.iter().map(|(pallet, _)| *pallet).chain(WITHOUT).collect();
	let there: BTreeSet<&str> =
		chuxin_runtime::AllPalletsWithSystem::infos().iter().map(|info| info.name).collect();
	assert_eq!(listed, there, "a pallet came or went: name its weights here");
	for without in WITHOUT {
		assert!(!RuntimeCall::get_module_names().contains(&without), "{without} has calls");
	}
	for (pallet, weights) in names {
		// `()` is what a pallet has when nobody measured; a weights type knows this runtime.
		assert_ne!(weights, "()", "{pallet}");
		assert!(weights.contains("chuxin_runtime::Runtime"), "{pallet}: {weights}");
	}
}

#[test]
fn every_call_weighs_something() {
	let mut weighed = 0;
	for pallet in 0..=u8::MAX {
		for call in (0..=u8::MAX).filter_map(|call| zeroed(pallet, call)) {
			let name = call.get_call_metadata();
			weighed += 1;
			// Its weight is one of its arguments; nobody's call.
			if name.function_name == "with_weight" {
				continue;
			}
			let weight = call.get_dispatch_info().call_weight;
			assert!(weight.ref_time() > 0, "{}.{}", name.pallet_name, name.function_name);
		}
	}
	let all: usize = RuntimeCall::get_module_names()
		.iter()
		.map(|pallet| RuntimeCall::get_call_names(pallet).len())
		.sum();
	assert_eq!(weighed, all);
}

#[test]
fn storage_weighs_as_in_paritydb() {
	let weights: RuntimeDbWeight = <Runtime as frame_system::Config>::DbWeight::get();
	assert_eq!(weights, ParityDbWeight::get());
}

#[test]
fn a_full_batch_fits_into_a_transaction() {
	use chuxin_primitives::membership::{MAX_BATCH, MAX_BATCH_BRANCHES};
	use frame_support::dispatch::DispatchClass;
	use pallet_members::WeightInfo;
	type Weights = <Runtime as pallet_members::Config>::WeightInfo;
	// As the desk cuts batches; the branches stand as far apart as can be.
	let batch =
		Weights::enrol(MAX_BATCH).saturating_add(Weights::enrol_branches(MAX_BATCH_BRANCHES));
	let limits = chuxin_runtime::configs::system::Weights::get();
	let most = limits.get(DispatchClass::Normal).max_extrinsic.expect("there is a limit");
	assert!(batch.all_lt(most), "{batch:?} of {most:?}");
}
