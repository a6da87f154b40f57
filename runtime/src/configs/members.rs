//! Persons.

use super::{ChainClock, CouncilOrigin};
use crate::{Access, Members, Organizations, Runtime, RuntimeOrigin};
use chuxin_primitives::{
	organization::Officer,
	traits::{Organizations as _, Persons},
	AccountId, OrgId,
};
use frame_support::traits::{EnsureOriginWithArg, OriginTrait};
use pallet_organizations::{Appointments, ApproverPower, EnsureOfficer, HandlerPower};

/// An officer with any power in force for exactly the organization given.
pub struct EnsureAnyOfficer;

impl EnsureOriginWithArg<RuntimeOrigin, OrgId> for EnsureAnyOfficer {
	type Success = Officer;

	fn try_origin(origin: RuntimeOrigin, org: &OrgId) -> Result<Officer, RuntimeOrigin> {
		let officer = origin.as_signer().and_then(|who: &AccountId| {
			let person = Members::acting(who)?;
			if Organizations::powers_of(*org, person).is_empty() {
				return None;
			}
			let appointment = Appointments::<Runtime>::get(org, person)?;
			Some(Officer { person, org: *org, appointed_by: appointment.by })
		});
		officer.ok_or(origin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(org: &OrgId) -> Result<RuntimeOrigin, ()> {
		EnsureOfficer::<Runtime, HandlerPower>::try_successful_origin(org)
	}
}

impl pallet_members::Config for Runtime {
	type AnyOfficerOrigin = EnsureAnyOfficer;
	type ApproverOrigin = EnsureOfficer<Runtime, ApproverPower>;
	type Clock = ChainClock;
	type CouncilOrigin = CouncilOrigin;
	type Entitlement = Access;
	type HandlerOrigin = EnsureOfficer<Runtime, HandlerPower>;
	type Organizations = Organizations;
	type WeightInfo = pallet_members::weights::SubstrateWeight<Runtime>;
}
