//! Persons and their keys on the chain.

use super::{acts, acts::TwoOfficers, parse_hash, BirthdaysArgs, JubileeArgs, Signer};
use chuxin_primitives::{CivilDate, Hash};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Acts on persons.
#[derive(Debug, Subcommand)]
pub enum MemberCommand {
	/// What can be done about a membership.
	#[command(flatten)]
	Act(acts::MemberAct),
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
	Correct(CorrectArgs),
	/// A change of a person's record: proposed by the member and confirmed by the branch, or on paper.
	#[command(subcommand)]
	Update(UpdateCommand),
	/// Register another document of a person, such as a corrected ID number. The former one stays
	/// blocked.
	AddTag(AddTagArgs),
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
	/// The political birthdays of a month, of the members in the vault.
	Birthdays(BirthdaysArgs),
	/// The members in the vault with 50 years of Party standing by 1 July.
	Jubilee(JubileeArgs),
}

/// Acts on the keys of members.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
	/// Replace a person's key: the old one is frozen at once, the new one acts after the delay.
	Replace(acts::ReplaceArgs),
	/// Replace your own key by another one of this vault.
	ReplaceOwn {
		/// The new key.
		#[arg(long, value_name = "NAME")]
		member_key: String,
		/// Who signs: the old key.
		#[command(flatten)]
		signer: Signer,
	},
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

/// A change of a record, step by step.
#[derive(Debug, Subcommand)]
pub enum UpdateCommand {
	/// The member proposes: writes the member's next file and what the branch gets, and puts the
	/// commitment on the chain.
	Propose {
		/// The member's file, from `chuxin credential issue`.
		file: PathBuf,
		/// What changes, such as `occupation=教师`; nothing after `=` takes a value out. May be given
		/// several times; the names are those of `chuxin credential present --show`.
		#[arg(long, value_name = "NAME=VALUE", required = true)]
		set: Vec<String>,
		/// Where to write the member's next file, sealed with the same passphrase.
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
		/// Where to write what the branch gets, sealed with a passphrase that the branch is told.
		#[arg(long, value_name = "FILE")]
		request: PathBuf,
		/// File descriptor from which the member's passphrase is read (otherwise it is asked for).
		#[arg(long, value_name = "N")]
		member_passphrase_fd: Option<u32>,
		/// File descriptor from which the passphrase for the branch is read (otherwise it is asked
		/// for).
		#[arg(long, value_name = "N")]
		request_passphrase_fd: Option<u32>,
		/// Who signs: the member's key.
		#[command(flatten)]
		signer: Signer,
	},
	/// Show the change that waits; with the member's request, what it changes.
	Show {
		/// The person's number.
		#[arg(long)]
		person: u64,
		/// What the member handed over.
		#[arg(long, value_name = "FILE")]
		request: Option<PathBuf>,
		/// File descriptor from which its passphrase is read (otherwise it is asked for).
		#[arg(long, value_name = "N", requires = "request")]
		request_passphrase_fd: Option<u32>,
	},
	/// The branch confirms what it saw; the vault follows when that is final.
	Confirm {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The person's number.
		#[arg(long)]
		person: u64,
		/// What the member handed over.
		#[arg(long, value_name = "FILE")]
		request: PathBuf,
		/// The root that `chuxin member update show` told: what you saw.
		#[arg(long, value_name = "HASH", value_parser = parse_hash)]
		root: Hash,
		/// File descriptor from which the request's passphrase is read (otherwise it is asked for).
		#[arg(long, value_name = "N")]
		request_passphrase_fd: Option<u32>,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// The branch declines.
	Decline {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The person's number.
		#[arg(long)]
		person: u64,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// For members without phone or key: two officers enter what the member signed on paper.
	Paper {
		/// The organization acted for.
		#[arg(long)]
		org: u32,
		/// The person's number.
		#[arg(long)]
		person: u64,
		/// What changes, as for `propose`; may be left out after a correction, whose date comes into
		/// the record with its next version.
		#[arg(long, value_name = "NAME=VALUE")]
		set: Vec<String>,
		/// The scanned paper with the member's signature: its salted hash goes on chain.
		#[arg(long, value_name = "FILE")]
		file: PathBuf,
		/// Who proposes and who carries out.
		#[command(flatten)]
		officers: TwoOfficers,
	},
}

/// Another document of a person.
#[derive(Debug, Args)]
pub struct AddTagArgs {
	/// The person's number.
	#[arg(long)]
	pub person: u64,
	/// The organization that proposes: the person's branch or one above it.
	#[arg(long, value_name = "ORG")]
	pub proposed_in: u32,
	/// The organization that carries it out: another one, above the person's branch.
	#[arg(long)]
	pub org: u32,
	/// File descriptor from which the new ID number is read (otherwise it is asked for).
	#[arg(long, value_name = "N")]
	pub id_number_fd: Option<u32>,
	/// Who proposes, for the first organization, and who carries out, for the other one.
	#[command(flatten)]
	pub officers: TwoOfficers,
}

/// A political birthday that was sealed wrong.
#[derive(Debug, Args)]
pub struct CorrectArgs {
	/// The organization acted for.
	#[arg(long)]
	pub org: u32,
	/// The person's number.
	#[arg(long)]
	pub person: u64,
	/// The effective date.
	#[arg(long, value_name = "YYYY-MM-DD")]
	pub birthday: CivilDate,
	/// Who proposes and who carries out.
	#[command(flatten)]
	pub officers: TwoOfficers,
}
