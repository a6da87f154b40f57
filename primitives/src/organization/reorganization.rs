//! Reorganizations: mergers, archiving, splits and upgrades, as three officers decide them.

use crate::{
	date::RawDate, domain, hash::hash, organization::OrgKind, CivilDate, Hash, OrgId, PendingId,
	PersonId, RawText, Text,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Persons moved by one split at most.
pub const MAX_SPLIT: u32 = 500;
/// The longest chain of mergers that ends in one organization.
pub const MAX_MERGERS: u8 = 64;

/// What is to become of an organization.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Reorganization<Name, Day> {
	/// It goes over into another one, with its persons and its head counts. Its number leads there
	/// for ever.
	#[codec(index = 0)]
	Merge {
		/// The organization that takes over.
		into: OrgId,
	},
	/// It is dissolved; nobody belongs to it any more.
	#[codec(index = 1)]
	Archive,
	/// Some of its persons form a new branch beside it.
	#[codec(index = 2)]
	Split {
		/// The new branch's name.
		name: Name,
		/// What kind of branch.
		kind: OrgKind,
		/// Its region by GB/T 2260.
		region: u32,
		/// The day it was founded.
		founded: Day,
		/// How many persons go over, 1 to [`MAX_SPLIT`].
		count: u32,
		/// Who: [`split_hash`].
		persons_hash: Hash,
	},
	/// A branch becomes a general branch, or a general branch a primary-level committee.
	#[codec(index = 3)]
	Upgrade {
		/// What it becomes.
		kind: OrgKind,
	},
}

/// A reorganization as people type and read it.
pub type RawReorganization = Reorganization<RawText, RawDate>;
/// A reorganization whose name and day were checked.
pub type PlannedReorganization = Reorganization<Text<{ super::MAX_NAME }>, CivilDate>;

/// A reorganization that was proposed, as it is kept.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ReorganizationProposal {
	/// The organization whose officers proposed and seconded: the one concerned or one above it.
	pub org: OrgId,
	/// What is proposed.
	pub act: PlannedReorganization,
	/// [`reorganization_hash`] of it: what the second and the third officer name.
	pub digest: Hash,
	/// The handler who proposed.
	pub proposed_by: PersonId,
	/// The approver who seconded.
	pub seconded_by: Option<PersonId>,
	/// The superior's approval, where the act waits for its day.
	pub approved: Option<ReorganizationApproval>,
}

/// A reorganization that was proposed, as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ReorganizationView {
	/// The organization whose officers proposed and seconded: the one concerned or one above it.
	pub org: OrgId,
	/// What is proposed.
	pub act: RawReorganization,
	/// [`reorganization_hash`] of it: what the second and the third officer name.
	pub digest: Hash,
	/// The handler who proposed.
	pub proposed_by: PersonId,
	/// The approver who seconded.
	pub seconded_by: Option<PersonId>,
	/// The superior's approval, where the act waits for its day.
	pub approved: Option<ReorganizationApproval>,
}

impl From<ReorganizationProposal> for ReorganizationView {
	fn from(proposal: ReorganizationProposal) -> Self {
		let ReorganizationProposal { org, act, digest, proposed_by, seconded_by, approved } =
			proposal;
		Self { org, act: act.into(), digest, proposed_by, seconded_by, approved }
	}
}

impl From<PlannedReorganization> for RawReorganization {
	fn from(act: PlannedReorganization) -> Self {
		match act {
			Reorganization::Merge { into } => Self::Merge { into },
			Reorganization::Archive => Self::Archive,
			Reorganization::Split { name, kind, region, founded, count, persons_hash } => {
				let (name, founded) = (name.into(), founded.into());
				Self::Split { name, kind, region, founded, count, persons_hash }
			},
			Reorganization::Upgrade { kind } => Self::Upgrade { kind },
		}
	}
}

/// The superior's approval of a reorganization that waits for its day.
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
pub struct ReorganizationApproval {
	/// The superior.
	pub superior: OrgId,
	/// Its approver.
	pub by: PersonId,
	/// Under which number the act waits.
	pub pending: PendingId,
}

/// The hash by which a reorganization of `target` is seconded and approved: binds the chain, the
/// organization that proposes it, and everything it says.
pub fn reorganization_hash(
	genesis: &Hash,
	org: OrgId,
	target: OrgId,
	act: &PlannedReorganization,
) -> Hash {
	hash(
		domain::REORGANIZATION,
		&[&genesis.0, &org.0.to_le_bytes(), &target.0.to_le_bytes(), &act.encode()],
	)
}

/// The hash of the list of persons who leave `target` in a split: binds chain, branch, every person
/// and their order.
pub fn split_hash(genesis: &Hash, target: OrgId, persons: &[PersonId]) -> Hash {
	hash(domain::SPLIT, &[&genesis.0, &target.0.to_le_bytes(), &persons.encode()])
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn hashes_bind_everything() {
		let genesis = Hash::repeat_byte(1);
		let act = PlannedReorganization::Merge { into: OrgId(3) };
		let base = reorganization_hash(&genesis, OrgId(1), OrgId(2), &act);
		let other = PlannedReorganization::Merge { into: OrgId(4) };
		for changed in [
			reorganization_hash(&Hash::zero(), OrgId(1), OrgId(2), &act),
			reorganization_hash(&genesis, OrgId(2), OrgId(2), &act),
			reorganization_hash(&genesis, OrgId(1), OrgId(1), &act),
			reorganization_hash(&genesis, OrgId(1), OrgId(2), &other),
			reorganization_hash(&genesis, OrgId(1), OrgId(2), &PlannedReorganization::Archive),
		] {
			assert_ne!(changed, base);
		}
		let persons = [PersonId(1), PersonId(2)];
		let base = split_hash(&genesis, OrgId(2), &persons);
		assert_ne!(split_hash(&genesis, OrgId(3), &persons), base);
		assert_ne!(split_hash(&genesis, OrgId(2), &persons[..1]), base);
		assert_ne!(split_hash(&genesis, OrgId(2), &[PersonId(2), PersonId(1)]), base);
		assert_ne!(split_hash(&Hash::zero(), OrgId(2), &persons), base);
	}

	#[test]
	fn indices_are_pinned() {
		let split = RawReorganization::Split {
			name: "甲".into(),
			kind: OrgKind::Branch,
			region: 1,
			founded: "2024-02-29".into(),
			count: 2,
			persons_hash: Hash::zero(),
		};
		let acts = [
			(RawReorganization::Merge { into: OrgId(7) }, vec![0, 7, 0, 0, 0]),
			(RawReorganization::Archive, vec![1]),
			(RawReorganization::Upgrade { kind: OrgKind::GeneralBranch }, vec![3, 6]),
		];
		for (act, bytes) in acts {
			assert_eq!(act.encode(), bytes);
		}
		assert_eq!(split.encode()[..2], [2, 12]);
	}
}
