//! The QR code of a card: the presentation as text that every scanner hands on unchanged.
//!
//! The text is the multibase form `R`: base45, whose 45 characters are those a QR code packs into
//! half the room. Binary would be smaller still by three parts in a hundred, but scanners garble it.

use super::{fault::CardError, scene::Outline};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// Up to this version the code is made with medium error correction (15 %).
const COMFORTABLE: u8 = 20;
/// The largest version, with low error correction (7 %): 117 modules, each of 0.28 mm on the card.
const LARGEST: u8 = 25;
/// Bytes of a presentation that fit into the largest.
pub const MAX_BYTES: usize = 1_234;
/// Modules of light around the code, by the standard.
pub const QUIET: i32 = 4;

/// The code of a presentation, given with its text.
///
/// # Errors
/// [`CardError::TooMuch`].
pub fn code(text: &str, bytes: usize) -> Result<QrCode, CardError> {
	let segment = [QrSegment::make_alphanumeric(text)];
	let make = |level, largest| {
		let largest = Version::new(largest);
		QrCode::encode_segments_advanced(&segment, level, Version::MIN, largest, None, true)
	};
	make(QrCodeEcc::Medium, COMFORTABLE)
		.or_else(|_| make(QrCodeEcc::Low, LARGEST))
		.map_err(|_| CardError::TooMuch { bytes, limit: MAX_BYTES })
}

/// The dark modules in a square with its light border; runs of a line are drawn as one.
pub fn outline(code: &QrCode, x: f32, y: f32, side: f32) -> Outline {
	let module = side / (code.size() + 2 * QUIET) as f32;
	let mut outline = Outline::default();
	for row in 0..code.size() {
		let mut column = 0;
		while column < code.size() {
			let begin = column;
			while column < code.size() && code.get_module(column, row) {
				column += 1;
			}
			if column > begin {
				let place = |n: i32| (n + QUIET) as f32 * module;
				let width = (column - begin) as f32 * module;
				outline.rect(x + place(begin), y + place(row), width, module);
			}
			column += 1;
		}
	}
	outline
}
