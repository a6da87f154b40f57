//! What each pallet is given, one module a pallet.

use crate::{AccountId, BlockNumber, Timestamp, HOURS};
use chuxin_primitives::{traits::Clock, CivilDate, Moment};
use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use sp_runtime::Perbill;

mod access;
mod agenda;
mod aura;
mod authorship;
pub mod council;
mod grandpa;
mod members;
pub mod migrations;
mod multisig;
mod offences;
mod officers;
mod organizations;
mod pending;
pub mod proxy;
pub mod resolutions;
mod safe_mode;
mod scheduler;
pub mod session;
pub mod system;
mod timestamp;
mod tx_pause;
mod utility;
mod validators;

/// The council by a motion that at least two thirds of its members voted for.
///
/// A council of one (development) is two thirds of itself.
pub type CouncilOrigin =
	pallet_collective::EnsureProportionAtLeast<AccountId, pallet_collective::Instance1, 2, 3>;

/// Compute time of a block: half of a slot, so that blocks arrive before the next begins.
const BLOCK_MILLIS: u64 = 1_500;
/// All that a block may compute. Proof size is no limit: nobody validates from proofs.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(BLOCK_MILLIS.saturating_mul(WEIGHT_REF_TIME_PER_MILLIS), u64::MAX);
/// The share of a block that transactions may fill; the rest is [`RESERVED_RATIO`].
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);
/// The share of a block that only operational calls (the code of an upgrade) may fill.
pub const RESERVED_RATIO: Perbill = Perbill::from_percent(25);

/// A part of a block's compute time.
pub fn share_of_block(share: Perbill) -> Weight {
	Weight::from_parts(share.mul_floor(MAXIMUM_BLOCK_WEIGHT.ref_time()), u64::MAX)
}

parameter_types! {
	/// Half of a block: what a motion of the council and the scheduled calls of a block may weigh.
	pub HalfBlock: Weight = share_of_block(Perbill::from_percent(50));
	/// How long safe mode lasts at first, and how much one extension adds.
	pub const SafeModeDuration: BlockNumber = HOURS;
}

/// The chain's time: the moment of the block's inherent, and its day in China.
pub struct ChainClock;

/// The first day there is, for a clock that no block has set yet.
const FIRST_DAY: CivilDate = match CivilDate::from_ymd(1970, 1, 1) {
	Some(day) => day,
	None => panic!("1 January 1970 is a day"),
};

impl Clock for ChainClock {
	fn now() -> Moment {
		Timestamp::get()
	}

	fn today() -> CivilDate {
		CivilDate::in_china(Self::now()).unwrap_or(FIRST_DAY)
	}
}
