//! Entitlement and quota of accounts.

use crate::{
	pallet::Config,
	types::{AccountData, MEMBER_WINDOW, NEW_DAYS, OFFICER_WINDOW},
	Class, DevelopmentWindow, Emergency, Error, Event, FrozenUntil, Limits, Pallet,
};
use alloc::vec::Vec;
use chuxin_primitives::{
	runtime_api::{ClassLimit, LimitsView, QuotaView},
	traits::{Clock, Entitlement},
	Moment,
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

	/// Units of a full day of an officer who is new: a quarter, but an office takes nothing away
	/// from a member.
	fn new_limit(full: u32) -> u32 {
		(full / 4).max(Self::limit(Class::Member).min(full))
	}

	/// Units of a full day of this account: by its class, and by how new the officer is.
	pub(crate) fn limit_of(data: &AccountData, today: u16) -> u32 {
		let full = Self::limit(data.class());
		if data.is_new_officer(today) {
			Self::new_limit(full)
		} else {
			full
		}
	}

	/// How many transactions of an account may wait at once.
	pub fn window(class: Class) -> u32 {
		DevelopmentWindow::<T>::get().unwrap_or(match class {
			Class::Member => MEMBER_WINDOW,
			Class::Officer => OFFICER_WINDOW,
		})
	}

	/// Whether the account is frozen now: marked so, and the moment has not come at which the freeze
	/// ends by itself. Only what is marked costs a second read.
	pub(crate) fn is_frozen(who: &T::AccountId, data: &AccountData) -> bool {
		let lasts = || FrozenUntil::<T>::get(who).is_none_or(|until| T::Clock::now() < until);
		data.is(AccountData::FROZEN) && lasts()
	}

	/// Whether the account may submit: entitled and not frozen now.
	pub(crate) fn may_submit(who: &T::AccountId, data: &AccountData) -> bool {
		data.is_entitled() && !Self::is_frozen(who, data)
	}

	/// What an account may still submit today: the answer of the runtime API.
	pub fn quota(account: &T::AccountId) -> QuotaView {
		let data = Account::<T>::get(account).data;
		let (class, today) = (data.class(), Self::day());
		let limit = Self::limit_of(&data, today);
		let may_submit = Self::may_submit(account, &data);
		QuotaView {
			day: T::Clock::today().into(),
			entitled: may_submit,
			frozen: Self::is_frozen(account, &data),
			offices: data.offices,
			class: class.number(),
			free: if may_submit { data.free_on(today, limit) } else { 0 },
			limit,
			window: Self::window(class),
		}
	}

	/// The limits that hold now: the answer of the runtime API.
	pub fn limits() -> LimitsView {
		let classes: Vec<_> = [Class::Member, Class::Officer]
			.into_iter()
			.map(|class| {
				let units = Self::limit(class);
				let new_units = match class {
					Class::Member => units,
					Class::Officer => Self::new_limit(units),
				};
				let window = Self::window(class);
				ClassLimit { class: class.number(), units, new_units, window }
			})
			.collect();
		LimitsView { classes, new_days: NEW_DAYS, emergencies: T::EmergencyLimit::get() }
	}

	/// Today as accounts keep it: days since 1970-01-01 in UTC+8, modulo 2^16. Days are only ever
	/// compared for being the same or a few days apart, so that nothing breaks when the numbers begin
	/// anew in 2149.
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
		data.roll_over(today, Self::limit_of(&data, today));
		change(&mut data).ok_or(Change::Refused)?;
		if !was_known {
			data.set(AccountData::KNOWN, true);
			data.free = Self::limit_of(&data, today);
			data.set(AccountData::OFFICER_DAY, data.class() == Class::Officer);
		} else if data.class() == Class::Officer && !data.is(AccountData::OFFICER_DAY) {
			// What a new officer used today as a member stays used.
			let limit = Self::limit_of(&data, today);
			let more = limit.saturating_sub(Self::limit(Class::Member));
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
			Self::deposit_event(Event::NonceAdvanced {
				account: account.clone(),
				before: old,
				nonce: new,
			});
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
		let today = Self::day();
		Self::change(account, false, |data| {
			data.offices = data.offices.checked_add(1)?;
			data.note_office(today);
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
		let data = Account::<T>::get(account).data;
		let was = Self::is_frozen(account, &data);
		// A freeze that has ended by itself is still marked: to freeze anew is to freeze.
		if data.is(AccountData::FROZEN) != frozen || was != frozen {
			Self::change(account, frozen, |data| {
				data.set(AccountData::FROZEN, frozen);
				Some(())
			})
			.map_err(|e| e.or(Error::<T>::EntitlementNotFound))?;
		}
		FrozenUntil::<T>::remove(account);
		Ok(())
	}

	fn freeze_until(account: &T::AccountId, until: Moment) -> DispatchResult {
		Self::set_frozen(account, true)?;
		FrozenUntil::<T>::insert(account, until);
		Ok(())
	}

	fn frozen_until(account: &T::AccountId) -> Option<Moment> {
		FrozenUntil::<T>::get(account)
	}
}
