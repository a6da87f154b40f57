//! A small tree with officers, an entitlement that remembers, and a registrar.
//!
//! ```text
//! 0 province ─┬─ 1 county ─┬─ 2 branch ── 6 group
//!             │            ├─ 3 branch
//!             │            └─ 7 branch, frozen
//!             ├─ 5 other county ── 4 branch
//!             └─ 8 branch of the province's own office
//! ```

use crate::{self as pallet_members};
use chuxin_primitives::{
	life::{LifeEvent, LifeKind, VersionedLifeEvent},
	membership::{
		binding_text, enrol_batch_hash, BatchDigest, Certificate, EnrolEntry, MembershipStatus,
	},
	organization::{Officer, OrgKind, OrgStatus, Power, Powers, StatusCounts},
	person_tag::certificate_message,
	traits::{self, Clock as _, CountChange, Persons as _},
	AccountId, ChuxinSignature, CivilDate, Hash, OrgId, PersonId, RawDate,
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
	type HandlerOrigin = EnsureOfficer<HandlerPower>;
	type ApproverOrigin = EnsureOfficer<ApproverPower>;
	type AnyOfficerOrigin = EnsureOfficer<AnyPower>;
	type CouncilOrigin = EnsureSignedBy<Council, AccountId>;
	type WeightInfo = ();
}

// --- time ---------------------------------------------------------------------------------------

/// 2024-02-29T12:00 in China.
pub const START: u64 = 1_709_136_000_000 + 12 * 3_600_000;
pub const GENESIS: Hash = Hash::repeat_byte(0x11);

parameter_types! {
	pub static Now: u64 = START;
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
		2 | 3 | 7 => Some(COUNTY),
		4 => Some(OTHER_COUNTY),
		6 => Some(BRANCH),
		n if n >= MANY => Some(COUNTY),
		_ => None,
	}
}

pub struct Tree;
impl traits::Organizations for Tree {
	fn lookup(org: OrgId) -> Option<(OrgKind, OrgStatus)> {
		Some(match org.0 {
			0 => (OrgKind::Provincial, OrgStatus::Active),
			1 | 5 => (OrgKind::County, OrgStatus::Active),
			2..=4 | 8 => (OrgKind::Branch, OrgStatus::Active),
			6 => (OrgKind::Group, OrgStatus::Active),
			7 => (OrgKind::Branch, OrgStatus::Frozen),
			n if n >= MANY => (OrgKind::JointBranch, OrgStatus::Active),
			_ => return None,
		})
	}
	fn is_within(org: OrgId, ancestor: OrgId) -> bool {
		Self::ancestors(org).contains(&ancestor)
	}
	fn ancestors(org: OrgId) -> Vec<OrgId> {
		if Self::lookup(org).is_none() {
			return Vec::new();
		}
		std::iter::successors(Some(org), |org| parent(*org)).collect()
	}
	fn powers_of(org: OrgId, person: PersonId) -> Powers {
		Officers::get(org, person).map(|(powers, _)| powers).unwrap_or_default()
	}
	fn offices_of(person: PersonId) -> u16 {
		Officers::iter_keys().filter(|(_, officer)| *officer == person).count() as u16
	}
	fn count(changes: &[CountChange]) -> DispatchResult {
		let mut counts = BTreeMap::<OrgId, StatusCounts>::new();
		for change in changes {
			ensure!(Self::lookup(change.org).is_some(), "no such organization");
			let count = counts.entry(change.org).or_insert_with(|| Counts::get(change.org));
			count.step(change.status, change.up, change.by).ok_or("counter out of range")?;
		}
		for (org, count) in counts {
			Counts::insert(org, count);
		}
		Ok(())
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
			let (powers, appointed_by) = Officers::get(org, person)?;
			P::accepts(powers).then_some(Officer { person, org: *org, appointed_by })
		};
		find().ok_or(o)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(org: &OrgId) -> Result<RuntimeOrigin, ()> {
		let all = Powers::from(&[Power::Handler, Power::Approver][..]);
		Officers::insert(org, SUPERIOR, (all, None::<PersonId>));
		Ok(as_person(SUPERIOR))
	}
}

// --- entitlement --------------------------------------------------------------------------------

#[derive(Clone, Copy, Default, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Entitled {
	pub offices: u16,
	pub memberships: u8,
	pub frozen: bool,
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
			e.frozen = frozen;
			Some(())
		})
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
	BatchDigest { hash: enrol_batch_hash(&GENESIS, org, 1, entries), count: entries.len() as u32 }
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
