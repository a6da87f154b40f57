//! # Validators
//!
//! Who makes blocks: named by the council, one for each trusted organization.
//!
//! ## Terminology
//!
//! * **Named** — the council put the account on the list.
//! * **Keyed** — the account set its session keys (`session.setKeys`).
//! * **Queued** — the session pallet has the account and its keys ready for the next session. A
//!   change is queued when a session begins, and works from the session after.
//!
//! ## Scenario: an organization joins
//!
//! 1. The council names the account of the organization's officer. The account gets the reference
//!    that the session pallet asks for.
//! 2. On the validator's machine keys are made; the officer sends them with `session.setKeys`.
//!    Until then nothing changes: a validator without keys is passed over.
//! 3. At the next beginning of a session [`Pallet`] finds that named-and-keyed differs from queued
//!    and hands over the new list; one session later the validator makes blocks.
//! 4. Months later it changes its keys: the accounts are the same, the keys differ, and the list is
//!    handed over again.
//!
//! When nothing differs, nothing is handed over: light clients need not follow a change of
//! authorities that is none, and what was disabled for an offence stays disabled.
//!
//! ## Scenario: an organization leaves
//!
//! The council removes the account; two sessions later it makes no blocks. The last validator, and
//! the last that has keys, cannot be removed. Should all validators purge their keys, the queued
//! keys are put back: a chain without authorities stands still for ever.
//!
//! Changes of authorities are always scheduled; nothing here forces one.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	target_arch = "wasm32",
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::cast_possible_wrap,
		clippy::cast_sign_loss,
		clippy::panic
	)
)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod sessions;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::{NoIdentification, ValidatorOf, MAX_VALIDATORS};
pub use weights::WeightInfo;

use alloc::vec::Vec;
use frame::prelude::*;

// The macros below write `expect`s of their own; by hand there is none.
#[allow(clippy::expect_used)]
#[frame::pallet]
pub mod pallet {
	use super::*;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime decides.
	#[pallet::config]
	pub trait Config:
		frame_system::Config
		+ pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
	{
		/// Who names and removes validators.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// The named validators, in the order they were named.
	#[pallet::storage]
	pub type Named<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, ConstU32<MAX_VALIDATORS>>, ValueQuery>;

	/// Blocks of a session where genesis says nothing: an hour at 3 seconds.
	#[pallet::type_value]
	pub fn StandardSessionLength() -> u32 {
		1_200
	}

	/// Blocks of a session: a parameter of genesis, which nothing changes afterwards.
	#[pallet::storage]
	pub type SessionLength<T: Config> = StorageValue<_, u32, ValueQuery, StandardSessionLength>;

	/// What a chain starts with.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first validators, 1 to 64, without doubles. Their keys are in the session pallet's
		/// genesis; this pallet stands before it, so that it finds the references.
		pub initial: Vec<T::AccountId>,
		/// Blocks of a session, at least 2; 1,200 where it is left out.
		pub session_length: Option<u32>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (at, account) in self.initial.iter().enumerate() {
				assert!(
					!self.initial.iter().take(at).any(|other| other == account),
					"a validator is listed twice",
				);
				Pallet::<T>::refer_to(account);
			}
			let named = BoundedVec::truncate_from(self.initial.clone());
			assert!(named.len() == self.initial.len(), "more than {MAX_VALIDATORS} validators");
			Named::<T>::put(named);
			if let Some(blocks) = self.session_length {
				assert!(blocks >= 2, "a session has at least 2 blocks");
				SessionLength::<T>::put(blocks);
			}
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The council named a validator. It makes blocks two sessions after it has set its keys
		/// with `session.setKeys`.
		ValidatorNamed {
			/// The validator's account.
			account: T::AccountId,
			/// Validators named now.
			named: u32,
		},
		/// The council removed a validator. It makes no more blocks from the session after the next.
		ValidatorRemoved {
			/// The account.
			account: T::AccountId,
			/// Validators named now.
			named: u32,
		},
		/// No named validator had keys: those of the queued ones were put back. Let every validator
		/// set its keys now.
		KeysRestored {
			/// Validators whose keys were put back.
			count: u32,
		},
	}

	/// Why a call was refused, and the cure.
	#[pallet::error]
	pub enum Error<T> {
		/// The account is a validator already. Look at `validators.named`.
		AlreadyNamed,
		/// The account is no validator. Look at `validators.named` for those that are.
		ValidatorNotFound,
		/// There are 64 validators, which is the most there can be. Remove one first.
		MaxValidatorsExceeded,
		/// It is the last validator with session keys. Name another and let it set its keys with
		/// `session.setKeys` first.
		LastValidator,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::try_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Names a validator (council). It then sets its session keys with `session.setKeys`, and
		/// makes blocks from the session after the next. To submit, the account needs an office or a
		/// membership like any other.
		///
		/// * `account` — the validator's account.
		///
		/// # Errors
		/// [`Error::AlreadyNamed`], [`Error::MaxValidatorsExceeded`].
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::name_validator())]
		pub fn name_validator(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			let mut named = Named::<T>::get();
			ensure!(!named.contains(&account), Error::<T>::AlreadyNamed);
			named.try_push(account.clone()).map_err(|_| Error::<T>::MaxValidatorsExceeded)?;
			Self::refer_to(&account);
			let count = Self::put(named);
			Self::deposit_event(Event::ValidatorNamed { account, named: count });
			Ok(())
		}

		/// Removes a validator (council). Its blocks end with the session after this one.
		///
		/// * `account` — the validator's account.
		///
		/// # Errors
		/// [`Error::ValidatorNotFound`], [`Error::LastValidator`].
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::remove_validator())]
		pub fn remove_validator(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			let mut named = Named::<T>::get();
			let before = named.len();
			named.retain(|other| *other != account);
			ensure!(named.len() < before, Error::<T>::ValidatorNotFound);
			ensure!(
				named.iter().any(pallet_session::NextKeys::<T>::contains_key),
				Error::<T>::LastValidator
			);
			let count = Self::put(named);
			Self::deposit_event(Event::ValidatorRemoved { account, named: count });
			Ok(())
		}
	}

	impl<T: Config> Pallet<T> {
		/// Gives the account the reference without which the session pallet takes no keys.
		///
		/// It is never taken back: keys lean on it also after the removal, and an account that is
		/// removed would lose its nonce.
		fn refer_to(account: &T::AccountId) {
			if frame_system::Pallet::<T>::providers(account) == 0 {
				frame_system::Pallet::<T>::inc_providers(account);
			}
		}

		fn put(named: BoundedVec<T::AccountId, ConstU32<MAX_VALIDATORS>>) -> u32 {
			let count = u32::try_from(named.len()).unwrap_or(MAX_VALIDATORS);
			Named::<T>::put(named);
			count
		}
	}
}
