//! A member, what the chain says of it, and presentations: for tests.

use super::{envelope::Credential, history};
use chuxin_primitives::{
	life::{replay, LifeEvent, LifeKind, VersionedLifeEvent},
	membership::{LifeHead, MembershipStatus, Person, Record, Sealed},
	organization::OrgStatus,
	presentation::{
		Binding, ChainView, Expectations, Kind, PersonOnChain, Presentation, SignatureType, Terms,
	},
	record::{slot, Attribute, RecordTree},
	AccountId, CivilDate, Hash, OrgId, PersonId,
};
use subxt_signer::sr25519::dev;

pub const GENESIS: Hash = Hash::repeat_byte(1);
pub const PERSON: PersonId = PersonId(7);
pub const NONCE: [u8; 32] = [9; 32];
/// 2026-07-01T00:00:00Z.
pub const NOW: u64 = 1_782_864_000;

fn day(number: u32) -> CivilDate {
	CivilDate::new(number).unwrap()
}

/// A record with every attribute.
pub fn tree() -> RecordTree {
	let text = |text| Attribute::text(text).unwrap();
	let code = |code| Attribute::code(code).unwrap();
	let attributes = [
		(slot::NAME, text("张三")),
		(slot::SEX, code("F")),
		(slot::BIRTH_DATE, Attribute::date(day(19800229))),
		(slot::ETHNIC_GROUP, text("土家族")),
		(slot::EDUCATION, text("研究生")),
		(slot::CATEGORY, code("full")),
		(slot::ADMISSION, Attribute::date(day(20050701))),
		(slot::FULL_MEMBERSHIP, Attribute::date(day(20060701))),
		(slot::OCCUPATION, text("教师")),
		(slot::NATIVE_PLACE, text("湖南")),
		(slot::ROLL_STATUS, code("normal")),
		(slot::LOST_CONTACT, Attribute::bool(false)),
		(slot::MOBILE, Attribute::bool(true)),
		(slot::MOBILE_DESTINATION, text("深圳")),
	];
	RecordTree::new(&GENESIS, 1, 1, &[3; 32], attributes).unwrap()
}

/// A life with a suspension in it.
pub fn events() -> Vec<VersionedLifeEvent> {
	let kinds =
		[LifeKind::Enrolled, LifeKind::Suspended, LifeKind::Reinstated, LifeKind::AccountBound];
	(0..)
		.zip(kinds)
		.map(|(seq, kind)| {
			VersionedLifeEvent::V1(LifeEvent {
				seq,
				kind,
				effective: day(20240229),
				recorded: 1_709_136_000_000,
				org: OrgId(3),
				by: OrgId(3),
				rules: 1,
				evidence: [0; 32],
			})
		})
		.collect()
}

pub fn chain() -> ChainView {
	let tree = tree();
	let (len, head) = replay(&GENESIS, PERSON, &history::shown(&events(), true)).unwrap();
	let entry = Person {
		org: OrgId(3),
		status: MembershipStatus::Full,
		spell: 1,
		record: Some(Record { schema: 1, version: 1, root: tree.root() }),
		birthday: Some(Sealed {
			commitment: tree.leaf(slot::ADMISSION).unwrap(),
			version: 1,
			at: 1,
		}),
		life: LifeHead { len, head },
		account: Some(AccountId::new(dev::alice().public_key().0)),
		frozen: false,
		corrected: false,
		held: false,
	};
	let person = Some(PersonOnChain {
		entry,
		merged_into: Vec::new(),
		org_status: OrgStatus::Active,
		effective: None,
	});
	ChainView { finalized: true, genesis: GENESIS, now_ms: NOW * 1000, person }
}

pub fn unsigned(kind: Kind, slots: &[u8]) -> Presentation {
	Presentation {
		kind,
		genesis: GENESIS,
		person: PERSON,
		schema: 1,
		version: 1,
		shown: tree().show(slots).unwrap(),
		proof: tree().proof(slots).unwrap(),
		life: None,
		binding: None,
	}
}

pub fn sign(mut presentation: Presentation, terms: Terms) -> Credential {
	let payload = presentation.signing_payload(&terms).unwrap();
	presentation.binding = Some(Binding {
		terms,
		account: dev::alice().public_key().0,
		sigtype: SignatureType::Sr25519,
		signature: dev::alice().sign(&payload).0,
	});
	Credential { presentation, issuer: Some(OrgId(3)) }
}

/// A card that anybody may read, good for so many seconds from now.
pub fn card(slots: &[u8], seconds: u64) -> Credential {
	let terms =
		Terms { issued: NOW, expires: NOW + seconds, audience: String::new(), nonce: [0; 32] };
	sign(unsigned(Kind::Card, slots), terms)
}

/// An answer to the verifier “A”.
pub fn live_for(issued: u64, expires: u64) -> Credential {
	let terms = Terms { issued, expires, audience: "A".into(), nonce: NONCE };
	sign(unsigned(Kind::Live, &[slot::NAME, slot::ADMISSION]), terms)
}

pub fn live() -> Credential {
	live_for(NOW, NOW + 600)
}

pub fn expected() -> Expectations<'static> {
	Expectations {
		genesis: GENESIS,
		now_ms: NOW * 1000,
		audience: Some("A"),
		nonce: Some(NONCE),
		live_required: false,
	}
}
