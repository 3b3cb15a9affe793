//! `bareme backup` and `bareme restore`: a copy while everything goes on, and a copy in the place of the database.

mod postgres;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant as Stopwatch;

use bareme_engine::audit::{self, Act};
use bareme_engine::person::{self, Carried};
use bareme_engine::{Clock as _, Database, Engine, backup, doctor};
use serde_json::json;

use crate::cli::{Backup, Format, Restore};
use crate::clock::SystemClock;
use crate::config::Settings;
use crate::output::{Failure, Outcome, count, print, print_json, tell};

/// A megabyte, as disks count.
const MEGABYTE: u64 = 1_000_000;

pub fn run(settings: &Settings, arguments: &Backup) -> Outcome {
    let begun = Stopwatch::now();
    let made = match file_of(&settings.database) {
        None => postgres::back_up(settings, &arguments.file)?,
        Some(path) if !path.is_file() => {
            return Err(Failure::failed(format!("{}: there is no database to back up", settings.database)));
        }
        Some(_) => {
            // As it is: a backup before an upgrade must not be the upgrade.
            let database = Database::open(&settings.database, 2)?;
            let engine = Engine::new(database, Arc::new(SystemClock));
            backup::back_up(&engine, &arguments.file, arguments.thorough, super::WHO)?
        }
    };
    let seconds = begun.elapsed().as_secs_f64();
    if settings.format == Some(Format::Json) {
        let file = arguments.file.display().to_string();
        return print_json(
            &json!({ "file": file, "bytes": made.bytes, "digest": made.digest, "seconds": seconds }),
        );
    }
    print(&format!(
        "{}: {} MB, written and checked in {seconds:.1} s, digest {}",
        arguments.file.display(),
        made.bytes.div_ceil(MEGABYTE),
        made.digest
    ))
}

pub fn restore(settings: &Settings, arguments: &Restore) -> Outcome {
    super::readable(&arguments.file)?;
    let Some(target) = file_of(&settings.database) else {
        let carried = postgres::restore(settings, &arguments.file, arguments.force)?;
        return finish(settings, &arguments.file, &carried);
    };
    let restored = backup::restore(&arguments.file, target, arguments.force, SystemClock.now())?;
    if !restored.digest_held {
        tell("No digest lies beside the backup, so that only its structure could be checked.");
    }
    if let Some(kept) = &restored.kept {
        tell(&format!(
            "The database that was there is {} now; delete it when nobody needs it any more.",
            kept.display()
        ));
    }
    // Who was erased since the backup was made must not come back with it.
    let carried = restored.kept.as_deref().map(person::carried_from).transpose()?.unwrap_or_default();
    finish(settings, &arguments.file, &carried)
}

/// Brings what was restored to the form that this version needs, writes down that it was restored, and looks at it.
fn finish(settings: &Settings, file: &Path, carried: &Carried) -> Outcome {
    let engine = super::engine(settings)?;
    let again = carried.erase_again(&engine)?;
    if again > 0 {
        tell(&format!(
            "{} erased again, since that was done after the backup was made.",
            count(again, "person was", "people were")
        ));
    }
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    audit::note_alone(&engine, &Act::new(super::WHO, "restore", "database", "").noting("file", name))?;
    let findings = doctor::examine(&engine)?;
    let broken: Vec<&str> =
        findings.iter().filter(|finding| !finding.sound).map(|finding| finding.says.as_str()).collect();
    if !broken.is_empty() {
        return Err(Failure::failed(format!("the backup is in place, and not sound: {}", broken.join("; "))));
    }
    if settings.format == Some(Format::Json) {
        return print_json(&json!({ "database": settings.database, "checks": findings.len() }));
    }
    print(&format!(
        "{} is what {} holds, and sound by all checks of bareme doctor",
        engine.database().url(),
        file.display()
    ))
}

/// The file of a database in a file; `None` for PostgreSQL.
fn file_of(url: &str) -> Option<&Path> {
    url.strip_prefix("sqlite:").map(|path| Path::new(path.strip_prefix("//").unwrap_or(path)))
}
