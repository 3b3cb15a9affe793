//! A copy of the whole database while it is at work, and a copy in the place of a database.

use std::fs;
use std::path::{Path, PathBuf};

use bareme_scoring::Instant;
use bareme_store::backup::{self, Copy};
use bareme_store::{known_migrations, migration_state};

use crate::audit::{self, Act};
use crate::{Engine, EngineError, Result};

/// The ending of the file beside a backup that holds its digest, as `b3sum` writes it.
const DIGEST: &str = "b3";

/// Writes the database into a new file while it is at work, looks whether the copy is sound, and puts the digest beside it. The
/// file has its name only once all of that is done. `thorough` compares every index with its table as well.
///
/// # Errors
///
/// A file that is there already, a copy that is not sound, and those of the store; no file is left behind then.
pub fn back_up(engine: &Engine, file: &Path, thorough: bool, who: &str) -> Result<Copy> {
    if file.exists() {
        return Err(EngineError::Invalid(format!(
            "{}: there is a file of this name already; choose another one, such as one with today's date",
            file.display()
        )));
    }
    let part = backup::with_ending(file, "part");
    // One that was interrupted.
    let _ = fs::remove_file(&part);
    let made = copied(engine, &part, thorough).and_then(|copy| {
        write_digest(file, &copy.digest)?;
        fs::rename(&part, file).map_err(|source| wrong(file, source))?;
        Ok(copy)
    });
    let copy = made.inspect_err(|_| {
        let _ = fs::remove_file(&part);
        let _ = fs::remove_file(backup::with_ending(file, DIGEST));
    })?;
    // A database of an older version has no log yet.
    if migration_state(engine.database())?.pending.is_empty() {
        let act = Act::new(who, "backup", "database", "").noting("bytes", copy.bytes);
        audit::note_alone(engine, &act.noting("digest", copy.digest.as_str()))?;
    }
    Ok(copy)
}

fn copied(engine: &Engine, part: &Path, thorough: bool) -> Result<Copy> {
    backup::copy_to(engine.database(), part)?;
    let copy = backup::examine(part, thorough)?;
    if copy.structure != "ok" {
        return Err(EngineError::Invalid(format!(
            "the copy is not sound, and neither may be the database (bareme doctor looks): {}",
            copy.structure
        )));
    }
    let state = migration_state(engine.database())?;
    if backup::migrations_of(part)? != state.applied {
        return Err(EngineError::Invalid("the copy has another form than the database".to_owned()));
    }
    Ok(copy)
}

/// Writes the digest of a file beside it, as `b3sum --check` reads it.
///
/// # Errors
///
/// A file that cannot be written.
pub fn write_digest(file: &Path, digest: &str) -> Result<()> {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let beside = backup::with_ending(file, DIGEST);
    fs::write(&beside, format!("{digest}  {name}\n")).map_err(|source| wrong(&beside, source))
}

/// The digest that stands beside a file, if there is one.
pub fn digest_beside(file: &Path) -> Option<String> {
    let text = fs::read_to_string(backup::with_ending(file, DIGEST)).ok()?;
    text.split_whitespace().next().map(ToOwned::to_owned)
}

/// What was put in the place of a database.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The copy.
    pub copy: Copy,
    /// Whether a digest stood beside it, and was the right one.
    pub digest_held: bool,
    /// Where the database lies that was there before.
    pub kept: Option<PathBuf>,
}

/// Puts a copy in the place of the database in a file, after looking whether it is whole, sound and of a form that this
/// version knows. A database that is there is put aside, never deleted, and only with `force`.
///
/// # Errors
///
/// A copy that is not what it was, that is not sound or not of Bareme; a database that is there, or in use; and those of the
/// store. Nothing is changed then.
pub fn restore(copy: &Path, target: &Path, force: bool, now: Instant) -> Result<Restored> {
    let beside = digest_beside(copy);
    let found = looked_at(copy, beside.as_deref())?;
    if target.exists() && !force {
        return Err(EngineError::Invalid(format!(
            "{}: there is a database already; --force puts it aside and the backup in its place",
            target.display()
        )));
    }
    let moment = now.to_string().replace([':', '-', 'Z'], "");
    let aside = backup::with_ending(target, &format!("before-{moment}"));
    let kept = backup::put_in_place(copy, target, &aside)?;
    Ok(Restored { copy: found, digest_held: beside.is_some(), kept })
}

fn looked_at(copy: &Path, digest: Option<&str>) -> Result<Copy> {
    let refuse = |why: &str| EngineError::Invalid(format!("{}: {why}", copy.display()));
    let migrations = backup::migrations_of(copy)?;
    if migrations.is_empty() {
        return Err(refuse("this is no database of Bareme"));
    }
    let known = known_migrations()?;
    if migrations.iter().any(|migration| !known.contains(migration)) {
        return Err(refuse("it was written by a newer version of Bareme; restore it with that one"));
    }
    if digest.is_some_and(|digest| backup::digest_of(copy).map_or(true, |(_, found)| found != digest)) {
        return Err(refuse(
            "this is not the file that was written, since its digest is another than the one beside it; take another \
             backup",
        ));
    }
    let found = backup::examine(copy, true)?;
    if found.structure != "ok" {
        return Err(refuse(&format!("it is not sound: {}", found.structure)));
    }
    Ok(found)
}

fn wrong(path: &Path, source: std::io::Error) -> EngineError {
    EngineError::File { path: path.display().to_string(), source }
}
