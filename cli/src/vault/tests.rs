use super::*;
use chuxin_primitives::membership::MembershipStatus;
use std::collections::BTreeMap;

/// The first officer's passphrase.
pub const PASS: &str = "correct horse battery";

pub fn phrase(text: &str) -> SecretString {
	SecretString::from(text)
}

pub fn person(n: u8) -> StoredPerson {
	StoredPerson {
		person: None,
		org: 7,
		org_name: "机关支部".into(),
		status: MembershipStatus::Full,
		schema: 1,
		version: 1,
		seed: [n; 32],
		admission_salt: None,
		attributes: vec![StoredAttribute { slot: 0, vtype: 1, value: "张三".into() }],
		tag: (1, [n; 32]),
		private: BTreeMap::from([("公民身份号码".into(), "11010519491231002X".into())]),
		birthday: None,
		past: Vec::new(),
		next: Vec::new(),
	}
}

/// A folder with a vault of the first officer, whose passphrase is `PASS`.
pub struct Folder(tempfile::TempDir);

impl Folder {
	pub fn new() -> Self {
		Self(tempfile::tempdir().unwrap())
	}
	pub fn file(&self) -> PathBuf {
		self.0.path().join("vault.db")
	}
	pub fn vault(&self) -> Vault {
		Vault::create(&self.file(), &phrase(PASS)).unwrap()
	}
	pub fn path(&self, name: &str) -> PathBuf {
		self.0.path().join(name)
	}
	pub fn open(&self) -> Result<Vault> {
		Vault::open(&self.file(), &phrase(PASS))
	}
	/// A vault with persons 41, 42 and 43 in the rows 1, 2 and 3, and one key.
	pub fn filled(&self) -> Vault {
		let mut vault = self.vault();
		let batches = vec![vec![person(1), person(2)], vec![person(3)]];
		let plan = vault.plan_import(5, 1, &[9; 32], &batches).unwrap();
		vault.batch_enrolled(plan.import, 0, &[(1, 41), (2, 42)]).unwrap();
		vault.batch_enrolled(plan.import, 1, &[(3, 43)]).unwrap();
		vault.add_key("alice", &phrase("//Alice")).unwrap();
		vault
	}
	/// Name and bytes of every file.
	pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
		std::fs::read_dir(self.0.path())
			.unwrap()
			.map(|entry| {
				let path = entry.unwrap().path();
				let name = path.file_name().unwrap().to_string_lossy().into_owned();
				(name, std::fs::read(path).unwrap())
			})
			.collect()
	}
}

#[test]
fn open_with_another_passphrase_fails() {
	let folder = Folder::new();
	drop(folder.vault());
	assert!(matches!(
		Vault::open(&folder.file(), &phrase("correct horse batterx")),
		Err(VaultError::WrongPassphrase)
	));
	Vault::open(&folder.file(), &phrase("correct horse battery")).unwrap();
}

#[test]
fn every_officer_opens_the_same_vault() {
	let folder = Folder::new();
	let vault = folder.vault();
	vault.add_officer("second", &phrase("another long phrase")).unwrap();
	vault.add_key("alice", &phrase("//Alice")).unwrap();
	drop(vault);
	let vault = Vault::open(&folder.file(), &phrase("another long phrase")).unwrap();
	assert_eq!(
		vault.keys().unwrap()[0].account,
		"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
	);
}

#[test]
fn create_over_a_vault_or_with_a_short_passphrase_fails() {
	let folder = Folder::new();
	assert!(matches!(
		Vault::create(&folder.file(), &phrase("elevenchars")),
		Err(VaultError::WeakPassphrase)
	));
	assert!(!folder.file().exists());
	drop(folder.vault());
	assert!(matches!(
		Vault::create(&folder.file(), &phrase("correct horse battery")),
		Err(VaultError::Exists(_))
	));
}

#[test]
fn open_missing_newer_or_truncated_fails_and_changes_nothing() {
	let folder = Folder::new();
	let pass = phrase("correct horse battery");
	assert!(matches!(Vault::open(&folder.file(), &pass), Err(VaultError::Missing(_))));
	let vault = folder.vault();
	vault
		.db
		.execute("UPDATE meta SET value = ?1 WHERE name = 'format'", [(FORMAT + 1).to_le_bytes()])
		.unwrap();
	drop(vault);
	let before = std::fs::read(folder.file()).unwrap();
	assert!(matches!(Vault::open(&folder.file(), &pass), Err(VaultError::Newer { found: 3 })));
	assert_eq!(std::fs::read(folder.file()).unwrap(), before);
	std::fs::write(folder.file(), &before[..before.len() / 2]).unwrap();
	assert!(matches!(Vault::open(&folder.file(), &pass), Err(VaultError::Damaged(_))));
}

#[test]
fn a_number_or_tag_moved_to_another_row_does_not_open() {
	for change in [
		"UPDATE persons SET person = 44 WHERE row = 1",
		"UPDATE persons SET tag = randomblob(32) WHERE row = 1",
	] {
		let folder = Folder::new();
		let vault = folder.filled();
		vault.check().unwrap();
		vault.db.execute(change, []).unwrap();
		assert!(matches!(vault.check(), Err(VaultError::Damaged(_))), "{change}");
	}
}

#[test]
fn keys_are_kept_once_and_found_by_name() {
	let folder = Folder::new();
	let vault = folder.vault();
	vault.add_key("alice", &phrase("//Alice")).unwrap();
	assert!(matches!(vault.add_key("alice", &phrase("//Bob")), Err(VaultError::KeyExists(_))));
	assert!(matches!(vault.add_key("bad", &phrase("not a phrase")), Err(VaultError::BadSecret(_))));
	assert!(matches!(vault.signer("bob"), Err(VaultError::NoKey(_))));
	let expected = subxt_signer::sr25519::dev::alice().public_key().0;
	assert_eq!(vault.signer("alice").unwrap().public_key().0, expected);
}

#[test]
fn an_import_is_planned_whole_and_read_back() {
	let folder = Folder::new();
	let mut vault = folder.vault();
	let batches = vec![vec![person(1), person(2)], vec![person(3)]];
	let plan = vault.plan_import(5, 1, &[9; 32], &batches).unwrap();
	assert_eq!(vault.import_of(&[9; 32]).unwrap().unwrap(), plan);
	assert_eq!(vault.import_of(&[8; 32]).unwrap(), None);
	let rows = plan.batches[0].rows.clone();
	vault.batch_enrolled(plan.import, 0, &[(rows[0], 41), (rows[1], 42)]).unwrap();
	let read = vault.import_of(&[9; 32]).unwrap().unwrap();
	assert_eq!(read.batches[0].state, BatchState::Enrolled);
	assert_eq!(read.batches[1].state, BatchState::Planned);
	let (row, found) = vault.person_by_id(42).unwrap().unwrap();
	assert_eq!((row, found.seed), (rows[1], [2; 32]));
	assert_eq!(vault.find_by_tag(&[3; 32]).unwrap().unwrap().1, person(3));
	assert_eq!(vault.person_counts().unwrap(), (3, 2));
}

#[test]
fn plan_import_with_a_person_twice_keeps_nothing() {
	let folder = Folder::new();
	let mut vault = folder.vault();
	let batches = vec![vec![person(1), person(2)], vec![person(1)]];
	assert!(vault.plan_import(5, 1, &[9; 32], &batches).is_err());
	assert_eq!(vault.person_counts().unwrap(), (0, 0));
	assert_eq!(vault.import_of(&[9; 32]).unwrap(), None);
}

#[test]
fn a_row_moved_to_another_place_does_not_open() {
	let folder = Folder::new();
	let mut vault = folder.vault();
	let plan = vault.plan_import(5, 1, &[9; 32], &[vec![person(1), person(2)]]).unwrap();
	let (a, b) = (plan.batches[0].rows[0], plan.batches[0].rows[1]);
	vault
		.db
		.execute(
			"UPDATE persons SET dek = (SELECT dek FROM persons WHERE row = ?1),
			 sealed = (SELECT sealed FROM persons WHERE row = ?1) WHERE row = ?2",
			[a, b],
		)
		.unwrap();
	assert!(matches!(vault.person(b), Err(VaultError::Damaged(_))));
	assert_eq!(vault.person(a).unwrap(), person(1));
}

#[test]
fn nothing_personal_stands_in_the_file() {
	let folder = Folder::new();
	let mut vault = folder.vault();
	vault.plan_import(5, 1, &[9; 32], &[vec![person(1)]]).unwrap();
	vault
		.add_key(
			"alice",
			&phrase("bottom drive obey lake curtain smoke basket hold race lonely fit walk"),
		)
		.unwrap();
	drop(vault);
	let raw = std::fs::read(folder.file()).unwrap();
	let holds = |needle: &[u8]| raw.windows(needle.len()).any(|w| w == needle);
	assert!(holds(b"alice"), "the scan sees what is in clear");
	for needle in
		["张三".as_bytes(), b"11010519491231002X", b"bottom drive", &[1; 32], "机关支部".as_bytes()]
	{
		assert!(!holds(needle), "{needle:?}");
	}
}
