//! `chuxin act`: the second half of an act on a person, at another desk than the first.
//!
//! The officer who proposes hands over a file. It holds the act itself, from which this desk computes
//! the hash that stands on the chain, and what opens the act's commitments: the dates and the record
//! behind them, the salt of the paper's hash. All of it is personal, so the file is sealed with a
//! passphrase that the second officer is told by another way. Nothing that the file merely says is
//! believed: what does not open the act is refused, and what nothing here can prove is shown as the
//! word of the other desk.

use super::{
	member::{attributes, person_name},
	member_update::{changes as record_changes, differences},
	new_secret, person_of, refresh, secret, write_new, Change, Desk, Sent,
};
use crate::{
	args::acts::{ActCommand, ActFileArgs, TwoOfficers},
	chain::{account_of, hex, unhex, Call, Chain},
	credential::member_file::{seal_json, unseal_json},
	error::{Error, Result},
	i18n::name_of,
	progress::table,
	t, told,
	vault::{Held, Next, StoredPerson, Vault},
};
use chuxin_primitives::{
	life::{event_hash, evidence, VersionedLifeEvent},
	membership::{
		act_hash, Act, Certificate, Change as MembershipChange, Decision, MembershipStatus,
		PersonView, Record,
	},
	person_tag::PersonTag,
	record::{slot, Attribute, SCHEMA_1},
	AccountId, ChuxinSignature, Hash, OrgId, PersonId, RawDate,
};
use codec::{DecodeAll, Encode};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::{
	io::{IsTerminal, Write},
	path::Path,
};
use subxt_signer::sr25519::Keypair;

/// What the file says it is; bound into the seal.
const FORMAT: &str = "chuxin-act-1";

/// One line of what the other desk showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
	what: String,
	before: String,
	after: String,
}

/// An act that was proposed, as the second officer gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActFile {
	chain: Hash,
	/// The organization that proposed.
	org: OrgId,
	person: PersonId,
	/// [`Act`], encoded, in hexadecimal.
	act: String,
	/// Arguments of the call that carries it out, encoded, in hexadecimal: a key's consent and a
	/// registrar's certificate stand nowhere else.
	arguments: String,
	/// What opens a new record, or the date of a correction: as the other vault prepared it.
	next: Option<Next>,
	/// What is kept of the paper: its name, the salt of its hash, why.
	paper: Option<Value>,
	/// What the other desk said would change.
	told: Vec<Told>,
}

/// What this desk found out about a file.
struct Checked {
	act: Act,
	call: Call,
	/// Where the call is made.
	org: OrgId,
	by: PersonId,
	since: String,
	hash: Hash,
	changes: Vec<Change>,
	rows: Vec<(String, String)>,
}

/// Asks whether what is shown is to be done.
///
/// # Errors
/// When the answer is not yes, and where nobody can be asked: without a terminal, and where a program
/// reads what is printed.
pub(super) fn agreed(desk: &Desk, shown: &str) -> Result<()> {
	if desk.global.json || !std::io::stdin().is_terminal() {
		return Err(Error::Usage(told!("act-nobody-to-ask")));
	}
	eprint!("{shown}{}", t!("act-agree"));
	let _ = std::io::stderr().flush();
	let mut answer = String::new();
	std::io::stdin()
		.read_line(&mut answer)
		.map_err(|e| Error::Other(told!("no-secret-asked", why = e.to_string())))?;
	if ["y", "yes", "是"].contains(&answer.trim().to_lowercase().as_str()) {
		return Ok(());
	}
	Err(Error::Usage(told!("act-not-agreed")))
}

/// What a decision changes: status, and of a new membership the branch.
pub(super) fn decided(view: &PersonView, change: &MembershipChange) -> Vec<Change> {
	let after = match change {
		MembershipChange::Leave => MembershipStatus::Former,
		MembershipChange::Suspend => MembershipStatus::Inactive,
		MembershipChange::Reinstate { status } | MembershipChange::Readmit { status, .. } => {
			*status
		},
	};
	let [before, after] = [view.status, after].map(|status| name_of("status", &status));
	let mut changes = vec![Change::new("status", before, after)];
	if let MembershipChange::Readmit { branch, .. } = change {
		changes.push(Change::new("branch", view.org, branch));
	}
	changes
}

/// The first half of an act: it is proposed, and handed over to the other desk.
pub(super) struct Half {
	/// Who proposes.
	pub org: OrgId,
	/// About whom.
	pub person: PersonId,
	/// What.
	pub act: Act,
	/// What carries it out.
	pub call: Call,
	/// What proposes it.
	pub propose: Call,
}

impl Half {
	/// Writes the file and proposes. What could not be proposed leaves no file.
	pub async fn run(
		self,
		desk: &Desk,
		(chain, vault): (&Chain, &Vault),
		handler: &Keypair,
		officers: &TwoOfficers,
		(changes, notes): (&[Change], &[String]),
	) -> Result<()> {
		let Self { org, person, act, call, propose } = self;
		if desk.global.dry_run {
			let calls = [(propose, account_of(handler))];
			return desk.show_dry_run(chain, &calls, changes, notes).await;
		}
		let path = officers.act.as_deref();
		let path = path.ok_or_else(|| Error::Usage(told!("act-which-approver")))?;
		let passphrase = new_secret(officers.act_passphrase_fd, &t!("act-prompt-new"))?;
		hand_over((chain, vault), (org, person), (&act, &call), changes, (path, &passphrase))?;
		let included = match chain.submit(&propose, handler).await {
			Ok(included) => included,
			Err(error) => {
				// It may be in a block all the same: then the file is still what carries it out.
				let at = chain.finalized().await?;
				let hash = act_hash(&chain.genesis(), org, person, &act);
				let waits = chain.act_proposal(org, person, at).await;
				if waits.map(|found| found.proposal).ok() != Some(hash) {
					let _ = std::fs::remove_file(path);
				}
				return Err(error);
			},
		};
		let text = t!("act-proposed", file = path.display().to_string());
		desk.done(&Sent { chain: chain.clone(), call: propose, included }, text);
		Ok(())
	}
}

/// Writes what one officer proposed for the other desk.
///
/// # Errors
/// A file in the way; a passphrase of fewer than 8 characters; a record of the vault that opens
/// nothing of the act.
fn hand_over(
	(chain, vault): (&Chain, &Vault),
	(org, person): (OrgId, PersonId),
	(act, call): (&Act, &Call),
	changes: &[Change],
	(path, passphrase): (&Path, &SecretString),
) -> Result<()> {
	let genesis = chain.genesis();
	let stored = vault.person_by_id(person.0)?.map(|(_, stored)| stored);
	let file = ActFile {
		chain: genesis,
		org,
		person,
		act: hex(&act.encode()),
		arguments: hex(call.arguments()),
		next: stored.as_ref().and_then(|stored| opening(&genesis, stored, act)),
		paper: stored.as_ref().and_then(|stored| paper(stored, act)),
		told: changes
			.iter()
			.map(|c| Told {
				what: c.what.to_owned(),
				before: c.before.clone(),
				after: c.after.clone(),
			})
			.collect(),
	};
	// What the other desk would refuse is not handed over.
	proven(&file, act)?;
	write_new(path, &seal_json(&file, FORMAT, passphrase)?)
}

/// The record that an act makes, if it makes one.
const fn record_of(act: &Act) -> Option<Record> {
	match act {
		Act::UpdateRecord { record, .. } => Some(*record),
		Act::Decide(Decision { change: MembershipChange::Readmit { record, .. }, .. }) => {
			Some(*record)
		},
		_ => None,
	}
}

/// The salted hash of the paper that an act rests on.
const fn paper_hash(act: &Act) -> Option<Hash> {
	match act {
		Act::UpdateRecord { paper, .. } => Some(*paper),
		Act::Decide(Decision { evidence, .. }) => Some(*evidence),
		_ => None,
	}
}

/// What the vault keeps that opens an act's commitments.
fn opening(genesis: &Hash, stored: &StoredPerson, act: &Act) -> Option<Next> {
	stored.next.iter().find(|next| opens(genesis, next, act).is_some()).cloned()
}

/// The attributes behind an act, if this opens its commitments.
fn opens(genesis: &Hash, next: &Next, act: &Act) -> Option<Held> {
	match (act, next) {
		(Act::UpdateRecord { record, .. }, Next::Version(version)) => {
			(version.record(genesis).ok()? == *record).then(|| version.held().ok())?
		},
		(Act::Decide(decision), Next::Spell { version, org, status }) => {
			let MembershipChange::Readmit { branch, status: decided, record, birthday } =
				decision.change
			else {
				return None;
			};
			let tree = version.tree(genesis).ok()?;
			let same = version.record(genesis).ok()? == record
				&& tree.leaf(slot::ADMISSION) == Some(birthday)
				&& (OrgId(*org), *status) == (branch, decided);
			same.then(|| version.held().ok())?
		},
		(Act::CorrectBirthday { commitment, .. }, Next::Correction(opening)) => {
			let day = Attribute::date(opening.date);
			(opening.commitment(SCHEMA_1) == *commitment).then(|| vec![(slot::ADMISSION, day)])
		},
		_ => None,
	}
}

/// What the vault keeps of an act's paper.
fn paper(stored: &StoredPerson, act: &Act) -> Option<Value> {
	let hash = hex(&paper_hash(act)?.0);
	let kept = ["decision", "paper"].map(|name| stored.private.get(&format!("{name} {hash}")));
	serde_json::from_str(kept.into_iter().flatten().next()?).ok()
}

/// What the file opens is the act's: the attributes of the record that the act makes, or the date of a
/// correction. An act without commitments to a record has nothing to open.
fn proven(file: &ActFile, act: &Act) -> Result<Held> {
	if record_of(act).is_none() && !matches!(act, Act::CorrectBirthday { .. }) {
		return Ok(Held::new());
	}
	let held = file.next.as_ref().and_then(|next| opens(&file.chain, next, act));
	held.ok_or_else(|| Error::Usage(told!("act-not-opened")))
}

/// The salt in the file with the paper in hand gives the act's hash.
fn paper_matches(file: &ActFile, act: &Act, bytes: &[u8]) -> bool {
	let salt = file.paper.as_ref().and_then(|kept| unhex(kept["salt"].as_str()?)?.try_into().ok());
	salt.is_some_and(|salt| Some(evidence(&salt, bytes)) == paper_hash(act))
}

pub(super) async fn run(desk: &Desk, command: ActCommand) -> Result<()> {
	match command {
		ActCommand::Show(args) => {
			let (vault, chain) = desk.vault_and_chain().await?;
			let file = open(&args)?;
			let checked = check(&file, &args, &vault, &chain).await?;
			desk.print(|| checked.json(), || checked.text());
			Ok(())
		},
		ActCommand::CarryOut { file: args, approver, yes } => {
			carry_out(desk, &args, &approver, yes).await
		},
	}
}

fn open(args: &ActFileArgs) -> Result<ActFile> {
	let passphrase = secret(args.act_passphrase_fd, &t!("act-prompt"))?;
	let path = &args.file;
	let text = std::fs::read_to_string(path).map_err(Error::read(path))?;
	unseal_json(&text, &[FORMAT], &passphrase).map_err(|reason| Error::Format {
		path: path.clone(),
		what: "file-act",
		reason,
	})
}

async fn carry_out(desk: &Desk, args: &ActFileArgs, approver: &str, yes: bool) -> Result<()> {
	let (mut vault, chain) = desk.vault_and_chain().await?;
	let file = open(args)?;
	let key = vault.signer(approver)?;
	let checked = check(&file, args, &vault, &chain).await?;
	if person_of(&chain, &key, chain.finalized().await?).await? == checked.by {
		return Err(Error::Usage(told!("act-same-person", person = checked.by.to_string())));
	}
	if desk.global.dry_run {
		let calls = [(checked.call.clone(), account_of(&key))];
		return desk.show_dry_run(&chain, &calls, &checked.changes, &[]).await;
	}
	if !yes {
		agreed(desk, &checked.text())?;
	}
	let included = chain.submit(&checked.call, &key).await?;
	refresh::after(&mut vault, &chain, &[file.person]).await?;
	let text = t!("act-carried-out", person = file.person.to_string());
	desk.done(&Sent { chain, call: checked.call, included }, text);
	Ok(())
}

/// Checks a file against the chain and against what it opens.
async fn check(
	file: &ActFile,
	args: &ActFileArgs,
	vault: &Vault,
	chain: &Chain,
) -> Result<Checked> {
	let genesis = chain.genesis();
	if file.chain != genesis {
		return Err(Error::Usage(told!("account-consent-other-chain")));
	}
	let damaged = || Error::Usage(told!("act-damaged"));
	let act = unhex(&file.act).and_then(|bytes| Act::decode_all(&mut &bytes[..]).ok());
	let act = act.ok_or_else(damaged)?;
	let hash = act_hash(&genesis, file.org, file.person, &act);
	let at = chain.finalized().await?;
	let waiting = chain.act_proposal(file.org, file.person, at).await?;
	if waiting.proposal != hash {
		return Err(Error::Usage(told!("act-other", hash = hex(&waiting.proposal.0))));
	}
	let held = proven(file, &act)?;
	let paper = match &args.paper {
		None => None,
		Some(path) => {
			let bytes = std::fs::read(path).map_err(Error::read(path))?;
			if !paper_matches(file, &act, &bytes) {
				return Err(Error::Usage(told!("act-other-paper")));
			}
			Some(path)
		},
	};
	let arguments = unhex(&file.arguments).ok_or_else(damaged)?;
	let (org, call) = call(file, &act, &arguments, chain).await?;
	let view = chain
		.person(file.person, at)
		.await?
		.ok_or_else(|| Error::NotFound(told!("no-person", person = file.person.to_string())))?;
	let stored = vault.person_by_id(file.person.0)?.map(|(_, stored)| stored);
	let before = stored.as_ref().map(attributes).transpose()?.unwrap_or_default();
	let name = stored.as_ref().map(person_name).unwrap_or_default();

	let mut changes = Vec::new();
	match &act {
		Act::Decide(decision) => changes = decided(&view, &decision.change),
		Act::ReplaceAccount { account } => {
			let before =
				view.account.as_ref().map_or_else(|| t!("none-bound"), |a| hex(a.as_ref()));
			changes.push(Change::new("key", before, hex(account.as_ref())));
		},
		Act::CorrectBirthday { .. } => {
			let day = held.first().map_or_else(String::new, |(_, day)| day.to_string());
			let before = stored.as_ref().and_then(super::member::effective_birthday);
			let before = before.map_or_else(|| "-".into(), |day| day.to_string());
			changes.push(Change::new("effective-birthday", before, day));
		},
		_ => {},
	}
	if let Some(record) = record_of(&act) {
		changes.extend(record_changes(record.schema, &differences(&before, &held)));
	}
	let mut rows = vec![
		(t!("head-person"), format!("{} {name}", file.person).trim().to_owned()),
		(t!("head-organization"), file.org.to_string()),
		(t!("head-proposed-by"), waiting.by.to_string()),
		(t!("head-digest"), hex(&hash.0)),
	];
	if let Act::Decide(decision) = &act {
		rows.push((t!("what-act"), name_of("change", &decision.change)));
		rows.push((t!("act-ground"), name_of("ground", &decision.ground)));
		rows.push((t!("head-effective"), decision.effective.to_string()));
	}
	if paper_hash(&act).is_some() {
		let name = paper.map_or_else(
			|| t!("act-paper-not-compared"),
			|path| t!("act-paper-compared", file = path.display().to_string()),
		);
		rows.push((t!("act-paper"), name));
		let reason = file.paper.as_ref().and_then(|kept| kept["reason"].as_str());
		rows.extend(reason.map(|reason| (t!("act-reason"), reason_text(reason))));
	}
	if let Act::PlaceHold { .. } | Act::LiftHold = &act {
		let before = super::member_acts::held_now(chain, file.person, at).await?;
		changes.push(Change::new("hold", before, hold_text(&act)));
	}
	// What no commitment proves is the other desk's word.
	let words = said(file);
	if changes.is_empty() {
		changes.extend(words.iter().map(|told| Change::new("act", &told.before, &told.after)));
	}
	rows.extend(words.into_iter().map(|told| {
		let what = crate::i18n::word(&format!("what-{}", told.what));
		(t!("act-told"), format!("{what}: {} → {}", told.before, told.after))
	}));
	let since = waiting.since.as_str().unwrap_or_default().to_owned();
	Ok(Checked { act, call, org, by: waiting.by, since, hash, changes, rows })
}

/// A hold as the act itself says it.
fn hold_text(act: &Act) -> String {
	match act {
		Act::PlaceHold { until, without_vote } => {
			super::member_acts::held(until.map(|day| day.to_string()), *without_vote)
		},
		_ => "-".to_owned(),
	}
}

/// The other desk's lines that this desk does not find out by itself. Status, branch and hold follow
/// from the act and the chain, and the other desk said them in its own language.
fn said(file: &ActFile) -> Vec<&Told> {
	let known = ["status", "branch", "hold"];
	file.told.iter().filter(|told| !known.contains(&told.what.as_str())).collect()
}

/// The reason of an end, which the file names as the program does.
fn reason_text(reason: &str) -> String {
	let key = format!("exit-{}", crate::args::kebab(reason));
	crate::i18n::known_word(&key).unwrap_or_else(|| reason.to_owned())
}

/// The call that carries an act out, made from the act; only what the act does not name comes from the
/// file's arguments.
async fn call(file: &ActFile, act: &Act, arguments: &[u8], chain: &Chain) -> Result<(OrgId, Call)> {
	let (org, person) = (file.org, file.person);
	let damaged = || Error::Usage(told!("act-damaged"));
	let call = match act {
		Act::PlaceHold { until, without_vote } => {
			Call::place_hold(org, person, *until, *without_vote)
		},
		Act::LiftHold => Call::lift_hold(org, person),
		Act::Decide(decision) => Call::decide(org, person, decision),
		Act::UpdateRecord { record, paper } => Call::update_record(org, person, *record, *paper),
		Act::ReplaceAccount { account } => {
			type Given = (OrgId, PersonId, AccountId, RawDate, ChuxinSignature);
			let (_, _, _, expires, proof) = given::<Given>(arguments).ok_or_else(damaged)?;
			let expires = expires.as_str().and_then(|day| day.parse().ok()).ok_or_else(damaged)?;
			Call::replace_account(org, person, account.clone(), expires, proof)
		},
		Act::AddTag { tag } => {
			type Given = (OrgId, OrgId, PersonId, PersonTag, Certificate);
			let (by, _, _, _, certificate) = given::<Given>(arguments).ok_or_else(damaged)?;
			return Ok((by, Call::add_tag(by, org, person, *tag, &certificate)));
		},
		Act::CorrectBirthday { target_seq, commitment } => {
			let life = chain.whole_life(person).await?;
			if let Some(note) = life.incomplete {
				return Err(Error::Other(told!("history-incomplete", note = note)));
			}
			let position = life.events.iter().position(|e| {
				let VersionedLifeEvent::V1(event) = &e.event;
				event.seq == *target_seq
			});
			let position = position.ok_or_else(damaged)?;
			let target = life.events.get(position).ok_or_else(damaged)?;
			let after = life.events.iter().skip(position.saturating_add(1));
			let after = after.map(|e| event_hash(&e.event)).collect();
			let (before, event) = (target.before, target.event);
			Call::correct(org, person, *target_seq, before, event, after, *commitment)
		},
	};
	Ok((org, call))
}

fn given<T: DecodeAll>(arguments: &[u8]) -> Option<T> {
	T::decode_all(&mut &arguments[..]).ok()
}

impl Checked {
	fn json(&self) -> Value {
		let changes: Vec<Value> = self
			.changes
			.iter()
			.map(|c| json!({ "what": c.what, "before": c.before, "after": c.after }))
			.collect();
		json!({
			"call": self.call.to_string(),
			"org": self.org,
			"proposed_by": self.by,
			"since": self.since,
			"hash": self.hash,
			"changes": changes,
			"paper": paper_hash(&self.act),
			"facts": self.rows.iter().map(|(name, value)| json!([name, value])).collect::<Vec<_>>(),
		})
	}

	fn text(&self) -> String {
		let rows: Vec<Vec<String>> =
			self.rows.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect();
		let changes: Vec<Vec<String>> = self
			.changes
			.iter()
			.map(|c| {
				let what = crate::i18n::word(&format!("what-{}", c.what));
				vec![what, c.before.clone(), c.after.clone()]
			})
			.collect();
		let head = [t!("head-what"), t!("head-before"), t!("head-after")];
		let facts = table(&[self.call.to_string(), self.since.clone()], &rows);
		format!("{facts}\n{}", table(&head, &changes))
	}
}

#[cfg(test)]
mod tests;
