//! Collects everything a node makes public: blocks, events, state, answers, the life events of its
//! offchain database, and the files of its data folder.

use super::{
	scan::{Content, Surface},
	Rpc,
};
use serde_json::{json, Value as Json};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::Path,
};
use subxt::{
	ext::{
		codec::Decode,
		frame_decode,
		scale_value::{scale::decode_as_type, Value},
	},
	Metadata,
};

/// Keys asked for at once.
const PAGE: usize = 1000;
/// The key of the runtime's code: a constant of the chain, and a surface of its own.
const CODE: &str = "0x3a636f6465";

/// What is public of a chain.
pub struct Public {
	/// As bytes and texts.
	pub surfaces: Vec<Surface>,
	/// As values, decoded by the chain's metadata, with their places.
	pub typed: Vec<(String, Value<u32>)>,
	/// What did not decode.
	pub undecoded: Vec<String>,
	/// Blocks that were read.
	pub blocks: u32,
}

fn text(value: &Json) -> String {
	value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

fn bytes(value: &Json) -> Vec<u8> {
	hex::decode(text(value).trim_start_matches("0x")).unwrap()
}

fn hex_number(value: &Json) -> u32 {
	u32::from_str_radix(text(value).trim_start_matches("0x"), 16).unwrap()
}

struct Collector<'a> {
	rpc: &'a Rpc,
	metadata: Metadata,
	/// Pallet and entry by the 32 bytes that begin their keys.
	entries: BTreeMap<Vec<u8>, (String, String, u32)>,
	typed: Vec<(String, Value<u32>)>,
	undecoded: Vec<String>,
	answers: Vec<(String, Vec<u8>)>,
}

/// Everything public that a node tells over JSON-RPC.
pub fn collect(rpc: &Rpc) -> Public {
	let metadata = Metadata::decode_from(&bytes(&rpc.call("state_getMetadata", vec![]))).unwrap();
	let mut entries = BTreeMap::new();
	for pallet in metadata.pallets() {
		let Some(storage) = pallet.storage() else { continue };
		for entry in storage.entries() {
			let key = [storage.prefix(), entry.name()]
				.map(|name| sp_crypto_hashing::twox_128(name.as_bytes()))
				.concat();
			let names = (pallet.name().to_owned(), entry.name().to_owned(), entry.value_ty());
			entries.insert(key, names);
		}
	}
	let mut collector = Collector {
		rpc,
		metadata,
		entries,
		typed: Vec::new(),
		undecoded: Vec::new(),
		answers: Vec::new(),
	};
	collector.all()
}

impl Collector<'_> {
	fn answer(&mut self, method: &str, params: Vec<Json>) -> Json {
		let place = format!("{method} {}", json!(params));
		let answer = match self.rpc.try_call(method, params) {
			Ok(answer) => answer,
			Err(refusal) => json!(refusal),
		};
		self.answers.push((place, answer.to_string().into_bytes()));
		answer
	}

	fn all(&mut self) -> Public {
		let blocks = hex_number(&self.rpc.call("chain_getHeader", vec![])["number"]);
		let (mut extrinsics, mut headers, mut events) = (Vec::new(), Vec::new(), Vec::new());
		let mut state: BTreeSet<(Vec<u8>, Vec<u8>)> = BTreeSet::new();
		let mut code = Vec::new();
		let mut best = Json::Null;
		for number in 0..=blocks {
			let hash = self.rpc.call("chain_getBlockHash", vec![json!(number)]);
			let block = self.rpc.call("chain_getBlock", vec![hash.clone()]);
			headers.push((format!("block {number}"), block["block"]["header"].to_string().into()));
			let justifications = block["justifications"].to_string();
			headers.push((format!("justifications of block {number}"), justifications.into()));
			for (extrinsic, index) in
				block["block"]["extrinsics"].as_array().unwrap().iter().zip(0..)
			{
				let extrinsic = bytes(extrinsic);
				let place = format!("block {number} extrinsic {index}");
				self.extrinsic(&place, &extrinsic);
				extrinsics.push((place, extrinsic));
			}
			for (key, value) in self.state_at(&hash) {
				if key == hex::decode(CODE.trim_start_matches("0x")).unwrap() {
					if code.last().is_none_or(|(_, last)| *last != value) {
						code.push((format!("code of block {number}"), value));
					}
					continue;
				}
				let entry = key.get(..32).and_then(|prefix| self.entries.get(prefix)).cloned();
				if let Some(("System", "Events")) = entry.as_ref().map(|(p, e, _)| (&p[..], &e[..]))
				{
					self.value(&format!("events of block {number}"), entry.unwrap().2, &value);
					events.push((format!("events of block {number}"), value));
				} else if state.insert((key.clone(), value.clone())) {
					self.state_entry(number, &key, &value, entry);
				}
			}
			best = hash;
		}
		let state = state
			.into_iter()
			.map(|(key, value)| {
				let name = self.entries.get(key.get(..32).unwrap_or_default());
				let name = name.map_or_else(|| hex::encode(&key), |(p, e, _)| format!("{p}.{e}"));
				(format!("state {name}"), [key, value].concat())
			})
			.collect();
		self.ask_everything(&best);
		let surface =
			|name: &str, content, parts| Surface { name: name.to_owned(), content, parts };
		Public {
			surfaces: vec![
				surface("extrinsics", Content::Binary, extrinsics),
				surface("headers", Content::Text, headers),
				surface("events", Content::Binary, events),
				surface("state", Content::Binary, state),
				surface("code", Content::Binary, code),
				surface("answers", Content::Text, std::mem::take(&mut self.answers)),
			],
			typed: std::mem::take(&mut self.typed),
			undecoded: std::mem::take(&mut self.undecoded),
			blocks,
		}
	}

	/// Every key and value at a block.
	fn state_at(&self, at: &Json) -> Vec<(Vec<u8>, Vec<u8>)> {
		let mut keys: Vec<Json> = Vec::new();
		loop {
			let last = keys.last().cloned().unwrap_or(Json::Null);
			let params = vec![json!("0x"), json!(PAGE), last, at.clone()];
			let page = self.rpc.call("state_getKeysPaged", params);
			let page = page.as_array().unwrap();
			keys.extend_from_slice(page);
			if page.len() < PAGE {
				break;
			}
		}
		let mut pairs = Vec::with_capacity(keys.len());
		for page in keys.chunks(PAGE) {
			let params = vec![json!(page), at.clone()];
			let answer = self.rpc.call("state_queryStorageAt", params);
			for pair in answer[0]["changes"].as_array().unwrap() {
				pairs.push((bytes(&pair[0]), bytes(&pair[1])));
			}
		}
		assert_eq!(pairs.len(), keys.len());
		pairs
	}

	fn value(&mut self, place: &str, ty: u32, bytes: &[u8]) {
		match decode_as_type(&mut &*bytes, ty, self.metadata.types()) {
			Ok(value) => self.typed.push((place.to_owned(), value)),
			Err(error) => self.undecoded.push(format!("{place}: {error}")),
		}
	}

	fn extrinsic(&mut self, place: &str, bytes: &[u8]) {
		// What a block holds comes without its length here, or with it.
		let decoded = frame_decode::extrinsics::decode_extrinsic(
			&mut &*bytes,
			&self.metadata,
			self.metadata.types(),
		);
		let call = match &decoded {
			Ok(extrinsic) => extrinsic,
			Err(error) => {
				self.undecoded.push(format!("{place}: {error}"));
				return;
			},
		};
		let name = format!("{place} {}.{}", call.pallet_name(), call.call_name());
		let arguments: Vec<(String, u32, std::ops::Range<usize>)> = call
			.call_data()
			.map(|arg| (format!("{name} {}", arg.name()), *arg.ty(), arg.range()))
			.collect();
		for (place, ty, range) in arguments {
			self.value(&place, ty, &bytes[range]);
		}
	}

	fn state_entry(
		&mut self,
		block: u32,
		key: &[u8],
		value: &[u8],
		entry: Option<(String, String, u32)>,
	) {
		// Well-known keys stand outside all pallets.
		let Some((pallet, name, ty)) = entry else { return };
		let place = format!("state {pallet}.{name} of block {block}");
		// The version of a pallet's storage and the like have no entry in the metadata.
		self.value(&place, ty, value);
		let parts = frame_decode::storage::decode_storage_key(
			&pallet,
			&name,
			&mut &*key,
			&self.metadata,
			self.metadata.types(),
		);
		match parts {
			Ok(parts) => {
				let values: Vec<(u32, std::ops::Range<usize>)> = parts
					.parts()
					.filter_map(|part| part.value().map(|v| (*v.ty(), v.range())))
					.collect();
				for (ty, range) in values {
					self.value(&format!("{place} key"), ty, &key[range]);
				}
			},
			Err(error) => self.undecoded.push(format!("{place} key: {error}")),
		}
	}

	/// What the node answers about everybody and everything.
	fn ask_everything(&mut self, best: &Json) {
		for method in [
			"system_name",
			"system_version",
			"system_chain",
			"system_properties",
			"system_health",
			"system_peers",
			"system_localListenAddresses",
			"system_syncState",
			"chain_getFinalizedHead",
			"state_getRuntimeVersion",
			"state_getMetadata",
			"author_pendingExtrinsics",
			"grandpa_roundState",
			"rpc_methods",
		] {
			self.answer(method, vec![]);
		}
		let call = |method: &str, args: Vec<u8>| {
			vec![json!(method), json!(format!("0x{}", hex::encode(args))), best.clone()]
		};
		let count = self.answer("state_call", call("MembersApi_person_count", vec![]));
		let persons = u64::decode(&mut &bytes(&count)[..]).unwrap();
		for person in 0..=persons {
			let number = person.to_le_bytes().to_vec();
			self.answer("state_call", call("MembersApi_person", number.clone()));
			self.answer("state_call", call("MembersApi_person_record", number));
			self.answer("life_history", vec![json!(person), Json::Null, json!(256)]);
		}
		for org in 0..=persons as u32 {
			for method in ["organization", "head_counts", "officers"] {
				let method = format!("OrganizationsApi_{method}");
				self.answer("state_call", call(&method, org.to_le_bytes().to_vec()));
			}
		}
	}
}

/// The files below a folder, each whole.
pub fn files(folder: &Path) -> Surface {
	let mut parts = Vec::new();
	let mut open = vec![folder.to_owned()];
	while let Some(folder) = open.pop() {
		for entry in std::fs::read_dir(folder).unwrap() {
			let path = entry.unwrap().path();
			if path.is_dir() {
				open.push(path);
			} else {
				parts.push((format!("file {}", path.display()), std::fs::read(&path).unwrap()));
			}
		}
	}
	Surface { name: "database".to_owned(), content: Content::Binary, parts }
}
