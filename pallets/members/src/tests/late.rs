//! Late entries: recorded more than 30 days after the day it took effect.

use super::{decisions::Case, *};
use chuxin_primitives::traits::{Clock as _, Persons as _};

/// The late entry that the last two events tell of, if they do.
fn marked() -> Option<Event<Test>> {
	System::events().into_iter().rev().take(2).find_map(|record| match record.event {
		RuntimeEvent::Members(event @ Event::LateEntry { .. }) => Some(event),
		_ => None,
	})
}

#[test]
fn a_decision_is_late_from_the_thirty_first_day_on() {
	for (days, late) in [(0, false), (30, false), (31, true), (300, true)] {
		test(|| {
			let id = enrolled(1, BRANCH); // go-live today
			pass_days(days);
			let effective: RawDate = "2024-02-29".into();
			let case = Case::new(id, Ground::Direct).on(effective.clone());
			assert_ok!(case.decide(Change::Suspend));
			let expected =
				Event::LateEntry { org: BRANCH, person: id, seq: 1, effective, by: COUNTY };
			assert_eq!(marked(), late.then_some(expected), "{days}");
			let item = Item::LateEntry { person: id, seq: 1 };
			assert_eq!(due(BRANCH, item), late.then(|| day(0)), "{days}");
		});
	}
}

#[test]
fn what_other_pallets_record_is_marked_as_well() {
	test(|| {
		let record = |days: i64| {
			let effective = TestClock::today().add_days(days).unwrap();
			Members::record(PLAIN, LifeKind::AccountBound, effective, COUNTY, Hash::zero())
		};
		assert_ok!(record(-30));
		assert_eq!(marked(), None);
		assert_ok!(record(-31));
		let item = Item::LateEntry { person: PLAIN, seq: 1 };
		assert_eq!(due(BRANCH, item), Some(day(0)));
		assert!(marked().is_some());
	});
}

#[test]
fn paper_of_long_ago_is_late_and_enrolment_is_not() {
	test(|| {
		let id = enrolled(1, BRANCH);
		assert_eq!(marked(), None);
		assert_ok!(Case::new(id, Ground::Paper).on("1998-07-01".into()).decide(Change::Leave));
		assert!(marked().is_some());
		// A late entry keeps nothing from being merged: the superior takes note of it.
		assert_eq!(Members::waiting(BRANCH), 0);
	});
}
