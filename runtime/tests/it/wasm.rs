//! The WebAssembly of the runtime is one that light clients can run.

use smoldot::executor::{
	host::{Config, HostVmPrototype, NewErr},
	vm::ExecHint,
	DEFAULT_HEAP_PAGES,
};

/// The runtime as smoldot makes it ready, in the version the desk's light client is built with; a
/// host function it does not know is refused.
fn prepare(module: &[u8]) -> Result<HostVmPrototype, NewErr> {
	HostVmPrototype::new(Config {
		module,
		heap_pages: DEFAULT_HEAP_PAGES,
		exec_hint: ExecHint::ValidateAndExecuteOnce,
		allow_unresolved_imports: false,
	})
}

/// `None` where the runtime was built without WebAssembly on purpose: then this is checked in the
/// build that has it.
fn there(module: Option<&'static [u8]>) -> Option<&'static [u8]> {
	assert!(
		module.is_some() || option_env!("SKIP_WASM_BUILD").is_some(),
		"the WebAssembly of the runtime is missing"
	);
	module
}

#[test]
fn smoldot_runs_the_runtime_that_is_shipped() {
	let Some(wasm) = there(chuxin_runtime::WASM_BINARY) else { return };
	let prepared = prepare(wasm).expect("light clients can follow the runtime");
	let version = prepared.runtime_version().decode();
	assert_eq!(version.spec_name, "chuxin");
	assert_eq!(version.spec_version, chuxin_runtime::VERSION.spec_version);
}

#[test]
fn smoldot_refuses_a_host_function_it_does_not_know() {
	let Some(wasm) = there(chuxin_runtime::WASM_BINARY_BLOATY) else { return };
	const KNOWN: &[u8] = b"ext_storage_set_version_1";
	const UNKNOWN: &[u8] = b"ext_storage_set_version_9";
	prepare(wasm).expect("as built");
	let at = wasm.windows(KNOWN.len()).position(|part| part == KNOWN).expect("is imported");
	let mut other = wasm.to_vec();
	other[at..at + KNOWN.len()].copy_from_slice(UNKNOWN);
	let Err(refused) = prepare(&other) else { panic!("nobody knows this function") };
	let refused = refused.to_string();
	assert!(refused.contains("ext_storage_set_version_9"), "{refused}");
}

#[test]
fn the_shipped_file_is_smaller_than_a_block() {
	let Some(wasm) = there(chuxin_runtime::WASM_BINARY) else { return };
	// An upgrade is uploaded in one transaction of the operational class.
	assert!(wasm.len() < 5 * 1024 * 1024, "{} bytes", wasm.len());
}
