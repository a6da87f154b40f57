//! What can go wrong at the desk, told with its cure, and the exit codes.

use std::path::{Path, PathBuf};

/// The result of everything the desk does.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Exit codes, as documented in `chuxin --help`.
pub mod exit {
	/// Done.
	pub const OK: u8 = 0;
	/// Not done; the message names the cure.
	pub const ERROR: u8 = 1;
	/// The command line is wrong.
	pub const USAGE: u8 = 2;
	/// Faults were found in a file; nothing was sent.
	pub const FAULTS: u8 = 3;
	/// A credential could not be verified.
	pub const NOT_VERIFIED: u8 = 4;
}

/// Everything that ends a command early. The text of each names the cure.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The command line contradicts itself or the vault.
	#[error("{0}")]
	Usage(String),
	/// A file has faults, all of which were printed.
	#[error(
		"{count} faults in {path}: correct them and run the same command again. Nothing was sent."
	)]
	Faults {
		/// The file.
		path: PathBuf,
		/// How many.
		count: usize,
	},
	/// A credential was not accepted; the verdict was printed.
	#[error("not verified: {0}")]
	NotVerified(String),
	/// A file or folder could not be read or written.
	#[error("cannot {act} {path}: {source}")]
	Io {
		/// What was tried: `read`, `write`, `create`.
		act: &'static str,
		/// Where.
		path: PathBuf,
		/// Why not.
		source: std::io::Error,
	},
	/// A file was read, but it is not what it should be.
	#[error("{path} is no {what}: {reason}")]
	Format {
		/// The file.
		path: PathBuf,
		/// What it should have been.
		what: &'static str,
		/// What is wrong and how to cure it.
		reason: String,
	},
	/// No node answers.
	#[error(
		"no node answers at {url} ({reason}). Start one (`chuxin-node --dev`), or name another with \
		 --node ws://HOST:PORT."
	)]
	NoNode {
		/// The address tried.
		url: String,
		/// What the connection said.
		reason: String,
	},
	/// The node went away while the desk waited for it.
	#[error(
		"the connection to the node at {url} broke ({reason}). Start the node again and run the same \
		 command again: what is on the chain stays there and is not sent twice."
	)]
	NodeLost {
		/// The node's address.
		url: String,
		/// What the connection said.
		reason: String,
	},
	/// The chain stands still.
	#[error(
		"no block that holds the transaction was finalized within {seconds} s. See whether the node \
		 finalizes blocks (its log, or Polkadot.js Apps), then run the same command again: nothing is \
		 sent twice."
	)]
	Stalled {
		/// How long the desk waited.
		seconds: u64,
	},
	/// The node answered with an error.
	#[error("the node refused {method}: {message}")]
	Rpc {
		/// The method.
		method: String,
		/// Its answer.
		message: String,
	},
	/// The node's answer does not decode: another version of the software.
	#[error(
		"the node's answer to {what} cannot be read. Node and desk are of different versions: use the \
		 `chuxin` that was built with this chain."
	)]
	Version {
		/// What was asked.
		what: String,
	},
	/// The transaction was refused before it came into the pool.
	#[error("{call} was not accepted: {reason}")]
	Refused {
		/// The call, as `Pallet.call`.
		call: String,
		/// Why, and the cure.
		reason: String,
	},
	/// The node's answer leaves open whether the transaction is on its way.
	#[error(
		"whether {call} went through is not known ({reason}). Look at the result, and run the command \
		 again if it is not there."
	)]
	Unsure {
		/// The call, as `Pallet.call`.
		call: String,
		/// What the node said.
		reason: String,
	},
	/// The transaction is in a block, and the chain refused what it asks.
	#[error("{call} failed: {name}. {docs}")]
	Dispatch {
		/// The call, as `Pallet.call`.
		call: String,
		/// `Pallet.Error`.
		name: String,
		/// What the chain says of this error, with its cure.
		docs: String,
	},
	/// Something asked for is not there.
	#[error("{0}")]
	NotFound(String),
	/// The vault refused.
	#[error("vault: {0}")]
	Vault(String),
	/// The registrar refused or does not answer.
	#[error("registrar: {0}")]
	Registrar(String),
	/// The light client could not come to a finalized block.
	#[error("{0}")]
	Light(String),
	/// Anything else that stops the command, with its cure.
	#[error("{0}")]
	Other(String),
}

impl Error {
	/// The exit code.
	pub fn exit_code(&self) -> u8 {
		match self {
			Self::Usage(_) => exit::USAGE,
			Self::Faults { .. } => exit::FAULTS,
			Self::NotVerified(_) => exit::NOT_VERIFIED,
			_ => exit::ERROR,
		}
	}

	/// For `map_err` on reading a file.
	pub fn read(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
		Self::io("read", path)
	}

	/// For `map_err` on writing a file.
	pub fn write(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
		Self::io("write", path)
	}

	/// For `map_err` on any act on a file.
	pub fn io<'a>(act: &'static str, path: &'a Path) -> impl FnOnce(std::io::Error) -> Self + 'a {
		move |source| Self::Io { act, path: path.to_owned(), source }
	}

	/// Whether running the command again later may simply succeed.
	pub fn is_passing(&self) -> bool {
		matches!(self, Self::NodeLost { .. } | Self::Stalled { .. } | Self::Unsure { .. })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn exit_codes_are_those_of_the_help() {
		assert_eq!(Error::Usage(String::new()).exit_code(), 2);
		assert_eq!(Error::Faults { path: "a".into(), count: 1 }.exit_code(), 3);
		assert_eq!(Error::NotVerified(String::new()).exit_code(), 4);
		assert_eq!(Error::Other(String::new()).exit_code(), 1);
	}

	#[test]
	fn a_lost_node_names_the_cure_and_says_nothing_is_doubled() {
		let text = Error::NodeLost { url: "ws://x".into(), reason: "closed".into() }.to_string();
		assert!(text.contains("run the same command again") && text.contains("not sent twice"));
	}
}
