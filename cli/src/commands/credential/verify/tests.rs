use super::*;
use crate::credential::{
	envelope::Credential,
	fixture::{card, chain, events, expected, live, sign, unsigned, GENESIS, NOW},
	history,
};
use chuxin_primitives::{presentation::Kind, record::slot};

/// The report of a credential, and what it was judged to be.
fn report(credential: &Credential) -> (Report, Verdict) {
	let home = tempfile::tempdir().unwrap();
	let verdict = conclude(credential, &chain(), &expected(), &Nonces::of(home.path())).unwrap();
	let seen = Seen {
		view: chain(),
		number: 5,
		hash: Hash::repeat_byte(2),
		took: Duration::from_millis(20),
		proven: false,
		genesis: GENESIS,
	};
	let terms = credential.presentation.binding.as_ref().map(|b| b.terms.clone());
	let report =
		Report { verified_at: NOW * 1000, file: "card.json".into(), seen: Some(seen), terms };
	(report, verdict)
}

/// Every form in which a verdict is told: text in both languages, JSON, and its own words.
fn tellings(credential: &Credential) -> Vec<String> {
	let (report, verdict) = report(credential);
	let mut all = vec![report.json(Ok(&verdict)).to_string(), verdict.to_string()];
	for language in Language::ALL {
		all.push(report.text(Ok(&verdict), language));
		all.push(words(&verdict, language));
	}
	all
}

#[test]
fn no_telling_of_a_card_says_that_the_bearer_is_the_member() {
	let terms = |audience: &str| Terms {
		issued: NOW,
		expires: NOW + 60,
		audience: audience.into(),
		nonce: [0; 32],
	};
	let mut with_history = unsigned(Kind::Card, &[slot::NAME, slot::ADMISSION]);
	with_history.life = Some(history::shown(&events(), false));
	let cards = [
		card(&[slot::NAME], 600),
		card(&[slot::ADMISSION], 31 * 86_400),
		sign(with_history, terms("A")),
	];
	for card in &cards {
		for told in tellings(card) {
			let said = told.contains("bearer not proven") || told.contains("持卡人身份未经证明");
			assert!(said, "{told}");
			for claim in
				["member proven", "answered just now", "本人已证明", "bearer_proven\":true"]
			{
				assert!(!told.contains(claim), "{claim}: {told}");
			}
		}
		let (report, verdict) = report(card);
		let json = report.json(Ok(&verdict));
		assert_eq!(json["verdict"], "card");
		assert_eq!(json["bearer_proven"], false);
	}
	let mut unbound = card(&[slot::NAME], 600);
	unbound.presentation.binding = None;
	for told in tellings(&unbound) {
		assert!(told.contains("unbound") || told.contains("未绑定"), "{told}");
		assert!(!told.contains("member proven") && !told.contains("bearer_proven\":true"));
	}
	// The claims looked for are those of a live presentation.
	let told = tellings(&live()).concat();
	for claim in ["member proven", "answered just now", "本人已证明", "bearer_proven\":true"] {
		assert!(told.contains(claim), "{claim}");
	}
}

#[test]
fn what_is_told_comes_from_the_binary_and_the_chain() {
	let mut presentation = unsigned(Kind::Card, &[slot::NAME, slot::ADMISSION]);
	presentation.life = Some(history::shown(&events(), false));
	let terms = Terms { issued: NOW, expires: NOW + 60, audience: String::new(), nonce: [0; 32] };
	let (report, verdict) = report(&sign(presentation, terms));
	let json = report.json(Ok(&verdict));
	assert_eq!(json["shown"], json!({ "name": "张三", "birthday": "2005-07-01" }));
	assert_eq!((&json["person"], &json["org"]), (&json!(7), &json!(3)));
	assert_eq!(json["expires"], "2026-07-01 00:01:00 UTC");
	assert_eq!(json["life_events"], 4);
	assert!(json["life"][0]["V1"]["seq"].is_number(), "{json}");
	assert!(json["life"][1]["hash"].is_string() && json["life"][2]["hash"].is_string());
	let text = report.text(Ok(&verdict), Language::En);
	for part in ["张三", "2005-07-01", "4 (2 of them shown)", "not the event itself"] {
		assert!(text.contains(part), "{part}: {text}");
	}
	assert!(!text.contains("教师"), "{text}");
}

#[test]
fn a_failure_is_reported_with_its_code_and_times() {
	let report = Report { verified_at: 86_400_000, file: "a".into(), seen: None, terms: None };
	let failure = Failure::from(Refusal::StaleClock);
	let json = report.json(Err(&failure));
	assert_eq!(json["verified"], false);
	assert_eq!(json["failure"], "stale-clock");
	assert_eq!(json["verified_at"], "1970-01-02 00:00:00 UTC");
	let text = report.text(Err(&failure), Language::En);
	assert!(text.contains("NOT VERIFIED (stale-clock)") && text.contains("Set the clock"));
	let text = report.text(Err(&failure), Language::Zh);
	assert!(text.contains("未通过核验（stale-clock）") && text.contains("校准时钟"), "{text}");
}
