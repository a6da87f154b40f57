//! Random calls, legal and illegal: the invariants hold after each, and what is refused changes
//! nothing.

use super::*;
use chuxin_primitives::membership::EnrolEntry;
use frame::{
	deps::{sp_core::storage::StateVersion, sp_io},
	traits::UnfilteredDispatchable,
};
use proptest::prelude::*;

/// A call and who sends it, as small numbers.
#[derive(Clone, Debug)]
enum Step {
	Enrol { from: u32, len: u32, status: usize, branch: u32 },
	Bind { who: u64, person: u64, key: u8 },
	Freeze { who: u64, org: u32, person: u64 },
	Thaw { who: u64, org: u32, person: u64 },
	FreezeOwn { who: u64 },
	Withdraw { who: u64 },
	Days(u64),
}

fn step() -> impl Strategy<Value = Step> {
	let who = 0..FOUNDERS;
	let person = 0..FOUNDERS + 6;
	prop_oneof![
		(0..12u32, 1..4u32, 0..7usize, 1..9u32)
			.prop_map(|(from, len, status, branch)| { Step::Enrol { from, len, status, branch } }),
		(who.clone(), person.clone(), 50..54u8).prop_map(|(who, person, key)| Step::Bind {
			who,
			person,
			key
		}),
		(who.clone(), 0..6u32, person.clone()).prop_map(|(who, org, person)| Step::Freeze {
			who,
			org,
			person
		}),
		(who.clone(), 0..6u32, person).prop_map(|(who, org, person)| Step::Thaw {
			who,
			org,
			person
		}),
		who.clone().prop_map(|who| Step::FreezeOwn { who }),
		who.prop_map(|who| Step::Withdraw { who }),
		(0..9u64).prop_map(Step::Days),
	]
}

fn play(step: &Step) {
	let dispatch = |who: u64, call: crate::Call<Test>| {
		let root = || sp_io::storage::root(StateVersion::V1);
		let before = root();
		let refused = call.dispatch_bypass_filter(as_person(PersonId(who))).is_err();
		assert!(!refused || root() == before, "a refused call changed something");
	};
	match *step {
		Step::Enrol { from, len, status, branch } => {
			let status = MembershipStatus::ALL[status];
			let batch: Vec<EnrolEntry> = (from..from + len)
				.map(|n| {
					let entry = entry(n, OrgId(branch));
					let birthday = entry.birthday.filter(|_| status.is_member());
					EnrolEntry { status, birthday, ..entry }
				})
				.collect();
			let batches = vec![digest(COUNTY, &batch)];
			dispatch(HANDLER.0, crate::Call::propose_enrolment { org: COUNTY, batches });
			let certificate = certify(COUNTY, &batch);
			let enrol = crate::Call::enrol { org: COUNTY, schema: 1, entries: batch, certificate };
			dispatch(APPROVER.0, enrol);
		},
		Step::Bind { who, person, key } => {
			let (key, expires, person) = (pair(key), day(3), PersonId(person));
			let proof = consent(&key, person, &expires);
			let account = account_of(&key);
			let org = COUNTY;
			dispatch(who, crate::Call::bind_account { org, person, account, expires, proof });
		},
		Step::Freeze { who, org, person } => {
			let (org, person) = (OrgId(org), PersonId(person));
			dispatch(who, crate::Call::freeze_account { org, person });
		},
		Step::Thaw { who, org, person } => {
			let (org, person) = (OrgId(org), PersonId(person));
			dispatch(who, crate::Call::unfreeze_account { org, person });
		},
		Step::FreezeOwn { who } => dispatch(who, crate::Call::freeze_own_account {}),
		Step::Withdraw { who } => {
			if let Some((org, hash)) = crate::Proposals::<Test>::iter_keys().next() {
				dispatch(who, crate::Call::withdraw_enrolment { org, hash });
			}
		},
		Step::Days(days) => pass_days(days),
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 48, ..Default::default() })]

	#[test]
	fn invariants_hold_after_any_calls(steps in prop::collection::vec(step(), 1..40)) {
		genesis_ext().execute_with(|| {
			assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(60)));
			for step in &steps {
				play(step);
				check_invariants();
			}
		});
	}
}
