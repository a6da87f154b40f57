//! What nodes, wallets and administrators may ask of the runtime.

use crate::{
	configs::ChainClock, genesis_presets, AccountId, Aura, Balance, Block, Executive, Grandpa,
	Historical, InherentDataExt, Nonce, Organizations, Runtime, RuntimeCall, RuntimeGenesisConfig,
	SessionKeys, System, UncheckedExtrinsic, VERSION,
};
use alloc::vec::Vec;
use chuxin_primitives::{
	agenda::{AgendaEntry, Item, Overdue, OverdueView},
	membership::{
		ActProposalView, HoldView, Person, PersonView, RecordUpdateView, ReplacementView, SpellView,
	},
	organization::{
		CountsView, ElectionView, KeyView, OfficerView, OrganizationView, ReorganizationView,
	},
	pending::PendingView,
	person_tag::PersonTag,
	runtime_api::{LimitsView, QuotaView},
	traits::{Clock, Organizations as _},
	CivilDate, OrgId, PendingId, PersonId, RawDate, RawText,
};
use frame_support::{
	dispatch::{DispatchInfo, GetDispatchInfo},
	genesis_builder_helper::{build_state, get_preset},
	weights::Weight,
};
use pallet_transaction_payment::{FeeDetails, InclusionFee, RuntimeDispatchInfo};
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{
	traits::{Block as BlockT, ExtrinsicLike, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, ExtrinsicInclusionMode,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;

/// Weight and class of a call, and that it costs nothing.
fn free_of_charge(info: DispatchInfo) -> RuntimeDispatchInfo<Balance> {
	RuntimeDispatchInfo { weight: info.total_weight(), class: info.class, partial_fee: 0 }
}

/// The parts of a fee of nothing. Wallets expect inherents to have none.
fn no_fee(is_signed: bool) -> FeeDetails<Balance> {
	let nothing = InclusionFee { base_fee: 0, len_fee: 0, adjusted_weight_fee: 0 };
	FeeDetails { inclusion_fee: is_signed.then_some(nothing), tip: 0 }
}

/// The last day of the organization's own import window, if it is open.
fn own_window(org: OrgId, today: CivilDate) -> Option<CivilDate> {
	pallet_members::ImportWindows::<Runtime>::get(org).filter(|until| today <= *until)
}

/// The last day on which the organization may import members: by its own window, or by one of an
/// organization above it.
fn import_until(org: OrgId, today: CivilDate) -> Option<CivilDate> {
	Organizations::ancestors(org).into_iter().filter_map(|above| own_window(above, today)).max()
}

/// The organization, with the window that the members pallet keeps for it.
fn with_window(view: OrganizationView) -> OrganizationView {
	let import_until = import_until(view.id, ChainClock::today()).map(Into::into);
	OrganizationView { import_until, ..view }
}

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block);
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(data: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: InherentData,
		) -> CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(
			owner: Vec<u8>,
			seed: Option<Vec<u8>>,
		) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	// Light clients read version 1 of this API; another would leave them behind.
	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
		}

		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_grandpa::EquivocationProof<
				<Block as BlockT>::Hash,
				NumberFor<Block>,
			>,
			key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			let key_owner_proof = key_owner_proof.decode()?;
			Grandpa::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof)
		}

		fn generate_key_ownership_proof(
			_set_id: sp_consensus_grandpa::SetId,
			authority_id: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			use codec::Encode;
			use frame_support::traits::KeyOwnerProofSystem;

			Historical::prove((sp_consensus_grandpa::KEY_TYPE, authority_id))
				.map(|proof| proof.encode())
				.map(sp_consensus_grandpa::OpaqueKeyOwnershipProof::new)
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	// There are no fees. Wallets ask all the same, and show weights by it.
	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
		for Runtime
	{
		fn query_info(uxt: UncheckedExtrinsic, _len: u32) -> RuntimeDispatchInfo<Balance> {
			free_of_charge(uxt.get_dispatch_info())
		}

		fn query_fee_details(uxt: UncheckedExtrinsic, _len: u32) -> FeeDetails<Balance> {
			no_fee(!uxt.is_bare())
		}

		fn query_weight_to_fee(_weight: Weight) -> Balance {
			0
		}

		fn query_length_to_fee(_length: u32) -> Balance {
			0
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
		Block,
		Balance,
		RuntimeCall,
	> for Runtime {
		fn query_call_info(call: RuntimeCall, _len: u32) -> RuntimeDispatchInfo<Balance> {
			free_of_charge(call.get_dispatch_info())
		}

		fn query_call_fee_details(_call: RuntimeCall, _len: u32) -> FeeDetails<Balance> {
			no_fee(true)
		}

		fn query_weight_to_fee(_weight: Weight) -> Balance {
			0
		}

		fn query_length_to_fee(_length: u32) -> Balance {
			0
		}
	}

	impl chuxin_primitives::runtime_api::OrganizationsApi<Block> for Runtime {
		fn organization(org: OrgId) -> Option<OrganizationView> {
			Organizations::organization(org).map(with_window)
		}

		fn children(org: OrgId, after: Option<OrgId>, limit: u32) -> Vec<OrganizationView> {
			let today = ChainClock::today();
			let inherited = import_until(org, today);
			Organizations::children(org, after, limit)
				.into_iter()
				.map(|view| OrganizationView {
					import_until: own_window(view.id, today).max(inherited).map(Into::into),
					..view
				})
				.collect()
		}

		fn head_counts(org: OrgId) -> Option<(CountsView, CountsView)> {
			Organizations::head_counts(org)
		}

		fn officers(org: OrgId) -> Vec<OfficerView> {
			Organizations::officers(org)
		}

		fn directory(region: u32, after: Option<OrgId>, limit: u32) -> Vec<OrganizationView> {
			Organizations::directory(region, after, limit).into_iter().map(with_window).collect()
		}

		fn named(name: RawText, after: Option<OrgId>, limit: u32) -> Vec<OrganizationView> {
			Organizations::named(name, after, limit).into_iter().map(with_window).collect()
		}

		fn organization_key(org: OrgId) -> Option<KeyView> {
			Organizations::organization_key(org)
		}

		fn reorganization(org: OrgId) -> Option<ReorganizationView> {
			Organizations::reorganization(org)
		}

		fn election(org: OrgId) -> Option<ElectionView> {
			Organizations::election(org)
		}
	}

	impl chuxin_primitives::runtime_api::MembersApi<Block> for Runtime {
		fn person(person: PersonId) -> Option<PersonView> {
			crate::Members::person(person)
		}

		fn person_record(person: PersonId) -> Option<Person> {
			crate::Members::person_record(person)
		}

		fn persons_by_tag(tags: Vec<PersonTag>) -> Vec<Option<PersonId>> {
			crate::Members::persons_by_tag(tags)
		}

		fn person_of(account: AccountId) -> Option<PersonId> {
			crate::Members::person_of(account)
		}

		fn person_count() -> u64 {
			crate::Members::person_count()
		}

		fn holds(person: PersonId) -> Option<HoldView> {
			crate::Members::holds(person)
		}

		fn spells(person: PersonId) -> Vec<SpellView> {
			crate::Members::spells(person)
		}

		fn replacement(person: PersonId) -> Option<ReplacementView> {
			crate::Members::replacement(person)
		}

		fn record_update(person: PersonId) -> Option<RecordUpdateView> {
			crate::Members::record_update(person)
		}

		fn act_proposal(org: OrgId, person: PersonId) -> Option<ActProposalView> {
			crate::Members::act_proposal(org, person)
		}

		fn go_live(org: OrgId) -> Option<RawDate> {
			crate::Members::go_live(org)
		}
	}

	impl chuxin_primitives::runtime_api::AccessApi<Block> for Runtime {
		fn quota(account: AccountId) -> QuotaView {
			crate::Access::quota(&account)
		}

		fn limits() -> LimitsView {
			crate::Access::limits()
		}

		fn pending_act(id: PendingId) -> Option<PendingView> {
			crate::Access::pending_act(id)
		}

		fn pending_acts(after: Option<PendingId>, limit: u32) -> Vec<PendingView> {
			crate::Access::pending_acts(after, limit)
		}
	}

	impl chuxin_primitives::runtime_api::AgendaApi<Block> for Runtime {
		fn agenda(
			org: OrgId,
			until: RawDate,
			after: Option<(RawDate, Item)>,
			limit: u32,
		) -> Option<Vec<AgendaEntry>> {
			crate::Agenda::agenda(org, &until, after, limit)
		}

		fn overdue(org: OrgId) -> Overdue {
			crate::Agenda::overdue(org)
		}

		fn overdue_below(org: OrgId, after: Option<OrgId>, limit: u32) -> Vec<OverdueView> {
			Organizations::children(org, after, limit)
				.into_iter()
				.map(|child| OverdueView {
					org: child.id,
					overdue: crate::Agenda::overdue(child.id),
				})
				.collect()
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(json: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(json)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis_presets::get_preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis_presets::preset_names()
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			crate::benchmarks::metadata(extra)
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			crate::benchmarks::dispatch(config)
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		#[allow(clippy::unwrap_used)] // a dry run is to stop at the first failure
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			let weight = Executive::try_runtime_upgrade(checks).unwrap();
			(weight, crate::configs::MAXIMUM_BLOCK_WEIGHT)
		}

		#[allow(clippy::unwrap_used)]
		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select).unwrap()
		}
	}
}
