//! Looks for personal values in what is public, as somebody would who wants to find them.
//!
//! # What is looked for
//! Every personal value of a roster: names, identity numbers, dates of persons, telephone numbers,
//! addresses, and the words of the other columns. Each in
//!
//! * texts: UTF-8, GB18030, UTF-16 (both byte orders), JSON and percent escapes; identity numbers
//!   also without their check character, dates in the usual ways of writing them;
//! * numbers: little-endian and big-endian of 32 and 64 bits, compact, packed decimal; dates also as
//!   the moments (s, ms) when they begin in China and in UTC;
//! * and each of these forms under every hash without a key that the chain or its clients use:
//!   BLAKE2b with 64 to 512 bits, the same with each domain tag before it (padded and bare), with the
//!   genesis hash between, and keyed with zeros or the genesis hash; XXH64 (twox), Keccak, SHA-256;
//!   besides, leaves of a record whose salt is zero or the genesis hash.
//!
//! # Where
//! In bytes as they are; in what stands there in hexadecimal (any case, any alignment), as lists of
//! decimal bytes, in base64; and, where the chain's metadata says what the bytes are ([`Scanner::typed`]),
//! in every decoded number, text and byte string.
//!
//! # Chance
//! Four random bytes are a given four bytes once in 2³² times, and a chain is full of random bytes;
//! zeros stand everywhere and prove nothing. So a form with fewer than eight bytes other than zero is
//! looked for in a surface only while the number of chance hits to be expected, `forms with so many ·
//! bytes of the surface · 2⁻ᵇⁱᵗˢ`, is below [`CHANCE`]; what was passed over is kept and can be asked
//! for ([`Scanner::passed_over`]). Dates as numbers of 32 or 64 bits are therefore found in decoded values, where hashes are no numbers, and short names in
//! two-byte encodings in decoded strings or together with their SCALE length. Digits within text are
//! taken for a short number only where no other hexadecimal digit stands beside them.

use chuxin_cli::roster::MemberRow;
use chuxin_primitives::{
	domain,
	hash::keyed_hash,
	identity::ResidentId,
	person_tag::Document,
	record::{leaf_commitment, slot, Attribute, SCHEMA_1},
	CivilDate, Hash,
};
use codec::{Compact, Encode};
use sp_crypto_hashing as hashing;
use std::{
	collections::{BTreeMap, BTreeSet, HashMap},
	fmt,
	ops::Range,
};
use subxt::ext::scale_value::{Composite, Primitive, Value, ValueDef};

/// Chance hits to be expected of all forms with the same number of telling bytes in one surface, at
/// most. Most are far below; the sum over all surfaces is kept ([`Scanner::expected_by_chance`]).
pub const CHANCE: f64 = 1e-4;

/// Hexadecimal digits in a row that are taken for bytes.
const HEX_RUN: usize = 16;
/// Characters in a row that are taken for base64.
const BASE64_RUN: usize = 16;

/// What a personal value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
	/// 姓名
	Name,
	/// 公民身份号码
	IdNumber,
	/// 出生日期
	Birth,
	/// 加入党组织日期
	Admission,
	/// 转为正式党员日期
	FullMembership,
	/// 失联日期
	LostContact,
	/// 手机
	Mobile,
	/// 固定电话
	Landline,
	/// 家庭住址
	Address,
	/// 民族、学历、工作岗位、外出流向
	Word,
}

/// A personal value that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
	/// What it is.
	pub kind: Kind,
	/// The value.
	pub value: String,
	/// In which form.
	pub form: String,
	/// Where.
	pub place: String,
}

impl fmt::Display for Finding {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{:?} {} as {} in {}", self.kind, self.value, self.form, self.place)
	}
}

/// What kind of bytes a surface has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
	/// Any bytes.
	Binary,
	/// Text, in which bytes are written in hexadecimal, decimal or base64.
	Text,
}

/// Something public: its parts with their places.
pub struct Surface {
	/// What it is.
	pub name: String,
	/// What its bytes are.
	pub content: Content,
	/// Its parts.
	pub parts: Vec<(String, Vec<u8>)>,
}

#[derive(Clone, Copy)]
struct Needle {
	value: u32,
	form: u32,
	/// Where its bytes stand in the scanner's store; all of them are compared.
	at: u32,
	len: u32,
	/// How many of them are not zero, at most 8.
	telling: u8,
}

/// Needles by their first bytes (eight, or all where there are fewer).
struct Class {
	bytes: usize,
	sorted: Vec<(u64, u32)>,
	/// One bit for each hash of the first bytes that some needle has.
	filter: Vec<u64>,
}

const FILTER_BITS: u32 = 26;

fn filter_bit(key: u64) -> usize {
	(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - FILTER_BITS)) as usize
}

impl Class {
	fn new(bytes: usize, mut sorted: Vec<(u64, u32)>) -> Self {
		sorted.sort_unstable();
		let mut filter = vec![0; 1 << (FILTER_BITS - 6)];
		for (key, _) in &sorted {
			let bit = filter_bit(*key);
			filter[bit / 64] |= 1 << (bit % 64);
		}
		Self { bytes, sorted, filter }
	}

	fn key(&self, word: u64) -> u64 {
		if self.bytes == 8 {
			word
		} else {
			word & ((1 << (8 * self.bytes)) - 1)
		}
	}

	fn may_have(&self, key: u64) -> bool {
		let bit = filter_bit(key);
		self.filter[bit / 64] >> (bit % 64) & 1 == 1
	}

	fn all(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
		let first = self.sorted.partition_point(|(k, _)| *k < key);
		self.sorted[first..].iter().take_while(move |(k, _)| *k == key).map(|(_, needle)| *needle)
	}
}

/// Up to eight bytes as a little-endian number.
fn word(bytes: &[u8]) -> u64 {
	let mut eight = [0; 8];
	let len = bytes.len().min(8);
	eight[..len].copy_from_slice(&bytes[..len]);
	u64::from_le_bytes(eight)
}

/// Collects the forms of values.
#[derive(Default)]
struct Forms {
	values: Vec<(Kind, String)>,
	known: HashMap<(Kind, String), u32>,
	forms: Vec<String>,
	form_numbers: HashMap<String, u32>,
	store: Vec<u8>,
	needles: Vec<Needle>,
	seen: BTreeSet<(u32, Vec<u8>)>,
	/// Numbers that are looked for in decoded values.
	numbers: BTreeMap<u128, Vec<(u32, u32)>>,
	/// Texts that are looked for in decoded strings.
	texts: Vec<(u32, u32, String)>,
}

impl Forms {
	fn value(&mut self, kind: Kind, value: &str) -> (u32, bool) {
		let key = (kind, value.to_owned());
		if let Some(known) = self.known.get(&key) {
			return (*known, false);
		}
		let number = self.values.len() as u32;
		self.values.push(key.clone());
		self.known.insert(key, number);
		(number, true)
	}

	fn form(&mut self, name: &str) -> u32 {
		if let Some(known) = self.form_numbers.get(name) {
			return *known;
		}
		let number = self.forms.len() as u32;
		self.forms.push(name.to_owned());
		self.form_numbers.insert(name.to_owned(), number);
		number
	}

	/// Whether the value has no form with these bytes yet.
	fn is_new(&mut self, value: u32, bytes: &[u8]) -> bool {
		bytes.len() >= 4 && self.seen.insert((value, bytes.to_vec()))
	}

	fn needle(&mut self, value: u32, form: &str, bytes: &[u8]) {
		let form = self.form(form);
		let (at, len) = (self.store.len() as u32, bytes.len() as u32);
		self.store.extend_from_slice(bytes);
		let telling = bytes.iter().filter(|byte| **byte != 0).count().min(8) as u8;
		self.needles.push(Needle { value, form, at, len, telling });
	}

	fn number(&mut self, value: u32, form: &str, number: u128) {
		let form = self.form(form);
		self.numbers.entry(number).or_default().push((value, form));
	}
}

/// Every encoding of a text, with its name.
pub fn text_forms(text: &str) -> Vec<(&'static str, Vec<u8>)> {
	let utf16: Vec<u16> = text.encode_utf16().collect();
	let mut forms = vec![
		("UTF-8", text.as_bytes().to_vec()),
		("UTF-16LE", utf16.iter().flat_map(|c| c.to_le_bytes()).collect()),
		("UTF-16BE", utf16.iter().flat_map(|c| c.to_be_bytes()).collect()),
	];
	let (gb, _, lossy) = encoding_rs::GB18030.encode(text);
	assert!(!lossy, "GB18030 has every character");
	forms.push(("GB18030", gb.into_owned()));
	if !text.is_ascii() {
		let escaped = |escape: fn(u16) -> String| -> Vec<u8> {
			utf16.iter().flat_map(|c| escape(*c).into_bytes()).collect()
		};
		forms.push(("JSON escapes", escaped(|c| format!("\\u{c:04x}"))));
		forms.push(("upper-case JSON escapes", escaped(|c| format!("\\u{c:04X}"))));
		forms.push(("Rust escapes", escaped(|c| format!("\\u{{{c:x}}}"))));
		let percent: String = text.bytes().map(|b| format!("%{b:02X}")).collect();
		forms.push(("percent escapes", percent.into_bytes()));
	}
	forms
}

/// Every form of a number, with its name: those of fewer bytes are the beginnings of those of more.
pub fn number_forms(number: u64) -> Vec<(&'static str, Vec<u8>)> {
	let mut forms =
		vec![("u64 LE", number.to_le_bytes().to_vec()), ("u64 BE", number.to_be_bytes().to_vec())];
	// The compact form of a larger number ends with its shortest form.
	if let Ok(short) = u32::try_from(number) {
		forms.push(("compact", Compact(number).encode()));
		forms.push(("u32 LE", short.to_le_bytes().to_vec()));
		forms.push(("u32 BE", short.to_be_bytes().to_vec()));
	} else {
		let bytes = number.to_be_bytes();
		let used = &bytes[number.leading_zeros() as usize / 8..];
		forms.push(("shortest BE", used.to_vec()));
		forms.push(("shortest LE", used.iter().rev().copied().collect()));
	}
	forms
}

/// Digits packed two to a byte; an odd number of them with a zero before.
pub fn packed_decimal(digits: &str) -> Vec<u8> {
	let padded = if digits.len() % 2 == 1 { format!("0{digits}") } else { digits.to_owned() };
	hex::decode(padded).unwrap_or_default()
}

/// The ways in which dates are written.
pub fn date_texts(date: CivilDate) -> Vec<String> {
	let (y, m, d) = (date.year(), date.month(), date.day());
	vec![
		format!("{y:04}-{m:02}-{d:02}"),
		format!("{y:04}{m:02}{d:02}"),
		format!("{y:04}/{m:02}/{d:02}"),
		format!("{y:04}.{m:02}.{d:02}"),
		format!("{d:02}/{m:02}/{y:04}"),
		format!("{y}年{m}月{d}日"),
		format!("{y}年{m:02}月{d:02}日"),
	]
}

/// Every hash without a key of some bytes, with its name.
pub fn hashes(genesis: &Hash, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
	let mut out: Vec<(String, Vec<u8>)> = vec![
		("BLAKE2b-64".into(), hashing::blake2_64(bytes).to_vec()),
		("BLAKE2b-128".into(), hashing::blake2_128(bytes).to_vec()),
		("BLAKE2b-256".into(), hashing::blake2_256(bytes).to_vec()),
		("BLAKE2b-512".into(), hashing::blake2_512(bytes).to_vec()),
		// The longer ones of this family begin with it.
		("twox".into(), hashing::twox_64(bytes).to_vec()),
		("Keccak-256".into(), hashing::keccak_256(bytes).to_vec()),
		("Keccak-512".into(), hashing::keccak_512(bytes).to_vec()),
		("SHA-256".into(), hashing::sha2_256(bytes).to_vec()),
		(
			"BLAKE2b-256 after the genesis hash".into(),
			hashing::blake2_256(&[genesis.as_bytes(), bytes].concat()).to_vec(),
		),
	];
	for tag in domain::ALL {
		let mut padded = [0; 16];
		padded[..tag.len()].copy_from_slice(tag.as_bytes());
		for (how, before) in [
			("", padded.to_vec()),
			(" bare", tag.as_bytes().to_vec()),
			(" and the genesis hash", [&padded[..], genesis.as_bytes()].concat()),
		] {
			let hash = hashing::blake2_256(&[&before[..], bytes].concat());
			out.push((format!("BLAKE2b-256 with {tag}{how}"), hash.to_vec()));
		}
	}
	for (name, key) in [("zeros", [0; 32]), ("the genesis hash", genesis.0)] {
		let tag = keyed_hash(&key, domain::PERSON_TAG, &[bytes]);
		out.push((format!("person tag with the key {name}"), tag.0.to_vec()));
	}
	out
}

/// Knows all forms of all personal values, and what was found of them.
pub struct Scanner {
	forms: Forms,
	classes: Vec<Class>,
	/// How many forms have so many bytes that are not zero.
	counts: [usize; 9],
	findings: BTreeSet<Finding>,
	passed_over: BTreeMap<(String, usize), usize>,
	expected: f64,
	swept: BTreeMap<String, usize>,
}

impl Scanner {
	/// A scanner for everybody of a roster on a chain. Dates in `declared` are those the running of
	/// the chain itself makes public (foundations, windows, the day of the import): they are no
	/// personal values, whoever else has them.
	pub fn new(genesis: Hash, members: &[MemberRow], declared: &BTreeSet<CivilDate>) -> Self {
		let mut collector = Collector { genesis, declared, forms: Forms::default() };
		members.iter().for_each(|member| collector.member(member));
		let mut forms = collector.forms;
		forms.seen = BTreeSet::new();
		let mut counts = [0; 9];
		let mut by_length: BTreeMap<usize, Vec<(u64, u32)>> = BTreeMap::new();
		for (needle, number) in forms.needles.iter().zip(0u32..) {
			let bytes = &forms.store[needle.at as usize..(needle.at + needle.len) as usize];
			by_length.entry(bytes.len().min(8)).or_default().push((word(bytes), number));
			counts[usize::from(needle.telling)] += 1;
		}
		let classes = by_length.into_iter().map(|(bytes, list)| Class::new(bytes, list)).collect();
		Self {
			forms,
			classes,
			counts,
			findings: BTreeSet::new(),
			passed_over: BTreeMap::new(),
			expected: 0.0,
			swept: BTreeMap::new(),
		}
	}

	/// How many values are looked for, and in how many forms altogether.
	pub fn size(&self) -> (usize, usize) {
		(self.forms.values.len(), self.forms.needles.len())
	}

	/// Everything found so far.
	pub fn findings(&self) -> &BTreeSet<Finding> {
		&self.findings
	}

	/// Forgets what was found.
	pub fn forget(&mut self) {
		self.findings.clear();
	}

	/// The values found so far, whatever their form and place.
	pub fn values_found(&self) -> BTreeSet<(Kind, String)> {
		self.findings.iter().map(|f| (f.kind, f.value.clone())).collect()
	}

	/// Forms that were not looked for, by surface and the number of their bytes that are not zero.
	pub fn passed_over(&self) -> &BTreeMap<(String, usize), usize> {
		&self.passed_over
	}

	/// How many hits chance alone was to be expected to make in everything looked through so far.
	pub fn expected_by_chance(&self) -> f64 {
		self.expected
	}

	/// Bytes that were looked at, by surface.
	pub fn swept(&self) -> &BTreeMap<String, usize> {
		&self.swept
	}

	/// Looks through something public, and through what stands in it in other writing.
	pub fn surface(&mut self, surface: &Surface) {
		self.nested(&surface.name, surface.content, &surface.parts, 0);
	}

	fn nested(&mut self, name: &str, content: Content, parts: &[(String, Vec<u8>)], depth: u8) {
		self.sweep(name, content, parts);
		// Hexadecimal within hexadecimal is what an answer with an extrinsic with a text is.
		if depth == 2 {
			return;
		}
		type Decoder = fn(&[u8]) -> Vec<u8>;
		let mut decoders: Vec<(&str, Decoder)> = vec![("hexadecimal", hex_runs)];
		if content == Content::Text {
			decoders.push(("decimal bytes", decimal_lists));
			decoders.push(("base64", base64_runs));
		}
		for (how, decode) in decoders {
			let decoded: Vec<(String, Vec<u8>)> = parts
				.iter()
				.map(|(place, bytes)| (format!("{place} ({how})"), decode(bytes)))
				.filter(|(_, bytes)| !bytes.is_empty())
				.collect();
			if !decoded.is_empty() {
				self.nested(&format!("{name} ({how})"), Content::Binary, &decoded, depth + 1);
			}
		}
	}

	fn sweep(&mut self, name: &str, content: Content, parts: &[(String, Vec<u8>)]) {
		// Runs of zeros are no random bytes: the files of a database have many.
		let bytes: usize = parts
			.iter()
			.map(|(_, b)| b.chunks(8).filter(|c| c.iter().any(|x| *x != 0)).count() * 8)
			.sum();
		*self.swept.entry(name.to_owned()).or_default() += bytes;
		let mut looked_for = [false; 9];
		for (telling, count) in self.counts.iter().enumerate() {
			let expected = *count as f64 * bytes as f64 * (-8.0 * telling as f64).exp2();
			looked_for[telling] = expected <= CHANCE;
			if expected <= CHANCE {
				self.expected += expected;
			} else {
				self.passed_over.insert((name.to_owned(), telling), *count);
			}
		}
		let mut found = Vec::new();
		for (place, data) in parts {
			let mut matches = Vec::new();
			for at in 0..data.len() {
				let rest = &data[at..];
				let here = word(rest);
				if here == 0 {
					continue;
				}
				for class in self.classes.iter().filter(|class| rest.len() >= class.bytes) {
					let key = class.key(here);
					if !class.may_have(key) {
						continue;
					}
					for number in class.all(key) {
						let needle = self.forms.needles[number as usize];
						let range = needle.at as usize..(needle.at + needle.len) as usize;
						let bytes = &self.forms.store[range];
						if looked_for[usize::from(needle.telling)]
							&& rest.starts_with(bytes)
							&& stands_alone(content, data, at, bytes)
						{
							matches.push((at..at + bytes.len(), (needle.value, needle.form)));
						}
					}
				}
			}
			for (value, form) in outermost(matches) {
				found.push(finding(&self.forms, value, form, place));
			}
		}
		self.findings.extend(found);
	}

	/// Looks through a value that was decoded by the chain's metadata.
	pub fn typed<T>(&mut self, place: &str, value: &Value<T>) {
		match &value.value {
			ValueDef::Composite(composite) => self.typed_composite(place, composite),
			ValueDef::Variant(variant) => {
				self.typed_composite(&format!("{place} {}", variant.name), &variant.values);
			},
			ValueDef::BitSequence(_) => {},
			ValueDef::Primitive(Primitive::U128(number)) => self.typed_number(place, *number),
			ValueDef::Primitive(Primitive::I128(number)) => {
				if let Ok(number) = u128::try_from(*number) {
					self.typed_number(place, number);
				}
			},
			ValueDef::Primitive(Primitive::String(text)) => self.typed_text(place, text),
			ValueDef::Primitive(_) => {},
		}
	}

	fn typed_number(&mut self, place: &str, number: u128) {
		for (value, form) in self.forms.numbers.get(&number).into_iter().flatten() {
			self.findings.insert(finding(&self.forms, *value, *form, place));
		}
	}

	fn typed_text(&mut self, place: &str, text: &str) {
		let mut matches = Vec::new();
		for (value, form, wanted) in &self.forms.texts {
			for (at, _) in text.match_indices(wanted.as_str()) {
				matches.push((at..at + wanted.len(), (*value, *form)));
			}
		}
		for (value, form) in outermost(matches) {
			self.findings.insert(finding(&self.forms, value, form, place));
		}
	}

	fn typed_composite<T>(&mut self, place: &str, composite: &Composite<T>) {
		if let Some(bytes) = byte_string(composite) {
			self.typed_bytes(place, &bytes);
			return;
		}
		match composite {
			Composite::Named(fields) => {
				for (name, value) in fields {
					self.typed(&format!("{place}.{name}"), value);
				}
			},
			Composite::Unnamed(values) => values.iter().for_each(|value| self.typed(place, value)),
		}
	}

	/// A byte string that is no hash or signature is looked through for short forms too.
	fn typed_bytes(&mut self, place: &str, bytes: &[u8]) {
		if let Ok(four) = <[u8; 4]>::try_from(bytes) {
			self.typed_number(place, u32::from_le_bytes(four).into());
			self.typed_number(place, u32::from_be_bytes(four).into());
		}
		if let Ok(eight) = <[u8; 8]>::try_from(bytes) {
			self.typed_number(place, u64::from_le_bytes(eight).into());
			self.typed_number(place, u64::from_be_bytes(eight).into());
		}
		if bytes.len() == 32 || bytes.len() == 64 {
			return;
		}
		let mut found = Vec::new();
		for at in 0..bytes.len() {
			for class in self.classes.iter().filter(|class| class.bytes < 8) {
				if bytes.len() - at < class.bytes {
					continue;
				}
				for number in class.all(class.key(word(&bytes[at..]))) {
					found.push(self.forms.needles[number as usize]);
				}
			}
		}
		for needle in found {
			self.findings.insert(finding(&self.forms, needle.value, needle.form, place));
		}
	}
}

/// What was matched, without what lies within a longer match: an identity number holds the birth
/// date, a long name may hold a short one.
fn outermost(matches: Vec<(Range<usize>, (u32, u32))>) -> BTreeSet<(u32, u32)> {
	let within = |inner: &Range<usize>, outer: &Range<usize>| {
		outer.start <= inner.start && inner.end <= outer.end && outer.len() > inner.len()
	};
	let kept = matches.iter().filter(|(range, _)| !matches.iter().any(|(o, _)| within(range, o)));
	kept.map(|(_, what)| *what).collect()
}

fn finding(forms: &Forms, value: u32, form: u32, place: &str) -> Finding {
	let (kind, value) = forms.values[value as usize].clone();
	Finding { kind, value, form: forms.forms[form as usize].clone(), place: place.to_owned() }
}

/// The bytes of a sequence or array of bytes.
fn byte_string<T>(composite: &Composite<T>) -> Option<Vec<u8>> {
	let Composite::Unnamed(values) = composite else { return None };
	if values.len() < 4 {
		return None;
	}
	let byte = |value: &Value<T>| match &value.value {
		ValueDef::Primitive(Primitive::U128(n)) => u8::try_from(*n).ok(),
		_ => None,
	};
	values.iter().map(byte).collect()
}

/// Whether a short number in text is one of its own, not a part of some hexadecimal digits.
fn stands_alone(content: Content, data: &[u8], at: usize, needle: &[u8]) -> bool {
	if content == Content::Binary || needle.len() >= 12 || !needle.iter().all(u8::is_ascii_hexdigit)
	{
		return true;
	}
	let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
	let before = at.checked_sub(1).and_then(|before| data.get(before));
	!digit(before) && !digit(data.get(at + needle.len()))
}

/// Runs of bytes of a kind that are long enough.
fn runs(data: &[u8], kind: fn(&u8) -> bool, least: usize) -> impl Iterator<Item = &[u8]> {
	data.split(move |byte| !kind(byte)).filter(move |run| run.len() >= least)
}

fn nibble(digit: u8) -> u8 {
	char::from(digit).to_digit(16).unwrap_or_default() as u8
}

/// The bytes of everything in hexadecimal, in both alignments.
pub fn hex_runs(data: &[u8]) -> Vec<u8> {
	let mut out = Vec::new();
	for run in runs(data, u8::is_ascii_hexdigit, HEX_RUN) {
		for start in 0..2 {
			out.extend(run[start..].chunks_exact(2).map(|d| nibble(d[0]) << 4 | nibble(d[1])));
		}
	}
	out
}

/// The bytes of lists such as `[231, 142, 139]` or `231,142,139`.
pub fn decimal_lists(data: &[u8]) -> Vec<u8> {
	let kind = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b',' | b' ' | b'\n' | b'\t');
	let mut out = Vec::new();
	for run in runs(data, kind, 8) {
		for list in run.split(|byte| *byte == b'\n') {
			let numbers: Vec<&[u8]> = list.split(|byte| *byte == b',').collect();
			if numbers.len() < 4 {
				continue;
			}
			for number in numbers {
				let text = std::str::from_utf8(number).unwrap_or_default().trim();
				out.extend(text.parse::<u8>());
			}
		}
	}
	out
}

/// The bytes of everything that may be base64, in all four alignments, of both alphabets.
pub fn base64_runs(data: &[u8]) -> Vec<u8> {
	use base64::Engine as _;
	let kind =
		|byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
	let mut out = Vec::new();
	for run in runs(data, kind, BASE64_RUN) {
		// What is hexadecimal is not base64.
		if run.iter().all(u8::is_ascii_hexdigit) {
			continue;
		}
		let plain: Vec<u8> = run
			.iter()
			.map(|byte| match byte {
				b'-' => b'+',
				b'_' => b'/',
				other => *other,
			})
			.collect();
		for start in 0..4 {
			let whole = &plain[start..];
			let whole = &whole[..whole.len() / 4 * 4];
			if let Ok(bytes) = base64::engine::general_purpose::STANDARD.decode(whole) {
				out.extend(bytes);
			}
		}
	}
	out
}

/// Enters the values of members.
struct Collector<'a> {
	genesis: Hash,
	declared: &'a BTreeSet<CivilDate>,
	forms: Forms,
}

impl Collector<'_> {
	fn member(&mut self, member: &MemberRow) {
		self.text(Kind::Name, &member.name, Some(slot::NAME));
		self.id_number(&member.id_number);
		self.date(Kind::Birth, member.birth, slot::BIRTH_DATE);
		self.date(Kind::Admission, member.admitted, slot::ADMISSION);
		if let Some(day) = member.full_since {
			self.date(Kind::FullMembership, day, slot::FULL_MEMBERSHIP);
		}
		if let Some(day) = member.lost_since {
			self.date(Kind::LostContact, day, slot::LOST_CONTACT_DATE);
		}
		for (kind, number) in [(Kind::Mobile, &member.mobile), (Kind::Landline, &member.landline)] {
			if let Some(number) = number {
				self.telephone(kind, number);
			}
		}
		if let Some(address) = &member.address {
			self.text(Kind::Address, address, None);
			// Road, house and room alone.
			if let Some(road) = address.find('第') {
				let value = self.forms.value(Kind::Address, address).0;
				self.texts(value, "without its place, ", &address[road..]);
			}
		}
		self.text(Kind::Word, &member.ethnic_group, Some(slot::ETHNIC_GROUP));
		self.text(Kind::Word, &member.education, Some(slot::EDUCATION));
		for (word, slot) in [
			(&member.occupation, slot::OCCUPATION),
			(&member.destination, slot::MOBILE_DESTINATION),
		] {
			if let Some(word) = word {
				self.text(Kind::Word, word, Some(slot));
			}
		}
	}

	/// A form of a value, and every hash of it.
	fn form(&mut self, value: u32, name: &str, bytes: &[u8]) {
		if !self.forms.is_new(value, bytes) {
			return;
		}
		self.forms.needle(value, name, bytes);
		for (hash, digest) in hashes(&self.genesis, bytes) {
			// The first sixteen bytes, wherever the hash is cut after them.
			let beginning = &digest[..digest.len().min(16)];
			self.forms.needle(value, &format!("{hash} of {name}"), beginning);
		}
	}

	/// A text in all its encodings, with its SCALE length too, and their hashes.
	fn texts(&mut self, value: u32, how: &str, text: &str) {
		let form = self.forms.form(&format!("{how}decoded text"));
		self.forms.texts.push((value, form, text.to_owned()));
		for (encoding, bytes) in text_forms(text) {
			self.form(value, &format!("{how}{encoding}"), &bytes);
			let with_length = [Compact(bytes.len() as u32).encode(), bytes].concat();
			self.form(value, &format!("{how}SCALE {encoding}"), &with_length);
		}
	}

	fn leaf(&mut self, value: u32, slot: u8, attribute: &Attribute) {
		for (name, salt) in [("zeros", [0; 32]), ("the genesis hash", self.genesis.0)] {
			let leaf = leaf_commitment(SCHEMA_1, slot, attribute, &salt);
			self.forms.needle(value, &format!("record leaf with the salt {name}"), &leaf.0[..16]);
		}
	}

	fn text(&mut self, kind: Kind, text: &str, slot: Option<u8>) {
		let (value, new) = self.forms.value(kind, text);
		if !new {
			return;
		}
		self.texts(value, "", text);
		if let Some(slot) = slot {
			self.leaf(value, slot, &Attribute::text(text).unwrap());
		}
	}

	fn numbers(&mut self, value: u32, how: &str, number: u64) {
		self.numbers_of(value, how, number, 0);
	}

	/// The forms of a number that have so many bytes or more.
	fn numbers_of(&mut self, value: u32, how: &str, number: u64, least: usize) {
		self.forms.number(value, &format!("{how}decoded number"), number.into());
		for (name, bytes) in number_forms(number) {
			if bytes.len() >= least {
				self.form(value, &format!("{how}{name}"), &bytes);
			}
		}
	}

	fn id_number(&mut self, number: &str) {
		let (value, new) = self.forms.value(Kind::IdNumber, number);
		if !new {
			return;
		}
		self.texts(value, "", number);
		self.texts(value, "in lower case, ", &number.to_lowercase());
		let body = &number[..17];
		self.texts(value, "without check character, ", body);
		self.numbers(value, "without check character, ", body.parse().unwrap());
		self.form(value, "without check character, packed decimal", &packed_decimal(body));
		if let Ok(whole) = number.parse() {
			self.numbers(value, "", whole);
			self.form(value, "packed decimal", &packed_decimal(number));
		}
		let document = Document::resident(&ResidentId::read(number).unwrap());
		self.form(value, "document", &document.input());
	}

	fn telephone(&mut self, kind: Kind, number: &str) {
		let (value, new) = self.forms.value(kind, number);
		if !new {
			return;
		}
		self.texts(value, "", number);
		let digits: String = number.chars().filter(char::is_ascii_digit).collect();
		self.texts(value, "digits only, ", &digits);
		self.numbers(value, "", digits.parse().unwrap());
		self.form(value, "packed decimal", &packed_decimal(&digits));
	}

	fn date(&mut self, kind: Kind, date: CivilDate, slot: u8) {
		if self.declared.contains(&date) {
			return;
		}
		let (value, new) = self.forms.value(kind, &date.to_string());
		if !new {
			return;
		}
		for text in date_texts(date) {
			self.texts(value, "", &text);
		}
		self.numbers(value, "", date.as_u32().into());
		// Midnight in UTC, and in China eight hours before it.
		let days = date.days_since_epoch();
		for (zone, shift) in [("UTC", 0), ("China", -8 * 3600)] {
			let Ok(seconds) = u64::try_from(days * 86_400 + shift) else { continue };
			for (unit, number) in [("s", seconds), ("ms", seconds * 1000)] {
				// Shorter ones would only make the search for short names blunt.
				self.numbers_of(value, &format!("beginning in {zone}, {unit}, "), number, 8);
			}
		}
		self.leaf(value, slot, &Attribute::date(date));
	}
}
