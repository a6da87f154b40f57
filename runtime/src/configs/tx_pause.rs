//! Stops single calls, by decision of the council.

use super::CouncilOrigin;
use crate::{calls::IndispensableNames, Runtime, RuntimeCall, RuntimeEvent};
use frame_support::traits::ConstU32;

impl pallet_tx_pause::Config for Runtime {
	type MaxNameLen = ConstU32<64>;
	type PauseOrigin = CouncilOrigin;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type UnpauseOrigin = CouncilOrigin;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
	type WhitelistedCalls = IndispensableNames;
}
