//! `chuxin member correct`: the sealed political birthday stays, the effective one stands beside it.
//!
//! The effective date comes into the record with its next version, by whichever `chuxin member
//! update`; `paper` needs no other change for it. From then on the member can show it.

use super::{
	member::{date_of, effective_birthday},
	member_acts::{two_persons_noting, Opened},
	records::Row,
	Change, Desk,
};
use crate::{
	args::CorrectArgs,
	chain::{Call, Chain, RecordedEvent},
	error::{Error, Result},
	roster::remarks,
	t, told,
	vault::{Next, Opening, StoredPerson},
};
use chuxin_primitives::{
	life::{event_hash, LifeKind, VersionedLifeEvent},
	membership::Act,
	record::slot,
	rules::eras::Dates,
	CivilDate, Hash, OrgId, PersonId,
};
use serde_json::json;

/// The life event that sealed the birthday, with what leads from it to the present head.
struct Sealed {
	event: RecordedEvent,
	after: Vec<Hash>,
}

impl Sealed {
	/// That of the present membership: of the last admission.
	async fn of(chain: &Chain, person: PersonId) -> Result<Self> {
		let life = chain.whole_life(person).await?;
		if let Some(note) = life.incomplete {
			return Err(Error::Other(told!("history-incomplete", note = note)));
		}
		let sealed = |e: &RecordedEvent| {
			let VersionedLifeEvent::V1(event) = &e.event;
			matches!(event.kind, LifeKind::Enrolled | LifeKind::Readmitted { .. })
		};
		let position = life.events.iter().rposition(sealed).ok_or_else(|| {
			Error::NotFound(told!("no-sealed-birthday", person = person.to_string()))
		})?;
		let after = &life.events[position.saturating_add(1)..];
		let after = after.iter().map(|e| event_hash(&e.event)).collect();
		Ok(Self { event: life.events[position], after })
	}
}

/// What is unusual about a date, beside birth and full membership in the vault's record.
///
/// # Errors
/// [`Error::Usage`] with the rule, for a date that the rules of its time exclude.
fn judged(stored: &StoredPerson, birthday: CivilDate, today: CivilDate) -> Result<Vec<String>> {
	// A record without a birth date has nothing to say against any date.
	let birth = date_of(stored, slot::BIRTH_DATE).or_else(|| CivilDate::from_ymd(1000, 1, 1));
	let full = date_of(stored, slot::FULL_MEMBERSHIP);
	let dates = Dates { birth: birth.unwrap_or(birthday), admission: birthday, full, today };
	let remarks = remarks(&dates);
	if let Some(wrong) = remarks.iter().find(|remark| remark.refused) {
		let (why, what) = (wrong.message.as_str(), wrong.cure.as_str());
		return Err(Error::Usage(told!("correct-impossible", why = why, what = what)));
	}
	let line = |r: crate::roster::Remark| t!("warning-dates", message = r.message, cure = r.cure);
	Ok(remarks.into_iter().map(line).collect())
}

pub(super) async fn run(desk: &Desk, args: CorrectArgs) -> Result<()> {
	let (org, person) = (OrgId(args.org), PersonId(args.person));
	let (mut vault, chain) = desk.vault_and_chain().await?;
	let mut row = Row::of(desk, &vault, &chain, person).await?;
	let (today, _) = chain.today().await?;
	judged(&row.stored, args.birthday, today)?.into_iter().for_each(|line| desk.warn(line));
	let Sealed { event: RecordedEvent { before, event, .. }, after } =
		Sealed::of(&chain, person).await?;

	let known = effective_birthday(&row.stored);
	let opening = Opening { date: args.birthday, salt: super::import::seed() };
	let commitment = opening.commitment(row.stored.schema);
	let version = row.stored.version.saturating_add(1);
	row.prepare(desk, &vault, [Next::Correction(opening)])?;
	let target_seq = event.seq();
	let act = Act::CorrectBirthday { target_seq, commitment };
	let call = Call::correct(org, person, target_seq, before, event, after, commitment);
	let known = known.map_or_else(|| "-".into(), |day| day.to_string());
	let changes = [Change::new("effective-birthday", known, args.birthday)];
	let notes = [t!("correct-new-seed")];
	let opened = Opened { vault: &vault, chain: &chain };
	let of = (org, person);
	let sent = two_persons_noting(desk, &opened, of, &args.officers, act, call, &changes, &notes);
	if let Some(sent) = sent.await? {
		row.settle(&mut vault, &chain).await?;
		let block = sent.included.number;
		desk.print(
			|| json!({ "person": person, "corrected_event": target_seq, "block": block }),
			|| {
				let text = t!("corrected", person = person.to_string(), block = block);
				format!("{text}\n{}\n", t!("corrected-enter", version = version))
			},
		);
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::vault::stored;
	use chuxin_primitives::{membership::MembershipStatus, record::Attribute};
	use std::collections::BTreeMap;

	fn day(n: u32) -> CivilDate {
		CivilDate::new(n).unwrap()
	}

	fn person(full: Option<u32>) -> StoredPerson {
		let mut held = vec![
			(slot::BIRTH_DATE, Attribute::date(day(19800615))),
			(slot::ADMISSION, Attribute::date(day(20010701))),
		];
		held.extend(full.map(|full| (slot::FULL_MEMBERSHIP, Attribute::date(day(full)))));
		StoredPerson {
			person: Some(7),
			org: 3,
			org_name: "甲".into(),
			status: MembershipStatus::Full,
			schema: 1,
			version: 1,
			seed: [0; 32],
			admission_salt: None,
			attributes: stored(&held),
			tag: (1, [0; 32]),
			private: BTreeMap::new(),
			birthday: None,
			past: Vec::new(),
			next: Vec::new(),
		}
	}

	#[test]
	fn a_date_that_the_rules_exclude_is_refused_and_an_unusual_one_is_remarked_on() {
		let full = person(Some(20020701));
		let judged = |person: &StoredPerson, n| judged(person, day(n), day(20261101));
		assert_eq!(judged(&full, 20010701).unwrap(), [""; 0]);
		for (wrong, rule) in [
			// After full membership; a probation of eleven months; before 18; tomorrow; 1921.
			(20020702, "lies before the date of admission"),
			(20010801, "at least 12 months"),
			(19980614, "18"),
			(20261102, "lies in the future"),
			(19210630, "1921-07-01"),
		] {
			let error = judged(&full, wrong).unwrap_err();
			assert_eq!(error.exit_code(), 2, "{wrong}");
			let report = error.report();
			assert!(report.reason.contains(rule), "{wrong}: {}", report.reason);
			assert!(report.cure.contains("chuxin member update paper"), "{}", report.cure);
		}
		// A probation of thirteen months is unusual, and no fault.
		let remarks = judged(&full, 20010601).unwrap();
		assert!(remarks.len() == 1 && remarks[0].contains("extension"), "{remarks:?}");
		assert_eq!(judged(&person(None), 20251101).unwrap(), [""; 0]);
	}
}
