//! The registrar as a process: JSON-RPC over HTTP, on loopback unless told otherwise.

use super::{Answer, Call, Core, Duty, Refusal};
use crate::told;
use jsonrpsee::{
	server::{Server, ServerHandle},
	types::ErrorObjectOwned,
	RpcModule,
};
use std::{
	future::Future,
	net::SocketAddr,
	sync::{Arc, Mutex},
};

/// Code of a refusal; the message says why and the cure.
pub const REFUSED: i32 = 4001;
/// Code when the chain cannot be asked who calls.
pub const NO_CHAIN: i32 = 4002;

/// Asks the chain who calls: `(account, organization) → duty`. An error is told to the desk.
pub trait Chain: Send + Sync + 'static {
	/// The duty of an account for an organization, at the best block.
	fn duty(
		&self,
		account: [u8; 32],
		org: u32,
	) -> impl Future<Output = Result<Duty, String>> + Send;
}

/// Serves until the handle is stopped. Returns the handle and the address really bound.
///
/// # Errors
/// When the address is in use or not to be had.
pub async fn serve<C: Chain>(
	core: Core,
	chain: C,
	listen: SocketAddr,
) -> std::io::Result<(ServerHandle, SocketAddr)> {
	let server =
		Server::builder().max_request_body_size(1024 * 1024).build(listen).await.map_err(|e| {
			std::io::Error::new(
				e.kind(),
				told!("registrar-no-listen", address = listen.to_string(), why = e.to_string()),
			)
		})?;
	let address = server.local_addr()?;
	let genesis = core.genesis();
	let mut module = RpcModule::new((Mutex::new(core), chain));
	register(&mut module, genesis).map_err(std::io::Error::other)?;
	Ok((server.start(module), address))
}

type Context<C> = (Mutex<Core>, C);

fn register<C: Chain>(
	module: &mut RpcModule<Context<C>>,
	genesis: chuxin_primitives::Hash,
) -> Result<(), jsonrpsee::core::RegisterMethodError> {
	module.register_method("registrar_genesis", move |_, _, _| format!("{genesis:?}"))?;
	module.register_async_method("registrar_call", |params, context, _| async move {
		let call: Call = params.one()?;
		answer(&context, call).await
	})?;
	Ok(())
}

async fn answer<C: Chain>(
	context: &Arc<Context<C>>,
	call: Call,
) -> Result<Answer, ErrorObjectOwned> {
	// In words for whoever reads them, and as it is for a desk of another language.
	let refused = |r: Refusal| ErrorObjectOwned::owned(REFUSED, r.to_string(), Some(r));
	let core = || context.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
	core().check(&call, now()).map_err(refused)?;
	let duty = context
		.1
		.duty(call.account.0, call.org)
		.await
		.map_err(|e| ErrorObjectOwned::owned(NO_CHAIN, e, None::<()>))?;
	core().answer(&call, duty, now()).map_err(refused)
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
	std::time::SystemTime::now()
		.duration_since(std::time::UNIX_EPOCH)
		.map_or(0, |d| u64::try_from(d.as_millis()).unwrap_or(u64::MAX))
}
