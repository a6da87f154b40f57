//! What administrators and desks read: one trait a pallet, O(1) or paged.

use crate::{
	date::RawDate,
	membership::{Person, PersonView},
	organization::{CountsView, OfficerView, OrganizationView},
	person_tag::PersonTag,
	AccountId, OrgId, PersonId,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// Entries of one page at most; a larger `limit` is taken as this.
pub const MAX_PAGE: u32 = 256;

/// What an account may still submit today.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct QuotaView {
	/// The chain's day, at whose end the quota is full again.
	pub day: RawDate,
	/// Whether the account may submit at all (an office or a membership, and not frozen).
	pub entitled: bool,
	/// Whether the account is frozen.
	pub frozen: bool,
	/// Organizations the account is an officer of.
	pub offices: u16,
	/// 0 member, 1 officer.
	pub class: u8,
	/// Units left today.
	pub free: u32,
	/// Units of a full day.
	pub limit: u32,
	/// How many transactions may wait at once.
	pub window: u32,
}

sp_api::decl_runtime_apis! {
	/// The tree of organizations.
	pub trait OrganizationsApi {
		/// An organization by its number.
		fn organization(org: OrgId) -> Option<OrganizationView>;
		/// Organizations directly below `org`, by rising number, from the one after `after`.
		fn children(org: OrgId, after: Option<OrgId>, limit: u32) -> Vec<OrganizationView>;
		/// Head counts of the organization itself and of everything below it.
		fn head_counts(org: OrgId) -> Option<(CountsView, CountsView)>;
		/// The officers of an organization, at most 12.
		fn officers(org: OrgId) -> Vec<OfficerView>;
	}

	/// Persons, without anything personal.
	pub trait MembersApi {
		/// A person as an administrator reads it.
		fn person(person: PersonId) -> Option<PersonView>;
		/// A person as the chain keeps it.
		fn person_record(person: PersonId) -> Option<Person>;
		/// Who is registered under each tag, in the order asked, at most 500.
		fn persons_by_tag(tags: Vec<PersonTag>) -> Vec<Option<PersonId>>;
		/// The person whose key this is.
		fn person_of(account: AccountId) -> Option<PersonId>;
		/// The next number to be given to a person: how many are registered.
		fn person_count() -> u64;
	}

	/// Accounts and their quota.
	pub trait AccessApi {
		/// What the account may still submit today.
		fn quota(account: AccountId) -> QuotaView;
	}
}
