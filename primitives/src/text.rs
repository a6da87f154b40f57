//! Short texts for people: names of organizations. Never personal data.

use crate::wire::wire_text;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{bounded::BoundedVec, ConstU32};

/// A text as somebody typed it: SCALE `str`, anything until [`RawText::check`].
#[derive(Clone, PartialEq, Eq)]
pub struct RawText(pub Vec<u8>);
wire_text!(RawText);

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
	/// It is not UTF-8.
	NotUtf8,
	/// It is empty, or begins or ends with a blank.
	Blank,
	/// It holds a control character (a line break, a tab, a direction mark).
	Control,
	/// It has more bytes than fit.
	TooLong,
}

impl RawText {
	/// The text as a [`Text`] of at most `N` bytes (a Chinese character takes three).
	pub fn check<const N: u32>(&self) -> Result<Text<N>, TextFault> {
		let text = self.as_str().ok_or(TextFault::NotUtf8)?;
		if text.is_empty() || text.trim() != text {
			return Err(TextFault::Blank);
		}
		// Direction marks could make one name look like another.
		let mark = |c| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
		if text.chars().any(|c| c.is_control() || mark(c)) {
			return Err(TextFault::Control);
		}
		self.0.clone().try_into().map(Text).map_err(|_| TextFault::TooLong)
	}
}

/// A checked text: UTF-8 of 1 to `N` bytes, no control character, no blank at either end.
#[derive(Clone, PartialEq, Eq, Encode)]
pub struct Text<const N: u32>(BoundedVec<u8, ConstU32<N>>);

impl<const N: u32> Text<N> {
	/// The text. (Every constructor checked that it is UTF-8.)
	pub fn as_str(&self) -> &str {
		core::str::from_utf8(&self.0).unwrap_or_default()
	}
}

impl<const N: u32> Decode for Text<N> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		RawText(BoundedVec::<u8, ConstU32<N>>::decode(input)?.into_inner())
			.check()
			.map_err(|_| "not an allowed text".into())
	}
}
impl<const N: u32> DecodeWithMemTracking for Text<N> {}
impl<const N: u32> MaxEncodedLen for Text<N> {
	fn max_encoded_len() -> usize {
		BoundedVec::<u8, ConstU32<N>>::max_encoded_len()
	}
}
impl<const N: u32> TypeInfo for Text<N> {
	type Identity = str;
	fn type_info() -> scale_info::Type {
		<str as TypeInfo>::type_info()
	}
}
impl<const N: u32> core::fmt::Debug for Text<N> {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		core::fmt::Debug::fmt(self.as_str(), f)
	}
}
impl<const N: u32> From<Text<N>> for RawText {
	fn from(text: Text<N>) -> Self {
		Self(text.0.into_inner())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn only_clean_utf8_within_the_bound_passes() {
		let ok: Text<12> = RawText::from("机关支部").check().unwrap();
		assert_eq!(ok.encode(), "机关支部".encode());
		assert_eq!(Text::<12>::decode(&mut &ok.encode()[..]).unwrap(), ok);
		assert_eq!(RawText::from("机关支部a").check::<12>(), Err(TextFault::TooLong));
		assert_eq!(RawText(vec![0xff]).check::<12>(), Err(TextFault::NotUtf8));
		for blank in ["", " a", "a ", "\u{3000}甲"] {
			assert_eq!(RawText::from(blank).check::<12>(), Err(TextFault::Blank), "{blank:?}");
		}
		for control in ["a\nb", "a\u{202e}b", "a\u{200b}b", "a\0b"] {
			assert_eq!(
				RawText::from(control).check::<12>(),
				Err(TextFault::Control),
				"{control:?}"
			);
			assert!(Text::<12>::decode(&mut &control.encode()[..]).is_err());
		}
	}
}
