//! Prometheus metrics of the chain itself, besides the stock ones of the node.

use crate::service::FullClient;
use chuxin_runtime::{opaque::Block, Hash};
use futures::StreamExt;
use sc_client_api::{BlockBackend, BlockchainEvents};
use sc_consensus_aura::standalone::find_pre_digest;
use sp_api::ProvideRuntimeApi;
use sp_consensus_aura::{
	sr25519::{AuthorityId, AuthoritySignature},
	AuraApi,
};
use sp_consensus_grandpa::GrandpaApi;
use sp_runtime::traits::Block as BlockT;
use std::{collections::BTreeMap, sync::Arc};
use substrate_prometheus_endpoint::{register, Counter, Gauge, PrometheusError, Registry, U64};

/// The metrics.
pub struct Metrics {
	best_time: Gauge<U64>,
	finalized_time: Gauge<U64>,
	unfinalized: Gauge<U64>,
	authors: Gauge<U64>,
	voters: Gauge<U64>,
	blocks: Counter<U64>,
	transactions: Counter<U64>,
	equivocations: Counter<U64>,
}

/// Slots for which the blocks seen are remembered: an hour of them.
const SLOTS: usize = 1_200;

/// Blocks seen by slot, each with its parent. Two different ones of one author mean that a validator
/// signed both: its keys are used on two machines, or it cheats.
struct Seen(BTreeMap<u64, BTreeMap<Hash, Hash>>);

impl Seen {
	/// The author of the block, when it is one too many of that author in its slot. Who made a block
	/// with a given parent is asked only where a slot has more than one block.
	fn one_too_many<A: PartialEq>(
		&mut self,
		slot: u64,
		block: Hash,
		parent: Hash,
		author_of: impl Fn(Hash) -> Option<A>,
	) -> Option<A> {
		let blocks = self.0.entry(slot).or_default();
		let others: Vec<Hash> = blocks.values().copied().collect();
		let is_new = blocks.insert(block, parent).is_none();
		while self.0.len() > SLOTS {
			self.0.pop_first();
		}
		if !is_new || others.is_empty() {
			return None;
		}
		let author = author_of(parent)?;
		others.into_iter().any(|other| author_of(other).as_ref() == Some(&author)).then_some(author)
	}
}

/// Who made a block of this slot: the validators take turns, as the block before has them.
fn author_of(client: &FullClient, parent: Hash, slot: u64) -> Option<AuthorityId> {
	let authors: Vec<AuthorityId> = client.runtime_api().authorities(parent).ok()?;
	let index = slot.checked_rem(authors.len() as u64)?;
	authors.get(usize::try_from(index).ok()?).cloned()
}

impl Metrics {
	/// Registers the metrics; an error if one of the names is taken.
	pub fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let gauge = |name: &str, help: &str| register(Gauge::new(name, help)?, registry);
		let counter = |name: &str, help: &str| register(Counter::new(name, help)?, registry);
		Ok(Self {
			best_time: gauge(
				"chuxin_best_block_time_seconds",
				"Time of the best block's slot, in seconds since 1970",
			)?,
			finalized_time: gauge(
				"chuxin_finalized_block_time_seconds",
				"Time of the finalised block's slot, in seconds since 1970",
			)?,
			unfinalized: gauge(
				"chuxin_unfinalized_blocks",
				"Blocks between the finalised and the best block",
			)?,
			authors: gauge("chuxin_block_authors", "Validators that may make blocks")?,
			voters: gauge("chuxin_finality_voters", "Validators that vote on finality")?,
			blocks: counter("chuxin_blocks_total", "New best blocks since the node started")?,
			transactions: counter(
				"chuxin_transactions_total",
				"Transactions in new best blocks since the node started, inherents not counted",
			)?,
			equivocations: counter(
				"chuxin_block_equivocations_total",
				"Second blocks of one validator in one slot, seen since the node started",
			)?,
		})
	}

	fn on_best(&self, client: &FullClient, hash: Hash, slot_seconds: Option<u64>) {
		self.blocks.inc();
		if let Ok(Some(body)) = client.block_body(hash) {
			self.transactions.inc_by(body.len().saturating_sub(1) as u64);
		}
		if let Some(seconds) = slot_seconds {
			self.best_time.set(seconds);
		}
		let api = client.runtime_api();
		let authors: Result<Vec<AuthorityId>, _> = api.authorities(hash);
		if let Ok(authors) = authors {
			self.authors.set(authors.len() as u64);
		}
		if let Ok(voters) = api.grandpa_authorities(hash) {
			self.voters.set(voters.len() as u64);
		}
		self.on_number(client);
	}

	fn on_number(&self, client: &FullClient) {
		let info = client.chain_info();
		self.unfinalized.set(info.best_number.saturating_sub(info.finalized_number).into());
	}
}

/// Keeps the metrics up to date until the node stops.
pub async fn run(metrics: Metrics, client: Arc<FullClient>) {
	let slot_ms = match sc_consensus_aura::slot_duration(&*client) {
		Ok(duration) => duration.as_millis(),
		Err(error) => {
			log::warn!("No metrics of the chain: {error}");
			return;
		},
	};
	let slot_of = |header: &<Block as BlockT>::Header| {
		find_pre_digest::<Block, AuthoritySignature>(header).ok().map(u64::from)
	};
	let seconds = |header: &<Block as BlockT>::Header| {
		slot_of(header).map(|slot| slot.saturating_mul(slot_ms) / 1000)
	};
	let mut seen = Seen(BTreeMap::new());
	let mut every = client.every_import_notification_stream().fuse();
	let mut imported = client.import_notification_stream().fuse();
	let mut finalized = client.finality_notification_stream().fuse();
	loop {
		futures::select! {
			block = imported.next() => match block {
				Some(block) if block.is_new_best => {
					metrics.on_best(&client, block.hash, seconds(&block.header));
				},
				Some(_) => {},
				None => return,
			},
			block = every.next() => match block {
				Some(block) => {
					let Some(slot) = slot_of(&block.header) else { continue };
					let author_of = |parent| author_of(&client, parent, slot);
					let parent = block.header.parent_hash;
					if let Some(author) = seen.one_too_many(slot, block.hash, parent, author_of) {
						metrics.equivocations.inc();
						log::warn!(
							"Validator {author} made more than one block in slot {slot}: its keys are \
							 on two machines, or it cheats"
						);
					}
				},
				None => return,
			},
			block = finalized.next() => match block {
				Some(block) => {
					if let Some(seconds) = seconds(&block.header) {
						metrics.finalized_time.set(seconds);
					}
					metrics.on_number(&client);
				},
				None => return,
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn metrics_register_once() {
		let registry = Registry::new();
		let metrics = Metrics::register(&registry).unwrap();
		metrics.transactions.inc_by(3);
		let families = registry.gather();
		assert_eq!(families.len(), 8);
		assert!(families.iter().all(|family| family.get_name().starts_with("chuxin_")));
		assert!(Metrics::register(&registry).is_err());
	}

	#[test]
	fn a_second_block_of_an_author_in_a_slot_is_one_too_many() {
		let (alice, bob) = (1u8, 2u8);
		let block = Hash::repeat_byte;
		let mut seen = Seen(BTreeMap::new());
		// The parent tells the author: blocks on the same one are of the same.
		let mut is_one_too_many = |slot, author, hash| {
			let found = seen.one_too_many(slot, hash, block(author), |parent| Some(parent.0[0]));
			assert!(found.is_none_or(|found| found == author));
			found.is_some()
		};
		assert!(!is_one_too_many(7, alice, block(1)));
		assert!(!is_one_too_many(7, alice, block(1)), "the same block again");
		assert!(!is_one_too_many(7, bob, block(2)), "another author, after another session");
		assert!(!is_one_too_many(8, alice, block(3)));
		assert!(is_one_too_many(7, alice, block(4)));
		assert!(is_one_too_many(7, alice, block(5)));
		for slot in 9..2_000 {
			assert!(!is_one_too_many(slot, alice, block(6)));
		}
		assert_eq!(seen.0.len(), SLOTS);
		// A block alone in its slot asks nothing of anybody.
		let nobody = |_| -> Option<u8> { panic!("asked") };
		assert_eq!(seen.one_too_many(2_000, block(7), block(1), nobody), None);
	}
}
