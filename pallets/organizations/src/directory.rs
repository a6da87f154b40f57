//! The directory: organizations by region and by name.
//!
//! Every organization stands in it for ever, also an archived or merged one: an old paper names it,
//! and its view tells where it went.

use crate::{tree::child_key, ByName, ByRegion, Config, Pallet};
use alloc::vec::Vec;
use chuxin_primitives::{
	organization::{Org, OrganizationView, MAX_NAME},
	runtime_api::MAX_PAGE,
	OrgId, RawText, Text,
};

/// Enters an organization under its region and its name.
pub(crate) fn put<T: Config>(id: OrgId, org: &Org) {
	ByRegion::<T>::insert(org.region, child_key(id), ());
	ByName::<T>::insert(&org.name, child_key(id), ());
}

/// Takes an organization out from under a name.
pub(crate) fn remove_name<T: Config>(id: OrgId, name: &Text<MAX_NAME>) {
	ByName::<T>::remove(name, child_key(id));
}

impl<T: Config> Pallet<T> {
	/// Organizations of a region by rising number, from the one after `after`: at most `limit`, and
	/// at most [`MAX_PAGE`].
	pub fn directory(region: u32, after: Option<OrgId>, limit: u32) -> Vec<OrganizationView> {
		match after {
			Some(after) => Self::page(
				ByRegion::<T>::iter_key_prefix_from(
					region,
					ByRegion::<T>::hashed_key_for(region, child_key(after)),
				),
				limit,
			),
			None => Self::page(ByRegion::<T>::iter_key_prefix(region), limit),
		}
	}

	/// Organizations of exactly this name by rising number, from the one after `after`: at most
	/// `limit`, and at most [`MAX_PAGE`]. None for a text that cannot be a name.
	pub fn named(name: RawText, after: Option<OrgId>, limit: u32) -> Vec<OrganizationView> {
		let Ok(name) = name.check::<MAX_NAME>() else { return Vec::new() };
		match after {
			Some(after) => {
				let from = ByName::<T>::hashed_key_for(&name, child_key(after));
				Self::page(ByName::<T>::iter_key_prefix_from(&name, from), limit)
			},
			None => Self::page(ByName::<T>::iter_key_prefix(&name), limit),
		}
	}

	/// A page of organizations by their keys in an index.
	pub(crate) fn page(keys: impl Iterator<Item = [u8; 4]>, limit: u32) -> Vec<OrganizationView> {
		let limit = usize::try_from(limit.min(MAX_PAGE)).unwrap_or_default();
		keys.take(limit)
			.filter_map(|key| Self::organization(OrgId(u32::from_be_bytes(key))))
			.collect()
	}
}
