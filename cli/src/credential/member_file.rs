//! What a member gets of the own record: attributes, the seed of their salts, and the life events so
//! far, sealed with a passphrase of the member's.

use crate::{
	error::{Error, Result},
	told,
	vault::{Held, Opening, StoredAttribute, Version as RecordVersion},
};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
	aead::{Aead, Payload},
	KeyInit, XChaCha20Poly1305, XNonce,
};
use chuxin_primitives::{
	life::VersionedLifeEvent, record::RecordTree, CivilDate, Hash, OrgId, PersonId,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

/// What the file says it is; also bound into the seal.
const FORMAT: &str = "chuxin-member-file-2";
/// The first form, which had no salts but the seed's.
const FORMAT_1: &str = "chuxin-member-file-1";
/// Memory of argon2id in KiB and passes: as the vault's.
#[cfg(not(test))]
const COST: (u32, u32) = (256 * 1024, 3);
#[cfg(test)]
const COST: (u32, u32) = (64, 1);
/// The most memory a file may ask for: 1 GiB.
const MAX_MEMORY_KIB: u32 = 1024 * 1024;
/// The content is padded to a multiple of this, so that its length tells little.
const PAD: usize = 1024;

/// One attribute.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldAttribute {
	/// Slot of the schema.
	pub slot: u8,
	/// Type of the value.
	pub vtype: u8,
	/// The value in hexadecimal.
	pub value: String,
}

/// The content: a member's own record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFile {
	/// The chain.
	pub genesis: Hash,
	/// Whose record.
	pub person: PersonId,
	/// The branch that issued it.
	pub org: OrgId,
	/// Its slot table.
	pub schema: u16,
	/// Its version.
	pub version: u32,
	/// The seed of this version's salts, in hexadecimal.
	pub seed: String,
	/// The salt of slot 6 in hexadecimal, where it is not the seed's: it stays over versions.
	#[serde(default)]
	pub admission_salt: Option<String>,
	/// The effective date of admission and its salt in hexadecimal, where it was corrected and the
	/// record still holds the sealed one: the next version is to hold it.
	#[serde(default)]
	pub effective: Option<(CivilDate, String)>,
	/// The attributes.
	pub attributes: Vec<HeldAttribute>,
	/// All life events at the time of issue, oldest first; `None` when no node had all of them.
	pub life: Option<Vec<VersionedLifeEvent>>,
}

impl Drop for MemberFile {
	fn drop(&mut self) {
		self.seed.zeroize();
		self.admission_salt.zeroize();
		if let Some((_, salt)) = &mut self.effective {
			salt.zeroize();
		}
		for attribute in &mut self.attributes {
			attribute.value.zeroize();
		}
	}
}

impl std::fmt::Debug for MemberFile {
	/// Whose it is only: the rest is personal.
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("MemberFile").field("person", &self.person).finish_non_exhaustive()
	}
}

/// The file as it lies on the disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
	format: String,
	salt: String,
	memory_kib: u32,
	passes: u32,
	nonce: String,
	sealed: String,
}

impl MemberFile {
	/// The record as the desk keeps a version.
	///
	/// # Errors
	/// When the file's content is no record of its schema.
	pub fn version(&self) -> Result<RecordVersion> {
		let damaged = || Error::Other(told!("member-file-no-record"));
		let bytes = |text: &str| <[u8; 32]>::try_from(hex::decode(text).ok()?).ok();
		let salt = |text: &String| bytes(text).ok_or_else(damaged);
		let version = RecordVersion {
			schema: self.schema,
			version: self.version,
			seed: bytes(&self.seed).ok_or_else(damaged)?,
			admission_salt: self.admission_salt.as_ref().map(salt).transpose()?,
			attributes: self
				.attributes
				.iter()
				.map(|a| {
					let value = hex::decode(&a.value).ok()?;
					Some(StoredAttribute { slot: a.slot, vtype: a.vtype, value })
				})
				.collect::<Option<_>>()
				.ok_or_else(damaged)?,
		};
		version.tree(&self.genesis).map_err(|_| damaged())?;
		Ok(version)
	}

	/// A file of this version of a record.
	pub fn of(
		(genesis, person, org): (Hash, PersonId, OrgId),
		version: &RecordVersion,
		effective: Option<&Opening>,
		life: Option<Vec<VersionedLifeEvent>>,
	) -> Self {
		Self {
			genesis,
			person,
			org,
			schema: version.schema,
			version: version.version,
			seed: hex::encode(version.seed),
			admission_salt: version.admission_salt.map(hex::encode),
			effective: effective.map(|opening| (opening.date, hex::encode(opening.salt))),
			attributes: version
				.attributes
				.iter()
				.map(|a| HeldAttribute {
					slot: a.slot,
					vtype: a.vtype,
					value: hex::encode(&a.value),
				})
				.collect(),
			life,
		}
	}

	/// What opens the effective date that the record does not hold yet.
	///
	/// # Errors
	/// When the salt is none.
	pub fn effective(&self) -> Result<Option<Opening>> {
		let opening = |(date, salt): &(CivilDate, String)| {
			let salt = hex::decode(salt).ok()?.try_into().ok()?;
			Some(Opening { date: *date, salt })
		};
		let damaged = || Error::Other(told!("member-file-no-record"));
		self.effective.as_ref().map(|e| opening(e).ok_or_else(damaged)).transpose()
	}

	/// The record's tree.
	///
	/// # Errors
	/// When the file's content is no record of its schema.
	pub fn tree(&self) -> Result<RecordTree> {
		Ok(self.version()?.tree(&self.genesis)?)
	}

	/// The attributes by slot.
	///
	/// # Errors
	/// When one is none of its type.
	pub fn attributes(&self) -> Result<Held> {
		Ok(self.version()?.held()?)
	}

	/// The file's bytes, sealed with the member's passphrase.
	///
	/// # Errors
	/// A passphrase of fewer than 8 characters.
	pub fn seal(&self, passphrase: &SecretString) -> Result<Vec<u8>> {
		seal_json(self, FORMAT, passphrase)
	}

	/// Opens a file.
	///
	/// # Errors
	/// No such file, something else than a member's file, a wrong passphrase.
	pub fn open(path: &Path, passphrase: &SecretString) -> Result<Self> {
		let text = std::fs::read_to_string(path).map_err(Error::read(path))?;
		Self::unseal(&text, passphrase).map_err(|reason| Error::Format {
			path: path.to_owned(),
			what: "file-member",
			reason,
		})
	}

	fn unseal(text: &str, passphrase: &SecretString) -> Result<Self, String> {
		unseal_json(text, &[FORMAT, FORMAT_1], passphrase)
	}
}

/// The bytes of a file that holds something personal, sealed with a passphrase. `format` is bound into
/// the seal.
///
/// # Errors
/// A passphrase of fewer than 8 characters.
pub(crate) fn seal_json(
	content: &impl Serialize,
	format: &str,
	passphrase: &SecretString,
) -> Result<Vec<u8>> {
	if passphrase.expose_secret().chars().count() < 8 {
		return Err(Error::Usage(told!("member-file-weak-passphrase")));
	}
	let (salt, nonce): ([u8; 16], [u8; 24]) = (rand::random(), rand::random());
	let key = key(passphrase, &salt, COST)?;
	let mut plain =
		Zeroizing::new(serde_json::to_vec(content).map_err(|e| not_sealed(e.to_string()))?);
	// JSON ends where its last brace stands: blanks after it are no content.
	let padded = plain.len().next_multiple_of(PAD);
	plain.resize(padded, b' ');
	let sealed = cipher(&key)
		.encrypt(XNonce::from_slice(&nonce), Payload { msg: &plain, aad: format.as_bytes() })
		.map_err(|_| Error::Other(told!("member-file-too-large")))?;
	let file = Sealed {
		format: format.to_owned(),
		salt: hex::encode(salt),
		memory_kib: COST.0,
		passes: COST.1,
		nonce: hex::encode(nonce),
		sealed: hex::encode(sealed),
	};
	serde_json::to_vec_pretty(&file).map_err(|e| not_sealed(e.to_string()))
}

fn not_sealed(why: String) -> Error {
	Error::Other(told!("member-file-not-sealed", why = why))
}

/// Opens what [`seal_json`] sealed in one of these formats; otherwise tells the reason.
pub(crate) fn unseal_json<T: DeserializeOwned>(
	text: &str,
	formats: &[&str],
	passphrase: &SecretString,
) -> Result<T, String> {
	let damaged = || told!("member-file-damaged");
	let file: Sealed = serde_json::from_str(text).map_err(|_| damaged())?;
	if !formats.contains(&file.format.as_str()) {
		return Err(told!("member-file-newer", format = file.format.as_str()));
	}
	if file.memory_kib > MAX_MEMORY_KIB || file.passes > 64 {
		return Err(damaged());
	}
	let salt = hex::decode(&file.salt).map_err(|_| damaged())?;
	let nonce: [u8; 24] =
		hex::decode(&file.nonce).ok().and_then(|n| n.try_into().ok()).ok_or_else(damaged)?;
	let sealed = hex::decode(&file.sealed).map_err(|_| damaged())?;
	let key = key(passphrase, &salt, (file.memory_kib, file.passes)).map_err(|_| damaged())?;
	let plain = cipher(&key)
		.decrypt(XNonce::from_slice(&nonce), Payload { msg: &sealed, aad: file.format.as_bytes() })
		.map(Zeroizing::new)
		.map_err(|_| told!("member-file-wrong-passphrase"))?;
	serde_json::from_slice(&plain).map_err(|_| damaged())
}

fn key(passphrase: &SecretString, salt: &[u8], cost: (u32, u32)) -> Result<Zeroizing<[u8; 32]>> {
	let mut key = Zeroizing::new([0; 32]);
	Params::new(cost.0, cost.1, 1, Some(32))
		.and_then(|params| {
			Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
				passphrase.expose_secret().as_bytes(),
				salt,
				key.as_mut_slice(),
			)
		})
		.map_err(|e| Error::Other(told!("member-file-no-key", why = e.to_string())))?;
	Ok(key)
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
	XChaCha20Poly1305::new(key.into())
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::record::{slot, Attribute};

	fn file() -> MemberFile {
		let name = Attribute::text("张三").unwrap();
		MemberFile {
			genesis: Hash::repeat_byte(1),
			person: PersonId(7),
			org: OrgId(3),
			schema: 1,
			version: 1,
			seed: hex::encode([3; 32]),
			admission_salt: None,
			effective: None,
			attributes: vec![HeldAttribute {
				slot: slot::NAME,
				vtype: name.vtype().code(),
				value: hex::encode(name.value()),
			}],
			life: None,
		}
	}

	#[test]
	fn a_file_opens_with_its_passphrase_alone_and_shows_nothing_before() {
		let passphrase = SecretString::from("only I know");
		let bytes = file().seal(&passphrase).unwrap();
		let text = String::from_utf8(bytes).unwrap();
		assert!(!text.contains("张三") && !text.contains(&hex::encode("张三")));
		assert!(!text.contains(&hex::encode([3; 32])));
		let back = MemberFile::unseal(&text, &passphrase).unwrap();
		assert!(back == file());
		let wrong = MemberFile::unseal(&text, &SecretString::from("another one")).unwrap_err();
		assert!(wrong.contains("Type it again"), "{wrong}");
		let damaged = text.replace("\"passes\": 1", "\"passes\": 2");
		assert!(MemberFile::unseal(&damaged, &passphrase).is_err());
		assert!(file().seal(&SecretString::from("short")).is_err());
	}

	#[test]
	fn a_file_of_the_first_form_opens() {
		let passphrase = SecretString::from("only I know");
		let text = String::from_utf8(file().seal(&passphrase).unwrap()).unwrap();
		let mut sealed: Sealed = serde_json::from_str(&text).unwrap();
		// As the first form was written: sealed under its own name, without the two salts.
		let mut content = serde_json::to_value(file()).unwrap();
		for name in ["admission_salt", "effective"] {
			assert!(content.as_object_mut().unwrap().remove(name).is_some());
		}
		let salt = hex::decode(&sealed.salt).unwrap();
		let key = key(&passphrase, &salt, COST).unwrap();
		let nonce: [u8; 24] = hex::decode(&sealed.nonce).unwrap().try_into().unwrap();
		let plain = content.to_string();
		let payload = Payload { msg: plain.as_bytes(), aad: b"chuxin-member-file-1" };
		let bytes = cipher(&key).encrypt(XNonce::from_slice(&nonce), payload);
		sealed.sealed = hex::encode(bytes.unwrap());
		sealed.format = "chuxin-member-file-1".into();
		let text = serde_json::to_string(&sealed).unwrap();
		assert!(MemberFile::unseal(&text, &passphrase).unwrap() == file());
		// The name is part of the seal.
		let renamed = text.replace("member-file-1", "member-file-2");
		assert!(MemberFile::unseal(&renamed, &passphrase).is_err());
		let newer = text.replace("member-file-1", "member-file-3");
		assert!(MemberFile::unseal(&newer, &passphrase).unwrap_err().contains("member-file-3"));
	}

	#[test]
	fn what_stays_over_versions_goes_with_the_file() {
		let version = RecordVersion { admission_salt: Some([5; 32]), ..file().version().unwrap() };
		let opening = Opening { date: CivilDate::new(20060701).unwrap(), salt: [6; 32] };
		let whose = (Hash::repeat_byte(1), PersonId(7), OrgId(3));
		let file = MemberFile::of(whose, &version, Some(&opening), None);
		assert_eq!(file.version().unwrap(), version);
		assert_eq!(file.effective().unwrap(), Some(opening));
		assert_eq!(file.tree().unwrap().salt(slot::ADMISSION), Some(&[5; 32]));
	}

	#[test]
	fn the_tree_is_that_of_the_record() {
		let tree = file().tree().unwrap();
		assert_eq!(tree.attribute(slot::NAME).unwrap().as_str(), Some("张三"));
		let mut broken = file();
		broken.seed = "00".into();
		assert!(broken.tree().is_err());
	}
}
