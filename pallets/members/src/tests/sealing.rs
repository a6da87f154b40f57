//! No call changes a sealed political birthday.

use super::{decisions::AS_FULL, *};
use crate::{Call, PastSpells, Persons, Replacements};
use chuxin_primitives::{
	life::{event_hash, life_head0},
	membership::{act_hash, Change, Decision, Ground},
	person_tag::PersonTag,
	resolution::Purpose,
};
use codec::Encode;
use frame::traits::{GetCallName, UnfilteredDispatchable};
use std::collections::{BTreeMap, BTreeSet};

/// Every sealed birthday there is, by person and spell: of the present memberships and of those that
/// ended.
pub(super) fn sealed() -> BTreeMap<(PersonId, u8), Vec<u8>> {
	let present = Persons::<Test>::iter()
		.filter_map(|(id, person)| Some(((id, person.spell), person.birthday?.encode())));
	let past = PastSpells::<Test>::iter()
		.filter_map(|(id, spell, past)| Some(((id, spell), past.birthday?.encode())));
	present.chain(past).collect()
}

#[test]
fn sealed_birthdays_survive_every_call() {
	test(|| {
		let first = vec![entry(1, BRANCH)];
		let evidence = digest(COUNTY, &first).batch.0;
		let id = enrolled(1, BRANCH);
		let target = life_event(0, LifeKind::Enrolled, BRANCH, COUNTY, evidence);
		let (key, expires, commitment) = (pair(50), day(7), Hash::repeat_byte(0xcc));
		let after: Vec<Hash> = [
			life_event(1, LifeKind::AccountBound, BRANCH, COUNTY, account_of(&key).into()),
			life_event(2, LifeKind::AccountFrozen, BRANCH, COUNTY, [0; 32]),
			life_event(3, LifeKind::AccountThawed, BRANCH, COUNTY, [0; 32]),
			life_event(4, LifeKind::AccountFrozen, BRANCH, BRANCH, [0; 32]),
		]
		.iter()
		.map(event_hash)
		.collect();
		let (batch, other) = (entries(10, 13), entries(20, 21));
		let (org, person) = (COUNTY, id);
		let hash = |act: &Act| act_hash(&GENESIS, COUNTY, id, act);
		let propose = |act: Act| {
			let hash = hash(&act);
			(as_person(HANDLER), Call::propose_act { org: COUNTY, person: id, proposal: hash })
		};
		let (ground, evidence) = (Ground::Direct, Hash::repeat_byte(0xee));
		let decide = |change, ground| {
			let effective = day(0).parse().unwrap();
			propose(Act::Decide(Decision { change, ground, effective, evidence }))
		};
		let new = entry(30, BRANCH);
		let tag = PersonTag { key_version: 1, tag: new.tag };
		let (second, own) = (account_of(&pair(51)), RuntimeOrigin::signed(account_of(&pair(51))));
		let hold = Act::PlaceHold { until: None, without_vote: true };
		let readmit = Change::Readmit {
			branch: BRANCH_B,
			status: MembershipStatus::Probationary,
			record: record(4),
			birthday: Hash::repeat_byte(0xbb),
		};
		let again = Ground::Resolution(resolve(BRANCH_B, Purpose::Readmission, id));
		let calls: Vec<(RuntimeOrigin, Call<Test>)> = vec![
			(
				as_person(SUPERIOR),
				Call::open_import_window { org: PROVINCE, target: COUNTY, until: day(9) },
			),
			(
				as_person(HANDLER),
				Call::propose_enrolment {
					org,
					batches: vec![digest(COUNTY, &batch), digest(COUNTY, &other)],
				},
			),
			(
				as_person(HANDLER),
				Call::withdraw_enrolment { org, batch: digest(COUNTY, &other).batch },
			),
			(
				as_person(APPROVER),
				Call::enrol {
					org,
					schema: 1,
					certificate: certify(COUNTY, &batch),
					persons: batch,
				},
			),
			(
				RuntimeOrigin::signed(Council::get()),
				Call::set_registrar_key { key_version: 2, key: Some([1; 32]) },
			),
			(
				as_person(APPROVER),
				Call::bind_account {
					org,
					person,
					account: account_of(&key),
					proof: consent(&key, id, &expires),
					expires,
				},
			),
			(as_person(HANDLER), Call::freeze_account { org, person }),
			(as_person(APPROVER), Call::unfreeze_account { org, person }),
			(RuntimeOrigin::signed(account_of(&key)), Call::freeze_own_account {}),
			(
				as_person(HANDLER),
				Call::propose_act {
					org,
					person,
					proposal: hash(&Act::CorrectBirthday { target_seq: 0, commitment }),
				},
			),
			(
				as_person(APPROVER),
				Call::correct {
					org,
					person,
					target_seq: 0,
					head_before: life_head0(&GENESIS, id),
					target: target.into(),
					after,
					commitment,
				},
			),
			propose(Act::LiftHold),
			(as_person(APPROVER), Call::withdraw_act { org, person }),
			propose(Act::ReplaceAccount { account: second.clone() }),
			(
				as_person(APPROVER),
				Call::replace_account {
					org,
					person,
					account: second.clone(),
					expires: day(7),
					proof: consent(&pair(51), id, &day(7)),
				},
			),
			// Between the two stands what follows when its time has come: the key is 51 from here on.
			(own.clone(), Call::propose_record_update { record: record(2) }),
			(as_person(HANDLER), Call::decline_record_update { org, person }),
			(own.clone(), Call::propose_record_update { record: record(2) }),
			(as_person(HANDLER), Call::confirm_record_update { org, person, root: record(2).root }),
			propose(Act::UpdateRecord { record: record(3), paper: evidence }),
			(
				as_person(APPROVER),
				Call::update_record { org, person, record: record(3), paper: evidence },
			),
			propose(Act::AddTag { tag }),
			(
				as_person(SUPERIOR),
				Call::add_tag {
					org: PROVINCE,
					proposed_in: COUNTY,
					person,
					tag,
					certificate: certify(COUNTY, &[new]),
				},
			),
			propose(hold),
			(
				as_person(APPROVER),
				Call::place_hold { org, person, until: None, without_vote: true },
			),
			propose(Act::LiftHold),
			(as_person(APPROVER), Call::lift_hold { org, person }),
			decide(Change::Suspend, ground),
			(
				as_person(APPROVER),
				Call::suspend { org, person, ground, effective: day(0), evidence },
			),
			decide(AS_FULL, ground),
			(
				as_person(APPROVER),
				Call::reinstate {
					org,
					person,
					status: MembershipStatus::Full,
					ground,
					effective: day(0),
					evidence,
				},
			),
			(
				own,
				Call::replace_own_account {
					account: account_of(&pair(52)),
					expires: day(7),
					proof: consent(&pair(52), id, &day(7)),
				},
			),
			decide(Change::Leave, ground),
			(
				as_person(APPROVER),
				Call::end_membership { org, person, ground, effective: day(0), evidence },
			),
			decide(readmit, again),
			(
				as_person(APPROVER),
				Call::readmit {
					org,
					person,
					branch: BRANCH_B,
					status: MembershipStatus::Probationary,
					record: record(4),
					birthday: Hash::repeat_byte(0xbb),
					ground: again,
					effective: day(0),
					evidence,
				},
			),
			(as_person(SUPERIOR), Call::close_import_window { org: PROVINCE, target: COUNTY }),
		];

		let played: BTreeSet<&str> = calls.iter().map(|(_, call)| call.get_call_name()).collect();
		let all: BTreeSet<&str> = Call::<Test>::get_call_names().iter().copied().collect();
		assert_eq!(played, all, "every call is played");
		assert_eq!(sealed().len(), 1);
		for (origin, call) in calls {
			let before = sealed();
			let name = call.get_call_name();
			let result = call.dispatch_bypass_filter(origin);
			assert!(result.is_ok(), "{name}: {result:?}");
			if name == "replace_account" {
				let pending = Replacements::<Test>::get(id).unwrap().pending;
				let now = Now::get();
				Now::set(now + REPLACEMENT_DELAY);
				assert_ok!(carry_out(pending));
				Now::set(now);
			}
			let after = sealed();
			for (spell, bytes) in before {
				assert_eq!(after.get(&spell), Some(&bytes), "{name}");
			}
			check_invariants();
		}
		// Four enrolled, and one of them in a second spell.
		assert_eq!(sealed().len(), 5);
		assert!(PastSpells::<Test>::get(id, 1).unwrap().corrected.is_some());
	});
}
