//! A person's branch changes because it was split; what waits is counted.

use super::*;
use crate::Persons;
use chuxin_primitives::{
	life::{event_hash, next_head},
	traits::Persons as _,
};

fn move_to(person: PersonId, from: OrgId, to: OrgId) -> Result<(), DispatchError> {
	frame::deps::frame_support::storage::with_storage_layer(|| {
		Members::move_branch(person, from, to, COUNTY)
	})
}

#[test]
fn move_branch_works() {
	use MembershipStatus::*;
	for status in [Applicant, Probationary, Full, Inactive, Former] {
		test(|| {
			let id = super::decisions::enrolled_as(1, BRANCH, status);
			let before = Persons::<Test>::get(id).unwrap();
			let count = |org| Counts::get(org).of(status);
			let (here, there) = (count(BRANCH), count(BRANCH_B));
			assert_ok!(move_to(id, BRANCH, BRANCH_B));
			let after = Persons::<Test>::get(id).unwrap();
			assert_eq!((after.org, after.status), (BRANCH_B, status));
			assert_eq!((count(BRANCH), count(BRANCH_B)), (here - 1, there + 1));
			let (kind, seq) = (LifeKind::BranchChanged { from: BRANCH }, before.life.len);
			let event = life_event(seq, kind, BRANCH_B, COUNTY, [0; 32]);
			assert_eq!(after.life.head, next_head(&before.life.head, seq, &event_hash(&event)));
		});
	}
}

#[test]
fn move_branch_takes_along_what_waits() {
	test(|| {
		let id = enrolled(1, BRANCH);
		bind(id, 50);
		let own = RuntimeOrigin::signed(account_of(&pair(50)));
		assert_ok!(Members::propose_record_update(own, record(2)));
		// A hold whose day has passed, and that nobody lifted.
		let until = day(1);
		propose(id, &Act::PlaceHold { until: until.parse(), without_vote: false });
		assert_ok!(Members::place_hold(as_person(APPROVER), COUNTY, id, Some(until), false));
		pass_days(1);
		assert_noop!(move_to(id, BRANCH, BRANCH_B), Error::<Test>::Held);
		pass_days(1);
		assert_ok!(move_to(id, BRANCH, BRANCH_B));
		assert_eq!(due(BRANCH_B, Item::RecordUpdate(id)), Some(day(30)));
		assert!(!Persons::<Test>::get(id).unwrap().held);
		assert_eq!((Members::waiting(BRANCH), Members::waiting(BRANCH_B)), (0, 1));
	});
}

#[test]
fn move_branch_from_elsewhere_or_to_no_working_branch_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		assert_noop!(move_to(id, BRANCH_B, BRANCH), Error::<Test>::PersonNotYours);
		assert_noop!(move_to(PersonId(999), BRANCH, BRANCH_B), Error::<Test>::PersonNotFound);
		assert_noop!(move_to(id, BRANCH, NOWHERE), Error::<Test>::BranchNotFound);
		assert_noop!(move_to(id, BRANCH, COUNTY), Error::<Test>::NotABranch);
		assert_noop!(move_to(id, BRANCH, FROZEN_BRANCH), Error::<Test>::BranchNotActive);
	});
}

#[test]
fn waiting_counts_everything_that_is_not_settled() {
	test(|| {
		let id = enrolled(1, BRANCH); // the county's window is open
		bind(id, 50);
		assert_eq!((Members::waiting(COUNTY), Members::waiting(BRANCH)), (0, 0));
		let batch = vec![digest(COUNTY, &entries(5, 7)), digest(COUNTY, &entries(7, 9))];
		assert_ok!(Members::propose_enrolment(as_person(HANDLER), COUNTY, batch.clone()));
		assert_eq!(Members::waiting(COUNTY), 2);
		assert_eq!(due(COUNTY, Item::Enrolment(batch[0].batch)), Some(day(7)));
		propose(id, &Act::LiftHold);
		assert_eq!(Members::waiting(COUNTY), 3);
		let own = RuntimeOrigin::signed(account_of(&pair(50)));
		assert_ok!(Members::propose_record_update(own, record(2)));
		let pending = replace(id, 51);
		assert_eq!((Members::waiting(COUNTY), Members::waiting(BRANCH)), (2, 2));

		assert_ok!(veto(as_person(CLERK), BRANCH, pending));
		assert_ok!(Members::decline_record_update(as_person(HANDLER), COUNTY, id));
		assert_eq!(Members::waiting(BRANCH), 0);
		for digest in batch {
			assert_ok!(Members::withdraw_enrolment(as_person(HANDLER), COUNTY, digest.batch));
		}
		assert_eq!(Members::waiting(COUNTY), 0);
	});
}

#[test]
fn close_window_gives_the_last_day_and_is_done() {
	test(|| {
		let close = <Members as chuxin_primitives::traits::Persons<_>>::close_window;
		assert_eq!(close(COUNTY), None);
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(3)));
		assert_eq!(due(COUNTY, Item::ImportWindow), Some(day(3)));
		// Open or not, nothing waits for it.
		assert_eq!(Members::waiting(COUNTY), 0);
		assert_eq!(close(COUNTY).map(RawDate::from), Some(day(3)));
		assert_eq!(due(COUNTY, Item::ImportWindow), None);
		assert_eq!(close(COUNTY), None);
	});
}

#[test]
fn move_branch_takes_a_new_key_that_waits_along() {
	for (to, stands) in [(BRANCH_B, true), (OTHER_BRANCH, false)] {
		test(|| {
			let id = enrolled(1, BRANCH);
			let old = bind(id, 50);
			let pending = replace(id, 51);
			assert_ok!(move_to(id, BRANCH, to));
			// Those above the new branch may veto, and nothing is left in the old one.
			assert_eq!((Members::waiting(BRANCH), Members::waiting(to)), (0, 1));
			assert_eq!(Members::replacement(id).unwrap().org, to);
			assert_eq!(WaitingActs::get(pending).unwrap().org, to);
			Now::set(Now::get() + REPLACEMENT_DELAY);
			assert_ok!(carry_out(pending));
			// The county that decided stands above the one branch, and not above the other: there it
			// lapses, and the new officers replace or thaw the key.
			let new = account_of(&pair(51));
			let expected = if stands { new } else { old };
			assert_eq!(Members::account_of(id), Some(expected));
			assert_eq!(Members::person(id).unwrap().frozen, !stands);
			assert_eq!(Members::waiting(to), 0);
			assert!(Members::replacement(id).is_none());
		});
	}
}

#[test]
fn after_a_merger_everybody_is_found_under_the_new_number() {
	test(|| {
		let id = enrolled(1, BRANCH_B);
		bind(id, 50);
		merge(BRANCH_B, BRANCH);
		merge(BRANCH, COMMITTEE_BRANCH);
		assert_eq!(Members::person(id).unwrap().org, COMMITTEE_BRANCH);
		assert_eq!(Members::standing(id), Some((COMMITTEE_BRANCH, MembershipStatus::Full)));
		assert_ok!(move_to(id, BRANCH_B, OTHER_BRANCH));
		assert_eq!(Members::person(id).unwrap().org, OTHER_BRANCH);
		// Founders of the merged branch are frozen by their new superiors.
		appoint(COMMITTEE, HANDLER, &[Power::Handler], None);
		assert_ok!(Members::freeze_account(as_person(HANDLER), COMMITTEE, PLAIN));
		assert_eq!(Persons::<Test>::get(PLAIN).unwrap().org, COMMITTEE_BRANCH);
	});
}
