//! Persons at the desk: their record, its seed, and what never leaves.

use super::{
	crypt::{Key, Place},
	versions::{Birthday, Next},
	Result, Vault, VaultError,
};
use chuxin_primitives::membership::MembershipStatus;
use rusqlite::{params, OptionalExtension};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Begins the names under which a person's row tells which keys of the vault are that person's own:
/// they are erased with it.
pub const MEMBER_KEY: &str = "member key ";

/// One attribute of a record as the desk keeps it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct StoredAttribute {
	/// Slot of the schema.
	pub slot: u8,
	/// Type of the value ([`chuxin_primitives::record`]).
	pub vtype: u8,
	/// The value's bytes.
	pub value: Vec<u8>,
}

/// A person as the desk keeps it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct StoredPerson {
	/// The number on chain, once enrolled.
	pub person: Option<u64>,
	/// The branch.
	pub org: u32,
	/// The branch's name when it was entered.
	pub org_name: String,
	/// Status when it was entered.
	pub status: MembershipStatus,
	/// Schema of the record.
	pub schema: u16,
	/// Version of the record.
	pub version: u32,
	/// Seed of this version's salts. Destroying it is the erasure.
	pub seed: [u8; 32],
	/// Salt of slot 6 in this version, where it is not the seed's: it stays over versions.
	#[serde(default)]
	pub admission_salt: Option<[u8; 32]>,
	/// The record's attributes.
	pub attributes: Vec<StoredAttribute>,
	/// Version of the registrar's key and the tag of the person's document.
	pub tag: (u8, [u8; 32]),
	/// Columns of the roster that are in no record: document number, telephones, address.
	pub private: BTreeMap<String, String>,
	/// The political birthday of this membership, where the record alone does not open it any more
	/// ([`StoredPerson::birthday`]).
	#[serde(default)]
	pub birthday: Option<Birthday>,
	/// Those of earlier memberships.
	#[serde(default)]
	pub past: Vec<Birthday>,
	/// What was prepared, and is not the chain's yet.
	#[serde(default)]
	pub next: Vec<Next>,
}

/// A row of persons, with its key.
pub(super) struct Found {
	/// Its number.
	pub row: i64,
	/// The person's number on chain.
	pub number: Option<i64>,
	/// The lookup of the person's tag.
	pub tag: Vec<u8>,
	/// Its key.
	pub dek: Key,
	/// Its content.
	pub sealed: Vec<u8>,
}

impl Vault {
	/// Puts a person into a new row and returns the row.
	pub(super) fn insert_person(&self, person: &StoredPerson) -> Result<i64> {
		let lookup = self.master.lookup(&[&person.tag.1]);
		// The row's number is part of what is sealed: take the number first.
		self.db.execute(
			"INSERT INTO persons (person, tag, dek, sealed) VALUES (?1, ?2, x'', x'')",
			params![chain_number(person), &lookup[..]],
		)?;
		let row = self.db.last_insert_rowid();
		let dek = Key::random();
		self.db.execute(
			"UPDATE persons SET dek = ?2, sealed = ?3 WHERE row = ?1",
			params![
				row,
				self.master.seal(Place::PersonKey(row), dek.bytes()),
				dek.seal(Place::Person(row), &plain(person)?)
			],
		)?;
		Ok(row)
	}

	/// Writes a changed person back.
	pub fn update_person(&self, row: i64, person: &StoredPerson) -> Result<()> {
		let dek: Vec<u8> =
			self.db.query_row("SELECT dek FROM persons WHERE row = ?1", [row], |r| r.get(0))?;
		let dek = self.person_key(row, &dek)?;
		self.db.execute(
			"UPDATE persons SET person = ?2, tag = ?3, sealed = ?4 WHERE row = ?1",
			params![
				row,
				chain_number(person),
				&self.master.lookup(&[&person.tag.1])[..],
				dek.seal(Place::Person(row), &plain(person)?)
			],
		)?;
		Ok(())
	}

	/// Notes that a key of the vault is a person's own, where the person is in the vault.
	pub fn note_member_key(&self, number: u64, key: &str) -> Result<()> {
		if let Some((row, mut person)) = self.person_by_id(number)? {
			person.private.insert(format!("{MEMBER_KEY}{key}"), String::new());
			self.update_person(row, &person)?;
		}
		Ok(())
	}

	/// Writes changed persons back, all or none.
	pub fn update_persons(&mut self, persons: &[(i64, StoredPerson)]) -> Result<()> {
		if persons.is_empty() {
			return Ok(());
		}
		self.atomically(|vault| {
			persons.iter().try_for_each(|(row, person)| vault.update_person(*row, person))
		})
	}

	/// Notes the numbers the chain gave: `(row, person)`, all or none.
	pub fn assign(&mut self, numbers: &[(i64, u64)]) -> Result<()> {
		self.atomically(|vault| {
			for (row, number) in numbers {
				let mut person = vault.person(*row)?;
				if person.person != Some(*number) {
					person.person = Some(*number);
					vault.update_person(*row, &person)?;
				}
			}
			Ok(())
		})
	}

	/// The person of a row.
	pub fn person(&self, row: i64) -> Result<StoredPerson> {
		let (number, dek, sealed): (Option<i64>, Vec<u8>, Vec<u8>) = self.db.query_row(
			"SELECT person, dek, sealed FROM persons WHERE row = ?1",
			[row],
			|r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
		)?;
		self.read(row, number, &self.person_key(row, &dek)?, &sealed)
	}

	/// The person with a number on chain, with its row.
	pub fn person_by_id(&self, number: u64) -> Result<Option<(i64, StoredPerson)>> {
		let row = self.row_of(number)?;
		row.map(|row| Ok((row, self.person(row)?))).transpose()
	}

	/// The row of the person with a number on chain; it is not opened.
	pub fn row_of(&self, number: u64) -> Result<Option<i64>> {
		let row = self
			.db
			.query_row("SELECT row FROM persons WHERE person = ?1", [number.cast_signed()], |r| {
				r.get(0)
			})
			.optional()?;
		Ok(row)
	}

	/// The person with a tag, with its row.
	pub fn find_by_tag(&self, tag: &[u8; 32]) -> Result<Option<(i64, StoredPerson)>> {
		let row: Option<i64> = self
			.db
			.query_row(
				"SELECT row FROM persons WHERE tag = ?1",
				[&self.master.lookup(&[tag])[..]],
				|r| r.get(0),
			)
			.optional()?;
		row.map(|row| Ok((row, self.person(row)?))).transpose()
	}

	/// Everybody, by row.
	pub fn persons(&self) -> Result<Vec<(i64, StoredPerson)>> {
		let mut persons = Vec::new();
		self.each_person(|found| {
			persons.push((found.row, self.read_found(&found)?));
			Ok(())
		})?;
		Ok(persons)
	}

	/// Goes through the rows of persons in their order, one in memory at a time.
	pub(super) fn each_person(&self, mut work: impl FnMut(Found) -> Result<()>) -> Result<()> {
		let mut query =
			self.db.prepare("SELECT row, person, tag, dek, sealed FROM persons ORDER BY row")?;
		let mut rows = query.query([])?;
		while let Some(r) = rows.next()? {
			let row = r.get(0)?;
			let wrapped: Vec<u8> = r.get(3)?;
			work(Found {
				row,
				number: r.get(1)?,
				tag: r.get(2)?,
				dek: self.person_key(row, &wrapped)?,
				sealed: r.get(4)?,
			})?;
		}
		Ok(())
	}

	/// The person of a row found; its columns in clear must be those of the sealed content.
	pub(super) fn read_found(&self, found: &Found) -> Result<StoredPerson> {
		let person = self.read(found.row, found.number, &found.dek, &found.sealed)?;
		if found.tag != self.master.lookup(&[&person.tag.1]) {
			return Err(VaultError::Damaged(format!("tag of row {}", found.row)));
		}
		Ok(person)
	}

	/// How many persons there are, and how many have a number on chain.
	pub fn person_counts(&self) -> Result<(u64, u64)> {
		let counts: (i64, i64) =
			self.db.query_row("SELECT count(*), count(person) FROM persons", [], |r| {
				Ok((r.get(0)?, r.get(1)?))
			})?;
		Ok((counts.0.cast_unsigned(), counts.1.cast_unsigned()))
	}

	fn person_key(&self, row: i64, wrapped: &[u8]) -> Result<Key> {
		self.master
			.open(self.format, Place::PersonKey(row), wrapped)
			.and_then(|dek| Key::from_bytes(&dek))
			.ok_or_else(|| VaultError::Damaged(format!("key of row {row}")))
	}

	fn read(
		&self,
		row: i64,
		number: Option<i64>,
		dek: &Key,
		sealed: &[u8],
	) -> Result<StoredPerson> {
		let plain = dek
			.open(self.format, Place::Person(row), sealed)
			.ok_or_else(|| VaultError::Damaged(format!("row {row}")))?;
		let person: StoredPerson = serde_json::from_slice(&plain)
			.map_err(|e| VaultError::Damaged(format!("row {row}: {e}")))?;
		// A number in clear could be moved to another row.
		if chain_number(&person) != number {
			return Err(VaultError::Damaged(format!("number of row {row}")));
		}
		Ok(person)
	}

	/// Runs several writes as one: all are kept, or none.
	pub(super) fn atomically<T>(&mut self, work: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
		self.db.execute_batch("BEGIN IMMEDIATE")?;
		match work(self) {
			Ok(value) => {
				self.db.execute_batch("COMMIT")?;
				Ok(value)
			},
			Err(error) => {
				self.db.execute_batch("ROLLBACK")?;
				Err(error)
			},
		}
	}
}

/// The content of a row, to be sealed.
pub(super) fn plain(person: &StoredPerson) -> Result<Zeroizing<Vec<u8>>> {
	serde_json::to_vec(person).map(Zeroizing::new).map_err(|e| VaultError::Damaged(e.to_string()))
}

/// SQLite counts in `i64`; numbers of persons are far below its end.
fn chain_number(person: &StoredPerson) -> Option<i64> {
	person.person.map(u64::cast_signed)
}
