//! Acts that wait: decided by two persons, visible, and carried out only after a delay in which
//! they can be vetoed.

use crate::{date::RawDate, Moment, OrgId, PendingId, PersonId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, DispatchResult, Weight};

/// An act that waits.
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
pub enum PendingAct {
	/// A person's key is replaced; the new one is kept by the members.
	#[codec(index = 0)]
	ReplaceAccount(PersonId),
	/// An organization goes over into another one.
	#[codec(index = 1)]
	Merge {
		/// The organization that goes over.
		from: OrgId,
		/// The organization that takes over.
		into: OrgId,
	},
	/// An organization is dissolved.
	#[codec(index = 2)]
	Archive(OrgId),
}

/// Who decided an act that waits. Both still hold their power when it is carried out.
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
pub enum Deciders {
	/// The person concerned alone.
	#[codec(index = 0)]
	Holder(PersonId),
	/// An officer who proposed and an approver who decided, for the organization.
	#[codec(index = 1)]
	Officers {
		/// Who proposed.
		proposed_by: PersonId,
		/// Who decided, as an approver of `org`.
		approved_by: PersonId,
		/// The organization they acted for.
		org: OrgId,
	},
}

impl Deciders {
	/// Whether the person is one of those who decided.
	pub fn include(&self, person: PersonId) -> bool {
		match self {
			Self::Holder(holder) => *holder == person,
			Self::Officers { proposed_by, approved_by, .. } => {
				[*proposed_by, *approved_by].contains(&person)
			},
		}
	}
}

/// An act that waits, as it is kept.
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
pub struct Pending {
	/// What waits.
	pub act: PendingAct,
	/// The organization concerned: its officers, and those above it, may veto.
	pub org: OrgId,
	/// Who decided.
	pub by: Deciders,
	/// The first moment it can be carried out (ms).
	pub ready_at: Moment,
}

/// An act that waits, as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PendingView {
	/// Its number.
	pub id: PendingId,
	/// What waits.
	pub act: PendingAct,
	/// The organization concerned.
	pub org: OrgId,
	/// Who decided.
	pub by: Deciders,
	/// The first moment it can be carried out (ms).
	pub ready_at: Moment,
	/// The day of that moment in China.
	pub ready_on: RawDate,
}

/// Where acts wait.
pub trait PendingActs {
	/// Puts an act that can be carried out `delay` ms from now.
	///
	/// # Errors
	/// When all numbers are given out.
	fn put(
		act: PendingAct,
		org: OrgId,
		by: Deciders,
		delay: Moment,
	) -> Result<PendingId, DispatchError>;
	/// Takes an act out that was settled in another way; nothing happens when it is not there.
	fn remove(id: PendingId);
	/// The act goes to another organization, as the person concerned did; nothing happens when it is
	/// not there.
	fn rehome(id: PendingId, org: OrgId);
}

/// Who carries an act out when its time has come: the pallet it belongs to.
pub trait CarryOut {
	/// Whether what the act rests on is still so; if not, it lapses when its time has come, as when
	/// one who decided has lost the power.
	fn stands(_pending: &Pending) -> bool {
		true
	}
	/// Carries the act out. Everything that was checked when it was decided is checked again.
	///
	/// # Errors
	/// When it is no longer allowed; nothing is changed then.
	fn carry_out(id: PendingId, pending: &Pending) -> DispatchResult;
	/// The act was vetoed: what was prepared for it is taken back.
	///
	/// # Errors
	/// When it cannot be taken back; nothing is changed then.
	fn vetoed(id: PendingId, pending: &Pending) -> DispatchResult;
	/// The most that either of the two may take, whatever the act: which act waits under a number
	/// is not known when a call is weighed.
	fn weight() -> Weight;
}
