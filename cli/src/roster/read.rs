//! Reads a table from `.xlsx` or `.csv`.

use super::column::{letters, meaning, tidy, Meaning, TableColumn};
use calamine::{Data, Reader, Xlsx, XlsxError};
use chrono::{Datelike, Timelike};
use chuxin_primitives::CivilDate;
use std::{
	fs,
	io::Cursor,
	path::{Path, PathBuf},
};

/// Bytes of a file at most. A roster of 500,000 rows takes about half of it.
pub const MAX_FILE: u64 = 256 * 1024 * 1024;
/// The header stands in one of the first rows.
const HEADER_ROWS: usize = 20;
/// A row is taken for the header when it holds so many known columns.
const HEADER_COLUMNS: usize = 3;
/// More line breaks in one cell mean that a quotation mark was never closed.
const MAX_LINES_IN_CELL: usize = 20;

/// Why a file cannot be read as a table.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
	/// There is no such file.
	#[error("{0}: no such file. Cure: check the path and the spelling of the name")]
	Missing(PathBuf),
	/// The operating system refused.
	#[error("{path}: cannot be read ({source}). Cure: close it in other programs and check that you may read it")]
	Io {
		/// The file.
		path: PathBuf,
		/// What the system said.
		source: std::io::Error,
	},
	/// The file has more than [`MAX_FILE`] bytes.
	#[error("{path}: {size} bytes, at most {MAX_FILE} are read. Cure: divide the table into several files")]
	TooLarge {
		/// The file.
		path: PathBuf,
		/// Its size in bytes.
		size: u64,
	},
	/// The workbook format of Excel 97–2003.
	#[error(
		"{0}: an .xls workbook (Excel 97–2003). Cure: open it and save it as .xlsx (Excel 工作簿)"
	)]
	OldExcel(PathBuf),
	/// Any other format.
	#[error("{path}: {found}, but only .xlsx and .csv are read. Cure: {cure}")]
	Format {
		/// The file.
		path: PathBuf,
		/// What the file seems to be.
		found: String,
		/// What to do.
		cure: &'static str,
	},
	/// The workbook is protected by a password.
	#[error("{0}: encrypted with a password. Cure: open it, remove the password (文件 → 信息 → 保护工作簿 → 用密码进行加密), save it again")]
	Encrypted(PathBuf),
	/// The file holds nothing.
	#[error("{0}: empty. Cure: fill in the template (`chuxin roster template`)")]
	Empty(PathBuf),
	/// No row holds the column headers.
	#[error("{path}: no header row among the first {HEADER_ROWS} rows; expected columns such as {expected}. Cure: put the headers of the template (`chuxin roster template`) above the data")]
	NoHeader {
		/// The file.
		path: PathBuf,
		/// The first expected headers.
		expected: String,
	},
	/// The text is neither UTF-8 nor GB18030.
	#[error("{path}: neither UTF-8 nor GB18030 (byte {position}). Cure: save it as “CSV UTF-8（逗号分隔）” or as .xlsx")]
	Encoding {
		/// The file.
		path: PathBuf,
		/// Where the text stops being UTF-8, counted from 0.
		position: usize,
	},
	/// A quotation mark was opened and never closed.
	#[error("{path}: row {row}: a quotation mark (\") is opened and not closed. Cure: close or remove it, or save the table as .xlsx")]
	Quote {
		/// The file.
		path: PathBuf,
		/// The row the cell begins in.
		row: u32,
	},
	/// The workbook is damaged.
	#[error("{path}: damaged workbook ({reason}). Cure: open it in a spreadsheet program and save it again as .xlsx")]
	Damaged {
		/// The file.
		path: PathBuf,
		/// What the reader found.
		reason: String,
	},
}

/// A cell as the file holds it.
#[derive(Clone, PartialEq)]
pub enum Cell {
	/// Nothing, or blanks.
	Empty,
	/// Text, tidied.
	Text(String),
	/// A number that is not formatted as a date.
	Number(f64),
	/// A cell formatted as a date.
	Date(CivilDate),
	/// 真 or 假.
	Bool(bool),
	/// An error such as `#REF!`.
	Error(String),
}

impl Cell {
	fn text(raw: &str) -> Self {
		let tidied = tidy(raw);
		// A leading apostrophe is how spreadsheets mark text; `export` writes it before signs
		// that would turn the text into a formula.
		let guarded = tidied.strip_prefix('\'').filter(|rest| {
			rest.starts_with(|c: char| {
				matches!(c, '=' | '+' | '-' | '@' | '\'') || c.is_ascii_digit()
			})
		});
		match guarded.unwrap_or(&tidied) {
			"" => Self::Empty,
			text => Self::Text(text.to_owned()),
		}
	}

	fn split(&self, second: bool) -> Self {
		match self {
			Self::Text(text) => {
				let (a, b) = text.split_once(['/', '／']).unwrap_or((text, ""));
				Self::text(if second { b } else { a })
			},
			_ if second => Self::Empty,
			other => other.clone(),
		}
	}
}

/// The encoding a text file was read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Encoding {
	/// UTF-8, with or without a byte order mark.
	Utf8,
	/// GB18030 (or its parts GBK and GB 2312).
	Gb18030,
	/// A workbook: its texts are always Unicode.
	Workbook,
}

/// A row of a table.
#[derive(Clone)]
pub struct Row {
	/// The number the spreadsheet shows; the first row is 1.
	pub number: u32,
	cells: Vec<Cell>,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
	Whole,
	First,
	Second,
}

#[derive(Clone, Copy)]
struct Position<C> {
	column: C,
	index: usize,
	part: Part,
}

/// A table whose header was found. Holds personal data: neither printed nor logged.
pub struct Sheet<C> {
	/// The name of the worksheet; empty for a text file.
	pub name: String,
	/// How the file was encoded.
	pub encoding: Encoding,
	/// The number of the header's row.
	pub header_row: u32,
	/// Columns with a header that is not known: letter and header.
	pub unknown: Vec<(String, String)>,
	/// Columns whose meaning stands further left already: column and letter.
	pub duplicates: Vec<(C, String)>,
	/// The rows below the header that are not blank.
	pub rows: Vec<Row>,
	positions: Vec<Position<C>>,
	first_column: usize,
}

impl<C: TableColumn> Sheet<C> {
	/// Required columns that are not there.
	pub fn missing(&self) -> Vec<C> {
		C::ALL.iter().copied().filter(|c| c.required() && !self.has(*c)).collect()
	}

	/// Whether the file has the column.
	pub fn has(&self, column: C) -> bool {
		self.position(column).is_some()
	}

	/// The letter over the column, if the file has it.
	pub fn letter(&self, column: C) -> Option<String> {
		self.position(column).map(|p| letters(self.first_column.saturating_add(p.index)))
	}

	/// The cell of a row in a column; empty if the file does not have the column.
	pub fn cell(&self, row: &Row, column: C) -> Cell {
		let Some(position) = self.position(column) else { return Cell::Empty };
		let cell = row.cells.get(position.index).unwrap_or(&Cell::Empty);
		match position.part {
			Part::Whole => cell.clone(),
			part => cell.split(part == Part::Second),
		}
	}

	fn position(&self, column: C) -> Option<&Position<C>> {
		self.positions.iter().find(|p| p.column == column)
	}
}

/// All rows of a worksheet or text file, before the header is looked for.
struct Grid {
	name: String,
	encoding: Encoding,
	first_column: usize,
	rows: Vec<Row>,
}

/// Reads a table from a `.xlsx` or `.csv` file.
///
/// A `.csv` is UTF-8 (with or without byte order mark) or GB18030, separated by commas or tabs. In
/// a workbook the first worksheet with a header row is read. Titles above the header and blank rows
/// are passed over.
///
/// # Errors
///
/// [`ReadError`]: the file as a whole cannot be read. What is wrong with single cells is found by
/// [`super::check`] and [`super::check_organizations`].
pub fn read<C: TableColumn>(path: &Path) -> Result<Sheet<C>, ReadError> {
	let owned = || path.to_path_buf();
	let io = |source: std::io::Error| match source.kind() {
		std::io::ErrorKind::NotFound => ReadError::Missing(owned()),
		_ => ReadError::Io { path: owned(), source },
	};
	let meta = fs::metadata(path).map_err(io)?;
	if meta.is_dir() {
		let found = "a folder".to_owned();
		return Err(ReadError::Format { path: owned(), found, cure: "name the file in it" });
	}
	if meta.len() > MAX_FILE {
		return Err(ReadError::TooLarge { path: owned(), size: meta.len() });
	}
	let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
	match extension.as_str() {
		"xlsx" | "csv" => {},
		"xls" | "et" => return Err(ReadError::OldExcel(owned())),
		"" => {
			let found = "a name without an ending".to_owned();
			let cure = "save the table as .xlsx or .csv";
			return Err(ReadError::Format { path: owned(), found, cure });
		},
		other => {
			let found = format!("a .{other} file");
			let cure = "open it in a spreadsheet program and save it as .xlsx";
			return Err(ReadError::Format { path: owned(), found, cure });
		},
	}
	let bytes = fs::read(path).map_err(io)?;
	if bytes.is_empty() {
		return Err(ReadError::Empty(owned()));
	}

	// The content decides; the ending may be wrong.
	let grids = if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
		let marker: Vec<u8> =
			"EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
		let encrypted = bytes.windows(marker.len()).any(|w| w == marker);
		let error = if encrypted { ReadError::Encrypted } else { ReadError::OldExcel };
		return Err(error(owned()));
	} else if bytes.starts_with(b"PK\x03\x04") {
		workbook(path, bytes)?
	} else if extension == "xlsx" {
		let reason = "the content is not a workbook".to_owned();
		return Err(ReadError::Damaged { path: owned(), reason });
	} else {
		vec![text_file(path, &bytes)?]
	};
	if grids.iter().all(|g| g.rows.iter().all(|r| r.cells.iter().all(|c| *c == Cell::Empty))) {
		return Err(ReadError::Empty(owned()));
	}
	grids.into_iter().find_map(header::<C>).ok_or_else(|| ReadError::NoHeader {
		path: owned(),
		expected: C::ALL.iter().take(4).map(|c| c.header()).collect::<Vec<_>>().join(", "),
	})
}

fn workbook(path: &Path, bytes: Vec<u8>) -> Result<Vec<Grid>, ReadError> {
	let fault = |error: XlsxError| match error {
		XlsxError::Password => ReadError::Encrypted(path.to_path_buf()),
		other => ReadError::Damaged { path: path.to_path_buf(), reason: other.to_string() },
	};
	let mut book = Xlsx::new(Cursor::new(bytes)).map_err(fault)?;
	let mut grids = Vec::new();
	for name in book.sheet_names() {
		// A chart sheet has no cells and is passed over; a damaged one is reported.
		let range = match book.worksheet_range(&name) {
			Ok(range) => range,
			Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => continue,
			Err(other) => return Err(fault(other)),
		};
		let Some((first_row, first_column)) = range.start() else { continue };
		let rows = range.rows().zip(1u32..).map(|(cells, n)| Row {
			number: first_row.saturating_add(n),
			cells: cells.iter().map(workbook_cell).collect(),
		});
		grids.push(Grid {
			name,
			encoding: Encoding::Workbook,
			first_column: first_column.try_into().unwrap_or(usize::MAX),
			rows: rows.collect(),
		});
	}
	Ok(grids)
}

fn workbook_cell(data: &Data) -> Cell {
	match data {
		Data::Empty => Cell::Empty,
		Data::String(text) => Cell::text(text),
		Data::DateTimeIso(text) | Data::DurationIso(text) => {
			Cell::text(text.split('T').next().unwrap_or(text))
		},
		Data::Int(n) => Cell::Number(*n as f64),
		Data::Float(n) => Cell::Number(*n),
		Data::Bool(b) => Cell::Bool(*b),
		Data::Error(error) => Cell::Error(error.to_string()),
		Data::DateTime(value) => {
			let day = value.as_datetime().filter(|_| value.is_datetime()).and_then(|at| {
				let year = at.year().try_into().ok()?;
				(at.hour() < 24).then(|| CivilDate::from_ymd(year, at.month(), at.day()))?
			});
			day.map_or(Cell::Number(value.as_f64()), Cell::Date)
		},
	}
}

fn text_file(path: &Path, bytes: &[u8]) -> Result<Grid, ReadError> {
	if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
		return Err(ReadError::Format {
			path: path.to_path_buf(),
			found: "text in UTF-16".into(),
			cure: "save it as “CSV UTF-8（逗号分隔）” or as .xlsx",
		});
	}
	let (text, encoding) = match std::str::from_utf8(bytes) {
		Ok(text) => (text.to_owned(), Encoding::Utf8),
		Err(error) => {
			let decoded =
				encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
			let text = decoded.filter(|t| !t.contains('\0')).ok_or_else(|| {
				ReadError::Encoding { path: path.to_path_buf(), position: error.valid_up_to() }
			})?;
			(text.into_owned(), Encoding::Gb18030)
		},
	};
	// One kind of line end, so that lines can be counted.
	let mut text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
	text.push('\n');
	let first_lines = || text.lines().take(HEADER_ROWS);
	let count = |sign: char| first_lines().map(|l| l.matches(sign).count()).max().unwrap_or(0);
	let delimiter = if count('\t') > count(',') { b'\t' } else { b',' };

	let mut reader = csv::ReaderBuilder::new()
		.has_headers(false)
		.flexible(true)
		.delimiter(delimiter)
		.from_reader(text.as_bytes());
	let mut record = csv::StringRecord::new();
	let mut rows = Vec::new();
	let mut line = reader.position().line();
	let mut number: u64 = 0;
	loop {
		let more = reader.read_record(&mut record).map_err(|error| ReadError::Damaged {
			path: path.to_path_buf(),
			reason: error.to_string(),
		})?;
		if !more {
			break;
		}
		// The reader passes over blank lines, a spreadsheet numbers them. A line break inside a
		// cell does not begin a row.
		let breaks: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
		let end = reader.position().line();
		number =
			number.saturating_add(end.saturating_sub(line).saturating_sub(breaks as u64).max(1));
		line = end;
		let row = u32::try_from(number).unwrap_or(u32::MAX);
		if breaks > MAX_LINES_IN_CELL {
			return Err(ReadError::Quote { path: path.to_path_buf(), row });
		}
		rows.push(Row { number: row, cells: record.iter().map(Cell::text).collect() });
	}
	Ok(Grid { name: String::new(), encoding, first_column: 0, rows })
}

/// Looks for the header and names the columns; `None` if there is no header.
fn header<C: TableColumn>(grid: Grid) -> Option<Sheet<C>> {
	let known = |row: &Row| {
		let named = |cell: &&Cell| matches!(cell, Cell::Text(text) if meaning::<C>(text).is_some());
		row.cells.iter().filter(named).count()
	};
	let at = grid.rows.iter().take(HEADER_ROWS).position(|row| known(row) >= HEADER_COLUMNS)?;
	let header = grid.rows.get(at)?;

	let mut positions: Vec<Position<C>> = Vec::new();
	let (mut unknown, mut duplicates) = (Vec::new(), Vec::new());
	for (index, cell) in header.cells.iter().enumerate() {
		let letter = letters(grid.first_column.saturating_add(index));
		let text = match cell {
			Cell::Empty => continue,
			Cell::Text(text) => text.clone(),
			Cell::Number(n) => n.to_string(),
			_ => String::from("?"),
		};
		let found = match meaning::<C>(&text) {
			None => {
				unknown.push((letter, text));
				continue;
			},
			Some(Meaning::One(c)) => vec![(c, Part::Whole)],
			Some(Meaning::Pair(a, b)) => vec![(a, Part::First), (b, Part::Second)],
		};
		for (column, part) in found {
			if positions.iter().any(|p| p.column == column) {
				duplicates.push((column, letter.clone()));
			} else {
				positions.push(Position { column, index, part });
			}
		}
	}
	let header_row = header.number;
	let filled = |row: &Row| {
		positions.iter().any(|p| row.cells.get(p.index).is_some_and(|c| *c != Cell::Empty))
	};
	let rows = grid.rows.into_iter().skip(at.saturating_add(1)).filter(filled).collect();
	Some(Sheet {
		name: grid.name,
		encoding: grid.encoding,
		header_row,
		unknown,
		duplicates,
		rows,
		positions,
		first_column: grid.first_column,
	})
}
