//! Sessions: between them, and only there, validators and their keys change.

use crate::{
	no_currency::NoCurrency, AccountId, BlockNumber, Historical, Runtime, RuntimeEvent,
	SessionKeys, Validators,
};
use alloc::vec::Vec;
use frame_support::traits::{ConstU128, ConstU32, Get};
use pallet_session::{historical::NoteHistoricalRoot, PeriodicSessions, SessionManager};
use sp_runtime::traits::OpaqueKeys;
use sp_staking::SessionIndex;

/// Sessions whose keys are kept, so that an equivocation in them can still be proven: a week at the
/// live chain's length of an hour.
pub const KEPT_SESSIONS: u32 = 168;

/// Blocks of a session: a parameter of genesis.
pub struct SessionLength;

impl SessionLength {
	/// Blocks of a session, at least one.
	pub fn blocks() -> BlockNumber {
		pallet_validators::SessionLength::<Runtime>::get().max(1)
	}
}

impl Get<BlockNumber> for SessionLength {
	fn get() -> BlockNumber {
		Self::blocks()
	}
}

type Sessions = PeriodicSessions<SessionLength, ConstU32<0>>;

/// The validators pallet, with the keys of sessions long past put away.
pub struct KeepRecent;

impl SessionManager<AccountId> for KeepRecent {
	fn new_session(index: SessionIndex) -> Option<Vec<AccountId>> {
		NoteHistoricalRoot::<Runtime, Validators>::new_session(index)
	}
	fn new_session_genesis(index: SessionIndex) -> Option<Vec<AccountId>> {
		NoteHistoricalRoot::<Runtime, Validators>::new_session_genesis(index)
	}
	fn start_session(index: SessionIndex) {
		NoteHistoricalRoot::<Runtime, Validators>::start_session(index);
	}
	fn end_session(index: SessionIndex) {
		NoteHistoricalRoot::<Runtime, Validators>::end_session(index);
		// One session ends at a time, so one root at most is put away.
		if let Some(oldest) = index.checked_sub(KEPT_SESSIONS) {
			Historical::prune_up_to(oldest);
		}
	}
}

impl pallet_session::Config for Runtime {
	type Currency = NoCurrency;
	type DisablingStrategy = ();
	// Validators are named by the council; their keys need no deposit.
	type KeyDeposit = ConstU128<0>;
	type Keys = SessionKeys;
	type NextSessionRotation = Sessions;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type SessionManager = KeepRecent;
	type ShouldEndSession = Sessions;
	type ValidatorId = AccountId;
	// Only accounts the council named can set keys.
	type ValidatorIdOf = pallet_validators::ValidatorOf<Runtime>;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
}

impl pallet_session::historical::Config for Runtime {
	type FullIdentification = ();
	type FullIdentificationOf = pallet_validators::NoIdentification;
	type RuntimeEvent = RuntimeEvent;
}
