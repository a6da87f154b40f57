//! # Members
//!
//! Persons, where they stand, the day they were admitted, and everything that ever happened to their
//! membership — without saying who they are.
//!
//! ## Terminology
//!
//! - **Person** (人员): applicant, member or former member, known by a number. Name, document and
//!   dates stay at the organization's desk; here is the root of the record they belong to.
//! - **Political birthday** (政治生日): the date of admission to the Party. It is *sealed*: a
//!   commitment with the chain's time beside it, which no call changes.
//! - **Spell**: one membership. Who leaves and is admitted again begins another spell with another
//!   birthday.
//! - **Life chain**: the events of a person, each hashed onto the one before. The state keeps their
//!   number and the last head.
//! - **Tag**: what the registrar's secret key makes of a document number. Two persons with one
//!   document cannot both be registered, and nobody but the registrar can compute it.
//! - **Certificate**: the registrar's signature under the tags of one batch.
//! - **Import window**: the days on which an organization may bring in the members it had before the
//!   chain. Its superior opens it.
//! - **Handler** (党务工作者) proposes, **approver** carries out. They are two persons, and the
//!   approver does not owe the office to the handler.
//!
//! ## Scenario
//!
//! 1. *Monday.* The county committee opens an import window for the hospital's committee until
//!    30 June: [`open_import_window`](Pallet::open_import_window).
//! 2. *Tuesday.* Li, handler at the hospital, has 740 members in a workbook. The desk asks the
//!    registrar for their tags, shuffles them and makes two batches. Li proposes both by their
//!    hashes: [`propose_enrolment`](Pallet::propose_enrolment).
//! 3. *Tuesday afternoon.* Wang, approver at the hospital, compares the batches with the committee's
//!    resolution and enrols them: [`enrol`](Pallet::enrol). 740 persons have numbers, sealed
//!    birthdays and a first life event. Had one tag been unknown to the registrar, or one person
//!    been registered elsewhere, the whole batch would have been refused.
//! 4. *Wednesday.* Zhang, a member, makes a key and signs that it is hers. Wang enters it:
//!    [`bind_account`](Pallet::bind_account).
//! 5. *Friday.* Zhang's phone is stolen. She has no second device; Li freezes the key for her:
//!    [`freeze_account`](Pallet::freeze_account). On Saturday the phone is found, and Wang, who did
//!    not freeze it, thaws it: [`unfreeze_account`](Pallet::unfreeze_account).
//! 6. *In August* Zhao's application form turns up: he was admitted on the 2nd, not on the 20th. Li
//!    proposes ([`propose_correction`](Pallet::propose_correction)), Wang carries out
//!    ([`correct`](Pallet::correct)), naming the event that was wrong and proving that it happened.
//!    The sealed date stays; beside it stands the effective one, and the flag that there are two.
//! 7. *On 1 July* Li brings one more workbook, and is refused: the window has closed. From now on
//!    members come by admission or by transfer.
//!
//! ## Data
//!
//! [`Persons`] hold one fixed-size entry a person; [`Accounts`] and [`Tags`] lead to them;
//! [`Proposals`] and [`CorrectionProposals`] wait for a second person; [`Corrections`] and
//! [`Freezes`] exist exactly where the flag on the person says so. Head counts are kept by the
//! organizations, in the same transaction.
//!
//! ## Interface
//!
//! Calls: see [`Call`]. Other pallets meet this one through
//! [`chuxin_primitives::traits::Persons`], readers through
//! [`chuxin_primitives::runtime_api::MembersApi`], whose answers [`Pallet`] computes.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	target_arch = "wasm32",
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::cast_possible_wrap,
		clippy::cast_sign_loss,
		clippy::panic
	)
)]

extern crate alloc;

mod accounts;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod correction;
mod enrolment;
mod life;
#[cfg(test)]
mod mock;
mod readers;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use weights::WeightInfo;

// The macros below write `expect`s of their own; by hand there is none.
#[allow(clippy::expect_used)]
#[frame::pallet]
pub mod pallet {
	use super::{
		enrolment,
		types::{CorrectionProposal, Proposal, MAX_OFFICES},
		weights::WeightInfo,
	};
	use alloc::vec::Vec;
	use chuxin_primitives::{
		date::CivilDate,
		life::RawLifeEvent,
		membership::{BatchDigest, Certificate, Corrected, EnrolEntry, Person},
		organization::{Officer, MAX_DEPTH},
		person_tag::PersonTag,
		traits::{Clock, Entitlement, Organizations},
		AccountId, ChuxinSignature, Hash, OrgId, PersonId, RawDate,
	};
	use frame::{prelude::*, traits::EnsureOriginWithArg};

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId = AccountId, Hash = Hash> {
		/// The tree of organizations.
		type Organizations: Organizations;
		/// The right of accounts to submit.
		type Entitlement: Entitlement<AccountId>;
		/// The chain's time.
		type Clock: Clock;
		/// Drafts and proposes for the organization (党务工作者).
		type HandlerOrigin: EnsureOriginWithArg<Self::RuntimeOrigin, OrgId, Success = Officer>;
		/// Carries out the organization's decisions.
		type ApproverOrigin: EnsureOriginWithArg<Self::RuntimeOrigin, OrgId, Success = Officer>;
		/// Holds any power for the organization.
		type AnyOfficerOrigin: EnsureOriginWithArg<Self::RuntimeOrigin, OrgId, Success = Officer>;
		/// The council of the top organizations.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The number the next person gets: how many are registered.
	#[pallet::storage]
	pub type NextPersonId<T: Config> = StorageValue<_, PersonId, ValueQuery>;

	/// What the chain keeps of a person.
	#[pallet::storage]
	pub type Persons<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, Person>;

	/// The person whose bound key this is.
	#[pallet::storage]
	pub type Accounts<T: Config> = StorageMap<_, Blake2_128Concat, AccountId, PersonId>;

	/// The person registered under a tag.
	///
	/// Not hashed again: a tag is the output of a keyed hash, and the chain takes only tags the
	/// registrar signed, so nobody can choose where in the tree it lands.
	#[pallet::storage]
	pub type Tags<T: Config> = StorageMap<_, Identity, PersonTag, PersonId>;

	/// The last day on which an organization, and those below it, may import members.
	#[pallet::storage]
	pub type ImportWindows<T: Config> = StorageMap<_, Blake2_128Concat, OrgId, CivilDate>;

	/// Batches that wait for their second person.
	#[pallet::storage]
	pub type Proposals<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, OrgId, Blake2_128Concat, Hash, Proposal>;

	/// How many batches of an organization wait; at most 1,024.
	#[pallet::storage]
	pub type ProposalCount<T: Config> = StorageMap<_, Blake2_128Concat, OrgId, u32, ValueQuery>;

	/// Public keys (sr25519) of the registrar, by the version of its tag key.
	#[pallet::storage]
	pub type RegistrarKeys<T: Config> = StorageMap<_, Blake2_128Concat, u8, [u8; 32]>;

	/// Corrections that wait for their second person: one for each acting organization and person.
	#[pallet::storage]
	pub type CorrectionProposals<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		OrgId,
		Blake2_128Concat,
		PersonId,
		CorrectionProposal,
	>;

	/// The effective political birthday of those whose sealed one was found wrong.
	#[pallet::storage]
	pub type Corrections<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, Corrected>;

	/// Who froze a person's key: somebody else thaws it.
	#[pallet::storage]
	pub type Freezes<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, PersonId>;

	/// The first persons and the registrar's keys.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Accounts and branches of the founders, who are persons 0, 1, … in this order: full members
		/// whose record is entered later.
		pub founders: Vec<(AccountId, u32)>,
		/// Version of the tag key, public key of the registrar (sr25519).
		pub registrar_keys: Vec<(u8, [u8; 32])>,
		/// The configuration this belongs to.
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (account, org) in &self.founders {
				let founded = Pallet::<T>::found(account, OrgId(*org));
				assert!(founded.is_ok(), "founder {account:?}: {founded:?}");
			}
			for (version, key) in &self.registrar_keys {
				RegistrarKeys::<T>::insert(version, key);
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// `org` lets `target`, and what is below it, import members up to and including `until`.
		ImportWindowOpened {
			/// The organization that acted.
			org: OrgId,
			/// The organization that may import.
			target: OrgId,
			/// The last day.
			until: RawDate,
			/// The officer.
			by: PersonId,
		},
		/// The import window of `target` was closed before its last day, or cleared after it.
		ImportWindowClosed {
			/// The organization that acted.
			org: OrgId,
			/// The organization that may no longer import.
			target: OrgId,
			/// The officer.
			by: PersonId,
		},
		/// Batches wait for a second person.
		EnrolmentProposed {
			/// The organization that acted.
			org: OrgId,
			/// The batches.
			batches: Vec<BatchDigest>,
			/// The handler.
			by: PersonId,
		},
		/// A batch that waited was taken back.
		EnrolmentWithdrawn {
			/// The organization that acted.
			org: OrgId,
			/// The batch's hash.
			batch: Hash,
			/// The officer.
			by: PersonId,
		},
		/// A batch was enrolled: persons `first` to `first + count − 1`, in the order of the batch.
		Enrolled {
			/// The organization that acted.
			org: OrgId,
			/// The batch's hash.
			batch: Hash,
			/// How many persons.
			count: u32,
			/// The number of the first.
			first: PersonId,
			/// The handler.
			proposed_by: PersonId,
			/// The approver.
			approved_by: PersonId,
		},
		/// The council set or removed a key of the registrar.
		RegistrarKeySet {
			/// The version of the tag key.
			key_version: u8,
			/// The public key before.
			old: Option<[u8; 32]>,
			/// The public key from now on.
			new: Option<[u8; 32]>,
		},
		/// An account is a person's key from now on.
		AccountBound {
			/// The organization that acted.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The key.
			account: AccountId,
			/// The officer who entered it.
			by: PersonId,
		},
		/// A person's key may not act any more.
		AccountFrozen {
			/// The organization that acted; the person's branch when the holder did.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The key.
			account: AccountId,
			/// The officer, or the holder.
			by: PersonId,
		},
		/// A person's key may act again.
		AccountThawed {
			/// The organization that acted.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// The key.
			account: AccountId,
			/// The officer.
			by: PersonId,
		},
		/// A correction waits for a second person. It replaces an earlier one of the same
		/// organization about the same person.
		CorrectionProposed {
			/// The organization that acted.
			org: OrgId,
			/// The person concerned.
			person: PersonId,
			/// The hash of what is to be corrected and how.
			proposal: Hash,
			/// The handler.
			by: PersonId,
		},
		/// A sealed political birthday was found wrong. It stays; beside it stands the effective one.
		BirthdayCorrected {
			/// The organization that acted.
			org: OrgId,
			/// The person concerned.
			person: PersonId,
			/// The life event that was wrong.
			target_seq: u32,
			/// Commitment to the sealed date.
			sealed: Hash,
			/// Commitment to the effective date.
			effective: Hash,
			/// The handler.
			proposed_by: PersonId,
			/// The approver.
			approved_by: PersonId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// Your key does not hold the power this call needs for the organization named. Act for the
		/// organization that appointed you, or have an approver of it, or of one above it, appoint
		/// you.
		NotAuthorized,
		/// There is no such organization on this chain. Look up its number in the directory.
		OrganizationNotFound,
		/// Only an organization above the named one may do this. Ask the superior organization.
		NotAbove,
		/// This is no day of the calendar. Write it as YYYY-MM-DD, such as 2024-02-29.
		InvalidDate,
		/// A window's last day lies between today and 366 days from now. Choose such a day.
		WindowDayOutOfRange,
		/// There is no import window to close for this organization.
		/// There is nothing to close: check the number.
		WindowNotFound,
		/// The batch is empty. Put at least one person into each batch, and at least one batch into
		/// a proposal.
		BatchEmpty,
		/// A batch holds 500 persons at most. Make several batches.
		BatchTooLarge,
		/// One call proposes 64 batches at most. Propose the others in another call.
		TooManyBatches,
		/// This batch waits already, or stands twice in the list. Leave it out, or withdraw the one
		/// that waits.
		AlreadyProposed,
		/// 1,024 batches of the organization wait for approval. Have them enrolled or withdrawn
		/// first.
		TooManyProposals,
		/// No batch with exactly this content and order waits for this organization. A handler must
		/// propose it first; after any change it must be proposed anew.
		NotProposed,
		/// Two persons are needed: who proposed cannot carry out. Ask another approver.
		SamePerson,
		/// Who was appointed by the proposer cannot be the second person. Ask an approver whom
		/// somebody else appointed.
		AppointedByProposer,
		/// The organization may not import members today. Ask the superior organization to open an
		/// import window, or use admission or transfer.
		WindowClosed,
		/// The chain does not know this schema of records. Update the desk.
		UnknownSchema,
		/// The chain knows no registrar key of this version. Ask the registrar for a new
		/// certificate, or the council to set the key.
		RegistrarUnknown,
		/// The registrar's certificate is past its last block. Ask the registrar for a new one.
		CertificateExpired,
		/// The registrar's certificate reaches more than 14,400 blocks ahead. Ask the registrar for
		/// a shorter one.
		CertificateTooLong,
		/// The registrar did not sign these tags in this order for this organization. Ask it for a
		/// certificate of this very batch; none of the batch was enrolled.
		CertificateInvalid,
		/// A branch named in the batch is not on this chain. Establish it first, or correct the
		/// number.
		BranchNotFound,
		/// A branch named in the batch is neither the acting organization nor below it. Enrol it
		/// from an organization above it.
		BranchNotYours,
		/// An organization named in the batch holds no members. Name the Party branch the person
		/// belongs to.
		NotABranch,
		/// A branch named in the batch is frozen, dissolved or merged. Name the branch that took it
		/// over, or have it thawed.
		BranchNotActive,
		/// Former members are not imported. Leave them out of the batch.
		FormerNotImportable,
		/// A member in the batch has no political birthday. Add the date of admission.
		BirthdayMissing,
		/// An applicant in the batch has a political birthday. Remove it, or correct the status.
		BirthdayUnexpected,
		/// One document stands twice in the batch. Remove the second entry.
		TwiceInBatch,
		/// A person of the batch is registered already. Look the person up by the document, take
		/// the entry out, and propose the batch anew.
		AlreadyEnrolled,
		/// There are no numbers left for persons.
		/// Tell the operators of the chain.
		NumbersExhausted,
		/// There is no person with this number.
		/// Check the number.
		PersonNotFound,
		/// The person's branch is neither the acting organization nor below it. Act for the branch
		/// or for an organization above it.
		PersonNotYours,
		/// Nobody decides on himself. Ask another officer; to freeze your own key use
		/// freeze_own_account.
		OwnCase,
		/// The person has a key already. It can only be replaced.
		PersonHasAccount,
		/// The account is another person's key. Bind a new account.
		AccountTaken,
		/// The last day of the member's consent has passed. Let the member sign again.
		BindingExpired,
		/// The member's consent may be used for 31 days at most. Let the member sign with an
		/// earlier last day.
		BindingTooLong,
		/// The person holds more than 32 offices. Have some of them ended before a key is bound.
		TooManyOffices,
		/// The account did not sign this binding. Let the member sign the text for this chain,
		/// person, account and last day.
		BindingProofInvalid,
		/// The account that signed is nobody's key.
		/// Have it bound by your branch.
		AccountUnknown,
		/// The person has no key. Nothing is to be frozen.
		AccountNotBound,
		/// The key is frozen already.
		/// Nothing is to be done.
		AlreadyFrozen,
		/// The key is not frozen.
		/// Nothing is to be done.
		NotFrozen,
		/// The person is an officer: only an organization above the person's branch may freeze or
		/// thaw the key. Ask the superior organization.
		SuperiorNeeded,
		/// Who froze the key cannot thaw it. Ask another approver.
		FrozenByYou,
		/// The person has no sealed political birthday that could be wrong.
		/// Check the person's number.
		BirthdayNotSealed,
		/// No correction with exactly this content waits for this person. A handler must propose it
		/// first.
		CorrectionNotProposed,
		/// The person has no life event with this number. Read the person's life history.
		LifeEventNotFound,
		/// This life event sealed no political birthday. Name the event that did.
		NotCorrectable,
		/// A correction replays 256 life events at most.
		/// Name a later event.
		HistoryTooLong,
		/// These events do not lead to the head of the person's life chain: what is to be corrected
		/// did not happen so, or something happened since. Read the life history again.
		HistoryMismatch,
		/// The person's life chain is full.
		/// Tell the operators of the chain.
		LifeChainFull,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(
			_n: BlockNumberFor<T>,
		) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	impl<T: Config> Pallet<T> {
		/// A handler of the organization, or the error that names the cure.
		fn ensure_handler(origin: OriginFor<T>, org: OrgId) -> Result<Officer, DispatchError> {
			T::HandlerOrigin::ensure_origin(origin, &org)
				.map_err(|_| Error::<T>::NotAuthorized.into())
		}

		/// An approver of the organization, or the error that names the cure.
		fn ensure_approver(origin: OriginFor<T>, org: OrgId) -> Result<Officer, DispatchError> {
			T::ApproverOrigin::ensure_origin(origin, &org)
				.map_err(|_| Error::<T>::NotAuthorized.into())
		}
	}

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
			Self::open_window(org, officer, target, &until)
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
			Self::close_window(org, officer, target)
		}

		/// Proposes batches of members for enrolment, each by the hash and the size that the desk
		/// shows. 1 to 64 batches; a second person enrols them.
		///
		/// Signed by a handler of `org`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::propose_enrolment(
			u32::try_from(batches.len()).unwrap_or(u32::MAX).min(crate::types::MAX_DIGESTS)
		))]
		pub fn propose_enrolment(
			origin: OriginFor<T>,
			org: OrgId,
			batches: Vec<BatchDigest>,
		) -> DispatchResult {
			let officer = Self::ensure_handler(origin, org)?;
			Self::propose(org, officer, batches)
		}

		/// Takes back a batch that waits for its second person.
		///
		/// Signed by any handler or approver of `org`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw_enrolment())]
		pub fn withdraw_enrolment(origin: OriginFor<T>, org: OrgId, hash: Hash) -> DispatchResult {
			let officer = T::HandlerOrigin::try_origin(origin, &org)
				.or_else(|origin| T::ApproverOrigin::try_origin(origin, &org))
				.map_err(|_| Error::<T>::NotAuthorized)?;
			Self::withdraw(org, officer, hash)
		}

		/// Enrols a proposed batch of at most 500 persons: all of them or, if anything is wrong with
		/// one, none.
		///
		/// Needs an open import window, a valid certificate of the registrar over the tags in this
		/// order, and that nobody of the batch is registered. Members bring the commitment to their
		/// political birthday, which is sealed now; applicants bring none.
		///
		/// Signed by an approver of `org` other than the proposer and not appointed by the proposer.
		#[pallet::call_index(4)]
		#[pallet::weight({
			let (n, b) = enrolment::shape(entries);
			// Measured with an officer of the root; one far below asks every level for its window.
			let levels = T::DbWeight::get().reads(u64::from(MAX_DEPTH).saturating_mul(2));
			T::WeightInfo::enrol(n, b).saturating_add(levels)
		})]
		pub fn enrol(
			origin: OriginFor<T>,
			org: OrgId,
			schema: u16,
			entries: Vec<EnrolEntry>,
			certificate: Certificate,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::enrol_batch(org, officer, schema, entries, certificate)
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
			let old = RegistrarKeys::<T>::get(key_version);
			ensure!(old.is_some() || key.is_some(), Error::<T>::RegistrarUnknown);

			RegistrarKeys::<T>::set(key_version, key);
			Self::deposit_event(Event::RegistrarKeySet { key_version, old, new: key });
			Ok(())
		}

		/// Enters a member's key. `proof` is the member's own signature, made on the member's
		/// device, under the binding text for this chain, person, account and last day `expires`
		/// (YYYY-MM-DD, at most 31 days from today).
		///
		/// Signed by an approver of `org`, the person's branch or one above it; not for oneself.
		#[pallet::call_index(6)]
		#[pallet::weight(
			T::WeightInfo::bind_account().saturating_add(T::WeightInfo::entitle(MAX_OFFICES.into()))
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
			Self::bind(org, officer, person, account, &expires, &proof)
		}

		/// Freezes a person's key at once: it can submit nothing until it is thawed.
		///
		/// Signed by any officer of `org`, the person's branch or one above it; strictly above if
		/// the person is an officer; not for oneself.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::freeze_account())]
		pub fn freeze_account(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
		) -> DispatchResult {
			let officer = T::AnyOfficerOrigin::ensure_origin(origin, &org)
				.map_err(|_| Error::<T>::NotAuthorized)?;
			Self::freeze(org, officer, person)
		}

		/// Thaws a person's key.
		///
		/// Signed by an approver of `org`, the person's branch or one above it (strictly above if
		/// the person is an officer), who is neither the person nor the one who froze it.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::unfreeze_account())]
		pub fn unfreeze_account(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			Self::unfreeze(org, officer, person)
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

		/// Proposes to correct a sealed political birthday, by the hash that the desk shows. A second
		/// person carries it out. It replaces a proposal of `org` about this person that still
		/// waits.
		///
		/// Signed by a handler of `org`, the person's branch or one above it; not for oneself.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::propose_correction())]
		pub fn propose_correction(
			origin: OriginFor<T>,
			org: OrgId,
			person: PersonId,
			hash: Hash,
		) -> DispatchResult {
			let officer = Self::ensure_handler(origin, org)?;
			Self::propose_correction_of(org, officer, person, hash)
		}

		/// Corrects a sealed political birthday: the sealed value stays, and `commitment` to the
		/// effective date stands beside it.
		///
		/// The life event that was wrong is given in full, with the head before it and the hashes of
		/// the events after it (together at most 256): they must lead to the person's present head,
		/// so that nothing that never was can be corrected.
		///
		/// Signed by an approver of `org` other than the proposer, not appointed by the proposer,
		/// and not the person concerned.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::correct(
			u32::try_from(after.len()).unwrap_or(u32::MAX).min(crate::types::MAX_AFTER)
		))]
		#[allow(clippy::too_many_arguments)] // each is typed by nobody but the desk
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
				org,
				officer,
				person,
				target_seq,
				head_before,
				&target,
				&after,
				commitment,
			)
		}
	}
}
