//! Tests, one file a behaviour. Every one of them ends in the invariants.

mod appoint;
mod authority;
mod counts;
mod dismiss;
mod establish;
mod genesis;
mod grants;
mod invariants;
mod random;
mod resign;
mod views;
mod wire;

use crate::{mock::*, Appointments, Children, Counts, Error, Event, NextOrgId, OfficesHeld, Orgs};
use chuxin_primitives::{
	membership::MembershipStatus,
	organization::{
		CountsView, Grant, Grants, HeadCounts, Office, OrgKind, OrgStatus, Power, Powers,
	},
	traits::{CountChange, Organizations as _},
	OrgId, PersonId, RawDate, RawText,
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
