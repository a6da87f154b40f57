//! A runtime of `frame_system` and this pallet, above a small tree that tests can change.

use crate::{self as pallet_agenda, Pallet};
use alloc::collections::BTreeMap;
use chuxin_primitives::{
	agenda::{Agenda as _, Item, Overdue},
	organization::{Grants, Officer, OrgKind, OrgStatus, Powers},
	traits::{Clock, CountChange, Organizations},
	CivilDate, Moment, OrgId, PersonId,
};
use frame::{
	testing_prelude::*,
	traits::{EnsureOriginWithArg, OriginTrait},
};

pub type AccountId = u64;
type Block = MockBlock<Test>;

construct_runtime!(
	pub enum Test {
		System: frame_system = 0,
		Agenda: pallet_agenda = 12,
	}
);

/// The province, above everything.
pub const PROVINCE: OrgId = OrgId(0);
/// A county below the province.
pub const COUNTY: OrgId = OrgId(1);
/// A branch of the county.
pub const BRANCH: OrgId = OrgId(2);
/// Another county below the province.
pub const OTHER: OrgId = OrgId(3);
/// A branch at the greatest depth: 13 organizations on its way up.
pub const DEEP: OrgId = OrgId(22);
/// An officer of every organization; tests act as Chen.
pub const CHEN: AccountId = 1;

parameter_types! {
	/// The moment of the block.
	pub static Now: Moment = 0;
	/// Organization to parent.
	pub static Parents: BTreeMap<u32, u32> = tree();
	/// Organizations that went over into others.
	pub static Merged: BTreeMap<u32, u32> = BTreeMap::new();
}

fn tree() -> BTreeMap<u32, u32> {
	let mut tree = BTreeMap::from([(1, 0), (2, 1), (3, 0), (11, 0)]);
	tree.extend((12..=22).map(|org| (org, org - 1)));
	tree
}

pub fn date(text: &str) -> CivilDate {
	text.parse().unwrap()
}

/// Noon of a day in China.
pub fn go_to(day: &str) {
	Now::set(date(day).begins_in_china().unwrap() + 12 * 3_600_000);
}

pub struct TestClock;
impl Clock for TestClock {
	fn now() -> Moment {
		Now::get()
	}
	fn today() -> CivilDate {
		CivilDate::in_china(Now::get()).unwrap()
	}
}

pub struct Tree;
impl Organizations for Tree {
	fn lookup(org: OrgId) -> Option<(OrgKind, OrgStatus)> {
		let org = Self::resolve(org);
		(org == PROVINCE || Parents::get().contains_key(&org.0))
			.then_some((OrgKind::Branch, OrgStatus::Active))
	}
	fn is_within(org: OrgId, ancestor: OrgId) -> bool {
		Self::ancestors(org).contains(&Self::resolve(ancestor))
	}
	fn ancestors(org: OrgId) -> Vec<OrgId> {
		let parents = Parents::get();
		let first = Self::lookup(org).map(|_| Self::resolve(org));
		std::iter::successors(first, |org| parents.get(&org.0).copied().map(OrgId)).collect()
	}
	fn powers_of(_: OrgId, _: PersonId) -> Powers {
		Powers::default()
	}
	fn appointed_by(_: OrgId, _: PersonId) -> Option<PersonId> {
		None
	}
	fn key_given_by(_: PersonId) -> Option<PersonId> {
		None
	}
	fn offices_of(_: PersonId) -> u16 {
		0
	}
	fn seats_of(_: PersonId) -> Vec<OrgId> {
		Vec::new()
	}
	fn ensure_dispensable(_: PersonId) -> DispatchResult {
		Ok(())
	}
	fn resolve(org: OrgId) -> OrgId {
		let merged = Merged::get();
		let last = std::iter::successors(Some(org.0), |org| merged.get(org).copied()).last();
		OrgId(last.unwrap())
	}
	fn grants_of(_: OrgId) -> Grants {
		Grants::default()
	}
	fn count(_: &[CountChange]) -> DispatchResult {
		Ok(())
	}
	fn vacate(_: PersonId) -> DispatchResult {
		Ok(())
	}
	fn rest(_: PersonId, _: bool) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_offices(_: PersonId, _: u32) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_branch(_: OrgId, _: u32) -> OrgId {
		DEEP
	}
}

/// Chen, and nobody else, is an officer of every organization there is.
pub struct OnlyChen;
impl EnsureOriginWithArg<RuntimeOrigin, OrgId> for OnlyChen {
	type Success = Officer;
	fn try_origin(o: RuntimeOrigin, org: &OrgId) -> Result<Officer, RuntimeOrigin> {
		let known = Tree::lookup(*org).is_some() && o.as_signer() == Some(&CHEN);
		let officer = Officer { person: PersonId(CHEN), org: *org, appointed_by: None };
		known.then_some(officer).ok_or(o)
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_: &OrgId) -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::signed(CHEN))
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

impl pallet_agenda::Config for Test {
	type Organizations = Tree;
	type Clock = TestClock;
	type AnyOfficerOrigin = OnlyChen;
	type WeightInfo = ();
}

pub fn new_test_ext() -> TestState {
	let mut ext = TestState::new(RuntimeGenesisConfig::default().build_storage().unwrap());
	Parents::set(tree());
	Merged::set(BTreeMap::new());
	ext.execute_with(|| {
		go_to("2026-03-01");
		System::set_block_number(1);
	});
	ext
}

/// Runs a test on 1 March 2026, and checks the invariants.
pub fn run<R>(test: impl FnOnce() -> R) -> R {
	new_test_ext().execute_with(|| {
		let result = test();
		assert_ok!(Pallet::<Test>::do_try_state());
		result
	})
}

pub fn set(org: OrgId, item: Item, due: &str) {
	Agenda::set(org, item, date(due));
}

/// What the end of a block does, with all the room there is.
pub fn end_block() -> Weight {
	Agenda::on_idle(System::block_number(), Weight::MAX)
}

/// A late entry, one of many.
pub fn late(n: u32) -> Item {
	Item::LateEntry { person: PersonId(n.into()), seq: n }
}

/// What was raised, in the order of the events.
pub fn raised() -> Vec<(OrgId, Item)> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Agenda(pallet_agenda::Event::Raised { org, item, .. }) => {
				Some((org, item))
			},
			_ => None,
		})
		.collect()
}

/// Overdue items of an organization itself and of its subtree.
pub fn overdue(org: OrgId) -> (u32, u32) {
	let Overdue { own, subtree } = Agenda::overdue(org);
	(own, subtree)
}
