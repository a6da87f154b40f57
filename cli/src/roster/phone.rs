//! Telephone numbers.

use unicode_normalization::UnicodeNormalization;

fn plain(text: &str) -> String {
	text.nfkc()
		.filter(|c| !c.is_whitespace())
		.map(|c| if "—–―−".contains(c) { '-' } else { c })
		.collect()
}

fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> bool {
	count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// A foreign number: `+`, country code, number (ITU-T E.164: at most 15 digits).
fn foreign(text: &str) -> Option<String> {
	let rest = text.strip_prefix('+')?.replace('-', "");
	(digits(&rest, 7..=15) && !rest.starts_with(['0']) && !rest.starts_with("86"))
		.then(|| format!("+{rest}"))
}

/// A mobile number as it is kept: 11 digits, or `+` and the digits of a foreign one.
pub(crate) fn mobile(text: &str) -> Option<String> {
	let text = plain(text);
	if let Some(number) = foreign(&text) {
		return Some(number);
	}
	let joined = text.replace('-', "");
	let number = ["+86", "0086"].iter().find_map(|p| joined.strip_prefix(p)).unwrap_or(&joined);
	let second = number.as_bytes().get(1)?;
	(digits(number, 11..=11) && number.starts_with('1') && (b'3'..=b'9').contains(second))
		.then(|| number.to_owned())
}

/// A landline number as it is kept: `010-12345678`, `0571-1234567-89`, `12345678`, or a foreign one.
pub(crate) fn landline(text: &str) -> Option<String> {
	let text = plain(text).replace(['(', ')'], "-");
	if let Some(number) = foreign(&text) {
		return Some(number);
	}
	let parts: Vec<&str> = text.split('-').filter(|p| !p.is_empty()).collect();
	let local = |p: &str| digits(p, 7..=8) && !p.starts_with('0');
	let area = |p: &str| digits(p, 3..=4) && p.starts_with('0') && !p.starts_with("00");
	let extension = |p: &str| digits(p, 1..=6);
	match parts.as_slice() {
		[all] if local(all) => Some((*all).to_owned()),
		// Written together: three digits of area code for 010 and 02x, four for all others.
		[all] if digits(all, 10..=12) && all.starts_with('0') => {
			let cut = if all.starts_with("010") || all.starts_with("02") { 3 } else { 4 };
			let (code, number) = all.split_at(cut);
			(area(code) && local(number)).then(|| format!("{code}-{number}"))
		},
		[code, number] if area(code) && local(number) => Some(format!("{code}-{number}")),
		[number, more] if local(number) && extension(more) => Some(format!("{number}-{more}")),
		[code, number, more] if area(code) && local(number) && extension(more) => {
			Some(format!("{code}-{number}-{more}"))
		},
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn mobile_numbers_are_kept_in_one_form() {
		for text in [
			"13800000000",
			"138 0000 0000",
			"138-0000-0000",
			"+86 13800000000",
			"008613800000000",
			"１３８００００００００",
		] {
			assert_eq!(mobile(text).as_deref(), Some("13800000000"), "{text}");
		}
		assert_eq!(mobile("+852 9123 4567").as_deref(), Some("+85291234567"));
		for text in [
			"1380000000",
			"138000000000",
			"12800000000",
			"23800000000",
			"1380000000O",
			"13800000000、13900000000",
			"+86123",
			"1",
			"",
		] {
			assert_eq!(mobile(text), None, "{text}");
		}
	}

	#[test]
	fn landline_numbers_are_kept_in_one_form() {
		for (text, kept) in [
			("010-12345678", "010-12345678"),
			("01012345678", "010-12345678"),
			("（010）12345678", "010-12345678"),
			("0571-1234567", "0571-1234567"),
			("057112345678", "0571-12345678"),
			("12345678", "12345678"),
			("010-12345678-123", "010-12345678-123"),
			("12345678—9", "12345678-9"),
			("+1 212 555 0100", "+12125550100"),
		] {
			assert_eq!(landline(text).as_deref(), Some(kept), "{text}");
			assert_eq!(landline(kept).as_deref(), Some(kept), "{text}");
		}
		for text in ["123456", "123456789", "10-12345678", "010-02345678", "00-1234567", "电话", ""]
		{
			assert_eq!(landline(text), None, "{text}");
		}
	}
}
