//! Acts that two officers carry out at two desks; what is seconded and approved is what was seen; every
//! dry run says what would change; lists follow the chain.

mod support;

use chuxin_cli::{
	args::Cli,
	chain::{Call, Chain},
	demo,
};
use clap::CommandFactory;
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::PathBuf,
	time::Duration,
};
use support::{earlier_admissions, leaves, Desk, Done, Node, Registrar};

const DAY: &str = "2026-10-01";
const MEMBERS: u32 = 24;
const TOLD: &str = "told by telephone";

struct World {
	/// The desk that imported the members.
	desk: Desk,
	/// Another desk of the same organization; none of the members is in its vault.
	other: Desk,
	_registrar: Registrar,
	_node: Node,
	work: tempfile::TempDir,
	secret: PathBuf,
	top: String,
}

fn world() -> World {
	let demo = demo::generate(MEMBERS, 5).unwrap();
	let work = tempfile::tempdir().unwrap();
	let node = Node::instant(work.path(), DAY);
	let registrar = Registrar::start(work.path(), &node.url());
	let desk = Desk::new(&work.path().join("office"), &node.url(), &registrar.url());
	let other = Desk::new(&work.path().join("other office"), &node.url(), &registrar.url());
	let top = desk.establish(&demo.organizations).to_string();
	let file = desk.roster("roster.xlsx", &demo.members);
	let line = ["roster", "import", &file, "--org", &top];
	let done = desk.ok(&[&line[..], &["--handler", "charlie", "--approver", "dave"]].concat());
	assert_eq!(done["enrolled"], json!(MEMBERS));
	let secret = work.path().join("second.secret");
	World { desk, other, _registrar: registrar, _node: node, work, secret, top }
}

impl World {
	fn place(&self, name: &str) -> String {
		self.work.path().join(name).display().to_string()
	}

	fn write(&self, name: &str, content: &str) -> String {
		let path = self.place(name);
		std::fs::write(&path, content).unwrap();
		path
	}

	/// Runs a command with a second secret at descriptor 4.
	fn with(&self, desk: &Desk, secret: &str, line: &[&str]) -> Done {
		std::fs::write(&self.secret, format!("{secret}\n")).unwrap();
		let all = [&["--json", "--quiet"][..], line].concat();
		desk.run_with(Some(&self.secret), &all, Duration::from_secs(120))
	}

	fn with_ok(&self, desk: &Desk, line: &[&str]) -> Value {
		let done = self.with(desk, TOLD, line);
		assert_eq!(done.code, Some(0), "{line:?}: {done:?}");
		done.json()
	}

	/// The first half of an act: proposed by Charlie, written to a file.
	fn half(&self, name: &str, line: &[&str]) -> String {
		let file = self.place(name);
		let half = ["--handler", "charlie", "--act", &file, "--act-passphrase-fd", "4"];
		self.with_ok(&self.desk, &[line, &half].concat());
		file
	}

	/// The second half, at the other desk.
	fn carry_out(&self, file: &str, more: &[&str]) -> Done {
		let line = ["act", "carry-out", "--act", file, "--act-passphrase-fd", "4"];
		self.with(&self.other, TOLD, &[&line[..], more].concat())
	}

	/// Number and branch of a full member.
	fn person(&self, nth: usize) -> (String, String) {
		let list = self.desk.ok(&["member", "list"]);
		let persons = list["persons"].as_array().unwrap();
		let person = persons.iter().filter(|p| p["status"] == "Full").nth(nth).unwrap();
		(person["person"].to_string(), person["org"].to_string())
	}

	/// The branch with the most members.
	fn largest(&self) -> String {
		let list = self.desk.ok(&["member", "list"]);
		let mut counts = BTreeMap::<String, usize>::new();
		for person in list["persons"].as_array().unwrap() {
			*counts.entry(person["org"].to_string()).or_default() += 1;
		}
		counts.into_iter().max_by_key(|(_, count)| *count).unwrap().0
	}

	/// Numbers of the members of a branch, as the vault lists them.
	fn members(&self, org: &str) -> Vec<(String, String)> {
		let list = self.desk.ok(&["member", "list", "--org", org]);
		let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
		let persons = list["persons"].as_array().unwrap();
		persons.iter().map(|p| (p["person"].to_string(), text(&p["status"]))).collect()
	}
}

fn code(done: &Done) -> String {
	let error: Value =
		serde_json::from_str(&done.stderr).unwrap_or_else(|e| panic!("{e}: {done:?}"));
	error["error"]["code"].as_str().unwrap().to_owned()
}

#[test]
fn an_act_is_proposed_at_one_desk_and_carried_out_at_another() {
	let world = world();
	let top = world.top.as_str();
	let (person, branch) = world.person(3);
	let person = person.as_str();
	let of = ["--org", top, "--person", person];

	// A hold. The file shows nothing without its passphrase.
	let hold = [&["member", "hold"][..], &of, &["--until", "2027-01-01"]].concat();
	let file = world.half("hold.act", &hold);
	assert!(!std::fs::read_to_string(&file).unwrap().contains("2027"));
	let show = ["act", "show", "--act", &file, "--act-passphrase-fd", "4"];
	let shown = world.with_ok(&world.other, &show);
	assert_eq!((&shown["call"], &shown["proposed_by"]), (&json!("Members.place_hold"), &json!(2)));
	assert_eq!(shown["changes"][0]["after"], "until 2027-01-01");
	assert_eq!(world.with(&world.other, "another passphrase", &show).code, Some(1));

	// Nobody is asked here; the proposer is not the second; a dry run sends nothing.
	let dave = ["--approver", "dave", "--yes"];
	assert_eq!(code(&world.carry_out(&file, &["--approver", "dave"])), "usage");
	assert_eq!(world.carry_out(&file, &["--approver", "charlie", "--yes"]).code, Some(2));
	let dry = world.carry_out(&file, &[&dave[..], &["--dry-run"]].concat());
	assert_eq!(dry.json()["transactions"][0]["call"], "Members.place_hold");
	assert_eq!(dry.json()["changes"][0]["after"], "until 2027-01-01");
	let done = world.carry_out(&file, &dave);
	assert_eq!(done.code, Some(0), "{done:?}");
	// What is done waits no more.
	assert_eq!(world.carry_out(&file, &dave).code, Some(1));
	let release = [&["member", "release"][..], &of].concat();
	let both = ["--handler", "charlie", "--approver", "dave", "--dry-run"];
	let dry = world.desk.ok(&[&release[..], &both].concat());
	assert_eq!(dry["changes"][0]["before"], "until 2027-01-01");

	// What was withdrawn and replaced by something else is not carried out with the former file.
	let former = world.half("release.act", &release);
	let withdraw = [&["member", "withdraw"][..], &of, &["--key", "dave"]].concat();
	world.desk.ok(&withdraw);
	let other = [&["member", "hold"][..], &of, &["--without-vote"]].concat();
	world.half("other.act", &other);
	let done = world.carry_out(&former, &dave);
	assert_eq!((done.code, code(&done)), (Some(2), "usage".to_owned()), "{done:?}");
	world.desk.ok(&withdraw);

	// A decision with its paper, which the second officer has too.
	let paper = world.write("decision.pdf", "the decision of 2019, with its reasons");
	let wrong = world.write("other.pdf", "another paper");
	let ground = ["--ground", "paper", "--file", &paper];
	let end = ["--reason", "removal", "--effective", "2019-05-01"];
	let file = world.half("end.act", &[&["member", "end"][..], &of, &ground, &end].concat());
	let done = world.carry_out(&file, &[&dave[..], &["--paper", &wrong]].concat());
	assert_eq!(done.code, Some(2), "{done:?}");
	let done = world.carry_out(&file, &[&dave[..], &["--paper", &paper]].concat());
	assert_eq!(done.code, Some(0), "{done:?}");
	let status = |person: &str| {
		let members = world.members(&branch);
		members.into_iter().find(|(number, _)| number == person).unwrap().1
	};
	assert_eq!(status(person), "Former");

	// Admitted again: the file opens the new record, the first desk's vault follows.
	let again = ["--branch", &branch, "--birthday", "2021-06-10", "--full", "2022-06-10"];
	let readmit =
		[&["member", "readmit"][..], &of, &again, &ground, &["--effective", "2021-06-10"]].concat();
	let file = world.half("readmit.act", &readmit);
	let sealed = std::fs::read_to_string(&file).unwrap();
	assert!(!sealed.contains("2021-06-10") && !sealed.contains("张"));
	let show = ["act", "show", "--act", &file, "--act-passphrase-fd", "4"];
	let shown = world.with_ok(&world.other, &show);
	let changes = shown["changes"].to_string();
	assert!(changes.contains("2021-06-10") && changes.contains("2022-06-10"), "{changes}");
	let done = world.carry_out(&file, &dave);
	assert_eq!(done.code, Some(0), "{done:?}");
	assert_eq!(status(person), "Full");
	let issued = world.place("member.json");
	let issue = ["credential", "issue", "--person", person, "--out", &issued];
	world.with_ok(&world.desk, &[&issue[..], &["--member-passphrase-fd", "4"]].concat());

	// A key: the consent goes with the file.
	world.desk.import_key("member", "//Member");
	let bind = ["--member-key", "member", "--key", "dave"];
	world.desk.ok(&[&["account", "bind"][..], &of, &bind].concat());
	world.desk.import_key("renewed", "//Renewed");
	let replace = [&["account", "replace"][..], &of, &["--member-key", "renewed"]].concat();
	let dry = world.desk.ok(&[&replace[..], &both].concat());
	let keys = [&dry["changes"][0]["before"], &dry["changes"][0]["after"]];
	assert!(keys.iter().all(|key| key.as_str().unwrap().starts_with("0x")), "{dry}");
	assert_ne!(keys[0], keys[1]);
	let file = world.half("replace.act", &replace);
	let done = world.carry_out(&file, &dave);
	assert_eq!(done.code, Some(0), "{done:?}");
	assert_eq!(world.desk.ok(&["member", "show", person])["frozen"], json!(true));
	// Two keys were this person's: they are erased with the record.
	world.desk.ok(&["vault", "erase", "--person", person]);
	let left = world.desk.ok(&["key", "list"]).to_string();
	assert!(left.contains("alice") && !left.contains("member") && !left.contains("renewed"));
}

#[test]
fn what_is_seconded_and_approved_is_what_was_seen_and_lists_follow() {
	let world = world();
	let (top, desk) = (world.top.as_str(), &world.desk);
	let branch = world.largest();
	let before = world.members(&branch);
	assert!(before.len() > 2, "{before:?}");
	let over: Vec<String> = before[..2].iter().map(|(number, _)| number.clone()).collect();
	let persons = over.join(",");
	let target = ["--org", top, "--target", &branch];
	let split = |name: &'static str| {
		let what = ["--name", name, "--region", "990101", "--founded", DAY, "--persons", &persons];
		let key = ["--key", "charlie"];
		let line = [&["org", "reorganize", "split"][..], &target, &what, &key].concat();
		let dry = desk.ok(&[&line[..], &["--dry-run"]].concat());
		let after = dry["changes"][0]["after"].as_str().unwrap();
		assert!(after.contains(name), "the dry run shows the act: {dry}");
		desk.ok(&line);
	};
	let digest = || {
		let shown = desk.ok(&["org", "reorganize", "show", "--target", &branch]);
		shown["digest"].as_str().unwrap().to_owned()
	};
	let second = |digest: Option<&str>| {
		let given: Vec<&str> = digest.map_or(vec![], |digest| vec!["--digest", digest]);
		let line = [&["--json", "org", "reorganize", "second"][..], &target, &["--key", "dave"]];
		desk.run(&[line.concat(), given].concat())
	};
	split("第二党支部");
	let seen = digest();
	// Swapped between looking and signing.
	let withdraw = ["org", "reorganize", "withdraw"];
	desk.ok(&[&withdraw[..], &target, &["--key", "charlie"]].concat());
	split("第三党支部");
	let done = second(Some(&seen));
	assert_eq!((done.code, code(&done)), (Some(2), "usage".to_owned()), "{done:?}");
	assert!(done.stderr.contains(&digest()), "{done:?}");
	// Nobody is asked here: without a digest nothing is signed.
	assert_eq!(second(None).code, Some(2));
	let dry =
		desk.ok(&[&["org", "reorganize", "second", "--dry-run"][..], &target, &["--key", "dave"]]
			.concat());
	assert!(dry["changes"][0]["before"].as_str().unwrap().contains("第三党支部"), "{dry}");
	let seen = digest();
	// Whether exactly these persons go over: said, and signed only if so.
	let others = format!("{},{}", before[0].0, before[2].0);
	let told = |list: &str| {
		let shown = desk.ok(&["org", "reorganize", "show", "--target", &branch, "--persons", list]);
		shown["persons"]["exactly_these"].clone()
	};
	assert_eq!((told(&persons), told(&others)), (json!(true), json!(false)));
	let named = ["--persons", others.as_str(), "--digest", &seen, "--key", "dave"];
	let line = [&["--json", "org", "reorganize", "second"][..], &target, &named].concat();
	let refused = desk.run(&line);
	assert_eq!((refused.code, code(&refused)), (Some(2), "usage".to_owned()), "{refused:?}");
	assert_eq!(second(Some(&seen)).code, Some(0));
	let superior = ["--org", "0", "--target", &branch, "--persons", &persons, "--key", "bob"];
	let approve = [&["org", "reorganize", "approve"][..], &superior].concat();
	let wrong = format!("0x{}", "5a".repeat(32));
	let refused = desk.run(&[&approve[..], &["--digest", &wrong]].concat());
	assert_eq!(refused.code, Some(2), "{refused:?}");
	desk.ok(&[&approve[..], &["--digest", &seen]].concat());

	// The lists follow the chain: who went over is listed there, and nowhere twice.
	let found = desk.ok(&["org", "find", "--name", "第三党支部"]);
	assert_eq!(found["by"], "whole");
	let new = found["found"][0]["id"].to_string();
	let numbers = |org: &str| -> BTreeSet<String> {
		world.members(org).into_iter().map(|(number, _)| number).collect()
	};
	assert_eq!(numbers(&new), over.iter().cloned().collect());
	assert_eq!(numbers(&branch), before[2..].iter().map(|(number, _)| number.clone()).collect());
	assert_eq!(numbers(top).len(), MEMBERS as usize);
	let roster = world.place("branch.csv");
	let export = desk.ok(&["roster", "export", &roster, "--org", &new]);
	assert_eq!(export["rows"], json!(2));
	assert!(std::fs::read_to_string(&roster).unwrap().contains("第三党支部"));
	// Part of a name is sought in the tree of today, and said to be.
	let part = desk.ok(&["org", "find", "--name", "第三党"]);
	assert_eq!((&part["by"], &part["found"][0]["id"]), (&json!("part"), &found["found"][0]["id"]));
	let within = desk.ok(&["org", "find", "--name", "第三党支部", "--org", top]);
	assert_eq!((&within["by"], within["found"].as_array().unwrap().len()), (&json!("part"), 1));
}

#[test]
fn every_dry_run_says_what_would_change() {
	let world = world();
	let (top, desk) = (world.top.as_str(), &world.desk);
	let (person, branch) = world.person(3);
	let (person, branch) = (person.as_str(), branch.as_str());
	let paper = world.write("paper.pdf", "a paper");
	let list = desk.work.join("organizations.csv").display().to_string();
	let branches = demo::generate(MEMBERS, 5).unwrap().members;
	let mut members = demo::generate(12, 6).unwrap().members;
	members.iter_mut().for_each(|m| m.branch.clone_from(&branches[0].branch));
	let (rest, more) = members.split_at(6);
	let (rest, more) = (desk.roster("rest.csv", rest), desk.roster("more.csv", more));

	// What some commands need before they have something to change.
	desk.import_key("member", "//Member");
	let of = ["--org", top, "--person", person];
	let bind = ["--member-key", "member", "--key", "dave"];
	desk.ok(&[&["account", "bind"][..], &of, &bind].concat());
	desk.import_key("renewed", "//Renewed");
	desk.ok(&["roster", "propose", &rest, "--org", top, "--handler", "charlie"]);
	let today = desk.ok(&["today", "--org", top, "--days", "60"]);
	let items = today["items"].as_array().unwrap();
	let batch = items.iter().find_map(|i| i["item"].get("Enrolment").cloned()).unwrap();
	let batch = batch.as_str().unwrap();
	let split =
		["org", "reorganize", "split", "--org", top, "--target", branch, "--name", "新支部"];
	let details = ["--region", "990101", "--founded", DAY, "--persons", person, "--key", "charlie"];
	desk.ok(&[&split[..], &details].concat());
	let act = world.half("hold.act", &[&["member", "hold"][..], &of].concat());
	let (own, next, request) = (world.place("own"), world.place("next"), world.place("request"));
	let pass = ["--member-passphrase-fd", "4"];
	let issue = ["credential", "issue", "--person", person, "--out", &own];
	world.with_ok(desk, &[&issue[..], &pass].concat());
	let own_update = |set: &'static str, out: &str, request: &str| {
		let line = ["member", "update", "propose", &own, "--set", set, "--key", "member"];
		let files = ["--out", out, "--request", request, "--request-passphrase-fd", "4"];
		let line: Vec<String> =
			[&line[..], &files, &pass].concat().into_iter().map(str::to_owned).collect();
		line
	};
	let line = own_update("occupation=教师", &next, &request);
	let line: Vec<&str> = line.iter().map(String::as_str).collect();
	world.with_ok(desk, &line);
	let given = ["--request", &request, "--request-passphrase-fd", "4"];
	let update = ["member", "update", "show", "--person", person];
	let root = world.with_ok(desk, &[&update[..], &given].concat())["root"].clone();
	let root = root.as_str().unwrap();
	// A key's replacement waits for its day.
	let (fourth, _) = world.person(4);
	let stored = desk.vault().person_by_id(fourth.parse().unwrap()).unwrap().unwrap().1;
	let admitted = earlier_admissions(&stored).next().unwrap();
	desk.import_key("fourth", "//Fourth");
	desk.import_key("fifth", "//Fifth");
	let of_fourth = ["--org", top, "--person", &fourth];
	let bind = ["--member-key", "fourth", "--key", "dave"];
	desk.ok(&[&["account", "bind"][..], &of_fourth, &bind].concat());
	desk.ok(&["account", "replace-own", "--member-key", "fifth", "--key", "fourth"]);
	let pending = desk.ok(&["pending", "list"])["pending"][0]["id"].to_string();
	// An upgrade of the runtime waits, and a motion of the council is open.
	let runtime = world.write("runtime.wasm", "\0asm");
	desk.ok(&["council", "upgrade", "propose", &runtime, "--key", "alice"]);
	tokio::runtime::Runtime::new().unwrap().block_on(async {
		let chain = Chain::connect(&desk.node).await.unwrap();
		let (call, _) = chain.motion(&Call::new("SafeMode", "force_exit", ()), 2).await.unwrap();
		chain.submit(&call, &subxt_signer::sr25519::dev::alice()).await.unwrap();
	});

	let text = format!(
		"org rename --org {top} --target {branch} --name 新名 --key dave
		org freeze --org 0 --target {top} --key bob
		org thaw --org 0 --target {top} --key bob
		org move --org 0 --target {branch} --parent {top} --key bob
		org term --org 0 --target {top} --ends 2027-01-01 --key bob
		org grants --org 0 --target {top} --key bob
		org contact --org 0 --target {top} --telephone 010-12345678 --key bob
		org resign --org {top} --key charlie
		org take-note --org 0 --target {top} --person {person} --event 0 --key bob
		org acting --org 0 --target {top} --person 3 --powers statistics --until 2026-12-31 --key bob
		org expire --org 0 --target {top} --person 3 --key bob
		org reorganize merge --org {top} --target {branch} --into {top} --key charlie
		org reorganize archive --org {top} --target {branch} --key charlie
		org reorganize split --org {top} --target {branch} --name 新 --region 990101 --founded {DAY} --persons {person} --key charlie
		org reorganize upgrade --org {top} --target {branch} --kind general-branch --key charlie
		org reorganize second --org {top} --target {branch} --persons {person} --key dave
		org reorganize approve --org 0 --target {branch} --persons {person} --key bob
		org reorganize withdraw --org {top} --target {branch} --key charlie
		org election request --org {branch} --key dave
		org election reply --org {top} --target {branch} --key dave
		org election announce --org {branch} --day 2026-12-01 --key dave
		org election report --org {branch} --resolution 1 --elected {person}=secretary --key dave
		org election confirm --org {top} --target {branch} --key dave
		org key publish --org {top} --public {key} --key charlie
		org key revoke --org {top} --version 1 --key charlie
		org import {list} --org 0 --key bob
		org establish --org 0 --kind municipal --name 乙 --region 990200 --founded {DAY} --key bob
		org appoint --org 0 --target {top} --person 1 --powers statistics --key bob
		org dismiss --org 0 --target {top} --person 2 --key bob
		org window open --org 0 --target {top} --until 2026-11-30 --key bob
		org window close --org 0 --target {top} --key bob
		roster import {more} --org {top} --handler charlie --approver dave
		roster propose {more} --org {top} --handler charlie
		roster approve --org {top} --approver dave
		roster resume --handler charlie --approver dave
		roster withdraw --org {top} --batch {batch} --key dave
		member end --org {top} --person {person} --reason removal --ground paper --effective 2019-05-01 --file {paper} --handler charlie --approver dave
		member suspend --org {top} --person {person} --ground paper --effective 2019-05-01 --file {paper} --handler charlie --approver dave
		member reinstate --org {top} --person {person} --status full --ground paper --effective 2019-05-01 --file {paper} --handler charlie --approver dave
		member readmit --org {top} --person {person} --branch {branch} --birthday 2021-06-10 --ground paper --effective 2021-06-10 --file {paper} --handler charlie --approver dave
		member hold --org {top} --person {person} --handler charlie --approver dave
		member release --org {top} --person {person} --handler charlie --approver dave
		member withdraw --org {top} --person {person} --key dave
		member correct --org {top} --person {fourth} --birthday {admitted} --handler charlie --approver dave
		member update propose {own} --set occupation=医生 --out {own}.2 --request {own}.3 --member-passphrase-fd 4 --request-passphrase-fd 4 --key member
		member update confirm --org {branch} --person {person} --root {root} --request {request} --request-passphrase-fd 4 --key dave
		member update decline --org {branch} --person {person} --key dave
		member update paper --org {top} --person {fourth} --set occupation=医生 --file {paper} --handler charlie --approver dave
		member add-tag --person {person} --proposed-in {top} --org 0 --id-number-fd 4 --handler charlie --approver bob
		account bind --org {top} --person {fourth} --member-key renewed --key dave
		account freeze --org {top} --person {person} --key dave
		account unfreeze --org {top} --person {fourth} --key dave
		account replace --org {top} --person {person} --member-key renewed --handler charlie --approver dave
		account replace-own --member-key renewed --key member
		act carry-out --act {act} --act-passphrase-fd 4 --approver dave
		pending carry-out {pending} --key bob
		pending veto {pending} --org {top} --key dave
		council upgrade propose {runtime} --key alice
		council upgrade cancel --key alice
		council upgrade enact {runtime} --key alice
		council set-limit --class member --units 77 --key alice
		council set-delays --upgrade 2h --key alice
		council validator name {bob} --key alice
		council validator remove {bob} --key alice
		council registrar-key --tag-version 2 --public {key} --key alice
		council safe-mode enter --key alice
		council safe-mode extend --key alice
		council safe-mode exit --key alice
		council pause Organizations resign --key alice
		council unpause Organizations resign --key alice
		council set-members {bob} --key alice
		council vote --motion 0 yes --key alice
		council close --motion 0 --key alice",
		bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
		key = "5a".repeat(32),
	);
	// Who writes nothing to the chain has no dry run.
	let reads = "vault,key,demo,stats,today,credential,registrar,completions,org list,org show,\
		org find,org reorganize show,org election show,org key show,pending list,act show,\
		roster template,roster check,roster export,member show,member history,member list,\
		member spells,member update show,member birthdays,member jubilee,account consent,council show";
	for leaf in leaves(&Cli::command()) {
		let is = |line: &&str| line.trim().starts_with(&format!("{leaf} "));
		let reads =
			reads.split(',').any(|read| leaf == read || leaf.starts_with(&format!("{read} ")));
		assert!(reads != text.lines().any(|line| is(&line)), "{leaf}: in one of the two lists");
	}

	let document = (0..=10u8)
		.map(|n| if n == 10 { "X".to_owned() } else { n.to_string() })
		.map(|last| format!("99010119800101999{last}"))
		.find(|number| chuxin_primitives::identity::ResidentId::read(number).is_ok())
		.unwrap();
	let mut silent = Vec::new();
	for line in text.lines() {
		let words: Vec<&str> = line.split_whitespace().collect();
		let secret = if words.contains(&"--id-number-fd") { document.as_str() } else { TOLD };
		let done = world.with(desk, secret, &[&["--dry-run"][..], &words].concat());
		if done.code != Some(0) {
			silent.push(format!("{line}: {done:?}"));
			continue;
		}
		let changes = done.json()["changes"].as_array().unwrap().clone();
		// Where the world stands so already, both are the same, and the officer sees that.
		let told = |c: &Value| c["before"].is_string() && c["after"].is_string();
		if !changes.iter().any(told) {
			silent.push(format!("{line}: {changes:?}"));
		}
	}
	assert!(silent.is_empty(), "{}", silent.join("\n"));
}
