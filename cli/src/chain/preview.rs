//! What a call would put on the chain, without sending anything.

use super::{hex, version, Call, Chain};
use crate::error::Result;
use chuxin_primitives::{AccountId, Hash};
use codec::{Compact, Encode};
use scale_value::{Composite, Primitive, Value, ValueDef};
use serde_json::{json, Value as Json};
use subxt::{
	config::DefaultExtrinsicParamsBuilder,
	utils::{AccountId32, MultiSignature},
	SubstrateConfig,
};

/// Compute time that costs one unit of quota, in picoseconds, as `access` counts it.
const UNIT_REF_TIME: u64 = 250_000_000;
/// Bytes of a transaction that cost one unit.
const UNIT_BYTES: u64 = 1024;
/// The call by which anybody protects oneself: it takes one of the day's emergency calls instead of
/// units.
const OWN_EMERGENCY: &str = "Members.freeze_own_account";
/// Calls that take one by an officer.
const EMERGENCY: [&str; 4] =
	["Access.veto", "Members.freeze_account", "Organizations.resign", "Organizations.revoke_key"];

/// What a call would put on the chain.
#[derive(Clone, Debug)]
pub struct Preview {
	/// The call, as `Pallet.call`.
	pub call: String,
	/// Who would sign.
	pub account: AccountId,
	/// The arguments, decoded again by the chain's own description of them.
	pub arguments: Json,
	/// The call's bytes, as they would stand in the block.
	pub bytes: Vec<u8>,
	/// Bytes of the whole transaction, with signature and extensions.
	pub length: u64,
	/// Compute time of the call, in picoseconds.
	pub ref_time: u64,
	/// Size of the call's proof, in bytes.
	pub proof_size: u64,
	/// Units of the day's quota.
	pub units: u64,
	/// Whether it takes one of the day's emergency calls instead.
	pub emergency: bool,
	/// Units the signer has left today.
	pub free: u32,
	/// Units of the signer's full day.
	pub limit: u32,
}

impl Preview {
	/// As JSON.
	pub fn json(&self) -> Json {
		json!({
			"call": self.call,
			"signer": hex(self.account.as_ref()),
			"arguments": self.arguments,
			"bytes": hex(&self.bytes),
			"call_length": self.bytes.len(),
			"length": self.length,
			"weight": { "ref_time": self.ref_time, "proof_size": self.proof_size },
			"quota": {
				"units": self.units,
				"emergency": self.emergency,
				"free": self.free,
				"limit": self.limit,
			},
		})
	}
}

/// Units of quota: one, one for each begun 250 µs, one for each begun 1,024 bytes.
fn units(ref_time: u64, length: u64) -> u64 {
	1 + ref_time.div_ceil(UNIT_REF_TIME) + length.div_ceil(UNIT_BYTES)
}

impl Chain {
	/// Encodes a call as it would be sent, reads it back, and asks the chain what it would cost. The
	/// transaction that is measured carries a signature of zeros: whoever sees it can do nothing
	/// with it.
	///
	/// # Errors
	/// [`crate::error::Error::Version`] when the chain's description does not fit the call.
	pub async fn preview(&self, call: &Call, account: &AccountId) -> Result<Preview> {
		let name = call.to_string();
		let (tx, number, hash) = self.transactions().await?;
		let bytes = tx.call_data(call).map_err(|_| version(&name))?;
		let decoded = tx.from_call_data_bytes(&bytes).map_err(|_| version(&name))?;
		let raw: &[u8; 32] = account.as_ref();
		let id = AccountId32(*raw);
		let nonce = self.next_nonce_of(&id).await?;
		let params = DefaultExtrinsicParamsBuilder::<SubstrateConfig>::new()
			.nonce(nonce)
			.mortal_from_unchecked(super::submit::MORTAL, number, hash)
			.build();
		let length = tx
			.create_signable_offline(call, params)
			.and_then(|mut tx| {
				let nobody = MultiSignature::Sr25519([0; 64]);
				tx.sign_with_account_and_signature(&id, &nobody)
			})
			.map_err(|_| version(&name))?
			.encoded()
			.len();
		let at = self.finalized().await?;
		let (ref_time, proof_size) = self.call_weight(&bytes, length, at).await?;
		let quota = self.quota(account, at).await?;
		let length = u64::try_from(length).unwrap_or(u64::MAX);
		let emergency =
			name == OWN_EMERGENCY || (quota.offices > 0 && EMERGENCY.contains(&name.as_str()));
		Ok(Preview {
			account: account.clone(),
			arguments: composite(decoded.call_data()),
			length,
			ref_time,
			proof_size,
			units: if emergency { 0 } else { units(ref_time, length) },
			emergency,
			free: quota.free,
			limit: quota.limit,
			call: name,
			bytes,
		})
	}
}

impl Chain {
	/// What an encoded call weighs: compute time in picoseconds, bytes of proof. `length` is that of
	/// the transaction; the answer does not depend on it.
	pub(super) async fn call_weight(
		&self,
		call: &[u8],
		length: usize,
		at: Hash,
	) -> Result<(u64, u64)> {
		let mut question = call.to_vec();
		u32::try_from(length).unwrap_or(u32::MAX).encode_to(&mut question);
		// Weight, class, fee (always nothing).
		type Info = ((Compact<u64>, Compact<u64>), u8, u128);
		let ((ref_time, proof_size), _, _): Info =
			self.call_api("TransactionPaymentCallApi_query_call_info", &question, at).await?;
		Ok((ref_time.0, proof_size.0))
	}
}

/// Bytes are at least so long to be shown in hexadecimal.
const BYTES: usize = 16;

pub(super) fn composite(fields: &Composite<()>) -> Json {
	match fields {
		Composite::Named(fields) => {
			Json::Object(fields.iter().map(|(name, v)| (name.clone(), value(v))).collect())
		},
		Composite::Unnamed(fields) => match fields.as_slice() {
			// A newtype is what it holds.
			[one] => value(one),
			several => match as_bytes(several) {
				Some(bytes) => json!(hex(&bytes)),
				None => several.iter().map(value).collect(),
			},
		},
	}
}

/// The bytes of a list that holds nothing else.
fn as_bytes(values: &[Value<()>]) -> Option<Vec<u8>> {
	let byte = |v: &Value<()>| match &v.value {
		ValueDef::Primitive(Primitive::U128(n)) => u8::try_from(*n).ok(),
		_ => None,
	};
	(values.len() >= BYTES).then(|| values.iter().map(byte).collect())?
}

fn value(value: &Value<()>) -> Json {
	match &value.value {
		ValueDef::Composite(fields) => composite(fields),
		ValueDef::Variant(variant) => {
			if variant.values.is_empty() {
				json!(variant.name)
			} else {
				json!({ variant.name.clone(): composite(&variant.values) })
			}
		},
		ValueDef::BitSequence(bits) => json!(bits.iter().collect::<Vec<bool>>()),
		ValueDef::Primitive(primitive) => match primitive {
			Primitive::Bool(v) => json!(v),
			Primitive::Char(v) => json!(v),
			Primitive::String(v) => json!(v),
			Primitive::U128(v) => {
				u64::try_from(*v).map_or_else(|_| json!(v.to_string()), Json::from)
			},
			Primitive::I128(v) => {
				i64::try_from(*v).map_or_else(|_| json!(v.to_string()), Json::from)
			},
			Primitive::U256(v) | Primitive::I256(v) => json!(hex(v)),
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn units_are_counted_as_the_chain_counts_them() {
		// As the source of `access` says it, so that the two cannot drift apart unnoticed.
		let source =
			std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../pallets/access/src/types.rs");
		let source = std::fs::read_to_string(source).unwrap();
		assert!(source.contains("UNIT_REF_TIME: u64 = 250_000_000;"));
		assert!(source.contains("UNIT_BYTES: u32 = 1024;"));
		assert_eq!(units(0, 0), 1);
		assert_eq!(units(1, 1), 3);
		assert_eq!(units(250_000_000, 1024), 3);
		assert_eq!(units(250_000_001, 1025), 5);
	}

	#[test]
	fn emergency_calls_are_those_of_the_runtime() {
		let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
			.join("../runtime/src/configs/access.rs");
		let source = std::fs::read_to_string(source).unwrap();
		let of = |set: &str| {
			let body = source.split(&format!("for {set} {{")).nth(1).unwrap();
			let body = body.split("\n}").next().unwrap();
			let mut found: Vec<String> = body
				.match_indices("::Call::")
				.map(|(at, mark)| body[at + mark.len()..].split(' ').next().unwrap().to_owned())
				.collect();
			found.sort_unstable();
			found
		};
		let name = |call: &str| call.split('.').nth(1).unwrap().to_owned();
		let mut known: Vec<String> = EMERGENCY.iter().map(|call| name(call)).collect();
		known.sort_unstable();
		assert_eq!(of("EmergencyCalls"), known);
		assert_eq!(of("OwnEmergencyCalls"), [name(OWN_EMERGENCY)]);
	}

	#[test]
	fn decoded_arguments_read_as_people_write_them() {
		let hash = Value::unnamed_composite((0..32).map(Value::u128));
		let org = Value::unnamed_composite([Value::u128(7)]);
		let merged = Value::variant("MergedInto", Composite::unnamed([Value::u128(3)]));
		let all = Composite::named([
			("org", org),
			("name", Value::string("机关")),
			("hash", hash),
			("kind", Value::variant("Branch", Composite::unnamed([]))),
			("status", merged),
			("list", Value::unnamed_composite([Value::u128(1), Value::u128(2)])),
		]);
		assert_eq!(
			composite(&all),
			json!({
				"org": 7,
				"name": "机关",
				"hash": "0x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
				"kind": "Branch",
				"status": { "MergedInto": 3 },
				"list": [1, 2],
			})
		);
	}
}
