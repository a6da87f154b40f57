//! Writes rosters, as `.xlsx` and `.csv`, and the empty workbook people fill in.

use super::{
	column::{Column, TableColumn},
	member::MemberRow,
	vocabulary::{flag, Category, RollStatus, Sex, EDUCATIONS, ETHNIC_GROUPS},
};
use chuxin_primitives::CivilDate;
use rust_xlsxwriter::{
	Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format,
	FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError,
};
use std::{
	io::Write,
	path::{Path, PathBuf},
};

/// Rows of the template that are formatted and validated.
const TEMPLATE_ROWS: u32 = 10_000;
/// The sheet that holds the lists for the template's drop-downs.
const LISTS: &str = "选项";
/// The first day the date system of spreadsheets counts right.
const FIRST_SHEET_DAY: u32 = 19000301;

/// Why a file cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
	/// The name's ending is neither `.xlsx` nor `.csv`.
	#[error("{0}: tables are written as .xlsx or .csv. Cure: give the file one of these endings")]
	Format(PathBuf),
	/// The file is there already.
	#[error(
		"{0}: exists already and is not overwritten. Cure: choose another name or move it away"
	)]
	Exists(PathBuf),
	/// The operating system refused.
	#[error("{path}: cannot be written ({source}). Cure: check that the folder exists, has space, and that you may write there")]
	Io {
		/// The file.
		path: PathBuf,
		/// What the system said.
		source: std::io::Error,
	},
	/// The workbook cannot be built.
	#[error("{path}: the workbook cannot be built ({source}). Cure: write .csv instead")]
	Workbook {
		/// The file.
		path: PathBuf,
		/// What the writer said.
		source: Box<XlsxError>,
	},
}

/// A value as it is written.
pub(super) enum Value {
	Text(String),
	Day(CivilDate),
	Nothing,
}

fn text(text: &str) -> Value {
	Value::Text(text.to_owned())
}

fn optional(option: Option<&String>) -> Value {
	option.map_or(Value::Nothing, |t| text(t))
}

fn day(option: Option<CivilDate>) -> Value {
	option.map_or(Value::Nothing, Value::Day)
}

/// The value of a column. Flags are always written, so that nothing has to be guessed.
fn value(member: &MemberRow, column: Column) -> Value {
	match column {
		Column::Name => text(&member.name),
		Column::Sex => text(member.sex.text()),
		Column::IdNumber => text(&member.id_number),
		Column::EthnicGroup => text(&member.ethnic_group),
		Column::Birth => Value::Day(member.birth),
		Column::Education => text(&member.education),
		Column::Category => text(member.category.text()),
		Column::Branch => text(&member.branch),
		Column::Admitted => Value::Day(member.admitted),
		Column::FullSince => day(member.full_since),
		Column::Occupation => optional(member.occupation.as_ref()),
		Column::Mobile => optional(member.mobile.as_ref()),
		Column::Landline => optional(member.landline.as_ref()),
		Column::Address => optional(member.address.as_ref()),
		Column::RollStatus => text(member.roll_status.text()),
		Column::LostContact => text(flag(member.lost_since.is_some())),
		Column::LostSince => day(member.lost_since),
		Column::Away => text(flag(member.destination.is_some())),
		Column::Destination => optional(member.destination.as_ref()),
	}
}

/// Text as it is written. Spreadsheets take a text of a `.csv` that begins with `=`, `+`, `-` or `@`
/// for a formula: an apostrophe before it marks it as text, and reading takes it away again.
fn guarded(text: &str, csv: bool) -> String {
	let formula = csv && text.starts_with(['=', '+', '-', '@']);
	let apostrophe = text.starts_with('\'');
	if formula || apostrophe {
		format!("'{text}")
	} else {
		text.to_owned()
	}
}

/// Writes members to a new `.xlsx` or `.csv` (UTF-8 with byte order mark); reading the file again
/// yields the same rows.
///
/// The file is readable by its owner only, and is there whole or not at all.
///
/// # Errors
///
/// [`WriteError`]; an existing file is never overwritten.
pub fn export(path: &Path, members: &[MemberRow]) -> Result<(), WriteError> {
	let rows = members.iter().map(|m| Column::ALL.iter().map(|c| value(m, *c)).collect());
	write_table::<Column>(path, "党员花名册", rows)
}

/// Writes a table with the headers of its columns.
pub(super) fn write_table<C: TableColumn>(
	path: &Path,
	name: &str,
	rows: impl Iterator<Item = Vec<Value>>,
) -> Result<(), WriteError> {
	let bytes = match extension(path).as_str() {
		"xlsx" => {
			let failed =
				|source| WriteError::Workbook { path: path.into(), source: Box::new(source) };
			workbook::<C>(name, rows).map_err(failed)?
		},
		"csv" => {
			let failed = |source| WriteError::Io { path: path.into(), source };
			csv::<C>(rows).map_err(failed)?
		},
		_ => return Err(WriteError::Format(path.into())),
	};
	save(path, &bytes)
}

fn extension(path: &Path) -> String {
	path.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase()
}

fn csv<C: TableColumn>(rows: impl Iterator<Item = Vec<Value>>) -> std::io::Result<Vec<u8>> {
	let mut writer = csv::WriterBuilder::new()
		.terminator(csv::Terminator::CRLF)
		.from_writer("\u{feff}".as_bytes().to_vec());
	writer.write_record(C::ALL.iter().map(|c| c.header()))?;
	for row in rows {
		writer.write_record(row.into_iter().map(|value| match value {
			Value::Text(text) => guarded(&text, true),
			Value::Day(day) => day.to_string(),
			Value::Nothing => String::new(),
		}))?;
	}
	writer.into_inner().map_err(|error| error.into_error())
}

fn header_format() -> Format {
	Format::new().set_bold().set_background_color(Color::RGB(0x00F2_DCDB)).set_text_wrap()
}

fn text_format() -> Format {
	Format::new().set_num_format("@")
}

fn date_format() -> Format {
	Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left)
}

fn sheet_day(day: CivilDate) -> Option<ExcelDateTime> {
	let fits = day.as_u32() >= FIRST_SHEET_DAY;
	let (year, month, day) = (day.year(), day.month(), day.day());
	let parts = (year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?);
	fits.then(|| ExcelDateTime::from_ymd(parts.0, parts.1, parts.2).ok())?
}

fn workbook<C: TableColumn>(
	name: &str,
	rows: impl Iterator<Item = Vec<Value>>,
) -> Result<Vec<u8>, XlsxError> {
	let mut book = Workbook::new();
	let (header, text, date) = (header_format(), text_format(), date_format());
	let sheet = book.add_worksheet().set_name(name)?;
	for (column, at) in C::ALL.iter().zip(0u16..) {
		sheet.write_with_format(0, at, column.header(), &header)?;
		sheet.set_column_width(at, 18)?;
	}
	sheet.set_freeze_panes(1, 1)?;
	for (row, number) in rows.zip(1u32..) {
		for (value, at) in row.into_iter().zip(0u16..) {
			match value {
				Value::Text(value) => {
					sheet.write_string_with_format(number, at, guarded(&value, false), &text)?;
				},
				Value::Day(day) => match sheet_day(day) {
					Some(cell) => {
						sheet.write_datetime_with_format(number, at, cell, &date)?;
					},
					// Spreadsheets know no days before 1900: as text.
					None => {
						sheet.write_string_with_format(number, at, day.to_string(), &text)?;
					},
				},
				Value::Nothing => {},
			}
		}
	}
	book.save_to_buffer()
}

/// Writes the empty workbook: headers with notes, drop-downs and checks while typing, and a sheet
/// 说明 that explains each column in Chinese and English.
///
/// # Errors
///
/// [`WriteError`]; the name must end in `.xlsx`, an existing file is never overwritten.
pub fn template(path: &Path) -> Result<(), WriteError> {
	if extension(path) != "xlsx" {
		return Err(WriteError::Format(path.into()));
	}
	let failed = |source| WriteError::Workbook { path: path.into(), source: Box::new(source) };
	save(path, &template_bytes().map_err(failed)?)
}

fn template_bytes() -> Result<Vec<u8>, XlsxError> {
	let mut book = Workbook::new();
	roster_sheet(book.add_worksheet().set_name("党员花名册")?)?;
	help_sheet(book.add_worksheet().set_name("说明")?)?;
	lists_sheet(book.add_worksheet().set_name(LISTS)?)?;
	book.save_to_buffer()
}

fn roster_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
	let required = header_format();
	let optional = header_format().set_background_color(Color::RGB(0x00E7_E6E6));
	for (column, at) in Column::ALL.iter().zip(0u16..) {
		let header = if column.required() { &required } else { &optional };
		sheet.write_with_format(0, at, column.header(), header)?;
		let note = Note::new(format!("{}\n{}", column.help_zh(), column.help_en()));
		let note = note.add_author_prefix(false).set_width(320).set_height(120);
		sheet.insert_note(0, at, &note)?;
		let format = if column.is_date() { date_format() } else { text_format() };
		sheet.set_column_format(at, &format)?;
		sheet.set_column_width(at, if *column == Column::Address { 36 } else { 18 })?;
		if let Some(validation) = validation(*column)? {
			sheet.add_data_validation(1, at, TEMPLATE_ROWS, at, &validation)?;
		}
	}
	sheet.set_freeze_panes(1, 1)?;
	Ok(())
}

/// What a spreadsheet program can check while somebody types. It warns where `check` may accept
/// another form, and refuses where nothing else can be right.
fn validation(column: Column) -> Result<Option<DataValidation>, XlsxError> {
	let new = DataValidation::new;
	let list = |letter: char, length: usize| {
		Formula::new(format!("={LISTS}!${letter}$2:${letter}${}", length.saturating_add(1)))
	};
	let text_of = |words: &[&str]| new().allow_list_strings(words);
	let yes_no = || text_of(&[flag(true), flag(false)]);
	let longest = |n: usize| {
		new().allow_text_length(DataValidationRule::LessThanOrEqualTo(
			n.try_into().unwrap_or(u32::MAX),
		))
	};
	let first_day = ExcelDateTime::from_ymd(1900, 3, 1)?;
	let last_day = ExcelDateTime::from_ymd(9999, 12, 31)?;
	let validation = match column {
		Column::Name => longest(super::MAX_NAME),
		Column::Sex => text_of(&[Sex::Male.text(), Sex::Female.text()])?,
		Column::IdNumber => new().allow_text_length(DataValidationRule::Between(15, 18)),
		Column::EthnicGroup => new()
			.allow_list_formula(list('A', ETHNIC_GROUPS.len()))
			.set_error_style(DataValidationErrorStyle::Warning),
		Column::Education => new()
			.allow_list_formula(list('B', EDUCATIONS.len()))
			.set_error_style(DataValidationErrorStyle::Warning),
		Column::Category => text_of(&[Category::Full.text(), Category::Probationary.text()])?,
		Column::Birth | Column::Admitted | Column::FullSince | Column::LostSince => new()
			.allow_date(DataValidationRule::Between(first_day, last_day))
			.set_error_style(DataValidationErrorStyle::Warning),
		Column::RollStatus => text_of(&[RollStatus::Normal.text(), RollStatus::Suspended.text()])?,
		Column::LostContact | Column::Away => yes_no()?,
		Column::Occupation | Column::Destination => longest(super::MAX_SHORT),
		Column::Branch | Column::Address => longest(super::MAX_LONG),
		Column::Mobile | Column::Landline => return Ok(None),
	};
	let validation =
		validation.set_error_title(column.header())?.set_error_message(column.help_zh())?;
	Ok(Some(validation))
}

fn help_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
	let header = header_format();
	let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
	for (title, at) in
		["列 / Column", "必填 / Required", "说明", "Explanation"].into_iter().zip(0u16..)
	{
		sheet.write_with_format(0, at, title, &header)?;
	}
	for (column, row) in Column::ALL.iter().zip(1u32..) {
		sheet.write_with_format(row, 0, column.header(), &wrap)?;
		let required = if column.needs_value() { "是 / yes" } else { "否 / no" };
		sheet.write_with_format(row, 1, required, &wrap)?;
		sheet.write_with_format(row, 2, column.help_zh(), &wrap)?;
		sheet.write_with_format(row, 3, column.help_en(), &wrap)?;
	}
	let remarks = [
		(
			"本表含个人信息，请妥善保管；姓名、身份号码等只留在本单位，不会上链。",
			"This table holds personal information: keep it safe. Names, identity numbers and the like \
			 stay with the organization and never go on the chain.",
		),
		(
			"可调整列的顺序，可增加其他列（不读取）；标题行须保留。",
			"Columns may be moved and others added (they are not read); the header row must stay.",
		),
	];
	for ((zh, en), row) in remarks.into_iter().zip(21u32..) {
		sheet.write_with_format(row, 2, zh, &wrap)?;
		sheet.write_with_format(row, 3, en, &wrap)?;
	}
	for (width, at) in [20, 16, 60, 80].into_iter().zip(0u16..) {
		sheet.set_column_width(at, width)?;
	}
	Ok(())
}

fn lists_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
	let header = header_format();
	let lists: [(&str, &[&str]); 2] = [("民族", &ETHNIC_GROUPS), ("学历", &EDUCATIONS)];
	for ((title, words), at) in lists.into_iter().zip(0u16..) {
		sheet.write_with_format(0, at, title, &header)?;
		for (word, row) in words.iter().zip(1u32..) {
			sheet.write_string(row, at, *word)?;
		}
		sheet.set_column_width(at, 24)?;
	}
	Ok(())
}

/// Writes a new file, readable by its owner only, whole or not at all.
pub(super) fn save(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
	let failed = |source| WriteError::Io { path: path.into(), source };
	if path.exists() {
		return Err(WriteError::Exists(path.into()));
	}
	let mut part = path.as_os_str().to_owned();
	part.push(format!(".{}.part", std::process::id()));
	let part = PathBuf::from(part);
	let written = write_private(&part, bytes).and_then(|()| std::fs::rename(&part, path));
	if written.is_err() {
		// What could not be finished is of no use; the first error is the one to report.
		let _ = std::fs::remove_file(&part);
	}
	written.map_err(failed)
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
	let mut options = std::fs::OpenOptions::new();
	options.write(true).create(true).truncate(true);
	#[cfg(unix)]
	{
		use std::os::unix::fs::OpenOptionsExt;
		options.mode(0o600);
	}
	let mut file = options.open(path)?;
	file.write_all(bytes)?;
	file.sync_all()
}
