//! The conclusion of a verification: one failure for each way to fail, each with its own words.

use super::{
	envelope::{Credential, Unreadable, CRYPTOSUITE},
	nonces::Nonces,
};
use crate::{
	args::kebab,
	i18n::{language, text_in, Language, CURE},
	light::PinFault,
};
use chuxin_primitives::{
	presentation::{verify, ChainView, Expectations, Kind, PersonOnChain, Refusal, Verdict},
	OrgId,
};
use fluent_bundle::FluentArgs;

/// Why a presentation is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
	/// The file is no credential, or was altered.
	Unreadable(Unreadable),
	/// The chain, the record or the member's key refuse it.
	Refused(Refusal),
	/// The envelope names another issuer than the member's branch.
	OtherIssuer {
		/// The organization in the envelope.
		claimed: OrgId,
		/// The member's branch.
		on_chain: OrgId,
	},
	/// The nonce was used before.
	UsedNonce,
	/// That it was used cannot be remembered, so nothing is accepted.
	Unremembered(String),
	/// The chain's authorities are not those pinned.
	Authorities(PinFault),
	/// No peer of the chain is reached.
	NoPeers {
		/// How long was waited.
		seconds: u64,
		/// Where.
		bootnodes: String,
	},
	/// Peers show blocks, none of which is finalized.
	NothingFinalized {
		/// How long was waited.
		seconds: u64,
	},
	/// Peers are there, blocks are not.
	OtherChainLikely {
		/// How long was waited.
		seconds: u64,
	},
	/// The light client fails.
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
		match self {
			Self::Unreadable(Unreadable::Differs(_)) => "json-differs".into(),
			Self::Unreadable(_) => "unreadable".into(),
			Self::Refused(refusal) => variant(refusal),
			Self::Authorities(fault) => format!("authority-set-{}", variant(fault)),
			other => variant(other),
		}
	}

	/// Reason and cure in a language of the desk, with [`CURE`] in between.
	pub fn told(&self, language: Language) -> String {
		let mut args = FluentArgs::new();
		let mut set = |name: &'static str, value: String| args.set(name, value);
		match self {
			Self::Unreadable(Unreadable::NoProof) => set("suite", CRYPTOSUITE.into()),
			Self::Unreadable(Unreadable::Format(why)) => set("why", why.to_string()),
			Self::Unreadable(Unreadable::Differs(place)) => set("place", place.clone()),
			Self::Refused(Refusal::OtherVersion { on_chain }) => {
				set("version", on_chain.to_string());
			},
			Self::Refused(Refusal::Record(why)) => set("why", why.to_string()),
			Self::Refused(Refusal::Format(why)) => set("why", why.to_string()),
			Self::Refused(Refusal::Life(why)) => set("why", why.to_string()),
			Self::OtherIssuer { claimed, on_chain } => {
				set("claimed", claimed.to_string());
				set("on-chain", on_chain.to_string());
			},
			Self::Authorities(PinFault::OtherChain(chain)) => set("chain", format!("{chain:?}")),
			Self::Authorities(
				PinFault::Older { shown, pinned, dated } | PinFault::Newer { shown, pinned, dated },
			) => {
				set("shown", shown.to_string());
				set("pinned", pinned.to_string());
				set("dated", dated.clone());
			},
			Self::Authorities(PinFault::Different(shown) | PinFault::Missing(shown)) => {
				set("shown", shown.to_string());
			},
			Self::NoPeers { seconds, bootnodes } => {
				set("seconds", seconds.to_string());
				set("bootnodes", bootnodes.clone());
			},
			Self::NothingFinalized { seconds } | Self::OtherChainLikely { seconds } => {
				set("seconds", seconds.to_string());
			},
			Self::Unremembered(why) | Self::LightClient(why) => set("why", why.clone()),
			Self::Unreadable(_) | Self::Refused(_) | Self::UsedNonce => {},
		}
		let key = match self {
			Self::Unreadable(Unreadable::Differs(_)) => "failure-json-differs".to_owned(),
			Self::Unreadable(fault) => format!("failure-unreadable-{}", variant(fault)),
			other => format!("failure-{}", other.code()),
		};
		let text = |key: String| text_in(language, &key, &args).unwrap_or(key);
		format!("{}{CURE}{}", text(key.clone()), text(format!("{key}.cure")))
	}
}

/// The name of a variant, such as `stale-clock`.
fn variant(value: &impl std::fmt::Debug) -> String {
	let text = format!("{value:?}");
	let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
	kebab(&text[..end])
}

impl std::fmt::Display for Failure {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str(&self.told(language()).replace(CURE, " "))
	}
}

impl std::error::Error for Failure {}

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
	if let Some(claimed) = credential.issuer {
		// A credential from before a merger names the branch that was: it led to the one that answers.
		let led = |p: &PersonOnChain| claimed == p.entry.org || p.merged_into.contains(&claimed);
		if !chain.person.as_ref().is_some_and(led) {
			return Err(Failure::OtherIssuer { claimed, on_chain: verdict.facts().org });
		}
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

/// What a verdict says, in a language of the desk. Of a card it never says who holds it out.
pub fn words(verdict: &Verdict, language: Language) -> String {
	let text = |key: &str| text_in(language, key, &FluentArgs::new()).unwrap_or_default();
	let said = text(match verdict {
		Verdict::Live(_) => "verdict-live",
		Verdict::Card(_) => "verdict-card",
		Verdict::Unbound(_) => "verdict-unbound",
	});
	let corrected = verdict.facts().corrected.then(|| text("verdict-corrected"));
	said + &corrected.unwrap_or_default()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::credential::{
		fixture::{card, chain, events, expected, live, live_for, sign, unsigned, NOW},
		history,
	};
	use chuxin_primitives::{
		life::{LifeEntry, LifeError, VersionedLifeEvent},
		membership::MembershipStatus,
		presentation::Terms,
		record::slot,
		CivilDate, Hash,
	};

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
		let card = card(&[slot::NAME], 600);
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
		fails("expired", &live_for(NOW - 700, NOW - 100), &chain(), &expected());
		fails("lifetime", &live_for(NOW, NOW + 601), &chain(), &expected());
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
	fn after_mergers_every_number_on_the_way_is_an_issuer_and_the_last_answers() {
		let mut merged = chain();
		merged.person.as_mut().unwrap().merged_into = vec![OrgId(8), OrgId(9)];
		for issuer in [3, 8, 9] {
			let credential = Credential { issuer: Some(OrgId(issuer)), ..live() };
			let verdict = judge(&credential, &merged, &expected()).unwrap();
			assert_eq!(verdict.facts().org, OrgId(9));
		}
		let credential = Credential { issuer: Some(OrgId(4)), ..live() };
		let other = Failure::OtherIssuer { claimed: OrgId(4), on_chain: OrgId(9) };
		assert_eq!(judge(&credential, &merged, &expected()), Err(other));
		let credential = Credential { issuer: Some(OrgId(8)), ..live() };
		let other = Failure::OtherIssuer { claimed: OrgId(8), on_chain: OrgId(3) };
		assert_eq!(judge(&credential, &chain(), &expected()), Err(other));
	}

	#[test]
	fn a_card_proves_no_bearer_in_no_language() {
		let genuine = card(&[slot::NAME], 600);
		let mut corrected = chain();
		corrected.person.as_mut().unwrap().entry.corrected = true;
		for chain in [chain(), corrected] {
			let verdict = judge(&genuine, &chain, &expected()).unwrap();
			assert!(matches!(verdict, Verdict::Card(_)));
			let (en, zh) = (words(&verdict, Language::En), words(&verdict, Language::Zh));
			assert!(en.starts_with("card genuine; bearer not proven"), "{en}");
			assert!(zh.starts_with("卡片真实；持卡人身份未经证明"), "{zh}");
			let corrected = verdict.facts().corrected;
			assert_eq!((en.contains("corrected"), zh.contains("已更正")), (corrected, corrected));
		}
		let mut unbound = genuine;
		unbound.presentation.binding = None;
		let verdict = judge(&unbound, &chain(), &expected()).unwrap();
		assert!(words(&verdict, Language::En).starts_with("unbound"));
		assert!(words(&verdict, Language::Zh).starts_with("未绑定"));
		let proven = judge(&live(), &chain(), &expected()).unwrap();
		assert!(words(&proven, Language::Zh).contains("本人已证明"));
	}

	#[test]
	fn lifetime_and_expiry_hold_to_the_second() {
		let at = |credential: &Credential, ms: u64| {
			let mut chain = chain();
			chain.now_ms = ms;
			judge(credential, &chain, &Expectations { now_ms: ms, ..expected() }).map(|_| ())
		};
		let refused = |refusal| Err(Failure::Refused(refusal));
		let (first, month) = (NOW * 1000, 31 * 86_400);
		assert_eq!(at(&live(), first), Ok(()));
		assert_eq!(at(&live(), (NOW + 600) * 1000 + 999), Ok(()));
		assert_eq!(at(&live(), (NOW + 601) * 1000), refused(Refusal::Expired));
		assert_eq!(at(&live_for(NOW, NOW + 601), first), refused(Refusal::Lifetime));
		let longest = card(&[slot::NAME], month);
		assert_eq!(at(&longest, first), Ok(()));
		assert_eq!(at(&longest, (NOW + month) * 1000 + 999), Ok(()));
		assert_eq!(at(&longest, (NOW + month + 1) * 1000), refused(Refusal::Expired));
		assert_eq!(at(&card(&[slot::NAME], month + 1), first), refused(Refusal::Lifetime));
		assert_eq!(at(&card(&[slot::NAME], 0), first), Ok(()));
	}

	#[test]
	fn a_history_is_the_whole_one_or_refused() {
		let with = |life: Vec<LifeEntry>| {
			let mut presentation = unsigned(Kind::Card, &[slot::NAME]);
			presentation.life = Some(life);
			let terms =
				Terms { issued: NOW, expires: NOW + 1, audience: String::new(), nonce: [0; 32] };
			judge(&sign(presentation, terms), &chain(), &expected())
		};
		let (guarded, open) = (history::shown(&events(), false), history::shown(&events(), true));
		for whole in [guarded.clone(), open.clone()] {
			assert_eq!(with(whole.clone()).unwrap().facts().life, Some(whole));
		}
		let mut changed = open.clone();
		let VersionedLifeEvent::V1(mut event) = events()[3];
		event.effective = CivilDate::new(20240301).unwrap();
		changed[3] = LifeEntry::Open(VersionedLifeEvent::V1(event));
		let mut hashed = guarded.clone();
		hashed[1] = LifeEntry::Hashed(Hash::zero());
		let mut swapped = guarded.clone();
		swapped.swap(1, 2);
		let missing = guarded[..3].to_vec();
		for other in [changed, hashed, swapped, missing, Vec::new()] {
			assert_eq!(with(other), Err(Failure::Refused(Refusal::OtherLife)));
		}
		let mut swapped = open;
		swapped.swap(0, 1);
		let out_of_order = LifeError::OutOfOrder { expected: 0, found: 1 };
		assert_eq!(with(swapped), Err(Failure::Refused(Refusal::Life(out_of_order))));
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
	fn every_failure_has_reason_and_cure_in_both_languages() {
		use chuxin_primitives::{
			presentation::FormatError,
			record::{AttributeFault, RecordError},
		};
		let dated = String::from("2026-07-01T00:00:00Z");
		let unreadable = [
			Unreadable::TooLarge,
			Unreadable::Neither,
			Unreadable::NoProof,
			Unreadable::Format(FormatError::Attribute { slot: 1, fault: AttributeFault::NotCode }),
			Unreadable::Twice,
			Unreadable::Differs("/id".into()),
		];
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
		let faults = [
			PinFault::OtherChain(Hash::zero()),
			PinFault::Older { shown: 1, pinned: 2, dated: dated.clone() },
			PinFault::Newer { shown: 2, pinned: 1, dated },
			PinFault::Different(1),
			PinFault::Missing(1),
		];
		let others = [
			Failure::OtherIssuer { claimed: OrgId(3), on_chain: OrgId(4) },
			Failure::UsedNonce,
			Failure::Unremembered("full".into()),
			Failure::NoPeers { seconds: 30, bootnodes: "/ip4".into() },
			Failure::NothingFinalized { seconds: 30 },
			Failure::OtherChainLikely { seconds: 30 },
			Failure::LightClient("down".into()),
		];
		let all = unreadable.map(Failure::from).into_iter().chain(refusals.map(Failure::from));
		let all: Vec<Failure> = all.chain(faults.map(Failure::from)).chain(others).collect();
		for language in Language::ALL {
			let mut reasons = std::collections::BTreeSet::new();
			for failure in &all {
				let told = failure.told(language);
				let (reason, cure) = told.split_once(CURE).unwrap();
				assert!(!told.contains("failure-") && !told.contains('$'), "{told}");
				assert!(!cure.is_empty());
				assert!(reasons.insert(reason.to_owned()), "{reason} stands for two");
			}
		}
		let version = Failure::from(Refusal::OtherVersion { on_chain: 2 });
		assert!(version.told(Language::Zh).starts_with("记录现为第 2 版。"));
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
