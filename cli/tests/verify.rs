//! A light client judges: every way a verification fails, with its own words, against a real node;
//! and a light client that stays connected while the chain's authorities change.

mod support;

use chuxin_cli::{
	chain::{hex, Call, Chain},
	credential::{
		envelope::{self, proof_value},
		nonces::Nonces,
		verdict::{conclude, Failure},
	},
	demo,
	light::{LightClient, LightView},
	roster::{MemberRow, RollStatus},
	vault::StoredPerson,
};
use chuxin_primitives::{
	life::LifeEntry,
	membership::{MembershipStatus, Person},
	presentation::{
		ChainView, Expectations, Kind, Presentation, Refusal, Verdict, MAX_CLOCK_DISTANCE_MS,
	},
	record::slot,
	CivilDate, Hash, Moment, OrgId, PersonId,
};
use codec::{Compact, Decode, Encode};
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, BTreeSet},
	ops::Range,
	path::{Path, PathBuf},
	time::{Duration, Instant},
};
use subxt::{utils::Encoded, OnlineClient, SubstrateConfig};
use subxt_signer::sr25519::{dev, Keypair};
use support::{earlier_admissions, Desk, Done, Node, Registrar, Rpc};

/// The day on which the chains' clocks start.
const DAY: &str = "2026-10-01";
/// Five minutes after that day has begun in China: the clock of members and verifiers.
const CLOCK: &str = "2026-09-30T16:05:00Z";
/// Members who are enrolled before anything is shown.
const MEMBERS: usize = 20;
/// The exit code of a verification that failed.
const NOT_VERIFIED: Option<i32> = Some(4);
/// How long a light client may take to see what is to come.
const PATIENCE: Duration = Duration::from_secs(60);

fn clock_ms() -> Moment {
	let day: CivilDate = DAY.parse().unwrap();
	day.begins_in_china().unwrap() + 5 * 60_000
}

/// A time as the command line takes it.
fn time(ms: Moment) -> String {
	let time = chrono::DateTime::from_timestamp_millis(ms.try_into().unwrap()).unwrap();
	time.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// A chain with enrolled members, one of whom has a key and the own record.
struct World {
	work: tempfile::TempDir,
	node: Node,
	/// Answers until it is dropped.
	_registrar: Registrar,
	desk: Desk,
	top: String,
	/// Members who are not enrolled.
	rest: Vec<MemberRow>,
	/// The member with the key.
	person: u64,
	member_secret: PathBuf,
}

impl World {
	fn new() -> Self {
		let demo = demo::generate(60, 11).unwrap();
		let work = tempfile::tempdir().unwrap();
		let node = Node::instant(work.path(), DAY);
		let registrar = Registrar::start(work.path(), &node.url());
		let desk = Desk::new(&work.path().join("office"), &node.url(), &registrar.url());
		let top = desk.establish(&demo.organizations).to_string();
		let (first, rest) = demo.members.split_at(MEMBERS);
		let member_secret = desk.work.join("member.secret");
		std::fs::write(&member_secret, "passphrase of a member\n").unwrap();
		let usual = |m: &&MemberRow| m.roll_status == RollStatus::Normal;
		let rest = rest.iter().filter(usual).cloned().collect();
		let mut world =
			Self { work, node, _registrar: registrar, desk, top, rest, person: 0, member_secret };

		let file = world.desk.roster("roster.csv", first);
		let done = world.desk.ok(&[
			&["roster", "import", &file, "--org", &world.top],
			&["--handler", "charlie", "--approver", "dave"][..],
		]
		.concat());
		assert_eq!(done["enrolled"], json!(MEMBERS));
		let persons = world.desk.vault().persons().unwrap();
		let (_, member) =
			persons.into_iter().find(|(_, p)| p.status == MembershipStatus::Full).unwrap();
		world.person = member.person.unwrap();
		let person = world.person.to_string();
		world.desk.import_key("member", "//Member");
		world.desk.ok(&[
			&["account", "bind", "--org", &world.top, "--person", &person],
			&["--member-key", "member", "--key", "dave"][..],
		]
		.concat());
		world.member(&["issue", "--person", &person, "--out", &world.place("member.cxm")]);
		world
	}

	fn place(&self, name: &str) -> String {
		self.desk.work.join(name).display().to_string()
	}

	fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
		std::fs::write(self.place(name), content).unwrap();
		self.place(name)
	}

	/// A command of `chuxin credential` that asks for the member's passphrase.
	fn member(&self, arguments: &[&str]) {
		let more = ["--member-passphrase-fd", "4", "--clock", CLOCK];
		let all = [&["credential"], arguments, &more[..]].concat();
		let done = self.desk.run_with(Some(&self.member_secret), &all, PATIENCE);
		assert_eq!(done.code, Some(0), "{all:?}: {done:?}");
	}

	/// The member shows name and political birthday, or what `how` says.
	fn present(&self, name: &str, how: &[&str]) -> String {
		let (record, out) = (self.place("member.cxm"), self.place(name));
		let show = if how.contains(&"--show") { &[][..] } else { &["--show", "name,birthday"] };
		self.member(&[&["present", &record, "--out", &out], show, how].concat());
		out
	}

	/// The live answer to a new nonce, with the nonce.
	fn live(&self, name: &str) -> (String, String) {
		let nonce =
			self.desk.ok(&["credential", "challenge"])["nonce"].as_str().unwrap().to_owned();
		let how = ["--live", "--audience", "library", "--nonce", &nonce, "--key", "member"];
		(self.present(name, &[&how[..], &["--history", "file"]].concat()), nonce)
	}

	fn spec(&self) -> String {
		let path = self.desk.work.join("light.json");
		if !path.exists() {
			self.node.light_spec(&path);
		}
		path.display().to_string()
	}

	/// `chuxin credential verify --light`.
	fn verify(&self, file: &str, spec: &str, more: &[&str]) -> Done {
		let clock = if more.contains(&"--clock") { &[][..] } else { &["--clock", CLOCK] };
		let head = ["--json", "--quiet", "credential", "verify", file, "--light", spec];
		self.desk.run(&[&head, clock, more].concat())
	}

	/// The pin that `chuxin credential pin` writes now.
	fn pin(&self, name: &str) -> String {
		let (spec, out) = (self.spec(), self.place(name));
		self.desk.ok(&["credential", "pin", "--light", &spec, "--out", &out, "--clock", CLOCK]);
		out
	}

	/// Makes blocks, and waits until the last is finalized.
	fn seal(&self, blocks: u32) -> u64 {
		let rpc = self.node.rpc();
		let number = rpc.call("dev_seal", vec![json!(blocks)])["number"].as_u64().unwrap();
		wait_for("finality", || (finalized(&rpc) >= number).then_some(number))
	}
}

/// Asks again and again until there is an answer.
fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
	let begun = Instant::now();
	loop {
		if let Some(answer) = ask() {
			return answer;
		}
		assert!(begun.elapsed() < PATIENCE, "{what} does not come");
		std::thread::sleep(Duration::from_millis(200));
	}
}

fn number_of(header: &Value) -> u64 {
	u64::from_str_radix(header["number"].as_str().unwrap().trim_start_matches("0x"), 16).unwrap()
}

fn finalized(rpc: &Rpc) -> u64 {
	let hash = rpc.call("chain_getFinalizedHead", vec![]);
	number_of(&rpc.call("chain_getHeader", vec![hash]))
}

/// A person in the best block.
fn at_best(rpc: &Rpc, person: u64) -> Option<Person> {
	let args = json!(hex(&person.encode()));
	let answer = rpc.call("state_call", vec![json!("MembersApi_person_record"), args]);
	let bytes = hex::decode(answer.as_str().unwrap().trim_start_matches("0x")).unwrap();
	Decode::decode(&mut &bytes[..]).unwrap()
}

#[track_caller]
fn accepted(done: &Done) -> Value {
	assert_eq!(done.code, Some(0), "{done:?}");
	let report = done.json();
	assert_eq!(report["verified"], json!(true), "{done:?}");
	report
}

/// A verification that failed as `code`, with words of its own that are also the last of the output.
#[track_caller]
fn refused(done: &Done, code: &str, words: &str) {
	assert_eq!(done.code, NOT_VERIFIED, "{done:?}");
	let report = done.json();
	assert_eq!(
		(&report["verified"], &report["failure"]),
		(&json!(false), &json!(code)),
		"{done:?}"
	);
	let message = report["message"].as_str().unwrap();
	assert!(message.to_lowercase().contains(&words.to_lowercase()), "{message}");
	assert!(done.stderr.contains(&format!("not verified: {message}")), "{done:?}");
	assert!(report.get("shown").is_none(), "nothing is shown: {done:?}");
}

/// A verification as it was asked for and how it must end: code and a part of the message.
struct Case<'a> {
	file: String,
	spec: &'a str,
	more: Vec<&'a str>,
	codes: &'a [&'a str],
	words: &'a str,
}

/// Runs verifications, a few at once: they wait more than they work.
fn run_cases(world: &World, cases: &[Case<'_>]) {
	const AT_ONCE: usize = 4;
	let next = std::sync::atomic::AtomicUsize::new(0);
	std::thread::scope(|scope| {
		for _ in 0..AT_ONCE {
			scope.spawn(|| {
				while let Some(case) =
					cases.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
				{
					let done = world.verify(&case.file, case.spec, &case.more);
					assert_eq!(done.code, NOT_VERIFIED, "{:?}: {done:?}", case.file);
					let code = done.json()["failure"].as_str().unwrap().to_owned();
					assert!(case.codes.contains(&code.as_str()), "{:?}: {done:?}", case.file);
					refused(&done, &code, case.words);
				}
			});
		}
	});
}

/// The fields of a presentation's bytes, in order and without a gap.
fn fields(presentation: &Presentation) -> Vec<(String, Range<usize>)> {
	let mut all = Vec::new();
	let mut at = 0;
	let mut field = |name: String, len: usize| {
		all.push((name, at..at + len));
		at += len;
	};
	for (name, len) in
		[("magic", 4), ("kind", 1), ("genesis", 32), ("person", 8), ("schema", 2), ("version", 4)]
	{
		field(name.into(), len);
	}
	field("count of slots".into(), 1);
	for leaf in &presentation.shown {
		for (part, len) in
			[("slot", 1), ("type", 1), ("length", 2), ("value", leaf.attribute.value().len())]
		{
			field(format!("{part} of slot {}", leaf.slot), len);
		}
		field(format!("salt of slot {}", leaf.slot), 32);
	}
	field("count of hashes".into(), 1);
	(0..presentation.proof.len()).for_each(|n| field(format!("hash {n}"), 32));
	field("life flag".into(), 1);
	if let Some(life) = &presentation.life {
		field("count of events".into(), 4);
		for (n, entry) in life.iter().enumerate() {
			field(format!("mark of event {n}"), 1);
			field(
				format!("event {n}"),
				match entry {
					LifeEntry::Open(event) => event.encoded_size(),
					LifeEntry::Hashed(_) => 32,
				},
			);
		}
	}
	field("binding flag".into(), 1);
	if let Some(binding) = &presentation.binding {
		let audience = binding.terms.audience.len();
		for (name, len) in [
			("issued", 8),
			("expires", 8),
			("length of audience", 1),
			("audience", audience),
			("nonce", 32),
			("account", 32),
			("scheme", 1),
			("signature", 64),
		] {
			field(name.into(), len);
		}
	}
	assert_eq!(at, presentation.encode().unwrap().len());
	all
}

/// How a presentation with an altered field may fail.
fn failures_of(field: &str, signed: bool) -> &'static [&'static str] {
	let begins = |word| field.starts_with(word);
	match field {
		"magic" | "length of audience" | "binding flag" | "life flag" | "count of events" => {
			&["unreadable"]
		},
		"kind" if signed => &["unreadable", "bad-signature", "live-required"],
		"kind" => &["unreadable", "live-unsigned"],
		"genesis" => &["other-genesis"],
		"person" => &["no-such-person", "no-record", "other-root"],
		"schema" => &["other-schema"],
		"version" => &["other-version"],
		"account" => &["other-account"],
		"nonce" | "signature" => &["bad-signature"],
		"issued" | "expires" | "audience" | "scheme" => &["unreadable", "bad-signature"],
		_ if ["count", "slot", "type", "length", "value"].into_iter().any(begins) => {
			&["unreadable", "record", "other-root"]
		},
		_ if begins("salt") || begins("hash") => &["other-root"],
		_ if signed => &["unreadable", "bad-signature"],
		_ => &["unreadable", "life", "other-life"],
	}
}

/// A verifier with one light client that stays connected.
struct Verifier {
	runtime: tokio::runtime::Runtime,
	client: LightClient,
	views: BTreeMap<PersonId, ChainView>,
	home: tempfile::TempDir,
}

impl Verifier {
	fn start(spec: &str) -> Self {
		let runtime = tokio::runtime::Runtime::new().unwrap();
		let client = runtime.block_on(LightClient::start(Path::new(spec))).unwrap();
		let home = tempfile::tempdir().unwrap();
		Self { runtime, client, views: BTreeMap::new(), home }
	}

	/// What the chain says now.
	fn view(&self, person: u64) -> LightView {
		let view = self.client.view(PersonId(person), clock_ms(), PATIENCE);
		self.runtime.block_on(view).unwrap()
	}

	/// Number and members of the authority set that the client knows now.
	fn authorities(&self) -> (u64, Vec<String>) {
		let set = self.runtime.block_on(self.client.authority_set()).unwrap();
		(set.id, set.authorities.into_iter().map(|a| a.key).collect())
	}

	/// Judges a file as `chuxin credential verify --light` does; each person is asked for once.
	fn judge(&mut self, file: &[u8], expected: &Expectations<'_>) -> Result<Verdict, Failure> {
		let credential = envelope::read(file)?;
		if credential.presentation.genesis != self.client.genesis() {
			return Err(Refusal::OtherGenesis.into());
		}
		let person = credential.presentation.person;
		if !self.views.contains_key(&person) {
			let view = self.view(person.0).view;
			self.views.insert(person, view);
		}
		conclude(&credential, &self.views[&person], expected, &Nonces::of(self.home.path()))
	}
}

/// Alters every bit of a presentation, one at a time; nothing is ever accepted, and each field fails
/// in its own way.
fn sweep(
	verifier: &mut Verifier,
	presentation: &Presentation,
	expected: &Expectations<'_>,
) -> BTreeMap<String, BTreeSet<String>> {
	let bytes = presentation.encode().unwrap();
	let signed = presentation.binding.is_some();
	let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
	for (field, range) in fields(presentation) {
		// Every other person costs the light client a question.
		let bits = if field == "person" { 0..1 } else { 0..8 };
		for (at, bit) in range.flat_map(|at| bits.clone().map(move |bit| (at, bit))) {
			let mut altered = bytes.clone();
			altered[at] ^= 1 << bit;
			let outcome = verifier.judge(&altered, expected);
			let failure = outcome.expect_err(&format!("{field}, byte {at}, bit {bit} is accepted"));
			let code = failure.code();
			let allowed = failures_of(&field, signed);
			assert!(allowed.contains(&code.as_str()), "{field}, byte {at}, bit {bit}: {failure:?}");
			seen.entry(field.clone()).or_default().insert(code);
		}
	}
	seen
}

/// A card without a signature, made from what the desk keeps.
fn card_of(stored: &StoredPerson, person: u64, genesis: Hash) -> (Presentation, Hash) {
	let tree = stored.present().tree(&genesis).unwrap();
	let slots = [slot::NAME, slot::ADMISSION];
	let presentation = Presentation {
		kind: Kind::Card,
		genesis,
		person: PersonId(person),
		schema: stored.schema,
		version: stored.version,
		shown: tree.show(&slots).unwrap(),
		proof: tree.proof(&slots).unwrap(),
		life: None,
		binding: None,
	};
	(presentation, tree.root())
}

/// The specification of the preset `local`, with a node to begin with.
fn local_spec(node: &Node, out: &str) -> String {
	node.light_spec_of("local", Path::new(out));
	out.to_owned()
}

#[test]
fn verification_by_a_light_client_fails_in_every_way_with_its_own_words() {
	let begun = Instant::now();
	let world = World::new();
	let spec = world.spec();
	let alone = Node::one_of_four(world.work.path());
	println!("a chain with members in {:.0} s", begun.elapsed().as_secs_f64());
	let (live, nonce) = world.live("live.json");
	let (second, second_nonce) = world.live("second.json");
	let card = world.present("card.json", &["--card", "--key", "member"]);
	let unsigned = world.present("unsigned.json", &["--card", "--unsigned", "--history", "file"]);
	let audience = ["--audience", "library"];
	let asked = [&audience[..], &["--nonce", &nonce, "--require-live"]].concat();
	let asked_again = [&audience[..], &["--nonce", &second_nonce, "--require-live"]].concat();

	// What is good passes, before anything is altered.
	let report = accepted(&world.verify(&live, &spec, &asked));
	assert_eq!(
		(&report["verdict"], &report["bearer_proven"]),
		(&json!("live"), &json!(true)),
		"{report}"
	);
	assert_eq!(report["source"], json!("proven to a light client"));
	let birthday = report["shown"]["birthday"].clone();
	assert!(birthday.as_str().unwrap().parse::<CivilDate>().is_ok(), "{report}");
	let report = accepted(&world.verify(&card, &spec, &[]));
	assert_eq!((&report["verdict"], &report["shown"]["birthday"]), (&json!("card"), &birthday));
	assert_eq!(report["message"], json!("card genuine; bearer not proven"));
	let report = accepted(&world.verify(&unsigned, &spec, &[]));
	assert_eq!(report["verdict"], json!("unbound"));

	// Altered bytes: all of them by one light client, one of each field by the program.
	let mut verifier = Verifier::start(&spec);
	let chain = verifier.view(world.person);
	let genesis = verifier.client.genesis();
	let now_ms = chain.view.now_ms;
	let binary = |file: &str| envelope::read(&std::fs::read(file).unwrap()).unwrap().presentation;
	let expected = Expectations {
		genesis,
		now_ms: clock_ms(),
		audience: Some("library"),
		nonce: hex::decode(&second_nonce[2..]).unwrap().try_into().ok(),
		live_required: false,
	};
	let presentation = binary(&second);
	assert_eq!(presentation.life.as_ref().unwrap().len(), 2, "enrolment and key");
	let seen = sweep(&mut verifier, &presentation, &expected);
	let codes = |field: &str| seen[field].iter().map(String::as_str).collect::<Vec<_>>();
	assert_eq!(codes("salt of slot 0"), ["other-root"]);
	assert_eq!(codes("event 1"), ["bad-signature", "unreadable"]);
	assert!(codes("kind").contains(&"bad-signature"));
	assert!(codes("value of slot 6").contains(&"other-root"));
	// Unsigned, only the chain's head vouches for the history.
	let seen = sweep(&mut verifier, &binary(&unsigned), &expected);
	assert!(seen["event 1"].contains("other-life"), "{:?}", seen["event 1"]);
	assert!(seen["kind"].contains("live-unsigned"), "{:?}", seen["kind"]);
	println!("two presentations altered after {:.0} s", begun.elapsed().as_secs_f64());
	// And the text around the binary.
	let text = std::fs::read(&second).unwrap();
	for (at, bit) in (0..text.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
		let mut altered = text.clone();
		altered[at] ^= 1 << bit;
		let outcome = verifier.judge(&altered, &expected);
		assert!(outcome.is_err(), "byte {at}, bit {bit} of the text: {outcome:?}");
	}

	let bytes = presentation.encode().unwrap();
	let mut cases: Vec<Case<'_>> = Vec::new();
	for (n, (field, range)) in fields(&presentation).into_iter().enumerate() {
		let mut altered = bytes.clone();
		// The middle byte: the highest of a number would be read as no number at all.
		altered[range.start + range.len() / 4] ^= 1;
		let file = world.write(&format!("altered-{n}.cxp"), &altered);
		let codes = failures_of(&field, true);
		cases.push(Case { file, spec: &spec, more: asked_again.clone(), codes, words: "" });
	}
	let mut text = text;
	let at = text.windows(7).position(|w| w == b"\"name\":").unwrap() + 10;
	text[at] ^= 1;
	let file = world.write("text.json", &text);
	let words = "it was altered";
	let codes = &["json-differs"];
	cases.push(Case { file, spec: &spec, more: asked_again.clone(), codes, words });

	// A card where a live answer is required, and answers that are none.
	let mut case = |file: &str, spec, more: &[&'static str], codes, words| {
		cases.push(Case { file: file.to_owned(), spec, more: more.to_vec(), codes, words });
	};
	case(&card, &spec, &["--require-live"], &["live-required"], "a live presentation is required");
	case(&second, &spec, &audience, &["no-challenge"], "answers a nonce");
	let other = "0x0101010101010101010101010101010101010101010101010101010101010101";
	let another = ["--audience", "library", "--nonce", other];
	case(&second, &spec, &another, &["other-nonce"], "answers another nonce");

	// The chain's time is not the verifier's: by far, and just so.
	let now: &'static str = time(
		std::time::SystemTime::UNIX_EPOCH
			.elapsed()
			.map_or(0, |d| u64::try_from(d.as_millis()).unwrap()),
	)
	.leak();
	let late: &'static str = time(now_ms + MAX_CLOCK_DISTANCE_MS + 1).leak();
	let stale = "more than 15 minutes apart";
	case(&unsigned, &spec, &["--clock", now], &["stale-clock"], stale);
	case(&unsigned, &spec, &["--clock", late], &["stale-clock"], stale);

	// Another chain's presentation, another chain's specification, or both.
	let foreign = local_spec(&world.node, &world.place("local.json"));
	let foreign_genesis = Verifier::start(&foreign).client.genesis();
	assert_ne!(foreign_genesis, genesis);
	let (_, stored) = world.desk.vault().person_by_id(world.person).unwrap().unwrap();
	let (of_another, _) = card_of(&stored, world.person, foreign_genesis);
	let of_another =
		world.write("another.cxp", proof_value(&of_another.encode().unwrap()).as_bytes());
	let words = "belongs to another chain";
	case(&of_another, &spec, &[], &["other-genesis"], words);
	case(&card, &foreign, &[], &["other-genesis"], words);
	let idle = &["no-peers", "other-chain-likely"];
	case(&of_another, &foreign, &["--timeout", "8"], idle, "another");

	// Pinned to other authorities than the chain has.
	let pin = world.pin("pin.json");
	let pinned: Value = serde_json::from_slice(&std::fs::read(&pin).unwrap()).unwrap();
	assert_eq!(
		(&pinned["set_id"], pinned["authorities"].as_array().unwrap().len()),
		(&json!(0), 1)
	);
	let altered_pin = |name: &str, change: &dyn Fn(&mut Value)| -> &'static str {
		let mut pin = pinned.clone();
		change(&mut pin);
		world.write(name, pin.to_string()).leak()
	};
	let older = altered_pin("older.json", &|pin| pin["set_id"] = json!(1));
	let different = altered_pin("different.json", &|pin| {
		pin["authorities"][0]["key"] = json!(format!("0x{}", "11".repeat(32)));
	});
	let elsewhere = altered_pin("elsewhere.json", &|pin| pin["genesis"] = json!(foreign_genesis));
	case(&card, &spec, &["--pin", older], &["authority-set-older"], "Cannot vouch");
	case(&card, &spec, &["--pin", different], &["authority-set-different"], "Cannot vouch");
	case(&card, &spec, &["--pin", elsewhere], &["other-chain"], "another chain");
	run_cases(&world, &cases);
	accepted(&world.verify(&card, &spec, &["--pin", &pin]));

	// The edges of the clock, to the millisecond; a minute behind, a card is from the future.
	let at_edge = time(now_ms + MAX_CLOCK_DISTANCE_MS);
	accepted(&world.verify(&unsigned, &spec, &["--clock", &at_edge]));
	let unsigned_bytes = std::fs::read(&unsigned).unwrap();
	for (clock, passes) in [
		(now_ms + MAX_CLOCK_DISTANCE_MS, true),
		(now_ms + MAX_CLOCK_DISTANCE_MS + 1, false),
		(now_ms - MAX_CLOCK_DISTANCE_MS, true),
		(now_ms - MAX_CLOCK_DISTANCE_MS - 1, false),
	] {
		let outcome = verifier.judge(&unsigned_bytes, &Expectations { now_ms: clock, ..expected });
		match passes {
			true => assert!(matches!(outcome, Ok(Verdict::Unbound(_))), "{clock}: {outcome:?}"),
			false => assert_eq!(outcome, Err(Refusal::StaleClock.into()), "{clock}"),
		}
	}

	// The second answer, whose altered copies were refused, is good; once.
	accepted(&world.verify(&second, &spec, &asked_again));
	refused(&world.verify(&second, &spec, &asked_again), "used-nonce", "used before");
	drop(verifier);

	println!("{} cases after {:.0} s", cases.len(), begun.elapsed().as_secs_f64());
	a_corrected_date(&world, &spec, &card);

	// A chain with blocks of which none is final, for three of its four validators are missing.
	let rpc = alone.rpc();
	wait_for("a block", || (number_of(&rpc.call("chain_getHeader", vec![])) > 0).then_some(()));
	assert_eq!(finalized(&rpc), 0);
	let nothing = local_spec(&alone, &world.place("nothing.json"));
	let done = world.verify(&of_another, &nothing, &["--timeout", "10"]);
	refused(&done, "nothing-finalized", "none was finalized within 10 s");
	println!("all in {:.0} s", begun.elapsed().as_secs_f64());
}

/// The sealed date was wrong and is corrected: it is never shown alone again.
fn a_corrected_date(world: &World, spec: &str, card: &str) {
	let person = world.person.to_string();
	let (_, stored) = world.desk.vault().person_by_id(world.person).unwrap().unwrap();
	let day = earlier_admissions(&stored).next().unwrap().to_string();
	let without = world.present("without.json", &["--card", "--key", "member", "--show", "name"]);
	let report = accepted(&world.verify(&without, spec, &[]));
	assert_eq!(report["corrected"], json!(false));
	accepted(&world.verify(card, spec, &[]));
	world.desk.ok(&[
		&["member", "correct", "--org", &world.top, "--person", &person],
		&["--birthday", &day, "--handler", "charlie", "--approver", "dave"][..],
	]
	.concat());
	let done = world.verify(card, spec, &[]);
	refused(&done, "corrected-date", "was corrected later");
	let report = accepted(&world.verify(&without, spec, &[]));
	assert_eq!(report["corrected"], json!(true));
	let message = report["message"].as_str().unwrap();
	assert!(message.ends_with("the political birthday was corrected"), "{message}");
	assert_eq!(report["shown"].as_object().unwrap().len(), 1, "{report}");

	// The record's next version holds the effective date, which is shown with its mark.
	let paper = world.write("request.pdf", "signed by hand");
	world.desk.ok(&[
		&["member", "update", "paper", "--org", &world.top, "--person", &person],
		&["--file", &paper, "--handler", "charlie", "--approver", "dave"][..],
	]
	.concat());
	std::fs::remove_file(world.place("member.cxm")).unwrap();
	world.member(&["issue", "--person", &person, "--out", &world.place("member.cxm")]);
	let effective = world.present("effective.json", &["--card", "--key", "member"]);
	let report = accepted(&world.verify(&effective, spec, &[]));
	assert_eq!(report["shown"]["birthday"], json!(day));
	assert_eq!(report["corrected"], json!(true));
}

/// Submits a call and waits until it is final.
async fn submit(url: &str, call: &Call, signer: &Keypair) {
	Chain::connect(url).await.unwrap().submit(call, signer).await.unwrap();
}

/// A motion of the council of one. (Validators and councils have no desk.)
async fn motion(url: &str, call: &Call) {
	let client = OnlineClient::<SubstrateConfig>::from_insecure_url(url).await.unwrap();
	let proposal = Encoded(client.tx().await.unwrap().call_data(call).unwrap());
	let len = Compact(u32::try_from(proposal.0.len()).unwrap());
	let propose = Call::new("Council", "propose", (Compact(1u32), proposal, len));
	submit(url, &propose, &dev::alice()).await;
}

/// New session keys of a node, made by it and set by their owner; returns its vote's public key.
fn new_keys(node: &Node, url: &str, owner: &Keypair) -> String {
	let account = json!(hex(&owner.public_key().0));
	let made = node.rpc().call("author_rotateKeysWithOwner", vec![account]);
	let part = |name: &str| hex::decode(&made[name].as_str().unwrap()[2..]).unwrap();
	let (keys, proof) = (part("keys"), part("proof"));
	let vote = hex(&keys[32..64]);
	let set = Call::new("Session", "set_keys", (Encoded(keys), proof));
	tokio::runtime::Runtime::new().unwrap().block_on(submit(url, &set, owner));
	vote
}

#[test]
fn a_light_client_follows_a_chain_whose_authorities_change() {
	let begun = Instant::now();
	let world = World::new();
	let spec = world.spec();
	let card = world.present("card.json", &["--card", "--key", "member"]);
	let runtime = tokio::runtime::Runtime::new().unwrap();
	let url = world.node.url();
	let rpc = world.node.rpc();
	let alice = dev::alice();

	// Connected, under the first authorities.
	let verifier = Verifier::start(&spec);
	let before = verifier.view(world.person);
	let (first_set, first) = verifier.authorities();
	assert_eq!((first_set, first.len()), (0, 1));
	let first_pin = world.pin("pin-0.json");
	accepted(&world.verify(&card, &spec, &[]));
	accepted(&world.verify(&card, &spec, &["--pin", &first_pin]));
	// A session of the same validators is no change.
	world.seal(11);
	let quiet = verifier.view(world.person);
	assert!(quiet.number >= before.number + 11, "{} after {}", quiet.number, before.number);
	assert_eq!(verifier.authorities(), (0, first.clone()));

	// Alice's node gets new keys: another set, from the session after the next.
	let key = new_keys(&world.node, &url, &alice);
	assert_ne!(first, std::slice::from_ref(&key));
	let head = world.seal(30);
	let after = wait_for("the head", || {
		Some(verifier.view(world.person)).filter(|view| u64::from(view.number) >= head)
	});
	assert_eq!(verifier.authorities(), (1, vec![key.clone()]));
	// It goes on under the new set.
	let head = world.seal(5);
	let next = wait_for("the head", || {
		Some(verifier.view(world.person)).filter(|view| u64::from(view.number) >= head)
	});
	assert!(next.number > after.number && next.view.now_ms > after.view.now_ms);

	// Light clients that start now, from the first block: they vouch for the pinned set alone. A pin
	// from before the change vouches no longer: whoever has retired keys could make any later set.
	refused(&world.verify(&card, &spec, &[]), "authority-set-missing", "no pin was given");
	let done = world.verify(&card, &spec, &["--pin", &first_pin]);
	refused(
		&done,
		"authority-set-newer",
		"Cannot vouch: the chain shown has authority set 1, newer",
	);
	let second_pin = world.pin("pin-1.json");
	let report = accepted(&world.verify(&card, &spec, &["--pin", &second_pin]));
	assert_eq!(report["verdict"], json!("card"));
	assert!(report["block"].as_u64().unwrap() >= head, "{report}");

	// A history made with the first keys: the same first block, and no change ever.
	let work = world.work.path().join("old keys");
	std::fs::create_dir(&work).unwrap();
	let old = Node::instant(&work, DAY);
	old.rpc().call("dev_seal", vec![json!(40)]);
	let old_spec = work.join("light.json");
	old.light_spec(&old_spec);
	let old_spec = old_spec.display().to_string();
	let done = world.verify(&card, &old_spec, &["--pin", &second_pin]);
	refused(
		&done,
		"authority-set-older",
		"Cannot vouch: the chain shown has authority set 0, older",
	);
	drop(old);

	// A second validator with a node of its own.
	let work = world.work.path().join("bob");
	std::fs::create_dir(&work).unwrap();
	let bootnode = world.node.address();
	let node_key = format!("{:064x}", 2);
	let mut bob = Node::start(
		&work,
		&["--bob", "--sealing", "manual", "--node-key", &node_key, "--bootnodes", &bootnode],
	);
	let named = Call::new("Validators", "name_validator", dev::bob().public_key().0);
	runtime.block_on(motion(&url, &named));
	let bobs = new_keys(&bob, &url, &dev::bob());
	let bob_rpc = bob.rpc();
	wait_for("the second node", || (finalized(&bob_rpc) >= head).then_some(()));
	let file = world.desk.roster("later.csv", &world.rest[..3]);
	world.desk.ok(&["roster", "propose", &file, "--org", &world.top, "--handler", "charlie"]);
	let head = world.seal(30);
	let mut both = vec![key, bobs];
	both.sort();
	let view = wait_for("the head", || {
		Some(verifier.view(world.person)).filter(|view| u64::from(view.number) >= head)
	});
	assert_eq!(verifier.authorities(), (2, both));
	let third_pin = world.pin("pin-2.json");
	accepted(&world.verify(&card, &spec, &["--pin", &third_pin]));

	// Without the second validator there are blocks, and none is final. The best block says that the
	// key is frozen and that others are enrolled; it is no answer.
	bob.end();
	let chain = runtime.block_on(Chain::connect(&url)).unwrap();
	let freeze = Call::freeze_account(OrgId(world.top.parse().unwrap()), PersonId(world.person));
	let pending = runtime.block_on(async {
		chain.submitter(dev::dave()).await.unwrap().send(&freeze).await.unwrap()
	});
	wait_for("the freeze", || at_best(&rpc, world.person).filter(|p| p.frozen));
	let newcomer = 4 + MEMBERS as u64;
	assert_eq!(at_best(&rpc, newcomer), None);
	let approve = ["roster", "approve", "--org", &world.top, "--approver", "dave"];
	let mut process = world.desk.spawn(&approve, &world.work.path().join("approve.log"));
	let entry = wait_for("the enrolment", || at_best(&rpc, newcomer));
	assert!(process.is_running(), "it waits for finality: {}", process.output());
	process.kill();
	let root = entry.record.unwrap().root;
	let genesis = verifier.client.genesis();
	let newcomers = world.desk.vault().persons().unwrap();
	let waiting = newcomers.iter().filter(|(_, p)| p.person.is_none());
	let mut cards = waiting.map(|(_, p)| card_of(p, newcomer, genesis));
	let (newcomers_card, _) = cards.find(|(_, own)| *own == root).unwrap();
	let newcomers_card = world.write("later.cxp", newcomers_card.encode().unwrap());
	rpc.call("dev_seal", vec![json!(5)]);
	let best = number_of(&rpc.call("chain_getHeader", vec![]));
	let stalled = verifier.view(world.person);
	assert!(!stalled.view.person.as_ref().unwrap().entry.frozen);
	assert!(stalled.number >= view.number && u64::from(stalled.number) < best);
	accepted(&world.verify(&card, &spec, &["--pin", &third_pin]));
	let done = world.verify(&newcomers_card, &spec, &["--pin", &third_pin]);
	refused(&done, "no-such-person", "the chain has no such person");
	assert!(done.json()["block"].as_u64().unwrap() < best, "{done:?}");

	// It comes back, and what was in the best block becomes final.
	bob.again();
	let included = runtime.block_on(pending.finalized()).unwrap();
	let frozen = wait_for("the frozen key", || {
		Some(verifier.view(world.person)).filter(|v| v.view.person.as_ref().unwrap().entry.frozen)
	});
	assert!(frozen.number >= included.number && frozen.number > stalled.number);
	let done = world.verify(&card, &spec, &["--pin", &third_pin]);
	refused(&done, "frozen", "key is frozen");
	let report = accepted(&world.verify(&newcomers_card, &spec, &["--pin", &third_pin]));
	assert_eq!((&report["verdict"], &report["person"]), (&json!("unbound"), &json!(newcomer)));
	println!("all in {:.0} s", begun.elapsed().as_secs_f64());
}
