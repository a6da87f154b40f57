//! Weights of `pallet_access`, measured.
//!
//! Made by `STEPS=20 REPEAT=20 scripts/benchmark pallet_access` on 2026-11-22; machine:
//! AMD EPYC. Written by hand is only the template, `scripts/lib/weights.hbs`.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]
#![allow(dead_code)]

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

/// Weights for `pallet_access` using the Chuxin node.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Access::PendingUpgrade` (r:1 w:1)
	/// Proof: `Access::PendingUpgrade` (`max_values`: Some(1), `max_size`: Some(40), added: 535, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Access::CurrentDelays` (r:1 w:0)
	/// Proof: `Access::CurrentDelays` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn propose_upgrade() -> Weight {
		Weight::from_parts(17_496_000, 1525)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Access::PendingUpgrade` (r:1 w:0)
	/// Proof: `Access::PendingUpgrade` (`max_values`: Some(1), `max_size`: Some(40), added: 535, mode: `MaxEncodedLen`)
	/// Storage: `System::AuthorizedUpgrade` (r:1 w:1)
	/// Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	fn cancel_upgrade() -> Weight {
		Weight::from_parts(15_503_000, 1525)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Access::PendingUpgrade` (r:1 w:1)
	/// Proof: `Access::PendingUpgrade` (`max_values`: Some(1), `max_size`: Some(40), added: 535, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::AuthorizedUpgrade` (r:0 w:1)
	/// Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	fn enact_upgrade() -> Weight {
		Weight::from_parts(18_728_000, 1525)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Access::Limits` (r:1 w:1)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	fn set_limit() -> Weight {
		Weight::from_parts(12_228_000, 3478)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Access::MinDelays` (r:1 w:0)
	/// Proof: `Access::MinDelays` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Access::CurrentDelays` (r:1 w:1)
	/// Proof: `Access::CurrentDelays` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn set_delays() -> Weight {
		Weight::from_parts(14_422_000, 1501)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Access::DevelopmentWindow` (r:1 w:0)
	/// Proof: `Access::DevelopmentWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Access::Limits` (r:1 w:0)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	fn quota_nonce() -> Weight {
		Weight::from_parts(22_343_000, 3539)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Access::DevelopmentWindow` (r:1 w:0)
	/// Proof: `Access::DevelopmentWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Access::Emergency` (r:1 w:1)
	/// Proof: `Access::Emergency` (`max_values`: None, `max_size`: Some(51), added: 2526, mode: `MaxEncodedLen`)
	fn quota_nonce_emergency() -> Weight {
		Weight::from_parts(24_045_000, 3539)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn propose_upgrade() -> Weight {
		Weight::from_parts(17_496_000, 1525)
	}
	fn cancel_upgrade() -> Weight {
		Weight::from_parts(15_503_000, 1525)
	}
	fn enact_upgrade() -> Weight {
		Weight::from_parts(18_728_000, 1525)
	}
	fn set_limit() -> Weight {
		Weight::from_parts(12_228_000, 3478)
	}
	fn set_delays() -> Weight {
		Weight::from_parts(14_422_000, 1501)
	}
	fn quota_nonce() -> Weight {
		Weight::from_parts(22_343_000, 3539)
	}
	fn quota_nonce_emergency() -> Weight {
		Weight::from_parts(24_045_000, 3539)
	}
}
