//! Benchmarks, each at its worst case: 12 levels, 12 officers.
//!
//! Officers are persons of genesis with a key of their own; at least four are needed.

#![allow(clippy::expect_used)] // never part of a runtime that makes blocks

use super::*;
use chuxin_primitives::{
	agenda::Item,
	membership::MembershipStatus,
	organization::{
		split_hash, Elected, ElectionStage, Grants, Offices, Powers, Reorganization, MAX_DEPTH,
		MAX_MERGERS, MAX_OFFICERS,
	},
	pending::{CarryOut, PendingAct},
	traits::Organizations,
	Hash,
};
use frame::benchmarking::prelude::*;

mod setup;
pub(crate) use setup::*;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn establish() -> Result<(), BenchmarkError> {
		let parent = committee::<T>(MAX_DEPTH.saturating_sub(1));
		// The way up to the acting organization is longest from the deepest place to the root.
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		let id = NextOrgId::<T>::get();
		let name = RawText(alloc::vec![b'n'; 128]);
		let founded = RawDate::from(T::Clock::today());

		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			org,
			parent,
			OrgKind::PrimaryCommittee,
			name,
			999_999,
			founded,
		);

		assert_eq!(Pallet::<T>::depth(id), usize::from(MAX_DEPTH));
		Ok(())
	}

	#[benchmark]
	fn set_grants() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = approver::<T>(org)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target, alloc::vec![]);

		assert_eq!(Orgs::<T>::get(target).map(|org| org.grants), Some(Grants::NONE));
		Ok(())
	}

	#[benchmark]
	fn appoint() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		fill::<T>(target, MAX_OFFICERS.saturating_sub(1), Powers::NONE);
		T::Agenda::benchmark_overdue(target, Item::NoSecretary);
		let (person, _) = candidate::<T>(org, target)?;

		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			org,
			target,
			person,
			Office::ALL.to_vec(),
			Power::ALL.to_vec(),
		);

		assert_eq!(Orgs::<T>::get(target).map(|org| org.officers), Some(MAX_OFFICERS));
		Ok(())
	}

	#[benchmark]
	fn dismiss() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		let (person, account) = candidate::<T>(org, target)?;
		T::Entitlement::add_office(&account)?;
		let (offices, powers) = (Offices::from(Office::ALL), Powers::from(Power::ALL));
		Pallet::<T>::seat(target, person, standing_appointment::<T>(offices, powers));
		fill::<T>(target, MAX_OFFICERS, Powers::NONE);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target, person);

		assert!(!Appointments::<T>::contains_key(target, person));
		Ok(())
	}

	#[benchmark]
	fn resign() -> Result<(), BenchmarkError> {
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		let person = person::<T>(origin.clone(), org)?;
		holder::<T>(org, &[Power::Approver], &[person])?;
		fill::<T>(org, MAX_OFFICERS, Powers::NONE.with(Power::Approver));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org);

		assert!(!Appointments::<T>::contains_key(org, person));
		Ok(())
	}

	#[benchmark]
	fn rename() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		let name = RawText(alloc::vec![b'n'; 128]);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target, name.clone());

		assert_eq!(Orgs::<T>::get(target).map(|org| org.name.into()), Some(name));
		Ok(())
	}

	#[benchmark]
	fn freeze() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = approver::<T>(org)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target);

		assert_eq!(Orgs::<T>::get(target).map(|org| org.status), Some(OrgStatus::Frozen));
		Ok(())
	}

	#[benchmark]
	fn thaw() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		Orgs::<T>::mutate_extant(target, |org| org.status = OrgStatus::Frozen);
		let org = root::<T>();
		let origin = approver::<T>(org)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target);

		assert_eq!(Orgs::<T>::get(target).map(|org| org.status), Some(OrgStatus::Active));
		Ok(())
	}

	#[benchmark]
	fn reparent() -> Result<(), BenchmarkError> {
		// Twelve levels on either side, with nothing but the root in common.
		let target = branch::<T>(root::<T>(), 0);
		T::Persons::benchmark_member(target, 0);
		T::Agenda::benchmark_overdue(target, Item::NoSecretary);
		let parent = committee::<T>(MAX_DEPTH.saturating_sub(1));
		let org = root::<T>();
		let origin = approver::<T>(org)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target, parent);

		assert_eq!(Orgs::<T>::get(target).and_then(|org| org.parent), Some(parent));
		Ok(())
	}

	#[benchmark]
	fn propose_reorganization() -> Result<(), BenchmarkError> {
		let target = branch::<T>(root::<T>(), 0);
		T::Persons::benchmark_member(target, 0);
		let org = root::<T>();
		let origin = T::HandlerOrigin::try_successful_origin(&org)
			.map_err(|()| BenchmarkError::Stop("a person of genesis with a key is needed"))?;
		let act = Reorganization::Split {
			name: RawText(alloc::vec![b'n'; 128]),
			kind: OrgKind::Branch,
			region: 110_000,
			founded: RawDate::from(T::Clock::today()),
			count: 1,
			persons_hash: Hash::zero(),
		};

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target, act);

		assert!(Reorganizations::<T>::contains_key(target));
		Ok(())
	}

	#[benchmark]
	fn second_reorganization() -> Result<(), BenchmarkError> {
		let target = branch::<T>(root::<T>(), 0);
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		let by = person::<T>(origin.clone(), org)?;
		let (digest, ..) = proposed::<T>(target, Reorganization::Archive, by, false)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target, digest);

		assert_eq!(Reorganizations::<T>::get(target).and_then(|p| p.seconded_by), Some(by));
		Ok(())
	}

	/// - `p`: persons who leave the branch in a split.
	#[benchmark]
	fn approve_reorganization(p: Linear<1, 500>) -> Result<(), BenchmarkError> {
		let target = branch::<T>(root::<T>(), 0);
		let persons: Vec<PersonId> =
			(0..p).map(|seed| T::Persons::benchmark_member(target, seed)).collect();
		let superior = root::<T>();
		let origin = approver::<T>(superior)?;
		let by = person::<T>(origin.clone(), superior)?;
		let act = Reorganization::Split {
			name: RawText(alloc::vec![b'n'; 128]).check().expect("128 letters are a name"),
			kind: OrgKind::Branch,
			region: 110_000,
			founded: T::Clock::today(),
			count: p,
			persons_hash: split_hash(&Pallet::<T>::genesis_hash(), target, &persons),
		};
		let (digest, ..) = proposed::<T>(target, act, by, true)?;
		let new = NextOrgId::<T>::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, superior, target, digest, persons);

		assert_eq!(Counts::<T>::get(new).own.of(MembershipStatus::Full), p);
		Ok(())
	}

	#[benchmark]
	fn withdraw_reorganization() -> Result<(), BenchmarkError> {
		let target = branch::<T>(root::<T>(), 0);
		approved::<T>(target, Reorganization::Archive, PendingAct::Archive(target))?;
		let org = root::<T>();
		let origin = T::AnyOfficerOrigin::try_successful_origin(&org)
			.map_err(|()| BenchmarkError::Stop("a person of genesis with a key is needed"))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target);

		assert!(!Reorganizations::<T>::contains_key(target));
		Ok(())
	}

	#[benchmark]
	fn set_term() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		let ends = T::Clock::today().add_years(5);
		let ends = ends.ok_or(BenchmarkError::Stop("five years are left"))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target, ends.into());

		assert_eq!(Orgs::<T>::get(target).and_then(|org| org.term_ends), Some(ends));
		Ok(())
	}

	#[benchmark]
	fn request_election() -> Result<(), BenchmarkError> {
		let org = root::<T>();
		let origin = approver::<T>(org)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, ElectionKind::Term);

		assert!(Elections::<T>::contains_key(org));
		Ok(())
	}

	#[benchmark]
	fn reply_election() -> Result<(), BenchmarkError> {
		let org = committee::<T>(MAX_DEPTH);
		let stage = ElectionStage::Requested;
		let requested_by = PersonId(u64::MAX);
		Elections::<T>::insert(org, Election { kind: ElectionKind::Term, requested_by, stage });
		let superior = root::<T>();
		let origin = approver::<T>(superior)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, superior, org, true);

		assert_eq!(Elections::<T>::get(org).map(|e| e.stage), Some(ElectionStage::Agreed));
		Ok(())
	}

	#[benchmark]
	fn announce_election() -> Result<(), BenchmarkError> {
		let day = T::Clock::today();
		let org = election::<T>(ElectionStage::Announced { day });
		let origin = T::HandlerOrigin::try_successful_origin(&org)
			.map_err(|()| BenchmarkError::Stop("a person of genesis with a key is needed"))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, day.into());

		assert_eq!(
			Elections::<T>::get(org).map(|e| e.stage),
			Some(ElectionStage::Announced { day })
		);
		Ok(())
	}

	// Without what taking the resolution costs: until meetings are kept, there is none to take.
	#[benchmark]
	fn report_election() -> Result<(), BenchmarkError> {
		let day = T::Clock::today();
		let org = election::<T>(ElectionStage::Announced { day });
		let origin = T::HandlerOrigin::try_successful_origin(&org)
			.map_err(|()| BenchmarkError::Stop("a person of genesis with a key is needed"))?;
		let results: Vec<_> =
			results::<T>().into_iter().map(|e| (e.person, e.offices.list())).collect();

		#[block]
		{
			let officer = Pallet::<T>::ensure::<T::HandlerOrigin>(origin, org)
				.map_err(|_| BenchmarkError::Stop("a handler"))?;
			Pallet::<T>::report(officer, ResolutionId(1), results, |_| Ok(day))?;
		}

		let stage = Elections::<T>::get(org).map(|e| e.stage);
		assert!(matches!(stage, Some(ElectionStage::Reported { .. })));
		Ok(())
	}

	#[benchmark]
	fn confirm_election() -> Result<(), BenchmarkError> {
		// Twelve go and twelve come, at the organization that is furthest from its superior and
		// still has a branch below it.
		let org = committee::<T>(MAX_DEPTH.saturating_sub(1));
		let branch = branch::<T>(org, 1);
		let elected: Vec<Elected> = results::<T>()
			.into_iter()
			.zip(100u32..)
			.map(|(e, seed)| Elected { person: T::Persons::benchmark_member(branch, seed), ..e })
			.collect();
		staff::<T>(org, Offices::NONE.with(Office::Publicity))?;
		overdue::<T>(org);
		let stage = ElectionStage::Reported {
			held: T::Clock::today(),
			results: elected.try_into().map_err(|_| BenchmarkError::Stop("twelve at most"))?,
			by: PersonId(u64::MAX),
		};
		let requested_by = PersonId(u64::MAX);
		Elections::<T>::insert(org, Election { kind: ElectionKind::Term, requested_by, stage });
		let superior = root::<T>();
		let origin = approver::<T>(superior)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, superior, org);

		assert!(!Elections::<T>::contains_key(org));
		assert_eq!(Orgs::<T>::get(org).map(|org| org.officers), Some(MAX_OFFICERS));
		Ok(())
	}

	#[benchmark]
	fn appoint_acting() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		fill::<T>(target, MAX_OFFICERS.saturating_sub(1), Powers::NONE);
		T::Agenda::benchmark_overdue(target, Item::NoSecretary);
		let (person, _) = candidate::<T>(org, target)?;
		let until = RawDate::from(T::Clock::today());

		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			org,
			target,
			person,
			Office::ALL.to_vec(),
			Power::ALL.to_vec(),
			until,
		);

		assert_eq!(Orgs::<T>::get(target).map(|org| org.officers), Some(MAX_OFFICERS));
		Ok(())
	}

	#[benchmark]
	fn publish_key() -> Result<(), BenchmarkError> {
		let org = root::<T>();
		key::<T>(org);
		let origin = T::KeyCustodianOrigin::try_successful_origin(&org)
			.map_err(|()| BenchmarkError::Stop("a person of genesis with a key is needed"))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, [2; 32]);

		assert_eq!(CurrentKey::<T>::get(org), Some(2));
		Ok(())
	}

	#[benchmark]
	fn revoke_key() -> Result<(), BenchmarkError> {
		let org = root::<T>();
		key::<T>(org);
		let origin = T::KeyCustodianOrigin::try_successful_origin(&org)
			.map_err(|()| BenchmarkError::Stop("a person of genesis with a key is needed"))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, 1);

		assert!(Pallet::<T>::organization_key(org).is_none());
		Ok(())
	}

	#[benchmark]
	fn expire_acting() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = T::AnyOfficerOrigin::try_successful_origin(&org)
			.map_err(|()| BenchmarkError::Stop("a person of genesis with a key is needed"))?;
		let (person, account) = able::<T>()
			.next()
			.ok_or(BenchmarkError::Stop("a person of genesis with a key is needed"))?;
		T::Entitlement::add_office(&account)?;
		let mut acting = standing_appointment::<T>(
			Offices::NONE.with(Office::Secretary),
			Powers::from(Power::ALL),
		);
		acting.until = T::Clock::today().add_days(-1);
		Pallet::<T>::seat(target, person, acting);
		T::Agenda::benchmark_overdue(target, Item::ActingEnds(person));
		fill::<T>(target, MAX_OFFICERS, Powers::NONE);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target, person);

		assert!(!Appointments::<T>::contains_key(target, person));
		Ok(())
	}

	#[benchmark]
	fn set_contact() -> Result<(), BenchmarkError> {
		let target = committee::<T>(MAX_DEPTH);
		let org = root::<T>();
		let origin = approver::<T>(org)?;
		let contact = RawText(b"+86 (10) 1234567890-123456".to_vec());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, target, Some(contact.clone()));

		assert_eq!(Contacts::<T>::get(target).map(RawText::from), Some(contact));
		Ok(())
	}

	#[benchmark]
	fn carry_out_merge() -> Result<(), BenchmarkError> {
		let from = branch::<T>(root::<T>(), 0);
		let into = branch::<T>(root::<T>(), 1);
		T::Persons::benchmark_member(from, 0);
		staff::<T>(from, Offices::NONE.with(Office::CommitteeMember))?;
		key::<T>(from);
		contact::<T>(from);
		overdue::<T>(from);
		Orgs::<T>::mutate_extant(from, |org| org.mergers = MAX_MERGERS.saturating_sub(1));
		let act = Reorganization::Merge { into };
		let (id, pending) = approved::<T>(from, act, PendingAct::Merge { from, into })?;

		#[block]
		{
			<Pallet<T> as CarryOut>::carry_out(id, &pending)?;
		}

		assert_eq!(Pallet::<T>::resolve(from), into);
		Ok(())
	}

	#[benchmark]
	fn carry_out_archive() -> Result<(), BenchmarkError> {
		let target = branch::<T>(root::<T>(), 0);
		staff::<T>(target, Offices::NONE.with(Office::CommitteeMember))?;
		key::<T>(target);
		contact::<T>(target);
		overdue::<T>(target);
		let (id, pending) =
			approved::<T>(target, Reorganization::Archive, PendingAct::Archive(target))?;

		#[block]
		{
			<Pallet<T> as CarryOut>::carry_out(id, &pending)?;
		}

		assert_eq!(Orgs::<T>::get(target).map(|org| org.status), Some(OrgStatus::Archived));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
