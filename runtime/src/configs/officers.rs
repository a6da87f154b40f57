//! Who acts for an organization, whichever the power.

use crate::{Members, Organizations, Runtime, RuntimeOrigin};
use chuxin_primitives::{
	organization::Officer,
	traits::{Organizations as _, Persons},
	AccountId, OrgId,
};
use frame_support::traits::{EnsureOriginWithArg, OriginTrait};
use pallet_organizations::Appointments;
#[cfg(feature = "runtime-benchmarks")]
use pallet_organizations::{EnsureOfficer, HandlerPower};

/// An officer with any power in force for exactly the organization given, or the one it went over
/// into.
pub struct EnsureAnyOfficer;

impl EnsureOriginWithArg<RuntimeOrigin, OrgId> for EnsureAnyOfficer {
	type Success = Officer;

	fn try_origin(origin: RuntimeOrigin, org: &OrgId) -> Result<Officer, RuntimeOrigin> {
		let officer = origin.as_signer().and_then(|who: &AccountId| {
			let person = Members::acting(who)?;
			let org = Organizations::resolve(*org);
			if Organizations::powers_of(org, person).is_empty() {
				return None;
			}
			let appointment = Appointments::<Runtime>::get(org, person)?;
			Some(Officer { person, org, appointed_by: appointment.by })
		});
		officer.ok_or(origin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(org: &OrgId) -> Result<RuntimeOrigin, ()> {
		EnsureOfficer::<Runtime, HandlerPower>::try_successful_origin(org)
	}
}
