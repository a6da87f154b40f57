//! Resolutions of meetings, as other pallets use them: once, and only for what they were planned for.

use crate::{CivilDate, OrgId, PersonId, ResolutionId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::DispatchError;

/// What a resolution was planned for.
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
pub enum Purpose {
	/// That a membership ends.
	#[codec(index = 0)]
	Exit,
	/// That a membership is suspended.
	#[codec(index = 1)]
	Suspension,
	/// That a suspended membership is restored.
	#[codec(index = 2)]
	Reinstatement,
	/// That a former member is admitted again.
	#[codec(index = 3)]
	Readmission,
	/// The election of a committee at the end of its term.
	#[codec(index = 4)]
	Election,
	/// The election of single officers within a term.
	#[codec(index = 5)]
	ByElection,
	/// A merger, split, upgrade or dissolution.
	#[codec(index = 6)]
	Reorganization,
}

/// Whom or what a resolution concerns.
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
pub enum Subject {
	/// A person.
	#[codec(index = 0)]
	Person(PersonId),
	/// An organization.
	#[codec(index = 1)]
	Organization(OrgId),
}

/// The resolutions of meetings.
pub trait Resolutions {
	/// Uses up a resolution of `org` that passed, and tells the day it passed.
	///
	/// # Errors
	/// When there is no such resolution of this organization, it did not pass, was planned for
	/// something else, or was used.
	fn take(
		org: OrgId,
		resolution: ResolutionId,
		purpose: Purpose,
		subject: Subject,
	) -> Result<CivilDate, DispatchError>;
}
