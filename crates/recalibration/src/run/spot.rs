//! Which part of a model is meant, by its place and by the name that people know it by.

use serde::{Deserialize, Serialize};

/// A half of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// Who they are.
    Fit,
    /// What they do.
    Engagement,
}

/// A category, a criterion, a signal or a row of tiers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Spot {
    /// Where it belongs.
    pub half: Half,
    /// Its place in the document, items counting from 1: `fit.category[2].criterion[1]`. Values that are missing, or that no
    /// criterion asks for, have the place of their category.
    pub path: String,
    /// The category's name.
    pub category: String,
    /// The criterion's condition as written, the signal's or the row's activities; `None` for the category as a whole.
    pub criterion: Option<String>,
    /// Whether cases without a value are meant.
    pub missing: bool,
    /// One value of an attribute within the criterion: `Public sector`.
    pub value: Option<String>,
}
