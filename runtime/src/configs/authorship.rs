//! Who made this block: the reporter of an equivocation.

use crate::{Aura, Runtime};

impl pallet_authorship::Config for Runtime {
	type EventHandler = ();
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Runtime, Aura>;
}
