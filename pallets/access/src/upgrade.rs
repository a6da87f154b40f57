//! Upgrades of the runtime: proposed by the council, delayed, enacted by anybody.
//!
//! What is enacted is an authorization of `frame_system`, with the checks of name and version: the
//! same that Root could give, without Root.

use crate::{pallet::Config, CurrentDelays, Error, Event, Pallet, PendingUpgrade, Upgrade};
use chuxin_primitives::{traits::Clock, CivilDate, RawDate};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose_upgrade(code_hash: T::Hash) -> DispatchResult {
		// All zeros stand for a revoked authorization: see `do_cancel_upgrade`.
		ensure!(code_hash != T::Hash::default(), Error::<T>::CodeHashMissing);
		ensure!(!PendingUpgrade::<T>::exists(), Error::<T>::UpgradeAlreadyProposed);
		// Saturating is harmless: such a moment never comes.
		let ready_at = T::Clock::now().saturating_add(CurrentDelays::<T>::get().upgrade);
		PendingUpgrade::<T>::put(Upgrade { code_hash, ready_at });
		let ready_on = CivilDate::in_china(ready_at).map_or(RawDate::from(""), RawDate::from);
		Self::deposit_event(Event::UpgradeProposed { code_hash, ready_at, ready_on });
		Ok(())
	}

	pub(crate) fn do_cancel_upgrade() -> DispatchResult {
		if let Some(Upgrade { code_hash, .. }) = PendingUpgrade::<T>::take() {
			Self::deposit_event(Event::UpgradeCancelled { code_hash });
			return Ok(());
		}
		// The sdk shows the hash natively only; it is the first field of what is stored.
		let stands = frame_system::Pallet::<T>::authorized_upgrade()
			.and_then(|upgrade| T::Hash::decode(&mut &upgrade.encode()[..]).ok())
			.is_some_and(|code_hash| code_hash != T::Hash::default());
		ensure!(stands, Error::<T>::UpgradeNotFound);
		// The authorization is not ours to delete. It is replaced by one that no runtime fits.
		frame_system::Pallet::<T>::do_authorize_upgrade(T::Hash::default(), true);
		Self::deposit_event(Event::UpgradeRevoked);
		Ok(())
	}

	pub(crate) fn do_enact_upgrade(by: T::AccountId) -> DispatchResult {
		let Upgrade { code_hash, ready_at } =
			PendingUpgrade::<T>::get().ok_or(Error::<T>::UpgradeNotFound)?;
		ensure!(T::Clock::now() >= ready_at, Error::<T>::UpgradeNotReady);
		PendingUpgrade::<T>::kill();
		frame_system::Pallet::<T>::do_authorize_upgrade(code_hash, true);
		Self::deposit_event(Event::UpgradeEnacted { code_hash, by });
		Ok(())
	}
}
