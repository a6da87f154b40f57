//! Rosters (党员花名册): read, checked as a whole, written.
//!
//! The way of a file: [`read`] finds the table in a `.xlsx` or `.csv`; [`check`] looks at every cell
//! and reports **everything** that is wrong at once, each fault with row, column and cure; rows
//! without a fault become [`MemberRow`]s, which know the attributes of their record. [`export`]
//! writes members so that reading them again yields the same; [`template`] writes the empty
//! workbook. Lists of organizations go the same way: [`check_organizations`],
//! [`export_organizations`].
//!
//! Nothing here talks to a node or prints: whether a branch exists is asked of a [`BranchLookup`],
//! whether a person stands on the chain already is applied by [`Checked::refuse_enrolled`].

mod branch;
mod check;
mod column;
mod dates;
mod export;
mod fault;
mod member;
mod organizations;
mod phone;
mod read;
#[cfg(test)]
mod tests;
mod told;
mod vocabulary;

pub use branch::{BranchEntry, BranchIndex, BranchLookup, BranchResolution};
pub(crate) use check::identity_words;
pub use check::{
	check, count_by_kind, faulty_rows, CheckContext, Checked, CheckedMember, MAX_LONG, MAX_NAME,
	MAX_SHORT,
};
pub use column::{Column, TableColumn};
pub(crate) use dates::{remarks, Remark};
pub use export::{export, template, WriteError};
pub use fault::{Fault, FaultKind, Warning};
pub use member::MemberRow;
pub use organizations::{
	check_organizations, export_organizations, kind_text, CheckedOrganization,
	CheckedOrganizations, OrgColumn, OrganizationRow, Superior, SuperiorResolution,
};
pub use read::{read, Cell, Encoding, ReadError, Row, Sheet, MAX_FILE};
pub use vocabulary::{Category, RollStatus, Sex, EDUCATIONS, ETHNIC_GROUPS};
