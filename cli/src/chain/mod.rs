//! The desk's connection to a node: reads at finality, submits, waits.
//!
//! Everything is read at one finalized block; the best block is never an answer. Types are those of
//! [`chuxin_primitives`], so that the desk and the chain cannot drift apart unnoticed: an answer that
//! does not decode to the last byte is refused as another version.

mod api;
mod calls;
mod council;
pub(crate) mod errors;
pub mod keys;
mod preview;
mod refusal;
mod submit;

pub use api::{answering, LifePage, RecordedEvent};
pub use calls::Call;
pub use council::{needed, Delays, Motion};
pub use preview::Preview;
pub use submit::{account_of, Included, Outcome, Pending, Submitter, WINDOW};

use crate::{
	error::{Error, Result},
	t,
};
use chuxin_primitives::Hash;
use codec::Decode;
use serde::de::DeserializeOwned;
use std::{sync::Arc, time::Duration};
use subxt::{backend::LegacyBackend, OnlineClient, SubstrateConfig};
use subxt_rpcs::{
	client::{rpc_params, RpcParams},
	RpcClient,
};

/// The node asked when none is named.
pub const DEFAULT_NODE: &str = "ws://127.0.0.1:9944";
/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// How long one answer may take.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

/// A connection to one node of one chain.
#[derive(Clone)]
pub struct Chain {
	url: String,
	rpc: RpcClient,
	client: OnlineClient<SubstrateConfig>,
	genesis: Hash,
}

impl std::fmt::Debug for Chain {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("Chain").field("url", &self.url).field("genesis", &self.genesis).finish()
	}
}

impl Chain {
	/// Connects to the node at `url` (`ws://` or `wss://`).
	///
	/// # Errors
	/// [`Error::NoNode`] when nothing answers there within 15 s, or what answers is no node.
	pub async fn connect(url: &str) -> Result<Self> {
		let no_node = |reason: String| Error::NoNode { url: url.to_owned(), reason };
		if !url.starts_with("ws://") && !url.starts_with("wss://") {
			return Err(no_node(t!("node-scheme")));
		}
		let rpc = tokio::time::timeout(CONNECT_TIMEOUT, RpcClient::from_insecure_url(url))
			.await
			.map_err(|_| no_node(t!("node-nothing-within", seconds = CONNECT_TIMEOUT.as_secs())))?
			.map_err(|e| no_node(innermost(&e)))?;
		let genesis: Option<String> = tokio::time::timeout(
			CONNECT_TIMEOUT,
			rpc.request("chain_getBlockHash", rpc_params![0u32]),
		)
		.await
		.map_err(|_| no_node(t!("node-silent")))?
		.map_err(|e| no_node(innermost(&e)))?;
		let genesis =
			genesis.as_deref().and_then(parse_hash).ok_or_else(|| no_node(t!("node-is-none")))?;
		let backend = LegacyBackend::builder().build(rpc.clone());
		let client = OnlineClient::from_backend(Arc::new(backend))
			.await
			.map_err(|e| no_node(innermost(&e)))?;
		Ok(Self { url: url.to_owned(), rpc, client, genesis })
	}

	/// The node's address.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// The chain's genesis hash.
	pub fn genesis(&self) -> Hash {
		self.genesis
	}

	/// The last finalized block's hash.
	pub async fn finalized(&self) -> Result<Hash> {
		let hash: String = self.request("chain_getFinalizedHead", rpc_params![]).await?;
		parse_hash(&hash).ok_or_else(|| version("chain_getFinalizedHead"))
	}

	/// Number and hash of the last finalized block.
	pub async fn finalized_block(&self) -> Result<(u32, Hash)> {
		let hash = self.finalized().await?;
		Ok((self.block_number(hash).await?, hash))
	}

	/// Number and hash of the best block: only for asking who may do something now, never for what is.
	pub async fn best_block(&self) -> Result<(u32, Hash)> {
		let hash: String = self.request("chain_getBlockHash", rpc_params![]).await?;
		let hash = parse_hash(&hash).ok_or_else(|| version("chain_getBlockHash"))?;
		Ok((self.block_number(hash).await?, hash))
	}

	/// The number of a block.
	pub async fn block_number(&self, hash: Hash) -> Result<u32> {
		let header: Option<serde_json::Value> =
			self.request("chain_getHeader", rpc_params![hex(&hash.0)]).await?;
		header
			.as_ref()
			.and_then(|h| h.get("number")?.as_str()?.strip_prefix("0x"))
			.and_then(|n| u32::from_str_radix(n, 16).ok())
			.ok_or_else(|| version("chain_getHeader"))
	}

	/// Calls a runtime API with encoded arguments at a block and decodes the answer to the last byte.
	pub async fn call_api<T: Decode>(&self, method: &str, args: &[u8], at: Hash) -> Result<T> {
		let answer: String =
			self.request("state_call", rpc_params![method, hex(args), hex(&at.0)]).await?;
		let bytes = unhex(&answer).ok_or_else(|| version(method))?;
		decode_all(&bytes).ok_or_else(|| version(method))
	}

	/// The raw value under a storage key at a block.
	pub async fn storage(&self, key: &[u8], at: Hash) -> Result<Option<Vec<u8>>> {
		let value: Option<String> =
			self.request("state_getStorage", rpc_params![hex(key), hex(&at.0)]).await?;
		value.map(|v| unhex(&v).ok_or_else(|| version("state_getStorage"))).transpose()
	}

	/// One JSON-RPC request.
	///
	/// # Errors
	/// [`Error::NodeLost`] when the connection is gone or the node is silent for 60 s,
	/// [`Error::Rpc`] when the node refuses.
	pub async fn request<T: DeserializeOwned>(&self, method: &str, params: RpcParams) -> Result<T> {
		tokio::time::timeout(ANSWER_TIMEOUT, self.rpc.request(method, params))
			.await
			.map_err(|_| self.lost(t!("node-nothing-within", seconds = ANSWER_TIMEOUT.as_secs())))?
			.map_err(|e| self.rpc_error(method, e))
	}

	/// What an error of the connection means.
	pub(crate) fn rpc_error(&self, method: &str, error: subxt_rpcs::Error) -> Error {
		match error {
			subxt_rpcs::Error::User(e) => {
				let data = e.data.as_ref().map(|d| format!(": {}", d.get().trim_matches('"')));
				let message = format!("{}{} ({})", e.message, data.unwrap_or_default(), e.code);
				Error::Rpc { method: method.to_owned(), message }
			},
			subxt_rpcs::Error::Deserialization(_) | subxt_rpcs::Error::Decode(_) => version(method),
			other => self.lost(innermost(&other)),
		}
	}

	/// The error for a connection that broke.
	pub(crate) fn lost(&self, reason: impl Into<String>) -> Error {
		Error::NodeLost { url: self.url.clone(), reason: reason.into() }
	}
}

/// The error for an answer that does not decode.
pub(crate) fn version(what: &str) -> Error {
	Error::Version { what: what.to_owned() }
}

/// Decodes all bytes, or nothing.
pub(crate) fn decode_all<T: Decode>(mut bytes: &[u8]) -> Option<T> {
	let value = T::decode(&mut bytes).ok()?;
	bytes.is_empty().then_some(value)
}

/// `0x` and the bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// The bytes of a text in hexadecimal, with or without `0x`.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
	hex::decode(text.strip_prefix("0x").unwrap_or(text)).ok()
}

/// A hash from `0x` and 64 digits.
pub fn parse_hash(text: &str) -> Option<Hash> {
	unhex(text)?.try_into().ok().map(|bytes: [u8; 32]| Hash::from(bytes))
}

/// The text of the last error in a chain of causes: what the operating system or the peer said.
pub(crate) fn innermost(error: &dyn std::error::Error) -> String {
	let mut last = error;
	while let Some(source) = last.source() {
		last = source;
	}
	last.to_string()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn answers_with_bytes_left_over_are_refused() {
		assert_eq!(decode_all::<u32>(&[1, 0, 0, 0]), Some(1));
		assert_eq!(decode_all::<u32>(&[1, 0, 0, 0, 0]), None);
		assert_eq!(decode_all::<u32>(&[1, 0, 0]), None);
	}

	#[test]
	fn hashes_have_64_digits() {
		let text = hex(&[0xab; 32]);
		assert_eq!(parse_hash(&text), Some(Hash::repeat_byte(0xab)));
		assert_eq!(parse_hash(&text[2..]), Some(Hash::repeat_byte(0xab)));
		assert_eq!(parse_hash("0xab"), None);
		assert_eq!(parse_hash("zz"), None);
	}

	#[tokio::test]
	async fn a_node_that_is_not_there_is_told_with_its_cure() {
		// Port 9 (discard) of this computer: refused at once.
		let error = Chain::connect("ws://127.0.0.1:9").await.unwrap_err();
		assert!(matches!(&error, Error::NoNode { .. }), "{error:?}");
		assert!(error.to_string().contains("chuxin-node --dev"), "{error}");
		let error = Chain::connect("http://127.0.0.1:9").await.unwrap_err();
		assert!(error.to_string().contains("ws://"), "{error}");
	}
}
