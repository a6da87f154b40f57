//! The vault: everything personal stays in this one file at the desk.
//!
//! ```text
//! passphrase ── argon2id (256 MiB, t 3) ──▶ KEK ── wraps ──▶ the officer's X25519 secret
//!                                                             │ opens
//! the superior's recovery identity ────────────── opens ──▶ VMK (vault master key)
//!                                                             │ wraps
//!                                             one random DEK a person ── seals ──▶ that person's row
//! the officer's X25519 public half ── seals ──▶ the officer's own signing keys
//! ```
//!
//! The vault belongs to an organization. Each officer has an own passphrase, so an own KEK and an
//! own pair of keys; the VMK is sealed to every officer's public half, and to the superior's
//! recovery key. So it can be made anew without the other officers being there: whoever is removed,
//! and whatever is erased, opens nothing of the new file (`rewrite`).
//!
//! Sealing is XChaCha20-Poly1305 with the place of the value (table, row, column, format) as
//! associated data: a value moved elsewhere does not open. Plain texts are padded to 1 KiB, so that a
//! length tells little. Equality is looked up by a keyed hash; names are searched in memory.

mod backup;
mod crypt;
mod erased;
mod error;
mod journal;
mod keys;
mod officers;
mod people;
mod recovery;
mod rewrite;
mod versions;

pub use backup::Contents;
pub use crypt::{key_of_recipient, parse_recipient, recipient_of_key};
pub use error::{Result, VaultError};
pub use journal::{Batch, BatchState, Import};
pub use keys::KeyInfo;
pub use people::{StoredAttribute, StoredPerson};
pub use recovery::{new_recovery_key, RecoveryKey};
pub use rewrite::LeftOut;
pub use versions::{stored, Birthday, Held, Next, Opening, Version};

use age::x25519::Identity;
use crypt::{Key, Place};
use rewrite::Change;
use rusqlite::{params, Connection, OpenFlags, OptionalExtension};
use secrecy::{ExposeSecret, SecretString};
use std::path::{Path, PathBuf};
use subxt_signer::sr25519::Keypair;
use zeroize::Zeroizing;

/// Format of the file. A newer one is refused and nothing is changed; an older one is written anew
/// when it is opened.
const FORMAT: u32 = 2;
/// The name of a vault's first officer, where none is given.
pub const FIRST_OFFICER: &str = "first";

/// An open vault.
pub struct Vault {
	db: Connection,
	master: Key,
	path: PathBuf,
	/// Format of the file that `db` is.
	format: u32,
	/// Whose passphrase opened it.
	officer: Option<String>,
	/// The secret half of that officer's pair: what opens the officer's own signing keys.
	identity: Option<Identity>,
}

impl Vault {
	/// Makes a new vault for one officer, named [`FIRST_OFFICER`].
	///
	/// # Errors
	/// A file in the way; a passphrase of fewer than 12 characters; the file system.
	pub fn create(path: &Path, passphrase: &SecretString) -> Result<Self> {
		Self::create_for(path, FIRST_OFFICER, passphrase)
	}

	/// Makes a new vault for a named officer.
	///
	/// # Errors
	/// As [`Vault::create`]; a text that is no name.
	pub fn create_for(path: &Path, officer: &str, passphrase: &SecretString) -> Result<Self> {
		if path.exists() {
			return Err(VaultError::Exists(path.into()));
		}
		officers::check(officer, passphrase)?;
		let erased = erased::read(path)?;
		if let Some(folder) = path.parent() {
			std::fs::create_dir_all(folder)?;
		}
		let building = rewrite::building(path);
		let new = Self::blank(&building, Key::random())?;
		new.put_blob(erased::KEY_BLOB, &new.first_erased_key())?;
		new.note_erased(&erased)?;
		let identity = new.insert_officer(officer, passphrase)?;
		let master = new.master.clone();
		drop(new);
		rewrite::put_in_place(&building, path)?;
		let vault = Self::connect(path, master)?;
		Ok(Self { officer: Some(officer.into()), identity: Some(identity), ..vault })
	}

	/// Opens a vault with any of its officers' passphrases.
	///
	/// A vault of an older format is written anew first. If something was erased that still stands
	/// here (an older copy was put back by hand, or an erasure broke off), it is erased now.
	///
	/// # Errors
	/// No file; a newer format; a wrong passphrase; damage. Nothing is changed by any of them.
	pub fn open(path: &Path, passphrase: &SecretString) -> Result<Self> {
		if !path.is_file() {
			return Err(VaultError::Missing(path.into()));
		}
		let (mut vault, old) = Self::unlock(path, OpenFlags::SQLITE_OPEN_READ_WRITE, passphrase)?;
		if old {
			let officer = vault.officer.clone().unwrap_or_default();
			vault.rewrite(&Change {
				keep_master: true,
				add: Some((&officer, passphrase)),
				..Change::default()
			})?;
		}
		vault.settle()?;
		Ok(vault)
	}

	/// Opens a file as it is. `true`: its format is an older one, or the officer's entry is of an
	/// older one.
	fn unlock(path: &Path, how: OpenFlags, passphrase: &SecretString) -> Result<(Self, bool)> {
		let (db, format) = connect(path, how)?;
		let (officer, master, identity) = officers::unlock(&db, format, passphrase)?;
		let old = identity.is_none();
		let officer = Some(officer);
		let vault = Self { db, master, path: path.into(), format, officer, identity };
		Ok((vault, old || format < FORMAT))
	}

	/// The vault of a file of the present format, whose master key is known.
	fn connect(path: &Path, master: Key) -> Result<Self> {
		let (db, format) = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
		Ok(Self { db, master, path: path.into(), format, officer: None, identity: None })
	}

	/// Where the vault is.
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// A blob kept under a name, sealed; used by the registrar for its keys. Nothing of a single
	/// person belongs here: erasure takes rows of persons.
	pub fn put_blob(&self, name: &str, value: &[u8]) -> Result<()> {
		let sealed = self.master.seal(Place::Blob(name), value);
		self.db.execute(
			"INSERT OR REPLACE INTO meta VALUES (?1, ?2)",
			params![format!("blob/{name}"), sealed],
		)?;
		Ok(())
	}

	/// The blob kept under a name, if any.
	pub fn blob(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
		let sealed: Option<Vec<u8>> = self
			.db
			.query_row("SELECT value FROM meta WHERE name = ?1", [format!("blob/{name}")], |r| {
				r.get(0)
			})
			.optional()?;
		sealed
			.map(|s| {
				self.master
					.open(self.format, Place::Blob(name), &s)
					.ok_or_else(|| VaultError::Damaged(name.to_string()))
			})
			.transpose()
	}
}

/// The account of a pair (SS58, format 42).
fn account_text(pair: &Keypair) -> String {
	subxt::utils::AccountId32(pair.public_key().0).to_string()
}

/// The pair of a secret phrase, hex seed or derivation path.
fn keypair(secret: &SecretString) -> Result<Keypair> {
	let uri: subxt_signer::SecretUri =
		secret.expose_secret().trim().parse().map_err(|e| VaultError::BadSecret(format!("{e}")))?;
	Keypair::from_uri(&uri).map_err(|e| VaultError::BadSecret(e.to_string()))
}

/// Opens a file of a known format; nothing is written.
fn connect(path: &Path, how: OpenFlags) -> Result<(Connection, u32)> {
	let db = Connection::open_with_flags(path, how)?;
	let no_format = || VaultError::Damaged("it tells no format".into());
	let format: Option<Vec<u8>> = db
		.query_row("SELECT value FROM meta WHERE name = 'format'", [], |r| r.get(0))
		.optional()?;
	let format = format.and_then(|f| f.try_into().ok()).map(u32::from_le_bytes);
	let format = format.ok_or_else(no_format)?;
	match format {
		0 => return Err(no_format()),
		1..=FORMAT => {},
		found => return Err(VaultError::Newer { found }),
	}
	settings(&db)?;
	Ok((db, format))
}

/// Deleted content is overwritten, nothing temporary reaches the disk, the journal is deleted.
fn settings(db: &Connection) -> Result<()> {
	db.busy_timeout(std::time::Duration::from_secs(10))?;
	db.execute_batch(
		"PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;
		 PRAGMA synchronous = FULL;",
	)?;
	db.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
	Ok(())
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_backup;
#[cfg(test)]
mod tests_erase;
#[cfg(test)]
mod tests_officers;
