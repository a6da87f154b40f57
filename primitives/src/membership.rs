//! Persons: status, record, political birthday, life chain — what the chain keeps of one person.
//!
//! Nothing here tells who the person is: the record's content is behind a salted root, the document
//! number behind a keyed tag ([`crate::person_tag`]).

use crate::{
	date::RawDate, domain, hash::hash, AccountId, CivilDate, Hash, Moment, OrgId, PersonId,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Entries of one enrolment batch at most.
pub const MAX_BATCH: u32 = 500;
/// Different branches and statuses of one enrolment batch at most, as the desk cuts batches: what
/// each costs the chain grows with how far apart the branches stand, and a batch with more of them
/// might be too heavy for a transaction. The chain does not ask for it; it asks for the weight.
pub const MAX_BATCH_BRANCHES: u32 = 300;
/// How many statuses there are.
pub const STATUSES: usize = 7;

/// Where a person stands, coarsely; reasons and details are never in clear.
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
pub enum MembershipStatus {
	/// Has handed in a written application (入党申请人).
	#[codec(index = 0)]
	Applicant,
	/// Active applicant (入党积极分子).
	#[codec(index = 1)]
	ActiveApplicant,
	/// Candidate for admission (发展对象).
	#[codec(index = 2)]
	Candidate,
	/// Probationary member (预备党员).
	#[codec(index = 3)]
	Probationary,
	/// Full member (正式党员).
	#[codec(index = 4)]
	Full,
	/// Membership suspended (停止党籍).
	#[codec(index = 5)]
	Inactive,
	/// No longer a member.
	#[codec(index = 6)]
	Former,
}

impl MembershipStatus {
	/// Every status in the order of its index.
	pub const ALL: [Self; STATUSES] = [
		Self::Applicant,
		Self::ActiveApplicant,
		Self::Candidate,
		Self::Probationary,
		Self::Full,
		Self::Inactive,
		Self::Former,
	];

	/// The pinned index, 0 to 6.
	pub const fn index(self) -> usize {
		match self {
			Self::Applicant => 0,
			Self::ActiveApplicant => 1,
			Self::Candidate => 2,
			Self::Probationary => 3,
			Self::Full => 4,
			Self::Inactive => 5,
			Self::Former => 6,
		}
	}

	/// Whether the person is a member of the Party.
	pub const fn is_member(self) -> bool {
		matches!(self, Self::Probationary | Self::Full | Self::Inactive)
	}
}

/// The commitment to a person's record at the desk ([`crate::record`]).
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
pub struct Record {
	/// Which slot table the record follows.
	pub schema: u16,
	/// Rises by exactly one with each change.
	pub version: u32,
	/// Root of the record tree.
	pub root: Hash,
}

/// A political birthday (政治生日), sealed: a commitment and the chain's time beside it.
///
/// For imported history the time proves the import, not the event.
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
pub struct Sealed {
	/// Leaf of slot 6 of the record, in the version it was sealed with and in every later one.
	pub commitment: Hash,
	/// The version it was sealed with.
	pub version: u32,
	/// When the chain recorded it (ms).
	pub at: Moment,
}

/// The end of a person's life chain ([`crate::life`]).
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
pub struct LifeHead {
	/// Events recorded so far.
	pub len: u32,
	/// The head after the last of them.
	pub head: Hash,
}

/// What the chain keeps of a person.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Person {
	/// The branch the person belongs to.
	pub org: OrgId,
	/// Where the person stands.
	pub status: MembershipStatus,
	/// Which membership this is: 1 the first, higher after a re-admission, 0 none yet.
	pub spell: u8,
	/// The record; `None` for founders until their record is entered.
	pub record: Option<Record>,
	/// The political birthday of this spell.
	pub birthday: Option<Sealed>,
	/// The end of the life chain.
	pub life: LifeHead,
	/// The person's key, if one is bound.
	pub account: Option<AccountId>,
	/// Whether the key may not act (stolen, lost, under question).
	pub frozen: bool,
	/// Whether the sealed birthday was found wrong: the sealed value is then never shown alone.
	pub corrected: bool,
	/// Whether something about the person is pending. No reason is kept.
	pub held: bool,
}

impl Person {
	/// Commitment to the political birthday that holds: the effective one where the sealed one was
	/// found wrong, otherwise the sealed one; `None` for who has none. Leaf of slot 6 in every version
	/// of the record that shows the date.
	pub fn holds(&self, effective: Option<&Corrected>) -> Option<Hash> {
		if self.corrected {
			effective.map(|corrected| corrected.commitment)
		} else {
			self.birthday.map(|sealed| sealed.commitment)
		}
	}
}

/// A corrected political birthday: the effective value beside the sealed one, which stays.
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
pub struct Corrected {
	/// Commitment to the effective date: leaf of slot 6 in every later version of the record.
	pub commitment: Hash,
	/// The life event that was wrong.
	pub target_seq: u32,
	/// When the correction was recorded (ms).
	pub at: Moment,
}

/// One person of an enrolment batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct EnrolEntry {
	/// The branch the person belongs to.
	pub org: OrgId,
	/// Where the person stands on the day of the import.
	pub status: MembershipStatus,
	/// Root of version 1 of the record.
	pub record_root: Hash,
	/// The political birthday's leaf (slot 6), for members; none for applicants.
	pub birthday: Option<Hash>,
	/// The registrar's tag of the person's document.
	pub tag: Hash,
}

/// The registrar's word that it computed the tags of a batch, in this order, for this organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Certificate {
	/// Which key made the tags.
	pub key_version: u8,
	/// The last block at which the certificate may be used.
	pub expires: u32,
	/// sr25519 signature of [`crate::person_tag::certificate_message`].
	pub signature: [u8; 64],
}

/// What a handler proposes and an approver enrols: a batch by its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct BatchDigest {
	/// [`enrol_batch_hash`] of the batch.
	pub batch: Hash,
	/// Entries in the batch, 1 to [`MAX_BATCH`].
	pub count: u32,
}

/// The hash by which a batch is proposed: binds chain, organization, schema, every entry and their
/// order.
pub fn enrol_batch_hash(genesis: &Hash, org: OrgId, schema: u16, entries: &[EnrolEntry]) -> Hash {
	hash(
		domain::ENROL_BATCH,
		&[&genesis.0, &org.0.to_le_bytes(), &schema.to_le_bytes(), &entries.encode()],
	)
}

/// The text a member signs to bind an account (wrapped in `<Bytes>`, as Polkadot.js `signRaw` does).
///
/// `expires` is the last day on which an officer may enter it.
pub fn binding_text(
	genesis: &Hash,
	person: PersonId,
	account: &AccountId,
	expires: CivilDate,
) -> alloc::vec::Vec<u8> {
	alloc::format!(
		"<Bytes>chuxin-binding-v1\nchain: {genesis:?}\nperson: {person}\naccount: {:?}\nexpires: {expires}\n</Bytes>",
		Hash::from_slice(account.as_ref()),
	)
	.into_bytes()
}

/// An act on one person that one officer proposes and another carries out: proposed by its hash
/// ([`act_hash`]), so that both saw the same.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Act {
	/// The sealed political birthday was wrong; an effective one stands beside it from now on.
	#[codec(index = 0)]
	CorrectBirthday {
		/// The life event that was wrong.
		target_seq: u32,
		/// Commitment to the effective date: leaf of slot 6 in the record's later versions.
		commitment: Hash,
	},
	/// The person's key is replaced.
	#[codec(index = 1)]
	ReplaceAccount {
		/// The new key.
		account: AccountId,
	},
	/// The record at the desk has a new version, on the person's paper request.
	#[codec(index = 2)]
	UpdateRecord {
		/// The new version.
		record: Record,
		/// Salted hash of the paper with the person's signature.
		paper: Hash,
	},
	/// Another document of the person is registered.
	#[codec(index = 3)]
	AddTag {
		/// The tag of the document.
		tag: crate::person_tag::PersonTag,
	},
	/// Something is pending about the person: no transfer, no exit by the person's own wish. No
	/// reason is given, and none can be read from it.
	#[codec(index = 4)]
	PlaceHold {
		/// The last day; open end if there is none.
		until: Option<CivilDate>,
		/// Whether the person has no vote meanwhile.
		without_vote: bool,
	},
	/// The hold is lifted.
	#[codec(index = 5)]
	LiftHold,
	/// The membership ends, is suspended or restored, or a former member is admitted again.
	#[codec(index = 6)]
	Decide(Decision),
}

/// What was decided about a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Decision {
	/// What.
	pub change: Change,
	/// What it rests on.
	pub ground: Ground,
	/// The day it took effect.
	pub effective: CivilDate,
	/// Salted hash of the file with reason and detail.
	pub evidence: Hash,
}

/// A change of a membership that is decided, not administered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Change {
	/// It ends. The reason is in the evidence.
	#[codec(index = 0)]
	Leave,
	/// It is suspended (停止党籍).
	#[codec(index = 1)]
	Suspend,
	/// It is restored after a suspension (恢复党籍).
	#[codec(index = 2)]
	Reinstate {
		/// As what: the status before the suspension.
		status: MembershipStatus,
	},
	/// A new membership begins after an earlier one ended.
	#[codec(index = 3)]
	Readmit {
		/// The branch.
		branch: OrgId,
		/// Probationary, or full for what was decided on paper before the organization's go-live day.
		status: MembershipStatus,
		/// The record's new version.
		record: Record,
		/// The new political birthday: leaf of slot 6 of that version.
		birthday: Hash,
	},
}

/// What a decision rests on. It tells the procedure, never the reason.
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
pub enum Ground {
	/// Nobody decides: the event itself is put on record (death).
	#[codec(index = 0)]
	OnRecord,
	/// A resolution of the branch's general meeting; the superior approves it or puts it on record.
	#[codec(index = 1)]
	Resolution(crate::ResolutionId),
	/// An organization at county level or above decided directly.
	#[codec(index = 2)]
	Direct,
	/// Decided on paper before the organization's go-live day; its import window is open.
	#[codec(index = 3)]
	Paper,
}

/// The hash by which an act on a person is proposed before another officer carries it out.
pub fn act_hash(genesis: &Hash, org: OrgId, person: PersonId, act: &Act) -> Hash {
	hash(domain::ACT, &[&genesis.0, &org.0.to_le_bytes(), &person.0.to_le_bytes(), &act.encode()])
}

/// A person as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PersonView {
	/// The person's number.
	pub id: PersonId,
	/// The branch.
	pub org: OrgId,
	/// Where the person stands.
	pub status: MembershipStatus,
	/// Which membership this is.
	pub spell: u8,
	/// The record at the desk.
	pub record: Option<Record>,
	/// Commitment to the political birthday.
	pub birthday: Option<Hash>,
	/// The day the birthday was sealed.
	pub sealed_on: Option<RawDate>,
	/// Whether the sealed birthday was found wrong.
	pub corrected: bool,
	/// Commitment to the effective birthday where it was corrected.
	pub effective_birthday: Option<Hash>,
	/// Life events recorded.
	pub life_len: u32,
	/// Head of the life chain.
	pub life_head: Hash,
	/// The person's key.
	pub account: Option<AccountId>,
	/// Whether the key may not act.
	pub frozen: bool,
	/// Until when (ms), where the freeze ends by itself.
	pub frozen_until: Option<Moment>,
	/// Whether something about the person is pending ([`HoldView`]).
	pub held: bool,
}

/// A hold on a person as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct HoldView {
	/// The last day; open end if there is none.
	pub until: Option<RawDate>,
	/// Whether the person has no vote meanwhile.
	pub without_vote: bool,
	/// The organization that placed it: it, or one above it, lifts it.
	pub by: OrgId,
	/// The day it was placed.
	pub since: RawDate,
	/// Whether its last day has passed: it holds nothing any more, and waits to be lifted.
	pub over: bool,
}

/// One membership of a person as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SpellView {
	/// Which membership: 1 the first.
	pub spell: u8,
	/// The record it ended with; the present record for the present one.
	pub record: Option<Record>,
	/// Commitment to the sealed political birthday.
	pub birthday: Option<Hash>,
	/// The day the birthday was sealed.
	pub sealed_on: Option<RawDate>,
	/// Commitment to the effective birthday where the sealed one was found wrong.
	pub effective_birthday: Option<Hash>,
	/// The day it ended, if it did.
	pub ended: Option<RawDate>,
}

/// A new key that waits, as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ReplacementView {
	/// The new key.
	pub account: AccountId,
	/// The act that waits: when it is ready, and who decided, stand there.
	pub pending: crate::PendingId,
	/// The organization whose officers, with those above it, may veto.
	pub org: OrgId,
}

/// A member's own record update that waits, as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct RecordUpdateView {
	/// The record as it is to be.
	pub record: Record,
	/// The day it was proposed.
	pub since: RawDate,
}

/// An act on a person that waits for its second person, as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ActProposalView {
	/// [`act_hash`] of the act.
	pub proposal: Hash,
	/// Who proposed.
	pub by: PersonId,
	/// The day it was proposed.
	pub since: RawDate,
}
