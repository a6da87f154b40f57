//! A former member is admitted again.

use super::{
	decisions::{enrolled_as, Case},
	*,
};
use crate::{types::PastSpell, PastSpells, Persons};
use chuxin_primitives::{
	life::{event_hash, next_head},
	membership::{Corrected, Sealed, SpellView},
};

const EVIDENCE: [u8; 32] = [0xee; 32];
const BIRTHDAY: Hash = Hash::repeat_byte(0xbb);

fn back_in(branch: OrgId, version: u32) -> Change {
	let status = MembershipStatus::Probationary;
	Change::Readmit { branch, status, record: record(version), birthday: BIRTHDAY }
}

/// The membership ends by the county's decision and begins again in `BRANCH_B` by its resolution.
/// Gives both life events.
pub(super) fn leave_and_return(person: PersonId) -> [VersionedLifeEvent; 2] {
	let before = Persons::<Test>::get(person).unwrap();
	assert_ok!(Case::new(person, Ground::Direct).decide(Change::Leave));
	let resolution = resolve(BRANCH_B, Purpose::Readmission, person);
	let case = Case::new(person, Ground::Resolution(resolution));
	assert_ok!(case.decide(back_in(BRANCH_B, before.record.map_or(0, |r| r.version) + 1)));
	let (seq, spell) = (before.life.len, before.spell + 1);
	let kind = LifeKind::Readmitted { spell };
	[
		life_event(seq, LifeKind::Left, before.org, COUNTY, EVIDENCE),
		life_event(seq + 1, kind, BRANCH_B, COUNTY, EVIDENCE),
	]
}

#[test]
fn readmit_works() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let first = Persons::<Test>::get(id).unwrap();
		pass_days(10);
		let events = leave_and_return(id);

		let second = Persons::<Test>::get(id).unwrap();
		assert_eq!((second.org, second.spell), (BRANCH_B, 2));
		assert_eq!(second.status, MembershipStatus::Probationary);
		assert_eq!(second.record, Some(record(2)));
		let sealed = second.birthday.unwrap();
		assert_eq!((sealed.commitment, sealed.version, sealed.at), (BIRTHDAY, 2, Now::get()));
		let head = events
			.iter()
			.fold(first.life.head, |head, event| next_head(&head, event.seq(), &event_hash(event)));
		assert_eq!((second.life.len, second.life.head), (3, head));
		assert_eq!(
			PastSpells::<Test>::get(id, 1),
			Some(PastSpell {
				birthday: first.birthday,
				corrected: None,
				record: first.record,
				ended: day(0).parse().unwrap(),
			})
		);
		assert_eq!(Counts::get(BRANCH).of(MembershipStatus::Former), 0);
		assert_eq!(Counts::get(BRANCH_B).of(MembershipStatus::Probationary), 1);
		assert_eq!(
			last_event(),
			Event::Readmitted {
				org: COUNTY,
				person: id,
				old_branch: BRANCH,
				branch: BRANCH_B,
				status: MembershipStatus::Probationary,
				spell: 2,
				birthday: BIRTHDAY,
				effective: "2024-03-10".into(),
				proposed_by: HANDLER,
				approved_by: APPROVER,
			}
		);
		let view =
			|spell, record, sealed: Option<Sealed>, on: &str, ended: Option<&str>| SpellView {
				spell,
				record,
				birthday: sealed.map(|sealed| sealed.commitment),
				sealed_on: Some(on.into()),
				effective_birthday: None,
				ended: ended.map(Into::into),
			};
		assert_eq!(
			Members::spells(id),
			[
				view(1, first.record, first.birthday, "2024-02-29", Some("2024-03-10")),
				view(2, second.record, second.birthday, "2024-03-10", None),
			]
		);
		// A new key can be bound, and the third spell follows the second.
		bind(id, 50);
		leave_and_return(id);
		assert_eq!(Persons::<Test>::get(id).unwrap().spell, 3);
		assert_eq!(PastSpells::<Test>::get(id, 2).unwrap().birthday, second.birthday);
		assert_eq!(PastSpells::<Test>::get(id, 1).unwrap().birthday, first.birthday);
	});
}

#[test]
fn readmit_leaves_the_correction_with_the_spell_it_belongs_to() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let corrected = Corrected { commitment: Hash::zero(), target_seq: 0, at: START };
		crate::Corrections::<Test>::insert(id, corrected);
		Persons::<Test>::mutate(id, |slot| slot.as_mut().unwrap().corrected = true);
		leave_and_return(id);
		let person = Members::person(id).unwrap();
		assert!(!person.corrected && person.effective_birthday.is_none());
		assert_eq!(PastSpells::<Test>::get(id, 1).unwrap().corrected, Some(corrected));
		assert_eq!(Members::spells(id)[0].effective_birthday, Some(Hash::zero()));
	});
}

#[test]
fn readmit_of_a_founder_without_a_record_works() {
	test(|| {
		leave_and_return(PLAIN);
		let past = PastSpells::<Test>::get(PLAIN, 1).unwrap();
		let ended = day(0).parse().unwrap();
		assert_eq!(past, PastSpell { birthday: None, corrected: None, record: None, ended });
		assert_eq!(Persons::<Test>::get(PLAIN).unwrap().record, Some(record(1)));
	});
}

#[test]
fn readmit_elsewhere_is_proposed_by_the_new_organization() {
	test(|| {
		let id = enrolled_as(1, COMMITTEE_BRANCH, MembershipStatus::Former);
		let at = |org, branch, handler, approver| {
			let ground = Ground::Resolution(resolve(branch, Purpose::Readmission, id));
			let case = Case { handler, approver, ..Case::new(id, ground).in_org(org) };
			case.propose(back_in(branch, 2));
			(case, back_in(branch, 2))
		};
		// Other county: no power to approve admissions was granted to it.
		appoint(OTHER_COUNTY, PLAIN, &[Power::Handler], None);
		let (case, change) = at(OTHER_COUNTY, OTHER_BRANCH, PLAIN, STRANGER);
		assert_noop!(case.carry_out(change), Error::<Test>::GrantMissing);
		// A branch of somebody else's.
		let (case, change) = at(COUNTY, OTHER_BRANCH, HANDLER, APPROVER);
		assert_noop!(case.carry_out(change), Error::<Test>::BranchNotYours);
		let (case, change) = at(COUNTY, BRANCH, HANDLER, APPROVER);
		assert_ok!(case.carry_out(change));
		assert_ok!(Members::withdraw_act(as_person(PLAIN), OTHER_COUNTY, id));
	});
}

#[test]
fn readmit_into_no_working_branch_fails() {
	test(|| {
		let id = enrolled_as(1, BRANCH, MembershipStatus::Former);
		for (branch, error) in [
			(NOWHERE, Error::<Test>::BranchNotFound),
			(COMMITTEE, Error::NotABranch),
			(FROZEN_BRANCH, Error::BranchNotActive),
		] {
			let resolution = resolve(branch, Purpose::Readmission, id);
			let case = Case::new(id, Ground::Resolution(resolution));
			case.propose(back_in(branch, 2));
			assert_noop!(case.carry_out(back_in(branch, 2)), error);
		}
	});
}

#[test]
fn readmit_begins_on_the_day_of_the_resolution() {
	test(|| {
		let id = enrolled_as(1, BRANCH, MembershipStatus::Former);
		pass_days(1);
		let ground = Ground::Resolution(resolve(BRANCH, Purpose::Readmission, id));
		pass_days(1);
		for (days, error) in
			[(-2, Error::<Test>::BeforeResolution), (0, Error::<Test>::NotResolutionDay)]
		{
			let case = Case::new(id, ground).on(day(days));
			case.propose(back_in(BRANCH, 2));
			assert_noop!(case.carry_out(back_in(BRANCH, 2)), error);
		}
		assert_ok!(Case::new(id, ground).on(day(-1)).decide(back_in(BRANCH, 2)));
	});
}

#[test]
fn readmit_with_another_status_fails() {
	use MembershipStatus::*;
	test(|| {
		let id = enrolled_as(1, BRANCH, Former);
		let resolution = Ground::Resolution(resolve(BRANCH, Purpose::Readmission, id));
		for (ground, days, allowed) in
			[(resolution, 0, vec![Probationary]), (Ground::Paper, -1, vec![Probationary, Full])]
		{
			for status in MembershipStatus::ALL {
				let change = Change::Readmit {
					branch: BRANCH,
					status,
					record: record(2),
					birthday: BIRTHDAY,
				};
				let case = Case::new(id, ground).on(day(days));
				case.propose(change);
				if allowed.contains(&status) {
					hypothetically!({
						assert_ok!(case.carry_out(change));
						check_invariants();
					});
				} else {
					assert_noop!(case.carry_out(change), Error::<Test>::ReadmissionStatus);
				}
			}
		}
	});
}

#[test]
fn readmit_with_another_version_or_schema_fails() {
	test(|| {
		let id = enrolled_as(1, BRANCH, MembershipStatus::Former);
		let mut strange = record(2);
		strange.schema = 2;
		for (record, error) in [
			(record(1), Error::<Test>::WrongRecordVersion),
			(record(3), Error::WrongRecordVersion),
			(strange, Error::UnknownSchema),
		] {
			let status = MembershipStatus::Probationary;
			let change = Change::Readmit { branch: BRANCH, status, record, birthday: BIRTHDAY };
			let case = Case::new(id, Ground::Paper).on(day(-1));
			case.propose(change);
			assert_noop!(case.carry_out(change), error);
		}
	});
}

#[test]
fn readmit_does_not_give_old_offices_back() {
	test(|| {
		assert_ok!(Case::new(CLERK, Ground::Direct).decide(Change::Leave));
		let resolution = resolve(BRANCH, Purpose::Readmission, CLERK);
		let case = Case::new(CLERK, Ground::Resolution(resolution));
		assert_ok!(case.decide(back_in(BRANCH, 1)));
		assert_eq!(Officers::iter_keys().filter(|(_, person)| *person == CLERK).count(), 0);
	});
}

#[test]
fn readmit_after_255_memberships_fails() {
	test(|| {
		let id = enrolled_as(1, BRANCH, MembershipStatus::Former);
		hypothetically!({
			Persons::<Test>::mutate(id, |slot| slot.as_mut().unwrap().spell = u8::MAX);
			let case = Case::new(id, Ground::Paper).on(day(-1));
			case.propose(back_in(BRANCH, 2));
			assert_noop!(case.carry_out(back_in(BRANCH, 2)), Error::<Test>::TooManySpells);
		});
	});
}

#[test]
fn readmit_before_the_day_the_last_membership_ended_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let back = |days: i64| {
			let change = Change::Readmit {
				branch: BRANCH_B,
				status: MembershipStatus::Full,
				record: record(2),
				birthday: BIRTHDAY,
			};
			Case::new(id, Ground::Paper).on(day(days)).decide(change)
		};
		assert_ok!(Case::new(id, Ground::Paper).on(day(-10)).decide(Change::Leave));
		assert_eq!(Members::spells(id)[0].ended, Some(day(-10)));
		assert_eq!(back(-11), Err(Error::<Test>::BeforeExit.into()));
		assert_ok!(back(-10));
		assert_eq!(PastSpells::<Test>::get(id, 1).unwrap().ended, day(-10).parse().unwrap());
		assert_eq!(Members::spells(id)[1].ended, None);
	});
}
