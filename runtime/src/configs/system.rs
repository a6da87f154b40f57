//! Blocks, accounts, events.

use super::{share_of_block, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO, RESERVED_RATIO};
use crate::{
	calls, AccountId, Block, BlockNumber, Hash, Nonce, PalletInfo, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, RuntimeTask, UncheckedExtrinsic, VERSION,
};
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	weights::constants::{BlockExecutionWeight, ExtrinsicBaseWeight, ParityDbWeight},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::{
	traits::{AccountIdLookup, BlakeTwo256},
	Perbill,
};
use sp_version::RuntimeVersion;

/// Bytes of a block; a runtime upgrade must fit.
const MAX_BLOCK_BYTES: u32 = 5 * 1024 * 1024;
/// What hooks and inherents take of a block on average.
const AVERAGE_ON_INITIALIZE: Perbill = Perbill::from_percent(10);

parameter_types! {
	/// Blocks whose hashes are kept: the longest life of a mortal transaction (3.4 hours).
	pub const BlockHashCount: BlockNumber = 4_096;
	/// The runtime's version.
	pub const Version: RuntimeVersion = VERSION;
	/// How addresses are written: the generic prefix.
	pub const Ss58Prefix: u16 = 42;
	/// 1.5 s in all; transactions 75 % of it, a single one at most 0.97 s (75 % less what hooks
	/// take on average).
	pub Weights: BlockWeights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |weights| {
			weights.base_extrinsic = ExtrinsicBaseWeight::get();
		})
		.for_class(DispatchClass::Normal, |weights| {
			weights.max_total = Some(share_of_block(NORMAL_DISPATCH_RATIO));
		})
		.for_class(DispatchClass::Operational, |weights| {
			weights.max_total = Some(MAXIMUM_BLOCK_WEIGHT);
			weights.reserved = Some(share_of_block(RESERVED_RATIO));
		})
		.avg_block_initialization(AVERAGE_ON_INITIALIZE)
		.build_or_panic();
	/// 5 MiB in all, transactions 75 % of it.
	pub Length: BlockLength = BlockLength::builder()
		.max_length(MAX_BLOCK_BYTES)
		.modify_max_length_for_class(DispatchClass::Normal, |max| {
			*max = NORMAL_DISPATCH_RATIO.mul_floor(MAX_BLOCK_BYTES);
		})
		.build();
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountData = pallet_access::AccountData;
	type AccountId = AccountId;
	type BaseCallFilter = calls::BaseCallFilter;
	type Block = Block;
	type BlockHashCount = BlockHashCount;
	type BlockLength = Length;
	type BlockWeights = Weights;
	type DbWeight = ParityDbWeight;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type Hash = Hash;
	type Hashing = BlakeTwo256;
	type Lookup = AccountIdLookup<AccountId, ()>;
	type MaxConsumers = frame_support::traits::ConstU32<16>;
	type MultiBlockMigrator = crate::Migrations;
	type Nonce = Nonce;
	type SS58Prefix = Ss58Prefix;
	type SingleBlockMigrations = ();
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type Version = Version;
}

impl<C> frame_system::offchain::CreateTransactionBase<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

/// The node reports equivocations by transactions without signature.
impl<C> frame_system::offchain::CreateBare<C> for Runtime
where
	RuntimeCall: From<C>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}
