use super::*;

fn status(org: OrgId) -> OrgStatus {
	Orgs::<Test>::get(org).unwrap().status
}

#[test]
fn freeze_takes_every_power_and_thaw_gives_it_back() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::freeze(signed(WANG), COUNTY, COMMITTEE));
		assert_eq!(
			last_event(),
			Event::StatusSet {
				org: COMMITTEE,
				before: OrgStatus::Active,
				status: OrgStatus::Frozen,
				superior: COUNTY,
				by: WANG,
			}
		);
		assert!(Organizations::powers_of(COMMITTEE, ZHAO).is_empty());
		assert_noop!(
			Organizations::dismiss(signed(ZHAO), COMMITTEE, BRANCH, LI),
			Error::<Test>::NotAuthorized
		);
		// Its own officers cannot thaw it; what is below it works on.
		assert_noop!(
			Organizations::thaw(signed(ZHAO), COMMITTEE, COMMITTEE),
			Error::<Test>::NotAuthorized
		);
		assert!(!Organizations::powers_of(BRANCH, LI).is_empty());
		assert_ok!(Organizations::thaw(signed(LIN), PROVINCE, COMMITTEE));
		assert_eq!(status(COMMITTEE), OrgStatus::Active);
		assert!(Organizations::powers_of(COMMITTEE, ZHAO).contains(Power::Approver));
	});
}

#[test]
fn freeze_and_thaw_by_anybody_but_an_approver_of_the_superior_fail() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, origin) in not_the_committees() {
			println!("{who}");
			assert_noop!(
				Organizations::freeze(origin.clone(), COMMITTEE, BRANCH),
				Error::<Test>::NotAuthorized
			);
			assert_noop!(
				Organizations::thaw(origin, COMMITTEE, BRANCH),
				Error::<Test>::NotAuthorized
			);
		}
	});
}

#[test]
fn freeze_and_thaw_oneself_a_superior_or_a_stranger_fail() {
	ExtBuilder::default().build_and_execute(|| {
		for target in [COUNTY, PROVINCE, OTHER_COUNTY] {
			assert_noop!(
				Organizations::freeze(signed(WANG), COUNTY, target),
				Error::<Test>::NotSuperior
			);
		}
		assert_ok!(Organizations::freeze(signed(LIN), PROVINCE, OTHER_BRANCH));
		assert_noop!(
			Organizations::thaw(signed(WANG), COUNTY, OTHER_BRANCH),
			Error::<Test>::NotSuperior
		);
		// The root has nobody above it.
		assert_noop!(
			Organizations::freeze(signed(LIN), PROVINCE, PROVINCE),
			Error::<Test>::NotSuperior
		);
	});
}

#[test]
fn freeze_twice_and_thaw_what_is_not_frozen_fail() {
	ExtBuilder::default().build_and_execute(|| {
		let freeze = |target| Organizations::freeze(signed(LIN), PROVINCE, target);
		let thaw = |target| Organizations::thaw(signed(LIN), PROVINCE, target);
		assert_noop!(freeze(NEXT), Error::<Test>::OrgNotFound);
		assert_noop!(thaw(NEXT), Error::<Test>::OrgNotFound);
		assert_noop!(thaw(BRANCH), Error::<Test>::NotFrozen);
		assert_ok!(freeze(BRANCH));
		assert_noop!(freeze(BRANCH), Error::<Test>::OrgNotActive);
		assert_ok!(thaw(BRANCH));
		carry(SISTER_BRANCH, RawReorganization::Merge { into: BRANCH });
		assert_noop!(freeze(SISTER_BRANCH), Error::<Test>::OrgNotActive);
		assert_noop!(thaw(SISTER_BRANCH), Error::<Test>::NotFrozen);
	});
}
