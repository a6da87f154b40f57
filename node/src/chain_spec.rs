//! Chain specifications: the two that are built in, and what any other one must satisfy.

use crate::well_known::KnownKeys;
use chuxin_runtime::WASM_BINARY;
use sc_network::config::{ed25519, MultiaddrWithPeerId, NodeKeyConfig, Secret};
use sc_service::{ChainType, Properties};
use sp_runtime::Storage;

/// A specification without extensions: light clients refuse unknown fields.
pub type ChainSpec = sc_service::GenericChainSpec;

/// Port of the additional WebSocket address of a `--dev` node, by which light clients connect.
pub const DEVELOPMENT_LIGHT_PORT: u16 = 30334;

/// Peer id of a `--dev` node to which no node key was given.
pub const DEVELOPMENT_PEER_ID: &str = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";

/// The node key of a `--dev` node to which none was given: 31 bytes of zero and a one. Everybody
/// knows it, so that scripts know the peer id ([`DEVELOPMENT_PEER_ID`]).
pub fn development_node_key() -> Result<NodeKeyConfig, String> {
	let mut secret = [0u8; 32];
	secret[31] = 1;
	ed25519::SecretKey::try_from_bytes(secret)
		.map(|key| NodeKeyConfig::Ed25519(Secret::Input(key)))
		.map_err(|error| format!("the development node key: {error}"))
}

/// Where a light client on the same machine finds a `--dev` node.
pub fn development_bootnode() -> Result<MultiaddrWithPeerId, String> {
	format!("/ip4/127.0.0.1/tcp/{DEVELOPMENT_LIGHT_PORT}/ws/p2p/{DEVELOPMENT_PEER_ID}")
		.parse()
		.map_err(|error| format!("the development bootnode: {error}"))
}

/// How wallets show the chain. There is no token: `CXQ` are units of the daily quota.
fn properties() -> Properties {
	let mut properties = Properties::new();
	properties.insert("ss58Format".into(), 42.into());
	properties.insert("tokenSymbol".into(), "CXQ".into());
	properties.insert("tokenDecimals".into(), 0.into());
	properties
}

fn built_in(
	name: &str,
	id: &str,
	chain_type: ChainType,
	preset: &str,
) -> Result<ChainSpec, String> {
	let code = WASM_BINARY.ok_or(
		"this node was built without the runtime (SKIP_WASM_BUILD was set): build it again without \
		 that variable, or give a raw specification by --chain FILE",
	)?;
	Ok(ChainSpec::builder(code, None)
		.with_name(name)
		.with_id(id)
		.with_chain_type(chain_type)
		.with_protocol_id("cx")
		.with_properties(properties())
		.with_genesis_config_preset_name(preset)
		.build())
}

/// `--chain dev`: one validator and a council of one (Alice).
pub fn development() -> Result<ChainSpec, String> {
	built_in("Chuxin Development", "chuxin_dev", ChainType::Development, "development")
}

/// `--chain local`: four validators (Alice, Bob, Charlie, Dave) on one machine.
pub fn local() -> Result<ChainSpec, String> {
	built_in("Chuxin Local", "chuxin_local", ChainType::Local, "local")
}

/// The specification named by `--chain`: `dev`, `local` (also when nothing is named), else the
/// path of a JSON file.
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	Ok(Box::new(match id {
		"dev" => development()?,
		"" | "local" => local()?,
		path => {
			let file = std::path::PathBuf::from(path);
			if !file.exists() {
				return Err(format!(
					"no chain specification {path:?}: expected dev, local, or the path of a JSON file"
				));
			}
			ChainSpec::from_json_file(file).map_err(|error| {
				format!("{path:?} is not a chain specification of this chain: {error}")
			})?
		},
	}))
}

/// Whether keys that everybody knows may act on a chain of this type.
pub fn allows_well_known_keys(chain_type: &ChainType) -> bool {
	matches!(chain_type, ChainType::Development | ChainType::Local)
}

/// Refuses `--alice` and its like, and `--dev`, on a chain that is not for development.
///
/// `keyring` is the name of the key asked for, without the dashes.
pub fn refuse_keyring_options(
	chain_type: &ChainType,
	dev: bool,
	keyring: Option<&str>,
) -> Result<(), String> {
	if allows_well_known_keys(chain_type) {
		return Ok(());
	}
	let option = match (keyring, dev) {
		(Some(name), _) => format!("--{}", name.to_lowercase()),
		(None, true) => "--dev".into(),
		(None, false) => return Ok(()),
	};
	Err(format!(
		"{option} puts a key everybody knows into the keystore, and this chain is of type \
		 {chain_type:?}, not Development or Local: leave the option out, and insert the validator's \
		 own session keys (`key insert`, or author_rotateKeysWithOwner)"
	))
}

/// Refuses a chain that is not for development and where a well-known key has a say.
///
/// `found` are the places, as [`KnownKeys`] names them; `at` is the block looked at.
pub fn refuse_well_known_keys(
	chain_type: &ChainType,
	at: &str,
	found: &[String],
) -> Result<(), String> {
	if allows_well_known_keys(chain_type) || found.is_empty() {
		return Ok(());
	}
	Err(format!(
		"the chain is of type {chain_type:?}, but {at} gives a say to keys everybody knows: {}. \
		 Replace them by keys of the validators, the council and the officers; only chains of type \
		 Development or Local may use them",
		found.join("; ")
	))
}

/// [`refuse_well_known_keys`] for the genesis of a specification.
pub fn check_genesis(chain_type: &ChainType, genesis: &Storage) -> Result<(), String> {
	if allows_well_known_keys(chain_type) {
		return Ok(());
	}
	refuse_well_known_keys(chain_type, "its genesis", &KnownKeys::new().in_storage(genesis))
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime::BuildStorage;

	/// Without the WebAssembly there is no built-in specification to look at.
	fn without_runtime() -> bool {
		WASM_BINARY.is_none() && option_env!("SKIP_WASM_BUILD").is_some()
	}

	#[test]
	fn development_node_key_has_the_documented_peer_id() {
		let keypair = development_node_key().unwrap().into_keypair().unwrap();
		assert_eq!(keypair.public().to_peer_id().to_base58(), DEVELOPMENT_PEER_ID);
		assert_eq!(
			development_bootnode().unwrap().to_string(),
			format!("/ip4/127.0.0.1/tcp/30334/ws/p2p/{DEVELOPMENT_PEER_ID}")
		);
	}

	#[test]
	fn built_in_specs_have_their_names() {
		if without_runtime() {
			return;
		}
		for (spec, id, chain_type) in [
			(development().unwrap(), "chuxin_dev", ChainType::Development),
			(local().unwrap(), "chuxin_local", ChainType::Local),
		] {
			assert_eq!(spec.id(), id);
			assert_eq!(sc_service::ChainSpec::chain_type(&spec), chain_type);
			assert_eq!(spec.protocol_id(), Some("cx"));
			assert_eq!(spec.properties()["ss58Format"], 42);
			assert_eq!(spec.properties()["tokenSymbol"], "CXQ");
			assert_eq!(spec.properties()["tokenDecimals"], 0);
		}
	}

	#[test]
	fn load_unknown_name_fails() {
		let error = load("nowhere.json").err().unwrap();
		assert!(error.contains("expected dev, local, or the path"), "{error}");
	}

	#[test]
	fn check_genesis_of_presets_on_live_chain_fails() {
		if without_runtime() {
			return;
		}
		for spec in [development().unwrap(), local().unwrap()] {
			let genesis = spec.build_storage().unwrap();
			check_genesis(&ChainType::Development, &genesis).unwrap();
			check_genesis(&ChainType::Local, &genesis).unwrap();
			for refused in [ChainType::Live, ChainType::Custom("pilot".into())] {
				let error = check_genesis(&refused, &genesis).unwrap_err();
				for place in ["//Alice (sr25519) in Session", "//Alice (sr25519) in Council"] {
					assert!(error.contains(place), "{place} is missing: {error}");
				}
				assert!(error.contains("//Registrar (sr25519) in Members"), "{error}");
			}
		}
	}

	#[test]
	fn keyring_options_on_live_chain_fail() {
		let error = refuse_keyring_options(&ChainType::Live, false, Some("Alice")).unwrap_err();
		assert!(error.starts_with("--alice puts a key everybody knows"), "{error}");
		let error = refuse_keyring_options(&ChainType::Live, true, None).unwrap_err();
		assert!(error.starts_with("--dev puts a key everybody knows"), "{error}");
		refuse_keyring_options(&ChainType::Custom("pilot".into()), false, Some("Two")).unwrap_err();
	}

	#[test]
	fn keyring_options_on_development_chain_work() {
		refuse_keyring_options(&ChainType::Development, true, None).unwrap();
		refuse_keyring_options(&ChainType::Local, false, Some("Bob")).unwrap();
		refuse_keyring_options(&ChainType::Live, false, None).unwrap();
	}
}
