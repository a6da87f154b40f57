//! `chuxin stats`: head counts level by level, read at one finalized block.

use super::Desk;
use crate::{args::StatsArgs, error::Result, progress::table};
use chuxin_primitives::{organization::CountsView, OrgId};
use serde_json::{json, Value};

pub(super) async fn run(desk: &Desk, args: StatsArgs) -> Result<()> {
	let chain = desk.chain().await?;
	let (number, at) = chain.finalized_block().await?;
	let mut lines = Vec::new();
	for org in chain.tree(OrgId(args.org), Some(args.depth), at).await? {
		let (own, subtree) = chain.head_counts(org.id, at).await?;
		lines.push((org, own, subtree));
	}
	desk.print(
		|| {
			let organizations: Vec<Value> = lines
				.iter()
				.map(|(org, own, subtree)| {
					json!({
						"id": org.id,
						"name": org.name.as_str(),
						"kind": org.kind,
						"depth": org.depth,
						"own": counts_json(own),
						"subtree": counts_json(subtree),
					})
				})
				.collect();
			json!({ "block": number, "hash": at, "organizations": organizations })
		},
		|| {
			let rows: Vec<Vec<String>> = lines
				.iter()
				.map(|(org, _, c)| {
					let indent = usize::from(org.depth.saturating_sub(lines[0].0.depth));
					let name = org.name.as_str().unwrap_or_default();
					vec![
						org.id.to_string(),
						format!("{}{name}", "  ".repeat(indent)),
						c.members.to_string(),
						c.full.to_string(),
						c.probationary.to_string(),
						c.inactive.to_string(),
						c.candidates.to_string(),
						c.active_applicants.to_string(),
						c.applicants.to_string(),
					]
				})
				.collect();
			let head = [
				"no.",
				"organization",
				"members",
				"full",
				"probationary",
				"suspended",
				"candidates",
				"active applicants",
				"applicants",
			];
			format!("{}with everything below, at finalized block {number}\n", table(&head, &rows))
		},
	);
	Ok(())
}

/// Head counts as JSON.
pub(super) fn counts_json(counts: &CountsView) -> Value {
	json!({
		"applicants": counts.applicants,
		"active_applicants": counts.active_applicants,
		"candidates": counts.candidates,
		"probationary": counts.probationary,
		"full": counts.full,
		"inactive": counts.inactive,
		"former": counts.former,
		"members": counts.members,
	})
}
