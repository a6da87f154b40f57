//! Weights of `pallet_access`: storage accesses counted, times set above what was seen.
//!
//! To be measured with
//! `frame-omni-bencher v1 benchmark pallet --runtime <wasm> --pallet pallet_access --extrinsic '*' --steps 50 --repeat 20 --output pallets/access/src/weights.rs`.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame::weights_prelude::*;

/// Weight functions needed for `pallet_access`.
pub trait WeightInfo {
	fn propose_upgrade() -> Weight;
	fn cancel_upgrade() -> Weight;
	fn enact_upgrade() -> Weight;
	fn set_limit() -> Weight;
	fn set_delays() -> Weight;
	fn quota_nonce() -> Weight;
	fn quota_nonce_emergency() -> Weight;
}

/// Weights for `pallet_access` using the Substrate node and recommended hardware.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Access::PendingUpgrade` (r:1 w:1)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Storage: `Access::CurrentDelays` (r:1 w:0)
	fn propose_upgrade() -> Weight {
		Weight::from_parts(25_000_000, 1525)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Access::PendingUpgrade` (r:1 w:0)
	/// Storage: `System::AuthorizedUpgrade` (r:1 w:1)
	fn cancel_upgrade() -> Weight {
		Weight::from_parts(25_000_000, 1525)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Access::PendingUpgrade` (r:1 w:1)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Storage: `System::AuthorizedUpgrade` (r:0 w:1)
	fn enact_upgrade() -> Weight {
		Weight::from_parts(30_000_000, 1525)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Access::Limits` (r:1 w:1)
	fn set_limit() -> Weight {
		Weight::from_parts(20_000_000, 2500)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Access::MinDelays` (r:1 w:0)
	/// Storage: `Access::CurrentDelays` (r:1 w:1)
	fn set_delays() -> Weight {
		Weight::from_parts(20_000_000, 1501)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Storage: `Access::DevelopmentWindow` (r:1 w:0)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Storage: `Access::Limits` (r:1 w:0)
	fn quota_nonce() -> Weight {
		Weight::from_parts(25_000_000, 3593)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Storage: `Access::DevelopmentWindow` (r:1 w:0)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Storage: `Access::Emergency` (r:1 w:1)
	fn quota_nonce_emergency() -> Weight {
		Weight::from_parts(30_000_000, 3593)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
}

// For backwards compatibility and tests.
impl WeightInfo for () {
	fn propose_upgrade() -> Weight {
		Weight::from_parts(25_000_000, 1525)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn cancel_upgrade() -> Weight {
		Weight::from_parts(25_000_000, 1525)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn enact_upgrade() -> Weight {
		Weight::from_parts(30_000_000, 1525)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn set_limit() -> Weight {
		Weight::from_parts(20_000_000, 2500)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn set_delays() -> Weight {
		Weight::from_parts(20_000_000, 1501)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn quota_nonce() -> Weight {
		Weight::from_parts(25_000_000, 3593)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn quota_nonce_emergency() -> Weight {
		Weight::from_parts(30_000_000, 3593)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
}
