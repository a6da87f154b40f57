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
//! # Agenda
//!
//! What every organization has to do, until when, and what is overdue. Deadlines are data and not
//! scheduled calls: a call that waits in a scheduler is lost when the day is full or an upgrade
//! changes it; an entry of a map is not.
//!
//! ## Terminology
//!
//! * **Item** ([`Item`]): what is due, such as the end of a committee's term or an act that waits.
//!   An organization has an item once; setting it again moves its day.
//! * **Day**: the last day in time. Days are days in China (UTC+8), by the chain's time.
//! * **Raised**: the chain has found that the day is past. From then on the item counts as overdue,
//!   for its organization and for every one above it, until it is settled.
//!
//! ## Scenario: a secretary who leaves
//!
//! 1. **1 March.** The only secretary of a branch resigns. The pallet of organizations sets the item
//!    *no secretary* with 31 March as its day.
//! 2. **1 April, first block.** Nobody was elected. The end of the block finds the item past its day
//!    and raises it: an event tells it, the branch shows one overdue item of its own, and branch,
//!    county and province one more in their subtrees.
//! 3. **2 to 4 April.** The chain stands still. A dozen terms of office end on the 3rd.
//! 4. **5 April, first block.** All twelve are raised, in the order of their days, as far as the
//!    block has room; whatever is left comes with the next block. A stop, a jump of the clock or an
//!    upgrade of the runtime in between delays this and loses none.
//! 5. **6 April.** A secretary is appointed. The pallet of organizations clears the item: the counts
//!    of branch, county and province go down together.
//! 6. **7 April.** An exit of January is entered late. That is a fact and cannot be settled by doing
//!    something; an officer of the county takes note of it: [`take_note`](Pallet::take_note).
//!
//! ## Data
//!
//! * [`Items`]: the day of every item, and whether it was raised.
//! * [`ByDay`]: the same by organization and day, so that a page of an organization's agenda costs a
//!   page of reads.
//! * [`Due`]: what was not raised yet, of all organizations, by day. There is no other cursor: the
//!   first key is what comes next, so that nothing set for a day long past is ever skipped.
//! * [`Counts`]: how many items are overdue; a level's figure is one read.
//!
//! ## API
//!
//! * The trait [`Agenda`], for the pallets whose deadlines they are.
//! * One call, [`take_note`](Pallet::take_note).
//! * Reads: [`Pallet::agenda`], [`Pallet::overdue`], served by the runtime as `AgendaApi`.

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod deadlines;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
mod views;
pub mod weights;

pub use pallet::*;
pub use weights::WeightInfo;

use chuxin_primitives::{
	agenda::{Agenda, Item, Overdue},
	organization::Officer,
	traits::{Clock, Organizations},
	CivilDate, OrgId, PersonId, RawDate,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{prelude::*, traits::EnsureOriginWithArg};
use scale_info::TypeInfo;

/// When an item is due, and whether the chain has raised it.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Entry {
	/// The last day in time.
	pub due: CivilDate,
	/// Whether the item counts as overdue.
	pub raised: bool,
}

/// A number or a day (`YYYYMMDD`) as it stands in keys: the most significant byte first, so that the
/// order of the keys is the order of the numbers and days.
pub(crate) type Ordered = [u8; 4];

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
		/// The tree of organizations.
		type Organizations: Organizations;

		/// The chain's time.
		type Clock: Clock;

		/// Any officer of the organization given.
		type AnyOfficerOrigin: EnsureOriginWithArg<Self::RuntimeOrigin, OrgId, Success = Officer>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// Every item with its day. (`Twox64Concat`: the chain gives out the numbers; `Blake2_128Concat`:
	/// hashes in items are chosen by people.)
	#[pallet::storage]
	pub type Items<T> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Blake2_128Concat, Item, Entry, OptionQuery>;

	/// The same items by organization and day, earliest first.
	///
	/// `Identity` makes the order of the keys the order of the days; days cannot be ground.
	#[pallet::storage]
	pub type ByDay<T> = StorageNMap<
		_,
		(NMapKey<Twox64Concat, OrgId>, NMapKey<Identity, Ordered>, NMapKey<Blake2_128Concat, Item>),
		(),
		OptionQuery,
	>;

	/// The items not raised yet, of all organizations: day, organization, item, earliest first.
	#[pallet::storage]
	pub type Due<T> = StorageNMap<
		_,
		(NMapKey<Identity, Ordered>, NMapKey<Identity, Ordered>, NMapKey<Blake2_128Concat, Item>),
		(),
		OptionQuery,
	>;

	/// How many items of an organization and of its subtree are overdue.
	#[pallet::storage]
	pub type Counts<T> = StorageMap<_, Twox64Concat, OrgId, Overdue, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The day of an item is past and nobody settled it: it counts as overdue from now on.
		Raised {
			/// The organization that has to act.
			org: OrgId,
			/// What was due.
			item: Item,
			/// The day until which it was in time.
			due: RawDate,
		},
		/// A superior took note of a late entry: it left the agenda. The entry itself stays.
		Noted {
			/// The organization in whose agenda it stood.
			org: OrgId,
			/// The late entry.
			item: Item,
			/// The organization that acted.
			superior: OrgId,
			/// The officer who took note.
			by: PersonId,
		},
	}

	/// Why a call was refused, and the cure.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer is no officer in force of the organization acted for. Let one of its officers
		/// sign.
		NotAuthorized,
		/// Only an organization above takes note of a late entry. Act for a superior of the
		/// organization in whose agenda it stands.
		NotSuperior,
		/// The late entry concerns the signer. Let another officer take note.
		OwnCase,
		/// No such late entry stands in the agenda of the organization. Read `AgendaApi_agenda` of
		/// the organization first.
		ItemNotFound,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Raises what is past its day, the earliest first, as far as the block has room. Whatever
		/// is left comes with the next block.
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::raise_overdue(remaining)
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::try_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Takes note of a late entry, which nothing else can settle: it leaves the agenda.
		///
		/// Signed by any officer of `superior`, an organization above `org` (`org` itself when there
		/// is none above it); not by the person concerned.
		///
		/// * `superior` — the organization acted for.
		/// * `org` — the organization in whose agenda the late entry stands.
		/// * `person`, `seq` — the person concerned, and the number of the life event.
		///
		/// # Errors
		/// [`Error::NotAuthorized`], [`Error::NotSuperior`], [`Error::OwnCase`],
		/// [`Error::ItemNotFound`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::take_note())]
		pub fn take_note(
			origin: OriginFor<T>,
			superior: OrgId,
			org: OrgId,
			person: PersonId,
			seq: u32,
		) -> DispatchResult {
			let officer = T::AnyOfficerOrigin::ensure_origin(origin, &superior)
				.map_err(|_| Error::<T>::NotAuthorized)?;
			let org = T::Organizations::resolve(org);
			let above = T::Organizations::ancestors(org);
			// A tree of one organization has nobody above it.
			let above = above.get(1..).filter(|a| !a.is_empty()).unwrap_or(&above);
			ensure!(above.contains(&T::Organizations::resolve(superior)), Error::<T>::NotSuperior);
			ensure!(officer.person != person, Error::<T>::OwnCase);
			let item = Item::LateEntry { person, seq };
			ensure!(Items::<T>::contains_key(org, item), Error::<T>::ItemNotFound);
			<Self as Agenda>::clear(org, item);
			Self::deposit_event(Event::Noted { org, item, superior, by: officer.person });
			Ok(())
		}
	}
}
