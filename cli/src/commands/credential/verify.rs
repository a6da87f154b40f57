//! `chuxin credential verify`: reading the chain, judging, and the report.

use super::super::{
	member::{event_json, late},
	time_text, Desk,
};
use crate::{
	args::{kebab, VerifyArgs},
	chain::Chain,
	credential::{
		envelope::{self, Credential, Unreadable, MAX_FILE},
		name_of_slot,
		nonces::Nonces,
		value_in,
		verdict::{conclude, words, Failure},
	},
	error::{Error, Result},
	i18n::{language, text_in, Language, CURE},
	light::{LightClient, Pin},
	progress::table,
	t,
};
use chuxin_primitives::{
	life::LifeEntry,
	presentation::{ChainView, Expectations, PersonOnChain, Refusal, Terms, Verdict},
	record::{slot, slot_spec},
	Hash, Moment, PersonId,
};
use serde_json::{json, Map, Value};
use std::{
	io::Read,
	path::{Path, PathBuf},
	time::{Duration, Instant},
};

/// Reads a file, but never more than a credential can have.
pub(super) fn read_credential(path: &Path) -> Result<Result<Credential, Unreadable>> {
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
		what: "file-pin",
		reason: t!("pin-unreadable", why = e.to_string()),
	})
}

/// What was read at which block, for the report.
pub(super) struct Seen {
	pub(super) view: ChainView,
	number: u32,
	pub(super) hash: Hash,
	took: Duration,
	/// Whether a light client proved it; otherwise a node told it.
	proven: bool,
	/// The genesis hash the verifier holds the chain to.
	genesis: Hash,
}

pub(super) async fn verify(desk: &Desk, args: VerifyArgs) -> Result<()> {
	let nonce = args.nonce.as_deref().map(super::parse_nonce).transpose()?;
	let mut report =
		Report { verified_at: desk.now_ms(), file: args.file.clone(), seen: None, terms: None };
	let outcome = judge(desk, &args, nonce, &mut report).await?;
	match outcome {
		Ok(verdict) => {
			desk.print(|| report.json(Ok(&verdict)), || report.text(Ok(&verdict), language()));
			Ok(())
		},
		Err(failure) => {
			desk.print(|| report.json(Err(&failure)), || report.text(Err(&failure), language()));
			Err(Error::NotVerified(failure.told(language())))
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
		proven: true,
		genesis,
	}))
}

/// What a node says, at its finalized head.
pub(super) async fn by_node(chain: &Chain, person: PersonId) -> Result<Seen> {
	let begun = Instant::now();
	let (number, hash) = chain.finalized_block().await?;
	let person = match chain.person_record(person, hash).await {
		Ok(entry) => {
			let (merged_into, org_status) = chain.answering(entry.org, hash).await?;
			let effective = chain.correction(person, hash).await?;
			Some(PersonOnChain { entry, merged_into, org_status, effective })
		},
		Err(Error::NotFound(_)) => None,
		Err(error) => return Err(error),
	};
	let genesis = chain.genesis();
	let view = ChainView { finalized: true, genesis, now_ms: chain.now(hash).await?, person };
	Ok(Seen { view, number, hash, took: begun.elapsed(), proven: false, genesis })
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
			let source = if seen.proven {
				"proven to a light client"
			} else {
				"told by a node, which is believed"
			};
			put("source", json!(source));
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
				put(
					"life",
					json!(facts.life.as_ref().map(|l| l.iter().map(entry).collect::<Vec<_>>())),
				);
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

	fn text(&self, outcome: std::result::Result<&Verdict, &Failure>, language: Language) -> String {
		let with = |key: &str, values: &[(&'static str, String)]| {
			let args = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
			text_in(language, key, &args).unwrap_or_else(|| key.to_owned())
		};
		let say = |key: &str| with(key, &[]);
		let mut rows = Vec::new();
		let mut put = |name: String, value: String| rows.push(vec![name, value]);
		match outcome {
			Ok(verdict) => {
				let facts = verdict.facts();
				put(say("proof-verdict"), words(verdict, language));
				put(say("proof-person"), facts.person.to_string());
				let org = [("org", facts.org.to_string())];
				put(say("proof-branch"), with("proof-organization", &org));
				let status = kebab(&format!("{:?}", facts.status));
				put(say("proof-status"), say(&format!("status-{status}")));
				for (slot, attribute) in &facts.shown {
					let label = match (slot_spec(self.schema(), *slot), language) {
						(None, _) => "?",
						(Some(spec), Language::En) => spec.name,
						(Some(spec), Language::Zh) => spec.label,
					};
					let value = if attribute.is_absent() {
						"—".into()
					} else {
						value_in(language, self.schema(), *slot, &attribute.to_string())
					};
					put(label.to_owned(), value);
				}
				if let Some(life) = &facts.life {
					let open = life.iter().filter(|e| matches!(e, LifeEntry::Open(_))).count();
					let counts = [("all", life.len().to_string()), ("open", open.to_string())];
					put(say("proof-life"), with("proof-life-count", &counts));
					let marked = |e: &&LifeEntry| matches!(e, LifeEntry::Open(e) if late(e));
					let marked = life.iter().filter(marked).count();
					if marked > 0 {
						let count = [("late", marked.to_string())];
						put(say("proof-late"), with("proof-late-count", &count));
					}
				}
			},
			Err(failure) => {
				let told = failure.told(language);
				let (reason, cure) = told.split_once(CURE).unwrap_or((&told, ""));
				put(say("proof-verdict"), with("proof-refused", &[("code", failure.code())]));
				put(say("proof-reason"), reason.to_owned());
				put(say("proof-cure"), cure.to_owned());
			},
		}
		if let Some(terms) = &self.terms {
			put(say("proof-issued"), time_text(terms.issued * 1000));
			put(say("proof-expires"), time_text(terms.expires * 1000));
			let anybody = terms.audience.is_empty().then(|| say("proof-anybody"));
			put(say("proof-for"), anybody.unwrap_or_else(|| terms.audience.clone()));
		}
		put(say("proof-verified-at"), time_text(self.verified_at));
		if let Some(seen) = &self.seen {
			put(say("proof-block"), format!("{} {:?}", seen.number, seen.hash));
			put(say("proof-chain-time"), time_text(seen.view.now_ms));
			let source = say(if seen.proven { "proof-by-light-client" } else { "proof-by-node" });
			put(say("proof-source"), format!("{source} ({:.2} s)", seen.took.as_secs_f64()));
		}
		// An imported birthday was sealed on the day of the import, not of the event.
		let dated = outcome.is_ok_and(|verdict| {
			verdict.facts().shown.iter().any(|(slot, _)| *slot == slot::ADMISSION)
		});
		let note = if dated { say("proof-date-note") + "\n" } else { String::new() };
		format!("{}{note}", table(&[&say("proof-what"), ""], &rows))
	}
}

/// A life event, or the hash of one that is not shown.
fn entry(entry: &LifeEntry) -> Value {
	match entry {
		LifeEntry::Open(event) => event_json(event),
		LifeEntry::Hashed(hash) => json!({ "hash": hash }),
	}
}

fn verdict_name(verdict: &Verdict) -> &'static str {
	match verdict {
		Verdict::Live(_) => "live",
		Verdict::Card(_) => "card",
		Verdict::Unbound(_) => "unbound",
	}
}

#[cfg(test)]
mod tests;
