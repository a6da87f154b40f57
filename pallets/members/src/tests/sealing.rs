//! No call changes a sealed political birthday.

use super::*;
use crate::{Call, Persons};
use chuxin_primitives::{
	life::{event_hash, life_head0},
	membership::correction_hash,
};
use codec::Encode;
use frame::traits::{GetCallName, UnfilteredDispatchable};
use std::collections::{BTreeMap, BTreeSet};

fn sealed() -> BTreeMap<PersonId, Vec<u8>> {
	Persons::<Test>::iter()
		.filter_map(|(id, person)| Some((id, person.birthday?.encode())))
		.collect()
}

#[test]
fn sealed_birthdays_survive_every_call() {
	test(|| {
		let first = vec![entry(1, BRANCH)];
		let evidence = digest(COUNTY, &first).hash.0;
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
				Call::withdraw_enrolment { org, hash: digest(COUNTY, &other).hash },
			),
			(
				as_person(APPROVER),
				Call::enrol {
					org,
					schema: 1,
					certificate: certify(COUNTY, &batch),
					entries: batch,
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
				Call::propose_correction {
					org,
					person,
					hash: correction_hash(&GENESIS, org, person, 0, &commitment),
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
			(as_person(SUPERIOR), Call::close_import_window { org: PROVINCE, target: COUNTY }),
		];

		let played: BTreeSet<&str> = calls.iter().map(|(_, call)| call.get_call_name()).collect();
		let all: BTreeSet<&str> = Call::<Test>::get_call_names().iter().copied().collect();
		assert_eq!(played, all, "every call is played");
		assert_eq!(sealed().len(), 1);
		for (origin, call) in calls {
			let before = sealed();
			let name = call.get_call_name();
			assert!(call.dispatch_bypass_filter(origin).is_ok(), "{name}");
			let after = sealed();
			for (id, bytes) in before {
				assert_eq!(after.get(&id), Some(&bytes), "{name}");
			}
			check_invariants();
		}
		assert_eq!(sealed().len(), 4);
		assert!(Persons::<Test>::get(id).unwrap().corrected);
	});
}
