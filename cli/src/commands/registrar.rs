//! `chuxin registrar`.

use super::{new_secret, secret, Desk};
use crate::{
	args::RegistrarCommand,
	chain::{hex, Chain},
	error::{Error, Result},
	registrar::{
		server::{self, Chain as AskChain},
		Core, Duty, Limits, Log, SIGNING_KEY, TAG_KEY,
	},
	t,
	vault::Vault,
};
use chuxin_primitives::{AccountId, OrgId};
use rand::{rngs::OsRng, RngCore};
use secrecy::SecretString;
use serde_json::json;
use std::net::SocketAddr;
use tokio::sync::RwLock;
use zeroize::Zeroizing;

pub(super) async fn run(desk: &Desk, command: RegistrarCommand) -> Result<()> {
	match command {
		RegistrarCommand::Init { key_version, suri_fd } => init(desk, key_version, suri_fd),
		RegistrarCommand::Serve { listen, limit, accept_log } => {
			serve(desk, listen, limit, accept_log).await
		},
	}
}

fn init(desk: &Desk, key_version: u8, suri_fd: Option<u32>) -> Result<()> {
	let passphrase = new_secret(desk.global.passphrase_fd, &t!("prompt-registrar-vault"))?;
	let suri = match suri_fd {
		Some(_) => secret(suri_fd, &t!("prompt-signing-key"))?,
		None => {
			let mut seed = Zeroizing::new([0; 32]);
			OsRng.fill_bytes(seed.as_mut_slice());
			SecretString::from(hex(seed.as_slice()))
		},
	};
	let vault = Vault::create(&desk.vault_path(), &passphrase)?;
	// version u8 ‖ key[32]
	let mut tag_key = Zeroizing::new([0; 33]);
	OsRng.fill_bytes(&mut tag_key[1..]);
	tag_key[0] = key_version;
	vault.put_blob(TAG_KEY, tag_key.as_slice())?;
	vault.add_key(SIGNING_KEY, &suri)?;
	Log::begin(&vault)?;
	let public = hex(&vault.signer(SIGNING_KEY)?.public_key().0);
	let path = vault.path().display().to_string();
	desk.print(
		|| json!({ "vault": path, "key_version": key_version, "public_key": public }),
		|| {
			let text = t!(
				"registrar-ready",
				path = path.as_str(),
				version = key_version,
				public = public.as_str(),
			);
			format!("{text}\n")
		},
	);
	Ok(())
}

/// Asks the node who calls. The connection is made anew when it broke.
struct Node {
	url: String,
	chain: RwLock<Option<Chain>>,
}

impl Node {
	async fn ask(&self, account: [u8; 32], org: u32) -> Result<Duty> {
		let known = self.chain.read().await.clone();
		let chain = match known {
			Some(chain) => chain,
			None => {
				let chain = Chain::connect(&self.url).await?;
				*self.chain.write().await = Some(chain.clone());
				chain
			},
		};
		let answer = duty(&chain, account, org).await;
		if answer.is_err() {
			*self.chain.write().await = None;
		}
		answer
	}
}

impl AskChain for Node {
	async fn duty(&self, account: [u8; 32], org: u32) -> std::result::Result<Duty, String> {
		// Once more with a new connection: the node may have been started again.
		match self.ask(account, org).await {
			Ok(duty) => Ok(duty),
			Err(_) => self.ask(account, org).await.map_err(|e| {
				// Goes to the desk that asked, in the registrar's language: the other is not known here.
				t!("registrar-cannot-ask", why = e.to_string())
			}),
		}
	}
}

/// Whether the account's person may enrol for the organization now.
async fn duty(chain: &Chain, account: [u8; 32], org: u32) -> Result<Duty> {
	let (best, at) = chain.best_block().await?;
	let none = Duty { may_enrol: false, best };
	let account = AccountId::new(account);
	let Some(person) = chain.person_of(&account, at).await? else { return Ok(none) };
	if chain.person_record(person, at).await?.frozen {
		return Ok(none);
	}
	let now = chain.now(at).await?;
	let officers = chain.officers(OrgId(org), at).await?;
	let may_enrol = officers.iter().any(|o| {
		o.person == person
			&& o.effective_at <= now
			&& Duty::POWERS.iter().any(|power| o.powers.contains(power))
	});
	Ok(Duty { may_enrol, best })
}

async fn serve(desk: &Desk, listen: SocketAddr, limit: u32, accept_log: bool) -> Result<()> {
	if !listen.ip().is_loopback() {
		desk.say(t!("registrar-no-loopback", address = listen.to_string()));
	}
	// The chain first: whom the registrar serves is bound to it.
	let (vault, chain) = desk.vault_and_chain().await?;
	let path = desk.home.join("registrar.log");
	let log = if accept_log {
		Log::accept(&path, &vault, desk.now_ms())
	} else {
		Log::open(&path, &vault)
	}
	.map_err(|e| Error::Registrar(e.to_string()))?;
	let limits = Limits { documents: limit };
	let core = Core::new(vault, chain.genesis(), limits, log, desk.now_ms())?;
	let url = chain.url().to_owned();
	let node = Node { url, chain: RwLock::new(Some(chain)) };
	let (handle, address) =
		server::serve(core, node, listen).await.map_err(|e| Error::Registrar(e.to_string()))?;
	desk.print(
		|| json!({ "listening": address.to_string() }),
		|| format!("{}\n", t!("registrar-answers", address = address.to_string())),
	);
	let stop = handle.clone();
	ended().await;
	// Refused only when it is stopped already.
	let _ = stop.stop();
	handle.stopped().await;
	Ok(())
}

/// Waits for Ctrl-C or the system's request to end.
async fn ended() {
	#[cfg(unix)]
	{
		use tokio::signal::unix::{signal, SignalKind};
		if let Ok(mut terminate) = signal(SignalKind::terminate()) {
			tokio::select! {
				_ = terminate.recv() => {},
				_ = tokio::signal::ctrl_c() => {},
			}
			return;
		}
	}
	// Without the signal there is no way to be asked: then the process is simply killed.
	let _ = tokio::signal::ctrl_c().await;
}
