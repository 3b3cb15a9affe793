//! One contact as a JSON document, for a look at a model without a database.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Adjustment, Evaluation, Subject};
use crate::model::Model;
use crate::{Activity, ActivityKind, Attributes, Instant, Value};

/// A contact with facts and activities, ready to be evaluated.
#[derive(Clone, Debug, Default)]
pub struct ContactDocument {
    /// The moment to evaluate for, when the document gives one.
    pub as_of: Option<Instant>,
    /// Facts about the person.
    pub contact: Attributes,
    /// Facts about their company.
    pub account: Attributes,
    /// Facts about the edge between both.
    pub relationship: Attributes,
    /// The table of kinds.
    pub kinds: Vec<ActivityKind>,
    /// What they did, sorted by time.
    pub activities: Vec<Activity>,
    /// What sales added or took.
    pub adjustments: Vec<Adjustment>,
}

/// Why a contact document could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Not JSON, or a key that is unknown, missing or of the wrong type.
    #[error("the contact cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// An attribute that is a list or a table.
    #[error("{path}: an attribute is a text, a number, true, false or null, not {found}")]
    Attribute {
        /// Such as `contact.title`.
        path: String,
        /// What was found.
        found: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    as_of: Option<Instant>,
    #[serde(default)]
    contact: BTreeMap<String, serde_json::Value>,
    #[serde(default)]
    account: Option<BTreeMap<String, serde_json::Value>>,
    #[serde(default)]
    relationship: Option<BTreeMap<String, serde_json::Value>>,
    #[serde(default)]
    activities: Vec<RawActivity>,
    #[serde(default)]
    adjustments: Vec<Adjustment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawActivity {
    #[serde(rename = "type")]
    activity: String,
    content_type: Option<String>,
    content: Option<String>,
    campaign: Option<String>,
    channel: Option<String>,
    at: Instant,
}

impl ContactDocument {
    /// Reads a document; a key that has no meaning is an error that names it. An attribute that is null is unknown.
    pub fn from_json(text: &str) -> Result<Self, DocumentError> {
        let raw: Raw = serde_json::from_str(text)?;
        let mut kinds: Vec<ActivityKind> = Vec::new();
        let mut by_kind: BTreeMap<ActivityKind, u32> = BTreeMap::new();
        let mut activities = Vec::with_capacity(raw.activities.len());
        for RawActivity { activity, content_type, content, campaign, channel, at } in raw.activities {
            let kind = ActivityKind { activity, content_type, content, campaign, channel };
            let next = u32::try_from(kinds.len()).unwrap_or(u32::MAX);
            let index = *by_kind.entry(kind.clone()).or_insert(next);
            if index == next {
                kinds.push(kind);
            }
            activities.push(Activity { at, kind: index });
        }
        activities.sort_unstable();
        Ok(Self {
            as_of: raw.as_of,
            contact: attributes("contact", raw.contact)?,
            account: attributes("account", raw.account.unwrap_or_default())?,
            relationship: attributes("relationship", raw.relationship.unwrap_or_default())?,
            kinds,
            activities,
            adjustments: raw.adjustments,
        })
    }

    /// Evaluates the contact at a moment; see [`ContactDocument::as_of`] for the document's own.
    pub fn evaluate(&self, model: &Model, as_of: Instant) -> Evaluation {
        model.evaluate(&self.subject(), &model.matcher(&self.kinds), as_of)
    }

    /// The contact as the computation takes it.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            contact: &self.contact,
            account: Some(&self.account),
            relationship: Some(&self.relationship),
            activities: &self.activities,
            adjustments: &self.adjustments,
        }
    }
}

fn attributes(scope: &str, raw: BTreeMap<String, serde_json::Value>) -> Result<Attributes, DocumentError> {
    let mut attributes = Attributes::new();
    for (name, value) in raw {
        let value = match value {
            serde_json::Value::Null => continue,
            serde_json::Value::Bool(flag) => Value::Boolean(flag),
            serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
            serde_json::Value::String(text) => Value::Text(text),
            serde_json::Value::Array(_) => {
                return Err(DocumentError::Attribute { path: format!("{scope}.{name}"), found: "a list" });
            }
            serde_json::Value::Object(_) => {
                return Err(DocumentError::Attribute { path: format!("{scope}.{name}"), found: "a table" });
            }
        };
        attributes.insert(name, value);
    }
    Ok(attributes)
}
