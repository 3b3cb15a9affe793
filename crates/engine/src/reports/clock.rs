//! The agreement's clock, made ready to measure 300,000 answers.

use bareme_scoring::{Instant, SlaClock};

use super::wording::Wording;

/// The agreement's clock.
pub(crate) enum Clock {
    /// Every hour counts.
    Plain,
    /// The windows in which people work, in order: when each opens and closes, and the milliseconds in those before it.
    Business(Vec<(i64, i64, i64)>),
}

impl Clock {
    /// A clock for times between two moments.
    pub fn new(clock: &SlaClock, from: Instant, until: Instant) -> Self {
        let SlaClock::Business(calendar) = clock else { return Self::Plain };
        let mut before = 0;
        let windows = calendar.windows_between(from, until).map(|(opens, closes)| {
            let window = (opens.millis(), closes.millis(), before);
            before += closes.millis_since(opens);
            window
        });
        Self::Business(windows.collect())
    }

    /// Milliseconds of this clock from one moment to a later one, 0 when it is earlier.
    pub fn between(&self, from: Instant, to: Instant) -> i64 {
        let Self::Business(windows) = self else { return to.millis_since(from).max(0) };
        let passed = |at: Instant| {
            let next = windows.partition_point(|(opens, ..)| *opens <= at.millis());
            let window = next.checked_sub(1).and_then(|last| windows.get(last));
            window.map_or(0, |(opens, closes, before)| before + at.millis().min(*closes) - opens)
        };
        (passed(to) - passed(from)).max(0)
    }

    /// How it counts, for people.
    pub fn name(&self, wording: &dyn Wording) -> String {
        wording.say(match self {
            Self::Plain => "report-clock-plain",
            Self::Business(_) => "report-clock-business",
        })
    }
}

#[cfg(test)]
mod tests;
