use crate::{mock::*, Error, Event};
use chuxin_primitives::{agenda::Item, OrgId, PersonId};
use frame::testing_prelude::*;

fn take_note(superior: OrgId, org: OrgId, n: u32) -> DispatchResult {
	Agenda::take_note(RuntimeOrigin::signed(CHEN), superior, org, PersonId(n.into()), n)
}

#[test]
fn take_note_by_any_superior_works() {
	run(|| {
		set(BRANCH, late(7), "2026-02-01");
		set(BRANCH, late(8), "2026-02-01");
		end_block();
		assert_ok!(take_note(COUNTY, BRANCH, 7));
		System::assert_last_event(
			Event::Noted { org: BRANCH, item: late(7), superior: COUNTY, by: PersonId(CHEN) }
				.into(),
		);
		assert_eq!(overdue(PROVINCE), (0, 1));
		assert_ok!(take_note(PROVINCE, BRANCH, 8));
		assert_eq!(overdue(PROVINCE), (0, 0));
	});
}

#[test]
fn take_note_before_it_is_overdue_works() {
	run(|| {
		set(BRANCH, late(7), "2026-03-01");
		assert_ok!(take_note(COUNTY, BRANCH, 7));
		go_to("2026-03-02");
		end_block();
		assert_eq!(raised(), []);
	});
}

#[test]
fn take_note_without_office_fails() {
	run(|| {
		set(BRANCH, late(7), "2026-02-01");
		for origin in [RuntimeOrigin::signed(2), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Agenda::take_note(origin, COUNTY, BRANCH, PersonId(7), 7),
				Error::<Test>::NotAuthorized
			);
		}
	});
}

#[test]
fn take_note_from_beside_below_or_the_organization_itself_fails() {
	run(|| {
		set(COUNTY, late(7), "2026-02-01");
		for acting in [COUNTY, BRANCH, OTHER] {
			assert_noop!(take_note(acting, COUNTY, 7), Error::<Test>::NotSuperior);
		}
	});
}

#[test]
fn take_note_at_the_root_is_its_own() {
	run(|| {
		set(PROVINCE, late(7), "2026-02-01");
		assert_noop!(take_note(COUNTY, PROVINCE, 7), Error::<Test>::NotSuperior);
		assert_ok!(take_note(PROVINCE, PROVINCE, 7));
	});
}

#[test]
fn take_note_of_ones_own_case_fails() {
	run(|| {
		set(BRANCH, late(CHEN as u32), "2026-02-01");
		assert_noop!(take_note(COUNTY, BRANCH, CHEN as u32), Error::<Test>::OwnCase);
	});
}

#[test]
fn take_note_of_what_is_not_there_fails() {
	run(|| {
		set(BRANCH, late(7), "2026-02-01");
		set(BRANCH, Item::NoSecretary, "2026-02-01");
		assert_noop!(take_note(COUNTY, BRANCH, 8), Error::<Test>::ItemNotFound);
		assert_noop!(take_note(PROVINCE, COUNTY, 7), Error::<Test>::ItemNotFound);
	});
}
