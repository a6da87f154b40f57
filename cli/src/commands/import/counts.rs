//! Head counts before and after an import, and what is told of it.

use crate::{
	chain::Chain,
	error::{Error, Result},
	progress::table,
	t, told,
};
use chuxin_primitives::{
	organization::{CountsView, OrganizationView},
	OrgId,
};
use serde_json::{json, Value};
use std::{collections::BTreeMap, time::Duration};

/// Rows of the table of levels at most.
const LEVELS_SHOWN: usize = 30;

/// What came of an import.
#[derive(Debug, Default)]
pub(in crate::commands) struct Outcome {
	/// Persons enrolled in this run.
	pub enrolled: u64,
	/// Persons proposed in this run and waiting for approval.
	pub proposed: u64,
	/// The finalized block at which everything was read back.
	pub block: u32,
	/// How long sending and reading back took.
	pub took: Duration,
	/// Head counts before and after.
	pub levels: Vec<Level>,
	/// How many levels changed.
	pub changed: usize,
}

/// Head counts of one organization before and after.
#[derive(Debug)]
pub(in crate::commands) struct Level {
	org: OrgId,
	name: String,
	before: u64,
	after: u64,
	/// Persons of this run in it or below it.
	added: u64,
}

impl Outcome {
	/// As JSON.
	pub fn json(&self) -> Value {
		let levels: Vec<Value> = self
			.levels
			.iter()
			.map(|l| json!({ "org": l.org, "name": l.name, "before": l.before, "after": l.after }))
			.collect();
		json!({
			"enrolled": self.enrolled,
			"proposed": self.proposed,
			"block": self.block,
			"seconds": self.took.as_secs_f64(),
			"levels_changed": self.changed,
			"levels": levels,
		})
	}

	/// As a text.
	pub fn text(&self) -> String {
		let mut out = String::new();
		if self.proposed > self.enrolled {
			let waiting = self.proposed.saturating_sub(self.enrolled);
			out.push_str(&format!("{}\n", t!("import-proposed", count = waiting)));
		}
		if self.enrolled > 0 {
			let seconds = self.took.as_secs_f64();
			let rate = self.enrolled as f64 / seconds.max(0.001);
			let text = t!(
				"import-enrolled",
				count = self.enrolled,
				block = self.block,
				seconds = format!("{seconds:.1}"),
				rate = format!("{rate:.0}"),
			);
			out.push_str(&format!("{text}\n"));
		}
		if !self.levels.is_empty() {
			let rows: Vec<Vec<String>> = self
				.levels
				.iter()
				.take(LEVELS_SHOWN)
				.map(|l| {
					vec![
						l.org.to_string(),
						l.name.clone(),
						l.before.to_string(),
						l.after.to_string(),
						format!("+{}", l.after.saturating_sub(l.before)),
					]
				})
				.collect();
			let head = [
				t!("head-number"),
				t!("head-organization"),
				t!("head-before"),
				t!("head-after"),
				t!("head-change"),
			];
			out.push_str(&table(&head, &rows));
			if self.changed > LEVELS_SHOWN {
				let more = self.changed - LEVELS_SHOWN;
				out.push_str(&format!("{}\n", t!("import-more-levels", count = more)));
			}
		}
		out
	}
}

/// What an import may change, as it was before.
#[derive(Default)]
pub(super) struct Before {
	/// The organizations.
	pub orgs: BTreeMap<OrgId, OrganizationView>,
	/// Everybody in each and below it.
	pub persons: BTreeMap<OrgId, u64>,
}

impl Before {
	/// The organization and everything above it.
	fn way_up(&self, org: OrgId) -> impl Iterator<Item = OrgId> + use<'_> {
		let mut next = Some(org);
		std::iter::from_fn(move || {
			let org = next?;
			next = self.orgs.get(&org).and_then(|view| view.parent);
			Some(org)
		})
	}
}

/// Everybody counted, of any status.
pub(super) fn everybody(counts: &CountsView) -> u64 {
	[
		counts.applicants,
		counts.active_applicants,
		counts.candidates,
		counts.probationary,
		counts.full,
		counts.inactive,
		counts.former,
	]
	.iter()
	.map(|n| u64::from(*n))
	.sum()
}

/// Reads the head counts on every level again, and sees that every person arrived on every one.
pub(super) async fn read_back(
	chain: &Chain,
	before: &Before,
	enrolled: &BTreeMap<OrgId, u64>,
) -> Result<(u32, Vec<Level>)> {
	let (block, at) = chain.finalized_block().await?;
	let mut added: BTreeMap<OrgId, u64> = BTreeMap::new();
	for (branch, count) in enrolled {
		for org in before.way_up(*branch) {
			*added.entry(org).or_default() += count;
		}
	}
	let mut levels = Vec::with_capacity(added.len());
	for (org, added) in added {
		let (_, subtree) = chain.head_counts(org, at).await?;
		let level = Level {
			org,
			name: before
				.orgs
				.get(&org)
				.and_then(|o| o.name.as_str())
				.unwrap_or_default()
				.to_owned(),
			before: before.persons.get(&org).copied().unwrap_or_default(),
			after: everybody(&subtree),
			added,
		};
		// Others may enrol at the same time; nobody takes away.
		if level.after < level.before + level.added {
			return Err(Error::Other(told!(
				"import-counts-wrong",
				org = level.org.to_string(),
				name = level.name.as_str(),
				found = level.after,
				expected = level.before + level.added,
			)));
		}
		levels.push(level);
	}
	let depth = |l: &Level| before.orgs.get(&l.org).map(|o| o.depth);
	levels.sort_by_key(|l| (depth(l), l.org));
	Ok((block, levels))
}
