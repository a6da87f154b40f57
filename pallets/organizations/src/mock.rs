//! A small chain to test on: a tree, persons with keys, a clock that is set by hand.
//!
//! ```text
//! 0 province ─┬─ 1 county ── 2 committee ─┬─ 3 branch ── 4 group
//!             │                           └─ 7 branch
//!             └─ 5 county ── 6 branch
//! ```

use crate as pallet_organizations;
use crate::{
	Appointment, ApproverPower, EnsureOfficer, GenesisOrg, HandlerPower, KeyCustodianPower,
	OfficesHeld,
};
use chuxin_primitives::{
	agenda::{Agenda, Item},
	life::LifeKind,
	membership::MembershipStatus::{self, *},
	organization::{Office, Officer, Offices, OrgKind, Power, Powers},
	pending::{CarryOut, Deciders, Pending, PendingAct, PendingActs},
	resolution::{Purpose, Resolutions, Subject},
	traits::{Clock, CountChange, Entitlement, Organizations as _, Persons},
	CivilDate, Hash, Moment, OrgId, PendingId, PersonId, ResolutionId,
};
use codec::{Decode, Encode};
use frame::{
	deps::frame_support::storage::{unhashed, with_storage_layer},
	testing_prelude::*,
	traits::EnsureOriginWithArg,
};
use std::collections::BTreeMap;

pub type AccountId = u64;

construct_runtime!(
	pub struct Test {
		System: frame_system,
		Organizations: pallet_organizations,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = MockBlock<Test>;
}

/// An hour and a day in milliseconds.
pub const HOUR: Moment = 3_600_000;
pub const DAY: Moment = 24 * HOUR;
/// 2026-03-02, a Monday, at nine in China.
pub const MONDAY: Moment = 1_772_413_200_000;

/// What the mock knows of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Known {
	pub org: OrgId,
	pub status: MembershipStatus,
	pub account: Option<AccountId>,
	pub frozen: bool,
}

parameter_types! {
	pub static Now: Moment = MONDAY;
	pub static EntitlementFails: bool = false;
	pub const AppointmentDelay: Moment = DAY;
	pub const ReorganizationDelay: Moment = DAY;
	pub const SettleDays: u32 = 30;
}

/// What the doubles keep: in storage, so that a call that fails takes it back.
macro_rules! kept {
	($($(#[$doc:meta])* $name:ident: $ty:ty;)*) => {
		$(
			$(#[$doc])*
			pub struct $name;
			#[allow(dead_code)]
			impl $name {
				const KEY: &'static [u8] = concat!(":mock:", stringify!($name)).as_bytes();
				pub fn get() -> $ty {
					unhashed::get_or_default(Self::KEY)
				}
				pub fn set(value: $ty) {
					unhashed::put(Self::KEY, &value);
				}
				pub fn mutate<R>(how: impl FnOnce(&mut $ty) -> R) -> R {
					let mut value = Self::get();
					let result = how(&mut value);
					Self::set(value);
					result
				}
			}
		)*
	};
}

kept! {
	/// Every person.
	Book: BTreeMap<PersonId, Known>;
	/// Offices by account.
	Entitled: BTreeMap<AccountId, u16>;
	/// The agenda.
	Due: BTreeMap<(OrgId, Item), CivilDate>;
	/// Subtrees whose overdue counts moved: organization, above before, above after.
	Moved: Vec<(OrgId, Vec<OrgId>, Vec<OrgId>)>;
	/// Acts that wait.
	Waits: BTreeMap<PendingId, Pending>;
	/// The next number of an act that waits.
	NextWait: PendingId;
	/// Resolutions that passed: organization and number; what for, about whom, when.
	Passed: BTreeMap<(OrgId, ResolutionId), (Purpose, Subject, CivilDate)>;
	/// How many things of an organization wait at the members.
	Waiting: BTreeMap<OrgId, u32>;
	/// Import windows: their last days.
	Windows: BTreeMap<OrgId, CivilDate>;
	/// Who gave whom the key.
	KeysGiven: BTreeMap<PersonId, PersonId>;
	/// Go-live days.
	Live: BTreeMap<OrgId, CivilDate>;
}

/// When an item of an organization is due.
pub fn due(org: OrgId, item: Item) -> Option<CivilDate> {
	Due::get().get(&(org, item)).copied()
}

pub struct MockAgenda;
impl Agenda for MockAgenda {
	fn set(org: OrgId, item: Item, day: CivilDate) {
		Due::mutate(|due| due.insert((org, item), day));
	}
	fn clear(org: OrgId, item: Item) {
		Due::mutate(|due| due.remove(&(org, item)));
	}
	fn is_empty(org: OrgId) -> bool {
		!Due::get().keys().any(|(at, _)| *at == org)
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_overdue(org: OrgId, item: Item) {
		Self::set(org, item, MockClock::today().add_days(-1).unwrap());
	}
	fn reparented(org: OrgId, before: &[OrgId], after: &[OrgId]) {
		Moved::mutate(|moved| moved.push((org, before.to_vec(), after.to_vec())));
	}
}

pub struct MockPending;
impl PendingActs for MockPending {
	fn put(
		act: PendingAct,
		org: OrgId,
		by: Deciders,
		delay: Moment,
	) -> Result<PendingId, DispatchError> {
		let id = NextWait::get();
		NextWait::set(id.next().unwrap());
		let ready_at = Now::get() + delay;
		Waits::mutate(|waits| waits.insert(id, Pending { act, org, by, ready_at }));
		Ok(id)
	}
	fn remove(id: PendingId) {
		Waits::mutate(|waits| waits.remove(&id));
	}
	fn rehome(_: PendingId, _: OrgId) {}
}

/// Carries an act out that waits, as the pallet that keeps them does.
pub fn carry_out(id: PendingId) -> DispatchResult {
	let pending = Waits::get().remove(&id).ok_or("nothing waits under this number")?;
	ensure!(pending.ready_at <= Now::get(), "not yet");
	with_storage_layer(|| {
		MockPending::remove(id);
		Organizations::carry_out(id, &pending)
	})
}

pub struct MockResolutions;
impl Resolutions for MockResolutions {
	fn take(
		org: OrgId,
		resolution: ResolutionId,
		purpose: Purpose,
		subject: Subject,
	) -> Result<CivilDate, DispatchError> {
		let passed = Passed::mutate(|passed| passed.remove(&(org, resolution)));
		let (for_what, about, day) = passed.ok_or("no such resolution")?;
		ensure!((for_what, about) == (purpose, subject), "planned for something else");
		Ok(day)
	}
}

/// Any officer in force of the organization.
pub struct AnyOfficer;
impl EnsureOriginWithArg<RuntimeOrigin, OrgId> for AnyOfficer {
	type Success = Officer;
	fn try_origin(o: RuntimeOrigin, org: &OrgId) -> Result<Officer, RuntimeOrigin> {
		let officer = ensure_signed(o.clone()).ok().and_then(|who| {
			let person = MockPersons::acting(&who)?;
			let (org, seat) = Organizations::in_force(*org, person)?;
			let appointed_by = seat.by;
			(!seat.powers.is_empty()).then_some(Officer { person, org, appointed_by })
		});
		officer.ok_or(o)
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(org: &OrgId) -> Result<RuntimeOrigin, ()> {
		EnsureOfficer::<Test, HandlerPower>::try_successful_origin(org)
	}
}

pub struct MockClock;
impl Clock for MockClock {
	fn now() -> Moment {
		Now::get()
	}
	fn today() -> CivilDate {
		CivilDate::in_china(Now::get()).unwrap()
	}
}

pub struct MockPersons;
impl Persons<AccountId> for MockPersons {
	fn acting(account: &AccountId) -> Option<PersonId> {
		Book::get()
			.iter()
			.find(|(_, known)| known.account == Some(*account) && !known.frozen)
			.map(|(person, _)| *person)
	}
	fn account_of(person: PersonId) -> Option<AccountId> {
		Book::get().get(&person)?.account
	}
	fn standing(person: PersonId) -> Option<(OrgId, MembershipStatus)> {
		Book::get().get(&person).map(|known| (known.org, known.status))
	}
	fn move_branch(person: PersonId, from: OrgId, to: OrgId, _: OrgId) -> DispatchResult {
		let known = *Book::get().get(&person).ok_or("nobody")?;
		ensure!(Organizations::resolve(known.org) == from, "of another branch");
		let (status, by) = (known.status, 1);
		Organizations::count(&[
			CountChange { org: from, status, up: false, by },
			CountChange { org: to, status, up: true, by },
		])?;
		change(person, |known| known.org = to);
		Ok(())
	}
	fn waiting(org: OrgId) -> u32 {
		Waiting::get().get(&org).copied().unwrap_or_default()
	}
	fn key_given_by(person: PersonId) -> Option<PersonId> {
		KeysGiven::get().get(&person).copied()
	}
	fn live_since(org: OrgId) -> Option<CivilDate> {
		let live = Live::get();
		Organizations::ancestors(org).iter().find_map(|org| live.get(org).copied())
	}
	fn keep_go_live(org: OrgId, day: Option<CivilDate>) {
		let present = Self::live_since(org);
		if let Some(day) = day.filter(|day| present.is_none_or(|present| *day < present)) {
			Live::mutate(|live| live.insert(org, day));
		}
	}
	fn close_window(org: OrgId) -> Option<CivilDate> {
		MockAgenda::clear(org, Item::ImportWindow);
		Windows::mutate(|windows| windows.remove(&org))
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(org: OrgId, _: u32) -> PersonId {
		enrol(org, Full)
	}
	fn record(
		_: PersonId,
		_: LifeKind,
		_: CivilDate,
		_: OrgId,
		_: Hash,
	) -> Result<(), DispatchError> {
		Err("no call of this pallet writes life events".into())
	}
}

pub struct MockEntitlement;
impl Entitlement<AccountId> for MockEntitlement {
	fn add_office(account: &AccountId) -> DispatchResult {
		ensure!(!EntitlementFails::get(), "planted failure");
		Entitled::mutate(|all| *all.entry(*account).or_default() += 1);
		Ok(())
	}
	fn remove_office(account: &AccountId) -> DispatchResult {
		ensure!(!EntitlementFails::get(), "planted failure");
		Entitled::mutate(|all| {
			let offices = all.get_mut(account).expect("entitled before");
			*offices -= 1;
			if *offices == 0 {
				all.remove(account);
			}
		});
		Ok(())
	}
	fn add_membership(_: &AccountId) -> DispatchResult {
		Err("memberships are not this pallet's".into())
	}
	fn remove_membership(_: &AccountId) -> DispatchResult {
		Err("memberships are not this pallet's".into())
	}
	fn set_frozen(_: &AccountId, _: bool) -> DispatchResult {
		Err("freezing is not this pallet's".into())
	}
	fn freeze_until(_: &AccountId, _: Moment) -> DispatchResult {
		Err("freezing is not this pallet's".into())
	}
	fn frozen_until(_: &AccountId) -> Option<Moment> {
		None
	}
}

impl crate::Config for Test {
	type Persons = MockPersons;
	type Entitlement = MockEntitlement;
	type Clock = MockClock;
	type ApproverOrigin = EnsureOfficer<Test, ApproverPower>;
	type HandlerOrigin = EnsureOfficer<Test, HandlerPower>;
	type AnyOfficerOrigin = AnyOfficer;
	type KeyCustodianOrigin = EnsureOfficer<Test, KeyCustodianPower>;
	type Agenda = MockAgenda;
	type Pending = MockPending;
	type Resolutions = MockResolutions;
	type ReorganizationDelay = ReorganizationDelay;
	type SettleDays = SettleDays;
	type AppointmentDelay = AppointmentDelay;
	type WeightInfo = ();
}

pub const PROVINCE: OrgId = OrgId(0);
pub const COUNTY: OrgId = OrgId(1);
pub const COMMITTEE: OrgId = OrgId(2);
pub const BRANCH: OrgId = OrgId(3);
pub const GROUP: OrgId = OrgId(4);
pub const OTHER_COUNTY: OrgId = OrgId(5);
pub const OTHER_BRANCH: OrgId = OrgId(6);
pub const SISTER_BRANCH: OrgId = OrgId(7);
/// The next number after genesis.
pub const NEXT: OrgId = OrgId(8);

/// Approver of the province.
pub const LIN: PersonId = PersonId(0);
/// Approver of the county.
pub const WANG: PersonId = PersonId(1);
/// Approver of the committee.
pub const ZHAO: PersonId = PersonId(2);
/// Officer of the committee with every power but the approver's.
pub const SUN: PersonId = PersonId(3);
/// Secretary and approver of the branch.
pub const LI: PersonId = PersonId(4);
/// Approver of the other county.
pub const CHEN: PersonId = PersonId(5);
/// A full member of the branch without any office.
pub const PLAIN: PersonId = PersonId(6);
pub const PROBATIONARY: PersonId = PersonId(7);
pub const APPLICANT: PersonId = PersonId(8);
pub const SUSPENDED: PersonId = PersonId(9);
pub const FORMER: PersonId = PersonId(10);
/// A full member without a key.
pub const KEYLESS: PersonId = PersonId(11);
/// A full member and approver of the sister branch, whose key is frozen.
pub const FROZEN: PersonId = PersonId(12);
/// The first of 20 more full members.
pub const CROWD: u64 = 20;
/// A number that nobody has.
pub const NOBODY: PersonId = PersonId(99);

/// The account of a person of the mock.
pub fn account(person: PersonId) -> AccountId {
	1_000 + person.0
}
/// The origin of a person's key.
pub fn signed(person: PersonId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(person))
}
/// Lets time pass.
pub fn wait(ms: Moment) {
	Now::mutate(|now| *now += ms);
}
pub fn date(text: &str) -> CivilDate {
	text.parse().unwrap()
}
/// Changes what the mock knows of a person.
pub fn change(person: PersonId, how: impl FnOnce(&mut Known)) {
	Book::mutate(|book| how(book.get_mut(&person).unwrap()));
}
/// The first number of persons who are enrolled by a test, and counted.
pub const ENROLLED: u64 = 1_000;
/// Enrols a person with a key in a branch, counted.
pub fn enrol(org: OrgId, status: MembershipStatus) -> PersonId {
	Organizations::count(&[CountChange { org, status, up: true, by: 1 }]).unwrap();
	let last = Book::get().keys().next_back().map_or(0, |person| person.0);
	let person = PersonId(last.max(ENROLLED - 1) + 1);
	let known = Known { org, status, account: Some(account(person)), frozen: false };
	Book::mutate(|book| book.insert(person, known));
	person
}
/// An appointment of genesis.
pub fn first_appointment(offices: &[Office], powers: &[Power]) -> Appointment {
	Appointment {
		offices: Offices::from(offices),
		powers: Powers::from(powers),
		since: date("1950-01-01"),
		effective_at: 0,
		by: None,
		until: None,
	}
}
/// The last event of the pallet.
pub fn last_event() -> crate::Event<Test> {
	match System::events().pop().expect("an event").event {
		RuntimeEvent::Organizations(event) => event,
		other => panic!("not an event of the pallet: {other:?}"),
	}
}

pub fn genesis_orgs() -> Vec<GenesisOrg> {
	use OrgKind::*;
	[
		(None, Provincial, "初心省委员会"),
		(Some(PROVINCE), County, "初心县委员会"),
		(Some(COUNTY), PrimaryCommittee, "机关委员会"),
		(Some(COMMITTEE), Branch, "机关第一党支部"),
		(Some(BRANCH), Group, "第一党小组"),
		(Some(PROVINCE), County, "使命县委员会"),
		(Some(OTHER_COUNTY), Branch, "使命县直党支部"),
		(Some(COMMITTEE), Branch, "机关第二党支部"),
	]
	.into_iter()
	.map(|(parent, kind, name)| GenesisOrg {
		parent,
		kind,
		name: name.into(),
		region: 990_000,
		founded: date("1950-01-01"),
	})
	.collect()
}

/// Builds the chain of the tests.
pub struct ExtBuilder {
	pub genesis: crate::GenesisConfig<Test>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		let not_approver: Vec<Power> =
			Power::ALL.iter().copied().filter(|p| *p != Power::Approver).collect();
		let approver = || vec![Power::Approver];
		Self {
			genesis: crate::GenesisConfig {
				orgs: genesis_orgs(),
				appointments: vec![
					(PROVINCE, LIN, vec![], approver()),
					(COUNTY, WANG, vec![], approver()),
					(COMMITTEE, ZHAO, vec![], approver()),
					(COMMITTEE, SUN, vec![], not_approver),
					(BRANCH, LI, vec![Office::Secretary], approver()),
					(OTHER_COUNTY, CHEN, vec![], approver()),
					(SISTER_BRANCH, FROZEN, vec![], approver()),
				],
				phantom: Default::default(),
			},
		}
	}
}

impl ExtBuilder {
	pub fn build(self) -> TestState {
		Now::set(MONDAY);
		EntitlementFails::set(false);
		let known = |status, person| Known {
			org: BRANCH,
			status,
			account: Some(account(person)),
			frozen: false,
		};
		let mut book: BTreeMap<PersonId, Known> = (0..=12)
			.chain(CROWD..CROWD + 20)
			.map(PersonId)
			.map(|person| (person, known(Full, person)))
			.collect();
		for (person, status) in [
			(PROBATIONARY, Probationary),
			(APPLICANT, Applicant),
			(SUSPENDED, Inactive),
			(FORMER, Former),
		] {
			book.insert(person, known(status, person));
		}
		book.insert(KEYLESS, Known { account: None, ..known(Full, KEYLESS) });
		book.insert(FROZEN, Known { frozen: true, ..known(Full, FROZEN) });

		let storage = RuntimeGenesisConfig { organizations: self.genesis, ..Default::default() }
			.build_storage()
			.unwrap();
		let mut ext = TestState::new(storage);
		ext.execute_with(|| {
			Book::set(book);
			System::set_block_number(1);
			let entitled = OfficesHeld::<Test>::iter().filter_map(|(person, at)| {
				Some((MockPersons::account_of(person)?, at.len() as u16))
			});
			Entitled::set(entitled.collect());
		});
		// A benchmark goes back to what is committed.
		ext.commit_all().unwrap();
		ext
	}

	/// Runs a test, then checks every invariant, and that who is entitled by office is who holds
	/// one.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			sane();
		});
	}
}

/// Fails when an invariant is broken.
pub fn sane() {
	Organizations::do_try_state().unwrap();
	let held: BTreeMap<AccountId, u16> = OfficesHeld::<Test>::iter()
		.filter_map(|(person, at)| Some((MockPersons::account_of(person)?, at.len() as u16)))
		.collect();
	assert_eq!(Entitled::get(), held, "entitled by office are exactly the officers");
}
