//! What the desk says, in English and in Chinese.
//!
//! Texts stand in `en.ftl` and `zh.ftl`, and beside them in files for one thing each, such as
//! `refusals.en.ftl` (why the chain refused). The message of an error is the reason, its attribute
//! `.cure` what to do. Both languages are built into the program. [`crate::t`] gives a text,
//! [`crate::told`] a reason with its cure, as the text variants of [`crate::error::Error`] hold them.
//! JSON is for programs: its names and codes are the same in both languages.

use fluent_bundle::{concurrent::FluentBundle, FluentArgs, FluentResource};
use std::sync::{LazyLock, OnceLock};
use unic_langid::LanguageIdentifier;

/// A language the desk speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
	/// English.
	En,
	/// Chinese.
	Zh,
}

impl Language {
	/// Both.
	pub const ALL: [Self; 2] = [Self::En, Self::Zh];

	/// Its resources.
	const fn sources(self) -> [&'static str; 9] {
		match self {
			Self::En => [
				include_str!("en.ftl"),
				include_str!("acts.en.ftl"),
				include_str!("council.en.ftl"),
				include_str!("desks.en.ftl"),
				include_str!("credential.en.ftl"),
				include_str!("refusals.en.ftl"),
				include_str!("registrar.en.ftl"),
				include_str!("roster.en.ftl"),
				include_str!("vault.en.ftl"),
			],
			Self::Zh => [
				include_str!("zh.ftl"),
				include_str!("acts.zh.ftl"),
				include_str!("council.zh.ftl"),
				include_str!("desks.zh.ftl"),
				include_str!("credential.zh.ftl"),
				include_str!("refusals.zh.ftl"),
				include_str!("registrar.zh.ftl"),
				include_str!("roster.zh.ftl"),
				include_str!("vault.zh.ftl"),
			],
		}
	}

	/// The language of a locale such as `zh_CN.UTF-8`; English where it is not Chinese.
	pub fn of_locale(locale: &str) -> Self {
		if locale.to_ascii_lowercase().starts_with("zh") {
			Self::Zh
		} else {
			Self::En
		}
	}

	/// The language of the environment: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set.
	pub fn of_environment() -> Self {
		["LC_ALL", "LC_MESSAGES", "LANG"]
			.iter()
			.find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
			.map_or(Self::En, |locale| Self::of_locale(&locale))
	}
}

static CHOSEN: OnceLock<Language> = OnceLock::new();

/// Chooses the language of this process. The first choice stands.
pub fn choose(language: Language) {
	let _ = CHOSEN.set(language);
}

#[cfg(test)]
std::thread_local! {
	static SPOKEN: std::cell::Cell<Option<Language>> = const { std::cell::Cell::new(None) };
}

/// Runs a check of a test in a language, for this thread alone.
#[cfg(test)]
pub(crate) fn speaking<T>(language: Language, check: impl FnOnce() -> T) -> T {
	let before = SPOKEN.replace(Some(language));
	let result = check();
	SPOKEN.set(before);
	result
}

/// The language of this process; English until one is chosen.
pub fn language() -> Language {
	#[cfg(test)]
	if let Some(language) = SPOKEN.get() {
		return language;
	}
	CHOSEN.get().copied().unwrap_or(Language::En)
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| Language::ALL.map(bundle));

fn bundle(language: Language) -> Bundle {
	let id = match language {
		Language::En => "en",
		Language::Zh => "zh",
	};
	// Only plurals depend on it, and nothing here has any but by number.
	let id: LanguageIdentifier = id.parse().unwrap_or_default();
	let mut bundle = FluentBundle::new_concurrent(vec![id]);
	// Marks around every inserted value would end up in files and in what people copy.
	bundle.set_use_isolating(false);
	for source in language.sources() {
		// A resource with a fault gives what can be read of it; tests refuse such a fault.
		let resource =
			FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
		let _ = bundle.add_resource(resource);
	}
	bundle
}

/// The text of a key, or of an attribute of it (`key.attribute`), in one language; `None` where the
/// language has no such key.
pub fn text_in(language: Language, key: &str, args: &FluentArgs<'_>) -> Option<String> {
	let [en, zh] = &*BUNDLES;
	let bundle = match language {
		Language::En => en,
		Language::Zh => zh,
	};
	let (id, attribute) = match key.split_once('.') {
		Some((id, attribute)) => (id, Some(attribute)),
		None => (key, None),
	};
	let message = bundle.get_message(id)?;
	let pattern = match attribute {
		Some(attribute) => message.get_attribute(attribute)?.value(),
		None => message.value()?,
	};
	// A variable that is missing shows as its name: better than no text.
	let mut faults = Vec::new();
	Some(bundle.format_pattern(pattern, Some(args), &mut faults).into_owned())
}

/// The text of a key in the language of this process; the key itself where there is none.
pub fn text(key: &str, args: &FluentArgs<'_>) -> String {
	text_in(language(), key, args).unwrap_or_else(|| key.to_owned())
}

/// The text of a key that is put together at run time, without values.
pub fn word(key: &str) -> String {
	text(key, &FluentArgs::new())
}

/// As [`word`], where there may be none.
pub fn known_word(key: &str) -> Option<String> {
	text_in(language(), key, &FluentArgs::new())
}

/// A value of a closed list, such as a status, in the language of this process: `family` and the
/// value's name in lower case with hyphens make the key. What a value holds is not told.
pub fn name_of(family: &str, value: &impl std::fmt::Debug) -> String {
	let debug = format!("{value:?}");
	let name = crate::args::kebab(debug.split([' ', '(']).next().unwrap_or_default());
	text_in(language(), &format!("{family}-{name}"), &FluentArgs::new()).unwrap_or(name)
}

/// As [`name_of`], of a list, with the comma of the language.
pub fn names_of<T: std::fmt::Debug>(family: &str, list: &[T]) -> String {
	let names: Vec<String> = list.iter().map(|value| name_of(family, value)).collect();
	names.join(if language() == Language::Zh { "、" } else { ", " })
}

/// Between a reason and its cure in the text variants of [`crate::error::Error`].
pub const CURE: char = '\n';

/// A text of the language of this process: `t!("key", name = value)`. Values are texts (`&str`,
/// `String`) or numbers; anything else is given as `value.to_string()`.
#[macro_export]
macro_rules! t {
	($key:literal $(, $name:ident = $value:expr)* $(,)?) => {{
		#[allow(unused_mut)]
		let mut args = ::fluent_bundle::FluentArgs::new();
		$(args.set(stringify!($name), $value);)*
		$crate::i18n::text($key, &args)
	}};
}

/// A reason with its cure: the message of a key and its attribute `.cure`.
#[macro_export]
macro_rules! told {
	($key:literal $(, $name:ident = $value:expr)* $(,)?) => {{
		#[allow(unused_mut)]
		let mut args = ::fluent_bundle::FluentArgs::new();
		$(args.set(stringify!($name), $value);)*
		let cure = concat!($key, ".cure");
		format!(
			"{}{}{}",
			$crate::i18n::text($key, &args),
			$crate::i18n::CURE,
			$crate::i18n::text(cure, &args)
		)
	}};
}

#[cfg(test)]
mod tests;
