//! Enrolment of existing members: proposals → batches.

use crate::{
	types::{
		Proposal, MAX_CERTIFICATE_BLOCKS, MAX_DIGESTS, MAX_PROPOSALS, PROPOSAL_DAYS,
		SUPPORTED_SCHEMAS,
	},
	Config, Error, Event, NextPersonId, Pallet, Persons, ProposalCount, Proposals, RegistrarKeys,
	Tags,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use chuxin_primitives::{
	agenda::Item,
	life::LifeKind,
	membership::{
		enrol_batch_hash, BatchDigest, Certificate, EnrolEntry, LifeHead, MembershipStatus, Person,
		Record, Sealed, MAX_BATCH,
	},
	organization::{Officer, OrgStatus},
	person_tag::{certificate_message, PersonTag},
	traits::{Clock, CountChange, Organizations},
	Hash, OrgId, PersonId,
};
use frame::{
	deps::{sp_core::sr25519, sp_io::crypto::sr25519_verify},
	prelude::*,
};

/// How heavy a batch is: `(entries, changes of head counts)`, both at most [`MAX_BATCH`]. A branch is
/// counted once for each status in which it gets persons.
pub(crate) fn shape(entries: &[EnrolEntry]) -> (u32, u32) {
	let most = usize::try_from(MAX_BATCH).unwrap_or_default();
	let looked_at = entries.get(..most).unwrap_or(entries);
	let changes: BTreeSet<(OrgId, usize)> =
		looked_at.iter().map(|entry| (entry.org, entry.status.index())).collect();
	let count = |n: usize| u32::try_from(n).unwrap_or(MAX_BATCH);
	(count(looked_at.len()), count(changes.len()))
}

impl<T: Config> Pallet<T> {
	pub(crate) fn propose(officer: Officer, batches: Vec<BatchDigest>) -> DispatchResult {
		let org = officer.org;
		let n = u32::try_from(batches.len()).map_err(|_| Error::<T>::TooManyBatches)?;
		ensure!(n > 0, Error::<T>::BatchEmpty);
		ensure!(n <= MAX_DIGESTS, Error::<T>::TooManyBatches);
		let mut seen = BTreeSet::new();
		for batch in &batches {
			ensure!(batch.count > 0, Error::<T>::BatchEmpty);
			ensure!(batch.count <= MAX_BATCH, Error::<T>::BatchTooLarge);
			let new = seen.insert(batch.batch) && !Proposals::<T>::contains_key(org, batch.batch);
			ensure!(new, Error::<T>::AlreadyProposed);
		}
		let waiting = ProposalCount::<T>::get(org)
			.checked_add(n)
			.filter(|waiting| *waiting <= MAX_PROPOSALS)
			.ok_or(Error::<T>::TooManyProposals)?;

		let (by, at) = (officer.person, T::Clock::now());
		for batch in &batches {
			Proposals::<T>::insert(org, batch.batch, Proposal { by, count: batch.count, at });
			Self::file_in(org, Item::Enrolment(batch.batch), PROPOSAL_DAYS);
		}
		ProposalCount::<T>::insert(org, waiting);
		Self::deposit_event(Event::EnrolmentProposed { org, batches, by });
		Ok(())
	}

	pub(crate) fn withdraw(officer: Officer, batch: Hash) -> DispatchResult {
		let org = officer.org;
		ensure!(Proposals::<T>::contains_key(org, batch), Error::<T>::NotProposed);

		Self::drop_proposal(org, batch);
		Self::deposit_event(Event::EnrolmentWithdrawn { org, batch, by: officer.person });
		Ok(())
	}

	fn drop_proposal(org: OrgId, batch: Hash) {
		Proposals::<T>::remove(org, batch);
		Self::unfile(org, Item::Enrolment(batch));
		ProposalCount::<T>::mutate_exists(org, |slot| {
			// Saturating: invariant P7 holds the counter equal to the number of proposals.
			*slot = slot.map(|n| n.saturating_sub(1)).filter(|n| *n > 0);
		});
	}

	pub(crate) fn enrol_batch(
		officer: Officer,
		schema: u16,
		entries: Vec<EnrolEntry>,
		certificate: Certificate,
	) -> DispatchResult {
		let org = officer.org;
		let count = u32::try_from(entries.len()).map_err(|_| Error::<T>::BatchTooLarge)?;
		ensure!(count > 0, Error::<T>::BatchEmpty);
		ensure!(count <= MAX_BATCH, Error::<T>::BatchTooLarge);
		ensure!(SUPPORTED_SCHEMAS.contains(&schema), Error::<T>::UnknownSchema);
		let genesis = Self::genesis();
		let batch = enrol_batch_hash(&genesis, org, schema, &entries);
		let proposal = Proposals::<T>::get(org, batch)
			.filter(|proposal| proposal.count == count)
			.ok_or(Error::<T>::NotProposed)?;
		Self::ensure_second(&officer, org, proposal.by, proposal.at)?;
		let today = T::Clock::today();
		ensure!(Self::window_open(org, today), Error::<T>::WindowClosed);
		let tags: Vec<Hash> = entries.iter().map(|entry| entry.tag).collect();
		Self::ensure_certified(&genesis, org, &tags, &certificate)?;
		let changes = Self::check_entries(org, certificate.key_version, &entries)?;
		let first = NextPersonId::<T>::get();
		let next = first.0.checked_add(count.into()).ok_or(Error::<T>::NumbersExhausted)?;
		T::Organizations::count(&changes)?;

		for (id, entry) in (first.0..next).map(PersonId).zip(&entries) {
			let mut person = Self::person_of_entry(schema, entry);
			Self::append(&genesis, id, &mut person, LifeKind::Enrolled, today, org, batch)?;
			Persons::<T>::insert(id, person);
			Tags::<T>::insert(Self::tag_of(certificate.key_version, entry), id);
		}
		NextPersonId::<T>::put(PersonId(next));
		Self::drop_proposal(org, batch);
		Self::deposit_event(Event::Enrolled {
			org,
			batch,
			count,
			first,
			proposed_by: proposal.by,
			approved_by: officer.person,
		});
		Ok(())
	}

	/// The registrar vouches for exactly these tags in this order, for this organization.
	pub(crate) fn ensure_certified(
		genesis: &Hash,
		org: OrgId,
		tags: &[Hash],
		certificate: &Certificate,
	) -> DispatchResult {
		let key =
			RegistrarKeys::<T>::get(certificate.key_version).ok_or(Error::<T>::RegistrarUnknown)?;
		let now: u32 = frame_system::Pallet::<T>::block_number().saturated_into();
		ensure!(now <= certificate.expires, Error::<T>::CertificateExpired);
		let latest = now.saturating_add(MAX_CERTIFICATE_BLOCKS);
		ensure!(certificate.expires <= latest, Error::<T>::CertificateTooLong);
		let message =
			certificate_message(genesis, certificate.key_version, org, tags, certificate.expires);
		let signed = sr25519_verify(
			&sr25519::Signature::from_raw(certificate.signature),
			&message,
			&sr25519::Public::from_raw(key),
		);
		ensure!(signed, Error::<T>::CertificateInvalid);
		Ok(())
	}

	/// Checks every entry and adds up the head counts, one change for each branch and status.
	fn check_entries(
		org: OrgId,
		key_version: u8,
		entries: &[EnrolEntry],
	) -> Result<Vec<CountChange>, DispatchError> {
		let mut tags = BTreeSet::new();
		let mut branches = BTreeSet::new();
		let mut changes = BTreeMap::<(OrgId, usize), CountChange>::new();
		for entry in entries {
			if branches.insert(entry.org) {
				Self::ensure_branch(org, entry.org)?;
			}
			ensure!(entry.status != MembershipStatus::Former, Error::<T>::FormerNotImportable);
			if entry.status.is_member() {
				ensure!(entry.birthday.is_some(), Error::<T>::BirthdayMissing);
			} else {
				ensure!(entry.birthday.is_none(), Error::<T>::BirthdayUnexpected);
			}
			ensure!(tags.insert(entry.tag), Error::<T>::TwiceInBatch);
			let known = Tags::<T>::contains_key(Self::tag_of(key_version, entry));
			ensure!(!known, Error::<T>::AlreadyEnrolled);
			let (branch, status) = (entry.org, entry.status);
			let change = changes.entry((branch, status.index())).or_insert(CountChange {
				org: branch,
				status,
				up: true,
				by: 0,
			});
			// Saturating: a batch has at most 500 entries.
			change.by = change.by.saturating_add(1);
		}
		Ok(changes.into_values().collect())
	}

	/// `branch` holds members, works, and is `org` or below it.
	pub(crate) fn ensure_branch(org: OrgId, branch: OrgId) -> DispatchResult {
		let (kind, status) = T::Organizations::lookup(branch).ok_or(Error::<T>::BranchNotFound)?;
		ensure!(T::Organizations::is_within(branch, org), Error::<T>::BranchNotYours);
		ensure!(kind.holds_members(), Error::<T>::NotABranch);
		ensure!(status == OrgStatus::Active, Error::<T>::BranchNotActive);
		Ok(())
	}

	fn tag_of(key_version: u8, entry: &EnrolEntry) -> PersonTag {
		PersonTag { key_version, tag: entry.tag }
	}

	/// The person an entry registers, before the first life event.
	fn person_of_entry(schema: u16, entry: &EnrolEntry) -> Person {
		const FIRST_VERSION: u32 = 1;
		let sealed =
			|commitment| Sealed { commitment, version: FIRST_VERSION, at: T::Clock::now() };
		Person {
			org: T::Organizations::resolve(entry.org),
			status: entry.status,
			spell: entry.status.is_member().into(),
			record: Some(Record { schema, version: FIRST_VERSION, root: entry.record_root }),
			birthday: entry.birthday.map(sealed),
			life: LifeHead { len: 0, head: Hash::zero() },
			account: None,
			frozen: false,
			corrected: false,
			held: false,
		}
	}
}
