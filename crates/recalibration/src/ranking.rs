//! Cases in the order of their score: what every measure of separation is a fold over.

use crate::NoAnswer;
use crate::answer::{finite, same_length};
use crate::auc::{Auc, auc_of};
use crate::number::{length, real};

/// The cases that share one score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tied {
    /// Their score.
    pub score: f64,
    /// How many cases.
    pub cases: u64,
    /// How many of them had the event.
    pub events: u64,
}

impl Tied {
    /// How many of them did not have the event.
    pub const fn non_events(&self) -> u64 {
        self.cases - self.events
    }
}

/// Scored cases with their outcomes, best score first, ties together. A higher score means that the event is more
/// likely; scores need no unit.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::Ranking;
///
/// let ranking = Ranking::new(&[80.0, 60.0, 60.0, 10.0], &[true, true, false, false]).unwrap();
/// assert_eq!(ranking.auc().unwrap().value, 0.875);
/// assert_eq!(ranking.ks(), Ok(0.5));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    tied: Vec<Tied>,
    cases: u64,
    events: u64,
}

impl Ranking {
    /// Sorts cases by score: O(n log n).
    ///
    /// # Errors
    ///
    /// No case, slices of different lengths, a score that is NaN or infinite.
    pub fn new(scores: &[f64], events: &[bool]) -> Result<Self, NoAnswer> {
        same_length("outcomes", events.len(), scores.len())?;
        finite("score", scores)?;
        // Adding zero turns −0 into 0, which total order would tell apart.
        let mut cases: Vec<(f64, bool)> =
            scores.iter().zip(events).map(|(&score, &event)| (score + 0.0, event)).collect();
        cases.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let tied = cases.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()).map(|alike| Tied {
            score: alike[0].0,
            cases: alike.len() as u64,
            events: alike.iter().filter(|case| case.1).count() as u64,
        });
        Self::of_groups(tied.collect())
    }

    fn of_groups(tied: Vec<Tied>) -> Result<Self, NoAnswer> {
        let cases = tied.iter().map(|group| group.cases).sum();
        let events = tied.iter().map(|group| group.events).sum();
        if cases == 0 { Err(NoAnswer::NoData) } else { Ok(Self { tied, cases, events }) }
    }

    /// Groups of tied cases, best score first.
    pub fn tied(&self) -> &[Tied] {
        &self.tied
    }

    /// How many cases, at least 1.
    pub const fn cases(&self) -> u64 {
        self.cases
    }

    /// How many events.
    pub const fn events(&self) -> u64 {
        self.events
    }

    /// How many cases without the event.
    pub const fn non_events(&self) -> u64 {
        self.cases - self.events
    }

    /// Share of events, 0 to 1.
    pub const fn base_rate(&self) -> f64 {
        real(self.events) / real(self.cases)
    }

    /// Whether all cases have one score.
    pub const fn is_constant(&self) -> bool {
        self.tied.len() < 2
    }

    /// Whether every score lies between 0 and 1, so that it can be read as a probability.
    pub fn is_probability(&self) -> bool {
        self.tied.iter().all(|group| (0.0..=1.0).contains(&group.score))
    }

    /// Refuses cases of one outcome only.
    pub(crate) const fn both_outcomes(&self) -> Result<(), NoAnswer> {
        if self.events == 0 || self.events == self.cases {
            return Err(NoAnswer::OneOutcome { cases: self.cases });
        }
        Ok(())
    }

    /// The area under the ROC curve with `DeLong`'s interval; see [`Auc`].
    ///
    /// # Errors
    ///
    /// One outcome only.
    pub fn auc(&self) -> Result<Auc, NoAnswer> {
        self.both_outcomes()?;
        Ok(auc_of(self))
    }

    /// Gini coefficient (Somers' D): 2 × AUC − 1, from −1 to 1; 0 is chance.
    ///
    /// # Errors
    ///
    /// One outcome only.
    pub fn gini(&self) -> Result<f64, NoAnswer> {
        Ok(self.auc()?.gini())
    }

    /// Kolmogorov–Smirnov: the largest distance, over all cut-offs, between the share of events and the share of
    /// non-events above the cut-off; 0 to 1. The two-sided two-sample statistic of Smirnov (1939): a score that
    /// separates upside down has a large one too, so read it beside the AUC.
    ///
    /// # Errors
    ///
    /// One outcome only.
    pub fn ks(&self) -> Result<f64, NoAnswer> {
        self.both_outcomes()?;
        let (mut events, mut non_events, mut most) = (0, 0, 0.0_f64);
        for group in &self.tied {
            events += group.events;
            non_events += group.non_events();
            let gap = real(events) / real(self.events) - real(non_events) / real(self.non_events());
            most = most.max(gap.abs());
        }
        Ok(most)
    }

    /// Lift among the best `share` of cases (0 exclusive to 1): their event rate over the base rate; 1 is chance. Where
    /// a cut-off falls among tied cases, each of them counts with the same fraction, which is the mean over all
    /// orders in which they could be worked.
    ///
    /// # Errors
    ///
    /// No events, or a share that is not within (0, 1].
    ///
    /// # Examples
    ///
    /// ```
    /// let ranking = bareme_recalibration::Ranking::new(&[9.0, 5.0, 5.0, 1.0], &[true, true, false, false]).unwrap();
    /// assert_eq!(ranking.lift(0.5), Ok(1.5));
    /// ```
    pub fn lift(&self, share: f64) -> Result<f64, NoAnswer> {
        check_share(share)?;
        if self.events == 0 {
            return Err(NoAnswer::OneOutcome { cases: self.cases });
        }
        let groups = self.tied.iter().map(|group| (group.cases, group.events));
        Ok(lift_of(groups, (self.cases, self.events), share))
    }
}

/// Refuses what is not a share of cases.
pub(crate) fn check_share(share: f64) -> Result<(), NoAnswer> {
    if share > 0.0 && share <= 1.0 {
        return Ok(());
    }
    Err(NoAnswer::Impossible("a capacity is a share of all cases, above 0 and at most 1"))
}

/// The lift among the best `share` of groups of (cases, events), best first; `all` are the sums of both, events above 0.
pub(crate) fn lift_of(groups: impl Iterator<Item = (u64, u64)>, all: (u64, u64), share: f64) -> f64 {
    let wanted = real(all.0) * share;
    let (mut left, mut found) = (wanted, 0.0);
    for (cases, events) in groups {
        if cases == 0 {
            continue;
        }
        let taken = left.min(real(cases));
        found += real(events) * (taken / real(cases));
        left -= taken;
        if left <= 0.0 {
            break;
        }
    }
    (found / wanted) / (real(all.1) / real(all.0))
}

/// For each case, the share of the other outcome that it is ranked right of, ties half: `DeLong`'s structural components,
/// in the order of the cases; and the AUC. Both outcomes must be there and the scores finite.
pub(crate) fn placements(scores: &[f64], events: &[bool]) -> (Vec<f64>, f64) {
    let all_events = events.iter().filter(|&&event| event).count();
    let (event_count, other_count) = (length(all_events), length(events.len() - all_events));
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_unstable_by(|&a, &b| (scores[a] + 0.0).total_cmp(&(scores[b] + 0.0)).then(a.cmp(&b)));
    let mut placed = vec![0.0; scores.len()];
    let (mut below, mut events_below, mut sum) = (0, 0, 0.0);
    for alike in order.chunk_by(|&a, &b| (scores[a] + 0.0).total_cmp(&(scores[b] + 0.0)).is_eq()) {
        let tied_events = alike.iter().filter(|&&case| events[case]).count();
        let tied_others = alike.len() - tied_events;
        let others_below = length(below - events_below) + length(tied_others) / 2.0;
        let events_above = length(all_events - events_below - tied_events) + length(tied_events) / 2.0;
        for &case in alike {
            placed[case] = if events[case] { others_below / other_count } else { events_above / event_count };
        }
        sum += others_below * length(tied_events);
        below += alike.len();
        events_below += tied_events;
    }
    (placed, sum / (event_count * other_count))
}

#[cfg(test)]
mod tests;
