//! Calls: who signs, what is given. What they do stands in the module of its matter.

use frame::pallet_section;

/// The calls, imported into the pallet.
#[pallet_section]
pub mod calls {
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Establish an organization directly below yours, or below one that is below yours
		/// (设立党组织).
		///
		/// Signed by an approver of `org`. The chain gives the new organization its number, shown
		/// in the event `Established`. It starts without officers and without grants: appoint an
		/// approver next.
		///
		/// - `org`: the organization you act for.
		/// - `parent`: the superior of the new organization: `org` itself or one below it; it must be
		///   active.
		/// - `kind`: what is established. Groups stand inside branches, branches below committees
		///   and general branches, committees below committees of a higher level.
		/// - `name`: its name, 1 to 128 bytes (a Chinese character takes three), no blank at either
		///   end.
		/// - `region`: six digits by GB/T 2260, such as 110101.
		/// - `founded`: the day it was founded, such as 2024-02-29, not after today.
		///
		/// The tree is at most 12 levels deep below its root.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::establish())]
		pub fn establish(
			origin: OriginFor<T>,
			org: OrgId,
			parent: OrgId,
			kind: OrgKind,
			name: RawText,
			region: u32,
			founded: RawDate,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_establish(officer, parent, kind, name, region, founded)
		}

		/// Set what an organization below yours is allowed (授予或收回权限).
		///
		/// Signed by an approver of `org`. The list replaces what the target held: leave an entry
		/// out to withdraw it, send an empty list to withdraw all. Organizations below the target
		/// keep what they were granted.
		///
		/// - `org`: your organization, a superior of the target.
		/// - `target`: the organization that is granted something.
		/// - `grants`: the complete new list. What it adds or takes away, your organization must
		///   hold itself, unless it is the root.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_grants())]
		pub fn set_grants(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			grants: Vec<Grant>,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_set_grants(officer, target, grants)
		}

		/// Appoint a person as officer of your organization or one below it (任命).
		///
		/// Signed by an approver of `org`. Replaces what the person held in `target` before: the old
		/// powers end at once, and the new ones begin after the delay (a day on a live chain). The
		/// event shows the moment.
		///
		/// - `org`: your organization.
		/// - `target`: the organization the person becomes an officer of: yours or one below it.
		/// - `person`: the person's number; not yourself. Offices need a full member, powers a full
		///   or probationary one. The person need not have a key yet.
		/// - `offices`: the complete list of offices. An organization has one secretary, and beside one
		///   acting secretary (`appoint_acting`). Who has an office by an election is appointed anew by
		///   a superior of the target only.
		/// - `powers`: the complete list of powers of the person's key. `Inspector` is given,
		///   changed and taken by a superior of the target only.
		///
		/// An organization has at most 12 officers.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::appoint())]
		pub fn appoint(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			person: PersonId,
			offices: Vec<Office>,
			powers: Vec<Power>,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_appoint(officer, target, person, offices, powers, None)
		}

		/// Dismiss an officer of your organization or one below it, at once (免职).
		///
		/// Signed by an approver of `org`. The person loses every office and power in `target` with
		/// this block; what the person signed before and is not yet in a block is refused.
		/// Appointments in other organizations stay.
		///
		/// - `org`: your organization.
		/// - `target`: the organization the person is an officer of: yours or one below it.
		/// - `person`: the officer; not yourself (use `resign`). An inspector and whoever has an office
		///   by an election are dismissed by a superior of the target only; the root dismisses its own
		///   elected officers.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::dismiss())]
		pub fn dismiss(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			person: PersonId,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_dismiss(officer, target, person)
		}

		/// Lay down all your offices and powers in an organization, at once (辞职).
		///
		/// Signed by your own key; nobody need agree. Works also before the appointment is in force
		/// and while the organization stands still.
		///
		/// - `org`: the organization you are an officer of. The only approver of the highest
		///   organization must have appointed another approver there first.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::resign())]
		pub fn resign(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_resign(&who, org)
		}

		/// Give an organization another name (更名).
		///
		/// Signed by an approver of `org`. The number stays, and is what everything refers to.
		///
		/// - `org`: the organization you act for.
		/// - `target`: the organization: `org` itself or one below it.
		/// - `name`: 1 to 128 bytes (a Chinese character takes three), no blank at either end.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::rename())]
		pub fn rename(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			name: RawText,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_rename(officer, target, name)
		}

		/// Let an organization below yours stand still: its officers have no power until you thaw it,
		/// and nothing new is recorded for it, or for the persons of a branch, except that those above
		/// it freeze, thaw and replace keys (as its members do with their own), enter a death, and veto.
		/// What is below it goes on working.
		///
		/// Signed by an approver of `org`.
		///
		/// - `org`: your organization, a superior of the target.
		/// - `target`: the organization.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::freeze())]
		pub fn freeze(origin: OriginFor<T>, org: OrgId, target: OrgId) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_set_status(officer, target, true)
		}

		/// Let a frozen organization below yours work again.
		///
		/// Signed by an approver of `org`. Its officers have their powers again, as far as they are
		/// still in force.
		///
		/// - `org`: your organization, a superior of the target.
		/// - `target`: the organization.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::thaw())]
		pub fn thaw(origin: OriginFor<T>, org: OrgId, target: OrgId) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_set_status(officer, target, false)
		}

		/// Move an organization, with everything below it, below another one (隶属关系调整).
		///
		/// Signed by an approver of `org`. Nobody changes the branch; the head counts of all levels
		/// concerned move along. Officers and grants stay.
		///
		/// - `org`: an organization above the target; the new parent is `org` itself or below it.
		/// - `target`: the organization that moves.
		/// - `parent`: the organization it stands directly below from now on; of a kind allowed,
		///   active, not below the target. No organization may come to stand more than 12 levels
		///   below the root.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::reparent())]
		pub fn reparent(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			parent: OrgId,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_reparent(officer, target, parent)
		}

		/// Propose that an organization is merged, archived, split or upgraded.
		///
		/// Signed by a handler of `org`. Nothing happens yet: an approver of `org` seconds it, an
		/// approver of a superior approves it. The event shows the digest that both name.
		///
		/// - `org`: the organization you act for.
		/// - `target`: the organization concerned: `org` itself or one below it.
		/// - `act`: `Merge` (into which one), `Archive`, `Split` (the new branch, how many persons,
		///   and the hash of their list) or `Upgrade` (to which kind).
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::propose_reorganization())]
		pub fn propose_reorganization(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			act: RawReorganization,
		) -> DispatchResult {
			let officer = Self::ensure::<T::HandlerOrigin>(origin, org)?;
			Self::do_propose_reorganization(officer, target, act)
		}

		/// Second a reorganization that a handler of your organization proposed.
		///
		/// Signed by an approver of `org` who is not the proposer and was not appointed by the
		/// proposer.
		///
		/// - `org`: the organization that proposed.
		/// - `target`: the organization concerned.
		/// - `digest`: the digest of what you agree to.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::second_reorganization())]
		pub fn second_reorganization(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			digest: Hash,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_second_reorganization(officer, target, digest)
		}

		/// Approve a reorganization as the superior.
		///
		/// Signed by an approver of `superior`, a third person whom neither of the first two
		/// appointed. A split and an upgrade take effect at once; a merger and an archiving wait for
		/// the delay (a day on a live chain), can be vetoed until then, and are checked again when
		/// `access.carryOut` is called.
		///
		/// - `superior`: an organization above the one that proposed; the root itself when the root
		///   proposed.
		/// - `target`: the organization concerned.
		/// - `digest`: the digest of what you agree to.
		/// - `persons`: for a split the persons who go over, exactly as proposed; else empty.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::approve_reorganization(
			u32::try_from(persons.len()).unwrap_or(u32::MAX)
		))]
		pub fn approve_reorganization(
			origin: OriginFor<T>,
			superior: OrgId,
			target: OrgId,
			digest: Hash,
			persons: Vec<PersonId>,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, superior)?;
			Self::do_approve_reorganization(officer, target, digest, persons)
		}

		/// Withdraw a reorganization, also while it waits for its day.
		///
		/// Signed by any officer of `org`.
		///
		/// - `org`: the organization that proposed it, or one above that; after the target was moved
		///   elsewhere, the target itself or one above it.
		/// - `target`: the organization concerned.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::withdraw_reorganization())]
		pub fn withdraw_reorganization(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
		) -> DispatchResult {
			let officer = Self::ensure::<T::AnyOfficerOrigin>(origin, org)?;
			Self::do_withdraw_reorganization(officer, target)
		}

		/// Set the last day of a committee's term: at first registration, or up to a year earlier or
		/// later than the rule (延期或提前换届).
		///
		/// Signed by an approver of `org`.
		///
		/// - `org`: a superior of the target; the root sets its own.
		/// - `target`: the organization.
		/// - `ends`: the last day of the term, such as 2029-03-01. Without an election on this chain
		///   any day from the founding on is taken that is at most the longest term ahead.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::set_term())]
		pub fn set_term(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			ends: RawDate,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_set_term(officer, target, ends)
		}

		/// Ask the superior for an election (换届选举请示).
		///
		/// Signed by an approver of `org`, which must have been granted to hold elections.
		///
		/// - `org`: your organization.
		/// - `kind`: `Term` at the end of a term, `ByElection` for single offices within it.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::request_election())]
		pub fn request_election(
			origin: OriginFor<T>,
			org: OrgId,
			kind: ElectionKind,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_request_election(officer, kind)
		}

		/// Reply to the request for an election (批复), or end an election at any later step.
		///
		/// Signed by an approver of `superior`, who is not the one that asked.
		///
		/// - `superior`: an organization above `org`; the root itself for its own election.
		/// - `org`: the organization that elects.
		/// - `agreed`: `false` ends the election; `true` is the reply to a request only.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::reply_election())]
		pub fn reply_election(
			origin: OriginFor<T>,
			superior: OrgId,
			org: OrgId,
			agreed: bool,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, superior)?;
			Self::do_reply_election(officer, org, agreed)
		}

		/// Give the members notice of the meeting that elects; again when it is put off.
		///
		/// Signed by a handler of `org`, after the superior agreed.
		///
		/// - `org`: your organization.
		/// - `day`: the day of the meeting, not before today.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::announce_election())]
		pub fn announce_election(origin: OriginFor<T>, org: OrgId, day: RawDate) -> DispatchResult {
			let officer = Self::ensure::<T::HandlerOrigin>(origin, org)?;
			Self::do_announce_election(officer, day)
		}

		/// Report the result of an election to the superior (选举结果报告).
		///
		/// Signed by a handler of `org`. Uses the resolution of the meeting up, which was planned for
		/// this election and passed.
		///
		/// - `org`: your organization.
		/// - `resolution`: the resolution of the general meeting.
		/// - `results`: who was elected to which offices, 1 to 12 persons, full members of the
		///   organization or below it. A new term needs exactly one secretary; a branch with seven
		///   full members or more elects three to seven.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::report_election())]
		pub fn report_election(
			origin: OriginFor<T>,
			org: OrgId,
			resolution: ResolutionId,
			results: Vec<(PersonId, Vec<Office>)>,
		) -> DispatchResult {
			let officer = Self::ensure::<T::HandlerOrigin>(origin, org)?;
			Self::do_report_election(officer, resolution, results)
		}

		/// Confirm an election: secretary and deputies are approved, members put on record (批复).
		///
		/// Signed by an approver of `superior`, who is neither elected nor the one that reported.
		/// The elected are in office at once, appointed by nobody. Secretary and deputies decide for
		/// the organization from now on (approver), and everybody keeps the powers held before. At a
		/// new term the officers whose offices ended lose theirs, and the term begins on the day of
		/// the meeting.
		///
		/// - `superior`: an organization above `org`; the root itself for its own election.
		/// - `org`: the organization that elected; still granted to hold elections.
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::confirm_election())]
		pub fn confirm_election(
			origin: OriginFor<T>,
			superior: OrgId,
			org: OrgId,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, superior)?;
			Self::do_confirm_election(officer, org)
		}

		/// Appoint an acting officer, whose offices and powers end by themselves (代理).
		///
		/// Signed by an approver of `org`. As [`appoint`](Pallet::appoint), with a last day. After it
		/// the officer has no power left, also for what was signed before; `expire_acting` or the next
		/// appointment takes the officer off the list. An inspector with a term is appointed so.
		///
		/// - `org`: your organization.
		/// - `target`: the organization the person acts in: yours or one below it.
		/// - `person`: the person's number; not yourself.
		/// - `offices`: the complete list of offices.
		/// - `powers`: the complete list of powers of the person's key.
		/// - `until`: the last day, not before today.
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::appoint_acting())]
		pub fn appoint_acting(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			person: PersonId,
			offices: Vec<Office>,
			powers: Vec<Power>,
			until: RawDate,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			let until = until.parse().ok_or(Error::<T>::DateInvalid)?;
			ensure!(until >= T::Clock::today(), Error::<T>::DateInPast);
			Self::do_appoint(officer, target, person, offices, powers, Some(until))
		}

		/// Publish the key under which packages for your organization are sealed from now on; the
		/// key before ends.
		///
		/// Signed by a key custodian of `org`.
		///
		/// - `org`: your organization.
		/// - `key`: an X25519 public key; the secret one stays with the organization. A key of low
		///   order, which anybody could open, is refused, and so is one that `org` has revoked.
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::publish_key())]
		pub fn publish_key(origin: OriginFor<T>, org: OrgId, key: [u8; 32]) -> DispatchResult {
			let officer = Self::ensure::<T::KeyCustodianOrigin>(origin, org)?;
			Self::do_publish_key(officer, key)
		}

		/// Revoke a key of your organization whose secret part is lost or known to others, also one
		/// that has ended.
		///
		/// Signed by a key custodian of `org`.
		///
		/// - `org`: your organization.
		/// - `version`: the version of the key.
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::revoke_key())]
		pub fn revoke_key(origin: OriginFor<T>, org: OrgId, version: u32) -> DispatchResult {
			let officer = Self::ensure::<T::KeyCustodianOrigin>(origin, org)?;
			Self::do_revoke_key(officer, version)
		}

		/// Take an acting officer off the list whose last day is over.
		///
		/// Signed by any officer of `org`.
		///
		/// - `org`: your organization.
		/// - `target`: the organization the person acted in: yours or one below it.
		/// - `person`: the acting officer.
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::expire_acting())]
		pub fn expire_acting(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			person: PersonId,
		) -> DispatchResult {
			let officer = Self::ensure::<T::AnyOfficerOrigin>(origin, org)?;
			Self::do_expire_acting(officer, target, person)
		}

		/// Publish the telephone of an organization's office in the directory, or take it out.
		///
		/// Signed by an approver of `org`. Everybody can read it, for ever: give the number of the
		/// office, never a person's own.
		///
		/// - `org`: the organization you act for.
		/// - `target`: the organization: `org` itself or one below it.
		/// - `contact`: 5 to 20 digits with blanks, `-`, brackets, and `+` in front, such as
		///   `010-12345678`; a mobile number is refused. Leave it out to take the telephone out.
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::set_contact())]
		pub fn set_contact(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			contact: Option<RawText>,
		) -> DispatchResult {
			let officer = Self::ensure::<T::ApproverOrigin>(origin, org)?;
			Self::do_set_contact(officer, target, contact)
		}
	}
}
