//! A person's life events, read back from the offchain database.
//!
//! The state keeps only the head of the chain of events; each event lies in the offchain database of
//! every node that executed its block, under the head it led to. So the walk goes from the head of
//! the finalised block backwards, and every step is checked against the hash it was found by.

use chuxin_primitives::{
	life::{event_hash, life_head0, next_head, offchain_key, LifeKind, VersionedLifeEvent},
	Hash, PersonId,
};
use codec::{DecodeAll, Encode};
use serde::Serialize;

/// Events of one answer at most.
pub const MAX_LIMIT: u32 = 256;
/// Events of one answer where the caller does not say.
pub const DEFAULT_LIMIT: u32 = 64;

/// One event, as RPC shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
	/// Its place in the life, from 0.
	pub seq: u32,
	/// What happened.
	pub kind: &'static str,
	/// What the kind holds, under its name: the event a correction corrects, the version of a record,
	/// the number of a membership, the branch before.
	#[serde(flatten)]
	pub detail: Detail,
	/// The declared day, `YYYY-MM-DD`.
	pub effective: String,
	/// When the chain recorded it, in ms since 1970.
	pub recorded: u64,
	/// The organization it concerns.
	pub org: u32,
	/// The organization that entered it.
	pub by: u32,
	/// The version of the rules it was entered under.
	pub rules: u16,
	/// Hash of the evidence.
	pub evidence: Hash,
	/// Head of the life before it.
	pub head_before: Hash,
	/// Head of the life after it.
	pub head: Hash,
	/// The event as it was hashed, SCALE, hexadecimal.
	pub scale: String,
}

/// What a kind of event holds besides its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Detail {
	/// For a correction: the event it corrects.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub target_seq: Option<u32>,
	/// For a record update: the version that holds from then on.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub version: Option<u32>,
	/// For a re-admission: which membership it begins.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub spell: Option<u8>,
	/// For a change of branch: the branch before.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub from: Option<u32>,
}

/// A part of a life, newest event first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
	/// The events.
	pub events: Vec<Event>,
	/// `from` of the next page; none when this page is the last.
	pub next: Option<u32>,
	/// The event this node does not have, if the walk ended there: it and everything older.
	pub missing: Option<u32>,
	/// When the oldest event was recorded that the walk passed (ms), also those before the page.
	pub oldest: Option<u64>,
}

/// What makes a walk fail: the database contradicts the chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
	/// The entry is not a life event of a known version.
	#[error(
		"the offchain database of this node holds something else than life event {0} of the \
		 person: the database is damaged; start the node on an empty one (purge-chain)"
	)]
	Malformed(u32),
	/// The entry does not lead to the head it was found by.
	#[error(
		"life event {0} in the offchain database of this node does not lead to the head the chain \
		 gives: the database is damaged; start the node on an empty one (purge-chain)"
	)]
	Contradicts(u32),
}

fn kind(kind: &LifeKind) -> (&'static str, Detail) {
	let nothing = Detail::default();
	match kind {
		LifeKind::Enrolled => ("Enrolled", nothing),
		LifeKind::Founding => ("Founding", nothing),
		LifeKind::AccountBound => ("AccountBound", nothing),
		LifeKind::AccountFrozen => ("AccountFrozen", nothing),
		LifeKind::AccountThawed => ("AccountThawed", nothing),
		LifeKind::Correction { target_seq } => {
			("Correction", Detail { target_seq: Some(*target_seq), ..nothing })
		},
		LifeKind::AccountReplaced => ("AccountReplaced", nothing),
		LifeKind::RecordUpdated { version } => {
			("RecordUpdated", Detail { version: Some(*version), ..nothing })
		},
		LifeKind::TagAdded => ("TagAdded", nothing),
		LifeKind::Left => ("Left", nothing),
		LifeKind::Suspended => ("Suspended", nothing),
		LifeKind::Reinstated => ("Reinstated", nothing),
		LifeKind::Readmitted { spell } => ("Readmitted", Detail { spell: Some(*spell), ..nothing }),
		LifeKind::BranchChanged { from } => {
			("BranchChanged", Detail { from: Some(from.0), ..nothing })
		},
	}
}

/// Walks back from `head`, the head of a life of `len` events, and keeps at most `limit` events from
/// the one numbered `from` (default: the newest) to the older ones.
///
/// `entry` reads the offchain database.
pub fn walk(
	entry: impl Fn(&[u8]) -> Option<Vec<u8>>,
	genesis: &Hash,
	person: PersonId,
	len: u32,
	head: Hash,
	from: Option<u32>,
	limit: u32,
) -> Result<Page, Fault> {
	let mut page = Page { events: Vec::new(), next: None, missing: None, oldest: None };
	let from = from.unwrap_or(u32::MAX);
	let mut after = head;
	for seq in (0..len).rev() {
		if page.events.len() as u64 == u64::from(limit) {
			page.next = Some(seq);
			return Ok(page);
		}
		let Some(stored) = entry(&offchain_key(&after)) else {
			page.missing = Some(seq);
			return Ok(page);
		};
		let (before, versioned) = <(Hash, VersionedLifeEvent)>::decode_all(&mut &stored[..])
			.map_err(|_| Fault::Malformed(seq))?;
		let VersionedLifeEvent::V1(event) = &versioned;
		if event.seq != seq || next_head(&before, seq, &event_hash(&versioned)) != after {
			return Err(Fault::Contradicts(seq));
		}
		page.oldest = Some(event.recorded);
		if seq <= from {
			let (kind, detail) = kind(&event.kind);
			page.events.push(Event {
				seq,
				kind,
				detail,
				effective: event.effective.to_string(),
				recorded: event.recorded,
				org: event.org.0,
				by: event.by.0,
				rules: event.rules,
				evidence: Hash::from(event.evidence),
				head_before: before,
				head: after,
				scale: format!("0x{}", hex(&versioned.encode())),
			});
		}
		after = before;
	}
	// A life without events has no head yet on chain.
	if len > 0 && after != life_head0(genesis, person) {
		return Err(Fault::Contradicts(0));
	}
	Ok(page)
}

fn hex(bytes: &[u8]) -> String {
	use std::fmt::Write;
	bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
		// Writing to a String cannot fail.
		let _ = write!(text, "{byte:02x}");
		text
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::{life::LifeEvent, CivilDate, OrgId};
	use std::collections::HashMap;

	const GENESIS: Hash = Hash::repeat_byte(9);
	const PERSON: PersonId = PersonId(7);

	type Database = HashMap<Vec<u8>, Vec<u8>>;

	fn event(seq: u32) -> VersionedLifeEvent {
		VersionedLifeEvent::V1(LifeEvent {
			seq,
			kind: if seq == 3 {
				LifeKind::Correction { target_seq: 1 }
			} else {
				LifeKind::Enrolled
			},
			effective: CivilDate::new(20240229).unwrap(),
			recorded: 1_000 + u64::from(seq),
			org: OrgId(1),
			by: OrgId(2),
			rules: 1,
			evidence: [seq as u8; 32],
		})
	}

	fn life(len: u32) -> (Database, Hash) {
		let mut database = HashMap::new();
		let mut head = life_head0(&GENESIS, PERSON);
		for seq in 0..len {
			let event = event(seq);
			let after = next_head(&head, seq, &event_hash(&event));
			database.insert(offchain_key(&after), (head, event).encode());
			head = after;
		}
		(database, head)
	}

	fn read(database: &Database, len: u32, head: Hash, from: Option<u32>, limit: u32) -> Page {
		walk(|key| database.get(key).cloned(), &GENESIS, PERSON, len, head, from, limit).unwrap()
	}

	fn seqs(page: &Page) -> Vec<u32> {
		page.events.iter().map(|event| event.seq).collect()
	}

	#[test]
	fn walk_gives_the_whole_life_newest_first() {
		let (database, head) = life(5);
		let page = read(&database, 5, head, None, 256);
		assert_eq!(seqs(&page), [4, 3, 2, 1, 0]);
		assert_eq!((page.next, page.missing, page.oldest), (None, None, Some(1_000)));
		assert_eq!(page.events[0].head, head);
		assert_eq!(page.events[4].head_before, life_head0(&GENESIS, PERSON));
		assert_eq!(
			(page.events[1].kind, page.events[1].detail.target_seq),
			("Correction", Some(1))
		);
		assert_eq!(page.events[0].effective, "2024-02-29");
		let scale = page.events[0].scale.strip_prefix("0x").unwrap();
		assert_eq!(scale, hex::encode(event(4).encode()));
	}

	#[test]
	fn walk_by_pages_gives_every_event_once() {
		let (database, head) = life(5);
		let first = read(&database, 5, head, None, 2);
		assert_eq!((seqs(&first), first.next), (vec![4, 3], Some(2)));
		let second = read(&database, 5, head, first.next, 2);
		assert_eq!((seqs(&second), second.next), (vec![2, 1], Some(0)));
		let third = read(&database, 5, head, second.next, 2);
		assert_eq!((seqs(&third), third.next), (vec![0], None));
		// The page that is exactly full knows that nothing follows.
		assert_eq!(read(&database, 5, head, Some(1), 2).next, None);
	}

	#[test]
	fn walk_says_from_where_this_node_has_nothing() {
		let (mut database, head) = life(5);
		let page = read(&database, 5, head, None, 256);
		database.remove(&offchain_key(&page.events[2].head));
		let page = read(&database, 5, head, None, 256);
		assert_eq!(seqs(&page), [4, 3]);
		assert_eq!((page.next, page.missing, page.oldest), (None, Some(2), Some(1_003)));
		let page = read(&HashMap::new(), 5, head, None, 256);
		assert_eq!((page.events.len(), page.missing, page.oldest), (0, Some(4), None));
	}

	#[test]
	fn walk_without_events_is_empty() {
		for head in [life_head0(&GENESIS, PERSON), Hash::zero()] {
			assert_eq!(
				read(&HashMap::new(), 0, head, None, 256),
				Page { events: vec![], next: None, missing: None, oldest: None }
			);
		}
	}

	#[test]
	fn walk_through_tampered_entries_fails() {
		let (database, head) = life(3);
		let fault = |database: &Database, person| {
			walk(|key| database.get(key).cloned(), &GENESIS, person, 3, head, None, 256)
				.unwrap_err()
		};
		let mut tampered = database.clone();
		let entry = tampered.get_mut(&offchain_key(&head)).unwrap();
		let last = entry.len() - 1;
		entry[last] ^= 1; // the evidence
		assert_eq!(fault(&tampered, PERSON), Fault::Contradicts(2));

		let mut tampered = database.clone();
		tampered.insert(offchain_key(&head), vec![1, 2, 3]);
		assert_eq!(fault(&tampered, PERSON), Fault::Malformed(2));

		// A life of another person does not begin where this one's does.
		assert_eq!(fault(&database, PersonId(8)), Fault::Contradicts(0));
	}
}
