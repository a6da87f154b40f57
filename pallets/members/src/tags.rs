//! Another document of a person: a new passport, a number that was wrong.
//!
//! The tags a person had stay, so that the old document cannot be enrolled for somebody else. Two
//! organizations take part, because whoever adds a tag alone could make one person out of two.

use crate::{types::MAX_TAGS, AddedTags, Config, Error, Event, Founders, Pallet, Persons, Tags};
use chuxin_primitives::{
	life::LifeKind,
	membership::{Act, Certificate},
	organization::Officer,
	person_tag::PersonTag,
	traits::{Clock, Organizations},
	OrgId, PersonId,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn add_tag_to(
		officer: Officer,
		proposed_in: OrgId,
		id: PersonId,
		tag: PersonTag,
		certificate: &Certificate,
	) -> DispatchResult {
		let org = officer.org;
		let mut person = Self::subject(org, &officer, id)?;
		let proposed_in = T::Organizations::resolve(proposed_in);
		let another = org != proposed_in && org != person.org;
		ensure!(another, Error::<T>::OtherOrganizationNeeded);
		let proposal = Self::proposed(proposed_in, &officer, id, &Act::AddTag { tag })?;
		ensure!(tag.key_version == certificate.key_version, Error::<T>::CertificateInvalid);
		let genesis = Self::genesis();
		Self::ensure_certified(&genesis, proposed_in, &[tag.tag], certificate)?;
		ensure!(!Tags::<T>::contains_key(tag), Error::<T>::TagTaken);
		let added = AddedTags::<T>::get(id);
		// Saturating: the sum of two small numbers.
		let tags = Self::enrolled_tags(id).saturating_add(added);
		ensure!(tags < MAX_TAGS, Error::<T>::TooManyTags);

		// The evidence stays empty: a tag, or its hash, in an event would lead to the person.
		let (kind, today) = (LifeKind::TagAdded, T::Clock::today());
		Self::append(&genesis, id, &mut person, kind, today, org, Default::default())?;
		Persons::<T>::insert(id, person);
		Tags::<T>::insert(tag, id);
		AddedTags::<T>::insert(id, added.saturating_add(1));
		Self::drop_act(proposed_in, id);
		Self::deposit_event(Event::TagAdded {
			org,
			proposed_in,
			person: id,
			proposed_by: proposal.by,
			approved_by: officer.person,
		});
		Ok(())
	}

	/// Tags the person came with: one by enrolment, none in the first block.
	pub(crate) fn enrolled_tags(id: PersonId) -> u8 {
		(id.0 >= Founders::<T>::get()).into()
	}
}
