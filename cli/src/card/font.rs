//! Fonts: one that has every character of a card, and the outlines of its glyphs.
//!
//! No font comes with the program: one for Chinese is larger than the program itself. The fonts of
//! the computer are looked through, the well-known Chinese ones first. A character without a glyph is
//! an error and never a blank box.

use super::{
	fault::CardError,
	scene::{Outline, Step},
};
use std::{
	collections::BTreeSet,
	path::{Path, PathBuf},
};
use ttf_parser::{name_id, Face, OutlineBuilder};

/// Where systems keep fonts; those under the home folder come first.
const FOLDERS: [&str; 7] = [
	"/usr/local/share/fonts",
	"/usr/share/fonts",
	"/run/host/fonts",
	"/System/Library/Fonts",
	"/Library/Fonts",
	"C:\\Windows\\Fonts",
	"/system/fonts",
];
/// The same under the home folder.
const HOME_FOLDERS: [&str; 3] = [".local/share/fonts", ".fonts", "Library/Fonts"];
/// Levels of folders that are looked through.
const DEPTH: usize = 6;
/// Parts of the file names of Chinese fonts, the best first.
const KNOWN: [&str; 14] = [
	"notosanscjk",
	"notosanssc",
	"sourcehansans",
	"pingfang",
	"hiraginosansgb",
	"msyh",
	"wqymicrohei",
	"wqyzenhei",
	"droidsansfallback",
	"simhei",
	"notoserifcjk",
	"notoserifsc",
	"sourcehanserif",
	"simsun",
];

/// A font file and the face in it.
pub struct Font {
	path: PathBuf,
	data: Vec<u8>,
	index: u32,
}

impl std::fmt::Debug for Font {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(f, "Font({}, {})", self.path.display(), self.index)
	}
}

impl Font {
	/// The font of a file; of a collection, the face for simplified Chinese or the first one.
	///
	/// # Errors
	/// [`CardError::NoFont`].
	pub fn open(path: &Path) -> Result<Self, CardError> {
		let no_font = || CardError::NoFont { path: path.to_owned() };
		let data = std::fs::read(path).map_err(|_| no_font())?;
		let faces = ttf_parser::fonts_in_collection(&data).unwrap_or(1);
		let simplified = |index: &u32| {
			Face::parse(&data, *index).is_ok_and(|face| {
				face.names().into_iter().any(|name| {
					name.name_id == name_id::FAMILY
						&& name.to_string().is_some_and(|n| n.ends_with(" SC"))
				})
			})
		};
		let index = (0..faces).find(simplified).unwrap_or(0);
		let font = Self { path: path.to_owned(), data, index };
		font.face().map(|_| ()).ok_or_else(no_font)?;
		Ok(font)
	}

	/// A font of this computer that has all the characters.
	///
	/// # Errors
	/// [`CardError::NoFontHas`], [`CardError::Joined`].
	pub fn find(characters: &BTreeSet<char>) -> Result<Self, CardError> {
		let home = std::env::var_os("HOME").map(PathBuf::from);
		let home = home.iter().flat_map(|home| HOME_FOLDERS.map(|folder| home.join(folder)));
		Self::find_in(home.chain(FOLDERS.map(PathBuf::from)), characters)
	}

	/// As [`Font::find`], in given folders.
	///
	/// # Errors
	/// As [`Font::find`].
	pub fn find_in(
		folders: impl IntoIterator<Item = PathBuf>,
		characters: &BTreeSet<char>,
	) -> Result<Self, CardError> {
		let mut files = Vec::new();
		for folder in folders {
			collect(&folder, DEPTH, &mut files);
		}
		files.sort_by_key(|path| rank(path));
		files.dedup();
		let mut lacking: Vec<char> = characters.iter().copied().collect();
		for file in files {
			let Ok(font) = Self::open(&file) else { continue };
			let missing = font.missing(characters);
			if missing.is_empty() {
				font.check(characters)?;
				return Ok(font);
			}
			if missing.len() < lacking.len() {
				lacking = missing;
			}
		}
		Err(CardError::NoFontHas { missing: list(&lacking) })
	}

	/// Whether the font has all the characters, and none that it would draw wrongly.
	///
	/// # Errors
	/// [`CardError::NoGlyph`], [`CardError::Joined`].
	pub fn check(&self, characters: &BTreeSet<char>) -> Result<(), CardError> {
		if let Some(c) = characters.iter().find(|c| joins(**c)) {
			return Err(CardError::Joined { character: named(*c) });
		}
		match self.missing(characters) {
			missing if missing.is_empty() => Ok(()),
			missing => Err(self.lacks(&missing)),
		}
	}

	/// The bold sister of the font in the same folder; the font itself where there is none with all
	/// the characters.
	pub fn bold(&self, characters: &BTreeSet<char>) -> Option<Self> {
		let name = self.path.file_name()?.to_str()?;
		let sister = self.path.with_file_name(name.replace("Regular", "Bold"));
		let font = (sister != self.path).then(|| Self::open(&sister).ok()).flatten()?;
		font.missing(characters).is_empty().then_some(font)
	}

	fn lacks(&self, missing: &[char]) -> CardError {
		CardError::NoGlyph { font: self.path.clone(), missing: list(missing) }
	}

	fn face(&self) -> Option<Face<'_>> {
		Face::parse(&self.data, self.index).ok()
	}

	fn missing(&self, characters: &BTreeSet<char>) -> Vec<char> {
		let Some(face) = self.face() else { return characters.iter().copied().collect() };
		let drawn = |c: char| {
			face.glyph_index(c).is_some_and(|glyph| {
				glyph.0 != 0
					&& (c.is_whitespace()
						|| face.outline_glyph(glyph, &mut Pen::new(0.0, 0.0, 1.0)).is_some())
			})
		};
		characters.iter().copied().filter(|c| !drawn(*c)).collect()
	}

	/// How wide a text is, in units of its size.
	pub fn width(&self, text: &str) -> f32 {
		let Some(face) = self.face() else { return 0.0 };
		text.chars().map(|c| advance(&face, c)).sum()
	}

	/// The outline of a text whose first glyph stands at `x` on the base line `y`.
	///
	/// # Errors
	/// [`CardError::NoGlyph`].
	pub fn outline(&self, text: &str, x: f32, y: f32, size: f32) -> Result<Outline, CardError> {
		let lacks = |c: char| self.lacks(&[c]);
		let Some(face) = self.face() else {
			return Err(CardError::NoFont { path: self.path.clone() });
		};
		let mut pen = Pen::new(x, y, size / f32::from(face.units_per_em()));
		for c in text.chars() {
			let glyph = face.glyph_index(c).filter(|g| g.0 != 0).ok_or_else(|| lacks(c))?;
			if face.outline_glyph(glyph, &mut pen).is_none() && !c.is_whitespace() {
				return Err(lacks(c));
			}
			pen.x += advance(&face, c) * size;
		}
		Ok(Outline(pen.steps))
	}
}

/// The advance of a character in units of the size.
fn advance(face: &Face<'_>, c: char) -> f32 {
	let glyph = face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph));
	f32::from(glyph.unwrap_or_default()) / f32::from(face.units_per_em())
}

fn named(c: char) -> String {
	format!("“{c}” (U+{:04X})", u32::from(c))
}

/// The first few characters by name: all would be a page where no font is Chinese.
fn list(missing: &[char]) -> String {
	const NAMED: usize = 5;
	let mut names: Vec<String> = missing.iter().take(NAMED).map(|c| named(*c)).collect();
	if missing.len() > NAMED {
		names.push(format!("{} more", missing.len() - NAMED));
	}
	names.join(", ")
}

/// Whether a character changes its form or place with its neighbours: marks, and scripts from Hebrew
/// to Mongolian.
fn joins(c: char) -> bool {
	matches!(
		u32::from(c),
		0x0300..=0x036f | 0x0590..=0x10ff | 0x1100..=0x11ff | 0x1700..=0x1cff | 0x1dc0..=0x1dff
			| 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0x20d0..=0x20ff | 0xa800..=0xabff
			| 0xfb1d..=0xfdff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xfe70..=0xfeff
			| 0xe0100..=0xe01ef
	)
}

/// The best first: the well-known Chinese ones, and of each the regular weight.
fn rank(path: &Path) -> (usize, bool, PathBuf) {
	let name = path.file_stem().and_then(|n| n.to_str()).unwrap_or_default().to_lowercase();
	let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
	let known = KNOWN.iter().position(|k| name.contains(k)).unwrap_or(KNOWN.len());
	let weights = ["bold", "light", "thin", "black", "medium", "mono", "italic", "oblique"];
	(known, weights.iter().any(|w| name.contains(w)), path.to_owned())
}

/// Adds the font files of a folder and of those in it.
fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
	let Ok(entries) = std::fs::read_dir(folder) else { return };
	for path in entries.flatten().map(|entry| entry.path()) {
		if path.is_dir() {
			if let Some(depth) = depth.checked_sub(1) {
				collect(&path, depth, files);
			}
			continue;
		}
		let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
		if ["ttf", "otf", "ttc", "otc"].contains(&extension.to_lowercase().as_str()) {
			files.push(path);
		}
	}
}

/// Takes outlines from a font, whose y axis points upwards.
struct Pen {
	x: f32,
	y: f32,
	scale: f32,
	steps: Vec<Step>,
}

impl Pen {
	const fn new(x: f32, y: f32, scale: f32) -> Self {
		Self { x, y, scale, steps: Vec::new() }
	}

	fn at(&self, x: f32, y: f32) -> [f32; 2] {
		[self.x + x * self.scale, self.y - y * self.scale]
	}
}

impl OutlineBuilder for Pen {
	fn move_to(&mut self, x: f32, y: f32) {
		self.steps.push(Step::Move(self.at(x, y)));
	}
	fn line_to(&mut self, x: f32, y: f32) {
		self.steps.push(Step::Line(self.at(x, y)));
	}
	fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
		// A curve of the second degree as one of the third, which every format has.
		let from = self.steps.last().map_or([self.x, self.y], Step::end);
		let (control, to) = (self.at(x1, y1), self.at(x, y));
		let third =
			|end: [f32; 2]| [0, 1].map(|axis| end[axis] + (control[axis] - end[axis]) * 2.0 / 3.0);
		self.steps.push(Step::Cubic(third(from), third(to), to));
	}
	fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
		self.steps.push(Step::Cubic(self.at(x1, y1), self.at(x2, y2), self.at(x, y)));
	}
	fn close(&mut self) {
		self.steps.push(Step::Close);
	}
}
