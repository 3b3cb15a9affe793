//! The audit of any scored list: how well it separates, how it has drifted, what its criteria know.

mod note;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::answer::same_length;
use crate::{
    Auc, Band, BinEvidence, Binning, CalibrationRow, Column, Decile, NoAnswer, Place, PsiBin, Ranking,
    Strength, brier, calibration, evidence, log_loss, psi, quantile_bins,
};

pub use note::Note;

/// Bins of a number, and of a score; the words of a criterion that have a bin of their own.
const BINS: usize = 10;
const WORDS: usize = 20;

/// A column of the list, and of the reference if there is one.
#[derive(Clone, Copy, Debug)]
pub struct CriterionInput<'a> {
    /// The column's name.
    pub name: &'a str,
    /// Its values, one for each case.
    pub values: Column<'a>,
    /// Its values in the reference sample.
    pub reference: Option<Column<'a>>,
}

/// A scored list.
#[derive(Clone, Copy, Debug)]
pub struct Scored<'a> {
    /// The score of each case; higher means more likely.
    pub scores: &'a [f64],
    /// Whether each case had the event.
    pub events: &'a [bool],
    /// Scores of the reference sample.
    pub reference: Option<&'a [f64]>,
    /// Columns to look into.
    pub criteria: &'a [CriterionInput<'a>],
}

/// What a scored list was worth. Serialised it is the answer of `bareme measure --format json`; figures that cannot be given
/// are `null`, with the reason among the notes.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Measurement {
    /// Cases.
    pub n: u64,
    /// Cases with the event.
    pub events: u64,
    /// Share of events, 0 to 1.
    pub base_rate: f64,
    /// Area under the ROC curve with its 95 % interval.
    pub auc: Option<Auc>,
    /// 2 × AUC − 1.
    pub gini: Option<f64>,
    /// Kolmogorov–Smirnov distance, 0 to 1.
    pub ks: Option<f64>,
    /// Tenths of the cases, best scores first.
    pub deciles: Vec<Decile>,
    /// How the score has drifted, when there is a reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub psi: Option<Drift>,
    /// What each column knows, by its name.
    pub criteria: BTreeMap<String, CriterionMeasure>,
    /// Brier score, when the score is a probability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brier: Option<f64>,
    /// Log loss, when the score is a probability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_loss: Option<f64>,
    /// Predicted and observed rates by tenths, when the score is a probability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Vec<CalibrationRow>>,
    /// What a reader has to know before believing the figures.
    pub notes: Vec<Note>,
}

/// A population stability index with the ranges or words of its bins.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Drift {
    /// The index, 0 or more.
    pub value: f64,
    /// What it means.
    pub band: Band,
    /// Its bins; those empty in both samples are left out.
    pub bins: Vec<DriftBin>,
}

/// A bin in both samples.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct DriftBin {
    /// What it holds.
    #[serde(flatten)]
    pub place: Place,
    /// How it has moved.
    #[serde(flatten)]
    pub counts: PsiBin,
}

/// What a column knows about the outcome.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct CriterionMeasure {
    /// Information value; `None` when all cases have one outcome.
    pub iv: Option<f64>,
    /// What a column of as many bins has by chance.
    pub iv_by_chance: Option<f64>,
    /// What the information value means.
    pub strength: Option<Strength>,
    /// Its bins; empty ones are left out.
    pub bins: Vec<CriterionBin>,
    /// How the column has drifted, when there is a reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub psi: Option<Drift>,
}

/// A bin of a column.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct CriterionBin {
    /// What it holds.
    #[serde(flatten)]
    pub place: Place,
    /// What it says.
    #[serde(flatten)]
    pub evidence: BinEvidence,
}

/// Measures a scored list. Bins of the score and of numeric columns are tenths of the reference, or of the list where there is
/// none; words have a bin each for the twenty most frequent. A score is taken for a probability when all of it lies within 0 to 1.
///
/// # Errors
///
/// No case, lengths that differ, NaN or infinities. One outcome only is no error: the figures that need both are missing
/// and a note says why.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::{Scored, measure};
///
/// let list = Scored { scores: &[90.0, 70.0, 40.0, 20.0], events: &[true, false, true, false], reference: None, criteria: &[] };
/// let found = measure(&list).unwrap();
/// assert_eq!((found.n, found.events, found.gini, found.brier), (4, 2, Some(0.5), None));
/// ```
pub fn measure(list: &Scored<'_>) -> Result<Measurement, NoAnswer> {
    let ranking = Ranking::new(list.scores, list.events)?;
    let auc = ranking.auc().ok();
    let drift = list.reference.map(|reference| score_drift(reference, list.scores)).transpose()?;
    let mut criteria = BTreeMap::new();
    for criterion in list.criteria {
        criteria.insert(criterion.name.to_owned(), criterion_measure(criterion, list.events)?);
    }
    let chances = ranking.is_probability().then_some(list.scores);
    let notes = note::notes(&ranking, &criteria);
    Ok(Measurement {
        n: ranking.cases(),
        events: ranking.events(),
        base_rate: ranking.base_rate(),
        gini: auc.map(|auc| auc.gini()),
        ks: ranking.ks().ok(),
        auc,
        deciles: ranking.deciles(),
        psi: drift,
        criteria,
        brier: chances.map(|chances| brier(chances, list.events)).transpose()?,
        log_loss: chances.map(|chances| log_loss(chances, list.events)).transpose()?,
        calibration: chances.map(|chances| calibration(chances, list.events)).transpose()?,
        notes,
    })
}

fn score_drift(reference: &[f64], scores: &[f64]) -> Result<Drift, NoAnswer> {
    let known = |scores: &[f64]| scores.iter().copied().map(Some).collect::<Vec<_>>();
    let (reference, scores) = (known(reference), known(scores));
    let reference = Column::Numbers(&reference);
    drift_of(&quantile_bins(&reference, BINS)?, &reference, &Column::Numbers(&scores))
}

fn drift_of(bins: &Binning, reference: &Column<'_>, actual: &Column<'_>) -> Result<Drift, NoAnswer> {
    let index = psi(&bins.tally(reference)?, &bins.tally(actual)?)?;
    let places = bins.places().iter().cloned().zip(index.bins);
    let filled = places.filter(|(_, counts)| counts.reference + counts.actual > 0);
    let bins = filled.map(|(place, counts)| DriftBin { place, counts }).collect();
    Ok(Drift { value: index.value, band: index.band, bins })
}

fn criterion_measure(criterion: &CriterionInput<'_>, events: &[bool]) -> Result<CriterionMeasure, NoAnswer> {
    same_length("criterion", criterion.values.len(), events.len())?;
    let sample = criterion.reference.unwrap_or(criterion.values);
    let most = if matches!(sample, Column::Numbers(_)) { BINS } else { WORDS };
    let bins = quantile_bins(&sample, most)?;
    let counts = bins.counts(&criterion.values, events)?;
    let drift =
        criterion.reference.map(|reference| drift_of(&bins, &reference, &criterion.values)).transpose()?;
    let found = evidence(&counts).ok();
    let (iv, iv_by_chance) = found.as_ref().map(|found| (found.iv, found.iv_by_chance)).unzip();
    let rows = bins.places().iter().cloned().zip(found.into_iter().flat_map(|found| found.bins));
    Ok(CriterionMeasure {
        iv,
        iv_by_chance,
        strength: iv.map(Strength::of),
        bins: rows
            .filter(|(_, evidence)| evidence.n > 0)
            .map(|(place, evidence)| CriterionBin { place, evidence })
            .collect(),
        psi: drift,
    })
}

#[cfg(test)]
mod tests;
