//! The development clock: true Aura blocks on a clock of the chain's own, under `--dev` only.
//!
//! A story of the chain begins years ago and ends now. So this clock starts in the past, moves
//! forward only — one slot a block, or by `dev_setTime` — and never beyond the machine's clock:
//! light clients refuse slots from the future.
//!
//! Nothing of it is kept apart from the chain: the next slot follows from the best block, so that a
//! node that was stopped goes on where it stood.

use crate::service::{FullBlockImport, FullClient, FullPool, FullSelectChain};
use chuxin_primitives::CivilDate;
use chuxin_runtime::{opaque::Block, Hash};
use codec::Decode;
use futures::{
	channel::{mpsc, oneshot},
	stream::BoxStream,
	FutureExt, SinkExt, StreamExt,
};
use sc_basic_authorship::ProposerFactory;
use sc_client_api::{BlockBackend, StorageProvider};
use sc_consensus::BlockImportParams;
use sc_consensus_aura::standalone;
use sc_consensus_manual_seal::{
	seal_block, ConsensusDataProvider, Error as SealError, SealBlockParams,
};
use sc_transaction_pool_api::TransactionPool;
use serde::Serialize;
use sp_api::{ProvideRuntimeApi, StorageProof};
use sp_consensus::SelectChain;
use sp_consensus_aura::{
	sr25519::{AuthorityId, AuthorityPair, AuthoritySignature},
	AuraApi, Slot, SlotDuration,
};
use sp_core::storage::StorageKey;
use sp_inherents::{CreateInherentDataProviders, InherentData};
use sp_io::hashing::twox_128;
use sp_keystore::KeystorePtr;
use sp_runtime::{
	traits::{Block as BlockT, Header as HeaderT},
	Digest,
};
use sp_timestamp::Timestamp;
use std::{str::FromStr, sync::Arc, time::Duration};

const LOG_TARGET: &str = "clock";

/// Blocks made in a row for waiting transactions that none of them takes. The block that ends a
/// session takes none, and a migration over several blocks takes none either; after these the pool
/// is asked again a little later.
const MAX_IDLE_BLOCKS: u32 = 8;

/// How often instant sealing looks into the pool without being told of a transaction.
const POOL_LOOK: Duration = Duration::from_millis(500);

/// How long the pool may take to learn of a block that was just made.
const POOL_PATIENCE: Duration = Duration::from_secs(5);

/// Blocks that one `dev_seal` may ask for.
pub const MAX_SEAL: u32 = 100_000;

/// When a block is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sealing {
	/// As soon as a transaction waits.
	Instant,
	/// By RPC only.
	Manual,
	/// At every such interval of the machine's clock.
	Interval(Duration),
}

impl FromStr for Sealing {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let malformed =
			|| format!("expected instant, manual, or interval:MS (1 to 3600000 ms), not {text:?}");
		match text {
			"instant" => Ok(Self::Instant),
			"manual" => Ok(Self::Manual),
			_ => text
				.strip_prefix("interval:")
				.and_then(|ms| ms.parse::<u64>().ok())
				.filter(|ms| (1..=3_600_000).contains(ms))
				.map(|ms| Self::Interval(Duration::from_millis(ms)))
				.ok_or_else(malformed),
		}
	}
}

/// The development clock as asked for on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
	/// When blocks are made.
	pub sealing: Sealing,
	/// The moment (ms) at which a new chain starts; now if none.
	pub start: Option<u64>,
}

/// A moment in ms since 1970: from `YYYY-MM-DD` (when that day begins in China) or from the ms
/// themselves.
pub fn parse_moment(text: &str) -> Result<u64, String> {
	if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
		return text.parse().map_err(|_| format!("{text} ms is beyond any clock"));
	}
	text.parse::<CivilDate>().ok().and_then(CivilDate::begins_in_china).ok_or_else(|| {
		format!(
			"expected a day that exists, as YYYY-MM-DD from 1970-01-02 on, or milliseconds since \
			 1970, not {text:?}"
		)
	})
}

/// The machine's clock, in ms since 1970.
pub fn wall_clock() -> u64 {
	Timestamp::current().as_millis()
}

/// A moment as people in China read it: `2024-02-29 08:00:00 (UTC+8)`.
pub fn describe(ms: u64) -> String {
	const CHINA_MS: u64 = 8 * 3_600_000;
	match CivilDate::in_china(ms) {
		Some(day) => {
			let seconds = ms.saturating_add(CHINA_MS) / 1000 % 86_400;
			format!(
				"{day} {:02}:{:02}:{:02} (UTC+8)",
				seconds / 3600,
				seconds / 60 % 60,
				seconds % 60
			)
		},
		None => format!("{ms} ms after 1970"),
	}
}

/// The first slot a block may have whose parent is of slot `parent_slot` and recorded the time
/// `parent_time` (ms), when the clock was moved to `floor` (ms).
///
/// The time of the block is the beginning of the slot; it lies at least one slot after the
/// parent's, also where a parent that was made on the machine's clock lies amid its slot.
fn next_slot(parent_slot: u64, parent_time: u64, floor: u64, slot_ms: u64) -> u64 {
	parent_slot
		.saturating_add(1)
		.max(parent_time.saturating_add(slot_ms).div_ceil(slot_ms))
		.max(floor.div_ceil(slot_ms))
}

/// A block that was made, as RPC shows it.
#[derive(Debug, Clone, Serialize)]
pub struct SealedBlock {
	/// Hash of the block.
	pub hash: Hash,
	/// Number of the block.
	pub number: u32,
	/// The chain's time in the block, in ms since 1970.
	pub timestamp: u64,
	/// The same in words, in China.
	pub time: String,
	/// Transactions in the block, the inherent one not counted.
	pub transactions: u32,
}

/// What RPC asks of the clock.
pub enum Command {
	/// Make so many blocks; answers with the last.
	Seal(u32, oneshot::Sender<Result<SealedBlock, String>>),
	/// Move the clock forward to this moment (ms) and make a block there.
	SetTime(u64, oneshot::Sender<Result<SealedBlock, String>>),
}

/// The end by which RPC reaches the clock.
#[derive(Clone)]
pub struct Handle(mpsc::Sender<Command>);

impl Handle {
	/// A handle, and what the clock listens to.
	pub fn new() -> (Self, mpsc::Receiver<Command>) {
		let (sender, receiver) = mpsc::channel(64);
		(Self(sender), receiver)
	}

	async fn ask(
		&self,
		command: impl FnOnce(oneshot::Sender<Result<SealedBlock, String>>) -> Command,
	) -> Result<SealedBlock, String> {
		let stopped = || "the development clock has stopped: see the node's log".to_string();
		let (reply, answer) = oneshot::channel();
		self.0.clone().send(command(reply)).await.map_err(|_| stopped())?;
		answer.await.map_err(|_| stopped())?
	}

	/// Makes `count` blocks (1 to [`MAX_SEAL`]), one slot apart; answers with the last.
	pub async fn seal(&self, count: u32) -> Result<SealedBlock, String> {
		self.ask(|reply| Command::Seal(count, reply)).await
	}

	/// Moves the clock forward to `to` (ms) and makes a block there.
	pub async fn set_time(&self, to: u64) -> Result<SealedBlock, String> {
		self.ask(|reply| Command::SetTime(to, reply)).await
	}
}

/// Pre-digest and seal of one block, as Aura makes them: stock manual sealing adds no seal, and
/// light clients refuse blocks without one.
struct AuraSeal {
	slot: Slot,
	author: AuthorityId,
	keystore: KeystorePtr,
}

impl ConsensusDataProvider<Block> for AuraSeal {
	fn create_digest(
		&self,
		_parent: &<Block as BlockT>::Header,
		_inherents: &InherentData,
	) -> Result<Digest, SealError> {
		Ok(Digest { logs: vec![standalone::pre_digest::<AuthorityPair>(self.slot)] })
	}

	fn append_block_import(
		&self,
		_parent: &<Block as BlockT>::Header,
		params: &mut BlockImportParams<Block>,
		_inherents: &InherentData,
		_proof: StorageProof,
	) -> Result<(), SealError> {
		params.post_digests.push(standalone::seal::<_, AuthorityPair>(
			&params.header.hash(),
			&self.author,
			&self.keystore,
		)?);
		Ok(())
	}
}

/// The inherents of one block: the chain's time, and nothing else.
struct Inherents(Timestamp);

#[async_trait::async_trait]
impl CreateInherentDataProviders<Block, ()> for Inherents {
	type InherentDataProviders = sp_timestamp::InherentDataProvider;

	async fn create_inherent_data_providers(
		&self,
		_parent: Hash,
		_extra: (),
	) -> Result<Self::InherentDataProviders, Box<dyn std::error::Error + Send + Sync>> {
		Ok(sp_timestamp::InherentDataProvider::new(self.0))
	}
}

/// The task that makes the blocks.
pub struct Sealer {
	options: Options,
	client: Arc<FullClient>,
	pool: Arc<FullPool>,
	select_chain: FullSelectChain,
	block_import: FullBlockImport,
	proposers: ProposerFactory<FullPool, FullClient>,
	keystore: KeystorePtr,
	slot_duration: SlotDuration,
	/// The moment (ms) before which no further block is made.
	floor: u64,
}

impl Sealer {
	/// A clock for this chain. A new chain starts at `options.start`, one with blocks at its best.
	#[allow(clippy::too_many_arguments)] // the parts of a node
	pub fn new(
		options: Options,
		client: Arc<FullClient>,
		pool: Arc<FullPool>,
		select_chain: FullSelectChain,
		block_import: FullBlockImport,
		proposers: ProposerFactory<FullPool, FullClient>,
		keystore: KeystorePtr,
		slot_duration: SlotDuration,
	) -> Self {
		let fresh = client.chain_info().best_number == 0;
		let floor = options.start.unwrap_or(if fresh { wall_clock() } else { 0 });
		Self {
			options,
			client,
			pool,
			select_chain,
			block_import,
			proposers,
			keystore,
			slot_duration,
			floor,
		}
	}

	/// Makes blocks, and does what `commands` asks, until the node stops.
	pub async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
		match self.best().await {
			Ok((parent, time)) => log::info!(
				target: LOG_TARGET,
				"⏱  Development clock ({:?}) at {}, best block #{}",
				self.options.sealing,
				describe(self.floor.max(time)),
				parent.number()
			),
			Err(error) => log::warn!(target: LOG_TARGET, "Development clock: {error}"),
		}
		if self.options.sealing == Sealing::Instant {
			self.begin().await;
		}
		let mut transactions: BoxStream<'static, ()> = match self.options.sealing {
			Sealing::Instant => self.pool.import_notification_stream().map(drop).boxed(),
			_ => futures::stream::pending().boxed(),
		};
		let period = match self.options.sealing {
			Sealing::Instant => Some(POOL_LOOK),
			Sealing::Interval(period) => Some(period),
			Sealing::Manual => None,
		};
		let mut ticks: BoxStream<'static, ()> = match period {
			Some(period) => {
				let mut interval = tokio::time::interval(period);
				interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
				interval.tick().await; // the first one comes at once
				futures::stream::unfold(interval, |mut interval| async move {
					interval.tick().await;
					Some(((), interval))
				})
				.boxed()
			},
			None => futures::stream::pending().boxed(),
		};

		loop {
			futures::select! {
				command = commands.next().fuse() => match command {
					Some(command) => self.obey(command).await,
					// Every handle is gone: the RPC server has stopped, and with it the node.
					None => return,
				},
				transaction = transactions.next().fuse() => match transaction {
					Some(()) => self.seal_waiting().await,
					None => return,
				},
				_ = ticks.next().fuse() => match self.options.sealing {
					Sealing::Interval(_) => {
						if let Err(error) = self.seal().await {
							log::error!(target: LOG_TARGET, "No block: {error}");
						}
					},
					_ => self.seal_waiting().await,
				},
			}
		}
	}

	/// Makes the first block of a new chain: the genesis has no time, so that until then the chain's
	/// day would be in 1970.
	async fn begin(&mut self) {
		match self.best().await {
			Ok((_, 0)) => {
				if let Err(error) = self.seal().await {
					log::error!(target: LOG_TARGET, "No first block: {error}");
				}
			},
			Ok(_) => (),
			Err(error) => log::warn!(target: LOG_TARGET, "Development clock: {error}"),
		}
	}

	async fn obey(&mut self, command: Command) {
		// Whoever asked may have gone away: then the answer goes nowhere.
		match command {
			Command::Seal(count, reply) => drop(reply.send(self.seal_many(count).await)),
			Command::SetTime(to, reply) => drop(reply.send(self.set_time(to).await)),
		}
	}

	/// The best block and the chain's time in it (ms; 0 in the genesis).
	async fn best(&self) -> Result<(<Block as BlockT>::Header, u64), String> {
		let header = self.select_chain.best_chain().await.map_err(|error| error.to_string())?;
		let key = [twox_128(b"Timestamp"), twox_128(b"Now")].concat();
		let time = self
			.client
			.storage(header.hash(), &StorageKey(key))
			.map_err(|error| error.to_string())?
			.map(|now| u64::decode(&mut &now.0[..]))
			.transpose()
			.map_err(|error| format!("the chain's time: {error}"))?
			.unwrap_or(0);
		Ok((header, time))
	}

	/// The slot of the next block and its author, whose key this node holds.
	async fn next(&self) -> Result<(<Block as BlockT>::Header, Slot, AuthorityId), String> {
		let (parent, time) = self.best().await?;
		let parent_slot = standalone::find_pre_digest::<Block, AuthoritySignature>(&parent)
			.map_err(|error| error.to_string())?;
		let authorities = self
			.client
			.runtime_api()
			.authorities(parent.hash())
			.map_err(|error| format!("the block authors: {error}"))?;
		let first = next_slot(*parent_slot, time, self.floor, self.slot_duration.as_millis());
		for ahead in 0..authorities.len() as u64 {
			let slot = Slot::from(first.saturating_add(ahead));
			let author =
				standalone::claim_slot::<AuthorityPair>(slot, &authorities, &self.keystore).await;
			if let Some(author) = author {
				return Ok((parent, slot, author));
			}
		}
		Err(format!(
			"this node holds the key of none of the {} block authors after #{}: only they can make \
			 blocks",
			authorities.len(),
			parent.number()
		))
	}

	fn start_of(&self, slot: Slot) -> u64 {
		slot.saturating_mul(self.slot_duration.as_millis())
	}

	/// Makes one block; waits for its slot if the chain has come up to the present.
	async fn seal(&mut self) -> Result<SealedBlock, String> {
		let (parent, slot, author) = self.next().await?;
		let timestamp = self.start_of(slot);
		loop {
			let ahead = timestamp.saturating_sub(wall_clock());
			if ahead == 0 {
				break;
			}
			tokio::time::sleep(Duration::from_millis(ahead)).await;
		}

		let digests = AuraSeal { slot, author, keystore: self.keystore.clone() };
		let (sender, answer) = oneshot::channel();
		seal_block(SealBlockParams {
			sender: Some(sender),
			parent_hash: Some(parent.hash()),
			finalize: false,
			// A block must come also where it can take no transaction (the end of a session): the
			// next one takes them.
			create_empty: true,
			env: &mut self.proposers,
			select_chain: &self.select_chain,
			block_import: &mut self.block_import,
			consensus_data_provider: Some(&digests),
			pool: self.pool.clone(),
			client: self.client.clone(),
			create_inherent_data_providers: &Inherents(timestamp.into()),
		})
		.await;
		let block = answer
			.await
			.map_err(|_| "the block was not made".to_string())?
			.map_err(|error| error.to_string())?;
		let extrinsics = self
			.client
			.block_body(block.hash)
			.map_err(|error| error.to_string())?
			.map_or(0, |body| body.len());
		Ok(SealedBlock {
			hash: block.hash,
			number: parent.number().saturating_add(1),
			timestamp,
			time: describe(timestamp),
			transactions: u32::try_from(extrinsics.saturating_sub(1)).unwrap_or(u32::MAX),
		})
	}

	/// Makes blocks as long as transactions wait that can be taken.
	async fn seal_waiting(&mut self) {
		let mut idle = 0;
		while idle < MAX_IDLE_BLOCKS {
			let best = self.client.chain_info().best_hash;
			let mut ready = self.pool.ready_at_with_timeout(best, POOL_PATIENCE).await;
			let waiting = ready.next().is_some();
			drop(ready);
			if !waiting {
				return;
			}
			match self.seal().await {
				Ok(block) if block.transactions == 0 => idle += 1,
				Ok(_) => idle = 0,
				Err(error) => {
					log::error!(target: LOG_TARGET, "No block: {error}");
					return;
				},
			}
		}
		log::debug!(target: LOG_TARGET, "{idle} blocks took none of the waiting transactions");
	}

	async fn seal_many(&mut self, count: u32) -> Result<SealedBlock, String> {
		if !(1..=MAX_SEAL).contains(&count) {
			return Err(format!("expected 1 to {MAX_SEAL} blocks, not {count}"));
		}
		let (_, slot, _) = self.next().await?;
		let now = wall_clock() / self.slot_duration.as_millis();
		let room = now.saturating_add(1).saturating_sub(*slot).max(1);
		if u64::from(count) > room {
			return Err(format!(
				"{count} blocks would lie beyond the machine's clock: at most {room} now"
			));
		}
		let mut last = self.seal().await?;
		for _ in 1..count {
			last = self.seal().await?;
		}
		Ok(last)
	}

	async fn set_time(&mut self, to: u64) -> Result<SealedBlock, String> {
		let (_, time) = self.best().await?;
		if to <= time {
			return Err(format!(
				"the clock moves forward only: the chain is already at {}, asked for was {}",
				describe(time),
				describe(to)
			));
		}
		let now = wall_clock();
		if to > now {
			return Err(format!(
				"the clock never goes beyond the machine's, which is at {}; asked for was {}",
				describe(now),
				describe(to)
			));
		}
		self.floor = self.floor.max(to);
		self.seal().await
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sealing_parses() {
		assert_eq!("instant".parse(), Ok(Sealing::Instant));
		assert_eq!("manual".parse(), Ok(Sealing::Manual));
		assert_eq!("interval:1".parse(), Ok(Sealing::Interval(Duration::from_millis(1))));
		assert_eq!("interval:3600000".parse(), Ok(Sealing::Interval(Duration::from_secs(3600))));
		for wrong in ["", "Instant", "interval", "interval:", "interval:0", "interval:3600001"] {
			let error = wrong.parse::<Sealing>().unwrap_err();
			assert!(error.starts_with("expected instant, manual, or interval:MS"), "{error}");
		}
	}

	#[test]
	fn parse_moment_takes_days_of_china_and_milliseconds() {
		// 2024-02-29 begins in China at 16:00 UTC of the day before.
		assert_eq!(parse_moment("2024-02-29"), Ok(1_709_136_000_000));
		assert_eq!(parse_moment("1709136000001"), Ok(1_709_136_000_001));
		for wrong in ["2023-02-29", "2024-2-29", "20240229x", "", "yesterday", "-5"] {
			let error = parse_moment(wrong).unwrap_err();
			assert!(error.starts_with("expected a day that exists"), "{error}");
		}
		parse_moment("99999999999999999999").unwrap_err();
	}

	#[test]
	fn describe_shows_the_time_in_china() {
		assert_eq!(describe(1_709_136_000_000), "2024-02-29 00:00:00 (UTC+8)");
		assert_eq!(describe(1_709_136_000_000 - 1), "2024-02-28 23:59:59 (UTC+8)");
		assert_eq!(describe(1_709_182_861_000), "2024-02-29 13:01:01 (UTC+8)");
	}

	#[test]
	fn next_slot_of_a_new_chain_is_where_the_clock_starts() {
		assert_eq!(next_slot(0, 0, 3_000_000, 3_000), 1_000);
		// A start amid a slot: the slot after it, never before the time asked for.
		assert_eq!(next_slot(0, 0, 3_000_001, 3_000), 1_001);
		assert_eq!(next_slot(0, 0, 0, 3_000), 1);
	}

	#[test]
	fn next_slot_follows_the_parent() {
		assert_eq!(next_slot(1_000, 3_000_000, 0, 3_000), 1_001);
		// A parent made on the machine's clock lies amid its slot: a full slot later.
		assert_eq!(next_slot(1_000, 3_000_001, 0, 3_000), 1_002);
		assert_eq!(next_slot(1_000, 3_002_999, 0, 3_000), 1_002);
	}

	#[test]
	fn next_slot_after_a_jump_is_the_jump_and_never_goes_back() {
		assert_eq!(next_slot(1_000, 3_000_000, 9_000_000, 3_000), 3_000);
		assert_eq!(next_slot(3_000, 9_000_000, 3_000_000, 3_000), 3_001);
	}
}
