//! What always holds, numbered. Checked after every test and by `try-runtime`.

use crate::{
	pallet::Config,
	types::{AccountData, MAX_DELAY, MAX_LIMIT, MIN_LIMIT},
	CurrentDelays, DevelopmentWindow, Emergency, FrozenUntil, Limits, MinDelays, NextPendingId,
	Pallet, Pending, PendingUpgrade,
};
use frame::prelude::*;
use frame_system::Account;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), DispatchError> {
		Self::try_state_accounts()?;
		Self::try_state_emergencies()?;
		Self::try_state_parameters()?;
		Self::try_state_pending()
	}

	/// 1. An account with an office, a membership, a freeze or a counted day is known.
	/// 2. A known account has a reference of its own: it cannot be removed and lose its nonce.
	/// 3. No flag is set that has no meaning.
	/// 4. What is free was given by a limit: never more than the council can set.
	/// 5. An officer's `free`, when it is of today, was counted by an officer's limit.
	/// 12. An officer's first office was noted.
	fn try_state_accounts() -> Result<(), DispatchError> {
		let today = Self::day();
		for (_, info) in Account::<T>::iter() {
			let data = info.data;
			if data != AccountData::default() {
				ensure!(data.is(AccountData::KNOWN), "access 1: data of an account never entitled");
			}
			if data.is(AccountData::KNOWN) {
				ensure!(info.sufficients >= 1, "access 2: a known account without a reference");
			}
			ensure!(data.flags & !AccountData::FLAGS == 0, "access 3: an unknown flag");
			ensure!(data.free <= MAX_LIMIT, "access 4: more units than any limit");
			if data.offices > 0 && data.day == today {
				ensure!(
					data.is(AccountData::OFFICER_DAY),
					"access 5: an officer counted by a member's limit"
				);
			}
			ensure!(
				data.offices == 0 || data.new_until != 0,
				"access 12: an officer since no day at all"
			);
		}
		Ok(())
	}

	/// 6. Who made emergency calls is entitled, and made at least one and no more than the limit.
	fn try_state_emergencies() -> Result<(), DispatchError> {
		for account in FrozenUntil::<T>::iter_keys() {
			ensure!(
				Account::<T>::get(&account).data.is(AccountData::FROZEN),
				"access 13: a freeze that ends, of an account that is not frozen"
			);
		}
		for (account, (_, used)) in Emergency::<T>::iter() {
			ensure!(
				Account::<T>::get(&account).data.is_entitled(),
				"access 6: emergency calls of an account without entitlement"
			);
			ensure!(
				(1..=T::EmergencyLimit::get()).contains(&used),
				"access 6: a count of emergency calls out of range"
			);
		}
		Ok(())
	}

	/// 7. Limits are in the range the council may set.
	/// 8. Delays are between their minimum and 90 days.
	/// 9. A proposed upgrade has a hash.
	/// 10. A development window lets at least one transaction wait.
	fn try_state_parameters() -> Result<(), DispatchError> {
		for (_, units) in Limits::<T>::iter() {
			ensure!((MIN_LIMIT..=MAX_LIMIT).contains(&units), "access 7: a limit out of range");
		}
		ensure!(
			CurrentDelays::<T>::get().is_within(&MinDelays::<T>::get()),
			"access 8: a delay out of range"
		);
		ensure!(MinDelays::<T>::get().upgrade <= MAX_DELAY, "access 8: a minimum out of range");
		if let Some(upgrade) = PendingUpgrade::<T>::get() {
			ensure!(upgrade.code_hash != T::Hash::default(), "access 9: an upgrade without a hash");
		}
		ensure!(DevelopmentWindow::<T>::get() != Some(0), "access 10: an empty window");
		Ok(())
	}

	/// 11. An act that waits has a number that was given out.
	fn try_state_pending() -> Result<(), DispatchError> {
		let next = NextPendingId::<T>::get();
		ensure!(
			Pending::<T>::iter_keys().all(|id| id < next),
			"access 11: an act under a number never given out"
		);
		Ok(())
	}
}
