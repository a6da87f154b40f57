use super::*;
use chuxin_primitives::organization::KeyView;

fn publish(key: u8) -> DispatchResult {
	Organizations::publish_key(signed(SUN), COMMITTEE, [key; 32])
}

fn current() -> Option<(u32, u8)> {
	Organizations::organization_key(COMMITTEE).map(|key| (key.version, key.key[0]))
}

#[test]
fn publish_key_rotates() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(current(), None);
		assert_ok!(publish(7));
		assert_eq!(
			last_event(),
			Event::KeyPublished { org: COMMITTEE, before: None, version: 1, key: [7; 32], by: SUN }
		);
		assert_eq!(
			Organizations::organization_key(COMMITTEE),
			Some(KeyView { version: 1, key: [7; 32], since: MONDAY })
		);
		wait(HOUR);
		assert_ok!(publish(8));
		let Event::KeyPublished { before, version, .. } = last_event() else {
			panic!("another event");
		};
		assert_eq!((before, version), (Some(1), 2));
		assert_eq!(current(), Some((2, 8)));
		assert_eq!(OrgKeys::<Test>::get(COMMITTEE, 1).unwrap().ended, Some(MONDAY + HOUR));
		assert_eq!(Organizations::organization(COMMITTEE).unwrap().key_version, Some(2));
		// Other organizations have none.
		assert_eq!(Organizations::organization_key(BRANCH), None);
	});
}

#[test]
fn publish_key_and_revoke_key_by_anybody_but_a_key_custodian_fail() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(publish(7));
		for (who, origin) in no_handlers(not_the_committees()) {
			println!("{who}");
			assert_noop!(
				Organizations::publish_key(origin.clone(), COMMITTEE, [1; 32]),
				Error::<Test>::NotAuthorized
			);
			assert_noop!(
				Organizations::revoke_key(origin, COMMITTEE, 1),
				Error::<Test>::NotAuthorized
			);
		}
		// The custodian of one organization is not another one's.
		assert_noop!(
			Organizations::publish_key(signed(SUN), BRANCH, [1; 32]),
			Error::<Test>::NotAuthorized
		);
	});
}

#[test]
fn publish_key_of_low_order_or_the_same_key_fails() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(publish(0), Error::<Test>::KeyInvalid);
		let mut one = [0; 32];
		one[0] = 1;
		let mut p = [0xff; 32];
		(p[0], p[31]) = (0xed, 0x7f);
		let mut high = p;
		high[31] = 0xff;
		for key in [one, p, high] {
			assert_noop!(
				Organizations::publish_key(signed(SUN), COMMITTEE, key),
				Error::<Test>::KeyInvalid
			);
		}
		assert_ok!(publish(7));
		assert_noop!(publish(7), Error::<Test>::KeyUnchanged);
	});
}

#[test]
fn publish_key_with_the_versions_exhausted_fails() {
	ExtBuilder::default().build_and_execute(|| {
		CurrentKey::<Test>::insert(COMMITTEE, u32::MAX);
		assert_noop!(publish(7), Error::<Test>::KeyVersionsExhausted);
		CurrentKey::<Test>::remove(COMMITTEE);
	});
}

#[test]
fn revoke_key_leaves_none_until_the_next() {
	ExtBuilder::default().build_and_execute(|| {
		let revoke = |version| Organizations::revoke_key(signed(SUN), COMMITTEE, version);
		assert_noop!(revoke(1), Error::<Test>::KeyNotFound);
		assert_ok!(publish(7));
		assert_ok!(publish(8));
		assert_ok!(revoke(1));
		assert_eq!(
			last_event(),
			Event::KeyRevoked { org: COMMITTEE, version: 1, current: false, by: SUN }
		);
		assert_eq!(current(), Some((2, 8)));
		assert_ok!(revoke(2));
		assert_eq!(
			last_event(),
			Event::KeyRevoked { org: COMMITTEE, version: 2, current: true, by: SUN }
		);
		assert_eq!(current(), None);
		for version in [1, 2] {
			assert_noop!(revoke(version), Error::<Test>::KeyAlreadyRevoked);
		}
		assert_noop!(revoke(3), Error::<Test>::KeyNotFound);
		assert_ok!(publish(9));
		assert_eq!(current(), Some((3, 9)));
	});
}

#[test]
fn organization_key_follows_a_merger() {
	ExtBuilder::default().build_and_execute(|| {
		for (branch, custodian, key) in [(BRANCH, PLAIN, 5), (SISTER_BRANCH, PROBATIONARY, 6)] {
			seat(branch, custodian, &[Power::KeyCustodian]);
			assert_ok!(Organizations::publish_key(signed(custodian), branch, [key; 32]));
		}
		carry(SISTER_BRANCH, RawReorganization::Merge { into: BRANCH });
		assert_eq!(Organizations::organization_key(SISTER_BRANCH).unwrap().key, [5; 32]);
		let old = OrgKeys::<Test>::get(SISTER_BRANCH, 1).unwrap();
		assert!(old.ended.is_some() && !old.revoked);
	});
}

#[test]
fn publish_key_that_was_revoked_fails_also_after_others() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(publish(7));
		assert_ok!(Organizations::revoke_key(signed(SUN), COMMITTEE, 1));
		assert_noop!(publish(7), Error::<Test>::KeyAlreadyRevoked);
		// One that only ended may come back, until it is revoked after its end.
		assert_ok!(publish(8));
		assert_ok!(publish(9));
		assert_ok!(publish(8));
		assert_ok!(publish(9));
		assert_ok!(Organizations::revoke_key(signed(SUN), COMMITTEE, 2));
		assert_noop!(publish(8), Error::<Test>::KeyAlreadyRevoked);
		assert_noop!(publish(7), Error::<Test>::KeyAlreadyRevoked);
		assert_eq!(current(), Some((5, 9)));
		// The keys of one organization are not another one's.
		seat(BRANCH, PLAIN, &[Power::KeyCustodian]);
		assert_ok!(Organizations::publish_key(signed(PLAIN), BRANCH, [7; 32]));
	});
}
