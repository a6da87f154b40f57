//! `chuxin vault`.

use super::{new_secret, Desk};
use crate::{args::VaultCommand, error::Result, progress::table, vault::Vault};
use serde_json::json;

pub(super) fn run(desk: &Desk, command: VaultCommand) -> Result<()> {
	match command {
		VaultCommand::Init => {
			let prompt = "Passphrase of the new vault (at least 12 characters): ";
			let passphrase = new_secret(desk.global.passphrase_fd, prompt)?;
			let vault = Vault::create(&desk.vault_path(), &passphrase)?;
			let path = vault.path().display().to_string();
			desk.print(|| json!({ "vault": path }), || format!("vault {path} is ready\n"));
			Ok(())
		},
		VaultCommand::Status => status(desk),
	}
}

fn status(desk: &Desk) -> Result<()> {
	let vault = desk.vault()?;
	let keys = vault.keys()?;
	let (persons, enrolled) = vault.person_counts()?;
	let open = vault.unfinished_imports()?;
	let waiting: usize = open
		.iter()
		.flat_map(|import| &import.batches)
		.filter(|batch| batch.state == crate::vault::BatchState::Planned)
		.map(|batch| batch.rows.len())
		.sum();
	let path = vault.path().display().to_string();
	desk.print(
		|| {
			json!({
				"vault": path,
				"keys": keys,
				"persons": persons,
				"enrolled": enrolled,
				"unfinished_imports": open.len(),
				"persons_waiting": waiting,
			})
		},
		|| {
			let rows = vec![
				vec!["vault".into(), path.clone()],
				vec!["keys".into(), keys.len().to_string()],
				vec!["persons".into(), persons.to_string()],
				vec!["of them on the chain".into(), enrolled.to_string()],
				vec!["unfinished imports".into(), open.len().to_string()],
				vec!["persons waiting in them".into(), waiting.to_string()],
			];
			table(&["what", "how many"], &rows)
		},
	);
	Ok(())
}
