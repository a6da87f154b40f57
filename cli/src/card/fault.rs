//! Why a card cannot be drawn.

use crate::{i18n::CURE, told};
use std::path::PathBuf;

/// Why a card cannot be drawn.
#[derive(Debug, PartialEq, Eq)]
pub enum CardError {
	/// Nobody signed the presentation: it holds for no days.
	Unsigned,
	/// The QR code would be too fine to be scanned.
	TooMuch {
		/// Bytes of the presentation.
		bytes: usize,
		/// The most there may be.
		limit: usize,
	},
	/// The fields do not fit on the card.
	NoRoom {
		/// How many there are, validity included.
		rows: usize,
	},
	/// One value is too long for the card.
	TooLong {
		/// The field's label.
		label: String,
	},
	/// A font has no glyph of a character.
	NoGlyph {
		/// The font.
		font: PathBuf,
		/// The characters, with their code points.
		missing: String,
	},
	/// No font of this computer has all the characters.
	NoFontHas {
		/// What the best font lacks, with code points.
		missing: String,
	},
	/// A character of a script whose letters join: it would be drawn wrongly.
	Joined {
		/// The character, with its code point.
		character: String,
	},
	/// A file is no font.
	NoFont {
		/// The file.
		path: PathBuf,
	},
	/// The picture cannot be made.
	Picture(String),
}

impl CardError {
	/// Reason and cure, with [`CURE`] in between.
	pub fn told(&self) -> String {
		match self {
			Self::Unsigned => told!("card-unsigned"),
			Self::TooMuch { bytes, limit } => {
				told!("card-too-much", bytes = bytes.to_string(), limit = limit.to_string())
			},
			Self::NoRoom { rows } => told!("card-no-room", rows = rows.to_string()),
			Self::TooLong { label } => told!("card-too-long", label = label.as_str()),
			Self::NoGlyph { font, missing } => {
				let font = font.display().to_string();
				told!("card-no-glyph", font = font, missing = missing.as_str())
			},
			Self::NoFontHas { missing } => told!("card-no-font-has", missing = missing.as_str()),
			Self::Joined { character } => told!("card-joined", character = character.as_str()),
			Self::NoFont { path } => told!("card-no-font", path = path.display().to_string()),
			Self::Picture(why) => told!("card-picture", why = why.as_str()),
		}
	}
}

impl std::fmt::Display for CardError {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str(&self.told().replace(CURE, " "))
	}
}

impl std::error::Error for CardError {}
