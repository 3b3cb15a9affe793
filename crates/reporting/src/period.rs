//! Months, quarters and years, with the fiscal year's own beginning.

use std::str::FromStr;

use bareme_scoring::Instant;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// How time is cut into cohorts. Days begin at midnight UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// ISO 8601 weeks, from Monday.
    Week,
    /// Calendar months.
    Month,
    /// Quarters of the fiscal year.
    Quarter,
    /// Fiscal years.
    Year,
}

/// A period with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The same in every language: `2026-W05`, `2026-02`, `2026-Q1`, `2026`. A fiscal year that does not begin in
    /// January is named by the calendar year in which it ends: `FY2026-Q1`, `FY2026`.
    pub label: String,
    /// Its first moment.
    pub from: Instant,
    /// The first moment after it.
    pub until: Instant,
}

/// Says what was wrong with a period such as `fortnight`.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a period: choose week, month, quarter or year")]
pub struct UnknownPeriod(String);

impl FromStr for Period {
    type Err = UnknownPeriod;

    fn from_str(word: &str) -> Result<Self, UnknownPeriod> {
        let known = Self::ALL.into_iter().find(|period| period.word() == word);
        known.ok_or_else(|| UnknownPeriod(word.to_owned()))
    }
}

impl Period {
    /// Shortest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The word on the command line and in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The period that a moment falls in. `fiscal_start` is the month in which the fiscal year begins, 1 to 12;
    /// anything else counts as January.
    pub fn around(self, moment: Instant, fiscal_start: u32) -> Span {
        let start = if (1..=12).contains(&fiscal_start) { fiscal_start } else { 1 };
        let date = moment.date();
        if self == Self::Week {
            return week(date);
        }
        let months = match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Week | Self::Month => 1,
        };
        // Months since the year 0, counted from the beginning of a fiscal year.
        let offset = i64::from(start) - 1;
        let month = i64::from(date.year()) * 12 + i64::from(date.month0());
        let first = (month - offset).div_euclid(months) * months + offset;
        let fiscal_year = (first - offset).div_euclid(12) + i64::from(start > 1);
        let prefix = if start > 1 { "FY" } else { "" };
        let label = match self {
            Self::Year => format!("{prefix}{fiscal_year}"),
            Self::Quarter => format!("{prefix}{fiscal_year}-Q{}", (first - offset).rem_euclid(12) / 3 + 1),
            Self::Week | Self::Month => format!("{:04}-{:02}", date.year(), date.month()),
        };
        Span { label, from: first_of(first), until: first_of(first + months) }
    }

    /// The period after this one.
    pub fn after(self, span: &Span, fiscal_start: u32) -> Span {
        self.around(span.until, fiscal_start)
    }

    /// The period before this one.
    pub fn before(self, span: &Span, fiscal_start: u32) -> Span {
        self.around(span.from.plus_millis(-1), fiscal_start)
    }
}

fn week(date: NaiveDate) -> Span {
    let iso = date.iso_week();
    let days = i64::from(date.weekday().num_days_from_monday());
    let from = Instant::from_date(date).plus_days(-days);
    Span { label: format!("{:04}-W{:02}", iso.year(), iso.week()), from, until: from.plus_days(7) }
}

/// Midnight of the first day of a month, counted since the year 0.
fn first_of(month: i64) -> Instant {
    let year = i32::try_from(month.div_euclid(12)).unwrap_or(i32::MAX);
    let number = u32::try_from(month.rem_euclid(12)).unwrap_or(0) + 1;
    NaiveDate::from_ymd_opt(year, number, 1).map_or(Instant::MAX, Instant::from_date)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn label(period: Period, date: &str, fiscal_start: u32) -> String {
        period.around(Instant::parse(date).unwrap(), fiscal_start).label
    }

    #[test]
    fn a_period_has_one_name_in_every_language() {
        assert_eq!(label(Period::Week, "2027-01-01", 1), "2026-W53");
        assert_eq!(label(Period::Month, "2018-02-28T23:59:59Z", 1), "2018-02");
        assert_eq!(label(Period::Quarter, "2018-04-01", 1), "2018-Q2");
        assert_eq!(label(Period::Year, "2018-12-31", 1), "2018");
    }

    #[test]
    fn a_fiscal_year_is_named_by_the_year_in_which_it_ends() {
        assert_eq!(label(Period::Quarter, "2026-09-30", 10), "FY2026-Q4");
        assert_eq!(label(Period::Quarter, "2026-10-01", 10), "FY2027-Q1");
        assert_eq!(label(Period::Year, "2026-01-15", 4), "FY2026");
        assert_eq!(label(Period::Year, "2026-04-01", 4), "FY2027");
    }

    #[test]
    fn a_word_that_is_no_period_is_refused_with_the_choices() {
        assert_eq!("quarter".parse(), Ok(Period::Quarter));
        let refused = "fortnight".parse::<Period>().unwrap_err();
        assert_eq!(refused.to_string(), "'fortnight' is not a period: choose week, month, quarter or year");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn periods_follow_each_other_without_a_gap(day in -30_000_i64..60_000, start in 1_u32..13) {
            let moment = Instant::from_millis(0).plus_days(day);
            for period in Period::ALL {
                let span = period.around(moment, start);
                prop_assert!(span.from <= moment && moment < span.until);
                prop_assert_eq!(period.around(span.from, start), span.clone());
                prop_assert_eq!(period.around(span.until.plus_millis(-1), start), span.clone());
                prop_assert_eq!(period.after(&span, start).from, span.until);
                prop_assert_eq!(period.after(&period.before(&span, start), start), span);
            }
        }
    }
}
