//! Weights of `pallet_validators`, measured.
//!
//! Made by `STEPS=10 REPEAT=8 scripts/benchmark pallet_validators` on 2026-11-22; machine:
//! AMD EPYC. Written by hand is only the template, `scripts/lib/weights.hbs`.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]
#![allow(dead_code)]

use frame::weights_prelude::*;

/// Weight functions needed for `pallet_validators`.
pub trait WeightInfo {
	fn name_validator() -> Weight;
	fn remove_validator() -> Weight;
}

/// Weights for `pallet_validators` using the Chuxin node.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Validators::Named` (r:1 w:1)
	/// Proof: `Validators::Named` (`max_values`: Some(1), `max_size`: Some(2050), added: 2545, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	fn name_validator() -> Weight {
		Weight::from_parts(24_186_000, 3541)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Validators::Named` (r:1 w:1)
	/// Proof: `Validators::Named` (`max_values`: Some(1), `max_size`: Some(2050), added: 2545, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:63 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn remove_validator() -> Weight {
		Weight::from_parts(154_660_000, 159345)
			.saturating_add(T::DbWeight::get().reads(64_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn name_validator() -> Weight {
		Weight::from_parts(24_186_000, 3541)
	}
	fn remove_validator() -> Weight {
		Weight::from_parts(154_660_000, 159345)
	}
}
