//! Weights of `pallet_access`, measured.
//!
//! Made by `STEPS=10 REPEAT=8 scripts/benchmark pallet_access` on 2026-11-22; machine:
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
	fn carry_out() -> Weight;
	fn veto() -> Weight;
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
	/// Proof: `Access::CurrentDelays` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn propose_upgrade() -> Weight {
		Weight::from_parts(19_258_000, 1525)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Access::PendingUpgrade` (r:1 w:0)
	/// Proof: `Access::PendingUpgrade` (`max_values`: Some(1), `max_size`: Some(40), added: 535, mode: `MaxEncodedLen`)
	/// Storage: `System::AuthorizedUpgrade` (r:1 w:1)
	/// Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	fn cancel_upgrade() -> Weight {
		Weight::from_parts(17_206_000, 1525)
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
		Weight::from_parts(20_580_000, 1525)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Access::Limits` (r:1 w:1)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	fn set_limit() -> Weight {
		Weight::from_parts(13_790_000, 3478)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Access::MinDelays` (r:1 w:0)
	/// Proof: `Access::MinDelays` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Access::CurrentDelays` (r:1 w:1)
	/// Proof: `Access::CurrentDelays` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn set_delays() -> Weight {
		Weight::from_parts(15_503_000, 1517)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Access::Pending` (r:1 w:1)
	/// Proof: `Access::Pending` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:14 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(58), added: 2533, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(186), added: 2661, mode: `MaxEncodedLen`)
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::Items` (r:1 w:1)
	/// Proof: `Agenda::Items` (`max_values`: None, `max_size`: Some(66), added: 2541, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::Counts` (r:13 w:13)
	/// Proof: `Agenda::Counts` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::ByDay` (r:0 w:1)
	/// Proof: `Agenda::ByDay` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	fn carry_out() -> Weight {
		Weight::from_parts(200_198_000, 38090)
			.saturating_add(T::DbWeight::get().reads(33_u64))
			.saturating_add(T::DbWeight::get().writes(16_u64))
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
	/// Storage: `Access::Pending` (r:1 w:1)
	/// Proof: `Access::Pending` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::Items` (r:1 w:1)
	/// Proof: `Agenda::Items` (`max_values`: None, `max_size`: Some(66), added: 2541, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::Counts` (r:13 w:13)
	/// Proof: `Agenda::Counts` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// Storage: `Agenda::ByDay` (r:0 w:1)
	/// Proof: `Agenda::ByDay` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	fn veto() -> Weight {
		Weight::from_parts(230_072_000, 38090)
			.saturating_add(T::DbWeight::get().reads(33_u64))
			.saturating_add(T::DbWeight::get().writes(16_u64))
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `Access::DevelopmentWindow` (r:1 w:0)
	/// Proof: `Access::DevelopmentWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Access::Limits` (r:2 w:0)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	fn quota_nonce() -> Weight {
		Weight::from_parts(28_262_000, 5966)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `Access::DevelopmentWindow` (r:1 w:0)
	/// Proof: `Access::DevelopmentWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Access::Emergency` (r:1 w:1)
	/// Proof: `Access::Emergency` (`max_values`: None, `max_size`: Some(51), added: 2526, mode: `MaxEncodedLen`)
	fn quota_nonce_emergency() -> Weight {
		Weight::from_parts(25_548_000, 3541)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn propose_upgrade() -> Weight {
		Weight::from_parts(19_258_000, 1525)
	}
	fn cancel_upgrade() -> Weight {
		Weight::from_parts(17_206_000, 1525)
	}
	fn enact_upgrade() -> Weight {
		Weight::from_parts(20_580_000, 1525)
	}
	fn set_limit() -> Weight {
		Weight::from_parts(13_790_000, 3478)
	}
	fn set_delays() -> Weight {
		Weight::from_parts(15_503_000, 1517)
	}
	fn carry_out() -> Weight {
		Weight::from_parts(200_198_000, 38090)
	}
	fn veto() -> Weight {
		Weight::from_parts(230_072_000, 38090)
	}
	fn quota_nonce() -> Weight {
		Weight::from_parts(28_262_000, 5966)
	}
	fn quota_nonce_emergency() -> Weight {
		Weight::from_parts(25_548_000, 3541)
	}
}
