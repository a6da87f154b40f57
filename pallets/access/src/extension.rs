//! Two parts of the transaction pipeline in the place of stock ones, with their names and bytes, so
//! that every wallet knows them.
//!
//! | ours | in the place of | says besides |
//! |---|---|---|
//! | [`QuotaNonce`] | `CheckNonce` (compact nonce) | who may submit, how much, how far ahead |
//! | [`CheckMortality`] | `CheckMortality` (era; hash of its first block) | nothing is valid for ever |

use crate::{
	pallet::Config,
	types::{Charge, Refusal, EMERGENCY_CLASS, LONGEVITY},
	AllowImmortal, Emergency, Pallet, WeightInfo,
};
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame::{
	deps::sp_runtime::{
		generic::Era,
		traits::{AsSystemOriginSigner, Implication, PostDispatchInfoOf},
		DispatchResult,
	},
	prelude::*,
};
use frame_support::{
	dispatch::DispatchInfo,
	pallet_prelude::{TransactionSource, TransactionValidityError},
};
use frame_system::Account;
use scale_info::TypeInfo;

impl<T: Config> Pallet<T> {
	/// Whether a transaction may wait in the pool and come into a block: the checks, cheapest
	/// first.
	///
	/// # Errors
	/// `BadSigner` without entitlement or when frozen; `Stale` for a used nonce; `Custom` with a
	/// [`Refusal`].
	pub(crate) fn admit(
		who: &T::AccountId,
		nonce: u32,
		charge: Charge,
		is_allowed: impl FnOnce() -> bool,
	) -> Result<ValidTransaction, TransactionValidityError> {
		let account = Account::<T>::get(who);
		let data = account.data;
		// Not `Payment`, which clients show as "account balance too low".
		ensure!(Self::may_submit(who, &data), InvalidTransaction::BadSigner);
		let gap = nonce.checked_sub(account.nonce).ok_or(InvalidTransaction::Stale)?;
		let class = data.class();
		ensure!(gap < Self::window(class), Refusal::NonceTooFar);
		ensure!(is_allowed(), Refusal::CallNotAllowed);

		let today = Self::day();
		let (class, cost, free, limit) = match charge {
			Charge::Units(cost) => {
				let limit = Self::limit_of(&data, today);
				(class.number(), cost, data.free_on(today, limit), limit)
			},
			Charge::Emergency => {
				let limit = T::EmergencyLimit::get();
				let free = limit.saturating_sub(Self::emergencies(who, today));
				(EMERGENCY_CLASS, 1, free.into(), limit.into())
			},
		};
		// Whatever waits before takes at least one unit each.
		ensure!(cost.saturating_add(gap) <= free, Refusal::QuotaUsedUp);

		let [_, _, _, nearness] = 255u32.saturating_sub(gap).to_be_bytes();
		let share = u64::from(free).saturating_mul(u16::MAX.into()).checked_div(limit.into());
		let [high, low] =
			share.and_then(|s| u16::try_from(s).ok()).unwrap_or(u16::MAX).to_be_bytes();
		Ok(ValidTransaction {
			// Officers before members, the next nonce before later ones, and among equals who has
			// used less of the day: nobody's first transaction waits behind another's many.
			priority: u64::from_be_bytes([class, nearness, high, low, 0, 0, 0, 0]),
			longevity: LONGEVITY,
			// The first tag stays `(who, nonce)`: the node's next-nonce answer reads it.
			provides: vec![(who, nonce).encode()],
			requires: match nonce.checked_sub(1) {
				Some(before) if gap > 0 => vec![(who, before).encode()],
				_ => Vec::new(),
			},
			propagate: true,
		})
	}

	/// Takes nonce and quota of a transaction that runs now, whether or not its call succeeds.
	pub(crate) fn charge(
		who: &T::AccountId,
		nonce: u32,
		charge: Charge,
	) -> Result<(), TransactionValidityError> {
		let mut account = Account::<T>::get(who);
		ensure!(Self::may_submit(who, &account.data), InvalidTransaction::BadSigner);
		ensure!(nonce >= account.nonce, InvalidTransaction::Stale);
		ensure!(nonce == account.nonce, InvalidTransaction::Future);
		account.nonce = nonce.checked_add(1).ok_or(InvalidTransaction::Stale)?;
		let today = Self::day();
		match charge {
			Charge::Units(cost) => {
				let limit = Self::limit_of(&account.data, today);
				account.data.roll_over(today, limit);
				let free = account.data.free_on(today, limit);
				account.data.free = free.checked_sub(cost).ok_or(Refusal::QuotaUsedUp)?;
			},
			Charge::Emergency => {
				let used = Self::emergencies(who, today);
				ensure!(used < T::EmergencyLimit::get(), Refusal::QuotaUsedUp);
				Emergency::<T>::insert(who, (today, used.saturating_add(1)));
			},
		}
		Account::<T>::insert(who, account);
		Ok(())
	}

	/// Whether somebody may make this call as an emergency.
	fn is_emergency(call: &T::RuntimeCall) -> bool {
		T::OwnEmergencyCalls::contains(call) || T::EmergencyCalls::contains(call)
	}

	/// What a call takes. By a member without office, the calls of officers that protect are calls like
	/// others: they would fail, before everybody else's.
	fn charge_of(
		who: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> Charge {
		let officer = || Account::<T>::get(who).data.offices > 0;
		let own = T::OwnEmergencyCalls::contains(call);
		if own || (T::EmergencyCalls::contains(call) && officer()) {
			Charge::Emergency
		} else {
			Charge::of(info.call_weight, len)
		}
	}
}

/// Nonce and quota, in the place of `CheckNonce`.
///
/// Transactions without a signer pass untouched, as with the stock one.
#[derive(Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[scale_info(skip_type_params(T))]
pub struct QuotaNonce<T: Config>(#[codec(compact)] pub T::Nonce);

impl<T: Config> QuotaNonce<T> {
	/// For whoever builds transactions: with the account's nonce.
	pub fn from(nonce: u32) -> Self {
		Self(nonce)
	}
}

impl<T: Config> core::fmt::Debug for QuotaNonce<T> {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		write!(f, "CheckNonce({})", self.0)
	}
}

/// What `validate` hands to `prepare`.
#[derive(DebugNoBound)]
pub enum Val<T: Config> {
	/// The signer, and what the transaction takes.
	Charge(T::AccountId, Charge),
	/// No signer: the weight goes back.
	Refund(Weight),
}

/// What `prepare` hands on.
#[derive(Debug)]
pub enum Pre {
	/// Nonce and quota were taken.
	Charged,
	/// No signer: the weight goes back.
	Refund(Weight),
}

impl<T: Config> TransactionExtension<T::RuntimeCall> for QuotaNonce<T>
where
	T::RuntimeCall: Dispatchable<Info = DispatchInfo>,
	<T::RuntimeCall as Dispatchable>::RuntimeOrigin: AsSystemOriginSigner<T::AccountId> + Clone,
{
	const IDENTIFIER: &'static str = "CheckNonce";
	type Implicit = ();
	type Val = Val<T>;
	type Pre = Pre;

	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		if Pallet::<T>::is_emergency(call) {
			T::WeightInfo::quota_nonce_emergency()
		} else {
			T::WeightInfo::quota_nonce()
		}
	}

	fn validate(
		&self,
		origin: T::RuntimeOrigin,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		_self_implicit: Self::Implicit,
		_inherited_implication: &impl Implication,
		_source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let Some(who) = origin.as_system_origin_signer() else {
			return Ok((ValidTransaction::default(), Val::Refund(self.weight(call)), origin));
		};
		let charge = Pallet::<T>::charge_of(who, call, info, len);
		let validity =
			Pallet::<T>::admit(who, self.0, charge, || T::BaseCallFilter::contains(call))?;
		let val = Val::Charge(who.clone(), charge);
		Ok((validity, val, origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		_origin: &T::RuntimeOrigin,
		_call: &T::RuntimeCall,
		_info: &DispatchInfoOf<T::RuntimeCall>,
		_len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		match val {
			Val::Charge(who, charge) => {
				Pallet::<T>::charge(&who, self.0, charge).map(|()| Pre::Charged)
			},
			Val::Refund(weight) => Ok(Pre::Refund(weight)),
		}
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		_info: &DispatchInfo,
		_post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		_len: usize,
		_result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		match pre {
			Pre::Charged => Ok(Weight::zero()),
			Pre::Refund(weight) => Ok(weight),
		}
	}
}

/// Mortality, in the place of the stock `CheckMortality`: with its era and the hash of the era's
/// first block, and refusing immortal transactions unless the chain is for development.
///
/// A transaction that somebody signed and kept is worthless after hours, whatever happens to the
/// signer's office in between.
#[derive(Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[scale_info(skip_type_params(T))]
pub struct CheckMortality<T: Config + Send + Sync>(pub Era, PhantomData<T>);

impl<T: Config + Send + Sync> CheckMortality<T> {
	/// For whoever builds transactions: with their era.
	pub fn from(era: Era) -> Self {
		Self(era, PhantomData)
	}

	fn stock(&self) -> frame_system::CheckMortality<T> {
		frame_system::CheckMortality::from(self.0)
	}
}

impl<T: Config + Send + Sync> core::fmt::Debug for CheckMortality<T> {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		write!(f, "CheckMortality({:?})", self.0)
	}
}

impl<T: Config + Send + Sync> TransactionExtension<T::RuntimeCall> for CheckMortality<T>
where
	<T::RuntimeCall as Dispatchable>::RuntimeOrigin: AsSystemOriginSigner<T::AccountId>,
{
	const IDENTIFIER: &'static str = "CheckMortality";
	type Implicit = T::Hash;
	type Val = ();
	type Pre = ();

	fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
		self.stock().implicit()
	}

	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		let stock = self.stock().weight(call);
		if self.0.is_immortal() {
			stock.saturating_add(T::DbWeight::get().reads(1))
		} else {
			stock
		}
	}

	fn validate(
		&self,
		origin: T::RuntimeOrigin,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		self_implicit: Self::Implicit,
		inherited_implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let refused = self.0.is_immortal()
			&& origin.as_system_origin_signer().is_some()
			&& !AllowImmortal::<T>::get();
		ensure!(!refused, Refusal::Immortal);
		self.stock().validate(origin, call, info, len, self_implicit, inherited_implication, source)
	}

	impl_tx_ext_default!(T::RuntimeCall; prepare);
}
