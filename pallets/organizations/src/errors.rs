//! Errors: what was expected, and the cure.

use frame::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
pub mod errors {
	/// Why a call was refused, and what to do about it.
	#[pallet::error]
	pub enum Error<T> {
		/// Your key may not do this for this organization. Expected: a key bound to a member who
		/// holds the power (approver to decide, handler to propose, announce and report, key
		/// custodian for keys) in exactly the organization named first, appointed there at least
		/// the delay ago, the organization being active. Check the organization's number and your
		/// appointment (`organizationsApi.officers`).
		NotAuthorized,
		/// There is no organization with this number. Look the number up in the directory.
		OrgNotFound,
		/// This organization is frozen, archived or merged, and nothing new is recorded for it. Its
		/// superior thaws it, or use the organization it went over into.
		OrgNotActive,
		/// Only a superior may do this. Name an organization above the target as the acting one,
		/// and let an approver of that organization sign.
		NotSuperior,
		/// The target is neither the acting organization nor below it. Let an approver of the
		/// target or of one of its superiors sign.
		OutsideSubtree,
		/// The tree is at most 12 levels deep below its root. Establish the organization higher up.
		TooDeep,
		/// An organization of this kind cannot stand directly below that one. Groups stand inside
		/// branches, branches below committees and general branches, committees below committees of
		/// a higher level.
		KindNotAllowedHere,
		/// The name is not UTF-8 text. Send it again as UTF-8.
		NameNotUtf8,
		/// The name is empty, or begins or ends with a blank. Remove the blanks.
		NameBlank,
		/// The name holds a line break, a tab or an invisible mark. Type it again by hand.
		NameControl,
		/// The name has more than 128 bytes; a Chinese character takes three. Shorten it to at most
		/// 42 characters.
		NameTooLong,
		/// The region is not a code by GB/T 2260. Write six digits, 110000 to 999999, such as 110101.
		RegionInvalid,
		/// There is no such day. Write it as YYYY-MM-DD, such as 2024-02-29.
		DateInvalid,
		/// The day lies in the future. Give a day that is not after today in China (UTC+8).
		DateInFuture,
		/// All numbers for organizations are given out. Tell the operators of the chain.
		OrgNumbersExhausted,
		/// The acting organization cannot grant or withdraw a power that it does not hold itself.
		/// Ask the superior that granted it, or the root.
		GrantNotHeld,
		/// The organization holds exactly these grants already. Nothing is to be done.
		GrantsUnchanged,
		/// An entry stands in the list twice. Name each office, power or grant once.
		DuplicateEntries,
		/// The appointment holds neither an office nor a power. Name at least one, or dismiss the
		/// person instead.
		AppointmentEmpty,
		/// There is no person with this number. Enrol the person first, or check the number.
		PersonNotFound,
		/// Only a full member can hold an office: probationary members cannot be elected
		/// (党章 Art. 7). Appoint a full member, or give powers without an office.
		NotFullMember,
		/// Only a full or probationary member can be given powers. Choose another person.
		NotMember,
		/// Nobody decides on his own appointment. Let another approver do it; to lay an appointment
		/// down, use `resign`.
		OwnAppointment,
		/// An inspector is named, changed and dismissed from above only. Let an approver of a
		/// superior of this organization do it.
		InspectorFromAbove,
		/// The organization has a secretary, or an acting secretary, already. Dismiss that one first,
		/// take the office away by a new appointment, or appoint an acting secretary (`appointActing`).
		SecretaryExists,
		/// An organization has at most 12 officers. Dismiss one first.
		MaxOfficersExceeded,
		/// A person is an officer of at most 32 organizations. Dismiss the person elsewhere first.
		MaxOfficesExceeded,
		/// This person is no officer of this organization. See `organizationsApi.officers`.
		OfficerNotFound,
		/// Your key is not bound to a person, or it is frozen. Have it bound by your branch first.
		AccountNotBound,
		/// This is the only approver of the highest organization with a key that acts: nobody could
		/// appoint another one afterwards. Appoint a successor as approver first, for good and with a
		/// key that is bound and not frozen; to change the key, replace it.
		LastApprover,
		/// Persons are counted at branches only, and this organization is none. Name a branch.
		NotABranch,
		/// A head count would fall below zero or rise above 4,294,967,295. Compare the counts of the
		/// branch with its roster, and tell the operators of the chain.
		CountOutOfRange,
		/// The organization has exactly this name already. Nothing is to be done.
		NameUnchanged,
		/// The organization is not frozen. Only a frozen organization is thawed.
		NotFrozen,
		/// The organization stands directly below this one already. Nothing is to be done.
		ParentUnchanged,
		/// An organization cannot stand below itself or below one that is below it. Name a parent
		/// outside its subtree.
		ParentBelow,
		/// The highest organization of the chain can be neither moved, merged, archived nor split.
		/// Choose an organization below it.
		RootStays,
		/// A reorganization of this organization is proposed already. Withdraw it first, or let it
		/// be decided.
		ReorganizationExists,
		/// No reorganization of this organization is proposed. Propose it first, or check the
		/// number.
		ReorganizationNotFound,
		/// This is another reorganization than the one proposed. Read it again
		/// (`organizationsApi.reorganization`) and give its digest, if you agree.
		DigestDiffers,
		/// The reorganization was proposed for another organization. Act for the organization that
		/// proposed it (`organizationsApi.reorganization`).
		OtherProposer,
		/// The reorganization is seconded already. An approver of the superior approves it next.
		AlreadySeconded,
		/// The reorganization is not seconded yet. Let an approver of the proposing organization
		/// second it first.
		NotSeconded,
		/// The reorganization is approved and waits for its day. Let it be carried out, or withdraw
		/// it.
		AlreadyApproved,
		/// Different persons must propose, second, approve, report and confirm. Let another person
		/// who holds the power sign.
		SamePerson,
		/// You appointed somebody who decided before you, or were appointed by one of them. Let an
		/// officer sign for whom neither is so.
		AppointedByOther,
		/// Somebody who proposed, seconded or approved this no longer holds the power. Withdraw the
		/// reorganization and propose it again.
		PowerLost,
		/// An organization cannot go over into itself or into one that is below it. Name another
		/// organization.
		MergeIntoItself,
		/// A branch goes over into a branch only, a Party group into a Party group, a committee or
		/// general branch into one of the same kind or of a higher level. Name such an organization.
		KindsDiffer,
		/// The organization stands at the end of 64 mergers in a row already. Merge the other way
		/// round.
		MergersExceeded,
		/// Organizations stand below this one. Move them below another one with `reparent`, or
		/// archive them, first.
		ChildrenLeft,
		/// Applicants or members belong to this organization (former members do not count). Merge it
		/// into another branch, or move them in a split, so that nobody is lost.
		PersonsLeft,
		/// Something of this organization waits: a proposal, a record update, an act on a person, an
		/// entry of its agenda such as a hold or a late entry. Settle it first (`chuxin today`).
		ActsWait,
		/// A split moves 1 to 500 persons, and not more than belong to the branch. Correct the
		/// count, or split in several steps.
		SplitCountInvalid,
		/// The list is not the one that was proposed. Give exactly the persons proposed, in their
		/// order; give none unless the act is a split.
		PersonsDiffer,
		/// Only a branch becomes a general branch, and only a general branch a primary-level
		/// committee. Name the next kind.
		UpgradeNotAllowed,
		/// This act does not wait here, or was approved under another number. Look the acts that
		/// wait up again.
		NotPending,
		/// A Party group has no committee, no term and no elections. Its branch appoints its leader.
		NoTerm,
		/// The term cannot end on this day. Expected: at most a year earlier or later than the rule
		/// (five years; general branches and branches three, in villages and communities five) says
		/// from the election on, and not before the organization was founded.
		TermOutOfRange,
		/// The term ends on this day already. Nothing is to be done.
		TermUnchanged,
		/// The organization may not hold elections. Its superior grants `HoldElections`, or appoints
		/// the officers.
		ElectionsNotGranted,
		/// An election is under way in this organization. Finish it, or let the superior end it.
		ElectionExists,
		/// No election is under way in this organization. Request one first.
		ElectionNotFound,
		/// The election is not at this step. The order is: request, reply, notice, report,
		/// confirmation (`organizationsApi.election`).
		ElectionStep,
		/// The day lies in the past. Give today or a later day in China (UTC+8).
		DateInPast,
		/// The meeting was held before the day that was announced. Give the resolution of the
		/// announced meeting.
		HeldBeforeNotice,
		/// The result is not complete. Name 1 to 12 persons, each once and with at least one office;
		/// a new term needs exactly one secretary.
		ResultsInvalid,
		/// The number of elected officers does not fit the branch: with seven full members or more a
		/// committee of three to seven, with fewer a secretary and perhaps a deputy. Correct the
		/// result.
		CommitteeSize,
		/// An elected person belongs to another organization. Elect persons of the organization or
		/// of one below it.
		ElectedOutside,
		/// This officer is not an acting one, or the last day is not over. Dismiss the officer
		/// instead.
		NotExpired,
		/// This key is of low order: whatever is sealed to it, anybody can open. Make a new X25519 key
		/// pair and publish its public key.
		KeyInvalid,
		/// The organization's key is exactly this one already. Nothing is to be done.
		KeyUnchanged,
		/// The organization has no key of this version. See `organizationsApi.organizationKey`.
		KeyNotFound,
		/// This key is revoked, for ever. There is nothing to revoke; to publish a key, make a new
		/// X25519 key pair.
		KeyAlreadyRevoked,
		/// All versions of this organization's key are given out. Tell the operators of the chain.
		KeyVersionsExhausted,
		/// This is no telephone number of an office. Write 5 to 20 digits, with blanks, `-`, round
		/// brackets or a `+` in front, at most 32 characters, such as 010-12345678.
		ContactInvalid,
		/// This is a mobile number, which is somebody's own and would be public for ever. Give the
		/// fixed line of the office.
		ContactMobile,
		/// The organization's contact is exactly this one already. Nothing is to be done.
		ContactUnchanged,
		/// Whoever has an office by an election is changed and dismissed from above only, as the
		/// superior confirmed the election. Let an approver of a superior do it; to lay the office
		/// down, use `resign`.
		ElectedFromAbove,
		/// You bound or replaced the key of somebody who decided before you, or one of them yours. Let
		/// an officer sign for whom neither is so, or replace your own key first.
		KeyGivenByOther,
	}
}
