//! A presentation as a W3C Verifiable Credential (VCDM 2.0).
//!
//! The envelope is made from the binary, and checked by making it again: whatever differs is
//! refused, so that no reader ever shows something the binary does not prove. Only the issuer (the
//! branch) is not in the binary; it is compared with what the chain says.

use super::name_of_slot;
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
/// Bytes of a file at most: the largest presentation in base64 and what stands around it.
pub const MAX_FILE: usize = 3 << 20;

/// Why a file is no credential.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
	/// It is too large.
	#[error("the file is too large for a credential: give the credential alone")]
	TooLarge,
	/// It is neither JSON nor the binary.
	#[error(
		"the file is neither a credential (JSON) nor a presentation: give what the member sent"
	)]
	Neither,
	/// It has no proof of this kind.
	#[error(
		"the credential has no proof of the cryptosuite {CRYPTOSUITE}: it is not one of this system, \
		 or was made by newer software"
	)]
	NoProof,
	/// The binary is damaged.
	#[error("{0}")]
	Format(FormatError),
	/// The JSON says something else than the binary.
	#[error(
		"the text of the credential differs from what its proof shows (at `{0}`): it was altered; ask \
		 the member for it again"
	)]
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

/// Reads a credential: the JSON envelope, its proof value alone, or the binary.
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
	let encoded = text.strip_prefix('u').ok_or(Unreadable::Neither)?;
	let bytes = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| Unreadable::Neither)?;
	Ok(Presentation::decode(&bytes)?)
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
mod tests {
	use super::*;
	use chuxin_primitives::{
		presentation::{Binding, Kind, SignatureType, Terms},
		record::{slot, Attribute, RecordTree},
		CivilDate, PersonId,
	};

	fn presentation() -> Presentation {
		let genesis = Hash::repeat_byte(1);
		let day = CivilDate::new(20050701).unwrap();
		let attributes = [
			(slot::NAME, Attribute::text("张三").unwrap()),
			(slot::ADMISSION, Attribute::date(day)),
		];
		let tree = RecordTree::new(&genesis, 1, 1, &[3; 32], attributes).unwrap();
		let slots = [slot::NAME, slot::ADMISSION, slot::MOBILE];
		Presentation {
			kind: Kind::Card,
			genesis,
			person: PersonId(7),
			schema: 1,
			version: 1,
			shown: tree.show(&slots).unwrap(),
			proof: tree.proof(&slots).unwrap(),
			life: None,
			binding: Some(Binding {
				terms: Terms {
					issued: 1_700_000_000,
					expires: 1_700_000_600,
					audience: String::new(),
					nonce: [0; 32],
				},
				account: [5; 32],
				sigtype: SignatureType::Sr25519,
				signature: [6; 64],
			}),
		}
	}

	#[test]
	fn the_envelope_has_the_form_of_the_protocol() {
		let made = build(&presentation(), OrgId(3)).unwrap();
		let genesis = "0x".to_owned() + &"01".repeat(32);
		assert_eq!(made["id"], format!("urn:chuxin:{genesis}:person:7:1"));
		assert_eq!(made["issuer"], format!("urn:chuxin:{genesis}:org:3"));
		assert_eq!(made["type"][1], "ChuxinMembershipCredential");
		assert_eq!(made["credentialSubject"]["attributes"]["name"], "张三");
		assert_eq!(made["credentialSubject"]["attributes"]["birthday"], "2005-07-01");
		assert_eq!(made["credentialSubject"]["attributes"]["mobile"], Value::Null);
		assert_eq!(made["validFrom"], "2023-11-14T22:13:20Z");
		assert!(made["proof"]["proofValue"].as_str().unwrap().starts_with('u'));
	}

	#[test]
	fn all_three_forms_read_back() {
		let bytes = presentation().encode().unwrap();
		let envelope = build(&presentation(), OrgId(3)).unwrap().to_string();
		let read_back = read(envelope.as_bytes()).unwrap();
		assert_eq!(read_back, Credential { presentation: presentation(), issuer: Some(OrgId(3)) });
		assert_eq!(read(&bytes).unwrap().presentation, presentation());
		assert_eq!(read(proof_value(&bytes).as_bytes()).unwrap().issuer, None);
	}

	#[test]
	fn an_envelope_that_says_anything_else_is_refused() {
		let made = build(&presentation(), OrgId(3)).unwrap();
		let altered = |change: &dyn Fn(&mut Value)| {
			let mut envelope = made.clone();
			change(&mut envelope);
			read(envelope.to_string().as_bytes()).unwrap_err()
		};
		let differs = |place: &str| Unreadable::Differs(place.into());
		assert_eq!(
			altered(&|v| v["credentialSubject"]["attributes"]["name"] = json!("李四")),
			differs("/credentialSubject/attributes/name")
		);
		assert_eq!(
			altered(&|v| v["credentialSubject"]["attributes"]["sex"] = json!("M")),
			differs("/credentialSubject/attributes/sex")
		);
		assert_eq!(
			altered(&|v| v["validUntil"] = json!("2033-11-14T22:13:20Z")),
			differs("/validUntil")
		);
		assert_eq!(altered(&|v| v["extra"] = json!(1)), differs("/extra"));
		assert_eq!(altered(&|v| v["type"][1] = json!("Other")), differs("/type/1"));
		assert_eq!(altered(&|v| v["issuer"] = json!("urn:chuxin:0x02:org:3")), differs("issuer"));
		assert_eq!(altered(&|v| v["proof"]["cryptosuite"] = json!("x")), Unreadable::NoProof);
		let cut = |v: &mut Value| {
			let value = v["proof"]["proofValue"].as_str().unwrap();
			v["proof"]["proofValue"] = json!(value[..value.len() - 4]);
		};
		assert_eq!(altered(&cut), Unreadable::Format(FormatError::Truncated));
		assert_eq!(read(b"hello"), Err(Unreadable::Neither));
		assert!(read(format!(" {made}\r\n").as_bytes()).is_ok());
		assert_eq!(read(format!("{made}\u{b}").as_bytes()), Err(Unreadable::Neither));
		assert_eq!(read(&[0xff; 8]), Err(Unreadable::Neither));
	}
}
