//! What an account may do, and how a day's quota is counted.

use chuxin_primitives::Moment;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::{InvalidTransaction, Weight};
use frame_support::pallet_prelude::TransactionValidityError;
use scale_info::TypeInfo;

/// Compute time that costs one unit, in picoseconds (250 µs).
pub const UNIT_REF_TIME: u64 = 250_000_000;
/// Bytes of a transaction that cost one unit.
pub const UNIT_BYTES: u32 = 1024;
/// Transactions a member may have waiting at once.
pub const MEMBER_WINDOW: u32 = 4;
/// Transactions an officer may have waiting at once. Nonces move by as much when an office ends:
/// do not reduce this value without moving them by the old one.
pub const OFFICER_WINDOW: u32 = 64;
/// Blocks after which the pool forgets a transaction, at most.
pub const LONGEVITY: u64 = 64;
/// Smallest daily limit the council may set: nobody can be locked out by a parameter.
pub const MIN_LIMIT: u32 = 10;
/// Greatest daily limit the council may set.
pub const MAX_LIMIT: u32 = 1_000_000;
/// How many days an officer is new, the day of the first office counted: a quarter of the limit, so
/// that a key that came into wrong hands with an office cannot flood the chain.
pub const NEW_DAYS: u16 = 7;
/// Days a delayed act may be carried out before it counts as overdue.
pub const CARRY_OUT_DAYS: i64 = 7;
/// Longest delay the council may set: 90 days, in milliseconds.
pub const MAX_DELAY: Moment = 90 * chuxin_primitives::date::DAY_MS;

/// The part of an account that is ours, inside `System.Account`.
///
/// There is a field `free`, because wallets read one; there must never be a field `frozen`,
/// because they would take it for an amount.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct AccountData {
	/// Units left on `day`. On any other day the account has its full limit.
	pub free: u32,
	/// The day `free` is of: days since 1970-01-01 in UTC+8, modulo 2^16.
	pub day: u16,
	/// Organizations the account's holder is an officer of.
	pub offices: u16,
	/// Memberships bound to the account (0 or 1 today).
	pub memberships: u8,
	/// Bit 0: frozen. Bit 1: was entitled once. Bit 2: `free` was counted by an officer's limit.
	pub flags: u8,
	/// The day from which the officer is no longer new, counted like `day`; 0: never was an officer.
	/// Set once, so that nobody is new again after an election.
	pub new_until: u16,
}

impl AccountData {
	/// The account can submit nothing until it is thawed, or until the moment kept beside it has come
	/// ([`crate::FrozenUntil`]).
	pub const FROZEN: u8 = 1;
	/// The account was entitled once: it has its reference and stays for ever, with its nonce.
	pub const KNOWN: u8 = 2;
	/// The account had an officer's limit on `day`: a second appointment on a day fills nothing up.
	pub const OFFICER_DAY: u8 = 4;
	/// Every flag there is.
	pub const FLAGS: u8 = Self::FROZEN | Self::KNOWN | Self::OFFICER_DAY;

	/// Whether a flag is set.
	pub const fn is(&self, flag: u8) -> bool {
		self.flags & flag != 0
	}

	/// Sets or clears a flag.
	pub fn set(&mut self, flag: u8, on: bool) {
		self.flags = if on { self.flags | flag } else { self.flags & !flag };
	}

	/// Whether an office or a membership gives a right to submit.
	pub const fn is_entitled(&self) -> bool {
		self.offices > 0 || self.memberships > 0
	}

	/// Whether the account may submit: entitled and not frozen.
	pub const fn may_submit(&self) -> bool {
		self.is_entitled() && !self.is(Self::FROZEN)
	}

	/// By whose limit the account is counted.
	pub const fn class(&self) -> Class {
		if self.offices > 0 {
			Class::Officer
		} else {
			Class::Member
		}
	}

	/// Whether the account is an officer's whose first office is less than [`NEW_DAYS`] days old.
	pub const fn is_new_officer(&self, today: u16) -> bool {
		let left = self.new_until.wrapping_sub(today);
		self.offices > 0 && self.new_until != 0 && left > 0 && left <= NEW_DAYS
	}

	/// Notes the first office on `today`; later ones change nothing.
	pub fn note_office(&mut self, today: u16) {
		if self.new_until == 0 {
			self.new_until = match today.wrapping_add(NEW_DAYS) {
				// The one day in 179 years with the number that means "never".
				0 => u16::MAX,
				day => day,
			};
		}
	}

	/// Units left on `today`, when a full day of the account has `limit`.
	pub fn free_on(&self, today: u16, limit: u32) -> u32 {
		if self.day == today {
			self.free.min(limit)
		} else {
			limit
		}
	}

	/// Begins `today`, if it is another day than the one counted.
	pub fn roll_over(&mut self, today: u16, limit: u32) {
		if self.day != today {
			self.day = today;
			self.free = limit;
			self.set(Self::OFFICER_DAY, self.class() == Class::Officer);
		}
	}
}

/// By whose daily limit an account is counted.
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
pub enum Class {
	/// A member without office.
	#[codec(index = 0)]
	Member,
	/// An officer of at least one organization.
	#[codec(index = 1)]
	Officer,
}

impl Class {
	/// The number of the class in priorities and in the runtime API.
	pub const fn number(self) -> u8 {
		match self {
			Self::Member => 0,
			Self::Officer => 1,
		}
	}
}

/// The number of emergency calls in priorities: before everything else.
pub const EMERGENCY_CLASS: u8 = 2;

/// What a transaction takes from its sender's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charge {
	/// Units of the account's quota.
	Units(u32),
	/// One of the day's emergency calls, and no units.
	Emergency,
}

impl Charge {
	/// One unit, and one for each begun 250 µs of the call's compute time, and one for each begun
	/// 1,024 bytes of the transaction. Signature and extensions are in the first unit.
	pub fn of(call_weight: Weight, len: usize) -> Self {
		let time = u32::try_from(call_weight.ref_time().div_ceil(UNIT_REF_TIME));
		// Saturating is harmless: no limit comes near.
		let bytes = u32::try_from(len).unwrap_or(u32::MAX).div_ceil(UNIT_BYTES);
		Self::Units(1u32.saturating_add(time.unwrap_or(u32::MAX)).saturating_add(bytes))
	}
}

/// Why a transaction is refused before it runs: the number behind `Custom` in the answer of the
/// node. (0 and 1 are left to others.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
	/// Its nonce is too far ahead: wait until the ones before are in a block.
	NonceTooFar,
	/// The day's quota would be exceeded, waiting transactions counted: go on tomorrow (the day
	/// ends at 16:00 UTC), or ask the council for a higher limit.
	QuotaUsedUp,
	/// The call is not offered on this chain, or paused now.
	CallNotAllowed,
	/// The transaction would be valid for ever: sign it for a limited time (a mortal era).
	Immortal,
}

impl Refusal {
	/// The number clients see.
	pub const fn code(self) -> u8 {
		match self {
			Self::NonceTooFar => 2,
			Self::QuotaUsedUp => 3,
			Self::CallNotAllowed => 4,
			Self::Immortal => 5,
		}
	}
}

impl From<Refusal> for TransactionValidityError {
	fn from(refusal: Refusal) -> Self {
		InvalidTransaction::Custom(refusal.code()).into()
	}
}

/// How long delayed acts wait, in milliseconds.
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
pub struct Delays {
	/// From an appointment until its powers work.
	pub appointment: Moment,
	/// From the proposal of an upgrade until it can be enacted.
	pub upgrade: Moment,
	/// From the decision to replace a person's key until the new one works.
	pub replacement: Moment,
	/// From the decision to merge or archive an organization until it is carried out.
	pub reorganization: Moment,
}

impl Delays {
	/// What holds unless genesis says otherwise: 24 hours, 7 days, 72 hours and 24 hours.
	pub const STANDARD: Self = {
		use chuxin_primitives::date::DAY_MS;
		Self {
			appointment: DAY_MS,
			upgrade: 7 * DAY_MS,
			replacement: 3 * DAY_MS,
			reorganization: DAY_MS,
		}
	};

	/// Whether no delay is shorter than in `floor` or longer than [`MAX_DELAY`].
	pub fn is_within(&self, floor: &Self) -> bool {
		[
			(floor.appointment, self.appointment),
			(floor.upgrade, self.upgrade),
			(floor.replacement, self.replacement),
			(floor.reorganization, self.reorganization),
		]
		.into_iter()
		.all(|(least, delay)| (least..=MAX_DELAY).contains(&delay))
	}
}

/// An upgrade the council proposed.
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
pub struct Upgrade<Hash> {
	/// The BLAKE2b-256 hash of the new runtime.
	pub code_hash: Hash,
	/// The first moment it can be enacted (ms since 1970).
	pub ready_at: Moment,
}
