//! Which validators a session has.
//!
//! `next_validators` is `Some` exactly when the named-and-keyed validators, or
//! their keys, differ from the queued ones. The session pallet asks at every beginning of a session
//! for the session after; what it has queued is then what begins right now.

use crate::{pallet::Config, Event, Named, Pallet};
use alloc::vec::Vec;
use frame::{deps::sp_runtime::traits::OpaqueKeys, prelude::*};
use pallet_session::{KeyOwner, NextKeys, Pallet as Session};
use sp_staking::SessionIndex;

type Keyed<T> = Vec<(<T as frame_system::Config>::AccountId, <T as pallet_session::Config>::Keys)>;

impl<T: Config> Pallet<T> {
	/// Named validators that have keys, in the order of naming.
	fn keyed() -> Keyed<T> {
		let with_keys = |account: T::AccountId| {
			let keys = Session::<T>::load_keys(&account)?;
			Some((account, keys))
		};
		Named::<T>::get().into_iter().filter_map(with_keys).collect()
	}

	/// The validators for a coming session, if they or their keys differ from the queued ones.
	fn next_validators() -> Option<Vec<T::AccountId>> {
		let queued = Session::<T>::queued_keys();
		let keyed = Self::keyed();
		if keyed.is_empty() {
			// "As before" makes the session pallet look up the keys of those who work now.
			Self::restore(queued);
			return None;
		}
		(keyed != queued).then(|| keyed.into_iter().map(|(account, _)| account).collect())
	}

	/// Puts back the queued validators' keys, where they are gone, so that the next list is not
	/// empty. At most [`MAX_VALIDATORS`](crate::MAX_VALIDATORS).
	fn restore(queued: Keyed<T>) {
		let mut count = 0u32;
		for (account, keys) in queued {
			if NextKeys::<T>::contains_key(&account) {
				continue;
			}
			// A key that went over to somebody else meanwhile stays there.
			let is_taken = |id: &_| {
				Session::<T>::key_owner(*id, keys.get_raw(*id)).is_some_and(|o| o != account)
			};
			if T::Keys::key_ids().iter().any(is_taken) {
				continue;
			}
			for id in T::Keys::key_ids() {
				KeyOwner::<T>::insert((*id, keys.get_raw(*id).to_vec()), &account);
			}
			NextKeys::<T>::insert(&account, keys);
			// Purging took the reference that keys hold; purging again will take it again. It cannot
			// fail: every validator has a provider.
			let held = frame_system::Pallet::<T>::inc_consumers_without_limit(&account);
			if held.is_err() {
				log::error!(target: "runtime::validators", "a validator without a provider");
			}
			count = count.saturating_add(1);
		}
		if count > 0 {
			log::error!(target: "runtime::validators", "no validator had keys: {count} restored");
			Self::deposit_event(Event::KeysRestored { count });
		}
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(_: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::next_validators()
	}
	fn start_session(_: SessionIndex) {}
	fn end_session(_: SessionIndex) {}
}

impl<T: Config> pallet_session::historical::SessionManager<T::AccountId, ()> for Pallet<T> {
	fn new_session(_: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		Self::next_validators()
			.map(|accounts| accounts.into_iter().map(|account| (account, ())).collect())
	}
	fn start_session(_: SessionIndex) {}
	fn end_session(_: SessionIndex) {}
}
