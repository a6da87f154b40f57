use super::*;

fn ids(list: Vec<chuxin_primitives::organization::OrganizationView>) -> Vec<u32> {
	list.iter().map(|org| org.id.0).collect()
}

#[test]
fn directory_lists_a_region_in_pages() {
	ExtBuilder::default().build_and_execute(|| {
		for region in [110_101, 110_102, 110_101] {
			assert_ok!(Organizations::establish(
				signed(ZHAO),
				COMMITTEE,
				COMMITTEE,
				OrgKind::Branch,
				"某支部".into(),
				region,
				"2020-01-01".into()
			));
		}
		assert_eq!(ids(Organizations::directory(110_101, None, 9)), [8, 10]);
		assert_eq!(ids(Organizations::directory(110_101, Some(OrgId(8)), 9)), [10]);
		assert_eq!(ids(Organizations::directory(990_000, None, 3)), [0, 1, 2]);
		assert_eq!(ids(Organizations::directory(990_000, Some(OrgId(2)), 3)), [3, 4, 5]);
		assert_eq!(ids(Organizations::directory(110_109, None, 9)), [0u32; 0]);
		assert_eq!(ids(Organizations::named("某支部".into(), None, 2)), [8, 9]);
		assert_eq!(ids(Organizations::named("某支部".into(), Some(OrgId(9)), 2)), [10]);
		assert_eq!(ids(Organizations::named("".into(), None, 2)), [0u32; 0]);
	});
}

#[test]
fn directory_keeps_what_was_merged_and_tells_where_it_went() {
	ExtBuilder::default().build_and_execute(|| {
		carry(SISTER_BRANCH, RawReorganization::Merge { into: BRANCH });
		let found = Organizations::named("机关第二党支部".into(), None, 9);
		assert_eq!(found[0].id, SISTER_BRANCH);
		assert_eq!(found[0].status, OrgStatus::MergedInto(BRANCH));
		assert_eq!(found[0].merged_into, Some(BRANCH));
	});
}
