//! What is wrong with a table, told so that the reader can put it right.

use super::column::{Column, TableColumn};
use std::fmt;

macro_rules! kinds {
	($($(#[$doc:meta])* $name:ident = $code:literal, $zh:literal;)*) => {
		/// What kind of thing is wrong with a cell.
		#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
		pub enum FaultKind {
			$($(#[$doc])* $name,)*
		}

		impl FaultKind {
			/// All kinds.
			pub const ALL: &'static [Self] = &[$(Self::$name,)*];

			/// The name used in reports that programs read.
			pub fn code(self) -> &'static str {
				match self { $(Self::$name => $code,)* }
			}

			/// The name in Chinese.
			pub fn zh(self) -> &'static str {
				match self { $(Self::$name => $zh,)* }
			}
		}
	};
}

kinds! {
	/// A column that must be there is not.
	MissingColumn = "missing-column", "缺少列";
	/// Two columns have the same meaning.
	DuplicateColumn = "duplicate-column", "列重复";
	/// A cell that must be filled in is empty.
	MissingValue = "missing-value", "未填写";
	/// The spreadsheet shows an error such as `#REF!` here.
	CellError = "cell-error", "单元格公式错误";
	/// The text is longer than its column allows.
	TooLong = "too-long", "过长";
	/// Line breaks, control characters or characters that only one computer knows.
	Characters = "characters", "含有不可用字符";
	/// A name with digits.
	NameDigits = "name-digits", "姓名含数字";
	/// A name with signs that names do not have.
	NameCharacters = "name-characters", "姓名含非法字符";
	/// Neither 男 nor 女.
	SexUnknown = "sex-unknown", "性别无法识别";
	/// The identity number has neither 18 nor 15 characters.
	IdLength = "id-length", "身份号码位数错误";
	/// The identity number has characters that are not allowed, or has lost its last digits.
	IdCharacters = "id-characters", "身份号码含非法字符";
	/// The identity number holds a birth date that does not exist.
	IdBirthDate = "id-birth-date", "身份号码中的出生日期不存在";
	/// The identity number's last character does not follow from the others.
	IdCheckDigit = "id-check-digit", "身份号码校验码错误";
	/// A 15-digit number with the sequence 996–999 cannot be extended by rule.
	IdByHand = "id-by-hand", "旧号码须人工换算";
	/// The sex is not the one in the identity number.
	SexContradictsId = "sex-contradicts-id", "性别与身份号码不符";
	/// The birth date is not the one in the identity number.
	BirthContradictsId = "birth-contradicts-id", "出生日期与身份号码不符";
	/// The identity number stands in the file twice.
	DuplicateId = "duplicate-id", "文件中身份号码重复";
	/// Not a date as it is to be written.
	DateFormat = "date-format", "日期格式错误";
	/// Written as a date, but there is no such day.
	DateImpossible = "date-impossible", "日期不存在";
	/// A day that has not come yet.
	DateFuture = "date-future", "日期在将来";
	/// No ethnic group of this name.
	EthnicGroupUnknown = "ethnic-group-unknown", "民族无法识别";
	/// No education of this name.
	EducationUnknown = "education-unknown", "学历无法识别";
	/// Neither 正式党员 nor 预备党员.
	CategoryUnknown = "category-unknown", "人员类别无法识别";
	/// No organization of this name.
	BranchUnknown = "branch-unknown", "党支部不存在";
	/// Several branches of this name.
	BranchAmbiguous = "branch-ambiguous", "党支部重名";
	/// The branch is not under the organization that imports.
	BranchWithoutAuthority = "branch-without-authority", "无权管理该党支部";
	/// The organization is of a kind that has no members of its own.
	BranchHoldsNoMembers = "branch-holds-no-members", "该组织不是党支部";
	/// Admitted before the Party was founded.
	AdmittedBeforeFounding = "admitted-before-founding", "早于建党日期";
	/// Admitted on or before the day of birth.
	AdmittedBeforeBirth = "admitted-before-birth", "入党早于出生";
	/// Admitted before the age the rules of the time asked for.
	AdmittedUnderAge = "admitted-under-age", "入党时未满规定年龄";
	/// A full member without the day of full membership.
	FullDateMissing = "full-date-missing", "正式党员缺少转正日期";
	/// A probationary member with a day of full membership.
	FullDateForProbationary = "full-date-for-probationary", "预备党员填了转正日期";
	/// A day of full membership that the rules of the time do not allow.
	FullDateAgainstEra = "full-date-against-era", "转正日期不合当时规定";
	/// Not a telephone number.
	PhoneMalformed = "phone-malformed", "电话号码格式错误";
	/// Neither 正常 nor 停止党籍.
	RollStatusUnknown = "roll-status-unknown", "党籍状态无法识别";
	/// Neither 是 nor 否.
	FlagUnknown = "flag-unknown", "应填是或否";
	/// Out of contact without a date, or a date without being out of contact.
	LostContactMismatch = "lost-contact-mismatch", "是否失联与失联日期不符";
	/// Mobile without a destination, or a destination without being mobile.
	MobileMismatch = "mobile-mismatch", "是否流动与外出流向不符";
	/// The person stands on the chain already.
	AlreadyEnrolled = "already-enrolled", "链上已有此人";
	/// No kind of organization of this name.
	OrgKindUnknown = "org-kind-unknown", "组织类别无法识别";
	/// A superior that is neither in the list nor on the chain.
	ParentUnknown = "parent-unknown", "上级组织不存在";
	/// Several superiors of this name.
	ParentAmbiguous = "parent-ambiguous", "上级组织重名";
	/// Organizations that are each other's superiors.
	ParentCycle = "parent-cycle", "上下级循环";
	/// A kind of organization that cannot stand below its superior.
	ParentKind = "parent-kind", "组织类别不能设在该上级之下";
	/// Two organizations of one name under the same superior.
	DuplicateOrganization = "duplicate-organization", "同一上级下组织重名";
	/// Not an administrative division code of six digits.
	RegionMalformed = "region-malformed", "行政区划代码错误";
}

impl serde::Serialize for FaultKind {
	fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
		s.serialize_str(self.code())
	}
}

/// One thing wrong with one cell.
///
/// The message names the offending value only where it is a word of a closed list or a date; names,
/// identity numbers, telephone numbers and addresses are never repeated, so that a report may be
/// sent on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fault<C = Column> {
	/// The row as the spreadsheet numbers it; the header's row for a fault of a whole column.
	pub row: u32,
	/// The column.
	pub column: C,
	/// The column's letter in this file; `None` if the file does not have the column.
	pub letter: Option<String>,
	/// The kind.
	pub kind: FaultKind,
	/// What was found and what was expected.
	pub message: String,
	/// What to do.
	pub cure: String,
}

impl<C: TableColumn> fmt::Display for Fault<C> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "row {}, ", self.row)?;
		if let Some(letter) = &self.letter {
			write!(f, "column {letter} ")?;
		}
		let (header, zh) = (self.column.header(), self.kind.zh());
		write!(f, "{header}: {zh} – {}. Cure: {}.", self.message, self.cure)
	}
}

/// Something unusual that does not stop the import.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Warning<C = Column> {
	/// The row as the spreadsheet numbers it; the header's row for a remark on a whole column.
	pub row: u32,
	/// The column, where the remark concerns a known one.
	pub column: Option<C>,
	/// The column's letter in this file.
	pub letter: Option<String>,
	/// What is unusual, and what is done about it.
	pub message: String,
}

impl<C: TableColumn> fmt::Display for Warning<C> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "row {}", self.row)?;
		if let Some(letter) = &self.letter {
			write!(f, ", column {letter}")?;
		}
		if let Some(column) = self.column {
			write!(f, " {}", column.header())?;
		}
		write!(f, ": {}.", self.message)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn codes_are_different_and_a_fault_reads_as_a_sentence() {
		let codes: std::collections::BTreeSet<_> =
			FaultKind::ALL.iter().map(|k| k.code()).collect();
		assert_eq!(codes.len(), FaultKind::ALL.len());
		let fault = Fault {
			row: 17,
			column: Column::Sex,
			letter: Some("B".into()),
			kind: FaultKind::SexUnknown,
			message: "“M” is neither 男 nor 女".into(),
			cure: "write 男 or 女".into(),
		};
		assert_eq!(
			fault.to_string(),
			"row 17, column B 性别: 性别无法识别 – “M” is neither 男 nor 女. Cure: write 男 or 女."
		);
		assert_eq!(serde_json::to_value(&fault).unwrap()["kind"], "sex-unknown");
	}
}
