//! Checks every row of a roster and reports everything at once.

use super::{
	branch::{BranchLookup, BranchResolution},
	column::{Column, TableColumn},
	dates::{read_date, remarks, DateFault, Remark},
	fault::{Fault, FaultKind, Warning},
	member::MemberRow,
	organizations::kind_text,
	phone,
	read::{Cell, Row, Sheet},
	vocabulary::{self, Category, RollStatus, Sex},
};
use crate::{i18n::CURE, t, told};
use chuxin_primitives::{
	identity::{IdentityError, ResidentId, Sex as IdSex},
	rules::eras::{Dates, Finding},
	CivilDate, OrgId,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use unicode_normalization::UnicodeNormalization;

/// Characters of a name at most.
pub const MAX_NAME: usize = 50;
/// Characters of 工作岗位 and 外出流向 at most.
pub const MAX_SHORT: usize = 100;
/// Characters of 家庭住址 and of a branch's name or path at most.
pub const MAX_LONG: usize = 200;

/// What the check needs to know besides the file.
pub struct CheckContext<'a> {
	/// Today in China.
	pub today: CivilDate,
	/// Finds branches by name.
	pub branches: &'a dyn BranchLookup,
}

/// A member whose row has no fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedMember {
	/// The row as the spreadsheet numbers it.
	pub row: u32,
	/// The branch on the chain.
	pub org: OrgId,
	/// The content of the row.
	pub member: MemberRow,
}

/// The outcome of a check.
#[derive(Debug)]
pub struct Checked {
	/// Rows looked at.
	pub rows: usize,
	/// The rows without a fault, in the order of the file.
	pub members: Vec<CheckedMember>,
	/// Everything that is wrong, by row and column.
	pub faults: Vec<Fault>,
	/// What is unusual but possible.
	pub warnings: Vec<Warning>,
	id_letter: Option<String>,
}

impl Checked {
	/// Moves members who stand on the chain already from the members to the faults.
	///
	/// `enrolled` says where a member stands, in words that end a sentence (`"as person 17"`), or
	/// `None` for somebody new.
	pub fn refuse_enrolled(&mut self, enrolled: impl Fn(&CheckedMember) -> Option<String>) {
		let letter = self.id_letter.clone();
		let faults = &mut self.faults;
		self.members.retain(|member| {
			let Some(place) = enrolled(member) else { return true };
			faults.push(Fault {
				row: member.row,
				column: Column::IdNumber,
				letter: letter.clone(),
				kind: FaultKind::AlreadyEnrolled,
				message: t!("fault-already-enrolled", place = place),
				cure: t!("fault-already-enrolled.cure"),
			});
			false
		});
		self.faults.sort_by_key(|f| (f.row, f.column));
	}
}

/// What came of reading a cell.
enum Got<T> {
	Nothing,
	Faulty,
	Value(T),
}

impl<T: Clone> Got<T> {
	fn value(&self) -> Option<T> {
		match self {
			Self::Value(v) => Some(v.clone()),
			_ => None,
		}
	}
}

/// Checks all rows of a roster.
///
/// Every fault of every row is reported, one for each thing that is wrong: a value that was refused
/// takes no further part, so that one wrong cell makes one fault. Whether somebody stands on the
/// chain already is asked afterwards: [`Checked::refuse_enrolled`].
pub fn check(sheet: &Sheet<Column>, context: &CheckContext<'_>) -> Checked {
	let mut checked = Checked {
		rows: sheet.rows.len(),
		members: Vec::new(),
		faults: whole_columns(sheet),
		warnings: unknown_columns(sheet),
		id_letter: sheet.letter(Column::IdNumber),
	};
	let ids: Vec<Option<Result<ResidentId, IdFault>>> =
		sheet.rows.iter().map(|row| identity(sheet, row, context.today)).collect();
	let mut rows_of: HashMap<&str, Vec<u32>> = HashMap::new();
	for (row, id) in sheet.rows.iter().zip(&ids) {
		if let Some(Ok(id)) = id {
			rows_of.entry(id.number()).or_default().push(row.number);
		}
	}
	let mut resolved: BTreeMap<String, BranchResolution> = BTreeMap::new();
	for (row, id) in sheet.rows.iter().zip(&ids) {
		let twins = match id {
			Some(Ok(id)) => rows_of.get(id.number()).filter(|rows| rows.len() > 1),
			_ => None,
		};
		let before = checked.faults.len();
		let mut checker = RowChecker { sheet, row, context, checked: &mut checked };
		let member = checker.member(id, twins.map(Vec::as_slice), &mut resolved);
		if checked.faults.len() == before {
			checked.members.extend(member);
		}
	}
	checked.faults.sort_by_key(|f| (f.row, f.column));
	checked
}

/// Missing and repeated columns.
fn whole_columns(sheet: &Sheet<Column>) -> Vec<Fault> {
	let missing = sheet.missing().into_iter().map(|column| Fault {
		row: sheet.header_row,
		column,
		letter: None,
		kind: FaultKind::MissingColumn,
		message: t!("fault-missing-column"),
		cure: t!("fault-missing-column.cure", header = column.header()),
	});
	let duplicates = sheet.duplicates.iter().map(|(column, letter)| Fault {
		row: sheet.header_row,
		column: *column,
		letter: Some(letter.clone()),
		kind: FaultKind::DuplicateColumn,
		message: match sheet.letter(*column) {
			Some(first) => t!("fault-duplicate-column", first = first),
			None => t!("fault-duplicate-column-other"),
		},
		cure: t!("fault-duplicate-column.cure"),
	});
	missing.chain(duplicates).collect()
}

fn unknown_columns<C: TableColumn>(sheet: &Sheet<C>) -> Vec<Warning<C>> {
	let warning = |(letter, header): &(String, String)| Warning {
		row: sheet.header_row,
		column: None,
		letter: Some(letter.clone()),
		message: t!("warning-unknown-column", header = header),
	};
	sheet.unknown.iter().map(warning).collect()
}

/// Why an identity number is refused.
#[derive(Clone, Copy)]
enum IdFault {
	/// By the rules of such numbers.
	Refused(IdentityError),
	/// The birth date in it has not come yet.
	Future,
	/// A spreadsheet kept its first 15 digits only.
	Rounded,
}

/// The identity number of a row; `None` for an empty cell or one that holds no text.
fn identity(
	sheet: &Sheet<Column>,
	row: &Row,
	today: CivilDate,
) -> Option<Result<ResidentId, IdFault>> {
	let read = |text: &str| {
		let id = ResidentId::read(text).map_err(IdFault::Refused)?;
		if id.birth() > today {
			Err(IdFault::Future)
		} else {
			Ok(id)
		}
	};
	match sheet.cell(row, Column::IdNumber) {
		Cell::Empty | Cell::Error(_) => None,
		Cell::Text(text) if looks_rounded(&text) => Some(Err(IdFault::Rounded)),
		Cell::Text(text) => Some(read(&text)),
		// A number cell keeps 15 digits; the last three of 18 are lost.
		Cell::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => Some(read(&format!("{n:.0}"))),
		Cell::Number(_) => Some(Err(IdFault::Rounded)),
		Cell::Date(_) | Cell::Bool(_) => Some(Err(IdFault::Refused(IdentityError::NotDigits))),
	}
}

/// `1.10101E+17`: what a spreadsheet makes of a long number when it writes text.
fn looks_rounded(text: &str) -> bool {
	let upper = text.to_ascii_uppercase();
	upper.split_once("E+").is_some_and(|(mantissa, exponent)| {
		mantissa.parse::<f64>().is_ok() && exponent.parse::<u8>().is_ok()
	})
}

struct RowChecker<'a, 'c> {
	sheet: &'a Sheet<Column>,
	row: &'a Row,
	context: &'a CheckContext<'c>,
	checked: &'a mut Checked,
}

impl RowChecker<'_, '_> {
	fn fault(
		&mut self,
		column: Column,
		kind: FaultKind,
		message: impl Into<String>,
		cure: impl Into<String>,
	) {
		self.checked.faults.push(Fault {
			row: self.row.number,
			column,
			letter: self.sheet.letter(column),
			kind,
			message: message.into(),
			cure: cure.into(),
		});
	}

	fn warn(&mut self, column: Column, message: impl Into<String>) {
		self.checked.warnings.push(Warning {
			row: self.row.number,
			column: Some(column),
			letter: self.sheet.letter(column),
			message: message.into(),
		});
	}

	/// A missing value, unless the whole column is missing, which is reported once.
	fn nothing<T>(&mut self, column: Column) -> Got<T> {
		if column.needs_value() {
			if self.sheet.has(column) {
				let (message, cure) = (t!("fault-missing-value"), t!("fault-missing-value.cure"));
				self.fault(column, FaultKind::MissingValue, message, cure);
			}
			return Got::Faulty;
		}
		Got::Nothing
	}

	/// The text of a cell, without control characters and at most `longest` characters long.
	fn text(&mut self, column: Column, longest: usize) -> Got<String> {
		let text = match self.sheet.cell(self.row, column) {
			Cell::Empty => return self.nothing(column),
			Cell::Text(text) => text,
			Cell::Number(n) => n.to_string(),
			Cell::Date(day) => day.to_string(),
			Cell::Bool(yes) => vocabulary::flag(yes).to_owned(),
			Cell::Error(error) => {
				self.cell_error(column, &error);
				return Got::Faulty;
			},
		};
		let hidden = |c: char| {
			c.is_control()
				|| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffd}')
				|| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
		};
		if text.chars().any(hidden) {
			self.fault(
				column,
				FaultKind::Characters,
				t!("fault-characters"),
				t!("fault-characters.cure"),
			);
			return Got::Faulty;
		}
		let length = text.chars().count();
		if length > longest {
			self.fault(
				column,
				FaultKind::TooLong,
				t!("fault-too-long", length = length, longest = longest),
				t!("fault-too-long.cure"),
			);
			return Got::Faulty;
		}
		Got::Value(text)
	}

	fn cell_error(&mut self, column: Column, error: &str) {
		let message = t!("fault-cell-error", error = error);
		self.fault(column, FaultKind::CellError, message, t!("fault-cell-error.cure"));
	}

	/// One of the words of a closed list.
	fn word<T>(
		&mut self,
		column: Column,
		kind: FaultKind,
		read: impl Fn(&str) -> Option<T>,
		expected: &str,
	) -> Got<T> {
		let text = match self.text(column, MAX_LONG) {
			Got::Value(text) => text,
			Got::Nothing => return Got::Nothing,
			Got::Faulty => return Got::Faulty,
		};
		// A word has no blanks, whatever stands between its characters.
		let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
		match read(&plain) {
			Some(value) => Got::Value(value),
			None => {
				let message = t!("fault-word", shown = shown(&text));
				self.fault(column, kind, message, t!("fault-word.cure", expected = expected));
				Got::Faulty
			},
		}
	}

	/// A day that is not in the future.
	fn date(&mut self, column: Column) -> Got<CivilDate> {
		let cell = self.sheet.cell(self.row, column);
		if let Cell::Error(error) = &cell {
			self.cell_error(column, error);
			return Got::Faulty;
		}
		let cure = t!("fault-date.cure");
		match read_date(&cell) {
			Ok(None) => self.nothing(column),
			Ok(Some(day)) if day > self.context.today => {
				let today = self.context.today.to_string();
				let message = t!("fault-date-future", day = day.to_string(), today = today);
				self.fault(column, FaultKind::DateFuture, message, t!("fault-date-future.cure"));
				Got::Faulty
			},
			Ok(Some(day)) => Got::Value(day),
			Err(DateFault::Format) => {
				self.fault(column, FaultKind::DateFormat, t!("fault-date"), cure);
				Got::Faulty
			},
			Err(DateFault::Impossible) => {
				self.fault(column, FaultKind::DateImpossible, t!("fault-date-impossible"), cure);
				Got::Faulty
			},
		}
	}

	fn name(&mut self) -> Got<String> {
		let Got::Value(text) = self.text(Column::Name, MAX_NAME) else { return Got::Faulty };
		if text.nfkc().any(|c| c.is_ascii_digit()) {
			let cure = t!("fault-name-digits.cure");
			self.fault(Column::Name, FaultKind::NameDigits, t!("fault-name-digits"), cure);
			return Got::Faulty;
		}
		// The sign between the parts of a name has many look-alikes.
		let dotted = |c: char| match c {
			'•' | '・' | '‧' | '∙' | '⋅' | '．' | '･' => '·',
			c => c,
		};
		let text: String = text.chars().map(dotted).collect();
		let allowed =
			|c: char| c.is_alphabetic() || matches!(c, '·' | ' ' | '.' | '-' | '\'' | '’');
		if !text.chars().all(|c| allowed(c) || c.is_whitespace()) {
			let (message, cure) = (t!("fault-name-characters"), t!("fault-name-characters.cure"));
			self.fault(Column::Name, FaultKind::NameCharacters, message, cure);
			return Got::Faulty;
		}
		// Blanks inside a Chinese name only align it; between words of other names they stay.
		let ideographs =
			text.chars().filter(|c| !c.is_whitespace()).all(|c| c > '\u{2e7f}' || c == '·');
		let words: Vec<&str> = text.split_whitespace().collect();
		Got::Value(words.join(if ideographs { "" } else { " " }))
	}

	fn id(
		&mut self,
		id: &Option<Result<ResidentId, IdFault>>,
		twins: Option<&[u32]>,
	) -> Got<ResidentId> {
		const COLUMN: Column = Column::IdNumber;
		let fault = match id {
			None => {
				if let Cell::Error(error) = self.sheet.cell(self.row, COLUMN) {
					self.cell_error(COLUMN, &error);
					return Got::Faulty;
				}
				return self.nothing(COLUMN);
			},
			Some(Ok(id)) => {
				let first = twins.and_then(|rows| rows.first()).copied();
				if let Some(first) = first.filter(|first| *first != self.row.number) {
					let second = self.row.number;
					let message = t!("fault-duplicate-id", first = first, second = second);
					let cure = t!("fault-duplicate-id.cure");
					self.fault(COLUMN, FaultKind::DuplicateId, message, cure);
					return Got::Faulty;
				}
				if self.extended(id) {
					self.warn(COLUMN, t!("warning-extended"));
				}
				return Got::Value(id.clone());
			},
			Some(Err(fault)) => *fault,
		};
		let (kind, error) = match fault {
			IdFault::Rounded => {
				let (message, cure) = (t!("fault-rounded"), t!("fault-rounded.cure"));
				self.fault(COLUMN, FaultKind::IdCharacters, message, cure);
				return Got::Faulty;
			},
			IdFault::Future => {
				let (message, cure) = (t!("fault-birth-future"), t!("fault-birth-future.cure"));
				self.fault(COLUMN, FaultKind::IdBirthDate, message, cure);
				return Got::Faulty;
			},
			IdFault::Refused(error) => {
				let kind = match error {
					IdentityError::Empty | IdentityError::TooLong | IdentityError::Length(_) => {
						FaultKind::IdLength
					},
					IdentityError::BirthDate => FaultKind::IdBirthDate,
					IdentityError::CheckDigit(_) => FaultKind::IdCheckDigit,
					IdentityError::Century => FaultKind::IdByHand,
					IdentityError::NotAlphanumeric
					| IdentityError::NotDigits
					| IdentityError::Country
					| IdentityError::Input => FaultKind::IdCharacters,
				};
				(kind, error)
			},
		};
		let (message, cure) = identity_words(error);
		self.fault(COLUMN, kind, message, cure);
		Got::Faulty
	}

	/// Whether the cell has fewer characters than the number that was made of it.
	fn extended(&self, id: &ResidentId) -> bool {
		match self.sheet.cell(self.row, Column::IdNumber) {
			Cell::Text(text) => text.chars().count() < id.number().len(),
			_ => true,
		}
	}

	fn branch(
		&mut self,
		resolved: &mut BTreeMap<String, BranchResolution>,
	) -> Got<(String, OrgId)> {
		const COLUMN: Column = Column::Branch;
		let Got::Value(name) = self.text(COLUMN, MAX_LONG) else { return Got::Faulty };
		let found = resolved
			.entry(name.clone())
			.or_insert_with(|| self.context.branches.resolve(&name))
			.clone();
		let quoted = shown(&name);
		let (kind, message, cure) = match found {
			BranchResolution::Unique(org) => return Got::Value((name, org)),
			BranchResolution::Unknown(near) if near.is_empty() => (
				FaultKind::BranchUnknown,
				t!("fault-branch-unknown", name = quoted),
				t!("fault-branch-unknown.cure"),
			),
			BranchResolution::Unknown(near) => (
				FaultKind::BranchUnknown,
				t!("fault-branch-near", name = quoted),
				t!("fault-branch-near.cure", near = near.join(", ")),
			),
			BranchResolution::Ambiguous(paths) => (
				FaultKind::BranchAmbiguous,
				t!("fault-branch-ambiguous", count = paths.len(), name = quoted),
				t!("fault-branch-ambiguous.cure", paths = paths.join(" or ")),
			),
			BranchResolution::WithoutAuthority => (
				FaultKind::BranchWithoutAuthority,
				t!("fault-branch-foreign", name = quoted),
				t!("fault-branch-foreign.cure"),
			),
			BranchResolution::HoldsNoMembers(kind) => (
				FaultKind::BranchHoldsNoMembers,
				t!("fault-branch-holds-none", name = quoted, kind = kind_text(kind)),
				t!("fault-branch-holds-none.cure"),
			),
		};
		self.fault(COLUMN, kind, message, cure);
		Got::Faulty
	}

	fn phone(&mut self, column: Column) -> Got<String> {
		let text = match self.text(column, MAX_LONG) {
			Got::Value(text) => text,
			Got::Nothing => return Got::Nothing,
			Got::Faulty => return Got::Faulty,
		};
		let (number, expected) = match column {
			Column::Mobile => (phone::mobile(&text), t!("expected-mobile")),
			_ => (phone::landline(&text), t!("expected-landline")),
		};
		match number {
			Some(number) => Got::Value(number),
			None => {
				let cure = t!("fault-phone.cure", expected = expected);
				self.fault(column, FaultKind::PhoneMalformed, t!("fault-phone"), cure);
				Got::Faulty
			},
		}
	}

	/// A flag (是 or 否) and the value that goes with 是. A value that does not match the flag is
	/// reported at the value.
	fn pair<T>(
		&mut self,
		(flag, detail): (Column, Column),
		value: Got<T>,
		kind: FaultKind,
		what: &str,
	) -> Option<T> {
		let expected = t!("expected-flag");
		let yes = match self.word(flag, FaultKind::FlagUnknown, vocabulary::yes_or_no, &expected) {
			Got::Value(yes) => yes,
			// Without a flag's column the value speaks for itself.
			Got::Nothing => !self.sheet.has(flag) && matches!(value, Got::Value(_)),
			Got::Faulty => return None,
		};
		match (yes, value) {
			(true, Got::Value(value)) => Some(value),
			(true, Got::Nothing) => {
				let message = t!("fault-pair-missing", flag = flag.header(), what = what);
				self.fault(detail, kind, message, t!("fault-pair-missing.cure", what = what));
				None
			},
			(false, Got::Value(_)) => {
				let message = t!("fault-pair-given", flag = flag.header(), what = what);
				let cure = t!("fault-pair-given.cure", flag = flag.header(), what = what);
				self.fault(detail, kind, message, cure);
				None
			},
			(_, Got::Faulty) | (false, Got::Nothing) => None,
		}
	}

	/// The day of full membership against the category; whether probation can be judged.
	fn full_since(&mut self, category: Option<Category>, full: &Got<CivilDate>) -> bool {
		const COLUMN: Column = Column::FullSince;
		match (category, full) {
			(None, _) | (_, Got::Faulty) => false,
			(Some(Category::Full), Got::Value(_))
			| (Some(Category::Probationary), Got::Nothing) => true,
			(Some(Category::Full), Got::Nothing) => {
				if self.sheet.has(COLUMN) {
					let (message, cure) = (t!("fault-full-missing"), t!("fault-full-missing.cure"));
					self.fault(COLUMN, FaultKind::FullDateMissing, message, cure);
				}
				false
			},
			(Some(Category::Probationary), Got::Value(_)) => {
				let (message, cure) = (t!("fault-full-given"), t!("fault-full-given.cure"));
				self.fault(COLUMN, FaultKind::FullDateForProbationary, message, cure);
				false
			},
		}
	}

	/// Birth, admission and full membership against the rules of their time. Where admission is
	/// wrong, nothing is said of what follows from it.
	fn history(
		&mut self,
		birth: Option<CivilDate>,
		admission: CivilDate,
		full: Option<CivilDate>,
		judge_probation: bool,
	) {
		// An unknown birth date is taken for one that nothing can be said against.
		let long_ago = CivilDate::from_ymd(1000, 1, 1).unwrap_or(admission);
		let birth = birth.unwrap_or(long_ago);
		let dates = Dates { birth, admission, full, today: self.context.today };
		let mut admission_is_wrong = false;
		for Remark { finding, refused, message, cure } in remarks(&dates) {
			let (column, kind) = match finding {
				Finding::BeforeTheParty => (Column::Admitted, FaultKind::AdmittedBeforeFounding),
				Finding::AdmittedBeforeBirth => (Column::Admitted, FaultKind::AdmittedBeforeBirth),
				Finding::AdmittedUnderAge { .. } => (Column::Admitted, FaultKind::AdmittedUnderAge),
				Finding::FullBeforeAdmission
				| Finding::NoProbationThen
				| Finding::ProbationTooShort { .. }
				| Finding::ProbationUnusual => (Column::FullSince, FaultKind::FullDateAgainstEra),
				Finding::FullMissing | Finding::ProbationOverdue => {
					(Column::FullSince, FaultKind::FullDateMissing)
				},
				Finding::AdmissionInFuture => (Column::Admitted, FaultKind::DateFuture),
				Finding::FullInFuture => (Column::FullSince, FaultKind::DateFuture),
			};
			if column == Column::FullSince && (admission_is_wrong || !judge_probation) {
				continue;
			}
			if refused {
				admission_is_wrong |= column == Column::Admitted;
				self.fault(column, kind, message, cure);
			} else {
				self.warn(column, t!("warning-dates", message = message, cure = cure));
			}
		}
	}

	fn member(
		&mut self,
		id: &Option<Result<ResidentId, IdFault>>,
		twins: Option<&[u32]>,
		resolved: &mut BTreeMap<String, BranchResolution>,
	) -> Option<CheckedMember> {
		let name = self.name();
		let sex = self.word(Column::Sex, FaultKind::SexUnknown, Sex::read, &t!("expected-sex"));
		let id = self.id(id, twins);
		let ethnic_group = self.word(
			Column::EthnicGroup,
			FaultKind::EthnicGroupUnknown,
			vocabulary::ethnic_group,
			&t!("expected-ethnic-group"),
		);
		let birth = self.date(Column::Birth);
		let education = self.word(
			Column::Education,
			FaultKind::EducationUnknown,
			vocabulary::education,
			&t!("expected-education"),
		);
		let category = self.word(
			Column::Category,
			FaultKind::CategoryUnknown,
			Category::read,
			&t!("expected-category"),
		);
		let branch = self.branch(resolved);

		// The number of a twin may be the wrong one: then it says nothing about its row.
		let held = id.value().filter(|_| twins.is_none());
		let mut birth_known = birth.value();
		if let Some(held) = &held {
			let held_sex = match held.sex() {
				IdSex::Male => Sex::Male,
				IdSex::Female => Sex::Female,
			};
			let cure = t!("fault-contradicts.cure");
			if sex.value().is_some_and(|told| told != held_sex) {
				let message = t!("fault-contradicts", sex = held_sex.text());
				self.fault(Column::Sex, FaultKind::SexContradictsId, message, cure.clone());
			}
			if birth.value().is_some_and(|told| told != held.birth()) {
				let message = t!("fault-contradicts-birth");
				self.fault(Column::Birth, FaultKind::BirthContradictsId, message, cure);
				birth_known = None;
			}
		}

		let admitted = self.date(Column::Admitted);
		let full = self.date(Column::FullSince);
		let judge_probation = self.full_since(category.value(), &full);
		if let Got::Value(admission) = admitted {
			self.history(birth_known, admission, full.value(), judge_probation);
		}
		let occupation = self.text(Column::Occupation, MAX_SHORT);
		let mobile = self.phone(Column::Mobile);
		let landline = self.phone(Column::Landline);
		let address = self.text(Column::Address, MAX_LONG);
		let roll_status = self.word(
			Column::RollStatus,
			FaultKind::RollStatusUnknown,
			RollStatus::read,
			&t!("expected-roll-status"),
		);
		let lost = self.date(Column::LostSince);
		let lost_since = self.pair(
			(Column::LostContact, Column::LostSince),
			lost,
			FaultKind::LostContactMismatch,
			"失联日期",
		);
		let destination = self.text(Column::Destination, MAX_SHORT);
		let destination = self.pair(
			(Column::Away, Column::Destination),
			destination,
			FaultKind::MobileMismatch,
			"外出流向",
		);

		let (branch, org) = branch.value()?;
		Some(CheckedMember {
			row: self.row.number,
			org,
			member: MemberRow {
				name: name.value()?,
				sex: sex.value()?,
				id_number: id.value()?.number().to_owned(),
				ethnic_group: ethnic_group.value()?.to_owned(),
				birth: birth.value()?,
				education: education.value()?.to_owned(),
				category: category.value()?,
				branch,
				admitted: admitted.value()?,
				full_since: full.value(),
				occupation: occupation.value(),
				mobile: mobile.value(),
				landline: landline.value(),
				address: address.value(),
				roll_status: roll_status.value().unwrap_or(RollStatus::Normal),
				lost_since,
				destination,
			},
		})
	}
}

/// A value as a message names it. What looks like a number of a person is not repeated: it may
/// have come into the column by a shift of the row.
fn shown(text: &str) -> String {
	if text.nfkc().filter(char::is_ascii_digit).count() > 4 {
		return t!("this-number");
	}
	format!("“{}”", text.chars().take(40).collect::<String>())
}

/// What is wrong with an identity number, and the cure, in the language of the process. The number
/// itself is not repeated.
pub(crate) fn identity_words(error: IdentityError) -> (String, String) {
	let text = match error {
		IdentityError::Empty => told!("identity-empty"),
		IdentityError::TooLong => told!("identity-too-long"),
		IdentityError::NotAlphanumeric => told!("identity-not-alphanumeric"),
		IdentityError::Length(length) => told!("identity-length", length = length),
		IdentityError::NotDigits => told!("identity-not-digits"),
		IdentityError::BirthDate => told!("identity-birth-date"),
		IdentityError::CheckDigit(fits) => told!("identity-check-digit", fits = fits.to_string()),
		IdentityError::Century => told!("identity-century"),
		IdentityError::Country => told!("identity-country"),
		IdentityError::Input => told!("identity-input"),
	};
	let (message, cure) = text.split_once(CURE).unwrap_or((&text, ""));
	(message.to_owned(), cure.to_owned())
}

/// How many faults there are of each kind, in the order of the kinds.
pub fn count_by_kind<C>(faults: &[Fault<C>]) -> BTreeMap<FaultKind, usize> {
	let mut counts = BTreeMap::new();
	for fault in faults {
		let count: &mut usize = counts.entry(fault.kind).or_default();
		*count = count.saturating_add(1);
	}
	counts
}

/// How many rows have a fault.
pub fn faulty_rows<C>(faults: &[Fault<C>]) -> usize {
	faults.iter().map(|f| f.row).collect::<BTreeSet<_>>().len()
}
