//! What must hold after every block. Tests check it after every test.

use crate::{
	tree::child_key, Appointments, Children, Config, Counts, NextOrgId, OfficesHeld, Orgs, Pallet,
};
use alloc::collections::BTreeMap;
use chuxin_primitives::{
	organization::{Office, StatusCounts, MAX_DEPTH, MAX_OFFICERS},
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
		Self::check_counts()?;
		Self::check_officers()
	}

	/// The tree.
	///
	/// * I1: there is exactly one root, at depth 0; every other organization has a parent that is
	///   there, of a kind it may stand below, and is one level deeper than it, at most 12.
	/// * I2: the index of children holds exactly the organizations with a parent, under it.
	/// * I6: the next number is above every number given out.
	fn check_tree() -> Result<(), TryRuntimeError> {
		let mut roots = 0u32;
		let mut below = 0usize;
		for (id, org) in Orgs::<T>::iter() {
			match org.parent {
				None => {
					roots = roots.saturating_add(1);
					ensure!(org.depth == 0, "I1: the root is at depth 0");
				},
				Some(parent) => {
					below = below.saturating_add(1);
					let above = Orgs::<T>::get(parent).ok_or("I1: the parent is there")?;
					ensure!(
						Some(org.depth) == above.depth.checked_add(1),
						"I1: one level deeper than the parent"
					);
					ensure!(org.depth <= MAX_DEPTH, "I1: at most 12 levels below the root");
					ensure!(org.kind.may_be_below(above.kind), "I1: of a kind allowed there");
					ensure!(
						Children::<T>::contains_key(parent, child_key(id)),
						"I2: a child is in the index"
					);
				},
			}
			ensure!(id < NextOrgId::<T>::get(), "I6: the next number is above every number");
		}
		ensure!(roots <= 1 && (below == 0 || roots == 1), "I1: one root");
		ensure!(Children::<T>::iter_keys().count() == below, "I2: nothing else is in the index");
		Ok(())
	}

	/// Head counts.
	///
	/// * I3: the counts of a subtree are the organization's own plus the subtrees of its children;
	///   only organizations that hold members have own counts; nothing is counted for an
	///   organization that is not there.
	fn check_counts() -> Result<(), TryRuntimeError> {
		let mut sums: BTreeMap<OrgId, StatusCounts> = BTreeMap::new();
		for (id, counts) in Counts::<T>::iter() {
			let org = Orgs::<T>::get(id).ok_or("I3: counted for an organization that is there")?;
			ensure!(
				org.kind.holds_members() || counts.own == StatusCounts::default(),
				"I3: own counts only where members are held"
			);
			for (at, part) in [(Some(id), counts.own), (org.parent, counts.subtree)] {
				if let Some(at) = at {
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
	/// * I5: a person's counter is the number of organizations it is an officer of, and is absent
	///   instead of zero.
	/// * I7: every appointment holds an office or a power; an organization has at most one
	///   secretary.
	fn check_officers() -> Result<(), TryRuntimeError> {
		let mut officers: BTreeMap<OrgId, u8> = BTreeMap::new();
		let mut secretaries: BTreeMap<OrgId, u8> = BTreeMap::new();
		let mut held: BTreeMap<PersonId, u16> = BTreeMap::new();
		for (org, person, appointment) in Appointments::<T>::iter() {
			ensure!(Orgs::<T>::contains_key(org), "I4: officers of an organization that is there");
			ensure!(
				!appointment.offices.is_empty() || !appointment.powers.is_empty(),
				"I7: an appointment holds an office or a power"
			);
			let n = officers.entry(org).or_default();
			*n = n.saturating_add(1);
			let n = held.entry(person).or_default();
			*n = n.saturating_add(1);
			if appointment.offices.contains(Office::Secretary) {
				let n = secretaries.entry(org).or_default();
				*n = n.saturating_add(1);
			}
		}
		for (id, org) in Orgs::<T>::iter() {
			let n = officers.get(&id).copied().unwrap_or_default();
			ensure!(org.officers == n, "I4: the counter of officers is right");
			ensure!(n <= MAX_OFFICERS, "I4: at most 12 officers");
		}
		ensure!(secretaries.values().all(|n| *n == 1), "I7: one secretary");
		let counted: BTreeMap<PersonId, u16> = OfficesHeld::<T>::iter().collect();
		ensure!(counted == held, "I5: the counters of offices held are right");
		Ok(())
	}
}
