//! Versions of a record, end to end: the birthday that holds is shown in every one of them and no other
//! is; what is refused, or breaks off, costs the vault nothing; a merged branch still answers.

mod support;

use chuxin_cli::{
	chain::{hex, Call, Chain},
	demo,
	vault::{Next, StoredPerson},
};
use chuxin_primitives::{
	membership::{act_hash, Act, MembershipStatus},
	record::{slot, Attribute},
	Hash, OrgId, PersonId,
};
use serde_json::{json, Value};
use std::{collections::BTreeSet, path::PathBuf, time::Duration};
use subxt_signer::sr25519::dev;
use support::{earlier_admissions, Desk, Done, Node, Registrar};

const DAY: &str = "2026-10-01";
const MEMBERS: u32 = 40;
const PASSPHRASE: &str = "passphrase of a member";
const OFFICERS: [&str; 4] = ["--handler", "charlie", "--approver", "dave"];
/// The exit code of a verification that failed.
const NOT_VERIFIED: Option<i32> = Some(4);

struct World {
	// Dropped first: whoever asks the node.
	desk: Desk,
	_registrar: Registrar,
	node: Node,
	_work: tempfile::TempDir,
	secret: PathBuf,
	top: String,
	runtime: tokio::runtime::Runtime,
}

impl World {
	fn new() -> Self {
		let demo = demo::generate(MEMBERS, 5).unwrap();
		let work = tempfile::tempdir().unwrap();
		let node = Node::instant(work.path(), DAY);
		let registrar = Registrar::start(work.path(), &node.url());
		let desk = Desk::new(&work.path().join("office"), &node.url(), &registrar.url());
		let top = desk.establish(&demo.organizations).to_string();
		let file = desk.roster("roster.xlsx", &demo.members);
		let import = ["roster", "import", &file, "--org", &top, "--batch", "20"];
		assert_eq!(desk.ok(&[&import[..], &OFFICERS].concat())["enrolled"], json!(MEMBERS));
		let secret = work.path().join("second.secret");
		std::fs::write(&secret, format!("{PASSPHRASE}\n")).unwrap();
		let runtime = tokio::runtime::Runtime::new().unwrap();
		Self { desk, _registrar: registrar, node, _work: work, secret, top, runtime }
	}

	fn place(&self, name: &str) -> String {
		self.desk.work.join(name).display().to_string()
	}

	fn paper(&self) -> String {
		let path = self.place("paper.pdf");
		std::fs::write(&path, "signed by hand").unwrap();
		path
	}

	/// Runs a command with the member's passphrase at descriptor 4.
	fn member(&self, line: &[&str]) -> Done {
		let all = [&["--json", "--quiet"][..], line].concat();
		self.desk.run_with(Some(&self.secret), &all, Duration::from_secs(120))
	}

	/// The persons of the vault who are full members.
	fn full(&self) -> Vec<(u64, StoredPerson)> {
		let persons = self.desk.vault().persons().unwrap().into_iter().map(|(_, p)| p);
		persons
			.filter(|p| p.status == MembershipStatus::Full)
			.map(|p| (p.person.unwrap(), p))
			.collect()
	}

	fn stored(&self, person: &str) -> StoredPerson {
		self.desk.vault().person_by_id(person.parse().unwrap()).unwrap().unwrap().1
	}

	/// The chain's time as a command takes it.
	fn clock(&self) -> String {
		let now = self.runtime.block_on(async {
			let chain = Chain::connect(&self.node.url()).await.unwrap();
			chain.now(chain.finalized().await.unwrap()).await.unwrap()
		});
		let time = chrono::DateTime::from_timestamp_millis(now.try_into().unwrap()).unwrap();
		time.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
	}

	/// The branch issues the member's file.
	fn issue(&self, person: &str, name: &str) -> (String, Value) {
		let out = self.place(name);
		let issue = ["credential", "issue", "--person", person, "--out", &out];
		let done = self.member(&[&issue[..], &["--member-passphrase-fd", "4"]].concat());
		assert_eq!(done.code, Some(0), "{done:?}");
		(out, done.json()["version"].clone())
	}

	/// A record that no key signed, and what a verifier says of it.
	fn shown(&self, file: &str, name: &str) -> Done {
		let out = self.place(name);
		let line = ["credential", "present", file, "--card", "--unsigned", "--out", &out];
		let more = ["--show", "name,birthday", "--member-passphrase-fd", "4"];
		let done = self.member(&[&line[..], &more].concat());
		assert_eq!(done.code, Some(0), "{done:?}");
		self.verify(&out)
	}

	fn verify(&self, file: &str) -> Done {
		self.desk.run(&[
			"--json",
			"--quiet",
			"credential",
			"verify",
			file,
			"--clock",
			&self.clock(),
		])
	}

	#[track_caller]
	fn shows(&self, file: &str, name: &str, day: &str, corrected: bool) {
		let done = self.shown(file, name);
		assert_eq!(done.code, Some(0), "{done:?}");
		let report = done.json();
		assert_eq!(report["shown"]["birthday"], json!(day), "{report}");
		assert_eq!(report["corrected"], json!(corrected));
		let message = report["message"].as_str().unwrap();
		assert_eq!(message.ends_with("the political birthday was corrected"), corrected);
	}

	#[track_caller]
	fn refused(&self, file: &str, name: &str, failure: &str) {
		let done = self.shown(file, name);
		assert_eq!(done.code, NOT_VERIFIED, "{done:?}");
		assert_eq!(done.json()["failure"], json!(failure));
	}

	fn correct(&self, person: &str, day: &str, approver: &str) -> Done {
		let line = ["--json", "member", "correct", "--org", &self.top, "--person", person];
		let more = ["--birthday", day, "--handler", "charlie", "--approver", approver];
		self.desk.run(&[&line[..], &more].concat())
	}

	fn on_paper(&self, person: &str, set: &[&str]) -> Done {
		let paper = self.paper();
		let line = ["--json", "member", "update", "paper", "--org", &self.top, "--person", person];
		self.desk.run(&[&line[..], &["--file", &paper], set, &OFFICERS].concat())
	}

	fn withdraw(&self, person: &str) {
		let line = ["member", "withdraw", "--org", &self.top, "--person", person, "--key", "dave"];
		self.desk.ok(&line);
	}
}

fn birthday(person: &StoredPerson) -> String {
	person.birthday().unwrap().sealed.date.to_string()
}

#[test]
fn the_birthday_that_holds_is_shown_in_every_version_and_no_other_is() {
	let world = World::new();
	let desk = &world.desk;
	let (number, before) = world.full().swap_remove(0);
	let person = &number.to_string();
	let sealed = birthday(&before);
	desk.import_key("member", "//Member");
	let bind = ["account", "bind", "--org", &world.top, "--person", person];
	desk.ok(&[&bind[..], &["--member-key", "member", "--key", "dave"]].concat());
	let propose = |file: &str, set: &str, n: u32| {
		let (next, request) = (world.place(&format!("next{n}")), world.place(&format!("ask{n}")));
		let line = [
			&["member", "update", "propose", file, "--set", set, "--out", &next][..],
			&["--request", &request, "--member-passphrase-fd", "4"],
			&["--request-passphrase-fd", "4", "--key", "member"],
		]
		.concat();
		(world.member(&line), next, request)
	};
	let confirm = |request: &str| {
		let waiting = desk.ok(&["member", "update", "show", "--person", person]);
		let root = waiting["root"].as_str().unwrap().to_owned();
		let line = [
			&["member", "update", "confirm", "--org", &world.top, "--person", person][..],
			&["--root", &root, "--request", request, "--request-passphrase-fd", "4"],
			&["--key", "dave"],
		]
		.concat();
		let done = world.member(&line);
		assert_eq!(done.code, Some(0), "{done:?}");
	};

	let (first, version) = world.issue(person, "first.cxm");
	assert_eq!(version, json!(1));
	world.shows(&first, "1.json", &sealed, false);
	// By the member's own word.
	let (done, second, request) = propose(&first, "occupation=教师", 2);
	assert_eq!(done.code, Some(0), "{done:?}");
	confirm(&request);
	world.shows(&second, "2.json", &sealed, false);
	assert_eq!(world.issue(person, "second.cxm").1, json!(2));

	// An update that brings in another date: any client can send it, no verifier shows it.
	let mut held = world.stored(person).present().held().unwrap();
	held.retain(|(s, _)| *s != slot::ADMISSION);
	held.push((slot::ADMISSION, Attribute::date("1999-01-01".parse().unwrap())));
	let present = world.stored(person).present();
	let quiet = present.next([7; 32], &held, None);
	world.runtime.block_on(async {
		let chain = Chain::connect(&world.node.url()).await.unwrap();
		let record = quiet.record(&chain.genesis()).unwrap();
		let (org, id) = (OrgId(world.top.parse().unwrap()), PersonId(number));
		let member = desk.vault().signer("member").unwrap();
		chain.submit(&Call::propose_record_update(record), &member).await.unwrap();
		let call = Call::confirm_record_update(org, id, record.root);
		chain.submit(&call, &dev::dave()).await.unwrap();
	});
	// As another desk would have it in its vault, and give it to the member.
	let (row, mut other) = desk.vault().person_by_id(number).unwrap().unwrap();
	other.prepare(Next::Version(quiet));
	desk.vault().update_person(row, &other).unwrap();
	let (quiet, version) = world.issue(person, "quiet.cxm");
	assert_eq!(version, json!(3));
	world.refused(&quiet, "3.json", "other-sealed-date");
	// The next version of this desk holds the sealed date again.
	let done = world.on_paper(person, &["--set", "native-place=某省某县"]);
	assert_eq!(done.code, Some(0), "{done:?}");
	let (fourth, version) = world.issue(person, "fourth.cxm");
	assert_eq!(version, json!(4));
	world.shows(&fourth, "4.json", &sealed, false);

	// A correction that is refused is believed nowhere.
	let mut days = earlier_admissions(&before).map(|day| day.to_string());
	let (one, two) = (days.next().unwrap(), days.next().unwrap());
	let refused = world.correct(person, &one, "charlie");
	assert_ne!(refused.code, Some(0), "{refused:?}");
	let shown = desk.ok(&["member", "show", person]);
	assert_eq!((&shown["corrected"], &shown["effective_date"]), (&json!(false), &Value::Null));
	let month = desk.ok(&["member", "birthdays", "--month", &one[5..7]]);
	let listed = month["persons"].as_array().unwrap().iter().find(|p| p["person"] == json!(number));
	assert!(listed.is_none_or(|p| p["birthday"] == json!(sealed)), "{month}");
	let (_, version) = world.issue(person, "after-refusal.cxm");
	assert_eq!(version, json!(4));
	world.withdraw(person);

	// One that is carried out: the record still holds the wrong date, and nobody shows it.
	let done = world.correct(person, &two, "dave");
	assert_eq!(done.code, Some(0), "{done:?}");
	let shown = desk.ok(&["member", "show", person]);
	assert_eq!((&shown["corrected"], &shown["effective_date"]), (&json!(true), &json!(two)));
	world.refused(&fourth, "5.json", "corrected-date");
	let (fresh, _) = world.issue(person, "fresh.cxm");
	world.refused(&fresh, "6.json", "corrected-date");
	// A file from before does not know the date; a fresh one brings it into the next version.
	let (stale, ..) = propose(&fourth, "occupation=医生", 5);
	assert_eq!(stale.code, Some(2), "{stale:?}");
	let (done, fifth, request) = propose(&fresh, "occupation=医生", 6);
	assert_eq!(done.code, Some(0), "{done:?}");
	confirm(&request);
	world.shows(&fifth, "7.json", &two, true);
	let done = world.on_paper(person, &["--set", "occupation=农民"]);
	assert_eq!(done.code, Some(0), "{done:?}");
	let (sixth, version) = world.issue(person, "sixth.cxm");
	assert_eq!(version, json!(6));
	world.shows(&sixth, "8.json", &two, true);
	let stored = world.stored(person);
	// The correction that was refused stays beside: no vault knows that nobody will carry it out.
	assert_eq!((birthday(&stored), stored.next.len()), (sealed, 1));

	// For who has no key: the date alone is a change on paper.
	let (other, before) = world.full().swap_remove(1);
	let other = &other.to_string();
	let day = &earlier_admissions(&before).next().unwrap().to_string();
	assert_eq!(world.on_paper(other, &[]).code, Some(2));
	// A date after full membership is refused before anything is kept; nothing waits afterwards.
	let vault = || std::fs::read(desk.home().join("vault.db")).unwrap();
	let untouched = vault();
	assert_eq!(world.correct(other, "2026-09-01", "dave").code, Some(2));
	assert!(vault() == untouched);
	assert_eq!(world.correct(other, day, "dave").code, Some(0));
	let done = world.on_paper(other, &[]);
	assert_eq!(done.code, Some(0), "{done:?}");
	let (file, version) = world.issue(other, "other.cxm");
	assert_eq!(version, json!(2));
	world.shows(&file, "9.json", day, true);
	desk.ok(&["vault", "check"]);
}

#[test]
fn what_is_refused_or_breaks_off_costs_the_vault_nothing() {
	let world = World::new();
	let desk = &world.desk;
	let mut members = world.full();
	let (number, before) = members.swap_remove(0);
	let person = &number.to_string();
	let sealed = birthday(&before);
	let paper = world.paper();

	// Killed between inclusion and promotion: the chain has the version, the vault prepared it.
	let (row, mut stored) = desk.vault().person_by_id(number).unwrap().unwrap();
	let mut held = stored.present().held().unwrap();
	held.retain(|(s, _)| *s != slot::OCCUPATION);
	held.push((slot::OCCUPATION, Attribute::text("教师").unwrap()));
	let next = stored.next_version([8; 32], &held);
	stored.prepare(Next::Version(next.clone()));
	desk.vault().update_person(row, &stored).unwrap();
	world.runtime.block_on(async {
		let chain = Chain::connect(&world.node.url()).await.unwrap();
		let genesis = chain.genesis();
		let (org, id) = (OrgId(world.top.parse().unwrap()), PersonId(number));
		let (record, paper) = (next.record(&genesis).unwrap(), Hash::repeat_byte(1));
		let act = Act::UpdateRecord { record, paper };
		let propose = Call::propose_act(org, id, act_hash(&genesis, org, id, &act));
		chain.submit(&propose, &dev::charlie()).await.unwrap();
		let call = Call::update_record(org, id, record, paper);
		chain.submit(&call, &dev::dave()).await.unwrap();
	});
	assert_eq!(world.stored(person).version, 1);
	// Given again it only finishes.
	let done = world.on_paper(person, &["--set", "occupation=教师"]);
	assert_eq!((done.code, done.json()["sent"].clone()), (Some(0), json!(0)), "{done:?}");
	let stored = world.stored(person);
	assert_eq!((stored.version, stored.next.len()), (2, 0));
	let (file, version) = world.issue(person, "second.cxm");
	assert_eq!(version, json!(2));
	world.shows(&file, "1.json", &sealed, false);

	// A re-admission of somebody who never left.
	let branch = before.org.to_string();
	let readmit = |day: &str| {
		let line = ["--json", "member", "readmit", "--org", &world.top, "--person", person];
		let more = ["--branch", &branch, "--birthday", "2020-07-01", "--full", "2021-07-01"];
		let ground = ["--ground", "paper", "--effective", day, "--file", &paper];
		desk.run(&[&line[..], &more, &ground, &OFFICERS].concat())
	};
	let refused = readmit("2020-07-01");
	assert_ne!(refused.code, Some(0), "{refused:?}");
	let stored = world.stored(person);
	assert_eq!((stored.version, stored.past.len()), (2, 0));
	assert_eq!(stored.birthday().unwrap().holds().date.to_string(), sealed);
	let (file, version) = world.issue(person, "after-refusal.cxm");
	assert_eq!(version, json!(2));
	world.shows(&file, "2.json", &sealed, false);
	world.withdraw(person);

	// Now rightly: the new membership has its own birthday, and the former one still opens.
	desk.ok(&[
		&["member", "end", "--org", &world.top, "--person", person, "--reason", "removal"][..],
		&["--ground", "paper", "--effective", "2019-05-01", "--file", &paper],
		&OFFICERS,
	]
	.concat());
	let done = readmit("2020-07-01");
	assert_eq!(done.code, Some(0), "{done:?}");
	let stored = world.stored(person);
	assert_eq!((stored.version, stored.past.len(), stored.next.len()), (3, 1, 0));
	let spells = desk.ok(&["member", "spells", person]);
	let commitments: Vec<Value> = [&stored.past[0], &stored.birthday().unwrap()]
		.map(|b| json!(hex(&b.sealed.commitment(1).0)))
		.into();
	let on_chain = spells["spells"].as_array().unwrap().iter().map(|s| s["birthday"].clone());
	assert_eq!(on_chain.collect::<Vec<_>>(), commitments);
	let (file, version) = world.issue(person, "again.cxm");
	assert_eq!(version, json!(3));
	world.shows(&file, "3.json", "2020-07-01", false);
}

#[test]
fn a_card_of_a_merged_branch_names_the_branch_that_answers() {
	let world = World::new();
	let desk = &world.desk;
	let branches: BTreeSet<u32> = world.full().iter().map(|(_, p)| p.org).collect();
	let parent =
		|org: u32| desk.ok(&["org", "show", &org.to_string()])["organization"]["parent"].clone();
	let pairs = branches.iter().flat_map(|a| branches.iter().map(move |b| (*a, *b)));
	let (from, into) = pairs.into_iter().find(|(a, b)| a != b && parent(*a) == parent(*b)).unwrap();
	let (person, _) = world.full().into_iter().find(|(_, p)| p.org == from).unwrap();
	let person = person.to_string();
	let (file, _) = world.issue(&person, "before.cxm");
	let done = world.shown(&file, "before.json");
	assert_eq!(done.json()["org"], json!(from), "{done:?}");

	let (from, into) = (from.to_string(), into.to_string());
	let step = |name: &str, org: &str, more: &[&str]| {
		let line = ["org", "reorganize", name, "--org", org, "--target", &from];
		desk.run(&[&["--json"], &line[..], more].concat())
	};
	let done = step("merge", &world.top, &["--into", &into, "--key", "charlie"]);
	assert_eq!(done.code, Some(0), "{done:?}");
	let digest = desk.run(&["--json", "org", "reorganize", "show", "--target", &from]);
	let digest = digest.json()["digest"].as_str().unwrap_or_default().to_owned();
	let named: &[&str] = &["--digest", &digest];
	let done = step("second", &world.top, &[named, &["--key", "dave"]].concat());
	assert_eq!(done.code, Some(0), "{done:?}");
	let done = step("approve", "0", &[named, &["--key", "bob"]].concat());
	assert_eq!(done.code, Some(0), "{done:?}");
	let pending = desk.ok(&["pending", "list"])["pending"][0]["id"].to_string();
	let now: chrono::DateTime<chrono::Utc> = world.clock().parse().unwrap();
	let later = now.timestamp_millis() + 86_400_000;
	world.node.rpc().call("dev_setTime", vec![json!(later)]);
	desk.ok(&["pending", "carry-out", &pending, "--key", "bob"]);

	// What was shown before, and what is issued now.
	let (after, _) = world.issue(&person, "after.cxm");
	for (file, name) in [(&file, "old.json"), (&after, "new.json")] {
		let done = world.shown(file, name);
		assert_eq!(done.code, Some(0), "{done:?}");
		assert_eq!(done.json()["org"].to_string(), into);
		let issuer: Value =
			serde_json::from_slice(&std::fs::read(world.place(name)).unwrap()).unwrap();
		let named = if name == "new.json" { &into } else { &from };
		assert!(issuer["issuer"].as_str().unwrap().ends_with(&format!(":org:{named}")));
	}
}
