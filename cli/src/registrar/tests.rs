use super::{
	log::LogError,
	server::{serve, Chain},
	*,
};
use crate::vault::Vault;
use chuxin_primitives::{
	person_tag::{certificate_message, person_tag, Document, DocumentKind},
	OrgId,
};
use secrecy::SecretString;
use subxt_signer::sr25519::{dev, verify, Keypair, PublicKey, Signature};

const GENESIS: Hash = Hash::repeat_byte(7);
/// 2026-11-22T04:00:00Z
const NOW: u64 = 1_795_320_000_000;
const DUTY: Duty = Duty { may_enrol: true, best: 100 };

struct Bench {
	folder: tempfile::TempDir,
	core: Core,
}

fn bench(limit: u32) -> Bench {
	let folder = tempfile::tempdir().unwrap();
	let vault =
		Vault::create(&folder.path().join("vault.db"), &SecretString::from("registrar passphrase"))
			.unwrap();
	vault.add_key(SIGNING_KEY, &SecretString::from("//Registrar")).unwrap();
	vault.put_blob(TAG_KEY, &[&[1u8][..], &[0x22; 32]].concat()).unwrap();
	Log::begin(&vault).unwrap();
	let log = Log::open(&folder.path().join("log"), &vault).unwrap();
	let core = Core::new(vault, GENESIS, Limits { documents: limit }, log, NOW).unwrap();
	Bench { folder, core }
}

impl Bench {
	fn log(&self) -> std::path::PathBuf {
		self.folder.path().join("log")
	}

	/// The vault opened once more, as after a restart.
	fn vault(&self) -> Vault {
		let passphrase = SecretString::from("registrar passphrase");
		Vault::open(&self.folder.path().join("vault.db"), &passphrase).unwrap()
	}
}

fn document(number: &str) -> String {
	hex::encode(Document::new(DocumentKind::Passport, "FRA", number).unwrap().input())
}

fn call(signer: &Keypair, org: u32, time: u64, request: Request) -> Call {
	let mut call = Call {
		account: Hash::from(signer.public_key().0),
		org,
		time,
		nonce: Hash::from(rand::random::<[u8; 32]>()),
		request,
		signature: String::new(),
	};
	call.signature = hex::encode(signer.sign(&call.message(&GENESIS)).0);
	call
}

fn tags(bench: &mut Bench, org: u32, numbers: &[&str]) -> Vec<IssuedTag> {
	let request = Request::Tags(numbers.iter().map(|n| document(n)).collect());
	match bench.core.answer(&call(&dev::alice(), org, NOW, request), DUTY, NOW).unwrap() {
		Answer::Tags { key_version: 1, tags } => tags,
		other => panic!("{other:?}"),
	}
}

#[test]
fn tags_are_those_of_the_key_and_certified_in_their_order() {
	let mut bench = bench(100);
	let issued = tags(&mut bench, 5, &["AB1", "AB2"]);
	let input = Document::new(DocumentKind::Passport, "FRA", "AB1").unwrap().input();
	assert_eq!(issued[0].tag, person_tag(&[0x22; 32], &input));
	assert_ne!(issued[0].tag, issued[1].tag);
	let request = Request::Certify(issued.clone());
	let Answer::Certificate { key_version, expires, signature } =
		bench.core.answer(&call(&dev::alice(), 5, NOW, request), DUTY, NOW).unwrap()
	else {
		panic!()
	};
	assert_eq!((key_version, expires), (1, 100 + CERTIFICATE_BLOCKS));
	let signature = Signature(hex::decode(signature).unwrap().try_into().unwrap());
	let registrar = Keypair::from_uri(&"//Registrar".parse().unwrap()).unwrap();
	let plain: Vec<Hash> = issued.iter().map(|t| t.tag).collect();
	let message = |tags: &[Hash]| certificate_message(&GENESIS, 1, OrgId(5), tags, expires);
	let key = PublicKey(registrar.public_key().0);
	assert!(verify(&signature, message(&plain), &key));
	let turned: Vec<Hash> = plain.iter().rev().copied().collect();
	assert!(!verify(&signature, message(&turned), &key));
}

#[test]
fn certify_a_tag_of_ones_own_or_of_another_organization_fails() {
	let mut bench = bench(100);
	let mut issued = tags(&mut bench, 5, &["AB1", "AB2"]);
	let own = Hash::repeat_byte(1);
	issued[1] = IssuedTag { tag: own, word: issued[1].word };
	let refused =
		bench.core.answer(&call(&dev::alice(), 5, NOW, Request::Certify(issued)), DUTY, NOW);
	assert_eq!(refused, Err(Refusal::NotIssued { index: 1 }));
	let issued = tags(&mut bench, 5, &["AB3"]);
	let refused =
		bench.core.answer(&call(&dev::alice(), 6, NOW, Request::Certify(issued)), DUTY, NOW);
	assert_eq!(refused, Err(Refusal::NotIssued { index: 0 }));
}

#[test]
fn answer_to_a_stranger_or_a_changed_old_or_repeated_request_fails() {
	let mut bench = bench(100);
	let ask = || call(&dev::alice(), 5, NOW, Request::Tags(vec![document("AB1")]));
	let stranger = Duty { may_enrol: false, best: 1 };
	assert_eq!(bench.core.answer(&ask(), stranger, NOW), Err(Refusal::NotOfficer(5)));
	for change in [
		|c: &mut Call| c.org = 6,
		|c: &mut Call| c.nonce = Hash::zero(),
		|c: &mut Call| c.request = Request::Tags(vec![document("AB2")]),
		|c: &mut Call| c.account = Hash::from(dev::bob().public_key().0),
		|c: &mut Call| c.signature = "00".into(),
	] {
		let mut changed = ask();
		change(&mut changed);
		assert_eq!(bench.core.answer(&changed, DUTY, NOW), Err(Refusal::Signature));
	}
	assert_eq!(bench.core.answer(&ask(), DUTY, NOW + MAX_AGE_MS + 1), Err(Refusal::Time));
	bench.core.answer(&ask(), DUTY, NOW + MAX_AGE_MS).unwrap();
	let twice = ask();
	bench.core.answer(&twice, DUTY, NOW).unwrap();
	assert_eq!(bench.core.answer(&twice, DUTY, NOW), Err(Refusal::Repeated));
}

#[test]
fn answer_over_the_size_or_to_a_bad_document_fails() {
	let mut bench = bench(10_000);
	for (items, ok) in [(0, false), (1, true), (MAX_ITEMS, true), (MAX_ITEMS + 1, false)] {
		let documents = (0..items).map(|n| document(&format!("AB{n}"))).collect();
		let answer =
			bench.core.answer(&call(&dev::alice(), 5, NOW, Request::Tags(documents)), DUTY, NOW);
		assert_eq!(answer.is_ok(), ok, "{items}");
	}
	let documents = vec![document("AB1"), hex::encode([1, b'C', b'H', b'N', 2, b'1', b'2'])];
	let refused =
		bench.core.answer(&call(&dev::alice(), 5, NOW, Request::Tags(documents)), DUTY, NOW);
	assert!(matches!(refused, Err(Refusal::Document { index: 1, .. })), "{refused:?}");
}

#[test]
fn the_limit_of_a_day_holds_over_a_restart_and_ends_with_the_day() {
	let mut bench = bench(3);
	tags(&mut bench, 5, &["AB1", "AB2"]);
	let two = || call(&dev::alice(), 5, NOW, Request::Tags(vec![document("AB3"), document("AB4")]));
	assert_eq!(bench.core.answer(&two(), DUTY, NOW), Err(Refusal::Limit { used: 2, limit: 3 }));
	let vault = bench.vault();
	let log = Log::open(&bench.log(), &vault).unwrap();
	let mut again = Core::new(vault, GENESIS, Limits { documents: 3 }, log, NOW).unwrap();
	assert_eq!(again.answer(&two(), DUTY, NOW), Err(Refusal::Limit { used: 2, limit: 3 }));
	let tomorrow = NOW + 86_400_000;
	let mut next = two();
	next.time = tomorrow;
	next.signature = hex::encode(dev::alice().sign(&next.message(&GENESIS)).0);
	again.answer(&next, DUTY, tomorrow).unwrap();
}

#[test]
fn a_changed_log_is_refused_and_no_document_stands_in_it() {
	let mut bench = bench(100);
	tags(&mut bench, 5, &["SECRET1"]);
	tags(&mut bench, 5, &["SECRET2", "SECRET3"]);
	let (path, vault) = (bench.log(), bench.vault());
	let text = std::fs::read_to_string(&path).unwrap();
	assert_eq!(text.lines().count(), 2);
	assert!(!text.contains("SECRET"));
	std::fs::write(&path, text.replace("\"count\":2", "\"count\":1")).unwrap();
	assert!(matches!(Log::open(&path, &vault), Err(LogError::Broken(2))));
	std::fs::write(&path, format!("{}\n", text.lines().nth(1).unwrap())).unwrap();
	assert!(matches!(Log::open(&path, &vault), Err(LogError::Broken(1))));
	std::fs::write(&path, &text).unwrap();
	Log::open(&path, &vault).unwrap();
}

#[test]
fn a_log_cut_at_its_end_or_gone_is_refused_until_its_keeper_accepts_it() {
	let mut bench = bench(100);
	tags(&mut bench, 5, &["AB1"]);
	tags(&mut bench, 5, &["AB2", "AB3"]);
	let (path, vault) = (bench.log(), bench.vault());
	let whole = std::fs::read_to_string(&path).unwrap();
	let first = format!("{}\n", whole.lines().next().unwrap());
	// Without its last line, with a part of it, and with nothing.
	let part = &whole[..whole.len() - 20];
	for (left, lines) in [(&first[..], 1), (part, 1), ("", 0)] {
		std::fs::write(&path, left).unwrap();
		let refused = Log::open(&path, &vault).unwrap_err();
		assert!(
			matches!(refused, LogError::Short { found, expected: 2 } if found == lines),
			"{refused}"
		);
		assert!(refused.to_string().contains("Restore registrar.log from its copy"), "{refused}");
	}
	std::fs::remove_file(&path).unwrap();
	assert!(matches!(Log::open(&path, &vault), Err(LogError::Short { found: 0, expected: 2 })));
	assert!(!path.exists(), "what is refused is not begun anew");
	std::fs::write(&path, &whole).unwrap();
	Log::open(&path, &vault).unwrap();

	// The keeper has no copy: what was lost stands in the log from then on.
	std::fs::write(&path, &first).unwrap();
	Log::accept(&path, &vault, NOW).unwrap();
	let text = std::fs::read_to_string(&path).unwrap();
	let last: log::Entry = serde_json::from_str(text.lines().nth(1).unwrap()).unwrap();
	assert_eq!((last.act.as_str(), last.count), ("accepted", 2));
	let log = Log::open(&path, &vault).unwrap();
	let alice = Hash::from(dev::alice().public_key().0);
	let today = chuxin_primitives::CivilDate::in_china(NOW).unwrap();
	assert_eq!(log.documents_of(today).get(&alice), Some(&1));
}

#[test]
fn another_log_of_the_same_length_is_refused() {
	let mut first = bench(100);
	let mut second = bench(100);
	tags(&mut first, 5, &["AB1"]);
	tags(&mut second, 6, &["AB1"]);
	std::fs::copy(second.log(), first.log()).unwrap();
	assert!(matches!(Log::open(&first.log(), &first.vault()), Err(LogError::Other(1))));
}

#[test]
fn a_crash_between_the_line_and_the_vault_or_within_the_line_opens() {
	let mut bench = bench(100);
	tags(&mut bench, 5, &["AB1"]);
	let before = std::fs::read(bench.folder.path().join("vault.db")).unwrap();
	let one = std::fs::read_to_string(bench.log()).unwrap();
	tags(&mut bench, 5, &["AB2"]);
	let two = std::fs::read_to_string(bench.log()).unwrap();
	let restore = |log: &str| {
		std::fs::write(bench.folder.path().join("vault.db"), &before).unwrap();
		std::fs::write(bench.log(), log).unwrap();
	};
	// The line was written, the vault was not: the log is one ahead, and its count holds.
	restore(&two);
	let alice = Hash::from(dev::alice().public_key().0);
	let today = chuxin_primitives::CivilDate::in_china(NOW).unwrap();
	let log = Log::open(&bench.log(), &bench.vault()).unwrap();
	assert_eq!(log.documents_of(today).get(&alice), Some(&2));
	// From then on the vault remembers it.
	std::fs::write(bench.log(), &one).unwrap();
	assert!(matches!(
		Log::open(&bench.log(), &bench.vault()),
		Err(LogError::Short { found: 1, expected: 2 })
	));
	// Half of the line was written: it is taken off, and the next one follows.
	restore(&two[..two.len() - 20]);
	let vault = bench.vault();
	let mut log = Log::open(&bench.log(), &vault).unwrap();
	assert_eq!(std::fs::read_to_string(bench.log()).unwrap(), one);
	log.append(&vault, NOW, &alice, 5, "tags", 1, None).unwrap();
	log.append(&vault, NOW, &alice, 5, "tags", 1, None).unwrap();
	let three = std::fs::read_to_string(bench.log()).unwrap();
	assert_eq!(three.lines().count(), 3);
	Log::open(&bench.log(), &vault).unwrap();
	drop((log, vault));
	// Two lines ahead is no crash: the vault is an older one.
	restore(&three);
	assert!(matches!(
		Log::open(&bench.log(), &bench.vault()),
		Err(LogError::Ahead { found: 3, expected: 1 })
	));
}

struct Fake(Duty);
impl Chain for Fake {
	async fn duty(&self, _: [u8; 32], _: u32) -> Result<Duty, String> {
		Ok(self.0)
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_gets_tags_and_a_certificate_over_the_wire() {
	let bench = bench(2_000);
	let (handle, address) =
		serve(bench.core, Fake(DUTY), ([127, 0, 0, 1], 0).into()).await.unwrap();
	let url = format!("http://{address}");
	let other = client::Registrar::connect(&url, Hash::zero(), dev::alice(), 5).await;
	assert!(matches!(other, Err(client::RegistrarError::OtherChain { .. })));
	let registrar = client::Registrar::connect(&url, GENESIS, dev::alice(), 5).await.unwrap();
	let documents: Vec<_> = (0..MAX_ITEMS + 1)
		.map(|n| Document::new(DocumentKind::Passport, "FRA", &format!("AB{n}")).unwrap())
		.collect();
	let (version, tags) = registrar.tags(&documents, |_| ()).await.unwrap();
	assert_eq!((version, tags.len()), (1, MAX_ITEMS + 1));
	let certificate = registrar.certify(&tags[..2]).await.unwrap();
	assert_eq!(certificate.key_version, 1);
	let refused = registrar.certify(&[IssuedTag { tag: Hash::zero(), word: Hash::zero() }]).await;
	assert!(matches!(refused, Err(client::RegistrarError::Refused(_))));
	handle.stop().unwrap();
	handle.stopped().await;
	let gone = client::Registrar::connect(&url, GENESIS, dev::alice(), 5).await;
	assert!(matches!(gone, Err(client::RegistrarError::Away { .. })));
}

#[test]
fn a_refusal_reaches_the_desk_as_it_is_and_is_told_in_the_desks_language() {
	use crate::i18n::{speaking, Language};
	let all = [
		Refusal::Signature,
		Refusal::Time,
		Refusal::Repeated,
		Refusal::NotOfficer(5),
		Refusal::Size,
		Refusal::Limit { used: 2, limit: 3 },
		Refusal::Document { index: 1, reason: "X".into() },
		Refusal::NotIssued { index: 1 },
		Refusal::Log("X".into()),
	];
	for refusal in all {
		let sent = serde_json::to_string(&refusal).unwrap();
		assert_eq!(serde_json::from_str::<Refusal>(&sent).unwrap(), refusal);
		let [en, zh] = Language::ALL.map(|language| speaking(language, || refusal.told()));
		let chinese = |text: &str| text.chars().any(|c| c > '\u{2e7f}');
		assert!(!chinese(&en) && chinese(&zh), "{en} {zh}");
		// Both halves, with their values.
		for text in [en, zh] {
			let (reason, cure) = text.split_once(crate::i18n::CURE).unwrap();
			assert!(!reason.contains("refusal-") && !cure.contains("refusal-"), "{text}");
			assert!(!text.contains('$'), "{text}");
		}
	}
}
