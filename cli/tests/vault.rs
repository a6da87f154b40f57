//! The vault as its officers use it: officers, hand-over, recovery, backup, erasure, by the program
//! itself; and an erasure that is killed again and again.

mod support;

use chuxin_cli::vault::{StoredAttribute, StoredPerson, Vault};
use chuxin_primitives::membership::MembershipStatus;
use secrecy::SecretString;
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::{Path, PathBuf},
	process::{Command, Stdio},
	time::{Duration, Instant},
};
use support::Done;

const FIRST: &str = "passphrase of the first";
const SECOND: &str = "passphrase of the second";
const THIRD: &str = "passphrase of the third";

struct Office {
	folder: tempfile::TempDir,
}

impl Office {
	fn new() -> Self {
		let office = Self { folder: tempfile::tempdir().unwrap() };
		let done = office.ok(FIRST, "", &["vault", "init", "--officer", "first"]);
		assert_eq!(done["vault"], json!(office.file()));
		office
	}

	fn path(&self, name: &str) -> PathBuf {
		self.folder.path().join(name)
	}

	fn text(&self, name: &str) -> String {
		self.path(name).display().to_string()
	}

	fn file(&self) -> PathBuf {
		self.path("home/vault.db")
	}

	/// The program with one passphrase on descriptor 3 and another on 4.
	fn command(&self, passphrase: &str, new: &str, arguments: &[&str]) -> Command {
		let secret = |name: &str, text: &str| {
			let path = self.path(name);
			std::fs::write(&path, format!("{text}\n")).unwrap();
			path
		};
		let mut command = Command::new("sh");
		command.args(["-c", "exec \"$@\" 3<\"$SECRET_3\" 4<\"$SECRET_4\"", "sh"]);
		command.env("SECRET_3", secret("secret-3", passphrase));
		command.env("SECRET_4", secret("secret-4", new));
		command.arg(env!("CARGO_BIN_EXE_chuxin"));
		command.args(["--json", "--passphrase-fd", "3", "--home"]).arg(self.path("home"));
		command.args(arguments).stdin(Stdio::null());
		command
	}

	fn run(&self, passphrase: &str, new: &str, arguments: &[&str]) -> (Option<i32>, Value, String) {
		let done = Done::of(self.command(passphrase, new, arguments).output().unwrap());
		done.holds_json(arguments);
		let value = serde_json::from_str(&done.stdout).unwrap_or_default();
		(done.code, value, done.stderr)
	}

	fn ok(&self, passphrase: &str, new: &str, arguments: &[&str]) -> Value {
		let (code, value, errors) = self.run(passphrase, new, arguments);
		assert_eq!(code, Some(0), "{arguments:?}: {errors}");
		value
	}

	/// What a command that is refused says. Nothing in the folder of the desk has changed.
	fn refused(&self, passphrase: &str, new: &str, arguments: &[&str]) -> String {
		let before = files(&self.path("home"));
		let (code, _, errors) = self.run(passphrase, new, arguments);
		assert_eq!(code, Some(1), "{arguments:?}: {errors}");
		assert!(files(&self.path("home")) == before, "{arguments:?} changed something");
		errors
	}

	fn open(&self, passphrase: &str) -> Vault {
		Vault::open(&self.file(), &SecretString::from(passphrase)).unwrap()
	}

	/// Enrols persons 0 to `count` − 1, so to speak.
	fn fill(&self, passphrase: &str, count: u32) {
		let mut vault = self.open(passphrase);
		let persons: Vec<_> = (0..count).map(person).collect();
		let plan = vault.plan_import(5, 1, &[9; 32], &[persons]).unwrap();
		let numbers: Vec<_> = plan.batches[0].rows.iter().copied().zip(0..).collect();
		vault.batch_enrolled(plan.import, 0, &numbers).unwrap();
	}
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
	let entries = std::fs::read_dir(folder).unwrap();
	entries.map(|e| e.unwrap().path()).map(|p| (p.clone(), std::fs::read(p).unwrap())).collect()
}

fn person(n: u32) -> StoredPerson {
	let mut seed = [0x5e; 32];
	seed[..4].copy_from_slice(&n.to_le_bytes());
	StoredPerson {
		person: None,
		org: 5,
		org_name: "机关支部".into(),
		status: MembershipStatus::Full,
		schema: 1,
		version: 1,
		seed,
		admission_salt: None,
		attributes: vec![StoredAttribute { slot: 0, vtype: 1, value: "张三".into() }],
		tag: (1, seed),
		private: BTreeMap::new(),
		birthday: None,
		past: Vec::new(),
		next: Vec::new(),
	}
}

#[test]
fn officers_come_and_go() {
	let office = Office::new();
	office.fill(FIRST, 3);
	let officers = |v: Value| v["officers"].clone();
	let add = ["vault", "officer", "add", "second", "--new-passphrase-fd", "4"];
	assert_eq!(officers(office.ok(FIRST, SECOND, &add)), json!(["first", "second"]));
	assert!(office.refused(SECOND, THIRD, &add).contains("vault officer list"));
	let list = office.ok(SECOND, "", &["vault", "officer", "list"]);
	assert_eq!(list, json!({ "officers": ["first", "second"], "opened_by": "second" }));

	let renew = ["vault", "officer", "passphrase", "--new-passphrase-fd", "4"];
	office.ok(SECOND, THIRD, &renew);
	assert!(office.refused(SECOND, "", &["vault", "status"]).contains("passphrase"));
	office.ok(THIRD, SECOND, &renew);
	let remove = office.ok(FIRST, "", &["vault", "officer", "remove", "second"]);
	assert_eq!(officers(remove), json!(["first"]));
	office.refused(SECOND, "", &["vault", "status"]);
	let last = office.refused(FIRST, "", &["vault", "officer", "remove", "first"]);
	assert!(last.contains("vault handover"), "{last}");

	let done = office.ok(
		FIRST,
		SECOND,
		&["vault", "handover", "--to", "second", "--new-passphrase-fd", "4"],
	);
	assert_eq!(officers(done), json!(["second"]));
	office.refused(FIRST, "", &["vault", "status"]);
	let status = office.ok(SECOND, "", &["vault", "status"]);
	assert_eq!((&status["persons"], &status["enrolled"]), (&json!(3), &json!(3)));
}

#[test]
fn the_superior_recovers_and_a_backup_keeps_the_erased_erased() {
	let office = Office::new();
	office.fill(FIRST, 3);
	let key = office.text("superior.key");
	let made = office.ok("", "", &["vault", "recovery", "new", "--out", &key]);
	let recipient = made["recipient"].as_str().unwrap();
	assert!(recipient.starts_with("age1"));
	assert_eq!(
		office.ok(FIRST, "", &["vault", "recovery", "show"]),
		json!({ "recipient": Value::Null })
	);
	let recover = [
		"vault",
		"recover",
		"--identity",
		&key,
		"--officer",
		"saviour",
		"--new-passphrase-fd",
		"4",
	];
	assert!(office.refused("", THIRD, &recover).contains("vault recovery set"));
	office.ok(FIRST, "", &["vault", "recovery", "set", recipient]);
	let older = office.text("older.db");
	office.ok(FIRST, "", &["vault", "backup", &older]);

	let seed = person(1).seed;
	let erased = office.ok(FIRST, "", &["vault", "erase", "--person", "1"]);
	assert_eq!(erased, json!({ "erased": 1, "persons": 2 }));
	assert!(office.refused(FIRST, "", &["vault", "erase", "--person", "1"]).contains("not in"));
	for (path, bytes) in files(&office.path("home")) {
		assert!(!bytes.windows(32).any(|w| w == seed), "{}", path.display());
	}

	let taken = office.refused(FIRST, "", &["vault", "restore", &older]);
	assert!(taken.contains("--replace"), "{taken}");
	std::fs::remove_file(office.file()).unwrap();
	office.ok(FIRST, "", &["vault", "restore", &older]);
	office.ok("", THIRD, &recover);
	let contents = office.ok(THIRD, "", &["vault", "check"]);
	assert_eq!(contents, json!({ "persons": 2, "keys": 0, "officers": 2, "erased": 1 }));
	assert_eq!(office.open(THIRD).row_of(1).unwrap(), None);
	assert!(office.open(THIRD).row_of(2).unwrap().is_some());
}

#[test]
fn a_desk_killed_while_it_erases_leaves_a_vault_that_opens() {
	let office = Office::new();
	office.fill(FIRST, 400);
	let begun = Instant::now();
	office.ok(FIRST, "", &["vault", "erase", "--person", "0"]);
	let whole = begun.elapsed();
	let mut finished = BTreeSet::new();
	for n in 1..=12u32 {
		let number = n.to_string();
		let mut child = office
			.command(FIRST, "", &["vault", "erase", "--person", &number])
			.stdout(Stdio::null())
			.stderr(Stdio::null())
			.spawn()
			.unwrap();
		// From the moment the passphrase is known to the moment it would be done.
		std::thread::sleep(whole * (2 * n + 4) / 28);
		let _ = child.kill();
		let _ = child.wait();
		let vault = office.open(FIRST);
		let gone = vault.row_of(u64::from(n)).unwrap().is_none();
		let expected = 400 - 1 - finished.len() as u64 - u64::from(gone);
		assert_eq!(vault.check().unwrap().persons, expected, "killed at {n}");
		if gone {
			finished.insert(n);
		}
	}
	let left: Vec<String> =
		(1..=12).filter(|n| !finished.contains(n)).map(|n| n.to_string()).collect();
	if !left.is_empty() {
		office.ok(FIRST, "", &["vault", "erase", "--person", &left.join(",")]);
	}
	let vault = office.open(FIRST);
	assert_eq!(vault.check().unwrap().persons, 387);
	let names: Vec<_> = files(&office.path("home")).into_keys().collect();
	assert_eq!(names, [office.path("home/vault.db"), office.path("home/vault.db.erased")]);
	assert!(begun.elapsed() < Duration::from_secs(300));
}
