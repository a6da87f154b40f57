//! What several of the tests share.

use serde_json::Value;

/// The vectors, made independently of this crate.
pub fn vectors() -> Value {
	serde_json::from_str(include_str!("../vectors.json")).unwrap()
}

/// The bytes of a hexadecimal text.
pub fn bytes(value: &Value) -> Vec<u8> {
	hex::decode(value.as_str().unwrap()).unwrap()
}

/// 32 bytes of a hexadecimal text.
pub fn bytes32(value: &Value) -> [u8; 32] {
	bytes(value).try_into().unwrap()
}
