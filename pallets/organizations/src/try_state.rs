//! What must hold after every block. Tests check it after every test.

use crate::{
	tree::{child_key, only_former},
	types::lives,
	Appointments, ByName, ByRegion, Children, Config, Contacts, Counts, CurrentKey, Elections,
	Levels, NextOrgId, OfficesHeld, OrgKeys, Orgs, Pallet, Reorganizations, Untold,
};
use alloc::{collections::BTreeMap, vec::Vec};
use chuxin_primitives::{
	organization::{
		Office, OrgKind, OrgStatus, StatusCounts, MAX_DEPTH, MAX_MERGERS, MAX_OFFICERS,
	},
	traits::Organizations,
	OrgId, PersonId,
};
use frame::{deps::sp_runtime::TryRuntimeError, prelude::*};

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	///
	/// # Errors
	/// The number of the first invariant broken, and what it says.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_tree()?;
		Self::check_mergers()?;
		Self::check_counts()?;
		Self::check_officers()?;
		Self::check_directory()?;
		Self::check_keys()
	}

	/// The tree.
	///
	/// * I1: there is exactly one root; every other organization has a parent that is there, and as
	///   long as it is neither archived nor merged, a parent that is neither, of a kind it may stand
	///   below, and it stands at most 12 levels below the root.
	/// * I2: the index of children holds exactly the living organizations with a parent, under it.
	/// * I6: the next number is above every number given out, and what the agenda was not told of
	///   stands below it.
	/// * I8: an organization counts exactly the living ones below it, level by level.
	fn check_tree() -> Result<(), TryRuntimeError> {
		ensure!(Untold::<T>::get() <= NextOrgId::<T>::get(), "I6: untold are organizations");
		ensure!(Contacts::<T>::iter_keys().all(Orgs::<T>::contains_key), "I6: a contact of one");
		let mut roots = 0u32;
		let mut below = 0usize;
		let mut levels: BTreeMap<OrgId, Vec<u32>> = BTreeMap::new();
		for (id, org) in Orgs::<T>::iter() {
			ensure!(id < NextOrgId::<T>::get(), "I6: the next number is above every number");
			let Some(parent) = org.parent else {
				roots = roots.saturating_add(1);
				ensure!(lives(org.status), "I1: the root lives");
				continue;
			};
			let above = Orgs::<T>::get(parent).ok_or("I1: the parent is there")?;
			let indexed = Children::<T>::contains_key(parent, child_key(id));
			ensure!(indexed == lives(org.status), "I2: a living child is in the index");
			if !lives(org.status) {
				continue;
			}
			below = below.saturating_add(1);
			ensure!(lives(above.status), "I1: the parent of a living one lives");
			ensure!(org.kind.may_be_below(above.kind), "I1: of a kind allowed there");
			let path: Vec<OrgId> = Self::walk_up(parent).collect();
			ensure!(path.len() <= usize::from(MAX_DEPTH), "I1: at most 12 levels below the root");
			let root = path.last().and_then(Orgs::<T>::get).ok_or("I1: there is a way up")?;
			ensure!(root.parent.is_none(), "I1: the way up ends at the root");
			for (steps, org) in path.into_iter().enumerate() {
				let levels = levels.entry(org).or_insert_with(|| alloc::vec![0; 12]);
				let level = levels.get_mut(steps).ok_or("I8: twelve levels")?;
				*level = level.saturating_add(1);
			}
		}
		ensure!(roots <= 1 && (below == 0 || roots == 1), "I1: one root");
		ensure!(Children::<T>::iter_keys().count() == below, "I2: nothing else is in the index");
		for (id, kept) in Levels::<T>::iter() {
			let counted = levels.remove(&id).unwrap_or_else(|| alloc::vec![0; 12]);
			ensure!(kept.as_slice() == counted.as_slice(), "I8: levels are counted");
		}
		ensure!(levels.is_empty(), "I8: levels are kept where something stands below");
		Ok(())
	}

	/// What is no more.
	///
	/// * I9: an organization that went over leads in at most 64 steps to one that did not, and that
	///   one counts the longest chain; a merged one has no persons, and an archived or merged one no
	///   officers, no key in use, no election and no proposal.
	fn check_mergers() -> Result<(), TryRuntimeError> {
		let mut chains: BTreeMap<OrgId, u8> = BTreeMap::new();
		for (id, org) in Orgs::<T>::iter() {
			if !lives(org.status) {
				ensure!(org.officers == 0, "I9: no officers where nothing is decided");
				let empty = org.status == OrgStatus::Archived || !Counts::<T>::contains_key(id);
				ensure!(empty, "I9: no persons in what went over");
				ensure!(!Elections::<T>::contains_key(id), "I9: no election in what is no more");
				ensure!(!Contacts::<T>::contains_key(id), "I9: no contact of what is no more");
				ensure!(org.term_ends.is_none(), "I9: no term in what is no more");
				ensure!(
					!Reorganizations::<T>::contains_key(id),
					"I9: no proposal for what is no more"
				);
				let key = CurrentKey::<T>::get(id).and_then(|n| OrgKeys::<T>::get(id, n));
				ensure!(key.is_none_or(|key| key.ended.is_some()), "I9: no key in use");
			}
			let (mut at, mut steps, mut status) = (id, 0u8, org.status);
			while let OrgStatus::MergedInto(next) = status {
				steps = steps.saturating_add(1);
				ensure!(steps <= MAX_MERGERS, "I9: at most 64 mergers in a row");
				let other = Orgs::<T>::get(next).ok_or("I9: went over into one that is there")?;
				(at, status) = (next, other.status);
				let longest = chains.entry(at).or_default();
				*longest = steps.max(*longest);
			}
			ensure!(
				Self::resolved(id).is_some_and(|(to, _)| to == at),
				"I9: the number leads there"
			);
		}
		for (id, org) in Orgs::<T>::iter() {
			let longest = chains.get(&id).copied().unwrap_or_default();
			ensure!(org.mergers == longest, "I9: the longest chain is counted");
		}
		Ok(())
	}

	/// Head counts.
	///
	/// * I3: the counts of a subtree are the organization's own plus the subtrees of its children;
	///   only organizations that live and hold members have own counts, but of former members, who
	///   stay in what was archived or is no branch any more; nothing is counted for an organization
	///   that is not there.
	fn check_counts() -> Result<(), TryRuntimeError> {
		let mut sums: BTreeMap<OrgId, StatusCounts> = BTreeMap::new();
		for (id, counts) in Counts::<T>::iter() {
			let org = Orgs::<T>::get(id).ok_or("I3: counted for an organization that is there")?;
			ensure!(
				(org.kind.holds_members() && lives(org.status)) || only_former(&counts.own),
				"I3: own counts only where members are held"
			);
			for (at, part) in [(Some(id), counts.own), (org.parent, counts.subtree)] {
				if let Some(at) = at.map(Self::resolve) {
					let sum = sums.entry(at).or_default();
					*sum = sum.checked_add(&part).ok_or("I3: the sums are in range")?;
				}
			}
		}
		for (id, sum) in sums {
			ensure!(
				Counts::<T>::get(id).subtree == sum,
				"I3: a subtree is its own counts and its children's subtrees"
			);
		}
		Ok(())
	}

	/// Officers.
	///
	/// * I4: an organization's counter of officers is the number of its appointments, at most 12,
	///   and every appointment is in an organization that is there.
	/// * I5: a person's list names the organizations it is an officer of, by rising number, and is
	///   absent instead of empty.
	/// * I7: every appointment holds an office or a power; an organization has at most one
	///   secretary, and beside at most one acting secretary; a Party group elects nobody and has no term.
	fn check_officers() -> Result<(), TryRuntimeError> {
		let mut officers: BTreeMap<OrgId, u8> = BTreeMap::new();
		let mut secretaries: BTreeMap<(OrgId, bool), u8> = BTreeMap::new();
		let mut held: BTreeMap<PersonId, Vec<OrgId>> = BTreeMap::new();
		for (org, person, appointment) in Appointments::<T>::iter() {
			ensure!(Orgs::<T>::contains_key(org), "I4: officers of an organization that is there");
			ensure!(
				!appointment.offices.is_empty() || !appointment.powers.is_empty(),
				"I7: an appointment holds an office or a power"
			);
			let n = officers.entry(org).or_default();
			*n = n.saturating_add(1);
			held.entry(person).or_default().push(org);
			if appointment.offices.contains(Office::Secretary) {
				let n = secretaries.entry((org, appointment.until.is_some())).or_default();
				*n = n.saturating_add(1);
			}
		}
		for (id, org) in Orgs::<T>::iter() {
			let n = officers.get(&id).copied().unwrap_or_default();
			ensure!(org.officers == n, "I4: the counter of officers is right");
			ensure!(n <= MAX_OFFICERS, "I4: at most 12 officers");
			let group = org.kind == OrgKind::Group;
			ensure!(!group || org.term_ends.is_none(), "I7: a group has no term");
		}
		ensure!(secretaries.values().all(|n| *n == 1), "I7: one secretary");
		held.values_mut().for_each(|orgs| orgs.sort_unstable());
		let kept: BTreeMap<PersonId, Vec<OrgId>> =
			OfficesHeld::<T>::iter().map(|(person, orgs)| (person, orgs.into_inner())).collect();
		ensure!(kept == held, "I5: the lists of offices held are right");
		Ok(())
	}

	/// The directory.
	///
	/// * I10: every organization stands in the directory under its region and its name, and nothing
	///   else does.
	fn check_directory() -> Result<(), TryRuntimeError> {
		let mut orgs = 0usize;
		for (id, org) in Orgs::<T>::iter() {
			orgs = orgs.saturating_add(1);
			ensure!(ByRegion::<T>::contains_key(org.region, child_key(id)), "I10: by region");
			ensure!(ByName::<T>::contains_key(&org.name, child_key(id)), "I10: by name");
		}
		ensure!(ByRegion::<T>::iter_keys().count() == orgs, "I10: nothing else by region");
		ensure!(ByName::<T>::iter_keys().count() == orgs, "I10: nothing else by name");
		Ok(())
	}

	/// Keys.
	///
	/// * I11: the versions of an organization's keys run from 1 to the last one published; all but
	///   the last have ended, and a revoked one has.
	fn check_keys() -> Result<(), TryRuntimeError> {
		let mut keys: BTreeMap<OrgId, u32> = BTreeMap::new();
		for (org, version, key) in OrgKeys::<T>::iter() {
			let last = CurrentKey::<T>::get(org).ok_or("I11: the last version is kept")?;
			ensure!(Orgs::<T>::contains_key(org), "I11: keys of an organization that is there");
			ensure!((1..=last).contains(&version), "I11: versions run from 1 to the last");
			let ended = key.ended.is_some();
			ensure!(ended || (version == last && !key.revoked), "I11: one key in use");
			let n = keys.entry(org).or_default();
			*n = n.saturating_add(1);
		}
		let kept: BTreeMap<OrgId, u32> = CurrentKey::<T>::iter().collect();
		ensure!(kept == keys, "I11: every version is kept");
		Ok(())
	}
}
