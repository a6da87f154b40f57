//! The Chuxin runtime: the pallets put together.
//!
//! * [`configs`] — one module a pallet: what it is given;
//! * [`calls`] — every call there is, who may send it, and the filter that follows from it;
//! * [`apis`] — what nodes, wallets and administrators may ask;
//! * [`genesis_presets`] — the development chain and the local network;
//! * [`no_currency`] — what stock pallets get where they ask for a currency.
//!
//! There is no token and nothing constructs the Root origin: the council (`pallet-collective`) takes
//! its place, and only through calls that were made for it.
#![cfg_attr(not(feature = "std"), no_std)]
// What the macros of a runtime write has no docs. What is written here has.
#![allow(missing_docs)]
#![recursion_limit = "256"]
#![cfg_attr(
	target_arch = "wasm32",
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::cast_possible_wrap,
		clippy::cast_sign_loss,
		clippy::panic
	)
)]

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod calls;
pub mod configs;
pub mod genesis_presets;
pub mod no_currency;

use alloc::{borrow::Cow, vec::Vec};
use sp_runtime::{generic, impl_opaque_keys, traits::BlakeTwo256};
use sp_version::RuntimeVersion;

pub use apis::{RuntimeApi, RUNTIME_API_VERSIONS};
pub use chuxin_primitives::AccountId;

/// A signature of an account.
pub type Signature = chuxin_primitives::ChuxinSignature;
/// What a wallet and the chain must agree on to name an account: the number of transactions sent.
pub type Nonce = u32;
/// The height of a block.
pub type BlockNumber = u32;
/// BLAKE2b-256.
pub type Hash = sp_core::H256;
/// How an account is written in a transaction.
pub type Address = sp_runtime::MultiAddress<AccountId, ()>;
/// What stock interfaces call an amount; always zero here.
pub type Balance = u128;
/// The header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A block with its justifications.
pub type SignedBlock = generic::SignedBlock<Block>;
/// The number or the hash of a block.
pub type BlockId = generic::BlockId<Block>;

/// What travels with each transaction beside its call.
///
/// `QuotaNonce` stands in the place of `CheckNonce`, under its name and with its bytes; none has
/// explicit bytes that JavaScript clients do not know.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	pallet_access::CheckMortality<Runtime>,
	pallet_access::QuotaNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// A transaction or an inherent as it stands in a block.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What is signed of a transaction.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// The extension of a transaction of this runtime, as whoever builds one needs it.
pub fn tx_extension(nonce: Nonce, era: generic::Era) -> TxExtension {
	(
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		pallet_access::CheckMortality::from(era),
		pallet_access::QuotaNonce::from(nonce),
		frame_system::CheckWeight::new(),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

/// Executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// Types a node needs that knows nothing of the calls: it carries transactions as bytes.
pub mod opaque {
	use super::{generic, BlockNumber};
	use sp_runtime::traits::{BlakeTwo256, Hash as HashT};
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	pub use super::SessionKeys;

	/// The header of a block.
	pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
	/// A block.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
	/// The number or the hash of a block.
	pub type BlockId = generic::BlockId<Block>;
	/// The hash of a block.
	pub type BlockHash = <BlakeTwo256 as HashT>::Output;
}

impl_opaque_keys! {
	/// The keys of a validator: Aura to make blocks, GRANDPA to finalise them.
	pub struct SessionKeys {
		/// sr25519.
		pub aura: Aura,
		/// ed25519.
		pub grandpa: Grandpa,
	}
}

/// The runtime's version.
///
/// `system_version` stays 1: light clients do not read 2.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("chuxin"),
	impl_name: Cow::Borrowed("chuxin"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// Milliseconds between two blocks.
pub const SLOT_DURATION: u64 = 3_000;
/// Blocks of a minute.
pub const MINUTES: BlockNumber = 20;
/// Blocks of an hour.
pub const HOURS: BlockNumber = 60 * MINUTES;
/// Blocks of a day.
pub const DAYS: BlockNumber = 24 * HOURS;

// The order of the declarations is the order of genesis and of the hooks; the numbers are for ever.
// Validators stands before Session, because its genesis makes the validators' accounts exist.
// Organizations stands before Members, because founders are counted in branches.
// No pallet has number 60: a signed presentation (`<Bytes>…`, 0x3c) must never read as a call.
#[frame_support::runtime(legacy_ordering)]
mod runtime {
	/// The runtime.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;

	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;

	#[runtime::pallet_index(2)]
	pub type Aura = pallet_aura;

	#[runtime::pallet_index(3)]
	pub type Grandpa = pallet_grandpa;

	#[runtime::pallet_index(4)]
	pub type Authorship = pallet_authorship;

	#[runtime::pallet_index(11)]
	pub type Validators = pallet_validators;

	#[runtime::pallet_index(5)]
	pub type Session = pallet_session;

	#[runtime::pallet_index(6)]
	pub type Historical = pallet_session::historical;

	#[runtime::pallet_index(7)]
	pub type Offences = pallet_offences;

	#[runtime::pallet_index(10)]
	pub type Access = pallet_access;

	#[runtime::pallet_index(12)]
	pub type Council = pallet_collective<Instance1>;

	#[runtime::pallet_index(13)]
	pub type Scheduler = pallet_scheduler;

	#[runtime::pallet_index(14)]
	pub type SafeMode = pallet_safe_mode;

	#[runtime::pallet_index(15)]
	pub type TxPause = pallet_tx_pause;

	#[runtime::pallet_index(16)]
	pub type Multisig = pallet_multisig;

	#[runtime::pallet_index(17)]
	pub type Proxy = pallet_proxy;

	#[runtime::pallet_index(18)]
	pub type Utility = pallet_utility;

	#[runtime::pallet_index(19)]
	pub type Migrations = pallet_migrations;

	#[runtime::pallet_index(20)]
	pub type Organizations = pallet_organizations;

	#[runtime::pallet_index(21)]
	pub type Members = pallet_members;

	#[runtime::pallet_index(22)]
	pub type Agenda = pallet_agenda;
}
