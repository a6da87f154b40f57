//! Who opens the vault: officers with own passphrases, removal and hand-over.
//!
//! The secret half of an officer's pair is sealed under the key of the passphrase; the master key is
//! sealed to the public half, which stands in the vault sealed with the master key itself, so nobody
//! can slip in another one.

use super::{
	crypt::{argon2_cost, open_with, parse_identity, seal_to, Key, Place},
	rewrite::{Change, LeftOut},
	Result, Vault, VaultError, FORMAT,
};
use age::x25519::Identity;
use rusqlite::{params, Connection};
use secrecy::{ExposeSecret, SecretString};

/// An officer's entry as it stands in the file.
pub(super) struct Entry {
	pub name: String,
	pub salt: Vec<u8>,
	/// Cost of the passphrase: memory in KiB and passes.
	pub cost: (u32, u32),
	/// The secret half of the pair; empty in an entry of format 1.
	pub secret: Vec<u8>,
	/// The master key: sealed to the pair, or (format 1) wrapped with the passphrase's key.
	pub master: Vec<u8>,
	/// The public half of the pair; empty in an entry of format 1.
	pub recipient: Vec<u8>,
}

/// Whether a name and a passphrase may be those of an officer.
pub(super) fn check(name: &str, passphrase: &SecretString) -> Result<()> {
	let chars = name.chars().count();
	if !(1..=64).contains(&chars) || name.chars().any(char::is_control) || name != name.trim() {
		return Err(VaultError::OfficerName(name.into()));
	}
	if passphrase.expose_secret().chars().count() < 12 {
		return Err(VaultError::WeakPassphrase);
	}
	Ok(())
}

/// The entries of a file by name.
pub(super) fn entries(db: &Connection, format: u32) -> Result<Vec<Entry>> {
	let mut query = db.prepare(if format < FORMAT {
		"SELECT name, salt, memory_kib, passes, x'', wrapped, x'' FROM officers ORDER BY name"
	} else {
		"SELECT name, salt, memory_kib, passes, secret, master, recipient FROM officers ORDER BY name"
	})?;
	let entries = query
		.query_map([], |r| {
			Ok(Entry {
				name: r.get(0)?,
				salt: r.get(1)?,
				cost: (r.get(2)?, r.get(3)?),
				secret: r.get(4)?,
				master: r.get(5)?,
				recipient: r.get(6)?,
			})
		})?
		.collect::<rusqlite::Result<_>>()?;
	Ok(entries)
}

/// Finds the officer whose passphrase it is: name, master key, and the secret half of the pair, which an
/// entry of format 1 has not.
pub(super) fn unlock(
	db: &Connection,
	format: u32,
	passphrase: &SecretString,
) -> Result<(String, Key, Option<Identity>)> {
	for entry in entries(db, format)? {
		let kek = Key::from_passphrase(passphrase, &entry.salt, entry.cost.0, entry.cost.1)?;
		let damaged = || VaultError::Damaged(format!("master key of officer {}", entry.name));
		if entry.is_old() {
			if let Some(master) = kek.open(1, Place::Wrapped(&entry.name), &entry.master) {
				return Ok((
					entry.name.clone(),
					Key::from_bytes(&master).ok_or_else(damaged)?,
					None,
				));
			}
		} else if let Some(secret) =
			kek.open(format, Place::OfficerSecret(&entry.name), &entry.secret)
		{
			let text = std::str::from_utf8(&secret).map_err(|_| damaged())?;
			let identity = parse_identity(text).map_err(|_| damaged())?;
			let master = open_with(&identity, &entry.master).ok_or_else(damaged)?;
			return Ok((entry.name, master, Some(identity)));
		}
	}
	Err(VaultError::WrongPassphrase)
}

impl Entry {
	/// Whether it was made by format 1 and its officer did not open the vault since.
	pub fn is_old(&self) -> bool {
		self.secret.is_empty()
	}
}

impl Vault {
	/// The names of the officers who open the vault.
	pub fn officers(&self) -> Result<Vec<String>> {
		Ok(entries(&self.db, self.format)?.into_iter().map(|e| e.name).collect())
	}

	/// The officer whose passphrase opened it; none when it was opened with a recovery identity or
	/// the officer has been removed since.
	pub fn officer(&self) -> Option<&str> {
		self.officer.as_deref()
	}

	/// The public half of an officer's pair.
	pub(super) fn recipient(&self, entry: &Entry) -> Result<String> {
		self.master
			.open(self.format, Place::OfficerRecipient(&entry.name), &entry.recipient)
			.and_then(|text| String::from_utf8(text.to_vec()).ok())
			.ok_or_else(|| VaultError::Damaged(format!("key of officer {}", entry.name)))
	}

	/// Gives another officer an own passphrase for this vault.
	///
	/// # Errors
	/// A name that is taken; a passphrase of fewer than 12 characters; the database.
	pub fn add_officer(&self, name: &str, passphrase: &SecretString) -> Result<()> {
		check(name, passphrase)?;
		self.name_is_free(name)?;
		self.insert_officer(name, passphrase).map(drop)
	}

	pub(super) fn name_is_free(&self, name: &str) -> Result<()> {
		if self.officers()?.iter().any(|n| n == name) {
			return Err(VaultError::OfficerName(name.into()));
		}
		Ok(())
	}

	/// Writes an officer's entry with a new pair, and gives the pair's secret half.
	pub(super) fn insert_officer(&self, name: &str, passphrase: &SecretString) -> Result<Identity> {
		let salt: [u8; 16] = rand::random();
		let cost = argon2_cost();
		let kek = Key::from_passphrase(passphrase, &salt, cost.0, cost.1)?;
		let identity = Identity::generate();
		let recipient = identity.to_public().to_string();
		let secret = identity.to_string();
		self.insert_entry(
			&Entry {
				name: name.into(),
				salt: salt.into(),
				cost,
				secret: kek.seal(Place::OfficerSecret(name), secret.expose_secret().as_bytes()),
				master: Vec::new(),
				recipient: Vec::new(),
			},
			&recipient,
		)?;
		Ok(identity)
	}

	/// Writes an officer's entry for this vault's master key.
	pub(super) fn insert_entry(&self, entry: &Entry, recipient: &str) -> Result<()> {
		let place = Place::OfficerRecipient(&entry.name);
		self.insert_raw(&Entry {
			name: entry.name.clone(),
			salt: entry.salt.clone(),
			cost: entry.cost,
			secret: entry.secret.clone(),
			master: seal_to(recipient, &self.master)?,
			recipient: self.master.seal(place, recipient.as_bytes()),
		})
	}

	/// Writes an officer's entry as it is.
	pub(super) fn insert_raw(&self, e: &Entry) -> Result<()> {
		self.db.execute(
			"INSERT INTO officers VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
			params![e.name, e.salt, e.cost.0, e.cost.1, e.secret, e.master, e.recipient],
		)?;
		Ok(())
	}

	/// Ends an officer's access: the vault gets a new master key, so that neither the passphrase nor
	/// an older copy of the file opens it.
	///
	/// # Errors
	/// No such officer; the last one.
	pub fn remove_officer(&mut self, name: &str) -> Result<LeftOut> {
		self.must_be_officer(name)?;
		Ok(self.rewrite(&Change { remove: Some(name), ..Change::default() })?.left_out)
	}

	/// Gives an officer a new passphrase, a new pair, and the vault a new master key: the old
	/// passphrase opens older copies only.
	///
	/// # Errors
	/// No such officer; a passphrase of fewer than 12 characters.
	pub fn change_passphrase(&mut self, name: &str, passphrase: &SecretString) -> Result<LeftOut> {
		check(name, passphrase)?;
		self.must_be_officer(name)?;
		let change = Change { add: Some((name, passphrase)), ..Change::default() };
		Ok(self.rewrite(&change)?.left_out)
	}

	/// Hands the vault over: `to` comes in, `from` goes, the vault gets a new master key.
	///
	/// # Errors
	/// No such officer to go; a name that is taken; a passphrase of fewer than 12 characters.
	pub fn hand_over(
		&mut self,
		from: &str,
		to: &str,
		passphrase: &SecretString,
	) -> Result<LeftOut> {
		check(to, passphrase)?;
		self.must_be_officer(from)?;
		self.name_is_free(to)?;
		let change =
			Change { remove: Some(from), add: Some((to, passphrase)), ..Change::default() };
		Ok(self.rewrite(&change)?.left_out)
	}

	fn must_be_officer(&self, name: &str) -> Result<()> {
		if self.officers()?.iter().any(|n| n == name) {
			return Ok(());
		}
		Err(VaultError::NoOfficer(name.into()))
	}
}
