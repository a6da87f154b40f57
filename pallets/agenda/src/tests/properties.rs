use crate::{mock::*, weights::WeightInfo};
use alloc::collections::{BTreeMap, BTreeSet};
use chuxin_primitives::{
	agenda::{Agenda as _, Item},
	traits::{Clock, Organizations},
	CivilDate, OrgId, RawDate,
};
use frame::testing_prelude::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Set(OrgId, Item, i64),
	Clear(OrgId, Item),
	Later(u64),
	Idle(u64),
	Reparent,
}

fn org() -> impl Strategy<Value = OrgId> {
	prop::sample::select(vec![PROVINCE, COUNTY, BRANCH, OTHER, DEEP])
}

fn item() -> impl Strategy<Value = Item> {
	prop_oneof![(0..4u32).prop_map(late), Just(Item::TermEnds), Just(Item::NoSecretary)]
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		6 => (org(), item(), -40..40i64).prop_map(|(org, item, days)| Step::Set(org, item, days)),
		2 => (org(), item()).prop_map(|(org, item)| Step::Clear(org, item)),
		2 => (0..30u64).prop_map(Step::Later),
		4 => (0..12u64).prop_map(Step::Idle),
		1 => Just(Step::Reparent),
	]
}

/// Day, and whether it is raised: as simple as can be.
type Model = BTreeMap<(OrgId, Item), (CivilDate, bool)>;

fn compare(model: &Model) {
	for org in [PROVINCE, COUNTY, BRANCH, OTHER, DEEP] {
		let raised = |within: &dyn Fn(OrgId) -> bool| {
			model.iter().filter(|((o, _), (_, raised))| *raised && within(*o)).count() as u32
		};
		let expected = (raised(&|o| o == org), raised(&|o| Tree::is_within(o, org)));
		assert_eq!(overdue(org), expected, "{org}");
		let page = Agenda::agenda(org, &RawDate::from("9999-12-31"), None, 256).unwrap();
		let read: BTreeSet<_> =
			page.into_iter().map(|e| (e.item, e.due.parse().unwrap(), e.overdue)).collect();
		let own: BTreeSet<_> = model
			.iter()
			.filter(|((o, _), _)| *o == org)
			.map(|((_, item), (due, raised))| (*item, *due, *raised))
			.collect();
		assert_eq!(read, own, "{org}");
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(150))]

	/// In whatever order items are set, moved, settled and raised, by whatever room in the block,
	/// while the tree changes: nothing is lost, nothing is told early, and the counts are those of a
	/// recount.
	#[test]
	fn nothing_is_lost_and_counts_are_exact(steps in prop::collection::vec(step(), 1..60)) {
		run(|| {
			let mut model = Model::new();
			for step in steps {
				let today = TestClock::today();
				match step {
					Step::Set(org, item, days) => {
						let due = today.add_days(days).unwrap();
						Agenda::set(org, item, due);
						let before = model.get(&(org, item)).is_some_and(|(_, raised)| *raised);
						model.insert((org, item), (due, before && due < today));
					},
					Step::Clear(org, item) => {
						Agenda::clear(org, item);
						model.remove(&(org, item));
					},
					Step::Later(days) => Now::mutate(|now| *now += days * 86_400_000),
					Step::Idle(items) => {
						let weight = <() as WeightInfo>::on_idle_base()
							+ <() as WeightInfo>::raise(13) * items;
						let before = raised().len();
						prop_assert!(Agenda::on_idle(1, weight).all_lte(weight));
						for told in &raised()[before..] {
							let (due, raised) = model.get_mut(told).unwrap();
							prop_assert!(*due < today && !*raised);
							*raised = true;
						}
						let left = model.values().filter(|(due, raised)| *due < today && !raised);
						let done = raised().len() - before;
						prop_assert!(left.count() == 0 || done >= items as usize);
					},
					Step::Reparent => {
						let old = Tree::ancestors(COUNTY);
						let parent = if old[1] == PROVINCE { OTHER } else { PROVINCE };
						Parents::mutate(|parents| parents.insert(COUNTY.0, parent.0));
						let new = Tree::ancestors(COUNTY);
						Agenda::reparented(COUNTY, &old[1..], &new[1..]);
					},
				}
				compare(&model);
				assert_ok!(Agenda::do_try_state());
			}
			Ok(())
		})?;
	}
}
