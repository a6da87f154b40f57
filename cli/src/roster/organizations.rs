//! Lists of organizations: what has to be established before a roster can be enrolled.

use super::{
	column::TableColumn,
	dates::{read_date, DateFault},
	export::{write_table, Value, WriteError},
	fault::{Fault, FaultKind, Warning},
	read::{Cell, Row, Sheet},
};
use crate::t;
use chuxin_primitives::{
	organization::{OrgKind, MAX_NAME as MAX_NAME_BYTES},
	text::{RawText, TextFault},
	CivilDate, OrgId,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::Path};

/// A column of a list of organizations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum OrgColumn {
	/// 名称
	Name,
	/// 类别
	Kind,
	/// 上级
	Parent,
	/// 行政区划
	Region,
	/// 成立日期
	Founded,
}

impl TableColumn for OrgColumn {
	const ALL: &'static [Self] =
		&[Self::Name, Self::Kind, Self::Parent, Self::Region, Self::Founded];

	fn header(self) -> &'static str {
		match self {
			Self::Name => "名称",
			Self::Kind => "类别",
			Self::Parent => "上级",
			Self::Region => "行政区划",
			Self::Founded => "成立日期",
		}
	}

	fn synonyms(self) -> &'static [&'static str] {
		match self {
			Self::Name => &["党组织名称", "组织名称"],
			Self::Kind => &["组织类别", "党组织类别"],
			Self::Parent => &["上级组织", "上级党组织", "上级党组织名称"],
			Self::Region => &["行政区划代码", "行政区划码"],
			Self::Founded => &["成立时间", "建立日期", "批准成立日期"],
		}
	}

	fn required(self) -> bool {
		true
	}
}

/// The kinds and the words for them in a list, the usual word first.
const KINDS: [(OrgKind, &[&str]); 12] = [
	(OrgKind::Centre, &["中央"]),
	(OrgKind::Provincial, &["省级党委", "省委"]),
	(OrgKind::Municipal, &["市级党委", "市委"]),
	(OrgKind::County, &["县级党委", "县委", "区委"]),
	(OrgKind::WorkingCommittee, &["工委", "党工委", "党的工作委员会"]),
	(OrgKind::PrimaryCommittee, &["基层党委", "党委"]),
	(OrgKind::GeneralBranch, &["党总支", "总支", "党总支部"]),
	(OrgKind::Branch, &["党支部", "支部"]),
	(OrgKind::JointBranch, &["联合党支部", "联合支部"]),
	(OrgKind::MobileBranch, &["流动党员党支部", "流动党支部"]),
	(OrgKind::TemporaryBranch, &["临时党支部", "临时支部"]),
	(OrgKind::Group, &["党小组"]),
];

/// The word for a kind of organization in a list.
pub fn kind_text(kind: OrgKind) -> &'static str {
	KINDS
		.iter()
		.find(|(k, _)| *k == kind)
		.and_then(|(_, words)| words.first())
		.copied()
		.unwrap_or("")
}

fn read_kind(text: &str) -> Option<OrgKind> {
	KINDS.iter().find(|(_, words)| words.contains(&text)).map(|(kind, _)| *kind)
}

/// A row of a list of organizations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationRow {
	/// 名称, at most 128 bytes of UTF-8 (42 Chinese characters).
	pub name: String,
	/// 类别
	pub kind: OrgKind,
	/// 上级: name or path (`上级/名称`) of an organization of the list or of the chain; `None` for
	/// the importing organization itself.
	pub parent: Option<String>,
	/// 行政区划, six digits of GB/T 2260.
	pub region: u32,
	/// 成立日期
	pub founded: CivilDate,
}

/// The superior an organization is to be established under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Superior {
	/// The importing organization.
	Importer,
	/// An organization of the same list: its index in [`CheckedOrganizations::organizations`],
	/// always a lower one.
	Listed(usize),
	/// An organization of the chain, by what the context's lookup returned.
	OnChain(OrgId),
}

/// An organization whose row has no fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedOrganization {
	/// The row as the spreadsheet numbers it.
	pub row: u32,
	/// What it is established under.
	pub superior: Superior,
	/// The content of the row.
	pub organization: OrganizationRow,
}

/// The outcome of a check.
#[derive(Debug)]
pub struct CheckedOrganizations {
	/// Rows looked at.
	pub rows: usize,
	/// The rows without a fault, superiors before what is below them.
	pub organizations: Vec<CheckedOrganization>,
	/// Everything that is wrong, by row and column.
	pub faults: Vec<Fault<OrgColumn>>,
	/// What is unusual but possible.
	pub warnings: Vec<Warning<OrgColumn>>,
}

/// What a name of a superior that is not in the list stands for on the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuperiorResolution {
	/// Exactly one organization.
	Unique(OrgId, OrgKind),
	/// Several: their full paths.
	Ambiguous(Vec<String>),
	/// None.
	Unknown,
}

/// Checks a list of organizations: every fault of every row, one for each thing that is wrong.
///
/// `importer` is the kind of the importing organization; `on_chain` finds superiors that are not in
/// the list.
pub fn check_organizations(
	sheet: &Sheet<OrgColumn>,
	today: CivilDate,
	importer: OrgKind,
	on_chain: &dyn Fn(&str) -> SuperiorResolution,
) -> CheckedOrganizations {
	let mut checker = Checker { sheet, today, faults: Vec::new() };
	for column in sheet.missing() {
		let cure = t!("fault-missing-column.cure", header = column.header());
		let message = t!("fault-missing-column");
		checker.at_header(column, None, FaultKind::MissingColumn, &message, cure);
	}
	for (column, letter) in &sheet.duplicates {
		let cure = t!("fault-duplicate-column.cure");
		let message = t!("fault-duplicate-column-other");
		let letter = Some(letter.clone());
		checker.at_header(*column, letter, FaultKind::DuplicateColumn, &message, cure);
	}
	let rows: Vec<Partial> = sheet.rows.iter().map(|row| checker.row(row)).collect();
	let organizations = checker.tree(&rows, importer, on_chain);
	let mut faults = checker.faults;
	faults.sort_by_key(|f| (f.row, f.column));
	let warnings = sheet.unknown.iter().map(|(letter, header)| Warning {
		row: sheet.header_row,
		column: None,
		letter: Some(letter.clone()),
		message: t!("warning-unknown-column", header = header),
	});
	CheckedOrganizations {
		rows: sheet.rows.len(),
		organizations,
		faults,
		warnings: warnings.collect(),
	}
}

/// A row as far as it could be read.
struct Partial {
	row: u32,
	name: Option<String>,
	kind: Option<OrgKind>,
	/// `None` when it was refused, `Some(None)` when the cell is empty.
	parent: Option<Option<String>>,
	region: Option<u32>,
	founded: Option<CivilDate>,
}

struct Checker<'a> {
	sheet: &'a Sheet<OrgColumn>,
	today: CivilDate,
	faults: Vec<Fault<OrgColumn>>,
}

impl Checker<'_> {
	fn at_header(
		&mut self,
		column: OrgColumn,
		letter: Option<String>,
		kind: FaultKind,
		message: &str,
		cure: String,
	) {
		let row = self.sheet.header_row;
		self.faults.push(Fault { row, column, letter, kind, message: message.into(), cure });
	}

	fn fault(
		&mut self,
		row: u32,
		column: OrgColumn,
		kind: FaultKind,
		message: impl Into<String>,
		cure: impl Into<String>,
	) {
		let letter = self.sheet.letter(column);
		self.faults.push(Fault {
			row,
			column,
			letter,
			kind,
			message: message.into(),
			cure: cure.into(),
		});
	}

	/// The text of a cell that must be filled in.
	fn text(&mut self, row: &Row, column: OrgColumn) -> Option<String> {
		match self.sheet.cell(row, column) {
			Cell::Text(text) => Some(text),
			Cell::Number(n) => Some(n.to_string()),
			Cell::Date(day) => Some(day.to_string()),
			Cell::Bool(yes) => Some(yes.to_string()),
			Cell::Error(error) => {
				let message = t!("fault-cell-error", error = error);
				let cure = t!("fault-cell-error.cure");
				self.fault(row.number, column, FaultKind::CellError, message, cure);
				None
			},
			Cell::Empty => {
				if self.sheet.has(column) {
					let (message, cure) =
						(t!("fault-missing-value"), t!("fault-missing-value.cure"));
					self.fault(row.number, column, FaultKind::MissingValue, message, cure);
				}
				None
			},
		}
	}

	/// A name the chain accepts.
	fn name(&mut self, row: &Row, column: OrgColumn, text: String) -> Option<String> {
		let raw = RawText(text.clone().into_bytes());
		let (kind, message, cure) = match raw.check::<MAX_NAME_BYTES>() {
			Ok(_) if column == OrgColumn::Name && text.contains(['/', '／']) => {
				(FaultKind::Characters, t!("fault-slash"), t!("fault-slash.cure"))
			},
			Ok(_) => return Some(text),
			// A path may be longer than one name.
			Err(TextFault::TooLong)
				if column == OrgColumn::Parent && text.contains(['/', '／']) =>
			{
				return Some(text);
			},
			Err(TextFault::TooLong) => (
				FaultKind::TooLong,
				t!("fault-name-bytes", bytes = text.len(), most = MAX_NAME_BYTES),
				t!("fault-name-bytes.cure"),
			),
			Err(TextFault::NotUtf8 | TextFault::Blank | TextFault::Control) => {
				(FaultKind::Characters, t!("fault-name-marks"), t!("fault-name-marks.cure"))
			},
		};
		self.fault(row.number, column, kind, message, cure);
		None
	}

	fn row(&mut self, row: &Row) -> Partial {
		let name = self.text(row, OrgColumn::Name).and_then(|t| self.name(row, OrgColumn::Name, t));
		let kind = self.text(row, OrgColumn::Kind).and_then(|text| {
			let found = read_kind(&text);
			if found.is_none() {
				let shown: String = text.chars().take(20).collect();
				let words: Vec<&str> = KINDS.iter().map(|(k, _)| kind_text(*k)).collect();
				let (message, cure) = (
					t!("fault-org-kind", shown = shown),
					t!("fault-org-kind.cure", words = words.join(", ")),
				);
				self.fault(row.number, OrgColumn::Kind, FaultKind::OrgKindUnknown, message, cure);
			}
			found
		});
		let parent = match self.sheet.cell(row, OrgColumn::Parent) {
			Cell::Empty => Some(None),
			_ => self
				.text(row, OrgColumn::Parent)
				.and_then(|t| self.name(row, OrgColumn::Parent, t))
				.map(Some),
		};
		let region = self.text(row, OrgColumn::Region).and_then(|text| {
			let digits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
			let region = text.parse().ok().filter(|n| digits && *n >= 100_000);
			if region.is_none() {
				let (message, cure) = (t!("fault-region"), t!("fault-region.cure"));
				self.fault(
					row.number,
					OrgColumn::Region,
					FaultKind::RegionMalformed,
					message,
					cure,
				);
			}
			region
		});
		Partial { row: row.number, name, kind, parent, region, founded: self.founded(row) }
	}

	fn founded(&mut self, row: &Row) -> Option<CivilDate> {
		const COLUMN: OrgColumn = OrgColumn::Founded;
		let cell = self.sheet.cell(row, COLUMN);
		if matches!(cell, Cell::Empty | Cell::Error(_)) {
			// Reports what is wrong.
			return self.text(row, COLUMN).and(None);
		}
		let (kind, message) = match read_date(&cell) {
			Ok(Some(day)) if day > self.today => {
				let (day, today) = (day.to_string(), self.today.to_string());
				(FaultKind::DateFuture, t!("fault-date-future", day = day, today = today))
			},
			Ok(day) => return day,
			Err(DateFault::Format) => (FaultKind::DateFormat, t!("fault-date")),
			Err(DateFault::Impossible) => (FaultKind::DateImpossible, t!("fault-date-impossible")),
		};
		self.fault(row.number, COLUMN, kind, message, t!("fault-date.cure"));
		None
	}

	/// Finds superiors and brings the rows into the order in which they can be established.
	fn tree(
		&mut self,
		rows: &[Partial],
		importer: OrgKind,
		on_chain: &dyn Fn(&str) -> SuperiorResolution,
	) -> Vec<CheckedOrganization> {
		let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
		for (n, row) in rows.iter().enumerate() {
			if let Some(name) = &row.name {
				by_name.entry(name).or_default().push(n);
			}
		}
		let above: Vec<Option<Above>> =
			rows.iter().map(|row| self.superior(rows, row, &by_name, on_chain)).collect();
		self.duplicates(rows, &above);
		let depth = self.depths(rows, &above);
		for (row, above) in rows.iter().zip(&above) {
			let parent = match above {
				Some(Above::Importer) => Some(importer),
				Some(Above::Listed(n)) => rows.get(*n).and_then(|r| r.kind),
				Some(Above::OnChain(_, kind)) => Some(*kind),
				None => None,
			};
			let (Some(kind), Some(parent)) = (row.kind, parent) else { continue };
			if !kind.may_be_below(parent) {
				let (kind, parent) = (kind_text(kind), kind_text(parent));
				let message = t!("fault-parent-kind", kind = kind, parent = parent);
				let cure = t!("fault-parent-kind.cure");
				self.fault(row.row, OrgColumn::Kind, FaultKind::ParentKind, message, cure);
			}
		}
		let faulty: std::collections::BTreeSet<u32> = self.faults.iter().map(|f| f.row).collect();
		let mut order: Vec<usize> = (0..rows.len()).collect();
		order.sort_by_key(|n| (depth.get(*n).copied().flatten(), *n));
		let mut place: BTreeMap<usize, usize> = BTreeMap::new();
		let mut organizations = Vec::new();
		for n in order {
			let Some(row) = rows.get(n).filter(|row| !faulty.contains(&row.row)) else { continue };
			let superior = match above.get(n) {
				Some(Some(Above::Importer)) => Superior::Importer,
				Some(Some(Above::OnChain(id, _))) => Superior::OnChain(*id),
				// Below a row with a fault there is nothing to be established under.
				Some(Some(Above::Listed(n))) => match place.get(n) {
					Some(place) => Superior::Listed(*place),
					None => continue,
				},
				_ => continue,
			};
			let (Some(name), Some(kind), Some(parent), Some(region), Some(founded)) =
				(&row.name, row.kind, &row.parent, row.region, row.founded)
			else {
				continue;
			};
			place.insert(n, organizations.len());
			let (name, parent) = (name.clone(), parent.clone());
			let organization = OrganizationRow { name, kind, parent, region, founded };
			organizations.push(CheckedOrganization { row: row.row, superior, organization });
		}
		organizations
	}

	fn superior(
		&mut self,
		rows: &[Partial],
		row: &Partial,
		by_name: &BTreeMap<&str, Vec<usize>>,
		on_chain: &dyn Fn(&str) -> SuperiorResolution,
	) -> Option<Above> {
		let Some(parent) = row.parent.as_ref()? else { return Some(Above::Importer) };
		let listed = match by_name.get(parent.as_str()) {
			Some(found) => found.clone(),
			None => by_path(rows, by_name, parent),
		};
		let (kind, message, cure) = match listed.as_slice() {
			[only] => return Some(Above::Listed(*only)),
			[] => match on_chain(parent) {
				SuperiorResolution::Unique(id, kind) => return Some(Above::OnChain(id, kind)),
				SuperiorResolution::Unknown => (
					FaultKind::ParentUnknown,
					t!("fault-parent-unknown", parent = parent.as_str()),
					t!("fault-parent-unknown.cure"),
				),
				SuperiorResolution::Ambiguous(paths) => (
					FaultKind::ParentAmbiguous,
					t!("fault-parent-ambiguous", count = paths.len(), parent = parent.as_str()),
					t!("fault-parent-ambiguous.cure", paths = paths.join(" or ")),
				),
			},
			several => (
				FaultKind::ParentAmbiguous,
				t!("fault-parent-listed", count = several.len(), parent = parent.as_str()),
				t!("fault-parent-listed.cure"),
			),
		};
		self.fault(row.row, OrgColumn::Parent, kind, message, cure);
		None
	}

	/// Two organizations of one name under one superior could not be told apart.
	fn duplicates(&mut self, rows: &[Partial], above: &[Option<Above>]) {
		let key = |above: &Above| match above {
			Above::Importer => (0, 0),
			Above::Listed(n) => (1, *n as u64),
			Above::OnChain(id, _) => (2, u64::from(id.0)),
		};
		let mut first: BTreeMap<(&str, (u8, u64)), u32> = BTreeMap::new();
		for (row, above) in rows.iter().zip(above) {
			let (Some(name), Some(above)) = (&row.name, above) else { continue };
			if let Some(first) = first.get(&(name.as_str(), key(above))) {
				let message = t!("fault-duplicate-organization", first = *first, second = row.row);
				let cure = t!("fault-duplicate-organization.cure");
				self.fault(
					row.row,
					OrgColumn::Name,
					FaultKind::DuplicateOrganization,
					message,
					cure,
				);
			} else {
				first.insert((name, key(above)), row.row);
			}
		}
	}

	/// Levels below the superior outside the list; `None` in a circle or where it is not known.
	fn depths(&mut self, rows: &[Partial], above: &[Option<Above>]) -> Vec<Option<usize>> {
		let mut depths = Vec::with_capacity(rows.len());
		for (n, row) in rows.iter().enumerate() {
			let mut depth: usize = 0;
			let mut at = n;
			let found = loop {
				match above.get(at) {
					Some(Some(Above::Listed(next))) if depth <= rows.len() => {
						depth = depth.saturating_add(1);
						at = *next;
						if at == n {
							let (message, cure) =
								(t!("fault-parent-cycle"), t!("fault-parent-cycle.cure"));
							self.fault(
								row.row,
								OrgColumn::Parent,
								FaultKind::ParentCycle,
								message,
								cure,
							);
							break None;
						}
					},
					Some(Some(Above::Importer | Above::OnChain(..))) => break Some(depth),
					_ => break None,
				}
			};
			depths.push(found);
		}
		depths
	}
}

#[derive(Clone, Copy)]
enum Above {
	Importer,
	Listed(usize),
	OnChain(OrgId, OrgKind),
}

/// Rows of the list whose name and superiors end as the path does.
fn by_path(rows: &[Partial], by_name: &BTreeMap<&str, Vec<usize>>, path: &str) -> Vec<usize> {
	let parts: Vec<&str> =
		path.split(['/', '／']).map(str::trim).filter(|p| !p.is_empty()).collect();
	let Some((last, before)) = parts.split_last() else { return Vec::new() };
	let fits = |n: &usize| {
		let mut above = rows.get(*n).and_then(|row| row.parent.as_ref());
		before.iter().rev().all(|part| {
			let Some(Some(parent)) = above else { return false };
			let name = parent.rsplit(['/', '／']).next().unwrap_or(parent).trim();
			above = match by_name.get(name).map(Vec::as_slice) {
				Some([only]) => rows.get(*only).and_then(|row| row.parent.as_ref()),
				_ => None,
			};
			name == *part
		})
	};
	by_name.get(last).into_iter().flatten().copied().filter(fits).collect()
}

/// Writes a list of organizations to a new `.xlsx` or `.csv`; reading it again yields the same rows.
///
/// # Errors
///
/// [`WriteError`]; an existing file is never overwritten.
pub fn export_organizations(path: &Path, list: &[OrganizationRow]) -> Result<(), WriteError> {
	let text = |t: &str| Value::Text(t.to_owned());
	let rows = list.iter().map(|org| {
		vec![
			text(&org.name),
			text(kind_text(org.kind)),
			org.parent.as_deref().map_or(Value::Nothing, text),
			Value::Text(format!("{:06}", org.region)),
			Value::Day(org.founded),
		]
	});
	write_table::<OrgColumn>(path, "党组织", rows)
}
