//! What a reader has to know before believing a measurement.

use core::fmt;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::CriterionMeasure;
use crate::{ENOUGH, Ranking, Strength};

/// A reservation about a measurement: a code with what it is about.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Note {
    /// All cases have the same outcome.
    OneOutcome,
    /// Fewer events than a decision takes.
    TooFewEvents {
        /// How many there are.
        have: u64,
        /// How many it takes.
        need: u64,
    },
    /// Fewer cases without the event than a decision takes.
    TooFewNonEvents {
        /// How many there are.
        have: u64,
        /// How many it takes.
        need: u64,
    },
    /// All cases have the same score.
    ConstantScore,
    /// A column has one value for all cases.
    ConstantCriterion {
        /// The column.
        criterion: String,
    },
    /// A column separates too well: it may be filled in after the outcome.
    SuspiciousCriterion {
        /// The column.
        criterion: String,
        /// Its information value.
        iv: f64,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneOutcome => f.write_str("All cases have the same outcome, so nothing can be told apart."),
            Self::TooFewEvents { have, need } => {
                write!(f, "Only {have} cases had the event; a decision takes at least {need}.")
            }
            Self::TooFewNonEvents { have, need } => {
                write!(f, "Only {have} cases did not have the event; a decision takes at least {need}.")
            }
            Self::ConstantScore => f.write_str("All cases have the same score, so it orders nothing."),
            Self::ConstantCriterion { criterion } => {
                write!(f, "{criterion} has one value for all cases and says nothing.")
            }
            Self::SuspiciousCriterion { criterion, iv } => write!(
                f,
                "{criterion} separates too well (information value {iv:.2}): was it filled in after the outcome?"
            ),
        }
    }
}

pub(super) fn notes(ranking: &Ranking, criteria: &BTreeMap<String, CriterionMeasure>) -> Vec<Note> {
    let mut notes = Vec::new();
    if ranking.events() == 0 || ranking.non_events() == 0 {
        notes.push(Note::OneOutcome);
    }
    if ranking.events() < ENOUGH {
        notes.push(Note::TooFewEvents { have: ranking.events(), need: ENOUGH });
    }
    if ranking.non_events() < ENOUGH {
        notes.push(Note::TooFewNonEvents { have: ranking.non_events(), need: ENOUGH });
    }
    if ranking.is_constant() {
        notes.push(Note::ConstantScore);
    }
    for (name, measure) in criteria {
        let criterion = name.clone();
        match (measure.bins.as_slice(), measure.iv, measure.strength) {
            ([_], ..) => notes.push(Note::ConstantCriterion { criterion }),
            (_, Some(iv), Some(Strength::Suspicious)) => {
                notes.push(Note::SuspiciousCriterion { criterion, iv });
            }
            _ => {}
        }
    }
    notes
}
