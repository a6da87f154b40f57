//! Organizations for the members: committees, general branches, branches.

use super::shares::{apportion, Occupation, Profile, MEAN_BRANCH_HUNDREDTHS};
use crate::roster::OrganizationRow;
use chuxin_primitives::{organization::OrgKind, CivilDate};
use rand::{seq::SliceRandom, Rng};
use rand_chacha::ChaCha20Rng;
use std::collections::HashSet;

/// Branches under a committee (4.614 m branches, 306 k committees).
const BRANCHES_OF_COMMITTEE: usize = 15;
/// Branches under a general branch; about 7 general branches for 100 branches are the national
/// share, so that about three branches in ten are under one.
const BRANCHES_OF_GENERAL: usize = 4;
/// Primary-level committees of a county.
const COMMITTEES_OF_COUNTY: usize = 20;
/// Counties of a city, as long as the codes suffice.
const COUNTIES_OF_CITY: usize = 12;
/// Cities at most: codes 990100 to 990900.
const CITIES: usize = 9;

const FIRST: [&str; 24] = [
	"启", "明", "新", "永", "安", "和", "兴", "振", "朝", "晨", "春", "红", "金", "青", "东", "向",
	"同", "光", "长", "丰", "德", "文", "远", "平",
];
const SECOND: [&str; 24] = [
	"航", "德", "民", "宁", "康", "顺", "旺", "华", "阳", "光", "晖", "旗", "溪", "山", "风", "荣",
	"心", "源", "河", "岭", "园", "泉", "湖", "桥",
];
const BUREAUS: [&str; 12] = [
	"财政",
	"教育",
	"民政",
	"水利",
	"审计",
	"统计",
	"农业农村",
	"卫生健康",
	"交通运输",
	"市场监管",
	"人社",
	"档案",
];
const FACULTIES: [&str; 12] = [
	"文学院",
	"理学院",
	"工学院",
	"农学院",
	"医学院",
	"法学院",
	"数学学院",
	"历史学院",
	"物理学院",
	"化学学院",
	"艺术学院",
	"体育学院",
];

/// A branch that gets members.
pub(super) struct PlannedBranch {
	/// Its name, found nowhere else in the list.
	pub name: String,
	/// The code of its county.
	pub region: u32,
	/// The name of its county and committee, for addresses.
	pub place: String,
	/// How many members it gets.
	pub size: usize,
}

pub(super) struct Tree {
	pub organizations: Vec<OrganizationRow>,
	pub branches: Vec<PlannedBranch>,
}

struct Gardener<'a> {
	rng: &'a mut ChaCha20Rng,
	names: HashSet<String>,
	organizations: Vec<OrganizationRow>,
}

impl Gardener<'_> {
	fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
		words.choose(self.rng).copied().unwrap_or("新")
	}

	fn place(&mut self) -> String {
		format!("{}{}", self.pick(&FIRST), self.pick(&SECOND))
	}

	/// A name nobody has yet: `before` and `after`, with a number between them if need be.
	fn name(&mut self, before: &str, after: &str) -> String {
		let mut name = format!("{before}{after}");
		let mut number: u32 = 2;
		while !self.names.insert(name.clone()) {
			name = format!("{before}第{number}{after}");
			number += 1;
		}
		name
	}

	/// Enters an organization founded after its superior, before the year 2000.
	fn establish(
		&mut self,
		name: &str,
		kind: OrgKind,
		parent: Option<&str>,
		region: u32,
		superior_founded: CivilDate,
	) -> CivilDate {
		let last = super::day((1999, 12, 31));
		let room = last.days_since_epoch() - superior_founded.days_since_epoch();
		let later = self.rng.gen_range(0..=room.clamp(0, 20 * 365));
		let founded = superior_founded.add_days(later).unwrap_or(superior_founded);
		self.organizations.push(OrganizationRow {
			name: name.to_owned(),
			kind,
			parent: parent.map(str::to_owned),
			region,
			founded,
		});
		founded
	}

	fn committee_name(&mut self, occupation: Occupation) -> (String, String) {
		let place = self.place();
		let after = match occupation {
			Occupation::Farmer => "镇",
			Occupation::Retired | Occupation::Other => "街道",
			Occupation::Worker => "集团",
			Occupation::Technical => "研究院",
			Occupation::Manager => "公司",
			Occupation::Official => "机关",
			Occupation::Student => "大学",
		};
		let mut short = format!("{place}{after}");
		// Different in the short form too, which begins the names of the branches.
		let mut number: u32 = 2;
		while !self.names.insert(short.clone()) {
			short = format!("{place}第{number}{after}");
			number += 1;
		}
		let full = self.name(&short, "委员会");
		(short, full)
	}

	fn branch_name(&mut self, committee: &str, occupation: Occupation) -> String {
		let unit = match occupation {
			Occupation::Farmer => format!("{}村", self.place()),
			Occupation::Retired => format!("{}社区离退休干部", self.place()),
			Occupation::Other => format!("{}社区", self.place()),
			Occupation::Worker => format!("{}车间", self.place()),
			Occupation::Technical => format!("{}研究室", self.place()),
			Occupation::Manager => format!("{}分公司", self.place()),
			Occupation::Official => format!("{}局机关", self.pick(&BUREAUS)),
			Occupation::Student => format!("{}学生", self.pick(&FACULTIES)),
		};
		self.name(&format!("{committee}{unit}"), "党支部")
	}
}

/// The occupation most of these members have.
fn majority(profiles: &[Profile]) -> Occupation {
	let mut counts: Vec<(usize, Occupation)> = Vec::new();
	for profile in profiles {
		match counts.iter_mut().find(|(_, o)| *o == profile.occupation) {
			Some((count, _)) => *count += 1,
			None => counts.push((1, profile.occupation)),
		}
	}
	counts.into_iter().max().map_or(Occupation::Farmer, |(_, occupation)| occupation)
}

/// Plans the organizations for members in this order: who does the same is in the same branch.
pub(super) fn plant(profiles: &[Profile], rng: &mut ChaCha20Rng) -> Tree {
	let members = profiles.len();
	let mean = MEAN_BRANCH_HUNDREDTHS as usize;
	let branch_count = ((members * 100 + mean / 2) / mean).max(1);
	let weights: Vec<u32> = (0..branch_count).map(|_| rng.gen_range(8..=36)).collect();
	let sizes = apportion(members as u32, &weights);

	let committees = branch_count.div_ceil(BRANCHES_OF_COMMITTEE);
	let counties = committees.div_ceil(COMMITTEES_OF_COUNTY);
	let cities = counties.div_ceil(COUNTIES_OF_CITY).min(CITIES);
	let per_city = counties.div_ceil(cities);
	let per_committee = branch_count.div_ceil(committees);

	let mut gardener = Gardener { rng, names: HashSet::new(), organizations: Vec::new() };
	let mut branches = Vec::with_capacity(branch_count);
	let mut sizes = sizes.into_iter().map(|size| size as usize);
	let mut rest = profiles;
	let since = super::day((1949, 10, 1));
	let (mut city, mut county) = ((String::new(), since), (String::new(), since));
	let (mut county_code, mut county_place) = (0, String::new());
	for n in 0..committees {
		let in_county = n / COMMITTEES_OF_COUNTY;
		let city_code = 990_000 + 100 * (in_county / per_city) as u32 + 100;
		if n % (COMMITTEES_OF_COUNTY * per_city) == 0 {
			let place = gardener.place();
			let name = gardener.name(&format!("{place}市"), "委员会");
			let founded = gardener.establish(&name, OrgKind::Municipal, None, city_code, since);
			city = (name, founded);
		}
		if n % COMMITTEES_OF_COUNTY == 0 {
			county_code = city_code + (in_county % per_city) as u32 + 1;
			county_place = format!("{}县", gardener.place());
			let name = gardener.name(&county_place, "委员会");
			let above = (city.0.clone(), city.1);
			let founded =
				gardener.establish(&name, OrgKind::County, Some(&above.0), county_code, above.1);
			county = (name, founded);
		}
		let own: Vec<usize> = sizes.by_ref().take(per_committee).collect();
		let (mine, others) = rest.split_at(own.iter().sum::<usize>().min(rest.len()));
		rest = others;
		if own.is_empty() {
			continue;
		}
		let (short, committee) = gardener.committee_name(majority(mine));
		let committee_founded = gardener.establish(
			&committee,
			OrgKind::PrimaryCommittee,
			Some(&county.0),
			county_code,
			county.1,
		);
		// The first branches of a committee that is large enough are under a general branch.
		let mut superior = (committee.clone(), committee_founded);
		if own.len() >= 2 * BRANCHES_OF_GENERAL {
			let place = gardener.place();
			let name = gardener.name(&format!("{short}{place}"), "党总支");
			let founded = gardener.establish(
				&name,
				OrgKind::GeneralBranch,
				Some(&committee),
				county_code,
				committee_founded,
			);
			superior = (name, founded);
		}
		let mut mine = mine;
		for (at, size) in own.into_iter().enumerate() {
			if at == BRANCHES_OF_GENERAL {
				superior = (committee.clone(), committee_founded);
			}
			let (these, more) = mine.split_at(size.min(mine.len()));
			mine = more;
			let name = gardener.branch_name(&short, majority(these));
			gardener.establish(&name, OrgKind::Branch, Some(&superior.0), county_code, superior.1);
			let place = format!("{county_place}{short}");
			branches.push(PlannedBranch { name, region: county_code, place, size });
		}
	}
	Tree { organizations: gardener.organizations, branches }
}
