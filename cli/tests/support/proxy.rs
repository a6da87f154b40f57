//! Stands between the desk and the node and keeps every byte: what is asked and what is answered.

use std::{
	io::{Read, Write},
	net::{Shutdown, TcpListener, TcpStream},
	sync::{Arc, Mutex, PoisonError},
};

/// Bytes of one connection, in both directions.
#[derive(Clone, Default)]
struct Connection {
	asked: Arc<Mutex<Vec<u8>>>,
	answered: Arc<Mutex<Vec<u8>>>,
}

/// A listener that passes everything on to a node.
pub struct Proxy {
	port: u16,
	connections: Arc<Mutex<Vec<Connection>>>,
}

impl Proxy {
	/// Listens on a free port of loopback for the node at `node`.
	pub fn start(node: u16) -> Self {
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let port = listener.local_addr().unwrap().port();
		let connections = Arc::new(Mutex::new(Vec::new()));
		let kept = connections.clone();
		std::thread::spawn(move || {
			for client in listener.incoming().flatten() {
				let Ok(server) = TcpStream::connect(("127.0.0.1", node)) else { continue };
				let connection = Connection::default();
				kept.lock().unwrap_or_else(PoisonError::into_inner).push(connection.clone());
				pass(&client, &server, connection.asked);
				pass(&server, &client, connection.answered);
			}
		});
		Self { port, connections }
	}

	/// Where the desk finds it.
	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.port)
	}

	/// The payloads of all messages so far: `(asked, answered)`.
	pub fn messages(&self) -> (Vec<u8>, Vec<u8>) {
		let connections = self.connections.lock().unwrap_or_else(PoisonError::into_inner);
		let all = |which: fn(&Connection) -> &Arc<Mutex<Vec<u8>>>| {
			connections
				.iter()
				.flat_map(|c| payloads(&which(c).lock().unwrap_or_else(PoisonError::into_inner)))
				.collect()
		};
		(all(|c| &c.asked), all(|c| &c.answered))
	}
}

fn pass(from: &TcpStream, to: &TcpStream, kept: Arc<Mutex<Vec<u8>>>) {
	let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
	let _ = to.set_nodelay(true);
	std::thread::spawn(move || {
		let mut buffer = vec![0; 64 * 1024];
		while let Ok(n @ 1..) = from.read(&mut buffer) {
			kept.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&buffer[..n]);
			if to.write_all(&buffer[..n]).is_err() {
				break;
			}
		}
		let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
	});
}

/// What is said over a WebSocket connection: the HTTP head as it is, then the frames' payloads, each
/// followed by a line break. A frame that has not come whole is given as far as it came.
pub fn payloads(bytes: &[u8]) -> Vec<u8> {
	let Some(head) = bytes.windows(4).position(|w| w == b"\r\n\r\n").map(|at| at + 4) else {
		return bytes.to_vec();
	};
	let (head, mut rest) = bytes.split_at(head);
	let mut out = head.to_vec();
	while let [_, second, tail @ ..] = rest {
		let (length, tail) = match (second & 0x7f, tail) {
			(126, [a, b, tail @ ..]) => (u64::from(u16::from_be_bytes([*a, *b])), tail),
			(127, [a, b, c, d, e, f, g, h, tail @ ..]) => {
				(u64::from_be_bytes([*a, *b, *c, *d, *e, *f, *g, *h]), tail)
			},
			(126 | 127, _) => break,
			(short, tail) => (u64::from(short), tail),
		};
		let (mask, tail) = match (second & 0x80 != 0, tail) {
			(false, tail) => ([0; 4], tail),
			(true, [a, b, c, d, tail @ ..]) => ([*a, *b, *c, *d], tail),
			(true, _) => break,
		};
		let length = usize::try_from(length).unwrap_or(usize::MAX).min(tail.len());
		let (payload, after) = tail.split_at(length);
		out.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
		out.push(b'\n');
		rest = after;
	}
	out
}
