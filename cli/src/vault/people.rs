//! Persons at the desk: their record, its seed, and what never leaves.

use super::{
	crypt::{Key, Place},
	Result, Vault, VaultError,
};
use chuxin_primitives::membership::MembershipStatus;
use rusqlite::{params, OptionalExtension};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

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
	/// The record's attributes.
	pub attributes: Vec<StoredAttribute>,
	/// Version of the registrar's key and the tag of the person's document.
	pub tag: (u8, [u8; 32]),
	/// Columns of the roster that are in no record: document number, telephones, address.
	pub private: BTreeMap<String, String>,
}

impl Vault {
	/// Puts a person into a new row and returns the row.
	pub(super) fn insert_person(&self, person: &StoredPerson) -> Result<i64> {
		let lookup = self.master.lookup(&person.tag.1);
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
			"UPDATE persons SET person = ?2, sealed = ?3 WHERE row = ?1",
			params![row, chain_number(person), dek.seal(Place::Person(row), &plain(person)?)],
		)?;
		Ok(())
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
		let (dek, sealed): (Vec<u8>, Vec<u8>) =
			self.db.query_row("SELECT dek, sealed FROM persons WHERE row = ?1", [row], |r| {
				Ok((r.get(0)?, r.get(1)?))
			})?;
		self.read(row, &dek, &sealed)
	}

	/// The person with a number on chain, with its row.
	pub fn person_by_id(&self, number: u64) -> Result<Option<(i64, StoredPerson)>> {
		let row: Option<i64> = self
			.db
			.query_row("SELECT row FROM persons WHERE person = ?1", [number.cast_signed()], |r| {
				r.get(0)
			})
			.optional()?;
		row.map(|row| Ok((row, self.person(row)?))).transpose()
	}

	/// The person with a tag, with its row.
	pub fn find_by_tag(&self, tag: &[u8; 32]) -> Result<Option<(i64, StoredPerson)>> {
		let row: Option<i64> = self
			.db
			.query_row(
				"SELECT row FROM persons WHERE tag = ?1",
				[&self.master.lookup(tag)[..]],
				|r| r.get(0),
			)
			.optional()?;
		row.map(|row| Ok((row, self.person(row)?))).transpose()
	}

	/// Everybody, by row.
	pub fn persons(&self) -> Result<Vec<(i64, StoredPerson)>> {
		let mut query = self.db.prepare("SELECT row, dek, sealed FROM persons ORDER BY row")?;
		let rows: Vec<(i64, Vec<u8>, Vec<u8>)> = query
			.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
			.collect::<rusqlite::Result<_>>()?;
		rows.into_iter()
			.map(|(row, dek, sealed)| Ok((row, self.read(row, &dek, &sealed)?)))
			.collect()
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
			.open(Place::PersonKey(row), wrapped)
			.and_then(|dek| Key::from_bytes(&dek))
			.ok_or_else(|| VaultError::Damaged(format!("key of row {row}")))
	}

	fn read(&self, row: i64, dek: &[u8], sealed: &[u8]) -> Result<StoredPerson> {
		let plain = self
			.person_key(row, dek)?
			.open(Place::Person(row), sealed)
			.ok_or_else(|| VaultError::Damaged(format!("row {row}")))?;
		serde_json::from_slice(&plain).map_err(|e| VaultError::Damaged(format!("row {row}: {e}")))
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

fn plain(person: &StoredPerson) -> Result<Zeroizing<Vec<u8>>> {
	serde_json::to_vec(person).map(Zeroizing::new).map_err(|e| VaultError::Damaged(e.to_string()))
}

/// SQLite counts in `i64`; numbers of persons are far below its end.
fn chain_number(person: &StoredPerson) -> Option<i64> {
	person.person.map(u64::cast_signed)
}
