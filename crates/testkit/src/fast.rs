//! A clock that runs faster than the machine's, the same in every process that is told how.

use std::fmt;
use std::str::FromStr;

use bareme_engine::Clock;
use bareme_scoring::Instant;

/// A clock that stood at a moment when the machine's did at another, and has run so many times as fast since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FastClock {
    machine: i64,
    moment: i64,
    speed: i64,
    skew: i64,
}

impl FastClock {
    /// A clock that stands at `moment` now and runs `speed` times as fast as the machine's.
    pub fn starting(moment: Instant, speed: i64) -> Self {
        Self { machine: machine(), moment: moment.millis(), speed, skew: 0 }
    }

    /// The same, wrong by so many milliseconds.
    #[must_use]
    pub const fn wrong_by(mut self, millis: i64) -> Self {
        self.skew = millis;
        self
    }
}

impl Clock for FastClock {
    fn now(&self) -> Instant {
        Instant::from_millis(self.moment + (machine() - self.machine) * self.speed + self.skew)
    }
}

/// For the command line of another process.
impl fmt::Display for FastClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{},{}", self.machine, self.moment, self.speed, self.skew)
    }
}

impl FromStr for FastClock {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut numbers = text.split(',').map(str::parse);
        let mut next = || numbers.next().unwrap_or(Ok(0));
        Ok(Self { machine: next()?, moment: next()?, speed: next()?, skew: next()? })
    }
}

#[expect(clippy::disallowed_methods, reason = "processes share nothing but the machine's clock")]
fn machine() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
