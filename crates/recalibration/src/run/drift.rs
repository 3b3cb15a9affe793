//! What has drifted: score, rating and each part of the model against the reference.

use bareme_reporting::quantile;
use bareme_scoring::Rating;

use super::classes::Classes;
use super::grid::Grid;
use super::report::{BinLabel, CriterionDrift, DriftReport, RunDrift};
use super::{Case, Inputs, RunNote};
use crate::{NoAnswer, Observation, Strength, evidence, psi};

/// Bins of the score.
const TENTHS: u32 = 10;

/// Drift of the cases against the reference, or of their newer half against the older one.
pub(super) fn drift(inputs: &Inputs<'_>, cases: &[&Case], notes: &mut Vec<RunNote>) -> Option<DriftReport> {
    let all: Vec<&Observation> = cases.iter().map(|case| &case.seen).collect();
    let own: Option<Vec<&Observation>> =
        inputs.reference.filter(|sample| !sample.is_empty()).map(|sample| sample.iter().collect());
    let against_reference = own.is_some();
    if !against_reference {
        notes.push(RunNote::NoReference);
    }
    let (older, newer) = all.split_at(all.len() / 2);
    let (reference, actual) = own.map_or_else(|| (older.to_vec(), newer.to_vec()), |own| (own, all.clone()));
    if reference.is_empty() || actual.is_empty() {
        return None;
    }
    let grid = Grid::of(inputs.model);
    let classes = Classes::all(inputs.model, &grid, &reference);
    let criteria = classes.iter().map(|classes| criterion(classes, &reference, &actual, cases));
    Some(DriftReport {
        against_reference,
        reference: reference.len() as u64,
        actual: actual.len() as u64,
        score: score(&reference, &actual).ok()?,
        rating: rating(&reference, &actual).ok()?,
        criteria: criteria.collect(),
    })
}

fn criterion(
    classes: &Classes,
    reference: &[&Observation],
    actual: &[&Observation],
    cases: &[&Case],
) -> CriterionDrift {
    let tally = |sample: &[&Observation]| classes.tally(sample.iter().copied());
    let drift = named(&tally(reference), &tally(actual), classes.labels.iter().cloned());
    let counts = classes.counts(cases.iter().map(|case| (&case.seen, case.outcome.event)));
    let evidence = evidence(&counts).ok();
    CriterionDrift {
        spot: classes.spot.clone(),
        drift: drift.ok(),
        strength: evidence.as_ref().map(|evidence| Strength::of(evidence.iv)),
        evidence,
        labels: classes.labels.clone(),
    }
}

fn score(reference: &[&Observation], actual: &[&Observation]) -> Result<RunDrift, NoAnswer> {
    let ranks =
        |sample: &[&Observation]| -> Vec<f64> { sample.iter().map(|seen| seen.rank.as_f64()).collect() };
    let mut sorted = ranks(reference);
    sorted.sort_unstable_by(f64::total_cmp);
    let tenth = |tenth: u32| quantile(&sorted, f64::from(tenth) / f64::from(TENTHS));
    let mut cuts: Vec<f64> = (1..TENTHS).filter_map(tenth).collect();
    cuts.dedup_by(|a, b| a.total_cmp(b).is_eq());
    let tally = |sample: &[&Observation]| {
        let mut counts = vec![0; cuts.len() + 1];
        for rank in ranks(sample) {
            counts[cuts.partition_point(|cut| *cut <= rank)] += 1;
        }
        counts
    };
    let from = core::iter::once(None).chain(cuts.iter().copied().map(Some));
    let to = cuts.iter().copied().map(Some).chain([None]);
    named(&tally(reference), &tally(actual), from.zip(to).map(|(from, to)| BinLabel::Range { from, to }))
}

fn rating(reference: &[&Observation], actual: &[&Observation]) -> Result<RunDrift, NoAnswer> {
    let tally = |sample: &[&Observation]| {
        let mut counts = vec![0; 16];
        for seen in sample {
            counts[usize::from(seen.rating.index())] += 1;
        }
        counts
    };
    let labels = Rating::all().map(|rating| BinLabel::Text { text: rating.to_string() });
    named(&tally(reference), &tally(actual), labels)
}

/// The index with the names of its bins; those that are empty in both samples are left out.
fn named(
    reference: &[u64],
    actual: &[u64],
    labels: impl Iterator<Item = BinLabel>,
) -> Result<RunDrift, NoAnswer> {
    let index = psi(reference, actual)?;
    let filled = labels.zip(index.bins).filter(|(_, bin)| bin.reference + bin.actual > 0);
    Ok(RunDrift { value: index.value, band: index.band, bins: filled.collect() })
}
