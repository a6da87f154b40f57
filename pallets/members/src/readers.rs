//! What others ask: the runtime API, the trait by which pallets meet, the first block.

use crate::{
	Accounts, ActProposals, Config, Corrections, Ended, Error, Founders, Holds, KeyGivenBy,
	NextPersonId, Pallet, PastSpells, Persons, RecordUpdates, Replacements, Tags, Waiting,
};
use alloc::vec::Vec;
use chuxin_primitives::{
	life::LifeKind,
	membership::{
		ActProposalView, HoldView, LifeHead, MembershipStatus, Person, PersonView,
		RecordUpdateView, ReplacementView, Sealed, SpellView, MAX_BATCH,
	},
	person_tag::PersonTag,
	traits::{self, Clock, CountChange, Entitlement, Organizations},
	AccountId, CivilDate, Hash, Moment, OrgId, PersonId, RawDate,
};
use frame::prelude::*;

/// The day of a moment in China, as people read it. The chain's moments lie within the calendar.
fn day_of(at: Moment) -> Option<RawDate> {
	CivilDate::in_china(at).map(Into::into)
}

impl<T: Config> Pallet<T> {
	/// A person as an administrator reads it, in the branch of today.
	pub fn person(id: PersonId) -> Option<PersonView> {
		let person = Self::load(id)?;
		Some(PersonView {
			id,
			org: person.org,
			status: person.status,
			spell: person.spell,
			record: person.record,
			birthday: person.birthday.map(|sealed| sealed.commitment),
			sealed_on: person.birthday.and_then(|sealed| day_of(sealed.at)),
			corrected: person.corrected,
			effective_birthday: Corrections::<T>::get(id).map(|corrected| corrected.commitment),
			life_len: person.life.len,
			life_head: person.life.head,
			frozen: person.frozen,
			frozen_until: person
				.account
				.as_ref()
				.filter(|_| person.frozen)
				.and_then(T::Entitlement::frozen_until),
			account: person.account,
			held: person.held,
		})
	}

	/// The hold on a person.
	pub fn holds(id: PersonId) -> Option<HoldView> {
		let hold = Holds::<T>::get(id)?;
		Some(HoldView {
			until: hold.until.map(Into::into),
			without_vote: hold.without_vote,
			by: T::Organizations::resolve(hold.by),
			since: day_of(hold.since)?,
			over: !hold.is_on(T::Clock::today()),
		})
	}

	/// Every membership of a person, the first first.
	pub fn spells(id: PersonId) -> Vec<SpellView> {
		type Day = Option<CivilDate>;
		let view = |spell, record, sealed: Option<Sealed>, effective, ended: Day| SpellView {
			spell,
			record,
			birthday: sealed.map(|sealed| sealed.commitment),
			sealed_on: sealed.and_then(|sealed| day_of(sealed.at)),
			effective_birthday: effective,
			ended: ended.map(Into::into),
		};
		let Some(person) = Persons::<T>::get(id) else { return Vec::new() };
		let last = Ended::<T>::get(id);
		let past = (1..person.spell).filter_map(|spell| {
			let ended = PastSpells::<T>::get(id, spell)?;
			let effective = ended.corrected.map(|corrected| corrected.commitment);
			Some(view(spell, ended.record, ended.birthday, effective, Some(ended.ended)))
		});
		let effective = Corrections::<T>::get(id).map(|corrected| corrected.commitment);
		let present = view(person.spell, person.record, person.birthday, effective, last);
		past.chain(Some(present).filter(|present| present.spell > 0)).collect()
	}

	/// The person's new key that waits.
	pub fn replacement(id: PersonId) -> Option<ReplacementView> {
		let replacement = Replacements::<T>::get(id)?;
		Some(ReplacementView {
			account: replacement.account,
			pending: replacement.pending,
			org: T::Organizations::resolve(replacement.org),
		})
	}

	/// The person's own record update that waits.
	pub fn record_update(id: PersonId) -> Option<RecordUpdateView> {
		let update = RecordUpdates::<T>::get(id)?;
		Some(RecordUpdateView { record: update.record, since: day_of(update.at)? })
	}

	/// What a handler of `org` proposed about a person.
	pub fn act_proposal(org: OrgId, id: PersonId) -> Option<ActProposalView> {
		let proposal = ActProposals::<T>::get(T::Organizations::resolve(org), id)?;
		let since = day_of(proposal.at)?;
		Some(ActProposalView { proposal: proposal.proposal, by: proposal.by, since })
	}

	/// The day from which an organization keeps its records on the chain.
	pub fn go_live(org: OrgId) -> Option<RawDate> {
		Self::go_live_day(org).map(Into::into)
	}

	/// A person as the chain keeps it, but frozen only where the freeze has not ended by itself.
	pub fn person_record(id: PersonId) -> Option<Person> {
		let mut person = Persons::<T>::get(id)?;
		person.frozen = person.frozen && !Self::freeze_over(&person);
		Some(person)
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
		Founders::<T>::put(next.0);
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
				held: false,
			},
		);
		Ok(())
	}
}

impl<T: Config> traits::Persons<AccountId> for Pallet<T> {
	fn acting(account: &AccountId) -> Option<PersonId> {
		let id = Accounts::<T>::get(account)?;
		Self::person_record(id).filter(|person| !person.frozen).map(|_| id)
	}

	fn account_of(person: PersonId) -> Option<AccountId> {
		Persons::<T>::get(person)?.account
	}

	fn key_given_by(person: PersonId) -> Option<PersonId> {
		KeyGivenBy::<T>::get(person)
	}

	fn standing(person: PersonId) -> Option<(OrgId, MembershipStatus)> {
		Self::load(person).map(|person| (person.org, person.status))
	}

	fn move_branch(person: PersonId, from: OrgId, to: OrgId, by: OrgId) -> DispatchResult {
		Self::move_to(person, from, to, by)
	}

	fn waiting(org: OrgId) -> u32 {
		Waiting::<T>::get(T::Organizations::resolve(org))
	}

	fn live_since(org: OrgId) -> Option<CivilDate> {
		Self::go_live_day(org)
	}

	fn keep_go_live(org: OrgId, day: Option<CivilDate>) {
		if let Some(day) = day {
			Self::live_by(org, day);
		}
	}

	fn close_window(org: OrgId) -> Option<CivilDate> {
		Self::shut_window(org)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(org: OrgId, seed: u32) -> PersonId {
		crate::benchmarking::counted_member::<T>(org, seed)
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
