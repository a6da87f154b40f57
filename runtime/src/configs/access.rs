//! Who may submit, and how much.

use super::{officers::EnsureAnyOfficer, pending::ByAct, ChainClock, CouncilOrigin};
use crate::{Agenda, Organizations, Runtime, RuntimeCall};
use frame_support::traits::{ConstU32, ConstU8, Contains};

/// Freezing one's own key: what must go through when it is stolen and its quota used up.
pub struct OwnEmergencyCalls;

impl Contains<RuntimeCall> for OwnEmergencyCalls {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::Members(pallet_members::Call::freeze_own_account { .. }))
	}
}

/// Freezing another's key, a veto, revoking an organization's key, laying down what one holds: what
/// must go through for an officer. By others they fail, and are calls like all others.
pub struct EmergencyCalls;

impl Contains<RuntimeCall> for EmergencyCalls {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::Members(pallet_members::Call::freeze_account { .. })
				| RuntimeCall::Access(pallet_access::Call::veto { .. })
				| RuntimeCall::Organizations(
					pallet_organizations::Call::revoke_key { .. }
						| pallet_organizations::Call::resign { .. }
				)
		)
	}
}

impl pallet_access::Config for Runtime {
	type Agenda = Agenda;
	type AnyOfficerOrigin = EnsureAnyOfficer;
	type CarryOut = ByAct;
	type Clock = ChainClock;
	type CouncilOrigin = CouncilOrigin;
	type EmergencyCalls = EmergencyCalls;
	type EmergencyLimit = ConstU8<20>;
	type OwnEmergencyCalls = OwnEmergencyCalls;
	// A member sends a few small transactions a day: 200 units are about 60 of them.
	type MemberLimit = ConstU32<200>;
	// 20,000 units are 5 s of compute, or 20 MB: a branch office's day many times over, and enough
	// to import 60,000 members or to upload a runtime.
	type OfficerLimit = ConstU32<20_000>;
	type Organizations = Organizations;
	type WeightInfo = pallet_access::weights::SubstrateWeight<Runtime>;
}
