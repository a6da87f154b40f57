//! Organizations: kinds, offices, powers, head counts.
//!
//! Three things that are often mixed are apart here:
//!
//! * a [`Grant`] is a power of an *organization*, given by its superior and never implied by its kind;
//! * an [`Office`] is what a *person* was elected or appointed to;
//! * a [`Power`] is what a person's *key* may do in the system.

use crate::{
	date::RawDate,
	membership::{MembershipStatus, STATUSES},
	text::RawText,
	CivilDate, OrgId, PersonId,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

mod contact;
mod election;
mod key;
mod reorganization;
pub use contact::*;
pub use election::*;
pub use key::*;
pub use reorganization::*;

/// The deepest level below the root. The levels of the Party's own tree need 8.
pub const MAX_DEPTH: u8 = 12;
/// Officers of one organization at most.
pub const MAX_OFFICERS: u8 = 12;
/// Organizations one person is an officer of at most.
pub const MAX_SEATS: u32 = 32;
/// Bytes of an organization's name at most.
pub const MAX_NAME: u32 = 128;

/// What kind of organization it is.
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
pub enum OrgKind {
	/// The Centre (中央).
	#[codec(index = 0)]
	Centre,
	/// Provincial committee (省级党委).
	#[codec(index = 1)]
	Provincial,
	/// Municipal committee (市级党委).
	#[codec(index = 2)]
	Municipal,
	/// County committee (县级党委).
	#[codec(index = 3)]
	County,
	/// Party working committee (工委).
	#[codec(index = 4)]
	WorkingCommittee,
	/// Primary-level Party committee (基层党委).
	#[codec(index = 5)]
	PrimaryCommittee,
	/// General Party branch (党总支).
	#[codec(index = 6)]
	GeneralBranch,
	/// Party branch (党支部).
	#[codec(index = 7)]
	Branch,
	/// Joint Party branch (联合党支部).
	#[codec(index = 8)]
	JointBranch,
	/// Branch of mobile members (流动党员党支部).
	#[codec(index = 9)]
	MobileBranch,
	/// Temporary branch (临时党支部).
	#[codec(index = 10)]
	TemporaryBranch,
	/// Party group inside a branch (党小组). Holds no members of its own.
	#[codec(index = 11)]
	Group,
}

impl OrgKind {
	/// Members belong to branches, and to nothing else (every member is in exactly one branch).
	pub const fn holds_members(self) -> bool {
		matches!(
			self,
			Self::Branch | Self::JointBranch | Self::MobileBranch | Self::TemporaryBranch
		)
	}

	/// Whether an organization of this kind may stand directly below one of kind `parent`.
	///
	/// A group is inside a branch; branches are below committees and general branches; a
	/// committee is below a committee of a higher level; working committees stand at any level.
	pub const fn may_be_below(self, parent: Self) -> bool {
		const fn level(kind: OrgKind) -> u8 {
			match kind {
				OrgKind::Centre => 0,
				OrgKind::Provincial => 1,
				OrgKind::Municipal => 2,
				OrgKind::County => 3,
				OrgKind::WorkingCommittee => 4,
				OrgKind::PrimaryCommittee => 5,
				OrgKind::GeneralBranch => 6,
				OrgKind::Branch
				| OrgKind::JointBranch
				| OrgKind::MobileBranch
				| OrgKind::TemporaryBranch => 7,
				OrgKind::Group => 8,
			}
		}
		match (self, parent) {
			(Self::Group, _) => parent.holds_members(),
			// A working committee may lead committees of any level below its own superior.
			(Self::WorkingCommittee, _) => level(parent) <= 4,
			(_, Self::WorkingCommittee) => level(self) >= 3,
			// Large primary-level committees have committees below them.
			(Self::PrimaryCommittee, Self::PrimaryCommittee) => true,
			_ => level(self) > level(parent),
		}
	}
}

/// Where an organization stands in its own life.
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
pub enum OrgStatus {
	/// Works.
	#[codec(index = 0)]
	Active,
	/// Stands still: nothing new is recorded for it.
	#[codec(index = 1)]
	Frozen,
	/// Dissolved.
	#[codec(index = 2)]
	Archived,
	/// Went over into another organization.
	#[codec(index = 3)]
	MergedInto(OrgId),
}

/// A set of at most 16 flags, stored as bits and shown as a list.
macro_rules! flags {
	($(#[$doc:meta])* $set:ident of $flag:ident) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking,
			MaxEncodedLen, TypeInfo,
		)]
		pub struct $set(u16);

		impl $set {
			/// No flag.
			pub const NONE: Self = Self(0);

			const fn bit(flag: $flag) -> u16 {
				$flag::bit(flag)
			}
			/// Whether the flag is in the set.
			pub const fn contains(self, flag: $flag) -> bool {
				self.0 & Self::bit(flag) != 0
			}
			/// The set with the flag.
			pub const fn with(self, flag: $flag) -> Self {
				Self(self.0 | Self::bit(flag))
			}
			/// Whether every flag of `other` is in this set.
			pub const fn includes(self, other: Self) -> bool {
				self.0 & other.0 == other.0
			}
			/// Whether there is no flag.
			pub const fn is_empty(self) -> bool {
				self.0 == 0
			}
			/// The flags, in the order of their index.
			pub fn list(self) -> Vec<$flag> {
				$flag::ALL.iter().copied().filter(|f| self.contains(*f)).collect()
			}
		}

		impl From<&[$flag]> for $set {
			fn from(flags: &[$flag]) -> Self {
				flags.iter().fold(Self::NONE, |set, flag| set.with(*flag))
			}
		}
	};
}

macro_rules! flag {
	(
		$(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $index:literal),* $(,)? }
	) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking,
			MaxEncodedLen, TypeInfo,
		)]
		#[derive(serde::Serialize, serde::Deserialize)]
		pub enum $name {
			$($(#[$vdoc])* #[codec(index = $index)] $variant),*
		}

		impl $name {
			/// Every flag, in the order of its index.
			pub const ALL: &'static [Self] = &[$(Self::$variant),*];

			const fn bit(self) -> u16 {
				match self { $(Self::$variant => 1u16 << $index),* }
			}
		}
	};
}

flag! {
	/// A power of an organization, granted by its superior (发展党员工作细则 Art. 23;
	/// 党员教育管理工作条例 Art. 25).
	Grant {
		/// May approve the admission of members.
		ApproveAdmission = 0,
		/// May transfer affiliation directly, nation-wide.
		DirectTransfer = 1,
		/// Holds a bank account for dues.
		HoldsDuesAccount = 2,
		/// May hold elections.
		HoldElections = 3,
	}
}
flags!(
	/// The powers an organization was granted.
	Grants of Grant
);

flag! {
	/// An elected or appointed office.
	Office {
		/// Secretary (书记).
		Secretary = 0,
		/// Deputy secretary (副书记).
		DeputySecretary = 1,
		/// Member for organization (组织委员).
		Organization = 2,
		/// Member for publicity (宣传委员).
		Publicity = 3,
		/// Member for discipline inspection (纪检委员).
		Discipline = 4,
		/// Another member of the committee (委员).
		CommitteeMember = 5,
		/// Leader of a Party group (党小组组长).
		GroupLeader = 6,
	}
}
flags!(
	/// The offices a person holds in one organization.
	Offices of Office
);

flag! {
	/// What a person's key may do for an organization.
	Power {
		/// Drafts and proposes (党务工作者).
		Handler = 0,
		/// Carries out a collective decision and names it.
		Approver = 1,
		/// Organizer (组织员).
		Organizer = 2,
		/// Collects dues.
		Collector = 3,
		/// Accountant (会计).
		Accountant = 4,
		/// Cashier (出纳).
		Cashier = 5,
		/// Reviews for secrecy before disclosure.
		SecrecyReviewer = 6,
		/// Publishes disclosures.
		Publisher = 7,
		/// Signs statistical returns.
		Statistics = 8,
		/// Keeps the organization's keys.
		KeyCustodian = 9,
		/// Inspects; named from above, the inspected cannot revoke it.
		Inspector = 10,
	}
}
flags!(
	/// The powers of one person for one organization.
	Powers of Power
);

/// A person who acts for an organization: what an origin check hands to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Officer {
	/// Who acts. Separation of duties compares persons, never accounts.
	pub person: PersonId,
	/// The organization acted for.
	pub org: OrgId,
	/// Who appointed the officer; `None` for founders and after an election.
	pub appointed_by: Option<PersonId>,
}

/// How many persons stand in each status: one counter a status, in the order of its index.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct StatusCounts(pub [u32; STATUSES]);

impl StatusCounts {
	/// The count of one status.
	pub fn of(&self, status: MembershipStatus) -> u32 {
		self.0.get(status.index()).copied().unwrap_or_default()
	}

	/// Members of the Party: probationary, full and inactive. Applicants of any stage and former
	/// members are none.
	pub fn members(&self) -> u32 {
		STATUS_MEMBERS.iter().fold(0, |sum: u32, s| sum.saturating_add(self.of(*s)))
	}

	/// Counts one more (`true`) or one fewer (`false`) of a status; `None` when that leaves the
	/// range of a counter.
	pub fn step(&mut self, status: MembershipStatus, up: bool, n: u32) -> Option<()> {
		let slot = self.0.get_mut(status.index())?;
		*slot = if up { slot.checked_add(n)? } else { slot.checked_sub(n)? };
		Some(())
	}

	/// Adds the counts of another; `None` on overflow.
	pub fn checked_add(mut self, other: &Self) -> Option<Self> {
		for (mine, theirs) in self.0.iter_mut().zip(other.0) {
			*mine = mine.checked_add(theirs)?;
		}
		Some(self)
	}
}

const STATUS_MEMBERS: [MembershipStatus; 3] =
	[MembershipStatus::Probationary, MembershipStatus::Full, MembershipStatus::Inactive];

/// Head counts of an organization.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct HeadCounts {
	/// Persons of the organization itself.
	pub own: StatusCounts,
	/// Persons of the organization and of everything below it.
	pub subtree: StatusCounts,
}

/// An organization as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OrganizationView {
	/// Its number.
	pub id: OrgId,
	/// The organization above; none for the root.
	pub parent: Option<OrgId>,
	/// What kind it is.
	pub kind: OrgKind,
	/// Its name.
	pub name: RawText,
	/// Region by GB/T 2260.
	pub region: u32,
	/// Whether it works.
	pub status: OrgStatus,
	/// The day it was founded.
	pub founded: RawDate,
	/// The day its committee's term ends.
	pub term_ends: Option<RawDate>,
	/// Powers granted by the superior.
	pub grants: Vec<Grant>,
	/// Levels below the root (0 for the root).
	pub depth: u8,
	/// Officers in number.
	pub officers: u8,
	/// Whether its members are being imported now, and until which day.
	pub import_until: Option<RawDate>,
	/// Whether it is a branch, and has too few or too many members.
	pub branch_size: BranchSize,
	/// The version of the key it receives packages under; none when there is none or it was revoked.
	pub key_version: Option<u32>,
	/// The organization it went over into, at the end of all mergers.
	pub merged_into: Option<OrgId>,
	/// The telephone of its office; none when none was published.
	pub contact: Option<RawText>,
}

/// How large a branch is (支部工作条例 Art. 4 and 5; [`crate::rules::sizes`]).
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum BranchSize {
	/// It holds no members.
	#[codec(index = 0)]
	NotABranch,
	/// It has fewer than three full members.
	#[codec(index = 1)]
	TooSmall,
	/// It has three full members or more, and at most fifty members.
	#[codec(index = 2)]
	Normal,
	/// It has more than fifty members.
	#[codec(index = 3)]
	TooLarge,
}

/// The key under which packages for an organization are sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct KeyView {
	/// Which of the organization's keys, from 1.
	pub version: u32,
	/// X25519 public key.
	pub key: [u8; 32],
	/// When it was published (ms).
	pub since: u64,
}

/// An officer as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OfficerView {
	/// The person.
	pub person: PersonId,
	/// Offices held.
	pub offices: Vec<Office>,
	/// Powers of the person's key.
	pub powers: Vec<Power>,
	/// The day of the appointment.
	pub since: RawDate,
	/// From which moment the powers work (ms).
	pub effective_at: u64,
	/// Who appointed; none for founders and after an election.
	pub by: Option<PersonId>,
	/// The last day of an acting officer.
	pub until: Option<RawDate>,
}

/// Head counts as an administrator reads them.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub struct CountsView {
	/// Applicants (入党申请人).
	pub applicants: u32,
	/// Active applicants (入党积极分子).
	pub active_applicants: u32,
	/// Candidates for admission (发展对象).
	pub candidates: u32,
	/// Probationary members (预备党员).
	pub probationary: u32,
	/// Full members (正式党员).
	pub full: u32,
	/// Members whose membership is suspended (停止党籍).
	pub inactive: u32,
	/// Former members.
	pub former: u32,
	/// Members of the Party: probationary, full and inactive.
	pub members: u32,
}

impl From<&StatusCounts> for CountsView {
	fn from(counts: &StatusCounts) -> Self {
		use MembershipStatus::*;
		Self {
			applicants: counts.of(Applicant),
			active_applicants: counts.of(ActiveApplicant),
			candidates: counts.of(Candidate),
			probationary: counts.of(Probationary),
			full: counts.of(Full),
			inactive: counts.of(Inactive),
			former: counts.of(Former),
			members: counts.members(),
		}
	}
}

/// Storage of one organization.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Org {
	/// The organization above; `None` for the root.
	pub parent: Option<OrgId>,
	/// What kind it is.
	pub kind: OrgKind,
	/// Its name.
	pub name: crate::Text<MAX_NAME>,
	/// Region by GB/T 2260: six digits.
	pub region: u32,
	/// Whether it works.
	pub status: OrgStatus,
	/// The day it was founded.
	pub founded: CivilDate,
	/// The day its officers were last elected on this chain.
	pub elected: Option<CivilDate>,
	/// The last day of its committee's term.
	pub term_ends: Option<CivilDate>,
	/// Powers granted by the superior.
	pub grants: Grants,
	/// Officers in number.
	pub officers: u8,
	/// The length of the longest chain of mergers that ends here, at most [`MAX_MERGERS`].
	pub mergers: u8,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn kinds_stand_in_their_order() {
		use OrgKind::*;
		for (below, parent) in [
			(Provincial, Centre),
			(County, Provincial),
			(WorkingCommittee, Provincial),
			(PrimaryCommittee, WorkingCommittee),
			(PrimaryCommittee, PrimaryCommittee),
			(Branch, PrimaryCommittee),
			(Branch, GeneralBranch),
			(Branch, Provincial),
			(Group, Branch),
			(Group, JointBranch),
		] {
			assert!(below.may_be_below(parent), "{below:?} below {parent:?}");
		}
		for (below, parent) in [
			(Centre, Centre),
			(Provincial, County),
			(Branch, Branch),
			(Branch, Group),
			(Group, PrimaryCommittee),
			(Group, Group),
			(GeneralBranch, Branch),
			(GeneralBranch, GeneralBranch),
			(WorkingCommittee, PrimaryCommittee),
			(Municipal, WorkingCommittee),
		] {
			assert!(!below.may_be_below(parent), "{below:?} below {parent:?}");
		}
	}

	#[test]
	fn flags_list_what_was_put_in() {
		let powers = Powers::from(&[Power::Approver, Power::Handler][..]);
		assert_eq!(powers.list(), vec![Power::Handler, Power::Approver]);
		assert!(powers.contains(Power::Approver) && !powers.contains(Power::Inspector));
		assert!(powers.includes(Powers::NONE.with(Power::Handler)));
		assert!(!Powers::NONE.with(Power::Handler).includes(powers));
		assert_eq!(powers.encode(), 0b11u16.encode());
	}

	#[test]
	fn applicants_are_no_members() {
		let mut counts = StatusCounts::default();
		for (n, status) in MembershipStatus::ALL.iter().enumerate() {
			counts.step(*status, true, n as u32 + 1).unwrap();
		}
		// probationary 4, full 5, inactive 6
		assert_eq!(counts.members(), 15);
		assert_eq!(counts.step(MembershipStatus::Applicant, false, 2), None);
	}
}
