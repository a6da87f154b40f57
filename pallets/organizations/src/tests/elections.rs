use super::*;
use chuxin_primitives::{
	organization::{Officer, ResultsView},
	traits::Clock as _,
	CivilDate,
};

const ZHOU: PersonId = PersonId(CROWD);
const DAY_OF_MEETING: &str = "2026-03-10";
const RESOLUTION: ResolutionId = ResolutionId(5);

/// The committee may elect; the county is above it.
fn granted(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::set_grants(
			signed(LIN),
			PROVINCE,
			COMMITTEE,
			vec![Grant::HoldElections]
		));
		test();
	});
}

fn request(kind: ElectionKind) -> DispatchResult {
	Organizations::request_election(signed(ZHAO), COMMITTEE, kind)
}
fn reply(agreed: bool) -> DispatchResult {
	Organizations::reply_election(signed(WANG), COUNTY, COMMITTEE, agreed)
}
fn announce(day: &str) -> DispatchResult {
	Organizations::announce_election(signed(SUN), COMMITTEE, day.into())
}
/// The resolution passes on a day, for an election of the committee.
fn passes(kind: ElectionKind, day: &str) {
	let purpose = match kind {
		ElectionKind::Term => Purpose::Election,
		ElectionKind::ByElection => Purpose::ByElection,
	};
	let subject = Subject::Organization(COMMITTEE);
	Passed::mutate(|all| all.insert((COMMITTEE, RESOLUTION), (purpose, subject, date(day))));
}
fn report(results: &[(PersonId, &[Office])]) -> DispatchResult {
	let results = results.iter().map(|(person, offices)| (*person, offices.to_vec())).collect();
	Organizations::report_election(signed(SUN), COMMITTEE, RESOLUTION, results)
}
fn confirm() -> DispatchResult {
	Organizations::confirm_election(signed(WANG), COUNTY, COMMITTEE)
}
/// Everything up to the meeting.
fn to_meeting(kind: ElectionKind) {
	assert_ok!(request(kind));
	assert_ok!(reply(true));
	assert_ok!(announce(DAY_OF_MEETING));
	wait(8 * DAY);
	passes(kind, DAY_OF_MEETING);
}
fn stage() -> ElectionStage<RawDate, ResultsView> {
	Organizations::election(COMMITTEE).unwrap().stage
}

const SECRETARY: &[Office] = &[Office::Secretary, Office::CommitteeMember];
const DEPUTY: &[Office] = &[Office::DeputySecretary];
const MEMBER: &[Office] = &[Office::Publicity];

#[test]
fn an_election_of_another_secretary_beside_the_one_before_leaves_none_missing() {
	granted(|| {
		Organizations::seat(COMMITTEE, ZHOU, first_appointment(&[Office::Secretary], &[]));
		Entitled::mutate(|all| all.insert(account(ZHOU), 1));
		to_meeting(ElectionKind::Term);
		assert_ok!(report(&[(PLAIN, SECRETARY), (ZHOU, DEPUTY)]));
		assert_ok!(confirm());
		assert_eq!(due(COMMITTEE, Item::NoSecretary), None);
	});
}

#[test]
fn an_election_for_a_new_term_seats_the_elected_and_ends_the_outgoing() {
	granted(|| {
		// Outgoing: a secretary, and an acting member. Staying: Zhao and Sun, who hold powers only.
		Organizations::seat(COMMITTEE, KEYLESS, first_appointment(&[Office::Secretary], &[]));
		let mut acting = first_appointment(MEMBER, &[Power::Collector]);
		acting.until = Some(date("2026-12-31"));
		Organizations::seat(COMMITTEE, PersonId(CROWD + 1), acting);
		Entitled::mutate(|all| all.insert(account(PersonId(CROWD + 1)), 1));

		to_meeting(ElectionKind::Term);
		assert_ok!(report(&[(ZHOU, SECRETARY), (SUN, DEPUTY), (PLAIN, MEMBER)]));
		assert_eq!(
			last_event(),
			Event::ElectionReported {
				org: COMMITTEE,
				resolution: RESOLUTION,
				held: DAY_OF_MEETING.into(),
				results: vec![
					(ZHOU, SECRETARY.to_vec()),
					(SUN, DEPUTY.to_vec()),
					(PLAIN, MEMBER.to_vec())
				],
				by: SUN,
			}
		);
		assert_eq!(
			stage(),
			ElectionStage::Reported {
				held: DAY_OF_MEETING.into(),
				results: vec![
					(ZHOU, SECRETARY.to_vec()),
					(SUN, DEPUTY.to_vec()),
					(PLAIN, MEMBER.to_vec())
				],
				by: SUN,
			}
		);
		assert!(Passed::get().is_empty(), "the resolution is used up");
		assert_ok!(confirm());
		assert_eq!(
			last_event(),
			Event::ElectionConfirmed {
				org: COMMITTEE,
				kind: ElectionKind::Term,
				results: vec![
					(ZHOU, SECRETARY.to_vec()),
					(SUN, DEPUTY.to_vec()),
					(PLAIN, MEMBER.to_vec())
				],
				outgoing: vec![KEYLESS, PersonId(CROWD + 1)],
				term_before: None,
				term_ends: Some("2031-03-09".into()),
				superior: COUNTY,
				by: WANG,
			}
		);
		// In force at once, appointed by nobody.
		assert_eq!(Appointments::<Test>::get(COMMITTEE, ZHOU).unwrap().by, None);
		assert_eq!(Organizations::powers_of(COMMITTEE, ZHOU).list(), [Power::Approver]);
		// Sun keeps what Sun held, and decides now; a member of the committee gets no power.
		assert_eq!(Organizations::powers_of(COMMITTEE, SUN), Powers::from(Power::ALL));
		assert!(Organizations::powers_of(COMMITTEE, PLAIN).is_empty());
		assert!(!Organizations::powers_of(COMMITTEE, ZHAO).is_empty());
		assert!(!Appointments::<Test>::contains_key(COMMITTEE, KEYLESS));
		assert_eq!(Organizations::offices_of(PersonId(CROWD + 1)), 0);
		let body = Orgs::<Test>::get(COMMITTEE).unwrap();
		assert_eq!((body.elected, body.officers), (Some(date(DAY_OF_MEETING)), 4));
		assert_eq!(due(COMMITTEE, Item::TermEnds), Some(date("2031-03-09")));
		assert_eq!(due(COMMITTEE, Item::TermReminder), Some(date("2030-09-09")));
		assert_eq!(due(COMMITTEE, Item::Election), None);
		assert_eq!(due(COMMITTEE, Item::NoSecretary), None);
		assert_eq!(due(COMMITTEE, Item::ActingEnds(PersonId(CROWD + 1))), None);
		assert_eq!(Organizations::election(COMMITTEE), None);
	});
}

#[test]
fn a_by_election_adds_to_those_in_office() {
	granted(|| {
		Organizations::seat(COMMITTEE, KEYLESS, first_appointment(&[Office::Publicity], &[]));
		Orgs::<Test>::mutate_extant(COMMITTEE, |org| org.term_ends = Some(date("2027-12-31")));
		to_meeting(ElectionKind::ByElection);
		assert_ok!(report(&[(ZHOU, SECRETARY)]));
		assert_ok!(confirm());
		assert!(Appointments::<Test>::contains_key(COMMITTEE, KEYLESS));
		let body = Orgs::<Test>::get(COMMITTEE).unwrap();
		assert_eq!((body.elected, body.term_ends), (None, Some(date("2027-12-31"))));
	});
}

#[test]
fn a_by_election_of_a_second_secretary_fails() {
	granted(|| {
		Organizations::seat(COMMITTEE, KEYLESS, first_appointment(&[Office::Secretary], &[]));
		to_meeting(ElectionKind::ByElection);
		assert_ok!(report(&[(ZHOU, SECRETARY)]));
		assert_noop!(confirm(), Error::<Test>::SecretaryExists);
		assert_ok!(Organizations::dismiss(signed(WANG), COUNTY, COMMITTEE, KEYLESS));
		assert_ok!(confirm());
	});
}

#[test]
fn elections_go_step_by_step() {
	granted(|| {
		for call in [reply(true), announce(DAY_OF_MEETING), report(&[(ZHOU, SECRETARY)]), confirm()]
		{
			assert_eq!(call, Err(Error::<Test>::ElectionNotFound.into()));
		}
		assert_ok!(request(ElectionKind::Term));
		assert_eq!(
			last_event(),
			Event::ElectionRequested { org: COMMITTEE, kind: ElectionKind::Term, by: ZHAO }
		);
		assert_eq!(due(COMMITTEE, Item::Election), Some(date("2026-04-01")));
		assert_noop!(request(ElectionKind::ByElection), Error::<Test>::ElectionExists);
		assert_noop!(announce(DAY_OF_MEETING), Error::<Test>::ElectionStep);
		assert_noop!(report(&[(ZHOU, SECRETARY)]), Error::<Test>::ElectionStep);
		assert_noop!(confirm(), Error::<Test>::ElectionStep);
		assert_ok!(reply(true));
		assert_eq!(
			last_event(),
			Event::ElectionReplied {
				org: COMMITTEE,
				kind: ElectionKind::Term,
				agreed: true,
				superior: COUNTY,
				by: WANG
			}
		);
		assert_noop!(reply(true), Error::<Test>::ElectionStep);
		assert_ok!(announce("2026-05-10"));
		assert_eq!(due(COMMITTEE, Item::Election), Some(date("2026-05-10")));
		assert_ok!(announce(DAY_OF_MEETING));
		assert_eq!(
			last_event(),
			Event::ElectionAnnounced {
				org: COMMITTEE,
				before: Some("2026-05-10".into()),
				day: DAY_OF_MEETING.into(),
				by: SUN
			}
		);
		assert_noop!(reply(true), Error::<Test>::ElectionStep);
		assert_noop!(confirm(), Error::<Test>::ElectionStep);
		passes(ElectionKind::Term, DAY_OF_MEETING);
		assert_ok!(report(&[(ZHOU, SECRETARY)]));
		assert_noop!(announce(DAY_OF_MEETING), Error::<Test>::ElectionStep);
		assert_noop!(report(&[(ZHOU, SECRETARY)]), Error::<Test>::ElectionStep);
		assert_ok!(confirm());
	});
}

#[test]
fn reply_election_with_no_ends_it_at_every_step() {
	granted(|| {
		let steps: [fn() -> DispatchResult; 4] = [
			|| request(ElectionKind::Term),
			|| reply(true),
			|| announce(DAY_OF_MEETING),
			|| {
				passes(ElectionKind::Term, DAY_OF_MEETING);
				report(&[(ZHOU, SECRETARY)])
			},
		];
		for last in 1..=steps.len() {
			for step in &steps[..last] {
				assert_ok!(step());
			}
			assert_ok!(reply(false));
			assert_eq!(Organizations::election(COMMITTEE), None);
			assert_eq!(due(COMMITTEE, Item::Election), None);
		}
		assert!(!Appointments::<Test>::contains_key(COMMITTEE, ZHOU));
	});
}

#[test]
fn request_election_of_a_term_settles_the_reminder_and_a_refusal_puts_it_back() {
	granted(|| {
		let reminder = || due(COMMITTEE, Item::TermReminder);
		assert_ok!(Organizations::set_term(signed(WANG), COUNTY, COMMITTEE, "2030-08-31".into()));
		assert_eq!(reminder(), Some(date("2030-02-28")));
		// A by-election leaves the term as it is.
		assert_ok!(request(ElectionKind::ByElection));
		assert_eq!(reminder(), Some(date("2030-02-28")));
		assert_ok!(reply(false));
		assert_ok!(request(ElectionKind::Term));
		assert_eq!(reminder(), None);
		assert_eq!(due(COMMITTEE, Item::TermEnds), Some(date("2030-08-31")));
		assert_ok!(reply(false));
		assert_eq!(reminder(), Some(date("2030-02-28")));
	});
}

#[test]
fn elections_by_the_wrong_officers_fail() {
	granted(|| {
		let not_approvers = not_the_committees();
		let not_handlers = no_handlers(not_approvers.clone());
		for (who, origin) in &not_approvers {
			println!("{who}");
			assert_noop!(
				Organizations::request_election(origin.clone(), COMMITTEE, ElectionKind::Term),
				Error::<Test>::NotAuthorized
			);
		}
		assert_ok!(request(ElectionKind::Term));
		let strangers = || {
			let mut list = vec![RuntimeOrigin::root(), RuntimeOrigin::none()];
			list.extend([PLAIN, LIN, ZHAO, CHEN, LI].map(signed));
			list
		};
		for origin in strangers() {
			assert_noop!(
				Organizations::reply_election(origin, COUNTY, COMMITTEE, true),
				Error::<Test>::NotAuthorized
			);
		}
		for (by, org) in [(ZHAO, COMMITTEE), (CHEN, OTHER_COUNTY), (LI, BRANCH)] {
			assert_noop!(
				Organizations::reply_election(signed(by), org, COMMITTEE, true),
				Error::<Test>::NotSuperior
			);
		}
		assert_ok!(reply(true));
		let day = Organizations::announce_election;
		for (who, origin) in &not_handlers {
			println!("{who}");
			assert_noop!(
				day(origin.clone(), COMMITTEE, "2026-12-31".into()),
				Error::<Test>::NotAuthorized
			);
			assert_noop!(
				Organizations::report_election(origin.clone(), COMMITTEE, RESOLUTION, vec![]),
				Error::<Test>::NotAuthorized
			);
		}
		assert_ok!(announce(DAY_OF_MEETING));
		passes(ElectionKind::Term, DAY_OF_MEETING);
		assert_ok!(report(&[(ZHOU, SECRETARY)]));
		for origin in strangers() {
			assert_noop!(
				Organizations::confirm_election(origin, COUNTY, COMMITTEE),
				Error::<Test>::NotAuthorized
			);
		}
		for (by, org) in [(ZHAO, COMMITTEE), (CHEN, OTHER_COUNTY), (LI, BRANCH)] {
			assert_noop!(
				Organizations::confirm_election(signed(by), org, COMMITTEE),
				Error::<Test>::NotSuperior
			);
		}
	});
}

#[test]
fn reply_and_confirm_by_the_same_person_or_the_elected_fail() {
	granted(|| {
		// Zhao is an approver of the county, too.
		seat(COUNTY, ZHAO, &[Power::Approver]);
		seat(COUNTY, SUN, &[Power::Approver]);
		assert_ok!(request(ElectionKind::Term));
		assert_noop!(
			Organizations::reply_election(signed(ZHAO), COUNTY, COMMITTEE, true),
			Error::<Test>::SamePerson
		);
		assert_ok!(reply(true));
		assert_ok!(announce(DAY_OF_MEETING));
		passes(ElectionKind::Term, DAY_OF_MEETING);
		assert_ok!(report(&[(ZHAO, SECRETARY)]));
		assert_noop!(
			Organizations::confirm_election(signed(SUN), COUNTY, COMMITTEE),
			Error::<Test>::SamePerson
		);
		assert_noop!(
			Organizations::confirm_election(signed(ZHAO), COUNTY, COMMITTEE),
			Error::<Test>::OwnAppointment
		);
		assert_ok!(confirm());
	});
}

#[test]
fn elections_without_the_grant_fail() {
	ExtBuilder::default().build_and_execute(|| {
		let grant = |list: &[Grant]| {
			let list = list.to_vec();
			assert_ok!(Organizations::set_grants(signed(LIN), PROVINCE, COMMITTEE, list));
		};
		assert_noop!(request(ElectionKind::Term), Error::<Test>::ElectionsNotGranted);
		grant(&[Grant::HoldElections]);
		to_meeting(ElectionKind::Term);
		grant(&[]);
		assert_noop!(report(&[(ZHOU, SECRETARY)]), Error::<Test>::ElectionsNotGranted);
		grant(&[Grant::HoldElections]);
		assert_ok!(report(&[(ZHOU, SECRETARY)]));
		grant(&[]);
		assert_noop!(confirm(), Error::<Test>::ElectionsNotGranted);
	});
}

#[test]
fn announce_election_today_works_and_yesterday_fails() {
	granted(|| {
		assert_ok!(request(ElectionKind::Term));
		assert_ok!(reply(true));
		assert_noop!(announce("2026-03-01"), Error::<Test>::DateInPast);
		assert_noop!(announce("2026-02-30"), Error::<Test>::DateInvalid);
		assert_ok!(announce("2026-03-02"));
		assert_eq!(stage(), ElectionStage::Announced { day: "2026-03-02".into() });
	});
}

#[test]
fn report_election_needs_the_resolution_of_this_meeting() {
	granted(|| {
		assert_ok!(request(ElectionKind::Term));
		assert_ok!(reply(true));
		assert_ok!(announce(DAY_OF_MEETING));
		let result: &[(PersonId, &[Office])] = &[(ZHOU, SECRETARY)];
		assert_noop!(report(result), "no such resolution");
		passes(ElectionKind::ByElection, DAY_OF_MEETING);
		assert_noop!(report(result), "planned for something else");
		passes(ElectionKind::Term, "2026-03-09");
		assert_noop!(report(result), Error::<Test>::HeldBeforeNotice);
		assert_eq!(Passed::get().len(), 1, "the resolution is not used up");
		passes(ElectionKind::Term, DAY_OF_MEETING);
		assert_ok!(report(result));
	});
}

#[test]
fn report_election_of_a_wrong_result_fails() {
	granted(|| {
		to_meeting(ElectionKind::Term);
		let twice = &[Office::Publicity, Office::Publicity];
		for (result, why) in [
			(vec![], Error::<Test>::ResultsInvalid),
			(vec![(ZHOU, DEPUTY)], Error::<Test>::ResultsInvalid),
			(vec![(ZHOU, SECRETARY), (PLAIN, SECRETARY)], Error::<Test>::ResultsInvalid),
			(vec![(ZHOU, SECRETARY), (ZHOU, MEMBER)], Error::<Test>::ResultsInvalid),
			(vec![(ZHOU, SECRETARY), (PLAIN, &[][..])], Error::<Test>::ResultsInvalid),
			(
				vec![(ZHOU, SECRETARY), (PLAIN, &[Office::GroupLeader][..])],
				Error::<Test>::ResultsInvalid,
			),
			(vec![(ZHOU, twice)], Error::<Test>::DuplicateEntries),
			(vec![(NOBODY, SECRETARY)], Error::<Test>::PersonNotFound),
			(vec![(PROBATIONARY, SECRETARY)], Error::<Test>::NotFullMember),
			(vec![(FORMER, SECRETARY)], Error::<Test>::NotFullMember),
		] {
			assert_noop!(report(&result), why);
		}
		change(PLAIN, |known| known.org = OTHER_BRANCH);
		assert_noop!(report(&[(PLAIN, SECRETARY)]), Error::<Test>::ElectedOutside);
		let thirteen: Vec<(PersonId, &[Office])> = (0..13)
			.map(|n| (PersonId(CROWD + n), if n == 0 { SECRETARY } else { MEMBER }))
			.collect();
		assert_noop!(report(&thirteen), Error::<Test>::ResultsInvalid);
		// Zhao and Sun stay: ten more have a seat, and not eleven.
		assert_ok!(report(&thirteen[..11]));
		assert_noop!(confirm(), Error::<Test>::MaxOfficersExceeded);
		assert_ok!(Organizations::dismiss(signed(LIN), PROVINCE, COMMITTEE, SUN));
		assert_ok!(confirm());
		assert_eq!(Orgs::<Test>::get(COMMITTEE).unwrap().officers, 12);
	});
}

#[test]
fn confirm_election_of_somebody_who_is_no_full_member_any_more_fails() {
	granted(|| {
		to_meeting(ElectionKind::Term);
		assert_ok!(report(&[(ZHOU, SECRETARY)]));
		change(ZHOU, |known| known.status = MembershipStatus::Inactive);
		assert_noop!(confirm(), Error::<Test>::NotFullMember);
	});
}

#[test]
fn a_branch_elects_as_many_as_its_size_allows() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::set_grants(
			signed(LIN),
			PROVINCE,
			BRANCH,
			vec![Grant::HoldElections]
		));
		seat(BRANCH, PLAIN, &[Power::Handler]);
		let members: Vec<PersonId> =
			(0..6).map(|_| enrol(BRANCH, MembershipStatus::Full)).collect();
		assert_ok!(Organizations::request_election(signed(LI), BRANCH, ElectionKind::Term));
		assert_ok!(Organizations::reply_election(signed(ZHAO), COMMITTEE, BRANCH, true));
		assert_ok!(Organizations::announce_election(signed(PLAIN), BRANCH, "2026-03-02".into()));
		let subject = Subject::Organization(BRANCH);
		let passed = (Purpose::Election, subject, date("2026-03-02"));
		Passed::mutate(|all| all.insert((BRANCH, RESOLUTION), passed));
		let report = |n: usize| {
			let results = members[..n]
				.iter()
				.enumerate()
				.map(|(n, person)| {
					(*person, if n == 0 { SECRETARY.to_vec() } else { DEPUTY.to_vec() })
				})
				.collect();
			Organizations::report_election(signed(PLAIN), BRANCH, RESOLUTION, results)
		};
		// Six full members: a secretary and perhaps a deputy.
		assert_noop!(report(3), Error::<Test>::CommitteeSize);
		enrol(BRANCH, MembershipStatus::Full);
		// Seven: a committee.
		assert_noop!(report(2), Error::<Test>::CommitteeSize);
		assert_ok!(report(3));
		assert_ok!(Organizations::confirm_election(signed(ZHAO), COMMITTEE, BRANCH));
		let body = Orgs::<Test>::get(BRANCH).unwrap();
		assert_eq!(body.term_ends, Some(date("2029-03-01")));
		// The old secretary's key can do nothing more for the branch, in this very block.
		assert!(Organizations::powers_of(BRANCH, LI).is_empty());
		assert_eq!(Entitled::get().get(&account(LI)), None);
	});
}

#[test]
fn a_party_group_elects_nobody_and_the_root_needs_another_person() {
	ExtBuilder::default().build_and_execute(|| {
		seat(GROUP, PLAIN, &[Power::Approver]);
		assert_noop!(
			Organizations::request_election(signed(PLAIN), GROUP, ElectionKind::Term),
			Error::<Test>::NoTerm
		);
		let other = PersonId(CROWD + 3);
		seat(PROVINCE, other, &[Power::Approver]);
		assert_ok!(Organizations::request_election(signed(LIN), PROVINCE, ElectionKind::Term));
		assert_noop!(
			Organizations::reply_election(signed(LIN), PROVINCE, PROVINCE, true),
			Error::<Test>::SamePerson
		);
		assert_ok!(Organizations::reply_election(signed(other), PROVINCE, PROVINCE, true));
	});
}

#[test]
fn an_election_ends_with_its_organization() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::set_grants(
			signed(LIN),
			PROVINCE,
			SISTER_BRANCH,
			vec![Grant::HoldElections]
		));
		change(FROZEN, |known| known.frozen = false);
		assert_ok!(Organizations::request_election(
			signed(FROZEN),
			SISTER_BRANCH,
			ElectionKind::Term
		));
		carry(SISTER_BRANCH, RawReorganization::Merge { into: BRANCH });
		let Event::Merged { ended, .. } = last_event() else { panic!("another event") };
		assert!(ended.election);
		assert!(!Elections::<Test>::contains_key(SISTER_BRANCH));
		assert_eq!(due(SISTER_BRANCH, Item::Election), None);
	});
}

#[test]
fn officer_of_a_merged_organization_is_one_of_the_other() {
	use crate::{ApproverPower, EnsureOfficer};
	use frame::traits::EnsureOriginWithArg;
	ExtBuilder::default().build_and_execute(|| {
		carry(SISTER_BRANCH, RawReorganization::Merge { into: BRANCH });
		assert_eq!(
			EnsureOfficer::<Test, ApproverPower>::ensure_origin(signed(LI), &SISTER_BRANCH).ok(),
			Some(Officer { person: LI, org: BRANCH, appointed_by: None })
		);
	});
}

/// The committee's newly elected: Zhou secretary and approver, Sun deputy.
fn elected() {
	to_meeting(ElectionKind::Term);
	assert_ok!(report(&[(ZHOU, SECRETARY), (SUN, DEPUTY)]));
	assert_ok!(confirm());
}

#[test]
fn while_the_elected_secretary_is_ill_another_one_acts() {
	granted(|| {
		elected();
		let until = RawDate::from("2026-05-31");
		let (offices, powers) = (vec![Office::Secretary], vec![Power::Approver]);
		assert_ok!(Organizations::appoint_acting(
			signed(SUN),
			COMMITTEE,
			COMMITTEE,
			PLAIN,
			offices,
			powers,
			until
		));
		assert_eq!(due(COMMITTEE, Item::NoSecretary), None);
		let acts = |name: &str| {
			Organizations::rename(signed(PLAIN), COMMITTEE, SISTER_BRANCH, name.into())
		};
		let day = |year, month, day| {
			let at = CivilDate::from_ymd(year, month, day).unwrap();
			while MockClock::today() < at {
				wait(DAY);
			}
		};
		day(2026, 5, 31);
		assert_ok!(acts("甲"));
		day(2026, 6, 1);
		assert_noop!(acts("乙"), Error::<Test>::NotAuthorized);
		// Zhou was secretary all the time.
		assert_eq!(due(COMMITTEE, Item::NoSecretary), None);
		assert!(Organizations::powers_of(COMMITTEE, ZHOU).contains(Power::Approver));
	});
}

#[test]
fn an_elected_officer_is_dismissed_and_changed_from_above_only() {
	granted(|| {
		elected();
		// Sun, the deputy, can neither dismiss the secretary nor empty the office.
		let dismiss = |by, org| Organizations::dismiss(signed(by), org, COMMITTEE, ZHOU);
		assert_noop!(dismiss(SUN, COMMITTEE), Error::<Test>::ElectedFromAbove);
		let handler = vec![Power::Handler];
		let change = Organizations::appoint(
			signed(SUN),
			COMMITTEE,
			COMMITTEE,
			ZHOU,
			vec![],
			handler.clone(),
		);
		assert_noop!(change, Error::<Test>::ElectedFromAbove);
		// Who was appointed there is dismissed there.
		assert_ok!(Organizations::appoint(
			signed(SUN),
			COMMITTEE,
			COMMITTEE,
			PLAIN,
			vec![],
			handler
		));
		assert_ok!(Organizations::dismiss(signed(SUN), COMMITTEE, COMMITTEE, PLAIN));
		assert_ok!(dismiss(WANG, COUNTY));
		assert_eq!(Organizations::offices_of(ZHOU), 0);
	});
}

#[test]
fn the_root_dismisses_its_own_elected_officers() {
	ExtBuilder::default().build_and_execute(|| {
		Organizations::seat(PROVINCE, PLAIN, first_appointment(&[Office::Publicity], &[]));
		Entitled::mutate(|all| *all.entry(account(PLAIN)).or_default() += 1);
		assert_ok!(Organizations::dismiss(signed(LIN), PROVINCE, PROVINCE, PLAIN));
	});
}
