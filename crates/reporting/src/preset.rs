//! Periods that move on with time: "last quarter" is another one in three months.

use bareme_scoring::Instant;
use chrono::{Datelike, Months};
use serde::Serialize;

use crate::Period;

/// A period that is named by where it lies from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// The calendar month of today.
    ThisMonth,
    /// The one before.
    LastMonth,
    /// The fiscal quarter of today.
    ThisQuarter,
    /// The one before.
    LastQuarter,
    /// The fiscal year of today.
    ThisYear,
    /// The one before.
    LastYear,
    /// This month and the eleven before.
    LastTwelveMonths,
}

impl Preset {
    /// Shortest first.
    pub const ALL: [Self; 7] = [
        Self::ThisMonth,
        Self::LastMonth,
        Self::ThisQuarter,
        Self::LastQuarter,
        Self::ThisYear,
        Self::LastYear,
        Self::LastTwelveMonths,
    ];

    /// The word in addresses and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ThisMonth => "this_month",
            Self::LastMonth => "last_month",
            Self::ThisQuarter => "this_quarter",
            Self::LastQuarter => "last_quarter",
            Self::ThisYear => "this_year",
            Self::LastYear => "last_year",
            Self::LastTwelveMonths => "last_12_months",
        }
    }

    /// The preset of a word; `None` when it is none.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.word() == word)
    }

    /// Its first moment and the first moment after it, seen from `today`. Fiscal quarters and years follow `fiscal_start`
    /// (see [`Period::around`]).
    pub fn span(self, today: Instant, fiscal_start: u32) -> (Instant, Instant) {
        let (period, back) = match self {
            Self::ThisMonth => (Period::Month, false),
            Self::LastMonth => (Period::Month, true),
            Self::ThisQuarter => (Period::Quarter, false),
            Self::LastQuarter => (Period::Quarter, true),
            Self::ThisYear => (Period::Year, false),
            Self::LastYear => (Period::Year, true),
            Self::LastTwelveMonths => {
                let month = Period::Month.around(today, fiscal_start);
                let first = month.from.date();
                // A month begins on its first day, which every month has.
                let from = first.with_day(1).and_then(|day| day.checked_sub_months(Months::new(11)));
                return (from.map_or(month.from, Instant::from_date), month.until);
            }
        };
        let span = period.around(today, fiscal_start);
        let span = if back { period.before(&span, fiscal_start) } else { span };
        (span.from, span.until)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(preset: Preset, today: &str, fiscal_start: u32) -> String {
        let (from, until) = preset.span(Instant::parse(today).unwrap(), fiscal_start);
        format!("{} {}", from.date(), until.date())
    }

    #[test]
    fn each_preset_means_what_its_name_says() {
        let on = |preset| span(preset, "2026-11-22T10:00:00Z", 1);
        assert_eq!(on(Preset::ThisMonth), "2026-11-01 2026-12-01");
        assert_eq!(on(Preset::LastMonth), "2026-10-01 2026-11-01");
        assert_eq!(on(Preset::ThisQuarter), "2026-10-01 2027-01-01");
        assert_eq!(on(Preset::LastQuarter), "2026-07-01 2026-10-01");
        assert_eq!(on(Preset::LastYear), "2025-01-01 2026-01-01");
        assert_eq!(on(Preset::LastTwelveMonths), "2025-12-01 2026-12-01");
    }

    #[test]
    fn quarters_and_years_follow_the_fiscal_year() {
        assert_eq!(span(Preset::ThisYear, "2026-11-22", 10), "2026-10-01 2027-10-01");
        assert_eq!(span(Preset::LastQuarter, "2026-11-22", 2), "2026-08-01 2026-11-01");
        assert_eq!(span(Preset::LastMonth, "2026-01-01", 10), "2025-12-01 2026-01-01");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn this_holds_today_and_last_ends_where_this_begins(day in -30_000_i64..60_000, start in 1_u32..13) {
            let today = Instant::from_millis(0).plus_days(day);
            for preset in Preset::ALL {
                prop_assert_eq!(Preset::from_word(preset.word()), Some(preset));
            }
            let pairs = [
                (Preset::ThisMonth, Preset::LastMonth),
                (Preset::ThisQuarter, Preset::LastQuarter),
                (Preset::ThisYear, Preset::LastYear),
            ];
            for (this, last) in pairs {
                let (from, until) = this.span(today, start);
                prop_assert!(from <= today && today < until);
                prop_assert_eq!(last.span(today, start).1, from);
            }
            let (from, until) = Preset::LastTwelveMonths.span(today, start);
            prop_assert!(from <= today && today < until && until.days_since(from) >= 365.0);
        }
    }
}
