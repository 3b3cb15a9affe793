//! Records into the store: natural keys become ids, facts are merged with what is known, links find their other end.
//!
//! Imports and the demo use the same intake, so that a demo company stands on the same path as a customer's file.

mod accounts;
mod activities;
mod addresses;
mod contacts;
mod index;
mod leads;
mod links;
mod merge;
mod notices;
mod relationships;
mod waiting;

use std::collections::HashMap;

use bareme_ingest::Message;
use bareme_scoring::{ActivityKind, Instant};
use bareme_store::AnyConnection;

pub(crate) use activities::ActivityIn;
pub(crate) use index::KeyIndex;
pub(crate) use notices::Notices;
pub(crate) use waiting::Waiting;

use crate::{Engine, Result};

/// A row that cannot be taken in, though it could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// Its place in the batch.
    pub index: usize,
    /// The field at fault.
    pub field: Option<&'static str>,
    /// Its value.
    pub value: Option<String>,
    /// Why, and what to do.
    pub message: Message,
}

/// What became of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Made something new.
    pub created: u64,
    /// Changed something.
    pub updated: u64,
    /// Were there already.
    pub unchanged: u64,
}

/// Takes records in, batch by batch, each batch inside of one transaction of the caller.
pub(crate) struct Intake {
    /// When the facts become known, unless a record says otherwise.
    now: Instant,
    /// The import that they come with.
    import_id: i64,
    accounts: Option<KeyIndex>,
    contacts: Option<KeyIndex>,
    kinds: HashMap<ActivityKind, i64>,
    who: String,
    /// Edges from this id on came with this import.
    first_edge: i64,
    /// Links that this import names and that wait since an earlier one.
    waiting: Waiting,
    /// What became of the rows so far.
    pub counts: Counts,
    /// What people should know.
    pub notices: Notices,
}

impl Intake {
    /// An intake of facts that become known at `now`.
    pub fn new(now: Instant, import_id: i64, who: &str) -> Self {
        Self {
            now,
            import_id,
            accounts: None,
            contacts: None,
            kinds: HashMap::new(),
            who: who.to_owned(),
            first_edge: i64::MAX,
            waiting: Waiting::default(),
            counts: Counts::default(),
            notices: Notices::default(),
        }
    }

    /// The id from which on edges come with this import.
    pub fn set_first_edge(&mut self, id: i64) {
        self.first_edge = id;
    }

    /// Links that wait since an earlier import, as far as this one has come.
    pub const fn waiting(&self) -> &Waiting {
        &self.waiting
    }

    /// Goes on where an import was interrupted.
    pub fn set_waiting(&mut self, waiting: Waiting) {
        self.waiting = waiting;
    }

    /// The import's id, once it has one.
    pub fn set_import(&mut self, id: i64) {
        self.import_id = id;
    }

    fn accounts_index(&mut self, connection: &mut AnyConnection) -> Result<&mut KeyIndex> {
        if self.accounts.is_none() {
            self.accounts = Some(KeyIndex::of_accounts(connection)?);
        }
        Ok(self.accounts.get_or_insert_default())
    }

    fn contacts_index(&mut self, connection: &mut AnyConnection) -> Result<&mut KeyIndex> {
        if self.contacts.is_none() {
            self.contacts = Some(KeyIndex::of_contacts(connection)?);
        }
        Ok(self.contacts.get_or_insert_default())
    }

    /// Work at the end of an import: links that waited for their other end, and oddities of the corporate tree.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn finish(
        &mut self,
        engine: &Engine,
        connection: &mut AnyConnection,
        tree_changed: bool,
    ) -> Result<()> {
        self.resolve_waiting(connection)?;
        if tree_changed {
            self.report_tree(engine, connection)?;
        }
        Ok(())
    }
}
