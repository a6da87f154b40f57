use super::{
	content,
	face::{Face, Row, CORRECTED, HEIGHT, NAME, PROVES, QR_SIDE, TITLE, WIDTH},
	fault::CardError,
	font::Font,
	qr, render, Format,
};
use crate::credential::{
	envelope::{self, Credential},
	fixture::{card, chain, events, expected, sign, unsigned, NOW},
	history,
	nonces::Nonces,
	verdict::conclude,
};
use chuxin_primitives::{
	membership::Corrected,
	presentation::{ChainView, Expectations, Kind, Terms, Verdict},
	record::slot,
};
use std::{
	collections::BTreeSet,
	path::{Path, PathBuf},
};

/// A TrueType font that draws a square for each of the characters, and has nothing else.
fn square_font(characters: &BTreeSet<char>) -> Vec<u8> {
	let be16 = |values: &[i16]| values.iter().flat_map(|v| v.to_be_bytes()).collect::<Vec<u8>>();
	let be32 = |values: &[u32]| values.iter().flat_map(|v| v.to_be_bytes()).collect::<Vec<u8>>();
	// One contour of four points on the curve; each coordinate takes two bytes.
	let mut glyph = be16(&[1, 0, 0, 800, 800, 3, 0]);
	glyph.extend([1, 1, 1, 1]);
	glyph.extend(be16(&[0, 800, 0, -800]));
	glyph.extend(be16(&[0, 0, 800, 0]));
	let length = u32::try_from(glyph.len()).unwrap();
	let groups: Vec<u32> =
		characters.iter().flat_map(|c| [u32::from(*c), u32::from(*c), 1]).collect();
	let count = u32::try_from(characters.len()).unwrap();
	let mut cmap = be16(&[0, 1, 3, 10]);
	cmap.extend(be32(&[12, 12 << 16, 16 + 12 * count, 0, count]));
	cmap.extend(be32(&groups));
	let mut head = be32(&[0x0001_0000, 0x0001_0000, 0, 0x5f0f_3cf5]);
	head.extend(be16(&[0, 1000]));
	head.extend([0; 16]);
	head.extend(be16(&[0, 0, 800, 800, 0, 8, 2, 1, 0]));
	let mut hhea = be32(&[0x0001_0000]);
	hhea.extend(be16(&[800, -200, 0, 1000, 0, 0, 800, 1, 0, 0, 0, 0, 0, 0, 0, 2]));
	let mut maxp = be32(&[0x0000_5000]);
	maxp.extend(be16(&[2]));
	let tables: [(&[u8; 4], Vec<u8>); 7] = [
		(b"cmap", cmap),
		(b"glyf", glyph),
		(b"head", head),
		(b"hhea", hhea),
		(b"hmtx", be16(&[1000, 0, 1000, 0])),
		(b"loca", be32(&[0, 0, length])),
		(b"maxp", maxp),
	];
	let mut font = be32(&[0x0001_0000]);
	font.extend(be16(&[7, 0, 0, 0]));
	let mut offset = font.len() + 16 * tables.len();
	let mut body = Vec::new();
	for (tag, table) in &tables {
		font.extend(*tag);
		let place = [0, u32::try_from(offset).unwrap(), u32::try_from(table.len()).unwrap()];
		font.extend(be32(&place));
		let padded = table.len().next_multiple_of(4);
		body.extend(table);
		body.resize(body.len() + padded - table.len(), 0);
		offset += padded;
	}
	font.extend(body);
	font
}

/// A font of exactly these characters in a folder of its own.
pub(crate) fn font_of(characters: &BTreeSet<char>) -> (tempfile::TempDir, PathBuf) {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("test.ttf");
	std::fs::write(&path, square_font(characters)).unwrap();
	(folder, path)
}

/// The face of a card as the command makes it: of what a verification proved.
fn face_of(credential: &Credential, organization: Option<(u32, &str)>) -> Face {
	let home = tempfile::tempdir().unwrap();
	let verdict = conclude(credential, &chain(), &expected(), &Nonces::of(home.path())).unwrap();
	assert!(matches!(verdict, Verdict::Card(_)));
	content::face(&credential.presentation, verdict.facts(), organization).unwrap()
}

fn month(slots: &[u8]) -> Credential {
	card(slots, 31 * 86_400)
}

/// What a scanner reads from the picture.
fn scan(png: &[u8]) -> String {
	let map = tiny_skia::Pixmap::decode_png(png).unwrap();
	let (width, height) = (map.width() as usize, map.height() as usize);
	let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
		let pixel = map.pixel(x as u32, y as u32).unwrap();
		if pixel.alpha() == 0 {
			255
		} else {
			pixel.green()
		}
	});
	let grids = image.detect_grids();
	assert_eq!(grids.len(), 1);
	grids[0].decode().unwrap().1
}

#[test]
fn a_scan_of_the_picture_gives_the_presentation_and_proves_a_card() {
	for slots in [&[slot::NAME][..], &[slot::NAME, slot::SEX, slot::ADMISSION]] {
		let credential = month(slots);
		let face = face_of(&credential, None);
		let (_folder, path) = font_of(&face.characters());
		let scene = face.draw(&Font::open(&path).unwrap()).unwrap();
		let read = envelope::read(scan(&render::png(&scene).unwrap()).as_bytes()).unwrap();
		assert_eq!(read.presentation, credential.presentation);
		assert_eq!(read.presentation.encode(), credential.presentation.encode());
		let home = tempfile::tempdir().unwrap();
		let verdict = conclude(&read, &chain(), &expected(), &Nonces::of(home.path())).unwrap();
		assert!(matches!(verdict, Verdict::Card(_)));
	}
}

#[test]
fn the_largest_code_still_scans_and_one_byte_more_is_refused_with_its_cure() {
	let face = |bytes: usize| {
		let content: Vec<u8> = (0..bytes).map(|n| (n * 37 % 251) as u8).collect();
		Face {
			name: None,
			rows: Vec::new(),
			note: None,
			code: format!("R{}", crate::credential::base45::encode(&content)),
			bytes,
		}
	};
	let largest = face(qr::MAX_BYTES);
	let (_folder, path) = font_of(&largest.characters());
	let font = Font::open(&path).unwrap();
	let png = render::png(&largest.draw(&font).unwrap()).unwrap();
	assert_eq!(scan(&png), largest.code);
	let error = face(qr::MAX_BYTES + 1).draw(&font).unwrap_err();
	assert_eq!(error, CardError::TooMuch { bytes: 1_235, limit: 1_234 });
	assert!(error.to_string().contains("Show fewer fields"));
}

#[test]
fn a_history_too_long_for_a_code_is_refused() {
	let mut presentation = unsigned(Kind::Card, &[slot::NAME]);
	presentation.life = Some(history::shown(&events(), true).repeat(5));
	let terms = Terms { issued: NOW, expires: NOW, audience: String::new(), nonce: [0; 32] };
	let bytes = sign(presentation, terms).presentation.encode().unwrap().len();
	assert!(bytes > qr::MAX_BYTES, "{bytes}");
	let text = format!("R{}", "0".repeat(bytes.div_ceil(2) * 3));
	assert!(matches!(qr::code(&text, bytes), Err(CardError::TooMuch { .. })));
}

#[test]
fn the_code_is_at_least_24_mm_wide_and_its_modules_a_quarter_of_a_millimetre() {
	let text = |bytes: usize| format!("R{}", "0".repeat(bytes.div_ceil(2) * 3));
	for bytes in [100, 500, qr::MAX_BYTES] {
		let code = qr::code(&text(bytes), bytes).unwrap();
		let module = QR_SIDE / (code.size() + 2 * qr::QUIET) as f32;
		assert!(module >= 0.25, "{bytes} bytes: {module} mm");
		assert!(module * code.size() as f32 >= 24.0, "{bytes} bytes");
	}
}

#[test]
fn nothing_stands_on_the_card_but_what_the_member_chose() {
	let all: Vec<u8> = (slot::NAME..=slot::MOBILE_DESTINATION).collect();
	let values = [
		"张三",
		"女",
		"1980.02.29",
		"土家族",
		"研究生",
		"正式党员",
		"2005.07.01",
		"2006.07.01",
		"教师",
	];
	for chosen in [&[slot::NAME][..], &[slot::ADMISSION], &[slot::SEX, slot::OCCUPATION], &all] {
		let texts = face_of(&month(chosen), None).texts().concat();
		for (slot, value) in (slot::NAME..).zip(values) {
			assert_eq!(texts.contains(value), chosen.contains(&slot), "{value} in {texts}");
		}
		// Neither the person's number nor the organization.
		assert!(!texts.contains("所在党组织") && !texts.contains("Organization"));
	}
	let face = face_of(&month(&[slot::SEX]), None);
	let row = |zh: &str, en: &str, value: &str| Row {
		label: [zh.into(), en.into()],
		value: value.into(),
		mark: None,
	};
	let valid = row("有效期", "Valid", "2026.07.01–2026.08.01");
	assert_eq!((face.name, face.note), (None, None));
	assert_eq!(face.rows, [row("性别", "Sex", "女"), valid.clone()]);
	let organization = row("所在党组织", "Organization", "第一党支部（3）");
	let face = face_of(&month(&[slot::NAME]), Some((3, "第一党支部")));
	assert_eq!(face.rows, [organization, valid]);
	assert_eq!(face.name.as_deref(), Some("张三"));
}

#[test]
fn days_are_those_of_china_and_an_audience_is_named() {
	let terms = Terms {
		issued: NOW - 8 * 3600 - 1, // the last second of the day before, in China
		expires: NOW + 16 * 3600 - 1,
		audience: "市委组织部".into(),
		nonce: [0; 32],
	};
	let credential = sign(unsigned(Kind::Card, &[slot::NAME]), terms);
	let home = tempfile::tempdir().unwrap();
	let named = Expectations { audience: None, ..expected() };
	let verdict = conclude(&credential, &chain(), &named, &Nonces::of(home.path())).unwrap();
	let face = content::face(&credential.presentation, verdict.facts(), None).unwrap();
	let values: Vec<&str> = face.rows.iter().map(|row| row.value.as_str()).collect();
	assert_eq!(values, ["市委组织部", "2026.06.30–2026.07.01"]);
}

#[test]
fn an_absent_value_is_a_dash_and_an_unsigned_presentation_is_no_card() {
	let face = face_of(&month(&[slot::LOST_CONTACT, slot::LOST_CONTACT_DATE, slot::MOBILE]), None);
	let values: Vec<&str> = face.rows.iter().map(|row| row.value.as_str()).collect();
	assert_eq!(values[..3], ["否", "—", "是"]);
	let mut unsigned = month(&[slot::NAME]);
	unsigned.presentation.binding = None;
	let home = tempfile::tempdir().unwrap();
	let verdict = conclude(&unsigned, &chain(), &expected(), &Nonces::of(home.path())).unwrap();
	let refused = content::face(&unsigned.presentation, verdict.facts(), None);
	assert_eq!(refused, Err(CardError::Unsigned));
}

#[test]
fn a_card_says_that_the_bearer_is_not_proven_and_a_date_that_the_event_is_not() {
	let face = face_of(&month(&[slot::NAME, slot::ADMISSION]), None);
	let texts = face.texts();
	assert!(texts.contains(&"扫码核验，方知卡真；持卡人身份未经证明"));
	assert!(texts.contains(&PROVES[1]) && PROVES[1].ends_with("bearer not proven"));
	assert!(texts.contains(&TITLE[0]) && texts.contains(&NAME[0]));
	assert!(texts.contains(&"The chain proves the date unaltered, not the event itself"));
	assert!(texts.contains(&"政治生日") && !texts.contains(&CORRECTED[0]));
}

#[test]
fn a_corrected_birthday_is_marked() {
	let credential = month(&[slot::NAME, slot::ADMISSION]);
	let mut chain = chain();
	let person = chain.person.as_mut().unwrap();
	person.entry.corrected = true;
	let judge = |chain: &ChainView| {
		let home = tempfile::tempdir().unwrap();
		conclude(&credential, chain, &expected(), &Nonces::of(home.path()))
	};
	assert!(judge(&chain).is_err());
	// The record shown holds the effective date.
	let person = chain.person.as_mut().unwrap();
	person.effective = person.entry.birthday.map(|sealed| Corrected {
		commitment: sealed.commitment,
		target_seq: 0,
		at: sealed.at,
	});
	let verdict = judge(&chain).unwrap();
	let face = content::face(&credential.presentation, verdict.facts(), None).unwrap();
	assert_eq!(face.rows[0].mark, Some(["已更正", "corrected"]));
	assert!(face.texts().contains(&"已更正") && face.texts().contains(&"corrected"));
}

#[test]
fn a_character_without_glyph_is_an_error_and_no_blank_box() {
	let face = face_of(&month(&[slot::NAME, slot::SEX]), None);
	let mut characters = face.characters();
	characters.remove(&'张');
	let (folder, path) = font_of(&characters);
	let error = face.draw(&Font::open(&path).unwrap()).unwrap_err();
	let CardError::NoGlyph { font, missing } = &error else { panic!("{error}") };
	assert_eq!((font, missing.as_str()), (&path, "“张” (U+5F20)"));
	let text = error.to_string();
	assert!(text.contains("apt-get install fonts-noto-cjk") && text.contains("--font FILE"));

	// Looking through folders: the same, as long as no font has all; then that one.
	let find = || Font::find_in([folder.path().to_owned()], &face.characters());
	let error = find().unwrap_err();
	assert!(error.to_string().starts_with("No font on this computer can draw “张” (U+5F20)"));
	let deeper = folder.path().join("deeper");
	std::fs::create_dir(&deeper).unwrap();
	std::fs::write(deeper.join("whole.ttf"), square_font(&face.characters())).unwrap();
	let found = find().unwrap();
	assert!(format!("{found:?}").contains("whole.ttf"));
	assert!(face.draw(&found).is_ok());
}

#[test]
fn a_computer_without_fonts_is_told_the_cure() {
	let folder = tempfile::tempdir().unwrap();
	std::fs::write(folder.path().join("broken.ttf"), b"no font").unwrap();
	let face = face_of(&month(&[slot::NAME]), None);
	let found = Font::find_in([folder.path().to_owned(), "/nowhere".into()], &face.characters());
	let text = found.unwrap_err().to_string();
	assert!(text.contains(" more") && text.contains("fonts-noto-cjk"), "{text}");
	let broken = Font::open(&folder.path().join("broken.ttf")).unwrap_err();
	assert!(matches!(broken, CardError::NoFont { .. }));
	assert!(matches!(Font::open(Path::new("/nowhere.ttf")), Err(CardError::NoFont { .. })));
}

#[test]
fn scripts_whose_letters_join_are_refused_rather_than_drawn_wrongly() {
	for name in ["བཀྲ་ཤིས", "مەمەت", "e\u{301}"] {
		let face = Face { name: Some(name.into()), ..face_of(&month(&[slot::NAME]), None) };
		let (_folder, path) = font_of(&face.characters());
		let refused = face.draw(&Font::open(&path).unwrap());
		assert!(matches!(refused, Err(CardError::Joined { .. })), "{name}");
	}
	let face =
		Face { name: Some("阿依古丽·É".into()), ..face_of(&month(&[slot::NAME]), None) };
	let (_folder, path) = font_of(&face.characters());
	assert!(face.draw(&Font::open(&path).unwrap()).is_ok());
}

#[test]
fn what_does_not_fit_is_refused_with_its_cure() {
	let face = |rows: usize, value: &str| {
		let row =
			Row {
				label: ["籍贯".into(), "Native place".into()], value: value.into(), mark: None
			};
		Face { rows: vec![row; rows], ..face_of(&month(&[slot::NAME]), None) }
	};
	let draw = |face: Face| {
		let (_folder, path) = font_of(&face.characters());
		face.draw(&Font::open(&path).unwrap()).map(|_| ())
	};
	assert_eq!(draw(face(6, "湖南")), Ok(()));
	let error = draw(face(7, "湖南")).unwrap_err();
	assert_eq!(error, CardError::NoRoom { rows: 7 });
	assert!(error.to_string().contains("Show fewer fields"));
	assert_eq!(draw(face(1, &"湖".repeat(36))), Ok(()));
	let error = draw(face(1, &"湖".repeat(37))).unwrap_err();
	assert_eq!(error, CardError::TooLong { label: "籍贯 Native place".into() });
	let long = Face { name: Some("张".repeat(21)), ..face(1, "湖南") };
	assert_eq!(draw(long), Err(CardError::TooLong { label: "姓名 Name".into() }));
}

#[test]
fn the_three_formats_have_the_size_of_a_bank_card() {
	let face = face_of(&month(&[slot::NAME, slot::ADMISSION]), None);
	let (_folder, path) = font_of(&face.characters());
	let scene = face.draw(&Font::open(&path).unwrap()).unwrap();
	assert_eq!((WIDTH, HEIGHT), (85.6, 54.0));

	let png = tiny_skia::Pixmap::decode_png(&Format::Png.draw(&scene).unwrap()).unwrap();
	assert_eq!((png.width(), png.height()), (2_054, 1_296));
	assert_eq!(png.pixel(0, 0).unwrap().alpha(), 0, "round corners");
	let red = png.pixel(1_027, 20).unwrap();
	assert!(red.red() > 0x80 && red.green() < 0x30 && red.alpha() == 255);

	let svg = String::from_utf8(Format::Svg.draw(&scene).unwrap()).unwrap();
	assert!(svg.contains("width=\"85.6mm\" height=\"54mm\" viewBox=\"0 0 85.6 54\""));
	assert_eq!(svg.matches("<path ").count(), scene.shapes.len());
	assert_eq!(svg.matches("crispEdges").count(), 1);
	assert!(!svg.contains("<text") && !svg.contains("张三") && !svg.contains("NaN"));

	let pdf = Format::Pdf.draw(&scene).unwrap();
	assert!(pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
	let text = String::from_utf8_lossy(&pdf);
	assert!(text.contains("/MediaBox [0 0 242.6"), "{text:.600}");
	assert!(text.contains("/FlateDecode"));

	assert_eq!(Format::of(Path::new("a/card.PDF")), Some(Format::Pdf));
	assert_eq!(Format::of(Path::new("card.svg")), Some(Format::Svg));
	assert_eq!(Format::of(Path::new("card.jpg")), None);
	assert_eq!(Format::of(Path::new("png")), None);
}
