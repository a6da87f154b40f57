//! The pallets together, as a chain runs them.

mod calls;
mod currency;
mod metadata;
mod random;
mod root;
mod sessions;
mod story;
mod support;
mod upgrade;
mod wasm;
mod weights;
