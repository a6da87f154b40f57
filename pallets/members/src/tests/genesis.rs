//! The first block.

use super::*;
use crate::{Accounts, GenesisConfig, Persons, RegistrarKeys};
use chuxin_primitives::organization::Powers;
use frame::{deps::sp_core::Pair, testing_prelude::BuildStorage};

fn build(founders: Vec<(chuxin_primitives::AccountId, u32)>) {
	let config = GenesisConfig::<Test> { founders, ..Default::default() };
	let _ = config.build_storage();
}

#[test]
fn founders_are_full_members_with_a_key_and_no_record() {
	test(|| {
		assert_eq!(Members::person_count(), FOUNDERS);
		for (id, person) in Persons::<Test>::iter() {
			assert_eq!(person.status, MembershipStatus::Full);
			assert_eq!((person.spell, person.record, person.birthday), (1, None, None));
			assert_eq!(person.life.len, 0);
			assert_eq!(person.account, Some(key_of(id)));
			assert_eq!(Accounts::<Test>::get(key_of(id)), Some(id));
			assert_eq!(Entitlements::get(key_of(id)).memberships, 1);
		}
		assert_eq!(Persons::<Test>::get(SUPERIOR).unwrap().org, OFFICE_BRANCH);
		assert_eq!(RegistrarKeys::<Test>::get(1), Some(registrar().public().0));
	});
}

#[test]
fn founder_appointed_before_gets_the_offices() {
	test(|| {
		let next = PersonId(FOUNDERS);
		for org in [COUNTY, PROVINCE] {
			Officers::insert(org, next, (Powers::NONE, None::<PersonId>));
		}
		assert_ok!(Members::found(&key_of(next), BRANCH));
		assert_eq!(
			Entitlements::get(key_of(next)),
			Entitled { offices: 2, memberships: 1, ..Default::default() }
		);
	});
}

#[test]
#[should_panic(expected = "BranchNotFound")]
fn founder_of_an_unknown_branch_fails() {
	build(vec![(account(1), NOWHERE.0)]);
}

#[test]
#[should_panic(expected = "NotABranch")]
fn founder_of_a_committee_fails() {
	build(vec![(account(1), COUNTY.0)]);
}

#[test]
#[should_panic(expected = "AccountTaken")]
fn founder_twice_fails() {
	build(vec![(account(1), BRANCH.0), (account(1), BRANCH_B.0)]);
}
