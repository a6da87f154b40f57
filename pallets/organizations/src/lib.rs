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
//! # Organizations
//!
//! The tree of organizations (组织), who may act for which of them, and how many persons stand
//! where. Every other pallet asks here whether a key may do what it asks for.
//!
//! ## Terminology
//!
//! * **Organization**: a node of one tree, from the root (the highest organization of this chain)
//!   down to branches (党支部), which hold the members, and Party groups (党小组) inside them.
//! * **Superior** of an organization: any organization above it. Its **subtree** is the
//!   organization with everything below it.
//! * **Grant**: a power of an *organization*, such as approving admissions (发展党员工作细则
//!   Art. 23). A superior gives it; no kind of organization has it by itself.
//! * **Office** (职务): what a *person* was elected or appointed to, such as secretary (书记).
//! * **Power**: what a person's *key* may do for one organization, such as handler or approver. A
//!   power counts for exactly the organization it was given in, neither above nor below; only an
//!   inspector's counts for everything below, too.
//! * **Appointment**: the offices and powers of one person in one organization. A person with an
//!   appointment is an **officer**. It is **in force** from its moment on, while the organization
//!   works and the person is a full or probationary member.
//! * **Acting officer** (代理): an officer whose appointment has a last day.
//! * **Head counts**: how many persons stand in each status, in an organization itself and in its
//!   subtree.
//! * **Reorganization**: a merger, archiving, split or upgrade. It takes three persons: a handler
//!   proposes, an approver of the same organization seconds, an approver of a superior approves.
//! * **Term** (任期): how long a committee serves, from its election on.
//!
//! ## Scenario: a county gets a branch, and the branch its officers
//!
//! The chain starts with the provincial committee (organization 0) alone. Lin is its approver.
//!
//! 1. **Monday.** Lin calls [`establish`](Pallet::establish) for the county committee: the chain
//!    gives it number 1. Lin [`appoint`](Pallet::appoint)s Wang there as approver. From outside
//!    nothing is secret, and nothing has happened yet: for one day ([`Config::AppointmentDelay`])
//!    Wang's key can do nothing for the county, and anybody who finds the appointment wrong has
//!    that long to speak.
//! 2. **Tuesday.** Wang's appointment comes into force, without a transaction. Wang establishes a
//!    branch (organization 2) below the county and appoints Li its secretary with the power to
//!    approve. Wang cannot appoint Wang: nobody decides on himself.
//! 3. **Wednesday.** Lin calls [`set_grants`](Pallet::set_grants) and lets the county approve
//!    admissions. Wang cannot pass on more than the county holds.
//! 4. **Thursday.** The members of the branch are enrolled by another pallet. It tells this one how
//!    many stand where, and the counts of branch, county and province move together.
//! 5. **Friday.** The province names Sun inspector *in* the branch. Li, though an approver of the
//!    branch, can neither dismiss Sun nor touch the appointment: the inspected do not choose their
//!    inspector.
//! 6. **Saturday.** Li is suspected of an error. Wang [`dismiss`](Pallet::dismiss)es Li, which works
//!    at once: what Li signed before is refused from this block on. Sun, who moves away,
//!    [`resign`](Pallet::resign)s himself.
//!
//! ## Scenario: the branch in its later years
//!
//! 1. **Three years on.** Six months before the branch's term ends, its agenda says so. The branch
//!    asks the county ([`request_election`](Pallet::request_election)), which agrees
//!    ([`reply_election`](Pallet::reply_election)). The members get notice, meet, and elect Zhou.
//!    The branch reports the resolution of that meeting, and the county confirms it: Zhou is
//!    secretary from this block on, *appointed by nobody*, and the old secretary's key can do
//!    nothing more for the branch.
//! 2. **Zhou falls ill.** Wu acts for Zhou until the end of May
//!    ([`appoint_acting`](Pallet::appoint_acting)); Zhou stays secretary, whom only the county could
//!    dismiss. On 31 May Wu still decides; on 1 June nothing Wu signs is carried out, though nobody
//!    did anything.
//! 3. **The branch has grown to 60 members**, and its agenda says that this is too many. Thirty of
//!    them form a second branch ([`propose_reorganization`](Pallet::propose_reorganization) with
//!    `Split`): same day, same superior, new number, and nobody's sealed birthday moves.
//! 4. **The county is reformed.** Both branches move below another committee with
//!    [`reparent`](Pallet::reparent). No member changes the branch; the counts of both counties and
//!    of the province are right after the same block.
//! 5. **Ten years later** only eight members are left in the second branch. It goes over into the
//!    first. A handler proposes, an approver seconds, the superior approves, and for a day everybody
//!    can see and veto it. Then it is carried out: persons and head counts go over, officers and key
//!    end, and the number of the second branch leads to the first for ever. An old resolution, a
//!    card, a paper with that number still finds the people.
//!
//! ## Mergers
//!
//! A merger writes nothing to the persons: they keep the number of the branch they were in, and
//! every reader resolves it
//! ([`resolve`](chuxin_primitives::traits::Organizations::resolve)). The walk is bounded, because an
//! organization refuses a chain of more than 64 mergers. What goes over is written into one event,
//! the balance sheet.
//!
//! ## Former members
//!
//! Who was expelled, left or died stays in the last branch for ever, and keeps it from nothing: a
//! branch of which only former members are left is archived, or becomes a general branch. They stay
//! there, readable under its number, and are counted there and at every level above it, until another
//! branch admits them again. A merger takes them over with everybody else.
//!
//! ## Data
//!
//! * [`Orgs`] and [`Children`]: the tree, downward and upward. At most
//!   [`MAX_DEPTH`](chuxin_primitives::organization::MAX_DEPTH) levels, so that every walk to the
//!   root is bounded. [`Levels`] says how many organizations stand how far below each, so that a
//!   subtree is moved without walking it.
//! * [`ByName`] and [`ByRegion`]: the directory, and [`Contacts`], the telephones of its offices.
//! * [`Appointments`], at most
//!   [`MAX_OFFICERS`](chuxin_primitives::organization::MAX_OFFICERS) an organization, and
//!   [`OfficesHeld`], in which organizations a person is an officer, at most
//!   [`MAX_SEATS`].
//! * [`Counts`]: head counts, kept along the ancestors; a level's figure is one read.
//! * [`Reorganizations`] and [`Elections`]: what is under way, one of each an organization.
//! * [`OrgKeys`] and [`CurrentKey`]: keys under which packages for an organization are sealed, and
//!   [`RevokedKeys`], which never come back.
//!
//! What is due stands in the agenda ([`Config::Agenda`]): terms, acting officers, a missing
//! secretary, a branch too small or too large, whatever waits for a signature. An acting secretary
//! puts the missing one off, no further than the days to settle after the last day of acting. The
//! agenda is told of the organizations of genesis in the first block ([`Untold`]).
//!
//! ## API
//!
//! * Calls, each naming the organization acted for first; root and unsigned origins may do none:
//!   * the tree: [`establish`](Pallet::establish), [`rename`](Pallet::rename),
//!     [`freeze`](Pallet::freeze), [`thaw`](Pallet::thaw), [`reparent`](Pallet::reparent),
//!     [`set_grants`](Pallet::set_grants), [`set_contact`](Pallet::set_contact) — module
//!     `establishment`;
//!   * officers: [`appoint`](Pallet::appoint), [`appoint_acting`](Pallet::appoint_acting),
//!     [`dismiss`](Pallet::dismiss), [`resign`](Pallet::resign),
//!     [`expire_acting`](Pallet::expire_acting) — module `appointments`;
//!   * reorganizations: [`propose_reorganization`](Pallet::propose_reorganization) and the three
//!     after it — module `reorganization`;
//!   * terms and elections: [`set_term`](Pallet::set_term) to
//!     [`confirm_election`](Pallet::confirm_election) — modules `terms` and `elections`;
//!   * keys: [`publish_key`](Pallet::publish_key), [`revoke_key`](Pallet::revoke_key) — module
//!     `keys`.
//! * Origins for other pallets: [`EnsureOfficer`] with one of the powers of [`authority`].
//! * The trait [`Organizations`](chuxin_primitives::traits::Organizations): lookup, walks, powers,
//!   head counts, the end of all offices of a person whose membership ends.
//! * The trait [`CarryOut`](chuxin_primitives::pending::CarryOut): mergers and archivings, when
//!   their day has come.
//! * Reads: [`Pallet::organization`], [`Pallet::children`], [`Pallet::head_counts`],
//!   [`Pallet::officers`], [`Pallet::directory`], [`Pallet::named`], [`Pallet::organization_key`],
//!   [`Pallet::reorganization`], [`Pallet::election`], served by the runtime as `OrganizationsApi`.

extern crate alloc;

mod appointments;
pub mod authority;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod calls;
mod directory;
mod elections;
mod errors;
mod establishment;
mod events;
mod genesis;
mod keys;
#[cfg(test)]
mod mock;
mod reorganization;
mod terms;
#[cfg(test)]
mod tests;
mod tree;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
pub mod weights;

pub use authority::{
	AccountantPower, ApproverPower, CashierPower, CollectorPower, EnsureOfficer, HandlerPower,
	InspectorPower, KeyCustodianPower, OrganizerPower, PublisherPower, SecrecyReviewerPower,
	StatisticsPower,
};
pub use pallet::*;
pub use types::{Appointment, Estate, GenesisAppointment, GenesisOrg, OrgKey};
pub use weights::WeightInfo;

use alloc::vec::Vec;
use chuxin_primitives::{
	agenda::Agenda,
	organization::{
		CountsView, Election, ElectionKind, Grant, HeadCounts, Office, Officer, Org, OrgKind,
		OrgStatus, Power, RawReorganization, ReorganizationProposal, MAX_CONTACT, MAX_NAME,
		MAX_SEATS,
	},
	pending::PendingActs,
	resolution::Resolutions,
	traits::{Clock, Entitlement, Persons},
	Hash, Moment, OrgId, PendingId, PersonId, RawDate, RawText, ResolutionId, Text,
};
use frame::{import_section, prelude::*, traits::EnsureOriginWithArg};

// The macros below write `expect`s of their own; by hand there is none.
#[allow(clippy::expect_used)]
#[import_section(calls::calls)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame::pallet]
pub mod pallet {
	use super::*;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = Hash> {
		/// Persons, their keys and where they stand.
		type Persons: Persons<Self::AccountId>;

		/// The right to submit, which comes with an office.
		type Entitlement: Entitlement<Self::AccountId>;

		/// The chain's time.
		type Clock: Clock;

		/// Who may decide for an organization: [`EnsureOfficer`] with [`ApproverPower`].
		type ApproverOrigin: EnsureOriginWithArg<Self::RuntimeOrigin, OrgId, Success = Officer>;

		/// Who may propose, announce and report for an organization: [`EnsureOfficer`] with
		/// [`HandlerPower`].
		type HandlerOrigin: EnsureOriginWithArg<Self::RuntimeOrigin, OrgId, Success = Officer>;

		/// Any officer of an organization.
		type AnyOfficerOrigin: EnsureOriginWithArg<Self::RuntimeOrigin, OrgId, Success = Officer>;

		/// Who keeps the keys of an organization: [`EnsureOfficer`] with [`KeyCustodianPower`].
		type KeyCustodianOrigin: EnsureOriginWithArg<Self::RuntimeOrigin, OrgId, Success = Officer>;

		/// Where deadlines are put.
		type Agenda: Agenda;

		/// Where mergers and archivings wait for their day.
		type Pending: PendingActs;

		/// The resolutions of meetings, which an election rests on.
		type Resolutions: Resolutions;

		/// How long a merger or an archiving waits after its approval, in milliseconds (a day on a
		/// live chain).
		type ReorganizationDelay: Get<Moment>;

		/// Within how many days a missing secretary, a size out of range, or the next step of an
		/// election or reorganization is settled.
		type SettleDays: Get<u32>;

		/// How long after an appointment its powers begin, in milliseconds.
		///
		/// The time in which a wrong appointment can be seen and withdrawn before it does harm: a
		/// day on a live chain. Development chains may shorten it.
		type AppointmentDelay: Get<Moment>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The number the next organization gets. Numbers rise and are never used again.
	#[pallet::storage]
	pub type NextOrgId<T> = StorageValue<_, OrgId, ValueQuery>;

	/// The organizations. (`Twox64Concat`: the chain gives out the numbers, nobody can choose one.)
	#[pallet::storage]
	pub type Orgs<T> = StorageMap<_, Twox64Concat, OrgId, Org>;

	/// Which organizations stand directly below an organization: parent, then the child's number
	/// with its most significant byte first.
	///
	/// `Identity` and the order of the bytes make the order of the keys the order of the numbers,
	/// so that a page of children costs a page of reads; the chain gives out the numbers.
	#[pallet::storage]
	pub type Children<T> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Identity, [u8; 4], (), OptionQuery>;

	/// Head counts by status, of the organization itself and of its subtree.
	#[pallet::storage]
	pub type Counts<T> = StorageMap<_, Twox64Concat, OrgId, HeadCounts, ValueQuery>;

	/// The officers: what a person holds in an organization. (`Twox64Concat`: the chain gives out
	/// both numbers.)
	#[pallet::storage]
	pub type Appointments<T> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Twox64Concat, PersonId, Appointment>;

	/// In which organizations a person is an officer, by rising number.
	#[pallet::storage]
	pub type OfficesHeld<T> =
		StorageMap<_, Twox64Concat, PersonId, BoundedVec<OrgId, ConstU32<MAX_SEATS>>, ValueQuery>;

	/// How many organizations that are neither archived nor merged stand one, two, … twelve levels
	/// below an organization.
	#[pallet::storage]
	pub type Levels<T> = StorageMap<_, Twox64Concat, OrgId, types::Levels, ValueQuery>;

	/// The directory by region: every organization ever, under the region and the number with its
	/// most significant byte first.
	#[pallet::storage]
	pub type ByRegion<T> =
		StorageDoubleMap<_, Twox64Concat, u32, Identity, [u8; 4], (), OptionQuery>;

	/// The directory by name: every organization ever, under its name of today. (`Blake2_128Concat`:
	/// officers choose the names.)
	#[pallet::storage]
	pub type ByName<T> =
		StorageDoubleMap<_, Blake2_128Concat, Text<MAX_NAME>, Identity, [u8; 4], (), OptionQuery>;

	/// The telephones of offices, for the directory.
	#[pallet::storage]
	pub type Contacts<T> = StorageMap<_, Twox64Concat, OrgId, Text<MAX_CONTACT>, OptionQuery>;

	/// How many organizations of genesis, the first ones by their number, the agenda has not been told
	/// of yet: at genesis nobody knows the day.
	#[pallet::storage]
	pub type Untold<T> = StorageValue<_, OrgId, ValueQuery>;

	/// The reorganization proposed for an organization.
	#[pallet::storage]
	pub type Reorganizations<T> =
		StorageMap<_, Twox64Concat, OrgId, ReorganizationProposal, OptionQuery>;

	/// The election under way in an organization.
	#[pallet::storage]
	pub type Elections<T> = StorageMap<_, Twox64Concat, OrgId, Election, OptionQuery>;

	/// The keys an organization ever published, by version from 1.
	#[pallet::storage]
	pub type OrgKeys<T> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Twox64Concat, u32, OrgKey, OptionQuery>;

	/// The version an organization published last; whether it is still in use, the key itself says.
	#[pallet::storage]
	pub type CurrentKey<T> = StorageMap<_, Twox64Concat, OrgId, u32, OptionQuery>;

	/// The keys that an organization revoked: none of them is published again, by its bytes.
	/// (`Blake2_128Concat`: officers choose the keys.)
	#[pallet::storage]
	pub type RevokedKeys<T> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Blake2_128Concat, [u8; 32], (), OptionQuery>;

	/// The tree and the officers a chain starts with.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The organizations; the position in the list is the number. The first is the root, and
		/// every other one names a parent that stands before it.
		pub orgs: Vec<GenesisOrg>,
		/// The officers, in force from the first block: organization, person, offices, powers.
		pub appointments: Vec<GenesisAppointment>,
		#[serde(skip)]
		#[doc(hidden)]
		pub phantom: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		#[allow(clippy::panic)] // a chain must not start on a wrong tree
		fn build(&self) {
			if let Err(why) = Pallet::<T>::plant(self) {
				panic!("genesis of organizations: {why}");
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_idle(_n: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::tell_of_genesis(remaining)
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_n: BlockNumberFor<T>) -> Result<(), frame::try_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
