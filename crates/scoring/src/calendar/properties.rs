//! For any calendar: deadlines and business time are each other's inverse, and never run backwards.

use proptest::prelude::*;

use super::{Calendar, CalendarDraft, HOUR_MS, HolidayDraft};
use crate::Instant;

/// Zones with summer time over midnight, by half an hour, in the south, at odd offsets, and with a day left out.
const ZONES: [&str; 8] = [
    "Europe/Paris",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Pacific/Apia",
    "America/Havana",
    "UTC",
];

fn hours() -> impl Strategy<Value = String> {
    prop::collection::btree_set(0_u16..=96, 0..7).prop_map(|quarters| {
        let quarters: Vec<u16> = quarters.into_iter().collect();
        let clock = |quarter: u16| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15);
        let windows: Vec<String> =
            quarters.chunks_exact(2).map(|pair| format!("{}-{}", clock(pair[0]), clock(pair[1]))).collect();
        windows.join(", ")
    })
}

fn calendar() -> impl Strategy<Value = Calendar> {
    (
        prop::sample::select(ZONES.to_vec()),
        prop::array::uniform7(hours()),
        prop::collection::vec(1_u32..366, 0..8),
        2007_i32..2013,
    )
        .prop_map(|(zone, mut week, days, year)| {
            week[2] = "08:00-12:00".to_owned();
            let day = |ordinal| chrono::NaiveDate::from_yo_opt(year, ordinal).unwrap().to_string();
            let holidays =
                days.into_iter().map(|ordinal| HolidayDraft { day: day(ordinal), name: String::new() });
            CalendarDraft { zone: zone.to_owned(), week, holidays: holidays.collect() }.check().unwrap()
        })
}

/// A moment of the years 2007 to 2012, to the minute.
fn moment() -> impl Strategy<Value = Instant> {
    (0_i64..6 * 365 * 24 * 60)
        .prop_map(|minutes| Instant::parse("2007-01-01").unwrap().plus_millis(minutes * 60_000))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_deadline_is_as_far_away_as_was_asked_and_the_first_such_moment(
        calendar in calendar(), start in moment(), work in 0..200 * HOUR_MS,
    ) {
        let due = calendar.after(start, work);
        prop_assert!(due >= start);
        prop_assert_eq!(calendar.business_time_between(start, due), work);
        if work > 0 {
            prop_assert_eq!(calendar.business_time_between(start, due.plus_millis(-1)), work - 1);
        }
    }

    #[test]
    fn the_deadline_of_the_time_to_a_moment_is_that_moment_or_the_end_of_work_before_it(
        calendar in calendar(), start in moment(), wait in 0_i64..30 * 24 * 60,
    ) {
        let moment = start.plus_millis(wait * 60_000);
        let work = calendar.business_time_between(start, moment);
        let due = calendar.after(start, work);
        prop_assert!(due <= moment);
        prop_assert_eq!(calendar.business_time_between(due, moment), 0);
        if calendar.is_open(moment.plus_millis(-1)) && moment > start {
            prop_assert_eq!(due, moment);
        }
    }

    #[test]
    fn neither_runs_backwards_and_business_time_adds_up(
        calendar in calendar(), start in moment(), later in 0_i64..20 * 24 * 60, last in 0_i64..20 * 24 * 60,
        work in 0..50 * HOUR_MS, more in 0..50 * HOUR_MS,
    ) {
        let middle = start.plus_millis(later * 60_000);
        let end = middle.plus_millis(last * 60_000);
        let between = |from, to| calendar.business_time_between(from, to);
        prop_assert!(between(start, middle) >= 0 && between(start, middle) <= middle.millis_since(start));
        prop_assert_eq!(between(start, middle) + between(middle, end), between(start, end));
        prop_assert_eq!(between(end, start), -between(start, end));
        prop_assert!(calendar.after(start, work) <= calendar.after(middle, work));
        prop_assert!(calendar.after(start, work) <= calendar.after(start, work + more));
        let step = calendar.after(start, work);
        if more > 0 {
            prop_assert_eq!(calendar.after(step, more), calendar.after(start, work + more));
        }
    }
}
