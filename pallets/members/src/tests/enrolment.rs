//! Batches become persons: all of a batch or nothing of it.

use super::*;
use crate::{NextPersonId, Persons, ProposalCount, Proposals, Tags};
use chuxin_primitives::{
	membership::{EnrolEntry, LifeHead, Person, Record, Sealed},
	organization::StatusCounts,
	person_tag::PersonTag,
};
use frame::traits::{GetStorageVersion, UnfilteredDispatchable};

/// Proposes the batch and expects exactly this refusal, with nothing changed.
#[track_caller]
fn refused(entries: Vec<EnrolEntry>, error: Error<Test>) {
	prepare(&entries);
	assert_noop!(approve(entries), error);
}

#[test]
fn enrol_works() {
	test(|| {
		let mut batch = entries(0, 3);
		batch[1] = EnrolEntry {
			org: BRANCH_B,
			status: MembershipStatus::ActiveApplicant,
			birthday: None,
			..batch[1]
		};
		batch[2].status = MembershipStatus::Probationary;
		prepare(&batch);
		let hash = digest(COUNTY, &batch).batch;
		pass_days(1);
		assert_ok!(approve(batch.clone()));

		assert_eq!(
			last_event(),
			Event::Enrolled {
				org: COUNTY,
				batch: hash,
				count: 3,
				first: PersonId(FOUNDERS),
				proposed_by: HANDLER,
				approved_by: APPROVER
			}
		);
		let at = START + 86_400_000;
		for (id, entry) in (FOUNDERS..).map(PersonId).zip(&batch) {
			let event = life_event(0, LifeKind::Enrolled, entry.org, COUNTY, hash.0);
			let head = chuxin_primitives::life::next_head(
				&chuxin_primitives::life::life_head0(&GENESIS, id),
				0,
				&chuxin_primitives::life::event_hash(&event),
			);
			let expected = Person {
				org: entry.org,
				status: entry.status,
				spell: u8::from(entry.birthday.is_some()),
				record: Some(Record { schema: 1, version: 1, root: entry.record_root }),
				birthday: entry.birthday.map(|commitment| Sealed { commitment, version: 1, at }),
				life: LifeHead { len: 1, head },
				account: None,
				frozen: false,
				corrected: false,
				held: false,
			};
			assert_eq!(Persons::<Test>::get(id), Some(expected));
			assert_eq!(Tags::<Test>::get(PersonTag { key_version: 1, tag: entry.tag }), Some(id));
		}
		assert_eq!(NextPersonId::<Test>::get(), PersonId(FOUNDERS + 3));
		assert_eq!(Proposals::<Test>::iter().count(), 0);
		assert_eq!(ProposalCount::<Test>::iter().count(), 0);
		// Seven founders stand in the branch already.
		assert_eq!(Counts::get(BRANCH), StatusCounts([0, 0, 0, 1, 8, 0, 0]));
		assert_eq!(Counts::get(BRANCH_B), StatusCounts([0, 1, 0, 0, 0, 0, 0]));
		assert_eq!(System::events().len(), 3, "one event a call, not one a person");
	});
}

#[test]
fn enrol_of_500_works_and_of_501_fails() {
	test(|| {
		let batch: Vec<EnrolEntry> = (0..500).map(|n| entry(n, OrgId(MANY + n % 200))).collect();
		prepare(&batch);
		assert_ok!(approve(batch));
		assert_eq!(Members::person_count(), FOUNDERS + 500);
		assert_eq!(Counts::get(OrgId(MANY)), StatusCounts([0, 0, 0, 0, 3, 0, 0]));
		assert_noop!(approve(entries(1000, 1501)), Error::<Test>::BatchTooLarge);
		assert_noop!(approve(vec![]), Error::<Test>::BatchEmpty);
	});
}

#[test]
fn enrol_of_what_was_not_proposed_fails() {
	test(|| {
		let batch = entries(0, 3);
		prepare(&batch);
		// Another order, another content, one fewer, another schema, another organization.
		let mut swapped = batch.clone();
		swapped.swap(0, 2);
		let mut other = batch.clone();
		other[1].birthday = Some(Hash::zero());
		for changed in [swapped, other, batch[..2].to_vec()] {
			assert_noop!(approve(changed), Error::<Test>::NotProposed);
		}
		let certificate = certify(PROVINCE, &batch);
		assert_noop!(
			Members::enrol(as_person(SUPERIOR), PROVINCE, 1, batch.clone(), certificate),
			Error::<Test>::NotProposed
		);
		// A right hash with a wrong size.
		let mut wrong = digest(COUNTY, &batch[..1]);
		wrong.count = 2;
		assert_ok!(Members::propose_enrolment(as_person(HANDLER), COUNTY, vec![wrong]));
		assert_noop!(approve(batch[..1].to_vec()), Error::<Test>::NotProposed);
		// Once only.
		assert_ok!(approve(batch.clone()));
		assert_noop!(approve(batch), Error::<Test>::NotProposed);
	});
}

#[test]
fn enrol_in_another_schema_fails() {
	test(|| {
		let batch = entries(0, 1);
		prepare(&batch);
		for schema in [0, 2, u16::MAX] {
			let certificate = certify(COUNTY, &batch);
			assert_noop!(
				Members::enrol(as_person(APPROVER), COUNTY, schema, batch.clone(), certificate),
				Error::<Test>::UnknownSchema
			);
		}
	});
}

#[test]
fn enrol_by_one_person_alone_fails() {
	test(|| {
		let batch = entries(0, 1);
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(1)));
		let digest = vec![digest(COUNTY, &batch)];
		assert_ok!(Members::propose_enrolment(as_person(BOTH), COUNTY, digest));
		let certificate = certify(COUNTY, &batch);
		assert_noop!(
			Members::enrol(as_person(BOTH), COUNTY, 1, batch.clone(), certificate),
			Error::<Test>::SamePerson
		);
		assert_ok!(approve(batch));
	});
}

#[test]
fn enrol_by_whom_the_proposer_appointed_fails() {
	test(|| {
		let batch = entries(0, 1);
		prepare(&batch);
		let certificate = certify(COUNTY, &batch);
		let enrol = |who| Members::enrol(as_person(who), COUNTY, 1, batch.clone(), certificate);
		assert_noop!(enrol(PROTEGE), Error::<Test>::AppointedByOther);
		// Appointed by somebody else he may.
		appoint(COUNTY, PLAIN, &[Power::Approver], Some(SUPERIOR));
		assert_ok!(enrol(PLAIN));
	});
}

#[test]
fn enrol_on_the_last_day_of_the_window_works_and_on_the_next_fails() {
	test(|| {
		let (a, b) = (entries(0, 1), entries(1, 2));
		prepare(&a);
		prepare(&b);
		assert_ok!(Members::open_import_window(
			as_person(SUPERIOR),
			PROVINCE,
			COUNTY,
			"2024-03-01".into()
		));
		pass_days(1);
		// The last minute of 1 March in China.
		Now::set(Now::get() + 12 * 3_600_000 - 1);
		assert_ok!(approve(a));
		Now::set(Now::get() + 1);
		assert_noop!(approve(b), Error::<Test>::WindowClosed);
	});
}

#[test]
fn enrol_needs_a_window_of_the_acting_organization_or_one_above() {
	test(|| {
		let batch = entries(0, 1);
		let digest = vec![digest(COUNTY, &batch)];
		assert_ok!(Members::propose_enrolment(as_person(HANDLER), COUNTY, digest));
		assert_noop!(approve(batch.clone()), Error::<Test>::WindowClosed);
		// A window of one below, or of another one, is none.
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, BRANCH, day(9)));
		assert_ok!(Members::open_import_window(
			as_person(SUPERIOR),
			PROVINCE,
			OTHER_COUNTY,
			day(9)
		));
		assert_noop!(approve(batch.clone()), Error::<Test>::WindowClosed);
		// Closed before its time.
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(9)));
		assert_ok!(Members::close_import_window(as_person(SUPERIOR), PROVINCE, COUNTY));
		assert_noop!(approve(batch.clone()), Error::<Test>::WindowClosed);
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(9)));
		assert_ok!(approve(batch));
	});
}

#[test]
fn enrol_in_a_branch_under_a_window_of_the_county_works() {
	test(|| {
		let batch = entries(0, 1);
		appoint(BRANCH, APPROVER, &[Power::Approver], None);
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(1)));
		assert_ok!(Members::propose_enrolment(
			as_person(BRANCH_OFFICER),
			BRANCH,
			vec![digest(BRANCH, &batch)]
		));
		let certificate = certify(BRANCH, &batch);
		assert_ok!(Members::enrol(as_person(APPROVER), BRANCH, 1, batch, certificate));
	});
}

#[test]
fn enrol_into_a_wrong_organization_fails() {
	test(|| {
		let into = |org| vec![entry(0, BRANCH), entry(1, org)];
		refused(into(NOWHERE), Error::BranchNotFound);
		refused(into(OTHER_BRANCH), Error::BranchNotYours);
		refused(into(PROVINCE), Error::BranchNotYours);
		refused(into(COUNTY), Error::NotABranch);
		refused(into(GROUP), Error::NotABranch);
		refused(into(FROZEN_BRANCH), Error::BranchNotActive);
	});
}

#[test]
fn enrol_with_birthday_against_status_fails() {
	use MembershipStatus::*;
	test(|| {
		let with = |status, birthday: bool| {
			let mut entry = entry(7, BRANCH);
			entry.status = status;
			entry.birthday = birthday.then(|| Hash::repeat_byte(1));
			vec![entry]
		};
		for status in [Probationary, Full, Inactive] {
			refused(with(status, false), Error::BirthdayMissing);
			hypothetically!({
				prepare(&with(status, true));
				assert_ok!(approve(with(status, true)));
				assert_eq!(Persons::<Test>::get(PersonId(FOUNDERS)).unwrap().spell, 1);
			});
		}
		for status in [Applicant, ActiveApplicant, Candidate] {
			refused(with(status, true), Error::BirthdayUnexpected);
			hypothetically!({
				prepare(&with(status, false));
				assert_ok!(approve(with(status, false)));
				assert_eq!(Persons::<Test>::get(PersonId(FOUNDERS)).unwrap().spell, 0);
			});
		}
		refused(with(Former, true), Error::FormerNotImportable);
		System::reset_events();
	});
}

#[test]
fn enrol_of_one_document_twice_fails() {
	test(|| {
		// In the batch.
		let mut batch = entries(0, 3);
		batch[2].tag = batch[0].tag;
		refused(batch, Error::TwiceInBatch);
		// In the block: both were proposed before the first was enrolled.
		let (a, mut b) = (entries(10, 12), entries(20, 22));
		b[1].tag = a[0].tag;
		prepare(&a);
		prepare(&b);
		assert_ok!(approve(a.clone()));
		assert_noop!(approve(b), Error::<Test>::AlreadyEnrolled);
		// On the chain, days later.
		pass_days(3);
		System::set_block_number(5_000);
		let mut c = entries(30, 31);
		c[0].tag = a[1].tag;
		refused(c, Error::AlreadyEnrolled);
	});
}

#[test]
fn enrol_whose_last_entry_fails_changes_nothing() {
	test(|| {
		let mut batch = entries(0, 500);
		batch[499].org = NOWHERE;
		prepare(&batch);
		let call = crate::Call::<Test>::enrol {
			org: COUNTY,
			schema: 1,
			certificate: certify(COUNTY, &batch),
			persons: batch,
		};
		// As the chain dispatches it, and by the bare function: the storage root stays.
		assert_noop!(
			call.clone().dispatch_bypass_filter(as_person(APPROVER)),
			Error::<Test>::BranchNotFound
		);
		let crate::Call::enrol { org, schema, persons, certificate } = call else { unreachable!() };
		assert_noop!(
			Members::enrol(as_person(APPROVER), org, schema, persons, certificate),
			Error::<Test>::BranchNotFound
		);
	});
}

#[test]
fn enrol_when_a_head_count_overflows_changes_nothing() {
	test(|| {
		let batch = vec![entry(0, BRANCH), entry(1, BRANCH_B)];
		prepare(&batch);
		hypothetically!({
			Counts::insert(BRANCH_B, StatusCounts([0, 0, 0, 0, u32::MAX, 0, 0]));
			assert_noop!(approve(batch), DispatchError::Other("counter out of range"));
		});
	});
}

#[test]
fn enrol_when_numbers_are_exhausted_fails() {
	test(|| {
		let batch = entries(0, 2);
		prepare(&batch);
		hypothetically!({
			NextPersonId::<Test>::put(PersonId(u64::MAX - 1));
			assert_noop!(approve(batch), Error::<Test>::NumbersExhausted);
		});
	});
}

#[test]
fn weight_follows_entries_and_changes_of_counts() {
	use crate::enrolment::shape;
	assert_eq!(shape(&[]), (0, 0));
	assert_eq!(shape(&entries(0, 7)), (7, 1));
	let spread: Vec<EnrolEntry> = (0..30).map(|n| entry(n, OrgId(MANY + n % 12))).collect();
	assert_eq!(shape(&spread), (30, 12));
	// A branch is counted once for each status.
	let mut mixed = spread;
	mixed[0].status = MembershipStatus::Probationary;
	assert_eq!(shape(&mixed), (30, 13));
	// What is refused for its size weighs as the largest that is not.
	let huge: Vec<EnrolEntry> = (0..2_000).map(|n| entry(n, OrgId(MANY + n))).collect();
	assert_eq!(shape(&huge), (500, 500));
}

#[test]
fn storage_version_is_one() {
	assert_eq!(Members::in_code_storage_version(), 1);
}
