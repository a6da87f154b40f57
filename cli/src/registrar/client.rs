//! How a desk asks the registrar.

use super::{server::now, Answer, Call, IssuedTag, Refusal, Request, MAX_ITEMS};
use crate::{i18n::CURE, t, told};
use chuxin_primitives::{membership::Certificate, person_tag::Document, Hash};
use jsonrpsee::{
	core::client::{ClientT, Error as RpcError},
	http_client::HttpClient,
	rpc_params,
};
use subxt_signer::sr25519::Keypair;

/// Why the registrar gave no answer; its text is reason and cure.
#[derive(Debug)]
pub enum RegistrarError {
	/// Nobody listens.
	Away {
		/// The address tried.
		url: String,
		/// What the connection said.
		reason: String,
	},
	/// It works for another chain.
	OtherChain {
		/// Genesis hash of the registrar's chain.
		theirs: String,
		/// Genesis hash of the node's chain.
		ours: String,
	},
	/// It refuses: reason and cure, or words that name the cure.
	Refused(String),
	/// It answers something else.
	Protocol,
}

impl std::fmt::Display for RegistrarError {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str(&match self {
			Self::Away { url, reason } => {
				told!("registrar-away", url = url.as_str(), why = reason.as_str())
			},
			Self::OtherChain { theirs, ours } => {
				told!("registrar-other-chain", theirs = theirs.as_str(), ours = ours.as_str())
			},
			Self::Refused(why) => match why.split_once(CURE) {
				Some((why, cure)) => format!("{}{CURE}{cure}", t!("registrar-refuses", why = why)),
				None => t!("registrar-refuses", why = why.as_str()),
			},
			Self::Protocol => told!("registrar-protocol"),
		})
	}
}

impl std::error::Error for RegistrarError {}

/// A registrar, asked in the name of one officer.
pub struct Registrar {
	url: String,
	http: HttpClient,
	genesis: Hash,
	signer: Keypair,
	org: u32,
}

impl Registrar {
	/// Connects, and makes sure that the registrar works for this chain.
	///
	/// # Errors
	/// Nobody listens; another chain.
	pub async fn connect(
		url: &str,
		genesis: Hash,
		signer: Keypair,
		org: u32,
	) -> Result<Self, RegistrarError> {
		let away = |reason: String| RegistrarError::Away { url: url.into(), reason };
		let http = HttpClient::builder().build(url).map_err(|e| away(e.to_string()))?;
		let registrar = Self { url: url.into(), http, genesis, signer, org };
		let theirs: String = registrar
			.http
			.request("registrar_genesis", rpc_params![])
			.await
			.map_err(|e| registrar.error(e))?;
		let ours = format!("{genesis:?}");
		if theirs != ours {
			return Err(RegistrarError::OtherChain { theirs, ours });
		}
		Ok(registrar)
	}

	/// Tags of documents, in their order, with the version of the key that made them.
	///
	/// Asks in portions of [`MAX_ITEMS`]; `progress` is told how many are done.
	pub async fn tags(
		&self,
		documents: &[Document],
		mut progress: impl FnMut(usize),
	) -> Result<(u8, Vec<IssuedTag>), RegistrarError> {
		let (mut version, mut all) = (0, Vec::with_capacity(documents.len()));
		for portion in documents.chunks(MAX_ITEMS) {
			let request = Request::Tags(portion.iter().map(|d| hex::encode(d.input())).collect());
			let Answer::Tags { key_version, tags } = self.call(request).await? else {
				return Err(RegistrarError::Protocol);
			};
			if tags.len() != portion.len() || (!all.is_empty() && version != key_version) {
				return Err(RegistrarError::Protocol);
			}
			version = key_version;
			all.extend(tags);
			progress(all.len());
		}
		Ok((version, all))
	}

	/// A certificate for a batch in its order.
	pub async fn certify(&self, tags: &[IssuedTag]) -> Result<Certificate, RegistrarError> {
		let Answer::Certificate { key_version, expires, signature } =
			self.call(Request::Certify(tags.to_vec())).await?
		else {
			return Err(RegistrarError::Protocol);
		};
		let signature = hex::decode(signature)
			.ok()
			.and_then(|s| s.try_into().ok())
			.ok_or(RegistrarError::Protocol)?;
		Ok(Certificate { key_version, expires, signature })
	}

	async fn call(&self, request: Request) -> Result<Answer, RegistrarError> {
		let mut call = Call {
			account: Hash::from(self.signer.public_key().0),
			org: self.org,
			time: now(),
			nonce: Hash::from(rand::random::<[u8; 32]>()),
			request,
			signature: String::new(),
		};
		call.signature = hex::encode(self.signer.sign(&call.message(&self.genesis)).0);
		self.http.request("registrar_call", rpc_params![call]).await.map_err(|e| self.error(e))
	}

	fn error(&self, error: RpcError) -> RegistrarError {
		match error {
			RpcError::Call(refusal) => {
				let data = refusal.data().and_then(|data| serde_json::from_str(data.get()).ok());
				let words = data.map(|refusal: Refusal| refusal.told());
				RegistrarError::Refused(words.unwrap_or_else(|| refusal.message().into()))
			},
			RpcError::ParseError(_) => RegistrarError::Protocol,
			other => RegistrarError::Away { url: self.url.clone(), reason: other.to_string() },
		}
	}
}
