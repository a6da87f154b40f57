//! The tree of organizations.

use super::{officers::EnsureAnyOfficer, resolutions::NoMeetings, ChainClock};
use crate::{Access, Agenda, Members, Runtime};
use frame_support::traits::ConstU32;
use pallet_organizations::{ApproverPower, EnsureOfficer, HandlerPower, KeyCustodianPower};

impl pallet_organizations::Config for Runtime {
	type Agenda = Agenda;
	type AnyOfficerOrigin = EnsureAnyOfficer;
	type AppointmentDelay = pallet_access::AppointmentDelay<Runtime>;
	type ApproverOrigin = EnsureOfficer<Runtime, ApproverPower>;
	type Clock = ChainClock;
	type Entitlement = Access;
	type HandlerOrigin = EnsureOfficer<Runtime, HandlerPower>;
	type KeyCustodianOrigin = EnsureOfficer<Runtime, KeyCustodianPower>;
	type Pending = Access;
	type Persons = Members;
	type ReorganizationDelay = pallet_access::ReorganizationDelay<Runtime>;
	type Resolutions = NoMeetings;
	type SettleDays = ConstU32<30>;
	type WeightInfo = pallet_organizations::weights::SubstrateWeight<Runtime>;
}
