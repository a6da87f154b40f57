//! `chuxin org …`: the acts of an organization's life.

mod reorganize;

use super::{
	org::{appointment, officer},
	Change, Desk,
};
use crate::{
	args::acts::{ElectionCommand, OrgAct, OrgKeyCommand, Target},
	args::Signer,
	chain::{hex, unhex, Call, Chain},
	error::{Error, Result},
	i18n::{name_of, names_of},
	progress::table,
	t, told,
};
use chuxin_primitives::{
	organization::{ElectionStage, Office, OrganizationView},
	Hash, OrgId, PersonId, RawDate, RawText, ResolutionId,
};
use serde_json::json;

/// What a call changes, as read before it.
type Seen = Vec<Change>;

pub(super) async fn run(desk: &Desk, act: OrgAct) -> Result<()> {
	match act {
		OrgAct::Rename { target, name, signer } => {
			let (org, target) = ids(target);
			let after = name.clone();
			let seen = async |chain: &Chain, at| {
				let before = chain.organization_or_fail(target, at).await?;
				Ok(vec![Change::new("name", before.name.as_str().unwrap_or("-"), after)])
			};
			send(desk, signer, Call::rename(org, target, &name), seen, done(target)).await
		},
		OrgAct::Freeze { target, signer } => {
			let (org, target) = ids(target);
			send(desk, signer, Call::freeze(org, target), status(target, "frozen"), done(target))
				.await
		},
		OrgAct::Thaw { target, signer } => {
			let (org, target) = ids(target);
			send(desk, signer, Call::thaw(org, target), status(target, "active"), done(target))
				.await
		},
		OrgAct::Move { target, parent, signer } => {
			let (org, target) = ids(target);
			let seen = async |chain: &Chain, at| {
				let before = chain.organization_or_fail(target, at).await?.parent;
				let before = before.map_or_else(|| "-".into(), |parent| parent.to_string());
				Ok(vec![Change::new("parent", before, parent)])
			};
			let call = Call::reparent(org, target, OrgId(parent));
			send(desk, signer, call, seen, done(target)).await
		},
		OrgAct::Term { target, ends, signer } => {
			let (org, target) = ids(target);
			let seen = async |chain: &Chain, at| {
				let view = chain.organization_or_fail(target, at).await?;
				let before = view.term_ends.as_ref().and_then(RawDate::as_str).unwrap_or("-");
				Ok(vec![Change::new("term", before, ends)])
			};
			send(desk, signer, Call::set_term(org, target, ends), seen, done(target)).await
		},
		OrgAct::Acting { target, person, offices, powers, until, signer } => {
			let (org, target) = ids(target);
			let person = PersonId(person);
			let after = format!("{}; {until}", appointment(&offices, &powers));
			let call = Call::appoint_acting(org, target, person, offices, powers, until);
			send(desk, signer, call, appointed(target, person, after), done(target)).await
		},
		OrgAct::Expire { target, person, signer } => {
			let (org, target) = ids(target);
			let person = PersonId(person);
			let call = Call::expire_acting(org, target, person);
			send(desk, signer, call, appointed(target, person, "-".into()), done(target)).await
		},
		OrgAct::Grants { target, grants, signer } => {
			let (org, target) = ids(target);
			let after = names_of("grant", &grants);
			let seen = async |chain: &Chain, at| {
				let before = chain.organization_or_fail(target, at).await?.grants;
				Ok(vec![Change::new("grants", names_of("grant", &before), after)])
			};
			send(desk, signer, Call::set_grants(org, target, grants), seen, done(target)).await
		},
		OrgAct::Contact { target, telephone, signer } => {
			let (org, target) = ids(target);
			let after = telephone.clone().unwrap_or_else(|| "-".into());
			let seen = async |chain: &Chain, at| {
				let before = chain.organization_or_fail(target, at).await?.contact;
				let before = before.as_ref().and_then(RawText::as_str).unwrap_or("-");
				Ok(vec![Change::new("contact", before, after)])
			};
			let call = Call::set_contact(org, target, telephone.as_deref());
			send(desk, signer, call, seen, done(target)).await
		},
		OrgAct::Resign { org, signer: by } => {
			let org = OrgId(org);
			let (vault, chain) = desk.vault_and_chain().await?;
			let key = super::signer(&vault, by.key.as_deref())?;
			let person = super::person_of(&chain, &key, chain.finalized().await?).await?;
			let seen = appointed(org, person, "-".into());
			if let Some(sent) = desk.act_with(&chain, &key, Call::resign(org), seen).await? {
				desk.done(&sent, t!("org-resigned", org = org.to_string()));
			}
			Ok(())
		},
		OrgAct::TakeNote { target, person, event, signer } => {
			let (superior, org) = ids(target);
			let person = PersonId(person);
			let call = Call::take_note(superior, org, person, event);
			let what = t!("late-entry", person = person.to_string(), event = event);
			let seen = async move |_: &Chain, _| Ok(vec![Change::new("agenda", what, "-")]);
			let text = t!("note-taken", person = person.to_string(), event = event);
			send(desk, signer, call, seen, text).await
		},
		OrgAct::Reorganize(command) => reorganize::run(desk, command).await,
		OrgAct::Election(command) => elect(desk, command).await,
		OrgAct::Key(command) => key(desk, command).await,
		OrgAct::Find { name, region, org } => find(desk, name.as_deref(), region, org).await,
	}
}

fn ids(target: Target) -> (OrgId, OrgId) {
	(OrgId(target.org), OrgId(target.target))
}

fn done(target: OrgId) -> String {
	t!("org-act-done", org = target.to_string())
}

/// Makes one call and says in words that it is done.
async fn send(
	desk: &Desk,
	by: Signer,
	call: Call,
	seen: impl AsyncFnOnce(&Chain, Hash) -> Result<Seen>,
	text: String,
) -> Result<()> {
	if let Some(sent) = desk.act(by.key.as_deref(), call, seen).await? {
		desk.done(&sent, text);
	}
	Ok(())
}

/// What a person is in an organization and would be.
fn appointed(
	target: OrgId,
	person: PersonId,
	after: String,
) -> impl AsyncFnOnce(&Chain, Hash) -> Result<Seen> {
	async move |chain: &Chain, at| {
		let before = officer(chain, target, person, at).await?;
		let before = before.map_or_else(|| "-".into(), |o| appointment(&o.offices, &o.powers));
		Ok(vec![Change::new("appointment", before, after)])
	}
}

/// How far an election is and would be.
fn election(org: OrgId, after: String) -> impl AsyncFnOnce(&Chain, Hash) -> Result<Seen> {
	async move |chain: &Chain, at| {
		let before = chain.election(org, at).await?;
		let before = before.map_or_else(|| "-".into(), |e| name_of("election-stage", &e.stage));
		Ok(vec![Change::new("election", before, after)])
	}
}

/// The key that holds and would hold.
fn org_key(org: OrgId, after: String) -> impl AsyncFnOnce(&Chain, Hash) -> Result<Seen> {
	async move |chain: &Chain, at| {
		let before = chain.organization_key(org, at).await?;
		let before =
			before.map_or_else(|| "-".into(), |key| format!("{} {}", key.version, hex(&key.key)));
		Ok(vec![Change::new("org-key", before, after)])
	}
}

fn status(target: OrgId, after: &'static str) -> impl AsyncFnOnce(&Chain, Hash) -> Result<Seen> {
	async move |chain: &Chain, at| {
		let before = chain.organization_or_fail(target, at).await?.status;
		let after = crate::i18n::word(&format!("org-status-{after}"));
		Ok(vec![Change::new("status", name_of("org-status", &before), after)])
	}
}

async fn elect(desk: &Desk, command: ElectionCommand) -> Result<()> {
	match command {
		ElectionCommand::Request { org, kind, signer } => {
			let org = OrgId(org);
			let call = Call::request_election(org, kind);
			let seen = election(org, t!("election-stage-requested"));
			send(desk, signer, call, seen, t!("election-requested")).await
		},
		ElectionCommand::Reply { target, refuse, signer } => {
			let (superior, org) = ids(target);
			let call = Call::reply_election(superior, org, !refuse);
			let after = if refuse { "-".into() } else { t!("election-stage-agreed") };
			send(desk, signer, call, election(org, after), t!("election-replied")).await
		},
		ElectionCommand::Announce { org, day, signer } => {
			let org = OrgId(org);
			let call = Call::announce_election(org, day);
			let seen = election(org, t!("election-stage-announced"));
			send(desk, signer, call, seen, t!("election-announced")).await
		},
		ElectionCommand::Report { org, resolution, elected, signer } => {
			let elected = elected.into_iter().map(|(p, offices)| (PersonId(p), offices)).collect();
			let org = OrgId(org);
			let call = Call::report_election(org, ResolutionId(resolution), elected);
			let seen = election(org, t!("election-stage-reported"));
			send(desk, signer, call, seen, t!("election-reported")).await
		},
		ElectionCommand::Confirm { target, signer } => {
			let (superior, org) = ids(target);
			let call = Call::confirm_election(superior, org);
			let seen = election(org, t!("election-confirmed"));
			send(desk, signer, call, seen, t!("election-confirmed")).await
		},
		ElectionCommand::Show { org } => {
			let chain = desk.chain().await?;
			let at = chain.finalized().await?;
			let election = chain
				.election(OrgId(org), at)
				.await?
				.ok_or_else(|| Error::NotFound(told!("no-election", org = org.to_string())))?;
			let stage = name_of("election-stage", &election.stage);
			let kind = name_of("election-kind", &election.kind);
			let (step, day, results) = match election.stage {
				ElectionStage::Requested => ("Requested", None, Vec::new()),
				ElectionStage::Agreed => ("Agreed", None, Vec::new()),
				ElectionStage::Announced { day } => ("Announced", Some(day), Vec::new()),
				ElectionStage::Reported { held, results, .. } => ("Reported", Some(held), results),
			};
			let day = day.as_ref().and_then(RawDate::as_str);
			desk.print(
				|| {
					let elected = |(person, offices): &(PersonId, Vec<Office>)| {
						json!({ "person": person, "offices": offices })
					};
					json!({
						"org": org,
						"kind": format!("{:?}", election.kind),
						"stage": step,
						"day": day,
						"results": results.iter().map(elected).collect::<Vec<_>>(),
						"requested_by": election.requested_by,
					})
				},
				|| {
					let mut text = format!("{kind}: {stage}");
					if let Some(day) = day {
						text.push_str(&format!(" ({day})"));
					}
					for (person, offices) in &results {
						text.push_str(&format!("\n{person}: {}", names_of("office", offices)));
					}
					text.push('\n');
					text
				},
			);
			Ok(())
		},
	}
}

async fn key(desk: &Desk, command: OrgKeyCommand) -> Result<()> {
	match command {
		OrgKeyCommand::Publish { org, public, signer } => {
			let key = public_key(&public)?;
			let org = OrgId(org);
			let call = Call::publish_key(org, key);
			let seen = org_key(org, hex(&key));
			send(desk, signer, call, seen, t!("org-key-published")).await
		},
		OrgKeyCommand::Revoke { org, version, signer } => {
			let org = OrgId(org);
			let call = Call::revoke_key(org, version);
			let text = t!("org-key-revoked", version = version);
			send(desk, signer, call, org_key(org, text.clone()), text.clone()).await
		},
		OrgKeyCommand::Show { org } => {
			let chain = desk.chain().await?;
			let at = chain.finalized().await?;
			let key = chain.organization_key(OrgId(org), at).await?.ok_or_else(|| {
				Error::NotFound(told!("no-organization-key", org = org.to_string()))
			})?;
			desk.print(
				|| json!({ "org": org, "version": key.version, "key": hex(&key.key) }),
				|| format!("{} {}\n", key.version, hex(&key.key)),
			);
			Ok(())
		},
	}
}

/// A public key as 64 hexadecimal digits or as an `age1…` recipient.
fn public_key(text: &str) -> Result<[u8; 32]> {
	let bytes = if text.starts_with("age1") {
		bech32::decode(text)
			.ok()
			.and_then(|(_, data, _)| <Vec<u8> as bech32::FromBase32>::from_base32(&data).ok())
	} else {
		unhex(text)
	};
	bytes
		.and_then(|bytes| bytes.try_into().ok())
		.ok_or_else(|| Error::Usage(told!("org-key-unreadable")))
}

/// How organizations were looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looked {
	/// By the whole name: all who have it, the archived and merged too.
	Whole,
	/// By a part of the name, in the tree of today.
	Part,
	/// By region, through the directory.
	Region,
	/// Everything in the tree of today.
	Tree,
}

/// Looks organizations up: by the whole name or the region through the chain's directory; by a part of
/// the name, where nobody has it whole, through the tree of today, which costs one question for every
/// 256 organizations.
async fn find(
	desk: &Desk,
	name: Option<&str>,
	region: Option<u32>,
	org: Option<u32>,
) -> Result<()> {
	let chain = desk.chain().await?;
	let at = chain.finalized().await?;
	let whole = match (name, region, org) {
		(Some(name), None, None) => chain.named(name, at).await?,
		_ => Vec::new(),
	};
	let (all, looked) = match (region, name) {
		_ if !whole.is_empty() => (whole, Looked::Whole),
		(Some(region), _) => (chain.directory(region, at).await?, Looked::Region),
		(None, Some(_)) => {
			(chain.tree(OrgId(org.unwrap_or_default()), None, at).await?, Looked::Part)
		},
		(None, None) => (chain.tree(OrgId(org.unwrap_or_default()), None, at).await?, Looked::Tree),
	};
	let named = |o: &&OrganizationView| {
		name.is_none_or(|part| o.name.as_str().is_some_and(|name| name.contains(part)))
	};
	let found: Vec<&OrganizationView> = all.iter().filter(named).collect();
	desk.print(
		|| {
			let list: Vec<_> = found
				.iter()
				.map(|o| json!({ "id": o.id, "name": o.name.as_str(), "region": o.region }))
				.collect();
			json!({ "found": list, "by": format!("{looked:?}").to_lowercase() })
		},
		|| {
			let rows: Vec<Vec<String>> = found
				.iter()
				.map(|o| {
					vec![
						o.id.to_string(),
						o.name.as_str().unwrap_or_default().to_owned(),
						name_of("kind", &o.kind),
						o.region.to_string(),
						name_of("org-status", &o.status),
					]
				})
				.collect();
			let head = [
				t!("head-number"),
				t!("head-organization"),
				t!("head-kind"),
				t!("head-region"),
				t!("head-status"),
			];
			format!("{}{}\n", table(&head, &rows), name_of("find", &looked))
		},
	);
	Ok(())
}
