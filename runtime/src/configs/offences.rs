//! Equivocations, on record. What follows from one is the council's decision, never the chain's.

use crate::{Runtime, RuntimeEvent};

impl pallet_offences::Config for Runtime {
	type IdentificationTuple = pallet_session::historical::IdentificationTuple<Runtime>;
	type OnOffenceHandler = ();
	type RuntimeEvent = RuntimeEvent;
}
