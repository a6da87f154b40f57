use super::*;
use crate::roster::{
	check, check_organizations, read, BranchEntry, BranchIndex, CheckContext, OrgColumn,
	SuperiorResolution,
};
use chuxin_primitives::{organization::OrgKind, OrgId};
use std::collections::{BTreeMap, BTreeSet};

fn index(demo: &Demo) -> BranchIndex {
	let at: BTreeMap<&str, u32> =
		demo.organizations.iter().zip(1..).map(|(o, n)| (o.name.as_str(), n)).collect();
	let entry = |(o, n): (&OrganizationRow, u32)| BranchEntry {
		id: OrgId(n),
		parent: Some(OrgId(o.parent.as_deref().map_or(0, |p| at[p]))),
		kind: o.kind,
		name: o.name.clone(),
		authority: true,
	};
	BranchIndex::new(demo.organizations.iter().zip(1..).map(entry).collect())
}

#[test]
fn the_same_seed_yields_the_same_roster_and_another_seed_another() {
	let (a, b, c) =
		(generate(500, 7).unwrap(), generate(500, 7).unwrap(), generate(500, 8).unwrap());
	assert!(a == b);
	assert!(a != c);
	let numbers: BTreeSet<_> = a.members.iter().map(|m| &m.id_number).collect();
	let shared = c.members.iter().filter(|m| numbers.contains(&m.id_number)).count();
	assert_eq!(shared, 0);
}

#[test]
fn ten_thousand_members_have_the_shares_of_the_whole_party() {
	let started = std::time::Instant::now();
	let demo = generate(10_000, 1).unwrap();
	let took = started.elapsed();
	assert!(took < std::time::Duration::from_secs(2), "{took:?}");
	assert_eq!(demo.members.len(), 10_000);
	let today = day(DEMO_DATE);

	// A group's share is met to a member.
	let total: u32 = AGES.iter().map(|g| g.members).sum();
	for group in AGES {
		let (from, to) = group.years;
		let found = demo
			.members
			.iter()
			.filter(|m| (from..=to).contains(&m.birth.years_until(today).unwrap()))
			.count() as f64;
		let expected = f64::from(group.members) / f64::from(total) * 10_000.0;
		assert!((found - expected).abs() < 1.0, "{group:?}: {found} for {expected}");
	}
	let total: u32 = OCCUPATIONS.iter().map(|(_, n)| n).sum();
	for (occupation, share) in OCCUPATIONS {
		let text = Some(occupation.text());
		let found = demo.members.iter().filter(|m| m.occupation.as_deref() == text).count() as f64;
		let expected = f64::from(share) / f64::from(total) * 10_000.0;
		assert!((found - expected).abs() < 1.0, "{occupation:?}: {found} for {expected}");
	}
	let retired = Some(Occupation::Retired.text());
	let youngest_retired = demo
		.members
		.iter()
		.filter(|m| m.occupation.as_deref() == retired)
		.map(|m| m.birth.years_until(today).unwrap())
		.min();
	assert!(youngest_retired >= Some(61), "{youngest_retired:?}");
	assert_eq!(demo.members.iter().filter(|m| m.full_since.is_none()).count(), 213);

	// 10,000 / 21.7
	let branches = demo.organizations.iter().filter(|o| o.kind == OrgKind::Branch).count();
	assert_eq!(branches, 461);
	let used: BTreeSet<_> = demo.members.iter().map(|m| &m.branch).collect();
	assert_eq!(used.len(), 461);
	let numbers: BTreeSet<_> = demo.members.iter().map(|m| &m.id_number).collect();
	assert_eq!(numbers.len(), 10_000);
	assert!(numbers.iter().all(|n| n.starts_with("990")));
}

#[test]
fn a_written_roster_is_read_without_fault_or_warning_and_is_the_same() {
	let folder = tempfile::tempdir().unwrap();
	for (members, seed) in [(1, 1), (2, 9), (25, 2), (217, 3), (3_000, 4)] {
		let demo = generate(members, seed).unwrap();
		let index = index(&demo);
		let context = CheckContext { today: day(DEMO_DATE), branches: &index };
		for ending in ["xlsx", "csv"] {
			let roster = folder.path().join(format!("roster-{members}.{ending}"));
			let list = folder.path().join(format!("organizations-{members}.{ending}"));
			demo.write(&roster, &list).unwrap();
			let checked = check(&read(&roster).unwrap(), &context);
			assert_eq!(checked.faults, [], "{members} {ending}");
			assert_eq!(checked.warnings, [], "{members} {ending}");
			let rows: Vec<_> = checked.members.into_iter().map(|m| m.member).collect();
			assert!(rows == demo.members, "{members} {ending}");

			let sheet = read::<OrgColumn>(&list).unwrap();
			let unknown = |_: &str| SuperiorResolution::Unknown;
			let checked =
				check_organizations(&sheet, day(DEMO_DATE), OrgKind::Provincial, &unknown);
			assert_eq!(checked.faults, [], "{members} {ending}");
			let mut listed: Vec<_> =
				checked.organizations.into_iter().map(|o| (o.row, o.organization)).collect();
			listed.sort_by_key(|(row, _)| *row);
			let listed: Vec<_> = listed.into_iter().map(|(_, o)| o).collect();
			assert!(listed == demo.organizations, "{members} {ending}");
		}
	}
}

#[test]
fn a_roster_of_another_day_has_nothing_later() {
	let today = CivilDate::from_ymd(2004, 2, 29).unwrap();
	let demo = generate_at(2_000, 5, today).unwrap();
	let index = index(&demo);
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("roster.csv");
	crate::roster::export(&path, &demo.members).unwrap();
	let checked = check(&read(&path).unwrap(), &CheckContext { today, branches: &index });
	assert_eq!(checked.faults, []);
	assert_eq!(checked.members.len(), 2_000);
}

#[test]
fn small_rosters_are_complete_too() {
	for members in (1..200).chain([999, 1_001]) {
		let demo = generate(members, 3).unwrap();
		assert_eq!(demo.members.len(), members as usize);
		let branches = demo.organizations.iter().filter(|o| o.kind == OrgKind::Branch).count();
		assert_eq!(branches, ((f64::from(members) / 21.7).round() as usize).max(1), "{members}");
	}
}

#[test]
fn numbers_out_of_range_are_refused() {
	assert_eq!(generate(0, 1).err(), Some(DemoError::Members(0)));
	assert_eq!(generate(1_000_001, 1).err(), Some(DemoError::Members(1_000_001)));
	let early = CivilDate::from_ymd(1999, 12, 31).unwrap();
	assert_eq!(generate_at(10, 1, early).err(), Some(DemoError::Date(early)));
}
