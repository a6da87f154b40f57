//! The calls the desk makes, with their arguments in the order of the pallets.

use chuxin_primitives::{
	life::{RawLifeEvent, VersionedLifeEvent},
	membership::{BatchDigest, Certificate, Change, Decision, EnrolEntry, Record},
	organization::{ElectionKind, Grant, Office, OrgKind, Power, RawReorganization},
	person_tag::PersonTag,
	AccountId, ChuxinSignature, CivilDate, Hash, OrgId, PendingId, PersonId, RawDate, RawText,
	ResolutionId,
};
use codec::{Compact, Encode};
use subxt::{
	ext::scale_encode::{self, EncodeAsFields, FieldIter, TypeResolver},
	transactions::Payload,
};

/// A call, encoded but for the two indices that the chain's metadata gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
	pallet: &'static str,
	name: &'static str,
	args: Args,
	/// The call that this one carries, as `Pallet.call`.
	carries: Option<String>,
}

/// Encoded arguments, written as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Args(Vec<u8>);

impl EncodeAsFields for Args {
	fn encode_as_fields_to<R: TypeResolver>(
		&self,
		_: &mut dyn FieldIter<'_, R::TypeId>,
		_: &R,
		out: &mut Vec<u8>,
	) -> Result<(), scale_encode::Error> {
		out.extend_from_slice(&self.0);
		Ok(())
	}
}

impl Payload for Call {
	type CallData = Args;

	fn pallet_name(&self) -> &str {
		self.pallet
	}
	fn call_name(&self) -> &str {
		self.name
	}
	fn call_data(&self) -> &Args {
		&self.args
	}
}

impl std::fmt::Display for Call {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(f, "{}.{}", self.pallet, self.name)
	}
}

/// A length as the chain counts it.
fn length(bytes: usize) -> u32 {
	u32::try_from(bytes).unwrap_or(u32::MAX)
}

impl Call {
	/// A call by its names; `args` encode, one after the other, to what the pallet reads.
	pub fn new(pallet: &'static str, name: &'static str, args: impl Encode) -> Self {
		Self { pallet, name, args: Args(args.encode()), carries: None }
	}

	/// What is refused when this call is: the call it carries, or itself.
	pub fn carried(&self) -> String {
		self.carries.clone().unwrap_or_else(|| self.to_string())
	}

	/// The encoded arguments, as another desk gets them.
	pub fn arguments(&self) -> &[u8] {
		&self.args.0
	}

	/// Establishes an organization directly below `parent`, which is `org` or below it.
	pub fn establish(
		org: OrgId,
		parent: OrgId,
		kind: OrgKind,
		name: &str,
		region: u32,
		founded: CivilDate,
	) -> Self {
		let args = (org, parent, kind, RawText::from(name), region, RawDate::from(founded));
		Self::new("Organizations", "establish", args)
	}

	/// Sets what an organization below `org` is allowed: the complete list.
	pub fn set_grants(org: OrgId, target: OrgId, grants: Vec<Grant>) -> Self {
		Self::new("Organizations", "set_grants", (org, target, grants))
	}

	/// Appoints a person for `target`, which is `org` or below it.
	pub fn appoint(
		org: OrgId,
		target: OrgId,
		person: PersonId,
		offices: Vec<Office>,
		powers: Vec<Power>,
	) -> Self {
		Self::new("Organizations", "appoint", (org, target, person, offices, powers))
	}

	/// Ends an appointment.
	pub fn dismiss(org: OrgId, target: OrgId, person: PersonId) -> Self {
		Self::new("Organizations", "dismiss", (org, target, person))
	}

	/// Publishes the telephone of an organization's office, or takes it out.
	pub fn set_contact(org: OrgId, target: OrgId, telephone: Option<&str>) -> Self {
		Self::new("Organizations", "set_contact", (org, target, telephone.map(RawText::from)))
	}

	/// Gives up the signer's own offices and powers.
	pub fn resign(org: OrgId) -> Self {
		Self::new("Organizations", "resign", org)
	}

	/// Gives an organization another name.
	pub fn rename(org: OrgId, target: OrgId, name: &str) -> Self {
		Self::new("Organizations", "rename", (org, target, RawText::from(name)))
	}

	/// Lets an organization stand still.
	pub fn freeze(org: OrgId, target: OrgId) -> Self {
		Self::new("Organizations", "freeze", (org, target))
	}

	/// Lets a frozen organization work again.
	pub fn thaw(org: OrgId, target: OrgId) -> Self {
		Self::new("Organizations", "thaw", (org, target))
	}

	/// Moves an organization, with everything below it, below `parent`.
	pub fn reparent(org: OrgId, target: OrgId, parent: OrgId) -> Self {
		Self::new("Organizations", "reparent", (org, target, parent))
	}

	/// Proposes a merger, an archiving, a split or an upgrade.
	pub fn propose_reorganization(org: OrgId, target: OrgId, act: RawReorganization) -> Self {
		Self::new("Organizations", "propose_reorganization", (org, target, act))
	}

	/// Seconds it.
	pub fn second_reorganization(org: OrgId, target: OrgId, digest: Hash) -> Self {
		Self::new("Organizations", "second_reorganization", (org, target, digest))
	}

	/// Approves it, as the superior.
	pub fn approve_reorganization(
		superior: OrgId,
		target: OrgId,
		digest: Hash,
		persons: Vec<PersonId>,
	) -> Self {
		let args = (superior, target, digest, persons);
		Self::new("Organizations", "approve_reorganization", args)
	}

	/// Withdraws it.
	pub fn withdraw_reorganization(org: OrgId, target: OrgId) -> Self {
		Self::new("Organizations", "withdraw_reorganization", (org, target))
	}

	/// Sets the last day of a committee's term.
	pub fn set_term(org: OrgId, target: OrgId, ends: CivilDate) -> Self {
		Self::new("Organizations", "set_term", (org, target, RawDate::from(ends)))
	}

	/// Asks the superior for an election.
	pub fn request_election(org: OrgId, kind: ElectionKind) -> Self {
		Self::new("Organizations", "request_election", (org, kind))
	}

	/// The superior's reply.
	pub fn reply_election(superior: OrgId, org: OrgId, agreed: bool) -> Self {
		Self::new("Organizations", "reply_election", (superior, org, agreed))
	}

	/// Gives notice of the meeting that elects.
	pub fn announce_election(org: OrgId, day: CivilDate) -> Self {
		Self::new("Organizations", "announce_election", (org, RawDate::from(day)))
	}

	/// Reports who was elected.
	pub fn report_election(
		org: OrgId,
		resolution: ResolutionId,
		results: Vec<(PersonId, Vec<Office>)>,
	) -> Self {
		Self::new("Organizations", "report_election", (org, resolution, results))
	}

	/// Confirms an election, as the superior.
	pub fn confirm_election(superior: OrgId, org: OrgId) -> Self {
		Self::new("Organizations", "confirm_election", (superior, org))
	}

	/// Appoints an acting officer, until a day.
	pub fn appoint_acting(
		org: OrgId,
		target: OrgId,
		person: PersonId,
		offices: Vec<Office>,
		powers: Vec<Power>,
		until: CivilDate,
	) -> Self {
		let args = (org, target, person, offices, powers, RawDate::from(until));
		Self::new("Organizations", "appoint_acting", args)
	}

	/// Takes an acting officer off the list whose last day is over.
	pub fn expire_acting(org: OrgId, target: OrgId, person: PersonId) -> Self {
		Self::new("Organizations", "expire_acting", (org, target, person))
	}

	/// Publishes the key under which packages for an organization are sealed.
	pub fn publish_key(org: OrgId, key: [u8; 32]) -> Self {
		Self::new("Organizations", "publish_key", (org, key))
	}

	/// Revokes a key of an organization.
	pub fn revoke_key(org: OrgId, version: u32) -> Self {
		Self::new("Organizations", "revoke_key", (org, version))
	}

	/// Opens an import window for an organization below `org`.
	pub fn open_import_window(org: OrgId, target: OrgId, until: CivilDate) -> Self {
		Self::new("Members", "open_import_window", (org, target, RawDate::from(until)))
	}

	/// Closes it before its day.
	pub fn close_import_window(org: OrgId, target: OrgId) -> Self {
		Self::new("Members", "close_import_window", (org, target))
	}

	/// Proposes batches by their hashes.
	pub fn propose_enrolment(org: OrgId, batches: Vec<BatchDigest>) -> Self {
		Self::new("Members", "propose_enrolment", (org, batches))
	}

	/// Withdraws a proposed batch.
	pub fn withdraw_enrolment(org: OrgId, hash: Hash) -> Self {
		Self::new("Members", "withdraw_enrolment", (org, hash))
	}

	/// Enrols a batch that another officer proposed.
	pub fn enrol(
		org: OrgId,
		schema: u16,
		entries: &[EnrolEntry],
		certificate: &Certificate,
	) -> Self {
		Self::new("Members", "enrol", (org, schema, entries, certificate))
	}

	/// Binds an account to a person; `proof` is the account's signature of the binding text.
	pub fn bind_account(
		org: OrgId,
		person: PersonId,
		account: AccountId,
		expires: CivilDate,
		proof: ChuxinSignature,
	) -> Self {
		Self::new("Members", "bind_account", (org, person, account, RawDate::from(expires), proof))
	}

	/// Freezes a person's account.
	pub fn freeze_account(org: OrgId, person: PersonId) -> Self {
		Self::new("Members", "freeze_account", (org, person))
	}

	/// Lets a frozen account act again.
	pub fn unfreeze_account(org: OrgId, person: PersonId) -> Self {
		Self::new("Members", "unfreeze_account", (org, person))
	}

	/// Freezes the signer's own account.
	pub fn freeze_own_account() -> Self {
		Self::new("Members", "freeze_own_account", ())
	}

	/// Proposes an act on a person by its hash.
	pub fn propose_act(org: OrgId, person: PersonId, hash: Hash) -> Self {
		Self::new("Members", "propose_act", (org, person, hash))
	}

	/// Replaces a person's key, as proposed; `proof` is the new key's signature.
	pub fn replace_account(
		org: OrgId,
		person: PersonId,
		account: AccountId,
		expires: CivilDate,
		proof: ChuxinSignature,
	) -> Self {
		let args = (org, person, account, RawDate::from(expires), proof);
		Self::new("Members", "replace_account", args)
	}

	/// Replaces the signer's own key.
	pub fn replace_own_account(
		account: AccountId,
		expires: CivilDate,
		proof: ChuxinSignature,
	) -> Self {
		Self::new("Members", "replace_own_account", (account, RawDate::from(expires), proof))
	}

	/// Marks that something about a person is pending, as proposed.
	pub fn place_hold(
		org: OrgId,
		person: PersonId,
		until: Option<CivilDate>,
		without_vote: bool,
	) -> Self {
		let args = (org, person, until.map(RawDate::from), without_vote);
		Self::new("Members", "place_hold", args)
	}

	/// Lifts a hold, as proposed.
	pub fn lift_hold(org: OrgId, person: PersonId) -> Self {
		Self::new("Members", "lift_hold", (org, person))
	}

	/// Carries out a decision about a membership, as proposed.
	pub fn decide(org: OrgId, person: PersonId, decision: &Decision) -> Self {
		let Decision { change, ground, effective, evidence } = decision;
		let rest = (ground, RawDate::from(*effective), evidence);
		match change {
			Change::Leave => Self::new("Members", "end_membership", (org, person, rest)),
			Change::Suspend => Self::new("Members", "suspend", (org, person, rest)),
			Change::Reinstate { status } => {
				Self::new("Members", "reinstate", (org, person, status, rest))
			},
			Change::Readmit { branch, status, record, birthday } => {
				let args = (org, person, branch, status, record, birthday, rest);
				Self::new("Members", "readmit", args)
			},
		}
	}

	/// Carries out what has waited long enough.
	pub fn carry_out(id: PendingId) -> Self {
		Self::new("Access", "carry_out", id)
	}

	/// Takes note of a late entry, so that it leaves the agenda.
	pub fn take_note(superior: OrgId, org: OrgId, person: PersonId, seq: u32) -> Self {
		Self::new("Agenda", "take_note", (superior, org, person, seq))
	}

	/// Withdraws an act on a person that waits for its second person.
	pub fn withdraw_act(org: OrgId, person: PersonId) -> Self {
		Self::new("Members", "withdraw_act", (org, person))
	}

	/// Proposes the next version of the signer's own record.
	pub fn propose_record_update(record: Record) -> Self {
		Self::new("Members", "propose_record_update", record)
	}

	/// Confirms a member's own record update, as it was seen.
	pub fn confirm_record_update(org: OrgId, person: PersonId, root: Hash) -> Self {
		Self::new("Members", "confirm_record_update", (org, person, root))
	}

	/// Declines it.
	pub fn decline_record_update(org: OrgId, person: PersonId) -> Self {
		Self::new("Members", "decline_record_update", (org, person))
	}

	/// Carries out a record update on paper that another officer proposed.
	pub fn update_record(org: OrgId, person: PersonId, record: Record, paper: Hash) -> Self {
		Self::new("Members", "update_record", (org, person, record, paper))
	}

	/// Registers another document of a person, as proposed in `proposed_in`.
	pub fn add_tag(
		org: OrgId,
		proposed_in: OrgId,
		person: PersonId,
		tag: PersonTag,
		certificate: &Certificate,
	) -> Self {
		Self::new("Members", "add_tag", (org, proposed_in, person, tag, certificate))
	}

	/// Proposes an encoded call to the council; `carries` is its name.
	pub fn propose(threshold: u32, carries: &str, proposal: &[u8]) -> Self {
		let args = [
			Compact(threshold).encode(),
			proposal.to_vec(),
			Compact(length(proposal.len())).encode(),
		];
		let args = Args(args.concat());
		Self { pallet: "Council", name: "propose", args, carries: Some(carries.to_owned()) }
	}

	/// Votes on a motion of the council, by hash and number.
	pub fn vote((motion, index): (Hash, u32), approve: bool) -> Self {
		Self::new("Council", "vote", (motion, Compact(index), approve))
	}

	/// Closes a motion. What it carries weighs at most `weight` (compute time in ps, bytes of proof)
	/// and has `len` bytes; `carries` is its name.
	pub fn close(
		(motion, index): (Hash, u32),
		weight: (u64, u64),
		len: usize,
		carries: &str,
	) -> Self {
		let weight = (Compact(weight.0), Compact(weight.1));
		let args = (motion, Compact(index), weight, Compact(length(len)));
		Self { carries: Some(carries.to_owned()), ..Self::new("Council", "close", args) }
	}

	/// Enacts the upgrade whose delay is over.
	pub fn enact_upgrade() -> Self {
		Self::new("Access", "enact_upgrade", ())
	}

	/// Uploads the runtime of an upgrade that was enacted.
	pub fn apply_upgrade(code: &[u8]) -> Self {
		Self::new("System", "apply_authorized_upgrade", code)
	}

	/// Vetoes what waits.
	pub fn veto(org: OrgId, id: PendingId) -> Self {
		Self::new("Access", "veto", (org, id))
	}

	/// Carries out a correction that another officer proposed.
	pub fn correct(
		org: OrgId,
		person: PersonId,
		target_seq: u32,
		head_before: Hash,
		target: VersionedLifeEvent,
		after: Vec<Hash>,
		commitment: Hash,
	) -> Self {
		let args =
			(org, person, target_seq, head_before, RawLifeEvent::from(target), after, commitment);
		Self::new("Members", "correct", args)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn arguments_are_written_as_the_pallet_reads_them() {
		let day = CivilDate::new(20240229).unwrap();
		let call = Call::establish(OrgId(1), OrgId(2), OrgKind::Branch, "机关", 990_000, day);
		let mut expected = vec![1, 0, 0, 0, 2, 0, 0, 0, 7];
		expected.extend("机关".encode());
		expected.extend(990_000u32.to_le_bytes());
		expected.extend("2024-02-29".encode());
		assert_eq!(call.args.0, expected);
		assert_eq!(call.to_string(), "Organizations.establish");
		assert_eq!(Call::freeze_own_account().args.0, Vec::<u8>::new());
	}

	#[test]
	fn a_motion_holds_its_call_between_threshold_and_length() {
		let call = Call::propose(2, "Access.set_limit", &[10, 3, 0, 77, 0, 0, 0]);
		assert_eq!(call.arguments(), [8, 10, 3, 0, 77, 0, 0, 0, 28]);
		assert_eq!(
			(call.to_string().as_str(), call.carried().as_str()),
			("Council.propose", "Access.set_limit")
		);
		let call = Call::close((Hash::repeat_byte(7), 1), (64, 0), 7, "Access.set_limit");
		assert_eq!(call.arguments()[32..], [4, 1, 1, 0, 28]);
		assert_eq!(Call::vote((Hash::repeat_byte(7), 1), true).carried(), "Council.vote");
	}
}
