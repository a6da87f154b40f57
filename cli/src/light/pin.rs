//! The pinned authority set: against histories made later with old keys.
//!
//! A light client begins at the first block. Whoever has the keys of the first authorities, long
//! retired, can make another history from there, and the client cannot tell. So a verifier is
//! shipped with a dated authority set, and vouches only for a chain that has exactly this one. A
//! newer one is no better than an older one: from an old set any number of later ones can be made,
//! and the client does not tell whether the pinned set was among those it passed. The set of the
//! first block is in the specification itself: while it is still in office, that is the
//! pin.

use chuxin_primitives::Hash;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One authority.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
	/// Public key, in hexadecimal.
	pub key: String,
	/// Weight.
	pub weight: u64,
}

/// Those whose votes finalize blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthoritySet {
	/// Counts the sets from 0.
	pub id: u64,
	/// The authorities, by key.
	pub authorities: Vec<Authority>,
}

/// A pinned set, as shipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
	/// The chain.
	pub genesis: Hash,
	/// Number of the set.
	pub set_id: u64,
	/// The authorities.
	pub authorities: Vec<Authority>,
	/// The chain's time when the set was in office, such as `2026-07-01T08:00:00Z`.
	pub dated: String,
}

/// Why a chain cannot be vouched for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinFault {
	/// The pin belongs to another chain.
	#[error("the pinned authority set belongs to the chain {0:?}: use the pin of this chain")]
	OtherChain(Hash),
	/// The chain shown has an older set than the pinned one.
	#[error(
		"cannot vouch: the chain shown has authority set {shown}, older than set {pinned} pinned on \
		 {dated}. It may be a history made with old keys: ask another node."
	)]
	Older {
		/// The set of the chain shown.
		shown: u64,
		/// The pinned set.
		pinned: u64,
		/// When it was pinned.
		dated: String,
	},
	/// The chain shown has a newer set.
	#[error(
		"cannot vouch: the chain shown has authority set {shown}, newer than set {pinned} pinned on \
		 {dated}. Get a newer pin from whom you trust (`chuxin credential pin`)."
	)]
	Newer {
		/// The set of the chain shown.
		shown: u64,
		/// The pinned set.
		pinned: u64,
		/// When it was pinned.
		dated: String,
	},
	/// The same number, other authorities.
	#[error(
		"cannot vouch: authority set {0} of the chain shown has other members than the pinned one. It \
		 is another history: do not trust it."
	)]
	Different(u64),
	/// No pin, and the first set is no longer in office.
	#[error(
		"cannot vouch: the chain's authorities have changed since its first block (set {0}), and no \
		 pin was given. Get a pin from whom you trust and name it with --pin."
	)]
	Missing(u64),
}

impl AuthoritySet {
	/// The set in the light client's own note of where it is.
	pub(super) fn of_database(database: &Value) -> Option<Self> {
		let chain = database.get("chain")?;
		let id = chain.get("grandpa_after_finalized_block_authorities_set_id")?.as_u64()?;
		let list = chain.get("grandpa_finalized_triggered_authorities")?.as_array()?;
		let authorities = list
			.iter()
			.map(|a| {
				let key = a.get("public_key")?.as_str()?;
				let key = key.strip_prefix("0x").unwrap_or(key).to_lowercase();
				Some(Authority { key: format!("0x{key}"), weight: a.get("weight")?.as_u64()? })
			})
			.collect::<Option<Vec<_>>>()?;
		Some(Self::new(id, authorities))
	}

	fn new(id: u64, mut authorities: Vec<Authority>) -> Self {
		authorities.sort();
		Self { id, authorities }
	}

	/// The set as a pin.
	pub fn pin(self, genesis: Hash, dated: String) -> Pin {
		Pin { genesis, set_id: self.id, authorities: self.authorities, dated }
	}

	/// Whether the chain with this set can be vouched for.
	///
	/// # Errors
	/// [`PinFault`], fail closed: anything but exactly the pinned set.
	pub fn check(&self, genesis: &Hash, pin: Option<&Pin>) -> Result<(), PinFault> {
		let Some(pin) = pin else {
			return if self.id == 0 { Ok(()) } else { Err(PinFault::Missing(self.id)) };
		};
		if pin.genesis != *genesis {
			return Err(PinFault::OtherChain(pin.genesis));
		}
		let (shown, pinned, dated) = (self.id, pin.set_id, pin.dated.clone());
		if shown < pinned {
			return Err(PinFault::Older { shown, pinned, dated });
		}
		if shown > pinned {
			return Err(PinFault::Newer { shown, pinned, dated });
		}
		// A pin written by hand may stand in another order.
		if Self::new(pinned, pin.authorities.clone()) != *self {
			return Err(PinFault::Different(shown));
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn database(id: u64, keys: &[&str]) -> Value {
		let authorities: Vec<Value> =
			keys.iter().map(|k| json!({ "public_key": k, "weight": 1 })).collect();
		json!({
			"genesisHash": "00",
			"chain": {
				"version": "1",
				"grandpa_after_finalized_block_authorities_set_id": id,
				"grandpa_finalized_triggered_authorities": authorities,
			},
		})
	}

	fn set(id: u64, keys: &[&str]) -> AuthoritySet {
		AuthoritySet::of_database(&database(id, keys)).unwrap()
	}

	#[test]
	fn only_exactly_the_pinned_set_is_vouched_for() {
		let genesis = Hash::repeat_byte(1);
		let pin = set(5, &["aa", "bb"]).pin(genesis, "2026-07-01T08:00:00Z".into());
		let check = |s: AuthoritySet| s.check(&genesis, Some(&pin));
		assert_eq!(check(set(5, &["bb", "aa"])), Ok(()));
		assert!(matches!(
			check(set(4, &["aa", "bb"])),
			Err(PinFault::Older { shown: 4, pinned: 5, .. })
		));
		assert!(matches!(check(set(6, &["aa", "bb"])), Err(PinFault::Newer { shown: 6, .. })));
		assert_eq!(check(set(5, &["aa", "cc"])), Err(PinFault::Different(5)));
		assert_eq!(check(set(5, &["aa"])), Err(PinFault::Different(5)));
		let other = Hash::repeat_byte(2);
		let fault = set(5, &["aa", "bb"]).check(&other, Some(&pin));
		assert_eq!(fault, Err(PinFault::OtherChain(genesis)));
		for fault in [check(set(4, &[])), check(set(6, &[])), check(set(5, &[]))] {
			assert!(fault.unwrap_err().to_string().starts_with("cannot vouch"));
		}
	}

	#[test]
	fn without_a_pin_only_the_first_set_is_vouched_for() {
		let genesis = Hash::repeat_byte(1);
		assert_eq!(set(0, &["aa"]).check(&genesis, None), Ok(()));
		assert_eq!(set(1, &["aa"]).check(&genesis, None), Err(PinFault::Missing(1)));
	}

	#[test]
	fn a_pin_is_read_as_it_is_written() {
		let pin = set(5, &["aa"]).pin(Hash::repeat_byte(1), "2026-07-01T08:00:00Z".into());
		let text = serde_json::to_string(&pin).unwrap();
		assert_eq!(serde_json::from_str::<Pin>(&text).unwrap(), pin);
		assert_eq!(pin.authorities[0].key, "0xaa");
	}
}
