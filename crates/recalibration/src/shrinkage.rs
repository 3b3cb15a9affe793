//! How firmly to believe in the current weights: the strength of the prior, chosen by cases that were not looked at.

use serde::{Deserialize, Serialize};

use crate::number::{length, real};
use crate::{Bounds, Design, NoAnswer, Prior, Problem, Split, fit_logistic, log_loss};

/// A strength and how well it did.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct StrengthChoice {
    /// The strength chosen: what every precision is multiplied by.
    pub strength: f64,
    /// Each candidate with its mean log loss on the cases it was judged on, strongest first.
    pub losses: Vec<(f64, f64)>,
    /// How many cases were judged.
    pub cases: u64,
}

/// Chooses how firmly to believe in `prior` by fitting on the older part of each split and judging by log loss on the newer.
///
/// Of the candidates it takes the strongest whose loss is at most one standard error (of the paired differences) above the
/// least: what cannot be told apart stays near to what was agreed. The one-standard-error rule of L. Breiman and
/// others, "Classification and Regression Trees" (1984), section 3.4.3. Splits whose older part has one outcome only are left out.
///
/// # Errors
///
/// No candidate or one that is not positive; no split that can be fitted, with the last reason; places that are not there.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::{Bounds, Design, Prior, Problem, choose_strength, forward_chain};
///
/// let column: Vec<f64> = (0..90).map(|case| f64::from(case % 3)).collect();
/// let events: Vec<bool> = (0..90).map(|case| case % 3 == 2 || case % 7 == 0).collect();
/// let times: Vec<i64> = (0..90).collect();
/// let design = Design::of_columns(&[column]).unwrap();
/// let problem = Problem { design: &design, events: &events, weights: None };
/// let prior = Prior::around(vec![0.0], 1.0);
/// let splits = forward_chain(&times, 3).unwrap();
/// let choice = choose_strength(&problem, &prior, &Bounds::free(1), &[0.1, 1000.0], &splits).unwrap();
/// assert_eq!(choice.strength, 0.1);
/// ```
pub fn choose_strength(
    problem: &Problem<'_>,
    prior: &Prior,
    bounds: &Bounds,
    candidates: &[f64],
    splits: &[Split],
) -> Result<StrengthChoice, NoAnswer> {
    let mut strengths = candidates.to_vec();
    if let Some(row) = strengths.iter().position(|strength| !(strength.is_finite() && *strength > 0.0)) {
        return Err(NoAnswer::NotANumber { what: "strength", row });
    }
    strengths.sort_by(|a, b| b.total_cmp(a));
    let mut losses = vec![Vec::new(); strengths.len()];
    let mut reason = NoAnswer::NoData;
    for split in splits {
        match judge(problem, prior, bounds, &strengths, split) {
            Ok(of_split) => losses.iter_mut().zip(of_split).for_each(|(all, part)| all.extend(part)),
            Err(answer) => reason = answer,
        }
    }
    let cases = losses.first().map_or(0, Vec::len);
    if cases == 0 {
        return Err(reason);
    }
    let means: Vec<f64> = losses.iter().map(|losses| losses.iter().sum::<f64>() / length(cases)).collect();
    let best = (0..means.len()).fold(0, |best, at| if means[at] < means[best] { at } else { best });
    let chosen = (0..best).find(|at| near_enough(&losses[*at], &losses[best])).unwrap_or(best);
    let strength = strengths[chosen];
    Ok(StrengthChoice { strength, losses: strengths.into_iter().zip(means).collect(), cases: cases as u64 })
}

/// The losses of each judged case of a split, by strength.
fn judge(
    problem: &Problem<'_>,
    prior: &Prior,
    bounds: &Bounds,
    strengths: &[f64],
    split: &Split,
) -> Result<Vec<Vec<f64>>, NoAnswer> {
    let (older, older_events) = part(problem, &split.train)?;
    let (newer, newer_events) = part(problem, &split.test)?;
    let weights: Option<Vec<f64>> = problem
        .weights
        .map(|weights| split.train.iter().filter_map(|case| weights.get(*case).copied()).collect());
    let older = Problem { design: &older, events: &older_events, weights: weights.as_deref() };
    let of_strength = |strength: &f64| {
        let precision = prior.precision.iter().map(|precision| precision * strength).collect();
        let fit = fit_logistic(&older, &Prior { centre: prior.centre.clone(), precision }, bounds)?;
        let chances = fit.probabilities(&newer);
        chances.iter().zip(&newer_events).map(|(chance, event)| log_loss(&[*chance], &[*event])).collect()
    };
    strengths.iter().map(of_strength).collect()
}

fn part(problem: &Problem<'_>, cases: &[usize]) -> Result<(Design, Vec<bool>), NoAnswer> {
    if cases.iter().any(|case| *case >= problem.design.len() || *case >= problem.events.len()) {
        return Err(NoAnswer::Impossible("a split names cases that are not there"));
    }
    Ok((problem.design.pick(cases), cases.iter().map(|case| problem.events[*case]).collect()))
}

/// Whether losses are above the best ones by no more than one standard error of the differences.
fn near_enough(losses: &[f64], best: &[f64]) -> bool {
    let count = length(losses.len());
    let gaps = || losses.iter().zip(best).map(|(loss, best)| loss - best);
    let mean = gaps().sum::<f64>() / count;
    let squares: f64 = gaps().map(|gap| (gap - mean) * (gap - mean)).sum();
    mean <= (squares / (count * (count - 1.0).max(real(1)))).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use crate::forward_chain;

    fn cases(seed: u64, count: usize, truth: f64) -> (Design, Vec<bool>, Vec<i64>) {
        let mut chance = Chance::seeded(seed);
        let values: Vec<f64> = (0..count).map(|_| chance.normal()).collect();
        let events = values.iter().map(|x| chance.share() < 1.0 / (1.0 + (1.0 - truth * x).exp())).collect();
        (Design::of_rows(1, values).unwrap(), events, (0_i64..).take(count).collect())
    }

    fn choose(centre: f64, truth: f64, count: usize) -> f64 {
        let (design, events, times) = cases(5, count, truth);
        let problem = Problem { design: &design, events: &events, weights: None };
        let prior = Prior::around(vec![centre], 1.0);
        let splits = forward_chain(&times, 4).unwrap();
        choose_strength(&problem, &prior, &Bounds::free(1), &[0.01, 1.0, 100.0, 10_000.0], &splits)
            .unwrap()
            .strength
    }

    #[test]
    fn a_true_belief_is_held_and_a_wrong_one_given_up() {
        near_strength(choose(1.0, 1.0, 1_500), 10_000.0);
        assert!(choose(-1.0, 1.0, 1_500) <= 1.0);
    }

    #[track_caller]
    fn near_strength(got: f64, expected: f64) {
        assert!((got - expected).abs() < 1e-9, "{got}");
    }

    #[test]
    fn without_a_usable_split_the_reason_is_given() {
        let design = Design::of_rows(1, vec![1.0, 2.0, 3.0, 4.0]).unwrap();
        let problem = Problem { design: &design, events: &[true, true, true, false], weights: None };
        let prior = Prior::around(vec![0.0], 1.0);
        let splits = forward_chain(&[1, 2, 3, 4], 1).unwrap();
        let code = |candidates: &[f64], splits: &[Split]| {
            choose_strength(&problem, &prior, &Bounds::free(1), candidates, splits).unwrap_err().code()
        };
        assert_eq!(code(&[1.0], &splits), "one_outcome");
        assert_eq!(code(&[1.0], &[]), "no_data");
        assert_eq!(code(&[], &splits), "no_data");
        assert_eq!(code(&[f64::NAN], &splits), "not_a_number");
        assert_eq!(code(&[1.0], &[Split { train: vec![9], test: vec![0] }]), "impossible");
    }
}
