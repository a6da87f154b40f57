//! Import windows: opened from above, for some days.

use super::*;
use crate::{GoLive, ImportWindows};

#[test]
fn open_import_window_works() {
	test(|| {
		assert_ok!(Members::open_import_window(
			as_person(SUPERIOR),
			PROVINCE,
			COUNTY,
			"2024-06-30".into()
		));
		assert_eq!(ImportWindows::<Test>::get(COUNTY).unwrap().as_u32(), 20240630);
		assert_eq!(
			last_event(),
			Event::ImportWindowOpened {
				org: PROVINCE,
				target: COUNTY,
				until: "2024-06-30".into(),
				by: SUPERIOR
			}
		);
	});
}

#[test]
fn open_import_window_again_moves_the_last_day() {
	test(|| {
		for until in ["2024-06-30", "2024-03-01"] {
			let until = RawDate::from(until);
			assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, until));
		}
		assert_eq!(ImportWindows::<Test>::get(COUNTY).unwrap().as_u32(), 20240301);
	});
}

#[test]
fn open_import_window_at_first_and_last_day_works() {
	test(|| {
		// 29 February 2024 and 366 days on.
		for until in ["2024-02-29", "2025-03-01"] {
			let until = RawDate::from(until);
			assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, until));
		}
		for until in ["2024-02-28", "2025-03-02"] {
			assert_noop!(
				Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, until.into()),
				Error::<Test>::WindowDayOutOfRange
			);
		}
	});
}

#[test]
fn open_import_window_with_impossible_date_fails() {
	test(|| {
		for until in ["2024-02-30", "2024-6-30", "30.06.2024", "", "2024-06-30 "] {
			assert_noop!(
				Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, until.into()),
				Error::<Test>::InvalidDate
			);
		}
	});
}

#[test]
fn open_import_window_not_from_above_fails() {
	test(|| {
		let open =
			|who, org, target| Members::open_import_window(as_person(who), org, target, day(1));
		// Its own, one above, one beside.
		assert_noop!(open(APPROVER, COUNTY, COUNTY), Error::<Test>::NotAbove);
		assert_noop!(open(APPROVER, COUNTY, PROVINCE), Error::<Test>::NotAbove);
		assert_noop!(open(APPROVER, COUNTY, OTHER_COUNTY), Error::<Test>::NotAbove);
		assert_noop!(open(SUPERIOR, PROVINCE, NOWHERE), Error::<Test>::OrganizationNotFound);
		assert_ok!(open(APPROVER, COUNTY, BRANCH));
	});
}

#[test]
fn close_import_window_works() {
	test(|| {
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, BRANCH, day(1)));
		assert_ok!(Members::close_import_window(as_person(APPROVER), COUNTY, BRANCH));
		assert_eq!(ImportWindows::<Test>::iter().count(), 0);
		assert_eq!(
			last_event(),
			Event::ImportWindowClosed { org: COUNTY, target: BRANCH, by: APPROVER }
		);
		assert_noop!(
			Members::close_import_window(as_person(APPROVER), COUNTY, BRANCH),
			Error::<Test>::WindowNotFound
		);
	});
}

#[test]
fn close_import_window_not_from_above_fails() {
	test(|| {
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(1)));
		assert_noop!(
			Members::close_import_window(as_person(APPROVER), COUNTY, COUNTY),
			Error::<Test>::NotAbove
		);
	});
}

#[test]
fn the_first_window_fixes_the_go_live_day() {
	test(|| {
		let open = |who, org, target| {
			assert_ok!(Members::open_import_window(as_person(who), org, target, day(10)));
		};
		assert_eq!(Members::go_live(BRANCH), None);
		open(SUPERIOR, PROVINCE, COUNTY);
		assert_eq!(GoLive::<Test>::get(COUNTY), "2024-02-29".parse().ok());
		// It holds for what is below, and never becomes later.
		assert_eq!(Members::go_live(BRANCH), Some("2024-02-29".into()));
		assert_eq!((Members::go_live(PROVINCE), Members::go_live(OTHER_BRANCH)), (None, None));
		pass_days(3);
		open(SUPERIOR, PROVINCE, COUNTY);
		assert_ok!(Members::close_import_window(as_person(SUPERIOR), PROVINCE, COUNTY));
		open(SUPERIOR, PROVINCE, COUNTY);
		assert_eq!(Members::go_live(BRANCH), Some("2024-02-29".into()));
		// A branch that opens its own window later was live by then: paper stays closed to it.
		open(APPROVER, COUNTY, BRANCH);
		assert_eq!(GoLive::<Test>::get(BRANCH), "2024-02-29".parse().ok());
		assert_eq!(Members::go_live(BRANCH_B), Some("2024-02-29".into()));
		// Where nothing above was live, its own day counts, whatever comes above it later.
		open(SUPERIOR, PROVINCE, OTHER_BRANCH);
		assert_eq!(Members::go_live(OTHER_BRANCH), Some("2024-03-03".into()));
		pass_days(1);
		open(SUPERIOR, PROVINCE, OTHER_COUNTY);
		assert_eq!(Members::go_live(OTHER_COUNTY), Some("2024-03-04".into()));
		assert_eq!(Members::go_live(OTHER_BRANCH), Some("2024-03-03".into()));
		assert_eq!(Members::go_live(NOWHERE), None);
	});
}

#[test]
fn a_window_stands_in_the_agenda_until_it_is_closed() {
	test(|| {
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(10)));
		assert_eq!(due(COUNTY, Item::ImportWindow), Some(day(10)));
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(5)));
		assert_eq!(due(COUNTY, Item::ImportWindow), Some(day(5)));
		pass_days(20);
		assert_ok!(Members::close_import_window(as_person(SUPERIOR), PROVINCE, COUNTY));
		assert_eq!(due(COUNTY, Item::ImportWindow), None);
	});
}

#[test]
fn keep_go_live_never_makes_the_day_later() {
	use chuxin_primitives::traits::Persons;
	test(|| {
		let date = |text: &str| text.parse().ok();
		Members::keep_go_live(BRANCH, None);
		assert_eq!(Members::live_since(BRANCH), None);
		Members::keep_go_live(BRANCH, date("2024-02-10"));
		assert_eq!(Members::live_since(BRANCH), date("2024-02-10"));
		Members::keep_go_live(BRANCH, date("2024-02-11"));
		Members::keep_go_live(BRANCH, None);
		assert_eq!(Members::live_since(BRANCH), date("2024-02-10"));
		Members::keep_go_live(BRANCH, date("2024-02-09"));
		assert_eq!(Members::live_since(BRANCH), date("2024-02-09"));
		// What an earlier day above gives already is not written down.
		Members::keep_go_live(COUNTY, date("2024-02-09"));
		Members::keep_go_live(BRANCH_B, date("2024-02-10"));
		assert_eq!(GoLive::<Test>::get(BRANCH_B), None);
		merge(COMMITTEE_BRANCH, BRANCH);
		Members::keep_go_live(COMMITTEE_BRANCH, date("2024-02-01"));
		assert_eq!(GoLive::<Test>::get(BRANCH), date("2024-02-01"));
	});
}

#[test]
fn a_window_of_a_merged_organization_is_its_successors() {
	test(|| {
		merge(COMMITTEE, COUNTY);
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COMMITTEE, day(1)));
		assert_eq!(ImportWindows::<Test>::iter_keys().collect::<Vec<_>>(), [COUNTY]);
		assert_ok!(Members::close_import_window(as_person(SUPERIOR), PROVINCE, COMMITTEE));
	});
}
