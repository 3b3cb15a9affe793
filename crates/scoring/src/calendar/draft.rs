//! A calendar as people type it, and everything that is wrong with it at once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Calendar, Hours};

/// Keys of the days, Monday first.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A week in which less is worked cannot hold a service level.
const LEAST_MINUTES: u32 = 60;

/// An unchecked calendar: what a form or a settings file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CalendarDraft {
    /// IANA name of the time zone, such as `Europe/Paris`.
    pub zone: String,
    /// Working hours, Monday first: `09:00-12:30, 13:30-18:00`; blank on a day off. A shift over midnight is given in two
    /// parts, up to `24:00` and from `00:00`.
    pub week: [String; 7],
    /// Days on which nobody works.
    pub holidays: Vec<HolidayDraft>,
}

/// An unchecked holiday.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayDraft {
    /// `2026-12-25`.
    pub day: String,
    /// What it is called; may be blank.
    #[serde(default)]
    pub name: String,
}

/// Monday to Friday, nine to five, UTC, no holidays.
impl Default for CalendarDraft {
    fn default() -> Self {
        let week =
            [0, 1, 2, 3, 4, 5, 6].map(|day| if day < 5 { "09:00-17:00".to_owned() } else { String::new() });
        Self { zone: "UTC".to_owned(), week, holidays: Vec::new() }
    }
}

/// What is wrong with a calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarProblem {
    /// No such time zone.
    #[error("'{0}' is not a time zone; write its IANA name, such as Europe/Paris")]
    Zone(String),
    /// Hours that cannot be read.
    #[error(
        "'{text}' are not working hours; write them as 09:00-12:30, 13:30-18:00, the end after the beginning"
    )]
    Hours {
        /// 0 for Monday.
        weekday: usize,
        /// What was written.
        text: String,
    },
    /// Hours that begin before the ones before them end.
    #[error("{} begins before {} ends; order the hours of the day and keep them apart", text(*second), text(*first))]
    Overlap {
        /// 0 for Monday.
        weekday: usize,
        /// The hours before.
        first: Hours,
        /// The hours that begin too early.
        second: Hours,
    },
    /// Hardly any hours in the week.
    #[error("the week has less than an hour of work, so no deadline would ever come; add working hours")]
    NoHours,
    /// A holiday that is no day.
    #[error("'{text}' is not a day; write it as 2026-12-25")]
    Holiday {
        /// Its place in the list, from 0.
        index: usize,
        /// What was written.
        text: String,
    },
}

impl CalendarProblem {
    /// The field of the form beside which the sentence belongs: `zone`, `monday` … `sunday`, `holidays[2]` (from 0).
    pub fn field(&self) -> String {
        let day = |weekday: usize| WEEKDAYS.get(weekday).copied().unwrap_or("week").to_owned();
        match self {
            Self::Zone(_) => "zone".to_owned(),
            Self::Hours { weekday, .. } | Self::Overlap { weekday, .. } => day(*weekday),
            Self::NoHours => day(0),
            Self::Holiday { index, .. } => format!("holidays[{index}]"),
        }
    }
}

impl CalendarDraft {
    /// The calendar of the default draft.
    pub(crate) fn shipped() -> Calendar {
        let week = [0, 1, 2, 3, 4, 5, 6]
            .map(|day| if day < 5 { vec![Hours { from: 9 * 60, until: 17 * 60 }] } else { Vec::new() });
        Calendar { zone: chrono_tz::Tz::UTC, week, holidays: BTreeMap::new() }
    }

    /// The calendar, when nothing is wrong with it.
    ///
    /// # Errors
    ///
    /// Every problem at once.
    pub fn check(&self) -> Result<Calendar, Vec<CalendarProblem>> {
        let mut problems = Vec::new();
        let zone = self.zone.trim().parse::<chrono_tz::Tz>().ok();
        if zone.is_none() {
            problems.push(CalendarProblem::Zone(self.zone.trim().to_owned()));
        }
        let mut week: [Vec<Hours>; 7] = Default::default();
        for (weekday, (text, hours)) in self.week.iter().zip(&mut week).enumerate() {
            match read_hours(weekday, text) {
                Ok(read) => *hours = read,
                Err(problem) => problems.push(problem),
            }
        }
        let minutes: u32 = week.iter().flatten().map(|hours| u32::from(hours.until - hours.from)).sum();
        if problems.is_empty() && minutes < LEAST_MINUTES {
            problems.push(CalendarProblem::NoHours);
        }
        let mut holidays = BTreeMap::new();
        for (index, holiday) in self.holidays.iter().enumerate() {
            match NaiveDate::parse_from_str(holiday.day.trim(), "%Y-%m-%d") {
                Ok(day) => {
                    holidays.insert(day, holiday.name.trim().to_owned());
                }
                Err(_) => problems.push(CalendarProblem::Holiday { index, text: holiday.day.clone() }),
            }
        }
        match zone {
            Some(zone) if problems.is_empty() => Ok(Calendar { zone, week, holidays }),
            _ => Err(problems),
        }
    }
}

/// The windows of a day, in order and apart; those that touch stay two.
fn read_hours(weekday: usize, text: &str) -> Result<Vec<Hours>, CalendarProblem> {
    let mut read: Vec<Hours> = Vec::new();
    for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let hours = window(part).ok_or_else(|| CalendarProblem::Hours { weekday, text: part.to_owned() })?;
        if let Some(first) = read.last().copied().filter(|last| hours.from < last.until) {
            return Err(CalendarProblem::Overlap { weekday, first, second: hours });
        }
        read.push(hours);
    }
    Ok(read)
}

fn window(text: &str) -> Option<Hours> {
    let (from, until) = text.split_once(['-', '–'])?;
    let hours = Hours { from: minute(from)?, until: minute(until)? };
    (hours.from < hours.until).then_some(hours)
}

/// `09:30`, up to `24:00`, as minutes since midnight.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let number =
        |text: &str| if text.bytes().all(|c| c.is_ascii_digit()) { text.parse::<u16>().ok() } else { None };
    let (hour, minute) = (number(hour)?, number(minute)?);
    // Only what is an hour is multiplied.
    (hour <= 24 && minute < 60 && (hour < 24 || minute == 0)).then(|| hour * 60 + minute)
}

fn text(hours: Hours) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{}-{}", clock(hours.from), clock(hours.until))
}
