//! What waits for an organization: in its agenda, and counted, because an organization goes over into
//! no other one before everything that waits is settled.
//!
//! | waits | in the agenda of | due |
//! |---|---|---|
//! | a batch of enrolments | who proposed | 7 days after the proposal |
//! | an act on a person | who proposed | 7 days after the proposal |
//! | a member's record update | the branch | 30 days after the proposal |
//! | a hold with a last day | the branch | that day |
//! | a new key | nobody: it stands among the pending acts | — |
//!
//! Late entries stand in the agenda too, but nothing waits for them: the superior takes note.
//! Import windows stand there without waiting as well: they are closed when an organization goes over
//! into another one.

use crate::{ActProposals, Config, Holds, Pallet, Proposals, RecordUpdates, Replacements, Waiting};
use alloc::vec::Vec;
use chuxin_primitives::{
	agenda::{Agenda, Item},
	traits::Clock,
	CivilDate, OrgId,
};

impl<T: Config> Pallet<T> {
	/// Puts an item that is not there yet.
	pub(crate) fn file(org: OrgId, item: Item, due: CivilDate) {
		T::Agenda::set(org, item, due);
		Self::wait(org);
	}

	/// Puts an item that is due in `days` days.
	pub(crate) fn file_in(org: OrgId, item: Item, days: i64) {
		let today = T::Clock::today();
		// At the end of the calendar everything is due today.
		Self::file(org, item, today.add_days(days).unwrap_or(today));
	}

	/// Takes out an item that is there.
	pub(crate) fn unfile(org: OrgId, item: Item) {
		T::Agenda::clear(org, item);
		Self::settle(org);
	}

	/// One thing more waits.
	pub(crate) fn wait(org: OrgId) {
		// Saturating: what waits is stored, and there is no room for 2³² of it.
		Waiting::<T>::mutate(org, |n| *n = n.saturating_add(1));
	}

	/// One thing fewer waits.
	pub(crate) fn settle(org: OrgId) {
		Waiting::<T>::mutate_exists(org, |slot| {
			// Saturating: invariant P15 holds the counter equal to what waits.
			*slot = slot.map(|n| n.saturating_sub(1)).filter(|n| *n > 0);
		});
	}

	/// Everything that waits, by going through the whole state: for checks.
	pub fn everything_waiting() -> Vec<(OrgId, Option<Item>)> {
		let batches =
			Proposals::<T>::iter_keys().map(|(org, hash)| (org, Some(Item::Enrolment(hash))));
		let acts = ActProposals::<T>::iter_keys().map(|(org, id)| (org, Some(Item::Act(id))));
		let updates = RecordUpdates::<T>::iter()
			.map(|(id, update)| (update.org, Some(Item::RecordUpdate(id))));
		let holds = Holds::<T>::iter()
			.filter(|(_, hold)| hold.until.is_some())
			.map(|(id, hold)| (hold.org, Some(Item::HoldEnds(id))));
		let keys = Replacements::<T>::iter_values().map(|replacement| (replacement.org, None));
		batches.chain(acts).chain(updates).chain(holds).chain(keys).collect()
	}
}
