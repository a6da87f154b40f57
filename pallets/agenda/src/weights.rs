//! Weights of `pallet_agenda`, measured.
//!
//! Made by `STEPS=10 REPEAT=8 scripts/benchmark pallet_agenda` on 2026-11-22; machine:
//! AMD EPYC. Written by hand is only the template, `scripts/lib/weights.hbs`.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]
#![allow(dead_code)]

use frame::weights_prelude::*;

/// Weight functions needed for `pallet_agenda`.
pub trait WeightInfo {
	fn on_idle_base() -> Weight;
	fn raise(a: u32, ) -> Weight;
	fn take_note() -> Weight;
}

/// Weights for `pallet_agenda` using the Chuxin node.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::Due` (r:1 w:0)
	/// Proof: `Agenda::Due` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	fn on_idle_base() -> Weight {
		Weight::from_parts(9_454_000, 3522)
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	/// Storage: `Agenda::Due` (r:1 w:1)
	/// Proof: `Agenda::Due` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:13 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::Counts` (r:13 w:13)
	/// Proof: `Agenda::Counts` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::Items` (r:0 w:1)
	/// Proof: `Agenda::Items` (`max_values`: None, `max_size`: Some(66), added: 2541, mode: `MaxEncodedLen`)
	/// The range of component `a` is `[1, 13]`.
	fn raise(a: u32, ) -> Weight {
		Weight::from_parts(32_081_997, 3522)
			.saturating_add(Weight::from_parts(7_341_670, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
			.saturating_add(Weight::from_parts(0, 2650).saturating_mul(a.into()))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(186), added: 2661, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:14 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(58), added: 2533, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::Items` (r:1 w:1)
	/// Proof: `Agenda::Items` (`max_values`: None, `max_size`: Some(66), added: 2541, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::Counts` (r:13 w:13)
	/// Proof: `Agenda::Counts` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::ByDay` (r:0 w:1)
	/// Proof: `Agenda::ByDay` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	fn take_note() -> Weight {
		Weight::from_parts(234_509_000, 38090)
			.saturating_add(T::DbWeight::get().reads(32_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn on_idle_base() -> Weight {
		Weight::from_parts(9_454_000, 3522)
	}
	fn raise(_a: u32, ) -> Weight {
		Weight::from_parts(32_081_997, 3522)
	}
	fn take_note() -> Weight {
		Weight::from_parts(234_509_000, 38090)
	}
}
