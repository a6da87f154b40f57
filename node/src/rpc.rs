//! RPC methods of the node besides those every node of the release serves.
//!
//! * `life_history` — a person's life events;
//! * `dev_seal`, `dev_setTime` — the development clock, on development chains only;
//! * `grandpa_…`, `system_accountNextIndex` — stock methods that a node adds itself.

use crate::{
	clock,
	life::{self, Event},
	service::{FullBackend, FullClient, FullPool},
};
use chuxin_primitives::{life::life_head0, runtime_api::MembersApi, PersonId};
use chuxin_runtime::{opaque::Block, AccountId, Hash, Nonce};
use jsonrpsee::{
	core::{RegisterMethodError, RpcResult},
	types::{
		error::{INTERNAL_ERROR_CODE, INVALID_PARAMS_CODE},
		ErrorObjectOwned, Params,
	},
	RpcModule,
};
use sc_client_api::Backend;
use sc_consensus_aura::standalone::find_pre_digest;
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::sr25519::AuthoritySignature;
use sp_core::offchain::{OffchainStorage, STORAGE_PREFIX};
use std::sync::Arc;

/// What the methods need of the finality voter.
pub struct GrandpaParts {
	/// State of the voting rounds.
	pub voter_state: SharedVoterState,
	/// The voters.
	pub authority_set: SharedAuthoritySet<Hash, u32>,
	/// Justifications as they are made.
	pub justifications: GrandpaJustificationStream<Block>,
	/// Runs subscriptions.
	pub executor: sc_rpc::SubscriptionTaskExecutor,
	/// Proofs of finality.
	pub finality_proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

/// What the methods need.
pub struct Parts {
	/// Runtime, state and blocks.
	pub client: Arc<FullClient>,
	/// The transaction pool.
	pub pool: Arc<FullPool>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The finality voter.
	pub grandpa: GrandpaParts,
	/// `None`: no development chain. `Some(None)`: one without a clock of its own.
	pub clock: Option<Option<clock::Handle>>,
}

/// All methods of this module.
pub fn create(parts: Parts) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>> {
	use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
	use substrate_frame_rpc_system::{System, SystemApiServer};

	let Parts { client, pool, backend, grandpa, clock } = parts;
	let mut module = RpcModule::new(());
	module.merge(SystemApiServer::<Hash, AccountId, Nonce>::into_rpc(
		System::<_, _, Block>::new(client.clone(), pool),
	))?;
	module.merge(
		Grandpa::new(
			grandpa.executor,
			grandpa.authority_set,
			grandpa.voter_state,
			grandpa.justifications,
			grandpa.finality_proofs,
		)
		.into_rpc(),
	)?;
	module.merge(life_methods(Life { client, backend })?)?;
	if let Some(handle) = clock {
		module.merge(development_methods(Development { handle })?)?;
	}
	Ok(module)
}

fn invalid(message: impl Into<String>) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(INVALID_PARAMS_CODE, message, None::<()>)
}

fn internal(error: impl std::fmt::Display) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(INTERNAL_ERROR_CODE, error.to_string(), None::<()>)
}

/// A person's life events, as of a finalised block.
#[derive(Clone, Debug, Serialize)]
pub struct LifeHistory {
	/// The person.
	pub person: u64,
	/// The finalised block the history was read at.
	pub block: Hash,
	/// Its number.
	pub block_number: u32,
	/// Events recorded so far.
	pub length: u32,
	/// Head of the life chain in that block.
	pub head: Hash,
	/// Events, newest first.
	pub events: Vec<Event>,
	/// `from` of the next page; absent when nothing older follows.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub next: Option<u32>,
	/// Whether nothing is missing between the head and the last event of this page.
	pub complete: bool,
	/// What is missing, and why.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub note: Option<String>,
}

/// Parameters of `life_history`, by name or in this order.
#[derive(Deserialize)]
struct LifeParams {
	person: u64,
	from: Option<u32>,
	limit: Option<u32>,
}

impl LifeParams {
	fn parse(params: &Params) -> RpcResult<Self> {
		if params.is_object() {
			return params.parse();
		}
		let mut sequence = params.sequence();
		Ok(Self {
			person: sequence.next()?,
			from: sequence.optional_next()?,
			limit: sequence.optional_next()?,
		})
	}
}

/// `life_history(person, from?, limit?)`: life events of a person, newest first, from the finalised
/// head backwards.
///
/// `from`: the number of the newest event wanted (default: the last). `limit`: 1 to 256 events
/// (default 64). Continue with `from` = `next`. A node that did not execute every block since the
/// genesis has only the later events, and says so in `complete` and `note`.
// The methods are registered by hand: the macro of jsonrpsee does not build where debug assertions
// are on here and off in dependencies.
fn life_methods(life: Life) -> Result<RpcModule<Life>, RegisterMethodError> {
	let mut module = RpcModule::new(life);
	module.register_blocking_method("life_history", |params, life, _| {
		let LifeParams { person, from, limit } = LifeParams::parse(&params)?;
		life.history(person, from, limit)
	})?;
	Ok(module)
}

struct Life {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
}

impl Life {
	/// The first block, up to the finalised one, whose slot contains or follows this moment (ms).
	fn block_at(&self, finalized: u32, moment: u64) -> Result<u32, ErrorObjectOwned> {
		let slot_ms =
			sc_consensus_aura::slot_duration(&*self.client).map_err(internal)?.as_millis();
		let before = |number: u32| {
			let header = self
				.client
				.hash(number)
				.and_then(|hash| hash.map_or(Ok(None), |hash| self.client.header(hash)))
				.map_err(internal)?;
			// A header this node does not have lies before those it has.
			Ok::<_, ErrorObjectOwned>(header.is_none_or(|header| {
				find_pre_digest::<Block, AuthoritySignature>(&header)
					.map_or(true, |slot| *slot < moment / slot_ms)
			}))
		};
		let (mut low, mut high) = (0, finalized);
		while low < high {
			let middle = low + (high - low) / 2;
			if before(middle)? {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		Ok(low)
	}

	fn history(
		&self,
		person: u64,
		from: Option<u32>,
		limit: Option<u32>,
	) -> RpcResult<LifeHistory> {
		let limit = limit.unwrap_or(life::DEFAULT_LIMIT);
		if !(1..=life::MAX_LIMIT).contains(&limit) {
			return Err(invalid(format!("limit: expected 1 to {}, not {limit}", life::MAX_LIMIT)));
		}
		let info = self.client.chain_info();
		let (block, number) = (info.finalized_hash, info.finalized_number);
		let view = self
			.client
			.runtime_api()
			.person(block, PersonId(person))
			.map_err(internal)?
			.ok_or_else(|| {
				invalid(format!(
					"no person {person} at the finalised block #{number}: check the number; a \
					 person enrolled just now appears when the block is finalised"
				))
			})?;
		let storage = self
			.backend
			.offchain_storage()
			.ok_or_else(|| internal("this node keeps no offchain database"))?;
		let page = life::walk(
			|key| storage.get(STORAGE_PREFIX, key),
			&info.genesis_hash,
			PersonId(person),
			view.life_len,
			view.life_head,
			from,
			limit,
		)
		.map_err(internal)?;
		let note = match page.missing {
			None => None,
			Some(seq) => {
				let before = match page.oldest {
					Some(moment) => self.block_at(number, moment)?,
					None => number.saturating_add(1),
				};
				Some(format!(
					"history incomplete before block {before}: this node did not execute every \
					 block since the genesis and lacks the events up to number {seq}. Ask a node \
					 that did, or the desk that keeps the person's record"
				))
			},
		};
		let head = match view.life_len {
			0 => life_head0(&info.genesis_hash, PersonId(person)),
			_ => view.life_head,
		};
		Ok(LifeHistory {
			person,
			block,
			block_number: number,
			length: view.life_len,
			head,
			events: page.events,
			next: page.next,
			complete: note.is_none(),
			note,
		})
	}
}

/// The moment `dev_setTime` is given, in ms: a number, or text as [`clock::parse_moment`] takes it.
fn moment(value: &Value) -> Result<u64, String> {
	match value {
		Value::Number(ms) => {
			ms.as_u64().ok_or_else(|| format!("expected milliseconds since 1970, not {ms}"))
		},
		Value::String(text) => clock::parse_moment(text),
		other => {
			Err(format!("expected a day as \"YYYY-MM-DD\" or milliseconds since 1970, not {other}"))
		},
	}
}

struct Development {
	handle: Option<clock::Handle>,
}

impl Development {
	fn handle(&self) -> RpcResult<&clock::Handle> {
		self.handle.as_ref().ok_or_else(|| {
			invalid(
				"this node makes blocks on the machine's clock: start it with --dev --sealing \
				 manual (or instant, or interval:MS) to move the clock by RPC",
			)
		})
	}
}

/// The development clock:
///
/// * `dev_seal(count?)` makes so many blocks (default 1), one slot apart, and answers with the last;
/// * `dev_setTime(to)` moves the clock forward to a day (`YYYY-MM-DD`, when it begins in China) or
///   to milliseconds since 1970, makes a block there and answers with it.
fn development_methods(
	development: Development,
) -> Result<RpcModule<Development>, RegisterMethodError> {
	let mut module = RpcModule::new(development);
	module.register_async_method("dev_seal", |params, development, _| async move {
		let count: Option<u32> = params.sequence().optional_next()?;
		development.handle()?.seal(count.unwrap_or(1)).await.map_err(invalid)
	})?;
	module.register_async_method("dev_setTime", |params, development, _| async move {
		let to: Value = params.sequence().next()?;
		let to = moment(&to).map_err(invalid)?;
		development.handle()?.set_time(to).await.map_err(invalid)
	})?;
	Ok(module)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn moment_takes_numbers_and_text() {
		use serde_json::json;
		assert_eq!(moment(&json!(1_709_136_000_000u64)), Ok(1_709_136_000_000));
		assert_eq!(moment(&json!("1709136000000")), Ok(1_709_136_000_000));
		assert_eq!(moment(&json!("2024-02-29")), Ok(1_709_136_000_000));
		for wrong in [json!("2023-02-29"), json!(-1), json!(1.5), json!(null), json!([])] {
			assert!(moment(&wrong).unwrap_err().starts_with("expected "), "{wrong}");
		}
	}
}
