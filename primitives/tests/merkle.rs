//! Attacks on Merkle trees, mounted on the verifiers of records and of lists. All fail.

use chuxin_primitives::{
	domain,
	hash::hash,
	list::{self, ListError, ListId, ListKind, ListTree},
	record::{
		leaf_commitment, root_of, slot, top_of, Attribute, RecordError, RecordTree, ShownLeaf,
		SCHEMA_1, SLOTS,
	},
	CivilDate, Hash,
};

const GENESIS: Hash = Hash::repeat_byte(0x42);
const ID: ListId = ListId { kind: ListKind::Receipts, number: 77 };

fn record() -> RecordTree {
	let day = |n| Attribute::date(CivilDate::new(n).unwrap());
	let slots = [
		(slot::NAME, Attribute::text("张三").unwrap()),
		(slot::SEX, Attribute::code("M").unwrap()),
		(slot::BIRTH_DATE, day(19900131)),
		(slot::ADMISSION, day(20150701)),
		(slot::FULL_MEMBERSHIP, day(20160701)),
		(slot::MOBILE, Attribute::bool(false)),
	];
	RecordTree::new(&GENESIS, SCHEMA_1, 3, &[9; 32], slots).unwrap()
}

fn record_root(shown: &[ShownLeaf], proof: &[Hash]) -> Result<Hash, RecordError> {
	root_of(&GENESIS, SCHEMA_1, 3, shown, proof)
}

/// Every subset of slots worth a try: singles, pairs, neighbors, all.
fn subsets() -> Vec<Vec<u8>> {
	let mut subsets: Vec<Vec<u8>> = (0..SLOTS).map(|i| vec![i]).collect();
	subsets.extend((0..SLOTS).flat_map(|i| (i + 1..SLOTS).map(move |j| vec![i, j])));
	subsets.push(vec![0, 2, 6, 7]);
	subsets.push((0..SLOTS).collect());
	subsets
}

#[test]
fn record_honest_proofs_work() {
	let tree = record();
	for slots in subsets() {
		let (shown, proof) = (tree.show(&slots).unwrap(), tree.proof(&slots).unwrap());
		assert_eq!(record_root(&shown, &proof), Ok(tree.root()), "{slots:?}");
	}
	assert_eq!(tree.proof(&(0..SLOTS).collect::<Vec<_>>()).unwrap(), []);
}

#[test]
fn record_longer_and_shorter_proofs_fail() {
	let tree = record();
	for slots in subsets() {
		let (shown, proof) = (tree.show(&slots).unwrap(), tree.proof(&slots).unwrap());
		let expected = proof.len();
		for cut in 0..expected {
			let mut shorter = proof.clone();
			shorter.remove(cut);
			let error = RecordError::ProofLength { expected, found: expected - 1 };
			assert_eq!(record_root(&shown, &shorter), Err(error));
		}
		for place in 0..=expected {
			for extra in [Hash::zero(), tree.top(), tree.root()] {
				let mut longer = proof.clone();
				longer.insert(place, extra);
				let error = RecordError::ProofLength { expected, found: expected + 1 };
				assert_eq!(record_root(&shown, &longer), Err(error));
			}
		}
	}
}

#[test]
fn record_leaf_at_another_index_fails() {
	let tree = record();
	for from in 0..SLOTS {
		let proof = tree.proof(&[from]).unwrap();
		for to in (0..SLOTS).filter(|to| *to != from) {
			let mut shown = tree.show(&[from]).unwrap();
			shown[0].slot = to;
			assert_ne!(record_root(&shown, &proof), Ok(tree.root()), "{from} as {to}");
			// Nor with the proof that belongs to the other place.
			let other_proof = tree.proof(&[to]).unwrap();
			assert_ne!(record_root(&shown, &other_proof), Ok(tree.root()), "{from} as {to}");
		}
	}
	// Two slots with their values swapped.
	let mut swapped = tree.show(&[slot::ADMISSION, slot::FULL_MEMBERSHIP]).unwrap();
	let proof = tree.proof(&[slot::ADMISSION, slot::FULL_MEMBERSHIP]).unwrap();
	swapped.swap(0, 1);
	assert_eq!(record_root(&swapped, &proof), Err(RecordError::SlotOrder(slot::ADMISSION)));
	swapped[0].slot = slot::ADMISSION;
	swapped[1].slot = slot::FULL_MEMBERSHIP;
	assert!(record_root(&swapped, &proof).is_ok_and(|root| root != tree.root()));
}

#[test]
fn record_inner_node_as_leaf_fails() {
	let tree = record();
	// A value that is an inner node, or the two hashes below it, has no slot in the schema …
	let left = tree.leaf(0).unwrap();
	for node in [left, tree.top(), tree.root()] {
		let leaf = ShownLeaf { slot: 0, attribute: Attribute::hash(node), salt: [0; 32] };
		for len in 0..=5 {
			let proof = &tree.proof(&[0]).unwrap()[5 - len..];
			let error = record_root(core::slice::from_ref(&leaf), proof).unwrap_err();
			if len == 5 {
				assert_eq!(error, RecordError::SlotType(0));
			} else {
				assert_eq!(error, RecordError::ProofLength { expected: 5, found: len });
			}
		}
	}
	// … and were there one, its hash would still be none of the tree's.
	let mut nodes: Vec<Hash> = (0..SLOTS).flat_map(|i| tree.proof(&[i]).unwrap()).collect();
	nodes.extend([tree.top(), tree.root()]);
	for node in nodes.clone() {
		for salt in [[0; 32], node.0, *tree.salt(0).unwrap()] {
			let forged = leaf_commitment(SCHEMA_1, 0, &Attribute::hash(node), &salt);
			assert!(!nodes.contains(&forged));
		}
	}
	// The preimage of the lowest node, taken as a leaf's, is under another tag.
	let preimage = [&[0][..], &left.0, &tree.leaf(1).unwrap().0].concat();
	assert_eq!(hash(domain::NODE, &[&preimage]), tree.proof(&[2]).unwrap()[1]);
	assert_ne!(hash(domain::LEAF, &[&preimage]), hash(domain::NODE, &[&preimage]));
}

#[test]
fn record_top_as_root_and_root_as_node_fail() {
	let tree = record();
	let shown = tree.show(&[0]).unwrap();
	let proof = tree.proof(&[0]).unwrap();
	assert_eq!(top_of(SCHEMA_1, &shown, &proof), Ok(tree.top()));
	assert_ne!(tree.top(), tree.root());
	for place in 0..proof.len() {
		for node in [tree.top(), tree.root()] {
			let mut forged = proof.clone();
			forged[place] = node;
			assert_ne!(record_root(&shown, &forged), Ok(tree.root()));
		}
	}
	// Nodes of one level do not serve on another.
	for i in 0..proof.len() {
		for j in i + 1..proof.len() {
			let mut swapped = proof.clone();
			swapped.swap(i, j);
			assert_ne!(record_root(&shown, &swapped), Ok(tree.root()), "{i} {j}");
		}
	}
}

#[test]
fn record_other_chain_version_value_and_salt_fail() {
	let tree = record();
	let shown = tree.show(&[0, 6]).unwrap();
	let proof = tree.proof(&[0, 6]).unwrap();
	let root = Ok(tree.root());
	assert_eq!(root_of(&GENESIS, SCHEMA_1, 3, &shown, &proof), root);
	assert_ne!(root_of(&Hash::zero(), SCHEMA_1, 3, &shown, &proof), root);
	assert_ne!(root_of(&GENESIS, SCHEMA_1, 4, &shown, &proof), root);
	let unknown = Err(RecordError::UnknownSchema(2));
	assert_eq!(root_of(&GENESIS, 2, 3, &shown, &proof), unknown);
	let mut other = shown.clone();
	other[1].attribute = Attribute::date(CivilDate::new(20150702).unwrap());
	assert!(record_root(&other, &proof).is_ok() && record_root(&other, &proof) != root);
	let mut other = shown.clone();
	other[0].salt[31] ^= 1;
	assert!(record_root(&other, &proof).is_ok() && record_root(&other, &proof) != root);
	// Absence is a value of its own.
	let mut absent = shown;
	absent[0].attribute = Attribute::absent();
	assert!(record_root(&absent, &proof).is_ok() && record_root(&absent, &proof) != root);
}

#[test]
fn record_malformed_sets_of_slots_fail() {
	let tree = record();
	let leaf = |slot| ShownLeaf { slot, attribute: Attribute::absent(), salt: [0; 32] };
	assert_eq!(record_root(&[], &[]), Err(RecordError::NothingShown));
	assert_eq!(record_root(&[], &[tree.top()]), Err(RecordError::NothingShown));
	assert_eq!(record_root(&[leaf(3), leaf(3)], &[]), Err(RecordError::SlotOrder(3)));
	assert_eq!(record_root(&[leaf(4), leaf(3)], &[]), Err(RecordError::SlotOrder(3)));
	assert_eq!(record_root(&[leaf(31), leaf(32)], &[]), Err(RecordError::SlotRange(32)));
	assert_eq!(tree.proof(&[]), Err(RecordError::NothingShown));
	assert_eq!(tree.proof(&[1, 1]), Err(RecordError::SlotOrder(1)));
	assert_eq!(tree.proof(&[40]), Err(RecordError::SlotRange(40)));
	assert_eq!(tree.show(&[2, 1]), Err(RecordError::SlotOrder(1)));
}

fn entries(n: u32) -> Vec<Vec<u8>> {
	(0..n).map(|i| format!("receipt {i}").into_bytes()).collect()
}

fn list(n: u32) -> ListTree {
	ListTree::new(&GENESIS, ID, &entries(n)).unwrap()
}

fn check(tree: &ListTree, count: u32, index: u32, content: &[u8], proof: &[Hash]) -> bool {
	list::verify(&tree.root(), &GENESIS, ID, count, index, content, proof).is_ok()
}

#[test]
fn list_one_pair_of_index_and_count_passes_and_no_other() {
	for n in [1, 2, 3, 4, 5, 7, 8, 9] {
		let tree = list(n);
		for index in 0..n {
			let content = &entries(n)[index as usize];
			let proof = tree.proof(index).unwrap();
			let mut passed = vec![];
			let counts = (0..=40).chain([64, 1 << 16, 1 << 31, u32::MAX]);
			for count in counts {
				for other in (0..=40).chain([u32::MAX - 1, u32::MAX]) {
					if check(&tree, count, other, content, &proof) {
						passed.push((other, count));
					}
				}
			}
			assert_eq!(passed, [(index, n)]);
		}
	}
}

#[test]
fn list_longer_and_shorter_proofs_fail() {
	for n in [1, 2, 5, 8, 13] {
		let tree = list(n);
		for index in 0..n {
			let content = &entries(n)[index as usize];
			let proof = tree.proof(index).unwrap();
			let verify =
				|proof: &[Hash]| list::verify(&tree.root(), &GENESIS, ID, n, index, content, proof);
			let expected = proof.len();
			for place in 0..=expected {
				let mut longer = proof.clone();
				longer.insert(place, tree.root());
				let error = ListError::ProofLength { expected, found: expected + 1 };
				assert_eq!(verify(&longer), Err(error));
			}
			for cut in 0..expected {
				let mut shorter = proof.clone();
				shorter.remove(cut);
				let error = ListError::ProofLength { expected, found: expected - 1 };
				assert_eq!(verify(&shorter), Err(error));
			}
		}
	}
}

#[test]
fn list_inner_node_and_root_as_leaf_fail() {
	let tree = list(8);
	let proof = tree.proof(0).unwrap();
	// The node above entries 2 and 3, from its own two hashes.
	let third = tree.proof(3).unwrap()[0];
	let fourth = tree.proof(2).unwrap()[0];
	assert_eq!(hash(domain::LIST_NODE, &[&third.0, &fourth.0]), proof[1]);
	let both = [third.0, fourth.0].concat();
	for content in [&both[..], &proof[1].0, &proof[2].0, &tree.root().0] {
		for count in [1, 2, 4, 8] {
			for index in 0..count {
				for from in 0..=proof.len() {
					assert!(!check(&tree, count, index, content, &proof[from..]));
					assert!(!check(&tree, count, index, content, &proof[..from]));
				}
			}
		}
	}
	// A list of one: its only leaf is no root, and its root no leaf.
	let one = list(1);
	assert!(check(&one, 1, 0, &entries(1)[0], &[]));
	assert!(!check(&one, 1, 0, &one.root().0, &[]));
}

#[test]
fn list_last_entry_is_not_doubled() {
	// In trees that pair a lonely node with itself, [a, b, c] and [a, b, c, c] have one root.
	let three = entries(3);
	let mut four = three.clone();
	four.push(three[2].clone());
	let tree = list(3);
	let doubled = ListTree::new(&GENESIS, ID, &four).unwrap();
	assert_ne!(tree.root(), doubled.root());
	assert!(!check(&tree, 4, 3, &three[2], &doubled.proof(3).unwrap()));
}

#[test]
fn list_other_chain_kind_number_content_and_order_fail() {
	let tree = list(5);
	let content = &entries(5)[1];
	let proof = tree.proof(1).unwrap();
	let verify = |genesis: Hash, id, content: &[u8], proof: &[Hash]| {
		list::verify(&tree.root(), &genesis, id, 5, 1, content, proof)
	};
	let not_in_list = Err(ListError::NotInList);
	assert_eq!(verify(GENESIS, ID, content, &proof), Ok(()));
	assert_eq!(verify(Hash::zero(), ID, content, &proof), not_in_list);
	let other_kind = ListId { kind: ListKind::Voters, ..ID };
	assert_eq!(verify(GENESIS, other_kind, content, &proof), not_in_list);
	let other_number = ListId { number: 78, ..ID };
	assert_eq!(verify(GENESIS, other_number, content, &proof), not_in_list);
	assert_eq!(verify(GENESIS, ID, &entries(5)[2], &proof), not_in_list);
	let mut swapped = proof.clone();
	swapped.swap(0, 1);
	assert_eq!(verify(GENESIS, ID, content, &swapped), not_in_list);
	let index_range = list::verify(&tree.root(), &GENESIS, ID, 5, 5, content, &proof);
	assert_eq!(index_range, Err(ListError::IndexRange));
	let zero = list::verify(&tree.root(), &GENESIS, ID, 0, 0, content, &proof);
	assert_eq!(zero, Err(ListError::Empty));
}
