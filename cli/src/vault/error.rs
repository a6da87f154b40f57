//! What can go wrong with a vault, and what to do.

use super::FORMAT;
use crate::told;
use rusqlite::ErrorCode;
use std::path::PathBuf;

/// Result of an act on the vault.
pub type Result<T> = std::result::Result<T, VaultError>;

/// What can go wrong with a vault. As text it is the reason and its cure, in the language of the
/// desk.
#[derive(Debug)]
pub enum VaultError {
	/// There is no file.
	Missing(PathBuf),
	/// A file is in the way.
	Exists(PathBuf),
	/// A file is in the way of a backup.
	FileExists(PathBuf),
	/// There is no backup.
	NoBackup(PathBuf),
	/// A restored backup would take the place of a vault.
	Occupied(PathBuf),
	/// The passphrase opens nothing.
	WrongPassphrase,
	/// The passphrase is too short.
	WeakPassphrase,
	/// The file was written by a newer desk.
	Newer {
		/// The format found.
		found: u32,
	},
	/// The file is damaged.
	Damaged(String),
	/// The list of what was erased is damaged.
	DamagedList(PathBuf),
	/// No such key.
	NoKey(String),
	/// The key is another officer's own.
	OthersKey {
		/// The key's name.
		name: String,
		/// Whose it is.
		officer: String,
	},
	/// The name of a key is taken.
	KeyExists(String),
	/// The text is no secret of a key.
	BadSecret(String),
	/// No such officer.
	NoOfficer(String),
	/// The name of an officer is taken, or is no name.
	OfficerName(String),
	/// Nobody would be left to open the vault.
	LastOfficer,
	/// The text is no public recovery key.
	BadRecipient(String),
	/// The text is no secret recovery key.
	BadIdentity(String),
	/// The vault was never sealed to a superior.
	NoRecovery,
	/// The identity is another one's.
	WrongIdentity,
	/// Nobody in that row.
	NoRow(i64),
	/// A person who is part of an import that is not finished.
	InImport(i64),
	/// The database refused.
	Database(rusqlite::Error),
	/// The file system refused.
	Io(std::io::Error),
}

impl std::fmt::Display for VaultError {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str(&match self {
			Self::Missing(path) => told!("vault-missing", path = path.display().to_string()),
			Self::Exists(path) => told!("vault-exists", path = path.display().to_string()),
			Self::FileExists(path) => told!("vault-file-exists", path = path.display().to_string()),
			Self::NoBackup(path) => told!("vault-no-backup", path = path.display().to_string()),
			Self::Occupied(path) => told!("vault-occupied", path = path.display().to_string()),
			Self::WrongPassphrase => told!("vault-wrong-passphrase"),
			Self::WeakPassphrase => told!("vault-weak-passphrase"),
			Self::Newer { found } => told!("vault-newer", found = *found, known = FORMAT),
			Self::Damaged(what) => told!("vault-damaged", what = what.as_str()),
			Self::DamagedList(path) => {
				told!("vault-damaged-list", path = path.display().to_string())
			},
			Self::NoKey(name) => told!("vault-no-key", name = name.as_str()),
			Self::OthersKey { name, officer } => {
				told!("vault-others-key", name = name.as_str(), officer = officer.as_str())
			},
			Self::KeyExists(name) => told!("vault-key-exists", name = name.as_str()),
			Self::BadSecret(why) => told!("vault-bad-secret", why = why.as_str()),
			Self::NoOfficer(name) => told!("vault-no-officer", name = name.as_str()),
			Self::OfficerName(name) => told!("vault-officer-name", name = name.as_str()),
			Self::LastOfficer => told!("vault-last-officer"),
			Self::BadRecipient(why) => told!("vault-bad-recipient", why = why.as_str()),
			Self::BadIdentity(why) => told!("vault-bad-identity", why = why.as_str()),
			Self::NoRecovery => told!("vault-no-recovery"),
			Self::WrongIdentity => told!("vault-wrong-identity"),
			Self::NoRow(row) => told!("vault-no-row", row = *row),
			Self::InImport(row) => told!("vault-in-import", row = *row),
			Self::Database(why) => told!("vault-database", why = why.to_string()),
			Self::Io(why) => told!("vault-io", why = why.to_string()),
		})
	}
}

impl std::error::Error for VaultError {
	fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
		match self {
			Self::Database(error) => Some(error),
			Self::Io(error) => Some(error),
			_ => None,
		}
	}
}

impl From<std::io::Error> for VaultError {
	fn from(error: std::io::Error) -> Self {
		Self::Io(error)
	}
}

impl From<rusqlite::Error> for VaultError {
	/// What the database finds wrong with the file's content is damage; the rest is an accident.
	fn from(error: rusqlite::Error) -> Self {
		use rusqlite::Error as E;
		let damage = match &error {
			E::SqliteFailure(e, _) => matches!(
				e.code,
				// SQLITE_ERROR comes as `Unknown`: a table or column that is not there.
				ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown
			),
			E::SqlInputError { .. }
			| E::InvalidColumnType(..)
			| E::IntegralValueOutOfRange(..)
			| E::FromSqlConversionFailure(..)
			| E::Utf8Error(..) => true,
			_ => false,
		};
		if damage {
			Self::Damaged(error.to_string())
		} else {
			Self::Database(error)
		}
	}
}
