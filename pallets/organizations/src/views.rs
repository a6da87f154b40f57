//! What administrators read. The runtime serves these as `OrganizationsApi`.

use crate::{
	tree::child_key, Appointments, Children, Config, Contacts, Counts, Elections, Orgs, Pallet,
	Reorganizations,
};
use alloc::vec::Vec;
use chuxin_primitives::{
	organization::{CountsView, ElectionView, OfficerView, OrganizationView, ReorganizationView},
	rules::sizes,
	traits::Organizations,
	OrgId,
};

impl<T: Config> Pallet<T> {
	/// An organization by its number. A merged one is shown with what it was (name, kind, region,
	/// parent, founding, status) and where it went, and for the rest with what the other one is and
	/// has now. All other reads answer a merged number with the organization it leads to.
	///
	/// `import_until` left empty: import windows belong to
	/// another pallet, and the runtime fills it in.
	pub fn organization(id: OrgId) -> Option<OrganizationView> {
		let org = Orgs::<T>::get(id)?;
		let (at, body) = Self::resolved(id)?;
		Some(OrganizationView {
			id,
			parent: org.parent,
			kind: org.kind,
			name: org.name.into(),
			region: org.region,
			status: org.status,
			founded: org.founded.into(),
			term_ends: body.term_ends.map(Into::into),
			grants: body.grants.list(),
			depth: Self::depth(at).try_into().unwrap_or(u8::MAX),
			officers: body.officers,
			import_until: None,
			branch_size: sizes::branch_size(body.kind, &Counts::<T>::get(at).own),
			key_version: Self::organization_key(at).map(|key| key.version),
			merged_into: (at != id).then_some(at),
			contact: Contacts::<T>::get(at).map(Into::into),
		})
	}

	/// Organizations directly below `org`, by rising number, from the one after `after`: at most
	/// `limit`, and at most `MAX_PAGE`.
	pub fn children(org: OrgId, after: Option<OrgId>, limit: u32) -> Vec<OrganizationView> {
		let org = Self::resolve(org);
		match after {
			Some(after) => Self::page(
				Children::<T>::iter_key_prefix_from(
					org,
					Children::<T>::hashed_key_for(org, child_key(after)),
				),
				limit,
			),
			None => Self::page(Children::<T>::iter_key_prefix(org), limit),
		}
	}

	/// Head counts of the organization itself and of everything below it, itself included.
	pub fn head_counts(org: OrgId) -> Option<(CountsView, CountsView)> {
		let (org, _) = Self::resolved(org)?;
		let counts = Counts::<T>::get(org);
		Some(((&counts.own).into(), (&counts.subtree).into()))
	}

	/// The officers of an organization by rising number of the person, at most 12, also those whose
	/// powers have not begun yet, and acting ones whose last day is over.
	pub fn officers(org: OrgId) -> Vec<OfficerView> {
		let mut officers: Vec<OfficerView> = Appointments::<T>::iter_prefix(Self::resolve(org))
			.map(|(person, appointment)| OfficerView {
				person,
				offices: appointment.offices.list(),
				powers: appointment.powers.list(),
				since: appointment.since.into(),
				effective_at: appointment.effective_at,
				by: appointment.by,
				until: appointment.until.map(Into::into),
			})
			.collect();
		officers.sort_by_key(|officer| officer.person);
		officers
	}

	/// The reorganization that is proposed for an organization.
	pub fn reorganization(org: OrgId) -> Option<ReorganizationView> {
		Reorganizations::<T>::get(Self::resolve(org)).map(Into::into)
	}

	/// The election that is under way in an organization.
	pub fn election(org: OrgId) -> Option<ElectionView> {
		Elections::<T>::get(Self::resolve(org)).map(Into::into)
	}
}
