//! One file a behaviour; every test ends with every invariant checked.

mod accounts;
mod acts;
mod authority;
mod certificates;
mod correction;
mod decisions;
mod encodings;
mod enrolment;
mod freezing;
mod frozen_branch;
mod genesis;
mod holds;
mod invariants;
mod late;
mod life;
mod moving;
mod proposals;
mod random;
mod readers;
mod readmission;
mod record;
mod replacement;
mod sealing;
mod tags;
mod thief;
mod two_persons;
mod windows;

pub(crate) use crate::{mock::*, Error, Event};
pub(crate) use chuxin_primitives::{
	agenda::Item,
	life::{LifeKind, RawLifeEvent, VersionedLifeEvent},
	membership::{Act, Change, Decision, Ground, MembershipStatus},
	organization::{Power, Powers},
	resolution::Purpose,
	Hash, OrgId, PersonId, RawDate, ResolutionId,
};
pub(crate) use frame::testing_prelude::{
	assert_noop, assert_ok, hypothetically, DispatchError, TestState,
};
