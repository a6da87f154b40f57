//! Signs transactions as a wallet does, from what a node tells.

use crate::common::Node;
use chuxin_runtime::{
	tx_extension, AccountId, Hash, RuntimeCall, SignedPayload, UncheckedExtrinsic, VERSION,
};
use codec::{Decode, Encode};
use serde_json::json;
use sp_core::{sr25519, Pair};
use sp_runtime::generic::Era;

/// Blocks for which a transaction is valid; a live chain takes none that is valid for ever.
const PERIOD: u64 = 64;

/// The account of a key.
pub fn account(pair: &sr25519::Pair) -> AccountId {
	pair.public().0.into()
}

/// The hash of a block, as bytes.
pub fn hash_of(node: &Node, number: u64) -> Hash {
	let hash = node.block_hash(number);
	let bytes = hex::decode(hash.trim_start_matches("0x")).expect("hex");
	Hash::from_slice(&bytes)
}

/// What a runtime API answers at the best block, by its SCALE bytes.
pub fn asked<T: Decode>(node: &Node, method: &str, arguments: &[u8]) -> T {
	let arguments = format!("0x{}", hex::encode(arguments));
	let answer = node.call("state_call", json!([method, arguments]));
	let bytes = hex::decode(answer.as_str().expect("bytes").trim_start_matches("0x")).expect("hex");
	T::decode(&mut &bytes[..]).unwrap_or_else(|error| panic!("{method}: {error}"))
}

/// Transactions of the account that are in blocks.
fn nonce(node: &Node, account: &AccountId) -> u32 {
	asked(node, "AccountNonceApi_account_nonce", &account.encode())
}

/// Signs calls with the next nonces of the key, sends them, and waits until all are in blocks.
pub fn send(node: &Node, pair: &sr25519::Pair, calls: Vec<RuntimeCall>) {
	let account = account(pair);
	let first = nonce(node, &account);
	let best = node.best();
	let checkpoint = hash_of(node, best);
	let mut next = first;
	for call in calls {
		let payload = SignedPayload::from_raw(
			call,
			tx_extension(next, Era::mortal(PERIOD, best)),
			(
				(),
				(),
				VERSION.spec_version,
				VERSION.transaction_version,
				hash_of(node, 0),
				checkpoint,
				(),
				(),
				None,
				(),
			),
		);
		let signature = payload.using_encoded(|bytes| pair.sign(bytes)).into();
		let (call, extension, _) = payload.deconstruct();
		let signed =
			UncheckedExtrinsic::new_signed(call, account.clone().into(), signature, extension);
		let bytes = format!("0x{}", hex::encode(signed.encode()));
		node.call("author_submitExtrinsic", json!([bytes]));
		next += 1;
	}
	// A key that is frozen by its own call skips the nonces that could wait.
	node.wait_until("the transactions are in blocks", || nonce(node, &account) >= next);
}
