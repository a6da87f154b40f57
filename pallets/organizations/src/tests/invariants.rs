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
			Err(DispatchError::Other(why)) => &why[..2],
			other => panic!("not found: {other:?}"),
		}
	})
}

#[test]
fn i1_the_tree_is_a_tree() {
	let org = |id, how: fn(&mut chuxin_primitives::organization::Org)| {
		broken(move || Orgs::<Test>::mutate_extant(id, how))
	};
	assert_eq!(org(BRANCH, |org| org.depth = 2), "I1");
	assert_eq!(org(BRANCH, |org| org.parent = Some(OrgId(50))), "I1");
	assert_eq!(org(PROVINCE, |org| org.depth = 1), "I1");
	assert_eq!(org(GROUP, |org| org.kind = OrgKind::Branch), "I1");
	let second_root = broken(|| {
		Orgs::<Test>::mutate_extant(OTHER_COUNTY, |org| (org.parent, org.depth) = (None, 0));
		Orgs::<Test>::mutate_extant(OTHER_BRANCH, |org| org.depth = 1);
	});
	assert_eq!(second_root, "I1");
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
	assert_eq!(broken(|| OfficesHeld::<Test>::insert(LI, 2)), "I5");
	assert_eq!(broken(|| OfficesHeld::<Test>::remove(LI)), "I5");
	assert_eq!(broken(|| OfficesHeld::<Test>::insert(PLAIN, 0)), "I5");
}

#[test]
fn i6_the_next_number_is_free() {
	assert_eq!(broken(|| NextOrgId::<Test>::put(SISTER_BRANCH)), "I6");
}

#[test]
fn i7_appointments_say_something_and_there_is_one_secretary() {
	let empty = || Organizations::seat(BRANCH, LI, first_appointment(&[], &[]));
	assert_eq!(broken(empty), "I7");
	let second =
		|| Organizations::seat(BRANCH, PLAIN, first_appointment(&[Office::Secretary], &[]));
	assert_eq!(broken(second), "I7");
}
