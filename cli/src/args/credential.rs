//! Proofs of membership, and the registrar.

use clap::{Args, Subcommand};
use std::path::PathBuf;

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
	/// Draw the member card (党员身份证) of a card presentation that the chain proves now.
	Card(CardArgs),
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
	/// Show sensitive life events open too (end of membership, suspension and what undid them):
	/// otherwise they stand in the history by their hash.
	#[arg(long, requires = "history")]
	pub open_all: bool,
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

/// How a member card is drawn.
#[derive(Debug, Args)]
pub struct CardArgs {
	/// The card presentation, from `chuxin credential present --card`. What it shows stands on the
	/// card.
	pub file: PathBuf,
	/// Where to write the card: .png, .svg or .pdf. May be given several times.
	#[arg(long, required = true)]
	pub out: Vec<PathBuf>,
	/// Write number and name of the member's organization on the card, as the chain has them.
	#[arg(long)]
	pub with_organization: bool,
	/// The font (otherwise one of this computer that has every character).
	#[arg(long, value_name = "FILE")]
	pub font: Option<PathBuf>,
}

/// How a presentation is checked.
#[derive(Debug, Args)]
pub struct VerifyArgs {
	/// The presentation: the credential (JSON), its proof value, the text of a card's QR code, or the
	/// binary.
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
