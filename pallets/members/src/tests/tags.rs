//! Another document of a person, by two organizations.

use super::*;
use crate::{AddedTags, Persons, Tags};
use chuxin_primitives::{
	life::{event_hash, next_head},
	membership::Certificate,
	person_tag::{certificate_message, PersonTag},
};
use codec::Encode;
use frame::deps::sp_core::Pair;

fn tag(n: u32) -> PersonTag {
	PersonTag { key_version: 1, tag: entry(n, BRANCH).tag }
}

/// The registrar's word over this one tag.
fn certified(org: OrgId, tag: PersonTag, expires: u32) -> Certificate {
	let message = certificate_message(&GENESIS, tag.key_version, org, &[tag.tag], expires);
	let signature = registrar().sign(&message).0;
	Certificate { key_version: tag.key_version, expires, signature }
}

fn add_as(
	who: PersonId,
	org: OrgId,
	person: PersonId,
	tag: PersonTag,
) -> Result<(), DispatchError> {
	let certificate = certified(COUNTY, tag, 100);
	Members::add_tag(as_person(who), org, COUNTY, person, tag, certificate)
}

/// The county proposes, the province carries out.
fn add(person: PersonId, tag: PersonTag) -> Result<(), DispatchError> {
	propose(person, &Act::AddTag { tag });
	add_as(SUPERIOR, PROVINCE, person, tag)
}

#[test]
fn add_tag_works() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let before = Persons::<Test>::get(id).unwrap();
		assert_ok!(add(id, tag(2)));
		assert_eq!(Tags::<Test>::get(tag(2)), Some(id));
		assert_eq!(Tags::<Test>::get(tag(1)), Some(id), "the old one stays blocked");
		assert_eq!(AddedTags::<Test>::get(id), 1);
		let event = life_event(1, LifeKind::TagAdded, BRANCH, PROVINCE, [0; 32]);
		let head = next_head(&before.life.head, 1, &event_hash(&event));
		assert_eq!(Persons::<Test>::get(id).unwrap().life.head, head);
		assert_eq!(
			last_event(),
			Event::TagAdded {
				org: PROVINCE,
				proposed_in: COUNTY,
				person: id,
				proposed_by: HANDLER,
				approved_by: SUPERIOR,
			}
		);
		// Neither document enrols anybody else.
		for n in [1, 2] {
			let batch = vec![entry(n, BRANCH_B)];
			prepare(&batch);
			assert_noop!(approve(batch), Error::<Test>::AlreadyEnrolled);
		}
	});
}

#[test]
fn add_tag_never_tells_the_tag_in_an_event() {
	test(|| {
		let id = enrolled(1, BRANCH);
		assert_ok!(add(id, tag(2)));
		let events = System::events().encode();
		let secret = tag(2).tag.0;
		assert!(!events.windows(32).any(|bytes| bytes == secret));
	});
}

#[test]
fn add_tag_up_to_three_works_and_a_fourth_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		assert_ok!(add(id, tag(2)));
		assert_ok!(add(id, tag(3)));
		propose(id, &Act::AddTag { tag: tag(4) });
		assert_noop!(add_as(SUPERIOR, PROVINCE, id, tag(4)), Error::<Test>::TooManyTags);
		assert_ok!(Members::withdraw_act(as_person(HANDLER), COUNTY, id));
		// A founder came with none.
		for n in 5..8 {
			assert_ok!(add(PLAIN, tag(n)));
		}
		propose(PLAIN, &Act::AddTag { tag: tag(8) });
		assert_noop!(add_as(SUPERIOR, PROVINCE, PLAIN, tag(8)), Error::<Test>::TooManyTags);
	});
}

#[test]
fn add_tag_of_a_registered_document_fails() {
	test(|| {
		let (a, _) = (enrolled(1, BRANCH), enrolled(2, BRANCH));
		for taken in [tag(1), tag(2)] {
			propose(a, &Act::AddTag { tag: taken });
			assert_noop!(add_as(SUPERIOR, PROVINCE, a, taken), Error::<Test>::TagTaken);
		}
	});
}

#[test]
fn add_tag_by_one_organization_alone_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let act = Act::AddTag { tag: tag(2) };
		propose(id, &act);
		// The county that proposed; the branch itself; the other county.
		for (who, org, error) in [
			(APPROVER, COUNTY, Error::<Test>::OtherOrganizationNeeded),
			(BRANCH_OFFICER, BRANCH, Error::OtherOrganizationNeeded),
			(STRANGER, OTHER_COUNTY, Error::PersonNotYours),
			(SUPERIOR, COUNTY, Error::NotAuthorized),
		] {
			assert_noop!(add_as(who, org, id, tag(2)), error);
		}
		// The branch proposes, the county carries out: two organizations.
		propose_as(BRANCH_OFFICER, BRANCH, id, &act);
		let with = |certificate| {
			Members::add_tag(as_person(APPROVER), COUNTY, BRANCH, id, tag(2), certificate)
		};
		// The certificate is for who proposed.
		assert_noop!(with(certified(COUNTY, tag(2), 100)), Error::<Test>::CertificateInvalid);
		assert_ok!(with(certified(BRANCH, tag(2), 100)));
	});
}

#[test]
fn add_tag_by_one_person_in_two_organizations_or_on_oneself_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let act = Act::AddTag { tag: tag(2) };
		appoint(PROVINCE, BOTH, &[Power::Approver], None);
		propose_as(BOTH, COUNTY, id, &act);
		assert_noop!(add_as(BOTH, PROVINCE, id, tag(2)), Error::<Test>::SamePerson);
		appoint(PROVINCE, PROTEGE, &[Power::Approver], Some(HANDLER));
		propose(id, &act);
		assert_noop!(add_as(PROTEGE, PROVINCE, id, tag(2)), Error::<Test>::AppointedByOther);
		propose(SUPERIOR_IN_COUNTY, &act);
		appoint(PROVINCE, SUPERIOR_IN_COUNTY, &[Power::Approver], None);
		assert_noop!(
			add_as(SUPERIOR_IN_COUNTY, PROVINCE, SUPERIOR_IN_COUNTY, tag(2)),
			Error::<Test>::OwnCase
		);
		assert_noop!(add_as(SUPERIOR, PROVINCE, id, tag(3)), Error::<Test>::ActNotProposed);
	});
}

/// A member of the county's branch whom the province appoints.
const SUPERIOR_IN_COUNTY: PersonId = PLAIN;

#[test]
fn add_tag_without_a_good_certificate_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		propose(id, &Act::AddTag { tag: tag(2) });
		let with = |certificate| {
			Members::add_tag(as_person(SUPERIOR), PROVINCE, COUNTY, id, tag(2), certificate)
		};
		let good = certified(COUNTY, tag(2), 100);
		for (certificate, error) in [
			(certified(COUNTY, tag(3), 100), Error::<Test>::CertificateInvalid),
			(certified(PROVINCE, tag(2), 100), Error::CertificateInvalid),
			(
				certified(COUNTY, PersonTag { key_version: 2, ..tag(2) }, 100),
				Error::CertificateInvalid,
			),
			(Certificate { expires: 101, ..good }, Error::CertificateInvalid),
			(certified(COUNTY, tag(2), 0), Error::CertificateExpired),
			(certified(COUNTY, tag(2), 20_000), Error::CertificateTooLong),
		] {
			assert_noop!(with(certificate), error);
		}
		assert_ok!(with(good));
	});
}
