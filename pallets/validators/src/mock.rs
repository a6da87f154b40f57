//! A runtime with the session pallet and its history.

use crate::{self as pallet_validators, NoIdentification, Pallet, ValidatorOf};
use codec::Encode;
use frame::{
	deps::sp_runtime::{
		self,
		testing::UintAuthorityId,
		traits::{OpaqueKeys, Zero},
		KeyTypeId, RuntimeAppPublic,
	},
	testing_prelude::*,
};
use pallet_session::historical as pallet_session_historical;

pub type AccountId = u64;
type Block = MockBlock<Test>;

construct_runtime!(
	pub enum Test {
		System: frame_system = 0,
		Validators: pallet_validators = 11,
		Session: pallet_session = 5,
		Historical: pallet_session_historical = 6,
		Balances: pallet_balances = 7,
	}
);

sp_runtime::impl_opaque_keys! {
	pub struct SessionKeys {
		pub dummy: UintAuthorityId,
	}
}

/// Keys that nobody else has.
pub fn keys(n: u64) -> SessionKeys {
	SessionKeys { dummy: UintAuthorityId(n) }
}

parameter_types! {
	/// Whether the session that began last had a change, and whom it began with.
	pub static Began: (bool, Vec<(AccountId, u64)>) = Default::default();
}

/// Writes down what authorities are told.
pub struct Told;
impl pallet_session::SessionHandler<AccountId> for Told {
	const KEY_TYPE_IDS: &'static [KeyTypeId] = &[UintAuthorityId::ID];
	fn on_genesis_session<K: OpaqueKeys>(validators: &[(AccountId, K)]) {
		Self::on_new_session(false, validators, validators);
	}
	fn on_new_session<K: OpaqueKeys>(
		changed: bool,
		validators: &[(AccountId, K)],
		_: &[(AccountId, K)],
	) {
		let of = |(account, keys): &(AccountId, K)| {
			let key: UintAuthorityId = keys.get(UintAuthorityId::ID).unwrap();
			(*account, key.0)
		};
		Began::set((changed, validators.iter().map(of).collect()));
	}
	fn on_before_session_ending() {}
	fn on_disabled(_: u32) {}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

/// Tests say when a session ends.
pub struct Never;
impl pallet_session::ShouldEndSession<u64> for Never {
	fn should_end_session(_: u64) -> bool {
		false
	}
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ValidatorOf<Test>;
	type ShouldEndSession = Never;
	type NextSessionRotation = ();
	type SessionManager = pallet_session_historical::NoteHistoricalRoot<Test, Validators>;
	type SessionHandler = Told;
	type Keys = SessionKeys;
	type DisablingStrategy = ();
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU64<0>;
}

impl pallet_session_historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = NoIdentification;
}

impl pallet_validators::Config for Test {
	type CouncilOrigin = EnsureRoot<AccountId>;
	type WeightInfo = ();
}

/// A chain whose first validators have key 100 + account each.
pub fn new_test_ext(initial: &[AccountId]) -> TestState {
	let storage = RuntimeGenesisConfig {
		validators: pallet_validators::GenesisConfig {
			initial: initial.to_vec(),
			session_length: None,
		},
		session: pallet_session::GenesisConfig {
			keys: initial.iter().map(|v| (*v, *v, keys(100 + v))).collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	let mut ext = TestState::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Runs a test with validators 1, 2 and 3, and checks the invariants.
pub fn run(test: impl FnOnce()) {
	new_test_ext(&[1, 2, 3]).execute_with(|| {
		test();
		assert_ok!(Pallet::<Test>::do_try_state());
	});
}

/// A validator sets its keys as its officer does.
pub fn set_keys(who: AccountId, key: u64) -> DispatchResult {
	let proof = UintAuthorityId(key).sign(&who.encode()).unwrap().encode();
	Session::set_keys(RuntimeOrigin::signed(who), keys(key), proof)
}

/// Ends the session; `true` when this queued a new list.
pub fn next_session() -> bool {
	System::reset_events();
	Session::rotate_session();
	System::events()
		.iter()
		.any(|e| e.event == RuntimeEvent::Session(pallet_session::Event::NewQueued))
}

/// Who works now, with their keys.
pub fn working() -> Vec<(AccountId, u64)> {
	let (_, validators) = Began::get();
	let accounts: Vec<AccountId> = validators.iter().map(|(account, _)| *account).collect();
	assert_eq!(Session::validators(), accounts);
	assert!(!accounts.len().is_zero());
	validators
}

/// Whether authorities were told of a change when the session began.
pub fn changed() -> bool {
	Began::get().0
}
