//! Something is pending about a person. No reason is given: that a matter of discipline is open would
//! be one.

use crate::{types::Hold, Config, Error, Event, Holds, Pallet, Persons};
use chuxin_primitives::{
	agenda::Item,
	membership::{Act, MembershipStatus, Person},
	organization::Officer,
	traits::{Clock, Organizations},
	OrgId, PersonId, RawDate,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn hold(
		officer: Officer,
		id: PersonId,
		until: Option<RawDate>,
		without_vote: bool,
	) -> DispatchResult {
		let org = officer.org;
		let mut person = Self::subject(org, &officer, id)?;
		ensure!(person.status != MembershipStatus::Former, Error::<T>::FormerMember);
		Self::ensure_superior_of_officers(org, id, &person)?;
		let day = match &until {
			Some(text) => Some(text.parse().ok_or(Error::<T>::InvalidDate)?),
			None => None,
		};
		let today = T::Clock::today();
		ensure!(day.is_none_or(|day| day >= today), Error::<T>::HoldDayPast);
		let act = Act::PlaceHold { until: day, without_vote };
		let proposal = Self::proposed(org, &officer, id, &act)?;
		Self::ensure_not_below_hold(org, id)?;

		Self::end_hold(id, &mut person);
		person.held = true;
		let branch = person.org;
		let since = T::Clock::now();
		Holds::<T>::insert(id, Hold { until: day, without_vote, by: org, since, org: branch });
		if let Some(day) = day {
			Self::file(branch, Item::HoldEnds(id), day);
		}
		Persons::<T>::insert(id, person);
		Self::drop_act(org, id);
		Self::deposit_event(Event::HoldPlaced {
			org,
			person: id,
			until,
			without_vote,
			proposed_by: proposal.by,
			approved_by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn lift(officer: Officer, id: PersonId) -> DispatchResult {
		let org = officer.org;
		let mut person = Self::subject(org, &officer, id)?;
		ensure!(person.held, Error::<T>::NotHeld);
		let proposal = Self::proposed(org, &officer, id, &Act::LiftHold)?;
		Self::ensure_not_below_hold(org, id)?;

		Self::end_hold(id, &mut person);
		Persons::<T>::insert(id, person);
		Self::drop_act(org, id);
		Self::deposit_event(Event::HoldLifted {
			org,
			person: id,
			proposed_by: proposal.by,
			approved_by: officer.person,
		});
		Ok(())
	}

	/// `org` placed the hold there is, or stands above who did.
	fn ensure_not_below_hold(org: OrgId, id: PersonId) -> DispatchResult {
		let may = Holds::<T>::get(id).is_none_or(|hold| T::Organizations::is_within(hold.by, org));
		ensure!(may, Error::<T>::HoldFromAbove);
		Ok(())
	}

	/// Takes the hold away, if there is one; the caller stores the person.
	pub(crate) fn end_hold(id: PersonId, person: &mut Person) {
		person.held = false;
		if let Some(hold) = Holds::<T>::take(id).filter(|hold| hold.until.is_some()) {
			Self::unfile(hold.org, Item::HoldEnds(id));
		}
	}

	/// Whether a hold rests on the person today: its last day has not passed.
	pub(crate) fn is_held(id: PersonId, person: &Person) -> bool {
		let today = T::Clock::today();
		person.held && Holds::<T>::get(id).is_some_and(|hold| hold.is_on(today))
	}
}
