//! Options and subcommands.

use crate::{
	chain_spec,
	clock::{self, Sealing},
	ports,
};
use sc_cli::{RunCmd, SubstrateCli};
use sc_network::config::MultiaddrWithPeerId;
use sc_service::{ChainType, Configuration, DatabaseSource, RpcMethods};
use std::path::PathBuf;

/// The command line of the node.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	/// What to do instead of running the node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// Options of the running node.
	#[clap(flatten)]
	pub run: RunCmd,

	/// Options of a development node.
	#[clap(flatten)]
	pub development: DevelopmentParams,
}

/// Options that only a node under `--dev` takes.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DevelopmentParams {
	/// Under --dev: when to make a block, on a clock of the chain's own.
	///
	/// `instant`: as soon as a transaction waits. `manual`: by the RPC methods dev_seal and
	/// dev_setTime. `interval:MS`: every MS milliseconds. Without this option blocks come every
	/// slot, on the machine's clock.
	#[arg(long, value_name = "instant|manual|interval:MS")]
	pub sealing: Option<Sealing>,

	/// Under --dev with --sealing: the day (YYYY-MM-DD, China) on which the chain's clock starts.
	///
	/// The clock moves forward only, one slot a block or by dev_setTime, and never beyond the
	/// machine's clock. A chain that already has blocks goes on from its last one. Default: now.
	#[arg(long, value_name = "DATE", value_parser = clock::parse_moment)]
	pub clock: Option<u64>,

	/// Under --dev: the port of the additional WebSocket address for light clients.
	///
	/// Default: 30334, or the port after the one given by --port.
	#[arg(long, value_name = "PORT")]
	pub light_port: Option<u16>,
}

/// What the node can do instead of running.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)] // read once
pub enum Subcommand {
	/// Keys: generate, inspect, insert.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Write a chain specification (older form of export-chain-spec).
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Write a chain specification.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Write the raw specification a light client starts from, with the nodes it connects to.
	LightSpec(LightSpecCmd),

	/// Execute a block again and check it.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Read blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Remove the whole chain.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Go back by a number of blocks that are not finalised.
	Revert(sc_cli::RevertCmd),

	/// Print the best and the finalised block of the database.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Measure calls, blocks and the machine.
	#[cfg(feature = "runtime-benchmarks")]
	#[command(subcommand)]
	Benchmark(frame_benchmarking_cli::BenchmarkCmd),
}

/// `light-spec`: the raw specification for a light client.
#[derive(Debug, Clone, clap::Parser)]
pub struct LightSpecCmd {
	/// The chain: dev, local, or the path of a specification.
	#[arg(long, value_name = "CHAIN_SPEC", default_value = "dev")]
	pub chain: String,

	/// A node the light client connects to; may be given several times.
	///
	/// Example: /ip4/127.0.0.1/tcp/30334/ws/p2p/PEER_ID. A browser needs a `/ws` or `/wss` address.
	/// Default for `--chain dev`: the address a --dev node has when nothing else is asked for.
	#[arg(long = "bootnode", value_name = "MULTIADDR")]
	pub bootnodes: Vec<MultiaddrWithPeerId>,

	/// The file to write; the standard output if left out.
	#[arg(long, value_name = "FILE")]
	pub output: Option<PathBuf>,
}

impl LightSpecCmd {
	/// The raw specification, with the runtime in it (Aura chains have no checkpoint), as JSON.
	pub fn json(&self, mut spec: Box<dyn sc_service::ChainSpec>) -> Result<String, String> {
		for bootnode in &self.bootnodes {
			spec.add_boot_node(bootnode.clone());
		}
		if spec.boot_nodes().is_empty() {
			if spec.chain_type() != ChainType::Development {
				return Err(format!(
					"a light client of {} would find no node: name one by --bootnode \
					 /ip4/ADDRESS/tcp/PORT/ws/p2p/PEER_ID",
					spec.id()
				));
			}
			spec.add_boot_node(chain_spec::development_bootnode()?);
		}
		spec.as_json(true)
	}

	/// Writes [`Self::json`] to the file or the standard output.
	pub fn run(&self, spec: Box<dyn sc_service::ChainSpec>) -> sc_cli::Result<()> {
		let json = self.json(spec)?;
		match &self.output {
			Some(path) => std::fs::write(path, json)
				.map_err(|error| format!("cannot write {}: {error}", path.display()).into()),
			None => {
				println!("{json}");
				Ok(())
			},
		}
	}
}

impl Cli {
	/// The development clock asked for, if any.
	///
	/// `now` is the machine's clock in ms since 1970. Errors: asked for outside `--dev`, on a chain
	/// that is not for development, `--clock` without `--sealing`, or a clock ahead of the machine's.
	pub fn development(
		&self,
		chain_type: &ChainType,
		now: u64,
	) -> Result<Option<clock::Options>, String> {
		let params = &self.development;
		let dev = self.run.shared_params.dev;
		for (option, given) in [
			("--sealing", params.sealing.is_some()),
			("--clock", params.clock.is_some()),
			("--light-port", params.light_port.is_some()),
		] {
			if given && !dev {
				return Err(format!("{option} is for development nodes only: add --dev"));
			}
		}
		let Some(sealing) = params.sealing.clone() else {
			return match params.clock {
				Some(_) => Err("--clock sets the clock of a chain that seals its blocks itself: \
				                add --sealing instant, --sealing manual or --sealing interval:MS"
					.into()),
				None => Ok(None),
			};
		};
		if *chain_type != ChainType::Development {
			return Err(format!(
				"--sealing makes every block with this node's keys alone, so it is for chains of \
				 type Development (--chain dev); this one is of type {chain_type:?}"
			));
		}
		if let Some(start) = params.clock {
			if start > now {
				return Err(format!(
					"--clock lies ahead of the machine's clock ({}): light clients refuse blocks \
					 from the future. Give a day that has begun",
					clock::describe(now)
				));
			}
		}
		Ok(Some(clock::Options { sealing, start: params.clock }))
	}

	/// Completes the configuration of a node that is to run, and refuses what cannot go well.
	pub fn prepare_run(
		&self,
		config: &mut Configuration,
	) -> Result<Option<clock::Options>, String> {
		prepare(config);
		let chain_type = config.chain_spec.chain_type();
		let dev = self.run.shared_params.dev;
		let keyring = self.run.get_keyring().map(|key| key.to_string());
		chain_spec::refuse_keyring_options(&chain_type, dev, keyring.as_deref())?;
		let development = self.development(&chain_type, clock::wall_clock())?;

		if dev {
			let network = &self.run.network_params;
			let keys = &network.node_key_params;
			if keys.node_key.is_none() && keys.node_key_file.is_none() {
				config.network.node_key = chain_spec::development_node_key()?;
			}
			if network.listen_addr.is_empty() {
				let port = match (self.development.light_port, network.port) {
					(Some(port), _) => port,
					(None, Some(port)) => port.checked_add(1).ok_or(
						"--port 65535 leaves no port for light clients: set one by --light-port",
					)?,
					(None, None) => chain_spec::DEVELOPMENT_LIGHT_PORT,
				};
				let address = format!("/ip4/127.0.0.1/tcp/{port}/ws");
				config
					.network
					.listen_addresses
					.push(address.parse().map_err(|error| format!("{address}: {error}"))?);
			} else if self.development.light_port.is_some() {
				return Err("--light-port has no effect beside --listen-addr: give the address \
				            /ip4/127.0.0.1/tcp/PORT/ws there as well"
					.into());
			}
		}
		safe_rpc(&chain_type, config);
		ports::check(config)?;
		Ok(development)
	}
}

/// The methods an RPC port serves when `--rpc-methods` leaves it open (`auto`).
///
/// `auto` serves everything on loopback, keys and peers included: right for a development chain, but on
/// another a proxy or a tunnel on the same machine would open it to whoever reaches that. There it means
/// `safe`.
fn methods_served(chain_type: &ChainType, asked: RpcMethods) -> RpcMethods {
	match asked {
		RpcMethods::Auto if *chain_type != ChainType::Development => RpcMethods::Safe,
		asked => asked,
	}
}

/// Sets [`methods_served`] on every RPC port.
fn safe_rpc(chain_type: &ChainType, config: &mut Configuration) {
	config.rpc.methods = methods_served(chain_type, config.rpc.methods);
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		endpoint.rpc_methods = methods_served(chain_type, endpoint.rpc_methods);
	}
}

/// What holds for every use of a database: ParityDB, and life events are kept (offchain indexing).
pub fn prepare(config: &mut Configuration) {
	if let DatabaseSource::Auto { paritydb_path, .. } = &config.database {
		config.database = DatabaseSource::ParityDb { path: paritydb_path.clone() };
	}
	config.offchain_worker.indexing_enabled = true;
}

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Chuxin Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		"The node of Chuxin (初心链), a chain of membership records without any token.".into()
	}

	fn author() -> String {
		"the Chuxin authors".into()
	}

	fn support_url() -> String {
		concat!(env!("CARGO_PKG_REPOSITORY"), "/issues").into()
	}

	fn copyright_start_year() -> i32 {
		2025
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		chain_spec::load(id)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::Duration;

	fn cli(arguments: &[&str]) -> Cli {
		Cli::try_from_iter(std::iter::once("chuxin-node").chain(arguments.iter().copied())).unwrap()
	}

	const DAY_2020: u64 = 1_577_808_000_000; // 2020-01-01 00:00 in China

	#[test]
	fn development_options_under_dev_work() {
		let asked = |arguments: &[&str]| {
			cli(arguments).development(&ChainType::Development, DAY_2020).unwrap()
		};
		assert_eq!(asked(&["--dev"]), None);
		assert_eq!(
			asked(&["--dev", "--sealing", "instant", "--clock", "2020-01-01"]),
			Some(clock::Options { sealing: Sealing::Instant, start: Some(DAY_2020) })
		);
		assert_eq!(
			asked(&["--dev", "--sealing", "interval:250"]),
			Some(clock::Options {
				sealing: Sealing::Interval(Duration::from_millis(250)),
				start: None
			})
		);
	}

	#[test]
	fn development_options_outside_dev_fail() {
		for (arguments, option) in [
			(vec!["--chain", "dev", "--sealing", "manual"], "--sealing"),
			(vec!["--chain", "dev", "--clock", "2019-01-01"], "--clock"),
			(vec!["--light-port", "1"], "--light-port"),
		] {
			let error = cli(&arguments).development(&ChainType::Development, DAY_2020).unwrap_err();
			assert_eq!(error, format!("{option} is for development nodes only: add --dev"));
		}
	}

	#[test]
	fn clock_without_sealing_fails() {
		let error = cli(&["--dev", "--clock", "2019-01-01"])
			.development(&ChainType::Development, DAY_2020)
			.unwrap_err();
		assert!(error.contains("add --sealing instant"), "{error}");
	}

	#[test]
	fn clock_ahead_of_the_machine_fails() {
		let asked = cli(&["--dev", "--sealing", "manual", "--clock", "2020-01-01"]);
		asked.development(&ChainType::Development, DAY_2020).unwrap();
		let error = asked.development(&ChainType::Development, DAY_2020 - 1).unwrap_err();
		assert!(error.contains("ahead of the machine's clock (2019-12-31 23:59:59"), "{error}");
	}

	#[test]
	fn sealing_on_other_chain_types_fails() {
		let asked = cli(&["--dev", "--sealing", "manual"]);
		for chain_type in [ChainType::Local, ChainType::Live] {
			let error = asked.development(&chain_type, DAY_2020).unwrap_err();
			assert!(error.contains("chains of type Development"), "{error}");
		}
	}

	#[test]
	fn rpc_ports_of_other_chains_are_safe_unless_asked() {
		for chain_type in
			[ChainType::Local, ChainType::Live, ChainType::Custom("pilot".to_string())]
		{
			assert!(matches!(methods_served(&chain_type, RpcMethods::Auto), RpcMethods::Safe));
			assert!(matches!(methods_served(&chain_type, RpcMethods::Unsafe), RpcMethods::Unsafe));
		}
		let development = methods_served(&ChainType::Development, RpcMethods::Auto);
		assert!(matches!(development, RpcMethods::Auto));
	}

	#[test]
	fn malformed_options_fail() {
		for arguments in [
			["--dev", "--sealing", "often"],
			["--dev", "--sealing", "interval:0"],
			["--dev", "--clock", "2023-02-29"],
		] {
			let parsed =
				Cli::try_from_iter(std::iter::once("chuxin-node").chain(arguments)).map(|_| ());
			assert!(parsed.is_err(), "{arguments:?}");
		}
	}
}
