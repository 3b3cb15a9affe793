//! A first model from a flat history: which attributes, in which tiers, with which weights, and what that gained on cases that
//! were not looked at. What is learnt is a grid that people can read aloud and sign: few categories, round cut points, whole
//! weights that add to 100, percents in steps of five.

mod additive;
mod divide;
mod document;
mod grades;
mod grid;
mod judge;
mod learn;
mod levels;
mod readable;
mod screen;
mod sums;
#[cfg(test)]
mod tests;
mod tiers;

use serde::Serialize;

use crate::answer::same_length;
use crate::{BinSettings, Column, Counts, ENOUGH, NoAnswer, Place};
use additive::Term;
use grid::Row;
use learn::Learnt;

pub use document::About;
pub use judge::{Area, Gained, JudgedOn};
pub use screen::Why;

/// An attribute in the model that knows this much (information value) is worth a second look: see [`FirstModel::doubts`].
const DOUBTFUL: f64 = 1.0;

/// An attribute that may become a category.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'a> {
    /// The column's name.
    pub name: &'a str,
    /// Its values, one for each case.
    pub values: Column<'a>,
}

/// What has happened.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// What was known of each case.
    pub attributes: &'a [Attribute<'a>],
    /// Whether each case had the event.
    pub events: &'a [bool],
    /// When each case was, in any unit, if that is known: then the newest 30 % are judged.
    pub times: Option<&'a [i64]>,
}

/// What the model must be like.
#[derive(Clone, Copy, Debug)]
pub struct FirstModelSettings<'a> {
    /// At most so many categories, 1 to 12.
    pub categories: usize,
    /// How attributes are divided.
    pub tiers: BinSettings,
    /// Attributes that are known before the outcome, however well they tell it apart.
    pub trusted: &'a [&'a str],
}

impl Default for FirstModelSettings<'_> {
    fn default() -> Self {
        Self { categories: 5, tiers: BinSettings::default(), trusted: &[] }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirstModel {
    /// Cases.
    pub n: u64,
    /// Cases with the event.
    pub events: u64,
    /// The model, learnt from all cases; `None` when there is no usable signal.
    pub grid: Option<Grid>,
    /// What it gained on cases that were not looked at.
    pub gained: Gained,
    /// What is not in the model, and why.
    pub left_out: Vec<LeftOut>,
    /// Attributes in the model that tell the outcome apart so well that somebody should make sure that they are known before it,
    /// with their information values.
    pub doubts: Vec<(String, f64)>,
}

/// An attribute that is not in the model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeftOut {
    /// Its name.
    pub attribute: String,
    /// Why.
    #[serde(flatten)]
    pub why: Why,
}

/// The model: a score of 0 to 100 is the sum over the categories of weight × percent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Grid {
    /// Heaviest first; the weights add to 100.
    pub categories: Vec<GridCategory>,
    /// From how many points on a case has grade A, B and C.
    pub grades: [u32; 3],
    /// The cases of the history in A, B, C and D.
    pub graded: [Counts; 4],
}

/// A category.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GridCategory {
    /// The attribute that it looks at.
    pub attribute: String,
    /// Its weight.
    pub weight: u32,
    /// Its tiers, best first, all other words last. Those of numbers only rise or only fall.
    pub tiers: Vec<GridTier>,
    /// Cases without a value; a category has a percent for them even when the history has none.
    pub missing: GridTier,
}

/// A tier of a category.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GridTier {
    /// What it holds.
    #[serde(flatten)]
    pub place: Place,
    /// Its percent of the weight.
    pub percent: u32,
    /// The cases of the history in it.
    #[serde(flatten)]
    pub counts: Counts,
}

/// Learns a first model.
///
/// 1. *Screen*: attributes that are constant, number their rows, are free text or tell the outcome apart too well are left out.
/// 2. *Choose and divide*: attributes are taken one after another, each divided into tiers beside those already taken, while they
///    gain more log-likelihood than chance would; after each, all are divided anew (a generalised additive model of step
///    functions: T. Hastie, R. Tibshirani, 1986). Numbers only rise or only fall; a cut goes to the roundest number near to it.
/// 3. *Weigh and round*: weights in proportion to the log-odds between a category's best and worst tier, rounded with a search.
/// 4. *Grade*: thresholds where the score tells the outcome apart best.
/// 5. *Judge*: 1 to 3 are repeated on a part of the cases and judged on the rest, see [`Gained`].
///
/// # Errors
///
/// Fewer than 50 events or 50 other cases; lengths that differ; NaN or infinities; no category wanted; cases of one moment.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::{Attribute, Column, FirstModelSettings, History, first_model};
///
/// let staff: Vec<Option<f64>> = (0..600).map(|case| Some(f64::from(case * 7 % 600))).collect();
/// let events: Vec<bool> = (0..600).map(|case| case * 7 % 600 >= 397 && case % 4 != 0).collect();
/// let attributes = [Attribute { name: "staff", values: Column::Numbers(&staff) }];
/// let history = History { attributes: &attributes, events: &events, times: None };
/// let settings = FirstModelSettings { trusted: &["staff"], ..FirstModelSettings::default() };
/// let grid = first_model(&history, &settings).unwrap().grid.unwrap();
/// assert_eq!((grid.categories[0].weight, grid.categories[0].tiers[0].percent), (100, 100));
/// ```
pub fn first_model(history: &History<'_>, settings: &FirstModelSettings<'_>) -> Result<FirstModel, NoAnswer> {
    check(history, settings)?;
    let gained = judge::judged(history, settings)?;
    let learnt = learn::learn(history.attributes, history.events, settings)?;
    let usable = gained.is_usable() && !learnt.rows.is_empty();
    let grid = if usable { Some(grid_of(history, settings, &learnt)?) } else { None };
    let iv = |term: &Term| learnt.tiered[term.column].evidence.iv;
    let name = |term: &Term| history.attributes[learnt.tiered[term.column].attribute].name;
    let doubts = learnt
        .sum
        .terms
        .iter()
        .filter(|term| iv(term) >= DOUBTFUL && !settings.trusted.contains(&name(term)));
    Ok(FirstModel {
        n: history.events.len() as u64,
        events: history.events.iter().filter(|event| **event).count() as u64,
        gained,
        doubts: doubts.map(|term| (name(term).to_owned(), iv(term))).collect(),
        left_out: learnt.left_out,
        grid,
    })
}

fn check(history: &History<'_>, settings: &FirstModelSettings<'_>) -> Result<(), NoAnswer> {
    let cases = history.events.len();
    if cases == 0 {
        return Err(NoAnswer::NoData);
    }
    for attribute in history.attributes {
        same_length("attribute", attribute.values.len(), cases)?;
    }
    if let Some(times) = history.times {
        same_length("times", times.len(), cases)?;
    }
    if settings.categories == 0 || settings.tiers.most < 2 {
        return Err(NoAnswer::Impossible("a model needs at least one category of two tiers"));
    }
    let events = history.events.iter().filter(|event| **event).count() as u64;
    let others = cases as u64 - events;
    if events == 0 || others == 0 {
        return Err(NoAnswer::OneOutcome { cases: cases as u64 });
    }
    for (what, have) in [("cases with the event", events), ("cases without the event", others)] {
        if have < ENOUGH {
            return Err(NoAnswer::TooFew { what, have, need: ENOUGH });
        }
    }
    Ok(())
}

fn grid_of(
    history: &History<'_>,
    settings: &FirstModelSettings<'_>,
    learnt: &Learnt,
) -> Result<Grid, NoAnswer> {
    let codes = learnt.codes(history.attributes)?;
    let points = learnt.points(&codes, history.events.len());
    let grades = grades::grades(&points, history.events, settings.tiers.smallest);
    let category = |row: &Row| {
        let term = &learnt.sum.terms[row.term];
        let mut counts = vec![Counts::default(); row.percents.len()];
        for (tier, event) in codes[row.term].iter().zip(history.events) {
            counts[*tier].add(*event);
        }
        let name = history.attributes[learnt.tiered[term.column].attribute].name;
        category(name, row, term.bins.places(), &counts)
    };
    let categories = learnt.rows.iter().map(category).collect();
    Ok(Grid { categories, grades: grades.thresholds, graded: grades.counts })
}

/// A category as people read it: tiers of one percent that can be said together are one tier.
fn category(name: &str, row: &Row, places: &[Place], counts: &[Counts]) -> GridCategory {
    let all = places.iter().zip(&row.percents).zip(counts);
    let mut tiers: Vec<GridTier> = Vec::new();
    let mut missing = GridTier { place: Place::Missing, percent: 0, counts: Counts::default() };
    for ((place, percent), counts) in all {
        let next = GridTier { place: place.clone(), percent: *percent, counts: *counts };
        if next.place == Place::Missing {
            missing = next;
        } else if let Some(last) = tiers.iter_mut().find(|tier| joins(tier, &next)) {
            join(last, next);
        } else {
            tiers.push(next);
        }
    }
    // All other words come last, whatever they are worth: they are what the tiers before leave.
    tiers.sort_by_key(|tier| (tier.place == Place::Others, core::cmp::Reverse(tier.percent)));
    GridCategory { attribute: name.to_owned(), weight: row.weight, tiers, missing }
}

fn joins(tier: &GridTier, next: &GridTier) -> bool {
    tier.percent == next.percent
        && matches!(
            (&tier.place, &next.place),
            (Place::Range { .. }, Place::Range { .. }) | (Place::Words { .. }, Place::Words { .. })
        )
}

/// Ranges come in order and percents along them only rise or only fall, so those of one percent are neighbours.
fn join(tier: &mut GridTier, next: GridTier) {
    tier.counts = tier.counts.with(next.counts);
    match (&mut tier.place, next.place) {
        (Place::Range { to, .. }, Place::Range { to: end, .. }) => *to = end,
        (Place::Words { words }, Place::Words { words: more }) => {
            words.extend(more);
            words.sort_unstable();
        }
        _ => {}
    }
}
