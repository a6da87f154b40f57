//! Keys and sealing of the vault.

use super::{Result, VaultError, FORMAT};
use age::x25519::{Identity, Recipient};
use argon2::{Algorithm, Argon2, Params, Version};
use bech32::{FromBase32, ToBase32, Variant};
use chacha20poly1305::{
	aead::{Aead, Payload},
	KeyInit, XChaCha20Poly1305, XNonce,
};
use chuxin_primitives::{domain, hash::keyed_hash};
use rand::RngCore;
use secrecy::{ExposeSecret, SecretString};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Plain texts are padded to a multiple of this.
const PAD: usize = 1024;
const NONCE: usize = 24;
/// The most memory and passes a file may ask for: a damaged one must not stop the computer.
const MAX_MEMORY_KIB: u32 = 1024 * 1024;
const MAX_PASSES: u32 = 64;

/// Memory (KiB) and passes of argon2id.
///
/// In unit tests of the desk a small cost: they show that the vault opens and refuses, not how
/// long guessing takes.
pub fn argon2_cost() -> (u32, u32) {
	if cfg!(test) {
		(64, 1)
	} else {
		(256 * 1024, 3)
	}
}

/// A 256-bit key, wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

/// Where a sealed value stands: with the format of the file, the associated data. A value moved
/// elsewhere does not open.
#[derive(Clone, Copy)]
pub enum Place<'a> {
	/// Format 1: the master key, wrapped with the key of an officer's passphrase.
	Wrapped(&'a str),
	/// The secret half of an officer's pair, under the key of the officer's passphrase.
	OfficerSecret(&'a str),
	/// The public half of an officer's pair.
	OfficerRecipient(&'a str),
	/// The secret of a key.
	KeySecret(&'a str),
	/// A named blob.
	Blob(&'a str),
	/// A person's wrapped data key.
	PersonKey(i64),
	/// A person's row.
	Person(i64),
}

impl Place<'_> {
	/// Table ‖ row ‖ column ‖ format.
	fn bytes(&self, format: u32) -> Vec<u8> {
		match self {
			Self::Wrapped(name) => format!("officers/{name}/wrapped/{format}"),
			Self::OfficerSecret(name) => format!("officers/{name}/secret/{format}"),
			Self::OfficerRecipient(name) => format!("officers/{name}/recipient/{format}"),
			Self::KeySecret(name) => format!("keys/{name}/secret/{format}"),
			Self::Blob(name) => format!("meta/{name}/value/{format}"),
			Self::PersonKey(row) => format!("persons/{row}/dek/{format}"),
			Self::Person(row) => format!("persons/{row}/sealed/{format}"),
		}
		.into_bytes()
	}
}

impl Key {
	/// A new random key.
	pub fn random() -> Self {
		let mut key = [0; 32];
		rand::rngs::OsRng.fill_bytes(&mut key);
		Self(key)
	}

	/// A key from 32 bytes.
	pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
		bytes.try_into().ok().map(Self)
	}

	/// The key a passphrase gives with a salt: argon2id with the stated memory and passes.
	pub fn from_passphrase(
		passphrase: &SecretString,
		salt: &[u8],
		memory_kib: u32,
		passes: u32,
	) -> Result<Self> {
		if memory_kib > MAX_MEMORY_KIB || passes > MAX_PASSES {
			return Err(VaultError::Damaged("cost of a passphrase".into()));
		}
		let params = Params::new(memory_kib, passes, 1, Some(32))
			.map_err(|e| VaultError::Damaged(e.to_string()))?;
		let mut key = [0; 32];
		Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
			.hash_password_into(passphrase.expose_secret().as_bytes(), salt, &mut key)
			.map_err(|e| VaultError::Damaged(e.to_string()))?;
		Ok(Self(key))
	}

	/// The raw bytes, to be wrapped.
	pub fn bytes(&self) -> &[u8] {
		&self.0
	}

	/// A keyed hash for equality lookup.
	pub fn lookup(&self, parts: &[&[u8]]) -> [u8; 32] {
		keyed_hash(&self.0, domain::VAULT_LOOKUP, parts).0
	}

	/// Seals `plain` for a file of the present format: nonce (24 bytes) ‖ cipher text of the padded
	/// plain text.
	pub fn seal(&self, place: Place, plain: &[u8]) -> Vec<u8> {
		let mut padded = Zeroizing::new(Vec::with_capacity(plain.len() + 4 + PAD));
		padded.extend_from_slice(&u32::try_from(plain.len()).unwrap_or(u32::MAX).to_le_bytes());
		padded.extend_from_slice(plain);
		let whole = padded.len().next_multiple_of(PAD);
		padded.resize(whole, 0);
		let mut out = vec![0; NONCE];
		rand::rngs::OsRng.fill_bytes(&mut out);
		let sealed = XChaCha20Poly1305::new((&self.0).into())
			.encrypt(XNonce::from_slice(&out), Payload { msg: &padded, aad: &place.bytes(FORMAT) })
			.expect("the cipher takes messages of any length a vault can hold");
		out.extend_from_slice(&sealed);
		out
	}

	/// Opens what [`Key::seal`] sealed at the same place of a file of that format; `None` for
	/// anything else.
	pub fn open(&self, format: u32, place: Place, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
		let (nonce, cipher) = sealed.split_at_checked(NONCE)?;
		let padded = Zeroizing::new(
			XChaCha20Poly1305::new((&self.0).into())
				.decrypt(
					XNonce::from_slice(nonce),
					Payload { msg: cipher, aad: &place.bytes(format) },
				)
				.ok()?,
		);
		let (len, rest) = padded.split_first_chunk::<4>()?;
		let len = usize::try_from(u32::from_le_bytes(*len)).ok()?;
		rest.get(..len).map(|plain| Zeroizing::new(plain.to_vec()))
	}
}

/// Seals a master key to the public half of a pair.
pub fn seal_to(recipient: &str, master: &Key) -> Result<Vec<u8>> {
	age::encrypt(&parse_recipient(recipient)?, master.bytes())
		.map_err(|e| VaultError::Io(std::io::Error::other(e)))
}

/// Opens a master key with the secret half of a pair; `None` when it was sealed to another.
pub fn open_with(identity: &Identity, sealed: &[u8]) -> Option<Key> {
	let plain = Zeroizing::new(age::decrypt(identity, sealed).ok()?);
	Key::from_bytes(&plain)
}

/// The public half of a pair, as text (`age1…`) or in hexadecimal (`0x…`) as the chain shows the key
/// of an organization.
pub fn parse_recipient(text: &str) -> Result<Recipient> {
	let bad = |why: &str| VaultError::BadRecipient(why.to_owned());
	match text.trim().strip_prefix("0x") {
		Some(digits) => {
			let key = hex::decode(digits).map_err(|e| bad(&e.to_string()))?;
			recipient_of_key(&key.try_into().map_err(|_| bad("it has not 32 bytes"))?)
		},
		None => {
			let recipient: Recipient = text.trim().parse().map_err(bad)?;
			recipient_of_key(&key_of_recipient(&recipient)?)
		},
	}
}

/// To whom a key is that an organization published on the chain.
///
/// # Errors
/// A point of low order: what is sealed to it opens for everybody.
pub fn recipient_of_key(key: &[u8; 32]) -> Result<Recipient> {
	let bad = |why: &str| VaultError::BadRecipient(why.to_owned());
	if x25519_dalek::x25519([0x77; 32], *key) == [0; 32] {
		return Err(bad("it is a point of low order"));
	}
	bech32::encode("age", key.to_base32(), Variant::Bech32)
		.map_err(|e| bad(&e.to_string()))?
		.parse()
		.map_err(bad)
}

/// The 32 bytes of a recipient, as an organization publishes them on the chain.
pub fn key_of_recipient(recipient: &Recipient) -> Result<[u8; 32]> {
	bech32::decode(&recipient.to_string())
		.and_then(|(_, digits, _)| Vec::<u8>::from_base32(&digits))
		.ok()
		.and_then(|key| key.try_into().ok())
		.ok_or_else(|| VaultError::BadRecipient("it has not 32 bytes".into()))
}

/// The secret half of a pair: the first line of the text that is no comment.
pub fn parse_identity(text: &str) -> Result<Identity> {
	text.lines()
		.map(str::trim)
		.find(|line| !line.is_empty() && !line.starts_with('#'))
		.ok_or_else(|| VaultError::BadIdentity("it is empty".into()))?
		.parse()
		.map_err(|e: &str| VaultError::BadIdentity(e.to_owned()))
}
