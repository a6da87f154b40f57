//! A runtime of `frame_system` and this pallet.

use crate::{self as pallet_access, AccountData, Pallet};
use chuxin_primitives::{traits::Clock, CivilDate, Moment};
use frame::{deps::sp_runtime::traits::DispatchTransaction, testing_prelude::*};
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

construct_runtime!(
	pub enum Test {
		System: frame_system = 0,
		Access: pallet_access = 10,
	}
);

parameter_types! {
	pub static Now: Moment = START;
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

/// `remark` stands for the calls that protect.
pub struct Protecting;
impl Contains<RuntimeCall> for Protecting {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::System(frame_system::Call::remark { .. }))
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
	type EmergencyCalls = Protecting;
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
		System::set_block_number(1);
	});
	ext
}

/// Runs a test on a chain where Li is an officer and Wang a member, and checks the invariants.
pub fn run(test: impl FnOnce()) {
	run_on(new_test_ext(), test);
}

/// The same on a given chain.
pub fn run_on(mut ext: TestState, test: impl FnOnce()) {
	use chuxin_primitives::traits::Entitlement;
	ext.execute_with(|| {
		assert_ok!(Access::add_office(&LI));
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
