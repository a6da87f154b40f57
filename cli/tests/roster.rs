//! A roster with 40 planted faults of at least 15 kinds: exactly these are reported, in both formats.

use chuxin_cli::{
	demo,
	roster::{
		check, count_by_kind, export, faulty_rows, read, BranchResolution, CheckContext, Column,
		FaultKind, TableColumn,
	},
};
use chuxin_primitives::{identity::check_character, CivilDate, OrgId};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::Path,
};

const MEMBERS: u32 = 200;

/// A fault to plant: the row, the cell that is changed and its new value, and what is reported.
struct Planted {
	row: usize,
	cell: Column,
	value: String,
	reported: Column,
	kind: FaultKind,
}

/// The cells of a written `.csv`, header first.
fn cells(path: &Path) -> Vec<Vec<String>> {
	let text = std::fs::read_to_string(path).unwrap();
	let mut reader = csv::ReaderBuilder::new()
		.has_headers(false)
		.from_reader(text.trim_start_matches('\u{feff}').as_bytes());
	reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn at(column: Column) -> usize {
	Column::ALL.iter().position(|c| *c == column).unwrap()
}

/// The fault of each kind for this row; `None` where the row does not lend itself to it.
fn plant(kind: FaultKind, row: usize, cells: &[Vec<String>]) -> Option<Planted> {
	use Column as C;
	use FaultKind as K;
	let of = |column: Column| cells[row - 1][at(column)].as_str();
	let number = of(C::IdNumber);
	let full = of(C::Category) == "正式党员";
	let other_check = |number: &str| {
		let last = if number.ends_with('7') { '8' } else { '7' };
		format!("{}{last}", &number[..17])
	};
	let impossible = || {
		let body = format!("{}0231{}", &number[..10], &number[14..17]);
		format!("{body}{}", check_character(&body).unwrap())
	};
	let month_before = |day: &str| {
		let day: CivilDate = day.parse().unwrap();
		day.add_days(-31).unwrap().to_string()
	};
	let (cell, value) = match kind {
		K::MissingValue => (C::EthnicGroup, String::new()),
		K::NameDigits => (C::Name, format!("{}2", of(C::Name))),
		K::SexUnknown => (C::Sex, "未说明".into()),
		K::IdCheckDigit => (C::IdNumber, other_check(number)),
		K::IdBirthDate => (C::IdNumber, impossible()),
		K::IdLength => (C::IdNumber, number[..17].to_owned()),
		K::SexContradictsId => (C::Sex, if of(C::Sex) == "男" { "女" } else { "男" }.into()),
		K::BirthContradictsId => (C::Birth, month_before(of(C::Birth))),
		K::DuplicateId => (C::IdNumber, cells[row - 2][at(C::IdNumber)].clone()),
		K::DateFormat => (C::Admitted, "九八年七月".into()),
		K::DateImpossible => (C::Admitted, "1999-02-29".into()),
		K::DateFuture => (C::Admitted, "2031-07-01".into()),
		K::EducationUnknown => (C::Education, "私塾".into()),
		K::CategoryUnknown => (C::Category, "群众".into()),
		K::BranchUnknown => (C::Branch, "查无此党支部".into()),
		K::AdmittedBeforeFounding => (C::Admitted, "1919-05-04".into()),
		K::FullDateMissing if full => (C::FullSince, String::new()),
		K::PhoneMalformed => (C::Mobile, "12345".into()),
		K::LostContactMismatch if of(C::LostContact) == "否" => {
			(C::LostSince, "2023-01-01".into())
		},
		_ => return None,
	};
	let reported = match kind {
		K::LostContactMismatch => C::LostSince,
		_ => cell,
	};
	Some(Planted { row, cell, value, reported, kind })
}

fn write(path: &Path, cells: &[Vec<String>]) {
	if path.extension().is_some_and(|e| e == "csv") {
		let mut writer = csv::Writer::from_path(path).unwrap();
		cells.iter().for_each(|row| writer.write_record(row).unwrap());
		writer.flush().unwrap();
		return;
	}
	let mut book = rust_xlsxwriter::Workbook::new();
	let sheet = book.add_worksheet();
	for (row, number) in cells.iter().zip(0u32..) {
		for (cell, column) in row.iter().zip(0u16..) {
			sheet.write_string(number, column, cell).unwrap();
		}
	}
	book.save(path).unwrap();
}

#[test]
fn forty_planted_faults_are_reported_exactly() {
	use FaultKind as K;
	let folder = tempfile::tempdir().unwrap();
	let sound = folder.path().join("sound.csv");
	let demo = demo::generate(MEMBERS, 40).unwrap();
	export(&sound, &demo.members).unwrap();
	let mut cells = cells(&sound);

	let kinds = [
		K::MissingValue,
		K::NameDigits,
		K::SexUnknown,
		K::IdCheckDigit,
		K::IdBirthDate,
		K::IdLength,
		K::SexContradictsId,
		K::BirthContradictsId,
		K::DuplicateId,
		K::DateFormat,
		K::DateImpossible,
		K::DateFuture,
		K::EducationUnknown,
		K::CategoryUnknown,
		K::BranchUnknown,
		K::AdmittedBeforeFounding,
		K::FullDateMissing,
		K::PhoneMalformed,
		K::LostContactMismatch,
	];
	// Every fifth row from row 4 on gets the next kind that fits it.
	let mut expected = BTreeSet::new();
	for (next, row) in (4..=201).step_by(5).take(40).enumerate() {
		let planted = (0..kinds.len())
			.find_map(|skip| plant(kinds[(next + skip) % kinds.len()], row, &cells))
			.unwrap();
		cells[planted.row - 1][at(planted.cell)] = planted.value;
		assert!(expected.insert((planted.row as u32, planted.reported, planted.kind)));
	}
	assert_eq!(expected.len(), 40);
	let different: BTreeSet<_> = expected.iter().map(|(_, _, kind)| *kind).collect();
	assert!(different.len() >= 15, "{different:?}");

	let names: BTreeMap<String, u32> =
		demo.organizations.iter().zip(0..).map(|(o, n)| (o.name.clone(), n)).collect();
	let branches = |name: &str| match names.get(name) {
		Some(n) => BranchResolution::Unique(OrgId(*n)),
		None => BranchResolution::Unknown(Vec::new()),
	};
	let today = CivilDate::from_ymd(2025, 6, 15).unwrap();
	let context = CheckContext { today, branches: &branches };
	for ending in ["csv", "xlsx"] {
		let path = folder.path().join(format!("planted.{ending}"));
		write(&path, &cells);
		let checked = check(&read(&path).unwrap(), &context);
		let found: Vec<_> = checked.faults.iter().map(|f| (f.row, f.column, f.kind)).collect();
		assert_eq!(found, expected.iter().copied().collect::<Vec<_>>(), "{ending}");
		assert_eq!(checked.rows, 200);
		// A duplicate is told at one row only, so each fault spoils one row.
		assert_eq!(faulty_rows(&checked.faults), 40);
		assert_eq!(checked.members.len(), 160);
		assert_eq!(count_by_kind(&checked.faults).values().sum::<usize>(), 40);
		for fault in &checked.faults {
			let letter = fault.letter.as_deref().unwrap();
			assert_eq!(letter.as_bytes(), [b'A' + at(fault.column) as u8], "{fault}");
		}
	}
	// The same file without faults has none.
	let checked = check(&read(&sound).unwrap(), &context);
	assert_eq!(checked.faults, []);
	assert_eq!(checked.members.len(), 200);
}
