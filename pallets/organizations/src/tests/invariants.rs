//! An invariant that cannot fail proves nothing: each is broken once and found.

use super::*;

/// Breaks the state and says which invariant is found broken.
fn broken(how: impl FnOnce()) -> &'static str {
	ExtBuilder::default().build().execute_with(|| {
		assert_ok!(Organizations::count(&[CountChange {
			org: BRANCH,
			status: MembershipStatus::Full,
			up: true,
			by: 3
		}]));
		sane();
		how();
		match Organizations::do_try_state() {
			Err(DispatchError::Other(why)) => why.split(':').next().unwrap(),
			other => panic!("not found: {other:?}"),
		}
	})
}

#[test]
fn i1_the_tree_is_a_tree() {
	let org = |id, how: fn(&mut chuxin_primitives::organization::Org)| {
		broken(move || Orgs::<Test>::mutate_extant(id, how))
	};
	assert_eq!(org(BRANCH, |org| org.parent = Some(OrgId(50))), "I1");
	assert_eq!(org(PROVINCE, |org| org.status = OrgStatus::Archived), "I1");
	assert_eq!(org(GROUP, |org| org.kind = OrgKind::Branch), "I1");
	let second_root = broken(|| {
		Orgs::<Test>::mutate_extant(OTHER_COUNTY, |org| org.parent = None);
		Children::<Test>::remove(PROVINCE, [0, 0, 0, 5]);
	});
	assert_eq!(second_root, "I1");
	let circle = broken(|| {
		Orgs::<Test>::mutate_extant(COUNTY, |org| {
			(org.parent, org.kind) = (Some(COMMITTEE), OrgKind::PrimaryCommittee);
		});
		Children::<Test>::remove(PROVINCE, [0, 0, 0, 1]);
		Children::<Test>::insert(COMMITTEE, [0, 0, 0, 1], ());
	});
	assert_eq!(circle, "I1");
}

#[test]
fn i2_the_index_of_children_is_the_tree() {
	assert_eq!(broken(|| Children::<Test>::remove(COMMITTEE, [0, 0, 0, 3])), "I2");
	assert_eq!(broken(|| Children::<Test>::insert(COUNTY, [0, 0, 0, 3], ())), "I2");
}

#[test]
fn i3_the_counts_are_the_sums() {
	let counts = |id, how: fn(&mut HeadCounts)| broken(move || Counts::<Test>::mutate(id, how));
	assert_eq!(counts(BRANCH, |c| c.own.0[0] += 1), "I3");
	assert_eq!(counts(PROVINCE, |c| c.subtree.0[4] += 1), "I3");
	assert_eq!(counts(GROUP, |c| c.own.0[0] = 1), "I3");
	assert_eq!(counts(NEXT, |c| c.subtree.0[0] = 1), "I3");
	assert_eq!(broken(|| Counts::<Test>::remove(COUNTY)), "I3");
	assert_eq!(broken(|| Counts::<Test>::remove(PROVINCE)), "I3");
}

#[test]
fn i4_officers_are_counted() {
	assert_eq!(broken(|| Orgs::<Test>::mutate_extant(BRANCH, |org| org.officers = 2)), "I4");
	assert_eq!(broken(|| Appointments::<Test>::remove(BRANCH, LI)), "I4");
	let nowhere = || Appointments::<Test>::insert(NEXT, LI, first_appointment(&[], Power::ALL));
	assert_eq!(broken(nowhere), "I4");
	let thirteen = || {
		for n in 0..12 {
			Organizations::seat(BRANCH, PersonId(CROWD + n), first_appointment(&[], Power::ALL));
		}
	};
	assert_eq!(broken(thirteen), "I4");
}

#[test]
fn i5_offices_held_are_counted() {
	let list = |orgs: &[OrgId]| BoundedVec::truncate_from(orgs.to_vec());
	assert_eq!(broken(|| OfficesHeld::<Test>::insert(LI, list(&[BRANCH, COUNTY]))), "I5");
	assert_eq!(broken(|| OfficesHeld::<Test>::insert(LI, list(&[COUNTY]))), "I5");
	assert_eq!(broken(|| OfficesHeld::<Test>::remove(LI)), "I5");
	assert_eq!(broken(|| OfficesHeld::<Test>::insert(PLAIN, list(&[]))), "I5");
}

#[test]
fn i6_the_next_number_is_free() {
	assert_eq!(broken(|| NextOrgId::<Test>::put(SISTER_BRANCH)), "I6");
	assert_eq!(broken(|| Untold::<Test>::put(OrgId(9))), "I6");
	let telephone = || RawText::from("12371").check().unwrap();
	assert_eq!(broken(|| Contacts::<Test>::insert(NEXT, telephone())), "I6");
}

#[test]
fn i7_appointments_say_something_and_there_is_one_secretary() {
	let empty = || Organizations::seat(BRANCH, LI, first_appointment(&[], &[]));
	assert_eq!(broken(empty), "I7");
	let second =
		|| Organizations::seat(BRANCH, PLAIN, first_appointment(&[Office::Secretary], &[]));
	assert_eq!(broken(second), "I7");
}

#[test]
fn i8_levels_are_counted() {
	assert_eq!(broken(|| Levels::<Test>::mutate(PROVINCE, |levels| levels[3] = 0)), "I8");
	assert_eq!(broken(|| Levels::<Test>::remove(COUNTY)), "I8");
	assert_eq!(broken(|| Levels::<Test>::mutate(GROUP, |levels| levels[0] = 1)), "I8");
}

/// The sister branch goes over into the branch by hand, as far as `I1` to `I8` look.
fn merge_by_hand() {
	Organizations::unseat_all(SISTER_BRANCH).unwrap();
	let body = Orgs::<Test>::get(SISTER_BRANCH).unwrap();
	Organizations::take_out(SISTER_BRANCH, &body);
	Orgs::<Test>::mutate_extant(SISTER_BRANCH, |org| org.status = OrgStatus::MergedInto(BRANCH));
	Orgs::<Test>::mutate_extant(BRANCH, |org| org.mergers = 1);
}

#[test]
fn i9_what_is_no_more_holds_nothing() {
	ExtBuilder::default().build_and_execute(merge_by_hand);
	let then = |how: fn()| {
		broken(move || {
			merge_by_hand();
			how();
		})
	};
	let into = |org| {
		Orgs::<Test>::mutate_extant(SISTER_BRANCH, |o| o.status = OrgStatus::MergedInto(org));
	};
	assert_eq!(
		broken(|| {
			merge_by_hand();
			into(NEXT)
		}),
		"I9"
	);
	assert_eq!(
		broken(|| {
			merge_by_hand();
			into(SISTER_BRANCH)
		}),
		"I9"
	);
	assert_eq!(then(|| Orgs::<Test>::mutate_extant(BRANCH, |org| org.mergers = 0)), "I9");
	assert_eq!(then(|| Counts::<Test>::insert(SISTER_BRANCH, HeadCounts::default())), "I9");
	assert_eq!(
		then(|| Organizations::seat(SISTER_BRANCH, LI, first_appointment(&[], Power::ALL))),
		"I9"
	);
	let key = || {
		let key = OrgKey { key: [1; 32], since: 0, ended: None, revoked: false };
		OrgKeys::<Test>::insert(SISTER_BRANCH, 1, key);
		CurrentKey::<Test>::insert(SISTER_BRANCH, 1);
	};
	assert_eq!(then(key), "I9");
}

#[test]
fn i10_the_directory_holds_everything_once() {
	let name = || Orgs::<Test>::get(BRANCH).unwrap().name;
	assert_eq!(broken(|| ByRegion::<Test>::remove(990_000, [0, 0, 0, 3])), "I10");
	assert_eq!(broken(|| ByRegion::<Test>::insert(110_000, [0, 0, 0, 3], ())), "I10");
	assert_eq!(broken(|| ByName::<Test>::remove(name(), [0, 0, 0, 3])), "I10");
	assert_eq!(broken(|| ByName::<Test>::insert(name(), [0, 0, 0, 2], ())), "I10");
}

#[test]
fn i11_one_key_is_in_use() {
	let key = |version, ended, revoked| {
		OrgKeys::<Test>::insert(BRANCH, version, OrgKey { key: [1; 32], since: 0, ended, revoked });
	};
	assert_eq!(broken(|| key(1, None, false)), "I11");
	assert_eq!(broken(|| CurrentKey::<Test>::insert(BRANCH, 1)), "I11");
	assert_eq!(
		broken(|| {
			key(1, None, true);
			CurrentKey::<Test>::insert(BRANCH, 1)
		}),
		"I11"
	);
	assert_eq!(
		broken(|| {
			key(1, None, false);
			key(2, None, false);
			CurrentKey::<Test>::insert(BRANCH, 2);
		}),
		"I11"
	);
}
