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
//!   power counts for exactly the organization it was given in, neither above nor below.
//! * **Appointment**: the offices and powers of one person in one organization. A person with an
//!   appointment is an **officer**. It is **in force** from its moment on, while the organization
//!   works and the person is a full or probationary member.
//! * **Head counts**: how many persons stand in each status, in an organization itself and in its
//!   subtree.
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
//! ## Data
//!
//! * [`Orgs`] and [`Children`]: the tree, downward and upward. At most
//!   [`MAX_DEPTH`] levels, so that every walk to the
//!   root is bounded.
//! * [`Appointments`], at most
//!   [`MAX_OFFICERS`] an organization, and
//!   [`OfficesHeld`], in how many organizations a person is an officer.
//! * [`Counts`]: head counts, kept along the ancestors; a level's figure is one read.
//!
//! ## API
//!
//! * Calls: [`establish`](Pallet::establish), [`set_grants`](Pallet::set_grants),
//!   [`appoint`](Pallet::appoint), [`dismiss`](Pallet::dismiss), [`resign`](Pallet::resign). Each
//!   names the organization acted for first. Root and unsigned origins may do none of them.
//! * Origins for other pallets: [`EnsureOfficer`] with one of the powers of [`authority`].
//! * The trait [`Organizations`]: lookup, walks, powers, head counts.
//! * Reads: [`Pallet::organization`], [`Pallet::children`], [`Pallet::head_counts`],
//!   [`Pallet::officers`], served by the runtime as `OrganizationsApi`.

extern crate alloc;

pub mod authority;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod genesis;
#[cfg(test)]
mod mock;
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
pub use types::{Appointment, GenesisAppointment, GenesisOrg};
pub use weights::WeightInfo;

use alloc::vec::Vec;
use chuxin_primitives::{
	membership::MembershipStatus,
	organization::{
		Grant, Grants, HeadCounts, Office, Officer, Offices, Org, OrgKind, OrgStatus, Power,
		Powers, MAX_DEPTH, MAX_OFFICERS,
	},
	traits::{Clock, Entitlement, Organizations, Persons},
	Moment, OrgId, PersonId, RawDate, RawText,
};
use frame::{prelude::*, traits::EnsureOriginWithArg};

// The macros below write `expect`s of their own; by hand there is none.
#[allow(clippy::expect_used)]
#[frame::pallet]
pub mod pallet {
	use super::*;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Persons, their keys and where they stand.
		type Persons: Persons<Self::AccountId>;

		/// The right to submit, which comes with an office.
		type Entitlement: Entitlement<Self::AccountId>;

		/// The chain's time.
		type Clock: Clock;

		/// Who may decide for an organization: [`EnsureOfficer`] with [`ApproverPower`].
		type ApproverOrigin: EnsureOriginWithArg<Self::RuntimeOrigin, OrgId, Success = Officer>;

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

	/// In how many organizations a person is an officer.
	#[pallet::storage]
	pub type OfficesHeld<T> = StorageMap<_, Twox64Concat, PersonId, u16, ValueQuery>;

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

	/// What happened. Every event names the acting organization and the person who acted.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An organization was established below another one.
		Established {
			/// The new organization.
			org: OrgId,
			/// The organization above.
			parent: OrgId,
			/// The organization that acted: `parent` or one above it.
			acting: OrgId,
			/// What kind it is.
			kind: OrgKind,
			/// Its name.
			name: RawText,
			/// Region by GB/T 2260.
			region: u32,
			/// The day it was founded.
			founded: RawDate,
			/// The officer who established it.
			by: PersonId,
		},
		/// The powers granted to an organization were replaced.
		GrantsSet {
			/// The organization that was granted them.
			org: OrgId,
			/// What it was granted before.
			before: Vec<Grant>,
			/// What it is granted now.
			grants: Vec<Grant>,
			/// The superior that acted.
			superior: OrgId,
			/// The officer who decided.
			by: PersonId,
		},
		/// A person was appointed, or an appointment was replaced.
		Appointed {
			/// The organization the person is an officer of.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// Offices before; none for a new officer.
			offices_before: Vec<Office>,
			/// Powers before; none for a new officer.
			powers_before: Vec<Power>,
			/// Offices now.
			offices: Vec<Office>,
			/// Powers of the person's key, from `effective_at` on.
			powers: Vec<Power>,
			/// The day of the appointment.
			since: RawDate,
			/// From which moment the powers work (ms since 1970).
			effective_at: Moment,
			/// The organization that acted: `org` or a superior.
			acting: OrgId,
			/// The officer who appointed.
			by: PersonId,
		},
		/// An officer was dismissed, at once.
		Dismissed {
			/// The organization the person was an officer of.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// Offices the person held.
			offices: Vec<Office>,
			/// Powers the person's key had.
			powers: Vec<Power>,
			/// The organization that acted: `org` or a superior.
			acting: OrgId,
			/// The officer who dismissed.
			by: PersonId,
		},
		/// An officer laid down everything held in an organization.
		Resigned {
			/// The organization the person was an officer of.
			org: OrgId,
			/// The person, who acted.
			person: PersonId,
			/// Offices the person held.
			offices: Vec<Office>,
			/// Powers the person's key had.
			powers: Vec<Power>,
		},
	}

	/// Why a call was refused, and what to do about it.
	#[pallet::error]
	pub enum Error<T> {
		/// Your key may not decide for this organization. Expected: a key bound to a member who is
		/// an approver of exactly the organization named first, appointed there at least the delay
		/// ago, the organization being active. Check the organization's number and your
		/// appointment (`organizationsApi.officers`).
		NotAuthorized,
		/// There is no organization with this number. Look the number up in the directory.
		OrgNotFound,
		/// This organization is frozen, archived or merged, and nothing new is recorded for it. Its
		/// superior thaws it, or use the organization it went over into.
		OrgNotActive,
		/// Only a superior may do this. Name an organization above the target as the acting one,
		/// and let an approver of that organization sign.
		NotSuperior,
		/// The target is neither the acting organization nor below it. Let an approver of the
		/// target or of one of its superiors sign.
		OutsideSubtree,
		/// The tree is at most 12 levels deep below its root. Establish the organization higher up.
		TooDeep,
		/// An organization of this kind cannot stand directly below that one. Groups stand inside
		/// branches, branches below committees and general branches, committees below committees of
		/// a higher level.
		KindNotAllowedHere,
		/// The name is not UTF-8 text. Send it again as UTF-8.
		NameNotUtf8,
		/// The name is empty, or begins or ends with a blank. Remove the blanks.
		NameBlank,
		/// The name holds a line break, a tab or an invisible mark. Type it again by hand.
		NameControl,
		/// The name has more than 128 bytes; a Chinese character takes three. Shorten it to at most
		/// 42 characters.
		NameTooLong,
		/// The region is not a code by GB/T 2260. Write six digits, 110000 to 999999, such as 110101.
		RegionInvalid,
		/// There is no such day. Write it as YYYY-MM-DD, such as 2024-02-29.
		DateInvalid,
		/// The day lies in the future. Give a day that is not after today in China (UTC+8).
		DateInFuture,
		/// All numbers for organizations are given out. Tell the operators of the chain.
		OrgNumbersExhausted,
		/// The acting organization cannot grant or withdraw a power that it does not hold itself.
		/// Ask the superior that granted it, or the root.
		GrantNotHeld,
		/// The organization holds exactly these grants already. Nothing is to be done.
		GrantsUnchanged,
		/// An entry stands in the list twice. Name each office, power or grant once.
		DuplicateEntries,
		/// The appointment holds neither an office nor a power. Name at least one, or dismiss the
		/// person instead.
		AppointmentEmpty,
		/// There is no person with this number. Enrol the person first, or check the number.
		PersonNotFound,
		/// Only a full member can hold an office: probationary members cannot be elected
		/// (党章 Art. 7). Appoint a full member, or give powers without an office.
		NotFullMember,
		/// Only a full or probationary member can be given powers. Choose another person.
		NotMember,
		/// Nobody decides on his own appointment. Let another approver do it; to lay an appointment
		/// down, use `resign`.
		OwnAppointment,
		/// An inspector is named, changed and dismissed from above only. Let an approver of a
		/// superior of this organization do it.
		InspectorFromAbove,
		/// The organization has a secretary already. Dismiss the secretary first, or take the
		/// office away by a new appointment.
		SecretaryExists,
		/// An organization has at most 12 officers. Dismiss one first.
		MaxOfficersExceeded,
		/// A person cannot be an officer of that many organizations. Dismiss the person elsewhere
		/// first.
		MaxOfficesExceeded,
		/// This person is no officer of this organization. See `organizationsApi.officers`.
		OfficerNotFound,
		/// Your key is not bound to a person, or it is frozen. Have it bound by your branch first.
		AccountNotBound,
		/// You are the only approver of the highest organization: nobody could appoint another one
		/// after you. Appoint a successor as approver first, then resign.
		LastApprover,
		/// Persons are counted at branches only, and this organization is none. Name a branch.
		NotABranch,
		/// A head count would fall below zero or rise above 4,294,967,295. Compare the counts of the
		/// branch with its roster, and tell the operators of the chain.
		CountOutOfRange,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_n: BlockNumberFor<T>) -> Result<(), frame::try_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

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
			let officer = Self::ensure_approver(origin, org)?;
			ensure!(Self::is_within(parent, org), Error::<T>::OutsideSubtree);
			let above = Self::ensure_active(parent)?;
			let depth = above.depth.checked_add(1).filter(|depth| *depth <= MAX_DEPTH);
			let depth = depth.ok_or(Error::<T>::TooDeep)?;
			ensure!(kind.may_be_below(above.kind), Error::<T>::KindNotAllowedHere);
			let name = Self::checked_name(&name)?;
			ensure!(types::is_region(region), Error::<T>::RegionInvalid);
			let founded = founded.parse().ok_or(Error::<T>::DateInvalid)?;
			ensure!(founded <= T::Clock::today(), Error::<T>::DateInFuture);
			let id = NextOrgId::<T>::get();
			let next = id.next().ok_or(Error::<T>::OrgNumbersExhausted)?;

			NextOrgId::<T>::put(next);
			Self::put_org(
				id,
				Org {
					parent: Some(parent),
					kind,
					name: name.clone(),
					region,
					status: OrgStatus::Active,
					founded,
					term_ends: None,
					grants: Grants::NONE,
					depth,
					officers: 0,
				},
			);
			Self::deposit_event(Event::Established {
				org: id,
				parent,
				acting: org,
				kind,
				name: name.into(),
				region,
				founded: founded.into(),
				by: officer.person,
			});
			Ok(())
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
			let officer = Self::ensure_approver(origin, org)?;
			let mut below = Self::ensure_active(target)?;
			ensure!(target != org && Self::is_within(target, org), Error::<T>::NotSuperior);
			let new = Grants::from(grants.as_slice());
			ensure!(new.list().len() == grants.len(), Error::<T>::DuplicateEntries);
			let old = below.grants;
			ensure!(new != old, Error::<T>::GrantsUnchanged);
			let superior = Self::ensure_active(org)?;
			let may_change = superior.parent.is_none()
				|| Grant::ALL
					.iter()
					.filter(|grant| old.contains(**grant) != new.contains(**grant))
					.all(|grant| superior.grants.contains(*grant));
			ensure!(may_change, Error::<T>::GrantNotHeld);

			below.grants = new;
			Orgs::<T>::insert(target, below);
			Self::deposit_event(Event::GrantsSet {
				org: target,
				before: old.list(),
				grants: new.list(),
				superior: org,
				by: officer.person,
			});
			Ok(())
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
		/// - `offices`: the complete list of offices. An organization has one secretary.
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
			let officer = Self::ensure_approver(origin, org)?;
			let body = Self::ensure_active(target)?;
			ensure!(Self::is_within(target, org), Error::<T>::OutsideSubtree);
			ensure!(officer.person != person, Error::<T>::OwnAppointment);
			let new_offices = Offices::from(offices.as_slice());
			let new_powers = Powers::from(powers.as_slice());
			ensure!(new_offices.list().len() == offices.len(), Error::<T>::DuplicateEntries);
			ensure!(new_powers.list().len() == powers.len(), Error::<T>::DuplicateEntries);
			ensure!(
				!new_offices.is_empty() || !new_powers.is_empty(),
				Error::<T>::AppointmentEmpty
			);

			let (_, status) = T::Persons::standing(person).ok_or(Error::<T>::PersonNotFound)?;
			ensure!(
				new_offices.is_empty() || status == MembershipStatus::Full,
				Error::<T>::NotFullMember
			);
			ensure!(authority::may_act(status), Error::<T>::NotMember);

			let old = Appointments::<T>::get(target, person);
			let inspector = new_powers.contains(Power::Inspector)
				|| old.as_ref().is_some_and(|old| old.powers.contains(Power::Inspector));
			ensure!(!inspector || target != org, Error::<T>::InspectorFromAbove);
			if new_offices.contains(Office::Secretary) {
				let other = Appointments::<T>::iter_prefix(target)
					.any(|(p, a)| p != person && a.offices.contains(Office::Secretary));
				ensure!(!other, Error::<T>::SecretaryExists);
			}
			if old.is_none() {
				ensure!(body.officers < MAX_OFFICERS, Error::<T>::MaxOfficersExceeded);
				let held = OfficesHeld::<T>::get(person);
				ensure!(held < u16::MAX, Error::<T>::MaxOfficesExceeded);
				if let Some(account) = T::Persons::account_of(person) {
					T::Entitlement::add_office(&account)?;
				}
			}

			let since = T::Clock::today();
			// Saturating: a moment that cannot be written never comes, and nothing takes effect.
			let effective_at = T::Clock::now().saturating_add(T::AppointmentDelay::get());
			Self::seat(
				target,
				person,
				Appointment {
					offices: new_offices,
					powers: new_powers,
					since,
					effective_at,
					by: Some(officer.person),
				},
			);
			let before = old.map(|old| (old.offices, old.powers)).unwrap_or_default();
			Self::deposit_event(Event::Appointed {
				org: target,
				person,
				offices_before: before.0.list(),
				powers_before: before.1.list(),
				offices: new_offices.list(),
				powers: new_powers.list(),
				since: since.into(),
				effective_at,
				acting: org,
				by: officer.person,
			});
			Ok(())
		}

		/// Dismiss an officer of your organization or one below it, at once (免职).
		///
		/// Signed by an approver of `org`. The person loses every office and power in `target` with
		/// this block; what the person signed before and is not yet in a block is refused.
		/// Appointments in other organizations stay.
		///
		/// - `org`: your organization.
		/// - `target`: the organization the person is an officer of: yours or one below it.
		/// - `person`: the officer; not yourself (use `resign`). An inspector is dismissed by a
		///   superior of the target only.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::dismiss())]
		pub fn dismiss(
			origin: OriginFor<T>,
			org: OrgId,
			target: OrgId,
			person: PersonId,
		) -> DispatchResult {
			let officer = Self::ensure_approver(origin, org)?;
			ensure!(Orgs::<T>::contains_key(target), Error::<T>::OrgNotFound);
			ensure!(Self::is_within(target, org), Error::<T>::OutsideSubtree);
			ensure!(officer.person != person, Error::<T>::OwnAppointment);
			let old = Appointments::<T>::get(target, person).ok_or(Error::<T>::OfficerNotFound)?;
			ensure!(
				!old.powers.contains(Power::Inspector) || target != org,
				Error::<T>::InspectorFromAbove
			);

			Self::unseat(target, person)?;
			Self::deposit_event(Event::Dismissed {
				org: target,
				person,
				offices: old.offices.list(),
				powers: old.powers.list(),
				acting: org,
				by: officer.person,
			});
			Ok(())
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
			let person = T::Persons::acting(&who).ok_or(Error::<T>::AccountNotBound)?;
			let old = Appointments::<T>::get(org, person).ok_or(Error::<T>::OfficerNotFound)?;
			let body = Orgs::<T>::get(org).ok_or(Error::<T>::OrgNotFound)?;
			if body.parent.is_none() && old.powers.contains(Power::Approver) {
				let others = Appointments::<T>::iter_prefix(org)
					.filter(|(p, a)| *p != person && a.powers.contains(Power::Approver))
					.count();
				ensure!(others > 0, Error::<T>::LastApprover);
			}

			Self::unseat(org, person)?;
			Self::deposit_event(Event::Resigned {
				org,
				person,
				offices: old.offices.list(),
				powers: old.powers.list(),
			});
			Ok(())
		}
	}
}
