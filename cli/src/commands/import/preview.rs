//! What a dry run shows of an import.

use super::{
	super::{Change, Desk},
	batch::{cut, Ready},
	counts::everybody,
	DIGESTS_A_CALL,
};
use crate::{
	chain::{account_of, Call, Chain},
	error::Result,
	t,
	vault::{BatchState, Import, StoredPerson, Vault},
};
use chuxin_primitives::{membership::Certificate, record::SCHEMA_1, OrgId};
use subxt_signer::sr25519::Keypair;

/// What a dry run shows of an import.
pub(in crate::commands) struct Planned<'a> {
	/// The organization that imports.
	pub org: OrgId,
	/// Who would propose; without it nothing is proposed.
	pub handler: Option<&'a Keypair>,
	/// Who would enrol; without it nothing is enrolled.
	pub approver: Option<&'a Keypair>,
}

impl Planned<'_> {
	/// Shows the calls of batches that are not in the vault: shuffled, with fresh seeds, as a run
	/// would make them anew.
	pub async fn of_persons(
		&self,
		desk: &Desk,
		chain: &Chain,
		persons: Vec<StoredPerson>,
		batch: u32,
	) -> Result<()> {
		let mut ready = Vec::new();
		for (number, batch) in (0u32..).zip(cut(persons, batch)) {
			let rows = (number, Vec::new());
			ready.push(Ready::of(&chain.genesis(), self.org, SCHEMA_1, rows, &batch)?);
		}
		self.show(desk, chain, &ready, t!("dry-run-import-new")).await
	}

	/// Shows the calls of an import that the vault has planned already: these very bytes are sent.
	pub async fn of_import(
		&self,
		desk: &Desk,
		vault: &Vault,
		chain: &Chain,
		imports: &[Import],
	) -> Result<()> {
		let mut ready = Vec::new();
		for import in imports {
			for batch in import.batches.iter().filter(|b| b.state == BatchState::Planned) {
				ready.push(Ready::new(&chain.genesis(), import, batch, vault)?);
			}
		}
		self.show(desk, chain, &ready, t!("dry-run-import-planned")).await
	}

	async fn show(&self, desk: &Desk, chain: &Chain, ready: &[Ready], note: String) -> Result<()> {
		let at = chain.finalized().await?;
		let (mut calls, mut digests) = (Vec::new(), Vec::new());
		for batch in ready {
			if !chain.is_proposed(self.org, batch.hash, at).await? {
				digests.push(batch.digest());
			}
		}
		// Without a handler, only what is proposed already can be enrolled.
		let enrols = |batch: &&Ready| {
			self.handler.is_some() || !digests.iter().any(|d| d.batch == batch.hash)
		};
		let enrolled: Vec<&Ready> =
			ready.iter().filter(|_| self.approver.is_some()).filter(enrols).collect();
		if let Some(handler) = self.handler {
			for part in digests.chunks(DIGESTS_A_CALL) {
				let call = Call::propose_enrolment(self.org, part.to_vec());
				calls.push((call, account_of(handler)));
			}
		}
		for batch in &enrolled {
			let Some(approver) = self.approver else { continue };
			// The registrar's certificate is asked for when the batch is sent: zeros stand for it.
			let certificate = Certificate { key_version: 0, expires: 0, signature: [0; 64] };
			let call = Call::enrol(self.org, SCHEMA_1, &batch.entries, &certificate);
			calls.push((call, account_of(approver)));
		}
		let (_, before) = chain.head_counts(self.org, at).await?;
		let before = everybody(&before);
		let added: usize = enrolled.iter().map(|r| r.entries.len()).sum();
		let after = before.saturating_add(u64::try_from(added).unwrap_or(u64::MAX));
		let left = ready.len().saturating_sub(enrolled.len());
		let changes = [
			Change::new("persons-below", before, after),
			Change::new("batches-waiting", ready.len(), left),
		];
		let mut notes = vec![note];
		if self.approver.is_some() {
			notes.push(t!("dry-run-certificate"));
		}
		desk.show_dry_run(chain, &calls, &changes, &notes).await
	}
}
