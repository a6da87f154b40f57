//! From genesis to enrolled members, by signed transactions in blocks.

use crate::support::{
	account, chain, check_state, development, genesis_hash, next_block, signed_with, submit,
};
use chuxin_primitives::{
	membership::{enrol_batch_hash, BatchDigest, Certificate, EnrolEntry, MembershipStatus},
	organization::{Office, Power},
	person_tag::{certificate_message, PersonTag},
	Hash, OrgId, PersonId, RawDate,
};
use chuxin_runtime::{
	genesis_presets::{
		get_preset, preset_names, BRANCH, COMMITTEE, DEVELOPMENT, FOUNDERS, LOCAL, REGISTRAR_KEY,
		REGISTRAR_KEY_VERSION,
	},
	Access, Executive, Members, Organizations, Runtime, RuntimeEvent, System,
};
use frame_support::weights::Weight;
use sp_core::{sr25519, Pair};
use sp_genesis_builder::PresetId;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::transaction_validity::InvalidTransaction;

const SCHEMA: u16 = 1;

fn registrar() -> sr25519::Pair {
	sr25519::Pair::from_string("//Registrar", None).expect("a well-known key")
}

fn member(n: u64) -> EnrolEntry {
	EnrolEntry {
		org: BRANCH,
		status: MembershipStatus::Full,
		record_root: Hash::from_low_u64_be(n),
		birthday: Some(Hash::from_low_u64_be(1_000_000 + n)),
		tag: Hash::from_low_u64_be(2_000_000 + n),
	}
}

fn certificate(by: &sr25519::Pair, org: OrgId, entries: &[EnrolEntry]) -> Certificate {
	let tags: Vec<Hash> = entries.iter().map(|entry| entry.tag).collect();
	let expires = System::block_number() + 100;
	let message = certificate_message(&genesis_hash(), REGISTRAR_KEY_VERSION, org, &tags, expires);
	Certificate { key_version: REGISTRAR_KEY_VERSION, expires, signature: by.sign(&message).0 }
}

/// Bob, secretary of the committee, opens the branch's window and appoints Charlie to draft and
/// Dave to approve there.
fn prepare() {
	let open = pallet_members::Call::open_import_window {
		org: COMMITTEE,
		target: BRANCH,
		until: RawDate::from("2024-03-31"),
	};
	submit(Bob, open).unwrap().unwrap();
	let appoint = |person, office, power| pallet_organizations::Call::appoint {
		org: COMMITTEE,
		target: BRANCH,
		person: PersonId(person),
		offices: vec![office],
		powers: vec![power],
	};
	submit(Bob, appoint(2, Office::Organization, Power::Handler)).unwrap().unwrap();
	submit(Bob, appoint(3, Office::Secretary, Power::Approver)).unwrap().unwrap();
}

fn propose(entries: &[EnrolEntry]) {
	let hash = enrol_batch_hash(&genesis_hash(), BRANCH, SCHEMA, entries);
	let count = u32::try_from(entries.len()).unwrap();
	let propose = pallet_members::Call::propose_enrolment {
		org: BRANCH,
		batches: vec![BatchDigest { batch: hash, count }],
	};
	submit(Charlie, propose).unwrap().unwrap();
}

fn enrol(entries: &[EnrolEntry], certificate: Certificate) -> pallet_members::Call<Runtime> {
	pallet_members::Call::enrol {
		org: BRANCH,
		schema: SCHEMA,
		persons: entries.to_vec(),
		certificate,
	}
}

#[test]
fn the_presets_are_there_and_build() {
	assert_eq!(preset_names(), [PresetId::from("development"), PresetId::from("local")]);
	assert_eq!(get_preset(&PresetId::from("live")), None);
	for preset in [DEVELOPMENT, LOCAL] {
		chain(preset).execute_with(|| {
			check_state();
			assert_eq!(Members::person_count(), 4);
			for (number, founder) in FOUNDERS.iter().enumerate() {
				let id = PersonId(number.try_into().unwrap());
				assert_eq!(Members::person_of(account(*founder)), Some(id));
				assert!(Access::quota(&account(*founder)).entitled);
			}
			let (own, subtree) = Organizations::head_counts(COMMITTEE).unwrap();
			assert_eq!((own.members, subtree.members), (0, 4));
			let officers = Organizations::officers(COMMITTEE);
			assert_eq!(officers.len(), 2);
			assert_eq!(
				officers[0].powers,
				[Power::Handler, Power::Statistics, Power::KeyCustodian]
			);
			assert_eq!(officers[1].offices, [Office::Secretary]);
			assert_eq!(officers[1].powers, [Power::Approver, Power::Organizer]);
			// An office counts by an officer's limit, from the first block: by then the founders, who
			// are officers since the year 1970, are new no more.
			crate::support::begin_block();
			assert_eq!(Access::quota(&account(Alice)).class, 1);
			assert_eq!(Access::quota(&account(Charlie)).class, 0);
			assert_eq!(Access::quota(&account(Alice)).limit, 1_000_000);
			let window = Access::quota(&account(Charlie)).window;
			assert_eq!(window, if preset == DEVELOPMENT { 4_096 } else { 4 });
			let name = Organizations::organization(COMMITTEE).unwrap().name;
			assert_eq!(name.as_str(), Some("初心省委员会(演示)"));
		});
	}
}

#[test]
fn the_registrar_key_is_that_of_its_well_known_phrase() {
	assert_eq!(registrar().public().0, REGISTRAR_KEY);
}

#[test]
fn a_batch_is_enrolled_by_two_persons_and_the_registrar() {
	development(|| {
		prepare();
		next_block();
		let batch: Vec<EnrolEntry> = (0..20).map(member).collect();
		propose(&batch);
		next_block();
		let paper = certificate(&registrar(), BRANCH, &batch);
		submit(Dave, enrol(&batch, paper)).unwrap().unwrap();

		assert_eq!(Members::person_count(), 24);
		let (own, subtree) = Organizations::head_counts(COMMITTEE).unwrap();
		assert_eq!((own.full, subtree.full), (0, 24));
		let person = Members::person(PersonId(4)).unwrap();
		assert_eq!(person.birthday, batch[0].birthday);
		assert_eq!(person.sealed_on, Some(RawDate::from("2024-03-01")));
		assert_eq!(person.life_len, 1);
		let tags: Vec<PersonTag> = batch
			.iter()
			.map(|entry| PersonTag { key_version: REGISTRAR_KEY_VERSION, tag: entry.tag })
			.collect();
		let found = Members::persons_by_tag(tags);
		assert_eq!(found, (4..24).map(|n| Some(PersonId(n))).collect::<Vec<_>>());
		let told = System::events()
			.into_iter()
			.filter(|record| {
				matches!(
					record.event,
					RuntimeEvent::Members(pallet_members::Event::Enrolled {
						count: 20,
						first: PersonId(4),
						proposed_by: PersonId(2),
						approved_by: PersonId(3),
						..
					})
				)
			})
			.count();
		assert_eq!(told, 1, "one event a batch");
	});
}

#[test]
fn a_batch_with_one_uncertified_tag_is_refused_whole() {
	development(|| {
		prepare();
		let batch: Vec<EnrolEntry> = (0..20).map(member).collect();
		propose(&batch);
		let mut other = batch.clone();
		other[7].tag = Hash::repeat_byte(9);
		let paper = certificate(&registrar(), BRANCH, &other);
		assert_eq!(
			submit(Dave, enrol(&batch, paper)).unwrap(),
			Err(pallet_members::Error::<Runtime>::CertificateInvalid.into())
		);
		let forged = certificate(&Eve.pair(), BRANCH, &batch);
		assert_eq!(
			submit(Dave, enrol(&batch, forged)).unwrap(),
			Err(pallet_members::Error::<Runtime>::CertificateInvalid.into())
		);
		assert_eq!(Members::person_count(), 4);
	});
}

#[test]
fn a_batch_of_500_fits_into_a_block() {
	development(|| {
		prepare();
		let batch: Vec<EnrolEntry> = (0..500).map(member).collect();
		propose(&batch);
		next_block();
		let paper = certificate(&registrar(), BRANCH, &batch);
		submit(Dave, enrol(&batch, paper)).unwrap().unwrap();
		assert_eq!(Members::person_count(), 504);
		let used: Weight = System::block_weight().total();
		assert!(used.ref_time() > 0);
	});
}

#[test]
fn a_stranger_cannot_submit() {
	development(|| {
		let call = pallet_members::Call::freeze_own_account {};
		assert_eq!(submit(Eve, call), Err(InvalidTransaction::BadSigner.into()));
	});
}

#[test]
fn transactions_signed_before_a_dismissal_are_refused_after_a_new_appointment() {
	development(|| {
		prepare();
		let charlie = account(Charlie);
		let kept = System::account_nonce(&charlie);
		let batch = [member(1)];
		let hash = enrol_batch_hash(&genesis_hash(), BRANCH, SCHEMA, &batch);
		let call = pallet_members::Call::propose_enrolment {
			org: BRANCH,
			batches: vec![BatchDigest { batch: hash, count: 1 }],
		};
		let old: Vec<_> =
			(kept..kept + 64).map(|n| signed_with(Charlie, n, call.clone().into())).collect();
		let dismiss = pallet_organizations::Call::dismiss {
			org: COMMITTEE,
			target: BRANCH,
			person: PersonId(2),
		};
		submit(Bob, dismiss).unwrap().unwrap();
		next_block();
		submit(
			Bob,
			pallet_organizations::Call::appoint {
				org: COMMITTEE,
				target: BRANCH,
				person: PersonId(2),
				offices: vec![],
				powers: vec![Power::Handler],
			},
		)
		.unwrap()
		.unwrap();
		for transaction in old {
			assert_eq!(
				Executive::apply_extrinsic(transaction),
				Err(InvalidTransaction::Stale.into())
			);
		}
		submit(Charlie, call).unwrap().unwrap();
	});
}

#[test]
fn a_frozen_account_submits_nothing_until_it_is_thawed() {
	development(|| {
		submit(Charlie, pallet_members::Call::freeze_own_account {}).unwrap().unwrap();
		let again = submit(Charlie, pallet_members::Call::freeze_own_account {});
		assert_eq!(again, Err(InvalidTransaction::BadSigner.into()));
		prepare_thaw();
	});
}

/// Dave is made approver of the branch and thaws Charlie.
fn prepare_thaw() {
	submit(
		Bob,
		pallet_organizations::Call::appoint {
			org: COMMITTEE,
			target: BRANCH,
			person: PersonId(3),
			offices: vec![],
			powers: vec![Power::Approver],
		},
	)
	.unwrap()
	.unwrap();
	let thaw = pallet_members::Call::unfreeze_account { org: BRANCH, person: PersonId(2) };
	submit(Dave, thaw).unwrap().unwrap();
	assert!(!Access::quota(&account(Charlie)).frozen);
}

#[test]
fn windows_are_shown_with_the_organizations_they_serve() {
	use chuxin_primitives::runtime_api::runtime_decl_for_organizations_api::OrganizationsApiV1;
	development(|| {
		prepare();
		let until = Some(RawDate::from("2024-03-31"));
		assert_eq!(
			<Runtime as OrganizationsApiV1<_>>::organization(BRANCH).unwrap().import_until,
			until
		);
		let children = <Runtime as OrganizationsApiV1<_>>::children(COMMITTEE, None, 10);
		assert_eq!(children.len(), 1);
		assert_eq!(children[0].import_until, until);
		assert_eq!(
			<Runtime as OrganizationsApiV1<_>>::organization(COMMITTEE).unwrap().import_until,
			None
		);
	});
}
