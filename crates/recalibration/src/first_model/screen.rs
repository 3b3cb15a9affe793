//! What is left out before anything is weighed, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::tiers::Tiered;
use super::{Attribute, FirstModelSettings};
use crate::{Column, NoAnswer};

/// An attribute alone that knows as much as this (information value above chance) separates as well as a whole model does (an
/// AUC of about 0.8): it is far more often filled in after the outcome than known before. Siddiqi suspects 0.5 and more, which
/// honest attributes of sales reach; see [`Why::Leak`].
const LEAK: f64 = 1.5;

/// A text may have this share of cases with values that too few others have; with more it is free text.
const MOST_RARE: f64 = 0.5;

/// So many cases are needed before values that never repeat are taken for the numbers of a list.
const IDENTIFIER_CASES: usize = 50;

/// Words in a column's name that say that it numbers its rows.
const NUMBERING: [&str; 9] = ["id", "ids", "uuid", "guid", "key", "number", "no", "nr", "index"];

/// Why an attribute is not in the model.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Why {
    /// It has no value in any case.
    Empty,
    /// It has one value in all cases.
    Constant,
    /// Its values never repeat and number the cases.
    Identifier,
    /// It is text of which most values have too few cases to learn from.
    TooManyValues {
        /// How many different values it has.
        values: usize,
    },
    /// It is a moment: a model that looks at it would age with the calendar.
    Moment,
    /// It tells the outcome apart so well that it is probably known only afterwards.
    Leak {
        /// Its information value.
        iv: f64,
        /// Its AUC alone.
        auc: f64,
    },
    /// Beside the others it does not tell the outcome apart better than chance would.
    NoInformation,
    /// What it knows, another attribute of the model knows already.
    Redundant {
        /// The attribute of the model that it goes with most.
        with: String,
    },
    /// It would add something, but the model has as many categories as are wanted.
    BeyondLimit,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no case has a value"),
            Self::Constant => f.write_str("all cases have the same value"),
            Self::Identifier => f.write_str("an identifier: no value repeats"),
            Self::TooManyValues { values } => {
                write!(
                    f,
                    "too many different values ({values}), most of them with too few cases to learn from"
                )
            }
            Self::Moment => f.write_str("a date: a rule about it would age with the calendar"),
            Self::Leak { iv, auc } => write!(
                f,
                "separates too well (information value {iv:.2}, AUC {auc:.2} alone): it is probably filled in after the outcome"
            ),
            Self::NoInformation => f.write_str(
                "no information: beside the others it does not tell the outcome apart better than chance",
            ),
            Self::Redundant { with } => {
                write!(f, "adds nothing to what the model knows already, above all from {with}")
            }
            Self::BeyondLimit => {
                f.write_str("would add a little, but the model has as many categories as were asked for")
            }
        }
    }
}

/// Divides an attribute into tiers, or says why it cannot be used.
pub(super) fn screen(
    at: usize,
    attribute: &Attribute<'_>,
    events: &[bool],
    settings: &FirstModelSettings<'_>,
) -> Result<Result<Tiered, Why>, NoAnswer> {
    if let Some(why) = by_values(attribute, settings.tiers.smallest) {
        return Ok(Err(why));
    }
    let tiered = match Tiered::new(at, &attribute.values, events, &settings.tiers) {
        Ok(tiered) => tiered,
        // All known values have one outcome: what is known is whether there is a value, which is an answer of its own.
        Err(NoAnswer::OneOutcome { .. }) => return Ok(Err(one_sided(attribute, events))),
        Err(answer) => return Err(answer),
    };
    let above_chance = tiered.evidence.iv - tiered.evidence.iv_by_chance;
    if above_chance >= LEAK && !settings.trusted.contains(&attribute.name) {
        return Ok(Err(Why::Leak { iv: tiered.evidence.iv, auc: tiered.auc() }));
    }
    Ok(Ok(tiered))
}

/// An attribute that is known for one outcome only.
fn one_sided(attribute: &Attribute<'_>, events: &[bool]) -> Why {
    let known = match &attribute.values {
        Column::Numbers(values) => values.iter().map(Option::is_some).collect::<Vec<_>>(),
        Column::Words(words) => words.iter().map(Option::is_some).collect(),
    };
    let mut cells = [crate::Counts::default(); 2];
    for (known, event) in known.iter().zip(events) {
        cells[usize::from(*known)].add(*event);
    }
    let scores: Vec<f64> = known.iter().map(|known| f64::from(u8::from(*known))).collect();
    let auc = crate::Ranking::new(&scores, events).and_then(|ranking| ranking.auc()).map(|auc| auc.value);
    match (crate::evidence(&cells), auc) {
        (Ok(found), Ok(auc)) if found.iv - found.iv_by_chance >= LEAK => {
            Why::Leak { iv: found.iv, auc: auc.max(1.0 - auc) }
        }
        _ => Why::NoInformation,
    }
}

/// What the values alone say.
fn by_values(attribute: &Attribute<'_>, smallest: u64) -> Option<Why> {
    match &attribute.values {
        Column::Numbers(values) => numbers(attribute.name, values),
        Column::Words(words) => texts(words, smallest),
    }
}

fn numbers(name: &str, values: &[Option<f64>]) -> Option<Why> {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let distinct = known.iter().map(|value| (value + 0.0).to_bits()).collect::<BTreeSet<_>>().len();
    let ordered = known.is_sorted() || known.is_sorted_by(|a, b| a >= b);
    let is_whole = || known.iter().all(|value| value.fract().abs() < f64::MIN_POSITIVE);
    match distinct {
        0 => Some(Why::Empty),
        1 if known.len() == values.len() => Some(Why::Constant),
        _ if distinct == values.len()
            && distinct >= IDENTIFIER_CASES
            && is_whole()
            && (ordered || is_numbering(name)) =>
        {
            Some(Why::Identifier)
        }
        _ => None,
    }
}

/// Whether a column's name says that it numbers its rows: "Lead Number", "account id".
fn is_numbering(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.split(|letter: char| !letter.is_alphanumeric()).any(|word| NUMBERING.contains(&word))
}

fn texts(words: &[Option<&str>], smallest: u64) -> Option<Why> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for word in words.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let known: u64 = counts.values().sum();
    let rare: u64 = counts.values().filter(|count| **count < smallest).sum();
    match counts.len() {
        0 => Some(Why::Empty),
        1 if known == words.len() as u64 => Some(Why::Constant),
        values if values as u64 == known && values >= IDENTIFIER_CASES => Some(Why::Identifier),
        values if crate::number::real(rare) > MOST_RARE * crate::number::real(known) => {
            Some(Why::TooManyValues { values })
        }
        _ => None,
    }
}
