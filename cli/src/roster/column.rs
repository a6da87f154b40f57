//! The columns of a roster, as the national system names them.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The columns of a table that people fill in.
///
/// Implemented by [`Column`] (rosters) and [`super::OrgColumn`] (lists of organizations), so that
/// both files are read and reported in the same way.
pub trait TableColumn: Copy + Eq + Ord + 'static {
	/// All columns in the order of the template.
	const ALL: &'static [Self];

	/// The header as written by the template.
	fn header(self) -> &'static str;

	/// Other headers in use for the same column.
	fn synonyms(self) -> &'static [&'static str];

	/// Whether a file without this column is refused.
	fn required(self) -> bool;

	/// Columns that one header may hold as a pair, such as `是否失联/失联日期`: the first column and
	/// the second. The cell then reads `是/2024-03-01` or `否`.
	fn pairs() -> &'static [(Self, Self)] {
		&[]
	}
}

/// A column of a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum Column {
	/// 姓名
	Name,
	/// 性别
	Sex,
	/// 公民身份号码
	IdNumber,
	/// 民族
	EthnicGroup,
	/// 出生日期
	Birth,
	/// 学历
	Education,
	/// 人员类别
	Category,
	/// 所在党支部
	Branch,
	/// 加入党组织日期
	Admitted,
	/// 转为正式党员日期
	FullSince,
	/// 工作岗位
	Occupation,
	/// 手机
	Mobile,
	/// 固定电话
	Landline,
	/// 家庭住址
	Address,
	/// 党籍状态
	RollStatus,
	/// 是否失联
	LostContact,
	/// 失联日期
	LostSince,
	/// 是否流动
	Away,
	/// 外出流向
	Destination,
}

impl TableColumn for Column {
	const ALL: &'static [Self] = &[
		Self::Name,
		Self::Sex,
		Self::IdNumber,
		Self::EthnicGroup,
		Self::Birth,
		Self::Education,
		Self::Category,
		Self::Branch,
		Self::Admitted,
		Self::FullSince,
		Self::Occupation,
		Self::Mobile,
		Self::Landline,
		Self::Address,
		Self::RollStatus,
		Self::LostContact,
		Self::LostSince,
		Self::Away,
		Self::Destination,
	];

	fn header(self) -> &'static str {
		match self {
			Self::Name => "姓名",
			Self::Sex => "性别",
			Self::IdNumber => "公民身份号码",
			Self::EthnicGroup => "民族",
			Self::Birth => "出生日期",
			Self::Education => "学历",
			Self::Category => "人员类别",
			Self::Branch => "所在党支部",
			Self::Admitted => "加入党组织日期",
			Self::FullSince => "转为正式党员日期",
			Self::Occupation => "工作岗位",
			Self::Mobile => "手机",
			Self::Landline => "固定电话",
			Self::Address => "家庭住址",
			Self::RollStatus => "党籍状态",
			Self::LostContact => "是否失联",
			Self::LostSince => "失联日期",
			Self::Away => "是否流动",
			Self::Destination => "外出流向",
		}
	}

	fn synonyms(self) -> &'static [&'static str] {
		match self {
			Self::Name => &["党员姓名"],
			Self::Sex => &[],
			Self::IdNumber => {
				&["身份证号", "身份证号码", "公民身份证号码", "公民身份证号", "居民身份证号码"]
			},
			Self::EthnicGroup => &["民族成分"],
			Self::Birth => &["出生年月日", "出生时间", "生日"],
			Self::Education => &["文化程度", "最高学历"],
			Self::Category => &["党员类别", "人员类型", "党员类型"],
			Self::Branch => &["党支部", "所在支部", "所属党支部", "所在党支部名称"],
			Self::Admitted => &["入党日期", "入党时间", "加入党组织时间", "加入中共组织日期"],
			Self::FullSince => &["转正日期", "转正时间", "转为正式党员时间"],
			Self::Occupation => &["职业", "岗位", "工作岗位名称"],
			Self::Mobile => &["手机号", "手机号码", "移动电话"],
			Self::Landline => &["固话", "座机", "固定电话号码"],
			Self::Address => &["住址", "家庭地址", "现居住地"],
			Self::RollStatus => &["党籍"],
			Self::LostContact => &["是否失联党员", "是否为失联党员", "失联"],
			Self::LostSince => &["失联时间", "失去联系日期"],
			Self::Away => &["是否流动党员", "是否为流动党员", "流动"],
			Self::Destination => &["外出地点", "流动去向", "流向"],
		}
	}

	fn required(self) -> bool {
		self <= Self::FullSince
	}

	fn pairs() -> &'static [(Self, Self)] {
		&[(Self::LostContact, Self::LostSince), (Self::Away, Self::Destination)]
	}
}

impl Column {
	/// Whether every row must have a value here. 转为正式党员日期 depends on 人员类别 and is checked
	/// there.
	pub fn needs_value(self) -> bool {
		self < Self::FullSince
	}

	/// How the column is filled in, in Chinese.
	pub fn help_zh(self) -> &'static str {
		match self {
			Self::Name => {
				"必填。与居民身份证一致；少数民族姓名的间隔用“·”。不含数字，不超过 50 个字。"
			},
			Self::Sex => "必填。男 或 女，与公民身份号码第 17 位一致（奇数为男，偶数为女）。",
			Self::IdNumber => {
				"必填。18 位，最后一位可为 X；单元格须为文本格式。15 位旧号码会自动升为 18 位。"
			},
			Self::EthnicGroup => "必填。从下拉列表选择；可省略“族”字。",
			Self::Birth => "必填。年-月-日，如 1985-03-09，与公民身份号码一致。",
			Self::Education => "必填。从下拉列表选择；可写 本科、大专、中专、高中 等简称。",
			Self::Category => "必填。正式党员 或 预备党员。",
			Self::Branch => "必填。链上党支部的名称；重名时写“上级名称/党支部名称”。",
			Self::Admitted => {
				"必填。年-月-日。1982-09-06 以后为支部大会通过之日，更早的按当时规定。"
			},
			Self::FullSince => {
				"正式党员必填，预备党员留空。预备期（含延长）届满之日，党龄由此起算。"
			},
			Self::Occupation => "选填。不超过 100 个字。",
			Self::Mobile => "选填。11 位手机号；境外号码以 + 和国家代码开头。",
			Self::Landline => {
				"选填。区号-号码，如 010-12345678；分机写在后面，如 010-12345678-123。"
			},
			Self::Address => "选填。不超过 200 个字。",
			Self::RollStatus => "选填。正常 或 停止党籍；留空视为正常。",
			Self::LostContact => "选填。是 或 否；留空视为否。",
			Self::LostSince => "失联的必填，其他留空。年-月-日。",
			Self::Away => "选填。是 或 否；留空视为否。",
			Self::Destination => "流动的必填，其他留空。省、市、县或国家、地区。",
		}
	}

	/// How the column is filled in, in English.
	pub fn help_en(self) -> &'static str {
		match self {
			Self::Name => {
				"Required. As on the identity card; parts of a name are joined by “·”. No digits, at \
				 most 50 characters."
			},
			Self::Sex => {
				"Required. 男 (male) or 女 (female), as digit 17 of the identity number says (odd is \
				 male, even is female)."
			},
			Self::IdNumber => {
				"Required. 18 characters, the last may be X; the cell must have the text format. An old \
				 number of 15 digits is extended to 18."
			},
			Self::EthnicGroup => "Required. Choose from the list; the ending 族 may be left out.",
			Self::Birth => {
				"Required. Year-month-day, such as 1985-03-09, as in the identity number."
			},
			Self::Education => {
				"Required. Choose from the list; the usual short forms 本科, 大专, 中专, 高中 are read too."
			},
			Self::Category => "Required. 正式党员 (full) or 预备党员 (probationary).",
			Self::Branch => {
				"Required. The name of a Party branch on the chain; where two have the same name, \
				 “superior/branch”."
			},
			Self::Admitted => {
				"Required. Year-month-day. From 1982-09-06 the day of the branch meeting, before that as \
				 the rules of the time said."
			},
			Self::FullSince => {
				"Required for full members, empty for probationary ones. The day probation, with its \
				 extension, expired: Party standing counts from it."
			},
			Self::Occupation => "Optional. At most 100 characters.",
			Self::Mobile => "Optional. 11 digits; a foreign number begins with + and the country code.",
			Self::Landline => {
				"Optional. Area code and number, such as 010-12345678; an extension follows, such as \
				 010-12345678-123."
			},
			Self::Address => "Optional. At most 200 characters.",
			Self::RollStatus => "Optional. 正常 (normal) or 停止党籍 (suspended); empty means 正常.",
			Self::LostContact => "Optional. 是 (yes) or 否 (no); empty means 否.",
			Self::LostSince => {
				"Required if out of contact, otherwise empty. Year-month-day."
			},
			Self::Away => "Optional. 是 (yes) or 否 (no); empty means 否.",
			Self::Destination => {
				"Required for mobile members, otherwise empty. Province, city, county, or country."
			},
		}
	}

	/// Whether the column holds a day.
	pub fn is_date(self) -> bool {
		matches!(self, Self::Birth | Self::Admitted | Self::FullSince | Self::LostSince)
	}
}

/// A header as compared: compatibility forms unified, blanks, asterisks and a remark in
/// parentheses removed.
pub(crate) fn header_key(text: &str) -> String {
	let unified: String = text.nfkc().collect();
	let end = unified.find('(').unwrap_or(unified.len());
	unified[..end]
		.chars()
		.filter(|c| !c.is_whitespace() && !matches!(c, '*' | '\u{200b}' | '\u{feff}' | ':'))
		.collect()
}

/// What a header stands for: one column, or a pair in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning<C> {
	One(C),
	Pair(C, C),
}

/// The column a header names, if it is known.
pub(crate) fn meaning<C: TableColumn>(header: &str) -> Option<Meaning<C>> {
	let key = header_key(header);
	let names = |c: C| c.header() == key || c.synonyms().contains(&key.as_str());
	if let Some(c) = C::ALL.iter().copied().find(|c| names(*c)) {
		return Some(Meaning::One(c));
	}
	let (first, second) = key.split_once('/')?;
	let pair = C::pairs().iter().find(|(a, b)| a.header() == first && b.header() == second);
	pair.map(|(a, b)| Meaning::Pair(*a, *b))
}

/// The letters a spreadsheet shows over a column; the first column is 0.
pub(crate) fn letters(index: usize) -> String {
	let mut rest = index;
	let mut reversed = Vec::new();
	loop {
		reversed.push(b'A'.wrapping_add((rest % 26) as u8));
		if rest < 26 {
			break;
		}
		rest = rest / 26 - 1;
	}
	reversed.iter().rev().map(|b| char::from(*b)).collect()
}

/// Text as it is kept: blanks at the ends and invisible marks removed, canonically composed.
pub(crate) fn tidy(text: &str) -> Cow<'_, str> {
	let invisible = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
	let trimmed = text.trim_matches(|c: char| c.is_whitespace() || invisible(c));
	if trimmed.is_ascii() {
		return Cow::Borrowed(trimmed);
	}
	let composed: String = trimmed.chars().filter(|c| !invisible(*c)).nfc().collect();
	// Composition cannot bring blanks to the ends, removing marks can.
	match composed.trim() {
		t if t.len() == composed.len() => Cow::Owned(composed),
		t => Cow::Owned(t.to_owned()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn headers_are_known_with_blanks_remarks_and_synonyms() {
		for (text, column) in [
			("姓名", Column::Name),
			(" 姓 名 ", Column::Name),
			("*公民身份号码（文本格式）", Column::IdNumber),
			("身份证号", Column::IdNumber),
			("入党时间", Column::Admitted),
			("转为正式党员日期", Column::FullSince),
		] {
			assert_eq!(meaning::<Column>(text), Some(Meaning::One(column)), "{text}");
		}
		assert_eq!(
			meaning::<Column>("是否失联／失联日期"),
			Some(Meaning::Pair(Column::LostContact, Column::LostSince))
		);
		assert_eq!(
			meaning::<Column>("是否流动/外出流向"),
			Some(Meaning::Pair(Column::Away, Column::Destination))
		);
		for unknown in ["序号", "", "姓名2", "是否失联/外出流向"] {
			assert_eq!(meaning::<Column>(unknown), None, "{unknown}");
		}
	}

	#[test]
	fn no_header_names_two_columns() {
		let mut seen = std::collections::BTreeSet::new();
		for column in Column::ALL {
			assert!(seen.insert(column.header()), "{}", column.header());
			for synonym in column.synonyms() {
				assert!(seen.insert(synonym), "{synonym}");
			}
		}
	}

	#[test]
	fn letters_are_those_of_a_spreadsheet() {
		for (index, expected) in
			[(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
		{
			assert_eq!(letters(index), expected);
		}
	}

	#[test]
	fn text_loses_only_what_nobody_sees() {
		assert_eq!(tidy("\u{feff} 张三\u{3000}"), "张三");
		assert_eq!(tidy("张\u{200b}三"), "张三");
		assert_eq!(tidy("  a b "), "a b");
		assert_eq!(tidy("e\u{301}"), "é");
		assert_eq!(tidy(" \u{200b} "), "");
	}
}
