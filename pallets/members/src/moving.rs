//! A person's branch becomes another one because the old one was split. No call leads here: the
//! organizations do, after their own signatures.

use crate::{Config, Error, Pallet, Persons, RecordUpdates, Replacements};
use chuxin_primitives::{
	agenda::Item,
	life::LifeKind,
	pending::PendingActs,
	traits::{Clock, CountChange, Organizations},
	Hash, OrgId, PersonId,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	/// Moves a person of any status, with head counts, life event, and what waits in the branch's
	/// agenda. The event that tells about it is the organizations' one, for all who move together.
	///
	/// A new key that waits goes along: those above the new branch may veto it.
	pub(crate) fn move_to(id: PersonId, from: OrgId, to: OrgId, by: OrgId) -> DispatchResult {
		let mut person = Self::load(id).ok_or(Error::<T>::PersonNotFound)?;
		let (from, to) = (T::Organizations::resolve(from), T::Organizations::resolve(to));
		ensure!(person.org == from, Error::<T>::PersonNotYours);
		ensure!(!Self::is_held(id, &person), Error::<T>::Held);
		Self::ensure_branch(to, to)?;
		let status = person.status;
		T::Organizations::count(&[
			CountChange { org: from, status, up: false, by: 1 },
			CountChange { org: to, status, up: true, by: 1 },
		])?;

		person.org = to;
		let (genesis, today) = (Self::genesis(), T::Clock::today());
		let kind = LifeKind::BranchChanged { from };
		Self::append(&genesis, id, &mut person, kind, today, by, Hash::zero())?;
		if let Some(mut update) = RecordUpdates::<T>::get(id) {
			let item = Item::RecordUpdate(id);
			Self::unfile(update.org, item);
			Self::file_in(to, item, crate::types::RECORD_UPDATE_DAYS);
			update.org = to;
			RecordUpdates::<T>::insert(id, update);
		}
		if let Some(mut replacement) = Replacements::<T>::get(id) {
			T::Pending::rehome(replacement.pending, to);
			Self::settle(replacement.org);
			Self::wait(to);
			replacement.org = to;
			Replacements::<T>::insert(id, replacement);
		}
		// What may be left of a hold whose last day has passed.
		Self::end_hold(id, &mut person);
		Persons::<T>::insert(id, person);
		Ok(())
	}
}
