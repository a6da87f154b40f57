//! What a chain starts with.
//!
//! * `development` — one validator (Alice), a council of one, short sessions, no delays;
//! * `local` — four validators, a council of three.
//!
//! Both hold the same small tree: a provincial committee and one branch with four founders, whose
//! keys everybody knows. They are for development alone. A live chain gives the same sections
//! (`organizations`, `members`, `validators`, `session`, `council`, `access`) its own values;
//! the standard delays, sessions of 1,200 blocks and mortal transactions are what it gets by default.

use crate::{AccountId, BlockNumber, RuntimeGenesisConfig, SessionKeys};
use alloc::{
	string::{String, ToString},
	vec,
	vec::Vec,
};
use chuxin_primitives::{
	organization::{Office, OrgKind, Power},
	CivilDate, OrgId, PersonId,
};
use frame_support::build_struct_json_patch;
use pallet_organizations::GenesisOrg;
use serde_json::Value;
use sp_genesis_builder::PresetId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// One validator, for development.
pub const DEVELOPMENT: &str = "development";
/// Four validators on one machine.
pub const LOCAL: &str = "local";

/// Blocks of a session where presets are made for quick changes.
const SHORT_SESSION: BlockNumber = 10;
/// Transactions of one account that may wait at once in development.
const WIDE_WINDOW: u32 = 4_096;
/// Units an officer of the demonstration has a day: enough for imports of a province's size.
const WIDE_LIMIT: u32 = 1_000_000;
/// A minute, so that what is delayed can be seen waiting.
const SHORT_DELAY: u64 = 60_000;

/// Which of the registrar's tag keys the presets know.
pub const REGISTRAR_KEY_VERSION: u8 = 1;
/// The public key (sr25519) of `//Registrar` on the well-known development phrase.
pub const REGISTRAR_KEY: [u8; 32] = [
	0xbe, 0x72, 0x38, 0x4e, 0xf5, 0x16, 0xe6, 0x09, 0x13, 0xca, 0x06, 0x7e, 0x4a, 0x06, 0x40, 0xca,
	0xb1, 0x92, 0x2c, 0x44, 0x19, 0x98, 0x2d, 0x04, 0xef, 0xd8, 0x54, 0x08, 0xb5, 0x27, 0x41, 0x59,
];

/// The root of the demonstration's tree.
pub const COMMITTEE: OrgId = OrgId(0);
/// Its only branch.
pub const BRANCH: OrgId = OrgId(1);

/// The founders in the order of their numbers: Alice is person 0.
pub const FOUNDERS: [Sr25519Keyring; 4] =
	[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie, Sr25519Keyring::Dave];

/// A validator of the presets: its keys are those of one name.
fn validator(
	account: Sr25519Keyring,
	grandpa: Ed25519Keyring,
) -> (AccountId, AccountId, SessionKeys) {
	let keys = SessionKeys { aura: account.public().into(), grandpa: grandpa.public().into() };
	(account.to_account_id(), account.to_account_id(), keys)
}

/// The day of the demonstration's foundation.
const FOUNDED: CivilDate = match CivilDate::from_ymd(2021, 7, 1) {
	Some(day) => day,
	None => panic!("1 July 2021 is a day"),
};

/// A provincial committee and its one branch.
fn tree() -> Vec<GenesisOrg> {
	let org = |parent, kind, name: &str| GenesisOrg {
		parent,
		kind,
		name: String::from(name),
		region: 990_000,
		founded: FOUNDED,
	};
	vec![
		org(None, OrgKind::Provincial, "初心省委员会(演示)"),
		org(Some(COMMITTEE), OrgKind::Branch, "机关党支部"),
	]
}

/// Alice drafts for the committee, Bob decides. Charlie and Dave are left for whom they appoint.
fn officers() -> Vec<(OrgId, PersonId, Vec<Office>, Vec<Power>)> {
	vec![
		(
			COMMITTEE,
			PersonId(0),
			vec![],
			vec![Power::Handler, Power::Statistics, Power::KeyCustodian],
		),
		(COMMITTEE, PersonId(1), vec![Office::Secretary], vec![Power::Approver, Power::Organizer]),
	]
}

/// The sections the presets have in common.
fn preset(
	validators: Vec<(AccountId, AccountId, SessionKeys)>,
	council: Vec<AccountId>,
	development_window: Option<u32>,
) -> Value {
	let founders: Vec<(AccountId, u32)> =
		FOUNDERS.iter().map(|founder| (founder.to_account_id(), BRANCH.0)).collect();
	build_struct_json_patch!(RuntimeGenesisConfig {
		validators: pallet_validators::GenesisConfig {
			initial: validators.iter().map(|(account, ..)| account.clone()).collect(),
			session_length: Some(SHORT_SESSION),
		},
		session: pallet_session::GenesisConfig { keys: validators },
		access: pallet_access::GenesisConfig {
			officer_limit: Some(WIDE_LIMIT),
			appointment_delay: Some(0),
			upgrade_delay: Some(SHORT_DELAY),
			replacement_delay: Some(SHORT_DELAY),
			reorganization_delay: Some(SHORT_DELAY),
			min_appointment_delay: Some(0),
			min_upgrade_delay: Some(0),
			min_replacement_delay: Some(0),
			min_reorganization_delay: Some(0),
			development_window,
			allow_immortal: true,
		},
		council: pallet_collective::GenesisConfig { members: council },
		organizations: pallet_organizations::GenesisConfig {
			orgs: tree(),
			appointments: officers(),
		},
		members: pallet_members::GenesisConfig {
			founders,
			registrar_keys: vec![(REGISTRAR_KEY_VERSION, REGISTRAR_KEY)],
		},
	})
}

/// One validator, a council of one, a wide window for imports from one machine.
fn development() -> Value {
	preset(
		vec![validator(Sr25519Keyring::Alice, Ed25519Keyring::Alice)],
		vec![Sr25519Keyring::Alice.to_account_id()],
		Some(WIDE_WINDOW),
	)
}

/// Four validators, a council of three; windows as on a live chain.
fn local() -> Value {
	preset(
		vec![
			validator(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
			validator(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
			validator(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
			validator(Sr25519Keyring::Dave, Ed25519Keyring::Dave),
		],
		vec![
			Sr25519Keyring::Alice.to_account_id(),
			Sr25519Keyring::Bob.to_account_id(),
			Sr25519Keyring::Charlie.to_account_id(),
		],
		None,
	)
}

/// The JSON of a preset by its name: a patch on the default genesis.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match AsRef::<str>::as_ref(id) {
		DEVELOPMENT => development(),
		LOCAL => local(),
		_ => return None,
	};
	Some(patch.to_string().into_bytes())
}

/// The presets there are.
pub fn preset_names() -> Vec<PresetId> {
	vec![PresetId::from(DEVELOPMENT), PresetId::from(LOCAL)]
}
