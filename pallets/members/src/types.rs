//! What this pallet stores beside the types of `chuxin_primitives::membership`, and its limits.

use chuxin_primitives::{
	membership::{Corrected, MembershipStatus, Record, Sealed},
	AccountId, CivilDate, Hash, Moment, OrgId, PendingId, PersonId,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Record schemas in which persons can be enrolled.
pub const SUPPORTED_SCHEMAS: [u16; 1] = [1];
/// Batches proposed in one call at most.
pub const MAX_DIGESTS: u32 = 64;
/// Batches of one organization waiting at once at most: 512,000 persons.
pub const MAX_PROPOSALS: u32 = 1024;
/// Days an import window may stay open: a year and a day, so that a yearly deadline fits.
pub const MAX_WINDOW_DAYS: i64 = 366;
/// Days a member's consent to bind an account may be used after the day it is entered at the latest.
pub const MAX_BINDING_DAYS: i64 = 31;
/// Blocks a registrar's certificate may reach into the future: 12 hours at 3 seconds.
pub const MAX_CERTIFICATE_BLOCKS: u32 = 14_400;
/// Offices a person may already hold when an account is bound; each costs weight.
pub const MAX_OFFICES: u16 = 32;
/// Reads to see that an organization stands at or above everywhere a person is seated, at most: up to
/// the root from each of [`MAX_OFFICES`] seats, which is 12 levels above at most.
pub const SEAT_READS: u64 = 32 * 13;
/// Documents of one person at most.
pub const MAX_TAGS: u8 = 3;
/// Days within which a proposed batch or act is due, before the agenda calls it overdue.
pub const PROPOSAL_DAYS: i64 = 7;
/// Days within which a member's record update is due.
pub const RECORD_UPDATE_DAYS: i64 = 30;
/// Events after the corrected one that a correction may carry: with it, 256.
pub const MAX_AFTER: u32 = 255;

/// A batch that waits for its second person.
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
)]
pub struct Proposal {
	/// Who proposed; somebody else enrols.
	pub by: PersonId,
	/// Entries of the batch, 1 to 500.
	pub count: u32,
	/// When it was proposed (ms).
	pub at: Moment,
}

/// An act on a person that waits for its second person.
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
)]
pub struct ActProposal {
	/// `membership::act_hash` of the act.
	pub proposal: Hash,
	/// Who proposed; somebody else carries it out.
	pub by: PersonId,
	/// When it was proposed (ms).
	pub at: Moment,
}

/// A new key that waits for its day.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Replacement {
	/// The new key.
	pub account: AccountId,
	/// The act that waits.
	pub pending: PendingId,
	/// The person's branch when it was decided.
	pub org: OrgId,
}

/// A member's own record update that waits for confirmation.
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
)]
pub struct RecordUpdate {
	/// The record as it is to be.
	pub record: Record,
	/// When it was proposed (ms).
	pub at: Moment,
	/// The branch in whose agenda it stands.
	pub org: OrgId,
}

/// Something is pending about a person.
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
)]
pub struct Hold {
	/// The last day; open end if there is none.
	pub until: Option<CivilDate>,
	/// Whether the person has no vote meanwhile.
	pub without_vote: bool,
	/// The organization that placed it: it, or one above it, lifts it.
	pub by: OrgId,
	/// When it was placed (ms).
	pub since: Moment,
	/// The branch in whose agenda its last day stands.
	pub org: OrgId,
}

impl Hold {
	/// Whether it still holds on `today`: the last day itself included.
	pub fn is_on(&self, today: CivilDate) -> bool {
		self.until.is_none_or(|until| today <= until)
	}
}

/// A membership that ended before another one began.
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
)]
pub struct PastSpell {
	/// Its political birthday; none for founders whose record was never entered.
	pub birthday: Option<Sealed>,
	/// The effective one, where the sealed one was found wrong.
	pub corrected: Option<Corrected>,
	/// The record it ended with.
	pub record: Option<Record>,
	/// The day it ended.
	pub ended: CivilDate,
}

/// What a suspended person was before.
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
)]
pub struct Suspension {
	/// The status, which comes back.
	pub before: MembershipStatus,
	/// The day from which on it was suspended.
	pub since: CivilDate,
}
