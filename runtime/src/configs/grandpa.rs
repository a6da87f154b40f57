//! Finality, and what becomes of a validator that votes twice: it is reported on chain.

use super::{session::KEPT_SESSIONS, validators::MaxValidators};
use crate::{Historical, Offences, Runtime, RuntimeEvent};
use core::marker::PhantomData;
use frame_support::{
	parameter_types,
	traits::{ConstU32, Get},
	weights::{
		constants::{WEIGHT_REF_TIME_PER_MICROS, WEIGHT_REF_TIME_PER_NANOS},
		Weight,
	},
};
use sp_session::MembershipProof;

parameter_types! {
	/// Sessions in which a set of authorities can still be told by its number.
	pub KeptSessions: u64 = u64::from(KEPT_SESSIONS);
	/// Blocks in which an equivocation can be reported: as long as the session's keys are kept.
	pub ReportLongevity: u64 = u64::from(super::session::SessionLength::blocks())
		.saturating_mul(u64::from(KEPT_SESSIONS));
}

/// What the proof of one more validator's membership takes.
const PER_VALIDATOR: u64 = 175 * WEIGHT_REF_TIME_PER_NANOS;

/// Compute time in microseconds as a weight.
const fn micros(n: u64) -> Weight {
	Weight::from_parts(n.saturating_mul(WEIGHT_REF_TIME_PER_MICROS), 0)
}

/// Weights of the reports, with this chain's database.
///
/// The pallet publishes measured times but no type that carries them; these are its times for the
/// proof of membership, the two signatures and the record of the offence.
pub struct ReportWeights<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_grandpa::WeightInfo for ReportWeights<T> {
	fn report_equivocation(validators: u32, nominators: u32) -> Weight {
		// Measured with 100 validators; fewer are not cheaper.
		let (validators, nominators) = (u64::from(validators.max(100)), u64::from(nominators));
		let membership = micros(35)
			.saturating_add(Weight::from_parts(PER_VALIDATOR, 0).saturating_mul(validators));
		let signatures = micros(95);
		let offence = micros(110).saturating_add(micros(25).saturating_mul(nominators));
		let each = nominators.saturating_mul(3);
		membership
			.saturating_add(signatures)
			.saturating_add(offence)
			.saturating_add(T::DbWeight::get().reads(each.saturating_add(21)))
			.saturating_add(T::DbWeight::get().writes(each.saturating_add(10)))
	}

	fn note_stalled() -> Weight {
		micros(3).saturating_add(T::DbWeight::get().writes(1))
	}
}

impl pallet_grandpa::Config for Runtime {
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Runtime, Offences, Historical, ReportLongevity>;
	type KeyOwnerProof = MembershipProof;
	type MaxAuthorities = MaxValidators;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = KeptSessions;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ReportWeights<Runtime>;
}
