//! Plants faults in the cells of a sound roster, one kind after the other.

use chuxin_cli::roster::{Column, FaultKind, TableColumn};
use chuxin_primitives::{identity::check_character, CivilDate};
use std::collections::BTreeSet;

/// The kinds that are planted, in this order.
const KINDS: [FaultKind; 19] = {
	use FaultKind as K;
	[
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
	]
};

/// A fault to plant: the row, the cell that is changed and its new value, and what is reported.
struct Planted {
	row: usize,
	cell: Column,
	value: String,
	reported: Column,
	kind: FaultKind,
}

/// Where a column stands.
pub fn at(column: Column) -> usize {
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

/// Plants `count` faults: from row `first` (row 1 is the header) on, every `step`-th row gets the next
/// kind that fits it. Gives row, reported column and kind of each; at least 15 kinds are among them.
pub fn plant_faults(
	cells: &mut [Vec<String>],
	first: usize,
	step: usize,
	count: usize,
) -> BTreeSet<(u32, Column, FaultKind)> {
	let mut expected = BTreeSet::new();
	for (next, row) in (first..=cells.len()).step_by(step).take(count).enumerate() {
		let planted = (0..KINDS.len())
			.find_map(|skip| plant(KINDS[(next + skip) % KINDS.len()], row, cells))
			.unwrap();
		cells[planted.row - 1][at(planted.cell)] = planted.value;
		assert!(expected.insert((planted.row as u32, planted.reported, planted.kind)));
	}
	assert_eq!(expected.len(), count);
	let different: BTreeSet<_> = expected.iter().map(|(_, _, kind)| *kind).collect();
	assert!(different.len() >= 15, "{different:?}");
	expected
}
