//! The face of the card: where everything stands. Size and ratio are those of ISO/IEC 7810 ID-1.

use super::{
	fault::CardError,
	font::Font,
	qr,
	scene::{Color, Outline, Pen, Scene, Step},
};
use qrcodegen::QrCode;
use std::collections::BTreeSet;

/// Millimetres.
pub const WIDTH: f32 = 85.6;
/// Millimetres.
pub const HEIGHT: f32 = 54.0;
/// Side of the QR code with its light border, in millimetres.
pub const QR_SIDE: f32 = 34.4;

/// The title.
pub const TITLE: [&str; 2] = ["党员身份证", "PARTY MEMBER CARD"];
/// Whose card it is: the system's.
const ISSUER: [&str; 2] = ["初心链", "CHUXIN"];
/// What a card proves and what it does not.
pub const PROVES: [&str; 2] = [
	"扫码核验，方知卡真；持卡人身份未经证明",
	"Genuine only when a scan verifies it · bearer not proven",
];
/// What stands beside a political birthday that was corrected.
pub const CORRECTED: [&str; 2] = ["已更正", "corrected"];
/// The label of the name.
pub const NAME: [&str; 2] = ["姓名", "Name"];

const RED: Color = [0x8f, 0x16, 0x1c];
const DEEP_RED: Color = [0x79, 0x0f, 0x16];
const GOLD: Color = [0xe3, 0xbf, 0x7d];
const INK: Color = [0x24, 0x18, 0x16];
const GRAY: Color = [0x8d, 0x7b, 0x74];
const PAPER: Color = [0xfd, 0xfa, 0xf4];
const BAND: Color = [0xf5, 0xea, 0xdc];
const WAVE: Color = [0xf6, 0xec, 0xe0];
const WHITE: Color = [0xff, 0xff, 0xff];

const MARGIN: f32 = 5.0;
const HEADER: f32 = 11.0;
const CORNER: f32 = 3.18;
/// The white field around the code.
const PANEL: f32 = QR_SIDE + 1.0;
const PANEL_LEFT: f32 = WIDTH - MARGIN + 0.4 - PANEL;
const PANEL_TOP: f32 = 12.7;
const BAND_TOP: f32 = 49.2;
/// Where the values begin and end.
const VALUES: f32 = 20.0;
const VALUES_END: f32 = PANEL_LEFT - 1.8;
const VALUE: f32 = 2.75;
/// Below this a value is no longer shrunk but broken into lines.
const SMALLEST: f32 = 1.9;
const LINE: f32 = 2.3;
/// The height of a line of the card at least and at most.
const ROW: (f32, f32) = (3.85, 6.2);
const NOTE: f32 = 2.2;
/// The most lines one value may take.
const LINES: usize = 3;

/// A field of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
	/// Its label in Chinese and English.
	pub label: [String; 2],
	/// Its value.
	pub value: String,
	/// A remark that belongs to the value, such as [`CORRECTED`].
	pub mark: Option<[&'static str; 2]>,
}

/// What stands on a card, and nothing else does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
	/// The member's name, if shown.
	pub name: Option<String>,
	/// The fields below it.
	pub rows: Vec<Row>,
	/// Small print below the fields, in Chinese and English.
	pub note: Option<[&'static str; 2]>,
	/// Text of the QR code.
	pub code: String,
	/// Bytes of the presentation in it.
	pub bytes: usize,
}

impl Face {
	/// Every text on the card.
	pub fn texts(&self) -> Vec<&str> {
		let mut texts: Vec<&str> = [TITLE, ISSUER, PROVES].concat();
		if let Some(name) = &self.name {
			texts.extend(NAME);
			texts.push(name);
		}
		for row in &self.rows {
			texts.extend(row.label.iter().map(String::as_str));
			texts.push(&row.value);
			texts.extend(row.mark.into_iter().flatten());
		}
		texts.extend(self.note.into_iter().flatten());
		texts
	}

	/// Every character a font must have.
	pub fn characters(&self) -> BTreeSet<char> {
		self.texts().into_iter().flat_map(str::chars).collect()
	}

	/// The picture.
	///
	/// # Errors
	/// [`CardError`] when something does not fit, or the font lacks a character.
	pub fn draw(&self, font: &Font) -> Result<Scene, CardError> {
		let characters = self.characters();
		font.check(&characters)?;
		let bold = font.bold(&characters);
		let code = qr::code(&self.code, self.bytes)?;
		let scene = Scene::new(WIDTH, HEIGHT);
		let mut canvas = Canvas { scene, font, bold: bold.as_ref().unwrap_or(font) };
		canvas.ground();
		canvas.header()?;
		canvas.fields(self)?;
		canvas.code(&code);
		canvas.foot()?;
		Ok(canvas.scene)
	}
}

/// Where a text stands at its place.
#[derive(Clone, Copy)]
enum Align {
	Left,
	Middle,
	Right,
}

struct Canvas<'a> {
	scene: Scene,
	font: &'a Font,
	bold: &'a Font,
}

impl Canvas<'_> {
	fn fill(&mut self, outline: Outline, color: Color) {
		self.scene.add(outline, Pen::Fill, color);
	}

	fn write(
		&mut self,
		text: &str,
		(x, y): (f32, f32),
		size: f32,
		color: Color,
		align: Align,
	) -> Result<(), CardError> {
		self.write_with(self.font, text, (x, y), size, color, align)
	}

	fn write_with(
		&mut self,
		font: &Font,
		text: &str,
		(x, y): (f32, f32),
		size: f32,
		color: Color,
		align: Align,
	) -> Result<(), CardError> {
		let width = font.width(text) * size;
		let left = match align {
			Align::Left => x,
			Align::Middle => x - width / 2.0,
			Align::Right => x - width,
		};
		let outline = font.outline(text, left, y, size)?;
		self.fill(outline, color);
		Ok(())
	}

	fn ground(&mut self) {
		self.fill(Outline::rounded(0.0, 0.0, WIDTH, HEIGHT, [CORNER; 4]), PAPER);
		// Fine waves behind the fields.
		for n in 0..13 {
			let (left, right) = (0.0, WIDTH);
			let y = HEADER + 1.0 + 2.9 * n as f32;
			let steps = 8;
			let length = (right - left) / steps as f32;
			let mut outline = vec![Step::Move([left, y])];
			for step in 0..steps {
				let x = left + length * step as f32;
				let swing = if step % 2 == 0 { 2.6 } else { -2.6 };
				outline.push(Step::Cubic(
					[x + length * 0.36, y + swing],
					[x + length * 0.64, y + swing],
					[x + length, y],
				));
			}
			self.scene.add(Outline(outline), Pen::Line(0.09), WAVE);
		}
		let foot = [0.0, 0.0, CORNER, CORNER];
		self.fill(Outline::rounded(0.0, BAND_TOP, WIDTH, HEIGHT - BAND_TOP, foot), BAND);
	}

	fn header(&mut self) -> Result<(), CardError> {
		self.fill(Outline::rounded(0.0, 0.0, WIDTH, HEADER, [CORNER, CORNER, 0.0, 0.0]), RED);
		let mut line = Outline::default();
		line.rect(0.0, HEADER - 0.9, WIDTH, 0.9);
		self.fill(line, DEEP_RED);
		let mut line = Outline::default();
		line.rect(0.0, HEADER, WIDTH, 0.35);
		self.fill(line, GOLD);
		let bold = self.bold;
		let title = bold.width(TITLE[0]) * 5.0;
		self.write_with(bold, TITLE[0], (MARGIN, 7.15), 5.0, WHITE, Align::Left)?;
		self.write(TITLE[1], (MARGIN + title + 2.4, 7.0), 2.1, GOLD, Align::Left)?;
		let right = WIDTH - MARGIN;
		self.write_with(bold, ISSUER[0], (right, 5.6), 2.6, WHITE, Align::Right)?;
		self.write(ISSUER[1], (right, 8.1), 1.6, GOLD, Align::Right)
	}

	fn fields(&mut self, face: &Face) -> Result<(), CardError> {
		let mut y = HEADER + 2.0;
		if let Some(name) = &face.name {
			let width = VALUES_END - MARGIN;
			let size = (width / self.bold.width(name).max(0.1)).min(5.6);
			if size < SMALLEST {
				return Err(CardError::TooLong { label: NAME.join(" ") });
			}
			self.write(NAME[0], (MARGIN, y + 1.9), 1.75, GRAY, Align::Left)?;
			let shift = self.font.width(NAME[0]) * 1.75 + 0.9;
			self.write(NAME[1], (MARGIN + shift, y + 1.85), 1.35, GRAY, Align::Left)?;
			self.write_with(self.bold, name, (MARGIN, y + 7.5), size, INK, Align::Left)?;
			y += 9.2;
		}
		let end = BAND_TOP - if face.note.is_some() { 2.0 * NOTE + 0.9 } else { 0.7 };
		let rows = face.rows.iter().map(|row| self.lines(row)).collect::<Result<Vec<_>, _>>()?;
		let height = |lines: usize| ROW.0.max(1.1 + lines as f32 * LINE);
		let heights: Vec<f32> = rows.iter().map(|(_, lines)| height(lines.len())).collect();
		let spare = end - y - heights.iter().sum::<f32>();
		if spare < 0.0 {
			return Err(CardError::NoRoom { rows: rows.len() });
		}
		let gap = (spare / rows.len().max(1) as f32).min(ROW.1 - ROW.0);
		for ((row, (size, lines)), height) in face.rows.iter().zip(rows).zip(heights) {
			let [zh, en] = [0, 1].map(|n| self.font.width(&row.label[n]).max(0.1));
			let room = VALUES - MARGIN - 0.6;
			let (zh, en) = ((room / zh).min(1.75), (room / en).min(1.2));
			self.write(&row.label[0], (MARGIN, y + 2.05), zh, GRAY, Align::Left)?;
			self.write(&row.label[1], (MARGIN, y + 3.6), en, GRAY, Align::Left)?;
			let mut base = y + if lines.len() > 1 { 2.3 } else { 2.8 };
			for line in &lines {
				self.write(line, (VALUES, base), size, INK, Align::Left)?;
				base += LINE;
			}
			if let Some([zh, en]) = row.mark {
				self.write(zh, (VALUES_END, base - LINE - 1.2), 1.5, RED, Align::Right)?;
				self.write(en, (VALUES_END, base - LINE + 0.2), 1.2, RED, Align::Right)?;
			}
			y += height + gap;
		}
		if let Some([zh, en]) = face.note {
			self.write(zh, (MARGIN, BAND_TOP - NOTE - 0.75), 1.4, GRAY, Align::Left)?;
			self.write(en, (MARGIN, BAND_TOP - 0.95), 1.2, GRAY, Align::Left)?;
		}
		Ok(())
	}

	/// The size of a value and the lines it is broken into.
	fn lines(&self, row: &Row) -> Result<(f32, Vec<String>), CardError> {
		let mark = row.mark.map_or(0.0, |[zh, en]| {
			(self.font.width(zh) * 1.5).max(self.font.width(en) * 1.2) + 0.8
		});
		let room = VALUES_END - VALUES - mark;
		let fits = room / self.font.width(&row.value).max(0.1);
		if fits >= SMALLEST {
			return Ok((fits.min(VALUE), vec![row.value.clone()]));
		}
		let mut lines = vec![String::new()];
		for c in row.value.chars() {
			if let Some(line) = lines.last_mut() {
				line.push(c);
				if self.font.width(line) * SMALLEST > room {
					line.pop();
					lines.push(c.to_string());
				}
			}
		}
		if lines.len() > LINES {
			return Err(CardError::TooLong { label: row.label.join(" ") });
		}
		Ok((SMALLEST, lines))
	}

	fn code(&mut self, code: &QrCode) {
		let outer = Outline::rounded(PANEL_LEFT, PANEL_TOP, PANEL, PANEL, [1.4; 4]);
		self.fill(outer.clone(), WHITE);
		self.scene.add(outer, Pen::Line(0.12), GOLD);
		let around = (PANEL - QR_SIDE) / 2.0;
		let modules = qr::outline(code, PANEL_LEFT + around, PANEL_TOP + around, QR_SIDE);
		self.scene.add(modules, Pen::Crisp, INK);
	}

	fn foot(&mut self) -> Result<(), CardError> {
		let middle = WIDTH / 2.0;
		self.write_with(self.bold, PROVES[0], (middle, 51.45), 1.75, RED, Align::Middle)?;
		self.write(PROVES[1], (middle, 53.1), 1.25, GRAY, Align::Middle)
	}
}
