//! What the chain tells about persons: who acted, on whom, what was and what is.

use frame::pallet_section;

/// The events of the pallet.
#[pallet_section]
pub mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// `org` lets `target`, and what is below it, import members up to and including `until`.
		ImportWindowOpened {
			/// The organization that acted.
			org: OrgId,
			/// The organization that may import.
			target: OrgId,
			/// The last day.
			until: RawDate,
			/// The officer.
			by: PersonId,
		},
		/// The import window of `target` was closed before its last day, or cleared after it.
		ImportWindowClosed {
			/// The organization that acted.
			org: OrgId,
			/// The organization that may no longer import.
			target: OrgId,
			/// The officer.
			by: PersonId,
		},
		/// Batches wait for a second person.
		EnrolmentProposed {
			/// The organization that acted.
			org: OrgId,
			/// The batches.
			batches: Vec<BatchDigest>,
			/// The handler.
			by: PersonId,
		},
		/// A batch that waited was taken back.
		EnrolmentWithdrawn {
			/// The organization that acted.
			org: OrgId,
			/// The batch's hash.
			batch: Hash,
			/// The officer.
			by: PersonId,
		},
		/// A batch was enrolled: persons `first` to `first + count − 1`, in the order of the batch.
		Enrolled {
			/// The organization that acted.
			org: OrgId,
			/// The batch's hash.
			batch: Hash,
			/// How many persons.
			count: u32,
			/// The number of the first.
			first: PersonId,
			/// The handler.
			proposed_by: PersonId,
			/// The approver.
			approved_by: PersonId,
		},
		/// The council set or removed a key of the registrar.
		RegistrarKeySet {
			/// The version of the tag key.
			key_version: u8,
			/// The public key before.
			before: Option<[u8; 32]>,
			/// The public key from now on.
			key: Option<[u8; 32]>,
		},
		/// An account is a person's key from now on.
		AccountBound {
			/// The organization that acted.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The key.
			account: AccountId,
			/// The officer who entered it.
			by: PersonId,
		},
		/// A person's key may not act any more.
		AccountFrozen {
			/// The organization that acted; the person's branch when the holder did.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The key.
			account: AccountId,
			/// The officer, or the holder.
			by: PersonId,
		},
		/// A person's key may act again.
		AccountThawed {
			/// The organization that acted.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The key.
			account: AccountId,
			/// The officer.
			by: PersonId,
		},
		/// An act on a person waits for a second person. It replaces an earlier one of the same
		/// organization about the same person.
		ActProposed {
			/// The organization that acted.
			org: OrgId,
			/// The person concerned.
			person: PersonId,
			/// The hash of the act.
			proposal: Hash,
			/// The handler.
			by: PersonId,
		},
		/// An act that waited was taken back.
		ActWithdrawn {
			/// The organization that acted.
			org: OrgId,
			/// The person concerned.
			person: PersonId,
			/// The hash of the act.
			proposal: Hash,
			/// The officer.
			by: PersonId,
		},
		/// A sealed political birthday was found wrong. It stays; beside it stands the effective one.
		BirthdayCorrected {
			/// The organization that acted.
			org: OrgId,
			/// The person concerned.
			person: PersonId,
			/// Which membership it belongs to.
			spell: u8,
			/// The life event that was wrong.
			target_seq: u32,
			/// Commitment to the sealed date.
			sealed: Hash,
			/// Commitment to the effective date.
			effective: Hash,
			/// The handler.
			proposed_by: PersonId,
			/// The approver.
			approved_by: PersonId,
		},
		/// A new key of the person waits for its day; the old one is frozen from now on.
		AccountReplacementStarted {
			/// The person's branch: its officers, and those above, may veto.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The key until now.
			before: AccountId,
			/// The key to be.
			account: AccountId,
			/// The act that waits.
			pending: PendingId,
			/// Who decided.
			by: Deciders,
		},
		/// A new key will not be: vetoed, lapsed, or no longer needed.
		AccountReplacementStopped {
			/// The person.
			person: PersonId,
			/// The key that was to be.
			account: AccountId,
			/// The act that waited.
			pending: PendingId,
		},
		/// The person's key was replaced.
		AccountReplaced {
			/// The person.
			person: PersonId,
			/// The key before, nobody's from now on.
			before: AccountId,
			/// The key from now on.
			account: AccountId,
			/// Who decided.
			by: Deciders,
		},
		/// A member wants the record to have a new version. It replaces an earlier one that waits.
		RecordUpdateProposed {
			/// The member's branch.
			org: OrgId,
			/// The member.
			person: PersonId,
			/// The record as it is to be.
			record: Record,
		},
		/// A member's record update was declined.
		RecordUpdateDeclined {
			/// The organization that acted.
			org: OrgId,
			/// The member.
			person: PersonId,
			/// The record as it was to be.
			record: Record,
			/// The officer.
			by: PersonId,
		},
		/// The record at the desk has a new version.
		RecordUpdated {
			/// The organization that acted.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The record before.
			before: Option<Record>,
			/// The record from now on.
			record: Record,
			/// The member, or the handler who entered the paper.
			proposed_by: PersonId,
			/// The officer who confirmed.
			approved_by: PersonId,
		},
		/// Another document of the person is registered. Which one, no event tells.
		TagAdded {
			/// The organization that acted.
			org: OrgId,
			/// The organization that proposed.
			proposed_in: OrgId,
			/// The person.
			person: PersonId,
			/// The handler.
			proposed_by: PersonId,
			/// The approver.
			approved_by: PersonId,
		},
		/// Something is pending about the person. It replaces an earlier hold.
		HoldPlaced {
			/// The organization that acted.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The last day; open end if there is none.
			until: Option<RawDate>,
			/// Whether the person has no vote meanwhile.
			without_vote: bool,
			/// The handler.
			proposed_by: PersonId,
			/// The approver.
			approved_by: PersonId,
		},
		/// Nothing is pending about the person any more.
		HoldLifted {
			/// The organization that acted.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The handler.
			proposed_by: PersonId,
			/// The approver.
			approved_by: PersonId,
		},
		/// A membership ended. Why is at the desk.
		Left {
			/// The organization that acted.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// Where the person stood before.
			before: MembershipStatus,
			/// The key the person had: nobody's from now on.
			account: Option<AccountId>,
			/// The day it took effect.
			effective: RawDate,
			/// The handler.
			proposed_by: PersonId,
			/// The approver.
			approved_by: PersonId,
		},
		/// A membership was suspended.
		Suspended {
			/// The organization that acted.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// Where the person stood before.
			before: MembershipStatus,
			/// Where the person stands from now on.
			status: MembershipStatus,
			/// The day it took effect.
			effective: RawDate,
			/// The handler.
			proposed_by: PersonId,
			/// The approver.
			approved_by: PersonId,
		},
		/// A suspended membership was restored.
		Reinstated {
			/// The organization that acted.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// Where the person stood before.
			before: MembershipStatus,
			/// Where the person stands from now on.
			status: MembershipStatus,
			/// The day it took effect.
			effective: RawDate,
			/// The handler.
			proposed_by: PersonId,
			/// The approver.
			approved_by: PersonId,
		},
		/// A former member was admitted again.
		Readmitted {
			/// The organization that acted.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The branch before.
			old_branch: OrgId,
			/// The branch from now on.
			branch: OrgId,
			/// Where the person stands from now on.
			status: MembershipStatus,
			/// Which membership this is.
			spell: u8,
			/// Commitment to its political birthday.
			birthday: Hash,
			/// The day it took effect.
			effective: RawDate,
			/// The handler.
			proposed_by: PersonId,
			/// The approver.
			approved_by: PersonId,
		},
		/// An event was recorded more than 30 days after the day it took effect.
		LateEntry {
			/// The person's branch.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The number of the life event.
			seq: u32,
			/// The day it took effect.
			effective: RawDate,
			/// The organization that acted.
			by: OrgId,
		},
	}
}
