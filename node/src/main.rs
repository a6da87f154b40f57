//! `chuxin-node`: keeps, makes and serves the blocks of a Chuxin chain.
//!
//! * [`cli`] and [`command`] — options and subcommands;
//! * [`chain_spec`] — which chain, and that its keys are not [`well_known`];
//! * [`service`] — the node itself: Aura, GRANDPA, network, transaction pool;
//! * [`clock`] — the development clock, under `--dev` only;
//! * [`rpc`] — what is served besides the stock methods, and [`life`], which it reads;
//! * [`metrics`] — what operators watch besides the stock metrics;
//! * [`ports`] — a port in use is said before anything is started.
// The sdk's error type is large, and every subcommand returns it once.
#![allow(clippy::result_large_err)]

mod chain_spec;
mod cli;
mod clock;
mod command;
mod life;
mod metrics;
mod ports;
mod rpc;
mod service;
mod well_known;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			// What this node says itself is said without the kind of error it travelled in.
			let text = match error {
				sc_cli::Error::Input(text)
				| sc_cli::Error::Service(sc_service::Error::Other(text)) => text,
				other => other.to_string(),
			};
			eprintln!("Error: {text}");
			ExitCode::FAILURE
		},
	}
}
