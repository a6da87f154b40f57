//! `chuxin key`.

use super::{secret, Desk};
use crate::{
	args::KeyCommand,
	chain::account_of,
	error::{Error, Result},
	i18n::word,
	progress::table,
	t, told,
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use subxt_signer::bip39::Mnemonic;
use zeroize::Zeroizing;

pub(super) async fn run(desk: &Desk, command: KeyCommand) -> Result<()> {
	match command {
		KeyCommand::New { name, words } => new(desk, &name, words),
		KeyCommand::Import { name, suri_fd } => {
			let vault = desk.vault()?;
			let suri = secret(suri_fd, &t!("prompt-suri"))?;
			tell(desk, &vault.add_key(&name, &suri)?);
			Ok(())
		},
		KeyCommand::List => {
			let keys = desk.vault()?.keys()?;
			let rows: Vec<_> = keys
				.iter()
				.map(|k| {
					let officer = k.officer.clone().unwrap_or_else(|| t!("key-everybodys"));
					vec![k.name.clone(), k.account.clone(), officer]
				})
				.collect();
			let head = [t!("head-name"), t!("head-account"), t!("head-officer")];
			desk.print(|| json!(keys), || table(&head, &rows));
			Ok(())
		},
		KeyCommand::Show { name } => show(desk, &name).await,
	}
}

fn tell(desk: &Desk, key: &crate::vault::KeyInfo) {
	desk.print(
		|| json!(key),
		|| {
			let (name, account) = (key.name.as_str(), key.account.as_str());
			format!("{}\n", t!("key-is", name = name, account = account))
		},
	);
}

/// 24 new words.
fn new_words() -> Result<SecretString> {
	let entropy = Zeroizing::new(rand::random::<[u8; 32]>());
	let words = Mnemonic::from_entropy(entropy.as_slice())
		.map_err(|e| Error::Other(told!("key-no-words", why = e.to_string())))?;
	Ok(SecretString::from(words.to_string()))
}

fn new(desk: &Desk, name: &str, words: bool) -> Result<()> {
	let vault = desk.vault()?;
	let secret = new_words()?;
	let key = vault.add_key(name, &secret)?;
	tell(desk, &key);
	if words {
		// Not through `print`: the words belong on paper, not into JSON that programs keep.
		eprintln!("{}", t!("key-words"));
		eprintln!("{}", secret.expose_secret());
	}
	Ok(())
}

async fn show(desk: &Desk, name: &str) -> Result<()> {
	let (vault, chain) = desk.vault_and_chain().await?;
	let key = vault.keys()?.into_iter().find(|k| k.name == name);
	let pair = vault.signer(name)?;
	let account = account_of(&pair);
	let at = chain.finalized().await?;
	let person = chain.person_of(&account, at).await?;
	let quota = chain.quota(&account, at).await?;
	let address = key.map(|k| k.account).unwrap_or_default();
	let day = quota.day.as_str().unwrap_or_default().to_owned();
	let class = match quota.class {
		0 => "member",
		1 => "officer",
		_ => "emergency",
	};
	desk.print(
		|| {
			json!({
				"name": name,
				"account": address,
				"person": person,
				"entitled": quota.entitled,
				"frozen": quota.frozen,
				"offices": quota.offices,
				"class": class,
				"day": day,
				"free": quota.free,
				"limit": quota.limit,
				"window": quota.window,
			})
		},
		|| {
			let person = person.map_or_else(|| t!("none-bound"), |p| p.to_string());
			let left = t!("key-units-of", free = quota.free, limit = quota.limit);
			let rows = [
				(t!("head-name"), name.to_owned()),
				(t!("head-account"), address.clone()),
				(t!("head-person"), person),
				(t!("key-may-submit"), yes_no(quota.entitled && !quota.frozen)),
				(t!("key-frozen"), yes_no(quota.frozen)),
				(t!("key-offices"), quota.offices.to_string()),
				(t!("key-class"), word(&format!("class-{class}"))),
				(t!("key-units-left", day = day.as_str()), left),
				(t!("key-window"), quota.window.to_string()),
			];
			let rows: Vec<Vec<String>> =
				rows.into_iter().map(|(name, value)| vec![name, value]).collect();
			table(&[t!("head-key"), String::new()], &rows)
		},
	);
	Ok(())
}

pub(super) fn yes_no(yes: bool) -> String {
	if yes {
		t!("yes")
	} else {
		t!("no")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn new_words_are_24_and_never_the_same() {
		let (a, b) = (new_words().unwrap(), new_words().unwrap());
		assert_eq!(a.expose_secret().split_whitespace().count(), 24);
		assert_ne!(a.expose_secret(), b.expose_secret());
		assert!(a.expose_secret().parse::<subxt_signer::SecretUri>().is_ok());
	}
}
