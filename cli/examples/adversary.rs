//! An adversary's search: reads everything that a node of a demonstration makes public — blocks,
//! events, state, answers, life events, files and logs — and looks in it for every personal value of
//! the people of the demonstration, in every form in which a value can be written.
//!
//! `adversary --rpc PORT --members N --seed S --from DAY [--days N] [--file PATH]…` says what was
//! searched and what was found. It ends with 0 when nothing was found and with 1 otherwise.

#[path = "../tests/support"]
#[allow(dead_code)] // the tests use more of it
mod support {
	pub mod public;
	pub mod rpc;
	pub mod scan;

	pub use rpc::Rpc;
}

use chuxin_cli::demo;
use chuxin_primitives::{CivilDate, Hash};
use clap::Parser;
use serde_json::json;
use std::{collections::BTreeSet, path::PathBuf, process::ExitCode};
use support::{
	public::{collect, files},
	scan::{Content, Scanner, Surface},
	Rpc,
};

/// Searches everything public of a demonstration for its people.
#[derive(Parser)]
struct Arguments {
	/// Port of the node's JSON-RPC on this machine.
	#[arg(long)]
	rpc: u16,
	/// How many members the demonstration has.
	#[arg(long)]
	members: u32,
	/// The seed it was made from.
	#[arg(long)]
	seed: u64,
	/// The first day of the chain: the days it ran, and dates like its windows, are public by right.
	#[arg(long)]
	from: CivilDate,
	/// How many days from then on are public by right.
	#[arg(long, default_value_t = 60)]
	days: i64,
	/// A folder or a log that is public too (repeat it).
	#[arg(long = "file")]
	files: Vec<PathBuf>,
}

fn main() -> ExitCode {
	let arguments = Arguments::parse();
	let demo = demo::generate(arguments.members, arguments.seed).expect("a demonstration");
	let mut declared: BTreeSet<CivilDate> = demo.organizations.iter().map(|o| o.founded).collect();
	// The day on which the development chain's root was founded.
	declared.insert(CivilDate::new(20210701).expect("a day"));
	declared.extend((0..arguments.days).filter_map(|n| arguments.from.add_days(n)));

	let rpc = Rpc::new(arguments.rpc);
	let genesis = rpc.call("chain_getBlockHash", vec![json!(0)]);
	let genesis: Hash = genesis.as_str().and_then(|h| h.parse().ok()).expect("a hash");
	let mut scanner = Scanner::new(genesis, &demo.members, &declared);
	let mut public = collect(&rpc);
	for path in &arguments.files {
		public.surfaces.push(if path.is_dir() {
			files(path)
		} else {
			let part = (path.display().to_string(), std::fs::read(path).expect("a readable log"));
			Surface { name: "log".into(), content: Content::Text, parts: vec![part] }
		});
	}
	for surface in &public.surfaces {
		scanner.surface(surface);
	}
	for (place, value) in &public.typed {
		scanner.typed(place, value);
	}

	let (values, forms) = scanner.size();
	println!("looked for {values} values in {forms} forms in {} blocks", public.blocks);
	for (surface, bytes) in scanner.swept() {
		println!("  {surface}: {bytes} bytes");
	}
	println!("  decoded values: {}", public.typed.len());
	for place in &public.undecoded {
		println!("not decoded: {place}");
	}
	for finding in scanner.findings() {
		println!("found: {finding}");
	}
	println!("found {}", scanner.findings().len());
	if scanner.findings().is_empty() && public.undecoded.is_empty() {
		ExitCode::SUCCESS
	} else {
		ExitCode::FAILURE
	}
}
