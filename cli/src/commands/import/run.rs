//! One import, carried out: proposed, enrolled, and asked again where the pool leaves it open.

use super::{
	super::Desk,
	batch::{is_question, Ready, There},
	counts::{everybody, Before},
	Hands, DIGESTS_A_CALL,
};
use crate::{
	chain::{Call, Chain, Included, Pending, Submitter, WINDOW},
	error::{Error, Result},
	progress::Progress,
	registrar::client::Registrar,
	t, told,
	vault::{BatchState, Import, Vault},
};
use chuxin_primitives::OrgId;
use std::{
	collections::{BTreeMap, VecDeque},
	time::Duration,
};
use subxt_signer::sr25519::Keypair;

/// How often the chain is asked again when the pool leaves a question open.
const ROUNDS: u32 = 10;
/// How long the desk waits before it asks again: two blocks.
const PAUSE: Duration = Duration::from_secs(6);

/// An import under way.
pub(super) struct Run<'a> {
	/// The desk.
	pub desk: &'a Desk,
	/// Its vault.
	pub vault: &'a mut Vault,
	/// The chain.
	pub chain: &'a Chain,
	/// What is imported.
	pub import: &'a Import,
	/// Who does what.
	pub hands: &'a Hands<'a>,
	/// Persons enrolled in this run, by branch.
	pub enrolled: BTreeMap<OrgId, u64>,
	/// Persons proposed in this run.
	pub proposed: u64,
}

impl Run<'_> {
	fn org(&self) -> OrgId {
		OrgId(self.import.org)
	}

	/// Batches that the journal does not know to be on the chain.
	fn open_batches(&self, ready: &BTreeMap<u32, Ready>) -> Vec<u32> {
		ready.keys().copied().collect()
	}

	/// Does everything that the hands at this desk can.
	pub async fn all(&mut self) -> Result<()> {
		let genesis = self.chain.genesis();
		let mut ready: BTreeMap<u32, Ready> = BTreeMap::new();
		for batch in self.import.batches.iter().filter(|b| b.state == BatchState::Planned) {
			ready.insert(batch.number, Ready::new(&genesis, self.import, batch, self.vault)?);
		}
		let total: usize = ready.values().map(|r| r.rows.len()).sum();
		let total = u64::try_from(total).unwrap_or(u64::MAX);
		let mut progress = Progress::new("persons", total, self.desk.global.quiet);
		let mut open_question = None;
		for round in 0..ROUNDS {
			// What a run before this one sent may have come in meanwhile: not counted as this run's.
			self.settle(&mut ready, &mut progress, round > 0).await?;
			if ready.is_empty() {
				progress.finish();
				return Ok(());
			}
			let done = self.round(&mut ready, &mut progress).await;
			match done {
				Ok(finished) => {
					if finished {
						progress.finish();
						return Ok(());
					}
				},
				Err(error) if is_question(&error) => {
					self.desk.say(t!("import-asking", why = error.to_string()));
					open_question = Some(error);
					tokio::time::sleep(PAUSE).await;
				},
				Err(error) => return Err(error),
			}
		}
		Err(open_question.unwrap_or_else(|| Error::Other(told!("import-no-end"))))
	}

	/// Notes every batch that is on the chain.
	async fn settle(
		&mut self,
		ready: &mut BTreeMap<u32, Ready>,
		progress: &mut Progress,
		ours: bool,
	) -> Result<()> {
		let at = self.chain.finalized().await?;
		for number in self.open_batches(ready) {
			let Some(batch) = ready.get(&number) else { continue };
			let found = self.chain.persons_by_tag(&batch.tags, at).await?;
			match There::of(&found) {
				There::None => {},
				There::All(numbers) => {
					let Some(batch) = ready.remove(&number) else { continue };
					self.note(&batch, &numbers, ours)?;
					progress.add(u64::try_from(numbers.len()).unwrap_or(u64::MAX));
				},
				There::Some(n) => {
					return Err(Error::Other(told!("import-by-others", count = n, batch = number)));
				},
			}
		}
		Ok(())
	}

	/// Keeps the numbers of a batch.
	fn note(&mut self, batch: &Ready, numbers: &[u64], ours: bool) -> Result<()> {
		let pairs: Vec<(i64, u64)> =
			batch.rows.iter().copied().zip(numbers.iter().copied()).collect();
		self.vault.batch_enrolled(self.import.import, batch.number, &pairs)?;
		if ours {
			for org in &batch.orgs {
				*self.enrolled.entry(*org).or_default() += 1;
			}
		}
		Ok(())
	}

	/// Proposes and enrols what is open; `true` when nothing is left for the hands at this desk.
	async fn round(
		&mut self,
		ready: &mut BTreeMap<u32, Ready>,
		progress: &mut Progress,
	) -> Result<bool> {
		let at = self.chain.finalized().await?;
		let mut unproposed = Vec::new();
		for batch in ready.values() {
			if !self.chain.is_proposed(self.org(), batch.hash, at).await? {
				unproposed.push((batch.number, batch.digest()));
			}
		}
		if let Some(handler) = self.hands.handler {
			let calls: Vec<Call> = unproposed
				.chunks(DIGESTS_A_CALL)
				.map(|part| {
					let digests = part.iter().map(|(_, digest)| *digest).collect();
					Call::propose_enrolment(self.org(), digests)
				})
				.collect();
			if !calls.is_empty() {
				self.desk.say(t!("import-proposing", batches = unproposed.len()));
				self.chain.submit_all(&calls, handler, WINDOW, |_, _| Ok(())).await?;
				self.proposed += unproposed.iter().map(|(_, d)| u64::from(d.count)).sum::<u64>();
			}
			unproposed.clear();
		}
		let Some(approver) = self.hands.approver else { return Ok(true) };
		let waiting: Vec<u32> = ready
			.keys()
			.copied()
			.filter(|number| !unproposed.iter().any(|(n, _)| n == number))
			.collect();
		if waiting.is_empty() {
			return Err(Error::Usage(told!("import-none-proposed", batches = unproposed.len())));
		}
		self.enrol(ready, &waiting, approver, progress).await?;
		Ok(ready.is_empty() || !unproposed.is_empty())
	}

	async fn enrol(
		&mut self,
		ready: &mut BTreeMap<u32, Ready>,
		numbers: &[u32],
		approver: &Keypair,
		progress: &mut Progress,
	) -> Result<()> {
		let registrar = Registrar::connect(
			&self.desk.global.registrar,
			self.chain.genesis(),
			approver.clone(),
			self.import.org,
		)
		.await?;
		let mut submitter: Submitter = self.chain.submitter(approver.clone()).await?;
		let mut waiting: VecDeque<(u32, Pending)> = VecDeque::new();
		for number in numbers {
			let full = waiting.len() >= WINDOW;
			if let Some((first, pending)) = full.then(|| waiting.pop_front()).flatten() {
				let included = pending.finalized().await?;
				self.read_numbers(ready, first, included, progress).await?;
			}
			let Some(batch) = ready.get(number) else { continue };
			let certificate = registrar.certify(&batch.issued).await?;
			let call = Call::enrol(self.org(), self.import.schema, &batch.entries, &certificate);
			waiting.push_back((*number, submitter.send(&call).await?));
		}
		while let Some((first, pending)) = waiting.pop_front() {
			let included = pending.finalized().await?;
			self.read_numbers(ready, first, included, progress).await?;
		}
		Ok(())
	}

	/// Reads the numbers of a batch at the finalized block that holds it.
	async fn read_numbers(
		&mut self,
		ready: &mut BTreeMap<u32, Ready>,
		number: u32,
		included: Included,
		progress: &mut Progress,
	) -> Result<()> {
		let Some(batch) = ready.get(&number) else { return Ok(()) };
		let found = self.chain.persons_by_tag(&batch.tags, included.block).await?;
		let There::All(numbers) = There::of(&found) else { return Ok(()) };
		if let Some(batch) = ready.remove(&number) {
			self.note(&batch, &numbers, true)?;
			progress.add(u64::try_from(numbers.len()).unwrap_or(u64::MAX));
		}
		Ok(())
	}

	/// Head counts of every organization that this import may change.
	pub async fn counts_before(&self) -> Result<Before> {
		let at = self.chain.finalized().await?;
		let mut before = Before::default();
		let mut branches: Vec<OrgId> = Vec::new();
		for batch in self.import.batches.iter().filter(|b| b.state == BatchState::Planned) {
			for row in &batch.rows {
				branches.push(OrgId(self.vault.person(*row)?.org));
			}
		}
		branches.sort_unstable();
		branches.dedup();
		for branch in branches {
			let mut next = Some(branch);
			while let Some(org) = next {
				if let Some(known) = before.orgs.get(&org) {
					next = known.parent;
					continue;
				}
				let view = self.chain.organization_or_fail(org, at).await?;
				next = view.parent;
				let (_, subtree) = self.chain.head_counts(org, at).await?;
				before.persons.insert(org, everybody(&subtree));
				before.orgs.insert(org, view);
			}
		}
		Ok(before)
	}
}
