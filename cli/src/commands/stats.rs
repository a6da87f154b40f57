//! `chuxin stats`: head counts level by level, read at one finalized block.

use super::{write_new, Desk};
use crate::{
	args::StatsArgs,
	card::Format,
	error::{Error, Result},
	output::{Bars, Cell, Table, MOST_BARS},
	t, told,
};
use chuxin_primitives::{
	organization::{CountsView, OrganizationView},
	OrgId,
};
use serde_json::{json, Value};
use std::path::PathBuf;

/// Colors of the chart: full members in the red of the flag, probationary members in its yellow,
/// suspended ones gray.
const SERIES: [(usize, [u8; 3]); 3] =
	[(3, [0xc8, 0x10, 0x2e]), (4, [0xf2, 0xb1, 0x34]), (5, [0x9a, 0x9a, 0x9a])];

pub(super) async fn run(desk: &Desk, args: StatsArgs) -> Result<()> {
	let format = |path: &PathBuf| match Format::of(path) {
		Some(format) if format != Format::Pdf => Ok(format),
		_ => Err(Error::Usage(told!("usage-chart-format"))),
	};
	let chart = args.chart.as_ref().map(format).transpose()?;
	let chain = desk.chain().await?;
	let (number, at) = chain.finalized_block().await?;
	let mut lines = Vec::new();
	for org in chain.tree(OrgId(args.org), Some(args.depth), at).await? {
		let (own, subtree) = chain.head_counts(org.id, at).await?;
		lines.push((org, own, subtree));
	}
	let table = counts(&lines);
	let title =
		t!("stats-title", name = lines[0].0.name.as_str().unwrap_or_default(), block = number,);
	let first = usize::from(lines.len() > 1);
	let bars = Bars { title, first, labels: 1, series: SERIES.to_vec() };
	// Everything is drawn before anything is written.
	let picture = match chart {
		Some(Format::Svg) => Some(table.svg(&bars).into_bytes()),
		Some(_) => Some(table.png(&bars, args.font.as_deref())?),
		None => None,
	};
	if let Some(path) = &args.xlsx {
		write_new(path, &table.xlsx(Some(&bars))?)?;
	}
	if let Some((path, picture)) = args.chart.as_ref().zip(picture) {
		write_new(path, &picture)?;
		let left_out = lines.len().saturating_sub(MOST_BARS.saturating_add(first));
		if left_out > 0 {
			desk.say(t!("stats-left-out", shown = MOST_BARS, left_out = left_out));
		}
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
			json!({
				"block": number,
				"hash": at,
				"organizations": organizations,
				"xlsx": args.xlsx,
				"chart": args.chart,
			})
		},
		|| format!("{}{}\n", table.text(), t!("stats-foot", block = number)),
	);
	Ok(())
}

/// The table: what stands in each organization and everything below it.
fn counts(lines: &[(OrganizationView, CountsView, CountsView)]) -> Table {
	let top = lines.first().map_or(0, |(org, ..)| org.depth);
	let rows = lines.iter().map(|(org, _, c)| {
		let name = org.name.as_str().unwrap_or_default().to_owned();
		let mut row = vec![
			Cell::Number(org.id.0.into()),
			Cell::Indented(org.depth.saturating_sub(top), name),
		];
		let numbers = [
			c.members,
			c.full,
			c.probationary,
			c.inactive,
			c.candidates,
			c.active_applicants,
			c.applicants,
		];
		row.extend(numbers.map(|n| Cell::Number(n.into())));
		row
	});
	Table {
		name: t!("stats-sheet"),
		head: vec![
			t!("head-number"),
			t!("head-organization"),
			t!("head-members"),
			t!("head-full"),
			t!("head-probationary"),
			t!("head-suspended"),
			t!("head-candidates"),
			t!("head-active-applicants"),
			t!("head-applicants"),
		],
		rows: rows.collect(),
	}
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
