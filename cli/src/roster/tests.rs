use super::*;
use chuxin_primitives::{
	identity::check_character,
	organization::OrgKind,
	record::{slot, VType},
	CivilDate, OrgId,
};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::path::{Path, PathBuf};

const TODAY: u32 = 20250615;

fn day(yyyymmdd: u32) -> CivilDate {
	CivilDate::new(yyyymmdd).unwrap()
}

fn id(region: &str, birth: u32, sequence: u32) -> String {
	let body = format!("{region}{birth}{sequence:03}");
	let check = check_character(&body).unwrap();
	format!("{body}{check}")
}

fn branches(name: &str) -> BranchResolution {
	match name {
		"机关党支部" => BranchResolution::Unique(OrgId(1)),
		"新民村党支部" => BranchResolution::Unique(OrgId(2)),
		"重名党支部" => {
			BranchResolution::Ambiguous(vec!["甲/重名党支部".into(), "乙/重名党支部".into()])
		},
		"外县党支部" => BranchResolution::WithoutAuthority,
		"县委" => BranchResolution::HoldsNoMembers(OrgKind::County),
		_ => BranchResolution::Unknown(vec!["机关党支部".into()]),
	}
}

fn checked<C: Into<Vec<u8>>>(content: C) -> Checked {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("roster.csv");
	std::fs::write(&path, content.into()).unwrap();
	checked_file(&path)
}

fn checked_file(path: &Path) -> Checked {
	let sheet = read(path).unwrap();
	check(&sheet, &CheckContext { today: day(TODAY), branches: &branches })
}

/// A row without a fault, by column.
fn sound() -> Vec<String> {
	let number = id("990101", 19850309, 123);
	[
		"张三",
		"男",
		&number,
		"汉族",
		"1985-03-09",
		"大学本科",
		"正式党员",
		"机关党支部",
		"2008-07-01",
		"2009-07-01",
		"教师",
		"14200000000",
		"0600-7654321",
		"示范路1号",
		"正常",
		"是",
		"2024-01-05",
		"是",
		"示范省东海市",
	]
	.map(str::to_owned)
	.to_vec()
}

fn with(changes: &[(Column, &str)]) -> Vec<String> {
	let mut row = sound();
	for (column, value) in changes {
		let at = Column::ALL.iter().position(|c| c == column).unwrap();
		row[at] = (*value).to_owned();
	}
	row
}

fn table(rows: &[Vec<String>]) -> String {
	let mut writer = csv::Writer::from_writer(Vec::new());
	writer.write_record(Column::ALL.iter().map(|c| c.header())).unwrap();
	for row in rows {
		writer.write_record(row).unwrap();
	}
	String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn kinds(rows: &[Vec<String>]) -> Vec<(u32, Column, FaultKind)> {
	checked(table(rows)).faults.iter().map(|f| (f.row, f.column, f.kind)).collect()
}

#[test]
fn a_sound_row_becomes_a_member() {
	let outcome = checked(table(&[sound()]));
	assert_eq!(outcome.faults, []);
	assert_eq!(outcome.warnings, []);
	let [found] = outcome.members.as_slice() else { panic!("one member") };
	assert_eq!((found.row, found.org), (2, OrgId(1)));
	let member = &found.member;
	assert_eq!(member.name, "张三");
	assert_eq!(member.sex, Sex::Male);
	assert_eq!(member.birth, day(19850309));
	assert_eq!(member.category, Category::Full);
	assert_eq!((member.admitted, member.full_since), (day(20080701), Some(day(20090701))));
	assert_eq!(member.mobile.as_deref(), Some("14200000000"));
	assert_eq!(member.lost_since, Some(day(20240105)));
	assert_eq!(member.destination.as_deref(), Some("示范省东海市"));
	let shown = format!("{found:?}");
	assert!(
		!shown.contains("张三") && !shown.contains("1985") && !shown.contains("142"),
		"{shown}"
	);
}

/// Every kind of fault a roster's cell can have, planted alone in a sound row.
#[test]
fn one_wrong_cell_makes_exactly_one_fault() {
	use Column::*;
	use FaultKind as K;
	let good = id("990101", 19850309, 123);
	let wrong_check = format!("{}{}", &good[..17], if good.ends_with('0') { '1' } else { '0' });
	let unborn = id("990101", 20850309, 123);
	let no_day = id("990101", 19850230, 123);
	let long = "甲".repeat(51);
	let long_address = "甲".repeat(201);
	let cases: &[(Column, &str, Column, K)] = &[
		(Name, "", Name, K::MissingValue),
		(Name, "张三2", Name, K::NameDigits),
		(Name, "张三２", Name, K::NameDigits),
		(Name, "张三（女）", Name, K::NameCharacters),
		(Name, "张\n三", Name, K::Characters),
		(Name, "张\u{e863}", Name, K::Characters),
		(Name, &long, Name, K::TooLong),
		(Sex, "", Sex, K::MissingValue),
		(Sex, "M", Sex, K::SexUnknown),
		(Sex, "女", Sex, K::SexContradictsId),
		(IdNumber, "", IdNumber, K::MissingValue),
		(IdNumber, "99010119850309123", IdNumber, K::IdLength),
		(IdNumber, "9901011985030912345", IdNumber, K::IdLength),
		(IdNumber, "99010119850309I234", IdNumber, K::IdCharacters),
		(IdNumber, "九九〇一〇一", IdNumber, K::IdCharacters),
		(IdNumber, "9.90101E+17", IdNumber, K::IdCharacters),
		(IdNumber, &wrong_check, IdNumber, K::IdCheckDigit),
		(IdNumber, &no_day, IdNumber, K::IdBirthDate),
		(IdNumber, &unborn, IdNumber, K::IdBirthDate),
		(IdNumber, "990101850309997", IdNumber, K::IdByHand),
		(EthnicGroup, "", EthnicGroup, K::MissingValue),
		(EthnicGroup, "火星族", EthnicGroup, K::EthnicGroupUnknown),
		(Birth, "", Birth, K::MissingValue),
		(Birth, "1985-03-10", Birth, K::BirthContradictsId),
		(Birth, "2014-03-09", Birth, K::BirthContradictsId),
		(Birth, "85.3.9", Birth, K::DateFormat),
		(Birth, "1985-02-29", Birth, K::DateImpossible),
		(Birth, "2025-06-16", Birth, K::DateFuture),
		(Education, "", Education, K::MissingValue),
		(Education, "幼儿园", Education, K::EducationUnknown),
		(Category, "", Category, K::MissingValue),
		(Category, "积极分子", Category, K::CategoryUnknown),
		(Category, "预备党员", FullSince, K::FullDateForProbationary),
		(Branch, "", Branch, K::MissingValue),
		(Branch, "月球党支部", Branch, K::BranchUnknown),
		(Branch, "重名党支部", Branch, K::BranchAmbiguous),
		(Branch, "外县党支部", Branch, K::BranchWithoutAuthority),
		(Branch, "县委", Branch, K::BranchHoldsNoMembers),
		(Admitted, "", Admitted, K::MissingValue),
		(Admitted, "2008年7月", Admitted, K::DateFormat),
		(Admitted, "2008-06-31", Admitted, K::DateImpossible),
		(Admitted, "2025-06-16", Admitted, K::DateFuture),
		(Admitted, "1921-06-30", Admitted, K::AdmittedBeforeFounding),
		(Admitted, "1985-03-09", Admitted, K::AdmittedBeforeBirth),
		(Admitted, "2003-03-08", Admitted, K::AdmittedUnderAge),
		(Admitted, "2008-07-02", FullSince, K::FullDateAgainstEra),
		(FullSince, "", FullSince, K::FullDateMissing),
		(FullSince, "2009-06-30", FullSince, K::FullDateAgainstEra),
		(FullSince, "2008-06-30", FullSince, K::FullDateAgainstEra),
		(FullSince, "2009", FullSince, K::DateFormat),
		(FullSince, "2025-06-16", FullSince, K::DateFuture),
		(Occupation, &long_address, Occupation, K::TooLong),
		(Mobile, "1420000000", Mobile, K::PhoneMalformed),
		(Landline, "1234", Landline, K::PhoneMalformed),
		(Address, &long_address, Address, K::TooLong),
		(RollStatus, "出党", RollStatus, K::RollStatusUnknown),
		(LostContact, "Y", LostContact, K::FlagUnknown),
		(LostContact, "否", LostSince, K::LostContactMismatch),
		(LostContact, "", LostSince, K::LostContactMismatch),
		(LostSince, "", LostSince, K::LostContactMismatch),
		(LostSince, "2024-13-05", LostSince, K::DateImpossible),
		(LostSince, "2025-06-16", LostSince, K::DateFuture),
		(Away, "也许", Away, K::FlagUnknown),
		(Away, "否", Destination, K::MobileMismatch),
		(Destination, "", Destination, K::MobileMismatch),
	];
	for (column, value, at, kind) in cases {
		let rows = [sound_twin(), with(&[(*column, value)])];
		assert_eq!(kinds(&rows), [(3, *at, *kind)], "{column:?} = {value:?}");
	}
}

/// A second sound row, of another person.
fn sound_twin() -> Vec<String> {
	let number = id("990101", 19900101, 246);
	with(&[
		(Column::Name, "李四"),
		(Column::Sex, "女"),
		(Column::IdNumber, &number),
		(Column::Birth, "1990-01-01"),
	])
}

#[test]
fn a_number_that_stands_twice_is_one_fault_and_names_both_rows() {
	let number = sound()[2].clone();
	let copied = [sound(), {
		let mut row = sound_twin();
		row[2] = number;
		row
	}];
	let outcome = checked(table(&copied));
	let [fault] = outcome.faults.as_slice() else { panic!("one fault, not {:?}", outcome.faults) };
	assert_eq!(
		(fault.row, fault.column, fault.kind),
		(3, Column::IdNumber, FaultKind::DuplicateId)
	);
	assert!(fault.message.contains("rows 2 and 3"), "{fault}");
	assert_eq!(fault.letter.as_deref(), Some("C"));
	// Written in another way it is the same number: with blanks, in full width, in lower case.
	let spaced: String = sound()[2].chars().flat_map(|c| [c, ' ']).collect();
	let three = [sound(), with(&[(Column::IdNumber, &spaced)]), sound()];
	let expected = [3, 4].map(|row| (row, Column::IdNumber, FaultKind::DuplicateId));
	assert_eq!(kinds(&three), expected);
}

#[test]
fn all_faults_of_a_row_are_reported_together() {
	use FaultKind as K;
	let row = with(&[
		(Column::Name, "张3"),
		(Column::Sex, "?"),
		(Column::EthnicGroup, "火星"),
		(Column::Birth, "昨天"),
		(Column::Mobile, "110"),
	]);
	let found: Vec<_> = kinds(&[row]).into_iter().map(|(_, _, kind)| kind).collect();
	let expected =
		[K::NameDigits, K::SexUnknown, K::EthnicGroupUnknown, K::DateFormat, K::PhoneMalformed];
	assert_eq!(found, expected);
}

#[test]
fn no_fault_repeats_a_name_a_number_or_an_address() {
	let row = with(&[
		(Column::Name, "张三丰9"),
		(Column::IdNumber, "990101198503091230"),
		(Column::Mobile, "142000000001"),
		(Column::Landline, "7654321000"),
		(Column::Address, &"秘密路".repeat(80)),
		(Column::EthnicGroup, "990101198503091230"),
		(Column::Branch, "14200000000"),
	]);
	let outcome = checked(table(&[row]));
	assert_eq!(outcome.faults.len(), 7);
	for fault in &outcome.faults {
		let text = fault.to_string();
		for secret in ["张三丰", "99010119", "1420000", "7654321", "秘密路"] {
			assert!(!text.contains(secret), "{text}");
		}
		assert!(text.contains("Cure: "), "{text}");
	}
}

#[test]
fn dates_are_judged_by_the_rules_of_their_time_on_both_sides() {
	use FaultKind as K;
	let at = |birth: u32, admitted: &str, full: &str| {
		let number = id("990101", birth, 123);
		let born = day(birth).to_string();
		let row = with(&[
			(Column::IdNumber, &number),
			(Column::Birth, &born),
			(Column::Admitted, admitted),
			(Column::FullSince, full),
		]);
		let outcome = checked(table(&[row]));
		let faults: Vec<_> = outcome.faults.iter().map(|f| f.kind).collect();
		(faults, outcome.warnings.len())
	};
	// The Party's first day and the day before.
	assert_eq!(at(19000101, "1921-07-01", "1921-07-01"), (vec![], 0));
	assert_eq!(at(19000101, "1921-06-30", "1921-07-01"), (vec![K::AdmittedBeforeFounding], 0));
	// No probation until 1977-08-11, one year afterwards.
	assert_eq!(at(19500101, "1977-08-11", "1977-08-11"), (vec![], 0));
	assert_eq!(at(19500101, "1977-08-11", "1977-08-12"), (vec![K::FullDateAgainstEra], 0));
	assert_eq!(at(19500101, "1977-08-12", "1978-08-11"), (vec![K::FullDateAgainstEra], 0));
	assert_eq!(at(19500101, "1977-08-12", "1978-08-12"), (vec![], 0));
	// A day late is unusual, half a year is an extension.
	assert_eq!(at(19850309, "2008-07-01", "2009-07-02"), (vec![], 1));
	assert_eq!(at(19850309, "2008-07-01", "2010-01-01"), (vec![], 0));
	// Eighteen on the birthday; before 1982 younger members are known.
	assert_eq!(at(19850309, "2003-03-09", "2004-03-09"), (vec![], 0));
	assert_eq!(at(19850309, "2003-03-08", "2004-03-08"), (vec![K::AdmittedUnderAge], 0));
	assert_eq!(at(19320101, "1949-06-01", "1949-12-01"), (vec![], 1));
	// Today and tomorrow.
	assert_eq!(at(19850309, "2024-06-15", "2025-06-15"), (vec![], 0));
	assert_eq!(at(19850309, "2024-06-16", "2025-06-16"), (vec![K::DateFuture], 0));
}

#[test]
fn a_probationer_who_waits_too_long_is_a_warning() {
	let row = |admitted| {
		with(&[
			(Column::Category, "预备党员"),
			(Column::Admitted, admitted),
			(Column::FullSince, ""),
		])
	};
	// 12 + 12 + 3 months before today.
	let outcome = checked(table(&[row("2023-03-15")]));
	assert_eq!((outcome.faults.len(), outcome.warnings.len(), outcome.members.len()), (0, 0, 1));
	let outcome = checked(table(&[row("2023-03-14")]));
	assert_eq!((outcome.faults.len(), outcome.warnings.len(), outcome.members.len()), (0, 1, 1));
}

#[test]
fn an_old_number_is_extended_with_a_warning() {
	let row = with(&[(Column::IdNumber, "990101850309123")]);
	let outcome = checked(table(&[row]));
	assert_eq!(outcome.faults, []);
	assert_eq!(outcome.warnings.len(), 1);
	assert_eq!(outcome.members[0].member.id_number, sound()[2]);
}

#[test]
fn short_forms_and_stray_blanks_come_to_one_form() {
	let row = with(&[
		(Column::Name, " 张　三 "),
		(Column::EthnicGroup, "汉"),
		(Column::Education, "本科"),
		(Column::Birth, "1985年3月9日"),
		(Column::Admitted, "20080701"),
		(Column::FullSince, "2009.7.1"),
		(Column::Mobile, "+86 142-0000-0000"),
		(Column::RollStatus, ""),
	]);
	let outcome = checked(table(&[row]));
	assert_eq!(outcome.faults, []);
	assert!(outcome.members[0].member == checked(table(&[sound()])).members[0].member);
	let dotted = with(&[(Column::Name, "阿依古丽•买买提")]);
	assert_eq!(checked(table(&[dotted])).members[0].member.name, "阿依古丽·买买提");
	let foreign = with(&[(Column::Name, "John  Smith")]);
	assert_eq!(checked(table(&[foreign])).members[0].member.name, "John Smith");
}

#[test]
fn columns_may_be_missing_moved_unknown_or_double() {
	let (header, row) = ("姓名,序号,性别,姓名\n", "张三,1,男,李四\n");
	let outcome = checked(format!("{header}{row}"));
	let found: Vec<_> =
		outcome.faults.iter().map(|f| (f.row, f.column, f.letter.as_deref(), f.kind)).collect();
	let missing = |column| (1, column, None, FaultKind::MissingColumn);
	assert_eq!(
		found,
		[
			(1, Column::Name, Some("D"), FaultKind::DuplicateColumn),
			missing(Column::IdNumber),
			missing(Column::EthnicGroup),
			missing(Column::Birth),
			missing(Column::Education),
			missing(Column::Category),
			missing(Column::Branch),
			missing(Column::Admitted),
			missing(Column::FullSince),
		]
	);
	assert_eq!(outcome.members, []);
	let [warning] = outcome.warnings.as_slice() else { panic!("one warning") };
	assert!(warning.to_string().contains("column B: the column “序号”"), "{warning}");

	// Order does not matter, optional columns may be absent.
	let mut order: Vec<usize> = (0..10).collect();
	order.reverse();
	let pick =
		|row: &[String]| order.iter().map(|n| row[*n].clone()).collect::<Vec<_>>().join("\t");
	let headers: Vec<String> = Column::ALL.iter().map(|c| c.header().to_owned()).collect();
	let outcome = checked(format!("{}\n{}\n", pick(&headers), pick(&sound())));
	assert_eq!(outcome.faults, []);
	let member = &outcome.members[0].member;
	assert_eq!((member.occupation.as_ref(), member.roll_status), (None, RollStatus::Normal));
}

#[test]
fn a_pair_in_one_column_is_read_as_two() {
	let required: Vec<&str> = Column::ALL[..10].iter().map(|c| c.header()).collect();
	let row = sound()[..10].join(",");
	let header = format!("{},是否失联/失联日期,是否流动/外出流向\n", required.join(","));
	let outcome = checked(format!("{header}{row},是/2024-01-05,否\n"));
	assert_eq!(outcome.faults, []);
	let member = &outcome.members[0].member;
	assert_eq!((member.lost_since, member.destination.as_ref()), (Some(day(20240105)), None));
	let outcome = checked(format!("{header}{row},是,是/\n"));
	let found: Vec<_> =
		outcome.faults.iter().map(|f| (f.column, f.letter.as_deref(), f.kind)).collect();
	assert_eq!(
		found,
		[
			(Column::LostSince, Some("K"), FaultKind::LostContactMismatch),
			(Column::Destination, Some("L"), FaultKind::MobileMismatch)
		]
	);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
	let bad = with(&[(Column::Sex, "?")]);
	let broken = with(&[(Column::Sex, "?"), (Column::Address, "一\n二")]);
	let table = table(&[bad.clone(), broken, bad]);
	let lines: Vec<&str> = table.splitn(3, '\n').collect();
	// A title, a blank line, the header, a blank line; the cell with a line break is one row.
	let file = format!("党员花名册\n\n{}\n\n{}\n{}", lines[0], lines[1], lines[2]);
	for file in [file.clone(), file.replace('\n', "\r\n"), format!("\u{feff}{}", file.trim_end())] {
		let rows: Vec<_> = checked(file).faults.iter().map(|f| (f.row, f.column)).collect();
		use Column::{Address, IdNumber, Sex};
		// The same person three times.
		let expected = [(5, Sex), (6, Sex), (6, IdNumber), (6, Address), (7, Sex), (7, IdNumber)];
		assert_eq!(rows, expected);
	}
}

#[test]
fn text_is_read_in_utf8_and_gb18030() {
	let text = table(&[sound()]);
	let member = |bytes: Vec<u8>| checked(bytes).members.remove(0).member;
	let expected = member(text.clone().into_bytes());
	assert!(member(format!("\u{feff}{text}").into_bytes()) == expected);
	// Four-byte characters are in GB18030 only.
	let (gb, _, failed) = encoding_rs::GB18030.encode(&text);
	assert!(!failed);
	assert!(member(gb.into_owned()) == expected);
	let rare = table(&[with(&[(Column::Name, "张㐀𠀀")])]);
	let (gb, _, _) = encoding_rs::GB18030.encode(&rare);
	assert_eq!(member(gb.into_owned()).name, "张㐀𠀀");
}

fn refused(name: &str, content: &[u8]) -> String {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join(name);
	std::fs::write(&path, content).unwrap();
	match read::<Column>(&path) {
		Ok(_) => panic!("{name} was read"),
		Err(error) => error.to_string(),
	}
}

#[test]
fn files_that_are_no_roster_are_refused_with_a_cure() {
	let mut encrypted = vec![0xd0, 0xcf, 0x11, 0xe0];
	encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
	let utf16: Vec<u8> = [0xff, 0xfe, 0x31, 0x00].to_vec();
	let unclosed = format!("{}\"{}", table(&[sound()]), "a,b\n".repeat(30));
	let headers = "姓名,性别,公民身份号码\n".as_bytes();
	for (name, content, expected) in [
		("a.xls", &b"x"[..], "save it as .xlsx"),
		("a.xlsx", &[0xd0, 0xcf, 0x11, 0xe0, 0], "save it as .xlsx"),
		("b.xlsx", &encrypted, "remove the password"),
		("c.xlsx", b"no workbook", "damaged workbook"),
		("d.xlsx", b"PK\x03\x04 broken", "damaged workbook"),
		("e.pdf", b"%PDF", "only .xlsx and .csv"),
		("f", b"x", "save the table as .xlsx or .csv"),
		("g.csv", b"", "empty"),
		("h.csv", b" , ,\n\n", "empty"),
		("i.csv", b"a,b,c\n1,2,3\n", "no header row"),
		("j.csv", &utf16, "UTF-16"),
		("k.csv", b"\xff\xff\xff\x00", "neither UTF-8 nor GB18030 (byte 0)"),
		("l.csv", unclosed.as_bytes(), "row 3: a quotation mark"),
	] {
		let message = refused(name, content);
		assert!(message.contains(expected) && message.contains("Cure: "), "{name}: {message}");
	}
	let missing = read::<Column>(Path::new("/nonexistent/花名册.xlsx")).err().unwrap();
	assert!(matches!(missing, ReadError::Missing(_)), "{missing}");
	let folder = read::<Column>(&std::env::temp_dir()).err().unwrap();
	assert!(folder.to_string().contains("a folder"), "{folder}");
	// A header alone is a table without rows.
	let path = tempfile::tempdir().unwrap();
	let file = path.path().join("m.csv");
	std::fs::write(&file, headers).unwrap();
	assert_eq!(read::<Column>(&file).unwrap().rows.len(), 0);
}

#[test]
fn cells_of_a_workbook_are_read_by_their_type() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("roster.xlsx");
	let mut book = Workbook::new();
	book.add_worksheet().set_name("封面").unwrap().write(0, 0, "2025 年").unwrap();
	let sheet = book.add_worksheet().set_name("名单").unwrap();
	let date = Format::new().set_num_format("yyyy/m/d");
	// The table begins in B3.
	for (column, at) in Column::ALL.iter().zip(1u16..) {
		sheet.write(2, at, column.header()).unwrap();
		for row in 3..6 {
			sheet.write(row, at, sound()[usize::from(at) - 1].as_str()).unwrap();
		}
	}
	sheet.write_with_format(3, 5, ExcelDateTime::from_ymd(1985, 3, 9).unwrap(), &date).unwrap();
	sheet.write(3, 9, 20_080_701).unwrap();
	sheet.write(3, 12, 14_200_000_000_i64).unwrap();
	// Second row: a number cell has lost digits. Third: a serial number that is no date.
	sheet.write(4, 3, 990_101_198_503_091_234_f64).unwrap();
	sheet.write(5, 5, 31_115).unwrap();
	book.save(&path).unwrap();
	let outcome = checked_file(&path);
	let found: Vec<_> =
		outcome.faults.iter().map(|f| (f.row, f.letter.as_deref().unwrap(), f.kind)).collect();
	assert_eq!(
		found,
		[
			(5, "D", FaultKind::IdCharacters),
			(6, "D", FaultKind::DuplicateId),
			(6, "F", FaultKind::DateFormat)
		]
	);
	assert!(outcome.faults[0].message.contains("rounded"));
	assert_eq!(outcome.members.len(), 1);
	assert!(outcome.members[0].member == checked(table(&[sound()])).members[0].member);
}

#[test]
fn members_on_the_chain_already_move_to_the_faults() {
	let mut outcome = checked(table(&[sound(), sound_twin()]));
	assert_eq!(outcome.members.len(), 2);
	let known = sound()[2].clone();
	outcome.refuse_enrolled(|m| (m.member.id_number == known).then(|| "as person 17".into()));
	assert_eq!(outcome.members.iter().map(|m| m.row).collect::<Vec<_>>(), [3]);
	let [fault] = outcome.faults.as_slice() else { panic!("one fault") };
	assert_eq!((fault.row, fault.kind), (2, FaultKind::AlreadyEnrolled));
	assert!(fault.message.ends_with("as person 17"));
	assert_eq!(count_by_kind(&outcome.faults)[&FaultKind::AlreadyEnrolled], 1);
	assert_eq!(faulty_rows(&outcome.faults), 1);
}

#[test]
fn attributes_follow_the_slot_table() {
	let member = checked(table(&[sound()])).members.remove(0).member;
	let attributes = member.attributes().unwrap();
	let slots: Vec<u8> = attributes.iter().map(|(slot, _)| *slot).collect();
	assert_eq!(slots, [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14]);
	let of = |slot: u8| &attributes.iter().find(|(s, _)| *s == slot).unwrap().1;
	assert_eq!((of(slot::NAME).vtype(), of(slot::NAME).as_str()), (VType::Text, Some("张三")));
	assert_eq!((of(slot::SEX).vtype(), of(slot::SEX).as_str()), (VType::Code, Some("M")));
	assert_eq!(of(slot::ADMISSION).value(), 20080701u32.to_le_bytes());
	assert_eq!(of(slot::CATEGORY).as_str(), Some("full"));
	assert_eq!(of(slot::ROLL_STATUS).as_str(), Some("normal"));
	assert_eq!(of(slot::LOST_CONTACT).value(), [1]);
	let plain = MemberRow {
		full_since: None,
		lost_since: None,
		destination: None,
		occupation: None,
		..member
	};
	let slots: Vec<u8> = plain.attributes().unwrap().iter().map(|(slot, _)| *slot).collect();
	assert_eq!(slots, [0, 1, 2, 3, 4, 5, 6, 10, 11, 13]);
}

#[test]
fn the_template_has_all_columns_and_no_rows() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("template.xlsx");
	template(&path).unwrap();
	let sheet = read::<Column>(&path).unwrap();
	assert_eq!((sheet.name.as_str(), sheet.header_row, sheet.rows.len()), ("党员花名册", 1, 0));
	assert!(Column::ALL.iter().all(|c| sheet.has(*c)));
	assert!(sheet.unknown.is_empty() && sheet.duplicates.is_empty());
	use calamine::Reader;
	let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
	assert_eq!(book.sheet_names(), ["党员花名册", "说明", "选项"]);
	let help = book.worksheet_range("说明").unwrap();
	let columns: Vec<String> = help.rows().skip(1).take(19).map(|row| row[0].to_string()).collect();
	assert_eq!(columns, Column::ALL.iter().map(|c| c.header()).collect::<Vec<_>>());

	assert!(matches!(template(&path), Err(WriteError::Exists(_))));
	assert!(matches!(template(&folder.path().join("t.csv")), Err(WriteError::Format(_))));
	assert!(matches!(export(&folder.path().join("t.ods"), &[]), Err(WriteError::Format(_))));
	let nowhere = folder.path().join("none").join("t.xlsx");
	assert!(matches!(template(&nowhere), Err(WriteError::Io { .. })));
	// Nothing half done is left behind.
	let left: Vec<PathBuf> =
		std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().path()).collect();
	assert_eq!(left, [path]);
}

#[cfg(unix)]
#[test]
fn an_exported_roster_is_for_its_owner_only() {
	use std::os::unix::fs::PermissionsExt;
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("out.csv");
	export(&path, &[]).unwrap();
	assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

/// Texts that are kept as they are: what the reader would tidy is tidied already.
fn free_text(longest: usize) -> impl Strategy<Value = Option<String>> {
	let plain = proptest::string::string_regex("[ -~\u{4e00}-\u{9fff}，。“”é𠀀]{1,30}").unwrap();
	proptest::option::of(plain).prop_map(move |text| {
		let text = text?;
		let tidied: String = text.chars().take(longest).collect();
		let tidied = tidied.trim();
		(!tidied.is_empty()).then(|| tidied.to_owned())
	})
}

prop_compose! {
	fn member()(
		name in "[\u{4e00}-\u{9fff}]{2,4}|[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}|[\u{4e00}-\u{9fff}]{2,5}·[\u{4e00}-\u{9fff}]{2,5}",
		born in 0..20_000i64,
		sequence in 1..999u32,
		region in 990_000..991_000u32,
		group in 0..58usize,
		education in 0..20usize,
		second_branch: bool,
		probationary in 0..5u8,
		later in 0..9_000i64,
		suspended: bool,
		occupation in free_text(100),
		mobile in proptest::option::of("1[3-9][0-9]{9}|[+]852[0-9]{8}"),
		landline in proptest::option::of("0[1-9][0-9]-[1-9][0-9]{6,7}|[1-9][0-9]{6,7}"),
		address in free_text(200),
		lost in proptest::option::of(0..1_000i64),
		destination in free_text(100),
	) -> MemberRow {
		// Born 1925 to 1979: today an adult for longer than any probation.
		let birth = day(19250101).add_days(born).unwrap();
		let (mut admitted, mut full) = (birth.add_days(18 * 366 + later % 1_000).unwrap(), None);
		if probationary == 0 {
			admitted = day(TODAY).add_days(-(later % 365)).unwrap();
		} else {
			let era = chuxin_primitives::rules::eras::era_of(admitted).unwrap();
			let months = era.probation_months[0];
			full = chuxin_primitives::rules::eras::probation_ends(admitted, months);
		}
		MemberRow {
			name,
			sex: if sequence % 2 == 1 { Sex::Male } else { Sex::Female },
			id_number: id(&region.to_string(), birth.as_u32(), sequence),
			ethnic_group: ETHNIC_GROUPS[group].into(),
			birth,
			education: EDUCATIONS[education].into(),
			category: if full.is_some() { Category::Full } else { Category::Probationary },
			branch: if second_branch { "新民村党支部" } else { "机关党支部" }.into(),
			admitted,
			full_since: full,
			occupation,
			mobile,
			landline,
			address,
			roll_status: if suspended { RollStatus::Suspended } else { RollStatus::Normal },
			lost_since: lost.and_then(|days| day(TODAY).add_days(-days)),
			destination,
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn what_is_exported_is_imported_without_difference(
		members in proptest::collection::vec(member(), 0..12),
		workbook: bool,
	) {
		let mut members = members;
		let mut seen = std::collections::BTreeSet::new();
		members.retain(|m| seen.insert(m.id_number.clone()));
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join(if workbook { "out.xlsx" } else { "out.csv" });
		export(&path, &members).unwrap();
		let outcome = checked_file(&path);
		prop_assert!(outcome.faults.is_empty(), "{:?}", outcome.faults);
		let rows: Vec<u32> = outcome.members.iter().map(|m| m.row).collect();
		prop_assert_eq!(rows, (2..).take(members.len()).collect::<Vec<u32>>());
		for (read, written) in outcome.members.iter().zip(&members) {
			prop_assert!(
				read.member == *written,
				"{} / {}",
				serde_json::to_string(&read.member).unwrap(),
				serde_json::to_string(written).unwrap()
			);
		}
	}
}

#[test]
fn leading_zeros_signs_and_apostrophes_survive_both_formats() {
	let member = checked(table(&[sound()])).members.remove(0).member;
	let texts = [
		"=1+1",
		"+8",
		"-5",
		"@x",
		"'quoted'",
		"''",
		"'5",
		"007",
		"1e5",
		"2024-01-01",
		"TRUE",
		"a,b\"c",
		"3/4",
	];
	let members: Vec<MemberRow> = texts
		.iter()
		.zip(1u32..)
		.map(|(text, n)| MemberRow {
			id_number: id("990101", 19850309, 2 * n + 1),
			address: Some((*text).into()),
			occupation: Some((*text).into()),
			..member.clone()
		})
		.collect();
	let folder = tempfile::tempdir().unwrap();
	for ending in ["csv", "xlsx"] {
		let path = folder.path().join(format!("out.{ending}"));
		export(&path, &members).unwrap();
		let outcome = checked_file(&path);
		assert_eq!(outcome.faults, [], "{ending}");
		for (read, written) in outcome.members.iter().zip(&members) {
			assert_eq!(read.member.address, written.address, "{ending}");
			assert!(read.member == *written);
		}
	}
	let raw = std::fs::read_to_string(folder.path().join("out.csv")).unwrap();
	assert!(raw.contains(",'=1+1,") && !raw.contains(",=1+1,"), "formulas are disarmed");
}

fn organizations(content: &str) -> CheckedOrganizations {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("organizations.csv");
	std::fs::write(&path, content).unwrap();
	let sheet = read::<OrgColumn>(&path).unwrap();
	let on_chain = |name: &str| match name {
		"县直工委" => SuperiorResolution::Unique(OrgId(9), OrgKind::WorkingCommittee),
		"双" => SuperiorResolution::Ambiguous(vec!["甲/双".into(), "乙/双".into()]),
		_ => SuperiorResolution::Unknown,
	};
	check_organizations(&sheet, day(TODAY), OrgKind::Provincial, &on_chain)
}

#[test]
fn a_list_of_organizations_comes_in_the_order_of_the_tree() {
	let outcome = organizations(
		"名称,类别,上级,行政区划,成立日期\n\
		 东镇机关党支部,党支部,东镇党委,990101,2001-07-01\n\
		 东镇党委,基层党委,明德县委,990101,1986-07-01\n\
		 明德县委,县级党委,,990101,1950年1月1日\n\
		 财政局党支部,支部,县直工委,990101,20010701\n\
		 东镇第二党支部,党支部,明德县委/东镇党委,990101,2001-07-01\n",
	);
	assert_eq!(outcome.faults, []);
	let found: Vec<_> = outcome.organizations.iter().map(|o| (o.row, o.superior.clone())).collect();
	assert_eq!(
		found,
		[
			(4, Superior::Importer),
			(5, Superior::OnChain(OrgId(9))),
			(3, Superior::Listed(0)),
			(2, Superior::Listed(2)),
			(6, Superior::Listed(2)),
		]
	);
	let first = &outcome.organizations[0].organization;
	assert_eq!((first.kind, first.region, first.founded), (OrgKind::County, 990101, day(19500101)));
}

#[test]
fn every_fault_of_a_list_of_organizations_is_reported_once() {
	use FaultKind as K;
	use OrgColumn::*;
	let long = "甲".repeat(43);
	let cases: &[(&str, OrgColumn, K)] = &[
		(",党支部,县委,990101,2001-07-01", Name, K::MissingValue),
		("甲/乙,党支部,县委,990101,2001-07-01", Name, K::Characters),
		(&format!("{long},党支部,县委,990101,2001-07-01"), Name, K::TooLong),
		("甲,,县委,990101,2001-07-01", Kind, K::MissingValue),
		("甲,协会,县委,990101,2001-07-01", Kind, K::OrgKindUnknown),
		("甲,市级党委,县委,990101,2001-07-01", Kind, K::ParentKind),
		("甲,党支部,无此组织,990101,2001-07-01", Parent, K::ParentUnknown),
		("甲,党支部,双,990101,2001-07-01", Parent, K::ParentAmbiguous),
		("甲,党支部,甲,990101,2001-07-01", Parent, K::ParentCycle),
		("甲,党支部,县委,99010,2001-07-01", Region, K::RegionMalformed),
		("甲,党支部,县委,,2001-07-01", Region, K::MissingValue),
		("甲,党支部,县委,990101,", Founded, K::MissingValue),
		("甲,党支部,县委,990101,2001-7", Founded, K::DateFormat),
		("甲,党支部,县委,990101,2001-02-29", Founded, K::DateImpossible),
		("甲,党支部,县委,990101,2025-06-16", Founded, K::DateFuture),
		("乙,党支部,县委,990101,2001-07-01", Name, K::DuplicateOrganization),
	];
	for (row, column, kind) in cases {
		let outcome = organizations(&format!(
			"名称,类别,上级,行政区划,成立日期\n县委,县委,,990101,1950-01-01\n乙,党支部,县委,990101,2001-07-01\n{row}\n"
		));
		let found: Vec<_> = outcome.faults.iter().map(|f| (f.row, f.column, f.kind)).collect();
		if *kind == K::ParentCycle {
			// Its own superior is also of its own kind, which cannot be.
			assert!(found.contains(&(4, Parent, K::ParentCycle)), "{found:?}");
		} else {
			assert_eq!(found, [(4, *column, *kind)], "{row}");
		}
		assert_eq!(outcome.organizations.len(), 2, "{row}");
	}
}

#[test]
fn superiors_in_a_circle_are_told() {
	let outcome = organizations(
		"名称,类别,上级,行政区划,成立日期\n\
		 甲党委,基层党委,乙党委,990101,1990-01-01\n\
		 乙党委,基层党委,甲党委,990101,1990-01-01\n\
		 丙党支部,党支部,甲党委,990101,1990-01-01\n",
	);
	let found: Vec<_> = outcome.faults.iter().map(|f| (f.row, f.kind)).collect();
	assert_eq!(found, [(2, FaultKind::ParentCycle), (3, FaultKind::ParentCycle)]);
	assert_eq!(outcome.organizations, []);
}

#[test]
fn a_wrong_identity_number_is_told_in_chinese_with_detail_and_cure() {
	use crate::i18n::{speaking, Language};
	let mut row = sound();
	let right = row[2].pop().unwrap();
	let wrong = if right == '0' { '1' } else { '0' };
	row[2].push(wrong);
	let found = speaking(Language::Zh, || checked(table(&[row.clone()])));
	let [fault] = &found.faults[..] else { panic!("{:?}", found.faults) };
	assert_eq!(fault.kind, FaultKind::IdCheckDigit);
	assert!(fault.message.contains(&format!("应为 {right}")), "{}", fault.message);
	assert!(fault.cure.contains("逐位"), "{}", fault.cure);
	// The number itself is not repeated.
	assert!(!fault.message.contains(&row[2]) && !fault.cure.contains(&row[2]));
}
