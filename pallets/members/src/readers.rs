//! What others ask: the runtime API, the trait by which pallets meet, the first block.

use crate::{Accounts, Config, Corrections, Error, NextPersonId, Pallet, Persons, Tags};
use alloc::vec::Vec;
use chuxin_primitives::{
	life::LifeKind,
	membership::{LifeHead, MembershipStatus, Person, PersonView, MAX_BATCH},
	person_tag::PersonTag,
	traits::{self, CountChange, Organizations},
	AccountId, CivilDate, Hash, OrgId, PersonId,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	/// A person as an administrator reads it.
	pub fn person(id: PersonId) -> Option<PersonView> {
		let person = Persons::<T>::get(id)?;
		Some(PersonView {
			id,
			org: person.org,
			status: person.status,
			spell: person.spell,
			record: person.record,
			birthday: person.birthday.map(|sealed| sealed.commitment),
			sealed_on: person
				.birthday
				.and_then(|sealed| CivilDate::in_china(sealed.at))
				.map(Into::into),
			corrected: person.corrected,
			effective_birthday: Corrections::<T>::get(id).map(|corrected| corrected.commitment),
			life_len: person.life.len,
			life_head: person.life.head,
			account: person.account,
			frozen: person.frozen,
		})
	}

	/// A person as the chain keeps it.
	pub fn person_record(id: PersonId) -> Option<Person> {
		Persons::<T>::get(id)
	}

	/// Who is registered under each tag, in the order asked; tags after the first 500 are not looked
	/// at.
	pub fn persons_by_tag(tags: Vec<PersonTag>) -> Vec<Option<PersonId>> {
		let most = usize::try_from(MAX_BATCH).unwrap_or_default();
		tags.into_iter().take(most).map(Tags::<T>::get).collect()
	}

	/// The person whose key this is.
	pub fn person_of(account: AccountId) -> Option<PersonId> {
		Accounts::<T>::get(account)
	}

	/// How many persons are registered: the number the next one gets.
	pub fn person_count() -> u64 {
		NextPersonId::<T>::get().0
	}

	/// Registers a founder in the first block: a full member with a key and without a record.
	///
	/// The life chain of a founder is empty; its first event is the first thing that happens.
	///
	/// # Errors
	/// When the branch is not there or holds no members, or the account is another founder's.
	pub(crate) fn found(account: &AccountId, org: OrgId) -> DispatchResult {
		let (kind, _) = T::Organizations::lookup(org).ok_or(Error::<T>::BranchNotFound)?;
		ensure!(kind.holds_members(), Error::<T>::NotABranch);
		ensure!(!Accounts::<T>::contains_key(account), Error::<T>::AccountTaken);
		let id = NextPersonId::<T>::get();
		let next = id.next().ok_or(Error::<T>::NumbersExhausted)?;
		let status = MembershipStatus::Full;
		T::Organizations::count(&[CountChange { org, status, up: true, by: 1 }])?;
		Self::entitle(account, T::Organizations::offices_of(id))?;

		NextPersonId::<T>::put(next);
		Accounts::<T>::insert(account, id);
		Persons::<T>::insert(
			id,
			Person {
				org,
				status,
				spell: 1,
				record: None,
				birthday: None,
				life: LifeHead { len: 0, head: Hash::zero() },
				account: Some(account.clone()),
				frozen: false,
				corrected: false,
			},
		);
		Ok(())
	}
}

impl<T: Config> traits::Persons<AccountId> for Pallet<T> {
	fn acting(account: &AccountId) -> Option<PersonId> {
		let id = Accounts::<T>::get(account)?;
		Persons::<T>::get(id).filter(|person| !person.frozen).map(|_| id)
	}

	fn account_of(person: PersonId) -> Option<AccountId> {
		Persons::<T>::get(person)?.account
	}

	fn standing(person: PersonId) -> Option<(OrgId, MembershipStatus)> {
		Persons::<T>::get(person).map(|person| (person.org, person.status))
	}

	fn record(
		person: PersonId,
		kind: LifeKind,
		effective: CivilDate,
		by: OrgId,
		evidence: Hash,
	) -> DispatchResult {
		Self::append_to(person, kind, effective, by, evidence)
	}
}
