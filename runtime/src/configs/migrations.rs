//! Migrations that take more than one block.

use super::share_of_block;
use crate::{BlockNumber, Runtime, RuntimeEvent, SafeMode};
use frame_support::{
	migrations::{FailedMigrationHandler, FailedMigrationHandling},
	parameter_types,
	traits::{ConstU32, SafeMode as SafeModeTrait},
	weights::Weight,
};
use sp_runtime::Perbill;

parameter_types! {
	/// What migrations may take of a block.
	pub MaxServiceWeight: Weight = share_of_block(Perbill::from_percent(80));
}

/// A failed migration enters safe mode without end; transactions go on within it.
///
/// So the council can act: authorize an upgrade that mends what failed, and leave safe mode. Left
/// stuck, the chain would take no transaction at all, and nothing could ever mend it.
pub struct EnterSafeMode;

impl FailedMigrationHandler for EnterSafeMode {
	fn failed(_migration: Option<u32>) -> FailedMigrationHandling {
		let entered = if <SafeMode as SafeModeTrait>::is_entered() {
			<SafeMode as SafeModeTrait>::extend(BlockNumber::MAX)
		} else {
			<SafeMode as SafeModeTrait>::enter(BlockNumber::MAX)
		};
		match entered {
			Ok(()) => FailedMigrationHandling::ForceUnstuck,
			Err(_) => FailedMigrationHandling::KeepStuck,
		}
	}
}

impl pallet_migrations::Config for Runtime {
	type CursorMaxLen = ConstU32<65_536>;
	type FailedMigrationHandler = EnterSafeMode;
	type IdentifierMaxLen = ConstU32<256>;
	type MaxServiceWeight = MaxServiceWeight;
	type MigrationStatusHandler = ();
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}
