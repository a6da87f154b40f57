//! Why a call is refused: what was expected, and the cure.

use frame::pallet_section;

/// The errors of the pallet.
#[pallet_section]
pub mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// Your key does not hold the power this call needs for the organization named. Act for the
		/// organization that appointed you, or have an approver of it, or of one above it, appoint
		/// you.
		NotAuthorized,
		/// There is no such organization on this chain. Look up its number in the directory.
		OrganizationNotFound,
		/// Only an organization above the named one may do this. Ask the superior organization.
		NotAbove,
		/// This is no day of the calendar. Write it as YYYY-MM-DD, such as 2024-02-29.
		InvalidDate,
		/// A window's last day lies between today and 366 days from now. Choose such a day.
		WindowDayOutOfRange,
		/// There is no import window to close for this organization.
		/// There is nothing to close: check the number.
		WindowNotFound,
		/// The batch is empty. Put at least one person into each batch, and at least one batch into
		/// a proposal.
		BatchEmpty,
		/// A batch holds 500 persons at most. Make several batches.
		BatchTooLarge,
		/// One call proposes 64 batches at most. Propose the others in another call.
		TooManyBatches,
		/// This batch waits already, or stands twice in the list. Leave it out, or withdraw the one
		/// that waits.
		AlreadyProposed,
		/// 1,024 batches of the organization wait for approval. Have them enrolled or withdrawn
		/// first.
		TooManyProposals,
		/// No batch with exactly this content and order waits for this organization. A handler must
		/// propose it first; after any change it must be proposed anew.
		NotProposed,
		/// Two persons are needed: who proposed cannot carry out. Ask another approver.
		SamePerson,
		/// One of the two persons appointed the other, so they do not count as two. Ask an approver
		/// for whom neither is so.
		AppointedByOther,
		/// The organization may not import members today. Ask the superior organization to open an
		/// import window, or use admission or transfer.
		WindowClosed,
		/// The chain does not know this schema of records. Update the desk.
		UnknownSchema,
		/// The chain knows no registrar key of this version. Ask the registrar for a new
		/// certificate, or the council to set the key.
		RegistrarUnknown,
		/// The registrar's certificate is past its last block. Ask the registrar for a new one.
		CertificateExpired,
		/// The registrar's certificate reaches more than 14,400 blocks ahead. Ask the registrar for
		/// a shorter one.
		CertificateTooLong,
		/// The registrar did not sign these tags in this order for this organization. Ask it for a
		/// certificate of this very batch; none of the batch was enrolled.
		CertificateInvalid,
		/// A branch named in the batch is not on this chain. Establish it first, or correct the
		/// number.
		BranchNotFound,
		/// A branch named in the batch is neither the acting organization nor below it. Enrol it
		/// from an organization above it.
		BranchNotYours,
		/// An organization named in the batch holds no members. Name the Party branch the person
		/// belongs to.
		NotABranch,
		/// A branch named in the batch is frozen, dissolved or merged. Name the branch that took it
		/// over, or have it thawed.
		BranchNotActive,
		/// Former members are not imported. Leave them out of the batch.
		FormerNotImportable,
		/// A member in the batch has no political birthday. Add the date of admission.
		BirthdayMissing,
		/// An applicant in the batch has a political birthday. Remove it, or correct the status.
		BirthdayUnexpected,
		/// One document stands twice in the batch. Remove the second entry.
		TwiceInBatch,
		/// A person of the batch is registered already. Look the person up by the document, take
		/// the entry out, and propose the batch anew.
		AlreadyEnrolled,
		/// There are no numbers left for persons.
		/// Tell the operators of the chain.
		NumbersExhausted,
		/// There is no person with this number.
		/// Check the number.
		PersonNotFound,
		/// The person's branch is neither the acting organization nor below it. Act for the branch
		/// or for an organization above it.
		PersonNotYours,
		/// Nobody decides on himself. Ask another officer; to freeze your own key use
		/// freeze_own_account.
		OwnCase,
		/// The person has a key already. It can only be replaced.
		PersonHasAccount,
		/// The account is another person's key. Bind a new account.
		AccountTaken,
		/// The last day of the member's consent has passed. Let the member sign again.
		BindingExpired,
		/// The member's consent may be used for 31 days at most. Let the member sign with an
		/// earlier last day.
		BindingTooLong,
		/// The person holds more than 32 offices. Have some of them ended before a key is bound.
		TooManyOffices,
		/// The account did not sign this binding. Let the member sign the text for this chain,
		/// person, account and last day.
		BindingProofInvalid,
		/// The account that signed is nobody's key.
		/// Have it bound by your branch.
		AccountUnknown,
		/// The person has no key. Nothing is to be frozen.
		AccountNotBound,
		/// The key is frozen already.
		/// Nothing is to be done.
		AlreadyFrozen,
		/// The key is not frozen.
		/// Nothing is to be done.
		NotFrozen,
		/// Only an organization above the person's branch may do this: the person is an officer, or
		/// the procedure asks for the superior. Ask the superior organization.
		SuperiorNeeded,
		/// Who froze the key cannot thaw it. Ask another approver.
		FrozenByYou,
		/// The person has no sealed political birthday that could be wrong.
		/// Check the person's number.
		BirthdayNotSealed,
		/// No act with exactly this content waits for this person and organization. A handler must
		/// propose it first; after any change it must be proposed anew.
		ActNotProposed,
		/// The person has no life event with this number. Read the person's life history.
		LifeEventNotFound,
		/// This life event sealed no political birthday. Name the event that did.
		NotCorrectable,
		/// A correction replays 256 life events at most.
		/// Name a later event.
		HistoryTooLong,
		/// These events do not lead to the head of the person's life chain: what is to be corrected
		/// did not happen so, or something happened since. Read the life history again.
		HistoryMismatch,
		/// The person's life chain is full.
		/// Tell the operators of the chain.
		LifeChainFull,
		/// A new key of this person waits for its day already. Have it vetoed first, or wait until it
		/// is carried out.
		ReplacementWaits,
		/// No such new key of this person waits.
		/// Look at the acts that wait.
		ReplacementNotFound,
		/// Your key is frozen. Ask an approver of your organization to thaw it.
		KeyFrozen,
		/// The person is no longer a member. Only a new admission changes that.
		FormerMember,
		/// The version of a record rises by exactly one, from 1. Read the person's record again and
		/// make the next version.
		WrongRecordVersion,
		/// No such record update of this person waits: it was settled or replaced. Look at what the
		/// member proposed last.
		RecordUpdateNotFound,
		/// Two organizations are needed: one proposes, another one above the person's branch carries
		/// out. Ask the superior organization.
		OtherOrganizationNeeded,
		/// A person has 3 documents registered at most. A new one cannot be added.
		/// Ask the registrar.
		TooManyTags,
		/// This document is registered already, for this person or another one. Look the person up
		/// by the document.
		TagTaken,
		/// The last day of a hold is not past. Choose today or a later day, or none.
		HoldDayPast,
		/// Something is pending about this person. Have the hold lifted first.
		Held,
		/// There is no hold on this person.
		/// Nothing is to be lifted.
		NotHeld,
		/// The hold was placed by an organization above yours. Ask that organization.
		HoldFromAbove,
		/// The person's status does not allow this: a member leaves, a probationary or full member is
		/// suspended, a suspended one is reinstated, a former one is admitted again. Look at the
		/// person.
		StatusNotAllowed,
		/// This is never decided in this way. Choose another ground: see the table of exits.
		GroundNotAllowed,
		/// Only an organization at county level or above decides this directly. Ask it, or have the
		/// branch resolve.
		CountyNeeded,
		/// What has not happened yet is not recorded. Give a day up to today.
		EffectiveInFuture,
		/// Paper is only for what took effect before the organization's go-live day. Give another
		/// ground.
		NotBeforeGoLive,
		/// What took effect before the organization's go-live day comes from paper. Give that ground
		/// while the import window is open.
		BeforeGoLive,
		/// A decision does not take effect before the general meeting resolved. Give the day of the
		/// resolution or a later one.
		BeforeResolution,
		/// A membership begins on the day the general meeting resolved. Give that day.
		NotResolutionDay,
		/// The organization was not granted the power to approve admissions. Ask the superior
		/// organization.
		GrantMissing,
		/// One is admitted again as a probationary member, from paper also as a full one. Choose such
		/// a status.
		ReadmissionStatus,
		/// A person can have 255 memberships.
		/// Tell the operators of the chain.
		TooManySpells,
		/// General meetings are not recorded on this chain yet, so there is no resolution to rest on.
		/// Give another ground that the table of exits allows, or wait for the runtime that records
		/// meetings.
		NoMeetings,
		/// One of the two persons bound or replaced the other's key, so they do not count as two. Ask
		/// an approver for whom neither is so, or replace your own key first.
		KeyGivenByOther,
		/// Who proposed this is no handler of the organization any more, or the key is frozen. Have it
		/// proposed anew by a handler in force.
		PowerLost,
		/// This was proposed more than 90 days ago. Have it proposed anew, so that both know what they
		/// sign.
		ProposalTooOld,
		/// Who appointed the person, or was appointed by the person, does not bind the person's key.
		/// Ask another approver of an organization above.
		KeyFromAppointer,
		/// The organization is frozen: nothing is recorded there but keys frozen, thawed and replaced,
		/// and deaths. Ask its superior to thaw it.
		OrganizationFrozen,
		/// A suspended membership is restored as what it was: full or probationary. Name the status
		/// before the suspension.
		NotAsBefore,
		/// A membership is restored, or begins again, on the day on which it was suspended or ended at
		/// the earliest. Check the day it took effect.
		BeforeExit,
	}
}
