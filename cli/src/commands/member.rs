//! `chuxin member`.

use super::{time_text, Desk};
use crate::{
	args::{kebab, MemberCommand},
	chain::{hex, Call, RecordedEvent},
	error::{Error, Result},
	progress::table,
	vault::{StoredPerson, Vault},
};
use chuxin_primitives::{
	life::{event_hash, replay, LifeEntry, LifeKind, VersionedLifeEvent},
	membership::correction_hash,
	record::{leaf_commitment, salt, slot, slot_spec, Attribute, VType},
	CivilDate, Hash, OrgId, PersonId,
};
use serde_json::{json, Value};

pub(super) async fn run(desk: &Desk, command: MemberCommand) -> Result<()> {
	match command {
		MemberCommand::Show { person } => show(desk, PersonId(person)).await,
		MemberCommand::History { person } => history(desk, PersonId(person)).await,
		MemberCommand::Correct { org, person, birthday, handler, approver } => {
			let correction = Correction { org: OrgId(org), person: PersonId(person), birthday };
			correct(desk, &correction, &handler, &approver).await
		},
		MemberCommand::List { org, name, limit } => list(desk, org, name.as_deref(), limit),
	}
}

/// The attributes of a person of the vault, by slot.
pub(super) fn attributes(person: &StoredPerson) -> Result<Vec<(u8, Attribute)>> {
	person
		.attributes
		.iter()
		.map(|a| {
			VType::from_code(a.vtype)
				.and_then(|vtype| Attribute::new(vtype, a.value.clone()).ok())
				.map(|attribute| (a.slot, attribute))
				.ok_or_else(|| {
					Error::Vault("a record is damaged: restore the vault from a backup".into())
				})
		})
		.collect()
}

fn name_of(person: &StoredPerson) -> String {
	let name = person.attributes.iter().find(|a| a.slot == slot::NAME);
	name.map(|a| String::from_utf8_lossy(&a.value).into_owned()).unwrap_or_default()
}

async fn show(desk: &Desk, person: PersonId) -> Result<()> {
	let chain = desk.chain().await?;
	let (number, at) = chain.finalized_block().await?;
	let view = chain.person(person, at).await?.ok_or_else(|| {
		Error::NotFound(format!(
			"there is no person {person} on this chain at finalized block {number}. `chuxin member \
			 list` shows those of this desk; somebody enrolled just now appears when the block is \
			 final."
		))
	})?;
	let org = chain.organization_or_fail(view.org, at).await?;
	// Without a vault, what the chain says is shown alone.
	let vault: Option<Vault> = if desk.vault_path().is_file() { Some(desk.vault()?) } else { None };
	let stored = match &vault {
		Some(vault) => vault.person_by_id(person.0)?.map(|(_, stored)| stored),
		None => None,
	};
	let held = stored.as_ref().map(attributes).transpose()?.unwrap_or_default();
	let schema = stored.as_ref().map_or(0, |s| s.schema);
	let label = |slot: u8| slot_spec(schema, slot).map_or("?", |s| s.label);
	let status = kebab(&format!("{:?}", view.status));
	let account = view.account.as_ref().map(|a| hex(a.as_ref()));
	let sealed = view.sealed_on.as_ref().and_then(|d| d.as_str()).map(str::to_owned);
	desk.print(
		|| {
			let record: serde_json::Map<String, Value> = held
				.iter()
				.map(|(slot, attribute)| (label(*slot).to_owned(), json!(attribute.to_string())))
				.collect();
			json!({
				"block": number,
				"person": person,
				"org": view.org,
				"org_name": org.name.as_str(),
				"status": view.status,
				"spell": view.spell,
				"record_version": view.record.map(|r| r.version),
				"record_root": view.record.map(|r| r.root),
				"birthday": view.birthday,
				"sealed_on": sealed,
				"corrected": view.corrected,
				"effective_birthday": view.effective_birthday,
				"life_len": view.life_len,
				"life_head": view.life_head,
				"account": account,
				"frozen": view.frozen,
				"in_vault": stored.is_some(),
				"record": record,
			})
		},
		|| {
			let mut rows = vec![
				vec!["person".into(), person.to_string()],
				vec![
					"branch".into(),
					format!("{} {}", view.org, org.name.as_str().unwrap_or_default()),
				],
				vec!["status".into(), status.clone()],
				vec!["key".into(), account.clone().unwrap_or_else(|| "none bound".into())],
				vec!["key frozen".into(), if view.frozen { "yes" } else { "no" }.into()],
				vec![
					"record".into(),
					match view.record {
						Some(r) => format!("version {} {:?}", r.version, r.root),
						None => "none entered".into(),
					},
				],
				vec!["birthday sealed on".into(), sealed.clone().unwrap_or_else(|| "-".into())],
				vec!["birthday corrected".into(), if view.corrected { "yes" } else { "no" }.into()],
				vec!["life events".into(), format!("{} {:?}", view.life_len, view.life_head)],
			];
			rows.extend(held.iter().map(|(s, a)| vec![label(*s).to_owned(), a.to_string()]));
			let head = format!("at finalized block {number}");
			table(&["what", &head], &rows)
		},
	);
	Ok(())
}

async fn history(desk: &Desk, person: PersonId) -> Result<()> {
	let chain = desk.chain().await?;
	let (number, at) = chain.finalized_block().await?;
	let record = chain.person_record(person, at).await?;
	let page = chain.whole_life(person).await?;
	// Events after the block just read are new, not wrong.
	let len = usize::try_from(record.life.len).unwrap_or(usize::MAX);
	let skipped = page.events.first().map_or(0, |e| e.event.seq());
	let known = len.saturating_sub(usize::try_from(skipped).unwrap_or(usize::MAX));
	let events = &page.events[..page.events.len().min(known)];
	if page.incomplete.is_none() {
		let entries: Vec<LifeEntry> = events.iter().map(|e| LifeEntry::Open(e.event)).collect();
		let replayed = replay(&chain.genesis(), person, &entries);
		if replayed != Ok((record.life.len, record.life.head)) {
			return Err(Error::Other(format!(
				"the history that the node at {} tells does not lead to the head on the chain. Ask \
				 another node, and tell the operators of this one.",
				chain.url()
			)));
		}
	}
	let rows: Vec<Vec<String>> = events
		.iter()
		.map(|e| {
			let VersionedLifeEvent::V1(event) = &e.event;
			vec![
				event.seq.to_string(),
				kind_text(&event.kind),
				event.effective.to_string(),
				time_text(event.recorded),
				event.org.to_string(),
				event.by.to_string(),
			]
		})
		.collect();
	desk.print(
		|| {
			json!({
				"block": number,
				"person": person,
				"complete": page.incomplete.is_none(),
				"note": page.incomplete,
				"head": record.life.head,
				"events": events.iter().map(|e| &e.event).collect::<Vec<_>>(),
			})
		},
		|| {
			let head = ["no.", "event", "effective", "recorded", "branch", "entered by"];
			let note = match &page.incomplete {
				None => format!("leads to the head on the chain at finalized block {number}\n"),
				Some(note) => format!("{note}\n"),
			};
			format!("{}{note}", table(&head, &rows))
		},
	);
	Ok(())
}

/// A political birthday that was sealed wrong.
struct Correction {
	org: OrgId,
	person: PersonId,
	birthday: CivilDate,
}

/// Names in the vault of the effective date and of the seed of its commitment's salt.
const EFFECTIVE_BIRTHDAY: &str = "effective_birthday";
const EFFECTIVE_SEED: &str = "effective_birthday_seed";

/// Proposes the correction with one key and carries it out with another.
///
/// The chain gets a commitment. What opens it is kept in the vault before anything is sent.
async fn correct(
	desk: &Desk,
	correction: &Correction,
	handler: &str,
	approver: &str,
) -> Result<()> {
	let Correction { org, person, birthday } = *correction;
	let (vault, chain) = desk.vault_and_chain().await?;
	let (handler, approver) = (vault.signer(handler)?, vault.signer(approver)?);
	let (row, mut stored) = vault.person_by_id(person.0)?.ok_or_else(|| {
		Error::NotFound(format!(
			"person {person} is not in this vault: the desk that keeps the record corrects it"
		))
	})?;
	let life = chain.whole_life(person).await?;
	if let Some(note) = life.incomplete {
		return Err(Error::Other(format!(
			"{note}. Ask a node that has the whole history (--node)."
		)));
	}
	let enrolled = |e: &RecordedEvent| {
		let VersionedLifeEvent::V1(event) = &e.event;
		event.kind == LifeKind::Enrolled
	};
	let position = life.events.iter().position(enrolled).ok_or_else(|| {
		Error::NotFound(format!("no political birthday of person {person} was sealed by enrolment"))
	})?;
	let target = life.events[position];
	let after: Vec<Hash> =
		life.events[position.saturating_add(1)..].iter().map(|e| event_hash(&e.event)).collect();

	let seed = super::import::seed();
	let salt = salt(&seed, stored.schema, stored.version, slot::ADMISSION);
	let commitment =
		leaf_commitment(stored.schema, slot::ADMISSION, &Attribute::date(birthday), &salt);
	stored.private.insert(EFFECTIVE_BIRTHDAY.to_owned(), birthday.to_string());
	stored.private.insert(EFFECTIVE_SEED.to_owned(), hex(&seed));
	vault.update_person(row, &stored)?;

	let seq = target.event.seq();
	let hash = correction_hash(&chain.genesis(), org, person, seq, &commitment);
	chain.submit(&Call::propose_correction(org, person, hash), &handler).await?;
	let call = Call::correct(org, person, seq, target.before, target.event, after, commitment);
	let included = chain.submit(&call, &approver).await?;
	desk.print(
		|| json!({ "person": person, "corrected_event": seq, "block": included.number }),
		|| {
			format!(
				"the political birthday of person {person} is corrected (finalized in block {}); the \
				 sealed one stays beside it\n",
				included.number
			)
		},
	);
	Ok(())
}

fn kind_text(kind: &LifeKind) -> String {
	match kind {
		LifeKind::Correction { target_seq } => format!("correction of event {target_seq}"),
		other => kebab(&format!("{other:?}")),
	}
}

fn list(desk: &Desk, org: Option<u32>, name: Option<&str>, limit: usize) -> Result<()> {
	let vault = desk.vault()?;
	let all = vault.persons()?;
	let found: Vec<&StoredPerson> = all
		.iter()
		.map(|(_, person)| person)
		.filter(|p| org.is_none_or(|org| p.org == org))
		.filter(|p| name.is_none_or(|name| name_of(p).contains(name)))
		.collect();
	let number =
		|p: &StoredPerson| p.person.map_or_else(|| "waiting".to_owned(), |n| n.to_string());
	desk.print(
		|| {
			let persons: Vec<Value> = found
				.iter()
				.take(limit)
				.map(|p| {
					json!({
						"person": p.person,
						"name": name_of(p),
						"org": OrgId(p.org),
						"org_name": p.org_name,
						"status": p.status,
					})
				})
				.collect();
			json!({ "found": found.len(), "persons": persons })
		},
		|| {
			let rows: Vec<Vec<String>> = found
				.iter()
				.take(limit)
				.map(|p| {
					let status = kebab(&format!("{:?}", p.status));
					vec![number(p), name_of(p), p.org_name.clone(), status]
				})
				.collect();
			let shown = rows.len();
			let table = table(&["person", "name", "branch", "status"], &rows);
			format!("{table}{shown} of {} found\n", found.len())
		},
	);
	Ok(())
}
