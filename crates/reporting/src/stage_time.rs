//! How long leads stand at each stage.

use bareme_scoring::{DAY_MS, Instant, Stage};
use serde::Serialize;

use crate::{Passage, Spread};

/// The stages in which leads wait for somebody.
const WAITING: [Stage; 4] = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity];

/// Time at one stage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct StageTime {
    /// The stage.
    pub stage: Stage,
    /// Days of those that have left it, both dates known; `None` when there are none.
    pub left: Option<Spread>,
    /// Days so far of those that still stand there, apart because they are not over.
    pub standing: Option<Spread>,
}

/// A sample of times, in days, from pairs of (milliseconds, how many) in any order: times at a stage, times to convert, ages.
/// Quantiles are linear between neighbours (definition 7 of Hyndman and Fan, as in R and numpy). A database may group by
/// the millisecond, or round to hours to have fewer groups.
pub fn time_spread(groups: impl IntoIterator<Item = (i64, u64)>) -> Option<Spread> {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a lead's life are far below 2^53")]
    let days = |millis: i64| millis as f64 / DAY_MS as f64;
    Spread::of_counts(groups.into_iter().map(|(millis, count)| (days(millis), count)))
}

impl StageTime {
    /// From groups of (milliseconds, how many), as a database gives them: times of those that left the stage, and times
    /// so far of those that stand there.
    pub fn of(
        stage: Stage,
        left: impl IntoIterator<Item = (i64, u64)>,
        standing: impl IntoIterator<Item = (i64, u64)>,
    ) -> Self {
        Self { stage, left: time_spread(left), standing: time_spread(standing) }
    }
}

/// Times at MQL, SAL, SQL and opportunity of some leads, until `as_of`: a fold over compact rows.
pub fn stage_times(leads: &[Passage], as_of: Instant) -> [StageTime; 4] {
    WAITING.map(|stage| {
        let known = || leads.iter().map(|lead| lead.known_at(as_of));
        let left = known().filter_map(|lead| lead.time_in(stage));
        let standing = known().filter(|lead| lead.stands_at(stage));
        let standing = standing.filter_map(|lead| Some(as_of.millis_since(lead.dated(stage)?)));
        StageTime::of(stage, left.map(|millis| (millis, 1)), standing.map(|millis| (millis, 1)))
    })
}
