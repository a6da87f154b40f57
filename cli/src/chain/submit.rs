//! Signing, submitting in nonce order, and waiting for finality.

use super::{innermost, refusal, version, Call, Chain};
use crate::{
	error::{Error, Result},
	t, told,
};
use chuxin_primitives::{AccountId, Hash};
use std::{collections::VecDeque, time::Duration};
use subxt::{
	client::OnlineClientAtBlockImpl,
	config::DefaultExtrinsicParamsBuilder,
	error::{BackendError, DispatchError, ExtrinsicError, RpcError, TransactionEventsError},
	transactions::{TransactionProgress, TransactionStatus, TransactionsClient},
	SubstrateConfig,
};
use subxt_rpcs::client::rpc_params;
use subxt_signer::sr25519::Keypair;

/// Blocks a transaction is good for.
pub(super) const MORTAL: u64 = 64;
/// Transactions of one account that wait at once.
pub const WINDOW: usize = 24;
/// How long one transaction may take to become final.
const FINALITY_TIMEOUT: Duration = Duration::from_secs(180);

type AtBlock = OnlineClientAtBlockImpl<SubstrateConfig>;

/// Submits the transactions of one account in the order of their nonces.
pub struct Submitter {
	chain: Chain,
	signer: Keypair,
	nonce: u64,
}

/// A transaction that waits for finality.
pub struct Pending {
	chain: Chain,
	call: String,
	carried: String,
	progress: TransactionProgress<SubstrateConfig, AtBlock>,
}

/// A transaction in a finalized block that did what it was to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Included {
	/// The block.
	pub block: Hash,
	/// Its number.
	pub number: u32,
	/// What became of the motion of the council that it carried to its end.
	pub motion: Option<Outcome>,
}

/// The end of a motion of the council.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
	/// What it decides is carried out.
	Executed,
	/// It had not enough votes.
	Disapproved,
}

/// The account of a key.
pub fn account_of(signer: &Keypair) -> AccountId {
	AccountId::new(signer.public_key().0)
}

impl Chain {
	/// Prepares to submit for an account, from its next nonce (those in the pool counted).
	pub async fn submitter(&self, signer: Keypair) -> Result<Submitter> {
		let nonce = self.next_nonce(&signer).await?;
		Ok(Submitter { chain: self.clone(), signer, nonce })
	}

	/// Submits one call and waits until it is final.
	pub async fn submit(&self, call: &Call, signer: &Keypair) -> Result<Included> {
		self.submitter(signer.clone()).await?.send(call).await?.finalized().await
	}

	/// Submits calls in order, at most `window` waiting at once, and tells `done` the index of each
	/// as it becomes final, in order.
	///
	/// # Errors
	/// The first error ends it; later calls may be in the pool already.
	pub async fn submit_all(
		&self,
		calls: &[Call],
		signer: &Keypair,
		window: usize,
		mut done: impl FnMut(usize, Included) -> Result<()>,
	) -> Result<()> {
		let mut submitter = self.submitter(signer.clone()).await?;
		let mut waiting = VecDeque::new();
		for (index, call) in calls.iter().enumerate() {
			let full = waiting.len() >= window.max(1);
			if let Some((first, pending)) = full.then(|| waiting.pop_front()).flatten() {
				done(first, Pending::finalized(pending).await?)?;
			}
			waiting.push_back((index, submitter.send(call).await?));
		}
		while let Some((index, pending)) = waiting.pop_front() {
			done(index, Pending::finalized(pending).await?)?;
		}
		Ok(())
	}

	async fn next_nonce(&self, signer: &Keypair) -> Result<u64> {
		self.next_nonce_of(&signer.public_key().to_account_id()).await
	}

	/// The next nonce of an account, those in the pool counted.
	pub(super) async fn next_nonce_of(&self, account: &subxt::utils::AccountId32) -> Result<u64> {
		let address = account.to_string();
		self.request("system_accountNextIndex", rpc_params![address]).await
	}

	/// The chain's own description of its calls.
	pub(super) async fn metadata(&self) -> Result<subxt::ArcMetadata> {
		let at = self.client.at_current_block().await;
		Ok(at.map_err(|e| self.subxt_error("the current block", e))?.metadata())
	}

	pub(super) async fn transactions(
		&self,
	) -> Result<(TransactionsClient<SubstrateConfig, AtBlock>, u64, subxt::utils::H256)> {
		let at = self
			.client
			.at_current_block()
			.await
			.map_err(|e| self.subxt_error("the current block", e))?;
		Ok((at.tx(), at.block_number(), at.block_hash()))
	}

	/// Tells a broken connection from an answer that does not fit.
	fn subxt_error(&self, what: &str, error: impl Into<subxt::Error>) -> Error {
		let error = error.into();
		let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
		while let Some(e) = cause {
			if let Some(BackendError::Rpc(rpc)) = e.downcast_ref::<BackendError>() {
				return match rpc {
					RpcError::ClientError(subxt_rpcs::Error::User(user)) => {
						Error::Rpc { method: what.to_owned(), message: user.to_string() }
					},
					other => self.lost(innermost(other)),
				};
			}
			if let Some(rpc) = e.downcast_ref::<subxt_rpcs::Error>() {
				return self.lost(innermost(rpc));
			}
			cause = e.source();
		}
		let text = innermost(&error);
		// Not every error of the connection is kept as a source.
		if text.contains("RPC error") || text.contains("onnection") || text.contains("closed") {
			return self.lost(text);
		}
		Error::Other(told!("error-client", what = what, why = text))
	}
}

impl Submitter {
	/// The account that submits.
	pub fn account(&self) -> AccountId {
		account_of(&self.signer)
	}

	/// Signs and submits a call with the next nonce.
	///
	/// # Errors
	/// [`Error::Refused`] with the cure when the pool refuses it for good, [`Error::Unsure`] when it
	/// may be in already, [`Error::NodeLost`] when the node is gone.
	pub async fn send(&mut self, call: &Call) -> Result<Pending> {
		let (tx, number, hash) = self.chain.transactions().await?;
		// Reads the call back by the chain's own description of it, so that a desk of another version
		// never signs something else than it means.
		let bytes = tx.call_data(call).map_err(|e| self.chain.subxt_error(&call.to_string(), e))?;
		tx.from_call_data_bytes(&bytes).map_err(|_| version(&call.to_string()))?;

		let params = DefaultExtrinsicParamsBuilder::<SubstrateConfig>::new()
			.nonce(self.nonce)
			.mortal_from_unchecked(MORTAL, number, hash)
			.build();
		let signed = tx
			.create_signable_offline(call, params)
			.and_then(|mut tx| tx.sign(&self.signer))
			.map_err(|e| self.chain.subxt_error(&call.to_string(), e))?;
		let progress = match signed.submit_and_watch().await {
			Ok(progress) => progress,
			Err(e) => return Err(self.refused(call, e).await),
		};
		self.nonce = self.nonce.saturating_add(1);
		let (chain, carried) = (self.chain.clone(), call.carried());
		Ok(Pending { chain, call: call.to_string(), carried, progress })
	}

	async fn refused(&self, call: &Call, error: ExtrinsicError) -> Error {
		let ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(RpcError::ClientError(
			subxt_rpcs::Error::User(user),
		))) = &error
		else {
			return self.chain.subxt_error(&call.to_string(), error);
		};
		let data = user.data.as_ref().map(|d| d.get().trim_matches('"')).unwrap_or_default();
		let call = call.to_string();
		match refusal::read(user.code, &user.message, data) {
			refusal::Refusal::Question(reason) => Error::Unsure { call, reason },
			refusal::Refusal::Final { code, mut text, who } => {
				if code == refusal::QUOTA {
					text.push_str(&self.quota_left().await);
				}
				Error::Refused { call, code, text, who }
			},
		}
	}

	/// How much of the day's quota is left, for a message; nothing where that cannot be asked.
	async fn quota_left(&self) -> String {
		let Ok(at) = self.chain.finalized().await else { return String::new() };
		let Ok(quota) = self.chain.quota(&self.account(), at).await else { return String::new() };
		t!("pool-quota-left", free = quota.free, limit = quota.limit)
	}
}

impl Pending {
	/// Waits until the transaction is final, and sees whether it did what it was to do.
	///
	/// # Errors
	/// [`Error::Dispatch`] with the chain's own words when the call failed, or what it carried (a motion
	/// that was executed with an error, a runtime that does not fit), [`Error::Stalled`] after
	/// three minutes without it, [`Error::NodeLost`] when the node is gone, [`Error::Unsure`] when the
	/// pool dropped it.
	pub async fn finalized(self) -> Result<Included> {
		let stalled = Error::Stalled { seconds: FINALITY_TIMEOUT.as_secs() };
		tokio::time::timeout(FINALITY_TIMEOUT, self.wait()).await.map_err(|_| stalled)?
	}

	async fn wait(mut self) -> Result<Included> {
		let unsure = |call: &str, reason: String| Error::Unsure { call: call.to_owned(), reason };
		let in_block = loop {
			match self.progress.next().await {
				Some(Ok(TransactionStatus::InFinalizedBlock(block))) => break block,
				Some(Ok(TransactionStatus::Invalid { message }))
				| Some(Ok(TransactionStatus::Dropped { message }))
				| Some(Ok(TransactionStatus::Error { message })) => {
					return Err(unsure(&self.call, message));
				},
				Some(Ok(_)) => {},
				Some(Err(e)) => return Err(self.chain.subxt_error(&self.call, e)),
				None => return Err(self.chain.lost(t!("node-ended"))),
			}
		};
		let block = Hash::from(in_block.block_hash().0);
		match in_block.wait_for_success().await {
			Ok(events) => {
				let mut motion = None;
				for event in events.iter() {
					let event = event.map_err(|e| self.chain.subxt_error(&self.call, e))?;
					// A hash stands first: of the motion, of the runtime.
					let rest = event.field_bytes().get(32..).unwrap_or_default();
					let failed = match (event.pallet_name(), event.event_name()) {
						("Council", "Executed") => {
							motion = Some(Outcome::Executed);
							rest.strip_prefix(&[1])
						},
						("Council", "Disapproved") => {
							motion = Some(Outcome::Disapproved);
							None
						},
						("System", "RejectedInvalidAuthorizedUpgrade") => Some(rest),
						_ => None,
					};
					if let Some(error) = failed {
						let at = in_block.at().await;
						let at = at.map_err(|e| self.chain.subxt_error(&self.call, e))?;
						return Err(match DispatchError::decode_from(error, at.metadata()) {
							// Who votes is entitled; the votes were not enough.
							Ok(error @ DispatchError::BadOrigin) => Error::Dispatch {
								call: self.carried,
								name: error.to_string(),
								docs: told!("council-too-few"),
							},
							Ok(error) => dispatch(&self.carried, &error),
							Err(_) => version(&self.carried),
						});
					}
				}
				Ok(Included { block, number: self.chain.block_number(block).await?, motion })
			},
			Err(TransactionEventsError::ExtrinsicFailed(e)) => Err(dispatch(&self.call, &e)),
			Err(e) => Err(self.chain.subxt_error(&self.call, e)),
		}
	}
}

/// A dispatch error in the chain's own words.
fn dispatch(call: &str, error: &DispatchError) -> Error {
	let call = call.to_owned();
	let details = match error {
		DispatchError::Module(module) => module.details().ok(),
		_ => None,
	};
	if let Some(details) = details {
		let docs = details.variant.docs.join(" ");
		let docs = docs.split_whitespace().collect::<Vec<_>>().join(" ");
		let name = format!("{}.{}", details.pallet.name(), details.variant.name);
		return Error::Dispatch { call, name, docs };
	}
	let docs = match error {
		DispatchError::BadOrigin => told!("dispatch-bad-origin"),
		_ => told!("dispatch-other"),
	};
	Error::Dispatch { call, name: error.to_string(), docs }
}
