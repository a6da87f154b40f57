//! What always holds, numbered. Checked after every test and by `try-runtime`.

use crate::{pallet::Config, Named, Pallet};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	/// 1. There is at least one validator, and none is listed twice.
	/// 2. Every validator's account has the reference that session keys lean on.
	/// 3. The session pallet has somebody queued: the next session is not empty.
	pub fn do_try_state() -> Result<(), DispatchError> {
		let named = Named::<T>::get();
		ensure!(!named.is_empty(), "validators 1: there is none");
		for (at, account) in named.iter().enumerate() {
			let before = named.iter().take(at).any(|other| other == account);
			ensure!(!before, "validators 1: one is listed twice");
			ensure!(
				frame_system::Pallet::<T>::providers(account) >= 1,
				"validators 2: one without a provider"
			);
		}
		ensure!(
			!pallet_session::Pallet::<T>::queued_keys().is_empty(),
			"validators 3: nobody is queued"
		);
		Ok(())
	}
}
