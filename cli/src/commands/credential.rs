//! `chuxin credential`.

use super::{member::attributes, new_secret, secret, signer, time_text, write_new, Desk};
use crate::{
	args::{kebab, CredentialCommand, PresentArgs, VerifyArgs},
	chain::{hex, unhex, Chain},
	credential::{
		attribute_names,
		envelope::{self, Credential, Unreadable, MAX_FILE},
		member_file::{HeldAttribute, MemberFile},
		name_of_slot,
		nonces::Nonces,
		slot_by_name,
		verdict::{conclude, Failure},
	},
	error::{Error, Result},
	light::{LightClient, Pin},
	progress::table,
};
use chuxin_primitives::{
	life::{replay, LifeEntry},
	presentation::{
		Binding, ChainView, Expectations, Kind, PersonOnChain, Presentation, Refusal,
		SignatureType, Terms, Verdict, LIVE_SECONDS,
	},
	record::{slot_spec, RecordTree},
	Hash, Moment, OrgId, PersonId,
};
use serde_json::{json, Map, Value};
use std::{
	io::Read,
	path::{Path, PathBuf},
	time::{Duration, Instant},
};

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
		CredentialCommand::Verify(args) => verify(desk, args).await,
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
	let (_, stored) = vault.person_by_id(person.0)?.ok_or_else(|| {
		Error::NotFound(format!(
			"person {person} is not in this vault: only the desk that keeps the record can issue it \
			 (`chuxin member list` shows its persons)"
		))
	})?;
	let held = attributes(&stored)?;
	let genesis = chain.genesis();
	let tree = RecordTree::new(
		&genesis,
		stored.schema,
		stored.version,
		&stored.seed,
		held.iter().cloned(),
	)
	.map_err(|e| Error::Vault(format!("the record cannot be built: {e}")))?;
	let at = chain.finalized().await?;
	let on_chain = chain.person_record(person, at).await?;
	let same = on_chain.record.is_some_and(|r| {
		(r.schema, r.version, r.root) == (stored.schema, stored.version, tree.root())
	});
	if !same {
		return Err(Error::Vault(format!(
			"the record of person {person} in this vault is not the one on the chain: restore the vault \
			 from its newest backup, or ask the branch that keeps the record now"
		)));
	}
	let life = chain.whole_life(person).await?;
	let events = match life.incomplete {
		None => life.events.iter().map(|e| e.event).collect(),
		Some(note) => {
			desk.say(format_args!("note: without life events: {note}; ask another node for them"));
			Vec::new()
		},
	};
	let file = MemberFile {
		genesis,
		person,
		org: on_chain.org,
		schema: stored.schema,
		version: stored.version,
		seed: hex::encode(stored.seed),
		attributes: held
			.iter()
			.map(|(slot, a)| HeldAttribute {
				slot: *slot,
				vtype: a.vtype().code(),
				value: hex::encode(a.value()),
			})
			.collect(),
		life: events,
	};
	let passphrase = new_secret(member_passphrase, "The member's own passphrase: ")?;
	write_new(out, &file.seal(&passphrase)?)?;
	desk.print(
		|| json!({ "person": person, "file": out, "version": stored.version }),
		|| format!("record of person {person}, sealed for the member: {}\n", out.display()),
	);
	Ok(())
}

/// The slots of `--show`, ascending.
fn slots(show: &[String]) -> Result<Vec<u8>> {
	let mut slots = show
		.iter()
		.map(|name| {
			slot_by_name(name.trim()).ok_or_else(|| {
				Error::Usage(format!(
					"there is no attribute `{name}`: choose of {}",
					attribute_names()
				))
			})
		})
		.collect::<Result<Vec<u8>>>()?;
	slots.sort_unstable();
	slots.dedup();
	Ok(slots)
}

fn parse_nonce(text: &str) -> Result<[u8; 32]> {
	unhex(text.trim()).and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| {
		Error::Usage(
			"a nonce is 0x and 64 digits, as `chuxin credential challenge` prints it".to_owned(),
		)
	})
}

/// The life events to be shown.
async fn history(desk: &Desk, file: &MemberFile, whence: &str) -> Result<Vec<LifeEntry>> {
	if whence == "file" {
		return Ok(file.life.iter().map(|e| LifeEntry::Open(*e)).collect());
	}
	let chain = desk.chain().await?;
	if chain.genesis() != file.genesis {
		return Err(Error::Usage(format!(
			"the node at {} follows another chain than the record's: name the right one with --node",
			chain.url()
		)));
	}
	let record = chain.person_record(file.person, chain.finalized().await?).await?;
	let page = chain.whole_life(file.person).await?;
	let entries: Vec<LifeEntry> = page.events.iter().map(|e| LifeEntry::Open(e.event)).collect();
	// Something may have been recorded between the two questions: then the next run shows it.
	match replay(&file.genesis, file.person, &entries) {
		Ok(end) if end == (record.life.len, record.life.head) => Ok(entries),
		_ => Err(Error::Other(format!(
			"the node at {} does not tell the whole history{}: ask another node, or show that of the \
			 file",
			chain.url(),
			page.incomplete.map(|note| format!(" ({note})")).unwrap_or_default()
		))),
	}
}

async fn present(desk: &Desk, args: PresentArgs) -> Result<()> {
	let slots = slots(&args.show)?;
	let nonce = args.nonce.as_deref().map(parse_nonce).transpose()?;
	let passphrase = secret(args.member_passphrase_fd, "The member's passphrase: ")?;
	let file = MemberFile::open(&args.file, &passphrase)?;
	let tree = file.tree()?;
	let record = |e: chuxin_primitives::record::RecordError| Error::Usage(e.to_string());
	let life = match &args.history {
		Some(whence) => Some(history(desk, &file, whence).await?),
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
			let until = expires
				.map_or_else(|| "unsigned".into(), |e| format!("good until {}", time_text(e)));
			format!("{kind} in {}, {until}\n", args.out.display())
		},
	);
	Ok(())
}

/// Reads a file, but never more than a credential can have.
fn read_credential(path: &Path) -> Result<Result<Credential, Unreadable>> {
	let mut bytes = Vec::new();
	let limit = u64::try_from(MAX_FILE).unwrap_or(u64::MAX).saturating_add(1);
	std::fs::File::open(path)
		.and_then(|file| file.take(limit).read_to_end(&mut bytes))
		.map_err(Error::read(path))?;
	Ok(envelope::read(&bytes))
}

fn read_pin(path: &Path) -> Result<Pin> {
	let text = std::fs::read_to_string(path).map_err(Error::read(path))?;
	serde_json::from_str(&text).map_err(|e| Error::Format {
		path: path.to_owned(),
		what: "pinned authority set",
		reason: format!("{e}. Get it again (`chuxin credential pin`)."),
	})
}

/// What was read at which block, for the report.
struct Seen {
	view: ChainView,
	number: u32,
	hash: Hash,
	took: Duration,
	how: &'static str,
	/// The genesis hash the verifier holds the chain to.
	genesis: Hash,
}

async fn verify(desk: &Desk, args: VerifyArgs) -> Result<()> {
	let nonce = args.nonce.as_deref().map(parse_nonce).transpose()?;
	let mut report =
		Report { verified_at: desk.now_ms(), file: args.file.clone(), seen: None, terms: None };
	let outcome = judge(desk, &args, nonce, &mut report).await?;
	match outcome {
		Ok(verdict) => {
			desk.print(|| report.json(Ok(&verdict)), || report.text(Ok(&verdict)));
			Ok(())
		},
		Err(failure) => {
			desk.print(|| report.json(Err(&failure)), || report.text(Err(&failure)));
			Err(Error::NotVerified(failure.to_string()))
		},
	}
}

async fn judge(
	desk: &Desk,
	args: &VerifyArgs,
	nonce: Option<[u8; 32]>,
	report: &mut Report,
) -> Result<Result<Verdict, Failure>> {
	let credential = match read_credential(&args.file)? {
		Ok(credential) => credential,
		Err(unreadable) => return Ok(Err(unreadable.into())),
	};
	report.terms = credential.presentation.binding.as_ref().map(|b| b.terms.clone());
	let seen = match &args.light {
		Some(spec) => {
			let pin = args.pin.as_deref().map(read_pin).transpose()?;
			match by_light_client(spec, pin, &credential, report.verified_at, args.timeout).await? {
				Ok(seen) => seen,
				Err(failure) => return Ok(Err(failure)),
			}
		},
		None => by_node(&desk.chain().await?, credential.presentation.person).await?,
	};
	let expected = Expectations {
		genesis: seen.genesis,
		now_ms: report.verified_at,
		audience: args.audience.as_deref(),
		nonce,
		live_required: args.require_live,
	};
	let verdict = conclude(&credential, &seen.view, &expected, &Nonces::of(&desk.home));
	report.seen = Some(seen);
	Ok(verdict)
}

/// What the chain says, proven to a light client.
async fn by_light_client(
	spec: &Path,
	pin: Option<Pin>,
	credential: &Credential,
	clock: Moment,
	timeout: u64,
) -> Result<Result<Seen, Failure>> {
	let client = LightClient::start(spec).await?;
	let genesis = pin.as_ref().map_or(client.genesis(), |pin| pin.genesis);
	if genesis != client.genesis() {
		return Ok(Err(Refusal::OtherChain.into()));
	}
	// Told at once: no need to follow a chain to which the presentation does not belong.
	if credential.presentation.genesis != genesis {
		return Ok(Err(Refusal::OtherGenesis.into()));
	}
	let person = credential.presentation.person;
	let seen = match client.view(person, clock, Duration::from_secs(timeout)).await {
		Ok(seen) => seen,
		Err(failure) => return Ok(Err(failure)),
	};
	let authorities = match client.authority_set().await {
		Ok(authorities) => authorities,
		Err(failure) => return Ok(Err(failure)),
	};
	if let Err(fault) = authorities.check(&genesis, pin.as_ref()) {
		return Ok(Err(fault.into()));
	}
	Ok(Ok(Seen {
		view: seen.view,
		number: seen.number,
		hash: seen.hash,
		took: seen.took,
		how: "proven to a light client",
		genesis,
	}))
}

/// What a node says, at its finalized head.
async fn by_node(chain: &Chain, person: PersonId) -> Result<Seen> {
	let begun = Instant::now();
	let (number, hash) = chain.finalized_block().await?;
	let person = match chain.person_record(person, hash).await {
		Ok(entry) => {
			let org = chain.organization_or_fail(entry.org, hash).await?;
			Some(PersonOnChain { entry, org_status: org.status })
		},
		Err(Error::NotFound(_)) => None,
		Err(error) => return Err(error),
	};
	let genesis = chain.genesis();
	let view = ChainView { finalized: true, genesis, now_ms: chain.now(hash).await?, person };
	Ok(Seen {
		view,
		number,
		hash,
		took: begun.elapsed(),
		how: "told by a node, which is believed",
		genesis,
	})
}

struct Report {
	verified_at: Moment,
	file: PathBuf,
	seen: Option<Seen>,
	terms: Option<Terms>,
}

impl Report {
	fn json(&self, outcome: std::result::Result<&Verdict, &Failure>) -> Value {
		let mut out = Map::new();
		let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
		put("file", json!(self.file));
		put("verified", json!(outcome.is_ok()));
		put("verified_at", json!(time_text(self.verified_at)));
		if let Some(seen) = &self.seen {
			put("chain", json!(seen.genesis));
			put("block", json!(seen.number));
			put("block_hash", json!(seen.hash));
			put("chain_time", json!(time_text(seen.view.now_ms)));
			put("source", json!(seen.how));
			put("seconds", json!(seen.took.as_secs_f64()));
		}
		if let Some(terms) = &self.terms {
			put("issued", json!(time_text(terms.issued * 1000)));
			put("expires", json!(time_text(terms.expires * 1000)));
			put("audience", json!(terms.audience));
		}
		match outcome {
			Ok(verdict) => {
				let facts = verdict.facts();
				let shown: Map<String, Value> = facts
					.shown
					.iter()
					.map(|(slot, a)| (name_of_slot(self.schema(), *slot), json!(a.to_string())))
					.collect();
				put("verdict", json!(verdict_name(verdict)));
				// A card or an unsigned record proves the record, never who holds it out.
				put("bearer_proven", json!(matches!(verdict, Verdict::Live(_))));
				put("message", json!(verdict.to_string()));
				put("person", json!(facts.person));
				put("org", json!(facts.org));
				put("status", json!(facts.status));
				put("corrected", json!(facts.corrected));
				put("shown", Value::Object(shown));
				put("life_events", json!(facts.life.as_ref().map(Vec::len)));
			},
			Err(failure) => {
				put("failure", json!(failure.code()));
				put("message", json!(failure.to_string()));
			},
		}
		Value::Object(out)
	}

	/// The schema whose names are used: the record's on the chain, which a verified presentation has.
	fn schema(&self) -> u16 {
		let record = |seen: &Seen| seen.view.person.as_ref()?.entry.record.map(|r| r.schema);
		self.seen.as_ref().and_then(record).unwrap_or_default()
	}

	fn text(&self, outcome: std::result::Result<&Verdict, &Failure>) -> String {
		let mut rows = Vec::new();
		let mut put = |name: &str, value: String| rows.push(vec![name.to_owned(), value]);
		match outcome {
			Ok(verdict) => {
				let facts = verdict.facts();
				put("verdict", verdict.to_string());
				put("person", facts.person.to_string());
				put("branch", org_text(facts.org));
				put("status", kebab(&format!("{:?}", facts.status)));
				for (slot, attribute) in &facts.shown {
					let label = slot_spec(self.schema(), *slot).map_or("?", |s| s.label);
					let value =
						if attribute.is_absent() { "—".into() } else { attribute.to_string() };
					put(label, value);
				}
				if let Some(life) = &facts.life {
					let open = life.iter().filter(|e| matches!(e, LifeEntry::Open(_))).count();
					put("life events", format!("{} ({open} of them shown)", life.len()));
				}
			},
			Err(failure) => put("verdict", format!("NOT VERIFIED ({})", failure.code())),
		}
		if let Some(terms) = &self.terms {
			put("issued", time_text(terms.issued * 1000));
			put("expires", time_text(terms.expires * 1000));
			let audience = if terms.audience.is_empty() { "anybody" } else { &terms.audience };
			put("for", audience.to_owned());
		}
		put("verified at", time_text(self.verified_at));
		if let Some(seen) = &self.seen {
			put("finalized block", format!("{} {:?}", seen.number, seen.hash));
			put("chain's time", time_text(seen.view.now_ms));
			put("source", format!("{} ({:.2} s)", seen.how, seen.took.as_secs_f64()));
		}
		let note = match outcome {
			// An imported birthday was sealed on the day of the import, not of the event.
			Ok(verdict)
				if verdict
					.facts()
					.shown
					.iter()
					.any(|(slot, _)| *slot == chuxin_primitives::record::slot::ADMISSION) =>
			{
				"The chain proves since when this date stands unaltered, not the event itself.\n"
			},
			_ => "",
		};
		format!("{}{note}", table(&["what", ""], &rows))
	}
}

fn org_text(org: OrgId) -> String {
	format!("organization {org}")
}

fn verdict_name(verdict: &Verdict) -> &'static str {
	match verdict {
		Verdict::Live(_) => "live",
		Verdict::Card(_) => "card",
		Verdict::Unbound(_) => "unbound",
	}
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
			format!(
				"authority set {} of {} members, in office on {}: {}\n",
				pin.set_id,
				pin.authorities.len(),
				pin.dated,
				out.display()
			)
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

	#[test]
	fn a_failure_is_reported_with_its_code_and_times() {
		let report = Report { verified_at: 86_400_000, file: "a".into(), seen: None, terms: None };
		let failure = Failure::from(Refusal::StaleClock);
		let json = report.json(Err(&failure));
		assert_eq!(json["verified"], false);
		assert_eq!(json["failure"], "stale-clock");
		assert_eq!(json["verified_at"], "1970-01-02 00:00:00 UTC");
		assert!(report.text(Err(&failure)).contains("NOT VERIFIED (stale-clock)"));
	}
}
