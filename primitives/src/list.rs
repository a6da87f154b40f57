//! Lists of any length (attendance, receipts, voters): one root on chain, one proof an entry.
//!
//! ```text
//! leaf = H(LIST_LEAF, genesis ‖ list id ‖ index u32 ‖ content)
//! node = H(LIST_NODE, left ‖ right)      a last node without a neighbor moves up as it is
//! root = H(LIST_ROOT, genesis ‖ list id ‖ count u32 ‖ top)
//! ```
//!
//! # Why an own tree
//!
//! The tree is the one that `binary-merkle-tree` of polkadot-sdk builds when its hasher prefixes
//! the node tag, but the code is our own. That crate leaves to its user everything that makes a
//! proof safe: it knows no tags, ties neither count nor index to the root, and accepts one leaf of
//! a four-leaf tree under 528 different pairs of index and count. Its verifier walks a proof of
//! whatever length it is handed. Here the leaf holds the index, the root holds the count, and
//! count and index together allow exactly one proof length; the hundred lines that are left after
//! that are easier to audit than the conditions under which a foreign crate would be safe. Records
//! of a person are not lists: they have their own tree of fixed shape ([`crate::record`]).

use crate::{
	domain,
	hash::{hash, Hash},
};
use alloc::vec::Vec;
use core::fmt;

/// What a list is about. The byte is part of every hash of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListKind {
	/// Who took part in an activity (出席).
	Attendance,
	/// Receipts of a collection.
	Receipts,
	/// Who may vote (有表决权的党员).
	Voters,
}

impl ListKind {
	/// The kind's byte.
	pub const fn code(self) -> u8 {
		match self {
			Self::Attendance => 0,
			Self::Receipts => 1,
			Self::Voters => 2,
		}
	}
}

/// Which list: its kind, and the number of what it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListId {
	/// What the list is about.
	pub kind: ListKind,
	/// The number of the activity, collection or resolution.
	pub number: u64,
}

impl ListId {
	/// `kind u8 ‖ number u64`.
	fn to_bytes(self) -> [u8; 9] {
		let [a, b, c, d, e, f, g, h] = self.number.to_le_bytes();
		[self.kind.code(), a, b, c, d, e, f, g, h]
	}
}

/// Why a list cannot be made, or a proof is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListError {
	/// A list has at least one entry.
	Empty,
	/// A list has at most `u32::MAX` entries.
	TooLong,
	/// The index is not below the count.
	IndexRange,
	/// The proof has not the one length that index and count allow.
	ProofLength {
		/// Hashes that index and count need.
		expected: usize,
		/// Hashes that were given.
		found: usize,
	},
	/// The entry does not belong to the root.
	NotInList,
}

impl fmt::Display for ListError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Empty => f.write_str("the list is empty: it needs at least one entry"),
			Self::TooLong => {
				f.write_str("the list has more entries than can be numbered: split it")
			},
			Self::IndexRange => {
				f.write_str("there is no such entry: the index is not below the count")
			},
			Self::ProofLength { expected, found } => {
				write!(f, "the proof has {found} hashes, this entry needs exactly {expected}")
			},
			Self::NotInList => {
				f.write_str("the entry is not in the list: ask for the proof of this very entry")
			},
		}
	}
}
impl core::error::Error for ListError {}

fn leaf(genesis: &Hash, id: ListId, index: u32, content: &[u8]) -> Hash {
	hash(domain::LIST_LEAF, &[&genesis.0, &id.to_bytes(), &index.to_le_bytes(), content])
}

fn node(left: &Hash, right: &Hash) -> Hash {
	hash(domain::LIST_NODE, &[&left.0, &right.0])
}

fn root(genesis: &Hash, id: ListId, count: u32, top: &Hash) -> Hash {
	hash(domain::LIST_ROOT, &[&genesis.0, &id.to_bytes(), &count.to_le_bytes(), &top.0])
}

/// Index and number of nodes of the row above.
fn step(index: u32, nodes: u32) -> (u32, u32) {
	(index / 2, nodes.div_ceil(2))
}

/// Whether the node has a neighbor in its row; the last one of an odd row has none.
fn has_neighbor(index: u32, nodes: u32) -> bool {
	(index ^ 1) < nodes
}

/// Length of the proof of entry `index` among `count`.
fn proof_len(mut index: u32, count: u32) -> usize {
	let mut nodes = count;
	let mut len = 0usize;
	while nodes > 1 {
		len = len.saturating_add(has_neighbor(index, nodes).into()); // at most 32 rounds
		(index, nodes) = step(index, nodes);
	}
	len
}

/// A list with all its nodes.
#[derive(Clone, Debug)]
pub struct ListTree {
	root: Hash,
	count: u32,
	/// The leaves, the nodes above them, … the top.
	rows: Vec<Vec<Hash>>,
}

impl ListTree {
	/// Builds the tree of a list. Errors: [`ListError::Empty`], [`ListError::TooLong`].
	pub fn new<T: AsRef<[u8]>>(
		genesis: &Hash,
		id: ListId,
		entries: &[T],
	) -> Result<Self, ListError> {
		let count = u32::try_from(entries.len()).map_err(|_| ListError::TooLong)?;
		let mut row: Vec<Hash> = (0..count)
			.zip(entries)
			.map(|(index, content)| leaf(genesis, id, index, content.as_ref()))
			.collect();
		let mut rows = Vec::new();
		while row.len() > 1 {
			let above = row
				.chunks(2)
				.filter_map(|pair| match pair {
					[left, right] => Some(node(left, right)),
					[single] => Some(*single),
					_ => None,
				})
				.collect();
			rows.push(core::mem::replace(&mut row, above));
		}
		let top = *row.first().ok_or(ListError::Empty)?;
		rows.push(row);
		Ok(Self { root: root(genesis, id, count, &top), count, rows })
	}

	/// The root as stored on chain.
	pub const fn root(&self) -> Hash {
		self.root
	}
	/// How many entries there are.
	pub const fn count(&self) -> u32 {
		self.count
	}
	/// The proof of an entry, from the leaves up.
	pub fn proof(&self, index: u32) -> Result<Vec<Hash>, ListError> {
		if index >= self.count {
			return Err(ListError::IndexRange);
		}
		let (mut index, mut nodes) = (index, self.count);
		let mut proof = Vec::new();
		for row in &self.rows {
			let other = usize::try_from(index ^ 1).map_err(|_| ListError::IndexRange)?;
			proof.extend(row.get(other));
			(index, nodes) = step(index, nodes);
		}
		debug_assert_eq!(nodes, 1);
		Ok(proof)
	}
}

/// Checks that `content` is entry `index` of the list with this id, count and root.
///
/// Refuses a count of 0, an index not below the count, a proof of any other length than the one
/// that fits, and whatever does not lead to the root.
pub fn verify(
	expected_root: &Hash,
	genesis: &Hash,
	id: ListId,
	count: u32,
	index: u32,
	content: &[u8],
	proof: &[Hash],
) -> Result<(), ListError> {
	if count == 0 {
		return Err(ListError::Empty);
	}
	if index >= count {
		return Err(ListError::IndexRange);
	}
	let wrong_length =
		ListError::ProofLength { expected: proof_len(index, count), found: proof.len() };
	if proof.len() != proof_len(index, count) {
		return Err(wrong_length);
	}
	let mut top = leaf(genesis, id, index, content);
	let (mut index, mut nodes) = (index, count);
	let mut proof = proof.iter();
	while nodes > 1 {
		if has_neighbor(index, nodes) {
			let other = proof.next().ok_or(wrong_length)?;
			top = if index % 2 == 0 { node(&top, other) } else { node(other, &top) };
		}
		(index, nodes) = step(index, nodes);
	}
	if root(genesis, id, count, &top) == *expected_root {
		Ok(())
	} else {
		Err(ListError::NotInList)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ID: ListId = ListId { kind: ListKind::Attendance, number: 9 };

	fn entries(n: u32) -> Vec<[u8; 4]> {
		(0..n).map(|i| (i * 7).to_le_bytes()).collect()
	}

	#[test]
	fn every_entry_of_every_small_list_is_proven() {
		let genesis = Hash::repeat_byte(3);
		for n in 1..=40 {
			let entries = entries(n);
			let tree = ListTree::new(&genesis, ID, &entries).unwrap();
			assert_eq!(tree.count(), n);
			for (i, entry) in (0..n).zip(&entries) {
				let proof = tree.proof(i).unwrap();
				assert_eq!(proof.len(), proof_len(i, n));
				assert_eq!(verify(&tree.root(), &genesis, ID, n, i, entry, &proof), Ok(()));
			}
			assert_eq!(tree.proof(n), Err(ListError::IndexRange));
		}
	}

	#[test]
	fn an_empty_list_fails() {
		let none: [[u8; 4]; 0] = [];
		assert_eq!(ListTree::new(&Hash::zero(), ID, &none).unwrap_err(), ListError::Empty);
		let top = root(&Hash::zero(), ID, 0, &Hash::zero());
		assert_eq!(verify(&top, &Hash::zero(), ID, 0, 0, b"", &[]), Err(ListError::Empty));
	}

	#[test]
	fn proof_lengths_of_a_list_of_five() {
		// 0–3 stand under a full subtree; 4 moves up twice without a neighbor.
		assert_eq!((0..5).map(|i| proof_len(i, 5)).collect::<Vec<_>>(), [3, 3, 3, 3, 1]);
		assert_eq!(proof_len(0, 1), 0);
		// The last of 2³²−1 has no neighbor in the lowest row only.
		assert_eq!(proof_len(0, u32::MAX), 32);
		assert_eq!(proof_len(u32::MAX - 1, u32::MAX), 31);
	}
}
