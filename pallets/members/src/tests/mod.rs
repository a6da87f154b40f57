//! One file a behaviour; every test ends with every invariant checked.

mod accounts;
mod authority;
mod certificates;
mod correction;
mod encodings;
mod enrolment;
mod freezing;
mod genesis;
mod invariants;
mod life;
mod proposals;
mod random;
mod readers;
mod sealing;
mod windows;

pub(crate) use crate::{mock::*, Error, Event};
pub(crate) use chuxin_primitives::{
	life::{LifeKind, RawLifeEvent, VersionedLifeEvent},
	membership::MembershipStatus,
	organization::Power,
	Hash, OrgId, PersonId, RawDate,
};
pub(crate) use frame::testing_prelude::{
	assert_noop, assert_ok, hypothetically, DispatchError, TestState,
};
