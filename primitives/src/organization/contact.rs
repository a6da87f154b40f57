//! The telephone of an organization's office, as the directory shows it.
//!
//! It is public and stays in the chain's history for ever. So it is a number and no free text, and
//! no mobile number, which is somebody's own.

use crate::{RawText, Text};
use alloc::vec::Vec;

/// Bytes of an office's telephone number at most.
pub const MAX_CONTACT: u32 = 32;
/// Digits of a telephone number, its extension included: at least and at most.
const DIGITS: core::ops::RangeInclusive<usize> = 5..=20;

/// What is wrong with the telephone number of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactFault {
	/// It is no telephone number of 5 to 20 digits.
	Form,
	/// It is a mobile number: a person's, not an office's.
	Mobile,
}

/// Checks the telephone of an office: digits, blanks, `-`, round brackets, and a `+` in front, such as
/// `010-12345678-90` or `+86 10 12345678`.
///
/// # Errors
/// [`ContactFault`].
pub fn check_contact(raw: &RawText) -> Result<Text<MAX_CONTACT>, ContactFault> {
	let text = raw.check::<MAX_CONTACT>().map_err(|_| ContactFault::Form)?;
	let number = text.as_str().strip_prefix('+').unwrap_or(text.as_str());
	let allowed = |c: char| c.is_ascii_digit() || [' ', '-', '(', ')'].contains(&c);
	let digits: Vec<u8> = number.bytes().filter(u8::is_ascii_digit).collect();
	if !number.chars().all(allowed) || !DIGITS.contains(&digits.len()) {
		return Err(ContactFault::Form);
	}
	// As it is dialled inside China, without the zero in front.
	let mut inside = digits.as_slice();
	for prefix in [&b"00"[..], b"86", b"0"] {
		inside = inside.strip_prefix(prefix).unwrap_or(inside);
	}
	match inside {
		[b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 => Err(ContactFault::Mobile),
		_ => Ok(text),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn check(text: &str) -> Result<Text<MAX_CONTACT>, ContactFault> {
		check_contact(&text.into())
	}

	#[test]
	fn telephones_of_offices_are_taken() {
		for text in [
			"12371",
			"010-12345678",
			"+86 10 12345678",
			"0086-10-12345678-90",
			"(0755) 1234567",
			"12345678901234567890",
		] {
			assert_eq!(check(text).unwrap().as_str(), text);
		}
	}

	#[test]
	fn what_is_no_telephone_is_refused() {
		for text in [
			"",
			"1234",
			"123456789012345678901",
			"010-12345678 王",
			"office@example.org",
			"010+12345678",
			" 010-12345678",
			"010－12345678",
			"0 1 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4",
		] {
			assert_eq!(check(text), Err(ContactFault::Form), "{text}");
		}
	}

	#[test]
	fn mobile_numbers_are_refused_however_they_are_written() {
		for text in [
			"13800000000",
			"+86 199 0000 0000",
			"0086-13800000000",
			"013800000000",
			"8613800000000",
		] {
			assert_eq!(check(text), Err(ContactFault::Mobile), "{text}");
		}
		// A digit fewer, a digit more, and Beijing with an extension.
		for text in ["1380000000", "138000000000", "+86 10 12345678-9"] {
			assert!(check(text).is_ok(), "{text}");
		}
	}
}
