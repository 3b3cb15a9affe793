//! Dates and times: ISO 8601 without any setting and fast, other formats and local times as the mapping says.

mod iso;

use bareme_scoring::{DAY_MS, Instant};
use chrono::{LocalResult, NaiveDate, NaiveDateTime, TimeZone};

use super::Refusal;
use iso::{Iso, days_from_civil, iso};

/// What a date is taken for when it lies outside of these years: a mistake.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2200;

/// The codes of a text that does not even look like a date, without and with formats of a mapping.
const NOT_A_DATE: &str = "not_a_date";
const NOT_A_DATE_AS_MAPPED: &str = "not_a_date_as_mapped";

/// The time zone of local times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    Utc,
    Named(chrono_tz::Tz),
}

/// A date, with or without a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    pub at: Instant,
    /// The calendar day, when there was no time.
    day: Option<NaiveDate>,
}

/// Reads the dates of one file.
#[derive(Clone, Debug)]
pub(crate) struct DateReader {
    zone: Zone,
    formats: Vec<String>,
}

impl Zone {
    /// A zone by its IANA name, such as `Europe/Paris`.
    pub fn named(name: &str) -> Result<Self, String> {
        let name = name.trim();
        if name.eq_ignore_ascii_case("utc") || name == "Z" {
            return Ok(Self::Utc);
        }
        name.parse().map(Self::Named).map_err(|_| name.to_owned())
    }

    /// A local time as a moment. Of two moments (the hour that is repeated in autumn) the first; none for the hour
    /// that is left out in spring.
    fn moment(self, local: NaiveDateTime) -> Option<Instant> {
        match self {
            Self::Utc => Some(Instant::from_millis(local.and_utc().timestamp_millis())),
            Self::Named(zone) => match zone.from_local_datetime(&local) {
                LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => {
                    Some(Instant::from_millis(moment.timestamp_millis()))
                }
                LocalResult::None => None,
            },
        }
    }
}

impl Date {
    /// Whether no time was given.
    pub fn is_day_only(&self) -> bool {
        self.day.is_some()
    }

    /// ISO 8601: the day alone, or the moment in UTC.
    pub fn iso(&self) -> String {
        self.day.map_or_else(|| self.at.to_string(), |day| day.to_string())
    }
}

impl DateReader {
    pub fn new(zone: Zone, formats: &[String]) -> Self {
        Self { zone, formats: formats.to_vec() }
    }

    /// Whether dates may be written otherwise than in ISO 8601.
    pub fn has_formats(&self) -> bool {
        !self.formats.is_empty()
    }

    /// A date alone is its midnight in the file's time zone. The refusal goes on after the value: "'x' is not a
    /// date".
    pub fn parse(&self, text: &str) -> Result<Date, Refusal> {
        let date = match iso(text.as_bytes()) {
            Some(iso) => self.read_iso(iso)?,
            None => self.read_formats(text)?,
        };
        if YEARS.contains(&year_of(date.at)) {
            Ok(date)
        } else {
            Err(Refusal::new("date_out_of_range", "lies outside of the years 1900 to 2200"))
        }
    }

    fn read_iso(&self, iso: Iso) -> Result<Date, Refusal> {
        let impossible = || Refusal::new("impossible_date", "is an impossible date");
        let days = days_from_civil(iso.year, iso.month, iso.day).ok_or_else(impossible)?;
        let time = iso.time.unwrap_or(0);
        let millis = days * DAY_MS + time;
        let at = match (iso.offset, self.zone) {
            (Some(minutes), _) => Instant::from_millis(millis - minutes * 60_000),
            (None, Zone::Utc) => Instant::from_millis(millis),
            (None, zone) => {
                let local = Instant::from_millis(millis).to_chrono().naive_utc();
                zone.moment(local).ok_or_else(left_out)?
            }
        };
        let day = if iso.time.is_none() {
            i32::try_from(iso.year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, iso.month, iso.day))
        } else {
            None
        };
        Ok(Date { at, day })
    }

    fn read_formats(&self, text: &str) -> Result<Date, Refusal> {
        let mut impossible = false;
        for format in &self.formats {
            match self.read_format(text, format) {
                Ok(Some(date)) => return Ok(date),
                Ok(None) => {}
                Err(()) => impossible = true,
            }
        }
        if impossible {
            return Err(Refusal::new("impossible_date", "is an impossible date"));
        }
        Err(if self.formats.is_empty() {
            let hint = "is not a date such as 2026-06-30 or 2026-06-30T12:00:00Z; a mapping can name other formats in \
                        date_formats";
            Refusal::new(NOT_A_DATE, hint)
        } else {
            let hint = "is not a date in ISO 8601 or in one of the date_formats of the mapping";
            Refusal::new(NOT_A_DATE_AS_MAPPED, hint)
        })
    }

    /// `Err` when the shape is right and the date is not.
    fn read_format(&self, text: &str, format: &str) -> Result<Option<Date>, ()> {
        use chrono::format::ParseErrorKind::{Impossible, OutOfRange};
        match format {
            "epoch_seconds" => return Ok(epoch(text, 1000)),
            "epoch_milliseconds" => return Ok(epoch(text, 1)),
            _ => {}
        }
        if let Ok(moment) = chrono::DateTime::parse_from_str(text, format) {
            return Ok(Some(Date { at: Instant::from_millis(moment.timestamp_millis()), day: None }));
        }
        let error = match NaiveDateTime::parse_from_str(text, format) {
            Ok(local) => return self.zone.moment(local).map(|at| Some(Date { at, day: None })).ok_or(()),
            Err(error) => error,
        };
        match NaiveDate::parse_from_str(text, format) {
            Ok(day) => {
                let at = self.zone.moment(day.and_time(chrono::NaiveTime::MIN)).ok_or(())?;
                Ok(Some(Date { at, day: Some(day) }))
            }
            Err(other) => {
                let is_impossible =
                    [error, other].iter().any(|it| matches!(it.kind(), Impossible | OutOfRange));
                if is_impossible { Err(()) } else { Ok(None) }
            }
        }
    }
}

/// Whether a text that was refused has the shape of a date: a day that does not exist, or one too far off.
pub(crate) fn is_meant(refusal: &Refusal) -> bool {
    refusal.code != NOT_A_DATE && refusal.code != NOT_A_DATE_AS_MAPPED
}

fn left_out() -> Refusal {
    Refusal::new("skipped_hour", "does not exist in the time zone: clocks were put forward over it")
}

fn epoch(text: &str, factor: i64) -> Option<Date> {
    let number: i64 = text.parse().ok()?;
    Some(Date { at: Instant::from_millis(number.checked_mul(factor)?), day: None })
}

fn year_of(at: Instant) -> i64 {
    use chrono::Datelike;
    i64::from(at.to_chrono().year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reader(zone: &str, formats: &[&str]) -> DateReader {
        let formats: Vec<String> = formats.iter().map(|format| (*format).to_owned()).collect();
        DateReader::new(Zone::named(zone).unwrap(), &formats)
    }

    trait InstantOf {
        fn instant(&self, text: &str) -> Result<Instant, Refusal>;
    }

    impl InstantOf for DateReader {
        fn instant(&self, text: &str) -> Result<Instant, Refusal> {
            self.parse(text).map(|date| date.at)
        }
    }

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn iso_dates_are_read_with_all_their_variants() {
        let utc = reader("UTC", &[]);
        for (text, expected) in [
            ("2020-12-30 3:15:52", "2020-12-30T03:15:52Z"),
            ("2020-07-09 15:25:37.054", "2020-07-09T15:25:37.054Z"),
            ("2022-03-01 19:43:05.526000", "2022-03-01T19:43:05.526Z"),
            ("2020-12-30T03:15:52+02:00", "2020-12-30T01:15:52Z"),
            ("2020-12-30T03:15:52.000+0000", "2020-12-30T03:15:52Z"),
            ("2020-12-30", "2020-12-30T00:00:00Z"),
            ("2020-12-30 10:00 UTC", "2020-12-30T10:00:00Z"),
        ] {
            assert_eq!(utc.instant(text), Ok(at(expected)), "{text}");
        }
        assert_eq!(utc.parse("2020-02-29").unwrap().iso(), "2020-02-29");
        assert_eq!(utc.parse("2020-02-29 00:00").unwrap().iso(), "2020-02-29T00:00:00Z");
    }

    #[test]
    fn impossible_and_absurd_dates_are_refused() {
        let utc = reader("UTC", &["%d/%m/%Y"]);
        for (text, code) in [
            ("2026-02-30", "impossible_date"),
            ("2025-02-29T10:00:00Z", "impossible_date"),
            ("2026-13-01", "impossible_date"),
            ("31/02/2026", "impossible_date"),
            ("1899-12-31", "date_out_of_range"),
            ("9999-12-31 23:59:59", "date_out_of_range"),
            ("2026-06-30T25:00:00Z", "not_a_date_as_mapped"),
            ("yesterday", "not_a_date_as_mapped"),
            ("30/06/26x", "not_a_date_as_mapped"),
        ] {
            assert_eq!(utc.parse(text).unwrap_err().code, code, "{text}");
        }
    }

    #[test]
    fn local_times_follow_the_zone_of_the_mapping() {
        let paris = reader("Europe/Paris", &["%d %b, %Y %H:%M:%S", "%d/%m/%Y"]);
        assert_eq!(paris.instant("2026-06-30 12:00"), Ok(at("2026-06-30T10:00:00Z")));
        assert_eq!(paris.instant("2026-06-30T12:00:00Z"), Ok(at("2026-06-30T12:00:00Z")));
        assert_eq!(paris.instant("16 Apr, 2021 00:02:00"), Ok(at("2021-04-15T22:02:00Z")));
        assert_eq!(paris.parse("30/06/2026").unwrap().iso(), "2026-06-30");
        assert_eq!(paris.instant("2026-10-25 02:30"), Ok(at("2026-10-25T00:30:00Z")), "the first of two");
        assert_eq!(paris.parse("2026-03-29 02:30").unwrap_err().code, "skipped_hour");
        assert!(Zone::named("Europe/Pari").is_err());
    }

    #[test]
    fn epochs_are_read_when_the_mapping_names_them() {
        let milliseconds = reader("UTC", &["epoch_milliseconds"]);
        assert_eq!(milliseconds.instant("1593518400000"), Ok(at("2020-06-30T12:00:00Z")));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_fast_reader_agrees_with_the_domain(millis in -2_208_988_800_000_i64..7_258_118_400_000) {
            let moment = Instant::from_millis(millis);
            let read = reader("UTC", &[]).instant(&moment.to_string());
            prop_assert_eq!(read, Ok(moment));
        }

        #[test]
        fn every_calendar_day_and_no_other_is_a_date(year in 1900_i32..2200, month in 0_u32..14, day in 0_u32..33) {
            let expected = NaiveDate::from_ymd_opt(year, month, day).map(Instant::from_date);
            let read = reader("UTC", &[]).instant(&format!("{year:04}-{month:02}-{day:02}"));
            prop_assert_eq!(read.ok(), expected);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = reader("Europe/Paris", &["%d/%m/%Y", "%s"]).parse(&text);
        }
    }
}
