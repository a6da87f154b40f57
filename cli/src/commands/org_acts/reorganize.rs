//! `chuxin org reorganize`: merging, archiving, splitting and upgrading, signed by three persons of whom
//! each names what was seen.

use super::{ids, send, Seen};
use crate::{
	args::acts::ReorganizeCommand,
	chain::{Call, Chain},
	commands::{act::agreed, Change, Desk},
	error::{Error, Result},
	i18n::name_of,
	progress::table,
	t, told,
};
use chuxin_primitives::{
	organization::{split_hash, RawReorganization, Reorganization, ReorganizationView},
	Hash, OrgId, PersonId, RawDate, RawText,
};
use serde_json::json;

/// What is proposed for an organization and would be; `step` is what the call adds.
fn reorganized(
	target: OrgId,
	step: Option<String>,
) -> impl AsyncFnOnce(&Chain, Hash) -> Result<Seen> {
	async move |chain: &Chain, at| {
		let before = chain.reorganization(target, at).await?;
		let before = before.map(|found| format!("{}; {:?}", words(&found.act), found.digest));
		let after = match (step, &before) {
			(Some(step), Some(before)) => format!("{before}; {step}"),
			(Some(step), None) => step,
			(None, _) => "-".into(),
		};
		Ok(vec![Change::new("reorganization", before.unwrap_or_else(|| "-".into()), after)])
	}
}

pub(super) async fn run(desk: &Desk, command: ReorganizeCommand) -> Result<()> {
	let (target, act, signer) = match command {
		ReorganizeCommand::Merge { target, into, signer } => {
			(target, RawReorganization::Merge { into: OrgId(into) }, signer)
		},
		ReorganizeCommand::Archive { target, signer } => {
			(target, RawReorganization::Archive, signer)
		},
		ReorganizeCommand::Upgrade { target, kind, signer } => {
			(target, RawReorganization::Upgrade { kind }, signer)
		},
		ReorganizeCommand::Split { target, name, kind, region, founded, persons, signer } => {
			let chain = desk.chain().await?;
			let mut persons = numbers(persons);
			persons.sort_unstable();
			let act = RawReorganization::Split {
				name: RawText::from(name.as_str()),
				kind,
				region,
				founded: RawDate::from(founded),
				count: u32::try_from(persons.len())
					.map_err(|_| Error::Usage(told!("split-too-many")))?,
				persons_hash: split_hash(&chain.genesis(), OrgId(target.target), &persons),
			};
			(target, act, signer)
		},
		ReorganizeCommand::Second { target, persons, digest, signer } => {
			let (org, target) = ids(target);
			let (digest, _) = seen_act(desk, target, &numbers(persons), digest, false).await?;
			let call = Call::second_reorganization(org, target, digest);
			let text = t!("reorganization-seconded");
			let seen = reorganized(target, Some(text.clone()));
			return send(desk, signer, call, seen, text).await;
		},
		ReorganizeCommand::Approve { target, persons, digest, signer } => {
			let (superior, target) = ids(target);
			// The chain cannot move whom nobody names.
			let (digest, goes) = seen_act(desk, target, &numbers(persons), digest, true).await?;
			let persons = goes.and_then(|goes| goes.exactly).unwrap_or_default();
			let call = Call::approve_reorganization(superior, target, digest, persons);
			let text = t!("reorganization-approved");
			let seen = reorganized(target, Some(text.clone()));
			return send(desk, signer, call, seen, text).await;
		},
		ReorganizeCommand::Withdraw { target, signer } => {
			let (org, target) = ids(target);
			let call = Call::withdraw_reorganization(org, target);
			let text = t!("reorganization-withdrawn");
			return send(desk, signer, call, reorganized(target, None), text).await;
		},
		ReorganizeCommand::Show { target, persons } => {
			return show(desk, OrgId(target), &numbers(persons)).await;
		},
	};
	let (org, target) = ids(target);
	let text = t!("reorganization-proposed");
	let seen = reorganized(target, Some(words(&act)));
	send(desk, signer, Call::propose_reorganization(org, target, act), seen, text).await
}

fn numbers(persons: Vec<u64>) -> Vec<PersonId> {
	persons.into_iter().map(PersonId).collect()
}

/// Who goes over in a split, of which the chain has number and hash alone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Goes {
	target: OrgId,
	count: u32,
	hash: Hash,
	/// The persons who were named, in the order of the proposal, if exactly they go over.
	exactly: Option<Vec<PersonId>>,
}

impl Goes {
	/// Of an act, held against the persons who were named; `None` for one that is no split.
	///
	/// The hash binds the order too. The desk proposes in ascending order; what another program
	/// proposed may have any, which the names then have to follow.
	fn of(
		act: &RawReorganization,
		genesis: &Hash,
		target: OrgId,
		named: &[PersonId],
	) -> Option<Self> {
		let Reorganization::Split { count, persons_hash, .. } = act else { return None };
		let mut ascending = named.to_vec();
		ascending.sort_unstable();
		let same = |persons: &Vec<PersonId>| {
			u32::try_from(persons.len()) == Ok(*count)
				&& split_hash(genesis, target, persons) == *persons_hash
		};
		let exactly = [ascending, named.to_vec()].into_iter().find(same);
		Some(Self { target, count: *count, hash: *persons_hash, exactly })
	}

	/// What an officer is told; `named` is how many were named.
	fn text(&self, named: usize) -> String {
		match (&self.exactly, named) {
			(Some(_), _) => t!("split-exactly", count = self.count),
			(None, 0) => t!("split-check", count = self.count, org = self.target.0),
			(None, _) => t!("split-others", count = self.count, named = named),
		}
	}
}

/// What is proposed for an organization, held against the persons who were named.
async fn proposed(
	desk: &Desk,
	target: OrgId,
	named: &[PersonId],
) -> Result<(ReorganizationView, Option<Goes>)> {
	let chain = desk.chain().await?;
	let at = chain.finalized().await?;
	let found = chain
		.reorganization(target, at)
		.await?
		.ok_or_else(|| Error::NotFound(told!("no-reorganization", org = target.to_string())))?;
	let goes = Goes::of(&found.act, &chain.genesis(), target, named);
	if goes.is_none() && !named.is_empty() {
		return Err(Error::Usage(told!("split-it-is-none", org = target.to_string())));
	}
	Ok((found, goes))
}

/// The digest of what the signer has seen: named on the command line, or shown now and agreed to. The
/// chain is not simply asked and its answer signed: what was looked at may have been withdrawn and
/// something else proposed since. Of a split, with who goes over.
///
/// # Errors
/// Another act; a split of others than were named, or of whom nobody is named where they must be.
async fn seen_act(
	desk: &Desk,
	target: OrgId,
	named: &[PersonId],
	digest: Option<Hash>,
	must_name: bool,
) -> Result<(Hash, Option<Goes>)> {
	let (found, goes) = proposed(desk, target, named).await?;
	if let Some(Goes { count, exactly: None, .. }) = goes {
		match named.len() {
			0 if must_name => {
				return Err(Error::Usage(told!("split-name-them", count = count)));
			},
			0 => {},
			named => {
				return Err(Error::Usage(told!("split-of-others", count = count, named = named)));
			},
		}
	}
	let digest = match digest {
		Some(digest) if digest != found.digest => Err(Error::Usage(told!(
			"reorganization-swapped",
			org = target.to_string(),
			digest = format!("{:?}", found.digest),
		))),
		// A dry run signs nothing, and shows the act.
		None if !desk.global.dry_run => {
			agreed(desk, &act_table(&found, goes.as_ref(), named.len()))?;
			Ok(found.digest)
		},
		_ => Ok(found.digest),
	};
	Ok((digest?, goes))
}

async fn show(desk: &Desk, target: OrgId, named: &[PersonId]) -> Result<()> {
	let (found, goes) = proposed(desk, target, named).await?;
	let same = goes.as_ref().filter(|_| !named.is_empty()).map(|goes| goes.exactly.is_some());
	let ReorganizationView { org, ref act, digest, proposed_by, seconded_by, approved } = found;
	desk.print(
		|| {
			json!({
				"target": target,
				"org": org,
				"what": words(act),
				"digest": digest,
				"proposed_by": proposed_by,
				"seconded_by": seconded_by,
				"approved_by": approved.map(|a| a.by),
				"pending": approved.map(|a| a.pending),
				"persons": goes.as_ref().map(|goes| {
					json!({ "count": goes.count, "hash": goes.hash, "exactly_these": same })
				}),
			})
		},
		|| act_table(&found, goes.as_ref(), named.len()),
	);
	Ok(())
}

/// Everything that an officer who seconds or approves has to look at; `named` is how many persons were
/// named.
fn act_table(found: &ReorganizationView, goes: Option<&Goes>, named: usize) -> String {
	let ReorganizationView { act, digest, proposed_by, seconded_by, approved, .. } = found;
	let number = |p: Option<PersonId>| p.map_or_else(|| "-".into(), |p| p.to_string());
	let pending = approved.map_or_else(|| "-".into(), |a| a.pending.to_string());
	let mut rows = vec![(t!("head-what"), words(act))];
	rows.extend(goes.map(|goes| (t!("head-goes"), goes.text(named))));
	rows.extend([
		(t!("head-proposed-by"), proposed_by.to_string()),
		(t!("head-seconded-by"), number(*seconded_by)),
		(t!("head-approved-by"), number(approved.map(|a| a.by))),
		(t!("head-pending"), pending),
		(t!("head-digest"), format!("{digest:?}")),
	]);
	let rows: Vec<Vec<String>> = rows.into_iter().map(|(a, b)| vec![a, b]).collect();
	table(&[String::new(), String::new()], &rows)
}

/// A reorganization in words.
fn words(act: &RawReorganization) -> String {
	match act {
		Reorganization::Merge { into } => t!("reorganization-merge", into = into.to_string()),
		Reorganization::Archive => t!("reorganization-archive"),
		Reorganization::Split { name, kind, region, founded, count, persons_hash } => t!(
			"reorganization-split",
			count = *count,
			name = name.as_str().unwrap_or_default(),
			kind = name_of("kind", kind),
			region = region.to_string(),
			founded = founded.as_str().unwrap_or("-"),
			persons = format!("{persons_hash:?}"),
		),
		Reorganization::Upgrade { kind } => {
			t!("reorganization-upgrade", kind = name_of("kind", kind))
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::i18n::{speaking, Language};
	use chuxin_primitives::organization::OrgKind;

	#[test]
	fn who_goes_over_is_said_of_exactly_those_who_were_named() {
		let (genesis, target) = (Hash::repeat_byte(1), OrgId(5));
		let split = |persons: &[PersonId]| RawReorganization::Split {
			name: RawText::from("第二党支部"),
			kind: OrgKind::Branch,
			region: 990101,
			founded: RawDate::from("2026-10-01"),
			count: u32::try_from(persons.len()).unwrap(),
			persons_hash: split_hash(&genesis, target, persons),
		};
		let act = split(&numbers(vec![13, 14, 15]));
		let goes = |act: &RawReorganization, named: &[u64]| {
			Goes::of(act, &genesis, target, &numbers(named.to_vec())).unwrap()
		};
		for named in [[13, 14, 15], [15, 13, 14]] {
			let found = goes(&act, &named);
			assert_eq!(found.exactly, Some(numbers(vec![13, 14, 15])));
			assert_eq!(found.text(3), "exactly the 3 who were named");
		}
		// One less, one more, another one, one of another organization's split.
		for named in [&[13, 14][..], &[13, 14, 15, 16], &[13, 14, 16]] {
			let found = goes(&act, named);
			assert_eq!(found.exactly, None, "{named:?}");
			assert!(found.text(named.len()).starts_with("NOT those who were named"), "{named:?}");
		}
		assert!(Goes::of(&act, &genesis, OrgId(6), &numbers(vec![13, 14, 15]))
			.is_some_and(|goes| goes.exactly.is_none()));
		// Without names, how many go and how to find out.
		let unnamed = goes(&act, &[]);
		for language in Language::ALL {
			let text = speaking(language, || unnamed.text(0));
			assert!(text.contains('3') && text.contains("show --target 5 --persons"), "{text}");
		}
		// In the order of a proposal that was made elsewhere.
		let other = split(&numbers(vec![15, 13, 14]));
		assert_eq!(goes(&other, &[15, 13, 14]).exactly, Some(numbers(vec![15, 13, 14])));
		assert_eq!(Goes::of(&RawReorganization::Archive, &genesis, target, &[]), None);
	}
}
