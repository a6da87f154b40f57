//! The journal of imports: what was planned, batch by batch, so that a desk that was killed goes on
//! without doubles.

use super::{Result, StoredPerson, Vault, VaultError};
use rusqlite::{params, OptionalExtension};

/// How far a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum BatchState {
	/// Planned; nothing of it is known to be on chain.
	Planned,
	/// Every person of it is on chain, read back at a finalised block.
	Enrolled,
}

/// A batch of a planned import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
	/// Number within the import, from 0.
	pub number: u32,
	/// How far it is.
	pub state: BatchState,
	/// Rows of the vault in the order of the batch.
	pub rows: Vec<i64>,
}

/// A planned import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
	/// Number at this desk.
	pub import: i64,
	/// The acting organization.
	pub org: u32,
	/// Schema of the records.
	pub schema: u16,
	/// The batches in their order.
	pub batches: Vec<Batch>,
}

impl Vault {
	/// Keeps the persons of an import and its plan, in one step: `source` identifies what is
	/// imported (a hash of the file and the organization).
	///
	/// # Errors
	/// When the same source was planned before, or a person of it is in the vault: nothing is kept.
	pub fn plan_import(
		&mut self,
		org: u32,
		schema: u16,
		source: &[u8; 32],
		batches: &[Vec<StoredPerson>],
	) -> Result<Import> {
		self.atomically(|vault| {
			vault.db.execute(
				"INSERT INTO imports (org, schema, source) VALUES (?1, ?2, ?3)",
				params![org, schema, &source[..]],
			)?;
			let import = vault.db.last_insert_rowid();
			let mut planned = Vec::with_capacity(batches.len());
			for (number, persons) in (0u32..).zip(batches) {
				vault
					.db
					.execute("INSERT INTO batches VALUES (?1, ?2, 0)", params![import, number])?;
				let mut rows = Vec::with_capacity(persons.len());
				for (position, person) in (0u32..).zip(persons) {
					let row = vault.insert_person(person)?;
					vault.db.execute(
						"INSERT INTO batch_rows VALUES (?1, ?2, ?3, ?4)",
						params![import, number, position, row],
					)?;
					rows.push(row);
				}
				planned.push(Batch { number, state: BatchState::Planned, rows });
			}
			Ok(Import { import, org, schema, batches: planned })
		})
	}

	/// The import of a source, if it was planned.
	pub fn import_of(&self, source: &[u8; 32]) -> Result<Option<Import>> {
		let found: Option<(i64, u32, u16)> = self
			.db
			.query_row(
				"SELECT import, org, schema FROM imports WHERE source = ?1",
				[&source[..]],
				|r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
			)
			.optional()?;
		let Some((import, org, schema)) = found else { return Ok(None) };
		let mut query = self
			.db
			.prepare("SELECT number, state FROM batches WHERE import = ?1 ORDER BY number")?;
		let heads: Vec<(u32, u8)> = query
			.query_map([import], |r| Ok((r.get(0)?, r.get(1)?)))?
			.collect::<rusqlite::Result<_>>()?;
		let mut query = self.db.prepare(
			"SELECT row FROM batch_rows WHERE import = ?1 AND number = ?2 ORDER BY position",
		)?;
		let mut batches = Vec::with_capacity(heads.len());
		for (number, state) in heads {
			let rows = query
				.query_map(params![import, number], |r| r.get(0))?
				.collect::<rusqlite::Result<_>>()?;
			let state = if state == 0 { BatchState::Planned } else { BatchState::Enrolled };
			batches.push(Batch { number, state, rows });
		}
		Ok(Some(Import { import, org, schema, batches }))
	}

	/// The imports of which not every batch is known to be on chain, by number.
	pub fn unfinished_imports(&self) -> Result<Vec<Import>> {
		let mut query = self.db.prepare(
			"SELECT source FROM imports WHERE EXISTS (SELECT 1 FROM batches WHERE \
			 batches.import = imports.import AND state = 0) ORDER BY import",
		)?;
		let sources: Vec<Vec<u8>> =
			query.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
		let mut open = Vec::with_capacity(sources.len());
		for source in sources {
			let source: [u8; 32] =
				source.try_into().map_err(|_| VaultError::Damaged("journal of imports".into()))?;
			open.extend(self.import_of(&source)?);
		}
		Ok(open)
	}

	/// Notes that every person of a batch is on chain, with their numbers, in one step.
	pub fn batch_enrolled(
		&mut self,
		import: i64,
		number: u32,
		numbers: &[(i64, u64)],
	) -> Result<()> {
		self.assign(numbers)?;
		self.db.execute(
			"UPDATE batches SET state = 1 WHERE import = ?1 AND number = ?2",
			params![import, number],
		)?;
		Ok(())
	}
}
