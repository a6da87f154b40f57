//! `chuxin vault`.

use super::{new_secret, secret, write_new, Desk};
use crate::{
	args::{NewPassphrase, OfficerCommand, RecoveryCommand, VaultCommand},
	error::{Error, Result},
	progress::table,
	t, told,
	vault::{new_recovery_key, BatchState, LeftOut, Vault, VaultError},
};
use secrecy::SecretString;
use serde_json::json;
use std::{collections::BTreeSet, path::Path};

pub(super) fn run(desk: &Desk, command: VaultCommand) -> Result<()> {
	match command {
		VaultCommand::Init { officer } => {
			let passphrase = new_secret(desk.global.passphrase_fd, &t!("vault-prompt-new"))?;
			let vault = Vault::create_for(&desk.vault_path(), &officer, &passphrase)?;
			ready(desk, &vault);
			Ok(())
		},
		VaultCommand::Status => status(desk),
		VaultCommand::Check => check(desk),
		VaultCommand::Officer(command) => officer(desk, command),
		VaultCommand::Handover { to, from, new } => {
			let mut vault = desk.vault()?;
			let from = named(&vault, from)?;
			let passphrase = passphrase_of(&new, &to)?;
			let left_out = vault.hand_over(&from, &to, &passphrase)?;
			changed(
				desk,
				&vault,
				&left_out,
				t!("vault-handed-over", to = to.as_str(), from = from.as_str()),
			)
		},
		VaultCommand::Recovery(command) => recovery(desk, command),
		VaultCommand::Recover { identity, officer, new } => {
			if !desk.vault_path().is_file() {
				return Err(VaultError::Missing(desk.vault_path()).into());
			}
			let text = std::fs::read_to_string(&identity).map_err(Error::read(&identity))?;
			let passphrase = passphrase_of(&new, &officer)?;
			let identity = SecretString::from(text);
			let vault = Vault::recover(&desk.vault_path(), &identity, &officer, &passphrase)?;
			changed(desk, &vault, &LeftOut::new(), t!("vault-officer-in", name = officer.as_str()))
		},
		VaultCommand::Backup { file } => backup(desk, &file),
		VaultCommand::Restore { file, replace } => restore(desk, &file, replace),
		VaultCommand::Erase { person, row } => erase(desk, &person, row),
	}
}

fn ready(desk: &Desk, vault: &Vault) {
	let path = vault.path().display().to_string();
	desk.print(
		|| json!({ "vault": path }),
		|| format!("{}\n", t!("vault-ready", path = path.as_str())),
	);
}

/// The named officer, or the one whose passphrase opened the vault.
fn named(vault: &Vault, name: Option<String>) -> Result<String> {
	name.or_else(|| vault.officer().map(str::to_owned))
		.ok_or_else(|| Error::Usage(told!("vault-name-officer")))
}

/// The passphrase of an officer who comes in or gets a new one.
fn passphrase_of(new: &NewPassphrase, officer: &str) -> Result<SecretString> {
	new_secret(new.new_passphrase_fd, &t!("vault-prompt-officer", name = officer))
}

/// Tells who opens the vault after a change.
fn changed(desk: &Desk, vault: &Vault, left_out: &[String], text: String) -> Result<()> {
	let officers = vault.officers()?;
	desk.print(
		|| json!({ "officers": officers, "left_out": left_out }),
		|| {
			let mut lines = vec![text, t!("vault-officers", names = officers.join(", "))];
			if !left_out.is_empty() {
				lines.push(t!("vault-left-out", names = left_out.join(", ")));
			}
			lines.join("\n") + "\n"
		},
	);
	Ok(())
}

fn officer(desk: &Desk, command: OfficerCommand) -> Result<()> {
	let mut vault = desk.vault()?;
	match command {
		OfficerCommand::List => {
			let officers = vault.officers()?;
			let opened_by = vault.officer().map(str::to_owned);
			desk.print(
				|| json!({ "officers": officers, "opened_by": opened_by }),
				|| officers.iter().map(|name| format!("{name}\n")).collect(),
			);
			Ok(())
		},
		OfficerCommand::Add { name, new } => {
			vault.add_officer(&name, &passphrase_of(&new, &name)?)?;
			changed(desk, &vault, &LeftOut::new(), t!("vault-officer-in", name = name.as_str()))
		},
		OfficerCommand::Remove { name } => {
			let left_out = vault.remove_officer(&name)?;
			changed(desk, &vault, &left_out, t!("vault-officer-out", name = name.as_str()))
		},
		OfficerCommand::Passphrase { new } => {
			let name = named(&vault, None)?;
			let left_out = vault.change_passphrase(&name, &passphrase_of(&new, &name)?)?;
			changed(desk, &vault, &left_out, t!("vault-officer-renewed", name = name.as_str()))
		},
	}
}

fn recovery(desk: &Desk, command: RecoveryCommand) -> Result<()> {
	match command {
		RecoveryCommand::New { out } => {
			let made = new_recovery_key()?;
			write_new(&out, made.file.as_bytes())?;
			let key = format!("0x{}", hex::encode(made.key));
			desk.print(
				|| json!({ "recipient": made.recipient, "key": key, "identity": out }),
				|| {
					t!(
						"vault-recovery-made",
						recipient = made.recipient.as_str(),
						key = key.as_str(),
						path = out.display().to_string(),
					) + "\n"
				},
			);
			Ok(())
		},
		RecoveryCommand::Set { recipient } => {
			let mut vault = desk.vault()?;
			let left_out = vault.set_recovery(&recipient)?;
			changed(desk, &vault, &left_out, t!("vault-recovery-set-done"))
		},
		RecoveryCommand::Show => {
			let recipient = desk.vault()?.recovery()?;
			desk.print(
				|| json!({ "recipient": recipient }),
				|| recipient.clone().unwrap_or_else(|| t!("vault-recovery-unset")) + "\n",
			);
			Ok(())
		},
	}
}

fn check(desk: &Desk) -> Result<()> {
	let contents = desk.vault()?.check()?;
	desk.print(
		|| json!(contents),
		|| {
			t!(
				"vault-sound",
				persons = contents.persons,
				keys = contents.keys,
				officers = contents.officers,
				erased = contents.erased,
			) + "\n"
		},
	);
	Ok(())
}

fn backup(desk: &Desk, file: &Path) -> Result<()> {
	let contents = desk.vault()?.backup(file)?;
	desk.print(
		|| json!({ "backup": file, "contents": contents }),
		|| {
			t!(
				"vault-backed-up",
				path = file.display().to_string(),
				persons = contents.persons,
				keys = contents.keys,
			) + "\n"
		},
	);
	Ok(())
}

fn restore(desk: &Desk, file: &Path, replace: bool) -> Result<()> {
	// What cannot be is told before anybody types a passphrase.
	if !file.is_file() {
		return Err(VaultError::NoBackup(file.into()).into());
	}
	if desk.vault_path().exists() && !replace {
		return Err(VaultError::Occupied(desk.vault_path()).into());
	}
	let passphrase = secret(desk.global.passphrase_fd, &t!("vault-prompt-backup"))?;
	let (vault, left_out) = Vault::restore(&desk.vault_path(), file, &passphrase, replace)?;
	let persons = vault.person_counts()?.0;
	changed(desk, &vault, &left_out, t!("vault-restored", persons = persons))
}

fn erase(desk: &Desk, persons: &[u64], rows: Vec<i64>) -> Result<()> {
	let mut vault = desk.vault()?;
	let mut all: BTreeSet<i64> = rows.into_iter().collect();
	for person in persons {
		all.insert(
			vault
				.row_of(*person)?
				.ok_or_else(|| Error::NotFound(told!("vault-no-person", person = *person)))?,
		);
	}
	let erased = vault.erase(&all)?;
	let left = vault.person_counts()?.0;
	desk.print(
		|| json!({ "erased": erased, "persons": left }),
		|| t!("vault-erased", erased = erased, left = left) + "\n",
	);
	Ok(())
}

fn status(desk: &Desk) -> Result<()> {
	let vault = desk.vault()?;
	let keys = vault.keys()?;
	let officers = vault.officers()?;
	let recovery = vault.recovery()?;
	let (persons, enrolled) = vault.person_counts()?;
	let open = vault.unfinished_imports()?;
	let waiting: usize = open
		.iter()
		.flat_map(|import| &import.batches)
		.filter(|batch| batch.state == BatchState::Planned)
		.map(|batch| batch.rows.len())
		.sum();
	let path = vault.path().display().to_string();
	desk.print(
		|| {
			json!({
				"vault": path,
				"officers": officers,
				"recovery": recovery,
				"keys": keys,
				"persons": persons,
				"enrolled": enrolled,
				"unfinished_imports": open.len(),
				"persons_waiting": waiting,
			})
		},
		|| {
			let recovery = recovery.clone().unwrap_or_else(|| t!("vault-recovery-unset"));
			let rows = [
				(t!("vault-row-officers"), officers.join(", ")),
				(t!("vault-row-recovery"), recovery),
				(t!("vault-row-keys"), keys.len().to_string()),
				(t!("vault-row-persons"), persons.to_string()),
				(t!("vault-row-enrolled"), enrolled.to_string()),
				(t!("vault-row-imports"), open.len().to_string()),
				(t!("vault-row-waiting"), waiting.to_string()),
			];
			let rows: Vec<_> = rows.into_iter().map(|(name, value)| vec![name, value]).collect();
			table(&[t!("vault-head"), path.clone()], &rows)
		},
	);
	Ok(())
}
