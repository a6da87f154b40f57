//! Elections of officers, step by step (基层组织选举工作条例): request, reply, notice, meeting,
//! report, confirmation.

use crate::{
	date::RawDate,
	organization::{Office, Offices},
	CivilDate, PersonId,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{bounded::BoundedVec, ConstU32};

/// Persons elected at once at most: all officers of an organization.
pub const MAX_ELECTED: u32 = 12;

/// What is elected.
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
pub enum ElectionKind {
	/// The officers of a new term (换届).
	#[codec(index = 0)]
	Term,
	/// Single officers within a term (补选).
	#[codec(index = 1)]
	ByElection,
}

/// A person elected, with the offices.
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
pub struct Elected {
	/// Who.
	pub person: PersonId,
	/// To what.
	pub offices: Offices,
}

/// A result as it is kept.
pub type Results = BoundedVec<Elected, ConstU32<MAX_ELECTED>>;
/// A result as people read it.
pub type ResultsView = Vec<(PersonId, Vec<Office>)>;

/// How far an election is: as it is kept, or (with [`RawDate`] and [`ResultsView`]) as people read
/// it.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ElectionStage<Day = CivilDate, Elected = Results> {
	/// The organization asked its superior.
	#[codec(index = 0)]
	Requested,
	/// The superior agreed.
	#[codec(index = 1)]
	Agreed,
	/// The members were given notice.
	#[codec(index = 2)]
	Announced {
		/// The day of the meeting.
		day: Day,
	},
	/// The meeting has elected; the superior confirms.
	#[codec(index = 3)]
	Reported {
		/// The day of the meeting, from its resolution.
		held: Day,
		/// The result.
		results: Elected,
		/// The officer who reported.
		by: PersonId,
	},
}

/// An election that is under way.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Election {
	/// What is elected.
	pub kind: ElectionKind,
	/// The officer who asked for it.
	pub requested_by: PersonId,
	/// How far it is.
	pub stage: ElectionStage,
}

/// An election that is under way, as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ElectionView {
	/// What is elected.
	pub kind: ElectionKind,
	/// The officer who asked for it.
	pub requested_by: PersonId,
	/// How far it is.
	pub stage: ElectionStage<RawDate, ResultsView>,
}

/// A result as people read it.
pub fn shown(results: &[Elected]) -> ResultsView {
	results.iter().map(|elected| (elected.person, elected.offices.list())).collect()
}

impl From<Election> for ElectionView {
	fn from(election: Election) -> Self {
		let Election { kind, requested_by, stage } = election;
		let stage = match stage {
			ElectionStage::Requested => ElectionStage::Requested,
			ElectionStage::Agreed => ElectionStage::Agreed,
			ElectionStage::Announced { day } => ElectionStage::Announced { day: day.into() },
			ElectionStage::Reported { held, results, by } => {
				ElectionStage::Reported { held: held.into(), results: shown(&results), by }
			},
		};
		Self { kind, requested_by, stage }
	}
}
