//! Every call at its worst case: branches at the greatest depth, full batches, full histories.

use super::*;
use crate::types::{
	ActProposal, Hold, Proposal, RecordUpdate, Suspension, MAX_DIGESTS, MAX_PROPOSALS,
};
use alloc::vec::Vec;
use chuxin_primitives::{
	agenda::{Agenda, Item},
	life::{self, LifeEvent, LifeKind, VersionedLifeEvent},
	membership::{
		act_hash, binding_text, enrol_batch_hash, Act, BatchDigest, Certificate, Change, Corrected,
		Decision, EnrolEntry, Ground, LifeHead, MembershipStatus, Person, Record, Sealed,
		MAX_BATCH,
	},
	pending::{CarryOut, Deciders, Pending, PendingAct},
	person_tag::{certificate_message, PersonTag},
	rules,
	traits::{Clock, CountChange, Entitlement, Organizations},
	AccountId, ChuxinSignature, CivilDate, Hash, OrgId, PersonId, RawDate,
};
use codec::Encode;
use frame::{
	benchmarking::prelude::*,
	deps::{
		sp_core::{crypto::KeyTypeId, sr25519},
		sp_io::crypto::{sr25519_generate, sr25519_sign},
	},
	traits::{EnsureOrigin, EnsureOriginWithArg},
};

mod setup;
pub(crate) use setup::counted_member;
use setup::*;

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn open_import_window() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let target = T::Organizations::benchmark_branch(ACTING, 0);
		let until = days_from_today::<T>(366)?;
		ImportWindows::<T>::insert(target, T::Clock::today());
		overdue::<T>(target, Item::ImportWindow);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, target, until);

		assert!(ImportWindows::<T>::contains_key(target));
		Ok(())
	}

	#[benchmark]
	fn close_import_window() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let target = T::Organizations::benchmark_branch(ACTING, 0);
		ImportWindows::<T>::insert(target, T::Clock::today());
		overdue::<T>(target, Item::ImportWindow);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, target);

		assert!(!ImportWindows::<T>::contains_key(target));
		Ok(())
	}

	#[benchmark]
	fn propose_enrolment(d: Linear<1, MAX_DIGESTS>) -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::HandlerOrigin>()?;
		let waiting = MAX_PROPOSALS.saturating_sub(MAX_DIGESTS);
		ProposalCount::<T>::insert(ACTING, waiting);
		let batches: Vec<BatchDigest> =
			(0..d).map(|i| BatchDigest { batch: bytes(u64::from(i)), count: MAX_BATCH }).collect();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, batches);

		assert_eq!(ProposalCount::<T>::get(ACTING), waiting.saturating_add(d));
		Ok(())
	}

	#[benchmark]
	fn withdraw_enrolment() -> Result<(), BenchmarkError> {
		// An approver costs more: the call asks for a handler first.
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let proposal = Proposal { by: SOMEBODY, count: MAX_BATCH, at: T::Clock::now() };
		Proposals::<T>::insert(ACTING, bytes(1), proposal);
		overdue::<T>(ACTING, Item::Enrolment(bytes(1)));
		ProposalCount::<T>::insert(ACTING, MAX_PROPOSALS);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, bytes(1));

		assert!(!Proposals::<T>::contains_key(ACTING, bytes(1)));
		Ok(())
	}

	/// A batch of `e` persons of one branch, which leaves its agenda as too small and comes into it as
	/// too large; what more branches cost, [`enrol_branches`] measures.
	#[benchmark]
	fn enrol(e: Linear<1, MAX_BATCH>) -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let entries = batch::<T>(e);
		small::<T>(entries.first().map_or(ACTING, |entry| entry.org))?;
		let key = sr25519_generate(KEYS, None);
		RegistrarKeys::<T>::insert(KEY_VERSION, key.0);
		ImportWindows::<T>::insert(ACTING, T::Clock::today());
		let genesis = Pallet::<T>::genesis();
		let hash = enrol_batch_hash(&genesis, ACTING, SCHEMA, &entries);
		let proposal = Proposal { by: handler::<T>(ACTING)?, count: e, at: T::Clock::now() };
		Proposals::<T>::insert(ACTING, hash, proposal);
		overdue::<T>(ACTING, Item::Enrolment(hash));
		ProposalCount::<T>::insert(ACTING, 1);
		let now: u32 = frame_system::Pallet::<T>::block_number().saturated_into();
		let expires = now.saturating_add(100);
		let tags: Vec<Hash> = entries.iter().map(|entry| entry.tag).collect();
		let message = certificate_message(&genesis, KEY_VERSION, ACTING, &tags, expires);
		let signature = sign(&key, &message)?.0;
		let certificate = Certificate { key_version: KEY_VERSION, expires, signature };
		let first = NextPersonId::<T>::get().0;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, SCHEMA, entries, certificate);

		assert_eq!(NextPersonId::<T>::get().0, first.saturating_add(e.into()));
		Ok(())
	}

	/// What `b` branches cost in a batch: each is looked up, and counted up to the root; each leaves
	/// the agenda as too small.
	#[benchmark]
	fn enrol_branches(b: Linear<1, MAX_BATCH>) -> Result<(), BenchmarkError> {
		let branches: Vec<OrgId> =
			(0..b).map(|seed| T::Organizations::benchmark_branch(ACTING, seed)).collect();
		for branch in &branches {
			small::<T>(*branch)?;
		}
		let more: Vec<CountChange> = branches.iter().map(|org| full(*org, 1)).collect();

		#[block]
		{
			for branch in &branches {
				Pallet::<T>::ensure_branch(ACTING, *branch)?;
			}
			T::Organizations::count(&more)?;
		}

		// Two were counted before, and one more was now: three can be counted out, and no fourth.
		for org in branches {
			T::Organizations::count(&[CountChange { up: false, ..full(org, 3) }])?;
			assert!(T::Organizations::count(&[CountChange { up: false, ..full(org, 1) }]).is_err());
		}
		Ok(())
	}

	#[benchmark]
	fn set_registrar_key() -> Result<(), BenchmarkError> {
		let origin = T::CouncilOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no council"))?;
		RegistrarKeys::<T>::insert(KEY_VERSION, [1; 32]);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, KEY_VERSION, Some([2; 32]));

		assert_eq!(RegistrarKeys::<T>::get(KEY_VERSION), Some([2; 32]));
		Ok(())
	}

	#[benchmark]
	fn bind_account() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, _) = member::<T>();
		let (account, expires, proof) = consent::<T>(id)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id, account.clone(), expires, proof);

		assert_eq!(Accounts::<T>::get(&account), Some(id));
		Ok(())
	}

	/// What binding costs more for a person who holds `o` offices already.
	#[benchmark]
	fn entitle(o: Linear<0, 32>) -> Result<(), BenchmarkError> {
		let account: AccountId = bytes(3).0.into();
		let offices = u16::try_from(o).map_err(|_| BenchmarkError::Stop("too many offices"))?;

		#[block]
		{
			Pallet::<T>::entitle(&account, offices)?;
		}

		// One membership, then as many offices: all of them can be taken away again.
		T::Entitlement::remove_membership(&account)?;
		for _ in 0..o {
			T::Entitlement::remove_office(&account)?;
		}
		Ok(())
	}

	#[benchmark]
	fn freeze_account() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::AnyOfficerOrigin>()?;
		let (id, _) = member_with_key::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id);

		assert!(Freezes::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn unfreeze_account() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, account) = member_with_key::<T>()?;
		T::Entitlement::set_frozen(&account, true)?;
		Persons::<T>::mutate(id, |slot| {
			if let Some(person) = slot {
				person.frozen = true;
			}
		});
		Freezes::<T>::insert(id, SOMEBODY);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id);

		assert!(!Freezes::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn freeze_own_account() -> Result<(), BenchmarkError> {
		let (id, account) = member_with_key::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(account));

		assert_eq!(Freezes::<T>::get(id), Some(id));
		Ok(())
	}

	#[benchmark]
	fn propose_act() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::HandlerOrigin>()?;
		let (id, _) = member::<T>();
		propose::<T>(ACTING, id, &Act::LiftHold)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id, bytes(1));

		assert_eq!(ActProposals::<T>::get(ACTING, id).map(|act| act.proposal), Some(bytes(1)));
		Ok(())
	}

	#[benchmark]
	fn correct(a: Linear<0, 255>) -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, target) = member::<T>();
		let genesis = Pallet::<T>::genesis();
		let head_before = life::life_head0(&genesis, id);
		let after: Vec<Hash> = (0..a).map(|i| bytes(u64::from(i))).collect();
		let (len, head) = life::recompute(&head_before, &target, &after)
			.map_err(|_| BenchmarkError::Stop("history too long"))?;
		Persons::<T>::mutate(id, |slot| {
			if let Some(person) = slot {
				person.life = LifeHead { len, head };
			}
		});
		propose::<T>(ACTING, id, &Act::CorrectBirthday { target_seq: 0, commitment: bytes(9) })?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id, 0, head_before, target.into(), after, bytes(9));

		assert!(Corrections::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn withdraw_act() -> Result<(), BenchmarkError> {
		// An approver costs more: the call asks for a handler first.
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, _) = member::<T>();
		propose::<T>(ACTING, id, &Act::LiftHold)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id);

		assert!(!ActProposals::<T>::contains_key(ACTING, id));
		Ok(())
	}

	#[benchmark]
	fn replace_account() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, _) = member_with_key::<T>()?;
		let (account, expires, proof) = consent::<T>(id)?;
		propose::<T>(ACTING, id, &Act::ReplaceAccount { account: account.clone() })?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id, account.clone(), expires, proof);

		assert!(Replacements::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn replace_own_account() -> Result<(), BenchmarkError> {
		let (id, old) = member_with_key::<T>()?;
		let (account, expires, proof) = consent::<T>(id)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(old), account, expires, proof);

		assert!(Replacements::<T>::contains_key(id));
		Ok(())
	}

	/// What waited is done: without the offices, which [`release`] and [`entitle`] measure.
	#[benchmark]
	fn carry_out() -> Result<(), BenchmarkError> {
		let (id, _) = member_with_key::<T>()?;
		let (account, expires, proof) = consent::<T>(id)?;
		let person = Pallet::<T>::load(id).ok_or(BenchmarkError::Stop("nobody"))?;
		let org = person.org;
		Pallet::<T>::replace_own(id, person, account.clone(), &expires, &proof)?;
		let number = Replacements::<T>::get(id)
			.map(|replacement| replacement.pending)
			.ok_or(BenchmarkError::Stop("nothing waits"))?;
		let by = Deciders::Officers { proposed_by: SOMEBODY, approved_by: SOMEBODY, org: ACTING };
		let pending = Pending { act: PendingAct::ReplaceAccount(id), org, by, ready_at: 0 };

		#[block]
		{
			<Pallet<T> as CarryOut>::carry_out(number, &pending)?;
		}

		assert_eq!(Accounts::<T>::get(&account), Some(id));
		Ok(())
	}

	/// What taking a key away costs for a person who holds `o` offices.
	#[benchmark]
	fn release(o: Linear<0, 32>) -> Result<(), BenchmarkError> {
		let account: AccountId = bytes(3).0.into();
		let offices = u16::try_from(o).map_err(|_| BenchmarkError::Stop("too many offices"))?;
		Pallet::<T>::entitle(&account, offices)?;
		T::Entitlement::set_frozen(&account, true)?;

		#[block]
		{
			Pallet::<T>::release(&account, offices)?;
		}

		// Nothing is left that could be taken away.
		assert!(T::Entitlement::remove_membership(&account).is_err());
		Ok(())
	}

	#[benchmark]
	fn propose_record_update() -> Result<(), BenchmarkError> {
		let (id, account) = member_with_key::<T>()?;
		update_waits::<T>(id, home::<T>(id)?);
		let record = Record { root: bytes(5), ..next_record() };

		#[extrinsic_call]
		_(RawOrigin::Signed(account), record);

		assert_eq!(RecordUpdates::<T>::get(id).map(|update| update.record), Some(record));
		Ok(())
	}

	#[benchmark]
	fn confirm_record_update() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, _) = member_with_key::<T>()?;
		update_waits::<T>(id, home::<T>(id)?);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id, next_record().root);

		assert_eq!(Persons::<T>::get(id).and_then(|person| person.record), Some(next_record()));
		Ok(())
	}

	#[benchmark]
	fn decline_record_update() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, _) = member_with_key::<T>()?;
		update_waits::<T>(id, home::<T>(id)?);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id);

		assert!(!RecordUpdates::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn update_record() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, _) = member_with_key::<T>()?;
		update_waits::<T>(id, home::<T>(id)?);
		let (record, paper) = (next_record(), bytes(6));
		propose::<T>(ACTING, id, &Act::UpdateRecord { record, paper })?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id, record, paper);

		assert_eq!(Persons::<T>::get(id).and_then(|person| person.record), Some(record));
		Ok(())
	}

	#[benchmark]
	fn add_tag() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, _) = member::<T>();
		let branch = home::<T>(id)?;
		let tag = PersonTag { key_version: KEY_VERSION, tag: bytes(7) };
		propose::<T>(branch, id, &Act::AddTag { tag })?;
		let key = sr25519_generate(KEYS, None);
		RegistrarKeys::<T>::insert(KEY_VERSION, key.0);
		let now: u32 = frame_system::Pallet::<T>::block_number().saturated_into();
		let expires = now.saturating_add(100);
		let genesis = Pallet::<T>::genesis();
		let message = certificate_message(&genesis, KEY_VERSION, branch, &[tag.tag], expires);
		let signature = sign(&key, &message)?.0;
		let certificate = Certificate { key_version: KEY_VERSION, expires, signature };

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, branch, id, tag, certificate);

		assert_eq!(Tags::<T>::get(tag), Some(id));
		Ok(())
	}

	#[benchmark]
	fn place_hold() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, _) = member::<T>();
		held::<T>(id, home::<T>(id)?);
		let until = days_from_today::<T>(366)?;
		let day = until.parse();
		propose::<T>(ACTING, id, &Act::PlaceHold { until: day, without_vote: true })?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id, Some(until), true);

		assert_eq!(Holds::<T>::get(id).and_then(|hold| hold.until), day);
		Ok(())
	}

	#[benchmark]
	fn lift_hold() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, _) = member::<T>();
		held::<T>(id, home::<T>(id)?);
		propose::<T>(ACTING, id, &Act::LiftHold)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id);

		assert!(!Holds::<T>::contains_key(id));
		Ok(())
	}

	/// With a key, a hold, an update and a new key that wait, and `o` offices.
	#[benchmark]
	fn end_membership(o: Linear<0, 32>) -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let id = officer::<T>(o)?;
		let branch = home::<T>(id)?;
		let (account, expires, proof) = consent::<T>(id)?;
		let person = Pallet::<T>::load(id).ok_or(BenchmarkError::Stop("nobody"))?;
		Pallet::<T>::replace_own(id, person, account, &expires, &proof)?;
		update_waits::<T>(id, branch);
		held::<T>(id, branch);
		suspended::<T>(id);
		// With one member fewer the branch leaves the agenda as too large.
		T::Organizations::count(&[full(branch, 50)])?;
		T::Agenda::benchmark_overdue(branch, Item::TooManyMembers);
		let effective = decision::<T>(id, MembershipStatus::Inactive, Change::Leave)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id, Ground::Paper, effective, bytes(8));

		let status = Persons::<T>::get(id).map(|person| person.status);
		assert_eq!(status, Some(MembershipStatus::Former));
		Ok(())
	}

	/// Of somebody with `o` offices.
	#[benchmark]
	fn suspend(o: Linear<0, 32>) -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let id = officer::<T>(o)?;
		// With one full member fewer the branch comes into the agenda as too small.
		T::Organizations::count(&[full(home::<T>(id)?, 2)])?;
		let effective = decision::<T>(id, MembershipStatus::Full, Change::Suspend)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id, Ground::Paper, effective, bytes(8));

		assert_eq!(Suspensions::<T>::get(id).map(|s| s.before), Some(MembershipStatus::Full));
		Ok(())
	}

	/// Of somebody with `o` offices.
	#[benchmark]
	fn reinstate(o: Linear<0, 32>) -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let id = officer::<T>(o)?;
		T::Organizations::rest(id, true);
		suspended::<T>(id);
		small::<T>(home::<T>(id)?)?;
		let effective = decision::<T>(
			id,
			MembershipStatus::Inactive,
			Change::Reinstate { status: MembershipStatus::Full },
		)?;

		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			ACTING,
			id,
			MembershipStatus::Full,
			Ground::Paper,
			effective,
			bytes(8),
		);

		let status = Persons::<T>::get(id).map(|person| person.status);
		assert_eq!(status, Some(MembershipStatus::Full));
		Ok(())
	}

	#[benchmark]
	fn readmit() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let (id, _) = member::<T>();
		let branch = T::Organizations::benchmark_branch(ACTING, 1);
		small::<T>(branch)?;
		let corrected = Corrected { commitment: bytes(4), target_seq: 0, at: 0 };
		Corrections::<T>::insert(id, corrected);
		change::<T>(id, |person| person.corrected = true);
		Ended::<T>::insert(id, long_ago());
		let (status, record, birthday) = (MembershipStatus::Full, next_record(), bytes(9));
		let back = Change::Readmit { branch, status, record, birthday };
		let effective = decision::<T>(id, MembershipStatus::Former, back)?;
		let ground = Ground::Paper;

		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			ACTING,
			id,
			branch,
			status,
			record,
			birthday,
			ground,
			effective,
			bytes(8),
		);

		assert!(PastSpells::<T>::contains_key(id, 1));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bench_ext(), crate::mock::Test);
}
