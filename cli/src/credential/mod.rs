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

use crate::{
	i18n::{language, text_in, Language},
	roster::{Category, RollStatus, Sex},
};
use chuxin_primitives::record::{slot, slot_spec, VType, SCHEMA_1_SLOTS};
use fluent_bundle::FluentArgs;

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

/// The heading of a slot's attribute in the language of the process: the column's in Chinese.
pub fn label_of_slot(schema: u16, slot: u8) -> String {
	match (slot_spec(schema, slot), language()) {
		(None, _) => name_of_slot(schema, slot),
		(Some(spec), Language::En) => spec.name.to_owned(),
		(Some(spec), Language::Zh) => spec.label.to_owned(),
	}
}

/// A value as people read it: `text` is the attribute's own text, whose codes stand for the roster's
/// words in Chinese. In English the codes stay, as `--set` takes them.
pub fn value_of_slot(schema: u16, slot: u8, text: &str) -> String {
	value_in(language(), schema, slot, text)
}

/// As [`value_of_slot`], in a language.
pub(crate) fn value_in(language: Language, schema: u16, slot: u8, text: &str) -> String {
	if language == Language::En {
		return text.to_owned();
	}
	let word = match (slot, slot_spec(schema, slot).map(|spec| spec.vtype)) {
		(slot::SEX, Some(_)) => Sex::from_code(text).map(Sex::text),
		(slot::CATEGORY, Some(_)) => Category::from_code(text).map(Category::text),
		(slot::ROLL_STATUS, Some(_)) => RollStatus::from_code(text).map(RollStatus::text),
		(_, Some(VType::Bool)) if ["yes", "no"].contains(&text) => {
			return text_in(language, text, &FluentArgs::new()).unwrap_or_else(|| text.to_owned());
		},
		_ => None,
	};
	word.unwrap_or(text).to_owned()
}

/// All names, for messages.
pub fn attribute_names() -> String {
	NAMES.join(", ")
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::i18n::speaking;

	#[test]
	fn people_read_words_and_programs_read_codes() {
		let shown = |slot, text| (label_of_slot(1, slot), value_of_slot(1, slot, text));
		let zh = |slot, text| speaking(Language::Zh, || shown(slot, text));
		for (slot, code, label, word) in [
			(slot::SEX, "M", "性别", "男"),
			(slot::CATEGORY, "full", "人员类别", "正式党员"),
			(slot::ROLL_STATUS, "normal", "党籍状态", "正常"),
			(slot::LOST_CONTACT, "no", "是否失联", "否"),
			(slot::MOBILE, "yes", "是否流动", "是"),
			// What is no code stays as it is, whatever it looks like.
			(slot::OCCUPATION, "no", "工作岗位", "no"),
			(slot::ROLL_STATUS, "-", "党籍状态", "-"),
		] {
			assert_eq!(zh(slot, code), (label.to_owned(), word.to_owned()));
		}
		assert_eq!(shown(slot::SEX, "M"), ("sex".to_owned(), "M".to_owned()));
		assert_eq!(shown(slot::ADMISSION, "2001-07-01").0, "date of admission");
		assert_eq!(label_of_slot(1, 31), "slot-31");
	}

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
