//! Which columns, in which tiers, worth how much: the sum of a few step functions that fits the outcomes best.

use super::divide::{Division, divide};
use super::levels::{Levels, at};
use super::sums::{Sum, base_odds, sums};
use crate::logistic::logistic;
use crate::number::real;
use crate::{BinSettings, Binning, Bounds, Design, NoAnswer, Place, Prior, Problem, fit_logistic};

/// So many cases that went as expected are added to each tier before it is read, so that a tier of few cases stays near to the
/// middle.
const PRIOR_CASES: f64 = 40.0;

/// Steps of Newton for what a tier is worth, from where its rate stands.
const STEPS: usize = 2;

/// After the last column was taken, all are gone through so often again.
const ROUNDS: usize = 3;

/// A column of the sum.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Place among the levels that were given.
    pub column: usize,
    /// Its tiers.
    pub bins: Binning,
    /// Log-odds of each tier, 0 for the mean case; of a tier without cases too.
    pub worth: Vec<f64>,
    /// The tier of each level.
    tiers: Vec<usize>,
}

/// The sum, and what else could have been taken.
#[derive(Clone, Debug)]
pub(super) struct Additive {
    /// In the order in which they were taken.
    pub terms: Vec<Term>,
    /// What each column gains alone; not above 0 for those that know nothing.
    pub alone: Vec<f64>,
    /// What each column that is not taken would still gain beside those that are.
    pub left: Vec<f64>,
}

/// Takes, one after another, the column that gains most beside those already taken, and goes through all that are taken again
/// after each: T. Hastie and R. Tibshirani, "Generalized Additive Models" (1986), with step functions whose steps are found
/// beside the other columns. So a number that rises only among cases that are alike otherwise is seen to rise.
pub(super) fn additive(
    levels: &[Levels],
    events: &[bool],
    most: usize,
    settings: &BinSettings,
) -> Result<Additive, NoAnswer> {
    let odds = vec![base_odds(events); events.len()];
    let mut sum = Fit { levels, events, settings, odds, terms: Vec::new() };
    let gains = |divisions: Vec<Option<Division>>| -> Vec<f64> {
        divisions.into_iter().map(|division| division.map_or(0.0, |division| division.gain)).collect()
    };
    let mut given_up = vec![false; levels.len()];
    let alone = gains(sum.left(&given_up));
    while sum.terms.len() < most {
        let divisions = sum.left(&given_up).into_iter().enumerate();
        let best = divisions
            .filter_map(|(column, division)| Some((column, division?)))
            .reduce(|best, next| if next.1.gain > best.1.gain { next } else { best });
        let Some((column, division)) = best.filter(|(_, division)| division.gain > 0.0) else { break };
        let term = sum.term(column, &division);
        sum.shift(&term, 1.0);
        sum.terms.push(term);
        given_up.iter_mut().zip(sum.again()).for_each(|(given_up, dropped)| *given_up |= dropped);
    }
    for _ in 0..ROUNDS {
        sum.again();
    }
    sum.scale()?;
    // What the joint regression takes all worth from says nothing beside the others.
    sum.terms.retain(|term| term.worth.iter().any(|worth| worth.abs() > 0.0));
    let left = gains(sum.left(&vec![false; levels.len()]));
    Ok(Additive { terms: sum.terms, alone, left })
}

struct Fit<'a> {
    levels: &'a [Levels],
    events: &'a [bool],
    settings: &'a BinSettings,
    odds: Vec<f64>,
    terms: Vec<Term>,
}

impl Fit<'_> {
    /// How each column that is not taken would be divided.
    fn left(&self, given_up: &[bool]) -> Vec<Option<Division>> {
        let column = |(column, levels): (usize, &Levels)| {
            let is_taken = self.terms.iter().any(|term| term.column == column) || given_up[column];
            (!is_taken).then(|| divide(levels, &self.sums(column), self.settings))
        };
        self.levels.iter().enumerate().map(column).collect()
    }

    /// The levels of a column against what is expected of them.
    fn sums(&self, column: usize) -> Vec<Sum> {
        let levels = &self.levels[column];
        sums(levels.count(), &levels.of_case, &self.odds, self.events)
    }

    /// Divides each column that is taken anew beside the others. Those that then gain nothing are dropped and told.
    fn again(&mut self) -> Vec<bool> {
        let mut dropped = vec![false; self.levels.len()];
        for at in 0..self.terms.len() {
            let old = self.terms[at].clone();
            self.shift(&old, -1.0);
            let division = divide(&self.levels[old.column], &self.sums(old.column), self.settings);
            if division.gain > 0.0 {
                let new = self.term(old.column, &division);
                self.shift(&new, 1.0);
                self.terms[at] = new;
            } else {
                dropped[old.column] = true;
            }
        }
        self.terms.retain(|term| !dropped[term.column]);
        dropped
    }

    /// A column with what its tiers are worth beside the terms that are there.
    fn term(&self, column: usize, division: &Division) -> Term {
        let levels = &self.levels[column];
        let tiers = levels.tiers(&division.bins);
        let mut of_tier = vec![Sum::default(); division.bins.places().len()];
        for (tier, sum) in tiers.iter().zip(self.sums(column)) {
            of_tier[*tier] = of_tier[*tier].with(sum);
        }
        let mut worth: Vec<f64> = of_tier.iter().map(|sum| sum.shift(PRIOR_CASES)).collect();
        for _ in 0..STEPS {
            self.closer(&mut worth, &tiers, &levels.of_case);
        }
        monotone(&mut worth, &division.bins);
        let cases: u64 = of_tier.iter().map(|sum| sum.n).sum();
        let mean = worth.iter().zip(&of_tier).map(|(worth, sum)| worth * real(sum.n)).sum::<f64>();
        let mean = mean / real(cases.max(1));
        for (worth, sum) in worth.iter_mut().zip(&of_tier) {
            *worth = if sum.n == 0 { 0.0 } else { *worth - mean };
        }
        Term { column, bins: division.bins.clone(), worth, tiers }
    }

    /// A step of Newton towards what each tier is worth: the cases of one tier differ in what is expected of them.
    fn closer(&self, worth: &mut [f64], tiers: &[usize], level_of: &[u32]) {
        let (mut pulls, mut weights) = (vec![0.0; worth.len()], vec![0.0; worth.len()]);
        let mut all = 0.0;
        for ((odds, event), level) in self.odds.iter().zip(self.events).zip(level_of) {
            let tier = tiers[at(*level)];
            let chance = logistic(odds + worth[tier]);
            pulls[tier] += if *event { 1.0 - chance } else { -chance };
            weights[tier] += chance * (1.0 - chance);
            all += chance * (1.0 - chance);
        }
        let prior = PRIOR_CASES * all / real(self.events.len() as u64);
        for ((worth, pull), weight) in worth.iter_mut().zip(pulls).zip(weights) {
            if weight + prior > 0.0 {
                *worth += ((pull - prior * *worth) / (weight + prior)).clamp(-1.0, 1.0);
            }
        }
    }

    /// Adds a term to the log-odds, or takes it away.
    fn shift(&mut self, term: &Term, sign: f64) {
        let of_level: Vec<f64> = term.tiers.iter().map(|tier| sign * term.worth[*tier]).collect();
        for (odds, level) in self.odds.iter_mut().zip(&self.levels[term.column].of_case) {
            *odds += of_level[at(*level)];
        }
    }

    /// Stretches all terms together by a joint logistic regression, none turned round.
    fn scale(&mut self) -> Result<(), NoAnswer> {
        let size = self.terms.len();
        if size == 0 {
            return Ok(());
        }
        let worth =
            |term: &Term, case: usize| term.worth[term.tiers[at(self.levels[term.column].of_case[case])]];
        let rows =
            (0..self.events.len()).flat_map(|case| self.terms.iter().map(move |term| worth(term, case)));
        let design = Design::of_rows(size, rows.collect())?;
        let problem = Problem { design: &design, events: self.events, weights: None };
        let fit =
            fit_logistic(&problem, &Prior::around(vec![1.0; size], 1.0), &Bounds::of_signs(&vec![1; size]))?;
        for (term, factor) in self.terms.iter_mut().zip(&fit.coefficients) {
            term.worth.iter_mut().for_each(|worth| *worth *= factor);
        }
        self.odds = design.rows().map(|row| fit.log_odds(row)).collect();
        Ok(())
    }
}

/// Drawing tiers to the middle by their size can turn two neighbours round; they then share what both were worth.
fn monotone(worth: &mut [f64], bins: &Binning) {
    let ranges = bins.places().iter().take_while(|place| matches!(place, Place::Range { .. })).count();
    if ranges < 2 {
        return;
    }
    let sign = if worth[ranges - 1] >= worth[0] { 1.0 } else { -1.0 };
    for at in 1..ranges {
        if sign * worth[at] < sign * worth[at - 1] {
            worth[at] = worth[at - 1];
        }
    }
}
