//! `chuxin org`.

use super::{stats::counts_json, Change, Desk};
use crate::{
	args::{OrgCommand, Signer, WindowCommand},
	chain::{Call, Chain},
	commands::time_text,
	error::{Error, Result},
	i18n::{name_of, names_of},
	progress::table,
	t, told,
};
use chuxin_primitives::{
	organization::{Office, OfficerView, OrgStatus, OrganizationView, Power},
	Hash, OrgId, PersonId,
};
use serde_json::{json, Value};

pub(super) async fn run(desk: &Desk, command: OrgCommand) -> Result<()> {
	match command {
		OrgCommand::Act(act) => super::org_acts::run(desk, act).await,
		OrgCommand::List { org, depth } => list(desk, OrgId(org), depth).await,
		OrgCommand::Show { org } => show(desk, OrgId(org)).await,
		OrgCommand::Import { file, org, signer } => {
			super::org_import::import(desk, &file, OrgId(org), signer.key.as_deref()).await
		},
		OrgCommand::Establish { org, parent, kind, name, region, founded, signer: by } => {
			let (org, parent) = (OrgId(org), OrgId(parent.unwrap_or(org)));
			let call = Call::establish(org, parent, kind, &name, region, founded);
			let changes = async |chain: &Chain, at: Hash| -> Result<Vec<Change>> {
				let below = chain.children(parent, at).await?.len();
				let new = t!("org-new", name = name.as_str(), kind = name_of("kind", &kind));
				Ok(vec![
					Change::new("organizations-below", below, below.saturating_add(1)),
					Change::new("organization", "-", new),
				])
			};
			let Some(sent) = desk.act(by.key.as_deref(), call, changes).await? else {
				return Ok(());
			};
			let at = sent.chain.finalized().await?;
			let children = sent.chain.children(parent, at).await?;
			let new = children.iter().rev().find(|o| o.name.as_str() == Some(&name));
			let number = new.map(|o| o.id);
			let shown = number.map_or_else(String::new, |n| n.to_string());
			desk.print(
				|| json!({ "org": number, "name": name, "block": sent.included.number }),
				|| format!("{}\n", t!("org-is", name = name.as_str(), number = shown.as_str())),
			);
			Ok(())
		},
		OrgCommand::Appoint { org, target, person, offices, powers, signer: by } => {
			if offices.is_empty() && powers.is_empty() {
				return Err(Error::Usage(told!("usage-empty-appointment")));
			}
			let (org, target) = (OrgId(org), OrgId(target.unwrap_or(org)));
			let person = PersonId(person);
			let after = appointment(&offices, &powers);
			let call = Call::appoint(org, target, person, offices, powers);
			let changes = async |chain: &Chain, at: Hash| -> Result<Vec<Change>> {
				let before = officer(chain, target, person, at).await?;
				let before = before.map(|o| appointment(&o.offices, &o.powers));
				Ok(vec![Change::new("appointment", before.unwrap_or_else(|| "-".into()), after)])
			};
			let Some(sent) = desk.act(by.key.as_deref(), call, changes).await? else {
				return Ok(());
			};
			let at = sent.chain.finalized().await?;
			let officer = officer(&sent.chain, target, person, at).await?;
			let from = officer.map(|o| o.effective_at).unwrap_or_default();
			desk.print(
				|| json!({ "org": target, "person": person, "effective_at": from }),
				|| {
					let text = t!(
						"org-appointed",
						person = person.to_string(),
						org = target.to_string(),
						from = time_text(from),
					);
					format!("{text}\n")
				},
			);
			Ok(())
		},
		OrgCommand::Dismiss { org, target, person, signer: by } => {
			let (org, target) = (OrgId(org), OrgId(target.unwrap_or(org)));
			let person = PersonId(person);
			let call = Call::dismiss(org, target, person);
			let changes = async |chain: &Chain, at: Hash| -> Result<Vec<Change>> {
				let before = officer(chain, target, person, at).await?;
				let before = before.map(|o| appointment(&o.offices, &o.powers));
				Ok(vec![Change::new("appointment", before.unwrap_or_else(|| "-".into()), "-")])
			};
			let text = t!("org-dismissed", person = person.to_string(), org = target.to_string());
			act(desk, by, call, changes, text).await
		},
		OrgCommand::Window(WindowCommand::Open { org, target, until, signer: by }) => {
			let call = Call::open_import_window(OrgId(org), OrgId(target), until);
			let text = t!("org-window-open", org = target.to_string(), until = until.to_string());
			act(desk, by, call, window(OrgId(target), until.to_string()), text).await
		},
		OrgCommand::Window(WindowCommand::Close { org, target, signer: by }) => {
			let call = Call::close_import_window(OrgId(org), OrgId(target));
			let text = t!("org-window-closed", org = target.to_string());
			act(desk, by, call, window(OrgId(target), "-".into()), text).await
		},
	}
}

/// Makes one call and says in words that it is done.
async fn act(
	desk: &Desk,
	by: Signer,
	call: Call,
	changes: impl AsyncFnOnce(&Chain, Hash) -> Result<Vec<Change>>,
	text: String,
) -> Result<()> {
	if let Some(sent) = desk.act(by.key.as_deref(), call, changes).await? {
		desk.done(&sent, text);
	}
	Ok(())
}

/// What an import window is and would be.
fn window(target: OrgId, after: String) -> impl AsyncFnOnce(&Chain, Hash) -> Result<Vec<Change>> {
	async move |chain: &Chain, at: Hash| {
		let view = chain.organization_or_fail(target, at).await?;
		let before = view.import_until.as_ref().and_then(|d| d.as_str()).unwrap_or("-");
		Ok(vec![Change::new("imports-until", before, after)])
	}
}

/// Offices and powers in words.
pub(super) fn appointment(offices: &[Office], powers: &[Power]) -> String {
	let parts = [names_of("office", offices), names_of("power", powers)];
	parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join("; ")
}

pub(super) async fn officer(
	chain: &Chain,
	org: OrgId,
	person: PersonId,
	at: Hash,
) -> Result<Option<OfficerView>> {
	let officers = chain.officers(org, at).await?;
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
						name_of("kind", &o.kind),
						o.region.to_string(),
						o.officers.to_string(),
						o.import_until.as_ref().and_then(|d| d.as_str()).unwrap_or("").to_owned(),
					]
				})
				.collect();
			let head = [
				t!("head-number"),
				t!("head-organization"),
				t!("head-kind"),
				t!("head-region"),
				t!("head-officers"),
				t!("head-imports-until"),
			];
			table(&head, &rows)
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
		"size": o.branch_size,
		"key_version": o.key_version,
		"merged_into": o.merged_into,
		"contact": o.contact.as_ref().and_then(|text| text.as_str()),
	})
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
			let contact = view.contact.as_ref().and_then(|text| text.as_str()).unwrap_or("-");
			let facts = [
				(t!("org-number"), view.id.to_string()),
				(t!("org-above"), view.parent.map_or("-".into(), |p| p.to_string())),
				(t!("head-kind"), name_of("kind", &view.kind)),
				(t!("head-region"), view.region.to_string()),
				(t!("head-status"), org_status(&view)),
				(t!("org-founded"), view.founded.as_str().unwrap_or("-").into()),
				(t!("org-term-ends"), text(&view.term_ends)),
				(t!("org-grants"), names_of("grant", &view.grants)),
				(t!("head-imports-until"), text(&view.import_until)),
				(t!("org-size"), name_of("size", &view.branch_size)),
				(t!("what-contact"), contact.to_owned()),
				(t!("org-own-members"), own.members.to_string()),
				(t!("org-all-members"), subtree.members.to_string()),
			];
			let facts: Vec<Vec<String>> =
				facts.into_iter().map(|(name, value)| vec![name, value]).collect();
			let rows: Vec<Vec<String>> = officers
				.iter()
				.map(|o| {
					vec![
						o.person.to_string(),
						names_of("office", &o.offices),
						names_of("power", &o.powers),
						o.since.as_str().unwrap_or_default().to_owned(),
						time_text(o.effective_at),
					]
				})
				.collect();
			let name = view.name.as_str().unwrap_or_default();
			let head = [
				t!("head-person"),
				t!("head-offices"),
				t!("head-powers"),
				t!("head-since"),
				t!("head-in-force-from"),
			];
			let officers = table(&head, &rows);
			format!("{}\n{officers}", table(&[name, ""], &facts))
		},
	);
	Ok(())
}

/// The status in words; of a merged organization, where it went over to.
fn org_status(view: &OrganizationView) -> String {
	match view.status {
		OrgStatus::MergedInto(org) => t!("org-merged-into", org = org.to_string()),
		other => name_of("org-status", &other),
	}
}
