use crate::{
	mock::*, types::Delays, types::Upgrade, AccountData, CheckMortality, Class, QuotaNonce, Refusal,
};
use chuxin_primitives::{OrgId, PendingId};
use codec::{Decode, Encode, MaxEncodedLen};
use frame::{
	deps::{frame_system, sp_runtime::generic::Era},
	testing_prelude::*,
};
use scale_info::{form::PortableForm, IntoPortable, Registry, TypeDef, TypeInfo};

fn portable<E: TypeInfo + 'static>() -> (scale_info::PortableRegistry, u32) {
	let mut registry = Registry::new();
	let id = registry.register_type(&scale_info::meta_type::<E>()).id;
	(registry.into(), id)
}

/// The types of a composite's fields.
fn fields<E: TypeInfo + 'static>() -> Vec<scale_info::Type<PortableForm>> {
	let (registry, id) = portable::<E>();
	let TypeDef::Composite(composite) = &registry.resolve(id).unwrap().type_def else {
		panic!("not a composite")
	};
	composite.fields.iter().map(|f| registry.resolve(f.ty.id).unwrap().clone()).collect()
}

#[test]
fn account_data_takes_twelve_bytes() {
	let data = AccountData {
		free: 0x04030201,
		day: 0x0605,
		offices: 0x0807,
		memberships: 9,
		flags: 10,
		new_until: 0x0c0b,
	};
	assert_eq!(data.encode(), (1..=12).collect::<Vec<u8>>());
	assert_eq!(AccountData::max_encoded_len(), 12);
	assert_eq!(AccountData::decode(&mut &data.encode()[..]), Ok(data));
}

#[test]
fn account_data_has_a_field_free_and_none_named_frozen() {
	let mut registry = Registry::new();
	let ty = AccountData::type_info().into_portable(&mut registry);
	let TypeDef::Composite(composite) = ty.type_def else { panic!("not a composite") };
	let names: Vec<_> = composite.fields.iter().map(|f| f.name.clone().unwrap()).collect();
	assert_eq!(names, ["free", "day", "offices", "memberships", "flags", "new_until"]);
}

#[test]
fn nonce_extension_is_the_stock_one_to_a_client() {
	for nonce in [0, 1, 63, 64, 16_383, 16_384, 1 << 30, u32::MAX] {
		let ours = QuotaNonce::<Test>::from(nonce);
		let stock = frame_system::CheckNonce::<Test>::from(nonce);
		assert_eq!(ours.encode(), stock.encode());
		assert_eq!(QuotaNonce::<Test>::decode(&mut &stock.encode()[..]), Ok(ours));
	}
	assert_eq!(fields::<QuotaNonce<Test>>(), fields::<frame_system::CheckNonce<Test>>());

	let metadata = <QuotaNonce<Test> as TransactionExtension<RuntimeCall>>::metadata();
	assert_eq!(metadata.len(), 1);
	assert_eq!(metadata[0].identifier, "CheckNonce");
	assert_eq!(metadata[0].implicit, scale_info::meta_type::<()>());
}

#[test]
fn mortality_extension_is_the_stock_one_to_a_client() {
	assert_eq!(fields::<CheckMortality<Test>>(), fields::<frame_system::CheckMortality<Test>>());
	let ours = CheckMortality::<Test>::from(Era::mortal(64, 3));
	assert_eq!(CheckMortality::<Test>::decode(&mut &ours.encode()[..]), Ok(ours));

	let metadata = <CheckMortality<Test> as TransactionExtension<RuntimeCall>>::metadata();
	assert_eq!(metadata.len(), 1);
	assert_eq!(metadata[0].identifier, "CheckMortality");
	assert_eq!(metadata[0].implicit, scale_info::meta_type::<H256>());
}

#[test]
fn numbers_clients_see_stay() {
	assert_eq!(Refusal::NonceTooFar.code(), 2);
	assert_eq!(Refusal::QuotaUsedUp.code(), 3);
	assert_eq!(Refusal::CallNotAllowed.code(), 4);
	assert_eq!(Refusal::Immortal.code(), 5);
	for (class, number) in [(Class::Member, 0), (Class::Officer, 1)] {
		assert_eq!(class.encode(), [number]);
		assert_eq!(class.number(), number);
	}
	assert_eq!(Delays::max_encoded_len(), 32);
	assert_eq!(Upgrade::<H256>::max_encoded_len(), 40);
}

#[test]
fn calls_stay_small() {
	assert!(core::mem::size_of::<crate::Call<Test>>() <= 48);
	assert_eq!(RuntimeCall::from(crate::Call::enact_upgrade {}).encode(), [10, 2]);
	assert_eq!(
		RuntimeCall::from(crate::Call::carry_out { id: PendingId(7) }).encode(),
		[10, 5, 7, 0, 0, 0]
	);
	assert_eq!(
		RuntimeCall::from(crate::Call::veto { org: OrgId(3), id: PendingId(7) }).encode(),
		[10, 6, 3, 0, 0, 0, 7, 0, 0, 0]
	);
	assert_eq!(
		RuntimeCall::from(crate::Call::set_limit { class: Class::Officer, units: 500 }).encode(),
		[10, 3, 1, 0xf4, 1, 0, 0]
	);
}
