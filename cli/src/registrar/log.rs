//! The registrar's log: one line a call, each bound to the one before, so that no line can be taken
//! out or changed unseen. It names accounts and counts, never a document.

use chuxin_primitives::{domain, hash::hash, CivilDate, Hash};
use std::{
	collections::BTreeMap,
	fs::{File, OpenOptions},
	io::{Read, Write},
	path::Path,
};

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
	/// `tags` or `certify`.
	pub act: String,
	/// How many items.
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

/// An open log.
#[derive(Debug)]
pub struct Log {
	file: File,
	last: Hash,
	documents: BTreeMap<(CivilDate, Hash), u32>,
}

/// A line that does not follow from the one before.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
	/// The file system refused.
	#[error("the registrar's log cannot be read or written: {0}")]
	Io(#[from] std::io::Error),
	/// Somebody changed the log.
	#[error("line {0} of the registrar's log does not follow from the line before: the log was changed. Restore it from its copy and find out why")]
	Broken(usize),
}

impl Log {
	/// Opens the log, or begins it, and checks every line of it.
	///
	/// # Errors
	/// A line that was changed, taken out or put in.
	pub fn open(path: &Path) -> Result<Self, LogError> {
		let mut file = OpenOptions::new().create(true).read(true).append(true).open(path)?;
		let mut text = String::new();
		file.read_to_string(&mut text)?;
		let (mut last, mut documents) = (Hash::zero(), BTreeMap::new());
		for (number, line) in text.lines().enumerate() {
			let broken = LogError::Broken(number.saturating_add(1));
			let Ok(entry) = serde_json::from_str::<Entry>(line) else { return Err(broken) };
			if entry.clone().linked(&last) != entry {
				return Err(broken);
			}
			last = entry.link;
			if entry.act == "tags" {
				let sum: &mut u32 = documents.entry((entry.day, entry.account)).or_default();
				*sum = sum.saturating_add(entry.count);
			}
		}
		Ok(Self { file, last, documents })
	}

	/// Documents asked for on a day, by account.
	pub fn documents_of(&self, day: CivilDate) -> BTreeMap<Hash, u32> {
		self.documents
			.iter()
			.filter(|((d, _), _)| *d == day)
			.map(|((_, account), count)| (*account, *count))
			.collect()
	}

	/// Writes a line and brings it to the disk.
	pub fn append(
		&mut self,
		time: u64,
		account: &Hash,
		org: u32,
		act: &str,
		count: u32,
		batch: Option<Hash>,
	) -> std::io::Result<()> {
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
		.linked(&self.last);
		let mut line = serde_json::to_vec(&entry)?;
		line.push(b'\n');
		self.file.write_all(&line)?;
		self.file.sync_data()?;
		self.last = entry.link;
		Ok(())
	}
}
