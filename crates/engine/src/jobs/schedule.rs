//! When a job runs: an expression of cron, read by the clock on the wall of a time zone. Pure: what comes next follows
//! from the moment that is given.
//!
//! Where the hour field names hours, each time of day that fits is one run a day: where the clock is put forward over
//! it, at the moment of the jump; where the clock shows it twice, at the first. Where the hour field is `*`, runs go on
//! through the day as it is, an hour that comes twice included. The search for the fitting time is croner's; what a
//! zone makes of it is decided here, since croner leaves a run out when the jump leads into a day that does not fit, and
//! gives up on a jump of more than two hours.

use std::fmt;

use bareme_scoring::{Instant, when_shown};
use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};

/// The months field that stands for the first month of each fiscal quarter.
pub const FISCAL_QUARTERS: &str = "Q";

/// No expression is longer, in bytes.
const LONGEST: usize = 200;

/// So many times are counted one by one.
const COUNTED: u64 = 20_000;

/// An expression in its zone.
#[derive(Clone, Debug)]
pub struct Schedule {
    expression: String,
    zone: Tz,
    cron: Cron,
    /// Whether it goes on through every hour.
    through_the_day: bool,
}

/// Why an expression cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleProblem {
    /// It has not five fields, but so many.
    Fields(usize),
    /// A field says nothing that is known.
    Field(CronField, String),
    /// It fits no day at all.
    Never,
    /// There is no such time zone.
    Zone(String),
}

/// A field of an expression, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CronField {
    /// 0 to 59.
    Minute,
    /// 0 to 23.
    Hour,
    /// 1 to 31, or L for the last.
    Day,
    /// 1 to 12, or Q.
    Month,
    /// 0 to 7, Sunday is 0 and 7.
    Weekday,
}

impl CronField {
    /// All, in the order of an expression.
    pub const ALL: [Self; 5] = [Self::Minute, Self::Hour, Self::Day, Self::Month, Self::Weekday];

    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
            Self::Weekday => "weekday",
        }
    }
}

impl fmt::Display for ScheduleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fields(count) => {
                write!(f, "five fields are needed (minute, hour, day, month, weekday), and there are {count}")
            }
            Self::Field(field, value) => write!(f, "'{value}' is no {} of an expression", field.word()),
            Self::Never => f.write_str("no day fits, so it would never run"),
            Self::Zone(zone) => write!(f, "'{zone}' is not a time zone such as Europe/Paris"),
        }
    }
}

/// Times of a schedule that are settled together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The first of them.
    pub first: Instant,
    /// The last of them.
    pub last: Instant,
    /// How many they are; at least, when they are more than 20,000.
    pub slots: u64,
}

impl Schedule {
    /// Reads an expression. `fiscal_year_start` is the month of 1 to 12 in which the fiscal year begins, for a months field
    /// of `Q`.
    ///
    /// # Errors
    ///
    /// Every problem of expression and zone.
    pub fn new(expression: &str, zone: &str, fiscal_year_start: u32) -> Result<Self, Vec<ScheduleProblem>> {
        let expression = normal(expression);
        let known: Result<Tz, _> = zone.trim().parse();
        let cron = cron(&expression, fiscal_year_start);
        match (known, cron) {
            (Ok(zone), Ok(cron)) => {
                let through_the_day = matches!(expression.split(' ').nth(1), Some("*" | "*/1"));
                Ok(Self { expression, zone, cron, through_the_day })
            }
            (known, cron) => {
                let mut problems = cron.err().unwrap_or_default();
                if known.is_err() {
                    problems.push(ScheduleProblem::Zone(zone.trim().to_owned()));
                }
                Err(problems)
            }
        }
    }

    /// The expression, in capitals and with single blanks.
    pub fn expression(&self) -> &str {
        &self.expression
    }

    /// The zone's IANA name.
    pub fn zone(&self) -> &'static str {
        self.zone.name()
    }

    /// What times are computed from: another text means other times.
    pub fn reckoned_from(&self) -> String {
        format!("{} {}", self.cron.as_str(), self.zone.name())
    }

    /// The first time after a moment; `None` when there never is one.
    pub fn next_after(&self, after: Instant) -> Option<Instant> {
        if self.through_the_day {
            let here = self.zone.from_utc_datetime(&after.to_chrono().naive_utc());
            return self.cron.find_next_occurrence(&here, false).ok().map(|next| instant(&next));
        }
        // A time of day that was shown by now has had its moment: the search begins behind what is shown now, on a
        // calendar without any jump.
        let mut shown: DateTime<Utc> = self.wall(after).and_utc();
        loop {
            shown = self.cron.find_next_occurrence(&shown, false).ok()?;
            let moment = when_shown(self.zone, shown.naive_utc());
            if moment > after {
                return Some(moment);
            }
        }
    }

    /// All times after a moment, in order.
    pub fn times_after(&self, after: Instant) -> impl Iterator<Item = Instant> {
        std::iter::successors(self.next_after(after), |time| self.next_after(*time))
    }

    /// The times from `first`, which is one of them, until a moment.
    pub fn due(&self, first: Instant, until: Instant) -> Due {
        let mut due = Due { first, last: first, slots: 1 };
        while let Some(next) = self.next_after(due.last).filter(|next| *next <= until) {
            due.last = next;
            due.slots += 1;
            if due.slots > COUNTED {
                // Whatever has so many times has one in every week.
                let late = until.plus_days(-8);
                if late > due.last {
                    due.last = self.next_after(late).filter(|next| *next <= until).unwrap_or(due.last);
                }
            }
        }
        due
    }

    /// What the clock on the wall of its zone shows at a moment.
    pub fn wall(&self, moment: Instant) -> NaiveDateTime {
        self.zone.from_utc_datetime(&moment.to_chrono().naive_utc()).naive_local()
    }
}

/// The names of all time zones, sorted.
pub fn zones() -> impl Iterator<Item = &'static str> {
    TZ_VARIANTS.iter().map(|zone| zone.name())
}

/// In capitals, with single blanks.
fn normal(expression: &str) -> String {
    expression.to_uppercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cron(expression: &str, fiscal_year_start: u32) -> Result<Cron, Vec<ScheduleProblem>> {
    let fields: Vec<&str> = expression.split(' ').filter(|field| !field.is_empty()).collect();
    let Ok(mut fields) = <[&str; 5]>::try_from(fields.as_slice()) else {
        return Err(vec![ScheduleProblem::Fields(fields.len())]);
    };
    let quarters = quarters(fiscal_year_start);
    if fields[3] == FISCAL_QUARTERS {
        fields[3] = &quarters;
    }
    let wrong = |(place, field): (usize, CronField)| {
        let mut alone = ["*"; 5];
        alone[place] = fields[place];
        let value = fields[place];
        let unreadable = value.len() > LONGEST || !value.is_ascii() || value.split(',').any(str::is_empty);
        (unreadable || parse(&alone.join(" ")).is_none())
            .then(|| ScheduleProblem::Field(field, value.chars().take(LONGEST).collect()))
    };
    let problems: Vec<ScheduleProblem> = CronField::ALL.into_iter().enumerate().filter_map(wrong).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    parse(&fields.join(" ")).ok_or_else(|| vec![ScheduleProblem::Never])
}

fn parse(expression: &str) -> Option<Cron> {
    let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Optional).build();
    parser.parse(expression).ok()
}

/// The first months of the quarters of a year that begins with a month.
fn quarters(fiscal_year_start: u32) -> String {
    let mut months: Vec<u32> =
        (0..4).map(|quarter| (fiscal_year_start.clamp(1, 12) - 1 + 3 * quarter) % 12 + 1).collect();
    months.sort_unstable();
    months.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn instant(moment: &DateTime<Tz>) -> Instant {
    Instant::from_millis(moment.timestamp_millis())
}

#[cfg(test)]
mod tests;
