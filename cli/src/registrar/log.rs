//! The registrar's log: one line a call, each bound to the one before, so that no line can be taken
//! out or changed unseen. It names accounts and counts, never a document.
//!
//! Links alone do not show that lines are missing at the end. So the registrar's vault keeps, sealed,
//! how many lines there are and the link of the last one (the *anchor*); a log that ends before it is
//! refused. A line is brought to the disk first, then its anchor, then the call is answered: after a
//! crash the log may be one line ahead, never behind. Whoever puts back an older vault *and* the log of
//! that moment is seen only in a copy of the log kept elsewhere.

use crate::{
	t, told,
	vault::{Vault, VaultError},
};
use chuxin_primitives::{domain, hash::hash, CivilDate, Hash};
use std::{
	collections::BTreeMap,
	fs::{File, OpenOptions},
	io::{ErrorKind, Write},
	path::Path,
};

/// Name of the anchor's blob in the registrar's vault: lines u64 LE ‖ link of the last one (32 bytes).
const ANCHOR: &str = "registrar/log";

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Entry {
	/// When (ms since 1970).
	pub time: u64,
	/// The day in China.
	pub day: CivilDate,
	/// Who asked.
	pub account: Hash,
	/// For which organization.
	pub org: u32,
	/// `tags` or `certify`; `accepted` where the keeper went on from a log that did not fit the vault.
	pub act: String,
	/// How many items; for `accepted`, how many lines the vault remembered.
	pub count: u32,
	/// Hash of what was certified.
	pub batch: Option<Hash>,
	/// Hash over the line before and this one.
	pub link: Hash,
}

impl Entry {
	fn linked(mut self, before: &Hash) -> Self {
		self.link = Hash::zero();
		let content = serde_json::to_vec(&self).unwrap_or_default();
		self.link = hash(domain::REGISTRAR_LOG, &[&before.0, &content]);
		self
	}
}

/// How far the log went when the vault was last written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Anchor {
	lines: u64,
	last: Hash,
}

impl Anchor {
	const BEGIN: Self = Self { lines: 0, last: Hash::zero() };

	fn read(vault: &Vault) -> Result<Option<Self>, VaultError> {
		let Some(blob) = vault.blob(ANCHOR)? else { return Ok(None) };
		let damaged = || VaultError::Damaged(t!("log-anchor"));
		let (lines, last) = blob.split_first_chunk::<8>().ok_or_else(damaged)?;
		let last: [u8; 32] = last.try_into().map_err(|_| damaged())?;
		Ok(Some(Self { lines: u64::from_le_bytes(*lines), last: Hash::from(last) }))
	}

	fn write(&self, vault: &Vault) -> Result<(), VaultError> {
		vault.put_blob(ANCHOR, &[&self.lines.to_le_bytes()[..], &self.last.0].concat())
	}
}

/// An open log.
#[derive(Debug)]
pub struct Log {
	file: File,
	/// Bytes of whole lines.
	size: u64,
	/// What is on the disk.
	end: Anchor,
	/// What the vault remembers of it.
	anchored: Anchor,
	documents: BTreeMap<(CivilDate, Hash), u32>,
}

/// A log that cannot be gone on with.
#[derive(Debug)]
pub enum LogError {
	/// The file system refused.
	Io(std::io::Error),
	/// The vault refused.
	Vault(VaultError),
	/// Somebody changed the log.
	Broken(u64),
	/// Lines are missing at the end, or the whole file.
	Short {
		/// Lines of the file.
		found: u64,
		/// Lines the vault remembers.
		expected: u64,
	},
	/// Another log, whole in itself.
	Other(u64),
	/// The vault is that of an earlier time.
	Ahead {
		/// Lines of the file.
		found: u64,
		/// Lines the vault remembers.
		expected: u64,
	},
	/// The vault remembers no log.
	NoAnchor,
}

impl std::fmt::Display for LogError {
	/// Reason and cure, in the language of the process.
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str(&match self {
			Self::Io(why) => told!("log-io", why = why.to_string()),
			Self::Vault(why) => why.to_string(),
			Self::Broken(line) => told!("log-broken", line = *line),
			Self::Short { found, expected } => {
				told!("log-short", found = *found, expected = *expected)
			},
			Self::Other(line) => told!("log-other", line = *line),
			Self::Ahead { found, expected } => {
				told!("log-ahead", found = *found, expected = *expected)
			},
			Self::NoAnchor => told!("log-no-anchor"),
		})
	}
}

impl std::error::Error for LogError {}

impl From<std::io::Error> for LogError {
	fn from(error: std::io::Error) -> Self {
		Self::Io(error)
	}
}

impl From<VaultError> for LogError {
	fn from(error: VaultError) -> Self {
		Self::Vault(error)
	}
}

/// A log as read: whole lines only.
struct Content {
	/// The link after each line; what stands before the first is zero.
	links: Vec<Hash>,
	size: u64,
	documents: BTreeMap<(CivilDate, Hash), u32>,
}

impl Content {
	/// Reads the log and checks that every line follows from the one before. A line that has no end
	/// is left out: a crash cut it off while it was written, and its call was not answered.
	fn read(path: &Path) -> Result<Self, LogError> {
		let text = match std::fs::read_to_string(path) {
			Err(e) if e.kind() == ErrorKind::NotFound => String::new(),
			text => text?,
		};
		let whole = text.rfind('\n').map_or("", |end| text.get(..=end).unwrap_or_default());
		let mut content =
			Self { links: Vec::new(), size: whole.len() as u64, documents: BTreeMap::new() };
		let mut last = Hash::zero();
		for (number, line) in (1..).zip(whole.lines()) {
			let broken = LogError::Broken(number);
			let Ok(entry) = serde_json::from_str::<Entry>(line) else { return Err(broken) };
			if entry.clone().linked(&last) != entry {
				return Err(broken);
			}
			last = entry.link;
			content.links.push(last);
			if entry.act == "tags" {
				let sum: &mut u32 =
					content.documents.entry((entry.day, entry.account)).or_default();
				*sum = sum.saturating_add(entry.count);
			}
		}
		Ok(content)
	}

	fn end(&self) -> Anchor {
		Anchor {
			lines: self.links.len() as u64,
			last: self.links.last().copied().unwrap_or_default(),
		}
	}

	/// The link after so many lines.
	fn link_after(&self, lines: u64) -> Option<Hash> {
		match lines.checked_sub(1) {
			None => Some(Hash::zero()),
			Some(index) => self.links.get(usize::try_from(index).ok()?).copied(),
		}
	}
}

impl Log {
	/// Begins the log of a new registrar: its vault remembers that there is no line yet.
	///
	/// # Errors
	/// The vault cannot be written.
	pub fn begin(vault: &Vault) -> Result<(), VaultError> {
		Anchor::BEGIN.write(vault)
	}

	/// Opens the log, checks every line of it, and that it goes as far as the vault remembers.
	///
	/// # Errors
	/// A line that was changed, taken out or put in; a log that ends before its anchor, is another
	/// one, or is more than one line ahead.
	pub fn open(path: &Path, vault: &Vault) -> Result<Self, LogError> {
		let content = Content::read(path)?;
		let (found, anchor) = (content.end(), Anchor::read(vault)?.ok_or(LogError::NoAnchor)?);
		match content.link_after(anchor.lines) {
			None => return Err(LogError::Short { found: found.lines, expected: anchor.lines }),
			Some(link) if link != anchor.last => return Err(LogError::Other(anchor.lines)),
			Some(_) => {},
		}
		// One: written, then the machine stopped before the vault was.
		if found.lines > anchor.lines.saturating_add(1) {
			return Err(LogError::Ahead { found: found.lines, expected: anchor.lines });
		}
		Self::of(path, content, vault)
	}

	/// Opens a log that does not fit the vault, because its keeper says so (`now` in ms since 1970),
	/// and writes a line about it. A log that fits is opened as ever.
	///
	/// # Errors
	/// A line that does not follow from the one before; the file system; the vault.
	pub fn accept(path: &Path, vault: &Vault, now: u64) -> Result<Self, LogError> {
		match Self::open(path, vault) {
			Err(
				LogError::Short { .. }
				| LogError::Other(_)
				| LogError::Ahead { .. }
				| LogError::NoAnchor,
			) => {},
			done => return done,
		}
		let remembered = Anchor::read(vault)?.map_or(0, |anchor| anchor.lines);
		let mut log = Self::of(path, Content::read(path)?, vault)?;
		let remembered = u32::try_from(remembered).unwrap_or(u32::MAX);
		log.append(vault, now, &Hash::zero(), 0, "accepted", remembered, None)?;
		Ok(log)
	}

	/// Takes a half line off, and lets the vault remember the end.
	fn of(path: &Path, content: Content, vault: &Vault) -> Result<Self, LogError> {
		let file = OpenOptions::new().create(true).append(true).open(path)?;
		file.set_len(content.size)?;
		let end = content.end();
		end.write(vault)?;
		let documents = content.documents;
		Ok(Self { file, size: content.size, end, anchored: end, documents })
	}

	/// Lets the vault remember the end of the log.
	fn anchor(&mut self, vault: &Vault) -> Result<(), VaultError> {
		self.end.write(vault)?;
		self.anchored = self.end;
		Ok(())
	}

	/// Documents asked for on a day, by account.
	pub fn documents_of(&self, day: CivilDate) -> BTreeMap<Hash, u32> {
		self.documents
			.iter()
			.filter(|((d, _), _)| *d == day)
			.map(|((_, account), count)| (*account, *count))
			.collect()
	}

	/// Writes a line and brings it to the disk, then its anchor to the vault.
	///
	/// # Errors
	/// The file system or the vault refused: then the call must not be answered.
	#[allow(clippy::too_many_arguments)] // the fields of a line
	pub fn append(
		&mut self,
		vault: &Vault,
		time: u64,
		account: &Hash,
		org: u32,
		act: &str,
		count: u32,
		batch: Option<Hash>,
	) -> Result<(), LogError> {
		// The vault refused last time: never more than one line ahead.
		if self.anchored != self.end {
			self.anchor(vault)?;
		}
		let day = CivilDate::in_china(time).ok_or_else(|| std::io::Error::other("no such day"))?;
		let entry = Entry {
			time,
			day,
			account: *account,
			org,
			act: act.into(),
			count,
			batch,
			link: Hash::zero(),
		}
		.linked(&self.end.last);
		let mut line = serde_json::to_vec(&entry).map_err(std::io::Error::from)?;
		line.push(b'\n');
		if let Err(e) = self.file.write_all(&line).and_then(|()| self.file.sync_data()) {
			// A part of a line would spoil the next one.
			self.file.set_len(self.size)?;
			return Err(e.into());
		}
		self.size = self.size.saturating_add(line.len() as u64);
		self.end = Anchor { lines: self.end.lines.saturating_add(1), last: entry.link };
		Ok(self.anchor(vault)?)
	}
}
