//! The council of the top organizations: it stands where other chains have a superuser, and can do
//! only what has a call for it.

use super::{CouncilOrigin, HalfBlock};
use crate::{Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, DAYS};
use frame_support::traits::ConstU32;

/// A motion is open for a week.
type MotionDuration = ConstU32<{ 7 * DAYS }>;

/// Members of the council at most.
pub type MaxMembers = ConstU32<50>;

impl pallet_collective::Config<pallet_collective::Instance1> for Runtime {
	type Consideration = ();
	// Who does not vote has not consented.
	type DefaultVote = pallet_collective::PrimeDefaultVote;
	type DisapproveOrigin = CouncilOrigin;
	type KillOrigin = CouncilOrigin;
	type MaxMembers = MaxMembers;
	type MaxProposalWeight = HalfBlock;
	type MaxProposals = ConstU32<20>;
	type MotionDuration = MotionDuration;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type SetMembersOrigin = CouncilOrigin;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
}
