//! Every call at its worst case: branches at the greatest depth, full batches, full histories.

use super::*;
use crate::types::{CorrectionProposal, Proposal, MAX_DIGESTS, MAX_PROPOSALS};
use alloc::vec::Vec;
use chuxin_primitives::{
	life::{self, LifeEvent, LifeKind, VersionedLifeEvent},
	membership::{
		binding_text, correction_hash, enrol_batch_hash, BatchDigest, Certificate, EnrolEntry,
		LifeHead, MembershipStatus, Person, Record, Sealed, MAX_BATCH,
	},
	person_tag::certificate_message,
	rules,
	traits::{Clock, Entitlement, Organizations},
	AccountId, ChuxinSignature, Hash, OrgId, PersonId, RawDate,
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

/// The organization that acts: the root, so that branches are as far below it as can be.
const ACTING: OrgId = OrgId(0);
/// Somebody who proposed or froze, and is nobody's second person.
const SOMEBODY: PersonId = PersonId(u64::MAX);
const SCHEMA: u16 = 1;
const KEY_VERSION: u8 = 1;
const KEYS: KeyTypeId = KeyTypeId(*b"chux");

/// 32 bytes that differ for every number.
fn bytes(n: u64) -> Hash {
	Hash::from(blake2_256(&n.encode()))
}

fn sign(key: &sr25519::Public, message: &[u8]) -> Result<sr25519::Signature, BenchmarkError> {
	sr25519_sign(KEYS, key, message).ok_or(BenchmarkError::Stop("no keystore, or no such key"))
}

fn origin_of<T: Config, E: EnsureOriginWithArg<T::RuntimeOrigin, OrgId>>(
) -> Result<T::RuntimeOrigin, BenchmarkError> {
	E::try_successful_origin(&ACTING).map_err(|()| BenchmarkError::Stop("no officer of the root"))
}

fn days_from_today<T: Config>(days: i64) -> Result<RawDate, BenchmarkError> {
	let day = T::Clock::today().add_days(days);
	day.map(Into::into).ok_or(BenchmarkError::Stop("the calendar ends"))
}

/// A batch of `n` members over `b` branches.
fn batch<T: Config>(n: u32, b: u32) -> Vec<EnrolEntry> {
	let branches: Vec<OrgId> =
		(0..b).map(|seed| T::Organizations::benchmark_branch(ACTING, seed)).collect();
	(0..n)
		.zip(branches.iter().cycle())
		.map(|(i, org)| EnrolEntry {
			org: *org,
			status: MembershipStatus::Full,
			record_root: bytes(u64::from(i)),
			birthday: Some(bytes(u64::from(i) << 20)),
			tag: bytes(u64::from(i) << 40),
		})
		.collect()
}

/// A member with a sealed birthday and an enrolment as only event, in a branch far below the root.
fn member<T: Config>() -> (PersonId, VersionedLifeEvent) {
	let id = NextPersonId::<T>::get();
	let org = T::Organizations::benchmark_branch(ACTING, 0);
	let event = VersionedLifeEvent::V1(LifeEvent {
		seq: 0,
		kind: LifeKind::Enrolled,
		effective: T::Clock::today(),
		recorded: T::Clock::now(),
		org,
		by: ACTING,
		rules: rules::RULES_VERSION,
		evidence: [0; 32],
	});
	let before = life::life_head0(&Pallet::<T>::genesis(), id);
	let head = life::next_head(&before, 0, &life::event_hash(&event));
	let person = Person {
		org,
		status: MembershipStatus::Full,
		spell: 1,
		record: Some(Record { schema: SCHEMA, version: 1, root: bytes(1) }),
		birthday: Some(Sealed { commitment: bytes(2), version: 1, at: T::Clock::now() }),
		life: LifeHead { len: 1, head },
		account: None,
		frozen: false,
		corrected: false,
	};
	Persons::<T>::insert(id, person);
	NextPersonId::<T>::put(PersonId(id.0.saturating_add(1)));
	(id, event)
}

/// A member with a key.
fn member_with_key<T: Config>() -> Result<(PersonId, AccountId), BenchmarkError> {
	let (id, _) = member::<T>();
	let account: AccountId = bytes(3).0.into();
	Pallet::<T>::entitle(&account, 0)?;
	Persons::<T>::mutate(id, |slot| {
		if let Some(person) = slot {
			person.account = Some(account.clone());
		}
	});
	Accounts::<T>::insert(&account, id);
	Ok((id, account))
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn open_import_window() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let target = T::Organizations::benchmark_branch(ACTING, 0);
		let until = days_from_today::<T>(366)?;

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
			(0..d).map(|i| BatchDigest { hash: bytes(u64::from(i)), count: MAX_BATCH }).collect();

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
		ProposalCount::<T>::insert(ACTING, MAX_PROPOSALS);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, bytes(1));

		assert!(!Proposals::<T>::contains_key(ACTING, bytes(1)));
		Ok(())
	}

	#[benchmark]
	fn enrol(n: Linear<250, MAX_BATCH>, b: Linear<1, 250>) -> Result<(), BenchmarkError> {
		// A batch never has more branches than entries: the ranges meet at half, so that neither
		// component is counted into the other. Both are linear beyond.
		let origin = origin_of::<T, T::ApproverOrigin>()?;
		let entries = batch::<T>(n, b);
		let key = sr25519_generate(KEYS, None);
		RegistrarKeys::<T>::insert(KEY_VERSION, key.0);
		ImportWindows::<T>::insert(ACTING, T::Clock::today());
		let genesis = Pallet::<T>::genesis();
		let hash = enrol_batch_hash(&genesis, ACTING, SCHEMA, &entries);
		let proposal = Proposal { by: SOMEBODY, count: n, at: T::Clock::now() };
		Proposals::<T>::insert(ACTING, hash, proposal);
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

		assert_eq!(NextPersonId::<T>::get().0, first.saturating_add(n.into()));
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
		let key = sr25519_generate(KEYS, None);
		let account: AccountId = key.0.into();
		let expires = days_from_today::<T>(31)?;
		let last = expires.parse().ok_or(BenchmarkError::Stop("no day"))?;
		let text = binding_text(&Pallet::<T>::genesis(), id, &account, last);
		let proof = ChuxinSignature::Sr25519(sign(&key, &text)?);

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
	fn propose_correction() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::HandlerOrigin>()?;
		let (id, _) = member::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id, bytes(1));

		assert!(CorrectionProposals::<T>::contains_key(ACTING, id));
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
		let hash = correction_hash(&genesis, ACTING, id, 0, &bytes(9));
		let proposal = CorrectionProposal { hash, by: SOMEBODY, at: T::Clock::now() };
		CorrectionProposals::<T>::insert(ACTING, id, proposal);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACTING, id, 0, head_before, target.into(), after, bytes(9));

		assert!(Corrections::<T>::contains_key(id));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bench_ext(), crate::mock::Test);
}
