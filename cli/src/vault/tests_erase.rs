//! Erasure: what is gone is gone from every file, whenever the desk breaks off.

use super::{
	rewrite::{Step, CRASH},
	tests::{person, phrase, Folder, PASS},
	*,
};
use std::{
	io::Read,
	panic::{catch_unwind, AssertUnwindSafe},
};

/// What an erased row must leave nowhere: its sealed content, its wrapped and its plain key, and
/// what the content says.
struct Traces(Vec<(&'static str, Vec<u8>)>);

impl Traces {
	fn of(vault: &Vault, row: i64) -> Self {
		let (wrapped, sealed): (Vec<u8>, Vec<u8>) = vault
			.db
			.query_row("SELECT dek, sealed FROM persons WHERE row = ?1", [row], |r| {
				Ok((r.get(0)?, r.get(1)?))
			})
			.unwrap();
		let mut dek = Vec::new();
		vault
			.each_person(|found| {
				if found.row == row {
					dek = found.dek.bytes().to_vec();
				}
				Ok(())
			})
			.unwrap();
		assert_eq!(dek.len(), 32);
		let seed = vault.person(row).unwrap().seed.to_vec();
		Self(vec![
			("nonce of the content", sealed[..24].to_vec()),
			("middle of the content", sealed[512..544].to_vec()),
			("end of the content", sealed[sealed.len() - 32..].to_vec()),
			("nonce of the key", wrapped[..24].to_vec()),
			("wrapped key", wrapped[24..56].to_vec()),
			("end of the wrapped key", wrapped[wrapped.len() - 32..].to_vec()),
			("key", dek),
			("seed", seed),
			("name", "张三".into()),
			("document", b"11010519491231002X".to_vec()),
		])
	}

	fn in_bytes(&self, bytes: &[u8]) -> Vec<&'static str> {
		let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|w| w == needle);
		self.0.iter().filter(|(_, needle)| holds(needle)).map(|(what, _)| *what).collect()
	}
}

#[test]
fn an_erased_row_is_in_no_file_and_in_no_new_backup() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	// Written twice: the older content was overwritten in the file.
	let older = Traces::of(&vault, 2);
	let mut changed = vault.person(2).unwrap();
	changed.private.insert("移动电话".into(), "13800138000".into());
	vault.update_person(2, &changed).unwrap();
	let newer = Traces::of(&vault, 2);
	let before = folder.files();
	let sealed = ["nonce of the content", "middle of the content", "end of the content"];
	assert!(newer.in_bytes(&before["vault.db"]).len() >= 6, "the scan sees what is there");
	assert!(!older.in_bytes(&before["vault.db"]).iter().any(|what| sealed.contains(what)));

	let mut old_file = std::fs::File::open(folder.file()).unwrap();
	assert_eq!(vault.erase(&[2].into()).unwrap(), 1);
	vault.backup(&folder.path("backup.db")).unwrap();
	let files = folder.files();
	assert_eq!(
		files.keys().collect::<Vec<_>>(),
		["backup.db", "vault.db", "vault.db.erased"],
		"no journal, no file half built"
	);
	for (name, bytes) in &files {
		assert_eq!(newer.in_bytes(bytes), Vec::<&str>::new(), "{name}");
		assert_eq!(older.in_bytes(bytes), Vec::<&str>::new(), "{name}");
	}
	// The file whose name is gone was overwritten.
	let mut left = Vec::new();
	old_file.read_to_end(&mut left).unwrap();
	assert_eq!(left.len(), before["vault.db"].len());
	assert!(left.iter().all(|byte| *byte == 0));

	assert_eq!(vault.person_counts().unwrap(), (2, 2));
	assert_eq!(vault.person_by_id(42).unwrap(), None);
	assert_eq!(vault.find_by_tag(&[2; 32]).unwrap(), None);
	assert_eq!(vault.person_by_id(43).unwrap().unwrap().1.seed, [3; 32]);
	assert_eq!(vault.find_by_tag(&[1; 32]).unwrap().unwrap().0, 1);
	let plan = vault.import_of(&[9; 32]).unwrap().unwrap();
	let rows: Vec<_> = plan.batches.iter().map(|b| b.rows.clone()).collect();
	assert_eq!(rows, [vec![1], vec![3]]);
	assert_eq!(vault.check().unwrap(), Contents { persons: 2, keys: 1, officers: 1, erased: 1 });
}

#[test]
fn the_old_master_key_opens_nothing_of_the_new_file() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	let old = vault.master.clone();
	vault.erase(&[1].into()).unwrap();
	let with_old = Vault::connect(&folder.file(), old).unwrap();
	assert!(with_old.person(2).is_err() && with_old.secret("alice").is_err());
	assert!(with_old.recovery().is_ok_and(|r| r.is_none()) && with_old.erased_key().is_err());
}

#[test]
fn erase_of_nobody_of_no_row_or_within_an_import_fails_and_changes_nothing() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	vault.plan_import(5, 1, &[8; 32], &[vec![person(4)]]).unwrap();
	let before = folder.files();
	assert_eq!(vault.erase(&[].into()).unwrap(), 0);
	assert!(matches!(vault.erase(&[1, 9].into()), Err(VaultError::NoRow(9))));
	assert!(matches!(vault.erase(&[1, 4].into()), Err(VaultError::InImport(4))));
	assert_eq!(folder.files(), before);
	assert_eq!(vault.person_counts().unwrap(), (4, 3));
}

#[test]
fn erase_beside_a_damaged_row_fails_and_erasing_that_row_works() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	vault.db.execute("UPDATE persons SET sealed = randomblob(1068) WHERE row = 2", []).unwrap();
	let before = folder.files();
	assert!(matches!(vault.erase(&[1].into()), Err(VaultError::Damaged(_))));
	assert_eq!(folder.files(), before);
	assert_eq!(vault.erase(&[2].into()).unwrap(), 1);
	vault.check().unwrap();
}

#[test]
fn a_person_entered_anew_is_not_taken_for_the_erased_one() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	vault.erase(&[3].into()).unwrap();
	let plan = vault.plan_import(5, 1, &[8; 32], &[vec![person(3)]]).unwrap();
	assert_eq!(plan.batches[0].rows, [3], "even in the same row");
	vault.backup(&folder.path("backup.db")).unwrap();
	let (vault, _) =
		Vault::restore(&folder.file(), &folder.path("backup.db"), &phrase(PASS), true).unwrap();
	assert_eq!(vault.person(3).unwrap(), person(3));
}

#[test]
fn a_crash_at_any_step_leaves_the_old_vault_or_the_new_one() {
	for (at, done) in [
		(Step::Begun, false),
		(Step::Built, false),
		(Step::Checked, false),
		(Step::Noted, true),
		(Step::Replaced, true),
	] {
		let folder = Folder::new();
		let mut vault = folder.filled();
		let traces = Traces::of(&vault, 2);
		let before = folder.files();
		CRASH.set(Some(at));
		let crash = catch_unwind(AssertUnwindSafe(|| vault.erase(&[2].into())));
		CRASH.set(None);
		assert!(crash.is_err(), "{at:?}");
		drop(vault);
		let after = folder.files();
		if at != Step::Replaced {
			assert_eq!(after["vault.db"], before["vault.db"], "{at:?}");
		}
		// What was being built never held it.
		for (name, bytes) in after.iter().filter(|(name, _)| *name != "vault.db") {
			assert_eq!(traces.in_bytes(bytes), Vec::<&str>::new(), "{name} at {at:?}");
		}
		let mut vault = folder.open().unwrap();
		vault.check().unwrap();
		// Once it was noted, opening finishes it.
		assert_eq!(vault.person_by_id(42).unwrap().is_none(), done, "{at:?}");
		if !done {
			assert_eq!(vault.erase(&[2].into()).unwrap(), 1);
		}
		assert_eq!(vault.person_counts().unwrap(), (2, 2));
		let files = folder.files();
		assert_eq!(files.keys().collect::<Vec<_>>(), ["vault.db", "vault.db.erased"], "{at:?}");
		for bytes in files.values() {
			assert_eq!(traces.in_bytes(bytes), Vec::<&str>::new(), "{at:?}");
		}
	}
}

#[test]
fn a_crash_in_a_hand_over_shuts_nobody_out() {
	for at in [Step::Begun, Step::Built, Step::Checked, Step::Noted, Step::Replaced] {
		let folder = Folder::new();
		let mut vault = folder.filled();
		CRASH.set(Some(at));
		let crash = catch_unwind(AssertUnwindSafe(|| {
			vault.hand_over("first", "second", &phrase("another long phrase"))
		}));
		CRASH.set(None);
		assert!(crash.is_err(), "{at:?}");
		drop(vault);
		let (in_charge, other) = if at == Step::Replaced {
			("another long phrase", PASS)
		} else {
			(PASS, "another long phrase")
		};
		assert!(matches!(
			Vault::open(&folder.file(), &phrase(other)),
			Err(VaultError::WrongPassphrase)
		));
		let mut vault = Vault::open(&folder.file(), &phrase(in_charge)).unwrap();
		assert_eq!(vault.check().unwrap().persons, 3, "{at:?}");
		if at != Step::Replaced {
			vault.hand_over("first", "second", &phrase("another long phrase")).unwrap();
		}
		assert_eq!(vault.officers().unwrap(), ["second"]);
	}
}

#[test]
fn a_members_own_keys_are_erased_with_the_member_and_come_back_with_no_backup() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	vault.add_key("member", &phrase("//Member")).unwrap();
	vault.note_member_key(42, "member").unwrap();
	vault.note_member_key(99, "alice").unwrap();
	let names = |vault: &Vault| -> Vec<String> {
		vault.keys().unwrap().into_iter().map(|key| key.name).collect()
	};
	let older = folder.path("older.db");
	vault.backup(&older).unwrap();
	// Another person's erasure takes nothing of this one's.
	vault.erase(&[1].into()).unwrap();
	assert_eq!(names(&vault), ["alice", "member"]);
	vault.erase(&[2].into()).unwrap();
	assert_eq!(names(&vault), ["alice"]);
	assert!(matches!(vault.signer("member"), Err(VaultError::NoKey(_))));
	drop(vault);
	std::fs::copy(&older, folder.file()).unwrap();
	assert_eq!(names(&folder.open().unwrap()), ["alice"]);
}
