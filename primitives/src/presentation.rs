//! A presentation (`CXP1`): what a member shows of the record, and how anybody checks it.
//!
//! ```text
//! "CXP1" ‖ kind u8 (0 card, 1 live) ‖ genesis ‖ person u64 ‖ schema u16 ‖ version u32
//! ‖ n u8 ‖ n × {slot u8 strictly ascending, vtype u8, len u16, value, salt[32]} ‖ m u8 ‖ m × hash[32]
//! ‖ life flag u8 (1 ‖ count u32 ‖ count × {open u8, SCALE event or event_hash[32]})
//! ‖ binding flag u8 (1 ‖ issued u64 s ‖ expires u64 s ‖ aud_len u8 ‖ audience ‖ nonce[32]
//!                      ‖ account[32] ‖ sigtype u8 ‖ sig[64])
//! ```
//!
//! The binary is normative: there is one encoding of a presentation, and whatever is displayed is
//! read from it. Two kinds: *live* answers a verifier's nonce and lives for minutes; a *card* is
//! made in advance, and tells nothing about who holds it out.
//!
//! [`verify`] is pure. The caller reads [`ChainView`] at **one finalized block** through a client
//! that checks what it is told, and remembers its nonces so that each is used once.

use crate::{
	date::{CivilDate, Moment},
	domain,
	hash::{hash, Hash},
	ids::{OrgId, PersonId},
	life::{self, LifeEntry, LifeError, VersionedLifeEvent},
	membership::{Corrected, MembershipStatus, Person},
	organization::OrgStatus,
	record::{self, slot, Attribute, AttributeFault, RecordError, ShownLeaf, VType},
};
use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use core::fmt;
use sp_core::{ed25519, sr25519, Pair};

/// The first four bytes.
pub const MAGIC: [u8; 4] = *b"CXP1";
/// Bytes of the longest presentation: a full record and some 15,000 life events.
pub const MAX_BYTES: usize = 1 << 20;
/// Seconds a live presentation lives at most.
pub const LIVE_SECONDS: u64 = 600;
/// Seconds a card lives at most: 31 days.
pub const CARD_SECONDS: u64 = 31 * 86_400;
/// How far the chain's time may be from the verifier's clock, in milliseconds.
pub const MAX_CLOCK_DISTANCE_MS: Moment = 15 * 60_000;
/// By how many seconds the holder's clock may run ahead of the verifier's.
pub const MAX_AHEAD_SECONDS: u64 = 60;
/// The last second of the year 9999: later times have no text.
const LAST_SECOND: u64 = 253_402_300_799;
/// Bytes of the shortest life entry: a mark and a hash.
const SHORTEST_LIFE_ENTRY: usize = 33;

/// How a presentation is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
	/// Made in advance, for anybody who reads it; at most 31 days old.
	Card,
	/// The answer to a verifier's nonce; at most 10 minutes old.
	Live,
}

/// The schemes in which a holder may sign. Their bytes are those of `ChuxinSignature`'s variants;
/// ecdsa signatures have 65 bytes and do not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureType {
	/// Ed25519, byte 0.
	Ed25519,
	/// Schnorrkel on ristretto, byte 1.
	Sr25519,
}

/// What the holder signs, apart from what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
	/// When it was issued, in seconds since 1970.
	pub issued: u64,
	/// The last second at which it holds.
	pub expires: u64,
	/// For whom: the verifier's name; empty on a card for anybody. At most 255 bytes, no control
	/// characters.
	pub audience: String,
	/// The verifier's nonce; zero on a card.
	pub nonce: [u8; 32],
}

/// The holder's signature over what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
	/// Times, audience and nonce.
	pub terms: Terms,
	/// The public key that signed.
	pub account: [u8; 32],
	/// The scheme.
	pub sigtype: SignatureType,
	/// The signature of [`Presentation::signing_payload`].
	pub signature: [u8; 64],
}

/// A presentation, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presentation {
	/// Card or live.
	pub kind: Kind,
	/// Hash of the chain's first block.
	pub genesis: Hash,
	/// Whose record.
	pub person: PersonId,
	/// Its slot table.
	pub schema: u16,
	/// Its version.
	pub version: u32,
	/// The slots shown, strictly ascending, at least one. (To show none, show an absent one.)
	pub shown: Vec<ShownLeaf>,
	/// The hashes that complete the tree.
	pub proof: Vec<Hash>,
	/// The life chain, all of it, open or as hashes.
	pub life: Option<Vec<LifeEntry>>,
	/// The holder's signature.
	pub binding: Option<Binding>,
}

/// Why bytes are no presentation, or a presentation cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatError {
	/// The bytes do not begin with `CXP1`.
	Magic,
	/// The kind is neither 0 nor 1.
	Kind(u8),
	/// The bytes end too early.
	Truncated,
	/// There are bytes after the end.
	TrailingBytes(usize),
	/// It has more than [`MAX_BYTES`] bytes.
	TooLong,
	/// A slot's value is none of its type.
	Attribute {
		/// The slot.
		slot: u8,
		/// What is wrong with it.
		fault: AttributeFault,
	},
	/// The slots or the proof do not fit the record's tree.
	Record(RecordError),
	/// A flag is neither 0 nor 1.
	Flag(u8),
	/// A life event does not decode, or more are announced than there are bytes for.
	LifeEvent,
	/// The audience is not UTF-8, holds a control character, or has more than 255 bytes.
	Audience,
	/// A time is after the year 9999.
	Time,
	/// The signature type is neither 0 (ed25519) nor 1 (sr25519).
	SignatureType(u8),
}

impl fmt::Display for FormatError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Magic => f.write_str("this is no presentation: it does not begin with CXP1"),
			Self::Kind(k) => write!(f, "kind {k} is unknown: expected 0 (card) or 1 (live)"),
			Self::Truncated => {
				f.write_str("the presentation is cut off: copy or scan all of it again")
			},
			Self::TrailingBytes(n) => {
				write!(f, "{n} bytes follow the end: copy the presentation alone")
			},
			Self::TooLong => {
				write!(f, "the presentation has more than {MAX_BYTES} bytes: show less of the history")
			},
			Self::Attribute { slot, fault } => write!(f, "slot {slot}: {fault}"),
			Self::Record(error) => write!(f, "{error}"),
			Self::Flag(n) => write!(f, "mark {n} is unknown: expected 0 or 1"),
			Self::LifeEvent => f.write_str(
				"a life event cannot be read: it is damaged, or made by newer software than this",
			),
			Self::Audience => f.write_str(
				"the audience is no plain text of at most 255 bytes: give the verifier's name in one line",
			),
			Self::Time => f.write_str("a time lies after the year 9999: seconds since 1970 are expected"),
			Self::SignatureType(n) => write!(
				f,
				"signature type {n} cannot be used here: sign with an ed25519 (0) or sr25519 (1) key"
			),
		}
	}
}
impl core::error::Error for FormatError {}

impl From<RecordError> for FormatError {
	fn from(error: RecordError) -> Self {
		Self::Record(error)
	}
}

impl Terms {
	fn check(&self) -> Result<(), FormatError> {
		if self.audience.len() > 255 || self.audience.chars().any(char::is_control) {
			return Err(FormatError::Audience);
		}
		if self.issued > LAST_SECOND || self.expires > LAST_SECOND {
			return Err(FormatError::Time);
		}
		Ok(())
	}
}

/// `YYYY-MM-DDThh:mm:ssZ`.
fn utc(seconds: u64) -> Result<String, FormatError> {
	let days = i64::try_from(seconds / 86_400).map_err(|_| FormatError::Time)?;
	let date = CivilDate::from_days_since_epoch(days).ok_or(FormatError::Time)?;
	let (h, m, s) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
	Ok(alloc::format!("{date}T{h:02}:{m:02}:{s:02}Z"))
}

impl Presentation {
	/// Everything before the binding flag: what is shown. Errors as [`Presentation::encode`].
	pub fn shown_bytes(&self) -> Result<Vec<u8>, FormatError> {
		let slots: Vec<u8> = self.shown.iter().map(|leaf| leaf.slot).collect();
		let expected = record::proof_len(&slots)?;
		if self.proof.len() != expected {
			return Err(RecordError::ProofLength { expected, found: self.proof.len() }.into());
		}
		let mut out = MAGIC.to_vec();
		out.push(match self.kind {
			Kind::Card => 0,
			Kind::Live => 1,
		});
		out.extend(self.genesis.0);
		out.extend(self.person.0.to_le_bytes());
		out.extend(self.schema.to_le_bytes());
		out.extend(self.version.to_le_bytes());
		// 1 to 32 strictly ascending slots and at most 16 hashes, as just checked.
		out.push(u8::try_from(slots.len()).map_err(|_| FormatError::TooLong)?);
		for leaf in &self.shown {
			let value = leaf.attribute.value();
			let len = u16::try_from(value.len()).map_err(|_| FormatError::TooLong)?;
			out.extend([leaf.slot, leaf.attribute.vtype().code()]);
			out.extend(len.to_le_bytes());
			out.extend(value);
			out.extend(leaf.salt);
		}
		out.push(u8::try_from(expected).map_err(|_| FormatError::TooLong)?);
		for hash in &self.proof {
			out.extend(hash.0);
		}
		match &self.life {
			None => out.push(0),
			Some(entries) => {
				out.push(1);
				let count = u32::try_from(entries.len()).map_err(|_| FormatError::TooLong)?;
				out.extend(count.to_le_bytes());
				for entry in entries {
					match entry {
						LifeEntry::Open(event) => {
							out.push(1);
							event.encode_to(&mut out);
						},
						LifeEntry::Hashed(hash) => {
							out.push(0);
							out.extend(hash.0);
						},
					}
				}
			},
		}
		Ok(out)
	}

	/// The bytes of the presentation.
	///
	/// Errors: slots not ascending, none at all, a proof of the wrong length, an audience or a time
	/// that cannot be written, more than [`MAX_BYTES`].
	pub fn encode(&self) -> Result<Vec<u8>, FormatError> {
		let mut out = self.shown_bytes()?;
		match &self.binding {
			None => out.push(0),
			Some(binding) => {
				let terms = &binding.terms;
				terms.check()?;
				out.push(1);
				out.extend(terms.issued.to_le_bytes());
				out.extend(terms.expires.to_le_bytes());
				out.push(u8::try_from(terms.audience.len()).map_err(|_| FormatError::Audience)?);
				out.extend(terms.audience.as_bytes());
				out.extend(terms.nonce);
				out.extend(binding.account);
				out.push(match binding.sigtype {
					SignatureType::Ed25519 => 0,
					SignatureType::Sr25519 => 1,
				});
				out.extend(binding.signature);
			},
		}
		if out.len() > MAX_BYTES {
			Err(FormatError::TooLong)
		} else {
			Ok(out)
		}
	}

	/// Takes a presentation apart, strictly: exactly the bytes that [`Presentation::encode`] writes
	/// for the result are accepted. Nothing is allocated for what is only announced.
	pub fn decode(bytes: &[u8]) -> Result<Self, FormatError> {
		if bytes.len() > MAX_BYTES {
			return Err(FormatError::TooLong);
		}
		let mut r = Reader(bytes);
		if r.array::<4>().map_err(|_| FormatError::Magic)? != MAGIC {
			return Err(FormatError::Magic);
		}
		let kind = match r.u8()? {
			0 => Kind::Card,
			1 => Kind::Live,
			other => return Err(FormatError::Kind(other)),
		};
		let genesis = r.hash()?;
		let person = PersonId(u64::from_le_bytes(r.array()?));
		let schema = u16::from_le_bytes(r.array()?);
		let version = u32::from_le_bytes(r.array()?);
		let n = r.u8()?;
		let mut shown: Vec<ShownLeaf> = Vec::new();
		for _ in 0..n {
			let slot = r.u8()?;
			if shown.last().is_some_and(|last| last.slot >= slot) {
				return Err(RecordError::SlotOrder(slot).into());
			}
			let code = r.u8()?;
			let len = u16::from_le_bytes(r.array()?);
			let value = r.take(len.into())?.to_vec();
			let attribute = VType::from_code(code)
				.ok_or(AttributeFault::UnknownType(code))
				.and_then(|vtype| Attribute::new(vtype, value))
				.map_err(|fault| FormatError::Attribute { slot, fault })?;
			shown.push(ShownLeaf { slot, attribute, salt: r.array()? });
		}
		let slots: Vec<u8> = shown.iter().map(|leaf| leaf.slot).collect();
		let (expected, found) = (record::proof_len(&slots)?, r.u8()?.into());
		if expected != found {
			return Err(RecordError::ProofLength { expected, found }.into());
		}
		let proof = (0..found).map(|_| r.hash()).collect::<Result<_, _>>()?;
		let life = if r.flag()? { Some(r.life()?) } else { None };
		let binding = if r.flag()? { Some(r.binding()?) } else { None };
		match r.0.len() {
			0 => Ok(Self { kind, genesis, person, schema, version, shown, proof, life, binding }),
			n => Err(FormatError::TrailingBytes(n)),
		}
	}

	/// The root that the shown slots and the proof lead to.
	pub fn root(&self) -> Result<Hash, RecordError> {
		record::root_of(&self.genesis, self.schema, self.version, &self.shown, &self.proof)
	}

	/// `H(SHOWN, all bytes before the binding flag)`.
	pub fn shown_hash(&self) -> Result<Hash, FormatError> {
		Ok(hash(domain::SHOWN, &[&self.shown_bytes()?]))
	}

	/// The text the holder reads and signs.
	pub fn signing_text(&self, terms: &Terms) -> Result<String, FormatError> {
		terms.check()?;
		Ok(alloc::format!(
			"chuxin-presentation-v1\n\
			 chain: {:#x}\n\
			 person: {}\n\
			 record: {} {:#x}\n\
			 shown: {:#x}\n\
			 for: {}\n\
			 nonce: {:#x}\n\
			 issued: {}\n\
			 expires: {}\n",
			self.genesis,
			self.person,
			self.version,
			self.root()?,
			self.shown_hash()?,
			terms.audience,
			Hash::from(terms.nonce),
			utc(terms.issued)?,
			utc(terms.expires)?,
		))
	}

	/// The bytes the holder signs: `<Bytes>text</Bytes>`, as the `signRaw` of Polkadot.js does; not
	/// hashed before, and always longer than 256 bytes, so that no extrinsic is ever signed alike.
	pub fn signing_payload(&self, terms: &Terms) -> Result<Vec<u8>, FormatError> {
		Ok(alloc::format!("<Bytes>{}</Bytes>", self.signing_text(terms)?).into_bytes())
	}
}

/// Reads from the front of a slice and never past its end.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
	fn take(&mut self, n: usize) -> Result<&'a [u8], FormatError> {
		let (head, tail) = self.0.split_at_checked(n).ok_or(FormatError::Truncated)?;
		self.0 = tail;
		Ok(head)
	}
	fn array<const N: usize>(&mut self) -> Result<[u8; N], FormatError> {
		let (head, tail) = self.0.split_first_chunk().ok_or(FormatError::Truncated)?;
		self.0 = tail;
		Ok(*head)
	}
	fn u8(&mut self) -> Result<u8, FormatError> {
		self.array().map(|[byte]| byte)
	}
	fn hash(&mut self) -> Result<Hash, FormatError> {
		self.array::<32>().map(Hash::from)
	}
	fn flag(&mut self) -> Result<bool, FormatError> {
		match self.u8()? {
			0 => Ok(false),
			1 => Ok(true),
			other => Err(FormatError::Flag(other)),
		}
	}
	fn life(&mut self) -> Result<Vec<LifeEntry>, FormatError> {
		let count = u32::from_le_bytes(self.array()?);
		let count = usize::try_from(count).map_err(|_| FormatError::LifeEvent)?;
		if count > self.0.len() / SHORTEST_LIFE_ENTRY {
			return Err(FormatError::LifeEvent);
		}
		(0..count)
			.map(|_| {
				if !self.flag()? {
					return self.hash().map(LifeEntry::Hashed);
				}
				VersionedLifeEvent::decode(&mut self.0)
					.map(LifeEntry::Open)
					.map_err(|_| FormatError::LifeEvent)
			})
			.collect()
	}
	fn binding(&mut self) -> Result<Binding, FormatError> {
		let issued = u64::from_le_bytes(self.array()?);
		let expires = u64::from_le_bytes(self.array()?);
		let len = self.u8()?.into();
		let audience = core::str::from_utf8(self.take(len)?).map_err(|_| FormatError::Audience)?;
		let terms = Terms { issued, expires, audience: audience.into(), nonce: self.array()? };
		terms.check()?;
		Ok(Binding {
			terms,
			account: self.array()?,
			sigtype: match self.u8()? {
				0 => SignatureType::Ed25519,
				1 => SignatureType::Sr25519,
				other => return Err(FormatError::SignatureType(other)),
			},
			signature: self.array()?,
		})
	}
}

/// What the chain says, all of it read at one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainView {
	/// Whether that block is finalized. The best block is never an answer.
	pub finalized: bool,
	/// Hash of the chain's first block.
	pub genesis: Hash,
	/// The chain's time (`Timestamp::Now`), ms.
	pub now_ms: Moment,
	/// The person asked for; `None` when the chain has no such person.
	pub person: Option<PersonOnChain>,
}

/// What the chain says of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonOnChain {
	/// The person's entry.
	pub entry: Person,
	/// What the person's branch was merged into since, one after the other; empty where it was not.
	pub merged_into: Vec<OrgId>,
	/// The status of the organization that answers today: the last of them, otherwise the branch.
	pub org_status: OrgStatus,
	/// Where the sealed political birthday was corrected: the effective one.
	pub effective: Option<Corrected>,
}

/// What the verifier expects.
#[derive(Clone, Copy, Debug)]
pub struct Expectations<'a> {
	/// The genesis hash the verifier is pinned to.
	pub genesis: Hash,
	/// The verifier's own clock, ms since 1970.
	pub now_ms: Moment,
	/// The verifier's name. Required for a live presentation; a card made for somebody else is
	/// refused.
	pub audience: Option<&'a str>,
	/// The nonce the verifier gave out for this presentation, never zero; the caller forgets it
	/// after the first use. Required for a live presentation.
	pub nonce: Option<[u8; 32]>,
	/// Whether a card is not enough.
	pub live_required: bool,
}

/// What was proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
	/// Who.
	pub person: PersonId,
	/// The organization that answers for the person today: the branch, or what it was merged into.
	pub org: OrgId,
	/// Probationary or full member.
	pub status: MembershipStatus,
	/// Whether the political birthday that was sealed was found wrong later. Must be displayed.
	pub corrected: bool,
	/// Slots and their values.
	pub shown: Vec<(u8, Attribute)>,
	/// The life chain, if it was shown.
	pub life: Option<Vec<LifeEntry>>,
	/// Times, audience and nonce, if signed.
	pub terms: Option<Terms>,
}

/// The outcome of a verification that did not fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
	/// The member's key answered the verifier's nonce just now.
	Live(Facts),
	/// The card is genuine; the bearer is not proven to be the member.
	Card(Facts),
	/// The record is genuine; no key of the member signed it. Never a green tick for the person.
	Unbound(Facts),
}

impl Verdict {
	/// What was proven.
	pub const fn facts(&self) -> &Facts {
		match self {
			Self::Live(facts) | Self::Card(facts) | Self::Unbound(facts) => facts,
		}
	}
}

impl fmt::Display for Verdict {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Live(_) => "member proven: the member's key answered just now",
			Self::Card(_) => "card genuine; bearer not proven",
			Self::Unbound(_) => {
				"unbound: the record is genuine, but no key of the person vouches for it"
			},
		})?;
		if self.facts().corrected {
			f.write_str("; the political birthday was corrected")?;
		}
		Ok(())
	}
}

/// Why a presentation is refused: one variant for each way to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
	/// The block is not finalized.
	NotFinalized,
	/// The client follows another chain than the verifier is pinned to.
	OtherChain,
	/// The presentation was made for another chain.
	OtherGenesis,
	/// The chain's time is more than 15 minutes from the verifier's clock.
	StaleClock,
	/// The chain has no such person. (A former member is something else.)
	NoSuchPerson,
	/// The person is on chain, but no record has been entered.
	NoRecord,
	/// The record follows another slot table.
	OtherSchema,
	/// The record has another version now.
	OtherVersion {
		/// The version on chain.
		on_chain: u32,
	},
	/// The shown slots do not fit the record's tree.
	Record(RecordError),
	/// What is shown is not what stands on chain.
	OtherRoot,
	/// A date is shown that was corrected, and it is not the effective one.
	CorrectedDate,
	/// The date of admission is shown, but the chain never sealed one.
	NotSealed,
	/// The date of admission shown is not the sealed one.
	OtherSealedDate,
	/// A card, where a live presentation is required.
	LiveRequired,
	/// A live presentation without a signature.
	LiveUnsigned,
	/// It is signed, but the chain knows no key of the person.
	AccountUnbound,
	/// It is signed by another key than the person's.
	OtherAccount,
	/// The signature does not fit.
	BadSignature,
	/// The text that must have been signed cannot be made.
	Format(FormatError),
	/// A live presentation, but the verifier gave out no nonce, or zero.
	NoChallenge,
	/// It answers another nonce.
	OtherNonce,
	/// A card with a nonce.
	CardWithNonce,
	/// It was made for another verifier.
	OtherAudience,
	/// It ends before it begins, or lives longer than its kind may.
	Lifetime,
	/// It was issued in the future.
	NotYetValid,
	/// It has expired.
	Expired,
	/// The person is not a member yet.
	NotMember,
	/// Membership is suspended.
	Suspended,
	/// The person was a member and no longer is.
	FormerMember,
	/// The person's organization is frozen, archived or merged.
	OrganizationInactive,
	/// The person's key is frozen.
	Frozen,
	/// The life chain cannot be replayed.
	Life(LifeError),
	/// The life chain shown is not the one on chain.
	OtherLife,
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::NotFinalized => {
				"the block is not finalized: wait until the client has a finalized block"
			},
			Self::OtherChain => {
				"the client follows another chain: use the chain specification this verifier is pinned to"
			},
			Self::OtherGenesis => "the presentation belongs to another chain",
			Self::StaleClock => {
				"the chain's time and this clock are more than 15 minutes apart: set the clock, or \
				 wait until the client has caught up"
			},
			Self::NoSuchPerson => "the chain has no such person",
			Self::NoRecord => {
				"no record of this person has been entered: the branch enters it first"
			},
			Self::OtherSchema => "the record has another form now: ask for a new presentation",
			Self::OtherVersion { on_chain } => {
				return write!(
					f,
					"the record has version {on_chain} now: ask for a new presentation"
				);
			},
			Self::Record(error) => return write!(f, "{error}"),
			Self::OtherRoot => {
				"what is shown is not what stands on chain: it was altered, or belongs to somebody else"
			},
			Self::CorrectedDate => {
				"the date of admission shown was corrected later: ask for a presentation of the \
				 effective date, or without it"
			},
			Self::NotSealed => "the chain has no sealed date of admission of this person",
			Self::OtherSealedDate => "the date of admission shown is not the one that was sealed",
			Self::LiveRequired => {
				"this is a card; a live presentation is required: let the member answer the nonce"
			},
			Self::LiveUnsigned => "the live presentation is not signed: let the member sign it",
			Self::AccountUnbound => {
				"it is signed, but no key of the person is bound: the branch binds the key first"
			},
			Self::OtherAccount => "it is signed by another key than the member's",
			Self::BadSignature => "the signature does not fit: something was altered",
			Self::Format(error) => return write!(f, "{error}"),
			Self::NoChallenge => {
				"a live presentation answers a nonce: give the nonce that was given to the member"
			},
			Self::OtherNonce => {
				"it answers another nonce: give the member a new one and ask again"
			},
			Self::CardWithNonce => "a card carries no nonce: ask for a new card",
			Self::OtherAudience => "it was made for another verifier",
			Self::Lifetime => {
				"its times are not allowed: live at most 10 minutes, a card at most 31 days"
			},
			Self::NotYetValid => "it was issued in the future: compare the clocks",
			Self::Expired => "it has expired: ask for a new one",
			Self::NotMember => "the person is not a member yet",
			Self::Suspended => "the person's membership is suspended",
			Self::FormerMember => "the person is no longer a member",
			Self::OrganizationInactive => {
				"the person's organization is not active: ask its superior where the member is now"
			},
			Self::Frozen => "the person's key is frozen: ask the branch",
			Self::Life(error) => return write!(f, "{error}"),
			Self::OtherLife => {
				"the history shown is not the one on chain: ask for a new presentation"
			},
		})
	}
}
impl core::error::Error for Refusal {}

impl From<RecordError> for Refusal {
	fn from(error: RecordError) -> Self {
		Self::Record(error)
	}
}

/// Checks a presentation against the chain and the verifier's expectations, and fails closed.
///
/// The order: chain and clock; person and record; sealed date; signature, nonce, audience, times;
/// status of the person and the organization; freeze; life chain.
pub fn verify(
	presentation: &Presentation,
	chain: &ChainView,
	expected: &Expectations<'_>,
) -> Result<Verdict, Refusal> {
	let require = |holds: bool, refusal| if holds { Ok(()) } else { Err(refusal) };

	require(chain.finalized, Refusal::NotFinalized)?;
	require(chain.genesis == expected.genesis, Refusal::OtherChain)?;
	require(presentation.genesis == expected.genesis, Refusal::OtherGenesis)?;
	let distance = chain.now_ms.abs_diff(expected.now_ms);
	require(distance <= MAX_CLOCK_DISTANCE_MS, Refusal::StaleClock)?;

	let PersonOnChain { entry, merged_into, org_status, effective } =
		chain.person.as_ref().ok_or(Refusal::NoSuchPerson)?;
	let record = entry.record.as_ref().ok_or(Refusal::NoRecord)?;
	require(presentation.schema == record.schema, Refusal::OtherSchema)?;
	let other_version = Refusal::OtherVersion { on_chain: record.version };
	require(presentation.version == record.version, other_version)?;
	require(presentation.root()? == record.root, Refusal::OtherRoot)?;

	check_sealed(presentation, entry, effective.as_ref())?;

	require(presentation.kind == Kind::Live || !expected.live_required, Refusal::LiveRequired)?;
	match &presentation.binding {
		Some(binding) => check_binding(presentation, binding, entry, expected)?,
		None => require(presentation.kind == Kind::Card, Refusal::LiveUnsigned)?,
	}

	match entry.status {
		MembershipStatus::Probationary | MembershipStatus::Full => {},
		MembershipStatus::Inactive => return Err(Refusal::Suspended),
		MembershipStatus::Former => return Err(Refusal::FormerMember),
		MembershipStatus::Applicant
		| MembershipStatus::ActiveApplicant
		| MembershipStatus::Candidate => return Err(Refusal::NotMember),
	}
	require(*org_status == OrgStatus::Active, Refusal::OrganizationInactive)?;
	require(!entry.frozen, Refusal::Frozen)?;

	if let Some(entries) = &presentation.life {
		let (len, head) = life::replay(&presentation.genesis, presentation.person, entries)
			.map_err(Refusal::Life)?;
		require((len, head) == (entry.life.len, entry.life.head), Refusal::OtherLife)?;
	}

	let facts = Facts {
		person: presentation.person,
		org: merged_into.last().copied().unwrap_or(entry.org),
		status: entry.status,
		corrected: entry.corrected,
		shown: presentation.shown.iter().map(|leaf| (leaf.slot, leaf.attribute.clone())).collect(),
		life: presentation.life.clone(),
		terms: presentation.binding.as_ref().map(|binding| binding.terms.clone()),
	};
	Ok(match (&presentation.binding, presentation.kind) {
		(None, _) => Verdict::Unbound(facts),
		(Some(_), Kind::Card) => Verdict::Card(facts),
		(Some(_), Kind::Live) => Verdict::Live(facts),
	})
}

/// The date of admission is shown only with the commitment that holds: the sealed one, or after a
/// correction the effective one; the verdict then says that it was corrected.
///
/// The slot keeps the commitment's salt in every version of the record, so one rule fits all of them:
/// no version can show another date.
fn check_sealed(
	presentation: &Presentation,
	entry: &Person,
	effective: Option<&Corrected>,
) -> Result<(), Refusal> {
	let Some(leaf) = presentation.shown.iter().find(|leaf| leaf.slot == slot::ADMISSION) else {
		return Ok(());
	};
	let refusal = if entry.corrected {
		Refusal::CorrectedDate
	} else if entry.birthday.is_none() {
		Refusal::NotSealed
	} else {
		Refusal::OtherSealedDate
	};
	if entry.holds(effective) == Some(leaf.commitment(presentation.schema)) {
		Ok(())
	} else {
		Err(refusal)
	}
}

fn check_binding(
	presentation: &Presentation,
	binding: &Binding,
	entry: &Person,
	expected: &Expectations<'_>,
) -> Result<(), Refusal> {
	let require = |holds: bool, refusal| if holds { Ok(()) } else { Err(refusal) };
	let terms = &binding.terms;

	let account = entry.account.as_ref().ok_or(Refusal::AccountUnbound)?;
	let account: &[u8; 32] = account.as_ref();
	require(*account == binding.account, Refusal::OtherAccount)?;
	let payload = presentation.signing_payload(terms).map_err(Refusal::Format)?;
	let fits = match binding.sigtype {
		SignatureType::Ed25519 => ed25519::Pair::verify(
			&ed25519::Signature::from_raw(binding.signature),
			&payload,
			&ed25519::Public::from_raw(binding.account),
		),
		SignatureType::Sr25519 => sr25519::Pair::verify(
			&sr25519::Signature::from_raw(binding.signature),
			&payload,
			&sr25519::Public::from_raw(binding.account),
		),
	};
	require(fits, Refusal::BadSignature)?;

	let lifetime = match presentation.kind {
		Kind::Live => {
			let nonce = expected.nonce.filter(|nonce| *nonce != [0; 32]);
			require(nonce.ok_or(Refusal::NoChallenge)? == terms.nonce, Refusal::OtherNonce)?;
			require(expected.audience == Some(terms.audience.as_str()), Refusal::OtherAudience)?;
			LIVE_SECONDS
		},
		Kind::Card => {
			require(terms.nonce == [0; 32], Refusal::CardWithNonce)?;
			let for_us = expected.audience.is_none_or(|audience| audience == terms.audience);
			require(terms.audience.is_empty() || for_us, Refusal::OtherAudience)?;
			CARD_SECONDS
		},
	};
	let lives = terms.expires.checked_sub(terms.issued).ok_or(Refusal::Lifetime)?;
	require(lives <= lifetime, Refusal::Lifetime)?;
	let now = expected.now_ms / 1000;
	require(terms.issued <= now.saturating_add(MAX_AHEAD_SECONDS), Refusal::NotYetValid)?;
	require(now <= terms.expires, Refusal::Expired)
}
