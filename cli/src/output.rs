//! What the desk prints and writes: a table on the terminal, the same table as a workbook, and bars
//! as a picture.

mod chart;

pub use chart::MOST_BARS;

use crate::{
	error::{Error, Result},
	progress::width,
	told,
};
use chart::Picture;
use chuxin_primitives::CivilDate;
use rust_xlsxwriter::{
	Chart, ChartLegendPosition, ChartType, Color, ExcelDateTime, Format, FormatAlign, Workbook,
	XlsxError,
};
use std::path::Path;

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
	/// A text, at the left.
	Text(String),
	/// A text that stands so many steps further right: a tree.
	Indented(u8, String),
	/// A number, at the right.
	Number(u64),
	/// A day.
	Day(CivilDate),
}

impl Cell {
	fn text(&self) -> String {
		match self {
			Self::Text(text) => text.clone(),
			Self::Indented(steps, text) => format!("{}{text}", "  ".repeat((*steps).into())),
			Self::Number(n) => n.to_string(),
			Self::Day(day) => day.to_string(),
		}
	}
}

impl From<&str> for Cell {
	fn from(text: &str) -> Self {
		Self::Text(text.to_owned())
	}
}

impl From<String> for Cell {
	fn from(text: String) -> Self {
		Self::Text(text)
	}
}

/// A table with a heading for each column.
#[derive(Clone, Debug, Default)]
pub struct Table {
	/// Its name: that of the sheet.
	pub name: String,
	/// The headings.
	pub head: Vec<String>,
	/// The rows, each as long as the headings.
	pub rows: Vec<Vec<Cell>>,
}

/// The columns of a table that its chart shows: stacked bars, one for each row.
#[derive(Clone, Debug)]
pub struct Bars {
	/// The chart's title.
	pub title: String,
	/// The first row that is shown: a sum would dwarf what it sums up.
	pub first: usize,
	/// The column of labels.
	pub labels: usize,
	/// The columns that are stacked, with their colors (red, green, blue).
	pub series: Vec<(usize, [u8; 3])>,
}

impl Table {
	/// For a terminal: columns as wide as their widest cell, numbers at the right.
	pub fn text(&self) -> String {
		let cells: Vec<Vec<String>> =
			self.rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
		let is_number = |column: usize| {
			matches!(self.rows.first().and_then(|row| row.get(column)), Some(Cell::Number(_)))
		};
		let widths: Vec<usize> = (0..self.head.len())
			.map(|c| {
				let rows = cells.iter().filter_map(|row| row.get(c)).map(|cell| width(cell));
				rows.chain([width(&self.head[c])]).max().unwrap_or_default()
			})
			.collect();
		let mut out = String::new();
		for row in std::iter::once(&self.head).chain(&cells) {
			let mut line = String::new();
			for (column, (cell, wide)) in row.iter().zip(&widths).enumerate() {
				let gap = " ".repeat(wide.saturating_sub(width(cell)));
				if is_number(column) {
					line.push_str(&format!("{gap}{cell}  "));
				} else {
					line.push_str(&format!("{cell}{gap}  "));
				}
			}
			out.push_str(line.trim_end());
			out.push('\n');
		}
		out
	}

	/// As a workbook with one sheet; with a chart under `bars`.
	///
	/// # Errors
	/// [`Error::Other`] when the workbook cannot be built.
	pub fn xlsx(&self, bars: Option<&Bars>) -> Result<Vec<u8>> {
		self.workbook(bars).map_err(|e| Error::Other(told!("output-workbook", why = e.to_string())))
	}

	fn workbook(&self, bars: Option<&Bars>) -> Result<Vec<u8>, XlsxError> {
		let mut book = Workbook::new();
		let sheet = book.add_worksheet();
		// A sheet's name has 31 characters at most, and none of these signs.
		let name: String =
			self.name.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect();
		sheet.set_name(&name)?;
		let bold = Format::new().set_bold().set_background_color(Color::RGB(0x00F2_F2F2));
		let number = Format::new().set_num_format("#,##0").set_align(FormatAlign::Right);
		let day = Format::new().set_num_format("yyyy-mm-dd");
		for (column, heading) in (0u16..).zip(&self.head) {
			sheet.write_string_with_format(0, column, heading, &bold)?;
		}
		for (at, row) in (1u32..).zip(&self.rows) {
			for (column, cell) in (0u16..).zip(row) {
				match cell {
					Cell::Text(text) => {
						sheet.write_string(at, column, text)?;
					},
					Cell::Indented(steps, text) => {
						let indent = Format::new().set_indent(*steps);
						sheet.write_string_with_format(at, column, text, &indent)?;
					},
					Cell::Number(n) => {
						// Spreadsheets count in floating point; head counts are far below its end.
						sheet.write_number_with_format(at, column, *n as f64, &number)?;
					},
					Cell::Day(date) => match sheet_day(*date) {
						Some(date) => {
							sheet.write_datetime_with_format(at, column, date, &day)?;
						},
						None => {
							sheet.write_string(at, column, date.to_string())?;
						},
					},
				}
			}
		}
		let last = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
		let columns = u16::try_from(self.head.len()).unwrap_or(u16::MAX);
		if last > 0 {
			sheet.autofilter(0, 0, last, columns.saturating_sub(1))?;
		}
		sheet.set_freeze_panes(1, 0)?;
		sheet.autofit();
		let first =
			bars.map_or(1, |b| u32::try_from(b.first).unwrap_or_default().saturating_add(1));
		if let Some(bars) = bars.filter(|_| last >= first) {
			let mut chart = Chart::new(ChartType::BarStacked);
			chart.title().set_name(&bars.title);
			chart.legend().set_position(ChartLegendPosition::Bottom);
			// The first row at the top, as in the table.
			chart.y_axis().set_reverse();
			let labels = u16::try_from(bars.labels).unwrap_or_default();
			for (column, [r, g, b]) in &bars.series {
				let at = u16::try_from(*column).unwrap_or_default();
				let color = u32::from_be_bytes([0, *r, *g, *b]);
				chart
					.add_series()
					.set_name(&self.head[*column])
					.set_categories((name.as_str(), first, labels, last, labels))
					.set_values((name.as_str(), first, at, last, at))
					.set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(
						rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(color)),
					))
					.set_gap(60);
			}
			chart.set_width(900).set_height(160u32.saturating_add(last.min(60).saturating_mul(24)));
			sheet.insert_chart(0, columns.saturating_add(1), &chart)?;
		}
		book.save_to_buffer()
	}

	/// The rows as stacked bars in a picture (SVG).
	pub fn svg(&self, bars: &Bars) -> String {
		Picture::of(self, bars).svg()
	}

	/// The same as PNG, with the font of a file or one of this computer that has every character.
	///
	/// # Errors
	/// [`Error::Usage`] or [`Error::Other`] where there is no such font.
	pub fn png(&self, bars: &Bars, font: Option<&Path>) -> Result<Vec<u8>> {
		Ok(Picture::of(self, bars).png(font)?)
	}
}

/// A day as spreadsheets count it; they know none before 1900-03-01 rightly.
fn sheet_day(day: CivilDate) -> Option<ExcelDateTime> {
	let (year, month, date) = (
		u16::try_from(day.year()).ok()?,
		u8::try_from(day.month()).ok()?,
		u8::try_from(day.day()).ok()?,
	);
	(day.as_u32() >= 19000301).then(|| ExcelDateTime::from_ymd(year, month, date).ok())?
}

#[cfg(test)]
mod tests {
	use super::*;

	fn table() -> Table {
		let row = |name: &str, full, probationary| {
			vec![
				Cell::Indented(1, name.into()),
				Cell::Number(full),
				Cell::Number(probationary),
				Cell::Day(CivilDate::new(18990101).unwrap()),
			]
		};
		Table {
			name: "党员/人数".into(),
			head: vec!["organization".into(), "full".into(), "probationary".into(), "day".into()],
			rows: vec![row("机关党支部 <甲>", 1200, 34), row("B", 7, 0)],
		}
	}

	fn bars() -> Bars {
		Bars {
			title: "Members".into(),
			first: 0,
			labels: 0,
			series: vec![(1, [0xc8, 0x10, 0x2e]), (2, [0xf0, 0xab, 0x00])],
		}
	}

	#[test]
	fn numbers_stand_at_the_right_and_names_at_the_left() {
		let text = table().text();
		let lines: Vec<&str> = text.lines().collect();
		assert_eq!(lines[0], "organization       full  probationary  day");
		assert_eq!(lines[1], "  机关党支部 <甲>  1200            34  1899-01-01");
		assert_eq!(lines[2], "  B                   7             0  1899-01-01");
	}

	#[test]
	fn a_workbook_holds_numbers_as_numbers_and_days_before_1900_as_text() {
		use calamine::{open_workbook_from_rs, Data, Reader, Xlsx};
		let bytes = table().xlsx(Some(&bars())).unwrap();
		let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(&bytes)).unwrap();
		let sheet = book.worksheet_range("党员人数").unwrap();
		assert_eq!(sheet.get((1, 1)), Some(&Data::Float(1200.0)));
		assert_eq!(sheet.get((1, 0)), Some(&Data::String("机关党支部 <甲>".into())));
		assert_eq!(sheet.get((2, 3)), Some(&Data::String("1899-01-01".into())));
		assert!(table().xlsx(None).unwrap().len() < bytes.len());
	}

	#[test]
	fn a_picture_of_dots_has_the_bars_of_the_other_one_and_needs_every_character() {
		let svg = table().svg(&bars());
		let characters = svg.chars().chain("…".chars()).collect();
		let (_folder, font) = crate::card::tests::font_of(&characters);
		let png = table().png(&bars(), Some(&font)).unwrap();
		let map = tiny_skia::Pixmap::decode_png(&png).unwrap();
		let size = |name: &str| -> u32 {
			let rest = svg.split(&format!(" {name}=\"")).nth(1).unwrap();
			rest.split('"').next().unwrap().parse().unwrap()
		};
		assert_eq!((map.width(), map.height()), (2 * size("width"), 2 * size("height")));
		let dots = |[r, g, b]: [u8; 3]| {
			let of = map.pixels().iter().map(|p| p.demultiply());
			of.filter(|p| [p.red(), p.green(), p.blue()] == [r, g, b]).count()
		};
		// Each unit is two dots wide and high: the legend's square, then the bars of the test below.
		assert_eq!(dots([0xc8, 0x10, 0x2e]), 4 * (14 * 14 + (480 + 2) * 19));
		assert_eq!(dots([0xf0, 0xab, 0x00]), 4 * (14 * 14 + 13 * 19));

		let few = "Members".chars().collect();
		let (_folder, font) = crate::card::tests::font_of(&few);
		let error = table().png(&bars(), Some(&font)).unwrap_err();
		assert!(error.to_string().contains("cannot draw"), "{error}");
	}

	#[test]
	fn a_picture_holds_every_bar_in_its_length_and_names_are_escaped() {
		let svg = table().svg(&bars());
		assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
		assert!(svg.contains("机关党支部 &lt;甲&gt;"), "{svg}");
		// 1,234 of an axis to 1,500: 1,200 are 480 of 600 wide, 34 more end at 493.
		let wide: Vec<i32> = svg
			.split("<rect ")
			.filter(|r| r.contains("#C8102E") || r.contains("#F0AB00"))
			.map(|r| {
				r.split("width=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
			})
			.collect();
		// Two of the legend, then the bars.
		assert_eq!(wide, [14, 14, 480, 13, 2], "{svg}");
		assert!(svg.contains("1,234") && svg.contains("1,500"), "{svg}");
	}
}
