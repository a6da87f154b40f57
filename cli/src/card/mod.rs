//! The member card (党员身份证): a genuine presentation as a picture of the size of a bank card.
//!
//! * [`content`]: what stands on it, from what a verification proved and from nothing else.
//! * [`face`]: where it stands.
//! * [`qr`]: the code that carries the presentation itself.
//! * [`font`]: a font of this computer that has every character.
//! * [`scene`], [`render`]: the shapes, and the same shapes as PNG, SVG and PDF.
//!
//! A picture can be copied by anybody. What a card proves, a scan proves: that the record is genuine
//! and what it shows, never who holds it out.

pub mod content;
pub mod face;
pub mod fault;
pub mod font;
pub mod qr;
pub mod render;
pub mod scene;

use crate::error::Error;
use fault::CardError;
use scene::Scene;
use std::path::Path;

/// The formats of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
	/// A picture of dots, for screens.
	Png,
	/// A picture of lines, for screens and print.
	Svg,
	/// A page of the card's size, for print.
	Pdf,
}

impl Format {
	/// The format a file's name asks for; `None` for another ending than `.png`, `.svg`, `.pdf`.
	pub fn of(path: &Path) -> Option<Self> {
		match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
			"png" => Some(Self::Png),
			"svg" => Some(Self::Svg),
			"pdf" => Some(Self::Pdf),
			_ => None,
		}
	}

	/// The bytes of the file.
	///
	/// # Errors
	/// [`CardError::Picture`].
	pub fn draw(self, scene: &Scene) -> Result<Vec<u8>, CardError> {
		match self {
			Self::Png => render::png(scene),
			Self::Svg => Ok(render::svg(scene).into_bytes()),
			Self::Pdf => render::pdf(scene),
		}
	}
}

impl From<CardError> for Error {
	fn from(error: CardError) -> Self {
		match error {
			CardError::NoGlyph { .. } | CardError::NoFontHas { .. } | CardError::Picture(_) => {
				Self::Other(error.told())
			},
			_ => Self::Usage(error.told()),
		}
	}
}

#[cfg(test)]
pub(crate) mod tests;
