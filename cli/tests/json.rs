//! `--json`, of every command: what is told is one document and nothing beside it, with a documented
//! exit code. Every test that gives `--json` sees that (`Done::holds_json`); here stands which command
//! is seen where, and a command that stands nowhere fails.

mod support;

use chuxin_cli::{args::Cli, demo};
use clap::CommandFactory;
use serde_json::{json, Value};
use std::{path::Path, time::Duration};
use support::{leaves, Desk, Done, Node, Registrar};

const DAY: &str = "2026-10-01";
const MEMBERS: u32 = 24;

/// Commands that need no chain: each succeeds here, in this order.
const HERE: &str = "\
vault status
vault check
vault officer list
vault officer add second --new-passphrase-fd 4
vault officer remove second
vault officer passphrase --new-passphrase-fd 4
vault recovery new --out {work}/recovery.key
vault recovery set {recipient}
vault recovery show
vault recover --identity {work}/recovery.key --officer third --new-passphrase-fd 4
vault backup {work}/backup.db
vault restore {work}/backup.db --replace
vault handover --to fourth --new-passphrase-fd 4
key new fresh
key list
demo roster --members 12 --seed 5 --out {work}/roster.csv --organizations {work}/organizations.csv
roster template {work}/template.xlsx
roster export {work}/out.csv
member list
member birthdays --month 7
member jubilee --year 2026
credential challenge
completions bash";

/// The other commands: where each is seen to succeed, and with what code it is refused without a
/// chain. `chain` is [`ON_CHAIN`]. `never`: no chain of today has what it needs (meetings, a newer
/// runtime), or not every computer the font.
const ELSEWHERE: &str = "\
support vault vault init
vault not-found vault erase --person 7
support vault key import fresh --suri-fd 4
acts no-node key show fresh
chain no-node org rename --org 0 --target 1 --name 新名 --key fresh
chain no-node org freeze --org 0 --target 1 --key fresh
chain no-node org thaw --org 0 --target 1 --key fresh
chain no-node org move --org 0 --target 1 --parent 2 --key fresh
chain no-node org term --org 0 --target 1 --ends 2027-01-01 --key fresh
acts no-node org grants --org 0 --target 1 --key fresh
acts no-node org contact --org 0 --target 1 --key fresh
acts no-node org resign --org 1 --key fresh
acts no-node org take-note --org 0 --target 1 --person 7 --event 0 --key fresh
chain no-node org acting --org 0 --target 1 --person 7 --powers handler \
	--until 2026-12-31 --key fresh
chain no-node org expire --org 0 --target 1 --person 7 --key fresh
chain no-node org reorganize merge --org 0 --target 1 --into 2 --key fresh
chain no-node org reorganize archive --org 0 --target 1 --key fresh
two_desks no-node org reorganize split --org 0 --target 1 --name 新 --region 990101 \
	--founded 2026-10-01 --persons 7 --key fresh
chain no-node org reorganize upgrade --org 0 --target 1 --kind general-branch --key fresh
two_desks no-node org reorganize second --org 0 --target 1 --digest {hash} --key fresh
two_desks no-node org reorganize approve --org 0 --target 1 --digest {hash} --key fresh
two_desks no-node org reorganize withdraw --org 0 --target 1 --key fresh
two_desks no-node org reorganize show --target 1
chain no-node org election request --org 1 --key fresh
chain no-node org election reply --org 0 --target 1 --key fresh
chain no-node org election announce --org 1 --day 2026-12-01 --key fresh
never no-node org election report --org 1 --resolution 1 --elected 7=secretary --key fresh
never no-node org election confirm --org 0 --target 1 --key fresh
chain no-node org election show --org 1
acts no-node org key publish --org 1 --public {hash} --key fresh
acts no-node org key revoke --org 1 --version 1 --key fresh
acts no-node org key show --org 1
two_desks no-node org find --name 新
desk no-node org list
acts no-node org show 1
support no-node org import {work}/organizations.csv --key fresh
desk no-node org establish --org 0 --kind municipal --name 乙 --region 990200 \
	--founded 2026-10-01 --key fresh
acts no-node org appoint --org 0 --target 1 --person 7 --powers handler --key fresh
support no-node org dismiss --org 0 --target 1 --person 7 --key fresh
support no-node org window open --org 0 --target 1 --until 2026-12-31 --key fresh
chain no-node org window close --org 0 --target 1 --key fresh
chain no-node roster check {work}/roster.csv --org 1
acts no-node roster import {work}/roster.csv --org 1 --handler charlie --approver dave
acts no-node roster propose {work}/roster.csv --org 1 --handler charlie
chain no-node roster approve --org 1 --approver dave
acts no-node roster resume --handler charlie --approver dave
acts no-node roster withdraw --org 1 --batch {hash} --key fresh
acts no-node member end --reason removal {decision}
chain no-node member suspend {decision}
chain no-node member reinstate {decision}
two_desks no-node member readmit --branch 1 --birthday 2021-06-10 {decision}
acts no-node member hold --org 1 --person 7 {two}
acts no-node member release --org 1 --person 7 {two}
acts no-node member withdraw --org 1 --person 7 --key fresh
records no-node member spells 7
acts no-node member show 7
acts no-node member history 7
records no-node member correct --org 1 --person 7 --birthday 2001-07-02 {two}
acts format member update propose {work}/roster.csv --set occupation=教师 --out {work}/next \
	--request {work}/request --member-passphrase-fd 4 --request-passphrase-fd 4 --key fresh
acts no-node member update show --person 7
acts format member update confirm --org 1 --person 7 --root {hash} --request {work}/roster.csv \
	--request-passphrase-fd 4 --key fresh
acts no-node member update decline --org 1 --person 7 --key fresh
acts no-node member update paper --org 1 --person 7 --set occupation= --file {work}/roster.csv {two}
acts usage member add-tag --person 7 --proposed-in 1 --org 0 --id-number-fd 4 {two}
desk no-node stats
acts no-node today
two_desks no-node account replace --org 1 --person 7 --member-key fresh {two}
two_desks no-node account replace-own --member-key fresh --key dave
chain no-node account consent --person 7 --key fresh --expires 2026-12-01 --out {work}/consent
acts no-node account bind --org 1 --person 7 --member-key fresh --key dave
privacy no-node account freeze --key fresh
privacy no-node account unfreeze --org 1 --person 7 --key fresh
two_desks no-node act show --act {work}/roster.csv --act-passphrase-fd 4
two_desks no-node act carry-out --act {work}/roster.csv --act-passphrase-fd 4 --approver dave
two_desks no-node pending list
records no-node pending carry-out 0 --key fresh
chain no-node pending veto 0 --org 1 --key fresh
council no-node council show
council format council upgrade propose {work}/roster.csv --key fresh
council no-node council upgrade cancel --key fresh
never format council upgrade enact {work}/roster.csv --key fresh
council no-node council set-limit --class member --units 77 --key fresh
council no-node council set-delays --upgrade 2h --key fresh
council no-node council validator name {hash} --key fresh
council no-node council validator remove {hash} --key fresh
council no-node council registrar-key --tag-version 2 --public {hash} --key fresh
council no-node council safe-mode enter --key fresh
council no-node council safe-mode extend --key fresh
council no-node council safe-mode exit --key fresh
council no-node council pause Organizations resign --key fresh
council no-node council unpause Organizations resign --key fresh
council no-node council set-members {hash} --key fresh
council no-node council vote --motion 0 yes --key fresh
council no-node council close --motion 0 --key fresh
acts no-node credential issue --person 7 --out {work}/member --member-passphrase-fd 4
acts format credential present {work}/roster.csv --member-passphrase-fd 4 --show name --card \
	--unsigned --out {work}/card
acts not-verified credential verify {work}/roster.csv
never not-verified credential card {work}/roster.csv --out {work}/card.svg
verify format credential pin --light {work}/roster.csv --out {work}/pin
support vault registrar init
support no-node registrar serve";

/// Commands that no other test sees to succeed with `--json`, in this order.
const ON_CHAIN: &str = "\
roster check {work}/roster.csv --org {top} --key charlie
roster propose {work}/roster.csv --org {top} --handler charlie
roster approve --org {top} --approver dave
org rename --org {top} --target {branch} --name 新名 --key dave
org freeze --org 0 --target {top} --key bob
org thaw --org 0 --target {top} --key bob
org move --org 0 --target {branch} --parent {top} --key bob
org term --org 0 --target {top} --ends 2027-01-01 --key bob
org acting --org 0 --target {top} --person {person} --offices discipline --until {day} --key bob
org establish --org {top} --kind branch --name 乙 --region 990101 --founded 2020-07-01 --key dave
org reorganize merge --org {top} --target {branch} --into {new} --key charlie
org reorganize withdraw --org {top} --target {branch} --key charlie
org reorganize archive --org {top} --target {new} --key charlie
org reorganize withdraw --org {top} --target {new} --key charlie
org reorganize upgrade --org {top} --target {new} --kind general-branch --key charlie
org grants --org 0 --target {top} --grants hold-elections --key bob
org election request --org {top} --key dave
org election show --org {top}
org election reply --org 0 --target {top} --key bob
org election announce --org {top} --day 2026-10-18 --key charlie
member suspend {decision}
member reinstate {decision}
org window close --org 0 --target {top} --key bob
account consent --person {person} --key member --expires 2026-10-05 --out {work}/consent
account bind --org {top} --consent {work}/consent --key dave
account replace-own --member-key renewed --key member
pending veto 0 --org {top} --key dave
org expire --org 0 --target {top} --person {person} --key bob";

fn fill(text: &str, values: &[(&str, &str)]) -> String {
	values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
}

/// Runs a line; its second secret is the desk's own.
fn run(desk: &Desk, line: &str) -> Done {
	let words: Vec<&str> = ["--json"].into_iter().chain(line.split_whitespace()).collect();
	desk.run_with(Some(&desk.work.join("desk.secret")), &words, Duration::from_secs(120))
}

#[test]
fn every_command_is_seen_with_json() {
	let seen: Vec<(&str, &str)> = HERE
		.lines()
		.map(|line| ("here", line))
		.chain(ELSEWHERE.lines().map(|line| {
			let mut parts = line.splitn(3, ' ');
			(parts.next().unwrap(), parts.nth(1).unwrap())
		}))
		.collect();
	let all = leaves(&Cli::command());
	for leaf in &all {
		let is = |line: &str| line == leaf || line.starts_with(&format!("{leaf} "));
		let places: Vec<&str> =
			seen.iter().filter(|(_, line)| is(line)).map(|(place, _)| *place).collect();
		assert_eq!(places.len(), 1, "`{leaf}` needs one line, in HERE or in ELSEWHERE");
		let there = match places[0] {
			"here" | "never" => true,
			"chain" => ON_CHAIN.lines().any(is),
			file => {
				let file = if file == "support" { "support/mod" } else { file };
				let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/{file}.rs"));
				let mut source = std::fs::read_to_string(path).unwrap();
				source.retain(|c| !c.is_whitespace());
				let words = leaf.replace(' ', "\",\"");
				// The tests of the council give its commands as lines, without the first word.
				let line = leaf.split_once(' ').map(|(_, line)| line.replace(' ', ""));
				source.contains(&format!("\"{words}\""))
					|| file == "council" && line.is_some_and(|l| source.contains(&format!("\"{l}")))
			},
		};
		assert!(there, "`{leaf}` is not seen in {}", places[0]);
	}
	assert_eq!(seen.len(), all.len(), "a line names no command");
}

#[test]
fn json_holds_without_a_chain() {
	let work = tempfile::tempdir().unwrap();
	let desk = Desk::new(work.path(), "ws://127.0.0.1:9", "http://127.0.0.1:9");
	let place = work.path().display().to_string();
	let mut recipient = String::new();
	for line in HERE.lines() {
		let line = fill(line, &[("{work}", &place), ("{recipient}", &recipient)]);
		let done = run(&desk, &line);
		assert_eq!(done.code, Some(0), "{line}: {done:?}");
		if line.starts_with("vault recovery new") {
			recipient = done.json()["recipient"].as_str().unwrap().to_owned();
		}
	}
	let hash = format!("0x{}", "5a".repeat(32));
	let decision = "--org 1 --person 7 --ground paper --effective 2019-05-01 --file {file} {two}";
	let values = [
		("{decision}", decision),
		("{two}", "--handler charlie --approver dave"),
		("{file}", "{work}/roster.csv"),
		("{work}", &place),
		("{hash}", &hash),
	];
	let lines: Vec<String> = ELSEWHERE.lines().map(|line| fill(line, &values)).collect();
	// Most of the time goes into opening the vault.
	std::thread::scope(|threads| {
		for lines in lines.chunks(lines.len().div_ceil(4)) {
			let desk = &desk;
			threads.spawn(move || {
				for line in lines {
					let mut parts = line.splitn(3, ' ').skip(1);
					let (code, line) = (parts.next().unwrap(), parts.next().unwrap());
					let done = run(desk, line);
					let error: Value = serde_json::from_str(&done.stderr).unwrap();
					assert_eq!(error["error"]["code"], json!(code), "{line}: {done:?}");
				}
			});
		}
	});
}

#[test]
fn json_holds_where_the_chain_carries_it_out() {
	let demo = demo::generate(MEMBERS, 5).unwrap();
	let work = tempfile::tempdir().unwrap();
	let node = Node::instant(work.path(), DAY);
	let registrar = Registrar::start(work.path(), &node.url());
	let listening: Value = serde_json::from_str(&registrar.output()).unwrap();
	assert_eq!(listening, json!({ "listening": format!("127.0.0.1:{}", registrar.port) }));
	let desk = Desk::new(&work.path().join("office"), &node.url(), &registrar.url());
	let top = desk.establish(&demo.organizations).to_string();
	let branch = desk.number(&demo.members[0].branch).to_string();
	desk.roster("roster.csv", &demo.members);
	for (name, suri) in [("member", "//Member"), ("renewed", "//Renewed")] {
		desk.import_key(name, suri);
	}
	let place = desk.work.display().to_string();
	let (mut person, mut new) = (String::new(), String::new());
	for line in ON_CHAIN.lines() {
		if line.starts_with("org expire") {
			node.rpc().call("dev_setTime", vec![json!("2026-10-03")]);
		}
		let decision = "--org {top} --person {person} --ground paper --effective 2019-05-01 \
			--file {work}/roster.csv --handler charlie --approver dave";
		let values = [
			("{decision}", decision),
			("{work}", &place),
			("{top}", &top),
			("{branch}", &branch),
			("{person}", &person),
			("{new}", &new),
			("{day}", DAY),
		];
		let line = fill(line, &values);
		let done = run(&desk, &line);
		assert_eq!(done.code, Some(0), "{line}: {done:?}");
		if line.starts_with("roster approve") {
			let members = desk.ok(&["member", "list"])["persons"].clone();
			let full = members.as_array().unwrap().iter().find(|p| p["status"] == "Full");
			person = full.unwrap()["person"].to_string();
		} else if line.starts_with("org establish") {
			new = done.json()["org"].to_string();
		}
	}
}
