//! What stands on a card: what the member chose to show, as it was proven, and the days it holds.

use super::{
	face::{Face, Row, CORRECTED},
	fault::CardError,
};
use crate::{
	credential::{base45, envelope::QR_BASE},
	roster::{Category, RollStatus, Sex},
};
use chrono::{DateTime, FixedOffset};
use chuxin_primitives::{
	presentation::{Facts, Presentation},
	record::{slot, slot_spec, Attribute, VType},
};

/// An imported date was sealed on the day of the import; the chain knows no more.
const DATE_NOTE: [&str; 2] = [
	"日期：链上可证其未经改动，不证事件本身",
	"The chain proves the date unaltered, not the event itself",
];
/// Hours by which the time of China is ahead.
const CHINA: i32 = 8;

/// The face of the card of a presentation, from what its verification proved.
///
/// `organization` is the number and name of the member's organization, where the member wants it on
/// the card. A value, the days and the code come from the binary alone; the mark of a corrected date
/// and the organization from the chain.
///
/// # Errors
/// [`CardError::Unsigned`] for a presentation without days.
pub fn face(
	presentation: &Presentation,
	facts: &Facts,
	organization: Option<(u32, &str)>,
) -> Result<Face, CardError> {
	let terms = facts.terms.as_ref().ok_or(CardError::Unsigned)?;
	let bytes = presentation.encode().map_err(|e| CardError::Picture(e.to_string()))?;
	let mut name = None;
	let mut rows = Vec::new();
	for (slot, attribute) in &facts.shown {
		let value = value(*slot, attribute);
		if *slot == slot::NAME && !attribute.is_absent() {
			name = Some(value);
			continue;
		}
		let corrected = *slot == slot::ADMISSION && facts.corrected;
		let mark = corrected.then_some(CORRECTED);
		rows.push(Row { label: label(presentation.schema, *slot), value, mark });
	}
	let row = |zh: &str, en: &str, value: String| Row {
		label: [zh.to_owned(), en.to_owned()],
		value,
		mark: None,
	};
	if let Some((number, name)) = organization {
		rows.push(row("所在党组织", "Organization", format!("{name}（{number}）")));
	}
	if !terms.audience.is_empty() {
		rows.push(row("出示对象", "Shown to", terms.audience.clone()));
	}
	let days = format!("{}–{}", day(terms.issued), day(terms.expires));
	rows.push(row("有效期", "Valid", days));
	let dated = facts.shown.iter().any(|(slot, _)| *slot == slot::ADMISSION);
	Ok(Face {
		name,
		rows,
		note: dated.then_some(DATE_NOTE),
		code: format!("{QR_BASE}{}", base45::encode(&bytes)),
		bytes: bytes.len(),
	})
}

/// The label of a slot in Chinese and English.
fn label(schema: u16, slot: u8) -> [String; 2] {
	if slot == slot::ADMISSION {
		return ["政治生日".into(), "Political birthday".into()];
	}
	let Some(spec) = slot_spec(schema, slot) else {
		return [format!("第 {slot} 项"), format!("Slot {slot}")];
	};
	let mut letters = spec.name.chars();
	let first = letters.next().map(|c| c.to_ascii_uppercase());
	[spec.label.to_owned(), first.into_iter().chain(letters).collect()]
}

/// A value as the roster writes it; a dash for an absent one.
fn value(slot: u8, attribute: &Attribute) -> String {
	let text = attribute.to_string();
	let word = match slot {
		slot::SEX => Sex::from_code(&text).map(Sex::text),
		slot::CATEGORY => Category::from_code(&text).map(Category::text),
		slot::ROLL_STATUS => RollStatus::from_code(&text).map(RollStatus::text),
		_ => None,
	};
	match attribute.vtype() {
		VType::Absent => "—".to_owned(),
		VType::Date => text.replace('-', "."),
		VType::Bool => if attribute.as_bool() == Some(true) { "是" } else { "否" }.to_owned(),
		_ => word.map_or(text, str::to_owned),
	}
}

/// The day of a time in China; terms end with the year 9999, so there always is one.
fn day(seconds: u64) -> String {
	let time = i64::try_from(seconds).ok().and_then(|s| DateTime::from_timestamp(s, 0));
	let china = FixedOffset::east_opt(CHINA * 3600);
	time.zip(china)
		.map(|(time, china)| time.with_timezone(&china).format("%Y.%m.%d").to_string())
		.unwrap_or_default()
}
