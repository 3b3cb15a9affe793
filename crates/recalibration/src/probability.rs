//! How true predicted probabilities are: Brier score, log loss and the calibration table.

use bareme_reporting::wilson;
use serde::{Deserialize, Serialize};

use crate::answer::same_length;
use crate::number::{length, real, share};
use crate::{NoAnswer, Ranking};

/// Probabilities this near to 0 or 1 are held there, so that one wrong certainty does not make the loss infinite.
const EDGE: f64 = f64::EPSILON;

/// Refuses columns of different lengths, nothing at all, and what is no probability.
fn check(chances: &[f64], events: &[bool]) -> Result<(), NoAnswer> {
    same_length("outcomes", events.len(), chances.len())?;
    if chances.is_empty() {
        return Err(NoAnswer::NoData);
    }
    match chances.iter().position(|chance| !(0.0..=1.0).contains(chance)) {
        Some(row) => Err(NoAnswer::NotANumber { what: "probability", row }),
        None => Ok(()),
    }
}

/// Brier score: the mean of (probability − outcome)², outcome 1 for an event. 0 is perfect, 1 the worst; a constant
/// prediction of the base rate p has p(1 − p). G. Brier, "Verification of forecasts expressed in terms of probability" (1950).
///
/// # Errors
///
/// No case, lengths that differ, a value outside of 0 to 1.
///
/// # Examples
///
/// ```
/// let brier = bareme_recalibration::brier(&[0.9, 0.2], &[true, false]).unwrap();
/// assert!((brier - 0.025).abs() < 1e-15);
/// ```
pub fn brier(chances: &[f64], events: &[bool]) -> Result<f64, NoAnswer> {
    check(chances, events)?;
    let outcome = |event: bool| if event { 1.0 } else { 0.0 };
    let sum: f64 = chances.iter().zip(events).map(|(chance, &event)| (chance - outcome(event)).powi(2)).sum();
    Ok(sum / length(chances.len()))
}

/// Log loss: the mean of −ln(probability given to what happened). 0 is perfect; ln 2 = 0.693 is a coin. Probabilities are
/// held 2.2e-16 away from 0 and 1, as scikit-learn does.
///
/// # Errors
///
/// As [`brier`].
///
/// # Examples
///
/// ```
/// let loss = bareme_recalibration::log_loss(&[0.5, 0.5], &[true, false]).unwrap();
/// assert!((loss - core::f64::consts::LN_2).abs() < 1e-15);
/// ```
pub fn log_loss(chances: &[f64], events: &[bool]) -> Result<f64, NoAnswer> {
    check(chances, events)?;
    let loss = |chance: f64, event: bool| {
        let held = chance.clamp(EDGE, 1.0 - EDGE);
        -libm::log(if event { held } else { 1.0 - held })
    };
    let sum: f64 = chances.iter().zip(events).map(|(&chance, &event)| loss(chance, event)).sum();
    Ok(sum / length(chances.len()))
}

/// A tenth of the cases by predicted probability, and how often the event came.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct CalibrationRow {
    /// How many cases.
    pub n: u64,
    /// How many events.
    pub events: u64,
    /// Mean predicted probability, 0 to 1.
    pub predicted: f64,
    /// Share of events, 0 to 1.
    pub rate: f64,
    /// Lower end of the rate's 95 % Wilson interval. A prediction outside of it is not what happened.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The calibration table: tenths by predicted probability, lowest first; ties at a cut as at [`crate::Decile`]. Fewer
/// than ten rows when there are fewer than ten cases. The "reliability diagram" of A. Murphy and
/// R. Winkler (1977).
///
/// # Errors
///
/// As [`brier`].
///
/// # Examples
///
/// ```
/// let chances: Vec<f64> = (0..100).map(|case| f64::from(case) / 100.0).collect();
/// let events: Vec<bool> = (0..100).map(|case| case % 10 < case / 10).collect();
/// let table = bareme_recalibration::calibration(&chances, &events).unwrap();
/// assert_eq!((table.len(), table[9].n, table[9].events), (10, 10, 9));
/// ```
pub fn calibration(chances: &[f64], events: &[bool]) -> Result<Vec<CalibrationRow>, NoAnswer> {
    check(chances, events)?;
    let ranking = Ranking::new(chances, events)?;
    let cuts: Vec<u64> = (0..=10).map(|tenth| tenth * ranking.cases() / 10).collect();
    Ok(cuts.windows(2).rev().filter_map(|cut| row(&ranking, cut[0], cut[1])).collect())
}

fn row(ranking: &Ranking, start: u64, end: u64) -> Option<CalibrationRow> {
    let n = end - start;
    let events = ranking.events_among_best(end) - ranking.events_among_best(start);
    let interval = wilson(events, n)?;
    Some(CalibrationRow {
        n,
        events,
        predicted: ranking.mean_score(start, end),
        rate: share(events, n).unwrap_or_else(|| real(events)),
        low: interval.low,
        high: interval.high,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::{document, flags, near, number, numbers};

    #[test]
    fn brier_log_loss_and_calibration_agree_with_scikit_learn_and_statsmodels() {
        let case = &document()["probabilities"];
        let (chances, events) = (numbers(&case["chance"]), flags(&case["events"]));
        near(brier(&chances, &events).unwrap(), number(&case["brier"]), 1e-14);
        near(log_loss(&chances, &events).unwrap(), number(&case["log_loss"]), 1e-14);
        let table = calibration(&chances, &events).unwrap();
        for (at, row) in table.iter().enumerate() {
            near(row.rate, number(&case["rate"][at]), 1e-14);
            near(row.predicted, number(&case["predicted"][at]), 1e-13);
            near(row.low, number(&case["wilson"][at][0]), 1e-13);
            near(row.high, number(&case["wilson"][at][1]), 1e-13);
        }
        assert_eq!(table.len(), 10);
    }

    #[test]
    fn a_wrong_certainty_is_dear_but_finite() {
        let loss = log_loss(&[0.0, 1.0], &[true, false]).unwrap();
        assert!(loss > 36.0 && loss.is_finite());
    }

    #[test]
    fn what_is_no_probability_is_refused() {
        for bad in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            let expected = NoAnswer::NotANumber { what: "probability", row: 1 };
            assert_eq!(brier(&[0.5, bad], &[true, false]), Err(expected.clone()));
            assert_eq!(log_loss(&[0.5, bad], &[true, false]), Err(expected.clone()));
            assert_eq!(calibration(&[0.5, bad], &[true, false]), Err(expected));
        }
        assert_eq!(brier(&[], &[]), Err(NoAnswer::NoData));
        assert_eq!(calibration(&[0.5], &[]).unwrap_err().code(), "lengths");
    }

    #[test]
    fn three_cases_make_three_rows() {
        let table = calibration(&[0.5, 0.1, 0.5], &[true, false, false]).unwrap();
        assert_eq!(table.iter().map(|row| row.n).sum::<u64>(), 3);
        assert_eq!(table.iter().map(|row| row.events).sum::<u64>(), 1);
    }
}
