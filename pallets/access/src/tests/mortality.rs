use crate::{mock::*, CheckMortality};
use codec::Encode;
use frame::{
	deps::sp_runtime::{generic::Era, traits::DispatchTransaction},
	testing_prelude::*,
};
use frame_support::pallet_prelude::{TransactionSource, TransactionValidityError};

fn validate(origin: RuntimeOrigin, era: Era) -> Result<ValidTransaction, TransactionValidityError> {
	let (call, info) = light();
	CheckMortality::<Test>::from(era)
		.validate_only(origin, &call, &info, 0, TransactionSource::External, 0)
		.map(|(validity, ..)| validity)
}

fn known_blocks() {
	System::set_block_number(13);
	for n in [0, 12] {
		frame_system::BlockHash::<Test>::insert(n, H256::repeat_byte(n as u8 + 1));
	}
}

#[test]
fn immortal_transaction_fails() {
	run(|| {
		known_blocks();
		assert_eq!(validate(RuntimeOrigin::signed(LI), Era::Immortal), Err(custom(5)));
	});
}

#[test]
fn immortal_transaction_works_where_genesis_allows_it() {
	let genesis = crate::GenesisConfig { allow_immortal: true, ..Default::default() };
	run_on(ext_with(genesis), || {
		known_blocks();
		let validity = validate(RuntimeOrigin::signed(LI), Era::Immortal).unwrap();
		assert_eq!(validity.longevity, u64::MAX - 13);
	});
}

#[test]
fn mortal_transaction_works_until_its_era_ends() {
	run(|| {
		known_blocks();
		let validity = validate(RuntimeOrigin::signed(LI), Era::mortal(16, 12)).unwrap();
		assert_eq!(validity.longevity, 15);
	});
}

#[test]
fn era_of_a_block_nobody_remembers_fails() {
	run(|| {
		System::set_block_number(13);
		assert_eq!(
			validate(RuntimeOrigin::signed(LI), Era::mortal(16, 12)),
			Err(InvalidTransaction::AncientBirthBlock.into())
		);
	});
}

#[test]
fn without_signer_passes_untouched() {
	run(|| {
		known_blocks();
		assert_ok!(validate(RuntimeOrigin::root(), Era::Immortal));
	});
}

#[test]
fn signed_hash_and_bytes_are_the_stock_ones() {
	run(|| {
		known_blocks();
		for era in [Era::Immortal, Era::mortal(16, 12), Era::mortal(64, 42)] {
			let ours = CheckMortality::<Test>::from(era);
			let stock = frame_system::CheckMortality::<Test>::from(era);
			assert_eq!(ours.encode(), stock.encode());
			assert_eq!(ours.implicit(), stock.implicit());
		}
		let ours = CheckMortality::<Test>::from(Era::mortal(16, 12));
		assert_eq!(ours.implicit(), Ok(H256::repeat_byte(13)));
	});
}

#[test]
fn weight_is_never_below_the_stock_one() {
	run(|| {
		let (call, _) = light();
		for era in [Era::Immortal, Era::mortal(16, 12)] {
			let ours = CheckMortality::<Test>::from(era).weight(&call);
			let stock = frame_system::CheckMortality::<Test>::from(era).weight(&call);
			assert!(ours.all_gte(stock));
		}
	});
}
