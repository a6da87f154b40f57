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
//! - **Handler** (党务工作者) proposes, **approver** carries out. They are two persons, and
//!   *independent*: neither appointed the other, or bound or replaced the other's key. When the
//!   approver carries out, the handler holds the power still, and proposed at most 90 days ago.
//! - **Act**: what two officers do about one person. The handler proposes it by its hash
//!   ([`propose_act`](Pallet::propose_act)), so that both saw the same; the approver makes the call
//!   that names it.
//! - **Decision**: an act by which a membership ends, is suspended, restored or begins again. On
//!   chain stands the procedure, never the reason (`chuxin_primitives::rules::exits`).
//! - **Freeze**: a key may not act. By the holder, or of a plain member's key, it lasts until somebody
//!   thaws it. What one officer does to another's key ends by itself after 7 days
//!   ([`Config::OfficerFreeze`]), to the millisecond and without a transaction, unless two replace the
//!   key or suspend the officer. Who acts on an officer's key or membership acts for an organization
//!   at or above every one in which the officer is seated, and above the officer's branch.
//! - **Hold**: something about the person is pending. No reason is given, and none can be read from
//!   it.
//! - **Go-live day**: from it on an organization keeps its records on the chain. What took effect
//!   before comes from paper, in an import window; what took effect after never does.
//! - **Late entry** (补录): what is recorded more than 30 days after its day is marked so for ever.
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
//!    proposes ([`propose_act`](Pallet::propose_act)), Wang carries out
//!    ([`correct`](Pallet::correct)), naming the event that was wrong and proving that it happened.
//!    The sealed date stays; beside it stands the effective one, and the flag that there are two.
//! 7. *On 1 July* Li brings one more workbook, and is refused: the window has closed. From now on
//!    members come by admission or by transfer.
//!
//! **The thief.** *Monday, 10:00.* Zhang's phone is stolen, unlocked. *10:05.* Li freezes the key.
//! The thief holds it and can do nothing: not thaw it, not replace it, not veto. *11:00.* Zhang has a
//! new phone, signs the binding text with a new key, and Li and Wang replace the old one
//! ([`replace_account`](Pallet::replace_account)). *Thursday, 11:00.* 72 hours have passed and nobody
//! vetoed: the new key acts, the old one is nobody's. Had the thief been faster and replaced the key
//! himself ([`replace_own_account`](Pallet::replace_own_account)), the old one would have been frozen
//! at once all the same, and any officer of the branch or above would have had 72 hours for a veto.
//! A thief with an officer's key gets nowhere alone: replacing a member's key takes two officers.
//!
//! **The re-admission.** Sun's membership ended in 2024, by a resolution of his branch that the county
//! approved ([`end_membership`](Pallet::end_membership)). His key is nobody's since; his sealed
//! birthday stays. In 2027 another branch resolves to admit him again, and its committee, which was
//! granted the power to approve admissions, carries it out ([`readmit`](Pallet::readmit)): he is a
//! probationary member in his second spell, with a second political birthday, and the same number and
//! life chain as before. Only a suspension ([`suspend`](Pallet::suspend)) can be taken back
//! ([`reinstate`](Pallet::reinstate)) without a new birthday.
//!
//! **Without a phone.** Old Chen has neither phone nor key. He signs a paper; Li enters its hash and
//! the new version of his record, Wang carries it out ([`update_record`](Pallet::update_record)). Who
//! has a key does it himself ([`propose_record_update`](Pallet::propose_record_update)), and an
//! officer of the branch confirms it.
//!
//! ## Data
//!
//! [`Persons`] hold one fixed-size entry a person; [`Accounts`] and [`Tags`] lead to them;
//! [`Proposals`] and [`ActProposals`] wait for a second person, [`RecordUpdates`] for the branch,
//! [`Replacements`] for their day; [`Corrections`], [`Freezes`] and [`Holds`] exist exactly where the
//! flag on the person says so. [`PastSpells`] keep what ended. Head counts are kept by the
//! organizations, deadlines by the agenda, in the same transaction.
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
mod acts;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod calls;
mod correction;
mod decisions;
mod enrolment;
mod errors;
mod events;
mod holds;
mod life;
#[cfg(test)]
mod mock;
mod moving;
mod readers;
mod readmission;
mod record;
mod replacement;
mod tags;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
mod waiting;
pub mod weights;
mod windows;

use frame::import_section;

pub use pallet::*;
pub use weights::WeightInfo;

// The macros below write `expect`s of their own; by hand there is none. And they repeat the arguments
// of every call, which nobody but the desk types.
#[allow(clippy::expect_used, clippy::too_many_arguments)]
#[import_section(calls::calls)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame::pallet]
pub mod pallet {
	use super::{
		enrolment,
		types::{
			ActProposal, Hold, PastSpell, Proposal, RecordUpdate, Replacement, Suspension,
			MAX_AFTER, MAX_DIGESTS, MAX_OFFICES, SEAT_READS,
		},
		weights::WeightInfo,
	};
	use alloc::vec::Vec;
	use chuxin_primitives::{
		agenda::Agenda,
		date::CivilDate,
		life::RawLifeEvent,
		membership::{
			BatchDigest, Certificate, Change, Corrected, EnrolEntry, Ground, MembershipStatus,
			Person, Record,
		},
		organization::{Officer, MAX_DEPTH},
		pending::{Deciders, PendingActs},
		person_tag::PersonTag,
		resolution::Resolutions,
		traits::{Clock, Entitlement, Organizations},
		AccountId, ChuxinSignature, Hash, Moment, OrgId, PendingId, PersonId, RawDate,
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
		/// Where deadlines are put.
		type Agenda: Agenda;
		/// Where acts wait for their day.
		type Pending: PendingActs;
		/// The resolutions of general meetings.
		type Resolutions: Resolutions;
		/// How long an officer's key stays frozen when one other officer froze it, in ms.
		type OfficerFreeze: Get<Moment>;
		/// How long a new key waits, in ms: time for a veto.
		type ReplacementDelay: Get<Moment>;
		/// Days after which what is recorded is a late entry.
		type LateEntryDays: Get<u32>;
		/// Days after which nobody carries out what was proposed: it has to be proposed anew.
		type ProposalDays: Get<u32>;
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

	/// Acts on persons that wait for their second person: one for each acting organization and
	/// person.
	#[pallet::storage]
	pub type ActProposals<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, OrgId, Blake2_128Concat, PersonId, ActProposal>;

	/// The effective political birthday of those whose sealed one was found wrong.
	#[pallet::storage]
	pub type Corrections<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, Corrected>;

	/// Who froze a person's key: somebody else thaws it.
	#[pallet::storage]
	pub type Freezes<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, PersonId>;

	/// Who bound or replaced a person's key by office: the two are no two persons where two decide.
	/// A replacement by the holder leaves it: the key that was given signed for the new one.
	#[pallet::storage]
	pub type KeyGivenBy<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, PersonId>;

	/// New keys that wait for their day.
	#[pallet::storage]
	pub type Replacements<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, Replacement>;

	/// Members' own record updates that wait for confirmation.
	#[pallet::storage]
	pub type RecordUpdates<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, RecordUpdate>;

	/// How many tags were added to a person after enrolment.
	#[pallet::storage]
	pub type AddedTags<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, u8, ValueQuery>;

	/// What is pending about persons.
	#[pallet::storage]
	pub type Holds<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, Hold>;

	/// What a suspended person was before; who was imported as suspended has no entry.
	#[pallet::storage]
	pub type Suspensions<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, Suspension>;

	/// The day a former member's last membership ended.
	#[pallet::storage]
	pub type Ended<T: Config> = StorageMap<_, Blake2_128Concat, PersonId, CivilDate>;

	/// Memberships that ended before the present one began, each with its sealed birthday for ever.
	#[pallet::storage]
	pub type PastSpells<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, PersonId, Blake2_128Concat, u8, PastSpell>;

	/// The day from which an organization keeps its records on the chain: when its first import window
	/// opened, or an earlier one that held for it already, or for persons it took over. It never
	/// becomes later.
	#[pallet::storage]
	pub type GoLive<T: Config> = StorageMap<_, Blake2_128Concat, OrgId, CivilDate>;

	/// How much of this pallet waits for an organization: it goes over into no other one, and is not
	/// dissolved, before all of it is settled.
	#[pallet::storage]
	pub type Waiting<T: Config> = StorageMap<_, Blake2_128Concat, OrgId, u32, ValueQuery>;

	/// How many persons stood in the first block: they have the numbers below this one, and neither
	/// record nor tag until these are entered.
	#[pallet::storage]
	pub type Founders<T: Config> = StorageValue<_, u64, ValueQuery>;

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

		/// A handler or an approver of the organization, or the error that names the cure.
		fn ensure_handler_or_approver(
			origin: OriginFor<T>,
			org: OrgId,
		) -> Result<Officer, DispatchError> {
			T::HandlerOrigin::try_origin(origin, &org)
				.or_else(|origin| T::ApproverOrigin::try_origin(origin, &org))
				.map_err(|_| Error::<T>::NotAuthorized.into())
		}
	}
}
