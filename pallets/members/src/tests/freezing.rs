//! Freezing and thawing a key.

use super::*;
use crate::{Freezes, Persons};
use chuxin_primitives::traits::Persons as _;

#[test]
fn freeze_account_works() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let account = bind(id, 50);
		// Any power of the branch will do: it must be possible at once.
		assert_ok!(Members::freeze_account(as_person(CLERK), BRANCH, id));
		assert!(Persons::<Test>::get(id).unwrap().frozen);
		assert_eq!(Freezes::<Test>::get(id), Some(CLERK));
		assert!(Entitlements::get(&account).frozen);
		assert_eq!(Members::acting(&account), None);
		assert_eq!(Members::account_of(id), Some(account.clone()));
		assert_eq!(
			last_event(),
			Event::AccountFrozen { org: BRANCH, person: id, account, by: CLERK }
		);
		assert_noop!(
			Members::freeze_account(as_person(HANDLER), COUNTY, id),
			Error::<Test>::AlreadyFrozen
		);
	});
}

#[test]
fn freeze_account_of_an_officer_needs_a_superior() {
	test(|| {
		// The clerk is an officer of the branch and a member of it.
		assert_noop!(
			Members::freeze_account(as_person(BRANCH_OFFICER), BRANCH, CLERK),
			Error::<Test>::SuperiorNeeded
		);
		assert_ok!(Members::freeze_account(as_person(HANDLER), COUNTY, CLERK));
		assert_noop!(
			Members::unfreeze_account(as_person(BRANCH_OFFICER), BRANCH, CLERK),
			Error::<Test>::SuperiorNeeded
		);
		assert_ok!(Members::unfreeze_account(as_person(APPROVER), COUNTY, CLERK));
		// No officer any more: the branch may.
		dismiss(BRANCH, CLERK);
		assert_ok!(Members::freeze_account(as_person(BRANCH_OFFICER), BRANCH, CLERK));
	});
}

#[test]
fn freeze_account_of_oneself_a_stranger_nobody_or_without_key_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let freeze = |who, org, person| Members::freeze_account(as_person(who), org, person);
		assert_noop!(freeze(HANDLER, COUNTY, HANDLER), Error::<Test>::OwnCase);
		assert_noop!(freeze(STRANGER, OTHER_COUNTY, PLAIN), Error::<Test>::PersonNotYours);
		assert_noop!(freeze(HANDLER, COUNTY, PersonId(999)), Error::<Test>::PersonNotFound);
		assert_noop!(freeze(HANDLER, COUNTY, id), Error::<Test>::AccountNotBound);
	});
}

#[test]
fn freeze_own_account_works() {
	test(|| {
		assert_ok!(Members::freeze_own_account(as_person(PLAIN)));
		assert_eq!(Freezes::<Test>::get(PLAIN), Some(PLAIN));
		assert!(Entitlements::get(key_of(PLAIN)).frozen);
		assert_eq!(
			last_event(),
			Event::AccountFrozen { org: BRANCH, person: PLAIN, account: key_of(PLAIN), by: PLAIN }
		);
		assert_noop!(Members::freeze_own_account(as_person(PLAIN)), Error::<Test>::AlreadyFrozen);
		assert_ok!(Members::unfreeze_account(as_person(APPROVER), COUNTY, PLAIN));
	});
}

#[test]
fn freeze_own_account_of_an_officer_works() {
	test(|| {
		assert_ok!(Members::freeze_own_account(as_person(APPROVER)));
		assert_eq!(Members::acting(&key_of(APPROVER)), None);
	});
}

#[test]
fn freeze_own_account_by_nobodys_key_fails() {
	test(|| {
		assert_noop!(
			Members::freeze_own_account(RuntimeOrigin::signed(account(200))),
			Error::<Test>::AccountUnknown
		);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Members::freeze_own_account(origin), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn unfreeze_account_works() {
	test(|| {
		assert_ok!(Members::freeze_account(as_person(HANDLER), COUNTY, PLAIN));
		assert_ok!(Members::unfreeze_account(as_person(APPROVER), COUNTY, PLAIN));
		assert!(!Persons::<Test>::get(PLAIN).unwrap().frozen);
		assert_eq!(Freezes::<Test>::get(PLAIN), None);
		assert!(!Entitlements::get(key_of(PLAIN)).frozen);
		assert_eq!(Members::acting(&key_of(PLAIN)), Some(PLAIN));
		assert_eq!(
			last_event(),
			Event::AccountThawed {
				org: COUNTY,
				person: PLAIN,
				account: key_of(PLAIN),
				by: APPROVER
			}
		);
	});
}

#[test]
fn unfreeze_account_by_the_freezer_the_person_or_a_stranger_fails() {
	test(|| {
		let thaw = |who, org, person| Members::unfreeze_account(as_person(who), org, person);
		assert_noop!(thaw(APPROVER, COUNTY, PLAIN), Error::<Test>::NotFrozen);
		assert_ok!(Members::freeze_account(as_person(APPROVER), COUNTY, PLAIN));
		assert_noop!(thaw(APPROVER, COUNTY, PLAIN), Error::<Test>::FrozenByYou);
		assert_noop!(thaw(APPROVER, COUNTY, APPROVER), Error::<Test>::OwnCase);
		assert_noop!(thaw(STRANGER, OTHER_COUNTY, PLAIN), Error::<Test>::PersonNotYours);
		assert_noop!(thaw(APPROVER, COUNTY, PersonId(999)), Error::<Test>::PersonNotFound);
		// The person's own key is frozen, so not even an office helps.
		assert_ok!(Members::freeze_own_account(as_person(BOTH)));
		assert_noop!(thaw(BOTH, COUNTY, BOTH), Error::<Test>::NotAuthorized);
		assert_ok!(thaw(PROTEGE, COUNTY, PLAIN));
	});
}

#[test]
fn freeze_account_of_an_officer_lapses_at_exact_boundary() {
	test(|| {
		assert_ok!(Members::freeze_account(as_person(HANDLER), COUNTY, CLERK));
		let until = START + OFFICER_FREEZE;
		let view = || Members::person(CLERK).unwrap();
		assert_eq!((view().frozen, view().frozen_until), (true, Some(until)));
		assert_eq!(Entitlements::get(key_of(CLERK)).frozen_until, Some(until));

		Now::set(until - 1);
		assert!(view().frozen && Members::person_record(CLERK).unwrap().frozen);
		assert_eq!(Members::acting(&key_of(CLERK)), None);
		assert_noop!(
			Members::propose_record_update(as_person(CLERK), record(1)),
			Error::<Test>::KeyFrozen
		);
		Now::set(until);
		assert_eq!((view().frozen, view().frozen_until), (false, None));
		assert!(!Members::person_record(CLERK).unwrap().frozen);
		assert_eq!(Members::acting(&key_of(CLERK)), Some(CLERK));
		assert_noop!(
			Members::unfreeze_account(as_person(APPROVER), COUNTY, CLERK),
			Error::<Test>::NotFrozen
		);
		assert_ok!(Members::propose_record_update(as_person(CLERK), record(1)));
		// What is left of it does not stand in the way of the next one.
		assert_ok!(Members::freeze_account(as_person(HANDLER), COUNTY, CLERK));
		assert_eq!(view().frozen_until, Some(until + OFFICER_FREEZE));
		assert_ok!(Members::unfreeze_account(as_person(APPROVER), COUNTY, CLERK));
		assert_eq!((view().frozen, view().frozen_until), (false, None));
	});
}

#[test]
fn freeze_account_of_an_officer_is_renewed_by_another_officer_only() {
	test(|| {
		let freeze = |who| Members::freeze_account(as_person(who), COUNTY, CLERK);
		assert_ok!(freeze(HANDLER));
		pass_days(6);
		assert_noop!(freeze(HANDLER), Error::<Test>::AlreadyFrozen);
		assert_ok!(freeze(BOTH));
		let until = Some(Now::get() + OFFICER_FREEZE);
		assert_eq!(Members::person(CLERK).unwrap().frozen_until, until);
		assert_eq!(Freezes::<Test>::get(CLERK), Some(BOTH));
	});
}

#[test]
fn freezes_of_members_and_by_oneself_do_not_lapse() {
	test(|| {
		assert_ok!(Members::freeze_account(as_person(HANDLER), COUNTY, PLAIN));
		assert_ok!(Members::freeze_own_account(as_person(CLERK)));
		assert_noop!(
			Members::freeze_account(as_person(HANDLER), COUNTY, CLERK),
			Error::<Test>::AlreadyFrozen
		);
		pass_days(365);
		for person in [PLAIN, CLERK] {
			let view = Members::person(person).unwrap();
			assert_eq!((view.frozen, view.frozen_until), (true, None));
		}
	});
}

#[test]
fn freeze_account_of_an_officer_from_below_the_office_fails() {
	test(|| {
		// The superior is a member of `OFFICE_BRANCH`, and an officer of the province above it.
		appoint(OFFICE_BRANCH, STRANGER, &[Power::Handler, Power::Approver], None);
		let freeze = |who, org, person| Members::freeze_account(as_person(who), org, person);
		assert_noop!(freeze(STRANGER, OFFICE_BRANCH, SUPERIOR), Error::<Test>::SuperiorNeeded);
		// The clerk of a branch of the county, who is seated in the other county as well.
		assert_ok!(freeze(HANDLER, COUNTY, CLERK));
		assert_ok!(Members::unfreeze_account(as_person(APPROVER), COUNTY, CLERK));
		appoint(OTHER_COUNTY, CLERK, &[Power::Statistics], None);
		assert_noop!(freeze(HANDLER, COUNTY, CLERK), Error::<Test>::SuperiorNeeded);
		assert_ok!(freeze(SUPERIOR, PROVINCE, CLERK));
		// Officers of the root: the root itself, by another officer.
		assert_noop!(freeze(SUPERIOR, PROVINCE, SUPERIOR), Error::<Test>::OwnCase);
		appoint(PROVINCE, BOTH, &[Power::Handler], None);
		assert_ok!(freeze(BOTH, PROVINCE, SUPERIOR));
	});
}

#[test]
fn freeze_own_account_of_the_last_approver_of_the_root_fails() {
	test(|| {
		LastApprover::set(Some(SUPERIOR));
		assert_noop!(
			Members::freeze_own_account(as_person(SUPERIOR)),
			DispatchError::Other("the last approver of the root")
		);
		LastApprover::set(None);
		assert_ok!(Members::freeze_own_account(as_person(SUPERIOR)));
	});
}
