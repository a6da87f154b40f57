//! Who leaves, leaves every office; an organization without a secretary finds that in its agenda.

use super::*;

/// When the branch is to have a secretary again.
fn missing(org: OrgId) -> Option<String> {
	due(org, Item::NoSecretary).map(|day| day.to_string())
}

/// Zhao appoints somebody in a branch of the committee.
fn appoint(target: OrgId, person: PersonId, office: Office) {
	let (offices, powers) = (vec![office], vec![Power::Handler]);
	let zhao = signed(ZHAO);
	assert_ok!(Organizations::appoint(zhao, COMMITTEE, target, person, offices, powers));
}

fn act_until(person: PersonId, until: &str) {
	assert_ok!(Organizations::appoint_acting(
		signed(ZHAO),
		COMMITTEE,
		SISTER_BRANCH,
		person,
		vec![Office::Secretary],
		vec![Power::Approver],
		until.into(),
	));
}

#[test]
fn vacate_ends_every_office_and_tells_where_no_secretary_is_left() {
	ExtBuilder::default().build_and_execute(|| {
		// Li is secretary of one branch, Plain of the other and deputy of the first.
		appoint(SISTER_BRANCH, PLAIN, Office::Secretary);
		appoint(BRANCH, PLAIN, Office::DeputySecretary);
		assert_eq!((missing(BRANCH), missing(SISTER_BRANCH)), (None, None));
		assert_eq!(Entitled::get()[&account(PLAIN)], 2);
		System::reset_events();
		assert_ok!(Organizations::vacate(PLAIN));
		let ended = |org, office| Event::OfficesEnded {
			org,
			person: PLAIN,
			offices: vec![office],
			powers: vec![Power::Handler],
		};
		let events: Vec<RuntimeEvent> =
			System::events().into_iter().map(|record| record.event).collect();
		assert_eq!(
			events,
			[
				RuntimeEvent::Organizations(ended(BRANCH, Office::DeputySecretary)),
				RuntimeEvent::Organizations(ended(SISTER_BRANCH, Office::Secretary)),
			]
		);
		// The branch still has Li; the sister branch has nobody.
		assert_eq!(missing(BRANCH), None);
		assert_eq!(missing(SISTER_BRANCH), Some("2026-04-01".into()));
		assert_eq!(Organizations::offices_of(PLAIN), 0);
		assert_eq!(Entitled::get().get(&account(PLAIN)), None);
		assert!(!Appointments::<Test>::contains_key(BRANCH, PLAIN));
		// Nobody has anything left to lose twice.
		assert_storage_noop!(assert_ok!(Organizations::vacate(PLAIN)));
	});
}

#[test]
fn vacate_works_for_a_person_without_a_key() {
	ExtBuilder::default().build_and_execute(|| {
		appoint(SISTER_BRANCH, KEYLESS, Office::Secretary);
		assert_ok!(Organizations::vacate(KEYLESS));
		assert_eq!(Organizations::offices_of(KEYLESS), 0);
		assert_eq!(missing(SISTER_BRANCH), Some("2026-04-01".into()));
	});
}

#[test]
fn rest_of_the_only_secretary_is_told_and_taken_back() {
	ExtBuilder::default().build_and_execute(|| {
		change(LI, |known| known.status = MembershipStatus::Inactive);
		Organizations::rest(LI, true);
		assert_eq!(missing(BRANCH), Some("2026-04-01".into()));
		assert!(Organizations::powers_of(BRANCH, LI).is_empty());
		// The seat stays, so that nobody else is secretary before Li is dismissed.
		wait(10 * DAY);
		let who = PLAIN;
		let offices = vec![Office::Secretary];
		let second = Organizations::appoint(signed(ZHAO), COMMITTEE, BRANCH, who, offices, vec![]);
		assert_eq!(second, Err(Error::<Test>::SecretaryExists.into()));
		change(LI, |known| known.status = MembershipStatus::Full);
		Organizations::rest(LI, false);
		assert_eq!(missing(BRANCH), None);
		assert!(Organizations::powers_of(BRANCH, LI).contains(Power::Approver));
	});
}

#[test]
fn rest_of_a_deputy_is_nothing_to_the_agenda() {
	ExtBuilder::default().build_and_execute(|| {
		appoint(BRANCH, PLAIN, Office::DeputySecretary);
		let before = Due::get();
		for suspended in [true, false] {
			Organizations::rest(PLAIN, suspended);
			assert_eq!(Due::get(), before);
		}
	});
}

#[test]
fn dismissal_of_a_suspended_secretary_gives_no_more_time() {
	ExtBuilder::default().build_and_execute(|| {
		change(LI, |known| known.status = MembershipStatus::Inactive);
		Organizations::rest(LI, true);
		wait(10 * DAY);
		assert_ok!(Organizations::dismiss(signed(ZHAO), COMMITTEE, BRANCH, LI));
		assert_eq!(missing(BRANCH), Some("2026-04-01".into()));
	});
}

#[test]
fn an_acting_secretary_puts_the_missing_one_off_and_no_further() {
	ExtBuilder::default().build_and_execute(|| {
		act_until(PLAIN, "2026-03-05");
		// Without a signature of anybody after the last day.
		assert_eq!(missing(SISTER_BRANCH), Some("2026-04-04".into()));
		wait(30 * DAY);
		// Taking the seat back gives no more time, and neither does the next acting one without one.
		assert_ok!(Organizations::vacate(PLAIN));
		assert_eq!(missing(SISTER_BRANCH), Some("2026-04-04".into()));
		appoint(SISTER_BRANCH, PLAIN, Office::Secretary);
		assert_eq!(missing(SISTER_BRANCH), None);
	});
}

#[test]
fn an_acting_secretary_who_leaves_early_is_missed_from_then_on() {
	ExtBuilder::default().build_and_execute(|| {
		act_until(PLAIN, "2026-12-31");
		assert_eq!(missing(SISTER_BRANCH), Some("2027-01-30".into()));
		assert_ok!(Organizations::dismiss(signed(ZHAO), COMMITTEE, SISTER_BRANCH, PLAIN));
		assert_eq!(missing(SISTER_BRANCH), Some("2026-04-01".into()));
		assert_eq!(due(SISTER_BRANCH, Item::ActingEnds(PLAIN)), None);
	});
}

#[test]
fn rest_of_an_acting_secretary_ends_with_the_last_day_at_the_latest() {
	ExtBuilder::default().build_and_execute(|| {
		act_until(PLAIN, "2026-03-05");
		Organizations::rest(PLAIN, true);
		assert_eq!(missing(SISTER_BRANCH), Some("2026-04-01".into()));
		Organizations::rest(PLAIN, false);
		assert_eq!(missing(SISTER_BRANCH), Some("2026-04-04".into()));
		// Restored after the last day, nobody is secretary all the same.
		Organizations::rest(PLAIN, true);
		wait(4 * DAY);
		Organizations::rest(PLAIN, false);
		assert_eq!(missing(SISTER_BRANCH), Some("2026-04-01".into()));
	});
}

#[test]
fn a_party_group_misses_no_secretary() {
	ExtBuilder::default().build_and_execute(|| {
		appoint(GROUP, PLAIN, Office::Secretary);
		assert_ok!(Organizations::vacate(PLAIN));
		assert_eq!(missing(GROUP), None);
	});
}

#[test]
fn an_acting_secretary_beside_the_secretary_changes_nothing_while_both_are_there() {
	ExtBuilder::default().build_and_execute(|| {
		appoint(SISTER_BRANCH, KEYLESS, Office::Secretary);
		act_until(PLAIN, "2026-03-05");
		assert_eq!(missing(SISTER_BRANCH), None);
		// A second one of either kind there is not.
		let zhao = || signed(ZHAO);
		let (other, offices) = (PersonId(CROWD), || vec![Office::Secretary]);
		assert_noop!(
			Organizations::appoint(zhao(), COMMITTEE, SISTER_BRANCH, other, offices(), vec![]),
			Error::<Test>::SecretaryExists
		);
		let until = "2026-03-05".into();
		assert_noop!(
			Organizations::appoint_acting(
				zhao(),
				COMMITTEE,
				SISTER_BRANCH,
				other,
				offices(),
				vec![],
				until
			),
			Error::<Test>::SecretaryExists
		);
		// The acting one goes: the secretary is still there. The secretary goes: the next acting one
		// puts the missing one off.
		assert_ok!(Organizations::dismiss(zhao(), COMMITTEE, SISTER_BRANCH, PLAIN));
		assert_eq!(missing(SISTER_BRANCH), None);
		act_until(PLAIN, "2026-03-31");
		assert_ok!(Organizations::dismiss(zhao(), COMMITTEE, SISTER_BRANCH, KEYLESS));
		assert_eq!(missing(SISTER_BRANCH), Some("2026-04-30".into()));
	});
}

#[test]
fn rest_of_the_secretary_is_put_off_by_an_acting_one_in_force_only() {
	ExtBuilder::default().build_and_execute(|| {
		appoint(SISTER_BRANCH, KEYLESS, Office::Secretary);
		act_until(PLAIN, "2026-03-05");
		Organizations::rest(KEYLESS, true);
		assert_eq!(missing(SISTER_BRANCH), Some("2026-04-04".into()));
		Organizations::rest(KEYLESS, false);
		assert_eq!(missing(SISTER_BRANCH), None);
		// After the last day the acting one counts no more.
		wait(4 * DAY);
		Organizations::rest(KEYLESS, true);
		assert_eq!(missing(SISTER_BRANCH), Some("2026-04-05".into()));
		Organizations::rest(KEYLESS, false);
		assert_eq!(missing(SISTER_BRANCH), None);
	});
}
