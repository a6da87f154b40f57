//! `chuxin demo`.

use super::Desk;
use crate::{
	args::DemoCommand,
	error::{Error, Result},
	roster,
};
use chuxin_primitives::CivilDate;

pub(super) fn run(desk: &Desk, command: DemoCommand) -> Result<()> {
	let DemoCommand::Roster { members, seed, date, out, organizations } = command;
	let made = match date {
		None => crate::demo::generate(members, seed),
		Some(date) => crate::demo::generate_at(members, seed, date),
	};
	let made = made.map_err(|e| Error::Usage(e.to_string()))?;
	let write = |e: roster::WriteError| Error::Other(e.to_string());
	if let Some(path) = &organizations {
		roster::export_organizations(path, &made.organizations).map_err(write)?;
	}
	roster::export(&out, &made.members).map_err(write)?;
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
			format!(
				"{} made-up members of {} organizations (seed {seed}) in {}\n",
				made.members.len(),
				made.organizations.len(),
				out.display()
			)
		},
	);
	Ok(())
}
