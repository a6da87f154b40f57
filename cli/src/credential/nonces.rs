//! A verifier's nonces: made at random, used once.
//!
//! Each used nonce is an empty file of its name: making the file is the use, and the file system lets
//! only one maker succeed, also when two verifiers of one desk check at the same moment.

use crate::error::{Error, Result};
use std::{
	fs,
	io::ErrorKind,
	path::{Path, PathBuf},
	time::{Duration, SystemTime},
};

/// How long a used nonce is remembered: a live presentation lives 10 minutes.
const REMEMBERED: Duration = Duration::from_secs(24 * 3600);

/// The used nonces of a desk.
pub struct Nonces {
	folder: PathBuf,
}

impl Nonces {
	/// Those of the desk in a folder.
	pub fn of(home: &Path) -> Self {
		Self { folder: home.join("used-nonces") }
	}

	/// Makes a new one.
	pub fn make() -> [u8; 32] {
		rand::random()
	}

	fn file(&self, nonce: &[u8; 32]) -> PathBuf {
		self.folder.join(hex::encode(nonce))
	}

	/// Whether it was used.
	pub fn is_used(&self, nonce: &[u8; 32]) -> bool {
		self.file(nonce).exists()
	}

	/// Uses it; `false` when it was used before.
	///
	/// # Errors
	/// When the folder cannot be written: then nothing may be accepted.
	pub fn consume(&self, nonce: &[u8; 32]) -> Result<bool> {
		fs::create_dir_all(&self.folder).map_err(Error::io("create", &self.folder))?;
		self.forget_old();
		let path = self.file(nonce);
		match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
			Ok(file) => {
				file.sync_all().map_err(Error::write(&path))?;
				Ok(true)
			},
			Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(false),
			Err(e) => Err(Error::write(&path)(e)),
		}
	}

	/// Removes those that no presentation can use any more. What cannot be removed does no harm.
	fn forget_old(&self) {
		let Ok(entries) = fs::read_dir(&self.folder) else { return };
		for entry in entries.flatten() {
			let age = entry
				.metadata()
				.and_then(|m| m.modified())
				.ok()
				.and_then(|at| SystemTime::now().duration_since(at).ok());
			if age.is_some_and(|age| age > REMEMBERED) {
				let _ = fs::remove_file(entry.path());
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_nonce_is_used_once_also_after_a_restart() {
		let home = tempfile::tempdir().unwrap();
		let (a, b) = (Nonces::make(), Nonces::make());
		assert_ne!(a, b);
		assert!(!Nonces::of(home.path()).is_used(&a));
		assert!(Nonces::of(home.path()).consume(&a).unwrap());
		assert!(!Nonces::of(home.path()).consume(&a).unwrap());
		assert!(Nonces::of(home.path()).is_used(&a));
		assert!(Nonces::of(home.path()).consume(&b).unwrap());
	}
}
