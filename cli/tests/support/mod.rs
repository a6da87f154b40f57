//! Starts what the tests of the whole program need — a node, the registrar, a desk — as processes of
//! their own on loopback, and ends every one of them when its value is dropped.

#![allow(dead_code)] // every test uses a part of it

pub mod proxy;
pub mod public;
pub mod rpc;
pub mod scan;

pub use rpc::Rpc;

use chuxin_cli::{
	error::Exit,
	roster::{MemberRow, OrganizationRow},
	vault::StoredPerson,
};
use chuxin_primitives::{
	record::slot,
	rules::eras::{self, Dates, Finding, Severity},
	CivilDate,
};
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs::File,
	net::{TcpListener, TcpStream},
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Stdio},
	time::{Duration, Instant},
};

/// How long a process may take until it listens. A node makes its first state from the runtime,
/// which takes some ten seconds on a busy machine.
const START: Duration = Duration::from_secs(120);
/// How long one command of the desk may take.
const COMMAND: Duration = Duration::from_secs(300);

/// The passphrase of the tests' vaults.
const DESK_PASSPHRASE: &str = "passphrase of a test";
const REGISTRAR_PASSPHRASE: &str = "passphrase of a test registrar";

/// Days before the recorded admission of a person on which, by the rules of the time, the person may
/// have been admitted: what a correction may say. Latest first.
pub fn earlier_admissions(person: &StoredPerson) -> impl Iterator<Item = CivilDate> + '_ {
	let held = person.present().held().unwrap();
	let date = |wanted: u8| held.iter().find(|(s, _)| *s == wanted).and_then(|(_, a)| a.as_date());
	let (birth, full) = (date(slot::BIRTH_DATE).unwrap(), date(slot::FULL_MEMBERSHIP));
	let recorded = date(slot::ADMISSION).unwrap();
	let possible = move |admission: &CivilDate| {
		let dates = Dates { birth, admission: *admission, full, today: recorded };
		eras::check(&dates).iter().all(|finding| match finding {
			Finding::FullInFuture => true,
			Finding::AdmittedUnderAge { .. } => false,
			finding => finding.severity() == Severity::Warning,
		})
	};
	(1..6_000).filter_map(move |days| recorded.add_days(-days)).filter(possible)
}

/// A program of this workspace, built beside this test.
pub fn program(name: &str) -> PathBuf {
	let desk = PathBuf::from(env!("CARGO_BIN_EXE_chuxin"));
	let path = desk.with_file_name(name);
	assert!(path.is_file(), "{} is not built: run scripts/build first", path.display());
	path
}

/// Ports of loopback that nobody listens on. All are held until all are found, so that they differ.
pub fn free_ports<const N: usize>() -> [u16; N] {
	let held = [(); N].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
	held.map(|listener| listener.local_addr().unwrap().port())
}

/// A process that is killed when this value is dropped.
pub struct Process {
	child: Child,
	what: String,
	/// Where its output goes.
	pub log: PathBuf,
}

impl Process {
	fn start(what: &str, mut command: Command, log: &Path) -> Self {
		let out = File::options().create(true).append(true).open(log).unwrap();
		let errors = out.try_clone().unwrap();
		let child = command.stdin(Stdio::null()).stdout(out).stderr(errors).spawn().unwrap();
		Self { child, what: what.to_owned(), log: log.to_owned() }
	}

	/// Whether it still runs.
	pub fn is_running(&mut self) -> bool {
		matches!(self.child.try_wait(), Ok(None))
	}

	/// What it wrote so far.
	pub fn output(&self) -> String {
		String::from_utf8_lossy(&std::fs::read(&self.log).unwrap_or_default()).into_owned()
	}

	/// The process' number.
	pub fn id(&self) -> u32 {
		self.child.id()
	}

	/// Kills it (SIGKILL) and waits until it is gone; `false` when it had ended by itself.
	pub fn kill(&mut self) -> bool {
		let ran = self.is_running();
		let _ = self.child.kill();
		let _ = self.child.wait();
		ran
	}

	/// Asks it to end (SIGTERM) and waits until it does.
	pub fn end(&mut self) -> ExitStatus {
		let pid = self.child.id().to_string();
		assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
		self.wait(Duration::from_secs(30))
	}

	/// Waits until it ends by itself.
	pub fn wait(&mut self, patience: Duration) -> ExitStatus {
		let begun = Instant::now();
		loop {
			if let Some(status) = self.child.try_wait().unwrap() {
				return status;
			}
			assert!(begun.elapsed() < patience, "{} did not end: {}", self.what, self.output());
			std::thread::sleep(Duration::from_millis(20));
		}
	}

	fn wait_port(&mut self, port: u16) {
		let begun = Instant::now();
		while TcpStream::connect(("127.0.0.1", port)).is_err() {
			if let Some(status) = self.child.try_wait().unwrap() {
				panic!("{} ended ({status}): {}", self.what, self.output());
			}
			assert!(begun.elapsed() < START, "{} does not listen: {}", self.what, self.output());
			std::thread::sleep(Duration::from_millis(50));
		}
	}

	/// The largest memory it had so far, in MiB (Linux; 0 elsewhere).
	pub fn peak_memory(&self) -> u64 {
		peak_memory(self.child.id()).unwrap_or_default()
	}
}

impl Drop for Process {
	fn drop(&mut self) {
		self.kill();
	}
}

/// `VmHWM` of a process in MiB.
fn peak_memory(pid: u32) -> Option<u64> {
	let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
	let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
	let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
	Some(kib / 1024)
}

/// A development node with a chain of its own.
pub struct Node {
	process: Process,
	arguments: Vec<String>,
	/// Its data folder.
	pub base: PathBuf,
	/// Port of JSON-RPC.
	pub rpc_port: u16,
	/// Port of its peers.
	pub peer_port: u16,
	/// Port of light clients.
	pub light_port: u16,
}

impl Node {
	/// Starts it below `work`, with more arguments, and waits until it answers.
	pub fn start(work: &Path, more: &[&str]) -> Self {
		let [rpc_port, peer_port, light_port] = free_ports();
		let base = work.join("node");
		let mut arguments: Vec<String> =
			["--dev", "--no-prometheus", "--no-telemetry", "--no-mdns", "--base-path"]
				.map(str::to_owned)
				.to_vec();
		arguments.push(base.display().to_string());
		for (option, port) in
			[("--rpc-port", rpc_port), ("--port", peer_port), ("--light-port", light_port)]
		{
			arguments.extend([option.to_owned(), port.to_string()]);
		}
		arguments.extend(more.iter().map(|a| (*a).to_owned()));
		Self::run(base, arguments, [rpc_port, peer_port, light_port])
	}

	/// Runs it with these arguments on these ports, and waits until it answers. Its log stands beside
	/// its data folder.
	fn run(base: PathBuf, arguments: Vec<String>, ports: [u16; 3]) -> Self {
		let [rpc_port, peer_port, light_port] = ports;
		let process = Self::process(&arguments, &base.with_extension("log"));
		let mut node = Self { process, arguments, base, rpc_port, peer_port, light_port };
		node.process.wait_port(rpc_port);
		node
	}

	/// One of the four validators of the preset `local`, without the others: on the machine's clock
	/// it makes a block in every fourth slot, and none is ever final.
	pub fn one_of_four(work: &Path) -> Self {
		let [rpc_port, peer_port, light_port] = free_ports();
		let base = work.join("one of four");
		let arguments: Vec<String> = [
			"--chain local --alice --force-authoring --no-prometheus --no-telemetry --no-mdns",
			&format!("--node-key {:064x} --rpc-port {rpc_port}", 4),
			&format!("--listen-addr /ip4/127.0.0.1/tcp/{peer_port}"),
			&format!("--listen-addr /ip4/127.0.0.1/tcp/{light_port}/ws --base-path"),
		]
		.iter()
		.flat_map(|part| part.split(' '))
		.map(str::to_owned)
		.chain([base.display().to_string()])
		.collect();
		Self::run(base, arguments, [rpc_port, peer_port, light_port])
	}

	/// A node that makes a block as soon as a transaction waits, on a clock that starts on the day.
	pub fn instant(work: &Path, day: &str) -> Self {
		Self::start(work, &["--sealing", "instant", "--clock", day])
	}

	fn process(arguments: &[String], log: &Path) -> Process {
		let mut command = Command::new(program("chuxin-node"));
		command.args(arguments);
		Process::start("the node", command, log)
	}

	/// Kills it at once.
	pub fn kill(&mut self) {
		assert!(self.process.kill(), "the node ended by itself: {}", self.process.output());
	}

	/// Asks it to end and waits for it.
	pub fn end(&mut self) {
		self.process.end();
	}

	/// Starts it again on the same data and ports.
	pub fn again(&mut self) {
		let log = self.process.log.clone();
		self.process = Self::process(&self.arguments, &log);
		self.process.wait_port(self.rpc_port);
	}

	/// Where other nodes find it.
	pub fn address(&self) -> String {
		format!("/ip4/127.0.0.1/tcp/{}/p2p/{}", self.peer_port, self.identity())
	}

	/// Its identity among other nodes.
	fn identity(&self) -> String {
		let id = self.rpc().call("system_localPeerId", vec![]);
		id.as_str().expect("the node has an identity").to_owned()
	}

	/// Where the desk finds it.
	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.rpc_port)
	}

	/// A client of its JSON-RPC.
	pub fn rpc(&self) -> Rpc {
		Rpc::new(self.rpc_port)
	}

	/// What it wrote.
	pub fn output(&self) -> String {
		self.process.output()
	}

	/// The largest memory it had so far, in MiB.
	pub fn peak_memory(&self) -> u64 {
		self.process.peak_memory()
	}

	/// The raw specification for light clients, with this node as bootnode.
	pub fn light_spec(&self, out: &Path) {
		self.light_spec_of("dev", out);
	}

	/// As [`Self::light_spec`], of a chain that this node may not follow.
	pub fn light_spec_of(&self, chain: &str, out: &Path) {
		let bootnode = format!("/ip4/127.0.0.1/tcp/{}/ws/p2p/{}", self.light_port, self.identity());
		let made = Command::new(program("chuxin-node"))
			.args(["light-spec", "--chain", chain, "--bootnode", &bootnode, "--output"])
			.arg(out)
			.output()
			.unwrap();
		assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
	}
}

/// Writes a secret where a process gets it as a file descriptor.
fn secret_file(path: &Path, secret: &str) -> PathBuf {
	std::fs::write(path, format!("{secret}\n")).unwrap();
	path.to_owned()
}

/// The desk's program with `arguments`; descriptor 3 is the passphrase, 4 a second secret. A shell
/// opens them and becomes the program, so that the process started is the program itself.
fn chuxin(passphrase: &Path, second: Option<&Path>, arguments: &[&str]) -> Command {
	let mut command = Command::new("sh");
	command.args(["-c", "exec \"$@\" 3<\"$CHUXIN_TEST_3\" 4<\"$CHUXIN_TEST_4\"", "sh"]);
	command.arg(program("chuxin")).args(arguments);
	// Tests read English, whatever the computer speaks.
	command.env("LC_ALL", "C");
	command.env("CHUXIN_TEST_3", passphrase);
	command.env("CHUXIN_TEST_4", second.unwrap_or(Path::new("/dev/null")));
	command
}

/// The registrar as a process.
pub struct Registrar {
	process: Process,
	home: PathBuf,
	node: String,
	secret: PathBuf,
	/// Where it listens.
	pub port: u16,
}

impl Registrar {
	/// Makes a registrar below `work` that signs as the development preset says, and starts it.
	pub fn start(work: &Path, node: &str) -> Self {
		let (home, secret) = Self::init(work);
		let [port] = free_ports();
		let process = Self::process(&home, node, &secret, port, &work.join("registrar.out"));
		let mut registrar = Self { process, home, node: node.to_owned(), secret, port };
		registrar.process.wait_port(port);
		registrar
	}

	/// What comes of serving at a port that is in use.
	pub fn try_to_serve(work: &Path, node: &str, port: u16) -> Done {
		let (home, secret) = Self::init(work);
		let log = work.join("registrar.out");
		let mut process = Self::process(&home, node, &secret, port, &log);
		let code = process.wait(COMMAND).code();
		Done { code, stdout: String::new(), stderr: process.output() }
	}

	/// Folder and passphrase of a new registrar.
	fn init(work: &Path) -> (PathBuf, PathBuf) {
		std::fs::create_dir_all(work).unwrap();
		let home = work.join("registrar");
		let secret = secret_file(&work.join("registrar.secret"), REGISTRAR_PASSPHRASE);
		let suri = secret_file(&work.join("registrar.suri"), "//Registrar");
		let place = home.display().to_string();
		let desk = ["--json", "--home", &place, "--passphrase-fd", "3"];
		let init = [&desk[..], &["registrar", "init", "--suri-fd", "4"]].concat();
		let made = Done::of(chuxin(&secret, Some(&suri), &init).output().unwrap());
		assert_eq!(made.code, Some(0), "{made:?}");
		made.holds_json(&init);
		(home, secret)
	}

	fn process(home: &Path, node: &str, secret: &Path, port: u16, log: &Path) -> Process {
		let (place, listen) = (home.display().to_string(), format!("127.0.0.1:{port}"));
		let arguments = [
			"--json",
			"--home",
			&place,
			"--node",
			node,
			"--passphrase-fd",
			"3",
			"registrar",
			"serve",
			"--listen",
			&listen,
			"--limit",
			"1000000",
		];
		Process::start("the registrar", chuxin(secret, None, &arguments), log)
	}

	/// Where the desk finds it.
	pub fn url(&self) -> String {
		format!("http://127.0.0.1:{}", self.port)
	}

	/// Kills it.
	pub fn kill(&mut self) {
		self.process.kill();
	}

	/// Starts it again.
	pub fn again(&mut self) {
		let log = self.process.log.clone();
		self.process = Self::process(&self.home, &self.node, &self.secret, self.port, &log);
		self.process.wait_port(self.port);
	}

	/// What it wrote on its outputs.
	pub fn output(&self) -> String {
		self.process.output()
	}

	/// The largest memory it had so far, in MiB.
	pub fn peak_memory(&self) -> u64 {
		self.process.peak_memory()
	}

	/// Its log of calls.
	pub fn log(&self) -> Vec<u8> {
		std::fs::read(self.home.join("registrar.log")).unwrap()
	}
}

/// What a command of the desk came to.
#[derive(Debug)]
pub struct Done {
	/// The exit code; none when it was killed.
	pub code: Option<i32>,
	/// What it printed.
	pub stdout: String,
	/// What it said.
	pub stderr: String,
}

impl Done {
	/// What a program that ended came to.
	pub fn of(output: std::process::Output) -> Self {
		let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
		let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
		Self { code: output.status.code(), stdout, stderr }
	}

	/// What it printed, as JSON.
	pub fn json(&self) -> Value {
		serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}: {self:?}"))
	}

	/// Sees that a command kept what `--json` promises: one document on standard output and nothing
	/// else, or one on standard error, with the exit code, which is one of the documented ones. Only
	/// faults of a file and verdicts are told beside their error, on standard output.
	pub fn holds_json(&self, arguments: &[&str]) {
		let Some(code) = self.code else { return };
		let exit = Exit::ALL.into_iter().find(|exit| i32::from(exit.code()) == code);
		let exit = exit.unwrap_or_else(|| panic!("{arguments:?}: no such exit code: {self:?}"));
		if exit == Exit::Done {
			self.json();
			assert_eq!(self.stderr, "", "{arguments:?}: {self:?}");
			return;
		}
		let error: Value = serde_json::from_str(&self.stderr)
			.unwrap_or_else(|e| panic!("{arguments:?}: {e}: {self:?}"));
		assert_eq!(error["error"]["exit"], json!(code), "{arguments:?}: {self:?}");
		assert!(error["error"]["code"].is_string(), "{arguments:?}: {self:?}");
		let report = matches!(exit, Exit::Faults | Exit::NotVerified) && !self.stdout.is_empty();
		if report {
			self.json();
		} else {
			assert_eq!(self.stdout, "", "{arguments:?}: {self:?}");
		}
	}
}

/// Commands that end in an act of their own, as `org rename`.
pub fn leaves(command: &clap::Command) -> BTreeSet<String> {
	let below: Vec<&clap::Command> =
		command.get_subcommands().filter(|c| c.get_name() != "help").collect();
	let mut found = BTreeSet::new();
	for command in below {
		let name = command.get_name();
		let deeper = leaves(command);
		if deeper.is_empty() {
			found.insert(name.to_owned());
		}
		found.extend(deeper.iter().map(|leaf| format!("{name} {leaf}")));
	}
	found
}

/// A desk with its folder.
pub struct Desk {
	/// Folder of vault and logs.
	pub work: PathBuf,
	/// The node it asks.
	pub node: String,
	/// The registrar it asks.
	pub registrar: String,
	secret: PathBuf,
}

impl Desk {
	/// A desk below `work` with a new vault that holds the keys of the preset's four founders.
	pub fn new(work: &Path, node: &str, registrar: &str) -> Self {
		std::fs::create_dir_all(work).unwrap();
		let desk = Self {
			work: work.to_owned(),
			node: node.to_owned(),
			registrar: registrar.to_owned(),
			secret: secret_file(&work.join("desk.secret"), DESK_PASSPHRASE),
		};
		desk.ok(&["vault", "init"]);
		for (name, suri) in
			[("alice", "//Alice"), ("bob", "//Bob"), ("charlie", "//Charlie"), ("dave", "//Dave")]
		{
			desk.import_key(name, suri);
		}
		desk
	}

	/// Folder of the vault.
	pub fn home(&self) -> PathBuf {
		self.work.join("desk")
	}

	/// The vault itself, opened by the library.
	pub fn vault(&self) -> chuxin_cli::vault::Vault {
		let passphrase = secrecy::SecretString::from(DESK_PASSPHRASE);
		chuxin_cli::vault::Vault::open(&self.home().join("vault.db"), &passphrase).unwrap()
	}

	/// Takes a key over.
	pub fn import_key(&self, name: &str, suri: &str) {
		let file = secret_file(&self.work.join("key.suri"), suri);
		let line = ["--json", "key", "import", name, "--suri-fd", "4"];
		let done = self.run_with(Some(&file), &line, COMMAND);
		assert_eq!(done.code, Some(0), "{done:?}");
	}

	fn command(&self, second: Option<&Path>, arguments: &[&str]) -> Command {
		let home = self.home().display().to_string();
		let mut all = vec![
			"--home",
			&home,
			"--node",
			&self.node,
			"--registrar",
			&self.registrar,
			"--passphrase-fd",
			"3",
		];
		all.extend(arguments);
		chuxin(&self.secret, second, &all)
	}

	/// Runs a command and waits for its end.
	pub fn run(&self, arguments: &[&str]) -> Done {
		self.run_with(None, arguments, COMMAND)
	}

	/// As [`Self::run`], with the file that becomes descriptor 4. With `--json`, what is told must be
	/// JSON and nothing else.
	pub fn run_with(&self, second: Option<&Path>, arguments: &[&str], limit: Duration) -> Done {
		let number =
			std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
		let out = self.work.join(format!("out-{number}"));
		let mut command = self.command(second, arguments);
		let errors = self.work.join(format!("err-{number}"));
		command.stdin(Stdio::null());
		command.stdout(File::create(&out).unwrap()).stderr(File::create(&errors).unwrap());
		let child = command.spawn().unwrap();
		let mut process = Process { child, what: arguments.join(" "), log: errors.clone() };
		let status = process.wait(limit);
		let text =
			|path: &Path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
		let done = Done { code: status.code(), stdout: text(&out), stderr: text(&errors) };
		let _ = (std::fs::remove_file(out), std::fs::remove_file(errors));
		if arguments.contains(&"--json") {
			done.holds_json(arguments);
		}
		done
	}

	/// Runs a command that must succeed, and returns what it printed as JSON.
	pub fn ok(&self, arguments: &[&str]) -> Value {
		let mut all = vec!["--json", "--quiet"];
		all.extend(arguments);
		let done = self.run(&all);
		assert_eq!(done.code, Some(0), "{arguments:?}: {done:?}");
		done.json()
	}

	/// Starts a command and does not wait for it.
	pub fn spawn(&self, arguments: &[&str], log: &Path) -> Process {
		Process::start(&arguments.join(" "), self.command(None, arguments), log)
	}

	/// Establishes a demonstration's organizations below organization 0, opens an import window for
	/// their top, and has Charlie appointed its handler, Dave its approver. Returns the top's number.
	pub fn establish(&self, organizations: &[OrganizationRow]) -> u32 {
		let list = self.work.join("organizations.csv");
		chuxin_cli::roster::export_organizations(&list, organizations).unwrap();
		let list = list.display().to_string();
		self.ok(&["org", "import", &list, "--org", "0", "--key", "bob"]);
		let top = self.number(&organizations[0].name).to_string();
		let seat = |org: &str, person: &str, power: &str, key: &str| {
			let of = ["org", "appoint", "--org", org, "--target", &top, "--person", person];
			self.ok(&[&of[..], &["--powers", power, "--key", key]].concat());
		};
		// By Alice: whom Bob appointed, he could not approve for.
		seat("0", "0", "approver", "bob");
		seat(&top, "2", "handler", "alice");
		seat(&top, "3", "approver", "alice");
		self.ok(&[
			"org", "dismiss", "--org", "0", "--target", &top, "--person", "0", "--key", "bob",
		]);
		self.ok(&[
			"org",
			"window",
			"open",
			"--org",
			"0",
			"--target",
			&top,
			"--until",
			WINDOW_UNTIL,
			"--key",
			"bob",
		]);
		top.parse().unwrap()
	}

	/// Writes members as a roster.
	pub fn roster(&self, name: &str, members: &[MemberRow]) -> String {
		let path = self.work.join(name);
		chuxin_cli::roster::export(&path, members).unwrap();
		path.display().to_string()
	}

	/// The number of an organization by its name, which must be unique.
	pub fn number(&self, name: &str) -> u64 {
		let list = self.ok(&["org", "list"]);
		let found: Vec<u64> = list["organizations"]
			.as_array()
			.unwrap()
			.iter()
			.filter(|o| o["name"] == json!(name))
			.map(|o| o["id"].as_u64().unwrap())
			.collect();
		assert_eq!(found.len(), 1, "{name}: {found:?}");
		found[0]
	}

	/// Everybody counted below each organization, by its name: `(own, with everything below)`.
	pub fn counts(&self) -> BTreeMap<String, (u64, u64)> {
		let stats = self.ok(&["stats", "--org", "0", "--depth", "12"]);
		let organizations = stats["organizations"].as_array().unwrap();
		organizations
			.iter()
			.map(|o| {
				let name = o["name"].as_str().unwrap().to_owned();
				(name, (everybody(&o["own"]), everybody(&o["subtree"])))
			})
			.collect()
	}
}

/// The last day of the import windows of the tests.
pub const WINDOW_UNTIL: &str = "2026-12-31";

/// Persons of every status in a head count.
pub fn everybody(counts: &Value) -> u64 {
	let kinds = [
		"applicants",
		"active_applicants",
		"candidates",
		"probationary",
		"full",
		"inactive",
		"former",
	];
	kinds.iter().map(|k| counts[k].as_u64().unwrap()).sum()
}

/// What every organization of a roster must count: `(own, with everything below)`, by name.
pub fn expected_counts(
	organizations: &[OrganizationRow],
	members: &[MemberRow],
) -> BTreeMap<String, (u64, u64)> {
	let parents: BTreeMap<&str, Option<&str>> =
		organizations.iter().map(|o| (o.name.as_str(), o.parent.as_deref())).collect();
	let mut counts: BTreeMap<String, (u64, u64)> =
		organizations.iter().map(|o| (o.name.clone(), (0, 0))).collect();
	for member in members {
		counts.get_mut(&member.branch).unwrap().0 += 1;
		let mut next = Some(member.branch.as_str());
		while let Some(org) = next {
			counts.get_mut(org).unwrap().1 += 1;
			next = parents[org];
		}
	}
	counts
}
