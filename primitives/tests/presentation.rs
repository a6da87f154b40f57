//! Presentations to the byte, and one test for each way a verification fails.

use chuxin_primitives::{
	life::{event_hash, replay, LifeEntry, LifeError, LifeEvent, LifeKind, VersionedLifeEvent},
	membership::{Corrected, LifeHead, MembershipStatus, Person, Record, Sealed},
	organization::OrgStatus,
	presentation::{
		verify, Binding, ChainView, Expectations, FormatError, Kind, PersonOnChain, Presentation,
		Refusal, SignatureType, Terms, Verdict, MAX_BYTES,
	},
	record::{slot, Attribute, AttributeFault, RecordError, RecordTree, SCHEMA_1},
	AccountId, CivilDate, Hash, OrgId, PersonId,
};
use codec::Encode;
use sp_core::{ed25519, sr25519, Pair};

/// 2026-11-22T04:00:00Z
const NOW: u64 = 1_795_320_000;
const NONCE: [u8; 32] = [0x5a; 32];
const AUDIENCE: &str = "市委组织部";
const PERSON: PersonId = PersonId(42);

fn genesis() -> Hash {
	Hash::from(std::array::from_fn(|i| i as u8))
}

fn tree() -> RecordTree {
	let day = |n| Attribute::date(CivilDate::new(n).unwrap());
	let slots = [
		(slot::NAME, Attribute::text("张三").unwrap()),
		(slot::SEX, Attribute::code("M").unwrap()),
		(slot::BIRTH_DATE, day(19900131)),
		(slot::ADMISSION, day(20150701)),
	];
	RecordTree::new(&genesis(), SCHEMA_1, 1, &[0x11; 32], slots).unwrap()
}

fn events() -> Vec<VersionedLifeEvent> {
	let event = |seq, kind| {
		VersionedLifeEvent::V1(LifeEvent {
			seq,
			kind,
			effective: CivilDate::new(20261001).unwrap(),
			recorded: 1_790_000_000_000,
			org: OrgId(7),
			by: OrgId(7),
			rules: 2019,
			evidence: [0; 32],
		})
	};
	vec![event(0, LifeKind::Enrolled), event(1, LifeKind::AccountBound)]
}

fn life() -> Vec<LifeEntry> {
	let events = events();
	vec![LifeEntry::Open(events[0]), LifeEntry::Hashed(event_hash(&events[1]))]
}

fn pair() -> sr25519::Pair {
	sr25519::Pair::from_seed(&[3; 32])
}

fn live_terms() -> Terms {
	Terms { issued: NOW - 5, expires: NOW + 595, audience: AUDIENCE.into(), nonce: NONCE }
}

fn card_terms() -> Terms {
	let expires = NOW - 10 + 31 * 86_400;
	Terms { issued: NOW - 10, expires, audience: String::new(), nonce: [0; 32] }
}

fn unsigned(kind: Kind, slots: &[u8]) -> Presentation {
	let tree = tree();
	Presentation {
		kind,
		genesis: genesis(),
		person: PERSON,
		schema: SCHEMA_1,
		version: 1,
		shown: tree.show(slots).unwrap(),
		proof: tree.proof(slots).unwrap(),
		life: Some(life()),
		binding: None,
	}
}

fn sign(mut presentation: Presentation, terms: Terms) -> Presentation {
	let signature = pair().sign(&presentation.signing_payload(&terms).unwrap()).0;
	let account = pair().public().0;
	let sigtype = SignatureType::Sr25519;
	presentation.binding = Some(Binding { terms, account, sigtype, signature });
	presentation
}

fn live() -> Presentation {
	sign(unsigned(Kind::Live, &[0, 6]), live_terms())
}

fn card() -> Presentation {
	sign(unsigned(Kind::Card, &[0, 6]), card_terms())
}

fn chain() -> ChainView {
	let tree = tree();
	let (len, head) = replay(&genesis(), PERSON, &life()).unwrap();
	ChainView {
		finalized: true,
		genesis: genesis(),
		now_ms: NOW * 1000 - 3_000,
		person: Some(PersonOnChain {
			entry: Person {
				org: OrgId(7),
				status: MembershipStatus::Full,
				spell: 1,
				record: Some(Record { schema: SCHEMA_1, version: 1, root: tree.root() }),
				birthday: Some(Sealed {
					commitment: tree.leaf(slot::ADMISSION).unwrap(),
					version: 1,
					at: 1_790_000_000_000,
				}),
				life: LifeHead { len, head },
				account: Some(AccountId::from(pair().public())),
				frozen: false,
				corrected: false,
				held: false,
			},
			merged_into: Vec::new(),
			org_status: OrgStatus::Active,
			effective: None,
		}),
	}
}

/// The chain as above, with a change to the person.
fn chain_with(change: impl FnOnce(&mut Person)) -> ChainView {
	let mut chain = chain();
	change(&mut chain.person.as_mut().unwrap().entry);
	chain
}

fn expected() -> Expectations<'static> {
	Expectations {
		genesis: genesis(),
		now_ms: NOW * 1000,
		audience: Some(AUDIENCE),
		nonce: Some(NONCE),
		live_required: true,
	}
}

fn card_expected() -> Expectations<'static> {
	Expectations { nonce: None, live_required: false, ..expected() }
}

fn refusal(presentation: &Presentation, chain: &ChainView) -> Refusal {
	verify(presentation, chain, &expected()).unwrap_err()
}

fn card_refusal(presentation: &Presentation, chain: &ChainView) -> Refusal {
	verify(presentation, chain, &card_expected()).unwrap_err()
}

// The bytes and the text.

#[test]
fn bytes_are_laid_out_as_published() {
	let presentation = live();
	let tree = tree();
	let mut bytes = b"CXP1\x01".to_vec();
	bytes.extend(0..32);
	bytes.extend([42, 0, 0, 0, 0, 0, 0, 0]);
	bytes.extend([1, 0]);
	bytes.extend([1, 0, 0, 0]);
	bytes.push(2);
	bytes.extend([0, 1, 6, 0]);
	bytes.extend("张三".as_bytes());
	bytes.extend(tree.salt(0).unwrap());
	bytes.extend([6, 2, 4, 0, 0xad, 0x79, 0x33, 0x01]);
	bytes.extend(tree.salt(6).unwrap());
	bytes.push(6);
	for hash in tree.proof(&[0, 6]).unwrap() {
		bytes.extend(hash.0);
	}
	bytes.extend([1, 2, 0, 0, 0]);
	bytes.push(1);
	bytes.extend(events()[0].encode());
	bytes.push(0);
	bytes.extend(event_hash(&events()[1]).0);
	assert_eq!(presentation.shown_bytes().unwrap(), bytes);

	let binding = presentation.binding.as_ref().unwrap();
	bytes.push(1);
	bytes.extend((NOW - 5).to_le_bytes());
	bytes.extend((NOW + 595).to_le_bytes());
	bytes.push(15);
	bytes.extend("市委组织部".as_bytes());
	bytes.extend([0x5a; 32]);
	bytes.extend(pair().public().0);
	bytes.push(1);
	bytes.extend(binding.signature);
	assert_eq!(presentation.encode().unwrap(), bytes);
	assert_eq!(Presentation::decode(&bytes), Ok(presentation));
}

#[test]
fn the_holder_signs_the_published_text() {
	let presentation = unsigned(Kind::Live, &[0, 6]);
	let text = presentation.signing_text(&live_terms()).unwrap();
	let lines: Vec<&str> = text.split_inclusive('\n').collect();
	let shown = format!("shown: 0x{}\n", hex::encode(presentation.shown_hash().unwrap()));
	assert_eq!(
		lines,
		[
			"chuxin-presentation-v1\n",
			"chain: 0x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
			"person: 42\n",
			"record: 1 0xca64b680262feb568cf1762042dbf4494532e00a53d8600cde25808de7ca7e6c\n",
			&shown,
			"for: 市委组织部\n",
			"nonce: 0x5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\n",
			"issued: 2026-11-22T03:59:55Z\n",
			"expires: 2026-11-22T04:09:55Z\n",
		]
	);
	let payload = presentation.signing_payload(&live_terms()).unwrap();
	assert_eq!(payload, format!("<Bytes>{text}</Bytes>").into_bytes());
}

#[test]
fn the_shortest_text_is_longer_than_any_extrinsic_signed_unhashed() {
	let mut presentation = unsigned(Kind::Card, &[31]);
	presentation.person = PersonId(0);
	presentation.version = 0;
	let terms = Terms { issued: 0, expires: 0, audience: String::new(), nonce: [0; 32] };
	assert!(presentation.signing_payload(&terms).unwrap().len() > 256);
}

#[test]
fn times_are_written_to_the_second_and_end_with_the_year_9999() {
	let presentation = unsigned(Kind::Card, &[0]);
	let issued = |issued| {
		let terms = Terms { issued, expires: 0, audience: String::new(), nonce: [0; 32] };
		presentation.signing_text(&terms).map(|text| text.lines().nth(7).unwrap().to_string())
	};
	assert_eq!(issued(0).unwrap(), "issued: 1970-01-01T00:00:00Z");
	assert_eq!(issued(1_709_251_199).unwrap(), "issued: 2024-02-29T23:59:59Z");
	assert_eq!(issued(253_402_300_799).unwrap(), "issued: 9999-12-31T23:59:59Z");
	assert_eq!(issued(253_402_300_800), Err(FormatError::Time));
	assert_eq!(issued(u64::MAX), Err(FormatError::Time));
}

#[test]
fn every_prefix_and_every_addition_fails() {
	for presentation in [live(), card(), unsigned(Kind::Card, &[0, 6])] {
		let bytes = presentation.encode().unwrap();
		for end in 0..bytes.len() {
			assert!(Presentation::decode(&bytes[..end]).is_err(), "{end}");
		}
		for extra in [0, 1, 0xff] {
			let longer = [&bytes[..], &[extra]].concat();
			assert_eq!(Presentation::decode(&longer), Err(FormatError::TrailingBytes(1)));
		}
	}
}

#[test]
fn malformed_bytes_fail_with_their_reason() {
	let good = card().encode().unwrap();
	let with = |place: usize, byte: u8| {
		let mut bytes = good.clone();
		bytes[place] = byte;
		Presentation::decode(&bytes).unwrap_err()
	};
	// Offsets: kind 4, n 51, first slot 52, type 53, length 54, value 56, second slot 94.
	assert_eq!(with(3, b'2'), FormatError::Magic);
	assert_eq!(Presentation::decode(b"CX"), Err(FormatError::Magic));
	assert_eq!(Presentation::decode(b"CXP1"), Err(FormatError::Truncated));
	assert_eq!(with(4, 2), FormatError::Kind(2));
	assert_eq!(with(52, 6), FormatError::Record(RecordError::SlotOrder(6)));
	assert_eq!(with(52, 7), FormatError::Record(RecordError::SlotOrder(6)));
	assert_eq!(with(94, 32), FormatError::Record(RecordError::SlotRange(32)));
	let attribute = |slot, fault| FormatError::Attribute { slot, fault };
	assert_eq!(with(53, 7), attribute(0, AttributeFault::UnknownType(7)));
	assert_eq!(with(53, 2), attribute(0, AttributeFault::Length));
	assert_eq!(with(53, 6), attribute(0, AttributeFault::NotCode));
	assert_eq!(with(56, 0xff), attribute(0, AttributeFault::NotUtf8));
	assert_eq!(with(98, 0xff), attribute(6, AttributeFault::NoSuchDay));
	let proof_length = |found| RecordError::ProofLength { expected: 6, found };
	assert_eq!(with(134, 5), FormatError::Record(proof_length(5)));
	assert_eq!(with(134, 7), FormatError::Record(proof_length(7)));
	// Life flag at 135 + 6·32 = 327, count 328, first mark 332; the binding begins behind two
	// events of 65 and 33 bytes.
	assert_eq!(with(327, 2), FormatError::Flag(2));
	assert_eq!(with(331, 0xff), FormatError::LifeEvent);
	assert_eq!(with(332, 2), FormatError::Flag(2));
	assert_eq!(with(333, 1), FormatError::LifeEvent);
	let binding = 332 + 1 + events()[0].encoded_size() + 33;
	assert_eq!(with(binding, 2), FormatError::Flag(2));
	assert_eq!(with(binding + 8, 1), FormatError::Time);
	assert_eq!(with(binding + 16, 1), FormatError::Time);
	let sigtype = good.len() - 65;
	for other in [2, 3, 16] {
		assert_eq!(with(sigtype, other), FormatError::SignatureType(other));
	}
	let mut empty = good[..51].to_vec();
	empty.extend([0, 0, 0, 0]);
	let nothing = Err(FormatError::Record(RecordError::NothingShown));
	assert_eq!(Presentation::decode(&empty), nothing);
	assert_eq!(Presentation::decode(&vec![0; MAX_BYTES + 1]), Err(FormatError::TooLong));
}

#[test]
fn an_audience_of_more_than_one_line_fails() {
	let mut presentation = card();
	let mut encode = |audience: &str| {
		presentation.binding.as_mut().unwrap().terms.audience = audience.into();
		presentation.encode().map(|_| ())
	};
	assert_eq!(encode(&"a".repeat(255)), Ok(()));
	assert_eq!(encode(&"a".repeat(256)), Err(FormatError::Audience));
	assert_eq!(encode("x\nnonce: 0x00"), Err(FormatError::Audience));
	let mut bytes = live().encode().unwrap();
	let start = bytes.windows(3).position(|w| w == "市".as_bytes()).unwrap();
	bytes[start] = b'\n';
	assert_eq!(Presentation::decode(&bytes), Err(FormatError::Audience));
}

#[test]
fn a_presentation_that_does_not_fit_is_not_written() {
	let mut wrong = card();
	wrong.proof.pop();
	let length = RecordError::ProofLength { expected: 6, found: 5 };
	assert_eq!(wrong.encode(), Err(FormatError::Record(length)));
	let mut wrong = card();
	wrong.shown.swap(0, 1);
	assert_eq!(wrong.encode(), Err(FormatError::Record(RecordError::SlotOrder(0))));
	let mut wrong = card();
	wrong.life = Some(vec![LifeEntry::Hashed(Hash::zero()); MAX_BYTES / 33]);
	assert_eq!(wrong.encode(), Err(FormatError::TooLong));
}

// What passes.

#[test]
fn a_live_presentation_works() {
	let verdict = verify(&live(), &chain(), &expected()).unwrap();
	let Verdict::Live(facts) = &verdict else { panic!("{verdict:?}") };
	assert_eq!((facts.person, facts.org), (PERSON, OrgId(7)));
	assert_eq!(facts.status, MembershipStatus::Full);
	assert!(!facts.corrected);
	let shown: Vec<_> = facts.shown.iter().map(|(i, a)| (*i, a.to_string())).collect();
	assert_eq!(shown, [(0, "张三".to_string()), (6, "2015-07-01".to_string())]);
	assert_eq!(facts.life, Some(life()));
	assert_eq!(facts.terms, Some(live_terms()));
	assert!(verdict.to_string().starts_with("member proven"));
}

#[test]
fn a_live_presentation_with_an_ed25519_key_works() {
	let pair = ed25519::Pair::from_seed(&[4; 32]);
	let mut presentation = live();
	let signature = pair.sign(&presentation.signing_payload(&live_terms()).unwrap()).0;
	let binding = presentation.binding.as_mut().unwrap();
	binding.account = pair.public().0;
	binding.signature = signature;
	let chain = chain_with(|p| p.account = Some(AccountId::from(pair.public())));
	assert_eq!(refusal(&presentation, &chain), Refusal::BadSignature);
	presentation.binding.as_mut().unwrap().sigtype = SignatureType::Ed25519;
	assert!(matches!(verify(&presentation, &chain, &expected()), Ok(Verdict::Live(_))));
}

#[test]
fn a_card_works_and_does_not_prove_the_bearer() {
	let verdict = verify(&card(), &chain(), &card_expected()).unwrap();
	assert!(matches!(verdict, Verdict::Card(_)));
	assert_eq!(verdict.to_string(), "card genuine; bearer not proven");
}

#[test]
fn a_live_presentation_also_serves_where_a_card_would() {
	let expected = Expectations { live_required: false, ..expected() };
	assert!(matches!(verify(&live(), &chain(), &expected), Ok(Verdict::Live(_))));
}

#[test]
fn a_card_without_signature_is_unbound() {
	let presentation = unsigned(Kind::Card, &[0, 6]);
	for chain in [chain(), chain_with(|p| p.account = None)] {
		let verdict = verify(&presentation, &chain, &card_expected()).unwrap();
		assert!(matches!(verdict, Verdict::Unbound(_)));
		assert!(verdict.to_string().starts_with("unbound"));
	}
}

#[test]
fn a_probationary_member_works() {
	let chain = chain_with(|p| p.status = MembershipStatus::Probationary);
	let verdict = verify(&live(), &chain, &expected()).unwrap();
	assert_eq!(verdict.facts().status, MembershipStatus::Probationary);
}

#[test]
fn a_correction_is_part_of_the_verdict() {
	let chain = chain_with(|p| p.corrected = true);
	let presentation = sign(unsigned(Kind::Live, &[0]), live_terms());
	let verdict = verify(&presentation, &chain, &expected()).unwrap();
	assert!(verdict.facts().corrected);
	assert!(verdict.to_string().ends_with("the political birthday was corrected"));
}

// What fails, one test for each refusal.

#[test]
fn an_unfinalized_block_fails() {
	let chain = ChainView { finalized: false, ..chain() };
	assert_eq!(refusal(&live(), &chain), Refusal::NotFinalized);
}

#[test]
fn a_client_on_another_chain_fails() {
	let chain = ChainView { genesis: Hash::zero(), ..chain() };
	assert_eq!(refusal(&live(), &chain), Refusal::OtherChain);
}

#[test]
fn a_presentation_of_another_chain_fails() {
	let mut presentation = live();
	presentation.genesis = Hash::zero();
	assert_eq!(refusal(&presentation, &chain()), Refusal::OtherGenesis);
}

#[test]
fn a_stale_clock_fails() {
	let at = |now_ms| verify(&live(), &ChainView { now_ms, ..chain() }, &expected());
	let (now, limit) = (NOW * 1000, 15 * 60_000);
	assert!(at(now - limit).is_ok());
	assert!(at(now + limit).is_ok());
	assert_eq!(at(now - limit - 1), Err(Refusal::StaleClock));
	assert_eq!(at(now + limit + 1), Err(Refusal::StaleClock));
	assert_eq!(at(0), Err(Refusal::StaleClock));
	assert_eq!(at(u64::MAX), Err(Refusal::StaleClock));
}

#[test]
fn an_unknown_person_fails_unlike_a_former_member() {
	let chain = ChainView { person: None, ..chain() };
	assert_eq!(refusal(&live(), &chain), Refusal::NoSuchPerson);
	let chain = chain_with(|p| p.status = MembershipStatus::Former);
	assert_eq!(refusal(&live(), &chain), Refusal::FormerMember);
}

#[test]
fn a_person_without_record_fails() {
	assert_eq!(refusal(&live(), &chain_with(|p| p.record = None)), Refusal::NoRecord);
}

fn change_record(change: impl FnOnce(&mut Record)) -> ChainView {
	chain_with(|p| change(p.record.as_mut().unwrap()))
}

#[test]
fn another_schema_fails() {
	assert_eq!(refusal(&live(), &change_record(|r| r.schema = 2)), Refusal::OtherSchema);
}

#[test]
fn an_older_version_fails() {
	let chain = change_record(|r| r.version = 2);
	assert_eq!(refusal(&live(), &chain), Refusal::OtherVersion { on_chain: 2 });
}

#[test]
fn another_root_fails() {
	let chain = change_record(|r| r.root = Hash::zero());
	assert_eq!(refusal(&live(), &chain), Refusal::OtherRoot);
	let mut presentation = live();
	presentation.shown[0].attribute = Attribute::text("李四").unwrap();
	assert_eq!(refusal(&presentation, &self::chain()), Refusal::OtherRoot);
}

#[test]
fn slots_that_do_not_fit_the_tree_fail() {
	let mut presentation = live();
	presentation.proof.push(Hash::zero());
	let error = RecordError::ProofLength { expected: 6, found: 7 };
	assert_eq!(refusal(&presentation, &chain()), Refusal::Record(error));
}

#[test]
fn a_corrected_date_fails() {
	let chain = chain_with(|p| p.corrected = true);
	assert_eq!(refusal(&live(), &chain), Refusal::CorrectedDate);
	assert_eq!(card_refusal(&unsigned(Kind::Card, &[6]), &chain), Refusal::CorrectedDate);
}

/// A later version of the record, with a seed of its own and the salt that slot 6 keeps.
fn later_record(version: u32, day: u32, salt: [u8; 32]) -> (u32, RecordTree) {
	let seed = [u8::try_from(version).unwrap(); 32];
	let attributes = [(slot::ADMISSION, Attribute::date(CivilDate::new(day).unwrap()))];
	let kept = (slot::ADMISSION, salt);
	let record =
		RecordTree::with_salt(&genesis(), SCHEMA_1, version, &seed, attributes, kept).unwrap();
	(version, record)
}

/// The salt of the sealed date, in every version.
fn sealed_salt() -> [u8; 32] {
	*tree().salt(slot::ADMISSION).unwrap()
}

/// A member whose record stands at this version, and what the member shows of it.
fn at_version((version, record): &(u32, RecordTree)) -> (ChainView, Presentation) {
	let mut chain = chain();
	let person = chain.person.as_mut().unwrap();
	person.entry.record = Some(Record { schema: SCHEMA_1, version: *version, root: record.root() });
	let shown = Presentation {
		version: *version,
		shown: record.show(&[6]).unwrap(),
		proof: record.proof(&[6]).unwrap(),
		..unsigned(Kind::Live, &[6])
	};
	(chain, sign(shown, live_terms()))
}

#[test]
fn the_sealed_date_works_in_every_version_and_no_other_date_does() {
	let verdict = |record: &(u32, RecordTree)| {
		let (chain, presentation) = at_version(record);
		verify(&presentation, &chain, &expected())
	};
	for version in [2, 3, 77] {
		let facts = verdict(&later_record(version, 20150701, sealed_salt())).unwrap();
		let day = Attribute::date(CivilDate::new(20150701).unwrap());
		assert_eq!(facts.facts().shown, vec![(slot::ADMISSION, day)]);
		assert!(!facts.facts().corrected);
		// An update that quietly brings in another date, or the same under another salt.
		let other = verdict(&later_record(version, 20150702, sealed_salt()));
		assert_eq!(other, Err(Refusal::OtherSealedDate));
		let resealed = verdict(&later_record(version, 20150701, [1; 32]));
		assert_eq!(resealed, Err(Refusal::OtherSealedDate));
	}
}

#[test]
fn the_effective_date_works_in_every_version_and_the_verdict_says_it_was_corrected() {
	let salt = [0x77; 32];
	let commitment = later_record(2, 20150801, salt).1.leaf(slot::ADMISSION).unwrap();
	let corrected = Corrected { commitment, target_seq: 0, at: 1_790_000_000_000 };
	let verdict = |record: &(u32, RecordTree), effective| {
		let (mut chain, presentation) = at_version(record);
		let person = chain.person.as_mut().unwrap();
		person.entry.corrected = true;
		person.effective = effective;
		verify(&presentation, &chain, &expected())
	};
	for version in [2, 3, 77] {
		let effective = later_record(version, 20150801, salt);
		let shown = verdict(&effective, Some(corrected)).unwrap();
		assert!(shown.facts().corrected);
		assert!(shown.to_string().ends_with("the political birthday was corrected"));
		let day = Attribute::date(CivilDate::new(20150801).unwrap());
		assert_eq!(shown.facts().shown, vec![(slot::ADMISSION, day)]);
		// The sealed date, any other, the same under another salt: none is effective.
		for other in [
			later_record(version, 20150701, sealed_salt()),
			later_record(version, 20150802, salt),
			later_record(version, 20150801, sealed_salt()),
		] {
			assert_eq!(verdict(&other, Some(corrected)), Err(Refusal::CorrectedDate));
		}
		let another = Corrected { commitment: Hash::zero(), ..corrected };
		assert_eq!(verdict(&effective, Some(another)), Err(Refusal::CorrectedDate));
		assert_eq!(verdict(&effective, None), Err(Refusal::CorrectedDate));
	}
}

#[test]
fn the_facts_name_the_organization_that_answers() {
	let mut chain = chain();
	let person = chain.person.as_mut().unwrap();
	assert_eq!(person.entry.org, OrgId(7));
	person.merged_into = vec![OrgId(8), OrgId(9)];
	assert_eq!(verify(&live(), &chain, &expected()).unwrap().facts().org, OrgId(9));
	assert_eq!(verify(&live(), &self::chain(), &expected()).unwrap().facts().org, OrgId(7));
}

#[test]
fn a_date_that_was_never_sealed_fails() {
	let chain = chain_with(|p| p.birthday = None);
	assert_eq!(refusal(&live(), &chain), Refusal::NotSealed);
	let without_date = sign(unsigned(Kind::Live, &[0]), live_terms());
	assert!(verify(&without_date, &chain, &expected()).is_ok());
}

#[test]
fn a_date_other_than_the_sealed_one_fails() {
	let chain = chain_with(|p| p.birthday.as_mut().unwrap().commitment = Hash::zero());
	assert_eq!(refusal(&live(), &chain), Refusal::OtherSealedDate);
}

#[test]
fn a_card_where_live_is_required_fails() {
	assert_eq!(refusal(&card(), &chain()), Refusal::LiveRequired);
	assert_eq!(refusal(&unsigned(Kind::Card, &[0]), &chain()), Refusal::LiveRequired);
}

#[test]
fn an_unsigned_live_presentation_fails() {
	assert_eq!(refusal(&unsigned(Kind::Live, &[0]), &chain()), Refusal::LiveUnsigned);
}

#[test]
fn a_signature_without_bound_key_fails() {
	let chain = chain_with(|p| p.account = None);
	assert_eq!(refusal(&live(), &chain), Refusal::AccountUnbound);
	assert_eq!(card_refusal(&card(), &chain), Refusal::AccountUnbound);
}

#[test]
fn a_signature_of_another_key_fails() {
	let chain = chain_with(|p| p.account = Some(AccountId::new([9; 32])));
	assert_eq!(refusal(&live(), &chain), Refusal::OtherAccount);
}

#[test]
fn a_signature_that_does_not_fit_fails() {
	let mut presentation = live();
	presentation.binding.as_mut().unwrap().signature[0] ^= 1;
	assert_eq!(refusal(&presentation, &chain()), Refusal::BadSignature);
	// Another scheme, another kind, another time, other content: the same signature fits none.
	let mut presentation = live();
	presentation.binding.as_mut().unwrap().sigtype = SignatureType::Ed25519;
	assert_eq!(refusal(&presentation, &chain()), Refusal::BadSignature);
	let mut presentation = card();
	presentation.kind = Kind::Live;
	assert_eq!(refusal(&presentation, &chain()), Refusal::BadSignature);
	let mut presentation = live();
	presentation.binding.as_mut().unwrap().terms.expires += 1;
	assert_eq!(refusal(&presentation, &chain()), Refusal::BadSignature);
	let mut presentation = live();
	presentation.life = None;
	assert_eq!(refusal(&presentation, &chain()), Refusal::BadSignature);
}

#[test]
fn terms_that_cannot_be_written_fail() {
	let mut presentation = live();
	presentation.binding.as_mut().unwrap().terms.audience = "a\nb".into();
	let refused = Refusal::Format(FormatError::Audience);
	assert_eq!(refusal(&presentation, &chain()), refused);
}

#[test]
fn a_live_presentation_without_challenge_fails() {
	let zero = sign(unsigned(Kind::Live, &[0]), Terms { nonce: [0; 32], ..live_terms() });
	for (presentation, nonce) in [(live(), None), (zero, Some([0; 32]))] {
		let expected = Expectations { nonce, ..expected() };
		assert_eq!(verify(&presentation, &chain(), &expected), Err(Refusal::NoChallenge));
	}
}

#[test]
fn another_nonce_fails() {
	let expected = Expectations { nonce: Some([1; 32]), ..expected() };
	assert_eq!(verify(&live(), &chain(), &expected), Err(Refusal::OtherNonce));
}

#[test]
fn a_card_with_a_nonce_fails() {
	let terms = Terms { nonce: NONCE, ..card_terms() };
	let presentation = sign(unsigned(Kind::Card, &[0]), terms);
	assert_eq!(card_refusal(&presentation, &chain()), Refusal::CardWithNonce);
}

#[test]
fn another_audience_fails() {
	for audience in [None, Some("市委"), Some("")] {
		let expected = Expectations { audience, ..expected() };
		assert_eq!(verify(&live(), &chain(), &expected), Err(Refusal::OtherAudience));
	}
	let terms = Terms { audience: "县委".into(), ..card_terms() };
	let presentation = sign(unsigned(Kind::Card, &[0]), terms);
	assert_eq!(card_refusal(&presentation, &chain()), Refusal::OtherAudience);
	let named = Expectations { audience: Some("县委"), ..card_expected() };
	assert!(verify(&presentation, &chain(), &named).is_ok());
}

#[test]
fn a_lifetime_over_the_limit_fails() {
	let live = |issued, expires| {
		let terms = Terms { issued, expires, ..live_terms() };
		let presentation = sign(unsigned(Kind::Live, &[0]), terms);
		verify(&presentation, &chain(), &expected()).map(|_| ())
	};
	assert_eq!(live(NOW, NOW + 600), Ok(()));
	assert_eq!(live(NOW, NOW + 601), Err(Refusal::Lifetime));
	assert_eq!(live(NOW + 1, NOW), Err(Refusal::Lifetime));
	let card = |seconds| {
		let terms = Terms { issued: NOW, expires: NOW + seconds, ..card_terms() };
		let presentation = sign(unsigned(Kind::Card, &[0]), terms);
		verify(&presentation, &chain(), &card_expected()).map(|_| ())
	};
	assert_eq!(card(31 * 86_400), Ok(()));
	assert_eq!(card(31 * 86_400 + 1), Err(Refusal::Lifetime));
}

#[test]
fn a_presentation_of_the_future_fails() {
	let issued = |issued| {
		let terms = Terms { issued, expires: issued + 60, ..live_terms() };
		let presentation = sign(unsigned(Kind::Live, &[0]), terms);
		verify(&presentation, &chain(), &expected()).map(|_| ())
	};
	assert_eq!(issued(NOW + 60), Ok(()));
	assert_eq!(issued(NOW + 61), Err(Refusal::NotYetValid));
}

#[test]
fn an_expired_presentation_fails() {
	let expires = |expires| {
		let terms = Terms { issued: NOW - 600, expires, ..live_terms() };
		let presentation = sign(unsigned(Kind::Live, &[0]), terms);
		verify(&presentation, &chain(), &expected()).map(|_| ())
	};
	assert_eq!(expires(NOW), Ok(()));
	assert_eq!(expires(NOW - 1), Err(Refusal::Expired));
}

#[test]
fn a_person_who_is_not_a_member_yet_fails() {
	use MembershipStatus::*;
	for status in [Applicant, ActiveApplicant, Candidate] {
		assert_eq!(refusal(&live(), &chain_with(|p| p.status = status)), Refusal::NotMember);
	}
}

#[test]
fn a_suspended_member_fails() {
	let chain = chain_with(|p| p.status = MembershipStatus::Inactive);
	assert_eq!(refusal(&live(), &chain), Refusal::Suspended);
}

#[test]
fn a_former_member_fails() {
	let chain = chain_with(|p| p.status = MembershipStatus::Former);
	assert_eq!(card_refusal(&card(), &chain), Refusal::FormerMember);
}

#[test]
fn an_inactive_organization_fails() {
	for status in [OrgStatus::Frozen, OrgStatus::Archived, OrgStatus::MergedInto(OrgId(8))] {
		let mut chain = chain();
		chain.person.as_mut().unwrap().org_status = status;
		assert_eq!(refusal(&live(), &chain), Refusal::OrganizationInactive);
	}
}

#[test]
fn a_frozen_key_fails() {
	assert_eq!(refusal(&live(), &chain_with(|p| p.frozen = true)), Refusal::Frozen);
}

#[test]
fn a_life_chain_out_of_order_fails() {
	let mut presentation = unsigned(Kind::Live, &[0]);
	presentation.life.as_mut().unwrap().swap(0, 1);
	let error = LifeError::OutOfOrder { expected: 1, found: 0 };
	let presentation = sign(presentation, live_terms());
	assert_eq!(refusal(&presentation, &chain()), Refusal::Life(error));
}

#[test]
fn another_life_chain_fails() {
	let mut presentation = unsigned(Kind::Live, &[0]);
	presentation.life.as_mut().unwrap().pop();
	let presentation = sign(presentation, live_terms());
	assert_eq!(refusal(&presentation, &chain()), Refusal::OtherLife);
	assert_eq!(refusal(&live(), &chain_with(|p| p.life.len = 3)), Refusal::OtherLife);
	assert_eq!(refusal(&live(), &chain_with(|p| p.life.head = Hash::zero())), Refusal::OtherLife);
}

#[test]
fn a_tampered_byte_anywhere_fails() {
	let unbound = unsigned(Kind::Card, &[0, 6]);
	for (presentation, expected) in
		[(live(), expected()), (card(), card_expected()), (unbound, card_expected())]
	{
		let bytes = presentation.encode().unwrap();
		assert!(verify(&Presentation::decode(&bytes).unwrap(), &chain(), &expected).is_ok());
		for place in 0..bytes.len() {
			for flip in [0x01, 0x80, 0xff] {
				let mut tampered = bytes.clone();
				tampered[place] ^= flip;
				let passed = Presentation::decode(&tampered)
					.is_ok_and(|p| verify(&p, &chain(), &expected).is_ok());
				assert!(!passed, "byte {place} flipped by {flip:#x}");
			}
		}
	}
}

#[test]
fn every_refusal_names_itself() {
	let refusals = [
		Refusal::NotFinalized,
		Refusal::OtherChain,
		Refusal::OtherGenesis,
		Refusal::StaleClock,
		Refusal::NoSuchPerson,
		Refusal::NoRecord,
		Refusal::OtherSchema,
		Refusal::OtherVersion { on_chain: 2 },
		Refusal::Record(RecordError::NothingShown),
		Refusal::OtherRoot,
		Refusal::CorrectedDate,
		Refusal::NotSealed,
		Refusal::OtherSealedDate,
		Refusal::LiveRequired,
		Refusal::LiveUnsigned,
		Refusal::AccountUnbound,
		Refusal::OtherAccount,
		Refusal::BadSignature,
		Refusal::Format(FormatError::Time),
		Refusal::NoChallenge,
		Refusal::OtherNonce,
		Refusal::CardWithNonce,
		Refusal::OtherAudience,
		Refusal::Lifetime,
		Refusal::NotYetValid,
		Refusal::Expired,
		Refusal::NotMember,
		Refusal::Suspended,
		Refusal::FormerMember,
		Refusal::OrganizationInactive,
		Refusal::Frozen,
		Refusal::Life(LifeError::TooLong),
		Refusal::OtherLife,
	];
	let texts: std::collections::BTreeSet<String> =
		refusals.iter().map(ToString::to_string).collect();
	assert_eq!(texts.len(), 33);
}
