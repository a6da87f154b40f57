use super::*;

fn appoint(
	by: PersonId,
	org: OrgId,
	target: OrgId,
	person: PersonId,
	offices: &[Office],
	powers: &[Power],
) -> DispatchResult {
	Organizations::appoint(signed(by), org, target, person, offices.to_vec(), powers.to_vec())
}

const HANDLER: &[Power] = &[Power::Handler];
const MEMBER: &[Office] = &[Office::CommitteeMember];

#[test]
fn appoint_works_and_comes_into_force_after_the_delay() {
	ExtBuilder::default().build_and_execute(|| {
		let powers = [Power::Approver, Power::Handler];
		assert_ok!(appoint(LI, BRANCH, BRANCH, PLAIN, &[Office::DeputySecretary], &powers));
		let effective_at = MONDAY + DAY;
		assert_eq!(
			last_event(),
			Event::Appointed {
				org: BRANCH,
				person: PLAIN,
				offices_before: vec![],
				powers_before: vec![],
				offices: vec![Office::DeputySecretary],
				powers: vec![Power::Handler, Power::Approver],
				since: "2026-03-02".into(),
				effective_at,
				until: None,
				acting: BRANCH,
				by: LI,
			}
		);
		let appointment = Appointments::<Test>::get(BRANCH, PLAIN).unwrap();
		assert_eq!(appointment.by, Some(LI));
		assert_eq!(appointment.since, date("2026-03-02"));
		assert_eq!(Orgs::<Test>::get(BRANCH).unwrap().officers, 2);
		assert_eq!(Organizations::offices_of(PLAIN), 1);
		assert_eq!(Entitled::get().get(&account(PLAIN)), Some(&1));

		Now::set(effective_at - 1);
		assert!(Organizations::powers_of(BRANCH, PLAIN).is_empty());
		Now::set(effective_at);
		assert_eq!(Organizations::powers_of(BRANCH, PLAIN), Powers::from(&powers[..]));
		assert!(Organizations::powers_of(COMMITTEE, PLAIN).is_empty());
	});
}

#[test]
fn appoint_by_a_superior_reaches_the_whole_subtree() {
	ExtBuilder::default().build_and_execute(|| {
		for target in [PROVINCE, COUNTY, COMMITTEE, BRANCH, GROUP, OTHER_BRANCH] {
			assert_ok!(appoint(LIN, PROVINCE, target, PLAIN, &[], HANDLER));
		}
		assert_eq!(Organizations::offices_of(PLAIN), 6);
		assert_eq!(Entitled::get().get(&account(PLAIN)), Some(&6));
	});
}

#[test]
fn appoint_by_anybody_but_an_approver_of_the_acting_organization_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for (_, origin) in not_the_committees() {
			assert_noop!(
				Organizations::appoint(
					origin,
					COMMITTEE,
					BRANCH,
					PLAIN,
					vec![],
					vec![Power::Handler]
				),
				Error::<Test>::NotAuthorized
			);
		}
	});
}

#[test]
fn appoint_above_or_beside_the_acting_organization_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for target in [PROVINCE, OTHER_COUNTY, OTHER_BRANCH] {
			assert_noop!(
				appoint(WANG, COUNTY, target, PLAIN, &[], HANDLER),
				Error::<Test>::OutsideSubtree
			);
		}
	});
}

#[test]
fn appoint_in_an_organization_that_is_not_there_or_stands_still_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(appoint(LIN, PROVINCE, NEXT, PLAIN, &[], HANDLER), Error::<Test>::OrgNotFound);
		Orgs::<Test>::mutate_extant(BRANCH, |org| org.status = OrgStatus::Frozen);
		assert_noop!(
			appoint(LIN, PROVINCE, BRANCH, PLAIN, &[], HANDLER),
			Error::<Test>::OrgNotActive
		);
	});
}

#[test]
fn appoint_oneself_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for target in [COMMITTEE, BRANCH] {
			assert_noop!(
				appoint(ZHAO, COMMITTEE, target, ZHAO, &[], HANDLER),
				Error::<Test>::OwnAppointment
			);
		}
	});
}

#[test]
fn appoint_of_nothing_or_of_something_twice_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(appoint(LI, BRANCH, BRANCH, PLAIN, &[], &[]), Error::<Test>::AppointmentEmpty);
		assert_noop!(
			appoint(LI, BRANCH, BRANCH, PLAIN, &[], &[Power::Handler, Power::Handler]),
			Error::<Test>::DuplicateEntries
		);
		assert_noop!(
			appoint(LI, BRANCH, BRANCH, PLAIN, &[Office::Publicity, Office::Publicity], &[]),
			Error::<Test>::DuplicateEntries
		);
	});
}

#[test]
fn appoint_asks_for_the_right_standing() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			appoint(LI, BRANCH, BRANCH, NOBODY, &[], HANDLER),
			Error::<Test>::PersonNotFound
		);
		for person in [PROBATIONARY, APPLICANT, SUSPENDED, FORMER] {
			assert_noop!(
				appoint(LI, BRANCH, BRANCH, person, MEMBER, HANDLER),
				Error::<Test>::NotFullMember
			);
		}
		for person in [APPLICANT, SUSPENDED, FORMER] {
			assert_noop!(
				appoint(LI, BRANCH, BRANCH, person, &[], HANDLER),
				Error::<Test>::NotMember
			);
		}
		assert_ok!(appoint(LI, BRANCH, BRANCH, PROBATIONARY, &[], HANDLER));
	});
}

#[test]
fn appoint_of_a_person_without_a_key_works_and_entitles_nobody() {
	ExtBuilder::default().build_and_execute(|| {
		let before = Entitled::get();
		assert_ok!(appoint(LI, BRANCH, BRANCH, KEYLESS, MEMBER, &[]));
		assert_eq!(Entitled::get(), before);
		assert_eq!(Organizations::offices_of(KEYLESS), 1);
	});
}

#[test]
fn appoint_replaces_what_the_person_held_and_starts_the_delay_anew() {
	ExtBuilder::default().build_and_execute(|| {
		assert!(!Organizations::powers_of(COMMITTEE, SUN).is_empty());
		assert_ok!(appoint(WANG, COUNTY, COMMITTEE, SUN, MEMBER, HANDLER));
		let Event::Appointed { offices_before, powers_before, offices, powers, acting, by, .. } =
			last_event()
		else {
			panic!("another event");
		};
		assert_eq!((offices_before.len(), powers_before.len()), (0, 10));
		assert_eq!((offices.as_slice(), powers.as_slice()), (MEMBER, HANDLER));
		assert_eq!((acting, by), (COUNTY, WANG));
		// Counted and entitled once.
		assert_eq!(Orgs::<Test>::get(COMMITTEE).unwrap().officers, 2);
		assert_eq!(Organizations::offices_of(SUN), 1);
		assert_eq!(Entitled::get().get(&account(SUN)), Some(&1));
		// Nothing of the old powers is left, and the new ones wait.
		assert!(Organizations::powers_of(COMMITTEE, SUN).is_empty());
		wait(DAY);
		assert_eq!(Organizations::powers_of(COMMITTEE, SUN).list(), HANDLER);
	});
}

#[test]
fn appoint_a_12th_officer_works_and_a_13th_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for n in 0..11 {
			assert_ok!(appoint(LI, BRANCH, BRANCH, PersonId(CROWD + n), &[], HANDLER));
		}
		assert_eq!(Orgs::<Test>::get(BRANCH).unwrap().officers, 12);
		assert_noop!(
			appoint(LI, BRANCH, BRANCH, PLAIN, &[], HANDLER),
			Error::<Test>::MaxOfficersExceeded
		);
		// To replace one of the twelve is no thirteenth; one fewer makes room.
		assert_ok!(appoint(LI, BRANCH, BRANCH, PersonId(CROWD), MEMBER, HANDLER));
		assert_ok!(Organizations::dismiss(signed(LI), BRANCH, BRANCH, PersonId(CROWD)));
		assert_ok!(appoint(LI, BRANCH, BRANCH, PLAIN, &[], HANDLER));
	});
}

#[test]
fn appoint_a_second_secretary_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let secretary = &[Office::Secretary];
		assert_noop!(
			appoint(ZHAO, COMMITTEE, BRANCH, PLAIN, secretary, HANDLER),
			Error::<Test>::SecretaryExists
		);
		// The same person may be confirmed, another organization has its own.
		assert_ok!(appoint(ZHAO, COMMITTEE, BRANCH, LI, secretary, &[Power::Approver]));
		assert_ok!(appoint(ZHAO, COMMITTEE, SISTER_BRANCH, PLAIN, secretary, HANDLER));
		// The office is free once it is taken away.
		assert_ok!(appoint(ZHAO, COMMITTEE, BRANCH, LI, MEMBER, &[Power::Approver]));
		assert_ok!(appoint(ZHAO, COMMITTEE, BRANCH, PLAIN, secretary, HANDLER));
	});
}

#[test]
fn appoint_an_inspector_from_inside_fails_and_from_above_works() {
	ExtBuilder::default().build_and_execute(|| {
		let inspector = &[Power::Inspector];
		assert_noop!(
			appoint(LI, BRANCH, BRANCH, PLAIN, &[], inspector),
			Error::<Test>::InspectorFromAbove
		);
		assert_ok!(appoint(ZHAO, COMMITTEE, BRANCH, PLAIN, &[], inspector));
		// The inspected touch the appointment in no way: neither take it, nor restart its delay.
		for powers in [inspector, HANDLER] {
			assert_noop!(
				appoint(LI, BRANCH, BRANCH, PLAIN, &[], powers),
				Error::<Test>::InspectorFromAbove
			);
		}
		// Any superior may change it.
		assert_ok!(appoint(LIN, PROVINCE, BRANCH, PLAIN, &[], HANDLER));
	});
}

#[test]
fn appoint_with_the_entitlement_failing_changes_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		EntitlementFails::set(true);
		assert_noop!(
			appoint(LI, BRANCH, BRANCH, PLAIN, &[], HANDLER),
			DispatchError::Other("planted failure")
		);
	});
}

#[test]
fn appoint_beyond_the_last_office_fails() {
	ExtBuilder::default().build().execute_with(|| {
		let many: Vec<OrgId> = (100..132).map(OrgId).collect();
		OfficesHeld::<Test>::insert(PLAIN, BoundedVec::truncate_from(many.clone()));
		assert_noop!(
			appoint(LI, BRANCH, BRANCH, PLAIN, &[], HANDLER),
			Error::<Test>::MaxOfficesExceeded
		);
		OfficesHeld::<Test>::insert(PLAIN, BoundedVec::truncate_from(many[1..].to_vec()));
		assert_ok!(appoint(LI, BRANCH, BRANCH, PLAIN, &[], HANDLER));
		assert_eq!(Organizations::offices_of(PLAIN), 32);
		OfficesHeld::<Test>::insert(PLAIN, BoundedVec::truncate_from(vec![BRANCH]));
		sane();
	});
}
