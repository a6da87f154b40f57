//! Worst cases of every call and of the extension.

use super::*;
use chuxin_primitives::{
	agenda::{Agenda, Item},
	date::DAY_MS,
	pending::{Deciders, Pending as WaitingAct, PendingAct, PendingActs},
	traits::{Entitlement, Organizations},
	OrgId, PendingId, PersonId,
};
use frame::{
	benchmarking::prelude::*,
	deps::sp_runtime::traits::{AsSystemOriginSigner, AsTransactionAuthorizedOrigin},
	traits::EnsureOriginWithArg,
};
use frame_support::dispatch::{DispatchInfo, PostDispatchInfo};
use types::{Charge, MAX_LIMIT};

fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::CouncilOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

fn hash<T: Config>() -> T::Hash {
	T::Hashing::hash(b"a runtime")
}

/// An act of a branch at the greatest depth, overdue in the agenda of everything above it, and
/// decided by an officer of the branch, who stands for both: two officers are two reads more. What
/// the act itself takes, its own pallet says
/// ([`CarryOut::weight`](chuxin_primitives::pending::CarryOut::weight)): only the rest is measured.
fn put_act<T: Config>() -> Result<PendingId, BenchmarkError> {
	let org = T::Organizations::benchmark_branch(OrgId(0), 1);
	let person = officer::<T>(org)?.1;
	let id = NextPendingId::<T>::get();
	NextPendingId::<T>::put(PendingId(id.0.saturating_add(1)));
	let by = Deciders::Officers { proposed_by: person, approved_by: person, org };
	let act = PendingAct::ReplaceAccount(PersonId(u64::MAX));
	Pending::<T>::insert(id, WaitingAct { act, org, by, ready_at: 0 });
	T::Agenda::benchmark_overdue(org, Item::Pending(id));
	Ok(id)
}

/// An officer of the organization: origin and person.
fn officer<T: Config>(org: OrgId) -> Result<(T::RuntimeOrigin, PersonId), BenchmarkError> {
	let origin = T::AnyOfficerOrigin::try_successful_origin(&org)
		.map_err(|()| BenchmarkError::Weightless)?;
	let officer = T::AnyOfficerOrigin::ensure_origin(origin.clone(), &org)
		.map_err(|_| BenchmarkError::Weightless)?;
	Ok((origin, officer.person))
}

#[benchmarks(where
	T: Send + Sync,
	T::RuntimeCall: From<Call<T>>
		+ Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
	<T::RuntimeCall as Dispatchable>::RuntimeOrigin:
		AsSystemOriginSigner<T::AccountId> + AsTransactionAuthorizedOrigin + Clone,
)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn propose_upgrade() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, hash::<T>());
		assert_eq!(PendingUpgrade::<T>::get().map(|u| u.code_hash), Some(hash::<T>()));
		Ok(())
	}

	/// The longer way: an upgrade that was enacted is taken back.
	#[benchmark]
	fn cancel_upgrade() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		frame_system::Pallet::<T>::do_authorize_upgrade(hash::<T>(), true);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin);
		assert!(frame_system::Pallet::<T>::authorized_upgrade().is_some());
		Ok(())
	}

	#[benchmark]
	fn enact_upgrade() {
		let caller: T::AccountId = whitelisted_caller();
		PendingUpgrade::<T>::put(Upgrade { code_hash: hash::<T>(), ready_at: 0 });
		#[extrinsic_call]
		_(RawOrigin::Signed(caller));
		assert!(!PendingUpgrade::<T>::exists());
	}

	#[benchmark]
	fn set_limit() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		Limits::<T>::insert(Class::Officer, 10);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Class::Officer, MAX_LIMIT);
		assert_eq!(Pallet::<T>::limit(Class::Officer), MAX_LIMIT);
		Ok(())
	}

	#[benchmark]
	fn set_delays() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		let new = Delays {
			appointment: 2 * DAY_MS,
			upgrade: 8 * DAY_MS,
			replacement: 4 * DAY_MS,
			reorganization: 2 * DAY_MS,
		};
		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			new.appointment,
			new.upgrade,
			new.replacement,
			new.reorganization,
		);
		assert_eq!(CurrentDelays::<T>::get(), new);
		Ok(())
	}

	/// All of it but the act itself.
	#[benchmark]
	fn carry_out() -> Result<(), BenchmarkError> {
		let id = put_act::<T>()?;
		#[block]
		{
			let WaitingAct { act, org, by, .. } = Pallet::<T>::ready(id)?;
			let _ = Pallet::<T>::still_decided(&by);
			<Pallet<T> as PendingActs>::remove(id);
			Pallet::<T>::deposit_event(Event::ActLapsed { id, act, org });
		}
		assert!(!Pending::<T>::contains_key(id));
		Ok(())
	}

	/// All of it but what the act's own pallet takes back.
	#[benchmark]
	fn veto() -> Result<(), BenchmarkError> {
		let id = put_act::<T>()?;
		let acting = OrgId(0);
		let (origin, _) = officer::<T>(acting)?;
		#[block]
		{
			let _ = T::AnyOfficerOrigin::try_origin(origin, &acting);
			// Somebody who did not decide, whoever the officer is.
			let by = PersonId(u64::MAX);
			let WaitingAct { act, org, .. } = Pallet::<T>::vetoable(acting, by, id)?;
			<Pallet<T> as PendingActs>::remove(id);
			Pallet::<T>::deposit_event(Event::ActVetoed { id, act, org, acting, by });
		}
		assert!(!Pending::<T>::contains_key(id));
		Ok(())
	}

	/// A whole way through the extension: `validate`, `prepare`, after.
	#[benchmark]
	fn quota_nonce() -> Result<(), BenchmarkError> {
		// Not whitelisted: the account's own read and write count here, as nothing counts them.
		let caller: T::AccountId = account("caller", 0, 0);
		Pallet::<T>::add_office(&caller)?;
		Limits::<T>::insert(Class::Officer, MAX_LIMIT);
		let info = DispatchInfo::default();
		let call: T::RuntimeCall = Call::<T>::enact_upgrade {}.into();
		let ext = QuotaNonce::<T>::from(0);

		#[block]
		{
			ext.test_run(RawOrigin::Signed(caller.clone()).into(), &call, &info, 100, 0, |_| {
				Ok(().into())
			})
			.unwrap()
			.unwrap();
		}

		assert_eq!(frame_system::Account::<T>::get(&caller).nonce, 1);
		Ok(())
	}

	/// The same for an emergency call. Which calls are, only the runtime knows: the two halves are
	/// run as the extension runs them.
	#[benchmark]
	fn quota_nonce_emergency() -> Result<(), BenchmarkError> {
		let caller: T::AccountId = account("caller", 0, 0);
		Pallet::<T>::add_office(&caller)?;
		let call: T::RuntimeCall = Call::<T>::enact_upgrade {}.into();

		#[block]
		{
			Pallet::<T>::admit(&caller, 0, Charge::Emergency, || {
				T::BaseCallFilter::contains(&call)
			})
			.unwrap();
			Pallet::<T>::charge(&caller, 0, Charge::Emergency).unwrap();
		}

		assert_eq!(frame_system::Account::<T>::get(&caller).nonce, 1);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
