//! A small chain to test on: a tree, persons with keys, a clock that is set by hand.
//!
//! ```text
//! 0 province ─┬─ 1 county ── 2 committee ─┬─ 3 branch ── 4 group
//!             │                           └─ 7 branch
//!             └─ 5 county ── 6 branch
//! ```

use crate as pallet_organizations;
use crate::{Appointment, ApproverPower, EnsureOfficer, GenesisOrg, OfficesHeld};
use chuxin_primitives::{
	life::LifeKind,
	membership::MembershipStatus::{self, *},
	organization::{Office, Offices, OrgKind, Power, Powers},
	traits::{Clock, Entitlement, Persons},
	CivilDate, Hash, Moment, OrgId, PersonId,
};
use frame::testing_prelude::*;
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
#[derive(Clone, Copy)]
pub struct Known {
	pub org: OrgId,
	pub status: MembershipStatus,
	pub account: Option<AccountId>,
	pub frozen: bool,
}

parameter_types! {
	pub static Now: Moment = MONDAY;
	pub static Book: BTreeMap<PersonId, Known> = BTreeMap::new();
	pub static Entitled: BTreeMap<AccountId, u16> = BTreeMap::new();
	pub static EntitlementFails: bool = false;
	pub const AppointmentDelay: Moment = DAY;
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
}

impl crate::Config for Test {
	type Persons = MockPersons;
	type Entitlement = MockEntitlement;
	type Clock = MockClock;
	type ApproverOrigin = EnsureOfficer<Test, ApproverPower>;
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
/// An appointment of genesis.
pub fn first_appointment(offices: &[Office], powers: &[Power]) -> Appointment {
	Appointment {
		offices: Offices::from(offices),
		powers: Powers::from(powers),
		since: date("1950-01-01"),
		effective_at: 0,
		by: None,
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
		Book::set(book);

		let storage = RuntimeGenesisConfig { organizations: self.genesis, ..Default::default() }
			.build_storage()
			.unwrap();
		let mut ext = TestState::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			let entitled = OfficesHeld::<Test>::iter()
				.filter_map(|(person, n)| Some((MockPersons::account_of(person)?, n)));
			Entitled::set(entitled.collect());
		});
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
		.filter_map(|(person, n)| Some((MockPersons::account_of(person)?, n)))
		.collect();
	assert_eq!(Entitled::get(), held, "entitled by office are exactly the officers");
}
