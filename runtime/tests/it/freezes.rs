//! A frozen key over all pallets: until when it rests, and what its owner decided before.

use crate::support::{account, by, development, events, genesis_hash, next_block, pass, submit};
use chuxin_primitives::{
	date::DAY_MS,
	membership::{act_hash, binding_text, Act},
	organization::Power,
	traits::Clock,
	ChuxinSignature, CivilDate, PersonId, RawDate,
};
use chuxin_runtime::{
	configs::ChainClock,
	genesis_presets::{BRANCH, COMMITTEE},
	Access, Members, Runtime, RuntimeCall, RuntimeEvent, SLOT_DURATION,
};
use pallet_members::{Call, Error};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Ferdie};
use sp_runtime::{traits::Dispatchable, transaction_validity::InvalidTransaction, DispatchError};

/// Handler of the committee, which is the root.
const ALICE: PersonId = PersonId(0);
/// Its only approver.
const BOB: PersonId = PersonId(1);
/// No officer.
const CHARLIE: PersonId = PersonId(2);

fn freeze_alice() -> Call<Runtime> {
	Call::freeze_account { org: COMMITTEE, person: ALICE }
}

#[test]
fn an_officers_key_rests_for_seven_days_to_the_millisecond() {
	development(|| {
		let until = ChainClock::now() + 7 * DAY_MS;
		submit(Bob, freeze_alice()).unwrap().unwrap();
		let nothing = || pallet_utility::Call::batch { calls: vec![] };
		let refused = Err(InvalidTransaction::BadSigner.into());
		assert_eq!(submit(Alice, nothing()), refused);
		assert_eq!(Members::person(ALICE).unwrap().frozen_until, Some(until));

		pass(7 * DAY_MS - 2 * SLOT_DURATION);
		next_block();
		assert_eq!(ChainClock::now(), until - SLOT_DURATION);
		assert_eq!(submit(Alice, nothing()), refused);
		assert!(Access::quota(&account(Alice)).frozen);
		// Nobody sends anything, and the key acts: as an account, and as an officer's.
		next_block();
		assert_eq!(ChainClock::now(), until);
		assert!(!Access::quota(&account(Alice)).frozen);
		assert!(!Members::person(ALICE).unwrap().frozen);
		submit(Alice, nothing()).unwrap().unwrap();
		submit(Alice, Call::freeze_account { org: COMMITTEE, person: CHARLIE }).unwrap().unwrap();
		// Frozen anew, it rests anew.
		submit(Bob, freeze_alice()).unwrap().unwrap();
		assert_eq!(submit(Alice, nothing()), refused);
	});
}

/// Alice and Bob replace Charlie's key by Ferdie's; gives the number of the act that waits.
fn replace_charlies_key() -> chuxin_primitives::PendingId {
	let (org, person, new) = (COMMITTEE, CHARLIE, account(Ferdie));
	let act = Act::ReplaceAccount { account: new.clone() };
	let proposal = act_hash(&genesis_hash(), org, person, &act);
	submit(Alice, Call::propose_act { org, person, proposal }).unwrap().unwrap();
	let day: CivilDate = ChainClock::today();
	let text = binding_text(&genesis_hash(), person, &new, day);
	let proof = ChuxinSignature::Sr25519(Ferdie.sign(&text));
	let expires = RawDate::from(day);
	submit(Bob, Call::replace_account { org, person, account: new, expires, proof })
		.unwrap()
		.unwrap();
	Members::replacement(person).unwrap().pending
}

#[test]
fn what_a_frozen_key_decided_lapses() {
	for frozen in [false, true] {
		development(|| {
			let id = replace_charlies_key();
			if frozen {
				submit(Bob, freeze_alice()).unwrap().unwrap();
			}
			pass(60_000);
			next_block();
			submit(Dave, pallet_access::Call::carry_out { id }).unwrap().unwrap();
			let lapsed = |event: &RuntimeEvent| {
				matches!(event, RuntimeEvent::Access(pallet_access::Event::ActLapsed { .. }))
			};
			assert_eq!(events().iter().any(lapsed), frozen);
			let expected = if frozen { Charlie } else { Ferdie };
			let charlie = Members::person(CHARLIE).unwrap();
			assert_eq!(charlie.account, Some(account(expected)));
			assert_eq!(charlie.frozen, frozen, "a lost key stays frozen until it is thawed");
		});
	}
}

#[test]
fn officers_of_the_root_are_beyond_those_below_and_its_last_approver_stays() {
	development(|| {
		let appoint = |org, target, person, power| {
			let powers = vec![power];
			let call = pallet_organizations::Call::appoint {
				org,
				target,
				person,
				offices: vec![],
				powers,
			};
			RuntimeCall::from(call).dispatch(by(Bob)).unwrap();
		};
		appoint(COMMITTEE, BRANCH, PersonId(3), Power::Approver);
		let by_branch = Call::freeze_account { org: BRANCH, person: BOB };
		let superior = Error::<Runtime>::SuperiorNeeded.into();
		assert_eq!(submit(Dave, by_branch.clone()).unwrap(), Err(superior));
		let last: DispatchError = pallet_organizations::Error::<Runtime>::LastApprover.into();
		let own = || Call::freeze_own_account {};
		assert_eq!(submit(Bob, own()).unwrap(), Err(last));
		assert_eq!(
			submit(Bob, pallet_organizations::Call::resign { org: COMMITTEE }).unwrap(),
			Err(last)
		);
		// With a second approver the first may go.
		appoint(COMMITTEE, COMMITTEE, CHARLIE, Power::Approver);
		submit(Bob, own()).unwrap().unwrap();
		assert_eq!(submit(Charlie, own()).unwrap(), Err(last), "now this one is the last");
		submit(Charlie, Call::unfreeze_account { org: COMMITTEE, person: BOB }).unwrap().unwrap();
		submit(Charlie, own()).unwrap().unwrap();
	});
}
