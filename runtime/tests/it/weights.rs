//! Every call weighs something, and by measured weights.

use crate::support::zeroed;
use chuxin_runtime::{Runtime, RuntimeCall};
use core::any::type_name;
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::GetCallMetadata,
	weights::{constants::ParityDbWeight, RuntimeDbWeight},
};

macro_rules! weight_names {
	($($config:ty: $item:ident),* $(,)?) => {
		[$((stringify!($config), type_name::<<Runtime as $config>::$item>())),*]
	};
}

#[test]
fn no_pallet_has_placeholder_weights() {
	type Council = pallet_collective::Instance1;
	let mut names = weight_names![
		frame_system::Config: SystemWeightInfo,
		frame_system::Config: ExtensionsWeightInfo,
		pallet_access::Config: WeightInfo,
		pallet_grandpa::Config: WeightInfo,
		pallet_members::Config: WeightInfo,
		pallet_migrations::Config: WeightInfo,
		pallet_multisig::Config: WeightInfo,
		pallet_organizations::Config: WeightInfo,
		pallet_proxy::Config: WeightInfo,
		pallet_safe_mode::Config: WeightInfo,
		pallet_scheduler::Config: WeightInfo,
		pallet_session::Config: WeightInfo,
		pallet_timestamp::Config: WeightInfo,
		pallet_tx_pause::Config: WeightInfo,
		pallet_utility::Config: WeightInfo,
		pallet_validators::Config: WeightInfo,
	]
	.to_vec();
	names.push((
		"pallet_collective",
		type_name::<<Runtime as pallet_collective::Config<Council>>::WeightInfo>(),
	));
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
	use frame_support::dispatch::DispatchClass;
	use pallet_members::WeightInfo;
	let batch = <Runtime as pallet_members::Config>::WeightInfo::enrol(500, 500);
	let limits = chuxin_runtime::configs::system::Weights::get();
	let most = limits.get(DispatchClass::Normal).max_extrinsic.expect("there is a limit");
	assert!(batch.all_lt(most), "{batch:?} of {most:?}");
}
