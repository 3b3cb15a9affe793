//! Backups of PostgreSQL, by its own programs: `pg_dump` sees one state while others write, and knows all that the server has.

use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use bareme_engine::person::{self, Carried};
use bareme_engine::{Database, backup};
use bareme_store::backup::{Copy, digest_of, others_connected, with_ending};
use bareme_store::migration_state;

use crate::config::Settings;
use crate::output::{Failure, Outcome};

pub(super) fn back_up(settings: &Settings, file: &Path) -> Result<Copy, Failure> {
    if file.exists() {
        return Err(Failure::failed(format!(
            "{}: there is a file of this name already; choose another one, such as one with today's date",
            file.display()
        )));
    }
    let part = with_ending(file, "part");
    let written = dumped(settings, &part, file);
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

fn dumped(settings: &Settings, part: &Path, file: &Path) -> Result<Copy, Failure> {
    let wrong = |error: std::io::Error| Failure::file(file, &error);
    let into = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(part);
    let into = into.map_err(wrong)?;
    let mut dump = program("pg_dump", &settings.database);
    dump.args(["--format=custom", "--no-owner", "--no-privileges"]).stdout(into.try_clone().map_err(wrong)?);
    run(dump, "pg_dump")?;
    into.sync_all().map_err(wrong)?;
    let mut list = Command::new("pg_restore");
    list.arg("--list").arg(part).stdout(Stdio::null());
    run(list, "pg_restore")?;
    let (bytes, digest) = digest_of(part)?;
    backup::write_digest(file, &digest)?;
    fs::rename(part, file).map_err(wrong)?;
    Ok(Copy { bytes, digest, structure: "ok".to_owned() })
}

/// Puts a backup in the place of the database; who was erased in what is replaced.
pub(super) fn restore(settings: &Settings, file: &Path, force: bool) -> Result<Carried, Failure> {
    if let Some(digest) = backup::digest_beside(file)
        && digest_of(file)?.1 != digest
    {
        return Err(Failure::failed(format!(
            "{}: this is not the file that was written, since its digest is another than the one beside it; take \
             another backup",
            file.display()
        )));
    }
    let database = Database::open(&settings.database, 2)?;
    if others_connected(&database)? > 0 {
        return Err(Failure::failed(format!(
            "{} is in use: stop bareme serve and every other program that is connected to it, then try again",
            database.url()
        )));
    }
    if !force && !migration_state(&database)?.applied.is_empty() {
        return Err(Failure::failed(format!(
            "{}: there is a database already; --force puts the backup in its place, and what is there is gone",
            database.url()
        )));
    }
    let carried = person::carried(&database);
    drop(database);
    let mut restore = program("pg_restore", &settings.database);
    restore
        .args(["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction"])
        .arg("--exit-on-error")
        .arg(file);
    run(restore, "pg_restore")?;
    Ok(carried)
}

/// A program of PostgreSQL that connects to a database. The password goes by the environment: the list of processes shows
/// arguments to everybody.
fn program(name: &str, url: &str) -> Command {
    let (bare, password) = apart(url);
    let mut command = Command::new(name);
    command.arg(format!("--dbname={bare}"));
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

fn run(mut command: Command, name: &str) -> Outcome {
    let output = command.stdin(Stdio::null()).stderr(Stdio::piped()).output().map_err(|error| {
        Failure::failed(format!(
            "{name} cannot be started ({error}); install the programs of PostgreSQL, on Debian: apt-get install \
             postgresql-client"
        ))
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure::failed(format!("{name} failed: {}", said.trim())))
}

/// A URL without its password, and the password.
fn apart(url: &str) -> (String, Option<String>) {
    let Some((scheme, rest)) = url.split_once("://") else { return (url.to_owned(), None) };
    let Some((user, host)) = rest.rsplit_once('@') else { return (url.to_owned(), None) };
    match user.split_once(':') {
        Some((name, password)) => (format!("{scheme}://{name}@{host}"), Some(decoded(password))),
        None => (url.to_owned(), None),
    }
}

/// Percent-decoded.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let (byte, used) = match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => (byte, 3),
            None => (*first, 1),
        };
        bytes.push(byte);
        rest = rest.get(used..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_goes_by_the_environment_and_never_among_the_arguments() {
        let (bare, password) = apart("postgres://ann:p%40ss%2Fw@db.example.com:5432/bareme?sslmode=require");
        assert_eq!(bare, "postgres://ann@db.example.com:5432/bareme?sslmode=require");
        assert_eq!(password.as_deref(), Some("p@ss/w"));
        assert_eq!(apart("postgres://ann@db/x"), ("postgres://ann@db/x".to_owned(), None));
        let command = program("pg_dump", "postgres://ann:secret@db/x");
        assert!(command.get_args().all(|argument| !argument.to_string_lossy().contains("secret")));
    }
}
