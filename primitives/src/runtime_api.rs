//! What administrators and desks read: one trait a pallet, O(1) or paged.

use crate::{
	agenda::{AgendaEntry, Item, Overdue, OverdueView},
	date::RawDate,
	membership::{
		ActProposalView, HoldView, Person, PersonView, RecordUpdateView, ReplacementView, SpellView,
	},
	organization::{
		CountsView, ElectionView, KeyView, OfficerView, OrganizationView, ReorganizationView,
	},
	pending::PendingView,
	person_tag::PersonTag,
	AccountId, OrgId, PendingId, PersonId, RawText,
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

/// What accounts of a class may submit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ClassLimit {
	/// 0 member, 1 officer.
	pub class: u8,
	/// Units of a full day.
	pub units: u32,
	/// Units of a full day in the first [`LimitsView::new_days`] days of the account's first office.
	pub new_units: u32,
	/// How many transactions of one account may wait at once.
	pub window: u32,
}

/// The limits that hold now, for whoever asks why a transaction was refused.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct LimitsView {
	/// Class by class.
	pub classes: Vec<ClassLimit>,
	/// For how many days an officer is new, the first one counted.
	pub new_days: u16,
	/// Calls that protect (to freeze, to revoke) an account may make a day, besides its units.
	pub emergencies: u8,
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
		/// Organizations of a region (six digits by GB/T 2260), by rising number, from the one after
		/// `after`; archived and merged ones too.
		fn directory(region: u32, after: Option<OrgId>, limit: u32) -> Vec<OrganizationView>;
		/// Organizations of exactly this name, by rising number, from the one after `after`.
		fn named(name: RawText, after: Option<OrgId>, limit: u32) -> Vec<OrganizationView>;
		/// The key under which packages for an organization are sealed now.
		fn organization_key(org: OrgId) -> Option<KeyView>;
		/// The reorganization that is proposed for an organization.
		fn reorganization(org: OrgId) -> Option<ReorganizationView>;
		/// The election that is under way in an organization.
		fn election(org: OrgId) -> Option<ElectionView>;
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
		/// The hold on a person, if there is one.
		fn holds(person: PersonId) -> Option<HoldView>;
		/// Every membership of a person, the first first; none for who never was a member.
		fn spells(person: PersonId) -> Vec<SpellView>;
		/// The person's new key that waits, if there is one.
		fn replacement(person: PersonId) -> Option<ReplacementView>;
		/// The person's own record update that waits, if there is one.
		fn record_update(person: PersonId) -> Option<RecordUpdateView>;
		/// What a handler of `org` proposed about a person and waits for its second person.
		fn act_proposal(org: OrgId, person: PersonId) -> Option<ActProposalView>;
		/// The day from which the organization keeps its records on the chain: its own, or the
		/// nearest above. Paper is for what took effect before.
		fn go_live(org: OrgId) -> Option<RawDate>;
	}

	/// Accounts and their quota.
	pub trait AccessApi {
		/// What the account may still submit today.
		fn quota(account: AccountId) -> QuotaView;
		/// The limits that hold now, by class.
		fn limits() -> LimitsView;
		/// An act that waits, by its number.
		fn pending_act(id: PendingId) -> Option<PendingView>;
		/// Acts that wait, of the whole chain, in the order of storage, from the one after `after`.
		fn pending_acts(after: Option<PendingId>, limit: u32) -> Vec<PendingView>;
	}

	/// What is due and overdue.
	pub trait AgendaApi {
		/// What stands in the organization's own agenda up to a day, that day included, the earliest
		/// first, from the entry after `after` (the day and item of the last one read). `None` when
		/// one of the days is no day of the calendar.
		fn agenda(
			org: OrgId,
			until: RawDate,
			after: Option<(RawDate, Item)>,
			limit: u32,
		) -> Option<Vec<AgendaEntry>>;
		/// How many items are overdue, in the organization and in its subtree.
		fn overdue(org: OrgId) -> Overdue;
		/// The same of the organizations directly below, by rising number, from the one after `after`.
		fn overdue_below(org: OrgId, after: Option<OrgId>, limit: u32) -> Vec<OverdueView>;
	}
}
