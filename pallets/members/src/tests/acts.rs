//! Acts on a person: proposed by one officer, carried out by another, withdrawn by either.

use super::*;
use crate::{types::ActProposal, ActProposals, Waiting};
use chuxin_primitives::membership::act_hash;

const HASH: Hash = Hash::repeat_byte(7);

fn propose_hash(who: PersonId, org: OrgId, person: PersonId) -> Result<(), DispatchError> {
	Members::propose_act(as_person(who), org, person, HASH)
}

#[test]
fn propose_act_works() {
	test(|| {
		assert_ok!(propose_hash(HANDLER, COUNTY, PLAIN));
		assert_eq!(
			ActProposals::<Test>::get(COUNTY, PLAIN),
			Some(ActProposal { proposal: HASH, by: HANDLER, at: START })
		);
		assert_eq!(
			last_event(),
			Event::ActProposed { org: COUNTY, person: PLAIN, proposal: HASH, by: HANDLER }
		);
		assert_eq!(due(COUNTY, Item::Act(PLAIN)), Some("2024-03-07".into()));
		assert_eq!(Waiting::<Test>::get(COUNTY), 1);
		let view = Members::act_proposal(COUNTY, PLAIN).unwrap();
		assert_eq!((view.proposal, view.by, view.since), (HASH, HANDLER, "2024-02-29".into()));
	});
}

#[test]
fn propose_act_again_replaces_the_first_and_moves_its_day() {
	test(|| {
		assert_ok!(propose_hash(HANDLER, COUNTY, PLAIN));
		pass_days(2);
		let other = Hash::repeat_byte(8);
		assert_ok!(Members::propose_act(as_person(BOTH), COUNTY, PLAIN, other));
		assert_eq!(ActProposals::<Test>::get(COUNTY, PLAIN).unwrap().proposal, other);
		assert_eq!(due(COUNTY, Item::Act(PLAIN)), Some("2024-03-09".into()));
		assert_eq!(Waiting::<Test>::get(COUNTY), 1);
		// Another organization's proposal stands beside it.
		assert_ok!(propose_hash(BRANCH_OFFICER, BRANCH, PLAIN));
		assert_eq!(ActProposals::<Test>::iter().count(), 2);
	});
}

#[test]
fn propose_act_on_oneself_a_stranger_or_nobody_fails() {
	test(|| {
		assert_noop!(propose_hash(HANDLER, COUNTY, HANDLER), Error::<Test>::OwnCase);
		assert_noop!(propose_hash(STRANGER, OTHER_COUNTY, PLAIN), Error::<Test>::PersonNotYours);
		assert_noop!(propose_hash(BRANCH_OFFICER, BRANCH, SUPERIOR), Error::<Test>::PersonNotYours);
		assert_noop!(propose_hash(HANDLER, COUNTY, PersonId(999)), Error::<Test>::PersonNotFound);
		assert_noop!(propose_hash(APPROVER, COUNTY, PLAIN), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn withdraw_act_by_handler_or_approver_works() {
	test(|| {
		for who in [HANDLER, APPROVER] {
			assert_ok!(propose_hash(HANDLER, COUNTY, PLAIN));
			assert_ok!(Members::withdraw_act(as_person(who), COUNTY, PLAIN));
			assert_eq!(
				last_event(),
				Event::ActWithdrawn { org: COUNTY, person: PLAIN, proposal: HASH, by: who }
			);
			assert_eq!(ActProposals::<Test>::get(COUNTY, PLAIN), None);
			assert!(!Waiting::<Test>::contains_key(COUNTY));
		}
	});
}

#[test]
fn withdraw_act_of_what_was_not_proposed_or_elsewhere_fails() {
	test(|| {
		let withdraw = |who, org| Members::withdraw_act(as_person(who), org, PLAIN);
		assert_noop!(withdraw(HANDLER, COUNTY), Error::<Test>::ActNotProposed);
		assert_ok!(propose_hash(HANDLER, COUNTY, PLAIN));
		assert_noop!(withdraw(STRANGER, OTHER_COUNTY), Error::<Test>::ActNotProposed);
		assert_noop!(withdraw(SUPERIOR, PROVINCE), Error::<Test>::ActNotProposed);
		assert_noop!(withdraw(SUPERIOR, COUNTY), Error::<Test>::NotAuthorized);
		assert_noop!(withdraw(CLERK, BRANCH), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn an_act_is_carried_out_exactly_as_proposed() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let act = Act::PlaceHold { until: None, without_vote: true };
		let carry_out = || Members::place_hold(as_person(APPROVER), COUNTY, id, None, true);
		let hash = |genesis: &Hash, org, person| act_hash(genesis, org, person, &act);
		for wrong in [
			hash(&GENESIS, BRANCH, id),
			hash(&GENESIS, COUNTY, PLAIN),
			hash(&Hash::zero(), COUNTY, id),
			act_hash(&GENESIS, COUNTY, id, &Act::PlaceHold { until: None, without_vote: false }),
			act_hash(&GENESIS, COUNTY, id, &Act::LiftHold),
		] {
			assert_ok!(Members::propose_act(as_person(HANDLER), COUNTY, id, wrong));
			assert_noop!(carry_out(), Error::<Test>::ActNotProposed);
		}
		// Proposed in another organization: not proposed here.
		assert_ok!(Members::withdraw_act(as_person(HANDLER), COUNTY, id));
		propose_as(BRANCH_OFFICER, BRANCH, id, &act);
		assert_noop!(carry_out(), Error::<Test>::ActNotProposed);
		propose(id, &act);
		assert_ok!(carry_out());
		assert_noop!(carry_out(), Error::<Test>::ActNotProposed);
	});
}
