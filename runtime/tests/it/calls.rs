//! The allow-list against the metadata: every call stands on it, with its true origin.

use crate::support::{by, chain, council, zeroed};
use chuxin_primitives::{OrgId, RawDate};
use chuxin_runtime::{
	calls::{origin_of, BaseCallFilter, By, Indispensable, IndispensableNames, CALLS},
	genesis_presets::DEVELOPMENT,
	Runtime, RuntimeCall, RuntimeOrigin,
};
use frame_support::{
	assert_noop,
	dispatch::DispatchResultWithPostInfo,
	traits::{Contains, GetCallMetadata, UnfilteredDispatchable},
};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Ferdie};
use sp_runtime::{DispatchError, DispatchErrorWithPostInfo, StateVersion};
use std::collections::{BTreeMap, BTreeSet};

/// The names of all calls in the metadata.
fn names() -> BTreeSet<(&'static str, &'static str)> {
	RuntimeCall::get_module_names()
		.iter()
		.flat_map(|pallet| {
			RuntimeCall::get_call_names(pallet).iter().map(move |call| (*pallet, *call))
		})
		.collect()
}

/// One call of every kind there is, every argument zero or empty.
pub fn samples() -> Vec<RuntimeCall> {
	(0..=u8::MAX)
		.flat_map(|pallet| (0..=u8::MAX).filter_map(move |call| zeroed(pallet, call)))
		.collect()
}

/// The names of its pallet and itself.
pub fn name(call: &RuntimeCall) -> (&'static str, &'static str) {
	let metadata = call.get_call_metadata();
	(metadata.pallet_name, metadata.function_name)
}

/// Whose call it is by the list.
pub fn origin(call: &RuntimeCall) -> By {
	let (pallet, call) = name(call);
	origin_of(pallet, call).unwrap_or_else(|| panic!("{pallet}.{call} is not on the allow-list"))
}

#[test]
fn every_call_of_the_metadata_is_on_the_list_and_nothing_else() {
	let listed: Vec<_> = CALLS
		.iter()
		.flat_map(|(pallet, calls)| calls.iter().map(move |(call, _)| (*pallet, *call)))
		.collect();
	let distinct: BTreeSet<_> = listed.iter().copied().collect();
	assert_eq!(listed.len(), distinct.len(), "a call stands on the list twice");
	let unlisted: Vec<_> = names().difference(&distinct).copied().collect();
	assert_eq!(unlisted, [], "add these calls to the allow-list, with their origin");
	let gone: Vec<_> = distinct.difference(&names()).copied().collect();
	assert_eq!(gone, [], "these calls are no more: take them off the list");
}

#[test]
fn the_samples_hold_every_call() {
	let sampled: BTreeSet<_> = samples().iter().map(name).collect();
	assert_eq!(sampled, names());
}

#[test]
fn no_call_is_named_name_or_index() {
	// JavaScript clients keep these words for themselves.
	for (pallet, call) in names() {
		assert!(!["name", "index", "hash", "meta"].contains(&call), "{pallet}.{call}");
	}
}

#[test]
fn calls_of_nobody_are_filtered_and_others_are_not() {
	chain(DEVELOPMENT).execute_with(|| {
		for call in samples() {
			assert_eq!(BaseCallFilter::contains(&call), origin(&call) != By::Nobody, "{call:?}");
		}
	});
}

/// Whether the call was refused for who sent it: the pallets of the project say more than "bad
/// origin", so that an officer knows what to do.
fn for_the_sender(result: &DispatchResultWithPostInfo) -> bool {
	let errors: [DispatchError; 5] = [
		DispatchError::BadOrigin,
		pallet_access::Error::<Runtime>::NotAuthorized.into(),
		pallet_agenda::Error::<Runtime>::NotAuthorized.into(),
		pallet_members::Error::<Runtime>::NotAuthorized.into(),
		pallet_organizations::Error::<Runtime>::NotAuthorized.into(),
	];
	result.as_ref().is_err_and(|e: &DispatchErrorWithPostInfo<_>| errors.contains(&e.error))
}

/// Whether the origin is refused for what it is, the filter left aside.
fn refuses(call: &RuntimeCall, origin: RuntimeOrigin) -> bool {
	chain(DEVELOPMENT).execute_with(|| for_the_sender(&call.clone().dispatch_bypass_filter(origin)))
}

#[test]
fn every_call_takes_the_origin_it_is_listed_with_and_no_other() {
	let stranger = || by(Ferdie);
	for call in samples() {
		let who = origin(&call);
		let mut wrong: Vec<(&str, RuntimeOrigin)> = Vec::new();
		let mut right: Vec<(&str, RuntimeOrigin)> = Vec::new();
		match who {
			By::Author => {
				right.push(("none", RuntimeOrigin::none()));
				wrong.push(("signed", by(Alice)));
				wrong.push(("council", council(3, 3)));
				wrong.push(("root", RuntimeOrigin::root()));
			},
			By::Council => {
				right.push(("two thirds of the council", council(2, 3)));
				right.push(("a council of one", council(1, 1)));
				wrong.push(("half of the council", council(3, 6)));
				wrong.push(("a third of the council", council(1, 3)));
				wrong.push(("a member of the council", by(Alice)));
				wrong.push(("signed", stranger()));
				wrong.push(("none", RuntimeOrigin::none()));
				wrong.push(("root", RuntimeOrigin::root()));
			},
			By::Officer | By::Person | By::CouncilMember | By::Account => {
				wrong.push(("none", RuntimeOrigin::none()));
				wrong.push(("root", RuntimeOrigin::root()));
				wrong.push(("council", council(3, 3)));
			},
			By::Carrier => wrong.push(("none", RuntimeOrigin::none())),
			// That they are refused whoever sends them is tested with the filter.
			By::Nobody => {},
		}
		// Brings code to an authorization by hash, from whoever has it.
		if name(&call) == ("System", "apply_authorized_upgrade") {
			continue;
		}
		for (what, origin) in wrong {
			let refused = refuses(&call, origin);
			assert!(refused, "{:?} by {what} must be refused", name(&call));
		}
		for (what, origin) in right {
			// The arguments are zeros: the call may fail, but not for its origin.
			assert!(!refuses(&call, origin), "{:?} by {what} must be let in", name(&call));
		}
	}
}

#[test]
fn calls_of_officers_by_somebody_without_office_fail_and_change_nothing() {
	for call in samples().into_iter().filter(|call| origin(call) == By::Officer) {
		chain(DEVELOPMENT).execute_with(|| {
			let before = sp_io::storage::root(StateVersion::V1);
			let result = call.clone().dispatch_bypass_filter(by(Ferdie));
			assert!(for_the_sender(&result), "{:?}: {result:?}", name(&call));
			let after = sp_io::storage::root(StateVersion::V1);
			assert_eq!(before, after, "{:?}", name(&call));
		});
	}
}

#[test]
fn safe_mode_lets_through_what_ends_it() {
	chain(DEVELOPMENT).execute_with(|| {
		chuxin_runtime::SafeMode::force_enter(council(2, 3)).unwrap();
		let stamp = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: 1 });
		let exit = RuntimeCall::SafeMode(pallet_safe_mode::Call::force_exit {});
		let freeze = RuntimeCall::Members(pallet_members::Call::freeze_own_account {});
		assert!(BaseCallFilter::contains(&stamp));
		assert!(BaseCallFilter::contains(&exit));
		assert!(!BaseCallFilter::contains(&freeze));
		// Nothing that was decided before is carried out meanwhile: vetoes are.
		let kept: BTreeMap<&str, &[&str]> = [
			("Timestamp", &["set"][..]),
			("System", &["apply_authorized_upgrade"]),
			("Grandpa", &["report_equivocation", "report_equivocation_unsigned"]),
			(
				"Council",
				&[
					"set_members",
					"execute",
					"propose",
					"vote",
					"disapprove_proposal",
					"close",
					"kill",
				],
			),
			("SafeMode", &["force_enter", "force_extend", "force_exit"]),
			("TxPause", &["pause", "unpause"]),
			("Validators", &["name_validator", "remove_validator"]),
			(
				"Access",
				&[
					"propose_upgrade",
					"cancel_upgrade",
					"enact_upgrade",
					"set_limit",
					"set_delays",
					"veto",
				],
			),
		]
		.into();
		for call in samples() {
			let (pallet, function) = name(&call);
			let expected = kept.get(pallet).is_some_and(|calls| calls.contains(&function));
			assert_eq!(BaseCallFilter::contains(&call), expected, "{pallet}.{function}");
		}
		chuxin_runtime::SafeMode::force_exit(council(2, 3)).unwrap();
		assert!(BaseCallFilter::contains(&freeze));
	});
}

#[test]
fn what_is_indispensable_cannot_be_paused() {
	for call in samples() {
		let (pallet, function) = name(&call);
		let full: pallet_tx_pause::RuntimeCallNameOf<Runtime> = (
			pallet.as_bytes().to_vec().try_into().unwrap(),
			function.as_bytes().to_vec().try_into().unwrap(),
		);
		assert_eq!(
			IndispensableNames::contains(&full),
			Indispensable::contains(&call),
			"{pallet}.{function}"
		);
	}
	chain(DEVELOPMENT).execute_with(|| {
		let name = |pallet: &str, call: &str| -> pallet_tx_pause::RuntimeCallNameOf<Runtime> {
			(
				pallet.as_bytes().to_vec().try_into().unwrap(),
				call.as_bytes().to_vec().try_into().unwrap(),
			)
		};
		assert_noop!(
			chuxin_runtime::TxPause::pause(council(1, 1), name("Timestamp", "set")),
			pallet_tx_pause::Error::<Runtime>::Unpausable
		);
		chuxin_runtime::TxPause::pause(council(1, 1), name("Members", "enrol")).unwrap();
		let enrol = samples()
			.into_iter()
			.find(|call| crate::calls::name(call) == ("Members", "enrol"))
			.unwrap();
		assert!(!BaseCallFilter::contains(&enrol));
	});
}

#[test]
fn dates_people_type_decode_as_anything() {
	let call = pallet_members::Call::<Runtime>::open_import_window {
		org: OrgId(0),
		target: OrgId(1),
		until: RawDate::from("31 February"),
	};
	let bytes = codec::Encode::encode(&RuntimeCall::from(call.clone()));
	let decoded: RuntimeCall = codec::Decode::decode(&mut &bytes[..]).unwrap();
	assert_eq!(decoded, RuntimeCall::from(call));
	chain(DEVELOPMENT).execute_with(|| {
		assert_eq!(
			decoded.dispatch_bypass_filter(by(Bob)).unwrap_err().error,
			pallet_members::Error::<Runtime>::InvalidDate.into()
		);
	});
}
