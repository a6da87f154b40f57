//! Storage keys of the few items that are read with proofs: a light client asks for keys, and must
//! not take them from the node that answers.

use chuxin_primitives::{AccountId, Hash, OrgId, PersonId};
use codec::Encode;
use subxt::ext::frame_decode::storage::encode_storage_key_prefix;

/// The prefix of a storage item: twox-128 of the pallet's name and of the item's.
pub(super) fn item(pallet: &str, name: &str) -> Vec<u8> {
	encode_storage_key_prefix(pallet, name).to_vec()
}

/// Appends a key of the hasher `Blake2_128Concat`.
fn blake2_128_concat(mut prefix: Vec<u8>, key: &[u8]) -> Vec<u8> {
	prefix.extend_from_slice(&sp_crypto_hashing::blake2_128(key));
	prefix.extend_from_slice(key);
	prefix
}

/// Appends a key of the hasher `Twox64Concat`.
fn twox_64_concat(mut prefix: Vec<u8>, key: &[u8]) -> Vec<u8> {
	prefix.extend_from_slice(&sp_crypto_hashing::twox_64(key));
	prefix.extend_from_slice(key);
	prefix
}

/// `Timestamp.Now`: `u64` ms.
pub fn now() -> Vec<u8> {
	item("Timestamp", "Now")
}

/// `Members.Persons`: [`chuxin_primitives::membership::Person`].
pub fn person(person: PersonId) -> Vec<u8> {
	blake2_128_concat(item("Members", "Persons"), &person.encode())
}

/// `Members.Corrections`: [`chuxin_primitives::membership::Corrected`].
pub fn correction(person: PersonId) -> Vec<u8> {
	blake2_128_concat(item("Members", "Corrections"), &person.encode())
}

/// `Access.FrozenUntil`: the moment (ms) at which the freeze of a key ends by itself.
pub fn frozen_until(account: &AccountId) -> Vec<u8> {
	blake2_128_concat(item("Access", "FrozenUntil"), &account.encode())
}

/// `Members.Suspensions`: the status that a suspension interrupted.
pub fn suspension(person: PersonId) -> Vec<u8> {
	blake2_128_concat(item("Members", "Suspensions"), &person.encode())
}

/// `Members.Proposals`: there when a batch of this hash is proposed.
pub fn proposal(org: OrgId, batch: Hash) -> Vec<u8> {
	blake2_128_concat(
		blake2_128_concat(item("Members", "Proposals"), &org.encode()),
		&batch.encode(),
	)
}

/// `Organizations.Orgs`: [`chuxin_primitives::organization::Org`].
pub fn organization(org: OrgId) -> Vec<u8> {
	twox_64_concat(item("Organizations", "Orgs"), &org.encode())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn keys_are_those_every_client_computes() {
		// twox128("Timestamp") ‖ twox128("Now"), as every block explorer shows it.
		assert_eq!(
			hex::encode(now()),
			"f0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb"
		);
		// The hash of four zero bytes stands before them: twox64 and blake2-128, as in the keys of
		// other chains' maps.
		let key = organization(OrgId(0));
		assert_eq!(hex::encode(&key[32..40]), "b4def25cfda6ef3a");
		assert_eq!(key[40..], [0; 4]);
		let key = blake2_128_concat(Vec::new(), &[0; 4]);
		assert_eq!(hex::encode(&key[..16]), "11d2df4e979aa105cf552e9544ebd2b5");
		let key = person(PersonId(7));
		assert_eq!((key.len(), &key[48..]), (56, &7u64.to_le_bytes()[..]));
	}
}
