//! A former member is admitted again: a new spell with its own sealed political birthday. The spell
//! before stays as it was, for ever.

use crate::{
	decisions::Decided, types::PastSpell, Config, Corrections, Ended, Error, Event, Pallet,
	PastSpells,
};
use chuxin_primitives::{
	life::LifeKind,
	membership::{MembershipStatus, Person, Record, Sealed},
	organization::Grant,
	rules::exits::{self, Procedure},
	traits::{Clock, Organizations},
	Hash, OrgId,
};
use frame::prelude::*;

impl<T: Config> Pallet<T> {
	/// What a re-admission asks more than other decisions.
	pub(crate) fn ensure_readmittable(
		org: OrgId,
		person: &Person,
		procedure: Procedure,
		status: MembershipStatus,
		record: &Record,
	) -> DispatchResult {
		ensure!(exits::may_begin_as(procedure, status), Error::<T>::ReadmissionStatus);
		let granted = T::Organizations::grants_of(org).contains(Grant::ApproveAdmission);
		ensure!(procedure != Procedure::Resolution || granted, Error::<T>::GrantMissing);
		ensure!(person.spell < u8::MAX, Error::<T>::TooManySpells);
		Self::ensure_next(person, record)
	}

	pub(crate) fn readmit_of(
		decided: Decided,
		branch: OrgId,
		status: MembershipStatus,
		record: Record,
		birthday: Hash,
	) -> DispatchResult {
		let Decided { org, id, effective, proposed_by, approved_by, .. } = decided;
		let person = &decided.person;
		let (old_branch, past) = (person.org, person.spell);
		let spell = past.checked_add(1).ok_or(Error::<T>::TooManySpells)?;
		let branch = T::Organizations::resolve(branch);
		let sealed = Sealed { commitment: birthday, version: record.version, at: T::Clock::now() };

		let ended = PastSpell {
			birthday: person.birthday,
			corrected: Corrections::<T>::take(id),
			record: person.record,
			ended: Ended::<T>::take(id).ok_or(Error::<T>::StatusNotAllowed)?,
		};
		PastSpells::<T>::insert(id, past, ended);
		Self::write(decided, status, LifeKind::Readmitted { spell }, |person| {
			person.org = branch;
			person.spell = spell;
			person.record = Some(record);
			person.birthday = Some(sealed);
			person.corrected = false;
		})?;
		Self::deposit_event(Event::Readmitted {
			org,
			person: id,
			old_branch,
			branch,
			status,
			spell,
			birthday,
			effective: effective.into(),
			proposed_by,
			approved_by,
		});
		Ok(())
	}
}
