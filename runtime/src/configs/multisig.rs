//! Several accounts as one. Such an account is nobody's key: it holds no office.

use crate::{no_currency::NoCurrency, Runtime, RuntimeCall, RuntimeEvent, System};
use frame_support::traits::{ConstU128, ConstU32};

impl pallet_multisig::Config for Runtime {
	type BlockNumberProvider = System;
	type Currency = NoCurrency;
	type DepositBase = ConstU128<0>;
	type DepositFactor = ConstU128<0>;
	type MaxSignatories = ConstU32<10>;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
}
