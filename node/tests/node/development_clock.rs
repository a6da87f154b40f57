//! A chain on the development clock: true blocks, over session changes, finalised, and gone on with
//! after a stop.

use crate::common::{without_runtime, Node};
use serde_json::json;

const JUNE_2015: u64 = 1_433_088_000_000; // 2015-06-01 00:00 in China
const SLOT: u64 = 3_000;

#[test]
fn manual_sealing_over_a_session_change_works() {
	if without_runtime() {
		return;
	}
	let folder = tempfile::tempdir().unwrap();
	let arguments = ["--dev", "--sealing", "manual", "--clock", "2015-06-01"];
	let node = Node::start(folder.path(), &arguments);

	// Sessions of the development chain have 10 blocks: the second change takes effect in these.
	let block = node.call("dev_seal", json!([25]));
	assert_eq!(block["number"], 25);
	assert_eq!(block["timestamp"], JUNE_2015 + 24 * SLOT);
	assert_eq!(block["time"], "2015-06-01 00:01:12 (UTC+8)");
	assert_eq!(block["transactions"], 0);
	node.wait_finalized(25);

	// Light clients refuse a header without Aura's seal: pre-digest first, seal last.
	let header = node.call("chain_getHeader", json!([block["hash"]]));
	let logs = header["digest"]["logs"].as_array().unwrap();
	assert!(logs.first().unwrap().as_str().unwrap().starts_with("0x0661757261"), "{logs:?}");
	assert!(logs.last().unwrap().as_str().unwrap().starts_with("0x0561757261"), "{logs:?}");

	let back = node.call_fails("dev_setTime", json!(["2015-05-31"]));
	assert!(back.starts_with("the clock moves forward only"), "{back}");
	let ahead = node.call_fails("dev_setTime", json!(["9999-01-01"]));
	assert!(ahead.starts_with("the clock never goes beyond the machine's"), "{ahead}");
	let none = node.call_fails("dev_setTime", json!(["2015-02-29"]));
	assert!(none.starts_with("expected a day that exists"), "{none}");
	for count in [0, 100_001] {
		let error = node.call_fails("dev_seal", json!([count]));
		assert!(error.starts_with("expected 1 to 100000 blocks"), "{error}");
	}

	let block = node.call("dev_setTime", json!(["2016-02-29"]));
	assert_eq!(block["number"], 26);
	assert_eq!(block["timestamp"], 1_456_675_200_000u64);
	node.wait_finalized(26);
	node.stop();

	// Started again the same way it goes on from its last block, not from the day of the option.
	let node = Node::start(folder.path(), &arguments);
	let block = node.call("dev_seal", json!([]));
	assert_eq!(block["number"], 27);
	assert_eq!(block["timestamp"], 1_456_675_200_000u64 + SLOT);
	node.wait_finalized(27);
}

#[test]
fn life_history_of_founders_works() {
	if without_runtime() {
		return;
	}
	let folder = tempfile::tempdir().unwrap();
	let node =
		Node::start(folder.path(), &["--dev", "--sealing", "manual", "--clock", "2015-06-01"]);
	node.call("dev_seal", json!([2]));
	node.wait_finalized(2);
	let history = node.call("life_history", json!([0]));
	assert_eq!(history["person"], 0);
	assert_eq!(history["complete"], true, "{history}");
	assert_eq!(
		history["events"].as_array().unwrap().len() as u64,
		history["length"].as_u64().unwrap(),
		"{history}"
	);
	let unknown = node.call_fails("life_history", json!([1_000_000]));
	assert!(unknown.starts_with("no person 1000000 at the finalised block"), "{unknown}");
	for limit in [0, 257] {
		let error = node.call_fails("life_history", json!([0, null, limit]));
		assert_eq!(error, format!("limit: expected 1 to 256, not {limit}"));
	}
	node.call("life_history", json!([0, null, 256]));
}

#[test]
fn interval_sealing_works() {
	if without_runtime() {
		return;
	}
	let folder = tempfile::tempdir().unwrap();
	let node = Node::start(
		folder.path(),
		&["--dev", "--sealing", "interval:100", "--clock", "2020-01-01"],
	);
	node.wait_finalized(12);
}

#[test]
fn dev_methods_without_sealing_fail() {
	if without_runtime() {
		return;
	}
	let folder = tempfile::tempdir().unwrap();
	let node = Node::start(folder.path(), &["--dev"]);
	let error = node.call_fails("dev_seal", json!([1]));
	assert!(error.contains("start it with --dev --sealing manual"), "{error}");
	// Blocks come by themselves, on the machine's clock.
	node.wait_finalized(1);
}
