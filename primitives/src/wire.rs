//! How a value that people type or read travels: as SCALE `str`.

/// Implements SCALE and type information of a wrapper around UTF-8 bytes so that it reads as `str`.
///
/// Any byte string decodes; whether it is a date, a month or an allowed text is asked in dispatch,
/// where the refusal can name its cure. (A refusal while decoding shows users only a trap.)
macro_rules! wire_text {
	($name:ident) => {
		impl codec::Encode for $name {
			fn size_hint(&self) -> usize {
				self.0.size_hint()
			}
			fn using_encoded<R, F: FnOnce(&[u8]) -> R>(&self, f: F) -> R {
				self.0.using_encoded(f)
			}
		}
		impl codec::EncodeLike for $name {}
		impl codec::Decode for $name {
			fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
				alloc::vec::Vec::<u8>::decode(input).map(Self)
			}
		}
		impl codec::DecodeWithMemTracking for $name {}
		impl scale_info::TypeInfo for $name {
			type Identity = str;
			fn type_info() -> scale_info::Type {
				<str as scale_info::TypeInfo>::type_info()
			}
		}
		impl From<&str> for $name {
			fn from(s: &str) -> Self {
				Self(s.as_bytes().to_vec())
			}
		}
		impl $name {
			/// The text as it was sent, when it is UTF-8.
			pub fn as_str(&self) -> Option<&str> {
				core::str::from_utf8(&self.0).ok()
			}
		}
		impl core::fmt::Debug for $name {
			fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
				match self.as_str() {
					Some(s) => core::fmt::Debug::fmt(s, f),
					None => core::fmt::Debug::fmt(&self.0, f),
				}
			}
		}
	};
}

pub(crate) use wire_text;
