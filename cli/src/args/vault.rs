//! Vaults and the keys in them.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Acts on the vault.
#[derive(Debug, Subcommand)]
pub enum VaultCommand {
	/// Make a new vault.
	Init {
		/// The name of its first officer.
		#[arg(long, value_name = "NAME", default_value = crate::vault::FIRST_OFFICER)]
		officer: String,
	},
	/// What is in it, in numbers.
	Status,
	/// Open everything in it, and tell the first damage.
	Check,
	/// Who opens it: each officer with an own passphrase.
	#[command(subcommand)]
	Officer(OfficerCommand),
	/// Hand it over: a new officer comes in, the old one opens it no more.
	Handover {
		/// The officer who comes.
		#[arg(long, value_name = "NAME")]
		to: String,
		/// The officer who goes; left out, the one whose passphrase opens the vault now.
		#[arg(long, value_name = "NAME")]
		from: Option<String>,
		/// The new officer's passphrase.
		#[command(flatten)]
		new: NewPassphrase,
	},
	/// The superior's recovery key: what opens a vault that no officer opens any more.
	#[command(subcommand)]
	Recovery(RecoveryCommand),
	/// Open it with the superior's identity and make a new officer.
	Recover {
		/// The superior's file, from `chuxin vault recovery new`.
		#[arg(long, value_name = "FILE")]
		identity: PathBuf,
		/// The name of the new officer.
		#[arg(long, value_name = "NAME")]
		officer: String,
		/// The new officer's passphrase.
		#[command(flatten)]
		new: NewPassphrase,
	},
	/// Write a backup to a new file; it stays sealed.
	Backup {
		/// Where to.
		file: PathBuf,
	},
	/// Put a backup in the place of the vault. What was erased since stays erased.
	Restore {
		/// The backup.
		file: PathBuf,
		/// Replace the vault that is there: what the backup does not hold is lost.
		#[arg(long)]
		replace: bool,
	},
	/// Erase persons for ever: record, seed and key. What stands of them on the chain opens for
	/// nobody any more.
	Erase {
		/// Numbers of persons, separated by commas.
		#[arg(long, value_delimiter = ',', required_unless_present = "row")]
		person: Vec<u64>,
		/// Rows of the vault, separated by commas: for persons who have no number yet.
		#[arg(long, value_delimiter = ',')]
		row: Vec<i64>,
	},
}

/// A passphrase that is made now.
#[derive(Clone, Debug, Args)]
pub struct NewPassphrase {
	/// File descriptor from which the new passphrase is read (otherwise it is asked for).
	#[arg(long, value_name = "N")]
	pub new_passphrase_fd: Option<u32>,
}

/// Acts on the officers of a vault.
#[derive(Debug, Subcommand)]
pub enum OfficerCommand {
	/// Who opens the vault.
	List,
	/// Give another officer an own passphrase.
	Add {
		/// The officer's name at this desk.
		name: String,
		/// The officer's passphrase.
		#[command(flatten)]
		new: NewPassphrase,
	},
	/// End an officer's access, under a new master key.
	Remove {
		/// The officer's name at this desk.
		name: String,
	},
	/// Give the officer whose passphrase opens the vault a new one.
	Passphrase {
		/// The new passphrase.
		#[command(flatten)]
		new: NewPassphrase,
	},
}

/// Acts on the superior's recovery key.
#[derive(Debug, Subcommand)]
pub enum RecoveryCommand {
	/// The superior's part: make a key. The public half is told, the secret half is a file.
	New {
		/// Where to write the secret half; keep it offline.
		#[arg(long)]
		out: PathBuf,
	},
	/// Seal the vault to the superior's recovery key, now and at every change.
	Set {
		/// The public half as the superior published it: age1…, or 0x… as the chain shows it.
		recipient: String,
	},
	/// To which recovery key the vault is sealed.
	Show,
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
