//! Worst cases of the call, and what one step of `on_idle` takes by the length of the way up.

#![allow(clippy::expect_used, clippy::indexing_slicing)] // never part of a runtime that makes blocks

use super::*;
use alloc::vec::Vec;
use frame::benchmarking::prelude::*;

/// The longest way up there can be: from a branch at the greatest depth to the root.
fn way<T: Config>() -> Vec<OrgId> {
	T::Organizations::ancestors(T::Organizations::benchmark_branch(OrgId(0), 1))
}

const LATE: Item = Item::LateEntry { person: PersonId(u64::MAX), seq: 7 };

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Nothing is past its day: today, and a look at the first key.
	#[benchmark]
	fn on_idle_base() {
		Pallet::<T>::set(way::<T>()[0], LATE, T::Clock::today());
		let consumed;
		#[block]
		{
			consumed = Pallet::<T>::raise_overdue(Weight::MAX);
		}
		assert_eq!(consumed, T::WeightInfo::on_idle_base());
	}

	/// One item, with `a` organizations on its way up, and the look at the key after it.
	#[benchmark]
	fn raise(a: Linear<1, 13>) {
		let way = way::<T>();
		let org = way[way.len().saturating_sub(a as usize)];
		let past = T::Clock::today().add_days(-1).expect("chains begin after the year 1000");
		Pallet::<T>::set(org, LATE, past);
		let mut keys = Due::<T>::iter_keys();
		let mut length = 0;
		#[block]
		{
			if keys.next().is_some() {
				length = Pallet::<T>::raise(org, past, LATE);
			}
		}
		assert_eq!(length, a.min(way.len() as u32));
		assert!(Items::<T>::get(org, LATE).is_some_and(|entry| entry.raised));
	}

	#[benchmark]
	fn take_note() -> Result<(), BenchmarkError> {
		let way = way::<T>();
		let (org, superior) = (way[0], *way.last().expect("a root"));
		let origin = T::AnyOfficerOrigin::try_successful_origin(&superior)
			.map_err(|()| BenchmarkError::Weightless)?;
		Pallet::<T>::benchmark_overdue(org, LATE);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, superior, org, PersonId(u64::MAX), 7);
		assert!(!Items::<T>::contains_key(org, LATE));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
