//! Organizations: what is asked, who serves, when is imported.

use super::{acts, parse_kind, parse_office, parse_power, Signer};
use chuxin_primitives::{
	organization::{Office, OrgKind, Power},
	CivilDate,
};
use clap::Subcommand;
use std::path::PathBuf;

/// Acts on organizations.
#[derive(Debug, Subcommand)]
pub enum OrgCommand {
	/// What can be done with an organization in its life.
	#[command(flatten)]
	Act(acts::OrgAct),
	/// The organization and everything below it.
	List {
		/// Where to begin.
		#[arg(long, default_value_t = 0)]
		org: u32,
		/// Levels below it to show; all when left out.
		#[arg(long)]
		depth: Option<u8>,
	},
	/// One organization with officers and head counts.
	Show {
		/// Its number.
		org: u32,
	},
	/// Establish the organizations of a list (.xlsx or .csv); what is there already is passed over.
	Import {
		/// The list.
		file: PathBuf,
		/// The organization under which they stand, and for which the key acts.
		#[arg(long, default_value_t = 0)]
		org: u32,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Establish one organization.
	Establish {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The organization above the new one; the acting one when left out.
		#[arg(long)]
		parent: Option<u32>,
		/// Its kind.
		#[arg(long, value_parser = parse_kind)]
		kind: OrgKind,
		/// Its name.
		#[arg(long)]
		name: String,
		/// Region by GB/T 2260, six digits.
		#[arg(long)]
		region: u32,
		/// The day it was founded.
		#[arg(long, value_name = "YYYY-MM-DD")]
		founded: CivilDate,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Appoint an officer.
	Appoint {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The organization the officer is to serve; the acting one when left out.
		#[arg(long)]
		target: Option<u32>,
		/// The person appointed.
		#[arg(long)]
		person: u64,
		/// Offices, separated by commas.
		#[arg(long, value_delimiter = ',', value_parser = parse_office)]
		offices: Vec<Office>,
		/// Powers of the person's key, separated by commas.
		#[arg(long, value_delimiter = ',', value_parser = parse_power)]
		powers: Vec<Power>,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// End an appointment.
	Dismiss {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The organization the officer serves; the acting one when left out.
		#[arg(long)]
		target: Option<u32>,
		/// The person dismissed.
		#[arg(long)]
		person: u64,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Import windows: when existing members may be enrolled.
	#[command(subcommand)]
	Window(WindowCommand),
}

/// Acts on import windows.
#[derive(Debug, Subcommand)]
pub enum WindowCommand {
	/// Open a window for an organization below the acting one.
	Open {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The organization that imports.
		#[arg(long)]
		target: u32,
		/// The last day.
		#[arg(long, value_name = "YYYY-MM-DD")]
		until: CivilDate,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Close a window before its day.
	Close {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The organization that imports.
		#[arg(long)]
		target: u32,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
}
