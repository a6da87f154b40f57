//! Keys of an organization: whoever has a package for it seals it under the key in use.
//!
//! Keys are numbered from 1 and never taken out, so that an old package tells under which key it
//! was sealed and whether that key was revoked.

use crate::{Config, CurrentKey, Error, Event, OrgKey, OrgKeys, Pallet, RevokedKeys};
use chuxin_primitives::{
	organization::{is_low_order, KeyView, Officer},
	traits::{Clock, Organizations},
	OrgId,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	/// The key under which packages for an organization, or the one it went over into, are sealed
	/// now; none when it has none, or it was revoked and no other was published.
	pub fn organization_key(org: OrgId) -> Option<KeyView> {
		let (version, key) = Self::key_in_use(Self::resolve(org))?;
		Some(KeyView { version, key: key.key, since: key.since })
	}

	/// The key in use, with its version.
	fn key_in_use(org: OrgId) -> Option<(u32, OrgKey)> {
		let version = CurrentKey::<T>::get(org)?;
		let key = OrgKeys::<T>::get(org, version).filter(|key| key.ended.is_none())?;
		Some((version, key))
	}

	/// Ends the key in use, because another one follows or the organization is no more; gives its
	/// version.
	pub(crate) fn end_key(org: OrgId) -> Option<u32> {
		let (version, mut key) = Self::key_in_use(org)?;
		key.ended = Some(T::Clock::now());
		OrgKeys::<T>::insert(org, version, key);
		Some(version)
	}

	pub(crate) fn do_publish_key(officer: Officer, key: [u8; 32]) -> DispatchResult {
		let org = officer.org;
		ensure!(!is_low_order(&key), Error::<T>::KeyInvalid);
		let old = Self::key_in_use(org);
		ensure!(old.is_none_or(|(_, old)| old.key != key), Error::<T>::KeyUnchanged);
		ensure!(!RevokedKeys::<T>::contains_key(org, key), Error::<T>::KeyAlreadyRevoked);
		let version = CurrentKey::<T>::get(org).unwrap_or_default().checked_add(1);
		let version = version.ok_or(Error::<T>::KeyVersionsExhausted)?;

		let before = Self::end_key(org);
		let since = T::Clock::now();
		OrgKeys::<T>::insert(org, version, OrgKey { key, since, ended: None, revoked: false });
		CurrentKey::<T>::insert(org, version);
		Self::deposit_event(Event::KeyPublished { org, before, version, key, by: officer.person });
		Ok(())
	}

	pub(crate) fn do_revoke_key(officer: Officer, version: u32) -> DispatchResult {
		let org = officer.org;
		let mut key = OrgKeys::<T>::get(org, version).ok_or(Error::<T>::KeyNotFound)?;
		ensure!(!key.revoked, Error::<T>::KeyAlreadyRevoked);

		let current = key.ended.is_none();
		key.revoked = true;
		key.ended = key.ended.or_else(|| Some(T::Clock::now()));
		RevokedKeys::<T>::insert(org, key.key, ());
		OrgKeys::<T>::insert(org, version, key);
		Self::deposit_event(Event::KeyRevoked { org, version, current, by: officer.person });
		Ok(())
	}
}
