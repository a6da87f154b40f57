//! What must hold after every block, numbered.

use crate::{
	types::MAX_TAGS, Accounts, AddedTags, Config, Corrections, Ended, Founders, Freezes, GoLive,
	Holds, ImportWindows, KeyGivenBy, NextPersonId, Pallet, PastSpells, Persons, ProposalCount,
	Proposals, RecordUpdates, Replacements, Suspensions, Tags, Waiting,
};
use alloc::{collections::BTreeMap, vec::Vec};
use chuxin_primitives::{
	membership::MembershipStatus, organization::StatusCounts, traits::Organizations, OrgId,
	PersonId,
};
use frame::{deps::sp_runtime::TryRuntimeError, prelude::*};

impl<T: Config> Pallet<T> {
	/// Checks the invariants P2 to P17; P1 needs the organizations' counts and is checked where both
	/// are at hand, with [`Pallet::recount`].
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::keys_are_one_to_one()?;
		Self::tags_are_complete()?;
		Self::sealed_birthdays_are_where_they_belong()?;
		Self::flags_have_their_entries()?;
		Self::proposals_are_counted()?;
		Self::numbers_and_lives_are_in_order()?;
		Self::what_stands_beside_a_person_belongs_there()?;
		Self::what_waits_is_counted()
	}

	/// **P1** For each branch and status, the organizations' own count equals the persons who stand
	/// there. This gives the persons.
	///
	/// # Errors
	/// When a counter overflows.
	pub fn recount() -> Result<BTreeMap<OrgId, StatusCounts>, TryRuntimeError> {
		let mut counts = BTreeMap::<OrgId, StatusCounts>::new();
		for person in Persons::<T>::iter_values() {
			let count = counts.entry(T::Organizations::resolve(person.org)).or_default();
			count.step(person.status, true, 1).ok_or("P1: a counter overflows")?;
		}
		Ok(counts)
	}

	/// **P2** `Accounts` and the `account` of persons are one relation read from both ends.
	/// **P17** Only who has a key was given it, and by somebody else.
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
		for (id, by) in KeyGivenBy::<T>::iter() {
			let key = Persons::<T>::get(id).and_then(|person| person.account);
			ensure!(key.is_some() && by != id, "P17: given no key, or by oneself");
		}
		Ok(())
	}

	/// **P3** Every tag leads to a person, and everybody has those of enrolment and those added
	/// later: at most [`MAX_TAGS`].
	fn tags_are_complete() -> Result<(), TryRuntimeError> {
		let mut tagged = BTreeMap::<PersonId, u8>::new();
		for (_, id) in Tags::<T>::iter() {
			ensure!(Persons::<T>::contains_key(id), "P3: a tag leads to nobody");
			let count = tagged.entry(id).or_default();
			*count = count.saturating_add(1);
		}
		for id in Persons::<T>::iter_keys() {
			let tags = tagged.get(&id).copied().unwrap_or_default();
			let counted = Self::enrolled_tags(id).saturating_add(AddedTags::<T>::get(id));
			ensure!(tags == counted, "P3: tags and their count differ");
			ensure!(tags <= MAX_TAGS, "P3: too many tags");
		}
		ensure!(AddedTags::<T>::iter_keys().all(Self::known), "P3: tags of nobody");
		Ok(())
	}

	/// **P4** Who was or is a member has a spell with a sealed birthday (in the first spell of a
	/// founder it may be missing), and members have a spell; who never was a member has neither.
	fn sealed_birthdays_are_where_they_belong() -> Result<(), TryRuntimeError> {
		for (id, person) in Persons::<T>::iter() {
			let (sealed, spell) = (person.birthday.is_some(), person.spell > 0);
			let founder = id.0 < Founders::<T>::get() && person.spell == 1;
			ensure!(
				sealed == spell || (founder && !sealed),
				"P4: a spell without a birthday, or the other way round"
			);
			let member = person.status.is_member() || person.status == MembershipStatus::Former;
			ensure!(member == spell, "P4: a member without a spell, or the other way round");
		}
		Ok(())
	}

	/// **P5** `corrected` ⇔ an entry in `Corrections`, and only a sealed birthday is corrected.
	/// **P6** `frozen` ⇔ an entry in `Freezes` (it may be left of a freeze that ended by itself), and
	/// only a bound key is frozen.
	fn flags_have_their_entries() -> Result<(), TryRuntimeError> {
		for (id, person) in Persons::<T>::iter() {
			ensure!(person.corrected == Corrections::<T>::contains_key(id), "P5: corrected flag");
			ensure!(
				!person.corrected || person.birthday.is_some(),
				"P5: corrected, but not sealed"
			);
			let over = !person.frozen && Self::freeze_over(&person);
			ensure!(person.frozen == Freezes::<T>::contains_key(id) || over, "P6: frozen flag");
			ensure!(!person.frozen || person.account.is_some(), "P6: frozen, but no key");
		}
		ensure!(Corrections::<T>::iter_keys().all(Self::known), "P5: a correction of nobody");
		ensure!(Freezes::<T>::iter_keys().all(Self::known), "P6: a freeze of nobody");
		Ok(())
	}

	fn known(id: PersonId) -> bool {
		Persons::<T>::contains_key(id)
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

	/// **P10** `held` ⇔ an entry in `Holds`.
	/// **P11** The spells that ended are exactly those before the present one.
	/// **P12** A new key waits only for a bound and frozen one.
	/// **P13** A record update that waits is the next version of the record there is.
	/// **P14** Former members have no key, no hold and no update, and a day on which their membership
	/// ended; only suspended ones are remembered as suspended.
	fn what_stands_beside_a_person_belongs_there() -> Result<(), TryRuntimeError> {
		for (id, person) in Persons::<T>::iter() {
			ensure!(person.held == Holds::<T>::contains_key(id), "P10: held flag");
			let mut past: Vec<u8> = PastSpells::<T>::iter_key_prefix(id).collect();
			past.sort_unstable();
			ensure!(
				past.into_iter().eq(1..person.spell.max(1)),
				"P11: a spell too many or too few"
			);
			let waits = Replacements::<T>::contains_key(id);
			ensure!(!waits || (person.account.is_some() && person.frozen), "P12: a key still acts");
			let update = RecordUpdates::<T>::get(id);
			let next =
				update.is_none_or(|update| Self::ensure_next(&person, &update.record).is_ok());
			ensure!(next, "P13: an update of another version");
			let beside = person.account.is_some() || person.held || update.is_some();
			let former = person.status == MembershipStatus::Former;
			ensure!(!(former && beside), "P14: a former member with a key, a hold or an update");
			ensure!(former == Ended::<T>::contains_key(id), "P14: former, and yet it never ended");
			let suspended = person.status == MembershipStatus::Inactive;
			let remembered = Suspensions::<T>::contains_key(id);
			ensure!(suspended || !remembered, "P14: suspended, and yet not");
		}
		ensure!(Holds::<T>::iter_keys().all(Self::known), "P10: a hold on nobody");
		ensure!(PastSpells::<T>::iter_keys().all(|(id, _)| Self::known(id)), "P11: nobody's spell");
		ensure!(Replacements::<T>::iter_keys().all(Self::known), "P12: nobody's new key");
		ensure!(RecordUpdates::<T>::iter_keys().all(Self::known), "P13: nobody's record");
		ensure!(Suspensions::<T>::iter_keys().all(Self::known), "P14: nobody is suspended");
		ensure!(Ended::<T>::iter_keys().all(Self::known), "P14: nobody's membership ended");
		Ok(())
	}

	/// **P15** `Waiting` counts what waits for each organization, and is absent when nothing does.
	/// **P16** Who may import has a go-live day.
	fn what_waits_is_counted() -> Result<(), TryRuntimeError> {
		let mut waiting = BTreeMap::<OrgId, u32>::new();
		for (org, _) in Self::everything_waiting() {
			let count = waiting.entry(org).or_default();
			*count = count.saturating_add(1);
		}
		let counted: BTreeMap<OrgId, u32> = Waiting::<T>::iter().collect();
		ensure!(counted == waiting, "P15: what waits and its count differ");
		let live = ImportWindows::<T>::iter_keys().all(GoLive::<T>::contains_key);
		ensure!(live, "P16: a window without a go-live day");
		Ok(())
	}
}
