//! The record's next version: by the member and the branch, or on paper by two officers.

use super::*;
use crate::{types::RecordUpdate, Persons, RecordUpdates, Waiting};
use chuxin_primitives::{
	life::{event_hash, next_head},
	membership::{Record, RecordUpdateView},
};

const PAPER: Hash = Hash::repeat_byte(0xaa);

/// A member with key 50 and record version 1.
fn member() -> PersonId {
	let id = enrolled(1, BRANCH);
	bind(id, 50);
	id
}

fn own_update(record: Record) -> Result<(), DispatchError> {
	Members::propose_record_update(RuntimeOrigin::signed(account_of(&pair(50))), record)
}

fn confirm(who: PersonId, org: OrgId, person: PersonId, version: u32) -> Result<(), DispatchError> {
	Members::confirm_record_update(as_person(who), org, person, record(version).root)
}

fn record_of(person: PersonId) -> Option<Record> {
	Persons::<Test>::get(person).unwrap().record
}

#[test]
fn propose_record_update_works() {
	test(|| {
		let id = member();
		let before = record_of(id);
		assert_ok!(own_update(record(2)));
		assert_eq!(
			RecordUpdates::<Test>::get(id),
			Some(RecordUpdate { record: record(2), at: START, org: BRANCH })
		);
		assert_eq!(
			last_event(),
			Event::RecordUpdateProposed { org: BRANCH, person: id, record: record(2) }
		);
		assert_eq!(due(BRANCH, Item::RecordUpdate(id)), Some("2024-03-30".into()));
		assert_eq!(
			Members::record_update(id),
			Some(RecordUpdateView { record: record(2), since: "2024-02-29".into() })
		);
		assert_eq!(record_of(id), before, "nothing has changed yet");
		// Another one takes its place, with a new day.
		pass_days(1);
		let other = Record { root: Hash::repeat_byte(9), ..record(2) };
		assert_ok!(own_update(other));
		assert_eq!(RecordUpdates::<Test>::get(id).unwrap().record, other);
		assert_eq!(due(BRANCH, Item::RecordUpdate(id)), Some("2024-03-31".into()));
		assert_eq!(Waiting::<Test>::get(BRANCH), 1);
	});
}

#[test]
fn propose_record_update_of_another_version_or_schema_fails() {
	test(|| {
		member();
		for version in [0, 1, 3] {
			assert_noop!(own_update(record(version)), Error::<Test>::WrongRecordVersion);
		}
		for schema in [0, 2] {
			let strange = Record { schema, ..record(2) };
			assert_noop!(own_update(strange), Error::<Test>::UnknownSchema);
		}
	});
}

#[test]
fn propose_record_update_by_nobodys_key_or_a_frozen_one_fails() {
	test(|| {
		assert_noop!(own_update(record(1)), Error::<Test>::AccountUnknown);
		let id = member();
		assert_ok!(Members::freeze_account(as_person(CLERK), BRANCH, id));
		assert_noop!(own_update(record(2)), Error::<Test>::KeyFrozen);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Members::propose_record_update(origin, record(2)),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn confirm_record_update_works() {
	// By a handler or an approver, of the branch or above.
	for (who, org) in [(HANDLER, COUNTY), (APPROVER, COUNTY), (BRANCH_OFFICER, BRANCH)] {
		test(|| {
			let id = member();
			let before = Persons::<Test>::get(id).unwrap();
			assert_ok!(own_update(record(2)));
			assert_ok!(confirm(who, org, id, 2));
			let after = Persons::<Test>::get(id).unwrap();
			assert_eq!(after.record, Some(record(2)));
			assert_eq!(after.birthday, before.birthday, "sealed with version 1");
			let kind = LifeKind::RecordUpdated { version: 2 };
			let event = life_event(2, kind, BRANCH, org, record(2).root.0);
			assert_eq!(after.life.head, next_head(&before.life.head, 2, &event_hash(&event)));
			assert_eq!(
				last_event(),
				Event::RecordUpdated {
					org,
					person: id,
					before: before.record,
					record: record(2),
					proposed_by: id,
					approved_by: who,
				}
			);
			assert!(!RecordUpdates::<Test>::contains_key(id));
			assert_noop!(confirm(who, org, id, 2), Error::<Test>::RecordUpdateNotFound);
		});
	}
}

#[test]
fn confirm_record_update_of_what_was_not_seen_fails() {
	test(|| {
		let id = member();
		assert_noop!(confirm(HANDLER, COUNTY, id, 2), Error::<Test>::RecordUpdateNotFound);
		assert_ok!(own_update(Record { root: Hash::repeat_byte(9), ..record(2) }));
		assert_noop!(confirm(HANDLER, COUNTY, id, 2), Error::<Test>::RecordUpdateNotFound);
	});
}

#[test]
fn confirm_record_update_by_oneself_a_stranger_or_below_fails() {
	test(|| {
		let id = member();
		assert_ok!(own_update(record(2)));
		appoint(BRANCH, id, &[Power::Handler, Power::Approver], None);
		let own = RuntimeOrigin::signed(account_of(&pair(50)));
		let root = record(2).root;
		assert_noop!(
			Members::confirm_record_update(own.clone(), BRANCH, id, root),
			Error::<Test>::OwnCase
		);
		assert_noop!(Members::decline_record_update(own, BRANCH, id), Error::<Test>::OwnCase);
		assert_noop!(confirm(STRANGER, OTHER_COUNTY, id, 2), Error::<Test>::PersonNotYours);
		assert_noop!(confirm(CLERK, BRANCH, id, 2), Error::<Test>::NotAuthorized);
		assert_noop!(confirm(HANDLER, COUNTY, PersonId(999), 2), Error::<Test>::PersonNotFound);
	});
}

#[test]
fn decline_record_update_works() {
	test(|| {
		let id = member();
		let before = record_of(id);
		let decline = |who, org| Members::decline_record_update(as_person(who), org, id);
		assert_noop!(decline(HANDLER, COUNTY), Error::<Test>::RecordUpdateNotFound);
		assert_ok!(own_update(record(2)));
		assert_noop!(decline(STRANGER, OTHER_COUNTY), Error::<Test>::PersonNotYours);
		assert_ok!(decline(BRANCH_OFFICER, BRANCH));
		assert_eq!(
			last_event(),
			Event::RecordUpdateDeclined {
				org: BRANCH,
				person: id,
				record: record(2),
				by: BRANCH_OFFICER
			}
		);
		assert_eq!((record_of(id), Waiting::<Test>::get(BRANCH)), (before, 0));
	});
}

#[test]
fn update_record_on_paper_works() {
	test(|| {
		// Old Chen has no key at all.
		let id = enrolled(1, BRANCH);
		let before = Persons::<Test>::get(id).unwrap();
		propose(id, &Act::UpdateRecord { record: record(2), paper: PAPER });
		assert_ok!(Members::update_record(as_person(APPROVER), COUNTY, id, record(2), PAPER));
		let after = Persons::<Test>::get(id).unwrap();
		assert_eq!((after.record, after.birthday), (Some(record(2)), before.birthday));
		let kind = LifeKind::RecordUpdated { version: 2 };
		let event = life_event(1, kind, BRANCH, COUNTY, PAPER.0);
		assert_eq!(after.life.head, next_head(&before.life.head, 1, &event_hash(&event)));
		assert_eq!(
			last_event(),
			Event::RecordUpdated {
				org: COUNTY,
				person: id,
				before: before.record,
				record: record(2),
				proposed_by: HANDLER,
				approved_by: APPROVER,
			}
		);
	});
}

#[test]
fn update_record_gives_a_founder_the_first_version() {
	test(|| {
		let paper = |version| {
			propose(PLAIN, &Act::UpdateRecord { record: record(version), paper: PAPER });
			let by = as_person(APPROVER);
			Members::update_record(by, COUNTY, PLAIN, record(version), PAPER)
		};
		assert_eq!(paper(2), Err(Error::<Test>::WrongRecordVersion.into()));
		assert_ok!(Members::withdraw_act(as_person(HANDLER), COUNTY, PLAIN));
		assert_ok!(paper(1));
		assert_eq!(record_of(PLAIN), Some(record(1)));
		assert_eq!(Persons::<Test>::get(PLAIN).unwrap().birthday, None);
	});
}

#[test]
fn update_record_takes_the_members_own_update_of_the_same_version_along() {
	test(|| {
		let id = member();
		assert_ok!(own_update(record(2)));
		propose(id, &Act::UpdateRecord { record: record(2), paper: PAPER });
		assert_ok!(Members::update_record(as_person(APPROVER), COUNTY, id, record(2), PAPER));
		assert_noop!(confirm(HANDLER, COUNTY, id, 2), Error::<Test>::RecordUpdateNotFound);
		assert_ok!(own_update(record(3)));
	});
}

#[test]
fn update_record_without_exactly_this_proposal_or_by_one_person_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let update = |who, org, person, paper| {
			Members::update_record(as_person(who), org, person, record(2), paper)
		};
		let act = Act::UpdateRecord { record: record(2), paper: PAPER };
		assert_noop!(update(APPROVER, COUNTY, id, PAPER), Error::<Test>::ActNotProposed);
		propose_as(BOTH, COUNTY, id, &act);
		assert_noop!(update(BOTH, COUNTY, id, PAPER), Error::<Test>::SamePerson);
		propose(id, &act);
		assert_noop!(update(PROTEGE, COUNTY, id, PAPER), Error::<Test>::AppointedByOther);
		assert_noop!(update(APPROVER, COUNTY, id, Hash::zero()), Error::<Test>::ActNotProposed);
		assert_noop!(update(STRANGER, OTHER_COUNTY, id, PAPER), Error::<Test>::PersonNotYours);
		propose(APPROVER, &act);
		assert_noop!(update(APPROVER, COUNTY, APPROVER, PAPER), Error::<Test>::OwnCase);
		// Another version than the next, proposed and all.
		let skipped = Record { version: 3, ..record(2) };
		propose(id, &Act::UpdateRecord { record: skipped, paper: PAPER });
		assert_noop!(
			Members::update_record(as_person(APPROVER), COUNTY, id, skipped, PAPER),
			Error::<Test>::WrongRecordVersion
		);
	});
}
