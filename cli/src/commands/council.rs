//! `chuxin council …`: what the council decides, by motions.
//!
//! The desk computes how many votes a motion needs from the council's size. A council of one carries
//! its motions out at once.

use super::{signer, time_text, Change, Desk, Sent};
use crate::{
	args::{
		AccountClass, CallArgs, CouncilCommand, MotionId, SafeModeCommand, Signer, UpgradeCommand,
		ValidatorArgs, ValidatorCommand, Vote, TIME_UNITS,
	},
	chain::{account_of, hex, needed, Call, Chain, Delays, Motion, Outcome},
	error::{Error, Result},
	i18n::word,
	progress::table,
	t, told,
};
use chuxin_primitives::{AccountId, Hash, Moment};
use serde_json::{json, Value};
use std::path::Path;

/// What a motion changes, as read before it.
type Seen = Vec<Change>;

/// How a runtime's file begins: compressed, or plain WebAssembly.
const RUNTIMES: [&[u8]; 2] = [&[0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05], b"\0asm"];

pub(super) async fn run(desk: &Desk, command: CouncilCommand) -> Result<()> {
	match command {
		CouncilCommand::Show => show(desk).await,
		CouncilCommand::Upgrade(command) => upgrade(desk, command).await,
		CouncilCommand::SetLimit { class, units, signer } => {
			let name = word(&format!("class-{class:?}").to_lowercase());
			let seen = async |chain: &Chain, at| {
				let before = chain.limits(at).await?.classes;
				let before = before.iter().find(|c| c.class == class as u8);
				let before = before.map_or_else(|| "-".into(), |c| format!("{name} {}", c.units));
				Ok(vec![Change::new("limit", before, format!("{name} {units}"))])
			};
			let call = Call::new("Access", "set_limit", (class as u8, units));
			let text = t!("council-limit-set", class = name.as_str(), units = units);
			motion(desk, signer, call, seen, text).await
		},
		CouncilCommand::SetDelays { delays, signer } => {
			let chain = desk.chain().await?;
			let (now, _) = chain.delays(chain.finalized().await?).await?;
			let new = Delays {
				appointment: delays.appointment.unwrap_or(now.appointment),
				upgrade: delays.upgrade.unwrap_or(now.upgrade),
				replacement: delays.replacement.unwrap_or(now.replacement),
				reorganization: delays.reorganization.unwrap_or(now.reorganization),
			};
			let seen = async |_: &Chain, _| {
				let pairs = named(&now).into_iter().zip(named(&new));
				Ok(pairs
					.filter(|((_, before), (_, after))| before != after)
					.map(|((name, before), (_, after))| {
						Change::new(name, duration(before), duration(after))
					})
					.collect())
			};
			let Delays { appointment, upgrade, replacement, reorganization } = new;
			let args = (appointment, upgrade, replacement, reorganization);
			let call = Call::new("Access", "set_delays", args);
			motion(desk, signer, call, seen, t!("council-delays-set")).await
		},
		CouncilCommand::Validator(command) => {
			let (name, ValidatorArgs { account, signer }) = match command {
				ValidatorCommand::Name(args) => ("name_validator", args),
				ValidatorCommand::Remove(args) => ("remove_validator", args),
			};
			let call = Call::new("Validators", name, &account);
			let text = match name {
				"name_validator" => t!("council-validator-named", account = account.to_string()),
				_ => t!("council-validator-removed", account = account.to_string()),
			};
			let seen = async |chain: &Chain, at| {
				let before = chain.validators(at).await?;
				let mut after = before.clone();
				after.retain(|other| *other != account);
				if name == "name_validator" {
					after.push(account);
				}
				Ok(vec![Change::new("validators", list(&before), list(&after))])
			};
			motion(desk, signer, call, seen, text).await
		},
		CouncilCommand::RegistrarKey { tag_version, public, remove: _, signer } => {
			let after = public.map_or_else(|| "-".into(), |key| hex(&key.0));
			let seen = async |chain: &Chain, at| {
				let keys = chain.registrar_keys(at).await?;
				let before = keys.iter().find(|(version, _)| *version == tag_version);
				let before = before.map_or_else(|| "-".into(), |(_, key)| hex(key));
				Ok(vec![Change::new("registrar-key", before, after)])
			};
			let args = (tag_version, public.map(|key| key.0));
			let call = Call::new("Members", "set_registrar_key", args);
			let text = t!("council-registrar-key-set", version = u32::from(tag_version));
			motion(desk, signer, call, seen, text).await
		},
		CouncilCommand::SafeMode(command) => {
			let (name, signer, text) = match command {
				SafeModeCommand::Enter(by) => ("force_enter", by, t!("council-safe-mode-entered")),
				SafeModeCommand::Extend(by) => {
					("force_extend", by, t!("council-safe-mode-extended"))
				},
				SafeModeCommand::Exit(by) => ("force_exit", by, t!("council-safe-mode-left")),
			};
			let after = text.clone();
			let seen = async |chain: &Chain, at| {
				let before = until(chain.safe_mode(at).await?);
				Ok(vec![Change::new("safe-mode", before, after)])
			};
			motion(desk, signer, Call::new("SafeMode", name, ()), seen, text).await
		},
		CouncilCommand::Pause(args) => pause(desk, args, true).await,
		CouncilCommand::Unpause(args) => pause(desk, args, false).await,
		CouncilCommand::SetMembers { accounts, signer } => {
			set_members(desk, accounts, signer).await
		},
		CouncilCommand::Vote { motion, vote: given, signer } => {
			vote(desk, motion, given == Vote::Yes, signer).await
		},
		CouncilCommand::Close { motion, signer } => close(desk, motion, signer).await,
	}
}

/// Proposes a call to the council, and tells whether it is carried out or open.
async fn motion(
	desk: &Desk,
	by: Signer,
	inner: Call,
	seen: impl AsyncFnOnce(&Chain, Hash) -> Result<Seen>,
	text: String,
) -> Result<()> {
	let (vault, chain) = desk.vault_and_chain().await?;
	let key = signer(&vault, by.key.as_deref())?;
	let at = chain.finalized().await?;
	let seats = chain.council(at).await?.len();
	let votes = needed(seats);
	let (call, hash) = chain.motion(&inner, votes).await?;
	if desk.global.dry_run {
		let changes = seen(&chain, at).await?;
		let notes = [t!("council-votes-needed", votes = votes, seats = seats)];
		return desk.show_dry_run(&chain, &[(call, account_of(&key))], &changes, &notes).await;
	}
	let included = chain.submit(&call, &key).await?;
	let sent = Sent { chain, call, included };
	if included.motion.is_some() {
		ended(desk, &sent, (hash, None), text);
		return Ok(());
	}
	let open = sent.chain.motions(included.block).await?;
	let index = open.iter().find(|motion| motion.hash == hash).map(|motion| motion.index);
	let name = index.map_or_else(|| hex(&hash.0), |index| index.to_string());
	let text = t!(
		"council-open",
		motion = name.as_str(),
		call = inner.to_string(),
		votes = votes,
		seats = seats,
	);
	ended(desk, &sent, (hash, index), text);
	Ok(())
}

/// Says what became of a motion.
fn ended(desk: &Desk, sent: &Sent, (hash, index): (Hash, Option<u32>), text: String) {
	let state = match sent.included.motion {
		Some(Outcome::Executed) => "executed",
		Some(Outcome::Disapproved) => "disapproved",
		None => "open",
	};
	desk.print(
		|| {
			json!({
				"call": sent.call.to_string(),
				"decides": sent.call.carried(),
				"motion": { "hash": hash, "index": index, "state": state },
				"done": text,
				"block": sent.included.number,
				"hash": sent.included.block,
			})
		},
		|| format!("{}\n", t!("done", text = text.as_str(), block = sent.included.number)),
	);
}

/// The open motion of a number or hash, among all of them.
async fn open_motion(chain: &Chain, id: MotionId, at: Hash) -> Result<Motion> {
	let all = chain.motions(at).await?;
	let found = all.into_iter().find(|motion| match id {
		MotionId::Number(number) => motion.index == number,
		MotionId::Hash(hash) => motion.hash == hash,
	});
	found.ok_or_else(|| Error::NotFound(told!("council-no-motion", motion = id.to_string())))
}

async fn vote(desk: &Desk, id: MotionId, approve: bool, by: Signer) -> Result<()> {
	let (vault, chain) = desk.vault_and_chain().await?;
	let key = signer(&vault, by.key.as_deref())?;
	let motion = open_motion(&chain, id, chain.finalized().await?).await?;
	let account = account_of(&key);
	let call = Call::vote((motion.hash, motion.index), approve);
	let before = motion.clone();
	let seen = async |_: &Chain, _| {
		let mut after = before.clone();
		after.ayes.retain(|who| *who != account);
		after.nays.retain(|who| *who != account);
		let side = if approve { &mut after.ayes } else { &mut after.nays };
		side.push(account);
		let line = |motion: &Motion| format!("{} {}: {}", motion.index, motion.call, votes(motion));
		Ok(vec![Change::new("votes", line(&before), line(&after))])
	};
	if let Some(sent) = desk.act_with(&chain, &key, call, seen).await? {
		let now = open_motion(&chain, id, sent.included.block).await?;
		let text = t!("council-voted", motion = now.index, votes = votes(&now));
		desk.done(&sent, text);
	}
	Ok(())
}

async fn close(desk: &Desk, id: MotionId, by: Signer) -> Result<()> {
	let (vault, chain) = desk.vault_and_chain().await?;
	let key = signer(&vault, by.key.as_deref())?;
	let (number, at) = chain.finalized_block().await?;
	let motion = open_motion(&chain, id, at).await?;
	let seats = chain.council(at).await?.len();
	let call = chain.close_motion(&motion, at).await?;
	let before = format!("{} {}; {}", motion.index, words(&motion), votes(&motion));
	let seen = async |_: &Chain, _| {
		let votes = |list: &[AccountId]| u32::try_from(list.len()).unwrap_or(u32::MAX);
		let left = u32::try_from(seats).unwrap_or(u32::MAX).saturating_sub(votes(&motion.nays));
		let after = if votes(&motion.ayes) >= motion.threshold {
			t!("council-state-executed")
		} else if left < motion.threshold || number >= motion.end {
			t!("council-state-disapproved")
		} else {
			t!("council-state-open")
		};
		Ok(vec![Change::new("motion", before, after)])
	};
	let Some(sent) = desk.act_with(&chain, &key, call, seen).await? else { return Ok(()) };
	let text = match sent.included.motion {
		Some(Outcome::Disapproved) => {
			t!("council-disapproved", motion = motion.index, call = motion.call.as_str())
		},
		_ => t!("council-executed", motion = motion.index, call = motion.call.as_str()),
	};
	ended(desk, &sent, (motion.hash, Some(motion.index)), text);
	Ok(())
}

async fn set_members(desk: &Desk, mut accounts: Vec<AccountId>, by: Signer) -> Result<()> {
	let chain = desk.chain().await?;
	let at = chain.finalized().await?;
	accounts.sort_unstable();
	if accounts.windows(2).any(|two| matches!(two, [a, b] if a == b)) {
		return Err(Error::Usage(told!("council-member-twice")));
	}
	// A council that cannot vote could never be replaced.
	for account in &accounts {
		if !chain.quota(account, at).await?.entitled {
			let account = account.to_string();
			return Err(Error::Usage(told!("council-member-silent", account = account)));
		}
	}
	let before = chain.council(at).await?;
	let old = u32::try_from(before.len()).unwrap_or(u32::MAX);
	let after = list(&accounts);
	let call = Call::new("Council", "set_members", (&accounts, None::<AccountId>, old));
	let seen = async |_: &Chain, _| Ok(vec![Change::new("council", list(&before), after)]);
	let text = t!("council-members-set", seats = accounts.len(), votes = needed(accounts.len()));
	motion(desk, by, call, seen, text).await
}

async fn pause(desk: &Desk, args: CallArgs, pause: bool) -> Result<()> {
	let CallArgs { pallet, call, signer } = args;
	// A call that is not there would be paused without effect; one that an upgrade took away can
	// still be taken off the list.
	let names = match desk.chain().await?.call_name(&pallet, &call).await? {
		Some(names) => names,
		None if pause => {
			let call = format!("{pallet}.{call}");
			return Err(Error::NotFound(told!("council-no-call", call = call)));
		},
		None => (pallet, call),
	};
	let name = format!("{}.{}", names.0, names.1);
	let (act, text) = if pause {
		("pause", t!("council-paused", call = name.as_str()))
	} else {
		("unpause", t!("council-unpaused", call = name.as_str()))
	};
	let seen = async |chain: &Chain, at| {
		let before = chain.paused(at).await?;
		let mut after = before.clone();
		after.retain(|other| *other != name);
		if pause {
			after.push(name);
		}
		Ok(vec![Change::new("paused", joined(&before), joined(&after))])
	};
	motion(desk, signer, Call::new("TxPause", act, names), seen, text).await
}

async fn upgrade(desk: &Desk, command: UpgradeCommand) -> Result<()> {
	match command {
		UpgradeCommand::Propose { file, signer } => {
			let (_, hash) = runtime(&file)?;
			let after = hex(&hash.0);
			let text = t!("council-upgrade-proposed", hash = after.as_str());
			let seen = async |chain: &Chain, at| {
				Ok(vec![Change::new("upgrade", waiting(chain, at).await?, after)])
			};
			motion(desk, signer, Call::new("Access", "propose_upgrade", hash), seen, text).await
		},
		UpgradeCommand::Cancel { signer } => {
			let seen = async |chain: &Chain, at| {
				Ok(vec![Change::new("upgrade", waiting(chain, at).await?, "-")])
			};
			let call = Call::new("Access", "cancel_upgrade", ());
			motion(desk, signer, call, seen, t!("council-upgrade-cancelled")).await
		},
		UpgradeCommand::Enact { file, signer } => enact(desk, &file, signer).await,
	}
}

/// The bytes of a runtime with their hash.
///
/// # Errors
/// [`Error::Format`] when the file is no runtime.
fn runtime(file: &Path) -> Result<(Vec<u8>, Hash)> {
	let code = std::fs::read(file).map_err(Error::read(file))?;
	if !RUNTIMES.iter().any(|magic| code.starts_with(magic)) {
		let reason = told!("council-no-runtime");
		return Err(Error::Format { path: file.to_owned(), what: "file-runtime", reason });
	}
	let hash = Hash::from(sp_crypto_hashing::blake2_256(&code));
	Ok((code, hash))
}

/// The upgrade that waits, or was enacted and waits to be uploaded.
async fn waiting(chain: &Chain, at: Hash) -> Result<String> {
	Ok(match (chain.waiting_upgrade(at).await?, chain.authorized_upgrade(at).await?) {
		(Some((hash, ready)), _) => {
			t!("council-upgrade-waits", hash = hex(&hash.0), time = time_text(ready))
		},
		(None, Some(hash)) => t!("council-upgrade-enacted", hash = hex(&hash.0)),
		(None, None) => "-".into(),
	})
}

/// Enacts what waits, where that is still to be done, and uploads it. Broken off in between, the same
/// command uploads only.
async fn enact(desk: &Desk, file: &Path, by: Signer) -> Result<()> {
	let (code, hash) = runtime(file)?;
	let (vault, chain) = desk.vault_and_chain().await?;
	let key = signer(&vault, by.key.as_deref())?;
	let at = chain.finalized().await?;
	let apply = Call::apply_upgrade(&code);
	let mut notes = Vec::new();
	let calls = match chain.waiting_upgrade(at).await? {
		_ if chain.authorized_upgrade(at).await? == Some(hash) => vec![apply],
		Some((waits, ready)) if waits == hash => {
			notes.push(t!("council-upgrade-ready", time = time_text(ready)));
			vec![Call::enact_upgrade(), apply]
		},
		Some((waits, _)) => {
			let (file, waits) = (hex(&hash.0), hex(&waits.0));
			return Err(Error::Usage(told!("council-other-runtime", file = file, waits = waits)));
		},
		None => return Err(Error::NotFound(told!("council-no-upgrade"))),
	};
	if desk.global.dry_run {
		let changes = [Change::new("runtime", chain.runtime_name(at).await?, hex(&hash.0))];
		let calls: Vec<_> = calls.into_iter().map(|call| (call, account_of(&key))).collect();
		return desk.show_dry_run(&chain, &calls, &changes, &notes).await;
	}
	for call in calls {
		desk.say(t!("council-sends", call = call.to_string()));
		let included = chain.submit(&call, &key).await?;
		if call == Call::apply_upgrade(&code) {
			let text = t!("council-upgraded", hash = hex(&hash.0));
			desk.done(&Sent { chain: chain.clone(), call, included }, text);
		}
	}
	Ok(())
}

async fn show(desk: &Desk) -> Result<()> {
	let chain = desk.chain().await?;
	let (number, at) = chain.finalized_block().await?;
	let members = chain.council(at).await?;
	let motions = chain.motions(at).await?;
	let upgrade = chain.waiting_upgrade(at).await?;
	let authorized = chain.authorized_upgrade(at).await?;
	let runtime = chain.runtime_name(at).await?;
	let limits = chain.limits(at).await?.classes;
	let limit = |class: AccountClass| {
		limits.iter().find(|found| found.class == class as u8).map(|found| found.units)
	};
	let (delays, least) = chain.delays(at).await?;
	let validators = chain.validators(at).await?;
	let keys = chain.registrar_keys(at).await?;
	let safe_mode = chain.safe_mode(at).await?;
	let paused = chain.paused(at).await?;
	let upgrade_text = waiting(&chain, at).await?;
	desk.print(
		|| {
			let motions: Vec<Value> = motions
				.iter()
				.map(|motion| {
					json!({
						"index": motion.index,
						"hash": motion.hash,
						"call": motion.call,
						"arguments": motion.arguments,
						"ayes": texts(&motion.ayes),
						"nays": texts(&motion.nays),
						"threshold": motion.threshold,
						"end": motion.end,
					})
				})
				.collect();
			let all = |delays: &Delays| {
				json!({
					"appointment": delays.appointment,
					"upgrade": delays.upgrade,
					"replacement": delays.replacement,
					"reorganization": delays.reorganization,
				})
			};
			let keys: serde_json::Map<String, Value> =
				keys.iter().map(|(version, key)| (version.to_string(), json!(hex(key)))).collect();
			json!({
				"block": number,
				"members": texts(&members),
				"votes_needed": needed(members.len()),
				"motions": motions,
				"runtime": runtime,
				"upgrade": upgrade.map(|(hash, ready)| json!({ "hash": hash, "ready_at": ready })),
				"enacted": authorized,
				"limits": {
					"member": limit(AccountClass::Member),
					"officer": limit(AccountClass::Officer),
				},
				"delays": all(&delays),
				"least_delays": all(&least),
				"validators": texts(&validators),
				"registrar_keys": keys,
				"safe_mode_until": safe_mode,
				"paused": paused,
			})
		},
		|| {
			let mut rows = Vec::new();
			let mut row = |name: String, value: String| rows.push(vec![name, value]);
			for account in &members {
				row(t!("what-council"), account.to_string());
			}
			row(t!("council-majority"), needed(members.len()).to_string());
			row(t!("what-runtime"), runtime.clone());
			row(t!("what-upgrade"), upgrade_text.clone());
			for class in [AccountClass::Member, AccountClass::Officer] {
				let name = word(&format!("class-{class:?}").to_lowercase());
				let units = limit(class).map_or_else(|| "-".into(), |units| units.to_string());
				row(t!("what-limit"), format!("{name} {units}"));
			}
			for (name, delay) in named(&delays) {
				row(word(&format!("what-{name}")), duration(delay));
			}
			for account in &validators {
				row(t!("what-validators"), account.to_string());
			}
			for (version, key) in &keys {
				row(t!("what-registrar-key"), format!("{version} {}", hex(key)));
			}
			row(t!("what-safe-mode"), until(safe_mode));
			row(t!("what-paused"), joined(&paused));
			let facts = table(&[t!("head-what"), t!("council-at", block = number)], &rows);
			let open: Vec<Vec<String>> = motions
				.iter()
				.map(|motion| {
					let end = t!("council-until-block", block = motion.end);
					vec![motion.index.to_string(), words(motion), votes(motion), end]
				})
				.collect();
			let head = [t!("head-number"), t!("what-motion"), t!("what-votes"), t!("head-until")];
			match open.is_empty() {
				true => format!("{facts}\n{}\n", t!("council-none-open")),
				false => format!("{facts}\n{}", table(&head, &open)),
			}
		},
	);
	Ok(())
}

/// What a motion decides, with its arguments.
fn words(motion: &Motion) -> String {
	format!("{} {}", motion.call, motion.arguments)
}

/// How a motion stands.
fn votes(motion: &Motion) -> String {
	t!(
		"council-votes",
		ayes = motion.ayes.len(),
		nays = motion.nays.len(),
		votes = motion.threshold,
	)
}

fn until(block: Option<u32>) -> String {
	block.map_or_else(|| "-".into(), |block| t!("council-until-block", block = block))
}

fn joined(names: &[String]) -> String {
	if names.is_empty() {
		return "-".into();
	}
	names.join(", ")
}

fn texts(accounts: &[AccountId]) -> Vec<String> {
	accounts.iter().map(AccountId::to_string).collect()
}

fn list(accounts: &[AccountId]) -> String {
	joined(&texts(accounts))
}

/// The delays by their keys in the texts, without `what-`.
fn named(delays: &Delays) -> [(&'static str, Moment); 4] {
	[
		("delay-appointment", delays.appointment),
		("delay-upgrade", delays.upgrade),
		("delay-replacement", delays.replacement),
		("delay-reorganization", delays.reorganization),
	]
}

/// A time in its longest whole unit, as it is written on the command line.
fn duration(ms: Moment) -> String {
	let unit = TIME_UNITS.iter().find(|(_, unit)| ms >= *unit && ms.is_multiple_of(*unit));
	unit.map_or_else(|| "0s".into(), |(name, unit)| format!("{}{name}", ms / unit))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn times_are_told_as_they_are_written() {
		let expected = [
			(0, "0s"),
			(1, "1ms"),
			(999, "999ms"),
			(60_000, "1m"),
			(90_000, "90s"),
			(86_400_000, "1d"),
			(90_000_000, "25h"),
			(604_800_000, "7d"),
		];
		for (ms, text) in expected {
			assert_eq!(duration(ms), text);
		}
	}

	#[test]
	fn what_is_no_runtime_is_not_proposed() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("file");
		for (bytes, is) in [
			(&b"\0asm\x01\0\0\0"[..], true),
			(&[0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05, 1], true),
			(b"", false),
			(b"\0as", false),
			(b"{}", false),
		] {
			std::fs::write(&file, bytes).unwrap();
			match runtime(&file) {
				Ok((code, hash)) => {
					assert!(is && code == bytes);
					assert_eq!(hash.0, sp_crypto_hashing::blake2_256(bytes));
				},
				Err(error) => assert!(!is && matches!(error, Error::Format { .. }), "{error}"),
			}
		}
	}
}
