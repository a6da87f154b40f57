//! A synthetic roster: nobody in it exists.
//!
//! Ages and occupations have the shares of the whole Party at the end of 2024, branches the mean
//! size of the whole country. Identity numbers have a right check digit, but begin with 990: no
//! administrative division has such a code, so that no number is a real one. The same number of
//! members and the same seed always yield the same roster.

mod people;
mod shares;
mod tree;

use crate::roster::{export, export_organizations, MemberRow, OrganizationRow, WriteError};
use chuxin_primitives::CivilDate;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use std::path::Path;

pub use shares::{AgeGroup, Occupation, AGES, MEAN_BRANCH_HUNDREDTHS, OCCUPATIONS};

/// Members of a roster at most.
pub const MAX_MEMBERS: u32 = 1_000_000;

/// The day the roster is of, unless another is asked for: 31 December 2024, the day of the shares.
pub const DEMO_DATE: (u32, u32, u32) = (2024, 12, 31);

/// The first day a roster can be of: before, the oldest would have been admitted too early.
const FIRST_DATE: (u32, u32, u32) = (2000, 1, 1);

/// Why there is no such roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DemoError {
	/// The number of members is 0 or above [`MAX_MEMBERS`].
	#[error("{0} members: expected 1 to {MAX_MEMBERS}. Cure: choose --members in this range")]
	Members(u32),
	/// The day lies before 2000-01-01.
	#[error("a roster of {0}: expected a day from 2000-01-01 on. Cure: choose a later day")]
	Date(CivilDate),
	/// No identity number was left for somebody.
	#[error("no identity number is left under region 990. Cure: choose fewer members")]
	Numbers,
}

/// A synthetic roster and the organizations its members belong to.
#[derive(Clone, PartialEq, Eq)]
pub struct Demo {
	/// Organizations, superiors before what is below them; those at the top stand directly below
	/// the importing organization.
	pub organizations: Vec<OrganizationRow>,
	/// Members, branch by branch.
	pub members: Vec<MemberRow>,
}

impl Demo {
	/// Writes roster and list of organizations, each as `.xlsx` or `.csv` by its name.
	///
	/// # Errors
	///
	/// [`WriteError`]; existing files are never overwritten.
	pub fn write(&self, roster: &Path, organizations: &Path) -> Result<(), WriteError> {
		export_organizations(organizations, &self.organizations)?;
		export(roster, &self.members)
	}
}

/// The roster of so many members with this seed, as of [`DEMO_DATE`].
///
/// # Errors
///
/// [`DemoError::Members`] for a number out of range.
pub fn generate(members: u32, seed: u64) -> Result<Demo, DemoError> {
	generate_at(members, seed, day(DEMO_DATE))
}

/// The roster of so many members with this seed, as of a day: nothing in it is later.
///
/// # Errors
///
/// [`DemoError`].
pub fn generate_at(members: u32, seed: u64, today: CivilDate) -> Result<Demo, DemoError> {
	if members == 0 || members > MAX_MEMBERS {
		return Err(DemoError::Members(members));
	}
	if today < day(FIRST_DATE) {
		return Err(DemoError::Date(today));
	}
	let mut rng = ChaCha20Rng::seed_from_u64(seed);
	let profiles = shares::profiles(members, &mut rng);
	let tree = tree::plant(&profiles, &mut rng);
	let mut people = people::People::new(today, &mut rng);
	let mut rows = Vec::with_capacity(profiles.len());
	let mut rest = profiles.into_iter();
	for branch in &tree.branches {
		for profile in rest.by_ref().take(branch.size) {
			rows.push(people.member(profile, branch).ok_or(DemoError::Numbers)?);
		}
	}
	Ok(Demo { organizations: tree.organizations, members: rows })
}

fn day((year, month, day): (u32, u32, u32)) -> CivilDate {
	CivilDate::from_ymd(year, month, day).expect("the constants of this module are days")
}

#[cfg(test)]
mod tests;
