//! What clients read of the chain before anything else.

use chuxin_primitives::runtime_api;
use chuxin_runtime::{apis::RUNTIME_API_VERSIONS, Runtime, RuntimeCall, TxExtension, VERSION};
use codec::Decode;
use frame_support::traits::PalletsInfoAccess;
use sp_runtime::traits::TransactionExtension;

#[test]
fn metadata_14_15_and_16_are_there() {
	assert_eq!(
		Runtime::metadata_versions().into_iter().filter(|v| *v <= 16).collect::<Vec<_>>(),
		[14, 15, 16]
	);
	for version in [14u32, 15, 16] {
		let opaque = Runtime::metadata_at_version(version).expect("is made");
		// Magic "meta", then the version.
		assert_eq!(&opaque[..5], &[b'm', b'e', b't', b'a', version as u8]);
		assert!(opaque.len() > 50_000);
	}
	assert!(Runtime::metadata_at_version(13).is_none());
}

#[test]
fn pallets_keep_their_numbers() {
	let mut pallets: Vec<(usize, &str)> = chuxin_runtime::AllPalletsWithSystem::infos()
		.into_iter()
		.map(|info| (info.index, info.name))
		.collect();
	pallets.sort();
	assert_eq!(
		pallets,
		[
			(0, "System"),
			(1, "Timestamp"),
			(2, "Aura"),
			(3, "Grandpa"),
			(4, "Authorship"),
			(5, "Session"),
			(6, "Historical"),
			(7, "Offences"),
			(10, "Access"),
			(11, "Validators"),
			(12, "Council"),
			(13, "Scheduler"),
			(14, "SafeMode"),
			(15, "TxPause"),
			(16, "Multisig"),
			(17, "Proxy"),
			(18, "Utility"),
			(19, "Migrations"),
			(20, "Organizations"),
			(21, "Members"),
			(22, "Agenda"),
		]
	);
}

#[test]
fn a_signed_presentation_is_no_call() {
	// `<Bytes>` begins with 0x3c = 60.
	let mut text = b"<Bytes>chuxin-presentation-v1\n".to_vec();
	text.resize(4_096, b'0');
	assert_eq!(text[0], 60);
	assert!(RuntimeCall::decode(&mut &text[..]).is_err());
}

#[test]
fn extensions_have_the_names_clients_know() {
	let names: Vec<_> = <TxExtension as TransactionExtension<RuntimeCall>>::metadata()
		.into_iter()
		.map(|extension| extension.identifier)
		.collect();
	assert_eq!(
		names,
		[
			"AuthorizeCall",
			"CheckNonZeroSender",
			"CheckSpecVersion",
			"CheckTxVersion",
			"CheckGenesis",
			"CheckMortality",
			"CheckNonce",
			"CheckWeight",
			"CheckMetadataHash",
			"WeightReclaim",
		]
	);
}

#[test]
fn extensions_carry_the_stock_bytes() {
	use codec::Encode;
	// era (one byte: immortal), compact nonce, metadata hash mode: nothing else is explicit.
	let bytes = chuxin_runtime::tx_extension(5, sp_runtime::generic::Era::Immortal).encode();
	assert_eq!(bytes, [0, 5 << 2, 0]);
}

#[test]
fn apis_have_the_versions_light_clients_read() {
	let version = |id: [u8; 8]| {
		RUNTIME_API_VERSIONS.iter().find(|(api, _)| *api == id).map(|(_, version)| *version)
	};
	assert_eq!(
		version(<dyn sp_consensus_aura::AuraApi<chuxin_runtime::Block, ()> as sp_api::RuntimeApiInfo>::ID),
		Some(1)
	);
	let grandpa = version(
		<dyn sp_consensus_grandpa::GrandpaApi<chuxin_runtime::Block> as sp_api::RuntimeApiInfo>::ID,
	);
	assert!(matches!(grandpa, Some(2 | 3)));
	for own in [
		<dyn runtime_api::OrganizationsApi<chuxin_runtime::Block> as sp_api::RuntimeApiInfo>::ID,
		<dyn runtime_api::MembersApi<chuxin_runtime::Block> as sp_api::RuntimeApiInfo>::ID,
		<dyn runtime_api::AccessApi<chuxin_runtime::Block> as sp_api::RuntimeApiInfo>::ID,
	] {
		assert_eq!(version(own), Some(1));
	}
}

#[test]
fn the_version_is_one_light_clients_parse() {
	assert_eq!(VERSION.spec_name, "chuxin");
	assert_eq!(VERSION.transaction_version, 1);
	assert_eq!(VERSION.system_version, 1);
	assert_eq!(<Runtime as frame_system::Config>::SS58Prefix::get(), 42);
}
