//! The registrar: the one process that can compute a person tag (protocols: person tag).
//!
//! With the tag key, every resident ID number on chain is found in hours by trying all of them. So
//! no desk has it. The registrar keeps it in a vault of its own, answers officers only, counts what
//! each of them asks in a day, and writes a log that can only grow:
//!
//! 1. a desk sends the documents of a roster ([`Request::Tags`]) and gets a tag for each, with a
//!    word that this registrar made it for that organization;
//! 2. when a batch is formed, the desk sends its tags in the batch's order ([`Request::Certify`])
//!    and gets a certificate that the chain checks. Only tags that carry the registrar's word are
//!    certified: no other process can bring a tag of its own onto the chain.

pub mod client;
mod core;
mod log;
pub mod server;

pub use self::core::{Core, Duty, Limits, Refusal, SIGNING_KEY, TAG_KEY};
pub use self::log::Log;

use chuxin_primitives::{domain, hash::hash, Hash};

/// How old a request may be (ms).
pub const MAX_AGE_MS: u64 = 5 * 60_000;
/// Blocks for which a certificate is good: two hours at three seconds a block.
pub const CERTIFICATE_BLOCKS: u32 = 2_400;
/// Documents or tags of one request at most.
pub const MAX_ITEMS: usize = 500;

/// A tag and the registrar's word that it computed it for the organization that asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct IssuedTag {
	/// The tag, as it goes on chain.
	pub tag: Hash,
	/// The registrar's word; means nothing to anybody else.
	pub word: Hash,
}

/// What a desk asks for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Request {
	/// Tags for documents, in their order. Each document is hex of
	/// [`chuxin_primitives::person_tag::Document::input`].
	Tags(Vec<String>),
	/// A certificate for a batch, in its order.
	Certify(Vec<IssuedTag>),
}

/// A signed request.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Call {
	/// The officer's account: 32 bytes in hex.
	pub account: Hash,
	/// The organization acted for.
	pub org: u32,
	/// When it was signed (ms since 1970).
	pub time: u64,
	/// Makes each call different: a call is taken once.
	pub nonce: Hash,
	/// What is asked.
	pub request: Request,
	/// sr25519 signature of [`Call::message`]: 64 bytes in hex.
	pub signature: String,
}

impl Call {
	/// What the officer signs. Binds the chain, the organization, the time and every item.
	pub fn message(&self, genesis: &Hash) -> Vec<u8> {
		// Serializing plain lists of texts cannot fail.
		let request = serde_json::to_vec(&self.request).unwrap_or_default();
		hash(
			domain::REGISTRAR_CALL,
			&[
				&genesis.0,
				&self.account.0,
				&self.org.to_le_bytes(),
				&self.time.to_le_bytes(),
				&self.nonce.0,
				&request,
			],
		)
		.0
		.to_vec()
	}
}

/// What the registrar answers.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Answer {
	/// Tags in the order asked, and the version of the key that made them.
	Tags {
		/// Version of the tag key.
		key_version: u8,
		/// The tags.
		tags: Vec<IssuedTag>,
	},
	/// A certificate for the batch.
	Certificate {
		/// Version of the tag key.
		key_version: u8,
		/// The last block at which it may be used.
		expires: u32,
		/// sr25519 signature, 64 bytes in hex.
		signature: String,
	},
}

#[cfg(test)]
mod tests;
