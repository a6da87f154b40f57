//! Weights of `pallet_members`, measured.
//!
//! Made by `STEPS=6 REPEAT=20 scripts/benchmark pallet_members` on 2026-11-22; machine:
//! AMD EPYC. Written by hand is only the template, `scripts/lib/weights.hbs`.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]
#![allow(dead_code)]

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

/// Weights for `pallet_members` using the Chuxin node.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:13 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Members::ImportWindows` (r:0 w:1)
	/// Proof: `Members::ImportWindows` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn open_import_window() -> Weight {
		Weight::from_parts(103_785_000, 35375)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:13 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Members::ImportWindows` (r:1 w:1)
	/// Proof: `Members::ImportWindows` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn close_import_window() -> Weight {
		Weight::from_parts(103_794_000, 35375)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:1 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Members::Proposals` (r:64 w:64)
	/// Proof: `Members::Proposals` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// Storage: `Members::ProposalCount` (r:1 w:1)
	/// Proof: `Members::ProposalCount` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// The range of component `d` is `[1, 64]`.
	fn propose_enrolment(d: u32, ) -> Weight {
		Weight::from_parts(42_291_697, 3650)
			.saturating_add(Weight::from_parts(5_906_688, 0).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(d.into())))
			.saturating_add(Weight::from_parts(0, 2563).saturating_mul(d.into()))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:1 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:1 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Members::Proposals` (r:1 w:1)
	/// Proof: `Members::Proposals` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// Storage: `Members::ProposalCount` (r:1 w:1)
	/// Proof: `Members::ProposalCount` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn withdraw_enrolment() -> Weight {
		Weight::from_parts(61_782_000, 3650)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:1 w:500)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:3001 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Members::Proposals` (r:1 w:1)
	/// Proof: `Members::Proposals` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// Storage: `Members::ImportWindows` (r:1 w:0)
	/// Proof: `Members::ImportWindows` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// Storage: `Members::RegistrarKeys` (r:1 w:0)
	/// Proof: `Members::RegistrarKeys` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Members::Tags` (r:500 w:500)
	/// Proof: `Members::Tags` (`max_values`: None, `max_size`: Some(41), added: 2516, mode: `MaxEncodedLen`)
	/// Storage: `Members::NextPersonId` (r:1 w:1)
	/// Proof: `Members::NextPersonId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Counts` (r:3001 w:3001)
	/// Proof: `Organizations::Counts` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	/// Storage: `Members::ProposalCount` (r:1 w:1)
	/// Proof: `Members::ProposalCount` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[250, 500]`.
	/// The range of component `b` is `[1, 250]`.
	fn enrol(n: u32, b: u32, ) -> Weight {
		Weight::from_parts(148_396_352_176, 3650)
			.saturating_add(Weight::from_parts(707_207_835, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().reads((24_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((12_u64).saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 31740).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 2516).saturating_mul(n.into()))
	}
	/// Storage: `Members::RegistrarKeys` (r:1 w:1)
	/// Proof: `Members::RegistrarKeys` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	fn set_registrar_key() -> Weight {
		Weight::from_parts(13_340_000, 3514)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Members::Accounts` (r:2 w:1)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:2 w:1)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:13 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::OfficesHeld` (r:1 w:0)
	/// Proof: `Organizations::OfficesHeld` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Access::Limits` (r:1 w:0)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	fn bind_account() -> Weight {
		Weight::from_parts(234_088_000, 35375)
			.saturating_add(T::DbWeight::get().reads(23_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Access::Limits` (r:2 w:0)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// The range of component `o` is `[0, 32]`.
	fn entitle(o: u32, ) -> Weight {
		Weight::from_parts(22_310_010, 4700)
			.saturating_add(Weight::from_parts(6_060_330, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(0, 54).saturating_mul(o.into()))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:2 w:1)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:13 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::OfficesHeld` (r:1 w:0)
	/// Proof: `Organizations::OfficesHeld` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Access::Limits` (r:1 w:0)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Access::DevelopmentWindow` (r:1 w:0)
	/// Proof: `Access::DevelopmentWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Members::Freezes` (r:0 w:1)
	/// Proof: `Members::Freezes` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn freeze_account() -> Weight {
		Weight::from_parts(144_505_000, 35375)
			.saturating_add(T::DbWeight::get().reads(23_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:2 w:1)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:13 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::OfficesHeld` (r:1 w:0)
	/// Proof: `Organizations::OfficesHeld` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	/// Storage: `Members::Freezes` (r:1 w:1)
	/// Proof: `Members::Freezes` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Access::Limits` (r:1 w:0)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn unfreeze_account() -> Weight {
		Weight::from_parts(144_645_000, 35375)
			.saturating_add(T::DbWeight::get().reads(23_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:1 w:1)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Access::Limits` (r:1 w:0)
	/// Proof: `Access::Limits` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Access::DevelopmentWindow` (r:1 w:0)
	/// Proof: `Access::DevelopmentWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Members::Freezes` (r:0 w:1)
	/// Proof: `Members::Freezes` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn freeze_own_account() -> Weight {
		Weight::from_parts(61_612_000, 3650)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:2 w:0)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:13 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Members::CorrectionProposals` (r:0 w:1)
	/// Proof: `Members::CorrectionProposals` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	fn propose_correction() -> Weight {
		Weight::from_parts(105_106_000, 35375)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Members::Accounts` (r:1 w:0)
	/// Proof: `Members::Accounts` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Members::Persons` (r:2 w:1)
	/// Proof: `Members::Persons` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Appointments` (r:1 w:0)
	/// Proof: `Organizations::Appointments` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Orgs` (r:13 w:0)
	/// Proof: `Organizations::Orgs` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Members::CorrectionProposals` (r:1 w:1)
	/// Proof: `Members::CorrectionProposals` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	/// Storage: `Members::Corrections` (r:0 w:1)
	/// Proof: `Members::Corrections` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	/// The range of component `a` is `[0, 255]`.
	fn correct(a: u32, ) -> Weight {
		Weight::from_parts(135_787_272, 35375)
			.saturating_add(Weight::from_parts(1_122_755, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn open_import_window() -> Weight {
		Weight::from_parts(103_785_000, 35375)
	}
	fn close_import_window() -> Weight {
		Weight::from_parts(103_794_000, 35375)
	}
	fn propose_enrolment(_d: u32, ) -> Weight {
		Weight::from_parts(42_291_697, 3650)
	}
	fn withdraw_enrolment() -> Weight {
		Weight::from_parts(61_782_000, 3650)
	}
	fn enrol(_n: u32, _b: u32, ) -> Weight {
		Weight::from_parts(148_396_352_176, 3650)
	}
	fn set_registrar_key() -> Weight {
		Weight::from_parts(13_340_000, 3514)
	}
	fn bind_account() -> Weight {
		Weight::from_parts(234_088_000, 35375)
	}
	fn entitle(_o: u32, ) -> Weight {
		Weight::from_parts(22_310_010, 4700)
	}
	fn freeze_account() -> Weight {
		Weight::from_parts(144_505_000, 35375)
	}
	fn unfreeze_account() -> Weight {
		Weight::from_parts(144_645_000, 35375)
	}
	fn freeze_own_account() -> Weight {
		Weight::from_parts(61_612_000, 3650)
	}
	fn propose_correction() -> Weight {
		Weight::from_parts(105_106_000, 35375)
	}
	fn correct(_a: u32, ) -> Weight {
		Weight::from_parts(135_787_272, 35375)
	}
}
