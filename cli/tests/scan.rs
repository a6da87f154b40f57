//! The privacy scan finds what is there in any form, and nothing that is not.

mod support;

use chuxin_cli::{demo, roster::MemberRow};
use chuxin_primitives::{
	domain,
	hash::hash,
	identity::ResidentId,
	person_tag::{person_tag, Document},
	record::{leaf_commitment, slot, Attribute, SCHEMA_1},
	Hash,
};
use rand::{RngCore, SeedableRng};
use std::collections::BTreeSet;
use subxt::ext::scale_value::Value;
use support::{
	proxy::payloads,
	scan::{
		base64_runs, date_texts, decimal_lists, hashes, hex_runs, packed_decimal, text_forms,
		Content, Kind, Scanner, Surface,
	},
};

const GENESIS: Hash = Hash::repeat_byte(0x5a);

fn members() -> Vec<MemberRow> {
	demo::generate(20, 7).unwrap().members
}

fn scanner() -> Scanner {
	Scanner::new(GENESIS, &members(), &BTreeSet::new())
}

/// Bytes that look like those of a chain.
fn noise(bytes: usize, seed: u64) -> Vec<u8> {
	let mut noise = vec![0; bytes];
	rand_chacha::ChaCha20Rng::seed_from_u64(seed).fill_bytes(&mut noise);
	noise
}

fn surface(content: Content, data: Vec<u8>) -> Surface {
	Surface { name: "there".into(), content, parts: vec![("here".into(), data)] }
}

/// What is found of some bytes in the middle of many others.
fn found(scanner: &mut Scanner, content: Content, hidden: &[u8]) -> BTreeSet<(Kind, String)> {
	scanner.forget();
	let around = match content {
		Content::Binary => (noise(5_000, 1), noise(5_000, 2)),
		Content::Text => ("2026-11-22 INFO ".repeat(50).into_bytes(), b" done\n".to_vec()),
	};
	scanner.surface(&surface(content, [&around.0[..], hidden, &around.1[..]].concat()));
	scanner.values_found()
}

/// What is found in a decoded value.
fn decoded(scanner: &mut Scanner, value: &Value<()>) -> BTreeSet<(Kind, String)> {
	scanner.forget();
	scanner.typed("here", value);
	scanner.values_found()
}

fn one(kind: Kind, value: &str) -> BTreeSet<(Kind, String)> {
	BTreeSet::from([(kind, value.to_owned())])
}

/// A member with a name that is no part of another's.
fn somebody() -> MemberRow {
	let all = members();
	all.iter()
		.find(|m| {
			m.name.chars().count() == 3
				&& all.iter().filter(|o| m.name.contains(&o.name)).count() == 1
		})
		.cloned()
		.unwrap()
}

#[test]
fn noise_holds_nobody() {
	let mut scanner = scanner();
	for seed in 0..8 {
		scanner.surface(&surface(Content::Binary, noise(1 << 20, seed)));
	}
	scanner.surface(&surface(Content::Text, hex::encode(noise(1 << 20, 9)).into_bytes()));
	assert_eq!(scanner.findings(), &BTreeSet::new());
	let (values, forms) = scanner.size();
	assert!(values > 150 && forms > 100_000, "{values} {forms}");
}

#[test]
fn every_encoding_of_a_text_is_found() {
	let person = somebody();
	let address = person.address.clone().unwrap();
	let mut scanner = scanner();
	for (kind, value) in
		[(Kind::Name, &person.name), (Kind::IdNumber, &person.id_number), (Kind::Address, &address)]
	{
		for (encoding, bytes) in text_forms(value) {
			assert_eq!(
				found(&mut scanner, Content::Binary, &bytes),
				one(kind, value),
				"{encoding}"
			);
			let form = &scanner.findings().first().unwrap().form;
			assert!(form.contains(encoding) || form.contains("UTF-8"), "{form} {encoding}");
		}
	}
}

#[test]
fn text_is_found_in_every_way_bytes_are_written() {
	use base64::Engine as _;
	let person = somebody();
	let mut scanner = scanner();
	for (kind, value) in [(Kind::Name, &person.name), (Kind::IdNumber, &person.id_number)] {
		let bytes = value.as_bytes();
		// Within more bytes, so that neither begins nor ends with the value.
		let inside = [b"\x07\x11\x12", bytes, b"\x13\x14"].concat();
		let decimal = format!("{inside:?}");
		let base64 = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&inside);
		for text in [
			hex::encode(&inside),
			hex::encode_upper(&inside),
			format!("a{}", hex::encode(&inside)),
			hex::encode(hex::encode(&inside)),
			decimal,
			base64,
		] {
			let text = format!("key={text}");
			let found = found(&mut scanner, Content::Text, text.as_bytes());
			assert_eq!(found, one(kind, value), "{text}");
		}
	}
}

#[test]
fn every_way_of_writing_a_date_is_found() {
	let person = somebody();
	let mut scanner = scanner();
	for text in date_texts(person.admitted) {
		for content in [Content::Binary, Content::Text] {
			let found = found(&mut scanner, content, format!("'{text}'").as_bytes());
			let expected = (Kind::Admission, person.admitted.to_string());
			assert!(found.contains(&expected), "{text} {found:?}");
		}
	}
}

#[test]
fn numbers_are_found_in_bytes_and_in_decoded_values() {
	let person = somebody();
	let mut scanner = scanner();
	let body: u64 = person.id_number[..17].parse().unwrap();
	let expected = one(Kind::IdNumber, &person.id_number);
	for bytes in [
		body.to_le_bytes().to_vec(),
		body.to_be_bytes().to_vec(),
		u128::from(body).to_le_bytes().to_vec(),
		packed_decimal(&person.id_number[..17]),
	] {
		assert_eq!(found(&mut scanner, Content::Binary, &bytes), expected, "{bytes:?}");
	}
	assert_eq!(decoded(&mut scanner, &Value::u128(body.into())), expected);

	// Four bytes prove nothing amid random ones, but a decoded number does.
	let date = u128::from(person.birth.as_u32());
	let effective = Value::unnamed_composite([Value::u128(date)]);
	let event = Value::named_variant("Enrolled", [("effective", effective)]);
	let birth = (Kind::Birth, person.birth.to_string());
	assert!(decoded(&mut scanner, &event).contains(&birth));
	assert_eq!(scanner.findings().first().unwrap().place, "here Enrolled.effective");
	assert_eq!(decoded(&mut scanner, &Value::u128(date + 1_000_000)), BTreeSet::new());
	let mobile = members().into_iter().find_map(|m| m.mobile).unwrap();
	let number = Value::u128(mobile.parse().unwrap());
	assert_eq!(decoded(&mut scanner, &number), one(Kind::Mobile, &mobile));
}

#[test]
fn short_names_are_found_in_decoded_strings_and_with_their_length() {
	let all = members();
	let short = all.iter().find(|m| {
		m.name.chars().count() == 2 && all.iter().filter(|o| o.name.contains(&m.name)).count() == 1
	});
	let name = &short.unwrap().name;
	let expected = one(Kind::Name, name);
	let (gb, _, _) = encoding_rs::GB18030.encode(name);
	assert_eq!(gb.len(), 4);
	let mut scanner = scanner();
	let bytes: Vec<Value<()>> = gb.iter().map(|b| Value::u128((*b).into())).collect();
	assert_eq!(decoded(&mut scanner, &Value::unnamed_composite(bytes)), expected);
	let text = Value::string(format!("{name}先进党支部"));
	assert_eq!(decoded(&mut scanner, &text), expected);
	// Amid random bytes its four bytes are passed over, and this is said; with the length they count.
	assert_eq!(found(&mut scanner, Content::Binary, &gb), BTreeSet::new());
	assert!(scanner.passed_over().contains_key(&("there".to_owned(), 4)));
	let scale = [&[16u8][..], &gb].concat();
	assert_eq!(found(&mut scanner, Content::Binary, &scale), expected);
}

#[test]
fn every_hash_without_a_key_is_found() {
	let person = somebody();
	let expected = one(Kind::Name, &person.name);
	let mut scanner = scanner();
	let mut names = BTreeSet::new();
	for (encoding, bytes) in text_forms(&person.name) {
		for (name, digest) in hashes(&GENESIS, &bytes) {
			let hidden = [&digest[..], b"tail"].concat();
			assert_eq!(
				found(&mut scanner, Content::Binary, &hidden),
				expected,
				"{name} {encoding}"
			);
			names.insert(name);
			if encoding != "UTF-8" {
				break; // the others differ only in what is hashed
			}
		}
	}
	assert_eq!(names.len(), 9 + 3 * domain::ALL.len() + 2);

	// As the code of this project itself would make them.
	let document = Document::resident(&ResidentId::read(&person.id_number).unwrap());
	let expected = one(Kind::IdNumber, &person.id_number);
	for digest in [
		person_tag(&[0; 32], &document.input()),
		hash(domain::PERSON_TAG, &[&document.input()]),
		hash(domain::EVIDENCE, &[person.id_number.as_bytes()]),
	] {
		assert_eq!(found(&mut scanner, Content::Binary, digest.as_bytes()), expected);
	}
	let birthday = Attribute::date(person.admitted);
	let leaf = leaf_commitment(SCHEMA_1, slot::ADMISSION, &birthday, &[0; 32]);
	let expected = one(Kind::Admission, &person.admitted.to_string());
	assert_eq!(found(&mut scanner, Content::Binary, leaf.as_bytes()), expected);
	// A salted leaf tells nothing.
	let leaf = leaf_commitment(SCHEMA_1, slot::ADMISSION, &birthday, &[7; 32]);
	assert_eq!(found(&mut scanner, Content::Binary, leaf.as_bytes()), BTreeSet::new());
}

#[test]
fn declared_dates_are_no_personal_values() {
	let person = somebody();
	let declared = BTreeSet::from([person.admitted]);
	let mut scanner = Scanner::new(GENESIS, std::slice::from_ref(&person), &declared);
	let text = person.admitted.to_string();
	assert_eq!(found(&mut scanner, Content::Text, text.as_bytes()), BTreeSet::new());
	let text = person.birth.to_string();
	assert_eq!(found(&mut scanner, Content::Text, text.as_bytes()), one(Kind::Birth, &text));
}

#[test]
fn digits_amid_a_hash_are_no_date() {
	let person = somebody();
	let date = person.birth.as_u32().to_string();
	let mut scanner = scanner();
	let within = format!("0xa{date}b{}", "7".repeat(40));
	assert_eq!(found(&mut scanner, Content::Text, within.as_bytes()), BTreeSet::new());
	let alone = format!("born:{date};");
	let found = found(&mut scanner, Content::Text, alone.as_bytes());
	assert!(found.contains(&(Kind::Birth, person.birth.to_string())));
}

#[test]
fn bytes_are_read_from_what_is_written() {
	assert_eq!(hex_runs(b"x 00112233445566 y"), Vec::<u8>::new());
	let both = hex_runs(b"0x0011223344556677");
	// The 0 before the x is no part of the run.
	assert_eq!(both[..8], [0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77]);
	assert_eq!(both[8..], [0x01, 0x12, 0x23, 0x34, 0x45, 0x56, 0x67]);
	assert_eq!(decimal_lists(b"[1, 2,3, 255] and [256]"), [1, 2, 3, 255]);
	assert!(base64_runs(b"AAECAwQFBgcICQoL").starts_with(&[0, 1, 2, 3, 4, 5, 6, 7, 8]));
	assert_eq!(packed_decimal("123"), [0x01, 0x23]);
}

#[test]
fn web_socket_messages_are_unmasked() {
	let head = b"GET / HTTP/1.1\r\n\r\n";
	let mask = [1u8, 2, 3, 4];
	let masked: Vec<u8> = b"hello".iter().zip(mask.iter().cycle()).map(|(a, b)| a ^ b).collect();
	let mut bytes = [&head[..], &[0x81, 0x85], &mask, &masked, &[0x81, 126, 0, 200]].concat();
	bytes.extend([b'x'; 200]);
	let text = String::from_utf8(payloads(&bytes)).unwrap();
	assert_eq!(text, format!("GET / HTTP/1.1\r\n\r\nhello\n{}\n", "x".repeat(200)));
}
