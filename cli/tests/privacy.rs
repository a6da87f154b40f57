//! Plays an adversary who sees everything public of a chain on which a roster was enrolled: blocks,
//! state, events, the offchain database, logs, answers. Nothing personal is there; and what is put
//! there on purpose is found.

mod support;

use chuxin_cli::{
	chain::{Call, Chain},
	demo::{self, Demo},
	roster::MemberRow,
};
use chuxin_primitives::{membership::BatchDigest, CivilDate, Hash, OrgId};
use serde_json::json;
use std::{collections::BTreeSet, path::Path};
use support::{
	earlier_admissions,
	proxy::Proxy,
	public::{collect, files, Public},
	scan::{Content, Finding, Kind, Scanner, Surface},
	Desk, Node, Registrar, WINDOW_UNTIL,
};

const MEMBERS: u32 = 120;
const SEED: u64 = 20_210_701;
/// The day on which the chain's clock starts: after everything in the roster.
const DAY: &str = "2026-10-01";
/// Five minutes after that day has begun in China: the verifier's clock.
const CLOCK: &str = "2026-09-30T16:05:00Z";

/// A chain on which the demonstration was enrolled, and everybody at work.
struct World {
	work: tempfile::TempDir,
	node: Node,
	proxy: Proxy,
	registrar: Registrar,
	desk: Desk,
	demo: Demo,
	top: u32,
}

fn world() -> World {
	let demo = demo::generate(MEMBERS, SEED).unwrap();
	let work = tempfile::tempdir().unwrap();
	let node = Node::start(
		work.path(),
		&["--sealing", "instant", "--clock", DAY, "--state-pruning", "archive", "-lruntime=debug"],
	);
	let proxy = Proxy::start(node.rpc_port);
	let registrar = Registrar::start(work.path(), &proxy.url());
	let desk = Desk::new(&work.path().join("office"), &proxy.url(), &registrar.url());
	let top = desk.establish(&demo.organizations);
	let file = desk.roster("roster.xlsx", &demo.members);
	let org = top.to_string();
	let done = desk.ok(&[
		"roster",
		"import",
		&file,
		"--org",
		&org,
		"--handler",
		"charlie",
		"--approver",
		"dave",
		"--batch",
		"50",
	]);
	assert_eq!(done["enrolled"], json!(MEMBERS));
	World { work, node, proxy, registrar, desk, demo, top }
}

/// The days on which, by their papers, a membership ended and another one began.
const LEFT: &str = "2019-05-03";
const BACK: &str = "2021-06-11";

/// Dates that running the chain makes public: foundations, the window's end, the days it was run, and
/// the days from which a decision counts.
fn declared(demo: &Demo) -> BTreeSet<CivilDate> {
	let mut days: BTreeSet<CivilDate> = demo.organizations.iter().map(|o| o.founded).collect();
	let public = ["2021-07-01", WINDOW_UNTIL, LEFT, BACK];
	days.extend(public.map(|day| day.parse::<CivilDate>().unwrap()));
	let first: CivilDate = DAY.parse().unwrap();
	days.extend((0..120).map(|n| first.add_days(n).unwrap()));
	days
}

/// Ordinary work besides the enrolment, so that every command has left its traces.
fn work_a_day(world: &World) {
	let desk = &world.desk;
	let (_, member) = desk.vault().persons().unwrap().swap_remove(7);
	let person = member.person.unwrap().to_string();
	desk.import_key("member", "//Member");
	let org = world.top.to_string();
	desk.ok(&[
		"account",
		"bind",
		"--org",
		&org,
		"--person",
		&person,
		"--member-key",
		"member",
		"--key",
		"dave",
	]);
	desk.ok(&["account", "freeze", "--org", &org, "--person", &person, "--key", "dave"]);
	// Another approver than the one who froze it.
	desk.ok(&["account", "unfreeze", "--org", "0", "--person", &person, "--key", "bob"]);
	desk.ok(&["member", "show", &person]);
	desk.ok(&["member", "history", &person]);
	desk.ok(&["member", "list"]);
	desk.ok(&["org", "show", &org]);
	desk.ok(&["stats", "--depth", "12"]);
	// The file again, and by another key: everybody stands there already.
	let file = world.desk.work.join("roster.xlsx").display().to_string();
	let known = desk.ok(&["roster", "check", &file, "--org", &org, "--key", "dave"]);
	assert_eq!(known["already_there"], json!(MEMBERS));

	let place = |name: &str| desk.work.join(name).display().to_string();
	let (file, card) = (place("member.cxm"), place("card.json"));
	let secret = desk.work.join("member.secret");
	std::fs::write(&secret, "passphrase of a member\n").unwrap();
	let with_secret = |arguments: &[&str]| {
		let done = desk.run_with(Some(&secret), arguments, std::time::Duration::from_secs(120));
		assert_eq!(done.code, Some(0), "{arguments:?}: {done:?}");
	};
	with_secret(&[
		"credential",
		"issue",
		"--person",
		&person,
		"--out",
		&file,
		"--member-passphrase-fd",
		"4",
	]);
	with_secret(&[
		"credential",
		"present",
		&file,
		"--member-passphrase-fd",
		"4",
		"--show",
		"name,birth-date,birthday,full-membership",
		"--card",
		"--key",
		"member",
		"--out",
		&card,
		"--clock",
		CLOCK,
	]);
	desk.ok(&["credential", "verify", &card, "--clock", CLOCK]);
}

/// The acts of a membership and of an organization, on papers full of personal values.
fn decide(world: &World) {
	let desk = &world.desk;
	let org = world.top.to_string();
	let rows = desk.vault().persons().unwrap();
	let (mine, others): (Vec<_>, Vec<_>) =
		rows.iter().map(|(_, row)| row).partition(|row| row.org == rows[20].1.org);
	assert!(mine.len() > 3 && !others.is_empty(), "choose another seed");
	let number = |at: usize| mine[at].person.unwrap().to_string();
	let branch = mine[0].org.to_string();
	let two = ["--handler", "charlie", "--approver", "dave"];
	let act = |arguments: &[&str]| desk.ok(&[arguments, &two[..]].concat());

	// The paper says all that must not get out: name, ID number, the dates.
	let member = &world.demo.members[3];
	let paper = desk.work.join(format!("{}.txt", member.name)).display().to_string();
	let text =
		format!("{} {} {} {:?}", member.name, member.id_number, member.admitted, member.mobile);
	std::fs::write(&paper, text).unwrap();

	// The effective date is somebody's date of admission: the search knows it.
	let possible: BTreeSet<CivilDate> = earlier_admissions(mine[0]).collect();
	let somebody = world.demo.members.iter().find(|m| possible.contains(&m.admitted));
	let birthday = somebody.expect("choose another seed").admitted.to_string();
	let person = number(0);
	act(&["member", "correct", "--org", &org, "--person", &person, "--birthday", &birthday]);
	let person = number(1);
	act(&["member", "hold", "--org", &org, "--person", &person]);
	act(&["member", "release", "--org", &org, "--person", &person]);
	let person = number(2);
	let common = ["--org", &org, "--person", &person, "--ground", "paper", "--file", &paper];
	let end = ["member", "end", "--reason", "removal", "--effective", LEFT];
	act(&[&end[..], &common[..]].concat());
	let readmit =
		["member", "readmit", "--branch", &branch, "--birthday", BACK, "--effective", BACK];
	act(&[&readmit[..], &common[..]].concat());
	desk.import_key("renewed", "//Renewed");
	let (_, bound) = &rows[7];
	let person = bound.person.unwrap().to_string();
	act(&["account", "replace", "--org", &org, "--person", &person, "--member-key", "renewed"]);
	for command in ["history", "spells", "show"] {
		desk.ok(&["member", command, &number(2)]);
	}
	desk.ok(&["today", "--org", &org]);
	desk.ok(&["pending", "list"]);
}

/// Everything public, as the scanner wants it. Ends the node, so that its files are complete.
fn public(world: &mut World) -> Public {
	let mut public = collect(&world.node.rpc());
	let (asked, answered) = world.proxy.messages();
	assert!(asked.len() > 10_000 && answered.len() > 100_000, "the proxy saw the desk at work");
	world.node.end();
	let text = |name: &str, bytes: Vec<u8>| Surface {
		name: name.to_owned(),
		content: Content::Text,
		parts: vec![(name.to_owned(), bytes)],
	};
	public.surfaces.extend([
		text("asked by the desk", asked),
		text("answered to the desk", answered),
		text("log of the node", world.node.output().into_bytes()),
		text("output of the registrar", world.registrar.output().into_bytes()),
		text("log of the registrar", world.registrar.log()),
		files(&world.node.base),
	]);
	public
}

fn scan(world: &mut World) -> (Scanner, Public) {
	let genesis = world.node.rpc().call("chain_getBlockHash", vec![json!(0)]);
	let genesis: Hash = genesis.as_str().unwrap().parse().unwrap();
	let mut scanner = Scanner::new(genesis, &world.demo.members, &declared(&world.demo));
	let public = public(world);
	assert_eq!(public.undecoded, Vec::<String>::new());
	for surface in &public.surfaces {
		scanner.surface(surface);
	}
	for (place, value) in &public.typed {
		scanner.typed(place, value);
	}
	report(&scanner, &public);
	(scanner, public)
}

fn report(scanner: &Scanner, public: &Public) {
	let (values, forms) = scanner.size();
	println!("{values} values in {forms} forms; {} blocks", public.blocks);
	println!("{} decoded values", public.typed.len());
	println!("{:.1e} hits to be expected by chance", scanner.expected_by_chance());
	for (surface, bytes) in scanner.swept() {
		let over = scanner.passed_over().iter().filter(|((s, _), _)| s == surface);
		let over: Vec<String> =
			over.map(|((_, bytes), n)| format!("{n} of {bytes} bytes")).collect();
		println!("  {surface}: {bytes} bytes; passed over {over:?}");
	}
	for finding in scanner.findings() {
		println!("found: {finding}");
	}
}

/// The demonstration is fit for the test: nobody's name is a part of what is public by right.
fn assert_fit(members: &[MemberRow], organizations: &[&str]) {
	for member in members {
		for name in organizations {
			assert!(!name.contains(&member.name), "choose another seed: {name}");
		}
	}
	assert!(members.iter().any(|m| m.name.chars().count() == 2), "short names are there too");
}

#[test]
fn nothing_personal_is_public() {
	let mut world = world();
	let names: Vec<&str> = world.demo.organizations.iter().map(|o| o.name.as_str()).collect();
	assert_fit(&world.demo.members, &names);
	work_a_day(&world);
	decide(&world);
	let (scanner, public) = scan(&mut world);
	assert_eq!(scanner.findings(), &BTreeSet::<Finding>::new());

	// The scan saw what it should have seen: everybody's entry, and files with the life events.
	let (values, _) = scanner.size();
	assert!(values > 120 * 6, "{values}");
	let enrolments =
		public.typed.iter().filter(|(place, _)| place.contains("Members.enrol persons"));
	assert_eq!(enrolments.count(), 3, "three batches");
	let swept = |name: &str| scanner.swept().get(name).copied().unwrap_or_default();
	for (surface, least) in [
		("extrinsics", 120 * 100),
		("events", 1_000),
		("state", 120 * 150),
		("database", 200_000),
		("log of the node", 5_000),
		("log of the registrar", 1_000),
		("answers (hexadecimal)", 100_000),
	] {
		assert!(swept(surface) > least, "{surface}: {}", swept(surface));
	}
	// The life events, as a file of the database has them.
	let part = |surface: &str, place: &str| {
		let surface = public.surfaces.iter().find(|s| s.name == surface).unwrap();
		let part = surface.parts.iter().find(|(p, _)| p.starts_with(place)).unwrap();
		serde_json::from_slice::<serde_json::Value>(&part.1).unwrap()
	};
	let life = part("answers", "life_history [10,");
	let event = life["events"][0]["scale"].as_str().unwrap();
	let event = hex::decode(event.trim_start_matches("0x")).unwrap();
	assert!(event.len() > 50, "{life}");
	let database = public.surfaces.iter().find(|s| s.name == "database").unwrap();
	let holds = |bytes: &[u8]| bytes.windows(event.len()).any(|window| window == event);
	assert!(database.parts.iter().any(|(_, bytes)| holds(bytes)), "life events are in a file");
	// Forms with less than six telling bytes alone were passed over anywhere, and in extrinsics,
	// events and state those with less than five; false alarms are rarer than one in a thousand runs.
	assert!(scanner.expected_by_chance() < 1e-3, "{}", scanner.expected_by_chance());
	for (surface, bytes) in scanner.passed_over().keys() {
		assert!(*bytes < 6, "{surface}");
		let structured = ["extrinsics", "events", "state"].contains(&surface.as_str());
		assert!(!structured || *bytes < 5, "{surface} {bytes}");
	}
}

/// Two leaks in calls that look like any other: an organization with a member's name, and a batch
/// whose hash is an identity number.
async fn leak(node: &str, org: OrgId, name: &str, id_number: &str) {
	let chain = Chain::connect(node).await.unwrap();
	let charlie = subxt_signer::sr25519::dev::charlie();
	let mut hash = [0; 32];
	hash[3..3 + id_number.len()].copy_from_slice(id_number.as_bytes());
	let batch = BatchDigest { batch: Hash::from(hash), count: 1 };
	chain.submit(&Call::propose_enrolment(org, vec![batch]), &charlie).await.unwrap();
	let kind = chuxin_primitives::organization::OrgKind::PrimaryCommittee;
	let founded: CivilDate = "2021-07-01".parse().unwrap();
	let establish =
		Call::establish(OrgId(0), OrgId(0), kind, &format!("{name}工作室委员会"), 990_000, founded);
	chain.submit(&establish, &subxt_signer::sr25519::dev::bob()).await.unwrap();
}

/// A member with a name that holds nobody else's.
fn somebody(members: &[MemberRow]) -> &MemberRow {
	members
		.iter()
		.find(|m| {
			m.name.chars().count() == 3
				&& members.iter().filter(|o| m.name.contains(&o.name)).count() == 1
		})
		.unwrap()
}

#[test]
fn a_leaked_name_and_a_leaked_number_are_found() {
	let mut world = world();
	let name = somebody(&world.demo.members).name.clone();
	let id_number = world.demo.members[60].id_number.clone();
	let runtime = tokio::runtime::Runtime::new().unwrap();
	runtime.block_on(leak(&world.proxy.url(), OrgId(world.top), &name, &id_number));
	drop(runtime);
	let (scanner, _) = scan(&mut world);

	let both = BTreeSet::from([(Kind::Name, name.clone()), (Kind::IdNumber, id_number.clone())]);
	assert_eq!(scanner.values_found(), both);
	let places = |value: &str| -> Vec<&Finding> {
		scanner.findings().iter().filter(|f| f.value == value).collect()
	};
	for (value, form, wanted) in [
		(&name, "UTF-8", "extrinsic"),
		(&name, "UTF-8", "state Organizations.Orgs"),
		(&name, "decoded text", "Organizations.establish name"),
		(&name, "UTF-8", "asked by the desk (hexadecimal)"),
		(&name, "UTF-8", "file "),
		(&id_number, "UTF-8", "extrinsic"),
		(&id_number, "UTF-8", "state Members.Proposals"),
		(&id_number, "UTF-8", "asked by the desk (hexadecimal)"),
		(&id_number, "UTF-8", "file "),
	] {
		assert!(
			places(value).iter().any(|f| f.form == form && f.place.contains(wanted)),
			"{value} as {form} in {wanted}: {:#?}",
			places(value)
		);
	}
	assert!(Path::new(&world.work.path()).is_dir());
}
