//! How memberships end, are suspended and restored, and begin again: who decides, who approves or
//! puts on record, and on which days.
//!
//! The table is domain knowledge of several regulations (党章 Art. 9 and 42, 党员教育管理工作条例
//! Art. 24 and 30–31, 发展党员工作细则 Art. 23 and 27):
//!
//! | | who decides | the superior |
//! |---|---|---|
//! | death | nobody | — |
//! | withdrawal (退党) | the branch's general meeting discusses | puts on record |
//! | persuaded to withdraw (劝退), deemed to have given up (自行脱党), removal (除名) | the general meeting | approves |
//! | expulsion (开除) | the general meeting, or a body at county level or above directly | at county level or above |
//! | suspension (停止党籍), reinstatement (恢复党籍) | the branch **or** an organization above it | — |
//! | admitted again | the general meeting | approves, if it was granted that power |
//!
//! Chain and desk ask the same functions. The *reason* of an exit is known to the desk only
//! ([`ExitReason`]); the chain sees the *procedure* ([`Procedure`]) and what it asks of the
//! organization that acts.

use crate::{
	membership::{Ground, MembershipStatus},
	organization::OrgKind,
	CivilDate,
};
use core::fmt;

/// What changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
	/// The membership ends.
	Leave,
	/// It is suspended.
	Suspend,
	/// It is restored after a suspension; after any other exit there is only a new admission.
	Reinstate,
	/// A former member is admitted again.
	Readmit,
}

impl Step {
	/// Every step.
	pub const ALL: [Self; 4] = [Self::Leave, Self::Suspend, Self::Reinstate, Self::Readmit];

	/// Whether a person of this status can take the step.
	pub const fn fits(self, status: MembershipStatus) -> bool {
		match self {
			Self::Leave => status.is_member(),
			Self::Suspend => {
				matches!(status, MembershipStatus::Probationary | MembershipStatus::Full)
			},
			Self::Reinstate => matches!(status, MembershipStatus::Inactive),
			Self::Readmit => matches!(status, MembershipStatus::Former),
		}
	}
}

/// How it was decided: a [`Ground`] without the number of its resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Procedure {
	/// Nobody decides: put on record.
	OnRecord,
	/// The branch's general meeting resolved.
	Resolution,
	/// An organization above the branch decided directly.
	Direct,
	/// Decided on paper before the organization's go-live day.
	Paper,
}

impl Procedure {
	/// Every procedure.
	pub const ALL: [Self; 4] = [Self::OnRecord, Self::Resolution, Self::Direct, Self::Paper];
}

impl From<Ground> for Procedure {
	fn from(ground: Ground) -> Self {
		match ground {
			Ground::OnRecord => Self::OnRecord,
			Ground::Resolution(_) => Self::Resolution,
			Ground::Direct => Self::Direct,
			Ground::Paper => Self::Paper,
		}
	}
}

/// The organization that acts, which is the person's branch or stands above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acting {
	/// What kind it is.
	pub kind: OrgKind,
	/// What kind stands directly above it; `None` for the highest one.
	pub parent: Option<OrgKind>,
	/// Whether it stands above the branch, and is not the branch itself.
	pub above: bool,
}

/// Why a decision is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
	/// The person's status does not allow the step.
	Status,
	/// This step is never decided in this way.
	Procedure,
	/// An organization above the branch has to act.
	SuperiorNeeded,
	/// An organization at county level or above has to act.
	CountyNeeded,
	/// The day lies in the future.
	InFuture,
	/// Paper is for what took effect before the go-live day, and there is a go-live day.
	NotBeforeGoLive,
	/// What took effect before the go-live day was decided on paper.
	BeforeGoLive,
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Status => "the person's status does not allow this",
			Self::Procedure => "this is never decided in this way: choose another ground",
			Self::SuperiorNeeded => "an organization above the branch has to act",
			Self::CountyNeeded => "an organization at county level or above has to act",
			Self::InFuture => "the day lies in the future",
			Self::NotBeforeGoLive => {
				"paper is only for what took effect before the organization's go-live day"
			},
			Self::BeforeGoLive => {
				"what took effect before the organization's go-live day is entered as paper"
			},
		})
	}
}
impl core::error::Error for Refusal {}

impl Acting {
	/// Whether it stands at county level or above. A working committee does when it was sent out from
	/// above county level (or is the highest organization): below a county it is a sub-district's
	/// (街道工委).
	pub const fn county_or_above(&self) -> bool {
		use OrgKind::{Centre, County, Municipal, Provincial, WorkingCommittee};
		match self.kind {
			Centre | Provincial | Municipal | County => true,
			WorkingCommittee => {
				matches!(self.parent, None | Some(Centre | Provincial | Municipal))
			},
			_ => false,
		}
	}
}

/// Whether `acting` may carry out the step for a person of this status, decided in this way.
///
/// # Errors
/// The first thing that does not fit.
pub fn check(
	step: Step,
	procedure: Procedure,
	status: MembershipStatus,
	acting: Acting,
) -> Result<(), Refusal> {
	if !step.fits(status) {
		return Err(Refusal::Status);
	}
	let superior = if acting.above { Ok(()) } else { Err(Refusal::SuperiorNeeded) };
	match (step, procedure) {
		(Step::Leave, Procedure::OnRecord) | (_, Procedure::Paper) => Ok(()),
		(Step::Leave | Step::Readmit, Procedure::Resolution) => superior,
		(Step::Leave, Procedure::Direct) if acting.county_or_above() => superior,
		(Step::Leave, Procedure::Direct) => Err(Refusal::CountyNeeded),
		(Step::Suspend | Step::Reinstate, Procedure::Resolution) => Ok(()),
		(Step::Suspend | Step::Reinstate, Procedure::Direct) => superior,
		(Step::Suspend | Step::Reinstate | Step::Readmit, Procedure::OnRecord)
		| (Step::Readmit, Procedure::Direct) => Err(Refusal::Procedure),
	}
}

/// Whether something decided in this way may have taken effect on `effective`.
///
/// `go_live` is the day from which the organization keeps its records on the chain; `None` when it
/// never imported any.
///
/// # Errors
/// [`Refusal::InFuture`], [`Refusal::NotBeforeGoLive`], [`Refusal::BeforeGoLive`].
pub fn check_day(
	procedure: Procedure,
	effective: CivilDate,
	today: CivilDate,
	go_live: Option<CivilDate>,
) -> Result<(), Refusal> {
	if effective > today {
		return Err(Refusal::InFuture);
	}
	let before = go_live.is_some_and(|day| effective < day);
	match (procedure, before) {
		(Procedure::Paper, false) => Err(Refusal::NotBeforeGoLive),
		(Procedure::Paper, true) | (_, false) => Ok(()),
		(_, true) => Err(Refusal::BeforeGoLive),
	}
}

/// Whether one may be admitted again with this status: as a probationary member, and by paper also
/// as the full member one had become meanwhile.
pub const fn may_begin_as(procedure: Procedure, status: MembershipStatus) -> bool {
	match status {
		MembershipStatus::Probationary => true,
		MembershipStatus::Full => matches!(procedure, Procedure::Paper),
		_ => false,
	}
}

/// Why a membership ended. Never on chain; the desk keeps it and checks by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ExitReason {
	/// Death.
	Death,
	/// Withdrawal by own wish (退党).
	Withdrawal,
	/// Persuaded to withdraw (劝退).
	PersuadedToWithdraw,
	/// Deemed to have given up membership (自行脱党).
	DeemedGivenUp,
	/// Removal from the Party roll (除名).
	Removal,
	/// Expulsion (开除).
	Expulsion,
}

/// What the superior does about an exit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Superior {
	/// Nothing.
	Nothing,
	/// Puts on record (备案).
	PutsOnRecord,
	/// Approves.
	Approves,
	/// Approves, or decides directly, at county level or above.
	ApprovesAtCountyLevel,
}

impl ExitReason {
	/// Every reason.
	pub const ALL: [Self; 6] = [
		Self::Death,
		Self::Withdrawal,
		Self::PersuadedToWithdraw,
		Self::DeemedGivenUp,
		Self::Removal,
		Self::Expulsion,
	];

	/// What the superior does.
	pub const fn superior(self) -> Superior {
		match self {
			Self::Death => Superior::Nothing,
			Self::Withdrawal => Superior::PutsOnRecord,
			Self::PersuadedToWithdraw | Self::DeemedGivenUp | Self::Removal => Superior::Approves,
			Self::Expulsion => Superior::ApprovesAtCountyLevel,
		}
	}

	/// Whether the member wished it: not while something about the member is pending (a hold).
	pub const fn by_own_wish(self) -> bool {
		matches!(self, Self::Withdrawal)
	}

	/// Whether an exit for this reason may rest on `procedure`, carried out by `acting`: what
	/// [`check`] asks of everybody, and what this reason asks more.
	///
	/// # Errors
	/// As [`check`].
	pub fn check(
		self,
		procedure: Procedure,
		status: MembershipStatus,
		acting: Acting,
	) -> Result<(), Refusal> {
		check(Step::Leave, procedure, status, acting)?;
		match (self, procedure) {
			(_, Procedure::Paper) | (Self::Death, Procedure::OnRecord) => Ok(()),
			(Self::Expulsion, Procedure::Direct) => Ok(()),
			(Self::Expulsion, Procedure::Resolution) if !acting.county_or_above() => {
				Err(Refusal::CountyNeeded)
			},
			(Self::Death, _) | (_, Procedure::OnRecord | Procedure::Direct) => {
				Err(Refusal::Procedure)
			},
			(_, Procedure::Resolution) => Ok(()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::{MembershipStatus::*, *};

	/// An organization of this kind below a county.
	const fn acting(kind: OrgKind, above: bool) -> Acting {
		Acting { kind, parent: Some(OrgKind::County), above }
	}

	const BRANCH: Acting = acting(OrgKind::Branch, false);
	const COMMITTEE: Acting = acting(OrgKind::PrimaryCommittee, true);
	const COUNTY: Acting = acting(OrgKind::County, true);

	/// The status from which the step starts.
	fn from(step: Step) -> MembershipStatus {
		match step {
			Step::Leave | Step::Suspend => Full,
			Step::Reinstate => Inactive,
			Step::Readmit => Former,
		}
	}

	#[test]
	fn every_cell_of_the_table() {
		use Refusal::{CountyNeeded, Procedure as Never, SuperiorNeeded};
		type Cell = Result<(), Refusal>;
		let superior: [Cell; 3] = [Err(SuperiorNeeded), Ok(()), Ok(())];
		let all: [Cell; 3] = [Ok(()); 3];
		let never: [Cell; 3] = [Err(Never); 3];
		let county: [Cell; 3] = [Err(CountyNeeded), Err(CountyNeeded), Ok(())];
		// Rows: OnRecord, Resolution, Direct, Paper; in a cell: by the branch itself, by a primary
		// committee, by a county committee.
		let table: [(Step, [[Cell; 3]; 4]); 4] = [
			(Step::Leave, [all, superior, county, all]),
			(Step::Suspend, [never, all, superior, all]),
			(Step::Reinstate, [never, all, superior, all]),
			(Step::Readmit, [never, superior, never, all]),
		];
		for (step, rows) in table {
			for (procedure, cell) in Procedure::ALL.into_iter().zip(rows) {
				for (acting, expected) in [BRANCH, COMMITTEE, COUNTY].into_iter().zip(cell) {
					let result = check(step, procedure, from(step), acting);
					assert_eq!(result, expected, "{step:?} {procedure:?} {acting:?}");
				}
			}
		}
	}

	#[test]
	fn a_step_starts_from_its_statuses_only() {
		let allowed = |step| match step {
			Step::Leave => vec![Probationary, Full, Inactive],
			Step::Suspend => vec![Probationary, Full],
			Step::Reinstate => vec![Inactive],
			Step::Readmit => vec![Former],
		};
		for step in Step::ALL {
			for status in MembershipStatus::ALL {
				let fits = allowed(step).contains(&status);
				assert_eq!(step.fits(status), fits, "{step:?} {status:?}");
				let result = check(step, Procedure::Paper, status, COUNTY);
				assert_eq!(result.is_ok(), fits, "{step:?} {status:?}");
			}
		}
	}

	#[test]
	fn county_level_ends_above_the_primary_committee() {
		use OrgKind::*;
		for kind in [Centre, Provincial, Municipal, County] {
			assert!(acting(kind, true).county_or_above(), "{kind:?}");
		}
		// A working committee stands one level below who sent it out.
		for (parent, county) in [
			(None, true),
			(Some(Centre), true),
			(Some(Provincial), true),
			(Some(Municipal), true),
			(Some(County), false),
			(Some(WorkingCommittee), false),
			(Some(PrimaryCommittee), false),
		] {
			let sent = Acting { kind: WorkingCommittee, parent, above: true };
			assert_eq!(sent.county_or_above(), county, "{parent:?}");
			let direct = check(Step::Leave, Procedure::Direct, Full, sent);
			let expected = if county { Ok(()) } else { Err(Refusal::CountyNeeded) };
			assert_eq!(direct, expected, "{parent:?}");
		}
		for kind in [
			PrimaryCommittee,
			GeneralBranch,
			Branch,
			JointBranch,
			MobileBranch,
			TemporaryBranch,
			Group,
		] {
			assert!(!acting(kind, true).county_or_above(), "{kind:?}");
		}
		// A working committee that is not above the branch decides nothing for it.
		let beside = Acting { kind: WorkingCommittee, parent: Some(Municipal), above: false };
		let direct = check(Step::Leave, Procedure::Direct, Full, beside);
		assert_eq!(direct, Err(Refusal::SuperiorNeeded));
	}

	#[test]
	fn days_around_go_live_and_today() {
		let day = |d| CivilDate::new(d).unwrap();
		let (go_live, today) = (day(20240229), day(20240301));
		let check = |procedure, effective| check_day(procedure, effective, today, Some(go_live));
		for procedure in Procedure::ALL {
			let paper = procedure == Procedure::Paper;
			let before = check(procedure, day(20240228));
			assert_eq!(before, if paper { Ok(()) } else { Err(Refusal::BeforeGoLive) });
			for on in [go_live, today] {
				let result = check(procedure, on);
				assert_eq!(result, if paper { Err(Refusal::NotBeforeGoLive) } else { Ok(()) });
			}
			assert_eq!(check(procedure, day(20240302)), Err(Refusal::InFuture));
			// Nothing was ever imported: nothing is paper, and any past day will do.
			let result = check_day(procedure, day(19490101), today, None);
			assert_eq!(result, if paper { Err(Refusal::NotBeforeGoLive) } else { Ok(()) });
		}
	}

	#[test]
	fn one_begins_again_as_a_probationer() {
		for procedure in Procedure::ALL {
			for status in MembershipStatus::ALL {
				let expected =
					status == Probationary || status == Full && procedure == Procedure::Paper;
				assert_eq!(may_begin_as(procedure, status), expected, "{procedure:?} {status:?}");
			}
		}
	}

	#[test]
	fn every_reason_has_its_grounds() {
		use ExitReason::*;
		use Refusal::{CountyNeeded, Procedure as Never, SuperiorNeeded};
		let resolved = [Err(Never), Ok(()), Err(Never), Ok(())];
		for (reason, by_county) in [
			(Death, [Ok(()), Err(Never), Err(Never), Ok(())]),
			(Withdrawal, resolved),
			(PersuadedToWithdraw, resolved),
			(DeemedGivenUp, resolved),
			(Removal, resolved),
			(Expulsion, [Err(Never), Ok(()), Ok(()), Ok(())]),
		] {
			for (procedure, expected) in Procedure::ALL.into_iter().zip(by_county) {
				let result = reason.check(procedure, Full, COUNTY);
				assert_eq!(result, expected, "{reason:?} {procedure:?}");
			}
		}
		// Below county level: expelled by nobody, removed by the committee, not by the branch alone.
		let expelled = |procedure| Expulsion.check(procedure, Full, COMMITTEE);
		assert_eq!(expelled(Procedure::Resolution), Err(CountyNeeded));
		assert_eq!(expelled(Procedure::Direct), Err(CountyNeeded));
		assert_eq!(Removal.check(Procedure::Resolution, Full, COMMITTEE), Ok(()));
		assert_eq!(Removal.check(Procedure::Resolution, Full, BRANCH), Err(SuperiorNeeded));
		assert_eq!(Death.check(Procedure::OnRecord, Inactive, BRANCH), Ok(()));
		assert_eq!(Death.check(Procedure::OnRecord, Former, BRANCH), Err(Refusal::Status));
	}

	#[test]
	fn what_the_superior_does() {
		use ExitReason::*;
		let superiors = ExitReason::ALL.map(ExitReason::superior);
		assert_eq!(
			superiors,
			[
				Superior::Nothing,
				Superior::PutsOnRecord,
				Superior::Approves,
				Superior::Approves,
				Superior::Approves,
				Superior::ApprovesAtCountyLevel,
			]
		);
		let wished: Vec<_> = ExitReason::ALL.into_iter().filter(|r| r.by_own_wish()).collect();
		assert_eq!(wished, [Withdrawal]);
	}
}
