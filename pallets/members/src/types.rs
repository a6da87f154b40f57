//! What this pallet stores beside the types of `chuxin_primitives::membership`, and its limits.

use chuxin_primitives::{Hash, Moment, PersonId};
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

/// A correction that waits for its second person.
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
pub struct CorrectionProposal {
	/// `membership::correction_hash` of what is to be corrected and how.
	pub hash: Hash,
	/// Who proposed; somebody else corrects.
	pub by: PersonId,
	/// When it was proposed (ms).
	pub at: Moment,
}
