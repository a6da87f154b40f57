//! Civil dates and months, as the regulations count them.
//!
//! Storage holds numbers (`20240229`, `202402`); calls, events and runtime APIs carry the texts
//! `2024-02-29` and `2024-02` ([`RawDate`], [`RawPeriod`]). The order of the texts is the order of
//! the dates. The chain's day is the day in China (UTC+8, no summer time).

use crate::wire::wire_text;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use scale_info::TypeInfo;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Moment = u64;

/// Milliseconds of a day.
pub const DAY_MS: Moment = 86_400_000;
/// China's offset from UTC in milliseconds.
const CHINA_OFFSET_MS: Moment = 8 * 3_600_000;
const FIRST_YEAR: u32 = 1000;
const LAST_YEAR: u32 = 9999;

/// A day of the Gregorian calendar from 1000-01-01 to 9999-12-31.
///
/// Encoded as `u32` little-endian `YYYYMMDD`; decoding refuses anything that is no day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, MaxEncodedLen, TypeInfo)]
pub struct CivilDate(u32);

/// A month of the Gregorian calendar.
///
/// Encoded as `u32` little-endian `YYYYMM`; decoding refuses anything that is no month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, MaxEncodedLen, TypeInfo)]
pub struct Period(u32);

/// A date as people type and read it: `2024-02-29`. Holds any text until [`RawDate::parse`].
#[derive(Clone, PartialEq, Eq)]
pub struct RawDate(pub Vec<u8>);
wire_text!(RawDate);

/// A month as people type and read it: `2024-02`. Holds any text until [`RawPeriod::parse`].
#[derive(Clone, PartialEq, Eq)]
pub struct RawPeriod(pub Vec<u8>);
wire_text!(RawPeriod);

const fn is_leap(year: u32) -> bool {
	year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// Days of a month; 0 for a month that is not in 1..=12.
pub const fn days_in_month(year: u32, month: u32) -> u32 {
	match month {
		1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
		4 | 6 | 9 | 11 => 30,
		2 if is_leap(year) => 29,
		2 => 28,
		_ => 0,
	}
}

/// `i64::from`, which is not `const` yet.
const fn wide(n: u32) -> i64 {
	let [a, b, c, d] = n.to_le_bytes();
	i64::from_le_bytes([a, b, c, d, 0, 0, 0, 0])
}

impl CivilDate {
	/// A date from `YYYYMMDD`; `None` when there is no such day.
	pub const fn new(yyyymmdd: u32) -> Option<Self> {
		Self::from_ymd(yyyymmdd / 10_000, (yyyymmdd / 100) % 100, yyyymmdd % 100)
	}

	/// A date from year, month (1–12) and day (1–31); `None` when there is no such day.
	#[allow(clippy::arithmetic_side_effects)] // bounded by the checks just above
	pub const fn from_ymd(year: u32, month: u32, day: u32) -> Option<Self> {
		if year < FIRST_YEAR || year > LAST_YEAR || day == 0 || day > days_in_month(year, month) {
			return None;
		}
		Some(Self(year * 10_000 + month * 100 + day))
	}

	/// `YYYYMMDD`.
	pub const fn as_u32(self) -> u32 {
		self.0
	}
	/// The year.
	pub const fn year(self) -> u32 {
		self.0 / 10_000
	}
	/// The month, 1–12.
	pub const fn month(self) -> u32 {
		(self.0 / 100) % 100
	}
	/// The day of the month, 1–31.
	pub const fn day(self) -> u32 {
		self.0 % 100
	}
	/// The month the day lies in.
	pub const fn period(self) -> Period {
		Period(self.0 / 100)
	}

	/// Days since 1970-01-01 (negative before).
	///
	/// Years are counted from March, so that the leap day is a year's last.
	#[allow(clippy::arithmetic_side_effects)] // years 1000..=9999
	pub const fn days_since_epoch(self) -> i64 {
		let shifted = if self.month() > 2 { self.month() - 3 } else { self.month() + 9 };
		let year = wide(self.year() - if self.month() > 2 { 0 } else { 1 });
		let day_of_year = wide((153 * shifted + 2) / 5 + self.day() - 1);
		year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
	}

	/// The day that is `days` after 1970-01-01; `None` outside the calendar's years.
	#[allow(clippy::arithmetic_side_effects)] // bounded by the check of the range
	pub fn from_days_since_epoch(days: i64) -> Option<Self> {
		if !(-400_000..=3_000_000).contains(&days) {
			return None;
		}
		let n = days + 719_468;
		// The year whose 1 March is the last not after the day: estimate, then settle by one step.
		let start = |y: i64| y * 365 + y / 4 - y / 100 + y / 400;
		let mut year = n * 400 / 146_097;
		while start(year) > n {
			year -= 1;
		}
		while start(year + 1) <= n {
			year += 1;
		}
		let day_of_year = n - start(year);
		let shifted = (5 * day_of_year + 2) / 153;
		let day = day_of_year - (153 * shifted + 2) / 5 + 1;
		let (year, month) =
			if shifted < 10 { (year, shifted + 3) } else { (year + 1, shifted - 9) };
		Self::from_ymd(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
	}

	/// The day `n` days later (earlier if negative).
	pub fn add_days(self, n: i64) -> Option<Self> {
		Self::from_days_since_epoch(self.days_since_epoch().checked_add(n)?)
	}

	/// The same day `n` months later; a month's end is clipped (31 January + 1 month is 28 or
	/// 29 February).
	pub fn add_months(self, n: u32) -> Option<Self> {
		let months = self.year().checked_mul(12)?.checked_add(self.month())?.checked_sub(1)?;
		let months = months.checked_add(n)?;
		let (year, month) = (months / 12, (months % 12).checked_add(1)?);
		Self::from_ymd(year, month, self.day().min(days_in_month(year, month)))
	}

	/// The same day `n` years later; 29 February becomes 28 February in common years.
	pub fn add_years(self, n: u32) -> Option<Self> {
		self.add_months(n.checked_mul(12)?)
	}

	/// The day in China (UTC+8) at a moment; `None` beyond the year 9999.
	pub fn in_china(at: Moment) -> Option<Self> {
		let days = at.checked_add(CHINA_OFFSET_MS)? / DAY_MS;
		Self::from_days_since_epoch(days.try_into().ok()?)
	}

	/// The moment the day begins in China; `None` before 1970-01-02.
	pub fn begins_in_china(self) -> Option<Moment> {
		let days: u64 = self.days_since_epoch().try_into().ok()?;
		days.checked_mul(DAY_MS)?.checked_sub(CHINA_OFFSET_MS)
	}

	/// Full years from this day to `later`: the age on that day. `None` when `later` is earlier.
	pub fn years_until(self, later: Self) -> Option<u32> {
		let years = later.year().checked_sub(self.year())?;
		let not_yet = (later.month(), later.day()) < (self.month(), self.day());
		years.checked_sub(not_yet.into())
	}
}

impl Period {
	/// A month from `YYYYMM`; `None` when there is no such month.
	pub const fn new(yyyymm: u32) -> Option<Self> {
		let (year, month) = (yyyymm / 100, yyyymm % 100);
		if year < FIRST_YEAR || year > LAST_YEAR || month == 0 || month > 12 {
			return None;
		}
		Some(Self(yyyymm))
	}
	/// `YYYYMM`.
	pub const fn as_u32(self) -> u32 {
		self.0
	}
}

impl Decode for CivilDate {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		Self::new(u32::decode(input)?).ok_or_else(|| "not a day of the calendar".into())
	}
}
impl DecodeWithMemTracking for CivilDate {}

impl Decode for Period {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		Self::new(u32::decode(input)?).ok_or_else(|| "not a month of the calendar".into())
	}
}
impl DecodeWithMemTracking for Period {}

/// The number in `digits`, all of which must be ASCII digits.
fn number(digits: &[u8]) -> Option<u32> {
	digits.iter().try_fold(0u32, |n, d| {
		let d = d.is_ascii_digit().then(|| d.wrapping_sub(b'0'))?;
		n.checked_mul(10)?.checked_add(d.into())
	})
}

impl RawDate {
	/// The day, if the text is exactly `YYYY-MM-DD` and such a day exists.
	pub fn parse(&self) -> Option<CivilDate> {
		let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = self.0.as_slice() else { return None };
		CivilDate::from_ymd(
			number(&[*y1, *y2, *y3, *y4])?,
			number(&[*m1, *m2])?,
			number(&[*d1, *d2])?,
		)
	}
}

impl RawPeriod {
	/// The month, if the text is exactly `YYYY-MM` and such a month exists.
	pub fn parse(&self) -> Option<Period> {
		let [y1, y2, y3, y4, b'-', m1, m2] = self.0.as_slice() else { return None };
		let year_month = number(&[*y1, *y2, *y3, *y4, *m1, *m2])?;
		Period::new(year_month)
	}
}

impl core::fmt::Display for CivilDate {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
	}
}
impl core::fmt::Debug for CivilDate {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		core::fmt::Display::fmt(self, f)
	}
}
impl core::fmt::Display for Period {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		write!(f, "{:04}-{:02}", self.0 / 100, self.0 % 100)
	}
}
impl core::fmt::Debug for Period {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		core::fmt::Display::fmt(self, f)
	}
}
impl From<CivilDate> for RawDate {
	fn from(date: CivilDate) -> Self {
		Self(alloc::format!("{date}").into_bytes())
	}
}
impl From<Period> for RawPeriod {
	fn from(period: Period) -> Self {
		Self(alloc::format!("{period}").into_bytes())
	}
}

impl core::str::FromStr for CivilDate {
	type Err = &'static str;
	fn from_str(s: &str) -> Result<Self, Self::Err> {
		RawDate::from(s).parse().ok_or("write the day as YYYY-MM-DD, such as 2024-02-29")
	}
}
impl serde::Serialize for CivilDate {
	fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
		s.collect_str(self)
	}
}
impl<'de> serde::Deserialize<'de> for CivilDate {
	fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
		let text = <alloc::string::String as serde::Deserialize>::deserialize(d)?;
		text.parse().map_err(serde::de::Error::custom)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn date(n: u32) -> CivilDate {
		CivilDate::new(n).unwrap()
	}

	#[test]
	fn days_that_do_not_exist_are_refused() {
		for n in [20230229, 19000229, 20240230, 20240431, 20241301, 20240001, 20240100, 9991231, 0]
		{
			assert_eq!(CivilDate::new(n), None, "{n}");
			assert!(CivilDate::decode(&mut &n.encode()[..]).is_err(), "{n}");
		}
		for n in [20240229, 20000229, 10000101, 99991231] {
			assert_eq!(CivilDate::decode(&mut &n.encode()[..]).unwrap().as_u32(), n);
		}
	}

	#[test]
	fn day_numbers_follow_the_calendar_from_1000_to_2600() {
		assert_eq!(date(19700101).days_since_epoch(), 0);
		assert_eq!(date(20000301).days_since_epoch(), 11_017);
		let mut day = date(10000101);
		let mut number = day.days_since_epoch();
		while day.year() < 2600 {
			assert_eq!(CivilDate::from_days_since_epoch(number), Some(day));
			let next = CivilDate::from_ymd(day.year(), day.month(), day.day() + 1)
				.or_else(|| CivilDate::from_ymd(day.year(), day.month() + 1, 1))
				.or_else(|| CivilDate::from_ymd(day.year() + 1, 1, 1))
				.unwrap();
			number += 1;
			assert_eq!(next.days_since_epoch(), number, "{next}");
			day = next;
		}
	}

	#[test]
	fn months_and_years_clip_at_the_end() {
		assert_eq!(date(20240131).add_months(1), Some(date(20240229)));
		assert_eq!(date(20230131).add_months(1), Some(date(20230228)));
		assert_eq!(date(20231215).add_months(13), Some(date(20250115)));
		assert_eq!(date(20240229).add_years(1), Some(date(20250228)));
		assert_eq!(date(20240229).add_years(4), Some(date(20280229)));
		assert_eq!(date(99991231).add_days(1), None);
	}

	#[test]
	fn the_day_in_china_begins_at_16_utc() {
		// 2024-02-28T15:59:59.999Z and one millisecond later.
		assert_eq!(CivilDate::in_china(1_709_135_999_999), Some(date(20240228)));
		assert_eq!(CivilDate::in_china(1_709_136_000_000), Some(date(20240229)));
		assert_eq!(date(20240229).begins_in_china(), Some(1_709_136_000_000));
	}

	#[test]
	fn age_changes_on_the_birthday() {
		assert_eq!(date(20000229).years_until(date(20180228)), Some(17));
		assert_eq!(date(20000229).years_until(date(20180301)), Some(18));
		assert_eq!(date(20000615).years_until(date(20180614)), Some(17));
		assert_eq!(date(20000615).years_until(date(20180615)), Some(18));
		assert_eq!(date(20000615).years_until(date(20000614)), None);
	}

	#[test]
	fn wire_dates_are_text_and_decode_whatever_was_typed() {
		let raw = RawDate::from(date(20240229));
		assert_eq!(raw.encode(), "2024-02-29".encode());
		assert_eq!(raw.parse(), Some(date(20240229)));
		for bad in
			["2024-2-29", "2023-02-29", "2024/02/29", "", "2024-02-29 ", "+024-02-29", "两千"]
		{
			let decoded = RawDate::decode(&mut &bad.encode()[..]).unwrap();
			assert_eq!(decoded.parse(), None, "{bad}");
		}
		assert_eq!(RawPeriod::from("2024-13").parse(), None);
		assert_eq!(RawPeriod::from("2024-12").parse(), Period::new(202412));
	}
}
