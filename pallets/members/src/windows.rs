//! Import windows, and the go-live day that the first one fixes.

use crate::{types::MAX_WINDOW_DAYS, Config, Error, Event, GoLive, ImportWindows, Pallet};
use chuxin_primitives::{
	agenda::{Agenda, Item},
	organization::Officer,
	traits::{Clock, Organizations},
	CivilDate, OrgId, RawDate,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn open_window(officer: Officer, target: OrgId, until: &RawDate) -> DispatchResult {
		let org = officer.org;
		ensure!(T::Organizations::lookup(target).is_some(), Error::<T>::OrganizationNotFound);
		let target = T::Organizations::resolve(target);
		Self::ensure_above(org, target)?;
		Self::ensure_not_frozen(target)?;
		let until = until.parse().ok_or(Error::<T>::InvalidDate)?;
		let today = T::Clock::today();
		let last = today.add_days(MAX_WINDOW_DAYS).ok_or(Error::<T>::WindowDayOutOfRange)?;
		ensure!((today..=last).contains(&until), Error::<T>::WindowDayOutOfRange);

		T::Agenda::set(target, Item::ImportWindow, until);
		ImportWindows::<T>::insert(target, until);
		if !GoLive::<T>::contains_key(target) {
			// Who was live by an organization above it stays so from that day.
			let live = Self::go_live_day(target).map_or(today, |day| day.min(today));
			GoLive::<T>::insert(target, live);
		}
		Self::deposit_event(Event::ImportWindowOpened {
			org,
			target,
			until: until.into(),
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn close_window(officer: Officer, target: OrgId) -> DispatchResult {
		let org = officer.org;
		let target = T::Organizations::resolve(target);
		Self::ensure_above(org, target)?;
		Self::shut_window(target).ok_or(Error::<T>::WindowNotFound)?;
		Self::deposit_event(Event::ImportWindowClosed { org, target, by: officer.person });
		Ok(())
	}

	/// Closes the organization's own window, if it has one; gives its last day.
	pub(crate) fn shut_window(target: OrgId) -> Option<CivilDate> {
		let until = ImportWindows::<T>::take(target)?;
		T::Agenda::clear(target, Item::ImportWindow);
		Some(until)
	}

	/// `org` must stand above `target`, not beside it and not at the same place.
	pub(crate) fn ensure_above(org: OrgId, target: OrgId) -> DispatchResult {
		let above = org != target && T::Organizations::is_within(target, org);
		ensure!(above, Error::<T>::NotAbove);
		Ok(())
	}

	/// Whether members of `org` may be imported on `today`: its own window, or one of an
	/// organization above it, has not passed its last day.
	pub(crate) fn window_open(org: OrgId, today: CivilDate) -> bool {
		T::Organizations::ancestors(org)
			.into_iter()
			.any(|above| ImportWindows::<T>::get(above).is_some_and(|until| today <= until))
	}

	/// Makes `day` the day from which `org` keeps its records on the chain, unless that is earlier.
	pub(crate) fn live_by(org: OrgId, day: CivilDate) {
		if Self::go_live_day(org).is_none_or(|present| day < present) {
			GoLive::<T>::insert(T::Organizations::resolve(org), day);
		}
	}

	/// The day from which `org` keeps its records on the chain: its own, or the nearest above.
	pub(crate) fn go_live_day(org: OrgId) -> Option<CivilDate> {
		T::Organizations::ancestors(org).into_iter().find_map(GoLive::<T>::get)
	}
}
