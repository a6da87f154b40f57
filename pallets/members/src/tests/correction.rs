//! Corrections: a new event that names the old one; the sealed value stays.

use super::*;
use crate::{CorrectionProposals, Corrections, Persons};
use chuxin_primitives::{
	life::{event_hash, life_head0, next_head},
	membership::{correction_hash, Corrected, LifeHead},
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
	let evidence = digest(COUNTY, &batch).hash.0;
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

fn propose(person: PersonId, target_seq: u32) -> Hash {
	let hash = correction_hash(&GENESIS, COUNTY, person, target_seq, &EFFECTIVE);
	Members::propose_correction(as_person(HANDLER), COUNTY, person, hash).unwrap();
	hash
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
			Event::CorrectionProposed {
				org: COUNTY,
				person: history.person,
				proposal: hash,
				by: HANDLER
			}
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
		assert_eq!(CorrectionProposals::<Test>::iter().count(), 0);
		assert_eq!(
			last_event(),
			Event::BirthdayCorrected {
				org: COUNTY,
				person: history.person,
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
		assert_noop!(correct(&history), Error::<Test>::CorrectionNotProposed);
		let wrong = [
			correction_hash(&GENESIS, COUNTY, history.person, 0, &Hash::zero()),
			correction_hash(&GENESIS, COUNTY, history.person, 1, &EFFECTIVE),
			correction_hash(&GENESIS, PROVINCE, history.person, 0, &EFFECTIVE),
			correction_hash(&GENESIS, COUNTY, PLAIN, 0, &EFFECTIVE),
			correction_hash(&Hash::zero(), COUNTY, history.person, 0, &EFFECTIVE),
		];
		for hash in wrong {
			// Each replaces the one before.
			assert_ok!(Members::propose_correction(
				as_person(HANDLER),
				COUNTY,
				history.person,
				hash
			));
			assert_noop!(correct(&history), Error::<Test>::CorrectionNotProposed);
		}
		assert_eq!(CorrectionProposals::<Test>::iter().count(), 1);
		propose(history.person, 0);
		assert_ok!(correct(&history));
		assert_noop!(correct(&history), Error::<Test>::CorrectionNotProposed);
	});
}

#[test]
fn correct_by_one_person_or_whom_the_proposer_appointed_fails() {
	test(|| {
		let history = member();
		let hash = propose(history.person, 0);
		assert_noop!(correct_as(PROTEGE, 0, &history), Error::<Test>::AppointedByProposer);
		assert_ok!(Members::propose_correction(as_person(BOTH), COUNTY, history.person, hash));
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
			Members::propose_correction(own.clone(), COUNTY, history.person, Hash::zero()),
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
		let propose = |who, org, person| {
			Members::propose_correction(as_person(who), org, person, Hash::zero())
		};
		assert_noop!(
			propose(STRANGER, OTHER_COUNTY, history.person),
			Error::<Test>::PersonNotYours
		);
		assert_noop!(propose(HANDLER, COUNTY, PersonId(999)), Error::<Test>::PersonNotFound);
		// A founder without a record.
		assert_noop!(propose(HANDLER, COUNTY, PLAIN), Error::<Test>::BirthdayNotSealed);
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
