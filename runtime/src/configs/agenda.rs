//! What is due and overdue.

use super::{officers::EnsureAnyOfficer, ChainClock};
use crate::{Organizations, Runtime};

impl pallet_agenda::Config for Runtime {
	type AnyOfficerOrigin = EnsureAnyOfficer;
	type Clock = ChainClock;
	type Organizations = Organizations;
	type WeightInfo = pallet_agenda::weights::SubstrateWeight<Runtime>;
}
