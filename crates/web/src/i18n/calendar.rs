//! Dates and ages as the visitor's language writes them: 30 Jun 2026 or 30 juin 2026, 3 days ago or il y a 3 jours.

use bareme_scoring::Instant;
use chrono::{Datelike, NaiveDate, Timelike};

use super::{Language, Text};

const MONTHS_ENGLISH: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_FRENCH: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const DAYS_ENGLISH: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const DAYS_FRENCH: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

impl Text {
    /// A day: 30 Jun 2026.
    pub fn date(self, at: &Instant) -> String {
        self.day_of(at.date())
    }

    /// A day with its weekday: Tuesday 30 Jun 2026.
    pub fn weekday_date(self, at: &Instant) -> String {
        let date = at.date();
        let names = self.pick(DAYS_ENGLISH, DAYS_FRENCH);
        let name = names.get(date.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
        format!("{name} {}", self.day_of(date))
    }

    /// A moment to the minute: 30 Jun 2026, 12:05 UTC.
    pub fn moment(self, at: &Instant) -> String {
        format!("{}, {}", self.date(at), self.time(at))
    }

    /// A time of day to the minute: 12:05 UTC.
    pub fn time(self, at: &Instant) -> String {
        format!("{} UTC", self.clock(at))
    }

    /// The same where the page says already that times are UTC: 12:05.
    pub fn clock(self, at: &Instant) -> String {
        let time = at.to_chrono().time();
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// A month: Jun 2026.
    pub fn month(self, year: i32, month: u32) -> String {
        format!("{} {year}", self.month_name(month))
    }

    /// A day without its year, for axes: 30 Jun.
    pub fn short_day(self, at: &Instant) -> String {
        let date = at.date();
        format!("{} {}", date.day(), self.month_name(date.month()))
    }

    /// How long ago, in the largest unit that fits: 3 days ago, in 2 hours.
    pub fn ago(self, at: &Instant) -> String {
        let seconds = self.now.millis_since(*at) / 1000;
        let (unit, count) = largest_unit(seconds.abs());
        if count == 0 {
            return self.say("ago-now");
        }
        let direction = if seconds >= 0 { "ago" } else { "ahead" };
        self.count(&format!("{direction}-{unit}"), count)
    }

    /// An age in days: 3.5 days.
    pub fn age(self, days: &f64) -> String {
        self.with("age-days", "days", self.decimal(days, 1))
    }

    /// A moment for machines, as `<time datetime>` wants it.
    pub fn iso(self, at: &Instant) -> String {
        at.to_string()
    }

    fn day_of(self, date: NaiveDate) -> String {
        let day = match (self.language, date.day()) {
            (Language::French, 1) => String::from("1er"),
            (_, day) => day.to_string(),
        };
        format!("{day} {} {}", self.month_name(date.month()), date.year())
    }

    fn month_name(self, month: u32) -> &'static str {
        let index = month.saturating_sub(1) as usize;
        self.pick(MONTHS_ENGLISH, MONTHS_FRENCH).get(index).copied().unwrap_or_default()
    }

    fn pick<const N: usize>(
        self,
        english: [&'static str; N],
        french: [&'static str; N],
    ) -> [&'static str; N] {
        match self.language {
            Language::English => english,
            Language::French => french,
        }
    }
}

/// The largest unit of which `seconds` is at least one, and how many whole ones.
const fn largest_unit(seconds: i64) -> (&'static str, i64) {
    const UNITS: [(&str, i64); 5] =
        [("years", 31_557_600), ("months", 2_629_800), ("days", 86_400), ("hours", 3_600), ("minutes", 60)];
    let mut index = 0;
    while index < UNITS.len() {
        let (unit, length) = UNITS[index];
        if seconds >= length {
            return (unit, seconds / length);
        }
        index += 1;
    }
    ("minutes", 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both() -> (Text, Text) {
        let now = Instant::parse("2026-06-30T12:00:00Z").unwrap();
        (Text::new(Language::English, now), Text::new(Language::French, now))
    }

    #[test]
    fn dates_follow_the_language() {
        let (en, fr) = both();
        let at = Instant::parse("2026-08-01T09:05:00Z").unwrap();
        assert_eq!(en.moment(&at), "1 Aug 2026, 09:05 UTC");
        assert_eq!(fr.date(&at), "1er août 2026");
        assert_eq!(fr.weekday_date(&at), "samedi 1er août 2026");
        assert_eq!(en.month(2026, 6), "Jun 2026");
    }

    #[test]
    fn ages_take_the_largest_unit_and_know_the_future() {
        let (en, fr) = both();
        let ago = |days: i64| en.now.plus_days(-days);
        assert_eq!(en.ago(&ago(3)), "3 days ago");
        assert_eq!(fr.ago(&ago(1)), "il y a 1 jour");
        assert_eq!(fr.ago(&ago(800)), "il y a 2 ans");
        assert_eq!(en.ago(&en.now.plus_millis(-30_000)), "just now");
        assert_eq!(en.ago(&en.now.plus_millis(2 * 3_600_000)), "in 2 hours");
        assert_eq!(fr.age(&3.5), "3,5\u{a0}j");
    }
}
