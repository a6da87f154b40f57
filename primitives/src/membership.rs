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
	/// Leaf of slot 6 of the record it was sealed with.
	pub commitment: Hash,
	/// Version of that record.
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
	/// Commitment to the effective date, as a leaf of slot 6.
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
	pub hash: Hash,
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

/// The hash by which a correction is proposed before another person carries it out.
pub fn correction_hash(
	genesis: &Hash,
	org: OrgId,
	person: PersonId,
	target_seq: u32,
	commitment: &Hash,
) -> Hash {
	hash(
		domain::CORRECTION,
		&[
			&genesis.0,
			&org.0.to_le_bytes(),
			&person.0.to_le_bytes(),
			&target_seq.to_le_bytes(),
			&commitment.0,
		],
	)
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
}
