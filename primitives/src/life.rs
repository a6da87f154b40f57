//! The life chain of a person: every event recorded, none ever overwritten.
//!
//! ```text
//! head_0     = H(LIFE0, genesis ‖ person u64)
//! event_hash = H(EVENT, SCALE(VersionedLifeEvent))
//! head_{n+1} = H(LIFE, head_n ‖ seq u32 ‖ event_hash)
//! ```
//!
//! The chain keeps the number of events and the head. Two levels of hashing let a holder withhold
//! an event (only its hash is shown) and the chain still replays to the head: whoever checks it
//! sees how many events there are and which of them were not opened.
//!
//! A correction does not change an event: it is a new one that names the old one, and it is refused
//! unless the old one, with what followed, leads to the head that stands on chain.

use crate::{
	date::{CivilDate, Moment, RawDate},
	domain,
	hash::{file_digest, hash, Hash},
	ids::{OrgId, PersonId},
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// Events a correction may reach back over, the corrected one included.
pub const MAX_RECOMPUTED: usize = 256;
/// Days after which an event that is recorded counts as a late entry, unless the chain has another
/// number.
pub const LATE_ENTRY_DAYS: u32 = 30;

/// What happened. Indices are pinned: old events must decode for ever.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum LifeKind {
	/// Entered from existing records in an import window.
	#[codec(index = 0)]
	Enrolled,
	/// Stood in the first block of the chain.
	#[codec(index = 1)]
	Founding,
	/// A key of the person was bound.
	#[codec(index = 2)]
	AccountBound,
	/// The person's key was frozen.
	#[codec(index = 3)]
	AccountFrozen,
	/// The person's key was released.
	#[codec(index = 4)]
	AccountThawed,
	/// An earlier event was found wrong.
	#[codec(index = 5)]
	Correction {
		/// The number of the event that was wrong.
		target_seq: u32,
	},
	/// The person's key was replaced by another one.
	#[codec(index = 6)]
	AccountReplaced,
	/// The record at the desk has a new version.
	#[codec(index = 7)]
	RecordUpdated {
		/// The version that holds from now on.
		version: u32,
	},
	/// Another document of the person was registered.
	#[codec(index = 8)]
	TagAdded,
	/// Membership ended; how and why is behind the evidence.
	#[codec(index = 9)]
	Left,
	/// Membership was suspended (停止党籍).
	#[codec(index = 10)]
	Suspended,
	/// A suspended membership was restored (恢复党籍).
	#[codec(index = 11)]
	Reinstated,
	/// Admitted again after an earlier membership had ended: a new spell with its own birthday.
	#[codec(index = 12)]
	Readmitted {
		/// Which membership this is, 2 or more.
		spell: u8,
	},
	/// The person's branch became another one, because the old one was split.
	#[codec(index = 13)]
	BranchChanged {
		/// The branch before.
		from: OrgId,
	},
}

/// One event of a person's life chain.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub struct LifeEvent {
	/// Number in the life chain, from 0.
	pub seq: u32,
	/// What happened.
	pub kind: LifeKind,
	/// The declared day it took effect.
	pub effective: CivilDate,
	/// When the chain recorded it (ms).
	pub recorded: Moment,
	/// The branch of the person at that time.
	pub org: OrgId,
	/// The organization that acted.
	pub by: OrgId,
	/// The version of the rules it was made under ([`crate::rules::RULES_VERSION`]).
	pub rules: u16,
	/// Hash of what proves it ([`evidence`]); zero when there is nothing but the act on chain.
	pub evidence: [u8; 32],
}

/// A life event in the form of its time.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum VersionedLifeEvent {
	/// The first form.
	#[codec(index = 0)]
	V1(LifeEvent),
}

impl VersionedLifeEvent {
	/// Number in the life chain, from 0.
	pub const fn seq(&self) -> u32 {
		let Self::V1(event) = self;
		event.seq
	}
}

/// A life event of the first form as people type and read it: its day is a text.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct RawLifeEvent {
	/// Number in the life chain, from 0.
	pub seq: u32,
	/// What happened.
	pub kind: LifeKind,
	/// The declared day it took effect, such as 2024-02-29.
	pub effective: RawDate,
	/// When the chain recorded it (ms).
	pub recorded: Moment,
	/// The branch of the person at that time.
	pub org: OrgId,
	/// The organization that acted.
	pub by: OrgId,
	/// The version of the rules it was made under.
	pub rules: u16,
	/// Hash of what proves it.
	pub evidence: [u8; 32],
}

impl RawLifeEvent {
	/// The event, if its day exists.
	pub fn parse(&self) -> Option<VersionedLifeEvent> {
		Some(VersionedLifeEvent::V1(LifeEvent {
			seq: self.seq,
			kind: self.kind,
			effective: self.effective.parse()?,
			recorded: self.recorded,
			org: self.org,
			by: self.by,
			rules: self.rules,
			evidence: self.evidence,
		}))
	}
}

impl From<VersionedLifeEvent> for RawLifeEvent {
	fn from(VersionedLifeEvent::V1(event): VersionedLifeEvent) -> Self {
		Self {
			seq: event.seq,
			kind: event.kind,
			effective: event.effective.into(),
			recorded: event.recorded,
			org: event.org,
			by: event.by,
			rules: event.rules,
			evidence: event.evidence,
		}
	}
}

/// An event as it is shown: open, or by its hash only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifeEntry {
	/// The event itself.
	Open(VersionedLifeEvent),
	/// The hash of an event that is not shown.
	Hashed(Hash),
}

impl LifeEntry {
	/// The hash that stands in the life chain.
	pub fn event_hash(&self) -> Hash {
		match self {
			Self::Open(event) => event_hash(event),
			Self::Hashed(hash) => *hash,
		}
	}
}

/// Why a life chain cannot be replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifeError {
	/// An event stands at another place than its number says.
	OutOfOrder {
		/// The number of the place.
		expected: u32,
		/// The number the event carries.
		found: u32,
	},
	/// A correction names itself or an event that came later.
	CorrectsLater {
		/// The number of the correction.
		seq: u32,
	},
	/// More events than a correction may reach back over ([`MAX_RECOMPUTED`]), or than can be
	/// counted.
	TooLong,
}

impl fmt::Display for LifeError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::OutOfOrder { expected, found } => write!(
				f,
				"event {found} stands at place {expected}: give all events in the order of their \
				 numbers, open or as hashes"
			),
			Self::CorrectsLater { seq } => {
				write!(
					f,
					"event {seq} corrects itself or a later event: it can only name an earlier one"
				)
			},
			Self::TooLong => {
				write!(
					f,
					"too many events: a correction reaches back over at most {MAX_RECOMPUTED}"
				)
			},
		}
	}
}
impl core::error::Error for LifeError {}

/// The head of a life chain without events.
pub fn life_head0(genesis: &Hash, person: PersonId) -> Hash {
	hash(domain::LIFE0, &[&genesis.0, &person.0.to_le_bytes()])
}

/// The hash of an event.
pub fn event_hash(event: &VersionedLifeEvent) -> Hash {
	event.using_encoded(|bytes| hash(domain::EVENT, &[bytes]))
}

/// The head after one more event with number `seq`.
pub fn next_head(head: &Hash, seq: u32, event_hash: &Hash) -> Hash {
	hash(domain::LIFE, &[&head.0, &seq.to_le_bytes(), &event_hash.0])
}

/// Where the node's offchain database keeps the event that led to `head`, with the head before it:
/// by content, so that a fork cannot overwrite it.
pub fn offchain_key(head: &Hash) -> Vec<u8> {
	[&domain::LIFE.as_bytes()[..], &head.0].concat()
}

/// Whether the event was recorded more than `days` days after the day it took effect: a late entry
/// (补录), for ever. Exactly `days` days later is still in time.
pub fn is_late(event: &VersionedLifeEvent, days: u32) -> bool {
	let VersionedLifeEvent::V1(event) = event;
	// A day the calendar does not reach is never passed.
	let last = event.effective.add_days(days.into());
	CivilDate::in_china(event.recorded).zip(last).is_some_and(|(day, last)| day > last)
}

/// The evidence of an event: hash of a file, salted with 32 random bytes that stay with the file.
pub fn evidence(salt: &[u8; 32], file: &[u8]) -> Hash {
	let len = u64::try_from(file.len()).unwrap_or(u64::MAX); // a file never has 2⁶⁴ bytes
	evidence_of_digest(salt, len, &file_digest(file))
}

/// As [`evidence`], for a file of `len` bytes whose BLAKE2b-256 digest is already known.
pub fn evidence_of_digest(salt: &[u8; 32], len: u64, digest: &Hash) -> Hash {
	hash(domain::EVIDENCE, &[salt, &len.to_le_bytes(), &digest.0])
}

/// Replays a whole life chain and gives its length and head, to be compared with the chain's.
///
/// Errors: an open event out of its place, a correction of something that was not before it.
pub fn replay(
	genesis: &Hash,
	person: PersonId,
	entries: &[LifeEntry],
) -> Result<(u32, Hash), LifeError> {
	let mut head = life_head0(genesis, person);
	let mut seq = 0u32;
	for entry in entries {
		if let LifeEntry::Open(VersionedLifeEvent::V1(event)) = entry {
			if event.seq != seq {
				return Err(LifeError::OutOfOrder { expected: seq, found: event.seq });
			}
			if matches!(event.kind, LifeKind::Correction { target_seq } if target_seq >= seq) {
				return Err(LifeError::CorrectsLater { seq });
			}
		}
		head = next_head(&head, seq, &entry.event_hash());
		seq = seq.checked_add(1).ok_or(LifeError::TooLong)?;
	}
	Ok((seq, head))
}

/// The length and head that a given event leads to, from the head before it and the hashes of the
/// events after it. What leads to the head on chain is what happened: nothing that never was can be
/// corrected.
///
/// Errors: [`LifeError::TooLong`] when the event and those after it are more than
/// [`MAX_RECOMPUTED`].
pub fn recompute(
	head_before: &Hash,
	target: &VersionedLifeEvent,
	after: &[Hash],
) -> Result<(u32, Hash), LifeError> {
	if after.len() >= MAX_RECOMPUTED {
		return Err(LifeError::TooLong);
	}
	let mut head = *head_before;
	let mut seq = target.seq();
	for hash in core::iter::once(&event_hash(target)).chain(after) {
		head = next_head(&head, seq, hash);
		seq = seq.checked_add(1).ok_or(LifeError::TooLong)?;
	}
	Ok((seq, head))
}

#[cfg(test)]
mod tests {
	use super::*;

	const GENESIS: Hash = Hash::repeat_byte(5);
	const PERSON: PersonId = PersonId(11);

	fn event(seq: u32, kind: LifeKind) -> VersionedLifeEvent {
		VersionedLifeEvent::V1(LifeEvent {
			seq,
			kind,
			effective: CivilDate::new(20240229).unwrap(),
			recorded: 1_709_136_000_000,
			org: OrgId(7),
			by: OrgId(3),
			rules: 2019,
			evidence: [0; 32],
		})
	}

	fn chain(n: u32) -> Vec<VersionedLifeEvent> {
		(0..n)
			.map(|i| event(i, if i == 0 { LifeKind::Enrolled } else { LifeKind::AccountBound }))
			.collect()
	}

	#[test]
	fn indices_are_pinned() {
		let kinds = [
			(LifeKind::Enrolled, vec![0]),
			(LifeKind::Founding, vec![1]),
			(LifeKind::AccountBound, vec![2]),
			(LifeKind::AccountFrozen, vec![3]),
			(LifeKind::AccountThawed, vec![4]),
			(LifeKind::Correction { target_seq: 2 }, vec![5, 2, 0, 0, 0]),
			(LifeKind::AccountReplaced, vec![6]),
			(LifeKind::RecordUpdated { version: 3 }, vec![7, 3, 0, 0, 0]),
			(LifeKind::TagAdded, vec![8]),
			(LifeKind::Left, vec![9]),
			(LifeKind::Suspended, vec![10]),
			(LifeKind::Reinstated, vec![11]),
			(LifeKind::Readmitted { spell: 2 }, vec![12, 2]),
			(LifeKind::BranchChanged { from: OrgId(7) }, vec![13, 7, 0, 0, 0]),
		];
		for (kind, bytes) in kinds {
			assert_eq!(kind.encode(), bytes);
		}
		assert!(LifeKind::decode(&mut &[14u8; 8][..]).is_err());
		assert!(VersionedLifeEvent::decode(&mut &[1u8; 64][..]).is_err());
	}

	#[test]
	fn an_event_is_late_from_the_day_after_the_thirtieth() {
		// 2024-02-29, recorded on that day at midnight in China.
		let recorded = 1_709_136_000_000;
		let late = |recorded, days| {
			let VersionedLifeEvent::V1(base) = event(0, LifeKind::Left);
			is_late(&VersionedLifeEvent::V1(LifeEvent { recorded, ..base }), days)
		};
		let day = crate::date::DAY_MS;
		assert!(!late(recorded, 0));
		assert!(late(recorded + day, 0));
		assert!(!late(recorded + 30 * day, LATE_ENTRY_DAYS));
		assert!(!late(recorded + 31 * day - 1, LATE_ENTRY_DAYS), "the thirtieth day's last moment");
		assert!(late(recorded + 31 * day, LATE_ENTRY_DAYS));
		assert!(!late(recorded - day, LATE_ENTRY_DAYS));
		assert!(!late(recorded + 400 * day, u32::MAX), "beyond the calendar");
	}

	#[test]
	fn an_event_on_a_day_that_does_not_exist_does_not_decode() {
		let mut bytes = event(0, LifeKind::Enrolled).encode();
		assert!(VersionedLifeEvent::decode(&mut &bytes[..]).is_ok());
		bytes[6..10].copy_from_slice(&20230229u32.to_le_bytes());
		assert!(VersionedLifeEvent::decode(&mut &bytes[..]).is_err());
	}

	#[test]
	fn open_and_hashed_events_replay_to_the_same_head() {
		let events = chain(5);
		let open: Vec<_> = events.iter().copied().map(LifeEntry::Open).collect();
		let (len, head) = replay(&GENESIS, PERSON, &open).unwrap();
		assert_eq!(len, 5);
		let mut mixed = open.clone();
		mixed[2] = LifeEntry::Hashed(event_hash(&events[2]));
		assert_eq!(replay(&GENESIS, PERSON, &mixed), Ok((5, head)));
		assert_eq!(replay(&GENESIS, PERSON, &[]), Ok((0, life_head0(&GENESIS, PERSON))));
		// Another person, another chain, an event less, two swapped hashes: another head.
		assert_ne!(replay(&GENESIS, PersonId(12), &open).unwrap().1, head);
		assert_ne!(replay(&Hash::zero(), PERSON, &open).unwrap().1, head);
		assert_ne!(replay(&GENESIS, PERSON, &open[..4]).unwrap().1, head);
		let mut swapped: Vec<_> = events.iter().map(|e| LifeEntry::Hashed(event_hash(e))).collect();
		swapped.swap(0, 1);
		assert_ne!(replay(&GENESIS, PERSON, &swapped).unwrap().1, head);
	}

	#[test]
	fn events_out_of_place_fail() {
		let open: Vec<_> = chain(3).into_iter().map(LifeEntry::Open).collect();
		let swapped = [open[1], open[0], open[2]];
		let out_of_order = LifeError::OutOfOrder { expected: 0, found: 1 };
		assert_eq!(replay(&GENESIS, PERSON, &swapped), Err(out_of_order));
		let correction = |target_seq| {
			let kind = LifeKind::Correction { target_seq };
			[open[0], LifeEntry::Open(event(1, kind))]
		};
		assert!(replay(&GENESIS, PERSON, &correction(0)).is_ok());
		let later = Err(LifeError::CorrectsLater { seq: 1 });
		assert_eq!(replay(&GENESIS, PERSON, &correction(1)), later);
		assert_eq!(replay(&GENESIS, PERSON, &correction(2)), later);
	}

	#[test]
	fn recomputing_leads_to_the_head_only_from_what_happened() {
		let events = chain(300);
		let mut heads = vec![life_head0(&GENESIS, PERSON)];
		for e in &events {
			heads.push(next_head(heads.last().unwrap(), e.seq(), &event_hash(e)));
		}
		let hashes: Vec<_> = events.iter().map(event_hash).collect();
		let end = Ok((300, heads[300]));
		for target in [44, 45, 150, 299] {
			assert_eq!(recompute(&heads[target], &events[target], &hashes[target + 1..]), end);
		}
		// 44 is the first of the last 256 events; 43 would be one more.
		assert_eq!(hashes[44..].len(), MAX_RECOMPUTED);
		assert_eq!(recompute(&heads[43], &events[43], &hashes[44..]), Err(LifeError::TooLong));
		// An event that never was, another number, one event left out, one added.
		let forged = event(150, LifeKind::Correction { target_seq: 1 });
		assert_ne!(recompute(&heads[150], &forged, &hashes[151..]), end);
		assert_ne!(recompute(&heads[150], &events[149], &hashes[151..]), end);
		assert_ne!(recompute(&heads[150], &events[150], &hashes[152..]), end);
		assert_ne!(recompute(&heads[150], &events[150], &hashes[150..]), end);
		assert_ne!(recompute(&heads[149], &events[150], &hashes[151..]), end);
		let last = event(u32::MAX, LifeKind::Enrolled);
		assert_eq!(recompute(&heads[0], &last, &[]), Err(LifeError::TooLong));
	}

	#[test]
	fn offchain_keys_begin_with_the_padded_tag() {
		let key = offchain_key(&Hash::repeat_byte(9));
		assert_eq!(key, [&b"chuxin/life/1\0\0\0"[..], &[9; 32]].concat());
	}

	#[test]
	fn evidence_binds_salt_length_and_content() {
		let base = evidence(&[1; 32], b"minutes");
		assert_ne!(base, evidence(&[2; 32], b"minutes"));
		assert_ne!(base, evidence(&[1; 32], b"minutes."));
		assert_ne!(base, evidence_of_digest(&[1; 32], 8, &file_digest(b"minutes")));
	}
}
