use super::*;
use crate::{
	AccountantPower, ApproverPower, EnsureOfficer, HandlerPower, InspectorPower, StatisticsPower,
};
use chuxin_primitives::organization::Officer;
use frame::traits::EnsureOriginWithArg;

fn ensure<P: Get<Power>>(origin: RuntimeOrigin, org: OrgId) -> Option<Officer> {
	EnsureOfficer::<Test, P>::ensure_origin(origin, &org).ok()
}

#[test]
fn ensure_officer_names_the_person_and_who_appointed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(
			ensure::<ApproverPower>(signed(LI), BRANCH),
			Some(Officer { person: LI, org: BRANCH, appointed_by: None })
		);
		let powers = vec![Power::Handler];
		assert_ok!(Organizations::appoint(signed(ZHAO), COMMITTEE, BRANCH, PLAIN, vec![], powers));
		wait(DAY);
		assert_eq!(
			ensure::<HandlerPower>(signed(PLAIN), BRANCH),
			Some(Officer { person: PLAIN, org: BRANCH, appointed_by: Some(ZHAO) })
		);
	});
}

#[test]
fn ensure_officer_asks_for_exactly_the_power() {
	ExtBuilder::default().build_and_execute(|| {
		assert!(ensure::<HandlerPower>(signed(SUN), COMMITTEE).is_some());
		assert!(ensure::<AccountantPower>(signed(SUN), COMMITTEE).is_some());
		assert!(ensure::<StatisticsPower>(signed(SUN), COMMITTEE).is_some());
		assert!(ensure::<InspectorPower>(signed(SUN), COMMITTEE).is_some());
		assert_eq!(ensure::<ApproverPower>(signed(SUN), COMMITTEE), None);
		assert_eq!(ensure::<HandlerPower>(signed(ZHAO), COMMITTEE), None);
	});
}

#[test]
fn ensure_officer_takes_an_inspector_for_everything_below_until_the_last_day() {
	ExtBuilder::default().build_and_execute(|| {
		let inspects =
			|org| ensure::<InspectorPower>(signed(PLAIN), org).map(|o| (o.person, o.org));
		assert_ok!(Organizations::appoint_acting(
			signed(LIN),
			PROVINCE,
			COMMITTEE,
			PLAIN,
			vec![],
			vec![Power::Inspector, Power::Handler],
			"2026-03-04".into()
		));
		assert_eq!(inspects(COMMITTEE), None, "the delay is the same for everybody");
		wait(DAY);
		for org in [COMMITTEE, BRANCH, GROUP, SISTER_BRANCH] {
			assert_eq!(inspects(org), Some((PLAIN, org)));
		}
		for org in [COUNTY, PROVINCE, OTHER_BRANCH] {
			assert_eq!(inspects(org), None, "neither above nor beside");
		}
		// No other power reaches down.
		assert!(ensure::<HandlerPower>(signed(PLAIN), COMMITTEE).is_some());
		assert_eq!(ensure::<HandlerPower>(signed(PLAIN), BRANCH), None);
		wait(2 * DAY);
		assert_eq!((inspects(COMMITTEE), inspects(BRANCH)), (None, None));
	});
}

#[test]
fn ensure_officer_refuses_every_stranger_and_gives_the_origin_back() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, origin) in not_the_committees() {
			let back = EnsureOfficer::<Test, ApproverPower>::try_origin(origin.clone(), &COMMITTEE);
			assert_eq!(back.map_err(|o| o.caller), Err(origin.caller), "{who}");
		}
		assert!(ensure::<ApproverPower>(signed(ZHAO), COMMITTEE).is_some());
	});
}

#[test]
fn ensure_officer_refuses_a_frozen_key_until_it_is_thawed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(ensure::<ApproverPower>(signed(FROZEN), SISTER_BRANCH), None);
		change(FROZEN, |known| known.frozen = false);
		assert!(ensure::<ApproverPower>(signed(FROZEN), SISTER_BRANCH).is_some());
	});
}

#[test]
fn ensure_officer_follows_the_person_not_the_key() {
	ExtBuilder::default().build_and_execute(|| {
		change(LI, |known| known.account = Some(77));
		Entitled::mutate(|all| {
			let offices = all.remove(&account(LI)).unwrap();
			all.insert(77, offices);
		});
		assert_eq!(ensure::<ApproverPower>(signed(LI), BRANCH), None);
		assert!(ensure::<ApproverPower>(RuntimeOrigin::signed(77), BRANCH).is_some());
	});
}

#[test]
fn powers_of_are_none_where_the_organization_stands_still() {
	for status in [OrgStatus::Frozen, OrgStatus::Archived, OrgStatus::MergedInto(COUNTY)] {
		ExtBuilder::default().build_and_execute(|| {
			assert!(!Organizations::powers_of(BRANCH, LI).is_empty());
			Orgs::<Test>::mutate_extant(BRANCH, |org| org.status = status);
			assert!(Organizations::powers_of(BRANCH, LI).is_empty());
			Orgs::<Test>::mutate_extant(BRANCH, |org| org.status = OrgStatus::Active);
		});
	}
}

#[test]
fn powers_of_need_a_full_or_probationary_member() {
	use MembershipStatus::*;
	ExtBuilder::default().build_and_execute(|| {
		for (status, acts) in [
			(Applicant, false),
			(ActiveApplicant, false),
			(Candidate, false),
			(Probationary, true),
			(Full, true),
			(Inactive, false),
			(Former, false),
		] {
			change(LI, |known| known.status = status);
			assert_eq!(!Organizations::powers_of(BRANCH, LI).is_empty(), acts, "{status:?}");
		}
	});
}

#[test]
fn walks_follow_the_tree() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Organizations::ancestors(GROUP), [GROUP, BRANCH, COMMITTEE, COUNTY, PROVINCE]);
		assert_eq!(Organizations::ancestors(PROVINCE), [PROVINCE]);
		assert!(Organizations::ancestors(NEXT).is_empty());
		assert!(Organizations::is_within(GROUP, GROUP));
		assert!(Organizations::is_within(GROUP, PROVINCE));
		assert!(!Organizations::is_within(PROVINCE, GROUP));
		assert!(!Organizations::is_within(GROUP, OTHER_COUNTY));
		assert!(!Organizations::is_within(NEXT, NEXT), "an organization that is not here");
		assert_eq!(Organizations::lookup(BRANCH), Some((OrgKind::Branch, OrgStatus::Active)));
		assert_eq!(Organizations::lookup(NEXT), None);
	});
}
