use super::*;

#[test]
fn dismiss_works_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		assert!(Organizations::powers_of(BRANCH, LI).contains(Power::Approver));
		assert_ok!(Organizations::dismiss(signed(WANG), COUNTY, BRANCH, LI));
		assert_eq!(
			last_event(),
			Event::Dismissed {
				org: BRANCH,
				person: LI,
				offices: vec![Office::Secretary],
				powers: vec![Power::Approver],
				acting: COUNTY,
				by: WANG,
			}
		);
		assert_eq!(Appointments::<Test>::get(BRANCH, LI), None);
		assert_eq!(Orgs::<Test>::get(BRANCH).unwrap().officers, 0);
		assert!(!OfficesHeld::<Test>::contains_key(LI));
		assert_eq!(Entitled::get().get(&account(LI)), None);
		assert!(Organizations::powers_of(BRANCH, LI).is_empty());
		assert_noop!(
			Organizations::dismiss(signed(LI), BRANCH, BRANCH, LI),
			Error::<Test>::NotAuthorized
		);
	});
}

#[test]
fn dismiss_leaves_other_appointments_of_the_person() {
	ExtBuilder::default().build_and_execute(|| {
		let powers = vec![Power::Handler];
		assert_ok!(Organizations::appoint(signed(LIN), PROVINCE, OTHER_BRANCH, LI, vec![], powers));
		assert_ok!(Organizations::dismiss(signed(ZHAO), COMMITTEE, BRANCH, LI));
		assert_eq!(Organizations::offices_of(LI), 1);
		assert_eq!(Entitled::get().get(&account(LI)), Some(&1));
		assert!(Appointments::<Test>::contains_key(OTHER_BRANCH, LI));
	});
}

#[test]
fn dismiss_by_anybody_but_an_approver_of_the_acting_organization_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for (_, origin) in not_the_committees() {
			assert_noop!(
				Organizations::dismiss(origin, COMMITTEE, BRANCH, LI),
				Error::<Test>::NotAuthorized
			);
		}
	});
}

#[test]
fn dismiss_above_or_beside_the_acting_organization_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for (target, person) in [(PROVINCE, LIN), (OTHER_COUNTY, CHEN)] {
			assert_noop!(
				Organizations::dismiss(signed(WANG), COUNTY, target, person),
				Error::<Test>::OutsideSubtree
			);
		}
		assert_noop!(
			Organizations::dismiss(signed(WANG), COUNTY, NEXT, LI),
			Error::<Test>::OrgNotFound
		);
	});
}

#[test]
fn dismiss_oneself_or_somebody_who_is_no_officer_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Organizations::dismiss(signed(ZHAO), COMMITTEE, COMMITTEE, ZHAO),
			Error::<Test>::OwnAppointment
		);
		assert_noop!(
			Organizations::dismiss(signed(ZHAO), COMMITTEE, COMMITTEE, PLAIN),
			Error::<Test>::OfficerNotFound
		);
		// Li is an officer of the branch, not of the committee.
		assert_noop!(
			Organizations::dismiss(signed(ZHAO), COMMITTEE, COMMITTEE, LI),
			Error::<Test>::OfficerNotFound
		);
	});
}

#[test]
fn dismiss_an_inspector_by_the_inspected_fails_and_from_above_works() {
	ExtBuilder::default().build_and_execute(|| {
		// Sun inspects the committee, among other things; Zhao is the committee's own approver.
		assert_noop!(
			Organizations::dismiss(signed(ZHAO), COMMITTEE, COMMITTEE, SUN),
			Error::<Test>::InspectorFromAbove
		);
		assert_ok!(Organizations::dismiss(signed(WANG), COUNTY, COMMITTEE, SUN));
	});
}

#[test]
fn dismiss_works_where_the_organization_stands_still() {
	ExtBuilder::default().build_and_execute(|| {
		Orgs::<Test>::mutate_extant(BRANCH, |org| org.status = OrgStatus::Frozen);
		assert_ok!(Organizations::dismiss(signed(ZHAO), COMMITTEE, BRANCH, LI));
	});
}

#[test]
fn dismiss_of_a_person_without_a_key_works() {
	ExtBuilder::default().build_and_execute(|| {
		let powers = vec![Power::Handler];
		assert_ok!(Organizations::appoint(signed(LI), BRANCH, BRANCH, KEYLESS, vec![], powers));
		assert_ok!(Organizations::dismiss(signed(LI), BRANCH, BRANCH, KEYLESS));
		assert_eq!(Organizations::offices_of(KEYLESS), 0);
	});
}

#[test]
fn dismiss_with_the_entitlement_failing_changes_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		EntitlementFails::set(true);
		assert_noop!(
			Organizations::dismiss(signed(ZHAO), COMMITTEE, BRANCH, LI),
			DispatchError::Other("planted failure")
		);
	});
}

#[test]
fn dismiss_and_appoint_again_starts_the_delay_anew() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::dismiss(signed(ZHAO), COMMITTEE, BRANCH, LI));
		let powers = vec![Power::Approver];
		assert_ok!(Organizations::appoint(signed(ZHAO), COMMITTEE, BRANCH, LI, vec![], powers));
		assert_noop!(
			Organizations::dismiss(signed(LI), BRANCH, BRANCH, PLAIN),
			Error::<Test>::NotAuthorized
		);
		wait(DAY);
		assert_noop!(
			Organizations::dismiss(signed(LI), BRANCH, BRANCH, PLAIN),
			Error::<Test>::OfficerNotFound
		);
	});
}
