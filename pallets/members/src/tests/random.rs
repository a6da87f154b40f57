//! Random calls, legal and illegal: the invariants hold after each, and what is refused changes
//! nothing.

use super::*;
use chuxin_primitives::membership::EnrolEntry;
use frame::{
	deps::{sp_core::storage::StateVersion, sp_io},
	traits::{GetCallName, UnfilteredDispatchable},
};
use proptest::{
	prelude::*,
	test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use std::{cell::RefCell, collections::BTreeSet};

/// A call and who sends it, as small numbers.
#[derive(Clone, Debug)]
enum Step {
	Enrol {
		from: u32,
		len: u32,
		status: usize,
		branch: u32,
	},
	Bind {
		who: u64,
		person: u64,
		key: u8,
	},
	Freeze {
		who: u64,
		org: u32,
		person: u64,
	},
	Thaw {
		who: u64,
		org: u32,
		person: u64,
	},
	FreezeOwn {
		who: u64,
	},
	Withdraw {
		who: u64,
	},
	/// Somebody proposes an act in an organization, somebody else carries it out there.
	Act {
		handler: u64,
		approver: u64,
		org: u32,
		person: u64,
		act: u8,
		ground: u8,
		days: i64,
	},
	/// The holder of a key replaces it, or wants another record.
	Own {
		key: u8,
		new: u8,
		record: u32,
	},
	Confirm {
		who: u64,
		org: u32,
		person: u64,
		root: u32,
		decline: bool,
	},
	/// Somebody asks for the first act that waits, or vetoes it.
	Pending {
		who: u64,
		org: u32,
		veto: bool,
	},
	Move {
		person: u64,
		from: u32,
		to: u32,
	},
	Days(u64),
}

/// Founders, and the first who are enrolled.
fn person() -> std::ops::Range<u64> {
	0..FOUNDERS + 6
}

/// Mostly by the county's officers, else hardly anything would ever happen.
fn act() -> impl Strategy<Value = Step> {
	let handler = prop_oneof![3 => Just(HANDLER.0), 1 => 0..FOUNDERS];
	let approver = prop_oneof![3 => Just(APPROVER.0), 1 => 0..FOUNDERS];
	let org = prop_oneof![3 => Just(COUNTY.0), 1 => 0..4u32];
	(handler, approver, org, FOUNDERS - 1..FOUNDERS + 4, 0..10u8, 0..4u8, -40..2i64).prop_map(
		|(handler, approver, org, person, act, ground, days)| Step::Act {
			handler,
			approver,
			org,
			person,
			act,
			ground,
			days,
		},
	)
}

fn step() -> impl Strategy<Value = Step> {
	let who = 0..FOUNDERS;
	let person = person();
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
		(who.clone(), 0..6u32, self::person()).prop_map(|(who, org, person)| Step::Thaw {
			who,
			org,
			person
		}),
		who.clone().prop_map(|who| Step::FreezeOwn { who }),
		who.clone().prop_map(|who| Step::Withdraw { who }),
		act(),
		act(),
		act(),
		(50..54u8, 50..56u8, 2..4u32).prop_map(|(key, new, record)| Step::Own { key, new, record }),
		(0..3u64, 0..3u32, FOUNDERS..FOUNDERS + 3, 2..4u32, any::<bool>()).prop_map(
			|(who, org, person, root, decline)| Step::Confirm { who, org, person, root, decline }
		),
		(who, 0..4u32, any::<bool>()).prop_map(|(who, org, veto)| Step::Pending { who, org, veto }),
		(self::person(), 1..5u32, 1..9u32).prop_map(|(person, from, to)| Step::Move {
			person,
			from,
			to
		}),
		(0..9u64).prop_map(Step::Days),
	]
}

fn unchanged_if_refused(what: impl FnOnce() -> bool) {
	let root = || sp_io::storage::root(StateVersion::V1);
	let before = root();
	let done = what();
	assert!(done || root() == before, "a refused call changed something");
}

/// Proposes an act and carries it out.
fn play_act(handler: u64, approver: u64, org: u32, person: u64, act: u8, ground: u8, days: i64) {
	let (org, person) = (OrgId(org), PersonId(person));
	let (status, branch) = (MembershipStatus::Probationary, [BRANCH, BRANCH_B][act as usize % 2]);
	let stored = crate::Persons::<Test>::get(person);
	let version = stored.as_ref().and_then(|p| p.record).map_or(0, |r| r.version) + 1;
	let (next, evidence) = (record(version), Hash::repeat_byte(0xee));
	let home = stored.map_or(BRANCH, |p| p.org);
	let readmit = Change::Readmit { branch, status, record: next, birthday: evidence };
	let change = match act {
		0 => Change::Leave,
		1 => Change::Suspend,
		2 | 6 => Change::Reinstate {
			status: crate::Suspensions::<Test>::get(person)
				.map_or(MembershipStatus::Full, |suspension| suspension.before),
		},
		_ => readmit,
	};
	let (purpose, meeting) = match change {
		Change::Leave => (Purpose::Exit, home),
		Change::Suspend => (Purpose::Suspension, home),
		Change::Reinstate { .. } => (Purpose::Reinstatement, home),
		Change::Readmit { .. } => (Purpose::Readmission, branch),
	};
	let ground = match ground {
		0 => Ground::OnRecord,
		1 => Ground::Resolution(resolve(meeting, purpose, person)),
		2 => Ground::Direct,
		_ => Ground::Paper,
	};
	let effective = if ground == Ground::Paper { day(days) } else { day(0) };
	let key = pair(53 + days.unsigned_abs() as u8 % 4);
	let until = (days % 2 == 0).then(|| day(days.abs()));
	let what = match act {
		3 => Act::ReplaceAccount { account: account_of(&key) },
		4 => Act::PlaceHold { until: until.clone().and_then(|d| d.parse()), without_vote: true },
		5 => Act::LiftHold,
		7 => Act::UpdateRecord { record: next, paper: evidence },
		_ => {
			let effective = effective.parse().unwrap();
			Act::Decide(Decision { change, ground, effective, evidence })
		},
	};
	let hash = chuxin_primitives::membership::act_hash(&GENESIS, org, person, &what);
	dispatch(handler, crate::Call::propose_act { org, person, proposal: hash });
	let expires = day(3);
	dispatch(
		approver,
		match what {
			Act::ReplaceAccount { account } => {
				let proof = consent(&key, person, &expires);
				crate::Call::replace_account { org, person, account, expires, proof }
			},
			Act::PlaceHold { without_vote, .. } => {
				crate::Call::place_hold { org, person, until, without_vote }
			},
			Act::LiftHold => crate::Call::lift_hold { org, person },
			Act::UpdateRecord { record, paper } => {
				crate::Call::update_record { org, person, record, paper }
			},
			_ => match change {
				Change::Leave => {
					crate::Call::end_membership { org, person, ground, effective, evidence }
				},
				Change::Suspend => {
					crate::Call::suspend { org, person, ground, effective, evidence }
				},
				Change::Reinstate { status } => {
					crate::Call::reinstate { org, person, status, ground, effective, evidence }
				},
				Change::Readmit { .. } => crate::Call::readmit {
					org,
					person,
					branch,
					status,
					record: next,
					birthday: evidence,
					ground,
					effective,
					evidence,
				},
			},
		},
	);
}

thread_local! {
	/// Calls that were not refused.
	static DONE: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

fn done(name: &'static str) -> bool {
	DONE.with_borrow_mut(|done| done.insert(name));
	true
}

fn dispatch_by(who: RuntimeOrigin, call: crate::Call<Test>) {
	let name = call.get_call_name();
	unchanged_if_refused(|| call.dispatch_bypass_filter(who).is_ok() && done(name));
}

fn dispatch(who: u64, call: crate::Call<Test>) {
	dispatch_by(as_person(PersonId(who)), call);
}

fn play(step: &Step) {
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
			let enrol = crate::Call::enrol { org: COUNTY, schema: 1, persons: batch, certificate };
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
				dispatch(who, crate::Call::withdraw_enrolment { org, batch: hash });
			}
		},
		Step::Act { handler, approver, org, person, act, ground, days } => {
			play_act(handler, approver, org, person, act, ground, days);
		},
		Step::Own { key, new, record } => {
			let (own, expires) = (RuntimeOrigin::signed(account_of(&pair(key))), day(3));
			let record = crate::mock::record(record);
			dispatch_by(own.clone(), crate::Call::propose_record_update { record });
			if let Some(person) =
				Members::person_of(account_of(&pair(key))).filter(|_| new % 2 == 0)
			{
				let (account, proof) =
					(account_of(&pair(new)), consent(&pair(new), person, &expires));
				dispatch_by(own, crate::Call::replace_own_account { account, expires, proof });
			}
		},
		Step::Confirm { who, org, person, root, decline } => {
			let (org, person, root) = (OrgId(org), PersonId(person), record(root).root);
			if decline {
				dispatch(who, crate::Call::decline_record_update { org, person });
			} else {
				dispatch(who, crate::Call::confirm_record_update { org, person, root });
			}
		},
		Step::Pending { who, org, veto } => {
			if let Some(id) = WaitingActs::iter_keys().next() {
				unchanged_if_refused(|| {
					if veto {
						crate::mock::veto(as_person(PersonId(who)), OrgId(org), id).is_ok()
					} else {
						carry_out(id).is_ok() && done("carry_out")
					}
				});
			}
		},
		Step::Move { person, from, to } => {
			use chuxin_primitives::traits::Persons;
			let (from, to) = (OrgId(from), OrgId(to));
			unchanged_if_refused(|| {
				frame::deps::frame_support::storage::with_storage_layer(|| {
					Members::move_branch(PersonId(person), from, to, COUNTY)
				})
				.is_ok()
			});
		},
		Step::Days(days) => pass_days(days),
	}
}

/// Plays the steps; after each, every invariant holds and no sealed birthday has changed.
fn play_all(steps: &[Step]) {
	genesis_ext().execute_with(|| {
		for n in 0..3 {
			bind(enrolled(100 + n, BRANCH), 50 + n as u8);
		}
		assert_ok!(Members::open_import_window(as_person(SUPERIOR), PROVINCE, COUNTY, day(60)));
		for step in steps {
			let before = super::sealing::sealed();
			play(step);
			check_invariants();
			let after = super::sealing::sealed();
			for (spell, bytes) in &before {
				assert_eq!(after.get(spell), Some(bytes), "a sealed birthday changed: {step:?}");
			}
		}
	});
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 48, ..Default::default() })]

	#[test]
	fn invariants_hold_after_any_calls(steps in prop::collection::vec(step(), 1..60)) {
		play_all(&steps);
	}
}

/// What never happens proves nothing: always the same walks, in which every act is carried out.
#[test]
fn random_calls_reach_every_act() {
	let config = ProptestConfig { cases: 192, failure_persistence: None, ..Default::default() };
	let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
	let steps = prop::collection::vec(step(), 40..80);
	let result = TestRunner::new_with_rng(config, rng).run(&steps, |steps| {
		play_all(&steps);
		Ok(())
	});
	assert!(result.is_ok(), "{result:?}");
	let acts = [
		"bind_account",
		"carry_out",
		"confirm_record_update",
		"decline_record_update",
		"end_membership",
		"enrol",
		"freeze_account",
		"freeze_own_account",
		"lift_hold",
		"place_hold",
		"propose_act",
		"propose_record_update",
		"readmit",
		"reinstate",
		"replace_account",
		"replace_own_account",
		"suspend",
		"unfreeze_account",
		"update_record",
	];
	let missed: Vec<&str> =
		DONE.with_borrow(|done| acts.into_iter().filter(|act| !done.contains(act)).collect());
	assert!(missed.is_empty(), "never carried out: {missed:?}");
}
