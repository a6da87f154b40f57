//! Persons between the roster, the vault and the registrar.

use super::super::{member::attributes, Desk};
use crate::{
	chain::Chain,
	error::{Error, Result},
	progress::Progress,
	registrar::{
		client::{Registrar, RegistrarError},
		IssuedTag,
	},
	roster::{identity_words, CheckedMember, MemberRow},
	told,
	vault::{StoredAttribute, StoredPerson},
};
use chuxin_primitives::{
	identity::ResidentId,
	person_tag::{Document, PersonTag},
	record::{slot, SCHEMA_1},
	Hash, OrgId,
};
use std::collections::BTreeMap;
use subxt_signer::sr25519::Keypair;

/// Columns that stay at the desk, by their name in the vault.
pub(in crate::commands) mod private {
	pub const ID_NUMBER: &str = "id_number";
	pub const MOBILE: &str = "mobile";
	pub const LANDLINE: &str = "landline";
	pub const ADDRESS: &str = "address";
	pub const BRANCH: &str = "branch";
	/// The registrar's word for the tag, in hexadecimal.
	pub const WORD: &str = "registrar_word";
}

impl From<RegistrarError> for Error {
	fn from(error: RegistrarError) -> Self {
		Self::Registrar(error.to_string())
	}
}

/// Tags of members from the registrar, in their order, with the version of its key.
pub(in crate::commands) async fn tags(
	desk: &Desk,
	chain: &Chain,
	org: OrgId,
	key: &Keypair,
	members: &[CheckedMember],
) -> Result<(u8, Vec<IssuedTag>)> {
	let documents: Vec<Document> = members
		.iter()
		.map(|m| {
			ResidentId::read(&m.member.id_number).map(|id| Document::resident(&id)).map_err(|e| {
				Error::Other(told!("import-row", row = m.row, why = identity_words(e).0))
			})
		})
		.collect::<Result<_>>()?;
	if documents.is_empty() {
		return Ok((0, Vec::new()));
	}
	let registrar =
		Registrar::connect(&desk.global.registrar, chain.genesis(), key.clone(), org.0).await?;
	let total = u64::try_from(documents.len()).unwrap_or(u64::MAX);
	let mut progress = Progress::new("tags", total, desk.global.quiet);
	let mut told = 0u64;
	let issued = registrar
		.tags(&documents, |done| {
			let done = u64::try_from(done).unwrap_or(u64::MAX);
			progress.add(done.saturating_sub(told));
			told = done;
		})
		.await?;
	progress.finish();
	Ok(issued)
}

/// A person as the vault is to keep it.
pub(in crate::commands) fn stored(
	member: &CheckedMember,
	org_name: &str,
	key_version: u8,
	tag: &IssuedTag,
	seed: [u8; 32],
) -> Result<StoredPerson> {
	let row = &member.member;
	let attributes = row
		.attributes()
		.map_err(|e| Error::Other(told!("import-row", row = member.row, why = e.to_string())))?
		.into_iter()
		.map(|(slot, a)| StoredAttribute {
			slot,
			vtype: a.vtype().code(),
			value: a.value().to_vec(),
		})
		.collect();
	let mut private = BTreeMap::from([
		(private::ID_NUMBER.to_owned(), row.id_number.clone()),
		(private::BRANCH.to_owned(), row.branch.clone()),
		(private::WORD.to_owned(), hex::encode(tag.word)),
	]);
	for (name, value) in [
		(private::MOBILE, &row.mobile),
		(private::LANDLINE, &row.landline),
		(private::ADDRESS, &row.address),
	] {
		private.extend(value.clone().map(|v| (name.to_owned(), v)));
	}
	Ok(StoredPerson {
		person: None,
		org: member.org.0,
		org_name: org_name.to_owned(),
		status: row.status(),
		schema: SCHEMA_1,
		version: 1,
		seed,
		admission_salt: None,
		attributes,
		tag: (key_version, tag.tag.0),
		private,
		birthday: None,
		past: Vec::new(),
		next: Vec::new(),
	})
}

/// The row of a roster that a person of the vault was read from, as it stands now.
///
/// # Errors
/// When a record lacks what every row has.
pub(in crate::commands) fn row_of(person: &StoredPerson) -> Result<MemberRow> {
	use crate::roster::{Category, RollStatus, Sex};
	let held: BTreeMap<u8, _> = attributes(person)?.into_iter().collect();
	let damaged = || Error::Vault(told!("vault-record-lacking"));
	let text = |slot: u8| held.get(&slot).and_then(|a| a.as_str()).map(str::to_owned);
	let date = |slot: u8| held.get(&slot).and_then(|a| a.as_date());
	let code = |slot: u8| held.get(&slot).and_then(|a| a.as_str());
	let private = |name: &str| person.private.get(name).cloned();
	Ok(MemberRow {
		name: text(slot::NAME).ok_or_else(damaged)?,
		sex: code(slot::SEX).and_then(Sex::from_code).ok_or_else(damaged)?,
		id_number: private(private::ID_NUMBER).ok_or_else(damaged)?,
		ethnic_group: text(slot::ETHNIC_GROUP).ok_or_else(damaged)?,
		birth: date(slot::BIRTH_DATE).ok_or_else(damaged)?,
		education: text(slot::EDUCATION).ok_or_else(damaged)?,
		category: code(slot::CATEGORY).and_then(Category::from_code).ok_or_else(damaged)?,
		branch: private(private::BRANCH).unwrap_or_else(|| person.org_name.clone()),
		admitted: date(slot::ADMISSION).ok_or_else(damaged)?,
		full_since: date(slot::FULL_MEMBERSHIP),
		occupation: text(slot::OCCUPATION),
		mobile: private(private::MOBILE),
		landline: private(private::LANDLINE),
		address: private(private::ADDRESS),
		roll_status: code(slot::ROLL_STATUS).and_then(RollStatus::from_code).ok_or_else(damaged)?,
		lost_since: date(slot::LOST_CONTACT_DATE),
		destination: text(slot::MOBILE_DESTINATION),
	})
}

/// Persons by tag as the chain asks for them.
pub(in crate::commands) fn person_tag(person: &StoredPerson) -> PersonTag {
	PersonTag { key_version: person.tag.0, tag: Hash::from(person.tag.1) }
}
