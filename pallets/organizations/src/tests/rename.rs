use super::*;

fn rename(by: PersonId, org: OrgId, target: OrgId, name: &str) -> DispatchResult {
	Organizations::rename(signed(by), org, target, name.into())
}

#[test]
fn rename_works_and_the_directory_follows() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(rename(ZHAO, COMMITTEE, BRANCH, "党群党支部"));
		assert_eq!(
			last_event(),
			Event::Renamed {
				org: BRANCH,
				before: "机关第一党支部".into(),
				name: "党群党支部".into(),
				acting: COMMITTEE,
				by: ZHAO,
			}
		);
		assert_eq!(Organizations::named("党群党支部".into(), None, 9)[0].id, BRANCH);
		assert!(Organizations::named("机关第一党支部".into(), None, 9).is_empty());
		// An organization renames itself, the root too, and may take a name another one has.
		assert_ok!(rename(LIN, PROVINCE, PROVINCE, "党群党支部"));
		let ids: Vec<OrgId> =
			Organizations::named("党群党支部".into(), None, 9).iter().map(|o| o.id).collect();
		assert_eq!(ids, [PROVINCE, BRANCH]);
	});
}

#[test]
fn rename_by_anybody_but_an_approver_of_the_acting_organization_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, origin) in not_the_committees() {
			println!("{who}");
			assert_noop!(
				Organizations::rename(origin, COMMITTEE, BRANCH, "甲".into()),
				Error::<Test>::NotAuthorized
			);
		}
	});
}

#[test]
fn rename_above_beside_or_of_what_stands_still_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for target in [PROVINCE, COUNTY, OTHER_BRANCH] {
			assert_noop!(rename(ZHAO, COMMITTEE, target, "甲"), Error::<Test>::OutsideSubtree);
		}
		assert_noop!(rename(ZHAO, COMMITTEE, NEXT, "甲"), Error::<Test>::OrgNotFound);
		assert_ok!(Organizations::freeze(signed(ZHAO), COMMITTEE, BRANCH));
		assert_noop!(rename(ZHAO, COMMITTEE, BRANCH, "甲"), Error::<Test>::OrgNotActive);
	});
}

#[test]
fn rename_to_the_same_or_a_wrong_name_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let to = |name: &str| rename(ZHAO, COMMITTEE, BRANCH, name);
		assert_noop!(to("机关第一党支部"), Error::<Test>::NameUnchanged);
		assert_noop!(to(""), Error::<Test>::NameBlank);
		assert_noop!(to("支\n部"), Error::<Test>::NameControl);
		assert_noop!(to(&"n".repeat(129)), Error::<Test>::NameTooLong);
		assert_ok!(to(&"n".repeat(128)));
	});
}
