//! `chuxin org`.

use super::{signer, stats::counts_json, Desk};
use crate::{
	args::{kebab, OrgCommand, WindowCommand},
	chain::{Call, Chain},
	commands::time_text,
	error::{Error, Result},
	progress::{table, Progress},
	roster::{
		self, check_organizations, CheckedOrganization, OrgColumn, Superior, SuperiorResolution,
	},
};
use chuxin_primitives::{
	organization::{OfficerView, OrganizationView},
	OrgId, PersonId,
};
use serde_json::{json, Value};
use std::{collections::BTreeMap, path::Path};
use subxt_signer::sr25519::Keypair;

/// Organizations waiting for a block at once: an officer may have 64 transactions waiting.
const WINDOW: usize = 48;

pub(super) async fn run(desk: &Desk, command: OrgCommand) -> Result<()> {
	match command {
		OrgCommand::List { org, depth } => list(desk, OrgId(org), depth).await,
		OrgCommand::Show { org } => show(desk, OrgId(org)).await,
		OrgCommand::Import { file, org, signer } => {
			import(desk, &file, OrgId(org), signer.key.as_deref()).await
		},
		OrgCommand::Establish { org, parent, kind, name, region, founded, signer: by } => {
			let (org, parent) = (OrgId(org), OrgId(parent.unwrap_or(org)));
			let call = Call::establish(org, parent, kind, &name, region, founded);
			let (_, chain) = submit(desk, &call, by.key.as_deref()).await?;
			let at = chain.finalized().await?;
			let children = chain.children(parent, at).await?;
			let new = children.iter().rev().find(|o| o.name.as_str() == Some(&name));
			let number = new.map(|o| o.id);
			let shown = number.map_or_else(String::new, |n| n.to_string());
			desk.print(
				|| json!({ "org": number, "name": name }),
				|| format!("{name} is organization {shown}\n"),
			);
			Ok(())
		},
		OrgCommand::Appoint { org, target, person, offices, powers, signer: by } => {
			if offices.is_empty() && powers.is_empty() {
				return Err(Error::Usage("give --offices, --powers, or both".into()));
			}
			let (org, target) = (OrgId(org), OrgId(target.unwrap_or(org)));
			let call = Call::appoint(org, target, PersonId(person), offices, powers);
			let (_, chain) = submit(desk, &call, by.key.as_deref()).await?;
			let officer = officer(&chain, target, PersonId(person)).await?;
			let from = officer.map(|o| o.effective_at).unwrap_or_default();
			desk.print(
				|| json!({ "org": target, "person": person, "effective_at": from }),
				|| {
					let from = time_text(from);
					format!("person {person} is an officer of organization {target} from {from}\n")
				},
			);
			Ok(())
		},
		OrgCommand::Dismiss { org, target, person, signer: by } => {
			let (org, target) = (OrgId(org), OrgId(target.unwrap_or(org)));
			let call = Call::dismiss(org, target, PersonId(person));
			submit(desk, &call, by.key.as_deref()).await?;
			done(desk, format!("person {person} is no officer of organization {target} any more"));
			Ok(())
		},
		OrgCommand::Window(WindowCommand::Open { org, target, until, signer: by }) => {
			let call = Call::open_import_window(OrgId(org), OrgId(target), until);
			submit(desk, &call, by.key.as_deref()).await?;
			done(desk, format!("organization {target} may import members until {until}"));
			Ok(())
		},
		OrgCommand::Window(WindowCommand::Close { org, target, signer: by }) => {
			let call = Call::close_import_window(OrgId(org), OrgId(target));
			submit(desk, &call, by.key.as_deref()).await?;
			done(desk, format!("organization {target} may import members no longer"));
			Ok(())
		},
	}
}

fn done(desk: &Desk, text: String) {
	desk.print(|| json!({ "done": text }), || format!("{text}\n"));
}

async fn submit(desk: &Desk, call: &Call, key: Option<&str>) -> Result<(Keypair, Chain)> {
	let (vault, chain) = desk.vault_and_chain().await?;
	let key = signer(&vault, key)?;
	chain.submit(call, &key).await?;
	Ok((key, chain))
}

async fn officer(chain: &Chain, org: OrgId, person: PersonId) -> Result<Option<OfficerView>> {
	let officers = chain.officers(org, chain.finalized().await?).await?;
	Ok(officers.into_iter().find(|o| o.person == person))
}

async fn list(desk: &Desk, org: OrgId, depth: Option<u8>) -> Result<()> {
	let chain = desk.chain().await?;
	let (number, at) = chain.finalized_block().await?;
	let tree = chain.tree(org, depth, at).await?;
	let top = tree.first().map_or(0, |o| o.depth);
	desk.print(
		|| {
			let organizations: Vec<Value> = tree.iter().map(organization_json).collect();
			json!({ "block": number, "organizations": organizations })
		},
		|| {
			let rows: Vec<Vec<String>> = tree
				.iter()
				.map(|o| {
					let indent = "  ".repeat(o.depth.saturating_sub(top).into());
					vec![
						o.id.to_string(),
						format!("{indent}{}", o.name.as_str().unwrap_or_default()),
						kebab(&format!("{:?}", o.kind)),
						o.region.to_string(),
						o.officers.to_string(),
						o.import_until.as_ref().and_then(|d| d.as_str()).unwrap_or("").to_owned(),
					]
				})
				.collect();
			table(&["no.", "organization", "kind", "region", "officers", "imports until"], &rows)
		},
	);
	Ok(())
}

fn organization_json(o: &OrganizationView) -> Value {
	json!({
		"id": o.id,
		"parent": o.parent,
		"kind": o.kind,
		"name": o.name.as_str(),
		"region": o.region,
		"status": o.status,
		"founded": o.founded.as_str(),
		"term_ends": o.term_ends.as_ref().and_then(|d| d.as_str()),
		"grants": o.grants,
		"depth": o.depth,
		"officers": o.officers,
		"import_until": o.import_until.as_ref().and_then(|d| d.as_str()),
	})
}

fn names<T: std::fmt::Debug>(list: &[T]) -> Vec<String> {
	list.iter().map(|v| kebab(&format!("{v:?}"))).collect()
}

async fn show(desk: &Desk, org: OrgId) -> Result<()> {
	let chain = desk.chain().await?;
	let (number, at) = chain.finalized_block().await?;
	let view = chain.organization_or_fail(org, at).await?;
	let officers = chain.officers(org, at).await?;
	let (own, subtree) = chain.head_counts(org, at).await?;
	desk.print(
		|| {
			let officers: Vec<Value> = officers
				.iter()
				.map(|o| {
					json!({
						"person": o.person,
						"offices": o.offices,
						"powers": o.powers,
						"since": o.since.as_str(),
						"effective_at": o.effective_at,
						"by": o.by,
					})
				})
				.collect();
			json!({
				"block": number,
				"organization": organization_json(&view),
				"officers": officers,
				"own": counts_json(&own),
				"subtree": counts_json(&subtree),
			})
		},
		|| {
			let text = |t: &Option<chuxin_primitives::RawDate>| {
				t.as_ref().and_then(|d| d.as_str()).unwrap_or("-").to_owned()
			};
			let facts = vec![
				vec!["number".into(), view.id.to_string()],
				vec!["above".into(), view.parent.map_or("-".into(), |p| p.to_string())],
				vec!["kind".into(), kebab(&format!("{:?}", view.kind))],
				vec!["region".into(), view.region.to_string()],
				vec!["status".into(), kebab(&format!("{:?}", view.status))],
				vec!["founded".into(), view.founded.as_str().unwrap_or("-").into()],
				vec!["grants".into(), names(&view.grants).join(", ")],
				vec!["imports until".into(), text(&view.import_until)],
				vec!["own members".into(), own.members.to_string()],
				vec!["members with everything below".into(), subtree.members.to_string()],
			];
			let rows: Vec<Vec<String>> = officers
				.iter()
				.map(|o| {
					vec![
						o.person.to_string(),
						names(&o.offices).join(", "),
						names(&o.powers).join(", "),
						o.since.as_str().unwrap_or_default().to_owned(),
						time_text(o.effective_at),
					]
				})
				.collect();
			let name = view.name.as_str().unwrap_or_default();
			let officers = table(&["person", "offices", "powers", "since", "in force from"], &rows);
			format!("{}\n{officers}", table(&[name, ""], &facts))
		},
	);
	Ok(())
}

/// Establishes the organizations of a list, level by level: what stands below a new one needs its
/// number first.
async fn import(desk: &Desk, file: &Path, org: OrgId, key: Option<&str>) -> Result<()> {
	let sheet = roster::read::<OrgColumn>(file).map_err(|e| Error::Other(e.to_string()))?;
	let (vault, chain) = desk.vault_and_chain().await?;
	let key = signer(&vault, key)?;
	let (today, at) = chain.today().await?;
	let root = chain.organization_or_fail(org, at).await?;
	let tree = chain.tree(org, None, at).await?;
	let checked = check_organizations(&sheet, today, root.kind, &|name| superior(&tree, name));
	super::roster::report(desk, file, checked.rows, &checked.faults, &checked.warnings)?;

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
			format!(
				"{} rows: {established} organizations established, {there} were there already\n",
				checked.rows
			)
		},
	);
	Ok(())
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
				return Err(Error::Other(
					"the list names superiors that do not come to be: check its column of superiors"
						.into(),
				));
			}
			self.level(list, &level, &mut progress).await?;
			waiting = later;
		}
		let took = progress.finish();
		self.desk.say(format_args!("  {total} organizations in {:.1} s", took.as_secs_f64()));
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
					Error::Other(format!(
						"{} was established and is not to be seen. Run the command again: what is there \
						 is passed over.",
						wanted.name
					))
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
	use chuxin_primitives::organization::{OrgKind, OrgStatus};

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
