//! Acts on one person: proposed by a handler, carried out by somebody else.
//!
//! What is proposed is the hash of the act, so that the approver carries out exactly what the handler
//! saw. The act itself arrives with the call that carries it out.

use crate::{
	types::{ActProposal, PROPOSAL_DAYS},
	Accounts, ActProposals, Config, Error, Event, Pallet, Persons,
};
use chuxin_primitives::{
	agenda::Item,
	membership::{act_hash, Act, MembershipStatus, Person},
	organization::{Officer, OrgStatus, Power},
	traits::{Clock, Entitlement, Organizations, Tie},
	CivilDate, Hash, Moment, OrgId, PersonId,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn propose_act_on(officer: Officer, id: PersonId, proposal: Hash) -> DispatchResult {
		let org = officer.org;
		let person = Self::load(id).ok_or(Error::<T>::PersonNotFound)?;
		// A former member belongs to no branch: whoever admits the person again begins here.
		let former = person.status == MembershipStatus::Former;
		let yours = former || T::Organizations::is_within(person.org, org);
		ensure!(yours, Error::<T>::PersonNotYours);
		let by = officer.person;
		ensure!(by != id, Error::<T>::OwnCase);

		if ActProposals::<T>::contains_key(org, id) {
			Self::unfile(org, Item::Act(id));
		}
		Self::file_in(org, Item::Act(id), PROPOSAL_DAYS);
		ActProposals::<T>::insert(org, id, ActProposal { proposal, by, at: T::Clock::now() });
		Self::deposit_event(Event::ActProposed { org, person: id, proposal, by });
		Ok(())
	}

	pub(crate) fn withdraw_act_on(officer: Officer, id: PersonId) -> DispatchResult {
		let org = officer.org;
		ensure!(officer.person != id, Error::<T>::OwnCase);
		let proposal = ActProposals::<T>::get(org, id).ok_or(Error::<T>::ActNotProposed)?;

		Self::drop_act(org, id);
		Self::deposit_event(Event::ActWithdrawn {
			org,
			person: id,
			proposal: proposal.proposal,
			by: officer.person,
		});
		Ok(())
	}

	/// The proposal of exactly this act in `org`, if `second` may carry it out.
	///
	/// # Errors
	/// [`Error::ActNotProposed`], and those of [`Pallet::ensure_second`].
	pub(crate) fn proposed(
		org: OrgId,
		second: &Officer,
		id: PersonId,
		act: &Act,
	) -> Result<ActProposal, DispatchError> {
		let hash = act_hash(&Self::genesis(), org, id, act);
		let proposal = ActProposals::<T>::get(org, id)
			.filter(|proposal| proposal.proposal == hash)
			.ok_or(Error::<T>::ActNotProposed)?;
		Self::ensure_second(second, org, proposal.by, proposal.at)?;
		Ok(proposal)
	}

	/// Checks that what `first` proposed for `org` at the moment `at` may be carried out by `second`:
	/// they are two persons, of whom neither appointed the other or gave the other the key; the first
	/// is a handler of `org` still, with a key that acts; and it was proposed no more than
	/// [`Config::ProposalDays`] ago.
	///
	/// # Errors
	/// [`Error::SamePerson`], [`Error::AppointedByOther`], [`Error::KeyGivenByOther`],
	/// [`Error::PowerLost`], [`Error::ProposalTooOld`].
	pub(crate) fn ensure_second(
		second: &Officer,
		org: OrgId,
		first: PersonId,
		at: Moment,
	) -> DispatchResult {
		match T::Organizations::tie((org, first), (second.org, second.person)) {
			None => {},
			Some(Tie::Same) => return Err(Error::<T>::SamePerson.into()),
			Some(Tie::Appointed) => return Err(Error::<T>::AppointedByOther.into()),
			Some(Tie::Key) => return Err(Error::<T>::KeyGivenByOther.into()),
		}
		let acts = Self::load(first).is_some_and(|first| first.account.is_some() && !first.frozen);
		let handler = T::Organizations::powers_of(org, first).contains(Power::Handler);
		ensure!(acts && handler, Error::<T>::PowerLost);
		let last =
			CivilDate::in_china(at).and_then(|day| day.add_days(T::ProposalDays::get().into()));
		ensure!(last.is_some_and(|last| T::Clock::today() <= last), Error::<T>::ProposalTooOld);
		Ok(())
	}

	/// Takes out a proposal that was carried out or withdrawn.
	pub(crate) fn drop_act(org: OrgId, id: PersonId) {
		ActProposals::<T>::remove(org, id);
		Self::unfile(org, Item::Act(id));
	}

	/// The person as stored, in the branch that answers to its number today.
	pub(crate) fn load(id: PersonId) -> Option<Person> {
		let mut person = Persons::<T>::get(id)?;
		person.org = T::Organizations::resolve(person.org);
		person.frozen = person.frozen && !Self::freeze_over(&person);
		Some(person)
	}

	/// Whether the key is marked as frozen, and the freeze has ended by itself.
	pub(crate) fn freeze_over(person: &Person) -> bool {
		let until = person.account.as_ref().and_then(T::Entitlement::frozen_until);
		until.is_some_and(|until| until <= T::Clock::now())
	}

	/// The person, if registered in a branch that is `org` or below it.
	pub(crate) fn person_under(org: OrgId, id: PersonId) -> Result<Person, DispatchError> {
		let person = Self::load(id).ok_or(Error::<T>::PersonNotFound)?;
		ensure!(T::Organizations::is_within(person.org, org), Error::<T>::PersonNotYours);
		Ok(person)
	}

	/// As [`Pallet::person_under`], for somebody else than the officer.
	pub(crate) fn other_under(
		org: OrgId,
		officer: &Officer,
		id: PersonId,
	) -> Result<Person, DispatchError> {
		let person = Self::person_under(org, id)?;
		ensure!(officer.person != id, Error::<T>::OwnCase);
		Ok(person)
	}

	/// As [`Pallet::other_under`], where something new is to be recorded: not in a frozen branch.
	pub(crate) fn subject(
		org: OrgId,
		officer: &Officer,
		id: PersonId,
	) -> Result<Person, DispatchError> {
		let person = Self::other_under(org, officer, id)?;
		Self::ensure_not_frozen(person.org)?;
		Ok(person)
	}

	/// In a frozen organization nothing new is recorded but what guards keys, and deaths.
	pub(crate) fn ensure_not_frozen(org: OrgId) -> DispatchResult {
		let frozen =
			T::Organizations::lookup(org).is_some_and(|(_, status)| status == OrgStatus::Frozen);
		ensure!(!frozen, Error::<T>::OrganizationFrozen);
		Ok(())
	}

	/// Whoever signs with a key that is bound and not frozen.
	pub(crate) fn holder(origin: OriginFor<T>) -> Result<(PersonId, Person), DispatchError> {
		let account = ensure_signed(origin)?;
		let id = Accounts::<T>::get(&account).ok_or(Error::<T>::AccountUnknown)?;
		let person = Self::load(id).ok_or(Error::<T>::PersonNotFound)?;
		ensure!(!person.frozen, Error::<T>::KeyFrozen);
		Ok((id, person))
	}

	/// What touches an officer's key or membership is a matter for an organization above the officer's
	/// branch: else two officers of one branch could lock each other out, or undo what the superior
	/// did.
	pub(crate) fn ensure_superior_of_officers(
		org: OrgId,
		id: PersonId,
		person: &Person,
	) -> DispatchResult {
		let seats = T::Organizations::seats_of(id);
		let above = seats.iter().all(|seat| T::Organizations::is_within(*seat, org));
		let superior = above && org != person.org;
		ensure!(seats.is_empty() || superior, Error::<T>::SuperiorNeeded);
		Ok(())
	}
}
