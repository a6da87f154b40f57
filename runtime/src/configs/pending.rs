//! Who carries out what waited: the pallet the act belongs to.

use crate::{Members, Organizations};
use chuxin_primitives::{
	pending::{CarryOut, Pending, PendingAct},
	PendingId,
};
use frame_support::weights::Weight;
use sp_runtime::DispatchResult;

/// Hands an act to its pallet.
pub struct ByAct;

impl CarryOut for ByAct {
	fn stands(pending: &Pending) -> bool {
		match pending.act {
			PendingAct::ReplaceAccount(_) => Members::stands(pending),
			PendingAct::Merge { .. } | PendingAct::Archive(_) => Organizations::stands(pending),
		}
	}

	fn carry_out(id: PendingId, pending: &Pending) -> DispatchResult {
		match pending.act {
			PendingAct::ReplaceAccount(_) => Members::carry_out(id, pending),
			PendingAct::Merge { .. } | PendingAct::Archive(_) => {
				Organizations::carry_out(id, pending)
			},
		}
	}

	fn vetoed(id: PendingId, pending: &Pending) -> DispatchResult {
		match pending.act {
			PendingAct::ReplaceAccount(_) => Members::vetoed(id, pending),
			PendingAct::Merge { .. } | PendingAct::Archive(_) => Organizations::vetoed(id, pending),
		}
	}

	fn weight() -> Weight {
		<Members as CarryOut>::weight().max(<Organizations as CarryOut>::weight())
	}
}
