use super::*;

fn establish(
	by: PersonId,
	org: OrgId,
	kind: OrgKind,
	name: &str,
	region: u32,
	founded: &str,
) -> DispatchResult {
	Organizations::establish(signed(by), org, org, kind, name.into(), region, founded.into())
}

/// Establishes a branch below the committee with one thing of it changed.
fn named(name: RawText) -> DispatchResult {
	let day = "2020-02-29".into();
	Organizations::establish(
		signed(ZHAO),
		COMMITTEE,
		COMMITTEE,
		OrgKind::Branch,
		name,
		110_101,
		day,
	)
}

#[test]
fn establish_works() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(establish(
			ZHAO,
			COMMITTEE,
			OrgKind::JointBranch,
			"联合党支部",
			110_101,
			"2020-02-29"
		));
		let org = Orgs::<Test>::get(NEXT).unwrap();
		assert_eq!(org.parent, Some(COMMITTEE));
		assert_eq!(org.kind, OrgKind::JointBranch);
		assert_eq!(org.name.as_str(), "联合党支部");
		assert_eq!(org.region, 110_101);
		assert_eq!(org.status, OrgStatus::Active);
		assert_eq!(org.founded, date("2020-02-29"));
		assert_eq!(org.term_ends, None);
		assert_eq!(org.grants, Grants::NONE);
		assert_eq!((Organizations::depth(NEXT), org.officers, org.mergers), (3, 0, 0));
		assert_eq!(org.elected, None);
		assert!(ByRegion::<Test>::contains_key(110_101, [0, 0, 0, 8]));
		assert!(ByName::<Test>::contains_key(org.name, [0, 0, 0, 8]));
		// A month to find a secretary and three full members.
		let month = Some(date("2026-04-01"));
		assert_eq!(due(NEXT, Item::NoSecretary), month);
		assert_eq!(due(NEXT, Item::TooFewMembers), month);
		assert_eq!(due(NEXT, Item::TooManyMembers), None);
		assert_eq!(NextOrgId::<Test>::get(), OrgId(9));
		assert!(Children::<Test>::contains_key(COMMITTEE, [0, 0, 0, 8]));
		assert_eq!(
			last_event(),
			Event::Established {
				org: NEXT,
				parent: COMMITTEE,
				acting: COMMITTEE,
				kind: OrgKind::JointBranch,
				name: "联合党支部".into(),
				region: 110_101,
				founded: "2020-02-29".into(),
				by: ZHAO,
			}
		);
	});
}

#[test]
fn establish_by_anybody_but_an_approver_of_the_parent_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, origin) in not_the_committees() {
			let call = || {
				let day = "2020-01-01".into();
				Organizations::establish(
					origin.clone(),
					COMMITTEE,
					COMMITTEE,
					OrgKind::Branch,
					"支部".into(),
					110_101,
					day,
				)
			};
			println!("{who}");
			assert_noop!(call(), Error::<Test>::NotAuthorized);
		}
		assert_noop!(
			establish(ZHAO, OrgId(77), OrgKind::Branch, "支部", 110_101, "2020-01-01"),
			Error::<Test>::NotAuthorized
		);
	});
}

#[test]
fn establish_below_an_organization_that_stands_still_fails() {
	for status in [OrgStatus::Frozen, OrgStatus::Archived, OrgStatus::MergedInto(COUNTY)] {
		ExtBuilder::default().build_and_execute(|| {
			Orgs::<Test>::mutate_extant(COMMITTEE, |org| org.status = status);
			assert_noop!(named("支部".into()), Error::<Test>::NotAuthorized);
			Orgs::<Test>::mutate_extant(COMMITTEE, |org| org.status = OrgStatus::Active);
		});
	}
}

#[test]
fn establish_at_depth_12_works_and_at_13_fails() {
	ExtBuilder::default().build_and_execute(|| {
		// Zhao's committee is at depth 2. A chain of committees below it, each with Zhao's power.
		let mut at = COMMITTEE;
		for depth in 3..=12 {
			let id = NextOrgId::<Test>::get();
			assert_ok!(establish(
				ZHAO,
				at,
				OrgKind::PrimaryCommittee,
				"委员会",
				110_101,
				"2020-01-01"
			));
			assert_eq!(Organizations::depth(id), depth);
			Organizations::seat(id, ZHAO, first_appointment(&[], &[Power::Approver]));
			Entitled::mutate(|all| *all.get_mut(&account(ZHAO)).unwrap() += 1);
			at = id;
		}
		assert_eq!(Organizations::ancestors(at).len(), 13);
		assert_noop!(
			establish(ZHAO, at, OrgKind::Branch, "支部", 110_101, "2020-01-01"),
			Error::<Test>::TooDeep
		);
	});
}

#[test]
fn establish_of_a_kind_not_allowed_there_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for kind in [OrgKind::Group, OrgKind::County, OrgKind::Centre, OrgKind::WorkingCommittee] {
			assert_noop!(
				establish(ZHAO, COMMITTEE, kind, "甲", 110_101, "2020-01-01"),
				Error::<Test>::KindNotAllowedHere
			);
		}
		// In a branch there is room for groups, and for nothing else.
		assert_noop!(
			establish(LI, BRANCH, OrgKind::Branch, "甲", 110_101, "2020-01-01"),
			Error::<Test>::KindNotAllowedHere
		);
		assert_ok!(establish(LI, BRANCH, OrgKind::Group, "第二党小组", 110_101, "2020-01-01"));
	});
}

#[test]
fn establish_with_128_bytes_of_name_works_and_with_129_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(named("n".repeat(129).as_str().into()), Error::<Test>::NameTooLong);
		assert_ok!(named("n".repeat(128).as_str().into()));
		// 42 Chinese characters take 126 bytes, 43 take 129.
		assert_noop!(named("党".repeat(43).as_str().into()), Error::<Test>::NameTooLong);
		assert_ok!(named("党".repeat(42).as_str().into()));
	});
}

#[test]
fn establish_with_a_name_that_cannot_be_read_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(named(RawText(vec![0xff, 0xfe])), Error::<Test>::NameNotUtf8);
		for blank in ["", " 支部", "支部 "] {
			assert_noop!(named(blank.into()), Error::<Test>::NameBlank);
		}
		for control in ["支\n部", "支\u{202e}部"] {
			assert_noop!(named(control.into()), Error::<Test>::NameControl);
		}
	});
}

#[test]
fn establish_with_a_region_of_not_six_digits_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for region in [0, 109_999, 1_000_000, u32::MAX] {
			assert_noop!(
				establish(ZHAO, COMMITTEE, OrgKind::Branch, "甲", region, "2020-01-01"),
				Error::<Test>::RegionInvalid
			);
		}
		for region in [110_000, 999_999] {
			assert_ok!(establish(ZHAO, COMMITTEE, OrgKind::Branch, "甲", region, "2020-01-01"));
		}
	});
}

#[test]
fn establish_today_works_and_tomorrow_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let founded = |day| establish(ZHAO, COMMITTEE, OrgKind::Branch, "甲", 110_101, day);
		assert_noop!(founded("2026-03-03"), Error::<Test>::DateInFuture);
		assert_ok!(founded("2026-03-02"));
		// The day begins in China at 16:00 UTC: from 9 o'clock there, 15 hours later.
		wait(15 * HOUR - 1);
		assert_noop!(founded("2026-03-03"), Error::<Test>::DateInFuture);
		wait(1);
		assert_ok!(founded("2026-03-03"));
	});
}

#[test]
fn establish_on_a_day_that_does_not_exist_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for day in ["2023-02-29", "2024-2-29", "20240229", "", "昨天"] {
			assert_noop!(
				establish(ZHAO, COMMITTEE, OrgKind::Branch, "甲", 110_101, day),
				Error::<Test>::DateInvalid
			);
		}
	});
}

#[test]
fn establish_with_the_numbers_exhausted_fails() {
	ExtBuilder::default().build_and_execute(|| {
		NextOrgId::<Test>::put(OrgId(u32::MAX));
		assert_noop!(named("甲".into()), Error::<Test>::OrgNumbersExhausted);
	});
}

#[test]
fn establish_further_down_works_and_outside_the_subtree_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let below = |parent| {
			let (name, day) = ("支部".into(), "2020-01-01".into());
			Organizations::establish(
				signed(ZHAO),
				COMMITTEE,
				parent,
				OrgKind::Group,
				name,
				110_101,
				day,
			)
		};
		assert_ok!(below(BRANCH));
		assert_eq!(Orgs::<Test>::get(NEXT).unwrap().parent, Some(BRANCH));
		for outside in [COUNTY, PROVINCE, OTHER_BRANCH, OrgId(77)] {
			assert_noop!(below(outside), Error::<Test>::OutsideSubtree);
		}
	});
}
