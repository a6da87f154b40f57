//! Who may submit, and how much.

use super::{ChainClock, CouncilOrigin};
use crate::{Runtime, RuntimeCall};
use frame_support::traits::{ConstU32, ConstU8, Contains};

/// Freezing a key: what must go through when a key is stolen and its quota used up.
pub struct EmergencyCalls;

impl Contains<RuntimeCall> for EmergencyCalls {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::Members(
				pallet_members::Call::freeze_own_account { .. }
					| pallet_members::Call::freeze_account { .. }
			)
		)
	}
}

impl pallet_access::Config for Runtime {
	type Clock = ChainClock;
	type CouncilOrigin = CouncilOrigin;
	type EmergencyCalls = EmergencyCalls;
	type EmergencyLimit = ConstU8<20>;
	// A member sends a few small transactions a day: 200 units are about 60 of them.
	type MemberLimit = ConstU32<200>;
	// 20,000 units are 5 s of compute, or 20 MB: a branch office's day many times over, and enough
	// to import 60,000 members or to upload a runtime.
	type OfficerLimit = ConstU32<20_000>;
	type WeightInfo = pallet_access::weights::SubstrateWeight<Runtime>;
}
