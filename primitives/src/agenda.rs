//! The agenda: what is due or overdue, for which organization, as data.

use crate::{date::RawDate, CivilDate, Hash, OrgId, PendingId, PersonId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What stands in the agenda of an organization. An item is there once; setting it again moves its
/// day.
///
/// The day of an item is the last day in time. From the day after, it is overdue.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum Item {
	/// The committee's term ends in six months: prepare the election (支部工作条例).
	#[codec(index = 0)]
	TermReminder,
	/// The committee's term ends: elect.
	#[codec(index = 1)]
	TermEnds,
	/// An acting officer's time ends.
	#[codec(index = 2)]
	ActingEnds(PersonId),
	/// The organization has no secretary.
	#[codec(index = 3)]
	NoSecretary,
	/// The branch has fewer than three full members (支部工作条例).
	#[codec(index = 4)]
	TooFewMembers,
	/// The branch has more than fifty members (generally; 支部工作条例).
	#[codec(index = 5)]
	TooManyMembers,
	/// A delayed act may be carried out.
	#[codec(index = 6)]
	Pending(PendingId),
	/// A batch of enrolments waits for its second person.
	#[codec(index = 7)]
	Enrolment(Hash),
	/// An act on a person waits for its second person.
	#[codec(index = 8)]
	Act(PersonId),
	/// A reorganization waits for its next signature.
	#[codec(index = 9)]
	Reorganization,
	/// An election waits for its next step.
	#[codec(index = 10)]
	Election,
	/// A member's own record update waits for confirmation.
	#[codec(index = 11)]
	RecordUpdate(PersonId),
	/// An event was recorded more than 30 days after its day.
	#[codec(index = 12)]
	LateEntry {
		/// The person concerned.
		person: PersonId,
		/// The number of the life event.
		seq: u32,
	},
	/// The import window ends.
	#[codec(index = 13)]
	ImportWindow,
	/// A hold on a person ends.
	#[codec(index = 14)]
	HoldEnds(PersonId),
}

impl Item {
	/// Every item there is, for tables and tests, with zeros for whatever it is about.
	pub const ALL: [Self; 15] = [
		Self::TermReminder,
		Self::TermEnds,
		Self::ActingEnds(PersonId(0)),
		Self::NoSecretary,
		Self::TooFewMembers,
		Self::TooManyMembers,
		Self::Pending(PendingId(0)),
		Self::Enrolment(Hash::zero()),
		Self::Act(PersonId(0)),
		Self::Reorganization,
		Self::Election,
		Self::RecordUpdate(PersonId(0)),
		Self::LateEntry { person: PersonId(0), seq: 0 },
		Self::ImportWindow,
		Self::HoldEnds(PersonId(0)),
	];

	/// The rule the item comes from: a regulation, or a rule of the registry's own, which stands in
	/// none.
	pub const fn article(self) -> &'static str {
		match self {
			Self::TooFewMembers
			| Self::TooManyMembers
			| Self::TermReminder
			| Self::TermEnds
			| Self::ActingEnds(_)
			| Self::NoSecretary
			| Self::Election => "支部工作条例（试行）(2018)",
			Self::Pending(_) | Self::Enrolment(_) | Self::Act(_) | Self::Reorganization => {
				"Rule of the registry: two persons, and time to object"
			},
			Self::RecordUpdate(_) => {
				"Rule of the registry: a member's record changes when the branch confirms it"
			},
			Self::LateEntry { .. } => {
				"Rule of the registry: what is entered late is shown to the superior"
			},
			Self::ImportWindow => {
				"Rule of the registry: paper only from before the go-live day, in an open window"
			},
			Self::HoldEnds(_) => "Rule of the registry: what is pending about a person has an end",
		}
	}

	/// The calls that settle the item, as Polkadot.js Apps names them.
	pub const fn settled_by(self) -> &'static str {
		match self {
			Self::TermReminder => "organizations.requestElection, organizations.setTerm",
			Self::TermEnds => "organizations.confirmElection, organizations.setTerm",
			Self::ActingEnds(_) => {
				"organizations.confirmElection, organizations.appoint, organizations.dismiss, \
				 organizations.expireActing"
			},
			Self::NoSecretary => {
				"organizations.confirmElection (begins with requestElection), organizations.appoint, \
				 organizations.appointActing"
			},
			Self::TooFewMembers => {
				"members.enrol, members.readmit, members.reinstate, or \
				 organizations.proposeReorganization (Merge or Archive)"
			},
			Self::TooManyMembers => "organizations.proposeReorganization (Split or Upgrade)",
			Self::Pending(_) => "access.carryOut, access.veto",
			Self::Enrolment(_) => "members.enrol, members.withdrawEnrolment",
			Self::Act(_) => {
				"what was proposed (members.correct, replaceAccount, updateRecord, addTag, placeHold, \
				 liftHold, endMembership, suspend, reinstate, readmit), or members.withdrawAct"
			},
			Self::Reorganization => {
				"organizations.secondReorganization, approveReorganization, withdrawReorganization"
			},
			Self::Election => {
				"organizations.replyElection, announceElection, reportElection, confirmElection"
			},
			Self::RecordUpdate(_) => "members.confirmRecordUpdate, members.declineRecordUpdate",
			Self::LateEntry { .. } => "agenda.takeNote",
			Self::ImportWindow => "members.closeImportWindow",
			Self::HoldEnds(_) => "members.liftHold, members.placeHold (a later day)",
		}
	}
}

/// One line of the agenda as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct AgendaEntry {
	/// The organization that has to act.
	pub org: OrgId,
	/// What is due.
	pub item: Item,
	/// Until when: the day itself is still in time.
	pub due: RawDate,
	/// Whether the chain has raised it as overdue.
	pub overdue: bool,
	/// The rule it comes from.
	pub article: crate::RawText,
	/// The call that settles it.
	pub settled_by: crate::RawText,
}

/// How many items of an organization are overdue.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Overdue {
	/// Its own.
	pub own: u32,
	/// With everything below it.
	pub subtree: u32,
}

/// An organization with what is overdue in it and below it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OverdueView {
	/// The organization.
	pub org: OrgId,
	/// Its own overdue items, and those of its subtree.
	pub overdue: Overdue,
}

/// Where deadlines are put, and by whom they are settled.
///
/// An organization that went over into another one answers by that one, here as everywhere. So what
/// still stands for it is cleared *before* it goes over.
pub trait Agenda {
	/// Puts an item, or moves its day. A raised item that is set to a day not yet past is no longer
	/// overdue.
	fn set(org: OrgId, item: Item, due: CivilDate);
	/// Takes an item out; nothing happens when it is not there.
	fn clear(org: OrgId, item: Item);
	/// Whether nothing stands in the organization's own agenda. Before an organization goes over into
	/// another one or is archived, its agenda is empty.
	fn is_empty(org: OrgId) -> bool;
	/// Moves the overdue counts of `org`'s subtree from its old superiors to its new ones. The lists
	/// name every organization above, nearest first, `org` itself left out.
	fn reparented(org: OrgId, before: &[OrgId], after: &[OrgId]);
	/// Puts an item that is overdue and counted already: the dearest to clear.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_overdue(org: OrgId, item: Item);
}

/// An agenda that keeps nothing: for tests of pallets that are not about deadlines.
impl Agenda for () {
	fn set(_: OrgId, _: Item, _: CivilDate) {}
	fn clear(_: OrgId, _: Item) {}
	fn is_empty(_: OrgId) -> bool {
		true
	}
	fn reparented(_: OrgId, _: &[OrgId], _: &[OrgId]) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_overdue(_: OrgId, _: Item) {}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_of_items_stay() {
		for (index, item) in Item::ALL.iter().enumerate() {
			assert_eq!(usize::from(item.encode()[0]), index, "{item:?}");
		}
		assert_eq!(Item::max_encoded_len(), 33);
		let late = Item::LateEntry { person: PersonId(7), seq: 3 };
		assert_eq!(late.encode(), [&[12, 7, 0, 0, 0, 0, 0, 0, 0][..], &[3, 0, 0, 0]].concat());
	}

	/// The camelCase names of a pallet's calls, read from its source.
	fn calls_of(pallet: &str) -> Vec<String> {
		let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../pallets");
		let folder = folder.join(pallet).join("src");
		let file = ["calls.rs", "lib.rs"].map(|name| folder.join(name));
		let source =
			file.iter().find_map(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
		let names = source.split("pub fn ").skip(1).filter_map(|rest| rest.split('(').next());
		names
			.map(|name| {
				let mut words = name.split('_');
				let mut camel = words.next().unwrap_or_default().to_owned();
				for word in words {
					let (first, rest) = word.split_at(word.len().min(1));
					camel += &(first.to_uppercase() + rest);
				}
				camel
			})
			.collect()
	}

	#[test]
	fn the_calls_that_settle_exist() {
		for item in Item::ALL {
			let mut named = 0;
			for word in item.settled_by().split(|c: char| !c.is_ascii_alphanumeric() && c != '.') {
				let Some((pallet, call)) = word.split_once('.') else { continue };
				assert!(calls_of(pallet).iter().any(|name| name == call), "{item:?}: {word}");
				named += 1;
			}
			assert!(named > 0, "{item:?}");
		}
	}

	#[test]
	fn every_item_names_its_rule_and_its_cure() {
		for item in Item::ALL {
			assert!(!item.article().is_empty(), "{item:?}");
			assert!(item.settled_by().contains('.'), "{item:?}");
		}
	}
}
