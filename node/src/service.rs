//! The node: database, runtime, network, transaction pool, Aura and GRANDPA, RPC.

use crate::{chain_spec, clock, metrics, rpc, well_known::KnownKeys};
use chuxin_primitives::{runtime_api::AccessApi, AccountId};
use chuxin_runtime::{opaque::Block, Hash, RuntimeApi};
use codec::Encode;
use futures::FutureExt;
use sc_client_api::{backend::Backend as _, StorageProvider};
use sc_consensus_aura::{ImportQueueParams, SlotProportion, StartAuraParams};
use sc_consensus_grandpa::{GrandpaPruningFilter, SharedVoterState};
use sc_executor::RuntimeVersionOf;
use sc_network::NetworkBackend;
use sc_service::{
	error::Error, ChainType, Configuration, GenesisBlockBuilder, TaskManager, WarpSyncConfig,
};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::{
	sr25519::{AuthorityId as AuraId, AuthorityPair as AuraPair},
	AuraApi,
};
use sp_consensus_grandpa::GrandpaApi;
use sp_core::storage::StorageKey;
use sp_io::hashing::twox_128;
use sp_runtime::{
	traits::{BlakeTwo256, Block as BlockT, Hash as HashT},
	Storage,
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// What the runtime may call. Light clients know no more than these.
#[cfg(not(feature = "runtime-benchmarks"))]
pub type HostFunctions = sp_io::SubstrateHostFunctions;
/// What the runtime may call, with what its benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub type HostFunctions =
	(sp_io::SubstrateHostFunctions, frame_benchmarking::benchmarking::HostFunctions);

/// Executes the runtime.
pub type Executor = sc_executor::WasmExecutor<HostFunctions>;
/// The client: runtime, state and blocks.
pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, Executor>;
/// The database.
pub type FullBackend = sc_service::TFullBackend<Block>;
/// The longest chain is the best.
pub type FullSelectChain = sc_consensus::LongestChain<FullBackend, Block>;
/// How blocks come in: through GRANDPA.
pub type FullBlockImport =
	sc_consensus_grandpa::GrandpaBlockImport<FullBackend, Block, FullClient, FullSelectChain>;
/// The transaction pool.
pub type FullPool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;

type GrandpaLink = sc_consensus_grandpa::LinkHalf<Block, FullClient, FullSelectChain>;

/// GRANDPA makes a justification every so many blocks at least. Light clients start from the last
/// one: low enough that they are soon at the head, an empty warp proof being an error to them.
pub const GRANDPA_JUSTIFICATION_PERIOD: u32 = 16;

/// Expected time for a vote to go round.
const GOSSIP: Duration = Duration::from_millis(333);
/// The same where a single node votes.
const GOSSIP_ALONE: Duration = Duration::from_millis(100);

/// What a subcommand needs of a node.
pub type Parts = sc_service::PartialComponents<
	FullClient,
	FullBackend,
	FullSelectChain,
	sc_consensus::DefaultImportQueue<Block>,
	FullPool,
	(FullBlockImport, GrandpaLink, Option<Telemetry>),
>;

/// The hash of the block a genesis makes.
fn genesis_hash(genesis: &Storage, executor: &impl RuntimeVersionOf) -> Result<Hash, Error> {
	let version = sc_service::resolve_state_version_from_wasm::<_, BlakeTwo256>(genesis, executor)?;
	let entries = genesis.top.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
	let root = BlakeTwo256::trie_root(entries, version);
	Ok(sc_service::construct_genesis_block::<Block>(root, version).header().hash())
}

/// Refuses a database that belongs to another chain: left alone, the node would go on with the
/// chain of the database and never meet a node of the one it was asked for.
fn check_database(config: &Configuration, found: Hash, expected: Hash) -> Result<(), String> {
	if found == Hash::default() || found == expected {
		return Ok(());
	}
	Err(format!(
		"the database at {} holds another chain: its genesis is {found:?}, that of the \
		 specification {:?} is {expected:?}. Give the specification the chain was started with \
		 (--chain FILE), another folder (--base-path), or remove the old chain (purge-chain)",
		config.database.path().map_or("?".into(), |path| path.display().to_string()),
		config.chain_spec.id(),
	))
}

/// Refuses a chain that is not for development and whose best block gives a say to well-known keys:
/// as block author, finality voter, session key, council member or officer.
fn check_best_block(chain_type: &ChainType, client: &FullClient) -> Result<(), Error> {
	if chain_spec::allows_well_known_keys(chain_type) {
		return Ok(());
	}
	let info = client.chain_info();
	let at = info.best_hash;
	if at == info.genesis_hash {
		return Ok(()); // looked at with the specification
	}
	let keys = KnownKeys::new();
	let api = client.runtime_api();
	let runtime_error = |error: sp_api::ApiError| Error::Other(error.to_string());
	let mut found = BTreeSet::new();

	let authors: Vec<AuraId> = api.authorities(at).map_err(runtime_error)?;
	let voters = api.grandpa_authorities(at).map_err(runtime_error)?;
	found.extend(keys.within(&authors.encode()).map(|name| format!("{name} in Aura")));
	found.extend(keys.within(&voters.encode()).map(|name| format!("{name} in Grandpa")));
	for pallet in ["Session", "Validators", "Council"] {
		let prefix = StorageKey(twox_128(pallet.as_bytes()).to_vec());
		let entries: Vec<_> = client.storage_pairs(at, Some(&prefix), None)?.collect();
		found.extend(
			keys.in_entries(
				entries.iter().map(|(key, value)| (key.0.as_slice(), value.0.as_slice())),
			),
		);
	}
	for (key, name) in keys.iter() {
		if api.quota(at, AccountId::from(*key)).map_err(runtime_error)?.offices > 0 {
			found.insert(format!("{name} holds an office"));
		}
	}
	let found: Vec<String> = found.into_iter().collect();
	chain_spec::refuse_well_known_keys(
		chain_type,
		&format!("its best block #{}", info.best_number),
		&found,
	)
	.map_err(Error::Other)
}

/// Opens the database and makes what subcommands and the node share.
///
/// Errors: the specification, its genesis or the best block uses well-known keys where it may not;
/// the database cannot be opened, or belongs to another chain.
pub fn new_partial(config: &Configuration) -> Result<Parts, Error> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;

	let executor = sc_service::new_wasm_executor::<HostFunctions>(&config.executor);
	let chain_type = config.chain_spec.chain_type();
	let genesis = config
		.chain_spec
		.as_storage_builder()
		.build_storage()
		.map_err(|error| Error::Other(format!("the genesis of the specification: {error}")))?;
	chain_spec::check_genesis(&chain_type, &genesis)?;

	let mut database = config.db_config();
	// Without their justifications a pruned node could not serve warp proofs.
	database.pruning_filters = vec![Arc::new(GrandpaPruningFilter)];
	let backend = sc_service::new_db_backend::<Block>(database).map_err(|error| {
		Error::Other(format!(
			"cannot open the database at {}: {error}. If another node runs on it, stop that one or \
			 give another folder by --base-path",
			config.database.path().map_or("?".into(), |path| path.display().to_string())
		))
	})?;
	let found = backend.blockchain().info().genesis_hash;
	if found != Hash::default() {
		check_database(config, found, genesis_hash(&genesis, &executor)?)?;
	}

	let genesis_block = GenesisBlockBuilder::new_with_storage(
		genesis,
		!config.no_genesis(),
		backend.clone(),
		executor.clone(),
	)?;
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			executor,
			backend,
			genesis_block,
			false,
		)?;
	let client = Arc::new(client);
	check_best_block(&chain_type, &client)?;

	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});
	let select_chain = sc_consensus::LongestChain::new(backend.clone());
	let transaction_pool = Arc::from(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);
	let (block_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		GRANDPA_JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		telemetry.as_ref().map(Telemetry::handle),
	)?;
	let slot_duration = sc_consensus_aura::slot_duration(&*client)?;
	let import_queue =
		sc_consensus_aura::import_queue::<AuraPair, _, _, _, _, _>(ImportQueueParams {
			block_import: block_import.clone(),
			justification_import: Some(Box::new(block_import.clone())),
			client: client.clone(),
			create_inherent_data_providers: move |_, ()| async move {
				let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
				let slot =
					sp_consensus_aura::inherents::InherentDataProvider::from_timestamp_and_slot_duration(
						*timestamp,
						slot_duration,
					);
				Ok((slot, timestamp))
			},
			spawner: &task_manager.spawn_essential_handle(),
			registry: config.prometheus_registry(),
			check_for_equivocation: Default::default(),
			telemetry: telemetry.as_ref().map(Telemetry::handle),
			compatibility_mode: Default::default(),
		})?;

	Ok(Parts {
		client,
		backend,
		task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: (block_import, grandpa_link, telemetry),
	})
}

/// Starts a node; with `development` its blocks come by the development clock.
pub fn new_full<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
	development: Option<clock::Options>,
) -> Result<TaskManager, Error> {
	let Parts {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: (block_import, grandpa_link, mut telemetry),
	} = new_partial(&config)?;
	let keystore = keystore_container.keystore();
	let registry = config.prometheus_registry().cloned();

	let mut net_config = sc_network::config::FullNetworkConfiguration::<Block, Hash, N>::new(
		&config.network,
		registry.clone(),
	);
	let network_metrics = N::register_notification_metrics(registry.as_ref());
	let grandpa_protocol = sc_consensus_grandpa::protocol_standard_name(
		&client.chain_info().genesis_hash,
		&config.chain_spec,
	);
	let (grandpa_set, grandpa_notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
		grandpa_protocol.clone(),
		network_metrics.clone(),
		net_config.peer_store_handle(),
	);
	net_config.add_notification_protocol(grandpa_set);
	let warp_sync = Arc::new(sc_consensus_grandpa::warp_proof::NetworkProvider::new(
		backend.clone(),
		grandpa_link.shared_authority_set().clone(),
		Vec::new(),
	));

	let (network, system_rpc_tx, tx_handler_controller, sync_service, _bitswap) =
		sc_service::build_network(sc_service::BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(warp_sync)),
			block_relay: None,
			metrics: network_metrics,
			gap_sync_body_policy: None,
		})?;

	if config.offchain_worker.enabled {
		let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
			runtime_api_provider: client.clone(),
			keystore: Some(keystore.clone()),
			offchain_db: backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(transaction_pool.clone())),
			network_provider: Arc::new(network.clone()),
			is_validator: config.role.is_authority(),
			enable_http_requests: false,
			custom_extensions: |_| vec![],
		})?;
		task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			workers.run(client.clone(), task_manager.spawn_handle()).boxed(),
		);
	}

	let voter_state = SharedVoterState::empty();
	let (clock_handle, clock_commands) = match development {
		Some(_) => {
			let (handle, commands) = clock::Handle::new();
			(Some(handle), Some(commands))
		},
		None => (None, None),
	};
	let rpc_builder = {
		let client = client.clone();
		let pool = transaction_pool.clone();
		let backend = backend.clone();
		let voter_state = voter_state.clone();
		let authority_set = grandpa_link.shared_authority_set().clone();
		let justifications = grandpa_link.justification_stream();
		let finality_proofs = sc_consensus_grandpa::FinalityProofProvider::new_for_service(
			backend.clone(),
			Some(authority_set.clone()),
		);
		let development_chain = config.chain_spec.chain_type() == ChainType::Development;
		Box::new(move |executor: sc_rpc::SubscriptionTaskExecutor| {
			rpc::create(rpc::Parts {
				client: client.clone(),
				pool: pool.clone(),
				backend: backend.clone(),
				grandpa: rpc::GrandpaParts {
					voter_state: voter_state.clone(),
					authority_set: authority_set.clone(),
					justifications: justifications.clone(),
					executor,
					finality_proofs: finality_proofs.clone(),
				},
				clock: development_chain.then(|| clock_handle.clone()),
			})
			.map_err(Error::Application)
		})
	};

	let role = config.role;
	let force_authoring = config.force_authoring;
	let name = config.network.node_name.clone();
	let enable_grandpa = !config.disable_grandpa;
	sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		client: client.clone(),
		backend,
		task_manager: &mut task_manager,
		keystore: keystore.clone(),
		transaction_pool: transaction_pool.clone(),
		rpc_builder,
		network: network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync_service.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	let telemetry = telemetry.as_ref().map(Telemetry::handle);

	if let Some(registry) = &registry {
		task_manager.spawn_handle().spawn(
			"chuxin-metrics",
			None,
			metrics::run(metrics::Metrics::register(registry)?, client.clone()),
		);
	}

	let slot_duration = sc_consensus_aura::slot_duration(&*client)?;
	let alone = development.is_some();
	if role.is_authority() {
		let proposers = sc_basic_authorship::ProposerFactory::new(
			task_manager.spawn_handle(),
			client.clone(),
			transaction_pool.clone(),
			registry.as_ref(),
			telemetry.clone(),
		);
		if let (Some(options), Some(commands)) = (development, clock_commands) {
			let sealer = clock::Sealer::new(
				options,
				client.clone(),
				transaction_pool.clone(),
				select_chain,
				block_import,
				proposers,
				keystore.clone(),
				slot_duration,
			);
			task_manager.spawn_essential_handle().spawn_blocking(
				"development-clock",
				Some("block-authoring"),
				sealer.run(commands),
			);
		} else {
			let aura = sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(
				StartAuraParams {
					slot_duration,
					client: client.clone(),
					select_chain,
					block_import,
					proposer_factory: proposers,
					create_inherent_data_providers: move |_, ()| async move {
						let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
						let slot =
							sp_consensus_aura::inherents::InherentDataProvider::from_timestamp_and_slot_duration(
								*timestamp,
								slot_duration,
							);
						Ok((slot, timestamp))
					},
					force_authoring,
					backoff_authoring_blocks: None::<()>,
					keystore: keystore.clone(),
					sync_oracle: sync_service.clone(),
					justification_sync_link: sync_service.clone(),
					block_proposal_slot_portion: SlotProportion::new(2f32 / 3f32),
					max_block_proposal_slot_portion: None,
					telemetry: telemetry.clone(),
					compatibility_mode: Default::default(),
				},
			)?;
			task_manager.spawn_essential_handle().spawn_blocking(
				"aura",
				Some("block-authoring"),
				aura,
			);
		}
	}

	if enable_grandpa {
		// One voter alone has nobody to wait for: without rules finality follows every block.
		let rules = if alone {
			sc_consensus_grandpa::VotingRulesBuilder::new()
		} else {
			sc_consensus_grandpa::VotingRulesBuilder::default()
		};
		let voter = sc_consensus_grandpa::run_grandpa_voter(sc_consensus_grandpa::GrandpaParams {
			config: sc_consensus_grandpa::Config {
				gossip_duration: if alone { GOSSIP_ALONE } else { GOSSIP },
				justification_generation_period: GRANDPA_JUSTIFICATION_PERIOD,
				name: Some(name),
				observer_enabled: false,
				keystore: role.is_authority().then_some(keystore),
				local_role: role,
				telemetry: telemetry.clone(),
				protocol_name: grandpa_protocol,
			},
			link: grandpa_link,
			network,
			sync: sync_service,
			notification_service: grandpa_notifications,
			voting_rule: rules.build(),
			prometheus_registry: registry,
			shared_voter_state: voter_state,
			telemetry,
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(transaction_pool),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
	}

	Ok(task_manager)
}
