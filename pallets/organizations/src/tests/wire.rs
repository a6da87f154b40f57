//! What clients and stored state rely on: numbers, names and lengths.

use super::*;
use crate::{Appointment, Call};
use chuxin_primitives::organization::Org;

#[test]
fn calls_keep_their_numbers_and_bytes() {
	let establish = Call::<Test>::establish {
		org: COUNTY,
		parent: BRANCH,
		kind: OrgKind::Branch,
		name: RawText::from("支部"),
		region: 110_101,
		founded: RawDate::from("2024-02-29"),
	};
	let mut expected = vec![0, 1, 0, 0, 0, 3, 0, 0, 0, 7, 6 << 2];
	expected.extend("支部".as_bytes());
	expected.extend(110_101u32.to_le_bytes());
	expected.push(10 << 2);
	expected.extend(b"2024-02-29");
	assert_eq!(establish.encode(), expected);

	let grants = vec![Grant::HoldElections];
	let set_grants = Call::<Test>::set_grants { org: COUNTY, target: BRANCH, grants };
	assert_eq!(set_grants.encode(), [1, 1, 0, 0, 0, 3, 0, 0, 0, 4, 3]);

	let appoint = Call::<Test>::appoint {
		org: COUNTY,
		target: BRANCH,
		person: PLAIN,
		offices: vec![Office::Secretary],
		powers: vec![Power::Approver, Power::Inspector],
	};
	assert_eq!(
		appoint.encode(),
		[2, 1, 0, 0, 0, 3, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 4, 0, 8, 1, 10]
	);

	let dismiss = Call::<Test>::dismiss { org: COUNTY, target: BRANCH, person: PLAIN };
	assert_eq!(dismiss.encode(), [3, 1, 0, 0, 0, 3, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
	assert_eq!(Call::<Test>::resign { org: COUNTY }.encode(), [4, 1, 0, 0, 0]);

	let (org, target, digest) = (COUNTY, BRANCH, Hash::repeat_byte(9));
	let act = RawReorganization::Merge { into: SISTER_BRANCH };
	let calls: Vec<(Call<Test>, u8)> = vec![
		(Call::rename { org, target, name: "甲".into() }, 5),
		(Call::freeze { org, target }, 6),
		(Call::thaw { org, target }, 7),
		(Call::reparent { org, target, parent: OTHER_COUNTY }, 8),
		(Call::propose_reorganization { org, target, act }, 9),
		(Call::second_reorganization { org, target, digest }, 10),
		(Call::approve_reorganization { superior: org, target, digest, persons: vec![] }, 11),
		(Call::withdraw_reorganization { org, target }, 12),
		(Call::set_term { org, target, ends: "2029-03-01".into() }, 13),
		(Call::request_election { org, kind: ElectionKind::Term }, 14),
		(Call::reply_election { superior: org, org: target, agreed: true }, 15),
		(Call::announce_election { org, day: "2026-03-02".into() }, 16),
		(Call::report_election { org, resolution: ResolutionId(1), results: vec![] }, 17),
		(Call::confirm_election { superior: org, org: target }, 18),
		(
			Call::appoint_acting {
				org,
				target,
				person: PLAIN,
				offices: vec![],
				powers: vec![],
				until: "2026-03-02".into(),
			},
			19,
		),
		(Call::publish_key { org, key: [1; 32] }, 20),
		(Call::revoke_key { org, version: 1 }, 21),
		(Call::expire_acting { org, target, person: PLAIN }, 22),
		(Call::set_contact { org, target, contact: None }, 23),
	];
	for (call, index) in calls {
		assert_eq!(call.encode()[..5], [index, 1, 0, 0, 0]);
	}
}

#[test]
fn stored_values_keep_their_size() {
	assert_eq!(Appointment::max_encoded_len(), 2 + 2 + 4 + 8 + 9 + 5);
	assert_eq!(HeadCounts::max_encoded_len(), 2 * 7 * 4);
	// parent, kind, name, region, status, founded, elected, term, grants, officers, mergers
	assert_eq!(Org::max_encoded_len(), 5 + 1 + 130 + 4 + 5 + 4 + 5 + 5 + 2 + 1 + 1);
	assert_eq!(OrgKey::max_encoded_len(), 32 + 8 + 9 + 1);
}

#[test]
fn calls_fit_into_a_word_or_two_of_memory() {
	assert!(size_of::<Call<Test>>() <= 128, "{}", size_of::<Call<Test>>());
}

#[test]
fn genesis_reads_as_an_administrator_would_write_it() {
	let json = r#"{
		"orgs": [
			{"parent": null, "kind": "Provincial", "name": "初心省委员会", "region": 990000, "founded": "1950-01-01"},
			{"parent": 0, "kind": "Branch", "name": "机关党支部", "region": 990000, "founded": "1950-01-01"}
		],
		"appointments": [[1, 4, ["Secretary"], ["Handler", "Approver"]]]
	}"#;
	let genesis: crate::GenesisConfig<Test> = serde_json::from_str(json).unwrap();
	assert_eq!(
		serde_json::to_value(&genesis).unwrap(),
		serde_json::from_str::<serde_json::Value>(json).unwrap()
	);
	ExtBuilder { genesis }.build_and_execute(|| {
		assert_eq!(Orgs::<Test>::get(OrgId(1)).unwrap().parent, Some(OrgId(0)));
		assert_eq!(
			Appointments::<Test>::get(OrgId(1), LI),
			Some(first_appointment(&[Office::Secretary], &[Power::Handler, Power::Approver]))
		);
	});
	let unknown = json.replace("\"region\"", "\"area\"");
	assert!(serde_json::from_str::<crate::GenesisConfig<Test>>(&unknown).is_err());
}

#[test]
fn every_error_tells_its_cure() {
	use scale_info::{TypeDef, TypeInfo};
	let TypeDef::Variant(errors) = Error::<Test>::type_info().type_def else {
		panic!("errors are an enum");
	};
	assert_eq!(errors.variants.len(), 80);
	for error in errors.variants {
		let docs = error.docs.join(" ");
		assert!(docs.trim().ends_with('.') && docs.len() > 40, "{}: {docs}", error.name);
	}
}
