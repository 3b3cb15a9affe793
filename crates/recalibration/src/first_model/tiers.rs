//! A column divided into tiers when nothing else is known: what it says alone.

use crate::number::real;
use crate::{BinSettings, Binning, Column, Counts, Evidence, NoAnswer, Ranking, evidence, supervised_bins};

/// So many cases at the base rate are added to each tier before its rate is read, so that a tier of few cases stays near to
/// the middle.
const PRIOR_CASES: f64 = 20.0;

/// A column divided into tiers.
#[derive(Clone, Debug)]
pub(super) struct Tiered {
    /// Which of the attributes.
    pub attribute: usize,
    /// What its tiers know together.
    pub evidence: Evidence,
    bins: Binning,
    counts: Vec<Counts>,
    worth: Vec<f64>,
}

impl Tiered {
    /// Divides a column by its outcomes.
    pub fn new(
        attribute: usize,
        values: &Column<'_>,
        events: &[bool],
        settings: &BinSettings,
    ) -> Result<Self, NoAnswer> {
        let bins = supervised_bins(values, events, settings)?;
        let counts = bins.counts(values, events)?;
        Ok(Self { attribute, evidence: evidence(&counts)?, worth: worth(&counts), bins, counts })
    }

    /// What each case's tier is worth: its log-odds less those of all cases.
    pub fn worth(&self, values: &Column<'_>) -> Result<Vec<f64>, NoAnswer> {
        Ok(self.bins.assign(values)?.into_iter().map(|tier| self.worth[tier]).collect())
    }

    /// The area under the ROC curve of this column alone, on the cases that divided it.
    pub fn auc(&self) -> f64 {
        let cases = self.counts.iter().zip(&self.worth).flat_map(|(counts, worth)| {
            let of =
                |event: bool, count: u64| core::iter::repeat_n((*worth, event), crate::number::place(count));
            of(true, counts.events).chain(of(false, counts.non_events()))
        });
        let (scores, events): (Vec<f64>, Vec<bool>) = cases.unzip();
        Ranking::new(&scores, &events).and_then(|ranking| ranking.auc()).map_or(0.5, |auc| auc.value)
    }
}

fn worth(counts: &[Counts]) -> Vec<f64> {
    let all = counts.iter().fold(Counts::default(), |sum, counts| sum.with(*counts));
    let base = real(all.events) / real(all.n);
    let odds = |rate: f64| libm::log(rate / (1.0 - rate));
    let of_tier = |tier: &Counts| {
        let rate = (real(tier.events) + PRIOR_CASES * base) / (real(tier.n) + PRIOR_CASES);
        if tier.n == 0 { 0.0 } else { odds(rate) - odds(base) }
    };
    counts.iter().map(of_tier).collect()
}
