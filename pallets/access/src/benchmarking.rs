//! Worst cases of every call and of the extension.

use super::*;
use chuxin_primitives::{date::DAY_MS, traits::Entitlement};
use frame::{
	benchmarking::prelude::*,
	deps::sp_runtime::traits::{AsSystemOriginSigner, AsTransactionAuthorizedOrigin},
};
use frame_support::dispatch::{DispatchInfo, PostDispatchInfo};
use types::{Charge, MAX_LIMIT};

fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::CouncilOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

fn hash<T: Config>() -> T::Hash {
	T::Hashing::hash(b"a runtime")
}

#[benchmarks(where
	T: Send + Sync,
	T::RuntimeCall: From<Call<T>>
		+ Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
	<T::RuntimeCall as Dispatchable>::RuntimeOrigin:
		AsSystemOriginSigner<T::AccountId> + AsTransactionAuthorizedOrigin + Clone,
)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn propose_upgrade() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, hash::<T>());
		assert_eq!(PendingUpgrade::<T>::get().map(|u| u.code_hash), Some(hash::<T>()));
		Ok(())
	}

	/// The longer way: an upgrade that was enacted is taken back.
	#[benchmark]
	fn cancel_upgrade() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		frame_system::Pallet::<T>::do_authorize_upgrade(hash::<T>(), true);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin);
		assert!(frame_system::Pallet::<T>::authorized_upgrade().is_some());
		Ok(())
	}

	#[benchmark]
	fn enact_upgrade() {
		let caller: T::AccountId = whitelisted_caller();
		PendingUpgrade::<T>::put(Upgrade { code_hash: hash::<T>(), ready_at: 0 });
		#[extrinsic_call]
		_(RawOrigin::Signed(caller));
		assert!(!PendingUpgrade::<T>::exists());
	}

	#[benchmark]
	fn set_limit() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		Limits::<T>::insert(Class::Officer, 10);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Class::Officer, MAX_LIMIT);
		assert_eq!(Pallet::<T>::limit(Class::Officer), MAX_LIMIT);
		Ok(())
	}

	#[benchmark]
	fn set_delays() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		let new = Delays { appointment: 2 * DAY_MS, upgrade: 8 * DAY_MS };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, new.appointment, new.upgrade);
		assert_eq!(CurrentDelays::<T>::get(), new);
		Ok(())
	}

	/// A whole way through the extension: `validate`, `prepare`, after.
	#[benchmark]
	fn quota_nonce() -> Result<(), BenchmarkError> {
		// Not whitelisted: the account's own read and write count here, as nothing counts them.
		let caller: T::AccountId = account("caller", 0, 0);
		Pallet::<T>::add_office(&caller)?;
		Limits::<T>::insert(Class::Officer, MAX_LIMIT);
		let info = DispatchInfo::default();
		let call: T::RuntimeCall = Call::<T>::enact_upgrade {}.into();
		let ext = QuotaNonce::<T>::from(0);

		#[block]
		{
			ext.test_run(RawOrigin::Signed(caller.clone()).into(), &call, &info, 100, 0, |_| {
				Ok(().into())
			})
			.unwrap()
			.unwrap();
		}

		assert_eq!(frame_system::Account::<T>::get(&caller).nonce, 1);
		Ok(())
	}

	/// The same for an emergency call. Which calls are, only the runtime knows: the two halves are
	/// run as the extension runs them.
	#[benchmark]
	fn quota_nonce_emergency() -> Result<(), BenchmarkError> {
		let caller: T::AccountId = account("caller", 0, 0);
		Pallet::<T>::add_office(&caller)?;
		let call: T::RuntimeCall = Call::<T>::enact_upgrade {}.into();

		#[block]
		{
			Pallet::<T>::admit(&caller, 0, Charge::Emergency, || {
				T::BaseCallFilter::contains(&call)
			})
			.unwrap();
			Pallet::<T>::charge(&caller, 0, Charge::Emergency).unwrap();
		}

		assert_eq!(frame_system::Account::<T>::get(&caller).nonce, 1);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
