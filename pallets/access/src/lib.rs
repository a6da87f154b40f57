//! # Access
//!
//! Who may submit, how much a day, which acts wait, and the few acts that are the council's.
//!
//! There is no token and there are no fees. The right to submit comes from an office or a
//! membership; a daily quota bounds it.
//!
//! ## Terminology
//!
//! * **Entitlement** — an account may submit while its holder is an officer of at least one
//!   organization or has a membership bound to it, and is not frozen.
//! * **Unit** — what quota is counted in: a transaction takes one, and one for each begun 250 µs of
//!   its call's compute time, and one for each begun 1,024 bytes. Most take three.
//! * **Day** — the day in China. Quotas are full again at 00:00 (UTC+8), which is 16:00 UTC.
//! * **Window** — how many transactions of one account may wait at once: 4 for a member, 64 for an
//!   officer.
//! * **New officer** — for seven days from an account's first office on, it has a quarter of an
//!   officer's units.
//! * **Emergency call** — a call that protects: to freeze one's own account, and by an officer to
//!   freeze another's, to veto, to revoke a key. It takes no units, goes before all others, and is
//!   bounded by a small count a day of its own.
//! * **Act that waits** — an act decided by two officers (or, for one's own key, by its holder) that
//!   takes effect only after a delay, in which everybody sees it and officers may veto it.
//!
//! ## Scenario: an officer's day
//!
//! 1. On Monday Li is appointed. His account did not exist: it does now, with one reference that is
//!    never taken away, and a new officer's quota.
//! 2. He sends 64 transactions in a row. The 65th is refused (`Custom(2)`) until the first ones are
//!    in blocks. A transaction also needs one unit for each of his that wait before it, so that a
//!    nearly empty account cannot fill the pool of others (`Custom(3)`).
//! 3. In the evening his quota is used up. His key is stolen; he freezes his account all the same:
//!    that is an emergency call.
//! 4. On Tuesday he is dismissed, on Wednesday appointed again. His nonce moved by a whole window at
//!    the dismissal and at the freeze: what was signed before is refused as stale, for ever.
//!
//! ## Scenario: a merger that waits
//!
//! 1. On Monday a handler, an approver and an approver of the superior decide that one branch goes
//!    over into another. The pallet of organizations puts the act here; it can be carried out a day
//!    later, and stands in the branch's agenda.
//! 2. On Tuesday the delay is over. The approver was dismissed in the morning: when somebody calls
//!    [`carry_out`](Pallet::carry_out), the act lapses, and what was prepared is taken back.
//! 3. On Wednesday it is decided anew, by others. An officer of the county finds that the wrong
//!    branch was named and vetoes it: [`veto`](Pallet::veto). Nobody vetoes what he decided.
//!
//! ## Scenario: an upgrade
//!
//! 1. The council proposes the hash of a new runtime. Seven days begin, visible to everyone.
//! 2. Until then, and also after, the council can cancel.
//! 3. When they are over, anybody entitled enacts it; then anybody uploads the runtime with
//!    `system.applyAuthorizedUpgrade`, where name and version are checked.
//!
//! ## Data
//!
//! [`AccountData`] lies inside `System.Account`: no further key an account. Only an account that
//! makes an emergency call has a second one.
//!
//! ## What meets the runtime
//!
//! * [`QuotaNonce`] stands in the place of `CheckNonce`, with its name and bytes, because quota must
//!   know the nonce. [`CheckMortality`] stands in the place of the stock one and refuses
//!   transactions that are valid for ever.
//! * [`Entitlement`](chuxin_primitives::traits::Entitlement) is implemented by [`Pallet`].
//! * The council's origin is a parameter. Nothing here constructs Root.
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

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod entitlement;
mod extension;
#[cfg(test)]
mod mock;
mod pending;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
mod upgrade;
pub mod weights;

pub use extension::{CheckMortality, QuotaNonce};
pub use pallet::*;
pub use types::{AccountData, Class, Delays, Refusal, Upgrade};
pub use weights::WeightInfo;

use frame::prelude::*;

// The macros below write `expect`s of their own; by hand there is none.
#[allow(clippy::expect_used)]
#[frame::pallet]
pub mod pallet {
	use super::*;
	use chuxin_primitives::{
		agenda::Agenda,
		organization::Officer,
		pending::{CarryOut, Pending as WaitingAct, PendingAct},
		traits::{Clock, Organizations},
		Moment, OrgId, PendingId, PersonId, RawDate,
	};
	use frame::traits::EnsureOriginWithArg;
	use types::{MAX_LIMIT, MIN_LIMIT};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime decides.
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountData = AccountData, Nonce = u32> {
		/// Who may change limits and delays and propose upgrades.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The chain's time.
		type Clock: Clock;
		/// The tree of organizations, and who may act for them.
		type Organizations: Organizations;
		/// Any officer in force of the organization given.
		type AnyOfficerOrigin: EnsureOriginWithArg<Self::RuntimeOrigin, OrgId, Success = Officer>;
		/// Who carries out what waits: the pallets the acts belong to.
		type CarryOut: CarryOut;
		/// Where acts that wait stand as deadlines.
		type Agenda: Agenda;
		/// Calls by which officers protect: by an officer they take no units and go before all others.
		/// Only calls of small, fixed size belong here.
		type EmergencyCalls: Contains<Self::RuntimeCall>;
		/// The same by which anybody protects oneself.
		type OwnEmergencyCalls: Contains<Self::RuntimeCall>;
		/// Units a member has a day, until the council says otherwise.
		#[pallet::constant]
		type MemberLimit: Get<u32>;
		/// Units an officer has a day, until the council says otherwise.
		#[pallet::constant]
		type OfficerLimit: Get<u32>;
		/// Emergency calls an account has a day.
		#[pallet::constant]
		type EmergencyLimit: Get<u8>;
		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// Units a day by class, where the council or genesis set them.
	// Two keys, chosen by nobody: a short hasher serves.
	#[pallet::storage]
	pub type Limits<T: Config> = StorageMap<_, Twox64Concat, Class, u32, OptionQuery>;

	/// The last day an account made an emergency call (days since 1970 in UTC+8, modulo 2^16) and
	/// how many it made then.
	#[pallet::storage]
	pub type Emergency<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, (u16, u8), OptionQuery>;

	/// The moment (ms) at which the freeze of an account ends by itself; from it on the account is not
	/// frozen, whatever its mark says. None: it lasts until somebody thaws the account.
	#[pallet::storage]
	pub type FrozenUntil<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Moment, OptionQuery>;

	/// Development only: how many transactions of any account may wait at once.
	#[pallet::storage]
	pub type DevelopmentWindow<T: Config> = StorageValue<_, u32, OptionQuery>;

	/// Development only: whether transactions may be valid for ever.
	#[pallet::storage]
	pub type AllowImmortal<T: Config> = StorageValue<_, bool, ValueQuery>;

	/// How long delayed acts wait.
	#[pallet::storage]
	pub type CurrentDelays<T: Config> = StorageValue<_, Delays, ValueQuery, StandardDelays>;

	/// The shortest delays the council may set; fixed at genesis.
	#[pallet::storage]
	pub type MinDelays<T: Config> = StorageValue<_, Delays, ValueQuery, StandardDelays>;

	/// The upgrade that waits, if any.
	#[pallet::storage]
	pub type PendingUpgrade<T: Config> = StorageValue<_, Upgrade<T::Hash>, OptionQuery>;

	/// The number the next act that waits gets. Numbers rise and are never used again.
	#[pallet::storage]
	pub type NextPendingId<T> = StorageValue<_, PendingId, ValueQuery>;

	/// The acts that wait. (`Twox64Concat`: the chain gives out the numbers.)
	#[pallet::storage]
	pub type Pending<T> = StorageMap<_, Twox64Concat, PendingId, WaitingAct, OptionQuery>;

	/// The delays where nothing else was set.
	#[pallet::type_value]
	pub fn StandardDelays() -> Delays {
		Delays::STANDARD
	}

	/// What a chain starts with. Everything may be left out.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Units a member has a day.
		pub member_limit: Option<u32>,
		/// Units an officer has a day.
		pub officer_limit: Option<u32>,
		/// Milliseconds from an appointment until its powers work.
		pub appointment_delay: Option<Moment>,
		/// Milliseconds from the proposal of an upgrade until it can be enacted.
		pub upgrade_delay: Option<Moment>,
		/// Milliseconds from the decision to replace a person's key until the new one works.
		pub replacement_delay: Option<Moment>,
		/// Milliseconds from the decision to merge or archive until it is carried out.
		pub reorganization_delay: Option<Moment>,
		/// The shortest appointment delay the council may ever set, in milliseconds.
		pub min_appointment_delay: Option<Moment>,
		/// The shortest upgrade delay the council may ever set, in milliseconds.
		pub min_upgrade_delay: Option<Moment>,
		/// The shortest replacement delay the council may ever set, in milliseconds.
		pub min_replacement_delay: Option<Moment>,
		/// The shortest reorganization delay the council may ever set, in milliseconds.
		pub min_reorganization_delay: Option<Moment>,
		/// Development only: transactions of any account that may wait at once.
		pub development_window: Option<u32>,
		/// Development only: whether transactions may be valid for ever.
		pub allow_immortal: bool,
		#[doc(hidden)]
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (class, units) in
				[(Class::Member, self.member_limit), (Class::Officer, self.officer_limit)]
			{
				if let Some(units) = units {
					assert!(
						(MIN_LIMIT..=MAX_LIMIT).contains(&units),
						"a daily limit is {MIN_LIMIT} to {MAX_LIMIT} units",
					);
					Limits::<T>::insert(class, units);
				}
			}
			let standard = Delays::STANDARD;
			let floor = Delays {
				appointment: self.min_appointment_delay.unwrap_or(standard.appointment),
				upgrade: self.min_upgrade_delay.unwrap_or(standard.upgrade),
				replacement: self.min_replacement_delay.unwrap_or(standard.replacement),
				reorganization: self.min_reorganization_delay.unwrap_or(standard.reorganization),
			};
			let delays = Delays {
				appointment: self.appointment_delay.unwrap_or(standard.appointment),
				upgrade: self.upgrade_delay.unwrap_or(standard.upgrade),
				replacement: self.replacement_delay.unwrap_or(standard.replacement),
				reorganization: self.reorganization_delay.unwrap_or(standard.reorganization),
			};
			assert!(
				delays.is_within(&floor),
				"a delay is shorter than its minimum or over 90 days"
			);
			MinDelays::<T>::put(floor);
			CurrentDelays::<T>::put(delays);
			if let Some(window) = self.development_window {
				assert!(window > 0, "the development window is at least 1");
				DevelopmentWindow::<T>::put(window);
			}
			AllowImmortal::<T>::put(self.allow_immortal);
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The council proposed an upgrade. Anybody may compare `code_hash` with the published
		/// runtime until `ready_at`.
		UpgradeProposed {
			/// The BLAKE2b-256 hash of the new runtime.
			code_hash: T::Hash,
			/// The first moment it can be enacted (ms since 1970).
			ready_at: Moment,
			/// The day of that moment in China.
			ready_on: RawDate,
		},
		/// The council cancelled the proposed upgrade before it was enacted.
		UpgradeCancelled {
			/// The hash that was proposed.
			code_hash: T::Hash,
		},
		/// The council took back an upgrade that was enacted and not yet applied.
		UpgradeRevoked,
		/// The upgrade is enacted: upload the runtime with `system.applyAuthorizedUpgrade`.
		UpgradeEnacted {
			/// The hash of the runtime to upload.
			code_hash: T::Hash,
			/// Who enacted it.
			by: T::AccountId,
		},
		/// The council set a daily limit. It holds at once.
		LimitSet {
			/// Whose limit.
			class: Class,
			/// Units a day before.
			before: u32,
			/// Units a day from now on.
			units: u32,
		},
		/// The council set the delays, in milliseconds. What waits already keeps its moment.
		DelaysSet {
			/// Before.
			before: Delays,
			/// From now on.
			delays: Delays,
		},
		/// The account's nonce moved: transactions it signed before are refused. Ask the node for
		/// the next nonce before signing again.
		NonceAdvanced {
			/// The account.
			account: T::AccountId,
			/// Its nonce before.
			before: u32,
			/// Its next nonce.
			nonce: u32,
		},
		/// An act was decided and waits. It can be carried out from `ready_at` on, and be vetoed by
		/// officers of `org` and of every organization above it.
		ActPut {
			/// Its number.
			id: PendingId,
			/// What waits.
			act: PendingAct,
			/// The organization concerned.
			org: OrgId,
			/// The first moment it can be carried out (ms since 1970).
			ready_at: Moment,
			/// The day of that moment in China.
			ready_on: RawDate,
		},
		/// An act that waited was carried out.
		ActCarriedOut {
			/// Its number.
			id: PendingId,
			/// What was carried out.
			act: PendingAct,
			/// The organization concerned.
			org: OrgId,
		},
		/// An act that waited was vetoed. It does not take place.
		ActVetoed {
			/// Its number.
			id: PendingId,
			/// What does not take place.
			act: PendingAct,
			/// The organization concerned.
			org: OrgId,
			/// The organization that vetoed.
			acting: OrgId,
			/// The officer who vetoed.
			by: PersonId,
		},
		/// An act lapsed, because somebody who had decided it no longer holds the power. It does not
		/// take place; it can be decided anew.
		ActLapsed {
			/// Its number.
			id: PendingId,
			/// What does not take place.
			act: PendingAct,
			/// The organization concerned.
			org: OrgId,
		},
	}

	/// Why a call was refused, and the cure.
	#[pallet::error]
	pub enum Error<T> {
		/// The hash of the new runtime is all zeros. Give the BLAKE2b-256 hash of the runtime file.
		CodeHashMissing,
		/// Another upgrade waits. Cancel it with `access.cancelUpgrade`, or let it be enacted first.
		UpgradeAlreadyProposed,
		/// No upgrade waits. Let the council propose one with `access.proposeUpgrade` first.
		UpgradeNotFound,
		/// The upgrade waits still. Enact it after the moment in `access.pendingUpgrade`.
		UpgradeNotReady,
		/// A daily limit is 10 to 1,000,000 units. Give a number in this range.
		LimitOutOfRange,
		/// A delay is shorter than `access.minDelays` allows, or longer than 90 days. Give
		/// milliseconds in between.
		DelayOutOfRange,
		/// The account has no such office or membership to take away. Read `access` quota of the
		/// account first.
		EntitlementNotFound,
		/// The account holds as many offices or memberships as can be counted. End one first.
		MaxEntitlementsExceeded,
		/// The account's nonces are used up. Bind another account.
		NoncesUsedUp,
		/// No act waits under this number: it was carried out, vetoed, or lapsed. Read
		/// `access.pending` for those that wait.
		PendingNotFound,
		/// The act waits still. Carry it out after the moment `readyAt` in `access.pending`.
		PendingNotReady,
		/// The signer is no officer in force of the organization acted for. Let one of its officers
		/// sign.
		NotAuthorized,
		/// Only officers of the organization concerned, or of one above it, may veto. Act for such
		/// an organization.
		NotConcerned,
		/// Who decided the act does not veto it. Let another officer do it.
		OwnDecision,
		/// All numbers of acts that wait are given out. The runtime must be upgraded to wider ones.
		MaxPendingExceeded,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::try_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Proposes an upgrade of the chain's runtime (council). It can be enacted when the upgrade
		/// delay is over; until then everybody can examine it.
		///
		/// * `code_hash` — the BLAKE2b-256 hash of the new runtime (compressed WebAssembly).
		///
		/// # Errors
		/// [`Error::CodeHashMissing`], [`Error::UpgradeAlreadyProposed`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::propose_upgrade())]
		pub fn propose_upgrade(origin: OriginFor<T>, code_hash: T::Hash) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_propose_upgrade(code_hash)
		}

		/// Cancels the upgrade that waits, or takes back one that was enacted and not yet applied
		/// (council).
		///
		/// # Errors
		/// [`Error::UpgradeNotFound`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::cancel_upgrade())]
		pub fn cancel_upgrade(origin: OriginFor<T>) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_cancel_upgrade()
		}

		/// Enacts the upgrade whose delay is over (anybody entitled). Afterwards the runtime is
		/// uploaded with `system.applyAuthorizedUpgrade`, which checks its name and version.
		///
		/// # Errors
		/// [`Error::UpgradeNotFound`], [`Error::UpgradeNotReady`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::enact_upgrade())]
		pub fn enact_upgrade(origin: OriginFor<T>) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_enact_upgrade(by)
		}

		/// Sets how many units a day members or officers have (council). Holds at once.
		///
		/// * `class` — whose limit.
		/// * `units` — 10 to 1,000,000.
		///
		/// # Errors
		/// [`Error::LimitOutOfRange`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::set_limit())]
		pub fn set_limit(origin: OriginFor<T>, class: Class, units: u32) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			ensure!((MIN_LIMIT..=MAX_LIMIT).contains(&units), Error::<T>::LimitOutOfRange);
			let before = Self::limit(class);
			Limits::<T>::insert(class, units);
			Self::deposit_event(Event::LimitSet { class, before, units });
			Ok(())
		}

		/// Sets how long acts wait, in milliseconds (council). What waits already keeps its moment.
		///
		/// * `appointment_ms` — from an appointment until its powers work.
		/// * `upgrade_ms` — from the proposal of an upgrade until it can be enacted.
		/// * `replacement_ms` — from the decision to replace a person's key until the new one works.
		/// * `reorganization_ms` — from the decision to merge or archive until it is carried out.
		///
		/// # Errors
		/// [`Error::DelayOutOfRange`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::set_delays())]
		pub fn set_delays(
			origin: OriginFor<T>,
			appointment_ms: Moment,
			upgrade_ms: Moment,
			replacement_ms: Moment,
			reorganization_ms: Moment,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			let delays = Delays {
				appointment: appointment_ms,
				upgrade: upgrade_ms,
				replacement: replacement_ms,
				reorganization: reorganization_ms,
			};
			ensure!(delays.is_within(&MinDelays::<T>::get()), Error::<T>::DelayOutOfRange);
			let before = CurrentDelays::<T>::get();
			CurrentDelays::<T>::put(delays);
			Self::deposit_event(Event::DelaysSet { before, delays });
			Ok(())
		}

		/// Carries out an act whose delay is over (anybody entitled). Who decided it must still hold
		/// the power to do so; otherwise it lapses, with [`Event::ActLapsed`], and everything stays
		/// as it was.
		///
		/// * `id` — the number of the act.
		///
		/// # Errors
		/// [`Error::PendingNotFound`], [`Error::PendingNotReady`], and what the pallet says to which
		/// the act belongs.
		#[pallet::call_index(5)]
		// Measured with one officer: the second one's appointment and person are two reads more.
		#[pallet::weight(
			T::WeightInfo::carry_out()
				.saturating_add(T::DbWeight::get().reads(2))
				.saturating_add(T::CarryOut::weight())
		)]
		pub fn carry_out(origin: OriginFor<T>, id: PendingId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_carry_out(id)
		}

		/// Stops an act that waits. It works until the act is carried out, also when its delay is
		/// over.
		///
		/// Signed by any officer of `org`, which is the organization concerned or one above it; not
		/// by who decided the act.
		///
		/// * `org` — the organization acted for.
		/// * `id` — the number of the act.
		///
		/// # Errors
		/// [`Error::NotAuthorized`], [`Error::PendingNotFound`], [`Error::NotConcerned`],
		/// [`Error::OwnDecision`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::veto().saturating_add(T::CarryOut::weight()))]
		pub fn veto(origin: OriginFor<T>, org: OrgId, id: PendingId) -> DispatchResult {
			let officer = T::AnyOfficerOrigin::ensure_origin(origin, &org)
				.map_err(|_| Error::<T>::NotAuthorized)?;
			Self::do_veto(org, officer.person, id)
		}
	}
}

macro_rules! delay {
	($(#[$doc:meta])* $name:ident, $field:ident) => {
		$(#[$doc])*
		pub struct $name<T>(PhantomData<T>);

		impl<T: Config> Get<u64> for $name<T> {
			fn get() -> u64 {
				CurrentDelays::<T>::get().$field
			}
		}
	};
}

delay!(
	/// The delay from an appointment until its powers work, in milliseconds: a parameter for the
	/// pallet that appoints.
	AppointmentDelay,
	appointment
);
delay!(
	/// The delay until a person's new key works, in milliseconds: a parameter for the pallet of
	/// persons.
	ReplacementDelay,
	replacement
);
delay!(
	/// The delay until a merger or an archiving is carried out, in milliseconds: a parameter for the
	/// pallet of organizations.
	ReorganizationDelay,
	reorganization
);
