//! The record of a person: 32 slots, one hash on chain, any slot shown alone.
//!
//! A record is a binary tree of fixed shape, 32 leaves and 5 levels, **always full**: an absent
//! attribute is a leaf of its own type, so that the number of attributes stays hidden and absence
//! can be proven. Which slot holds what is the schema's table; a slot is never given another
//! meaning.
//!
//! ```text
//! salt_i = KH(seed, SALT, schema u16 ‖ version u32 ‖ slot u8)
//! leaf_i = H(LEAF, schema u16 ‖ slot u8 ‖ vtype u8 ‖ len u16 ‖ value ‖ salt_i)
//! node   = H(NODE, depth u8 ‖ left ‖ right)            depth 0 just above the leaves
//! root   = H(ROOT, genesis ‖ schema u16 ‖ version u32 ‖ top)
//! ```
//!
//! The seed is 32 random bytes, new for each version and derived from nothing: destroying it (with
//! the values) is the erasure, because what remains on chain can then no longer be tried out. One
//! salt outlives its version: that of [`slot::ADMISSION`], which stays the salt of the sealed
//! political birthday (after a correction, of the effective one), so that the leaf of every version
//! is the commitment on chain ([`RecordTree::with_salt`]).

use crate::{
	date::CivilDate,
	domain,
	hash::{hash, keyed_hash, Hash},
};
use alloc::vec::Vec;
use codec::{Decode, Encode, Input};
use core::fmt;

/// Slots of a record.
pub const SLOTS: u8 = 32;
/// Levels of nodes above the leaves.
pub const DEPTH: u8 = 5;
/// Bytes of the longest value.
pub const MAX_VALUE: usize = 1024;

/// The first slot table: membership records.
pub const SCHEMA_1: u16 = 1;

/// The slots of [`SCHEMA_1`].
pub mod slot {
	/// 姓名, text.
	pub const NAME: u8 = 0;
	/// 性别, code: `M` or `F`.
	pub const SEX: u8 = 1;
	/// 出生日期, date.
	pub const BIRTH_DATE: u8 = 2;
	/// 民族, text.
	pub const ETHNIC_GROUP: u8 = 3;
	/// 学历, text.
	pub const EDUCATION: u8 = 4;
	/// 人员类别, code.
	pub const CATEGORY: u8 = 5;
	/// 加入党组织日期, date: the date of admission, the political birthday (政治生日).
	pub const ADMISSION: u8 = 6;
	/// 转为正式党员日期, date: full membership begins, Party standing (党龄) counts from here.
	pub const FULL_MEMBERSHIP: u8 = 7;
	/// 工作岗位, text.
	pub const OCCUPATION: u8 = 8;
	/// 籍贯, text.
	pub const NATIVE_PLACE: u8 = 9;
	/// 党籍状态, code.
	pub const ROLL_STATUS: u8 = 10;
	/// 是否失联, bool.
	pub const LOST_CONTACT: u8 = 11;
	/// 失联日期, date.
	pub const LOST_CONTACT_DATE: u8 = 12;
	/// 是否流动, bool.
	pub const MOBILE: u8 = 13;
	/// 外出流向, text.
	pub const MOBILE_DESTINATION: u8 = 14;
}

/// A line of a schema's slot table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotSpec {
	/// The slot, 0–31.
	pub slot: u8,
	/// What the slot holds when it is not absent.
	pub vtype: VType,
	/// The column's name in English.
	pub name: &'static str,
	/// The column's name in the national system.
	pub label: &'static str,
}

const fn spec(slot: u8, vtype: VType, name: &'static str, label: &'static str) -> SlotSpec {
	SlotSpec { slot, vtype, name, label }
}

/// The slot table of [`SCHEMA_1`]. The slots from 15 on are reserved: always absent.
pub const SCHEMA_1_SLOTS: [SlotSpec; 15] = [
	spec(slot::NAME, VType::Text, "name", "姓名"),
	spec(slot::SEX, VType::Code, "sex", "性别"),
	spec(slot::BIRTH_DATE, VType::Date, "birth date", "出生日期"),
	spec(slot::ETHNIC_GROUP, VType::Text, "ethnic group", "民族"),
	spec(slot::EDUCATION, VType::Text, "education", "学历"),
	spec(slot::CATEGORY, VType::Code, "category", "人员类别"),
	spec(slot::ADMISSION, VType::Date, "date of admission", "加入党组织日期"),
	spec(slot::FULL_MEMBERSHIP, VType::Date, "date of full membership", "转为正式党员日期"),
	spec(slot::OCCUPATION, VType::Text, "occupation", "工作岗位"),
	spec(slot::NATIVE_PLACE, VType::Text, "native place", "籍贯"),
	spec(slot::ROLL_STATUS, VType::Code, "status on the Party roll", "党籍状态"),
	spec(slot::LOST_CONTACT, VType::Bool, "lost contact", "是否失联"),
	spec(slot::LOST_CONTACT_DATE, VType::Date, "lost contact since", "失联日期"),
	spec(slot::MOBILE, VType::Bool, "mobile member", "是否流动"),
	spec(slot::MOBILE_DESTINATION, VType::Text, "mobile member's destination", "外出流向"),
];

/// The line of a schema's slot table; `None` for an unknown schema and a reserved slot.
pub fn slot_spec(schema: u16, slot: u8) -> Option<&'static SlotSpec> {
	(schema == SCHEMA_1).then(|| SCHEMA_1_SLOTS.get(usize::from(slot))).flatten()
}

/// The type of a slot's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VType {
	/// Nothing; the value has no bytes.
	Absent,
	/// UTF-8, NFC, without control characters.
	Text,
	/// A day: `u32` `YYYYMMDD`.
	Date,
	/// A `u64`.
	U64,
	/// 32 bytes.
	Hash,
	/// One byte, 0 or 1.
	Bool,
	/// A code of one or more visible ASCII characters.
	Code,
}

impl VType {
	/// The type's byte.
	pub const fn code(self) -> u8 {
		match self {
			Self::Absent => 0,
			Self::Text => 1,
			Self::Date => 2,
			Self::U64 => 3,
			Self::Hash => 4,
			Self::Bool => 5,
			Self::Code => 6,
		}
	}

	/// The type with this byte.
	pub const fn from_code(code: u8) -> Option<Self> {
		Some(match code {
			0 => Self::Absent,
			1 => Self::Text,
			2 => Self::Date,
			3 => Self::U64,
			4 => Self::Hash,
			5 => Self::Bool,
			6 => Self::Code,
			_ => return None,
		})
	}
}

/// What is wrong with an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeFault {
	/// The type byte is none of 0–6.
	UnknownType(u8),
	/// The value has more than [`MAX_VALUE`] bytes.
	TooLong(usize),
	/// The value has not the length of its type.
	Length,
	/// The text is not UTF-8.
	NotUtf8,
	/// The text is not in Unicode normalization form C.
	NotNormalized,
	/// The text holds a control character such as a line break.
	Control,
	/// The number is no day of the calendar.
	NoSuchDay,
	/// The byte is neither 0 nor 1.
	NotBool,
	/// The code is empty, or holds something else than visible ASCII characters.
	NotCode,
}

impl fmt::Display for AttributeFault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::UnknownType(t) => write!(f, "value type {t} is unknown: expected 0 to 6"),
			Self::TooLong(n) => {
				write!(f, "the value has {n} bytes: shorten it to at most {MAX_VALUE}")
			},
			Self::Length => f.write_str(
				"the value has not the length of its type: absent 0, date 4, number 8, hash 32, \
				 yes/no 1 byte",
			),
			Self::NotUtf8 => f.write_str("the text is not UTF-8: save the file as UTF-8"),
			Self::NotNormalized => {
				f.write_str("the text is not in normalization form C: normalize it to NFC")
			},
			Self::Control => f.write_str(
				"the text holds a control character: take out line breaks and tabulators",
			),
			Self::NoSuchDay => f.write_str("there is no such day: expected YYYYMMDD"),
			Self::NotBool => f.write_str("expected 0 for no or 1 for yes"),
			Self::NotCode => f.write_str("a code is one or more visible ASCII characters"),
		}
	}
}
impl core::error::Error for AttributeFault {}

/// A checked value of a slot.
#[derive(Clone, PartialEq, Eq)]
pub struct Attribute {
	vtype: VType,
	value: Vec<u8>,
}

impl Attribute {
	/// A value from its bytes. Whether a text is NFC is checked under `std` only.
	pub fn new(vtype: VType, value: Vec<u8>) -> Result<Self, AttributeFault> {
		if value.len() > MAX_VALUE {
			return Err(AttributeFault::TooLong(value.len()));
		}
		let length = |n| if value.len() == n { Ok(()) } else { Err(AttributeFault::Length) };
		match vtype {
			VType::Absent => length(0)?,
			VType::Text => check_text(&value)?,
			VType::Date => {
				length(4)?;
				CivilDate::decode(&mut &value[..]).map_err(|_| AttributeFault::NoSuchDay)?;
			},
			VType::U64 => length(8)?,
			VType::Hash => length(32)?,
			VType::Bool => {
				length(1)?;
				if !matches!(value.first(), Some(0 | 1)) {
					return Err(AttributeFault::NotBool);
				}
			},
			VType::Code => {
				if value.is_empty() || !value.iter().all(u8::is_ascii_graphic) {
					return Err(AttributeFault::NotCode);
				}
			},
		}
		Ok(Self { vtype, value })
	}

	/// Nothing.
	pub const fn absent() -> Self {
		Self { vtype: VType::Absent, value: Vec::new() }
	}
	/// A text, brought to NFC.
	#[cfg(feature = "std")]
	pub fn text(text: &str) -> Result<Self, AttributeFault> {
		use unicode_normalization::UnicodeNormalization;
		Self::new(VType::Text, text.nfc().collect::<alloc::string::String>().into_bytes())
	}
	/// A day.
	pub fn date(date: CivilDate) -> Self {
		Self { vtype: VType::Date, value: date.as_u32().to_le_bytes().to_vec() }
	}
	/// A number.
	pub fn number(number: u64) -> Self {
		Self { vtype: VType::U64, value: number.to_le_bytes().to_vec() }
	}
	/// A hash.
	pub fn hash(hash: Hash) -> Self {
		Self { vtype: VType::Hash, value: hash.0.to_vec() }
	}
	/// Yes or no.
	pub fn bool(yes: bool) -> Self {
		Self { vtype: VType::Bool, value: Vec::from([u8::from(yes)]) }
	}
	/// A code.
	pub fn code(code: &str) -> Result<Self, AttributeFault> {
		Self::new(VType::Code, code.as_bytes().to_vec())
	}

	/// The type.
	pub const fn vtype(&self) -> VType {
		self.vtype
	}
	/// The bytes as they are hashed.
	pub fn value(&self) -> &[u8] {
		&self.value
	}
	/// Whether there is no value.
	pub fn is_absent(&self) -> bool {
		self.vtype == VType::Absent
	}
	/// The text or code.
	pub fn as_str(&self) -> Option<&str> {
		matches!(self.vtype, VType::Text | VType::Code)
			.then(|| core::str::from_utf8(&self.value).ok())
			.flatten()
	}
	/// The day.
	pub fn as_date(&self) -> Option<CivilDate> {
		(self.vtype == VType::Date).then(|| CivilDate::decode(&mut &self.value[..]).ok()).flatten()
	}
	/// The number.
	pub fn as_number(&self) -> Option<u64> {
		(self.vtype == VType::U64)
			.then(|| self.value.as_slice().try_into().ok().map(u64::from_le_bytes))
			.flatten()
	}
	/// Yes or no.
	pub fn as_bool(&self) -> Option<bool> {
		(self.vtype == VType::Bool).then(|| self.value.first() == Some(&1))
	}
}

fn check_text(value: &[u8]) -> Result<(), AttributeFault> {
	let text = core::str::from_utf8(value).map_err(|_| AttributeFault::NotUtf8)?;
	if text.chars().any(char::is_control) {
		return Err(AttributeFault::Control);
	}
	#[cfg(feature = "std")]
	if !unicode_normalization::is_nfc(text) {
		return Err(AttributeFault::NotNormalized);
	}
	Ok(())
}

impl fmt::Display for Attribute {
	/// As people read it: texts as they are, dates `2024-02-29`, `yes`/`no`, nothing for absent.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self.vtype {
			VType::Absent => Ok(()),
			VType::Text | VType::Code => f.write_str(self.as_str().unwrap_or_default()),
			VType::Date => self.as_date().map_or(Ok(()), |date| write!(f, "{date}")),
			VType::U64 => self.as_number().map_or(Ok(()), |number| write!(f, "{number}")),
			VType::Hash => {
				f.write_str("0x")?;
				self.value.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
			},
			VType::Bool => f.write_str(if self.as_bool() == Some(true) { "yes" } else { "no" }),
		}
	}
}

impl fmt::Debug for Attribute {
	/// The type only: values are personal and do not belong in logs.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Attribute({:?}, {} bytes)", self.vtype, self.value.len())
	}
}

impl Encode for Attribute {
	fn encode_to<T: codec::Output + ?Sized>(&self, dest: &mut T) {
		self.vtype.code().encode_to(dest);
		self.value.encode_to(dest);
	}
}

impl Decode for Attribute {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let vtype = VType::from_code(u8::decode(input)?).ok_or("unknown value type")?;
		Self::new(vtype, Vec::decode(input)?).map_err(|_| "not a value of its type".into())
	}
}

/// Why a record cannot be made, or what is shown of it not be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordError {
	/// The schema is not known to this version of the software.
	UnknownSchema(u16),
	/// The slot is not in 0–31.
	SlotRange(u8),
	/// The schema reserves this slot, or gives it another type.
	SlotType(u8),
	/// The same slot stands twice, or the slots are not in ascending order.
	SlotOrder(u8),
	/// No slot is shown: nothing would tie the proof to the root.
	NothingShown,
	/// The proof has not the one length that the shown slots need.
	ProofLength {
		/// Hashes that the shown slots need.
		expected: usize,
		/// Hashes that were given.
		found: usize,
	},
}

impl fmt::Display for RecordError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::UnknownSchema(s) => {
				write!(f, "record schema {s} is unknown: update the software")
			},
			Self::SlotRange(s) => write!(f, "slot {s} does not exist: expected 0 to 31"),
			Self::SlotType(s) => {
				write!(f, "slot {s} is reserved or holds a value of another type in this schema")
			},
			Self::SlotOrder(s) => {
				write!(f, "slot {s} is out of order: give each slot once, in ascending order")
			},
			Self::NothingShown => f.write_str("no slot is shown: show at least one"),
			Self::ProofLength { expected, found } => {
				write!(f, "the proof has {found} hashes, the shown slots need exactly {expected}")
			},
		}
	}
}
impl core::error::Error for RecordError {}

/// The salt of a slot.
pub fn salt(seed: &[u8; 32], schema: u16, version: u32, slot: u8) -> [u8; 32] {
	keyed_hash(seed, domain::SALT, &[&schema.to_le_bytes(), &version.to_le_bytes(), &[slot]]).0
}

/// The commitment to one slot's value. For [`slot::ADMISSION`] this is the sealed value on chain.
pub fn leaf_commitment(schema: u16, slot: u8, attribute: &Attribute, salt: &[u8; 32]) -> Hash {
	// A checked attribute has at most MAX_VALUE bytes, so the length always fits.
	let len = u16::try_from(attribute.value.len()).unwrap_or(u16::MAX);
	hash(
		domain::LEAF,
		&[
			&schema.to_le_bytes(),
			&[slot, attribute.vtype.code()],
			&len.to_le_bytes(),
			&attribute.value,
			salt,
		],
	)
}

fn node(depth: u8, left: &Hash, right: &Hash) -> Hash {
	hash(domain::NODE, &[&[depth], &left.0, &right.0])
}

/// The root as stored on chain, from the top of the tree.
pub fn root(genesis: &Hash, schema: u16, version: u32, top: &Hash) -> Hash {
	hash(domain::ROOT, &[&genesis.0, &schema.to_le_bytes(), &version.to_le_bytes(), &top.0])
}

fn check_type(schema: u16, slot: u8, attribute: &Attribute) -> Result<(), RecordError> {
	if schema != SCHEMA_1 {
		return Err(RecordError::UnknownSchema(schema));
	}
	if slot >= SLOTS {
		return Err(RecordError::SlotRange(slot));
	}
	let fits = slot_spec(schema, slot).is_some_and(|spec| spec.vtype == attribute.vtype);
	if fits || attribute.is_absent() {
		Ok(())
	} else {
		Err(RecordError::SlotType(slot))
	}
}

/// At least one slot, all below 32, strictly ascending.
fn check_slots(slots: &[u8]) -> Result<(), RecordError> {
	let mut last = None;
	for slot in slots {
		if *slot >= SLOTS {
			return Err(RecordError::SlotRange(*slot));
		}
		if last >= Some(*slot) {
			return Err(RecordError::SlotOrder(*slot));
		}
		last = Some(*slot);
	}
	last.map(|_| ()).ok_or(RecordError::NothingShown)
}

/// The nodes whose hashes a proof holds, as (depth, index): level by level from the leaves, left
/// to right, only those that cannot be computed.
fn proof_positions(slots: &[u8]) -> Vec<(u8, u8)> {
	let mut positions = Vec::new();
	let mut row = slots.to_vec();
	for depth in 0..DEPTH {
		let siblings = row.iter().map(|i| i ^ 1).filter(|i| !row.contains(i));
		positions.extend(siblings.map(|i| (depth, i)));
		row = row.iter().map(|i| i / 2).collect();
		row.dedup();
	}
	positions
}

/// A record in full: values, salts and all nodes. Lives where the values live, never on chain.
pub struct RecordTree {
	schema: u16,
	version: u32,
	root: Hash,
	attributes: Vec<Attribute>,
	salts: Vec<[u8; 32]>,
	/// 32 leaves, 16 nodes, … the top.
	rows: Vec<Vec<Hash>>,
}

impl RecordTree {
	/// Builds the tree of a record's version.
	///
	/// `seed` must be fresh random bytes for each version. Slots that are not given are absent. For
	/// the first version of a membership; the later ones keep a salt ([`RecordTree::with_salt`]).
	/// Errors: unknown schema, slot out of range or given twice, type other than the schema's.
	pub fn new(
		genesis: &Hash,
		schema: u16,
		version: u32,
		seed: &[u8; 32],
		attributes: impl IntoIterator<Item = (u8, Attribute)>,
	) -> Result<Self, RecordError> {
		Self::build(genesis, schema, version, seed, attributes, None)
	}

	/// As [`RecordTree::new`], where one slot keeps the salt of an earlier version.
	///
	/// Errors as there, and for a slot out of range.
	pub fn with_salt(
		genesis: &Hash,
		schema: u16,
		version: u32,
		seed: &[u8; 32],
		attributes: impl IntoIterator<Item = (u8, Attribute)>,
		kept: (u8, [u8; 32]),
	) -> Result<Self, RecordError> {
		if kept.0 >= SLOTS {
			return Err(RecordError::SlotRange(kept.0));
		}
		Self::build(genesis, schema, version, seed, attributes, Some(kept))
	}

	fn build(
		genesis: &Hash,
		schema: u16,
		version: u32,
		seed: &[u8; 32],
		attributes: impl IntoIterator<Item = (u8, Attribute)>,
		kept: Option<(u8, [u8; 32])>,
	) -> Result<Self, RecordError> {
		if schema != SCHEMA_1 {
			return Err(RecordError::UnknownSchema(schema));
		}
		let mut filled: Vec<Option<Attribute>> = (0..SLOTS).map(|_| None).collect();
		for (slot, attribute) in attributes {
			check_type(schema, slot, &attribute)?;
			let place = filled.get_mut(usize::from(slot)).ok_or(RecordError::SlotRange(slot))?;
			if place.replace(attribute).is_some() {
				return Err(RecordError::SlotOrder(slot));
			}
		}
		let attributes: Vec<_> =
			filled.into_iter().map(|a| a.unwrap_or_else(Attribute::absent)).collect();
		let of_slot = |i| match kept {
			Some((slot, kept)) if slot == i => kept,
			_ => salt(seed, schema, version, i),
		};
		let salts: Vec<_> = (0..SLOTS).map(of_slot).collect();
		let leaves = (0..SLOTS)
			.zip(attributes.iter().zip(&salts))
			.map(|(slot, (attribute, salt))| leaf_commitment(schema, slot, attribute, salt));
		let mut row: Vec<Hash> = leaves.collect();
		let mut rows = Vec::new();
		for depth in 0..DEPTH {
			let above = row
				.as_chunks::<2>()
				.0
				.iter()
				.map(|[left, right]| node(depth, left, right))
				.collect();
			rows.push(core::mem::replace(&mut row, above));
		}
		let top = row.first().copied().unwrap_or_default();
		rows.push(row);
		Ok(Self {
			schema,
			version,
			root: root(genesis, schema, version, &top),
			attributes,
			salts,
			rows,
		})
	}

	/// The schema.
	pub const fn schema(&self) -> u16 {
		self.schema
	}
	/// The version; on chain it rises by exactly one.
	pub const fn version(&self) -> u32 {
		self.version
	}
	/// The root as stored on chain.
	pub const fn root(&self) -> Hash {
		self.root
	}
	/// The top of the tree, not yet bound to chain, schema and version.
	pub fn top(&self) -> Hash {
		self.rows.last().and_then(|row| row.first()).copied().unwrap_or_default()
	}
	/// The value of a slot.
	pub fn attribute(&self, slot: u8) -> Option<&Attribute> {
		self.attributes.get(usize::from(slot))
	}
	/// The salt of a slot.
	pub fn salt(&self, slot: u8) -> Option<&[u8; 32]> {
		self.salts.get(usize::from(slot))
	}
	/// The commitment to a slot.
	pub fn leaf(&self, slot: u8) -> Option<Hash> {
		self.rows.first().and_then(|row| row.get(usize::from(slot))).copied()
	}
	/// What is handed over to show these slots (strictly ascending, at least one).
	pub fn show(&self, slots: &[u8]) -> Result<Vec<ShownLeaf>, RecordError> {
		check_slots(slots)?;
		slots
			.iter()
			.map(|slot| {
				let attribute = self.attribute(*slot).ok_or(RecordError::SlotRange(*slot))?;
				let salt = self.salt(*slot).ok_or(RecordError::SlotRange(*slot))?;
				Ok(ShownLeaf { slot: *slot, attribute: attribute.clone(), salt: *salt })
			})
			.collect()
	}
	/// The proof that these slots (strictly ascending, at least one) belong to the root.
	pub fn proof(&self, slots: &[u8]) -> Result<Vec<Hash>, RecordError> {
		check_slots(slots)?;
		proof_positions(slots)
			.into_iter()
			.map(|(depth, index)| {
				self.rows
					.get(usize::from(depth))
					.and_then(|row| row.get(usize::from(index)))
					.copied()
					.ok_or(RecordError::SlotRange(index))
			})
			.collect()
	}
}

impl fmt::Debug for RecordTree {
	/// The root only: values and salts are personal.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "RecordTree({}, {}, {:?})", self.schema, self.version, self.root)
	}
}

/// A slot as it is shown: value and salt, so that anybody can compute the commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownLeaf {
	/// The slot.
	pub slot: u8,
	/// Its value.
	pub attribute: Attribute,
	/// Its salt.
	pub salt: [u8; 32],
}

impl ShownLeaf {
	/// The commitment to this slot.
	pub fn commitment(&self, schema: u16) -> Hash {
		leaf_commitment(schema, self.slot, &self.attribute, &self.salt)
	}
}

/// How many hashes the proof for these slots has (strictly ascending, at least one).
pub fn proof_len(slots: &[u8]) -> Result<usize, RecordError> {
	check_slots(slots)?;
	Ok(proof_positions(slots).len())
}

/// The top of the one tree that holds the shown leaves and the proof's hashes.
///
/// Fails on slots that are out of range, doubled or not ascending, on types that are not the
/// schema's, and on any proof length but the one that fits. Every position follows from the slots,
/// so there is nothing an attacker could choose but the hashes themselves.
pub fn top_of(schema: u16, shown: &[ShownLeaf], proof: &[Hash]) -> Result<Hash, RecordError> {
	let slots: Vec<u8> = shown.iter().map(|leaf| leaf.slot).collect();
	let expected = proof_len(&slots)?;
	let wrong_length = RecordError::ProofLength { expected, found: proof.len() };
	if proof.len() != expected {
		return Err(wrong_length);
	}
	for leaf in shown {
		check_type(schema, leaf.slot, &leaf.attribute)?;
	}
	let mut row: Vec<(u8, Hash)> =
		shown.iter().map(|leaf| (leaf.slot, leaf.commitment(schema))).collect();
	let mut proof = proof.iter();
	for depth in 0..DEPTH {
		let mut above = Vec::new();
		let mut nodes = row.into_iter().peekable();
		while let Some((index, own)) = nodes.next() {
			let known = nodes.next_if(|(other, _)| *other == index ^ 1).map(|(_, hash)| hash);
			let other = match known {
				Some(hash) => hash,
				None => *proof.next().ok_or(wrong_length)?,
			};
			let (left, right) = if index % 2 == 0 { (own, other) } else { (other, own) };
			above.push((index / 2, node(depth, &left, &right)));
		}
		row = above;
	}
	match (row.as_slice(), proof.next()) {
		([(0, top)], None) => Ok(*top),
		_ => Err(wrong_length),
	}
}

/// The root that the shown leaves and the proof's hashes lead to; the caller compares it with the
/// chain's. Errors as [`top_of`].
pub fn root_of(
	genesis: &Hash,
	schema: u16,
	version: u32,
	shown: &[ShownLeaf],
	proof: &[Hash],
) -> Result<Hash, RecordError> {
	Ok(root(genesis, schema, version, &top_of(schema, shown, proof)?))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn day(n: u32) -> Attribute {
		Attribute::date(CivilDate::new(n).unwrap())
	}

	#[test]
	fn values_are_checked_by_type_on_both_sides() {
		use AttributeFault::*;
		let new = |t, v: &[u8]| Attribute::new(t, v.to_vec()).map(|_| ());
		assert_eq!(new(VType::Absent, b""), Ok(()));
		assert_eq!(new(VType::Absent, b"x"), Err(Length));
		assert_eq!(new(VType::Text, &[b'a'; 1024]), Ok(()));
		assert_eq!(new(VType::Text, &[b'a'; 1025]), Err(TooLong(1025)));
		assert_eq!(new(VType::Text, &[0xff]), Err(NotUtf8));
		assert_eq!(new(VType::Text, b"a\nb"), Err(Control));
		assert_eq!(new(VType::Text, "e\u{301}".as_bytes()), Err(NotNormalized));
		assert_eq!(new(VType::Text, "\u{e9}".as_bytes()), Ok(()));
		assert_eq!(new(VType::Date, &20240229u32.to_le_bytes()), Ok(()));
		assert_eq!(new(VType::Date, &20230229u32.to_le_bytes()), Err(NoSuchDay));
		assert_eq!(new(VType::Date, &[0; 3]), Err(Length));
		assert_eq!(new(VType::Date, &[0; 5]), Err(Length));
		assert_eq!(new(VType::U64, &[0; 8]), Ok(()));
		assert_eq!(new(VType::U64, &[0; 7]), Err(Length));
		assert_eq!(new(VType::Hash, &[0; 32]), Ok(()));
		assert_eq!(new(VType::Hash, &[0; 33]), Err(Length));
		assert_eq!(new(VType::Bool, &[1]), Ok(()));
		assert_eq!(new(VType::Bool, &[2]), Err(NotBool));
		assert_eq!(new(VType::Bool, &[]), Err(Length));
		assert_eq!(new(VType::Code, b"M"), Ok(()));
		assert_eq!(new(VType::Code, b""), Err(NotCode));
		assert_eq!(new(VType::Code, b"a b"), Err(NotCode));
		assert_eq!(new(VType::Code, "男".as_bytes()), Err(NotCode));
		assert_eq!(VType::from_code(7), None);
		for code in 0..7 {
			assert_eq!(VType::from_code(code).unwrap().code(), code);
		}
	}

	#[test]
	fn values_read_back_as_they_were_given() {
		assert_eq!(Attribute::text("e\u{301}").unwrap().as_str(), Some("\u{e9}"));
		assert_eq!(day(20240229).as_date(), CivilDate::new(20240229));
		assert_eq!(day(20240229).to_string(), "2024-02-29");
		assert_eq!(day(20240229).as_str(), None);
		assert_eq!(Attribute::number(7).as_number(), Some(7));
		assert_eq!(Attribute::bool(true).as_bool(), Some(true));
		assert_eq!(Attribute::bool(false).to_string(), "no");
		assert_eq!(Attribute::code("F").unwrap().as_str(), Some("F"));
		assert_eq!(
			Attribute::hash(Hash::repeat_byte(0xab)).to_string(),
			format!("0x{}", "ab".repeat(32))
		);
		assert_eq!(Attribute::absent().to_string(), "");
		let text = Attribute::text("张三").unwrap();
		assert_eq!(format!("{text:?}"), "Attribute(Text, 6 bytes)");
		assert_eq!(Attribute::decode(&mut &text.encode()[..]).unwrap(), text);
		assert!(Attribute::decode(&mut &[9u8, 0][..]).is_err());
		assert!(Attribute::decode(&mut &[5u8, 4, 2][..]).is_err());
	}

	#[test]
	fn slot_table_stands_in_slot_order() {
		for (i, spec) in SCHEMA_1_SLOTS.iter().enumerate() {
			assert_eq!(usize::from(spec.slot), i);
			assert_ne!(spec.vtype, VType::Absent);
		}
		assert_eq!(slot_spec(SCHEMA_1, slot::ADMISSION).unwrap().label, "加入党组织日期");
		assert_eq!(slot_spec(SCHEMA_1, 15), None);
		assert_eq!(slot_spec(2, 0), None);
	}

	#[test]
	fn a_record_that_breaks_its_schema_fails() {
		let new = |schema, slots: Vec<(u8, Attribute)>| {
			RecordTree::new(&Hash::zero(), schema, 1, &[1; 32], slots).map(|t| t.root())
		};
		assert_eq!(new(2, vec![]), Err(RecordError::UnknownSchema(2)));
		assert_eq!(new(1, vec![(32, day(20240101))]), Err(RecordError::SlotRange(32)));
		assert_eq!(new(1, vec![(15, day(20240101))]), Err(RecordError::SlotType(15)));
		assert_eq!(new(1, vec![(0, day(20240101))]), Err(RecordError::SlotType(0)));
		let twice = vec![(6, day(20240101)), (6, day(20240102))];
		assert_eq!(new(1, twice), Err(RecordError::SlotOrder(6)));
		assert_eq!(new(1, vec![(31, Attribute::absent())]), new(1, vec![]));
	}

	#[test]
	fn versions_seeds_and_chains_give_other_roots() {
		let tree = |genesis: u8, version, seed: u8| {
			let slots = [(slot::ADMISSION, day(20150701))];
			RecordTree::new(&Hash::repeat_byte(genesis), 1, version, &[seed; 32], slots).unwrap()
		};
		let base = tree(1, 1, 1);
		assert_ne!(base.root(), tree(2, 1, 1).root());
		assert_eq!(base.top(), tree(2, 1, 1).top());
		assert_ne!(base.top(), tree(1, 2, 1).top());
		assert_ne!(base.top(), tree(1, 1, 2).top());
		assert_ne!(base.leaf(6), tree(1, 2, 1).leaf(6));
	}

	#[test]
	fn a_salt_that_is_kept_keeps_its_leaf_and_no_other() {
		let slots = || [(0, Attribute::text("张三").unwrap()), (slot::ADMISSION, day(20150701))];
		let tree = |version, seed: u8, kept| match kept {
			None => RecordTree::new(&Hash::zero(), 1, version, &[seed; 32], slots()),
			Some(kept) => {
				RecordTree::with_salt(&Hash::zero(), 1, version, &[seed; 32], slots(), kept)
			},
		};
		let first = tree(1, 1, None).unwrap();
		let kept = *first.salt(slot::ADMISSION).unwrap();
		let second = tree(2, 2, Some((slot::ADMISSION, kept))).unwrap();
		assert_eq!(second.leaf(slot::ADMISSION), first.leaf(slot::ADMISSION));
		assert_eq!(second.leaf(0), tree(2, 2, None).unwrap().leaf(0));
		assert_ne!(second.root(), tree(2, 2, None).unwrap().root());
		let own = salt(&[2; 32], 1, 2, slot::ADMISSION);
		let same = tree(2, 2, Some((slot::ADMISSION, own))).unwrap();
		assert_eq!(same.root(), tree(2, 2, None).unwrap().root());
		assert_eq!(tree(2, 2, Some((32, kept))).map(|t| t.root()), Err(RecordError::SlotRange(32)));
	}
}
