//! Signing keys. Each is sealed to the officer who brought it or made it here, by that officer's own
//! pair: another officer opens the vault, and signs with nobody's key but the own ones. Neither does a
//! successor by hand-over, nor the superior with the recovery identity.
//!
//! Keys of a vault of format 1 were everybody's. When it is brought up to date they become those of its
//! officer, if it has only one; otherwise they stay everybody's until they are brought again.

use super::{
	account_text,
	crypt::{parse_recipient, Place},
	keypair,
	rewrite::Change,
	Result, Vault, VaultError, FORMAT,
};
use age::x25519::Identity;
use rusqlite::{params, OptionalExtension};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use subxt_signer::sr25519::Keypair;
use zeroize::Zeroizing;

/// A key of the vault as listed: nothing secret.
#[derive(Clone, Debug, Serialize)]
pub struct KeyInfo {
	/// Its name at this desk.
	pub name: String,
	/// The account (SS58, format 42).
	pub account: String,
	/// Whose it is; none of a key that every officer opens.
	pub officer: Option<String>,
}

/// A secret as it stands under the master key: an officer's own. No secret phrase, seed or derivation
/// begins as this does.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
	officer: String,
	/// Sealed to the officer's pair, in hexadecimal.
	sealed: String,
}

/// What stands under the master key.
enum Kept {
	Everybodys(Zeroizing<Vec<u8>>),
	Officers(Own),
}

impl Vault {
	/// The keys of the vault by name.
	///
	/// # Errors
	/// Damage.
	pub fn keys(&self) -> Result<Vec<KeyInfo>> {
		let mut query = self.db.prepare("SELECT name, account FROM keys ORDER BY name")?;
		let keys: Vec<(String, String)> = query
			.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
			.collect::<rusqlite::Result<_>>()?;
		keys.into_iter()
			.map(|(name, account)| {
				let officer = match self.kept(&name)? {
					Kept::Everybodys(_) => None,
					Kept::Officers(own) => Some(own.officer),
				};
				Ok(KeyInfo { name, account, officer })
			})
			.collect()
	}

	/// Whether the officer who opened the vault can sign with the key.
	pub fn opens(&self, key: &KeyInfo) -> bool {
		key.officer.is_none() || key.officer == self.officer
	}

	/// Keeps the key of a secret phrase, seed or derivation (as Polkadot.js makes them), sealed to the
	/// officer who opened the vault.
	///
	/// # Errors
	/// A name that is taken; a text that is no secret.
	pub fn add_key(&self, name: &str, secret: &SecretString) -> Result<KeyInfo> {
		let account = account_text(&keypair(secret)?);
		let kept = match &self.officer {
			Some(officer) => self.own(officer, secret)?,
			None => Zeroizing::new(secret.expose_secret().as_bytes().to_vec()),
		};
		if !self.insert_key(name, &account, &kept)? {
			return Err(VaultError::KeyExists(name.into()));
		}
		Ok(KeyInfo { name: name.into(), account, officer: self.officer.clone() })
	}

	/// The pair that signs for a key of the vault.
	///
	/// # Errors
	/// No key of that name; another officer's; damage.
	pub fn signer(&self, name: &str) -> Result<Keypair> {
		keypair(&self.secret(name)?)
	}

	/// A secret kept under a name.
	///
	/// # Errors
	/// As [`Vault::signer`].
	pub fn secret(&self, name: &str) -> Result<SecretString> {
		let damaged = || VaultError::Damaged(format!("key {name}"));
		let plain = match self.kept(name)? {
			Kept::Everybodys(plain) => plain,
			Kept::Officers(own) => {
				let mine = self.officer.as_ref() == Some(&own.officer);
				let identity = self.identity.as_ref().filter(|_| mine).ok_or_else(|| {
					VaultError::OthersKey { name: name.into(), officer: own.officer.clone() }
				})?;
				let sealed = hex::decode(&own.sealed).map_err(|_| damaged())?;
				Zeroizing::new(age::decrypt(identity, &sealed).map_err(|_| damaged())?)
			},
		};
		let text = std::str::from_utf8(&plain).map_err(|_| damaged())?;
		Ok(SecretString::from(text))
	}

	/// Opens every key that can be opened here, and sees that the others are whole but for what their
	/// officers alone open. Gives how many there are.
	pub(super) fn check_keys(&self) -> Result<u64> {
		let keys = self.keys()?;
		for key in &keys {
			let mine = key.officer.is_none() || (self.identity.is_some() && self.opens(key));
			if mine && account_text(&self.signer(&key.name)?) != key.account {
				return Err(VaultError::Damaged(format!("account of key {}", key.name)));
			}
		}
		Ok(keys.len() as u64)
	}

	/// Takes the keys over into a new file: not those of erased members, of officers who are not in it,
	/// and of an officer whose pair was made anew by somebody else.
	pub(super) fn copy_keys(
		&self,
		new: &Self,
		change: &Change,
		erased: &BTreeSet<String>,
	) -> Result<()> {
		let officers = new.officers()?;
		let renewed = |officer: &str| change.add.is_some_and(|(name, _)| name == officer);
		for key in self.keys()?.iter().filter(|key| !erased.contains(&key.name)) {
			let kept = match self.kept(&key.name)? {
				Kept::Everybodys(plain) => match officers.as_slice() {
					[only] if self.format < FORMAT && renewed(only) => {
						new.own(only, &self.secret(&key.name)?)?
					},
					_ => plain,
				},
				Kept::Officers(own) if !officers.contains(&own.officer) => continue,
				Kept::Officers(own) if renewed(&own.officer) => {
					if self.officer.as_ref() != Some(&own.officer) || self.identity.is_none() {
						continue;
					}
					new.own(&own.officer, &self.secret(&key.name)?)?
				},
				Kept::Officers(own) => envelope(&own)?,
			};
			new.insert_key(&key.name, &key.account, &kept)?;
		}
		Ok(())
	}

	/// A secret, sealed to an officer's pair.
	fn own(&self, officer: &str, secret: &SecretString) -> Result<Zeroizing<Vec<u8>>> {
		let entries = super::officers::entries(&self.db, self.format)?;
		let entry = entries.iter().find(|e| e.name == officer && !e.is_old());
		let entry = entry.ok_or_else(|| VaultError::NoOfficer(officer.into()))?;
		let recipient = parse_recipient(&self.recipient(entry)?)?;
		let sealed = age::encrypt(&recipient, secret.expose_secret().as_bytes())
			.map_err(|e| VaultError::Io(std::io::Error::other(e)))?;
		envelope(&Own { officer: officer.into(), sealed: hex::encode(sealed) })
	}

	fn kept(&self, name: &str) -> Result<Kept> {
		let sealed: Vec<u8> = self
			.db
			.query_row("SELECT secret FROM keys WHERE name = ?1", [name], |r| r.get(0))
			.optional()?
			.ok_or_else(|| VaultError::NoKey(name.into()))?;
		let plain = self
			.master
			.open(self.format, Place::KeySecret(name), &sealed)
			.ok_or_else(|| VaultError::Damaged(format!("key {name}")))?;
		Ok(match serde_json::from_slice(&plain) {
			Ok(own) => Kept::Officers(own),
			Err(_) => Kept::Everybodys(plain),
		})
	}

	/// Writes a key; `false` when the name is taken.
	fn insert_key(&self, name: &str, account: &str, kept: &[u8]) -> Result<bool> {
		let sealed = self.master.seal(Place::KeySecret(name), kept);
		let added = self.db.execute(
			"INSERT OR IGNORE INTO keys VALUES (?1, ?2, ?3)",
			params![name, account, sealed],
		)?;
		Ok(added > 0)
	}

	/// The pair of the officer who opens the new file: what was made for it, or the one before.
	pub(super) fn identity_after(
		&self,
		change: &Change,
		made: Option<Identity>,
	) -> Option<Identity> {
		let mine = |name: &str| self.officer.as_deref() == Some(name);
		match change.add {
			Some((name, _)) if mine(name) => made,
			_ => self.identity.clone(),
		}
	}
}

fn envelope(own: &Own) -> Result<Zeroizing<Vec<u8>>> {
	serde_json::to_vec(own).map(Zeroizing::new).map_err(|e| VaultError::Damaged(e.to_string()))
}

#[cfg(test)]
mod tests {
	use super::super::{
		new_recovery_key,
		tests::{phrase, Folder, PASS},
	};
	use super::*;

	const SECOND: &str = "another long phrase";
	const THIRD: &str = "a third long phrase";

	fn opened(folder: &Folder, passphrase: &str) -> Vault {
		Vault::open(&folder.file(), &phrase(passphrase)).unwrap()
	}

	fn refused(vault: &Vault, name: &str) -> bool {
		matches!(vault.signer(name), Err(VaultError::OthersKey { .. }))
	}

	fn names(vault: &Vault) -> Vec<String> {
		vault.keys().unwrap().into_iter().map(|key| key.name).collect()
	}

	#[test]
	fn an_officer_signs_with_the_own_keys_alone() {
		let folder = Folder::new();
		let vault = folder.vault();
		vault.add_officer("second", &phrase(SECOND)).unwrap();
		vault.add_key("alice", &phrase("//Alice")).unwrap();
		let account = account_text(&vault.signer("alice").unwrap());
		drop(vault);

		let vault = opened(&folder, SECOND);
		assert!(refused(&vault, "alice"));
		vault.add_key("bob", &phrase("//Bob")).unwrap();
		vault.signer("bob").unwrap();
		let owners: Vec<Option<String>> =
			vault.keys().unwrap().into_iter().map(|key| key.officer).collect();
		assert_eq!(owners, [Some("first".to_owned()), Some("second".to_owned())]);
		assert_eq!(vault.check().unwrap().keys, 2);
		// A name is one officer's, whoever asks.
		assert!(matches!(vault.add_key("alice", &phrase("//Eve")), Err(VaultError::KeyExists(_))));
		drop(vault);

		// A new passphrase is a new pair: the own keys come along, the others stay what they are.
		let mut vault = opened(&folder, PASS);
		vault.change_passphrase("first", &phrase(THIRD)).unwrap();
		assert_eq!(account_text(&vault.signer("alice").unwrap()), account);
		assert!(refused(&vault, "bob"));
		drop(vault);
		assert_eq!(account_text(&opened(&folder, THIRD).signer("alice").unwrap()), account);
		opened(&folder, SECOND).signer("bob").unwrap();
	}

	#[test]
	fn who_goes_takes_the_keys_along_and_no_heir_gets_them() {
		let folder = Folder::new();
		let mut vault = folder.vault();
		vault.add_officer("second", &phrase(SECOND)).unwrap();
		vault.add_key("alice", &phrase("//Alice")).unwrap();
		let key = new_recovery_key().unwrap();
		vault.set_recovery(&key.recipient).unwrap();
		vault.signer("alice").unwrap();
		drop(vault);

		// The superior opens the vault, and signs with nobody's key.
		let identity = SecretString::from(key.file.as_str());
		let vault = Vault::recover(&folder.file(), &identity, "saviour", &phrase(THIRD)).unwrap();
		assert!(refused(&vault, "alice"));
		drop(vault);
		assert!(refused(&opened(&folder, THIRD), "alice"));

		let mut vault = opened(&folder, SECOND);
		vault.add_key("bob", &phrase("//Bob")).unwrap();
		vault.hand_over("first", "heir", &phrase("the heir's long phrase")).unwrap();
		assert_eq!(names(&vault), ["bob"]);
		vault.signer("bob").unwrap();
		drop(vault);
		let mut vault = opened(&folder, "the heir's long phrase");
		assert!(refused(&vault, "bob"));
		vault.remove_officer("second").unwrap();
		assert_eq!(names(&vault), Vec::<String>::new());
	}
}
