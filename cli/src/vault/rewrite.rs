//! Writing the vault anew: the one way in which anything is taken out of it.
//!
//! Erasure, removal of an officer, hand-over, a new passphrase, a new recovery key, migration and
//! restoring all build a whole new file beside the old one, check it, and put it in the old one's
//! place in one step of the file system. Whatever breaks off leaves the old file or the new one.
//! Save in a migration the new file has a new master key, and never held what was left out: there is
//! no page to be overwritten in it. The old file is overwritten once its name is gone; a disk that
//! keeps copies of blocks may still hold sealed bytes of it, which need the old master key.

use super::{
	connect, erased,
	erased::Marks,
	officers,
	people::{plain, MEMBER_KEY},
	settings, Key, Place, Result, Vault, VaultError, FORMAT,
};
use age::x25519::Identity;
use rusqlite::{params, params_from_iter, types::Value, Connection, OpenFlags};
use secrecy::SecretString;
use std::{
	collections::BTreeSet,
	fs::{File, OpenOptions},
	io::{ErrorKind, Write},
	path::{Path, PathBuf},
};

/// The tables of the present format.
const SCHEMA: &str = "
	CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
	CREATE TABLE officers (
		name TEXT PRIMARY KEY, salt BLOB NOT NULL, memory_kib INTEGER NOT NULL,
		passes INTEGER NOT NULL, secret BLOB NOT NULL, master BLOB NOT NULL,
		recipient BLOB NOT NULL) STRICT;
	CREATE TABLE keys (
		name TEXT PRIMARY KEY, account TEXT NOT NULL, secret BLOB NOT NULL) STRICT;
	CREATE TABLE persons (
		row INTEGER PRIMARY KEY, person INTEGER UNIQUE, tag BLOB NOT NULL UNIQUE,
		dek BLOB NOT NULL, sealed BLOB NOT NULL) STRICT;
	CREATE TABLE imports (
		import INTEGER PRIMARY KEY, org INTEGER NOT NULL, schema INTEGER NOT NULL,
		source BLOB NOT NULL UNIQUE) STRICT;
	CREATE TABLE batches (
		import INTEGER NOT NULL, number INTEGER NOT NULL, state INTEGER NOT NULL,
		PRIMARY KEY (import, number)) STRICT;
	CREATE TABLE batch_rows (
		import INTEGER NOT NULL, number INTEGER NOT NULL, position INTEGER NOT NULL,
		row INTEGER NOT NULL UNIQUE, PRIMARY KEY (import, number, position)) STRICT;
	CREATE TABLE erased (mark BLOB PRIMARY KEY) STRICT;";

/// Tables that are taken over as they are: nothing in them is sealed.
const PLAIN_TABLES: [(&str, usize); 3] = [("imports", 4), ("batches", 3), ("batch_rows", 4)];

/// Officers who cannot be taken over into the new file, because their entry is of format 1 and only
/// they could renew it, or because they had been removed: they are to be added again, where wanted.
pub type LeftOut = Vec<String>;

/// How the new file differs from the old.
#[derive(Default)]
pub(super) struct Change<'a> {
	/// Rows of persons that are erased.
	pub erase: BTreeSet<i64>,
	/// Marks of what was erased elsewhere: it is erased here.
	pub marks: Marks,
	/// The officer who goes.
	pub remove: Option<&'a str>,
	/// The officer who comes, or whose entry is made anew.
	pub add: Option<(&'a str, &'a SecretString)>,
	/// The recovery key it is sealed to from now on.
	pub recovery: Option<&'a str>,
	/// The master key stays: in a migration, where nobody is shut out.
	pub keep_master: bool,
}

/// What became of it.
#[derive(Default)]
pub(super) struct Outcome {
	/// How many rows of persons were erased.
	pub erased: u64,
	/// Officers who are in the new file no more, besides the one who was to go.
	pub left_out: LeftOut,
	/// The pair that was made for the officer who comes or whose entry is made anew.
	pub made: Option<Identity>,
}

/// The steps of the replacement, at each of which a test lets the desk crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
	/// The new file is begun.
	Begun,
	/// It is complete.
	Built,
	/// It is checked and on the disk.
	Checked,
	/// The list of what was erased is written.
	Noted,
	/// It is in its place.
	Replaced,
}

#[cfg(test)]
thread_local! {
	/// Where the desk crashes.
	pub(super) static CRASH: std::cell::Cell<Option<Step>> = const { std::cell::Cell::new(None) };
}

fn step(_at: Step) {
	#[cfg(test)]
	assert!(CRASH.get() != Some(_at), "the desk crashes at {_at:?}");
}

impl Vault {
	/// A new file without officers.
	pub(super) fn blank(path: &Path, master: Key) -> Result<Self> {
		remove(path)?;
		drop(private_file(path)?);
		let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
		settings(&db)?;
		db.execute_batch(SCHEMA)?;
		db.execute("INSERT INTO meta VALUES ('format', ?1)", [FORMAT.to_le_bytes()])?;
		Ok(Self { db, master, path: path.into(), format: FORMAT, officer: None, identity: None })
	}

	/// Writes this vault anew in its own place.
	pub(super) fn rewrite(&mut self, change: &Change) -> Result<Outcome> {
		let path = self.path.clone();
		let (vault, outcome) = self.rewrite_to(&path, change)?;
		*self = vault;
		Ok(outcome)
	}

	/// Writes this vault anew to a place, over what is there.
	///
	/// # Errors
	/// Damage anywhere in this vault; nobody left to open it; the disk. Nothing is changed by any
	/// of them.
	pub(super) fn rewrite_to(&self, target: &Path, change: &Change) -> Result<(Self, Outcome)> {
		// No other desk reads or writes meanwhile.
		self.db.execute_batch("BEGIN EXCLUSIVE")?;
		let done = hold(&self.path, target).and_then(|_held| self.replace(target, change));
		// Nothing was written through this connection, and its file may be gone.
		let _ = self.db.execute_batch("ROLLBACK");
		done
	}

	fn replace(&self, target: &Path, change: &Change) -> Result<(Self, Outcome)> {
		let building = building(target);
		let mut marks = erased::read(target)?;
		marks.extend(self.marks()?);
		marks.extend(&change.marks);
		let built = self.build(&building, change, &mut marks);
		let (master, mut outcome) = built.inspect_err(|_| {
			// The error tells what is wrong; what cannot be removed is removed the next time.
			let _ = remove(&building);
		})?;
		if !marks.is_empty() {
			// Before the vault: what is noted here is erased when the vault is opened again.
			erased::write(target, &marks)?;
		}
		step(Step::Noted);
		let old = OpenOptions::new().write(true).open(target).ok();
		put_in_place(&building, target)?;
		step(Step::Replaced);
		if let Some(old) = old {
			wipe(old);
		}
		let mut vault = Self::connect(target, master)?;
		let officers = vault.officers()?;
		vault.identity = self.identity_after(change, outcome.made.take());
		vault.officer = self.officer.clone().filter(|name| officers.contains(name));
		Ok((vault, outcome))
	}

	/// Builds the new file and checks it. Gives its master key.
	fn build(&self, path: &Path, change: &Change, marks: &mut Marks) -> Result<(Key, Outcome)> {
		integrity(&self.db)?;
		let master = if change.keep_master { self.master.clone() } else { Key::random() };
		let new = Self::blank(path, master)?;
		step(Step::Begun);
		new.db.execute_batch("BEGIN")?;
		let mut outcome = Outcome::default();
		let keys;
		(outcome.erased, keys) = self.copy_persons(&new, change, marks)?;
		for (table, columns) in PLAIN_TABLES {
			copy_table(&self.db, &new.db, table, columns)?;
		}
		new.db.execute_batch(
			"DELETE FROM batch_rows WHERE row NOT IN (SELECT row FROM persons);
			 DELETE FROM batches WHERE NOT EXISTS (SELECT 1 FROM batch_rows WHERE
				batch_rows.import = batches.import AND batch_rows.number = batches.number);",
		)?;
		(outcome.left_out, outcome.made) = self.copy_officers(&new, change, marks)?;
		self.copy_keys(&new, change, &keys)?;
		self.copy_blobs(&new, change)?;
		new.note_erased(marks)?;
		new.db.execute_batch("COMMIT")?;
		step(Step::Built);
		let before = self.person_counts()?.0;
		let found = new.check()?.persons;
		if found + outcome.erased != before {
			return Err(VaultError::Damaged(format!(
				"{found} of {before} persons are in the new file, {} were to go",
				outcome.erased
			)));
		}
		File::open(path)?.sync_all()?;
		step(Step::Checked);
		Ok((new.master.clone(), outcome))
	}

	fn copy_blobs(&self, new: &Self, change: &Change) -> Result<()> {
		for name in self.blobs()? {
			let value = self.blob(&name)?.ok_or_else(|| VaultError::Damaged(name.clone()))?;
			new.put_blob(&name, &value)?;
		}
		new.put_blob(erased::KEY_BLOB, self.erased_key()?.bytes())?;
		let recovery = match change.recovery {
			Some(recipient) => Some(recipient.to_owned()),
			None => self.recovery()?,
		};
		recovery.map_or(Ok(()), |recipient| new.seal_recovery(&recipient))
	}

	/// Takes over the rows that are not erased; gives how many are, and the names of their keys.
	fn copy_persons(
		&self,
		new: &Self,
		change: &Change,
		marks: &mut Marks,
	) -> Result<(u64, BTreeSet<String>)> {
		let erased_key = self.erased_key()?;
		let mut keys = BTreeSet::new();
		let mut insert = new.db.prepare("INSERT INTO persons VALUES (?1, ?2, ?3, ?4, ?5)")?;
		let mut erased = 0;
		self.each_person(|mut found| {
			let mark = erased_key.lookup(&[b"row/", found.dek.bytes()]);
			if change.erase.contains(&found.row) {
				marks.insert(mark);
			}
			if marks.contains(&mark) {
				erased += 1;
				// A row that cannot be read is erased all the same.
				if let Ok(person) = self.read_found(&found) {
					let names = person.private.keys().filter_map(|n| n.strip_prefix(MEMBER_KEY));
					keys.extend(names.map(str::to_owned));
				}
				return Ok(());
			}
			let mut person = self.read_found(&found)?;
			if self.format < FORMAT {
				person.upgrade();
				found.sealed = found.dek.seal(Place::Person(found.row), &plain(&person)?);
			}
			insert.execute(params![
				found.row,
				found.number,
				&new.master.lookup(&[&person.tag.1])[..],
				new.master.seal(Place::PersonKey(found.row), found.dek.bytes()),
				found.sealed
			])?;
			Ok(())
		})?;
		Ok((erased, keys))
	}

	/// Takes over the officers; gives those who could not be, and the pair of the one who was added.
	fn copy_officers(
		&self,
		new: &Self,
		change: &Change,
		marks: &mut Marks,
	) -> Result<(LeftOut, Option<Identity>)> {
		let erased_key = self.erased_key()?;
		let mut left_out = LeftOut::new();
		for entry in officers::entries(&self.db, self.format)? {
			let removed = change.remove == Some(entry.name.as_str());
			let renewed = change.add.is_some_and(|(name, _)| name == entry.name);
			if renewed || (removed && entry.is_old()) {
				continue;
			}
			if entry.is_old() {
				if change.keep_master {
					new.insert_raw(&entry)?;
				} else {
					left_out.push(entry.name);
				}
				continue;
			}
			let recipient = self.recipient(&entry)?;
			let mark = erased_key.lookup(&[b"officer/", recipient.as_bytes()]);
			if removed {
				marks.insert(mark);
			} else if marks.contains(&mark) && self.officer.as_ref() != Some(&entry.name) {
				left_out.push(entry.name);
			} else {
				new.insert_entry(&entry, &recipient)?;
			}
		}
		let made = match change.add {
			Some((name, passphrase)) => Some(new.insert_officer(name, passphrase)?),
			None => None,
		};
		if new.officers()?.is_empty() {
			return Err(VaultError::LastOfficer);
		}
		Ok((left_out, made))
	}

	/// The names of the blobs.
	pub(super) fn blobs(&self) -> Result<Vec<String>> {
		let mut query =
			self.db.prepare("SELECT substr(name, 6) FROM meta WHERE name LIKE 'blob/%'")?;
		let names = query.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
		Ok(names)
	}
}

fn copy_table(from: &Connection, to: &Connection, table: &str, columns: usize) -> Result<()> {
	let mut query = from.prepare(&format!("SELECT * FROM {table}"))?;
	let places = vec!["?"; columns].join(", ");
	let mut insert = to.prepare(&format!("INSERT INTO {table} VALUES ({places})"))?;
	let mut rows = query.query([])?;
	while let Some(row) = rows.next()? {
		let values: Vec<Value> =
			(0..columns).map(|n| row.get(n)).collect::<rusqlite::Result<_>>()?;
		insert.execute(params_from_iter(values))?;
	}
	Ok(())
}

/// The database's own check of its file.
pub(super) fn integrity(db: &Connection) -> Result<()> {
	let found: String = db.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0))?;
	if found == "ok" {
		return Ok(());
	}
	Err(VaultError::Damaged(found))
}

/// Keeps other desks from a vault that is about to be replaced by another file. One that is too
/// damaged to be held is replaced all the same.
fn hold(source: &Path, target: &Path) -> Result<Option<Connection>> {
	if source == target || !target.is_file() {
		return Ok(None);
	}
	match connect(target, OpenFlags::SQLITE_OPEN_READ_WRITE) {
		Ok((db, _)) => {
			db.execute_batch("BEGIN EXCLUSIVE")?;
			Ok(Some(db))
		},
		Err(VaultError::Damaged(_)) => Ok(None),
		Err(error) => Err(error),
	}
}

/// A file beside another: the same name with an ending more.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
	let mut name = path.file_name().unwrap_or_default().to_owned();
	name.push(".");
	name.push(ending);
	path.with_file_name(name)
}

/// Where a file's successor is built.
pub(super) fn building(path: &Path) -> PathBuf {
	beside(path, "new")
}

/// Makes a file that only its owner may read.
pub(super) fn private_file(path: &Path) -> Result<File> {
	let mut options = OpenOptions::new();
	options.write(true).create_new(true);
	#[cfg(unix)]
	{
		use std::os::unix::fs::OpenOptionsExt;
		options.mode(0o600);
	}
	Ok(options.open(path)?)
}

/// Puts a finished file into its place, so that either it or what was there before is found after
/// a crash.
pub(super) fn put_in_place(building: &Path, target: &Path) -> Result<()> {
	File::open(building)?.sync_all()?;
	std::fs::rename(building, target)?;
	#[cfg(unix)]
	{
		let folder = target.parent().filter(|f| !f.as_os_str().is_empty());
		File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
	}
	Ok(())
}

/// Removes what a desk that broke off left of a file being built, and its journal.
pub(super) fn remove(building: &Path) -> Result<()> {
	let mut journal = building.as_os_str().to_owned();
	journal.push("-journal");
	for path in [building, Path::new(&journal)] {
		let old = OpenOptions::new().write(true).open(path).ok();
		match std::fs::remove_file(path) {
			Ok(()) => {
				if let Some(old) = old {
					wipe(old);
				}
			},
			Err(e) if e.kind() == ErrorKind::NotFound => {},
			Err(e) => return Err(e.into()),
		}
	}
	Ok(())
}

/// Overwrites a file that no name leads to any more. What fails here leaves sealed bytes in blocks
/// that are free already: no reason to call the change itself failed.
fn wipe(mut file: File) {
	let Ok(about) = file.metadata() else { return };
	#[cfg(unix)]
	{
		use std::os::unix::fs::MetadataExt;
		if about.nlink() > 0 {
			return;
		}
	}
	let mut left = about.len();
	let zeros = [0; 64 * 1024];
	while left > 0 {
		let part = left.min(zeros.len() as u64);
		let Some(bytes) = usize::try_from(part).ok().and_then(|n| zeros.get(..n)) else { return };
		if file.write_all(bytes).is_err() {
			return;
		}
		left -= part;
	}
	let _ = file.sync_all();
}
