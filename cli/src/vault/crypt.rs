//! Keys and sealing of the vault.

use super::{Result, VaultError};
use argon2::{Algorithm, Argon2, Params, Version};
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
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

/// Where a sealed value stands: the associated data. A value moved elsewhere does not open.
pub enum Place<'a> {
	/// An officer's wrapped master key.
	Officer(&'a str),
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
	fn bytes(&self) -> Vec<u8> {
		match self {
			Self::Officer(name) => format!("officers/{name}/wrapped/1"),
			Self::KeySecret(name) => format!("keys/{name}/secret/1"),
			Self::Blob(name) => format!("meta/{name}/value/1"),
			Self::PersonKey(row) => format!("persons/{row}/dek/1"),
			Self::Person(row) => format!("persons/{row}/sealed/1"),
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
	pub fn lookup(&self, value: &[u8]) -> [u8; 32] {
		keyed_hash(&self.0, domain::VAULT_LOOKUP, &[value]).0
	}

	/// Seals `plain`: nonce (24 bytes) ‖ cipher text of the padded plain text.
	pub fn seal(&self, place: Place, plain: &[u8]) -> Vec<u8> {
		let mut padded = Zeroizing::new(Vec::with_capacity(plain.len() + 4 + PAD));
		padded.extend_from_slice(&u32::try_from(plain.len()).unwrap_or(u32::MAX).to_le_bytes());
		padded.extend_from_slice(plain);
		let whole = padded.len().next_multiple_of(PAD);
		padded.resize(whole, 0);
		let mut out = vec![0; NONCE];
		rand::rngs::OsRng.fill_bytes(&mut out);
		let sealed = XChaCha20Poly1305::new((&self.0).into())
			.encrypt(XNonce::from_slice(&out), Payload { msg: &padded, aad: &place.bytes() })
			.expect("the cipher takes messages of any length a vault can hold");
		out.extend_from_slice(&sealed);
		out
	}

	/// Opens what [`Key::seal`] sealed at the same place; `None` for anything else.
	pub fn open(&self, place: Place, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
		let (nonce, cipher) = sealed.split_at_checked(NONCE)?;
		let padded = Zeroizing::new(
			XChaCha20Poly1305::new((&self.0).into())
				.decrypt(XNonce::from_slice(nonce), Payload { msg: cipher, aad: &place.bytes() })
				.ok()?,
		);
		let (len, rest) = padded.split_first_chunk::<4>()?;
		let len = usize::try_from(u32::from_le_bytes(*len)).ok()?;
		rest.get(..len).map(|plain| Zeroizing::new(plain.to_vec()))
	}
}
