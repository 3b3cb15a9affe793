//! Scoring a contact: one computation, with or without its ledger, so that the score and its explanation can
//! never differ.

mod document;
mod engagement;
mod evaluation;
mod fit;
mod ledger;
mod matcher;
mod score;
mod working;

use crate::{Activity, Attributes, Instant, Points};

pub use document::{ContactDocument, DocumentError};
pub use evaluation::{
    CountedActivity, EngagementEvaluation, Evaluation, Evidence, FitEvaluation, KnockedOut, Line, LineKind,
};
pub use matcher::Matcher;
pub use score::{FitScore, Score};
pub use working::Working;

use serde::{Deserialize, Serialize};

/// One contact with what is known of them.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Facts about the person, as known at `as_of`.
    pub contact: &'a Attributes,
    /// Facts about their company.
    pub account: Option<&'a Attributes>,
    /// Facts about the edge between both.
    pub relationship: Option<&'a Attributes>,
    /// What they did, sorted by time; unsorted activities are sorted in a copy, which costs.
    pub activities: &'a [Activity],
    /// What sales added or took.
    pub adjustments: &'a [Adjustment],
}

/// Points that sales added or took, with a reason and an expiry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjustment {
    /// How many; below zero to take.
    pub points: Points,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// From when it counts.
    pub from: Instant,
    /// Until just before when it counts.
    pub until: Instant,
}

impl Adjustment {
    /// Whether it counts at a moment: from `from` until just before `until`.
    pub fn holds_at(&self, as_of: Instant) -> bool {
        self.from <= as_of && as_of < self.until
    }
}
