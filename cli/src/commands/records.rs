//! A person's row in the vault beside what the chain says: the one way in which a record is changed.
//!
//! What opens a commitment is kept beside the record before anything is sent ([`Row::prepare`]). It
//! becomes the record once the chain has it: right after ([`Row::settle`]), or, where the computer
//! stopped in between, when the row is next opened. What is refused changes nothing.

use super::{refresh, Desk};
use crate::{
	chain::Chain,
	error::{Error, Result},
	told,
	vault::{Next, StoredPerson, Vault},
};
use chuxin_primitives::{
	membership::{PersonView, Record},
	Hash, PersonId,
};

/// A row, brought to what the chain has taken over of it.
pub(super) struct Row {
	row: i64,
	/// The person as the vault keeps it.
	pub stored: StoredPerson,
	/// The person as the chain has it.
	pub view: PersonView,
	/// Whether the chain had a version that only waited here: the command before this one broke off
	/// after it was done.
	pub caught_up: bool,
}

impl Row {
	/// Opens the row of a person of the vault. In a dry run nothing is written.
	///
	/// # Errors
	/// A person that the vault or the chain does not have; damage.
	pub async fn of(desk: &Desk, vault: &Vault, chain: &Chain, person: PersonId) -> Result<Self> {
		let number = person.to_string();
		let (row, mut stored) = vault
			.person_by_id(person.0)?
			.ok_or_else(|| Error::NotFound(told!("not-in-vault", person = number.as_str())))?;
		let view = chain
			.person(person, chain.finalized().await?)
			.await?
			.ok_or_else(|| Error::NotFound(told!("no-person", person = number.as_str())))?;
		let before = stored.version;
		if stored.follow(&chain.genesis(), view.record, view.effective_birthday)?
			&& !desk.global.dry_run
		{
			vault.update_person(row, &stored)?;
		}
		Ok(Self { row, caught_up: stored.version != before, stored, view })
	}

	/// The commitment to the political birthday that holds.
	pub fn holds(&self) -> Option<Hash> {
		self.view.effective_birthday.or(self.view.birthday)
	}

	/// The record that the vault holds is the chain's: otherwise a change would rest on something else
	/// than what stands there.
	///
	/// # Errors
	/// When it is not.
	pub fn is_the_chains(&self, genesis: &Hash) -> Result<Record> {
		let record = self.stored.present().record(genesis)?;
		if self.view.record == Some(record) {
			return Ok(record);
		}
		let person = self.view.id.to_string();
		Err(Error::Vault(told!("credential-other-record", person = person)))
	}

	/// Keeps what is about to be sent, with what was noted in the row. In a dry run nothing is
	/// written.
	pub fn prepare(
		&mut self,
		desk: &Desk,
		vault: &Vault,
		next: impl IntoIterator<Item = Next>,
	) -> Result<()> {
		next.into_iter().for_each(|next| self.stored.prepare(next));
		if desk.global.dry_run {
			return Ok(());
		}
		Ok(vault.update_person(self.row, &self.stored)?)
	}

	/// After what was sent is final: the row follows the chain.
	pub async fn settle(self, vault: &mut Vault, chain: &Chain) -> Result<()> {
		refresh::after(vault, chain, &[self.view.id]).await
	}
}
