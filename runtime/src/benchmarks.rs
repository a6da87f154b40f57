//! The benchmarks that can be run on this runtime: its own pallets and the system.

use crate::{AllPalletsWithSystem, Runtime};
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use frame_system_benchmarking::Pallet as SystemBenchmarks;

define_benchmarks!(
	[frame_system, SystemBenchmarks::<Runtime>]
	[pallet_access, crate::Access]
	[pallet_agenda, crate::Agenda]
	[pallet_members, crate::Members]
	[pallet_organizations, crate::Organizations]
	[pallet_validators, crate::Validators]
);

impl frame_system_benchmarking::Config for Runtime {}

/// What can be measured, and where it is stored.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Runs one benchmark.
pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
