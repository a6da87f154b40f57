//! What must stay, so that an upgraded runtime finds what the one before wrote.

use crate::{mock::*, ByDay, Due, Entry, Items};
use chuxin_primitives::{agenda::Item, OrgId};
use codec::{Encode, MaxEncodedLen};
use frame::deps::sp_io::hashing;

#[test]
fn keys_and_values_stay() {
	run(|| {
		let org = OrgId(0x0102_0304);
		let day = 20_260_331u32.to_be_bytes();
		let item = Item::NoSecretary;
		assert_eq!(item.encode(), [3]);
		let hashed = [&hashing::blake2_128(&[3])[..], &[3]].concat();
		let prefix = |name: &[u8]| [hashing::twox_128(b"Agenda"), hashing::twox_128(name)].concat();
		let number = [4, 3, 2, 1];
		let org_hashed = [&hashing::twox_64(&number)[..], &number].concat();

		let due = Due::<Test>::hashed_key_for((day, org.0.to_be_bytes(), item));
		let ordered = [1, 2, 3, 4];
		assert_eq!(due, [&prefix(b"Due")[..], &day, &ordered, &hashed].concat());
		let by_day = ByDay::<Test>::hashed_key_for((org, day, item));
		assert_eq!(by_day, [&prefix(b"ByDay")[..], &org_hashed, &day, &hashed].concat());
		let items = Items::<Test>::hashed_key_for(org, item);
		assert_eq!(items, [&prefix(b"Items")[..], &org_hashed, &hashed].concat());

		let entry = Entry { due: date("2026-03-31"), raised: true };
		assert_eq!(entry.encode(), [&20_260_331u32.to_le_bytes()[..], &[1]].concat());
		assert_eq!(Entry::max_encoded_len(), 5);
	});
}
