//! `chuxin member …`: acts on one membership, which one officer proposes and another carries out.

use super::{import::seed, member::attributes, records::Row, Change, Desk, Sent};
use crate::{
	args::acts::{DecisionArgs, MemberAct, TwoOfficers},
	chain::{account_of, hex, Call, Chain},
	error::{Error, Result},
	i18n::name_of,
	progress::table,
	t, told,
	vault::{self, Next, StoredPerson, Vault, Version},
};
use chuxin_primitives::{
	life::evidence,
	membership::{
		act_hash, Act, Change as MembershipChange, Decision, Ground, HoldView, MembershipStatus,
	},
	record::{slot, Attribute},
	rules::exits::{Acting, ExitReason, Procedure},
	CivilDate, Hash, OrgId, PersonId, RawDate, ResolutionId,
};
use serde_json::json;

pub(super) async fn run(desk: &Desk, act: MemberAct) -> Result<()> {
	match act {
		MemberAct::End { decision, reason } => {
			decide(desk, decision, Decided::Plain(MembershipChange::Leave), Some(reason)).await
		},
		MemberAct::Suspend { decision } => {
			decide(desk, decision, Decided::Plain(MembershipChange::Suspend), None).await
		},
		MemberAct::Reinstate { decision, status } => {
			decide(desk, decision, Decided::Restored(status), None).await
		},
		MemberAct::Readmit { decision, branch, birthday, full } => {
			let again = Again { branch: OrgId(branch), birthday, full };
			decide(desk, decision, Decided::Again(again), None).await
		},
		MemberAct::Hold { org, person, until, without_vote, officers } => {
			let act = Act::PlaceHold { until, without_vote };
			let (org, person) = (OrgId(org), PersonId(person));
			let call = Call::place_hold(org, person, until, without_vote);
			let text = t!("member-held", person = person.to_string());
			let after = held(until.map(|day| day.to_string()), without_vote);
			hold(desk, (org, person), &officers, (act, call), (after, text)).await
		},
		MemberAct::Release { org, person, officers } => {
			let (org, person) = (OrgId(org), PersonId(person));
			let call = Call::lift_hold(org, person);
			let text = t!("member-released", person = person.to_string());
			let after = ("-".into(), text);
			hold(desk, (org, person), &officers, (Act::LiftHold, call), after).await
		},
		MemberAct::Withdraw { org, person, signer: by } => {
			let (org, person) = (OrgId(org), PersonId(person));
			let call = Call::withdraw_act(org, person);
			let seen = async |chain: &Chain, at| {
				let waiting = chain.act_proposal(org, person, at).await?;
				let since = waiting.since.as_str().unwrap_or("-").to_owned();
				Ok(vec![Change::new(
					"act",
					t!("act-of", hash = hex(&waiting.proposal.0), since = since),
					"-",
				)])
			};
			if let Some(sent) = desk.act(by.key.as_deref(), call, seen).await? {
				desk.done(&sent, t!("act-withdrawn", person = person.to_string()));
			}
			Ok(())
		},
		MemberAct::Spells { person } => spells(desk, PersonId(person)).await,
	}
}

/// What is decided: a change that the decision alone names, or one that makes a new record too.
enum Decided {
	Plain(MembershipChange),
	/// As what, where the chain does not know it.
	Restored(Option<MembershipStatus>),
	Again(Again),
}

/// A former member who is admitted again.
struct Again {
	branch: OrgId,
	birthday: CivilDate,
	full: Option<CivilDate>,
}

/// The vault and the chain, open.
pub(super) struct Opened<'a> {
	/// The vault.
	pub vault: &'a Vault,
	/// The chain.
	pub chain: &'a Chain,
}

/// Proposes an act by its hash and carries it out with another person's key.
pub(super) async fn two_persons(
	desk: &Desk,
	opened: &Opened<'_>,
	of: (OrgId, PersonId),
	officers: &TwoOfficers,
	act: Act,
	call: Call,
	changes: &[Change],
) -> Result<Option<Sent>> {
	two_persons_noting(desk, opened, of, officers, act, call, changes, &[]).await
}

/// As [`two_persons`], with notes for a dry run: what stands open until the calls are sent.
#[allow(clippy::too_many_arguments)] // what both halves of one act have in common
pub(super) async fn two_persons_noting(
	desk: &Desk,
	Opened { vault, chain }: &Opened<'_>,
	(org, person): (OrgId, PersonId),
	officers: &TwoOfficers,
	act: Act,
	call: Call,
	changes: &[Change],
	notes: &[String],
) -> Result<Option<Sent>> {
	let handler = vault.signer(&officers.handler)?;
	let propose = Call::propose_act(org, person, act_hash(&chain.genesis(), org, person, &act));
	let Some(approver) = &officers.approver else {
		let half = super::act::Half { org, person, act, call, propose };
		half.run(desk, (chain, vault), &handler, officers, (changes, notes)).await?;
		return Ok(None);
	};
	let approver = vault.signer(approver)?;
	if desk.global.dry_run {
		let calls = [(propose, account_of(&handler)), (call, account_of(&approver))];
		desk.show_dry_run(chain, &calls, changes, notes).await?;
		return Ok(None);
	}
	chain.submit(&propose, &handler).await?;
	let included = chain.submit(&call, &approver).await?;
	Ok(Some(Sent { chain: (*chain).clone(), call, included }))
}

/// Places or lifts a hold.
async fn hold(
	desk: &Desk,
	of: (OrgId, PersonId),
	officers: &TwoOfficers,
	(act, call): (Act, Call),
	(after, text): (String, String),
) -> Result<()> {
	let (vault, chain) = desk.vault_and_chain().await?;
	let before = held_now(&chain, of.1, chain.finalized().await?).await?;
	let changes = [Change::new("hold", before, after)];
	let opened = Opened { vault: &vault, chain: &chain };
	if let Some(sent) = two_persons(desk, &opened, of, officers, act, call, &changes).await? {
		desk.done(&sent, text);
	}
	Ok(())
}

/// The hold on a person at a block, in words.
pub(super) async fn held_now(chain: &Chain, person: PersonId, at: Hash) -> Result<String> {
	let until = |hold: &HoldView| hold.until.as_ref().and_then(RawDate::as_str).map(str::to_owned);
	let hold = chain.hold(person, at).await?;
	Ok(hold.map_or_else(|| "-".into(), |hold| held(until(&hold), hold.without_vote)))
}

/// A hold in words.
pub(super) fn held(until: Option<String>, without_vote: bool) -> String {
	let until = match until {
		Some(day) => t!("hold-until", day = day),
		None => t!("hold-open"),
	};
	if without_vote {
		t!("hold-without-vote", until = until)
	} else {
		until
	}
}

fn ground(args: &DecisionArgs) -> Result<Ground> {
	Ok(match (args.ground, args.resolution) {
		(Procedure::Resolution, Some(number)) => Ground::Resolution(ResolutionId(number)),
		(Procedure::Resolution, None) => return Err(Error::Usage(told!("which-resolution"))),
		(_, Some(_)) => return Err(Error::Usage(told!("no-resolution-needed"))),
		(Procedure::OnRecord, None) => Ground::OnRecord,
		(Procedure::Direct, None) => Ground::Direct,
		(Procedure::Paper, None) => Ground::Paper,
	})
}

/// Carries out a decision. What opens its evidence is kept in the vault before anything is sent.
async fn decide(
	desk: &Desk,
	args: DecisionArgs,
	what: Decided,
	reason: Option<ExitReason>,
) -> Result<()> {
	let (org, person) = (OrgId(args.org), PersonId(args.person));
	let ground = ground(&args)?;
	let file = std::fs::read(&args.file).map_err(Error::read(&args.file))?;
	let (mut vault, chain) = desk.vault_and_chain().await?;
	let mut row = Row::of(desk, &vault, &chain, person).await?;
	let (view, at) = (row.view.clone(), chain.finalized().await?);

	if let Some(reason) = reason {
		let officers = chain.organization_or_fail(org, at).await?;
		let parent = match officers.parent {
			Some(parent) => Some(chain.organization_or_fail(parent, at).await?.kind),
			None => None,
		};
		let acting = Acting { kind: officers.kind, parent, above: officers.id != view.org };
		reason.check(args.ground, view.status, acting).map_err(|why| {
			Error::Usage(told!(
				"exit-ground",
				reason = name_of("exit", &reason),
				ground = name_of("ground", &args.ground),
				why = name_of("exit-refusal", &why),
			))
		})?;
	}
	let salt = seed();
	let (mut changes, mut next) = (Vec::new(), None);
	let change = match what {
		Decided::Plain(change) => change,
		Decided::Restored(status) => {
			let before = chain.before_suspension(person, at).await?;
			let status = before.or(status).ok_or_else(|| {
				Error::Usage(told!("reinstate-as-what", person = person.to_string()))
			})?;
			MembershipChange::Reinstate { status }
		},
		Decided::Again(again) => {
			changes = again.changes(&row.stored);
			let version = view.record.map_or(0, |record| record.version).saturating_add(1);
			let (change, spell) = new_spell(&chain.genesis(), &row.stored, version, &again)?;
			next = Some(spell);
			change
		},
	};
	let decision =
		Decision { change, ground, effective: args.effective, evidence: evidence(&salt, &file) };
	let kept = json!({
		"change": name_of("change", &change),
		"reason": reason.map(|reason| format!("{reason:?}")),
		"effective": args.effective.to_string(),
		"file": args.file.file_name().map(|name| name.to_string_lossy().into_owned()),
		"salt": hex(&salt),
	});
	let name = format!("decision {}", hex(&decision.evidence.0));
	row.stored.private.insert(name, kept.to_string());
	row.prepare(desk, &vault, next)?;
	changes.extend(super::act::decided(&view, &change));
	let call = Call::decide(org, person, &decision);
	let text = t!("member-decided", person = person.to_string());
	let opened = Opened { vault: &vault, chain: &chain };
	let of = (org, person);
	let act = Act::Decide(decision);
	if let Some(sent) = two_persons(desk, &opened, of, &args.officers, act, call, &changes).await? {
		row.settle(&mut vault, &chain).await?;
		desk.done(&sent, text);
	}
	Ok(())
}

impl Again {
	/// The dates of the new membership beside those of the record as it is.
	fn changes(&self, stored: &StoredPerson) -> Vec<Change> {
		let text = |day: Option<CivilDate>| day.map_or_else(|| "-".into(), |day| day.to_string());
		let before = |slot| text(super::member::date_of(stored, slot));
		vec![
			Change::new("admission", before(slot::ADMISSION), self.birthday),
			Change::new("full-membership", before(slot::FULL_MEMBERSHIP), text(self.full)),
		]
	}
}

/// The record of a new membership: next version, new seed, new dates.
fn new_spell(
	genesis: &Hash,
	stored: &StoredPerson,
	version: u32,
	again: &Again,
) -> Result<(MembershipChange, Next)> {
	let mut held = attributes(stored)?;
	held.retain(|(s, _)| ![slot::ADMISSION, slot::FULL_MEMBERSHIP].contains(s));
	held.push((slot::ADMISSION, Attribute::date(again.birthday)));
	held.extend(again.full.map(|day| (slot::FULL_MEMBERSHIP, Attribute::date(day))));
	held.sort_by_key(|(slot, _)| *slot);
	let schema = stored.schema;
	let attributes = vault::stored(&held);
	// A new membership has a new birthday, with a salt of its own.
	let version = Version { schema, version, seed: seed(), admission_salt: None, attributes };
	let birthday = version.tree(genesis)?.leaf(slot::ADMISSION);
	let birthday = birthday.ok_or_else(|| Error::Vault(told!("vault-record-damaged")))?;
	let status =
		if again.full.is_some() { MembershipStatus::Full } else { MembershipStatus::Probationary };
	let record = version.record(genesis)?;
	let change = MembershipChange::Readmit { branch: again.branch, status, record, birthday };
	Ok((change, Next::Spell { version, org: again.branch.0, status }))
}

async fn spells(desk: &Desk, person: PersonId) -> Result<()> {
	let chain = desk.chain().await?;
	let at = chain.finalized().await?;
	let spells = chain.spells(person, at).await?;
	desk.print(
		|| {
			let spells: Vec<_> = spells
				.iter()
				.map(|s| {
					json!({
						"spell": s.spell,
						"birthday": s.birthday,
						"sealed_on": s.sealed_on.as_ref().and_then(RawDate::as_str),
						"effective_birthday": s.effective_birthday,
						"record_version": s.record.map(|record| record.version),
					})
				})
				.collect();
			json!({ "person": person, "spells": spells })
		},
		|| {
			let rows: Vec<Vec<String>> = spells
				.iter()
				.map(|s| {
					vec![
						s.spell.to_string(),
						s.sealed_on.as_ref().and_then(RawDate::as_str).unwrap_or("-").to_owned(),
						s.birthday.map_or_else(|| "-".into(), |hash| format!("{hash:?}")),
						super::key::yes_no(s.effective_birthday.is_some()),
					]
				})
				.collect();
			let head = [
				t!("head-spell"),
				t!("head-sealed-on"),
				t!("head-commitment"),
				t!("head-corrected"),
			];
			table(&head, &rows)
		},
	);
	Ok(())
}
