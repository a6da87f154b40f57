//! `chuxin today`: what is due and overdue, for whom, by which rule, and the call that settles it; as
//! a table, or as a calendar (.ics) that other programs show.

use super::{write_new, Desk};
use crate::{
	args::{kebab, TodayArgs},
	error::{Error, Result},
	i18n::{self, name_of},
	progress::table,
	t, told,
};
use chuxin_primitives::{
	agenda::{AgendaEntry, Item},
	CivilDate, Hash, Moment, OrgId,
};
use codec::Encode;
use serde_json::{json, Value};

pub(super) async fn run(desk: &Desk, args: TodayArgs) -> Result<()> {
	let chain = desk.chain().await?;
	let (today, at) = chain.today().await?;
	let until = today.add_days(i64::from(args.days));
	let until = until.ok_or_else(|| Error::Other(told!("time-too-late")))?;
	let org = chain.organization_or_fail(OrgId(args.org), at).await?;
	let entries = chain.agenda(org.id, until, at).await?;
	let overdue = chain.overdue(org.id, at).await?;
	let below = chain.overdue_below(org.id, at).await?;
	let name = org.name.as_str().unwrap_or_default();
	if let Some(path) = &args.ics {
		let text = calendar(name, &chain.genesis(), &entries, desk.now_ms());
		write_new(path, text.as_bytes())?;
	}
	let mut names = Vec::with_capacity(below.len());
	for line in &below {
		let view = chain.organization_or_fail(line.org, at).await?;
		names.push(view.name.as_str().unwrap_or_default().to_owned());
	}
	desk.print(
		|| {
			let items: Vec<Value> = entries
				.iter()
				.map(|e| {
					json!({
						"item": e.item,
						"due": e.due.as_str(),
						"overdue": is_overdue(e, today),
						"article": e.article.as_str(),
						"settled_by": e.settled_by.as_str(),
					})
				})
				.collect();
			let below: Vec<Value> = below
				.iter()
				.zip(&names)
				.map(|(line, name)| {
					json!({
						"org": line.org,
						"name": name,
						"own": line.overdue.own,
						"subtree": line.overdue.subtree,
					})
				})
				.collect();
			json!({
				"org": org.id,
				"name": name,
				"today": today,
				"until": until,
				"items": items,
				"overdue": { "own": overdue.own, "subtree": overdue.subtree },
				"below": below,
				"ics": args.ics,
			})
		},
		|| {
			let mut out = String::new();
			if entries.is_empty() {
				out.push_str(&format!("{}\n", t!("today-nothing", until = until.to_string())));
			} else {
				let head = [
					t!("head-until"),
					t!("head-overdue"),
					t!("head-item"),
					t!("head-rule"),
					t!("head-settled-by"),
				];
				let rows: Vec<Vec<String>> = entries
					.iter()
					.map(|e| {
						vec![
							e.due.as_str().unwrap_or_default().to_owned(),
							if is_overdue(e, today) { t!("yes") } else { "-".into() },
							about(&e.item),
							rule(e),
							e.settled_by.as_str().unwrap_or_default().to_owned(),
						]
					})
					.collect();
				out.push_str(&table(&head, &rows));
			}
			let late = entries.iter().filter(|e| is_overdue(e, today)).count();
			let foot = t!(
				"today-foot",
				count = entries.len(),
				until = until.to_string(),
				overdue = late,
				subtree = overdue.subtree,
			);
			out.push_str(&format!("{foot}\n"));
			let rows: Vec<Vec<String>> = below
				.iter()
				.zip(&names)
				.filter(|(line, _)| line.overdue.subtree > 0)
				.map(|(line, name)| {
					vec![line.org.to_string(), name.clone(), line.overdue.subtree.to_string()]
				})
				.collect();
			if !rows.is_empty() {
				let head = [t!("head-number"), t!("head-organization"), t!("head-overdue")];
				out.push_str(&format!("\n{}", table(&head, &rows)));
			}
			out
		},
	);
	Ok(())
}

/// Whether the last day is past, also where the chain has not raised it yet.
fn is_overdue(entry: &AgendaEntry, today: CivilDate) -> bool {
	entry.overdue || entry.due.parse().is_some_and(|due| due < today)
}

/// The rule an item comes from, in the language of the process; of an item that this desk has no text
/// for, as the chain says it. Regulations are called by their own name everywhere.
fn rule(entry: &AgendaEntry) -> String {
	let debug = format!("{:?}", entry.item);
	let name = kebab(debug.split([' ', '(']).next().unwrap_or_default());
	i18n::known_word(&format!("rule-{name}"))
		.unwrap_or_else(|| entry.article.as_str().unwrap_or_default().to_owned())
}

/// An item with what it is about.
fn about(item: &Item) -> String {
	let name = name_of("item", item);
	match item {
		Item::ActingEnds(person)
		| Item::Act(person)
		| Item::RecordUpdate(person)
		| Item::HoldEnds(person) => {
			t!("today-about-person", item = name, person = person.to_string())
		},
		Item::LateEntry { person, seq } => {
			t!("today-about-event", item = name, person = person.to_string(), event = *seq)
		},
		Item::Pending(id) => t!("today-about-number", item = name, number = id.0.to_string()),
		Item::Enrolment(hash) => t!("today-about-number", item = name, number = hash.to_string()),
		_ => name,
	}
}

/// The entries as a calendar (RFC 5545): one day each. An entry keeps its name when the calendar is
/// written again, so that programs move it instead of showing it twice.
fn calendar(name: &str, genesis: &Hash, entries: &[AgendaEntry], now: Moment) -> String {
	let stamp = i64::try_from(now)
		.ok()
		.and_then(chrono::DateTime::from_timestamp_millis)
		.map(|t| t.format("%Y%m%dT%H%M%SZ").to_string())
		.unwrap_or_default();
	let mut out = String::new();
	let mut line = |text: String| fold(&text, &mut out);
	line("BEGIN:VCALENDAR".into());
	line("VERSION:2.0".into());
	line("PRODID:-//chuxin//desk//EN".into());
	line(format!("X-WR-CALNAME:{}", escaped(&t!("today-calendar", name = name))));
	for entry in entries {
		let Some(due) = entry.due.parse() else { continue };
		let key = (genesis, entry.org, entry.item).encode();
		let uid = hex::encode(sp_crypto_hashing::blake2_128(&key));
		let rule = rule(entry);
		let by = entry.settled_by.as_str().unwrap_or_default();
		line("BEGIN:VEVENT".into());
		line(format!("UID:{uid}@chuxin"));
		line(format!("DTSTAMP:{stamp}"));
		line(format!("DTSTART;VALUE=DATE:{}", due.as_u32()));
		line(format!("SUMMARY:{}", escaped(&about(&entry.item))));
		line(format!("DESCRIPTION:{}", escaped(&format!("{rule}\n{by}"))));
		line("TRANSP:TRANSPARENT".into());
		line("END:VEVENT".into());
	}
	line("END:VCALENDAR".into());
	out
}

/// A text with the signs escaped that have a meaning in a calendar.
fn escaped(text: &str) -> String {
	text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Ends a line; one of more than 75 bytes goes on in the next, which begins with a blank.
fn fold(text: &str, out: &mut String) {
	let mut bytes = 0usize;
	for c in text.chars() {
		if bytes.saturating_add(c.len_utf8()) > 75 {
			out.push_str("\r\n ");
			bytes = 1;
		}
		out.push(c);
		bytes = bytes.saturating_add(c.len_utf8());
	}
	out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::PersonId;

	fn entry(item: Item, due: &str) -> AgendaEntry {
		AgendaEntry {
			org: OrgId(7),
			item,
			due: due.into(),
			overdue: false,
			article: item.article().into(),
			settled_by: item.settled_by().into(),
		}
	}

	#[test]
	fn an_item_is_overdue_from_the_day_after() {
		let day = |n| CivilDate::new(n).unwrap();
		let entry = entry(Item::NoSecretary, "2024-02-29");
		assert!(!is_overdue(&entry, day(20240229)));
		assert!(is_overdue(&entry, day(20240301)));
		let raised = AgendaEntry { overdue: true, ..entry };
		assert!(is_overdue(&raised, day(20240101)));
	}

	#[test]
	fn a_calendar_has_one_day_for_each_item_and_lines_of_75_bytes_at_most() {
		let entries = [
			entry(Item::TermEnds, "2024-02-29"),
			entry(Item::LateEntry { person: PersonId(5), seq: 3 }, "2024-03-01"),
			entry(Item::Enrolment(Hash::repeat_byte(0xab)), "not a day"),
		];
		let text = calendar("机关党支部, 甲; 乙".repeat(5).as_str(), &Hash::zero(), &entries, 0);
		let lines: Vec<&str> = text.split_terminator("\r\n").collect();
		assert!(lines.iter().all(|l| l.len() <= 75), "{text}");
		assert!(text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains('\n'));
		assert_eq!(text.matches("BEGIN:VEVENT").count(), 2);
		assert!(text.contains("DTSTART;VALUE=DATE:20240229\r\n"));
		assert!(text.contains("DTSTAMP:19700101T000000Z\r\n"));
		let whole = text.replace("\r\n ", "");
		assert!(whole.contains("甲\\; 乙机关党支部\\, 甲"), "{whole}");
		assert!(whole.contains("person 5\\, event 3"), "{whole}");
		// Written again, an entry is the same one.
		let uids = |text: &str| -> Vec<String> {
			text.lines().filter(|l| l.starts_with("UID:")).map(str::to_owned).collect()
		};
		let again = calendar("x", &Hash::zero(), &entries, 86_400_000);
		assert_eq!(uids(&again), uids(&text));
		assert_ne!(uids(&text)[0], uids(&text)[1]);
	}

	#[test]
	fn a_rule_of_the_registry_is_told_in_the_language_of_the_desk() {
		for item in Item::ALL {
			let of_the_chain = item.article();
			let entry = entry(item, "2024-02-29");
			let zh = i18n::speaking(i18n::Language::Zh, || rule(&entry));
			assert!(!zh.contains("Rule") && zh.chars().any(|c| c > '\u{2e7f}'), "{item:?}: {zh}");
			assert_eq!(rule(&entry), of_the_chain, "{item:?}");
		}
	}

	#[test]
	fn every_item_has_a_name_in_both_languages() {
		for item in Item::ALL {
			let debug = format!("{item:?}");
			let name = crate::args::kebab(debug.split([' ', '(']).next().unwrap());
			for language in crate::i18n::Language::ALL {
				let text = crate::i18n::text_in(
					language,
					&format!("item-{name}"),
					&fluent_bundle::FluentArgs::new(),
				);
				assert!(text.is_some(), "{language:?} item-{name}");
			}
		}
	}
}
