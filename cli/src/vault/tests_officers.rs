//! Officers, hand-over, the superior's recovery key.

use super::{
	tests::{person, phrase, Folder, PASS},
	*,
};

const SECOND: &str = "another long phrase";
const THIRD: &str = "a third long phrase";

fn opens(folder: &Folder, passphrase: &str) -> bool {
	match Vault::open(&folder.file(), &phrase(passphrase)) {
		Ok(vault) => {
			vault.check().unwrap();
			true
		},
		Err(VaultError::WrongPassphrase) => false,
		Err(error) => panic!("{error}"),
	}
}

#[test]
fn add_officer_with_a_taken_name_no_name_or_a_short_passphrase_fails() {
	let folder = Folder::new();
	let vault = folder.vault();
	for name in ["first", "", " second", "a\nb", &"n".repeat(65)] {
		assert!(
			matches!(vault.add_officer(name, &phrase(SECOND)), Err(VaultError::OfficerName(_))),
			"{name:?}"
		);
	}
	let short = vault.add_officer("second", &phrase("elevenchars"));
	assert!(matches!(short, Err(VaultError::WeakPassphrase)));
	assert_eq!(vault.officers().unwrap(), ["first"]);
	vault.add_officer(&"n".repeat(64), &phrase(SECOND)).unwrap();
	assert!(opens(&folder, SECOND));
}

#[test]
fn a_removed_officer_opens_nothing_any_more_and_the_others_do() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	vault.add_officer("second", &phrase(SECOND)).unwrap();
	vault.add_officer("third", &phrase(THIRD)).unwrap();
	// The second officer keeps the own entry.
	let kept = officers::entries(&vault.db, FORMAT).unwrap().remove(1);
	assert_eq!(kept.name, "second");
	assert_eq!(vault.remove_officer("second").unwrap(), LeftOut::new());
	assert_eq!(vault.officers().unwrap(), ["first", "third"]);
	assert_eq!(vault.officer(), Some("first"));
	assert!(matches!(vault.remove_officer("second"), Err(VaultError::NoOfficer(_))));
	drop(vault);
	assert!(!opens(&folder, SECOND));
	assert!(opens(&folder, PASS) && opens(&folder, THIRD));
	// Put back into the new file, it gives the old master key, which opens nothing there.
	let vault = folder.open().unwrap();
	vault.insert_raw(&kept).unwrap();
	drop(vault);
	let error = Vault::open(&folder.file(), &phrase(SECOND)).err().unwrap();
	assert!(matches!(error, VaultError::Damaged(_)), "{error}");
}

#[test]
fn remove_officer_who_is_the_last_fails_and_changes_nothing() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	let before = folder.files();
	assert!(matches!(vault.remove_officer("first"), Err(VaultError::LastOfficer)));
	assert_eq!(folder.files(), before);
	assert_eq!(vault.person(1).unwrap().person, Some(41));
}

#[test]
fn a_new_passphrase_ends_the_old_one_alone() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	vault.add_officer("second", &phrase(SECOND)).unwrap();
	let weak = vault.change_passphrase("first", &phrase("elevenchars"));
	assert!(matches!(weak, Err(VaultError::WeakPassphrase)));
	vault.change_passphrase("first", &phrase(THIRD)).unwrap();
	assert_eq!(vault.officers().unwrap(), ["first", "second"]);
	drop(vault);
	assert!(!opens(&folder, PASS));
	assert!(opens(&folder, SECOND) && opens(&folder, THIRD));
}

#[test]
fn hand_over_brings_one_in_and_the_other_out() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	assert!(matches!(
		vault.hand_over("nobody", "second", &phrase(SECOND)),
		Err(VaultError::NoOfficer(_))
	));
	assert!(matches!(
		vault.hand_over("first", "first", &phrase(SECOND)),
		Err(VaultError::OfficerName(_))
	));
	let old = Vault::open(&folder.file(), &phrase(PASS)).unwrap().master;
	vault.hand_over("first", "second", &phrase(SECOND)).unwrap();
	assert_ne!(vault.master.bytes(), old.bytes());
	assert_eq!(vault.officer(), None);
	drop(vault);
	assert!(!opens(&folder, PASS));
	let vault = Vault::open(&folder.file(), &phrase(SECOND)).unwrap();
	assert_eq!(vault.officers().unwrap(), ["second"]);
	assert_eq!(
		vault.person_by_id(42).unwrap().unwrap().1,
		StoredPerson { person: Some(42), ..person(2) }
	);
	assert_eq!(vault.find_by_tag(&[3; 32]).unwrap().unwrap().0, 3);
	// The key that signs for the chain was the other officer's own.
	assert!(matches!(vault.signer("alice"), Err(VaultError::NoKey(_))));
	assert_eq!(vault.import_of(&[9; 32]).unwrap().unwrap().batches.len(), 2);
}

#[test]
fn the_superior_opens_a_vault_through_every_change_of_its_key() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	let key = new_recovery_key().unwrap();
	let identity = SecretString::from(key.file.as_str());
	let recover = |name, identity: &SecretString| {
		Vault::recover(&folder.file(), identity, name, &phrase(THIRD))
	};
	assert!(matches!(recover("saviour", &identity), Err(VaultError::NoRecovery)));
	assert!(matches!(vault.set_recovery("age1nothing"), Err(VaultError::BadRecipient(_))));
	assert_eq!(vault.recovery().unwrap(), None);
	vault.set_recovery(&key.recipient).unwrap();
	assert_eq!(vault.recovery().unwrap().as_deref(), Some(key.recipient.as_str()));
	vault.hand_over("first", "second", &phrase(SECOND)).unwrap();
	vault.erase(&[1].into()).unwrap();
	drop(vault);

	let before = folder.files();
	let stranger = SecretString::from(new_recovery_key().unwrap().file.as_str());
	assert!(matches!(recover("saviour", &stranger), Err(VaultError::WrongIdentity)));
	assert!(matches!(
		recover("saviour", &SecretString::from("# nothing\n")),
		Err(VaultError::BadIdentity(_))
	));
	assert!(matches!(recover("second", &identity), Err(VaultError::OfficerName(_))));
	assert_eq!(folder.files(), before);

	let vault = recover("saviour", &identity).unwrap();
	assert_eq!(vault.officer(), Some("saviour"));
	assert_eq!(vault.officers().unwrap(), ["saviour", "second"]);
	drop(vault);
	assert!(opens(&folder, THIRD) && opens(&folder, SECOND));
}

#[test]
fn a_recovery_key_may_be_given_as_the_chain_shows_it() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	let key = new_recovery_key().unwrap();
	vault.set_recovery(&format!("0x{}", hex::encode(key.key))).unwrap();
	assert_eq!(vault.recovery().unwrap(), Some(key.recipient));
	// Points of low order: 0, 1, and one of order 8.
	let mut one = [0; 32];
	one[0] = 1;
	let eight = "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800";
	let low = [hex::encode([0; 32]), hex::encode(one), eight.into(), hex::encode([7; 31])];
	for text in low {
		let error = vault.set_recovery(&format!("0x{text}")).unwrap_err();
		assert!(matches!(error, VaultError::BadRecipient(_)), "{text}: {error}");
	}
}

#[test]
fn another_recovery_key_ends_the_one_before() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	let (old, new) = (new_recovery_key().unwrap(), new_recovery_key().unwrap());
	vault.set_recovery(&old.recipient).unwrap();
	vault.set_recovery(&new.recipient).unwrap();
	drop(vault);
	let recover = |key: &RecoveryKey| {
		let identity = SecretString::from(key.file.as_str());
		Vault::recover(&folder.file(), &identity, "saviour", &phrase(THIRD))
	};
	assert!(matches!(recover(&old), Err(VaultError::WrongIdentity)));
	recover(&new).unwrap();
}

#[test]
fn a_key_slipped_into_an_officers_entry_is_found_before_anything_is_sealed_to_it() {
	let folder = Folder::new();
	let mut vault = folder.filled();
	vault.add_officer("second", &phrase(SECOND)).unwrap();
	vault.add_officer("third", &phrase(THIRD)).unwrap();
	vault
		.db
		.execute(
			"UPDATE officers SET recipient = (SELECT recipient FROM officers WHERE name = 'third')
			 WHERE name = 'second'",
			[],
		)
		.unwrap();
	let before = folder.files();
	assert!(matches!(vault.remove_officer("third"), Err(VaultError::Damaged(_))));
	assert!(matches!(vault.check(), Err(VaultError::Damaged(_))));
	assert_eq!(folder.files(), before);
}

#[test]
fn a_file_that_asks_for_too_much_memory_is_damaged() {
	let folder = Folder::new();
	let vault = folder.filled();
	vault.db.execute("UPDATE officers SET memory_kib = 1048577", []).unwrap();
	drop(vault);
	assert!(matches!(folder.open(), Err(VaultError::Damaged(_))));
}
