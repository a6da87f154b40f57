//! A presentation as a W3C Verifiable Credential (VCDM 2.0).
//!
//! The envelope is made from the binary, and checked by making it again: whatever differs is
//! refused, so that no reader ever shows something the binary does not prove. Only the issuer (the
//! branch) is not in the binary; it is compared with what the chain says.

use super::{base45, name_of_slot};
use crate::chain::hex;
use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine};
use chuxin_primitives::{
	presentation::{FormatError, Presentation},
	record::VType,
	Hash, OrgId,
};
use serde_json::{json, Map, Value};

/// The cryptosuite's name.
pub const CRYPTOSUITE: &str = "chuxin-merkle-2026";
/// What begins the text of a QR code: the multibase letter of base45.
pub const QR_BASE: char = 'R';
/// Bytes of a file at most: the largest presentation in base64 and what stands around it.
pub const MAX_FILE: usize = 3 << 20;

/// Why a file is no credential. [`super::verdict::Failure`] has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
	/// It is too large.
	TooLarge,
	/// It is neither JSON nor the binary.
	Neither,
	/// It has no proof of this kind.
	NoProof,
	/// The binary is damaged.
	Format(FormatError),
	/// A name stands twice in an object of the JSON: readers disagree on which of the two holds.
	Twice,
	/// The JSON says something else than the binary, at this place.
	Differs(String),
}

impl From<FormatError> for Unreadable {
	fn from(error: FormatError) -> Self {
		Self::Format(error)
	}
}

/// A credential as read.
#[derive(Debug, PartialEq, Eq)]
pub struct Credential {
	/// What it shows.
	pub presentation: Presentation,
	/// The branch the envelope names as issuer; `None` for a bare presentation.
	pub issuer: Option<OrgId>,
}

/// The multibase form of the binary: `u` and base64url.
pub fn proof_value(bytes: &[u8]) -> String {
	format!("u{}", URL_SAFE_NO_PAD.encode(bytes))
}

fn urn(genesis: &Hash, rest: &str) -> String {
	format!("urn:chuxin:{}:{rest}", hex(&genesis.0))
}

fn seconds(time: u64) -> Value {
	i64::try_from(time)
		.ok()
		.and_then(|t| chrono::DateTime::from_timestamp(t, 0))
		.map_or(Value::Null, |t| json!(t.format("%Y-%m-%dT%H:%M:%SZ").to_string()))
}

/// The envelope of a presentation, issued by a branch.
///
/// # Errors
/// As [`Presentation::encode`].
pub fn build(presentation: &Presentation, issuer: OrgId) -> Result<Value, FormatError> {
	let genesis = &presentation.genesis;
	let person = presentation.person;
	let attributes: Map<String, Value> = presentation
		.shown
		.iter()
		.map(|leaf| {
			let value = match leaf.attribute.vtype() {
				VType::Absent => Value::Null,
				VType::Bool => json!(leaf.attribute.as_bool()),
				// As text: JSON's numbers are not exact beyond 2⁵³.
				_ => json!(leaf.attribute.to_string()),
			};
			(name_of_slot(presentation.schema, leaf.slot), value)
		})
		.collect();
	let mut envelope = json!({
		"@context": [
			"https://www.w3.org/ns/credentials/v2",
			{ "@vocab": "urn:chuxin:vocabulary:1:" },
		],
		"id": urn(genesis, &format!("person:{person}:{}", presentation.version)),
		"type": ["VerifiableCredential", "ChuxinMembershipCredential"],
		"issuer": urn(genesis, &format!("org:{issuer}")),
		"credentialSubject": {
			"id": urn(genesis, &format!("person:{person}")),
			"schema": presentation.schema,
			"version": presentation.version,
			"attributes": attributes,
		},
		"proof": {
			"type": "DataIntegrityProof",
			"cryptosuite": CRYPTOSUITE,
			"proofPurpose": "assertionMethod",
			"proofValue": proof_value(&presentation.encode()?),
		},
	});
	if let (Some(binding), Some(map)) = (&presentation.binding, envelope.as_object_mut()) {
		map.insert("validFrom".into(), seconds(binding.terms.issued));
		map.insert("validUntil".into(), seconds(binding.terms.expires));
	}
	Ok(envelope)
}

/// Reads a credential: the JSON envelope, its proof value alone, the text of a card's QR code, or
/// the binary.
///
/// # Errors
/// [`Unreadable`]; an envelope that says anything else than its binary is refused.
pub fn read(bytes: &[u8]) -> Result<Credential, Unreadable> {
	if bytes.len() > MAX_FILE {
		return Err(Unreadable::TooLarge);
	}
	if bytes.starts_with(b"CXP1") {
		return Ok(Credential { presentation: Presentation::decode(bytes)?, issuer: None });
	}
	// Blanks as JSON has them around a document, and no others.
	let text = std::str::from_utf8(bytes)
		.map_err(|_| Unreadable::Neither)?
		.trim_matches([' ', '\t', '\r', '\n']);
	if !text.starts_with('{') {
		return Ok(Credential { presentation: from_proof_value(text)?, issuer: None });
	}
	let given: Value = serde_json::from_str(text).map_err(|_| Unreadable::Neither)?;
	if members(&given) != colons(text) {
		return Err(Unreadable::Twice);
	}
	let proof = given.get("proof").filter(|p| p.get("cryptosuite") == Some(&json!(CRYPTOSUITE)));
	let value = proof.and_then(|p| p.get("proofValue")).and_then(Value::as_str);
	let presentation = from_proof_value(value.ok_or(Unreadable::NoProof)?)?;
	let issuer = issuer(&given, &presentation.genesis)
		.ok_or_else(|| Unreadable::Differs("issuer".into()))?;
	let made = build(&presentation, issuer)?;
	match difference(&given, &made, "") {
		None => Ok(Credential { presentation, issuer: Some(issuer) }),
		Some(place) => Err(Unreadable::Differs(place)),
	}
}

fn from_proof_value(text: &str) -> Result<Presentation, Unreadable> {
	let bytes = match text.strip_prefix(QR_BASE) {
		Some(encoded) => base45::decode(encoded),
		None => text.strip_prefix('u').and_then(|encoded| URL_SAFE_NO_PAD.decode(encoded).ok()),
	};
	Ok(Presentation::decode(&bytes.ok_or(Unreadable::Neither)?)?)
}

/// How many names stand in a value's objects.
fn members(value: &Value) -> usize {
	match value {
		Value::Object(map) => map.len() + map.values().map(members).sum::<usize>(),
		Value::Array(list) => list.iter().map(members).sum(),
		_ => 0,
	}
}

/// How many names stand in the objects of a JSON text, one that stands twice counted twice: each is
/// followed by a colon outside of texts.
fn colons(json: &str) -> usize {
	let (mut found, mut quoted, mut escaped) = (0, false, false);
	for c in json.chars() {
		match c {
			_ if escaped => escaped = false,
			'\\' if quoted => escaped = true,
			'"' => quoted = !quoted,
			':' if !quoted => found += 1,
			_ => {},
		}
	}
	found
}

/// The organization an envelope names as issuer, on this chain.
fn issuer(envelope: &Value, genesis: &Hash) -> Option<OrgId> {
	let number = envelope.get("issuer")?.as_str()?.strip_prefix(&urn(genesis, "org:"))?;
	number.parse().ok().map(OrgId)
}

/// Where two values differ first, as a path; nothing of the values themselves.
fn difference(given: &Value, made: &Value, path: &str) -> Option<String> {
	match (given, made) {
		(Value::Object(a), Value::Object(b)) => {
			let more = a.keys().find(|k| !b.contains_key(*k));
			if let Some(key) = more {
				return Some(format!("{path}/{key}"));
			}
			b.iter().find_map(|(key, made)| {
				let place = format!("{path}/{key}");
				match a.get(key) {
					Some(given) => difference(given, made, &place),
					None => Some(place),
				}
			})
		},
		(Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
			.iter()
			.zip(b)
			.enumerate()
			.find_map(|(n, (given, made))| difference(given, made, &format!("{path}/{n}"))),
		(a, b) => (a != b).then(|| path.to_owned()),
	}
}

#[cfg(test)]
mod tests;
