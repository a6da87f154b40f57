//! `chuxin account`: binding, freezing and releasing the keys of members.

use super::{
	key::yes_no,
	member_acts::{two_persons, Opened},
	signer, write_new, Change, Desk,
};
use crate::{
	args::{acts::ReplaceArgs, AccountCommand},
	chain::{account_of, hex, unhex, Call, Chain},
	error::{Error, Result},
	t, told,
	vault::Vault,
};
use chuxin_primitives::{
	membership::{binding_text, Act},
	AccountId, ChuxinSignature, CivilDate, Hash, OrgId, PersonId,
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
			what: "file-consent",
			reason: told!("account-consent-unreadable", why = e.to_string()),
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
	let (call, by, person, shown, text) = match command {
		AccountCommand::Consent { person, key, expires, out } => {
			let key = signer(&vault, key.as_deref())?;
			return consent(desk, &chain, PersonId(person), &key, expires, &out);
		},
		AccountCommand::Replace(args) => return replace(desk, &vault, &chain, args).await,
		AccountCommand::ReplaceOwn { member_key, signer: by } => {
			let old = signer(&vault, by.key.as_deref())?;
			let person = super::person_of(&chain, &old, chain.finalized().await?).await?;
			let consent = on_the_spot(&chain, person, &vault.signer(&member_key)?).await?;
			note_key(desk, &vault, person, &member_key)?;
			let (account, proof) =
				consent.parts().ok_or_else(|| Error::Usage(told!("account-consent-damaged")))?;
			let call = Call::replace_own_account(account, consent.expires, proof);
			(call, by, person, Shown::Account(consent.account), t!("account-own-replaced"))
		},
		AccountCommand::Bind { org, consent, person, member_key, signer: by } => {
			let consent = match (consent, person, member_key) {
				(Some(path), ..) => Consent::read(&path)?,
				(None, Some(person), Some(name)) => {
					note_key(desk, &vault, PersonId(person), &name)?;
					on_the_spot(&chain, PersonId(person), &vault.signer(&name)?).await?
				},
				_ => return Err(Error::Usage(told!("account-which-consent"))),
			};
			if consent.chain != chain.genesis() {
				return Err(Error::Usage(told!("account-consent-other-chain")));
			}
			let (account, proof) =
				consent.parts().ok_or_else(|| Error::Usage(told!("account-consent-damaged")))?;
			let person = consent.person;
			let call = Call::bind_account(OrgId(org), person, account, consent.expires, proof);
			let hex = consent.account.as_str();
			let text = t!("account-bound", person = person.to_string(), account = hex);
			(call, by, person, Shown::Account(consent.account), text)
		},
		AccountCommand::Freeze { org: Some(org), person: Some(person), signer: by } => {
			let person = PersonId(person);
			let text = t!("account-frozen", person = person.to_string());
			let call = Call::freeze_account(OrgId(org), person);
			(call, by, person, Shown::Frozen(true), text)
		},
		AccountCommand::Freeze { signer: by, .. } => {
			let key = signer(&vault, by.key.as_deref())?;
			let person = super::person_of(&chain, &key, chain.finalized().await?).await?;
			let text = t!("account-own-frozen");
			(Call::freeze_own_account(), by, person, Shown::Frozen(true), text)
		},
		AccountCommand::Unfreeze { org, person, signer: by } => {
			let person = PersonId(person);
			let text = t!("account-thawed", person = person.to_string());
			let call = Call::unfreeze_account(OrgId(org), person);
			(call, by, person, Shown::Frozen(false), text)
		},
	};
	let key = signer(&vault, by.key.as_deref())?;
	let changes = async |chain: &Chain, at: Hash| -> Result<Vec<Change>> {
		let view = chain.person(person, at).await?;
		let view =
			view.ok_or_else(|| Error::NotFound(told!("no-person", person = person.to_string())))?;
		Ok(vec![match shown {
			Shown::Account(account) => {
				let before = view.account.map_or_else(|| t!("none-bound"), |a| hex(a.as_ref()));
				Change::new("key", before, account)
			},
			Shown::Frozen(frozen) => Change::new("key-frozen", yes_no(view.frozen), yes_no(frozen)),
		}])
	};
	if let Some(sent) = desk.act_with(&chain, &key, call, changes).await? {
		desk.done(&sent, text);
	}
	Ok(())
}

/// Notes whose key of this vault it is, so that it is erased with the person.
fn note_key(desk: &Desk, vault: &Vault, person: PersonId, name: &str) -> Result<()> {
	// A name that is no key's is told before anything is noted.
	vault.signer(name)?;
	if !desk.global.dry_run {
		vault.note_member_key(person.0, name)?;
	}
	Ok(())
}

/// The consent of a key that is in this vault.
async fn on_the_spot(chain: &Chain, person: PersonId, key: &Keypair) -> Result<Consent> {
	let (today, _) = chain.today().await?;
	let expires = today.add_days(CONSENT_DAYS);
	let expires = expires.ok_or_else(|| Error::Other(told!("time-too-late")))?;
	Ok(Consent::sign(chain.genesis(), person, key, expires))
}

/// Replaces a person's key: one officer proposes, another carries out.
async fn replace(desk: &Desk, vault: &Vault, chain: &Chain, args: ReplaceArgs) -> Result<()> {
	let (org, person) = (OrgId(args.org), PersonId(args.person));
	let consent = match (args.consent, args.member_key) {
		(Some(path), _) => Consent::read(&path)?,
		(None, Some(name)) => {
			note_key(desk, vault, person, &name)?;
			on_the_spot(chain, person, &vault.signer(&name)?).await?
		},
		(None, None) => return Err(Error::Usage(told!("account-which-consent"))),
	};
	if consent.chain != chain.genesis() || consent.person != person {
		return Err(Error::Usage(told!("account-consent-other-chain")));
	}
	let (account, proof) =
		consent.parts().ok_or_else(|| Error::Usage(told!("account-consent-damaged")))?;
	let act = Act::ReplaceAccount { account: account.clone() };
	let call = Call::replace_account(org, person, account, consent.expires, proof);
	let text = t!("account-replaced", person = person.to_string());
	let opened = Opened { vault, chain };
	let view = chain.person(person, chain.finalized().await?).await?;
	let view =
		view.ok_or_else(|| Error::NotFound(told!("no-person", person = person.to_string())))?;
	let before = view.account.map_or_else(|| t!("none-bound"), |a| hex(a.as_ref()));
	let changes = [
		Change::new("key", before, &consent.account),
		Change::new("key-frozen", yes_no(view.frozen), yes_no(true)),
	];
	let of = (org, person);
	if let Some(sent) = two_persons(desk, &opened, of, &args.officers, act, call, &changes).await? {
		desk.done(&sent, text);
	}
	Ok(())
}

/// What a call changes in a person's view.
enum Shown {
	Account(String),
	Frozen(bool),
}

/// Writes a member's consent.
fn consent(
	desk: &Desk,
	chain: &Chain,
	person: PersonId,
	key: &Keypair,
	expires: CivilDate,
	out: &Path,
) -> Result<()> {
	let consent = Consent::sign(chain.genesis(), person, key, expires);
	write_new(out, format!("{:#}\n", json!(consent)).as_bytes())?;
	desk.print(
		|| json!(consent),
		|| {
			let text = t!(
				"account-consent-in",
				person = person.to_string(),
				file = out.display().to_string(),
				until = expires.to_string(),
			);
			format!("{text}\n")
		},
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
