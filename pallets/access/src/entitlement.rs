//! Entitlement and quota of accounts.

use crate::{
	pallet::Config,
	types::{AccountData, MEMBER_WINDOW, OFFICER_WINDOW},
	Class, DevelopmentWindow, Emergency, Error, Event, Limits, Pallet,
};
use chuxin_primitives::{
	runtime_api::QuotaView,
	traits::{Clock, Entitlement},
};
use frame::prelude::*;
use frame_system::Account;

impl<T: Config> Pallet<T> {
	/// Units of a full day.
	pub fn limit(class: Class) -> u32 {
		Limits::<T>::get(class).unwrap_or_else(|| match class {
			Class::Member => T::MemberLimit::get(),
			Class::Officer => T::OfficerLimit::get(),
		})
	}

	/// How many transactions of an account may wait at once.
	pub fn window(class: Class) -> u32 {
		DevelopmentWindow::<T>::get().unwrap_or(match class {
			Class::Member => MEMBER_WINDOW,
			Class::Officer => OFFICER_WINDOW,
		})
	}

	/// What an account may still submit today: the answer of the runtime API.
	pub fn quota(account: &T::AccountId) -> QuotaView {
		let data = Account::<T>::get(account).data;
		let class = data.class();
		let limit = Self::limit(class);
		QuotaView {
			day: T::Clock::today().into(),
			entitled: data.may_submit(),
			frozen: data.is(AccountData::FROZEN),
			offices: data.offices,
			class: class.number(),
			free: if data.may_submit() { data.free_on(Self::day(), limit) } else { 0 },
			limit,
			window: Self::window(class),
		}
	}

	/// Today as accounts keep it: days since 1970-01-01 in UTC+8, modulo 2^16. Days are only ever
	/// compared for being the same, so that nothing breaks when the numbers begin anew in 2149.
	pub(crate) fn day() -> u16 {
		let day = T::Clock::today().days_since_epoch().rem_euclid(1 << 16);
		u16::try_from(day).unwrap_or_default()
	}

	/// Emergency calls made today.
	pub(crate) fn emergencies(account: &T::AccountId, today: u16) -> u8 {
		Emergency::<T>::get(account).filter(|(day, _)| *day == today).map_or(0, |(_, used)| used)
	}

	/// Changes entitlement. All checks come first; when one fails nothing was written.
	///
	/// `revoking`: also moves the nonce by a whole window, so that no transaction that could have
	/// been waiting is ever valid again, even after the entitlement is given anew.
	fn change(
		account: &T::AccountId,
		revoking: bool,
		change: impl FnOnce(&mut AccountData) -> Option<()>,
	) -> Result<(), Change> {
		let info = Account::<T>::get(account);
		let (mut data, old) = (info.data, info.nonce);
		let today = Self::day();

		let was_known = data.is(AccountData::KNOWN);
		data.roll_over(today, Self::limit(data.class()));
		change(&mut data).ok_or(Change::Refused)?;
		if !was_known {
			data.set(AccountData::KNOWN, true);
			data.free = Self::limit(data.class());
			data.set(AccountData::OFFICER_DAY, data.class() == Class::Officer);
		} else if data.class() == Class::Officer && !data.is(AccountData::OFFICER_DAY) {
			// What a new officer used today as a member stays used.
			let more = Self::limit(Class::Officer).saturating_sub(Self::limit(Class::Member));
			data.free = data.free.saturating_add(more);
			data.set(AccountData::OFFICER_DAY, true);
		}
		let new = if revoking {
			let skip = Self::window(Class::Officer).max(OFFICER_WINDOW);
			old.checked_add(skip).ok_or(Change::NoncesUsedUp)?
		} else {
			old
		};

		if !was_known {
			// Once, and never taken back: an account that is removed loses its nonce, and what it
			// signed before would be valid again after the next appointment.
			frame_system::Pallet::<T>::inc_sufficients(account);
		}
		Account::<T>::mutate(account, |info| {
			info.data = data;
			info.nonce = new;
		});
		if !data.is_entitled() {
			Emergency::<T>::remove(account);
		}
		if new != old {
			Self::deposit_event(Event::NonceAdvanced { account: account.clone(), old, new });
		}
		Ok(())
	}
}

/// Why entitlement was not changed.
enum Change {
	Refused,
	NoncesUsedUp,
}

impl Change {
	fn or<T: Config>(self, refused: Error<T>) -> DispatchError {
		match self {
			Self::Refused => refused.into(),
			Self::NoncesUsedUp => Error::<T>::NoncesUsedUp.into(),
		}
	}
}

impl<T: Config> Entitlement<T::AccountId> for Pallet<T> {
	fn add_office(account: &T::AccountId) -> DispatchResult {
		Self::change(account, false, |data| {
			data.offices = data.offices.checked_add(1)?;
			Some(())
		})
		.map_err(|e| e.or(Error::<T>::MaxEntitlementsExceeded))
	}

	fn remove_office(account: &T::AccountId) -> DispatchResult {
		Self::change(account, true, |data| {
			data.offices = data.offices.checked_sub(1)?;
			Some(())
		})
		.map_err(|e| e.or(Error::<T>::EntitlementNotFound))
	}

	fn add_membership(account: &T::AccountId) -> DispatchResult {
		Self::change(account, false, |data| {
			data.memberships = data.memberships.checked_add(1)?;
			Some(())
		})
		.map_err(|e| e.or(Error::<T>::MaxEntitlementsExceeded))
	}

	fn remove_membership(account: &T::AccountId) -> DispatchResult {
		Self::change(account, true, |data| {
			data.memberships = data.memberships.checked_sub(1)?;
			Some(())
		})
		.map_err(|e| e.or(Error::<T>::EntitlementNotFound))
	}

	fn set_frozen(account: &T::AccountId, frozen: bool) -> DispatchResult {
		if Account::<T>::get(account).data.is(AccountData::FROZEN) == frozen {
			return Ok(());
		}
		Self::change(account, frozen, |data| {
			data.set(AccountData::FROZEN, frozen);
			Some(())
		})
		.map_err(|e| e.or(Error::<T>::EntitlementNotFound))
	}
}
