//! `chuxin org import`: a list of organizations, established level by level.

use super::{signer, Change, Desk};
use crate::{
	chain::{account_of, Call, Chain},
	error::{Error, Result},
	progress::Progress,
	roster::{
		self, check_organizations, CheckedOrganization, OrgColumn, Superior, SuperiorResolution,
	},
	t, told,
};
use chuxin_primitives::{organization::OrganizationView, OrgId};
use serde_json::json;
use std::{
	collections::{btree_map::Entry, BTreeMap},
	path::Path,
};
use subxt_signer::sr25519::Keypair;

/// Organizations waiting for a block at once: an officer may have 64 transactions waiting.
const WINDOW: usize = 48;

/// Establishes the organizations of a list, level by level: what stands below a new one needs its
/// number first.
pub(super) async fn import(desk: &Desk, file: &Path, org: OrgId, key: Option<&str>) -> Result<()> {
	let sheet = roster::read::<OrgColumn>(file)?;
	let (vault, chain) = desk.vault_and_chain().await?;
	let key = signer(&vault, key)?;
	let (today, at) = chain.today().await?;
	let root = chain.organization_or_fail(org, at).await?;
	let tree = chain.tree(org, None, at).await?;
	let checked = check_organizations(&sheet, today, root.kind, &|name| superior(&tree, name));
	super::roster::report(desk, file, checked.rows, &checked.faults, &checked.warnings)?;

	if desk.global.dry_run {
		return preview(desk, &chain, org, &key, &checked.organizations).await;
	}
	let mut importer = Importer {
		desk,
		chain: &chain,
		org,
		key,
		numbers: BTreeMap::new(),
		established: 0,
		there: 0,
	};
	importer.all(&checked.organizations).await?;
	let (established, there) = (importer.established, importer.there);
	desk.print(
		|| json!({ "rows": checked.rows, "established": established, "already_there": there }),
		|| {
			let text =
				t!("org-imported", rows = checked.rows, established = established, there = there,);
			format!("{text}\n")
		},
	);
	Ok(())
}

/// Shows the calls of those organizations whose superior is on the chain; the others' bytes hold
/// numbers that the chain has yet to give.
async fn preview(
	desk: &Desk,
	chain: &Chain,
	org: OrgId,
	key: &Keypair,
	list: &[CheckedOrganization],
) -> Result<()> {
	let at = chain.finalized().await?;
	let mut children: BTreeMap<OrgId, Vec<OrganizationView>> = BTreeMap::new();
	let (mut numbers, mut calls) = (BTreeMap::new(), Vec::new());
	let (mut there, mut later) = (0usize, 0usize);
	// Superiors stand before those below them.
	for (index, row) in list.iter().enumerate() {
		let wanted = &row.organization;
		let parent = match row.superior {
			Superior::Importer => Some(org),
			Superior::OnChain(id) => Some(id),
			Superior::Listed(above) => numbers.get(&above).copied(),
		};
		let Some(parent) = parent else {
			later = later.saturating_add(1);
			continue;
		};
		if let Entry::Vacant(entry) = children.entry(parent) {
			entry.insert(chain.children(parent, at).await?);
		}
		let known = children.get(&parent).into_iter().flatten();
		let mut same =
			known.filter(|o| o.name.as_str() == Some(&wanted.name) && o.kind == wanted.kind);
		match same.next() {
			Some(o) => {
				numbers.insert(index, o.id);
				there = there.saturating_add(1);
			},
			None => calls.push((
				Call::establish(
					org,
					parent,
					wanted.kind,
					&wanted.name,
					wanted.region,
					wanted.founded,
				),
				account_of(key),
			)),
		}
	}
	let all = list.len();
	let changes = [Change::new("organizations-of-list", there, all)];
	let notes = if later > 0 { vec![t!("org-import-later", later = later)] } else { vec![] };
	desk.show_dry_run(chain, &calls, &changes, &notes).await
}

/// What a superior named in a list stands for on the chain: a name, or the end of a path.
fn superior(tree: &[OrganizationView], name: &str) -> SuperiorResolution {
	let by_id: BTreeMap<OrgId, &OrganizationView> = tree.iter().map(|o| (o.id, o)).collect();
	let path = |o: &OrganizationView| {
		let mut names = Vec::new();
		let mut next = Some(o.id);
		while let Some(o) = next.and_then(|id| by_id.get(&id)) {
			names.push(o.name.as_str().unwrap_or_default().to_owned());
			next = o.parent;
		}
		names.reverse();
		names
	};
	let wanted: Vec<&str> = name.split(['/', '／']).map(str::trim).collect();
	let found: Vec<&OrganizationView> = tree
		.iter()
		.filter(|o| {
			let path = path(o);
			path.len() >= wanted.len()
				&& path.iter().rev().zip(wanted.iter().rev()).all(|(a, b)| a == b)
		})
		.collect();
	match found.as_slice() {
		[] => SuperiorResolution::Unknown,
		[one] => SuperiorResolution::Unique(one.id, one.kind),
		several => {
			SuperiorResolution::Ambiguous(several.iter().map(|o| path(o).join("/")).collect())
		},
	}
}

struct Importer<'a> {
	desk: &'a Desk,
	chain: &'a Chain,
	org: OrgId,
	key: Keypair,
	/// Numbers on the chain, by index in the list.
	numbers: BTreeMap<usize, OrgId>,
	established: usize,
	there: usize,
}

impl Importer<'_> {
	async fn all(&mut self, list: &[CheckedOrganization]) -> Result<()> {
		let total = u64::try_from(list.len()).unwrap_or(u64::MAX);
		let mut progress = Progress::new("organizations", total, self.desk.global.quiet);
		let mut waiting: Vec<usize> = (0..list.len()).collect();
		while !waiting.is_empty() {
			// Everything whose superior has a number: one level of the tree.
			let mut level: BTreeMap<OrgId, Vec<usize>> = BTreeMap::new();
			let mut later = Vec::new();
			for index in waiting {
				let parent = match list[index].superior {
					Superior::Importer => Some(self.org),
					Superior::OnChain(id) => Some(id),
					Superior::Listed(above) => self.numbers.get(&above).copied(),
				};
				match parent {
					Some(parent) => level.entry(parent).or_default().push(index),
					None => later.push(index),
				}
			}
			if level.is_empty() {
				return Err(Error::Other(told!("org-superiors")));
			}
			self.level(list, &level, &mut progress).await?;
			waiting = later;
		}
		let took = progress.finish();
		let seconds = format!("{:.1}", took.as_secs_f64());
		self.desk.say(t!("org-import-took", organizations = total, seconds = seconds));
		Ok(())
	}

	async fn level(
		&mut self,
		list: &[CheckedOrganization],
		level: &BTreeMap<OrgId, Vec<usize>>,
		progress: &mut Progress,
	) -> Result<()> {
		let at = self.chain.finalized().await?;
		let mut missing: BTreeMap<OrgId, Vec<usize>> = BTreeMap::new();
		for (parent, indices) in level {
			let children = self.chain.children(*parent, at).await?;
			for index in indices {
				let wanted = &list[*index].organization;
				let there = children
					.iter()
					.find(|o| o.name.as_str() == Some(&wanted.name) && o.kind == wanted.kind);
				match there {
					Some(o) => {
						self.numbers.insert(*index, o.id);
						self.there += 1;
						progress.add(1);
					},
					None => missing.entry(*parent).or_default().push(*index),
				}
			}
		}
		let calls: Vec<Call> = missing
			.iter()
			.flat_map(|(parent, indices)| indices.iter().map(move |index| (*parent, *index)))
			.map(|(parent, index)| {
				let o = &list[index].organization;
				Call::establish(self.org, parent, o.kind, &o.name, o.region, o.founded)
			})
			.collect();
		let mut count = |_, _| {
			progress.add(1);
			Ok(())
		};
		self.chain.submit_all(&calls, &self.key, WINDOW, &mut count).await?;
		self.established += calls.len();
		let at = self.chain.finalized().await?;
		for (parent, indices) in &missing {
			let children = self.chain.children(*parent, at).await?;
			for index in indices {
				let wanted = &list[*index].organization;
				let new = children.iter().find(|o| o.name.as_str() == Some(&wanted.name));
				let new = new.ok_or_else(|| {
					Error::Other(told!("org-not-seen", name = wanted.name.as_str()))
				})?;
				self.numbers.insert(*index, new.id);
			}
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::organization::{BranchSize, OrgKind, OrgStatus};

	fn view(id: u32, parent: Option<u32>, name: &str) -> OrganizationView {
		OrganizationView {
			id: OrgId(id),
			parent: parent.map(OrgId),
			kind: OrgKind::County,
			name: name.into(),
			region: 990_000,
			status: OrgStatus::Active,
			founded: "2024-01-01".into(),
			term_ends: None,
			grants: Vec::new(),
			depth: 0,
			officers: 0,
			import_until: None,
			branch_size: BranchSize::NotABranch,
			key_version: None,
			merged_into: None,
			contact: None,
		}
	}

	#[test]
	fn a_superior_is_found_by_name_and_by_path() {
		let tree = [
			view(0, None, "甲"),
			view(1, Some(0), "乙"),
			view(2, Some(0), "丙"),
			view(3, Some(1), "丁"),
			view(4, Some(2), "丁"),
		];
		let unique = |id| SuperiorResolution::Unique(OrgId(id), OrgKind::County);
		assert_eq!(superior(&tree, "乙"), unique(1));
		assert_eq!(superior(&tree, "丙/丁"), unique(4));
		assert_eq!(superior(&tree, "甲/乙/丁"), unique(3));
		assert_eq!(superior(&tree, "戊"), SuperiorResolution::Unknown);
		assert_eq!(
			superior(&tree, "丁"),
			SuperiorResolution::Ambiguous(vec!["甲/乙/丁".into(), "甲/丙/丁".into()])
		);
	}
}
