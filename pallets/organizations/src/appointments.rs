//! The seats of officers: appointing, dismissing, resigning, and acting officers whose time ends.

use crate::{
	authority::may_act, Appointment, Appointments, Config, Counts, Error, Event, OfficesHeld, Orgs,
	Pallet,
};
use alloc::vec::Vec;
use chuxin_primitives::{
	agenda::{Agenda, Item},
	membership::MembershipStatus,
	organization::{Office, Officer, Offices, OrgKind, Power, Powers, MAX_OFFICERS},
	traits::{Clock, Entitlement, Organizations, Persons},
	CivilDate, OrgId, PersonId,
};
use frame::prelude::*;

/// Whether two seats exclude each other: an organization has one secretary, and beside one acting
/// secretary, for a secretary who is ill or while there is none.
pub(crate) fn both_secretaries(one: &Appointment, other: &Appointment) -> bool {
	is_secretary(one) && is_secretary(other) && one.until.is_some() == other.until.is_some()
}

fn is_secretary(appointment: &Appointment) -> bool {
	appointment.offices.contains(Office::Secretary)
}

/// Whether somebody has a seat by an election; officers of genesis with offices are taken for
/// elected.
fn is_elected(appointment: &Appointment) -> bool {
	appointment.by.is_none() && !appointment.offices.is_empty()
}

/// How long an organization has a secretary; the greater, the longer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Secretary {
	Missing,
	Until(CivilDate),
	Lasting,
}

impl<T: Config> Pallet<T> {
	/// Writes an appointment, new or in the place of another one.
	///
	/// The caller has checked that the organization exists and that its counter and the person's list
	/// have room, so that nothing saturates or is left out.
	pub(crate) fn seat(org: OrgId, person: PersonId, appointment: Appointment) {
		let old = Appointments::<T>::get(org, person);
		if old.is_none() {
			Orgs::<T>::mutate_extant(org, |body| body.officers = body.officers.saturating_add(1));
			OfficesHeld::<T>::mutate(person, |held| {
				if let Err(place) = held.binary_search(&org) {
					let _ = held.try_insert(place, org);
				}
			});
		}
		Self::watch_seat(org, person, old.as_ref(), Some(&appointment));
		Appointments::<T>::insert(org, person, appointment);
	}

	/// Checks that the root keeps an approver when this one is seated there no more as approver.
	pub(crate) fn ensure_still_approved(
		org: OrgId,
		person: PersonId,
		old: &Appointment,
	) -> Result<(), Error<T>> {
		let approver = old.powers.contains(Power::Approver);
		let root = || Orgs::<T>::get(org).is_some_and(|body| body.parent.is_none());
		if approver && root() {
			Self::ensure_not_last_approver(person)?;
		}
		Ok(())
	}

	/// Ends an appointment, with the entitlement that came from it.
	///
	/// The caller has checked that there is one: it was counted, so that the saturating steps never
	/// saturate.
	pub(crate) fn unseat(org: OrgId, person: PersonId) -> DispatchResult {
		if let Some(account) = T::Persons::account_of(person) {
			T::Entitlement::remove_office(&account)?;
		}
		let old = Appointments::<T>::take(org, person);
		Self::watch_seat(org, person, old.as_ref(), None);
		Orgs::<T>::mutate_extant(org, |body| body.officers = body.officers.saturating_sub(1));
		OfficesHeld::<T>::mutate_exists(person, |slot| {
			let mut held = slot.take().unwrap_or_default();
			held.retain(|at| *at != org);
			*slot = (!held.is_empty()).then_some(held);
		});
		Ok(())
	}

	/// Checks that a person may become an officer of one organization more.
	pub(crate) fn ensure_room(person: PersonId) -> Result<(), Error<T>> {
		let full = OfficesHeld::<T>::get(person).is_full();
		ensure!(!full, Error::<T>::MaxOfficesExceeded);
		Ok(())
	}

	/// Tells the agenda when the secretary comes or goes, and until when somebody acts.
	fn watch_seat(
		org: OrgId,
		person: PersonId,
		old: Option<&Appointment>,
		new: Option<&Appointment>,
	) {
		// While a suspended secretary rested, there was none already.
		let stood = old.filter(|_| T::Persons::standing(person).is_none_or(|(_, s)| may_act(s)));
		Self::watch_secretary(org, person, stood, new);
		match (old.and_then(|a| a.until), new.and_then(|a| a.until)) {
			(_, Some(until)) => T::Agenda::set(org, Item::ActingEnds(person), until),
			(Some(_), None) => T::Agenda::clear(org, Item::ActingEnds(person)),
			(None, None) => {},
		}
	}

	/// How long this seat gives its organization a secretary.
	fn secretary_by(seat: Option<&Appointment>) -> Secretary {
		match seat.filter(|seat| is_secretary(seat) && !Self::is_over(seat)) {
			None => Secretary::Missing,
			Some(seat) => seat.until.map_or(Secretary::Lasting, Secretary::Until),
		}
	}

	/// Tells the agenda what the seat of a person, as it works until now and from now on, changes: an
	/// acting secretary puts the missing one off. After the last day it is due as if the secretary
	/// had gone then, though nobody signs anything on that day.
	fn watch_secretary(
		org: OrgId,
		person: PersonId,
		old: Option<&Appointment>,
		new: Option<&Appointment>,
	) {
		let (old, new) = (Self::secretary_by(old), Self::secretary_by(new));
		if old == new {
			return;
		}
		let besides = Appointments::<T>::iter_prefix(org)
			.filter(|(other, seat)| *other != person && is_secretary(seat))
			.filter(|(other, _)| T::Persons::standing(*other).is_none_or(|(_, s)| may_act(s)))
			.map(|(_, seat)| Self::secretary_by(Some(&seat)))
			.max()
			.unwrap_or(Secretary::Missing);
		let (before, after) = (old.max(besides), new.max(besides));
		if before == after {
			return;
		}
		match after {
			Secretary::Lasting => T::Agenda::clear(org, Item::NoSecretary),
			Secretary::Until(day) => Self::no_secretary(org, Self::settled_after(day)),
			Secretary::Missing => Self::no_secretary(org, Self::settle_day()),
		}
	}

	/// Puts into the agenda that an organization has no secretary; a Party group needs none.
	fn no_secretary(org: OrgId, due: CivilDate) {
		if Orgs::<T>::get(org).is_some_and(|body| body.kind != OrgKind::Group) {
			T::Agenda::set(org, Item::NoSecretary, due);
		}
	}

	/// Tells the agenda of an organization that it has not heard of: it may have no secretary, and too
	/// few or too many members.
	pub(crate) fn watch_new(org: OrgId, kind: OrgKind) {
		let mut seats = Appointments::<T>::iter_prefix_values(org);
		if !seats.any(|seat| is_secretary(&seat) && seat.until.is_none()) {
			Self::no_secretary(org, Self::settle_day());
		}
		if kind.holds_members() {
			Self::watch_size(org, None, &Counts::<T>::get(org).own);
		}
	}

	/// Ends everything a person holds, because the membership ends.
	pub(crate) fn do_vacate(person: PersonId) -> DispatchResult {
		Self::ensure_not_last_approver(person)?;
		for org in OfficesHeld::<T>::get(person) {
			let old = Appointments::<T>::get(org, person).ok_or(Error::<T>::OfficerNotFound)?;
			Self::unseat(org, person)?;
			Self::deposit_event(Event::OfficesEnded {
				org,
				person,
				offices: old.offices.list(),
				powers: old.powers.list(),
			});
		}
		Ok(())
	}

	/// Tells the agendas where a suspended person was secretary, or is again.
	pub(crate) fn do_rest(person: PersonId, suspended: bool) {
		for org in OfficesHeld::<T>::get(person) {
			let seat = Appointments::<T>::get(org, person);
			let (old, new) = if suspended { (seat.as_ref(), None) } else { (None, seat.as_ref()) };
			Self::watch_secretary(org, person, old, new);
		}
	}

	/// Takes every officer of an organization off the list; tells who they were.
	pub(crate) fn unseat_all(org: OrgId) -> Result<Vec<PersonId>, DispatchError> {
		let mut officers: Vec<PersonId> = Appointments::<T>::iter_key_prefix(org).collect();
		officers.sort();
		for person in &officers {
			Self::unseat(org, *person)?;
		}
		Ok(officers)
	}

	/// Takes an acting officer off the list whose last day is over.
	fn expire(
		officer: &Officer,
		org: OrgId,
		person: PersonId,
		old: Appointment,
		until: CivilDate,
	) -> DispatchResult {
		Self::unseat(org, person)?;
		Self::deposit_event(Event::ActingExpired {
			org,
			person,
			offices: old.offices.list(),
			powers: old.powers.list(),
			until: until.into(),
			acting: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	/// Checks that a person of this status may hold offices and powers.
	pub(crate) fn ensure_eligible(person: PersonId, offices: Offices) -> Result<(), Error<T>> {
		let (_, status) = T::Persons::standing(person).ok_or(Error::<T>::PersonNotFound)?;
		ensure!(offices.is_empty() || status == MembershipStatus::Full, Error::<T>::NotFullMember);
		ensure!(may_act(status), Error::<T>::NotMember);
		Ok(())
	}

	/// Checks that an organization may end an appointment of `target` or put another one in its
	/// place: an inspector's and an elected officer's end from above only. Nobody stands above the
	/// root, which ends its elected officers' itself.
	fn ensure_dismissible(
		officer: &Officer,
		target: OrgId,
		old: &Appointment,
	) -> Result<(), Error<T>> {
		let inspector = old.powers.contains(Power::Inspector);
		ensure!(!inspector || target != officer.org, Error::<T>::InspectorFromAbove);
		let above = Self::ensure_superior(officer.org, target).is_ok();
		ensure!(!is_elected(old) || above, Error::<T>::ElectedFromAbove);
		Ok(())
	}

	/// Appoints; with `until` as an acting officer.
	pub(crate) fn do_appoint(
		officer: Officer,
		target: OrgId,
		person: PersonId,
		offices: Vec<Office>,
		powers: Vec<Power>,
		until: Option<CivilDate>,
	) -> DispatchResult {
		let body = Self::ensure_active(target)?;
		ensure!(Self::is_within(target, officer.org), Error::<T>::OutsideSubtree);
		ensure!(officer.person != person, Error::<T>::OwnAppointment);
		let new_offices = Offices::from(offices.as_slice());
		let new_powers = Powers::from(powers.as_slice());
		ensure!(new_offices.list().len() == offices.len(), Error::<T>::DuplicateEntries);
		ensure!(new_powers.list().len() == powers.len(), Error::<T>::DuplicateEntries);
		ensure!(!new_offices.is_empty() || !new_powers.is_empty(), Error::<T>::AppointmentEmpty);
		Self::ensure_eligible(person, new_offices)?;

		// The acting officers whose time is over make room.
		let (expired, others): (Vec<_>, Vec<_>) = Appointments::<T>::iter_prefix(target)
			.filter(|(other, _)| *other != person)
			.partition(|(_, appointment)| Self::is_over(appointment));
		let old = Appointments::<T>::get(target, person);
		let inspector = new_powers.contains(Power::Inspector);
		ensure!(!inspector || target != officer.org, Error::<T>::InspectorFromAbove);
		if let Some(old) = &old {
			Self::ensure_dismissible(&officer, target, old)?;
			if !new_powers.contains(Power::Approver) || until.is_some() {
				Self::ensure_still_approved(target, person, old)?;
			}
		}
		let since = T::Clock::today();
		// Saturating: a moment that cannot be written never comes, and nothing takes effect.
		let effective_at = T::Clock::now().saturating_add(T::AppointmentDelay::get());
		let new = Appointment {
			offices: new_offices,
			powers: new_powers,
			since,
			effective_at,
			by: Some(officer.person),
			until,
		};
		let taken = others.iter().any(|(_, other)| both_secretaries(&new, other));
		ensure!(!taken, Error::<T>::SecretaryExists);
		if old.is_none() {
			let seats = usize::from(body.officers).saturating_sub(expired.len());
			ensure!(seats < usize::from(MAX_OFFICERS), Error::<T>::MaxOfficersExceeded);
			Self::ensure_room(person)?;
			if let Some(account) = T::Persons::account_of(person) {
				T::Entitlement::add_office(&account)?;
			}
		}

		for (other, appointment) in expired {
			if let Some(until) = appointment.until {
				Self::expire(&officer, target, other, appointment, until)?;
			}
		}
		Self::seat(target, person, new);
		let before = old.map(|old| (old.offices, old.powers)).unwrap_or_default();
		Self::deposit_event(Event::Appointed {
			org: target,
			person,
			offices_before: before.0.list(),
			powers_before: before.1.list(),
			offices: new_offices.list(),
			powers: new_powers.list(),
			since: since.into(),
			effective_at,
			until: until.map(Into::into),
			acting: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn do_dismiss(officer: Officer, target: OrgId, person: PersonId) -> DispatchResult {
		ensure!(Orgs::<T>::contains_key(target), Error::<T>::OrgNotFound);
		ensure!(Self::is_within(target, officer.org), Error::<T>::OutsideSubtree);
		ensure!(officer.person != person, Error::<T>::OwnAppointment);
		let old = Appointments::<T>::get(target, person).ok_or(Error::<T>::OfficerNotFound)?;
		Self::ensure_dismissible(&officer, target, &old)?;
		Self::ensure_still_approved(target, person, &old)?;

		Self::unseat(target, person)?;
		Self::deposit_event(Event::Dismissed {
			org: target,
			person,
			offices: old.offices.list(),
			powers: old.powers.list(),
			acting: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn do_resign(who: &T::AccountId, org: OrgId) -> DispatchResult {
		let person = T::Persons::acting(who).ok_or(Error::<T>::AccountNotBound)?;
		let old = Appointments::<T>::get(org, person).ok_or(Error::<T>::OfficerNotFound)?;
		Self::ensure_still_approved(org, person, &old)?;

		Self::unseat(org, person)?;
		Self::deposit_event(Event::Resigned {
			org,
			person,
			offices: old.offices.list(),
			powers: old.powers.list(),
		});
		Ok(())
	}

	pub(crate) fn do_expire_acting(
		officer: Officer,
		target: OrgId,
		person: PersonId,
	) -> DispatchResult {
		ensure!(Orgs::<T>::contains_key(target), Error::<T>::OrgNotFound);
		ensure!(Self::is_within(target, officer.org), Error::<T>::OutsideSubtree);
		let old = Appointments::<T>::get(target, person).ok_or(Error::<T>::OfficerNotFound)?;
		let until = old.until.filter(|_| Self::is_over(&old)).ok_or(Error::<T>::NotExpired)?;
		Self::expire(&officer, target, person, old, until)
	}
}
