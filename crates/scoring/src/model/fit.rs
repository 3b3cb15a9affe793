//! The fit half of a model: who the contact, or the company, is.

use super::Condition;
use crate::{Grade, Level, Points};

/// Fit: weighted categories, penalties, knock-outs and the thresholds of the grades.
#[derive(Clone, Debug)]
pub struct FitRules {
    /// Thresholds of A, B and C.
    pub grades: Thresholds,
    /// Categories, whose weights add to 100.00.
    pub categories: Vec<FitCategory>,
    /// What subtracts.
    pub penalties: Vec<Penalty>,
    /// What rules out.
    pub knock_outs: Vec<KnockOut>,
}

/// A category of fit: the first criterion that matches counts.
#[derive(Clone, Debug)]
pub struct FitCategory {
    /// Its name.
    pub name: String,
    /// Its worth at 100 %; whole points, except where an account's fit is rescaled.
    pub weight: Points,
    /// Percent of the weight when nothing is known, 0.00 to 100.00.
    pub missing: Points,
    /// In order.
    pub criteria: Vec<Criterion>,
    /// The attributes that the criteria look at, sorted.
    pub attributes: Vec<usize>,
    /// Its place in the document.
    pub path: String,
}

/// A criterion of a category.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// When it matches.
    pub when: Condition,
    /// The condition as written, on one line of TOML.
    pub written: String,
    /// Percent of the weight, 0.00 to 100.00.
    pub percent: Points,
    /// Whether it asks for an attribute to be unknown, so that it may match when nothing is known.
    pub asks_for_unknown: bool,
}

/// What subtracts points.
#[derive(Clone, Debug)]
pub struct Penalty {
    /// Its name.
    pub name: String,
    /// When it applies.
    pub when: Condition,
    /// The condition as written, on one line of TOML.
    pub written: String,
    /// Below zero.
    pub points: Points,
    /// Its place in the document.
    pub path: String,
}

/// What rules out: forces D and forbids hand-off.
#[derive(Clone, Debug)]
pub struct KnockOut {
    /// Its name.
    pub name: String,
    /// When it applies.
    pub when: Condition,
    /// The condition as written, on one line of TOML.
    pub written: String,
    /// Its place in the document.
    pub path: String,
}

/// Three falling thresholds; a score of at least the first is in the first band, and so on to the fourth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds(pub [Points; 3]);

impl Default for Thresholds {
    fn default() -> Self {
        Self([Points::from_whole(75), Points::from_whole(50), Points::from_whole(25)])
    }
}

impl Thresholds {
    /// The grade of a fit.
    pub fn grade(&self, fit: Points) -> Grade {
        let [a, b, c] = self.0;
        if fit >= a {
            Grade::A
        } else if fit >= b {
            Grade::B
        } else if fit >= c {
            Grade::C
        } else {
            Grade::D
        }
    }

    /// The level of an engagement.
    pub fn level(&self, engagement: Points) -> Level {
        let passed = self.0.iter().position(|threshold| engagement >= *threshold);
        passed.and_then(|band| Level::ALL.get(band).copied()).unwrap_or(Level::FOUR)
    }
}
