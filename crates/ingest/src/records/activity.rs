//! What contacts did: the long files, so a row is borrowed from the reader's buffer.

use std::borrow::Cow;

use bareme_scoring::{ActivityKind, ActivityRecord, Instant};

use super::contact_key;
use crate::plan::{Misfit, Row, Slot};

/// Where the parts of an activity lie.
#[derive(Clone, Debug)]
pub(crate) struct ActivityShape {
    pub id: Slot,
    pub contact: Slot,
    pub activity: Slot,
    pub content_type: Slot,
    pub content: Slot,
    pub campaign: Slot,
    pub channel: Slot,
    pub at: Slot,
}

/// One activity, borrowed until the next is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityRow<'r> {
    /// Physical line at which the row begins.
    pub line: u64,
    /// Its number among the rows.
    pub row: u64,
    /// Key or e-mail address of the contact.
    pub contact: Cow<'r, str>,
    /// The type.
    pub activity: Cow<'r, str>,
    /// The kind of content.
    pub content_type: Option<Cow<'r, str>>,
    /// The content.
    pub content: Option<Cow<'r, str>>,
    /// The campaign.
    pub campaign: Option<Cow<'r, str>>,
    /// The channel.
    pub channel: Option<Cow<'r, str>>,
    /// When.
    pub at: Instant,
    /// The source's own id.
    pub id: Option<Cow<'r, str>>,
}

impl ActivityShape {
    pub fn build<'r>(&'r self, row: &Row<'r>, line: u64, number: u64) -> Result<ActivityRow<'r>, Misfit> {
        Ok(ActivityRow {
            line,
            row: number,
            contact: contact_key(needed(&self.contact, row, "contact")?),
            activity: needed(&self.activity, row, "type")?,
            content_type: self.content_type.optional(row),
            content: self.content.optional(row),
            campaign: self.campaign.optional(row),
            channel: self.channel.optional(row),
            at: self.at.instant(row)?.ok_or_else(|| self.at.missing("at"))?,
            id: self.id.optional(row),
        })
    }
}

fn needed<'r>(slot: &'r Slot, row: &Row<'r>, field: &str) -> Result<Cow<'r, str>, Misfit> {
    slot.optional(row).ok_or_else(|| slot.missing(field))
}

impl ActivityRow<'_> {
    /// The same with texts of its own.
    pub fn to_record(&self) -> ActivityRecord {
        let own = |text: &Option<Cow<'_, str>>| text.as_deref().map(str::to_owned);
        ActivityRecord {
            contact: self.contact.to_string(),
            kind: ActivityKind {
                activity: self.activity.to_string(),
                content_type: own(&self.content_type),
                content: own(&self.content),
                campaign: own(&self.campaign),
                channel: own(&self.channel),
            },
            at: self.at,
            id: own(&self.id),
        }
    }
}
