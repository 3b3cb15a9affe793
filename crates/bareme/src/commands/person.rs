//! `bareme person`: what is held on somebody, why they score as they do, and their erasure.

use std::io::{BufRead, IsTerminal, Write};

use bareme_engine::Engine;
use bareme_engine::person::{self, Asked, Remains};
use serde_json::json;

use super::WHO;
use crate::cli::{Format, PersonCommand};
use crate::config::Settings;
use crate::output::{Failure, Outcome, print, print_json, print_lines, tell};

pub fn run(settings: &Settings, command: &PersonCommand) -> Outcome {
    let engine = super::filled_engine(settings)?;
    match command {
        PersonCommand::Export { id, out } => {
            let document = person::whole(&engine, person::find(&engine, id)?, WHO)?;
            let Some(file) = out else { return print_json(&document) };
            let text = serde_json::to_string_pretty(&document).map_err(Failure::failed)?;
            std::fs::write(file, text).map_err(|error| Failure::file(file, &error))
        }
        PersonCommand::Explain { id } => {
            let told = person::explanation(&engine, person::find(&engine, id)?)?;
            print_lines(&told.into_iter().map(|sentence| sentence.text).collect::<Vec<_>>())
        }
        PersonCommand::Requests => requests(settings, &engine),
        PersonCommand::Erase { id, yes } => erase(settings, &engine, id, *yes),
        PersonCommand::Readmit { id } => {
            if person::readmit(&engine, id, WHO)? {
                return print("Rows with this key or address come in again.");
            }
            Err(Failure::failed("nobody of this key or address was erased"))
        }
    }
}

fn requests(settings: &Settings, engine: &Engine) -> Outcome {
    let asked = person::requests(engine)?;
    if settings.format == Some(Format::Json) {
        return print_json(&asked.iter().map(json_of).collect::<Vec<_>>());
    }
    print_lines(&asked.iter().map(in_words).collect::<Vec<_>>())
}

fn in_words(asked: &Asked) -> String {
    let done = match &asked.done {
        Some((by, at)) => format!("erased by {by} at {at}"),
        None => "open".to_owned(),
    };
    format!("contact {}: asked by {} at {}; {done}", asked.contact_id, asked.by, asked.at)
}

fn json_of(asked: &Asked) -> serde_json::Value {
    json!({
        "contact": asked.contact_id,
        "asked_by": asked.by,
        "asked_at": asked.at,
        "erased_by": asked.done.as_ref().map(|(by, _)| by),
        "erased_at": asked.done.as_ref().map(|(_, at)| at),
    })
}

fn erase(settings: &Settings, engine: &Engine, id: &str, yes: bool) -> Outcome {
    let contact_id = person::find(engine, id)?;
    if !yes && !agreed(contact_id)? {
        return Err(Failure::failed("nothing was erased"));
    }
    let erased = person::erase(engine, contact_id, WHO)?;
    let remains = match erased.remains {
        Remains::Nothing => "no byte of their addresses is in the files of the database any more",
        Remains::NotLookedAt => {
            "the space is given back to PostgreSQL, which overwrites it in time; its own archives and replicas follow its rules"
        }
        Remains::Found => {
            "a byte of an address is still in the files of the database: somebody has been reading since before; it is \
             overwritten with time, or at once with another erasure"
        }
    };
    tell(
        "Backups that were made before still hold this person, until they are deleted; a restore erases them again.",
    );
    if settings.format == Some(Format::Json) {
        let clean = erased.remains != Remains::Found;
        return print_json(&json!({ "contact": contact_id, "clean": clean }));
    }
    print(&format!("Contact {contact_id} is erased; {remains}."))
}

/// Asks the person at the keyboard. Where nobody sits at one, `--yes` is needed.
fn agreed(contact_id: i64) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::usage("an erasure cannot be taken back: say --yes where nobody can be asked"));
    }
    let mut out = std::io::stderr();
    write!(out, "Contact {contact_id} will be erased everywhere, for good. Type yes to go on: ")?;
    out.flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim() == "yes")
}
