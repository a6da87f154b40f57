//! The signature of an account, with room for another scheme.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ecdsa, ed25519, sr25519};
use sp_runtime::{
	traits::{Lazy, Verify},
	MultiSignature, MultiSigner,
};

/// An account: the public key of the person (sr25519, ed25519) or its hash (ecdsa).
pub type AccountId = sp_runtime::AccountId32;

/// A signature of an account.
///
/// The first variants are those every Substrate wallet knows, at their indices; 16 is kept for SM2.
/// It is a type of its own, because clients take the name `sp_runtime::MultiSignature` to mean that
/// there will never be another variant.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum ChuxinSignature {
	/// Ed25519.
	#[codec(index = 0)]
	Ed25519(ed25519::Signature),
	/// Schnorrkel on ristretto.
	#[codec(index = 1)]
	Sr25519(sr25519::Signature),
	/// ECDSA on secp256k1 with BLAKE2b-256.
	#[codec(index = 2)]
	Ecdsa(ecdsa::Signature),
	/// ECDSA on secp256k1 with Keccak-256.
	#[codec(index = 3)]
	Eth(ecdsa::KeccakSignature),
}

impl From<ChuxinSignature> for MultiSignature {
	fn from(signature: ChuxinSignature) -> Self {
		match signature {
			ChuxinSignature::Ed25519(s) => Self::Ed25519(s),
			ChuxinSignature::Sr25519(s) => Self::Sr25519(s),
			ChuxinSignature::Ecdsa(s) => Self::Ecdsa(s),
			ChuxinSignature::Eth(s) => Self::Eth(s),
		}
	}
}

impl From<MultiSignature> for ChuxinSignature {
	fn from(signature: MultiSignature) -> Self {
		match signature {
			MultiSignature::Ed25519(s) => Self::Ed25519(s),
			MultiSignature::Sr25519(s) => Self::Sr25519(s),
			MultiSignature::Ecdsa(s) => Self::Ecdsa(s),
			MultiSignature::Eth(s) => Self::Eth(s),
		}
	}
}

impl From<sr25519::Signature> for ChuxinSignature {
	fn from(signature: sr25519::Signature) -> Self {
		Self::Sr25519(signature)
	}
}

impl Verify for ChuxinSignature {
	type Signer = MultiSigner;

	fn verify<L: Lazy<[u8]>>(&self, msg: L, signer: &AccountId) -> bool {
		MultiSignature::from(self.clone()).verify(msg, signer)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::Pair;

	#[test]
	fn variants_keep_the_stock_encoding() {
		let pair = sr25519::Pair::from_seed(&[7; 32]);
		let ours = ChuxinSignature::Sr25519(pair.sign(b"x"));
		assert_eq!(ours.encode(), MultiSignature::from(ours.clone()).encode());
		assert!(ours.verify(&b"x"[..], &pair.public().into()));
		assert!(!ours.verify(&b"y"[..], &pair.public().into()));
		assert!(ChuxinSignature::decode(&mut &[16u8; 80][..]).is_err());
	}

	#[test]
	fn clients_do_not_take_it_for_the_stock_type() {
		let path = ChuxinSignature::type_info().path;
		assert_eq!(path.segments, ["chuxin_primitives", "signature", "ChuxinSignature"]);
	}
}
