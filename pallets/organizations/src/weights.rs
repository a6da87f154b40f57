//! Weights of `pallet_organizations`.
//!
//! Reads and writes are those of the worst case: a target 12 levels below the acting organization,
//! which has 12 officers.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]
#![allow(dead_code)]

use frame::weights_prelude::*;

/// Weight functions needed for `pallet_organizations`.
pub trait WeightInfo {
	fn establish() -> Weight;
	fn set_grants() -> Weight;
	fn appoint() -> Weight;
	fn dismiss() -> Weight;
	fn resign() -> Weight;
}

/// Weights for `pallet_organizations` using the Chuxin node.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Storage: `Organizations::Orgs` (r:1 w:1)
	/// Storage: `Organizations::NextOrgId` (r:1 w:1)
	/// Storage: `Organizations::Children` (r:0 w:1)
	fn establish() -> Weight {
		Weight::from_parts(60_000_000, 4_000)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Storage: `Organizations::Orgs` (r:13 w:1)
	fn set_grants() -> Weight {
		Weight::from_parts(90_000_000, 40_000)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Storage: `Members::Persons` (r:2 w:0)
	/// Storage: `Organizations::Appointments` (r:13 w:1)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Storage: `Organizations::Orgs` (r:13 w:1)
	/// Storage: `Organizations::OfficesHeld` (r:1 w:1)
	/// Storage: `System::Account` (r:1 w:1)
	fn appoint() -> Weight {
		Weight::from_parts(180_000_000, 70_000)
			.saturating_add(T::DbWeight::get().reads(32_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Storage: `Members::Persons` (r:2 w:0)
	/// Storage: `Organizations::Appointments` (r:2 w:1)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Storage: `Organizations::Orgs` (r:13 w:1)
	/// Storage: `Organizations::OfficesHeld` (r:1 w:1)
	/// Storage: `System::Account` (r:1 w:1)
	fn dismiss() -> Weight {
		Weight::from_parts(120_000_000, 45_000)
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Storage: `Organizations::Appointments` (r:13 w:1)
	/// Storage: `Organizations::Orgs` (r:1 w:1)
	/// Storage: `Organizations::OfficesHeld` (r:1 w:1)
	/// Storage: `System::Account` (r:1 w:1)
	fn resign() -> Weight {
		Weight::from_parts(120_000_000, 40_000)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

// For backwards compatibility and tests.
impl WeightInfo for () {
	fn establish() -> Weight {
		Weight::from_parts(60_000_000, 4_000)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn set_grants() -> Weight {
		Weight::from_parts(90_000_000, 40_000)
			.saturating_add(ParityDbWeight::get().reads(17_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn appoint() -> Weight {
		Weight::from_parts(180_000_000, 70_000)
			.saturating_add(ParityDbWeight::get().reads(32_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn dismiss() -> Weight {
		Weight::from_parts(120_000_000, 45_000)
			.saturating_add(ParityDbWeight::get().reads(21_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn resign() -> Weight {
		Weight::from_parts(120_000_000, 40_000)
			.saturating_add(ParityDbWeight::get().reads(18_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
}
