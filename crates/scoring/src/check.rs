//! From a draft to a model: every problem at once, each with its place, or else a model that can be relied on.
//!
//! Reading and judging are apart: `read_*` turns the tree into the parts of a model and says what cannot be read,
//! `judge_*` looks for what can be read but will not do what its author meant.

mod judge_conditions;
mod judge_engagement;
mod judge_fit;
mod judge_rating;
mod logic;
mod problem;
mod read_account;
mod read_account_rules;
mod read_activity;
mod read_agreement;
mod read_condition;
mod read_engagement;
mod read_fit;
mod read_model;
mod read_routing;
mod read_test;
mod reader;
mod scale;
mod suggestion;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{AttributeType, Draft, Model};

pub use problem::{Code, Problem, Severity};
pub use read_agreement::{AgreementReport, check_agreement};
pub use read_routing::RoutingReport;

/// What the database has seen, for warnings about names that nobody has ever seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Attributes with their types, under the names that a document uses (`contact.title`).
    pub attributes: BTreeMap<String, AttributeType>,
    /// Activity types.
    pub activities: BTreeSet<String>,
    /// Content types.
    pub content_types: BTreeSet<String>,
    /// Campaigns.
    pub campaigns: BTreeSet<String>,
    /// Channels.
    pub channels: BTreeSet<String>,
}

/// The outcome of a check.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// All problems, in the order of the document.
    pub problems: Vec<Problem>,
    /// The model, when no problem is an error.
    #[serde(skip)]
    pub model: Option<Model>,
}

impl Report {
    /// What blocks.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error)
    }

    /// What informs.
    pub fn warnings(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Warning)
    }
}

/// Checks a document given as TOML or JSON text. A text that cannot be parsed gives one problem, its syntax.
pub fn check(text: &str, known: Option<&Known>) -> Report {
    match Draft::parse(text) {
        Ok(draft) => draft.check(known),
        Err(error) => Report { problems: vec![Problem::syntax(&error)], model: None },
    }
}

impl Draft {
    /// Checks the document. With `known`, names that nobody has ever seen are warned about.
    pub fn check(&self, known: Option<&Known>) -> Report {
        let mut checker = reader::Checker::new(known);
        let model = checker.model(self.root());
        let mut problems = checker.into_problems();
        problems.sort_by_key(|problem| (problem.line.is_none(), problem.line, problem.column));
        let blocked = problems.iter().any(|problem| problem.severity == Severity::Error);
        Report { problems, model: model.filter(|_| !blocked) }
    }
}
