use super::*;
use crate::GenesisOrg;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// Why a genesis is refused.
fn refused(change: impl FnOnce(&mut crate::GenesisConfig<Test>)) -> String {
	let mut builder = ExtBuilder::default();
	change(&mut builder.genesis);
	let Err(why) = catch_unwind(AssertUnwindSafe(|| drop(builder.build()))) else {
		panic!("the genesis was accepted");
	};
	*why.downcast::<String>().unwrap()
}

#[test]
fn genesis_plants_tree_and_officers() {
	ExtBuilder::default().build_and_execute(|| {
		let depths: Vec<u8> = (0..8).map(|n| Orgs::<Test>::get(OrgId(n)).unwrap().depth).collect();
		assert_eq!(depths, [0, 1, 2, 3, 4, 1, 2, 3]);
		assert_eq!(NextOrgId::<Test>::get(), NEXT);
		assert_eq!(Orgs::<Test>::get(COMMITTEE).unwrap().officers, 2);
		assert_eq!(
			Appointments::<Test>::get(BRANCH, LI),
			Some(first_appointment(&[Office::Secretary], &[Power::Approver]))
		);
		assert!(Organizations::powers_of(BRANCH, LI).contains(Power::Approver));
	});
}

#[test]
fn genesis_without_anything_works() {
	let builder = ExtBuilder { genesis: Default::default() };
	builder.build_and_execute(|| assert_eq!(NextOrgId::<Test>::get(), OrgId(0)));
}

#[test]
fn genesis_of_a_wrong_tree_fails() {
	for (change, why) in [
		(
			(|orgs| orgs[3].parent = Some(OrgId(3))) as fn(&mut Vec<GenesisOrg>),
			"its parent must stand before it",
		),
		(|orgs| orgs[3].parent = None, "only the first organization has no parent"),
		(|orgs| orgs[0].parent = Some(OrgId(0)), "its parent must stand before it"),
		(|orgs| orgs[3].kind = OrgKind::Group, "its kind cannot stand below"),
		(|orgs| orgs[0].kind = OrgKind::Group, "a group cannot be the root"),
		(|orgs| orgs[3].region = 109_999, "six digits"),
		(|orgs| orgs[3].name = " 支部".into(), "NameBlank"),
	] {
		let said = refused(|genesis| change(&mut genesis.orgs));
		assert!(said.contains(why), "{said}");
	}
}

#[test]
fn genesis_deeper_than_12_levels_fails() {
	let deep = |genesis: &mut crate::GenesisConfig<Test>, to: u32| {
		let committee = genesis.orgs[2].clone();
		genesis.orgs.truncate(3);
		genesis.appointments.clear();
		// The committee is at depth 2, organization 2.
		for n in 3..=to {
			genesis.orgs.push(GenesisOrg { parent: Some(OrgId(n - 1)), ..committee.clone() });
		}
	};
	let mut builder = ExtBuilder::default();
	deep(&mut builder.genesis, 12);
	builder.build_and_execute(|| {
		assert_eq!(Orgs::<Test>::get(OrgId(12)).unwrap().depth, 12);
	});
	assert!(refused(|genesis| deep(genesis, 13)).contains("more than 12 levels"));
}

#[test]
fn genesis_of_wrong_officers_fails() {
	let twelve_more = || (0..12).map(|n| (BRANCH, PersonId(50 + n), vec![], vec![Power::Handler]));
	for (more, why) in [
		(vec![(NEXT, PLAIN, vec![], vec![Power::Handler])], "no such organization"),
		(vec![(BRANCH, PLAIN, vec![], vec![])], "name an office or a power"),
		(vec![(BRANCH, LI, vec![], vec![Power::Handler])], "twice"),
		(vec![(BRANCH, PLAIN, vec![Office::Secretary], vec![])], "a secretary already"),
		(twelve_more().collect(), "at most 12 officers"),
	] {
		let said = refused(|genesis| genesis.appointments.extend(more));
		assert!(said.contains(why), "{said}");
	}
}
