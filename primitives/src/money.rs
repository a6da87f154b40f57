//! Money: whole fen. There is no other amount in the system.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// An amount in fen (1/100 yuan).
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Fen(pub u64);

impl Fen {
	/// The sum; `None` when it does not fit.
	pub fn checked_add(self, other: Self) -> Option<Self> {
		self.0.checked_add(other.0).map(Self)
	}

	/// An amount from a text in yuan such as `12`, `12.3` or `12.34`.
	///
	/// `None` for signs, blanks, more than two decimals, or more than fits.
	pub fn from_yuan(text: &str) -> Option<Self> {
		let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
		let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
		if !digits(whole) || !digits(part) || part.len() > 2 {
			return None;
		}
		let fen: u64 = part.parse().ok()?;
		let fen = if part.len() == 1 { fen.checked_mul(10)? } else { fen };
		whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(fen).map(Self)
	}
}

impl core::fmt::Display for Fen {
	/// Yuan with two decimals: `12.34`.
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::string::ToString;

	#[test]
	fn yuan_texts_are_read_to_the_fen() {
		for (text, fen) in [("0", 0), ("12", 1200), ("12.3", 1230), ("12.34", 1234), ("0.05", 5)] {
			assert_eq!(Fen::from_yuan(text), Some(Fen(fen)), "{text}");
		}
		for bad in ["", ".5", "5.", "1.234", "-1", "+1", " 1", "1,000", "184467440737095517"] {
			assert_eq!(Fen::from_yuan(bad), None, "{bad}");
		}
		assert_eq!(Fen(1205).to_string(), "12.05");
		assert_eq!(Fen(u64::MAX).checked_add(Fen(1)), None);
	}
}
