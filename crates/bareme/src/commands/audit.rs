//! `bareme audit`: who did what.

use bareme_engine::Engine;
use bareme_engine::audit::{self, ACTIONS, AuditFilter, AuditQuery, AuditRow, Chain, Head};
use serde_json::json;

use crate::cli::{Audit, Format};
use crate::config::Settings;
use crate::output::{Failure, Outcome, print, print_json, print_lines};

pub fn run(settings: &Settings, arguments: &Audit) -> Outcome {
    if let Some(action) = arguments.action.as_deref().filter(|action| !ACTIONS.contains(action)) {
        return Err(Failure::usage(format!("'{action}' is not an action: choose {}", ACTIONS.join(", "))));
    }
    let known = arguments.holds.as_deref().map(head).transpose()?;
    let engine = super::filled_engine(settings)?;
    if let Some(known) = known {
        return holds(&engine, &known);
    }
    let rows = newest(&engine, arguments)?;
    if settings.format == Some(Format::Json) {
        return print_json(&rows.iter().map(json_of).collect::<Vec<_>>());
    }
    print_lines(&rows.iter().map(in_words).collect::<Vec<_>>())
}

/// The newest entries, the oldest of them first, as logs are read.
fn newest(engine: &Engine, arguments: &Audit) -> Result<Vec<AuditRow>, Failure> {
    let filter = AuditFilter {
        actors: arguments.actor.clone().map(|actor| vec![actor]),
        action: arguments.action.clone(),
        object_kind: arguments.object.clone(),
        object_id: None,
    };
    let mut query = AuditQuery { filter, cursor: None };
    let mut rows = Vec::new();
    while rows.len() < arguments.last {
        let slice = audit::list(engine, &query)?;
        rows.extend(slice.rows);
        query.cursor = slice.next;
        if query.cursor.is_none() {
            break;
        }
    }
    rows.truncate(arguments.last);
    rows.reverse();
    Ok(rows)
}

/// Checks the chain against an end that somebody kept elsewhere.
fn holds(engine: &Engine, known: &Head) -> Outcome {
    match engine.database().read(|c| audit::verify(c, Some(known)))? {
        Chain::Whole(head) => print(&format!(
            "the log holds: entry {} is the one that was written down, and {} follow it unbroken; the end is now {}:{}",
            known.seq,
            head.seq - known.seq,
            head.seq,
            head.hash
        )),
        Chain::Broken { says, .. } => Err(Failure::failed(format!("the log does not hold: {says}"))),
    }
}

fn head(text: &str) -> Result<Head, Failure> {
    let parsed = text.split_once(':').and_then(|(seq, hash)| Some((seq.parse().ok()?, hash)));
    match parsed {
        Some((seq, hash)) if seq > 0 && hash.len() == 64 => Ok(Head { seq, hash: hash.to_owned() }),
        _ => Err(Failure::usage(format!(
            "'{text}' is not an end of the log: write number and hash as bareme doctor prints them, such as 412:9f3c…"
        ))),
    }
}

fn in_words(row: &AuditRow) -> String {
    let detail: Vec<String> = row.detail.iter().map(|(name, value)| format!("{name} {value}")).collect();
    let object = format!("{} {}", row.object_kind, row.object_id);
    format!("{} {} {}: {} {} ({})", row.seq, row.at, row.actor, row.action, object.trim(), detail.join(", "))
        .replace(" ()", "")
}

fn json_of(row: &AuditRow) -> serde_json::Value {
    json!({
        "seq": row.seq,
        "at": row.at,
        "actor": row.actor,
        "action": row.action,
        "object_kind": row.object_kind,
        "object_id": row.object_id,
        "detail": row.detail.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
        "hash": row.hash,
    })
}
