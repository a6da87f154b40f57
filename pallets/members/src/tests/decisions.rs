//! Memberships end, are suspended and restored: every cell of the table, and what follows.

use super::*;
use crate::{
	types::Suspension, Accounts, ActProposals, Freezes, Holds, Persons, RecordUpdates,
	Replacements, Suspensions,
};
use chuxin_primitives::{
	life::{event_hash, next_head},
	organization::StatusCounts,
	traits::Persons as _,
};

const EVIDENCE: Hash = Hash::repeat_byte(0xee);
/// A full member is restored.
pub(super) const AS_FULL: Change = Change::Reinstate { status: MembershipStatus::Full };

/// A decision about one person, and who acts.
#[derive(Clone)]
pub(super) struct Case {
	pub handler: PersonId,
	pub approver: PersonId,
	pub org: OrgId,
	pub person: PersonId,
	pub ground: Ground,
	pub effective: RawDate,
}

impl Case {
	/// The county's officers decide today.
	pub fn new(person: PersonId, ground: Ground) -> Self {
		let (handler, approver) = (HANDLER, APPROVER);
		Self { handler, approver, org: COUNTY, person, ground, effective: day(0) }
	}

	pub fn in_org(self, org: OrgId) -> Self {
		Self { org, ..self }
	}

	pub fn on(self, effective: RawDate) -> Self {
		Self { effective, ..self }
	}

	pub fn propose(&self, change: Change) {
		let effective = self.effective.parse().unwrap();
		let decision = Decision { change, ground: self.ground, effective, evidence: EVIDENCE };
		propose_as(self.handler, self.org, self.person, &Act::Decide(decision));
	}

	/// The second signature, for everything but a re-admission.
	pub fn carry_out(&self, change: Change) -> Result<(), DispatchError> {
		let Case { org, person, ground, effective, .. } = self.clone();
		let by = as_person(self.approver);
		match change {
			Change::Leave => Members::end_membership(by, org, person, ground, effective, EVIDENCE),
			Change::Suspend => Members::suspend(by, org, person, ground, effective, EVIDENCE),
			Change::Reinstate { status } => {
				Members::reinstate(by, org, person, status, ground, effective, EVIDENCE)
			},
			Change::Readmit { branch, status, record, birthday } => Members::readmit(
				by, org, person, branch, status, record, birthday, ground, effective, EVIDENCE,
			),
		}
	}

	/// Both signatures.
	pub fn decide(&self, change: Change) -> Result<(), DispatchError> {
		self.propose(change);
		self.carry_out(change)
	}
}

/// A person of `COMMITTEE_BRANCH` with this status, whose officers, like those of the committee, are
/// the same as the county's.
pub(super) fn person_with(status: MembershipStatus) -> PersonId {
	for org in [COMMITTEE, COMMITTEE_BRANCH] {
		appoint(org, HANDLER, &[Power::Handler], None);
		appoint(org, APPROVER, &[Power::Approver], None);
	}
	enrolled_as(1, COMMITTEE_BRANCH, status)
}

/// Registers a person of this status.
pub(super) fn enrolled_as(n: u32, branch: OrgId, status: MembershipStatus) -> PersonId {
	let former = status == MembershipStatus::Former;
	let mut entry = entry(n, branch);
	entry.status = if former { MembershipStatus::Full } else { status };
	entry.birthday = entry.birthday.filter(|_| entry.status.is_member());
	let id = PersonId(Members::person_count());
	prepare(&[entry]);
	approve(vec![entry]).unwrap();
	if former {
		assert_ok!(Case::new(id, Ground::Paper).on(day(-1)).decide(Change::Leave));
	}
	id
}

fn readmission() -> Change {
	Change::Readmit {
		branch: COMMITTEE_BRANCH,
		status: MembershipStatus::Probationary,
		record: record(2),
		birthday: Hash::repeat_byte(0xbb),
	}
}

fn status_of(person: PersonId) -> MembershipStatus {
	Persons::<Test>::get(person).unwrap().status
}

/// The ground, with a resolution of the person's branch where it rests on one.
fn ground(name: &str, branch: OrgId, purpose: Purpose, person: PersonId) -> Ground {
	match name {
		"record" => Ground::OnRecord,
		"resolution" => Ground::Resolution(resolve(branch, purpose, person)),
		"direct" => Ground::Direct,
		_ => Ground::Paper,
	}
}

#[test]
fn every_cell_of_the_table() {
	use MembershipStatus::*;
	type Cell = Result<(), DispatchError>;
	let no = |error: Error<Test>| -> Cell { Err(error.into()) };
	let superior = [no(Error::SuperiorNeeded), Ok(()), Ok(())];
	let county = [no(Error::CountyNeeded), no(Error::CountyNeeded), Ok(())];
	let never = [no(Error::GroundNotAllowed); 3];
	let all = [Ok(()); 3];
	// By the branch itself, by a primary committee above it, by the county.
	type Row = (Change, MembershipStatus, Purpose, MembershipStatus, [[Cell; 3]; 4]);
	let table: Vec<Row> = vec![
		(Change::Leave, Full, Purpose::Exit, Former, [all, superior, county, all]),
		(Change::Suspend, Probationary, Purpose::Suspension, Inactive, [never, all, superior, all]),
		(AS_FULL, Inactive, Purpose::Reinstatement, Full, [never, all, superior, all]),
		// Whether an organization may approve admissions is its grant: here the county's alone.
		(
			readmission(),
			Former,
			Purpose::Readmission,
			Probationary,
			[never, [no(Error::SuperiorNeeded), no(Error::GrantMissing), Ok(())], never, all],
		),
	];
	for (change, from, purpose, to, rows) in table {
		for (name, cells) in ["record", "resolution", "direct", "paper"].into_iter().zip(rows) {
			for (org, expected) in [COMMITTEE_BRANCH, COMMITTEE, COUNTY].into_iter().zip(cells) {
				test(|| {
					let id = person_with(from);
					let ground = ground(name, COMMITTEE_BRANCH, purpose, id);
					let on = if ground == Ground::Paper { day(-1) } else { day(0) };
					let case = Case::new(id, ground).in_org(org).on(on);
					case.propose(change);
					match expected {
						Ok(()) => {
							assert_ok!(case.carry_out(change));
							assert_eq!(status_of(id), to, "{change:?} {name} {org}");
						},
						Err(error) => {
							assert_noop!(case.carry_out(change), error);
						},
					}
				});
			}
		}
	}
}

#[test]
fn every_step_from_every_other_status_fails() {
	use MembershipStatus::*;
	for (change, fits) in [
		(Change::Leave, vec![Probationary, Full, Inactive]),
		(Change::Suspend, vec![Probationary, Full]),
		(AS_FULL, vec![Inactive]),
		(readmission(), vec![Former]),
	] {
		for status in MembershipStatus::ALL {
			test(|| {
				let id = person_with(status);
				let case = Case::new(id, Ground::Paper).on(day(-1));
				case.propose(change);
				if fits.contains(&status) {
					assert_ok!(case.carry_out(change));
				} else {
					assert_noop!(case.carry_out(change), Error::<Test>::StatusNotAllowed);
				}
			});
		}
	}
}

#[test]
fn end_membership_works() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let key = bind(id, 50);
		let before = Persons::<Test>::get(id).unwrap();
		let counts = |status| Counts::get(BRANCH).of(status);
		let full = counts(MembershipStatus::Full);
		pass_days(10);
		let resolution = resolve(BRANCH, Purpose::Exit, id);
		let case = Case::new(id, Ground::Resolution(resolution));
		assert_ok!(case.decide(Change::Leave));

		let after = Persons::<Test>::get(id).unwrap();
		assert_eq!(after.status, MembershipStatus::Former);
		assert_eq!((after.account, after.frozen), (None, false));
		assert_eq!(
			(after.birthday, after.record, after.spell),
			(before.birthday, before.record, 1)
		);
		assert_eq!(Accounts::<Test>::get(&key), None);
		assert_eq!(Members::acting(&key), None);
		assert_eq!(Entitlements::get(&key), Entitled::default());
		assert_eq!(counts(MembershipStatus::Full), full - 1);
		assert_eq!(counts(MembershipStatus::Former), 1);
		let event = life_event(2, LifeKind::Left, BRANCH, COUNTY, EVIDENCE.0);
		assert_eq!(after.life.head, next_head(&before.life.head, 2, &event_hash(&event)));
		assert_eq!(ActProposals::<Test>::iter().count(), 0);
		assert!(Passed::iter().next().is_none(), "the resolution is used up");
		assert_eq!(
			last_event(),
			Event::Left {
				org: COUNTY,
				person: id,
				before: MembershipStatus::Full,
				account: Some(key.clone()),
				effective: "2024-03-10".into(),
				proposed_by: HANDLER,
				approved_by: APPROVER,
			}
		);
		// The person's document stays blocked, and the key is nobody's.
		let batch = vec![entry(1, BRANCH_B)];
		prepare(&batch);
		assert_noop!(approve(batch), Error::<Test>::AlreadyEnrolled);
		assert_noop!(
			Members::freeze_own_account(RuntimeOrigin::signed(key)),
			Error::<Test>::AccountUnknown
		);
		assert_noop!(
			Members::bind_account(
				as_person(APPROVER),
				COUNTY,
				id,
				account_of(&pair(51)),
				day(7),
				consent(&pair(51), id, &day(7)),
			),
			Error::<Test>::FormerMember
		);
	});
}

#[test]
fn end_membership_takes_everything_that_waits_with_it() {
	test(|| {
		let id = enrolled(1, BRANCH);
		bind(id, 50);
		let own = RuntimeOrigin::signed(account_of(&pair(50)));
		assert_ok!(Members::propose_record_update(own, record(2)));
		propose(id, &Act::PlaceHold { until: None, without_vote: false });
		assert_ok!(Members::place_hold(as_person(APPROVER), COUNTY, id, None, false));
		assert_ok!(Case::new(id, Ground::Direct).decide(Change::Suspend));
		let pending = replace(id, 51);
		assert!(Suspensions::<Test>::contains_key(id) && Freezes::<Test>::contains_key(id));

		assert_ok!(Case::new(id, Ground::Direct).decide(Change::Leave));
		assert!(!Persons::<Test>::get(id).unwrap().held);
		assert!(!Holds::<Test>::contains_key(id));
		assert!(!RecordUpdates::<Test>::contains_key(id));
		assert!(!Suspensions::<Test>::contains_key(id));
		assert!(!Freezes::<Test>::contains_key(id));
		assert!(!Replacements::<Test>::contains_key(id));
		assert!(!WaitingActs::contains_key(pending));
		assert_eq!(Entitlements::get(account_of(&pair(50))), Entitled::default());
	});
}

#[test]
fn end_membership_of_an_officer_ends_the_offices() {
	test(|| {
		// The clerk of the branch dies. The branch alone cannot say so of an officer.
		appoint(BRANCH, PLAIN, &[Power::Handler], None);
		let by_branch = Case {
			handler: PLAIN,
			approver: BRANCH_OFFICER,
			..Case::new(CLERK, Ground::OnRecord).in_org(BRANCH)
		};
		by_branch.propose(Change::Leave);
		assert_noop!(by_branch.carry_out(Change::Leave), Error::<Test>::SuperiorNeeded);
		assert_eq!(Entitlements::get(key_of(CLERK)).offices, 1);
		assert_ok!(Case::new(CLERK, Ground::OnRecord).decide(Change::Leave));
		assert_eq!(Entitlements::get(key_of(CLERK)), Entitled::default());
		assert_eq!(Officers::get(BRANCH, CLERK), None, "the offices end with the membership");
		assert_ok!(Members::withdraw_act(as_person(PLAIN), BRANCH, CLERK));
	});
}

#[test]
fn end_membership_of_a_person_with_more_than_32_offices_fails() {
	test(|| {
		for n in 0..33 {
			appoint(OrgId(MANY + n), PLAIN, &[Power::Statistics], None);
		}
		let case = Case::new(PLAIN, Ground::Direct);
		case.propose(Change::Leave);
		assert_noop!(case.carry_out(Change::Leave), Error::<Test>::TooManyOffices);
		dismiss(OrgId(MANY), PLAIN);
		assert_ok!(case.carry_out(Change::Leave));
	});
}

#[test]
fn suspend_and_reinstate_lead_back_to_the_status_before() {
	use MembershipStatus::*;
	for status in [Probationary, Full] {
		test(|| {
			let id = person_with(status);
			let sealed = Persons::<Test>::get(id).unwrap().birthday;
			assert_ok!(Case::new(id, Ground::Direct).decide(Change::Suspend));
			let since = day(0).parse().unwrap();
			assert_eq!(Suspensions::<Test>::get(id), Some(Suspension { before: status, since }));
			assert_eq!(
				last_event(),
				Event::Suspended {
					org: COUNTY,
					person: id,
					before: status,
					status: Inactive,
					effective: day(0),
					proposed_by: HANDLER,
					approved_by: APPROVER,
				}
			);
			assert_eq!(Counts::get(COMMITTEE_BRANCH).of(Inactive), 1);
			assert!(Resting::contains_key(id), "the organizations know that the offices rest");
			assert_ok!(Case::new(id, Ground::Direct).decide(Change::Reinstate { status }));
			assert!(!Resting::contains_key(id));
			assert!(!Suspensions::<Test>::contains_key(id));
			assert_eq!(
				last_event(),
				Event::Reinstated {
					org: COUNTY,
					person: id,
					before: Inactive,
					status,
					effective: day(0),
					proposed_by: HANDLER,
					approved_by: APPROVER,
				}
			);
			let person = Persons::<Test>::get(id).unwrap();
			assert_eq!((person.status, person.spell, person.birthday), (status, 1, sealed));
			let one = |s: MembershipStatus| u32::from(s == status);
			assert_eq!(Counts::get(COMMITTEE_BRANCH), StatusCounts(MembershipStatus::ALL.map(one)));
		});
	}
}

#[test]
fn a_suspended_member_keeps_the_key() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let key = bind(id, 50);
		assert_ok!(Case::new(id, Ground::Direct).decide(Change::Suspend));
		assert_eq!(Members::acting(&key), Some(id));
	});
}

#[test]
fn decisions_take_effect_from_go_live_to_today() {
	test(|| {
		let id = enrolled(1, BRANCH); // the window opened today: the go-live day
		pass_days(5);
		let try_on = |days, ground| {
			let case = Case::new(id, ground).on(day(days));
			case.propose(Change::Leave);
			case.carry_out(Change::Leave)
		};
		for (days, ground, error) in [
			(1, Ground::Direct, Error::<Test>::EffectiveInFuture),
			(1, Ground::Paper, Error::EffectiveInFuture),
			(-6, Ground::Direct, Error::BeforeGoLive),
			(-6, Ground::OnRecord, Error::BeforeGoLive),
			(-5, Ground::Paper, Error::NotBeforeGoLive),
		] {
			let case = Case::new(id, ground).on(day(days));
			case.propose(Change::Leave);
			assert_noop!(case.carry_out(Change::Leave), error);
		}
		for (days, ground) in [(0, Ground::Direct), (-5, Ground::Direct), (-6, Ground::Paper)] {
			hypothetically!({
				assert_ok!(try_on(days, ground));
			});
		}
		for text in ["2024-02-30", "", "x"] {
			assert_noop!(
				Case::new(id, Ground::Direct).on(text.into()).carry_out(Change::Leave),
				Error::<Test>::InvalidDate
			);
		}
	});
}

#[test]
fn paper_outside_the_import_window_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let case = Case::new(id, Ground::Paper).on("1999-12-31".into());
		case.propose(Change::Leave);
		pass_days(31);
		assert_noop!(case.carry_out(Change::Leave), Error::<Test>::WindowClosed);
		assert_ok!(Members::close_import_window(as_person(SUPERIOR), PROVINCE, COUNTY));
		assert_noop!(case.carry_out(Change::Leave), Error::<Test>::WindowClosed);
		// The window opens again; the go-live day does not move.
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(1)));
		assert_eq!(Members::go_live(BRANCH), Some("2024-02-29".into()));
		assert_ok!(case.carry_out(Change::Leave));
	});
}

#[test]
fn a_resolution_serves_once_and_only_its_purpose_subject_and_branch() {
	test(|| {
		let (a, b) = (enrolled(1, BRANCH), enrolled(2, BRANCH));
		let refused = |resolution, why: &'static str| {
			let case = Case::new(a, Ground::Resolution(resolution));
			case.propose(Change::Leave);
			assert_noop!(case.carry_out(Change::Leave), DispatchError::Other(why));
		};
		refused(ResolutionId(999), "no such resolution");
		refused(resolve(BRANCH_B, Purpose::Exit, a), "no such resolution");
		refused(resolve(BRANCH, Purpose::Suspension, a), "planned for something else");
		refused(resolve(BRANCH, Purpose::Exit, b), "planned for something else");
		let used = resolve(BRANCH, Purpose::Suspension, a);
		assert_ok!(Case::new(a, Ground::Resolution(used)).decide(Change::Suspend));
		refused(used, "no such resolution");
		// Nothing takes effect before the meeting.
		pass_days(1);
		let late = Ground::Resolution(resolve(BRANCH, Purpose::Exit, a));
		let case = Case::new(a, late).on(day(-1));
		case.propose(Change::Leave);
		assert_noop!(case.carry_out(Change::Leave), Error::<Test>::BeforeResolution);
		pass_days(3);
		assert_ok!(Case::new(a, late).on(day(-3)).decide(Change::Leave));
	});
}

#[test]
fn decisions_of_one_person_of_a_protege_or_of_oneself_fail() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let case = |handler, approver, person| Case {
			handler,
			approver,
			..Case::new(person, Ground::Direct)
		};
		case(BOTH, BOTH, id).propose(Change::Leave);
		assert_noop!(case(BOTH, BOTH, id).carry_out(Change::Leave), Error::<Test>::SamePerson);
		case(HANDLER, PROTEGE, id).propose(Change::Leave);
		assert_noop!(
			case(HANDLER, PROTEGE, id).carry_out(Change::Leave),
			Error::<Test>::AppointedByOther
		);
		assert_ok!(Members::withdraw_act(as_person(HANDLER), COUNTY, id));
		case(HANDLER, APPROVER, APPROVER).propose(Change::Leave);
		assert_noop!(
			case(HANDLER, APPROVER, APPROVER).carry_out(Change::Leave),
			Error::<Test>::OwnCase
		);
		// A stranger's decision.
		let stranger =
			Case { approver: STRANGER, ..Case::new(id, Ground::Direct).in_org(OTHER_COUNTY) };
		assert_noop!(stranger.carry_out(Change::Leave), Error::<Test>::PersonNotYours);
		assert_noop!(
			Case::new(PersonId(999), Ground::Direct).carry_out(Change::Leave),
			Error::<Test>::PersonNotFound
		);
	});
}

#[test]
fn a_merged_branch_decides_under_its_new_number() {
	test(|| {
		let id = enrolled(1, BRANCH_B);
		merge(BRANCH_B, COMMITTEE_BRANCH);
		assert_eq!(Members::standing(id), Some((COMMITTEE_BRANCH, MembershipStatus::Full)));
		let resolution = resolve(COMMITTEE_BRANCH, Purpose::Exit, id);
		assert_ok!(Case::new(id, Ground::Resolution(resolution)).decide(Change::Leave));
		assert_eq!(Persons::<Test>::get(id).unwrap().org, COMMITTEE_BRANCH);
		assert_eq!(Counts::get(COMMITTEE_BRANCH).of(MembershipStatus::Former), 1);
	});
}

#[test]
fn reinstate_as_something_else_fails() {
	use MembershipStatus::*;
	// The chain saw the suspension: as what it was, and as nothing else.
	for (before, other) in [(Probationary, Full), (Full, Probationary)] {
		test(|| {
			let id = person_with(before);
			assert_ok!(Case::new(id, Ground::Direct).decide(Change::Suspend));
			let case = Case::new(id, Ground::Direct);
			case.propose(Change::Reinstate { status: other });
			let restore = |status| case.carry_out(Change::Reinstate { status });
			assert_noop!(restore(other), Error::<Test>::NotAsBefore);
			// The status is in what the handler proposed.
			assert_noop!(restore(before), Error::<Test>::ActNotProposed);
			case.propose(Change::Reinstate { status: before });
			assert_ok!(restore(before));
			assert_eq!(status_of(id), before);
		});
	}
	// Imported as suspended: the two officers know, and name full or probationary membership.
	for status in MembershipStatus::ALL {
		test(|| {
			let id = person_with(Inactive);
			let case = Case::new(id, Ground::Direct);
			case.propose(Change::Reinstate { status });
			let result = case.carry_out(Change::Reinstate { status });
			if [Probationary, Full].contains(&status) {
				assert_ok!(result);
				assert_eq!(status_of(id), status);
			} else {
				assert_eq!(result, Err(Error::<Test>::NotAsBefore.into()), "{status:?}");
			}
		});
	}
}

#[test]
fn reinstate_before_the_suspension_fails() {
	test(|| {
		let id = person_with(MembershipStatus::Full);
		pass_days(10);
		assert_ok!(Case::new(id, Ground::Direct).on(day(-2)).decide(Change::Suspend));
		let early = Case::new(id, Ground::Direct).on(day(-3));
		early.propose(AS_FULL);
		assert_noop!(early.carry_out(AS_FULL), Error::<Test>::BeforeExit);
		assert_ok!(Case::new(id, Ground::Direct).on(day(-2)).decide(AS_FULL));
	});
}

#[test]
fn end_and_suspend_of_the_last_approver_of_the_root_fail() {
	test(|| {
		LastApprover::set(Some(SUPERIOR));
		appoint(PROVINCE, HANDLER, &[Power::Handler], None);
		appoint(PROVINCE, BOTH, &[Power::Approver], None);
		for change in [Change::Leave, Change::Suspend] {
			let ground = if change == Change::Leave { Ground::OnRecord } else { Ground::Direct };
			let case = Case { approver: BOTH, ..Case::new(SUPERIOR, ground).in_org(PROVINCE) };
			case.propose(change);
			let last = DispatchError::Other("the last approver of the root");
			assert_noop!(case.carry_out(change), last);
		}
		LastApprover::set(None);
		let case = Case { approver: BOTH, ..Case::new(SUPERIOR, Ground::Direct).in_org(PROVINCE) };
		assert_ok!(case.carry_out(Change::Suspend));
	});
}

#[test]
fn suspend_makes_a_freeze_last() {
	test(|| {
		assert_ok!(Members::freeze_account(as_person(HANDLER), COUNTY, CLERK));
		assert_eq!(Members::person(CLERK).unwrap().frozen_until, Some(START + OFFICER_FREEZE));
		assert_ok!(Case::new(CLERK, Ground::Direct).decide(Change::Suspend));
		assert_eq!(Members::person(CLERK).unwrap().frozen_until, None);
		pass_days(30);
		assert!(Members::person(CLERK).unwrap().frozen);
	});
}
