//! A light client: follows the chain from its specification and believes no node.
//!
//! smoldot checks headers and finality by itself and every storage value by a proof against the
//! finalized block's state root. The storage keys are computed here, not asked for. The best block
//! is never an answer.

mod pin;

pub use pin::{Authority, AuthoritySet, Pin, PinFault};

use crate::{
	chain::{answering, decode_all, hex, keys, parse_hash, unhex},
	credential::verdict::Failure,
	error::{Error, Result},
	t, told,
};
use chuxin_primitives::{
	membership::{Corrected, Person},
	organization::Org,
	presentation::{ChainView, PersonOnChain, MAX_CLOCK_DISTANCE_MS},
	Hash, Moment, PersonId,
};
use codec::{Compact, Decode};
use futures::StreamExt;
use serde_json::{json, value::RawValue, Value};
use std::{
	collections::BTreeMap,
	path::Path,
	time::{Duration, Instant},
};
use subxt_lightclient::{LightClient as Smoldot, LightClientRpc, LightClientRpcSubscription};

/// A finalized block this young is believed to be the newest after a second without another.
const QUIET: Duration = Duration::from_secs(1);
/// The newest block is waited for at most so long.
const SETTLE: Duration = Duration::from_secs(5);
/// A chain that follows but whose blocks stay old is not waited for longer than this.
const CATCH_UP: Duration = Duration::from_secs(12);
/// How long the light client may take to name its peers.
const PEERS: Duration = Duration::from_secs(2);
/// How long one answer of the light client may take.
const ANSWER: Duration = Duration::from_secs(30);
/// Bytes of the light client's database at most; what is asked for takes some thousand.
const DATABASE_BYTES: u64 = 1 << 20;

/// A light client of one chain.
pub struct LightClient {
	/// Stops when dropped.
	_smoldot: Smoldot,
	rpc: LightClientRpc,
	genesis: Hash,
	bootnodes: Vec<String>,
}

/// What the chain says, and how it was learned.
#[derive(Debug)]
pub struct LightView {
	/// What the chain says, at one finalized block.
	pub view: ChainView,
	/// The block's number.
	pub number: u32,
	/// Its hash.
	pub hash: Hash,
	/// How long it took to get there.
	pub took: Duration,
}

/// A finalized block that the client follows.
struct Synced {
	follow: Follow,
	hash: String,
	number: u32,
	now: Moment,
}

impl LightClient {
	/// Starts a light client from a full raw specification.
	///
	/// # Errors
	/// A file that cannot be read, that is no raw specification, or that names no node to begin with.
	pub async fn start(spec: &Path) -> Result<Self> {
		let text = std::fs::read_to_string(spec).map_err(Error::read(spec))?;
		let format = |reason: String| Error::Format {
			path: spec.to_owned(),
			what: "file-chain-spec",
			reason,
		};
		let json: Value = serde_json::from_str(&text)
			.map_err(|e| format(t!("light-spec-unreadable", why = e.to_string())))?;
		if json.pointer("/genesis/raw/top/0x3a636f6465").is_none() {
			return Err(format(t!("light-spec-without-code")));
		}
		let bootnodes: Vec<String> = json
			.get("bootNodes")
			.and_then(Value::as_array)
			.map(|list| list.iter().filter_map(|n| n.as_str().map(str::to_owned)).collect())
			.unwrap_or_default();
		if bootnodes.is_empty() {
			return Err(format(t!("light-spec-without-bootnode")));
		}
		let (smoldot, rpc) =
			Smoldot::relay_chain(text.as_str()).map_err(|e| format(e.to_string()))?;
		let mut client = Self { _smoldot: smoldot, rpc, genesis: Hash::zero(), bootnodes };
		let genesis = client.request("chainSpec_v1_genesisHash", json!([])).await?;
		client.genesis = genesis
			.as_str()
			.and_then(parse_hash)
			.ok_or_else(|| Error::Light(told!("light-no-genesis")))?;
		Ok(client)
	}

	/// Hash of the first block, as it follows from the specification.
	pub fn genesis(&self) -> Hash {
		self.genesis
	}

	/// What the chain says about a person, at the newest finalized block.
	///
	/// `clock` is the verifier's time (ms). Gives up after `timeout`: with [`Failure::NoPeers`],
	/// [`Failure::NothingFinalized`] or [`Failure::OtherChainLikely`]; a chain that follows but stands
	/// still is shown as it is, so that its age is judged with everything else.
	pub async fn view(
		&self,
		person: PersonId,
		clock: Moment,
		timeout: Duration,
	) -> Result<LightView, Failure> {
		let begun = Instant::now();
		let mut synced = self.sync(clock, timeout).await?;
		let person = self.person(&mut synced, person).await;
		self.unfollow(synced.follow).await;
		let person = person?;
		let hash = parse_hash(&synced.hash).ok_or_else(|| unclear("light-block-hash"))?;
		Ok(LightView {
			view: ChainView { finalized: true, genesis: self.genesis, now_ms: synced.now, person },
			number: synced.number,
			hash,
			took: begun.elapsed(),
		})
	}

	/// A person, with the status of the organization, at a followed block.
	async fn person(
		&self,
		synced: &mut Synced,
		person: PersonId,
	) -> Result<Option<PersonOnChain>, Failure> {
		let Synced { follow, hash, now, .. } = synced;
		let key = keys::person(person);
		let entry = self.read(follow, hash, std::slice::from_ref(&key)).await?.remove(&key);
		let Some(bytes) = entry else { return Ok(None) };
		let mut entry: Person = decode(&bytes, "Members.Persons")?;
		if let (true, Some(account)) = (entry.frozen, &entry.account) {
			let key = keys::frozen_until(account);
			let until = self.read(follow, hash, std::slice::from_ref(&key)).await?.remove(&key);
			// The mark stays when a freeze has ended by itself.
			if let Some(until) = until {
				entry.frozen = *now < decode::<Moment>(&until, "Access.FrozenUntil")?;
			}
		}
		let (merged_into, org_status) = answering(entry.org, async |org| {
			let key = keys::organization(org);
			let org = self.read(follow, hash, std::slice::from_ref(&key)).await?.remove(&key);
			let org: Org = decode(&org.unwrap_or_default(), "Organizations.Orgs")?;
			Ok::<_, Failure>(org.status)
		})
		.await?;
		let effective = if entry.corrected {
			let key = keys::correction(person);
			let bytes = self.read(follow, hash, std::slice::from_ref(&key)).await?.remove(&key);
			Some(decode::<Corrected>(&bytes.unwrap_or_default(), "Members.Corrections")?)
		} else {
			None
		};
		Ok(Some(PersonOnChain { entry, merged_into, org_status, effective }))
	}

	/// The authority set after the newest finalized block, with the chain's time there.
	///
	/// Errors as [`LightClient::view`].
	pub async fn current_authorities(
		&self,
		clock: Moment,
		timeout: Duration,
	) -> Result<(AuthoritySet, Moment), Failure> {
		let synced = self.sync(clock, timeout).await?;
		let authorities = self.authority_set().await;
		self.unfollow(synced.follow).await;
		Ok((authorities?, synced.now))
	}

	/// The authority set as the client knows it now; to be asked after [`LightClient::view`].
	pub async fn authority_set(&self) -> Result<AuthoritySet, Failure> {
		let answer = self
			.request("chainHead_unstable_finalizedDatabase", json!([DATABASE_BYTES]))
			.await
			.map_err(|e| Failure::LightClient(e.to_string()))?;
		answer
			.as_str()
			.and_then(|text| serde_json::from_str(text).ok())
			.and_then(|database: Value| AuthoritySet::of_database(&database))
			.ok_or_else(|| unclear("light-authorities"))
	}

	/// Follows the chain to its newest finalized block. The caller ends it ([`Self::unfollow`]).
	async fn sync(&self, clock: Moment, timeout: Duration) -> Result<Synced, Failure> {
		let mut follow = self.follow().await?;
		match self.newest(&mut follow, clock, timeout).await {
			Ok((hash, number, now)) => Ok(Synced { follow, hash, number, now }),
			Err(failure) => {
				self.unfollow(follow).await;
				Err(failure)
			},
		}
	}

	/// Hash, number and time of the newest finalized block.
	async fn newest(
		&self,
		follow: &mut Follow,
		clock: Moment,
		timeout: Duration,
	) -> Result<(String, u32, Moment), Failure> {
		let deadline = Instant::now() + timeout;
		// The newest finalized block beyond the first one, with its time.
		let mut newest: Option<(String, u32, Moment)> = None;
		let mut first_at: Option<Instant> = None;
		let mut fresh_at = Instant::now();
		let mut saw_blocks = false;
		loop {
			let fresh =
				newest.as_ref().is_some_and(|n| n.2.abs_diff(clock) <= MAX_CLOCK_DISTANCE_MS);
			let now = Instant::now();
			if !fresh {
				fresh_at = now;
			}
			let until = match (fresh, first_at) {
				(true, Some(first)) => (now + QUIET).min(first.max(fresh_at) + SETTLE),
				(false, Some(first)) => deadline.min(first + CATCH_UP),
				(_, None) => deadline,
			};
			let event = tokio::time::timeout_at(until.into(), follow.next()).await;
			let finalized = match event {
				// Nothing more within the time: what there is, is the newest.
				Err(_) => match newest {
					Some(newest) => return Ok(newest),
					None => return Err(self.why_nothing(saw_blocks, timeout).await),
				},
				// The client jumped ahead and begins anew.
				Ok(Event::Stop) => {
					let ended = std::mem::replace(follow, self.follow().await?);
					self.unfollow(ended).await;
					newest = None;
					first_at = None;
					continue;
				},
				Ok(Event::Block) => {
					saw_blocks = true;
					continue;
				},
				Ok(Event::Other) => continue,
				Ok(Event::Finalized(hash)) => hash,
			};
			let Some(number) = self.number_of(follow, &finalized).await? else { continue };
			if number == 0 {
				continue;
			}
			match self.read(follow, &finalized, &[keys::now()]).await {
				Ok(mut values) => {
					let bytes = values.remove(&keys::now()).unwrap_or_default();
					let time: Moment = decode(&bytes, "Timestamp.Now")?;
					newest = Some((finalized, number, time));
					first_at.get_or_insert_with(Instant::now);
				},
				// The block went out of reach while it was read: a newer one follows.
				Err(_) if Instant::now() < deadline => {},
				Err(failure) => return Err(failure),
			}
		}
	}

	/// Why there is no finalized block.
	async fn why_nothing(&self, saw_blocks: bool, timeout: Duration) -> Failure {
		let seconds = timeout.as_secs();
		if saw_blocks {
			return Failure::NothingFinalized { seconds };
		}
		let peers = self.request("system_peers", json!([]));
		let peers = tokio::time::timeout(PEERS, peers).await;
		let peers = match peers {
			Ok(Ok(Value::Array(list))) => list,
			_ => Vec::new(),
		};
		let best = peers.iter().filter_map(|peer| peer.get("bestNumber").and_then(Value::as_u64));
		match best.max() {
			None => Failure::NoPeers { seconds, bootnodes: self.bootnodes.join(", ") },
			Some(0) => Failure::OtherChainLikely { seconds },
			Some(_) => Failure::NothingFinalized { seconds },
		}
	}

	async fn follow(&self) -> Result<Follow, Failure> {
		let params =
			RawValue::from_string("[false]".into()).map_err(|_| unclear("light-itself"))?;
		let subscription = self
			.rpc
			.subscribe("chainHead_v1_follow".into(), Some(params), "chainHead_v1_unfollow".into())
			.await
			.map_err(|e| Failure::LightClient(e.to_string()))?;
		let id = subscription.id().to_owned();
		Ok(Follow { subscription, id, held_back: Vec::new() })
	}

	/// Ends a subscription. The light client keeps two at most, and by itself it would notice that
	/// nobody listens only with the next block. One that has ended already is no fault.
	async fn unfollow(&self, follow: Follow) {
		let _ = self.request("chainHead_v1_unfollow", json!([follow.id])).await;
	}

	/// The number of a followed block; `None` when the client let go of it.
	async fn number_of(&self, follow: &Follow, hash: &str) -> Result<Option<u32>, Failure> {
		let Ok(header) = self.request("chainHead_v1_header", json!([follow.id, hash])).await else {
			return Ok(None);
		};
		let Some(bytes) = header.as_str().and_then(unhex) else { return Ok(None) };
		// The parent's hash stands before the number.
		let number = bytes.get(32..).and_then(|mut rest| Compact::<u32>::decode(&mut rest).ok());
		number.map(|n| Some(n.0)).ok_or_else(|| unclear("light-block-header"))
	}

	/// Reads values under keys at a followed block, each proven against its state root; keys without
	/// a value are left out.
	async fn read(
		&self,
		follow: &mut Follow,
		hash: &str,
		keys: &[Vec<u8>],
	) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, Failure> {
		let items: Vec<Value> =
			keys.iter().map(|key| json!({ "key": hex(key), "type": "value" })).collect();
		let params = json!([follow.id, hash, items, null]);
		let answer = self
			.request("chainHead_v1_storage", params)
			.await
			.map_err(|e| Failure::LightClient(e.to_string()))?;
		let operation = answer
			.get("operationId")
			.and_then(Value::as_str)
			.ok_or_else(|| Failure::LightClient(t!("light-no-more-at-once")))?;
		let work = follow.operation(operation);
		tokio::time::timeout(ANSWER, work)
			.await
			.map_err(|_| Failure::LightClient(t!("light-unproven")))?
	}

	/// One request to the light client.
	async fn request(&self, method: &str, params: Value) -> Result<Value> {
		let light = |why: String| Error::Light(told!("light-failed", why = why));
		let params = RawValue::from_string(params.to_string()).map_err(|e| light(e.to_string()))?;
		let answer = self.rpc.request(method.to_owned(), Some(params));
		let answer = tokio::time::timeout(ANSWER, answer)
			.await
			.map_err(|_| light(t!("light-no-answer", method = method)))?
			.map_err(|e| light(e.to_string()))?;
		serde_json::from_str(answer.get()).map_err(|e| light(e.to_string()))
	}
}

/// `what` is a key of the texts, or the name of a storage item, which is the same in every language.
fn unclear(what: &str) -> Failure {
	Failure::LightClient(t!("light-unclear", what = crate::i18n::word(what)))
}

fn decode<T: Decode>(bytes: &[u8], what: &str) -> Result<T, Failure> {
	decode_all(bytes).ok_or_else(|| unclear(what))
}

/// What the subscription tells.
#[derive(Debug, PartialEq, Eq)]
enum Event {
	/// Another block is finalized: its hash.
	Finalized(String),
	/// A block appeared.
	Block,
	/// The subscription is at its end.
	Stop,
	/// Anything else.
	Other,
}

impl Event {
	fn of(value: &Value) -> Self {
		match value.get("event").and_then(Value::as_str) {
			Some("initialized" | "finalized") => {
				let hashes = value.get("finalizedBlockHashes").and_then(Value::as_array);
				let last = hashes.and_then(|list| list.last()).and_then(Value::as_str);
				last.map_or(Self::Other, |hash| Self::Finalized(hash.to_owned()))
			},
			Some("newBlock") => Self::Block,
			Some("stop") => Self::Stop,
			_ => Self::Other,
		}
	}
}

/// A subscription to the chain's head.
struct Follow {
	subscription: LightClientRpcSubscription,
	id: String,
	/// Events that came while an operation was waited for.
	held_back: Vec<Value>,
}

impl Follow {
	async fn receive(&mut self) -> Option<Value> {
		loop {
			let event = self.subscription.next().await?.ok()?;
			if let Ok(value) = serde_json::from_str(event.get()) {
				return Some(value);
			}
		}
	}

	async fn next(&mut self) -> Event {
		if !self.held_back.is_empty() {
			return Event::of(&self.held_back.remove(0));
		}
		match self.receive().await {
			Some(value) => Event::of(&value),
			None => Event::Stop,
		}
	}

	/// Collects the values of a storage operation.
	async fn operation(&mut self, id: &str) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, Failure> {
		let failed = |why: String| Failure::LightClient(t!("light-not-proven", why = why));
		let mut values = BTreeMap::new();
		loop {
			let Some(event) = self.receive().await else { return Err(failed(t!("light-stopped"))) };
			if event.get("operationId").and_then(Value::as_str) != Some(id) {
				let stop = Event::of(&event) == Event::Stop;
				self.held_back.push(event);
				if stop {
					return Err(failed(t!("light-anew")));
				}
				continue;
			}
			match event.get("event").and_then(Value::as_str) {
				Some("operationStorageItems") => {
					let items = event.get("items").and_then(Value::as_array);
					for item in items.into_iter().flatten() {
						let part = |name| item.get(name).and_then(Value::as_str).and_then(unhex);
						if let (Some(key), Some(value)) = (part("key"), part("value")) {
							values.insert(key, value);
						}
					}
				},
				Some("operationStorageDone") => return Ok(values),
				Some("operationInaccessible") => return Err(failed(t!("light-no-peer-proves"))),
				Some("operationError") => {
					let why = event.get("error").and_then(Value::as_str).unwrap_or("-");
					return Err(failed(why.to_owned()));
				},
				_ => {},
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_newest_of_the_finalized_blocks_counts_and_the_best_never_does() {
		let finalized = json!({ "event": "finalized", "finalizedBlockHashes": ["0x01", "0x02"] });
		assert_eq!(Event::of(&finalized), Event::Finalized("0x02".into()));
		let best = json!({ "event": "bestBlockChanged", "bestBlockHash": "0x03" });
		assert_eq!(Event::of(&best), Event::Other);
		assert_eq!(Event::of(&json!({ "event": "newBlock" })), Event::Block);
		assert_eq!(Event::of(&json!({ "event": "stop" })), Event::Stop);
	}

	#[tokio::test]
	async fn a_specification_that_cannot_serve_is_told_with_its_cure() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("spec.json");
		let start = |text: &str| {
			std::fs::write(&path, text).unwrap();
			let path = path.clone();
			async move { LightClient::start(&path).await.err().unwrap().to_string() }
		};
		assert!(start("nonsense").await.contains("export-chain-spec --raw"));
		assert!(start(r#"{"genesis": {"stateRootHash": "0x"}}"#).await.contains("code"));
		let bare = r#"{"genesis": {"raw": {"top": {"0x3a636f6465": "0x"}}}, "bootNodes": []}"#;
		assert!(start(bare).await.contains("bootnode"));
		let missing = LightClient::start(Path::new("/nowhere/spec.json")).await.err().unwrap();
		assert!(missing.to_string().contains("cannot read"));
	}
}
