//! `chuxin member update` and `chuxin member add-tag`: a record gets its next version, a person
//! another document.
//!
//! What opens a commitment is kept before the commitment is sent; the vault's row follows when the
//! chain's word is final. A command that broke off in between is given again and finishes.

use super::{
	import::{private, seed},
	member::attributes,
	member_acts::{two_persons, Opened},
	new_secret, person_of,
	records::Row,
	secret, signer, write_new, Change, Desk,
};
use crate::{
	args::{acts::TwoOfficers, AddTagArgs, Signer, UpdateCommand},
	chain::{hex, Call, Chain},
	credential::{
		attribute_names, label_of_slot, member_file::MemberFile, name_of_slot, slot_by_name,
		value_of_slot,
	},
	error::{Error, Result},
	progress::table,
	registrar::client::Registrar,
	roster::{identity_words, Category, RollStatus, Sex, EDUCATIONS, ETHNIC_GROUPS},
	t, told,
	vault::{Held as Attributes, Next, StoredPerson, Vault},
};
use chuxin_primitives::{
	identity::ResidentId,
	life::evidence,
	membership::{Act, Record},
	person_tag::{Document, PersonTag},
	record::{slot, slot_spec, Attribute, VType},
	Hash, OrgId, PersonId,
};
use secrecy::ExposeSecret;
use serde_json::{json, Value};
use std::{collections::BTreeMap, path::Path};

pub(super) async fn run(desk: &Desk, command: UpdateCommand) -> Result<()> {
	match command {
		UpdateCommand::Propose {
			file,
			set,
			out,
			request,
			member_passphrase_fd,
			request_passphrase_fd,
			signer,
		} => {
			let descriptors = (member_passphrase_fd, request_passphrase_fd);
			propose(desk, (&file, &out, &request), &set, descriptors, &signer).await
		},
		UpdateCommand::Show { person, request, request_passphrase_fd } => {
			let request = request.as_deref().map(|file| (file, request_passphrase_fd));
			show(desk, PersonId(person), request).await
		},
		UpdateCommand::Confirm { org, person, request, root, request_passphrase_fd, signer } => {
			let request = open_request(&request, request_passphrase_fd)?;
			confirm(desk, (OrgId(org), PersonId(person)), &request, root, &signer).await
		},
		UpdateCommand::Decline { org, person, signer: by } => {
			let (org, person) = (OrgId(org), PersonId(person));
			let call = Call::decline_record_update(org, person);
			let seen = async |chain: &Chain, at| {
				let version = chain.record_update(person, at).await?.record.version;
				Ok(vec![Change::new("record-update", version, "-")])
			};
			if let Some(sent) = desk.act(by.key.as_deref(), call, seen).await? {
				desk.done(&sent, t!("update-declined", person = person.to_string()));
			}
			Ok(())
		},
		UpdateCommand::Paper { org, person, set, file, officers } => {
			paper(desk, (OrgId(org), PersonId(person)), &set, &file, &officers).await
		},
	}
}

/// The value of a slot, as the roster would take it.
fn value(slot: u8, vtype: VType, text: &str) -> Option<Attribute> {
	let known = match slot {
		slot::ETHNIC_GROUP => ETHNIC_GROUPS.contains(&text),
		slot::EDUCATION => EDUCATIONS.contains(&text),
		slot::SEX => Sex::from_code(text).is_some(),
		slot::CATEGORY => Category::from_code(text).is_some(),
		slot::ROLL_STATUS => RollStatus::from_code(text).is_some(),
		_ => true,
	};
	if !known {
		return None;
	}
	match vtype {
		VType::Text => Attribute::text(text).ok(),
		VType::Code => Attribute::code(text).ok(),
		VType::Date => text.parse().ok().map(Attribute::date),
		VType::Bool => match text {
			"yes" => Some(Attribute::bool(true)),
			"no" => Some(Attribute::bool(false)),
			_ => None,
		},
		_ => None,
	}
}

/// The attributes with what `--set` says.
fn changed(schema: u16, before: &Attributes, set: &[String]) -> Result<Attributes> {
	let mut after: BTreeMap<u8, Attribute> = before.iter().cloned().collect();
	for pair in set {
		let wrong = || Error::Usage(told!("update-value", pair = pair.as_str()));
		let (name, text) = pair.split_once('=').ok_or_else(wrong)?;
		let slot = slot_by_name(name).ok_or_else(|| {
			Error::Usage(told!("credential-no-attribute", name = name, names = attribute_names()))
		})?;
		if slot == slot::ADMISSION {
			return Err(Error::Usage(told!("update-birthday")));
		}
		let spec = slot_spec(schema, slot).ok_or_else(wrong)?;
		if text.is_empty() {
			after.remove(&slot);
		} else {
			after.insert(slot, value(slot, spec.vtype, text).ok_or_else(wrong)?);
		}
	}
	let after: Attributes = after.into_iter().collect();
	if &after == before {
		return Err(Error::Usage(told!("update-nothing")));
	}
	Ok(after)
}

/// One attribute that differs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
	slot: u8,
	before: String,
	after: String,
}

pub(super) fn differences(before: &Attributes, after: &Attributes) -> Vec<Difference> {
	let text = |of: &Attributes, slot: u8| {
		let found = of.iter().find(|(s, _)| *s == slot);
		found.map_or_else(|| "-".into(), |(_, attribute)| attribute.to_string())
	};
	let mut slots: Vec<u8> = before.iter().chain(after).map(|(slot, _)| *slot).collect();
	slots.sort_unstable();
	slots.dedup();
	slots
		.into_iter()
		.map(|slot| Difference { slot, before: text(before, slot), after: text(after, slot) })
		.filter(|d| d.before != d.after)
		.collect()
}

/// What changes, as a dry run shows it.
pub(super) fn changes(schema: u16, differences: &[Difference]) -> Vec<Change> {
	differences
		.iter()
		.map(|d| {
			let name = label_of_slot(schema, d.slot);
			let [before, after] = [&d.before, &d.after]
				.map(|value| format!("{name}: {}", value_of_slot(schema, d.slot, value)));
			Change::new("record", before, after)
		})
		.collect()
}

/// The person's row in the vault.
pub(super) fn row(vault: &Vault, person: PersonId) -> Result<(i64, StoredPerson)> {
	vault
		.person_by_id(person.0)?
		.ok_or_else(|| Error::NotFound(told!("not-in-vault", person = person.to_string())))
}

fn open_request(file: &Path, descriptor: Option<u32>) -> Result<MemberFile> {
	MemberFile::open(file, &secret(descriptor, &t!("update-prompt-request"))?)
}

fn record_of(file: &MemberFile) -> Result<Record> {
	Ok(Record { schema: file.schema, version: file.version, root: file.tree()?.root() })
}

async fn propose(
	desk: &Desk,
	(file, out, request): (&Path, &Path, &Path),
	set: &[String],
	(member_descriptor, request_descriptor): (Option<u32>, Option<u32>),
	by: &Signer,
) -> Result<()> {
	let passphrase = secret(member_descriptor, &t!("credential-prompt-member"))?;
	let present = MemberFile::open(file, &passphrase)?;
	let before = present.attributes()?;
	let after = changed(present.schema, &before, set)?;
	let (vault, chain) = desk.vault_and_chain().await?;
	if present.genesis != chain.genesis() {
		let url = chain.url().to_string();
		return Err(Error::Usage(told!("credential-other-chain", url = url)));
	}
	let key = signer(&vault, by.key.as_deref())?;
	let at = chain.finalized().await?;
	let person = person_of(&chain, &key, at).await?;
	if person != present.person {
		return Err(Error::Usage(told!("update-other-person", person = person.to_string())));
	}
	let old_file = || Error::Usage(told!("update-old-file", person = person.to_string()));
	let view = chain.person(person, at).await?.ok_or_else(old_file)?;
	if view.record != Some(record_of(&present)?) {
		return Err(old_file());
	}
	// The date that holds stays under its salt, or comes into the record with its own.
	let version = present.version()?;
	let holds = present.effective()?.or_else(|| version.opening());
	let version = version.next(seed(), &after, holds.as_ref());
	let after = version.held()?;
	// It ends before the event that this change will be.
	let next = MemberFile::of((present.genesis, person, present.org), &version, None, None);
	let held = view.effective_birthday.or(view.birthday);
	if held.is_some() && next.tree()?.leaf(slot::ADMISSION) != held {
		return Err(old_file());
	}
	let record = record_of(&next)?;
	let for_branch = new_secret(request_descriptor, &t!("update-prompt-request-new"))?;
	if !desk.global.dry_run {
		write_new(out, &next.seal(&passphrase)?)?;
		write_new(request, &next.seal(&for_branch)?)?;
	}
	let seen = changes(next.schema, &differences(&before, &after));
	let call = Call::propose_record_update(record);
	if let Some(sent) = desk.act_with(&chain, &key, call, async |_, _| Ok(seen)).await? {
		desk.done(&sent, t!("update-proposed", request = request.display().to_string()));
	}
	Ok(())
}

async fn show(desk: &Desk, person: PersonId, request: Option<(&Path, Option<u32>)>) -> Result<()> {
	let request = match request {
		Some((file, descriptor)) => Some(open_request(file, descriptor)?),
		None => None,
	};
	let (chain, before) = match &request {
		Some(_) => {
			let (vault, chain) = desk.vault_and_chain().await?;
			let (_, stored) = row(&vault, person)?;
			(chain, attributes(&stored)?)
		},
		None => (desk.chain().await?, Vec::new()),
	};
	let (number, at) = chain.finalized_block().await?;
	let waiting = chain.record_update(person, at).await?;
	let differing = match &request {
		Some(request) => {
			is_of(&chain, request, person, waiting.record)?;
			differences(&before, &request.attributes()?)
		},
		None => Vec::new(),
	};
	let Record { schema, version, root } = waiting.record;
	let since = waiting.since.as_str().unwrap_or_default();
	desk.print(
		|| {
			let changes: Vec<Value> = differing
				.iter()
				.map(|d| {
					json!({
						"attribute": name_of_slot(schema, d.slot),
						"before": d.before,
						"after": d.after,
					})
				})
				.collect();
			json!({
				"block": number,
				"person": person,
				"version": version,
				"root": root,
				"since": since,
				"changes": request.is_some().then_some(changes),
			})
		},
		|| {
			let facts = [
				(t!("head-person"), person.to_string()),
				(t!("head-proposed-on"), since.to_owned()),
				(
					t!("member-record"),
					t!("record-is", version = version, root = format!("{root:?}")),
				),
			];
			let facts: Vec<Vec<String>> =
				facts.into_iter().map(|(name, value)| vec![name, value]).collect();
			let mut out = table(&[String::new(), String::new()], &facts);
			if request.is_some() {
				let rows: Vec<Vec<String>> = differing
					.iter()
					.map(|d| {
						let value = |text: &str| value_of_slot(schema, d.slot, text);
						vec![label_of_slot(schema, d.slot), value(&d.before), value(&d.after)]
					})
					.collect();
				let head = [t!("head-what"), t!("head-before"), t!("head-after")];
				out.push_str(&format!("\n{}", table(&head, &rows)));
			} else {
				out.push_str(&format!("{}\n", t!("update-sealed")));
			}
			out
		},
	);
	Ok(())
}

/// The request is this person's, of this chain, and what waits there.
fn is_of(chain: &Chain, request: &MemberFile, person: PersonId, waiting: Record) -> Result<()> {
	let same = request.genesis == chain.genesis()
		&& request.person == person
		&& record_of(request)? == waiting;
	if same {
		return Ok(());
	}
	Err(Error::Usage(told!("update-request-other", person = person.to_string())))
}

async fn confirm(
	desk: &Desk,
	(org, person): (OrgId, PersonId),
	request: &MemberFile,
	root: Hash,
	by: &Signer,
) -> Result<()> {
	let record = record_of(request)?;
	if record.root != root {
		return Err(Error::Usage(told!("update-root")));
	}
	let (mut vault, chain) = desk.vault_and_chain().await?;
	let mut row = Row::of(desk, &vault, &chain, person).await?;
	let (before, after) = (attributes(&row.stored)?, request.attributes()?);
	let next = Next::Version(request.version()?);
	let text = t!("update-confirmed", person = person.to_string(), version = record.version);
	if request.person == person && row.view.record == Some(record) {
		// It was final when the computer stopped, or another desk confirmed: the row follows now.
		if row.stored.version != record.version && !desk.global.dry_run {
			row.prepare(desk, &vault, [next])?;
			row.settle(&mut vault, &chain).await?;
		}
		return only_followed(desk, text);
	}
	let waiting = chain.record_update(person, chain.finalized().await?).await?;
	is_of(&chain, request, person, waiting.record)?;
	row.is_the_chains(&chain.genesis())?;
	let held = row.holds();
	if held.is_some() && request.tree()?.leaf(slot::ADMISSION) != held {
		return Err(Error::Usage(told!("update-birthday")));
	}
	let key = signer(&vault, by.key.as_deref())?;
	let seen = changes(record.schema, &differences(&before, &after));
	let call = Call::confirm_record_update(org, person, root);
	row.prepare(desk, &vault, [next])?;
	if let Some(sent) = desk.act_with(&chain, &key, call, async |_, _| Ok(seen)).await? {
		row.settle(&mut vault, &chain).await?;
		desk.done(&sent, text);
	}
	Ok(())
}

/// Writes a row that only follows what the chain has already.
fn followed(
	desk: &Desk,
	vault: &Vault,
	(row, stored): (i64, &StoredPerson),
	text: String,
) -> Result<()> {
	if !desk.global.dry_run {
		vault.update_person(row, stored)?;
	}
	only_followed(desk, text)
}

/// Says that the chain had it already.
fn only_followed(desk: &Desk, text: String) -> Result<()> {
	let text = t!("update-followed", text = text);
	desk.print(|| json!({ "done": text, "sent": 0 }), || format!("{text}\n"));
	Ok(())
}

async fn paper(
	desk: &Desk,
	(org, person): (OrgId, PersonId),
	set: &[String],
	file: &Path,
	officers: &TwoOfficers,
) -> Result<()> {
	let paper = std::fs::read(file).map_err(Error::read(file))?;
	let (mut vault, chain) = desk.vault_and_chain().await?;
	let mut row = Row::of(desk, &vault, &chain, person).await?;
	let genesis = chain.genesis();
	let schema = row.is_the_chains(&genesis)?.schema;
	let mut before = attributes(&row.stored)?;
	before.sort_by_key(|(slot, _)| *slot);
	// The date that was corrected comes into the record with its next version.
	let base = row.stored.next_version(seed(), &before).held()?;
	let after = match changed(schema, &base, set) {
		Err(_) if set.is_empty() && base != before => base,
		// Given again, because it broke off after it was done.
		Err(_) if row.caught_up => {
			let version = row.stored.version;
			let text = t!("update-confirmed", person = person.to_string(), version = version);
			return only_followed(desk, text);
		},
		changed => changed?,
	};
	let next = row.stored.next_version(seed(), &after);
	let record = next.record(&genesis)?;
	let hash = keep_paper(&mut row.stored, file, &paper);
	row.prepare(desk, &vault, [Next::Version(next)])?;
	let seen = changes(record.schema, &differences(&before, &after));
	let call = Call::update_record(org, person, record, hash);
	let opened = Opened { vault: &vault, chain: &chain };
	let act = Act::UpdateRecord { record, paper: hash };
	let of = (org, person);
	if let Some(sent) = two_persons(desk, &opened, of, officers, act, call, &seen).await? {
		row.settle(&mut vault, &chain).await?;
		desk.done(
			&sent,
			t!("update-confirmed", person = person.to_string(), version = record.version),
		);
	}
	Ok(())
}

/// Keeps in the vault what opens the evidence of a paper, and returns the evidence.
fn keep_paper(stored: &mut StoredPerson, file: &Path, paper: &[u8]) -> Hash {
	let salt = seed();
	let hash = evidence(&salt, paper);
	let kept = json!({
		"file": file.file_name().map(|name| name.to_string_lossy().into_owned()),
		"salt": hex(&salt),
	});
	stored.private.insert(format!("paper {}", hex(&hash.0)), kept.to_string());
	hash
}

/// Registers another document: tag and certificate from the registrar, asked in the name of the
/// organization that proposes.
pub(super) async fn add_tag(desk: &Desk, args: AddTagArgs) -> Result<()> {
	let (person, proposed_in) = (PersonId(args.person), OrgId(args.proposed_in));
	let number = secret(args.id_number_fd, &t!("update-prompt-id-number"))?;
	let id = ResidentId::read(number.expose_secret())
		.map_err(|why| Error::Usage(told!("update-id-number", why = identity_words(why).0)))?;
	let (vault, chain) = desk.vault_and_chain().await?;
	let (row, mut stored) = row(&vault, person)?;
	let handler = vault.signer(&args.officers.handler)?;
	let registrar =
		Registrar::connect(&desk.global.registrar, chain.genesis(), handler, proposed_in.0).await?;
	let (key_version, issued) = registrar.tags(&[Document::resident(&id)], |_| ()).await?;
	let certificate = registrar.certify(&issued).await?;
	let [tag] = issued[..] else { return Err(Error::Registrar(told!("update-one-tag"))) };
	let added = PersonTag { key_version, tag: tag.tag };
	let before = mask(stored.private.get(private::ID_NUMBER).map_or("-", String::as_str));
	let after = number.expose_secret().trim().to_ascii_uppercase();
	let seen = [Change::new("id-number", before, mask(&after))];
	stored.private.insert(private::ID_NUMBER.to_owned(), after);
	stored.private.insert(private::WORD.to_owned(), hex::encode(tag.word));
	stored.tag = (key_version, tag.tag.0);
	let text = t!("update-tag-added", person = person.to_string());
	let found = chain.persons_by_tag(&[added], chain.finalized().await?).await?;
	if found == [Some(person)] {
		return followed(desk, &vault, (row, &stored), text);
	}
	let call = Call::add_tag(OrgId(args.org), proposed_in, person, added, &certificate);
	let opened = Opened { vault: &vault, chain: &chain };
	let of = (proposed_in, person);
	let act = Act::AddTag { tag: added };
	if let Some(sent) = two_persons(desk, &opened, of, &args.officers, act, call, &seen).await? {
		vault.update_person(row, &stored)?;
		desk.done(&sent, text);
	}
	Ok(())
}

/// The last four characters of a number: enough to tell two apart on a screen.
fn mask(number: &str) -> String {
	let hidden = number.chars().count().saturating_sub(4);
	number.chars().enumerate().map(|(at, c)| if at < hidden { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn held() -> Attributes {
		vec![
			(slot::NAME, Attribute::text("张三").unwrap()),
			(slot::ADMISSION, Attribute::date("2005-07-01".parse().unwrap())),
			(slot::OCCUPATION, Attribute::text("工程师").unwrap()),
		]
	}

	fn set(pairs: &[&str]) -> Result<Attributes> {
		changed(1, &held(), &pairs.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>())
	}

	#[test]
	fn what_is_set_is_taken_over_taken_out_or_refused() {
		let after = set(&["occupation=教师", "education=大学本科"]).unwrap();
		let differing = differences(&held(), &after);
		let told: Vec<(u8, &str, &str)> =
			differing.iter().map(|d| (d.slot, d.before.as_str(), d.after.as_str())).collect();
		assert_eq!(
			told,
			[(slot::EDUCATION, "-", "大学本科"), (slot::OCCUPATION, "工程师", "教师")]
		);
		let after = set(&["occupation="]).unwrap();
		assert_eq!(differences(&held(), &after)[0].after, "-");
		for wrong in [
			"occupation",
			"shoes=42",
			"education=很高",
			"sex=X",
			"birth-date=2020-02-30",
			"birth-date=soon",
			"mobile=maybe",
			// Nothing changes, or what has a call of its own.
			"occupation=工程师",
			"birthday=2006-07-01",
		] {
			assert_eq!(set(&[wrong]).unwrap_err().exit_code(), 2, "{wrong}");
		}
	}

	#[test]
	fn a_number_on_a_screen_shows_its_end_alone() {
		assert_eq!(mask("99010119800101001X"), "**************001X");
		assert_eq!(mask("-"), "-");
	}
}
