//! The whole procedure on one set of cases: screen, divide, choose, weigh, round. The honest judgement repeats it on parts.

use super::additive::{Additive, additive};
use super::grid::{self, Row};
use super::levels::Levels;
use super::screen::{Why, screen};
use super::tiers::Tiered;
use super::{Attribute, FirstModelSettings, LeftOut};
use crate::number::length;
use crate::{Bounds, Column, Design, LogisticFit, NoAnswer, Prior, Problem, fit_logistic};

/// From this correlation of what they are worth on, an attribute that adds nothing to another is said to repeat it.
const ALIKE: f64 = 0.15;

/// What was learnt from some cases.
pub(super) struct Learnt {
    /// Attributes that can be used, alone.
    pub tiered: Vec<Tiered>,
    /// The model before rounding; its columns are places among the tiered.
    pub sum: Additive,
    /// The model's categories, heaviest first; none when nothing tells the outcome apart.
    pub rows: Vec<Row>,
    /// The attribute that knows most alone, as a place among the tiered.
    pub single: Option<usize>,
    /// Plain logistic regression on all attributes that know something.
    pub everything: Option<(Vec<usize>, LogisticFit)>,
    /// What is not in the model.
    pub left_out: Vec<LeftOut>,
}

/// Learns from cases.
pub(super) fn learn(
    attributes: &[Attribute<'_>],
    events: &[bool],
    settings: &FirstModelSettings<'_>,
) -> Result<Learnt, NoAnswer> {
    let (mut tiered, mut left_out) = (Vec::new(), Vec::new());
    for (at, attribute) in attributes.iter().enumerate() {
        match screen(at, attribute, events, settings)? {
            Ok(column) => tiered.push(column),
            Err(why) => left_out.push(LeftOut { attribute: attribute.name.to_owned(), why }),
        }
    }
    let values = |at: usize| &attributes[tiered[at].attribute].values;
    let levels: Vec<Levels> =
        (0..tiered.len()).map(|at| Levels::new(values(at), settings.tiers.smallest)).collect();
    let sum = additive(&levels, events, settings.categories, &settings.tiers)?;
    let codes = codes(&tiered, &sum, attributes)?;
    let rows = grid::rounded(&sum.terms, &codes)?;
    let worths: Vec<Vec<f64>> =
        tiered.iter().enumerate().map(|(at, column)| column.worth(values(at))).collect::<Result<_, _>>()?;
    left_out.extend(unused(attributes, &tiered, &sum, &worths));
    let informed: Vec<usize> = (0..tiered.len()).filter(|at| sum.alone[*at] > 0.0).collect();
    let single =
        informed.iter().copied().reduce(|best, at| if sum.alone[at] > sum.alone[best] { at } else { best });
    let everything = everything(&worths, events, informed)?;
    Ok(Learnt { tiered, sum, rows, single, everything, left_out })
}

/// Usable attributes that are not in the model, and why.
fn unused(
    attributes: &[Attribute<'_>],
    tiered: &[Tiered],
    sum: &Additive,
    worths: &[Vec<f64>],
) -> Vec<LeftOut> {
    let name = |at: usize| attributes[tiered[at].attribute].name.to_owned();
    let taken: Vec<usize> = sum.terms.iter().map(|term| term.column).collect();
    let why = |at: usize| {
        let likeness = |other: usize| correlation(&worths[at], &worths[other]).abs();
        let nearest = taken
            .iter()
            .copied()
            .reduce(|best, other| if likeness(other) > likeness(best) { other } else { best });
        match nearest.filter(|other| likeness(*other) >= ALIKE) {
            _ if sum.left[at] > 0.0 => Why::BeyondLimit,
            Some(other) if sum.alone[at] > 0.0 => Why::Redundant { with: name(other) },
            _ => Why::NoInformation,
        }
    };
    let left = (0..tiered.len()).filter(|at| !taken.contains(at));
    left.map(|at| LeftOut { attribute: name(at), why: why(at) }).collect()
}

fn everything(
    worths: &[Vec<f64>],
    events: &[bool],
    informed: Vec<usize>,
) -> Result<Option<(Vec<usize>, LogisticFit)>, NoAnswer> {
    if informed.is_empty() {
        return Ok(None);
    }
    let size = informed.len();
    let rows = (0..events.len()).flat_map(|case| informed.iter().map(move |at| worths[*at][case]));
    let design = Design::of_rows(size, rows.collect())?;
    let problem = Problem { design: &design, events, weights: None };
    let fit = fit_logistic(&problem, &Prior::around(vec![0.0; size], 1.0), &Bounds::free(size))?;
    Ok(Some((informed, fit)))
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / length(values.len().max(1));
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut both, mut of_a, mut of_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        both += (a - mean_a) * (b - mean_b);
        of_a += (a - mean_a) * (a - mean_a);
        of_b += (b - mean_b) * (b - mean_b);
    }
    if of_a > 0.0 && of_b > 0.0 { both / (of_a * of_b).sqrt() } else { 0.0 }
}

fn codes(
    tiered: &[Tiered],
    sum: &Additive,
    attributes: &[Attribute<'_>],
) -> Result<Vec<Vec<usize>>, NoAnswer> {
    let of_term =
        |term: &super::additive::Term| term.bins.assign(&attributes[tiered[term.column].attribute].values);
    sum.terms.iter().map(of_term).collect()
}

impl Learnt {
    /// The tier of each case by term.
    pub fn codes(&self, attributes: &[Attribute<'_>]) -> Result<Vec<Vec<usize>>, NoAnswer> {
        codes(&self.tiered, &self.sum, attributes)
    }

    /// Points of each case, 0 to 100.
    pub fn points(&self, codes: &[Vec<usize>], cases: usize) -> Vec<f64> {
        let points = |case: usize| -> u32 {
            self.rows.iter().map(|row| row.weight * row.percents[codes[row.term][case]]).sum()
        };
        (0..cases).map(|case| f64::from(points(case)) / 100.0).collect()
    }

    /// Log-odds of each case before rounding.
    pub fn odds(&self, codes: &[Vec<usize>], cases: usize) -> Vec<f64> {
        let odds =
            |case: usize| self.sum.terms.iter().zip(codes).map(|(term, codes)| term.worth[codes[case]]).sum();
        (0..cases).map(odds).collect()
    }

    /// Log-odds of each case by plain logistic regression on everything.
    pub fn everything(&self, attributes: &[Attribute<'_>], cases: usize) -> Result<Vec<f64>, NoAnswer> {
        let Some((columns, fit)) = &self.everything else { return Ok(vec![0.0; cases]) };
        let mut odds = vec![0.0; cases];
        for (at, coefficient) in columns.iter().zip(&fit.coefficients) {
            for (odds, worth) in odds.iter_mut().zip(self.alone(*at, attributes)?) {
                *odds += coefficient * worth;
            }
        }
        Ok(odds)
    }

    /// What each case's tier is worth in one attribute alone.
    pub fn alone(&self, at: usize, attributes: &[Attribute<'_>]) -> Result<Vec<f64>, NoAnswer> {
        self.tiered[at].worth(&attributes[self.tiered[at].attribute].values)
    }
}

/// The cases of some rows.
pub(super) enum Picked<'a> {
    Numbers(Vec<Option<f64>>),
    Words(Vec<Option<&'a str>>),
}

impl<'a> Picked<'a> {
    pub fn new(values: &Column<'a>, rows: &[usize]) -> Self {
        match values {
            Column::Numbers(values) => Self::Numbers(rows.iter().map(|row| values[*row]).collect()),
            Column::Words(words) => Self::Words(rows.iter().map(|row| words[*row]).collect()),
        }
    }

    pub fn column(&self) -> Column<'_> {
        match self {
            Self::Numbers(values) => Column::Numbers(values),
            Self::Words(words) => Column::Words(words),
        }
    }
}
