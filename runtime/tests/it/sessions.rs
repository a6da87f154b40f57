//! Sessions: validators and their keys change between them, by scheduled changes only.

use crate::support::{
	account, begin_block, chain, check_state, end_block, motion, next_block, submit,
};
use chuxin_runtime::{
	configs::session::{SessionLength, KEPT_SESSIONS},
	genesis_presets::{DEVELOPMENT, LOCAL},
	Executive, Grandpa, Header, Historical, Runtime, RuntimeCall, RuntimeEvent, Session,
	SessionKeys, System, UncheckedExtrinsic,
};
use codec::{Decode, Encode};
use frame_support::traits::{Get, KeyOwnerProofSystem};
use sp_consensus_grandpa::{ConsensusLog, GRANDPA_ENGINE_ID};
use sp_core::{proof_of_possession::statement_of_ownership, Pair};
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{self, Alice, Bob},
};
use sp_runtime::{transaction_validity::TransactionSource, DigestItem};

fn keys(name: Sr25519Keyring, grandpa: Ed25519Keyring) -> SessionKeys {
	SessionKeys { aura: name.public().into(), grandpa: grandpa.public().into() }
}

/// What `author_rotateKeysWithOwner` answers: both keys sign for their owner.
fn proof(owner: Sr25519Keyring, name: Sr25519Keyring, grandpa: Ed25519Keyring) -> Vec<u8> {
	let statement = statement_of_ownership(&account(owner).encode());
	(name.pair().sign(&statement), grandpa.pair().sign(&statement)).encode()
}

/// GRANDPA's messages in a header.
fn signals(header: &Header) -> Vec<ConsensusLog<u32>> {
	header
		.digest
		.logs
		.iter()
		.filter_map(|log| match log {
			DigestItem::Consensus(GRANDPA_ENGINE_ID, bytes) => {
				Some(ConsensusLog::decode(&mut &bytes[..]).expect("a message"))
			},
			_ => None,
		})
		.collect()
}

/// Goes on to the block with this number; the headers of what was passed.
fn run_to(block: u32) -> Vec<Header> {
	let mut headers = Vec::new();
	while System::block_number() < block {
		headers.push(next_block());
	}
	headers
}

#[test]
fn sessions_have_the_length_of_genesis() {
	chain(DEVELOPMENT).execute_with(|| {
		assert_eq!(SessionLength::get(), 10);
		begin_block();
		run_to(9);
		assert_eq!(Session::current_index(), 0);
		run_to(10);
		assert_eq!(Session::current_index(), 1);
		run_to(20);
		assert_eq!(Session::current_index(), 2);
		end_block();
		check_state();
	});
}

#[test]
fn the_local_network_has_four_validators() {
	chain(LOCAL).execute_with(|| {
		assert_eq!(Session::validators().len(), 4);
		assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 4);
		assert_eq!(Grandpa::grandpa_authorities().len(), 4);
		assert_eq!(
			pallet_collective::Members::<Runtime, pallet_collective::Instance1>::get().len(),
			3
		);
	});
}

#[test]
fn a_named_validator_with_keys_makes_blocks_from_the_session_after_the_next() {
	chain(DEVELOPMENT).execute_with(|| {
		begin_block();
		let name = pallet_validators::Call::name_validator { account: account(Bob) };
		submit(Alice, motion(name)).unwrap().unwrap();
		let set =
			|proof| pallet_session::Call::set_keys { keys: keys(Bob, Ed25519Keyring::Bob), proof };
		// Somebody else's proof is none.
		let others = proof(Alice, Bob, Ed25519Keyring::Bob);
		assert_eq!(
			submit(Bob, set(others)).unwrap(),
			Err(pallet_session::Error::<Runtime>::InvalidProof.into())
		);
		let own = proof(Bob, Bob, Ed25519Keyring::Bob);
		submit(Bob, set(own)).unwrap().unwrap();

		let headers = run_to(20);
		assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 2);
		let before: Vec<_> = headers.iter().flat_map(signals).collect();
		assert!(before.is_empty(), "nothing is signalled before: {before:?}");
		let changed = next_block();
		let signals = signals(&changed);
		assert!(
			matches!(&signals[..], [ConsensusLog::ScheduledChange(change)]
				if change.next_authorities.len() == 2 && change.delay == 0),
			"{signals:?}"
		);
		assert_eq!(Grandpa::grandpa_authorities().len(), 2);
		assert_eq!(pallet_grandpa::CurrentSetId::<Runtime>::get(), 1);

		// Nothing changes any more: no signal, the same set.
		let quiet = run_to(41);
		assert!(quiet.iter().all(|header| self::signals(header).is_empty()));
		assert_eq!(pallet_grandpa::CurrentSetId::<Runtime>::get(), 1);
		end_block();
		check_state();
	});
}

#[test]
fn an_account_the_council_did_not_name_cannot_set_keys() {
	chain(DEVELOPMENT).execute_with(|| {
		begin_block();
		let set = pallet_session::Call::set_keys {
			keys: keys(Bob, Ed25519Keyring::Bob),
			proof: proof(Bob, Bob, Ed25519Keyring::Bob),
		};
		assert_eq!(
			submit(Bob, set).unwrap(),
			Err(pallet_session::Error::<Runtime>::NoAssociatedValidatorId.into())
		);
	});
}

#[test]
fn old_sessions_are_put_away() {
	let mut json = crate::support::genesis(DEVELOPMENT);
	json["validators"]["sessionLength"] = 2.into();
	crate::support::chain_of(json).execute_with(|| {
		begin_block();
		run_to(2 * (KEPT_SESSIONS + 20));
		let stored = pallet_session::historical::HistoricalSessions::<Runtime>::iter().count();
		let most = usize::try_from(KEPT_SESSIONS).unwrap() + 3;
		assert!(stored <= most, "{stored} sessions are kept");
		assert!(Session::current_index() > KEPT_SESSIONS + 10);
	});
}

/// Two different prevotes of Alice in round 1 of set 0, from their bytes: set, kind, round, voter,
/// then target hash, target number and signature of each.
fn equivocation() -> sp_consensus_grandpa::EquivocationProof<chuxin_runtime::Hash, u32> {
	const PREVOTE: u8 = 0;
	let (round, set) = (1u64, 0u64);
	let vote = |number: u32| {
		let target = (chuxin_runtime::Hash::from_low_u64_be(number.into()), number);
		let signature = Ed25519Keyring::Alice.sign(&(PREVOTE, target, round, set).encode());
		(target, signature)
	};
	let voter = Ed25519Keyring::Alice.public();
	let bytes = (set, PREVOTE, round, voter, vote(1), vote(2)).encode();
	Decode::decode(&mut &bytes[..]).expect("a proof")
}

/// The report of [`equivocation`], with the proof that Alice was a validator in the present session.
fn report() -> UncheckedExtrinsic {
	let offender: sp_consensus_grandpa::AuthorityId = Ed25519Keyring::Alice.public().into();
	let key_owner_proof =
		Historical::prove((sp_consensus_grandpa::KEY_TYPE, offender)).expect("is a validator");
	UncheckedExtrinsic::new_bare(RuntimeCall::Grandpa(
		pallet_grandpa::Call::<Runtime>::report_equivocation_unsigned {
			equivocation_proof: Box::new(equivocation()),
			key_owner_proof,
		},
	))
}

/// Whether an equivocation was put on record in this block.
fn offence_on_record() -> bool {
	System::events().into_iter().any(|record| {
		matches!(
			record.event,
			RuntimeEvent::Offences(pallet_offences::Event::Offence { kind, .. })
				if &kind == b"grandpa:equivoca"
		)
	})
}

#[test]
fn an_equivocation_of_an_earlier_session_is_reported_while_its_keys_are_kept() {
	// Sessions of two blocks, so that all that are kept pass quickly.
	let mut json = crate::support::genesis(LOCAL);
	json["validators"]["sessionLength"] = 2.into();
	crate::support::chain_of(json).execute_with(|| {
		begin_block();
		let report = report();
		// Alice is no validator any more when it is found out.
		let council = crate::support::council(3, 3);
		chuxin_runtime::Validators::remove_validator(council, account(Alice)).unwrap();
		run_to(9);
		assert_eq!(Session::validators().len(), 3);
		assert!(Session::current_index() >= 4);
		Executive::apply_extrinsic(report).unwrap().unwrap();
		assert!(offence_on_record());
	});
}

#[test]
fn an_equivocation_of_a_session_put_away_fails() {
	let mut json = crate::support::genesis(LOCAL);
	json["validators"]["sessionLength"] = 2.into();
	crate::support::chain_of(json).execute_with(|| {
		begin_block();
		let report = report();
		run_to(2 * (KEPT_SESSIONS + 4));
		assert!(Executive::apply_extrinsic(report).is_err());
		assert!(!offence_on_record());
	});
}

#[test]
fn an_equivocation_is_reported_on_chain_once() {
	chain(LOCAL).execute_with(|| {
		begin_block();
		let extrinsic = report();
		// Only this node's own report comes into its pool.
		let from = |source| {
			Executive::validate_transaction(
				source,
				extrinsic.clone(),
				crate::support::genesis_hash(),
			)
		};
		assert!(from(TransactionSource::External).is_err());
		assert!(from(TransactionSource::Local).is_ok());
		Executive::apply_extrinsic(extrinsic.clone()).unwrap().unwrap();
		assert!(offence_on_record());
		assert!(Executive::apply_extrinsic(extrinsic).is_err(), "once is enough");
		// It is the council that decides what follows.
		assert_eq!(Session::validators().len(), 4);
	});
}

#[test]
fn a_removed_validator_leaves_at_a_session_change() {
	chain(LOCAL).execute_with(|| {
		begin_block();
		let council = crate::support::council(2, 3);
		chuxin_runtime::Validators::remove_validator(council, account(Bob)).unwrap();
		run_to(19);
		assert_eq!(Session::validators().len(), 4, "not within a session");
		run_to(21);
		assert_eq!(Session::validators().len(), 3);
		assert!(!Session::validators().contains(&account(Bob)));
		assert_eq!(Grandpa::grandpa_authorities().len(), 3);
		assert_eq!(pallet_grandpa::CurrentSetId::<Runtime>::get(), 1);
		end_block();
		check_state();
	});
}
