//! Every call on persons, with every argument right, by whom it belongs to: each succeeds, also when
//! another call carries it, and none changes a political birthday once it is sealed.

use crate::support::{
	account, begin_block, by, chain, check_state, council, events, genesis_hash, motion,
	next_block, pass, submit,
};
use chuxin_primitives::{
	life::{life_head0, LifeKind, RawLifeEvent},
	membership::{
		act_hash, binding_text, enrol_batch_hash, Act, BatchDigest, Certificate, Change, Decision,
		EnrolEntry, Ground, MembershipStatus, Record,
	},
	organization::Power,
	person_tag::{certificate_message, PersonTag},
	traits::Clock,
	ChuxinSignature, Hash, OrgId, PersonId, RawDate,
};
use chuxin_runtime::{
	configs::{proxy::ProxyType, ChainClock},
	genesis_presets::{BRANCH, COMMITTEE, DEVELOPMENT, REGISTRAR_KEY_VERSION},
	Members, Runtime, RuntimeCall, RuntimeEvent, Scheduler, System,
};
use codec::Encode;
use frame_support::storage::{with_transaction_unchecked, TransactionOutcome};
use pallet_members::{Call, PastSpells, Persons};
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie, One};
use sp_runtime::traits::{Dispatchable, Verify};
use std::collections::{BTreeMap, BTreeSet};

/// The person everything is about: the first who is enrolled.
const MEMBER: PersonId = PersonId(4);
const EVIDENCE: Hash = Hash::repeat_byte(0xee);

/// The political birthdays of a person, by spell.
fn sealed() -> BTreeMap<u8, Vec<u8>> {
	let past = PastSpells::<Runtime>::iter_prefix(MEMBER)
		.filter_map(|(spell, past)| Some((spell, past.birthday?.encode())));
	let person = Persons::<Runtime>::get(MEMBER);
	let present = person.and_then(|person| Some((person.spell, person.birthday?.encode())));
	past.chain(present).collect()
}

/// Nothing that was sealed before is another, or gone, after.
#[track_caller]
fn leaves_them<R>(what: &str, test: impl FnOnce() -> R) -> R {
	let before = sealed();
	let result = test();
	let after = sealed();
	for (spell, birthday) in before {
		assert_eq!(after.get(&spell), Some(&birthday), "{what}");
	}
	result
}

/// Takes back what `test` did.
fn tried<R>(test: impl FnOnce() -> R) -> R {
	with_transaction_unchecked(|| TransactionOutcome::Rollback(test()))
}

/// Calls that succeeded, by themselves and carried.
#[derive(Default)]
struct Played(BTreeSet<&'static str>);

impl Played {
	/// By an officer or a person: alone, and in each kind of batch.
	#[track_caller]
	fn play(&mut self, who: Sr25519Keyring, call: Call<Runtime>) {
		use frame_support::traits::GetCallName;
		let name = call.get_call_name();
		let call = RuntimeCall::Members(call);
		tried(|| {
			leaves_them(name, || {
				let result = call.clone().dispatch(by(who));
				assert!(result.is_ok(), "{name}: {result:?}");
			})
		});
		let calls = vec![call];
		let batches: [pallet_utility::Call<Runtime>; 2] = [
			pallet_utility::Call::batch { calls: calls.clone() },
			pallet_utility::Call::force_batch { calls: calls.clone() },
		];
		for batch in batches {
			tried(|| {
				System::reset_events();
				leaves_them(name, || RuntimeCall::from(batch).dispatch(by(who)).unwrap());
				let done = RuntimeEvent::Utility(pallet_utility::Event::BatchCompleted);
				assert!(events().contains(&done), "{name} in a batch");
			});
		}
		leaves_them(name, || {
			let done = submit(who, pallet_utility::Call::batch_all { calls });
			assert_eq!(done, Ok(Ok(())), "{name}");
		});
		self.0.insert(name);
	}

	/// As proposed by Alice and carried out by Bob, for the committee.
	#[track_caller]
	fn act(&mut self, act: &Act, call: Call<Runtime>) {
		self.propose(Alice, COMMITTEE, act);
		self.play(Bob, call);
	}

	#[track_caller]
	fn propose(&mut self, who: Sr25519Keyring, org: OrgId, act: &Act) {
		let proposal = act_hash(&genesis_hash(), org, MEMBER, act);
		self.play(who, Call::propose_act { org, person: MEMBER, proposal });
	}

	/// A decision of the committee, as proposed.
	#[track_caller]
	fn decide(&mut self, change: Change, ground: Ground, effective: &RawDate) {
		let (org, person, evidence) = (COMMITTEE, MEMBER, EVIDENCE);
		let day = effective.parse().unwrap();
		let decision = Decision { change, ground, effective: day, evidence };
		let effective = effective.clone();
		let call = match change {
			Change::Leave => Call::end_membership { org, person, ground, effective, evidence },
			Change::Suspend => Call::suspend { org, person, ground, effective, evidence },
			Change::Reinstate { status } => {
				Call::reinstate { org, person, status, ground, effective, evidence }
			},
			Change::Readmit { branch, status, record, birthday } => Call::readmit {
				org,
				person,
				branch,
				status,
				record,
				birthday,
				ground,
				effective,
				evidence,
			},
		};
		self.act(&Act::Decide(decision), call);
	}
}

/// The council's call: by its origin, by a motion, and by the scheduler.
fn play_council(call: Call<Runtime>) {
	let call = RuntimeCall::Members(call);
	tried(|| call.clone().dispatch(council(1, 1)).unwrap());
	leaves_them("motion", || {
		submit(Alice, motion(call.clone())).unwrap().unwrap();
		let executed = |event: &RuntimeEvent| {
			matches!(
				event,
				RuntimeEvent::Council(pallet_collective::Event::Executed { result: Ok(()), .. })
			)
		};
		assert!(events().iter().any(executed));
	});
	leaves_them("scheduler", || {
		let when = System::block_number() + 1;
		Scheduler::schedule(council(1, 1), when, None, 0, Box::new(call)).unwrap();
		next_block();
		let dispatched = |event: &RuntimeEvent| {
			matches!(
				event,
				RuntimeEvent::Scheduler(pallet_scheduler::Event::Dispatched { result: Ok(()), .. })
			)
		};
		assert!(events().iter().any(dispatched));
	});
}

/// The holder agrees by the key's own signature.
fn consent(key: Sr25519Keyring, expires: &RawDate) -> ChuxinSignature {
	let day = expires.parse().unwrap();
	let text = binding_text(&genesis_hash(), MEMBER, &account(key), day);
	let proof = ChuxinSignature::Sr25519(key.sign(&text));
	assert!(proof.verify(&text[..], &account(key)));
	proof
}

fn certificate(tags: &[Hash]) -> Certificate {
	let registrar = sr25519::Pair::from_string("//Registrar", None).unwrap();
	let expires = System::block_number() + 100;
	let message =
		certificate_message(&genesis_hash(), REGISTRAR_KEY_VERSION, BRANCH, tags, expires);
	let signature = registrar.sign(&message).0;
	Certificate { key_version: REGISTRAR_KEY_VERSION, expires, signature }
}

fn record(version: u32) -> Record {
	Record { schema: 1, version, root: Hash::from_low_u64_be(version.into()) }
}

/// A day so many days from today, as people type it.
fn day(days: i64) -> RawDate {
	ChainClock::today().add_days(days).unwrap().into()
}

/// Lets the delay of a new key pass and carries the act out, through a multisig of anybody's.
fn carry_out(call: impl Into<RuntimeCall>) {
	pass(60_000);
	next_block();
	let (other_signatories, call) = (vec![account(Bob)], Box::new(call.into()));
	leaves_them("carry_out", || {
		submit(Alice, pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call })
			.unwrap()
			.unwrap();
	});
}

#[test]
fn every_call_that_succeeds_leaves_what_is_sealed() {
	chain(DEVELOPMENT).execute_with(|| {
		begin_block();
		let mut played = Played::default();
		let (org, person, today) = (COMMITTEE, MEMBER, day(0));
		// Dave approves for the committee too, where Bob is too near to whom he appointed.
		for (target, who, power) in [
			(BRANCH, 2, Power::Handler),
			(BRANCH, 3, Power::Approver),
			(COMMITTEE, 3, Power::Approver),
		] {
			let (person, powers) = (PersonId(who), vec![power]);
			submit(
				Bob,
				pallet_organizations::Call::appoint {
					org,
					target,
					person,
					offices: vec![],
					powers,
				},
			)
			.unwrap()
			.unwrap();
		}

		// Enrolment.
		played.play(Bob, Call::open_import_window { org, target: BRANCH, until: day(30) });
		let entry = EnrolEntry {
			org: BRANCH,
			status: MembershipStatus::Full,
			record_root: record(1).root,
			birthday: Some(Hash::repeat_byte(0xBD)),
			tag: Hash::repeat_byte(0x7A),
		};
		let batch = enrol_batch_hash(&genesis_hash(), BRANCH, 1, &[entry]);
		let other = Hash::repeat_byte(1);
		let batches = [batch, other].map(|batch| BatchDigest { batch, count: 1 }).to_vec();
		played.play(Charlie, Call::propose_enrolment { org: BRANCH, batches });
		played.play(Charlie, Call::withdraw_enrolment { org: BRANCH, batch: other });
		let enrol = Call::enrol {
			org: BRANCH,
			schema: 1,
			persons: vec![entry],
			certificate: certificate(&[entry.tag]),
		};
		let recorded = ChainClock::now();
		played.play(Dave, enrol);
		assert_eq!(sealed().keys().copied().collect::<Vec<_>>(), [1]);
		play_council(Call::set_registrar_key { key_version: 2, key: Some([1; 32]) });
		played.0.insert("set_registrar_key");

		// A correction, of the first life event.
		let target = RawLifeEvent {
			seq: 0,
			kind: LifeKind::Enrolled,
			effective: today.clone(),
			recorded,
			org: BRANCH,
			by: BRANCH,
			rules: chuxin_primitives::rules::RULES_VERSION,
			evidence: batch.0,
		};
		let commitment = Hash::repeat_byte(0xBE);
		let (head_before, after) = (life_head0(&genesis_hash(), MEMBER), vec![]);
		played.act(
			&Act::CorrectBirthday { target_seq: 0, commitment },
			Call::correct { org, person, target_seq: 0, head_before, target, after, commitment },
		);

		// The key: bound, frozen by an officer and by the holder through a proxy, thawed.
		let expires = day(7);
		let proof = consent(Eve, &expires);
		played.play(Bob, Call::bind_account { org, person, account: account(Eve), expires, proof });
		played.play(Alice, Call::freeze_account { org, person });
		played.play(Bob, Call::unfreeze_account { org, person });
		let (delegate, proxy_type) = (account(Ferdie).into(), ProxyType::Freeze);
		submit(Eve, pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 })
			.unwrap()
			.unwrap();
		tried(|| played.play(Eve, Call::freeze_own_account {}));
		leaves_them("proxy", || {
			let (real, call) = (account(Eve).into(), Box::new(Call::freeze_own_account {}.into()));
			let proxy = pallet_proxy::Call::proxy { real, force_proxy_type: None, call };
			RuntimeCall::Proxy(proxy).dispatch(by(Ferdie)).unwrap();
			assert!(Members::person(MEMBER).unwrap().frozen);
		});
		played.play(Bob, Call::unfreeze_account { org, person });

		// The record.
		played.play(Eve, Call::propose_record_update { record: record(2) });
		played.play(Alice, Call::decline_record_update { org, person });
		played.play(Eve, Call::propose_record_update { record: record(2) });
		let root = record(2).root;
		played.play(Alice, Call::confirm_record_update { org, person, root });
		played.act(
			&Act::UpdateRecord { record: record(3), paper: EVIDENCE },
			Call::update_record { org, person, record: record(3), paper: EVIDENCE },
		);
		let tag = PersonTag { key_version: REGISTRAR_KEY_VERSION, tag: Hash::repeat_byte(0x7B) };
		played.propose(Charlie, BRANCH, &Act::AddTag { tag });
		let paper = certificate(&[tag.tag]);
		let add_tag = Call::add_tag { org, proposed_in: BRANCH, person, tag, certificate: paper };
		played.play(Dave, add_tag);

		// Holds, and a proposal taken back.
		let (until, without_vote) = (None, true);
		played.act(
			&Act::PlaceHold { until, without_vote },
			Call::place_hold { org, person, until: None, without_vote },
		);
		played.act(&Act::LiftHold, Call::lift_hold { org, person });
		played.propose(Alice, COMMITTEE, &Act::LiftHold);
		played.play(Bob, Call::withdraw_act { org, person });

		// Suspended and restored; the key replaced by two officers, and by the holder.
		played.decide(Change::Suspend, Ground::Direct, &today);
		let status = MembershipStatus::Full;
		played.decide(Change::Reinstate { status }, Ground::Direct, &today);
		let (expires, new) = (day(7), account(Ferdie));
		let proof = consent(Ferdie, &expires);
		played.act(
			&Act::ReplaceAccount { account: new.clone() },
			Call::replace_account { org, person, account: new.clone(), expires, proof },
		);
		let id = Members::replacement(MEMBER).unwrap().pending;
		carry_out(pallet_access::Call::carry_out { id });
		assert_eq!(Members::person(MEMBER).unwrap().account, Some(new));
		let (expires, newest) = (day(7), account(One));
		let proof = consent(One, &expires);
		let own = Call::replace_own_account { account: newest.clone(), expires, proof };
		played.play(Ferdie, own);
		let id = Members::replacement(MEMBER).unwrap().pending;
		carry_out(pallet_access::Call::carry_out { id });
		assert_eq!(Members::person(MEMBER).unwrap().account, Some(newest));

		// Ended and begun again, on paper: the second birthday beside the first.
		played.decide(Change::Leave, Ground::Paper, &day(-20));
		let again = Change::Readmit {
			branch: BRANCH,
			status: MembershipStatus::Probationary,
			record: record(4),
			birthday: Hash::repeat_byte(0xBF),
		};
		played.decide(again, Ground::Paper, &day(-10));
		assert_eq!(sealed().keys().copied().collect::<Vec<_>>(), [1, 2]);
		played.play(Bob, Call::close_import_window { org, target: BRANCH });

		use frame_support::traits::GetCallName;
		let all: BTreeSet<&str> = Call::<Runtime>::get_call_names().iter().copied().collect();
		assert_eq!(played.0, all, "every call succeeded once at least");
		check_state();
	});
}
