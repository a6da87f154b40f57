//! The life chain, and the events that leave by the offchain index.

use super::*;
use crate::Persons;
use chuxin_primitives::{
	life::{event_hash, life_head0, next_head, offchain_key, replay, LifeEntry},
	traits::{Clock as _, Persons as _},
};
use codec::Decode;

/// Walks from a head back to the first, as a node does for `life_history`.
fn walk(ext: &TestState, mut head: Hash, len: u32) -> Vec<(Hash, VersionedLifeEvent)> {
	let mut found = Vec::new();
	for _ in 0..len {
		let bytes = ext.offchain_db().get(&offchain_key(&head)).expect("event is indexed");
		let (before, event) = <(Hash, VersionedLifeEvent)>::decode(&mut &bytes[..]).unwrap();
		found.push((before, event));
		head = before;
	}
	found.reverse();
	found
}

#[test]
fn offchain_index_holds_the_whole_life() {
	let mut ext = genesis_ext();
	let (id, hash, account) = ext.execute_with(|| {
		let id = enrolled(1, BRANCH);
		let hash = digest(COUNTY, &[entry(1, BRANCH)]).batch;
		let account = bind(id, 50);
		assert_ok!(Members::freeze_account(as_person(CLERK), BRANCH, id));
		assert_ok!(Members::unfreeze_account(as_person(APPROVER), COUNTY, id));
		check_invariants();
		(id, hash, account)
	});
	ext.persist_offchain_overlay();
	let life = ext.execute_with(|| Persons::<Test>::get(id).unwrap().life);
	assert_eq!(life.len, 4);
	let events = walk(&ext, life.head, life.len);
	let expected = [
		life_event(0, LifeKind::Enrolled, BRANCH, COUNTY, hash.0),
		life_event(1, LifeKind::AccountBound, BRANCH, COUNTY, account.into()),
		life_event(2, LifeKind::AccountFrozen, BRANCH, BRANCH, [0; 32]),
		life_event(3, LifeKind::AccountThawed, BRANCH, COUNTY, [0; 32]),
	];
	assert_eq!(events.iter().map(|(_, event)| *event).collect::<Vec<_>>(), expected);
	assert_eq!(events[0].0, life_head0(&GENESIS, id));
	let entries: Vec<LifeEntry> = events.iter().map(|(_, event)| LifeEntry::Open(*event)).collect();
	assert_eq!(replay(&GENESIS, id, &entries), Ok((life.len, life.head)));
}

#[test]
fn offchain_index_holds_one_event_a_person_of_a_batch() {
	let mut ext = genesis_ext();
	ext.execute_with(|| {
		let batch = entries(0, 20);
		prepare(&batch);
		assert_ok!(approve(batch));
	});
	ext.persist_offchain_overlay();
	for n in 0..20 {
		let id = PersonId(FOUNDERS + n);
		let life = ext.execute_with(|| Persons::<Test>::get(id).unwrap().life);
		assert_eq!(life.len, 1);
		let events = walk(&ext, life.head, 1);
		assert_eq!(events[0].0, life_head0(&GENESIS, id));
	}
}

#[test]
fn life_of_a_founder_begins_with_the_first_event() {
	test(|| {
		assert_eq!(Persons::<Test>::get(PLAIN).unwrap().life.len, 0);
		assert_ok!(Members::freeze_own_account(as_person(PLAIN)));
		let event = life_event(0, LifeKind::AccountFrozen, BRANCH, BRANCH, [0; 32]);
		let head = next_head(&life_head0(&GENESIS, PLAIN), 0, &event_hash(&event));
		let life = Persons::<Test>::get(PLAIN).unwrap().life;
		assert_eq!((life.len, life.head), (1, head));
	});
}

#[test]
fn record_by_another_pallet_works() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let before = Persons::<Test>::get(id).unwrap().life;
		let effective = TestClock::today().add_days(-3).unwrap();
		let evidence = Hash::repeat_byte(4);
		let kind = LifeKind::Correction { target_seq: 0 };
		assert_ok!(Members::record(id, kind, effective, PROVINCE, evidence));
		let VersionedLifeEvent::V1(mut event) = life_event(1, kind, BRANCH, PROVINCE, evidence.0);
		event.effective = effective;
		let hash = event_hash(&VersionedLifeEvent::V1(event));
		let after = Persons::<Test>::get(id).unwrap().life;
		assert_eq!((after.len, after.head), (2, next_head(&before.head, 1, &hash)));
	});
}

#[test]
fn record_of_nobody_or_beyond_the_last_number_fails() {
	test(|| {
		let today = TestClock::today();
		let record = |id| Members::record(id, LifeKind::AccountBound, today, COUNTY, Hash::zero());
		assert_noop!(record(PersonId(999)), Error::<Test>::PersonNotFound);
		hypothetically!({
			Persons::<Test>::mutate(PLAIN, |slot| slot.as_mut().unwrap().life.len = u32::MAX);
			assert_noop!(record(PLAIN), Error::<Test>::LifeChainFull);
		});
	});
}
