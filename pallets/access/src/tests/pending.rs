use crate::{mock::*, Error, Event, NextPendingId, Pending};
use chuxin_primitives::{
	agenda::Item,
	date::DAY_MS,
	organization::Power,
	pending::{Deciders, Pending as WaitingAct, PendingAct, PendingActs},
	OrgId, PendingId, PersonId, RawDate,
};
use frame::testing_prelude::*;

/// Proposes, for the branch.
const SUN: AccountId = 11;
/// Decides, for the branch.
const MA: AccountId = 12;
/// Another officer of the branch.
const GAO: AccountId = 13;
/// An officer of the county.
const LIN: AccountId = 14;

const MERGE: PendingAct = PendingAct::Merge { from: BRANCH, into: OTHER };
const FIRST: PendingId = PendingId(0);

fn two() -> Deciders {
	Deciders::Officers { proposed_by: PersonId(SUN), approved_by: PersonId(MA), org: BRANCH }
}

fn put(act: PendingAct, by: Deciders) -> PendingId {
	Access::put(act, BRANCH, by, DAY_MS).unwrap()
}

fn carry_out(id: PendingId) -> DispatchResult {
	Access::carry_out(RuntimeOrigin::signed(WANG), id)
}

fn veto(who: AccountId, org: OrgId, id: PendingId) -> DispatchResult {
	Access::veto(RuntimeOrigin::signed(who), org, id)
}

/// Runs a test with the officers above, and checks the invariants.
fn run(test: impl FnOnce()) {
	crate::mock::run(|| {
		appoint(BRANCH, SUN, &[Power::Handler]);
		appoint(BRANCH, MA, &[Power::Approver]);
		appoint(BRANCH, GAO, &[Power::Collector]);
		appoint(COUNTY, LIN, &[Power::Approver]);
		test();
	});
}

#[test]
fn put_is_visible_and_stands_in_the_agenda() {
	run(|| {
		assert_eq!(put(MERGE, two()), FIRST);
		let ready_at = START + DAY_MS;
		System::assert_last_event(
			Event::ActPut {
				id: FIRST,
				act: MERGE,
				org: BRANCH,
				ready_at,
				ready_on: RawDate::from("2024-03-01"),
			}
			.into(),
		);
		let kept = WaitingAct { act: MERGE, org: BRANCH, by: two(), ready_at };
		assert_eq!(Pending::<Test>::get(FIRST), Some(kept));
		assert_eq!(Items::get(), [(BRANCH, Item::Pending(FIRST), "2024-03-08".to_owned())]);
		let view = Access::pending_act(FIRST).unwrap();
		assert_eq!((view.id, view.act, view.by, view.ready_at), (FIRST, MERGE, two(), ready_at));
		assert_eq!(view.ready_on, RawDate::from("2024-03-01"));
		assert_eq!(Access::pending_act(PendingId(1)), None);
	});
}

#[test]
fn carry_out_at_exact_boundary_works() {
	run(|| {
		let id = put(MERGE, two());
		Now::set(START + DAY_MS - 1);
		assert_noop!(carry_out(id), Error::<Test>::PendingNotReady);
		Now::set(START + DAY_MS);
		assert_noop!(Access::carry_out(RuntimeOrigin::none(), id), BadOrigin);
		assert_noop!(Access::carry_out(RuntimeOrigin::root(), id), BadOrigin);
		assert_ok!(carry_out(id));
		System::assert_last_event(Event::ActCarriedOut { id, act: MERGE, org: BRANCH }.into());
		assert_eq!(Told::get(), [(id, MERGE, true)]);
		assert_eq!((Items::get(), Pending::<Test>::iter().count()), (vec![], 0));
		// Once.
		assert_noop!(carry_out(id), Error::<Test>::PendingNotFound);
	});
}

#[test]
fn carry_out_after_a_decider_lost_the_power_lapses() {
	for (who, power) in [(SUN, Power::Handler), (MA, Power::Approver)] {
		run(|| {
			let id = put(MERGE, two());
			Now::set(START + DAY_MS);
			dismiss(BRANCH, who);
			assert_ok!(carry_out(id));
			System::assert_last_event(Event::ActLapsed { id, act: MERGE, org: BRANCH }.into());
			assert_eq!(Told::get(), [(id, MERGE, false)]);
			assert_eq!((Items::get(), Pending::<Test>::iter().count()), (vec![], 0));
			// The power given back does not bring the act back.
			appoint(BRANCH, who, &[power]);
			assert_noop!(carry_out(id), Error::<Test>::PendingNotFound);
		});
	}
}

#[test]
fn carry_out_after_one_decider_gave_the_other_the_key_lapses() {
	for (to, by, stands) in [(SUN, MA, false), (MA, SUN, false), (SUN, GAO, true)] {
		run(|| {
			let id = put(MERGE, two());
			Now::set(START + DAY_MS);
			KeyGiven::set(Some((PersonId(to), PersonId(by))));
			assert_ok!(carry_out(id));
			assert_eq!(Told::get(), [(id, MERGE, stands)]);
			KeyGiven::set(None);
			Told::set(vec![]);
		});
	}
}

#[test]
fn carry_out_by_another_power_or_for_another_organization_lapses() {
	run(|| {
		let first = put(MERGE, two());
		let second = put(PendingAct::Archive(BRANCH), two());
		Now::set(START + DAY_MS);
		// Whoever proposed is an officer still, but no handler.
		dismiss(BRANCH, SUN);
		appoint(BRANCH, SUN, &[Power::Approver, Power::Organizer]);
		assert_ok!(carry_out(first));
		// A handler, but of another organization.
		dismiss(BRANCH, SUN);
		appoint(COUNTY, SUN, &[Power::Handler]);
		assert_ok!(carry_out(second));
		assert_eq!(
			Told::get(),
			[(first, MERGE, false), (second, PendingAct::Archive(BRANCH), false)]
		);
	});
}

#[test]
fn carry_out_of_what_the_holder_decided_needs_no_officer() {
	run(|| {
		let act = PendingAct::ReplaceAccount(PersonId(WANG));
		let id = put(act, Deciders::Holder(PersonId(WANG)));
		dismiss(BRANCH, SUN);
		dismiss(BRANCH, MA);
		Now::set(START + DAY_MS);
		assert_ok!(carry_out(id));
		assert_eq!(Told::get(), [(id, act, true)]);
	});
}

#[test]
fn carry_out_that_is_refused_changes_nothing_and_can_be_vetoed() {
	run(|| {
		let id = put(MERGE, two());
		Now::set(START + DAY_MS);
		let call = || RuntimeCall::from(crate::Call::<Test>::carry_out { id });
		Refuses::set(true);
		let refused = call().dispatch(RuntimeOrigin::signed(WANG)).unwrap_err();
		assert_eq!(refused.error, DispatchError::Other("no longer allowed"));
		assert!(Pending::<Test>::contains_key(id));
		Refuses::set(false);
		assert_ok!(veto(GAO, BRANCH, id));
		assert!(call().dispatch(RuntimeOrigin::signed(WANG)).is_err());
		assert_eq!(Told::get(), [(id, MERGE, false)]);
	});
}

#[test]
fn veto_by_an_officer_of_the_branch_or_above_works() {
	run(|| {
		for (who, org) in [(GAO, BRANCH), (LIN, COUNTY)] {
			let id = put(MERGE, two());
			assert_ok!(veto(who, org, id));
			System::assert_last_event(
				Event::ActVetoed { id, act: MERGE, org: BRANCH, acting: org, by: PersonId(who) }
					.into(),
			);
			assert_eq!(Told::take(), [(id, MERGE, false)]);
			assert_eq!(Items::get(), []);
			Now::set(START + 3 * DAY_MS);
			assert_noop!(carry_out(id), Error::<Test>::PendingNotFound);
			assert_noop!(veto(who, org, id), Error::<Test>::PendingNotFound);
		}
	});
}

#[test]
fn veto_after_the_delay_works() {
	run(|| {
		let id = put(MERGE, two());
		Now::set(START + 30 * DAY_MS);
		assert_ok!(veto(GAO, BRANCH, id));
	});
}

#[test]
fn veto_by_who_decided_fails() {
	run(|| {
		let id = put(MERGE, two());
		assert_noop!(veto(SUN, BRANCH, id), Error::<Test>::OwnDecision);
		assert_noop!(veto(MA, BRANCH, id), Error::<Test>::OwnDecision);
		// For another organization neither.
		appoint(COUNTY, MA, &[Power::Inspector]);
		assert_noop!(veto(MA, COUNTY, id), Error::<Test>::OwnDecision);
		let held = put(PendingAct::ReplaceAccount(PersonId(GAO)), Deciders::Holder(PersonId(GAO)));
		assert_noop!(veto(GAO, BRANCH, held), Error::<Test>::OwnDecision);
	});
}

#[test]
fn veto_without_office_or_from_beside_fails() {
	run(|| {
		let id = put(MERGE, two());
		assert_noop!(veto(WANG, BRANCH, id), Error::<Test>::NotAuthorized);
		assert_noop!(veto(GAO, COUNTY, id), Error::<Test>::NotAuthorized);
		assert_noop!(Access::veto(RuntimeOrigin::root(), BRANCH, id), Error::<Test>::NotAuthorized);
		appoint(OTHER, GAO, &[Power::Approver]);
		assert_noop!(veto(GAO, OTHER, id), Error::<Test>::NotConcerned);
		// An act of the county is no affair of its branch.
		let county = Access::put(PendingAct::Archive(COUNTY), COUNTY, two(), DAY_MS).unwrap();
		assert_noop!(veto(GAO, BRANCH, county), Error::<Test>::NotConcerned);
	});
}

#[test]
fn remove_settles_silently_and_twice_without_harm() {
	run(|| {
		let id = put(MERGE, two());
		Access::remove(id);
		Access::remove(id);
		assert_eq!((Items::get(), Told::get()), (vec![], vec![]));
		assert_noop!(carry_out(id), Error::<Test>::PendingNotFound);
	});
}

#[test]
fn numbers_rise_and_are_never_used_again() {
	run(|| {
		assert_eq!(put(MERGE, two()), FIRST);
		Access::remove(FIRST);
		assert_eq!(put(MERGE, two()), PendingId(1));
		NextPendingId::<Test>::put(PendingId(u32::MAX));
		assert_noop!(Access::put(MERGE, BRANCH, two(), DAY_MS), Error::<Test>::MaxPendingExceeded);
	});
}

#[test]
fn shorter_delay_later_leaves_the_moment_of_what_waits() {
	run(|| {
		let id = put(MERGE, two());
		let before = Pending::<Test>::get(id);
		let most = 90 * DAY_MS;
		assert_ok!(Access::set_delays(RuntimeOrigin::root(), most, most, most, most));
		assert_eq!(Pending::<Test>::get(id), before);
	});
}

#[test]
fn pending_acts_are_paged() {
	run(|| {
		let put: Vec<_> = (0..20).map(|_| put(MERGE, two())).collect();
		let mut read = Vec::new();
		let mut after = None;
		loop {
			let page = Access::pending_acts(after, 6);
			assert!(page.len() <= 6);
			let Some(last) = page.last() else { break };
			after = Some(last.id);
			// Settled in between: the next page goes on all the same.
			Access::remove(last.id);
			read.extend(page.into_iter().map(|view| view.id));
		}
		read.sort();
		assert_eq!(read, put);
		assert_eq!(Access::pending_acts(None, 0), []);
	});
}

#[test]
fn carry_out_of_what_rests_on_nothing_any_more_lapses() {
	for by in [two(), Deciders::Holder(PersonId(WANG))] {
		run(|| {
			let id = put(MERGE, by);
			Now::set(START + DAY_MS);
			Outdated::set(true);
			assert_ok!(carry_out(id));
			System::assert_last_event(Event::ActLapsed { id, act: MERGE, org: BRANCH }.into());
			assert_eq!(Told::get(), [(id, MERGE, false)]);
			Outdated::set(false);
			Told::set(vec![]);
		});
	}
}

#[test]
fn rehome_moves_the_act_with_its_day_and_who_may_veto() {
	run(|| {
		let id = put(MERGE, two());
		let due = Items::get()[0].2.clone();
		Access::rehome(id, OTHER);
		assert_eq!(Items::get(), [(OTHER, Item::Pending(id), due)]);
		let act = Access::pending_act(id).unwrap();
		assert_eq!((act.org, act.ready_at), (OTHER, START + DAY_MS));
		assert_noop!(veto(GAO, BRANCH, id), Error::<Test>::NotConcerned);
		appoint(OTHER, GAO, &[Power::Collector]);
		assert_ok!(veto(GAO, OTHER, id));
		// What is not there goes nowhere.
		Access::rehome(id, BRANCH);
		assert_eq!((Items::get(), Pending::<Test>::iter().count()), (vec![], 0));
	});
}
