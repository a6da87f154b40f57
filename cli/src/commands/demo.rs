//! `chuxin demo`.

use super::Desk;
use crate::{
	args::DemoCommand,
	error::{Error, Result},
	roster, t,
};
use chuxin_primitives::CivilDate;

pub(super) fn run(desk: &Desk, command: DemoCommand) -> Result<()> {
	let DemoCommand::Roster { members, seed, date, out, organizations } = command;
	let made = match date {
		None => crate::demo::generate(members, seed),
		Some(date) => crate::demo::generate_at(members, seed, date),
	};
	let made = made.map_err(|e| Error::Usage(e.to_string()))?;
	if let Some(path) = &organizations {
		roster::export_organizations(path, &made.organizations)?;
	}
	roster::export(&out, &made.members)?;
	let date: Option<String> = date.as_ref().map(CivilDate::to_string);
	desk.print(
		|| {
			serde_json::json!({
				"members": made.members.len(),
				"organizations": made.organizations.len(),
				"seed": seed,
				"date": date,
				"file": out,
			})
		},
		|| {
			let text = t!(
				"demo-made",
				members = made.members.len(),
				organizations = made.organizations.len(),
				seed = seed.to_string(),
				file = out.display().to_string(),
			);
			format!("{text}\n")
		},
	);
	Ok(())
}
