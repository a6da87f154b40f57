//! What administrators read. The runtime serves these as `AgendaApi`.

use crate::{deadlines::day_key, ByDay, Config, Counts, Items, Pallet};
use alloc::vec::Vec;
use chuxin_primitives::{
	agenda::{AgendaEntry, Item, Overdue},
	runtime_api::MAX_PAGE,
	traits::Organizations,
	CivilDate, OrgId, RawDate, RawText,
};

impl<T: Config> Pallet<T> {
	/// What stands in the organization's own agenda up to the day `until`, that day included, the
	/// earliest first, from the entry after `after` (day and item of the last one read, which may
	/// have been settled since): at most `limit`, and at most [`MAX_PAGE`]. Costs two reads an entry
	/// returned.
	///
	/// `None` when `until` or the day of `after` is no day of the calendar.
	pub fn agenda(
		org: OrgId,
		until: &RawDate,
		after: Option<(RawDate, Item)>,
		limit: u32,
	) -> Option<Vec<AgendaEntry>> {
		let org = T::Organizations::resolve(org);
		let until = until.parse()?;
		let keys = match after {
			None => ByDay::<T>::iter_key_prefix((org,)),
			Some((day, item)) => {
				let last = ByDay::<T>::hashed_key_for((org, day_key(day.parse()?), item));
				ByDay::<T>::iter_key_prefix_from((org,), last)
			},
		};
		let entries = keys
			.map_while(|(day, item)| {
				let due = CivilDate::new(u32::from_be_bytes(day)).filter(|due| *due <= until)?;
				let overdue = Items::<T>::get(org, item).is_some_and(|entry| entry.raised);
				Some(AgendaEntry {
					org,
					item,
					due: due.into(),
					overdue,
					article: RawText::from(item.article()),
					settled_by: RawText::from(item.settled_by()),
				})
			})
			.take(limit.min(MAX_PAGE) as usize)
			.collect();
		Some(entries)
	}

	/// How many items are overdue, in the organization and in its subtree.
	pub fn overdue(org: OrgId) -> Overdue {
		Counts::<T>::get(T::Organizations::resolve(org))
	}
}
