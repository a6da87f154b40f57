//! The pallets together, as a chain runs them.

mod calls;
mod currency;
mod freezes;
mod governance;
mod merged;
mod metadata;
mod random;
mod root;
mod sealed;
mod sealed_acts;
mod sessions;
mod story;
mod support;
mod upgrade;
mod wasm;
mod weights;
