//! Every zone, ten years and both changes of the clock, against a count of days that knows nothing of cron.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Timelike};

use super::*;

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn schedule(expression: &str, zone: &str) -> Schedule {
    Schedule::new(expression, zone, 1).unwrap()
}

fn times(expression: &str, zone: &str, after: &str, count: usize) -> Vec<String> {
    let schedule = schedule(expression, zone);
    schedule.times_after(at(after)).take(count).map(|time| time.to_string()).collect()
}

#[test]
fn a_time_that_the_clock_jumps_over_runs_at_the_jump_and_one_it_shows_twice_runs_once() {
    // Paris 2026: 2 o'clock is jumped over on 29 March and comes twice on 25 October.
    assert_eq!(
        times("30 2 * * *", "Europe/Paris", "2026-03-28T00:00:00Z", 3),
        ["2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"]
    );
    assert_eq!(
        times("30 2 * * *", "Europe/Paris", "2026-10-24T00:00:00Z", 3),
        ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]
    );
    // Asked in between the two, and at the jump itself, there is no second run.
    assert_eq!(times("30 2 * * *", "Europe/Paris", "2026-10-25T00:45:00Z", 1), ["2026-10-26T01:30:00Z"]);
    assert_eq!(times("30 2 * * *", "Europe/Paris", "2026-10-25T01:10:00Z", 1), ["2026-10-26T01:30:00Z"]);
    assert_eq!(times("30 2 * * *", "Europe/Paris", "2026-03-29T01:00:00Z", 1), ["2026-03-30T00:30:00Z"]);
    // Two times within the jump, and one right behind it, are one run.
    assert_eq!(
        times("15,45 2,3 * * *", "Europe/Paris", "2026-03-29T00:30:00Z", 3),
        ["2026-03-29T01:00:00Z", "2026-03-29T01:15:00Z", "2026-03-29T01:45:00Z"]
    );
}

#[test]
fn what_runs_through_the_day_goes_on_through_the_hour_that_comes_twice() {
    let sweep = schedule("*/5 * * * *", "Europe/Paris");
    let times: Vec<Instant> = sweep
        .times_after(at("2026-10-24T23:59:00Z"))
        .take_while(|time| *time < at("2026-10-25T03:00:00Z"))
        .collect();
    assert_eq!(times.len(), 36, "every five minutes of three hours");
    assert!(times.windows(2).all(|pair| pair[1].millis_since(pair[0]) == 300_000));
    let spring: Vec<Instant> = sweep
        .times_after(at("2026-03-28T23:59:00Z"))
        .take_while(|time| *time < at("2026-03-29T03:00:00Z"))
        .collect();
    assert_eq!(spring.len(), 36);
}

#[test]
fn a_jump_into_a_day_that_does_not_fit_loses_no_run() {
    // Scoresbysund jumps from Saturday 23:00 to Sunday 00:00.
    let saturday = times("30 23 * * 6", "America/Scoresbysund", "2026-03-27T00:00:00Z", 2);
    assert_eq!(saturday, ["2026-03-29T01:00:00Z", "2026-04-05T00:30:00Z"]);
    // Apia had no 30 December 2011.
    assert_eq!(
        times("30 6 * * *", "Pacific/Apia", "2011-12-29T00:00:00Z", 3),
        ["2011-12-29T16:30:00Z", "2011-12-30T10:00:00Z", "2011-12-30T16:30:00Z"]
    );
}

#[test]
fn fiscal_quarters_follow_the_month_in_which_the_year_begins() {
    let first = |month| {
        let schedule = Schedule::new("0 6 1 q *", "Europe/Paris", month).unwrap();
        schedule
            .times_after(at("2026-01-15T00:00:00Z"))
            .take(4)
            .map(|time| time.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        first(1),
        ["2026-04-01T04:00:00Z", "2026-07-01T04:00:00Z", "2026-10-01T04:00:00Z", "2027-01-01T05:00:00Z"]
    );
    assert_eq!(first(2)[0], "2026-02-01T05:00:00Z");
    assert_eq!(first(12)[..2], ["2026-03-01T05:00:00Z", "2026-06-01T04:00:00Z"]);
}

#[test]
fn every_field_that_is_wrong_is_named() {
    let problems =
        |expression: &str, zone: &str| Schedule::new(expression, zone, 1).err().unwrap_or_default();
    assert_eq!(problems("0 0 6 1 * *", "UTC"), [ScheduleProblem::Fields(6)]);
    assert_eq!(problems("", "UTC"), [ScheduleProblem::Fields(0)]);
    assert_eq!(
        problems("61 25 1 Q 9", "Paris"),
        [
            ScheduleProblem::Field(CronField::Minute, "61".to_owned()),
            ScheduleProblem::Field(CronField::Hour, "25".to_owned()),
            ScheduleProblem::Field(CronField::Weekday, "9".to_owned()),
            ScheduleProblem::Zone("Paris".to_owned()),
        ]
    );
    for odd in ["é * * * *", "* * * * * ", "*/0 * * * *", "5-1 * * * *", "@daily", "- - - - -", ", , , , ,"]
    {
        assert_eq!(Schedule::new(odd, "UTC", 1).is_ok(), odd == "* * * * * ", "{odd}");
    }
    assert_eq!(schedule("0 0 30 2 *", "UTC").next_after(at("2026-01-01")), None);
    assert_eq!(times("0 0 29 2 *", "UTC", "2026-01-01", 1), ["2028-02-29T00:00:00Z"]);
}

#[test]
fn times_that_are_due_together_are_counted_and_the_last_is_named() {
    let hourly = schedule("0 * * * *", "UTC");
    let first = at("2026-01-01T00:00:00Z");
    assert_eq!(
        hourly.due(first, at("2026-01-01T05:59:00Z")),
        Due { first, last: at("2026-01-01T05:00:00Z"), slots: 6 }
    );
    assert_eq!(hourly.due(first, first), Due { first, last: first, slots: 1 });
    let minutes = schedule("* * * * *", "UTC").due(first, at("2026-06-01T00:00:30Z"));
    assert_eq!(minutes.last, at("2026-06-01T00:00:00Z"));
    assert!(minutes.slots > COUNTED);
}

/// When a day's time is, by looking at the clock on the wall, quarter by quarter, then minute by minute: the first moment at which it shows
/// that time of that day or a later one.
fn by_looking(zone: Tz, day: NaiveDate, time: NaiveTime) -> Instant {
    let wanted = day.and_time(time);
    let mut moment = Instant::from_millis(wanted.and_utc().timestamp_millis()).plus_millis(-26 * 3_600_000);
    let shown = |moment: Instant| zone.from_utc_datetime(&moment.to_chrono().naive_utc()).naive_local();
    while shown(moment) < wanted {
        moment = moment.plus_millis(900_000);
    }
    // Some clocks were changed at a minute past midnight.
    moment = moment.plus_millis(-840_000);
    while shown(moment) < wanted {
        moment = moment.plus_millis(60_000);
    }
    moment
}

fn offset(zone: Tz, moment: Instant) -> i64 {
    let utc = moment.to_chrono().naive_utc();
    zone.from_utc_datetime(&utc).naive_local().signed_duration_since(utc).num_seconds()
}

fn days(from: NaiveDate, until: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |day| *day < until)
}

/// The days of UTC within which the clock of a zone changes.
fn changes(zone: Tz, from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
    let begins = |day: NaiveDate| offset(zone, Instant::from_date(day));
    days(from, until).filter(|day| begins(*day) != begins(*day + Days::new(1))).collect()
}

/// The zones that are told apart by their clocks within some years, with one name each.
fn clocks(from: NaiveDate, until: NaiveDate) -> Vec<Tz> {
    let mut clocks: BTreeMap<Vec<i64>, Tz> = BTreeMap::new();
    for zone in TZ_VARIANTS {
        let offsets = days(from, until).map(|day| offset(zone, Instant::from_date(day))).collect();
        clocks.entry(offsets).or_insert(zone);
    }
    clocks.into_values().collect()
}

fn day(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap()
}

/// Follows a daily schedule from one day to another: one run for each, in order. A day that the clock leaves out shares the
/// run of the next one where both fall on the jump.
fn follow_daily(zone: Tz, time: NaiveTime, from: NaiveDate, until: NaiveDate) {
    let daily = schedule(&format!("{} {} * * *", time.minute(), time.hour()), zone.name());
    let changes = changes(zone, from - Days::new(1), until + Days::new(1));
    let near = |day: NaiveDate| changes.iter().any(|change| (*change - day).num_days().abs() <= 1);
    let mut last = by_looking(zone, from, time);
    for day in days(from, until).skip(1) {
        let what = || format!("{time} on {day} in {zone}");
        let expected = near(day).then(|| by_looking(zone, day, time));
        if expected == Some(last) {
            continue;
        }
        let next = daily.next_after(last).unwrap();
        match expected {
            Some(expected) => assert_eq!(next, expected, "{}", what()),
            None => assert_eq!(daily.wall(next), day.and_time(time), "{}", what()),
        }
        assert!(next > last, "{}", what());
        last = next;
    }
}

#[test]
fn daily_jobs_run_once_a_day_in_every_zone_for_ten_years() {
    let (from, until) = (day(2026, 1), day(2036, 1));
    let clocks = clocks(from, until);
    assert!(clocks.len() > 60, "{}", clocks.len());
    let half_past_two = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
    std::thread::scope(|scope| {
        for part in clocks.chunks(clocks.len().div_ceil(2)) {
            scope.spawn(move || {
                for zone in part {
                    follow_daily(*zone, half_past_two, from, until);
                }
            });
        }
    });
}

#[test]
fn at_every_change_of_every_clock_each_quarter_of_an_hour_runs_once_a_day() {
    // The years before bring clocks that were changed at midnight, by odd amounts, and over a whole day.
    for (from, until) in [(day(2026, 1), day(2036, 1)), (day(2006, 1), day(2016, 1))] {
        for zone in clocks(from, until) {
            let mut seen = BTreeSet::new();
            for change in changes(zone, from, until) {
                let begin = Instant::from_date(change);
                // The same step of the same clock once: years repeat themselves.
                if !seen.insert((offset(zone, begin), offset(zone, begin.plus_days(1)))) {
                    continue;
                }
                for quarter in 0..96 {
                    let time = NaiveTime::from_hms_opt(quarter / 4, quarter % 4 * 15, 0).unwrap();
                    follow_daily(zone, time, change - Days::new(2), change + Days::new(4));
                }
            }
        }
    }
}

#[test]
fn quarterly_jobs_run_forty_times_in_ten_years_in_every_zone() {
    let (from, until) = (day(2026, 1), day(2036, 1));
    for zone in TZ_VARIANTS {
        for (month, (hour, minute)) in [(1, (6, 0)), (2, (0, 30)), (3, (2, 30)), (4, (0, 0))] {
            let expression = format!("{minute} {hour} 1 Q *");
            let quarterly = Schedule::new(&expression, zone.name(), month).unwrap();
            let times: Vec<Instant> = quarterly
                .times_after(Instant::from_date(from).plus_days(-1))
                .skip_while(|moment| quarterly.wall(*moment).date() < from)
                .take_while(|moment| quarterly.wall(*moment).date() < until)
                .collect();
            assert_eq!(times.len(), 40, "{expression} in {zone}");
            for moment in times {
                let day = quarterly.wall(moment).date();
                assert_eq!((day.day(), day.month() % 3), (1, month % 3), "{expression} in {zone}");
                let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
                assert_eq!(moment, by_looking(zone, day, time), "{expression} in {zone}");
            }
        }
    }
}
