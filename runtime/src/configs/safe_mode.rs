//! Stops everything but the indispensable, by decision of the council alone.

use super::{CouncilOrigin, SafeModeDuration};
use crate::{
	calls::Indispensable, no_currency::NoCurrency, AccountId, BlockNumber, Runtime, RuntimeEvent,
	RuntimeHoldReason,
};
use frame_support::traits::MapSuccess;
use frame_system::EnsureNever;
use sp_runtime::morph_types;

morph_types! {
	/// What the council enters or extends safe mode by.
	pub type ForSafeModeDuration = |_unit: ()| -> BlockNumber { SafeModeDuration::get() };
}

impl pallet_safe_mode::Config for Runtime {
	type Currency = NoCurrency;
	type EnterDepositAmount = ();
	type EnterDuration = SafeModeDuration;
	type ExtendDepositAmount = ();
	type ExtendDuration = SafeModeDuration;
	type ForceDepositOrigin = EnsureNever<AccountId>;
	type ForceEnterOrigin = MapSuccess<CouncilOrigin, ForSafeModeDuration>;
	type ForceExitOrigin = CouncilOrigin;
	type ForceExtendOrigin = MapSuccess<CouncilOrigin, ForSafeModeDuration>;
	type Notify = ();
	type ReleaseDelay = ();
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Runtime>;
	type WhitelistedCalls = Indispensable;
}
