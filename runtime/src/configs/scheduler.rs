//! Motions of the council that take effect later. Deadlines of the regulations are not here.

use super::{CouncilOrigin, HalfBlock};
use crate::{OriginCaller, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System};
use frame_support::traits::{ConstU32, EqualPrivilegeOnly};

impl pallet_scheduler::Config for Runtime {
	type BlockNumberProvider = System;
	type MaxScheduledPerBlock = ConstU32<16>;
	type MaximumWeight = HalfBlock;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type PalletsOrigin = OriginCaller;
	// No store of preimages, which nobody would pay for: scheduled calls are short.
	type Preimages = ();
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type ScheduleOrigin = CouncilOrigin;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
}
