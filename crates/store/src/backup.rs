//! Copies of a whole database while it is at work, and a copy in the place of a database. SQLite's file only: PostgreSQL has
//! programs of its own for that.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::{AnyConnection, Backend, Database, Result, StoreError};

/// Writes the state of the database at one moment into a new file; others read and write meanwhile. When this returns, the file
/// is on the disk. It holds no remains of what was deleted. Only its owner may read it.
///
/// # Errors
///
/// A database that is not SQLite's, a file that is there already or cannot be written, and those of the database.
pub fn copy_to(database: &Database, file: &Path) -> Result<()> {
    if database.backend() != Backend::Sqlite {
        return Err(StoreError::Aborted("only a database in a file can be copied as one".to_owned()));
    }
    let target = text_of(file)?;
    // Empty and ours: SQLite writes into it, and nobody else may look.
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    drop(made.map_err(|error| StoreError::file(file, &error))?);
    let copied = database.bare(|connection| {
        diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(target).execute(sqlite(connection)?)?;
        Ok(())
    });
    let kept = copied.and_then(|()| sync(file).map_err(|error| StoreError::file(file, &error)));
    if kept.is_err() {
        // What is there is half a copy.
        let _ = fs::remove_file(file);
    }
    kept
}

/// What looking at a copy showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Its size in bytes.
    pub bytes: u64,
    /// Digest of the file, BLAKE3.
    pub digest: String,
    /// `ok`, or what is wrong with its structure.
    pub structure: String,
}

/// Looks at a copy, without changing it: its digest, and whether its structure is sound. `thorough` also compares every index
/// with its table, which takes several times as long.
///
/// # Errors
///
/// A file that cannot be read or is no database.
pub fn examine(file: &Path, thorough: bool) -> Result<Copy> {
    let (bytes, digest) = digest_of(file)?;
    let mut connection = read_only(file)?;
    let check = if thorough { "integrity_check" } else { "quick_check" };
    let rows: Vec<Line> = diesel::sql_query(format!("SELECT {check} AS line FROM pragma_{check} LIMIT 20"))
        .load(&mut connection)?;
    let structure: Vec<String> = rows.into_iter().map(|row| row.line).collect();
    Ok(Copy { bytes, digest, structure: structure.join("; ") })
}

/// The size of a file and its digest, BLAKE3.
///
/// # Errors
///
/// A file that cannot be read.
pub fn digest_of(file: &Path) -> Result<(u64, String)> {
    let wrong = |error: io::Error| StoreError::file(file, &error);
    let mut hasher = blake3::Hasher::new();
    let bytes = io::copy(&mut File::open(file).map_err(wrong)?, &mut hasher).map_err(wrong)?;
    Ok((bytes, hasher.finalize().to_hex().to_string()))
}

/// How many others are connected to a PostgreSQL database.
///
/// # Errors
///
/// When it cannot be asked.
pub fn others_connected(database: &Database) -> Result<i64> {
    if database.backend() == Backend::Sqlite {
        return Ok(0);
    }
    database.bare(|connection| {
        let query = "SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() \
                     AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
        let rows: Vec<Counted> = diesel::sql_query(query).load(connection)?;
        Ok(rows.first().map_or(0, |row| row.count))
    })
}

/// The names of the migrations that a copy has, oldest first; none when it is a database of something else.
///
/// # Errors
///
/// A file that cannot be read or is no database.
pub fn migrations_of(file: &Path) -> Result<Vec<String>> {
    let mut connection = read_only(file)?;
    let tables: Vec<Line> =
        diesel::sql_query("SELECT name AS line FROM sqlite_schema WHERE name = '__diesel_schema_migrations'")
            .load(&mut connection)?;
    if tables.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Line> =
        diesel::sql_query("SELECT version AS line FROM __diesel_schema_migrations ORDER BY version")
            .load(&mut connection)?;
    Ok(rows.into_iter().map(|row| row.line).collect())
}

/// Puts a copy in the place of the database in a file. What is there is kept under another name, which is returned. It must
/// not be open anywhere.
///
/// # Errors
///
/// When some program has the database open, and what the files' system says.
pub fn put_in_place(copy: &Path, target: &Path, old_name: &Path) -> Result<Option<PathBuf>> {
    let beside = with_ending(target, "restoring");
    let _ = fs::remove_file(&beside);
    let placed = written_beside(copy, &beside).and_then(|()| exchanged(&beside, target, old_name));
    if placed.is_err() {
        let _ = fs::remove_file(&beside);
    }
    placed
}

fn written_beside(copy: &Path, beside: &Path) -> Result<()> {
    let wrong = |error: io::Error| StoreError::file(beside, &error);
    let mut from = File::open(copy).map_err(|error| StoreError::file(copy, &error))?;
    let into = OpenOptions::new().write(true).create_new(true).mode(0o600).open(beside);
    let mut into = into.map_err(wrong)?;
    io::copy(&mut from, &mut into).map_err(wrong)?;
    into.sync_all().map_err(wrong)
}

fn exchanged(beside: &Path, target: &Path, old_name: &Path) -> Result<Option<PathBuf>> {
    let kept = if target.exists() {
        close_down(target)?;
        fs::rename(target, old_name).map_err(|error| StoreError::file(target, &error))?;
        Some(old_name.to_owned())
    } else {
        None
    };
    // A journal of the old database would be played into the new one.
    for ending in ["-wal", "-shm"] {
        let mut name = target.as_os_str().to_owned();
        name.push(ending);
        let _ = fs::remove_file(PathBuf::from(name));
    }
    fs::rename(beside, target).map_err(|error| StoreError::file(target, &error))?;
    sync_folder(target).map_err(|error| StoreError::file(target, &error))?;
    Ok(kept)
}

/// Brings all of a database into its one file, which only works while nobody else has it open.
fn close_down(file: &Path) -> Result<()> {
    let mut connection = SqliteConnection::establish(text_of(file)?).map_err(|error| {
        StoreError::Connect { url: file.display().to_string(), reason: error.to_string() }
    })?;
    let alone = connection.batch_execute(
        "PRAGMA busy_timeout = 500; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; \
         BEGIN EXCLUSIVE; COMMIT",
    );
    // Even to be asked, a database that others hold needs a lock.
    let mode: Vec<Mode> = match alone {
        Ok(()) => diesel::sql_query("PRAGMA journal_mode").load(&mut connection)?,
        Err(_) => Vec::new(),
    };
    if mode.iter().any(|mode| mode.journal_mode == "delete") {
        return Ok(());
    }
    Err(StoreError::Aborted(format!(
        "{} is in use: stop bareme serve and every other program that has it open, then try again",
        file.display()
    )))
}

/// A file name with something behind it.
pub fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Mode {
    #[diesel(sql_type = Text)]
    journal_mode: String,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Opens a copy so that not even a journal is made beside it.
fn read_only(file: &Path) -> Result<SqliteConnection> {
    let path = text_of(file)?.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let url = format!("file:{path}?mode=ro&immutable=1");
    SqliteConnection::establish(&url)
        .map_err(|error| StoreError::Connect { url: file.display().to_string(), reason: error.to_string() })
}

fn sqlite(connection: &mut AnyConnection) -> Result<&mut SqliteConnection> {
    match connection {
        AnyConnection::Sqlite(connection) => Ok(connection),
        AnyConnection::Postgres(_) => {
            Err(StoreError::Aborted("only a database in a file can be copied as one".to_owned()))
        }
    }
}

fn text_of(file: &Path) -> Result<&str> {
    file.to_str().ok_or_else(|| StoreError::Aborted(format!("{}: use a name in UTF-8", file.display())))
}

fn sync(file: &Path) -> io::Result<()> {
    File::open(file)?.sync_all()?;
    sync_folder(file)
}

/// A file is there after a loss of power only when its folder is on the disk as well.
fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
