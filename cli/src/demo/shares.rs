//! Shares of the whole Party at the end of 2024, in ten thousands of members.

use rand::{seq::SliceRandom, Rng};
use rand_chacha::ChaCha20Rng;

/// Members of a branch on average, times 100 (100.271 m members in 4.614 m branches).
pub const MEAN_BRANCH_HUNDREDTHS: u32 = 2170;
/// Probationary members among 100,000: 2.131 m were admitted in the year.
const PROBATIONARY: u32 = 2125;
/// Probationers are young: age at most.
const PROBATIONARY_AGE: u32 = 45;

/// An age group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeGroup {
	/// Youngest and oldest age in full years.
	pub years: (u32, u32),
	/// Members in ten thousands.
	pub members: u32,
}

/// Ages. The first group is open downwards and the last upwards; the roster uses 21 to 92.
pub const AGES: [AgeGroup; 8] = [
	AgeGroup { years: (21, 30), members: 1227 },
	AgeGroup { years: (31, 35), members: 1076 },
	AgeGroup { years: (36, 40), members: 1148 },
	AgeGroup { years: (41, 45), members: 969 },
	AgeGroup { years: (46, 50), members: 904 },
	AgeGroup { years: (51, 55), members: 941 },
	AgeGroup { years: (56, 60), members: 865 },
	AgeGroup { years: (61, 92), members: 2897 },
];

/// What a member does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occupation {
	/// Farmers, herders, fishers.
	Farmer,
	/// Retired.
	Retired,
	/// Others.
	Other,
	/// Workers.
	Worker,
	/// Technical staff.
	Technical,
	/// Managers.
	Manager,
	/// Officials of Party and state.
	Official,
	/// Students.
	Student,
}

impl Occupation {
	/// The text in the column 工作岗位.
	pub fn text(self) -> &'static str {
		match self {
			Self::Farmer => "农牧渔民",
			Self::Retired => "离退休人员",
			Self::Other => "其他职业人员",
			Self::Worker => "工人",
			Self::Technical => "专业技术人员",
			Self::Manager => "企事业单位管理人员",
			Self::Official => "党政机关工作人员",
			Self::Student => "学生",
		}
	}
}

/// Occupations with their members in ten thousands.
pub const OCCUPATIONS: [(Occupation, u32); 8] = [
	(Occupation::Farmer, 2614),
	(Occupation::Retired, 2147),
	(Occupation::Other, 785),
	(Occupation::Worker, 664),
	(Occupation::Technical, 1639),
	(Occupation::Manager, 1156),
	(Occupation::Official, 759),
	(Occupation::Student, 262),
];

/// What is known of a member before the details.
#[derive(Clone, Copy)]
pub(super) struct Profile {
	pub age: u32,
	pub occupation: Occupation,
	pub probationary: bool,
}

/// Divides `total` by weights: whole numbers that sum to it, each less than one off its share
/// (largest remainders).
pub(super) fn apportion(total: u32, weights: &[u32]) -> Vec<u32> {
	let sum = weights.iter().map(|w| u64::from(*w)).sum::<u64>().max(1);
	let share = |w: &u32| u64::from(*w) * u64::from(total);
	let mut parts: Vec<u32> = weights.iter().map(|w| (share(w) / sum) as u32).collect();
	let mut order: Vec<usize> = (0..weights.len()).collect();
	order.sort_by_key(|n| std::cmp::Reverse(share(&weights[*n]) % sum));
	let missing = total.saturating_sub(parts.iter().sum());
	for n in order.into_iter().take(missing as usize) {
		parts[n] += 1;
	}
	parts
}

/// Ages and occupations of all members, occupation by occupation.
///
/// Both have exactly their shares. They are joined so that it makes sense: the retired are the
/// oldest, students the youngest, and above 60 only farmers and others still work.
pub(super) fn profiles(members: u32, rng: &mut ChaCha20Rng) -> Vec<Profile> {
	let groups = apportion(members, &AGES.map(|g| g.members));
	let mut ages: Vec<u32> = Vec::with_capacity(members as usize);
	for (group, count) in AGES.iter().zip(groups) {
		let (from, to) = group.years;
		// There are fewer the older they are.
		let last = group.years == AGES[7].years;
		ages.extend((0..count).map(|_| {
			let age = rng.gen_range(from..=to);
			if last {
				age.min(rng.gen_range(from..=to))
			} else {
				age
			}
		}));
	}
	ages.sort_unstable();

	let counts = apportion(members, &OCCUPATIONS.map(|(_, members)| members));
	let count = |wanted: Occupation| {
		OCCUPATIONS
			.iter()
			.zip(&counts)
			.find(|((o, _), _)| *o == wanted)
			.map_or(0, |(_, n)| *n as usize)
	};
	let mut profiles: Vec<Profile> = Vec::with_capacity(members as usize);
	let mut give = |occupation: Occupation, ages: &mut dyn Iterator<Item = u32>| {
		profiles.extend(ages.map(|age| Profile { age, occupation, probationary: false }));
	};
	let retired = ages.split_off(ages.len() - count(Occupation::Retired));
	give(Occupation::Retired, &mut retired.into_iter());
	let rest = ages.split_off(count(Occupation::Student));
	give(Occupation::Student, &mut ages.into_iter());
	// Of the others, those above 60 first: farmers and others in the measure of their numbers.
	let (mut working, mut elder): (Vec<u32>, Vec<u32>) =
		rest.into_iter().partition(|age| *age <= 60);
	working.shuffle(rng);
	elder.shuffle(rng);
	let (farmers, others) = (count(Occupation::Farmer), count(Occupation::Other));
	let share = apportion(elder.len() as u32, &[farmers as u32, others as u32])[0] as usize;
	let other_elders = elder.split_off(share.min(farmers).min(elder.len()));
	let mut take = |occupation: Occupation, mut own: Vec<u32>| {
		let more = count(occupation).saturating_sub(own.len()).min(working.len());
		own.extend(working.split_off(working.len() - more));
		give(occupation, &mut own.into_iter());
	};
	take(Occupation::Farmer, elder);
	take(Occupation::Other, other_elders);
	for occupation in
		[Occupation::Worker, Occupation::Technical, Occupation::Manager, Occupation::Official]
	{
		take(occupation, Vec::new());
	}

	let mut young: Vec<usize> =
		(0..profiles.len()).filter(|n| profiles[*n].age <= PROBATIONARY_AGE).collect();
	young.shuffle(rng);
	let probationers = apportion(members, &[PROBATIONARY, 100_000 - PROBATIONARY])[0] as usize;
	for n in young.into_iter().take(probationers) {
		profiles[n].probationary = true;
	}
	profiles.shuffle(rng);
	profiles.sort_by_key(|p| p.occupation);
	profiles
}
