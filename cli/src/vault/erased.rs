//! Erasure, and the list of what was erased.
//!
//! A mark is the keyed hash of a row's own key: the key never changes while the row lives, stands in
//! every backup that holds the row, and is gone with it. So an older backup is recognised, and a
//! person entered anew (with a new key) is not. The key of the hash is derived once, from the vault's
//! first master key, and sealed with each later one.
//!
//! The list stands in the vault, so it travels with backups, and in a file beside it, so it
//! outlives a vault that is lost or replaced by an older copy. Officers who were removed are marked
//! as well, by the public half of their pair: a restored backup does not bring them back.

use super::{rewrite, rewrite::Change, Key, Result, Vault, VaultError, FORMAT};
use chuxin_primitives::{domain, hash::hash};
use rusqlite::{params, OptionalExtension};
use std::{
	collections::BTreeSet,
	io::ErrorKind,
	path::{Path, PathBuf},
};

/// Marks of rows and officers.
pub(super) type Marks = BTreeSet<[u8; 32]>;
/// Under which name the key of the marks is kept.
pub(super) const KEY_BLOB: &str = "vault/erased-key";
/// First line of the file.
const HEAD: &str = "chuxin-erased-1";

/// Where the list beside a vault is.
pub(super) fn path_of(vault: &Path) -> PathBuf {
	rewrite::beside(vault, "erased")
}

/// The list beside a vault; empty where there is none.
pub(super) fn read(vault: &Path) -> Result<Marks> {
	let path = path_of(vault);
	let bytes = match std::fs::read(&path) {
		Ok(bytes) => bytes,
		Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Marks::new()),
		Err(e) => return Err(e.into()),
	};
	parse(&bytes).ok_or(VaultError::DamagedList(path))
}

/// Writes the list beside a vault.
pub(super) fn write(vault: &Path, marks: &Marks) -> Result<()> {
	let path = path_of(vault);
	let building = rewrite::building(&path);
	rewrite::remove(&building)?;
	let mut file = rewrite::private_file(&building)?;
	std::io::Write::write_all(&mut file, render(marks).as_bytes())?;
	drop(file);
	rewrite::put_in_place(&building, &path)
}

/// A head, one mark a line, and a hash of all before: what is cut off or flipped is seen.
fn render(marks: &Marks) -> String {
	let mut text = format!("{HEAD}\n");
	for mark in marks {
		text.push_str(&hex::encode(mark));
		text.push('\n');
	}
	let end = hash(domain::VAULT_LOOKUP, &[text.as_bytes()]);
	text.push_str(&format!("end {}\n", hex::encode(end)));
	text
}

fn parse(bytes: &[u8]) -> Option<Marks> {
	let text = std::str::from_utf8(bytes).ok()?;
	let marks = text
		.lines()
		.skip(1)
		.take_while(|line| !line.starts_with("end "))
		.map(|line| hex::decode(line).ok()?.try_into().ok())
		.collect::<Option<Marks>>()?;
	(render(&marks) == text).then_some(marks)
}

impl Vault {
	/// What the key of the marks is in a vault that has its first master key.
	pub(super) fn first_erased_key(&self) -> [u8; 32] {
		self.master.lookup(&[b"key of the erased"])
	}

	/// The key of the marks.
	pub(super) fn erased_key(&self) -> Result<Key> {
		let bytes = match self.blob(KEY_BLOB)? {
			Some(bytes) => bytes.to_vec(),
			// Format 1 never changed its master key: a backup of it derives the same.
			None if self.format < FORMAT => self.first_erased_key().to_vec(),
			None => return Err(VaultError::Damaged(KEY_BLOB.into())),
		};
		Key::from_bytes(&bytes).ok_or_else(|| VaultError::Damaged(KEY_BLOB.into()))
	}

	/// The list in the vault.
	pub(super) fn marks(&self) -> Result<Marks> {
		if self.format < FORMAT {
			return Ok(Marks::new());
		}
		let mut query = self.db.prepare("SELECT mark FROM erased")?;
		let marks =
			query.query_map([], |r| r.get::<_, [u8; 32]>(0))?.collect::<rusqlite::Result<_>>()?;
		Ok(marks)
	}

	/// Puts marks into the list of the vault.
	pub(super) fn note_erased(&self, marks: &Marks) -> Result<()> {
		for mark in marks {
			self.db.execute("INSERT OR IGNORE INTO erased VALUES (?1)", [&mark[..]])?;
		}
		Ok(())
	}

	/// Erases rows of persons for ever: the vault is written anew without them under a new master
	/// key, and no backup brings them back. Gives how many were erased.
	///
	/// # Errors
	/// A row that is not there or is part of an unfinished import; damage elsewhere in the vault:
	/// nothing is erased.
	pub fn erase(&mut self, rows: &BTreeSet<i64>) -> Result<u64> {
		for row in rows {
			let state: Option<Option<u8>> = self
				.db
				.query_row(
					"SELECT (SELECT min(state) FROM batches JOIN batch_rows USING (import, number)
						WHERE batch_rows.row = persons.row) FROM persons WHERE row = ?1",
					params![row],
					|r| r.get(0),
				)
				.optional()?;
			match state {
				None => return Err(VaultError::NoRow(*row)),
				Some(Some(0)) => return Err(VaultError::InImport(*row)),
				Some(_) => {},
			}
		}
		if rows.is_empty() {
			return Ok(0);
		}
		Ok(self.rewrite(&Change { erase: rows.clone(), ..Change::default() })?.erased)
	}

	/// Brings the vault and the list beside it together: what the list has more is erased now.
	pub(super) fn settle(&mut self) -> Result<()> {
		// What opens only with the right master key: an entry from another copy gives another one.
		self.erased_key()?;
		let (beside, own) = (read(&self.path)?, self.marks()?);
		if !beside.is_subset(&own) {
			self.rewrite(&Change { marks: beside, ..Change::default() })?;
		} else if beside != own {
			write(&self.path, &own)?;
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_list_is_read_back_and_no_byte_of_it_can_change() {
		let folder = tempfile::tempdir().unwrap();
		let vault = folder.path().join("vault.db");
		assert_eq!(read(&vault).unwrap(), Marks::new());
		let marks = Marks::from([[1; 32], [2; 32]]);
		write(&vault, &marks).unwrap();
		assert_eq!(read(&vault).unwrap(), marks);
		let whole = std::fs::read(path_of(&vault)).unwrap();
		for place in 0..whole.len() {
			let mut bytes = whole.clone();
			bytes[place] ^= 1;
			std::fs::write(path_of(&vault), &bytes).unwrap();
			assert!(matches!(read(&vault), Err(VaultError::DamagedList(_))), "byte {place}");
			assert!(parse(&whole[..place]).is_none(), "cut at {place}");
		}
	}
}
