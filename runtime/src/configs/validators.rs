//! Who makes blocks: named by the council, one for each trusted organization.

use super::CouncilOrigin;
use crate::Runtime;
use frame_support::traits::ConstU32;

/// Validators at most: a handful is meant, and every one of them is in each justification.
pub type MaxValidators = ConstU32<{ pallet_validators::MAX_VALIDATORS }>;

impl pallet_validators::Config for Runtime {
	type CouncilOrigin = CouncilOrigin;
	type WeightInfo = pallet_validators::weights::SubstrateWeight<Runtime>;
}
