//! Acts on organizations and persons that one desk gives: records that change, another document, what
//! is withdrawn, grants, keys of an organization, late entries.

mod support;

use chuxin_cli::{
	chain::{Call, Chain},
	demo,
};
use chuxin_primitives::{Hash, OrgId, PersonId};
use serde_json::{json, Value};
use std::{path::PathBuf, time::Duration};
use support::{Desk, Done, Node, Registrar};

const DAY: &str = "2026-10-01";
const MEMBERS: u32 = 40;

struct World {
	// Dropped first: whoever asks the node.
	desk: Desk,
	_registrar: Registrar,
	_node: Node,
	_work: tempfile::TempDir,
	secret: PathBuf,
	top: String,
}

fn world() -> World {
	let demo = demo::generate(MEMBERS, 5).unwrap();
	let work = tempfile::tempdir().unwrap();
	let node = Node::instant(work.path(), DAY);
	let registrar = Registrar::start(work.path(), &node.url());
	let desk = Desk::new(&work.path().join("office"), &node.url(), &registrar.url());
	let top = desk.establish(&demo.organizations).to_string();
	let file = desk.roster("roster.xlsx", &demo.members);
	let officers = ["--handler", "charlie", "--approver", "dave"];
	let done =
		desk.ok(&[&["roster", "import", &file, "--org", &top][..], &officers, &["--batch", "20"]]
			.concat());
	assert_eq!(done["enrolled"], json!(MEMBERS));
	let secret = work.path().join("second.secret");
	World { desk, _registrar: registrar, _node: node, _work: work, secret, top }
}

impl World {
	fn place(&self, name: &str) -> String {
		self.desk.work.join(name).display().to_string()
	}

	fn write(&self, name: &str, content: &str) -> String {
		let path = self.place(name);
		std::fs::write(&path, content).unwrap();
		path
	}

	/// Runs a command with a second secret at descriptor 4.
	fn with(&self, secret: &str, line: &[&str]) -> Done {
		std::fs::write(&self.secret, format!("{secret}\n")).unwrap();
		let all = [&["--json", "--quiet"][..], line].concat();
		self.desk.run_with(Some(&self.secret), &all, Duration::from_secs(120))
	}

	fn with_ok(&self, secret: &str, line: &[&str]) -> Value {
		let done = self.with(secret, line);
		assert_eq!(done.code, Some(0), "{line:?}: {done:?}");
		done.json()
	}

	/// A dry run: the calls, the changes, and that the vault is what it was.
	fn dry(&self, line: &[&str]) -> (Vec<String>, Value) {
		let vault = || std::fs::read(self.desk.home().join("vault.db")).unwrap();
		let before = vault();
		let shown = self.desk.ok(&[&["--dry-run"][..], line].concat());
		assert!(vault() == before, "{line:?} changed the vault");
		let calls = shown["transactions"].as_array().unwrap();
		let calls = calls.iter().map(|c| c["call"].as_str().unwrap().to_owned()).collect();
		(calls, shown["changes"].clone())
	}

	fn refused(&self, line: &[&str]) -> String {
		let done = self.desk.run(&[&["--json"][..], line].concat());
		assert_ne!(done.code, Some(0), "{done:?}");
		let error: Value = serde_json::from_str(&done.stderr).unwrap();
		error["error"]["code"].as_str().unwrap().to_owned()
	}

	/// A person of the vault with its branch.
	fn person(&self, nth: usize) -> (String, String) {
		let (_, person) = self.desk.vault().persons().unwrap().swap_remove(nth);
		(person.person.unwrap().to_string(), person.org.to_string())
	}

	/// What the vault has of an attribute, and the record's version there and on the chain.
	fn shown(&self, person: &str, attribute: &str) -> (Value, Value) {
		let shown = self.desk.ok(&["member", "show", person]);
		(shown["record"][attribute].clone(), shown["record_version"].clone())
	}
}

#[test]
fn a_record_changes_by_the_members_own_word_or_on_paper_and_the_vault_follows() {
	let world = world();
	let (top, desk) = (world.top.as_str(), &world.desk);
	let (person, _) = world.person(3);
	let person = person.as_str();
	desk.import_key("member", "//Member");
	desk.ok(&[
		&["account", "bind", "--org", top, "--person", person][..],
		&["--member-key", "member", "--key", "dave"],
	]
	.concat());
	let file = world.place("member.json");
	let issue = ["credential", "issue", "--person", person, "--out", &file];
	let passphrase = "passphrase of a member";
	world.with_ok(passphrase, &[&issue[..], &["--member-passphrase-fd", "4"]].concat());

	let (next, request) = (world.place("next.json"), world.place("request.json"));
	let propose = |set: &str, next: &str, request: &str| {
		let line = [
			&["member", "update", "propose", &file, "--set", set, "--out", next][..],
			&["--request", request, "--member-passphrase-fd", "4"],
			&["--request-passphrase-fd", "4", "--key", "member"],
		]
		.concat();
		world.with(passphrase, &line)
	};
	for wrong in ["birthday=2001-01-01", "education=很高", "shoes=42"] {
		assert_eq!(propose(wrong, &next, &request).code, Some(2), "{wrong}");
	}
	let done = propose("occupation=教师", &next, &request);
	assert_eq!(done.code, Some(0), "{done:?}");
	// Nothing has changed before the branch's word.
	assert_eq!(world.shown(person, "工作岗位").1, json!(1));

	let sealed = desk.ok(&["member", "update", "show", "--person", person]);
	assert_eq!((&sealed["version"], &sealed["changes"]), (&json!(2), &Value::Null));
	let with_request = ["--request", &request, "--request-passphrase-fd", "4"];
	let seen = world.with_ok(
		passphrase,
		&[&["member", "update", "show", "--person", person][..], &with_request].concat(),
	);
	let changes = seen["changes"].as_array().unwrap();
	assert_eq!(changes.len(), 1, "{seen}");
	assert_eq!(changes[0]["attribute"], "occupation");
	assert_eq!(changes[0]["after"], "教师");
	let root = seen["root"].as_str().unwrap().to_owned();

	let confirm = |root: &str, key: &str| {
		let line = [
			&["member", "update", "confirm", "--org", top, "--person", person][..],
			&["--root", root, "--key", key],
			&with_request,
		]
		.concat();
		world.with(passphrase, &line)
	};
	let other = format!("0x{}", "11".repeat(32));
	assert_eq!(confirm(&other, "dave").code, Some(2));
	// Not the person's own key.
	assert_eq!(confirm(&root, "member").code, Some(1));
	assert_eq!(world.shown(person, "工作岗位").1, json!(1));
	let done = confirm(&root, "dave");
	assert_eq!(done.code, Some(0), "{done:?}");
	assert_eq!(world.shown(person, "工作岗位"), (json!("教师"), json!(2)));
	// Given again, it only sees that the vault has followed.
	let again = confirm(&root, "dave");
	assert_eq!((again.code, again.json()["sent"].clone()), (Some(0), json!(0)));
	// The member's next file is the record that holds now; the first one is not.
	let present = |file: &str, out: &str| {
		let out = world.place(out);
		let line = [
			&["credential", "present", file, "--member-passphrase-fd", "4", "--card"][..],
			&["--show", "occupation,birthday", "--key", "member", "--out", &out],
			&["--clock", "2026-09-30T16:05:00Z"],
		]
		.concat();
		world.with_ok(passphrase, &line);
		desk.run(&["--json", "credential", "verify", &out, "--clock", "2026-09-30T16:05:00Z"])
	};
	assert_eq!(present(&next, "new.json").code, Some(0));
	assert_eq!(present(&file, "old.json").code, Some(4));
	// The member proposes from the old file no more.
	let stale = propose("occupation=医生", &world.place("n2"), &world.place("r2"));
	assert_eq!(stale.code, Some(2), "{stale:?}");

	// Declined.
	let (third, asked) = (world.place("third.json"), world.place("asked.json"));
	let line = [
		&["member", "update", "propose", &next, "--set", "occupation=医生", "--out", &third][..],
		&["--request", &asked, "--member-passphrase-fd", "4"],
		&["--request-passphrase-fd", "4", "--key", "member"],
	]
	.concat();
	world.with_ok(passphrase, &line);
	let decline =
		["member", "update", "decline", "--org", top, "--person", person, "--key", "dave"];
	let (calls, changes) = world.dry(&decline);
	assert_eq!(calls, ["Members.decline_record_update"]);
	assert_eq!((&changes[0]["before"], &changes[0]["after"]), (&json!("3"), &json!("-")));
	desk.ok(&decline);
	assert_eq!(world.refused(&["member", "update", "show", "--person", person]), "not-found");

	// On paper, for who has no phone.
	let paper = world.write("request.pdf", "signed by hand");
	let (other, _) = world.person(9);
	let line = [
		&["member", "update", "paper", "--org", top, "--person", &other, "--file", &paper][..],
		&["--set", "native-place=某省某县", "--handler", "charlie", "--approver", "dave"],
	]
	.concat();
	let (calls, changes) = world.dry(&line);
	assert_eq!(calls, ["Members.propose_act", "Members.update_record"]);
	assert!(changes[0]["after"].as_str().unwrap().ends_with("某省某县"), "{changes}");
	desk.ok(&line);
	assert_eq!(world.shown(&other, "籍贯"), (json!("某省某县"), json!(2)));
	desk.ok(&["vault", "check"]);
}

#[test]
fn another_document_is_registered_by_two_organizations_and_the_vault_follows() {
	let world = world();
	let (top, desk) = (world.top.as_str(), &world.desk);
	let (person, branch) = world.person(5);
	let give = |org: &str, number: &str| {
		let line = [
			&["member", "add-tag", "--person", &person, "--proposed-in", top, "--org", org][..],
			&["--id-number-fd", "4", "--handler", "charlie", "--approver", "bob"],
		]
		.concat();
		world.with(number, &line)
	};
	let new = "990101198001019991";
	let check = chuxin_primitives::identity::ResidentId::read;
	let new = (0..=10u8)
		.map(|n| {
			let last = if n == 10 { "X".to_owned() } else { n.to_string() };
			format!("{}{last}", &new[..17])
		})
		.find(|number| check(number).is_ok())
		.unwrap();
	assert_eq!(give("0", "123").code, Some(2));
	let done = give("0", &new);
	assert_eq!(done.code, Some(0), "{done:?}");
	assert!(!done.stdout.contains(&new[..14]), "{done:?}");
	let stored = |number: u64| desk.vault().person_by_id(number).unwrap().unwrap().1;
	assert_eq!(stored(person.parse().unwrap()).private["id_number"], new);
	assert_eq!(stored(person.parse().unwrap()).org.to_string(), branch);
	let again = give("0", &new);
	assert_eq!((again.code, again.json()["sent"].clone()), (Some(0), json!(0)));
	let history = desk.ok(&["member", "history", &person]);
	let events = history["events"].to_string();
	assert!(events.contains("TagAdded") || events.contains("tag_added"), "{events}");
}

#[test]
fn what_an_organization_is_allowed_its_keys_and_its_late_entries_have_their_commands() {
	let world = world();
	let (top, desk) = (world.top.as_str(), &world.desk);
	let of_top = ["--org", "0", "--target", top, "--key", "bob"];

	// Grants: the whole list.
	let grants = [&["org", "grants", "--grants", "approve-admission"][..], &of_top].concat();
	let (calls, changes) = world.dry(&grants);
	assert_eq!(calls, ["Organizations.set_grants"]);
	assert_ne!(changes[0]["before"], changes[0]["after"]);
	desk.ok(&grants);
	let shown = desk.ok(&["org", "show", top]);
	assert_eq!(shown["organization"]["grants"], json!(["ApproveAdmission"]));
	desk.ok(&[&["org", "grants"][..], &of_top].concat());
	assert_eq!(desk.ok(&["org", "show", top])["organization"]["grants"], json!([]));

	// The office's telephone.
	desk.ok(&[&["org", "contact", "--telephone", "010-12345678"][..], &of_top].concat());
	assert_eq!(desk.ok(&["org", "show", top])["organization"]["contact"], "010-12345678");

	// The key of the organization, by its key custodian.
	let custodian = ["org", "appoint", "--org", "0", "--target", top, "--person", "2"];
	desk.ok(&[&custodian[..], &["--powers", "handler,key-custodian", "--key", "bob"]].concat());
	let public = format!("0x{}", "5a".repeat(32));
	let publish = ["org", "key", "publish", "--org", top, "--public", &public, "--key", "charlie"];
	let (calls, changes) = world.dry(&publish);
	assert_eq!(calls, ["Organizations.publish_key"]);
	assert_eq!((&changes[0]["before"], &changes[0]["after"]), (&json!("-"), &json!(public)));
	assert_eq!(world.refused(&["org", "key", "show", "--org", top]), "not-found");
	desk.ok(&publish);
	assert_eq!(desk.ok(&["org", "key", "show", "--org", top])["key"], json!(public));
	let revoke = ["org", "key", "revoke", "--org", top, "--version", "1", "--key", "charlie"];
	let (_, changes) = world.dry(&revoke);
	assert_eq!(changes[0]["before"], json!(format!("1 {public}")));
	desk.ok(&revoke);
	assert_eq!(world.refused(&["org", "key", "show", "--org", top]), "not-found");

	// What was proposed about a person is withdrawn.
	let (person, branch) = world.person(2);
	let withdraw = ["member", "withdraw", "--org", top, "--person", &person, "--key", "dave"];
	assert_eq!(world.refused(&withdraw), "Members.ActNotProposed");
	let number = person.parse().unwrap();
	tokio::runtime::Runtime::new().unwrap().block_on(async {
		let chain = Chain::connect(&desk.node).await.unwrap();
		let org = OrgId(top.parse().unwrap());
		let call = Call::propose_act(org, PersonId(number), Hash::repeat_byte(7));
		chain.submit(&call, &subxt_signer::sr25519::dev::charlie()).await.unwrap();
	});
	let (calls, changes) = world.dry(&withdraw);
	assert_eq!(calls, ["Members.withdraw_act"]);
	assert!(changes[0]["before"].as_str().unwrap().contains(&"07".repeat(32)), "{changes}");
	desk.ok(&withdraw);
	assert_eq!(world.refused(&withdraw), "Members.ActNotProposed");

	// A hold, and its end.
	let hold = [
		&["member", "hold", "--org", top, "--person", &person, "--until", "2026-12-31"][..],
		&["--handler", "charlie", "--approver", "dave"],
	]
	.concat();
	let (calls, changes) = world.dry(&hold);
	assert_eq!(calls, ["Members.propose_act", "Members.place_hold"]);
	assert_eq!(changes[0]["before"], "-");
	assert!(changes[0]["after"].as_str().unwrap().contains("2026-12-31"));
	desk.ok(&hold);
	let release = [
		&["member", "release", "--org", top, "--person", &person][..],
		&["--handler", "charlie", "--approver", "dave"],
	]
	.concat();
	let (_, changes) = world.dry(&release);
	assert!(changes[0]["before"].as_str().unwrap().contains("2026-12-31"), "{changes}");
	desk.ok(&release);

	// An entry from paper, late: a superior takes note of it.
	let file = world.write("file.pdf", "reason and detail");
	desk.ok(&[
		&["member", "end", "--org", top, "--person", &person, "--ground", "paper"][..],
		&["--effective", "2026-08-01", "--file", &file, "--reason", "death"],
		&["--handler", "charlie", "--approver", "dave"],
	]
	.concat());
	let today = || desk.ok(&["today", "--org", &branch, "--days", "60"]);
	let late = |today: &Value| {
		let items = today["items"].as_array().unwrap();
		items.iter().find_map(|i| i["item"].get("LateEntry").cloned())
	};
	let entry = late(&today()).expect("the late entry stands in the agenda");
	let event = entry["seq"].to_string();
	let note = [
		&["org", "take-note", "--target", &branch, "--person", &person, "--event", &event][..],
		&["--org", "0", "--key", "bob"],
	]
	.concat();
	let (calls, _) = world.dry(&note);
	assert_eq!(calls, ["Agenda.take_note"]);
	desk.ok(&note);
	assert_eq!(late(&today()), None);
	let refused = world.refused(&note);
	assert_eq!(refused, "Agenda.ItemNotFound");

	// An officer gives up the own office.
	let resign = ["org", "resign", "--org", top, "--key", "dave"];
	let (calls, changes) = world.dry(&resign);
	assert_eq!(calls, ["Organizations.resign"]);
	assert_eq!((&changes[0]["before"], &changes[0]["after"]), (&json!("approver"), &json!("-")));
	desk.ok(&resign);
	let officers = desk.ok(&["org", "show", top])["officers"].clone();
	assert!(officers.as_array().unwrap().iter().all(|o| o["person"] != json!(3)), "{officers}");
}

#[test]
fn a_proposed_batch_is_withdrawn_and_can_be_proposed_again() {
	let work = tempfile::tempdir().unwrap();
	let demo = demo::generate(20, 7).unwrap();
	let node = Node::instant(work.path(), DAY);
	let registrar = Registrar::start(work.path(), &node.url());
	let desk = Desk::new(&work.path().join("office"), &node.url(), &registrar.url());
	let top = desk.establish(&demo.organizations).to_string();
	let file = desk.roster("roster.xlsx", &demo.members);
	desk.ok(&["roster", "propose", &file, "--org", &top, "--handler", "charlie"]);
	let today = desk.ok(&["today", "--org", &top, "--days", "60"]);
	let items = today["items"].as_array().unwrap();
	let batch = items.iter().find_map(|i| i["item"].get("Enrolment").cloned()).unwrap();
	let batch = batch.as_str().unwrap();
	let line = ["roster", "withdraw", "--org", &top, "--batch", batch, "--key", "dave"];
	let shown = desk.ok(&[&["--dry-run"][..], &line].concat());
	assert_eq!(shown["changes"][0]["before"], "yes");
	desk.ok(&line);
	let refused = desk.run(&[&["--json"][..], &line].concat());
	assert!(refused.stderr.contains("Members.NotProposed"), "{refused:?}");
	let done = desk.ok(&["roster", "resume", "--handler", "charlie", "--approver", "dave"]);
	assert_eq!(done["enrolled"], json!(20), "{done}");
}
