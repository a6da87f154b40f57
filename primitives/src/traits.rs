//! The traits by which pallets meet. Nothing else crosses from one to another.

use crate::{
	life::LifeKind,
	membership::MembershipStatus,
	organization::{Grants, OrgKind, OrgStatus, Powers},
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

/// Why two persons do not count as two (protocols: two persons, the second not appointed by the
/// first): one of them may have made the other what he is, and hold both keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
	/// They are one person.
	Same,
	/// One appointed the other.
	Appointed,
	/// One bound or replaced the other's key.
	Key,
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
	/// The powers a person's key has for an organization now (empty when none, not yet in force, the
	/// key is frozen or there is none, or the organization does not work).
	fn powers_of(org: OrgId, person: PersonId) -> Powers;
	/// Who appointed the person in the organization; `None` for the officers a chain starts with, after
	/// an election, and for who is no officer there.
	fn appointed_by(org: OrgId, person: PersonId) -> Option<PersonId>;
	/// As [`Persons::key_given_by`].
	fn key_given_by(person: PersonId) -> Option<PersonId>;
	/// What ties two persons who decide together, each for an organization; `None` when they are two.
	/// Whoever is first makes no difference. Asked when they sign, and again when what they decided
	/// is carried out.
	fn tie(first: (OrgId, PersonId), second: (OrgId, PersonId)) -> Option<Tie> {
		let by = |(org, person): (OrgId, PersonId), other: (OrgId, PersonId)| {
			Self::appointed_by(org, person) == Some(other.1)
		};
		let gave = |one: PersonId, other| Self::key_given_by(one) == Some(other);
		if first.1 == second.1 {
			Some(Tie::Same)
		} else if by(first, second) || by(second, first) {
			Some(Tie::Appointed)
		} else if gave(first.1, second.1) || gave(second.1, first.1) {
			Some(Tie::Key)
		} else {
			None
		}
	}
	/// In how many organizations the person is an officer.
	fn offices_of(person: PersonId) -> u16;
	/// In which organizations the person is an officer, at most 32.
	fn seats_of(person: PersonId) -> Vec<OrgId>;
	/// Checks that the highest organization keeps an approver without this person: in force, not only
	/// acting, and with a key that acts. Nobody stands above it to appoint another one.
	///
	/// # Errors
	/// When the person is its last approver.
	fn ensure_dispensable(person: PersonId) -> DispatchResult;
	/// The organization that answers to this number today: itself, or the one it went over into,
	/// however many mergers there were. Every other function here resolves its arguments so.
	fn resolve(org: OrgId) -> OrgId;
	/// What the superior granted the organization.
	fn grants_of(org: OrgId) -> Grants;
	/// Counts persons in or out along the tree: `(branch, status, more, fewer)` each.
	///
	/// # Errors
	/// When an organization is missing or a counter would leave its range; nothing is changed then.
	fn count(changes: &[CountChange]) -> DispatchResult;
	/// A membership ends: so does every office and power of the person, everywhere, and an
	/// organization that is left without a secretary finds that in its agenda. Called while the
	/// person still stands as before and the key is still bound, whose entitlement ends office by
	/// office.
	///
	/// # Errors
	/// When the person is not dispensable ([`Self::ensure_dispensable`]), or the key was not entitled;
	/// the caller takes everything back then.
	fn vacate(person: PersonId) -> DispatchResult;
	/// A membership is suspended, or restored: the person keeps the offices, whose powers rest in
	/// between, and the agendas say where there is no secretary as long.
	fn rest(person: PersonId, suspended: bool);
	/// Makes a working branch for benchmarks, at the greatest depth below `org`.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_branch(org: OrgId, seed: u32) -> OrgId;
	/// Makes the person secretary of `n` organizations at the greatest depth, for benchmarks.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_offices(person: PersonId, n: u32);
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
	/// Who bound or replaced the person's key by office; `None` without a key, for the founders, and
	/// when the holder replaced it.
	fn key_given_by(person: PersonId) -> Option<PersonId>;
	/// Branch and status.
	fn standing(person: PersonId) -> Option<(OrgId, MembershipStatus)>;
	/// Moves a person from a branch to another one, with head counts and life event, because the
	/// branch `from` was split (or a person must leave it before it goes over).
	///
	/// # Errors
	/// When the person is not of `from`, is held, or `to` holds no members.
	fn move_branch(person: PersonId, from: OrgId, to: OrgId, by: OrgId) -> DispatchResult;
	/// How many things of the branch or organization wait (proposals, record updates, acts): it can
	/// be neither merged nor archived before they are settled.
	fn waiting(org: OrgId) -> u32;
	/// The day from which the organization keeps its records on the chain: its own, or the nearest
	/// above.
	fn live_since(org: OrgId) -> Option<CivilDate>;
	/// Sees to it that this day is no later than `day`, after the organization came to stand elsewhere,
	/// or took over persons who were live since then.
	fn keep_go_live(org: OrgId, day: Option<CivilDate>);
	/// Closes the import window of an organization that is wound up, if it has one; gives its last
	/// day.
	fn close_window(org: OrgId) -> Option<CivilDate>;
	/// Makes a full member of a branch for benchmarks, with a record and with a key of its own.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(org: OrgId, seed: u32) -> PersonId;
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
	/// Freezes the account until it is thawed, or thaws it: a frozen account can submit nothing.
	fn set_frozen(account: &AccountId, frozen: bool) -> DispatchResult;
	/// Freezes the account up to a moment (ms), from which on it is not frozen any more, though
	/// nobody thaws it.
	fn freeze_until(account: &AccountId, until: Moment) -> DispatchResult;
	/// The moment (ms) from which on the account is not frozen any more, though it is marked so;
	/// `None` when it is not frozen, or until somebody thaws it.
	fn frozen_until(account: &AccountId) -> Option<Moment>;
}
