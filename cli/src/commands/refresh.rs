//! The vault's copy of where a person is and stands, brought to the chain's.
//!
//! Split, merger, end and suspension change both on the chain; the vault keeps a copy so that lists can
//! be made without a node. The copy follows whenever a list is made while a node answers, and after
//! each command here that changes it.

use super::{import::private, Desk};
use crate::{
	chain::Chain,
	error::{Error, Result},
	i18n::word,
	t,
	vault::{StoredPerson, Vault},
};
use chuxin_primitives::{membership::PersonView, Hash, OrgId, PersonId};
use futures::stream::{self, StreamExt, TryStreamExt};
use serde_json::{json, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Questions to the node under way at once.
const AT_ONCE: usize = 32;

/// Where a list was read.
pub(super) enum Source {
	/// Branches and statuses are those of the chain at this finalized block.
	Chain(Chain, u32, Hash),
	/// No node answers: they are those of the vault.
	Vault,
}

impl Source {
	/// The node, where one answers and the vault serves its chain.
	pub async fn of(desk: &Desk, vault: &Vault) -> Result<Self> {
		match desk.chain().await {
			Ok(chain) => {
				desk.serves(vault, &chain)?;
				let (number, at) = chain.finalized_block().await?;
				Ok(Self::Chain(chain, number, at))
			},
			Err(Error::NoNode { .. }) => Ok(Self::Vault),
			Err(error) => Err(error),
		}
	}

	/// What is below an organization, itself among them. The vault alone knows branches, not what is
	/// below a committee.
	pub async fn below(&self, org: u32) -> Result<BTreeSet<u32>> {
		Ok(match self {
			Self::Chain(chain, _, at) => {
				let tree = chain.tree(OrgId(org), None, *at).await?;
				tree.iter().map(|o| o.id.0).collect()
			},
			Self::Vault => BTreeSet::from([org]),
		})
	}

	/// For programs.
	pub fn json(&self) -> Value {
		match self {
			Self::Chain(_, number, _) => json!({ "source": "chain", "block": number }),
			Self::Vault => json!({ "source": "vault", "block": null }),
		}
	}

	/// For people.
	pub fn foot(&self) -> String {
		match self {
			Self::Chain(_, number, _) => t!("list-status-chain", block = *number),
			Self::Vault => word("list-status-vault"),
		}
	}
}

/// Persons of the vault as they are today, of one organization and what is below it where one is
/// named. Only who is `wanted` is asked about.
pub(super) async fn people(
	desk: &Desk,
	org: Option<u32>,
	wanted: impl Fn(&StoredPerson) -> bool,
) -> Result<(Source, Vec<StoredPerson>)> {
	let mut vault = desk.vault()?;
	let source = Source::of(desk, &vault).await?;
	let within = match org {
		Some(org) => Some(source.below(org).await?),
		None => None,
	};
	let mut persons = vault.persons()?;
	persons.retain(|(_, person)| wanted(person));
	if let Source::Chain(chain, _, at) = &source {
		refresh(&mut vault, chain, *at, &mut persons).await?;
	}
	Ok((source, inside(persons, within.as_ref())))
}

fn inside(persons: Vec<(i64, StoredPerson)>, within: Option<&BTreeSet<u32>>) -> Vec<StoredPerson> {
	let persons = persons.into_iter().map(|(_, person)| person);
	persons.filter(|p| within.is_none_or(|within| within.contains(&p.org))).collect()
}

/// Brings persons to what the chain says of them, in memory and in the vault.
async fn refresh(
	vault: &mut Vault,
	chain: &Chain,
	at: Hash,
	persons: &mut [(i64, StoredPerson)],
) -> Result<()> {
	let numbers: Vec<PersonId> =
		persons.iter().filter_map(|(_, p)| p.person.map(PersonId)).collect();
	let views: BTreeMap<PersonId, PersonView> = stream::iter(numbers)
		.map(|number| async move {
			Ok::<_, Error>(chain.person(number, at).await?.map(|view| (number, view)))
		})
		.buffer_unordered(AT_ONCE)
		.try_filter_map(|found| async move { Ok(found) })
		.try_collect()
		.await?;
	let mut names = BTreeMap::new();
	for org in views.values().map(|view| view.org).collect::<BTreeSet<_>>() {
		let org = chain.organization_or_fail(org, at).await?;
		names.insert(org.id, org.name.as_str().unwrap_or_default().to_owned());
	}
	let mut changed = Vec::new();
	for (row, person) in persons.iter_mut() {
		let Some(view) = person.person.and_then(|number| views.get(&PersonId(number))) else {
			continue;
		};
		// What was prepared and taken over while this desk was not there.
		let followed = person.follow(&chain.genesis(), view.record, view.effective_birthday)?;
		if follow(person, view, names.get(&view.org).map_or("", String::as_str)) || followed {
			changed.push((*row, person.clone()));
		}
	}
	Ok(vault.update_persons(&changed)?)
}

/// After a command that changed these persons: the vault's copies follow. Who is not in the vault is
/// passed over.
pub(super) async fn after(vault: &mut Vault, chain: &Chain, persons: &[PersonId]) -> Result<()> {
	let at = chain.finalized().await?;
	let mut found = Vec::new();
	for person in persons {
		found.extend(vault.person_by_id(person.0)?);
	}
	refresh(vault, chain, at, &mut found).await
}

/// Gives the copy what the chain says; whether that is something else than it was.
fn follow(stored: &mut StoredPerson, view: &PersonView, name: &str) -> bool {
	let before = (stored.org, stored.status, stored.org_name.clone());
	if stored.org != view.org.0 {
		// The name in the roster was that of the former branch.
		stored.private.remove(private::BRANCH);
	}
	stored.org = view.org.0;
	stored.status = view.status;
	name.clone_into(&mut stored.org_name);
	before != (stored.org, stored.status, stored.org_name.clone())
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::membership::MembershipStatus::{self, Former, Full};

	fn person(number: u64, org: u32) -> StoredPerson {
		StoredPerson {
			person: Some(number),
			org,
			org_name: format!("{org}"),
			status: Full,
			schema: 1,
			version: 1,
			seed: [0; 32],
			admission_salt: None,
			attributes: Vec::new(),
			tag: (1, [u8::try_from(number).unwrap(); 32]),
			private: BTreeMap::from([(private::BRANCH.to_owned(), "九".to_owned())]),
			birthday: None,
			past: Vec::new(),
			next: Vec::new(),
		}
	}

	fn view(number: u64, org: u32, status: MembershipStatus) -> PersonView {
		PersonView {
			id: PersonId(number),
			org: OrgId(org),
			status,
			spell: 1,
			record: None,
			birthday: None,
			sealed_on: None,
			corrected: false,
			effective_birthday: None,
			life_len: 1,
			life_head: Hash::zero(),
			account: None,
			frozen: false,
			frozen_until: None,
			held: false,
		}
	}

	#[test]
	fn after_a_split_and_a_merger_everybody_is_on_the_list_of_the_branch_of_today() {
		// Branch 7 was merged into 9, which stands alone in the tree; person 2 was split off to 11.
		let mut persons = vec![(1, person(1, 7)), (2, person(2, 9)), (3, person(3, 9))];
		let before = inside(persons.clone(), Some(&BTreeSet::from([9])));
		assert_eq!(before.iter().map(|p| p.person).collect::<Vec<_>>(), [Some(2), Some(3)]);
		let views = [view(1, 9, Full), view(2, 11, Full), view(3, 9, Former)];
		let changed: Vec<bool> = persons
			.iter_mut()
			.zip(&views)
			.map(|((_, p), v)| follow(p, v, if v.org.0 == 9 { "9" } else { "新支部" }))
			.collect();
		assert_eq!(changed, [true, true, true]);
		let at = |orgs: &[u32]| -> Vec<(Option<u64>, MembershipStatus)> {
			let within = orgs.iter().copied().collect();
			let found = inside(persons.clone(), Some(&within));
			found.iter().map(|p| (p.person, p.status)).collect()
		};
		assert_eq!(at(&[9]), [(Some(1), Full), (Some(3), Former)]);
		assert_eq!(at(&[11]), [(Some(2), Full)]);
		assert_eq!(persons[1].1.org_name, "新支部");
		assert!(!persons[1].1.private.contains_key(private::BRANCH));
		assert!(persons[2].1.private.contains_key(private::BRANCH));
		assert!(!follow(&mut persons[1].1, &views[1], "新支部"), "nothing to write a second time");
	}
}
