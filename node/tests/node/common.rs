//! Starts the node's binary and asks it by RPC.

use serde_json::{json, Value};
use std::{
	fs::File,
	io::{Read, Write},
	net::{TcpListener, TcpStream},
	path::{Path, PathBuf},
	process::{Child, Command, Output, Stdio},
	thread::sleep,
	time::{Duration, Instant},
};

/// Without the WebAssembly the binary has no chain to start.
pub fn without_runtime() -> bool {
	chuxin_runtime::WASM_BINARY.is_none() && option_env!("SKIP_WASM_BUILD").is_some()
}

/// A port nobody listens on.
pub fn free_port() -> u16 {
	TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The node's binary.
pub fn command() -> Command {
	Command::new(env!("CARGO_BIN_EXE_chuxin-node"))
}

/// Runs the binary to its end, which must come by itself within a minute.
pub fn run(arguments: &[&str]) -> Output {
	let mut child = command()
		.args(arguments)
		.stdin(Stdio::null())
		.stdout(Stdio::piped())
		.stderr(Stdio::piped())
		.spawn()
		.unwrap();
	let mut stdout = child.stdout.take().unwrap();
	let mut stderr = child.stderr.take().unwrap();
	let read_out = std::thread::spawn(move || {
		let mut bytes = Vec::new();
		stdout.read_to_end(&mut bytes).map(|_| bytes)
	});
	let read_err = std::thread::spawn(move || {
		let mut bytes = Vec::new();
		stderr.read_to_end(&mut bytes).map(|_| bytes)
	});
	let start = Instant::now();
	let status = loop {
		if let Some(status) = child.try_wait().unwrap() {
			break status;
		}
		if start.elapsed() > Duration::from_secs(60) {
			child.kill().unwrap();
			let log = String::from_utf8_lossy(&read_err.join().unwrap().unwrap()).into_owned();
			panic!("{arguments:?} goes on and on: {log}");
		}
		sleep(Duration::from_millis(50));
	};
	Output {
		status,
		stdout: read_out.join().unwrap().unwrap(),
		stderr: read_err.join().unwrap().unwrap(),
	}
}

/// Runs the binary to its end, which must be an error; gives what it wrote.
pub fn fails(arguments: &[&str]) -> String {
	let output = run(arguments);
	let text = String::from_utf8_lossy(&output.stderr).into_owned();
	assert!(!output.status.success(), "{arguments:?} succeeded: {text}");
	text
}

/// The body of an HTTP answer on this machine; `None` if nobody answers.
fn http(port: u16, request: &str) -> Option<String> {
	let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
	stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
	stream.write_all(request.as_bytes()).ok()?;
	let mut answer = String::new();
	stream.read_to_string(&mut answer).ok()?;
	answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned())
}

/// What a node's Prometheus port says.
pub fn metrics(port: u16) -> String {
	// HTTP/1.0: the answer comes in one piece.
	http(port, "GET /metrics HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").expect("metrics are served")
}

/// A running node; stopped when dropped.
pub struct Node {
	child: Child,
	rpc: u16,
	log: PathBuf,
}

impl Node {
	/// Starts a development node in `folder` on ports of its own and waits until it answers.
	pub fn start(folder: &Path, arguments: &[&str]) -> Self {
		let [port, light] = [free_port(), free_port()].map(|port| port.to_string());
		let own = ["--port", &port, "--light-port", &light, "--no-prometheus"];
		Self::launch(folder, "base", &[arguments, &own].concat())
	}

	/// Starts a node whose chain lies in `folder`/`base`, with an RPC port of its own and otherwise
	/// with these arguments, and waits until it answers.
	pub fn launch(folder: &Path, base: &str, arguments: &[&str]) -> Self {
		let rpc = free_port();
		let log = folder.join(format!("node-{rpc}.log"));
		let child = command()
			.args(arguments)
			.arg("--base-path")
			.arg(folder.join(base))
			.args(["--rpc-port", &rpc.to_string(), "--no-telemetry"])
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(File::create(&log).unwrap())
			.spawn()
			.unwrap();
		let mut node = Self { child, rpc, log };
		let start = Instant::now();
		while node.ask("system_chain", json!([])).is_none() {
			if let Some(status) = node.child.try_wait().unwrap() {
				panic!("the node ended with {status}: {}", node.log());
			}
			assert!(start.elapsed() < Duration::from_secs(60), "no answer: {}", node.log());
			sleep(Duration::from_millis(100));
		}
		node
	}

	/// What the node wrote.
	pub fn log(&self) -> String {
		std::fs::read_to_string(&self.log).unwrap_or_default()
	}

	/// One request; `None` if nobody answers.
	fn ask(&self, method: &str, params: Value) -> Option<Value> {
		let body =
			json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
		let answer = http(
			self.rpc,
			&format!(
				"POST / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
				 Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
				// A chain that is not for development looks at the name and port it is called by.
				self.rpc,
				body.len()
			),
		)?;
		serde_json::from_str(&answer).ok()
	}

	/// The result of a request.
	pub fn call(&self, method: &str, params: Value) -> Value {
		let answer = self.ask(method, params.clone()).expect("the node answers");
		assert!(answer.get("error").is_none(), "{method} {params}: {answer}\n{}", self.log());
		answer["result"].clone()
	}

	/// The error message of a request.
	pub fn call_fails(&self, method: &str, params: Value) -> String {
		let answer = self.ask(method, params.clone()).expect("the node answers");
		let error = answer["error"]["message"].as_str();
		error.unwrap_or_else(|| panic!("{method} {params} succeeded: {answer}")).to_string()
	}

	/// The number in a header, that of the best block where no hash is given.
	fn number_of(&self, hash: Value) -> u64 {
		let header = self.call("chain_getHeader", json!([hash]));
		u64::from_str_radix(header["number"].as_str().unwrap().trim_start_matches("0x"), 16)
			.unwrap()
	}

	/// Number of the best block.
	pub fn best(&self) -> u64 {
		self.number_of(Value::Null)
	}

	/// Number of the finalised block.
	pub fn finalized(&self) -> u64 {
		self.number_of(self.call("chain_getFinalizedHead", json!([])))
	}

	/// The hash of a block, as this node has it.
	pub fn block_hash(&self, number: u64) -> String {
		let hash = self.call("chain_getBlockHash", json!([number]));
		hash.as_str().unwrap_or_else(|| panic!("no block #{number}: {}", self.log())).to_owned()
	}

	/// Waits until the block is finalised.
	pub fn wait_finalized(&self, number: u64) {
		let start = Instant::now();
		while self.finalized() < number {
			assert!(
				start.elapsed() < Duration::from_secs(90),
				"#{number} is not finalised, but #{}: {}",
				self.finalized(),
				self.log()
			);
			sleep(Duration::from_millis(100));
		}
	}

	/// Waits until something is `done`, at most a minute.
	pub fn wait_until(&self, what: &str, done: impl Fn() -> bool) {
		let start = Instant::now();
		while !done() {
			assert!(start.elapsed() < Duration::from_secs(60), "not yet: {what}: {}", self.log());
			sleep(Duration::from_millis(200));
		}
	}

	/// Ends the node as an operator does.
	pub fn stop(mut self) {
		let pid = self.child.id().to_string();
		assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
		let status = self.child.wait().unwrap();
		assert!(status.success(), "the node ended with {status}: {}", self.log());
	}

	/// Ends the node as a power cut does: SIGKILL.
	pub fn kill(mut self) {
		self.child.kill().unwrap();
		self.child.wait().unwrap();
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		let _ = self.child.kill();
		let _ = self.child.wait();
	}
}
