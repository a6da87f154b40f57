//! Benchmarks, each at its worst case: 12 levels, 12 officers.
//!
//! Officers are persons of genesis with a key of their own; at least two are needed.

#![allow(clippy::expect_used)] // never part of a runtime that makes blocks

use super::*;
use chuxin_primitives::organization::MAX_NAME;
use frame::benchmarking::prelude::*;

/// How many persons, from the first on, are looked at for one that can act.
const FOUNDERS: u64 = 64;

/// Persons whose key is bound and not frozen, and who may be officers.
fn able<T: Config>() -> impl Iterator<Item = (PersonId, T::AccountId)> {
	(0..FOUNDERS).map(PersonId).filter_map(|person| {
		let account = T::Persons::account_of(person)?;
		let able = T::Persons::acting(&account) == Some(person)
			&& T::Persons::standing(person)?.1 == MembershipStatus::Full;
		able.then_some((person, account))
	})
}

/// An appointment in force since always.
fn standing_appointment<T: Config>(offices: Offices, powers: Powers) -> Appointment {
	Appointment { offices, powers, since: T::Clock::today(), effective_at: 0, by: None }
}

/// An account that has the power for the organization: an officer who has it, else the first person
/// that is no officer there yet, who is then made one. Different powers come from different persons
/// while there are enough.
pub(crate) fn officer<T: Config>(org: OrgId, power: Power) -> Option<T::AccountId> {
	let has =
		able::<T>().find(|(_, account)| Pallet::<T>::acting_officer(account, org, power).is_some());
	if let Some((_, account)) = has {
		return Some(account);
	}
	let (person, account) =
		able::<T>().find(|(person, _)| !Appointments::<T>::contains_key(org, person))?;
	T::Entitlement::add_office(&account).ok()?;
	let powers = Powers::NONE.with(power);
	Pallet::<T>::seat(org, person, standing_appointment::<T>(Offices::NONE, powers));
	Some(account)
}

/// An organization below another one, or a root.
fn put<T: Config>(parent: Option<OrgId>, kind: OrgKind, seed: u32) -> OrgId {
	let id = NextOrgId::<T>::get();
	let above = parent.and_then(Orgs::<T>::get);
	NextOrgId::<T>::put(id.next().expect("numbers are left"));
	Pallet::<T>::put_org(
		id,
		Org {
			parent,
			kind,
			name: RawText(alloc::format!("{seed:0>width$}", width = 128).into_bytes())
				.check::<MAX_NAME>()
				.expect("128 digits are a name"),
			region: 110_000,
			status: OrgStatus::Active,
			founded: T::Clock::today(),
			term_ends: Some(T::Clock::today()),
			grants: Grants::NONE,
			depth: above.map_or(0, |above| above.depth.saturating_add(1)),
			officers: 0,
		},
	);
	id
}

/// A branch at the greatest depth below `org`, through committees of its own.
pub(crate) fn branch<T: Config>(org: OrgId, seed: u32) -> OrgId {
	let mut at = org;
	while let Some(above) = Orgs::<T>::get(at).filter(|above| above.depth < MAX_DEPTH) {
		let last = above.depth.saturating_add(1) == MAX_DEPTH;
		let kind = if last { OrgKind::Branch } else { OrgKind::PrimaryCommittee };
		at = put::<T>(Some(at), kind, seed);
	}
	at
}

/// The root: that of genesis, or a new one.
fn root<T: Config>() -> OrgId {
	if Orgs::<T>::contains_key(OrgId(0)) {
		OrgId(0)
	} else {
		put::<T>(None, OrgKind::Provincial, 0)
	}
}

/// A committee `depth` levels below the root.
fn committee<T: Config>(depth: u8) -> OrgId {
	(0..depth).fold(root::<T>(), |at, n| put::<T>(Some(at), OrgKind::PrimaryCommittee, n.into()))
}

/// Fills an organization with officers who are nobody's persons, up to `n`.
fn fill<T: Config>(org: OrgId, n: u8, powers: Powers) {
	let mut person = PersonId(1_000_000);
	while Orgs::<T>::get(org).is_some_and(|body| body.officers < n) {
		let offices = Offices::NONE.with(Office::CommitteeMember);
		Pallet::<T>::seat(org, person, standing_appointment::<T>(offices, powers));
		person = person.next().expect("numbers are left");
	}
}

/// The origin of an approver.
fn approver<T: Config>(org: OrgId) -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::ApproverOrigin::try_successful_origin(&org)
		.map_err(|()| BenchmarkError::Stop("a person of genesis with a key is needed"))
}

/// The person behind an approver's origin.
fn person<T: Config>(origin: T::RuntimeOrigin, org: OrgId) -> Result<PersonId, BenchmarkError> {
	T::ApproverOrigin::ensure_origin(origin, &org)
		.map(|officer| officer.person)
		.map_err(|_| BenchmarkError::Stop("an approver's origin names a person"))
}

/// A person who can be appointed by an approver of `org` in `target`.
fn candidate<T: Config>(
	org: OrgId,
	target: OrgId,
) -> Result<(PersonId, T::AccountId), BenchmarkError> {
	let acting = person::<T>(approver::<T>(org)?, org)?;
	able::<T>()
		.find(|(person, _)| *person != acting && !Appointments::<T>::contains_key(target, person))
		.ok_or(BenchmarkError::Stop("two persons of genesis with keys are needed"))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn establish() -> Result<(), BenchmarkError> {
		let parent = committee::<T>(MAX_DEPTH.saturating_sub(1));
		// The way up to the acting organization is longest from the deepest place to the root.
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		let id = NextOrgId::<T>::get();
		let name = RawText(alloc::vec![b'n'; 128]);
		let founded = RawDate::from(T::Clock::today());

		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			org,
			parent,
			OrgKind::PrimaryCommittee,
			name,
			999_999,
			founded,
		);

		assert_eq!(Orgs::<T>::get(id).map(|org| org.depth), Some(MAX_DEPTH));
		Ok(())
	}

	#[benchmark]
	fn set_grants() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = approver::<T>(org)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target, Grant::ALL.to_vec());

		assert_eq!(Orgs::<T>::get(target).map(|org| org.grants.list()), Some(Grant::ALL.to_vec()));
		Ok(())
	}

	#[benchmark]
	fn appoint() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		fill::<T>(target, MAX_OFFICERS.saturating_sub(1), Powers::NONE);
		let (person, _) = candidate::<T>(org, target)?;

		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			org,
			target,
			person,
			Office::ALL.to_vec(),
			Power::ALL.to_vec(),
		);

		assert_eq!(Orgs::<T>::get(target).map(|org| org.officers), Some(MAX_OFFICERS));
		Ok(())
	}

	#[benchmark]
	fn dismiss() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		let (person, account) = candidate::<T>(org, target)?;
		T::Entitlement::add_office(&account)?;
		let powers = Powers::from(Power::ALL);
		Pallet::<T>::seat(target, person, standing_appointment::<T>(Offices::NONE, powers));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target, person);

		assert!(!Appointments::<T>::contains_key(target, person));
		Ok(())
	}

	#[benchmark]
	fn resign() -> Result<(), BenchmarkError> {
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		let person = person::<T>(origin.clone(), org)?;
		fill::<T>(org, MAX_OFFICERS, Powers::NONE.with(Power::Approver));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org);

		assert!(!Appointments::<T>::contains_key(org, person));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
