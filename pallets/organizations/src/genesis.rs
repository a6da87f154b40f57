//! The tree a chain starts with.

use crate::{
	types::is_region, Appointment, Appointments, Config, Error, GenesisConfig, GenesisOrg,
	NextOrgId, Orgs, Pallet,
};
use alloc::{format, string::String};
use chuxin_primitives::{
	organization::{
		Grants, Office, Offices, Org, OrgKind, OrgStatus, Powers, MAX_DEPTH, MAX_OFFICERS,
	},
	traits::Organizations,
	OrgId, RawText,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	/// Writes the tree and the officers of genesis.
	///
	/// Persons are not looked up: the pallet that keeps them starts after this one, and gives its
	/// founders the entitlement for the offices found here.
	///
	/// # Errors
	/// What is wrong, for whoever wrote the chain specification.
	pub(crate) fn plant(genesis: &GenesisConfig<T>) -> Result<(), String> {
		for org in &genesis.orgs {
			let id = NextOrgId::<T>::get();
			let planted = Self::checked_genesis_org(id, org)
				.map_err(|why| format!("organization {id} ({}): {why}", org.name))?;
			Self::put_org(id, planted);
			NextOrgId::<T>::put(id.next().ok_or("too many organizations")?);
		}
		for (org, person, offices, powers) in &genesis.appointments {
			let fail = |why: &str| Err(format!("officer {person} of organization {org}: {why}"));
			let Some(body) = Orgs::<T>::get(org) else {
				return fail("there is no such organization");
			};
			if offices.is_empty() && powers.is_empty() {
				return fail("name an office or a power");
			}
			if Appointments::<T>::contains_key(org, person) {
				return fail("stands in the list twice");
			}
			if body.officers >= MAX_OFFICERS {
				return fail("an organization has at most 12 officers");
			}
			let offices = Offices::from(offices.as_slice());
			if offices.contains(Office::Secretary)
				&& Appointments::<T>::iter_prefix_values(org)
					.any(|other| other.offices.contains(Office::Secretary))
			{
				return fail("the organization has a secretary already");
			}
			if Self::offices_of(*person) == u16::MAX {
				return fail("too many offices");
			}
			Self::seat(
				*org,
				*person,
				Appointment {
					offices,
					powers: Powers::from(powers.as_slice()),
					since: body.founded,
					effective_at: 0,
					by: None,
				},
			);
		}
		Ok(())
	}

	fn checked_genesis_org(id: OrgId, org: &GenesisOrg) -> Result<Org, &'static str> {
		let depth = match org.parent {
			None if id == OrgId(0) => {
				ensure!(org.kind != OrgKind::Group, "a group cannot be the root");
				0
			},
			None => return Err("only the first organization has no parent"),
			Some(parent) => {
				let above =
					Orgs::<T>::get(parent).ok_or("its parent must stand before it in the list")?;
				ensure!(
					org.kind.may_be_below(above.kind),
					"its kind cannot stand below its parent's"
				);
				let depth = above.depth.checked_add(1).filter(|depth| *depth <= MAX_DEPTH);
				depth.ok_or("more than 12 levels below the root")?
			},
		};
		ensure!(is_region(org.region), "write the region as six digits, 110000 to 999999");
		let name = Self::checked_name(&RawText::from(org.name.as_str()))
			.map_err(|fault: Error<T>| <&'static str>::from(fault))?;
		Ok(Org {
			parent: org.parent,
			kind: org.kind,
			name,
			region: org.region,
			status: OrgStatus::Active,
			founded: org.founded,
			term_ends: None,
			grants: Grants::NONE,
			depth,
			officers: 0,
		})
	}
}
