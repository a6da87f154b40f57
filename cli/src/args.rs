//! The command line.

use crate::{error::Exit, i18n::Language};
use chuxin_primitives::{
	organization::{Grant, Office, OrgKind, Power},
	Hash,
};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

pub mod acts;
mod council;
mod credential;
mod lists;
mod member;
mod org;
mod roster;
#[cfg(test)]
mod tests_docs;
mod vault;

pub use council::{
	AccountClass, CallArgs, CouncilCommand, MotionId, SafeModeCommand, UpgradeCommand,
	ValidatorArgs, ValidatorCommand, Vote, TIME_UNITS,
};
pub use credential::{CardArgs, CredentialCommand, PresentArgs, RegistrarCommand, VerifyArgs};
pub use lists::{BirthdaysArgs, JubileeArgs, StatsArgs, TodayArgs};
pub use member::{AccountCommand, AddTagArgs, CorrectArgs, MemberCommand, UpdateCommand};
pub use org::{OrgCommand, WindowCommand};
pub use roster::{DemoCommand, RosterCommand};
pub use vault::{KeyCommand, NewPassphrase, OfficerCommand, RecoveryCommand, VaultCommand};

/// The desk of an organization or a member, and the registrar.
///
/// Everything personal stays in the vault of the desk; the chain gets commitments.
#[derive(Debug, Parser)]
#[command(name = "chuxin", version, propagate_version = true, infer_subcommands = false)]
#[command(after_long_help = Exit::table())]
pub struct Cli {
	/// What holds for every command.
	#[command(flatten)]
	pub global: Global,
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
}

/// What holds for every command.
#[derive(Clone, Debug, Args)]
pub struct Global {
	/// Folder of the desk: vault and used nonces.
	#[arg(long, global = true, env = "CHUXIN_HOME", value_name = "DIR")]
	pub home: Option<PathBuf>,
	/// File descriptor from which the vault's passphrase is read (otherwise it is asked for).
	#[arg(long, global = true, value_name = "N")]
	pub passphrase_fd: Option<u32>,
	/// The node to ask.
	#[arg(long, global = true, value_name = "URL", default_value = crate::chain::DEFAULT_NODE)]
	pub node: String,
	/// The registrar to ask.
	#[arg(long, global = true, value_name = "URL", default_value = "http://127.0.0.1:9955")]
	pub registrar: String,
	/// Print one JSON document instead of text; errors come as JSON on standard error.
	#[arg(long, global = true)]
	pub json: bool,
	/// Of a command that writes to the chain: show what would change and the exact bytes, and send
	/// and keep nothing.
	#[arg(long, global = true)]
	pub dry_run: bool,
	/// Language of texts (otherwise that of LC_ALL, LC_MESSAGES or LANG).
	#[arg(long, global = true, value_name = "LANGUAGE")]
	pub lang: Option<Language>,
	/// Print no progress.
	#[arg(long, short, global = true)]
	pub quiet: bool,
	/// Take this for the present time, such as 2026-07-01T08:00:00Z: for chains with a development
	/// clock.
	#[arg(long, global = true, value_name = "TIME", value_parser = parse_time)]
	pub clock: Option<u64>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// The vault: where everything personal stays.
	#[command(subcommand)]
	Vault(VaultCommand),
	/// Keys of officers and members in the vault.
	#[command(subcommand)]
	Key(KeyCommand),
	/// Organizations and their officers.
	#[command(subcommand)]
	Org(OrgCommand),
	/// Rosters: check, import, export.
	#[command(subcommand)]
	Roster(RosterCommand),
	/// Made-up data for demonstrations.
	#[command(subcommand)]
	Demo(DemoCommand),
	/// Persons.
	#[command(subcommand)]
	Member(MemberCommand),
	/// Head counts of an organization and what is below it.
	Stats(StatsArgs),
	/// What is due and overdue in an organization.
	Today(TodayArgs),
	/// The keys of members on the chain.
	#[command(subcommand)]
	Account(AccountCommand),
	/// What another desk proposed.
	#[command(subcommand)]
	Act(acts::ActCommand),
	/// What was decided and waits for its day.
	#[command(subcommand)]
	Pending(acts::PendingCommand),
	/// The council: its motions, and everything it can decide.
	#[command(subcommand)]
	Council(CouncilCommand),
	/// Proofs of membership: issue, present, verify.
	#[command(subcommand)]
	Credential(CredentialCommand),
	/// The process that alone can compute tags of persons.
	#[command(subcommand)]
	Registrar(RegistrarCommand),
	/// Write the completions of a shell to standard output.
	Completions {
		/// The shell.
		shell: clap_complete::Shell,
	},
}

impl Command {
	/// Whether the command writes to the chain: only then can `--dry-run` show something.
	pub fn writes(&self) -> bool {
		match self {
			Self::Org(c) => !matches!(
				c,
				OrgCommand::List { .. }
					| OrgCommand::Show { .. }
					| OrgCommand::Act(
						acts::OrgAct::Find { .. }
							| acts::OrgAct::Key(acts::OrgKeyCommand::Show { .. })
							| acts::OrgAct::Election(acts::ElectionCommand::Show { .. })
							| acts::OrgAct::Reorganize(acts::ReorganizeCommand::Show { .. })
					)
			),
			Self::Act(c) => matches!(c, acts::ActCommand::CarryOut { .. }),
			Self::Pending(c) => !matches!(c, acts::PendingCommand::List { .. }),
			Self::Roster(c) => matches!(
				c,
				RosterCommand::Import { .. }
					| RosterCommand::Propose { .. }
					| RosterCommand::Approve { .. }
					| RosterCommand::Resume { .. }
					| RosterCommand::Withdraw { .. }
			),
			Self::Member(c) => !matches!(
				c,
				MemberCommand::Show { .. }
					| MemberCommand::Update(UpdateCommand::Show { .. })
					| MemberCommand::History { .. }
					| MemberCommand::List { .. }
					| MemberCommand::Act(acts::MemberAct::Spells { .. })
					| MemberCommand::Birthdays(_)
					| MemberCommand::Jubilee(_)
			),
			Self::Account(c) => !matches!(c, AccountCommand::Consent { .. }),
			Self::Council(c) => !matches!(c, CouncilCommand::Show),
			_ => false,
		}
	}
}

/// Who signs.
#[derive(Clone, Debug, Args)]
pub struct Signer {
	/// The key that signs; may be left out when the vault has only one.
	#[arg(long, value_name = "NAME")]
	pub key: Option<String>,
}

/// `OrganizationMember` as `organization-member`.
pub fn kebab(name: &str) -> String {
	let mut out = String::new();
	for c in name.chars() {
		if c.is_ascii_uppercase() && !out.is_empty() {
			out.push('-');
		}
		out.push(c.to_ascii_lowercase());
	}
	out
}

/// A value of a closed list by its name in lower case with hyphens.
fn one_of<T: Copy + std::fmt::Debug>(all: &[T], text: &str) -> Result<T, String> {
	let name = |v: &T| kebab(&format!("{v:?}"));
	all.iter().copied().find(|v| name(v) == text).ok_or_else(|| {
		let names: Vec<String> = all.iter().map(name).collect();
		format!("choose one of: {}", names.join(", "))
	})
}

/// Every kind of organization.
pub const KINDS: [OrgKind; 12] = [
	OrgKind::Centre,
	OrgKind::Provincial,
	OrgKind::Municipal,
	OrgKind::County,
	OrgKind::WorkingCommittee,
	OrgKind::PrimaryCommittee,
	OrgKind::GeneralBranch,
	OrgKind::Branch,
	OrgKind::JointBranch,
	OrgKind::MobileBranch,
	OrgKind::TemporaryBranch,
	OrgKind::Group,
];

fn parse_kind(text: &str) -> Result<OrgKind, String> {
	one_of(&KINDS, text)
}

fn parse_office(text: &str) -> Result<Office, String> {
	one_of(Office::ALL, text)
}

fn parse_grant(text: &str) -> Result<Grant, String> {
	one_of(Grant::ALL, text)
}

/// 32 bytes as 64 hexadecimal digits.
fn parse_hash(text: &str) -> Result<Hash, String> {
	crate::chain::parse_hash(text).ok_or_else(|| "write 0x and 64 hexadecimal digits".to_owned())
}

fn parse_power(text: &str) -> Result<Power, String> {
	one_of(Power::ALL, text)
}

/// Milliseconds since 1970 of a time such as `2026-07-01T08:00:00Z`.
fn parse_time(text: &str) -> Result<u64, String> {
	chrono::DateTime::parse_from_rfc3339(text)
		.ok()
		.and_then(|t| u64::try_from(t.timestamp_millis()).ok())
		.ok_or_else(|| "write the time as 2026-07-01T08:00:00Z".to_owned())
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_command_line_is_consistent() {
		Cli::command().debug_assert();
	}

	#[test]
	fn completions_are_made_for_every_shell_and_know_the_commands() {
		for shell in ["bash", "zsh", "fish"] {
			let cli = Cli::try_parse_from(["chuxin", "completions", shell]).unwrap();
			let Command::Completions { shell } = cli.command else { panic!("{shell}") };
			let mut script = Vec::new();
			clap_complete::generate(shell, &mut Cli::command(), "chuxin", &mut script);
			let script = String::from_utf8(script).unwrap();
			assert!(script.contains("birthdays") && script.contains("dry-run"), "{shell}");
		}
	}

	#[test]
	fn only_what_writes_to_the_chain_has_a_dry_run() {
		let writes = |line: &str| {
			Cli::try_parse_from(line.split(' ')).unwrap_or_else(|e| panic!("{e}")).command.writes()
		};
		assert!(writes("chuxin org dismiss --org 1 --person 2"));
		assert!(writes("chuxin org window close --org 0 --target 1"));
		assert!(writes("chuxin roster resume --handler a --approver b"));
		assert!(writes("chuxin account freeze"));
		assert!(writes("chuxin org take-note --org 0 --target 1 --person 2 --event 3"));
		assert!(writes("chuxin member update decline --org 1 --person 2"));
		assert!(!writes("chuxin member update show --person 2"));
		assert!(!writes("chuxin org list"));
		assert!(!writes("chuxin roster check f.csv --org 1"));
		assert!(!writes("chuxin member jubilee --year 2026"));
		assert!(!writes("chuxin stats"));
		assert!(writes("chuxin council upgrade cancel"));
		assert!(writes("chuxin council set-delays --upgrade 7d"));
		assert!(!writes("chuxin council show"));
	}

	#[test]
	fn names_of_closed_lists_are_read_and_others_name_the_choice() {
		assert_eq!(parse_kind("general-branch"), Ok(OrgKind::GeneralBranch));
		assert_eq!(parse_power("approver"), Ok(Power::Approver));
		assert!(parse_office("boss").unwrap_err().contains("secretary"));
	}

	#[test]
	fn times_are_utc() {
		assert_eq!(parse_time("1970-01-02T00:00:00Z"), Ok(86_400_000));
		assert_eq!(parse_time("1970-01-02T08:00:00+08:00"), Ok(86_400_000));
		assert!(parse_time("yesterday").is_err());
	}

	#[test]
	fn a_live_presentation_needs_audience_and_nonce() {
		let parse = |more: &[&str]| {
			let base = ["chuxin", "credential", "present", "f", "--show", "name", "--out", "o"];
			Cli::try_parse_from(base.iter().chain(more)).is_ok()
		};
		assert!(parse(&["--card"]));
		assert!(!parse(&[]));
		assert!(!parse(&["--live"]));
		assert!(parse(&["--live", "--audience", "A", "--nonce", "0x00"]));
		assert!(!parse(&["--live", "--card", "--audience", "A", "--nonce", "0x00"]));
	}
}
