//! Batches that wait for their second person.

use super::*;
use crate::{types::Proposal, ProposalCount, Proposals};
use chuxin_primitives::membership::BatchDigest;

fn digests(n: u32) -> Vec<BatchDigest> {
	(0..n)
		.map(|i| BatchDigest { batch: Hash::from_low_u64_be(i.into()), count: 1 + i % 500 })
		.collect()
}

fn propose(batches: Vec<BatchDigest>) -> Result<(), DispatchError> {
	Members::propose_enrolment(as_person(HANDLER), COUNTY, batches)
}

#[test]
fn propose_enrolment_works() {
	test(|| {
		assert_ok!(propose(digests(64)));
		let last = Hash::from_low_u64_be(63);
		assert_eq!(
			Proposals::<Test>::get(COUNTY, last),
			Some(Proposal { by: HANDLER, count: 64, at: START })
		);
		assert_eq!(ProposalCount::<Test>::get(COUNTY), 64);
		assert_eq!(
			last_event(),
			Event::EnrolmentProposed { org: COUNTY, batches: digests(64), by: HANDLER }
		);
	});
}

#[test]
fn propose_enrolment_of_nothing_or_too_much_fails() {
	test(|| {
		assert_noop!(propose(vec![]), Error::<Test>::BatchEmpty);
		assert_noop!(propose(digests(65)), Error::<Test>::TooManyBatches);
		let sized = |count| vec![BatchDigest { batch: Hash::repeat_byte(1), count }];
		assert_noop!(propose(sized(0)), Error::<Test>::BatchEmpty);
		assert_noop!(propose(sized(501)), Error::<Test>::BatchTooLarge);
		assert_ok!(propose(sized(500)));
	});
}

#[test]
fn propose_enrolment_twice_fails() {
	test(|| {
		let one = digests(1)[0];
		assert_noop!(propose(vec![one, one]), Error::<Test>::AlreadyProposed);
		assert_ok!(propose(vec![one]));
		assert_noop!(propose(digests(2)), Error::<Test>::AlreadyProposed);
		// Another organization's list is its own: nobody can block a batch by sending its hash first.
		assert_ok!(Members::propose_enrolment(as_person(STRANGER), OTHER_COUNTY, vec![one]));
	});
}

#[test]
fn propose_enrolment_at_exact_limit_works() {
	test(|| {
		let all = digests(1025);
		for batches in all[..1024].chunks(64) {
			assert_ok!(propose(batches.to_vec()));
		}
		assert_noop!(propose(all[1024..].to_vec()), Error::<Test>::TooManyProposals);
		assert_ok!(Members::withdraw_enrolment(as_person(HANDLER), COUNTY, all[5].batch));
		assert_ok!(propose(all[1024..].to_vec()));
		assert_eq!(ProposalCount::<Test>::get(COUNTY), 1024);
	});
}

#[test]
fn withdraw_enrolment_by_handler_or_approver_works() {
	test(|| {
		assert_ok!(propose(digests(2)));
		for (n, who) in [(0, HANDLER), (1, APPROVER)] {
			let batch = Hash::from_low_u64_be(n);
			assert_ok!(Members::withdraw_enrolment(as_person(who), COUNTY, batch));
			assert_eq!(last_event(), Event::EnrolmentWithdrawn { org: COUNTY, batch, by: who });
			assert_eq!(Proposals::<Test>::get(COUNTY, batch), None);
		}
		assert!(!ProposalCount::<Test>::contains_key(COUNTY));
	});
}

#[test]
fn withdraw_enrolment_of_what_was_not_proposed_fails() {
	test(|| {
		assert_ok!(propose(digests(1)));
		let withdraw = |who, org, n| {
			Members::withdraw_enrolment(as_person(who), org, Hash::from_low_u64_be(n))
		};
		assert_noop!(withdraw(HANDLER, COUNTY, 1), Error::<Test>::NotProposed);
		assert_noop!(withdraw(STRANGER, OTHER_COUNTY, 0), Error::<Test>::NotProposed);
		assert_noop!(withdraw(STRANGER, COUNTY, 0), Error::<Test>::NotAuthorized);
	});
}
