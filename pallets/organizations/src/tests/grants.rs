use super::*;

fn set(by: PersonId, org: OrgId, target: OrgId, grants: &[Grant]) -> DispatchResult {
	Organizations::set_grants(signed(by), org, target, grants.to_vec())
}

fn grants(org: OrgId) -> Vec<Grant> {
	Orgs::<Test>::get(org).unwrap().grants.list()
}

#[test]
fn set_grants_by_the_root_works_without_holding_them() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set(LIN, PROVINCE, COUNTY, &[Grant::HoldElections, Grant::ApproveAdmission]));
		assert_eq!(grants(COUNTY), [Grant::ApproveAdmission, Grant::HoldElections]);
		assert_eq!(
			last_event(),
			Event::GrantsSet {
				org: COUNTY,
				before: vec![],
				grants: vec![Grant::ApproveAdmission, Grant::HoldElections],
				superior: PROVINCE,
				by: LIN,
			}
		);
		// Three levels down, past everybody between.
		assert_ok!(set(LIN, PROVINCE, BRANCH, Grant::ALL));
		assert_eq!(grants(BRANCH), Grant::ALL);
	});
}

#[test]
fn set_grants_passes_on_what_the_superior_holds_and_no_more() {
	ExtBuilder::default().build_and_execute(|| {
		let both = [Grant::ApproveAdmission, Grant::HoldElections];
		assert_noop!(set(WANG, COUNTY, COMMITTEE, &both[..1]), Error::<Test>::GrantNotHeld);
		assert_ok!(set(LIN, PROVINCE, COUNTY, &both[..1]));
		assert_noop!(set(WANG, COUNTY, COMMITTEE, &both), Error::<Test>::GrantNotHeld);
		assert_ok!(set(WANG, COUNTY, COMMITTEE, &both[..1]));
		assert_eq!(grants(COMMITTEE), both[..1]);
	});
}

#[test]
fn set_grants_leaves_alone_what_the_superior_does_not_hold() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set(LIN, PROVINCE, COMMITTEE, &[Grant::HoldsDuesAccount]));
		assert_ok!(set(LIN, PROVINCE, COUNTY, &[Grant::ApproveAdmission]));
		// The county may add what it holds, and may not take what the province gave past it.
		assert_ok!(set(
			WANG,
			COUNTY,
			COMMITTEE,
			&[Grant::HoldsDuesAccount, Grant::ApproveAdmission]
		));
		assert_noop!(set(WANG, COUNTY, COMMITTEE, &[]), Error::<Test>::GrantNotHeld);
		assert_noop!(
			set(WANG, COUNTY, COMMITTEE, &[Grant::ApproveAdmission]),
			Error::<Test>::GrantNotHeld
		);
		assert_ok!(set(WANG, COUNTY, COMMITTEE, &[Grant::HoldsDuesAccount]));
		assert_ok!(set(LIN, PROVINCE, COMMITTEE, &[]));
		assert_eq!(
			last_event(),
			Event::GrantsSet {
				org: COMMITTEE,
				before: vec![Grant::HoldsDuesAccount],
				grants: vec![],
				superior: PROVINCE,
				by: LIN,
			}
		);
	});
}

#[test]
fn set_grants_by_anybody_but_an_approver_of_the_superior_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for (_, origin) in not_the_committees() {
			assert_noop!(
				Organizations::set_grants(origin, COMMITTEE, BRANCH, vec![]),
				Error::<Test>::NotAuthorized
			);
		}
	});
}

#[test]
fn set_grants_to_oneself_a_superior_or_a_stranger_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set(LIN, PROVINCE, COUNTY, Grant::ALL));
		for target in [COUNTY, PROVINCE, OTHER_COUNTY, OTHER_BRANCH] {
			assert_noop!(
				set(WANG, COUNTY, target, &[Grant::HoldElections]),
				Error::<Test>::NotSuperior
			);
		}
		assert_noop!(set(LIN, PROVINCE, PROVINCE, Grant::ALL), Error::<Test>::NotSuperior);
	});
}

#[test]
fn set_grants_of_a_list_that_says_nothing_new_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let twice = [Grant::HoldElections, Grant::HoldElections];
		assert_noop!(set(LIN, PROVINCE, COUNTY, &twice), Error::<Test>::DuplicateEntries);
		assert_noop!(set(LIN, PROVINCE, COUNTY, &[]), Error::<Test>::GrantsUnchanged);
		assert_ok!(set(LIN, PROVINCE, COUNTY, &twice[..1]));
		assert_noop!(set(LIN, PROVINCE, COUNTY, &twice[..1]), Error::<Test>::GrantsUnchanged);
	});
}

#[test]
fn set_grants_to_an_organization_that_is_not_there_or_stands_still_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(set(LIN, PROVINCE, NEXT, Grant::ALL), Error::<Test>::OrgNotFound);
		Orgs::<Test>::mutate_extant(COUNTY, |org| org.status = OrgStatus::Frozen);
		assert_noop!(set(LIN, PROVINCE, COUNTY, Grant::ALL), Error::<Test>::OrgNotActive);
	});
}
