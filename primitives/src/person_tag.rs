//! The tag of a person: how the chain knows that nobody is enrolled twice, without knowing anybody.
//!
//! `tag = KH(key, PERSON_TAG, doc u8 ‖ country[3] ‖ len u8 ‖ number)`; the chain stores
//! `{key version, tag}`. The key is held by the registrar alone: whoever has it can try out every
//! identity number there is within hours, so no desk has it and no hash of a number without it is
//! ever stored. The registrar certifies each batch of tags for one organization
//! ([`certificate_message`]).

use crate::{
	domain,
	hash::{hash, keyed_hash, Hash},
	identity::{IdentityError, ResidentId},
	ids::OrgId,
};
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// Characters of the longest document number.
pub const MAX_NUMBER: usize = 32;
/// Country of documents that China issues.
pub const CHINA: [u8; 3] = *b"CHN";

/// A person's tag on chain.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct PersonTag {
	/// Which of the registrar's keys made it.
	pub key_version: u8,
	/// The keyed hash of the document's number.
	pub tag: crate::hash::Hash,
}

/// A kind of identity document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
	/// Resident identity card (居民身份证).
	ResidentId,
	/// Passport (护照).
	Passport,
	/// Military identity document (军人证件).
	Military,
	/// Permanent residence card of a foreigner (外国人永久居留身份证).
	ForeignPermanentResidence,
}

impl DocumentKind {
	/// The kind's byte.
	pub const fn code(self) -> u8 {
		match self {
			Self::ResidentId => 1,
			Self::Passport => 2,
			Self::Military => 3,
			Self::ForeignPermanentResidence => 4,
		}
	}

	/// The kind with this byte.
	pub const fn from_code(code: u8) -> Option<Self> {
		Some(match code {
			1 => Self::ResidentId,
			2 => Self::Passport,
			3 => Self::Military,
			4 => Self::ForeignPermanentResidence,
			_ => return None,
		})
	}

	/// Whether only China issues it.
	const fn is_chinese(self) -> bool {
		matches!(self, Self::ResidentId | Self::Military)
	}
}

/// An identity document with its number in normal form. Personal data: never on chain, not in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
	kind: DocumentKind,
	country: [u8; 3],
	number: String,
}

impl Document {
	/// A document from what somebody typed; the number is normalized
	/// ([`crate::identity::normalize_number`]).
	///
	/// `country`: three letters of ISO 3166-1; `CHN` for resident and military documents. Errors
	/// name the cure and never repeat the number.
	#[cfg(feature = "std")]
	pub fn new(kind: DocumentKind, country: &str, typed: &str) -> Result<Self, IdentityError> {
		let country = country
			.trim()
			.to_ascii_uppercase()
			.into_bytes()
			.try_into()
			.map_err(|_| IdentityError::Country)?;
		let number = match kind {
			DocumentKind::ResidentId => ResidentId::read(typed)?.number().into(),
			_ => crate::identity::normalize_number(typed)?,
		};
		Self::checked(kind, country, number)
	}

	/// A resident identity card.
	pub fn resident(id: &ResidentId) -> Self {
		Self { kind: DocumentKind::ResidentId, country: CHINA, number: id.number().into() }
	}

	/// The document in `input`, as [`Document::input`] writes it: strictly, with every check that
	/// applies to what is typed. For the registrar, which trusts no desk.
	pub fn from_input(input: &[u8]) -> Result<Self, IdentityError> {
		let [code, c1, c2, c3, len, number @ ..] = input else {
			return Err(IdentityError::Input);
		};
		if number.len() != usize::from(*len) {
			return Err(IdentityError::Input);
		}
		let kind = DocumentKind::from_code(*code).ok_or(IdentityError::Input)?;
		let number = core::str::from_utf8(number).map_err(|_| IdentityError::Input)?;
		Self::checked(kind, [*c1, *c2, *c3], number.into())
	}

	fn checked(
		kind: DocumentKind,
		country: [u8; 3],
		number: String,
	) -> Result<Self, IdentityError> {
		if !country.iter().all(u8::is_ascii_uppercase) || kind.is_chinese() && country != CHINA {
			return Err(IdentityError::Country);
		}
		if number.is_empty() {
			return Err(IdentityError::Empty);
		}
		if number.len() > MAX_NUMBER {
			return Err(IdentityError::TooLong);
		}
		if !number.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
			return Err(IdentityError::NotAlphanumeric);
		}
		// A number of 15 digits must have become one of 18 before it is a tag's input.
		if kind == DocumentKind::ResidentId && ResidentId::parse(&number)?.number() != number {
			return Err(IdentityError::Length(number.len()));
		}
		Ok(Self { kind, country, number })
	}

	/// The kind.
	pub const fn kind(&self) -> DocumentKind {
		self.kind
	}
	/// The issuing country, ISO 3166-1 with three letters.
	pub const fn country(&self) -> [u8; 3] {
		self.country
	}
	/// The number in normal form.
	pub fn number(&self) -> &str {
		&self.number
	}

	/// What is hashed: `doc u8 ‖ country[3] ‖ len u8 ‖ number`.
	pub fn input(&self) -> Vec<u8> {
		let [c1, c2, c3] = self.country;
		let len = u8::try_from(self.number.len()).unwrap_or(u8::MAX); // at most MAX_NUMBER
		[&[self.kind.code(), c1, c2, c3, len], self.number.as_bytes()].concat()
	}
}

impl fmt::Debug for Document {
	/// The kind only.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Document({:?})", self.kind)
	}
}

/// The tag of a document's input ([`Document::input`]) under a key of the registrar.
pub fn person_tag(key: &[u8; 32], input: &[u8]) -> Hash {
	keyed_hash(key, domain::PERSON_TAG, &[input])
}

/// What the registrar signs to certify a batch: the tags, in this order, for this organization, on
/// this chain, until the block `expiry`.
///
/// `genesis ‖ key_version u8 ‖ org u32 ‖ H(TAG_BATCH, count u32 ‖ tags) ‖ expiry u32`, 73 bytes.
pub fn certificate_message(
	genesis: &Hash,
	key_version: u8,
	org: OrgId,
	tags: &[Hash],
	expiry: u32,
) -> Vec<u8> {
	// More tags than can be counted do not fit in a block; the count would then fit no batch.
	let count = u32::try_from(tags.len()).unwrap_or(u32::MAX).to_le_bytes();
	let parts: Vec<&[u8]> =
		core::iter::once(&count[..]).chain(tags.iter().map(|tag| &tag.0[..])).collect();
	let batch = hash(domain::TAG_BATCH, &parts);
	[&genesis.0[..], &[key_version], &org.0.to_le_bytes(), &batch.0, &expiry.to_le_bytes()].concat()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn inputs_read_back_strictly() {
		let passport = Document::new(DocumentKind::Passport, "fra", " 12ab-34567 ").unwrap();
		assert_eq!(passport.input(), b"\x02FRA\x0912AB34567");
		assert_eq!(Document::from_input(&passport.input()), Ok(passport));
		let id = Document::new(DocumentKind::ResidentId, "CHN", "11010519491231002x").unwrap();
		assert_eq!(id.input(), b"\x01CHN\x1211010519491231002X");
		assert_eq!(Document::from_input(&id.input()).unwrap(), id);
		assert_eq!(format!("{id:?}"), "Document(ResidentId)");

		for (input, error) in [
			(&b""[..], IdentityError::Input),
			(b"\x01CHN", IdentityError::Input),
			(b"\x05CHN\x01A", IdentityError::Input),
			(b"\x00CHN\x01A", IdentityError::Input),
			(b"\x02FRA\x02A", IdentityError::Input),
			(b"\x02FRA\x01AB", IdentityError::Input),
			(b"\x02FRA\x00", IdentityError::Empty),
			(b"\x02fra\x01A", IdentityError::Country),
			(b"\x02FRA\x01a", IdentityError::NotAlphanumeric),
			(b"\x02FRA\x01-", IdentityError::NotAlphanumeric),
			(b"\x01FRA\x1211010519491231002X", IdentityError::Country),
			(b"\x03FRA\x01A", IdentityError::Country),
			(b"\x01CHN\x12110105194912310021", IdentityError::CheckDigit('X')),
			(b"\x01CHN\x0f440524800101001", IdentityError::Length(15)),
		] {
			assert_eq!(Document::from_input(input), Err(error), "{input:?}");
		}
	}

	#[test]
	fn the_longest_number_passes_and_one_more_fails() {
		let new = |n| Document::new(DocumentKind::Military, "CHN", &"7".repeat(n)).map(|_| ());
		assert_eq!(new(MAX_NUMBER), Ok(()));
		assert_eq!(new(MAX_NUMBER + 1), Err(IdentityError::TooLong));
	}

	#[test]
	fn kinds_and_countries_make_other_tags() {
		let tag = |kind, country| {
			person_tag(&[1; 32], &Document::new(kind, country, "A1234567").unwrap().input())
		};
		let base = tag(DocumentKind::Passport, "CHN");
		assert_ne!(base, tag(DocumentKind::Passport, "FRA"));
		assert_ne!(base, tag(DocumentKind::Military, "CHN"));
		assert_ne!(base, tag(DocumentKind::ForeignPermanentResidence, "CHN"));
	}

	#[test]
	fn certificates_bind_everything_they_say() {
		let genesis = Hash::repeat_byte(1);
		let tags = [Hash::repeat_byte(2), Hash::repeat_byte(3)];
		let base = certificate_message(&genesis, 1, OrgId(7), &tags, 100);
		assert_eq!(base.len(), 73);
		assert_eq!(base[..32], genesis.0);
		assert_eq!(base[32..37], [1, 7, 0, 0, 0]);
		let batch = hash(domain::TAG_BATCH, &[&[2, 0, 0, 0], &[2; 32], &[3; 32]]);
		assert_eq!(base[37..69], batch.0);
		assert_eq!(base[69..], [100, 0, 0, 0]);
		let swapped = [tags[1], tags[0]];
		assert_ne!(base, certificate_message(&genesis, 1, OrgId(7), &swapped, 100));
		assert_ne!(base, certificate_message(&genesis, 1, OrgId(7), &tags[..1], 100));
	}
}
