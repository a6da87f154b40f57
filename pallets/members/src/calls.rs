//! Every call, thin: who may sign, and where the work is done.

use frame::pallet_section;

/// The calls of the pallet.
#[pallet_section]
pub mod calls {
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Lets an organization below yours import the members it had before it came to the chain,
		/// up to and including the day `until` (YYYY-MM-DD, at most 366 days from today). The
		/// window also serves the organizations below `target`. Opening it again sets another last
		/// day.
		///
		/// Signed by an approver of `org`, which must be above `target`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::open_import_window())]
		pub fn open_import_window(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			until: RawDate,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::open_window(officer, target, &until)
		}

		/// Closes the import window of an organization below yours.
		///
		/// Signed by an approver of `org`, which must be above `target`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::close_import_window())]
		pub fn close_import_window(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::close_window(officer, target)
		}

		/// Proposes batches of members for enrolment, each by the hash and the size that the desk
		/// shows. 1 to 64 batches; a second person enrols them.
		///
		/// Signed by a handler of `org`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::propose_enrolment(
			u32::try_from(batches.len()).unwrap_or(u32::MAX).min(MAX_DIGESTS)
		))]
		pub fn propose_enrolment(
			origin: OriginFor<T>,
			org: OrgId,
			batches: Vec<BatchDigest>,
		) -> DispatchResult {
			let officer = Self::ensure_handler(origin, org)?;
			Self::propose(officer, batches)
		}

		/// Takes back a batch that waits for its second person.
		///
		/// Signed by any handler or approver of `org`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw_enrolment())]
		pub fn withdraw_enrolment(origin: OriginFor<T>, org: OrgId, batch: Hash) -> DispatchResult {
			let officer = Self::ensure_handler_or_approver(origin, org)?;
			Self::withdraw(officer, batch)
		}

		/// Enrols a proposed batch of at most 500 persons: all of them or, if anything is wrong with
		/// one, none.
		///
		/// Needs an open import window, a valid certificate of the registrar over the tags in this
		/// order, and that nobody of the batch is registered. Members bring the commitment to their
		/// political birthday, which is sealed now; applicants bring none.
		///
		/// Signed by an approver of `org` other than the proposer and independent of the proposer.
		#[pallet::call_index(4)]
		#[pallet::weight({
			let (e, b) = enrolment::shape(persons);
			// Measured with an officer of the root; one far below asks every level for its window.
			let levels = T::DbWeight::get().reads(u64::from(MAX_DEPTH).saturating_mul(2));
			T::WeightInfo::enrol(e)
				.saturating_add(T::WeightInfo::enrol_branches(b))
				.saturating_add(levels)
		})]
		pub fn enrol(
			origin: OriginFor<T>,
			org: OrgId,
			schema: u16,
			persons: Vec<EnrolEntry>,
			certificate: Certificate,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::enrol_batch(officer, schema, persons, certificate)
		}

		/// Sets (or, with `None`, removes) the registrar's public key that belongs to a version of
		/// the tag key. Certificates under a removed key are refused from then on.
		///
		/// By the council.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::set_registrar_key())]
		pub fn set_registrar_key(
			origin: OriginFor<T>,
			key_version: u8,
			key: Option<[u8; 32]>,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			let before = RegistrarKeys::<T>::get(key_version);
			ensure!(before.is_some() || key.is_some(), Error::<T>::RegistrarUnknown);

			RegistrarKeys::<T>::set(key_version, key);
			Self::deposit_event(Event::RegistrarKeySet { key_version, before, key });
			Ok(())
		}

		/// Enters a member's key. `proof` is the member's own signature, made on the member's
		/// device, under the binding text for this chain, person, account and last day `expires`
		/// (YYYY-MM-DD, at most 31 days from today).
		///
		/// Signed by an approver of `org`, the person's branch or one above it (strictly above if the
		/// person is an officer); not for oneself, and not for whom one appointed or was appointed by.
		/// From then on the approver and the person do not count as two persons where two decide.
		#[pallet::call_index(6)]
		#[pallet::weight(
			T::WeightInfo::bind_account()
				.saturating_add(T::WeightInfo::entitle(MAX_OFFICES.into()))
				// Who appointed whom, in every organization of either.
				.saturating_add(T::DbWeight::get().reads(u64::from(MAX_OFFICES).saturating_mul(4)))
		)]
		pub fn bind_account(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			account: AccountId,
			expires: RawDate,
			proof: ChuxinSignature,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::bind(officer, person, account, &expires, &proof)
		}

		/// Freezes a person's key at once: it can submit nothing until it is thawed. An officer's key
		/// thaws by itself after 7 days ([`Config::OfficerFreeze`]) if it is not being replaced, nor the
		/// officer suspended; another officer may freeze it anew before, and anybody entitled after.
		///
		/// Signed by any officer of `org`, the person's branch or one above it; strictly above if
		/// the person is an officer; not for oneself.
		#[pallet::call_index(7)]
		#[pallet::weight(
			T::WeightInfo::freeze_account().saturating_add(T::DbWeight::get().reads(SEAT_READS))
		)]
		pub fn freeze_account(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
		) -> DispatchResult {
			let officer = T::AnyOfficerOrigin::ensure_origin(origin, &org)
				.map_err(|_| Error::<T>::NotAuthorized)?;
			Self::freeze(officer, person)
		}

		/// Thaws a person's key.
		///
		/// Signed by an approver of `org`, the person's branch or one above it (strictly above if
		/// the person is an officer), who is neither the person nor the one who froze it.
		#[pallet::call_index(8)]
		#[pallet::weight(
			T::WeightInfo::unfreeze_account().saturating_add(T::DbWeight::get().reads(SEAT_READS))
		)]
		pub fn unfreeze_account(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::unfreeze(officer, person)
		}

		/// Freezes your own key at once, for instance from a second copy when the device is lost.
		/// An approver of your organization thaws it.
		///
		/// Signed by the key itself.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::freeze_own_account())]
		pub fn freeze_own_account(origin: OriginFor<T>) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::freeze_own(&account)
		}

		/// Proposes an act on a person, by the hash that the desk shows. A second person carries it
		/// out, with the call for it. It replaces a proposal of `org` about this person that still
		/// waits.
		///
		/// Signed by a handler of `org`, the person's branch or one above it (for a former member:
		/// any organization); not for oneself.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::propose_act())]
		pub fn propose_act(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			proposal: Hash,
		) -> DispatchResult {
			let officer = Self::ensure_handler(origin, org)?;
			Self::propose_act_on(officer, person, proposal)
		}

		/// Corrects a sealed political birthday: the sealed value stays, and `commitment` to the
		/// effective date stands beside it. It is the leaf of slot 6 of the record's next version, which
		/// is entered afterwards.
		///
		/// The life event that was wrong is given in full, with the head before it and the hashes of
		/// the events after it (together at most 256): they must lead to the person's present head,
		/// so that nothing that never was can be corrected.
		///
		/// Signed by an approver of `org` other than the proposer, independent of the proposer,
		/// and not the person concerned.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::correct(
			u32::try_from(after.len()).unwrap_or(u32::MAX).min(MAX_AFTER)
		))]
		pub fn correct(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			target_seq: u32,
			head_before: Hash,
			target: RawLifeEvent,
			after: Vec<Hash>,
			commitment: Hash,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::correct_birthday(
				officer,
				person,
				target_seq,
				head_before,
				&target,
				&after,
				commitment,
			)
		}

		/// Takes back an act on a person that waits for its second person.
		///
		/// Signed by any handler or approver of `org`, but not by the person concerned.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::withdraw_act())]
		pub fn withdraw_act(origin: OriginFor<T>, org: OrgId, person: PersonId) -> DispatchResult {
			let officer = Self::ensure_handler_or_approver(origin, org)?;
			Self::withdraw_act_on(officer, person)
		}

		/// Replaces a person's key, as proposed. The old key is frozen at once; the new one acts after
		/// the delay (72 hours), if no officer vetoes. `proof` is the signature of the *new* key under
		/// the binding text for this chain, person, account and last day `expires` (YYYY-MM-DD, at most
		/// 31 days from today).
		///
		/// Signed by an approver of `org`, the person's branch or one above it (strictly above if the
		/// person is an officer), other than the proposer, independent of the proposer, and not the
		/// person concerned.
		#[pallet::call_index(13)]
		#[pallet::weight(
			T::WeightInfo::replace_account().saturating_add(T::DbWeight::get().reads(SEAT_READS))
		)]
		pub fn replace_account(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			account: AccountId,
			expires: RawDate,
			proof: ChuxinSignature,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::replace(officer, person, account, &expires, &proof)
		}

		/// Replaces your own key by a new one that you hold as well. The old key is frozen at once; the
		/// new one acts after the delay (72 hours), if no officer of your branch or above vetoes.
		/// `proof` is the signature of the *new* key, as for `replace_account`.
		///
		/// Signed by the old key.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::replace_own_account())]
		pub fn replace_own_account(
			origin: OriginFor<T>,
			account: AccountId,
			expires: RawDate,
			proof: ChuxinSignature,
		) -> DispatchResult {
			let (id, person) = Self::holder(origin)?;
			Self::replace_own(id, person, account, &expires, &proof)
		}

		/// Proposes a new version of your own record; your branch confirms it. It replaces an update of
		/// yours that still waits.
		///
		/// Signed by your own key.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::propose_record_update())]
		pub fn propose_record_update(origin: OriginFor<T>, record: Record) -> DispatchResult {
			let (id, person) = Self::holder(origin)?;
			Self::propose_update(id, person, record)
		}

		/// Confirms a member's own record update. `root` is the root of the record that you saw: if
		/// the member has proposed another one since, nothing is confirmed.
		///
		/// Signed by a handler or an approver of `org`, the person's branch or one above it; not by the
		/// person.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::confirm_record_update())]
		pub fn confirm_record_update(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			root: Hash,
		) -> DispatchResult {
			let officer = Self::ensure_handler_or_approver(origin, org)?;
			Self::confirm_update(officer, person, root)
		}

		/// Declines a member's own record update. The member may propose another one.
		///
		/// Signed by a handler or an approver of `org`, the person's branch or one above it; not by the
		/// person.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::decline_record_update())]
		pub fn decline_record_update(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
		) -> DispatchResult {
			let officer = Self::ensure_handler_or_approver(origin, org)?;
			Self::decline_update(officer, person)
		}

		/// Gives a person's record its next version on paper, as proposed: for who has no phone or key.
		/// `paper` is the salted hash of the paper with the person's signature.
		///
		/// Signed by an approver of `org`, the person's branch or one above it, other than the proposer,
		/// independent of the proposer, and not the person concerned.
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::update_record())]
		pub fn update_record(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			record: Record,
			paper: Hash,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::update_record_of(officer, person, record, paper)
		}

		/// Registers another document of a person, as proposed in the organization `proposed_in`. The
		/// documents registered before stay blocked. The registrar's certificate, made for
		/// `proposed_in`, covers this one tag.
		///
		/// Signed by an approver of `org`, an organization above the person's branch and another one
		/// than `proposed_in`; not by the proposer, nor by whom the proposer appointed, nor by the
		/// person concerned.
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::add_tag())]
		pub fn add_tag(
			origin: OriginFor<T>,
			org: OrgId,
			proposed_in: OrgId,
			person: PersonId,
			tag: PersonTag,
			certificate: Certificate,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::add_tag_to(officer, proposed_in, person, tag, &certificate)
		}

		/// Marks that something about a person is pending, as proposed, until the day `until`
		/// (YYYY-MM-DD), or with open end. No reason is given. A held person leaves by no resolution
		/// and changes no branch. It replaces an earlier hold.
		///
		/// Signed by an approver of `org`, the person's branch or one above it (strictly above if the
		/// person is an officer, and not below who placed the earlier hold), other than the proposer,
		/// independent of the proposer, and not the person concerned.
		#[pallet::call_index(20)]
		#[pallet::weight(
			T::WeightInfo::place_hold().saturating_add(T::DbWeight::get().reads(SEAT_READS))
		)]
		pub fn place_hold(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			until: Option<RawDate>,
			without_vote: bool,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::hold(officer, person, until, without_vote)
		}

		/// Lifts the hold on a person, as proposed.
		///
		/// Signed by an approver of `org`, the organization that placed it or one above it, other than
		/// the proposer, independent of the proposer, and not the person concerned.
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::lift_hold())]
		pub fn lift_hold(origin: OriginFor<T>, org: OrgId, person: PersonId) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::lift(officer, person)
		}

		/// Ends a membership, as proposed. The offices end, the key becomes nobody's; number, tags,
		/// sealed birthday and life chain stay.
		///
		/// `effective` (YYYY-MM-DD) is the day it took effect, `evidence` the salted hash of the file
		/// with reason and detail, which stay at the desk.
		///
		/// Signed by an approver of `org`, the person's branch or one above it as the table of exits
		/// says (above it if the person is an officer), other than the proposer, independent of the
		/// proposer, and not the person concerned.
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::end_membership(MAX_OFFICES.into()))]
		pub fn end_membership(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			ground: Ground,
			effective: RawDate,
			evidence: Hash,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			let decided =
				Self::decide(officer, person, Change::Leave, ground, &effective, evidence)?;
			Self::end_membership_of(decided)
		}

		/// Suspends a membership (停止党籍), as proposed. Offices rest meanwhile.
		///
		/// `effective` (YYYY-MM-DD) is the day it took effect, `evidence` the salted hash of the file
		/// with reason and detail, which stay at the desk.
		///
		/// Signed by an approver of `org`, the person's branch or one above it as the table of exits
		/// says (above it if the person is an officer), other than the proposer, independent of the
		/// proposer, and not the person concerned.
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::suspend(MAX_OFFICES.into()))]
		pub fn suspend(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			ground: Ground,
			effective: RawDate,
			evidence: Hash,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			let decided =
				Self::decide(officer, person, Change::Suspend, ground, &effective, evidence)?;
			Self::suspend_of(decided)
		}

		/// Restores a suspended membership (恢复党籍), as proposed. After any other exit there is only a
		/// new admission.
		///
		/// `status` is the one before the suspension, full or probationary: the chain knows it of those
		/// it saw suspended and takes no other; of those imported as suspended the two officers do.
		///
		/// `effective` (YYYY-MM-DD) is the day it took effect, `evidence` the salted hash of the file
		/// with reason and detail, which stay at the desk.
		///
		/// Signed by an approver of `org`, the person's branch or one above it as the table of exits
		/// says (above it if the person is an officer), other than the proposer, independent of the
		/// proposer, and not the person concerned.
		#[pallet::call_index(24)]
		#[pallet::weight(T::WeightInfo::reinstate(MAX_OFFICES.into()))]
		pub fn reinstate(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			status: MembershipStatus,
			ground: Ground,
			effective: RawDate,
			evidence: Hash,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			let change = Change::Reinstate { status };
			let decided = Self::decide(officer, person, change, ground, &effective, evidence)?;
			Self::reinstate_of(decided, status)
		}

		/// Admits a former member again, as proposed: a new spell with its own sealed political
		/// birthday, in the branch `branch`. The earlier spell stays as it was.
		///
		/// By resolution: as a probationary member, from the day the branch's general meeting resolved,
		/// approved by an organization above the branch that was granted the power. From paper: also as
		/// a full member, before the go-live day, in an open import window.
		///
		/// `record` is the record's next version, `birthday` its leaf of slot 6, `effective`
		/// (YYYY-MM-DD) the day it took effect, `evidence` the salted hash of the file.
		///
		/// Signed by an approver of `org`, other than the proposer, independent of the proposer.
		#[pallet::call_index(25)]
		#[pallet::weight(T::WeightInfo::readmit())]
		pub fn readmit(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			branch: OrgId,
			status: MembershipStatus,
			record: Record,
			birthday: Hash,
			ground: Ground,
			effective: RawDate,
			evidence: Hash,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			let change = Change::Readmit { branch, status, record, birthday };
			let decided = Self::decide(officer, person, change, ground, &effective, evidence)?;
			Self::readmit_of(decided, branch, status, record, birthday)
		}
	}
}
