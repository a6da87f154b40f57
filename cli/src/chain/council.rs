//! The council: its motions, and what it has decided so far.

use super::{decode_all, hex, keys, preview, unhex, version, Call, Chain};
use crate::error::Result;
use chuxin_primitives::{runtime_api::LimitsView, AccountId, Hash, Moment};
use codec::Decode;
use serde_json::{json, Value as Json};
use subxt_rpcs::client::rpc_params;

/// Keys of a map that are asked for at once; none of those read here has as many.
const MAX_KEYS: u32 = 1000;

/// An open motion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Motion {
	/// BLAKE2b-256 of the call it decides on.
	pub hash: Hash,
	/// Its number, never given out again.
	pub index: u32,
	/// Votes that carry it.
	pub threshold: u32,
	/// Who voted for it.
	pub ayes: Vec<AccountId>,
	/// Who voted against it.
	pub nays: Vec<AccountId>,
	/// The block from which it can be closed whatever the votes.
	pub end: u32,
	/// The call, encoded.
	pub bytes: Vec<u8>,
	/// The call, as `Pallet.call`.
	pub call: String,
	/// Its arguments, decoded by the chain's own description.
	pub arguments: Json,
}

/// How long acts wait, in ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delays {
	/// From an appointment until its powers work.
	pub appointment: Moment,
	/// From the proposal of an upgrade until it can be enacted.
	pub upgrade: Moment,
	/// From the decision to replace a key until the new one works.
	pub replacement: Moment,
	/// From the decision to merge or archive until it is carried out.
	pub reorganization: Moment,
}

/// Votes that carry a motion in a council of so many seats: two thirds or more, and at least one.
pub fn needed(seats: usize) -> u32 {
	let seats = u32::try_from(seats).unwrap_or(u32::MAX);
	seats.saturating_mul(2).div_ceil(3).max(1)
}

/// A name without what different writings of it differ in: `setGrants` and `set_grants` are one call.
fn plain(name: &str) -> String {
	name.replace('_', "").to_lowercase()
}

impl Chain {
	/// The value of a storage item without keys.
	async fn value<T: Decode>(
		&self,
		pallet: &'static str,
		name: &'static str,
		at: Hash,
	) -> Result<Option<T>> {
		let bytes = self.storage(&keys::item(pallet, name), at).await?;
		bytes
			.map(|b| decode_all(&b).ok_or_else(|| version(&format!("{pallet}.{name}"))))
			.transpose()
	}

	/// The keys of a map of the hasher `Blake2_128Concat`: storage key and decoded key.
	async fn map_keys<T: Decode>(
		&self,
		pallet: &'static str,
		name: &'static str,
		at: Hash,
	) -> Result<Vec<(Vec<u8>, T)>> {
		let prefix = keys::item(pallet, name);
		let nothing = Option::<String>::None;
		let params = rpc_params![hex(&prefix), MAX_KEYS, nothing, hex(&at.0)];
		let found: Vec<String> = self.request("state_getKeysPaged", params).await?;
		let hashed = prefix.len().saturating_add(16);
		let read = |key: &String| {
			let bytes = unhex(key)?;
			let decoded = decode_all(bytes.get(hashed..)?)?;
			Some((bytes, decoded))
		};
		let found: Option<Vec<(Vec<u8>, T)>> = found.iter().map(read).collect();
		found.ok_or_else(|| version(&format!("{pallet}.{name}")))
	}

	/// The members of the council.
	pub async fn council(&self, at: Hash) -> Result<Vec<AccountId>> {
		Ok(self.value("Council", "Members", at).await?.unwrap_or_default())
	}

	/// The open motions, in the order they were made.
	pub async fn motions(&self, at: Hash) -> Result<Vec<Motion>> {
		type Votes = (u32, u32, Vec<AccountId>, Vec<AccountId>, u32);
		let hashes: Vec<Hash> = self.value("Council", "Proposals", at).await?.unwrap_or_default();
		let (tx, ..) = self.transactions().await?;
		let mut motions = Vec::with_capacity(hashes.len());
		for hash in hashes {
			let key = |name| [keys::item("Council", name), hash.0.to_vec()].concat();
			let votes = self.storage(&key("Voting"), at).await?.unwrap_or_default();
			let votes: Option<Votes> = decode_all(&votes);
			let (index, threshold, ayes, nays, end) =
				votes.ok_or_else(|| version("Council.Voting"))?;
			let bytes = self.storage(&key("ProposalOf"), at).await?.unwrap_or_default();
			let payload =
				tx.from_call_data_bytes(&bytes).map_err(|_| version("Council.ProposalOf"))?;
			let call = format!("{}.{}", payload.pallet_name(), payload.call_name());
			// The names of a call are kept as bytes, which nobody reads.
			let names = bytes.get(2..).and_then(decode_all::<(Vec<u8>, Vec<u8>)>);
			let arguments = match names {
				Some((pallet, name)) if payload.pallet_name() == "TxPause" => {
					let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
					json!({ "call": format!("{}.{}", text(&pallet), text(&name)) })
				},
				_ => preview::composite(payload.call_data()),
			};
			let votes = Motion { hash, index, threshold, ayes, nays, end, bytes, call, arguments };
			motions.push(votes);
		}
		motions.sort_by_key(|motion| motion.index);
		Ok(motions)
	}

	/// The call that proposes `inner` to the council, with the hash of the motion. With a threshold of
	/// one it is carried out at once.
	///
	/// # Errors
	/// [`crate::error::Error::Version`] when the chain's description does not fit the call.
	pub async fn motion(&self, inner: &Call, threshold: u32) -> Result<(Call, Hash)> {
		let name = inner.to_string();
		let (tx, ..) = self.transactions().await?;
		let bytes = tx.call_data(inner).map_err(|_| version(&name))?;
		tx.from_call_data_bytes(&bytes).map_err(|_| version(&name))?;
		let hash = Hash::from(sp_crypto_hashing::blake2_256(&bytes));
		Ok((Call::propose(threshold, &name, &bytes), hash))
	}

	/// The call that closes a motion; the weight of what it carries is the chain's own word.
	pub async fn close_motion(&self, motion: &Motion, at: Hash) -> Result<Call> {
		let weight = self.call_weight(&motion.bytes, motion.bytes.len(), at).await?;
		let length = motion.bytes.len();
		Ok(Call::close((motion.hash, motion.index), weight, length, &motion.call))
	}

	/// The upgrade that waits: hash of the runtime, and the moment (ms) from which it can be enacted.
	pub async fn waiting_upgrade(&self, at: Hash) -> Result<Option<(Hash, Moment)>> {
		self.value("Access", "PendingUpgrade", at).await
	}

	/// The runtime that was enacted and waits to be uploaded. A hash of zeros was taken back.
	pub async fn authorized_upgrade(&self, at: Hash) -> Result<Option<Hash>> {
		let found: Option<(Hash, bool)> = self.value("System", "AuthorizedUpgrade", at).await?;
		Ok(found.map(|(hash, _)| hash).filter(|hash| *hash != Hash::default()))
	}

	/// Name and version of the runtime, such as `chuxin 1`.
	pub async fn runtime_name(&self, at: Hash) -> Result<String> {
		let found: Json = self.request("state_getRuntimeVersion", rpc_params![hex(&at.0)]).await?;
		let name = found["specName"].as_str().unwrap_or("-");
		Ok(format!("{name} {}", found["specVersion"]))
	}

	/// How long acts wait now, and the shortest that the council may set.
	pub async fn delays(&self, at: Hash) -> Result<(Delays, Delays)> {
		type Stored = (Moment, Moment, Moment, Moment);
		let mut found = Vec::with_capacity(2);
		for name in ["CurrentDelays", "MinDelays"] {
			let stored: Option<Stored> = self.value("Access", name, at).await?;
			let (appointment, upgrade, replacement, reorganization) =
				stored.ok_or_else(|| version("Access.CurrentDelays"))?;
			found.push(Delays { appointment, upgrade, replacement, reorganization });
		}
		match found.as_slice() {
			[now, least] => Ok((*now, *least)),
			_ => Err(version("Access.CurrentDelays")),
		}
	}

	/// The limits that hold now.
	pub async fn limits(&self, at: Hash) -> Result<LimitsView> {
		self.call_api("AccessApi_limits", &[], at).await
	}

	/// The validators that are named.
	pub async fn validators(&self, at: Hash) -> Result<Vec<AccountId>> {
		Ok(self.value("Validators", "Named", at).await?.unwrap_or_default())
	}

	/// The registrar's public keys by version of the tag key.
	pub async fn registrar_keys(&self, at: Hash) -> Result<Vec<(u8, [u8; 32])>> {
		let mut all = Vec::new();
		for (key, number) in self.map_keys::<u8>("Members", "RegistrarKeys", at).await? {
			let bytes = self.storage(&key, at).await?.unwrap_or_default();
			let public = decode_all(&bytes).ok_or_else(|| version("Members.RegistrarKeys"))?;
			all.push((number, public));
		}
		all.sort_unstable();
		Ok(all)
	}

	/// The last block of safe mode, while it is on.
	pub async fn safe_mode(&self, at: Hash) -> Result<Option<u32>> {
		self.value("SafeMode", "EnteredUntil", at).await
	}

	/// The calls that are paused, as `Pallet.call`.
	pub async fn paused(&self, at: Hash) -> Result<Vec<String>> {
		let found = self.map_keys::<(Vec<u8>, Vec<u8>)>("TxPause", "PausedCalls", at).await?;
		let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
		let mut names: Vec<String> = found
			.iter()
			.map(|(_, (pallet, call))| format!("{}.{}", text(pallet), text(call)))
			.collect();
		names.sort_unstable();
		Ok(names)
	}

	/// A call's pallet and name as the chain writes them; `None` when there is no such call.
	pub async fn call_name(&self, pallet: &str, call: &str) -> Result<Option<(String, String)>> {
		let (pallet, call) = (plain(pallet), plain(call));
		let metadata = self.metadata().await?;
		let found = metadata.pallets().find(|found| plain(found.name()) == pallet);
		Ok(found.and_then(|found| {
			let calls = found.call_variants()?;
			let name = calls.iter().find(|variant| plain(&variant.name) == call)?;
			Some((found.name().to_owned(), name.name.clone()))
		}))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn two_thirds_carry_a_motion_and_less_do_not() {
		let expected = [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (50, 34)];
		for (seats, votes) in expected {
			assert_eq!(needed(seats), votes, "{seats}");
		}
		// As the runtime counts: votes · 3 >= seats · 2.
		for seats in 1..=50u32 {
			let votes = needed(seats as usize);
			assert!(votes * 3 >= seats * 2 && (votes - 1) * 3 < seats * 2 && votes <= seats);
		}
		let source =
			std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src/configs/mod.rs");
		let source = std::fs::read_to_string(source).unwrap();
		assert!(source.contains("pallet_collective::Instance1, 2, 3>"));
	}

	#[test]
	fn one_call_is_written_in_several_ways() {
		assert_eq!(plain("set_grants"), plain("setGrants"));
		assert_ne!(plain("pause"), plain("unpause"));
	}
}
