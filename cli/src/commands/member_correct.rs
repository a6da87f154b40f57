//! `chuxin member correct`: the sealed political birthday stays, the effective one stands beside it.
//!
//! The effective date comes into the record with its next version, by whichever `chuxin member
//! update`; `paper` needs no other change for it. From then on the member can show it.

use super::{
	member::effective_birthday,
	member_acts::{two_persons_noting, Opened},
	records::Row,
	Change, Desk,
};
use crate::{
	args::CorrectArgs,
	chain::{Call, Chain, RecordedEvent},
	error::{Error, Result},
	t, told,
	vault::{Next, Opening},
};
use chuxin_primitives::{
	life::{event_hash, LifeKind, VersionedLifeEvent},
	membership::Act,
	Hash, OrgId, PersonId,
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

pub(super) async fn run(desk: &Desk, args: CorrectArgs) -> Result<()> {
	let (org, person) = (OrgId(args.org), PersonId(args.person));
	let (mut vault, chain) = desk.vault_and_chain().await?;
	let mut row = Row::of(desk, &vault, &chain, person).await?;
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
