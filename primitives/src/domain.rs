//! The domain tags: every hash of the system begins with one of these.
//!
//! A tag says what is hashed and under which version of the rule, so that a hash made for one
//! purpose is never valid for another. All tags stand in this file; the tests refuse a second tag
//! with the same text and a text of more than 16 bytes. Another hash function is a new version of
//! a tag, never a silent change.

/// A domain tag: ASCII text, padded on the right with zero bytes to 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag([u8; 16]);

impl Tag {
	/// Private, so that no tag can be made outside this file. A text that is too long or not
	/// ASCII does not compile.
	#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)] // run by the compiler only
	const fn new(text: &str) -> Self {
		assert!(text.len() <= 16 && text.is_ascii());
		let text = text.as_bytes();
		let mut bytes = [0; 16];
		let mut i = 0;
		while i < text.len() {
			bytes[i] = text[i];
			i += 1;
		}
		Self(bytes)
	}

	/// The 16 bytes that stand before what is hashed.
	pub const fn as_bytes(&self) -> &[u8; 16] {
		&self.0
	}
}

macro_rules! tags {
	($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
		$($(#[$doc])* pub const $name: Tag = Tag::new($text);)*

		/// The texts of all tags.
		pub const ALL: &[&str] = &[$($text),*];
	};
}

tags! {
	/// Salt of a record's slot, from the seed of the record's version.
	SALT = "chuxin/salt/1";
	/// Leaf of a record tree.
	LEAF = "chuxin/leaf/1";
	/// Inner node of a record tree.
	NODE = "chuxin/node/1";
	/// Root of a record tree, as stored on chain.
	ROOT = "chuxin/root/1";
	/// What a presentation shows, as its holder signs it.
	SHOWN = "chuxin/shown/1";
	/// Beginning of a person's life chain.
	LIFE0 = "chuxin/life0/1";
	/// Content of a life event.
	EVENT = "chuxin/event/1";
	/// Link of a life chain; also the prefix of its keys in the offchain database.
	LIFE = "chuxin/life/1";
	/// Salted hash of a file that proves an event.
	EVIDENCE = "chuxin/evid/1";
	/// Keyed hash of an identity document's number.
	PERSON_TAG = "chuxin/tag/1";
	/// Person tag from an oblivious function (RFC 9497), when the registrar no longer sees numbers.
	PERSON_TAG_OBLIVIOUS = "chuxin/tag/2";
	/// A batch of person tags that the registrar certifies.
	TAG_BATCH = "chuxin/tagb/1";
	/// A batch of enrolments, as proposed by one officer and carried out by another.
	ENROL_BATCH = "chuxin/batch/1";
	/// An act on one person, as proposed by one officer and carried out by another.
	ACT = "chuxin/act/1";
	/// A reorganization, as proposed by one officer and carried out by others.
	REORGANIZATION = "chuxin/reorg/1";
	/// The persons who leave a branch when it is split.
	SPLIT = "chuxin/split/1";
	/// A word of the registrar to itself that it computed a tag for an organization.
	ISSUED_TAG = "chuxin/issued/1";
	/// A request of a desk to the registrar.
	REGISTRAR_CALL = "chuxin/regcall/1";
	/// Link of the registrar's log.
	REGISTRAR_LOG = "chuxin/reglog/1";
	/// Equality lookup in a vault.
	VAULT_LOOKUP = "chuxin/vault/1";
	/// Leaf of a variable list.
	LIST_LEAF = "chuxin/list.l/1";
	/// Inner node of a variable list.
	LIST_NODE = "chuxin/list.n/1";
	/// Root of a variable list, as stored on chain.
	LIST_ROOT = "chuxin/list.t/1";
	/// Blinding of a dues commitment.
	DUES_BLINDING = "chuxin/dues.r/1";
	/// Challenge of the proof that closes a month of dues.
	DUES_CHALLENGE = "chuxin/dues.k/1";
	/// Leaf of a month of dues.
	DUES_LEAF = "chuxin/dues.l/1";
	/// Inner node of a month of dues.
	DUES_NODE = "chuxin/dues.n/1";
	/// Root of a month of dues.
	DUES_ROOT = "chuxin/dues.t/1";
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::collections::BTreeSet;

	/// The texts that are too long or not ASCII, and those that stand twice.
	fn faults<'a>(texts: &[&'a str]) -> Vec<&'a str> {
		let mut seen = BTreeSet::new();
		texts
			.iter()
			.filter(|t| t.len() > 16 || !t.is_ascii() || !seen.insert(**t))
			.copied()
			.collect()
	}

	#[test]
	fn tags_are_unique_and_fit_in_sixteen_bytes() {
		assert_eq!(ALL.len(), 28);
		assert_eq!(faults(ALL), Vec::<&str>::new());
	}

	#[test]
	fn a_duplicate_a_long_and_a_foreign_tag_are_found() {
		let planted =
			["chuxin/a/1", "chuxin/b/1", "chuxin/a/1", "chuxin/0123456789", "chuxin/党/1"];
		assert_eq!(faults(&planted), ["chuxin/a/1", "chuxin/0123456789", "chuxin/党/1"]);
		assert_eq!(faults(&["chuxin/012345678"]), Vec::<&str>::new());
	}

	#[test]
	fn every_tag_carries_name_and_version() {
		for text in ALL {
			let (name, version) = text.rsplit_once('/').unwrap();
			assert!(name.starts_with("chuxin/"), "{text}");
			assert!(version.parse::<u8>().is_ok_and(|v| v >= 1), "{text}");
		}
	}

	#[test]
	fn tags_are_padded_with_zeros_on_the_right() {
		assert_eq!(SALT.as_bytes(), b"chuxin/salt/1\0\0\0");
		assert_eq!(LIST_NODE.as_bytes(), b"chuxin/list.n/1\0");
	}
}
