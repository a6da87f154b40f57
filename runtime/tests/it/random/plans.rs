//! Acts that take several persons: the first step is sent at once, the next ones are kept and sent
//! later, mostly by whom they need.

use super::{Act, Play, SCHEMA};
use crate::support::{account, genesis, genesis_hash};
use chuxin_primitives::{
	agenda::Item,
	membership::{
		self, act_hash, binding_text, Change, Decision, Ground, MembershipStatus, Person, Record,
	},
	organization::{
		split_hash, Office, OrgKind, OrgStatus, Power, RawReorganization, StatusCounts,
	},
	person_tag::PersonTag,
	traits::{Clock, Organizations as _},
	AccountId, ChuxinSignature, CivilDate, Hash, OrgId, PersonId, RawDate,
};
use chuxin_runtime::{
	configs::ChainClock,
	genesis_presets::{BRANCH, COMMITTEE, DEVELOPMENT, REGISTRAR_KEY_VERSION},
	Organizations, Runtime, RuntimeCall,
};
use pallet_members::{Accounts, Persons};
use pallet_organizations::{Appointments, Counts, Orgs, Reorganizations};
use rand::{seq::SliceRandom, Rng};
use serde_json::{to_value, Value};
use sp_keyring::Sr25519Keyring::{
	self, Alice, AliceStash, Bob, BobStash, Charlie, CharlieStash, Dave, DaveStash, Eve, EveStash,
	Ferdie, FerdieStash, One, Two,
};

/// A county beside the demonstration's branch, and its two branches.
pub const COUNTY: OrgId = OrgId(2);
pub const SISTER: OrgId = OrgId(3);
const THIRD: OrgId = OrgId(4);
/// Founders of the demonstration, and of this one.
const FOUNDERS: u64 = 9;
/// Long enough that it can be stopped, short enough that it is carried out.
const DELAY: u64 = 12_000;
const EXPIRES: &str = "2024-03-31";

/// An organization with two of its officers, who are independent of each other.
#[derive(Clone, Copy)]
pub struct Desk {
	pub org: OrgId,
	pub handler: Sr25519Keyring,
	pub approver: Sr25519Keyring,
}

const fn desk(org: OrgId, handler: Sr25519Keyring, approver: Sr25519Keyring) -> Desk {
	Desk { org, handler, approver }
}

const ROOT_DESK: Desk = desk(COMMITTEE, Alice, Bob);
const COUNTY_DESK: Desk = desk(COUNTY, AliceStash, CharlieStash);
pub const SISTER_DESK: Desk = desk(SISTER, DaveStash, EveStash);
pub const BRANCH_DESK: Desk = desk(BRANCH, Charlie, Dave);
pub const DESKS: [Desk; 4] = [ROOT_DESK, COUNTY_DESK, SISTER_DESK, BRANCH_DESK];
/// The seats that make them what they are.
const SEATS: [(OrgId, u64, Power); 8] = [
	(BRANCH, 2, Power::Handler),
	(BRANCH, 3, Power::Approver),
	(BRANCH, 2, Power::Handler),
	(BRANCH, 3, Power::Approver),
	(COUNTY, 4, Power::Handler),
	(COUNTY, 6, Power::Approver),
	(SISTER, 7, Power::Handler),
	(SISTER, 8, Power::Approver),
];

/// The development chain with a county of two branches, and officers enough for three persons.
pub fn stage() -> Value {
	let mut json = genesis(DEVELOPMENT);
	for (name, delay) in [("reorganizationDelay", DELAY), ("replacementDelay", DELAY)] {
		assert!(json["access"][name].is_u64(), "{name}");
		json["access"][name] = delay.into();
	}
	let orgs = json["organizations"]["orgs"].as_array_mut().expect("a list");
	let below = orgs[1].clone();
	for (parent, kind, name) in [
		(COMMITTEE, OrgKind::County, "某县委员会"),
		(COUNTY, OrgKind::Branch, "第二党支部"),
		(COUNTY, OrgKind::Branch, "第三党支部"),
	] {
		let mut org = below.clone();
		org["parent"] = to_value(parent).expect("JSON");
		org["kind"] = to_value(kind).expect("JSON");
		org["name"] = name.into();
		orgs.push(org);
	}
	let seats = json["organizations"]["appointments"].as_array_mut().expect("a list");
	let none: Vec<Office> = vec![];
	for (org, person, power) in [
		(COMMITTEE, 5, Power::Approver),
		(COUNTY, 4, Power::Handler),
		(COUNTY, 6, Power::Approver),
		(SISTER, 7, Power::Handler),
		(SISTER, 8, Power::Approver),
	] {
		seats.push(to_value((org, PersonId(person), &none, vec![power])).expect("JSON"));
	}
	let founders = json["members"]["founders"].as_array_mut().expect("a list");
	for (who, org) in [
		(AliceStash, BRANCH),
		(BobStash, BRANCH),
		(CharlieStash, BRANCH),
		(DaveStash, SISTER),
		(EveStash, SISTER),
	] {
		founders.push(to_value((account(who), org.0)).expect("JSON"));
	}
	json
}

fn today() -> RawDate {
	ChainClock::today().into()
}

fn living(status: OrgStatus) -> bool {
	matches!(status, OrgStatus::Active | OrgStatus::Frozen)
}

/// Whether nobody is counted but former members.
fn deserted(own: &StatusCounts) -> bool {
	MembershipStatus::ALL.iter().all(|s| *s == MembershipStatus::Former || own.of(*s) == 0)
}

impl Play {
	/// The organization by its number, or by the number of one that went over into it.
	pub fn alias(&mut self, org: OrgId) -> OrgId {
		let old: Vec<OrgId> = Orgs::<Runtime>::iter_keys()
			.filter(|old| *old != org && Organizations::resolve(*old) == org)
			.collect();
		match old.choose(&mut self.rng) {
			Some(old) if self.often(50) => *old,
			_ => org,
		}
	}

	fn desk(&mut self) -> Desk {
		*DESKS.choose(&mut self.rng).expect("there are desks")
	}

	/// Somebody of whom this is so, mostly; founders seldom, who act for all of them.
	pub fn somebody(&mut self, fits: impl Fn(PersonId, &Person) -> bool) -> PersonId {
		let mut all: Vec<(PersonId, Person)> =
			Persons::<Runtime>::iter().filter(|(id, person)| fits(*id, person)).collect();
		all.sort_by_key(|(id, _)| *id);
		if self.often(95) {
			all.retain(|(id, _)| id.0 >= FOUNDERS);
		}
		match all.choose(&mut self.rng) {
			Some((id, _)) if self.often(90) => *id,
			_ => self.person(),
		}
	}

	/// Keeps a step for later.
	fn later(&mut self, likely: Sr25519Keyring, name: &'static str, call: impl Into<RuntimeCall>) {
		let by = if self.often(90) { likely } else { self.who(likely) };
		self.next.push((by, name, call.into()));
	}

	/// A step that was kept.
	pub fn kept(&mut self) -> Option<Act> {
		if self.next.is_empty() || self.often(40) {
			return None;
		}
		let place = self.rng.gen_range(0..self.next.len());
		Some(self.next.swap_remove(place))
	}

	/// Proposes an act on a person; the call that carries it out follows.
	pub fn two(
		&mut self,
		name: &'static str,
		desk: Desk,
		person: PersonId,
		act: &membership::Act,
		call: impl FnOnce(OrgId) -> RuntimeCall,
	) -> Act {
		let at = Organizations::resolve(desk.org);
		let proposal = act_hash(&genesis_hash(), at, person, act);
		let second = self.alias(at);
		self.later(desk.approver, name, call(second));
		let org = self.alias(at);
		let propose = pallet_members::Call::propose_act { org, person, proposal };
		(desk.handler, "propose_act", propose.into())
	}

	fn next_record(&mut self, person: PersonId) -> Record {
		let present = Persons::<Runtime>::get(person).and_then(|person| person.record);
		let version = present.map_or(0, |record| record.version);
		let skipped = u32::from(self.often(10));
		let root = Hash::from_low_u64_be(self.rng.gen());
		Record { schema: SCHEMA, version: version + 1 + skipped, root }
	}

	/// What a decision rests on, and since when it holds.
	fn ground(&mut self, step: &[Ground]) -> (Ground, CivilDate) {
		let ground = *step.choose(&mut self.rng).expect("there are grounds");
		let past = CivilDate::new(20_190_101).expect("a day");
		let late = ground == Ground::Paper || self.often(30);
		(ground, if late { past } else { ChainClock::today() })
	}

	pub fn about_membership(&mut self) -> Act {
		use MembershipStatus::{Former, Full, Inactive, Probationary};
		let (mut desk, evidence) = (self.desk(), Hash::repeat_byte(0xee));
		let step = self.rng.gen_range(0..6);
		let grounds: &[Ground] = match step {
			0 | 1 => &[Ground::OnRecord, Ground::Direct, Ground::Paper],
			2 | 3 => &[Ground::Direct, Ground::Paper],
			_ => &[Ground::Paper, Ground::Paper, Ground::Direct],
		};
		let (ground, effective) = self.ground(grounds);
		if ground == Ground::Direct && self.often(90) {
			desk = ROOT_DESK;
		}
		let day = RawDate::from(effective);
		let act =
			|change| membership::Act::Decide(Decision { change, ground, effective, evidence });
		match step {
			0 | 1 => {
				let person = self.somebody(|_, person| person.status.is_member());
				self.two("end_membership", desk, person, &act(Change::Leave), |org| {
					let effective = day;
					pallet_members::Call::end_membership {
						org,
						person,
						ground,
						effective,
						evidence,
					}
					.into()
				})
			},
			2 => {
				let person =
					self.somebody(|_, person| matches!(person.status, Full | Probationary));
				self.two("suspend", desk, person, &act(Change::Suspend), |org| {
					let effective = day;
					pallet_members::Call::suspend { org, person, ground, effective, evidence }
						.into()
				})
			},
			3 => {
				let person = self.somebody(|_, person| person.status == Inactive);
				let before = pallet_members::Suspensions::<Runtime>::get(person);
				let status = before.map_or(Full, |suspended| suspended.before);
				self.two("reinstate", desk, person, &act(Change::Reinstate { status }), |org| {
					let effective = day;
					pallet_members::Call::reinstate {
						org,
						person,
						status,
						ground,
						effective,
						evidence,
					}
					.into()
				})
			},
			_ => {
				let person = self.somebody(|_, person| person.status == Former);
				let status = if self.often(50) { Full } else { Probationary };
				if self.often(60) {
					desk = ROOT_DESK;
				}
				let branch = if desk.org == SISTER { self.alias(SISTER) } else { self.org(BRANCH) };
				let (record, birthday) = (self.next_record(person), Hash::repeat_byte(0xbb));
				let change = Change::Readmit { branch, status, record, birthday };
				self.two("readmit", desk, person, &act(change), |org| {
					pallet_members::Call::readmit {
						org,
						person,
						branch,
						status,
						record,
						birthday,
						ground,
						effective: day,
						evidence,
					}
					.into()
				})
			},
		}
	}

	pub fn about_persons(&mut self) -> Act {
		let desk = self.desk();
		match self.rng.gen_range(0..8) {
			0 => {
				let person = self.somebody(|_, person| person.status.is_member());
				let until = self.often(50).then(ChainClock::today);
				let without_vote = self.often(50);
				let act = membership::Act::PlaceHold { until, without_vote };
				self.two("place_hold", desk, person, &act, |org| {
					let until = until.map(Into::into);
					pallet_members::Call::place_hold { org, person, until, without_vote }.into()
				})
			},
			1 => {
				let person = self.somebody(|_, person| person.held);
				self.two("lift_hold", desk, person, &membership::Act::LiftHold, |org| {
					pallet_members::Call::lift_hold { org, person }.into()
				})
			},
			2 => {
				let person = self.somebody(|_, person| person.record.is_some());
				let (record, paper) = (self.next_record(person), Hash::repeat_byte(0xaa));
				let act = membership::Act::UpdateRecord { record, paper };
				self.two("update_record", desk, person, &act, |org| {
					pallet_members::Call::update_record { org, person, record, paper }.into()
				})
			},
			3 => self.about_tags(),
			4 => {
				let person = self.somebody(|_, person| person.account.is_some());
				let (account, proof) = self.new_key(person);
				let act = membership::Act::ReplaceAccount { account: account.clone() };
				self.two("replace_account", desk, person, &act, |org| {
					let expires = EXPIRES.into();
					pallet_members::Call::replace_account { org, person, account, expires, proof }
						.into()
				})
			},
			5 => {
				let who = self.holder();
				let person = Accounts::<Runtime>::get(account(who)).unwrap_or(PersonId(0));
				let (account, proof) = self.new_key(person);
				let expires = EXPIRES.into();
				let call = pallet_members::Call::replace_own_account { account, expires, proof };
				(who, "replace_own_account", call.into())
			},
			_ => self.about_own_records(desk),
		}
	}

	/// Whoever has a key and is no founder, mostly.
	fn holder(&mut self) -> Sr25519Keyring {
		let mut keys = vec![Eve, Ferdie, One, Two, FerdieStash];
		keys.retain(|key| Accounts::<Runtime>::contains_key(account(*key)));
		keys.choose(&mut self.rng).copied().filter(|_| self.often(90)).unwrap_or(BobStash)
	}

	/// A key that is nobody's yet, mostly, with its own signature.
	fn new_key(&mut self, person: PersonId) -> (AccountId, ChuxinSignature) {
		let keys = [One, Two, FerdieStash, Ferdie, Eve];
		let free: Vec<Sr25519Keyring> = keys
			.into_iter()
			.filter(|key| !Accounts::<Runtime>::contains_key(account(*key)))
			.collect();
		let key = free.choose(&mut self.rng).copied().filter(|_| self.often(90)).unwrap_or(Eve);
		let last = CivilDate::new(20_240_331).expect("a day");
		let text = binding_text(&genesis_hash(), person, &account(key), last);
		(account(key), ChuxinSignature::Sr25519(key.sign(&text)))
	}

	/// Proposed in the branch, registered by an organization above it.
	pub fn about_tags(&mut self) -> Act {
		let desk = if self.often(50) { BRANCH_DESK } else { SISTER_DESK };
		let at = Organizations::resolve(desk.org);
		let person = self.somebody(|_, person| Organizations::resolve(person.org) == at);
		let tag = Hash::from_low_u64_be(self.rng.gen_range(3_000_000..3_000_040));
		let tag = PersonTag { key_version: REGISTRAR_KEY_VERSION, tag };
		let certificate = self.certificate_of(at, &[tag.tag]);
		let (second, proposed_in) = (self.org(COMMITTEE), self.alias(at));
		let call =
			pallet_members::Call::add_tag { org: second, proposed_in, person, tag, certificate };
		self.later(Bob, "add_tag", call);
		let proposal = act_hash(&genesis_hash(), at, person, &membership::Act::AddTag { tag });
		let call = pallet_members::Call::propose_act { org: self.alias(at), person, proposal };
		(desk.handler, "propose_act", call.into())
	}

	/// A member proposes, an officer confirms or declines.
	fn about_own_records(&mut self, desk: Desk) -> Act {
		let waits: Vec<PersonId> = pallet_members::RecordUpdates::<Runtime>::iter_keys().collect();
		let Some(person) = waits.choose(&mut self.rng).copied().filter(|_| self.often(70)) else {
			let who = self.holder();
			let person = Accounts::<Runtime>::get(account(who)).unwrap_or(PersonId(0));
			let record = self.next_record(person);
			let call = pallet_members::Call::propose_record_update { record };
			return (who, "propose_record_update", call.into());
		};
		let org = self.alias(Organizations::resolve(desk.org));
		if self.often(40) {
			let call = pallet_members::Call::decline_record_update { org, person };
			return (desk.handler, "decline_record_update", call.into());
		}
		let update = pallet_members::RecordUpdates::<Runtime>::get(person);
		let root = update.map_or(Hash::zero(), |update| update.record.root);
		let root = if self.often(90) { root } else { Hash::zero() };
		let call = pallet_members::Call::confirm_record_update { org, person, root };
		(desk.approver, "confirm_record_update", call.into())
	}

	/// What waits is carried out or stopped; late entries are taken note of; who acts, acts until a day.
	pub fn about_what_waits(&mut self) -> Act {
		let (by, org) = (self.who(BobStash), self.org(COMMITTEE));
		match self.rng.gen_range(0..10) {
			0..=3 => {
				let ids: Vec<_> = pallet_access::Pending::<Runtime>::iter_keys().collect();
				let id = ids.choose(&mut self.rng).copied().unwrap_or_default();
				if self.often(65) {
					(by, "carry_out", pallet_access::Call::carry_out { id }.into())
				} else {
					(self.who(Alice), "veto", pallet_access::Call::veto { org, id }.into())
				}
			},
			4 | 5 => {
				let late: Vec<(OrgId, PersonId, u32)> =
					pallet_agenda::Items::<Runtime>::iter_keys()
						.filter_map(|(org, item)| match item {
							Item::LateEntry { person, seq } => Some((org, person, seq)),
							_ => None,
						})
						.collect();
				let found = late.choose(&mut self.rng).copied();
				let (org, person, seq) = found.unwrap_or((BRANCH, PersonId(0), 0));
				let superior = self.org(COMMITTEE);
				let org = self.alias(org);
				let call = pallet_agenda::Call::take_note { superior, org, person, seq };
				(by, "take_note", call.into())
			},
			6 | 7 => {
				let target = self.desk().org;
				let over: Vec<(OrgId, PersonId)> = Appointments::<Runtime>::iter()
					.filter(|(_, _, seat)| seat.until.is_some())
					.map(|(org, person, _)| (org, person))
					.collect();
				let found = over.choose(&mut self.rng).copied();
				let (target, person) = found.unwrap_or((target, PersonId(2)));
				let call = pallet_organizations::Call::expire_acting { org, target, person };
				(by, "expire_acting", call.into())
			},
			_ => {
				let target = self.desk().org;
				let person = PersonId(self.rng.gen_range(0..12));
				let (offices, powers) =
					(self.some_of(&[Office::Secretary], 1), self.some_of(Power::ALL, 2));
				let until = if self.often(80) { today() } else { self.day() };
				let call = pallet_organizations::Call::appoint_acting {
					org,
					target,
					person,
					offices,
					powers,
					until,
				};
				(by, "appoint_acting", call.into())
			},
		}
	}

	/// So that there is always somebody again who drafts and who approves.
	pub fn seat_again(&mut self) -> RuntimeCall {
		let (target, person, power) = *SEATS.choose(&mut self.rng).expect("there are seats");
		pallet_organizations::Call::appoint {
			org: COMMITTEE,
			target: Organizations::resolve(target),
			person: PersonId(person),
			offices: vec![],
			powers: vec![power],
		}
		.into()
	}

	/// The third branch is to go over into the second, as three persons of the county and the root
	/// decided.
	pub fn merge_third(&mut self) {
		use pallet_organizations::Call;
		let (org, target) = (COUNTY, THIRD);
		let act = RawReorganization::Merge { into: SISTER };
		let propose = Call::propose_reorganization { org, target, act };
		self.send((AliceStash, "propose_reorganization", propose.into()));
		let digest = Reorganizations::<Runtime>::get(THIRD).map_or(Hash::zero(), |p| p.digest);
		let second = Call::second_reorganization { org, target, digest };
		self.send((CharlieStash, "second_reorganization", second.into()));
		let (superior, persons) = (COMMITTEE, vec![]);
		let approve = Call::approve_reorganization { superior, target, digest, persons };
		self.send((BobStash, "approve_reorganization", approve.into()));
	}

	/// One step of a reorganization: the next one of those under way, or a new proposal.
	pub fn reorganize(&mut self) -> Act {
		let mut under_way: Vec<_> = Reorganizations::<Runtime>::iter()
			.filter(|(_, proposal)| proposal.approved.is_none())
			.collect();
		under_way.sort_by_key(|(target, _)| *target);
		let found = under_way.choose(&mut self.rng).cloned().filter(|_| self.often(75));
		let Some((target, proposal)) = found else { return self.propose_reorganization() };
		let org = self.alias(Organizations::resolve(proposal.org));
		let desk = DESKS.iter().find(|desk| desk.org == proposal.org).copied();
		let desk = desk.unwrap_or(ROOT_DESK);
		if self.often(15) {
			let call = pallet_organizations::Call::withdraw_reorganization { org, target };
			return (self.who(desk.handler), "withdraw_reorganization", call.into());
		}
		let digest = if self.often(95) { proposal.digest } else { Hash::zero() };
		if proposal.seconded_by.is_none() {
			let call = pallet_organizations::Call::second_reorganization { org, target, digest };
			return (self.who(desk.approver), "second_reorganization", call.into());
		}
		let persons = self.splits.get(&target).cloned().unwrap_or_default();
		let superior = self.org(COMMITTEE);
		let call = pallet_organizations::Call::approve_reorganization {
			superior,
			target,
			digest,
			persons,
		};
		(self.who(BobStash), "approve_reorganization", call.into())
	}

	fn propose_reorganization(&mut self) -> Act {
		let mut branches: Vec<(OrgId, bool)> = Orgs::<Runtime>::iter()
			.filter(|(_, body)| body.kind.holds_members() && living(body.status))
			.map(|(id, _)| (id, deserted(&Counts::<Runtime>::get(id).own)))
			.collect();
		branches.sort();
		let one = |play: &mut Self, among: Vec<OrgId>| {
			among.choose(&mut play.rng).copied().unwrap_or(THIRD)
		};
		let empty: Vec<OrgId> = branches.iter().filter(|(_, e)| *e).map(|(id, _)| *id).collect();
		// The branch by whose officers most is done stays.
		let others: Vec<OrgId> = branches
			.iter()
			.map(|(id, _)| *id)
			.filter(|id| ![BRANCH, SISTER].contains(id))
			.collect();
		let mut go = Vec::new();
		let (target, act) = match self.rng.gen_range(0..8) {
			0 | 1 => (one(self, empty), RawReorganization::Archive),
			2 => (one(self, empty), RawReorganization::Upgrade { kind: OrgKind::GeneralBranch }),
			3 => {
				let target = if self.often(60) { BRANCH } else { SISTER };
				let persons = Persons::<Runtime>::iter()
					.filter(|(id, person)| {
						id.0 >= FOUNDERS && Organizations::resolve(person.org) == target
					})
					.map(|(id, _)| id);
				go = persons.collect();
				go.truncate(2);
				let act = RawReorganization::Split {
					name: "新支部".into(),
					kind: OrgKind::Branch,
					region: 990_000,
					founded: "2020-01-01".into(),
					count: go.len() as u32,
					persons_hash: split_hash(&genesis_hash(), target, &go),
				};
				(target, act)
			},
			_ => {
				let into = if self.often(70) { SISTER } else { self.org(BRANCH) };
				(one(self, others), RawReorganization::Merge { into })
			},
		};
		self.splits.insert(target, go);
		let county = Organizations::is_within(target, COUNTY) && self.often(80);
		let desk = if county { COUNTY_DESK } else { ROOT_DESK };
		let call =
			pallet_organizations::Call::propose_reorganization { org: desk.org, target, act };
		(self.who(desk.handler), "propose_reorganization", call.into())
	}
}
