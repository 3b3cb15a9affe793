//! The period of a run when nobody named one, and the sample that it is compared with to see what has drifted.
//!
//! The period is the year up to the youngest leads whose horizon has passed: four quarters, so that no season is missing.
//! While it holds too few outcomes to choose a model by and there are older leads, it begins a quarter earlier.
//! The reference is the year before the period; where that holds too few leads, the older half of the period.

use bareme_scoring::Instant;

use super::population::{Candidate, Candidates};

/// Days of four quarters.
const YEAR: i64 = 364;
/// Days of a quarter.
const QUARTER: i64 = 91;
/// With so many events and so many leads without, a period is long enough: the newest 30 % then hold the fifty that a
/// verdict takes.
const PLENTY: u64 = 200;
/// A reference sample has at least so many leads; with fewer, chance alone moves shares.
const FEWEST: usize = 100;

/// Leads that became MQL from a moment on and before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub from: Instant,
    pub before: Instant,
}

/// The usual period of leads of which the youngest ripe ones became MQL before a moment.
pub(super) fn usual(candidates: &Candidates, ripe_before: Instant) -> Span {
    // Whole days, so that a run of the same day is about the same leads.
    let before = Instant::from_date(ripe_before.date());
    let mut from = before.plus_days(-YEAR);
    let oldest = candidates.ripe.first().map_or(before, |candidate| candidate.mql_at);
    while from > oldest && !is_plenty(candidates.within(from, before)) {
        from = from.plus_days(-QUARTER);
    }
    // Empty weeks before the first lead would make the others look sparse.
    Span { from: from.max(Instant::from_date(oldest.date())).min(before), before }
}

fn is_plenty(candidates: &[Candidate]) -> bool {
    let (events, others) = Candidates::outcomes(candidates);
    events.min(others) >= PLENTY
}

/// The leads to compare those of a period with: of the year before it, or none where these are too few, which leaves the
/// older half of the period.
pub(super) fn reference(candidates: &Candidates, period: Span) -> &[Candidate] {
    let year = candidates.within(period.from.plus_days(-YEAR), period.from);
    if year.len() < FEWEST { &[] } else { year }
}
