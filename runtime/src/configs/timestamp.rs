//! The chain's time.

use crate::{Aura, Runtime, SLOT_DURATION};
use chuxin_primitives::Moment;
use frame_support::traits::ConstU64;

impl pallet_timestamp::Config for Runtime {
	type MinimumPeriod = ConstU64<{ SLOT_DURATION / 2 }>;
	type Moment = Moment;
	type OnTimestampSet = Aura;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}
