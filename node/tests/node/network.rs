//! Nodes together: the preset `local`, four validators of which three decide.

use crate::common::{free_port, without_runtime, Node};
use serde_json::json;
use std::path::Path;

/// A validator of the preset, with the key of its network identity and the port for its peers.
struct Validator {
	name: &'static str,
	node_key: String,
	port: u16,
}

impl Validator {
	fn all() -> [Self; 4] {
		["alice", "bob", "charlie", "dave"].map(|name| Self {
			name,
			// Their first letters are digits of hex.
			node_key: name[..1].repeat(64),
			port: free_port(),
		})
	}

	/// Starts it, on what it left, with the addresses of others.
	fn start(&self, folder: &Path, others: &[String]) -> Node {
		let (name, port) = (format!("--{}", self.name), self.port.to_string());
		let mut arguments =
			vec!["--chain", "local", name.as_str(), "--node-key", self.node_key.as_str()];
		arguments.extend(["--port", port.as_str(), "--no-prometheus", "--no-mdns"]);
		others.iter().for_each(|other| arguments.extend(["--bootnodes", other.as_str()]));
		Node::launch(folder, self.name, &arguments)
	}

	fn address(&self, node: &Node) -> String {
		let id = node.call("system_localPeerId", json!([]));
		format!("/ip4/127.0.0.1/tcp/{}/p2p/{}", self.port, id.as_str().unwrap())
	}
}

fn wait_for_peers(node: &Node, peers: u64) {
	let is_there = || node.call("system_health", json!([]))["peers"] == json!(peers);
	node.wait_until("its peers are there", is_there);
}

#[test]
fn four_validators_finalise_and_one_comes_back_after_a_power_cut() {
	if without_runtime() {
		return;
	}
	let folder = tempfile::tempdir().unwrap();
	let validators = Validator::all();
	let (mut nodes, mut addresses) = (Vec::new(), Vec::new());
	for validator in &validators {
		let node = validator.start(folder.path(), &addresses);
		addresses.push(validator.address(&node));
		nodes.push(node);
	}
	nodes.iter().for_each(|node| wait_for_peers(node, 3));
	nodes.iter().for_each(|node| node.wait_finalized(2));
	let second = nodes[0].block_hash(2);
	nodes.iter().for_each(|node| assert_eq!(node.block_hash(2), second));

	// Asked for nothing, a node of a chain that is not for development serves no method on keys.
	let refused = nodes[0].call_fails("author_rotateKeys", json!([]));
	assert!(refused.contains("unsafe"), "{refused}");

	// Three of four go on without the fourth.
	nodes.pop().unwrap().kill();
	let alone = nodes[0].finalized();
	nodes[0].wait_finalized(alone + 3);

	// The fourth finds its chain again, catches up, and votes: with another one gone nothing would
	// be finalised without it.
	let back = validators[3].start(folder.path(), &addresses[..3]);
	let there = nodes[0].finalized();
	back.wait_finalized(there);
	assert_eq!(back.block_hash(there), nodes[0].block_hash(there));
	nodes.pop().unwrap().kill();
	let before = back.finalized();
	back.wait_finalized(before + 3);
	assert_eq!(back.block_hash(before + 3), nodes[0].block_hash(before + 3));
}
