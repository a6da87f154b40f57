//! Keys that everybody knows, come into a live chain that began without them.

use crate::{
	common::without_runtime,
	live::Live,
	transactions::{account, asked, hash_of, send},
};
use chuxin_primitives::{
	membership::binding_text, runtime_api::QuotaView, CivilDate, PendingId, PersonId,
};
use chuxin_runtime::{RuntimeCall, SessionKeys};
use codec::Encode;
use serde_json::json;
use sp_core::{proof_of_possession::statement_of_ownership, sr25519, Pair};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use std::time::{Duration, SystemTime};

/// The secretary, the second of the founders.
const SECRETARY: PersonId = PersonId(1);

/// A motion of a council of one, carried out at once.
fn motion(call: impl Into<RuntimeCall>) -> RuntimeCall {
	let proposal = Box::new(call.into());
	let length_bound = u32::try_from(proposal.encoded_size()).unwrap();
	RuntimeCall::Council(pallet_collective::Call::propose { threshold: 1, proposal, length_bound })
}

#[test]
fn live_chain_into_which_well_known_keys_came_fails() {
	if without_runtime() {
		return;
	}
	let folder = tempfile::tempdir().unwrap();
	let live = Live::make(folder.path(), |genesis| {
		// So that keys come into force within seconds.
		genesis["validators"]["sessionLength"] = json!(3);
		genesis["access"] = json!({ "replacementDelay": 0, "minReplacementDelay": 0 });
	});
	let [founder, secretary] = [&live.founder, &live.secretary]
		.map(|phrase| sr25519::Pair::from_string(phrase, None).unwrap());

	// Without such keys the chain is started again, with blocks, and goes on.
	let node = live.start(folder.path());
	node.wait_until("a block", || node.best() >= 1);
	let first = node.block_hash(1);
	node.stop();
	let node = live.start(folder.path());
	assert_eq!(node.block_hash(1), first);

	// The secretary takes Alice's key for the own one.
	let alice = Sr25519Keyring::Alice;
	let day = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap()
		+ Duration::from_secs(10 * 86_400);
	let expires = CivilDate::in_china(u64::try_from(day.as_millis()).unwrap()).unwrap();
	let text = binding_text(&hash_of(&node, 0), SECRETARY, &alice.to_account_id(), expires);
	let replace = pallet_members::Call::replace_own_account {
		account: alice.to_account_id(),
		expires: expires.into(),
		proof: alice.sign(&text).into(),
	};
	send(&node, &secretary, vec![replace.into()]);

	// The founder carries that out, gives Bob's session keys to the node, and as the council names
	// Dave a validator and seats Charlie.
	let statement = statement_of_ownership(&account(&founder).encode());
	let (aura, grandpa) = (Sr25519Keyring::Bob, Ed25519Keyring::Bob);
	let set_keys = pallet_session::Call::set_keys {
		keys: SessionKeys { aura: aura.public().into(), grandpa: grandpa.public().into() },
		proof: (aura.sign(&statement), grandpa.sign(&statement)).encode(),
	};
	let carry_out = pallet_access::Call::carry_out { id: PendingId(0) };
	let name =
		pallet_validators::Call::name_validator { account: Sr25519Keyring::Dave.to_account_id() };
	let seat = RuntimeCall::Council(pallet_collective::Call::set_members {
		new_members: vec![account(&founder), Sr25519Keyring::Charlie.to_account_id()],
		prime: None,
		old_count: 1,
	});
	let calls = vec![carry_out.into(), set_keys.into(), motion(name), motion(seat)];
	send(&node, &founder, calls);
	let quota: QuotaView = asked(&node, "AccessApi_quota", &alice.to_account_id().encode());
	assert_eq!(quota.offices, 1, "{}", node.log());
	node.wait_until("Bob's keys are in force", || {
		asked::<Vec<[u8; 32]>>(&node, "AuraApi_authorities", &[]) == [aura.to_raw_public()]
	});
	let best = node.best();
	node.stop();

	let error = live.start_fails(folder.path());
	let said_of = format!("of type Live, but its best block #{best} gives a say to keys");
	for said in [
		said_of.as_str(),
		"//Alice (sr25519) holds an office",
		"//Bob (ed25519) in Grandpa",
		"//Bob (ed25519) in Session",
		"//Bob (sr25519) in Aura",
		"//Bob (sr25519) in Session",
		"//Charlie (sr25519) in Council",
		"//Dave (sr25519) in Validators",
		"Replace them by keys of the validators, the council and the officers",
	] {
		assert!(error.contains(said), "{said} is missing: {error}");
	}
}
