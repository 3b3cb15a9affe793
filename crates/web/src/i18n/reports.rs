//! What reports ask of a language, answered in the visitor's.

use bareme_engine::reports::Wording;
use bareme_reporting::Period;
use bareme_scoring::{Currency, Instant, Points};

use super::Text;

impl Wording for Text {
    fn fill(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        self.with_all(key, arguments.to_vec())
    }

    fn count(&self, noun: &str, count: u64) -> String {
        Self::count(*self, &format!("count-{noun}"), count)
    }

    fn date(&self, at: Instant) -> String {
        Self::date(*self, &at)
    }

    fn moment(&self, at: Instant) -> String {
        Self::moment(*self, &at)
    }

    fn period(&self, period: Period, label: &str) -> String {
        self.period_name(period, label)
    }

    fn number(&self, number: f64, digits: u8) -> String {
        self.decimal(&number, usize::from(digits))
    }

    fn share(&self, share: f64) -> String {
        Self::share(*self, &share)
    }

    fn money(&self, amount: Points, currency: Currency) -> String {
        format!("{}\u{a0}{currency}", self.points(&amount))
    }

    fn reason(&self, code: &str) -> String {
        Self::reason(*self, code)
    }

    fn attribute(&self, name: &str) -> String {
        Self::attribute(*self, name)
    }
}

impl Text {
    /// The name of a period: months and quarters in the visitor's language, others as they are.
    pub fn period_name(self, period: Period, label: &str) -> String {
        match (period, label.rsplit_once('-')) {
            (Period::Month, Some((year, month))) => match (year.parse(), month.parse()) {
                (Ok(year), Ok(month)) => self.month(year, month),
                _ => label.to_owned(),
            },
            (Period::Quarter, Some((year, quarter))) => {
                self.with2("quarter", "quarter", quarter.trim_start_matches('Q'), "year", year)
            }
            _ => label.to_owned(),
        }
    }
}
