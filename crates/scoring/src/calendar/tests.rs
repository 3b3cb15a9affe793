//! Business time by hand: week-ends, holidays, both changes of summer time, and starts outside of hours.

use super::{Calendar, CalendarDraft, CalendarProblem, HOUR_MS, HolidayDraft, SlaClock};
use crate::Instant;

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

/// Eight hours a day with a lunch break, in Paris, and the first of May off.
fn paris() -> Calendar {
    let day = "09:00-12:30, 13:30-18:00".to_owned();
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, String::new(), String::new()];
    let holidays = vec![HolidayDraft { day: "2026-05-01".into(), name: "Fête du Travail".into() }];
    CalendarDraft { zone: "Europe/Paris".into(), week, holidays }.check().unwrap()
}

fn in_zone(zone: &str, hours: &str) -> Calendar {
    let week = [0; 7].map(|_| hours.to_owned());
    CalendarDraft { zone: zone.into(), week, holidays: Vec::new() }.check().unwrap()
}

/// A week of one night shift, on Sunday, in Paris.
fn on_sunday(hours: &str) -> Calendar {
    let week = [0, 0, 0, 0, 0, 0, 1].map(|works| if works == 1 { hours.to_owned() } else { String::new() });
    let mut week = week;
    week[2] = "09:00-17:00".to_owned();
    CalendarDraft { zone: "Europe/Paris".into(), week, holidays: Vec::new() }.check().unwrap()
}

#[test]
fn deadlines_by_hand() {
    let clock = SlaClock::Business(paris());
    for (start, hours, due, why) in [
        ("2026-03-04T10:00:00+01:00", 2, "2026-03-04T12:00:00+01:00", "within the morning"),
        ("2026-03-04T10:00:00+01:00", 4, "2026-03-04T15:00:00+01:00", "over lunch"),
        ("2026-03-04T12:45:00+01:00", 1, "2026-03-04T14:30:00+01:00", "handed over at lunch"),
        (
            "2026-03-04T10:00:00+01:00",
            7,
            "2026-03-04T18:00:00+01:00",
            "to the end of the day, not to the next",
        ),
        ("2026-03-04T10:00:00+01:00", 8, "2026-03-05T10:00:00+01:00", "eight hours are a working day"),
        ("2026-03-04T22:00:00+01:00", 1, "2026-03-05T10:00:00+01:00", "at night"),
        ("2026-03-06T17:00:00+01:00", 4, "2026-03-09T12:00:00+01:00", "over a week-end"),
        ("2026-03-07T11:00:00+01:00", 24, "2026-03-11T18:00:00+01:00", "handed over on a Saturday"),
        ("2026-03-27T17:00:00+01:00", 4, "2026-03-30T12:00:00+02:00", "over the change in spring"),
        ("2026-10-23T17:00:00+02:00", 4, "2026-10-26T12:00:00+01:00", "over the change in autumn"),
        ("2026-04-30T16:00:00+02:00", 4, "2026-05-04T11:00:00+02:00", "over a holiday and a week-end"),
        ("2026-05-01T10:00:00+02:00", 1, "2026-05-04T10:00:00+02:00", "handed over on a holiday"),
        ("2026-03-07T11:00:00+01:00", 0, "2026-03-07T11:00:00+01:00", "no time at all is over at once"),
    ] {
        assert_eq!(clock.due_at(at(start), hours), at(due), "{why}");
    }
}

#[test]
fn plain_hours_do_not_know_week_ends_or_summer_time() {
    let clock = SlaClock::Plain;
    for (start, due) in [
        ("2026-03-28T12:00:00+01:00", "2026-03-29T13:00:00+02:00"),
        ("2026-10-24T12:00:00+02:00", "2026-10-25T11:00:00+01:00"),
        ("2026-03-06T17:00:00Z", "2026-03-07T17:00:00Z"),
    ] {
        assert_eq!(clock.due_at(at(start), 24), at(due));
        assert_eq!(clock.between(at(start), at(due)), 24 * HOUR_MS);
    }
}

#[test]
fn business_time_by_hand() {
    let calendar = paris();
    let hours = |from: &str, to: &str| {
        let millis = calendar.business_time_between(at(from), at(to));
        assert_eq!(millis % HOUR_MS, 0);
        millis / HOUR_MS
    };
    assert_eq!(hours("2026-03-02T00:00:00+01:00", "2026-03-09T00:00:00+01:00"), 40, "a week");
    assert_eq!(hours("2026-04-27T00:00:00+02:00", "2026-05-04T00:00:00+02:00"), 32, "a week with a holiday");
    assert_eq!(hours("2026-03-23T00:00:00+01:00", "2026-03-30T00:00:00+02:00"), 40, "the week of the change");
    assert_eq!(hours("2026-03-07T08:00:00+01:00", "2026-03-08T20:00:00+01:00"), 0, "a week-end");
    assert_eq!(hours("2026-03-04T12:00:00+01:00", "2026-03-04T14:00:00+01:00"), 1, "lunch is not worked");
    assert_eq!(hours("2026-03-04T14:00:00+01:00", "2026-03-04T12:00:00+01:00"), -1, "backwards");
    assert!(calendar.is_open(at("2026-03-04T09:00:00+01:00")));
    assert!(!calendar.is_open(at("2026-03-04T12:30:00+01:00")));
    assert!(!calendar.is_open(at("2026-05-01T10:00:00+02:00")));
}

#[test]
fn days_of_the_change_have_23_and_25_hours_for_who_never_closes() {
    let always = in_zone("Europe/Paris", "00:00-24:00");
    let day = |from: &str, to: &str| always.business_time_between(at(from), at(to)) / HOUR_MS;
    assert_eq!(day("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"), 23);
    assert_eq!(day("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"), 25);
    let new_york = in_zone("America/New_York", "00:00-24:00");
    let day = |from: &str, to: &str| new_york.business_time_between(at(from), at(to)) / HOUR_MS;
    assert_eq!(day("2026-03-08T00:00:00-05:00", "2026-03-09T00:00:00-04:00"), 23);
    assert_eq!(day("2026-11-01T00:00:00-04:00", "2026-11-02T00:00:00-05:00"), 25);
}

#[test]
fn a_night_shift_is_as_long_as_it_is_for_who_works_it() {
    let minutes =
        |hours: &str, from: &str, to: &str| on_sunday(hours).business_time_between(at(from), at(to)) / 60_000;
    let spring = ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    let autumn = ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    assert_eq!(minutes("01:00-05:00", spring.0, spring.1), 180);
    assert_eq!(minutes("01:00-05:00", autumn.0, autumn.1), 300);
    assert_eq!(minutes("02:15-02:45", spring.0, spring.1), 0, "a window that the clock jumps over");
    assert_eq!(minutes("02:15-02:45", autumn.0, autumn.1), 30, "the first showing counts");
    assert_eq!(minutes("01:30-02:30", spring.0, spring.1), 30);
    assert_eq!(minutes("02:30-03:30", spring.0, spring.1), 30);
}

#[test]
fn a_day_that_a_country_left_out_has_no_hours() {
    // Samoa went from 29 to 31 December 2011.
    let apia = in_zone("Pacific/Apia", "09:00-17:00");
    let millis = apia.business_time_between(at("2011-12-29T00:00:00-10:00"), at("2012-01-01T00:00:00+14:00"));
    assert_eq!(millis / HOUR_MS, 16);
}

#[test]
fn a_calendar_is_judged_as_a_whole_and_each_problem_has_its_field() {
    let mut draft = CalendarDraft { zone: "Paris".into(), ..CalendarDraft::default() };
    draft.week[0] = "9-17".into();
    draft.week[1] = "09:00-12:00, 11:30-17:00".into();
    draft.week[2] = "17:00-09:00".into();
    draft.week[3] = "09:00-24:30".into();
    draft.holidays = vec![
        HolidayDraft { day: "2026-12-25".into(), name: String::new() },
        HolidayDraft { day: "25.12.2026".into(), name: "Noël".into() },
    ];
    let problems = draft.check().unwrap_err();
    let fields: Vec<String> = problems.iter().map(CalendarProblem::field).collect();
    assert_eq!(fields, ["zone", "monday", "tuesday", "wednesday", "thursday", "holidays[1]"]);
    assert_eq!(
        problems[2].to_string(),
        "11:30-17:00 begins before 09:00-12:00 ends; order the hours of the day and keep them apart"
    );
    let nobody = CalendarDraft { week: Default::default(), ..CalendarDraft::default() };
    assert_eq!(nobody.check(), Err(vec![CalendarProblem::NoHours]));
}

#[test]
fn a_calendar_is_kept_as_it_was_typed() {
    let draft = CalendarDraft::default();
    let text = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<CalendarDraft>(&text).unwrap(), draft);
    let calendar = paris();
    assert_eq!(calendar.zone(), "Europe/Paris");
    assert_eq!(calendar.hours(0).len(), 2);
    assert_eq!(calendar.holidays().map(|(_, name)| name).collect::<Vec<_>>(), ["Fête du Travail"]);
}

#[test]
fn a_day_ends_at_the_next_midnight_of_the_wall_whatever_its_length() {
    let paris = paris();
    for (moment, end) in [
        ("2026-06-01T12:00:00Z", "2026-06-02T00:00:00+02:00"),
        ("2026-06-01T22:30:00Z", "2026-06-03T00:00:00+02:00"),
        ("2026-03-29T00:30:00+01:00", "2026-03-30T00:00:00+02:00"),
        ("2026-10-25T00:30:00+02:00", "2026-10-26T00:00:00+01:00"),
    ] {
        assert_eq!(paris.end_of_day(at(moment)), at(end), "{moment}");
    }
    // In Beirut the clock jumps from midnight to one: the day before ends there.
    let beirut = in_zone("Asia/Beirut", "09:00-17:00");
    assert_eq!(beirut.end_of_day(at("2026-03-28T12:00:00Z")), at("2026-03-29T01:00:00+03:00"));
    assert_eq!(paris.local_day(at("2026-06-01T22:30:00Z")).to_string(), "2026-06-02");
}
