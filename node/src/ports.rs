//! Says that a port is in use before anything is started, and which option sets another one.
//!
//! Left to the libraries, the RPC server would take a random port instead, and the metrics server
//! would only write to the log.

use sc_network::{multiaddr::Protocol, Multiaddr};
use sc_service::Configuration;
use std::{
	io::ErrorKind,
	net::{IpAddr, SocketAddr, TcpListener},
};

/// The address a TCP multiaddress listens on; `None` for other transports, names, and port 0.
fn tcp_address(address: &Multiaddr) -> Option<SocketAddr> {
	let mut ip: Option<IpAddr> = None;
	for protocol in address.iter() {
		match protocol {
			Protocol::Ip4(v4) => ip = Some(v4.into()),
			Protocol::Ip6(v6) => ip = Some(v6.into()),
			Protocol::Tcp(0) => return None,
			Protocol::Tcp(port) => return ip.map(|ip| SocketAddr::new(ip, port)),
			_ => {},
		}
	}
	None
}

/// An error if another process listens on `address`.
fn ensure_free(address: SocketAddr, what: &str, cure: &str) -> Result<(), String> {
	match TcpListener::bind(address) {
		Err(error) if error.kind() == ErrorKind::AddrInUse => Err(format!(
			"port {} is in use, and this node needs it for {what} ({address}). Another node may be \
			 running: stop it, or {cure}",
			address.port()
		)),
		Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(format!(
			"this user may not listen on port {} for {what} ({address}): {cure}",
			address.port()
		)),
		// Any other fault (no IPv6, for example) is for the library that binds it: it may be optional.
		_ => Ok(()),
	}
}

/// Checks every port a node would listen on, and forbids the RPC server to take a random one.
pub fn check(config: &mut Configuration) -> Result<(), String> {
	for address in &config.network.listen_addresses {
		let web_socket = address.iter().any(|part| matches!(part, Protocol::Ws(_)));
		if let Some(address) = tcp_address(address) {
			let (what, cure) = if web_socket {
				("light clients", "set another one by --light-port PORT or --listen-addr ADDRESS")
			} else {
				("its peers", "set another one by --port PORT or --listen-addr ADDRESS")
			};
			ensure_free(address, what, cure)?;
		}
	}
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		endpoint.retry_random_port = false;
		ensure_free(endpoint.listen_addr, "RPC", "set another one by --rpc-port PORT")?;
	}
	if let Some(prometheus) = &config.prometheus_config {
		ensure_free(
			prometheus.port,
			"Prometheus metrics",
			"set another one by --prometheus-port PORT, or leave them out by --no-prometheus",
		)?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn tcp_address_reads_plain_and_web_socket() {
		let address = |text: &str| tcp_address(&text.parse().unwrap());
		assert_eq!(address("/ip4/0.0.0.0/tcp/30333"), Some("0.0.0.0:30333".parse().unwrap()));
		assert_eq!(
			address("/ip4/127.0.0.1/tcp/30334/ws"),
			Some("127.0.0.1:30334".parse().unwrap())
		);
		assert_eq!(address("/ip6/::1/tcp/1/ws"), Some("[::1]:1".parse().unwrap()));
		assert_eq!(address("/ip4/0.0.0.0/udp/30333/webrtc-direct"), None);
		assert_eq!(address("/ip4/0.0.0.0/tcp/0"), None);
	}

	#[test]
	fn ensure_free_port_in_use_fails() {
		let taken = TcpListener::bind("127.0.0.1:0").unwrap();
		let address = taken.local_addr().unwrap();
		let error = ensure_free(address, "RPC", "set another one by --rpc-port PORT").unwrap_err();
		assert!(error.starts_with(&format!("port {} is in use", address.port())), "{error}");
		assert!(error.ends_with("set another one by --rpc-port PORT"), "{error}");
		drop(taken);
		ensure_free(address, "RPC", "").unwrap();
	}
}
