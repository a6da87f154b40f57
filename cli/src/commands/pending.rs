//! `chuxin pending`: what was decided and waits for its day.

use super::{time_text, Change, Desk};
use crate::{
	args::acts::PendingCommand,
	chain::{Call, Chain},
	error::{Error, Result},
	progress::table,
	t, told,
};
use chuxin_primitives::{
	pending::{PendingAct, PendingView},
	Hash, OrgId, PendingId,
};
use serde_json::{json, Value};

pub(super) async fn run(desk: &Desk, command: PendingCommand) -> Result<()> {
	let (call, signer, id, text) = match command {
		PendingCommand::List { org } => return list(desk, OrgId(org)).await,
		PendingCommand::CarryOut { id, signer } => {
			let id = PendingId(id);
			(Call::carry_out(id), signer, id, t!("pending-carried-out", id = id.0))
		},
		PendingCommand::Veto { org, id, signer } => {
			let id = PendingId(id);
			(Call::veto(OrgId(org), id), signer, id, t!("pending-vetoed", id = id.0))
		},
	};
	let seen = async |chain: &Chain, at: Hash| {
		let all = chain.pending_acts(at).await?;
		let act = all.iter().find(|act| act.id == id);
		let act = act.ok_or_else(|| Error::NotFound(told!("no-pending", id = id.0)))?;
		Ok(vec![Change::new("pending", words(&act.act), "-")])
	};
	if let Some(sent) = desk.act(signer.key.as_deref(), call, seen).await? {
		desk.done(&sent, text);
	}
	Ok(())
}

/// What waits, in words.
fn words(act: &PendingAct) -> String {
	match act {
		PendingAct::ReplaceAccount(person) => {
			t!("pending-replace-account", person = person.to_string())
		},
		PendingAct::Merge { from, into } => {
			t!("pending-merge", from = from.to_string(), into = into.to_string())
		},
		PendingAct::Archive(org) => t!("pending-archive", org = org.to_string()),
	}
}

async fn list(desk: &Desk, org: OrgId) -> Result<()> {
	let chain = desk.chain().await?;
	let (number, at) = chain.finalized_block().await?;
	let below: Vec<OrgId> = chain.tree(org, None, at).await?.iter().map(|o| o.id).collect();
	let mut acts = chain.pending_acts(at).await?;
	acts.retain(|act| below.contains(&act.org));
	acts.sort_by_key(|act| act.ready_at);
	desk.print(
		|| {
			let acts: Vec<Value> = acts
				.iter()
				.map(|PendingView { id, act, org, ready_at, ready_on, .. }| {
					json!({
						"id": id,
						"act": act,
						"org": org,
						"ready_at": ready_at,
						"ready_on": ready_on.as_str(),
					})
				})
				.collect();
			json!({ "block": number, "pending": acts })
		},
		|| {
			let rows: Vec<Vec<String>> = acts
				.iter()
				.map(|act| {
					vec![
						act.id.to_string(),
						words(&act.act),
						act.org.to_string(),
						time_text(act.ready_at),
					]
				})
				.collect();
			let head =
				[t!("head-number"), t!("head-what"), t!("head-organization"), t!("head-ready-at")];
			table(&head, &rows)
		},
	);
	Ok(())
}
