//! How a row of somebody who was erased is known again: by a keyed hash of each key and address. Nobody can read an address
//! out of it; who has the database can only try whether a certain one is among them.

use std::io::Read as _;
use std::path::Path;

use bareme_scoring::{Instant, fold};
use bareme_store::erasure::{self, Person};
use bareme_store::{AnyConnection, Database, settings};

use super::erase_in;
use crate::audit::{self, Act, SYSTEM};
use crate::{Engine, EngineError, Result};

/// The setting that holds the key of the hashes.
const KEY: &str = "erasure_key";

/// Those who were erased.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    key: Option<[u8; 32]>,
    hashes: Vec<(String, i64)>,
}

impl Known {
    /// Reads them.
    pub fn load(c: &mut AnyConnection) -> Result<Self> {
        let key = settings::find(c, KEY)?.and_then(|text| blake3::Hash::from_hex(text).ok());
        let hashes = if key.is_some() { erasure::list_hashes(c)? } else { Vec::new() };
        Ok(Self { key: key.map(|key| *key.as_bytes()), hashes })
    }

    /// Since when somebody with this key or address is erased.
    pub fn since(&self, text: &str) -> Option<Instant> {
        let key = self.key.filter(|_| !self.hashes.is_empty())?;
        let hash = hash(&key, text);
        let place = self.hashes.binary_search_by(|(known, _)| known.as_str().cmp(&hash)).ok()?;
        self.hashes.get(place).map(|(_, at)| Instant::from_millis(*at))
    }

    /// Since when somebody is erased whose address, or whole value, stands in a text.
    pub fn since_in(&self, text: &str) -> Option<Instant> {
        if self.hashes.is_empty() {
            return None;
        }
        let ends = |c: char| !(c.is_alphanumeric() || "@._-+".contains(c));
        text.split(ends).filter(|word| word.contains('@')).find_map(|word| self.since(word))
    }

    /// Whether nobody was erased.
    pub const fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// The hashes of a person; the key is made when it is needed first.
    pub(super) fn hashes_of(&mut self, c: &mut AnyConnection, person: &Person) -> Result<Vec<String>> {
        let key = match self.key {
            Some(key) => key,
            None => made(c)?,
        };
        self.key = Some(key);
        let texts = person.addresses.iter().chain([&person.key]).filter(|text| !text.is_empty());
        let mut hashes: Vec<String> = texts.map(|text| hash(&key, text)).collect();
        hashes.sort();
        hashes.dedup();
        Ok(hashes)
    }
}

fn hash(key: &[u8; 32], text: &str) -> String {
    blake3::keyed_hash(key, fold(text.trim()).as_bytes()).to_hex().to_string()
}

fn made(c: &mut AnyConnection) -> Result<[u8; 32]> {
    let mut key = [0; 32];
    let random = std::fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut key));
    random.map_err(|source| EngineError::File { path: "/dev/urandom".to_owned(), source })?;
    settings::upsert(c, KEY, blake3::Hash::from_bytes(key).to_hex().as_str())?;
    Ok(key)
}

/// Lets rows of somebody who was erased come in again, since they came back of their own will; false when nobody of this key or
/// address was erased.
///
/// # Errors
///
/// Those of the store.
pub fn readmit(engine: &Engine, text: &str, who: &str) -> Result<bool> {
    engine.database().write(|c| {
        let known = Known::load(c)?;
        let (Some(key), Some(_)) = (known.key, known.since(text)) else { return Ok(false) };
        erasure::delete_hashes(c, &[hash(&key, text)])?;
        audit::note(c, engine.now(), &Act::new(who, "readmit", "contact", ""))?;
        Ok(true)
    })
}

/// Those who were erased in a database that a backup replaces.
#[derive(Clone, Debug, Default)]
pub struct Carried(Known);

/// Reads who was erased in a database, before a backup takes its place.
///
/// # Errors
///
/// When it cannot be read.
pub fn carried_from(file: &Path) -> Result<Carried> {
    Ok(carried(&Database::open(&format!("sqlite:{}", file.display()), 1)?))
}

/// The same, of a database that is open. One of an older version has erased nobody.
pub fn carried(database: &Database) -> Carried {
    Carried(database.read(Known::load).unwrap_or_default())
}

impl Carried {
    /// Erases them in the restored database as well, which may be from before; how many there were.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn erase_again(&self, engine: &Engine) -> Result<u64> {
        let Some(key) = self.0.key.filter(|_| !self.0.is_empty()) else { return Ok(0) };
        let there = engine.database().read(Known::load)?;
        if there.key.is_some_and(|other| other != key) {
            return Err(EngineError::Invalid(
                "the backup is of another installation, whose list of erased people cannot be joined with the one that was \
                 here"
                    .to_owned(),
            ));
        }
        let mut again = Vec::new();
        engine.database().read(|c| {
            Ok::<_, EngineError>(bareme_store::contacts::for_each_key(c, |id, key, email| {
                let is_erased = |text: &str| !text.is_empty() && self.0.since(text).is_some();
                if is_erased(key) || is_erased(email.unwrap_or_default()) {
                    again.push(id);
                }
            })?)
        })?;
        let mut needles = Vec::new();
        engine.database().write(|c| {
            let text = blake3::Hash::from_bytes(key).to_hex();
            settings::upsert(c, KEY, text.as_str())?;
            for (hash, at) in &self.0.hashes {
                erasure::insert_hashes(c, std::slice::from_ref(hash), Instant::from_millis(*at))?;
            }
            for id in &again {
                needles.extend(erase_in(engine, c, *id)?.needles());
                audit::note(c, engine.now(), &Act::new(SYSTEM, "erase", "contact", id))?;
            }
            Ok::<_, EngineError>(())
        })?;
        if !needles.is_empty() {
            erasure::settle(engine.database(), &needles)?;
        }
        Ok(again.len() as u64)
    }
}
