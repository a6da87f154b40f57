//! A membership ends, is suspended or restored: what every decision has in common, and these three.
//! The fourth, [`crate::readmission`], begins another one.
//!
//! Who decides by which procedure is the table of [`exits`]; here its answers become errors with a
//! cure. The reason is never seen: it is in the file whose salted hash is the evidence.

use crate::{
	types::Suspension, Accounts, Config, Ended, Error, Event, Freezes, KeyGivenBy, Pallet, Persons,
	Replacements, Suspensions,
};
use chuxin_primitives::{
	life::LifeKind,
	membership::{Act, Change, Decision, Ground, MembershipStatus, Person},
	organization::Officer,
	pending::PendingActs,
	resolution::{Purpose, Resolutions, Subject},
	rules::exits::{self, Acting, Procedure, Refusal, Step},
	traits::{Clock, CountChange, Organizations},
	CivilDate, Hash, OrgId, PersonId, RawDate,
};
use frame::prelude::*;

/// A decision that was checked in every respect and may be written.
pub(crate) struct Decided {
	/// The organization that acts.
	pub org: OrgId,
	/// The person concerned.
	pub id: PersonId,
	/// The person as stored, in the branch of today.
	pub person: Person,
	/// The day it took effect.
	pub effective: CivilDate,
	/// What proves it.
	pub evidence: Hash,
	/// The handler.
	pub proposed_by: PersonId,
	/// The approver.
	pub approved_by: PersonId,
}

impl<T: Config> From<Refusal> for Error<T> {
	fn from(refusal: Refusal) -> Self {
		match refusal {
			Refusal::Status => Self::StatusNotAllowed,
			Refusal::Procedure => Self::GroundNotAllowed,
			Refusal::SuperiorNeeded => Self::SuperiorNeeded,
			Refusal::CountyNeeded => Self::CountyNeeded,
			Refusal::InFuture => Self::EffectiveInFuture,
			Refusal::NotBeforeGoLive => Self::NotBeforeGoLive,
			Refusal::BeforeGoLive => Self::BeforeGoLive,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Checks a decision and uses up its resolution and its proposal.
	pub(crate) fn decide(
		officer: Officer,
		id: PersonId,
		change: Change,
		ground: Ground,
		effective: &RawDate,
		evidence: Hash,
	) -> Result<Decided, DispatchError> {
		let org = officer.org;
		let person = Self::load(id).ok_or(Error::<T>::PersonNotFound)?;
		ensure!(officer.person != id, Error::<T>::OwnCase);
		// The branch that decides: the new one for somebody who belongs to none any more.
		let (step, purpose, branch) = match change {
			Change::Leave => (Step::Leave, Purpose::Exit, person.org),
			Change::Suspend => (Step::Suspend, Purpose::Suspension, person.org),
			Change::Reinstate { .. } => (Step::Reinstate, Purpose::Reinstatement, person.org),
			Change::Readmit { branch, .. } => {
				Self::ensure_branch(org, branch)?;
				(Step::Readmit, Purpose::Readmission, T::Organizations::resolve(branch))
			},
		};
		ensure!(T::Organizations::is_within(branch, org), Error::<T>::PersonNotYours);
		let death = (step, ground) == (Step::Leave, Ground::OnRecord);
		if !death {
			Self::ensure_not_frozen(branch)?;
		}
		if step != Step::Readmit {
			Self::ensure_superior_of_officers(org, id, &person)?;
		}
		let effective = effective.parse().ok_or(Error::<T>::InvalidDate)?;
		let act = Act::Decide(Decision { change, ground, effective, evidence });
		let proposal = Self::proposed(org, &officer, id, &act)?;

		let procedure = Procedure::from(ground);
		let (kind, _) = T::Organizations::lookup(org).ok_or(Error::<T>::OrganizationNotFound)?;
		let parent = T::Organizations::ancestors(org).get(1).copied();
		let parent = parent.and_then(T::Organizations::lookup).map(|(kind, _)| kind);
		let acting = Acting { kind, parent, above: org != branch };
		exits::check(step, procedure, person.status, acting).map_err(Error::<T>::from)?;
		let today = T::Clock::today();
		exits::check_day(procedure, effective, today, Self::go_live_day(branch))
			.map_err(Error::<T>::from)?;
		let paper = procedure == Procedure::Paper;
		ensure!(!paper || Self::window_open(branch, today), Error::<T>::WindowClosed);
		let after = match change {
			Change::Readmit { status, record, .. } => {
				Self::ensure_readmittable(org, &person, procedure, status, &record)?;
				Ended::<T>::get(id)
			},
			Change::Reinstate { status } => Self::ensure_as_before(id, status)?,
			Change::Leave | Change::Suspend => None,
		};
		ensure!(after.is_none_or(|after| effective >= after), Error::<T>::BeforeExit);
		// A resolution may rest on the member's own wish, which a hold does not let through. The
		// reason is not known here, so it lets through no resolution at all.
		let wished = (step, procedure) == (Step::Leave, Procedure::Resolution);
		ensure!(!wished || !Self::is_held(id, &person), Error::<T>::Held);
		if let Ground::Resolution(resolution) = ground {
			let day = T::Resolutions::take(branch, resolution, purpose, Subject::Person(id))?;
			ensure!(effective >= day, Error::<T>::BeforeResolution);
			let began = step != Step::Readmit || effective == day;
			ensure!(began, Error::<T>::NotResolutionDay);
		}

		Self::drop_act(org, id);
		Ok(Decided {
			org,
			id,
			person,
			effective,
			evidence,
			proposed_by: proposal.by,
			approved_by: officer.person,
		})
	}

	/// Whether the person is restored as what was suspended; who was imported as suspended, as what the
	/// two officers name. Gives the day of the suspension, if it is known.
	fn ensure_as_before(
		id: PersonId,
		status: MembershipStatus,
	) -> Result<Option<CivilDate>, DispatchError> {
		let suspension = Suspensions::<T>::get(id);
		let as_before = match suspension {
			Some(suspension) => status == suspension.before,
			None => Step::Suspend.fits(status),
		};
		ensure!(as_before, Error::<T>::NotAsBefore);
		Ok(suspension.map(|suspension| suspension.since))
	}

	pub(crate) fn end_membership_of(decided: Decided) -> DispatchResult {
		let Decided { org, id, effective, proposed_by, approved_by, .. } = decided;
		let before = decided.person.status;
		let account = decided.person.account.clone();
		Self::offices(id)?;
		// While the key is still the person's: the organizations take its offices away one by one.
		T::Organizations::vacate(id)?;
		if let Some(account) = &account {
			Self::release(account, 0)?;
			Accounts::<T>::remove(account);
			KeyGivenBy::<T>::remove(id);
			Freezes::<T>::remove(id);
		}
		if let Some(replacement) = Replacements::<T>::get(id) {
			T::Pending::remove(replacement.pending);
			Self::stop(id, replacement);
		}
		Self::drop_update(id);
		Suspensions::<T>::remove(id);
		Ended::<T>::insert(id, effective);
		Self::write(decided, MembershipStatus::Former, LifeKind::Left, |person| {
			person.account = None;
			person.frozen = false;
			Self::end_hold(id, person);
		})?;
		Self::deposit_event(Event::Left {
			org,
			person: id,
			before,
			account,
			effective: effective.into(),
			proposed_by,
			approved_by,
		});
		Ok(())
	}

	pub(crate) fn suspend_of(decided: Decided) -> DispatchResult {
		let Decided { org, id, effective, proposed_by, approved_by, .. } = decided;
		let (before, status) = (decided.person.status, MembershipStatus::Inactive);
		Self::offices(id)?;
		T::Organizations::ensure_dispensable(id)?;
		Self::keep_frozen(&decided.person)?;
		Suspensions::<T>::insert(id, Suspension { before, since: effective });
		Self::write(decided, status, LifeKind::Suspended, |_| ())?;
		T::Organizations::rest(id, true);
		Self::deposit_event(Event::Suspended {
			org,
			person: id,
			before,
			status,
			effective: effective.into(),
			proposed_by,
			approved_by,
		});
		Ok(())
	}

	pub(crate) fn reinstate_of(decided: Decided, status: MembershipStatus) -> DispatchResult {
		let Decided { org, id, effective, proposed_by, approved_by, .. } = decided;
		let before = decided.person.status;
		Self::offices(id)?;
		Suspensions::<T>::remove(id);
		Self::write(decided, status, LifeKind::Reinstated, |_| ())?;
		T::Organizations::rest(id, false);
		Self::deposit_event(Event::Reinstated {
			org,
			person: id,
			before,
			status,
			effective: effective.into(),
			proposed_by,
			approved_by,
		});
		Ok(())
	}

	/// Counts, appends the event and stores the person with the new status, and with what else
	/// `change` does.
	pub(crate) fn write(
		decided: Decided,
		status: MembershipStatus,
		kind: LifeKind,
		change: impl FnOnce(&mut Person),
	) -> DispatchResult {
		let Decided { org, id, mut person, effective, evidence, .. } = decided;
		let before = CountChange { org: person.org, status: person.status, up: false, by: 1 };
		person.status = status;
		change(&mut person);
		let after = CountChange { org: person.org, status, up: true, by: 1 };
		T::Organizations::count(&[before, after])?;
		Self::append(&Self::genesis(), id, &mut person, kind, effective, org, evidence)?;
		Persons::<T>::insert(id, person);
		Ok(())
	}
}
