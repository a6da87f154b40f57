//! The node's binary as its users meet it: started, asked by RPC, stopped, and refusing.
//!
//! Without the WebAssembly runtime (`SKIP_WASM_BUILD`) there is no chain to start: then only the
//! tests run that need none.

mod common;
mod development_clock;
mod live;
mod monitoring;
mod network;
mod refusals;
mod transactions;
mod well_known;
