//! Dates as people write them.

use super::read::Cell;
use crate::{i18n::CURE, told};
use chuxin_primitives::{
	rules::eras::{self, Dates, Finding, Severity},
	CivilDate,
};
use unicode_normalization::UnicodeNormalization;

/// Why a cell holds no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateFault {
	/// It is not written as a date.
	Format,
	/// It is, but there is no such day.
	Impossible,
}

/// The day a cell holds; `None` if it is empty.
///
/// Read are date cells, `2024-03-09`, `2024/3/9`, `2024.3.9`, `2024年3月9日` and `20240309`, also with
/// a time of day after them. Two-digit years and months without a day are not: they would have to
/// be guessed.
pub(crate) fn read_date(cell: &Cell) -> Result<Option<CivilDate>, DateFault> {
	match cell {
		Cell::Empty => Ok(None),
		Cell::Date(day) => Ok(Some(*day)),
		Cell::Number(n) if n.fract() == 0.0 && (1e7..1e8).contains(n) => {
			compact(*n as u32).map(Some)
		},
		Cell::Number(_) | Cell::Bool(_) | Cell::Error(_) => Err(DateFault::Format),
		Cell::Text(text) => parse(text).map(Some),
	}
}

fn compact(yyyymmdd: u32) -> Result<CivilDate, DateFault> {
	CivilDate::new(yyyymmdd).ok_or(DateFault::Impossible)
}

fn parse(text: &str) -> Result<CivilDate, DateFault> {
	let unified: String = text.nfkc().collect();
	let is_time =
		|t: &str| t.contains(':') && t.chars().all(|c| c.is_ascii_digit() || ":. Z".contains(c));
	let day = match unified.split_once([' ', 'T']) {
		Some((day, time)) if is_time(time) => day.to_owned(),
		_ => unified.chars().filter(|c| !c.is_whitespace()).collect(),
	};
	if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
		return compact(day.parse().map_err(|_| DateFault::Format)?);
	}
	let mut parts: Vec<&str> = Vec::new();
	if let Some(rest) = day.strip_suffix(['日', '号']) {
		let (year, rest) = rest.split_once('年').ok_or(DateFault::Format)?;
		let (month, day) = rest.split_once('月').ok_or(DateFault::Format)?;
		parts.extend([year, month, day]);
	} else {
		let sign =
			['-', '/', '.'].into_iter().find(|s| day.contains(*s)).ok_or(DateFault::Format)?;
		parts.extend(day.split(sign));
	}
	let [year, month, day] = parts.as_slice() else { return Err(DateFault::Format) };
	let number = |s: &str, longest: usize| -> Result<u32, DateFault> {
		let digits = !s.is_empty() && s.len() <= longest && s.bytes().all(|b| b.is_ascii_digit());
		if digits {
			s.parse().map_err(|_| DateFault::Format)
		} else {
			Err(DateFault::Format)
		}
	};
	if year.len() != 4 {
		return Err(DateFault::Format);
	}
	let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
	CivilDate::from_ymd(year, month, day).ok_or(DateFault::Impossible)
}

/// What does not fit in the dates of a membership, as the desk takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
	/// What it is.
	pub finding: Finding,
	/// Whether the dates are refused; otherwise they are unusual, and the desk goes on.
	pub refused: bool,
	/// What is wrong.
	pub message: String,
	/// What to do.
	pub cure: String,
}

/// Looks at birth, admission and full membership by the rules of their time. Where admission lies
/// before the Party, nothing is said of what follows from it.
///
/// Admission under age is refused where today's rules apply (发展党员工作细则 Art. 5); before them,
/// exceptions are known.
pub(crate) fn remarks(dates: &Dates) -> Vec<Remark> {
	let mut findings = eras::check(dates);
	if findings.contains(&Finding::BeforeTheParty) {
		findings.retain(|finding| *finding == Finding::BeforeTheParty);
	}
	let today_s_rules = eras::era_of(dates.admission).is_some_and(|era| era.last.is_none());
	let remark = |finding: Finding| {
		let under_age = matches!(finding, Finding::AdmittedUnderAge { .. });
		let text = words(finding, today_s_rules);
		let (message, cure) = text.split_once(CURE).unwrap_or((&text, ""));
		Remark {
			finding,
			refused: finding.severity() == Severity::Impossible || (under_age && today_s_rules),
			message: message.to_owned(),
			cure: cure.to_owned(),
		}
	};
	findings.into_iter().map(remark).collect()
}

/// A finding in the language of the process: reason and cure.
fn words(finding: Finding, today_s_rules: bool) -> String {
	match finding {
		Finding::BeforeTheParty => told!("finding-before-the-party"),
		Finding::AdmissionInFuture => told!("finding-admission-in-future"),
		Finding::FullInFuture => told!("finding-full-in-future"),
		Finding::AdmittedBeforeBirth => told!("finding-admitted-before-birth"),
		Finding::AdmittedUnderAge { age } if today_s_rules => {
			told!("fault-under-age", age = age, adult = eras::ADULT)
		},
		Finding::AdmittedUnderAge { age } => {
			told!("finding-admitted-under-age", age = age, adult = eras::ADULT)
		},
		Finding::FullBeforeAdmission => told!("finding-full-before-admission"),
		Finding::NoProbationThen => told!("finding-no-probation-then"),
		Finding::ProbationTooShort { months } => {
			told!("finding-probation-too-short", months = months)
		},
		Finding::ProbationUnusual => told!("finding-probation-unusual"),
		Finding::FullMissing => told!("finding-full-missing"),
		Finding::ProbationOverdue => told!("finding-probation-overdue"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::i18n::{speaking, Language};

	#[test]
	fn dates_are_refused_or_remarked_on_with_the_rule_in_both_languages() {
		let day = |n| CivilDate::new(n).unwrap();
		let of = |admission, full: Option<u32>| {
			let full = full.map(day);
			let dates = Dates {
				birth: day(19850309),
				admission: day(admission),
				full,
				today: day(20250615),
			};
			remarks(&dates)
		};
		assert_eq!(of(20080701, Some(20090701)), []);
		// Admitted a day before the eighteenth birthday, today and by rules of former times.
		for (admission, full, refused) in
			[(20030308, 20040308, true), (20090702, 20090701, true), (20080701, 20090801, false)]
		{
			for language in Language::ALL {
				let found = speaking(language, || of(admission, Some(full)));
				assert_eq!(found.len(), 1, "{found:?}");
				assert_eq!(found[0].refused, refused, "{found:?}");
				let [message, cure] = [&found[0].message, &found[0].cure];
				assert!(!message.is_empty() && !cure.is_empty(), "{found:?}");
				let chinese = |text: &str| text.chars().any(|c| c > '\u{2e7f}');
				assert_eq!(chinese(message), language == Language::Zh, "{found:?}");
			}
		}
		let early = of(19210630, Some(20090701));
		assert_eq!((early.len(), early[0].finding), (1, Finding::BeforeTheParty));
	}

	fn text(s: &str) -> Result<Option<u32>, DateFault> {
		read_date(&Cell::Text(s.into())).map(|d| d.map(CivilDate::as_u32))
	}

	#[test]
	fn usual_ways_to_write_a_day_are_read() {
		for s in [
			"2024-03-09",
			"2024/3/9",
			"2024.3.9",
			"2024.03.09",
			"2024年3月9日",
			"2024年03月09日",
			"20240309",
			"２０２４－０３－０９",
			"2024 年 3 月 9 日",
			"2024-03-09 00:00:00",
			"2024-03-09T08:30:00Z",
			"2024/3/9 0:00",
		] {
			assert_eq!(text(s), Ok(Some(20240309)), "{s}");
		}
		assert_eq!(read_date(&Cell::Number(20240309.0)).unwrap(), CivilDate::new(20240309));
		assert_eq!(read_date(&Cell::Empty), Ok(None));
	}

	#[test]
	fn what_would_have_to_be_guessed_is_refused() {
		for s in [
			"24-03-09",
			"2024-03",
			"2024.3",
			"2024年3月",
			"1998.07",
			"03/09/2024",
			"四月",
			"9.3.2024",
			"2024-03-09-1",
			"-",
			"2024-+3-09",
		] {
			assert_eq!(text(s), Err(DateFault::Format), "{s}");
		}
		for n in [45_000.0, 2024.5, 20240309.5, 202403.0] {
			assert_eq!(read_date(&Cell::Number(n)), Err(DateFault::Format), "{n}");
		}
	}

	#[test]
	fn days_that_never_were_are_told_apart_from_bad_writing() {
		for s in ["2023-02-29", "20230229", "2024/13/1", "2024-04-31", "2024年2月30日"] {
			assert_eq!(text(s), Err(DateFault::Impossible), "{s}");
		}
		assert_eq!(text("2024-02-29"), Ok(Some(20240229)));
	}
}
