//! Holds: something is pending, and nobody says what.

use super::{decisions::Case, *};
use crate::{types::Hold, Holds, Persons, Waiting};
use chuxin_primitives::membership::HoldView;

fn place_as(
	who: PersonId,
	org: OrgId,
	person: PersonId,
	until: Option<RawDate>,
) -> Result<(), DispatchError> {
	Members::place_hold(as_person(who), org, person, until, true)
}

/// Two officers of the county place a hold.
fn place(person: PersonId, until: Option<RawDate>) -> Result<(), DispatchError> {
	let day = until.as_ref().map(|text| text.parse().unwrap());
	propose(person, &Act::PlaceHold { until: day, without_vote: true });
	place_as(APPROVER, COUNTY, person, until)
}

fn lift(person: PersonId) -> Result<(), DispatchError> {
	propose(person, &Act::LiftHold);
	Members::lift_hold(as_person(APPROVER), COUNTY, person)
}

#[test]
fn place_hold_works() {
	test(|| {
		let id = enrolled(1, BRANCH);
		assert_ok!(place(id, Some("2024-05-31".into())));
		assert!(Persons::<Test>::get(id).unwrap().held);
		let until = "2024-05-31".parse().ok();
		assert_eq!(
			Holds::<Test>::get(id),
			Some(Hold { until, without_vote: true, by: COUNTY, since: START, org: BRANCH })
		);
		assert_eq!(due(BRANCH, Item::HoldEnds(id)), Some("2024-05-31".into()));
		assert_eq!(Waiting::<Test>::get(BRANCH), 1);
		assert_eq!(
			last_event(),
			Event::HoldPlaced {
				org: COUNTY,
				person: id,
				until: Some("2024-05-31".into()),
				without_vote: true,
				proposed_by: HANDLER,
				approved_by: APPROVER,
			}
		);
		let view = HoldView {
			until: Some("2024-05-31".into()),
			without_vote: true,
			by: COUNTY,
			since: "2024-02-29".into(),
			over: false,
		};
		assert_eq!(Members::holds(id), Some(view.clone()));
		assert!(Members::person(id).unwrap().held);
		Now::set(Now::get() + 92 * 86_400_000); // 2024-05-31
		assert_eq!(Members::holds(id), Some(view.clone()));
		pass_days(1);
		assert_eq!(Members::holds(id), Some(HoldView { over: true, ..view }));
	});
}

#[test]
fn place_hold_again_replaces_the_first() {
	test(|| {
		let id = enrolled(1, BRANCH);
		assert_ok!(place(id, Some(day(10))));
		assert_ok!(place(id, Some(day(20))));
		assert_eq!(due(BRANCH, Item::HoldEnds(id)), Some(day(20)));
		assert_eq!(Waiting::<Test>::get(BRANCH), 1);
		assert_ok!(place(id, None));
		assert_eq!(due(BRANCH, Item::HoldEnds(id)), None);
		assert_eq!(Waiting::<Test>::get(BRANCH), 0);
		assert!(Persons::<Test>::get(id).unwrap().held);
	});
}

#[test]
fn place_hold_until_today_works_and_until_yesterday_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		propose(id, &Act::PlaceHold { until: day(-1).parse(), without_vote: true });
		assert_noop!(place_as(APPROVER, COUNTY, id, Some(day(-1))), Error::<Test>::HoldDayPast);
		for text in ["2024-02-30", ""] {
			let until = Some(text.into());
			assert_noop!(place_as(APPROVER, COUNTY, id, until), Error::<Test>::InvalidDate);
		}
		assert_ok!(place(id, Some(day(0))));
	});
}

#[test]
fn lift_hold_works() {
	test(|| {
		let id = enrolled(1, BRANCH);
		propose(id, &Act::LiftHold);
		assert_noop!(Members::lift_hold(as_person(APPROVER), COUNTY, id), Error::<Test>::NotHeld);
		assert_ok!(place(id, Some(day(10))));
		assert_ok!(lift(id));
		assert!(!Persons::<Test>::get(id).unwrap().held);
		assert_eq!((Holds::<Test>::get(id), Members::holds(id)), (None, None));
		assert_eq!(due(BRANCH, Item::HoldEnds(id)), None);
		assert_eq!(
			last_event(),
			Event::HoldLifted {
				org: COUNTY,
				person: id,
				proposed_by: HANDLER,
				approved_by: APPROVER
			}
		);
	});
}

#[test]
fn lift_hold_or_place_it_anew_below_who_placed_it_fails() {
	test(|| {
		let id = enrolled(1, BRANCH);
		assert_ok!(place(id, None));
		appoint(BRANCH, PLAIN, &[Power::Handler], None);
		propose_as(PLAIN, BRANCH, id, &Act::LiftHold);
		assert_noop!(
			Members::lift_hold(as_person(BRANCH_OFFICER), BRANCH, id),
			Error::<Test>::HoldFromAbove
		);
		propose_as(PLAIN, BRANCH, id, &Act::PlaceHold { until: None, without_vote: true });
		assert_noop!(place_as(BRANCH_OFFICER, BRANCH, id, None), Error::<Test>::HoldFromAbove);
		// Above is another matter.
		appoint(PROVINCE, BOTH, &[Power::Approver], None);
		propose_as(SUPERIOR, PROVINCE, id, &Act::LiftHold);
		assert_ok!(Members::lift_hold(as_person(BOTH), PROVINCE, id));
	});
}

#[test]
fn holds_need_two_persons_of_the_branch_or_above_and_nobody_holds_himself() {
	test(|| {
		let id = enrolled(1, BRANCH);
		let act = Act::PlaceHold { until: None, without_vote: true };
		assert_noop!(place_as(APPROVER, COUNTY, id, None), Error::<Test>::ActNotProposed);
		propose_as(BOTH, COUNTY, id, &act);
		assert_noop!(place_as(BOTH, COUNTY, id, None), Error::<Test>::SamePerson);
		propose(id, &act);
		assert_noop!(place_as(PROTEGE, COUNTY, id, None), Error::<Test>::AppointedByOther);
		assert_noop!(place_as(STRANGER, OTHER_COUNTY, id, None), Error::<Test>::PersonNotYours);
		propose(APPROVER, &act);
		assert_noop!(place_as(APPROVER, COUNTY, APPROVER, None), Error::<Test>::OwnCase);
		// Of an officer: by a superior.
		appoint(BRANCH, PLAIN, &[Power::Handler], None);
		propose_as(PLAIN, BRANCH, CLERK, &act);
		assert_noop!(place_as(BRANCH_OFFICER, BRANCH, CLERK, None), Error::<Test>::SuperiorNeeded);
		assert_ok!(place(CLERK, None));
		// One's own hold is not lifted by oneself.
		appoint(COUNTY, CLERK, &[Power::Approver], None);
		propose(CLERK, &Act::LiftHold);
		assert_noop!(Members::lift_hold(as_person(CLERK), COUNTY, CLERK), Error::<Test>::OwnCase);
	});
}

#[test]
fn a_held_member_leaves_by_no_resolution_until_the_hold_is_over() {
	test(|| {
		let id = enrolled(1, BRANCH);
		assert_ok!(place(id, Some(day(3))));
		let leave = |ground| {
			let case = Case::new(id, ground);
			case.propose(Change::Leave);
			case.carry_out(Change::Leave)
		};
		let resolution = Ground::Resolution(resolve(BRANCH, Purpose::Exit, id));
		let case = Case::new(id, resolution);
		case.propose(Change::Leave);
		assert_noop!(case.carry_out(Change::Leave), Error::<Test>::Held);
		// Death asks nobody, and a body at county level decides directly.
		for ground in [Ground::OnRecord, Ground::Direct] {
			hypothetically!({
				assert_ok!(leave(ground));
			});
		}
		// A hold keeps nobody from being suspended.
		hypothetically!({
			assert_ok!(Case::new(id, Ground::Direct).decide(Change::Suspend));
		});
		pass_days(3);
		assert_noop!(
			Case::new(id, resolution).on("2024-02-29".into()).carry_out(Change::Leave),
			Error::<Test>::Held
		);
		pass_days(1);
		assert_ok!(leave(resolution));
	});
}

#[test]
fn place_hold_on_a_former_member_fails() {
	test(|| {
		let id = super::decisions::enrolled_as(1, BRANCH, MembershipStatus::Former);
		propose(id, &Act::PlaceHold { until: None, without_vote: true });
		assert_noop!(place_as(APPROVER, COUNTY, id, None), Error::<Test>::FormerMember);
	});
}
