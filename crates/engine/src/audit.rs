//! The audit log: who did what to which object, written in the transaction of the act, so that neither is without the other.

use bareme_access::Action;
use bareme_scoring::Instant;
use bareme_store::audit::{self, Entry, NewEntry};
use bareme_store::lists::Key;
use bareme_store::{AnyConnection, StoreError};
use serde_json::{Map, Value};

pub use bareme_store::audit::{AuditFilter, Head};

use crate::pages::{PAGE, from_cursor, slice};
use crate::view::Slice;
use crate::{Engine, Result};

/// Who acts when nobody does: schedules, clocks.
pub const SYSTEM: &str = "system";
/// Who acts when nobody said who they are.
pub const SOMEBODY: &str = "somebody";

/// Every action that is written down, in the order in which people choose from them.
pub const ACTIONS: [&str; 32] = [
    "sign-in",
    "sign-in-refused",
    "sign-out",
    "password-change",
    "second-factor-change",
    "user-create",
    "user-change",
    "token-create",
    "token-delete",
    "look",
    "export",
    "import",
    "import-undo",
    "model-publish",
    "proposal-open",
    "proposal-edit",
    "proposal-sign",
    "proposal-reject",
    "agreement-change",
    "job-create",
    "job-change",
    "job-pause",
    "job-resume",
    "job-run",
    "job-cancel",
    "job-delete",
    "settings-change",
    "backup",
    "restore",
    "erase-ask",
    "erase",
    "readmit",
];

/// Every kind of object that something is done to.
pub const OBJECTS: [&str; 13] = [
    "user",
    "token",
    "contact",
    "account",
    "lead",
    "leads",
    "report",
    "import",
    "model",
    "proposal",
    "agreement",
    "job",
    "database",
];

/// No name is kept longer, in characters.
const LONGEST_NAME: usize = 200;
/// No text of the detail is kept longer, in characters.
const LONGEST_TEXT: usize = 500;

/// What somebody did to an object.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    actor: &'a str,
    action: &'static str,
    object_kind: &'static str,
    object_id: String,
    detail: Map<String, Value>,
}

impl<'a> Act<'a> {
    /// `actor` did `action`, one of [`ACTIONS`], to the object of a kind, one of [`OBJECTS`]. People are named by their number
    /// in this database, never by name or address: what is erased must not live on here.
    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts, as callers have them at hand")]
    pub fn new(
        actor: &'a str,
        action: &'static str,
        object_kind: &'static str,
        object_id: impl ToString,
    ) -> Self {
        Self { actor, action, object_kind, object_id: object_id.to_string(), detail: Map::new() }
    }

    /// With something else to know.
    #[must_use]
    pub fn noting(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.detail.insert(name.to_owned(), without_addresses(value.into()));
        self
    }
}

/// Writes down an act in the transaction that does it. On PostgreSQL all who write to the log wait for each other from here on,
/// so call it when everything else is done.
///
/// # Errors
///
/// Those of the store.
pub fn note(c: &mut AnyConnection, at: Instant, act: &Act<'_>) -> Result<()> {
    let actor = match act.actor.trim() {
        "" => SOMEBODY.to_owned(),
        actor => actor.chars().take(LONGEST_NAME).collect(),
    };
    let object_id: String = hidden(&act.object_id).chars().take(LONGEST_NAME).collect();
    audit::append(
        c,
        &NewEntry {
            at: at.millis(),
            actor: &actor,
            action: act.action,
            object_kind: act.object_kind,
            object_id: &object_id,
            detail: &Value::Object(act.detail.clone()).to_string(),
        },
    )?;
    Ok(())
}

/// Writes down an act that changes nothing else: a look, an export. Call it before what is asked for is handed out.
///
/// # Errors
///
/// Those of the store.
pub fn note_alone(engine: &Engine, act: &Act<'_>) -> Result<()> {
    engine.database().write(|c| note(c, engine.now(), act))
}

/// Texts without what looks like a mail address, and no longer than somebody reads.
fn without_addresses(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(hidden(&text).chars().take(LONGEST_TEXT).collect()),
        Value::Array(parts) => Value::Array(parts.into_iter().map(without_addresses).collect()),
        Value::Object(parts) => {
            Value::Object(parts.into_iter().map(|(name, part)| (name, without_addresses(part))).collect())
        }
        other => other,
    }
}

fn hidden(text: &str) -> String {
    if !text.contains('@') {
        return text.to_owned();
    }
    let words = text.split(' ').map(|word| if word.contains('@') { "(address)" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// Which part of the log is wanted.
#[derive(Clone, Debug, Default)]
pub struct AuditQuery {
    /// Which entries.
    pub filter: AuditFilter,
    /// The place in the list.
    pub cursor: Option<String>,
}

/// An entry, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: String,
    /// What was done, one of [`ACTIONS`].
    pub action: String,
    /// What it was done to, one of [`OBJECTS`].
    pub object_kind: String,
    /// Which one.
    pub object_id: String,
    /// What else there is to know, name and value.
    pub detail: Vec<(String, String)>,
    /// Its hash.
    pub hash: String,
}

/// A page of the log.
///
/// # Errors
///
/// A bad cursor, and those of the store.
pub fn list(engine: &Engine, query: &AuditQuery) -> Result<Slice<AuditRow>> {
    engine.must(Action::SeeAudit)?;
    let position = from_cursor(query.cursor.as_deref())?;
    engine.database().read(|c| {
        let mut filter = query.filter.clone();
        if let Some(whose) = engine.seen(c, Action::SeeAudit)?.whose {
            // A leader reads what the team did.
            let mut actors = filter.actors.unwrap_or_else(|| whose.owners.clone());
            actors.retain(|actor| whose.owners.contains(actor));
            filter.actors = Some(actors);
        }
        let paged = audit::list(c, &filter, position.as_ref(), PAGE)?;
        slice(paged, |entry| (Key::Number(0), entry.seq), |entry| Ok(row(entry)))
    })
}

fn row(entry: Entry) -> AuditRow {
    let detail: Map<String, Value> = serde_json::from_str(&entry.detail).unwrap_or_default();
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    AuditRow {
        seq: entry.seq,
        at: Instant::from_millis(entry.at),
        actor: entry.actor,
        action: entry.action,
        object_kind: entry.object_kind,
        object_id: entry.object_id,
        detail: detail.into_iter().map(|(name, value)| (name, text(value))).collect(),
        hash: entry.hash,
    }
}

/// What looking through the whole chain showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chain {
    /// Every entry follows the one before it, up to the one that was noted as the last.
    Whole(Head),
    /// It breaks.
    Broken {
        /// At this entry.
        seq: i64,
        /// How, as a sentence.
        says: String,
    },
}

/// Follows the chain from the first entry to the last one, and compares that with what was noted beside the log when it was
/// written. Who can write every table can also forge both: `known` is an end that somebody wrote down elsewhere.
///
/// # Errors
///
/// Those of the store.
pub fn verify(c: &mut AnyConnection, known: Option<&Head>) -> Result<Chain> {
    let mut last = Head::default();
    let mut broken = None;
    audit::for_each(c, |entry| -> std::result::Result<(), StoreError> {
        if broken.is_none() {
            broken = breaks(&last, &entry, known).map(|says| (last.seq + 1, says));
            last = Head { seq: entry.seq, hash: entry.hash };
        }
        Ok(())
    })?;
    if let Some((seq, says)) = broken {
        return Ok(Chain::Broken { seq, says });
    }
    let noted = audit::noted_head(c)?;
    let end = [Some(&noted), known].into_iter().flatten().find(|end| end.seq > last.seq);
    if let Some(end) = end {
        let seq = last.seq + 1;
        let says = format!("entries {seq} to {} were written and are missing", end.seq);
        return Ok(Chain::Broken { seq, says });
    }
    if noted.seq < last.seq {
        let says = format!("the log says it ends with entry {}, and goes on", noted.seq);
        return Ok(Chain::Broken { seq: noted.seq + 1, says });
    }
    if noted.hash != last.hash {
        let says = format!("entry {} is another one than the one that was written", last.seq);
        return Ok(Chain::Broken { seq: last.seq, says });
    }
    Ok(Chain::Whole(last))
}

/// How an entry fails to follow the one before it.
fn breaks(last: &Head, entry: &Entry, known: Option<&Head>) -> Option<String> {
    if entry.seq != last.seq + 1 {
        return Some(format!("entry {} is missing", last.seq + 1));
    }
    if entry.hash != entry.hash_of() {
        return Some(format!("entry {} was changed after it was written", entry.seq));
    }
    if entry.previous != last.hash {
        return Some(format!("entry {} does not follow the one before it", entry.seq));
    }
    let other = known.is_some_and(|known| known.seq == entry.seq && known.hash != entry.hash);
    other.then(|| format!("entry {} is another one than the one that was written down", entry.seq))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_gets_into_a_detail() {
        let act = Act::new("Ann", "import", "import", 7)
            .noting("file", "export of ann@example.org today.csv")
            .noting("names", vec!["ann@example.org", "plain"]);
        let text = Value::Object(act.detail).to_string();
        assert!(!text.contains('@'), "{text}");
        assert!(text.contains("export of (address) today.csv") && text.contains("plain"), "{text}");
    }
}
