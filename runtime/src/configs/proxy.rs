//! Acting for another account, narrowly.
//!
//! Nothing that two persons must do is here: with a proxy for drafts or approvals one person could
//! stand on both sides of an act. Votes of the council are personal.

use crate::{no_currency::NoCurrency, Runtime, RuntimeCall, RuntimeEvent, System};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{ConstU128, ConstU32, InstanceFilter};
use scale_info::TypeInfo;
use sp_runtime::traits::BlakeTwo256;

/// What a proxy may do.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Freeze the person's own account, when its key is lost or stolen: a second device, or
	/// somebody trusted.
	#[default]
	#[codec(index = 0)]
	Freeze,
	/// Set and purge a validator's session keys: the operator of the machine.
	#[codec(index = 1)]
	ValidatorKeys,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Freeze => {
				matches!(
					call,
					RuntimeCall::Members(pallet_members::Call::freeze_own_account { .. })
				)
			},
			Self::ValidatorKeys => matches!(
				call,
				RuntimeCall::Session(
					pallet_session::Call::set_keys { .. } | pallet_session::Call::purge_keys { .. }
				)
			),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		self == other
	}
}

impl pallet_proxy::Config for Runtime {
	type AnnouncementDepositBase = ConstU128<0>;
	type AnnouncementDepositFactor = ConstU128<0>;
	type BlockNumberProvider = System;
	type CallHasher = BlakeTwo256;
	type Currency = NoCurrency;
	type MaxPending = ConstU32<4>;
	type MaxProxies = ConstU32<4>;
	type ProxyDepositBase = ConstU128<0>;
	type ProxyDepositFactor = ConstU128<0>;
	type ProxyType = ProxyType;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
}
