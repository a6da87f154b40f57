//! What the desk reads: the runtime APIs of the pallets and the history of a person.

use super::{keys, unhex, version, Chain};
use crate::{
	error::{Error, Result},
	t, told,
};
use chuxin_primitives::{
	agenda::{AgendaEntry, Overdue, OverdueView},
	life::VersionedLifeEvent,
	membership::{
		ActProposalView, Corrected, HoldView, MembershipStatus, Person, PersonView,
		RecordUpdateView, SpellView,
	},
	organization::{
		CountsView, ElectionView, KeyView, OfficerView, Org, OrgStatus, OrganizationView,
		ReorganizationView, MAX_MERGERS,
	},
	pending::PendingView,
	person_tag::PersonTag,
	runtime_api::{QuotaView, MAX_PAGE},
	AccountId, CivilDate, Hash, Moment, OrgId, PersonId, RawDate, RawText,
};
use codec::{Decode, Encode};
use subxt_rpcs::client::rpc_params;

/// How long the first finalized block of a new chain is waited for.
const FIRST_BLOCK: std::time::Duration = std::time::Duration::from_secs(60);
/// Tags asked for at once at most.
const TAGS_A_PAGE: usize = 500;

/// One event of a person's life chain, as the node's history has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedEvent {
	/// The head before the event.
	pub before: Hash,
	/// The head after the event.
	pub head: Hash,
	/// The event.
	pub event: VersionedLifeEvent,
}

/// A page of a person's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifePage {
	/// The events.
	pub events: Vec<RecordedEvent>,
	/// Where the next page begins.
	pub next: Option<u32>,
	/// Set when the node does not have everything, with its words.
	pub incomplete: Option<String>,
}

impl Chain {
	/// An organization by its number.
	pub async fn organization(&self, org: OrgId, at: Hash) -> Result<Option<OrganizationView>> {
		self.call_api("OrganizationsApi_organization", &org.encode(), at).await
	}

	/// An organization that must be there.
	///
	/// # Errors
	/// [`Error::NotFound`] when the chain has no such organization.
	pub async fn organization_or_fail(&self, org: OrgId, at: Hash) -> Result<OrganizationView> {
		self.organization(org, at)
			.await?
			.ok_or_else(|| Error::NotFound(told!("no-organization", org = org.to_string())))
	}

	/// Who answers for a branch today ([`answering`]), read as a light client reads it.
	pub async fn answering(&self, branch: OrgId, at: Hash) -> Result<(Vec<OrgId>, OrgStatus)> {
		answering(branch, async |org| {
			let bytes = self.storage(&keys::organization(org), at).await?.unwrap_or_default();
			let org: Org =
				super::decode_all(&bytes).ok_or_else(|| version("Organizations.Orgs"))?;
			Ok(org.status)
		})
		.await
	}

	/// All organizations directly below one, by rising number.
	pub async fn children(&self, org: OrgId, at: Hash) -> Result<Vec<OrganizationView>> {
		let args = |last: Option<&OrganizationView>| (org, last.map(|o| o.id), MAX_PAGE);
		pages(args, async |args| self.call_api("OrganizationsApi_children", &args, at).await).await
	}

	/// An organization and everything below it to a depth, parents before children.
	pub async fn tree(
		&self,
		root: OrgId,
		depth: Option<u8>,
		at: Hash,
	) -> Result<Vec<OrganizationView>> {
		let root = self.organization_or_fail(root, at).await?;
		let deepest = depth.map(|d| root.depth.saturating_add(d));
		let mut out = Vec::new();
		let mut open = vec![root];
		while let Some(org) = open.pop() {
			// Groups stand in branches; nothing stands below a group.
			if deepest.is_none_or(|deepest| org.depth < deepest) {
				let mut children = self.children(org.id, at).await?;
				children.reverse();
				open.extend(children);
			}
			out.push(org);
		}
		Ok(out)
	}

	/// Head counts: the organization's own, and with everything below it.
	pub async fn head_counts(&self, org: OrgId, at: Hash) -> Result<(CountsView, CountsView)> {
		let counts: Option<(CountsView, CountsView)> =
			self.call_api("OrganizationsApi_head_counts", &org.encode(), at).await?;
		counts.ok_or_else(|| Error::NotFound(told!("no-organization", org = org.to_string())))
	}

	/// The officers of an organization.
	pub async fn officers(&self, org: OrgId, at: Hash) -> Result<Vec<OfficerView>> {
		self.call_api("OrganizationsApi_officers", &org.encode(), at).await
	}

	/// The reorganization that is proposed for an organization.
	pub async fn reorganization(&self, org: OrgId, at: Hash) -> Result<Option<ReorganizationView>> {
		self.call_api("OrganizationsApi_reorganization", &org.encode(), at).await
	}

	/// The election that is under way in an organization.
	pub async fn election(&self, org: OrgId, at: Hash) -> Result<Option<ElectionView>> {
		self.call_api("OrganizationsApi_election", &org.encode(), at).await
	}

	/// The key under which packages for an organization are sealed now.
	pub async fn organization_key(&self, org: OrgId, at: Hash) -> Result<Option<KeyView>> {
		self.call_api("OrganizationsApi_organization_key", &org.encode(), at).await
	}

	/// Organizations of exactly this name, archived and merged ones too.
	pub async fn named(&self, name: &str, at: Hash) -> Result<Vec<OrganizationView>> {
		let args =
			|last: Option<&OrganizationView>| (RawText::from(name), last.map(|o| o.id), MAX_PAGE);
		pages(args, async |args| self.call_api("OrganizationsApi_named", &args, at).await).await
	}

	/// Organizations of a region.
	pub async fn directory(&self, region: u32, at: Hash) -> Result<Vec<OrganizationView>> {
		let args = |last: Option<&OrganizationView>| (region, last.map(|o| o.id), MAX_PAGE);
		pages(args, async |args| self.call_api("OrganizationsApi_directory", &args, at).await).await
	}

	/// Every membership of a person.
	pub async fn spells(&self, person: PersonId, at: Hash) -> Result<Vec<SpellView>> {
		self.call_api("MembersApi_spells", &person.encode(), at).await
	}

	/// The status that a suspension interrupted; `None` where the chain keeps none, as of who was
	/// imported suspended.
	pub async fn before_suspension(
		&self,
		person: PersonId,
		at: Hash,
	) -> Result<Option<MembershipStatus>> {
		let kept = self.storage(&super::keys::suspension(person), at).await?;
		// The status stands first; what may be kept with it is not asked for here.
		kept.map(|bytes| MembershipStatus::decode(&mut &bytes[..]))
			.transpose()
			.map_err(|_| version("Members.Suspensions"))
	}

	/// The hold on a person, if there is one.
	pub async fn hold(&self, person: PersonId, at: Hash) -> Result<Option<HoldView>> {
		self.call_api("MembersApi_holds", &person.encode(), at).await
	}

	/// The person's own record update that waits.
	///
	/// # Errors
	/// [`Error::NotFound`] when none waits.
	pub async fn record_update(&self, person: PersonId, at: Hash) -> Result<RecordUpdateView> {
		let update: Option<RecordUpdateView> =
			self.call_api("MembersApi_record_update", &person.encode(), at).await?;
		update.ok_or_else(|| Error::NotFound(told!("update-none", person = person.to_string())))
	}

	/// What a handler of `org` proposed about a person and waits for its second person.
	///
	/// # Errors
	/// [`Error::NotFound`] when nothing waits.
	pub async fn act_proposal(
		&self,
		org: OrgId,
		person: PersonId,
		at: Hash,
	) -> Result<ActProposalView> {
		let args = (org, person).encode();
		let act: Option<ActProposalView> =
			self.call_api("MembersApi_act_proposal", &args, at).await?;
		act.ok_or_else(|| {
			Error::NotFound(told!("no-act", org = org.to_string(), person = person.to_string()))
		})
	}

	/// Everything that waits for its day.
	pub async fn pending_acts(&self, at: Hash) -> Result<Vec<PendingView>> {
		let args = |last: Option<&PendingView>| (last.map(|act| act.id), MAX_PAGE);
		pages(args, async |args| self.call_api("AccessApi_pending_acts", &args, at).await).await
	}

	/// A person as an administrator reads it.
	pub async fn person(&self, person: PersonId, at: Hash) -> Result<Option<PersonView>> {
		self.call_api("MembersApi_person", &person.encode(), at).await
	}

	/// A person as the chain keeps it.
	///
	/// # Errors
	/// [`Error::NotFound`] when the chain has no such person.
	pub async fn person_record(&self, person: PersonId, at: Hash) -> Result<Person> {
		let record: Option<Person> =
			self.call_api("MembersApi_person_record", &person.encode(), at).await?;
		record.ok_or_else(|| Error::NotFound(told!("no-person", person = person.to_string())))
	}

	/// Who stands under each tag, in the order asked.
	pub async fn persons_by_tag(
		&self,
		tags: &[PersonTag],
		at: Hash,
	) -> Result<Vec<Option<PersonId>>> {
		let mut out = Vec::with_capacity(tags.len());
		for page in tags.chunks(TAGS_A_PAGE) {
			let found: Vec<Option<PersonId>> =
				self.call_api("MembersApi_persons_by_tag", &page.encode(), at).await?;
			if found.len() != page.len() {
				return Err(version("MembersApi_persons_by_tag"));
			}
			out.extend(found);
		}
		Ok(out)
	}

	/// The person whose key this is.
	pub async fn person_of(&self, account: &AccountId, at: Hash) -> Result<Option<PersonId>> {
		self.call_api("MembersApi_person_of", &account.encode(), at).await
	}

	/// How many persons are registered.
	pub async fn person_count(&self, at: Hash) -> Result<u64> {
		self.call_api("MembersApi_person_count", &[], at).await
	}

	/// What an account may still submit today.
	pub async fn quota(&self, account: &AccountId, at: Hash) -> Result<QuotaView> {
		self.call_api("AccessApi_quota", &account.encode(), at).await
	}

	/// What stands in an organization's own agenda up to a day, the earliest first.
	pub async fn agenda(&self, org: OrgId, until: CivilDate, at: Hash) -> Result<Vec<AgendaEntry>> {
		const METHOD: &str = "AgendaApi_agenda";
		let args = |last: Option<&AgendaEntry>| {
			let after = last.map(|e| (e.due.clone(), e.item));
			(org, RawDate::from(until), after, MAX_PAGE)
		};
		pages(args, async |args| {
			let page: Option<Vec<AgendaEntry>> = self.call_api(METHOD, &args, at).await?;
			page.ok_or_else(|| version(METHOD))
		})
		.await
	}

	/// How many items are overdue, in an organization and in its subtree.
	pub async fn overdue(&self, org: OrgId, at: Hash) -> Result<Overdue> {
		self.call_api("AgendaApi_overdue", &org.encode(), at).await
	}

	/// The same of the organizations directly below, by rising number.
	pub async fn overdue_below(&self, org: OrgId, at: Hash) -> Result<Vec<OverdueView>> {
		let args = |last: Option<&OverdueView>| (org, last.map(|o| o.org), MAX_PAGE);
		pages(args, async |args| self.call_api("AgendaApi_overdue_below", &args, at).await).await
	}

	/// The chain's time at a block (ms since 1970; 0 at genesis).
	pub async fn now(&self, at: Hash) -> Result<Moment> {
		match self.storage(&keys::now(), at).await? {
			Some(bytes) => super::decode_all(&bytes).ok_or_else(|| version("Timestamp.Now")),
			None => Ok(0),
		}
	}

	/// The chain's day in China, with the last finalized block. A chain that has just begun is waited
	/// for: its first block has no time yet.
	///
	/// # Errors
	/// [`Error::Stalled`] when no block with a time is finalized within a minute.
	pub async fn today(&self) -> Result<(CivilDate, Hash)> {
		let begun = std::time::Instant::now();
		loop {
			let at = self.finalized().await?;
			let now = self.now(at).await?;
			if now > 0 {
				let today = CivilDate::in_china(now).ok_or_else(|| version("Timestamp.Now"))?;
				return Ok((today, at));
			}
			if begun.elapsed() > FIRST_BLOCK {
				return Err(Error::Stalled { seconds: FIRST_BLOCK.as_secs() });
			}
			tokio::time::sleep(std::time::Duration::from_millis(500)).await;
		}
	}

	/// Whether a batch of this hash is proposed.
	pub async fn is_proposed(&self, org: OrgId, batch: Hash, at: Hash) -> Result<bool> {
		Ok(self.storage(&keys::proposal(org, batch), at).await?.is_some())
	}

	/// The correction of a person's political birthday, if there is one.
	pub async fn correction(&self, person: PersonId, at: Hash) -> Result<Option<Corrected>> {
		let bytes = self.storage(&keys::correction(person), at).await?;
		bytes
			.map(|b| super::decode_all(&b).ok_or_else(|| version("Members.Corrections")))
			.transpose()
	}

	/// A page of a person's life events as of the finalized head, newest first, from event `from`
	/// (the last when left out) to older ones.
	pub async fn life_history(&self, person: PersonId, from: Option<u32>) -> Result<LifePage> {
		let answer: serde_json::Value =
			self.request("life_history", rpc_params![person.0, from, MAX_PAGE]).await?;
		read_life_page(&answer).ok_or_else(|| version("life_history"))
	}

	/// All life events of a person that the node has, oldest first.
	pub async fn whole_life(&self, person: PersonId) -> Result<LifePage> {
		let mut whole = self.life_history(person, None).await?;
		while let Some(from) = whole.next {
			let page = self.life_history(person, Some(from)).await?;
			whole.next = page.next.filter(|next| *next < from);
			whole.incomplete = whole.incomplete.or(page.incomplete);
			whole.events.extend(page.events);
		}
		whole.events.reverse();
		Ok(whole)
	}
}

/// All entries of a list that the runtime gives in pages of [`MAX_PAGE`]. `args` asks for the page
/// after the last entry had; a page that is not full is the last one.
///
/// # Errors
/// Those of `ask`.
async fn pages<T, A: Encode>(
	args: impl Fn(Option<&T>) -> A,
	mut ask: impl AsyncFnMut(Vec<u8>) -> Result<Vec<T>>,
) -> Result<Vec<T>> {
	let mut all = Vec::new();
	loop {
		let page = ask(args(all.last()).encode()).await?;
		let full = u32::try_from(page.len()).is_ok_and(|n| n >= MAX_PAGE);
		all.extend(page);
		if !full {
			return Ok(all);
		}
	}
}

/// Who answers for a branch today: what it was merged into, one after the other, and the status of
/// the last of them (of the branch itself, where it was not merged).
///
/// # Errors
/// Those of `status_of`.
pub async fn answering<E>(
	branch: OrgId,
	mut status_of: impl AsyncFnMut(OrgId) -> std::result::Result<OrgStatus, E>,
) -> std::result::Result<(Vec<OrgId>, OrgStatus), E> {
	let mut merged_into = Vec::new();
	let mut status = status_of(branch).await?;
	for _ in 0..MAX_MERGERS {
		let OrgStatus::MergedInto(next) = status else { break };
		merged_into.push(next);
		status = status_of(next).await?;
	}
	Ok((merged_into, status))
}

/// The answer of `life_history`: events with their heads, `next`, and a note where something is
/// missing.
fn read_life_page(answer: &serde_json::Value) -> Option<LifePage> {
	let hash = |v: &serde_json::Value| super::parse_hash(v.as_str()?);
	let events = answer
		.get("events")?
		.as_array()?
		.iter()
		.map(|entry| {
			Some(RecordedEvent {
				before: hash(entry.get("head_before")?)?,
				head: hash(entry.get("head")?)?,
				event: super::decode_all(&unhex(entry.get("scale")?.as_str()?)?)?,
			})
		})
		.collect::<Option<Vec<_>>>()?;
	let next = answer.get("next").and_then(serde_json::Value::as_u64);
	let complete = answer.get("complete").and_then(serde_json::Value::as_bool)?;
	let note = answer
		.get("note")
		.and_then(|v| v.as_str())
		.map_or_else(|| t!("history-older-missing"), str::to_owned);
	Some(LifePage {
		events,
		next: next.map(u32::try_from).transpose().ok()?,
		incomplete: (!complete).then_some(note),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::{
		life::{LifeEvent, LifeKind},
		CivilDate,
	};

	#[tokio::test]
	async fn a_merged_number_leads_to_who_answers_and_a_circle_ends() {
		let of = async |first: u32| {
			let status = async |org: OrgId| match org.0 {
				1 => Ok(OrgStatus::MergedInto(OrgId(2))),
				2 => Ok(OrgStatus::MergedInto(OrgId(3))),
				3 => Ok(OrgStatus::Active),
				4 => Ok(OrgStatus::MergedInto(OrgId(4))),
				_ => Err("none"),
			};
			answering(OrgId(first), status).await
		};
		assert_eq!(of(1).await, Ok((vec![OrgId(2), OrgId(3)], OrgStatus::Active)));
		assert_eq!(of(3).await, Ok((vec![], OrgStatus::Active)));
		let (way, status) = of(4).await.unwrap();
		assert_eq!((way.len(), status), (MAX_MERGERS.into(), OrgStatus::MergedInto(OrgId(4))));
		assert_eq!(of(5).await, Err("none"));
	}

	#[tokio::test]
	async fn pages_are_asked_for_until_one_is_not_full() {
		for (there, requests) in [
			(0, 1),
			(MAX_PAGE - 1, 1),
			(MAX_PAGE, 2),
			(MAX_PAGE + 1, 2),
			(2 * MAX_PAGE - 1, 2),
			(2 * MAX_PAGE, 3),
		] {
			let mut asked = Vec::new();
			// A node that has the numbers from 0 on.
			let node = async |args: Vec<u8>| {
				let (after, limit) = <(Option<u32>, u32)>::decode(&mut &args[..]).unwrap();
				asked.push(after);
				let from = after.map_or(0, |last| last + 1);
				Ok((from..there.min(from + limit)).collect())
			};
			let all = pages(|last: Option<&u32>| (last.copied(), MAX_PAGE), node).await.unwrap();
			assert_eq!(all, (0..there).collect::<Vec<u32>>());
			let lasts = [None, Some(MAX_PAGE - 1), Some(2 * MAX_PAGE - 1)];
			assert_eq!(asked, lasts[..requests], "{there}");
		}
	}

	#[test]
	fn a_page_of_history_is_read_as_the_node_writes_it() {
		let event = VersionedLifeEvent::V1(LifeEvent {
			seq: 0,
			kind: LifeKind::Enrolled,
			effective: CivilDate::new(20240229).unwrap(),
			recorded: 1,
			org: OrgId(1),
			by: OrgId(0),
			rules: 1,
			evidence: [0; 32],
		});
		let answer = serde_json::json!({
			"events": [{
				"head_before": super::super::hex(&[1; 32]),
				"head": super::super::hex(&[2; 32]),
				"scale": super::super::hex(&event.encode()),
			}],
			"complete": false,
			"note": "history incomplete before block 7",
		});
		let page = read_life_page(&answer).unwrap();
		assert_eq!(page.events[0].event, event);
		assert_eq!(page.events[0].head, Hash::repeat_byte(2));
		assert_eq!(page.incomplete.as_deref(), Some("history incomplete before block 7"));
		assert_eq!(page.next, None);
		assert_eq!(read_life_page(&serde_json::json!({"events": [{}], "complete": true})), None);
	}
}
