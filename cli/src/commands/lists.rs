//! `chuxin member birthdays` and `chuxin member jubilee`: who is to be congratulated.
//!
//! The days stand in the vault alone; where somebody is a member today is asked of the chain, person by
//! person, so that nobody who died or left is on a list, and everybody who was split off or merged is.
//! Without a node the vault's own copy is taken, and the list says so.

use super::{
	member::{date_of, effective_birthday, person_name},
	refresh::{people, Source},
	write_new, Desk,
};
use crate::{
	args::{BirthdaysArgs, JubileeArgs},
	error::{Error, Result},
	i18n::name_of,
	output::{Cell, Table},
	t, told,
	vault::StoredPerson,
};
use chuxin_primitives::{membership::MembershipStatus, record::slot, CivilDate};
use serde_json::{json, Value};
use std::path::Path;

/// Years of Party standing that are honored.
const JUBILEE: u32 = 50;

fn number(person: &StoredPerson) -> Cell {
	match person.person {
		Some(number) => Cell::Number(number),
		None => Cell::Text(t!("person-waiting")),
	}
}

/// Writes the table as a workbook where asked for, and prints the list.
fn tell(
	desk: &Desk,
	source: &Source,
	table: &Table,
	xlsx: Option<&Path>,
	list: Value,
	count: String,
) -> Result<()> {
	if let Some(path) = xlsx {
		write_new(path, &table.xlsx(None)?)?;
	}
	desk.print(
		|| {
			let mut all = list;
			if let Some(map) = all.as_object_mut() {
				map.insert("status".into(), source.json());
				map.insert("xlsx".into(), json!(xlsx));
			}
			all
		},
		|| format!("{}{count}; {}\n", table.text(), source.foot()),
	);
	Ok(())
}

/// One birthday of a month.
struct Birthday<'a> {
	person: &'a StoredPerson,
	day: CivilDate,
	/// Which one this year's is: 1 in the year after the admission.
	years: u32,
}

/// Birthdays of a month by day, then by name. Who was admitted in the year asked for has none yet.
fn of_month(persons: &[StoredPerson], month: u32, year: u32) -> Vec<Birthday<'_>> {
	let mut found: Vec<Birthday<'_>> = persons
		.iter()
		.filter_map(|person| {
			let day = effective_birthday(person)?;
			let years = year.checked_sub(day.year()).filter(|years| *years > 0)?;
			(day.month() == month).then_some(Birthday { person, day, years })
		})
		.collect();
	found.sort_by_cached_key(|b| (b.day.day(), person_name(b.person), b.person.person));
	found
}

pub(super) async fn birthdays(desk: &Desk, args: &BirthdaysArgs) -> Result<()> {
	let year = this_year(desk)?;
	let wanted = |p: &StoredPerson| !of_month(std::slice::from_ref(p), args.month, year).is_empty();
	let (source, persons) = people(desk, args.org, wanted).await?;
	let mut found = of_month(&persons, args.month, year);
	found.retain(|b| {
		matches!(b.person.status, MembershipStatus::Full | MembershipStatus::Probationary)
	});
	let table = Table {
		name: t!("birthdays-sheet", month = args.month),
		head: vec![
			t!("head-admitted"),
			t!("head-name"),
			t!("head-branch"),
			t!("head-status"),
			t!("head-years"),
			t!("head-person"),
		],
		rows: found
			.iter()
			.map(|b| {
				vec![
					Cell::Day(b.day),
					person_name(b.person).into(),
					b.person.org_name.as_str().into(),
					name_of("status", &b.person.status).into(),
					Cell::Number(b.years.into()),
					number(b.person),
				]
			})
			.collect(),
	};
	let list: Vec<Value> = found
		.iter()
		.map(|b| {
			json!({
				"person": b.person.person,
				"name": person_name(b.person),
				"org": b.person.org,
				"org_name": b.person.org_name,
				"status": b.person.status,
				"birthday": b.day,
				"years": b.years,
			})
		})
		.collect();
	let count =
		t!("birthdays-count", count = found.len(), month = args.month, year = year.to_string());
	let json = json!({ "year": year, "month": args.month, "count": list.len(), "persons": list });
	tell(desk, &source, &table, args.xlsx.as_deref(), json, count)
}

/// One person with 50 years of Party standing.
struct Veteran<'a> {
	person: &'a StoredPerson,
	since: CivilDate,
	years: u32,
	/// Whether the 50 years were reached since the last 1 July.
	new: bool,
}

/// Full members of 50 years and more by 1 July, the longest first. Standing counts from the day of
/// full membership: who became a full member on 1 July has it on that day 50 years later, who did on
/// 2 July has it a year later.
fn veterans(persons: &[StoredPerson], year: u32) -> Result<Vec<Veteran<'_>>> {
	let cut_off = |year: u32| {
		CivilDate::from_ymd(year, 7, 1).ok_or_else(|| Error::Usage(told!("jubilee-year")))
	};
	let (today, before) = (cut_off(year)?, cut_off(year.saturating_sub(1))?);
	let mut found: Vec<Veteran<'_>> = persons
		.iter()
		.filter_map(|person| {
			let since = date_of(person, slot::FULL_MEMBERSHIP)?;
			let years = since.years_until(today).filter(|years| *years >= JUBILEE)?;
			let new = since.years_until(before).is_none_or(|years| years < JUBILEE);
			Some(Veteran { person, since, years, new })
		})
		.collect();
	found.sort_by_cached_key(|v| (v.since, person_name(v.person), v.person.person));
	Ok(found)
}

pub(super) async fn jubilee(desk: &Desk, args: &JubileeArgs) -> Result<()> {
	let year = match args.year {
		Some(year) => year,
		None => this_year(desk)?,
	};
	// A year that the calendar does not reach is told before anything is asked.
	veterans(&[], year)?;
	let wanted = |p: &StoredPerson| {
		veterans(std::slice::from_ref(p), year).is_ok_and(|found| !found.is_empty())
	};
	let (source, persons) = people(desk, args.org, wanted).await?;
	let mut found = veterans(&persons, year)?;
	// The living: who died is a member no more. The suspended, too, are none today.
	found.retain(|v| v.person.status == MembershipStatus::Full);
	let new = found.iter().filter(|v| v.new).count();
	let table = Table {
		name: t!("jubilee-sheet", year = year.to_string()),
		head: vec![
			t!("head-full-since"),
			t!("head-name"),
			t!("head-branch"),
			t!("head-standing"),
			t!("head-new"),
			t!("head-person"),
		],
		rows: found
			.iter()
			.map(|v| {
				vec![
					Cell::Day(v.since),
					person_name(v.person).into(),
					v.person.org_name.as_str().into(),
					Cell::Number(v.years.into()),
					super::key::yes_no(v.new).into(),
					number(v.person),
				]
			})
			.collect(),
	};
	let list: Vec<Value> = found
		.iter()
		.map(|v| {
			json!({
				"person": v.person.person,
				"name": person_name(v.person),
				"org": v.person.org,
				"org_name": v.person.org_name,
				"full_since": v.since,
				"years": v.years,
				"new": v.new,
			})
		})
		.collect();
	let count = t!("jubilee-count", count = found.len(), new = new, year = year.to_string());
	let json = json!({ "year": year, "cut_off": format!("{year:04}-07-01"), "count": list.len(), "persons": list });
	tell(desk, &source, &table, args.xlsx.as_deref(), json, count)
}

/// The year in China.
fn this_year(desk: &Desk) -> Result<u32> {
	let today = CivilDate::in_china(desk.now_ms());
	today.map(CivilDate::year).ok_or_else(|| Error::Usage(told!("usage-clock")))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::vault::{Next, Opening, StoredAttribute};
	use chuxin_primitives::record::Attribute;
	use std::collections::BTreeMap;

	fn day(yyyymmdd: u32) -> CivilDate {
		CivilDate::new(yyyymmdd).unwrap()
	}

	fn person(number: u64, name: &str, admitted: u32, full: Option<u32>) -> StoredPerson {
		let held = [
			Some((slot::NAME, Attribute::text(name).unwrap())),
			Some((slot::ADMISSION, Attribute::date(day(admitted)))),
			full.map(|full| (slot::FULL_MEMBERSHIP, Attribute::date(day(full)))),
		];
		StoredPerson {
			person: Some(number),
			org: 7,
			org_name: "机关党支部".into(),
			status: MembershipStatus::Full,
			schema: 1,
			version: 1,
			seed: [0; 32],
			admission_salt: None,
			attributes: held
				.into_iter()
				.flatten()
				.map(|(slot, a)| StoredAttribute {
					slot,
					vtype: a.vtype().code(),
					value: a.value().to_vec(),
				})
				.collect(),
			tag: (1, [0; 32]),
			private: BTreeMap::new(),
			birthday: None,
			past: Vec::new(),
			next: Vec::new(),
		}
	}

	#[test]
	fn standing_counts_from_full_membership_to_1_july_on_both_sides() {
		let people = [
			person(1, "甲", 19750701, Some(19760701)),
			person(2, "乙", 19750702, Some(19760702)),
			person(3, "丙", 19600229, Some(19600229)),
			person(4, "丁", 19750630, Some(19750702)),
			person(5, "戊", 19700101, None),
		];
		let of = |year| -> Vec<(u64, u32, bool)> {
			let found = veterans(&people, year).unwrap();
			found.iter().map(|v| (v.person.person.unwrap(), v.years, v.new)).collect()
		};
		// The longest first; who was full on 1 July 1976 is new in 2026, on 2 July not yet.
		assert_eq!(of(2026), [(3, 66, false), (4, 50, true), (1, 50, true)]);
		assert_eq!(of(2025), [(3, 65, false)]);
		assert_eq!(of(2027), [(3, 67, false), (4, 51, false), (1, 51, false), (2, 50, true)]);
		assert_eq!(of(2010), [(3, 50, true)]);
		assert_eq!(of(2009), []);
	}

	#[test]
	fn birthdays_are_those_of_the_month_by_day_and_a_corrected_one_counts() {
		let mut corrected = person(4, "丁", 19990601, Some(20000601));
		let correction = Opening { date: day(19990730), salt: [4; 32] };
		corrected.accept(Next::Correction(correction));
		// What the chain has not taken yet is believed of nobody.
		let mut refused = person(7, "庚", 19990602, Some(20000602));
		refused.prepare(Next::Correction(Opening { date: day(19990729), salt: [5; 32] }));
		let people = [
			person(1, "乙", 20040731, Some(20050731)),
			person(2, "甲", 20200701, None),
			person(3, "丙", 20260701, None),
			corrected,
			person(5, "戊", 20040801, Some(20050801)),
			person(6, "己", 20040630, Some(20050630)),
			refused,
		];
		let of = |month| -> Vec<(u64, u32)> {
			let found = of_month(&people, month, 2026);
			found.iter().map(|b| (b.person.person.unwrap(), b.years)).collect()
		};
		// Who was admitted this very year has the first birthday next year.
		assert_eq!(of(7), [(2, 6), (4, 27), (1, 22)]);
		assert_eq!(of(6), [(7, 27), (6, 22)]);
		assert_eq!(of(2), []);
	}
}
