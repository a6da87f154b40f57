use super::*;
use MembershipStatus::*;

fn approve(digest: Hash, persons: &[PersonId]) -> DispatchResult {
	Organizations::approve_reorganization(signed(WANG), COUNTY, BRANCH, digest, persons.to_vec())
}

#[test]
fn split_moves_exactly_the_persons_named() {
	ExtBuilder::default().build_and_execute(|| {
		let all: Vec<PersonId> = (0..7).map(|_| enrol(BRANCH, Full)).collect();
		let former = enrol(BRANCH, Former);
		let go = [all[0], all[3], all[6], former];
		assert_eq!(decide(BRANCH, split_of(BRANCH, &go), &go), None);
		assert_eq!(
			last_event(),
			Event::Split {
				org: BRANCH,
				branch: NEXT,
				parent: COMMITTEE,
				kind: OrgKind::Branch,
				name: "机关第三党支部".into(),
				region: 110_101,
				founded: "2026-03-02".into(),
				count: 4,
				superior: COUNTY,
				by: WANG,
			}
		);
		assert_eq!((full(BRANCH), full(NEXT), full(COMMITTEE)), ((4, 4), (3, 3), (0, 7)));
		assert!(go.iter().all(|person| Book::get()[person].org == NEXT));
		assert_eq!(Book::get()[&all[1]].org, BRANCH);
		assert_eq!(Organizations::reorganization(BRANCH), None);
		// The new branch has three full members, and no secretary yet.
		assert_eq!(due(NEXT, Item::TooFewMembers), None);
		assert!(due(NEXT, Item::NoSecretary).is_some());
		assert!(Organizations::officers(NEXT).is_empty());
	});
}

#[test]
fn split_keeps_the_go_live_day_of_who_goes() {
	ExtBuilder::default().build_and_execute(|| {
		let early = date("2026-01-01");
		Live::set([(BRANCH, early), (COUNTY, date("2026-02-01"))].into());
		let all: Vec<PersonId> = (0..4).map(|_| enrol(BRANCH, Full)).collect();
		assert_eq!(decide(BRANCH, split_of(BRANCH, &all[..2]), &all[..2]), None);
		assert_eq!(Live::get()[&NEXT], early);
	});
}

#[test]
fn split_of_other_persons_than_proposed_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let all: Vec<PersonId> = (0..4).map(|_| enrol(BRANCH, Full)).collect();
		let digest = second(BRANCH, split_of(BRANCH, &all[..2]));
		for list in [&all[..1], &all[1..3], &all[..3], &[all[1], all[0]], &[]] {
			assert_noop!(approve(digest, list), Error::<Test>::PersonsDiffer);
		}
		assert_ok!(approve(digest, &all[..2]));
	});
}

#[test]
fn split_with_somebody_of_another_branch_or_twice_moves_nobody() {
	ExtBuilder::default().build_and_execute(|| {
		let mine = enrol(BRANCH, Full);
		let more = enrol(BRANCH, Full);
		let stranger = enrol(SISTER_BRANCH, Full);
		for list in [[mine, stranger], [mine, mine]] {
			let digest = second(BRANCH, split_of(BRANCH, &list));
			assert_noop!(approve(digest, &list), "of another branch");
			assert_eq!(Book::get()[&mine].org, BRANCH);
			assert_eq!(Book::get()[&more].org, BRANCH);
			assert_ok!(Organizations::withdraw_reorganization(signed(SUN), COMMITTEE, BRANCH));
		}
	});
}

#[test]
fn split_of_500_works_and_of_none_more_than_there_are_or_501_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let propose =
			|act| Organizations::propose_reorganization(signed(SUN), COMMITTEE, BRANCH, act);
		let mut all: Vec<PersonId> = (0..499).map(|_| enrol(BRANCH, Full)).collect();
		let with_count = |n: usize| split_of(BRANCH, &vec![PLAIN; n]);
		assert_noop!(propose(with_count(0)), Error::<Test>::SplitCountInvalid);
		assert_noop!(propose(with_count(500)), Error::<Test>::SplitCountInvalid);
		all.push(enrol(BRANCH, Full));
		enrol(BRANCH, Full);
		assert_noop!(propose(with_count(501)), Error::<Test>::SplitCountInvalid);
		decide(BRANCH, split_of(BRANCH, &all), &all);
		assert_eq!((full(BRANCH), full(NEXT)), ((1, 1), (500, 500)));
		assert!(due(BRANCH, Item::TooFewMembers).is_some());
		assert!(due(NEXT, Item::TooManyMembers).is_some());
	});
}

#[test]
fn split_of_what_holds_no_members_or_into_such_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let person = enrol(BRANCH, Full);
		let propose = |target, kind: OrgKind, name: &str, region, founded: &str| {
			let act = RawReorganization::Split {
				name: name.into(),
				kind,
				region,
				founded: founded.into(),
				count: 1,
				persons_hash: split_hash(&Organizations::genesis_hash(), target, &[person]),
			};
			Organizations::propose_reorganization(signed(SUN), COMMITTEE, target, act)
		};
		let day = "2026-03-02";
		for target in [COMMITTEE, GROUP] {
			assert_noop!(
				propose(target, OrgKind::Branch, "甲", 110_101, day),
				Error::<Test>::NotABranch
			);
		}
		for kind in [OrgKind::GeneralBranch, OrgKind::Group, OrgKind::PrimaryCommittee] {
			assert_noop!(
				propose(BRANCH, kind, "甲", 110_101, day),
				Error::<Test>::KindNotAllowedHere
			);
		}
		assert_noop!(propose(BRANCH, OrgKind::Branch, "", 110_101, day), Error::<Test>::NameBlank);
		assert_noop!(propose(BRANCH, OrgKind::Branch, "甲", 1, day), Error::<Test>::RegionInvalid);
		assert_noop!(
			propose(BRANCH, OrgKind::Branch, "甲", 110_101, "2026-03-03"),
			Error::<Test>::DateInFuture
		);
		assert_noop!(
			propose(BRANCH, OrgKind::Branch, "甲", 110_101, "2026-02-29"),
			Error::<Test>::DateInvalid
		);
		assert_ok!(propose(BRANCH, OrgKind::JointBranch, "甲", 110_101, day));
	});
}

#[test]
fn split_with_the_numbers_exhausted_fails() {
	ExtBuilder::default().build_and_execute(|| {
		let person = enrol(BRANCH, Full);
		let digest = second(BRANCH, split_of(BRANCH, &[person]));
		NextOrgId::<Test>::put(OrgId(u32::MAX));
		assert_noop!(approve(digest, &[person]), Error::<Test>::OrgNumbersExhausted);
	});
}

#[test]
fn counts_that_cross_a_threshold_tell_the_agenda() {
	ExtBuilder::default().build_and_execute(|| {
		let few = || due(BRANCH, Item::TooFewMembers).is_some();
		let many = || due(BRANCH, Item::TooManyMembers).is_some();
		let count = |up, by| {
			assert_ok!(Organizations::count(&[CountChange { org: BRANCH, status: Full, up, by }]));
		};
		count(true, 3);
		assert!(!few() && !many());
		count(false, 1);
		assert!(few());
		// The day stays while the number does not cross the threshold.
		let before = due(BRANCH, Item::TooFewMembers);
		wait(DAY);
		count(false, 1);
		assert_eq!(due(BRANCH, Item::TooFewMembers), before);
		count(true, 2);
		assert!(!few());
		count(true, 47);
		assert!(!many());
		count(true, 1);
		assert!(many());
		count(false, 1);
		assert!(!few() && !many());
	});
}
