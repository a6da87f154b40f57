//! Each invariant notices what breaks it: otherwise the checks after every test would prove nothing.

use super::*;
use crate::{Accounts, Corrections, Freezes, NextPersonId, Persons, ProposalCount, Tags};
use chuxin_primitives::{
	membership::{Corrected, Person},
	organization::StatusCounts,
	person_tag::PersonTag,
};

fn change(id: PersonId, f: impl FnOnce(&mut Person)) {
	Persons::<Test>::mutate(id, |slot| f(slot.as_mut().unwrap()));
}

/// Breaks the state and expects the invariant to say so by its number.
#[track_caller]
fn noticed(number: &str, breaking: impl FnOnce()) {
	hypothetically!({
		breaking();
		let Err(DispatchError::Other(text)) = Members::do_try_state() else {
			panic!("{number} noticed nothing")
		};
		assert!(text.starts_with(number), "{number}: {text}");
	});
}

#[test]
fn every_invariant_notices_what_breaks_it() {
	test(|| {
		let (a, b) = (enrolled(1, BRANCH), enrolled(2, BRANCH_B));
		let account = bind(a, 50);
		let tag = |n| PersonTag { key_version: 1, tag: entry(n, BRANCH).tag };
		assert_ok!(Members::propose_enrolment(
			as_person(HANDLER),
			COUNTY,
			vec![digest(COUNTY, &entries(5, 7))]
		));
		check_invariants();

		noticed("P2", || Accounts::<Test>::remove(&account));
		noticed("P2", || Accounts::<Test>::insert(&account, b));
		noticed("P2", || change(a, |person| person.account = None));
		noticed("P3", || Tags::<Test>::remove(tag(1)));
		noticed("P3", || Tags::<Test>::insert(tag(9), b));
		noticed("P3", || Tags::<Test>::insert(tag(9), PersonId(999)));
		noticed("P4", || change(b, |person| person.birthday = None));
		noticed("P4", || change(b, |person| person.spell = 0));
		noticed("P4", || {
			change(b, |person| {
				person.spell = 0;
				person.birthday = None;
			})
		});
		noticed("P5", || change(b, |person| person.corrected = true));
		let corrected = Corrected { commitment: Hash::zero(), target_seq: 0, at: START };
		noticed("P5", || Corrections::<Test>::insert(b, corrected));
		noticed("P5", || Corrections::<Test>::insert(PersonId(999), corrected));
		noticed("P5", || {
			Corrections::<Test>::insert(PLAIN, corrected);
			change(PLAIN, |person| person.corrected = true);
		});
		noticed("P6", || change(a, |person| person.frozen = true));
		noticed("P6", || Freezes::<Test>::insert(a, HANDLER));
		noticed("P6", || Freezes::<Test>::insert(PersonId(999), HANDLER));
		noticed("P6", || {
			Freezes::<Test>::insert(b, HANDLER);
			change(b, |person| person.frozen = true);
		});
		noticed("P7", || ProposalCount::<Test>::insert(COUNTY, 2));
		noticed("P7", || ProposalCount::<Test>::insert(BRANCH, 0));
		noticed("P8", || NextPersonId::<Test>::put(b));
		noticed("P8", || NextPersonId::<Test>::put(PersonId(b.0 + 2)));
		noticed("P9", || {
			change(b, |person| {
				person.life.len = 0;
				person.life.head = Hash::zero();
			})
		});
		noticed("P9", || change(b, |person| person.life.head = Hash::zero()));
	});
}

#[test]
#[should_panic(expected = "P1")]
fn counts_that_differ_from_the_persons_are_noticed() {
	test(|| {
		enrolled(1, BRANCH_B);
		Counts::insert(BRANCH_B, StatusCounts([0, 0, 0, 0, 2, 0, 0]));
	});
}
