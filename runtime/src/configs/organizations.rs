//! The tree of organizations.

use super::ChainClock;
use crate::{Access, Members, Runtime};
use pallet_organizations::{ApproverPower, EnsureOfficer};

impl pallet_organizations::Config for Runtime {
	type AppointmentDelay = pallet_access::AppointmentDelay<Runtime>;
	type ApproverOrigin = EnsureOfficer<Runtime, ApproverPower>;
	type Clock = ChainClock;
	type Entitlement = Access;
	type Persons = Members;
	type WeightInfo = pallet_organizations::weights::SubstrateWeight<Runtime>;
}
