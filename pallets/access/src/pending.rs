//! Acts that wait: put by the pallets they belong to, seen by everybody, carried out by anybody when
//! their time has come, or vetoed before.

use crate::{pallet::Config, types::CARRY_OUT_DAYS, Error, Event, NextPendingId, Pallet, Pending};
use alloc::vec::Vec;
use chuxin_primitives::{
	agenda::{Agenda, Item},
	organization::Power,
	pending::{CarryOut, Deciders, Pending as WaitingAct, PendingAct, PendingActs, PendingView},
	runtime_api::MAX_PAGE,
	traits::{Clock, Organizations},
	CivilDate, Moment, OrgId, PendingId, PersonId, RawDate,
};
use frame::prelude::*;

fn shown(id: PendingId, pending: WaitingAct) -> PendingView {
	let WaitingAct { act, org, by, ready_at } = pending;
	PendingView { id, act, org, by, ready_at, ready_on: day_of(ready_at) }
}

/// The day of a moment in China; nothing beyond the year 9999.
fn day_of(at: Moment) -> RawDate {
	CivilDate::in_china(at).map_or(RawDate::from(""), RawDate::from)
}

impl<T: Config> Pallet<T> {
	/// Whether everybody who decided still holds the power the decision rested on, and they are two
	/// persons still. (Who is no officer, or of an organization that does not work, holds none.)
	pub(crate) fn still_decided(by: &Deciders) -> bool {
		match by {
			// The holder of a key needs no office. The act's own pallet knows the holder.
			Deciders::Holder(_) => true,
			Deciders::Officers { proposed_by, approved_by, org } => {
				let holds = |person: &PersonId, power| {
					T::Organizations::powers_of(*org, *person).contains(power)
				};
				// Both are looked up, whatever the first answer: the weight is the same.
				let two =
					T::Organizations::tie((*org, *proposed_by), (*org, *approved_by)).is_none();
				holds(proposed_by, Power::Handler) & holds(approved_by, Power::Approver) & two
			},
		}
	}

	/// Writes an act that waits, and into the agenda when it is to be carried out at the latest.
	fn keep(id: PendingId, pending: WaitingAct) {
		let day = CivilDate::in_china(pending.ready_at);
		if let Some(due) = day.and_then(|day| day.add_days(CARRY_OUT_DAYS)) {
			T::Agenda::set(pending.org, Item::Pending(id), due);
		}
		Pending::<T>::insert(id, pending);
	}

	/// An act whose delay is over.
	pub(crate) fn ready(id: PendingId) -> Result<WaitingAct, DispatchError> {
		let pending = Pending::<T>::get(id).ok_or(Error::<T>::PendingNotFound)?;
		ensure!(T::Clock::now() >= pending.ready_at, Error::<T>::PendingNotReady);
		Ok(pending)
	}

	pub(crate) fn do_carry_out(id: PendingId) -> DispatchResult {
		let pending = Self::ready(id)?;
		let WaitingAct { act, org, by, .. } = pending;
		let stands = Self::still_decided(&by) & T::CarryOut::stands(&pending);
		// First of all, so that nothing waits any more for an organization that goes over into
		// another one now. If the act fails, the whole call is undone, this too.
		Self::remove(id);
		if stands {
			T::CarryOut::carry_out(id, &pending)?;
			Self::deposit_event(Event::ActCarriedOut { id, act, org });
		} else {
			T::CarryOut::vetoed(id, &pending)?;
			Self::deposit_event(Event::ActLapsed { id, act, org });
		}
		Ok(())
	}

	/// An act that this person may veto for this organization.
	pub(crate) fn vetoable(
		acting: OrgId,
		by: PersonId,
		id: PendingId,
	) -> Result<WaitingAct, DispatchError> {
		let pending = Pending::<T>::get(id).ok_or(Error::<T>::PendingNotFound)?;
		ensure!(T::Organizations::is_within(pending.org, acting), Error::<T>::NotConcerned);
		ensure!(!pending.by.include(by), Error::<T>::OwnDecision);
		Ok(pending)
	}

	pub(crate) fn do_veto(acting: OrgId, by: PersonId, id: PendingId) -> DispatchResult {
		let pending = Self::vetoable(acting, by, id)?;
		let WaitingAct { act, org, .. } = pending;
		Self::remove(id);
		T::CarryOut::vetoed(id, &pending)?;
		Self::deposit_event(Event::ActVetoed { id, act, org, acting, by });
		Ok(())
	}

	/// An act that waits, by its number: the answer of the runtime API.
	pub fn pending_act(id: PendingId) -> Option<PendingView> {
		Pending::<T>::get(id).map(|pending| shown(id, pending))
	}

	/// Acts that wait, in the order of storage, from the one after `after` (which may have been
	/// settled since): at most `limit`, and at most [`MAX_PAGE`].
	pub fn pending_acts(after: Option<PendingId>, limit: u32) -> Vec<PendingView> {
		let acts = match after {
			None => Pending::<T>::iter(),
			Some(last) => Pending::<T>::iter_from(Pending::<T>::hashed_key_for(last)),
		};
		acts.take(limit.min(MAX_PAGE) as usize).map(|(id, pending)| shown(id, pending)).collect()
	}
}

impl<T: Config> PendingActs for Pallet<T> {
	fn put(
		act: PendingAct,
		org: OrgId,
		by: Deciders,
		delay: Moment,
	) -> Result<PendingId, DispatchError> {
		let id = NextPendingId::<T>::get();
		NextPendingId::<T>::put(id.next().ok_or(Error::<T>::MaxPendingExceeded)?);
		// Saturating is harmless: such a moment never comes.
		let ready_at = T::Clock::now().saturating_add(delay);
		Self::keep(id, WaitingAct { act, org, by, ready_at });
		let ready_on = day_of(ready_at);
		Self::deposit_event(Event::ActPut { id, act, org, ready_at, ready_on });
		Ok(id)
	}

	fn remove(id: PendingId) {
		if let Some(pending) = Pending::<T>::take(id) {
			T::Agenda::clear(pending.org, Item::Pending(id));
		}
	}

	fn rehome(id: PendingId, org: OrgId) {
		if let Some(mut pending) = Pending::<T>::take(id) {
			T::Agenda::clear(pending.org, Item::Pending(id));
			pending.org = org;
			Self::keep(id, pending);
		}
	}
}
