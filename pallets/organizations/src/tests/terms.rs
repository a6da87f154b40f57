use super::*;

fn set_term(by: PersonId, org: OrgId, target: OrgId, ends: &str) -> DispatchResult {
	Organizations::set_term(signed(by), org, target, ends.into())
}

#[test]
fn set_term_puts_end_and_reminder_into_the_agenda() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_term(ZHAO, COMMITTEE, BRANCH, "2027-08-31"));
		assert_eq!(
			last_event(),
			Event::TermSet {
				org: BRANCH,
				before: None,
				ends: "2027-08-31".into(),
				superior: COMMITTEE,
				by: ZHAO,
			}
		);
		assert_eq!(due(BRANCH, Item::TermEnds), Some(date("2027-08-31")));
		assert_eq!(due(BRANCH, Item::TermReminder), Some(date("2027-02-28")));
		assert_ok!(set_term(LIN, PROVINCE, BRANCH, "2028-08-31"));
		assert_eq!(due(BRANCH, Item::TermReminder), Some(date("2028-02-29")));
		assert_noop!(set_term(LIN, PROVINCE, BRANCH, "2028-08-31"), Error::<Test>::TermUnchanged);
	});
}

#[test]
fn set_term_without_an_election_takes_founding_to_the_longest_term() {
	ExtBuilder::default().build_and_execute(|| {
		let set = |ends| set_term(ZHAO, COMMITTEE, BRANCH, ends);
		assert_noop!(set("1949-12-31"), Error::<Test>::TermOutOfRange);
		assert_ok!(set("1950-01-01"));
		// Five years of a village and one, from 2026-03-02 on.
		assert_ok!(set("2032-03-01"));
		assert_noop!(set("2032-03-02"), Error::<Test>::TermOutOfRange);
		assert_noop!(set("2026-02-29"), Error::<Test>::DateInvalid);
	});
}

#[test]
fn set_term_after_an_election_moves_by_a_year_at_most() {
	ExtBuilder::default().build_and_execute(|| {
		for org in [BRANCH, COMMITTEE] {
			Orgs::<Test>::mutate_extant(org, |org| org.elected = Some(date("2026-03-02")));
		}
		let branch = |ends| set_term(ZHAO, COMMITTEE, BRANCH, ends);
		assert_noop!(branch("2028-02-29"), Error::<Test>::TermOutOfRange);
		assert_ok!(branch("2028-03-01"));
		assert_ok!(branch("2032-03-01"));
		assert_noop!(branch("2032-03-02"), Error::<Test>::TermOutOfRange);
		let committee = |ends| set_term(WANG, COUNTY, COMMITTEE, ends);
		assert_noop!(committee("2030-02-28"), Error::<Test>::TermOutOfRange);
		assert_ok!(committee("2030-03-01"));
		assert_ok!(committee("2032-03-01"));
		assert_noop!(committee("2032-03-02"), Error::<Test>::TermOutOfRange);
	});
}

#[test]
fn set_term_by_anybody_but_a_superior_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, origin) in not_the_committees() {
			println!("{who}");
			assert_noop!(
				Organizations::set_term(origin, COMMITTEE, BRANCH, "2027-08-31".into()),
				Error::<Test>::NotAuthorized
			);
		}
		for (by, org, target) in
			[(LI, BRANCH, BRANCH), (CHEN, OTHER_COUNTY, BRANCH), (LI, BRANCH, COMMITTEE)]
		{
			assert_noop!(set_term(by, org, target, "2027-08-31"), Error::<Test>::NotSuperior);
		}
		// Only the root has nobody above it.
		assert_ok!(set_term(LIN, PROVINCE, PROVINCE, "2027-08-31"));
		assert_noop!(set_term(LIN, PROVINCE, NEXT, "2027-08-31"), Error::<Test>::OrgNotFound);
		assert_noop!(set_term(LIN, PROVINCE, GROUP, "2027-08-31"), Error::<Test>::NoTerm);
		assert_ok!(Organizations::freeze(signed(LIN), PROVINCE, BRANCH));
		assert_noop!(set_term(LIN, PROVINCE, BRANCH, "2027-08-31"), Error::<Test>::OrgNotActive);
	});
}
