//! Correction of a political birthday that was sealed wrong.
//!
//! The sealed value is never touched. The effective value stands beside it, and the flag on the
//! person makes every reader show both. Each spell has its own: a correction of an earlier membership
//! leaves the present one as it is.
//!
//! The effective date is committed to as a leaf of the record. The record's next version holds it,
//! and is entered after the correction as any other; until then the record holds the wrong date, and
//! no verifier shows it.

use crate::{types::PastSpell, Config, Corrections, Error, Event, Pallet, PastSpells, Persons};
use chuxin_primitives::{
	life::{self, LifeKind, RawLifeEvent},
	membership::{Act, Corrected},
	organization::Officer,
	traits::Clock,
	Hash, PersonId,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	#[allow(clippy::too_many_arguments)] // the call's own arguments
	pub(crate) fn correct_birthday(
		officer: Officer,
		id: PersonId,
		target_seq: u32,
		head_before: Hash,
		target: &RawLifeEvent,
		after: &[Hash],
		commitment: Hash,
	) -> DispatchResult {
		let org = officer.org;
		let mut person = Self::subject(org, &officer, id)?;
		let act = Act::CorrectBirthday { target_seq, commitment };
		let proposal = Self::proposed(org, &officer, id, &act)?;
		ensure!(target_seq < person.life.len, Error::<T>::LifeEventNotFound);
		ensure!(target.seq == target_seq, Error::<T>::HistoryMismatch);
		let spell = match target.kind {
			LifeKind::Enrolled => 1,
			LifeKind::Readmitted { spell } => spell,
			_ => return Err(Error::<T>::NotCorrectable.into()),
		};
		let past = PastSpells::<T>::get(id, spell);
		let sealed = past
			.map_or(person.birthday.filter(|_| spell == person.spell), |past| past.birthday)
			.ok_or(Error::<T>::BirthdayNotSealed)?;
		let genesis = Self::genesis();
		let target = target.parse().ok_or(Error::<T>::InvalidDate)?;
		let end = life::recompute(&head_before, &target, after)
			.map_err(|_| Error::<T>::HistoryTooLong)?;
		ensure!(end == (person.life.len, person.life.head), Error::<T>::HistoryMismatch);

		let kind = LifeKind::Correction { target_seq };
		let today = T::Clock::today();
		Self::append(&genesis, id, &mut person, kind, today, org, proposal.proposal)?;
		let corrected = Corrected { commitment, target_seq, at: T::Clock::now() };
		if let Some(past) = past {
			let past = PastSpell { corrected: Some(corrected), ..past };
			PastSpells::<T>::insert(id, spell, past);
		} else {
			person.corrected = true;
			Corrections::<T>::insert(id, corrected);
		}
		Persons::<T>::insert(id, person);
		Self::drop_act(org, id);
		Self::deposit_event(Event::BirthdayCorrected {
			org,
			person: id,
			spell,
			target_seq,
			sealed: sealed.commitment,
			effective: commitment,
			proposed_by: proposal.by,
			approved_by: officer.person,
		});
		Ok(())
	}
}
