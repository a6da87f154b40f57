//! Bringing checked members onto the chain: plan, propose, enrol, and going on after a crash.
//!
//! The plan (who is in which batch, in which order, with which seed) is made once, shuffled, and kept
//! in the vault before anything is sent. From then on the chain alone says what is done: a batch is
//! enrolled whole or not at all, so its tags are either all there or none. Whatever the pool answers
//! (`already imported`, `banned`, `stale`) is a question that only the chain can answer.

mod batch;
mod counts;
mod people;
mod preview;
mod run;

pub(super) use counts::Outcome;
pub(super) use people::{private, row_of, stored, tags};
pub(super) use preview::Planned;

use super::{person_of, Desk};
use crate::{
	chain::Chain,
	error::{Error, Result},
	told,
	vault::{Import, StoredPerson, Vault},
};
use chuxin_primitives::{record::SCHEMA_1, Hash, OrgId};
use counts::read_back;
use rand::{rngs::OsRng, Rng};
use run::Run;
use std::{collections::BTreeMap, time::Instant};
use subxt_signer::sr25519::Keypair;

/// Batches proposed in one call at most.
const DIGESTS_A_CALL: usize = 64;

/// Forms batches of the persons, in an order of their own, and keeps the plan.
pub(super) fn plan(
	vault: &mut Vault,
	org: OrgId,
	source: &[u8; 32],
	persons: Vec<StoredPerson>,
	batch: u32,
) -> Result<Import> {
	Ok(vault.plan_import(org.0, SCHEMA_1, source, &batch::cut(persons, batch))?)
}

/// A fresh seed for the salts of one version of one record.
pub(super) fn seed() -> [u8; 32] {
	OsRng.r#gen()
}

/// Who does what in an import.
pub(super) struct Hands<'a> {
	/// Proposes; without it only what is proposed is enrolled.
	pub handler: Option<&'a Keypair>,
	/// Enrols; without it nothing is enrolled.
	pub approver: Option<&'a Keypair>,
}

/// Sees that two keys are two persons'.
async fn two_persons(chain: &Chain, handler: &Keypair, approver: &Keypair, at: Hash) -> Result<()> {
	let (first, second) =
		(person_of(chain, handler, at).await?, person_of(chain, approver, at).await?);
	if first == second {
		return Err(Error::Usage(told!("import-two-persons", person = first.to_string())));
	}
	Ok(())
}

/// Refuses what the chain would refuse whole, before anything is kept: one person alone, or no
/// import window. A handler who only proposes is held to the window too: what nobody may enrol would
/// only lie in the vault and on the agenda.
///
/// # Errors
/// [`Error::Usage`] when both keys are one person's, [`Error::Other`] when no window is open.
pub(super) async fn may_enrol(
	chain: &Chain,
	org: OrgId,
	handler: &Keypair,
	approver: Option<&Keypair>,
	at: Hash,
) -> Result<()> {
	if let Some(approver) = approver {
		two_persons(chain, handler, approver, at).await?;
	}
	// Also where the window stands open for an organization above.
	if chain.organization_or_fail(org, at).await?.import_until.is_none() {
		return Err(Error::Other(told!("import-no-window", org = org.to_string())));
	}
	Ok(())
}

/// Carries planned imports out, as far as the hands at this desk reach.
pub(super) async fn carry_out(
	desk: &Desk,
	vault: &mut Vault,
	chain: &Chain,
	imports: &[Import],
	hands: &Hands<'_>,
) -> Result<Outcome> {
	if let (Some(handler), Some(approver)) = (hands.handler, hands.approver) {
		two_persons(chain, handler, approver, chain.finalized().await?).await?;
	}
	let begun = Instant::now();
	let mut whole = Outcome::default();
	for import in imports {
		let mut run =
			Run { desk, vault, chain, import, hands, enrolled: BTreeMap::new(), proposed: 0 };
		let before = run.counts_before().await?;
		run.all().await?;
		whole.proposed += run.proposed;
		let enrolled = std::mem::take(&mut run.enrolled);
		let count: u64 = enrolled.values().sum();
		whole.enrolled += count;
		if count > 0 {
			let (block, levels) = read_back(chain, &before, &enrolled).await?;
			whole.block = block;
			whole.levels.extend(levels);
		}
	}
	whole.changed = whole.levels.len();
	whole.took = begun.elapsed();
	Ok(whole)
}

#[cfg(test)]
mod tests;
