//! The WebAssembly of the runtime is one that light clients can run.

use std::collections::BTreeSet;

/// The host functions smoldot 2.2 (smoldot-light 1.3) knows: `executor/host/functions.rs` there.
const KNOWN: &str = include_str!("smoldot_host_functions.txt");

/// Reads an unsigned LEB128 number.
fn number(bytes: &mut &[u8]) -> u64 {
	let (mut value, mut shift) = (0u64, 0);
	loop {
		let byte = bytes[0];
		*bytes = &bytes[1..];
		value |= u64::from(byte & 0x7f) << shift;
		shift += 7;
		if byte & 0x80 == 0 {
			return value;
		}
	}
}

fn take<'a>(bytes: &mut &'a [u8], n: u64) -> &'a [u8] {
	let (head, tail) = bytes.split_at(usize::try_from(n).unwrap());
	*bytes = tail;
	head
}

fn text<'a>(bytes: &mut &'a [u8]) -> &'a str {
	let n = number(bytes);
	core::str::from_utf8(take(bytes, n)).expect("names are UTF-8")
}

/// `(module, name, is a function)` of every import of a WebAssembly module.
fn imports(mut wasm: &[u8]) -> Vec<(String, String, bool)> {
	assert_eq!(take(&mut wasm, 8), b"\0asm\x01\0\0\0", "a WebAssembly module, version 1");
	let mut found = Vec::new();
	while !wasm.is_empty() {
		let section = take(&mut wasm, 1)[0];
		let size = number(&mut wasm);
		let mut body = take(&mut wasm, size);
		if section != 2 {
			continue;
		}
		for _ in 0..number(&mut body) {
			let (module, name) = (text(&mut body).to_owned(), text(&mut body).to_owned());
			let kind = take(&mut body, 1)[0];
			match kind {
				0 => drop(number(&mut body)),
				// A memory: flags, minimum, and a maximum if the flags say so.
				2 => {
					let flags = number(&mut body);
					number(&mut body);
					if flags & 1 == 1 {
						number(&mut body);
					}
				},
				other => panic!("{module}.{name}: imports of kind {other} are not known"),
			}
			found.push((module, name, kind == 0));
		}
	}
	found
}

#[test]
fn imports_are_read_from_a_module() {
	// (module (import "env" "ext_x" (func (type 0))) (import "env" "memory" (memory 1)))
	let module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x1b\x02\x03env\x05ext_x\0\0\x03env\x06memory\x02\0\x01";
	assert_eq!(
		imports(module),
		[
			("env".to_owned(), "ext_x".to_owned(), true),
			("env".to_owned(), "memory".to_owned(), false)
		]
	);
}

#[test]
fn every_import_is_known_to_smoldot() {
	let Some(wasm) = chuxin_runtime::WASM_BINARY_BLOATY else {
		// Built without WebAssembly on purpose: then this is checked in the build that has it.
		assert!(
			option_env!("SKIP_WASM_BUILD").is_some(),
			"the WebAssembly of the runtime is missing"
		);
		return;
	};
	let known: BTreeSet<&str> = KNOWN.lines().collect();
	assert!(known.contains("ext_offchain_index_set_version_1"), "the list was read");
	let imports = imports(wasm);
	assert!(imports.iter().any(|(_, name, _)| name == "ext_storage_set_version_1"));
	let unknown: Vec<_> = imports
		.iter()
		.filter(|(module, name, function)| {
			!(module == "env" && (known.contains(name.as_str()) || (!function && name == "memory")))
		})
		.collect();
	assert!(unknown.is_empty(), "light clients cannot follow a runtime that imports {unknown:?}");
}

#[test]
fn the_shipped_file_is_smaller_than_a_block() {
	let Some(wasm) = chuxin_runtime::WASM_BINARY else {
		assert!(
			option_env!("SKIP_WASM_BUILD").is_some(),
			"the WebAssembly of the runtime is missing"
		);
		return;
	};
	// An upgrade is uploaded in one transaction of the operational class.
	assert!(wasm.len() < 5 * 1024 * 1024, "{} bytes", wasm.len());
}
