use crate::{mock::*, ByDay, Counts, Due, Entry, Event, Items};
use chuxin_primitives::{
	agenda::{Agenda as _, Item},
	OrgId, RawDate,
};

fn entry(org: OrgId, item: Item) -> Option<(String, bool)> {
	Items::<Test>::get(org, item).map(|Entry { due, raised }| (due.to_string(), raised))
}

fn entries() -> (usize, usize, usize) {
	(Items::<Test>::iter().count(), ByDay::<Test>::iter().count(), Due::<Test>::iter().count())
}

#[test]
fn item_is_raised_on_the_day_after_and_not_before() {
	run(|| {
		set(BRANCH, Item::NoSecretary, "2026-03-31");
		go_to("2026-03-31");
		end_block();
		assert_eq!((raised(), overdue(BRANCH)), (vec![], (0, 0)));

		// The first millisecond of April in China.
		Now::set(date("2026-04-01").begins_in_china().unwrap());
		end_block();
		System::assert_last_event(
			Event::Raised {
				org: BRANCH,
				item: Item::NoSecretary,
				due: RawDate::from("2026-03-31"),
			}
			.into(),
		);
		assert_eq!(overdue(BRANCH), (1, 1));
		assert_eq!(overdue(COUNTY), (0, 1));
		assert_eq!(overdue(PROVINCE), (0, 1));
		assert_eq!(overdue(OTHER), (0, 0));
		// Once.
		end_block();
		assert_eq!(raised().len(), 1);
		assert_eq!(overdue(BRANCH), (1, 1));
	});
}

#[test]
fn set_again_moves_the_day() {
	run(|| {
		set(BRANCH, Item::TermEnds, "2026-04-01");
		set(BRANCH, Item::TermEnds, "2026-05-01");
		assert_eq!(entries(), (1, 1, 1));
		go_to("2026-05-01");
		end_block();
		assert_eq!(raised(), []);
		go_to("2026-05-02");
		end_block();
		assert_eq!(raised(), [(BRANCH, Item::TermEnds)]);
		assert_eq!(entries(), (1, 1, 0));
	});
}

#[test]
fn set_to_an_earlier_day_works() {
	run(|| {
		set(BRANCH, Item::TermEnds, "2026-05-01");
		set(BRANCH, Item::TermEnds, "2026-03-02");
		go_to("2026-03-03");
		end_block();
		assert_eq!(raised(), [(BRANCH, Item::TermEnds)]);
	});
}

#[test]
fn set_for_a_day_long_past_is_raised_in_the_same_block() {
	run(|| {
		end_block();
		set(COUNTY, late(1), "1987-06-05");
		assert_eq!(overdue(COUNTY), (0, 0));
		end_block();
		assert_eq!(raised(), [(COUNTY, late(1))]);
		assert_eq!(overdue(PROVINCE), (0, 1));
	});
}

#[test]
fn overdue_item_that_gets_time_is_no_longer_overdue_and_comes_again() {
	run(|| {
		set(BRANCH, Item::Election, "2026-02-01");
		end_block();
		assert_eq!(overdue(PROVINCE), (0, 1));
		// Today is a day not yet past.
		set(BRANCH, Item::Election, "2026-03-01");
		assert_eq!(entry(BRANCH, Item::Election), Some(("2026-03-01".into(), false)));
		assert_eq!(overdue(PROVINCE), (0, 0));
		end_block();
		assert_eq!(raised().len(), 1);
		go_to("2026-03-02");
		end_block();
		assert_eq!(raised().len(), 2);
		assert_eq!(overdue(PROVINCE), (0, 1));
	});
}

#[test]
fn overdue_item_that_is_moved_within_the_past_is_not_told_twice() {
	run(|| {
		set(BRANCH, Item::Election, "2026-02-01");
		end_block();
		set(BRANCH, Item::Election, "2026-02-28");
		assert_eq!(entry(BRANCH, Item::Election), Some(("2026-02-28".into(), true)));
		// The same day again changes nothing.
		set(BRANCH, Item::Election, "2026-02-28");
		end_block();
		assert_eq!(raised().len(), 1);
		assert_eq!(overdue(BRANCH), (1, 1));
		assert_eq!(entries(), (1, 1, 0));
	});
}

#[test]
fn clear_settles_what_waits_and_what_is_overdue() {
	run(|| {
		set(BRANCH, Item::NoSecretary, "2026-02-01");
		set(BRANCH, Item::TermEnds, "2026-06-01");
		set(COUNTY, Item::NoSecretary, "2026-02-01");
		end_block();
		assert_eq!(overdue(PROVINCE), (0, 2));
		Agenda::clear(BRANCH, Item::NoSecretary);
		assert_eq!(overdue(BRANCH), (0, 0));
		assert_eq!(overdue(COUNTY), (1, 1));
		assert_eq!(overdue(PROVINCE), (0, 1));
		Agenda::clear(BRANCH, Item::TermEnds);
		// What is not there is cleared without harm, another organization's too.
		Agenda::clear(BRANCH, Item::TermEnds);
		Agenda::clear(OTHER, Item::NoSecretary);
		Agenda::clear(OrgId(999), Item::NoSecretary);
		assert_eq!(entries(), (1, 1, 0));
		Agenda::clear(COUNTY, Item::NoSecretary);
		assert_eq!(Counts::<Test>::iter().count(), 0);
		go_to("2027-01-01");
		end_block();
		assert_eq!(raised().len(), 2);
	});
}

#[test]
fn same_item_of_two_organizations_and_two_items_of_one_are_apart() {
	run(|| {
		set(BRANCH, late(1), "2026-02-01");
		set(BRANCH, late(2), "2026-02-01");
		set(COUNTY, late(1), "2026-02-01");
		end_block();
		assert_eq!(overdue(BRANCH), (2, 2));
		assert_eq!(overdue(COUNTY), (1, 3));
		Agenda::clear(BRANCH, late(1));
		assert_eq!(overdue(BRANCH), (1, 1));
		assert_eq!(overdue(COUNTY), (1, 2));
	});
}

#[test]
fn organization_that_went_over_answers_by_the_one_that_took_it() {
	run(|| {
		assert!(Agenda::is_empty(BRANCH));
		set(BRANCH, late(1), "2026-03-05");
		assert!(!Agenda::is_empty(BRANCH));
		Agenda::clear(BRANCH, late(1));
		assert!(Agenda::is_empty(BRANCH));

		Merged::set([(BRANCH.0, OTHER.0)].into());
		set(BRANCH, late(2), "2026-02-01");
		assert!(!Agenda::is_empty(BRANCH) && !Agenda::is_empty(OTHER));
		end_block();
		assert_eq!(raised(), [(OTHER, late(2))]);
		assert_eq!(overdue(BRANCH), (1, 1));
		assert_eq!(overdue(OTHER), (1, 1));
		assert_eq!(overdue(COUNTY), (0, 0));
		Agenda::clear(BRANCH, late(2));
		assert_eq!(overdue(OTHER), (0, 0));
	});
}

#[test]
fn reparented_takes_the_counts_of_the_subtree_along() {
	run(|| {
		set(BRANCH, late(1), "2026-02-01");
		set(COUNTY, late(1), "2026-02-01");
		set(OTHER, late(1), "2026-02-01");
		end_block();
		// The county with its branch moves below the other county.
		Parents::mutate(|parents| parents.insert(COUNTY.0, OTHER.0));
		Agenda::reparented(COUNTY, &[PROVINCE], &[OTHER, PROVINCE]);
		assert_eq!(overdue(BRANCH), (1, 1));
		assert_eq!(overdue(COUNTY), (1, 2));
		assert_eq!(overdue(OTHER), (1, 3));
		assert_eq!(overdue(PROVINCE), (0, 3));
		// And back.
		Parents::mutate(|parents| parents.insert(COUNTY.0, PROVINCE.0));
		Agenda::reparented(COUNTY, &[OTHER, PROVINCE], &[PROVINCE]);
		assert_eq!(overdue(OTHER), (1, 1));
		assert_eq!(overdue(PROVINCE), (0, 3));
	});
}
