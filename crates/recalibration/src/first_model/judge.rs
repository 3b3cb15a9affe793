//! What a model is worth on cases that it has not seen: the whole procedure repeated on a part, judged on the rest.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde::Serialize;

use super::learn::{Picked, learn};
use super::{Attribute, FirstModelSettings, History};
use crate::number::{Z, length};
use crate::{Auc, NoAnswer, Ranking, Split, k_folds, newest_apart};

/// The newest share of the cases is judged.
const NEWEST: f64 = 0.3;
const FOLDS: usize = 5;
/// Folds are the same in every run.
const SEED: u64 = 1;

/// Below this AUC, with its 95 % interval, a model orders cases hardly better than a coin, and is not worth agreeing on.
const USABLE: f64 = 0.55;

/// On which cases a model was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum JudgedOn {
    /// The newest 30 %, learnt from the older ones.
    Newest,
    /// Each case once, by a model learnt from the other four fifths.
    Folds {
        /// How many parts.
        folds: u64,
    },
}

/// An area under the ROC curve on cases that were not looked at. With folds it is the mean over the folds, and its variance that of
/// a mean of independent areas (each by `DeLong`); that the folds share most of what they learnt is left out, as is usual.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Area {
    /// The area, 0 to 1.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What was gained, on cases that were not looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gained {
    /// Which cases.
    #[serde(flatten)]
    pub on: JudgedOn,
    /// How many cases were judged.
    pub cases: u64,
    /// How many of them had the event.
    pub events: u64,
    /// The model: whole weights, percents in steps of five.
    pub model: Area,
    /// The same categories before rounding.
    pub unrounded: Area,
    /// Logistic regression on all usable attributes.
    pub everything: Area,
    /// The attribute that alone knows most (of what was learnt from, in the last fold).
    pub single_attribute: Option<String>,
    /// That attribute alone.
    pub single: Area,
}

impl Gained {
    /// Whether the model is worth agreeing on: its AUC is above 0.55 by more than chance.
    pub fn is_usable(&self) -> bool {
        self.model.low > USABLE
    }
}

/// The areas of one split.
struct Part {
    cases: u64,
    events: u64,
    model: Auc,
    unrounded: Auc,
    everything: Auc,
    single: Auc,
    single_attribute: Option<String>,
}

/// Judges the procedure.
pub(super) fn judged(history: &History<'_>, settings: &FirstModelSettings<'_>) -> Result<Gained, NoAnswer> {
    let (on, splits) = if let Some(times) = history.times {
        (JudgedOn::Newest, vec![newest_apart(times, NEWEST)?])
    } else {
        let splits = k_folds(history.events, FOLDS, &mut ChaCha8Rng::seed_from_u64(SEED))?;
        (JudgedOn::Folds { folds: FOLDS as u64 }, splits)
    };
    let parts: Vec<Part> =
        splits.iter().map(|split| part(history, settings, split)).collect::<Result<_, _>>()?;
    let area = |of: &dyn Fn(&Part) -> Auc| mean(&parts.iter().map(of).collect::<Vec<_>>());
    Ok(Gained {
        on,
        cases: parts.iter().map(|part| part.cases).sum(),
        events: parts.iter().map(|part| part.events).sum(),
        model: area(&|part| part.model),
        unrounded: area(&|part| part.unrounded),
        everything: area(&|part| part.everything),
        single_attribute: parts.last().and_then(|part| part.single_attribute.clone()),
        single: area(&|part| part.single),
    })
}

fn part(history: &History<'_>, settings: &FirstModelSettings<'_>, split: &Split) -> Result<Part, NoAnswer> {
    let picked = |rows: &[usize]| -> (Vec<Picked<'_>>, Vec<bool>) {
        let columns =
            history.attributes.iter().map(|attribute| Picked::new(&attribute.values, rows)).collect();
        (columns, rows.iter().map(|row| history.events[*row]).collect())
    };
    let (older, older_events) = picked(&split.train);
    let (newer, newer_events) = picked(&split.test);
    let learnt = learn(&named(history, &older), &older_events, settings)?;
    let newer = named(history, &newer);
    let codes = learnt.codes(&newer)?;
    let cases = newer_events.len();
    let auc = |scores: &[f64]| Ranking::new(scores, &newer_events)?.auc();
    let single = learnt.single.map_or_else(|| Ok(vec![0.0; cases]), |at| learnt.alone(at, &newer))?;
    let name = |at: usize| history.attributes[learnt.tiered[at].attribute].name.to_owned();
    Ok(Part {
        cases: cases as u64,
        events: newer_events.iter().filter(|event| **event).count() as u64,
        model: auc(&learnt.points(&codes, cases))?,
        unrounded: auc(&learnt.odds(&codes, cases))?,
        everything: auc(&learnt.everything(&newer, cases)?)?,
        single: auc(&single)?,
        single_attribute: learnt.single.map(name),
    })
}

fn named<'a>(history: &History<'a>, columns: &'a [Picked<'a>]) -> Vec<Attribute<'a>> {
    let pairs = history.attributes.iter().zip(columns);
    pairs.map(|(attribute, column)| Attribute { name: attribute.name, values: column.column() }).collect()
}

/// The mean of areas of cases that have nothing in common.
fn mean(areas: &[Auc]) -> Area {
    let count = length(areas.len().max(1));
    let value = areas.iter().map(|area| area.value).sum::<f64>() / count;
    // An area of a single event or non-event has no variance; a quarter is the largest that one can have.
    let variance: f64 = areas.iter().map(|area| area.variance.unwrap_or(0.25)).sum::<f64>() / (count * count);
    let spread = Z * variance.sqrt();
    Area { value, low: (value - spread).max(0.0), high: (value + spread).min(1.0) }
}
