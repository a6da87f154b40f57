//! The record at the desk gets its next version: on the member's own proposal, or on paper.
//!
//! The sealed political birthday belongs to the version it was sealed with and is not touched.

use crate::{
	types::{RecordUpdate, RECORD_UPDATE_DAYS, SUPPORTED_SCHEMAS},
	Config, Error, Event, Pallet, Persons, RecordUpdates,
};
use chuxin_primitives::{
	agenda::Item,
	life::LifeKind,
	membership::{Act, Person, Record},
	organization::Officer,
	traits::Clock,
	Hash, OrgId, PersonId,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn propose_update(id: PersonId, person: Person, record: Record) -> DispatchResult {
		Self::ensure_not_frozen(person.org)?;
		Self::ensure_next(&person, &record)?;

		Self::drop_update(id);
		let org = person.org;
		Self::file_in(org, Item::RecordUpdate(id), RECORD_UPDATE_DAYS);
		RecordUpdates::<T>::insert(id, RecordUpdate { record, at: T::Clock::now(), org });
		Self::deposit_event(Event::RecordUpdateProposed { org, person: id, record });
		Ok(())
	}

	pub(crate) fn confirm_update(officer: Officer, id: PersonId, root: Hash) -> DispatchResult {
		let org = officer.org;
		let person = Self::subject(org, &officer, id)?;
		let update = RecordUpdates::<T>::get(id)
			.filter(|update| update.record.root == root)
			.ok_or(Error::<T>::RecordUpdateNotFound)?;
		Self::ensure_next(&person, &update.record)?;
		Self::set_record(org, id, person, update.record, root, id, officer.person)
	}

	pub(crate) fn decline_update(officer: Officer, id: PersonId) -> DispatchResult {
		let org = officer.org;
		Self::other_under(org, &officer, id)?;
		let update = RecordUpdates::<T>::get(id).ok_or(Error::<T>::RecordUpdateNotFound)?;

		Self::drop_update(id);
		Self::deposit_event(Event::RecordUpdateDeclined {
			org,
			person: id,
			record: update.record,
			by: officer.person,
		});
		Ok(())
	}

	pub(crate) fn update_record_of(
		officer: Officer,
		id: PersonId,
		record: Record,
		paper: Hash,
	) -> DispatchResult {
		let org = officer.org;
		let person = Self::subject(org, &officer, id)?;
		let proposal = Self::proposed(org, &officer, id, &Act::UpdateRecord { record, paper })?;
		Self::ensure_next(&person, &record)?;

		Self::drop_act(org, id);
		Self::set_record(org, id, person, record, paper, proposal.by, officer.person)
	}

	fn set_record(
		org: OrgId,
		id: PersonId,
		mut person: Person,
		record: Record,
		evidence: Hash,
		proposed_by: PersonId,
		approved_by: PersonId,
	) -> DispatchResult {
		let before = person.record.replace(record);
		let kind = LifeKind::RecordUpdated { version: record.version };
		let (genesis, today) = (Self::genesis(), T::Clock::today());
		Self::append(&genesis, id, &mut person, kind, today, org, evidence)?;
		Persons::<T>::insert(id, person);
		// What the member proposed is this one, or the next version of what no longer holds.
		Self::drop_update(id);
		let person = id;
		Self::deposit_event(Event::RecordUpdated {
			org,
			person,
			before,
			record,
			proposed_by,
			approved_by,
		});
		Ok(())
	}

	/// The record follows the present one: a known schema, the next version.
	pub(crate) fn ensure_next(person: &Person, record: &Record) -> DispatchResult {
		ensure!(SUPPORTED_SCHEMAS.contains(&record.schema), Error::<T>::UnknownSchema);
		let present = person.record.map_or(0, |record| record.version);
		ensure!(present.checked_add(1) == Some(record.version), Error::<T>::WrongRecordVersion);
		Ok(())
	}

	/// Takes out the member's own update, if one waits.
	pub(crate) fn drop_update(id: PersonId) {
		if let Some(update) = RecordUpdates::<T>::take(id) {
			Self::unfile(update.org, Item::RecordUpdate(id));
		}
	}
}
