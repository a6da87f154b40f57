//! `chuxin credential`.

mod card;
mod verify;

use super::{new_secret, records::Row, secret, signer, time_text, write_new, Desk};
use crate::{
	args::{CredentialCommand, PresentArgs},
	chain::{hex, unhex},
	credential::{
		attribute_names, envelope, history, member_file::MemberFile, nonces::Nonces, slot_by_name,
	},
	error::{Error, Result},
	light::LightClient,
	t, told,
};
use chuxin_primitives::{
	life::{replay, VersionedLifeEvent},
	presentation::{Binding, Kind, Presentation, SignatureType, Terms, LIVE_SECONDS},
	PersonId,
};
use serde_json::json;
use std::{path::Path, time::Duration};

pub(super) async fn run(desk: &Desk, command: CredentialCommand) -> Result<()> {
	match command {
		CredentialCommand::Issue { person, out, member_passphrase_fd } => {
			issue(desk, PersonId(person), &out, member_passphrase_fd).await
		},
		CredentialCommand::Present(args) => present(desk, args).await,
		CredentialCommand::Challenge => {
			let nonce = hex(&Nonces::make());
			desk.print(|| json!({ "nonce": nonce }), || format!("{nonce}\n"));
			Ok(())
		},
		CredentialCommand::Verify(args) => verify::verify(desk, args).await,
		CredentialCommand::Card(args) => card::card(desk, args).await,
		CredentialCommand::Pin { light, out } => pin(desk, &light, &out).await,
	}
}

async fn issue(
	desk: &Desk,
	person: PersonId,
	out: &Path,
	member_passphrase: Option<u32>,
) -> Result<()> {
	let (vault, chain) = desk.vault_and_chain().await?;
	let row = Row::of(desk, &vault, &chain, person).await?;
	let genesis = chain.genesis();
	row.is_the_chains(&genesis)?;
	let at = chain.finalized().await?;
	let on_chain = chain.person_record(person, at).await?;
	let (merged_into, _) = chain.answering(on_chain.org, at).await?;
	let org = merged_into.last().copied().unwrap_or(on_chain.org);
	let life = chain.whole_life(person).await?;
	let events = match life.incomplete {
		None => Some(life.events.iter().map(|e| e.event).collect::<Vec<_>>()),
		Some(note) => {
			desk.say(t!("credential-without-history", why = note));
			None
		},
	};
	if let Some(events) = &events {
		let end = replay(&genesis, person, &history::shown(events, true));
		if end != Ok((on_chain.life.len, on_chain.life.head)) {
			let why = t!("credential-history-behind");
			let url = chain.url().to_string();
			return Err(Error::Other(told!("credential-other-history", url = url, why = why)));
		}
	}
	let present = row.stored.present();
	// A corrected date that the record does not hold yet goes along: the next version is to hold it.
	let effective = row.stored.birthday().and_then(|birthday| birthday.effective);
	let effective = effective.filter(|effective| present.opening().as_ref() != Some(effective));
	let file = MemberFile::of((genesis, person, org), &present, effective.as_ref(), events);
	let passphrase = new_secret(member_passphrase, &t!("credential-prompt-new"))?;
	write_new(out, &file.seal(&passphrase)?)?;
	desk.print(
		|| json!({ "person": person, "file": out, "version": present.version }),
		|| {
			let path = out.display().to_string();
			t!("credential-issued", person = person.to_string(), path = path) + "\n"
		},
	);
	Ok(())
}

/// The slots of `--show`, ascending.
fn slots(show: &[String]) -> Result<Vec<u8>> {
	let mut slots = show
		.iter()
		.map(|name| {
			slot_by_name(name.trim()).ok_or_else(|| {
				let names = attribute_names();
				Error::Usage(told!("credential-no-attribute", name = name.as_str(), names = names))
			})
		})
		.collect::<Result<Vec<u8>>>()?;
	slots.sort_unstable();
	slots.dedup();
	Ok(slots)
}

fn parse_nonce(text: &str) -> Result<[u8; 32]> {
	unhex(text.trim())
		.and_then(|bytes| bytes.try_into().ok())
		.ok_or_else(|| Error::Usage(told!("credential-bad-nonce")))
}

/// The whole life history, from the member's file or from the node.
async fn life(desk: &Desk, file: &MemberFile, whence: &str) -> Result<Vec<VersionedLifeEvent>> {
	if whence == "file" {
		return file.life.clone().ok_or_else(|| Error::Usage(told!("credential-no-history")));
	}
	let chain = desk.chain().await?;
	if chain.genesis() != file.genesis {
		let url = chain.url().to_string();
		return Err(Error::Usage(told!("credential-other-chain", url = url)));
	}
	let record = chain.person_record(file.person, chain.finalized().await?).await?;
	let page = chain.whole_life(file.person).await?;
	let events: Vec<VersionedLifeEvent> = page.events.iter().map(|e| e.event).collect();
	// Something may have been recorded between the two questions: then the next run shows it.
	match replay(&file.genesis, file.person, &history::shown(&events, true)) {
		Ok(end) if end == (record.life.len, record.life.head) => Ok(events),
		_ => {
			let why = page.incomplete.unwrap_or_else(|| t!("credential-history-behind"));
			let url = chain.url().to_string();
			Err(Error::Other(told!("credential-other-history", url = url, why = why)))
		},
	}
}

async fn present(desk: &Desk, args: PresentArgs) -> Result<()> {
	let slots = slots(&args.show)?;
	let nonce = args.nonce.as_deref().map(parse_nonce).transpose()?;
	let passphrase = secret(args.member_passphrase_fd, &t!("credential-prompt-member"))?;
	let file = MemberFile::open(&args.file, &passphrase)?;
	let tree = file.tree()?;
	let record = |e: chuxin_primitives::record::RecordError| Error::Usage(e.to_string());
	let life = match &args.history {
		Some(whence) => Some(history::shown(&life(desk, &file, whence).await?, args.open_all)),
		None => None,
	};
	let mut presentation = Presentation {
		kind: if args.live { Kind::Live } else { Kind::Card },
		genesis: file.genesis,
		person: file.person,
		schema: file.schema,
		version: file.version,
		shown: tree.show(&slots).map_err(record)?,
		proof: tree.proof(&slots).map_err(record)?,
		life,
		binding: None,
	};
	let format = |e: chuxin_primitives::presentation::FormatError| Error::Usage(e.to_string());
	if !args.unsigned {
		let key = signer(&desk.vault()?, args.key.as_deref())?;
		let issued = desk.now_ms() / 1000;
		let lives = if args.live { LIVE_SECONDS } else { args.days * 86_400 };
		let terms = Terms {
			issued,
			expires: issued + lives,
			audience: args.audience.clone().unwrap_or_default(),
			nonce: if args.live { nonce.unwrap_or_default() } else { [0; 32] },
		};
		let payload = presentation.signing_payload(&terms).map_err(format)?;
		presentation.binding = Some(Binding {
			terms,
			account: key.public_key().0,
			sigtype: SignatureType::Sr25519,
			signature: key.sign(&payload).0,
		});
	}
	let credential = envelope::build(&presentation, file.org).map_err(format)?;
	write_new(&args.out, format!("{credential:#}\n").as_bytes())?;
	let kind = if args.live { "live presentation" } else { "card" };
	let expires = presentation.binding.as_ref().map(|b| b.terms.expires * 1000);
	desk.print(
		|| json!({ "kind": kind, "file": args.out, "shown": args.show, "expires": expires }),
		|| {
			let path = args.out.display().to_string();
			let text = match expires.map(time_text) {
				None => t!("credential-shown-unsigned", path = path),
				Some(until) if args.live => t!("credential-shown-live", path = path, until = until),
				Some(until) => t!("credential-shown-card", path = path, until = until),
			};
			text + "\n"
		},
	);
	Ok(())
}

async fn pin(desk: &Desk, spec: &Path, out: &Path) -> Result<()> {
	let client = LightClient::start(spec).await?;
	let timeout = Duration::from_secs(30);
	let (authorities, at) = client
		.current_authorities(desk.now_ms(), timeout)
		.await
		.map_err(|failure| Error::Light(failure.to_string()))?;
	let dated = i64::try_from(at)
		.ok()
		.and_then(chrono::DateTime::from_timestamp_millis)
		.map(|t| t.format("%Y-%m-%dT%H:%M:%SZ").to_string())
		.unwrap_or_default();
	let pin = authorities.pin(client.genesis(), dated);
	write_new(out, format!("{:#}\n", json!(pin)).as_bytes())?;
	desk.print(
		|| json!(pin),
		|| {
			let text = t!(
				"credential-pinned",
				set = pin.set_id.to_string(),
				count = pin.authorities.len().to_string(),
				dated = pin.dated.as_str(),
				path = out.display().to_string()
			);
			text + "\n"
		},
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_shown_is_sorted_and_unknown_names_are_told() {
		let names = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
		assert_eq!(slots(&names(&["birthday", "name", "name"])).unwrap(), [0, 6]);
		let error = slots(&names(&["phone"])).unwrap_err();
		assert_eq!(error.exit_code(), 2);
		assert!(error.to_string().contains("birthday"), "{error}");
	}

	#[test]
	fn a_nonce_has_64_digits() {
		assert_eq!(parse_nonce(&hex(&[7; 32])).unwrap(), [7; 32]);
		assert!(parse_nonce("0x07").is_err());
	}
}
