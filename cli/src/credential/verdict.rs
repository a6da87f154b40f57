//! The conclusion of a verification: one failure for each way to fail, each with its own words.

use super::{
	envelope::{Credential, Unreadable},
	nonces::Nonces,
};
use crate::{args::kebab, light::PinFault};
use chuxin_primitives::{
	presentation::{verify, ChainView, Expectations, Kind, Refusal, Verdict},
	OrgId,
};

/// Why a presentation is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
	/// The file is no credential, or was altered.
	#[error("{0}")]
	Unreadable(Unreadable),
	/// The chain, the record or the member's key refuse it.
	#[error("{0}")]
	Refused(Refusal),
	/// The envelope names another issuer than the member's branch.
	#[error(
		"the credential names organization {claimed} as issuer, the chain says {on_chain}: it was \
		 altered, or the member moved; ask for a new one"
	)]
	OtherIssuer {
		/// The organization in the envelope.
		claimed: OrgId,
		/// The member's branch.
		on_chain: OrgId,
	},
	/// The nonce was used before.
	#[error(
		"the nonce was used before: give the member a new one (`chuxin credential challenge`)"
	)]
	UsedNonce,
	/// That it was used cannot be remembered, so nothing is accepted.
	#[error("the used nonce cannot be remembered ({0}): make the desk's folder writable")]
	Unremembered(String),
	/// The chain's authorities are not those pinned.
	#[error("{0}")]
	Authorities(PinFault),
	/// No peer of the chain is reached.
	#[error(
		"no node of the chain answered within {seconds} s at {bootnodes}. See whether a node runs \
		 there, and whether the specification is of this chain: a spec of another chain finds nobody."
	)]
	NoPeers {
		/// How long was waited.
		seconds: u64,
		/// Where.
		bootnodes: String,
	},
	/// Peers show blocks, none of which is finalized.
	#[error(
		"the chain shows blocks, but none was finalized within {seconds} s: wait until the validators \
		 finalize; a block that is not final is no answer"
	)]
	NothingFinalized {
		/// How long was waited.
		seconds: u64,
	},
	/// Peers are there, blocks are not.
	#[error(
		"the light client stayed at block #0 for {seconds} s: the specification may be of another \
		 chain than the nodes it names. Use the specification of this chain."
	)]
	OtherChainLikely {
		/// How long was waited.
		seconds: u64,
	},
	/// The light client fails.
	#[error("the light client failed: {0}. Run the command again.")]
	LightClient(String),
}

impl From<Unreadable> for Failure {
	fn from(error: Unreadable) -> Self {
		Self::Unreadable(error)
	}
}

impl From<Refusal> for Failure {
	fn from(error: Refusal) -> Self {
		Self::Refused(error)
	}
}

impl From<PinFault> for Failure {
	fn from(error: PinFault) -> Self {
		Self::Authorities(error)
	}
}

impl Failure {
	/// A name for programs, such as `stale-clock`.
	pub fn code(&self) -> String {
		let name = |value: &dyn std::fmt::Debug| {
			let text = format!("{value:?}");
			let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
			kebab(&text[..end])
		};
		match self {
			Self::Unreadable(Unreadable::Differs(_)) => "json-differs".into(),
			Self::Unreadable(_) => "unreadable".into(),
			Self::Refused(refusal) => name(refusal),
			Self::Authorities(fault) => format!("authority-set-{}", name(fault)),
			other => name(other),
		}
	}
}

/// Judges a credential by what the chain says, and uses the nonce of a live one.
///
/// # Errors
/// The first [`Failure`] in the order of the protocol: chain and clock, person and record, sealed
/// date, signature with nonce, audience and times, status, freeze, life chain; then issuer and nonce.
pub fn conclude(
	credential: &Credential,
	chain: &ChainView,
	expected: &Expectations<'_>,
	nonces: &Nonces,
) -> Result<Verdict, Failure> {
	let verdict = verify(&credential.presentation, chain, expected)?;
	let on_chain = verdict.facts().org;
	if let Some(claimed) = credential.issuer.filter(|claimed| *claimed != on_chain) {
		return Err(Failure::OtherIssuer { claimed, on_chain });
	}
	let live = credential.presentation.kind == Kind::Live;
	if let Some(nonce) = expected.nonce.filter(|_| live) {
		let first = nonces.consume(&nonce).map_err(|e| Failure::Unremembered(e.to_string()))?;
		if !first {
			return Err(Failure::UsedNonce);
		}
	}
	Ok(verdict)
}

#[cfg(test)]
mod tests {
	use super::*;
	use chuxin_primitives::{
		life::life_head0,
		membership::{LifeHead, MembershipStatus, Person, Record, Sealed},
		organization::OrgStatus,
		presentation::{Binding, PersonOnChain, Presentation, SignatureType, Terms},
		record::{slot, Attribute, RecordTree},
		AccountId, CivilDate, Hash, PersonId,
	};
	use subxt_signer::sr25519::dev;

	const GENESIS: Hash = Hash::repeat_byte(1);
	const PERSON: PersonId = PersonId(7);
	const NONCE: [u8; 32] = [9; 32];
	/// 2026-07-01T00:00:00Z.
	const NOW: u64 = 1_782_864_000;

	fn tree() -> RecordTree {
		let day = CivilDate::new(20050701).unwrap();
		let attributes = [
			(slot::NAME, Attribute::text("张三").unwrap()),
			(slot::ADMISSION, Attribute::date(day)),
		];
		RecordTree::new(&GENESIS, 1, 1, &[3; 32], attributes).unwrap()
	}

	fn chain() -> ChainView {
		let tree = tree();
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
			life: LifeHead { len: 0, head: life_head0(&GENESIS, PERSON) },
			account: Some(AccountId::new(dev::alice().public_key().0)),
			frozen: false,
			corrected: false,
		};
		let person = Some(PersonOnChain { entry, org_status: OrgStatus::Active });
		ChainView { finalized: true, genesis: GENESIS, now_ms: NOW * 1000, person }
	}

	fn present(
		kind: Kind,
		nonce: [u8; 32],
		audience: &str,
		issued: u64,
		expires: u64,
	) -> Credential {
		let slots = [slot::NAME, slot::ADMISSION];
		let mut presentation = Presentation {
			kind,
			genesis: GENESIS,
			person: PERSON,
			schema: 1,
			version: 1,
			shown: tree().show(&slots).unwrap(),
			proof: tree().proof(&slots).unwrap(),
			life: None,
			binding: None,
		};
		let terms = Terms { issued, expires, audience: audience.into(), nonce };
		let payload = presentation.signing_payload(&terms).unwrap();
		presentation.binding = Some(Binding {
			terms,
			account: dev::alice().public_key().0,
			sigtype: SignatureType::Sr25519,
			signature: dev::alice().sign(&payload).0,
		});
		Credential { presentation, issuer: Some(OrgId(3)) }
	}

	fn live() -> Credential {
		present(Kind::Live, NONCE, "A", NOW, NOW + 600)
	}

	fn expected() -> Expectations<'static> {
		Expectations {
			genesis: GENESIS,
			now_ms: NOW * 1000,
			audience: Some("A"),
			nonce: Some(NONCE),
			live_required: false,
		}
	}

	fn judge(
		credential: &Credential,
		chain: &ChainView,
		expected: &Expectations<'_>,
	) -> Result<Verdict, Failure> {
		let home = tempfile::tempdir().unwrap();
		conclude(credential, chain, expected, &Nonces::of(home.path()))
	}

	#[test]
	fn a_live_presentation_is_accepted_once() {
		let home = tempfile::tempdir().unwrap();
		let nonces = Nonces::of(home.path());
		let first = conclude(&live(), &chain(), &expected(), &nonces);
		assert!(matches!(first, Ok(Verdict::Live(_))), "{first:?}");
		let again = conclude(&live(), &chain(), &expected(), &nonces);
		assert_eq!(again, Err(Failure::UsedNonce));
	}

	#[test]
	fn a_refused_presentation_does_not_use_up_the_nonce() {
		let home = tempfile::tempdir().unwrap();
		let nonces = Nonces::of(home.path());
		let mut frozen = chain();
		frozen.person.as_mut().unwrap().entry.frozen = true;
		let refused = conclude(&live(), &frozen, &expected(), &nonces);
		assert_eq!(refused, Err(Failure::Refused(Refusal::Frozen)));
		assert!(conclude(&live(), &chain(), &expected(), &nonces).is_ok());
	}

	#[test]
	fn every_way_to_fail_has_its_own_code_and_words() {
		let card = present(Kind::Card, [0; 32], "", NOW, NOW + 600);
		let mut failures: Vec<(&str, Failure)> = Vec::new();
		let mut fails =
			|code, credential: &Credential, chain: &ChainView, expected: &Expectations<'_>| {
				failures.push((code, judge(credential, chain, expected).unwrap_err()));
			};
		let mut changed = chain();
		changed.finalized = false;
		fails("not-finalized", &live(), &changed, &expected());
		fails(
			"other-chain",
			&live(),
			&chain(),
			&Expectations { genesis: Hash::zero(), ..expected() },
		);
		let late = Expectations { now_ms: NOW * 1000 + 900_001, ..expected() };
		fails("stale-clock", &live(), &chain(), &late);
		changed = chain();
		changed.person = None;
		fails("no-such-person", &live(), &changed, &expected());
		changed = chain();
		changed.person.as_mut().unwrap().entry.corrected = true;
		fails("corrected-date", &live(), &changed, &expected());
		changed = chain();
		changed.person.as_mut().unwrap().entry.frozen = true;
		fails("frozen", &live(), &changed, &expected());
		changed = chain();
		changed.person.as_mut().unwrap().entry.account = None;
		fails("account-unbound", &live(), &changed, &expected());
		changed = chain();
		changed.person.as_mut().unwrap().entry.status = MembershipStatus::Former;
		fails("former-member", &live(), &changed, &expected());
		fails(
			"live-required",
			&card,
			&chain(),
			&Expectations { live_required: true, ..expected() },
		);
		fails(
			"other-audience",
			&live(),
			&chain(),
			&Expectations { audience: Some("B"), ..expected() },
		);
		fails(
			"other-nonce",
			&live(),
			&chain(),
			&Expectations { nonce: Some([8; 32]), ..expected() },
		);
		fails("no-challenge", &live(), &chain(), &Expectations { nonce: None, ..expected() });
		fails(
			"expired",
			&present(Kind::Live, NONCE, "A", NOW - 700, NOW - 100),
			&chain(),
			&expected(),
		);
		fails("lifetime", &present(Kind::Live, NONCE, "A", NOW, NOW + 601), &chain(), &expected());
		let mut moved = live();
		moved.issuer = Some(OrgId(4));
		fails("other-issuer", &moved, &chain(), &expected());
		let words: std::collections::BTreeSet<String> =
			failures.iter().map(|(_, f)| f.to_string()).collect();
		assert_eq!(words.len(), failures.len());
		for (code, failure) in &failures {
			assert_eq!(failure.code(), *code);
		}
	}

	#[test]
	fn a_card_proves_no_bearer() {
		let card = present(Kind::Card, [0; 32], "", NOW, NOW + 600);
		let verdict = judge(&card, &chain(), &expected()).unwrap();
		assert_eq!(verdict.to_string(), "card genuine; bearer not proven");
		let mut unsigned = card;
		unsigned.presentation.binding = None;
		let verdict = judge(&unsigned, &chain(), &expected()).unwrap();
		assert!(verdict.to_string().starts_with("unbound"));
	}

	#[test]
	fn a_byte_altered_anywhere_is_never_accepted() {
		let bytes = live().presentation.encode().unwrap();
		for at in 0..bytes.len() {
			let mut altered = bytes.clone();
			altered[at] ^= 1;
			let accepted = super::super::envelope::read(&altered)
				.ok()
				.is_some_and(|credential| judge(&credential, &chain(), &expected()).is_ok());
			assert!(!accepted, "byte {at}");
		}
	}

	#[test]
	fn failures_of_the_light_client_have_codes_too() {
		let fault = PinFault::Older { shown: 1, pinned: 2, dated: String::new() };
		assert_eq!(Failure::from(fault).code(), "authority-set-older");
		assert_eq!(Failure::OtherChainLikely { seconds: 30 }.code(), "other-chain-likely");
		assert_eq!(Failure::from(Unreadable::Differs("/id".into())).code(), "json-differs");
		assert_eq!(Failure::from(Unreadable::Neither).code(), "unreadable");
		let text = Failure::OtherChainLikely { seconds: 30 }.to_string();
		assert!(text.contains("another chain") && text.contains("#0"), "{text}");
	}
}
