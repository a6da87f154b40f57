//! The superior's recovery key: what opens a vault none of whose officers can.
//!
//! The superior keeps the secret half (an `age` X25519 identity) offline and publishes the other.
//! Every new master key is sealed to it.

use super::{
	connect,
	crypt::{key_of_recipient, open_with, parse_identity, parse_recipient, seal_to},
	officers,
	rewrite::{Change, LeftOut},
	Result, Vault, VaultError, FORMAT,
};
use age::x25519::Identity;
use rusqlite::{params, OpenFlags, OptionalExtension};
use secrecy::{ExposeSecret, SecretString};
use std::path::Path;
use zeroize::Zeroizing;

/// Under which name the public half is kept.
const RECIPIENT_BLOB: &str = "vault/recovery";
/// Under which name the master key stands, sealed to the public half.
const SEALED: &str = "recovery";

/// A new recovery key.
pub struct RecoveryKey {
	/// The public half (`age1…`).
	pub recipient: String,
	/// The same as the 32 bytes that an organization publishes on the chain.
	pub key: [u8; 32],
	/// The superior's file, as `age` writes it.
	pub file: Zeroizing<String>,
}

/// Makes a recovery key.
///
/// # Errors
/// None that a sound library gives.
pub fn new_recovery_key() -> Result<RecoveryKey> {
	let identity = Identity::generate();
	let key = key_of_recipient(&identity.to_public())?;
	let recipient = identity.to_public().to_string();
	let secret = identity.to_string();
	let file = Zeroizing::new(format!("# public key: {recipient}\n{}\n", secret.expose_secret()));
	Ok(RecoveryKey { recipient, key, file })
}

impl Vault {
	/// The recovery key the vault is sealed to (`age1…`).
	pub fn recovery(&self) -> Result<Option<String>> {
		self.blob(RECIPIENT_BLOB)?
			.map(|text| {
				String::from_utf8(text.to_vec())
					.map_err(|_| VaultError::Damaged(RECIPIENT_BLOB.into()))
			})
			.transpose()
	}

	/// Seals the vault to a superior's recovery key. It gets a new master key: the recovery key
	/// before opens older copies only.
	///
	/// # Errors
	/// A text that is no recovery key.
	pub fn set_recovery(&mut self, recipient: &str) -> Result<LeftOut> {
		let recipient = parse_recipient(recipient)?.to_string();
		let change = Change { recovery: Some(&recipient), ..Change::default() };
		Ok(self.rewrite(&change)?.left_out)
	}

	/// Seals this vault's master key to a recovery key.
	pub(super) fn seal_recovery(&self, recipient: &str) -> Result<()> {
		self.put_blob(RECIPIENT_BLOB, recipient.as_bytes())?;
		self.db.execute(
			"INSERT OR REPLACE INTO meta VALUES (?1, ?2)",
			params![SEALED, seal_to(recipient, &self.master)?],
		)?;
		Ok(())
	}

	/// Opens a vault with the superior's identity (the text of the file) and makes a new officer.
	///
	/// # Errors
	/// No vault; no identity; a vault sealed to none or to another; a name that is taken; a
	/// passphrase of fewer than 12 characters. Nothing is changed by any of them.
	pub fn recover(
		path: &Path,
		identity: &SecretString,
		officer: &str,
		passphrase: &SecretString,
	) -> Result<Self> {
		if !path.is_file() {
			return Err(VaultError::Missing(path.into()));
		}
		officers::check(officer, passphrase)?;
		let identity = parse_identity(identity.expose_secret())?;
		let (db, format) = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
		let sealed: Option<Vec<u8>> = db
			.query_row("SELECT value FROM meta WHERE name = ?1", [SEALED], |r| r.get(0))
			.optional()?;
		let sealed = sealed.filter(|_| format == FORMAT).ok_or(VaultError::NoRecovery)?;
		let master = open_with(&identity, &sealed).ok_or(VaultError::WrongIdentity)?;
		let mut vault =
			Self { db, master, path: path.into(), format, officer: None, identity: None };
		vault.name_is_free(officer)?;
		vault.identity = Some(vault.insert_officer(officer, passphrase)?);
		vault.officer = Some(officer.into());
		vault.settle()?;
		Ok(vault)
	}
}
