//! Correction of a political birthday that was sealed wrong.
//!
//! The sealed value is never touched. The effective value stands beside it, and the flag on the
//! person makes every reader show both.

use crate::{
	types::CorrectionProposal, Config, CorrectionProposals, Corrections, Error, Event, Pallet,
	Persons,
};
use chuxin_primitives::{
	life::{self, LifeKind, RawLifeEvent},
	membership::{correction_hash, Corrected},
	organization::Officer,
	traits::Clock,
	Hash, OrgId, PersonId,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn propose_correction_of(
		org: OrgId,
		officer: Officer,
		id: PersonId,
		hash: Hash,
	) -> DispatchResult {
		let person = Self::person_under(org, id)?;
		ensure!(officer.person != id, Error::<T>::OwnCase);
		ensure!(person.birthday.is_some(), Error::<T>::BirthdayNotSealed);

		let by = officer.person;
		let proposal = CorrectionProposal { hash, by, at: T::Clock::now() };
		CorrectionProposals::<T>::insert(org, id, proposal);
		Self::deposit_event(Event::CorrectionProposed { org, person: id, proposal: hash, by });
		Ok(())
	}

	#[allow(clippy::too_many_arguments)] // the call's own arguments
	pub(crate) fn correct_birthday(
		org: OrgId,
		officer: Officer,
		id: PersonId,
		target_seq: u32,
		head_before: Hash,
		target: &RawLifeEvent,
		after: &[Hash],
		commitment: Hash,
	) -> DispatchResult {
		let mut person = Self::person_under(org, id)?;
		ensure!(officer.person != id, Error::<T>::OwnCase);
		let genesis = Self::genesis();
		let hash = correction_hash(&genesis, org, id, target_seq, &commitment);
		let proposal = CorrectionProposals::<T>::get(org, id)
			.filter(|proposal| proposal.hash == hash)
			.ok_or(Error::<T>::CorrectionNotProposed)?;
		Self::ensure_second(&officer, proposal.by)?;
		let sealed = person.birthday.ok_or(Error::<T>::BirthdayNotSealed)?;
		ensure!(target_seq < person.life.len, Error::<T>::LifeEventNotFound);
		ensure!(target.seq == target_seq, Error::<T>::HistoryMismatch);
		ensure!(target.kind == LifeKind::Enrolled, Error::<T>::NotCorrectable);
		let target = target.parse().ok_or(Error::<T>::InvalidDate)?;
		let end = life::recompute(&head_before, &target, after)
			.map_err(|_| Error::<T>::HistoryTooLong)?;
		ensure!(end == (person.life.len, person.life.head), Error::<T>::HistoryMismatch);

		let kind = LifeKind::Correction { target_seq };
		Self::append(&genesis, id, &mut person, kind, T::Clock::today(), org, hash)?;
		person.corrected = true;
		Persons::<T>::insert(id, person);
		Corrections::<T>::insert(id, Corrected { commitment, target_seq, at: T::Clock::now() });
		CorrectionProposals::<T>::remove(org, id);
		Self::deposit_event(Event::BirthdayCorrected {
			org,
			person: id,
			target_seq,
			sealed: sealed.commitment,
			effective: commitment,
			proposed_by: proposal.by,
			approved_by: officer.person,
		});
		Ok(())
	}
}
