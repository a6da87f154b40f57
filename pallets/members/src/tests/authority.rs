//! Every call against everybody who may not make it.

use super::*;
use crate::{Call, Persons};
use chuxin_primitives::person_tag::PersonTag;
use frame::traits::UnfilteredDispatchable;

/// Accounts that act for nobody, whatever the call: root, nobody, a key of nobody, a plain member.
fn powerless() -> Vec<(&'static str, RuntimeOrigin)> {
	vec![
		("root", RuntimeOrigin::root()),
		("nobody", RuntimeOrigin::none()),
		("unknown account", RuntimeOrigin::signed(account(200))),
		("plain member", as_person(PLAIN)),
		("council", RuntimeOrigin::signed(Council::get())),
	]
}

#[track_caller]
fn refused(call: &Call<Test>, who: &str, origin: RuntimeOrigin) {
	let before = frame::deps::sp_io::storage::root(frame::deps::sp_core::storage::StateVersion::V1);
	let result = call.clone().dispatch_bypass_filter(origin);
	let error = result.expect_err(who).error;
	assert_eq!(error, Error::<Test>::NotAuthorized.into(), "{who}: {call:?}");
	let after = frame::deps::sp_io::storage::root(frame::deps::sp_core::storage::StateVersion::V1);
	assert_eq!(before, after, "{who}: {call:?}");
}

/// Officers by what they are.
type Officials = Vec<(&'static str, PersonId)>;

/// What an officer of the county can do, with who may not although they are officers.
fn calls() -> Vec<(Call<Test>, Officials)> {
	let id = enrolled(1, BRANCH);
	bind(id, 50);
	let batch = entries(100, 101);
	let digest = digest(COUNTY, &batch);
	assert_ok!(Members::propose_enrolment(as_person(HANDLER), COUNTY, vec![digest]));
	let event = life_event(0, LifeKind::Enrolled, BRANCH, COUNTY, [0; 32]);
	let not_approver = || {
		vec![
			("handler", HANDLER),
			("officer of the branch", BRANCH_OFFICER),
			("superior without office here", SUPERIOR),
			("officer of another county", STRANGER),
		]
	};
	let not_handler = || {
		vec![
			("approver", APPROVER),
			("officer of the branch", BRANCH_OFFICER),
			("superior without office here", SUPERIOR),
			("officer of another county", STRANGER),
		]
	};
	let no_officer = || {
		vec![
			("officer of the branch", BRANCH_OFFICER),
			("superior without office here", SUPERIOR),
			("officer of another county", STRANGER),
		]
	};
	let (pair, expires) = (pair(51), day(7));
	let (org, ground, evidence) = (COUNTY, Ground::Direct, Hash::zero());
	let entry = entry(7, BRANCH);
	let tag = PersonTag { key_version: 1, tag: entry.tag };
	let certificate = certify(BRANCH, &[entry]);
	vec![
		(Call::open_import_window { org: COUNTY, target: BRANCH, until: day(1) }, not_approver()),
		(Call::close_import_window { org: COUNTY, target: BRANCH }, not_approver()),
		(Call::propose_enrolment { org: COUNTY, batches: vec![digest] }, not_handler()),
		(Call::withdraw_enrolment { org: COUNTY, batch: digest.batch }, no_officer()),
		(
			Call::enrol {
				org: COUNTY,
				schema: 1,
				certificate: certify(COUNTY, &batch),
				persons: batch,
			},
			not_approver(),
		),
		(
			Call::bind_account {
				org: COUNTY,
				person: id,
				account: account_of(&pair),
				proof: consent(&pair, id, &expires),
				expires,
			},
			not_approver(),
		),
		(Call::freeze_account { org: COUNTY, person: id }, no_officer()),
		(Call::unfreeze_account { org: COUNTY, person: id }, not_approver()),
		(Call::propose_act { org: COUNTY, person: id, proposal: Hash::zero() }, not_handler()),
		(
			Call::correct {
				org: COUNTY,
				person: id,
				target_seq: 0,
				head_before: Hash::zero(),
				target: event.into(),
				after: vec![],
				commitment: Hash::zero(),
			},
			not_approver(),
		),
		(Call::withdraw_act { org, person: id }, no_officer()),
		(
			Call::replace_account {
				org,
				person: id,
				account: account_of(&pair),
				proof: consent(&pair, id, &day(7)),
				expires: day(7),
			},
			not_approver(),
		),
		(Call::confirm_record_update { org, person: id, root: evidence }, no_officer()),
		(Call::decline_record_update { org, person: id }, no_officer()),
		(
			Call::update_record { org, person: id, record: record(2), paper: evidence },
			not_approver(),
		),
		(Call::add_tag { org, proposed_in: BRANCH, person: id, tag, certificate }, not_approver()),
		(Call::place_hold { org, person: id, until: None, without_vote: false }, not_approver()),
		(Call::lift_hold { org, person: id }, not_approver()),
		(
			Call::end_membership { org, person: id, ground, effective: day(0), evidence },
			not_approver(),
		),
		(Call::suspend { org, person: id, ground, effective: day(0), evidence }, not_approver()),
		(
			Call::reinstate {
				org,
				person: id,
				status: MembershipStatus::Full,
				ground,
				effective: day(0),
				evidence,
			},
			not_approver(),
		),
		(
			Call::readmit {
				org,
				person: id,
				branch: BRANCH,
				status: MembershipStatus::Probationary,
				record: record(2),
				birthday: evidence,
				ground,
				effective: day(0),
				evidence,
			},
			not_approver(),
		),
	]
}

#[test]
fn calls_without_the_power_fail() {
	test(|| {
		for (call, officers) in calls() {
			for (who, origin) in powerless() {
				refused(&call, who, origin);
			}
			for (who, person) in officers {
				refused(&call, who, as_person(person));
			}
		}
	});
}

#[test]
fn calls_of_former_and_frozen_officers_fail() {
	test(|| {
		let calls = calls();
		for officer in [HANDLER, APPROVER, BOTH] {
			hypothetically!({
				dismiss(COUNTY, officer);
				for (call, _) in &calls {
					refused(call, "former officer", as_person(officer));
				}
			});
			hypothetically!({
				assert_ok!(Members::freeze_account(as_person(SUPERIOR), PROVINCE, officer));
				for (call, _) in &calls {
					refused(call, "frozen officer", as_person(officer));
				}
			});
			// Suspended, or no longer a member: the organizations give such a person no power.
			hypothetically!({
				Persons::<Test>::mutate(officer, |slot| {
					slot.as_mut().unwrap().status = MembershipStatus::Inactive;
				});
				for (call, _) in &calls {
					refused(call, "suspended officer", as_person(officer));
				}
			});
		}
	});
}

#[test]
fn every_call_is_in_this_file_or_has_no_office() {
	use frame::traits::GetCallName;
	test(|| {
		let mut here: Vec<&str> = calls().iter().map(|(call, _)| call.get_call_name()).collect();
		// By the council, and by the key itself: tested in `certificates` and `freezing`.
		here.extend(["set_registrar_key", "freeze_own_account"]);
		// By the key itself: tested in `replacement` and `record`.
		here.extend(["replace_own_account", "propose_record_update"]);
		here.sort_unstable();
		let mut all = Call::<Test>::get_call_names().to_vec();
		all.sort_unstable();
		assert_eq!(here, all);
	});
}
