//! Whether a proposal may replace the current version.

use serde::{Deserialize, Serialize};

use crate::{Comparison, Difference};

/// With fewer events, or fewer cases without, nothing is decided.
pub const ENOUGH: u64 = 50;

/// What is recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The proposal is better by more than chance.
    Adopt,
    /// It is not shown to be better.
    Keep,
    /// Too few outcomes to say.
    InsufficientData,
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The interval of the difference in AUC lies above 0.
    AucBetter,
    /// The interval of the difference in lift at capacity lies above 0.
    LiftBetter,
    /// The interval of the difference in AUC lies below 0.
    AucWorse,
    /// The interval of the difference in lift at capacity lies below 0.
    LiftWorse,
    /// Both intervals hold 0.
    NothingProven,
    /// Fewer than [`ENOUGH`] events.
    TooFewEvents,
    /// Fewer than [`ENOUGH`] cases without the event.
    TooFewNonEvents,
    /// The comparison could not be made.
    NotComparable,
}

/// A verdict with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Judgement {
    /// What is recommended.
    pub verdict: Verdict,
    /// Why, at least one.
    pub reasons: Vec<Reason>,
}

/// Judges a comparison made on `events` and `non_events` cases that the proposal has not seen.
///
/// *Insufficient data* below 50 events or 50 non-events. *Adopt* when the interval of the difference in AUC or in lift at
/// capacity lies above 0 and neither lies below 0; else *keep*: a proposal that is better in one and worse in the other is
/// for people to weigh, not for a rule. Two figures may speak for the proposal: for chance alone to adopt in at most 5 % of
/// runs, intervals of 95 % suffice in theory (2 × 2.5 %), but those of the bootstrap are a little too narrow in
/// small samples; a run of recalibration takes 97.5 %.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::{Comparison, Difference, Verdict, judge};
///
/// let auc = Difference { current: 0.70, proposed: 0.74, value: 0.04, low: 0.01, high: 0.07 };
/// let lift = Difference { current: 2.0, proposed: 2.1, value: 0.1, low: -0.1, high: 0.3 };
/// let found = Comparison { auc, lift, replicates: 1_000 };
/// assert_eq!(judge(120, 900, Some(&found)).verdict, Verdict::Adopt);
/// assert_eq!(judge(49, 900, Some(&found)).verdict, Verdict::InsufficientData);
/// ```
pub fn judge(events: u64, non_events: u64, comparison: Option<&Comparison>) -> Judgement {
    let few = [(events, Reason::TooFewEvents), (non_events, Reason::TooFewNonEvents)];
    let few: Vec<Reason> =
        few.into_iter().filter(|(count, _)| *count < ENOUGH).map(|(_, reason)| reason).collect();
    if !few.is_empty() {
        return Judgement { verdict: Verdict::InsufficientData, reasons: few };
    }
    let Some(found) = comparison else {
        return Judgement { verdict: Verdict::Keep, reasons: vec![Reason::NotComparable] };
    };
    let above = |difference: &Difference| difference.low > 0.0;
    let below = |difference: &Difference| difference.high < 0.0;
    let signs = [
        (above(&found.auc), Reason::AucBetter),
        (above(&found.lift), Reason::LiftBetter),
        (below(&found.auc), Reason::AucWorse),
        (below(&found.lift), Reason::LiftWorse),
    ];
    let mut reasons: Vec<Reason> =
        signs.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect();
    let worse = below(&found.auc) || below(&found.lift);
    let verdict = if reasons.is_empty() || worse { Verdict::Keep } else { Verdict::Adopt };
    if reasons.is_empty() {
        reasons.push(Reason::NothingProven);
    }
    Judgement { verdict, reasons }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(auc: (f64, f64), lift: (f64, f64)) -> Comparison {
        let of = |(low, high): (f64, f64)| Difference {
            current: 0.0,
            proposed: 0.0,
            value: f64::midpoint(low, high),
            low,
            high,
        };
        Comparison { auc: of(auc), lift: of(lift), replicates: 1_000 }
    }

    #[test]
    fn only_an_interval_above_nothing_adopts() {
        let verdict = |auc, lift| judge(50, 50, Some(&found(auc, lift))).verdict;
        assert_eq!(verdict((0.01, 0.02), (-0.1, 0.1)), Verdict::Adopt);
        assert_eq!(verdict((-0.01, 0.02), (0.1, 0.2)), Verdict::Adopt);
        assert_eq!(verdict((0.0, 0.02), (0.0, 0.2)), Verdict::Keep);
        assert_eq!(verdict((-0.02, -0.01), (-0.2, -0.1)), Verdict::Keep);
        assert_eq!(verdict((0.01, 0.02), (-0.2, -0.1)), Verdict::Keep);
    }

    #[test]
    fn reasons_are_named() {
        let reasons = |auc, lift| judge(50, 50, Some(&found(auc, lift))).reasons;
        assert_eq!(reasons((-1.0, 1.0), (-1.0, 1.0)), [Reason::NothingProven]);
        assert_eq!(reasons((0.1, 1.0), (-2.0, -1.0)), [Reason::AucBetter, Reason::LiftWorse]);
        assert_eq!(judge(50, 50, None).reasons, [Reason::NotComparable]);
        assert_eq!(judge(0, 49, None).reasons, [Reason::TooFewEvents, Reason::TooFewNonEvents]);
    }

    #[test]
    fn a_small_sample_never_moves_a_model() {
        let certain = found((0.2, 0.3), (1.0, 2.0));
        assert_eq!(judge(49, 1_000, Some(&certain)).verdict, Verdict::InsufficientData);
        assert_eq!(judge(1_000, 49, Some(&certain)).verdict, Verdict::InsufficientData);
        assert_eq!(judge(50, 50, Some(&certain)).verdict, Verdict::Adopt);
    }
}
