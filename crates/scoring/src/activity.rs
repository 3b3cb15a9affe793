//! What contacts did: activities, and the kinds of activity that many of them share.

use serde::{Deserialize, Serialize};

use crate::Instant;

/// What was done, without who and when. Many activities share one kind, so a model is matched against each kind
/// once and against twenty million activities not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActivityKind {
    /// The type: `page_view`, `form_submit`, `email_click` …
    #[serde(rename = "type")]
    pub activity: String,
    /// The kind of content: `case_study`, `webinar` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The content itself: a path, a title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The campaign that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// The channel: `email`, `web`, `event` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

/// One thing a contact did: a kind, by its place in a table of kinds, and the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Activity {
    /// When.
    pub at: Instant,
    /// Index into the table of kinds that the activities were read with.
    pub kind: u32,
}
