//! What the council can do, and that it takes two thirds of it.

use crate::support::{
	account, begin_block, chain, check_state, end_block, events, next_block, submit, START,
};
use chuxin_primitives::OrgId;
use chuxin_runtime::{
	genesis_presets::LOCAL, Hash, Runtime, RuntimeCall, RuntimeEvent, SafeMode, System, TxPause,
	SLOT_DURATION,
};
use codec::Encode;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use pallet_collective::Instance1;
use sp_core::traits::ReadRuntimeVersionExt;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave};
use sp_runtime::{
	traits::{BlakeTwo256, Hash as _},
	transaction_validity::InvalidTransaction,
	DispatchError,
};
use sp_version::RuntimeVersion;

type Council = pallet_collective::Call<Runtime, Instance1>;

/// A chain whose council are Alice, Bob and Charlie.
fn council_of_three<R>(test: impl FnOnce() -> R) -> R {
	chain(LOCAL).execute_with(|| {
		begin_block();
		let result = test();
		end_block();
		check_state();
		result
	})
}

fn length(call: &RuntimeCall) -> u32 {
	u32::try_from(call.encoded_size()).expect("is short")
}

fn propose(threshold: u32, call: &RuntimeCall) -> RuntimeCall {
	let proposal = Box::new(call.clone());
	Council::propose { threshold, proposal, length_bound: length(call) }.into()
}

/// A motion for which the first two members vote; closed as soon as they have.
fn carry(call: impl Into<RuntimeCall>) {
	let call = call.into();
	let index = pallet_collective::ProposalCount::<Runtime, Instance1>::get();
	submit(Alice, propose(2, &call)).unwrap().unwrap();
	for who in [Alice, Bob] {
		vote(who, &call, index).unwrap();
	}
	close(Dave, &call, index).unwrap();
	let executed = events().into_iter().rev().find_map(|event| match event {
		RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => Some(result),
		_ => None,
	});
	assert_eq!(executed, Some(Ok(())), "{call:?}");
}

fn vote(who: Sr25519Keyring, call: &RuntimeCall, index: u32) -> Result<(), DispatchError> {
	let proposal = BlakeTwo256::hash_of(call);
	submit(who, Council::vote { proposal, index, approve: true }).unwrap()
}

/// Closing is anybody's who may submit.
fn close(who: Sr25519Keyring, call: &RuntimeCall, index: u32) -> Result<(), DispatchError> {
	submit(
		who,
		Council::close {
			proposal_hash: BlakeTwo256::hash_of(call),
			index,
			// What the motion takes is charged to whoever closes it: a member has units for a small
			// one.
			proposal_weight_bound: call.get_dispatch_info().call_weight,
			length_bound: length(call),
		},
	)
	.unwrap()
}

fn set_limit() -> RuntimeCall {
	pallet_access::Call::set_limit { class: pallet_access::Class::Member, units: 77 }.into()
}

fn member_limit() -> Option<u32> {
	pallet_access::Limits::<Runtime>::get(pallet_access::Class::Member)
}

#[test]
fn one_third_of_the_council_decides_nothing() {
	council_of_three(|| {
		let before = member_limit();
		// A motion of one vote is carried out at once, and has not enough of the council.
		submit(Alice, propose(1, &set_limit())).unwrap().unwrap();
		assert!(events().iter().any(|event| matches!(
			event,
			RuntimeEvent::Council(pallet_collective::Event::Executed {
				result: Err(DispatchError::BadOrigin),
				..
			})
		)));
		assert_eq!(member_limit(), before);
	});
}

#[test]
fn two_thirds_of_the_council_decide() {
	council_of_three(|| {
		let call = set_limit();
		submit(Alice, propose(2, &call)).unwrap().unwrap();
		vote(Alice, &call, 0).unwrap();
		let early = close(Dave, &call, 0);
		assert_eq!(early, Err(pallet_collective::Error::<Runtime, Instance1>::TooEarly.into()));
		assert_ne!(member_limit(), Some(77));
		vote(Bob, &call, 0).unwrap();
		close(Dave, &call, 0).unwrap();
		assert_eq!(member_limit(), Some(77));
	});
}

#[test]
fn who_is_not_of_the_council_neither_proposes_nor_votes() {
	council_of_three(|| {
		let call = set_limit();
		let not_member = pallet_collective::Error::<Runtime, Instance1>::NotMember;
		assert_eq!(submit(Dave, propose(2, &call)).unwrap(), Err(not_member.into()));
		submit(Alice, propose(2, &call)).unwrap().unwrap();
		let not_member = pallet_collective::Error::<Runtime, Instance1>::NotMember;
		assert_eq!(vote(Dave, &call, 0), Err(not_member.into()));
	});
}

#[test]
fn the_council_renews_itself() {
	council_of_three(|| {
		let new_members = vec![account(Bob), account(Charlie), account(Dave)];
		let call = Council::set_members { new_members, prime: None, old_count: 3 };
		assert_eq!(submit(Alice, call.clone()).unwrap(), Err(DispatchError::BadOrigin));
		carry(call);
		assert!(!pallet_collective::Pallet::<Runtime, Instance1>::is_member(&account(Alice)));
		assert!(pallet_collective::Pallet::<Runtime, Instance1>::is_member(&account(Dave)));
	});
}

#[test]
fn safe_mode_stops_all_but_the_indispensable_and_ends_by_itself() {
	council_of_three(|| {
		let enter = pallet_safe_mode::Call::<Runtime>::force_enter {};
		assert_eq!(submit(Alice, enter.clone()).unwrap(), Err(DispatchError::BadOrigin));
		carry(enter);
		assert!(SafeMode::is_entered());
		// Blocks go on: the time of each is set.
		next_block();
		let number = System::block_number();
		assert_eq!(
			pallet_timestamp::Now::<Runtime>::get(),
			START + u64::from(number) * SLOT_DURATION
		);
		let establish = pallet_organizations::Call::resign { org: OrgId(0) };
		assert_eq!(submit(Bob, establish.clone()), Err(InvalidTransaction::Custom(4).into()));
		carry(set_limit());
		assert_eq!(member_limit(), Some(77));

		let until = pallet_safe_mode::EnteredUntil::<Runtime>::get().expect("is entered");
		assert!(until > number, "it has an end: {until}");
		while System::block_number() <= until {
			next_block();
		}
		assert!(!SafeMode::is_entered());
		submit(Bob, establish).unwrap().expect_err("the only approver of the root stays");
	});
}

#[test]
fn a_paused_call_is_refused_alone() {
	council_of_three(|| {
		let name = |pallet: &[u8], call: &[u8]| {
			(pallet.to_vec().try_into().unwrap(), call.to_vec().try_into().unwrap())
		};
		let resign = name(b"Organizations", b"resign");
		carry(pallet_tx_pause::Call::<Runtime>::pause { full_name: resign.clone() });
		assert!(TxPause::is_paused(&resign));
		let call = pallet_organizations::Call::resign { org: OrgId(0) };
		assert_eq!(submit(Bob, call.clone()), Err(InvalidTransaction::Custom(4).into()));
		submit(Bob, pallet_utility::Call::batch { calls: vec![] }).unwrap().unwrap();
		carry(pallet_tx_pause::Call::<Runtime>::unpause { ident: resign });
		submit(Bob, call).unwrap().expect_err("the only approver of the root stays");
		// What ends a pause can never be paused.
		for (pallet, call) in [
			(&b"Council"[..], &b"propose"[..]),
			(b"Timestamp", b"set"),
			(b"TxPause", b"unpause"),
			(b"Grandpa", b"report_equivocation_unsigned"),
		] {
			let unpausable = TxPause::pause(crate::support::council(2, 3), name(pallet, call));
			assert!(unpausable.is_err());
		}
	});
}

/// A node's reading of the version inside a runtime: what the test says.
struct Says(RuntimeVersion);

impl sp_core::traits::ReadRuntimeVersion for Says {
	fn read_runtime_version(
		&self,
		_code: &[u8],
		_ext: &mut dyn sp_core::traits::Externalities,
	) -> Result<Vec<u8>, String> {
		Ok(self.0.encode())
	}
}

/// Lets the council decide on `code`, waits, and uploads it as a runtime with the version `spec`.
fn upgrade_to(spec: u32, name: &'static str) -> Result<(), DispatchError> {
	let mut version = chuxin_runtime::VERSION;
	version.spec_version = spec;
	version.spec_name = name.into();
	let mut ext = chain(LOCAL);
	ext.register_extension(ReadRuntimeVersionExt::new(Says(version)));
	ext.execute_with(|| {
		begin_block();
		let code = b"the next runtime".to_vec();
		let code_hash: Hash = BlakeTwo256::hash(&code);
		carry(pallet_access::Call::<Runtime>::propose_upgrade { code_hash });
		let delay = pallet_access::CurrentDelays::<Runtime>::get().upgrade;
		for _ in 0..delay.div_ceil(SLOT_DURATION) {
			next_block();
		}
		submit(Dave, pallet_access::Call::<Runtime>::enact_upgrade {}).unwrap().unwrap();
		let applied =
			submit(Bob, frame_system::Call::apply_authorized_upgrade { code: code.clone() })
				.unwrap();
		let now =
			frame_support::storage::unhashed::get_raw(sp_core::storage::well_known_keys::CODE);
		// What is authorized and does not fit is taken back, not refused: an event says so.
		let rejected = System::events().into_iter().find_map(|record| match record.event {
			RuntimeEvent::System(frame_system::Event::RejectedInvalidAuthorizedUpgrade {
				error,
				..
			}) => Some(error),
			_ => None,
		});
		assert_eq!(applied, Ok(()));
		assert_eq!(now == Some(code), rejected.is_none());
		rejected.map_or(Ok(()), Err)
	})
}

#[test]
fn an_upgrade_replaces_the_runtime_by_the_next_version_of_this_chain_only() {
	let spec = chuxin_runtime::VERSION.spec_version;
	assert_eq!(upgrade_to(spec + 1, "chuxin"), Ok(()));
	let refused = |error: frame_system::Error<Runtime>| Err(error.into());
	assert_eq!(
		upgrade_to(spec, "chuxin"),
		refused(frame_system::Error::SpecVersionNeedsToIncrease)
	);
	assert_eq!(upgrade_to(spec + 1, "other"), refused(frame_system::Error::InvalidSpecName));
}

#[test]
fn a_motion_can_be_scheduled_and_cancelled() {
	council_of_three(|| {
		let when = System::block_number() + 3;
		let id = *b"the limit of members' quotas....";
		let schedule = |when| pallet_scheduler::Call::<Runtime>::schedule_named {
			id,
			when,
			maybe_periodic: None,
			priority: 0,
			call: Box::new(set_limit()),
		};
		assert_eq!(submit(Alice, schedule(when)).unwrap(), Err(DispatchError::BadOrigin));
		carry(schedule(when));
		carry(pallet_scheduler::Call::<Runtime>::cancel_named { id });
		let later = System::block_number() + 3;
		while System::block_number() <= when {
			next_block();
		}
		assert_ne!(member_limit(), Some(77));
		carry(schedule(later.max(System::block_number() + 2)));
		for _ in 0..4 {
			next_block();
		}
		assert_eq!(member_limit(), Some(77));
	});
}

#[test]
fn the_share_of_a_motion_is_bounded() {
	// A motion that weighs more than half a block could not be closed.
	let most: Weight = <Runtime as pallet_collective::Config<Instance1>>::MaxProposalWeight::get();
	let block = chuxin_runtime::configs::MAXIMUM_BLOCK_WEIGHT;
	assert_eq!(most.ref_time() * 2, block.ref_time());
}
