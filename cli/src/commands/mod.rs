//! The commands, one file each.
//!
//! A command that makes one call is a few lines: a constructor in `chain/calls.rs`, an option in
//! `args.rs`, and here `desk.act(key, call, async |chain, at| …changes…)` and `desk.done(…)`. The dry
//! run, the refusals and JSON come with them.

mod account;
mod act;
mod council;
mod credential;
mod demo;
mod import;
mod key;
mod lists;
mod member;
mod member_acts;
mod member_correct;
mod member_update;
mod org;
mod org_acts;
mod org_import;
mod pending;
mod records;
mod refresh;
mod registrar;
mod roster;
mod stats;
mod today;
mod vault;

use crate::{
	args::{Cli, Command, Global},
	chain::{account_of, hex, Call, Chain, Included},
	error::{Error, Result},
	i18n,
	progress::table,
	t, told,
	vault::{Vault, VaultError},
};
use chuxin_primitives::{AccountId, Hash, Moment, PersonId};
use clap::CommandFactory;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use std::{
	io::{IsTerminal, Write},
	path::{Path, PathBuf},
	sync::{Mutex, PoisonError},
};
use subxt_signer::sr25519::Keypair;

/// Does what the command line says.
///
/// # Errors
/// [`Error`], whose text names the cure and whose code is the program's exit code.
pub async fn run(cli: Cli) -> Result<()> {
	let mut desk = Desk::new(cli.global)?;
	// What a program reads on standard error is the one document of an error.
	desk.global.quiet |= desk.global.json;
	if desk.global.dry_run && !cli.command.writes() {
		return Err(Error::Usage(told!("usage-no-dry-run")));
	}
	match cli.command {
		Command::Vault(command) => vault::run(&desk, command),
		Command::Key(command) => key::run(&desk, command).await,
		Command::Org(command) => org::run(&desk, command).await,
		Command::Roster(command) => roster::run(&desk, command).await,
		Command::Demo(command) => demo::run(&desk, command),
		Command::Member(command) => member::run(&desk, command).await,
		Command::Stats(args) => stats::run(&desk, args).await,
		Command::Today(args) => today::run(&desk, args).await,
		Command::Account(command) => account::run(&desk, command).await,
		Command::Act(command) => act::run(&desk, command).await,
		Command::Pending(command) => pending::run(&desk, command).await,
		Command::Council(command) => council::run(&desk, command).await,
		Command::Credential(command) => credential::run(&desk, command).await,
		Command::Registrar(command) => registrar::run(&desk, command).await,
		Command::Completions { shell } => {
			let mut script = Vec::new();
			clap_complete::generate(shell, &mut Cli::command(), "chuxin", &mut script);
			let script = String::from_utf8_lossy(&script).into_owned();
			desk.print(
				|| json!({ "shell": shell.to_string(), "script": script }),
				|| script.clone(),
			);
			Ok(())
		},
	}
}

/// One thing that a call changes, as the desk expects it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
	/// What it is: a key of the texts without its `what-`.
	what: &'static str,
	before: String,
	after: String,
}

impl Change {
	/// `what` is a key of the texts without its `what-`.
	pub fn new(what: &'static str, before: impl ToString, after: impl ToString) -> Self {
		Self { what, before: before.to_string(), after: after.to_string() }
	}
}

/// Bytes of a call that a terminal shows whole.
const SHOWN_BYTES: usize = 512;

/// What every command works with.
pub(crate) struct Desk {
	/// The folder.
	pub home: PathBuf,
	/// Options of every command.
	pub global: Global,
	/// What was remarked on and stands in the JSON document.
	warnings: Mutex<Vec<String>>,
}

impl Desk {
	fn new(global: Global) -> Result<Self> {
		let home = match &global.home {
			Some(home) => home.clone(),
			None => std::env::var_os("XDG_DATA_HOME")
				.map(PathBuf::from)
				.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".local/share")))
				.map(|data| data.join("chuxin"))
				.ok_or_else(|| Error::Usage(told!("usage-no-home")))?,
		};
		Ok(Self { home, global, warnings: Mutex::default() })
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
		let passphrase = secret(self.global.passphrase_fd, &t!("prompt-vault"))?;
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
		self.serves(&vault, &chain)?;
		Ok((vault, chain))
	}

	/// Sees that the vault serves this chain; the first one it is asked about is its own.
	///
	/// # Errors
	/// [`Error::Usage`] for another chain.
	pub fn serves(&self, vault: &Vault, chain: &Chain) -> Result<()> {
		match vault.blob(GENESIS_BLOB)? {
			None if self.global.dry_run => {},
			None => vault.put_blob(GENESIS_BLOB, &chain.genesis().0)?,
			Some(known) if known.as_slice() == chain.genesis().0 => {},
			Some(known) => {
				let known: [u8; 32] = known.as_slice().try_into().unwrap_or_default();
				return Err(Error::Usage(told!(
					"usage-other-chain",
					known = format!("{:?}", Hash::from(known)),
					url = chain.url(),
					found = format!("{:?}", chain.genesis()),
				)));
			},
		}
		Ok(())
	}

	/// The present time in ms: `--clock`, or the computer's.
	pub fn now_ms(&self) -> Moment {
		self.global.clock.unwrap_or_else(|| {
			std::time::SystemTime::now()
				.duration_since(std::time::UNIX_EPOCH)
				.map_or(0, |d| u64::try_from(d.as_millis()).unwrap_or(u64::MAX))
		})
	}

	/// Makes one call with a key of the vault (the only one when none is named) and waits until it is
	/// final. With `--dry-run` it shows the call and what `changes` expects, and returns `None`.
	///
	/// # Errors
	/// The vault's, the chain's, or those of `changes`.
	pub async fn act(
		&self,
		key: Option<&str>,
		call: Call,
		changes: impl AsyncFnOnce(&Chain, Hash) -> Result<Vec<Change>>,
	) -> Result<Option<Sent>> {
		let (vault, chain) = self.vault_and_chain().await?;
		self.act_with(&chain, &signer(&vault, key)?, call, changes).await
	}

	/// As [`Self::act`], where vault and chain are open already: nobody types a passphrase twice.
	pub async fn act_with(
		&self,
		chain: &Chain,
		key: &Keypair,
		call: Call,
		changes: impl AsyncFnOnce(&Chain, Hash) -> Result<Vec<Change>>,
	) -> Result<Option<Sent>> {
		if self.global.dry_run {
			let changes = changes(chain, chain.finalized().await?).await?;
			self.show_dry_run(chain, &[(call, account_of(key))], &changes, &[]).await?;
			return Ok(None);
		}
		let included = chain.submit(&call, key).await?;
		Ok(Some(Sent { chain: chain.clone(), call, included }))
	}

	/// Prints that a call is done, in words.
	pub fn done(&self, sent: &Sent, text: String) {
		self.print(
			|| {
				json!({
					"call": sent.call.to_string(),
					"done": text,
					"block": sent.included.number,
					"hash": sent.included.block,
				})
			},
			|| format!("{}\n", t!("done", text = text.as_str(), block = sent.included.number)),
		);
	}

	/// Shows calls that are not sent: what would change, and the exact bytes. `notes` say what stands
	/// open until they are sent.
	pub async fn show_dry_run(
		&self,
		chain: &Chain,
		calls: &[(Call, AccountId)],
		changes: &[Change],
		notes: &[String],
	) -> Result<()> {
		let (number, hash) = chain.finalized_block().await?;
		let mut previews = Vec::with_capacity(calls.len());
		for (call, account) in calls {
			previews.push(chain.preview(call, account).await?);
		}
		self.print(
			|| {
				let changes: Vec<_> = changes
					.iter()
					.map(|c| json!({ "what": c.what, "before": c.before, "after": c.after }))
					.collect();
				let calls: Vec<_> = previews.iter().map(crate::chain::Preview::json).collect();
				json!({
					"dry_run": true,
					"sent": 0,
					"block": number,
					"hash": hash,
					"changes": changes,
					"transactions": calls,
					"notes": notes,
				})
			},
			|| {
				let mut out = format!("{}\n", t!("dry-run", block = number));
				let rows: Vec<Vec<String>> = changes
					.iter()
					.map(|c| {
						let what = i18n::word(&format!("what-{}", c.what));
						vec![what, c.before.clone(), c.after.clone()]
					})
					.collect();
				if !rows.is_empty() {
					let head = [t!("head-what"), t!("head-before"), t!("head-after")];
					out.push_str(&table(&head, &rows));
				}
				for p in &previews {
					let mut bytes = hex(&p.bytes);
					if p.bytes.len() > SHOWN_BYTES {
						bytes.truncate(2 + 2 * SHOWN_BYTES);
						bytes.push_str(&t!("dry-run-more", bytes = p.bytes.len()));
					}
					let quota = if p.emergency {
						t!("dry-run-emergency")
					} else {
						t!("dry-run-units", units = p.units, free = p.free, limit = p.limit)
					};
					let arguments = match p.bytes.len() {
						n if n > SHOWN_BYTES => t!("dry-run-long"),
						_ => p.arguments.to_string(),
					};
					let weight = t!(
						"dry-run-weight",
						micros = format!("{:.1}", p.ref_time as f64 / 1e6),
						proof = p.proof_size,
					);
					let rows = [
						(t!("dry-run-call"), p.call.clone()),
						(t!("dry-run-signer"), hex(p.account.as_ref())),
						(t!("dry-run-arguments"), arguments),
						(t!("dry-run-length"), t!("dry-run-bytes", bytes = p.length)),
						(t!("dry-run-time"), weight),
						(t!("dry-run-quota"), quota),
						(t!("dry-run-call-bytes"), bytes),
					];
					let rows: Vec<Vec<String>> =
						rows.into_iter().map(|(name, value)| vec![name, value]).collect();
					let head = [t!("dry-run-transaction"), String::new()];
					out.push_str(&format!("\n{}", table(&head, &rows)));
				}
				notes.iter().for_each(|note| out.push_str(&format!("{note}\n")));
				out
			},
		);
		Ok(())
	}

	/// Says what is being done, where a person looks on.
	pub fn say(&self, text: impl std::fmt::Display) {
		if !self.global.quiet {
			eprintln!("{text}");
		}
	}

	/// Remarks on something that stops nothing: a line on standard error, or with `--json` a line of
	/// `warnings` in the document that is printed next.
	pub fn warn(&self, text: String) {
		self.say(t!("note", text = text.as_str()));
		self.warnings.lock().unwrap_or_else(PoisonError::into_inner).push(text);
	}

	/// Prints a result: JSON where asked for, otherwise the text.
	pub fn print(&self, json: impl FnOnce() -> serde_json::Value, text: impl FnOnce() -> String) {
		let document = || {
			let mut document = json();
			let warnings = self.warnings.lock().unwrap_or_else(PoisonError::into_inner);
			if let (false, Some(document)) = (warnings.is_empty(), document.as_object_mut()) {
				document.insert("warnings".into(), json!(*warnings));
			}
			document
		};
		let out = if self.global.json { format!("{}\n", document()) } else { text() };
		// A reader that stops early (`| head`) is no fault.
		let _ = std::io::stdout().lock().write_all(out.as_bytes());
	}
}

/// A call that is in a finalized block and did what it was to do.
pub(crate) struct Sent {
	/// The chain it was sent to.
	pub chain: Chain,
	/// The call.
	pub call: Call,
	/// Where it is.
	pub included: Included,
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
			.map_err(|e| Error::Other(told!("no-secret-asked", why = e.to_string())))?,
		None => {
			let what = prompt.trim_end_matches([':', '：', ' ']);
			return Err(Error::Usage(told!("usage-no-terminal", what = what)));
		},
	};
	let line = text.lines().next().unwrap_or_default();
	if line.is_empty() {
		let what = prompt.trim_end_matches([':', '：', ' ']);
		return Err(Error::Usage(told!("usage-empty-secret", what = what)));
	}
	Ok(SecretString::from(line))
}

/// A new secret: typed twice at a terminal.
pub(crate) fn new_secret(descriptor: Option<u32>, prompt: &str) -> Result<SecretString> {
	let first = secret(descriptor, prompt)?;
	if descriptor.is_none() {
		let second = secret(None, &t!("prompt-again"))?;
		if first.expose_secret() != second.expose_secret() {
			return Err(Error::Usage(told!("usage-not-the-same")));
		}
	}
	Ok(first)
}

/// The signing pair of a key of the vault; without a name, of the only one.
pub(crate) fn signer(vault: &Vault, name: Option<&str>) -> Result<Keypair> {
	if let Some(name) = name {
		return Ok(vault.signer(name)?);
	}
	let mut keys = vault.keys()?;
	keys.retain(|key| vault.opens(key));
	match keys.as_slice() {
		[only] => Ok(vault.signer(&only.name)?),
		[] => Err(Error::Usage(told!("usage-no-key"))),
		several => {
			let names: Vec<&str> = several.iter().map(|k| k.name.as_str()).collect();
			Err(Error::Usage(told!("usage-which-key", names = names.join(", "))))
		},
	}
}

/// The person behind a key of the vault.
///
/// # Errors
/// When the chain knows the key of nobody.
pub(crate) async fn person_of(chain: &Chain, key: &Keypair, at: Hash) -> Result<PersonId> {
	let person = chain.person_of(&account_of(key), at).await?;
	person.ok_or_else(|| Error::NotFound(told!("key-of-nobody")))
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
		std::io::ErrorKind::AlreadyExists => {
			Error::Usage(told!("usage-file-exists", path = path.display().to_string()))
		},
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
