//! What holds for every command: JSON, dry runs, languages, completions, lists and head counts.

mod support;

use serde_json::{json, Value};
use std::path::Path;
use support::{Desk, Done, Node};

const DAY: &str = "2026-10-01";

struct World {
	work: tempfile::TempDir,
	node: Node,
	desk: Desk,
}

fn world() -> World {
	let work = tempfile::tempdir().unwrap();
	let node = Node::instant(work.path(), DAY);
	let desk = Desk::new(&work.path().join("office"), &node.url(), "http://127.0.0.1:9");
	// The vault notes its chain at the first command that asks it.
	desk.ok(&["key", "show", "bob"]);
	World { work, node, desk }
}

impl World {
	/// The best block, what waits, and the vault's bytes.
	fn state(&self) -> (Value, Value, Vec<u8>) {
		let rpc = self.node.rpc();
		let waiting = rpc.call("author_pendingExtrinsics", vec![]);
		let vault = std::fs::read(self.desk.home().join("vault.db")).unwrap();
		(rpc.call("chain_getHeader", vec![]), waiting, vault)
	}

	/// A dry run: sees that nothing was sent and nothing kept.
	fn dry(&self, arguments: &[&str]) -> Value {
		let before = self.state();
		let mut all = vec!["--json", "--dry-run"];
		all.extend(arguments);
		let done = self.desk.run(&all);
		assert_eq!(done.code, Some(0), "{arguments:?}: {done:?}");
		assert_eq!(done.stderr, "");
		// An instant node makes a block as soon as anything is sent.
		std::thread::sleep(std::time::Duration::from_millis(700));
		assert!(self.state() == before, "{arguments:?} changed something");
		let shown = done.json();
		assert_eq!((&shown["dry_run"], &shown["sent"]), (&json!(true), &json!(0)));
		shown
	}

	/// Units the key has left today.
	fn free(&self, key: &str) -> u64 {
		self.desk.ok(&["key", "show", key])["free"].as_u64().unwrap()
	}
}

fn error(done: &Done) -> Value {
	let lines: Vec<&str> = done.stderr.lines().collect();
	assert_eq!(lines.len(), 1, "{done:?}");
	let error: Value = serde_json::from_str(lines[0]).unwrap();
	assert_eq!(error["error"]["exit"], json!(done.code.unwrap()));
	for field in ["code", "reason", "cure", "who", "who_text"] {
		assert!(!error["error"][field].as_str().unwrap().is_empty(), "{field}: {error}");
	}
	error["error"].clone()
}

#[test]
fn a_dry_run_shows_the_bytes_that_then_go_on_the_chain_and_what_they_cost() {
	let world = world();
	let line = [
		"org",
		"establish",
		"--org",
		"0",
		"--kind",
		"municipal",
		"--name",
		"甲市委",
		"--region",
		"990100",
		"--founded",
		"2020-07-01",
		"--key",
		"bob",
	];
	let below = world.desk.ok(&["org", "list", "--depth", "1"]);
	let below = below["organizations"].as_array().unwrap().len() - 1;
	let shown = world.dry(&line);
	let call = &shown["transactions"][0];
	assert_eq!(call["call"], "Organizations.establish");
	assert_eq!(call["arguments"]["name"], "甲市委");
	assert_eq!(call["arguments"]["founded"], "2020-07-01");
	assert_eq!(call["arguments"]["kind"], "Municipal");
	let changes = &shown["changes"];
	assert_eq!(changes[0]["what"], "organizations-below");
	let numbers = [below, below + 1].map(|n| json!(n.to_string()));
	assert_eq!([&changes[0]["before"], &changes[0]["after"]], numbers.each_ref());

	let free = world.free("bob");
	assert_eq!(call["quota"]["free"], json!(free));
	let done = world.desk.ok(&line);
	assert_eq!(free - world.free("bob"), call["quota"]["units"].as_u64().unwrap());
	// The very bytes stand in the block.
	let rpc = world.node.rpc();
	let hash = rpc.call("chain_getBlockHash", vec![done["block"].clone()]);
	let block = rpc.call("chain_getBlock", vec![hash]);
	let bytes = call["bytes"].as_str().unwrap().trim_start_matches("0x");
	let extrinsics = block["block"]["extrinsics"].as_array().unwrap();
	let sent = extrinsics.iter().find(|e| e.as_str().unwrap().ends_with(bytes));
	let sent = sent.unwrap_or_else(|| panic!("{bytes} is not in {block}"));
	let length = (sent.as_str().unwrap().len() - 2) / 2;
	assert_eq!(call["length"], json!(length));

	let org = done["org"].to_string();
	let appoint = [
		"org", "appoint", "--org", "0", "--target", &org, "--person", "2", "--powers", "handler",
		"--key", "bob",
	];
	let shown = world.dry(&appoint);
	assert_eq!(shown["changes"][0]["before"], "-");
	assert_eq!(shown["changes"][0]["after"], "handler");
	world.desk.ok(&appoint);
	let dismiss =
		["org", "dismiss", "--org", "0", "--target", &org, "--person", "2", "--key", "bob"];
	assert_eq!(world.dry(&dismiss)["changes"][0]["before"], "handler");
	let window = [
		"org",
		"window",
		"open",
		"--org",
		"0",
		"--target",
		&org,
		"--until",
		"2026-12-31",
		"--key",
		"bob",
	];
	assert_eq!(world.dry(&window)["changes"][0]["after"], "2026-12-31");
	let freeze = world.dry(&["account", "freeze", "--key", "dave"]);
	assert_eq!(freeze["transactions"][0]["quota"]["emergency"], json!(true));
	assert_eq!(
		freeze["changes"][0],
		json!({ "what": "key-frozen", "before": "no", "after": "yes" })
	);

	let list = world.work.path().join("organizations.csv");
	let demo = chuxin_cli::demo::generate(300, 5).unwrap();
	chuxin_cli::roster::export_organizations(&list, &demo.organizations).unwrap();
	let list = list.display().to_string();
	let shown = world.dry(&["org", "import", &list, "--org", "0", "--key", "bob"]);
	assert_eq!(shown["changes"][0]["after"], json!(demo.organizations.len().to_string()));
	let calls = shown["transactions"].as_array().unwrap().len();
	assert!(calls > 0 && calls < demo.organizations.len(), "{calls}");

	let refused = world.desk.run(&["--json", "stats", "--dry-run"]);
	assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""), "{refused:?}");
	assert_eq!(error(&refused)["code"], "usage");
}

#[test]
fn refusals_cite_article_reason_cure_and_who() {
	let mut world = world();
	let refused = world
		.desk
		.run(&["--json", "org", "dismiss", "--org", "0", "--person", "1", "--key", "bob"]);
	assert_eq!(refused.code, Some(1), "{refused:?}");
	let told = error(&refused);
	assert_eq!(told["call"], "Organizations.dismiss");
	assert_eq!(told["code"], "Organizations.OwnAppointment");
	assert_eq!((&told["article"], &told["who"]), (&json!("software"), &json!("other-approver")));

	let zh = world
		.desk
		.run(&["--lang", "zh", "org", "dismiss", "--org", "0", "--person", "1", "--key", "bob"]);
	assert!(zh.stderr.contains("错误：") && zh.stderr.contains("办法："), "{zh:?}");
	assert!(zh.stderr.contains("谁能办：该组织的另一位审批人"), "{zh:?}");

	let wrong = world.desk.run(&["--json", "org", "show"]);
	assert_eq!(wrong.code, Some(2));
	assert_eq!(error(&wrong)["code"], "usage");
	world.desk.node = "ws://127.0.0.1:9".into();
	let done = world.desk.run(&["--json", "stats"]);
	assert_eq!((done.code, error(&done)["code"].clone()), (Some(1), json!("no-node")));
}

#[test]
fn head_counts_are_written_as_workbook_and_picture_and_never_over_a_file() {
	let world = world();
	for (name, region) in [("甲市委", "990100"), ("乙市委", "990200")] {
		world.desk.ok(&[
			"org",
			"establish",
			"--org",
			"0",
			"--kind",
			"municipal",
			"--name",
			name,
			"--region",
			region,
			"--founded",
			"2020-07-01",
			"--key",
			"bob",
		]);
	}
	let (xlsx, svg) = (world.work.path().join("c.xlsx"), world.work.path().join("c.svg"));
	let path = |p: &Path| p.display().to_string();
	let (xlsx, svg) = (path(&xlsx), path(&svg));
	let line = ["--lang", "zh", "stats", "--depth", "1", "--xlsx", &xlsx, "--chart", &svg];
	let done = world.desk.run(&line);
	assert_eq!(done.code, Some(0), "{done:?}");
	assert!(done.stdout.contains("组织") && done.stdout.contains("甲市委"), "{done:?}");
	let picture = std::fs::read_to_string(&svg).unwrap();
	assert!(picture.contains("甲市委") && picture.contains("乙市委"));

	use calamine::{open_workbook, Data, Reader, Xlsx};
	let mut book: Xlsx<_> = open_workbook(&xlsx).unwrap();
	let sheet = book.worksheet_range("党员人数").unwrap();
	let stats = world.desk.ok(&["stats", "--depth", "1"]);
	let organizations = stats["organizations"].as_array().unwrap();
	assert!(organizations.len() >= 3, "{stats}");
	// The heading, the whole, and what is directly below it.
	assert_eq!(sheet.get_size().0, 1 + organizations.len());
	// The preset's founders are full members.
	let members = organizations[0]["subtree"]["members"].as_f64().unwrap();
	assert!(members >= 4.0, "{stats}");
	assert_eq!(sheet.get((1, 2)), Some(&Data::Float(members)));

	let again = world.desk.run(&line);
	assert_eq!(again.code, Some(2), "{again:?}");
	let pdf = world.desk.run(&["--json", "stats", "--chart", "c.pdf"]);
	assert_eq!(error(&pdf)["code"], "usage");
	// Nothing is written where the picture cannot be drawn.
	let (book, picture) = (world.work.path().join("d.xlsx"), world.work.path().join("d.png"));
	let (place, image) = (path(&book), path(&picture));
	let font = ["--json", "stats", "--xlsx", &place, "--chart", &image, "--font", &xlsx];
	assert_eq!(error(&world.desk.run(&font))["code"], "usage");
	assert!(!book.exists() && !picture.exists());
	let script = world.desk.run(&["completions", "bash"]);
	assert!(script.stdout.contains("jubilee"), "{script:?}");
}
