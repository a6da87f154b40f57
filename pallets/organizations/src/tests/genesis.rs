use super::*;
use crate::{GenesisOrg, WeightInfo};
use chuxin_primitives::CivilDate;
use std::{
	collections::BTreeMap,
	panic::{catch_unwind, AssertUnwindSafe},
};

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
		let depths: Vec<usize> = (0..8).map(|n| Organizations::depth(OrgId(n))).collect();
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
		assert_eq!(Organizations::depth(OrgId(12)), 12);
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

/// The first blocks, with so much weight left.
fn idle(limit: Weight) -> Weight {
	Organizations::on_idle(1, limit)
}

#[test]
fn genesis_is_told_to_the_agenda_in_the_first_block() {
	ExtBuilder::default().build_and_execute(|| {
		assert!(Due::get().is_empty(), "at genesis nobody knows the day");
		assert_eq!(Untold::<Test>::get(), NEXT);
		idle(Weight::MAX);
		let day = date("2026-04-01");
		// All but the branch, which has a secretary, and the Party group, which needs none.
		let mut expected: BTreeMap<(OrgId, Item), CivilDate> =
			[PROVINCE, COUNTY, COMMITTEE, OTHER_COUNTY, OTHER_BRANCH, SISTER_BRANCH]
				.map(|org| ((org, Item::NoSecretary), day))
				.into();
		// Nobody is counted in the branches of this genesis.
		expected
			.extend([BRANCH, OTHER_BRANCH, SISTER_BRANCH].map(|o| ((o, Item::TooFewMembers), day)));
		assert_eq!(Due::get(), expected);
		assert!(!Untold::<Test>::exists());
		// Once, and never again.
		Due::set(Default::default());
		wait(DAY);
		idle(Weight::MAX);
		assert!(Due::get().is_empty());
	});
}

#[test]
fn genesis_is_told_as_far_as_the_weight_goes() {
	ExtBuilder::default().build_and_execute(|| {
		let base = Weight::zero(); // storage weighs nothing here
		let each = <() as WeightInfo>::establish().saturating_mul(2);
		let enough = base.saturating_add(each.saturating_mul(3));
		let less = enough.saturating_sub(Weight::from_parts(1, 0));
		assert_eq!(idle(less), base.saturating_add(each.saturating_mul(2)));
		assert_eq!(Untold::<Test>::get(), OrgId(6));
		assert_eq!(idle(enough), enough);
		assert_eq!(Untold::<Test>::get(), OrgId(3));
		idle(Weight::MAX);
		assert!(!Untold::<Test>::exists());
		assert_eq!(Due::get().len(), 9);
	});
}

#[test]
fn genesis_with_members_of_one_branch_tells_of_the_others() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..3 {
			enrol(BRANCH, MembershipStatus::Full);
		}
		for _ in 0..51 {
			enrol(OTHER_BRANCH, MembershipStatus::Full);
		}
		Due::set(Default::default());
		carry(SISTER_BRANCH, RawReorganization::Archive);
		idle(Weight::MAX);
		let sizes =
			|org| [Item::TooFewMembers, Item::TooManyMembers].map(|item| due(org, item).is_some());
		assert_eq!(sizes(BRANCH), [false, false]);
		assert_eq!(sizes(OTHER_BRANCH), [false, true]);
		assert_eq!(sizes(SISTER_BRANCH), [false, false], "what is no more is due nothing");
		assert_eq!(due(SISTER_BRANCH, Item::NoSecretary), None);
	});
}
