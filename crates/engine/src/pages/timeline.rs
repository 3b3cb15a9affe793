//! What happened, newest first, paged by key.

use bareme_store::AnyConnection;
use bareme_store::activities::{self, TimelineRow};
use bareme_store::lists::{Key, Position};

use super::{PAGE, from_cursor, to_cursor};
use crate::sight::Seen;
use crate::view::{Slice, TimelineEntry};
use crate::{Engine, EngineError, Result};

/// What these contacts did. The cursor holds time, contact and kind of the last entry shown.
pub(super) fn timeline(
    engine: &Engine,
    c: &mut AnyConnection,
    seen: &Seen,
    contact_ids: &[i64],
    cursor: Option<&str>,
) -> Result<Slice<TimelineEntry>> {
    let before = match from_cursor(cursor)? {
        None => (i64::MAX, i64::MAX, i64::MAX),
        Some(Position { key: Key::Text(text), id, backwards: false }) => before(&text, id)?,
        Some(_) => return Err(EngineError::BadCursor),
    };
    let mut rows = activities::list_timeline(c, contact_ids, before, PAGE + 1)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|(at, contact, kind)| {
        to_cursor(&Position { key: Key::Text(format!("{at}:{kind}")), id: *contact, backwards: false })
    });
    let kinds = engine.kinds(c)?;
    let mut ids: Vec<i64> = rows.iter().map(|(_, contact, _)| *contact).collect();
    ids.sort_unstable();
    ids.dedup();
    let names = seen.names(c, &ids)?;
    let entries = rows.into_iter().map(|(at, contact_id, kind)| {
        let kind = usize::try_from(kind).ok().and_then(|index| kinds.get(index)).cloned().unwrap_or_default();
        let name = names.iter().find(|(id, _, _)| *id == contact_id).map(|(_, name, _)| name.clone());
        TimelineEntry {
            at: bareme_scoring::Instant::from_millis(at),
            contact_id,
            contact: name.unwrap_or_default(),
            activity: kind.activity,
            content_type: kind.content_type,
            content: kind.content,
            campaign: kind.campaign,
            channel: kind.channel,
        }
    });
    Ok(Slice { rows: entries.collect(), next, previous: None })
}

fn before(text: &str, contact: i64) -> Result<TimelineRow> {
    let parts = text.split_once(':').ok_or(EngineError::BadCursor)?;
    match (parts.0.parse(), parts.1.parse()) {
        (Ok(at), Ok(kind)) => Ok((at, contact, kind)),
        _ => Err(EngineError::BadCursor),
    }
}
