use super::*;

fn acting(person: PersonId, offices: &[Office], until: &str) -> DispatchResult {
	Organizations::appoint_acting(
		signed(ZHAO),
		COMMITTEE,
		SISTER_BRANCH,
		person,
		offices.to_vec(),
		vec![Power::Approver],
		until.into(),
	)
}

fn expire(person: PersonId) -> DispatchResult {
	Organizations::expire_acting(signed(SUN), COMMITTEE, SISTER_BRANCH, person)
}

/// To the given hour in China of a day after Monday.
fn to_day(days: u64, hour: u64) {
	Now::set(MONDAY + days * DAY + hour * HOUR - 9 * HOUR);
}

#[test]
fn appoint_acting_works_through_the_last_day_and_not_after_it() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(acting(PLAIN, &[Office::Secretary], "2026-03-05"));
		assert_eq!(
			last_event(),
			Event::Appointed {
				org: SISTER_BRANCH,
				person: PLAIN,
				offices_before: vec![],
				powers_before: vec![],
				offices: vec![Office::Secretary],
				powers: vec![Power::Approver],
				since: "2026-03-02".into(),
				effective_at: MONDAY + DAY,
				until: Some("2026-03-05".into()),
				acting: COMMITTEE,
				by: ZHAO,
			}
		);
		assert_eq!(due(SISTER_BRANCH, Item::ActingEnds(PLAIN)), Some(date("2026-03-05")));
		let acts = || !Organizations::powers_of(SISTER_BRANCH, PLAIN).is_empty();
		assert!(!acts(), "the delay is the same for everybody");
		to_day(1, 9);
		assert!(acts());
		// Thursday to its last millisecond in China.
		to_day(4, 0);
		Now::mutate(|now| *now -= 1);
		assert!(acts());
		wait(1);
		assert!(!acts());
		// What was signed on Thursday and comes into a block on Friday is refused.
		assert_noop!(
			Organizations::appoint(
				signed(PLAIN),
				SISTER_BRANCH,
				SISTER_BRANCH,
				KEYLESS,
				vec![],
				vec![Power::Handler]
			),
			Error::<Test>::NotAuthorized
		);
		let officer = &Organizations::officers(SISTER_BRANCH)[0];
		assert_eq!((officer.person, officer.until.clone()), (PLAIN, Some("2026-03-05".into())));
	});
}

#[test]
fn appoint_acting_until_today_works_and_until_yesterday_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(acting(PLAIN, &[], "2026-03-01"), Error::<Test>::DateInPast);
		assert_noop!(acting(PLAIN, &[], "2026-02-29"), Error::<Test>::DateInvalid);
		assert_ok!(acting(PLAIN, &[], "2026-03-02"));
	});
}

#[test]
fn appoint_acting_follows_the_rules_of_appointments() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, origin) in not_the_committees() {
			println!("{who}");
			let call = Organizations::appoint_acting(
				origin,
				COMMITTEE,
				BRANCH,
				PLAIN,
				vec![],
				vec![Power::Handler],
				"2026-12-31".into(),
			);
			assert_noop!(call, Error::<Test>::NotAuthorized);
		}
		assert_noop!(acting(ZHAO, &[], "2026-12-31"), Error::<Test>::OwnAppointment);
		assert_noop!(acting(NOBODY, &[], "2026-12-31"), Error::<Test>::PersonNotFound);
		assert_noop!(
			acting(PROBATIONARY, &[Office::Secretary], "2026-12-31"),
			Error::<Test>::NotFullMember
		);
		assert_noop!(
			Organizations::appoint_acting(
				signed(WANG),
				COUNTY,
				OTHER_BRANCH,
				PLAIN,
				vec![],
				vec![Power::Handler],
				"2026-12-31".into(),
			),
			Error::<Test>::OutsideSubtree
		);
	});
}

#[test]
fn expire_acting_works_after_the_last_day_only() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(acting(PLAIN, &[Office::Secretary], "2026-03-05"));
		to_day(3, 23);
		assert_noop!(expire(PLAIN), Error::<Test>::NotExpired);
		to_day(4, 0);
		assert_ok!(expire(PLAIN));
		assert_eq!(
			last_event(),
			Event::ActingExpired {
				org: SISTER_BRANCH,
				person: PLAIN,
				offices: vec![Office::Secretary],
				powers: vec![Power::Approver],
				until: "2026-03-05".into(),
				acting: COMMITTEE,
				by: SUN,
			}
		);
		assert_eq!(Organizations::offices_of(PLAIN), 0);
		assert_eq!(due(SISTER_BRANCH, Item::ActingEnds(PLAIN)), None);
		// Thirty days after the last day, as the agenda knew from the appointment on.
		assert_eq!(due(SISTER_BRANCH, Item::NoSecretary), Some(date("2026-04-04")));
		assert_noop!(expire(PLAIN), Error::<Test>::OfficerNotFound);
	});
}

#[test]
fn expire_acting_by_no_officer_of_a_superior_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(acting(PLAIN, &[], "2026-03-02"));
		for (who, origin) in no_officers_of_the_committee() {
			println!("{who}");
			assert_noop!(
				Organizations::expire_acting(origin, COMMITTEE, SISTER_BRANCH, PLAIN),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			Organizations::expire_acting(signed(CHEN), OTHER_COUNTY, SISTER_BRANCH, PLAIN),
			Error::<Test>::OutsideSubtree
		);
		assert_noop!(
			Organizations::expire_acting(signed(SUN), COMMITTEE, NEXT, PLAIN),
			Error::<Test>::OrgNotFound
		);
		// An officer without an end is dismissed, not expired.
		assert_noop!(
			Organizations::expire_acting(signed(SUN), COMMITTEE, BRANCH, LI),
			Error::<Test>::NotExpired
		);
	});
}

#[test]
fn appoint_takes_the_seat_of_an_acting_officer_whose_time_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(acting(PLAIN, &[Office::Secretary], "2026-03-05"));
		let appoint = |person| {
			Organizations::appoint(
				signed(ZHAO),
				COMMITTEE,
				SISTER_BRANCH,
				person,
				vec![Office::Secretary],
				vec![Power::Approver],
			)
		};
		to_day(3, 12);
		assert_noop!(
			acting(KEYLESS, &[Office::Secretary], "2026-12-31"),
			Error::<Test>::SecretaryExists
		);
		to_day(4, 12);
		assert_ok!(appoint(KEYLESS));
		assert!(!Appointments::<Test>::contains_key(SISTER_BRANCH, PLAIN));
		assert_eq!(Orgs::<Test>::get(SISTER_BRANCH).unwrap().officers, 2);
		assert_eq!(due(SISTER_BRANCH, Item::NoSecretary), None);
	});
}

#[test]
fn appoint_the_acting_officer_without_an_end_clears_the_agenda() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(acting(PLAIN, &[Office::Secretary], "2026-03-05"));
		assert_ok!(Organizations::appoint(
			signed(ZHAO),
			COMMITTEE,
			SISTER_BRANCH,
			PLAIN,
			vec![Office::Secretary],
			vec![]
		));
		assert_eq!(due(SISTER_BRANCH, Item::ActingEnds(PLAIN)), None);
		assert_eq!(due(SISTER_BRANCH, Item::NoSecretary), None);
	});
}

#[test]
fn dismiss_a_secretary_tells_the_agenda() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(due(BRANCH, Item::NoSecretary), None);
		assert_ok!(Organizations::dismiss(signed(ZHAO), COMMITTEE, BRANCH, LI));
		assert_eq!(due(BRANCH, Item::NoSecretary), Some(date("2026-04-01")));
		// An officer who was none does not.
		assert_ok!(Organizations::dismiss(signed(WANG), COUNTY, COMMITTEE, SUN));
		assert_eq!(due(COMMITTEE, Item::NoSecretary), None);
	});
}
