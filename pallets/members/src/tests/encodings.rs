//! Sizes and bytes that others rely on.

use super::*;
use crate::{
	types::{ActProposal, Hold, PastSpell, Proposal, RecordUpdate, Replacement},
	Call,
};
use chuxin_primitives::membership::{Corrected, Person};
use codec::{Decode, Encode, MaxEncodedLen};
use frame::deps::frame_system::EventRecord;

#[test]
fn a_person_takes_162_bytes_at_most() {
	assert_eq!(Person::max_encoded_len(), 162);
	test(|| {
		let id = enrolled(1, BRANCH);
		bind(id, 50);
		assert_eq!(Members::person_record(id).unwrap().encoded_size(), 162);
		// A founder has neither record nor birthday.
		assert_eq!(Members::person_record(PLAIN).unwrap().encoded_size(), 162 - 38 - 44);
	});
}

#[test]
fn an_entry_takes_102_bytes_and_a_full_batch_51_kib() {
	assert_eq!(entry(1, BRANCH).encoded_size(), 102);
	let entries = entries(0, 500);
	let certificate = certify_until(COUNTY, &entries, 1);
	assert_eq!(certificate.encoded_size(), 69);
	let call = Call::<Test>::enrol { org: COUNTY, schema: 1, persons: entries, certificate };
	assert_eq!(call.encoded_size(), 1 + 4 + 2 + 2 + 500 * 102 + 69);
}

#[test]
fn what_waits_takes_little() {
	assert_eq!(Proposal::max_encoded_len(), 20);
	assert_eq!(ActProposal::max_encoded_len(), 48);
	assert_eq!(Replacement::max_encoded_len(), 40);
	assert_eq!(RecordUpdate::max_encoded_len(), 50);
	assert_eq!(Hold::max_encoded_len(), 22);
	assert_eq!(PastSpell::max_encoded_len(), 133);
	assert_eq!(Corrected::max_encoded_len(), 44);
}

#[test]
fn a_call_fits_into_256_bytes_of_memory() {
	assert!(core::mem::size_of::<Call<Test>>() <= 256, "{}", core::mem::size_of::<Call<Test>>());
}

#[test]
fn calls_keep_their_indices() {
	let index = |call: Call<Test>| call.encode()[0];
	let (org, person) = (COUNTY, PLAIN);
	let close = Call::close_import_window { org, target: BRANCH };
	assert_eq!(index(close), 1);
	assert_eq!(index(Call::propose_enrolment { org, batches: vec![] }), 2);
	assert_eq!(index(Call::withdraw_enrolment { org, batch: Hash::zero() }), 3);
	assert_eq!(index(Call::set_registrar_key { key_version: 1, key: None }), 5);
	assert_eq!(index(Call::freeze_account { org, person }), 7);
	assert_eq!(index(Call::unfreeze_account { org, person }), 8);
	assert_eq!(index(Call::freeze_own_account {}), 9);
	assert_eq!(index(Call::propose_act { org, person, proposal: Hash::zero() }), 10);
	assert_eq!(index(Call::withdraw_act { org, person }), 12);
	let (account, proof) = (account(1), consent(&pair(1), person, &day(1)));
	let replace_own = Call::replace_own_account { account, expires: day(1), proof };
	assert_eq!(index(replace_own), 14);
	assert_eq!(index(Call::propose_record_update { record: record(1) }), 15);
	let root = Hash::zero();
	assert_eq!(index(Call::confirm_record_update { org, person, root }), 16);
	assert_eq!(index(Call::decline_record_update { org, person }), 17);
	assert_eq!(index(Call::place_hold { org, person, until: None, without_vote: true }), 20);
	assert_eq!(index(Call::lift_hold { org, person }), 21);
	let (ground, effective, evidence) = (Ground::Direct, day(0), Hash::zero());
	let end = Call::<Test>::end_membership { org, person, ground, effective, evidence };
	assert_eq!(end.encode(), (22u8, org, person, 2u8, "2024-02-29", evidence).encode());
	assert_eq!(index(Call::suspend { org, person, ground, effective: day(0), evidence }), 23);
	let (status, effective) = (MembershipStatus::Full, day(0));
	let reinstate = Call::reinstate { org, person, status, ground, effective, evidence };
	assert_eq!(index(reinstate), 24);
	// Dates travel as text: whatever was typed decodes.
	let open = Call::<Test>::open_import_window { org, target: BRANCH, until: "morgen".into() };
	assert_eq!(open.encode(), (0u8, org, BRANCH, "morgen").encode());
	assert_eq!(Call::decode(&mut &open.encode()[..]).unwrap(), open);
}

#[test]
fn events_decode() {
	test(|| {
		let id = enrolled(1, BRANCH);
		bind(id, 50);
		assert_ok!(Members::freeze_account(as_person(CLERK), BRANCH, id));
		assert_ok!(Members::unfreeze_account(as_person(APPROVER), COUNTY, id));
		let events = System::events();
		let bytes = events.encode();
		let decoded = Vec::<EventRecord<RuntimeEvent, Hash>>::decode(&mut &bytes[..]).unwrap();
		assert_eq!(decoded, events);
		let names: Vec<String> = events
			.iter()
			.map(|record| format!("{:?}", record.event))
			.map(|text| text.split(['(', ' ']).nth(1).unwrap().to_string())
			.collect();
		assert_eq!(
			names,
			[
				"ImportWindowOpened",
				"EnrolmentProposed",
				"Enrolled",
				"AccountBound",
				"AccountFrozen",
				"AccountThawed"
			]
			.map(|name| format!("Event::{name}"))
		);
	});
}
