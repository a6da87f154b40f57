//! Closed lists of words: ethnic groups, education, categories, states of the Party roll.

use serde::{Deserialize, Serialize};

/// Ethnic groups as GB/T 3304-1991 names them, then the two further entries of household registers.
pub const ETHNIC_GROUPS: [&str; 58] = [
	"汉族",
	"蒙古族",
	"回族",
	"藏族",
	"维吾尔族",
	"苗族",
	"彝族",
	"壮族",
	"布依族",
	"朝鲜族",
	"满族",
	"侗族",
	"瑶族",
	"白族",
	"土家族",
	"哈尼族",
	"哈萨克族",
	"傣族",
	"黎族",
	"傈僳族",
	"佤族",
	"畲族",
	"高山族",
	"拉祜族",
	"水族",
	"东乡族",
	"纳西族",
	"景颇族",
	"柯尔克孜族",
	"土族",
	"达斡尔族",
	"仫佬族",
	"羌族",
	"布朗族",
	"撒拉族",
	"毛南族",
	"仡佬族",
	"锡伯族",
	"阿昌族",
	"普米族",
	"塔吉克族",
	"怒族",
	"乌孜别克族",
	"俄罗斯族",
	"鄂温克族",
	"德昂族",
	"保安族",
	"裕固族",
	"京族",
	"塔塔尔族",
	"独龙族",
	"鄂伦春族",
	"赫哲族",
	"门巴族",
	"珞巴族",
	"基诺族",
	"其他",
	"外国血统",
];

/// Education in the order of the national system, highest first.
pub const EDUCATIONS: [&str; 20] = [
	"博士研究生",
	"硕士研究生",
	"研究生班",
	"研究生",
	"中央党校研究生",
	"省（区、市）委党校研究生",
	"大学本科",
	"中央党校大学",
	"省（区、市）委党校大学",
	"大学专科",
	"中央党校大专",
	"省（区、市）委党校大专",
	"中等专科",
	"职业高中",
	"技工学校",
	"普通高中",
	"初中",
	"小学",
	"文盲",
	"其他",
];

/// Short and older forms of [`EDUCATIONS`].
const EDUCATION_FORMS: [(&str, &str); 29] = [
	("博士", "博士研究生"),
	("博士生", "博士研究生"),
	("研究生(博士)", "博士研究生"),
	("硕士", "硕士研究生"),
	("硕士生", "硕士研究生"),
	("研究生(硕士)", "硕士研究生"),
	("研究生教育", "研究生"),
	("本科", "大学本科"),
	("大学", "大学本科"),
	("大本", "大学本科"),
	("大学本科教育", "大学本科"),
	("专科", "大学专科"),
	("大专", "大学专科"),
	("大学专科教育", "大学专科"),
	("中专", "中等专科"),
	("中等专科教育", "中等专科"),
	("中等职业教育", "中等专科"),
	("职高", "职业高中"),
	("技校", "技工学校"),
	("高中", "普通高中"),
	("普通高级中学教育", "普通高中"),
	("初级中学", "初中"),
	("初级中学教育", "初中"),
	("小学教育", "小学"),
	("省委党校研究生", "省（区、市）委党校研究生"),
	("省委党校大学", "省（区、市）委党校大学"),
	("省委党校大专", "省（区、市）委党校大专"),
	("半文盲", "文盲"),
	("文盲或半文盲", "文盲"),
];

/// The ethnic group a cell names; the ending 族 may be missing.
pub(crate) fn ethnic_group(text: &str) -> Option<&'static str> {
	let foreign =
		["外国血统中国籍人士", "外国血统(中国籍)", "外国血统（中国籍）", "外国血统中国籍"];
	if foreign.contains(&text) {
		return Some("外国血统");
	}
	ETHNIC_GROUPS
		.into_iter()
		.find(|name| *name == text || name.strip_suffix('族').is_some_and(|short| short == text))
}

/// The education a cell names.
pub(crate) fn education(text: &str) -> Option<&'static str> {
	let plain = |s: &str| s.replace('（', "(").replace('）', ")");
	let key = plain(text);
	EDUCATIONS
		.into_iter()
		.find(|name| plain(name) == key)
		.or_else(|| EDUCATION_FORMS.iter().find(|(form, _)| *form == key).map(|(_, name)| *name))
}

macro_rules! words {
	($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal $text:literal $(| $other:literal)*),* $(,)? }) => {
		$(#[$doc])*
		#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
		pub enum $name {
			$($(#[$vdoc])* $variant,)*
		}

		impl $name {
			/// Every value.
			pub const ALL: &'static [Self] = &[$(Self::$variant),*];

			/// The word in the roster.
			pub fn text(self) -> &'static str {
				match self { $(Self::$variant => $text,)* }
			}

			/// The code in the record: visible ASCII, never reused for another meaning.
			pub fn code(self) -> &'static str {
				match self { $(Self::$variant => $code,)* }
			}

			/// The value of a code; `None` if no value has it.
			pub fn from_code(code: &str) -> Option<Self> {
				Self::ALL.iter().copied().find(|v| v.code() == code)
			}

			pub(crate) fn read(text: &str) -> Option<Self> {
				match text {
					$($text $(| $other)* => Some(Self::$variant),)*
					_ => None,
				}
			}
		}
	};
}

words! {
	/// Sex (性别).
	Sex {
		/// 男
		Male = "M" "男" | "男性",
		/// 女
		Female = "F" "女" | "女性",
	}
}

words! {
	/// Category of a person on the roster (人员类别).
	Category {
		/// 正式党员
		Full = "full" "正式党员" | "正式",
		/// 预备党员
		Probationary = "probationary" "预备党员" | "预备" | "中共预备党员",
	}
}

words! {
	/// State on the Party roll (党籍状态).
	RollStatus {
		/// 正常
		Normal = "normal" "正常" | "党籍正常",
		/// 停止党籍 (党员教育管理工作条例 Art. 24)
		Suspended = "suspended" "停止党籍" | "停止",
	}
}

/// 是 or 否.
pub(crate) fn yes_or_no(text: &str) -> Option<bool> {
	match text {
		"是" => Some(true),
		"否" => Some(false),
		_ => None,
	}
}

/// How 是 and 否 are written.
pub(crate) fn flag(yes: bool) -> &'static str {
	if yes {
		"是"
	} else {
		"否"
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lists_have_no_word_twice_and_every_short_form_leads_to_a_word() {
		let groups: std::collections::BTreeSet<_> = ETHNIC_GROUPS.into_iter().collect();
		assert_eq!(groups.len(), 58);
		assert_eq!(ETHNIC_GROUPS.iter().filter(|g| g.ends_with('族')).count(), 56);
		let educations: std::collections::BTreeSet<_> = EDUCATIONS.into_iter().collect();
		assert_eq!(educations.len(), EDUCATIONS.len());
		for (form, word) in EDUCATION_FORMS {
			assert!(educations.contains(word) && !educations.contains(form), "{form}");
			assert_eq!(education(form), Some(word));
		}
		for word in EDUCATIONS {
			assert_eq!(education(word), Some(word));
		}
		for group in ETHNIC_GROUPS {
			assert_eq!(ethnic_group(group), Some(group));
		}
	}

	#[test]
	fn words_are_read_in_their_usual_forms_and_nothing_else() {
		assert_eq!(ethnic_group("汉"), Some("汉族"));
		assert_eq!(ethnic_group("维吾尔"), Some("维吾尔族"));
		assert_eq!(ethnic_group("火星族"), None);
		assert_eq!(ethnic_group("族"), None);
		assert_eq!(ethnic_group(""), None);
		assert_eq!(education("省(区、市)委党校大学"), Some("省（区、市）委党校大学"));
		assert_eq!(education("幼儿园"), None);
		assert_eq!(Sex::read("女"), Some(Sex::Female));
		assert_eq!(Sex::read("M"), None);
		assert_eq!(Category::read("预备党员"), Some(Category::Probationary));
		assert_eq!(Category::read("入党积极分子"), None);
		assert_eq!(RollStatus::read("停止党籍"), Some(RollStatus::Suspended));
		assert_eq!(Sex::from_code("F"), Some(Sex::Female));
		assert_eq!(Sex::from_code("X"), None);
		assert_eq!(yes_or_no("Y"), None);
	}
}
