//! Each invariant notices what breaks it: otherwise the checks after every test would prove nothing.

use super::*;
use crate::{
	types::{Hold, PastSpell, RecordUpdate, Replacement, Suspension},
	Accounts, AddedTags, Corrections, Ended, Freezes, GoLive, Holds, KeyGivenBy, NextPersonId,
	PastSpells, Persons, ProposalCount, RecordUpdates, Replacements, Suspensions, Tags, Waiting,
};
use chuxin_primitives::{
	membership::{Corrected, Person},
	organization::StatusCounts,
	person_tag::PersonTag,
	PendingId,
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
		noticed("P3", || AddedTags::<Test>::insert(b, 1));
		noticed("P3", || {
			(2..5).for_each(|n| Tags::<Test>::insert(tag(n + 10), b));
			AddedTags::<Test>::insert(b, 3);
		});
		noticed("P4", || change(b, |person| person.status = MembershipStatus::Applicant));
		let (until, without_vote) = (None, false);
		let hold = Hold { until, without_vote, by: COUNTY, since: START, org: BRANCH };
		noticed("P10", || change(b, |person| person.held = true));
		noticed("P10", || Holds::<Test>::insert(b, hold));
		noticed("P10", || Holds::<Test>::insert(PersonId(999), hold));
		let ended = day(0).parse().unwrap();
		let past = PastSpell { birthday: None, corrected: None, record: None, ended };
		noticed("P11", || PastSpells::<Test>::insert(b, 1, past));
		noticed("P11", || change(b, |person| person.spell = 2));
		let pending = PendingId(0);
		let key = Replacement { account: key_of(PersonId(76)), pending, org: BRANCH };
		noticed("P12", || Replacements::<Test>::insert(a, key.clone()));
		noticed("P12", || Replacements::<Test>::insert(PersonId(999), key));
		let update = |version| RecordUpdate { record: record(version), at: START, org: BRANCH };
		noticed("P13", || RecordUpdates::<Test>::insert(a, update(3)));
		noticed("P13", || RecordUpdates::<Test>::insert(PersonId(999), update(1)));
		noticed("P14", || change(a, |person| person.status = MembershipStatus::Former));
		let suspension = Suspension { before: MembershipStatus::Full, since: ended };
		noticed("P14", || Suspensions::<Test>::insert(a, suspension));
		noticed("P14", || Ended::<Test>::insert(a, ended));
		noticed("P15", || Waiting::<Test>::insert(COUNTY, 2));
		noticed("P15", || RecordUpdates::<Test>::insert(a, update(2)));
		noticed("P17", || KeyGivenBy::<Test>::insert(a, a));
		noticed("P17", || KeyGivenBy::<Test>::insert(b, HANDLER));
		noticed("P17", || KeyGivenBy::<Test>::insert(PersonId(999), HANDLER));
		noticed("P16", || GoLive::<Test>::remove(COUNTY));
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
