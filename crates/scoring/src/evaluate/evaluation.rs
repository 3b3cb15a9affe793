//! An evaluation with its ledger, as `evaluate` prints it and the API answers it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Working;
use crate::model::Action;
use crate::{Activity, ActivityKind, Grade, Instant, Level, Points, Rating, Value};

/// Attribute values that decided, by name (`contact.title`); unknown ones are null.
pub type Evidence = BTreeMap<String, Option<Value>>;

/// The full score of one contact under one model, line by line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The model's name.
    pub model: String,
    /// The moment that it holds for.
    pub as_of: Instant,
    /// Whether the model is meant for this contact; when not, nothing else is given.
    pub applies: bool,
    /// Who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<FitEvaluation>,
    /// What they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engagement: Option<EngagementEvaluation>,
    /// The cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// Hours in which sales must respond, for a hand-off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sla_hours: Option<u32>,
    /// 1 is called first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<u8>,
    /// Advice to the person who acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub play: Option<String>,
    /// Orders contacts of one rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<Points>,
    /// The latest activity up to `as_of`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_activity: Option<Instant>,
}

/// The fit half.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitEvaluation {
    /// 0.00 to 100.00: the sum of the lines.
    pub score: Points,
    /// D when knocked out.
    pub grade: Grade,
    /// Percent of the weight that something is known about.
    pub completeness: u8,
    /// The ledger.
    pub lines: Vec<Line>,
    /// Names of the knock-outs that hold.
    pub knock_outs: Vec<String>,
    /// The same knock-outs with what decided them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub knocked_out_by: Vec<KnockedOut>,
}

/// The engagement half.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EngagementEvaluation {
    /// 0.00 to 100.00: the sum of the lines.
    pub score: Points,
    /// The level.
    pub level: Level,
    /// The ledger.
    pub lines: Vec<Line>,
}

/// A knock-out that holds, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnockedOut {
    /// Its name.
    pub rule: String,
    /// Its place in the document.
    pub path: String,
    /// The condition as written.
    pub when: String,
    /// The values that it looked at.
    pub evidence: Evidence,
}

/// What a line of the ledger is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// A category of fit.
    Category,
    /// A signal of a category that accumulates.
    Signal,
    /// The best row of a category of tiers.
    Tier,
    /// What a category would be worth beyond its weight.
    Cap,
    /// What a category would be worth below zero.
    Floor,
    /// A penalty.
    Penalty,
    /// An adjustment by sales.
    Adjustment,
    /// What the whole would be worth outside of 0 to 100.
    Clip,
}

/// One line of a ledger. What does not concern a kind of line is left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The rule, by name.
    pub rule: String,
    /// What it is.
    pub kind: LineKind,
    /// The place of the rule in the document, items counting from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Its points.
    pub points: Points,
    /// Whether nothing was known, so that the category's percent for missing values counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub missing: bool,
    /// Percent of the weight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Points>,
    /// The criterion that matched, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<usize>,
    /// The condition that held, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The values that it looked at.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub evidence: Evidence,
    /// How many activities the rule found, those that a limit left nothing of included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activities: Option<usize>,
    /// These activities, earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<CountedActivity>,
    /// How the points follow from what was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working: Option<Working>,
    /// Why sales adjusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who adjusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Until when the adjustment counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// An activity that a rule found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountedActivity {
    /// When.
    pub at: Instant,
    /// Its age at `as_of`, days of 24 hours, shown to four decimals.
    pub age_days: f64,
    /// What was done.
    #[serde(flatten)]
    pub kind: ActivityKind,
    /// The points that it counted for, after limits and before decay; left out for a tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Points>,
    /// The recency factor, above 0 and at most 1, shown to six decimals; left out for a tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<f64>,
    /// Both multiplied, rounded so that the activities of a line add up to the sum of its working; left out for a tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<f64>,
}

impl CountedActivity {
    pub(super) fn new(
        activity: Activity,
        kind: ActivityKind,
        worth: Option<(Points, f64)>,
        as_of: Instant,
    ) -> Self {
        // What is shown is short enough to be read back from JSON as it was written.
        let shown = |number: f64, scale: f64| (number * scale).round() / scale;
        Self {
            at: activity.at,
            age_days: shown(as_of.days_since(activity.at), 10_000.0),
            kind,
            counted: worth.map(|(points, _)| points),
            factor: worth.map(|(_, factor)| shown(factor, 1_000_000.0)),
            worth: worth.map(|(points, factor)| points.as_f64() * factor),
        }
    }
}

impl Line {
    pub(super) fn new(rule: impl Into<String>, kind: LineKind, points: Points) -> Self {
        Self {
            rule: rule.into(),
            kind,
            path: None,
            points,
            missing: false,
            percent: None,
            criterion: None,
            when: None,
            evidence: Evidence::new(),
            activities: None,
            counted: Vec::new(),
            working: None,
            reason: None,
            by: None,
            until: None,
        }
    }

    pub(super) fn at(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self
    }
}
