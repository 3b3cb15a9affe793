//! Finds ids by natural key, name or e-mail address, in memory: a million contacts take about 50 MB.

use std::collections::HashMap;

use bareme_scoring::fold;
use bareme_store::{AnyConnection, accounts, contacts};

use crate::Result;

/// Ids by the hash of a key. 128 bits of BLAKE3: two keys never meet by chance, and nobody can make them meet.
#[derive(Debug, Default)]
pub(crate) struct KeyIndex {
    ids: HashMap<u128, i64>,
}

/// Marks a name that several have.
const SEVERAL: i64 = -1;

/// What a look-up found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Exactly one.
    One(i64),
    /// The name stands for several, so that it names none.
    Several,
    /// Nothing.
    Nothing,
}

impl KeyIndex {
    /// All accounts, by key and by name.
    pub fn of_accounts(connection: &mut AnyConnection) -> Result<Self> {
        let mut index = Self::default();
        accounts::for_each(connection, |account| -> Result<()> {
            index.add(&account.key, account.name(), account.id);
            Ok(())
        })?;
        Ok(index)
    }

    /// All contacts, by key and by e-mail address.
    pub fn of_contacts(connection: &mut AnyConnection) -> Result<Self> {
        let mut index = Self::default();
        contacts::for_each_key(connection, |id, key, email| index.add(key, email.unwrap_or_default(), id))?;
        Ok(index)
    }

    /// Adds one by its key and by its name (or e-mail address).
    pub fn add(&mut self, key: &str, name: &str, id: i64) {
        self.ids.insert(hash(b'k', key), id);
        let name = fold(name.trim());
        if !name.is_empty() {
            let slot = self.ids.entry(hash(b'n', &name)).or_insert(id);
            if *slot != id {
                *slot = SEVERAL;
            }
        }
    }

    /// By key, otherwise by name.
    pub fn find(&self, text: &str) -> Found {
        if let Some(id) = self.ids.get(&hash(b'k', text)) {
            return Found::One(*id);
        }
        self.find_name(text)
    }

    /// Whether something has this key.
    pub fn has_key(&self, key: &str) -> bool {
        self.ids.contains_key(&hash(b'k', key))
    }

    /// By name (or e-mail address) alone.
    pub fn find_name(&self, text: &str) -> Found {
        match self.ids.get(&hash(b'n', &fold(text.trim()))) {
            Some(&SEVERAL) => Found::Several,
            Some(id) => Found::One(*id),
            None => Found::Nothing,
        }
    }
}

fn hash(kind: u8, text: &str) -> u128 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[kind]);
    hasher.update(text.as_bytes());
    let digest = hasher.finalize();
    digest.as_bytes().first_chunk::<16>().map_or(0, |bytes| u128::from_le_bytes(*bytes))
}
