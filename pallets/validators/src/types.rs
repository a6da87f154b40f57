//! How the session pallet asks about validators.

use crate::{pallet::Config, Named};
use frame::prelude::*;

/// Validators at most. Do not reduce this value: the stored list would not decode.
pub const MAX_VALIDATORS: u32 = 64;

/// Account → validator: an account is its own validator identity, and only named accounts are
/// validators. For `pallet_session::Config::ValidatorIdOf`: an account that was not named cannot
/// set session keys.
pub struct ValidatorOf<T>(PhantomData<T>);

impl<T: Config> Convert<T::AccountId, Option<T::AccountId>> for ValidatorOf<T> {
	fn convert(account: T::AccountId) -> Option<T::AccountId> {
		Named::<T>::get().contains(&account).then_some(account)
	}
}

/// Validator → what historical sessions prove of it besides its account: nothing.
pub struct NoIdentification;

impl<AccountId> Convert<AccountId, Option<()>> for NoIdentification {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}
