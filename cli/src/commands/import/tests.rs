//! Tests of the import that need no chain.

use super::{
	batch::{entry, in_order, is_question, word, There},
	people::{row_of, stored},
	plan, seed,
};
use crate::{
	error::Error,
	registrar::IssuedTag,
	roster::{Category, CheckedMember, MemberRow, RollStatus, Sex},
	vault::{StoredPerson, Vault},
};
use chuxin_primitives::{
	membership::{MAX_BATCH, MAX_BATCH_BRANCHES},
	record::{slot, RecordTree},
	CivilDate, Hash, OrgId, PersonId,
};

fn member() -> CheckedMember {
	let day = |n| CivilDate::new(n).unwrap();
	CheckedMember {
		row: 2,
		org: OrgId(7),
		member: MemberRow {
			name: "张三".into(),
			sex: Sex::Male,
			id_number: "99010119800101001X".into(),
			ethnic_group: "汉族".into(),
			birth: day(19800101),
			education: "大学本科".into(),
			category: Category::Full,
			branch: "上级/机关党支部".into(),
			admitted: day(20050701),
			full_since: Some(day(20060701)),
			occupation: Some("工程师".into()),
			mobile: Some("13800000000".into()),
			landline: None,
			address: Some("某地".into()),
			roll_status: RollStatus::Normal,
			lost_since: None,
			destination: Some("北京".into()),
		},
	}
}

fn issued() -> IssuedTag {
	IssuedTag { tag: Hash::repeat_byte(1), word: Hash::repeat_byte(2) }
}

#[test]
fn a_row_comes_back_from_the_vault_without_difference() {
	let person = stored(&member(), "机关党支部", 1, &issued(), [3; 32]).unwrap();
	assert_eq!(row_of(&person).unwrap(), member().member);
	assert_eq!(word(&person).unwrap(), Hash::repeat_byte(2));
}

#[test]
fn what_the_chain_gets_is_the_record_under_this_seed() {
	let person = stored(&member(), "机关党支部", 1, &issued(), [3; 32]).unwrap();
	let genesis = Hash::repeat_byte(9);
	let entry = entry(&genesis, &person).unwrap();
	let tree =
		RecordTree::new(&genesis, 1, 1, &[3; 32], member().member.attributes().unwrap()).unwrap();
	assert_eq!(entry.record_root, tree.root());
	assert_eq!(entry.birthday, tree.leaf(slot::ADMISSION));
	assert_eq!(entry.tag, Hash::repeat_byte(1));
	let other = stored(&member(), "机关党支部", 1, &issued(), [4; 32]).unwrap();
	assert_ne!(super::batch::entry(&genesis, &other).unwrap().record_root, entry.record_root);
}

#[test]
fn seeds_are_never_the_same() {
	assert_ne!(seed(), seed());
}

#[test]
fn a_batch_is_there_whole_not_at_all_or_broken() {
	assert_eq!(There::of(&[None, None]), There::None);
	assert_eq!(There::of(&[Some(PersonId(4)), Some(PersonId(5))]), There::All(vec![4, 5]));
	assert_eq!(There::of(&[Some(PersonId(4)), None]), There::Some(1));
}

#[test]
fn questions_are_asked_again_and_refusals_are_not() {
	let dispatch = |name: &str| Error::Dispatch {
		call: "Members.enrol".into(),
		name: name.into(),
		docs: String::new(),
	};
	assert!(is_question(&dispatch("Members.NotProposed")));
	assert!(is_question(&Error::Unsure { call: String::new(), reason: String::new() }));
	assert!(!is_question(&dispatch("Members.WindowClosed")));
	assert!(!is_question(&Error::NodeLost { url: String::new(), reason: String::new() }));
}

#[test]
fn a_plan_is_shuffled_over_all_batches() {
	let folder = tempfile::tempdir().unwrap();
	let passphrase = secrecy::SecretString::from("a passphrase that is long");
	let mut vault = Vault::create(&folder.path().join("vault.db"), &passphrase).unwrap();
	let persons: Vec<StoredPerson> = (0..200u8)
		.map(|n| {
			let tag = IssuedTag { tag: Hash::repeat_byte(n), word: Hash::zero() };
			let mut person = stored(&member(), "机关党支部", 1, &tag, [n; 32]).unwrap();
			person.org = u32::from(n);
			person
		})
		.collect();
	let import = plan(&mut vault, OrgId(1), &[0; 32], persons, 50).unwrap();
	assert_eq!(import.batches.iter().map(|b| b.rows.len()).collect::<Vec<_>>(), [50; 4]);
	let order: Vec<u32> = import
		.batches
		.iter()
		.flat_map(|b| &b.rows)
		.map(|row| vault.person(*row).unwrap().org)
		.collect();
	let mut sorted = order.clone();
	sorted.sort_unstable();
	assert_eq!(sorted, (0..200).collect::<Vec<_>>());
	// The rank correlation of 200 shuffled rows is below 0.35 but once in a million times.
	let n = 200f64;
	let d: f64 =
		order.iter().zip(0..).map(|(a, b)| f64::from(*a) - f64::from(b)).map(|d| d * d).sum();
	let rho = 1.0 - 6.0 * d / (n * (n * n - 1.0));
	assert!(rho.abs() < 0.35, "{rho}");
	// The first batch holds rows of the whole file, not of its beginning.
	assert!(order[..50].iter().any(|org| *org >= 100));
}

#[test]
fn a_batch_ends_at_its_size_and_at_its_branches() {
	let persons = |orgs: &mut dyn Iterator<Item = u32>| -> Vec<StoredPerson> {
		let tag = IssuedTag { tag: Hash::zero(), word: Hash::zero() };
		let one = stored(&member(), "机关党支部", 1, &tag, [0; 32]).unwrap();
		orgs.map(|org| StoredPerson { org, ..one.clone() }).collect()
	};
	let (size, most) = (MAX_BATCH, MAX_BATCH_BRANCHES);
	let sizes = |orgs: &mut dyn Iterator<Item = u32>| -> Vec<u32> {
		let batches = in_order(persons(orgs), size);
		batches.iter().map(|batch| u32::try_from(batch.len()).unwrap()).collect()
	};
	let whole = usize::try_from(2 * size + 1).unwrap();
	assert_eq!(sizes(&mut std::iter::repeat_n(7, whole)), [size, size, 1]);
	assert_eq!(sizes(&mut (0..most)), [most]);
	assert_eq!(sizes(&mut (0..=most)), [most, 1]);
	// Another member of a branch that is there already costs no branch.
	assert_eq!(sizes(&mut (0..most).chain(0..size - most)), [size]);
	assert_eq!(sizes(&mut (0..most).chain([5, most])), [most + 1, 1]);
}
