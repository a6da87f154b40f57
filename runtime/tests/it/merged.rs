//! Whoever signs with the number of an organization that went over into another one does exactly what
//! signing with the other's number does: the old number puts nobody above himself.

use crate::support::{by, development, events, genesis_hash, next_block, pass, submit};
use chuxin_primitives::{
	membership::{
		act_hash, binding_text, enrol_batch_hash, Act, BatchDigest, Certificate, Change, Decision,
		EnrolEntry, Ground, MembershipStatus, Record,
	},
	organization::{ElectionKind, Grant, OrgKind, OrganizationView, Power, Reorganization},
	person_tag::{certificate_message, PersonTag},
	traits::{Organizations as _, Persons as _},
	ChuxinSignature, Hash, OrgId, PersonId, RawDate, ResolutionId,
};
use chuxin_runtime::{
	genesis_presets::{BRANCH, COMMITTEE, REGISTRAR_KEY_VERSION},
	Members, Organizations, Runtime, RuntimeCall, RuntimeEvent, System,
};
use frame_support::{hypothetically, pallet_prelude::DispatchError};
use pallet_members::Error;
use sp_core::{sr25519, storage::StateVersion, Pair};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie};
use sp_runtime::traits::Dispatchable;

type Call = pallet_members::Call<Runtime>;
type Steps = Vec<(Sr25519Keyring, RuntimeCall)>;

const SCHEMA: u16 = 1;
const TODAY: &str = "2024-03-01";
/// A member of the branch without office, with Eve's key; and one without key.
const PLAIN: PersonId = PersonId(4);
const KEYLESS: PersonId = PersonId(5);
/// Alice, an officer of the committee and a member of the branch.
const OFFICER: PersonId = PersonId(0);

fn seat(by: OrgId, target: OrgId, person: u64, power: Power) -> RuntimeCall {
	let (person, powers) = (PersonId(person), vec![power]);
	pallet_organizations::Call::appoint { org: by, target, person, offices: vec![], powers }.into()
}

fn works(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	submit(who, call).unwrap().unwrap();
}

/// A new branch goes over into `BRANCH`, decided by Charlie, Dave and Bob; its number.
fn merged() -> OrgId {
	use pallet_organizations::Call;
	works(
		Bob,
		Call::establish {
			org: COMMITTEE,
			parent: COMMITTEE,
			kind: OrgKind::Branch,
			name: "机关第二党支部".into(),
			region: 110_101,
			founded: "2024-01-01".into(),
		},
	);
	let old = OrgId(2);
	// Had Bob appointed the two, he could not be the third.
	works(Bob, seat(COMMITTEE, old, 0, Power::Approver));
	works(Alice, seat(old, old, 2, Power::Handler));
	works(Alice, seat(old, old, 3, Power::Approver));
	let act = Reorganization::Merge { into: BRANCH };
	works(Charlie, Call::propose_reorganization { org: old, target: old, act });
	let digest = Organizations::reorganization(old).expect("was proposed").digest;
	works(Dave, Call::second_reorganization { org: old, target: old, digest });
	let approve =
		Call::approve_reorganization { superior: COMMITTEE, target: old, digest, persons: vec![] };
	works(Bob, approve);
	let id = events().iter().find_map(|event| match event {
		RuntimeEvent::Access(pallet_access::Event::ActPut { id, .. }) => Some(*id),
		_ => None,
	});
	// A minute.
	(0..21).for_each(|_| drop(next_block()));
	works(Bob, pallet_access::Call::carry_out { id: id.expect("it waits") });
	assert_eq!(Organizations::resolve(old), BRANCH);
	old
}

fn entries() -> Vec<EnrolEntry> {
	let member = |n: u64| EnrolEntry {
		org: BRANCH,
		status: MembershipStatus::Full,
		record_root: Hash::from_low_u64_be(n),
		birthday: Some(Hash::from_low_u64_be(1_000_000 + n)),
		tag: Hash::from_low_u64_be(2_000_000 + n),
	};
	(0..2).map(member).collect()
}

fn digest(entries: &[EnrolEntry]) -> BatchDigest {
	let batch = enrol_batch_hash(&genesis_hash(), BRANCH, SCHEMA, entries);
	BatchDigest { batch, count: u32::try_from(entries.len()).expect("few") }
}

/// The registrar's certificate for the branch.
fn certificate(tags: &[Hash]) -> Certificate {
	let expires = System::block_number() + 100;
	let key_version = REGISTRAR_KEY_VERSION;
	let message = certificate_message(&genesis_hash(), key_version, BRANCH, tags, expires);
	let registrar = sr25519::Pair::from_string("//Registrar", None).expect("a well-known key");
	Certificate { key_version, expires, signature: registrar.sign(&message).0 }
}

fn bind(org: OrgId, person: PersonId, key: Sr25519Keyring) -> RuntimeCall {
	let (account, expires) = (key.to_account_id(), RawDate::from("2024-03-05"));
	let day = expires.parse().expect("a day");
	let proof = key.sign(&binding_text(&genesis_hash(), person, &account, day));
	let proof = ChuxinSignature::Sr25519(proof);
	Call::bind_account { org, person, account, expires, proof }.into()
}

/// Charlie and Dave become the branch's officers, and enrol two members.
fn staff() {
	works(Bob, seat(COMMITTEE, BRANCH, 2, Power::Handler));
	works(Bob, seat(COMMITTEE, BRANCH, 3, Power::Approver));
	let until = RawDate::from("2024-03-31");
	works(Bob, Call::open_import_window { org: COMMITTEE, target: BRANCH, until });
	let persons = entries();
	let batches = vec![digest(&persons)];
	works(Charlie, Call::propose_enrolment { org: BRANCH, batches });
	let tags: Vec<Hash> = persons.iter().map(|entry| entry.tag).collect();
	let certificate = certificate(&tags);
	works(Dave, Call::enrol { org: BRANCH, schema: SCHEMA, persons, certificate });
	works(Dave, bind(BRANCH, PLAIN, Eve));
}

/// Charlie proposes, for `org`, an act that names the branch.
fn propose(org: OrgId, person: PersonId, act: &Act) -> (Sr25519Keyring, RuntimeCall) {
	let proposal = act_hash(&genesis_hash(), BRANCH, person, act);
	(Charlie, Call::propose_act { org, person, proposal }.into())
}

/// What the branch's officers try, and whether it works or why not: each list of calls is to end so,
/// whether they sign with `first` or `second` for their branch.
fn attempts(first: OrgId, second: OrgId) -> Vec<(Steps, Result<(), Error<Runtime>>)> {
	let evidence = Hash::repeat_byte(7);
	let effective = || RawDate::from(TODAY);
	let day = effective().parse().expect("a day");
	let decide =
		|change, ground| Act::Decide(Decision { change, ground, effective: day, evidence });
	let removal = Ground::Resolution(ResolutionId(1));
	let new = Ferdie.to_account_id();
	let replace = |person: PersonId| {
		let expires = RawDate::from("2024-03-05");
		let text = binding_text(&genesis_hash(), person, &new, expires.parse().expect("a day"));
		let proof = ChuxinSignature::Sr25519(Ferdie.sign(&text));
		let act = Act::ReplaceAccount { account: new.clone() };
		let call =
			Call::replace_account { org: second, person, account: new.clone(), expires, proof };
		vec![propose(first, person, &act), (Dave, call.into())]
	};
	let record = Record { schema: SCHEMA, version: 2, root: evidence };
	let tag = PersonTag { key_version: REGISTRAR_KEY_VERSION, tag: evidence };
	let hold = Act::PlaceHold { until: None, without_vote: true };
	let place = Call::place_hold { org: second, person: PLAIN, until: None, without_vote: true };
	let more = vec![EnrolEntry { tag: evidence, ..entries().swap_remove(0) }];
	let batch = digest(&more);
	let enrol = Call::enrol {
		org: second,
		schema: SCHEMA,
		persons: more,
		certificate: certificate(&[evidence]),
	};
	let until = RawDate::from("2024-03-20");
	vec![
		// Nobody is above himself.
		(
			vec![(Dave, Call::open_import_window { org: first, target: second, until }.into())],
			Err(Error::NotAbove),
		),
		(
			vec![(Dave, Call::close_import_window { org: first, target: second }.into())],
			Err(Error::NotAbove),
		),
		(
			vec![
				propose(first, PLAIN, &decide(Change::Suspend, Ground::Direct)),
				(
					Dave,
					Call::suspend {
						org: second,
						person: PLAIN,
						ground: Ground::Direct,
						effective: effective(),
						evidence,
					}
					.into(),
				),
			],
			Err(Error::SuperiorNeeded),
		),
		(
			vec![
				propose(first, PLAIN, &decide(Change::Leave, removal)),
				(
					Dave,
					Call::end_membership {
						org: second,
						person: PLAIN,
						ground: removal,
						effective: effective(),
						evidence,
					}
					.into(),
				),
			],
			Err(Error::SuperiorNeeded),
		),
		(
			vec![(Charlie, Call::freeze_account { org: first, person: OFFICER }.into())],
			Err(Error::SuperiorNeeded),
		),
		(
			vec![(Dave, Call::freeze_account { org: first, person: PersonId(2) }.into())],
			Err(Error::SuperiorNeeded),
		),
		(replace(OFFICER), Err(Error::SuperiorNeeded)),
		// Nor two organizations.
		(
			vec![
				propose(first, PLAIN, &Act::AddTag { tag }),
				(
					Dave,
					Call::add_tag {
						org: second,
						proposed_in: first,
						person: PLAIN,
						tag,
						certificate: certificate(&[tag.tag]),
					}
					.into(),
				),
			],
			Err(Error::OtherOrganizationNeeded),
		),
		// There is one list of what waits, and what the branch may do it does.
		(
			vec![
				propose(first, PLAIN, &hold),
				propose(second, PLAIN, &Act::LiftHold),
				(Dave, place.clone().into()),
			],
			Err(Error::ActNotProposed),
		),
		(vec![propose(first, PLAIN, &hold), (Dave, place.into())], Ok(())),
		(
			vec![
				propose(first, PLAIN, &hold),
				(Dave, Call::withdraw_act { org: second, person: PLAIN }.into()),
			],
			Ok(()),
		),
		(
			vec![
				(Charlie, Call::propose_enrolment { org: first, batches: vec![batch] }.into()),
				(Charlie, Call::propose_enrolment { org: second, batches: vec![batch] }.into()),
			],
			Err(Error::AlreadyProposed),
		),
		(
			vec![
				(Charlie, Call::propose_enrolment { org: first, batches: vec![batch] }.into()),
				(Dave, Call::withdraw_enrolment { org: second, batch: batch.batch }.into()),
			],
			Ok(()),
		),
		(
			vec![
				(Charlie, Call::propose_enrolment { org: first, batches: vec![batch] }.into()),
				(Dave, enrol.into()),
			],
			Ok(()),
		),
		(
			vec![
				propose(first, PLAIN, &Act::UpdateRecord { record, paper: evidence }),
				(
					Dave,
					Call::update_record { org: second, person: PLAIN, record, paper: evidence }
						.into(),
				),
			],
			Ok(()),
		),
		(
			vec![
				(Eve, Call::propose_record_update { record }.into()),
				(
					Charlie,
					Call::confirm_record_update { org: first, person: PLAIN, root: evidence }
						.into(),
				),
			],
			Ok(()),
		),
		(
			vec![
				(Charlie, Call::freeze_account { org: first, person: PLAIN }.into()),
				(Dave, Call::unfreeze_account { org: second, person: PLAIN }.into()),
			],
			Ok(()),
		),
		(replace(PLAIN), Ok(())),
		(vec![(Dave, bind(first, KEYLESS, Ferdie))], Ok(())),
	]
}

#[test]
fn a_merged_number_gives_nothing_that_its_successors_does_not() {
	development(|| {
		let old = merged();
		staff();
		next_block();
		let outcomes = |first, second| -> Vec<(Result<(), DispatchError>, Vec<u8>)> {
			attempts(first, second)
				.into_iter()
				.map(|(calls, expected)| {
					hypothetically!({
						let (last, before) = calls.split_last().expect("a call");
						for (who, call) in before {
							call.clone().dispatch(by(*who)).expect("a step works");
						}
						let done = last.1.clone().dispatch(by(last.0));
						let done = done.map(|_| ()).map_err(|refused| refused.error);
						assert_eq!(done, expected.map_err(Into::into), "{last:?}");
						(done, sp_io::storage::root(StateVersion::V1))
					})
				})
				.collect()
		};
		let right = outcomes(BRANCH, BRANCH);
		// The same outcome, and the same state to the last byte, the events in it.
		for (first, second) in [(old, BRANCH), (BRANCH, old), (old, old)] {
			assert_eq!(outcomes(first, second), right, "{first:?} {second:?}");
		}
		hypothetically!({
			let hold = Act::PlaceHold { until: None, without_vote: true };
			let (who, call) = propose(old, PLAIN, &hold);
			call.dispatch(by(who)).expect("works");
			assert!(Members::act_proposal(BRANCH, PLAIN).is_some());
			assert_eq!((Members::waiting(BRANCH), Members::waiting(old)), (1, 1));
		});
	});
}

#[test]
fn every_read_of_a_merged_number_is_its_successors() {
	use chuxin_primitives::runtime_api::{
		runtime_decl_for_agenda_api::AgendaApiV1, runtime_decl_for_members_api::MembersApiV1,
		runtime_decl_for_organizations_api::OrganizationsApiV1,
	};
	use codec::Encode;
	use pallet_organizations::Call as Org;
	development(|| {
		let old = merged();
		staff();
		// Something of everything that can be read of an organization.
		works(Bob, seat(COMMITTEE, BRANCH, 0, Power::KeyCustodian));
		works(Alice, Org::publish_key { org: old, key: [9; 32] });
		let contact = Some("010-12345678".into());
		works(Bob, Org::set_contact { org: COMMITTEE, target: BRANCH, contact });
		let grants = vec![Grant::HoldElections];
		works(Bob, Org::set_grants { org: COMMITTEE, target: BRANCH, grants });
		works(Dave, Org::request_election { org: old, kind: ElectionKind::ByElection });
		let group = Org::establish {
			org: old,
			parent: BRANCH,
			kind: OrgKind::Group,
			name: "第一党小组".into(),
			region: 110_101,
			founded: "2024-01-01".into(),
		};
		works(Dave, group);
		let act = Reorganization::Split {
			name: "机关第三党支部".into(),
			kind: OrgKind::Branch,
			region: 110_101,
			founded: "2024-01-01".into(),
			count: 1,
			persons_hash: Hash::zero(),
		};
		works(Charlie, Org::propose_reorganization { org: old, target: BRANCH, act });
		let (who, call) = propose(old, PLAIN, &Act::LiftHold);
		works(who, call);
		next_block();
		// In another month what is due is overdue.
		pass(40 * 86_400_000);
		next_block();
		next_block();

		let reads = |org: OrgId| {
			let members = <Runtime as MembersApiV1<_>>::act_proposal(org, PLAIN);
			let until = RawDate::from("2024-12-31");
			vec![
				("children", <Runtime as OrganizationsApiV1<_>>::children(org, None, 9).encode()),
				("head_counts", <Runtime as OrganizationsApiV1<_>>::head_counts(org).encode()),
				("officers", <Runtime as OrganizationsApiV1<_>>::officers(org).encode()),
				("key", <Runtime as OrganizationsApiV1<_>>::organization_key(org).encode()),
				(
					"reorganization",
					<Runtime as OrganizationsApiV1<_>>::reorganization(org).encode(),
				),
				("election", <Runtime as OrganizationsApiV1<_>>::election(org).encode()),
				("act_proposal", members.encode()),
				("go_live", <Runtime as MembersApiV1<_>>::go_live(org).encode()),
				("agenda", <Runtime as AgendaApiV1<_>>::agenda(org, until, None, 99).encode()),
				("overdue", <Runtime as AgendaApiV1<_>>::overdue(org).encode()),
				(
					"overdue_below",
					<Runtime as AgendaApiV1<_>>::overdue_below(org, None, 9).encode(),
				),
			]
		};
		let (asked, right) = (reads(old), reads(BRANCH));
		for ((name, asked), (_, right)) in asked.into_iter().zip(right) {
			assert_eq!(asked, right, "{name}");
			assert!(right.iter().any(|byte| *byte != 0), "{name}: there is something to read");
		}
		// Its own entry shows what it was and where it went; all else is the other's.
		let view = |org| <Runtime as OrganizationsApiV1<_>>::organization(org).expect("is there");
		let (was, is) = (view(old), view(BRANCH));
		assert_eq!((was.merged_into, was.name.as_str()), (Some(BRANCH), Some("机关第二党支部")));
		assert_eq!(was.officers, 3);
		let (id, name, region, founded) = (is.id, is.name.clone(), is.region, is.founded.clone());
		let (status, merged_into) = (is.status, is.merged_into);
		let same = OrganizationView { id, name, region, founded, status, merged_into, ..was };
		assert_eq!(same, is);
	});
}
