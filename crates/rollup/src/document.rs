//! The document of `bareme rollup`: a whole graph in one JSON text, and the scores as another.

mod answer;
mod check;
mod strategy;

use bareme_scoring::{EdgeWeights, Instant, Points};
use serde::{Deserialize, Serialize};

pub use answer::DocumentProblem;
pub use check::{DocumentError, DocumentErrors};
pub use strategy::StrategyDocument;

/// A graph as people write it: `{"strategy": …, "accounts": […], "contacts": […], "relationships": […]}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GraphDocument {
    /// How engagements are put together; noisy-or when absent.
    #[serde(default)]
    pub strategy: StrategyDocument,
    /// The moment at which relationships must hold. Without it the graph is taken as it stands now: a relationship with
    /// a `valid_to` is over, whatever the date, and every other one holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Instant>,
    /// Edge weights that differ from the defaults, `max_edges` and `floor` among them.
    #[serde(default)]
    pub weights: EdgeWeights,
    /// The companies.
    pub accounts: Vec<GraphAccount>,
    /// The people.
    #[serde(default)]
    pub contacts: Vec<GraphContact>,
    /// The edges.
    #[serde(default)]
    pub relationships: Vec<GraphRelationship>,
}

/// A company of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GraphAccount {
    /// Its id, unique among accounts.
    pub id: String,
    /// Id of the parent: the same as a `subsidiary_of` relationship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Share that the parent owns, above 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ownership: Option<f64>,
}

/// A person of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GraphContact {
    /// Their id, unique among contacts.
    pub id: String,
    /// Engagement, 0 to 100; rounded half to even to 0.01.
    pub engagement: f64,
}

/// An edge of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GraphRelationship {
    /// `works_at`, `advises`, `referred_by`, `reports_to`, `subsidiary_of` or `partner_of`.
    pub kind: String,
    /// Id of the contact or account that it starts from.
    pub from: String,
    /// Id of the contact or account that it leads to.
    pub to: String,
    /// Buying role of a `works_at`; unknown when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Own weight, above 0 to 1, in place of the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Ownership share of a `subsidiary_of`, above 0 to 1.
    #[serde(default, alias = "ownership", skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// From when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Instant>,
    /// Until when it held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Instant>,
}

/// The answer: `{"accounts": [{"id": "a", "engagement": 61.30, "lines": […]}]}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GraphAnswer {
    /// In the order of the document.
    pub accounts: Vec<GraphScore>,
    /// What was left out or looks wrong; not written when there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<DocumentProblem>,
}

/// An account of the answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GraphScore {
    /// Its id.
    pub id: String,
    /// Engagement, 0–100: the exact sum of the lines.
    pub engagement: Points,
    /// By points, most first, then by contact.
    pub lines: Vec<GraphLine>,
}

/// What one contact adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GraphLine {
    /// Id of the contact.
    pub contact: String,
    /// Reach to the account, with the noise beyond the twelfth decimal taken off.
    pub reach: f64,
    /// The part of the engagement.
    pub points: Points,
}

impl GraphDocument {
    /// Scores every account of the document. The order of contacts and relationships makes no difference.
    ///
    /// Relationships and parents that name an id which is not there are left out and named in the problems, like
    /// self-parents and cycles.
    ///
    /// # Errors
    ///
    /// Everything that cannot be read as meant, all at once, each with its place: duplicate ids, unknown kinds and
    /// roles, weights, shares and engagements out of range.
    pub fn score(&self) -> Result<GraphAnswer, DocumentErrors> {
        let checked = check::check(self)?;
        answer::answer(self, checked)
    }
}
