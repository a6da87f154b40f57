//! Weights of `pallet_members`.
//!
//! Reads and writes are counted from the storage each call touches at its worst case: a branch at the
//! greatest depth, and for batches the largest one over distinct branches.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame::weights_prelude::*;

/// Weight functions needed for `pallet_members`.
pub trait WeightInfo {
	fn open_import_window() -> Weight;
	fn close_import_window() -> Weight;
	fn propose_enrolment(d: u32, ) -> Weight;
	fn withdraw_enrolment() -> Weight;
	fn enrol(n: u32, b: u32, ) -> Weight;
	fn set_registrar_key() -> Weight;
	fn bind_account() -> Weight;
	fn entitle(o: u32, ) -> Weight;
	fn freeze_account() -> Weight;
	fn unfreeze_account() -> Weight;
	fn freeze_own_account() -> Weight;
	fn propose_correction() -> Weight;
	fn correct(a: u32, ) -> Weight;
}

/// Weights for `pallet_members` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn open_import_window() -> Weight {
		Weight::from_parts(20_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn close_import_window() -> Weight {
		Weight::from_parts(20_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn propose_enrolment(d: u32, ) -> Weight {
		// The range of component `d` is `[1, 64]`.
		Weight::from_parts(20_000_000, 0)
			.saturating_add(Weight::from_parts(8_000_000, 0).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(d.into())))
	}
	fn withdraw_enrolment() -> Weight {
		Weight::from_parts(20_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn enrol(n: u32, b: u32, ) -> Weight {
		// The range of component `n` is `[1, 500]`.
		// The range of component `b` is `[1, 500]`.
		Weight::from_parts(120_000_000, 0)
			.saturating_add(Weight::from_parts(45_000_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().reads((15_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(b.into())))
	}
	fn set_registrar_key() -> Weight {
		Weight::from_parts(12_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn bind_account() -> Weight {
		Weight::from_parts(110_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn entitle(o: u32, ) -> Weight {
		// The range of component `o` is `[0, 32]`.
		Weight::from_parts(8_000_000, 0)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn freeze_account() -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn unfreeze_account() -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn freeze_own_account() -> Weight {
		Weight::from_parts(35_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn propose_correction() -> Weight {
		Weight::from_parts(25_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn correct(a: u32, ) -> Weight {
		// The range of component `a` is `[0, 255]`.
		Weight::from_parts(50_000_000, 0)
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn open_import_window() -> Weight {
		Weight::from_parts(20_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(16_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn close_import_window() -> Weight {
		Weight::from_parts(20_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(16_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn propose_enrolment(d: u32, ) -> Weight {
		// The range of component `d` is `[1, 64]`.
		Weight::from_parts(20_000_000, 0)
			.saturating_add(Weight::from_parts(8_000_000, 0).saturating_mul(d.into()))
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
			.saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(d.into())))
	}
	fn withdraw_enrolment() -> Weight {
		Weight::from_parts(20_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn enrol(n: u32, b: u32, ) -> Weight {
		// The range of component `n` is `[1, 500]`.
		// The range of component `b` is `[1, 500]`.
		Weight::from_parts(120_000_000, 0)
			.saturating_add(Weight::from_parts(45_000_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(b.into()))
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().reads((15_u64).saturating_mul(b.into())))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
			.saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(b.into())))
	}
	fn set_registrar_key() -> Weight {
		Weight::from_parts(12_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn bind_account() -> Weight {
		Weight::from_parts(110_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(20_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn entitle(o: u32, ) -> Weight {
		// The range of component `o` is `[0, 32]`.
		Weight::from_parts(8_000_000, 0)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn freeze_account() -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(20_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn unfreeze_account() -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(20_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn freeze_own_account() -> Weight {
		Weight::from_parts(35_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn propose_correction() -> Weight {
		Weight::from_parts(25_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(18_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn correct(a: u32, ) -> Weight {
		// The range of component `a` is `[0, 255]`.
		Weight::from_parts(50_000_000, 0)
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(a.into()))
			.saturating_add(ParityDbWeight::get().reads(20_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
}
