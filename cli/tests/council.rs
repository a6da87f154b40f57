//! What the council decides: each act by its command, a motion told as what became of it, a council of
//! more than one.

mod support;

use chuxin_cli::chain::{hex, unhex, Call, Chain};
use serde_json::{json, Value};
use support::{Desk, Node};

const DAY: &str = "2026-10-01";
const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
const FERDIE: &str = "5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL";

struct World {
	desk: Desk,
	node: Node,
	work: tempfile::TempDir,
}

fn world() -> World {
	let work = tempfile::tempdir().unwrap();
	let node = Node::instant(work.path(), DAY);
	// No act here asks the registrar.
	let desk = Desk::new(&work.path().join("office"), &node.url(), "http://127.0.0.1:9");
	World { desk, node, work }
}

/// The words of a line, below `council`, signed by a key.
fn line<'a>(text: &'a str, key: &'a str) -> Vec<&'a str> {
	["council"].into_iter().chain(text.split_whitespace()).chain(["--key", key]).collect()
}

impl World {
	fn show(&self) -> Value {
		let mut shown = self.desk.ok(&["council", "show"]);
		shown.as_object_mut().unwrap().remove("block");
		shown
	}

	/// A motion of Alice's that is carried out at once.
	fn decided(&self, text: &str) {
		let done = self.desk.ok(&line(text, "alice"));
		assert_eq!(done["motion"]["state"], "executed", "{text}: {done}");
		assert_eq!(done["call"], "Council.propose", "{text}: {done}");
	}

	/// An act of a key that is refused: the code, the call refused, who can help.
	fn refused(&self, text: &str, key: &str) -> (String, Value, String) {
		let done = self.desk.run(&[&["--json"][..], &line(text, key)].concat());
		assert_ne!(done.code, Some(0), "{text}: {done:?}");
		assert_eq!(done.stdout, "", "{text}");
		let error: Value = serde_json::from_str(&done.stderr).unwrap();
		let error = &error["error"];
		assert!(error["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{error}");
		assert!(error["cure"].as_str().is_some_and(|cure| !cure.is_empty()), "{error}");
		let text = |name: &str| error[name].as_str().unwrap().to_owned();
		(text("code"), error["call"].clone(), text("who"))
	}

	fn refused_as(&self, text: &str, code: &str, call: &str) {
		let found = self.refused(text, "alice");
		assert_eq!((found.0.as_str(), &found.1), (code, &json!(call)), "{text}");
	}

	/// A dry run of Alice's: what would change; nothing does.
	fn dry(&self, text: &str) -> Value {
		let before = self.show();
		let shown = self.desk.ok(&[&["--dry-run"][..], &line(text, "alice")].concat());
		assert_eq!(shown["sent"], 0, "{text}");
		assert_eq!(self.show(), before, "{text} changed something");
		shown
	}

	fn file(&self, name: &str, content: &[u8]) -> String {
		let path = self.work.path().join(name);
		std::fs::write(&path, content).unwrap();
		path.display().to_string()
	}
}

#[test]
fn a_council_of_one_decides_each_of_its_acts_by_command() {
	let world = world();
	let first = world.show();
	assert_eq!((&first["members"], &first["votes_needed"]), (&json!([ALICE]), &json!(1)));
	assert_eq!(first["motions"], json!([]));
	assert_eq!(first["validators"], json!([ALICE]));
	assert_eq!(first["upgrade"], Value::Null);

	// Limits. The dry run shows the exact bytes: threshold, the call, its length.
	let shown = world.dry("set-limit --class member --units 77");
	assert_eq!(shown["changes"][0]["after"], "member 77");
	let before = first["limits"]["member"].to_string();
	assert_eq!(shown["changes"][0]["before"], format!("member {before}"));
	assert_eq!(shown["transactions"][0]["bytes"], "0x0c02040a03004d0000001c");
	world.decided("set-limit --class member --units 77");
	assert_eq!(world.show()["limits"]["member"], 77);
	assert_eq!(world.show()["limits"]["officer"], first["limits"]["officer"]);
	// A motion that is executed and whose act fails is an error: told by what it decides.
	world.refused_as(
		"set-limit --class member --units 9",
		"Access.LimitOutOfRange",
		"Access.set_limit",
	);
	assert_eq!(world.show()["limits"]["member"], 77);
	// Who is not of the council proposes nothing.
	let (code, call, who) = world.refused("set-limit --class member --units 78", "bob");
	assert_eq!(
		(code.as_str(), call, who.as_str()),
		("Council.NotMember", json!("Council.propose"), "council")
	);

	// Delays: what is left out stays.
	let shown = world.dry("set-delays --replacement 2h");
	assert_eq!(
		shown["changes"],
		json!([
			{ "what": "delay-replacement", "before": "1m", "after": "2h" }
		])
	);
	world.decided("set-delays --replacement 2h");
	let mut delays = first["delays"].clone();
	delays["replacement"] = json!(7_200_000);
	assert_eq!(world.show()["delays"], delays);
	world.refused_as("set-delays --upgrade 91d", "Access.DelayOutOfRange", "Access.set_delays");

	// The registrar's key.
	let key = format!("0x{}", "5a".repeat(32));
	let set = format!("registrar-key --tag-version 2 --public {key}");
	let shown = world.dry(&set);
	assert_eq!(shown["changes"][0]["before"], "-");
	world.decided(&set);
	assert_eq!(world.show()["registrar_keys"]["2"], json!(key));
	assert_eq!(world.show()["registrar_keys"]["1"], first["registrar_keys"]["1"]);
	world.decided("registrar-key --tag-version 2 --remove");
	assert_eq!(world.show()["registrar_keys"], first["registrar_keys"]);
	let again = "registrar-key --tag-version 2 --remove";
	world.refused_as(again, "Members.RegistrarUnknown", "Members.set_registrar_key");
	assert_eq!(world.desk.run(&line("registrar-key --tag-version 2", "alice")).code, Some(2));

	// Validators.
	world.dry(&format!("validator name {BOB}"));
	world.decided(&format!("validator name {BOB}"));
	assert_eq!(world.show()["validators"], json!([ALICE, BOB]));
	let again = format!("validator name {BOB}");
	world.refused_as(&again, "Validators.AlreadyNamed", "Validators.name_validator");
	// Bob has set no session keys.
	let last = format!("validator remove {ALICE}");
	world.refused_as(&last, "Validators.LastValidator", "Validators.remove_validator");
	world.decided(&format!("validator remove {BOB}"));
	assert_eq!(world.show()["validators"], json!([ALICE]));

	// One call is paused; others go on.
	let resigns = ["org", "resign", "--org", "0", "--key", "bob"];
	let resign = || {
		let done = world.desk.run(&[&["--json"][..], &resigns].concat());
		let error: Value = serde_json::from_str(&done.stderr).unwrap();
		error["error"]["code"].as_str().unwrap().to_owned()
	};
	world.dry("pause organizations resign");
	world.decided("pause organizations resign");
	assert_eq!(world.show()["paused"], json!(["Organizations.resign"]));
	assert_eq!(resign(), "call-not-allowed");
	world.refused_as("pause Organizations resign", "TxPause.IsPaused", "TxPause.pause");
	world.refused_as("pause Council close", "TxPause.Unpausable", "TxPause.pause");
	assert_eq!(world.refused("pause Organizations resing", "alice").0, "not-found");
	world.decided("unpause Organizations resign");
	assert_eq!(world.show()["paused"], json!([]));
	world.refused_as("unpause Organizations resign", "TxPause.IsUnpaused", "TxPause.unpause");
	let left = resign();
	assert!(left.starts_with("Organizations."), "{left}");

	// Safe mode: everything but what mends stands still.
	world.refused_as("safe-mode extend", "SafeMode.Exited", "SafeMode.force_extend");
	world.dry("safe-mode enter");
	world.decided("safe-mode enter");
	let until = world.show()["safe_mode_until"].as_u64().unwrap();
	assert_eq!(resign(), "call-not-allowed");
	world.decided("safe-mode extend");
	assert!(world.show()["safe_mode_until"].as_u64().unwrap() > until);
	world.decided("safe-mode exit");
	assert_eq!(world.show()["safe_mode_until"], Value::Null);
	assert_eq!(resign(), left);

	// For people.
	let text = world.desk.run(&["--lang", "zh", "council", "show"]);
	assert!(text.stdout.contains("理事会成员") && text.stdout.contains(ALICE), "{text:?}");
	let done = world.desk.run(&line("set-limit --class officer --units 5000", "alice"));
	assert!(done.stdout.contains("5000") && done.stdout.contains("finalized"), "{done:?}");
}

#[test]
fn an_upgrade_is_proposed_by_its_file_cancelled_and_only_a_newer_runtime_is_taken() {
	let world = world();
	let no_runtime = world.file("roster.csv", b"a,b");
	assert_eq!(world.refused(&format!("upgrade propose {no_runtime}"), "alice").0, "format");
	let one = world.file("one.wasm", b"\0asm one");
	let hash = hex(&sp_crypto_hashing::blake2_256(b"\0asm one"));
	assert_eq!(world.refused(&format!("upgrade enact {one}"), "bob").0, "not-found");

	let shown = world.dry(&format!("upgrade propose {one}"));
	assert_eq!(
		(&shown["changes"][0]["before"], &shown["changes"][0]["after"]),
		(&json!("-"), &json!(hash))
	);
	world.decided(&format!("upgrade propose {one}"));
	assert_eq!(world.show()["upgrade"]["hash"], json!(hash));
	let again = format!("upgrade propose {one}");
	world.refused_as(&again, "Access.UpgradeAlreadyProposed", "Access.propose_upgrade");
	// A minute has to pass, and the file must be the one.
	let other = world.file("other.wasm", b"\0asm other");
	assert_eq!(world.refused(&format!("upgrade enact {other}"), "bob").0, "usage");
	let (code, call, _) = world.refused(&format!("upgrade enact {one}"), "bob");
	assert_eq!((code.as_str(), call), ("Access.UpgradeNotReady", json!("Access.enact_upgrade")));
	world.dry("upgrade cancel");
	world.decided("upgrade cancel");
	assert_eq!(world.show()["upgrade"], Value::Null);
	world.refused_as("upgrade cancel", "Access.UpgradeNotFound", "Access.cancel_upgrade");

	// Without delay: the runtime that the chain has already. It is enacted, uploaded and not taken,
	// and that is no success.
	world.decided("set-delays --upgrade 0s");
	let code = world.node.rpc().call("state_getStorage", vec![json!(hex(b":code"))]);
	let code = unhex(code.as_str().unwrap()).unwrap();
	let same = world.file("same.wasm", &code);
	world.decided(&format!("upgrade propose {same}"));
	let shown = world.dry(&format!("upgrade enact {same}"));
	let calls: Vec<&Value> =
		shown["transactions"].as_array().unwrap().iter().map(|c| &c["call"]).collect();
	assert_eq!(calls, ["Access.enact_upgrade", "System.apply_authorized_upgrade"]);
	assert!(shown["changes"][0]["before"].as_str().unwrap().starts_with("chuxin "), "{shown}");
	let (code, call, who) = world.refused(&format!("upgrade enact {same}"), "bob");
	assert_eq!(
		(code.as_str(), call, who.as_str()),
		("System.SpecVersionNeedsToIncrease", json!("System.apply_authorized_upgrade"), "council")
	);
	let shown = world.show();
	assert_eq!((&shown["upgrade"], &shown["enacted"]), (&Value::Null, &Value::Null));

	// Enacted and not yet uploaded: it is taken back, and uploaded no more.
	world.decided(&format!("upgrade propose {one}"));
	let runtime = tokio::runtime::Runtime::new().unwrap();
	runtime.block_on(async {
		let chain = Chain::connect(&world.desk.node).await.unwrap();
		let key = subxt_signer::sr25519::dev::bob();
		chain.submit(&Call::enact_upgrade(), &key).await.unwrap();
	});
	assert_eq!(world.show()["enacted"], json!(hash));
	let shown = world.dry(&format!("upgrade enact {one}"));
	assert_eq!(shown["transactions"].as_array().unwrap().len(), 1, "{shown}");
	world.decided("upgrade cancel");
	assert_eq!(world.show()["enacted"], Value::Null);
	assert_eq!(world.refused(&format!("upgrade enact {one}"), "bob").0, "not-found");
}

#[test]
fn a_council_of_two_proposes_votes_and_closes() {
	let world = world();
	let desk = &world.desk;
	// Nobody comes in who could not vote, or twice.
	assert_eq!(world.refused(&format!("set-members {ALICE} {FERDIE}"), "alice").0, "usage");
	assert_eq!(world.refused(&format!("set-members {ALICE} {ALICE}"), "alice").0, "usage");
	let shown = world.dry(&format!("set-members {BOB} {ALICE}"));
	assert_eq!(shown["changes"][0]["before"], json!(ALICE));
	world.decided(&format!("set-members {BOB} {ALICE}"));
	let shown = world.show();
	assert_eq!(shown["votes_needed"], 2);
	assert_eq!(shown["members"].as_array().unwrap().len(), 2);

	// Proposed: open, nothing has changed.
	let before = world.show()["limits"].clone();
	let open = desk.ok(&line("set-limit --class member --units 77", "alice"));
	let motion = &open["motion"];
	assert_eq!((&motion["state"], &motion["index"]), (&json!("open"), &json!(0)), "{open}");
	let hash = motion["hash"].as_str().unwrap().to_owned();
	let shown = world.show();
	assert_eq!(shown["limits"], before);
	let motion = &shown["motions"][0];
	assert_eq!(
		(&motion["call"], &motion["arguments"]),
		(&json!("Access.set_limit"), &json!({ "class": "Member", "units": 77 }))
	);
	assert_eq!((&motion["hash"], &motion["threshold"]), (&json!(hash), &json!(2)));
	let twice = "set-limit --class member --units 77";
	world.refused_as(twice, "Council.DuplicateProposal", "Council.propose");

	// Votes: by number and by hash; too few do not close it.
	let shown = world.dry("vote --motion 0 yes");
	assert_ne!(shown["changes"][0]["before"], shown["changes"][0]["after"]);
	desk.ok(&line("vote --motion 0 yes", "alice"));
	world.refused_as("vote --motion 0 yes", "Council.DuplicateVote", "Council.vote");
	assert_eq!(world.refused("vote --motion 0 yes", "charlie").0, "Council.NotMember");
	assert_eq!(world.refused("vote --motion 7 yes", "alice").0, "not-found");
	assert_eq!(world.show()["motions"][0]["ayes"], json!([ALICE]));
	assert_eq!(world.refused("close --motion 0", "charlie").0, "Council.TooEarly");
	let voted = desk.ok(&line(&format!("vote --motion {hash} yes"), "bob"));
	assert!(voted["done"].as_str().unwrap().contains("2 for, 0 against"), "{voted}");
	let shown = world.dry("close --motion 0");
	assert_eq!(shown["changes"][0]["after"], "carried out");
	// Anybody entitled closes.
	let closed = desk.ok(&line(&format!("close --motion {hash}"), "charlie"));
	assert_eq!(closed["motion"]["state"], "executed", "{closed}");
	assert_eq!(closed["decides"], "Access.set_limit");
	let shown = world.show();
	assert_eq!((&shown["limits"]["member"], &shown["motions"]), (&json!(77), &json!([])));
	assert_eq!(world.refused("close --motion 0", "alice").0, "not-found");

	// One against it, in a council of two: closed without effect.
	desk.ok(&line("pause Organizations resign", "bob"));
	let motion = world.show()["motions"][0].clone();
	assert_eq!(motion["arguments"], json!({ "call": "Organizations.resign" }));
	desk.ok(&line("vote --motion 1 no", "alice"));
	let closed = desk.ok(&line("close --motion 1", "alice"));
	assert_eq!(closed["motion"]["state"], "disapproved", "{closed}");
	assert_eq!(world.show()["paused"], json!([]));

	// Votes enough, and what it decides fails: an error by its own name.
	desk.ok(&line("set-limit --class member --units 5", "alice"));
	desk.ok(&line("vote --motion 2 yes", "alice"));
	desk.ok(&line("vote --motion 2 yes", "bob"));
	world.refused_as("close --motion 2", "Access.LimitOutOfRange", "Access.set_limit");
	let shown = world.show();
	assert_eq!((&shown["limits"]["member"], &shown["motions"]), (&json!(77), &json!([])));
}
