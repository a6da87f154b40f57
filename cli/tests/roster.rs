//! A roster with 40 planted faults of at least 15 kinds: exactly these are reported, in both formats.

#[path = "support/plant.rs"]
mod plant;

use chuxin_cli::{
	demo,
	roster::{check, count_by_kind, export, faulty_rows, read, BranchResolution, CheckContext},
};
use chuxin_primitives::{CivilDate, OrgId};
use plant::{at, plant_faults};
use std::{collections::BTreeMap, path::Path};

const MEMBERS: u32 = 200;

/// The cells of a written `.csv`, header first.
fn cells(path: &Path) -> Vec<Vec<String>> {
	let text = std::fs::read_to_string(path).unwrap();
	let mut reader = csv::ReaderBuilder::new()
		.has_headers(false)
		.from_reader(text.trim_start_matches('\u{feff}').as_bytes());
	reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
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
	let folder = tempfile::tempdir().unwrap();
	let sound = folder.path().join("sound.csv");
	let demo = demo::generate(MEMBERS, 40).unwrap();
	export(&sound, &demo.members).unwrap();
	let mut cells = cells(&sound);

	// Every fifth row from row 4 on.
	let expected = plant_faults(&mut cells, 4, 5, 40);

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
