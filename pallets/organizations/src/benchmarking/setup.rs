//! What the benchmarks start from: deep trees, officers with keys, things under way.

use crate::*;
use chuxin_primitives::{
	agenda::Item,
	membership::MembershipStatus,
	organization::{
		reorganization_hash, Elected, ElectionStage, Grants, Offices, PlannedReorganization,
		Powers, ReorganizationApproval, MAX_DEPTH, MAX_OFFICERS,
	},
	pending::{Deciders, Pending, PendingAct},
	Hash,
};
use frame::benchmarking::prelude::*;

/// How many persons, from the first on, are looked at for one that can act.
pub(super) const FOUNDERS: u64 = 64;

/// Persons whose key is bound and not frozen, and who may be officers.
pub(super) fn able<T: Config>() -> impl Iterator<Item = (PersonId, T::AccountId)> {
	(0..FOUNDERS).map(PersonId).filter_map(|person| {
		let account = T::Persons::account_of(person)?;
		let able = T::Persons::acting(&account) == Some(person)
			&& T::Persons::standing(person)?.1 == MembershipStatus::Full;
		able.then_some((person, account))
	})
}

/// An appointment in force since always.
pub(super) fn standing_appointment<T: Config>(offices: Offices, powers: Powers) -> Appointment {
	Appointment {
		offices,
		powers,
		since: T::Clock::today(),
		effective_at: 0,
		by: None,
		until: None,
	}
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
pub(super) fn put<T: Config>(parent: Option<OrgId>, kind: OrgKind, seed: u32) -> OrgId {
	let id = NextOrgId::<T>::get();
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
			elected: Some(T::Clock::today()),
			term_ends: Some(T::Clock::today()),
			grants: Grants::from(Grant::ALL),
			officers: 0,
			mergers: 0,
		},
	);
	id
}

/// A branch at the greatest depth below `org`, through committees of its own.
pub(crate) fn branch<T: Config>(org: OrgId, seed: u32) -> OrgId {
	let mut at = org;
	for depth in Pallet::<T>::depth(org)..MAX_DEPTH.into() {
		let last = depth.saturating_add(1) == usize::from(MAX_DEPTH);
		let kind = if last { OrgKind::Branch } else { OrgKind::PrimaryCommittee };
		at = put::<T>(Some(at), kind, seed);
	}
	at
}

/// The root: that of genesis, or a new one.
pub(super) fn root<T: Config>() -> OrgId {
	if Orgs::<T>::contains_key(OrgId(0)) {
		OrgId(0)
	} else {
		put::<T>(None, OrgKind::Provincial, 0)
	}
}

/// A committee `depth` levels below the root.
pub(super) fn committee<T: Config>(depth: u8) -> OrgId {
	(0..depth).fold(root::<T>(), |at, n| put::<T>(Some(at), OrgKind::PrimaryCommittee, n.into()))
}

/// Fills an organization with officers who are nobody's persons, up to `n`.
pub(super) fn fill<T: Config>(org: OrgId, n: u8, powers: Powers) {
	let mut person = PersonId(1_000_000);
	while Orgs::<T>::get(org).is_some_and(|body| body.officers < n) {
		let offices = Offices::NONE.with(Office::CommitteeMember);
		Pallet::<T>::seat(org, person, standing_appointment::<T>(offices, powers));
		person = person.next().expect("numbers are left");
	}
}

/// Makes a person acting secretary of `n` organizations at the greatest depth, whose last day is over
/// and overdue; with the entitlement of the key, if there is one.
pub(crate) fn offices<T: Config>(person: PersonId, n: u32) {
	for seed in 0..n {
		let org = branch::<T>(root::<T>(), seed);
		if let Some(account) = T::Persons::account_of(person) {
			T::Entitlement::add_office(&account).expect("there is room");
		}
		let secretary = Offices::NONE.with(Office::Secretary);
		let mut acting = standing_appointment::<T>(secretary, Powers::from(Power::ALL));
		acting.until = T::Clock::today().add_days(-1);
		Pallet::<T>::seat(org, person, acting);
		fill::<T>(org, MAX_OFFICERS, Powers::NONE);
		T::Agenda::benchmark_overdue(org, Item::ActingEnds(person));
		T::Agenda::benchmark_overdue(org, Item::NoSecretary);
	}
}

/// The origin of an approver.
pub(super) fn approver<T: Config>(org: OrgId) -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::ApproverOrigin::try_successful_origin(&org)
		.map_err(|()| BenchmarkError::Stop("a person of genesis with a key is needed"))
}

/// The person behind an approver's origin.
pub(super) fn person<T: Config>(
	origin: T::RuntimeOrigin,
	org: OrgId,
) -> Result<PersonId, BenchmarkError> {
	T::ApproverOrigin::ensure_origin(origin, &org)
		.map(|officer| officer.person)
		.map_err(|_| BenchmarkError::Stop("an approver's origin names a person"))
}

/// A person who can be appointed by an approver of `org` in `target`.
pub(super) fn candidate<T: Config>(
	org: OrgId,
	target: OrgId,
) -> Result<(PersonId, T::AccountId), BenchmarkError> {
	let acting = person::<T>(approver::<T>(org)?, org)?;
	able::<T>()
		.find(|(person, _)| *person != acting && !Appointments::<T>::contains_key(target, person))
		.ok_or(BenchmarkError::Stop("two persons of genesis with keys are needed"))
}

/// A person of genesis with these powers in an organization, who is none of `others`.
pub(super) fn holder<T: Config>(
	org: OrgId,
	powers: &[Power],
	others: &[PersonId],
) -> Result<PersonId, BenchmarkError> {
	let (person, account) = able::<T>()
		.find(|(person, _)| !others.contains(person))
		.ok_or(BenchmarkError::Stop("four persons of genesis with keys are needed"))?;
	if !Appointments::<T>::contains_key(org, person) {
		T::Entitlement::add_office(&account)?;
	}
	Pallet::<T>::seat(org, person, standing_appointment::<T>(Offices::NONE, powers.into()));
	Ok(person)
}

/// Proposes a reorganization by the root, and seconds it; `approver` will approve it. The digest.
pub(super) fn proposed<T: Config>(
	target: OrgId,
	act: PlannedReorganization,
	approver: PersonId,
	seconded: bool,
) -> Result<(Hash, PersonId, PersonId), BenchmarkError> {
	let org = root::<T>();
	let proposed_by = holder::<T>(org, &[Power::Handler], &[approver])?;
	let second = holder::<T>(org, &[Power::Approver], &[approver, proposed_by])?;
	let digest = reorganization_hash(&Pallet::<T>::genesis_hash(), org, target, &act);
	let seconded_by = seconded.then_some(second);
	let approved = None;
	Reorganizations::<T>::insert(
		target,
		ReorganizationProposal { org, act, digest, proposed_by, seconded_by, approved },
	);
	Ok((digest, proposed_by, second))
}

/// Lets a merger or an archiving of `target` wait, approved by the root.
pub(super) fn approved<T: Config>(
	target: OrgId,
	act: PlannedReorganization,
	waits: PendingAct,
) -> Result<(PendingId, Pending), BenchmarkError> {
	let org = root::<T>();
	let by = person::<T>(approver::<T>(org)?, org)?;
	let (_, proposed_by, approved_by) = proposed::<T>(target, act, by, true)?;
	let deciders = Deciders::Officers { proposed_by, approved_by, org };
	let pending = T::Pending::put(waits, target, deciders.clone(), 0)?;
	Reorganizations::<T>::mutate_extant(target, |proposal| {
		proposal.approved = Some(ReorganizationApproval { superior: org, by, pending });
	});
	// Whoever carries an act out has taken it from the agenda before.
	T::Agenda::clear(target, Item::Pending(pending));
	Ok((pending, Pending { act: waits, org: target, by: deciders, ready_at: 0 }))
}

/// Fills an organization with twelve officers, those who have a key first.
pub(super) fn staff<T: Config>(org: OrgId, offices: Offices) -> DispatchResult {
	let seats = able::<T>().take(MAX_OFFICERS.into());
	for (person, account) in seats.collect::<Vec<_>>() {
		T::Entitlement::add_office(&account)?;
		Pallet::<T>::seat(org, person, standing_appointment::<T>(offices, Powers::NONE));
	}
	fill::<T>(org, MAX_OFFICERS, Powers::NONE);
	Ok(())
}

/// An election of the root at this stage.
pub(super) fn election<T: Config>(stage: ElectionStage) -> OrgId {
	let org = root::<T>();
	let requested_by = PersonId(u64::MAX);
	Elections::<T>::insert(org, Election { kind: ElectionKind::Term, requested_by, stage });
	org
}

/// Twelve persons below the root, elected to every office but that of a group leader; the first is
/// secretary.
pub(super) fn results<T: Config>() -> Vec<Elected> {
	let branch = branch::<T>(root::<T>(), 0);
	let offices = |n: u32| {
		Offices::from(if n == 0 {
			&[Office::Secretary, Office::CommitteeMember][..]
		} else {
			&[Office::DeputySecretary, Office::CommitteeMember][..]
		})
	};
	(0..MAX_OFFICERS.into())
		.map(|n| Elected { person: T::Persons::benchmark_member(branch, n), offices: offices(n) })
		.collect()
}

/// Everything of an organization is overdue.
pub(super) fn overdue<T: Config>(org: OrgId) {
	for item in [
		Item::NoSecretary,
		Item::TermReminder,
		Item::TermEnds,
		Item::TooFewMembers,
		Item::TooManyMembers,
		Item::Election,
		Item::Reorganization,
	] {
		T::Agenda::benchmark_overdue(org, item);
	}
}

/// The key of an organization, in use.
pub(super) fn key<T: Config>(org: OrgId) {
	OrgKeys::<T>::insert(org, 1, OrgKey { key: [1; 32], since: 0, ended: None, revoked: false });
	CurrentKey::<T>::insert(org, 1);
}

/// The telephone of an organization's office.
pub(super) fn contact<T: Config>(org: OrgId) {
	Contacts::<T>::set(org, RawText(b"12345678901234567890".to_vec()).check().ok());
}
