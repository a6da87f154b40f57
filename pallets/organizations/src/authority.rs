//! Who may act: origins by power.
//!
//! An origin is accepted when the signing account is the key of a person (not frozen), the person
//! has an appointment with the power in exactly the organization that the call names, and that
//! appointment is in force. What comes out names the person, so that separation of duties compares
//! persons and never accounts.

use crate::{Appointment, Appointments, Config, Error, OfficesHeld, Orgs, Pallet};
use chuxin_primitives::{
	membership::MembershipStatus,
	organization::{Officer, OrgStatus, Power},
	traits::{Clock, Organizations, Persons, Tie},
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

/// Accepts an officer with power `P` of the organization given, and of no other; as an inspector also
/// one of an organization above it.
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
	/// An officer by the origin given, or the error that names the cure.
	pub(crate) fn ensure<O: EnsureOriginWithArg<OriginFor<T>, OrgId, Success = Officer>>(
		origin: OriginFor<T>,
		org: OrgId,
	) -> Result<Officer, Error<T>> {
		O::ensure_origin(origin, &org).map_err(|_| Error::<T>::NotAuthorized)
	}

	/// The person behind an account, as an officer with this power of this organization, or of the
	/// one it went over into. An inspector inspects everything below as well.
	pub(crate) fn acting_officer(who: &T::AccountId, org: OrgId, power: Power) -> Option<Officer> {
		let person = T::Persons::acting(who)?;
		let holds = |at| {
			Self::in_force(at, person)
				.filter(|(_, appointment)| appointment.powers.contains(power))
				.map(|(_, appointment)| appointment.by)
		};
		let appointed_by = match power {
			Power::Inspector => Self::walk_up(org).find_map(holds)?,
			_ => holds(org)?,
		};
		Some(Officer { person, org: Self::resolve(org), appointed_by })
	}

	/// The person's appointment in the organization, or in the one it went over into, if it is in
	/// force now.
	pub(crate) fn in_force(org: OrgId, person: PersonId) -> Option<(OrgId, Appointment)> {
		let (org, body) = Self::resolved(org)?;
		let appointment = Appointments::<T>::get(org, person)?;
		let works = appointment.effective_at <= T::Clock::now()
			&& !Self::is_over(&appointment)
			&& body.status == OrgStatus::Active
			&& may_act(T::Persons::standing(person)?.1);
		works.then_some((org, appointment))
	}

	/// Whether the person has a key that acts: bound, and not frozen.
	pub(crate) fn has_key(person: PersonId) -> bool {
		T::Persons::account_of(person).is_some_and(|key| T::Persons::acting(&key) == Some(person))
	}

	/// Checks that the root keeps an approver without this person: nobody stands above it to appoint
	/// another one. Who only acts until a day, is suspended, or has no key that acts is none; who was
	/// appointed and comes into force by himself is one.
	pub(crate) fn ensure_not_last_approver(person: PersonId) -> Result<(), Error<T>> {
		let approves = |seat: &Appointment| seat.powers.contains(Power::Approver);
		let root = OfficesHeld::<T>::get(person)
			.into_iter()
			.find(|org| Orgs::<T>::get(org).is_some_and(|body| body.parent.is_none()))
			.filter(|root| Appointments::<T>::get(root, person).as_ref().is_some_and(approves));
		let Some(root) = root else { return Ok(()) };
		let another = Appointments::<T>::iter_prefix(root).any(|(other, seat)| {
			let lasting = other != person && approves(&seat) && seat.until.is_none();
			let stands = || T::Persons::standing(other).is_some_and(|(_, status)| may_act(status));
			lasting && stands() && Self::has_key(other)
		});
		ensure!(another, Error::<T>::LastApprover);
		Ok(())
	}

	/// Whether the last day of an acting officer is over.
	pub(crate) fn is_over(appointment: &Appointment) -> bool {
		appointment.until.is_some_and(|until| until < T::Clock::today())
	}

	/// Checks that two persons who decide together, each for an organization, are two.
	pub(crate) fn ensure_untied(
		first: (OrgId, PersonId),
		second: (OrgId, PersonId),
	) -> Result<(), Error<T>> {
		match Self::tie(first, second) {
			None => Ok(()),
			Some(Tie::Same) => Err(Error::<T>::SamePerson),
			Some(Tie::Appointed) => Err(Error::<T>::AppointedByOther),
			Some(Tie::Key) => Err(Error::<T>::KeyGivenByOther),
		}
	}

	/// Checks that an organization decides as the superior of another one: it stands above it, or
	/// both are the root, which nothing stands above.
	pub(crate) fn ensure_superior(superior: OrgId, org: OrgId) -> Result<(), Error<T>> {
		let root =
			|| superior == org && Orgs::<T>::get(org).is_some_and(|org| org.parent.is_none());
		ensure!(Self::is_above(superior, org) || root(), Error::<T>::NotSuperior);
		Ok(())
	}
}
