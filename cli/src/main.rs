//! The program `chuxin`.

use chuxin_cli::{
	args::Cli,
	commands,
	error::{Article, Error, Exit, Report, Who},
	i18n::{self, Language},
};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
	let cli = match Cli::try_parse() {
		Ok(cli) => cli,
		Err(error) => return wrong_command_line(&error),
	};
	let json = cli.global.json;
	i18n::choose(cli.global.lang.unwrap_or_else(Language::of_environment));
	let outcome = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
		Ok(runtime) => {
			let outcome = runtime.block_on(commands::run(cli));
			// A light client's connections end with the process.
			runtime.shutdown_background();
			outcome
		},
		Err(error) => {
			Err(Error::Other(chuxin_cli::told!("error-no-threads", why = error.to_string())))
		},
	};
	match outcome {
		Ok(()) => ExitCode::from(Exit::Done.code()),
		Err(error) => {
			let (report, exit) = (error.report(), error.exit());
			if json {
				eprintln!("{}", report.json(exit));
			} else {
				eprint!("{}", report.text());
			}
			ExitCode::from(exit.code())
		},
	}
}

/// Prints what is wrong with the command line, or the help that was asked for. Whoever asked for JSON
/// gets JSON, although the command line could not be read whole.
fn wrong_command_line(error: &clap::Error) -> ExitCode {
	if !error.use_stderr() {
		// Nobody is left to tell when standard output is gone.
		let _ = error.print();
		return ExitCode::from(Exit::Done.code());
	}
	if std::env::args_os().any(|argument| argument == "--json") {
		let report = Report {
			code: "usage".into(),
			call: None,
			article: None::<Article>,
			reason: error.to_string().trim().to_owned(),
			cure: "See `chuxin --help`.".into(),
			who: Who::You,
		};
		eprintln!("{}", report.json(Exit::Usage));
	} else {
		let _ = error.print();
	}
	ExitCode::from(Exit::Usage.code())
}
