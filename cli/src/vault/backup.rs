//! Backup, restoring, and the check of a whole vault.

use super::{
	connect, erased,
	rewrite::{beside, integrity, private_file, put_in_place, remove, Change, LeftOut},
	Result, Vault, VaultError,
};
use rusqlite::OpenFlags;
use secrecy::SecretString;
use std::path::Path;

/// What a checked vault holds, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Contents {
	/// Persons.
	pub persons: u64,
	/// Keys.
	pub keys: u64,
	/// Officers.
	pub officers: u64,
	/// Rows and officers that no backup brings back.
	pub erased: u64,
}

impl Vault {
	/// Opens everything in the vault.
	///
	/// # Errors
	/// The first damage found.
	pub fn check(&self) -> Result<Contents> {
		integrity(&self.db)?;
		let keys = self.check_keys()?;
		for blob in self.blobs()? {
			self.blob(&blob)?;
		}
		let officers = super::officers::entries(&self.db, self.format)?;
		for entry in officers.iter().filter(|entry| !entry.is_old()) {
			self.recipient(entry)?;
		}
		self.erased_key()?;
		let mut persons = 0;
		self.each_person(|found| {
			persons += 1;
			self.read_found(&found).map(|_| ())
		})?;
		Ok(Contents {
			persons,
			keys,
			officers: officers.len() as u64,
			erased: self.marks()?.len() as u64,
		})
	}

	/// Writes a backup to a new file: the vault as it is, sealed as it is, with the list of what was
	/// erased. The same passphrases open it, and the same recovery key.
	///
	/// # Errors
	/// A file in the way; a damaged vault; the disk. No file is left then.
	pub fn backup(&self, file: &Path) -> Result<Contents> {
		if file.exists() {
			return Err(VaultError::FileExists(file.into()));
		}
		let contents = self.check()?;
		let part = beside(file, "part");
		remove(&part)?;
		let written = self.write_backup(&part, contents).and_then(|()| put_in_place(&part, file));
		if written.is_err() {
			// The error tells what is wrong; a part that cannot be removed opens for nobody else.
			let _ = remove(&part);
		}
		written.map(|()| contents)
	}

	fn write_backup(&self, part: &Path, contents: Contents) -> Result<()> {
		drop(private_file(part)?);
		let name = part.to_str().ok_or_else(|| {
			std::io::Error::other(format!("{} is no name in UTF-8", part.display()))
		})?;
		self.db.execute("VACUUM INTO ?1", [name])?;
		let (db, format) = connect(part, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
		let (master, path) = (self.master.clone(), part.to_owned());
		let copy = Self { db, master, path, format, officer: None, identity: None };
		if copy.check()? != contents {
			return Err(VaultError::Damaged("the backup is not the vault".into()));
		}
		Ok(())
	}

	/// Puts a backup in the place of the vault, under a new master key and without what was erased
	/// since: by the list in the backup, the one beside the vault, and the one in the vault that is
	/// replaced. The backup itself is not touched. Officers who were removed since do not come back,
	/// unless it is their passphrase that opens the backup.
	///
	/// # Errors
	/// No backup, one that does not open, a damaged one; a vault in the place, unless it is to be
	/// replaced. Nothing is changed by any of them.
	pub fn restore(
		path: &Path,
		file: &Path,
		passphrase: &SecretString,
		replace: bool,
	) -> Result<(Self, LeftOut)> {
		if !file.is_file() {
			return Err(VaultError::NoBackup(file.into()));
		}
		if path.exists() && !replace {
			return Err(VaultError::Occupied(path.into()));
		}
		let (backup, old) = Self::unlock(file, OpenFlags::SQLITE_OPEN_READ_ONLY, passphrase)?;
		let officer = backup.officer.clone().unwrap_or_default();
		let change = Change {
			marks: marks_of_replaced(path)?,
			// An entry of format 1 is renewed, or its officer were shut out.
			add: old.then_some((officer.as_str(), passphrase)),
			..Change::default()
		};
		if let Some(folder) = path.parent() {
			std::fs::create_dir_all(folder)?;
		}
		let (vault, outcome) = backup.rewrite_to(path, &change)?;
		Ok((vault, outcome.left_out))
	}
}

/// The list in a vault that is about to be replaced. A vault that is damaged or of an older format
/// tells nothing, and the list beside it is all there is.
fn marks_of_replaced(path: &Path) -> Result<erased::Marks> {
	let read = || -> Result<erased::Marks> {
		let (db, _) = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
		let mut query = db.prepare("SELECT mark FROM erased")?;
		let marks =
			query.query_map([], |r| r.get::<_, [u8; 32]>(0))?.collect::<rusqlite::Result<_>>()?;
		Ok(marks)
	};
	if !path.is_file() {
		return Ok(erased::Marks::new());
	}
	match read() {
		Err(VaultError::Damaged(_)) => Ok(erased::Marks::new()),
		other => other,
	}
}
