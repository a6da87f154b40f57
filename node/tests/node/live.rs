//! A live chain made as `docs/operations/README.md` tells: by the node's own commands, one edit of a
//! file between them.

use crate::common::{fails, free_port, run, without_runtime, Node};
use serde_json::{json, Value};
use std::path::Path;

/// Runs a command of the node that must succeed; gives what it printed.
fn ok(arguments: &[&str]) -> String {
	let output = run(arguments);
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	String::from_utf8(output.stdout).unwrap()
}

/// A new key of a scheme: its secret phrase and its address.
fn new_key(scheme: &str) -> (String, Value) {
	let key = ok(&["key", "generate", "--scheme", scheme, "--output-type", "json"]);
	let key: Value = serde_json::from_str(&key).unwrap();
	(key["secretPhrase"].as_str().unwrap().to_owned(), key["ss58Address"].clone())
}

/// What the guide has put into `plain.json`, for one validator who is a founder and the council.
fn edit(plain: &mut Value, founder: &Value, secretary: &Value, aura: &Value, grandpa: &Value) {
	plain["name"] = json!("Chuxin of a test");
	plain["id"] = json!("chuxin_live_test");
	plain["chainType"] = json!("Live");
	let patch = &mut plain["genesis"]["runtimeGenesis"]["patch"];
	patch.as_object_mut().unwrap().remove("access").expect("a section to remove");
	patch["validators"] = json!({ "initial": [founder] });
	patch["session"]["keys"] = json!([[founder, founder, { "aura": aura, "grandpa": grandpa }]]);
	patch["council"]["members"] = json!([founder]);
	patch["members"]["founders"] = json!([[founder, 1], [secretary, 1]]);
	patch["members"]["registrarKeys"] = json!([[1, vec![7; 32]]]);
	patch["organizations"]["orgs"][0]["name"] = json!("试验省委员会");
}

/// A live chain made as the guide tells, and the machine of its validator.
pub struct Live {
	/// The specification as it was edited.
	plain: Value,
	/// Where the raw one lies.
	raw: String,
	/// Secret phrase of the validator, who is a founder and the council.
	pub founder: String,
	/// Secret phrase of the other founder.
	pub secretary: String,
}

impl Live {
	/// Makes one in `folder`; `more` edits the genesis beside what the guide has edited.
	pub fn make(folder: &Path, more: impl FnOnce(&mut Value)) -> Self {
		let place = |name: &str| folder.join(name).display().to_string();
		let (plain, raw, base) = (place("plain.json"), place("chuxin.json"), place("live"));
		let read = |path: &str| -> Value {
			serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
		};

		ok(&["export-chain-spec", "--chain", "local", "--output", &plain]);
		let [founder, secretary, aura] = ["sr25519"; 3].map(new_key);
		let grandpa = new_key("ed25519");
		let mut spec = read(&plain);
		edit(&mut spec, &founder.1, &secretary.1, &aura.1, &grandpa.1);
		more(&mut spec["genesis"]["runtimeGenesis"]["patch"]);
		std::fs::write(&plain, spec.to_string()).unwrap();
		ok(&["export-chain-spec", "--chain", &plain, "--raw", "--output", &raw]);
		assert_eq!(read(&raw)["chainType"], "Live");
		assert!(read(&raw)["genesis"].get("raw").is_some());

		ok(&["key", "generate-node-key", "--chain", &raw, "--base-path", &base]);
		for (name, scheme, kind, (phrase, _)) in
			[("aura", "sr25519", "aura", &aura), ("grandpa", "ed25519", "gran", &grandpa)]
		{
			let secret = place(name);
			std::fs::write(&secret, phrase).unwrap();
			ok(&[
				"key",
				"insert",
				"--chain",
				&raw,
				"--base-path",
				&base,
				"--scheme",
				scheme,
				"--key-type",
				kind,
				"--suri",
				&secret,
			]);
			std::fs::remove_file(secret).unwrap();
		}
		Self { plain: spec, raw, founder: founder.0, secretary: secretary.0 }
	}

	/// Starts its validator, on what it left.
	pub fn start(&self, folder: &Path) -> Node {
		let port = free_port().to_string();
		let arguments = ["--chain", self.raw.as_str(), "--validator", "--port", &port];
		let quiet = ["--no-prometheus", "--no-mdns"];
		Node::launch(folder, "live", &[&arguments[..], &quiet].concat())
	}

	/// Its validator ends by itself, with an error, when it is started on what it left.
	pub fn start_fails(&self, folder: &Path) -> String {
		start_fails(&self.raw, &folder.join("live"))
	}
}

/// A node ends by itself, with an error, when it is started on this specification and folder.
fn start_fails(spec: &str, base: &Path) -> String {
	let [rpc, port] = [free_port(), free_port()].map(|port| port.to_string());
	let base = base.display().to_string();
	fails(&[
		"--chain",
		spec,
		"--base-path",
		&base,
		"--no-prometheus",
		"--rpc-port",
		&rpc,
		"--port",
		&port,
	])
}

#[test]
fn live_chain_made_as_the_guide_tells_works() {
	if without_runtime() {
		return;
	}
	let folder = tempfile::tempdir().unwrap();
	let live = Live::make(folder.path(), |_| ());
	let node = live.start(folder.path());
	node.wait_finalized(2);
	assert_eq!(node.call("system_chain", json!([])), "Chuxin of a test");
	assert_eq!(node.call("system_chainType", json!([])), "Live");
	let call = |method: &str, args: &str| node.call("state_call", json!([method, args]));
	let root = call("OrganizationsApi_organization", "0x00000000");
	let name = hex::encode("试验省委员会");
	assert!(root.as_str().unwrap().contains(&name), "{root}");
	node.stop();

	// One key that everybody knows, forgotten anywhere, and no node starts the chain.
	let alice = json!("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
	for forgotten in ["/council/members/0", "/members/founders/1/0", "/validators/initial/0"] {
		let mut careless = live.plain.clone();
		let pointer = format!("/genesis/runtimeGenesis/patch{forgotten}");
		*careless.pointer_mut(&pointer).expect("a place in the specification") = alice.clone();
		if forgotten.starts_with("/validators") {
			let keys = &mut careless["genesis"]["runtimeGenesis"]["patch"]["session"]["keys"][0];
			keys[0] = alice.clone();
			keys[1] = alice.clone();
		}
		assert_refused(folder.path(), &careless);
	}
}

/// The node refuses to start the chain of a specification, and names whose key it found.
fn assert_refused(folder: &Path, spec: &Value) {
	let path = folder.join("careless.json").display().to_string();
	std::fs::write(&path, spec.to_string()).unwrap();
	let error = start_fails(&path, &folder.join("careless"));
	assert!(error.contains("its genesis gives a say to keys everybody knows"), "{error}");
	assert!(error.contains("//Alice (sr25519)"), "{error}");
}
