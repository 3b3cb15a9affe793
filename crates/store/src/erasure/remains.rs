//! What is left of an erased person in the files of the database, byte by byte.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use memchr::memmem::Finder;

use crate::{Backend, Database, Result, StoreError};

/// What looking for the bytes of an address in the files of the database showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remains {
    /// There are none.
    Nothing,
    /// They are still there, because somebody has been reading since before the erasure, or for another reason: look again.
    Found,
    /// The files are not ours to look into.
    NotLookedAt,
}

/// Bytes that are read at once.
const CHUNK: usize = 1 << 20;
/// How often the journal is tried to be emptied before the first look.
const TRIES: usize = 20;

/// Empties the journal into the database, looks for these bytes in both, and writes the whole database anew where what was
/// deleted has left any behind. On PostgreSQL the space of deleted rows is given back to the server, whose files are not ours
/// to look into.
///
/// # Errors
///
/// Those of the database and its files.
pub fn settle(database: &Database, needles: &[String]) -> Result<Remains> {
    if database.backend() == Backend::Postgres {
        database.bare(|c| Ok(c.batch_execute("VACUUM")?))?;
        return Ok(Remains::NotLookedAt);
    }
    empty_journal(database)?;
    if !found(database, needles)? {
        return Ok(Remains::Nothing);
    }
    // Moving rows about has left copies in the free space of pages.
    database.bare(|c| Ok(c.batch_execute("VACUUM")?))?;
    empty_journal(database)?;
    Ok(if found(database, needles)? { Remains::Found } else { Remains::Nothing })
}

/// The journal holds earlier states of pages until it is emptied, which a reader who came before keeps it from.
fn empty_journal(database: &Database) -> Result<()> {
    for _ in 0..TRIES {
        database.bare(|c| Ok(c.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?))?;
        let journal = journal_of(database);
        if journal.metadata().map_or(0, |file| file.len()) == 0 {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn file_of(database: &Database) -> PathBuf {
    let path = database.url().strip_prefix("sqlite:").unwrap_or_default();
    PathBuf::from(path.strip_prefix("//").unwrap_or(path))
}

fn journal_of(database: &Database) -> PathBuf {
    let mut name = file_of(database).into_os_string();
    name.push("-wal");
    PathBuf::from(name)
}

fn found(database: &Database, needles: &[String]) -> Result<bool> {
    let journal = journal_of(database);
    let wrong = |path: &Path, error: &io::Error| StoreError::file(path, error);
    match File::open(&journal) {
        Ok(file) if contains(&file, needles).map_err(|error| wrong(&journal, &error))? => return Ok(true),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(wrong(&journal, &error)),
        _ => {}
    }
    let path = file_of(database);
    in_database(&path, needles).map_err(|error| wrong(&path, &error))
}

/// Databases that were looked into. They stay open: closing one would take away the locks that SQLite holds on it in this
/// process.
static OPEN: Mutex<BTreeMap<PathBuf, File>> = Mutex::new(BTreeMap::new());

fn in_database(path: &Path, needles: &[String]) -> io::Result<bool> {
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    if !open.contains_key(path) {
        open.insert(path.to_owned(), File::open(path)?);
    }
    open.get(path).map_or(Ok(false), |file| contains(file, needles))
}

fn contains(file: &File, needles: &[String]) -> io::Result<bool> {
    let finders: Vec<Finder<'_>> = needles.iter().map(Finder::new).collect();
    let overlap = needles.iter().map(String::len).max().unwrap_or(1) - 1;
    let mut buffer = vec![0; CHUNK + overlap];
    let mut at = 0;
    loop {
        let read = file.read_at(&mut buffer, at)?;
        let part = buffer.get(..read).unwrap_or_default();
        if finders.iter().any(|finder| finder.find(part).is_some()) {
            return Ok(true);
        }
        if read <= overlap {
            return Ok(false);
        }
        // What begins at the end of a part is read once more.
        at += (read - overlap) as u64;
    }
}
