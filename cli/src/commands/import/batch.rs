//! One batch: what is sent of it, and whether the chain has it.

use super::people::{person_tag, private};
use crate::{
	error::{Error, Result},
	registrar::IssuedTag,
	told,
	vault::{Batch, Import, StoredPerson, Vault},
};
use chuxin_primitives::{
	membership::{enrol_batch_hash, BatchDigest, EnrolEntry, MAX_BATCH_BRANCHES},
	person_tag::PersonTag,
	record::slot,
	Hash, OrgId, PersonId,
};
use rand::{rngs::OsRng, seq::SliceRandom};
use std::collections::BTreeSet;

/// Shuffles persons and cuts them into batches of at most `size`, and of at most
/// [`MAX_BATCH_BRANCHES`] different branches and statuses.
///
/// The order of a file tells who is who (by branch, by rank, by alphabet); numbers on the chain must
/// tell nothing, so all persons are mixed, not only those of a batch.
pub fn cut(mut persons: Vec<StoredPerson>, size: u32) -> Vec<Vec<StoredPerson>> {
	persons.shuffle(&mut OsRng);
	in_order(persons, size)
}

/// Cuts persons as they stand.
pub(super) fn in_order(persons: Vec<StoredPerson>, size: u32) -> Vec<Vec<StoredPerson>> {
	let most = usize::try_from(MAX_BATCH_BRANCHES).unwrap_or(usize::MAX);
	let size = usize::try_from(size.max(1)).unwrap_or(usize::MAX);
	let mut batches: Vec<Vec<StoredPerson>> = Vec::new();
	let mut branches = BTreeSet::new();
	for person in persons {
		let branch = (person.org, person.status.index());
		match batches.last_mut() {
			Some(batch)
				if batch.len() < size && (branches.len() < most || branches.contains(&branch)) =>
			{
				batch.push(person);
			},
			_ => {
				branches.clear();
				batches.push(vec![person]);
			},
		}
		branches.insert(branch);
	}
	batches
}

/// A batch ready to be sent.
pub(super) struct Ready {
	/// Its place in the import.
	pub number: u32,
	/// The rows of the vault, in the order of the entries; so are the rest.
	pub rows: Vec<i64>,
	/// Tags.
	pub tags: Vec<PersonTag>,
	/// Tags as the registrar certifies them.
	pub issued: Vec<IssuedTag>,
	/// What the chain gets.
	pub entries: Vec<EnrolEntry>,
	/// Branches.
	pub orgs: Vec<OrgId>,
	/// What is proposed.
	pub hash: Hash,
}

impl Ready {
	/// A batch of the vault.
	pub fn new(genesis: &Hash, import: &Import, batch: &Batch, vault: &Vault) -> Result<Self> {
		let persons: Vec<StoredPerson> =
			batch.rows.iter().map(|row| Ok(vault.person(*row)?)).collect::<Result<_>>()?;
		let org = OrgId(import.org);
		Self::of(genesis, org, import.schema, (batch.number, batch.rows.clone()), &persons)
	}

	/// A batch of these persons.
	pub fn of(
		genesis: &Hash,
		org: OrgId,
		schema: u16,
		(number, rows): (u32, Vec<i64>),
		persons: &[StoredPerson],
	) -> Result<Self> {
		let mut ready = Self {
			number,
			rows,
			tags: Vec::with_capacity(persons.len()),
			issued: Vec::with_capacity(persons.len()),
			entries: Vec::with_capacity(persons.len()),
			orgs: Vec::with_capacity(persons.len()),
			hash: Hash::zero(),
		};
		for person in persons {
			ready.tags.push(person_tag(person));
			ready.issued.push(IssuedTag { tag: Hash::from(person.tag.1), word: word(person)? });
			ready.entries.push(entry(genesis, person)?);
			ready.orgs.push(OrgId(person.org));
		}
		ready.hash = enrol_batch_hash(genesis, org, schema, &ready.entries);
		Ok(ready)
	}

	/// What is proposed of it.
	pub fn digest(&self) -> BatchDigest {
		// A batch has at most 500 entries.
		BatchDigest {
			batch: self.hash,
			count: u32::try_from(self.entries.len()).unwrap_or(u32::MAX),
		}
	}
}

/// The registrar's word for a person's tag.
pub(super) fn word(person: &StoredPerson) -> Result<Hash> {
	person
		.private
		.get(private::WORD)
		.and_then(|text| crate::chain::parse_hash(text))
		.ok_or_else(|| Error::Vault(told!("vault-journal-damaged")))
}

/// What the chain gets of a person.
pub(super) fn entry(genesis: &Hash, person: &StoredPerson) -> Result<EnrolEntry> {
	let tree = person.present().tree(genesis)?;
	Ok(EnrolEntry {
		org: OrgId(person.org),
		status: person.status,
		record_root: tree.root(),
		birthday: person.status.is_member().then(|| tree.leaf(slot::ADMISSION)).flatten(),
		tag: Hash::from(person.tag.1),
	})
}

/// Whether the chain has the persons of a batch.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum There {
	/// All of them, by their numbers.
	All(Vec<u64>),
	/// Nobody.
	None,
	/// So many of them: others entered those.
	Some(usize),
}

impl There {
	/// By who stands under each tag.
	pub fn of(found: &[Option<PersonId>]) -> Self {
		let numbers: Vec<u64> = found.iter().flatten().map(|p| p.0).collect();
		match numbers.len() {
			0 => Self::None,
			n if n == found.len() => Self::All(numbers),
			n => Self::Some(n),
		}
	}
}

/// Whether an error only asks what the chain knows.
pub(super) fn is_question(error: &Error) -> bool {
	match error {
		Error::Unsure { .. } => true,
		Error::Dispatch { name, .. } => matches!(
			name.as_str(),
			"Members.AlreadyProposed"
				| "Members.NotProposed"
				| "Members.AlreadyEnrolled"
				| "Members.CertificateExpired"
		),
		_ => false,
	}
}
