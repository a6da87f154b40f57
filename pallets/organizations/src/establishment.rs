//! Founding, naming and placing organizations, and what their superior grants them.

use crate::{
	directory, tree::child_key, types::is_region, Children, Config, Contacts, Counts, Error, Event,
	Levels, NextOrgId, Orgs, Pallet,
};
use alloc::vec::Vec;
use chuxin_primitives::{
	agenda::Agenda,
	organization::{
		check_contact, ContactFault, Grant, Grants, Officer, Org, OrgKind, OrgStatus, MAX_DEPTH,
		MAX_NAME,
	},
	traits::{Clock, Organizations, Persons},
	CivilDate, OrgId, RawDate, RawText, Text,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	/// Checks the day an organization was founded.
	pub(crate) fn checked_founding(founded: &RawDate) -> Result<CivilDate, Error<T>> {
		let founded = founded.parse().ok_or(Error::<T>::DateInvalid)?;
		ensure!(founded <= T::Clock::today(), Error::<T>::DateInFuture);
		Ok(founded)
	}

	/// Takes a new organization into the tree, and into the agenda: it has no secretary yet, and a
	/// branch has no members. Gives its number.
	///
	/// # Errors
	/// When all numbers are given out; nothing is changed then.
	pub(crate) fn found(
		parent: OrgId,
		kind: OrgKind,
		name: Text<MAX_NAME>,
		region: u32,
		founded: CivilDate,
	) -> Result<OrgId, Error<T>> {
		let id = NextOrgId::<T>::get();
		NextOrgId::<T>::put(id.next().ok_or(Error::<T>::OrgNumbersExhausted)?);
		Self::put_org(
			id,
			Org {
				parent: Some(parent),
				kind,
				name,
				region,
				status: OrgStatus::Active,
				founded,
				elected: None,
				term_ends: None,
				grants: Grants::NONE,
				officers: 0,
				mergers: 0,
			},
		);
		Self::watch_new(id, kind);
		Ok(id)
	}

	pub(crate) fn do_establish(
		officer: Officer,
		parent: OrgId,
		kind: OrgKind,
		name: RawText,
		region: u32,
		founded: RawDate,
	) -> DispatchResult {
		ensure!(Self::is_within(parent, officer.org), Error::<T>::OutsideSubtree);
		let above = Self::ensure_active(parent)?;
		ensure!(Self::depth(parent) < usize::from(MAX_DEPTH), Error::<T>::TooDeep);
		ensure!(kind.may_be_below(above.kind), Error::<T>::KindNotAllowedHere);
		let name = Self::checked_name(&name)?;
		ensure!(is_region(region), Error::<T>::RegionInvalid);
		let founded = Self::checked_founding(&founded)?;

		let org = Self::found(parent, kind, name.clone(), region, founded)?;
		Self::deposit_event(Event::Established {
			org,
			parent,
			acting: officer.org,
			kind,
			name: name.into(),
			region,
			founded: founded.into(),
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn do_set_grants(
		officer: Officer,
		target: OrgId,
		grants: Vec<Grant>,
	) -> DispatchResult {
		let mut below = Self::ensure_active(target)?;
		ensure!(Self::is_above(officer.org, target), Error::<T>::NotSuperior);
		let new = Grants::from(grants.as_slice());
		ensure!(new.list().len() == grants.len(), Error::<T>::DuplicateEntries);
		let old = below.grants;
		ensure!(new != old, Error::<T>::GrantsUnchanged);
		let superior = Self::ensure_active(officer.org)?;
		let may_change = superior.parent.is_none()
			|| Grant::ALL
				.iter()
				.filter(|grant| old.contains(**grant) != new.contains(**grant))
				.all(|grant| superior.grants.contains(*grant));
		ensure!(may_change, Error::<T>::GrantNotHeld);

		below.grants = new;
		Orgs::<T>::insert(target, below);
		Self::deposit_event(Event::GrantsSet {
			org: target,
			before: old.list(),
			grants: new.list(),
			superior: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn do_rename(officer: Officer, target: OrgId, name: RawText) -> DispatchResult {
		let mut body = Self::ensure_active(target)?;
		ensure!(Self::is_within(target, officer.org), Error::<T>::OutsideSubtree);
		let name = Self::checked_name(&name)?;
		ensure!(name != body.name, Error::<T>::NameUnchanged);

		directory::remove_name::<T>(target, &body.name);
		let before = core::mem::replace(&mut body.name, name.clone());
		directory::put::<T>(target, &body);
		Orgs::<T>::insert(target, body);
		Self::deposit_event(Event::Renamed {
			org: target,
			before: before.into(),
			name: name.into(),
			acting: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn do_set_contact(
		officer: Officer,
		target: OrgId,
		contact: Option<RawText>,
	) -> DispatchResult {
		Self::ensure_active(target)?;
		ensure!(Self::is_within(target, officer.org), Error::<T>::OutsideSubtree);
		let new = contact.as_ref().map(check_contact).transpose().map_err(|fault| match fault {
			ContactFault::Form => Error::<T>::ContactInvalid,
			ContactFault::Mobile => Error::<T>::ContactMobile,
		})?;
		let before = Contacts::<T>::get(target);
		ensure!(new != before, Error::<T>::ContactUnchanged);

		Contacts::<T>::set(target, new);
		Self::deposit_event(Event::ContactSet {
			org: target,
			before: before.map(Into::into),
			contact,
			acting: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	/// Freezes or thaws.
	pub(crate) fn do_set_status(officer: Officer, target: OrgId, freeze: bool) -> DispatchResult {
		let mut body = Orgs::<T>::get(target).ok_or(Error::<T>::OrgNotFound)?;
		let before = body.status;
		body.status = match (before, freeze) {
			(OrgStatus::Active, true) => OrgStatus::Frozen,
			(_, true) => return Err(Error::<T>::OrgNotActive.into()),
			(OrgStatus::Frozen, false) => OrgStatus::Active,
			(_, false) => return Err(Error::<T>::NotFrozen.into()),
		};
		ensure!(Self::is_above(officer.org, target), Error::<T>::NotSuperior);

		let status = body.status;
		Orgs::<T>::insert(target, body);
		Self::deposit_event(Event::StatusSet {
			org: target,
			before,
			status,
			superior: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn do_reparent(officer: Officer, target: OrgId, parent: OrgId) -> DispatchResult {
		let mut body = Self::ensure_active(target)?;
		let above = Self::ensure_active(parent)?;
		let before = body.parent.ok_or(Error::<T>::RootStays)?;
		ensure!(Self::is_above(officer.org, target), Error::<T>::NotSuperior);
		ensure!(Self::is_within(parent, officer.org), Error::<T>::OutsideSubtree);
		ensure!(parent != before, Error::<T>::ParentUnchanged);
		ensure!(!Self::is_within(parent, target), Error::<T>::ParentBelow);
		ensure!(body.kind.may_be_below(above.kind), Error::<T>::KindNotAllowedHere);
		let old_above: Vec<OrgId> = Self::walk_up(before).collect();
		let new_above: Vec<OrgId> = Self::walk_up(parent).collect();
		// As many organizations stand above the target as it has levels below the root.
		let deepest = new_above.len().saturating_add(Self::height(target));
		ensure!(deepest <= usize::from(MAX_DEPTH), Error::<T>::TooDeep);
		let staged = Self::shifted(&Counts::<T>::get(target).subtree, &old_above, &new_above)?;
		let go_live = T::Persons::live_since(target);

		let mut column = alloc::vec![1];
		column.extend(Levels::<T>::get(target));
		Self::count_levels(&old_above, &column, false);
		Self::count_levels(&new_above, &column, true);
		Self::write_counts(staged);
		Children::<T>::remove(before, child_key(target));
		Children::<T>::insert(parent, child_key(target), ());
		body.parent = Some(parent);
		Orgs::<T>::insert(target, body);
		T::Persons::keep_go_live(target, go_live);
		T::Agenda::reparented(target, &old_above, &new_above);
		Self::deposit_event(Event::Reparented {
			org: target,
			before: Some(before),
			parent,
			acting: officer.org,
			by: officer.person,
		});
		Ok(())
	}
}
