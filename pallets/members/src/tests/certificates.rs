//! The registrar's word: for these tags, in this order, for this organization, for a while.

use super::*;
use crate::RegistrarKeys;
use chuxin_primitives::{
	membership::{Certificate, EnrolEntry},
	person_tag::certificate_message,
};
use frame::deps::sp_core::Pair;

fn enrol_with(batch: &[EnrolEntry], certificate: Certificate) -> Result<(), DispatchError> {
	Members::enrol(as_person(APPROVER), COUNTY, 1, batch.to_vec(), certificate)
}

#[test]
fn certificate_at_its_last_block_works_and_after_it_fails() {
	test(|| {
		let (a, b) = (entries(0, 1), entries(1, 2));
		prepare(&a);
		prepare(&b);
		System::set_block_number(40);
		assert_ok!(enrol_with(&a, certify_until(COUNTY, &a, 40)));
		let certificate = certify_until(COUNTY, &b, 40);
		System::set_block_number(41);
		assert_noop!(enrol_with(&b, certificate), Error::<Test>::CertificateExpired);
	});
}

#[test]
fn certificate_reaching_too_far_fails() {
	test(|| {
		let batch = entries(0, 1);
		prepare(&batch);
		let now = System::block_number() as u32;
		let too_long = certify_until(COUNTY, &batch, now + 14_401);
		assert_noop!(enrol_with(&batch, too_long), Error::<Test>::CertificateTooLong);
		assert_ok!(enrol_with(&batch, certify_until(COUNTY, &batch, now + 14_400)));
	});
}

#[test]
fn batch_with_one_uncertified_tag_is_refused_whole() {
	test(|| {
		let batch = entries(0, 5);
		let mut swapped_in = batch.clone();
		swapped_in[3].tag = Hash::repeat_byte(0xee);
		prepare(&swapped_in);
		assert_noop!(
			enrol_with(&swapped_in, certify(COUNTY, &batch)),
			Error::<Test>::CertificateInvalid
		);
		assert_eq!(Members::person_count(), FOUNDERS);
	});
}

#[test]
fn certificate_over_tags_in_another_order_or_number_fails() {
	test(|| {
		let batch = entries(0, 3);
		prepare(&batch);
		let mut swapped = batch.clone();
		swapped.swap(0, 1);
		let mut longer = batch.clone();
		longer.push(entry(9, BRANCH));
		for certified in [swapped, longer, batch[..2].to_vec()] {
			assert_noop!(
				enrol_with(&batch, certify(COUNTY, &certified)),
				Error::<Test>::CertificateInvalid
			);
		}
	});
}

#[test]
fn certificate_for_another_organization_key_chain_or_expiry_fails() {
	test(|| {
		let batch = entries(0, 2);
		prepare(&batch);
		let good = certify(COUNTY, &batch);
		let tags: Vec<Hash> = batch.iter().map(|entry| entry.tag).collect();
		let signed = |pair: &frame::deps::sp_core::sr25519::Pair, genesis: &Hash, version, org| {
			let message = certificate_message(genesis, version, org, &tags, good.expires);
			Certificate { signature: pair.sign(&message).0, ..good }
		};
		let registrar = registrar();
		for bad in [
			signed(&registrar, &GENESIS, 1, OTHER_COUNTY),
			signed(&registrar, &GENESIS, 2, COUNTY),
			signed(&registrar, &Hash::repeat_byte(9), 1, COUNTY),
			signed(&pair(3), &GENESIS, 1, COUNTY),
			Certificate { expires: good.expires + 1, ..good },
			Certificate { signature: [0; 64], ..good },
		] {
			assert_noop!(enrol_with(&batch, bad), Error::<Test>::CertificateInvalid);
		}
		let unknown = Certificate { key_version: 2, ..good };
		assert_noop!(enrol_with(&batch, unknown), Error::<Test>::RegistrarUnknown);
		assert_ok!(enrol_with(&batch, signed(&registrar, &GENESIS, 1, COUNTY)));
	});
}

#[test]
fn set_registrar_key_works() {
	test(|| {
		let batch = entries(0, 1);
		prepare(&batch);
		let council = || RuntimeOrigin::signed(Council::get());
		let key = registrar().public().0;
		assert_ok!(Members::set_registrar_key(council(), 1, Some([5; 32])));
		assert_eq!(
			last_event(),
			Event::RegistrarKeySet { key_version: 1, before: Some(key), key: Some([5; 32]) }
		);
		let certificate = certify(COUNTY, &batch);
		assert_noop!(enrol_with(&batch, certificate), Error::<Test>::CertificateInvalid);
		assert_ok!(Members::set_registrar_key(council(), 1, None));
		assert_eq!(RegistrarKeys::<Test>::get(1), None);
		assert_noop!(enrol_with(&batch, certificate), Error::<Test>::RegistrarUnknown);
		assert_noop!(
			Members::set_registrar_key(council(), 1, None),
			Error::<Test>::RegistrarUnknown
		);
		assert_ok!(Members::set_registrar_key(council(), 1, Some(key)));
		assert_ok!(enrol_with(&batch, certificate));
	});
}

#[test]
fn set_registrar_key_by_others_than_the_council_fails() {
	test(|| {
		let origins = [
			as_person(SUPERIOR),
			as_person(APPROVER),
			RuntimeOrigin::signed(account(200)),
			RuntimeOrigin::root(),
			RuntimeOrigin::none(),
		];
		for origin in origins {
			assert_noop!(
				Members::set_registrar_key(origin, 1, Some([5; 32])),
				DispatchError::BadOrigin
			);
		}
	});
}
