//! Terms of committees: how long, how much earlier or later, when to prepare the election.
//!
//! 支部工作条例（试行） and 基层组织选举工作条例: the committee of a primary-level Party organization
//! serves generally five years, a general branch and a branch three, those of villages and
//! communities five; an election is held earlier or later by at most a year, with the superior's
//! approval.

use crate::{date::days_in_month, organization::OrgKind, CivilDate};

/// Years by which an election may be held earlier or later, with approval.
pub const MARGIN_YEARS: u32 = 1;
/// Months before the end of a term in which the election is prepared.
pub const REMINDER_MONTHS: u32 = 6;

/// How many years a committee serves; `None` for a Party group, which has none.
///
/// `village`: a branch of a village or a community.
pub const fn term_years(kind: OrgKind, village: bool) -> Option<u32> {
	match kind {
		OrgKind::Group => None,
		OrgKind::GeneralBranch
		| OrgKind::Branch
		| OrgKind::JointBranch
		| OrgKind::MobileBranch
		| OrgKind::TemporaryBranch => Some(if village { 5 } else { 3 }),
		_ => Some(5),
	}
}

/// The last day of a term of `years` that began on the day of the election: the day before the
/// anniversary, as probation counts its last day (Art. 32 of 发展党员工作细则).
fn last_day(elected: CivilDate, years: u32) -> Option<CivilDate> {
	elected.add_years(years)?.add_days(-1)
}

/// The last day of the term of a committee elected on `elected`.
pub fn term_ends(kind: OrgKind, village: bool, elected: CivilDate) -> Option<CivilDate> {
	last_day(elected, term_years(kind, village)?)
}

/// The latest last day of a term that began on `elected`, with the longest rule for the kind and
/// the year more that a superior may approve.
pub fn latest_end(kind: OrgKind, elected: CivilDate) -> Option<CivilDate> {
	last_day(elected, term_years(kind, true)?.saturating_add(MARGIN_YEARS))
}

/// Whether a term that began on `elected` may end on `ends`: the day by the rule, or up to a year
/// earlier or later, both ends included.
///
/// Whether an organization is a village's or a community's is its superior's word, which the
/// approval of the day expresses: both rules are open.
pub fn may_end(kind: OrgKind, elected: CivilDate, ends: CivilDate) -> bool {
	let first = term_years(kind, false)
		.and_then(|years| last_day(elected, years.saturating_sub(MARGIN_YEARS)));
	first.is_some_and(|first| first <= ends)
		&& latest_end(kind, elected).is_some_and(|last| ends <= last)
}

/// The day on which the preparation of the election is due: six months before the term's last day.
/// A month's end is clipped (31 August: 28 or 29 February).
pub fn reminder(ends: CivilDate) -> Option<CivilDate> {
	let months = ends.year().checked_mul(12)?.checked_add(ends.month())?;
	let months = months.checked_sub(REMINDER_MONTHS.checked_add(1)?)?;
	let (year, month) = (months / 12, (months % 12).checked_add(1)?);
	CivilDate::from_ymd(year, month, ends.day().min(days_in_month(year, month)))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn day(text: &str) -> CivilDate {
		text.parse().unwrap()
	}

	#[test]
	fn years_follow_kind_and_place() {
		use OrgKind::*;
		for kind in [Centre, Provincial, Municipal, County, WorkingCommittee, PrimaryCommittee] {
			assert_eq!((term_years(kind, false), term_years(kind, true)), (Some(5), Some(5)));
		}
		for kind in [GeneralBranch, Branch, JointBranch, MobileBranch, TemporaryBranch] {
			assert_eq!((term_years(kind, false), term_years(kind, true)), (Some(3), Some(5)));
		}
		assert_eq!((term_years(Group, false), term_years(Group, true)), (None, None));
	}

	#[test]
	fn a_term_ends_the_day_before_its_anniversary() {
		let ends = |kind, village, from: &str| term_ends(kind, village, day(from));
		assert_eq!(ends(OrgKind::Branch, false, "2026-03-02"), Some(day("2029-03-01")));
		assert_eq!(ends(OrgKind::Branch, true, "2026-03-02"), Some(day("2031-03-01")));
		assert_eq!(ends(OrgKind::PrimaryCommittee, false, "2024-02-29"), Some(day("2029-02-27")));
		assert_eq!(ends(OrgKind::Branch, false, "2025-01-01"), Some(day("2027-12-31")));
		assert_eq!(ends(OrgKind::Group, false, "2025-01-01"), None);
	}

	#[test]
	fn a_term_moves_by_a_year_and_not_by_a_day_more() {
		let may = |kind, ends: &str| may_end(kind, day("2026-03-02"), day(ends));
		// Five years, four to six.
		assert!(!may(OrgKind::PrimaryCommittee, "2030-02-28"));
		assert!(may(OrgKind::PrimaryCommittee, "2030-03-01"));
		assert!(may(OrgKind::PrimaryCommittee, "2032-03-01"));
		assert!(!may(OrgKind::PrimaryCommittee, "2032-03-02"));
		// A branch: three years less one, to five years of a village and one.
		assert!(!may(OrgKind::Branch, "2028-02-29"));
		assert!(may(OrgKind::Branch, "2028-03-01"));
		assert!(may(OrgKind::Branch, "2032-03-01"));
		assert!(!may(OrgKind::Branch, "2032-03-02"));
		assert!(!may(OrgKind::Group, "2029-03-01"));
	}

	#[test]
	fn a_reminder_comes_six_months_before() {
		for (ends, expected) in [
			("2029-03-01", "2028-09-01"),
			("2029-08-31", "2029-02-28"),
			("2028-08-31", "2028-02-29"),
			("2028-08-29", "2028-02-29"),
			("2029-06-30", "2028-12-30"),
			("2029-07-01", "2029-01-01"),
			("2029-12-31", "2029-06-30"),
		] {
			assert_eq!(reminder(day(ends)), Some(day(expected)), "{ends}");
		}
	}
}
