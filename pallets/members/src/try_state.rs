//! What must hold after every block, numbered.

use crate::{
	Accounts, Config, Corrections, Freezes, NextPersonId, Pallet, Persons, ProposalCount,
	Proposals, Tags,
};
use alloc::collections::BTreeMap;
use chuxin_primitives::{organization::StatusCounts, OrgId, PersonId};
use frame::{deps::sp_runtime::TryRuntimeError, prelude::*};

impl<T: Config> Pallet<T> {
	/// Checks the invariants P2 to P9; P1 needs the organizations' counts and is checked where both
	/// are at hand, with [`Pallet::recount`].
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::keys_are_one_to_one()?;
		Self::tags_are_complete()?;
		Self::sealed_birthdays_are_where_they_belong()?;
		Self::flags_have_their_entries()?;
		Self::proposals_are_counted()?;
		Self::numbers_and_lives_are_in_order()
	}

	/// **P1** For each branch and status, the organizations' own count equals the persons who stand
	/// there. This gives the persons.
	///
	/// # Errors
	/// When a counter overflows.
	pub fn recount() -> Result<BTreeMap<OrgId, StatusCounts>, TryRuntimeError> {
		let mut counts = BTreeMap::<OrgId, StatusCounts>::new();
		for person in Persons::<T>::iter_values() {
			let count = counts.entry(person.org).or_default();
			count.step(person.status, true, 1).ok_or("P1: a counter overflows")?;
		}
		Ok(counts)
	}

	/// **P2** `Accounts` and the `account` of persons are one relation read from both ends.
	fn keys_are_one_to_one() -> Result<(), TryRuntimeError> {
		for (id, person) in Persons::<T>::iter() {
			if let Some(account) = person.account {
				ensure!(
					Accounts::<T>::get(account) == Some(id),
					"P2: a person's key leads elsewhere"
				);
			}
		}
		for (account, id) in Accounts::<T>::iter() {
			let back = Persons::<T>::get(id).and_then(|person| person.account);
			ensure!(back == Some(account), "P2: a key leads to a person who has another");
		}
		Ok(())
	}

	/// **P3** Every tag leads to a person, and every enrolled person (one with a record) has exactly
	/// one.
	fn tags_are_complete() -> Result<(), TryRuntimeError> {
		let mut tagged = BTreeMap::<PersonId, u32>::new();
		for (_, id) in Tags::<T>::iter() {
			ensure!(Persons::<T>::contains_key(id), "P3: a tag leads to nobody");
			let count = tagged.entry(id).or_default();
			*count = count.saturating_add(1);
		}
		for (id, person) in Persons::<T>::iter() {
			let tags = tagged.get(&id).copied().unwrap_or_default();
			ensure!(
				tags == u32::from(person.record.is_some()),
				"P3: a person without exactly one tag"
			);
		}
		Ok(())
	}

	/// **P4** Enrolled members have a sealed birthday and at least the first spell; who never was a
	/// member has neither.
	fn sealed_birthdays_are_where_they_belong() -> Result<(), TryRuntimeError> {
		for person in Persons::<T>::iter_values().filter(|person| person.record.is_some()) {
			let (sealed, spell) = (person.birthday.is_some(), person.spell > 0);
			ensure!(sealed == spell, "P4: a spell without a birthday, or the other way round");
			ensure!(!person.status.is_member() || sealed, "P4: a member without a birthday");
		}
		Ok(())
	}

	/// **P5** `corrected` ⇔ an entry in `Corrections`, and only a sealed birthday is corrected.
	/// **P6** `frozen` ⇔ an entry in `Freezes`, and only a bound key is frozen.
	fn flags_have_their_entries() -> Result<(), TryRuntimeError> {
		for (id, person) in Persons::<T>::iter() {
			ensure!(person.corrected == Corrections::<T>::contains_key(id), "P5: corrected flag");
			ensure!(
				!person.corrected || person.birthday.is_some(),
				"P5: corrected, but not sealed"
			);
			ensure!(person.frozen == Freezes::<T>::contains_key(id), "P6: frozen flag");
			ensure!(!person.frozen || person.account.is_some(), "P6: frozen, but no key");
		}
		let known = |id: PersonId| Persons::<T>::contains_key(id);
		ensure!(Corrections::<T>::iter_keys().all(known), "P5: a correction of nobody");
		ensure!(Freezes::<T>::iter_keys().all(known), "P6: a freeze of nobody");
		Ok(())
	}

	/// **P7** `ProposalCount` is the number of an organization's proposals, and absent when none.
	fn proposals_are_counted() -> Result<(), TryRuntimeError> {
		let mut waiting = BTreeMap::<OrgId, u32>::new();
		for (org, _) in Proposals::<T>::iter_keys() {
			let count = waiting.entry(org).or_default();
			*count = count.saturating_add(1);
		}
		let counted: BTreeMap<OrgId, u32> = ProposalCount::<T>::iter().collect();
		ensure!(counted == waiting, "P7: proposals and their count differ");
		Ok(())
	}

	/// **P8** `NextPersonId` is above every number given out, and no number was skipped.
	/// **P9** Enrolled persons have at least one life event; an empty life chain has no head.
	fn numbers_and_lives_are_in_order() -> Result<(), TryRuntimeError> {
		let next = NextPersonId::<T>::get();
		let mut persons = 0u64;
		for (id, person) in Persons::<T>::iter() {
			persons = persons.saturating_add(1);
			ensure!(id < next, "P8: a number that was not given out");
			ensure!(
				person.record.is_none() || person.life.len > 0,
				"P9: enrolled without an event"
			);
			let empty = person.life.len == 0;
			ensure!(empty == person.life.head.is_zero(), "P9: head and number of events differ");
		}
		ensure!(persons == next.0, "P8: a number was skipped");
		Ok(())
	}
}
