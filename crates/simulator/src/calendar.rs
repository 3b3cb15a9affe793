//! The rhythm of work: which days people are at their desks, at which hours, and how long sales take in working time.
//! Times are UTC; the hours are those of an office in western Europe.

use bareme_scoring::{DAY_MS, Instant};
use chrono::{DateTime, Datelike};

use crate::dice::Dice;
use crate::number::{index, real, signed, whole};

/// Milliseconds in an hour.
pub(crate) const HOUR_MS: i64 = 3_600_000;

/// The working day of the sales team, in hours UTC.
const OPENS: i64 = 7;
const CLOSES: i64 = 16;

/// How likely activity is on each weekday, Monday first.
const WEEKDAYS: [f64; 7] = [0.90, 1.00, 0.97, 1.00, 0.78, 0.06, 0.05];

/// How often activity starts in each hour of the day, UTC, in 64ths.
const HOURS: [(u8, usize); 12] =
    [(6, 2), (7, 7), (8, 9), (9, 10), (10, 8), (11, 4), (12, 4), (13, 7), (14, 6), (15, 4), (16, 2), (17, 1)];

/// The days of a history with their seasons.
pub(crate) struct Calendar {
    first_day: i64,
    /// For each day, the share of 2^32 of draws that are kept.
    kept: Vec<u32>,
    hours: [u8; 64],
}

impl Calendar {
    /// The calendar of the days from `first` to `last`, both days since 1970-01-01.
    pub(crate) fn new(first: i64, last: i64) -> Self {
        let kept = (first..=last).map(|day| u32::try_from(whole(season(day) * 4_294_967_295.0)));
        let mut hours = [9_u8; 64];
        let slots = HOURS.iter().flat_map(|(hour, count)| std::iter::repeat_n(*hour, *count));
        for (slot, hour) in hours.iter_mut().zip(slots) {
            *slot = hour;
        }
        Self { first_day: first, kept: kept.map(|share| share.unwrap_or(u32::MAX)).collect(), hours }
    }

    /// A day between two days (both included), drawn by the season.
    pub(crate) fn day(&self, dice: &mut Dice, from: i64, to: i64) -> i64 {
        let mut day = from;
        for _ in 0..24 {
            day = dice.between(from, to);
            let place = usize::try_from(day - self.first_day).unwrap_or(usize::MAX);
            let kept = self.kept.get(place).copied().unwrap_or(0);
            if dice.word() < kept {
                break;
            }
        }
        day
    }

    /// A moment of that day in office hours, moved by the hours that the place lies west.
    pub(crate) fn office_time(&self, dice: &mut Dice, day: i64, west: i64) -> Instant {
        let word = dice.word();
        let hour = i64::from(self.hours[index(u64::from(word >> 26))]);
        let second = (u64::from(word & 0x03ff_ffff) * 3_600) >> 26;
        Instant::from_millis(day * DAY_MS + (hour + west) * HOUR_MS + signed(real(second)) * 1_000)
    }
}

/// The weekday of a day since 1970-01-01, 0 for Monday. The first of January 1970 was a Thursday.
pub(crate) fn weekday(day: i64) -> usize {
    usize::try_from((day + 3).rem_euclid(7)).unwrap_or(0)
}

/// How much happens on a day, 0 to 1: weekends rest, August and the end of the year are quiet.
fn season(day: i64) -> f64 {
    let date = DateTime::from_timestamp_millis(day * DAY_MS).unwrap_or_default();
    let month = match (date.month(), date.day()) {
        (8, _) => 0.45,
        (12, 20..) | (1, ..=2) => 0.20,
        (7 | 5, _) => 0.85,
        _ => 1.0,
    };
    WEEKDAYS[weekday(day)] * month
}

/// The first working moment at or after a moment.
pub(crate) fn next_working_moment(at: Instant) -> Instant {
    let mut day = at.day();
    let mut within = at.millis() - day * DAY_MS;
    if within >= CLOSES * HOUR_MS {
        day += 1;
        within = 0;
    }
    while weekday(day) > 4 {
        day += 1;
        within = 0;
    }
    Instant::from_millis(day * DAY_MS + within.max(OPENS * HOUR_MS))
}

/// A moment moved forward by working hours: Monday to Friday, nine hours a day. The minutes outside of working time
/// do not count.
pub(crate) fn after_working_hours(from: Instant, hours: f64) -> Instant {
    let mut at = next_working_moment(from);
    let mut rest = signed(hours.max(0.0) * 3_600_000.0);
    let whole_weeks = rest / (45 * HOUR_MS);
    at = at.plus_days(7 * whole_weeks);
    rest -= whole_weeks * 45 * HOUR_MS;
    loop {
        let left_today = at.day() * DAY_MS + CLOSES * HOUR_MS - at.millis();
        if rest < left_today {
            // Whole seconds read better in a log.
            return Instant::from_millis((at.millis() + rest) / 1_000 * 1_000);
        }
        rest -= left_today;
        at = next_working_moment(at.plus_millis(left_today));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn working_time_skips_nights_and_weekends() {
        // Friday 2026-06-26, one hour before the office closes.
        assert_eq!(after_working_hours(at("2026-06-26T15:00:00Z"), 2.0), at("2026-06-29T08:00:00Z"));
        assert_eq!(after_working_hours(at("2026-06-27T12:00:00Z"), 0.0), at("2026-06-29T07:00:00Z"));
        assert_eq!(after_working_hours(at("2026-06-22T09:00:00Z"), 45.0), at("2026-06-29T09:00:00Z"));
    }

    #[test]
    fn the_first_of_june_2026_is_a_monday() {
        assert_eq!(weekday(at("2026-06-01").day()), 0);
    }
}
