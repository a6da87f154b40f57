//! The vault: everything personal stays in this one file at the desk.
//!
//! ```text
//! passphrase ── argon2id (256 MiB, t 3) ──▶ KEK ── wraps ──▶ VMK (vault master key)
//!                                                             │ wraps
//!                                             one random DEK a person ── seals ──▶ that person's row
//! ```
//!
//! Each officer has an own passphrase and so an own KEK; the VMK behind them is one. Sealing is
//! XChaCha20-Poly1305 with the place of the value (table, row, column, format) as associated data:
//! a value moved elsewhere does not open. Plain texts are padded to 1 KiB, so that a length tells
//! little. Equality is looked up by a keyed hash; names are searched in memory.

mod crypt;
mod journal;
mod people;

pub use journal::{Batch, BatchState, Import};
pub use people::{StoredAttribute, StoredPerson};

use crypt::{Key, Place};
use rusqlite::{params, Connection, OpenFlags, OptionalExtension};
use secrecy::{ExposeSecret, SecretString};
use std::path::{Path, PathBuf};
use subxt_signer::sr25519::Keypair;
use zeroize::Zeroizing;

/// Format of the file. A newer one is refused, nothing is changed.
const FORMAT: u32 = 1;

/// What can go wrong with a vault, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
	/// There is no file.
	#[error("there is no vault at {0}: make one with `chuxin vault init`")]
	Missing(PathBuf),
	/// A file is in the way.
	#[error("there is a vault at {0} already: name another place with --home, or use that one")]
	Exists(PathBuf),
	/// The passphrase opens nothing.
	#[error("the passphrase does not open this vault: type it again (nothing was changed)")]
	WrongPassphrase,
	/// The passphrase is too short.
	#[error("the passphrase is too short: at least 12 characters are needed")]
	WeakPassphrase,
	/// The file was written by a newer desk.
	#[error(
		"the vault has format {found}, this desk knows formats up to {FORMAT}: use a newer desk"
	)]
	Newer {
		/// The format found.
		found: u32,
	},
	/// The file is damaged.
	#[error("the vault is damaged ({0}): restore it from a backup")]
	Damaged(String),
	/// No such key.
	#[error("there is no key named {0} in the vault: see `chuxin key list`, make one with `chuxin key new`")]
	NoKey(String),
	/// The name of a key is taken.
	#[error("there is a key named {0} already: choose another name")]
	KeyExists(String),
	/// The text is no secret of a key.
	#[error("this is no secret phrase or seed: {0}")]
	BadSecret(String),
	/// The database refused.
	#[error("the vault could not be read or written: {0}")]
	Database(#[from] rusqlite::Error),
	/// The file system refused.
	#[error("the vault could not be read or written: {0}")]
	Io(#[from] std::io::Error),
}

/// Result of an act on the vault.
pub type Result<T> = std::result::Result<T, VaultError>;

/// A key of the vault as listed: nothing secret.
#[derive(Clone, Debug, serde::Serialize)]
pub struct KeyInfo {
	/// Its name at this desk.
	pub name: String,
	/// The account (SS58, format 42).
	pub account: String,
}

/// An open vault.
pub struct Vault {
	db: Connection,
	master: Key,
	path: PathBuf,
}

impl Vault {
	/// Makes a new vault for one officer.
	///
	/// # Errors
	/// A file in the way; a passphrase of fewer than 12 characters; the file system.
	pub fn create(path: &Path, passphrase: &SecretString) -> Result<Self> {
		if path.exists() {
			return Err(VaultError::Exists(path.into()));
		}
		if passphrase.expose_secret().chars().count() < 12 {
			return Err(VaultError::WeakPassphrase);
		}
		if let Some(folder) = path.parent() {
			std::fs::create_dir_all(folder)?;
		}
		let db = Connection::open(path)?;
		restrict(path)?;
		settings(&db)?;
		db.execute_batch(
			"CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
			 CREATE TABLE officers (
				name TEXT PRIMARY KEY, salt BLOB NOT NULL, memory_kib INTEGER NOT NULL,
				passes INTEGER NOT NULL, wrapped BLOB NOT NULL) STRICT;
			 CREATE TABLE keys (
				name TEXT PRIMARY KEY, account TEXT NOT NULL, secret BLOB NOT NULL) STRICT;
			 CREATE TABLE persons (
				row INTEGER PRIMARY KEY, person INTEGER UNIQUE, tag BLOB UNIQUE,
				dek BLOB NOT NULL, sealed BLOB NOT NULL) STRICT;
			 CREATE TABLE imports (
				import INTEGER PRIMARY KEY, org INTEGER NOT NULL, schema INTEGER NOT NULL,
				source BLOB NOT NULL UNIQUE) STRICT;
			 CREATE TABLE batches (
				import INTEGER NOT NULL, number INTEGER NOT NULL, state INTEGER NOT NULL,
				PRIMARY KEY (import, number)) STRICT;
			 CREATE TABLE batch_rows (
				import INTEGER NOT NULL, number INTEGER NOT NULL, position INTEGER NOT NULL,
				row INTEGER NOT NULL UNIQUE, PRIMARY KEY (import, number, position)) STRICT;",
		)?;
		let master = Key::random();
		let vault = Self { db, master, path: path.into() };
		vault.db.execute("INSERT INTO meta VALUES ('format', ?1)", [FORMAT.to_le_bytes()])?;
		vault.add_officer("first", passphrase)?;
		Ok(vault)
	}

	/// Opens a vault with any of its officers' passphrases.
	///
	/// # Errors
	/// No file; a newer format; a wrong passphrase; damage. Nothing is changed by any of them.
	pub fn open(path: &Path, passphrase: &SecretString) -> Result<Self> {
		if !path.is_file() {
			return Err(VaultError::Missing(path.into()));
		}
		let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
		let damaged = |e: rusqlite::Error| VaultError::Damaged(e.to_string());
		let format: Vec<u8> = db
			.query_row("SELECT value FROM meta WHERE name = 'format'", [], |r| r.get(0))
			.map_err(damaged)?;
		let found = format
			.try_into()
			.map(u32::from_le_bytes)
			.map_err(|_| VaultError::Damaged("no format".into()))?;
		if found > FORMAT {
			return Err(VaultError::Newer { found });
		}
		settings(&db)?;
		// Name, salt, memory in KiB, passes, wrapped master key.
		type Officer = (String, Vec<u8>, u32, u32, Vec<u8>);
		let officers: Vec<Officer> = db
			.prepare("SELECT name, salt, memory_kib, passes, wrapped FROM officers")
			.map_err(damaged)?
			.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?
			.collect::<rusqlite::Result<_>>()?;
		for (name, salt, memory, passes, wrapped) in officers {
			let kek = Key::from_passphrase(passphrase, &salt, memory, passes)?;
			if let Some(master) = kek.open(Place::Officer(&name), &wrapped) {
				let master = Key::from_bytes(&master)
					.ok_or_else(|| VaultError::Damaged("master key".into()))?;
				return Ok(Self { db, master, path: path.into() });
			}
		}
		Err(VaultError::WrongPassphrase)
	}

	/// Where the vault is.
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// Gives an officer an own passphrase for this vault.
	///
	/// # Errors
	/// A name that is taken; the database.
	pub fn add_officer(&self, name: &str, passphrase: &SecretString) -> Result<()> {
		let salt: [u8; 16] = rand::random();
		let (memory, passes) = crypt::argon2_cost();
		let kek = Key::from_passphrase(passphrase, &salt, memory, passes)?;
		let wrapped = kek.seal(Place::Officer(name), self.master.bytes());
		self.db.execute(
			"INSERT INTO officers VALUES (?1, ?2, ?3, ?4, ?5)",
			params![name, &salt[..], memory, passes, wrapped],
		)?;
		Ok(())
	}

	/// The keys of the vault by name.
	pub fn keys(&self) -> Result<Vec<KeyInfo>> {
		let mut query = self.db.prepare("SELECT name, account FROM keys ORDER BY name")?;
		let keys = query
			.query_map([], |r| Ok(KeyInfo { name: r.get(0)?, account: r.get(1)? }))?
			.collect::<rusqlite::Result<_>>()?;
		Ok(keys)
	}

	/// Keeps the key of a secret phrase, seed or derivation (as Polkadot.js makes them).
	///
	/// # Errors
	/// A name that is taken; a text that is no secret.
	pub fn add_key(&self, name: &str, secret: &SecretString) -> Result<KeyInfo> {
		let pair = keypair(secret)?;
		let account = subxt::utils::AccountId32(pair.public_key().0).to_string();
		let sealed = self.master.seal(Place::KeySecret(name), secret.expose_secret().as_bytes());
		let added = self.db.execute(
			"INSERT OR IGNORE INTO keys VALUES (?1, ?2, ?3)",
			params![name, account, sealed],
		)?;
		if added == 0 {
			return Err(VaultError::KeyExists(name.into()));
		}
		Ok(KeyInfo { name: name.into(), account })
	}

	/// The pair that signs for a key of the vault.
	///
	/// # Errors
	/// No key of that name; damage.
	pub fn signer(&self, name: &str) -> Result<Keypair> {
		keypair(&self.secret(name)?)
	}

	/// A secret kept under a name.
	pub fn secret(&self, name: &str) -> Result<SecretString> {
		let sealed: Vec<u8> = self
			.db
			.query_row("SELECT secret FROM keys WHERE name = ?1", [name], |r| r.get(0))
			.optional()?
			.ok_or_else(|| VaultError::NoKey(name.into()))?;
		let plain = self
			.master
			.open(Place::KeySecret(name), &sealed)
			.ok_or_else(|| VaultError::Damaged(format!("key {name}")))?;
		let text =
			std::str::from_utf8(&plain).map_err(|_| VaultError::Damaged(format!("key {name}")))?;
		Ok(SecretString::from(text))
	}

	/// A blob kept under a name, sealed; used by the registrar for its keys.
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
					.open(Place::Blob(name), &s)
					.ok_or_else(|| VaultError::Damaged(name.to_string()))
			})
			.transpose()
	}
}

/// The pair of a secret phrase, hex seed or derivation path.
fn keypair(secret: &SecretString) -> Result<Keypair> {
	let uri: subxt_signer::SecretUri =
		secret.expose_secret().trim().parse().map_err(|e| VaultError::BadSecret(format!("{e}")))?;
	Keypair::from_uri(&uri).map_err(|e| VaultError::BadSecret(e.to_string()))
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

/// Only the owner may read the file.
fn restrict(path: &Path) -> Result<()> {
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
	}
	Ok(())
}

#[cfg(test)]
mod tests;
