//! What administrators and desks read.

use super::*;
use crate::Persons;
use chuxin_primitives::{membership::PersonView, person_tag::PersonTag, traits::Persons as _};

#[test]
fn person_shows_what_the_chain_keeps() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let account = bind(id, 50);
		let stored = Persons::<Test>::get(id).unwrap();
		let view = PersonView {
			id,
			org: BRANCH,
			status: MembershipStatus::Full,
			spell: 1,
			record: stored.record,
			birthday: entry(1, BRANCH).birthday,
			sealed_on: Some("2024-02-29".into()),
			corrected: false,
			effective_birthday: None,
			life_len: 2,
			life_head: stored.life.head,
			account: Some(account.clone()),
			frozen: false,
			frozen_until: None,
			held: false,
		};
		assert_eq!(Members::person(id), Some(view));
		assert_eq!(Members::person_record(id), Some(stored));
		assert_eq!(Members::person_of(account), Some(id));
		assert_eq!(Members::person_count(), FOUNDERS + 1);
		assert_eq!(Members::standing(id), Some((BRANCH, MembershipStatus::Full)));
	});
}

#[test]
fn nobody_is_shown_as_nobody() {
	test(|| {
		let nobody = PersonId(999);
		assert_eq!(Members::person(nobody), None);
		assert_eq!(Members::person_record(nobody), None);
		assert_eq!(Members::person_of(account(200)), None);
		assert_eq!(Members::standing(nobody), None);
		assert_eq!(Members::account_of(nobody), None);
		assert_eq!(Members::acting(&account(200)), None);
	});
}

#[test]
fn persons_by_tag_answers_in_the_order_asked() {
	test(|| {
		let (a, b) = (enrolled(1, BRANCH), enrolled(2, BRANCH));
		let tag = |n| PersonTag { key_version: 1, tag: entry(n, BRANCH).tag };
		let other_key = PersonTag { key_version: 2, ..tag(1) };
		let asked = vec![tag(2), tag(3), tag(1), other_key];
		assert_eq!(Members::persons_by_tag(asked), [Some(b), None, Some(a), None]);
		assert_eq!(Members::persons_by_tag(vec![tag(1); 501]).len(), 500);
		assert!(Members::persons_by_tag(vec![]).is_empty());
	});
}
