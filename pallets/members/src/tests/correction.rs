//! Corrections: a new event that names the old one; the sealed value stays.

use super::*;
use crate::{ActProposals, Corrections, PastSpells, Persons};
use chuxin_primitives::{
	life::{event_hash, life_head0, next_head},
	membership::{act_hash, Corrected, LifeHead},
};

const EFFECTIVE: Hash = Hash::repeat_byte(0xcc);

/// What the desk knows of an enrolment: the head before, the event, the events after it.
#[derive(Clone)]
struct History {
	person: PersonId,
	head_before: Hash,
	target: VersionedLifeEvent,
	after: Vec<Hash>,
}

/// A member who was enrolled and then bound a key.
fn member() -> History {
	let batch = vec![entry(1, BRANCH)];
	let evidence = digest(COUNTY, &batch).batch.0;
	let person = enrolled(1, BRANCH);
	let target = life_event(0, LifeKind::Enrolled, BRANCH, COUNTY, evidence);
	let account = bind(person, 50);
	let bound = life_event(1, LifeKind::AccountBound, BRANCH, COUNTY, account.into());
	let head_before = life_head0(&GENESIS, person);
	History { person, head_before, target, after: vec![event_hash(&bound)] }
}

/// Adds events nobody knows the content of, as other pallets will.
fn grow(history: &mut History, n: u32) {
	Persons::<Test>::mutate(history.person, |slot| {
		let life = &mut slot.as_mut().unwrap().life;
		for i in 0..n {
			let event = Hash::from_low_u64_be(i.into());
			*life = LifeHead { len: life.len + 1, head: next_head(&life.head, life.len, &event) };
			history.after.push(event);
		}
	});
}

/// The act of setting the effective date.
fn act(target_seq: u32) -> Act {
	Act::CorrectBirthday { target_seq, commitment: EFFECTIVE }
}

fn propose(person: PersonId, target_seq: u32) -> Hash {
	crate::mock::propose(person, &act(target_seq))
}

fn correct_as(who: PersonId, seq: u32, history: &History) -> Result<(), DispatchError> {
	let History { person, head_before, target, after } = history.clone();
	Members::correct(
		as_person(who),
		COUNTY,
		person,
		seq,
		head_before,
		target.into(),
		after,
		EFFECTIVE,
	)
}

fn correct(history: &History) -> Result<(), DispatchError> {
	correct_as(APPROVER, 0, history)
}

#[test]
fn correct_works() {
	test(|| {
		let history = member();
		let before = Persons::<Test>::get(history.person).unwrap();
		let hash = propose(history.person, 0);
		assert_eq!(
			last_event(),
			Event::ActProposed { org: COUNTY, person: history.person, proposal: hash, by: HANDLER }
		);
		pass_days(2);
		assert_ok!(correct(&history));

		let after = Persons::<Test>::get(history.person).unwrap();
		assert!(after.corrected);
		assert_eq!(after.birthday, before.birthday, "the sealed value stays");
		let event = life_event(2, LifeKind::Correction { target_seq: 0 }, BRANCH, COUNTY, hash.0);
		let head = next_head(&before.life.head, 2, &event_hash(&event));
		assert_eq!(after.life, LifeHead { len: 3, head });
		assert_eq!(
			Corrections::<Test>::get(history.person),
			Some(Corrected { commitment: EFFECTIVE, target_seq: 0, at: Now::get() })
		);
		assert_eq!(ActProposals::<Test>::iter().count(), 0);
		assert_eq!(
			last_event(),
			Event::BirthdayCorrected {
				org: COUNTY,
				person: history.person,
				spell: 1,
				target_seq: 0,
				sealed: before.birthday.unwrap().commitment,
				effective: EFFECTIVE,
				proposed_by: HANDLER,
				approved_by: APPROVER
			}
		);
	});
}

#[test]
fn correct_again_replays_the_first_correction() {
	test(|| {
		let mut history = member();
		let first = propose(history.person, 0);
		assert_ok!(correct(&history));
		propose(history.person, 0);
		assert_noop!(correct(&history), Error::<Test>::HistoryMismatch);
		let event = life_event(2, LifeKind::Correction { target_seq: 0 }, BRANCH, COUNTY, first.0);
		history.after.push(event_hash(&event));
		assert_ok!(correct(&history));
		assert_eq!(Persons::<Test>::get(history.person).unwrap().life.len, 4);
	});
}

#[test]
fn correct_of_what_never_was_fails() {
	test(|| {
		let history = member();
		propose(history.person, 0);
		let VersionedLifeEvent::V1(event) = history.target;
		let mut tampered = Vec::new();
		for change in 0..6 {
			let mut event = event;
			match change {
				0 => event.effective = event.effective.add_days(-1).unwrap(),
				1 => event.recorded += 1,
				2 => event.org = BRANCH_B,
				3 => event.by = PROVINCE,
				4 => event.rules += 1,
				_ => event.evidence[31] ^= 1,
			}
			tampered.push(History { target: VersionedLifeEvent::V1(event), ..history.clone() });
		}
		let mut other_head = history.clone();
		other_head.head_before = Hash::zero();
		let mut shorter = history.clone();
		shorter.after.clear();
		let mut longer = history.clone();
		longer.after.push(Hash::zero());
		let mut other = history.clone();
		other.after = vec![Hash::zero()];
		tampered.extend([other_head, shorter, longer, other]);
		for history in tampered {
			assert_noop!(correct(&history), Error::<Test>::HistoryMismatch);
		}
		assert_ok!(correct(&history));
	});
}

#[test]
fn correct_of_another_number_or_kind_fails() {
	test(|| {
		let history = member();
		propose(history.person, 0);
		// The event carries another number than the call.
		let VersionedLifeEvent::V1(mut event) = history.target;
		event.seq = 1;
		let renumbered = History { target: VersionedLifeEvent::V1(event), ..history.clone() };
		assert_noop!(correct(&renumbered), Error::<Test>::HistoryMismatch);
		// A number beyond the end.
		propose(history.person, 2);
		assert_noop!(correct_as(APPROVER, 2, &history), Error::<Test>::LifeEventNotFound);
		// The binding of a key is an event, but sealed nothing.
		propose(history.person, 1);
		let enrolled = event_hash(&history.target);
		let account = pair(50);
		let bound =
			life_event(1, LifeKind::AccountBound, BRANCH, COUNTY, account_of(&account).into());
		let binding = History {
			head_before: next_head(&history.head_before, 0, &enrolled),
			target: bound,
			after: vec![],
			..history
		};
		assert_noop!(correct_as(APPROVER, 1, &binding), Error::<Test>::NotCorrectable);
	});
}

#[test]
fn correct_over_256_events_works_and_over_257_fails() {
	test(|| {
		let mut history = member();
		propose(history.person, 0);
		grow(&mut history, 254);
		assert_eq!(history.after.len() + 1, 256);
		hypothetically!({
			assert_ok!(correct(&history));
		});
		grow(&mut history, 1);
		assert_eq!(history.after.len() + 1, 257);
		assert_noop!(correct(&history), Error::<Test>::HistoryTooLong);
	});
}

#[test]
fn correct_without_exactly_this_proposal_fails() {
	test(|| {
		let history = member();
		assert_noop!(correct(&history), Error::<Test>::ActNotProposed);
		let hash = |genesis: &Hash, org, person, act: &Act| act_hash(genesis, org, person, act);
		let other = Act::CorrectBirthday { target_seq: 0, commitment: Hash::zero() };
		let wrong = [
			hash(&GENESIS, COUNTY, history.person, &other),
			hash(&GENESIS, COUNTY, history.person, &act(1)),
			hash(&GENESIS, PROVINCE, history.person, &act(0)),
			hash(&GENESIS, COUNTY, PLAIN, &act(0)),
			hash(&Hash::zero(), COUNTY, history.person, &act(0)),
		];
		for hash in wrong {
			// Each replaces the one before.
			assert_ok!(Members::propose_act(as_person(HANDLER), COUNTY, history.person, hash));
			assert_noop!(correct(&history), Error::<Test>::ActNotProposed);
		}
		assert_eq!(ActProposals::<Test>::iter().count(), 1);
		propose(history.person, 0);
		assert_ok!(correct(&history));
		assert_noop!(correct(&history), Error::<Test>::ActNotProposed);
	});
}

#[test]
fn correct_by_one_person_or_whom_the_proposer_appointed_fails() {
	test(|| {
		let history = member();
		let hash = propose(history.person, 0);
		assert_noop!(correct_as(PROTEGE, 0, &history), Error::<Test>::AppointedByOther);
		assert_ok!(Members::propose_act(as_person(BOTH), COUNTY, history.person, hash));
		assert_noop!(correct_as(BOTH, 0, &history), Error::<Test>::SamePerson);
		assert_ok!(correct_as(PROTEGE, 0, &history));
	});
}

#[test]
fn correction_of_oneself_fails() {
	test(|| {
		let mut history = member();
		appoint(COUNTY, history.person, &[Power::Handler, Power::Approver], None);
		let own = RuntimeOrigin::signed(account_of(&pair(50)));
		assert_noop!(
			Members::propose_act(own.clone(), COUNTY, history.person, Hash::zero()),
			Error::<Test>::OwnCase
		);
		propose(history.person, 0);
		let after = core::mem::take(&mut history.after);
		assert_noop!(
			Members::correct(
				own,
				COUNTY,
				history.person,
				0,
				history.head_before,
				history.target.into(),
				after,
				EFFECTIVE
			),
			Error::<Test>::OwnCase
		);
	});
}

#[test]
fn correction_of_a_stranger_of_nobody_or_of_nothing_sealed_fails() {
	test(|| {
		let history = member();
		let propose =
			|who, org, person| Members::propose_act(as_person(who), org, person, Hash::zero());
		assert_noop!(
			propose(STRANGER, OTHER_COUNTY, history.person),
			Error::<Test>::PersonNotYours
		);
		assert_noop!(propose(HANDLER, COUNTY, PersonId(999)), Error::<Test>::PersonNotFound);
		// A founder without a record has nothing sealed that could be wrong.
		assert_ok!(Members::freeze_own_account(as_person(PLAIN)));
		crate::mock::propose(PLAIN, &act(0));
		let founder = History { person: PLAIN, ..history.clone() };
		assert_noop!(correct(&founder), Error::<Test>::BirthdayNotSealed);
		let History { head_before, target, after, person } = history;
		assert_noop!(
			Members::correct(
				as_person(STRANGER),
				OTHER_COUNTY,
				person,
				0,
				head_before,
				target.into(),
				after,
				EFFECTIVE
			),
			Error::<Test>::PersonNotYours
		);
	});
}

#[test]
fn correction_of_an_event_on_a_day_that_does_not_exist_fails() {
	test(|| {
		let history = member();
		propose(history.person, 0);
		let History { person, head_before, target, after } = history;
		let on = |day: &str| {
			let mut target = RawLifeEvent::from(target);
			target.effective = day.into();
			let by = as_person(APPROVER);
			Members::correct(by, COUNTY, person, 0, head_before, target, after.clone(), EFFECTIVE)
		};
		for day in ["2024-02-30", "", "x"] {
			assert_noop!(on(day), Error::<Test>::InvalidDate);
		}
		let VersionedLifeEvent::V1(event) = target;
		assert_ok!(on(&event.effective.to_string()));
	});
}

#[test]
fn correct_of_each_spell_leaves_the_other_as_it_is() {
	test(|| {
		let mut history = member();
		let person = history.person;
		let events = crate::tests::readmission::leave_and_return(person);
		let stored = Persons::<Test>::get(person).unwrap();
		history.after.extend(events.iter().map(event_hash));

		// The first spell has ended: its correction stands with it.
		propose(person, 0);
		assert_ok!(correct(&history));
		let now = Persons::<Test>::get(person).unwrap();
		assert_eq!((now.spell, now.corrected, now.birthday), (2, false, stored.birthday));
		let past = PastSpells::<Test>::get(person, 1).unwrap();
		let corrected = Corrected { commitment: EFFECTIVE, target_seq: 0, at: Now::get() };
		assert_eq!(past.corrected, Some(corrected));
		assert_eq!(Corrections::<Test>::get(person), None);

		// The second one is the present one.
		let target = *events.last().unwrap();
		let seq = target.seq();
		assert_eq!(seq, 3);
		let head_before = history.after[..2].iter().zip(1u32..).fold(
			next_head(&history.head_before, 0, &event_hash(&history.target)),
			|head, (hash, seq)| next_head(&head, seq, hash),
		);
		let hash = act_hash(&GENESIS, COUNTY, person, &act(0)).0;
		let correction =
			life_event(4, LifeKind::Correction { target_seq: 0 }, BRANCH_B, COUNTY, hash);
		propose(person, seq);
		let second = History { person, head_before, target, after: vec![event_hash(&correction)] };
		assert_ok!(correct_as(APPROVER, seq, &second));
		assert!(Persons::<Test>::get(person).unwrap().corrected);
		assert_eq!(Corrections::<Test>::get(person).unwrap().target_seq, 3);
		assert_eq!(PastSpells::<Test>::get(person, 1), Some(past));
	});
}
