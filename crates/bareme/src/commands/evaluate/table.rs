//! `bareme evaluate --table`: every row of a flat table is a contact, and gets its score beside it.

use std::fs::File;
use std::path::Path;

use bareme_ingest::Source;
use bareme_scoring::spreadsheet::guarded;
use bareme_scoring::{Attributes, Instant, Matcher, Model, Subject};

use crate::cli::Format;
use crate::commands::flat::value;
use crate::commands::is_same;
use crate::config::Settings;
use crate::output::{Failure, Outcome, count, print, print_json, tell};

/// Columns that are added to a table.
const ADDED: [&str; 6] = ["score", "fit", "engagement", "grade", "level", "rating"];

/// Rows that could not be read are told one by one up to so many.
const TOLD: usize = 20;

/// What became of the rows.
#[derive(Default)]
struct Tally {
    scored: u64,
    unread: u64,
    told: Vec<String>,
}

pub fn run(settings: &Settings, model: &Model, table: &Path, out: &Path, as_of: Instant) -> Outcome {
    super::super::readable(table)?;
    if is_same(table, out) {
        return Err(Failure::usage("--out is the table itself, which would be lost; name another file"));
    }
    let source = Source::open(table)?;
    let names: Vec<&str> = source.header().names().collect();
    for name in ADDED.iter().filter(|name| names.contains(name)) {
        tell(&format!(
            "{}: there is a column '{name}' already; the new one stands behind it",
            table.display()
        ));
    }
    let target = File::create(out).map_err(|error| Failure::file(out, &error))?;
    let mut writer = csv::Writer::from_writer(target);
    let unwritten = |error: csv::Error| Failure::failed(format!("{}: {error}", out.display()));
    writer
        .write_record(names.iter().chain(&ADDED).map(|name| guarded(name).into_owned()))
        .map_err(unwritten)?;
    let matcher = model.matcher(&[]);
    let mut tally = Tally::default();
    source.for_each_row(|line, cells| -> Result<(), Failure> {
        match cells {
            Ok(cells) => {
                let added = score_row(model, &matcher, &names, &cells, as_of);
                let row = cells.into_iter().chain(added.iter().map(String::as_str));
                writer.write_record(row.map(|cell| guarded(cell).into_owned())).map_err(unwritten)?;
                tally.scored += 1;
            }
            Err(reason) => {
                tally.unread += 1;
                if tally.told.len() < TOLD {
                    tally.told.push(format!("line {line}: {reason}"));
                }
            }
        }
        Ok(())
    })?;
    writer.flush().map_err(|error| Failure::file(out, &error))?;
    say(settings, &tally, out)
}

fn say(settings: &Settings, tally: &Tally, out: &Path) -> Outcome {
    if settings.format == Some(Format::Json) {
        print_json(&serde_json::json!({
            "scored": tally.scored, "unread": tally.unread, "problems": tally.told, "out": out,
        }))?;
    } else {
        print(&format!("{} scored into {}", count(tally.scored, "row", "rows"), out.display()))?;
    }
    if tally.unread == 0 {
        return Ok(());
    }
    let verb = if tally.unread == 1 { "is" } else { "are" };
    Err(Failure::failed(format!(
        "{} could not be read and {verb} not in the result:\n{}",
        count(tally.unread, "row", "rows"),
        tally.told.join("\n")
    )))
}

/// What is added to a row; empty where the model does not apply.
fn score_row(
    model: &Model,
    matcher: &Matcher,
    names: &[&str],
    cells: &[&str],
    as_of: Instant,
) -> [String; 6] {
    let (mut contact, mut account) = (Attributes::new(), Attributes::new());
    for (name, text) in names.iter().zip(cells) {
        let Some(value) = value(text) else { continue };
        match name.strip_prefix("account.") {
            Some(name) => account.insert(name.to_owned(), value),
            None => contact.insert(name.strip_prefix("contact.").unwrap_or(name).to_owned(), value),
        };
    }
    let subject = Subject {
        contact: &contact,
        account: Some(&account),
        relationship: None,
        activities: &[],
        adjustments: &[],
    };
    let score = model.score(&subject, matcher, as_of);
    if !score.applies {
        return Default::default();
    }
    [
        score.rank.to_string(),
        score.fit.to_string(),
        score.engagement.to_string(),
        score.grade.to_string(),
        score.level.to_string(),
        score.rating().to_string(),
    ]
}
