use super::*;

fn set(by: PersonId, org: OrgId, target: OrgId, contact: Option<&str>) -> DispatchResult {
	Organizations::set_contact(signed(by), org, target, contact.map(RawText::from))
}

fn shown(org: OrgId) -> Option<RawText> {
	Organizations::organization(org).unwrap().contact
}

#[test]
fn set_contact_shows_in_the_directory_until_it_is_taken_out() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(shown(BRANCH), None);
		assert_ok!(set(ZHAO, COMMITTEE, BRANCH, Some("010-12345678")));
		assert_eq!(
			last_event(),
			Event::ContactSet {
				org: BRANCH,
				before: None,
				contact: Some("010-12345678".into()),
				acting: COMMITTEE,
				by: ZHAO,
			}
		);
		assert_eq!(shown(BRANCH), Some("010-12345678".into()));
		assert_eq!(Organizations::directory(990_000, Some(COMMITTEE), 1)[0].contact, shown(BRANCH));
		assert_noop!(
			set(ZHAO, COMMITTEE, BRANCH, Some("010-12345678")),
			Error::<Test>::ContactUnchanged
		);
		assert_ok!(set(LI, BRANCH, BRANCH, None));
		assert_eq!(
			last_event(),
			Event::ContactSet {
				org: BRANCH,
				before: Some("010-12345678".into()),
				contact: None,
				acting: BRANCH,
				by: LI,
			}
		);
		assert_eq!(shown(BRANCH), None);
		assert_noop!(set(LI, BRANCH, BRANCH, None), Error::<Test>::ContactUnchanged);
	});
}

#[test]
fn set_contact_to_what_is_no_telephone_of_an_office_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for text in ["", "王主任 010-12345678", "1234", "123456789012345678901"] {
			assert_noop!(set(LI, BRANCH, BRANCH, Some(text)), Error::<Test>::ContactInvalid);
		}
		for text in ["13800000000", "+86 138 0000 0000"] {
			assert_noop!(set(LI, BRANCH, BRANCH, Some(text)), Error::<Test>::ContactMobile);
		}
	});
}

#[test]
fn set_contact_by_anybody_but_an_approver_of_the_acting_organization_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, origin) in not_the_committees() {
			println!("{who}");
			assert_noop!(
				Organizations::set_contact(origin, COMMITTEE, BRANCH, Some("12371".into())),
				Error::<Test>::NotAuthorized
			);
		}
	});
}

#[test]
fn set_contact_outside_the_subtree_or_where_nothing_works_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(set(LI, BRANCH, COMMITTEE, Some("12371")), Error::<Test>::OutsideSubtree);
		assert_noop!(set(LI, BRANCH, NEXT, Some("12371")), Error::<Test>::OrgNotFound);
		assert_ok!(Organizations::freeze(signed(ZHAO), COMMITTEE, SISTER_BRANCH));
		assert_noop!(
			set(ZHAO, COMMITTEE, SISTER_BRANCH, Some("12371")),
			Error::<Test>::OrgNotActive
		);
	});
}
