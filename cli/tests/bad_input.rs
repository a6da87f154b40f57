//! Bad input at the desk: a clear error that names the cure, and nothing is half done.

#[path = "support/plant.rs"]
mod plant;
mod support;

use chuxin_cli::{
	demo::{self, Demo},
	roster::{FaultKind, MemberRow},
};
use plant::plant_faults;
use serde_json::{json, Value};
use std::{
	collections::BTreeSet,
	path::Path,
	process::Command,
	time::{Duration, Instant},
};
use support::{expected_counts, program, Desk, Done, Node, Registrar, WINDOW_UNTIL};

const MEMBERS: u32 = 300;
const DAY: &str = "2026-10-01";

struct World {
	work: tempfile::TempDir,
	node: Node,
	registrar: Registrar,
	desk: Desk,
	demo: Demo,
	top: String,
}

fn world() -> World {
	let demo = demo::generate(MEMBERS, 5).unwrap();
	let work = tempfile::tempdir().unwrap();
	let node = Node::instant(work.path(), DAY);
	let registrar = Registrar::start(work.path(), &node.url());
	let desk = Desk::new(&work.path().join("office"), &node.url(), &registrar.url());
	let top = desk.establish(&demo.organizations).to_string();
	World { work, node, registrar, desk, demo, top }
}

impl World {
	fn import(&self, desk: &Desk, file: &str, json: bool) -> Done {
		let mut arguments = vec![
			"--quiet",
			"roster",
			"import",
			file,
			"--org",
			&self.top,
			"--handler",
			"charlie",
			"--approver",
			"dave",
			"--batch",
			"20",
		];
		if json {
			arguments.push("--json");
		}
		desk.run(&arguments)
	}

	/// What the chain is: its best block, and that nothing waits. On this node a block comes as soon
	/// as anything is sent.
	fn chain(&self) -> (Value, Value) {
		let rpc = self.node.rpc();
		let head = rpc.call("chain_getHeader", vec![]);
		(head, rpc.call("author_pendingExtrinsics", vec![]))
	}

	/// Sees that a command sends nothing and keeps nobody.
	fn sends_nothing<T>(&self, desk: &Desk, act: impl FnOnce() -> T) -> T {
		let before = (self.chain(), desk.vault().person_counts().unwrap());
		let result = act();
		std::thread::sleep(Duration::from_millis(700));
		assert_eq!((self.chain(), desk.vault().person_counts().unwrap()), before);
		result
	}
}

/// The cells of a written `.csv`, header first.
fn cells(path: &str) -> Vec<Vec<String>> {
	let text = std::fs::read_to_string(path).unwrap();
	let mut reader = csv::ReaderBuilder::new()
		.has_headers(false)
		.from_reader(text.trim_start_matches('\u{feff}').as_bytes());
	reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn write(path: &Path, cells: &[Vec<String>]) -> String {
	let mut writer = csv::Writer::from_path(path).unwrap();
	cells.iter().for_each(|row| writer.write_record(row).unwrap());
	writer.flush().unwrap();
	path.display().to_string()
}

/// The faults of a report: row and kind.
fn faults(report: &Value) -> BTreeSet<(u64, String)> {
	let list = report["faults"].as_array().unwrap();
	let faults: BTreeSet<(u64, String)> = list
		.iter()
		.map(|f| (f["row"].as_u64().unwrap(), f["kind"].as_str().unwrap().to_owned()))
		.collect();
	assert_eq!(faults.len(), list.len());
	for fault in list {
		assert!(!fault["cure"].as_str().unwrap().is_empty(), "{fault}");
	}
	faults
}

#[test]
fn a_faulty_roster_is_reported_whole_and_nothing_is_sent() {
	let world = world();
	let desk = &world.desk;
	let sound = desk.roster("sound.csv", &world.demo.members);
	let mut table = cells(&sound);
	let planted: BTreeSet<(u64, String)> = plant_faults(&mut table, 5, 7, 40)
		.into_iter()
		.map(|(row, _, kind)| (row.into(), kind.code().to_owned()))
		.collect();
	assert_eq!(planted.len(), 40);
	let file = write(&desk.work.join("planted.csv"), &table);

	let done = world.sends_nothing(desk, || world.import(desk, &file, true));
	assert_eq!(done.code, Some(3), "{done:?}");
	assert_eq!(faults(&done.json()), planted);
	assert!(done.stderr.contains("40 faults in") && done.stderr.contains("Nothing was sent"));
	// As a person reads it: every fault on a line with its row, then the sum.
	let done = world.sends_nothing(desk, || world.import(desk, &file, false));
	assert_eq!(done.code, Some(3), "{done:?}");
	assert!(done.stdout.contains("40 faults in 40 of 300 rows"), "{}", done.stdout);
	for (row, _) in &planted {
		// The sum, which begins with 40 too, is no line of a row.
		let lines = done.stdout.lines().filter(|line| {
			line.split_whitespace().next() == Some(&row.to_string())
				&& !line.contains(" faults in ")
		});
		assert_eq!(lines.count(), 1, "row {row}: {}", done.stdout);
	}
	let check = desk.run(&["roster", "check", &file, "--org", &world.top, "--json"]);
	assert_eq!((check.code, faults(&check.json())), (Some(3), planted));
}

#[test]
fn persons_on_the_chain_and_foreign_branches_are_refused() {
	let world = world();
	let (first, others) = world.demo.members.split_at(60);
	let file = world.desk.roster("first.csv", first);
	let done = world.import(&world.desk, &file, true);
	assert_eq!(done.code, Some(0), "{done:?}");
	assert_eq!(done.json()["enrolled"], json!(60));

	// Another desk of the same officers does not know whom the first one enrolled; the chain does.
	let office = world.work.path().join("other office");
	let second = Desk::new(&office, &world.node.url(), &world.registrar.url());
	let mixed: Vec<MemberRow> = [&others[..5], &first[..3], &others[5..9]].concat();
	let file = second.roster("mixed.csv", &mixed);
	let done = world.sends_nothing(&second, || world.import(&second, &file, true));
	assert_eq!(done.code, Some(3), "{done:?}");
	let there = |row| (row, FaultKind::AlreadyEnrolled.code().to_owned());
	// Row 1 is the header; after five others come the three.
	assert_eq!(faults(&done.json()), BTreeSet::from([there(7), there(8), there(9)]));

	// The same person twice in the file.
	let mut twice: Vec<MemberRow> = others[..4].to_vec();
	twice.push(twice[1].clone());
	let file = second.roster("twice.csv", &twice);
	let done = world.sends_nothing(&second, || world.import(&second, &file, true));
	assert_eq!(done.code, Some(3), "{done:?}");
	let double = (6, FaultKind::DuplicateId.code().to_owned());
	assert_eq!(faults(&done.json()), BTreeSet::from([double]));

	// A branch that stands elsewhere in the tree.
	let mut foreign: Vec<MemberRow> = others[..4].to_vec();
	foreign[2].branch = "机关党支部".into();
	let file = second.roster("foreign.csv", &foreign);
	let done = world.sends_nothing(&second, || world.import(&second, &file, true));
	assert_eq!(done.code, Some(3), "{done:?}");
	let authority = (4, FaultKind::BranchWithoutAuthority.code().to_owned());
	assert_eq!(faults(&done.json()), BTreeSet::from([authority]));

	// Officers of another organization get no tags; one person alone enrols nobody.
	let file = second.roster("others.csv", &others[..4]);
	let as_officers = |handler: &str, approver: &str| {
		second.run(&[
			"roster",
			"import",
			&file,
			"--org",
			&world.top,
			"--handler",
			handler,
			"--approver",
			approver,
		])
	};
	let done = world.sends_nothing(&second, || as_officers("alice", "dave"));
	assert_eq!(done.code, Some(1), "{done:?}");
	assert!(done.stderr.contains("no handler or approver of organization"), "{done:?}");
	let done = world.sends_nothing(&second, || as_officers("charlie", "charlie"));
	assert_eq!(done.code, Some(2), "{done:?}");
	assert!(done.stderr.contains("needs two persons"), "{done:?}");
	// Nor outside an import window; two people in an open one do.
	let window = |act: &[&str]| {
		let whom = ["--org", "0", "--target", &world.top, "--key", "bob"];
		second.ok(&[&["org", "window"], act, &whom[..]].concat());
	};
	window(&["close"]);
	let done = world.sends_nothing(&second, || as_officers("charlie", "dave"));
	assert_eq!(done.code, Some(1), "{done:?}");
	assert!(done.stderr.contains("no import window is open"), "{done:?}");
	assert!(done.stderr.contains("chuxin org window open"), "{done:?}");
	// Nor does a handler alone: what nobody may enrol is neither kept nor proposed.
	let alone =
		|| second.run(&["roster", "propose", &file, "--org", &world.top, "--handler", "charlie"]);
	let done = world.sends_nothing(&second, alone);
	assert_eq!(done.code, Some(1), "{done:?}");
	assert!(done.stderr.contains("no import window is open"), "{done:?}");
	window(&["open", "--until", WINDOW_UNTIL]);
	let done = as_officers("charlie", "dave");
	assert_eq!(done.code, Some(0), "{done:?}");
	assert!(done.stdout.contains("4 enrolled now"), "{done:?}");
}

#[test]
fn an_import_survives_the_node_and_the_registrar() {
	let mut world = world();
	let file = world.desk.roster("roster.csv", &world.demo.members);

	// No registrar: nothing is sent, and the message says how to start it.
	world.registrar.kill();
	let done = world.sends_nothing(&world.desk, || world.import(&world.desk, &file, false));
	assert_eq!(done.code, Some(1), "{done:?}");
	assert!(done.stderr.contains("the registrar does not answer at"), "{done:?}");
	assert!(done.stderr.contains("chuxin registrar serve"), "{done:?}");
	world.registrar.again();

	// The node goes away while batches are on their way.
	let log = world.work.path().join("import.log");
	let arguments = [
		"--quiet",
		"roster",
		"import",
		&file,
		"--org",
		&world.top,
		"--handler",
		"charlie",
		"--approver",
		"dave",
		"--batch",
		"5",
	];
	let mut process = world.desk.spawn(&arguments, &log);
	let rpc = world.node.rpc();
	let begun = Instant::now();
	let persons = |rpc: &support::Rpc| {
		let answer = rpc.call("state_call", vec![json!("MembersApi_person_count"), json!("0x")]);
		let bytes = hex::decode(answer.as_str().unwrap().trim_start_matches("0x")).unwrap();
		u64::from_le_bytes(bytes.try_into().unwrap())
	};
	while persons(&rpc) < 4 + 60 {
		assert!(begun.elapsed() < Duration::from_secs(120), "{}", process.output());
		std::thread::sleep(Duration::from_millis(10));
	}
	world.node.kill();
	let status = process.wait(Duration::from_secs(90));
	let said = process.output();
	assert_eq!(status.code(), Some(1), "{said}");
	// The desk notices it by itself, or because the registrar cannot ask the chain who calls.
	let own = ["Start the node again and run the same command again", "not sent twice"];
	let registrars = ["the registrar cannot ask the chain who you are", "Try again then"];
	let says = |words: [&str; 2]| words.iter().all(|w| said.contains(w));
	assert!(says(own) || says(registrars), "{said}");

	// Still away: told at once, with the cure.
	let done = world.desk.run(&arguments);
	assert_eq!(done.code, Some(1), "{done:?}");
	assert!(done.stderr.contains("no node answers at"), "{done:?}");
	assert!(done.stderr.contains("chuxin-node --dev"), "{done:?}");

	// Back again: the rest is enrolled, without the file.
	world.node.again();
	std::fs::remove_file(&file).unwrap();
	let done = world.desk.run(&[
		"--json",
		"roster",
		"resume",
		"--handler",
		"charlie",
		"--approver",
		"dave",
	]);
	assert_eq!(done.code, Some(0), "{done:?}");
	assert_eq!(done.json()["waiting"], json!(0));
	assert_eq!(persons(&world.node.rpc()), 4 + u64::from(MEMBERS));
	let counts = world.desk.counts();
	for (name, expected) in expected_counts(&world.demo.organizations, &world.demo.members) {
		assert_eq!(counts.get(&name), Some(&expected), "{name}");
	}
	assert_eq!(world.desk.vault().person_counts().unwrap(), (MEMBERS.into(), MEMBERS.into()));
}

#[test]
fn ports_in_use_and_specifications_of_other_chains_are_told() {
	let world = world();
	let text = |path: &Path| path.display().to_string();

	// A second node on a port of the first.
	let taken = world.node.rpc_port;
	let [peer, light] = support::free_ports();
	let (taken_text, peer, light) = (taken.to_string(), peer.to_string(), light.to_string());
	let second = Command::new(program("chuxin-node"))
		.args(["--dev", "--no-prometheus", "--no-telemetry", "--no-mdns", "--base-path"])
		.arg(world.work.path().join("second"))
		.args(["--rpc-port", &taken_text, "--port", &peer, "--light-port", &light])
		.output()
		.unwrap();
	assert!(!second.status.success());
	let said = String::from_utf8_lossy(&second.stderr);
	assert!(said.contains(&format!("port {taken} is in use")), "{said}");
	assert!(said.contains("--rpc-port"), "{said}");
	let keeper = world.work.path().join("second registrar");
	let address = format!("127.0.0.1:{}", world.registrar.port);
	let done = Registrar::try_to_serve(&keeper, &world.node.url(), world.registrar.port);
	assert_eq!(done.code, Some(1), "{done:?}");
	assert!(done.stderr.contains(&format!("cannot listen at {address}")), "{done:?}");
	assert!(done.stderr.contains("--listen"), "{done:?}");

	// A member's card, judged by a light client of another chain.
	let file = world.desk.roster("few.csv", &world.demo.members[..3]);
	let done = world.import(&world.desk, &file, true);
	assert_eq!(done.code, Some(0), "{done:?}");
	let place = |name: &str| text(&world.desk.work.join(name));
	let (record, card) = (place("member.cxm"), place("card.json"));
	let secret = world.desk.work.join("member.secret");
	std::fs::write(&secret, "passphrase of a member\n").unwrap();
	for arguments in [
		&["credential", "issue", "--person", "4", "--out", &record, "--member-passphrase-fd", "4"]
			[..],
		&[
			"credential",
			"present",
			&record,
			"--member-passphrase-fd",
			"4",
			"--show",
			"name,birthday",
			"--card",
			"--unsigned",
			"--out",
			&card,
		],
	] {
		let done = world.desk.run_with(Some(&secret), arguments, Duration::from_secs(60));
		assert_eq!(done.code, Some(0), "{arguments:?}: {done:?}");
	}
	let other = world.work.path().join("local.json");
	let address = format!(
		"/ip4/127.0.0.1/tcp/{}/ws/p2p/{}",
		world.node.light_port,
		world.node.rpc().call("system_localPeerId", vec![]).as_str().unwrap()
	);
	let made = Command::new(program("chuxin-node"))
		.args(["light-spec", "--chain", "local", "--bootnode", &address, "--output"])
		.arg(&other)
		.output()
		.unwrap();
	assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
	let begun = Instant::now();
	let done = world.desk.run(&["--json", "credential", "verify", &card, "--light", &text(&other)]);
	assert_eq!(done.code, Some(4), "{done:?}");
	assert_eq!(done.json()["failure"], json!("other-genesis"), "{done:?}");
	assert!(begun.elapsed() < Duration::from_secs(20), "told without following the chain");
	assert!(done.stderr.contains("not verified:"), "{done:?}");

	// The chain's own, with the authority set of another one pinned.
	let own = world.work.path().join("own.json");
	world.node.light_spec(&own);
	let pin = place("pin.json");
	let foreign = json!({
		"genesis": format!("0x{}", "11".repeat(32)),
		"set_id": 0,
		"authorities": [],
		"dated": "2026-01-01T00:00:00Z",
	});
	std::fs::write(&pin, foreign.to_string()).unwrap();
	let own = text(&own);
	let arguments = ["--json", "credential", "verify", &card, "--light", &own, "--pin", &pin];
	let done = world.desk.run(&arguments);
	assert_eq!(done.code, Some(4), "{done:?}");
	assert_eq!(done.json()["failure"], json!("other-chain"), "{done:?}");

	// No specification at all.
	let none = place("none.json");
	std::fs::write(&none, "{}").unwrap();
	let done = world.desk.run(&["credential", "verify", &card, "--light", &none]);
	assert_eq!(done.code, Some(1), "{done:?}");
	assert!(done.stderr.contains("export-chain-spec --raw"), "{done:?}");
}
