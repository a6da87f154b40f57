//! What always holds, numbered. Checked after every test and by `try-runtime`.

use crate::{
	deadlines::{day_key, org_key},
	ByDay, Config, Counts, Due, Items, Pallet,
};
use alloc::collections::BTreeMap;
use chuxin_primitives::{
	agenda::Overdue,
	traits::{Clock, Organizations},
	OrgId,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	/// 1. Every item stands under its day, and nothing else does.
	/// 2. An item is either raised or waits to be raised.
	/// 3. Only what is past its day is raised.
	/// 4. Items belong to organizations of the tree that did not go over into another one.
	/// 5. The counts are those of a recount, and counts of nothing are not kept.
	pub fn do_try_state() -> Result<(), DispatchError> {
		let today = T::Clock::today();
		let mut recount = BTreeMap::<OrgId, Overdue>::new();
		let (mut items, mut waiting) = (0u32, 0u32);
		for (org, item, entry) in Items::<T>::iter() {
			items = items.saturating_add(1);
			let day = day_key(entry.due);
			ensure!(ByDay::<T>::contains_key((org, day, item)), "agenda 1: an item without a day");
			let waits = Due::<T>::contains_key((day, org_key(org), item));
			ensure!(waits != entry.raised, "agenda 2: an item raised and waiting, or neither");
			ensure!(
				T::Organizations::resolve(org) == org && T::Organizations::lookup(org).is_some(),
				"agenda 4: an item of an organization that is not there"
			);
			if !entry.raised {
				waiting = waiting.saturating_add(1);
				continue;
			}
			ensure!(entry.due < today, "agenda 3: raised before its time");
			let own = recount.entry(org).or_default();
			own.own = own.own.saturating_add(1);
			for above in T::Organizations::ancestors(org) {
				let above = recount.entry(above).or_default();
				above.subtree = above.subtree.saturating_add(1);
			}
		}
		let days = u32::try_from(ByDay::<T>::iter_keys().count()).unwrap_or(u32::MAX);
		ensure!(days == items, "agenda 1: a day without an item");
		let due = u32::try_from(Due::<T>::iter_keys().count()).unwrap_or(u32::MAX);
		ensure!(due == waiting, "agenda 2: something waits that is no item");
		let kept: BTreeMap<_, _> = Counts::<T>::iter().collect();
		ensure!(kept == recount, "agenda 5: the counts are not those of a recount");
		Ok(())
	}
}
