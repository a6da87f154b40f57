//! Random acts, legal and illegal, of a few accounts over a few organizations, through signed
//! transactions in blocks: after every block the invariants of all pallets hold, what is sealed stays
//! as it was sealed, lives only grow, and nonces only rise.

mod plans;

use crate::support::{
	account, begin_block, chain_of, check_state, end_block, genesis_hash, motion, pass, submit,
};
use chuxin_primitives::{
	life::{life_head0, LifeEvent, LifeKind, VersionedLifeEvent},
	membership::{
		self, binding_text, enrol_batch_hash, BatchDigest, Certificate, EnrolEntry,
		MembershipStatus, Person,
	},
	organization::{Grant, Office, OrgKind, Power},
	person_tag::certificate_message,
	rules::RULES_VERSION,
	traits::Organizations as _,
	ChuxinSignature, CivilDate, Hash, OrgId, PersonId, RawDate,
};
use chuxin_runtime::{
	configs::proxy::ProxyType,
	genesis_presets::{BRANCH, COMMITTEE, REGISTRAR_KEY, REGISTRAR_KEY_VERSION},
	Agenda, Organizations, Runtime, RuntimeCall, System, Timestamp,
};
use codec::Encode;
use pallet_access::types::Class;
use plans::{BRANCH_DESK, COUNTY, SISTER, SISTER_DESK};
use rand::{seq::SliceRandom, Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie};
use std::collections::BTreeMap;

const SEED: u64 = 20_260_301;
const CHAINS: usize = 24;
const BLOCKS: usize = 32;
const ACTS: usize = 20;
const DAY: u64 = 86_400_000;
const SCHEMA: u16 = 1;
const EFFECTIVE: Hash = Hash::repeat_byte(0xcc);
/// The first two hold office from genesis, the next two are members, the last two are nobody yet. More
/// who hold office stand in [`plans`].
const NAMES: [Sr25519Keyring; 6] = [Alice, Bob, Charlie, Dave, Eve, Ferdie];

/// What is sent: by whom, what it is called in the tally, and the call.
type Act = (Sr25519Keyring, &'static str, RuntimeCall);

/// The committee gives a person of the branch a power there.
fn seat(person: u64, power: Power) -> RuntimeCall {
	pallet_organizations::Call::appoint {
		org: COMMITTEE,
		target: BRANCH,
		person: PersonId(person),
		offices: vec![],
		powers: vec![power],
	}
	.into()
}

/// Batches overlap: some of their people stand in two of them. The last one names no branch.
fn batch(number: u64) -> Vec<EnrolEntry> {
	let org = match number {
		0..=6 => BRANCH,
		7..=10 => SISTER,
		_ => COMMITTEE,
	};
	let member = |n: u64| EnrolEntry {
		org,
		status: MembershipStatus::Full,
		record_root: Hash::from_low_u64_be(n),
		birthday: Some(Hash::from_low_u64_be(1_000_000 + n)),
		tag: Hash::from_low_u64_be(2_000_000 + n),
	};
	(number * 5 / 2..number * 5 / 2 + 3).map(member).collect()
}

struct Play {
	rng: ChaCha20Rng,
	/// By name of the act: how often it was carried out, how often refused.
	tally: BTreeMap<&'static str, (u32, u32)>,
	/// What was seen of each person.
	persons: BTreeMap<PersonId, Person>,
	nonces: [u32; NAMES.len()],
	/// Steps to be sent later, of acts that take several.
	next: Vec<Act>,
	/// Whom a split proposed for an organization takes along.
	splits: BTreeMap<OrgId, Vec<PersonId>>,
	/// Enrolments as the desk would remember them: what a correction must prove.
	enrolments: Vec<(PersonId, VersionedLifeEvent)>,
}

impl Play {
	fn new(seed: u64) -> Self {
		Self {
			rng: ChaCha20Rng::seed_from_u64(seed),
			tally: BTreeMap::new(),
			persons: BTreeMap::new(),
			nonces: [0; NAMES.len()],
			next: Vec::new(),
			splits: BTreeMap::new(),
			enrolments: Vec::new(),
		}
	}

	fn often(&mut self, percent: u32) -> bool {
		self.rng.gen_range(0..100) < percent
	}

	/// Most often the one who may, if the organization is the right one.
	fn who(&mut self, likely: Sr25519Keyring) -> Sr25519Keyring {
		if self.often(75) {
			return likely;
		}
		*NAMES.choose(&mut self.rng).expect("there are names")
	}

	fn org(&mut self, likely: OrgId) -> OrgId {
		if self.often(75) {
			return self.alias(likely);
		}
		OrgId(self.rng.gen_range(0..8))
	}

	fn person(&mut self) -> PersonId {
		PersonId(self.rng.gen_range(0..24))
	}

	fn day(&mut self) -> RawDate {
		let days = ["2024-03-31", "2024-12-31", "2024-02-30", "2019-01-01", "tomorrow"];
		RawDate::from(days[if self.often(70) { 0 } else { self.rng.gen_range(0..days.len()) }])
	}

	fn some_of<T: Copy>(&mut self, all: &[T], most: usize) -> Vec<T> {
		let count = self.rng.gen_range(0..=most);
		all.choose_multiple(&mut self.rng, count).copied().collect()
	}

	/// A batch, mostly one that waits for its second person (or does not, as asked).
	fn batch(&mut self, org: OrgId, waits: bool) -> Vec<EnrolEntry> {
		let mut all: Vec<_> = (0..12).map(batch).collect();
		all.shuffle(&mut self.rng);
		let fits = |entries: &&Vec<EnrolEntry>| {
			let hash = enrol_batch_hash(&genesis_hash(), org, SCHEMA, entries);
			pallet_members::Proposals::<Runtime>::contains_key(org, hash) == waits
		};
		let fitting = if self.often(75) { all.iter().find(fits).cloned() } else { None };
		fitting.unwrap_or_else(|| all.swap_remove(0))
	}

	fn certificate(&mut self, org: OrgId, entries: &[EnrolEntry]) -> Certificate {
		let tags: Vec<Hash> = entries.iter().map(|entry| entry.tag).collect();
		self.certificate_of(org, &tags)
	}

	fn certificate_of(&mut self, org: OrgId, tags: &[Hash]) -> Certificate {
		let by =
			sr25519::Pair::from_string(if self.often(85) { "//Registrar" } else { "//Eve" }, None);
		let (key_version, expires) = (REGISTRAR_KEY_VERSION, System::block_number() + 100);
		let message = certificate_message(&genesis_hash(), key_version, org, tags, expires);
		let signature = by.expect("a well-known key").sign(&message).0;
		Certificate { key_version, expires, signature }
	}

	fn about_the_tree(&mut self) -> Act {
		let by = self.who(Bob);
		let org = self.org(COMMITTEE);
		match self.rng.gen_range(0..7) {
			0 => {
				let kinds =
					[OrgKind::Municipal, OrgKind::Municipal, OrgKind::Branch, OrgKind::Centre];
				let kind = *kinds.choose(&mut self.rng).expect("there are kinds");
				let parent = self.org(org);
				let past = RawDate::from("2019-01-01");
				let founded = if self.often(75) { past } else { self.day() };
				let call = pallet_organizations::Call::establish {
					org,
					parent,
					kind,
					name: "某某".into(),
					region: 990_000,
					founded,
				};
				(by, "establish", call.into())
			},
			1 => {
				let (target, grants) = (self.org(BRANCH), self.some_of(Grant::ALL, 2));
				let call = pallet_organizations::Call::set_grants { org, target, grants };
				(by, "set_grants", call.into())
			},
			2 | 3 if self.often(50) => {
				let seat = self.seat_again();
				(by, "appoint", seat)
			},
			2 | 3 => {
				let (target, person) = (self.org(BRANCH), self.person());
				let (offices, powers) = (self.some_of(Office::ALL, 1), self.some_of(Power::ALL, 2));
				let call =
					pallet_organizations::Call::appoint { org, target, person, offices, powers };
				(by, "appoint", call.into())
			},
			4 => {
				let seats: Vec<_> =
					pallet_organizations::Appointments::<Runtime>::iter_keys().collect();
				let seat = seats.choose(&mut self.rng).copied().filter(|_| self.often(12));
				let (target, person) = seat.unwrap_or((BRANCH, self.person()));
				let call = pallet_organizations::Call::dismiss { org, target, person };
				(by, "dismiss", call.into())
			},
			5 => {
				let who = *NAMES.choose(&mut self.rng).expect("there are names");
				let org = self.org(BRANCH);
				(who, "resign", pallet_organizations::Call::resign { org }.into())
			},
			_ => {
				let target = self.org(BRANCH);
				if self.often(30) {
					let call = pallet_members::Call::close_import_window { org, target };
					return (by, "close_import_window", call.into());
				}
				let until = self.day();
				let call = pallet_members::Call::open_import_window { org, target, until };
				(by, "open_import_window", call.into())
			},
		}
	}

	fn about_enrolment(&mut self) -> Act {
		let desk = if self.often(70) { BRANCH_DESK } else { SISTER_DESK };
		let org = self.org(Organizations::resolve(desk.org));
		match self.rng.gen_range(0..9) {
			0 => {
				let entries = self.batch(org, true);
				let hash = enrol_batch_hash(&genesis_hash(), org, SCHEMA, &entries);
				let call = pallet_members::Call::withdraw_enrolment { org, batch: hash };
				(self.who(desk.handler), "withdraw_enrolment", call.into())
			},
			1..=3 => {
				let entries = self.batch(org, false);
				let hash = enrol_batch_hash(&genesis_hash(), org, SCHEMA, &entries);
				let batches = vec![BatchDigest { batch: hash, count: 3 }];
				let call = pallet_members::Call::propose_enrolment { org, batches };
				(self.who(desk.handler), "propose_enrolment", call.into())
			},
			_ => {
				let entries = self.batch(org, true);
				let certificate = self.certificate(org, &entries);
				let call = pallet_members::Call::enrol {
					org,
					schema: SCHEMA,
					persons: entries,
					certificate,
				};
				(self.who(desk.approver), "enrol", call.into())
			},
		}
	}

	fn about_keys(&mut self) -> Act {
		let (org, person) = (self.org(COMMITTEE), self.person());
		match self.rng.gen_range(0..5) {
			0 | 1 => {
				let person = self.somebody(|_, person| {
					person.account.is_none() && person.status != MembershipStatus::Former
				});
				let member = *[Eve, Ferdie, Dave].choose(&mut self.rng).expect("there are names");
				let (by, expires) = (self.who(Bob), self.day());
				let last = expires.parse().unwrap_or(CivilDate::new(20_240_331).expect("a day"));
				let text = binding_text(&genesis_hash(), person, &account(member), last);
				let signer = if self.often(85) { member } else { Alice };
				let call = pallet_members::Call::bind_account {
					org,
					person,
					account: account(member),
					expires,
					proof: ChuxinSignature::Sr25519(signer.sign(&text)),
				};
				(by, "bind_account", call.into())
			},
			2 => {
				// Seldom a founder: frozen, nobody would be left who acts.
				let person = self.somebody(|_, person| person.account.is_some());
				let founder = person.0 < 9 && self.often(95);
				let person = if founder { PersonId(person.0 + 9) } else { person };
				let call = pallet_members::Call::freeze_account { org, person };
				(self.who(Bob), "freeze_account", call.into())
			},
			3 => {
				let frozen = pallet_members::Freezes::<Runtime>::iter_keys().next();
				let person = frozen.unwrap_or(person);
				let call = pallet_members::Call::unfreeze_account { org, person };
				(self.who(Bob), "unfreeze_account", call.into())
			},
			_ => {
				let call = pallet_members::Call::freeze_own_account {};
				let who = if self.often(70) { Ferdie } else { self.who(Eve) };
				(who, "freeze_own_account", call.into())
			},
		}
	}

	fn about_corrections(&mut self) -> Act {
		// Mostly somebody about whom nothing was recorded since.
		let fresh = |id: &PersonId| {
			pallet_members::Persons::<Runtime>::get(id).is_some_and(|person| person.life.len == 1)
		};
		let all = &self.enrolments;
		let some: Vec<_> = all.iter().filter(|(person, _)| fresh(person)).cloned().collect();
		let known = some.choose(&mut self.rng).or(all.last()).cloned();
		let Some((person, target)) = known else {
			let (person, hash) = (self.person(), Hash::repeat_byte(1));
			let org = self.org(BRANCH);
			let call = pallet_members::Call::propose_act { org, person, proposal: hash };
			return (self.who(Charlie), "propose_act", call.into());
		};
		let branch = pallet_members::Persons::<Runtime>::get(person).map(|person| person.org);
		let desk = if branch == Some(SISTER) { SISTER_DESK } else { BRANCH_DESK };
		let act = membership::Act::CorrectBirthday { target_seq: 0, commitment: EFFECTIVE };
		let after = if self.often(85) { vec![] } else { vec![Hash::zero()] };
		self.two("correct", desk, person, &act, |org| {
			pallet_members::Call::correct {
				org,
				person,
				target_seq: 0,
				head_before: life_head0(&genesis_hash(), person),
				target: target.into(),
				after,
				commitment: EFFECTIVE,
			}
			.into()
		})
	}

	fn of_the_council(&mut self) -> Act {
		let who = self.who(Alice);
		let other = account(*NAMES.choose(&mut self.rng).expect("there are names"));
		let inner: RuntimeCall = match self.rng.gen_range(0..5) {
			0 => {
				// Removed and set again: certificates are refused in between.
				let key = self.often(60).then_some(REGISTRAR_KEY);
				let key_version = REGISTRAR_KEY_VERSION;
				pallet_members::Call::set_registrar_key { key_version, key }.into()
			},
			1 => pallet_validators::Call::name_validator { account: other }.into(),
			2 => pallet_validators::Call::remove_validator { account: other }.into(),
			3 => {
				let units = self.rng.gen_range(0..2_000_000);
				pallet_access::Call::set_limit { class: Class::Officer, units }.into()
			},
			_ => pallet_access::Call::propose_upgrade { code_hash: Hash::repeat_byte(7) }.into(),
		};
		(who, "motion", motion(inner))
	}

	/// Calls that carry others.
	fn carried(&mut self) -> Act {
		match self.rng.gen_range(0..4) {
			0 => {
				let real = *NAMES.choose(&mut self.rng).expect("there are names");
				let call = pallet_proxy::Call::add_proxy {
					delegate: account(real).into(),
					proxy_type: ProxyType::Freeze,
					delay: 0,
				};
				(self.who(Dave), "add_proxy", call.into())
			},
			1 => {
				let (_, _, inner) = self.about_keys();
				let call = pallet_proxy::Call::proxy {
					real: account(Dave).into(),
					force_proxy_type: None,
					call: Box::new(inner),
				};
				(self.who(Alice), "proxy", call.into())
			},
			_ => {
				let ((by, _, first), (_, _, second)) = (self.plain(), self.plain());
				let calls = vec![first, second];
				(by, "batch_all", pallet_utility::Call::batch_all { calls }.into())
			},
		}
	}

	fn plain(&mut self) -> Act {
		if let Some(step) = self.kept() {
			return step;
		}
		match self.rng.gen_range(0..18) {
			0..=2 => self.about_the_tree(),
			3..=6 => self.about_enrolment(),
			7 | 8 => self.about_keys(),
			9 | 10 => self.about_persons(),
			11 | 12 => self.about_membership(),
			13 | 14 => self.reorganize(),
			15 | 16 => self.about_what_waits(),
			_ => self.about_corrections(),
		}
	}

	fn act(&mut self) -> Act {
		match self.rng.gen_range(0..10) {
			0 => self.of_the_council(),
			1 => self.carried(),
			_ => self.plain(),
		}
	}

	fn send(&mut self, (by, name, call): Act) {
		let enrolment = match &call {
			RuntimeCall::Members(pallet_members::Call::enrol { org, persons, .. }) => {
				Some((*org, persons.clone()))
			},
			_ => None,
		};
		let first = chuxin_runtime::Members::person_count();
		let old = acting(&call).is_some_and(|org| Organizations::resolve(org) != org);
		let done = matches!(submit(by, call), Ok(Ok(())));
		for name in [name, "by an old number"].into_iter().take(1 + usize::from(old)) {
			let (carried_out, refused) = self.tally.entry(name).or_default();
			*(if done { carried_out } else { refused }) += 1;
		}
		if let (true, Some((org, entries))) = (done, enrolment) {
			let evidence = enrol_batch_hash(&genesis_hash(), org, SCHEMA, &entries).0;
			let recorded = Timestamp::get();
			let effective = CivilDate::in_china(recorded).expect("a day");
			let org = Organizations::resolve(org);
			for (person, entry) in (first..).map(PersonId).zip(entries) {
				let event = VersionedLifeEvent::V1(LifeEvent {
					seq: 0,
					kind: LifeKind::Enrolled,
					effective,
					recorded,
					org: entry.org,
					by: org,
					rules: RULES_VERSION,
					evidence,
				});
				self.enrolments.push((person, event));
			}
		}
	}

	/// The windows stand open, Charlie drafts, Dave approves, and much is done already.
	fn prepare(&mut self) {
		self.send((Bob, "appoint", seat(2, Power::Handler)));
		self.send((Bob, "appoint", seat(3, Power::Approver)));
		for target in [BRANCH, COUNTY] {
			let until = RawDate::from("2024-12-31");
			let open = pallet_members::Call::open_import_window { org: COMMITTEE, target, until };
			self.send((Bob, "open_import_window", open.into()));
		}
		for (desk, number) in [(BRANCH_DESK, 0), (SISTER_DESK, 8)] {
			let (org, persons) = (desk.org, batch(number));
			let hash = enrol_batch_hash(&genesis_hash(), org, SCHEMA, &persons);
			let batches = vec![BatchDigest { batch: hash, count: 3 }];
			let call = pallet_members::Call::propose_enrolment { org, batches };
			self.send((desk.handler, "propose_enrolment", call.into()));
			let certificate = self.certificate(org, &persons);
			let call = pallet_members::Call::enrol { org, schema: SCHEMA, persons, certificate };
			self.send((desk.approver, "enrol", call.into()));
		}
		// While all are there who are needed, some of everything, one after the other.
		self.merge_third();
		for n in 0..16 {
			let act = match n % 4 {
				0 => self.about_tags(),
				1 | 2 => self.about_persons(),
				_ => self.about_membership(),
			};
			self.send(act);
			while let Some(step) = self.next.pop() {
				self.send(step);
			}
		}
	}

	/// What never goes back.
	fn watch(&mut self) {
		let now: BTreeMap<PersonId, Person> = pallet_members::Persons::<Runtime>::iter().collect();
		assert_eq!(now.len() as u64, chuxin_runtime::Members::person_count());
		for (id, before) in &self.persons {
			let after = now.get(id).expect("nobody is taken out");
			let sealed = pallet_members::PastSpells::<Runtime>::get(id, before.spell);
			let sealed = sealed.map_or(after.birthday, |past| past.birthday);
			assert_eq!(sealed, before.birthday, "{id:?}: what is sealed stays");
			assert!(after.spell >= before.spell, "{id:?}: memberships are only added");
			assert!(after.life.len >= before.life.len, "{id:?}: a life only grows");
			if after.life.len == before.life.len {
				// Neither does a hold, which ends and leaves nothing behind.
				let after = Person { held: before.held, ..after.clone() };
				assert_eq!(after, *before, "{id:?}: nothing changes without a life event");
			}
			let corrected = after.corrected || after.spell > before.spell;
			assert!(corrected || !before.corrected, "{id:?}: a correction stays");
		}
		self.persons = now;
		for (name, before) in NAMES.iter().zip(&mut self.nonces) {
			let nonce = System::account_nonce(account(*name));
			assert!(nonce >= *before, "{name}: a nonce never falls");
			*before = nonce;
		}
	}

	fn run(&mut self) {
		chain_of(plans::stage()).execute_with(|| {
			begin_block();
			if self.often(80) {
				self.prepare();
			}
			for _ in 0..BLOCKS {
				for _ in 0..ACTS {
					let act = self.act();
					self.send(act);
				}
				end_block();
				check_state();
				recount();
				self.watch();
				if self.often(10) {
					pass(DAY);
				}
				begin_block();
			}
			end_block();
		});
	}
}

/// The organization that a call acts for: its first argument, as a rule.
fn acting(call: &RuntimeCall) -> Option<OrgId> {
	use pallet_members::Call;
	let named = match call {
		RuntimeCall::Members(call) => !matches!(
			call,
			Call::freeze_own_account {}
				| Call::replace_own_account { .. }
				| Call::propose_record_update { .. }
				| Call::set_registrar_key { .. }
		),
		RuntimeCall::Organizations(_) => true,
		_ => false,
	};
	let bytes = call.encode();
	let number = bytes.get(2..6)?.try_into().ok()?;
	named.then_some(OrgId(u32::from_le_bytes(number)))
}

/// Members by organization and status, and what is overdue, counted one by one along every way up:
/// nobody is lost, nobody counts twice.
fn recount() {
	let mut heads = BTreeMap::<OrgId, ([u32; 7], [u32; 7])>::new();
	for (_, person) in pallet_members::Persons::<Runtime>::iter() {
		let status = person.status.index();
		heads.entry(Organizations::resolve(person.org)).or_default().0[status] += 1;
		for org in Organizations::ancestors(person.org) {
			heads.entry(org).or_default().1[status] += 1;
		}
	}
	let mut overdue = BTreeMap::<OrgId, (u32, u32)>::new();
	for (org, _, entry) in pallet_agenda::Items::<Runtime>::iter() {
		if entry.raised {
			overdue.entry(org).or_default().0 += 1;
			for org in Organizations::ancestors(org) {
				overdue.entry(org).or_default().1 += 1;
			}
		}
	}
	for org in pallet_organizations::Orgs::<Runtime>::iter_keys() {
		let at = Organizations::resolve(org);
		let counts = pallet_organizations::Counts::<Runtime>::get(at);
		let counted = heads.get(&at).copied().unwrap_or_default();
		assert_eq!((counts.own.0, counts.subtree.0), counted, "members of {org}");
		let late = Agenda::overdue(org);
		let counted = overdue.get(&at).copied().unwrap_or_default();
		assert_eq!((late.own, late.subtree), counted, "overdue in {org}");
	}
}

#[test]
fn random_acts_break_no_invariant() {
	let seed = std::env::var("CHUXIN_TEST_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(SEED);
	println!("seed {seed} (another one: CHUXIN_TEST_SEED)");
	let mut tally: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
	for number in 0..CHAINS {
		let mut play = Play::new(seed.wrapping_add(number as u64));
		play.run();
		for (name, (done, refused)) in play.tally {
			let sum = tally.entry(name).or_default();
			*sum = (sum.0 + done, sum.1 + refused);
		}
	}
	println!("carried out and refused: {tally:?}");
	assert_eq!(tally.len(), 43, "{tally:?}");
	for (name, (done, refused)) in tally {
		assert!(done > 0 && refused > 0, "{name}: {done} carried out, {refused} refused");
	}
}
