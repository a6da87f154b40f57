//! The values that every implementation of the formats must arrive at.

mod common;

use chuxin_primitives::{
	domain,
	hash::{hash, keyed_hash_wide},
	identity::ResidentId,
	life::{
		event_hash, evidence, life_head0, next_head, replay, LifeEvent, LifeKind,
		VersionedLifeEvent,
	},
	person_tag::{person_tag, Document, DocumentKind},
	record::{self, root_of, Attribute, RecordTree, VType},
	CivilDate, Hash, OrgId, PersonId,
};
use codec::{Decode, Encode};
use common::{bytes, bytes32, vectors};
use sp_core::{U256, U512};

fn tree() -> (Hash, RecordTree) {
	let v = &vectors()["record"];
	let genesis = Hash::from(bytes32(&v["genesis"]));
	let attributes = v["attributes"].as_object().unwrap().iter().map(|(slot, attribute)| {
		let vtype = VType::from_code(attribute["vtype"].as_u64().unwrap() as u8).unwrap();
		let value = bytes(&attribute["value"]);
		(slot.parse().unwrap(), Attribute::new(vtype, value).unwrap())
	});
	let schema = v["schema"].as_u64().unwrap() as u16;
	let version = v["version"].as_u64().unwrap() as u32;
	let tree =
		RecordTree::new(&genesis, schema, version, &bytes32(&v["seed"]), attributes).unwrap();
	(genesis, tree)
}

#[test]
fn record_tree() {
	let v = &vectors()["record"];
	let (_, tree) = tree();
	assert_eq!(tree.salt(0).unwrap(), &bytes32(&v["salt0"]));
	assert_eq!(tree.leaf(0).unwrap().0, bytes32(&v["leaf0"]));
	assert!(tree.attribute(3).unwrap().is_absent());
	assert_eq!(tree.leaf(3).unwrap().0, bytes32(&v["leaf3_absent"]));
	assert_eq!(tree.top().0, bytes32(&v["top"]));
	assert_eq!(tree.root().0, bytes32(&v["root"]));
	// The first inner node is the first hash of a proof for slot 2 or 3 alone at depth 1.
	assert_eq!(tree.proof(&[2]).unwrap()[1].0, bytes32(&v["node_0_0"]));
	let read = |slot| tree.attribute(slot).unwrap().to_string();
	assert_eq!([read(0), read(1), read(2), read(6)], ["张三", "M", "1990-01-31", "2015-07-01"]);
}

#[test]
fn proof_of_slots_0_and_6() {
	let v = &vectors()["record"];
	let (genesis, tree) = tree();
	let expected: Vec<[u8; 32]> =
		v["proof_of_slots_0_6"].as_array().unwrap().iter().map(|line| bytes32(&line[2])).collect();
	assert_eq!(expected.len(), 6);
	let proof = tree.proof(&[0, 6]).unwrap();
	assert_eq!(proof.iter().map(|hash| hash.0).collect::<Vec<_>>(), expected);
	let shown = tree.show(&[0, 6]).unwrap();
	assert_eq!(root_of(&genesis, 1, 1, &shown, &proof).unwrap().0, bytes32(&v["root"]));
	assert_eq!(record::top_of(1, &shown, &proof).unwrap().0, bytes32(&v["top"]));
}

#[test]
fn life_chain() {
	let (record, v) = (&vectors()["record"], &vectors()["life"]);
	let genesis = Hash::from(bytes32(&record["genesis"]));
	let person = PersonId(v["person"].as_u64().unwrap());
	let head0 = life_head0(&genesis, person);
	assert_eq!(head0.0, bytes32(&v["head0"]));
	let event = VersionedLifeEvent::V1(LifeEvent {
		seq: 0,
		kind: LifeKind::Enrolled,
		effective: CivilDate::new(20261122).unwrap(),
		recorded: 1_795_305_600_000,
		org: OrgId(7),
		by: OrgId(3),
		rules: 2019,
		evidence: [0xee; 32],
	});
	assert_eq!(event.encode(), bytes(&v["event_scale"]));
	assert_eq!(VersionedLifeEvent::decode(&mut &bytes(&v["event_scale"])[..]).unwrap(), event);
	assert_eq!(event_hash(&event).0, bytes32(&v["event_hash"]));
	let head1 = next_head(&head0, 0, &event_hash(&event));
	assert_eq!(head1.0, bytes32(&v["head1"]));
	let shown = [chuxin_primitives::life::LifeEntry::Open(event)];
	assert_eq!(replay(&genesis, person, &shown), Ok((1, head1)));
}

#[test]
fn evidence_of_a_file() {
	let v = &vectors()["evidence"];
	let found = evidence(&bytes32(&v["salt"]), &bytes(&v["file"]));
	assert_eq!(found.0, bytes32(&v["evidence"]));
}

#[test]
fn tag_of_a_person() {
	let v = &vectors()["person_tag"];
	let id = v["id"].as_str().unwrap();
	let document = Document::new(DocumentKind::ResidentId, "CHN", id).unwrap();
	assert_eq!(document.input(), bytes(&v["input"]));
	assert_eq!(document.number(), id);
	let tag = person_tag(&bytes32(&v["key"]), &document.input());
	assert_eq!(tag.0, bytes32(&v["tag"]));
	let id15 = ResidentId::read(v["id15"].as_str().unwrap()).unwrap();
	assert_eq!(id15.number(), v["id15_normalised"].as_str().unwrap());
}

#[test]
fn blinding_of_a_dues_commitment() {
	let v = &vectors()["dues"];
	let genesis = bytes(&vectors()["record"]["genesis"]);
	let number = |name: &str| v[name].as_u64().unwrap();
	let wide = keyed_hash_wide(
		&bytes32(&v["secret"]),
		domain::DUES_BLINDING,
		&[
			&genesis,
			&(number("org") as u32).to_le_bytes(),
			&number("person").to_le_bytes(),
			&(number("period") as u32).to_le_bytes(),
			&(number("serial") as u16).to_le_bytes(),
			&number("amount").to_le_bytes(),
		],
	);
	// The order of the group: 2²⁵² + 27742317777372353535851937790883648493.
	let order = (U256::one() << 252)
		+ U256::from_dec_str("27742317777372353535851937790883648493").unwrap();
	let scalar = U512::from_little_endian(&wide) % U512::from(order);
	assert_eq!(scalar.to_little_endian()[..32], bytes(&v["blinding"]));
}

#[test]
fn a_tag_is_part_of_every_hash() {
	// `printf 'chuxin/node/1\0\0\0' | b2sum -l 256`
	let empty = hash(domain::NODE, &[]);
	assert_ne!(empty, hash(domain::NODE, &[&[0]]));
	let expected = "987dcb6782b18333a8bf25a7559b7749d7695dbbffd76255379f6d49dcd1eeb9";
	assert_eq!(hex::encode(empty), expected);
}
