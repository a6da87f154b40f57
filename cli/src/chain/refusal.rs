//! What the transaction pool's refusals mean, and what to do about them.

use crate::{error::Who, t, told};

/// What a refusal by the pool means for the sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
	/// The transaction will not go in.
	Final {
		/// What programs know the refusal by.
		code: &'static str,
		/// Reason and cure.
		text: String,
		/// Who can do something about it.
		who: Who,
	},
	/// The transaction, or one with the same nonce, may be in already: look at the chain.
	Question(String),
}

/// Code of a refusal because the day's quota is used up.
pub(super) const QUOTA: &str = "quota-used-up";

/// Reads the code, message and data of a JSON-RPC error from `author_submit…`.
pub(super) fn read(code: i32, message: &str, data: &str) -> Refusal {
	let last = |code, text, who| Refusal::Final { code, text, who };
	let all = format!("{message} {data}");
	match code {
		// Invalid transaction.
		1010 => match custom_code(&all) {
			Some(number) => match custom(number) {
				Some((code, text, who)) => last(code, text, who),
				None => last("unknown-rule", told!("pool-unknown-rule", number = number), Who::You),
			},
			None if all.contains("outdated") || all.contains("Stale") => {
				Refusal::Question(t!("pool-question-stale"))
			},
			None if all.contains("signing address") || all.contains("BadSigner") => {
				last("not-entitled", told!("pool-not-entitled"), Who::Branch)
			},
			None if all.contains("ancient birth block") => {
				last("too-old", told!("pool-too-old"), Who::You)
			},
			None if all.contains("bad signature") => {
				last("bad-signature", told!("pool-bad-signature"), Who::You)
			},
			None if all.contains("exhaust the resources") => {
				last("too-large", told!("pool-too-large"), Who::You)
			},
			None => last("refused", told!("pool-refused", why = all.trim()), Who::You),
		},
		// Banned for a while: it was in a block, or invalid, a short time ago.
		1012 => Refusal::Question(t!("pool-question-banned")),
		// Already imported.
		1013 => Refusal::Question(t!("pool-question-imported")),
		// Too low a priority to replace one with the same nonce.
		1014 => Refusal::Question(t!("pool-question-priority")),
		// The pool is full.
		1016 => last("pool-full", told!("pool-full"), Who::You),
		_ => {
			let why = format!("{} ({code})", all.trim());
			last("refused", told!("pool-refused", why = why), Who::You)
		},
	}
}

/// The rules of the chain's own extension by their number: `Custom(n)`.
fn custom(number: u8) -> Option<(&'static str, String, Who)> {
	Some(match number {
		2 => ("nonce-too-far", told!("pool-nonce-too-far"), Who::You),
		3 => (QUOTA, told!("pool-quota-used-up"), Who::Council),
		4 => ("call-not-allowed", told!("pool-call-not-allowed"), Who::Council),
		5 => ("immortal", told!("pool-immortal"), Who::You),
		_ => return None,
	})
}

/// The number in `Custom error: 3`.
fn custom_code(text: &str) -> Option<u8> {
	let rest = text.split("Custom error: ").nth(1)?;
	let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
	digits.parse().ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_refusal_of_the_extension_names_its_cure() {
		for (data, code, word) in [
			("Custom error: 2", "nonce-too-far", "waiting"),
			("Custom error: 3", "quota-used-up", "midnight"),
			("Custom error: 4", "call-not-allowed", "paused"),
			("Custom error: 5", "immortal", "mortal"),
			("Custom error: 77", "unknown-rule", "77"),
			("Invalid signing address", "not-entitled", "chuxin account bind"),
		] {
			let Refusal::Final { code: found, text, .. } = read(1010, "Invalid Transaction", data)
			else {
				panic!("{data} is final");
			};
			assert_eq!(found, code);
			assert!(text.contains(word) && text.contains(crate::i18n::CURE), "{data}: {text}");
		}
	}

	#[test]
	fn every_number_that_the_chain_gives_is_known_here() {
		let source =
			std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../pallets/access/src/types.rs");
		let source = std::fs::read_to_string(source).unwrap();
		let body = source.split("pub const fn code(self) -> u8 {").nth(1).unwrap();
		let body = body.split("\n\t}").next().unwrap();
		let numbers: Vec<u8> = body
			.lines()
			.filter_map(|line| line.split("=>").nth(1)?.trim().trim_end_matches(',').parse().ok())
			.collect();
		assert!(numbers.len() >= 4, "{body}");
		for number in numbers {
			assert!(custom(number).is_some(), "Custom({number}) has no text");
		}
	}

	#[test]
	fn what_may_be_in_already_is_a_question() {
		for (code, data) in [(1010, "Transaction is outdated"), (1012, ""), (1013, ""), (1014, "")]
		{
			assert!(matches!(read(code, "x", data), Refusal::Question(_)), "{code}");
		}
		assert!(matches!(read(1016, "x", ""), Refusal::Final { .. }));
	}
}
