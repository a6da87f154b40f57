//! Identifiers. Numbers are given out by the chain in the order of registration and never reused.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

macro_rules! id {
	($(#[$doc:meta])* $name:ident, $inner:ty) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode,
			DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
		)]
		#[derive(serde::Serialize, serde::Deserialize)]
		pub struct $name(pub $inner);

		impl $name {
			/// The identifier after this one; `None` when the numbers are exhausted.
			pub fn next(self) -> Option<Self> {
				self.0.checked_add(1).map(Self)
			}
		}

		impl core::fmt::Display for $name {
			fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
				core::fmt::Display::fmt(&self.0, f)
			}
		}
	};
}

id!(
	/// An organization of the tree (组织).
	OrgId,
	u32
);
id!(
	/// A person (人员): applicant, member or former member. One person, one number, for ever.
	PersonId,
	u64
);
id!(
	/// An act that waits for its day (待生效事项): given out in the order in which acts are put.
	PendingId,
	u32
);
id!(
	/// A resolution of a general meeting (支部大会决议).
	ResolutionId,
	u32
);
