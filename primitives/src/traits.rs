//! The traits by which pallets meet. Nothing else crosses from one to another.

use crate::{
	life::LifeKind,
	membership::MembershipStatus,
	organization::{OrgKind, OrgStatus, Powers},
	CivilDate, Hash, Moment, OrgId, PersonId,
};
use alloc::vec::Vec;
use sp_runtime::{DispatchError, DispatchResult};

/// The chain's time.
pub trait Clock {
	/// The moment of this block (ms since 1970).
	fn now() -> Moment;
	/// The day of this block in China (UTC+8).
	fn today() -> CivilDate;
}

/// The tree of organizations.
///
/// Callers never assume that an organization is on this chain: they ask, and take "no" for one
/// that is not.
pub trait Organizations {
	/// Kind and status, if the organization is here.
	fn lookup(org: OrgId) -> Option<(OrgKind, OrgStatus)>;
	/// Whether `org` is `ancestor` or below it.
	fn is_within(org: OrgId, ancestor: OrgId) -> bool;
	/// The organization and everything above it, nearest first; at most 13.
	fn ancestors(org: OrgId) -> Vec<OrgId>;
	/// The powers a person's key has for an organization now (empty when none, not yet in force, or
	/// the organization does not work).
	fn powers_of(org: OrgId, person: PersonId) -> Powers;
	/// In how many organizations the person is an officer.
	fn offices_of(person: PersonId) -> u16;
	/// Counts persons in or out along the tree: `(branch, status, more, fewer)` each.
	///
	/// # Errors
	/// When an organization is missing or a counter would leave its range; nothing is changed then.
	fn count(changes: &[CountChange]) -> DispatchResult;
	/// Makes a working branch for benchmarks, at the greatest depth below `org`.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_branch(org: OrgId, seed: u32) -> OrgId;
}

/// A change of head counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountChange {
	/// The branch.
	pub org: OrgId,
	/// The status counted.
	pub status: MembershipStatus,
	/// `true`: more; `false`: fewer.
	pub up: bool,
	/// By how many.
	pub by: u32,
}

/// Persons and their keys.
pub trait Persons<AccountId> {
	/// The person whose bound key this is; `None` also when the key is frozen.
	fn acting(account: &AccountId) -> Option<PersonId>;
	/// The key bound to the person, frozen or not.
	fn account_of(person: PersonId) -> Option<AccountId>;
	/// Branch and status.
	fn standing(person: PersonId) -> Option<(OrgId, MembershipStatus)>;
	/// Appends an event to the person's life chain.
	///
	/// # Errors
	/// When there is no such person or the chain of events is full.
	fn record(
		person: PersonId,
		kind: LifeKind,
		effective: CivilDate,
		by: OrgId,
		evidence: Hash,
	) -> Result<(), DispatchError>;
}

/// The right to submit: counted by office and membership, kept with the account.
pub trait Entitlement<AccountId> {
	/// One more office. The first entitlement makes the account exist.
	fn add_office(account: &AccountId) -> DispatchResult;
	/// One office fewer. Transactions signed before are refused from now on.
	fn remove_office(account: &AccountId) -> DispatchResult;
	/// The account is now a member's key.
	fn add_membership(account: &AccountId) -> DispatchResult;
	/// The account is no longer a member's key.
	fn remove_membership(account: &AccountId) -> DispatchResult;
	/// Freezes or thaws the account: a frozen account can submit nothing.
	fn set_frozen(account: &AccountId, frozen: bool) -> DispatchResult;
}
