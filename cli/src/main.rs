//! The program `chuxin`.

use chuxin_cli::{args::Cli, commands, error::exit};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
	let cli = match Cli::try_parse() {
		Ok(cli) => cli,
		Err(error) => {
			// Nobody is left to tell when standard output is gone.
			let _ = error.print();
			return ExitCode::from(if error.use_stderr() { exit::USAGE } else { exit::OK });
		},
	};
	let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
		Ok(runtime) => runtime,
		Err(error) => {
			eprintln!(
				"error: the operating system gives no threads ({error}). Close other programs."
			);
			return ExitCode::from(exit::ERROR);
		},
	};
	let outcome = runtime.block_on(commands::run(cli));
	// A light client's connections end with the process.
	runtime.shutdown_background();
	match outcome {
		Ok(()) => ExitCode::from(exit::OK),
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::from(error.exit_code())
		},
	}
}
