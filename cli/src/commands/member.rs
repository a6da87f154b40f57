//! `chuxin member`.

use super::{key::yes_no, records::Row, time_text, Desk};
use crate::{
	args::MemberCommand,
	chain::hex,
	credential::{label_of_slot, value_of_slot},
	error::{Error, Result},
	i18n::name_of,
	progress::table,
	t, told,
	vault::{Held, StoredPerson, Vault},
};
use chuxin_primitives::{
	life::{is_late, replay, LifeEntry, LifeKind, VersionedLifeEvent, LATE_ENTRY_DAYS},
	record::{slot, slot_spec},
	CivilDate, OrgId, PersonId,
};
use serde_json::{json, Value};

pub(super) async fn run(desk: &Desk, command: MemberCommand) -> Result<()> {
	match command {
		MemberCommand::Act(act) => super::member_acts::run(desk, act).await,
		MemberCommand::Update(command) => super::member_update::run(desk, command).await,
		MemberCommand::AddTag(args) => super::member_update::add_tag(desk, args).await,
		MemberCommand::Show { person } => show(desk, PersonId(person)).await,
		MemberCommand::History { person } => history(desk, PersonId(person)).await,
		MemberCommand::Correct(args) => super::member_correct::run(desk, args).await,
		MemberCommand::List { org, name, limit } => list(desk, org, name.as_deref(), limit).await,
		MemberCommand::Birthdays(args) => super::lists::birthdays(desk, &args).await,
		MemberCommand::Jubilee(args) => super::lists::jubilee(desk, &args).await,
	}
}

/// The attributes of a person of the vault, by slot.
pub(super) fn attributes(person: &StoredPerson) -> Result<Held> {
	Ok(person.present().held()?)
}

pub(super) fn person_name(person: &StoredPerson) -> String {
	let name = person.attributes.iter().find(|a| a.slot == slot::NAME);
	name.map(|a| String::from_utf8_lossy(&a.value).into_owned()).unwrap_or_default()
}

async fn show(desk: &Desk, person: PersonId) -> Result<()> {
	let chain = desk.chain().await?;
	let (number, at) = chain.finalized_block().await?;
	let view = chain.person(person, at).await?.ok_or_else(|| {
		Error::NotFound(told!("no-person-at", person = person.to_string(), block = number))
	})?;
	let org = chain.organization_or_fail(view.org, at).await?;
	// Without a vault, what the chain says is shown alone.
	let vault: Option<Vault> = if desk.vault_path().is_file() { Some(desk.vault()?) } else { None };
	let stored = match &vault {
		Some(vault) if vault.row_of(person.0)?.is_some() => {
			Some(Row::of(desk, vault, &chain, person).await?.stored)
		},
		_ => None,
	};
	let held = stored.as_ref().map(attributes).transpose()?.unwrap_or_default();
	let schema = stored.as_ref().map_or(0, |s| s.schema);
	// Programs find an attribute by its column, in both languages.
	let column = |slot: u8| slot_spec(schema, slot).map_or("?", |s| s.label);
	let status = name_of("status", &view.status);
	let account = view.account.as_ref().map(|a| hex(a.as_ref()));
	let sealed = view.sealed_on.as_ref().and_then(|d| d.as_str()).map(str::to_owned);
	// The date that holds is known to the desk alone; the chain has its commitment.
	let holds = stored.as_ref().and_then(|stored| {
		let effective = stored.birthday()?.effective?;
		(Some(effective.commitment(schema)) == view.effective_birthday).then_some(effective.date)
	});
	desk.print(
		|| {
			let record: serde_json::Map<String, Value> = held
				.iter()
				.map(|(slot, attribute)| (column(*slot).to_owned(), json!(attribute.to_string())))
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
				"effective_date": holds,
				"life_len": view.life_len,
				"life_head": view.life_head,
				"account": account,
				"frozen": view.frozen,
				"frozen_until": view.frozen_until,
				"in_vault": stored.is_some(),
				"record": record,
			})
		},
		|| {
			let branch = format!("{} {}", view.org, org.name.as_str().unwrap_or_default());
			let record = match view.record {
				Some(r) => {
					t!("record-is", version = r.version, root = format!("{:?}", r.root))
				},
				None => t!("none-entered"),
			};
			let rows = [
				(t!("head-person"), person.to_string()),
				(t!("head-branch"), branch),
				(t!("head-status"), status.clone()),
				(t!("head-key"), account.clone().unwrap_or_else(|| t!("none-bound"))),
				(
					t!("member-key-frozen"),
					view.frozen_until.map_or_else(
						|| yes_no(view.frozen),
						|until| t!("member-key-frozen-until", until = super::time_text(until)),
					),
				),
				(t!("member-record"), record),
				(t!("member-sealed-on"), sealed.clone().unwrap_or_else(|| "-".into())),
				(
					t!("member-corrected"),
					holds.map_or_else(
						|| yes_no(view.corrected),
						|day| t!("member-corrected-to", day = day.to_string()),
					),
				),
				(t!("member-life"), format!("{} {:?}", view.life_len, view.life_head)),
			];
			let mut rows: Vec<Vec<String>> =
				rows.into_iter().map(|(name, value)| vec![name, value]).collect();
			rows.extend(held.iter().map(|(slot, attribute)| {
				let value = value_of_slot(schema, *slot, &attribute.to_string());
				vec![label_of_slot(schema, *slot), value]
			}));
			table(&[t!("head-what"), t!("at-block", block = number)], &rows)
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
			return Err(Error::Other(told!("history-wrong", url = chain.url())));
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
				late_mark(&e.event),
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
				"events": events.iter().map(|e| event_json(&e.event)).collect::<Vec<_>>(),
			})
		},
		|| {
			let head = [
				t!("head-number"),
				t!("head-event"),
				t!("head-effective"),
				t!("head-recorded"),
				t!("head-late"),
				t!("head-branch"),
				t!("head-entered-by"),
			];
			let note = match &page.incomplete {
				None => format!("{}\n", t!("history-leads", block = number)),
				Some(note) => format!("{note}\n"),
			};
			format!("{}{note}", table(&head, &rows))
		},
	);
	Ok(())
}

/// The political birthday that holds: the corrected one, otherwise the sealed one; `None` for who
/// has none.
pub(super) fn effective_birthday(person: &StoredPerson) -> Option<CivilDate> {
	person.birthday().map(|birthday| birthday.holds().date)
}

/// A date of a person's record.
pub(super) fn date_of(person: &StoredPerson, slot: u8) -> Option<CivilDate> {
	let held = attributes(person).ok()?;
	held.iter().find(|(s, _)| *s == slot).and_then(|(_, a)| a.as_date())
}

/// Whether an event is a late entry (补录): a mark for ever.
pub(super) fn late(event: &VersionedLifeEvent) -> bool {
	is_late(event, LATE_ENTRY_DAYS)
}

fn late_mark(event: &VersionedLifeEvent) -> String {
	if late(event) {
		t!("late-mark")
	} else {
		String::new()
	}
}

/// An event as the chain has it, and whether it is a late entry.
pub(super) fn event_json(event: &VersionedLifeEvent) -> Value {
	let mut shown = json!(event);
	if let Some(shown) = shown.as_object_mut() {
		shown.insert("late".to_owned(), json!(late(event)));
	}
	shown
}

fn kind_text(kind: &LifeKind) -> String {
	match kind {
		LifeKind::Correction { target_seq } => t!("life-correction-of", event = *target_seq),
		other => name_of("life", other),
	}
}

async fn list(desk: &Desk, org: Option<u32>, name: Option<&str>, limit: usize) -> Result<()> {
	let named = |p: &StoredPerson| name.is_none_or(|name| person_name(p).contains(name));
	let (source, found) = super::refresh::people(desk, org, named).await?;
	let number =
		|p: &StoredPerson| p.person.map_or_else(|| t!("person-waiting"), |n| n.to_string());
	desk.print(
		|| {
			let persons: Vec<Value> = found
				.iter()
				.take(limit)
				.map(|p| {
					json!({
						"person": p.person,
						"name": person_name(p),
						"org": OrgId(p.org),
						"org_name": p.org_name,
						"status": p.status,
					})
				})
				.collect();
			json!({ "found": found.len(), "persons": persons, "status": source.json() })
		},
		|| {
			let rows: Vec<Vec<String>> = found
				.iter()
				.take(limit)
				.map(|p| {
					let status = name_of("status", &p.status);
					vec![number(p), person_name(p), p.org_name.clone(), status]
				})
				.collect();
			let shown = rows.len();
			let head = [t!("head-person"), t!("head-name"), t!("head-branch"), t!("head-status")];
			let foot = t!("found", shown = shown, found = found.len());
			format!("{}{foot}; {}\n", table(&head, &rows), source.foot())
		},
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::life::LifeEvent;

	#[test]
	fn an_event_recorded_after_the_thirtieth_day_bears_the_mark() {
		let day = 86_400_000;
		let entered = |days: u64| {
			VersionedLifeEvent::V1(LifeEvent {
				seq: 1,
				kind: LifeKind::Enrolled,
				effective: CivilDate::new(19_700_101).unwrap(),
				recorded: days * day,
				org: OrgId(3),
				by: OrgId(3),
				rules: 1,
				evidence: [0; 32],
			})
		};
		for (days, is) in [(0, false), (30, false), (31, true)] {
			let shown = event_json(&entered(days));
			assert_eq!(shown["late"], json!(is), "{days}");
			assert_eq!(shown["V1"]["seq"], json!(1));
			assert_eq!(late_mark(&entered(days)).is_empty(), !is, "{days}");
		}
	}
}
