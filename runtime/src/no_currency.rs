//! The currency of a chain without any: every balance is zero, and stays so.
//!
//! Stock pallets that can take deposits ask for a type with these traits. Every deposit is set to
//! zero, and a sum other than zero is refused ([`TokenError::Unsupported`]), so nothing of them is
//! ever more than a comparison with zero.

use crate::{AccountId, Balance, RuntimeHoldReason};
use core::ops::{Div, Mul};
use frame_support::traits::{
	tokens::{
		fungible, imbalance::TryMerge, BalanceStatus, DepositConsequence, Fortitude, Preservation,
		Provenance, WithdrawConsequence,
	},
	Currency, ExistenceRequirement, Imbalance, ReservableCurrency, SameOrOther, SignedImbalance,
	TryDrop, WithdrawReasons,
};
use sp_runtime::{DispatchError, DispatchResult, TokenError};

/// No currency.
pub struct NoCurrency;

/// Nothing may be moved; moving nothing works.
fn only_zero(amount: Balance) -> DispatchResult {
	match amount {
		0 => Ok(()),
		_ => Err(TokenError::Unsupported.into()),
	}
}

impl fungible::Inspect<AccountId> for NoCurrency {
	type Balance = Balance;

	fn total_issuance() -> Balance {
		0
	}
	fn minimum_balance() -> Balance {
		0
	}
	fn total_balance(_: &AccountId) -> Balance {
		0
	}
	fn balance(_: &AccountId) -> Balance {
		0
	}
	fn reducible_balance(_: &AccountId, _: Preservation, _: Fortitude) -> Balance {
		0
	}
	fn can_deposit(_: &AccountId, amount: Balance, _: Provenance) -> DepositConsequence {
		match amount {
			0 => DepositConsequence::Success,
			_ => DepositConsequence::Blocked,
		}
	}
	fn can_withdraw(_: &AccountId, amount: Balance) -> WithdrawConsequence<Balance> {
		match amount {
			0 => WithdrawConsequence::Success,
			_ => WithdrawConsequence::BalanceLow,
		}
	}
}

impl fungible::Unbalanced<AccountId> for NoCurrency {
	fn handle_dust(_: fungible::Dust<AccountId, Self>) {}
	fn write_balance(_: &AccountId, amount: Balance) -> Result<Option<Balance>, DispatchError> {
		only_zero(amount).map(|()| None)
	}
	fn set_total_issuance(_: Balance) {}
}

impl fungible::Mutate<AccountId> for NoCurrency {}

impl fungible::InspectHold<AccountId> for NoCurrency {
	type Reason = RuntimeHoldReason;

	fn total_balance_on_hold(_: &AccountId) -> Balance {
		0
	}
	fn balance_on_hold(_: &Self::Reason, _: &AccountId) -> Balance {
		0
	}
}

impl fungible::UnbalancedHold<AccountId> for NoCurrency {
	fn set_balance_on_hold(_: &Self::Reason, _: &AccountId, amount: Balance) -> DispatchResult {
		only_zero(amount)
	}
}

impl fungible::MutateHold<AccountId> for NoCurrency {}

/// The imbalance of a currency that has nothing in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Nil;

impl TryDrop for Nil {
	fn try_drop(self) -> Result<(), Self> {
		Ok(())
	}
}

impl TryMerge for Nil {
	fn try_merge(self, _: Self) -> Result<Self, (Self, Self)> {
		Ok(Nil)
	}
}

impl Imbalance<Balance> for Nil {
	type Opposite = Self;

	fn zero() -> Self {
		Nil
	}
	fn drop_zero(self) -> Result<(), Self> {
		Ok(())
	}
	fn split(self, _: Balance) -> (Self, Self) {
		(Nil, Nil)
	}
	fn extract(&mut self, _: Balance) -> Self {
		Nil
	}
	fn ration(self, _: u32, _: u32) -> (Self, Self)
	where
		Balance: From<u32> + Mul<Output = Balance> + Div<Output = Balance>,
	{
		(Nil, Nil)
	}
	fn merge(self, _: Self) -> Self {
		Nil
	}
	fn subsume(&mut self, _: Self) {}
	fn offset(self, _: Self::Opposite) -> SameOrOther<Self, Self::Opposite> {
		SameOrOther::None
	}
	fn peek(&self) -> Balance {
		0
	}
}

impl Currency<AccountId> for NoCurrency {
	type Balance = Balance;
	type PositiveImbalance = Nil;
	type NegativeImbalance = Nil;

	fn total_balance(_: &AccountId) -> Balance {
		0
	}
	fn can_slash(_: &AccountId, amount: Balance) -> bool {
		amount == 0
	}
	fn total_issuance() -> Balance {
		0
	}
	fn minimum_balance() -> Balance {
		0
	}
	fn burn(_: Balance) -> Nil {
		Nil
	}
	fn issue(_: Balance) -> Nil {
		Nil
	}
	fn free_balance(_: &AccountId) -> Balance {
		0
	}
	fn ensure_can_withdraw(
		_: &AccountId,
		amount: Balance,
		_: WithdrawReasons,
		_: Balance,
	) -> DispatchResult {
		only_zero(amount)
	}
	fn transfer(
		_: &AccountId,
		_: &AccountId,
		amount: Balance,
		_: ExistenceRequirement,
	) -> DispatchResult {
		only_zero(amount)
	}
	fn slash(_: &AccountId, amount: Balance) -> (Nil, Balance) {
		(Nil, amount)
	}
	fn deposit_into_existing(_: &AccountId, amount: Balance) -> Result<Nil, DispatchError> {
		only_zero(amount).map(|()| Nil)
	}
	fn deposit_creating(_: &AccountId, _: Balance) -> Nil {
		Nil
	}
	fn withdraw(
		_: &AccountId,
		amount: Balance,
		_: WithdrawReasons,
		_: ExistenceRequirement,
	) -> Result<Nil, DispatchError> {
		only_zero(amount).map(|()| Nil)
	}
	fn make_free_balance_be(_: &AccountId, _: Balance) -> SignedImbalance<Balance, Nil> {
		SignedImbalance::Positive(Nil)
	}
}

impl ReservableCurrency<AccountId> for NoCurrency {
	fn can_reserve(_: &AccountId, amount: Balance) -> bool {
		amount == 0
	}
	fn slash_reserved(_: &AccountId, amount: Balance) -> (Nil, Balance) {
		(Nil, amount)
	}
	fn reserved_balance(_: &AccountId) -> Balance {
		0
	}
	fn reserve(_: &AccountId, amount: Balance) -> DispatchResult {
		only_zero(amount)
	}
	fn unreserve(_: &AccountId, amount: Balance) -> Balance {
		amount
	}
	fn repatriate_reserved(
		_: &AccountId,
		_: &AccountId,
		amount: Balance,
		_: BalanceStatus,
	) -> Result<Balance, DispatchError> {
		Ok(amount)
	}
}
