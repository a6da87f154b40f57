//! The command line.

use chuxin_primitives::{
	organization::{Office, OrgKind, Power},
	CivilDate,
};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// The desk of an organization or a member, and the registrar.
///
/// Everything personal stays in the vault of the desk; the chain gets commitments. Exit codes: 0
/// done, 1 not done (the message names the cure), 2 wrong command line, 3 faults found in a file
/// (nothing was sent), 4 a credential was not verified.
#[derive(Debug, Parser)]
#[command(name = "chuxin", version, propagate_version = true, infer_subcommands = false)]
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
	/// Print JSON instead of text (show, list, stats, verify, roster check and import).
	#[arg(long, global = true)]
	pub json: bool,
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
	/// The keys of members on the chain.
	#[command(subcommand)]
	Account(AccountCommand),
	/// Proofs of membership: issue, present, verify.
	#[command(subcommand)]
	Credential(CredentialCommand),
	/// The process that alone can compute tags of persons.
	#[command(subcommand)]
	Registrar(RegistrarCommand),
}

/// Acts on the vault.
#[derive(Debug, Subcommand)]
pub enum VaultCommand {
	/// Make a new vault.
	Init,
	/// What is in it, in numbers.
	Status,
}

/// Acts on keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
	/// Make a new key.
	New {
		/// Its name at this desk.
		name: String,
		/// Print the 24 secret words, to be written down on paper.
		#[arg(long)]
		words: bool,
	},
	/// Take over a key from its secret phrase, seed or derivation path.
	Import {
		/// Its name at this desk.
		name: String,
		/// File descriptor from which the secret is read (otherwise it is asked for).
		#[arg(long, value_name = "N")]
		suri_fd: Option<u32>,
	},
	/// Names and accounts.
	List,
	/// One key: account, person, offices, quota.
	Show {
		/// Its name.
		name: String,
	},
}

/// Who signs.
#[derive(Clone, Debug, Args)]
pub struct Signer {
	/// The key that signs; may be left out when the vault has only one.
	#[arg(long, value_name = "NAME")]
	pub key: Option<String>,
}

/// Acts on organizations.
#[derive(Debug, Subcommand)]
pub enum OrgCommand {
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

/// Acts on persons.
#[derive(Debug, Subcommand)]
pub enum MemberCommand {
	/// One person: what the chain says, and what the vault holds.
	Show {
		/// The person's number.
		person: u64,
	},
	/// The life events of a person, checked against the chain.
	History {
		/// The person's number.
		person: u64,
	},
	/// Correct a sealed political birthday: the sealed one stays, the effective one stands beside it.
	Correct {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The person's number.
		#[arg(long)]
		person: u64,
		/// The effective date.
		#[arg(long, value_name = "YYYY-MM-DD")]
		birthday: CivilDate,
		/// The key that proposes.
		#[arg(long, value_name = "NAME")]
		handler: String,
		/// The key of another person, that carries it out.
		#[arg(long, value_name = "NAME")]
		approver: String,
	},
	/// The persons in the vault.
	List {
		/// Only those of this branch.
		#[arg(long)]
		org: Option<u32>,
		/// Only names that contain this.
		#[arg(long)]
		name: Option<String>,
		/// At most so many.
		#[arg(long, default_value_t = 100)]
		limit: usize,
	},
}

/// Head counts.
#[derive(Debug, Args)]
pub struct StatsArgs {
	/// The organization.
	#[arg(long, default_value_t = 0)]
	pub org: u32,
	/// Levels below it to show.
	#[arg(long, default_value_t = 1)]
	pub depth: u8,
}

/// Acts on the keys of members.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
	/// The member's part of binding: sign that this key is to stand for the person.
	Consent {
		/// The person's number.
		#[arg(long)]
		person: u64,
		/// The member's key.
		#[arg(long, value_name = "NAME")]
		key: Option<String>,
		/// The last day on which the branch may enter it.
		#[arg(long, value_name = "YYYY-MM-DD")]
		expires: CivilDate,
		/// Where to write the consent.
		#[arg(long)]
		out: PathBuf,
	},
	/// The branch's part: bind the member's key to the person.
	Bind {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The member's consent, from `chuxin account consent`.
		#[arg(long, required_unless_present = "member_key")]
		consent: Option<PathBuf>,
		/// The person's number, with --member-key.
		#[arg(long, requires = "member_key")]
		person: Option<u64>,
		/// The member's key, if it is in this vault too.
		#[arg(long, value_name = "NAME", requires = "person", conflicts_with = "consent")]
		member_key: Option<String>,
		/// Who signs for the organization.
		#[command(flatten)]
		signer: Signer,
	},
	/// Freeze a key: nobody can act with it any more.
	Freeze {
		/// The organization acted for; left out, the signer freezes the own key.
		#[arg(long, requires = "person")]
		org: Option<u32>,
		/// The person whose key it is.
		#[arg(long, requires = "org")]
		person: Option<u64>,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Release a frozen key.
	Unfreeze {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The person whose key it is.
		#[arg(long)]
		person: u64,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
}

/// Proofs of membership.
#[derive(Debug, Subcommand)]
pub enum CredentialCommand {
	/// Write what a member gets of the own record, sealed with the member's passphrase.
	Issue {
		/// The person's number.
		#[arg(long)]
		person: u64,
		/// Where to.
		#[arg(long)]
		out: PathBuf,
		/// File descriptor from which the member's passphrase is read (otherwise it is asked for).
		#[arg(long, value_name = "N")]
		member_passphrase_fd: Option<u32>,
	},
	/// The member shows parts of the record.
	Present(PresentArgs),
	/// Make a nonce for a member to answer.
	Challenge,
	/// Check a presentation.
	Verify(VerifyArgs),
	/// Write the chain's present authority set, to be shipped with verifiers.
	Pin {
		/// The chain's full raw specification.
		#[arg(long, value_name = "SPEC")]
		light: PathBuf,
		/// Where to.
		#[arg(long)]
		out: PathBuf,
	},
}

/// How a member shows parts of the record.
#[derive(Debug, Args)]
pub struct PresentArgs {
	/// The member's file, from `chuxin credential issue`.
	pub file: PathBuf,
	/// File descriptor from which the member's passphrase is read (otherwise it is asked for).
	#[arg(long, value_name = "N")]
	pub member_passphrase_fd: Option<u32>,
	/// What is shown, separated by commas: name, sex, birth-date, ethnic-group, education, category,
	/// birthday (the political one), full-membership, occupation, native-place, roll-status,
	/// lost-contact, lost-contact-date, mobile, destination.
	#[arg(long, value_delimiter = ',', required = true)]
	pub show: Vec<String>,
	/// Answer a verifier's nonce (at most 10 minutes good).
	#[arg(long, conflicts_with = "card", required_unless_present = "card", requires_all = ["audience", "nonce"])]
	pub live: bool,
	/// Make a card for anybody who reads it.
	#[arg(long)]
	pub card: bool,
	/// For whom: the verifier's name.
	#[arg(long)]
	pub audience: Option<String>,
	/// The verifier's nonce.
	#[arg(long)]
	pub nonce: Option<String>,
	/// Days a card is good, 1 to 31.
	#[arg(long, default_value_t = 31, value_parser = clap::value_parser!(u64).range(1..=31))]
	pub days: u64,
	/// Show the life events too: those of the member's file, or the newest from a node.
	#[arg(long, value_name = "WHENCE", value_parser = ["file", "node"])]
	pub history: Option<String>,
	/// The member's key in this vault.
	#[arg(long, value_name = "NAME", conflicts_with = "unsigned")]
	pub key: Option<String>,
	/// Do not sign: the verdict will read "unbound".
	#[arg(long, conflicts_with = "live")]
	pub unsigned: bool,
	/// Where to write the credential (JSON).
	#[arg(long)]
	pub out: PathBuf,
}

/// How a presentation is checked.
#[derive(Debug, Args)]
pub struct VerifyArgs {
	/// The presentation: the credential (JSON), its proof value, or the binary.
	pub file: PathBuf,
	/// Follow the chain with a light client from this full raw specification (otherwise the node of
	/// --node is believed).
	#[arg(long, value_name = "SPEC")]
	pub light: Option<PathBuf>,
	/// The authority set the verifier is pinned to, from `chuxin credential pin`.
	#[arg(long, value_name = "PIN", requires = "light")]
	pub pin: Option<PathBuf>,
	/// The verifier's name.
	#[arg(long)]
	pub audience: Option<String>,
	/// The nonce that was given to the member.
	#[arg(long)]
	pub nonce: Option<String>,
	/// Refuse a card.
	#[arg(long)]
	pub require_live: bool,
	/// Seconds the light client may take.
	#[arg(long, default_value_t = 30)]
	pub timeout: u64,
}

/// The registrar.
#[derive(Debug, Subcommand)]
pub enum RegistrarCommand {
	/// Make the registrar's vault with a new tag key and its signing key.
	Init {
		/// Version of the key, as the chain's council enters it.
		#[arg(long, default_value_t = 1)]
		key_version: u8,
		/// File descriptor from which the signing key's secret is read (otherwise a new one is made).
		#[arg(long, value_name = "N")]
		suri_fd: Option<u32>,
	},
	/// Answer the desks.
	Serve {
		/// Where to listen. The wire is plain HTTP: leave it on loopback, and let desks on other
		/// machines come through a tunnel (SSH, WireGuard, a TLS proxy).
		#[arg(long, default_value = "127.0.0.1:9955")]
		listen: std::net::SocketAddr,
		/// Documents for which one officer may ask in a day.
		#[arg(long, default_value_t = 20_000)]
		limit: u32,
		/// Go on although registrar.log is not the one the vault remembers (its end is lost and there
		/// is no copy); a line of the log says so.
		#[arg(long)]
		accept_log: bool,
	},
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

const KINDS: [OrgKind; 12] = [
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
