//! The area under the ROC curve, how sure one can be of it, and of the difference between two scores of the same cases.

use serde::{Deserialize, Serialize};

use crate::answer::{finite, same_length};
use crate::number::{Z, length, real};
use crate::ranking::placements;
use crate::{NoAnswer, Ranking};

/// The area under the ROC curve: the chance that a case with the event has a higher score than one without, ties
/// counted half. 0 to 1; 0.5 is chance.
///
/// The interval is value ± 1.96 × √variance, held within 0 and 1 (as pROC gives it, not transformed): E.
/// `DeLong`, D. `DeLong`, D. Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic
/// curves", Biometrics 44 (1988), computed from ranks as in X. Sun and W. Xu, IEEE Signal Processing Letters 21 (2014).
/// A perfect separation has no variance and so an interval of one point: that says nothing about its certainty.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Auc {
    /// The area.
    pub value: f64,
    /// Lower end of the 95 % interval; `None` with fewer than two cases of an outcome.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// `DeLong`'s variance of the area.
    #[serde(skip)]
    pub variance: Option<f64>,
}

impl Auc {
    /// Gini coefficient: 2 × AUC − 1.
    pub const fn gini(&self) -> f64 {
        2.0 * self.value - 1.0
    }
}

/// The area of a ranking that has both outcomes. Exact in its count of pairs.
pub(crate) fn auc_of(ranking: &Ranking) -> Auc {
    let (events, others) = (ranking.events(), ranking.non_events());
    let mut twice_right: u128 = 0;
    let (mut event_squares, mut other_squares) = (0.0, 0.0);
    let (mut events_above, mut others_above) = (0, 0);
    let groups = || ranking.tied().iter();
    for group in groups() {
        let others_below = others - others_above - group.non_events();
        twice_right += u128::from(group.events) * u128::from(2 * others_below + group.non_events());
        others_above += group.non_events();
    }
    let value = pairs(twice_right) / (2.0 * real(events) * real(others));
    others_above = 0;
    for group in groups() {
        let others_below = others - others_above - group.non_events();
        let of_event = real(2 * others_below + group.non_events()) / (2.0 * real(others)) - value;
        let of_other = real(2 * events_above + group.events) / (2.0 * real(events)) - value;
        event_squares += real(group.events) * of_event * of_event;
        other_squares += real(group.non_events()) * of_other * of_other;
        others_above += group.non_events();
        events_above += group.events;
    }
    let variance = (events > 1 && others > 1).then(|| {
        event_squares / (real(events) * real(events - 1)) + other_squares / (real(others) * real(others - 1))
    });
    let spread = variance.map(|variance| Z * variance.sqrt());
    Auc {
        value,
        low: spread.map(|spread| (value - spread).max(0.0)),
        high: spread.map(|spread| (value + spread).min(1.0)),
        variance,
    }
}

#[expect(clippy::cast_precision_loss, reason = "rounded to the nearest real number, as a share is")]
const fn pairs(count: u128) -> f64 {
    count as f64
}

/// The difference between the areas of two scores of the same cases.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct AucDifference {
    /// Area of the first score.
    pub current: f64,
    /// Area of the second.
    pub proposed: f64,
    /// Second less first, −1 to 1.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Standard error of the difference; 0 when both order the cases alike.
    pub standard_error: f64,
    /// Two-sided p-value of no difference; `None` when the standard error is 0.
    pub p_value: Option<f64>,
}

/// Compares two scores of the same cases: `DeLong`'s paired difference, with the covariance that comes from judging the
/// same cases. Sources as at [`Auc`]. O(n log n).
///
/// # Errors
///
/// No case, lengths that differ, scores that are NaN or infinite, fewer than two cases of an outcome.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::auc_difference;
///
/// let events = [true, true, false, true, false, false];
/// let better = auc_difference(&[3.0, 1.0, 2.0, 5.0, 4.0, 0.0], &[9.0, 7.0, 2.0, 8.0, 1.0, 3.0], &events).unwrap();
/// assert_eq!(format!("{:.3} to {:.3}", better.current, better.proposed), "0.667 to 1.000");
/// ```
pub fn auc_difference(current: &[f64], proposed: &[f64], events: &[bool]) -> Result<AucDifference, NoAnswer> {
    check(current, proposed, events)?;
    let (first, first_auc) = placements(current, events);
    let (second, second_auc) = placements(proposed, events);
    let value = second_auc - first_auc;
    let (mut event_squares, mut other_squares) = (0.0, 0.0);
    let event_count = length(events.iter().filter(|&&event| event).count());
    let other_count = length(events.len()) - event_count;
    // The variance of a difference is that of the differences of the components.
    for ((before, after), &event) in first.iter().zip(&second).zip(events) {
        let gap = (after - before) - value;
        if event { event_squares += gap * gap } else { other_squares += gap * gap }
    }
    let variance = event_squares / (event_count * (event_count - 1.0))
        + other_squares / (other_count * (other_count - 1.0));
    let standard_error = variance.sqrt();
    let p_value = (standard_error > 0.0)
        .then(|| libm::erfc((value / standard_error).abs() / core::f64::consts::SQRT_2));
    Ok(AucDifference {
        current: first_auc,
        proposed: second_auc,
        value,
        low: (value - Z * standard_error).max(-1.0),
        high: (value + Z * standard_error).min(1.0),
        standard_error,
        p_value,
    })
}

fn check(current: &[f64], proposed: &[f64], events: &[bool]) -> Result<(), NoAnswer> {
    if events.is_empty() {
        return Err(NoAnswer::NoData);
    }
    same_length("current score", current.len(), events.len())?;
    same_length("proposed score", proposed.len(), events.len())?;
    finite("current score", current)?;
    finite("proposed score", proposed)?;
    let with = events.iter().filter(|&&event| event).count() as u64;
    let without = events.len() as u64 - with;
    if with == 0 || without == 0 {
        return Err(NoAnswer::OneOutcome { cases: with + without });
    }
    for (what, have) in [("events", with), ("cases without the event", without)] {
        if have < 2 {
            return Err(NoAnswer::TooFew { what, have, need: 2 });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::golden::{document, flags, near, number, numbers};

    #[test]
    fn areas_variances_and_ks_agree_with_rocauc_comparison_and_scipy() {
        for case in document()["delong"].as_array().unwrap() {
            let events = flags(&case["events"]);
            for (at, key) in ["current", "proposed"].into_iter().enumerate() {
                let ranking = Ranking::new(&numbers(&case[key]), &events).unwrap();
                let auc = ranking.auc().unwrap();
                near(auc.value, number(&case["auc"][at]), 1e-14);
                near(auc.variance.unwrap() * 1e3, number(&case["variance"][at]) * 1e3, 1e-12);
            }
            let proposed = Ranking::new(&numbers(&case["proposed"]), &events).unwrap();
            near(proposed.ks().unwrap(), number(&case["ks"]), 1e-14);
        }
    }

    #[test]
    fn paired_differences_agree_with_rocauc_comparison() {
        for case in document()["delong"].as_array().unwrap() {
            let (current, proposed) = (numbers(&case["current"]), numbers(&case["proposed"]));
            let difference = auc_difference(&current, &proposed, &flags(&case["events"])).unwrap();
            near(difference.standard_error, number(&case["difference_error"]), 1e-13);
            near(difference.value / difference.standard_error, number(&case["z"]), 1e-11);
            near(difference.p_value.unwrap(), number(&case["p_value"]), 1e-11);
        }
    }

    #[test]
    fn a_score_does_not_differ_from_itself() {
        let scores = [1.0, 2.0, 2.0, 4.0];
        let difference = auc_difference(&scores, &scores, &[false, true, false, true]).unwrap();
        assert_eq!((difference.value, difference.standard_error, difference.p_value), (0.0, 0.0, None));
    }

    #[test]
    fn what_cannot_be_compared_is_said() {
        let code = |current: &[f64], events: &[bool]| {
            auc_difference(current, &[1.0, 2.0, 3.0], events).unwrap_err().code()
        };
        assert_eq!(code(&[1.0, 2.0, 3.0], &[]), "no_data");
        assert_eq!(code(&[1.0, 2.0], &[true, false, true]), "lengths");
        assert_eq!(code(&[1.0, f64::NAN, 3.0], &[true, false, true]), "not_a_number");
        assert_eq!(code(&[1.0, f64::INFINITY, 3.0], &[true, false, true]), "not_a_number");
        assert_eq!(code(&[1.0, 2.0, 3.0], &[true, true, true]), "one_outcome");
        assert_eq!(code(&[1.0, 2.0, 3.0], &[true, false, true]), "too_few");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn exchanging_the_scores_turns_the_difference(
            cases in prop::collection::vec((0_u8..6, 0_u8..6, any::<bool>()), 4..60),
        ) {
            let current: Vec<f64> = cases.iter().map(|case| f64::from(case.0)).collect();
            let proposed: Vec<f64> = cases.iter().map(|case| f64::from(case.1)).collect();
            let events: Vec<bool> = cases.iter().map(|case| case.2).collect();
            let there = auc_difference(&current, &proposed, &events);
            let back = auc_difference(&proposed, &current, &events);
            match (there, back) {
                (Ok(there), Ok(back)) => {
                    prop_assert!((there.value + back.value).abs() < 1e-12);
                    prop_assert!((there.standard_error - back.standard_error).abs() < 1e-12);
                    prop_assert!(there.low <= there.value && there.value <= there.high);
                }
                (there, back) => prop_assert_eq!(there.unwrap_err(), back.unwrap_err()),
            }
        }
    }
}
