//! Runs what the command line asks for.

use crate::{
	cli::{prepare, Cli, Subcommand},
	service::{self, Parts},
};
use chuxin_runtime::{opaque::Block, Hash};
use sc_cli::{Result, SubstrateCli};
use sc_network::config::NetworkBackendType;

/// Parses the command line and does what it says.
pub fn run() -> Result<()> {
	let cli = Cli::from_args();
	match &cli.subcommand {
		None => run_node(&cli),
		Some(Subcommand::Key(command)) => command.run(&cli),
		Some(Subcommand::ExportChainSpec(command)) => command.run(cli.load_spec(&command.chain)?),
		Some(Subcommand::LightSpec(command)) => command.run(cli.load_spec(&command.chain)?),
		Some(Subcommand::BuildSpec(command)) => {
			let runner = cli.create_runner(command)?;
			runner.sync_run(|config| command.run(config.chain_spec, config.network))
		},
		Some(Subcommand::CheckBlock(command)) => {
			let runner = cli.create_runner(command)?;
			runner.async_run(|mut config| {
				prepare(&mut config);
				let Parts { client, task_manager, import_queue, .. } =
					service::new_partial(&config)?;
				Ok((command.run(client, import_queue), task_manager))
			})
		},
		Some(Subcommand::ExportBlocks(command)) => {
			let runner = cli.create_runner(command)?;
			runner.async_run(|mut config| {
				prepare(&mut config);
				let Parts { client, task_manager, .. } = service::new_partial(&config)?;
				Ok((command.run(client, config.database), task_manager))
			})
		},
		Some(Subcommand::ImportBlocks(command)) => {
			let runner = cli.create_runner(command)?;
			runner.async_run(|mut config| {
				prepare(&mut config);
				let Parts { client, task_manager, import_queue, .. } =
					service::new_partial(&config)?;
				Ok((command.run(client, import_queue), task_manager))
			})
		},
		Some(Subcommand::PurgeChain(command)) => {
			let runner = cli.create_runner(command)?;
			runner.sync_run(|mut config| {
				prepare(&mut config);
				command.run(config.database)
			})
		},
		Some(Subcommand::Revert(command)) => {
			let runner = cli.create_runner(command)?;
			runner.async_run(|mut config| {
				prepare(&mut config);
				let Parts { client, task_manager, backend, .. } = service::new_partial(&config)?;
				let grandpa = Box::new(|client, _, blocks| {
					sc_consensus_grandpa::revert(client, blocks)?;
					Ok(())
				});
				Ok((command.run(client, backend, Some(grandpa)), task_manager))
			})
		},
		Some(Subcommand::ChainInfo(command)) => {
			let runner = cli.create_runner(command)?;
			runner.sync_run(|mut config| {
				prepare(&mut config);
				command.run::<Block>(&config)
			})
		},
		#[cfg(feature = "runtime-benchmarks")]
		Some(Subcommand::Benchmark(command)) => benchmark(&cli, command),
	}
}

fn run_node(cli: &Cli) -> Result<()> {
	let mut runner = cli.create_runner(&cli.run)?;
	let development = cli.prepare_run(runner.config_mut())?;
	runner.run_node_until_exit(|config| async move {
		match config.network.network_backend {
			NetworkBackendType::Libp2p => {
				service::new_full::<sc_network::NetworkWorker<Block, Hash>>(config, development)
			},
			NetworkBackendType::Litep2p => {
				service::new_full::<sc_network::Litep2pNetworkBackend>(config, development)
			},
		}
		.map_err(sc_cli::Error::Service)
	})
}

#[cfg(feature = "runtime-benchmarks")]
fn benchmark(cli: &Cli, command: &frame_benchmarking_cli::BenchmarkCmd) -> Result<()> {
	use frame_benchmarking_cli::{BenchmarkCmd, SUBSTRATE_REFERENCE_HARDWARE};
	use sp_runtime::traits::HashingFor;

	// A runtime from a file needs no chain, and so none that is built in.
	if let BenchmarkCmd::Pallet(command) = command {
		if command.runtime.is_some() {
			return command.run_with_spec::<HashingFor<Block>, service::HostFunctions>(None);
		}
	}
	let runner = cli.create_runner(command)?;
	runner.sync_run(|mut config| {
		prepare(&mut config);
		match command {
			BenchmarkCmd::Pallet(command) => command
				.run_with_spec::<HashingFor<Block>, service::HostFunctions>(Some(
					config.chain_spec,
				)),
			BenchmarkCmd::Overhead(command) => command
				.run_with_default_builder_and_spec::<Block, service::HostFunctions>(Some(
					config.chain_spec,
				)),
			BenchmarkCmd::Block(command) => {
				let Parts { client, .. } = service::new_partial(&config)?;
				command.run::<Block, service::FullBackend, _>(client)
			},
			BenchmarkCmd::Storage(command) => {
				let Parts { client, backend, .. } = service::new_partial(&config)?;
				let database = backend.expose_db();
				let storage = backend.expose_storage();
				let trie_cache = backend.expose_shared_trie_cache();
				command.run::<Block, service::FullBackend, _>(
					config, client, database, storage, trie_cache,
				)
			},
			BenchmarkCmd::Machine(command) => {
				command.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone())
			},
			BenchmarkCmd::Extrinsic(_) => {
				Err("this chain has no transfers to measure: use `benchmark pallet` for calls and \
				 `benchmark overhead` for what every transaction costs"
					.into())
			},
		}
	})
}
