//! Base45 (RFC 9285): bytes in the 45 characters that a QR code packs best.

/// The characters by their values.
const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// The text of bytes: three characters for two bytes, two for a last single one.
pub fn encode(bytes: &[u8]) -> String {
	let mut out = String::with_capacity(bytes.len() / 2 * 3 + 2);
	for chunk in bytes.chunks(2) {
		let (mut value, characters) = match chunk {
			[a, b] => (usize::from(*a) * 256 + usize::from(*b), 3),
			rest => (rest.iter().copied().map(usize::from).sum(), 2),
		};
		for _ in 0..characters {
			out.push(char::from(ALPHABET[value % 45]));
			value /= 45;
		}
	}
	out
}

/// The bytes of a text; `None` for a character, a length or a value that [`encode`] never writes.
pub fn decode(text: &str) -> Option<Vec<u8>> {
	let mut out = Vec::with_capacity(text.len() / 3 * 2 + 1);
	for chunk in text.as_bytes().chunks(3) {
		let mut value = 0;
		for character in chunk.iter().rev() {
			value = value * 45 + ALPHABET.iter().position(|c| c == character)?;
		}
		match chunk.len() {
			3 => out.extend(u16::try_from(value).ok()?.to_be_bytes()),
			2 => out.push(u8::try_from(value).ok()?),
			_ => return None,
		}
	}
	Some(out)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_examples_of_the_standard_work() {
		for (bytes, text) in [
			(&b"AB"[..], "BB8"),
			(b"Hello!!", "%69 VD92EX0"),
			(b"base-45", "UJCLQE7W581"),
			(b"ietf!", "QED8WEX0"),
		] {
			assert_eq!(encode(bytes), text);
			assert_eq!(decode(text).unwrap(), bytes);
		}
	}

	#[test]
	fn what_is_never_written_is_not_read() {
		assert_eq!(decode("").unwrap(), b"");
		assert_eq!(decode("FGW").unwrap(), [0xff, 0xff]);
		assert_eq!(decode("U5").unwrap(), [0xff]);
		for text in ["GGW", ":::", "V5", "::", "A", "BB8A", "bb8", "BB_", "中"] {
			assert_eq!(decode(text), None, "{text}");
		}
	}

	#[test]
	fn no_text_ends_with_a_blank() {
		// A trailing blank would be lost on the way; the third character is at most W.
		for value in 0..=u16::MAX {
			assert!(!encode(&value.to_be_bytes()).ends_with(' '));
		}
	}
}
