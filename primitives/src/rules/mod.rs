//! The regulations as pure functions, with versions: the desk and the chain ask the same code.
//!
//! A set of rules has a version and a first day of force, and every record says under which version
//! it was made. History is judged by the rules of its own time ([`eras`]), never by today's.

pub mod eras;
pub mod exits;
pub mod sizes;
pub mod terms;

/// The version of the rules in force: those with the 2019 regulation on the education and
/// management of members (党员教育管理工作条例) as the latest.
pub const RULES_VERSION: u16 = 2019;
