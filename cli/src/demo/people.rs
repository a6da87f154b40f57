//! Members with all their columns.

use super::{
	shares::{Occupation, Profile},
	tree::PlannedBranch,
};
use crate::roster::{Category, MemberRow, RollStatus, Sex, ETHNIC_GROUPS};
use chuxin_primitives::{identity::check_character, rules::eras, CivilDate};
use rand::{seq::SliceRandom, Rng};
use rand_chacha::ChaCha20Rng;
use std::collections::HashSet;

/// Surnames, the most frequent first; each is drawn half as often as one ten places before it.
const SURNAMES: [&str; 100] = [
	"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭",
	"何", "林", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "邓", "冯", "曹", "彭", "曾",
	"肖", "田", "董", "潘", "袁", "蔡", "蒋", "余", "于", "杜", "叶", "程", "魏", "苏", "吕", "丁",
	"任", "卢", "姚", "沈", "钟", "姜", "崔", "谭", "陆", "范", "汪", "廖", "石", "金", "韦", "贾",
	"夏", "付", "方", "邹", "熊", "白", "孟", "秦", "邱", "侯", "江", "尹", "薛", "闫", "段", "雷",
	"龙", "黎", "史", "陶", "贺", "毛", "郝", "顾", "龚", "邵", "万", "覃", "武", "钱", "戴", "严",
	"莫", "孔", "欧阳", "上官",
];
const MALE: [&str; 40] = [
	"伟", "强", "军", "勇", "杰", "涛", "明", "超", "刚", "平", "辉", "鹏", "华", "飞", "波", "斌",
	"宇", "浩", "凯", "健", "俊", "帆", "帅", "旭", "宁", "龙", "林", "志", "建", "国", "文", "海",
	"东", "永", "德", "福", "成", "振", "宏", "思",
];
const FEMALE: [&str; 40] = [
	"芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "燕", "玲", "红", "英", "梅", "莉", "颖", "洁",
	"琳", "雪", "婷", "慧", "倩", "佳", "欣", "萍", "玉", "秀", "兰", "春", "桂", "月", "晓", "雅",
	"淑", "文", "思", "雨", "悦", "宁", "青", "云",
];
/// Names that are written with the sign ·, for groups whose names are.
const DOTTED_MALE: [&str; 6] = ["买买提", "艾力", "吐尔逊", "阿迪力", "努尔兰", "叶尔肯"];
const DOTTED_FEMALE: [&str; 6] =
	["阿依古丽", "古丽娜尔", "热依汗", "帕提古丽", "阿娜尔", "迪丽娜尔"];
const DOTTED_GROUPS: [&str; 4] = ["维吾尔族", "哈萨克族", "柯尔克孜族", "乌孜别克族"];

const DESTINATIONS: [&str; 8] = [
	"示范省东海市",
	"示范省南湖市",
	"示范省西岭市",
	"示范省北原市",
	"示范省启明市高新区",
	"示范省长河市",
	"示范省金山市",
	"境外",
];

/// Days that the longest probation with its extension takes, and some more.
const PROBATION_DAYS: i64 = 800;

/// Of 1,000: women, members of an ethnic group other than Han, mobile members, members out of
/// contact. Assumptions, not figures of a statistic.
const WOMEN: u32 = 310;
const OTHER_GROUPS: u32 = 77;
const MOBILE: u32 = 30;
const LOST: u32 = 2;

pub(super) struct People<'a> {
	today: CivilDate,
	rng: &'a mut ChaCha20Rng,
	numbers: HashSet<String>,
}

impl<'a> People<'a> {
	pub fn new(today: CivilDate, rng: &'a mut ChaCha20Rng) -> Self {
		Self { today, rng, numbers: HashSet::new() }
	}

	fn chance(&mut self, of_1000: u32) -> bool {
		self.rng.gen_range(0..1000) < of_1000
	}

	fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
		words.choose(self.rng).copied().unwrap_or_default()
	}

	/// Someone with this profile in this branch; `None` when no identity number is left.
	pub fn member(&mut self, profile: Profile, branch: &PlannedBranch) -> Option<MemberRow> {
		let sex = if self.chance(WOMEN) { Sex::Female } else { Sex::Male };
		let ethnic_group = self.ethnic_group();
		let birth = self.birth(profile.age)?;
		let id_number = self.number(branch.region, birth, sex)?;
		let (admitted, full_since) = self.admission(profile, birth)?;
		let lost = full_since.is_some() && self.chance(LOST);
		let lost_since = if lost { self.lost_since(admitted) } else { None };
		let since = lost_since.map_or(0, |day| self.days_ago(day));
		// Out of contact for six months, membership may be suspended (党员教育管理工作条例 Art. 24).
		let roll_status = if since > 200 && self.chance(300) {
			RollStatus::Suspended
		} else {
			RollStatus::Normal
		};
		let destination = (lost_since.is_none() && profile.age < 60 && self.chance(MOBILE))
			.then(|| self.pick(&DESTINATIONS).to_owned());
		let mobile =
			self.chance(960).then(|| format!("142{:08}", self.rng.gen_range(0..100_000_000u32)));
		let landline = self
			.chance(150)
			.then(|| format!("0600-{}", self.rng.gen_range(2_000_000..9_000_000u32)));
		let (road, house, unit) = (
			self.rng.gen_range(1..20u32),
			self.rng.gen_range(1..200u32),
			self.rng.gen_range(101..1800u32),
		);
		Some(MemberRow {
			name: self.name(sex, ethnic_group),
			sex,
			id_number,
			ethnic_group: ethnic_group.to_owned(),
			birth,
			education: self.education(profile).to_owned(),
			category: if full_since.is_some() { Category::Full } else { Category::Probationary },
			branch: branch.name.clone(),
			admitted,
			full_since,
			occupation: Some(profile.occupation.text().to_owned()),
			mobile,
			landline,
			address: Some(format!("{}第{road}路{house}号{unit}室", branch.place)),
			roll_status,
			lost_since,
			destination,
		})
	}

	fn days_ago(&self, day: CivilDate) -> i64 {
		self.today.days_since_epoch() - day.days_since_epoch()
	}

	fn ethnic_group(&mut self) -> &'static str {
		let other = self.chance(OTHER_GROUPS);
		// Index 0 is Han; after the 56 groups come 其他 and 外国血统.
		let at = if other { self.rng.gen_range(1..56u32) } else { 0 };
		ETHNIC_GROUPS.get(at as usize).copied().unwrap_or("汉族")
	}

	fn name(&mut self, sex: Sex, ethnic_group: &str) -> String {
		if DOTTED_GROUPS.contains(&ethnic_group) {
			let own = self.pick(if sex == Sex::Female { &DOTTED_FEMALE } else { &DOTTED_MALE });
			return format!("{own}·{}", self.pick(&DOTTED_MALE));
		}
		// Ten at a time, each ten half as often as the ten before; the last takes what is left.
		let ten = (0..9u32).find(|_| self.chance(500)).unwrap_or(9);
		let at = ten * 10 + self.rng.gen_range(0..10u32);
		let surname = SURNAMES.get(at as usize).copied().unwrap_or("王");
		let words = if sex == Sex::Female { &FEMALE } else { &MALE };
		let first = self.pick(words);
		let second = if self.chance(850) { self.pick(words) } else { "" };
		format!("{surname}{first}{second}")
	}

	/// A birth date that makes the age in full years today.
	fn birth(&mut self, age: u32) -> Option<CivilDate> {
		let year = self.today.year().checked_sub(age)?;
		let (month, day) = (self.today.month(), self.today.day());
		// 29 February comes to 28 in common years.
		let latest = CivilDate::from_ymd(year, month, day)
			.or_else(|| CivilDate::from_ymd(year, month, day.saturating_sub(1)))?;
		latest.add_days(-self.rng.gen_range(0..365i64))
	}

	/// An identity number nobody has yet, of a region that starts with 990.
	fn number(&mut self, region: u32, birth: CivilDate, sex: Sex) -> Option<String> {
		let start = self.rng.gen_range(0..499u32);
		let odd = u32::from(sex == Sex::Male);
		// The sequence numbers of the region first, then those of the regions after it.
		(0..499_000u32).find_map(|step| {
			let sequence = (start + step) % 499 * 2 + 2 - odd;
			let region = 990_000 + (region + step / 499) % 1000;
			let body = format!("{region}{}{sequence:03}", birth.as_u32());
			let number = format!("{body}{}", check_character(&body)?);
			self.numbers.insert(number.clone()).then_some(number)
		})
	}

	/// Admission and, unless on probation, full membership, by the rules of the time.
	fn admission(
		&mut self,
		profile: Profile,
		birth: CivilDate,
	) -> Option<(CivilDate, Option<CivilDate>)> {
		// A day after the birthday, so that those born on a leap day are 18 as well.
		let adult = birth.add_years(eras::ADULT)?.add_days(1)?;
		if profile.probationary {
			let admitted = self.today.add_days(-self.rng.gen_range(1..120i64))?;
			return Some((admitted.max(adult), None));
		}
		let room = (self.days_ago(adult) - PROBATION_DAYS).max(0);
		// Most are admitted young: within 27 years, the sooner the likelier.
		let room = room.min(27 * 365);
		let later = self.rng.gen_range(0..=room).min(self.rng.gen_range(0..=room));
		let admitted = adult.add_days(later)?.max(eras::FIRST_DAY);
		let months = eras::era_of(admitted)?.probation_months.choose(self.rng).copied()?;
		let extended = months > 0 && self.chance(10);
		let (from, to) = eras::EXTENSION_MONTHS;
		let months = if extended { months + self.rng.gen_range(from..=to) } else { months };
		Some((admitted, Some(eras::probation_ends(admitted, months)?)))
	}

	fn lost_since(&mut self, admitted: CivilDate) -> Option<CivilDate> {
		let longest = self.days_ago(admitted).min(10 * 365) - PROBATION_DAYS;
		(longest > 0).then(|| self.today.add_days(-self.rng.gen_range(1..=longest)))?
	}

	fn education(&mut self, profile: Profile) -> &'static str {
		let words: &[(&'static str, u32)] = match profile.occupation {
			Occupation::Farmer if profile.age > 60 => {
				&[("小学", 35), ("初中", 45), ("普通高中", 15), ("中等专科", 5)]
			},
			Occupation::Farmer | Occupation::Worker | Occupation::Other => &[
				("初中", 25),
				("普通高中", 25),
				("中等专科", 12),
				("技工学校", 5),
				("职业高中", 5),
				("大学专科", 18),
				("大学本科", 10),
			],
			Occupation::Retired => &[
				("小学", 8),
				("初中", 27),
				("普通高中", 20),
				("中等专科", 15),
				("大学专科", 18),
				("大学本科", 12),
			],
			Occupation::Technical | Occupation::Manager | Occupation::Official => &[
				("中等专科", 5),
				("大学专科", 20),
				("大学本科", 55),
				("硕士研究生", 16),
				("博士研究生", 4),
			],
			Occupation::Student => &[("普通高中", 10), ("大学本科", 60), ("硕士研究生", 30)],
		};
		words.choose_weighted(self.rng, |(_, weight)| *weight).map_or("其他", |(word, _)| word)
	}
}
