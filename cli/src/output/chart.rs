//! Stacked bars as a picture: as SVG, whose texts are texts, or as PNG, drawn with a font of the
//! computer.

use super::{Bars, Cell, Table};
use crate::{
	card::{
		fault::CardError,
		font::Font,
		render,
		scene::{Color, Outline, Pen, Scene},
	},
	progress::width,
};
use std::{collections::BTreeSet, path::Path};

/// Fonts that hold Chinese, by their names on the usual systems.
const FONT: &str = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif";
/// Height of a bar with the gap below it.
const ROW: i32 = 30;
/// Width of the plot.
const PLOT: i32 = 600;
/// Bars of one picture at most: more cannot be read.
pub const MOST_BARS: usize = 60;
/// Dots of the PNG for each unit of the picture.
const SHARPNESS: f32 = 2.0;

const INK: Color = [0x22, 0x22, 0x22];
const FAINT: Color = [0x70, 0x70, 0x70];
const GRID: Color = [0xdd, 0xdd, 0xdd];
const PAPER: Color = [0xff, 0xff, 0xff];

/// Where a text stands from its place.
#[derive(Clone, Copy)]
enum Align {
	Right,
	Around,
	Left,
}

enum Mark {
	/// Left, top, width, height.
	Rect([i32; 4], Color),
	/// The place is the middle of the text's height.
	Text { at: [i32; 2], size: i32, align: Align, color: Color, text: String },
}

/// What is drawn, the lowest first.
pub(super) struct Picture {
	width: i32,
	height: i32,
	marks: Vec<Mark>,
}

impl Picture {
	/// Lays the bars out: a legend above, names at the left, sums at the right.
	pub fn of(table: &Table, bars: &Bars) -> Self {
		let number = |row: &[Cell], column: usize| match row.get(column) {
			Some(Cell::Number(n)) => *n,
			_ => 0,
		};
		let rows: Vec<&[Cell]> =
			table.rows.iter().skip(bars.first).take(MOST_BARS).map(Vec::as_slice).collect();
		let total = |row: &[Cell]| bars.series.iter().map(|(c, _)| number(row, *c)).sum::<u64>();
		let most = rows.iter().map(|row| total(row)).max().unwrap_or_default().max(1);
		let step = step(most, 5);
		let end = most.div_ceil(step).saturating_mul(step);

		// One column of a terminal is about half a character of the picture.
		let label = |row: &[Cell]| row.get(bars.labels).map(Cell::text).unwrap_or_default();
		let columns = |text: &str| i32::try_from(width(text)).unwrap_or(i32::MAX / 16);
		let widest = rows.iter().map(|row| width(&label(row))).max().unwrap_or_default().min(44);
		let left = 30 + i32::try_from(widest).unwrap_or_default() * 8;
		let top = 92;
		let bottom = top + i32::try_from(rows.len()).unwrap_or_default() * ROW;
		let mut picture = Self { width: left + PLOT + 90, height: bottom + 44, marks: Vec::new() };
		picture.rect([0, 0, picture.width, picture.height], PAPER);
		let title = shortened(&bars.title, usize::try_from(picture.width / 10).unwrap_or_default());
		picture.text([20, 28], 19, Align::Right, INK, title);
		let mut x = 20;
		for (column, color) in &bars.series {
			picture.rect([x, 53, 14, 14], *color);
			let name = table.head[*column].clone();
			let next = x + 50 + columns(&name) * 8;
			picture.text([x + 20, 60], 13, Align::Right, INK, name);
			x = next;
		}

		let place = |value: u64| -> i32 {
			// Within the plot's width, which is far below the end of `i32`.
			let share = value.saturating_mul(600).checked_div(end).unwrap_or_default();
			left + i32::try_from(share).unwrap_or(PLOT)
		};
		let mut line = 0;
		while line <= end {
			let at = place(line);
			picture.rect([at, top - 8, 1, bottom - top + 8], GRID);
			picture.text([at, bottom + 16], 12, Align::Around, FAINT, grouped(line));
			line = line.saturating_add(step);
		}
		for (at, row) in (0i32..).zip(&rows) {
			let (y, mut from) = (top + at * ROW, 0u64);
			let name = shortened(label(row).trim_start(), widest);
			picture.text([left - 10, y + 11], 13, Align::Left, INK, name);
			for (column, color) in &bars.series {
				let to = from.saturating_add(number(row, *column));
				if to > from {
					picture.rect([place(from), y + 2, place(to) - place(from), 19], *color);
				}
				from = to;
			}
			picture.text([place(from) + 8, y + 11], 12, Align::Right, INK, grouped(from));
		}
		picture
	}

	fn rect(&mut self, place: [i32; 4], color: Color) {
		self.marks.push(Mark::Rect(place, color));
	}

	fn text(&mut self, at: [i32; 2], size: i32, align: Align, color: Color, text: String) {
		self.marks.push(Mark::Text { at, size, align, color, text });
	}

	/// As SVG; whoever looks at it needs a font, which every computer of an office has.
	pub fn svg(&self) -> String {
		let (width, height) = (self.width, self.height);
		let mut out = format!(
			"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
			 viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONT}\">\n"
		);
		for mark in &self.marks {
			out.push_str(&match mark {
				Mark::Rect([x, y, width, height], color) => format!(
					"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
					 fill=\"{}\"/>\n",
					hex(*color)
				),
				Mark::Text { at: [x, y], size, align, color, text } => {
					let anchor = match align {
						Align::Right => "start",
						Align::Around => "middle",
						Align::Left => "end",
					};
					format!(
						"<text x=\"{x}\" y=\"{y}\" dy=\"0.36em\" font-size=\"{size}\" \
						 text-anchor=\"{anchor}\" fill=\"{}\">{}</text>\n",
						hex(*color),
						escaped(text)
					)
				},
			});
		}
		out.push_str("</svg>\n");
		out
	}

	/// As PNG, with the font of a file or one of this computer that has every character.
	///
	/// # Errors
	/// [`CardError`]: no such font; a picture that cannot be made.
	pub fn png(&self, font: Option<&Path>) -> Result<Vec<u8>, CardError> {
		let texts = self.marks.iter().filter_map(|mark| match mark {
			Mark::Text { text, .. } => Some(text),
			Mark::Rect(..) => None,
		});
		let characters: BTreeSet<char> = texts.flat_map(|text| text.chars()).collect();
		let font = match font {
			Some(path) => Font::open(path)?,
			None => Font::find(&characters)?,
		};
		font.check(&characters)?;
		// Millimetres of a card.
		let mm = |n: i32| n as f32 * SHARPNESS / render::DOTS;
		let mut scene = Scene::new(mm(self.width), mm(self.height));
		for mark in &self.marks {
			match mark {
				Mark::Rect([x, y, width, height], color) => {
					let mut outline = Outline::default();
					outline.rect(mm(*x), mm(*y), mm(*width), mm(*height));
					scene.add(outline, Pen::Crisp, *color);
				},
				Mark::Text { at: [x, y], size, align, color, text } => {
					let size = mm(*size);
					let long = font.width(text) * size;
					let left = mm(*x)
						- match align {
							Align::Right => 0.0,
							Align::Around => long / 2.0,
							Align::Left => long,
						};
					let outline = font.outline(text, left, mm(*y) + 0.36 * size, size)?;
					scene.add(outline, Pen::Fill, *color);
				},
			}
		}
		render::png(&scene)
	}
}

fn hex([r, g, b]: Color) -> String {
	format!("#{r:02X}{g:02X}{b:02X}")
}

fn escaped(text: &str) -> String {
	text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A distance between grid lines of 1, 2 or 5 times a power of ten, at most `lines` of them.
fn step(most: u64, lines: u64) -> u64 {
	let mut unit = 1u64;
	loop {
		for factor in [1, 2, 5] {
			let step = unit.saturating_mul(factor);
			if step.saturating_mul(lines) >= most {
				return step;
			}
		}
		unit = unit.saturating_mul(10);
	}
}

/// Digits in groups of three.
fn grouped(n: u64) -> String {
	let digits = n.to_string();
	let mut out = String::new();
	for (at, digit) in digits.char_indices() {
		if at > 0 && digits.len().saturating_sub(at) % 3 == 0 {
			out.push(',');
		}
		out.push(digit);
	}
	out
}

/// A label that fits into so many columns of a terminal.
fn shortened(text: &str, most: usize) -> String {
	if width(text) <= most {
		return text.to_owned();
	}
	let mut out = String::new();
	for c in text.chars() {
		if width(&out) + 3 > most {
			break;
		}
		out.push(c);
	}
	out + "…"
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn grid_lines_are_round_and_few() {
		assert_eq!([step(1, 5), step(5, 5), step(6, 5), step(1234, 5)], [1, 1, 2, 500]);
		assert_eq!([grouped(7), grouped(1234), grouped(1_234_567)].join(" "), "7 1,234 1,234,567");
		assert_eq!(shortened("机关党支部", 6), "机关…");
		assert_eq!(shortened("ABC", 6), "ABC");
	}
}
