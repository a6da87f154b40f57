//! Persons, proposals and signatures for the benchmarks.

use super::*;

/// The organization that acts: the root, so that branches are as far below it as can be.
pub(super) const ACTING: OrgId = OrgId(0);
/// Somebody who froze.
pub(super) const SOMEBODY: PersonId = PersonId(u64::MAX);
pub(super) const SCHEMA: u16 = 1;
pub(super) const KEY_VERSION: u8 = 1;
pub(super) const KEYS: KeyTypeId = KeyTypeId(*b"chux");

/// 32 bytes that differ for every number.
pub(super) fn bytes(n: u64) -> Hash {
	Hash::from(blake2_256(&n.encode()))
}

pub(super) fn sign(
	key: &sr25519::Public,
	message: &[u8],
) -> Result<sr25519::Signature, BenchmarkError> {
	sr25519_sign(KEYS, key, message).ok_or(BenchmarkError::Stop("no keystore, or no such key"))
}

pub(super) fn origin_of<T: Config, E: EnsureOriginWithArg<T::RuntimeOrigin, OrgId>>(
) -> Result<T::RuntimeOrigin, BenchmarkError> {
	E::try_successful_origin(&ACTING).map_err(|()| BenchmarkError::Stop("no officer of the root"))
}

pub(super) fn days_from_today<T: Config>(days: i64) -> Result<RawDate, BenchmarkError> {
	let day = T::Clock::today().add_days(days);
	day.map(Into::into).ok_or(BenchmarkError::Stop("the calendar ends"))
}

/// Puts an item that is overdue already: the dearest to take out.
pub(super) fn overdue<T: Config>(org: OrgId, item: Item) {
	T::Agenda::benchmark_overdue(org, item);
	Pallet::<T>::wait(org);
}

/// A batch of `n` members of one branch.
pub(super) fn batch<T: Config>(n: u32) -> Vec<EnrolEntry> {
	let org = T::Organizations::benchmark_branch(ACTING, 0);
	(0..n)
		.map(|i| EnrolEntry {
			org,
			status: MembershipStatus::Full,
			record_root: bytes(u64::from(i)),
			birthday: Some(bytes(u64::from(i) << 20)),
			tag: bytes(u64::from(i) << 40),
		})
		.collect()
}

/// The branch of a person.
pub(super) fn home<T: Config>(id: PersonId) -> Result<OrgId, BenchmarkError> {
	Persons::<T>::get(id).map(|person| person.org).ok_or(BenchmarkError::Stop("nobody"))
}

/// So many more full members.
pub(super) const fn full(org: OrgId, by: u32) -> CountChange {
	CountChange { org, status: MembershipStatus::Full, up: true, by }
}

/// The branch counts two full members, and has been told to settle that for too long.
pub(super) fn small<T: Config>(org: OrgId) -> DispatchResult {
	T::Organizations::count(&[full(org, 2)])?;
	T::Agenda::benchmark_overdue(org, Item::TooFewMembers);
	Ok(())
}

/// A member with a sealed birthday and an enrolment as only event, in a branch far below the root.
pub(super) fn member<T: Config>() -> (PersonId, VersionedLifeEvent) {
	member_of::<T>(T::Organizations::benchmark_branch(ACTING, 0))
}

pub(super) fn member_of<T: Config>(org: OrgId) -> (PersonId, VersionedLifeEvent) {
	let id = NextPersonId::<T>::get();
	let event = VersionedLifeEvent::V1(LifeEvent {
		seq: 0,
		kind: LifeKind::Enrolled,
		effective: T::Clock::today(),
		recorded: T::Clock::now(),
		org,
		by: ACTING,
		rules: rules::RULES_VERSION,
		evidence: [0; 32],
	});
	let before = life::life_head0(&Pallet::<T>::genesis(), id);
	let head = life::next_head(&before, 0, &life::event_hash(&event));
	let person = Person {
		org,
		status: MembershipStatus::Full,
		spell: 1,
		record: Some(Record { schema: SCHEMA, version: 1, root: bytes(1) }),
		birthday: Some(Sealed { commitment: bytes(2), version: 1, at: T::Clock::now() }),
		life: LifeHead { len: 1, head },
		account: None,
		frozen: false,
		corrected: false,
		held: false,
	};
	Persons::<T>::insert(id, person);
	NextPersonId::<T>::put(PersonId(id.0.saturating_add(1)));
	(id, event)
}

/// A member with a key.
pub(super) fn member_with_key<T: Config>() -> Result<(PersonId, AccountId), BenchmarkError> {
	let (id, _) = member::<T>();
	let account: AccountId = bytes(3).0.into();
	bind::<T>(id, &account)?;
	Ok((id, account))
}

/// A member with a key and `o` offices.
pub(super) fn officer<T: Config>(o: u32) -> Result<PersonId, BenchmarkError> {
	let (id, _) = member::<T>();
	T::Organizations::benchmark_offices(id, o);
	bind::<T>(id, &bytes(3).0.into())?;
	Ok(id)
}

pub(super) fn bind<T: Config>(id: PersonId, account: &AccountId) -> DispatchResult {
	Pallet::<T>::entitle(account, T::Organizations::offices_of(id))?;
	change::<T>(id, |person| person.account = Some(account.clone()));
	Accounts::<T>::insert(account, id);
	Ok(())
}

/// A counted full member of `org` with a key, for the benchmarks of other pallets.
///
/// # Panics
/// Where `org` is no branch: the benchmark is wrong then.
#[allow(clippy::expect_used)]
pub(crate) fn counted_member<T: Config>(org: OrgId, seed: u32) -> PersonId {
	let (id, _) = member_of::<T>(org);
	let account = AccountId::from(blake2_256(&(b"member", org, seed).encode()));
	let more = CountChange { org, status: MembershipStatus::Full, up: true, by: 1 };
	bind::<T>(id, &account)
		.and_then(|()| T::Organizations::count(&[more]))
		.expect("a branch takes members");
	id
}

pub(super) fn change<T: Config>(id: PersonId, f: impl FnOnce(&mut Person)) {
	Persons::<T>::mutate(id, |slot| {
		if let Some(person) = slot {
			f(person);
		}
	});
}

/// A handler of `org`, another person than its approver.
pub(super) fn handler<T: Config>(org: OrgId) -> Result<PersonId, BenchmarkError> {
	let origin = T::HandlerOrigin::try_successful_origin(&org);
	let account = origin.ok().and_then(|origin| origin.as_signer().cloned());
	let person = account.and_then(Accounts::<T>::get);
	person.ok_or(BenchmarkError::Stop("no handler"))
}

/// A handler has proposed the act in `org`.
pub(super) fn propose<T: Config>(
	org: OrgId,
	id: PersonId,
	act: &Act,
) -> Result<(), BenchmarkError> {
	let proposal = act_hash(&Pallet::<T>::genesis(), org, id, act);
	let by = handler::<T>(org)?;
	ActProposals::<T>::insert(org, id, ActProposal { proposal, by, at: T::Clock::now() });
	overdue::<T>(org, Item::Act(id));
	Ok(())
}

pub(super) fn next_record() -> Record {
	Record { schema: SCHEMA, version: 2, root: bytes(2) }
}

/// The member's own update waits.
pub(super) fn update_waits<T: Config>(id: PersonId, org: OrgId) {
	let update = RecordUpdate { record: next_record(), at: T::Clock::now(), org };
	RecordUpdates::<T>::insert(id, update);
	overdue::<T>(org, Item::RecordUpdate(id));
}

/// A hold with a last day rests on the person.
pub(super) fn held<T: Config>(id: PersonId, org: OrgId) {
	let today = T::Clock::today();
	let (until, since) = (Some(today), T::Clock::now());
	Holds::<T>::insert(id, Hold { until, without_vote: true, by: ACTING, since, org });
	overdue::<T>(org, Item::HoldEnds(id));
	change::<T>(id, |person| person.held = true);
}

/// A new key, its consent, and the last day of that.
pub(super) fn consent<T: Config>(
	id: PersonId,
) -> Result<(AccountId, RawDate, ChuxinSignature), BenchmarkError> {
	let key = sr25519_generate(KEYS, None);
	let account: AccountId = key.0.into();
	let expires = days_from_today::<T>(31)?;
	let last = expires.parse().ok_or(BenchmarkError::Stop("no day"))?;
	let text = binding_text(&Pallet::<T>::genesis(), id, &account, last);
	Ok((account, expires, ChuxinSignature::Sr25519(sign(&key, &text)?)))
}

/// Paper is the ground that asks most: for window and go-live day at every level; and it is late.
pub(super) fn paper<T: Config>() -> Result<(RawDate, CivilDate), BenchmarkError> {
	let today = T::Clock::today();
	ImportWindows::<T>::insert(ACTING, today);
	GoLive::<T>::insert(ACTING, today);
	let effective = days_from_today::<T>(-40)?;
	let day = effective.parse().ok_or(BenchmarkError::Stop("no day"))?;
	Ok((effective, day))
}

/// A day before every decision of the benchmarks.
pub(super) fn long_ago() -> CivilDate {
	rules::eras::FIRST_DAY
}

/// The person was suspended as a full member.
pub(super) fn suspended<T: Config>(id: PersonId) {
	Suspensions::<T>::insert(id, Suspension { before: MembershipStatus::Full, since: long_ago() });
}

/// Somebody proposed the decision on a counted person of this status.
pub(super) fn decision<T: Config>(
	id: PersonId,
	status: MembershipStatus,
	change_to: Change,
) -> Result<RawDate, BenchmarkError> {
	let (text, effective) = paper::<T>()?;
	change::<T>(id, |person| person.status = status);
	let org = home::<T>(id)?;
	T::Organizations::count(&[CountChange { org, status, up: true, by: 1 }])?;
	let decision =
		Decision { change: change_to, ground: Ground::Paper, effective, evidence: bytes(8) };
	propose::<T>(ACTING, id, &Act::Decide(decision))?;
	Ok(text)
}
