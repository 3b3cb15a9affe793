//! Refusals for programs and translations: a stable code, and what the sentence says by name.

use super::{Moment, Refusal};
use crate::lead::Stage;

impl Refusal {
    /// A stable word for the reason. Those that a file of history cannot cause are all `refused_by_log`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Backwards { .. } => "stage_before_stage",
            Self::ImpossibleOrder { .. } => "stage_cannot_follow",
            Self::GivenTwice { .. } => "stage_given_twice",
            Self::InTheFuture { .. } => "stage_in_future",
            Self::Contradiction { implied: false, .. } => "stage_contradicts_log",
            Self::Contradiction { implied: true, .. } => "stage_contradicts_implied",
            _ => "refused_by_log",
        }
    }

    /// Names and values. `stage` and `before` are words of stages; dates are written as in the sentence.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        let stage = |stage: &Stage| stage.word().to_owned();
        let date = |at: &crate::Instant| Moment(*at).to_string();
        match self {
            Self::Backwards { stage: later, at, before, before_at } => vec![
                ("stage", stage(later)),
                ("at", date(at)),
                ("before", stage(before)),
                ("before_at", date(before_at)),
            ],
            Self::ImpossibleOrder { stage: later, at, before, before_at } => vec![
                ("stage", stage(later)),
                ("at", date(at)),
                ("before", stage(before)),
                ("before_at", date(before_at)),
                ("why", why(*before).to_owned()),
            ],
            Self::GivenTwice { stage: given, first, second } => {
                vec![("stage", stage(given)), ("first", date(first)), ("second", date(second))]
            }
            Self::InTheFuture { stage: given, at, now } => {
                vec![("stage", stage(given)), ("at", date(at)), ("now", date(now))]
            }
            Self::Contradiction { stage: given, at, logged, .. } => {
                vec![("stage", stage(given)), ("at", date(at)), ("logged", date(logged))]
            }
            other => vec![("reason", other.to_string())],
        }
    }
}

/// Which of the sentences of `no_way` it is.
const fn why(before: Stage) -> &'static str {
    match before {
        Stage::Rejected => "rejected",
        Stage::Sql => "sql",
        Stage::Opportunity => "opportunity",
        Stage::Recycled => "recycled",
        closed if closed.is_closed() => "closed",
        _ => "order",
    }
}
