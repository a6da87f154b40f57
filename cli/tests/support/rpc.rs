//! Plain questions to a node over JSON-RPC.

use serde_json::Value;
use std::time::Duration;

/// JSON-RPC over HTTP, one answer after the other.
pub struct Rpc {
	runtime: tokio::runtime::Runtime,
	http: jsonrpsee::http_client::HttpClient,
}

impl Rpc {
	/// A client of the server at this port.
	pub fn new(port: u16) -> Self {
		let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
		let http = jsonrpsee::http_client::HttpClient::builder()
			.max_response_size(256 * 1024 * 1024)
			.request_timeout(Duration::from_secs(60))
			.build(format!("http://127.0.0.1:{port}"))
			.unwrap();
		Self { runtime, http }
	}

	/// The answer, or what the server or the connection said instead.
	pub fn try_call(&self, method: &str, params: Vec<Value>) -> Result<Value, String> {
		use jsonrpsee::core::client::ClientT;
		self.runtime.block_on(self.http.request(method, params)).map_err(|e| e.to_string())
	}

	/// The answer.
	pub fn call(&self, method: &str, params: Vec<Value>) -> Value {
		self.try_call(method, params).unwrap_or_else(|e| panic!("{method}: {e}"))
	}
}
