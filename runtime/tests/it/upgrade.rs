//! Upgrades by the council, and what happens when a migration fails.

use crate::support::{account, development, events, motion, next_block, submit};
use chuxin_runtime::{
	configs::migrations::EnterSafeMode, Access, Hash, Runtime, RuntimeCall, RuntimeEvent, SafeMode,
	System,
};
use frame_support::{
	migrations::{FailedMigrationHandler, FailedMigrationHandling},
	traits::Contains,
};
use sp_keyring::Sr25519Keyring::{Alice, Dave};

#[test]
fn an_upgrade_waits_its_delay_and_is_authorized_with_checks() {
	development(|| {
		let code_hash = Hash::repeat_byte(7);
		submit(Alice, motion(pallet_access::Call::propose_upgrade { code_hash })).unwrap().unwrap();
		// Dave is a member without office: anybody entitled may enact what the council decided.
		let enact = pallet_access::Call::enact_upgrade {};
		assert_eq!(
			submit(Dave, enact.clone()).unwrap(),
			Err(pallet_access::Error::<Runtime>::UpgradeNotReady.into())
		);
		// The development delay is a minute: 20 blocks.
		for _ in 0..20 {
			next_block();
		}
		submit(Dave, enact).unwrap().unwrap();
		assert!(System::authorized_upgrade().is_some());
		assert!(events().iter().any(|event| matches!(
			event,
			RuntimeEvent::System(frame_system::Event::UpgradeAuthorized {
				check_version: true,
				..
			})
		)));
		// Other code than was decided is refused.
		let other = frame_system::Call::apply_authorized_upgrade { code: vec![1, 2, 3] };
		assert_eq!(
			submit(Alice, other).unwrap(),
			Err(frame_system::Error::<Runtime>::Unauthorized.into())
		);
	});
}

#[test]
fn a_failed_migration_enters_safe_mode_that_the_council_can_leave() {
	development(|| {
		assert_eq!(EnterSafeMode::failed(Some(0)), FailedMigrationHandling::ForceUnstuck);
		assert!(SafeMode::is_entered());
		// A second failure extends it.
		assert_eq!(EnterSafeMode::failed(Some(1)), FailedMigrationHandling::ForceUnstuck);
		next_block();
		assert!(SafeMode::is_entered());

		let freeze: RuntimeCall = pallet_members::Call::freeze_own_account {}.into();
		assert!(!chuxin_runtime::calls::BaseCallFilter::contains(&freeze));
		let code_hash = Hash::repeat_byte(7);
		submit(Alice, motion(pallet_access::Call::propose_upgrade { code_hash })).unwrap().unwrap();
		assert!(pallet_access::PendingUpgrade::<Runtime>::exists());
		submit(Alice, motion(pallet_safe_mode::Call::force_exit {})).unwrap().unwrap();
		assert!(!SafeMode::is_entered());
		assert!(chuxin_runtime::calls::BaseCallFilter::contains(&freeze));
	});
}

#[test]
fn the_council_sets_limits_and_members_cannot() {
	development(|| {
		let set = pallet_access::Call::set_limit { class: pallet_access::Class::Member, units: 10 };
		assert_eq!(submit(Dave, set.clone()).unwrap(), Err(sp_runtime::DispatchError::BadOrigin));
		submit(Alice, motion(set)).unwrap().unwrap();
		let quota = Access::quota(&account(Dave));
		assert_eq!(quota.limit, 10);
		assert!(quota.free <= 10);
	});
}

#[test]
fn a_member_with_ten_units_gets_at_most_ten_transactions_in() {
	use crate::support::signed_with;
	use chuxin_runtime::Executive;
	development(|| {
		let set = pallet_access::Call::set_limit { class: pallet_access::Class::Member, units: 10 };
		submit(Alice, motion(set)).unwrap().unwrap();
		next_block();
		let call: RuntimeCall = pallet_utility::Call::batch { calls: vec![] }.into();
		let taken = (0..1_000)
			.filter(|nonce| {
				Executive::validate_transaction(
					sp_runtime::transaction_validity::TransactionSource::External,
					signed_with(Dave, *nonce, call.clone()),
					System::parent_hash(),
				)
				.is_ok()
			})
			.count();
		assert!((1..=10).contains(&taken), "{taken}");
	});
}
