use super::*;

#[test]
fn resign_works() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::resign(signed(LI), BRANCH));
		assert_eq!(
			last_event(),
			Event::Resigned {
				org: BRANCH,
				person: LI,
				offices: vec![Office::Secretary],
				powers: vec![Power::Approver],
			}
		);
		assert_eq!(Appointments::<Test>::get(BRANCH, LI), None);
		assert_eq!(Orgs::<Test>::get(BRANCH).unwrap().officers, 0);
		assert_eq!(Organizations::offices_of(LI), 0);
		assert_eq!(Entitled::get().get(&account(LI)), None);
	});
}

#[test]
fn resign_before_the_appointment_is_in_force_works() {
	ExtBuilder::default().build_and_execute(|| {
		let powers = vec![Power::Handler];
		assert_ok!(Organizations::appoint(signed(LI), BRANCH, BRANCH, PLAIN, vec![], powers));
		assert_ok!(Organizations::resign(signed(PLAIN), BRANCH));
	});
}

#[test]
fn resign_where_the_organization_stands_still_works() {
	ExtBuilder::default().build_and_execute(|| {
		Orgs::<Test>::mutate_extant(BRANCH, |org| org.status = OrgStatus::Frozen);
		assert_ok!(Organizations::resign(signed(LI), BRANCH));
	});
}

#[test]
fn resign_by_anybody_but_an_officer_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Organizations::resign(origin, BRANCH), DispatchError::BadOrigin);
		}
		// A key that is bound to nobody, and one that is frozen.
		for origin in [RuntimeOrigin::signed(5), signed(FROZEN)] {
			assert_noop!(
				Organizations::resign(origin, SISTER_BRANCH),
				Error::<Test>::AccountNotBound
			);
		}
		// A plain member, a superior, an officer of another branch, one who was dismissed.
		assert_ok!(Organizations::dismiss(signed(ZHAO), COMMITTEE, BRANCH, LI));
		for person in [PLAIN, WANG, CHEN, LI] {
			assert_noop!(
				Organizations::resign(signed(person), BRANCH),
				Error::<Test>::OfficerNotFound
			);
		}
		assert_noop!(Organizations::resign(signed(WANG), NEXT), Error::<Test>::OfficerNotFound);
	});
}

#[test]
fn resign_by_the_only_approver_of_the_root_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let appoint = |powers: &[Power]| {
			Organizations::appoint(signed(LIN), PROVINCE, PROVINCE, PLAIN, vec![], powers.to_vec())
		};
		assert_noop!(Organizations::resign(signed(LIN), PROVINCE), Error::<Test>::LastApprover);
		assert_ok!(appoint(&[Power::Handler]));
		assert_noop!(Organizations::resign(signed(LIN), PROVINCE), Error::<Test>::LastApprover);
		assert_ok!(appoint(&[Power::Approver]));
		assert_ok!(Organizations::resign(signed(LIN), PROVINCE));
		assert_noop!(Organizations::resign(signed(PLAIN), PROVINCE), Error::<Test>::LastApprover);
		wait(DAY);
		assert!(Organizations::powers_of(PROVINCE, PLAIN).contains(Power::Approver));
	});
}

#[test]
fn resign_with_the_entitlement_failing_changes_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		EntitlementFails::set(true);
		assert_noop!(
			Organizations::resign(signed(LI), BRANCH),
			DispatchError::Other("planted failure")
		);
	});
}
