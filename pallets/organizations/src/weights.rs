//! Weights of `pallet_organizations`, measured.
//!
//! Made by `STEPS=20 REPEAT=20 scripts/benchmark pallet_organizations` on 2026-11-22; machine:
//! AMD EPYC. Written by hand is only the template, `scripts/lib/weights.hbs`.

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
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:12 w:1)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::NextOrgId` (r:1 w:1)
	/// Proof: `Organizations::NextOrgId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Children` (r:0 w:1)
	/// Proof: `Organizations::Children` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn establish() -> Weight {
		Weight::from_parts(104_035_000, 32730)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:13 w:1)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	fn set_grants() -> Weight {
		Weight::from_parts(107_300_000, 35375)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:2 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:14 w:1)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:13 w:1)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::OfficesHeld` (r:1 w:1)
	/// Proof: `Organizations::OfficesHeld` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Access::Limits` (r:1 w:0)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Access::CurrentDelays` (r:1 w:0)
	/// Proof: `Access::CurrentDelays` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn appoint() -> Weight {
		Weight::from_parts(211_174_000, 36382)
			.saturating_add(T::DbWeight::get().reads(35_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:2 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:2 w:1)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:13 w:1)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Access::Limits` (r:1 w:0)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Access::DevelopmentWindow` (r:1 w:0)
	/// Proof: `Access::DevelopmentWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::OfficesHeld` (r:1 w:1)
	/// Proof: `Organizations::OfficesHeld` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	fn dismiss() -> Weight {
		Weight::from_parts(138_246_000, 35375)
			.saturating_add(T::DbWeight::get().reads(23_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:13 w:1)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:1 w:1)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Access::Limits` (r:1 w:0)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Access::DevelopmentWindow` (r:1 w:0)
	/// Proof: `Access::DevelopmentWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::OfficesHeld` (r:1 w:1)
	/// Proof: `Organizations::OfficesHeld` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	fn resign() -> Weight {
		Weight::from_parts(118_286_000, 33854)
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn establish() -> Weight {
		Weight::from_parts(104_035_000, 32730)
	}
	fn set_grants() -> Weight {
		Weight::from_parts(107_300_000, 35375)
	}
	fn appoint() -> Weight {
		Weight::from_parts(211_174_000, 36382)
	}
	fn dismiss() -> Weight {
		Weight::from_parts(138_246_000, 35375)
	}
	fn resign() -> Weight {
		Weight::from_parts(118_286_000, 33854)
	}
}
