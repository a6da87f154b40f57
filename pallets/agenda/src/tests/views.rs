use crate::mock::*;
use chuxin_primitives::{
	agenda::{Agenda as _, AgendaEntry, Item},
	runtime_api::MAX_PAGE,
	OrgId, RawDate, RawText,
};

fn read(org: OrgId, until: &str, after: Option<(&str, Item)>, limit: u32) -> Vec<(String, Item)> {
	let after = after.map(|(day, item)| (RawDate::from(day), item));
	let page = Agenda::agenda(org, &RawDate::from(until), after, limit).unwrap();
	page.into_iter().map(|e| (e.due.as_str().unwrap().to_owned(), e.item)).collect()
}

#[test]
fn agenda_is_in_the_order_of_days_up_to_the_day_asked() {
	run(|| {
		set(BRANCH, Item::TermEnds, "2026-09-30");
		set(BRANCH, Item::NoSecretary, "2026-02-10");
		set(BRANCH, Item::ImportWindow, "2026-03-31");
		set(COUNTY, Item::Election, "2026-02-01");
		end_block();
		let entry = |item: Item, due: &str, overdue| AgendaEntry {
			org: BRANCH,
			item,
			due: RawDate::from(due),
			overdue,
			article: RawText::from(item.article()),
			settled_by: RawText::from(item.settled_by()),
		};
		assert_eq!(
			Agenda::agenda(BRANCH, &RawDate::from("2026-09-30"), None, 10),
			Some(vec![
				entry(Item::NoSecretary, "2026-02-10", true),
				entry(Item::ImportWindow, "2026-03-31", false),
				entry(Item::TermEnds, "2026-09-30", false),
			])
		);
		assert_eq!(read(BRANCH, "2026-09-29", None, 10).len(), 2);
		assert_eq!(read(BRANCH, "2026-02-09", None, 10), []);
		assert_eq!(read(OTHER, "9999-12-31", None, 10), []);
	});
}

#[test]
fn pages_go_on_after_the_last_entry_even_if_it_is_settled() {
	run(|| {
		for n in 0..300 {
			set(BRANCH, late(n), if n < 150 { "2026-02-01" } else { "2026-05-01" });
		}
		set(OTHER, Item::NoSecretary, "2026-02-01");
		let whole = {
			let first = read(BRANCH, "2026-12-31", None, u32::MAX);
			assert_eq!(first.len(), MAX_PAGE as usize);
			let last = first.last().map(|(day, item)| (day.as_str(), *item));
			let rest = read(BRANCH, "2026-12-31", last, u32::MAX);
			[first, rest].concat()
		};
		assert_eq!(whole.len(), 300);
		assert!(whole.windows(2).all(|pair| pair[0].0 <= pair[1].0));

		let mut paged = read(BRANCH, "2026-12-31", None, 7);
		while let Some((day, item)) = paged.last().cloned() {
			Agenda::clear(BRANCH, item);
			let page = read(BRANCH, "2026-12-31", Some((&day, item)), 7);
			if page.is_empty() {
				break;
			}
			paged.extend(page);
		}
		assert_eq!(paged, whole);
		assert_eq!(read(BRANCH, "2026-12-31", None, 0), []);
	});
}

#[test]
fn agenda_until_no_day_of_the_calendar_is_none() {
	run(|| {
		set(BRANCH, late(1), "2026-03-05");
		for wrong in ["2026-02-29", "", "soon", "2026-3-5"] {
			assert_eq!(Agenda::agenda(BRANCH, &RawDate::from(wrong), None, 10), None);
			let after = Some((RawDate::from(wrong), late(1)));
			assert_eq!(Agenda::agenda(BRANCH, &RawDate::from("2026-12-31"), after, 10), None);
		}
	});
}
