//! Proofs of membership: what a member holds, shows, and what a verifier concludes.
//!
//! * [`member_file`]: what a member gets of the own record, sealed with the member's passphrase.
//! * [`base45`]: the presentation as a QR code carries it.
//! * [`envelope`]: a presentation as a W3C Verifiable Credential. The binary in it is normative; what
//!   is displayed comes from it alone, and an envelope that says anything else is refused.
//! * [`history`]: which life events a member shows open, and which by their hash.
//! * [`nonces`]: a verifier's nonces, each used once.
//! * [`verdict`]: the conclusion, with one failure for each way to fail.

pub mod base45;
pub mod envelope;
#[cfg(test)]
pub(crate) mod fixture;
pub mod history;
pub mod member_file;
pub mod nonces;
pub mod verdict;

use chuxin_primitives::record::{slot_spec, SCHEMA_1_SLOTS};

/// The names by which attributes are asked for, by slot of schema 1.
const NAMES: [&str; 15] = [
	"name",
	"sex",
	"birth-date",
	"ethnic-group",
	"education",
	"category",
	"birthday",
	"full-membership",
	"occupation",
	"native-place",
	"roll-status",
	"lost-contact",
	"lost-contact-date",
	"mobile",
	"destination",
];

/// The slot of an attribute by its name.
pub fn slot_by_name(name: &str) -> Option<u8> {
	let position = NAMES.iter().position(|n| *n == name)?;
	SCHEMA_1_SLOTS.get(position).map(|spec| spec.slot)
}

/// The name of a slot's attribute; `slot-N` for one the schema does not name.
pub fn name_of_slot(schema: u16, slot: u8) -> String {
	match slot_spec(schema, slot).and_then(|_| NAMES.get(usize::from(slot))) {
		Some(name) => (*name).to_owned(),
		None => format!("slot-{slot}"),
	}
}

/// All names, for messages.
pub fn attribute_names() -> String {
	NAMES.join(", ")
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::record::slot;

	#[test]
	fn names_stand_for_the_slots_of_the_schema() {
		assert_eq!(slot_by_name("name"), Some(slot::NAME));
		assert_eq!(slot_by_name("birthday"), Some(slot::ADMISSION));
		assert_eq!(slot_by_name("birth-date"), Some(slot::BIRTH_DATE));
		assert_eq!(slot_by_name("destination"), Some(slot::MOBILE_DESTINATION));
		assert_eq!(slot_by_name("id-number"), None);
		for spec in &SCHEMA_1_SLOTS {
			assert_eq!(slot_by_name(&name_of_slot(1, spec.slot)), Some(spec.slot));
		}
		assert_eq!(name_of_slot(1, 31), "slot-31");
	}
}
