//! What Prometheus reads, and that the dashboard asks for nothing that is not there.

use crate::common::{free_port, metrics, without_runtime, Node};
use serde_json::{json, Value};
use std::{
	collections::BTreeSet,
	thread::sleep,
	time::{Duration, Instant},
};

/// The dashboard of the operators' guide.
const DASHBOARD: &str = include_str!("../../../docs/operations/grafana.json");
/// The alerts of the operators' guide.
const ALERTS: &str = include_str!("../../../docs/operations/alerts.yml");

/// The value of a metric without labels of its own.
fn value(text: &str, metric: &str) -> Option<f64> {
	let line = text.lines().find(|line| line.starts_with(&format!("{metric}{{")))?;
	line.rsplit(' ').next()?.parse().ok()
}

/// The metrics a text of queries names.
fn named(text: &str) -> BTreeSet<String> {
	text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
		.filter(|word| word.starts_with("chuxin_") || word.starts_with("substrate_"))
		.map(str::to_owned)
		.collect()
}

/// Every query of the dashboard.
fn queries(of: &Value, into: &mut String) {
	match of {
		Value::Object(fields) => {
			for (name, field) in fields {
				match field.as_str() {
					Some(query) if name == "expr" => *into += &format!(" {query}"),
					_ => queries(field, into),
				}
			}
		},
		Value::Array(items) => items.iter().for_each(|item| queries(item, into)),
		_ => {},
	}
}

#[test]
fn metrics_are_served_and_hold_what_the_dashboard_and_the_alerts_ask_for() {
	if without_runtime() {
		return;
	}
	let folder = tempfile::tempdir().unwrap();
	let [prometheus, port, light] = [free_port(), free_port(), free_port()];
	let ports = [prometheus, port, light].map(|port| port.to_string());
	let node = Node::launch(
		folder.path(),
		"base",
		&[
			"--dev",
			"--sealing",
			"interval:200",
			"--clock",
			"2020-01-01",
			"--prometheus-port",
			&ports[0],
			"--port",
			&ports[1],
			"--light-port",
			&ports[2],
		],
	);
	node.wait_finalized(2);
	let start = Instant::now();
	let text = loop {
		let text = metrics(prometheus);
		// The counts follow the blocks.
		if value(&text, "chuxin_blocks_total").is_some_and(|blocks| blocks >= 2.0) {
			break text;
		}
		assert!(start.elapsed() < Duration::from_secs(30), "{text}");
		sleep(Duration::from_millis(100));
	};
	let of = |metric: &str| value(&text, metric).unwrap_or_else(|| panic!("no {metric}: {text}"));
	assert_eq!(of("chuxin_block_authors"), 1.0);
	assert_eq!(of("chuxin_finality_voters"), 1.0);
	assert_eq!(of("chuxin_transactions_total"), 0.0);
	assert_eq!(of("chuxin_block_equivocations_total"), 0.0);
	assert!(of("chuxin_unfinalized_blocks") < 10.0);
	// 2020 in China, on the chain's own clock.
	let day = 1_577_808_000.0..1_577_808_000.0 + 86_400.0;
	assert!(day.contains(&of("chuxin_best_block_time_seconds")));
	assert!(day.contains(&of("chuxin_finalized_block_time_seconds")));

	let there = named(&text);
	let mut asked = String::new();
	queries(&serde_json::from_str(DASHBOARD).expect("JSON"), &mut asked);
	let asked: BTreeSet<String> = named(&asked).union(&named(ALERTS)).cloned().collect();
	assert!(asked.len() >= 12, "{asked:?}");
	let missing: Vec<_> = asked.difference(&there).collect();
	assert!(missing.is_empty(), "the node has no such metrics: {missing:?}");
}

#[test]
fn keys_of_a_validator_on_two_machines_are_counted_and_logged() {
	if without_runtime() {
		return;
	}
	const COUNT: &str = "chuxin_block_equivocations_total";
	const WARNING: &str =
		"Validator 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY made more than one block";
	let folder = tempfile::tempdir().unwrap();
	// The preset's only validator, in real time: a slot every three seconds.
	let start = |base: &str, prometheus: u16, port: u16, more: &[&str]| {
		let (node_key, [prometheus, port]) =
			(base.repeat(64), [prometheus, port].map(|port| port.to_string()));
		let arguments = ["--chain", "dev", "--alice", "--node-key", &node_key, "--no-mdns"];
		let ports = ["--prometheus-port", &prometheus, "--port", &port];
		Node::launch(folder.path(), base, &[&arguments[..], &ports, more].concat())
	};

	let [first_port, port, second_port, other] = [(); 4].map(|()| free_port());
	let first = start("a", first_port, port, &[]);
	first.wait_until("two blocks", || {
		value(&metrics(first_port), "chuxin_blocks_total").is_some_and(|blocks| blocks >= 2.0)
	});
	assert_eq!(value(&metrics(first_port), COUNT), Some(0.0), "{}", first.log());

	let id = first.call("system_localPeerId", json!([]));
	let address = format!("/ip4/127.0.0.1/tcp/{port}/p2p/{}", id.as_str().unwrap());
	let second = start("b", second_port, other, &["--bootnodes", &address]);
	for (node, port) in [(&first, first_port), (&second, second_port)] {
		node.wait_until("two blocks of one slot", || {
			value(&metrics(port), COUNT).is_some_and(|count| count > 0.0)
		});
		node.wait_until("the warning", || node.log().contains(WARNING));
	}
}
