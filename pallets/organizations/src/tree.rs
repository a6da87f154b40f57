//! The tree: walks to the root, and head counts along the way.

use crate::{Children, Config, Counts, Error, OfficesHeld, Orgs, Pallet};
use alloc::{collections::BTreeMap, vec::Vec};
use chuxin_primitives::{
	membership::STATUSES,
	organization::{
		HeadCounts, Org, OrgKind, OrgStatus, Powers, StatusCounts, MAX_DEPTH, MAX_NAME,
	},
	text::TextFault,
	traits::{CountChange, Organizations},
	OrgId, PersonId, RawText, Text,
};
use frame::prelude::*;

/// By how much the counts of each status change, in the order of the statuses.
type Steps = [i64; STATUSES];

/// How the head counts of one organization change.
#[derive(Clone, Copy, Default)]
struct Delta {
	own: Steps,
	subtree: Steps,
}

/// Adds `more` to `steps`; `None` on overflow.
fn add(steps: &mut Steps, more: &Steps) -> Option<()> {
	for (step, more) in steps.iter_mut().zip(more) {
		*step = step.checked_add(*more)?;
	}
	Some(())
}

/// The counts after the steps; `None` when one leaves its range.
fn apply(counts: &StatusCounts, steps: &Steps) -> Option<StatusCounts> {
	let mut new = *counts;
	for (count, step) in new.0.iter_mut().zip(steps) {
		*count = i64::from(*count).checked_add(*step)?.try_into().ok()?;
	}
	Some(new)
}

/// The key of a child in [`Children`]: in the order of the bytes the order of the numbers.
pub(crate) const fn child_key(child: OrgId) -> [u8; 4] {
	child.0.to_be_bytes()
}

impl<T: Config> Pallet<T> {
	/// The organization, if it is there and works.
	pub(crate) fn ensure_active(org: OrgId) -> Result<Org, Error<T>> {
		let body = Orgs::<T>::get(org).ok_or(Error::<T>::OrgNotFound)?;
		ensure!(body.status == OrgStatus::Active, Error::<T>::OrgNotActive);
		Ok(body)
	}

	/// The name as it is kept, or what is wrong with it.
	pub(crate) fn checked_name(name: &RawText) -> Result<Text<MAX_NAME>, Error<T>> {
		name.check().map_err(|fault| match fault {
			TextFault::NotUtf8 => Error::<T>::NameNotUtf8,
			TextFault::Blank => Error::<T>::NameBlank,
			TextFault::Control => Error::<T>::NameControl,
			TextFault::TooLong => Error::<T>::NameTooLong,
		})
	}

	/// Writes a new organization and its place below its parent.
	pub(crate) fn put_org(id: OrgId, org: Org) {
		if let Some(parent) = org.parent {
			Children::<T>::insert(parent, child_key(id), ());
		}
		Orgs::<T>::insert(id, org);
	}

	/// The organization and everything above it, nearest first; ends at the root, and after 13
	/// steps in any case.
	pub(crate) fn walk_up(org: OrgId) -> impl Iterator<Item = OrgId> {
		let mut next = Some(org);
		// The root and 12 levels below it.
		(0..=MAX_DEPTH).map_while(move |_| {
			let id = next?;
			next = Orgs::<T>::get(id)?.parent;
			Some(id)
		})
	}

	/// What a batch of changes makes of the head counts, without writing it.
	///
	/// Works from the deepest level up, so that each organization is read once, however many
	/// branches below it change.
	fn staged(changes: &[CountChange]) -> Result<Vec<(OrgId, HeadCounts)>, Error<T>> {
		let mut open: BTreeMap<(u8, OrgId), Delta> = BTreeMap::new();
		let mut branches: BTreeMap<OrgId, Steps> = BTreeMap::new();
		for change in changes {
			let steps = branches.entry(change.org).or_default();
			let step = steps.get_mut(change.status.index()).ok_or(Error::<T>::CountOutOfRange)?;
			let by = i64::from(change.by);
			let sum = if change.up { step.checked_add(by) } else { step.checked_sub(by) };
			*step = sum.ok_or(Error::<T>::CountOutOfRange)?;
		}
		for (id, steps) in branches {
			let org = Orgs::<T>::get(id).ok_or(Error::<T>::OrgNotFound)?;
			ensure!(org.kind.holds_members(), Error::<T>::NotABranch);
			open.insert((org.depth, id), Delta { own: steps, subtree: steps });
		}

		let mut done = Vec::new();
		while let Some(((depth, id), delta)) = open.pop_last() {
			let org = Orgs::<T>::get(id).ok_or(Error::<T>::OrgNotFound)?;
			if let Some(parent) = org.parent {
				let above = depth.checked_sub(1).ok_or(Error::<T>::OrgNotFound)?;
				let sum = &mut open.entry((above, parent)).or_default().subtree;
				add(sum, &delta.subtree).ok_or(Error::<T>::CountOutOfRange)?;
			}
			let counts = Counts::<T>::get(id);
			let counts = HeadCounts {
				own: apply(&counts.own, &delta.own).ok_or(Error::<T>::CountOutOfRange)?,
				subtree: apply(&counts.subtree, &delta.subtree)
					.ok_or(Error::<T>::CountOutOfRange)?,
			};
			done.push((id, counts));
		}
		Ok(done)
	}
}

impl<T: Config> Organizations for Pallet<T> {
	fn lookup(org: OrgId) -> Option<(OrgKind, OrgStatus)> {
		Orgs::<T>::get(org).map(|org| (org.kind, org.status))
	}

	fn is_within(org: OrgId, ancestor: OrgId) -> bool {
		Self::walk_up(org).any(|id| id == ancestor)
	}

	fn ancestors(org: OrgId) -> Vec<OrgId> {
		Self::walk_up(org).collect()
	}

	fn powers_of(org: OrgId, person: PersonId) -> Powers {
		Self::in_force(org, person).map(|appointment| appointment.powers).unwrap_or_default()
	}

	fn offices_of(person: PersonId) -> u16 {
		OfficesHeld::<T>::get(person)
	}

	fn count(changes: &[CountChange]) -> DispatchResult {
		for (id, counts) in Self::staged(changes)? {
			Counts::<T>::insert(id, counts);
		}
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_branch(org: OrgId, seed: u32) -> OrgId {
		crate::benchmarking::branch::<T>(org, seed)
	}
}
