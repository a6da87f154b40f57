//! How members were admitted since 1921: the eras of the Party's constitutions.
//!
//! Two things changed from era to era: which day is the date of admission (the meeting's or the
//! approval's), and how long probation lasts. Records of the past are checked against the era they
//! fall into. What the rules of that time exclude is [`Severity::Impossible`]: at least one of the
//! dates is wrong. What they leave open, or say "generally", is a [`Severity::Warning`].

use crate::date::CivilDate;
use alloc::vec::Vec;
use core::fmt;

/// The day the Party was founded: nobody was admitted before.
pub const FIRST_DAY: CivilDate = day(1921, 7, 1);
/// The age from which one may apply, in years (发展党员工作细则 Art. 5).
pub const ADULT: u32 = 18;
/// Months by which probation may be extended, once (发展党员工作细则 Art. 32).
pub const EXTENSION_MONTHS: (u32, u32) = (6, 12);

/// Which day is the date of admission (入党日期).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdmissionDay {
	/// The day the superior approved.
	Approval,
	/// The day the branch meeting passed the resolution.
	Meeting,
}

/// A time with its own rules of admission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Era {
	/// The first day.
	pub first: CivilDate,
	/// The last day; `None` for the present.
	pub last: Option<CivilDate>,
	/// Which day is the date of admission.
	pub day: AdmissionDay,
	/// The lengths of probation there were, in months, ascending; 0 for none. Which of them applied
	/// depended on the member's class.
	pub probation_months: &'static [u32],
}

#[allow(clippy::panic)] // run by the compiler only
const fn day(year: u32, month: u32, day: u32) -> CivilDate {
	match CivilDate::from_ymd(year, month, day) {
		Some(date) => date,
		None => panic!("not a day"),
	}
}

macro_rules! eras {
	($(($y:literal, $m:literal, $d:literal) .. $last:expr, $day:ident, $months:expr;)*) => {
		/// All eras, without a gap, from 1921 to the present.
		pub const ERAS: &[Era] = &[
			$(Era {
				first: const { day($y, $m, $d) },
				last: const { $last },
				day: AdmissionDay::$day,
				probation_months: &$months,
			},)*
		];
	};
}

eras! {
	(1921, 7, 1) .. Some(day(1923, 6, 9)), Approval, [0];
	// Laborers 3 months, others 6.
	(1923, 6, 10) .. Some(day(1927, 4, 26)), Approval, [3, 6];
	// Laborers none, intellectuals 3 months.
	(1927, 4, 27) .. Some(day(1928, 6, 17)), Approval, [0, 3];
	(1928, 6, 18) .. Some(day(1945, 4, 22)), Approval, [0];
	// By class: 6, 12 or 24 months.
	(1945, 4, 23) .. Some(day(1956, 9, 14)), Approval, [6, 12, 24];
	(1956, 9, 15) .. Some(day(1969, 3, 31)), Meeting, [12];
	(1969, 4, 1) .. Some(day(1977, 8, 11)), Approval, [0];
	(1977, 8, 12) .. Some(day(1982, 9, 5)), Approval, [12];
	(1982, 9, 6) .. None, Meeting, [12];
}

/// The era a date of admission falls into; `None` before [`FIRST_DAY`].
pub fn era_of(admission: CivilDate) -> Option<&'static Era> {
	ERAS.iter().rev().find(|era| era.first <= admission)
}

/// The dates of one person's membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
	/// Birth.
	pub birth: CivilDate,
	/// Date of admission.
	pub admission: CivilDate,
	/// The day full membership began; `None` for probationary members.
	pub full: Option<CivilDate>,
	/// The day of the check.
	pub today: CivilDate,
}

/// Whether a finding excludes the dates or asks for a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
	/// Possible, but not as usual: look again, and go on if it is right.
	Warning,
	/// The rules exclude it: at least one date is wrong.
	Impossible,
}

/// Something that does not fit in a person's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
	/// Impossible: the date of admission lies before 1 July 1921.
	BeforeTheParty,
	/// Impossible: the date of admission is not past.
	AdmissionInFuture,
	/// Impossible: the date of full membership is not past.
	FullInFuture,
	/// Impossible: admitted on or before the day of birth.
	AdmittedBeforeBirth,
	/// Warning: admitted before the age of 18 (generally required: Art. 5).
	AdmittedUnderAge {
		/// Full years of age on that day.
		age: u32,
	},
	/// Impossible: a full member before the date of admission.
	FullBeforeAdmission,
	/// Impossible: in an era without probation both dates are the same.
	NoProbationThen,
	/// Impossible: probation was shorter than any there was in that era.
	ProbationTooShort {
		/// Months of the shortest probation of the era.
		months: u32,
	},
	/// Warning: probation ended neither when it was due nor after an extension of 6 to 12 months.
	ProbationUnusual,
	/// Warning: no date of full membership, though there was no probation in that era.
	FullMissing,
	/// Warning: still in probation after the longest there can be, with extension and approval.
	ProbationOverdue,
}

impl Finding {
	/// How serious it is.
	pub const fn severity(self) -> Severity {
		match self {
			Self::AdmittedUnderAge { .. }
			| Self::ProbationUnusual
			| Self::FullMissing
			| Self::ProbationOverdue => Severity::Warning,
			Self::BeforeTheParty
			| Self::AdmissionInFuture
			| Self::FullInFuture
			| Self::AdmittedBeforeBirth
			| Self::FullBeforeAdmission
			| Self::NoProbationThen
			| Self::ProbationTooShort { .. } => Severity::Impossible,
		}
	}
}

impl fmt::Display for Finding {
	/// What is wrong, and the cure.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::BeforeTheParty => {
				"the date of admission lies before 1921-07-01: compare it with the file"
			},
			Self::AdmissionInFuture => {
				"the date of admission lies in the future: compare it with the file"
			},
			Self::FullInFuture => {
				"the date of full membership lies in the future: leave it empty for a probationary member"
			},
			Self::AdmittedBeforeBirth => {
				"the date of admission is not after the birth date: compare both with the file"
			},
			Self::AdmittedUnderAge { age } => {
				return write!(
					f,
					"the member was {age} at admission, generally at least {ADULT}: compare both dates"
				);
			},
			Self::FullBeforeAdmission => {
				"the date of full membership lies before the date of admission: compare both"
			},
			Self::NoProbationThen => {
				"there was no probation at that time: the date of full membership is the date of admission"
			},
			Self::ProbationTooShort { months } => {
				return write!(
					f,
					"probation lasted at least {months} months at that time: compare both dates"
				);
			},
			Self::ProbationUnusual => {
				"full membership begins on the day probation ends, or 6 to 12 months later after an \
				 extension: compare both dates with the file"
			},
			Self::FullMissing => {
				"there was no probation at that time: enter the date of full membership"
			},
			Self::ProbationOverdue => {
				"probation ended long ago: enter the date of full membership, or the decision"
			},
		})
	}
}

/// The first day after a probation of `months` that began on `admission`; `None` after the year
/// 9999.
///
/// Probation that begins on 10 June ends on 9 June. Where the month has no such day (29 February,
/// the 31st) it ends with the month, and full membership begins on the first of the next: from
/// 29 February 2024 one year runs to 28 February 2025.
pub fn probation_ends(admission: CivilDate, months: u32) -> Option<CivilDate> {
	let same_day = admission.add_months(months)?;
	if same_day.day() == admission.day() {
		Some(same_day)
	} else {
		same_day.add_days(1)
	}
}

/// What in a person's dates does not fit the rules of their time.
pub fn check(dates: &Dates) -> Vec<Finding> {
	let Dates { birth, admission, full, today } = *dates;
	let mut findings = Vec::new();
	if admission > today {
		findings.push(Finding::AdmissionInFuture);
	}
	if full.is_some_and(|full| full > today) {
		findings.push(Finding::FullInFuture);
	}
	if admission <= birth {
		findings.push(Finding::AdmittedBeforeBirth);
	} else if let Some(age) = birth.years_until(admission).filter(|age| *age < ADULT) {
		findings.push(Finding::AdmittedUnderAge { age });
	}
	match era_of(admission) {
		None => findings.push(Finding::BeforeTheParty),
		Some(era) => findings.extend(match full {
			Some(full) => check_full(era, admission, full),
			None => check_probationer(era, admission, today),
		}),
	}
	findings
}

fn check_full(era: &Era, admission: CivilDate, full: CivilDate) -> Option<Finding> {
	if full < admission {
		return Some(Finding::FullBeforeAdmission);
	}
	if era.probation_months == [0] {
		return (full != admission).then_some(Finding::NoProbationThen);
	}
	// Calendars differ at a month's end: a clipped day (28 February for the 29th) is as good.
	let ends = |months| (admission.add_months(months), probation_ends(admission, months));
	let shortest = era.probation_months.first().copied().unwrap_or_default();
	if Some(full) < ends(shortest).0 {
		return Some(Finding::ProbationTooShort { months: shortest });
	}
	let on_time = era.probation_months.iter().any(|months| {
		let (clipped, proper) = ends(*months);
		Some(full) == clipped || Some(full) == proper
	});
	// Before the present rules extensions were not bound to 6 to 12 months, but known.
	let extended = era.probation_months.iter().filter(|months| **months > 0).any(|months| {
		let (from, to) = EXTENSION_MONTHS;
		Some(full) >= ends(months.saturating_add(from)).0
			&& Some(full) <= ends(months.saturating_add(to)).1
	});
	(!on_time && !extended).then_some(Finding::ProbationUnusual)
}

fn check_probationer(era: &Era, admission: CivilDate, today: CivilDate) -> Option<Finding> {
	if era.probation_months == [0] {
		return Some(Finding::FullMissing);
	}
	// The longest probation, its extension, and the 3 months the superior may take (Art. 33).
	let longest = era.probation_months.last().copied().unwrap_or_default();
	let longest = longest.saturating_add(EXTENSION_MONTHS.1).saturating_add(3);
	let over = probation_ends(admission, longest).is_some_and(|end| end < today);
	over.then_some(Finding::ProbationOverdue)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn date(n: u32) -> CivilDate {
		CivilDate::new(n).unwrap()
	}

	fn findings(birth: u32, admission: u32, full: u32) -> Vec<Finding> {
		check(&Dates {
			birth: date(birth),
			admission: date(admission),
			full: (full != 0).then(|| date(full)),
			today: date(20261122),
		})
	}

	/// Findings about probation alone, for somebody who was an adult.
	fn probation(admission: u32, full: u32) -> Vec<Finding> {
		findings(admission - 300_000 - admission % 100 + 1, admission, full)
	}

	#[test]
	fn eras_follow_each_other_without_a_gap() {
		assert_eq!(ERAS.len(), 9);
		assert_eq!(ERAS[0].first, FIRST_DAY);
		assert_eq!(ERAS[8].last, None);
		for pair in ERAS.windows(2) {
			assert_eq!(pair[0].last.unwrap().add_days(1), Some(pair[1].first));
		}
	}

	#[test]
	fn each_edge_of_an_era_falls_on_its_side() {
		use AdmissionDay::*;
		assert_eq!(era_of(date(19210630)), None);
		let edges: [(u32, u32, AdmissionDay, &[u32]); 9] = [
			(19210701, 19230609, Approval, &[0]),
			(19230610, 19270426, Approval, &[3, 6]),
			(19270427, 19280617, Approval, &[0, 3]),
			(19280618, 19450422, Approval, &[0]),
			(19450423, 19560914, Approval, &[6, 12, 24]),
			(19560915, 19690331, Meeting, &[12]),
			(19690401, 19770811, Approval, &[0]),
			(19770812, 19820905, Approval, &[12]),
			(19820906, 99991231, Meeting, &[12]),
		];
		for (first, last, day, months) in edges {
			for edge in [first, last] {
				let era = era_of(date(edge)).unwrap();
				assert_eq!((era.first, era.day), (date(first), day), "{edge}");
				assert_eq!(era.probation_months, months, "{edge}");
			}
		}
	}

	#[test]
	fn full_membership_at_every_edge_of_the_one_year_rule() {
		use Finding::*;
		assert_eq!(probation(20150701, 20160630), [ProbationTooShort { months: 12 }]);
		assert_eq!(probation(20150701, 20160701), []);
		assert_eq!(probation(20150701, 20160702), [ProbationUnusual]);
		// Extended by 6 to 12 months.
		assert_eq!(probation(20150701, 20161231), [ProbationUnusual]);
		assert_eq!(probation(20150701, 20170101), []);
		assert_eq!(probation(20150701, 20170701), []);
		assert_eq!(probation(20150701, 20170702), [ProbationUnusual]);
		assert_eq!(probation(20150701, 20150701), [ProbationTooShort { months: 12 }]);
		assert_eq!(probation(20150701, 20150630), [FullBeforeAdmission]);
	}

	#[test]
	fn eras_without_probation_know_one_date_only() {
		for admission in [19210701, 19230609, 19280618, 19450422, 19690401, 19770811] {
			let next = date(admission).add_days(1).unwrap().as_u32();
			assert_eq!(probation(admission, admission), [], "{admission}");
			assert_eq!(probation(admission, next), [Finding::NoProbationThen], "{admission}");
			assert_eq!(probation(admission, 0), [Finding::FullMissing], "{admission}");
		}
		// A day outside, a year of probation is due.
		for admission in [19690331, 19770812] {
			let year = date(admission).add_years(1).unwrap().as_u32();
			let short = [Finding::ProbationTooShort { months: 12 }];
			assert_eq!(probation(admission, admission), short, "{admission}");
			assert_eq!(probation(admission, year), [], "{admission}");
		}
		for admission in [19820905, 19820906] {
			assert_eq!(probation(admission, admission + 10_000), [], "{admission}");
			let short = [Finding::ProbationTooShort { months: 12 }];
			assert_eq!(probation(admission, admission + 9_999), short, "{admission}");
		}
	}

	#[test]
	fn eras_with_several_lengths_know_each_of_them() {
		use Finding::*;
		// 3 or 6 months
		assert_eq!(probation(19250110, 19250409), [ProbationTooShort { months: 3 }]);
		assert_eq!(probation(19250110, 19250410), []);
		assert_eq!(probation(19250110, 19250411), [ProbationUnusual]);
		assert_eq!(probation(19250110, 19250710), []);
		// none or 3 months
		assert_eq!(probation(19270427, 19270427), []);
		assert_eq!(probation(19270427, 19270428), [ProbationUnusual]);
		assert_eq!(probation(19270427, 19270727), []);
		// 6, 12 or 24 months
		assert_eq!(probation(19500110, 19500709), [ProbationTooShort { months: 6 }]);
		for full in [19500710, 19510110, 19520110] {
			assert_eq!(probation(19500110, full), [], "{full}");
		}
		assert_eq!(probation(19500110, 19530110), []);
		assert_eq!(probation(19500110, 19530111), [ProbationUnusual]);
	}

	#[test]
	fn probation_over_a_leap_day_and_month_ends() {
		assert_eq!(probation_ends(date(20250610), 12), Some(date(20260610)));
		assert_eq!(probation_ends(date(20240229), 12), Some(date(20250301)));
		assert_eq!(probation_ends(date(20230228), 12), Some(date(20240228)));
		assert_eq!(probation_ends(date(20230831), 6), Some(date(20240301)));
		assert_eq!(probation_ends(date(20240331), 18), Some(date(20251001)));
		assert_eq!(probation_ends(date(99990101), 12), None);
		for full in [20250228, 20250301] {
			assert_eq!(probation(20240229, full), [], "{full}");
		}
		assert_eq!(probation(20240229, 20250227), [Finding::ProbationTooShort { months: 12 }]);
		assert_eq!(probation(20240229, 20250302), [Finding::ProbationUnusual]);
	}

	#[test]
	fn birth_admission_and_today_at_their_edges() {
		use Finding::*;
		assert_eq!(findings(20000615, 20180615, 20190615), []);
		assert_eq!(findings(20000615, 20180614, 20190614), [AdmittedUnderAge { age: 17 }]);
		assert_eq!(findings(20000615, 20000616, 20010616), [AdmittedUnderAge { age: 0 }]);
		assert_eq!(findings(20000615, 20000615, 20010615), [AdmittedBeforeBirth]);
		assert_eq!(findings(18900101, 19210701, 19210701), []);
		assert_eq!(findings(18900101, 19210630, 19210630), [BeforeTheParty]);
		// today is 2026-11-22
		assert_eq!(findings(19900101, 20261122, 0), []);
		assert_eq!(findings(19900101, 20261123, 0), [AdmissionInFuture]);
		assert_eq!(findings(19900101, 20251122, 20261122), []);
		assert_eq!(findings(19900101, 20251123, 20261123), [FullInFuture]);
	}

	#[test]
	fn probationers_are_overdue_after_extension_and_approval() {
		// 12 + 12 + 3 months before 2026-11-22.
		assert_eq!(findings(19900101, 20240822, 0), []);
		assert_eq!(findings(19900101, 20240821, 0), [Finding::ProbationOverdue]);
	}

	#[test]
	fn only_what_the_rules_exclude_is_impossible() {
		use Finding::*;
		for warning in
			[AdmittedUnderAge { age: 17 }, ProbationUnusual, FullMissing, ProbationOverdue]
		{
			assert_eq!(warning.severity(), Severity::Warning);
		}
		for impossible in [
			BeforeTheParty,
			AdmissionInFuture,
			FullInFuture,
			AdmittedBeforeBirth,
			FullBeforeAdmission,
			NoProbationThen,
			ProbationTooShort { months: 12 },
		] {
			assert_eq!(impossible.severity(), Severity::Impossible);
		}
	}
}
