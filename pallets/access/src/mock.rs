//! A runtime of `frame_system` and this pallet.

use crate::{self as pallet_access, AccountData, Pallet};
use chuxin_primitives::{
	agenda::{Agenda, Item},
	date::DAY_MS,
	organization::{Grants, Officer, OrgKind, OrgStatus, Power, Powers},
	pending::{CarryOut, Pending, PendingAct},
	traits::{Clock, CountChange, Organizations},
	CivilDate, Moment, OrgId, PendingId, PersonId,
};
use frame::{
	deps::sp_runtime::traits::DispatchTransaction,
	testing_prelude::*,
	traits::{EnsureOriginWithArg, OriginTrait},
};
use frame_support::{
	dispatch::{DispatchInfo, GetDispatchInfo},
	pallet_prelude::{TransactionSource, TransactionValidityError},
};

pub type AccountId = u64;
type Block = MockBlock<Test>;

/// An officer.
pub const LI: AccountId = 1;
/// A member.
pub const WANG: AccountId = 2;
/// Nobody.
pub const NOBODY: AccountId = 9;

/// 2024-02-29 00:00 in China.
pub const START: Moment = 1_709_136_000_000;

/// The county; organizations 1 and 2 are its branches.
pub const COUNTY: OrgId = OrgId(0);
/// A branch of the county.
pub const BRANCH: OrgId = OrgId(1);
/// Another one.
pub const OTHER: OrgId = OrgId(2);

construct_runtime!(
	pub enum Test {
		System: frame_system = 0,
		Access: pallet_access = 10,
	}
);

parameter_types! {
	pub static Now: Moment = START;
	/// Who has which powers where. (A person's number is the account's.)
	pub static Officers: Vec<(OrgId, PersonId, Powers)> = vec![];
	/// Who was given a key, and by whom.
	pub static KeyGiven: Option<(PersonId, PersonId)> = None;
	/// What stands in the agenda.
	pub static Items: Vec<(OrgId, Item, String)> = vec![];
	/// What the acts' own pallet was told: number, act, and whether it was carried out.
	pub static Told: Vec<(PendingId, PendingAct, bool)> = vec![];
	/// Whether what the acts rest on is no longer so.
	pub static Outdated: bool = false;
	/// Whether the acts' own pallet refuses.
	pub static Refuses: bool = false;
}

/// Makes somebody an officer with these powers.
pub fn appoint(org: OrgId, who: AccountId, powers: &[Power]) {
	let powers = powers.iter().fold(Powers::default(), |all, power| all.with(*power));
	Officers::mutate(|officers| officers.push((org, PersonId(who), powers)));
}

/// Ends what somebody holds.
pub fn dismiss(org: OrgId, who: AccountId) {
	Officers::mutate(|officers| officers.retain(|(o, p, _)| (*o, *p) != (org, PersonId(who))));
}

/// The county above its branches.
pub struct County;
impl Organizations for County {
	fn lookup(org: OrgId) -> Option<(OrgKind, OrgStatus)> {
		(org.0 <= 2).then_some((OrgKind::Branch, OrgStatus::Active))
	}
	fn is_within(org: OrgId, ancestor: OrgId) -> bool {
		Self::ancestors(org).contains(&ancestor)
	}
	fn ancestors(org: OrgId) -> Vec<OrgId> {
		if org == COUNTY {
			vec![COUNTY]
		} else {
			vec![org, COUNTY]
		}
	}
	fn powers_of(org: OrgId, person: PersonId) -> Powers {
		let of = |(o, p, powers)| ((o, p) == (org, person)).then_some(powers);
		Officers::get().into_iter().find_map(of).unwrap_or_default()
	}
	fn appointed_by(_: OrgId, _: PersonId) -> Option<PersonId> {
		None
	}
	fn key_given_by(person: PersonId) -> Option<PersonId> {
		KeyGiven::get().filter(|(to, _)| *to == person).map(|(_, by)| by)
	}
	fn offices_of(_: PersonId) -> u16 {
		0
	}
	fn seats_of(_: PersonId) -> Vec<OrgId> {
		Vec::new()
	}
	fn ensure_dispensable(_: PersonId) -> DispatchResult {
		Ok(())
	}
	fn resolve(org: OrgId) -> OrgId {
		org
	}
	fn grants_of(_: OrgId) -> Grants {
		Grants::default()
	}
	fn count(_: &[CountChange]) -> DispatchResult {
		Ok(())
	}
	fn vacate(_: PersonId) -> DispatchResult {
		Ok(())
	}
	fn rest(_: PersonId, _: bool) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_offices(_: PersonId, _: u32) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_branch(_: OrgId, _: u32) -> OrgId {
		BRANCH
	}
}

/// Whoever stands in [`Officers`].
pub struct AnyOfficer;
impl EnsureOriginWithArg<RuntimeOrigin, OrgId> for AnyOfficer {
	type Success = Officer;
	fn try_origin(o: RuntimeOrigin, org: &OrgId) -> Result<Officer, RuntimeOrigin> {
		let person = o.as_signer().copied().map(PersonId);
		let known =
			person.filter(|p| Officers::get().iter().any(|(at, who, _)| (at, who) == (org, p)));
		known.map(|person| Officer { person, org: *org, appointed_by: None }).ok_or(o)
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(org: &OrgId) -> Result<RuntimeOrigin, ()> {
		appoint(*org, LI, &[Power::Handler, Power::Approver]);
		Ok(RuntimeOrigin::signed(LI))
	}
}

/// Writes down what it is told.
pub struct Acts;
impl CarryOut for Acts {
	fn stands(_: &Pending) -> bool {
		!Outdated::get()
	}
	fn carry_out(id: PendingId, pending: &Pending) -> DispatchResult {
		ensure!(!Refuses::get(), DispatchError::Other("no longer allowed"));
		Told::mutate(|told| told.push((id, pending.act, true)));
		Ok(())
	}
	fn vetoed(id: PendingId, pending: &Pending) -> DispatchResult {
		ensure!(!Refuses::get(), DispatchError::Other("cannot be taken back"));
		Told::mutate(|told| told.push((id, pending.act, false)));
		Ok(())
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
}

/// Keeps items in [`Items`].
pub struct Notebook;
impl Agenda for Notebook {
	fn set(org: OrgId, item: Item, due: CivilDate) {
		Self::clear(org, item);
		Items::mutate(|items| items.push((org, item, due.to_string())));
	}
	fn clear(org: OrgId, item: Item) {
		Items::mutate(|items| items.retain(|(o, i, _)| (*o, *i) != (org, item)));
	}
	fn is_empty(org: OrgId) -> bool {
		!Items::get().iter().any(|(o, ..)| *o == org)
	}
	fn reparented(_: OrgId, _: &[OrgId], _: &[OrgId]) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_overdue(org: OrgId, item: Item) {
		Self::set(org, item, CivilDate::in_china(START - DAY_MS).unwrap());
	}
}

pub struct TestClock;
impl Clock for TestClock {
	fn now() -> Moment {
		Now::get()
	}
	fn today() -> CivilDate {
		CivilDate::in_china(Now::get()).unwrap()
	}
}

/// `remark_with_event` is not offered.
pub struct Offered;
impl Contains<RuntimeCall> for Offered {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(call, RuntimeCall::System(frame_system::Call::remark_with_event { .. }))
	}
}

/// `remark` stands for the calls that protect oneself.
pub struct Protecting;
impl Contains<RuntimeCall> for Protecting {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::System(frame_system::Call::remark { .. }))
	}
}

/// `kill_prefix` stands for the calls by which officers protect.
pub struct Guarding;
impl Contains<RuntimeCall> for Guarding {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::System(frame_system::Call::kill_prefix { .. }))
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = AccountData;
	type BaseCallFilter = Offered;
}

pub const MEMBER_LIMIT: u32 = 200;
pub const OFFICER_LIMIT: u32 = 20_000;
pub const EMERGENCY_LIMIT: u8 = 20;

impl pallet_access::Config for Test {
	type CouncilOrigin = EnsureRoot<AccountId>;
	type Clock = TestClock;
	type Organizations = County;
	type AnyOfficerOrigin = AnyOfficer;
	type CarryOut = Acts;
	type Agenda = Notebook;
	type EmergencyCalls = Guarding;
	type OwnEmergencyCalls = Protecting;
	type MemberLimit = ConstU32<MEMBER_LIMIT>;
	type OfficerLimit = ConstU32<OFFICER_LIMIT>;
	type EmergencyLimit = ConstU8<EMERGENCY_LIMIT>;
	type WeightInfo = ();
}

/// A chain with the standard parameters.
pub fn new_test_ext() -> TestState {
	ext_with(Default::default())
}

/// A chain with the given genesis.
pub fn ext_with(access: pallet_access::GenesisConfig<Test>) -> TestState {
	let storage = RuntimeGenesisConfig { access, ..Default::default() }.build_storage().unwrap();
	let mut ext = TestState::new(storage);
	ext.execute_with(|| {
		Now::set(START);
		Officers::take();
		Items::take();
		Told::take();
		Refuses::set(false);
		Outdated::set(false);
		System::set_block_number(1);
	});
	ext
}

/// Runs a test on a chain where Li has been an officer for a week, and Wang is a member, and checks
/// the invariants.
pub fn run(test: impl FnOnce()) {
	run_on(new_test_ext(), test);
}

/// The same on a given chain.
pub fn run_on(mut ext: TestState, test: impl FnOnce()) {
	use chuxin_primitives::traits::Entitlement;
	ext.execute_with(|| {
		Now::set(START - u64::from(crate::types::NEW_DAYS) * DAY_MS);
		assert_ok!(Access::add_office(&LI));
		Now::set(START);
		assert_ok!(Access::add_membership(&WANG));
		test();
		assert_ok!(Pallet::<Test>::do_try_state());
	});
}

pub fn data(who: AccountId) -> AccountData {
	frame_system::Account::<Test>::get(who).data
}

pub fn nonce(who: AccountId) -> u32 {
	frame_system::Account::<Test>::get(who).nonce
}

/// Sets what is left today.
pub fn set_free(who: AccountId, free: u32) {
	frame_system::Account::<Test>::mutate(who, |info| {
		info.data.free = free;
		info.data.day = Access::day();
	});
}

pub fn custom(code: u8) -> TransactionValidityError {
	InvalidTransaction::Custom(code).into()
}

/// A call that costs no compute time by its declared weight.
pub fn light() -> (RuntimeCall, DispatchInfo) {
	(pallet_access::Call::enact_upgrade {}.into(), DispatchInfo::default())
}

/// A call that protects.
pub fn emergency() -> (RuntimeCall, DispatchInfo) {
	let call = RuntimeCall::from(frame_system::Call::remark { remark: vec![] });
	let info = call.get_dispatch_info();
	(call, info)
}

/// A call by which officers protect.
pub fn officers_emergency() -> (RuntimeCall, DispatchInfo) {
	let call = RuntimeCall::from(frame_system::Call::kill_prefix { prefix: vec![], subkeys: 0 });
	let info = call.get_dispatch_info();
	(call, info)
}

/// What the pool says to a transaction.
pub fn submit(
	who: AccountId,
	nonce: u32,
	(call, info): (RuntimeCall, DispatchInfo),
	len: usize,
) -> Result<ValidTransaction, TransactionValidityError> {
	crate::QuotaNonce::<Test>::from(nonce)
		.validate_only(
			RuntimeOrigin::signed(who),
			&call,
			&info,
			len,
			TransactionSource::External,
			0,
		)
		.map(|(validity, ..)| validity)
}

/// Runs a transaction as a block does; the inner result is the call's.
pub fn apply(
	who: AccountId,
	nonce: u32,
	(call, info): (RuntimeCall, DispatchInfo),
	len: usize,
) -> Result<DispatchResult, TransactionValidityError> {
	crate::QuotaNonce::<Test>::from(nonce)
		.dispatch_transaction(RuntimeOrigin::signed(who), call, &info, len, 0)
		.map(|result| result.map(|_| ()).map_err(|e| e.error))
}
