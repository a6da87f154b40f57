//! A member as a roster tells it.

use super::vocabulary::{Category, RollStatus, Sex};
use chuxin_primitives::{
	membership::MembershipStatus,
	record::{slot, Attribute, AttributeFault},
	CivilDate,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A row of a roster, checked and typed: the same content as the row of the file it was read from.
///
/// Personal data: [`fmt::Debug`] shows none of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
	/// 姓名, at most [`super::MAX_NAME`] characters.
	pub name: String,
	/// 性别
	pub sex: Sex,
	/// 公民身份号码: 18 characters, the last a digit or `X`.
	pub id_number: String,
	/// 民族, one of [`super::ETHNIC_GROUPS`].
	pub ethnic_group: String,
	/// 出生日期
	pub birth: CivilDate,
	/// 学历, one of [`super::EDUCATIONS`].
	pub education: String,
	/// 人员类别
	pub category: Category,
	/// 所在党支部: the name or path as written.
	pub branch: String,
	/// 加入党组织日期: the date of admission, the political birthday.
	pub admitted: CivilDate,
	/// 转为正式党员日期; `None` exactly for probationary members.
	pub full_since: Option<CivilDate>,
	/// 工作岗位
	pub occupation: Option<String>,
	/// 手机: 11 digits, or `+` and the digits of a foreign number.
	pub mobile: Option<String>,
	/// 固定电话
	pub landline: Option<String>,
	/// 家庭住址
	pub address: Option<String>,
	/// 党籍状态
	pub roll_status: RollStatus,
	/// 失联日期; `None` means in contact (是否失联 is 否).
	pub lost_since: Option<CivilDate>,
	/// 外出流向; `None` means not mobile (是否流动 is 否).
	pub destination: Option<String>,
}

impl fmt::Debug for MemberRow {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("MemberRow").field("branch", &self.branch).finish_non_exhaustive()
	}
}

impl MemberRow {
	/// Where the member stands on the chain: suspended membership is inactive, whatever the
	/// category.
	pub fn status(&self) -> MembershipStatus {
		match (self.roll_status, self.category) {
			(RollStatus::Suspended, _) => MembershipStatus::Inactive,
			(RollStatus::Normal, Category::Full) => MembershipStatus::Full,
			(RollStatus::Normal, Category::Probationary) => MembershipStatus::Probationary,
		}
	}

	/// The attributes of the record, by slot of schema 1, ascending; slots without a value are left
	/// out (the record tree fills them).
	///
	/// Identity number, telephone numbers and address have no slot: they stay at the desk.
	///
	/// # Errors
	///
	/// [`AttributeFault`] when a text cannot stand in a record. A row that passed the check has no
	/// such text.
	pub fn attributes(&self) -> Result<Vec<(u8, Attribute)>, AttributeFault> {
		let text = |slot: u8, text: &str| Attribute::text(text).map(|a| (slot, a));
		let mut list = vec![
			text(slot::NAME, &self.name)?,
			(slot::SEX, Attribute::code(self.sex.code())?),
			(slot::BIRTH_DATE, Attribute::date(self.birth)),
			text(slot::ETHNIC_GROUP, &self.ethnic_group)?,
			text(slot::EDUCATION, &self.education)?,
			(slot::CATEGORY, Attribute::code(self.category.code())?),
			(slot::ADMISSION, Attribute::date(self.admitted)),
		];
		list.extend(self.full_since.map(|day| (slot::FULL_MEMBERSHIP, Attribute::date(day))));
		if let Some(occupation) = &self.occupation {
			list.push(text(slot::OCCUPATION, occupation)?);
		}
		list.push((slot::ROLL_STATUS, Attribute::code(self.roll_status.code())?));
		list.push((slot::LOST_CONTACT, Attribute::bool(self.lost_since.is_some())));
		list.extend(self.lost_since.map(|day| (slot::LOST_CONTACT_DATE, Attribute::date(day))));
		list.push((slot::MOBILE, Attribute::bool(self.destination.is_some())));
		if let Some(destination) = &self.destination {
			list.push(text(slot::MOBILE_DESTINATION, destination)?);
		}
		Ok(list)
	}
}
