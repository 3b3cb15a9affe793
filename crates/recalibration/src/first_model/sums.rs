//! How far a group of cases pulls beside what is known already: what happened in it against what was expected.

use crate::logistic::logistic;
use crate::number::{length, real};

/// So much of a case at the expected rate is added before a group's rate is read, so that log-odds stay finite.
const TRACE: f64 = 0.01;

/// Cases of a group, and their events against what was expected of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sum {
    /// How many cases.
    pub n: u64,
    /// How many of them had the event.
    pub events: u64,
    /// How many were expected to have it.
    pub expected: f64,
}

impl Sum {
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            n: self.n + other.n,
            events: self.events + other.events,
            expected: self.expected + other.expected,
        }
    }

    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self {
            n: self.n - other.n,
            events: self.events - other.events,
            expected: (self.expected - other.expected).max(0.0),
        }
    }

    /// The expected rate, held away from 0 and 1.
    fn rate(self) -> f64 {
        (self.expected / real(self.n.max(1))).clamp(1e-9, 1.0 - 1e-9)
    }

    /// The log-odds of what happened less those of what was expected, as if `prior` more cases had gone as expected.
    pub fn shift(self, prior: f64) -> f64 {
        let prior = prior.max(TRACE);
        let rate = self.rate();
        let found = (real(self.events) + prior * rate) / (real(self.n) + prior);
        libm::log(found / (1.0 - found)) - libm::log(rate / (1.0 - rate))
    }

    /// What is gained in log-likelihood when the group is expected to have the events that it had: cases × Kullback–Leibler
    /// divergence of the two rates; 0 or more.
    pub fn gain(self) -> f64 {
        let part = |count: u64, expected: f64| {
            if count == 0 { 0.0 } else { real(count) * libm::log(real(count) / (real(self.n) * expected)) }
        };
        if self.n == 0 {
            return 0.0;
        }
        (part(self.events, self.rate()) + part(self.n - self.events, 1.0 - self.rate())).max(0.0)
    }
}

/// The sums of groups at the log-odds that each case has.
pub(super) fn sums(groups: usize, group_of: &[u32], odds: &[f64], events: &[bool]) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); groups];
    for ((group, odds), event) in group_of.iter().zip(odds).zip(events) {
        let sum = &mut sums[super::levels::at(*group)];
        sum.n += 1;
        sum.events += u64::from(*event);
        sum.expected += logistic(*odds);
    }
    sums
}

/// The log-odds of a share of events among all cases.
pub(super) fn base_odds(events: &[bool]) -> f64 {
    let with = events.iter().filter(|event| **event).count();
    let rate = (length(with) / length(events.len().max(1))).clamp(1e-9, 1.0 - 1e-9);
    libm::log(rate / (1.0 - rate))
}
