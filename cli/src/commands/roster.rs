//! `chuxin roster`.

use super::{
	import::{carry_out, may_enrol, plan, row_of, seed, stored, tags, Hands, Outcome, Planned},
	member::attributes,
	Change, Desk,
};
use crate::{
	args::RosterCommand,
	chain::{Call, Chain},
	error::{Error, Result},
	i18n,
	progress::table,
	registrar::IssuedTag,
	roster::{
		self, BranchEntry, BranchIndex, CheckContext, Checked, Column, Fault, FaultKind, Sheet,
		TableColumn, Warning,
	},
	t, told,
	vault::{Import, StoredPerson, Vault},
};
use chuxin_primitives::{
	organization::{OrgStatus, OrganizationView},
	person_tag::PersonTag,
	CivilDate, Hash, OrgId,
};
use serde_json::json;
use std::{
	collections::{BTreeMap, BTreeSet},
	path::Path,
};
use subxt_signer::sr25519::Keypair;

pub(super) async fn run(desk: &Desk, command: RosterCommand) -> Result<()> {
	match command {
		RosterCommand::Template { file } => {
			roster::template(&file)?;
			desk.print(
				|| json!({ "file": file }),
				|| format!("{}\n", t!("roster-template", file = file.display().to_string())),
			);
			Ok(())
		},
		RosterCommand::Check { file, org, key } => {
			check_only(desk, &file, OrgId(org), key.as_deref()).await
		},
		RosterCommand::Import { file, org, handler, approver, batch } => {
			let work = FileImport { file: &file, org: OrgId(org), batch };
			import(desk, &work, &handler, Some(&approver)).await
		},
		RosterCommand::Propose { file, org, handler, batch } => {
			let work = FileImport { file: &file, org: OrgId(org), batch };
			import(desk, &work, &handler, None).await
		},
		RosterCommand::Approve { org, approver } => go_on(desk, Some(org), None, &approver).await,
		RosterCommand::Resume { handler, approver } => {
			go_on(desk, None, Some(&handler), &approver).await
		},
		RosterCommand::Withdraw { org, batch, signer: by } => {
			let org = OrgId(org);
			let seen = async |chain: &Chain, at| {
				let waits = super::key::yes_no(chain.is_proposed(org, batch, at).await?);
				Ok(vec![Change::new("batch-proposed", waits, super::key::yes_no(false))])
			};
			let call = Call::withdraw_enrolment(org, batch);
			if let Some(sent) = desk.act(by.key.as_deref(), call, seen).await? {
				desk.done(&sent, t!("import-withdrawn"));
			}
			Ok(())
		},
		RosterCommand::Export { file, org } => export(desk, &file, org).await,
	}
}

/// What is imported.
struct FileImport<'a> {
	file: &'a Path,
	org: OrgId,
	batch: u32,
}

/// Prints warnings and faults; faults end the command.
pub(super) fn report<C: TableColumn + serde::Serialize>(
	desk: &Desk,
	file: &Path,
	rows: usize,
	faults: &[Fault<C>],
	warnings: &[Warning<C>],
) -> Result<()> {
	for warning in warnings {
		desk.say(t!("note", text = warning.to_string()));
	}
	if faults.is_empty() {
		return Ok(());
	}
	desk.print(
		|| json!({ "rows": rows, "faults": faults, "warnings": warnings }),
		|| {
			let lines: Vec<Vec<String>> = faults
				.iter()
				.map(|f| {
					let letter = f.letter.as_deref().unwrap_or("-");
					vec![
						f.row.to_string(),
						format!("{letter} {}", f.column.header()),
						format!("{}: {}", kind_text(f.kind), f.message),
						f.cure.clone(),
					]
				})
				.collect();
			let kinds: Vec<String> = roster::count_by_kind(faults)
				.iter()
				.map(|(kind, n)| format!("{} {n}", kind_text(*kind)))
				.collect();
			let head = [t!("head-row"), t!("head-column"), t!("head-fault"), t!("head-cure")];
			let foot = t!(
				"roster-faults",
				faults = faults.len(),
				faulty = roster::faulty_rows(faults),
				rows = rows,
				kinds = kinds.join(", "),
			);
			format!("{}{foot}\n", table(&head, &lines))
		},
	);
	Err(Error::Faults { path: file.to_owned(), count: faults.len() })
}

/// The kind of a fault as people read it.
fn kind_text(kind: FaultKind) -> String {
	match i18n::language() {
		i18n::Language::Zh => kind.zh().to_owned(),
		i18n::Language::En => kind.code().replace('-', " "),
	}
}

fn read(file: &Path) -> Result<Sheet<Column>> {
	Ok(roster::read::<Column>(file)?)
}

/// Checks a file against the tree of organizations.
async fn check(
	chain: &Chain,
	sheet: &Sheet<Column>,
	org: OrgId,
	(today, at): (CivilDate, Hash),
) -> Result<(Checked, BTreeMap<OrgId, String>)> {
	let own = chain.tree(org, None, at).await?;
	let mut checked = roster::check(sheet, &CheckContext { today, branches: &index(&own, &own) });
	let lost = [FaultKind::BranchUnknown, FaultKind::BranchAmbiguous];
	let mut all = own.clone();
	// Only when a branch is not found below the organization, the rest of the tree is asked: it may
	// stand elsewhere, or only its path tells which it is.
	if checked.faults.iter().any(|f| lost.contains(&f.kind)) {
		let mut root = org;
		while let Some(parent) = chain.organization_or_fail(root, at).await?.parent {
			root = parent;
		}
		all = chain.tree(root, None, at).await?;
		checked = roster::check(sheet, &CheckContext { today, branches: &index(&all, &own) });
	}
	let names =
		all.iter().map(|o| (o.id, o.name.as_str().unwrap_or_default().to_owned())).collect();
	Ok((checked, names))
}

fn index(all: &[OrganizationView], own: &[OrganizationView]) -> BranchIndex {
	let mine: BTreeSet<OrgId> =
		own.iter().filter(|o| o.status == OrgStatus::Active).map(|o| o.id).collect();
	let entries = all
		.iter()
		.map(|o| BranchEntry {
			id: o.id,
			parent: o.parent,
			kind: o.kind,
			name: o.name.as_str().unwrap_or_default().to_owned(),
			authority: mine.contains(&o.id),
		})
		.collect();
	BranchIndex::new(entries)
}

/// What the chain and the vault know of the rows.
struct Known {
	key_version: u8,
	issued: BTreeMap<u32, IssuedTag>,
	/// Rows that stand on the chain from this desk, unchanged.
	there: BTreeSet<u32>,
}

/// Asks the registrar for tags and the chain for persons under them; persons of others become
/// faults.
async fn find_doubles(
	desk: &Desk,
	vault: &Vault,
	chain: &Chain,
	org: OrgId,
	key: &Keypair,
	checked: &mut Checked,
	at: Hash,
) -> Result<Known> {
	let (key_version, issued) = tags(desk, chain, org, key, &checked.members).await?;
	let asked: Vec<PersonTag> =
		issued.iter().map(|t| PersonTag { key_version, tag: t.tag }).collect();
	let found = chain.persons_by_tag(&asked, at).await?;
	let mut known = Known { key_version, issued: BTreeMap::new(), there: BTreeSet::new() };
	let mut elsewhere: BTreeMap<u32, String> = BTreeMap::new();
	let mut planned = 0usize;
	for ((member, tag), person) in checked.members.iter().zip(&issued).zip(&found) {
		known.issued.insert(member.row, *tag);
		let held = vault.find_by_tag(&tag.tag.0)?;
		match (person, held) {
			(None, None) => {},
			(None, Some(_)) => planned += 1,
			(Some(number), held) => {
				let same = match &held {
					Some((_, person)) => {
						person.org == member.org.0
							&& Some(attributes(person)?) == member.member.attributes().ok()
					},
					None => false,
				};
				if same {
					known.there.insert(member.row);
				} else if held.is_some() {
					let words = t!("roster-otherwise", person = number.to_string());
					elsewhere.insert(member.row, words);
				} else {
					let words = t!("roster-as-person", person = number.to_string());
					elsewhere.insert(member.row, words);
				}
			},
		}
	}
	if planned > 0 {
		return Err(Error::Usage(told!("roster-unfinished", count = planned)));
	}
	checked.refuse_enrolled(|member| elsewhere.get(&member.row).cloned());
	Ok(known)
}

async fn check_only(desk: &Desk, file: &Path, org: OrgId, key: Option<&str>) -> Result<()> {
	let sheet = read(file)?;
	let chain;
	let (mut checked, mut there) = (None, None);
	match key {
		Some(key) => {
			let (vault, connected) = desk.vault_and_chain().await?;
			chain = connected;
			let (today, at) = chain.today().await?;
			let key = vault.signer(key)?;
			let (mut found, _) = check(&chain, &sheet, org, (today, at)).await?;
			let known = find_doubles(desk, &vault, &chain, org, &key, &mut found, at).await?;
			there = Some(known.there.len());
			checked = Some(found);
		},
		None => chain = desk.chain().await?,
	}
	let checked = match checked {
		Some(checked) => checked,
		None => check(&chain, &sheet, org, chain.today().await?).await?.0,
	};
	report(desk, file, checked.rows, &checked.faults, &checked.warnings)?;
	desk.print(
		|| json!({ "rows": checked.rows, "faults": [], "already_there": there }),
		|| {
			let doubles = match there {
				None => t!("roster-doubles-not-asked"),
				Some(0) => t!("roster-nobody-there"),
				Some(n) => t!("roster-there", count = n),
			};
			let text = t!("roster-sound", rows = checked.rows, doubles = doubles);
			format!("{text}\n")
		},
	);
	Ok(())
}

/// Name of the key in the vault under which files are recognized.
const SOURCE_KEY: &str = "import/source-key";

/// What an import is recognized by when the same command is run again: a keyed hash of the file's
/// bytes and the organization. Keyed, because the hash of a file with few rows could be guessed.
fn source(vault: &Vault, file: &Path, org: OrgId) -> Result<[u8; 32]> {
	let key = match vault.blob(SOURCE_KEY)? {
		Some(key) => key,
		None => {
			vault.put_blob(SOURCE_KEY, &seed())?;
			vault.blob(SOURCE_KEY)?.unwrap_or_default()
		},
	};
	let bytes = zeroize::Zeroizing::new(std::fs::read(file).map_err(Error::read(file))?);
	let all = [key.as_slice(), &org.0.to_le_bytes(), &bytes].concat();
	Ok(sp_crypto_hashing::blake2_256(&zeroize::Zeroizing::new(all)))
}

async fn import(
	desk: &Desk,
	work: &FileImport<'_>,
	handler: &str,
	approver: Option<&str>,
) -> Result<()> {
	let FileImport { file, org, .. } = *work;
	let sheet = read(file)?;
	let (mut vault, chain) = desk.vault_and_chain().await?;
	let handler = vault.signer(handler)?;
	let approver = approver.map(|name| vault.signer(name)).transpose()?;
	let (today, at) = chain.today().await?;
	chain.organization_or_fail(org, at).await?;

	// A vault that has imported nothing yet has no key for sources, and a dry run makes none.
	let first = desk.global.dry_run && vault.blob(SOURCE_KEY)?.is_none();
	let source = if first { [0; 32] } else { source(&vault, file, org)? };
	let rows = sheet.rows.len();
	let known = vault.import_of(&source)?;
	let planned = Planned { org, handler: Some(&handler), approver: approver.as_ref() };
	let begun_before = known.is_some();
	let import = match known {
		Some(import) if desk.global.dry_run => {
			return planned.of_import(desk, &vault, &chain, &[import]).await;
		},
		Some(import) => {
			desk.say(t!("roster-going-on"));
			Some(import)
		},
		None => {
			let persons = new_persons(
				desk,
				&vault,
				&chain,
				&sheet,
				work,
				(&handler, approver.as_ref()),
				(today, at),
			)
			.await?;
			if desk.global.dry_run {
				return planned.of_persons(desk, &chain, persons, work.batch).await;
			}
			if persons.is_empty() {
				None
			} else {
				desk.say(t!("roster-keeping", persons = persons.len()));
				Some(plan(&mut vault, org, &source, persons, work.batch)?)
			}
		},
	};
	// The rows are in the vault now; the file's content is needed no more.
	drop(sheet);
	let imports: Vec<Import> = import.into_iter().collect();
	let hands = Hands { handler: Some(&handler), approver: approver.as_ref() };
	let outcome = carry_out(desk, &mut vault, &chain, &imports, &hands).await?;
	let waits = waiting(&vault, &imports)?;
	tell(desk, rows, waits, begun_before, &outcome);
	Ok(())
}

/// Persons of imports who are not on the chain yet.
fn waiting(vault: &Vault, imports: &[Import]) -> Result<u64> {
	let mut waiting = 0u64;
	for row in imports.iter().flat_map(|i| &i.batches).flat_map(|b| &b.rows) {
		waiting += u64::from(vault.person(*row)?.person.is_none());
	}
	Ok(waiting)
}

/// Prints the counts: everybody of the rows who was not enrolled just now and does not wait stood
/// there before.
fn tell(desk: &Desk, rows: usize, waits: u64, resumed: bool, outcome: &Outcome) {
	let all = u64::try_from(rows).unwrap_or(u64::MAX);
	let there = all.saturating_sub(outcome.enrolled).saturating_sub(waits);
	desk.print(
		|| {
			let mut result = outcome.json();
			if let Some(map) = result.as_object_mut() {
				map.insert("rows".into(), json!(rows));
				map.insert("already_there".into(), json!(there));
				map.insert("waiting".into(), json!(waits));
				map.insert("resumed".into(), json!(resumed));
			}
			result
		},
		|| {
			let text = t!(
				"roster-told",
				rows = rows,
				enrolled = outcome.enrolled,
				there = there,
				waits = waits,
			);
			format!("{text}\n{}", outcome.text())
		},
	);
}

/// Checks the file; the persons of it that stand nowhere yet, each with a fresh seed.
async fn new_persons(
	desk: &Desk,
	vault: &Vault,
	chain: &Chain,
	sheet: &Sheet<Column>,
	work: &FileImport<'_>,
	(handler, approver): (&Keypair, Option<&Keypair>),
	(today, at): (CivilDate, Hash),
) -> Result<Vec<StoredPerson>> {
	desk.say(t!("roster-checking", rows = sheet.rows.len()));
	let (mut checked, names) = check(chain, sheet, work.org, (today, at)).await?;
	let known = find_doubles(desk, vault, chain, work.org, handler, &mut checked, at).await?;
	report(desk, work.file, checked.rows, &checked.faults, &checked.warnings)?;

	let mut persons: Vec<StoredPerson> = Vec::with_capacity(checked.members.len());
	for member in checked.members.iter().filter(|m| !known.there.contains(&m.row)) {
		let tag = known
			.issued
			.get(&member.row)
			.ok_or_else(|| Error::Registrar(told!("roster-no-tag", row = member.row)))?;
		let name = names.get(&member.org).map(String::as_str).unwrap_or_default();
		persons.push(stored(member, name, known.key_version, tag, seed())?);
	}
	if !persons.is_empty() {
		may_enrol(chain, work.org, handler, approver, at).await?;
	}
	Ok(persons)
}

/// Goes on with imports that were planned at this desk.
async fn go_on(desk: &Desk, org: Option<u32>, handler: Option<&str>, approver: &str) -> Result<()> {
	let (mut vault, chain) = desk.vault_and_chain().await?;
	let handler = handler.map(|name| vault.signer(name)).transpose()?;
	let approver = vault.signer(approver)?;
	let mut open = vault.unfinished_imports()?;
	open.retain(|import| org.is_none_or(|org| import.org == org));
	let rows = usize::try_from(waiting(&vault, &open)?).unwrap_or(usize::MAX);
	if desk.global.dry_run {
		// One organization's calls after the other's; there is seldom more than one.
		let first = open.first().map_or(OrgId(0), |import| OrgId(import.org));
		open.retain(|import| OrgId(import.org) == first);
		let planned = Planned { org: first, handler: handler.as_ref(), approver: Some(&approver) };
		return planned.of_import(desk, &vault, &chain, &open).await;
	}
	if rows == 0 {
		desk.say(t!("roster-none-unfinished"));
	}
	let hands = Hands { handler: handler.as_ref(), approver: Some(&approver) };
	let outcome = carry_out(desk, &mut vault, &chain, &open, &hands).await?;
	tell(desk, rows, waiting(&vault, &open)?, true, &outcome);
	Ok(())
}

async fn export(desk: &Desk, file: &Path, org: Option<u32>) -> Result<()> {
	let (source, persons) = super::refresh::people(desk, org, |_| true).await?;
	let mut rows = Vec::new();
	for person in &persons {
		rows.push(row_of(person)?);
	}
	// By branch and name, as a person would look for somebody; the order of the vault is the order
	// of the chain's numbers.
	rows.sort_by(|a, b| {
		(&a.branch, &a.name, &a.id_number).cmp(&(&b.branch, &b.name, &b.id_number))
	});
	roster::export(file, &rows)?;
	desk.print(
		|| json!({ "file": file, "rows": rows.len(), "status": source.json() }),
		|| {
			let file = file.display().to_string();
			let text = t!("roster-exported", rows = rows.len(), file = file);
			format!("{text}; {}\n", source.foot())
		},
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use secrecy::SecretString;

	#[test]
	fn a_source_is_the_file_with_its_organization_at_this_desk() {
		let folder = tempfile::tempdir().unwrap();
		let passphrase = SecretString::from("a passphrase that is long");
		let vault = |name: &str| Vault::create(&folder.path().join(name), &passphrase).unwrap();
		let (a, b) = (vault("a.db"), vault("b.db"));
		let file = folder.path().join("r.csv");
		std::fs::write(&file, "x").unwrap();
		let first = source(&a, &file, OrgId(1)).unwrap();
		assert_eq!(source(&a, &file, OrgId(1)).unwrap(), first);
		assert_ne!(source(&a, &file, OrgId(2)).unwrap(), first);
		assert_ne!(source(&b, &file, OrgId(1)).unwrap(), first);
		std::fs::write(&file, "y").unwrap();
		assert_ne!(source(&a, &file, OrgId(1)).unwrap(), first);
	}
}
