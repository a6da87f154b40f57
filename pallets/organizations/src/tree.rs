//! The tree: walks to the root, and head counts along the way.

use crate::{
	directory, Appointments, Children, Config, Counts, Error, Levels, OfficesHeld, Orgs, Pallet,
};
use alloc::{collections::BTreeMap, vec::Vec};
use chuxin_primitives::{
	agenda::{Agenda, Item},
	membership::{MembershipStatus, STATUSES},
	organization::{
		Grants, HeadCounts, Org, OrgKind, OrgStatus, Powers, StatusCounts, MAX_DEPTH, MAX_MERGERS,
		MAX_NAME,
	},
	rules::sizes,
	text::TextFault,
	traits::{Clock, CountChange, Organizations, Persons},
	CivilDate, OrgId, PersonId, RawText, Text,
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

/// What the agenda says of a branch, and when.
type SizeRule = (Item, fn(&StatusCounts) -> bool);

/// Head counts to be written.
pub(crate) type Staged = BTreeMap<OrgId, HeadCounts>;

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

/// The counts without those of another; `None` when one would fall below zero.
fn less(counts: &StatusCounts, other: &StatusCounts) -> Option<StatusCounts> {
	let mut new = *counts;
	for (count, fewer) in new.0.iter_mut().zip(other.0) {
		*count = count.checked_sub(fewer)?;
	}
	Some(new)
}

/// Whether nobody is counted but former members.
pub(crate) fn only_former(own: &StatusCounts) -> bool {
	MembershipStatus::ALL
		.iter()
		.all(|status| *status == MembershipStatus::Former || own.of(*status) == 0)
}

/// The key of a child in [`Children`]: in the order of the bytes the order of the numbers.
pub(crate) const fn child_key(child: OrgId) -> [u8; 4] {
	child.0.to_be_bytes()
}

impl<T: Config> Pallet<T> {
	/// The organization, if it is there and works. A merged one is not followed: what is written
	/// names the organization it is written to.
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

	/// Writes a new organization, its place below its parent and in the directory.
	pub(crate) fn put_org(id: OrgId, org: Org) {
		if let Some(parent) = org.parent {
			Children::<T>::insert(parent, child_key(id), ());
			let above: Vec<OrgId> = Self::walk_up(parent).collect();
			Self::count_levels(&above, &[1], true);
		}
		directory::put::<T>(id, &org);
		Orgs::<T>::insert(id, org);
	}

	/// Takes an organization without children out of the tree, and out of what is counted above it.
	pub(crate) fn take_out(id: OrgId, org: &Org) {
		if let Some(parent) = org.parent {
			Children::<T>::remove(parent, child_key(id));
			let above: Vec<OrgId> = Self::walk_up(parent).collect();
			Self::count_levels(&above, &[1], false);
		}
	}

	/// Counts organizations in or out of [`Levels`] along `above`, nearest first: `column` tells how
	/// many stand at the place itself, one level below it, and so on.
	///
	/// The depth was checked before, so that nothing falls off the end; every organization counted
	/// out was counted in, so that the saturating steps never saturate.
	pub(crate) fn count_levels(above: &[OrgId], column: &[u32], more: bool) {
		for (steps, org) in above.iter().enumerate() {
			Levels::<T>::mutate(org, |levels| {
				for (level, n) in levels.iter_mut().skip(steps).zip(column) {
					*level = if more { level.saturating_add(*n) } else { level.saturating_sub(*n) };
				}
			});
		}
	}

	/// How many levels stand below an organization.
	pub(crate) fn height(org: OrgId) -> usize {
		let levels = Levels::<T>::get(org);
		levels.iter().rposition(|n| *n > 0).map_or(0, |last| last.saturating_add(1))
	}

	/// How many levels an organization stands below the root.
	pub(crate) fn depth(org: OrgId) -> usize {
		Self::walk_up(org).count().saturating_sub(1)
	}

	/// The organization that answers to a number, with its body; `None` when there is none.
	pub(crate) fn resolved(org: OrgId) -> Option<(OrgId, Org)> {
		let mut at = org;
		for _ in 0..=MAX_MERGERS {
			let body = Orgs::<T>::get(at)?;
			match body.status {
				OrgStatus::MergedInto(next) => at = next,
				_ => return Some((at, body)),
			}
		}
		None
	}

	/// The organization and everything above it, nearest first, mergers resolved; ends at the root,
	/// and after 13 steps in any case.
	pub(crate) fn walk_up(org: OrgId) -> impl Iterator<Item = OrgId> {
		let mut next = Some(org);
		// The root and 12 levels below it.
		(0..=MAX_DEPTH).map_while(move |_| {
			let (id, body) = Self::resolved(next?)?;
			next = body.parent;
			Some(id)
		})
	}

	/// Whether an organization stands strictly above another one.
	pub(crate) fn is_above(superior: OrgId, org: OrgId) -> bool {
		Self::resolve(superior) != Self::resolve(org) && Self::is_within(org, superior)
	}

	/// What a batch of changes makes of the head counts, without writing it.
	fn staged(changes: &[CountChange]) -> Result<Staged, Error<T>> {
		let mut branches: BTreeMap<OrgId, Steps> = BTreeMap::new();
		for change in changes {
			let steps = branches.entry(change.org).or_default();
			let step = steps.get_mut(change.status.index()).ok_or(Error::<T>::CountOutOfRange)?;
			let by = i64::from(change.by);
			let sum = if change.up { step.checked_add(by) } else { step.checked_sub(by) };
			*step = sum.ok_or(Error::<T>::CountOutOfRange)?;
		}
		let mut deltas: BTreeMap<OrgId, Delta> = BTreeMap::new();
		// Each organization is read once, however many branches below it change.
		let mut parents: BTreeMap<OrgId, Option<OrgId>> = BTreeMap::new();
		for (id, steps) in branches {
			let (id, body) = Self::resolved(id).ok_or(Error::<T>::OrgNotFound)?;
			// Former members stay where they were, in what is no branch any more, too.
			let mut statuses = MembershipStatus::ALL.iter().zip(&steps);
			let former =
				statuses.all(|(s, by)| *by == 0 || (*s == MembershipStatus::Former && *by < 0));
			ensure!(body.kind.holds_members() || former, Error::<T>::NotABranch);
			parents.insert(id, body.parent);
			let own = &mut deltas.entry(id).or_default().own;
			add(own, &steps).ok_or(Error::<T>::CountOutOfRange)?;
			let mut next = Some(id);
			for _ in 0..=MAX_DEPTH {
				let Some(at) = next else { break };
				let sum = &mut deltas.entry(at).or_default().subtree;
				add(sum, &steps).ok_or(Error::<T>::CountOutOfRange)?;
				next = match parents.get(&at) {
					Some(parent) => *parent,
					None => {
						let parent = Orgs::<T>::get(at).ok_or(Error::<T>::OrgNotFound)?.parent;
						parents.insert(at, parent);
						parent
					},
				};
			}
		}
		deltas
			.into_iter()
			.map(|(id, delta)| {
				let counts = Counts::<T>::get(id);
				let own = apply(&counts.own, &delta.own).ok_or(Error::<T>::CountOutOfRange)?;
				let subtree =
					apply(&counts.subtree, &delta.subtree).ok_or(Error::<T>::CountOutOfRange)?;
				Ok((id, HeadCounts { own, subtree }))
			})
			.collect()
	}

	/// The head counts of all levels concerned when a subtree with these counts moves: out of
	/// `before`, into `after`. Levels in both stay as they are.
	pub(crate) fn shifted(
		counts: &StatusCounts,
		before: &[OrgId],
		after: &[OrgId],
	) -> Result<Staged, Error<T>> {
		let mut staged = Staged::new();
		for (list, others, more) in [(before, after, false), (after, before, true)] {
			for id in list.iter().filter(|id| !others.contains(id)) {
				let old = Counts::<T>::get(id);
				let subtree =
					if more { old.subtree.checked_add(counts) } else { less(&old.subtree, counts) };
				let subtree = subtree.ok_or(Error::<T>::CountOutOfRange)?;
				staged.insert(*id, HeadCounts { subtree, ..old });
			}
		}
		Ok(staged)
	}

	/// Writes head counts, and puts or clears what the agenda says of the size of a branch, as far
	/// as it changes.
	pub(crate) fn write_counts(staged: Staged) {
		for (id, new) in staged {
			let old = Counts::<T>::get(id);
			if new.own != old.own {
				Self::watch_size(id, Some(&old.own), &new.own);
			}
			Counts::<T>::insert(id, new);
		}
	}

	/// The day on which something that arose today is to be settled.
	pub(crate) fn settle_day() -> CivilDate {
		Self::settled_after(T::Clock::today())
	}

	/// The day on which something that arises on `day` is to be settled.
	pub(crate) fn settled_after(day: CivilDate) -> CivilDate {
		// At the end of the calendar nothing can be later.
		day.add_days(T::SettleDays::get().into()).unwrap_or(day)
	}

	/// Puts or clears the items on the size of a branch. `before`: its counts until now, if it
	/// existed.
	pub(crate) fn watch_size(id: OrgId, before: Option<&StatusCounts>, now: &StatusCounts) {
		let rules: [SizeRule; 2] =
			[(Item::TooFewMembers, sizes::too_few), (Item::TooManyMembers, sizes::too_many)];
		for (item, broken) in rules {
			match (before.is_some_and(broken), broken(now)) {
				(false, true) => T::Agenda::set(id, item, Self::settle_day()),
				(true, false) => T::Agenda::clear(id, item),
				_ => {},
			}
		}
	}
}

impl<T: Config> Organizations for Pallet<T> {
	fn lookup(org: OrgId) -> Option<(OrgKind, OrgStatus)> {
		Self::resolved(org).map(|(_, org)| (org.kind, org.status))
	}

	fn is_within(org: OrgId, ancestor: OrgId) -> bool {
		let ancestor = Self::resolve(ancestor);
		Self::walk_up(org).any(|id| id == ancestor)
	}

	fn ancestors(org: OrgId) -> Vec<OrgId> {
		Self::walk_up(org).collect()
	}

	fn powers_of(org: OrgId, person: PersonId) -> Powers {
		Self::in_force(org, person)
			.filter(|_| Self::has_key(person))
			.map(|(_, appointment)| appointment.powers)
			.unwrap_or_default()
	}

	fn appointed_by(org: OrgId, person: PersonId) -> Option<PersonId> {
		Appointments::<T>::get(Self::resolve(org), person)?.by
	}

	fn key_given_by(person: PersonId) -> Option<PersonId> {
		T::Persons::key_given_by(person)
	}

	fn offices_of(person: PersonId) -> u16 {
		OfficesHeld::<T>::decode_len(person).and_then(|n| n.try_into().ok()).unwrap_or_default()
	}

	fn seats_of(person: PersonId) -> Vec<OrgId> {
		OfficesHeld::<T>::get(person).into_inner()
	}

	fn ensure_dispensable(person: PersonId) -> DispatchResult {
		Ok(Self::ensure_not_last_approver(person)?)
	}

	fn resolve(org: OrgId) -> OrgId {
		Self::resolved(org).map_or(org, |(id, _)| id)
	}

	fn grants_of(org: OrgId) -> Grants {
		Self::resolved(org).map(|(_, body)| body.grants).unwrap_or_default()
	}

	fn count(changes: &[CountChange]) -> DispatchResult {
		Self::write_counts(Self::staged(changes)?);
		Ok(())
	}

	fn vacate(person: PersonId) -> DispatchResult {
		Self::do_vacate(person)
	}

	fn rest(person: PersonId, suspended: bool) {
		Self::do_rest(person, suspended);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_offices(person: PersonId, n: u32) {
		crate::benchmarking::offices::<T>(person, n);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_branch(org: OrgId, seed: u32) -> OrgId {
		crate::benchmarking::branch::<T>(org, seed)
	}
}
