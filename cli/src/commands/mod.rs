//! The commands, one file each.

mod account;
mod credential;
mod demo;
mod import;
mod key;
mod member;
mod org;
mod registrar;
mod roster;
mod stats;
mod vault;

use crate::{
	args::{Cli, Command, Global},
	chain::{account_of, Chain},
	error::{Error, Result},
	vault::{Vault, VaultError},
};
use chuxin_primitives::{Hash, Moment, PersonId};
use secrecy::{ExposeSecret, SecretString};
use std::{
	io::{IsTerminal, Write},
	path::{Path, PathBuf},
};
use subxt_signer::sr25519::Keypair;

/// Does what the command line says.
///
/// # Errors
/// [`Error`], whose text names the cure and whose code is the program's exit code.
pub async fn run(cli: Cli) -> Result<()> {
	let desk = Desk::new(cli.global)?;
	match cli.command {
		Command::Vault(command) => vault::run(&desk, command),
		Command::Key(command) => key::run(&desk, command).await,
		Command::Org(command) => org::run(&desk, command).await,
		Command::Roster(command) => roster::run(&desk, command).await,
		Command::Demo(command) => demo::run(&desk, command),
		Command::Member(command) => member::run(&desk, command).await,
		Command::Stats(args) => stats::run(&desk, args).await,
		Command::Account(command) => account::run(&desk, command).await,
		Command::Credential(command) => credential::run(&desk, command).await,
		Command::Registrar(command) => registrar::run(&desk, command).await,
	}
}

/// What every command works with.
pub(crate) struct Desk {
	/// The folder.
	pub home: PathBuf,
	/// Options of every command.
	pub global: Global,
}

impl Desk {
	fn new(global: Global) -> Result<Self> {
		let home = match &global.home {
			Some(home) => home.clone(),
			None => std::env::var_os("XDG_DATA_HOME")
				.map(PathBuf::from)
				.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".local/share")))
				.map(|data| data.join("chuxin"))
				.ok_or_else(|| {
					Error::Usage(
						"there is no home folder: name the desk's folder with --home".into(),
					)
				})?,
		};
		Ok(Self { home, global })
	}

	/// Where the vault is.
	pub fn vault_path(&self) -> PathBuf {
		self.home.join("vault.db")
	}

	/// Opens the vault with the passphrase from the descriptor or the prompt.
	pub fn vault(&self) -> Result<Vault> {
		// A missing vault is told before anybody types a passphrase.
		if !self.vault_path().is_file() {
			return Err(VaultError::Missing(self.vault_path()).into());
		}
		let passphrase = secret(self.global.passphrase_fd, "Passphrase of the vault: ")?;
		Ok(Vault::open(&self.vault_path(), &passphrase)?)
	}

	/// Connects to the node.
	pub async fn chain(&self) -> Result<Chain> {
		Chain::connect(&self.global.node).await
	}

	/// Opens the vault and connects; a vault that has served one chain serves no other.
	pub async fn vault_and_chain(&self) -> Result<(Vault, Chain)> {
		let vault = self.vault()?;
		let chain = self.chain().await?;
		match vault.blob(GENESIS_BLOB)? {
			None => vault.put_blob(GENESIS_BLOB, &chain.genesis().0)?,
			Some(known) if known.as_slice() == chain.genesis().0 => {},
			Some(known) => {
				let known: [u8; 32] = known.as_slice().try_into().unwrap_or_default();
				return Err(Error::Usage(format!(
					"this vault belongs to the chain {:?}, the node at {} follows {:?}: name the right \
					 node with --node, or another desk with --home",
					Hash::from(known),
					chain.url(),
					chain.genesis()
				)));
			},
		}
		Ok((vault, chain))
	}

	/// The present time in ms: `--clock`, or the computer's.
	pub fn now_ms(&self) -> Moment {
		self.global.clock.unwrap_or_else(|| {
			std::time::SystemTime::now()
				.duration_since(std::time::UNIX_EPOCH)
				.map_or(0, |d| u64::try_from(d.as_millis()).unwrap_or(u64::MAX))
		})
	}

	/// Says what is being done, where a person looks on.
	pub fn say(&self, text: impl std::fmt::Display) {
		if !self.global.quiet {
			eprintln!("{text}");
		}
	}

	/// Prints a result: JSON where asked for, otherwise the text.
	pub fn print(&self, json: impl FnOnce() -> serde_json::Value, text: impl FnOnce() -> String) {
		let out = if self.global.json { format!("{}\n", json()) } else { text() };
		// A reader that stops early (`| head`) is no fault.
		let _ = std::io::stdout().lock().write_all(out.as_bytes());
	}
}

/// Name of the vault's note which chain it serves.
const GENESIS_BLOB: &str = "chain/genesis";

impl From<VaultError> for Error {
	fn from(error: VaultError) -> Self {
		Self::Vault(error.to_string())
	}
}

/// A secret from a file descriptor (its first line), or typed in.
pub(crate) fn secret(descriptor: Option<u32>, prompt: &str) -> Result<SecretString> {
	let text = match descriptor {
		Some(n) => {
			let path = PathBuf::from(format!("/dev/fd/{n}"));
			std::fs::read_to_string(&path).map_err(Error::read(&path))?
		},
		None if std::io::stdin().is_terminal() => rpassword::prompt_password(prompt)
			.map_err(|e| Error::Other(format!("cannot ask for a secret at this terminal ({e})")))?,
		None => {
			return Err(Error::Usage(format!(
				"there is no terminal to ask \"{}\": give a file descriptor (such as --passphrase-fd 3 \
				 3<FILE)",
				prompt.trim_end_matches([':', ' '])
			)));
		},
	};
	let line = text.lines().next().unwrap_or_default();
	if line.is_empty() {
		return Err(Error::Usage(format!("empty: {}", prompt.trim_end_matches([':', ' ']))));
	}
	Ok(SecretString::from(line))
}

/// A new secret: typed twice at a terminal.
pub(crate) fn new_secret(descriptor: Option<u32>, prompt: &str) -> Result<SecretString> {
	let first = secret(descriptor, prompt)?;
	if descriptor.is_none() {
		let second = secret(None, "The same again: ")?;
		if first.expose_secret() != second.expose_secret() {
			return Err(Error::Usage("the two are not the same: run the command again".into()));
		}
	}
	Ok(first)
}

/// The signing pair of a key of the vault; without a name, of the only one.
pub(crate) fn signer(vault: &Vault, name: Option<&str>) -> Result<Keypair> {
	if let Some(name) = name {
		return Ok(vault.signer(name)?);
	}
	let keys = vault.keys()?;
	match keys.as_slice() {
		[only] => Ok(vault.signer(&only.name)?),
		[] => Err(Error::Usage(
			"there is no key in this vault: make one with `chuxin key new`, or take one over with \
			 `chuxin key import`"
				.into(),
		)),
		several => {
			let names: Vec<&str> = several.iter().map(|k| k.name.as_str()).collect();
			Err(Error::Usage(format!("name the key that signs with --key: {}", names.join(", "))))
		},
	}
}

/// The person behind a key of the vault.
///
/// # Errors
/// When the chain knows the key of nobody.
pub(crate) async fn person_of(chain: &Chain, key: &Keypair, at: Hash) -> Result<PersonId> {
	chain.person_of(&account_of(key), at).await?.ok_or_else(|| {
		Error::NotFound(
			"the chain knows nobody with this key. Have it bound to its person (`chuxin account bind`)."
				.into(),
		)
	})
}

/// Writes a new file that only its owner may read; never over another one.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
	let mut options = std::fs::OpenOptions::new();
	options.write(true).create_new(true);
	#[cfg(unix)]
	{
		use std::os::unix::fs::OpenOptionsExt;
		options.mode(0o600);
	}
	let mut file = options.open(path).map_err(|e| match e.kind() {
		std::io::ErrorKind::AlreadyExists => Error::Usage(format!(
			"{} is there already: name another file, or remove it first",
			path.display()
		)),
		_ => Error::write(path)(e),
	})?;
	file.write_all(bytes).and_then(|()| file.sync_all()).map_err(Error::write(path))
}

/// A moment as `2026-07-01 08:00:00 UTC`.
pub(crate) fn time_text(ms: Moment) -> String {
	i64::try_from(ms)
		.ok()
		.and_then(chrono::DateTime::from_timestamp_millis)
		.map_or_else(|| format!("{ms} ms"), |t| t.format("%Y-%m-%d %H:%M:%S UTC").to_string())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_file_is_never_overwritten_and_is_for_its_owner_alone() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("a.json");
		write_new(&path, b"1").unwrap();
		let error = write_new(&path, b"2").unwrap_err();
		assert!(error.to_string().contains("is there already"), "{error}");
		assert_eq!(std::fs::read(&path).unwrap(), b"1");
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			let mode = std::fs::metadata(&path).unwrap().permissions().mode();
			assert_eq!(mode & 0o777, 0o600);
		}
	}

	#[test]
	fn times_are_read_by_people() {
		assert_eq!(time_text(86_400_000), "1970-01-02 00:00:00 UTC");
	}
}
