//! Rosters and made-up data.

use super::{parse_hash, Signer};
use chuxin_primitives::{CivilDate, Hash};
use clap::Subcommand;
use std::path::PathBuf;

/// Acts on rosters.
#[derive(Debug, Subcommand)]
pub enum RosterCommand {
	/// Write the empty workbook.
	Template {
		/// Where to.
		file: PathBuf,
	},
	/// Check a roster; nothing is kept or sent but the registrar's question for tags.
	Check {
		/// The roster (.xlsx or .csv).
		file: PathBuf,
		/// The organization that would import it.
		#[arg(long)]
		org: u32,
		/// A key of a handler or approver: with it, doubles on the chain are found too.
		#[arg(long, value_name = "NAME")]
		key: Option<String>,
	},
	/// Check a roster, keep it in the vault, propose it and enrol it: both keys are in this vault.
	Import {
		/// The roster (.xlsx or .csv).
		file: PathBuf,
		/// The organization that imports.
		#[arg(long)]
		org: u32,
		/// The key that proposes.
		#[arg(long, value_name = "NAME")]
		handler: String,
		/// The key of another person, that enrols.
		#[arg(long, value_name = "NAME")]
		approver: String,
		/// Persons of one batch, 1 to 500.
		#[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=500))]
		batch: u32,
	},
	/// The handler's half of an import: check, keep in the vault, propose.
	Propose {
		/// The roster (.xlsx or .csv).
		file: PathBuf,
		/// The organization that imports.
		#[arg(long)]
		org: u32,
		/// The handler's key.
		#[arg(long, value_name = "NAME")]
		handler: String,
		/// Persons of one batch, 1 to 500.
		#[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=500))]
		batch: u32,
	},
	/// The approver's half of an import: enrol what is proposed.
	Approve {
		/// The organization that imports.
		#[arg(long)]
		org: u32,
		/// The approver's key.
		#[arg(long, value_name = "NAME")]
		approver: String,
	},
	/// Finish every import that was begun at this desk and broken off; the file is not needed.
	Resume {
		/// The key that proposes.
		#[arg(long, value_name = "NAME")]
		handler: String,
		/// The key of another person, that enrols.
		#[arg(long, value_name = "NAME")]
		approver: String,
	},
	/// Withdraw a batch that is proposed and waits for its second person.
	Withdraw {
		/// The organization that imports.
		#[arg(long)]
		org: u32,
		/// The batch, as `chuxin today` names it.
		#[arg(long, value_name = "HASH", value_parser = parse_hash)]
		batch: Hash,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Write the persons of the vault as a roster of the same columns.
	Export {
		/// Where to (.xlsx or .csv). Personal data: keep it as such.
		file: PathBuf,
		/// Only those of this organization and below it.
		#[arg(long)]
		org: Option<u32>,
	},
}

/// Made-up data.
#[derive(Debug, Subcommand)]
pub enum DemoCommand {
	/// A made-up roster with the shares of the real membership.
	Roster {
		/// How many members.
		#[arg(long)]
		members: u32,
		/// The same seed makes the same roster.
		#[arg(long, default_value_t = 1)]
		seed: u64,
		/// The day the roster is of (otherwise the day of the published shares, 2024-12-31).
		#[arg(long, value_name = "YYYY-MM-DD")]
		date: Option<CivilDate>,
		/// Where to (.xlsx or .csv).
		#[arg(long)]
		out: PathBuf,
		/// Where to write the list of the organizations the members belong to.
		#[arg(long)]
		organizations: Option<PathBuf>,
	},
}
