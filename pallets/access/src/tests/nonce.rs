use crate::{mock::*, QuotaNonce};
use chuxin_primitives::traits::Entitlement;
use codec::Encode;
use frame::{deps::sp_runtime::traits::DispatchTransaction, testing_prelude::*};
use frame_support::{
	dispatch::DispatchInfo,
	pallet_prelude::{TransactionSource, TransactionValidityError},
};

fn stale() -> TransactionValidityError {
	InvalidTransaction::Stale.into()
}

#[test]
fn without_entitlement_fails() {
	run(|| {
		assert_eq!(submit(NOBODY, 0, light(), 0), Err(InvalidTransaction::BadSigner.into()));
		assert_eq!(submit(NOBODY, 0, emergency(), 0), Err(InvalidTransaction::BadSigner.into()));
		// An account that exists for another reason is not entitled either.
		System::inc_providers(&NOBODY);
		assert_eq!(submit(NOBODY, 0, light(), 0), Err(InvalidTransaction::BadSigner.into()));
	});
}

#[test]
fn tags_follow_the_nonce() {
	run(|| {
		frame_system::Account::<Test>::mutate(LI, |info| info.nonce = 5);
		let next = submit(LI, 5, light(), 0).unwrap();
		assert_eq!(next.provides, vec![(LI, 5u32).encode()]);
		assert_eq!(next.requires, Vec::<Vec<u8>>::new());
		assert_eq!(next.longevity, 64);
		assert!(next.propagate);
		let later = submit(LI, 7, light(), 0).unwrap();
		assert_eq!(later.provides, vec![(LI, 7u32).encode()]);
		assert_eq!(later.requires, vec![(LI, 6u32).encode()]);
		assert_eq!(submit(LI, 4, light(), 0), Err(stale()));
	});
}

#[test]
fn window_at_exact_boundary_works_and_beyond_fails() {
	run(|| {
		assert_ok!(submit(LI, 63, light(), 0));
		assert_eq!(submit(LI, 64, light(), 0), Err(custom(2)));
		assert_ok!(submit(WANG, 3, light(), 0));
		assert_eq!(submit(WANG, 4, light(), 0), Err(custom(2)));
		assert_eq!(submit(LI, u32::MAX, light(), 0), Err(custom(2)));
	});
}

#[test]
fn development_window_holds_for_everybody() {
	let genesis = crate::GenesisConfig { development_window: Some(4096), ..Default::default() };
	run_on(ext_with(genesis), || {
		assert_ok!(submit(LI, 4095, light(), 0));
		assert_eq!(submit(LI, 4096, light(), 0), Err(custom(2)));
		assert_eq!(Access::quota(&WANG).window, 4096);
		// Revoking moves the nonce beyond everything that could wait.
		assert_ok!(Access::remove_office(&LI));
		assert_eq!(nonce(LI), 4096);
	});
}

#[test]
fn only_the_next_nonce_is_applied_and_only_once() {
	run(|| {
		assert_eq!(apply(LI, 1, light(), 0), Err(InvalidTransaction::Future.into()));
		assert!(apply(LI, 0, light(), 0).is_ok());
		assert_eq!(nonce(LI), 1);
		assert_eq!(apply(LI, 0, light(), 0), Err(stale()));
		assert!(apply(LI, 1, light(), 0).is_ok());
		assert_eq!(nonce(LI), 2);
	});
}

#[test]
fn what_was_signed_before_a_dismissal_is_stale_after_the_next_appointment() {
	run(|| {
		assert!(apply(LI, 0, light(), 0).is_ok());
		// All he could have waiting: nonces 1 to 64.
		for n in 1..=64 {
			assert_ok!(submit(LI, n, light(), 0));
		}
		assert_ok!(Access::remove_office(&LI));
		for n in 1..=64 {
			assert_eq!(submit(LI, n, light(), 0), Err(InvalidTransaction::BadSigner.into()));
		}
		assert_ok!(Access::add_office(&LI));
		for n in 1..=64 {
			assert_eq!(submit(LI, n, light(), 0), Err(stale()));
			assert_eq!(apply(LI, n, light(), 0), Err(stale()));
		}
		assert_ok!(submit(LI, 65, light(), 0));
	});
}

#[test]
fn freeze_and_thaw_make_old_transactions_stale() {
	run(|| {
		assert_ok!(Access::set_frozen(&WANG, true));
		assert_ok!(Access::set_frozen(&WANG, false));
		for n in 0..4 {
			assert_eq!(submit(WANG, n, light(), 0), Err(stale()));
		}
		assert_ok!(submit(WANG, 64, light(), 0));
	});
}

#[test]
fn lost_membership_makes_old_transactions_stale() {
	run(|| {
		assert_ok!(Access::remove_membership(&WANG));
		assert_ok!(Access::add_membership(&WANG));
		assert_eq!(submit(WANG, 3, light(), 0), Err(stale()));
		assert_ok!(submit(WANG, 64, light(), 0));
	});
}

#[test]
fn call_outside_the_filter_fails() {
	run(|| {
		let call = RuntimeCall::from(frame_system::Call::remark_with_event { remark: vec![] });
		let filtered = (call, DispatchInfo::default());
		assert_eq!(submit(LI, 0, filtered.clone(), 0), Err(custom(4)));
		// The order of the checks: entitlement, stale, window, filter, quota.
		set_free(LI, 0);
		assert_eq!(submit(LI, 0, filtered.clone(), 0), Err(custom(4)));
		assert_eq!(submit(LI, 64, filtered.clone(), 0), Err(custom(2)));
		assert_eq!(submit(NOBODY, 64, filtered, 0), Err(InvalidTransaction::BadSigner.into()));
	});
}

#[test]
fn without_signer_passes_untouched() {
	run(|| {
		let (call, info) = light();
		let ext = QuotaNonce::<Test>::from(9);
		let weight = ext.weight(&call);
		let (validity, _, _) = ext
			.validate_only(RuntimeOrigin::root(), &call, &info, 0, TransactionSource::External, 0)
			.unwrap();
		assert_eq!(validity, ValidTransaction::default());
		let pre = ext.validate_and_prepare(RuntimeOrigin::root(), &call, &info, 0, 0).unwrap().0;
		let refund =
			QuotaNonce::<Test>::post_dispatch_details(pre, &info, &Default::default(), 0, &Ok(()));
		assert_eq!(refund, Ok(weight));
		assert!(weight.ref_time() > 0);
	});
}

#[test]
fn priorities_put_emergencies_officers_and_first_transactions_before() {
	run(|| {
		let full = submit(LI, 0, light(), 0).unwrap().priority;
		assert_eq!(full, (1 << 56) | (255 << 48) | (65535 << 32));
		assert_eq!(
			submit(LI, 10, light(), 0).unwrap().priority,
			(1 << 56) | (245 << 48) | (65535 << 32)
		);
		set_free(LI, 10_000);
		assert_eq!(
			submit(LI, 0, light(), 0).unwrap().priority,
			(1 << 56) | (255 << 48) | (32767 << 32)
		);
		assert_eq!(submit(WANG, 0, light(), 0).unwrap().priority, (255 << 48) | (65535 << 32));
		assert_eq!(
			submit(WANG, 0, emergency(), 0).unwrap().priority,
			(2 << 56) | (255 << 48) | (65535 << 32)
		);
	});
}

#[test]
fn nearness_in_priorities_ends_at_255() {
	let genesis = crate::GenesisConfig { development_window: Some(4096), ..Default::default() };
	run_on(ext_with(genesis), || {
		let priority = |n| submit(LI, n, light(), 0).unwrap().priority;
		assert_eq!(priority(254), (1 << 56) | (1 << 48) | (65535 << 32));
		assert_eq!(priority(255), (1 << 56) | (65535 << 32));
		assert_eq!(priority(4095), (1 << 56) | (65535 << 32));
	});
}
