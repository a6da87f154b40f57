use crate::{mock::*, types::AccountData, Error, Event};
use chuxin_primitives::{date::DAY_MS, traits::Entitlement};
use frame::testing_prelude::*;

fn account(who: AccountId) -> frame_system::AccountInfo<u32, AccountData> {
	frame_system::Account::<Test>::get(who)
}

#[test]
fn first_entitlement_makes_the_account_exist_with_a_full_day() {
	run(|| {
		assert_eq!(account(LI).sufficients, 1);
		assert_eq!(Access::quota(&LI).free, OFFICER_LIMIT);
		assert_eq!(data(LI).offices, 1);
		assert_eq!(data(LI).flags, AccountData::KNOWN | AccountData::OFFICER_DAY);
		assert_eq!(data(WANG).free, MEMBER_LIMIT);
		assert_eq!(data(WANG).memberships, 1);
		assert_eq!(data(WANG).flags, AccountData::KNOWN);
	});
}

#[test]
fn reference_is_taken_once_and_stays_after_the_last_entitlement() {
	run(|| {
		assert_ok!(Access::add_office(&LI));
		assert_ok!(Access::add_membership(&LI));
		assert_eq!(account(LI).sufficients, 1);
		assert_ok!(Access::remove_office(&LI));
		assert_ok!(Access::remove_office(&LI));
		assert_ok!(Access::remove_membership(&LI));
		assert!(!data(LI).is_entitled());
		assert_eq!(account(LI).sufficients, 1);
		assert_eq!(nonce(LI), 3 * 64);
		assert!(frame_system::Account::<Test>::contains_key(LI));
	});
}

#[test]
fn remove_what_is_not_there_fails() {
	run(|| {
		assert_noop!(Access::remove_membership(&LI), Error::<Test>::EntitlementNotFound);
		assert_noop!(Access::remove_office(&WANG), Error::<Test>::EntitlementNotFound);
		assert_noop!(Access::remove_office(&NOBODY), Error::<Test>::EntitlementNotFound);
		assert!(!frame_system::Account::<Test>::contains_key(NOBODY));
	});
}

#[test]
fn entitlements_beyond_the_counters_fail() {
	run(|| {
		frame_system::Account::<Test>::mutate(LI, |info| {
			info.data.offices = u16::MAX;
			info.data.memberships = u8::MAX;
		});
		assert_noop!(Access::add_office(&LI), Error::<Test>::MaxEntitlementsExceeded);
		assert_noop!(Access::add_membership(&LI), Error::<Test>::MaxEntitlementsExceeded);
	});
}

#[test]
fn member_who_becomes_officer_keeps_what_was_used_today() {
	run(|| {
		set_free(WANG, 50); // 150 of 200 used
		assert_ok!(Access::add_office(&WANG));
		assert_eq!(data(WANG).free, OFFICER_LIMIT / 4 - 150);
		// A second office changes nothing.
		assert_ok!(Access::add_office(&WANG));
		assert_eq!(data(WANG).free, OFFICER_LIMIT / 4 - 150);
	});
}

#[test]
fn dismissal_and_appointment_on_one_day_fill_nothing_up() {
	run(|| {
		set_free(LI, 7);
		assert_ok!(Access::remove_office(&LI));
		assert_ok!(Access::add_office(&LI));
		assert_eq!(Access::quota(&LI).free, 7);

		// Through a membership in between, neither.
		set_free(LI, 5_000);
		assert_ok!(Access::add_membership(&LI));
		assert_ok!(Access::remove_office(&LI));
		assert_eq!(Access::quota(&LI).free, MEMBER_LIMIT);
		assert_ok!(Access::add_office(&LI));
		assert_eq!(Access::quota(&LI).free, 5_000);
	});
}

#[test]
fn former_officer_has_no_more_than_a_member() {
	run(|| {
		assert_ok!(Access::add_membership(&LI));
		assert_ok!(Access::remove_office(&LI));
		assert_eq!(Access::quota(&LI).free, MEMBER_LIMIT);
		// What is taken now is taken from those 200, and not from the 20,000 of this morning.
		assert_ok!(apply(LI, 64, light(), 0).unwrap_err_or_ok());
		assert_eq!(Access::quota(&LI).free, MEMBER_LIMIT - 1);
		assert_eq!(data(LI).free, MEMBER_LIMIT - 1);
	});
}

/// The call of [`light`] fails in dispatch; what matters here is that it was let through.
trait LetThrough {
	fn unwrap_err_or_ok(self) -> DispatchResult;
}
impl LetThrough
	for Result<DispatchResult, frame_support::pallet_prelude::TransactionValidityError>
{
	fn unwrap_err_or_ok(self) -> DispatchResult {
		assert_eq!(self.expect("let through"), Err(Error::<Test>::UpgradeNotFound.into()));
		Ok(())
	}
}

#[test]
fn freezing_stops_at_once_and_thawing_gives_back() {
	run(|| {
		assert_ok!(submit(LI, 0, light(), 0));
		assert_ok!(Access::set_frozen(&LI, true));
		assert_eq!(nonce(LI), 64);
		for (call, n) in [(light(), 0), (light(), 64), (emergency(), 64)] {
			assert_eq!(submit(LI, n, call, 0), Err(InvalidTransaction::BadSigner.into()));
		}
		let quota = Access::quota(&LI);
		assert!(quota.frozen && !quota.entitled);
		assert_eq!(quota.free, 0);

		assert_ok!(Access::set_frozen(&LI, false));
		assert_eq!(nonce(LI), 64);
		assert_ok!(submit(LI, 64, light(), 0));
	});
}

#[test]
fn freezing_twice_moves_the_nonce_once() {
	run(|| {
		assert_ok!(Access::set_frozen(&LI, true));
		assert_noop!(
			Access::set_frozen(&LI, true).and(Err::<(), _>(DispatchError::Other("undone"))),
			DispatchError::Other("undone")
		);
		assert_eq!(nonce(LI), 64);
		System::assert_last_event(
			Event::NonceAdvanced { account: LI, before: 0, nonce: 64 }.into(),
		);
	});
}

#[test]
fn freezing_before_any_entitlement_holds_when_it_comes() {
	run(|| {
		assert_ok!(Access::set_frozen(&NOBODY, true));
		assert_eq!(account(NOBODY).sufficients, 1);
		assert_ok!(Access::add_office(&NOBODY));
		assert_eq!(submit(NOBODY, 64, light(), 0), Err(InvalidTransaction::BadSigner.into()));
		assert_ok!(Access::set_frozen(&NOBODY, false));
		assert_ok!(submit(NOBODY, 64, light(), 0));
	});
}

#[test]
fn nonce_at_its_end_fails_and_changes_nothing() {
	run(|| {
		frame_system::Account::<Test>::mutate(LI, |info| info.nonce = u32::MAX - 63);
		assert_noop!(Access::remove_office(&LI), Error::<Test>::NoncesUsedUp);
		frame_system::Account::<Test>::mutate(LI, |info| info.nonce = u32::MAX - 64);
		assert_ok!(Access::remove_office(&LI));
		assert_eq!(nonce(LI), u32::MAX);
	});
}

#[test]
fn quota_view_tells_class_limit_and_window() {
	run(|| {
		set_free(LI, 123);
		let li = Access::quota(&LI);
		assert_eq!(li.day.as_str(), Some("2024-02-29"));
		assert_eq!((li.entitled, li.frozen, li.offices, li.class), (true, false, 1, 1));
		assert_eq!((li.free, li.limit, li.window), (123, OFFICER_LIMIT, 64));
		let wang = Access::quota(&WANG);
		assert_eq!((wang.class, wang.free, wang.limit, wang.window), (0, 200, 200, 4));
		let nobody = Access::quota(&NOBODY);
		assert_eq!((nobody.entitled, nobody.free, nobody.limit), (false, 0, 200));
	});
}

#[test]
fn freeze_until_ends_at_exact_boundary() {
	run(|| {
		let until = START + 7 * DAY_MS;
		assert_ok!(Access::freeze_until(&LI, until));
		assert_eq!((nonce(LI), Access::frozen_until(&LI)), (64, Some(until)));
		Now::set(until - 1);
		let refused = Err(InvalidTransaction::BadSigner.into());
		assert_eq!(submit(LI, 64, light(), 0), refused);
		assert_eq!(apply(LI, 64, emergency(), 0), Err(InvalidTransaction::BadSigner.into()));
		assert!(Access::quota(&LI).frozen && !Access::quota(&LI).entitled);
		// Nobody thaws: the moment has come.
		Now::set(until);
		assert_ok!(submit(LI, 64, light(), 0));
		assert_eq!(apply(LI, 64, emergency(), 0), Ok(Ok(())));
		let quota = Access::quota(&LI);
		assert_eq!((quota.frozen, quota.entitled, quota.free), (false, true, OFFICER_LIMIT));
		// What was signed before the freeze stays refused.
		assert_eq!(submit(LI, 63, light(), 0), Err(InvalidTransaction::Stale.into()));
	});
}

#[test]
fn freezing_after_the_end_of_a_freeze_is_a_freeze_again() {
	run(|| {
		assert_ok!(Access::freeze_until(&LI, START + 1));
		Now::set(START + 1);
		assert_ok!(submit(LI, 64, light(), 0));
		assert_ok!(Access::set_frozen(&LI, true));
		assert_eq!((nonce(LI), Access::frozen_until(&LI)), (128, None));
		Now::set(START + 365 * DAY_MS);
		assert_eq!(submit(LI, 128, light(), 0), Err(InvalidTransaction::BadSigner.into()));
	});
}

#[test]
fn a_freeze_that_ends_is_made_lasting_and_a_lasting_one_given_an_end() {
	run(|| {
		assert_ok!(Access::freeze_until(&LI, START + 1));
		assert_ok!(Access::set_frozen(&LI, true));
		assert_eq!((nonce(LI), Access::frozen_until(&LI)), (64, None));
		assert_ok!(Access::freeze_until(&LI, START + 2));
		Now::set(START + 2);
		assert_ok!(submit(LI, 64, light(), 0));
		// Thawing takes the mark and the moment away.
		assert_ok!(Access::set_frozen(&LI, false));
		assert_eq!((nonce(LI), Access::frozen_until(&LI)), (64, None));
		assert!(!data(LI).is(AccountData::FROZEN));
	});
}
