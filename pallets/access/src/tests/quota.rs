use crate::{
	mock::*,
	types::{AccountData, Charge},
	Class, Emergency, Error, Limits,
};
use chuxin_primitives::{
	date::DAY_MS,
	runtime_api::{ClassLimit, LimitsView},
	traits::Entitlement,
};
use frame::testing_prelude::*;
use frame_support::dispatch::DispatchInfo;
use proptest::prelude::*;

fn weighing(ref_time: u64) -> (RuntimeCall, DispatchInfo) {
	let (call, mut info) = light();
	info.call_weight = Weight::from_parts(ref_time, 0);
	(call, info)
}

#[test]
fn cost_steps_at_each_begun_250_us() {
	let cost = |ref_time| Charge::of(Weight::from_parts(ref_time, u64::MAX), 0);
	assert_eq!(cost(0), Charge::Units(1));
	assert_eq!(cost(1), Charge::Units(2));
	assert_eq!(cost(250_000_000), Charge::Units(2));
	assert_eq!(cost(250_000_001), Charge::Units(3));
	assert_eq!(cost(500_000_000), Charge::Units(3));
	assert_eq!(cost(500_000_001), Charge::Units(4));
	assert_eq!(cost(u64::MAX), Charge::Units(u32::MAX));
}

#[test]
fn cost_steps_at_each_begun_1024_bytes() {
	let cost = |len| Charge::of(Weight::zero(), len);
	assert_eq!(cost(0), Charge::Units(1));
	assert_eq!(cost(1), Charge::Units(2));
	assert_eq!(cost(1024), Charge::Units(2));
	assert_eq!(cost(1025), Charge::Units(3));
	assert_eq!(cost(usize::MAX), Charge::Units(1 + (1 << 22)));
	assert_eq!(Charge::of(Weight::from_parts(250_000_001, 0), 1025), Charge::Units(5));
}

#[test]
fn failing_call_is_charged_like_any_other() {
	run(|| {
		let failed = apply(LI, 0, weighing(250_000_001), 1025).unwrap();
		assert_eq!(failed, Err(Error::<Test>::UpgradeNotFound.into()));
		assert_eq!(data(LI).free, OFFICER_LIMIT - 5);
		assert_eq!(nonce(LI), 1);
	});
}

#[test]
fn last_units_at_exact_boundary_work() {
	run(|| {
		set_free(WANG, 3);
		assert_ok!(submit(WANG, 0, weighing(1), 1));
		set_free(WANG, 2);
		assert_eq!(submit(WANG, 0, weighing(1), 1), Err(custom(3)));
		assert_eq!(apply(WANG, 0, weighing(1), 1), Err(custom(3)));
		assert_eq!((data(WANG).free, nonce(WANG)), (2, 0));
	});
}

#[test]
fn waiting_transactions_count() {
	run(|| {
		// 10 units left, 1,000 sent: 10 wait.
		set_free(LI, 10);
		let waiting = (0..1000).filter(|n| submit(LI, *n, light(), 0).is_ok()).count();
		assert_eq!(waiting, 10);
		assert_ok!(submit(LI, 9, light(), 0));
		assert_eq!(submit(LI, 10, light(), 0), Err(custom(3)));
		// The usual transaction takes three units: 8 wait.
		let waiting = (0..1000).filter(|n| submit(LI, *n, weighing(1), 1).is_ok()).count();
		assert_eq!(waiting, 8);
	});
}

#[test]
fn day_ends_at_16_utc() {
	run(|| {
		set_free(LI, 0);
		// The last millisecond of 29 February in China is 15:59:59.999 UTC.
		Now::set(START + DAY_MS - 1);
		assert_eq!(submit(LI, 0, light(), 0), Err(custom(3)));
		assert_eq!(Access::quota(&LI).free, 0);
		Now::set(START + DAY_MS);
		assert_eq!(Access::quota(&LI).free, OFFICER_LIMIT);
		assert_ok!(submit(LI, 0, light(), 0));
		// Nothing is written until something is taken.
		assert_eq!(data(LI).free, 0);
		assert!(apply(LI, 0, light(), 0).is_ok());
		assert_eq!(data(LI).free, OFFICER_LIMIT - 1);
		assert_eq!(data(LI).day, 19_783); // 2024-03-01
	});
}

#[test]
fn day_numbers_that_begin_anew_break_nothing() {
	run(|| {
		// 2149-06-07 is the 65,536th day: the number is 0 again.
		Now::set(65_536 * DAY_MS - 8 * 3_600_000);
		assert_eq!(Access::quota(&LI).day.as_str(), Some("2149-06-07"));
		set_free(LI, 0);
		assert_eq!(data(LI).day, 0);
		assert_eq!(submit(LI, 0, light(), 0), Err(custom(3)));
		Now::set(65_537 * DAY_MS - 8 * 3_600_000);
		assert_ok!(submit(LI, 0, light(), 0));
	});
}

#[test]
fn before_the_first_block_the_day_is_full_too() {
	// At genesis the clock shows 1970 and every number of a day is 0.
	let mut ext = new_test_ext();
	ext.execute_with(|| {
		Now::set(0);
		assert_ok!(Access::add_membership(&LI));
		assert_eq!(data(LI).free, MEMBER_LIMIT);
		assert_ok!(Access::add_office(&LI));
		assert_eq!(data(LI).free, OFFICER_LIMIT / 4);
		assert_ok!(submit(LI, 0, light(), 0));
		assert_ok!(Access::do_try_state());
		// Who is an officer from genesis on is not new when the chain begins.
		Now::set(START);
		assert_eq!(Access::quota(&LI).free, OFFICER_LIMIT);
	});
}

#[test]
fn new_officer_has_a_quarter_for_seven_days() {
	run(|| {
		assert_ok!(Access::add_office(&NOBODY));
		let limit = || Access::quota(&NOBODY).limit;
		assert_eq!(data(NOBODY).new_until, 19_789); // 2024-03-07
		assert_eq!((limit(), Access::quota(&NOBODY).free), (5_000, 5_000));
		set_free(NOBODY, 1);
		assert!(apply(NOBODY, 0, light(), 0).is_ok());
		assert_eq!(submit(NOBODY, 1, light(), 0), Err(custom(3)));

		// The last millisecond of the seventh day, and the first of the eighth.
		Now::set(START + 7 * DAY_MS - 1);
		assert_eq!((limit(), Access::quota(&NOBODY).free), (5_000, 5_000));
		assert!(apply(NOBODY, 1, light(), 0).is_ok());
		assert_eq!(data(NOBODY).free, 4_999);
		Now::set(START + 7 * DAY_MS);
		assert_eq!((limit(), Access::quota(&NOBODY).free), (20_000, 20_000));
		assert!(apply(NOBODY, 2, light(), 0).is_ok());
		assert_eq!(data(NOBODY).free, 19_999);
	});
}

#[test]
fn officer_is_new_once() {
	run(|| {
		// A dismissal and an election later, Li is no new officer.
		assert_ok!(Access::remove_office(&LI));
		assert_ok!(Access::add_office(&LI));
		assert_eq!(Access::quota(&LI).limit, OFFICER_LIMIT);

		// A second office within the first week does not begin it anew.
		assert_ok!(Access::add_office(&NOBODY));
		Now::set(START + 6 * DAY_MS);
		assert_ok!(Access::add_office(&NOBODY));
		assert_eq!(Access::quota(&NOBODY).limit, OFFICER_LIMIT / 4);
		Now::set(START + 7 * DAY_MS);
		assert_eq!(Access::quota(&NOBODY).limit, OFFICER_LIMIT);
	});
}

#[test]
fn new_officer_who_was_a_member_has_no_less_than_a_member() {
	run(|| {
		assert_ok!(Access::set_limit(RuntimeOrigin::root(), Class::Officer, 400));
		assert_ok!(Access::add_office(&WANG));
		assert_eq!(Access::quota(&WANG).limit, MEMBER_LIMIT);
		assert_ok!(Access::set_limit(RuntimeOrigin::root(), Class::Officer, 100));
		assert_eq!(Access::quota(&WANG).limit, 100);
		// Without the office the member's limit holds, whatever was noted.
		assert_ok!(Access::remove_office(&WANG));
		assert_eq!(Access::quota(&WANG).limit, MEMBER_LIMIT);
	});
}

#[test]
fn new_officers_when_the_numbers_of_days_begin_anew() {
	run(|| {
		// 2149-05-31 has the number 65,529: a week later is number 0, which means "never".
		Now::set(65_529 * DAY_MS - 8 * 3_600_000);
		assert_ok!(Access::add_office(&NOBODY));
		assert_eq!(data(NOBODY).new_until, u16::MAX);
		assert_eq!(Access::quota(&NOBODY).limit, OFFICER_LIMIT / 4);
		// Somebody else's week goes over the end of the numbers.
		Now::set(65_532 * DAY_MS - 8 * 3_600_000);
		assert_ok!(Access::add_office(&WANG));
		assert_eq!(data(WANG).new_until, 3);
		Now::set(65_538 * DAY_MS - 8 * 3_600_000);
		assert_eq!(Access::quota(&WANG).limit, OFFICER_LIMIT / 4);
		Now::set(65_539 * DAY_MS - 8 * 3_600_000);
		assert_eq!(Access::quota(&WANG).limit, OFFICER_LIMIT);
		Now::set(65_537 * DAY_MS - 8 * 3_600_000);
		assert_eq!(Access::quota(&NOBODY).limit, OFFICER_LIMIT);
	});
}

#[test]
fn limits_tell_every_class() {
	run(|| {
		assert_ok!(Access::set_limit(RuntimeOrigin::root(), Class::Member, 300));
		assert_eq!(
			Access::limits(),
			LimitsView {
				classes: vec![
					ClassLimit { class: 0, units: 300, new_units: 300, window: 4 },
					ClassLimit { class: 1, units: 20_000, new_units: 5_000, window: 64 },
				],
				new_days: 7,
				emergencies: EMERGENCY_LIMIT,
			}
		);
	});
}

#[test]
fn lowered_limit_holds_at_once() {
	run(|| {
		assert_ok!(Access::set_limit(RuntimeOrigin::root(), Class::Officer, 10));
		assert_eq!(Access::quota(&LI).free, 10);
		assert_eq!(submit(LI, 10, light(), 0), Err(custom(3)));
		assert!(apply(LI, 0, light(), 0).is_ok());
		assert_eq!(data(LI).free, 9);
	});
}

#[test]
fn raised_limit_fills_up_tomorrow() {
	run(|| {
		set_free(WANG, 5);
		assert_ok!(Access::set_limit(RuntimeOrigin::root(), Class::Member, 1000));
		assert_eq!(Access::quota(&WANG).free, 5);
		Now::set(START + DAY_MS);
		assert_eq!(Access::quota(&WANG).free, 1000);
	});
}

#[test]
fn limits_of_genesis_hold_and_defaults_otherwise() {
	let genesis = crate::GenesisConfig { member_limit: Some(77), ..Default::default() };
	run_on(ext_with(genesis), || {
		assert_eq!(Limits::<Test>::get(Class::Member), Some(77));
		assert_eq!(data(WANG).free, 77);
		assert_eq!(Limits::<Test>::get(Class::Officer), None);
		assert_eq!(Access::quota(&LI).free, OFFICER_LIMIT);
	});
}

#[test]
fn emergency_works_with_an_empty_quota_and_takes_no_units() {
	run(|| {
		set_free(WANG, 0);
		assert_eq!(submit(WANG, 0, light(), 0), Err(custom(3)));
		assert_eq!(apply(WANG, 0, emergency(), 100), Ok(Ok(())));
		assert_eq!((data(WANG).free, nonce(WANG)), (0, 1));
		assert_eq!(Emergency::<Test>::get(WANG), Some((19_782, 1)));
		assert_eq!(Emergency::<Test>::get(LI), None);
	});
}

#[test]
fn emergencies_are_20_a_day_and_waiting_ones_count() {
	run(|| {
		for n in 0..19 {
			assert_eq!(apply(LI, n, emergency(), 0), Ok(Ok(())));
		}
		assert_ok!(submit(LI, 19, emergency(), 0));
		assert_eq!(submit(LI, 20, emergency(), 0), Err(custom(3)));
		assert_eq!(apply(LI, 19, emergency(), 0), Ok(Ok(())));
		assert_eq!(apply(LI, 20, emergency(), 0), Err(custom(3)));
		assert_eq!(nonce(LI), 20);
		// The usual quota is untouched, and tomorrow there are 20 again.
		assert_eq!(Access::quota(&LI).free, OFFICER_LIMIT);
		Now::set(START + DAY_MS);
		assert_eq!(apply(LI, 20, emergency(), 0), Ok(Ok(())));
		assert_eq!(Emergency::<Test>::get(LI), Some((19_783, 1)));
	});
}

#[test]
fn emergency_calls_of_officers_are_calls_like_others_by_a_member() {
	run(|| {
		// By an officer: no units, before all others.
		set_free(LI, 0);
		let by_officer = submit(LI, 0, officers_emergency(), 0).unwrap();
		assert_eq!(by_officer.priority >> 56, 2);
		assert_ok!(apply(LI, 0, officers_emergency(), 0));
		assert_eq!((data(LI).free, Emergency::<Test>::get(LI)), (0, Some((19_782, 1))));
		// By a member: units, and behind the officers.
		let by_member = submit(WANG, 0, officers_emergency(), 0).unwrap();
		assert_eq!(by_member.priority >> 56, 0);
		let free = Access::quota(&WANG).free;
		assert_ok!(apply(WANG, 0, officers_emergency(), 0));
		assert!(Access::quota(&WANG).free < free);
		assert_eq!(Emergency::<Test>::get(WANG), None);
		set_free(WANG, 0);
		assert_eq!(submit(WANG, 1, officers_emergency(), 0), Err(custom(3)));
		// One's own freeze is anybody's emergency.
		assert_eq!(submit(WANG, 1, emergency(), 0).unwrap().priority >> 56, 2);
	});
}

#[test]
fn emergency_count_goes_with_the_entitlement() {
	run(|| {
		assert_eq!(apply(LI, 0, emergency(), 0), Ok(Ok(())));
		assert!(Emergency::<Test>::contains_key(LI));
		assert_ok!(Access::add_office(&LI));
		assert_ok!(Access::remove_office(&LI));
		assert!(Emergency::<Test>::contains_key(LI));
		assert_ok!(Access::remove_office(&LI));
		assert!(!Emergency::<Test>::contains_key(LI));
	});
}

#[derive(Clone, Debug)]
enum Step {
	Send(u64, usize),
	Emergency,
	Office(bool),
	Membership(bool),
	Frozen(bool),
	Later(u64),
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		6 => (0..3_000_000_000u64, 0..8000usize).prop_map(|(time, len)| Step::Send(time, len)),
		2 => Just(Step::Emergency),
		1 => any::<bool>().prop_map(Step::Office),
		1 => any::<bool>().prop_map(Step::Membership),
		1 => any::<bool>().prop_map(Step::Frozen),
		1 => (0..DAY_MS / 2).prop_map(Step::Later),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(200))]

	/// Whatever happens to an account in whatever order: on no day more is taken than an officer's
	/// limit (with the member's, where somebody becomes an officer only then), the nonce never goes
	/// back, and nothing runs without a right to submit.
	#[test]
	fn no_day_takes_more_than_the_limit(steps in prop::collection::vec(step(), 1..120)) {
		const LIMIT: u32 = 60;
		let genesis = crate::GenesisConfig {
			member_limit: Some(10),
			officer_limit: Some(LIMIT),
			..Default::default()
		};
		run_on(ext_with(genesis), || {
			let mut day = Access::day();
			let (mut units, mut emergencies) = (0u32, 0u8);
			for step in steps {
				let before = nonce(LI);
				let may = Access::may_submit(&LI, &data(LI));
				if Access::day() != day {
					day = Access::day();
					(units, emergencies) = (0, 0);
				}
				match step {
					Step::Send(time, len) => {
						let Charge::Units(cost) = Charge::of(Weight::from_parts(time, 0), len) else {
							unreachable!()
						};
						let free = Access::quota(&LI).free;
						let ran = apply(LI, before, weighing(time), len).is_ok();
						assert_eq!(ran, may && cost <= free);
						if ran {
							units += cost;
							assert_eq!(Access::quota(&LI).free, free - cost);
						}
					},
					Step::Emergency => {
						let ran = apply(LI, before, emergency(), 0).is_ok();
						assert_eq!(ran, may && emergencies < EMERGENCY_LIMIT);
						emergencies += u8::from(ran);
					},
					Step::Office(true) => {
						assert_ok!(Access::add_office(&LI));
					},
					Step::Office(false) => {
						let _ = Access::remove_office(&LI);
					},
					Step::Membership(true) => {
						assert_ok!(Access::add_membership(&LI));
					},
					Step::Membership(false) => {
						let _ = Access::remove_membership(&LI);
					},
					Step::Frozen(frozen) => {
						assert_ok!(Access::set_frozen(&LI, frozen));
					},
					Step::Later(ms) => Now::mutate(|now| *now += ms),
				}
				if !data(LI).is_entitled() {
					emergencies = 0;
				}
				assert!(nonce(LI) >= before);
				assert!(units <= LIMIT, "{units} units on one day");
				assert_eq!(data(LI).flags & !AccountData::FLAGS, 0);
				assert_ok!(Access::do_try_state());
			}
		});
	}
}
