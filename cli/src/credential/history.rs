//! The life history in a presentation: always the whole of it, so that it replays to the head on
//! the chain, but not every event open.

use chuxin_primitives::life::{event_hash, LifeEntry, LifeKind, VersionedLifeEvent};

/// Whether an event tells something of the member that is nobody's business unless the member wants
/// it told: the end of a membership, a suspension, and what undid them.
pub const fn is_sensitive(kind: &LifeKind) -> bool {
	matches!(
		kind,
		LifeKind::Left | LifeKind::Suspended | LifeKind::Reinstated | LifeKind::Readmitted { .. }
	)
}

/// A whole history as it is shown: sensitive events by their hash, unless all are to be open.
pub fn shown(events: &[VersionedLifeEvent], all_open: bool) -> Vec<LifeEntry> {
	events
		.iter()
		.map(|event| {
			let VersionedLifeEvent::V1(content) = event;
			if is_sensitive(&content.kind) && !all_open {
				LifeEntry::Hashed(event_hash(event))
			} else {
				LifeEntry::Open(*event)
			}
		})
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::{
		life::{replay, LifeError, LifeEvent},
		CivilDate, Hash, OrgId, PersonId,
	};

	const GENESIS: Hash = Hash::repeat_byte(1);
	const PERSON: PersonId = PersonId(7);

	fn events() -> Vec<VersionedLifeEvent> {
		let kinds = [
			LifeKind::Enrolled,
			LifeKind::AccountBound,
			LifeKind::Suspended,
			LifeKind::Reinstated,
			LifeKind::RecordUpdated { version: 2 },
			LifeKind::Left,
			LifeKind::Readmitted { spell: 2 },
		];
		(0u32..)
			.zip(kinds)
			.map(|(seq, kind)| {
				VersionedLifeEvent::V1(LifeEvent {
					seq,
					kind,
					effective: CivilDate::new(20240229).unwrap(),
					recorded: 1_709_136_000_000,
					org: OrgId(3),
					by: OrgId(3),
					rules: 1,
					evidence: [0; 32],
				})
			})
			.collect()
	}

	#[test]
	fn sensitive_events_are_shown_by_hash_and_the_whole_replays_to_the_head() {
		let (guarded, open) = (shown(&events(), false), shown(&events(), true));
		let hashed: Vec<usize> =
			(0..guarded.len()).filter(|at| matches!(guarded[*at], LifeEntry::Hashed(_))).collect();
		assert_eq!(hashed, [2, 3, 5, 6]);
		assert!(open.iter().all(|entry| matches!(entry, LifeEntry::Open(_))));
		let head = replay(&GENESIS, PERSON, &open).unwrap();
		assert_eq!(head.0, 7);
		assert_eq!(replay(&GENESIS, PERSON, &guarded), Ok(head));
	}

	#[test]
	fn an_event_changed_missing_or_elsewhere_never_leads_to_the_head() {
		let whole = shown(&events(), false);
		let head = replay(&GENESIS, PERSON, &whole);
		for at in 0..whole.len() {
			let mut changed = whole.clone();
			changed[at] = match changed[at] {
				LifeEntry::Open(VersionedLifeEvent::V1(mut event)) => {
					event.effective = CivilDate::new(20240301).unwrap();
					LifeEntry::Open(VersionedLifeEvent::V1(event))
				},
				LifeEntry::Hashed(_) => LifeEntry::Hashed(Hash::zero()),
			};
			assert_ne!(replay(&GENESIS, PERSON, &changed), head, "changed {at}");
			let mut missing = whole.clone();
			missing.remove(at);
			assert_ne!(replay(&GENESIS, PERSON, &missing), head, "missing {at}");
			for other in at + 1..whole.len() {
				let mut swapped = whole.clone();
				swapped.swap(at, other);
				assert_ne!(replay(&GENESIS, PERSON, &swapped), head, "{at} and {other}");
			}
		}
		let mut doubled = whole.clone();
		doubled.push(whole[2]);
		assert_ne!(replay(&GENESIS, PERSON, &doubled), head);
		let wrong_place = replay(&GENESIS, PERSON, &whole[1..]);
		assert_eq!(wrong_place, Err(LifeError::OutOfOrder { expected: 0, found: 1 }));
	}
}
