//! A person's key is replaced: the old one is frozen at once, the new one acts after a delay in which
//! any officer of the branch or above may veto.
//!
//! Two ways lead here. Two officers replace the key of a member who lost it; the holder replaces it
//! alone. Either way the new key itself signed the binding text, so that nobody is given a key that
//! nobody holds, and either way the delay is the same: a thief who holds the old key gains nothing by
//! being fast.
//!
//! The act waits among the pending acts of the chain, which call back here: [`CarryOut`].

use crate::{
	types::{Replacement, MAX_OFFICES, SEAT_READS},
	Accounts, Config, Error, Event, Freezes, KeyGivenBy, Pallet, Persons, Replacements, WeightInfo,
};
use chuxin_primitives::{
	life::LifeKind,
	membership::{Act, Person},
	organization::Officer,
	pending::{CarryOut, Deciders, Pending, PendingAct, PendingActs},
	traits::{Clock, Organizations},
	AccountId, ChuxinSignature, OrgId, PendingId, PersonId, RawDate,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn replace(
		officer: Officer,
		id: PersonId,
		account: AccountId,
		expires: &RawDate,
		proof: &ChuxinSignature,
	) -> DispatchResult {
		let org = officer.org;
		let person = Self::other_under(org, &officer, id)?;
		Self::ensure_superior_of_officers(org, id, &person)?;
		let act = Act::ReplaceAccount { account: account.clone() };
		let proposal = Self::proposed(org, &officer, id, &act)?;

		let (proposed_by, approved_by) = (proposal.by, officer.person);
		let by = Deciders::Officers { proposed_by, approved_by, org };
		Self::start(id, person, account, expires, proof, org, by)?;
		Self::drop_act(org, id);
		Ok(())
	}

	pub(crate) fn replace_own(
		id: PersonId,
		person: Person,
		account: AccountId,
		expires: &RawDate,
		proof: &ChuxinSignature,
	) -> DispatchResult {
		let org = person.org;
		Self::start(id, person, account, expires, proof, org, Deciders::Holder(id))
	}

	/// Freezes the old key and lets the new one wait. `org` acts.
	fn start(
		id: PersonId,
		mut person: Person,
		account: AccountId,
		expires: &RawDate,
		proof: &ChuxinSignature,
		org: OrgId,
		by: Deciders,
	) -> DispatchResult {
		let old = person.account.clone().ok_or(Error::<T>::AccountNotBound)?;
		ensure!(!Replacements::<T>::contains_key(id), Error::<T>::ReplacementWaits);
		Self::ensure_consent(id, &account, expires, proof)?;
		Self::offices(id)?;

		let branch = person.org;
		if !person.frozen {
			let frozen_by = match by {
				Deciders::Holder(holder) => holder,
				Deciders::Officers { approved_by, .. } => approved_by,
			};
			Self::freeze_key(org, frozen_by, id, &mut person)?;
			Persons::<T>::insert(id, &person);
		}
		Self::keep_frozen(&person)?;
		let act = PendingAct::ReplaceAccount(id);
		let pending = T::Pending::put(act, branch, by, T::ReplacementDelay::get())?;
		let replacement = Replacement { account: account.clone(), pending, org: branch };
		Replacements::<T>::insert(id, replacement);
		Self::wait(branch);
		Self::deposit_event(Event::AccountReplacementStarted {
			org: branch,
			person: id,
			before: old,
			account,
			pending,
			by,
		});
		Ok(())
	}

	/// Its time has come: everything that was checked when it was decided is checked again.
	fn finish(id: PersonId, pending: PendingId, by: Deciders) -> DispatchResult {
		let replacement = Self::waiting_key(id, pending)?;
		let (org, giver) = match by {
			Deciders::Holder(_) => (Self::load(id).ok_or(Error::<T>::PersonNotFound)?.org, None),
			Deciders::Officers { org, approved_by, .. } => (org, Some(approved_by)),
		};
		let mut person = Self::person_under(org, id)?;
		if let Deciders::Officers { .. } = by {
			Self::ensure_superior_of_officers(org, id, &person)?;
		}
		let old = person.account.clone().ok_or(Error::<T>::AccountNotBound)?;
		let new = replacement.account;
		ensure!(!Accounts::<T>::contains_key(&new), Error::<T>::AccountTaken);
		let offices = Self::offices(id)?;

		Self::release(&old, offices)?;
		Self::entitle(&new, offices)?;
		let (genesis, today) = (Self::genesis(), T::Clock::today());
		let (kind, evidence) = (LifeKind::AccountReplaced, Self::evidence_of(&new));
		Self::append(&genesis, id, &mut person, kind, today, org, evidence)?;
		person.account = Some(new.clone());
		person.frozen = false;
		Persons::<T>::insert(id, person);
		Freezes::<T>::remove(id);
		Accounts::<T>::remove(&old);
		Accounts::<T>::insert(&new, id);
		// Who gave the key that is replaced by its holder gave this one too: the key that he gave
		// signed for it.
		if let Some(giver) = giver {
			KeyGivenBy::<T>::insert(id, giver);
		}
		Replacements::<T>::remove(id);
		Self::settle(replacement.org);
		Self::deposit_event(Event::AccountReplaced { person: id, before: old, account: new, by });
		Ok(())
	}

	/// The new key that waits as `pending`.
	fn waiting_key(id: PersonId, pending: PendingId) -> Result<Replacement, DispatchError> {
		Replacements::<T>::get(id)
			.filter(|replacement| replacement.pending == pending)
			.ok_or_else(|| Error::<T>::ReplacementNotFound.into())
	}

	/// The new key will not be. The old one stays as it is: an approver thaws it.
	pub(crate) fn stop(id: PersonId, replacement: Replacement) {
		let Replacement { account, pending, org } = replacement;
		Replacements::<T>::remove(id);
		Self::settle(org);
		Self::deposit_event(Event::AccountReplacementStopped { person: id, account, pending });
	}
}

impl<T: Config> CarryOut for Pallet<T> {
	/// The organization that decided still stands above the person and where the person is seated, and
	/// the new key has become nobody else's.
	fn stands(pending: &Pending) -> bool {
		let PendingAct::ReplaceAccount(id) = pending.act else { return true };
		let new = Replacements::<T>::get(id).map(|replacement| replacement.account);
		let free = new.is_some_and(|new| !Accounts::<T>::contains_key(new));
		let above = match pending.by {
			Deciders::Holder(_) => true,
			Deciders::Officers { org, .. } => Self::person_under(org, id)
				.is_ok_and(|person| Self::ensure_superior_of_officers(org, id, &person).is_ok()),
		};
		free & above
	}

	fn carry_out(id: PendingId, pending: &Pending) -> DispatchResult {
		match pending.act {
			PendingAct::ReplaceAccount(person) => Self::finish(person, id, pending.by),
			PendingAct::Merge { .. } | PendingAct::Archive(_) => Err(DispatchError::Unavailable),
		}
	}

	fn vetoed(id: PendingId, pending: &Pending) -> DispatchResult {
		match pending.act {
			PendingAct::ReplaceAccount(person) => {
				let replacement = Self::waiting_key(person, id)?;
				Self::stop(person, replacement);
				// One officer's veto locks no other officer out.
				if T::Organizations::offices_of(person) > 0 {
					Self::load(person).map_or(Ok(()), |person| Self::freeze_lapses(&person))?;
				}
				Ok(())
			},
			PendingAct::Merge { .. } | PendingAct::Archive(_) => Err(DispatchError::Unavailable),
		}
	}

	fn weight() -> Weight {
		let offices = MAX_OFFICES.into();
		T::WeightInfo::carry_out()
			.saturating_add(T::DbWeight::get().reads(SEAT_READS))
			.saturating_add(T::WeightInfo::release(offices))
			.saturating_add(T::WeightInfo::entitle(offices))
	}
}
