//! What the Chuxin chain and its clients must agree on, to the byte.
//!
//! Three groups of modules:
//!
//! * **values** — [`ids`], [`date`], [`money`], [`text`], [`signature`]: newtypes with one encoding
//!   in storage and, where people type or read them, another one on the wire (`Raw…`, shown as
//!   text in Polkadot.js Apps);
//! * **proofs** — [`domain`], [`hash`], [`record`], [`list`], [`presentation`], [`life`],
//!   [`person_tag`], [`identity`]: commitments, and how to open them;
//! * **the meeting place of the pallets** — [`organization`], [`membership`], [`agenda`],
//!   [`pending`], [`resolution`], [`traits`], [`runtime_api`], and [`rules`], the regulations as pure functions.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	target_arch = "wasm32",
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::cast_possible_wrap,
		clippy::cast_sign_loss,
		clippy::panic
	)
)]

extern crate alloc;

pub mod agenda;
pub mod date;
pub mod domain;
pub mod hash;
pub mod identity;
pub mod ids;
pub mod life;
pub mod list;
pub mod membership;
pub mod money;
pub mod organization;
pub mod pending;
pub mod person_tag;
pub mod presentation;
pub mod record;
pub mod resolution;
pub mod rules;
pub mod runtime_api;
pub mod signature;
pub mod text;
pub mod traits;
mod wire;

pub use date::{CivilDate, Moment, Period, RawDate, RawPeriod};
pub use hash::Hash;
pub use ids::{OrgId, PendingId, PersonId, ResolutionId};
pub use money::Fen;
pub use signature::{AccountId, ChuxinSignature};
pub use text::{RawText, Text};
