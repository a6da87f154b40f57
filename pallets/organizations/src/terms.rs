//! Terms of committees, and what the agenda says of them.

use crate::{Config, Error, Event, Orgs, Pallet};
use chuxin_primitives::{
	agenda::{Agenda, Item},
	organization::Officer,
	rules::terms,
	traits::Clock,
	CivilDate, OrgId, RawDate,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	/// Puts the end of a term into the agenda, and six months before it the reminder.
	pub(crate) fn remind_of_term(org: OrgId, ends: CivilDate) {
		T::Agenda::set(org, Item::TermEnds, ends);
		// Before the calendar begins there is nothing to remind of.
		T::Agenda::set(org, Item::TermReminder, terms::reminder(ends).unwrap_or(ends));
	}

	pub(crate) fn do_set_term(officer: Officer, target: OrgId, ends: RawDate) -> DispatchResult {
		let mut body = Self::ensure_active(target)?;
		Self::ensure_superior(officer.org, target)?;
		ensure!(terms::term_years(body.kind, false).is_some(), Error::<T>::NoTerm);
		let ends = ends.parse().ok_or(Error::<T>::DateInvalid)?;
		let allowed = match body.elected {
			Some(elected) => terms::may_end(body.kind, elected, ends),
			// Elected before the chain: the term may be over, and may have begun only yesterday.
			None => {
				let last = terms::latest_end(body.kind, T::Clock::today());
				body.founded <= ends && last.is_some_and(|last| ends <= last)
			},
		};
		ensure!(allowed, Error::<T>::TermOutOfRange);
		ensure!(body.term_ends != Some(ends), Error::<T>::TermUnchanged);

		let before = body.term_ends.replace(ends);
		Orgs::<T>::insert(target, body);
		Self::remind_of_term(target, ends);
		Self::deposit_event(Event::TermSet {
			org: target,
			before: before.map(Into::into),
			ends: ends.into(),
			superior: officer.org,
			by: officer.person,
		});
		Ok(())
	}
}
