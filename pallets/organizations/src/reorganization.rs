//! Merging, archiving, splitting and upgrading organizations, decided by three persons.
//!
//! A handler of an organization proposes, an approver of it seconds, an approver of a superior
//! approves. Splits and upgrades take effect then; mergers and archivings wait for their day, can
//! be vetoed, and everything is checked again when they are carried out: the proposal, and that all
//! three still hold their powers.

use crate::{
	tree::only_former,
	types::{is_region, Estate},
	Children, Config, Contacts, Counts, Elections, Error, Event, Orgs, Pallet, Reorganizations,
	WeightInfo,
};
use alloc::vec::Vec;
use chuxin_primitives::{
	agenda::{Agenda, Item},
	organization::{
		reorganization_hash, split_hash, Grants, HeadCounts, Officer, Org, OrgKind, OrgStatus,
		PlannedReorganization, Power, RawReorganization, Reorganization, ReorganizationApproval,
		ReorganizationProposal, MAX_MERGERS, MAX_SPLIT,
	},
	pending::{CarryOut, Deciders, Pending, PendingAct, PendingActs},
	traits::{Organizations, Persons},
	Hash, OrgId, PendingId, PersonId,
};
use frame::prelude::*;

/// Which kinds take over which: a group another one's matters, a branch persons, and any other
/// organization stays on its level or rises.
fn takes_over(into: OrgKind, from: OrgKind) -> bool {
	match from {
		OrgKind::Group => into == OrgKind::Group,
		_ if from.holds_members() => into.holds_members(),
		_ => into == from || (!into.holds_members() && from.may_be_below(into)),
	}
}

impl<T: Config> Pallet<T> {
	/// The hash of the chain's first block.
	pub(crate) fn genesis_hash() -> Hash {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}

	/// The act with its name and day checked.
	fn planned(act: RawReorganization) -> Result<PlannedReorganization, Error<T>> {
		Ok(match act {
			Reorganization::Merge { into } => Reorganization::Merge { into },
			Reorganization::Archive => Reorganization::Archive,
			Reorganization::Upgrade { kind } => Reorganization::Upgrade { kind },
			Reorganization::Split { name, kind, region, founded, count, persons_hash } => {
				Reorganization::Split {
					name: Self::checked_name(&name)?,
					kind,
					region,
					founded: Self::checked_founding(&founded)?,
					count,
					persons_hash,
				}
			},
		})
	}

	/// Whether nothing stands below an organization.
	fn is_childless(org: OrgId) -> bool {
		Children::<T>::iter_key_prefix(org).next().is_none()
	}

	/// Checks everything about a reorganization except who decides. `acting` must stand above
	/// whatever takes over.
	fn ensure_possible(
		acting: OrgId,
		target: OrgId,
		act: &PlannedReorganization,
	) -> Result<Org, Error<T>> {
		let body = Self::ensure_active(target)?;
		let own = Counts::<T>::get(target).own;
		let above = body.parent.ok_or(Error::<T>::RootStays);
		match act {
			Reorganization::Merge { into } => {
				above?;
				ensure!(*into != target, Error::<T>::MergeIntoItself);
				let other = Self::ensure_active(*into)?;
				ensure!(Self::is_within(*into, acting), Error::<T>::OutsideSubtree);
				ensure!(!Self::is_within(*into, target), Error::<T>::MergeIntoItself);
				ensure!(takes_over(other.kind, body.kind), Error::<T>::KindsDiffer);
				ensure!(body.mergers < MAX_MERGERS, Error::<T>::MergersExceeded);
				ensure!(Self::is_childless(target), Error::<T>::ChildrenLeft);
				ensure!(T::Persons::waiting(target) == 0, Error::<T>::ActsWait);
			},
			Reorganization::Archive => {
				above?;
				ensure!(Self::is_childless(target), Error::<T>::ChildrenLeft);
				ensure!(only_former(&own), Error::<T>::PersonsLeft);
				ensure!(T::Persons::waiting(target) == 0, Error::<T>::ActsWait);
			},
			Reorganization::Split { kind, region, count, .. } => {
				let parent = Self::ensure_active(above?)?;
				ensure!(body.kind.holds_members(), Error::<T>::NotABranch);
				let fits = kind.holds_members() && kind.may_be_below(parent.kind);
				ensure!(fits, Error::<T>::KindNotAllowedHere);
				ensure!(is_region(*region), Error::<T>::RegionInvalid);
				let persons: u64 = own.0.iter().copied().map(u64::from).sum();
				let fits = (1..=MAX_SPLIT).contains(count) && u64::from(*count) <= persons;
				ensure!(fits, Error::<T>::SplitCountInvalid);
			},
			Reorganization::Upgrade { kind } => {
				let next = match body.kind {
					OrgKind::Branch | OrgKind::JointBranch => OrgKind::GeneralBranch,
					OrgKind::GeneralBranch => OrgKind::PrimaryCommittee,
					_ => return Err(Error::<T>::UpgradeNotAllowed),
				};
				ensure!(*kind == next, Error::<T>::UpgradeNotAllowed);
				if let Some(parent) = body.parent.and_then(Orgs::<T>::get) {
					ensure!(kind.may_be_below(parent.kind), Error::<T>::KindNotAllowedHere);
				}
				if body.kind.holds_members() {
					// Members and groups are a branch's; branches below stay where they are.
					ensure!(only_former(&own), Error::<T>::PersonsLeft);
					ensure!(Self::is_childless(target), Error::<T>::ChildrenLeft);
				}
			},
		}
		Ok(body)
	}

	/// Checks that the organization that proposed still stands at or above the one concerned, and
	/// that the first two persons still hold the powers they decided with.
	fn ensure_still_decided(
		target: OrgId,
		proposal: &ReorganizationProposal,
	) -> Result<PersonId, Error<T>> {
		let second = proposal.seconded_by.ok_or(Error::<T>::NotSeconded)?;
		ensure!(Self::is_within(target, proposal.org), Error::<T>::OutsideSubtree);
		let holds = |person, power| Self::powers_of(proposal.org, person).contains(power);
		ensure!(
			holds(proposal.proposed_by, Power::Handler) && holds(second, Power::Approver),
			Error::<T>::PowerLost
		);
		Ok(second)
	}

	pub(crate) fn do_propose_reorganization(
		officer: Officer,
		target: OrgId,
		act: RawReorganization,
	) -> DispatchResult {
		ensure!(Self::is_within(target, officer.org), Error::<T>::OutsideSubtree);
		ensure!(!Reorganizations::<T>::contains_key(target), Error::<T>::ReorganizationExists);
		let planned = Self::planned(act.clone())?;
		// What takes over may stand beside `org`: only the superior stands above both.
		let root = Self::walk_up(target).last().unwrap_or(target);
		Self::ensure_possible(root, target, &planned)?;

		let digest = reorganization_hash(&Self::genesis_hash(), officer.org, target, &planned);
		Reorganizations::<T>::insert(
			target,
			ReorganizationProposal {
				org: officer.org,
				act: planned,
				digest,
				proposed_by: officer.person,
				seconded_by: None,
				approved: None,
			},
		);
		T::Agenda::set(target, Item::Reorganization, Self::settle_day());
		Self::deposit_event(Event::ReorganizationProposed {
			org: target,
			act,
			digest,
			acting: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn do_second_reorganization(
		officer: Officer,
		target: OrgId,
		digest: Hash,
	) -> DispatchResult {
		let mut proposal =
			Reorganizations::<T>::get(target).ok_or(Error::<T>::ReorganizationNotFound)?;
		ensure!(Self::resolve(proposal.org) == officer.org, Error::<T>::OtherProposer);
		ensure!(proposal.digest == digest, Error::<T>::DigestDiffers);
		ensure!(proposal.seconded_by.is_none(), Error::<T>::AlreadySeconded);
		let first = (proposal.org, proposal.proposed_by);
		Self::ensure_untied(first, (officer.org, officer.person))?;

		proposal.seconded_by = Some(officer.person);
		Reorganizations::<T>::insert(target, proposal);
		T::Agenda::set(target, Item::Reorganization, Self::settle_day());
		Self::deposit_event(Event::ReorganizationSeconded {
			org: target,
			digest,
			acting: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn do_approve_reorganization(
		officer: Officer,
		target: OrgId,
		digest: Hash,
		persons: Vec<PersonId>,
	) -> DispatchResult {
		let mut proposal =
			Reorganizations::<T>::get(target).ok_or(Error::<T>::ReorganizationNotFound)?;
		ensure!(proposal.digest == digest, Error::<T>::DigestDiffers);
		ensure!(proposal.approved.is_none(), Error::<T>::AlreadyApproved);
		Self::ensure_superior(officer.org, proposal.org)?;
		let second = Self::ensure_still_decided(target, &proposal)?;
		for earlier in [proposal.proposed_by, second] {
			Self::ensure_untied((proposal.org, earlier), (officer.org, officer.person))?;
		}
		let body = Self::ensure_possible(officer.org, target, &proposal.act)?;
		match &proposal.act {
			Reorganization::Split { count, persons_hash, .. } => {
				let same = u32::try_from(persons.len()) == Ok(*count)
					&& split_hash(&Self::genesis_hash(), target, &persons) == *persons_hash;
				ensure!(same, Error::<T>::PersonsDiffer);
			},
			_ => ensure!(persons.is_empty(), Error::<T>::PersonsDiffer),
		}

		let waits = match &proposal.act {
			Reorganization::Merge { into } => Some(PendingAct::Merge { from: target, into: *into }),
			Reorganization::Archive => Some(PendingAct::Archive(target)),
			_ => None,
		};
		let mut pending = None;
		if let Some(act) = waits {
			let by = Deciders::Officers {
				proposed_by: proposal.proposed_by,
				approved_by: second,
				org: proposal.org,
			};
			let id = T::Pending::put(act, target, by, T::ReorganizationDelay::get())?;
			pending = Some(id);
			proposal.approved = Some(ReorganizationApproval {
				superior: officer.org,
				by: officer.person,
				pending: id,
			});
			Reorganizations::<T>::insert(target, &proposal);
		} else {
			Reorganizations::<T>::remove(target);
		}
		// From here on it stands in the agenda as an act that waits, or is done.
		T::Agenda::clear(target, Item::Reorganization);
		Self::deposit_event(Event::ReorganizationApproved {
			org: target,
			digest,
			pending,
			superior: officer.org,
			by: officer.person,
		});
		match proposal.act {
			Reorganization::Split { name, kind, region, founded, count, .. } => {
				let parent = body.parent.ok_or(Error::<T>::RootStays)?;
				let branch = Self::found(parent, kind, name.clone(), region, founded)?;
				T::Persons::keep_go_live(branch, T::Persons::live_since(target));
				for person in persons {
					T::Persons::move_branch(person, target, branch, officer.org)?;
				}
				Self::deposit_event(Event::Split {
					org: target,
					branch,
					parent,
					kind,
					name: name.into(),
					region,
					founded: founded.into(),
					count,
					superior: officer.org,
					by: officer.person,
				});
			},
			Reorganization::Upgrade { kind } => Self::upgrade(&officer, target, body, kind),
			Reorganization::Merge { .. } | Reorganization::Archive => {},
		}
		Ok(())
	}

	fn upgrade(officer: &Officer, target: OrgId, mut body: Org, kind: OrgKind) {
		let before = core::mem::replace(&mut body.kind, kind);
		Orgs::<T>::insert(target, body);
		if before.holds_members() {
			T::Agenda::clear(target, Item::TooFewMembers);
			T::Agenda::clear(target, Item::TooManyMembers);
		}
		Self::deposit_event(Event::Upgraded {
			org: target,
			before,
			kind,
			superior: officer.org,
			by: officer.person,
		});
	}

	pub(crate) fn do_withdraw_reorganization(officer: Officer, target: OrgId) -> DispatchResult {
		let proposal =
			Reorganizations::<T>::get(target).ok_or(Error::<T>::ReorganizationNotFound)?;
		// Moved out of the proposer's hands, it is a matter of those it moved to.
		let moved = !Self::is_within(target, proposal.org);
		let matter_of = if moved { target } else { proposal.org };
		ensure!(Self::is_within(matter_of, officer.org), Error::<T>::OutsideSubtree);

		if let Some(approved) = proposal.approved {
			T::Pending::remove(approved.pending);
		}
		Self::forget(target);
		Self::deposit_event(Event::ReorganizationWithdrawn {
			org: target,
			digest: proposal.digest,
			acting: officer.org,
			by: officer.person,
		});
		Ok(())
	}

	/// Takes a proposal back.
	fn forget(target: OrgId) {
		Reorganizations::<T>::remove(target);
		T::Agenda::clear(target, Item::Reorganization);
	}

	/// Ends everything that an organization has but its persons: it goes over or is dissolved. Gives
	/// what it was, with its body as it is then.
	///
	/// # Errors
	/// When something else stands in its agenda; the caller takes everything back then.
	fn wind_up(target: OrgId) -> Result<(Estate, Org), DispatchError> {
		let officers = Self::unseat_all(target)?;
		let mut body = Orgs::<T>::get(target).ok_or(Error::<T>::OrgNotFound)?;
		let ended = Estate {
			officers,
			grants: core::mem::replace(&mut body.grants, Grants::NONE).list(),
			term_ends: body.term_ends.take().map(Into::into),
			election: Elections::<T>::take(target).is_some(),
			import_until: T::Persons::close_window(target).map(Into::into),
			key_version: Self::end_key(target),
			contact: Contacts::<T>::take(target).map(Into::into),
		};
		Self::forget(target);
		for item in [
			Item::NoSecretary,
			Item::TermReminder,
			Item::TermEnds,
			Item::TooFewMembers,
			Item::TooManyMembers,
			Item::Election,
		] {
			T::Agenda::clear(target, item);
		}
		// What other pallets put there is settled first, so that nothing stands in the agenda of an
		// organization that nobody looks after.
		ensure!(T::Agenda::is_empty(target), Error::<T>::ActsWait);
		Ok((ended, body))
	}

	/// Lets an organization go over into another one.
	fn merge(from: OrgId, into: OrgId, approved: ReorganizationApproval) -> DispatchResult {
		let counts = Counts::<T>::get(from);
		let before: Vec<OrgId> = Self::walk_up(from).skip(1).collect();
		let after: Vec<OrgId> = Self::walk_up(into).collect();
		let mut staged = Self::shifted(&counts.subtree, &before, &after)?;
		let old: HeadCounts = staged.get(&into).copied().unwrap_or_else(|| Counts::<T>::get(into));
		let own = old.own.checked_add(&counts.own).ok_or(Error::<T>::CountOutOfRange)?;
		staged.insert(into, HeadCounts { own, ..old });

		T::Persons::keep_go_live(into, T::Persons::live_since(from));
		let (ended, mut body) = Self::wind_up(from)?;
		Self::take_out(from, &body);
		Counts::<T>::remove(from);
		Self::write_counts(staged);
		body.status = OrgStatus::MergedInto(into);
		let mergers = body.mergers;
		let chain = mergers.saturating_add(1);
		Orgs::<T>::insert(from, body);
		Orgs::<T>::mutate_extant(into, |other| other.mergers = other.mergers.max(chain));
		Self::deposit_event(Event::Merged {
			org: from,
			into,
			persons: (&counts.own).into(),
			mergers,
			ended,
			superior: approved.superior,
			by: approved.by,
		});
		Ok(())
	}

	/// Dissolves an organization that nobody belongs to but former members: they stay there, and are
	/// counted there, until another branch admits them again.
	fn archive(target: OrgId, approved: ReorganizationApproval) -> DispatchResult {
		let (ended, mut body) = Self::wind_up(target)?;
		Self::take_out(target, &body);
		body.status = OrgStatus::Archived;
		Orgs::<T>::insert(target, body);
		Self::deposit_event(Event::Archived {
			org: target,
			ended,
			superior: approved.superior,
			by: approved.by,
		});
		Ok(())
	}

	/// The proposal that waits under this number.
	fn waiting_proposal(
		id: PendingId,
		target: OrgId,
	) -> Result<(ReorganizationProposal, ReorganizationApproval), Error<T>> {
		let proposal = Reorganizations::<T>::get(target).ok_or(Error::<T>::NotPending)?;
		let approved = proposal.approved.filter(|approved| approved.pending == id);
		Ok((proposal, approved.ok_or(Error::<T>::NotPending)?))
	}
}

/// The organization that an act of this pallet concerns, and what the proposal must say.
fn concerned(act: &PendingAct) -> Option<(OrgId, PlannedReorganization)> {
	match *act {
		PendingAct::Merge { from, into } => Some((from, Reorganization::Merge { into })),
		PendingAct::Archive(org) => Some((org, Reorganization::Archive)),
		PendingAct::ReplaceAccount(_) => None,
	}
}

impl<T: Config> CarryOut for Pallet<T> {
	fn carry_out(id: PendingId, pending: &Pending) -> DispatchResult {
		let (target, act) = concerned(&pending.act).ok_or(Error::<T>::NotPending)?;
		let (proposal, approved) = Self::waiting_proposal(id, target)?;
		ensure!(proposal.act == act, Error::<T>::NotPending);
		let second = Self::ensure_still_decided(target, &proposal)?;
		Self::ensure_superior(approved.superior, proposal.org)?;
		for earlier in [proposal.proposed_by, second] {
			Self::ensure_untied((proposal.org, earlier), (approved.superior, approved.by))?;
		}
		ensure!(
			Self::powers_of(approved.superior, approved.by).contains(Power::Approver),
			Error::<T>::PowerLost
		);
		Self::ensure_possible(approved.superior, target, &act)?;
		match act {
			Reorganization::Merge { into } => Self::merge(target, into, approved),
			_ => Self::archive(target, approved),
		}
	}

	fn vetoed(id: PendingId, pending: &Pending) -> DispatchResult {
		let (target, _) = concerned(&pending.act).ok_or(Error::<T>::NotPending)?;
		Self::waiting_proposal(id, target)?;
		Self::forget(target);
		Ok(())
	}

	fn weight() -> Weight {
		T::WeightInfo::carry_out_merge().max(T::WeightInfo::carry_out_archive())
	}
}
