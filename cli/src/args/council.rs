//! The council: what it decides, by motions.

use super::Signer;
use chuxin_primitives::{AccountId, Hash};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Members of the council at most, as the runtime has it.
const MAX_MEMBERS: usize = 50;

/// The council: its motions, and everything it can decide.
#[derive(Debug, Subcommand)]
pub enum CouncilCommand {
	/// Members, open motions, and what the council has decided: upgrade, limits, delays, validators,
	/// registrar's keys, safe mode, paused calls.
	Show,
	/// An upgrade of the chain's runtime.
	#[command(subcommand)]
	Upgrade(UpgradeCommand),
	/// Set how many units a day an account has.
	SetLimit {
		/// Whose limit.
		#[arg(long)]
		class: AccountClass,
		/// Units: 10 to 1,000,000.
		#[arg(long)]
		units: u32,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Set how long acts wait. What is left out stays as it is.
	SetDelays {
		/// The delays.
		#[command(flatten)]
		delays: DelayArgs,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Who makes blocks.
	#[command(subcommand)]
	Validator(ValidatorCommand),
	/// Set or remove the registrar's public key for a version of the tag key.
	RegistrarKey {
		/// Version of the tag key.
		#[arg(long, value_name = "N")]
		tag_version: u8,
		/// The sr25519 public key that `chuxin registrar init` printed: 64 hexadecimal digits.
		#[arg(long, value_name = "HEX", value_parser = super::parse_hash)]
		#[arg(required_unless_present = "remove", conflicts_with = "remove")]
		public: Option<Hash>,
		/// Remove it: certificates under it are refused from then on.
		#[arg(long)]
		remove: bool,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Stop everything but what mends.
	#[command(subcommand)]
	SafeMode(SafeModeCommand),
	/// Stop one call.
	Pause(CallArgs),
	/// Let a paused call go on.
	Unpause(CallArgs),
	/// Set the members of the council: the whole list, so that who is left out goes.
	SetMembers {
		/// Accounts: addresses, or 64 hexadecimal digits.
		#[arg(required = true, num_args = 1..=MAX_MEMBERS, value_name = "ACCOUNT")]
		#[arg(value_parser = parse_account)]
		accounts: Vec<AccountId>,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Vote on an open motion, as a member of the council.
	Vote {
		/// Number or hash of the motion, as `chuxin council show` names it.
		#[arg(long, value_name = "NUMBER|HASH", value_parser = parse_motion)]
		motion: MotionId,
		/// The vote.
		vote: Vote,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Close a motion that has enough votes, for or against, or whose time is over: what it decides is
	/// carried out. By anybody entitled.
	Close {
		/// Number or hash of the motion, as `chuxin council show` names it.
		#[arg(long, value_name = "NUMBER|HASH", value_parser = parse_motion)]
		motion: MotionId,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
}

/// An upgrade of the runtime, step by step.
#[derive(Debug, Subcommand)]
pub enum UpgradeCommand {
	/// Propose a runtime by the hash of its file, which is computed here.
	Propose {
		/// The runtime: compressed or plain WebAssembly.
		file: PathBuf,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Cancel the one that waits, or take back one that was enacted and not yet applied.
	Cancel {
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Enact the one whose delay is over, and upload its runtime. No motion: by anybody entitled.
	Enact {
		/// The runtime that was proposed.
		file: PathBuf,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
}

/// Acts on the list of validators.
#[derive(Debug, Subcommand)]
pub enum ValidatorCommand {
	/// Name a validator. It then sets its session keys.
	Name(ValidatorArgs),
	/// Remove a validator.
	Remove(ValidatorArgs),
}

/// A validator.
#[derive(Debug, Args)]
pub struct ValidatorArgs {
	/// Its account: an address, or 64 hexadecimal digits.
	#[arg(value_parser = parse_account)]
	pub account: AccountId,
	/// Who signs.
	#[command(flatten)]
	pub signer: Signer,
}

/// Acts on safe mode.
#[derive(Debug, Subcommand)]
pub enum SafeModeCommand {
	/// Enter it: for an hour, if it is not extended.
	Enter(Signer),
	/// Extend it by an hour.
	Extend(Signer),
	/// Leave it.
	Exit(Signer),
}

/// A call of the chain.
#[derive(Debug, Args)]
pub struct CallArgs {
	/// The pallet, such as `Organizations`.
	pub pallet: String,
	/// The call, such as `set_grants` or `setGrants`.
	pub call: String,
	/// Who signs.
	#[command(flatten)]
	pub signer: Signer,
}

/// How long acts wait, in ms.
#[derive(Clone, Copy, Debug, Args)]
#[group(required = true, multiple = true)]
pub struct DelayArgs {
	/// From an appointment until its powers work, such as `24h` or `90s`.
	#[arg(long, value_name = "TIME", value_parser = parse_duration)]
	pub appointment: Option<u64>,
	/// From the proposal of an upgrade until it can be enacted, such as `7d`.
	#[arg(long, value_name = "TIME", value_parser = parse_duration)]
	pub upgrade: Option<u64>,
	/// From the decision to replace a key until the new one works, such as `3d`.
	#[arg(long, value_name = "TIME", value_parser = parse_duration)]
	pub replacement: Option<u64>,
	/// From the decision to merge or archive until it is carried out, such as `24h`.
	#[arg(long, value_name = "TIME", value_parser = parse_duration)]
	pub reorganization: Option<u64>,
}

/// By whose daily limit an account is counted; the numbers are the chain's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[repr(u8)]
pub enum AccountClass {
	/// A member without office.
	Member = 0,
	/// An officer.
	Officer = 1,
}

/// A vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Vote {
	/// For it.
	Yes,
	/// Against it.
	No,
}

/// How a motion is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MotionId {
	/// By its number.
	Number(u32),
	/// By the hash of what it decides.
	Hash(Hash),
}

impl std::fmt::Display for MotionId {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		match self {
			Self::Number(number) => write!(f, "{number}"),
			Self::Hash(hash) => write!(f, "{hash:?}"),
		}
	}
}

fn parse_motion(text: &str) -> Result<MotionId, String> {
	let number = text.parse().map(MotionId::Number).ok();
	number.or_else(|| crate::chain::parse_hash(text).map(MotionId::Hash)).ok_or_else(|| {
		"write the motion's number, or its hash: 0x and 64 hexadecimal digits".to_owned()
	})
}

fn parse_account(text: &str) -> Result<AccountId, String> {
	text.parse()
		.map_err(|_| "write an address such as 5Grw…, or 0x and 64 hexadecimal digits".to_owned())
}

/// Units of time with their milliseconds, the longest first.
pub const TIME_UNITS: [(&str, u64); 5] =
	[("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

fn parse_duration(text: &str) -> Result<u64, String> {
	let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
	let (number, unit) = text.split_at(digits);
	let unit = TIME_UNITS.iter().find(|(name, _)| *name == unit).map(|(_, ms)| *ms);
	unit.and_then(|ms| number.parse::<u64>().ok()?.checked_mul(ms))
		.ok_or_else(|| "write a number and d, h, m, s or ms, such as 7d or 72h".to_owned())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn times_are_read_with_their_unit_only() {
		assert_eq!(parse_duration("7d"), Ok(604_800_000));
		assert_eq!(parse_duration("72h"), Ok(259_200_000));
		assert_eq!(parse_duration("0s"), Ok(0));
		assert_eq!(parse_duration("5m"), Ok(300_000));
		assert_eq!(parse_duration("250ms"), Ok(250));
		for wrong in ["", "7", "d", "-1d", "1.5h", "7 d", "1w", "99999999999999999999d"] {
			parse_duration(wrong).unwrap_err();
		}
	}

	#[test]
	fn motions_and_accounts_are_read_in_both_ways() {
		assert_eq!(parse_motion("7"), Ok(MotionId::Number(7)));
		let hash = format!("0x{}", "5a".repeat(32));
		assert_eq!(parse_motion(&hash), Ok(MotionId::Hash(Hash::repeat_byte(0x5a))));
		parse_motion("-1").unwrap_err();
		let alice = parse_account("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY").unwrap();
		let raw: &[u8] = alice.as_ref();
		assert_eq!(parse_account(&crate::chain::hex(raw)), Ok(alice));
		for wrong in ["alice", "0x12", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ"] {
			parse_account(wrong).unwrap_err();
		}
	}

	#[test]
	fn the_council_has_as_many_seats_as_in_the_runtime() {
		let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
			.join("../runtime/src/configs/council.rs");
		let source = std::fs::read_to_string(source).unwrap();
		assert!(source.contains(&format!("MaxMembers = ConstU32<{MAX_MEMBERS}>")));
	}
}
