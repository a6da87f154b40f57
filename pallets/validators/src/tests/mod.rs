//! By behaviour: naming and removing, and what the sessions make of it.

mod naming;
mod sessions;
