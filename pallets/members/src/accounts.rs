//! A person's key: binding, freezing, thawing.

use crate::{
	types::{MAX_BINDING_DAYS, MAX_OFFICES},
	Accounts, Config, Error, Event, Freezes, KeyGivenBy, Pallet, Persons, Replacements,
};
use chuxin_primitives::{
	life::LifeKind,
	membership::{binding_text, MembershipStatus, Person},
	organization::Officer,
	traits::{Clock, Entitlement, Organizations},
	AccountId, ChuxinSignature, Hash, OrgId, PersonId, RawDate,
};
use frame::{deps::sp_runtime::traits::Verify, prelude::*};

impl<T: Config> Pallet<T> {
	pub(crate) fn bind(
		officer: Officer,
		id: PersonId,
		account: AccountId,
		expires: &RawDate,
		proof: &ChuxinSignature,
	) -> DispatchResult {
		let org = officer.org;
		let mut person = Self::subject(org, &officer, id)?;
		ensure!(person.status != MembershipStatus::Former, Error::<T>::FormerMember);
		ensure!(person.account.is_none(), Error::<T>::PersonHasAccount);
		Self::ensure_superior_of_officers(org, id, &person)?;
		ensure!(
			!Self::appointed(officer.person, id) && !Self::appointed(id, officer.person),
			Error::<T>::KeyFromAppointer
		);
		Self::ensure_consent(id, &account, expires, proof)?;
		let offices = Self::offices(id)?;

		Self::entitle(&account, offices)?;
		let kind = LifeKind::AccountBound;
		let (genesis, today) = (Self::genesis(), T::Clock::today());
		Self::append(&genesis, id, &mut person, kind, today, org, Self::evidence_of(&account))?;
		person.account = Some(account.clone());
		Persons::<T>::insert(id, person);
		Accounts::<T>::insert(&account, id);
		KeyGivenBy::<T>::insert(id, officer.person);
		Self::deposit_event(Event::AccountBound { org, person: id, account, by: officer.person });
		Ok(())
	}

	/// Whether `by` appointed the person anywhere.
	fn appointed(by: PersonId, id: PersonId) -> bool {
		T::Organizations::seats_of(id)
			.into_iter()
			.any(|org| T::Organizations::appointed_by(org, id) == Some(by))
	}

	/// The account is nobody's key, and agreed by its own signature to be this person's.
	pub(crate) fn ensure_consent(
		id: PersonId,
		account: &AccountId,
		expires: &RawDate,
		proof: &ChuxinSignature,
	) -> DispatchResult {
		ensure!(!Accounts::<T>::contains_key(account), Error::<T>::AccountTaken);
		let expires = expires.parse().ok_or(Error::<T>::InvalidDate)?;
		let today = T::Clock::today();
		ensure!(today <= expires, Error::<T>::BindingExpired);
		let latest = today.add_days(MAX_BINDING_DAYS).ok_or(Error::<T>::BindingTooLong)?;
		ensure!(expires <= latest, Error::<T>::BindingTooLong);
		let text = binding_text(&Self::genesis(), id, account, expires);
		ensure!(proof.verify(&text[..], account), Error::<T>::BindingProofInvalid);
		Ok(())
	}

	/// How many offices the person holds, if they can be given to a key, or taken from it, in one go.
	pub(crate) fn offices(id: PersonId) -> Result<u16, DispatchError> {
		let offices = T::Organizations::offices_of(id);
		ensure!(offices <= MAX_OFFICES, Error::<T>::TooManyOffices);
		Ok(offices)
	}

	/// What an event about a new key carries as evidence: the key.
	pub(crate) fn evidence_of(account: &AccountId) -> Hash {
		Hash::from(<[u8; 32]>::from(account.clone()))
	}

	/// Gives the account its membership and the offices its person already holds.
	pub(crate) fn entitle(account: &AccountId, offices: u16) -> DispatchResult {
		T::Entitlement::add_membership(account)?;
		(0..offices).try_for_each(|_| T::Entitlement::add_office(account))
	}

	/// Takes from the account what [`Pallet::entitle`] gave. Nothing it signed before is ever valid
	/// again. It is not left frozen: an account without entitlement can do nothing, and the mark
	/// would follow it to whoever binds it next.
	pub(crate) fn release(account: &AccountId, offices: u16) -> DispatchResult {
		(0..offices).try_for_each(|_| T::Entitlement::remove_office(account))?;
		T::Entitlement::remove_membership(account)?;
		T::Entitlement::set_frozen(account, false)
	}

	pub(crate) fn freeze(officer: Officer, id: PersonId) -> DispatchResult {
		let org = officer.org;
		let person = Self::other_under(org, &officer, id)?;
		Self::ensure_superior_of_officers(org, id, &person)?;
		let by = officer.person;
		if T::Organizations::offices_of(id) == 0 {
			return Self::set_freeze(org, by, id, person);
		}
		ensure!(person.account.is_some(), Error::<T>::AccountNotBound);
		let lapses = person.account.as_ref().is_some_and(|account| {
			T::Entitlement::frozen_until(account).is_some() && Freezes::<T>::get(id) != Some(by)
		});
		ensure!(!person.frozen || lapses, Error::<T>::AlreadyFrozen);

		let mut person = person;
		Self::freeze_key(org, by, id, &mut person)?;
		Self::freeze_lapses(&person)?;
		Persons::<T>::insert(id, person);
		Ok(())
	}

	/// What one officer does to another's key is undone by itself after a time.
	pub(crate) fn freeze_lapses(person: &Person) -> DispatchResult {
		let until = T::Clock::now().saturating_add(T::OfficerFreeze::get());
		match &person.account {
			Some(account) => T::Entitlement::freeze_until(account, until),
			None => Ok(()),
		}
	}

	/// What two decided does not lapse: a frozen key stays so until it is thawed.
	pub(crate) fn keep_frozen(person: &Person) -> DispatchResult {
		match &person.account {
			Some(account) if person.frozen => T::Entitlement::set_frozen(account, true),
			_ => Ok(()),
		}
	}

	pub(crate) fn freeze_own(account: &AccountId) -> DispatchResult {
		let id = Accounts::<T>::get(account).ok_or(Error::<T>::AccountUnknown)?;
		let person = Self::load(id).ok_or(Error::<T>::PersonNotFound)?;
		T::Organizations::ensure_dispensable(id)?;
		Self::set_freeze(person.org, id, id, person)
	}

	fn set_freeze(org: OrgId, by: PersonId, id: PersonId, mut person: Person) -> DispatchResult {
		ensure!(person.account.is_some(), Error::<T>::AccountNotBound);
		ensure!(!person.frozen, Error::<T>::AlreadyFrozen);

		Self::freeze_key(org, by, id, &mut person)?;
		Persons::<T>::insert(id, person);
		Ok(())
	}

	/// Freezes a bound key that is not frozen; the caller stores the person.
	pub(crate) fn freeze_key(
		org: OrgId,
		by: PersonId,
		id: PersonId,
		person: &mut Person,
	) -> DispatchResult {
		let account = person.account.clone().ok_or(Error::<T>::AccountNotBound)?;
		T::Entitlement::set_frozen(&account, true)?;
		Self::append_about_key(org, id, person, LifeKind::AccountFrozen)?;
		person.frozen = true;
		Freezes::<T>::insert(id, by);
		Self::deposit_event(Event::AccountFrozen { org, person: id, account, by });
		Ok(())
	}

	pub(crate) fn unfreeze(officer: Officer, id: PersonId) -> DispatchResult {
		let org = officer.org;
		let mut person = Self::other_under(org, &officer, id)?;
		Self::ensure_superior_of_officers(org, id, &person)?;
		ensure!(!Replacements::<T>::contains_key(id), Error::<T>::ReplacementWaits);
		let by = Freezes::<T>::get(id).filter(|_| person.frozen).ok_or(Error::<T>::NotFrozen)?;
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
}
