//! What administrators read. The runtime serves these as `OrganizationsApi`.

use crate::{tree::child_key, Appointments, Children, Config, Counts, Orgs, Pallet};
use alloc::vec::Vec;
use chuxin_primitives::{
	organization::{CountsView, OfficerView, Org, OrganizationView},
	runtime_api::MAX_PAGE,
	OrgId,
};

/// An organization as it is shown. Import windows belong to another pallet: the runtime fills
/// `import_until` in.
fn shown(id: OrgId, org: Org) -> OrganizationView {
	OrganizationView {
		id,
		parent: org.parent,
		kind: org.kind,
		name: org.name.into(),
		region: org.region,
		status: org.status,
		founded: org.founded.into(),
		term_ends: org.term_ends.map(Into::into),
		grants: org.grants.list(),
		depth: org.depth,
		officers: org.officers,
		import_until: None,
	}
}

impl<T: Config> Pallet<T> {
	/// An organization by its number, with `import_until` left empty for the runtime to fill.
	pub fn organization(org: OrgId) -> Option<OrganizationView> {
		Orgs::<T>::get(org).map(|body| shown(org, body))
	}

	/// Organizations directly below `org`, by rising number, from the one after `after`: at most
	/// `limit`, and at most [`MAX_PAGE`]. Costs two reads an organization returned.
	pub fn children(org: OrgId, after: Option<OrgId>, limit: u32) -> Vec<OrganizationView> {
		let keys = match after {
			Some(after) => Children::<T>::iter_key_prefix_from(
				org,
				Children::<T>::hashed_key_for(org, child_key(after)),
			),
			None => Children::<T>::iter_key_prefix(org),
		};
		let limit = usize::try_from(limit.min(MAX_PAGE)).unwrap_or_default();
		keys.take(limit)
			.filter_map(|key| Self::organization(OrgId(u32::from_be_bytes(key))))
			.collect()
	}

	/// Head counts of the organization itself and of everything below it, itself included.
	pub fn head_counts(org: OrgId) -> Option<(CountsView, CountsView)> {
		Orgs::<T>::contains_key(org).then(|| {
			let counts = Counts::<T>::get(org);
			((&counts.own).into(), (&counts.subtree).into())
		})
	}

	/// The officers of an organization by rising number of the person, at most 12, also those whose
	/// powers have not begun yet.
	pub fn officers(org: OrgId) -> Vec<OfficerView> {
		let mut officers: Vec<OfficerView> = Appointments::<T>::iter_prefix(org)
			.map(|(person, appointment)| OfficerView {
				person,
				offices: appointment.offices.list(),
				powers: appointment.powers.list(),
				since: appointment.since.into(),
				effective_at: appointment.effective_at,
				by: appointment.by,
			})
			.collect();
		officers.sort_by_key(|officer| officer.person);
		officers
	}
}
