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
use std::sync::Arc;
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
	let seconds = |header: &<Block as BlockT>::Header| {
		find_pre_digest::<Block, AuthoritySignature>(header)
			.ok()
			.map(|slot| slot.saturating_mul(slot_ms) / 1000)
	};
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
		assert_eq!(families.len(), 7);
		assert!(families.iter().all(|family| family.get_name().starts_with("chuxin_")));
		assert!(Metrics::register(&registry).is_err());
	}
}
