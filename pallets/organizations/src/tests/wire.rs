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
}

#[test]
fn stored_values_keep_their_size() {
	assert_eq!(Appointment::max_encoded_len(), 2 + 2 + 4 + 8 + 9);
	assert_eq!(HeadCounts::max_encoded_len(), 2 * 7 * 4);
	// parent, kind, name, region, status, founded, term, grants, depth, officers
	assert_eq!(Org::max_encoded_len(), 5 + 1 + 130 + 4 + 5 + 4 + 5 + 2 + 1 + 1);
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
	assert_eq!(errors.variants.len(), 32);
	for error in errors.variants {
		let docs = error.docs.join(" ");
		assert!(docs.trim().ends_with('.') && docs.len() > 40, "{}: {docs}", error.name);
	}
}
