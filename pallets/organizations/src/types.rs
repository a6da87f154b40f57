//! What the pallet keeps and starts from.

use alloc::{string::String, vec::Vec};
use chuxin_primitives::{
	organization::{Office, Offices, OrgKind, Power, Powers},
	CivilDate, Moment, OrgId, PersonId,
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
	/// The day of the appointment.
	pub since: CivilDate,
	/// From which moment the powers work (ms).
	pub effective_at: Moment,
	/// Who appointed; `None` for the officers a chain starts with.
	pub by: Option<PersonId>,
}

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
