use super::*;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::{Path, PathBuf},
};

fn variables(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
	fn inline(expression: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
		match expression {
			InlineExpression::VariableReference { id } => {
				found.insert(id.name.to_owned());
			},
			InlineExpression::Placeable { expression } => placeable(expression, found),
			_ => {},
		}
	}
	fn placeable(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
		match expression {
			Expression::Inline(expression) => inline(expression, found),
			Expression::Select { selector, variants } => {
				inline(selector, found);
				variants.iter().for_each(|v| variables(&v.value, found));
			},
		}
	}
	for element in &pattern.elements {
		if let PatternElement::Placeable { expression } = element {
			placeable(expression, found);
		}
	}
}

/// Every key and attribute of a language with the names of its values.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
	let mut keys = BTreeMap::new();
	for source in language.sources() {
		let resource = FluentResource::try_new(source.to_owned())
			.unwrap_or_else(|(_, faults)| panic!("{language:?}: {faults:?}"));
		for entry in resource.entries() {
			match entry {
				Entry::Message(message) => {
					let mut add = |key: String, pattern: &Pattern<&str>| {
						let mut values = BTreeSet::new();
						variables(pattern, &mut values);
						let twice = keys.insert(key.clone(), values);
						assert!(twice.is_none(), "{language:?}: {key} stands twice");
					};
					if let Some(pattern) = &message.value {
						add(message.id.name.to_owned(), pattern);
					}
					for attribute in &message.attributes {
						add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
					}
				},
				Entry::Junk { content } => panic!("{language:?}: not read: {content}"),
				_ => {},
			}
		}
	}
	keys
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
	for entry in std::fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			// This folder tells of keys without using any.
			if !path.ends_with("i18n") {
				sources(&path, found);
			}
		} else if path.extension().is_some_and(|e| e == "rs") {
			found.push(path);
		}
	}
}

/// The keys that the sources name in `t!("…")` and `told!("…")`, with whether a cure is needed.
fn used() -> BTreeMap<String, bool> {
	let mut files = Vec::new();
	sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
	let mut used = BTreeMap::new();
	for file in files {
		let text = std::fs::read_to_string(file).unwrap();
		for (mark, cure) in [("t!(", false), ("told!(", true)] {
			for (at, _) in text.match_indices(mark) {
				let before = text[..at].chars().next_back();
				if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
					continue;
				}
				let rest = text[at + mark.len()..].trim_start();
				let Some(key) = rest.strip_prefix('"').and_then(|r| r.split('"').next()) else {
					continue;
				};
				if key.is_empty() || !key.starts_with(|c: char| c.is_ascii_lowercase()) {
					continue;
				}
				let known: &mut bool = used.entry(key.to_owned()).or_default();
				*known |= cure;
			}
		}
	}
	used
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_values() {
	let (en, zh) = (keys(Language::En), keys(Language::Zh));
	let missing = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| {
		a.keys().filter(|k| !b.contains_key(*k)).cloned().collect::<Vec<_>>()
	};
	assert_eq!((missing(&en, &zh), missing(&zh, &en)), (vec![], vec![]));
	for (key, values) in &en {
		assert_eq!(values, &zh[key], "{key}");
	}
	assert!(en.len() > 300, "{}", en.len());
}

#[test]
fn every_key_that_is_used_exists() {
	let known = keys(Language::En);
	let used = used();
	assert!(used.len() > 100, "{}", used.len());
	for (key, cure) in used {
		assert!(known.contains_key(&key), "{key} has no text");
		assert!(!cure || known.contains_key(&format!("{key}.cure")), "{key} has no cure");
	}
}

#[test]
fn every_value_of_a_closed_list_has_a_name_in_both_languages() {
	use chuxin_primitives::{
		membership::MembershipStatus,
		organization::{Office, OrgKind, Power},
	};
	let mut wanted: Vec<(&str, String)> = Vec::new();
	let mut add = |family, value: &dyn std::fmt::Debug| {
		wanted.push((family, crate::args::kebab(&format!("{value:?}"))));
	};
	MembershipStatus::ALL.iter().for_each(|v| add("status", v));
	Office::ALL.iter().for_each(|v| add("office", v));
	Power::ALL.iter().for_each(|v| add("power", v));
	crate::args::KINDS.iter().for_each(|v: &OrgKind| add("kind", v));
	for (family, name) in wanted {
		for language in Language::ALL {
			let key = format!("{family}-{name}");
			assert!(text_in(language, &key, &FluentArgs::new()).is_some(), "{language:?} {key}");
		}
	}
}

#[test]
fn the_language_is_that_of_the_locale() {
	assert_eq!(Language::of_locale("zh_CN.UTF-8"), Language::Zh);
	assert_eq!(Language::of_locale("ZH"), Language::Zh);
	assert_eq!(Language::of_locale("en_US.UTF-8"), Language::En);
	assert_eq!(Language::of_locale("C"), Language::En);
}

#[test]
fn numbers_and_texts_are_put_in_as_they_are() {
	let mut args = FluentArgs::new();
	args.set("count", 12345u32);
	args.set("path", "007.csv");
	let en = text_in(Language::En, "error-faults", &args).unwrap();
	assert_eq!(en, "12345 faults in 007.csv");
	let zh = text_in(Language::Zh, "error-faults", &args).unwrap();
	assert!(zh.contains("12345") && zh.contains("007.csv"), "{zh}");
	assert_eq!(text_in(Language::En, "no-such-key", &args), None);
	assert_eq!(text("no-such-key", &args), "no-such-key");
}
