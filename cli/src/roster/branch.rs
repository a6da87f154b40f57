//! Finds the branch a roster names.

use chuxin_primitives::{organization::OrgKind, OrgId};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// What a name in the column 所在党支部 stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BranchResolution {
	/// Exactly one branch that the importing organization may enrol into.
	Unique(OrgId),
	/// Several: their full paths.
	Ambiguous(Vec<String>),
	/// None: names that are written almost alike, at most three.
	Unknown(Vec<String>),
	/// The branch is not under the organization that imports.
	WithoutAuthority,
	/// The organization is of a kind that has no members of its own.
	HoldsNoMembers(OrgKind),
}

/// Finds branches by name. Implemented by [`BranchIndex`] and by closures.
pub trait BranchLookup {
	/// What the name, tidied, stands for.
	fn resolve(&self, name: &str) -> BranchResolution;
}

impl<F: Fn(&str) -> BranchResolution> BranchLookup for F {
	fn resolve(&self, name: &str) -> BranchResolution {
		self(name)
	}
}

/// An organization as [`BranchIndex`] needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchEntry {
	/// Its number on the chain.
	pub id: OrgId,
	/// The organization above; `None` for the root.
	pub parent: Option<OrgId>,
	/// Its kind.
	pub kind: OrgKind,
	/// Its name.
	pub name: String,
	/// Whether the importing organization is this one or above it, and it works.
	pub authority: bool,
}

/// Branches by name and by path (`上级/党支部`, with as many superiors as it takes).
pub struct BranchIndex {
	entries: Vec<BranchEntry>,
	/// Keys of the names from the root down to each entry.
	paths: Vec<Vec<String>>,
	by_name: BTreeMap<String, Vec<usize>>,
}

/// A name as compared: compatibility forms unified, blanks removed.
fn name_key(name: &str) -> String {
	name.nfkc().filter(|c| !c.is_whitespace()).collect()
}

impl BranchIndex {
	/// An index over organizations; superiors that are not among them end a path.
	pub fn new(entries: Vec<BranchEntry>) -> Self {
		let at: BTreeMap<OrgId, usize> = entries.iter().zip(0..).map(|(e, n)| (e.id, n)).collect();
		let path = |start: &BranchEntry| {
			let mut keys = vec![name_key(&start.name)];
			let mut above = start.parent;
			while let Some(entry) = above.and_then(|id| entries.get(*at.get(&id)?)) {
				if keys.len() > entries.len() {
					break;
				}
				keys.push(name_key(&entry.name));
				above = entry.parent;
			}
			keys.reverse();
			keys
		};
		let paths: Vec<Vec<String>> = entries.iter().map(path).collect();
		let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
		for (n, entry) in entries.iter().enumerate() {
			by_name.entry(name_key(&entry.name)).or_default().push(n);
		}
		Self { entries, paths, by_name }
	}

	fn full_path(&self, n: usize) -> String {
		self.paths.get(n).map(|p| p.join("/")).unwrap_or_default()
	}

	/// Entries whose name, or whose end of path, is the key.
	fn matches(&self, key: &str) -> Vec<usize> {
		if let Some(found) = self.by_name.get(key) {
			return found.clone();
		}
		let parts: Vec<&str> = key.split('/').filter(|p| !p.is_empty()).collect();
		let Some(last) = parts.last().filter(|_| parts.len() > 1) else { return Vec::new() };
		let ends = |n: &usize| {
			self.paths.get(*n).is_some_and(|path| {
				path.len() >= parts.len()
					&& path.iter().rev().zip(parts.iter().rev()).all(|(a, b)| a == b)
			})
		};
		self.by_name.get(*last).into_iter().flatten().copied().filter(ends).collect()
	}

	/// Up to three names of branches at most two characters away.
	fn nearest(&self, key: &str) -> Vec<String> {
		let mut near: Vec<(usize, String)> = self
			.entries
			.iter()
			.filter(|e| e.kind.holds_members() && e.authority)
			.filter_map(|e| Some((distance(key, &name_key(&e.name), 2)?, e.name.clone())))
			.collect();
		near.sort();
		near.dedup();
		near.into_iter().take(3).map(|(_, name)| name).collect()
	}
}

impl BranchLookup for BranchIndex {
	fn resolve(&self, name: &str) -> BranchResolution {
		let key = name_key(name);
		let found: Vec<(usize, &BranchEntry)> = self
			.matches(&key)
			.into_iter()
			.filter_map(|n| Some((n, self.entries.get(n)?)))
			.collect();
		let Some((_, first)) = found.first() else {
			return BranchResolution::Unknown(self.nearest(&key));
		};
		let branches = || found.iter().filter(|(_, e)| e.kind.holds_members());
		let allowed: Vec<_> = branches().filter(|(_, e)| e.authority).collect();
		match allowed.as_slice() {
			[(_, only)] => BranchResolution::Unique(only.id),
			[] if branches().next().is_some() => BranchResolution::WithoutAuthority,
			[] => BranchResolution::HoldsNoMembers(first.kind),
			several => BranchResolution::Ambiguous(
				several.iter().map(|(n, _)| self.full_path(*n)).collect(),
			),
		}
	}
}

/// The number of characters to insert, delete or replace, if it is at most `limit`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
	let b: Vec<char> = b.chars().collect();
	if a.chars().count().abs_diff(b.len()) > limit {
		return None;
	}
	let mut row: Vec<usize> = (0..=b.len()).collect();
	for (i, x) in a.chars().enumerate() {
		let mut next = vec![i + 1];
		for (y, pair) in b.iter().zip(row.windows(2)) {
			let left = next.last().map_or(usize::MAX, |l| l + 1);
			next.push((pair[0] + usize::from(x != *y)).min(pair[1] + 1).min(left));
		}
		row = next;
	}
	row.last().copied().filter(|d| *d <= limit)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn entry(
		id: u32,
		parent: Option<u32>,
		kind: OrgKind,
		name: &str,
		authority: bool,
	) -> BranchEntry {
		let (id, parent) = (OrgId(id), parent.map(OrgId));
		BranchEntry { id, parent, kind, name: name.into(), authority }
	}

	fn index() -> BranchIndex {
		use OrgKind::*;
		BranchIndex::new(vec![
			entry(0, None, Provincial, "省委", false),
			entry(1, Some(0), County, "甲县委", true),
			entry(2, Some(0), County, "乙县委", false),
			entry(3, Some(1), PrimaryCommittee, "东镇党委", true),
			entry(4, Some(1), PrimaryCommittee, "西镇党委", true),
			entry(5, Some(3), Branch, "机关党支部", true),
			entry(6, Some(4), Branch, "机关党支部", true),
			entry(7, Some(4), Branch, "新民村党支部", true),
			entry(8, Some(2), Branch, "县直党支部", false),
			entry(9, Some(2), Branch, "新民村党支部", false),
		])
	}

	#[test]
	fn a_name_finds_the_one_branch_in_reach() {
		let index = index();
		assert_eq!(index.resolve("新民村党支部"), BranchResolution::Unique(OrgId(7)));
		assert_eq!(index.resolve("新民村 党支部"), BranchResolution::Unique(OrgId(7)));
		assert_eq!(index.resolve("东镇党委/机关党支部"), BranchResolution::Unique(OrgId(5)));
		assert_eq!(
			index.resolve("甲县委/西镇党委／机关党支部"),
			BranchResolution::Unique(OrgId(6))
		);
	}

	#[test]
	fn every_other_outcome_is_told_apart() {
		let index = index();
		assert_eq!(
			index.resolve("机关党支部"),
			BranchResolution::Ambiguous(vec![
				"省委/甲县委/东镇党委/机关党支部".into(),
				"省委/甲县委/西镇党委/机关党支部".into()
			])
		);
		assert_eq!(index.resolve("县直党支部"), BranchResolution::WithoutAuthority);
		assert_eq!(
			index.resolve("东镇党委"),
			BranchResolution::HoldsNoMembers(OrgKind::PrimaryCommittee)
		);
		assert_eq!(
			index.resolve("新明村党支部"),
			BranchResolution::Unknown(vec!["新民村党支部".into()])
		);
		assert_eq!(index.resolve("月球科考站临时党支部"), BranchResolution::Unknown(vec![]));
		assert_eq!(index.resolve("乙县委/机关党支部"), BranchResolution::Unknown(vec![]));
	}

	#[test]
	fn distances_are_right_up_to_the_limit() {
		assert_eq!(distance("abc", "abc", 2), Some(0));
		assert_eq!(distance("abc", "abd", 2), Some(1));
		assert_eq!(distance("abc", "bcd", 2), Some(2));
		assert_eq!(distance("abc", "xyz", 2), None);
		assert_eq!(distance("", "ab", 2), Some(2));
	}
}
