//! Bringing checked members onto the chain: plan, propose, enrol, and going on after a crash.
//!
//! The plan (who is in which batch, in which order, with which seed) is made once, shuffled, and kept
//! in the vault before anything is sent. From then on the chain alone says what is done: a batch is
//! enrolled whole or not at all, so its tags are either all there or none. Whatever the pool answers
//! (`already imported`, `banned`, `stale`) is a question that only the chain can answer.

use super::{member::attributes, person_of, Desk};
use crate::{
	chain::{Call, Chain, Included, Pending, Submitter, WINDOW},
	error::{Error, Result},
	progress::{table, Progress},
	registrar::{
		client::{Registrar, RegistrarError},
		IssuedTag,
	},
	roster::{CheckedMember, MemberRow},
	vault::{Batch, BatchState, Import, StoredAttribute, StoredPerson, Vault},
};
use chuxin_primitives::{
	identity::ResidentId,
	membership::{enrol_batch_hash, BatchDigest, EnrolEntry},
	organization::{CountsView, OrganizationView},
	person_tag::{Document, PersonTag},
	record::{slot, RecordTree, SCHEMA_1},
	Hash, OrgId, PersonId,
};
use rand::{rngs::OsRng, seq::SliceRandom, Rng};
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, VecDeque},
	time::{Duration, Instant},
};
use subxt_signer::sr25519::Keypair;

/// Batches proposed in one call at most.
const DIGESTS_A_CALL: usize = 64;
/// How often the chain is asked again when the pool leaves a question open.
const ROUNDS: u32 = 10;
/// How long the desk waits before it asks again: two blocks.
const PAUSE: Duration = Duration::from_secs(6);
/// Rows of the table of levels at most.
const LEVELS_SHOWN: usize = 30;

/// Columns that stay at the desk, by their name in the vault.
mod private {
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
pub(super) async fn tags(
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
				Error::Other(format!("row {}: {e}. Correct the row and begin again.", m.row))
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
pub(super) fn stored(
	member: &CheckedMember,
	org_name: &str,
	key_version: u8,
	tag: &IssuedTag,
	seed: [u8; 32],
) -> Result<StoredPerson> {
	let row = &member.member;
	let attributes = row
		.attributes()
		.map_err(|e| {
			Error::Other(format!("row {}: {e}. Correct the row and begin again.", member.row))
		})?
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
		attributes,
		tag: (key_version, tag.tag.0),
		private,
	})
}

/// The row of a roster that a person of the vault was read from, as it stands now.
///
/// # Errors
/// When a record lacks what every row has.
pub(super) fn row_of(person: &StoredPerson) -> Result<MemberRow> {
	use crate::roster::{Category, RollStatus, Sex};
	let held: BTreeMap<u8, _> = attributes(person)?.into_iter().collect();
	let damaged = || {
		Error::Vault("a record lacks what a roster needs: restore the vault from a backup".into())
	};
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

/// Shuffles the persons, forms batches, gives each person a fresh seed, and keeps the plan.
///
/// The order of a file tells who is who (by branch, by rank, by alphabet); numbers on the chain must
/// tell nothing, so all rows are mixed, not only those of a batch.
pub(super) fn plan(
	vault: &mut Vault,
	org: OrgId,
	source: &[u8; 32],
	mut persons: Vec<StoredPerson>,
	batch: u32,
) -> Result<Import> {
	persons.shuffle(&mut OsRng);
	let size = usize::try_from(batch.max(1)).unwrap_or(usize::MAX);
	let batches: Vec<Vec<StoredPerson>> = persons.chunks(size).map(<[_]>::to_vec).collect();
	Ok(vault.plan_import(org.0, SCHEMA_1, source, &batches)?)
}

/// A fresh seed for the salts of one version of one record.
pub(super) fn seed() -> [u8; 32] {
	OsRng.r#gen()
}

/// Persons by tag as the chain asks for them.
pub(super) fn person_tag(person: &StoredPerson) -> PersonTag {
	PersonTag { key_version: person.tag.0, tag: Hash::from(person.tag.1) }
}

/// A batch ready to be sent.
struct Ready {
	number: u32,
	rows: Vec<i64>,
	tags: Vec<PersonTag>,
	issued: Vec<IssuedTag>,
	entries: Vec<EnrolEntry>,
	orgs: Vec<OrgId>,
	hash: Hash,
}

impl Ready {
	fn new(genesis: &Hash, import: &Import, batch: &Batch, vault: &Vault) -> Result<Self> {
		let mut ready = Self {
			number: batch.number,
			rows: batch.rows.clone(),
			tags: Vec::with_capacity(batch.rows.len()),
			issued: Vec::with_capacity(batch.rows.len()),
			entries: Vec::with_capacity(batch.rows.len()),
			orgs: Vec::with_capacity(batch.rows.len()),
			hash: Hash::zero(),
		};
		for row in &batch.rows {
			let person = vault.person(*row)?;
			ready.tags.push(person_tag(&person));
			ready.issued.push(IssuedTag { tag: Hash::from(person.tag.1), word: word(&person)? });
			ready.entries.push(entry(genesis, &person)?);
			ready.orgs.push(OrgId(person.org));
		}
		ready.hash = enrol_batch_hash(genesis, OrgId(import.org), import.schema, &ready.entries);
		Ok(ready)
	}

	fn digest(&self) -> BatchDigest {
		// A batch has at most 500 entries.
		BatchDigest {
			hash: self.hash,
			count: u32::try_from(self.entries.len()).unwrap_or(u32::MAX),
		}
	}
}

fn word(person: &StoredPerson) -> Result<Hash> {
	person.private.get(private::WORD).and_then(|text| crate::chain::parse_hash(text)).ok_or_else(
		|| Error::Vault("the journal is damaged: restore the vault from a backup".into()),
	)
}

/// What the chain gets of a person.
fn entry(genesis: &Hash, person: &StoredPerson) -> Result<EnrolEntry> {
	let tree =
		RecordTree::new(genesis, person.schema, person.version, &person.seed, attributes(person)?)
			.map_err(|e| {
				Error::Vault(format!("a record cannot be built ({e}): restore from a backup"))
			})?;
	Ok(EnrolEntry {
		org: OrgId(person.org),
		status: person.status,
		record_root: tree.root(),
		birthday: person.status.is_member().then(|| tree.leaf(slot::ADMISSION)).flatten(),
		tag: Hash::from(person.tag.1),
	})
}

/// Who does what in an import.
pub(super) struct Hands<'a> {
	/// Proposes; without it only what is proposed is enrolled.
	pub handler: Option<&'a Keypair>,
	/// Enrols; without it nothing is enrolled.
	pub approver: Option<&'a Keypair>,
}

/// What came of an import.
#[derive(Debug, Default)]
pub(super) struct Outcome {
	/// Persons enrolled in this run.
	pub enrolled: u64,
	/// Persons proposed in this run and waiting for approval.
	pub proposed: u64,
	/// The finalized block at which everything was read back.
	pub block: u32,
	/// How long sending and reading back took.
	pub took: Duration,
	/// Head counts before and after.
	pub levels: Vec<Level>,
	/// How many levels changed.
	pub changed: usize,
}

/// Head counts of one organization before and after.
#[derive(Debug)]
pub(super) struct Level {
	org: OrgId,
	name: String,
	before: u64,
	after: u64,
	/// Persons of this run in it or below it.
	added: u64,
}

impl Outcome {
	/// As JSON.
	pub fn json(&self) -> Value {
		let levels: Vec<Value> = self
			.levels
			.iter()
			.map(|l| json!({ "org": l.org, "name": l.name, "before": l.before, "after": l.after }))
			.collect();
		json!({
			"enrolled": self.enrolled,
			"proposed": self.proposed,
			"block": self.block,
			"seconds": self.took.as_secs_f64(),
			"levels_changed": self.changed,
			"levels": levels,
		})
	}

	/// As a text.
	pub fn text(&self) -> String {
		let mut out = String::new();
		if self.proposed > self.enrolled {
			let waiting = self.proposed.saturating_sub(self.enrolled);
			out.push_str(&format!("{waiting} persons proposed, waiting for approval\n"));
		}
		if self.enrolled > 0 {
			let seconds = self.took.as_secs_f64();
			let rate = self.enrolled as f64 / seconds.max(0.001);
			out.push_str(&format!(
				"{} persons enrolled and read back at finalized block {} in {seconds:.1} s ({rate:.0} a \
				 second)\n",
				self.enrolled, self.block
			));
		}
		if !self.levels.is_empty() {
			let rows: Vec<Vec<String>> = self
				.levels
				.iter()
				.take(LEVELS_SHOWN)
				.map(|l| {
					vec![
						l.org.to_string(),
						l.name.clone(),
						l.before.to_string(),
						l.after.to_string(),
						format!("+{}", l.after.saturating_sub(l.before)),
					]
				})
				.collect();
			out.push_str(&table(&["no.", "organization", "before", "after", "change"], &rows));
			if self.changed > LEVELS_SHOWN {
				out.push_str(&format!("and {} more organizations\n", self.changed - LEVELS_SHOWN));
			}
		}
		out
	}
}

/// Sees that two keys are two persons'.
async fn two_persons(chain: &Chain, handler: &Keypair, approver: &Keypair, at: Hash) -> Result<()> {
	let (first, second) =
		(person_of(chain, handler, at).await?, person_of(chain, approver, at).await?);
	if first == second {
		return Err(Error::Usage(format!(
			"both keys are person {first}'s: an enrolment needs two persons; name another approver"
		)));
	}
	Ok(())
}

/// Refuses what the chain would refuse whole, before anything is kept: one person alone, or no
/// import window.
///
/// # Errors
/// [`Error::Usage`] when both keys are one person's, [`Error::Other`] when no window is open.
pub(super) async fn may_enrol(
	chain: &Chain,
	org: OrgId,
	handler: &Keypair,
	approver: &Keypair,
	at: Hash,
) -> Result<()> {
	two_persons(chain, handler, approver, at).await?;
	// Also where the window stands open for an organization above.
	if chain.organization_or_fail(org, at).await?.import_until.is_none() {
		return Err(Error::Other(format!(
			"no import window is open for organization {org}: let a superior open one (`chuxin org \
			 window open --target {org}`), then run the same command again. Nothing was kept or sent."
		)));
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

struct Run<'a> {
	desk: &'a Desk,
	vault: &'a mut Vault,
	chain: &'a Chain,
	import: &'a Import,
	hands: &'a Hands<'a>,
	/// Persons enrolled in this run, by branch.
	enrolled: BTreeMap<OrgId, u64>,
	proposed: u64,
}

/// Whether the chain has the persons of a batch.
#[derive(Debug, PartialEq, Eq)]
enum There {
	All(Vec<u64>),
	None,
	Some(usize),
}

impl There {
	fn of(found: &[Option<PersonId>]) -> Self {
		let numbers: Vec<u64> = found.iter().flatten().map(|p| p.0).collect();
		match numbers.len() {
			0 => Self::None,
			n if n == found.len() => Self::All(numbers),
			n => Self::Some(n),
		}
	}
}

/// Whether an error only asks what the chain knows.
fn is_question(error: &Error) -> bool {
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

impl Run<'_> {
	fn org(&self) -> OrgId {
		OrgId(self.import.org)
	}

	/// Batches that the journal does not know to be on the chain.
	fn open_batches(&self, ready: &BTreeMap<u32, Ready>) -> Vec<u32> {
		ready.keys().copied().collect()
	}

	async fn all(&mut self) -> Result<()> {
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
					self.desk.say(format_args!("  asking the chain: {error}"));
					open_question = Some(error);
					tokio::time::sleep(PAUSE).await;
				},
				Err(error) => return Err(error),
			}
		}
		Err(open_question.unwrap_or_else(|| {
			Error::Other("the import does not come to an end. Run `chuxin roster resume`.".into())
		}))
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
					return Err(Error::Other(format!(
						"{n} persons of batch {number} were enrolled by another desk since the plan was \
						 made, so that the batch as planned cannot be enrolled. Take these persons out of \
						 the roster (`chuxin roster check` names the rows), and import it at a new desk \
						 folder (--home), or ask that desk's organization."
					)));
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
				self.desk.say(format_args!("  proposing {} batches", unproposed.len()));
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
			return Err(Error::Usage(format!(
				"none of the {} open batches is proposed: the handler proposes them first (`chuxin \
				 roster propose` or `chuxin roster resume`)",
				unproposed.len()
			)));
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
	async fn counts_before(&self) -> Result<Before> {
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

#[derive(Default)]
struct Before {
	orgs: BTreeMap<OrgId, OrganizationView>,
	persons: BTreeMap<OrgId, u64>,
}

impl Before {
	/// The organization and everything above it.
	fn way_up(&self, org: OrgId) -> impl Iterator<Item = OrgId> + use<'_> {
		let mut next = Some(org);
		std::iter::from_fn(move || {
			let org = next?;
			next = self.orgs.get(&org).and_then(|view| view.parent);
			Some(org)
		})
	}
}

/// Everybody counted, of any status.
fn everybody(counts: &CountsView) -> u64 {
	[
		counts.applicants,
		counts.active_applicants,
		counts.candidates,
		counts.probationary,
		counts.full,
		counts.inactive,
		counts.former,
	]
	.iter()
	.map(|n| u64::from(*n))
	.sum()
}

/// Reads the head counts on every level again, and sees that every person arrived on every one.
async fn read_back(
	chain: &Chain,
	before: &Before,
	enrolled: &BTreeMap<OrgId, u64>,
) -> Result<(u32, Vec<Level>)> {
	let (block, at) = chain.finalized_block().await?;
	let mut added: BTreeMap<OrgId, u64> = BTreeMap::new();
	for (branch, count) in enrolled {
		for org in before.way_up(*branch) {
			*added.entry(org).or_default() += count;
		}
	}
	let mut levels = Vec::with_capacity(added.len());
	for (org, added) in added {
		let (_, subtree) = chain.head_counts(org, at).await?;
		let level = Level {
			org,
			name: before
				.orgs
				.get(&org)
				.and_then(|o| o.name.as_str())
				.unwrap_or_default()
				.to_owned(),
			before: before.persons.get(&org).copied().unwrap_or_default(),
			after: everybody(&subtree),
			added,
		};
		// Others may enrol at the same time; nobody takes away.
		if level.after < level.before + level.added {
			return Err(Error::Other(format!(
				"organization {} {} counts {} persons, {} were expected: the chain's counts are wrong. \
				 Tell the operators of the chain.",
				level.org,
				level.name,
				level.after,
				level.before + level.added
			)));
		}
		levels.push(level);
	}
	let depth = |l: &Level| before.orgs.get(&l.org).map(|o| o.depth);
	levels.sort_by_key(|l| (depth(l), l.org));
	Ok((block, levels))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::roster::{Category, RollStatus, Sex};
	use chuxin_primitives::CivilDate;

	fn member() -> CheckedMember {
		let day = |n| CivilDate::new(n).unwrap();
		CheckedMember {
			row: 2,
			org: OrgId(7),
			member: MemberRow {
				name: "张三".into(),
				sex: Sex::Male,
				id_number: "99010119800101001X".into(),
				ethnic_group: "汉族".into(),
				birth: day(19800101),
				education: "大学本科".into(),
				category: Category::Full,
				branch: "上级/机关党支部".into(),
				admitted: day(20050701),
				full_since: Some(day(20060701)),
				occupation: Some("工程师".into()),
				mobile: Some("13800000000".into()),
				landline: None,
				address: Some("某地".into()),
				roll_status: RollStatus::Normal,
				lost_since: None,
				destination: Some("北京".into()),
			},
		}
	}

	fn issued() -> IssuedTag {
		IssuedTag { tag: Hash::repeat_byte(1), word: Hash::repeat_byte(2) }
	}

	#[test]
	fn a_row_comes_back_from_the_vault_without_difference() {
		let person = stored(&member(), "机关党支部", 1, &issued(), [3; 32]).unwrap();
		assert_eq!(row_of(&person).unwrap(), member().member);
		assert_eq!(word(&person).unwrap(), Hash::repeat_byte(2));
	}

	#[test]
	fn what_the_chain_gets_is_the_record_under_this_seed() {
		let person = stored(&member(), "机关党支部", 1, &issued(), [3; 32]).unwrap();
		let genesis = Hash::repeat_byte(9);
		let entry = entry(&genesis, &person).unwrap();
		let tree = RecordTree::new(&genesis, 1, 1, &[3; 32], member().member.attributes().unwrap())
			.unwrap();
		assert_eq!(entry.record_root, tree.root());
		assert_eq!(entry.birthday, tree.leaf(slot::ADMISSION));
		assert_eq!(entry.tag, Hash::repeat_byte(1));
		let other = stored(&member(), "机关党支部", 1, &issued(), [4; 32]).unwrap();
		assert_ne!(super::entry(&genesis, &other).unwrap().record_root, entry.record_root);
	}

	#[test]
	fn seeds_are_never_the_same() {
		assert_ne!(seed(), seed());
	}

	#[test]
	fn a_batch_is_there_whole_not_at_all_or_broken() {
		assert_eq!(There::of(&[None, None]), There::None);
		assert_eq!(There::of(&[Some(PersonId(4)), Some(PersonId(5))]), There::All(vec![4, 5]));
		assert_eq!(There::of(&[Some(PersonId(4)), None]), There::Some(1));
	}

	#[test]
	fn questions_are_asked_again_and_refusals_are_not() {
		let dispatch = |name: &str| Error::Dispatch {
			call: "Members.enrol".into(),
			name: name.into(),
			docs: String::new(),
		};
		assert!(is_question(&dispatch("Members.NotProposed")));
		assert!(is_question(&Error::Unsure { call: String::new(), reason: String::new() }));
		assert!(!is_question(&dispatch("Members.WindowClosed")));
		assert!(!is_question(&Error::NodeLost { url: String::new(), reason: String::new() }));
	}

	#[test]
	fn a_plan_is_shuffled_over_all_batches() {
		let folder = tempfile::tempdir().unwrap();
		let passphrase = secrecy::SecretString::from("a passphrase that is long");
		let mut vault = Vault::create(&folder.path().join("vault.db"), &passphrase).unwrap();
		let persons: Vec<StoredPerson> = (0..200u8)
			.map(|n| {
				let tag = IssuedTag { tag: Hash::repeat_byte(n), word: Hash::zero() };
				let mut person = stored(&member(), "机关党支部", 1, &tag, [n; 32]).unwrap();
				person.org = u32::from(n);
				person
			})
			.collect();
		let import = plan(&mut vault, OrgId(1), &[0; 32], persons, 50).unwrap();
		assert_eq!(import.batches.iter().map(|b| b.rows.len()).collect::<Vec<_>>(), [50; 4]);
		let order: Vec<u32> = import
			.batches
			.iter()
			.flat_map(|b| &b.rows)
			.map(|row| vault.person(*row).unwrap().org)
			.collect();
		let mut sorted = order.clone();
		sorted.sort_unstable();
		assert_eq!(sorted, (0..200).collect::<Vec<_>>());
		// The rank correlation of 200 shuffled rows is below 0.35 but once in a million times.
		let n = 200f64;
		let d: f64 =
			order.iter().zip(0..).map(|(a, b)| f64::from(*a) - f64::from(b)).map(|d| d * d).sum();
		let rho = 1.0 - 6.0 * d / (n * (n * n - 1.0));
		assert!(rho.abs() < 0.35, "{rho}");
		// The first batch holds rows of the whole file, not of its beginning.
		assert!(order[..50].iter().any(|org| *org >= 100));
	}
}
