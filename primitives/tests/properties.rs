//! Properties of the formats under values of all kinds, and of the decoders under any bytes.

use chuxin_primitives::{
	identity::{check_character, normalize_number, ResidentId},
	life::{event_hash, recompute, replay, LifeEntry, LifeEvent, LifeKind, VersionedLifeEvent},
	list::{self, ListId, ListKind, ListTree},
	person_tag::Document,
	presentation::{Binding, Kind, Presentation, SignatureType, Terms},
	record::{proof_len, root_of, Attribute, RecordTree, VType, SCHEMA_1, SCHEMA_1_SLOTS, SLOTS},
	rules::eras::{self, Dates},
	CivilDate, Hash, OrgId, PersonId,
};
use codec::{Decode, Encode};
use proptest::{collection::vec, prelude::*, sample::subsequence};

fn date() -> impl Strategy<Value = CivilDate> {
	(-354_000i64..2_900_000).prop_map(|days| CivilDate::from_days_since_epoch(days).unwrap())
}

fn hash() -> impl Strategy<Value = Hash> {
	any::<[u8; 32]>().prop_map(Hash::from)
}

/// A text without control characters, of Chinese and Latin letters.
fn text() -> impl Strategy<Value = String> {
	"[\\u{4e00}-\\u{9fa5}a-zA-Z \u{e9}·]{0,40}"
}

fn attribute(vtype: VType) -> BoxedStrategy<Attribute> {
	match vtype {
		VType::Absent => Just(Attribute::absent()).boxed(),
		VType::Text => text().prop_map(|t| Attribute::text(&t).unwrap()).boxed(),
		VType::Date => date().prop_map(Attribute::date).boxed(),
		VType::U64 => any::<u64>().prop_map(Attribute::number).boxed(),
		VType::Hash => hash().prop_map(Attribute::hash).boxed(),
		VType::Bool => any::<bool>().prop_map(Attribute::bool).boxed(),
		VType::Code => "[!-~]{1,12}".prop_map(|c| Attribute::code(&c).unwrap()).boxed(),
	}
}

/// Values for some slots of the schema.
fn attributes() -> impl Strategy<Value = Vec<(u8, Attribute)>> {
	subsequence(SCHEMA_1_SLOTS.to_vec(), 0..=SCHEMA_1_SLOTS.len()).prop_flat_map(|slots| {
		slots
			.into_iter()
			.map(|spec| attribute(spec.vtype).prop_map(move |a| (spec.slot, a)))
			.collect::<Vec<_>>()
	})
}

/// Some of the 32 slots, ascending, at least one.
fn slots() -> impl Strategy<Value = Vec<u8>> {
	subsequence((0..SLOTS).collect::<Vec<_>>(), 1..=usize::from(SLOTS))
}

fn event() -> impl Strategy<Value = VersionedLifeEvent> {
	let kind = prop_oneof![
		Just(LifeKind::Enrolled),
		Just(LifeKind::Founding),
		Just(LifeKind::AccountBound),
		Just(LifeKind::AccountFrozen),
		Just(LifeKind::AccountThawed),
		any::<u32>().prop_map(|target_seq| LifeKind::Correction { target_seq }),
	];
	(any::<u32>(), kind, date(), any::<u64>(), any::<(u32, u32)>(), any::<u16>(), any::<[u8; 32]>())
		.prop_map(|(seq, kind, effective, recorded, (org, by), rules, evidence)| {
			VersionedLifeEvent::V1(LifeEvent {
				seq,
				kind,
				effective,
				recorded,
				org: OrgId(org),
				by: OrgId(by),
				rules,
				evidence,
			})
		})
}

fn binding() -> impl Strategy<Value = Binding> {
	let times = (0u64..253_402_300_800, 0u64..253_402_300_800);
	let sigtype = prop_oneof![Just(SignatureType::Ed25519), Just(SignatureType::Sr25519)];
	(times, text(), any::<[u8; 32]>(), any::<[u8; 32]>(), sigtype, vec(any::<u8>(), 64)).prop_map(
		|((issued, expires), audience, nonce, account, sigtype, signature)| Binding {
			terms: Terms { issued, expires, audience, nonce },
			account,
			sigtype,
			signature: signature.try_into().unwrap(),
		},
	)
}

fn presentation() -> impl Strategy<Value = Presentation> {
	let entry = prop_oneof![event().prop_map(LifeEntry::Open), hash().prop_map(LifeEntry::Hashed)];
	let kind = prop_oneof![Just(Kind::Card), Just(Kind::Live)];
	(
		(kind, hash(), any::<u64>(), any::<u32>()),
		attributes(),
		slots(),
		any::<[u8; 32]>(),
		proptest::option::of(vec(entry, 0..6)),
		proptest::option::of(binding()),
	)
		.prop_map(|((kind, genesis, person, version), attributes, slots, seed, life, binding)| {
			let tree = RecordTree::new(&genesis, SCHEMA_1, version, &seed, attributes).unwrap();
			Presentation {
				kind,
				genesis,
				person: PersonId(person),
				schema: SCHEMA_1,
				version,
				shown: tree.show(&slots).unwrap(),
				proof: tree.proof(&slots).unwrap(),
				life,
				binding,
			}
		})
}

/// Whatever decodes is written back to the same bytes.
fn strict(bytes: &[u8]) {
	if let Ok(presentation) = Presentation::decode(bytes) {
		assert_eq!(presentation.encode().unwrap(), bytes);
	}
}

proptest! {
	#[test]
	fn any_slots_of_any_record_are_proven(
		genesis in hash(), version: u32, seed: [u8; 32],
		attributes in attributes(), slots in slots(), broken: prop::sample::Index,
	) {
		let tree = RecordTree::new(&genesis, SCHEMA_1, version, &seed, attributes).unwrap();
		let (mut shown, proof) = (tree.show(&slots).unwrap(), tree.proof(&slots).unwrap());
		prop_assert_eq!(proof.len(), proof_len(&slots).unwrap());
		prop_assert!(proof.len() <= 16);
		let found = root_of(&genesis, SCHEMA_1, version, &shown, &proof);
		prop_assert_eq!(found, Ok(tree.root()));
		let mut forged = proof.clone();
		if !forged.is_empty() {
			let place = broken.index(forged.len());
			forged[place].0[7] ^= 1;
			let found = root_of(&genesis, SCHEMA_1, version, &shown, &forged);
			prop_assert!(found.is_ok_and(|root| root != tree.root()));
		}
		let place = broken.index(shown.len());
		shown[place].salt[7] ^= 1;
		let found = root_of(&genesis, SCHEMA_1, version, &shown, &proof);
		prop_assert!(found.is_ok_and(|root| root != tree.root()));
	}

	#[test]
	fn attributes_read_back(vtype in 0u8..7, bytes in vec(any::<u8>(), 0..40)) {
		if let Ok(attribute) = Attribute::new(VType::from_code(vtype).unwrap(), bytes) {
			prop_assert_eq!(Attribute::decode(&mut &attribute.encode()[..]), Ok(attribute));
		}
	}

	#[test]
	fn presentations_read_back(presentation in presentation()) {
		let bytes = presentation.encode().unwrap();
		prop_assert_eq!(Presentation::decode(&bytes), Ok(presentation));
	}

	#[test]
	fn decoding_any_bytes_never_panics(bytes in vec(any::<u8>(), 0..600)) {
		strict(&bytes);
		strict(&[b"CXP1", &bytes[..]].concat());
		let _ = Attribute::decode(&mut &bytes[..]);
		let _ = VersionedLifeEvent::decode(&mut &bytes[..]);
		if let Ok(document) = Document::from_input(&bytes) {
			prop_assert_eq!(document.input(), bytes);
		}
	}

	#[test]
	fn decoding_damaged_presentations_never_panics(
		presentation in presentation(),
		places in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
		cut: prop::sample::Index,
	) {
		let mut bytes = presentation.encode().unwrap();
		for (place, byte) in places {
			let place = place.index(bytes.len());
			bytes[place] = byte;
		}
		strict(&bytes);
		let cut = cut.index(bytes.len());
		strict(&bytes[..cut]);
		bytes.remove(cut);
		strict(&bytes);
	}

	#[test]
	fn lists_prove_their_entries_and_nothing_else(
		genesis in hash(), number: u64,
		entries in vec(vec(any::<u8>(), 0..20), 1..70),
		at: prop::sample::Index, extra in vec(any::<u8>(), 0..20),
	) {
		let id = ListId { kind: ListKind::Voters, number };
		let tree = ListTree::new(&genesis, id, &entries).unwrap();
		let index = at.index(entries.len());
		let (count, content) = (tree.count(), &entries[index]);
		let proof = tree.proof(index as u32).unwrap();
		let verify = |count, index: usize, content: &[u8]| {
			list::verify(&tree.root(), &genesis, id, count, index as u32, content, &proof).is_ok()
		};
		prop_assert!(verify(count, index, content));
		prop_assert!(!verify(count + 1, index, content));
		prop_assert!(!verify(count - 1, index, content));
		prop_assert!(!verify(count, index + 1, content));
		prop_assert!(!verify(count, index ^ 1, content));
		if &extra != content {
			prop_assert!(!verify(count, index, &extra));
		}
	}

	#[test]
	fn list_proofs_of_any_shape_never_panic(
		count: u32, index: u32, proof in vec(hash(), 0..40), content in vec(any::<u8>(), 0..8),
	) {
		let id = ListId { kind: ListKind::Attendance, number: 1 };
		let found = list::verify(&Hash::zero(), &Hash::zero(), id, count, index, &content, &proof);
		prop_assert!(found.is_err());
	}

	#[test]
	fn a_life_chain_recomputes_from_any_of_its_events(
		genesis in hash(), person: u64, events in vec(event(), 1..40), at: prop::sample::Index,
	) {
		let events: Vec<_> = (0..).zip(events).map(|(seq, VersionedLifeEvent::V1(event))| {
			let kind = match event.kind {
				LifeKind::Correction { .. } => LifeKind::AccountBound,
				kind => kind,
			};
			VersionedLifeEvent::V1(LifeEvent { seq, kind, ..event })
		}).collect();
		let open: Vec<_> = events.iter().copied().map(LifeEntry::Open).collect();
		let whole = replay(&genesis, PersonId(person), &open).unwrap();
		prop_assert_eq!(whole.0 as usize, events.len());
		let target = at.index(events.len());
		let before = replay(&genesis, PersonId(person), &open[..target]).unwrap().1;
		let after: Vec<_> = events[target + 1..].iter().map(event_hash).collect();
		prop_assert_eq!(recompute(&before, &events[target], &after), Ok(whole));
		let hashed: Vec<_> =
			events.iter().map(|e| LifeEntry::Hashed(event_hash(e))).collect();
		prop_assert_eq!(replay(&genesis, PersonId(person), &hashed), Ok(whole));
	}

	#[test]
	fn identity_numbers_of_any_text_never_panic(text: String, digits in "[0-9X]{0,20}") {
		let _ = normalize_number(&text);
		let _ = ResidentId::read(&text);
		if let Ok(id) = ResidentId::parse(&digits) {
			prop_assert_eq!(id.number().len(), 18);
			prop_assert_eq!(ResidentId::read(id.number()).unwrap(), id);
		}
	}

	#[test]
	fn identity_numbers_with_their_check_digit_pass_and_swaps_fail(
		region in 100_000u32..1_000_000, birth in date(), sequence in 0u32..1000, at in 0usize..16,
	) {
		let body = format!("{region:06}{}{sequence:03}", birth.as_u32());
		let number = format!("{body}{}", check_character(&body).unwrap());
		let parsed = ResidentId::parse(&number);
		prop_assert_eq!(parsed.is_ok(), birth.year() >= 1870);
		if let Ok(id) = parsed {
			prop_assert_eq!(id.birth(), birth);
			let mut swapped = number.clone().into_bytes();
			swapped.swap(at, at + 1);
			let swapped = String::from_utf8(swapped).unwrap();
			prop_assert_eq!(ResidentId::parse(&swapped).is_ok(), swapped == number);
		}
	}

	#[test]
	fn eras_never_panic_and_accept_what_they_prescribe(
		birth in date(), admission in date(), full in proptest::option::of(date()), today in date(),
	) {
		let _ = eras::check(&Dates { birth, admission, full, today });
		if let Some(era) = eras::era_of(admission) {
			prop_assert!(era.first <= admission);
			prop_assert!(era.last.is_none_or(|last| admission <= last));
			for months in era.probation_months {
				let Some(full) = eras::probation_ends(admission, *months) else { continue };
				let birth = CivilDate::new(18800101).unwrap();
				let dates = Dates { birth, admission, full: Some(full), today: full };
				prop_assert_eq!(eras::check(&dates), vec![]);
			}
		}
	}
}
