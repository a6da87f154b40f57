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
