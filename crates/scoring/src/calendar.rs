//! Business time: working days, hours and holidays of one time zone, and the clock of a service level that counts them.

mod draft;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::{DAY_MS, Instant};

pub use draft::{CalendarDraft, CalendarProblem, HolidayDraft};

/// Milliseconds in an hour.
pub const HOUR_MS: i64 = 3_600_000;

/// No deadline is looked for beyond so many days.
const MOST_DAYS: u64 = 150_000;

/// Milliseconds of the year 1900 and of the year 2400: business time is counted between them.
const YEARS: (Instant, Instant) =
    (Instant::from_millis(-2_208_988_800_000), Instant::from_millis(13_569_465_600_000));

/// When people work. Made by [`CalendarDraft::check`].
///
/// Hours are those of the clock on the wall. A time that the clock shows twice (autumn) means its first showing, one that it
/// leaves out (spring) means the moment at which it jumps: a night shift over the change is an hour longer or shorter,
/// as it is for who works it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    zone: Tz,
    /// Monday first; the windows of a day in order, apart from each other.
    week: [Vec<Hours>; 7],
    holidays: BTreeMap<NaiveDate, String>,
}

/// A window of a day, in minutes since midnight on the wall clock; 1440 is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours {
    /// First minute.
    pub from: u16,
    /// First minute after it.
    pub until: u16,
}

/// How the time in which sales must respond is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SlaClock {
    /// Every hour counts.
    #[default]
    Plain,
    /// Only the hours of a calendar count.
    Business(Calendar),
}

impl SlaClock {
    /// When `hours` have passed from `start` on.
    pub fn due_at(&self, start: Instant, hours: u32) -> Instant {
        self.after(start, i64::from(hours) * HOUR_MS)
    }

    /// The first moment at which `millis` of this clock have passed from `start` on; `start` when there are none.
    /// [`Instant::MAX`] when that lies beyond what a calendar can tell.
    pub fn after(&self, start: Instant, millis: i64) -> Instant {
        match self {
            Self::Plain => start.plus_millis(millis.max(0)),
            Self::Business(calendar) => calendar.after(start, millis),
        }
    }

    /// Milliseconds of this clock from `from` to `to`; negative when `to` is earlier.
    pub fn between(&self, from: Instant, to: Instant) -> i64 {
        match self {
            Self::Plain => to.millis_since(from),
            Self::Business(calendar) => calendar.business_time_between(from, to),
        }
    }
}

impl Calendar {
    /// The time zone's IANA name.
    pub fn zone(&self) -> &'static str {
        self.zone.name()
    }

    /// The working hours of a day of the week, 0 for Monday.
    pub fn hours(&self, weekday: usize) -> &[Hours] {
        self.week.get(weekday).map(Vec::as_slice).unwrap_or_default()
    }

    /// The holidays with their names, in order.
    pub fn holidays(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.holidays.iter().map(|(day, name)| (*day, name.as_str()))
    }

    /// Whether people work at a moment.
    pub fn is_open(&self, moment: Instant) -> bool {
        self.business_time_between(moment, moment.plus_millis(1)) > 0
    }

    /// The first moment at which `millis` of business time have passed from `start` on: the end of a window rather than
    /// the beginning of the next one, and `start` itself when there are none to pass.
    pub fn after(&self, start: Instant, millis: i64) -> Instant {
        if millis <= 0 {
            return start;
        }
        let mut left = millis;
        for day in days_from(self.local_day(start)).take(usize::try_from(MOST_DAYS).unwrap_or(usize::MAX)) {
            for (from, until) in self.windows(day) {
                let from = from.max(start);
                let length = until.millis_since(from);
                if length >= left {
                    return from.plus_millis(left);
                }
                left -= length.max(0);
            }
        }
        Instant::MAX
    }

    /// Milliseconds of business time from `from` to `to`; negative when `to` is earlier. Business time before 1900 and
    /// after 2400 is not counted.
    pub fn business_time_between(&self, from: Instant, to: Instant) -> i64 {
        if to < from {
            return -self.business_time_between(to, from);
        }
        let (from, to) = (from.clamp(YEARS.0, YEARS.1), to.clamp(YEARS.0, YEARS.1));
        // Where the clock is set back over midnight, a moment's date can be one behind the day it is counted to.
        let last = self.local_day(to).checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
        days_from(self.local_day(from))
            .take_while(|day| *day <= last)
            .flat_map(|day| self.windows(day))
            .map(|(opens, closes)| closes.min(to).millis_since(opens.max(from)).max(0))
            .sum()
    }

    /// What the clock on the wall shows at a moment.
    pub fn wall_clock(&self, moment: Instant) -> NaiveDateTime {
        self.zone.from_utc_datetime(&moment.to_chrono().naive_utc()).naive_local()
    }

    /// The moment at which the day of another one ends, by the clock on the wall.
    pub fn end_of_day(&self, moment: Instant) -> Instant {
        let today = self.local_day(moment);
        today.succ_opt().map_or(Instant::MAX, |tomorrow| self.moment(tomorrow, 0))
    }

    /// The windows in which people work and that touch the time between two moments, in order: when each opens and when it
    /// closes. None before 1900 and after 2400.
    pub fn windows_between(&self, from: Instant, until: Instant) -> impl Iterator<Item = (Instant, Instant)> {
        let (from, until) = (from.clamp(YEARS.0, YEARS.1), until.clamp(YEARS.0, YEARS.1));
        let last = self.local_day(until).checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
        days_from(self.local_day(from))
            .take_while(move |day| *day <= last)
            .flat_map(|day| self.windows(day))
            .filter(move |(opens, closes)| from < *closes && *opens < until)
    }

    /// The date that calendars on the wall show.
    pub fn local_day(&self, moment: Instant) -> NaiveDate {
        self.wall_clock(moment).date()
    }

    /// The windows of a day as moments, in order.
    fn windows(&self, day: NaiveDate) -> impl Iterator<Item = (Instant, Instant)> {
        let weekday = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
        let hours = if self.holidays.contains_key(&day) { &[] } else { self.hours(weekday) };
        hours.iter().map(move |hours| (self.moment(day, hours.from), self.moment(day, hours.until)))
    }

    /// When the clock on the wall first shows a minute of a day, or jumps over it.
    fn moment(&self, day: NaiveDate, minute: u16) -> Instant {
        let Some(local) = day.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::minutes(minute.into()))
        else {
            return Instant::MAX;
        };
        when_shown(self.zone, local)
    }
}

/// When the clock on the wall of a zone first shows a time, or jumps over it: the first moment at which it shows a later
/// one.
pub fn when_shown(zone: Tz, local: NaiveDateTime) -> Instant {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => {
            Instant::from_millis(moment.timestamp_millis())
        }
        LocalResult::None => jump(zone, local),
    }
}

fn jump(zone: Tz, local: NaiveDateTime) -> Instant {
    let shows_later = |millis: i64| {
        let utc = Instant::from_millis(millis).to_chrono().naive_utc();
        zone.from_utc_datetime(&utc).naive_local() > local
    };
    let utc = local.and_utc().timestamp_millis();
    // Clocks on earth are within 15 hours of UTC, and a jump is at most a day.
    let (mut before, mut after) = (utc - 2 * DAY_MS, utc + 2 * DAY_MS);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if shows_later(middle) { after = middle } else { before = middle }
    }
    Instant::from_millis(after)
}

fn days_from(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(first), NaiveDate::succ_opt)
}
