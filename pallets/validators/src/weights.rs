//! Weights of `pallet_validators`: storage accesses counted, times set above what was seen.
//!
//! To be measured with
//! `frame-omni-bencher v1 benchmark pallet --runtime <wasm> --pallet pallet_validators --extrinsic '*' --steps 50 --repeat 20 --output pallets/validators/src/weights.rs`.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame::weights_prelude::*;

/// Weight functions needed for `pallet_validators`.
pub trait WeightInfo {
	fn name_validator() -> Weight;
	fn remove_validator() -> Weight;
}

/// Weights for `pallet_validators` using the Substrate node and recommended hardware.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Validators::Named` (r:1 w:1)
	/// Storage: `System::Account` (r:1 w:1)
	fn name_validator() -> Weight {
		Weight::from_parts(40_000_000, 3593)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Validators::Named` (r:1 w:1)
	/// Storage: `Session::NextKeys` (r:63 w:0)
	fn remove_validator() -> Weight {
		Weight::from_parts(250_000_000, 170_000)
			.saturating_add(T::DbWeight::get().reads(64_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

// For backwards compatibility and tests.
impl WeightInfo for () {
	fn name_validator() -> Weight {
		Weight::from_parts(40_000_000, 3593)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn remove_validator() -> Weight {
		Weight::from_parts(250_000_000, 170_000)
			.saturating_add(ParityDbWeight::get().reads(64_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
}
