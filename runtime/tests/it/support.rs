//! A chain in memory: presets, blocks, signed transactions.

use chuxin_primitives::{traits::Organizations, ChuxinSignature};
use chuxin_runtime::{
	genesis_presets::{get_preset, DEVELOPMENT},
	tx_extension, AccountId, Executive, Hash, Header, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeGenesisConfig, RuntimeOrigin, SignedPayload, System, UncheckedExtrinsic, SLOT_DURATION,
};
use codec::Encode;
use frame_support::genesis_builder_helper::{build_state, get_preset as get_default};
use serde_json::Value;
use sp_genesis_builder::PresetId;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::Era, traits::Header as _, ApplyExtrinsicResult, Digest, DigestItem};
use std::collections::BTreeMap;

/// 2024-03-01 00:00:00 in China (2024-02-29T16:00:00Z).
pub const START: u64 = 1_709_222_400_000;

/// Lays a patch over a document (RFC 7386).
fn merge(target: &mut Value, patch: Value) {
	match (target, patch) {
		(Value::Object(target), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(target.entry(key).or_insert(Value::Null), value);
			}
		},
		(target, patch) => *target = patch,
	}
}

/// The genesis document of a preset, complete.
pub fn genesis(preset: &str) -> Value {
	let default = get_default::<RuntimeGenesisConfig>(&None, |_| None).expect("there is a default");
	let patch = get_preset(&PresetId::from(preset)).expect("the preset is there");
	let mut json: Value = serde_json::from_slice(&default).expect("JSON");
	merge(&mut json, serde_json::from_slice(&patch).expect("JSON"));
	json
}

/// A chain after genesis.
pub fn chain(preset: &str) -> TestExternalities {
	chain_of(genesis(preset))
}

/// A chain after a genesis of one's own.
pub fn chain_of(json: Value) -> TestExternalities {
	sp_tracing::try_init_simple();
	let mut ext = TestExternalities::default();
	ext.execute_with(|| {
		build_state::<RuntimeGenesisConfig>(json.to_string().into_bytes()).expect("builds");
	});
	ext
}

/// The development chain, its first block begun; the state is checked when `test` is done.
pub fn development<R>(test: impl FnOnce() -> R) -> R {
	chain(DEVELOPMENT).execute_with(|| {
		begin_block();
		let result = test();
		end_block();
		check_state();
		result
	})
}

/// Checks the invariants of the project's pallets, each for itself and where two of them must agree;
/// in a build with the feature `try-runtime` those of the stock pallets too.
pub fn check_state() {
	chuxin_runtime::Access::do_try_state().expect("the invariants of Access hold");
	chuxin_runtime::Agenda::do_try_state().expect("the invariants of Agenda hold");
	chuxin_runtime::Members::do_try_state().expect("the invariants of Members hold");
	chuxin_runtime::Organizations::do_try_state().expect("the invariants of Organizations hold");
	chuxin_runtime::Validators::do_try_state().expect("the invariants of Validators hold");

	let counted: BTreeMap<_, _> = pallet_organizations::Counts::<Runtime>::iter()
		.map(|(org, counts)| (org, counts.own))
		.filter(|(_, own)| *own != Default::default())
		.collect();
	let persons = chuxin_runtime::Members::recount().expect("no counter overflows");
	assert_eq!(counted, persons, "the counts of a branch are its persons");
	for (account, person) in pallet_members::Accounts::<Runtime>::iter() {
		let data = System::account(&account).data;
		let held = <chuxin_runtime::Organizations as Organizations>::offices_of(person);
		assert_eq!(data.offices, held, "{person:?} is entitled by the offices held");
		assert_eq!(data.memberships, 1, "{person:?} is entitled by one membership");
		let frozen = chuxin_runtime::Members::person(person).expect("is there").frozen;
		let quota = chuxin_runtime::Access::quota(&account);
		assert_eq!(quota.frozen, frozen, "{person:?}: frozen in both places");
	}

	#[cfg(feature = "try-runtime")]
	<chuxin_runtime::AllPalletsWithSystem as frame_support::traits::TryState<_>>::try_state(
		System::block_number(),
		frame_support::traits::TryStateSelect::All,
	)
	.expect("the invariants hold");
}

/// Lets the chain stand still for so many milliseconds before the next block.
pub fn pass(ms: u64) {
	assert_eq!(ms % SLOT_DURATION, 0, "whole slots");
	PAUSES.with(|sum| sum.set(sum.get() + ms));
}

/// Begins the next block, with its inherent.
pub fn begin_block() {
	let number = System::block_number() + 1;
	if number == 1 {
		PAUSES.with(|sum| sum.set(0));
	}
	let pauses = PAUSES.with(std::cell::Cell::get);
	let time = START + u64::from(number) * SLOT_DURATION + pauses;
	let slot = sp_consensus_aura::Slot::from(time / SLOT_DURATION);
	let digest = Digest {
		logs: vec![DigestItem::PreRuntime(sp_consensus_aura::AURA_ENGINE_ID, slot.encode())],
	};
	let parent = if number == 1 { genesis_hash() } else { parent() };
	let header = Header::new(number, Hash::zero(), Hash::zero(), parent, digest);
	Executive::initialize_block(&header);
	let now = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: time });
	assert_eq!(Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(now)), Ok(Ok(())));
}

/// Ends the block and remembers its hash for the next.
pub fn end_block() -> Header {
	let header = Executive::finalize_block();
	LAST.with(|last| last.set(header.hash()));
	header
}

std::thread_local! {
	static PAUSES: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
	static LAST: std::cell::Cell<Hash> = const { std::cell::Cell::new(Hash::zero()) };
}

fn parent() -> Hash {
	LAST.with(std::cell::Cell::get)
}

/// Ends this block and begins the next.
pub fn next_block() -> Header {
	let header = end_block();
	begin_block();
	header
}

/// The hash of the first block.
pub fn genesis_hash() -> Hash {
	System::block_hash(0)
}

/// A signed transaction with the account's next nonce.
pub fn signed(who: Sr25519Keyring, call: RuntimeCall) -> UncheckedExtrinsic {
	signed_with(who, System::account_nonce(who.to_account_id()), call)
}

/// A signed transaction.
pub fn signed_with(who: Sr25519Keyring, nonce: u32, call: RuntimeCall) -> UncheckedExtrinsic {
	let payload = SignedPayload::new(call, tx_extension(nonce, Era::Immortal)).expect("on chain");
	let signature = payload.using_encoded(|bytes| who.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(
		call,
		who.to_account_id().into(),
		ChuxinSignature::Sr25519(signature),
		extension,
	)
}

/// Signs and applies a call in this block.
pub fn submit(who: Sr25519Keyring, call: impl Into<RuntimeCall>) -> ApplyExtrinsicResult {
	Executive::apply_extrinsic(signed(who, call.into()))
}

/// The origin of an account.
pub fn by(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(who))
}

/// The account of a name.
pub fn account(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}

/// The council's origin with so many votes of so many members.
pub fn council(votes: u32, members: u32) -> RuntimeOrigin {
	pallet_collective::RawOrigin::<AccountId, pallet_collective::Instance1>::Members(votes, members)
		.into()
}

/// A motion of a council of one: carried as it is made.
pub fn motion(call: impl Into<RuntimeCall>) -> RuntimeCall {
	let proposal = Box::new(call.into());
	let length_bound = u32::try_from(proposal.encoded_size()).expect("is short");
	RuntimeCall::Council(pallet_collective::Call::propose { threshold: 1, proposal, length_bound })
}

/// The events of this block.
pub fn events() -> Vec<RuntimeEvent> {
	System::events().into_iter().map(|record| record.event).collect()
}

/// A call from its SCALE bytes, every argument zero or empty; `None` where that is no call.
pub fn zeroed(pallet: u8, call: u8) -> Option<RuntimeCall> {
	let mut bytes = vec![pallet, call];
	bytes.resize(4_096, 0);
	codec::Decode::decode(&mut &bytes[..]).ok()
}
