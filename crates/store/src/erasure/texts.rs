//! Texts that may speak of a person who is erased: notes, rejected rows, letters, what imports and jobs said.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::Person;
use crate::bulk::on_backend;
use crate::schema::{deliveries, import_rejects, letters};
use crate::{AnyConnection, Result};

/// What stands where an address stood.
const ERASED: &str = "(erased)";

/// Columns of text in which an address may stand, by table. Rows that only exist because of the person are deleted elsewhere.
const COLUMNS: &[(&str, &[&str])] = &[
    ("contacts", &["attributes"]),
    ("contact_history", &["attributes"]),
    ("accounts", &["attributes"]),
    ("account_history", &["attributes"]),
    ("activity_kinds", &["content", "campaign"]),
    ("adjustments", &["reason"]),
    ("leads", &["source", "campaign"]),
    ("lead_transitions", &["note", "facts"]),
    ("imports", &["file", "detected", "notices", "checkpoint"]),
    ("saved_views", &["name", "name_folded", "query"]),
    ("job_runs", &["stage", "result", "error"]),
    ("job_log", &["says"]),
    ("unresolved_references", &["to_key"]),
];

/// Takes a person out of every text.
pub(super) fn scrub(c: &mut AnyConnection, person: &Person) -> Result<()> {
    let own = "UPDATE lead_transitions SET note = NULL, facts = {facts} \
               WHERE lead_id IN (SELECT id FROM leads WHERE contact_id = {id})";
    let facts = match c {
        AnyConnection::Sqlite(_) => "json_remove(facts, '$.opening.key', '$.bant')",
        AnyConnection::Postgres(_) => "((facts::jsonb #- '{opening,key}') - 'bant')::text",
    };
    let own = own.replace("{facts}", facts).replace("{id}", &person.contact_id.to_string());
    diesel::sql_query(own).execute(c)?;
    rejects(c, person)?;
    mails(c, person)?;
    for needle in person.needles() {
        for (table, columns) in COLUMNS {
            for column in *columns {
                replace(c, table, column, &needle)?;
            }
        }
    }
    // Names of people in what an import said of their rows.
    for name in person.names.iter().chain([&person.key]).filter(|name| !name.is_empty()) {
        let quoted = format!("\"what\":{}", serde_json::Value::from(name.as_str()));
        replace_by(c, ("imports", "notices"), &quoted, "\"what\":\"(erased)\"")?;
    }
    Ok(())
}

fn replace(c: &mut AnyConnection, table: &str, column: &str, needle: &str) -> Result<()> {
    replace_by(c, (table, column), needle, ERASED)
}

fn replace_by(c: &mut AnyConnection, (table, column): (&str, &str), needle: &str, by: &str) -> Result<()> {
    let find = finds(c, column, "3");
    let query = match c {
        AnyConnection::Sqlite(_) => {
            format!("UPDATE {table} SET {column} = replace({column}, ?, ?) WHERE {find}")
        }
        AnyConnection::Postgres(_) => {
            format!("UPDATE {table} SET {column} = replace({column}, $1, $2) WHERE {find}")
        }
    };
    on_backend!(c, c => diesel::sql_query(query)
        .bind::<Text, _>(needle)
        .bind::<Text, _>(by)
        .bind::<Text, _>(needle)
        .execute(c))?;
    Ok(())
}

/// The condition that a text holds the bind of a number.
fn finds(c: &AnyConnection, text: &str, bind: &str) -> String {
    match c {
        AnyConnection::Sqlite(_) => format!("instr({text}, ?) > 0"),
        AnyConnection::Postgres(_) => format!("strpos({text}, ${bind}) > 0"),
    }
}

#[derive(QueryableByName)]
struct Letter {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = BigInt)]
    import_id: i64,
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = Text)]
    raw: String,
}

/// Rejected rows of theirs go whole: they hold names and telephone numbers as well.
fn rejects(c: &mut AnyConnection, person: &Person) -> Result<()> {
    let words: Vec<&String> = person
        .addresses
        .iter()
        .chain(&person.names)
        .chain([&person.key])
        .filter(|word| !word.is_empty())
        .collect();
    for word in words {
        let text = "raw || ' ' || coalesce(value, '') || ' ' || reason";
        let find = finds(c, text, "1");
        let query =
            format!("SELECT import_id, seq, {text} AS raw FROM import_rejects WHERE seq > 0 AND {find}");
        let found: Vec<Place> =
            on_backend!(c, c => diesel::sql_query(query).bind::<Text, _>(word.as_str()).load(c))?;
        for place in found.into_iter().filter(|place| stands_alone(&place.raw, word)) {
            diesel::delete(import_rejects::table.find((place.import_id, place.seq))).execute(c)?;
        }
    }
    Ok(())
}

/// Whether a word stands in a text, and not merely within a longer one: the key c1 is not in c12.
fn stands_alone(text: &str, word: &str) -> bool {
    let within = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(start, found)| {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(start + found.len()..).and_then(|after| after.chars().next());
        !within(before) && !within(after)
    })
}

/// Letters that name them go whole, with the file that says the same as the letter.
fn mails(c: &mut AnyConnection, person: &Person) -> Result<()> {
    let mut ids: Vec<i64> = Vec::new();
    for word in person.addresses.iter().chain(&person.names).filter(|word| word.len() > 4) {
        let find = finds(c, "subject || ' ' || plain || ' ' || html", "1");
        let query = format!("SELECT id FROM letters WHERE {find}");
        let found: Vec<Letter> =
            on_backend!(c, c => diesel::sql_query(query).bind::<Text, _>(word.as_str()).load(c))?;
        ids.extend(found.into_iter().map(|letter| letter.id));
        let to_them: Vec<i64> =
            deliveries::table.filter(deliveries::address.eq(word)).select(deliveries::letter_id).load(c)?;
        ids.extend(to_them);
    }
    diesel::delete(deliveries::table.filter(deliveries::letter_id.eq_any(ids.clone()))).execute(c)?;
    diesel::delete(letters::table.filter(letters::id.eq_any(ids))).execute(c)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::stands_alone;

    #[test]
    fn a_key_is_not_found_within_another_one() {
        assert!(stands_alone("x,c1,ann@example.org", "c1") && stands_alone("c1", "c1"));
        assert!(!stands_alone("x,c12,ann@example.org", "c1") && !stands_alone("abc1", "c1"));
        assert!(stands_alone("c12,c1\n", "c1") && stands_alone("é;\"c1\"", "c1"));
    }
}
