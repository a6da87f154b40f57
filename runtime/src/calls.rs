//! Every call there is, and who may send it.
//!
//! [`CALLS`] is the allow-list: a call that is not on it, or is [`By::Nobody`]'s, is refused by the
//! base filter — in the pool, in a block, and when another call carries it (batch, proxy, multisig,
//! motion of the council, scheduled call). A test walks through every call of the metadata and holds
//! it against this table, the origin included.
//!
//! Why calls of stock pallets are nobody's:
//!
//! * those for Root: nothing constructs Root here, and that is why no sealed date can be changed;
//! * those that store what nobody pays for: there are no deposits;
//! * those that make accounts which belong to no person.

use crate::{RuntimeCall, SafeMode, TxPause};
use frame_support::traits::{CallMetadata, Contains, GetCallMetadata, InsideBoth};

/// Whose call it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
	/// The node that makes the block: an inherent, or its own report.
	Author,
	/// Any account that may submit at all (an office or a membership).
	Account,
	/// An officer with the power the call asks for, for the organization the call names.
	Officer,
	/// A person, about itself.
	Person,
	/// A member of the council.
	CouncilMember,
	/// The council by a motion of at least two thirds.
	Council,
	/// An account that carries calls for others; what is carried is filtered again.
	Carrier,
	/// Nobody: refused before it is dispatched.
	Nobody,
}

/// The calls of one pallet with their origins.
pub type PalletCalls = (&'static str, &'static [(&'static str, By)]);

/// Every call of the runtime, by pallet.
pub const CALLS: &[PalletCalls] = &[
	(
		"System",
		&[
			("remark", By::Nobody),
			("set_heap_pages", By::Nobody),
			("set_code", By::Nobody),
			("set_code_without_checks", By::Nobody),
			("set_storage", By::Nobody),
			("kill_storage", By::Nobody),
			("kill_prefix", By::Nobody),
			("remark_with_event", By::Nobody),
			("authorize_upgrade", By::Nobody),
			("authorize_upgrade_without_checks", By::Nobody),
			// Brings the code whose hash the council authorized; checked against that hash.
			("apply_authorized_upgrade", By::Account),
		],
	),
	("Timestamp", &[("set", By::Author)]),
	(
		"Grandpa",
		&[
			("report_equivocation", By::Account),
			("report_equivocation_unsigned", By::Author),
			// A forced change of authorities breaks the proofs light clients follow.
			("note_stalled", By::Nobody),
		],
	),
	("Session", &[("set_keys", By::Account), ("purge_keys", By::Account)]),
	(
		"Council",
		&[
			("set_members", By::Council),
			("execute", By::CouncilMember),
			("propose", By::CouncilMember),
			("vote", By::CouncilMember),
			("disapprove_proposal", By::Council),
			("close", By::Account),
			("kill", By::Council),
			("release_proposal_cost", By::Nobody),
		],
	),
	(
		"Scheduler",
		&[
			("schedule", By::Council),
			("cancel", By::Council),
			("schedule_named", By::Council),
			("cancel_named", By::Council),
			("schedule_after", By::Council),
			("schedule_named_after", By::Council),
			("set_retry", By::Council),
			("set_retry_named", By::Council),
			("cancel_retry", By::Council),
			("cancel_retry_named", By::Council),
		],
	),
	(
		"SafeMode",
		&[
			// With a deposit of nothing anybody could stop the chain.
			("enter", By::Nobody),
			("force_enter", By::Council),
			("extend", By::Nobody),
			("force_extend", By::Council),
			("force_exit", By::Council),
			("force_slash_deposit", By::Nobody),
			("release_deposit", By::Nobody),
			("force_release_deposit", By::Nobody),
		],
	),
	("TxPause", &[("pause", By::Council), ("unpause", By::Council)]),
	(
		"Multisig",
		&[
			("as_multi_threshold_1", By::Carrier),
			("as_multi", By::Carrier),
			("approve_as_multi", By::Account),
			("cancel_as_multi", By::Account),
			("poke_deposit", By::Nobody),
		],
	),
	(
		"Proxy",
		&[
			("proxy", By::Carrier),
			("add_proxy", By::Account),
			("remove_proxy", By::Account),
			("remove_proxies", By::Account),
			("create_pure", By::Nobody),
			("kill_pure", By::Nobody),
			("announce", By::Account),
			("remove_announcement", By::Account),
			("reject_announcement", By::Account),
			("proxy_announced", By::Carrier),
			("poke_deposit", By::Nobody),
		],
	),
	(
		"Utility",
		&[
			("batch", By::Carrier),
			("as_derivative", By::Nobody),
			("batch_all", By::Carrier),
			("dispatch_as", By::Nobody),
			("force_batch", By::Carrier),
			("with_weight", By::Nobody),
			("if_else", By::Nobody),
			("dispatch_as_fallible", By::Nobody),
		],
	),
	(
		"Migrations",
		&[
			("force_set_cursor", By::Nobody),
			("force_set_active_cursor", By::Nobody),
			("force_onboard_mbms", By::Nobody),
			("clear_historic", By::Nobody),
		],
	),
	("Validators", &[("name_validator", By::Council), ("remove_validator", By::Council)]),
	(
		"Access",
		&[
			("propose_upgrade", By::Council),
			("cancel_upgrade", By::Council),
			// Only what the council proposed, and only after the delay.
			("enact_upgrade", By::Account),
			("set_limit", By::Council),
			("set_delays", By::Council),
			// Only what was decided by those entitled, whose powers are asked again.
			("carry_out", By::Account),
			("veto", By::Officer),
		],
	),
	(
		"Organizations",
		&[
			("establish", By::Officer),
			("set_grants", By::Officer),
			("appoint", By::Officer),
			("dismiss", By::Officer),
			("resign", By::Person),
			("rename", By::Officer),
			("freeze", By::Officer),
			("thaw", By::Officer),
			("reparent", By::Officer),
			("propose_reorganization", By::Officer),
			("second_reorganization", By::Officer),
			("approve_reorganization", By::Officer),
			("withdraw_reorganization", By::Officer),
			("set_term", By::Officer),
			("request_election", By::Officer),
			("reply_election", By::Officer),
			("announce_election", By::Officer),
			("report_election", By::Officer),
			("confirm_election", By::Officer),
			("appoint_acting", By::Officer),
			("publish_key", By::Officer),
			("revoke_key", By::Officer),
			("expire_acting", By::Officer),
			("set_contact", By::Officer),
		],
	),
	(
		"Members",
		&[
			("open_import_window", By::Officer),
			("close_import_window", By::Officer),
			("propose_enrolment", By::Officer),
			("withdraw_enrolment", By::Officer),
			("enrol", By::Officer),
			("set_registrar_key", By::Council),
			("bind_account", By::Officer),
			("freeze_account", By::Officer),
			("unfreeze_account", By::Officer),
			("freeze_own_account", By::Person),
			("propose_act", By::Officer),
			("correct", By::Officer),
			("withdraw_act", By::Officer),
			("replace_account", By::Officer),
			("replace_own_account", By::Person),
			("propose_record_update", By::Person),
			("confirm_record_update", By::Officer),
			("decline_record_update", By::Officer),
			("update_record", By::Officer),
			("add_tag", By::Officer),
			("place_hold", By::Officer),
			("lift_hold", By::Officer),
			("end_membership", By::Officer),
			("suspend", By::Officer),
			("reinstate", By::Officer),
			("readmit", By::Officer),
		],
	),
	("Agenda", &[("take_note", By::Officer)]),
];

/// Whose call it is, by the names of pallet and call; `None` when it is not on the list.
pub fn origin_of(pallet: &str, call: &str) -> Option<By> {
	let (_, calls) = CALLS.iter().find(|(name, _)| *name == pallet)?;
	calls.iter().find(|(name, _)| *name == call).map(|(_, by)| *by)
}

/// The calls that stand on the list and are somebody's.
pub struct AllowList;

impl Contains<RuntimeCall> for AllowList {
	fn contains(call: &RuntimeCall) -> bool {
		let CallMetadata { pallet_name, function_name } = call.get_call_metadata();
		origin_of(pallet_name, function_name).is_some_and(|by| by != By::Nobody)
	}
}

/// What may be dispatched by any origin: on the list, and stopped neither by safe mode nor one by
/// one.
pub type BaseCallFilter = InsideBoth<AllowList, InsideBoth<SafeMode, TxPause>>;

/// What goes on in safe mode, and can never be paused.
///
/// The inherent, or there would be no block; the council, to end it; its acts on safe mode, pauses,
/// validators, limits and upgrades, and the code of an upgrade, because that is how a failed migration
/// is mended; vetoes; reports of equivocations. No act that waits is carried out meanwhile.
pub struct Indispensable;

impl Contains<RuntimeCall> for Indispensable {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::Timestamp(_)
				| RuntimeCall::Council(_)
				| RuntimeCall::SafeMode(_)
				| RuntimeCall::TxPause(_)
				| RuntimeCall::Access(
					pallet_access::Call::propose_upgrade { .. }
						| pallet_access::Call::cancel_upgrade { .. }
						| pallet_access::Call::enact_upgrade { .. }
						| pallet_access::Call::set_limit { .. }
						| pallet_access::Call::set_delays { .. }
						| pallet_access::Call::veto { .. }
				) | RuntimeCall::Validators(_)
				| RuntimeCall::System(frame_system::Call::apply_authorized_upgrade { .. })
				| RuntimeCall::Grandpa(
					pallet_grandpa::Call::report_equivocation { .. }
						| pallet_grandpa::Call::report_equivocation_unsigned { .. }
				)
		)
	}
}

/// [`Indispensable`] by name, as `pallet-tx-pause` asks.
pub struct IndispensableNames;

impl Contains<pallet_tx_pause::RuntimeCallNameOf<crate::Runtime>> for IndispensableNames {
	fn contains((pallet, call): &pallet_tx_pause::RuntimeCallNameOf<crate::Runtime>) -> bool {
		match pallet.as_slice() {
			b"Timestamp" | b"Council" | b"SafeMode" | b"TxPause" | b"Validators" => true,
			b"Access" => call.as_slice() != b"carry_out",
			b"System" => call.as_slice() == b"apply_authorized_upgrade",
			b"Grandpa" => {
				matches!(call.as_slice(), b"report_equivocation" | b"report_equivocation_unsigned")
			},
			_ => false,
		}
	}
}
