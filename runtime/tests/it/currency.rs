//! Nothing is worth anything here, and wallets are told so.

use crate::support::{account, development, signed};
use chuxin_runtime::{
	apis, configs::system::Weights, no_currency::NoCurrency, RuntimeCall, RuntimeHoldReason,
};
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{
		tokens::fungible::{Inspect, MutateHold},
		Currency, ExistenceRequirement, ReservableCurrency,
	},
};
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::TokenError;

#[test]
fn moving_nothing_works_and_something_fails() {
	let (alice, bob) = (account(Alice), account(Bob));
	let keep = ExistenceRequirement::KeepAlive;
	assert_eq!(<NoCurrency as Currency<_>>::transfer(&alice, &bob, 0, keep), Ok(()));
	assert_eq!(
		<NoCurrency as Currency<_>>::transfer(&alice, &bob, 1, keep),
		Err(TokenError::Unsupported.into())
	);
	assert_eq!(NoCurrency::reserve(&alice, 1), Err(TokenError::Unsupported.into()));
	assert_eq!(NoCurrency::unreserve(&alice, 7), 7);
	let reason = RuntimeHoldReason::Session(pallet_session::HoldReason::Keys);
	assert!(NoCurrency::hold(&reason, &alice, 1).is_err());
	assert_eq!(<NoCurrency as Inspect<_>>::total_balance(&alice), 0);
}

#[test]
fn fees_are_zero_and_weights_true() {
	use pallet_transaction_payment_rpc_runtime_api::runtime_decl_for_transaction_payment_api::TransactionPaymentApiV4;
	development(|| {
		let call: RuntimeCall = pallet_members::Call::freeze_own_account {}.into();
		let weight = call.get_dispatch_info().call_weight;
		let extrinsic = signed(Alice, call);
		let info = chuxin_runtime::Runtime::query_info(extrinsic.clone(), 200);
		assert_eq!(info.partial_fee, 0);
		assert_eq!(info.class, DispatchClass::Normal);
		assert!(info.weight.all_gt(weight), "the extensions weigh too");
		let fee = chuxin_runtime::Runtime::query_fee_details(extrinsic, 200);
		assert_eq!(fee.inclusion_fee.map(|fee| fee.inclusion_fee()), Some(0));
		assert!(!apis::RUNTIME_API_VERSIONS.is_empty());
	});
}

#[test]
fn one_transaction_may_weigh_about_0_97_seconds() {
	let normal = Weights::get().per_class.get(DispatchClass::Normal).max_extrinsic.unwrap();
	let millis = normal.ref_time() / 1_000_000_000;
	assert!((960..=980).contains(&millis), "{millis} ms");
	let block = Weights::get().max_block.ref_time() / 1_000_000_000;
	assert_eq!(block, 1_500);
}
