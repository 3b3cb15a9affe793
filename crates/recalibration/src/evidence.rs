//! What a criterion knows about the outcome: weight of evidence and information value.

use serde::{Deserialize, Serialize};

use crate::NoAnswer;
use crate::number::{length, real, share};

/// Cases and events of a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Counts {
    /// How many cases.
    pub n: u64,
    /// How many of them had the event; at most `n`.
    pub events: u64,
}

impl Counts {
    /// Cases without the event.
    pub const fn non_events(self) -> u64 {
        self.n.saturating_sub(self.events)
    }

    /// Counts one case.
    pub fn add(&mut self, event: bool) {
        self.n += 1;
        self.events += u64::from(event);
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self { n: self.n + other.n, events: self.events + other.events }
    }
}

/// What one bin says.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct BinEvidence {
    /// How many cases.
    pub n: u64,
    /// How many events.
    pub events: u64,
    /// Share of events, 0 to 1; `None` when the bin is empty.
    pub rate: Option<f64>,
    /// Weight of evidence, in natural log units; positive means more events than elsewhere. 0 for an empty bin.
    pub woe: f64,
    /// The bin's part of the information value, 0 or more.
    pub iv: f64,
}

/// What a criterion says.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Evidence {
    /// Information value: the sum over the bins, 0 or more.
    pub iv: f64,
    /// The value that a criterion without any relation to the outcome has on average: (bins − 1)·(1/events + 1/non-events).
    pub iv_by_chance: f64,
    /// The bins, in the order given.
    pub bins: Vec<BinEvidence>,
}

/// How telling an information value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Below 0.02.
    None,
    /// Below 0.1.
    Weak,
    /// Below 0.3.
    Medium,
    /// Below 0.5.
    Strong,
    /// 0.5 and more: too good, look for a value that is filled in after the outcome.
    Suspicious,
}

impl Strength {
    /// The bands of N. Siddiqi, "Credit Risk Scorecards" (2006).
    pub fn of(iv: f64) -> Self {
        match iv {
            iv if iv < 0.02 => Self::None,
            iv if iv < 0.1 => Self::Weak,
            iv if iv < 0.3 => Self::Medium,
            iv if iv < 0.5 => Self::Strong,
            _ => Self::Suspicious,
        }
    }
}

/// Weight of evidence and information value of bins.
///
/// woe = ln(share of all events that lie in the bin / share of all non-events that lie in it): positive means more
/// events (optbinning writes it the other way round); iv = Σ (share of events − share of non-events) · woe. I. J. Good,
/// "Probability and the Weighing of Evidence" (1950); S. Kullback, "Information Theory and Statistics" (1959).
///
/// A bin without events counts 0.5 events, one without non-events 0.5 non-events; shares are of the sums after that. A
/// bin without any case says nothing and adds nothing.
///
/// # Errors
///
/// No bins or no cases, more events than cases in a bin, one outcome only.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::{Counts, evidence};
///
/// let found = evidence(&[Counts { n: 50, events: 40 }, Counts { n: 50, events: 10 }]).unwrap();
/// assert_eq!(format!("{:.4} {:.4} {:.4}", found.bins[0].woe, found.bins[1].woe, found.iv), "1.3863 -1.3863 1.6636");
/// ```
pub fn evidence(bins: &[Counts]) -> Result<Evidence, NoAnswer> {
    check(bins)?;
    let cell = |count: u64| if count == 0 { 0.5 } else { real(count) };
    let filled = || bins.iter().filter(|bin| bin.n > 0);
    let events: f64 = filled().map(|bin| cell(bin.events)).sum();
    let others: f64 = filled().map(|bin| cell(bin.non_events())).sum();
    let rows: Vec<BinEvidence> = bins
        .iter()
        .map(|bin| {
            let (with, without) = (cell(bin.events) / events, cell(bin.non_events()) / others);
            let woe = if bin.n == 0 { 0.0 } else { libm::log(with / without) };
            let iv = (with - without) * woe;
            BinEvidence { n: bin.n, events: bin.events, rate: share(bin.events, bin.n), woe, iv: iv.max(0.0) }
        })
        .collect();
    let by_chance = (length(filled().count()) - 1.0)
        * (1.0 / real(bins.iter().map(|bin| bin.events).sum())
            + 1.0 / real(bins.iter().map(|bin| bin.non_events()).sum()));
    Ok(Evidence { iv: rows.iter().map(|row| row.iv).sum(), iv_by_chance: by_chance, bins: rows })
}

fn check(bins: &[Counts]) -> Result<(), NoAnswer> {
    if bins.iter().any(|bin| bin.events > bin.n) {
        return Err(NoAnswer::Impossible("a bin has more events than cases"));
    }
    let all = bins.iter().fold(Counts::default(), |sum, bin| sum.with(*bin));
    match all {
        Counts { n: 0, .. } => Err(NoAnswer::NoData),
        Counts { n, events } if events == 0 || events == n => Err(NoAnswer::OneOutcome { cases: n }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::golden::{counts, document, near, number, numbers};

    #[test]
    fn weights_of_evidence_agree_with_optbinning_but_for_their_sign() {
        let case = &document()["evidence"];
        let bins: Vec<Counts> = counts(&case["n"])
            .into_iter()
            .zip(counts(&case["events"]))
            .map(|(n, events)| Counts { n, events })
            .collect();
        let found = evidence(&bins).unwrap();
        for (bin, (woe, iv)) in found.bins.iter().zip(numbers(&case["woe"]).iter().zip(numbers(&case["iv"])))
        {
            near(bin.woe, *woe, 1e-12);
            near(bin.iv, iv, 1e-12);
        }
        near(found.iv, number(&case["total"]), 1e-12);
    }

    #[test]
    fn more_conversions_have_a_positive_weight() {
        let found = evidence(&[Counts { n: 10, events: 9 }, Counts { n: 100, events: 9 }]).unwrap();
        assert!(found.bins[0].woe > 0.0 && found.bins[1].woe < 0.0);
    }

    #[test]
    fn an_empty_cell_counts_half_a_case_and_an_empty_bin_nothing() {
        let found =
            evidence(&[Counts { n: 10, events: 0 }, Counts { n: 10, events: 5 }, Counts { n: 0, events: 0 }])
                .unwrap();
        near(found.bins[0].woe, ((0.5 / 5.5) / (10.0_f64 / 15.0)).ln(), 1e-14);
        assert_eq!((found.bins[2].woe, found.bins[2].iv, found.bins[2].rate), (0.0, 0.0, None));
    }

    #[test]
    fn bands_are_those_of_siddiqi() {
        use Strength::{Medium, None, Strong, Suspicious, Weak};
        let bands = [0.0, 0.019, 0.02, 0.1, 0.3, 0.5].map(Strength::of);
        assert_eq!(bands, [None, None, Weak, Medium, Strong, Suspicious]);
    }

    #[test]
    fn impossible_counts_are_refused() {
        let code = |bins: &[Counts]| evidence(bins).unwrap_err().code();
        assert_eq!(code(&[]), "no_data");
        assert_eq!(code(&[Counts::default()]), "no_data");
        assert_eq!(code(&[Counts { n: 1, events: 2 }]), "impossible");
        assert_eq!(code(&[Counts { n: 2, events: 2 }]), "one_outcome");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn information_is_never_negative(
            bins in prop::collection::vec((0_u64..50, 0_u64..50), 1..12),
        ) {
            let bins: Vec<Counts> = bins.iter().map(|b| Counts { n: b.0 + b.1, events: b.0 }).collect();
            if let Ok(found) = evidence(&bins) {
                prop_assert!(found.iv >= 0.0 && found.iv.is_finite());
                prop_assert!(found.bins.iter().all(|bin| bin.iv >= 0.0 && bin.woe.is_finite()));
            }
        }
    }
}
