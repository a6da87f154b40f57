//! Setting, settling and raising: the one place that writes.

use crate::{ByDay, Config, Counts, Due, Entry, Event, Items, Ordered, Pallet, WeightInfo};
use chuxin_primitives::{
	agenda::{Agenda, Item, Overdue},
	organization::MAX_DEPTH,
	traits::{Clock, Organizations},
	CivilDate, OrgId,
};
use frame::{deps::frame_support::weights::WeightMeter, prelude::*};

/// Organizations on the longest way up, the lowest and the root among them.
pub(crate) const LONGEST_WAY: u32 = MAX_DEPTH as u32 + 1;

/// A day in keys.
pub(crate) fn day_key(day: CivilDate) -> Ordered {
	day.as_u32().to_be_bytes()
}

/// An organization in keys.
pub(crate) fn org_key(org: OrgId) -> Ordered {
	org.0.to_be_bytes()
}

/// More or fewer overdue items.
#[derive(Clone, Copy)]
enum Step {
	Up,
	Down,
}

impl Step {
	fn apply(self, count: &mut u32, by: u32) {
		// Every step down was a step up before, and items of one chain never reach 2^32: neither
		// saturates.
		*count = match self {
			Self::Up => count.saturating_add(by),
			Self::Down => count.saturating_sub(by),
		};
	}
}

impl<T: Config> Pallet<T> {
	/// Changes the counts of one organization; those of nothing are not kept.
	fn change(org: OrgId, change: impl FnOnce(&mut Overdue)) {
		Counts::<T>::mutate_exists(org, |kept| {
			let mut counts = kept.unwrap_or_default();
			change(&mut counts);
			*kept = (counts != Overdue::default()).then_some(counts);
		});
	}

	/// Counts one item of `org` along the way up, and tells how long the way is.
	fn count(org: OrgId, step: Step) -> u32 {
		let way = T::Organizations::ancestors(org);
		Self::change(org, |counts| step.apply(&mut counts.own, 1));
		for above in &way {
			Self::change(*above, |counts| step.apply(&mut counts.subtree, 1));
		}
		way.len().try_into().unwrap_or(LONGEST_WAY)
	}

	/// Raises one item that stood in [`Due`] and tells how long the way up is.
	pub(crate) fn raise(org: OrgId, due: CivilDate, item: Item) -> u32 {
		Due::<T>::remove((day_key(due), org_key(org), item));
		Items::<T>::insert(org, item, Entry { due, raised: true });
		Self::deposit_event(Event::Raised { org, item, due: due.into() });
		Self::count(org, Step::Up)
	}

	/// Raises what is past its day, never beyond `limit`, and tells what it took.
	pub(crate) fn raise_overdue(limit: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(limit);
		// Two looks at the first key and today: the most that is taken when there is nothing to do.
		if meter.try_consume(T::WeightInfo::on_idle_base()).is_err() {
			return meter.consumed();
		}
		let today = T::Clock::today();
		for (day, org, item) in Due::<T>::iter_keys() {
			let org = OrgId(u32::from_be_bytes(org));
			// Only days of the calendar are ever written.
			let Some(due) = CivilDate::new(u32::from_be_bytes(day)).filter(|due| *due < today)
			else {
				break;
			};
			if !meter.can_consume(T::WeightInfo::raise(LONGEST_WAY)) {
				break;
			}
			let way = Self::raise(org, due, item);
			meter.consume(T::WeightInfo::raise(way));
		}
		meter.consumed()
	}
}

impl<T: Config> Agenda for Pallet<T> {
	fn set(org: OrgId, item: Item, due: CivilDate) {
		let org = T::Organizations::resolve(org);
		let before = Items::<T>::get(org, item);
		if before.is_some_and(|entry| entry.due == due) {
			return;
		}
		// What is overdue and moved to another past day stays overdue, and is not told twice.
		let raised = before.is_some_and(|entry| entry.raised) && due < T::Clock::today();
		if let Some(entry) = before {
			ByDay::<T>::remove((org, day_key(entry.due), item));
			match entry.raised {
				false => Due::<T>::remove((day_key(entry.due), org_key(org), item)),
				true if !raised => {
					Self::count(org, Step::Down);
				},
				true => {},
			}
		}
		if !raised {
			Due::<T>::insert((day_key(due), org_key(org), item), ());
		}
		ByDay::<T>::insert((org, day_key(due), item), ());
		Items::<T>::insert(org, item, Entry { due, raised });
	}

	fn clear(org: OrgId, item: Item) {
		let org = T::Organizations::resolve(org);
		let Some(Entry { due, raised }) = Items::<T>::take(org, item) else { return };
		ByDay::<T>::remove((org, day_key(due), item));
		if raised {
			Self::count(org, Step::Down);
		} else {
			Due::<T>::remove((day_key(due), org_key(org), item));
		}
	}

	fn is_empty(org: OrgId) -> bool {
		Items::<T>::iter_key_prefix(T::Organizations::resolve(org)).next().is_none()
	}

	fn reparented(org: OrgId, before: &[OrgId], after: &[OrgId]) {
		let moved = Counts::<T>::get(org).subtree;
		if moved == 0 {
			return;
		}
		for (way, step) in [(before, Step::Down), (after, Step::Up)] {
			for above in way {
				Self::change(*above, |counts| step.apply(&mut counts.subtree, moved));
			}
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_overdue(org: OrgId, item: Item) {
		let past = T::Clock::today().add_days(-1).unwrap_or(T::Clock::today());
		<Self as Agenda>::set(org, item, past);
		Self::raise(T::Organizations::resolve(org), past, item);
	}
}
