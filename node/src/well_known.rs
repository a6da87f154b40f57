//! Keys everybody knows: those of the development phrase, which every tool of the ecosystem
//! derives. On a chain that is not for development none of them may have a say.

use sp_core::{
	crypto::{Pair, DEV_PHRASE},
	ecdsa, ed25519, sr25519,
	storage::well_known_keys,
};
use sp_io::hashing::{blake2_256, twox_128};
use sp_keyring::Sr25519Keyring;
use sp_runtime::Storage;
use std::collections::{BTreeMap, BTreeSet};

/// Pallets by whose name a finding is reported.
const PALLETS: &[&str] = &[
	"Access",
	"Aura",
	"Authorship",
	"Council",
	"Grandpa",
	"Historical",
	"Members",
	"Multisig",
	"Offences",
	"Organizations",
	"Proxy",
	"SafeMode",
	"Session",
	"System",
	"TxPause",
	"Validators",
];

/// The well-known public keys and accounts, 32 bytes each, with their names.
pub struct KnownKeys(BTreeMap<[u8; 32], String>);

impl KnownKeys {
	/// Every key of the keyring, the development registrar's, and the bare development phrase; as
	/// sr25519 and ed25519 public keys and as accounts of ecdsa keys.
	pub fn new() -> Self {
		let mut uris: Vec<String> =
			Sr25519Keyring::iter().map(|key| format!("//{}", <&'static str>::from(key))).collect();
		uris.push("//Registrar".into());
		uris.push(DEV_PHRASE.into());

		let mut keys = BTreeMap::new();
		for uri in uris {
			let name = if uri == DEV_PHRASE { "the development phrase" } else { &uri };
			if let Ok(pair) = sr25519::Pair::from_string(&uri, None) {
				keys.insert(pair.public().0, format!("{name} (sr25519)"));
			}
			if let Ok(pair) = ed25519::Pair::from_string(&uri, None) {
				keys.insert(pair.public().0, format!("{name} (ed25519)"));
			}
			if let Ok(pair) = ecdsa::Pair::from_string(&uri, None) {
				keys.insert(blake2_256(&pair.public().0), format!("{name} (ecdsa account)"));
			}
		}
		Self(keys)
	}

	/// Every key with its name.
	pub fn iter(&self) -> impl Iterator<Item = (&[u8; 32], &str)> {
		self.0.iter().map(|(key, name)| (key, name.as_str()))
	}

	/// Names of the keys that lie anywhere in `bytes`.
	pub fn within<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = &'a str> {
		bytes.windows(32).filter_map(|window| {
			<[u8; 32]>::try_from(window).ok().and_then(|key| self.0.get(&key)).map(String::as_str)
		})
	}

	/// Where the keys are in the entries of a state: `NAME in PALLET`, sorted, each once.
	pub fn in_entries<'a>(
		&self,
		entries: impl IntoIterator<Item = (&'a [u8], &'a [u8])>,
	) -> Vec<String> {
		let mut found = BTreeSet::new();
		for (key, value) in entries {
			if key == well_known_keys::CODE {
				continue;
			}
			for name in self.within(key).chain(self.within(value)) {
				found.insert(format!("{name} in {}", pallet_of(key)));
			}
		}
		found.into_iter().collect()
	}

	/// Where the keys are in a genesis: authorities, session keys, council, accounts of persons,
	/// the registrar — any entry but the code.
	pub fn in_storage(&self, genesis: &Storage) -> Vec<String> {
		self.in_entries(genesis.top.iter().map(|(key, value)| (key.as_slice(), value.as_slice())))
	}
}

/// The pallet a storage key belongs to.
fn pallet_of(key: &[u8]) -> &'static str {
	PALLETS
		.iter()
		.find(|name| key.starts_with(&twox_128(name.as_bytes())))
		.copied()
		.unwrap_or("another pallet")
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_keyring::Ed25519Keyring;

	fn entry(pallet: &str, rest: &[u8], value: &[u8]) -> (Vec<u8>, Vec<u8>) {
		([&twox_128(pallet.as_bytes())[..], rest].concat(), value.to_vec())
	}

	fn find(entries: &[(Vec<u8>, Vec<u8>)]) -> Vec<String> {
		KnownKeys::new()
			.in_entries(entries.iter().map(|(key, value)| (key.as_slice(), value.as_slice())))
	}

	#[test]
	fn keys_in_values_and_in_map_keys_are_found() {
		let alice = Sr25519Keyring::Alice.to_raw_public();
		let bob = Ed25519Keyring::Bob.to_raw_public();
		let stash = Sr25519Keyring::AliceStash.to_raw_public();
		assert_eq!(
			find(&[
				entry("Council", b"members", &[&[4u8][..], &alice].concat()),
				entry("Grandpa", b"authorities", &[&[4u8][..], &bob, &[1; 8]].concat()),
				entry("Members", &[&[7u8; 16][..], &stash].concat(), &[0; 8]),
			]),
			[
				"//Alice (sr25519) in Council",
				"//Alice//stash (sr25519) in Members",
				"//Bob (ed25519) in Grandpa",
			]
		);
	}

	#[test]
	fn other_keys_and_the_code_are_not_found() {
		let alice = Sr25519Keyring::Alice.to_raw_public();
		let mut almost = alice;
		almost[31] ^= 1;
		assert!(find(&[
			entry("Council", b"members", &almost),
			entry("Aura", b"authorities", &alice[..31]),
			(well_known_keys::CODE.to_vec(), alice.to_vec()),
		])
		.is_empty());
	}

	#[test]
	fn the_development_registrar_is_known() {
		let pair = sr25519::Pair::from_string("//Registrar", None).unwrap();
		assert_eq!(
			find(&[entry("Members", b"registrar keys", &pair.public().0)]),
			["//Registrar (sr25519) in Members"]
		);
	}
}
