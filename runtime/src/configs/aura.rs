//! Who makes the block of a slot.

use super::validators::MaxValidators;
use crate::{Runtime, Session, SLOT_DURATION};
use frame_support::traits::{ConstBool, ConstU64};
use sp_consensus_aura::sr25519::AuthorityId;

impl pallet_aura::Config for Runtime {
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type AuthorityId = AuthorityId;
	type DisabledValidators = Session;
	type MaxAuthorities = MaxValidators;
	type SlotDuration = ConstU64<SLOT_DURATION>;
}
