//! What the node refuses, and that it says why and what to do.

use crate::common::{fails, free_port, run, without_runtime, Node};
use serde_json::{json, Value};
use std::{net::TcpListener, path::Path};

fn spec(arguments: &[&str]) -> Value {
	let output = run(arguments);
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	serde_json::from_slice(&output.stdout).unwrap()
}

fn write(folder: &Path, name: &str, spec: &Value) -> String {
	let path = folder.join(name);
	std::fs::write(&path, spec.to_string()).unwrap();
	path.display().to_string()
}

#[test]
fn light_spec_is_raw_and_has_the_bootnode() {
	if without_runtime() {
		return;
	}
	const PEER: &str = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";
	let spec_of = |arguments: &[&str]| spec(&[&["light-spec"], arguments].concat());
	let given = format!("/ip4/127.0.0.1/tcp/40000/ws/p2p/{PEER}");
	let light = spec_of(&["--chain", "local", "--bootnode", &given]);
	assert_eq!(light["bootNodes"], json!([given]));
	assert_eq!(light["id"], "chuxin_local");
	// `:code` in full: there is no checkpoint for Aura.
	assert!(light["genesis"]["raw"]["top"]["0x3a636f6465"].as_str().unwrap().len() > 100_000);
	let light = spec_of(&["--chain", "dev"]);
	assert_eq!(light["bootNodes"], json!([format!("/ip4/127.0.0.1/tcp/30334/ws/p2p/{PEER}")]));

	let error = fails(&["light-spec", "--chain", "local"]);
	assert!(error.contains("name one by --bootnode"), "{error}");
}

#[test]
fn live_chain_with_well_known_keys_fails() {
	if without_runtime() {
		return;
	}
	let folder = tempfile::tempdir().unwrap();
	let base = folder.path().join("base").display().to_string();
	let mut live = spec(&["export-chain-spec", "--chain", "local", "--raw"]);
	live["chainType"] = json!("Live");
	let path = write(folder.path(), "live.json", &live);
	let ports = free_port().to_string();
	let arguments =
		["--chain", &path, "--base-path", &base, "--no-prometheus", "--rpc-port", &ports];

	let error = fails(&[&arguments[..], &["--port", &free_port().to_string()]].concat());
	assert!(error.contains("its genesis gives a say to keys everybody knows"), "{error}");
	assert!(error.contains("//Alice (sr25519) in Council"), "{error}");
	let error =
		fails(&[&arguments[..], &["--alice", "--unsafe-force-node-key-generation"]].concat());
	assert!(error.contains("--alice puts a key everybody knows into the keystore"), "{error}");
}

#[test]
fn database_of_another_chain_fails() {
	if without_runtime() {
		return;
	}
	let folder = tempfile::tempdir().unwrap();
	let node =
		Node::start(folder.path(), &["--dev", "--sealing", "manual", "--clock", "2020-01-01"]);
	node.call("dev_seal", json!([1]));
	node.stop();

	// Another genesis under the same id, so that it lies in the same folder.
	let mut other = spec(&["export-chain-spec", "--chain", "local", "--raw"]);
	other["id"] = json!("chuxin_dev");
	let path = write(folder.path(), "other.json", &other);
	let base = folder.path().join("base").display().to_string();
	let error = fails(&[
		"--chain",
		&path,
		"--base-path",
		&base,
		"--no-prometheus",
		"--rpc-port",
		&free_port().to_string(),
		"--port",
		&free_port().to_string(),
	]);
	assert!(error.contains("holds another chain: its genesis is"), "{error}");
	assert!(error.contains("purge-chain"), "{error}");
}

#[test]
fn port_in_use_fails() {
	if without_runtime() {
		return;
	}
	let taken = TcpListener::bind("127.0.0.1:0").unwrap();
	let port = taken.local_addr().unwrap().port().to_string();
	let free = [free_port(), free_port(), free_port()].map(|port| port.to_string());
	for (option, others) in [
		("--rpc-port", vec!["--port", &free[0], "--light-port", &free[1], "--no-prometheus"]),
		("--port", vec!["--rpc-port", &free[0], "--light-port", &free[1], "--no-prometheus"]),
		("--light-port", vec!["--rpc-port", &free[0], "--port", &free[1], "--no-prometheus"]),
		(
			"--prometheus-port",
			vec!["--rpc-port", &free[0], "--port", &free[1], "--light-port", &free[2]],
		),
	] {
		let error = fails(&[&["--dev", "--tmp", option, &port][..], &others[..]].concat());
		assert!(error.contains(&format!("port {port} is in use")), "{option}: {error}");
		assert!(error.contains(option), "{option}: {error}");
	}
}

#[test]
fn sealing_outside_dev_fails() {
	if without_runtime() {
		return;
	}
	let error = fails(&["--chain", "dev", "--tmp", "--sealing", "manual"]);
	assert!(error.contains("--sealing is for development nodes only: add --dev"), "{error}");
	let error = fails(&["--dev", "--tmp", "--sealing", "manual", "--clock", "9999-01-01"]);
	assert!(error.contains("--clock lies ahead of the machine's clock"), "{error}");
}

#[test]
fn unknown_chain_fails() {
	let error = fails(&["--chain", "nowhere.json", "--tmp"]);
	assert!(error.contains("expected dev, local, or the path of a JSON file"), "{error}");
}
