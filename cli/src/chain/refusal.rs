//! What the transaction pool's refusals mean, and what to do about them.

/// What a refusal by the pool means for the sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
	/// The transaction will not go in; the text names the cure.
	Final(String),
	/// The transaction, or one with the same nonce, may be in already: look at the chain.
	Question(String),
}

/// Reads the code, message and data of a JSON-RPC error from `author_submit…`.
pub(super) fn read(code: i32, message: &str, data: &str) -> Refusal {
	let last = |text: &str| Refusal::Final(text.to_owned());
	let all = format!("{message} {data}");
	match code {
		// Invalid transaction.
		1010 => match custom_code(&all) {
			Some(2) => last(
				"too many of this account's transactions are waiting. Wait for the next block and run \
				 the command again.",
			),
			Some(3) => last(
				"the account's quota for today is used up. It is full again at midnight (UTC+8); in \
				 urgent cases another officer of the organization can act.",
			),
			Some(4) => last(
				"this call is not allowed, or is paused by the council. `chuxin` makes only calls that \
				 are allowed: ask the operators of the chain whether they paused it.",
			),
			Some(5) => last(
				"the chain takes only transactions with an end (mortal ones). Use the `chuxin` that was \
				 built with this chain.",
			),
			Some(other) => {
				last(&format!("the chain's rule {other} refuses it. Use the `chuxin` of this chain."))
			},
			None if all.contains("outdated") || all.contains("Stale") => {
				Refusal::Question("another transaction of this account came first".into())
			},
			None if all.contains("signing address") || all.contains("BadSigner") => last(
				"the account may not submit: it holds no office and no membership, or it is frozen. Bind \
				 it to a person (`chuxin account bind`), appoint the person (`chuxin org appoint`), or \
				 have it released (`chuxin account unfreeze`).",
			),
			None if all.contains("ancient birth block") => last(
				"the transaction grew too old on its way. Run the command again.",
			),
			None if all.contains("bad signature") => last(
				"the signature does not fit this chain: it was made for another chain or version. Use \
				 the `chuxin` that was built with this chain.",
			),
			None if all.contains("exhaust the resources") => last(
				"it is too large for a block. Send fewer entries at once (`--batch`).",
			),
			None => last(&format!(
				"the chain refuses it ({}). Look at the message in Polkadot.js Apps.",
				all.trim()
			)),
		},
		// Banned for a while: it was in a block, or invalid, a short time ago.
		1012 => Refusal::Question("the node has seen this transaction before".into()),
		// Already imported.
		1013 => Refusal::Question("the transaction is already waiting at the node".into()),
		// Too low a priority to replace one with the same nonce.
		1014 => Refusal::Question("another transaction of this account waits in its place".into()),
		// The pool is full.
		1016 => last("the node's pool is full. Wait a minute and run the command again."),
		_ => last(&format!("{} ({code})", all.trim())),
	}
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
		for (data, word) in [
			("Custom error: 2", "waiting"),
			("Custom error: 3", "midnight"),
			("Custom error: 4", "paused"),
			("Custom error: 5", "mortal"),
			("Invalid signing address", "chuxin account bind"),
		] {
			let Refusal::Final(text) = read(1010, "Invalid Transaction", data) else {
				panic!("{data} is final");
			};
			assert!(text.contains(word), "{data}: {text}");
		}
	}

	#[test]
	fn what_may_be_in_already_is_a_question() {
		for (code, data) in [(1010, "Transaction is outdated"), (1012, ""), (1013, ""), (1014, "")]
		{
			assert!(matches!(read(code, "x", data), Refusal::Question(_)), "{code}");
		}
		assert!(matches!(read(1016, "x", ""), Refusal::Final(_)));
	}
}
