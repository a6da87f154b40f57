//! Elections: request, reply, notice, meeting, report, confirmation (基层组织选举工作条例).
//!
//! The meeting itself, its quorum and its votes belong to another pallet; its resolution is used up
//! here. The superior speaks twice: before, whether there is an election, and after it, when
//! secretary and deputies are approved and members put on record. An organization that was not
//! granted to hold elections gets its officers by appointment.

use crate::{
	appointments::both_secretaries, Appointment, Appointments, Config, Counts, Elections, Error,
	Event, Orgs, Pallet,
};
use alloc::{collections::BTreeSet, vec::Vec};
use chuxin_primitives::{
	agenda::{Agenda, Item},
	membership::MembershipStatus,
	organization::{
		shown, Elected, Election, ElectionKind, ElectionStage, Grant, Office, Officer, Offices,
		Org, OrgKind, Power, Powers, MAX_OFFICERS,
	},
	resolution::{Purpose, Resolutions, Subject},
	rules::{sizes, terms},
	traits::{Clock, Entitlement, Organizations, Persons},
	CivilDate, OrgId, PersonId, RawDate, ResolutionId,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	/// The organization, if it may elect.
	fn ensure_electing(org: OrgId) -> Result<Org, Error<T>> {
		let body = Self::ensure_active(org)?;
		ensure!(body.kind != OrgKind::Group, Error::<T>::NoTerm);
		// Nobody grants the root anything.
		let granted = body.parent.is_none() || body.grants.contains(Grant::HoldElections);
		ensure!(granted, Error::<T>::ElectionsNotGranted);
		Ok(body)
	}

	fn under_way(org: OrgId) -> Result<Election, Error<T>> {
		Elections::<T>::get(org).ok_or(Error::<T>::ElectionNotFound)
	}

	/// Writes the next step; it is due within the days to settle, or after the day of the meeting.
	fn step(org: OrgId, election: Election, meeting: Option<CivilDate>) {
		let due = Self::settle_day();
		T::Agenda::set(org, Item::Election, meeting.map_or(due, |day| day.max(due)));
		Elections::<T>::insert(org, election);
	}

	pub(crate) fn do_request_election(officer: Officer, kind: ElectionKind) -> DispatchResult {
		let org = officer.org;
		Self::ensure_electing(org)?;
		ensure!(!Elections::<T>::contains_key(org), Error::<T>::ElectionExists);

		let requested_by = officer.person;
		Self::step(org, Election { kind, requested_by, stage: ElectionStage::Requested }, None);
		if kind == ElectionKind::Term {
			// Done what it reminded of; from here on the election stands in the agenda.
			T::Agenda::clear(org, Item::TermReminder);
		}
		Self::deposit_event(Event::ElectionRequested { org, kind, by: officer.person });
		Ok(())
	}

	pub(crate) fn do_reply_election(officer: Officer, org: OrgId, agreed: bool) -> DispatchResult {
		let mut election = Self::under_way(org)?;
		Self::ensure_superior(officer.org, org)?;
		ensure!(officer.person != election.requested_by, Error::<T>::SamePerson);
		let kind = election.kind;
		if agreed {
			Self::ensure_electing(org)?;
			ensure!(election.stage == ElectionStage::Requested, Error::<T>::ElectionStep);
			election.stage = ElectionStage::Agreed;
			Self::step(org, election, None);
		} else {
			Elections::<T>::remove(org);
			T::Agenda::clear(org, Item::Election);
			let ends = Orgs::<T>::get(org).and_then(|body| body.term_ends);
			if let Some(ends) = ends.filter(|_| kind == ElectionKind::Term) {
				Self::remind_of_term(org, ends);
			}
		}
		Self::deposit_event(Event::ElectionReplied {
			org,
			kind,
			agreed,
			superior: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn do_announce_election(officer: Officer, day: RawDate) -> DispatchResult {
		let org = officer.org;
		let mut election = Self::under_way(org)?;
		let before = match election.stage {
			ElectionStage::Agreed => None,
			ElectionStage::Announced { day } => Some(day),
			_ => return Err(Error::<T>::ElectionStep.into()),
		};
		let day = day.parse().ok_or(Error::<T>::DateInvalid)?;
		ensure!(day >= T::Clock::today(), Error::<T>::DateInPast);

		election.stage = ElectionStage::Announced { day };
		Self::step(org, election, Some(day));
		Self::deposit_event(Event::ElectionAnnounced {
			org,
			before: before.map(Into::into),
			day: day.into(),
			by: officer.person,
		});
		Ok(())
	}

	/// Checks a result by itself, and against the branch's size.
	fn checked_results(
		org: OrgId,
		kind: ElectionKind,
		body: &Org,
		results: Vec<(PersonId, Vec<Office>)>,
	) -> Result<Vec<Elected>, Error<T>> {
		let mut elected = Vec::new();
		let mut persons = BTreeSet::new();
		for (person, list) in results {
			let offices = Offices::from(list.as_slice());
			ensure!(offices.list().len() == list.len(), Error::<T>::DuplicateEntries);
			ensure!(!offices.is_empty() && persons.insert(person), Error::<T>::ResultsInvalid);
			ensure!(!offices.contains(Office::GroupLeader), Error::<T>::ResultsInvalid);
			Self::ensure_elected(org, person, offices)?;
			elected.push(Elected { person, offices });
		}
		let secretaries = elected.iter().filter(|e| e.offices.contains(Office::Secretary)).count();
		let complete = match kind {
			ElectionKind::Term => secretaries == 1,
			ElectionKind::ByElection => secretaries <= 1 && !elected.is_empty(),
		};
		let number = u32::try_from(elected.len()).unwrap_or(u32::MAX);
		ensure!(complete && number <= MAX_OFFICERS.into(), Error::<T>::ResultsInvalid);
		if kind == ElectionKind::Term && body.kind.holds_members() {
			let full = Counts::<T>::get(org).own.of(MembershipStatus::Full);
			ensure!(sizes::may_elect(full, number), Error::<T>::CommitteeSize);
		}
		Ok(elected)
	}

	/// Checks that a person may take an elected office: a full member of the organization or below.
	fn ensure_elected(org: OrgId, person: PersonId, offices: Offices) -> Result<(), Error<T>> {
		Self::ensure_eligible(person, offices)?;
		let (branch, _) = T::Persons::standing(person).ok_or(Error::<T>::PersonNotFound)?;
		ensure!(Self::is_within(branch, org), Error::<T>::ElectedOutside);
		Ok(())
	}

	pub(crate) fn do_report_election(
		officer: Officer,
		resolution: ResolutionId,
		results: Vec<(PersonId, Vec<Office>)>,
	) -> DispatchResult {
		let org = officer.org;
		Self::report(officer, resolution, results, |purpose| {
			T::Resolutions::take(org, resolution, purpose, Subject::Organization(org))
		})
	}

	/// Reports, with the day of the meeting from whoever keeps resolutions.
	pub(crate) fn report(
		officer: Officer,
		resolution: ResolutionId,
		results: Vec<(PersonId, Vec<Office>)>,
		take: impl FnOnce(Purpose) -> Result<CivilDate, DispatchError>,
	) -> DispatchResult {
		let org = officer.org;
		let mut election = Self::under_way(org)?;
		let ElectionStage::Announced { day } = election.stage else {
			return Err(Error::<T>::ElectionStep.into());
		};
		let body = Self::ensure_electing(org)?;
		let elected = Self::checked_results(org, election.kind, &body, results)?;
		let purpose = match election.kind {
			ElectionKind::Term => Purpose::Election,
			ElectionKind::ByElection => Purpose::ByElection,
		};
		let held = take(purpose)?;
		ensure!(held >= day, Error::<T>::HeldBeforeNotice);

		let list = shown(&elected);
		election.stage = ElectionStage::Reported {
			held,
			results: elected.try_into().map_err(|_| Error::<T>::ResultsInvalid)?,
			by: officer.person,
		};
		Self::step(org, election, None);
		Self::deposit_event(Event::ElectionReported {
			org,
			resolution,
			held: held.into(),
			results: list,
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn do_confirm_election(officer: Officer, org: OrgId) -> DispatchResult {
		let Election { kind, stage, .. } = Self::under_way(org)?;
		Self::ensure_superior(officer.org, org)?;
		let ElectionStage::Reported { held, results, by } = stage else {
			return Err(Error::<T>::ElectionStep.into());
		};
		let mut body = Self::ensure_electing(org)?;
		ensure!(officer.person != by, Error::<T>::SamePerson);
		for elected in &results {
			ensure!(elected.person != officer.person, Error::<T>::OwnAppointment);
			Self::ensure_elected(org, elected.person, elected.offices)?;
		}
		let is_elected = |person: &PersonId| results.iter().any(|e| e.person == *person);
		// At a new term every office ends; within one only what was acting and is over.
		let (mut outgoing, staying): (Vec<_>, Vec<_>) = Appointments::<T>::iter_prefix(org)
			.filter(|(person, _)| !is_elected(person))
			.partition(|(_, appointment)| match kind {
				ElectionKind::Term => !appointment.offices.is_empty(),
				ElectionKind::ByElection => Self::is_over(appointment),
			});
		outgoing.sort_by_key(|(person, _)| *person);
		let taken = results.iter().any(|elected| {
			let new = Self::elected_seat(elected, Powers::NONE);
			staying.iter().any(|(_, other)| both_secretaries(&new, other))
		});
		ensure!(!taken, Error::<T>::SecretaryExists);
		let seats = staying.len().saturating_add(results.len());
		ensure!(seats <= usize::from(MAX_OFFICERS), Error::<T>::MaxOfficersExceeded);

		let outgoing: Vec<PersonId> = outgoing.into_iter().map(|(person, _)| person).collect();
		for person in &outgoing {
			Self::unseat(org, *person)?;
		}
		// The secretary last: the one before may stay as something else.
		let (secretaries, others): (Vec<&Elected>, Vec<&Elected>) =
			results.iter().partition(|elected| elected.offices.contains(Office::Secretary));
		for elected in others.into_iter().chain(secretaries) {
			Self::seat_elected(org, elected)?;
		}
		let term_before = body.term_ends;
		if kind == ElectionKind::Term {
			body = Self::ensure_active(org)?; // with its counter of officers as it is now
			body.elected = Some(held);
			body.term_ends = terms::term_ends(body.kind, false, held);
			if let Some(ends) = body.term_ends {
				Self::remind_of_term(org, ends);
			}
			Orgs::<T>::insert(org, &body);
		}
		Elections::<T>::remove(org);
		T::Agenda::clear(org, Item::Election);
		Self::deposit_event(Event::ElectionConfirmed {
			org,
			kind,
			results: shown(&results),
			outgoing,
			term_before: term_before.map(Into::into),
			term_ends: body.term_ends.map(Into::into),
			superior: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	/// Seats an elected person, at once and appointed by nobody. Secretary and deputies decide for
	/// the organization; powers held before stay.
	fn seat_elected(org: OrgId, elected: &Elected) -> DispatchResult {
		let old = Appointments::<T>::get(org, elected.person);
		if old.is_none() {
			Self::ensure_room(elected.person)?;
			if let Some(account) = T::Persons::account_of(elected.person) {
				T::Entitlement::add_office(&account)?;
			}
		}
		// The powers of an acting officer were lent: they end with the acting.
		let powers = old.filter(|old| old.until.is_none()).map_or(Powers::NONE, |old| old.powers);
		let leads = elected.offices.contains(Office::Secretary)
			|| elected.offices.contains(Office::DeputySecretary);
		let powers = if leads { powers.with(Power::Approver) } else { powers };
		Self::seat(org, elected.person, Self::elected_seat(elected, powers));
		Ok(())
	}

	fn elected_seat(elected: &Elected, powers: Powers) -> Appointment {
		Appointment {
			offices: elected.offices,
			powers,
			since: T::Clock::today(),
			effective_at: T::Clock::now(),
			by: None,
			until: None,
		}
	}
}
