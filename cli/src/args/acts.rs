//! The acts on organizations and memberships, and what waits.

mod org;

pub use org::{ElectionCommand, OrgAct, OrgKeyCommand, ReorganizeCommand};

use super::Signer;
use chuxin_primitives::{
	membership::MembershipStatus,
	rules::exits::{ExitReason, Procedure},
	CivilDate,
};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Two officers: one proposes, another person carries out, at the same desk or at another one.
#[derive(Clone, Debug, Args)]
pub struct TwoOfficers {
	/// The key that proposes.
	#[arg(long, value_name = "NAME")]
	pub handler: String,
	/// The key of another person, that carries it out. Left out, the act is proposed only, and
	/// written to --act.
	#[arg(long, value_name = "NAME", required_unless_present = "act", conflicts_with = "act")]
	pub approver: Option<String>,
	/// Where to write what is proposed, sealed with a passphrase that the other officer is told:
	/// `chuxin act carry-out` takes it at the other desk.
	#[arg(long, value_name = "FILE")]
	pub act: Option<PathBuf>,
	/// File descriptor from which that passphrase is read (otherwise it is asked for).
	#[arg(long, value_name = "N", requires = "act")]
	pub act_passphrase_fd: Option<u32>,
}

/// An act that another desk proposed.
#[derive(Clone, Debug, Args)]
pub struct ActFileArgs {
	/// The file that the other officer handed over.
	#[arg(long = "act", value_name = "FILE")]
	pub file: PathBuf,
	/// File descriptor from which its passphrase is read (otherwise it is asked for).
	#[arg(long, value_name = "N")]
	pub act_passphrase_fd: Option<u32>,
	/// The paper that the act rests on, as you have it: its hash is compared with the act's.
	#[arg(long, value_name = "FILE")]
	pub paper: Option<PathBuf>,
}

/// What another desk proposed.
#[derive(Debug, Subcommand)]
pub enum ActCommand {
	/// Show what it is, checked against the chain.
	Show(ActFileArgs),
	/// Carry it out, as another person than the one who proposed: shows it and asks.
	CarryOut {
		/// The file.
		#[command(flatten)]
		file: ActFileArgs,
		/// The key that carries it out.
		#[arg(long, value_name = "NAME")]
		approver: String,
		/// Do not ask: you have seen the act with `chuxin act show`.
		#[arg(long)]
		yes: bool,
	},
}

/// Acting organization and organization concerned.
#[derive(Clone, Copy, Debug, Args)]
pub struct Target {
	/// The organization acted for.
	#[arg(long)]
	pub org: u32,
	/// The organization concerned: the same or one below it.
	#[arg(long)]
	pub target: u32,
}

/// What a decision rests on, and the file that says why.
#[derive(Clone, Debug, Args)]
pub struct DecisionArgs {
	/// The organization acted for.
	#[arg(long)]
	pub org: u32,
	/// The person's number.
	#[arg(long)]
	pub person: u64,
	/// `on-record`, `resolution`, `direct` or `paper`.
	#[arg(long, value_parser = parse_procedure)]
	pub ground: Procedure,
	/// The resolution, where the ground is one.
	#[arg(long)]
	pub resolution: Option<u32>,
	/// The day it took effect.
	#[arg(long, value_name = "YYYY-MM-DD")]
	pub effective: CivilDate,
	/// The file with reason and detail: its salted hash goes on chain, nothing else of it.
	#[arg(long, value_name = "FILE")]
	pub file: PathBuf,
	/// Who proposes and who carries out.
	#[command(flatten)]
	pub officers: TwoOfficers,
}

/// What can be done about a membership.
#[derive(Debug, Subcommand)]
pub enum MemberAct {
	/// End a membership.
	End {
		/// What is decided, and on what ground.
		#[command(flatten)]
		decision: DecisionArgs,
		/// Why: stays in the vault. `death`, `withdrawal`, `persuaded-to-withdraw`,
		/// `deemed-given-up`, `removal` or `expulsion`.
		#[arg(long, value_parser = parse_reason)]
		reason: ExitReason,
	},
	/// Suspend a membership.
	Suspend {
		/// What is decided, and on what ground.
		#[command(flatten)]
		decision: DecisionArgs,
	},
	/// Restore a suspended membership, as it was before.
	Reinstate {
		/// What is decided, and on what ground.
		#[command(flatten)]
		decision: DecisionArgs,
		/// As what: `probationary` or `full`; needed only where the chain does not know what the
		/// person was, because the suspension was imported.
		#[arg(long, value_parser = parse_status)]
		status: Option<MembershipStatus>,
	},
	/// Admit a former member again, with a new political birthday.
	Readmit {
		/// What is decided, and on what ground.
		#[command(flatten)]
		decision: DecisionArgs,
		/// The branch.
		#[arg(long)]
		branch: u32,
		/// The new date of admission.
		#[arg(long, value_name = "YYYY-MM-DD")]
		birthday: CivilDate,
		/// The day full membership began; only from paper.
		#[arg(long, value_name = "YYYY-MM-DD")]
		full: Option<CivilDate>,
	},
	/// Mark that something is pending; no reason is kept.
	Hold {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The person's number.
		#[arg(long)]
		person: u64,
		/// The last day.
		#[arg(long, value_name = "YYYY-MM-DD")]
		until: Option<CivilDate>,
		/// The person has no vote meanwhile.
		#[arg(long)]
		without_vote: bool,
		/// Who proposes and who carries out.
		#[command(flatten)]
		officers: TwoOfficers,
	},
	/// Lift the hold.
	Release {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The person's number.
		#[arg(long)]
		person: u64,
		/// Who proposes and who carries out.
		#[command(flatten)]
		officers: TwoOfficers,
	},
	/// Withdraw an act on a person that is proposed and waits for its second person.
	Withdraw {
		/// The organization that proposed it.
		#[arg(long)]
		org: u32,
		/// The person's number.
		#[arg(long)]
		person: u64,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Every membership of a person, with its sealed political birthday.
	Spells {
		/// The person's number.
		person: u64,
	},
}

/// Replacing a key.
#[derive(Debug, Args)]
pub struct ReplaceArgs {
	/// The organization acted for.
	#[arg(long)]
	pub org: u32,
	/// The person's number.
	#[arg(long)]
	pub person: u64,
	/// The new key, where it is in this vault.
	#[arg(long, value_name = "NAME", conflicts_with = "consent")]
	pub member_key: Option<String>,
	/// The consent that the new key signed (`chuxin account consent`).
	#[arg(long, value_name = "FILE")]
	pub consent: Option<PathBuf>,
	/// Who proposes and who carries out.
	#[command(flatten)]
	pub officers: TwoOfficers,
}

/// Acts that wait for their day.
#[derive(Debug, Subcommand)]
pub enum PendingCommand {
	/// What waits.
	List {
		/// Only what concerns this organization or one below it.
		#[arg(long, default_value_t = 0)]
		org: u32,
	},
	/// Carry out what has waited long enough.
	CarryOut {
		/// Its number.
		id: u32,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Veto it.
	Veto {
		/// The organization acted for: the one concerned or one above it.
		#[arg(long)]
		org: u32,
		/// Its number.
		id: u32,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
}

fn parse_procedure(text: &str) -> Result<Procedure, String> {
	super::one_of(&Procedure::ALL, text)
}

fn parse_status(text: &str) -> Result<MembershipStatus, String> {
	super::one_of(&[MembershipStatus::Probationary, MembershipStatus::Full], text)
}

fn parse_reason(text: &str) -> Result<ExitReason, String> {
	super::one_of(&ExitReason::ALL, text)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn closed_lists_are_read_by_their_names() {
		assert_eq!(parse_reason("deemed-given-up"), Ok(ExitReason::DeemedGivenUp));
		assert_eq!(parse_procedure("on-record"), Ok(Procedure::OnRecord));
		parse_procedure("verbal").unwrap_err();
	}
}
