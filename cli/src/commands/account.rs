//! `chuxin account`: binding, freezing and releasing the keys of members.

use super::{signer, write_new, Desk};
use crate::{
	args::AccountCommand,
	chain::{account_of, hex, unhex, Call},
	error::{Error, Result},
};
use chuxin_primitives::{
	membership::binding_text, AccountId, ChuxinSignature, CivilDate, Hash, OrgId, PersonId,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::Path;
use subxt_signer::sr25519::Keypair;

/// Days a consent made on the spot may be used.
const CONSENT_DAYS: i64 = 7;

/// A member's signed consent: this key is to stand for me.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Consent {
	chain: Hash,
	person: PersonId,
	/// 32 bytes in hexadecimal.
	account: String,
	expires: CivilDate,
	/// sr25519, 64 bytes in hexadecimal.
	signature: String,
}

impl Consent {
	fn sign(genesis: Hash, person: PersonId, key: &Keypair, expires: CivilDate) -> Self {
		let account = account_of(key);
		let signature = key.sign(&binding_text(&genesis, person, &account, expires));
		Self {
			chain: genesis,
			person,
			account: hex(account.as_ref()),
			expires,
			signature: hex(&signature.0),
		}
	}

	fn read(path: &Path) -> Result<Self> {
		let text = std::fs::read_to_string(path).map_err(Error::read(path))?;
		serde_json::from_str(&text).map_err(|e| Error::Format {
			path: path.to_owned(),
			what: "consent",
			reason: format!("{e}. Let the member make it again (`chuxin account consent`)."),
		})
	}

	/// The account and the signature.
	fn parts(&self) -> Option<(AccountId, ChuxinSignature)> {
		let account: [u8; 32] = unhex(&self.account)?.try_into().ok()?;
		let signature: [u8; 64] = unhex(&self.signature)?.try_into().ok()?;
		let signature = sp_core::sr25519::Signature::from_raw(signature);
		Some((AccountId::new(account), ChuxinSignature::Sr25519(signature)))
	}
}

pub(super) async fn run(desk: &Desk, command: AccountCommand) -> Result<()> {
	let (vault, chain) = desk.vault_and_chain().await?;
	let (call, key, done) = match command {
		AccountCommand::Consent { person, key, expires, out } => {
			let key = signer(&vault, key.as_deref())?;
			let consent = Consent::sign(chain.genesis(), PersonId(person), &key, expires);
			write_new(&out, format!("{:#}\n", json!(consent)).as_bytes())?;
			let out = out.display();
			desk.print(
				|| json!(consent),
				|| {
					format!(
						"consent of person {person} in {out}: hand it to the branch by {expires}\n"
					)
				},
			);
			return Ok(());
		},
		AccountCommand::Bind { org, consent, person, member_key, signer: by } => {
			let consent = match (consent, person, member_key) {
				(Some(path), ..) => Consent::read(&path)?,
				(None, Some(person), Some(name)) => {
					let (today, _) = chain.today().await?;
					let expires = today.add_days(CONSENT_DAYS).ok_or_else(|| {
						Error::Other("the chain's time is after the year 9999".into())
					})?;
					Consent::sign(chain.genesis(), PersonId(person), &vault.signer(&name)?, expires)
				},
				_ => {
					return Err(Error::Usage(
						"give --consent, or --person with --member-key".into(),
					))
				},
			};
			if consent.chain != chain.genesis() {
				return Err(Error::Usage(
					"the consent was signed for another chain: let the member sign again for this one"
						.into(),
				));
			}
			let (account, proof) = consent.parts().ok_or_else(|| {
				Error::Usage("the consent is damaged: let the member make it again".into())
			})?;
			let person = consent.person;
			let call = Call::bind_account(OrgId(org), person, account, consent.expires, proof);
			(call, by, format!("person {person} has a key now: {}", consent.account))
		},
		AccountCommand::Freeze { org: Some(org), person: Some(person), signer: by } => {
			let call = Call::freeze_account(OrgId(org), PersonId(person));
			(call, by, format!("the key of person {person} is frozen"))
		},
		AccountCommand::Freeze { signer: by, .. } => {
			(Call::freeze_own_account(), by, "your own key is frozen".to_owned())
		},
		AccountCommand::Unfreeze { org, person, signer: by } => {
			let call = Call::unfreeze_account(OrgId(org), PersonId(person));
			(call, by, format!("the key of person {person} may act again"))
		},
	};
	let key = signer(&vault, key.key.as_deref())?;
	let included = chain.submit(&call, &key).await?;
	desk.print(
		|| json!({ "done": done, "block": included.number, "hash": included.block }),
		|| format!("{done} (finalized in block {})\n", included.number),
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime::traits::Verify;

	#[test]
	fn a_consent_verifies_as_the_chain_does_and_for_nothing_else() {
		let key = subxt_signer::sr25519::dev::alice();
		let day = CivilDate::new(20240229).unwrap();
		let genesis = Hash::repeat_byte(1);
		let consent = Consent::sign(genesis, PersonId(7), &key, day);
		let (account, proof) = consent.parts().unwrap();
		let text = |person| binding_text(&genesis, PersonId(person), &account, day);
		assert!(proof.verify(&text(7)[..], &account));
		assert!(!proof.verify(&text(8)[..], &account));
		let back: Consent = serde_json::from_str(&json!(consent).to_string()).unwrap();
		assert_eq!(back, consent);
	}
}
