use super::*;
use chuxin_primitives::organization::{BranchSize, OfficerView, OrganizationView};

#[test]
fn organization_shows_what_is_kept() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::set_grants(
			signed(LIN),
			PROVINCE,
			COUNTY,
			vec![Grant::HoldElections]
		));
		Orgs::<Test>::mutate_extant(COUNTY, |org| org.term_ends = Some(date("2030-12-31")));
		let contact = Some("010-12345678".into());
		assert_ok!(Organizations::set_contact(signed(WANG), COUNTY, COUNTY, contact));
		assert_eq!(
			Organizations::organization(COUNTY),
			Some(OrganizationView {
				id: COUNTY,
				parent: Some(PROVINCE),
				kind: OrgKind::County,
				name: "初心县委员会".into(),
				region: 990_000,
				status: OrgStatus::Active,
				founded: "1950-01-01".into(),
				term_ends: Some("2030-12-31".into()),
				grants: vec![Grant::HoldElections],
				depth: 1,
				officers: 1,
				import_until: None,
				branch_size: BranchSize::NotABranch,
				key_version: None,
				merged_into: None,
				contact: Some("010-12345678".into()),
			})
		);
		assert_eq!(Organizations::organization(NEXT), None);
	});
}

#[test]
fn children_come_by_rising_number_and_in_pages() {
	ExtBuilder::default().build_and_execute(|| {
		// Numbers that would stand in another order by their least significant byte.
		for next in [255, 256, 257, 512, 70_000] {
			NextOrgId::<Test>::put(OrgId(next));
			assert_ok!(Organizations::establish(
				signed(ZHAO),
				COMMITTEE,
				COMMITTEE,
				OrgKind::Branch,
				"支部".into(),
				110_101,
				"2020-01-01".into()
			));
		}
		let page = |after: Option<u32>, limit| -> Vec<u32> {
			Organizations::children(COMMITTEE, after.map(OrgId), limit)
				.iter()
				.map(|org| org.id.0)
				.collect()
		};
		assert_eq!(page(None, 100), [3, 7, 255, 256, 257, 512, 70_000]);
		assert_eq!(page(None, 3), [3, 7, 255]);
		assert_eq!(page(Some(255), 3), [256, 257, 512]);
		assert_eq!(page(Some(512), 3), [70_000]);
		assert_eq!(page(Some(70_000), 3), [0u32; 0]);
		// One that is not there still has a place in the order.
		assert_eq!(page(Some(8), 1), [255]);
		assert_eq!(page(None, 0), [0u32; 0]);
		assert!(Organizations::children(GROUP, None, 9).is_empty());
	});
}

#[test]
fn children_are_at_most_256_a_page() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..300 {
			assert_ok!(Organizations::establish(
				signed(ZHAO),
				COMMITTEE,
				COMMITTEE,
				OrgKind::Branch,
				"支部".into(),
				110_101,
				"2020-01-01".into()
			));
		}
		assert_eq!(Organizations::children(COMMITTEE, None, u32::MAX).len(), 256);
	});
}

#[test]
fn head_counts_show_own_and_subtree() {
	ExtBuilder::default().build_and_execute(|| {
		let more = |status, by| CountChange { org: BRANCH, status, up: true, by };
		assert_ok!(Organizations::count(&[
			more(MembershipStatus::Applicant, 1),
			more(MembershipStatus::ActiveApplicant, 2),
			more(MembershipStatus::Candidate, 3),
			more(MembershipStatus::Probationary, 4),
			more(MembershipStatus::Full, 5),
			more(MembershipStatus::Inactive, 6),
			more(MembershipStatus::Former, 7),
		]));
		let all = CountsView {
			applicants: 1,
			active_applicants: 2,
			candidates: 3,
			probationary: 4,
			full: 5,
			inactive: 6,
			former: 7,
			members: 15,
		};
		assert_eq!(Organizations::head_counts(BRANCH), Some((all, all)));
		assert_eq!(Organizations::head_counts(PROVINCE), Some((CountsView::default(), all)));
		assert_eq!(
			Organizations::head_counts(OTHER_BRANCH),
			Some((CountsView::default(), CountsView::default()))
		);
		assert_eq!(Organizations::head_counts(NEXT), None);
	});
}

#[test]
fn officers_show_who_may_do_what_from_when() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::appoint(
			signed(LI),
			BRANCH,
			BRANCH,
			PLAIN,
			vec![Office::Publicity],
			vec![Power::Publisher]
		));
		assert_eq!(
			Organizations::officers(BRANCH),
			[
				OfficerView {
					person: LI,
					offices: vec![Office::Secretary],
					powers: vec![Power::Approver],
					since: "1950-01-01".into(),
					effective_at: 0,
					by: None,
					until: None,
				},
				OfficerView {
					person: PLAIN,
					offices: vec![Office::Publicity],
					powers: vec![Power::Publisher],
					since: "2026-03-02".into(),
					effective_at: MONDAY + DAY,
					by: Some(LI),
					until: None,
				},
			]
		);
		assert!(Organizations::officers(NEXT).is_empty());
	});
}
