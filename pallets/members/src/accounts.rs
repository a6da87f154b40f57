//! A person's key: binding, freezing, thawing.

use crate::{
	types::{MAX_BINDING_DAYS, MAX_OFFICES},
	Accounts, Config, Error, Event, Freezes, Pallet, Persons,
};
use chuxin_primitives::{
	life::LifeKind,
	membership::{binding_text, Person},
	organization::Officer,
	traits::{Clock, Entitlement, Organizations},
	AccountId, ChuxinSignature, Hash, OrgId, PersonId, RawDate,
};
use frame::{deps::sp_runtime::traits::Verify, prelude::*};

impl<T: Config> Pallet<T> {
	pub(crate) fn bind(
		org: OrgId,
		officer: Officer,
		id: PersonId,
		account: AccountId,
		expires: &RawDate,
		proof: &ChuxinSignature,
	) -> DispatchResult {
		let mut person = Self::person_under(org, id)?;
		ensure!(officer.person != id, Error::<T>::OwnCase);
		ensure!(person.account.is_none(), Error::<T>::PersonHasAccount);
		ensure!(!Accounts::<T>::contains_key(&account), Error::<T>::AccountTaken);
		let expires = expires.parse().ok_or(Error::<T>::InvalidDate)?;
		let today = T::Clock::today();
		ensure!(today <= expires, Error::<T>::BindingExpired);
		let latest = today.add_days(MAX_BINDING_DAYS).ok_or(Error::<T>::BindingTooLong)?;
		ensure!(expires <= latest, Error::<T>::BindingTooLong);
		let offices = T::Organizations::offices_of(id);
		ensure!(offices <= MAX_OFFICES, Error::<T>::TooManyOffices);
		let genesis = Self::genesis();
		let text = binding_text(&genesis, id, &account, expires);
		ensure!(proof.verify(&text[..], &account), Error::<T>::BindingProofInvalid);

		Self::entitle(&account, offices)?;
		let evidence = Hash::from(<[u8; 32]>::from(account.clone()));
		Self::append(&genesis, id, &mut person, LifeKind::AccountBound, today, org, evidence)?;
		person.account = Some(account.clone());
		Persons::<T>::insert(id, person);
		Accounts::<T>::insert(&account, id);
		Self::deposit_event(Event::AccountBound { org, person: id, account, by: officer.person });
		Ok(())
	}

	/// Gives the account its membership and the offices its person already holds.
	pub(crate) fn entitle(account: &AccountId, offices: u16) -> DispatchResult {
		T::Entitlement::add_membership(account)?;
		(0..offices).try_for_each(|_| T::Entitlement::add_office(account))
	}

	pub(crate) fn freeze(org: OrgId, officer: Officer, id: PersonId) -> DispatchResult {
		let person = Self::person_under(org, id)?;
		ensure!(officer.person != id, Error::<T>::OwnCase);
		Self::ensure_superior_of_officers(org, id, &person)?;
		Self::set_freeze(org, officer.person, id, person)
	}

	pub(crate) fn freeze_own(account: &AccountId) -> DispatchResult {
		let id = Accounts::<T>::get(account).ok_or(Error::<T>::AccountUnknown)?;
		let person = Persons::<T>::get(id).ok_or(Error::<T>::PersonNotFound)?;
		Self::set_freeze(person.org, id, id, person)
	}

	fn set_freeze(org: OrgId, by: PersonId, id: PersonId, mut person: Person) -> DispatchResult {
		let account = person.account.clone().ok_or(Error::<T>::AccountNotBound)?;
		ensure!(!person.frozen, Error::<T>::AlreadyFrozen);

		T::Entitlement::set_frozen(&account, true)?;
		Self::append_about_key(org, id, &mut person, LifeKind::AccountFrozen)?;
		person.frozen = true;
		Persons::<T>::insert(id, person);
		Freezes::<T>::insert(id, by);
		Self::deposit_event(Event::AccountFrozen { org, person: id, account, by });
		Ok(())
	}

	pub(crate) fn unfreeze(org: OrgId, officer: Officer, id: PersonId) -> DispatchResult {
		let mut person = Self::person_under(org, id)?;
		ensure!(officer.person != id, Error::<T>::OwnCase);
		Self::ensure_superior_of_officers(org, id, &person)?;
		let by = Freezes::<T>::get(id).ok_or(Error::<T>::NotFrozen)?;
		ensure!(officer.person != by, Error::<T>::FrozenByYou);
		let account = person.account.clone().ok_or(Error::<T>::AccountNotBound)?;

		T::Entitlement::set_frozen(&account, false)?;
		Self::append_about_key(org, id, &mut person, LifeKind::AccountThawed)?;
		person.frozen = false;
		Persons::<T>::insert(id, person);
		Freezes::<T>::remove(id);
		Self::deposit_event(Event::AccountThawed { org, person: id, account, by: officer.person });
		Ok(())
	}

	fn append_about_key(
		org: OrgId,
		id: PersonId,
		person: &mut Person,
		kind: LifeKind,
	) -> DispatchResult {
		Self::append(&Self::genesis(), id, person, kind, T::Clock::today(), org, Hash::zero())
	}

	/// The person, if registered in a branch that is `org` or below it.
	pub(crate) fn person_under(org: OrgId, id: PersonId) -> Result<Person, DispatchError> {
		let person = Persons::<T>::get(id).ok_or(Error::<T>::PersonNotFound)?;
		ensure!(T::Organizations::is_within(person.org, org), Error::<T>::PersonNotYours);
		Ok(person)
	}

	/// An officer's key is a matter for an organization above the officer's branch: else two
	/// officers of one branch could lock each other out, or undo what the superior did.
	fn ensure_superior_of_officers(org: OrgId, id: PersonId, person: &Person) -> DispatchResult {
		let officer = T::Organizations::offices_of(id) > 0;
		ensure!(!officer || org != person.org, Error::<T>::SuperiorNeeded);
		Ok(())
	}
}
