//! Random trees and random acts, legal and illegal: the counts are those of a recount, the
//! invariants hold, and nobody ever acts who may not.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Act {
	Establish { by: u64, org: u32, kind: usize },
	Appoint { by: u64, org: u32, target: u32, person: u64, offices: u32, powers: u32 },
	Dismiss { by: u64, org: u32, target: u32, person: u64 },
	Resign { by: u64, org: u32 },
	SetGrants { by: u64, org: u32, target: u32, grants: u32 },
	Count(Vec<(u32, usize, bool, u32)>),
	Wait(u64),
}

const KINDS: [OrgKind; 12] = [
	OrgKind::Centre,
	OrgKind::Provincial,
	OrgKind::Municipal,
	OrgKind::County,
	OrgKind::WorkingCommittee,
	OrgKind::PrimaryCommittee,
	OrgKind::GeneralBranch,
	OrgKind::Branch,
	OrgKind::JointBranch,
	OrgKind::MobileBranch,
	OrgKind::TemporaryBranch,
	OrgKind::Group,
];

fn act() -> impl Strategy<Value = Act> {
	let person = || 0..14u64;
	let org = || 0..16u32;
	// Mostly somebody who may act for the organization named, as things stand at the beginning.
	let seat = || {
		let first = vec![(0, 0), (1, 1), (2, 2), (4, 3), (5, 5)];
		prop_oneof![4 => proptest::sample::select(first), 1 => (person(), org())]
	};
	// Few flags at once: long lists are refused for one of them.
	let few = |below: u32| (0..below, 0..below, 0..below).prop_map(|(a, b, c)| a & b & c);
	let change = (
		prop_oneof![Just(3u32), Just(6), Just(7), org()],
		0..7usize,
		proptest::bool::weighted(0.7),
		0..5u32,
	);
	prop_oneof![
		3 => (seat(), 4..12usize)
			.prop_map(|((by, org), kind)| Act::Establish { by, org, kind }),
		6 => (seat(), org(), person(), few(128), few(2048)).prop_map(
			|((by, org), target, person, offices, powers)| Act::Appoint {
				by, org, target, person, offices, powers
			}
		),
		3 => (seat(), org(), person())
			.prop_map(|((by, org), target, person)| Act::Dismiss { by, org, target, person }),
		1 => (person(), org()).prop_map(|(by, org)| Act::Resign { by, org }),
		2 => (seat(), org(), few(16))
			.prop_map(|((by, org), target, grants)| Act::SetGrants { by, org, target, grants }),
		6 => proptest::collection::vec(change, 0..6).prop_map(Act::Count),
		1 => (0..2 * DAY).prop_map(Act::Wait),
	]
}

/// The flags whose bit is set, by their place in the list.
fn pick<F: Copy>(all: &[F], bits: u32) -> Vec<F> {
	all.iter().enumerate().filter(|(n, _)| bits >> n & 1 == 1).map(|(_, f)| *f).collect()
}

/// Own counts by organization and status, kept without the pallet's arithmetic.
type Own = BTreeMap<(OrgId, usize), i64>;

fn holds_members(org: OrgId) -> bool {
	Orgs::<Test>::get(org).is_some_and(|org| org.kind.holds_members())
}

fn play(act: Act, own: &mut Own) {
	match act {
		Act::Establish { by, org, kind } => {
			let allowed = Organizations::powers_of(OrgId(org), PersonId(by))
				.contains(Power::Approver)
				&& PersonId(by) != FROZEN
				&& PersonId(by) != KEYLESS;
			let done = Organizations::establish(
				signed(PersonId(by)),
				OrgId(org),
				OrgId(org),
				KINDS[kind],
				"某组织".into(),
				110_101,
				"2020-01-01".into(),
			);
			assert_eq!(done == Err(Error::<Test>::NotAuthorized.into()), !allowed);
		},
		Act::Appoint { by, org, target, person, offices, powers } => {
			let done = Organizations::appoint(
				signed(PersonId(by)),
				OrgId(org),
				OrgId(target),
				PersonId(person),
				pick(Office::ALL, offices),
				pick(Power::ALL, powers),
			);
			if done.is_ok() {
				assert_ne!(by, person, "nobody appoints himself");
				assert!(Organizations::is_within(OrgId(target), OrgId(org)));
				assert!(Organizations::powers_of(OrgId(target), PersonId(person)).is_empty());
			}
		},
		Act::Dismiss { by, org, target, person } => {
			let _ = Organizations::dismiss(
				signed(PersonId(by)),
				OrgId(org),
				OrgId(target),
				PersonId(person),
			);
		},
		Act::Resign { by, org } => {
			let _ = Organizations::resign(signed(PersonId(by)), OrgId(org));
		},
		Act::SetGrants { by, org, target, grants } => {
			let list = pick(Grant::ALL, grants);
			let held = Orgs::<Test>::get(OrgId(org)).map(|org| org.grants);
			let done = Organizations::set_grants(
				signed(PersonId(by)),
				OrgId(org),
				OrgId(target),
				list.clone(),
			);
			if done.is_ok() && org != 0 {
				let Event::GrantsSet { before, grants, .. } = last_event() else {
					panic!("another event");
				};
				let added = grants.iter().filter(|grant| !before.contains(grant));
				assert!(added.into_iter().all(|grant| held.unwrap().contains(*grant)));
			}
		},
		Act::Count(changes) => {
			let mut after = own.clone();
			for (org, status, up, by) in &changes {
				let n = after.entry((OrgId(*org), *status)).or_default();
				*n += if *up { i64::from(*by) } else { -i64::from(*by) };
			}
			let legal = changes.iter().all(|change| holds_members(OrgId(change.0)))
				&& after.values().all(|n| *n >= 0);
			let batch: Vec<CountChange> = changes
				.iter()
				.map(|(org, status, up, by)| CountChange {
					org: OrgId(*org),
					status: MembershipStatus::ALL[*status],
					up: *up,
					by: *by,
				})
				.collect();
			if legal {
				assert_ok!(Organizations::count(&batch));
				*own = after;
			} else {
				assert_storage_noop!(assert!(Organizations::count(&batch).is_err()));
			}
		},
		Act::Wait(ms) => wait(ms),
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn random_acts_keep_every_invariant(acts in proptest::collection::vec(act(), 40..200)) {
		ExtBuilder::default().build_and_execute(|| {
			let mut own = Own::new();
			for act in acts {
				play(act, &mut own);
			}
			for (id, _) in Orgs::<Test>::iter() {
				let counts = Counts::<Test>::get(id);
				for (status, name) in MembershipStatus::ALL.iter().enumerate() {
					let mine = own.get(&(id, status)).copied().unwrap_or_default();
					assert_eq!(i64::from(counts.own.of(*name)), mine);
					let below: i64 = own
						.iter()
						.filter(|((org, s), _)| *s == status && Organizations::is_within(*org, id))
						.map(|(_, n)| n)
						.sum();
					assert_eq!(i64::from(counts.subtree.of(*name)), below);
				}
			}
		});
	}
}
