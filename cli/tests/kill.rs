//! An import that is killed again and again ends with everybody, once.

mod support;

use chuxin_cli::demo;
use codec::Decode;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use serde_json::json;
use std::{
	collections::BTreeSet,
	path::Path,
	time::{Duration, Instant},
};
use support::{expected_counts, Desk, Node, Registrar, Rpc};

/// Persons of the import that is killed.
const ROWS: usize = 10_000;
/// Persons of the undisturbed import that shows how fast this machine is.
const SAMPLE: usize = 1_000;
const KILLS: usize = 20;
/// Of these, kills while the file is read, checked, and planned.
const EARLY: usize = 5;
/// Persons of the preset's genesis.
const FOUNDERS: u64 = 4;
const SEED: u64 = 20_210_701;

/// Persons on the chain, at its best block.
fn persons(rpc: &Rpc) -> u64 {
	let answer = rpc.call("state_call", vec![json!("MembersApi_person_count"), json!("0x")]);
	let bytes = hex::decode(answer.as_str().unwrap().trim_start_matches("0x")).unwrap();
	u64::decode(&mut &bytes[..]).unwrap()
}

fn import<'a>(file: &'a str, top: &'a str) -> Vec<&'a str> {
	vec![
		"--json",
		"--quiet",
		"roster",
		"import",
		file,
		"--org",
		top,
		"--handler",
		"charlie",
		"--approver",
		"dave",
		"--batch",
		"25",
	]
}

/// Starts the command and kills it after a while; `false` when it had ended by itself.
fn kill_after(desk: &Desk, arguments: &[&str], moment: Duration, log: &Path) -> bool {
	let mut process = desk.spawn(arguments, log);
	std::thread::sleep(moment);
	process.kill()
}

#[test]
fn an_import_killed_at_twenty_moments_enrols_everybody_once() {
	let seed = std::env::var("CHUXIN_TEST_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(SEED);
	println!("seed {seed} (another one: CHUXIN_TEST_SEED)");
	let mut rng = ChaCha20Rng::seed_from_u64(seed);
	let demo = demo::generate((ROWS + SAMPLE) as u32, seed).unwrap();
	// Every eleventh for the sample, so that both rosters reach every branch.
	let (mut sample, mut rest) = (Vec::new(), Vec::new());
	for (index, member) in demo.members.iter().enumerate() {
		let half = if index % 11 == 0 { &mut sample } else { &mut rest };
		half.push(member.clone());
	}
	assert_eq!((sample.len(), rest.len()), (SAMPLE, ROWS));

	let work = tempfile::tempdir().unwrap();
	let node = Node::instant(work.path(), "2026-10-01");
	let registrar = Registrar::start(work.path(), &node.url());
	let desk = Desk::new(&work.path().join("office"), &node.url(), &registrar.url());
	let begun = Instant::now();
	let top = desk.establish(&demo.organizations).to_string();
	println!(
		"{} organizations in {:.1} s",
		demo.organizations.len(),
		begun.elapsed().as_secs_f64()
	);
	let rpc = node.rpc();

	// Undisturbed, for the pace.
	let file = desk.roster("sample.csv", &sample);
	let begun = Instant::now();
	let done = desk.run(&import(&file, &top));
	let took = begun.elapsed();
	assert_eq!(done.code, Some(0), "{done:?}");
	let enrolling = done.json()["seconds"].as_f64().unwrap();
	let before = took.as_secs_f64() - enrolling;
	println!(
		"{SAMPLE} undisturbed: {before:.1} s to plan, {enrolling:.1} s to enrol and read back"
	);
	assert_eq!(persons(&rpc), FOUNDERS + SAMPLE as u64);

	// Reading and planning grow with the rows but for opening the vault; so does enrolling.
	let times = ROWS as f64 / SAMPLE as f64;
	let plan = before * times.sqrt();
	// Rows a second: as undisturbed, or as the fastest run since, because a machine may have had more
	// to do then.
	let mut pace = SAMPLE as f64 / enrolling;
	let mut known = 0;
	let file = desk.roster("roster.xlsx", &rest);
	let arguments = import(&file, &top);
	let log = work.path().join("killed.log");
	let begun = Instant::now();
	let mut underway = 0;
	for kill in 0..KILLS {
		let moment = if kill < EARLY {
			rng.gen_range(0.05..plan.max(0.1))
		} else {
			// From the start to this kill's share of what is left, after the vault was opened again.
			let share = (ROWS as u64 - known) as f64 / (KILLS - kill) as f64;
			let overhead = if known == 0 { before + plan } else { before };
			rng.gen_range(0.05..overhead + share / pace)
		};
		let ran = kill_after(&desk, &arguments, Duration::from_secs_f64(moment), &log);
		let there = persons(&rpc) - FOUNDERS - SAMPLE as u64;
		println!(
			"kill {:2} after {moment:6.2} s: {there:5} persons on the chain{}",
			kill + 1,
			if ran { "" } else { " (it had ended by itself)" }
		);
		assert!(there <= ROWS as u64);
		pace = pace.max((there - known) as f64 / moment);
		known = there;
		underway += usize::from(ran && there < ROWS as u64);
	}
	println!("killed {KILLS} times in {:.1} s", begun.elapsed().as_secs_f64());
	let output = std::fs::read_to_string(&log).unwrap();
	assert!(underway >= KILLS * 3 / 4, "only {underway} kills hit the work: {output}");

	let begun = Instant::now();
	let done = desk.run(&arguments);
	assert_eq!(done.code, Some(0), "{done:?}; before: {output}");
	println!("the rest in {:.1} s", begun.elapsed().as_secs_f64());
	assert_eq!(done.json()["rows"], json!(ROWS));
	assert_eq!(done.json()["waiting"], json!(0));

	// Exactly everybody: on the chain, on every level, and at the desk.
	assert_eq!(persons(&rpc), FOUNDERS + (SAMPLE + ROWS) as u64);
	let counts = desk.counts();
	let expected = expected_counts(&demo.organizations, &demo.members);
	assert_eq!(expected.values().map(|(own, _)| own).sum::<u64>(), (SAMPLE + ROWS) as u64);
	for (name, expected) in &expected {
		assert_eq!(counts.get(name), Some(expected), "{name}");
	}
	let whole = counts.values().map(|(_, subtree)| *subtree).max();
	assert_eq!(whole, Some(FOUNDERS + (SAMPLE + ROWS) as u64));
	let held = desk.vault().persons().unwrap();
	let numbers: BTreeSet<u64> = held.iter().map(|(_, p)| p.person.unwrap()).collect();
	assert_eq!(held.len(), SAMPLE + ROWS);
	assert_eq!(numbers, (FOUNDERS..FOUNDERS + (SAMPLE + ROWS) as u64).collect());
	let ids: BTreeSet<&str> = held.iter().map(|(_, p)| p.private["id_number"].as_str()).collect();
	assert_eq!(ids, demo.members.iter().map(|m| m.id_number.as_str()).collect());

	// And once more: nothing is left to do.
	let again = desk.ok(&arguments[2..]);
	assert_eq!((&again["enrolled"], &again["already_there"]), (&json!(0), &json!(ROWS)));
	assert_eq!(persons(&rpc), FOUNDERS + (SAMPLE + ROWS) as u64);
	println!("node: at most {} MiB", node.peak_memory());
}
