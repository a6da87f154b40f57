//! What other pallets do, small: deadlines that are remembered, acts that wait, resolutions that were
//! passed.

use super::*;
use chuxin_primitives::{
	agenda::Agenda,
	pending::{CarryOut as _, Deciders, Pending, PendingAct, PendingActs},
	resolution::{Purpose, Resolutions, Subject},
	ResolutionId,
};
use frame::deps::frame_support::storage::with_storage_layer;

#[frame::storage_alias(verbatim)]
pub type Items = StorageDoubleMap<Mock, Twox64Concat, OrgId, Blake2_128Concat, Item, CivilDate>;

pub struct Deadlines;
impl Agenda for Deadlines {
	fn set(org: OrgId, item: Item, due: CivilDate) {
		Items::insert(org, item, due);
	}
	fn clear(org: OrgId, item: Item) {
		assert!(Items::contains_key(org, item), "{item:?} is not in the agenda of {org}");
		Items::remove(org, item);
	}
	fn is_empty(org: OrgId) -> bool {
		Items::iter_key_prefix(org).next().is_none()
	}
	fn reparented(_: OrgId, _: &[OrgId], _: &[OrgId]) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_overdue(org: OrgId, item: Item) {
		Self::set(org, item, TestClock::today());
	}
}

/// The day an item is due, as people read it.
pub fn due(org: OrgId, item: Item) -> Option<RawDate> {
	Items::get(org, item).map(Into::into)
}

#[frame::storage_alias(verbatim)]
pub type WaitingActs = StorageMap<Mock, Twox64Concat, PendingId, Pending>;
#[frame::storage_alias(verbatim)]
pub type NextPending = StorageValue<Mock, PendingId, ValueQuery>;

pub struct PendingList;
impl PendingActs for PendingList {
	fn put(
		act: PendingAct,
		org: OrgId,
		by: Deciders,
		delay: u64,
	) -> Result<PendingId, DispatchError> {
		let id = NextPending::get();
		NextPending::put(id.next().ok_or(DispatchError::Exhausted)?);
		WaitingActs::insert(id, Pending { act, org, by, ready_at: Now::get() + delay });
		Ok(id)
	}
	fn remove(id: PendingId) {
		WaitingActs::remove(id);
	}
	fn rehome(id: PendingId, org: OrgId) {
		WaitingActs::mutate_extant(id, |pending| pending.org = org);
	}
}

/// What the chain does when somebody asks for an act whose time has come: an act whose deciders have
/// lost their powers lapses.
pub fn carry_out(id: PendingId) -> DispatchResult {
	with_storage_layer(|| {
		let pending = WaitingActs::take(id).ok_or("no such act")?;
		ensure!(pending.ready_at <= Now::get(), "too early");
		let powers = |org, person| <Tree as traits::Organizations>::powers_of(org, person);
		let stands = match pending.by {
			Deciders::Holder(_) => true,
			Deciders::Officers { proposed_by, approved_by, org } => {
				powers(org, proposed_by).contains(Power::Handler)
					&& powers(org, approved_by).contains(Power::Approver)
			},
		};
		if stands && Members::stands(&pending) {
			Members::carry_out(id, &pending)
		} else {
			Members::vetoed(id, &pending)
		}
	})
}

/// What the chain does when an officer vetoes.
pub fn veto(who: RuntimeOrigin, org: OrgId, id: PendingId) -> DispatchResult {
	with_storage_layer(|| {
		let officer =
			EnsureOfficer::<AnyPower>::ensure_origin(who, &org).map_err(|_| "no officer")?;
		let pending = WaitingActs::take(id).ok_or("no such act")?;
		let above = <Tree as traits::Organizations>::is_within(pending.org, org);
		ensure!(above, "not above");
		let decided = match pending.by {
			Deciders::Holder(person) => officer.person == person,
			Deciders::Officers { proposed_by, approved_by, .. } => {
				[proposed_by, approved_by].contains(&officer.person)
			},
		};
		ensure!(!decided, "decided it");
		Members::vetoed(id, &pending)
	})
}

/// Resolutions that passed: what for, about whom, and on which day.
#[frame::storage_alias(verbatim)]
pub type Passed = StorageDoubleMap<
	Mock,
	Twox64Concat,
	OrgId,
	Twox64Concat,
	ResolutionId,
	(Purpose, Subject, CivilDate),
>;

pub struct Minutes;
impl Resolutions for Minutes {
	fn take(
		org: OrgId,
		resolution: ResolutionId,
		purpose: Purpose,
		subject: Subject,
	) -> Result<CivilDate, DispatchError> {
		let (planned, about, day) = Passed::take(org, resolution).ok_or("no such resolution")?;
		ensure!((planned, about) == (purpose, subject), "planned for something else");
		Ok(day)
	}
}

/// The branch resolves today; gives the number of the resolution.
pub fn resolve(branch: OrgId, purpose: Purpose, person: PersonId) -> ResolutionId {
	LastResolution::mutate(|last| *last += 1);
	let id = ResolutionId(LastResolution::get());
	Passed::insert(branch, id, (purpose, Subject::Person(person), TestClock::today()));
	id
}
