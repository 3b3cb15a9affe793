//! Who is silent. Clocks of servers differ, so nobody believes another's: a server counts, by its own clock, for how long
//! it has seen the same sign of life.

use std::collections::BTreeMap;

use bareme_scoring::Instant;
use bareme_store::jobs::runs::Run;

/// The signs of life that a server has seen last.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// By run: attempt and number of the sign, and since when it is the last.
    seen: BTreeMap<i64, (i32, i64, Instant)>,
}

impl Watch {
    /// Forgets all runs but these.
    pub fn keep(&mut self, running: &[i64]) {
        self.seen.retain(|id, _| running.contains(id));
    }

    /// Whether a run's holder has been silent for a lease. A lease that ran out a whole lease ago needs no watching, so
    /// that a server that was down for long goes on at once; no two clocks are expected to differ by that much, and
    /// where they do, work is done twice, but takes effect once.
    pub fn is_silent(&mut self, run: &Run, now: Instant, lease_ms: i64) -> bool {
        let seen = self.seen.entry(run.id).or_insert((run.attempt, run.beat, now));
        if (seen.0, seen.1) != (run.attempt, run.beat) {
            *seen = (run.attempt, run.beat, now);
        }
        let for_long = now.millis_since(seen.2) >= lease_ms;
        let ran_out = run.lease_until.is_none_or(|until| now.millis() - until > lease_ms);
        for_long || ran_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::{Origin, Status};

    const LEASE: i64 = 45_000;

    fn run(beat: i64, at: i64) -> Run {
        Run {
            id: 1,
            job_id: 1,
            due: 0,
            first_due: 0,
            slots: 1,
            origin: Origin::Schedule.word().to_owned(),
            asked_by: None,
            status: Status::Running.word().to_owned(),
            attempt: 1,
            failures: 0,
            holder: Some("a".to_owned()),
            beat,
            heartbeat_at: Some(at),
            lease_until: Some(at + LEASE),
            retry_at: None,
            cancelled_by: None,
            progress: 0,
            stage: None,
            result: None,
            error: None,
            started_at: Some(0),
            finished_at: None,
        }
    }

    #[test]
    fn silence_is_counted_by_the_clock_of_who_listens() {
        for skew in [-40_000, 0, 40_000] {
            let mut watch = Watch::default();
            let here = |millis: i64| Instant::from_millis(millis + skew);
            assert!(!watch.is_silent(&run(1, 0), here(1_000), LEASE), "{skew}");
            assert!(!watch.is_silent(&run(1, 0), here(45_999), LEASE), "{skew}");
            assert!(!watch.is_silent(&run(2, 46_000), here(46_000), LEASE), "{skew}: a sign");
            assert!(!watch.is_silent(&run(2, 46_000), here(90_000), LEASE), "{skew}");
            assert!(watch.is_silent(&run(2, 46_000), here(91_000), LEASE), "{skew}");
        }
    }

    #[test]
    fn a_server_that_was_down_for_long_waits_no_longer() {
        assert!(Watch::default().is_silent(&run(1, 0), Instant::from_millis(2 * LEASE + 1), LEASE));
        assert!(!Watch::default().is_silent(&run(1, 0), Instant::from_millis(2 * LEASE), LEASE));
    }
}
