//! Resolutions of general meetings.

use crate::Runtime;
use chuxin_primitives::{
	resolution::{Purpose, Resolutions, Subject},
	CivilDate, OrgId, ResolutionId,
};
use sp_runtime::DispatchError;

/// There are no meetings on this chain yet, and so no resolution that anything could rest on: whoever
/// names one is told so by [`NoMeetings`](pallet_members::Error::NoMeetings), whichever pallet asks.
pub struct NoMeetings;

impl Resolutions for NoMeetings {
	fn take(_: OrgId, _: ResolutionId, _: Purpose, _: Subject) -> Result<CivilDate, DispatchError> {
		Err(pallet_members::Error::<Runtime>::NoMeetings.into())
	}
}
