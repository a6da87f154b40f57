//! Keys under which packages for an organization are sealed.

/// The u-coordinates of small order on Curve25519 and on its twist, least significant byte first,
/// also those that are not written in the shortest way (p and p + 1).
const LOW_ORDER: [[u8; 32]; 7] = [
	[0; 32],
	{
		let mut one = [0; 32];
		one[0] = 1;
		one
	},
	// Order 8.
	[
		0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
		0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
		0xb8, 0x00,
	],
	[
		0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef,
		0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f,
		0x11, 0x57,
	],
	// p - 1, p and p + 1, where p = 2^255 - 19.
	near_p(0xec),
	near_p(0xed),
	near_p(0xee),
];

/// A number close to 2^255 - 19, by its least significant byte.
const fn near_p(lowest: u8) -> [u8; 32] {
	let mut bytes = [0xff; 32];
	bytes[0] = lowest;
	bytes[31] = 0x7f;
	bytes
}

/// Whether an X25519 public key is of low order: with it every exchange gives zeros, whatever the
/// other key, so that anybody can open what is sealed to it.
///
/// The highest bit is no part of the coordinate (RFC 7748) and is not looked at.
pub fn is_low_order(key: &[u8; 32]) -> bool {
	let mut coordinate = *key;
	if let Some(highest) = coordinate.last_mut() {
		*highest &= 0x7f;
	}
	LOW_ORDER.contains(&coordinate)
}

#[cfg(test)]
mod tests {
	use super::*;
	use x25519_dalek::{x25519, X25519_BASEPOINT_BYTES};

	/// With and without the highest bit.
	fn both(key: [u8; 32]) -> [[u8; 32]; 2] {
		let mut high = key;
		high[31] |= 0x80;
		[key, high]
	}

	#[test]
	fn keys_of_low_order_share_nothing_with_anybody() {
		for key in LOW_ORDER.into_iter().flat_map(both) {
			assert!(is_low_order(&key), "{key:?}");
			for secret in [[1; 32], [0x5a; 32], [0xff; 32]] {
				assert_eq!(x25519(secret, key), [0; 32], "{key:?}");
			}
		}
	}

	#[test]
	fn keys_of_persons_and_neighbours_of_the_list_are_not_of_low_order() {
		for n in 0..=255 {
			let public = x25519([n; 32], X25519_BASEPOINT_BYTES);
			assert!(both(public).iter().all(|key| !is_low_order(key)), "{n}");
		}
		// Just beside them.
		for (near, byte) in [(LOW_ORDER[1], 2), (near_p(0), 0xeb), (near_p(0), 0xef)] {
			let mut key = near;
			key[0] = byte;
			assert!(!is_low_order(&key), "{key:?}");
			assert_ne!(x25519([7; 32], key), [0; 32]);
		}
	}
}
