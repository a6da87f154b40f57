//! What the desk reads: the runtime APIs of the pallets and the history of a person.

use super::{keys, unhex, version, Chain};
use crate::error::{Error, Result};
use chuxin_primitives::{
	life::VersionedLifeEvent,
	membership::{Corrected, Person, PersonView},
	organization::{CountsView, OfficerView, OrganizationView},
	person_tag::PersonTag,
	runtime_api::{QuotaView, MAX_PAGE},
	AccountId, CivilDate, Hash, Moment, OrgId, PersonId,
};
use codec::Encode;
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
		self.organization(org, at).await?.ok_or_else(|| {
			Error::NotFound(format!(
				"there is no organization {org} on this chain. `chuxin org list` shows the numbers."
			))
		})
	}

	/// All organizations directly below one, by rising number.
	pub async fn children(&self, org: OrgId, at: Hash) -> Result<Vec<OrganizationView>> {
		let mut all: Vec<OrganizationView> = Vec::new();
		loop {
			let after = all.last().map(|o| o.id);
			let args = (org, after, MAX_PAGE).encode();
			let page: Vec<OrganizationView> =
				self.call_api("OrganizationsApi_children", &args, at).await?;
			let full = u32::try_from(page.len()).is_ok_and(|n| n >= MAX_PAGE);
			all.extend(page);
			if !full {
				return Ok(all);
			}
		}
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
		counts.ok_or_else(|| {
			Error::NotFound(format!(
				"there is no organization {org} on this chain. `chuxin org list` shows the numbers."
			))
		})
	}

	/// The officers of an organization.
	pub async fn officers(&self, org: OrgId, at: Hash) -> Result<Vec<OfficerView>> {
		self.call_api("OrganizationsApi_officers", &org.encode(), at).await
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
		record.ok_or_else(|| {
			Error::NotFound(format!(
				"there is no person {person} on this chain. `chuxin member list` shows those of this \
				 desk."
			))
		})
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
	let note = answer.get("note").and_then(|v| v.as_str()).unwrap_or("older events are missing");
	Some(LifePage {
		events,
		next: next.map(u32::try_from).transpose().ok()?,
		incomplete: (!complete).then(|| note.to_owned()),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::{
		life::{LifeEvent, LifeKind},
		CivilDate,
	};

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
