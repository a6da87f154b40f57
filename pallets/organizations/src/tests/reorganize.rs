//! Proposing, seconding, approving, withdrawing, vetoing; what is done then is in `merge`, `split`
//! and `upgrade`.

use super::*;

const MERGE: RawReorganization = RawReorganization::Merge { into: SISTER_BRANCH };
const ARCHIVE: RawReorganization = RawReorganization::Archive;

/// Changes what somebody was appointed to.
fn appointed(org: OrgId, person: PersonId, how: impl FnOnce(&mut crate::Appointment)) {
	Appointments::<Test>::mutate(org, person, |a| how(a.as_mut().unwrap()));
}

/// Archiving Group, which nobody belongs to.
fn group() -> Hash {
	second(GROUP, ARCHIVE)
}

fn approve(by: PersonId, superior: OrgId, digest: Hash) -> DispatchResult {
	Organizations::approve_reorganization(signed(by), superior, GROUP, digest, vec![])
}

#[test]
fn propose_reorganization_works() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Organizations::reparent(signed(ZHAO), COMMITTEE, GROUP, SISTER_BRANCH));
		let digest = propose(BRANCH, MERGE);
		assert_eq!(
			last_event(),
			Event::ReorganizationProposed {
				org: BRANCH,
				act: MERGE,
				digest,
				acting: COMMITTEE,
				by: SUN,
			}
		);
		let proposal = Organizations::reorganization(BRANCH).unwrap();
		assert_eq!((proposal.org, proposal.proposed_by), (COMMITTEE, SUN));
		assert_eq!(proposal.seconded_by, None);
		assert_eq!(due(BRANCH, Item::Reorganization), Some(date("2026-04-01")));
		assert_noop!(
			Organizations::propose_reorganization(signed(SUN), COMMITTEE, BRANCH, ARCHIVE),
			Error::<Test>::ReorganizationExists
		);
	});
}

#[test]
fn propose_reorganization_by_anybody_but_a_handler_fails() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, origin) in no_handlers(not_the_committees()) {
			println!("{who}");
			assert_noop!(
				Organizations::propose_reorganization(origin, COMMITTEE, GROUP, ARCHIVE),
				Error::<Test>::NotAuthorized
			);
		}
		for target in [COUNTY, OTHER_BRANCH, NEXT] {
			assert_noop!(
				Organizations::propose_reorganization(signed(SUN), COMMITTEE, target, ARCHIVE),
				Error::<Test>::OutsideSubtree
			);
		}
	});
}

#[test]
fn second_reorganization_works_once_and_for_what_was_proposed() {
	ExtBuilder::default().build_and_execute(|| {
		let second =
			|digest| Organizations::second_reorganization(signed(ZHAO), COMMITTEE, GROUP, digest);
		assert_noop!(second(Hash::zero()), Error::<Test>::ReorganizationNotFound);
		let digest = propose(GROUP, ARCHIVE);
		assert_noop!(second(Hash::zero()), Error::<Test>::DigestDiffers);
		assert_ok!(second(digest));
		assert_eq!(
			last_event(),
			Event::ReorganizationSeconded { org: GROUP, digest, acting: COMMITTEE, by: ZHAO }
		);
		assert_noop!(second(digest), Error::<Test>::AlreadySeconded);
	});
}

#[test]
fn second_reorganization_by_anybody_but_another_approver_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let denied = not_the_committees();
		// The clock moved meanwhile; the proposer becomes an approver as well.
		let digest = propose(GROUP, ARCHIVE);
		for (who, origin) in denied {
			println!("{who}");
			assert_noop!(
				Organizations::second_reorganization(origin, COMMITTEE, GROUP, digest),
				Error::<Test>::NotAuthorized
			);
		}
		appointed(COMMITTEE, SUN, |a| a.powers = Powers::from(Power::ALL));
		assert_noop!(
			Organizations::second_reorganization(signed(SUN), COMMITTEE, GROUP, digest),
			Error::<Test>::SamePerson
		);
		// Of another organization, although a superior.
		assert_noop!(
			Organizations::second_reorganization(signed(WANG), COUNTY, GROUP, digest),
			Error::<Test>::OtherProposer
		);
		// Appointed by the proposer.
		appointed(COMMITTEE, ZHAO, |a| a.by = Some(SUN));
		assert_noop!(
			Organizations::second_reorganization(signed(ZHAO), COMMITTEE, GROUP, digest),
			Error::<Test>::AppointedByOther
		);
		// The other way round, and by a key.
		appointed(COMMITTEE, ZHAO, |a| a.by = Some(LIN));
		appointed(COMMITTEE, SUN, |a| a.by = Some(ZHAO));
		let second =
			|| Organizations::second_reorganization(signed(ZHAO), COMMITTEE, GROUP, digest);
		assert_noop!(second(), Error::<Test>::AppointedByOther);
		appointed(COMMITTEE, SUN, |a| a.by = Some(LIN));
		for (to, by) in [(SUN, ZHAO), (ZHAO, SUN)] {
			KeysGiven::set([(to, by)].into());
			assert_noop!(second(), Error::<Test>::KeyGivenByOther);
		}
		KeysGiven::set([(SUN, LIN), (ZHAO, LIN)].into());
		assert_ok!(second());
	});
}

#[test]
fn approve_reorganization_lets_an_archiving_wait() {
	ExtBuilder::default().build_and_execute(|| {
		let digest = group();
		assert_ok!(approve(WANG, COUNTY, digest));
		let pending = Some(PendingId(0));
		assert_eq!(
			last_event(),
			Event::ReorganizationApproved {
				org: GROUP,
				digest,
				pending,
				superior: COUNTY,
				by: WANG
			}
		);
		let waits = Waits::get()[&PendingId(0)];
		assert_eq!((waits.act, waits.org), (PendingAct::Archive(GROUP), GROUP));
		assert_eq!(waits.ready_at, MONDAY + DAY);
		assert_eq!(due(GROUP, Item::Reorganization), None);
		assert_eq!(Orgs::<Test>::get(GROUP).unwrap().status, OrgStatus::Active);
		assert_noop!(approve(WANG, COUNTY, digest), Error::<Test>::AlreadyApproved);
		// A second short of a day it is not time.
		wait(DAY - 1);
		assert_noop!(carry_out(PendingId(0)), "not yet");
		wait(1);
		assert_ok!(carry_out(PendingId(0)));
		assert_eq!(Orgs::<Test>::get(GROUP).unwrap().status, OrgStatus::Archived);
		assert_eq!(Organizations::reorganization(GROUP), None);
	});
}

#[test]
fn approve_reorganization_by_anybody_but_a_third_person_above_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let digest = group();
		let superior =
			|origin| Organizations::approve_reorganization(origin, COUNTY, GROUP, digest, vec![]);
		for origin in [
			RuntimeOrigin::root(),
			RuntimeOrigin::none(),
			signed(PLAIN),
			signed(LIN),
			signed(ZHAO),
			signed(CHEN),
		] {
			assert_noop!(superior(origin), Error::<Test>::NotAuthorized);
		}
		// The proposing organization itself, one below it, one beside it.
		seat(COMMITTEE, PLAIN, &[Power::Approver]);
		for (by, org) in [(PLAIN, COMMITTEE), (LI, BRANCH), (CHEN, OTHER_COUNTY)] {
			assert_noop!(approve(by, org, digest), Error::<Test>::NotSuperior);
		}
		// Somebody who decided before, and somebody whom one of them appointed.
		for earlier in [SUN, ZHAO] {
			seat(COUNTY, earlier, &[Power::Approver]);
			assert_noop!(approve(earlier, COUNTY, digest), Error::<Test>::SamePerson);
			appointed(COUNTY, WANG, |a| a.by = Some(earlier));
			assert_noop!(approve(WANG, COUNTY, digest), Error::<Test>::AppointedByOther);
		}
		appointed(COUNTY, WANG, |a| a.by = Some(LIN));
		assert_noop!(approve(WANG, COUNTY, Hash::zero()), Error::<Test>::DigestDiffers);
		// Whom the third appointed, or gave the key, or who gave the key to the third.
		for earlier in [SUN, ZHAO] {
			appointed(COMMITTEE, earlier, |a| a.by = Some(WANG));
			assert_noop!(approve(WANG, COUNTY, digest), Error::<Test>::AppointedByOther);
			appointed(COMMITTEE, earlier, |a| a.by = Some(LIN));
			for (to, by) in [(earlier, WANG), (WANG, earlier)] {
				KeysGiven::set([(to, by)].into());
				assert_noop!(approve(WANG, COUNTY, digest), Error::<Test>::KeyGivenByOther);
			}
			KeysGiven::set([(earlier, LIN)].into());
		}
		assert_ok!(approve(WANG, COUNTY, digest));
		// And again when it is carried out.
		wait(DAY);
		KeysGiven::set([(ZHAO, WANG)].into());
		assert_noop!(carry_out(PendingId(0)), Error::<Test>::KeyGivenByOther);
		KeysGiven::set([(ZHAO, LIN)].into());
		assert_ok!(carry_out(PendingId(0)));
	});
}

#[test]
fn approve_reorganization_before_the_second_or_without_a_proposal_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(approve(WANG, COUNTY, Hash::zero()), Error::<Test>::ReorganizationNotFound);
		let digest = propose(GROUP, ARCHIVE);
		assert_noop!(approve(WANG, COUNTY, digest), Error::<Test>::NotSeconded);
		assert_ok!(Organizations::second_reorganization(signed(ZHAO), COMMITTEE, GROUP, digest));
		let list = vec![PLAIN];
		assert_noop!(
			Organizations::approve_reorganization(signed(WANG), COUNTY, GROUP, digest, list),
			Error::<Test>::PersonsDiffer
		);
	});
}

#[test]
fn approve_reorganization_after_the_first_two_lost_their_power_fails() {
	for gone in [SUN, ZHAO] {
		ExtBuilder::default().build_and_execute(|| {
			let digest = group();
			assert_ok!(Organizations::dismiss(signed(WANG), COUNTY, COMMITTEE, gone));
			assert_noop!(approve(WANG, COUNTY, digest), Error::<Test>::PowerLost);
		});
	}
}

#[test]
fn approve_reorganization_proposed_by_the_root_needs_its_third_person() {
	ExtBuilder::default().build_and_execute(|| {
		seat(PROVINCE, PLAIN, &[Power::Handler]);
		seat(PROVINCE, KEYLESS, &[Power::Approver]);
		seat(PROVINCE, PersonId(CROWD), &[Power::Approver]);
		change(KEYLESS, |known| known.account = Some(account(KEYLESS)));
		assert_ok!(Organizations::propose_reorganization(signed(PLAIN), PROVINCE, GROUP, ARCHIVE));
		let digest = Reorganizations::<Test>::get(GROUP).unwrap().digest;
		assert_ok!(Organizations::second_reorganization(signed(LIN), PROVINCE, GROUP, digest));
		// An organization below the root approves nothing for it.
		assert_noop!(approve(WANG, COUNTY, digest), Error::<Test>::NotSuperior);
		assert_noop!(approve(LIN, PROVINCE, digest), Error::<Test>::SamePerson);
		assert_ok!(approve(PersonId(CROWD), PROVINCE, digest));
	});
}

#[test]
fn carry_out_checks_everybody_again() {
	for (gone, org, superior, by) in [
		(SUN, COMMITTEE, COUNTY, WANG),
		(ZHAO, COMMITTEE, COUNTY, WANG),
		(WANG, COUNTY, PROVINCE, LIN),
	] {
		ExtBuilder::default().build_and_execute(|| {
			let id = decide(GROUP, ARCHIVE, &[]).unwrap();
			wait(DAY);
			assert_ok!(Organizations::dismiss(signed(by), superior, org, gone));
			assert_noop!(carry_out(id), Error::<Test>::PowerLost);
		});
	}
}

#[test]
fn carry_out_checks_the_organization_again() {
	ExtBuilder::default().build_and_execute(|| {
		let id = decide(SISTER_BRANCH, ARCHIVE, &[]).unwrap();
		wait(DAY);
		enrol(SISTER_BRANCH, MembershipStatus::Applicant);
		assert_noop!(carry_out(id), Error::<Test>::PersonsLeft);
		assert_ok!(Organizations::freeze(signed(WANG), COUNTY, SISTER_BRANCH));
		assert_noop!(carry_out(id), Error::<Test>::OrgNotActive);
	});
}

#[test]
fn carry_out_under_another_number_or_of_another_act_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let id = decide(GROUP, ARCHIVE, &[]).unwrap();
		wait(DAY);
		let pending = Waits::get()[&id];
		let other = |id, act| {
			assert_noop!(
				Organizations::carry_out(
					id,
					&chuxin_primitives::pending::Pending { act, ..pending }
				),
				Error::<Test>::NotPending
			);
		};
		other(PendingId(7), PendingAct::Archive(GROUP));
		other(id, PendingAct::Archive(SISTER_BRANCH));
		other(id, PendingAct::Merge { from: GROUP, into: BRANCH });
		other(id, PendingAct::ReplaceAccount(PLAIN));
		assert_noop!(Organizations::vetoed(PendingId(7), &pending), Error::<Test>::NotPending);
	});
}

#[test]
fn a_veto_takes_the_proposal_back() {
	ExtBuilder::default().build_and_execute(|| {
		let id = decide(GROUP, ARCHIVE, &[]).unwrap();
		let pending = Waits::get()[&id];
		assert_ok!(Organizations::vetoed(id, &pending));
		assert_eq!(Organizations::reorganization(GROUP), None);
		// It can be proposed again.
		propose(GROUP, ARCHIVE);
	});
}

#[test]
fn withdraw_reorganization_works_at_every_step() {
	ExtBuilder::default().build_and_execute(|| {
		let withdraw = || {
			assert_ok!(Organizations::withdraw_reorganization(signed(SUN), COMMITTEE, GROUP));
			assert_eq!(Organizations::reorganization(GROUP), None);
			assert_eq!(due(GROUP, Item::Reorganization), None);
			assert!(Waits::get().is_empty());
		};
		let digest = propose(GROUP, ARCHIVE);
		withdraw();
		assert_eq!(
			last_event(),
			Event::ReorganizationWithdrawn { org: GROUP, digest, acting: COMMITTEE, by: SUN }
		);
		group();
		withdraw();
		decide(GROUP, ARCHIVE, &[]);
		withdraw();
		// A superior's officer may, too.
		propose(GROUP, ARCHIVE);
		assert_ok!(Organizations::withdraw_reorganization(signed(LIN), PROVINCE, GROUP));
	});
}

#[test]
fn withdraw_reorganization_by_no_officer_above_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Organizations::withdraw_reorganization(signed(SUN), COMMITTEE, GROUP),
			Error::<Test>::ReorganizationNotFound
		);
		let strangers = no_officers_of_the_committee();
		propose(GROUP, ARCHIVE);
		for (who, origin) in strangers {
			println!("{who}");
			assert_noop!(
				Organizations::withdraw_reorganization(origin, COMMITTEE, GROUP),
				Error::<Test>::NotAuthorized
			);
		}
		for (by, org) in [(LI, BRANCH), (CHEN, OTHER_COUNTY)] {
			assert_noop!(
				Organizations::withdraw_reorganization(signed(by), org, GROUP),
				Error::<Test>::OutsideSubtree
			);
		}
	});
}

/// The group goes with its branch to the other county: whoever proposed stands above it no more.
fn move_away() {
	assert_ok!(Organizations::reparent(signed(LIN), PROVINCE, BRANCH, OTHER_COUNTY));
}

#[test]
fn a_reorganization_ends_where_its_organization_was_moved_away() {
	let refused = |result: DispatchResult| {
		assert_eq!(result, Err(Error::<Test>::OutsideSubtree.into()));
	};
	ExtBuilder::default().build_and_execute(|| {
		// Between proposal and second, and between second and approval.
		let digest = propose(GROUP, ARCHIVE);
		move_away();
		let second = Organizations::second_reorganization;
		assert_ok!(second(signed(ZHAO), COMMITTEE, GROUP, digest));
		refused(approve(WANG, COUNTY, digest));
		refused(approve(LIN, PROVINCE, digest));
		// Back again, it is what was proposed.
		assert_ok!(Organizations::reparent(signed(LIN), PROVINCE, BRANCH, COMMITTEE));
		assert_ok!(approve(WANG, COUNTY, digest));
	});
	ExtBuilder::default().build_and_execute(|| {
		// Between approval and the day.
		let id = decide(GROUP, ARCHIVE, &[]).unwrap();
		wait(DAY);
		move_away();
		refused(carry_out(id));
		assert_eq!(Orgs::<Test>::get(GROUP).unwrap().status, OrgStatus::Active);
		// Those it moved to take it back, and propose their own.
		let withdraw = |by, org| Organizations::withdraw_reorganization(signed(by), org, GROUP);
		refused(withdraw(SUN, COMMITTEE));
		assert_ok!(withdraw(CHEN, OTHER_COUNTY));
		assert!(Waits::get().is_empty());
		seat(OTHER_COUNTY, PLAIN, &[Power::Handler]);
		assert_ok!(Organizations::propose_reorganization(
			signed(PLAIN),
			OTHER_COUNTY,
			GROUP,
			ARCHIVE
		));
	});
}
