//! The calls the desk makes, with their arguments in the order of the pallets.

use chuxin_primitives::{
	life::{RawLifeEvent, VersionedLifeEvent},
	membership::{BatchDigest, Certificate, EnrolEntry},
	organization::{Grant, Office, OrgKind, Power},
	AccountId, ChuxinSignature, CivilDate, Hash, OrgId, PersonId, RawDate, RawText,
};
use codec::Encode;
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

impl Call {
	/// A call by its names; `args` encode, one after the other, to what the pallet reads.
	pub fn new(pallet: &'static str, name: &'static str, args: impl Encode) -> Self {
		Self { pallet, name, args: Args(args.encode()) }
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

	/// Proposes a correction by its hash.
	pub fn propose_correction(org: OrgId, person: PersonId, hash: Hash) -> Self {
		Self::new("Members", "propose_correction", (org, person, hash))
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
}
