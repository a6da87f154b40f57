//! Random trees and random acts, legal and illegal: the counts are those of a recount, the
//! invariants hold, and nobody ever acts who may not.

use super::*;
use chuxin_primitives::traits::Clock as _;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Act {
	Establish {
		by: u64,
		org: u32,
		kind: usize,
	},
	Appoint {
		by: u64,
		org: u32,
		target: u32,
		person: u64,
		offices: u32,
		powers: u32,
	},
	Dismiss {
		by: u64,
		org: u32,
		target: u32,
		person: u64,
	},
	Resign {
		by: u64,
		org: u32,
	},
	/// The membership of an officer ends, or is suspended and restored.
	Leave {
		person: u64,
	},
	Suspend {
		person: u64,
	},
	SetGrants {
		by: u64,
		org: u32,
		target: u32,
		grants: u32,
	},
	Enrol {
		org: u32,
		status: usize,
	},
	Change {
		person: u64,
		status: usize,
	},
	/// All memberships in a branch end.
	AllLeave {
		org: u32,
	},
	Status {
		by: u64,
		org: u32,
		target: u32,
		freeze: bool,
	},
	Reparent {
		by: u64,
		org: u32,
		target: u32,
		parent: u32,
	},
	Rename {
		by: u64,
		org: u32,
		target: u32,
		name: u8,
	},
	Propose {
		by: u64,
		org: u32,
		target: u32,
		act: Reorganize,
	},
	Second {
		by: u64,
		org: u32,
		target: u32,
	},
	Approve {
		by: u64,
		org: u32,
		target: u32,
	},
	Withdraw {
		by: u64,
		org: u32,
		target: u32,
	},
	/// All three signatures of a reorganization by those who can give them at the beginning.
	Decide {
		target: u32,
		act: Reorganize,
	},
	/// Every membership in an organization ends, and it is dissolved, as far as it can be.
	Wither(u32),
	/// One of the acts that wait.
	CarryOut(usize),
	Acting {
		by: u64,
		org: u32,
		target: u32,
		person: u64,
		days: u64,
	},
	/// Everybody who can be expired.
	Expire {
		by: u64,
		org: u32,
	},
	Elect {
		org: u32,
		first: u64,
	},
	Key {
		by: u64,
		org: u32,
		key: u8,
	},
	Revoke {
		by: u64,
		org: u32,
		version: u32,
	},
	SetTerm {
		by: u64,
		org: u32,
		target: u32,
		year: u32,
	},
	Wait(u64),
}

#[derive(Clone, Copy, Debug)]
enum Reorganize {
	Merge(u32),
	Archive,
	Split { kind: usize, step: usize },
	Upgrade { kind: usize },
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
		let first = vec![(0, 0), (1, 1), (2, 2), (2, 2), (2, 2), (3, 2), (4, 3), (5, 5)];
		prop_oneof![4 => proptest::sample::select(first), 1 => (person(), org())]
	};
	// Few flags at once: long lists are refused for one of them.
	let few = |below: u32| (0..below, 0..below, 0..below).prop_map(|(a, b, c)| a & b & c);
	let branch = || prop_oneof![1 => Just(3u32), 1 => Just(6), 2 => Just(7), 2 => org()];
	// An approver far up, whose word reaches most organizations.
	let high = || prop_oneof![3 => Just((0u64, 0u32)), 1 => Just((1, 1)), 1 => seat()];
	let seated = || {
		let first = vec![(2, 2), (3, 2), (4, 3), (5, 5), (12, 7)];
		prop_oneof![1 => proptest::sample::select(first), 2 => (person(), org())]
	};
	let reorganize = || {
		prop_oneof![
			4 => branch().prop_map(Reorganize::Merge),
			2 => Just(Reorganize::Archive),
			3 => (7..11usize, 1..3usize)
				.prop_map(|(kind, step)| Reorganize::Split { kind, step }),
			3 => proptest::sample::select(vec![5usize, 6, 6, 6, 7])
				.prop_map(|kind| Reorganize::Upgrade { kind }),
		]
	};
	let tree = prop_oneof![
		4 => (seat(), prop_oneof![4..12usize, 7..11usize]).prop_map(|((by, org), kind)| Act::Establish { by, org, kind }),
		2 => (high(), org(), proptest::bool::weighted(0.3)).prop_map(
			|((by, org), target, freeze)| Act::Status { by, org, target, freeze }
		),
		6 => (high(), org(), org()).prop_map(
			|((by, org), target, parent)| Act::Reparent { by, org, target, parent }
		),
		1 => (seat(), org(), 0..3u8)
			.prop_map(|((by, org), target, name)| Act::Rename { by, org, target, name }),
		2 => (seat(), org(), few(16))
			.prop_map(|((by, org), target, grants)| Act::SetGrants { by, org, target, grants }),
		1 => (seat(), org(), 2024..2040u32)
			.prop_map(|((by, org), target, year)| Act::SetTerm { by, org, target, year }),
	];
	let officers = prop_oneof![
		5 => (seat(), org(), person(), few(128), few(2048)).prop_map(
			|((by, org), target, person, offices, powers)| Act::Appoint {
				by, org, target, person, offices, powers
			}
		),
		1 => (high(), seated()).prop_map(|((by, org), (person, target))| Act::Dismiss { by, org, target, person }),
		1 => (person(), org()).prop_map(|(by, org)| Act::Resign { by, org }),
		1 => (4..13u64).prop_map(|person| Act::Leave { person }),
		1 => person().prop_map(|person| Act::Suspend { person }),
		4 => (high(), org(), person(), 0..3u64).prop_map(
			|((by, org), target, person, days)| Act::Acting { by, org, target, person, days }
		),
		3 => high().prop_map(|(by, org)| Act::Expire { by, org }),
		3 => (prop_oneof![3 => Just(2u32), 1 => org()], 0..6u64).prop_map(|(org, first)| Act::Elect { org, first }),
		1 => (seat(), 0..4u8).prop_map(|((by, org), key)| Act::Key { by, org, key }),
		1 => (seat(), 0..4u32).prop_map(|((by, org), version)| Act::Revoke { by, org, version }),
	];
	let persons = prop_oneof![
		3 => (branch(), 0..7usize).prop_map(|(org, status)| Act::Enrol { org, status }),
		1 => (0..60u64, 0..7usize).prop_map(|(person, status)| Act::Change { person, status }),
		1 => branch().prop_map(|org| Act::AllLeave { org }),
	];
	let reorganizations = prop_oneof![
		2 => (seat(), org(), reorganize())
			.prop_map(|((by, org), target, act)| Act::Propose { by, org, target, act }),
		2 => (seat(), org()).prop_map(|((by, org), target)| Act::Second { by, org, target }),
		2 => (seat(), org()).prop_map(|((by, org), target)| Act::Approve { by, org, target }),
		1 => (seat(), org()).prop_map(|((by, org), target)| Act::Withdraw { by, org, target }),
		8 => (prop_oneof![branch(), 8..16u32], reorganize())
			.prop_map(|(target, act)| Act::Decide { target, act }),
		2 => prop_oneof![5..8u32, 8..16u32].prop_map(Act::Wither),
		6 => (0..12usize).prop_map(Act::CarryOut),
	];
	prop_oneof![
		4 => tree,
		3 => officers,
		5 => persons,
		6 => reorganizations,
		3 => (DAY / 2..2 * DAY).prop_map(Act::Wait),
	]
}

/// The flags whose bit is set, by their place in the list.
fn pick<F: Copy>(all: &[F], bits: u32) -> Vec<F> {
	all.iter().enumerate().filter(|(n, _)| bits >> n & 1 == 1).map(|(_, f)| *f).collect()
}

/// Persons enrolled by acts, who are counted.
fn enrolled() -> BTreeMap<PersonId, Known> {
	Book::get().into_iter().filter(|(person, _)| person.0 >= ENROLLED).collect()
}

/// The act as it is proposed, with the persons who go over in a split.
fn build(target: OrgId, act: Reorganize) -> (RawReorganization, Vec<PersonId>) {
	let none = Vec::new();
	match act {
		Reorganize::Merge(into) => (RawReorganization::Merge { into: OrgId(into) }, none),
		Reorganize::Archive => (RawReorganization::Archive, none),
		Reorganize::Upgrade { kind } => (RawReorganization::Upgrade { kind: KINDS[kind] }, none),
		Reorganize::Split { kind, step } => {
			let go: Vec<PersonId> = enrolled()
				.into_iter()
				.filter(|(_, known)| Organizations::resolve(known.org) == target)
				.map(|(person, _)| person)
				.step_by(step)
				.collect();
			let act = RawReorganization::Split {
				name: "新支部".into(),
				kind: KINDS[kind],
				region: 110_101,
				founded: "2020-01-01".into(),
				count: go.len() as u32,
				persons_hash: split_hash(&Organizations::genesis_hash(), target, &go),
			};
			(act, go)
		},
	}
}

/// Approves what is proposed for the organization, with the persons who are there now.
fn approve(by: u64, org: u32, target: u32) -> DispatchResult {
	let target = OrgId(target);
	let Some(proposal) = Reorganizations::<Test>::get(target) else { return Ok(()) };
	// Try every list that a proposal of this test can have meant.
	let lists = [1, 2].map(|step| build(target, Reorganize::Split { kind: 7, step }).1);
	for list in lists.into_iter().chain([vec![]]) {
		let origin = signed(PersonId(by));
		let org = OrgId(org);
		Organizations::approve_reorganization(origin, org, target, proposal.digest, list)?;
	}
	Ok(())
}

/// Whether somebody may act with a power for an organization, by the state alone.
fn may(by: u64, org: u32, power: Power) -> bool {
	Organizations::powers_of(OrgId(org), PersonId(by)).contains(power)
		&& PersonId(by) != FROZEN
		&& PersonId(by) != KEYLESS
}

fn play(act: Act) {
	match act {
		Act::Establish { by, org, kind } => {
			let allowed = may(by, org, Power::Approver);
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
		Act::Leave { person } => {
			let person = PersonId(person);
			assert_ok!(Organizations::vacate(person));
			change(person, |known| known.status = MembershipStatus::Former);
			assert_eq!(Organizations::offices_of(person), 0);
		},
		Act::Suspend { person } => {
			let person = PersonId(person);
			let Some(Known { status, .. }) = Book::get().get(&person).copied() else { return };
			let new = match status {
				MembershipStatus::Full => MembershipStatus::Inactive,
				MembershipStatus::Inactive => MembershipStatus::Full,
				_ => return,
			};
			change(person, |known| known.status = new);
			Organizations::rest(person, new == MembershipStatus::Inactive);
		},
		Act::SetGrants { by, org, target, grants } => {
			let list = pick(Grant::ALL, grants);
			let held = Organizations::grants_of(OrgId(org));
			let done = Organizations::set_grants(
				signed(PersonId(by)),
				OrgId(org),
				OrgId(target),
				list.clone(),
			);
			if done.is_ok() && Organizations::resolve(OrgId(org)) != PROVINCE {
				let Event::GrantsSet { before, grants, .. } = last_event() else {
					panic!("another event");
				};
				let added = grants.iter().filter(|grant| !before.contains(grant));
				assert!(added.into_iter().all(|grant| held.contains(*grant)));
			}
		},
		Act::Enrol { org, status } => {
			let org = OrgId(org);
			let (status, by) = (MembershipStatus::ALL[status], 1);
			let takes = Organizations::lookup(org)
				.is_some_and(|(kind, status)| kind.holds_members() && status == OrgStatus::Active);
			if takes {
				enrol(org, status);
			} else if Organizations::lookup(org).is_none_or(|(kind, _)| !kind.holds_members()) {
				let more = CountChange { org, status, up: true, by };
				assert_storage_noop!(assert!(Organizations::count(&[more]).is_err()));
			}
		},
		Act::Change { person, status } => {
			let person = PersonId(ENROLLED + person);
			let Some(known) = Book::get().get(&person).copied() else { return };
			// Who was left behind comes back in another branch.
			let to = if is_branch(known.org) { known.org } else { OTHER_BRANCH };
			let (new, by) = (MembershipStatus::ALL[status], 1);
			if !is_branch(to) {
				return;
			}
			assert_ok!(Organizations::count(&[
				CountChange { org: known.org, status: known.status, up: false, by },
				CountChange { org: to, status: new, up: true, by },
			]));
			change(person, |known| (known.org, known.status) = (to, new));
		},
		Act::AllLeave { org } => {
			for (person, known) in enrolled() {
				if Organizations::resolve(known.org) == OrgId(org) {
					let step = |status, up| CountChange { org: known.org, status, up, by: 1 };
					assert_eq!(
						Organizations::count(&[
							step(known.status, false),
							step(MembershipStatus::Former, true)
						])
						.is_ok(),
						is_branch(known.org) || known.status == MembershipStatus::Former
					);
					change(person, |known| known.status = MembershipStatus::Former);
				}
			}
		},
		Act::Status { by, org, target, freeze } => {
			let call = if freeze { Organizations::freeze } else { Organizations::thaw };
			let allowed = may(by, org, Power::Approver);
			let done = call(signed(PersonId(by)), OrgId(org), OrgId(target));
			assert_eq!(done == Err(Error::<Test>::NotAuthorized.into()), !allowed);
		},
		Act::Reparent { by, org, target, parent } => {
			let (org, target, parent) = (OrgId(org), OrgId(target), OrgId(parent));
			let above = Organizations::is_within(target, org);
			let done = Organizations::reparent(signed(PersonId(by)), org, target, parent);
			if done.is_ok() {
				assert!(above && Organizations::is_within(target, parent));
				assert!(Organizations::ancestors(target).len() <= 13);
			}
		},
		Act::Rename { by, org, target, name } => {
			let name = ["甲支部", "乙支部", ""][usize::from(name)];
			let origin = signed(PersonId(by));
			let _ = Organizations::rename(origin, OrgId(org), OrgId(target), name.into());
		},
		Act::Propose { by, org, target, act } => {
			let (act, _) = build(OrgId(target), act);
			let allowed = may(by, org, Power::Handler);
			let origin = signed(PersonId(by));
			let done =
				Organizations::propose_reorganization(origin, OrgId(org), OrgId(target), act);
			assert_eq!(done == Err(Error::<Test>::NotAuthorized.into()), !allowed);
		},
		Act::Second { by, org, target } => {
			let Some(proposal) = Reorganizations::<Test>::get(OrgId(target)) else { return };
			let digest = proposal.digest;
			let origin = signed(PersonId(by));
			let _ = Organizations::second_reorganization(origin, OrgId(org), OrgId(target), digest);
		},
		Act::Approve { by, org, target } => {
			let _ = approve(by, org, target);
		},
		Act::Withdraw { by, org, target } => {
			let _ = Organizations::withdraw_reorganization(
				signed(PersonId(by)),
				OrgId(org),
				OrgId(target),
			);
		},
		Act::Decide { target, act } => {
			let at = OrgId(target);
			let (act, list) = build(at, act);
			let done = Organizations::propose_reorganization(signed(SUN), COMMITTEE, at, act);
			if done.is_err() {
				return;
			}
			let digest = Reorganizations::<Test>::get(at).unwrap().digest;
			if Organizations::second_reorganization(signed(ZHAO), COMMITTEE, at, digest).is_ok() {
				let call = Organizations::approve_reorganization;
				let _ = call(signed(WANG), COUNTY, at, digest, list.clone());
				let _ = call(signed(LIN), PROVINCE, at, digest, list);
			}
		},
		Act::Wither(target) => {
			for (person, known) in enrolled() {
				if Organizations::resolve(known.org) == OrgId(target) {
					let person = person.0 - ENROLLED;
					play(Act::Change { person, status: MembershipStatus::Former.index() });
				}
			}
			play(Act::Decide { target, act: Reorganize::Archive });
		},
		Act::CarryOut(id) => {
			let before = enrolled();
			let waits = Waits::get();
			let Some(id) = waits.keys().nth(id % waits.len().max(1)) else { return };
			if carry_out(*id).is_ok() {
				assert_eq!(enrolled(), before, "a merger writes nothing to the persons");
			}
		},
		Act::Acting { by, org, target, person, days } => {
			let until = MockClock::today().add_days(days as i64).unwrap();
			let _ = Organizations::appoint_acting(
				signed(PersonId(by)),
				OrgId(org),
				OrgId(target),
				PersonId(person),
				vec![Office::Secretary],
				vec![Power::Approver],
				until.into(),
			);
		},
		Act::Expire { by, org } => {
			let seats: Vec<_> = Appointments::<Test>::iter_keys().collect();
			for (target, person) in seats {
				let had = !Organizations::powers_of(target, person).is_empty();
				let origin = signed(PersonId(by));
				let done = Organizations::expire_acting(origin, OrgId(org), target, person);
				assert!(done.is_err() || !had, "only who has no power left is taken off the list");
			}
		},
		Act::Elect { org, first } => elect(OrgId(org), first),
		Act::Key { by, org, key } => {
			let _ = Organizations::publish_key(signed(PersonId(by)), OrgId(org), [key; 32]);
		},
		Act::Revoke { by, org, version } => {
			let _ = Organizations::revoke_key(signed(PersonId(by)), OrgId(org), version);
		},
		Act::SetTerm { by, org, target, year } => {
			let day = format!("{year}-03-01");
			let origin = signed(PersonId(by));
			let _ = Organizations::set_term(origin, OrgId(org), OrgId(target), day.as_str().into());
		},
		Act::Wait(ms) => wait(ms),
	}
}

/// An election of an organization from request to confirmation, by whoever can.
fn elect(org: OrgId, first: u64) {
	let find = |org: OrgId, power, not: PersonId| {
		(0..14).map(PersonId).find(|person| may(person.0, org.0, power) && *person != not)
	};
	let Some(superior) = Organizations::ancestors(org).get(1).copied() else { return };
	let (Some(approver), Some(handler)) =
		(find(org, Power::Approver, NOBODY), find(org, Power::Handler, NOBODY))
	else {
		return;
	};
	let Some(above) = find(superior, Power::Approver, approver) else { return };
	let today = RawDate::from(MockClock::today());
	let number = ResolutionId(1);
	let subject = Subject::Organization(Organizations::resolve(org));
	let passed = (Purpose::Election, subject, today.parse().unwrap());
	Passed::mutate(|all| all.insert((Organizations::resolve(org), number), passed));
	let results = [first, first + 1].map(|n| {
		(PersonId(n), vec![if n == first { Office::Secretary } else { Office::Publicity }])
	});
	let grants = vec![Grant::HoldElections];
	let _ = Organizations::set_grants(signed(LIN), PROVINCE, org, grants);
	let _ = Organizations::request_election(signed(approver), org, ElectionKind::Term);
	let _ = Organizations::reply_election(signed(above), superior, org, true);
	let _ = Organizations::announce_election(signed(handler), org, today);
	let _ = Organizations::report_election(signed(handler), org, number, results.to_vec());
	let stage = Organizations::election(org).map(|election| election.stage);
	if Organizations::confirm_election(signed(above), superior, org).is_ok() {
		let Some(ElectionStage::Reported { results, .. }) = stage else {
			panic!("confirmed before it was reported");
		};
		for (person, offices) in results {
			let seat = Appointments::<Test>::get(org, person).unwrap();
			assert_eq!((seat.offices.list(), seat.by, seat.until), (offices, None, None));
		}
	}
}

/// Whether an organization, or the one it went over into, is a branch that is still there.
fn is_branch(org: OrgId) -> bool {
	Organizations::lookup(org).is_some_and(|(kind, status)| {
		kind.holds_members() && matches!(status, OrgStatus::Active | OrgStatus::Frozen)
	})
}

/// The state stands up to a recount: every person is in exactly one living branch, or was there and
/// left it for ever, and is counted there and at every level above it, and nowhere else. Gives how
/// many stayed behind in what is no branch any more.
fn recount() -> u32 {
	let mut left = 0;
	let mut own: BTreeMap<(OrgId, usize), u32> = BTreeMap::new();
	let mut subtree = own.clone();
	for known in enrolled().values() {
		let status = known.status.index();
		let path = Organizations::ancestors(known.org);
		if !is_branch(known.org) {
			assert_eq!(known.status, MembershipStatus::Former, "everybody else is in a branch");
			left += 1;
		}
		assert_eq!(path.last(), Some(&PROVINCE));
		*own.entry((path[0], status)).or_default() += 1;
		for org in path {
			*subtree.entry((org, status)).or_default() += 1;
		}
	}
	for (id, _) in Orgs::<Test>::iter() {
		let counts = Counts::<Test>::get(id);
		for (status, name) in MembershipStatus::ALL.iter().enumerate() {
			let counted = |of: &BTreeMap<_, u32>| of.get(&(id, status)).copied().unwrap_or(0);
			assert_eq!(counts.own.of(*name), counted(&own), "own of {id}, {name:?}");
			assert_eq!(counts.subtree.of(*name), counted(&subtree), "below {id}, {name:?}");
		}
	}
	left
}

/// The agenda says where there is no secretary, and nowhere else. An acting one, and one who is
/// suspended, puts it off at most.
fn missed() {
	for (id, body) in Orgs::<Test>::iter() {
		let lives = matches!(body.status, OrgStatus::Active | OrgStatus::Frozen);
		let elected = Appointments::<Test>::iter_prefix(id).any(|(person, seat)| {
			seat.offices.contains(Office::Secretary)
				&& seat.until.is_none()
				&& Book::get()[&person].status == MembershipStatus::Full
		});
		let expected = lives && body.kind != OrgKind::Group && !elected;
		assert_eq!(due(id, Item::NoSecretary).is_some(), expected, "{id}");
	}
}

#[test]
fn random_acts_keep_every_invariant() {
	let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) };
	let done: std::cell::RefCell<BTreeMap<String, u32>> = Default::default();
	proptest::test_runner::TestRunner::new(config)
		.run(&proptest::collection::vec(act(), 60..200), |acts| {
			ExtBuilder::default().build_and_execute(|| {
				let mut persons = 0;
				Organizations::on_idle(1, Weight::MAX);
				for act in acts {
					let enrols = matches!(act, Act::Enrol { .. });
					play(act);
					sane();
					missed();
					let now = enrolled().len();
					assert!(now == persons || enrols && now == persons + 1, "lost or doubled");
					persons = now;
				}
				let left = recount();
				*done.borrow_mut().entry("Event::StayedBehind".into()).or_default() += left;
				for record in System::events() {
					let text = format!("{:?}", record.event);
					let name = text.split([' ', '(']).find(|part| part.contains("Event::"));
					let name = name.unwrap_or_default().to_owned();
					*done.borrow_mut().entry(name).or_default() += 1;
				}
			});
			Ok(())
		})
		.unwrap();
	// A walk that reaches nothing proves nothing.
	let done = done.into_inner();
	println!("{done:?}");
	for reached in [
		"Merged",
		"Archived",
		"Split",
		"Upgraded",
		"Reparented",
		"StatusSet",
		"ElectionConfirmed",
		"ActingExpired",
		"Dismissed",
		"OfficesEnded",
		"StayedBehind",
	] {
		let name = format!("Event::{reached}");
		assert!(done.get(&name).is_some_and(|n| *n > 0), "{reached} is never reached");
	}
}
