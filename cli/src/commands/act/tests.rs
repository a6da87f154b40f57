use super::*;
use crate::{
	commands::import::private,
	vault::{stored, Opening, Version},
};
use chuxin_primitives::{membership::Ground, CivilDate};
use std::collections::BTreeMap;

const GENESIS: Hash = Hash::repeat_byte(1);

fn day(n: u32) -> CivilDate {
	CivilDate::new(n).unwrap()
}

fn version(seed: u8, admitted: u32) -> Version {
	let held = vec![
		(slot::NAME, Attribute::text("张三").unwrap()),
		(slot::ADMISSION, Attribute::date(day(admitted))),
	];
	let attributes = stored(&held);
	Version { schema: 1, version: 2, seed: [seed; 32], admission_salt: None, attributes }
}

fn readmit(version: &Version) -> Act {
	let birthday = version.tree(&GENESIS).unwrap().leaf(slot::ADMISSION).unwrap();
	Act::Decide(Decision {
		change: MembershipChange::Readmit {
			branch: OrgId(9),
			status: MembershipStatus::Full,
			record: version.record(&GENESIS).unwrap(),
			birthday,
		},
		ground: Ground::Paper,
		effective: day(20200701),
		evidence: evidence(&[7; 32], b"paper"),
	})
}

fn spell(version: Version, org: u32) -> Next {
	Next::Spell { version, org, status: MembershipStatus::Full }
}

fn file(act: &Act, next: Option<Next>) -> ActFile {
	ActFile {
		chain: GENESIS,
		org: OrgId(3),
		person: PersonId(7),
		act: hex(&act.encode()),
		arguments: hex(&[]),
		next,
		paper: Some(json!({ "salt": hex(&[7; 32]), "reason": "Expulsion" })),
		told: Vec::new(),
	}
}

#[test]
fn what_opens_an_act_is_shown_and_what_opens_another_is_refused() {
	let (right, other) = (version(1, 20200701), version(1, 20200702));
	let act = readmit(&right);
	let held = proven(&file(&act, Some(spell(right.clone(), 9))), &act).unwrap();
	assert_eq!(held[1].1.to_string(), "2020-07-01");
	for wrong in [
		None,
		// Another date, another seed, another branch, no new membership at all.
		Some(spell(other, 9)),
		Some(spell(version(2, 20200701), 9)),
		Some(spell(right.clone(), 8)),
		Some(Next::Version(right)),
	] {
		let error = proven(&file(&act, wrong.clone()), &act).unwrap_err();
		assert_eq!(error.exit_code(), 2, "{wrong:?}");
	}

	let opening = Opening { date: day(20060701), salt: [5; 32] };
	let act = Act::CorrectBirthday { target_seq: 0, commitment: opening.commitment(SCHEMA_1) };
	let held = proven(&file(&act, Some(Next::Correction(opening.clone()))), &act).unwrap();
	assert_eq!(held[0].1.to_string(), "2006-07-01");
	let wrong = Next::Correction(Opening { date: day(20060702), ..opening });
	assert!(proven(&file(&act, Some(wrong)), &act).is_err());

	// Nothing is committed to, nothing has to be opened.
	assert_eq!(proven(&file(&Act::LiftHold, None), &Act::LiftHold).unwrap(), Held::new());
}

#[test]
fn the_vault_hands_over_what_opens_the_act_and_nothing_else_of_the_person() {
	let right = version(1, 20200701);
	let act = readmit(&right);
	let hash = paper_hash(&act).unwrap();
	let person = StoredPerson {
		person: Some(7),
		org: 3,
		org_name: "甲".into(),
		status: MembershipStatus::Former,
		schema: 1,
		version: 1,
		seed: [0; 32],
		admission_salt: None,
		attributes: Vec::new(),
		tag: (1, [0; 32]),
		private: BTreeMap::from([
			(private::ID_NUMBER.to_owned(), "11010519491231002X".to_owned()),
			(format!("decision {}", hex(&hash.0)), json!({ "salt": "0x07" }).to_string()),
		]),
		birthday: None,
		past: Vec::new(),
		next: vec![spell(version(2, 20200701), 9), spell(right.clone(), 9)],
	};
	assert_eq!(opening(&GENESIS, &person, &act), Some(spell(right, 9)));
	assert_eq!(paper(&person, &act), Some(json!({ "salt": "0x07" })));
	assert_eq!(opening(&GENESIS, &person, &Act::LiftHold), None);
	assert_eq!(paper(&person, &Act::LiftHold), None);
}

#[test]
fn a_file_opens_with_its_passphrase_alone_and_shows_nothing_before() {
	let right = version(1, 20200701);
	let file = file(&readmit(&right), Some(spell(right, 9)));
	let passphrase = SecretString::from("told by telephone");
	let text = String::from_utf8(seal_json(&file, FORMAT, &passphrase).unwrap()).unwrap();
	for hidden in ["张三", "Expulsion", &hex::encode("张三"), &file.act] {
		assert!(!text.contains(hidden), "{hidden}");
	}
	assert_eq!(unseal_json::<ActFile>(&text, &[FORMAT], &passphrase), Ok(file));
	let wrong = SecretString::from("another one");
	assert!(unseal_json::<ActFile>(&text, &[FORMAT], &wrong).is_err());
	assert!(unseal_json::<ActFile>(&text, &["chuxin-act-2"], &passphrase).is_err());
}

#[test]
fn the_paper_is_the_one_or_it_is_not() {
	let act = readmit(&version(1, 20200701));
	let file = file(&act, None);
	assert!(paper_matches(&file, &act, b"paper"));
	assert!(!paper_matches(&file, &act, b"Paper"));
	assert!(!paper_matches(&ActFile { paper: None, ..file }, &act, b"paper"));
}

#[test]
fn what_only_the_arguments_hold_is_read_back_whole_or_not_at_all() {
	let consent = (OrgId(3), PersonId(7), AccountId::new([1; 32]), RawDate::from(day(20200701)));
	let bytes = consent.encode();
	assert_eq!(given::<(OrgId, PersonId, AccountId, RawDate)>(&bytes), Some(consent));
	assert_eq!(given::<(OrgId, PersonId, AccountId, RawDate)>(&bytes[1..]), None);
	assert_eq!(given::<(OrgId, PersonId)>(&bytes), None);
}

#[test]
fn what_this_desk_finds_out_itself_is_not_repeated_in_the_other_desks_language() {
	let line = |what: &str, before: &str, after: &str| Told {
		what: what.into(),
		before: before.into(),
		after: after.into(),
	};
	let told = vec![
		line("status", "probationary member", "former member"),
		line("branch", "3", "9"),
		line("hold", "-", "until 2027-01-01"),
		line("id-number", "**001X", "**0028"),
	];
	let file = ActFile { told, ..file(&Act::LiftHold, None) };
	let left: Vec<&str> = said(&file).iter().map(|told| told.what.as_str()).collect();
	assert_eq!(left, ["id-number"]);
}

#[test]
fn the_reason_is_told_in_the_language_of_this_desk() {
	use crate::i18n::{speaking, Language};
	use chuxin_primitives::rules::exits::ExitReason;
	for reason in ExitReason::ALL {
		let named = format!("{reason:?}");
		let zh = speaking(Language::Zh, || reason_text(&named));
		assert!(zh.chars().all(|c| c > '\u{2e7f}'), "{named}: {zh}");
	}
	assert_eq!(reason_text("Death"), "death");
	assert_eq!(reason_text("SomethingNewer"), "SomethingNewer");
}
