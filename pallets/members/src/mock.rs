//! A small tree with officers, an entitlement and an agenda that remember, acts that wait, resolutions
//! that were passed, and a registrar.
//!
//! ```text
//! 0 province ─┬─ 1 county ─┬─ 2 branch ── 6 group
//!             │            ├─ 3 branch
//!             │            ├─ 9 primary committee ── 10 branch
//!             │            └─ 7 branch, frozen
//!             ├─ 5 other county ── 4 branch
//!             └─ 8 branch of the province's own office
//! ```

use crate::{self as pallet_members};
use chuxin_primitives::{
	agenda::Item,
	life::{LifeEvent, LifeKind, VersionedLifeEvent},
	membership::{
		act_hash, binding_text, enrol_batch_hash, Act, BatchDigest, Certificate, EnrolEntry,
		MembershipStatus, Record,
	},
	organization::{Grant, Grants, Officer, OrgKind, OrgStatus, Power, Powers, StatusCounts},
	person_tag::certificate_message,
	traits::{self, Clock as _, CountChange, Persons as _},
	AccountId, ChuxinSignature, CivilDate, Hash, OrgId, PendingId, PersonId, RawDate,
};
use codec::{Decode, Encode, MaxEncodedLen};
use frame::{
	deps::{
		frame_system::RawOrigin,
		sp_core::{sr25519, Pair},
	},
	testing_prelude::*,
	traits::EnsureOriginWithArg,
};
use std::{collections::BTreeMap, marker::PhantomData};

mod doubles;
pub use doubles::*;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Members: pallet_members,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = MockBlock<Test>;
}

impl pallet_members::Config for Test {
	type Organizations = Tree;
	type Entitlement = Quota;
	type Clock = TestClock;
	type Agenda = Deadlines;
	type Pending = PendingList;
	type Resolutions = Minutes;
	type OfficerFreeze = OfficerFreeze;
	type ReplacementDelay = ReplacementDelay;
	type LateEntryDays = LateEntryDays;
	type ProposalDays = ProposalDays;
	type HandlerOrigin = EnsureOfficer<HandlerPower>;
	type ApproverOrigin = EnsureOfficer<ApproverPower>;
	type AnyOfficerOrigin = EnsureOfficer<AnyPower>;
	type CouncilOrigin = EnsureSignedBy<Council, AccountId>;
	type WeightInfo = ();
}

// --- time ---------------------------------------------------------------------------------------

/// 2024-02-29T12:00 in China.
pub const START: u64 = 1_709_136_000_000 + 12 * 3_600_000;
/// 7 days.
pub const OFFICER_FREEZE: u64 = 7 * 86_400_000;
/// 72 hours.
pub const REPLACEMENT_DELAY: u64 = 72 * 3_600_000;
pub const GENESIS: Hash = Hash::repeat_byte(0x11);

parameter_types! {
	pub static Now: u64 = START;
	pub static LastResolution: u32 = 0;
	/// The only approver the root has.
	pub static LastApprover: Option<PersonId> = None;
	pub const OfficerFreeze: u64 = OFFICER_FREEZE;
	pub const ReplacementDelay: u64 = REPLACEMENT_DELAY;
	pub const LateEntryDays: u32 = 30;
	pub const ProposalDays: u32 = 90;
}

ord_parameter_types! {
	pub const Council: AccountId = account(99);
}

pub struct TestClock;
impl traits::Clock for TestClock {
	fn now() -> u64 {
		Now::get()
	}
	fn today() -> CivilDate {
		CivilDate::in_china(Now::get()).unwrap()
	}
}

/// Goes on by whole days.
pub fn pass_days(days: u64) {
	Now::set(Now::get() + days * 86_400_000);
}

/// The day `days` after today, as people type it.
pub fn day(days: i64) -> RawDate {
	TestClock::today().add_days(days).unwrap().into()
}

// --- organizations ------------------------------------------------------------------------------

pub const PROVINCE: OrgId = OrgId(0);
pub const COUNTY: OrgId = OrgId(1);
pub const BRANCH: OrgId = OrgId(2);
pub const BRANCH_B: OrgId = OrgId(3);
pub const OTHER_BRANCH: OrgId = OrgId(4);
pub const OTHER_COUNTY: OrgId = OrgId(5);
pub const GROUP: OrgId = OrgId(6);
pub const FROZEN_BRANCH: OrgId = OrgId(7);
pub const OFFICE_BRANCH: OrgId = OrgId(8);
pub const COMMITTEE: OrgId = OrgId(9);
pub const COMMITTEE_BRANCH: OrgId = OrgId(10);
/// Branches from this number on stand directly below the county; for full batches.
pub const MANY: u32 = 1_000;
pub const NOWHERE: OrgId = OrgId(900);

#[frame::storage_alias(verbatim)]
pub type Counts = StorageMap<Mock, Twox64Concat, OrgId, StatusCounts, ValueQuery>;
#[frame::storage_alias(verbatim)]
pub type Officers =
	StorageDoubleMap<Mock, Twox64Concat, OrgId, Twox64Concat, PersonId, (Powers, Option<PersonId>)>;

fn parent(org: OrgId) -> Option<OrgId> {
	match org.0 {
		1 | 5 | 8 => Some(PROVINCE),
		2 | 3 | 7 | 9 => Some(COUNTY),
		4 => Some(OTHER_COUNTY),
		6 => Some(BRANCH),
		10 => Some(COMMITTEE),
		n if n >= MANY => Some(COUNTY),
		_ => None,
	}
}

/// Organizations that went over into others.
#[frame::storage_alias(verbatim)]
pub type Merged = StorageMap<Mock, Twox64Concat, OrgId, OrgId>;

/// Organizations that were frozen.
#[frame::storage_alias(verbatim)]
pub type Halted = StorageMap<Mock, Twox64Concat, OrgId, ()>;

/// The superior freezes an organization.
pub fn halt(org: OrgId) {
	Halted::insert(org, ());
}

/// The superior thaws an organization.
pub fn thaw(org: OrgId) {
	Halted::remove(org);
}

/// `from` goes over into `into`, with its head counts.
pub fn merge(from: OrgId, into: OrgId) {
	let sum = Counts::get(into).checked_add(&Counts::take(from)).unwrap();
	Counts::insert(into, sum);
	Merged::insert(from, into);
}

/// Officers whose membership is suspended, as the organizations were told.
#[frame::storage_alias(verbatim)]
pub type Resting = StorageMap<Mock, Twox64Concat, PersonId, ()>;

pub struct Tree;
impl Tree {
	/// What the person holds in the organization that answers to this number. As the organizations do:
	/// nothing in one that does not work, and for who is suspended or no longer a member.
	fn in_force(org: OrgId, person: PersonId) -> Option<(Powers, Option<PersonId>)> {
		let (_, status) = Members::standing(person)?;
		let active = <Self as traits::Organizations>::lookup(org)?.1 == OrgStatus::Active;
		let member = matches!(status, MembershipStatus::Full | MembershipStatus::Probationary);
		let held = Officers::get(<Self as traits::Organizations>::resolve(org), person)?;
		(active && member).then_some(held)
	}

	/// Where the person is an officer.
	fn seats(person: PersonId) -> Vec<OrgId> {
		let seats = Officers::iter_keys().filter(|(_, officer)| *officer == person);
		seats.map(|(org, _)| org).collect()
	}
}

impl traits::Organizations for Tree {
	fn lookup(org: OrgId) -> Option<(OrgKind, OrgStatus)> {
		let halted = Halted::contains_key(Self::resolve(org));
		let (kind, status) = match Self::resolve(org).0 {
			0 => (OrgKind::Provincial, OrgStatus::Active),
			1 | 5 => (OrgKind::County, OrgStatus::Active),
			2..=4 | 8 | 10 => (OrgKind::Branch, OrgStatus::Active),
			9 => (OrgKind::PrimaryCommittee, OrgStatus::Active),
			6 => (OrgKind::Group, OrgStatus::Active),
			7 => (OrgKind::Branch, OrgStatus::Frozen),
			n if n >= MANY => (OrgKind::JointBranch, OrgStatus::Active),
			_ => return None,
		};
		Some((kind, if halted { OrgStatus::Frozen } else { status }))
	}
	fn is_within(org: OrgId, ancestor: OrgId) -> bool {
		Self::ancestors(org).contains(&Self::resolve(ancestor))
	}
	fn ancestors(org: OrgId) -> Vec<OrgId> {
		if Self::lookup(org).is_none() {
			return Vec::new();
		}
		std::iter::successors(Some(Self::resolve(org)), |org| parent(*org)).collect()
	}
	fn powers_of(org: OrgId, person: PersonId) -> Powers {
		Self::in_force(org, person).map(|(powers, _)| powers).unwrap_or_default()
	}
	fn appointed_by(org: OrgId, person: PersonId) -> Option<PersonId> {
		Officers::get(Self::resolve(org), person)?.1
	}
	fn key_given_by(person: PersonId) -> Option<PersonId> {
		Members::key_given_by(person)
	}
	fn offices_of(person: PersonId) -> u16 {
		Self::seats(person).len() as u16
	}
	fn seats_of(person: PersonId) -> Vec<OrgId> {
		Self::seats(person)
	}
	fn ensure_dispensable(person: PersonId) -> DispatchResult {
		ensure!(LastApprover::get() != Some(person), "the last approver of the root");
		Ok(())
	}
	fn resolve(org: OrgId) -> OrgId {
		std::iter::successors(Some(org), |org| Merged::get(org)).last().unwrap()
	}
	fn grants_of(org: OrgId) -> Grants {
		match Self::resolve(org) {
			COUNTY => Grants::NONE.with(Grant::ApproveAdmission),
			_ => Grants::NONE,
		}
	}
	fn count(changes: &[CountChange]) -> DispatchResult {
		let mut counts = BTreeMap::<OrgId, StatusCounts>::new();
		for change in changes {
			ensure!(Self::lookup(change.org).is_some(), "no such organization");
			let org = Self::resolve(change.org);
			let count = counts.entry(org).or_insert_with(|| Counts::get(org));
			count.step(change.status, change.up, change.by).ok_or("counter out of range")?;
		}
		for (org, count) in counts {
			Counts::insert(org, count);
		}
		Ok(())
	}
	fn vacate(person: PersonId) -> DispatchResult {
		Self::ensure_dispensable(person)?;
		for org in Self::seats(person) {
			if let Some(account) = Members::account_of(person) {
				<Quota as traits::Entitlement<AccountId>>::remove_office(&account)?;
			}
			Officers::remove(org, person);
		}
		Ok(())
	}
	fn rest(person: PersonId, suspended: bool) {
		Resting::set(person, suspended.then_some(()));
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_offices(person: PersonId, n: u32) {
		for seed in 0..n {
			Officers::insert(OrgId(MANY + seed), person, (Powers::NONE, None::<PersonId>));
		}
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_branch(_org: OrgId, seed: u32) -> OrgId {
		OrgId(MANY + seed)
	}
}

pub struct HandlerPower;
pub struct ApproverPower;
pub struct AnyPower;

pub trait Accepts {
	fn accepts(powers: Powers) -> bool;
}
impl Accepts for HandlerPower {
	fn accepts(powers: Powers) -> bool {
		powers.contains(Power::Handler)
	}
}
impl Accepts for ApproverPower {
	fn accepts(powers: Powers) -> bool {
		powers.contains(Power::Approver)
	}
}
impl Accepts for AnyPower {
	fn accepts(powers: Powers) -> bool {
		!powers.is_empty()
	}
}

pub struct EnsureOfficer<P>(PhantomData<P>);
impl<P: Accepts> EnsureOriginWithArg<RuntimeOrigin, OrgId> for EnsureOfficer<P> {
	type Success = Officer;

	fn try_origin(o: RuntimeOrigin, org: &OrgId) -> Result<Officer, RuntimeOrigin> {
		let find = || {
			let Ok(RawOrigin::Signed(who)) = o.clone().into() else { return None };
			let person = Members::acting(&who)?;
			let (powers, appointed_by) = Tree::in_force(*org, person)?;
			let org = <Tree as traits::Organizations>::resolve(*org);
			P::accepts(powers).then_some(Officer { person, org, appointed_by })
		};
		find().ok_or(o)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(org: &OrgId) -> Result<RuntimeOrigin, ()> {
		// Who proposes is another one than who approves.
		let (power, person) = if P::accepts(Powers::NONE.with(Power::Approver)) {
			(Power::Approver, SUPERIOR)
		} else {
			(Power::Handler, HANDLER)
		};
		Officers::insert(org, person, (Powers::NONE.with(power), None::<PersonId>));
		Ok(as_person(person))
	}
}

// --- entitlement --------------------------------------------------------------------------------

#[derive(Clone, Copy, Default, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Entitled {
	pub offices: u16,
	pub memberships: u8,
	pub frozen: bool,
	pub frozen_until: Option<u64>,
}

#[frame::storage_alias(verbatim)]
pub type Entitlements = StorageMap<Mock, Twox64Concat, AccountId, Entitled, ValueQuery>;

pub struct Quota;

fn change(who: &AccountId, f: impl FnOnce(&mut Entitled) -> Option<()>) -> DispatchResult {
	Entitlements::try_mutate(who, |e| f(e).ok_or("entitlement out of range".into()))
}

impl traits::Entitlement<AccountId> for Quota {
	fn add_office(account: &AccountId) -> DispatchResult {
		change(account, |e| e.offices.checked_add(1).map(|n| e.offices = n))
	}
	fn remove_office(account: &AccountId) -> DispatchResult {
		change(account, |e| e.offices.checked_sub(1).map(|n| e.offices = n))
	}
	fn add_membership(account: &AccountId) -> DispatchResult {
		change(account, |e| e.memberships.checked_add(1).map(|n| e.memberships = n))
	}
	fn remove_membership(account: &AccountId) -> DispatchResult {
		change(account, |e| e.memberships.checked_sub(1).map(|n| e.memberships = n))
	}
	fn set_frozen(account: &AccountId, frozen: bool) -> DispatchResult {
		change(account, |e| {
			(e.frozen, e.frozen_until) = (frozen, None);
			Some(())
		})
	}
	fn freeze_until(account: &AccountId, until: u64) -> DispatchResult {
		change(account, |e| {
			(e.frozen, e.frozen_until) = (true, Some(until));
			Some(())
		})
	}
	fn frozen_until(account: &AccountId) -> Option<u64> {
		Entitlements::get(account).frozen_until
	}
}

// --- persons of the first block -------------------------------------------------------------------

/// Handler of the county (member of `BRANCH`).
pub const HANDLER: PersonId = PersonId(0);
/// Approver of the county (member of `BRANCH`).
pub const APPROVER: PersonId = PersonId(1);
/// Approver of the county whom the handler appointed.
pub const PROTEGE: PersonId = PersonId(2);
/// Handler and approver of the province (member of `OFFICE_BRANCH`).
pub const SUPERIOR: PersonId = PersonId(3);
/// No officer (member of `BRANCH`).
pub const PLAIN: PersonId = PersonId(4);
/// Statistician of `BRANCH`: an officer who neither proposes nor approves.
pub const CLERK: PersonId = PersonId(5);
/// Handler and approver of the other county.
pub const STRANGER: PersonId = PersonId(6);
/// Handler and approver of the county at once.
pub const BOTH: PersonId = PersonId(7);
/// Handler and approver of `BRANCH` only.
pub const BRANCH_OFFICER: PersonId = PersonId(8);
/// How many persons there are before anybody is enrolled.
pub const FOUNDERS: u64 = 9;

pub const fn account(n: u8) -> AccountId {
	AccountId::new([n; 32])
}

/// The account of a founder.
pub fn key_of(person: PersonId) -> AccountId {
	account(person.0 as u8 + 1)
}

pub fn as_person(person: PersonId) -> RuntimeOrigin {
	RuntimeOrigin::signed(key_of(person))
}

pub fn registrar() -> sr25519::Pair {
	sr25519::Pair::from_seed(&[77; 32])
}

pub fn genesis_ext() -> TestState {
	let branches = [2, 2, 2, 8, 2, 2, 4, 2, 2];
	let founders =
		branches.iter().zip(0u64..).map(|(branch, id)| (key_of(PersonId(id)), *branch)).collect();
	let genesis = RuntimeGenesisConfig {
		members: pallet_members::GenesisConfig {
			founders,
			registrar_keys: vec![(1, registrar().public().0)],
			_config: PhantomData,
		},
		..Default::default()
	};
	let mut ext: TestState = genesis.build_storage().unwrap().into();
	ext.execute_with(|| {
		Now::set(START);
		System::initialize(&1, &GENESIS, &Default::default());
		appoint(COUNTY, HANDLER, &[Power::Handler], None);
		appoint(COUNTY, APPROVER, &[Power::Approver], None);
		appoint(COUNTY, PROTEGE, &[Power::Approver], Some(HANDLER));
		appoint(PROVINCE, SUPERIOR, &[Power::Handler, Power::Approver], None);
		appoint(BRANCH, CLERK, &[Power::Statistics], None);
		appoint(OTHER_COUNTY, STRANGER, &[Power::Handler, Power::Approver], None);
		appoint(COUNTY, BOTH, &[Power::Handler, Power::Approver], None);
		appoint(BRANCH, BRANCH_OFFICER, &[Power::Handler, Power::Approver], None);
	});
	ext.commit_all().unwrap();
	ext
}

#[cfg(feature = "runtime-benchmarks")]
pub fn bench_ext() -> TestState {
	use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
	let mut ext = genesis_ext();
	ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
	ext
}

pub fn appoint(org: OrgId, person: PersonId, powers: &[Power], by: Option<PersonId>) {
	Officers::insert(org, person, (Powers::from(powers), by));
	if let Some(account) = Members::account_of(person) {
		<Quota as traits::Entitlement<AccountId>>::add_office(&account).unwrap();
	}
}

pub fn dismiss(org: OrgId, person: PersonId) {
	Officers::remove(org, person);
	if let Some(account) = Members::account_of(person) {
		<Quota as traits::Entitlement<AccountId>>::remove_office(&account).unwrap();
	}
}

/// Runs a test, then checks every invariant: P1 against the tree's counts, the others by themselves.
pub fn test(run: impl FnOnce()) {
	genesis_ext().execute_with(|| {
		run();
		check_invariants();
	});
}

pub fn check_invariants() {
	Members::do_try_state().unwrap();
	let counted: BTreeMap<OrgId, StatusCounts> =
		Counts::iter().filter(|(_, counts)| *counts != StatusCounts::default()).collect();
	assert_eq!(Members::recount().unwrap(), counted, "P1");
	// The agenda holds exactly what waits; late entries are for the superior to note.
	let mut waiting: Vec<(OrgId, Item)> = Members::everything_waiting()
		.into_iter()
		.filter_map(|(org, item)| Some((org, item?)))
		.collect();
	let mut filed: Vec<(OrgId, Item)> =
		Items::iter_keys().filter(|(_, item)| !matches!(item, Item::LateEntry { .. })).collect();
	waiting.extend(crate::ImportWindows::<Test>::iter_keys().map(|org| (org, Item::ImportWindow)));
	waiting.sort_unstable();
	filed.sort_unstable();
	assert_eq!(filed, waiting, "agenda");
	// A key waits here exactly if it waits among the pending acts.
	let mut keys: Vec<PendingId> =
		crate::Replacements::<Test>::iter_values().map(|r| r.pending).collect();
	let mut acts: Vec<PendingId> = WaitingActs::iter_keys().collect();
	keys.sort_unstable();
	acts.sort_unstable();
	assert_eq!(acts, keys, "pending acts");
}

// --- batches --------------------------------------------------------------------------------------

/// Member number `n` of `branch`, as the desk would send it.
pub fn entry(n: u32, branch: OrgId) -> EnrolEntry {
	let hash = |purpose: u8| Hash::from(frame::hashing::blake2_256(&(purpose, n).encode()));
	EnrolEntry {
		org: branch,
		status: MembershipStatus::Full,
		record_root: hash(1),
		birthday: Some(hash(2)),
		tag: hash(3),
	}
}

/// Members `from..to` of `BRANCH`.
pub fn entries(from: u32, to: u32) -> Vec<EnrolEntry> {
	(from..to).map(|n| entry(n, BRANCH)).collect()
}

/// The registrar's certificate, valid for 100 blocks.
pub fn certify(org: OrgId, entries: &[EnrolEntry]) -> Certificate {
	certify_until(org, entries, System::block_number() as u32 + 100)
}

pub fn certify_until(org: OrgId, entries: &[EnrolEntry], expires: u32) -> Certificate {
	let tags: Vec<Hash> = entries.iter().map(|entry| entry.tag).collect();
	let message = certificate_message(&GENESIS, 1, org, &tags, expires);
	Certificate { key_version: 1, expires, signature: registrar().sign(&message).0 }
}

pub fn digest(org: OrgId, entries: &[EnrolEntry]) -> BatchDigest {
	BatchDigest { batch: enrol_batch_hash(&GENESIS, org, 1, entries), count: entries.len() as u32 }
}

/// Opens a window for the county and has the handler propose the batch.
pub fn prepare(entries: &[EnrolEntry]) {
	Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(30)).unwrap();
	Members::propose_enrolment(as_person(HANDLER), COUNTY, vec![digest(COUNTY, entries)]).unwrap();
}

/// Enrols as the county's approver, with a good certificate.
pub fn approve(entries: Vec<EnrolEntry>) -> DispatchResult {
	let certificate = certify(COUNTY, &entries);
	Members::enrol(as_person(APPROVER), COUNTY, 1, entries, certificate)
}

/// Registers one full member of `branch` and gives the number.
pub fn enrolled(n: u32, branch: OrgId) -> PersonId {
	let id = PersonId(Members::person_count());
	let batch = vec![entry(n, branch)];
	prepare(&batch);
	approve(batch).unwrap();
	id
}

// --- keys -----------------------------------------------------------------------------------------

pub fn pair(n: u8) -> sr25519::Pair {
	sr25519::Pair::from_seed(&[n; 32])
}

pub fn account_of(pair: &sr25519::Pair) -> AccountId {
	pair.public().0.into()
}

/// The member's consent.
pub fn consent(pair: &sr25519::Pair, person: PersonId, expires: &RawDate) -> ChuxinSignature {
	let text = binding_text(&GENESIS, person, &account_of(pair), expires.parse().unwrap());
	ChuxinSignature::Sr25519(pair.sign(&text))
}

/// Binds key `n` to the person.
pub fn bind(person: PersonId, n: u8) -> AccountId {
	let (pair, expires) = (pair(n), day(7));
	let proof = consent(&pair, person, &expires);
	let account = account_of(&pair);
	Members::bind_account(as_person(APPROVER), COUNTY, person, account.clone(), expires, proof)
		.unwrap();
	account
}

// --- acts -----------------------------------------------------------------------------------------

/// The county's handler proposes an act on a person.
pub fn propose(person: PersonId, act: &Act) -> Hash {
	propose_as(HANDLER, COUNTY, person, act)
}

pub fn propose_as(who: PersonId, org: OrgId, person: PersonId, act: &Act) -> Hash {
	let hash = act_hash(&GENESIS, org, person, act);
	Members::propose_act(as_person(who), org, person, hash).unwrap();
	hash
}

/// Version `version` of a record.
pub fn record(version: u32) -> Record {
	Record { schema: 1, version, root: Hash::repeat_byte(version as u8) }
}

/// Li and Wang replace the person's key by key `n`; gives the act that waits.
pub fn replace(person: PersonId, n: u8) -> PendingId {
	let (key, expires) = (pair(n), day(7));
	let account = account_of(&key);
	propose(person, &Act::ReplaceAccount { account: account.clone() });
	let proof = consent(&key, person, &expires);
	Members::replace_account(as_person(APPROVER), COUNTY, person, account, expires, proof).unwrap();
	crate::Replacements::<Test>::get(person).unwrap().pending
}

// --- life -----------------------------------------------------------------------------------------

/// The event this pallet should have recorded.
pub fn life_event(
	seq: u32,
	kind: LifeKind,
	org: OrgId,
	by: OrgId,
	evidence: [u8; 32],
) -> VersionedLifeEvent {
	VersionedLifeEvent::V1(LifeEvent {
		seq,
		kind,
		effective: TestClock::today(),
		recorded: Now::get(),
		org,
		by,
		rules: chuxin_primitives::rules::RULES_VERSION,
		evidence,
	})
}

/// The last event deposited by this pallet.
pub fn last_event() -> crate::Event<Test> {
	let event = System::events().pop().expect("no event").event;
	match event {
		RuntimeEvent::Members(event) => event,
		other => panic!("not an event of this pallet: {other:?}"),
	}
}
