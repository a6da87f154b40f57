//! What a member gets of the own record: attributes, the seed of their salts, and the life events so
//! far, sealed with a passphrase of the member's.

use crate::error::{Error, Result};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
	aead::{Aead, Payload},
	KeyInit, XChaCha20Poly1305, XNonce,
};
use chuxin_primitives::{
	life::VersionedLifeEvent,
	record::{Attribute, RecordTree, VType},
	Hash, OrgId, PersonId,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

/// What the file says it is; also bound into the seal.
const FORMAT: &str = "chuxin-member-file-1";
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
	/// The attributes.
	pub attributes: Vec<HeldAttribute>,
	/// All life events at the time of issue, oldest first.
	pub life: Vec<VersionedLifeEvent>,
}

impl Drop for MemberFile {
	fn drop(&mut self) {
		self.seed.zeroize();
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
	/// The record's tree.
	///
	/// # Errors
	/// When the file's content is no record of its schema.
	pub fn tree(&self) -> Result<RecordTree> {
		let damaged = || {
			Error::Other("the member's file holds no valid record: have it issued again".to_owned())
		};
		let seed: [u8; 32] =
			hex::decode(&self.seed).ok().and_then(|s| s.try_into().ok()).ok_or_else(damaged)?;
		let attributes = self
			.attributes
			.iter()
			.map(|a| {
				let vtype = VType::from_code(a.vtype)?;
				let value = hex::decode(&a.value).ok()?;
				Some((a.slot, Attribute::new(vtype, value).ok()?))
			})
			.collect::<Option<Vec<_>>>()
			.ok_or_else(damaged)?;
		RecordTree::new(&self.genesis, self.schema, self.version, &seed, attributes)
			.map_err(|_| damaged())
	}

	/// The file's bytes, sealed with the member's passphrase.
	///
	/// # Errors
	/// A passphrase of fewer than 8 characters.
	pub fn seal(&self, passphrase: &SecretString) -> Result<Vec<u8>> {
		if passphrase.expose_secret().chars().count() < 8 {
			return Err(Error::Usage(
				"the member's passphrase is too short: at least 8 characters are needed".into(),
			));
		}
		let (salt, nonce): ([u8; 16], [u8; 24]) = (rand::random(), rand::random());
		let key = key(passphrase, &salt, COST)?;
		let mut plain = Zeroizing::new(
			serde_json::to_vec(self)
				.map_err(|e| Error::Other(format!("cannot be written: {e}")))?,
		);
		// JSON ends where its last brace stands: blanks after it are no content.
		let padded = plain.len().next_multiple_of(PAD);
		plain.resize(padded, b' ');
		let sealed = cipher(&key)
			.encrypt(XNonce::from_slice(&nonce), Payload { msg: &plain, aad: FORMAT.as_bytes() })
			.map_err(|_| Error::Other("the record is too large to be sealed".into()))?;
		let file = Sealed {
			format: FORMAT.to_owned(),
			salt: hex::encode(salt),
			memory_kib: COST.0,
			passes: COST.1,
			nonce: hex::encode(nonce),
			sealed: hex::encode(sealed),
		};
		serde_json::to_vec_pretty(&file)
			.map_err(|e| Error::Other(format!("cannot be written: {e}")))
	}

	/// Opens a file.
	///
	/// # Errors
	/// No such file, something else than a member's file, a wrong passphrase.
	pub fn open(path: &Path, passphrase: &SecretString) -> Result<Self> {
		let text = std::fs::read_to_string(path).map_err(Error::read(path))?;
		Self::unseal(&text, passphrase).map_err(|reason| Error::Format {
			path: path.to_owned(),
			what: "member's file that opens",
			reason,
		})
	}

	fn unseal(text: &str, passphrase: &SecretString) -> Result<Self, String> {
		let damaged =
			|| "it is damaged: have it issued again (`chuxin credential issue`)".to_owned();
		let file: Sealed = serde_json::from_str(text).map_err(|_| damaged())?;
		if file.format != FORMAT {
			return Err(format!("it has the format {}: use a newer `chuxin`", file.format));
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
			.decrypt(XNonce::from_slice(&nonce), Payload { msg: &sealed, aad: FORMAT.as_bytes() })
			.map(Zeroizing::new)
			.map_err(|_| "the passphrase does not open it: type it again".to_owned())?;
		serde_json::from_slice(&plain).map_err(|_| damaged())
	}
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
		.map_err(|e| Error::Other(format!("no key could be made from the passphrase ({e})")))?;
	Ok(key)
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
	XChaCha20Poly1305::new(key.into())
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::record::slot;

	fn file() -> MemberFile {
		let name = Attribute::text("张三").unwrap();
		MemberFile {
			genesis: Hash::repeat_byte(1),
			person: PersonId(7),
			org: OrgId(3),
			schema: 1,
			version: 1,
			seed: hex::encode([3; 32]),
			attributes: vec![HeldAttribute {
				slot: slot::NAME,
				vtype: name.vtype().code(),
				value: hex::encode(name.value()),
			}],
			life: Vec::new(),
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
		assert!(wrong.contains("type it again"), "{wrong}");
		let damaged = text.replace("\"passes\": 1", "\"passes\": 2");
		assert!(MemberFile::unseal(&damaged, &passphrase).is_err());
		assert!(file().seal(&SecretString::from("short")).is_err());
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
