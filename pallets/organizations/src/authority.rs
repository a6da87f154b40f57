//! Who may act: origins by power, and the seats of officers.
//!
//! An origin is accepted when the signing account is the key of a person (not frozen), the person
//! has an appointment with the power in exactly the organization that the call names, and that
//! appointment is in force. What comes out names the person, so that separation of duties compares
//! persons and never accounts.

use crate::{Appointment, Appointments, Config, Error, OfficesHeld, Orgs, Pallet};
use chuxin_primitives::{
	membership::MembershipStatus,
	organization::{Officer, OrgStatus, Power},
	traits::{Clock, Entitlement, Persons},
	OrgId, PersonId,
};
use frame::{
	prelude::*,
	traits::{EnsureOriginWithArg, OriginTrait},
};

macro_rules! powers {
	($($name:ident = $power:ident),* $(,)?) => {
		$(
			#[doc = concat!("[`Power::", stringify!($power), "`], for [`EnsureOfficer`].")]
			pub struct $name;
			impl Get<Power> for $name {
				fn get() -> Power {
					Power::$power
				}
			}
		)*
	};
}

powers! {
	HandlerPower = Handler,
	ApproverPower = Approver,
	OrganizerPower = Organizer,
	CollectorPower = Collector,
	AccountantPower = Accountant,
	CashierPower = Cashier,
	SecrecyReviewerPower = SecrecyReviewer,
	PublisherPower = Publisher,
	StatisticsPower = Statistics,
	KeyCustodianPower = KeyCustodian,
	InspectorPower = Inspector,
}

/// Accepts an officer with power `P` of the organization given, and of no other.
///
/// Refuses root, unsigned origins, keys bound to nobody or frozen, officers of superiors and of
/// organizations below, officers dismissed, not yet in force or suspended, and officers of an
/// organization that does not work.
pub struct EnsureOfficer<T, P>(PhantomData<(T, P)>);

impl<T: Config, P: Get<Power>> EnsureOriginWithArg<T::RuntimeOrigin, OrgId>
	for EnsureOfficer<T, P>
{
	type Success = Officer;

	fn try_origin(o: T::RuntimeOrigin, org: &OrgId) -> Result<Officer, T::RuntimeOrigin> {
		let officer =
			o.as_signer().and_then(|who| Pallet::<T>::acting_officer(who, *org, P::get()));
		officer.ok_or(o)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(org: &OrgId) -> Result<T::RuntimeOrigin, ()> {
		let account = crate::benchmarking::officer::<T>(*org, P::get()).ok_or(())?;
		Ok(frame_system::RawOrigin::Signed(account).into())
	}
}

/// Whether a person of this status may act as an officer: suspended and former members and
/// applicants may not.
pub(crate) const fn may_act(status: MembershipStatus) -> bool {
	matches!(status, MembershipStatus::Full | MembershipStatus::Probationary)
}

impl<T: Config> Pallet<T> {
	/// An approver of the organization, or the error that names the cure.
	pub(crate) fn ensure_approver(
		origin: OriginFor<T>,
		org: OrgId,
	) -> Result<Officer, DispatchError> {
		T::ApproverOrigin::ensure_origin(origin, &org).map_err(|_| Error::<T>::NotAuthorized.into())
	}

	/// The person behind an account, as an officer with this power of this organization.
	pub(crate) fn acting_officer(who: &T::AccountId, org: OrgId, power: Power) -> Option<Officer> {
		let person = T::Persons::acting(who)?;
		let appointment = Self::in_force(org, person)?;
		appointment.powers.contains(power).then_some(Officer {
			person,
			org,
			appointed_by: appointment.by,
		})
	}

	/// The person's appointment in the organization, if it is in force now.
	pub(crate) fn in_force(org: OrgId, person: PersonId) -> Option<Appointment> {
		let appointment = Appointments::<T>::get(org, person)?;
		let works = appointment.effective_at <= T::Clock::now()
			&& Orgs::<T>::get(org)?.status == OrgStatus::Active
			&& may_act(T::Persons::standing(person)?.1);
		works.then_some(appointment)
	}

	/// Writes an appointment, new or in the place of another one.
	///
	/// The caller has checked that the organization exists and that both counters have room, so
	/// that the saturating steps never saturate.
	pub(crate) fn seat(org: OrgId, person: PersonId, appointment: Appointment) {
		if !Appointments::<T>::contains_key(org, person) {
			Orgs::<T>::mutate_extant(org, |body| body.officers = body.officers.saturating_add(1));
			OfficesHeld::<T>::mutate(person, |held| *held = held.saturating_add(1));
		}
		Appointments::<T>::insert(org, person, appointment);
	}

	/// Ends an appointment, with the entitlement that came from it.
	///
	/// The caller has checked that there is one: it was counted, so that the saturating steps never
	/// saturate.
	pub(crate) fn unseat(org: OrgId, person: PersonId) -> DispatchResult {
		if let Some(account) = T::Persons::account_of(person) {
			T::Entitlement::remove_office(&account)?;
		}
		Appointments::<T>::remove(org, person);
		Orgs::<T>::mutate_extant(org, |body| body.officers = body.officers.saturating_sub(1));
		OfficesHeld::<T>::mutate_exists(person, |held| {
			*held = held.and_then(|n| n.checked_sub(1)).filter(|n| *n > 0);
		});
		Ok(())
	}
}
