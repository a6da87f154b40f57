use crate::{
	mock::*, AppointmentDelay, Class, CurrentDelays, Delays, Error, Event, GenesisConfig,
	PendingUpgrade, ReorganizationDelay, ReplacementDelay, Upgrade,
};
use chuxin_primitives::{date::DAY_MS, RawDate};
use frame::testing_prelude::*;

const WEEK: u64 = 7 * DAY_MS;

fn hash() -> H256 {
	BlakeTwo256::hash(b"a runtime")
}

fn authorized() -> bool {
	System::authorized_upgrade().is_some()
}

#[test]
fn council_acts_by_anybody_else_fail() {
	run(|| {
		for origin in [RuntimeOrigin::signed(LI), RuntimeOrigin::none()] {
			let o = || origin.clone();
			assert_noop!(Access::propose_upgrade(o(), hash()), BadOrigin);
			assert_noop!(Access::cancel_upgrade(o()), BadOrigin);
			assert_noop!(Access::set_limit(o(), Class::Member, 100), BadOrigin);
			assert_noop!(Access::set_delays(o(), DAY_MS, WEEK, 3 * DAY_MS, DAY_MS), BadOrigin);
		}
	});
}

#[test]
fn propose_upgrade_waits_seven_days() {
	run(|| {
		assert_ok!(Access::propose_upgrade(RuntimeOrigin::root(), hash()));
		let ready_at = START + WEEK;
		assert_eq!(PendingUpgrade::<Test>::get(), Some(Upgrade { code_hash: hash(), ready_at }));
		System::assert_last_event(
			Event::UpgradeProposed {
				code_hash: hash(),
				ready_at,
				ready_on: RawDate::from("2024-03-07"),
			}
			.into(),
		);
		assert!(!authorized());
	});
}

#[test]
fn propose_upgrade_without_hash_or_beside_another_fails() {
	run(|| {
		assert_noop!(
			Access::propose_upgrade(RuntimeOrigin::root(), H256::zero()),
			Error::<Test>::CodeHashMissing
		);
		assert_ok!(Access::propose_upgrade(RuntimeOrigin::root(), hash()));
		assert_noop!(
			Access::propose_upgrade(RuntimeOrigin::root(), H256::repeat_byte(1)),
			Error::<Test>::UpgradeAlreadyProposed
		);
	});
}

#[test]
fn enact_upgrade_at_exact_boundary_works() {
	run(|| {
		assert_noop!(
			Access::enact_upgrade(RuntimeOrigin::signed(WANG)),
			Error::<Test>::UpgradeNotFound
		);
		assert_ok!(Access::propose_upgrade(RuntimeOrigin::root(), hash()));
		Now::set(START + WEEK - 1);
		assert_noop!(
			Access::enact_upgrade(RuntimeOrigin::signed(WANG)),
			Error::<Test>::UpgradeNotReady
		);
		Now::set(START + WEEK);
		assert_noop!(Access::enact_upgrade(RuntimeOrigin::none()), BadOrigin);
		assert_ok!(Access::enact_upgrade(RuntimeOrigin::signed(WANG)));
		assert_eq!(*System::authorized_upgrade().unwrap().code_hash(), hash());
		System::assert_last_event(Event::UpgradeEnacted { code_hash: hash(), by: WANG }.into());
		// Once.
		assert_noop!(
			Access::enact_upgrade(RuntimeOrigin::signed(WANG)),
			Error::<Test>::UpgradeNotFound
		);
	});
}

#[test]
fn enacted_upgrade_checks_name_and_version() {
	run(|| {
		assert_ok!(Access::propose_upgrade(RuntimeOrigin::root(), hash()));
		Now::set(START + WEEK);
		assert_ok!(Access::enact_upgrade(RuntimeOrigin::signed(WANG)));
		System::assert_has_event(
			frame_system::Event::UpgradeAuthorized { code_hash: hash(), check_version: true }
				.into(),
		);
	});
}

#[test]
fn shorter_delay_later_leaves_the_moment() {
	let genesis = GenesisConfig { min_upgrade_delay: Some(0), ..Default::default() };
	run_on(ext_with(genesis), || {
		assert_ok!(Access::propose_upgrade(RuntimeOrigin::root(), hash()));
		assert_ok!(Access::set_delays(RuntimeOrigin::root(), DAY_MS, 0, 3 * DAY_MS, DAY_MS));
		assert_noop!(
			Access::enact_upgrade(RuntimeOrigin::signed(WANG)),
			Error::<Test>::UpgradeNotReady
		);
	});
}

#[test]
fn cancel_upgrade_before_it_is_enacted_works() {
	run(|| {
		assert_noop!(Access::cancel_upgrade(RuntimeOrigin::root()), Error::<Test>::UpgradeNotFound);
		assert_ok!(Access::propose_upgrade(RuntimeOrigin::root(), hash()));
		assert_ok!(Access::cancel_upgrade(RuntimeOrigin::root()));
		System::assert_last_event(Event::UpgradeCancelled { code_hash: hash() }.into());
		Now::set(START + WEEK);
		assert_noop!(
			Access::enact_upgrade(RuntimeOrigin::signed(WANG)),
			Error::<Test>::UpgradeNotFound
		);
		assert!(!authorized());
	});
}

#[test]
fn cancel_upgrade_after_it_was_enacted_works() {
	run(|| {
		let code = b"a runtime".to_vec();
		assert_ok!(Access::propose_upgrade(RuntimeOrigin::root(), hash()));
		Now::set(START + WEEK);
		assert_ok!(Access::enact_upgrade(RuntimeOrigin::signed(WANG)));
		assert_ok!(Access::cancel_upgrade(RuntimeOrigin::root()));
		System::assert_last_event(Event::UpgradeRevoked.into());
		// What is revoked is not revoked again.
		assert_noop!(Access::cancel_upgrade(RuntimeOrigin::root()), Error::<Test>::UpgradeNotFound);
		assert_eq!(
			System::apply_authorized_upgrade(RuntimeOrigin::signed(WANG), code)
				.map(|_| ())
				.map_err(|e| e.error),
			Err(frame_system::Error::<Test>::Unauthorized.into())
		);
		// And another can be proposed.
		assert_ok!(Access::propose_upgrade(RuntimeOrigin::root(), hash()));
	});
}

#[test]
fn set_limit_at_exact_boundary_works() {
	run(|| {
		for units in [10, 1_000_000] {
			let old = Access::limit(Class::Member);
			assert_ok!(Access::set_limit(RuntimeOrigin::root(), Class::Member, units));
			assert_eq!(Access::limit(Class::Member), units);
			System::assert_last_event(
				Event::LimitSet { class: Class::Member, before: old, units }.into(),
			);
		}
		assert_eq!(Access::limit(Class::Officer), OFFICER_LIMIT);
		for units in [0, 9, 1_000_001, u32::MAX] {
			assert_noop!(
				Access::set_limit(RuntimeOrigin::root(), Class::Officer, units),
				Error::<Test>::LimitOutOfRange
			);
		}
	});
}

fn set_delays(delays: [u64; 4]) -> DispatchResult {
	let [appointment, upgrade, replacement, reorganization] = delays;
	Access::set_delays(RuntimeOrigin::root(), appointment, upgrade, replacement, reorganization)
}

#[test]
fn set_delays_at_exact_boundary_works() {
	run(|| {
		const LEAST: [u64; 4] = [DAY_MS, WEEK, 3 * DAY_MS, DAY_MS];
		const MOST: u64 = 90 * DAY_MS;
		let old = Delays::STANDARD;
		let new =
			Delays { appointment: MOST, upgrade: MOST, replacement: MOST, reorganization: MOST };
		assert_eq!(AppointmentDelay::<Test>::get(), DAY_MS);
		assert_ok!(set_delays([MOST; 4]));
		System::assert_last_event(Event::DelaysSet { before: old, delays: new }.into());
		assert_eq!(AppointmentDelay::<Test>::get(), MOST);
		assert_ok!(set_delays(LEAST));
		assert_eq!(CurrentDelays::<Test>::get(), Delays::STANDARD);
		assert_eq!(ReplacementDelay::<Test>::get(), 3 * DAY_MS);
		assert_eq!(ReorganizationDelay::<Test>::get(), DAY_MS);
		for which in 0..4 {
			for wrong in [LEAST[which] - 1, MOST + 1, 0] {
				let mut delays = LEAST;
				delays[which] = wrong;
				assert_noop!(set_delays(delays), Error::<Test>::DelayOutOfRange);
			}
		}
	});
}

#[test]
fn development_delays_of_genesis_work() {
	let genesis = GenesisConfig {
		appointment_delay: Some(0),
		upgrade_delay: Some(0),
		min_appointment_delay: Some(0),
		min_upgrade_delay: Some(0),
		replacement_delay: Some(0),
		min_replacement_delay: Some(0),
		reorganization_delay: Some(5),
		min_reorganization_delay: Some(5),
		..Default::default()
	};
	run_on(ext_with(genesis), || {
		assert_eq!(AppointmentDelay::<Test>::get(), 0);
		assert_eq!(ReplacementDelay::<Test>::get(), 0);
		assert_eq!(ReorganizationDelay::<Test>::get(), 5);
		assert_ok!(Access::propose_upgrade(RuntimeOrigin::root(), hash()));
		assert_ok!(Access::enact_upgrade(RuntimeOrigin::signed(LI)));
		assert!(authorized());
	});
}

#[test]
#[should_panic(expected = "a delay is shorter than its minimum")]
fn genesis_with_a_delay_below_its_minimum_fails() {
	ext_with(GenesisConfig { upgrade_delay: Some(0), ..Default::default() });
}

#[test]
#[should_panic(expected = "a daily limit is 10 to 1000000 units")]
fn genesis_with_a_limit_out_of_range_fails() {
	ext_with(GenesisConfig { member_limit: Some(9), ..Default::default() });
}
