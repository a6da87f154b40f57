//! Worst cases: a full list, of which only the last has keys.

use super::*;
use codec::Decode;
use frame::{benchmarking::prelude::*, deps::sp_runtime::traits::TrailingZeroInput};

/// Names `count` validators, of which only the last has keys.
fn fill<T: Config>(count: u32) -> Result<Vec<T::AccountId>, BenchmarkError> {
	let accounts: Vec<T::AccountId> = (0..count).map(|n| account("validator", n, 0)).collect();
	let named = BoundedVec::try_from(accounts.clone()).map_err(|_| "too many validators")?;
	Named::<T>::put(named);
	let keys = T::Keys::decode(&mut TrailingZeroInput::zeroes()).map_err(|_| "no such keys")?;
	if let Some(last) = accounts.last() {
		pallet_session::NextKeys::<T>::insert(last, keys);
	}
	Ok(accounts)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn name_validator() -> Result<(), BenchmarkError> {
		let origin =
			T::CouncilOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		fill::<T>(MAX_VALIDATORS - 1)?;
		let new: T::AccountId = account("new", 0, 0);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, new.clone());
		assert_eq!(Named::<T>::get().last(), Some(&new));
		Ok(())
	}

	#[benchmark]
	fn remove_validator() -> Result<(), BenchmarkError> {
		let origin =
			T::CouncilOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let first = fill::<T>(MAX_VALIDATORS)?.remove(0);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, first);
		assert_eq!(Named::<T>::decode_len(), Some(63));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(&[1, 2, 3]), crate::mock::Test);
}
