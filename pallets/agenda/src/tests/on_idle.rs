use crate::{mock::*, weights::WeightInfo, Due};
use chuxin_primitives::agenda::{Agenda as _, Item};
use frame::testing_prelude::*;

fn base() -> Weight {
	<() as WeightInfo>::on_idle_base()
}

fn raise(way: u32) -> Weight {
	<() as WeightInfo>::raise(way)
}

fn idle(limit: Weight) -> Weight {
	let used = Agenda::on_idle(1, limit);
	assert!(used.all_lte(limit), "used {used} of {limit}");
	used
}

/// Ends blocks of that much room until nothing is left, and tells how many it took.
fn blocks_until_done(room: Weight) -> usize {
	let mut blocks = 0;
	while Due::<Test>::iter_keys().next().is_some() {
		assert!(idle(room).all_gt(base()), "a block that raised nothing");
		blocks += 1;
		assert_ok!(Agenda::do_try_state());
	}
	blocks
}

#[test]
fn five_hundred_on_one_day_are_all_raised() {
	run(|| {
		for n in 0..500 {
			set(if n % 2 == 0 { BRANCH } else { OTHER }, late(n), "2026-03-10");
		}
		go_to("2026-03-10");
		end_block();
		assert_eq!(raised(), []);
		go_to("2026-03-11");
		// A block has room for seven.
		let room = base() + raise(13) * 7;
		let blocks = blocks_until_done(room);
		assert_eq!(raised().len(), 500);
		// Ways of two and three are cheaper than the longest one, for which room is always kept.
		assert!((25..=500usize.div_ceil(7)).contains(&blocks), "{blocks} blocks");
		assert_eq!(overdue(BRANCH), (250, 250));
		assert_eq!(overdue(OTHER), (250, 250));
		assert_eq!(overdue(PROVINCE), (0, 500));
		let mut items: Vec<_> = raised().into_iter().map(|(_, item)| item).collect();
		items.sort();
		items.dedup();
		assert_eq!(items, (0..500).map(late).collect::<Vec<_>>());
	});
}

#[test]
fn chain_stopped_for_three_days_catches_up_in_the_order_of_days() {
	run(|| {
		for (n, day) in ["2026-03-06", "2026-03-04", "2026-03-05", "2026-03-03"].iter().enumerate()
		{
			set(BRANCH, late(n as u32), day);
		}
		go_to("2026-03-03");
		end_block();
		assert_eq!(raised(), []);
		go_to("2026-03-06");
		end_block();
		let order: Vec<_> = raised().into_iter().map(|(_, item)| item).collect();
		assert_eq!(order, [late(3), late(1), late(2)]);
		go_to("2026-03-07");
		end_block();
		assert_eq!(raised().len(), 4);
	});
}

#[test]
fn jump_of_a_year_loses_none() {
	run(|| {
		let mut day = date("2026-03-01");
		for n in 0..365 {
			set(BRANCH, late(n), &day.to_string());
			day = day.add_days(1).unwrap();
		}
		go_to("2027-03-01");
		let room = base() + raise(13) * 20;
		let blocks = blocks_until_done(room);
		assert!(blocks > 1);
		let order: Vec<_> = raised().into_iter().map(|(_, item)| item).collect();
		assert_eq!(order, (0..365).map(late).collect::<Vec<_>>());
		assert_eq!(overdue(PROVINCE), (0, 365));
	});
}

#[test]
fn upgrade_of_the_runtime_in_between_loses_none() {
	let mut ext = new_test_ext();
	ext.execute_with(|| {
		for n in 0..40 {
			set(BRANCH, late(n), "2026-03-02");
		}
		go_to("2026-03-03");
		idle(base() + raise(13) * 3);
		assert!((3..40).contains(&raised().len()));
	});
	// What a new runtime finds is storage and nothing else.
	ext.commit_all().unwrap();
	let (storage, root) = ext.into_raw_snapshot();
	let mut ext = TestState::from_raw_snapshot(storage, root, Default::default());
	ext.execute_with(|| {
		AllPalletsWithSystem::on_runtime_upgrade();
		set(BRANCH, late(40), "2026-03-02");
		end_block();
		assert_eq!(overdue(PROVINCE), (0, 41));
		assert_eq!(raised().len(), 41);
		Agenda::clear(BRANCH, late(0));
		assert_eq!(overdue(BRANCH), (40, 40));
		assert_ok!(Agenda::do_try_state());
	});
}

#[test]
fn weight_used_is_what_was_done() {
	run(|| {
		assert_eq!(idle(Weight::MAX), base());
		set(DEEP, Item::NoSecretary, "2026-02-01");
		set(BRANCH, Item::NoSecretary, "2026-02-01");
		set(PROVINCE, Item::NoSecretary, "2026-02-01");
		set(COUNTY, Item::NoSecretary, "2026-04-01");
		assert_eq!(idle(Weight::MAX), base() + raise(13) + raise(3) + raise(1));
		assert_eq!(idle(Weight::MAX), base());
	});
}

#[test]
fn room_at_exact_boundary_works_and_below_waits() {
	run(|| {
		set(DEEP, Item::NoSecretary, "2026-02-01");
		let one = Weight::from_parts(1, 0);
		assert_eq!(idle(Weight::zero()), Weight::zero());
		assert_eq!(idle(base() - one), Weight::zero());
		assert_eq!(idle(base()), base());
		assert_eq!(idle(base() + raise(13) - one), base());
		assert_eq!(idle(base() + raise(13) - Weight::from_parts(0, 1)), base());
		assert_eq!(raised(), []);
		assert_eq!(idle(base() + raise(13)), base() + raise(13));
		assert_eq!(raised(), [(DEEP, Item::NoSecretary)]);
	});
}
