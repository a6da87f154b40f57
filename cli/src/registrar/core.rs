//! What the registrar does, without any network: checks a call, counts it, logs it, answers it.

use super::{Answer, Call, IssuedTag, Log, Request, CERTIFICATE_BLOCKS, MAX_AGE_MS, MAX_ITEMS};
use crate::{
	i18n::CURE,
	roster::identity_words,
	t, told,
	vault::{Vault, VaultError},
};
use chuxin_primitives::{
	domain,
	hash::{hash, keyed_hash},
	organization::Power,
	person_tag::{certificate_message, person_tag, Document},
	CivilDate, Hash, OrgId,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use subxt_signer::sr25519::{self, Keypair, PublicKey, Signature};
use zeroize::Zeroizing;

/// Name of the tag key's blob in the registrar's vault: version u8 ‖ key (32 bytes).
pub const TAG_KEY: &str = "registrar/tag-key";
/// Name of the signing key in the registrar's vault.
pub const SIGNING_KEY: &str = "registrar";

/// Limits of one officer and one day.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
	/// Documents for which an officer may ask tags in a day.
	pub documents: u32,
}

impl Default for Limits {
	fn default() -> Self {
		Self { documents: 20_000 }
	}
}

/// What the chain says about who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duty {
	/// Whether the account belongs to an officer of the organization with one of [`Duty::POWERS`].
	pub may_enrol: bool,
	/// The chain's best block.
	pub best: u32,
}

impl Duty {
	/// The powers that enrol: whoever drafts or carries out an enrolment.
	pub const POWERS: [Power; 2] = [Power::Handler, Power::Approver];
}

/// Why a call is refused. It goes to the desk as it is, and the desk says it in its own language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
	/// Signature, chain or content do not fit.
	Signature,
	/// Too old, or from the future.
	Time,
	/// Sent before.
	Repeated,
	/// Not an officer.
	NotOfficer(u32),
	/// Too many items or none.
	Size,
	/// The day's limit.
	Limit {
		/// Documents asked for today.
		used: u32,
		/// The limit.
		limit: u32,
	},
	/// A document that cannot be read.
	Document {
		/// Its place in the request.
		index: usize,
		/// Why, without the number.
		reason: String,
	},
	/// A tag this registrar did not compute for this organization.
	NotIssued {
		/// Its place in the request.
		index: usize,
	},
	/// The log cannot be written: nothing is answered without it.
	Log(String),
}

impl Refusal {
	/// Reason and cure, in the language of the process.
	pub fn told(&self) -> String {
		match self {
			Self::Signature => told!("refusal-signature"),
			Self::Time => told!("refusal-time"),
			Self::Repeated => told!("refusal-repeated"),
			Self::NotOfficer(org) => told!("refusal-not-officer", org = *org),
			Self::Size => told!("refusal-size", most = MAX_ITEMS),
			Self::Limit { used, limit } => told!("refusal-limit", used = *used, limit = *limit),
			Self::Document { index, reason } => {
				told!("refusal-document", index = *index, why = reason.as_str())
			},
			Self::NotIssued { index } => told!("refusal-not-issued", index = *index),
			Self::Log(why) => told!("refusal-log", why = why.replace(CURE, " ")),
		}
	}
}

impl std::fmt::Display for Refusal {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str(&self.told().replace(CURE, " "))
	}
}

impl std::error::Error for Refusal {}

/// The registrar's keys and counts.
pub struct Core {
	/// Remembers how far the log goes.
	vault: Vault,
	genesis: Hash,
	key_version: u8,
	tag_key: Zeroizing<[u8; 32]>,
	word_key: Zeroizing<[u8; 32]>,
	signing: Keypair,
	limits: Limits,
	log: Log,
	used: BTreeMap<Hash, u32>,
	day: CivilDate,
	seen: BTreeSet<(u64, Hash)>,
}

impl Core {
	/// The registrar of a chain, with the keys of its vault.
	///
	/// The documents asked for today are counted from the log, so that a restart resets no limit.
	///
	/// # Errors
	/// When the vault holds no registrar's keys.
	pub fn new(
		vault: Vault,
		genesis: Hash,
		limits: Limits,
		log: Log,
		now: u64,
	) -> Result<Self, VaultError> {
		let blob = vault.blob(TAG_KEY)?.ok_or_else(|| VaultError::NoKey(TAG_KEY.into()))?;
		let damaged = || VaultError::Damaged(t!("registrar-tag-key"));
		let (version, key) = blob.split_first().ok_or_else(damaged)?;
		let tag_key: [u8; 32] = key.try_into().map_err(|_| damaged())?;
		let signing = vault.signer(SIGNING_KEY)?;
		let word_key = keyed_hash(&tag_key, domain::ISSUED_TAG, &[b"key"]).0;
		let day = CivilDate::in_china(now).ok_or_else(damaged)?;
		let used = log.documents_of(day);
		Ok(Self {
			vault,
			genesis,
			key_version: *version,
			tag_key: Zeroizing::new(tag_key),
			word_key: Zeroizing::new(word_key),
			signing,
			limits,
			log,
			used,
			day,
			seen: BTreeSet::new(),
		})
	}

	/// The chain this registrar works for.
	pub fn genesis(&self) -> Hash {
		self.genesis
	}

	/// Checks what needs no chain: signature, time, repetition, size.
	pub fn check(&self, call: &Call, now: u64) -> Result<(), Refusal> {
		let items = match &call.request {
			Request::Tags(documents) => documents.len(),
			Request::Certify(tags) => tags.len(),
		};
		if items == 0 || items > MAX_ITEMS {
			return Err(Refusal::Size);
		}
		if call.time.abs_diff(now) > MAX_AGE_MS {
			return Err(Refusal::Time);
		}
		let signature: [u8; 64] = hex::decode(&call.signature)
			.ok()
			.and_then(|s| s.try_into().ok())
			.ok_or(Refusal::Signature)?;
		if !sr25519::verify(
			&Signature(signature),
			call.message(&self.genesis),
			&PublicKey(call.account.0),
		) {
			return Err(Refusal::Signature);
		}
		if self.seen.contains(&(call.time, call.nonce)) {
			return Err(Refusal::Repeated);
		}
		Ok(())
	}

	/// Answers a call of which [`Core::check`] and the chain (`duty`) approve.
	///
	/// # Errors
	/// Everything a [`Refusal`] names. What is refused is counted and logged only where documents
	/// were looked at.
	pub fn answer(&mut self, call: &Call, duty: Duty, now: u64) -> Result<Answer, Refusal> {
		self.check(call, now)?;
		if !duty.may_enrol {
			return Err(Refusal::NotOfficer(call.org));
		}
		self.seen = self.seen.split_off(&(now.saturating_sub(MAX_AGE_MS), Hash::zero()));
		self.seen.insert((call.time, call.nonce));
		match &call.request {
			Request::Tags(documents) => self.tags(call, documents, now),
			Request::Certify(tags) => self.certify(call, tags, duty.best, now),
		}
	}

	fn tags(&mut self, call: &Call, documents: &[String], now: u64) -> Result<Answer, Refusal> {
		let count = u32::try_from(documents.len()).unwrap_or(u32::MAX);
		let today = CivilDate::in_china(now).unwrap_or(self.day);
		if today != self.day {
			self.day = today;
			self.used.clear();
		}
		let used = self.used.get(&call.account).copied().unwrap_or_default();
		let total = used.saturating_add(count);
		if total > self.limits.documents {
			return Err(Refusal::Limit { used, limit: self.limits.documents });
		}
		// Counted and logged before anything is computed: a crash cannot give a free look.
		self.log
			.append(&self.vault, now, &call.account, call.org, "tags", count, None)
			.map_err(|e| Refusal::Log(e.to_string()))?;
		self.used.insert(call.account, total);
		let tags = documents
			.iter()
			.enumerate()
			.map(|(index, document)| {
				let refused = |reason: String| Refusal::Document { index, reason };
				let input = hex::decode(document).map_err(|_| refused(t!("refusal-not-hex")))?;
				let document =
					Document::from_input(&input).map_err(|e| refused(identity_words(e).0))?;
				let tag = person_tag(&self.tag_key, &document.input());
				Ok(IssuedTag { tag, word: self.word(call.org, &tag) })
			})
			.collect::<Result<_, Refusal>>()?;
		Ok(Answer::Tags { key_version: self.key_version, tags })
	}

	fn certify(
		&mut self,
		call: &Call,
		tags: &[IssuedTag],
		best: u32,
		now: u64,
	) -> Result<Answer, Refusal> {
		if let Some(index) = tags.iter().position(|t| t.word != self.word(call.org, &t.tag)) {
			return Err(Refusal::NotIssued { index });
		}
		let expires = best.saturating_add(CERTIFICATE_BLOCKS);
		let plain: Vec<Hash> = tags.iter().map(|t| t.tag).collect();
		let message =
			certificate_message(&self.genesis, self.key_version, OrgId(call.org), &plain, expires);
		let batch = hash(domain::TAG_BATCH, &[&message]);
		let count = u32::try_from(tags.len()).unwrap_or(u32::MAX);
		self.log
			.append(&self.vault, now, &call.account, call.org, "certify", count, Some(batch))
			.map_err(|e| Refusal::Log(e.to_string()))?;
		Ok(Answer::Certificate {
			key_version: self.key_version,
			expires,
			signature: hex::encode(self.signing.sign(&message).0),
		})
	}

	fn word(&self, org: u32, tag: &Hash) -> Hash {
		keyed_hash(
			&self.word_key,
			domain::ISSUED_TAG,
			&[&[self.key_version], &org.to_le_bytes(), &tag.0],
		)
	}
}
