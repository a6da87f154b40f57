//! What the pallet keeps and starts from.

use alloc::{string::String, vec::Vec};
use chuxin_primitives::{
	organization::{Grant, Office, Offices, OrgKind, OrgStatus, Power, Powers},
	CivilDate, Moment, OrgId, PersonId, RawDate, RawText,
};
use frame::prelude::*;

/// What one person holds in one organization. Offices and powers are never both empty.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Appointment {
	/// Elected or appointed offices.
	pub offices: Offices,
	/// What the person's key may do for the organization.
	pub powers: Powers,
	/// The day of the appointment or election.
	pub since: CivilDate,
	/// From which moment the powers work (ms).
	pub effective_at: Moment,
	/// Who appointed; `None` for the officers a chain starts with and after an election.
	pub by: Option<PersonId>,
	/// The last day of an acting officer; on it the powers still work.
	pub until: Option<CivilDate>,
}

/// A key under which packages for an organization are sealed.
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
pub struct OrgKey {
	/// X25519 public key.
	pub key: [u8; 32],
	/// When it was published (ms).
	pub since: Moment,
	/// When it ended: replaced, revoked, or the organization merged or archived (ms).
	pub ended: Option<Moment>,
	/// Whether it was revoked: what was sealed to it may be read by others.
	pub revoked: bool,
}

/// What an organization had that ended when it went over into another one or was dissolved: with the
/// persons, everything that is kept of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Estate {
	/// Its officers, whose offices and powers ended.
	pub officers: Vec<PersonId>,
	/// What its superior had granted.
	pub grants: Vec<Grant>,
	/// The last day of its committee's term.
	pub term_ends: Option<RawDate>,
	/// Whether an election was under way.
	pub election: bool,
	/// The last day of its import window, open or over, which is closed. Its persons are imported by
	/// the window of the organization that took over, or by none.
	pub import_until: Option<RawDate>,
	/// The version of its key in use. What was sealed to it can be opened by whoever holds it.
	pub key_version: Option<u32>,
	/// The telephone of its office.
	pub contact: Option<RawText>,
}

/// How many organizations stand one, two, … twelve levels below an organization.
pub type Levels = [u32; 12];

/// An organization a chain starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "frame::derive::serde", rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisOrg {
	/// The organization above, by its position in the list; none for the first, the root.
	pub parent: Option<OrgId>,
	/// What kind it is.
	pub kind: OrgKind,
	/// Its name, 1 to 128 bytes of UTF-8.
	pub name: String,
	/// Region by GB/T 2260, six digits.
	pub region: u32,
	/// The day it was founded (`2024-02-29`).
	pub founded: CivilDate,
}

/// An officer a chain starts with: organization, person, offices, powers.
pub type GenesisAppointment = (OrgId, PersonId, Vec<Office>, Vec<Power>);

/// Whether a number has the form of a code by GB/T 2260: six digits, the first two of them a
/// province's (11 the lowest).
pub(crate) const fn is_region(code: u32) -> bool {
	code >= 110_000 && code <= 999_999
}

/// Whether an organization is neither archived nor merged.
pub(crate) const fn lives(status: OrgStatus) -> bool {
	matches!(status, OrgStatus::Active | OrgStatus::Frozen)
}
