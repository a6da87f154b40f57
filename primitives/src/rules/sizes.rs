//! How large a branch and its committee are (支部工作条例（试行）).
//!
//! A branch has at least three full members and generally at most fifty members. With seven or more
//! full members it elects a committee of three to five, at most seven; with fewer, a secretary and,
//! where needed, a deputy, and the general meeting acts for the committee.

use crate::{
	membership::MembershipStatus,
	organization::{BranchSize, OrgKind, StatusCounts},
};

/// Full members of a branch at least.
pub const MIN_FULL: u32 = 3;
/// Members of a branch generally at most.
pub const USUAL_MEMBERS: u32 = 50;
/// Full members from which on a branch has a committee.
pub const COMMITTEE_FROM: u32 = 7;
/// Members of a branch committee at least.
pub const MIN_COMMITTEE: u32 = 3;
/// Members of a branch committee generally at most.
pub const USUAL_COMMITTEE: u32 = 5;
/// Members of a branch committee at most.
pub const MAX_COMMITTEE: u32 = 7;
/// Officers of a branch without a committee: a secretary, and a deputy where needed.
pub const MAX_WITHOUT_COMMITTEE: u32 = 2;

/// Whether a branch has fewer full members than it needs.
pub fn too_few(own: &StatusCounts) -> bool {
	own.of(MembershipStatus::Full) < MIN_FULL
}

/// Whether a branch has more members than it generally has.
pub fn too_many(own: &StatusCounts) -> bool {
	own.members() > USUAL_MEMBERS
}

/// What the head counts of an organization itself say of its size.
pub fn branch_size(kind: OrgKind, own: &StatusCounts) -> BranchSize {
	match (kind.holds_members(), too_few(own), too_many(own)) {
		(false, ..) => BranchSize::NotABranch,
		(true, true, _) => BranchSize::TooSmall,
		(true, false, true) => BranchSize::TooLarge,
		(true, false, false) => BranchSize::Normal,
	}
}

/// Whether a branch with `full` full members may elect that many officers.
pub const fn may_elect(full: u32, elected: u32) -> bool {
	if full < COMMITTEE_FROM {
		elected >= 1 && elected <= MAX_WITHOUT_COMMITTEE
	} else {
		elected >= MIN_COMMITTEE && elected <= MAX_COMMITTEE
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn own(probationary: u32, full: u32) -> StatusCounts {
		let mut counts = StatusCounts::default();
		counts.step(MembershipStatus::Probationary, true, probationary).unwrap();
		counts.step(MembershipStatus::Full, true, full).unwrap();
		// Neither counts.
		counts.step(MembershipStatus::Applicant, true, 100).unwrap();
		counts.step(MembershipStatus::Former, true, 100).unwrap();
		counts
	}

	#[test]
	fn a_branch_has_3_full_members_and_generally_50_members() {
		let size = |probationary, full| branch_size(OrgKind::Branch, &own(probationary, full));
		assert_eq!(size(0, 2), BranchSize::TooSmall);
		assert_eq!(size(10, 2), BranchSize::TooSmall);
		assert_eq!(size(60, 2), BranchSize::TooSmall);
		assert_eq!(size(0, 3), BranchSize::Normal);
		assert_eq!(size(0, 50), BranchSize::Normal);
		assert_eq!(size(1, 49), BranchSize::Normal);
		assert_eq!(size(1, 50), BranchSize::TooLarge);
		assert_eq!(size(0, 51), BranchSize::TooLarge);
		assert_eq!(branch_size(OrgKind::County, &own(0, 51)), BranchSize::NotABranch);
		assert_eq!(branch_size(OrgKind::Group, &own(0, 0)), BranchSize::NotABranch);
	}

	#[test]
	fn a_committee_has_3_to_7_from_7_full_members_on() {
		let allowed = |full| (0..=9).filter(|n| may_elect(full, *n)).collect::<Vec<_>>();
		assert_eq!(allowed(3), [1, 2]);
		assert_eq!(allowed(6), [1, 2]);
		assert_eq!(allowed(7), [3, 4, 5, 6, 7]);
		assert_eq!(allowed(50), [3, 4, 5, 6, 7]);
	}
}
