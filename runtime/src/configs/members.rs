//! Persons.

use super::{officers::EnsureAnyOfficer, resolutions::NoMeetings, ChainClock, CouncilOrigin};
use crate::{Access, Agenda, Organizations, Runtime};
use chuxin_primitives::date::DAY_MS;
use frame_support::traits::{ConstU32, ConstU64};
use pallet_organizations::{ApproverPower, EnsureOfficer, HandlerPower};

impl pallet_members::Config for Runtime {
	type Agenda = Agenda;
	type AnyOfficerOrigin = EnsureAnyOfficer;
	type ApproverOrigin = EnsureOfficer<Runtime, ApproverPower>;
	type Clock = ChainClock;
	type CouncilOrigin = CouncilOrigin;
	type Entitlement = Access;
	type HandlerOrigin = EnsureOfficer<Runtime, HandlerPower>;
	type LateEntryDays = ConstU32<30>;
	type OfficerFreeze = ConstU64<{ 7 * DAY_MS }>;
	type Organizations = Organizations;
	type Pending = Access;
	type ProposalDays = ConstU32<90>;
	type ReplacementDelay = pallet_access::ReplacementDelay<Runtime>;
	type Resolutions = NoMeetings;
	type WeightInfo = pallet_members::weights::SubstrateWeight<Runtime>;
}
