//! Backup and restoring, files of an older format, damaged files.

use super::{
	rewrite::{Step, CRASH},
	tests::{person, phrase, Folder, PASS},
	*,
};
use std::panic::{catch_unwind, AssertUnwindSafe};

const SECOND: &str = "another long phrase";
/// A vault that format 1 wrote: the officers "first" and "second", persons 41 and 42 in the rows 1
/// and 2, row 3 planned and not enrolled, a key and a blob.
const FORMAT_1: &[u8] = include_bytes!("../../tests/fixtures/vault-format-1.db");

fn restore(folder: &Folder, backup: &str) -> Result<Vault> {
	let backup = folder.path(backup);
	Vault::restore(&folder.file(), &backup, &phrase(PASS), true).map(|(vault, _)| vault)
}

fn numbers(vault: &Vault) -> Vec<Option<u64>> {
	vault.check().unwrap();
	vault.persons().unwrap().iter().map(|(_, p)| p.person).collect()
}

#[test]
fn a_backup_brings_everything_back() {
	let folder = Folder::new();
	let vault = folder.filled();
	vault.put_blob("chain/genesis", &[5; 32]).unwrap();
	let persons = vault.persons().unwrap();
	let contents = vault.backup(&folder.path("backup.db")).unwrap();
	assert_eq!(contents, Contents { persons: 3, keys: 1, officers: 1, erased: 0 });
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		let about = std::fs::metadata(folder.path("backup.db")).unwrap();
		assert_eq!(about.permissions().mode() & 0o777, 0o600);
	}
	assert!(matches!(vault.backup(&folder.path("backup.db")), Err(VaultError::FileExists(_))));
	drop(vault);
	std::fs::remove_file(folder.file()).unwrap();
	let backup = folder.files();
	let vault = restore(&folder, "backup.db").unwrap();
	assert_eq!(folder.files()["backup.db"], backup["backup.db"], "the backup is not touched");
	assert_eq!(vault.persons().unwrap(), persons);
	assert_eq!(vault.blob("chain/genesis").unwrap().unwrap().as_slice(), [5; 32]);
	assert_eq!(vault.import_of(&[9; 32]).unwrap().unwrap().batches.len(), 2);
	assert_eq!(vault.officer(), Some("first"));
	vault.signer("alice").unwrap();
	drop(vault);
	assert_eq!(folder.open().unwrap().check().unwrap(), contents);
}

#[test]
fn restore_that_cannot_be_changes_nothing() {
	let folder = Folder::new();
	let vault = folder.filled();
	vault.backup(&folder.path("backup.db")).unwrap();
	drop(vault);
	let whole = std::fs::read(folder.path("backup.db")).unwrap();
	std::fs::write(folder.path("half.db"), &whole[..whole.len() / 2]).unwrap();
	let before = folder.files();
	let attempt = |backup: &str, passphrase: &str, replace| {
		Vault::restore(&folder.file(), &folder.path(backup), &phrase(passphrase), replace)
			.map(|_| ())
			.unwrap_err()
	};
	assert!(matches!(attempt("backup.db", PASS, false), VaultError::Occupied(_)));
	assert!(matches!(attempt("none.db", PASS, true), VaultError::NoBackup(_)));
	assert!(matches!(attempt("backup.db", SECOND, true), VaultError::WrongPassphrase));
	assert!(matches!(attempt("half.db", PASS, true), VaultError::Damaged(_)));
	assert_eq!(folder.files(), before);
}

#[test]
fn an_older_backup_does_not_bring_the_erased_back() {
	// By the list beside the vault, the vault being lost; by the list in the vault alone; and the
	// backup copied over the vault by hand.
	for way in ["list", "vault", "copy"] {
		let folder = Folder::new();
		let mut vault = folder.filled();
		vault.backup(&folder.path("older.db")).unwrap();
		vault.erase(&[vault.row_of(42).unwrap().unwrap()].into()).unwrap();
		drop(vault);
		let vault = match way {
			"list" => {
				std::fs::remove_file(folder.file()).unwrap();
				restore(&folder, "older.db").unwrap()
			},
			"vault" => {
				std::fs::remove_file(folder.path("vault.db.erased")).unwrap();
				restore(&folder, "older.db").unwrap()
			},
			_ => {
				std::fs::copy(folder.path("older.db"), folder.file()).unwrap();
				folder.open().unwrap()
			},
		};
		assert_eq!(numbers(&vault), [Some(41), Some(43)], "{way}");
		assert_eq!(vault.marks().unwrap(), erased::read(&folder.file()).unwrap());
		// Once more, on another computer, from a backup that was made since: the list travels.
		vault.backup(&folder.path("newer.db")).unwrap();
		let elsewhere = Folder::new();
		std::fs::copy(folder.path("newer.db"), elsewhere.path("newer.db")).unwrap();
		std::fs::copy(folder.path("older.db"), elsewhere.path("older.db")).unwrap();
		restore(&elsewhere, "newer.db").unwrap();
		assert_eq!(numbers(&restore(&elsewhere, "older.db").unwrap()), [Some(41), Some(43)]);
	}
}

#[test]
fn the_list_beside_the_vault_is_written_again_and_never_passed_over() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	vault.erase(&[1].into()).unwrap();
	drop(vault);
	let list = folder.path("vault.db.erased");
	let good = std::fs::read(&list).unwrap();
	std::fs::write(&list, &good[..good.len() - 1]).unwrap();
	let before = folder.files();
	assert!(matches!(folder.open(), Err(VaultError::DamagedList(_))));
	assert_eq!(folder.files(), before);
	std::fs::remove_file(&list).unwrap();
	folder.open().unwrap();
	assert_eq!(std::fs::read(&list).unwrap(), good);
}

#[test]
fn a_removed_officer_does_not_come_back_with_a_backup() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	vault.add_officer("second", &phrase(SECOND)).unwrap();
	vault.backup(&folder.path("older.db")).unwrap();
	vault.remove_officer("second").unwrap();
	drop(vault);
	let backup = folder.path("older.db");
	let (vault, left_out) = Vault::restore(&folder.file(), &backup, &phrase(PASS), true).unwrap();
	assert_eq!(
		(vault.officers().unwrap(), left_out),
		(vec!["first".into()], vec!["second".into()])
	);
	drop(vault);
	assert!(matches!(
		Vault::open(&folder.file(), &phrase(SECOND)),
		Err(VaultError::WrongPassphrase)
	));
}

#[test]
fn a_crash_while_restoring_leaves_the_vault_or_the_backup() {
	for at in [Step::Begun, Step::Built, Step::Checked, Step::Noted, Step::Replaced] {
		let folder = Folder::new();
		let mut vault = folder.filled();
		vault.backup(&folder.path("older.db")).unwrap();
		vault.erase(&[1].into()).unwrap();
		vault.add_key("bob", &phrase("//Bob")).unwrap();
		drop(vault);
		let before = folder.files();
		CRASH.set(Some(at));
		let crash = catch_unwind(AssertUnwindSafe(|| restore(&folder, "older.db").map(|_| ())));
		CRASH.set(None);
		assert!(crash.is_err(), "{at:?}");
		let replaced = at == Step::Replaced;
		assert_eq!(folder.files()["vault.db"] != before["vault.db"], replaced, "{at:?}");
		let vault = folder.open().unwrap();
		assert_eq!(numbers(&vault), [Some(42), Some(43)], "{at:?}");
		assert_eq!(vault.keys().unwrap().len(), if replaced { 1 } else { 2 });
	}
}

fn of_format_1(folder: &Folder) {
	std::fs::write(folder.file(), FORMAT_1).unwrap();
}

#[test]
fn a_vault_of_format_1_is_brought_up_to_date_whole() {
	let folder = Folder::new();
	of_format_1(&folder);
	let vault = folder.open().unwrap();
	assert_eq!(vault.format, FORMAT);
	assert_eq!(numbers(&vault), [Some(41), Some(42), None]);
	assert_eq!(vault.person(3).unwrap(), person(3));
	assert_eq!(vault.find_by_tag(&[2; 32]).unwrap().unwrap().0, 2);
	assert_eq!(vault.blob("registrar/tag").unwrap().unwrap().as_slice(), [7; 33]);
	assert_eq!(
		vault.signer("alice").unwrap().public_key().0,
		subxt_signer::sr25519::dev::alice().public_key().0
	);
	let plan = vault.import_of(&[9; 32]).unwrap().unwrap();
	assert_eq!((plan.org, plan.schema, plan.batches.len()), (5, 1, 2));
	assert_eq!(plan.batches[1].state, BatchState::Planned);
	drop(vault);
	let (_, format) = connect(&folder.file(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
	assert_eq!(format, FORMAT);
	// The other officer was not there, and opens it all the same.
	let vault = Vault::open(&folder.file(), &phrase(SECOND)).unwrap();
	assert_eq!(vault.officers().unwrap(), ["first", "second"]);
	assert!(officers::entries(&vault.db, FORMAT).unwrap().iter().all(|e| !e.is_old()));
	assert_eq!(numbers(&vault), [Some(41), Some(42), None]);
}

#[test]
fn a_correction_that_format_1_kept_waits_for_the_chains_word() {
	use chacha20poly1305::{
		aead::{Aead, Payload},
		KeyInit, XChaCha20Poly1305, XNonce,
	};
	let folder = Folder::new();
	of_format_1(&folder);
	let how = OpenFlags::SQLITE_OPEN_READ_WRITE;
	let (old, _) = Vault::unlock(&folder.file(), how, &phrase(PASS)).unwrap();
	let mut rows = Vec::new();
	old.each_person(|found| {
		let mut person = old.read_found(&found)?;
		person.private.insert("effective_birthday".into(), "2006-07-01".into());
		person.private.insert("effective_birthday_seed".into(), "05".repeat(32));
		// As format 1 had it: without what came later.
		let mut row = serde_json::to_value(&person).unwrap();
		for name in ["admission_salt", "birthday", "past", "next"] {
			assert!(row.as_object_mut().unwrap().remove(name).is_some());
		}
		let row = row.to_string();
		let mut plain = u32::try_from(row.len()).unwrap().to_le_bytes().to_vec();
		plain.extend(row.as_bytes());
		plain.resize(plain.len().next_multiple_of(1024), 0);
		let place = format!("persons/{}/sealed/1", found.row);
		let sealed = XChaCha20Poly1305::new_from_slice(found.dek.bytes())
			.unwrap()
			.encrypt(&XNonce::default(), Payload { msg: &plain, aad: place.as_bytes() })
			.unwrap();
		rows.push((found.row, [vec![0; 24], sealed].concat()));
		Ok(())
	})
	.unwrap();
	for (row, sealed) in &rows {
		let update = "UPDATE persons SET sealed = ?2 WHERE row = ?1";
		old.db.execute(update, rusqlite::params![row, sealed]).unwrap();
	}
	drop(old);
	let vault = folder.open().unwrap();
	for (row, _) in rows {
		let person = vault.person(row).unwrap();
		let [Next::Correction(opening)] = &person.next[..] else { panic!("{:?}", person.next) };
		assert_eq!(opening.date.to_string(), "2006-07-01");
		assert!(person.private.keys().all(|name| !name.starts_with("effective_birthday")));
	}
}

#[test]
fn an_officer_of_format_1_who_did_not_come_since_is_named_when_shut_out() {
	let folder = Folder::new();
	of_format_1(&folder);
	let mut vault = folder.open().unwrap();
	let left_out = vault.change_passphrase("first", &phrase("a third long phrase")).unwrap();
	assert_eq!(left_out, ["second"]);
	assert_eq!(vault.officers().unwrap(), ["first"]);
}

#[test]
fn a_backup_of_format_1_does_not_bring_the_erased_back() {
	let folder = Folder::new();
	of_format_1(&folder);
	folder.open().unwrap().erase(&[1].into()).unwrap();
	std::fs::write(folder.path("older.db"), FORMAT_1).unwrap();
	let vault = restore(&folder, "older.db").unwrap();
	assert_eq!(numbers(&vault), [Some(42), None]);
	assert_eq!(vault.officers().unwrap(), ["first"]);
	drop(vault);
	assert_eq!(folder.files()["older.db"], FORMAT_1);
	assert_eq!(numbers(&folder.open().unwrap()), [Some(42), None]);
}

#[test]
fn a_vault_of_format_1_that_does_not_open_is_left_as_it_is() {
	let folder = Folder::new();
	of_format_1(&folder);
	let other = Vault::open(&folder.file(), &phrase("none of the phrases"));
	assert!(matches!(other, Err(VaultError::WrongPassphrase)));
	let db = Connection::open(folder.file()).unwrap();
	db.execute("UPDATE persons SET sealed = randomblob(1068) WHERE row = 2", []).unwrap();
	drop(db);
	let before = folder.files();
	assert!(matches!(folder.open(), Err(VaultError::Damaged(_))));
	assert_eq!(folder.files(), before);
}

#[test]
fn a_crash_in_a_migration_leaves_a_vault_that_opens() {
	for at in [Step::Begun, Step::Built, Step::Checked, Step::Noted, Step::Replaced] {
		let folder = Folder::new();
		of_format_1(&folder);
		CRASH.set(Some(at));
		let crash = catch_unwind(AssertUnwindSafe(|| folder.open().map(|_| ())));
		CRASH.set(None);
		assert!(crash.is_err(), "{at:?}");
		assert_eq!(folder.files()["vault.db"] == FORMAT_1, at != Step::Replaced, "{at:?}");
		assert_eq!(numbers(&folder.open().unwrap()), [Some(41), Some(42), None], "{at:?}");
	}
}

#[test]
fn a_flipped_byte_gives_a_clear_error_or_is_without_effect_and_changes_nothing() {
	let folder = Folder::new();
	drop(folder.filled());
	let whole = std::fs::read(folder.file()).unwrap();
	let mut damaged = 0;
	// 61 has no common divisor with the size of a page.
	for place in (0..whole.len()).step_by(61) {
		let mut bytes = whole.clone();
		bytes[place] ^= 0x81;
		std::fs::write(folder.file(), &bytes).unwrap();
		match folder.open().and_then(|vault| vault.check()) {
			Ok(contents) => {
				assert_eq!((contents.persons, contents.keys), (3, 1), "byte {place}");
			},
			Err(VaultError::Damaged(_)) => damaged += 1,
			Err(VaultError::WrongPassphrase | VaultError::Newer { .. }) => {},
			Err(error) => panic!("byte {place}: {error}"),
		}
		assert_eq!(std::fs::read(folder.file()).unwrap(), bytes, "byte {place}");
	}
	assert!(damaged > 50, "{damaged} of {}", whole.len() / 61);
}

#[test]
fn a_file_cut_off_anywhere_is_damaged_and_left_as_it_is() {
	let folder = Folder::new();
	drop(folder.filled());
	let whole = std::fs::read(folder.file()).unwrap();
	for len in (0..whole.len()).step_by(1021) {
		std::fs::write(folder.file(), &whole[..len]).unwrap();
		let error = folder.open().and_then(|vault| vault.check()).unwrap_err();
		assert!(matches!(error, VaultError::Damaged(_)), "{len}: {error}");
		assert_eq!(std::fs::read(folder.file()).unwrap(), whole[..len], "{len}");
	}
}
