//! Tests, one file a behaviour. Every one of them ends in the invariants.

mod acting;
mod appoint;
mod authority;
mod contact;
mod counts;
mod directory;
mod dismiss;
mod elections;
mod establish;
mod freeze;
mod genesis;
mod grants;
mod invariants;
mod keys;
mod last_approver;
mod merge;
mod random;
mod rename;
mod reorganize;
mod reparent;
mod resign;
mod secretary;
mod split;
mod terms;
mod upgrade;
mod views;
mod wire;

use crate::{
	mock::*, Appointments, ByName, ByRegion, Children, Contacts, Counts, CurrentKey, Elections,
	Error, Estate, Event, Levels, NextOrgId, OfficesHeld, OrgKey, OrgKeys, Orgs, Reorganizations,
	Untold,
};
use chuxin_primitives::{
	agenda::Item,
	membership::MembershipStatus,
	organization::{
		split_hash, CountsView, ElectionKind, ElectionStage, Grant, Grants, HeadCounts, Office,
		OrgKind, OrgStatus, Power, Powers, RawReorganization,
	},
	pending::{CarryOut as _, PendingAct},
	resolution::{Purpose, Subject},
	traits::{CountChange, Organizations as _},
	Hash, OrgId, PendingId, PersonId, RawDate, RawText, ResolutionId,
};
use frame::testing_prelude::*;

/// Whoever may not decide for the committee, with the reason.
///
/// Zhao is its approver, and made each of the last three what they are.
fn not_the_committees() -> Vec<(&'static str, RuntimeOrigin)> {
	let powers = vec![Power::Approver];
	let [dismissed, pending, suspended] = [CROWD, CROWD + 1, CROWD + 2].map(PersonId);
	let zhao = || signed(ZHAO);
	for person in [dismissed, suspended] {
		assert_ok!(Organizations::appoint(
			zhao(),
			COMMITTEE,
			COMMITTEE,
			person,
			vec![],
			powers.clone()
		));
	}
	wait(DAY);
	assert_ok!(Organizations::dismiss(zhao(), COMMITTEE, COMMITTEE, dismissed));
	assert_ok!(Organizations::appoint(zhao(), COMMITTEE, COMMITTEE, pending, vec![], powers));
	wait(DAY - 1);
	change(suspended, |known| known.status = MembershipStatus::Inactive);
	vec![
		("root", RuntimeOrigin::root()),
		("unsigned", RuntimeOrigin::none()),
		("unknown key", RuntimeOrigin::signed(5)),
		("plain member", signed(PLAIN)),
		("applicant", signed(APPLICANT)),
		("wrong branch of the tree", signed(CHEN)),
		("superior's officer, who has no role here", signed(WANG)),
		("highest officer, who has no role here", signed(LIN)),
		("officer of an organization below", signed(LI)),
		("officer without the power", signed(SUN)),
		("dismissed officer", signed(dismissed)),
		("officer not yet in force", signed(pending)),
		("suspended officer", signed(suspended)),
	]
}

/// Of those, who may not propose, announce or report for the committee: everybody but Sun, who is
/// its handler; and Zhao, who only approves.
fn no_handlers(mut list: Vec<(&'static str, RuntimeOrigin)>) -> Vec<(&'static str, RuntimeOrigin)> {
	list.retain(|(who, _)| *who != "officer without the power");
	list.push(("approver who is no handler", signed(ZHAO)));
	list
}

/// Whoever is no officer of the committee.
fn no_officers_of_the_committee() -> Vec<(&'static str, RuntimeOrigin)> {
	let mut list = not_the_committees();
	list.retain(|(who, _)| *who != "officer without the power");
	list
}

/// Gives a person powers in an organization at once, as the first officers have them.
fn seat(org: OrgId, person: PersonId, powers: &[Power]) {
	assert!(!Appointments::<Test>::contains_key(org, person), "seated before");
	Organizations::seat(org, person, first_appointment(&[], powers));
	Entitled::mutate(|all| *all.entry(account(person)).or_default() += 1);
}

/// Sun, a handler of the committee, proposes a reorganization; the digest.
fn propose(target: OrgId, act: RawReorganization) -> Hash {
	assert_ok!(Organizations::propose_reorganization(signed(SUN), COMMITTEE, target, act));
	Reorganizations::<Test>::get(target).unwrap().digest
}

/// Sun proposes and Zhao seconds, both of the committee; the digest.
fn second(target: OrgId, act: RawReorganization) -> Hash {
	let digest = propose(target, act);
	assert_ok!(Organizations::second_reorganization(signed(ZHAO), COMMITTEE, target, digest));
	digest
}

/// Sun and Zhao of the committee and Wang of the county decide; the number under which it waits.
fn decide(target: OrgId, act: RawReorganization, persons: &[PersonId]) -> Option<PendingId> {
	let digest = second(target, act);
	assert_ok!(Organizations::approve_reorganization(
		signed(WANG),
		COUNTY,
		target,
		digest,
		persons.to_vec()
	));
	Reorganizations::<Test>::get(target)?.approved.map(|approved| approved.pending)
}

/// Decides a merger or an archiving, lets the delay pass, and carries it out.
fn carry(target: OrgId, act: RawReorganization) {
	let id = decide(target, act, &[]).unwrap();
	wait(DAY);
	assert_ok!(carry_out(id));
}

/// A split of these persons off the branch.
fn split_of(target: OrgId, persons: &[PersonId]) -> RawReorganization {
	RawReorganization::Split {
		name: "机关第三党支部".into(),
		kind: OrgKind::Branch,
		region: 110_101,
		founded: "2026-03-02".into(),
		count: persons.len() as u32,
		persons_hash: split_hash(&Organizations::genesis_hash(), target, persons),
	}
}

/// Own and subtree count of full members.
fn full(org: OrgId) -> (u32, u32) {
	let counts = Counts::<Test>::get(org);
	let full = MembershipStatus::Full;
	(counts.own.of(full), counts.subtree.of(full))
}
