//! The two hashes of the system: BLAKE2b-256 with a domain tag, plain and keyed.
//!
//! `hash(tag, x) = BLAKE2b-256(tag16 ‖ x)` and `keyed_hash(key, tag, x)` the same with BLAKE2b's own
//! key. Callers pass integers little-endian and of fixed width, texts as UTF-8 NFC; a part of
//! variable length is either the last one or preceded by its length.

use crate::domain::Tag;
use blake2b_simd::{Params, State};

/// 32 bytes: hashes, commitments, roots and heads.
pub type Hash = sp_core::H256;

fn finish(mut state: State, tag: Tag, parts: &[&[u8]]) -> Hash {
	state.update(tag.as_bytes());
	for part in parts {
		state.update(part);
	}
	to_hash(&state.finalize())
}

/// The first 32 bytes of a digest that was asked for with that length.
fn to_hash(digest: &blake2b_simd::Hash) -> Hash {
	digest.as_bytes().first_chunk().copied().map(Hash::from).unwrap_or_default()
}

/// `H(tag, parts)`: BLAKE2b-256 of the tag and the concatenated parts.
pub fn hash(tag: Tag, parts: &[&[u8]]) -> Hash {
	finish(Params::new().hash_length(32).to_state(), tag, parts)
}

/// `KH(key, tag, parts)`: keyed BLAKE2b-256 of the tag and the concatenated parts.
pub fn keyed_hash(key: &[u8; 32], tag: Tag, parts: &[&[u8]]) -> Hash {
	finish(Params::new().hash_length(32).key(key).to_state(), tag, parts)
}

/// Keyed BLAKE2b-512 of the tag and the concatenated parts: wide enough to be reduced to a scalar
/// without bias.
pub fn keyed_hash_wide(key: &[u8; 32], tag: Tag, parts: &[&[u8]]) -> [u8; 64] {
	let mut state = Params::new().hash_length(64).key(key).to_state();
	state.update(tag.as_bytes());
	for part in parts {
		state.update(part);
	}
	*state.finalize().as_array()
}

/// BLAKE2b-256 without a tag, for one use only: the digest of a file, which any tool can make
/// (`b2sum -l 256`).
pub fn file_digest(bytes: &[u8]) -> Hash {
	to_hash(&Params::new().hash_length(32).hash(bytes))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::domain::{LEAF, NODE};

	#[test]
	fn tag_key_and_length_all_matter() {
		let base = hash(LEAF, &[b"a", b"b"]);
		assert_eq!(base, hash(LEAF, &[b"ab"]));
		assert_ne!(base, hash(NODE, &[b"ab"]));
		assert_ne!(base, keyed_hash(&[0; 32], LEAF, &[b"ab"]));
		assert_ne!(keyed_hash(&[0; 32], LEAF, &[b"ab"]), keyed_hash(&[1; 32], LEAF, &[b"ab"]));
		let wide = keyed_hash_wide(&[0; 32], LEAF, &[b"ab"]);
		assert_ne!(wide[..32], keyed_hash(&[0; 32], LEAF, &[b"ab"])[..]);
	}

	#[test]
	fn file_digest_is_plain_blake2b_256() {
		// `printf abc | b2sum -l 256`
		let expected = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
		assert_eq!(hex::encode(file_digest(b"abc")), expected);
	}
}
