//! The desk of an organization or a member, and the registrar.
//!
//! Everything personal stays here: in the [`vault`] of an organization, in a member's file, or, for
//! as long as it takes to compute a tag, at the [`registrar`]. The chain gets commitments.
//!
//! * [`roster`] and [`demo`] read, check, write and make up rosters; they know no chain.
//! * [`chain`] talks to a node; [`light`] follows the chain without believing any node.
//! * [`credential`] makes and checks proofs of membership.
//! * [`commands`] is what [`args`] says on the command line, one file for each.
//! * [`i18n`] holds what people read, in English and Chinese; [`output`] prints it, as a table, a
//!   workbook or a picture; [`error`] says what went wrong, and what to do.

pub mod args;
pub mod card;
pub mod chain;
pub mod commands;
pub mod credential;
pub mod demo;
pub mod error;
pub mod i18n;
pub mod light;
pub mod output;
pub mod progress;
pub mod registrar;
pub mod roster;
pub mod vault;
