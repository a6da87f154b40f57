//! The tree a chain starts with.

use crate::{
	types::{is_region, lives},
	Appointment, Appointments, Config, Error, GenesisConfig, GenesisOrg, NextOrgId, Orgs, Pallet,
	Untold, WeightInfo,
};
use alloc::{format, string::String};
use chuxin_primitives::{
	organization::{
		Grants, Office, Offices, Org, OrgKind, OrgStatus, Powers, MAX_DEPTH, MAX_OFFICERS,
	},
	OrgId, RawText,
};
use frame::{deps::frame_support::weights::WeightMeter, prelude::*};

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
			let next = id.next().ok_or("too many organizations")?;
			NextOrgId::<T>::put(next);
			Untold::<T>::put(next);
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
			if Self::ensure_room(*person).is_err() {
				return fail("a person is an officer of at most 32 organizations");
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
					until: None,
				},
			);
		}
		Ok(())
	}

	/// Tells the agenda of the organizations of genesis, as establishing tells it of others: who has
	/// no secretary, which branch is too small or too large. Each takes no more than establishing two
	/// does. Gives what was used.
	pub(crate) fn tell_of_genesis(limit: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(limit);
		let look = T::DbWeight::get().reads_writes(1, 1);
		if meter.try_consume(look).is_err() {
			return meter.consumed();
		}
		let mut untold = Untold::<T>::get();
		if untold == OrgId(0) {
			return meter.consumed();
		}
		while let Some(last) = untold.0.checked_sub(1).map(OrgId) {
			if meter.try_consume(T::WeightInfo::establish().saturating_mul(2)).is_err() {
				break;
			}
			if let Some(body) = Orgs::<T>::get(last).filter(|body| lives(body.status)) {
				Self::watch_new(last, body.kind);
			}
			untold = last;
		}
		if untold == OrgId(0) {
			Untold::<T>::kill();
		} else {
			Untold::<T>::put(untold);
		}
		meter.consumed()
	}

	fn checked_genesis_org(id: OrgId, org: &GenesisOrg) -> Result<Org, &'static str> {
		match org.parent {
			None if id == OrgId(0) => {
				ensure!(org.kind != OrgKind::Group, "a group cannot be the root");
			},
			None => return Err("only the first organization has no parent"),
			Some(parent) => {
				let above =
					Orgs::<T>::get(parent).ok_or("its parent must stand before it in the list")?;
				ensure!(
					org.kind.may_be_below(above.kind),
					"its kind cannot stand below its parent's"
				);
				let fits = Self::depth(parent) < usize::from(MAX_DEPTH);
				ensure!(fits, "more than 12 levels below the root");
			},
		}
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
			elected: None,
			term_ends: None,
			grants: Grants::NONE,
			officers: 0,
			mergers: 0,
		})
	}
}
