//! Numbers of identity documents: normal form and checks.
//!
//! A number is brought into normal form before anything else, so that one person has one tag
//! however the number was typed: NFKC (full-width digits become digits), blanks and `-` out, upper
//! case. A resident identity number of 15 digits (until 1999) becomes one of 18: `19` after the
//! sixth digit and a new check digit (GB 11643). Errors name the cure and never repeat the number.

use crate::date::CivilDate;
use alloc::string::String;
use core::fmt;

/// The earliest year of birth that a resident identity number can carry: nobody born before was
/// alive when the first cards were issued in 1984.
pub const EARLIEST_BIRTH_YEAR: u32 = 1870;

/// What is wrong with the number of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityError {
	/// There is no number.
	Empty,
	/// It has more characters than any document's number.
	TooLong,
	/// It holds something else than letters and digits.
	NotAlphanumeric,
	/// A resident identity number has 15 or 18 characters; this one has another number.
	Length(usize),
	/// Something else than digits, or an `X` that is not at the end.
	NotDigits,
	/// Digits 7 to 14 (of 15: 7 to 12) are no day, or one before [`EARLIEST_BIRTH_YEAR`].
	BirthDate,
	/// The last character does not fit the others; with them it would be this one.
	CheckDigit(char),
	/// A number of 15 digits that ends in 996 to 999: given to people born in the 19th century, so
	/// the century must be read from the document.
	Century,
	/// The country is not three letters, or not `CHN` for a document that only China issues.
	Country,
	/// The bytes are no document at all.
	Input,
}

impl fmt::Display for IdentityError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Empty => f.write_str("there is no number: enter it as it stands on the document"),
			Self::TooLong => f.write_str("the number is too long: enter the number only"),
			Self::NotAlphanumeric => f.write_str(
				"the number holds something else than letters and digits: leave out words such as 字第号",
			),
			Self::Length(n) => write!(
				f,
				"a resident identity number has 18 characters (before 1999: 15 digits), this one \
				 has {n}: format the column as text and enter it again"
			),
			Self::NotDigits => f.write_str(
				"a resident identity number has digits, and X only at the end: compare it with the card",
			),
			Self::BirthDate => f.write_str(
				"the birth date inside the number is no real day: compare digits 7 to 14 with the card",
			),
			Self::CheckDigit(expected) => write!(
				f,
				"the check digit does not fit (with the other digits it would be {expected}): \
				 compare every digit with the card"
			),
			Self::Century => f.write_str(
				"numbers of 15 digits that end in 996 to 999 are for people born before 1900: have \
				 the number of 18 digits entered by hand from the document",
			),
			Self::Country => f.write_str(
				"enter the issuing country with three letters such as FRA; resident and military \
				 documents are CHN",
			),
			Self::Input => f.write_str(
				"this is no identity document: expected kind 1 to 4, country, length and number",
			),
		}
	}
}
impl core::error::Error for IdentityError {}

/// The normal form of a document's number: NFKC, blanks and `-` taken out, upper case.
///
/// Errors: [`IdentityError::Empty`]; [`IdentityError::NotAlphanumeric`] when anything but ASCII
/// letters and digits is left.
#[cfg(feature = "std")]
pub fn normalize_number(typed: &str) -> Result<String, IdentityError> {
	use unicode_normalization::UnicodeNormalization;
	// Zero-width characters come along when numbers are copied out of documents.
	let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}');
	let number: String =
		typed.nfkc().filter(|c| *c != '-' && !blank(*c)).map(|c| c.to_ascii_uppercase()).collect();
	if number.is_empty() {
		return Err(IdentityError::Empty);
	}
	if !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
		return Err(IdentityError::NotAlphanumeric);
	}
	Ok(number)
}

/// The sex a resident identity number carries (its 17th digit: odd male, even female).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
	/// 男
	Male,
	/// 女
	Female,
}

/// A checked resident identity number (公民身份号码) of 18 characters. Personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct ResidentId {
	number: String,
	birth: CivilDate,
	sex: Sex,
}

/// The check character (ISO 7064, MOD 11-2) of 17 digits; `None` unless there are 17 digits.
pub fn check_character(digits: &str) -> Option<char> {
	if digits.len() != 17 {
		return None;
	}
	// Horner's form of the weights 2^(18−i) mod 11.
	let sum = digits.chars().try_fold(0u32, |sum, c| {
		sum.checked_add(c.to_digit(10)?)?.checked_mul(2).map(|s| s % 11)
	})?;
	// sum + check ≡ 1 (mod 11)
	match 12u32.checked_sub(sum)? % 11 {
		10 => Some('X'),
		digit => char::from_digit(digit, 10),
	}
}

impl ResidentId {
	/// A number as somebody typed it.
	#[cfg(feature = "std")]
	pub fn read(typed: &str) -> Result<Self, IdentityError> {
		Self::parse(&normalize_number(typed)?)
	}

	/// A number in normal form, of 18 characters or of 15 digits.
	///
	/// The region (the first six digits) is not checked: regions are renamed and dissolved, numbers
	/// stay.
	pub fn parse(number: &str) -> Result<Self, IdentityError> {
		if !number.is_ascii() {
			return Err(IdentityError::NotDigits);
		}
		let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
		match number.len() {
			0 => Err(IdentityError::Empty),
			15 => {
				if !digits(number) {
					return Err(IdentityError::NotDigits);
				}
				let (region, rest) = number.split_at_checked(6).ok_or(IdentityError::Length(15))?;
				if matches!(rest.get(6..), Some("996" | "997" | "998" | "999")) {
					return Err(IdentityError::Century);
				}
				Self::of_17(alloc::format!("{region}19{rest}"), None)
			},
			18 => {
				let (body, check) = number.split_at_checked(17).ok_or(IdentityError::Length(18))?;
				if !digits(body) || !(digits(check) || check == "X") {
					return Err(IdentityError::NotDigits);
				}
				Self::of_17(body.into(), check.chars().next())
			},
			n => Err(IdentityError::Length(n)),
		}
	}

	/// From 17 digits, and the check character if there is one to compare.
	fn of_17(mut number: String, check: Option<char>) -> Result<Self, IdentityError> {
		let birth = number
			.get(6..14)
			.and_then(|s| s.parse().ok())
			.and_then(CivilDate::new)
			.filter(|date| date.year() >= EARLIEST_BIRTH_YEAR)
			.ok_or(IdentityError::BirthDate)?;
		let expected = check_character(&number).ok_or(IdentityError::NotDigits)?;
		if check.is_some_and(|check| check != expected) {
			return Err(IdentityError::CheckDigit(expected));
		}
		let odd = number.bytes().last().is_some_and(|digit| digit % 2 == 1);
		number.push(expected);
		Ok(Self { number, birth, sex: if odd { Sex::Male } else { Sex::Female } })
	}

	/// The number, 18 characters.
	pub fn number(&self) -> &str {
		&self.number
	}
	/// The birth date inside the number.
	pub const fn birth(&self) -> CivilDate {
		self.birth
	}
	/// The sex inside the number.
	pub const fn sex(&self) -> Sex {
		self.sex
	}
}

impl fmt::Debug for ResidentId {
	/// Nothing of the number: it does not belong in logs.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("ResidentId(…)")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_are_the_same_however_they_were_typed() {
		for typed in [
			"11010519491231002X",
			" 11010519491231002x ",
			"110105-19491231-002x",
			"１１０１０５１９４９１２３１００２Ｘ",
			"110105\u{3000}19491231\u{a0}002X",
			"\u{feff}11010519491231002X\u{200b}\n",
			"110105－19491231－002ｘ",
		] {
			let id = ResidentId::read(typed).unwrap();
			assert_eq!(id.number(), "11010519491231002X", "{typed:?}");
			assert_eq!(id.birth(), CivilDate::new(19491231).unwrap());
			assert_eq!(id.sex(), Sex::Female);
		}
		assert_eq!(normalize_number(" -\u{3000}"), Err(IdentityError::Empty));
		// Letters that only a general upper case would turn into ASCII stay refused.
		for foreign in ["军字第1234567号", "1234\u{2013}5", "12ß", "12ı"] {
			assert_eq!(normalize_number(foreign), Err(IdentityError::NotAlphanumeric));
		}
	}

	#[test]
	fn fifteen_digits_become_eighteen() {
		let id = ResidentId::read("440524800101001").unwrap();
		assert_eq!(id.number(), "440524198001010013");
		assert_eq!(id.birth(), CivilDate::new(19800101).unwrap());
		assert_eq!(id.sex(), Sex::Male);
		assert_eq!(ResidentId::parse("440524000229001").unwrap_err(), IdentityError::BirthDate);
		assert_eq!(ResidentId::parse("44052480010100X"), Err(IdentityError::NotDigits));
	}

	#[test]
	fn sequences_of_the_nineteenth_century_are_for_hand() {
		for sequence in [996, 997, 998, 999] {
			let number = format!("440524100101{sequence}");
			assert_eq!(ResidentId::parse(&number), Err(IdentityError::Century));
		}
		assert_eq!(
			ResidentId::parse("440524100101995").unwrap().birth(),
			CivilDate::new(19100101).unwrap()
		);
		// With 18 characters the century is there.
		let body = "44052418900101999";
		let number = format!("{body}{}", check_character(body).unwrap());
		assert_eq!(ResidentId::parse(&number).unwrap().birth().year(), 1890);
	}

	#[test]
	fn every_other_check_digit_fails() {
		let body = "11010519491231002";
		for check in "0123456789".chars() {
			let number = format!("{body}{check}");
			assert_eq!(ResidentId::parse(&number), Err(IdentityError::CheckDigit('X')));
		}
		assert!(ResidentId::parse(&format!("{body}X")).is_ok());
		// Every single wrong digit is found.
		let right = "440524198001010013";
		for place in 0..18 {
			for digit in '0'..='9' {
				let wrong: String = right
					.chars()
					.enumerate()
					.map(|(i, c)| if i == place { digit } else { c })
					.collect();
				assert_eq!(ResidentId::parse(&wrong).is_ok(), wrong == right, "{wrong}");
			}
		}
		assert_eq!(check_character("1101051949123100"), None);
		assert_eq!(check_character("1101051949123100A"), None);
	}

	#[test]
	fn impossible_numbers_fail_with_their_reason() {
		let with_check = |body: &str| format!("{body}{}", check_character(body).unwrap());
		for (number, error) in [
			("".into(), IdentityError::Empty),
			("1234".into(), IdentityError::Length(4)),
			("1101051949123100212".into(), IdentityError::Length(19)),
			("1101051949123100XX".into(), IdentityError::NotDigits),
			("11010519491231002A".into(), IdentityError::NotDigits),
			("11010519491231002x".into(), IdentityError::NotDigits),
			("十一零一零五".into(), IdentityError::NotDigits),
			(with_check("11010519491301002"), IdentityError::BirthDate),
			(with_check("11010519490229002"), IdentityError::BirthDate),
			(with_check("11010519490431002"), IdentityError::BirthDate),
			(with_check("11010518691231002"), IdentityError::BirthDate),
		] {
			assert_eq!(ResidentId::parse(&number), Err(error), "{number}");
		}
		assert!(ResidentId::parse(&with_check("11010518700101002")).is_ok());
		assert!(ResidentId::parse(&with_check("11010520000229002")).is_ok());
	}

	#[test]
	fn nothing_of_a_number_is_printed() {
		let id = ResidentId::parse("440524198001010013").unwrap();
		assert_eq!(format!("{id:?}"), "ResidentId(…)");
		let error = ResidentId::parse("440524198001010014").unwrap_err().to_string();
		assert!(!error.contains("440524") && error.contains("would be 3"), "{error}");
	}
}
