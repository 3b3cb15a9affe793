//! A clock that stands still until a test moves it.

use std::sync::atomic::{AtomicI64, Ordering};

use bareme_engine::Clock;
use bareme_scoring::Instant;

/// The clock of a test.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that stands at a moment.
    pub const fn new(now: Instant) -> Self {
        Self(AtomicI64::new(now.millis()))
    }

    /// Sets it to a moment, earlier or later.
    pub fn set(&self, now: Instant) {
        self.0.store(now.millis(), Ordering::SeqCst);
    }

    /// Moves it by milliseconds.
    pub fn pass_millis(&self, millis: i64) {
        self.set(self.now().plus_millis(millis));
    }

    /// Moves it by days of 24 hours.
    pub fn pass_days(&self, days: i64) {
        self.set(self.now().plus_days(days));
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::SeqCst))
    }
}
