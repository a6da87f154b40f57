//! Appending to a person's life chain (`chuxin_primitives::life` has the bytes).
//!
//! The state keeps only the number of events and the head. The event itself leaves by the offchain
//! index, under a key made of the head it leads to: the same key can never hold two values, so a
//! fork cannot spoil it. `evidence` of the kinds recorded here:
//!
//! | kind | evidence |
//! |---|---|
//! | `Enrolled` | hash of the batch |
//! | `AccountBound`, `AccountReplaced` | the account |
//! | `AccountFrozen`, `AccountThawed`, `BranchChanged` | zero: there is no document |
//! | `Correction` | hash by which the correction was proposed; it binds the effective date's commitment |
//! | `RecordUpdated` | the new root, or the salted hash of the paper that asked for it |
//! | `TagAdded` | zero: a tag, or its hash, would lead to the person |
//! | `Left`, `Suspended`, `Reinstated`, `Readmitted` | salted hash of the file with reason and detail |
//!
//! An event recorded long after its day is a late entry. That follows from the two days it carries,
//! for ever; besides, the chain says so when it happens and puts it into the branch's agenda, where
//! the superior sees it.

use crate::{Config, Error, Event, Pallet, Persons};
use chuxin_primitives::{
	agenda::{Agenda, Item},
	life::{self, LifeEvent, LifeKind, VersionedLifeEvent},
	membership::Person,
	rules,
	traits::Clock,
	CivilDate, Hash, OrgId, PersonId,
};
use codec::Encode;
use frame::{deps::sp_io, prelude::*};

impl<T: Config> Pallet<T> {
	/// The hash of the chain's first block; every life chain begins with it.
	pub fn genesis() -> Hash {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}

	/// Appends an event to `person`, in memory; the caller stores the person.
	///
	/// The first head is computed here and not at the person's registration, because founders are
	/// registered in the first block, whose hash nobody knows yet.
	///
	/// # Errors
	/// [`Error::LifeChainFull`] after 2³² − 1 events; nothing is changed then.
	pub(crate) fn append(
		genesis: &Hash,
		id: PersonId,
		person: &mut Person,
		kind: LifeKind,
		effective: CivilDate,
		by: OrgId,
		evidence: Hash,
	) -> DispatchResult {
		let seq = person.life.len;
		let len = seq.checked_add(1).ok_or(Error::<T>::LifeChainFull)?;
		let before = if seq == 0 { life::life_head0(genesis, id) } else { person.life.head };
		let event = VersionedLifeEvent::V1(LifeEvent {
			seq,
			kind,
			effective,
			recorded: T::Clock::now(),
			org: person.org,
			by,
			rules: rules::RULES_VERSION,
			evidence: evidence.0,
		});
		let head = life::next_head(&before, seq, &life::event_hash(&event));
		sp_io::offchain_index::set(&life::offchain_key(&head), &(before, event).encode());
		person.life.len = len;
		person.life.head = head;
		if life::is_late(&event, T::LateEntryDays::get()) {
			let org = person.org;
			T::Agenda::set(org, Item::LateEntry { person: id, seq }, T::Clock::today());
			let effective = effective.into();
			Self::deposit_event(Event::LateEntry { org, person: id, seq, effective, by });
		}
		Ok(())
	}

	/// Appends an event to a registered person.
	///
	/// # Errors
	/// [`Error::PersonNotFound`], [`Error::LifeChainFull`].
	pub(crate) fn append_to(
		id: PersonId,
		kind: LifeKind,
		effective: CivilDate,
		by: OrgId,
		evidence: Hash,
	) -> DispatchResult {
		let mut person = Self::load(id).ok_or(Error::<T>::PersonNotFound)?;
		Self::append(&Self::genesis(), id, &mut person, kind, effective, by, evidence)?;
		Persons::<T>::insert(id, person);
		Ok(())
	}
}
