//! What can be done with an organization in its life.

use super::{Signer, Target};
use chuxin_primitives::{
	organization::{ElectionKind, Grant, Office, OrgKind, Power},
	CivilDate, Hash,
};
use clap::Subcommand;

/// What can be done with an organization in its life.
#[derive(Debug, Subcommand)]
pub enum OrgAct {
	/// Give it another name; its number stays.
	Rename {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// The name.
		#[arg(long)]
		name: String,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Let it stand still; by a superior.
	Freeze {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Let it work again; by a superior.
	Thaw {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Move it, with everything below it, below another organization.
	Move {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// Where it stands from now on.
		#[arg(long)]
		parent: u32,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Set the last day of its committee's term; by a superior.
	Term {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// The last day.
		#[arg(long, value_name = "YYYY-MM-DD")]
		ends: CivilDate,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Set what an organization below is allowed: the whole list, so that what is left out ends.
	Grants {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// What it is allowed, separated by commas; nothing when left out.
		#[arg(long, value_delimiter = ',', value_parser = crate::args::parse_grant)]
		grants: Vec<Grant>,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Publish the telephone of its office in the directory, or take it out. Everybody can read it,
	/// for ever: never a person's own number.
	Contact {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// The office's number, such as 010-12345678; left out, it is taken out.
		#[arg(long)]
		telephone: Option<String>,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Give up your own offices and powers in an organization.
	Resign {
		/// The organization you serve.
		#[arg(long)]
		org: u32,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Take note of a late entry, which nothing else takes off the agenda; by a superior.
	TakeNote {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// The person concerned.
		#[arg(long)]
		person: u64,
		/// Number of the life event, as `chuxin today` names it.
		#[arg(long)]
		event: u32,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Appoint an acting officer, until a day.
	Acting {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// The person.
		#[arg(long)]
		person: u64,
		/// Offices, separated by commas.
		#[arg(long, value_delimiter = ',', value_parser = crate::args::parse_office)]
		offices: Vec<Office>,
		/// Powers, separated by commas.
		#[arg(long, value_delimiter = ',', value_parser = crate::args::parse_power)]
		powers: Vec<Power>,
		/// The last day.
		#[arg(long, value_name = "YYYY-MM-DD")]
		until: CivilDate,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Take an acting officer off the list whose last day is over.
	Expire {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// The person.
		#[arg(long)]
		person: u64,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Merge, archive, split or upgrade: proposed, seconded, approved by three persons.
	#[command(subcommand)]
	Reorganize(ReorganizeCommand),
	/// Elections, step by step.
	#[command(subcommand)]
	Election(ElectionCommand),
	/// The key under which packages for an organization are sealed.
	#[command(subcommand)]
	Key(OrgKeyCommand),
	/// Look organizations up by name or region.
	Find {
		/// The name: who has exactly this name, archived and merged ones too; where nobody has,
		/// whose name contains it, in the tree of today.
		#[arg(long)]
		name: Option<String>,
		/// Region by GB/T 2260, six digits.
		#[arg(long)]
		region: Option<u32>,
		/// Only in the tree below this organization.
		#[arg(long)]
		org: Option<u32>,
	},
}

/// A reorganization, step by step.
#[derive(Debug, Subcommand)]
pub enum ReorganizeCommand {
	/// Propose that an organization goes over into another one.
	Merge {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// The organization that takes over.
		#[arg(long)]
		into: u32,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Propose that it is dissolved.
	Archive {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Propose that some of its members form a new branch.
	Split {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// The new branch's name.
		#[arg(long)]
		name: String,
		/// Kind of the new branch.
		#[arg(long, value_parser = crate::args::parse_kind, default_value = "branch")]
		kind: OrgKind,
		/// Its region, six digits.
		#[arg(long)]
		region: u32,
		/// The day it was founded.
		#[arg(long, value_name = "YYYY-MM-DD")]
		founded: CivilDate,
		/// Numbers of the persons who go over, separated by commas.
		#[arg(long, value_delimiter = ',', required = true)]
		persons: Vec<u64>,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Propose that it becomes an organization of a higher kind.
	Upgrade {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// The kind it becomes.
		#[arg(long, value_parser = crate::args::parse_kind)]
		kind: OrgKind,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Second what was proposed.
	Second {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// For a split: the persons who are to go over. Anybody else proposed, nothing is signed.
		#[arg(long, value_delimiter = ',', value_name = "LIST")]
		persons: Vec<u64>,
		/// The digest that `chuxin org reorganize show` told: what you saw. Left out, the act is
		/// shown and you are asked.
		#[arg(long, value_name = "HASH", value_parser = crate::args::parse_hash)]
		digest: Option<Hash>,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Approve it, as the superior.
	Approve {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// For a split: the persons who are to go over. Anybody else proposed, nothing is signed.
		#[arg(long, value_delimiter = ',', value_name = "LIST")]
		persons: Vec<u64>,
		/// The digest that `chuxin org reorganize show` told: what you saw. Left out, the act is
		/// shown and you are asked.
		#[arg(long, value_name = "HASH", value_parser = crate::args::parse_hash)]
		digest: Option<Hash>,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Withdraw it.
	Withdraw {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Show what is proposed for an organization.
	Show {
		/// The organization concerned.
		#[arg(long)]
		target: u32,
		/// For a split: persons, separated by commas; told is whether exactly they go over.
		#[arg(long, value_delimiter = ',', value_name = "LIST")]
		persons: Vec<u64>,
	},
}

/// An election, step by step.
#[derive(Debug, Subcommand)]
pub enum ElectionCommand {
	/// Ask the superior.
	Request {
		/// The organization that elects.
		#[arg(long)]
		org: u32,
		/// `term` or `by-election`.
		#[arg(long, value_parser = parse_election, default_value = "term")]
		kind: ElectionKind,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// The superior's reply.
	Reply {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// End the election instead of agreeing.
		#[arg(long)]
		refuse: bool,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Give notice of the meeting.
	Announce {
		/// The organization that elects.
		#[arg(long)]
		org: u32,
		/// The day of the meeting.
		#[arg(long, value_name = "YYYY-MM-DD")]
		day: CivilDate,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Report the result.
	Report {
		/// The organization that elects.
		#[arg(long)]
		org: u32,
		/// The resolution of the general meeting.
		#[arg(long)]
		resolution: u32,
		/// A person elected and the offices: `7=secretary,organization`; once a person.
		#[arg(long = "elected", value_parser = parse_elected, required = true)]
		elected: Vec<(u64, Vec<Office>)>,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// The superior confirms.
	Confirm {
		/// Acting organization and organization concerned.
		#[command(flatten)]
		target: Target,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Show how far an election is.
	Show {
		/// The organization that elects.
		#[arg(long)]
		org: u32,
	},
}

/// Keys of an organization.
#[derive(Debug, Subcommand)]
pub enum OrgKeyCommand {
	/// Publish a key; the one before ends.
	Publish {
		/// The organization.
		#[arg(long)]
		org: u32,
		/// The X25519 public key: 64 hexadecimal digits, or an `age1…` recipient.
		#[arg(long = "public", value_name = "KEY")]
		public: String,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Revoke a key that was lost or became known.
	Revoke {
		/// The organization.
		#[arg(long)]
		org: u32,
		/// Version of the key.
		#[arg(long)]
		version: u32,
		/// Who signs.
		#[command(flatten)]
		signer: Signer,
	},
	/// Show the key that holds now.
	Show {
		/// The organization.
		#[arg(long)]
		org: u32,
	},
}

fn parse_election(text: &str) -> Result<ElectionKind, String> {
	crate::args::one_of(&[ElectionKind::Term, ElectionKind::ByElection], text)
}

fn parse_elected(text: &str) -> Result<(u64, Vec<Office>), String> {
	let expected = || format!("expected PERSON=OFFICE,OFFICE such as 7=secretary, found {text}");
	let (person, offices) = text.split_once('=').ok_or_else(expected)?;
	let person = person.parse().map_err(|_| expected())?;
	let offices: Result<Vec<Office>, String> =
		offices.split(',').map(crate::args::parse_office).collect();
	Ok((person, offices?))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_elected_are_read_with_their_offices() {
		let read = parse_elected("7=secretary,organization").unwrap();
		assert_eq!(read, (7, vec![Office::Secretary, Office::Organization]));
		for wrong in ["7", "seven=secretary", "7=king", "7="] {
			parse_elected(wrong).unwrap_err();
		}
	}

	#[test]
	fn kinds_of_elections_are_read_by_their_names() {
		assert_eq!(parse_election("by-election"), Ok(ElectionKind::ByElection));
		parse_election("acclamation").unwrap_err();
	}
}
