//! A checked model: what the document says, in the form in which contacts are scored.
//!
//! The parts are readable by everyone (pages show them, exports compile them), but a [`Model`] comes into being only
//! through [`check`](crate::check), so whoever holds one may rely on it.

mod condition;
mod decay;
mod engagement;
mod facts;
mod fit;
mod interval;
mod matrix;

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{EdgeWeights, MqaRule, Points, Seat, Strategy, SurgeRule};

pub use condition::{Condition, Operand, Test};
pub use decay::{Curve, Decay, Recency};
pub use engagement::{
    ActivityFilter, CategoryRules, EngagementCategory, EngagementPenalty, EngagementRules, Pattern, Signal,
    Tier,
};
pub use facts::Facets;
pub(crate) use facts::{Facts, Sources};
pub use fit::{Criterion, FitCategory, FitRules, KnockOut, Penalty, Thresholds};
pub use interval::{Bound, Interval};
pub use matrix::{Action, Cell, Matrix};

/// An agreed scoring grid.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Model {
    /// Its key.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// Whether it drives the lead of a contact.
    pub primary: bool,
    /// Whom it scores; everyone when absent.
    pub applies_to: Option<Condition>,
    /// Who they are.
    pub fit: FitRules,
    /// What they do; without it engagement is 0.00, level 4, and the rank is the fit.
    pub engagement: Option<EngagementRules>,
    /// What to do with each rating.
    pub matrix: Matrix,
    /// Share of fit in the rank, percent, 0.00 to 100.00.
    pub fit_share: Points,
    /// What it says about companies.
    pub account: AccountRules,
    /// The attributes that conditions refer to by index.
    pub attributes: Vec<AttributeRef>,
}

/// What a model says about companies.
#[derive(Clone, Debug)]
pub struct AccountRules {
    /// How people's engagement becomes the company's.
    pub strategy: Strategy,
    /// How well the company fits, on `account.` attributes only; `None` when the model says nothing about companies.
    pub fit: Option<FitRules>,
    /// Levels of account engagement.
    pub levels: Thresholds,
    /// Who must be engaged.
    pub committee: Vec<Seat>,
    /// When the company is qualified.
    pub mqa: MqaRule,
    /// When its activity surges.
    pub surge: SurgeRule,
    /// Weights of the relationship graph.
    pub weights: EdgeWeights,
}

/// Whose fact an attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The person.
    Contact,
    /// Their company.
    Account,
    /// The edge between both.
    Relationship,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Contact, Self::Account, Self::Relationship];

    /// The word before the dot.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Account => "account",
            Self::Relationship => "relationship",
        }
    }
}

/// An attribute as a document names it: `account.industry`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttributeRef {
    /// Whose.
    pub scope: Scope,
    /// Which.
    pub name: String,
}

impl fmt::Display for AttributeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.scope.word(), self.name)
    }
}

/// The attributes that a model reads, by scope, so that nothing else needs to be fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributesRead {
    /// Names after `contact.`.
    pub contact: BTreeSet<String>,
    /// Names after `account.`, those of the account's own fit included.
    pub account: BTreeSet<String>,
    /// Names after `relationship.`.
    pub relationship: BTreeSet<String>,
}

impl Model {
    /// The attributes that this model reads.
    pub fn attributes_read(&self) -> AttributesRead {
        let names = |scope| {
            self.attributes
                .iter()
                .filter(|attribute| attribute.scope == scope)
                .map(|attribute| attribute.name.clone())
                .collect()
        };
        AttributesRead {
            contact: names(Scope::Contact),
            account: names(Scope::Account),
            relationship: names(Scope::Relationship),
        }
    }
}
