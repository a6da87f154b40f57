//! Import windows: opened from above, for some days.

use super::*;
use crate::ImportWindows;

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
