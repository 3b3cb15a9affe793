//! Leads in the form in which reports count them: in memory, a row a lead, brought up to date from the feed of changes.
//!
//! A database groups 300,000 wide rows in a third of a second; folding over these rows takes a fiftieth of that.

mod facts;
mod row;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use bareme_store::AnyConnection;
use bareme_store::leads::{self, FactsOf, FeedPosition, ReportedLead};

use crate::Result;
use crate::agreement::Agreement;
use crate::reports::Dimension;
use facts::Facts;

pub(crate) use row::Row;
pub(crate) use words::{Vocabulary, Word};

/// The values of each dimension that leads are filtered by, in the order in which they are offered.
pub(crate) type Offered = Vec<(Dimension, Vec<String>)>;

/// One attribute, of contacts or of accounts.
type FactName = (FactsOf, String);

/// All leads.
#[derive(Debug, Default)]
pub(crate) struct Passages {
    position: FeedPosition,
    /// By id; ids are handed out without gaps.
    rows: Vec<Option<Row>>,
    count: u64,
    words: Vocabulary,
    /// Attributes that somebody asked for.
    facts: Mutex<BTreeMap<FactName, Arc<Facts>>>,
    /// What filters offered last, and under which agreement.
    offered: Mutex<Option<(Arc<Agreement>, Arc<Offered>)>>,
}

impl Passages {
    /// Every lead, by id.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().flatten()
    }

    /// How many there are.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The texts that leads share.
    pub const fn words(&self) -> &Vocabulary {
        &self.words
    }

    /// An attribute of everybody that leads speak of; read from the database when somebody asks for the first time.
    pub fn facts(&self, c: &mut AnyConnection, of: FactsOf, name: &str) -> Result<Arc<Facts>> {
        let asked = (of, name.to_owned());
        if let Some(known) = self.lock_facts().get(&asked) {
            return Ok(Arc::clone(known));
        }
        let read = Arc::new(Facts::read(c, of, name)?);
        self.lock_facts().insert(asked, Arc::clone(&read));
        Ok(read)
    }

    /// What filters offer of these leads under an agreement; counted when somebody asks for the first time.
    pub fn offered(
        &self,
        agreement: &Arc<Agreement>,
        count: impl FnOnce() -> Result<Offered>,
    ) -> Result<Arc<Offered>> {
        let lock = || self.offered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, offered)) = lock().as_ref().filter(|(of, _)| Arc::ptr_eq(of, agreement)) {
            return Ok(Arc::clone(offered));
        }
        let counted = Arc::new(count()?);
        *lock() = Some((Arc::clone(agreement), Arc::clone(&counted)));
        Ok(counted)
    }

    fn lock_facts(&self) -> std::sync::MutexGuard<'_, BTreeMap<FactName, Arc<Facts>>> {
        self.facts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it knows all that a transaction sees.
    fn knows(&self, position: FeedPosition) -> bool {
        self.position.epoch >= position.epoch && self.position.change >= position.change
    }

    fn catch_up(&mut self, c: &mut AnyConnection, position: FeedPosition) -> Result<()> {
        if self.position.epoch == position.epoch {
            let changed = leads::list_changed(c, self.position.change)?;
            let changed = leads::list_reported(c, &changed)?;
            self.refresh_facts(c, &changed)?;
            for lead in changed {
                self.put(lead);
            }
        } else {
            *self = Self::default();
            leads::for_each_reported(c, |lead| -> Result<()> {
                self.put(lead);
                Ok(())
            })?;
        }
        self.offered = Mutex::default();
        self.position = position;
        Ok(())
    }

    /// Reads the attributes that somebody asked for anew where leads changed.
    fn refresh_facts(&self, c: &mut AnyConnection, changed: &[ReportedLead]) -> Result<()> {
        let mut known = self.lock_facts();
        for ((of, name), facts) in known.iter_mut() {
            let mut ids: Vec<i64> = match of {
                FactsOf::Contacts => changed.iter().map(|lead| lead.lead.contact_id).collect(),
                FactsOf::Accounts => changed.iter().filter_map(|lead| lead.account_id).collect(),
            };
            ids.sort_unstable();
            ids.dedup();
            Arc::make_mut(facts).refresh(leads::list_facts(c, *of, &ids)?, name);
        }
        Ok(())
    }

    fn put(&mut self, lead: ReportedLead) {
        let Ok(place) = usize::try_from(lead.lead.id) else { return };
        let row = Row::of(lead, &mut self.words);
        if self.rows.len() <= place {
            self.rows.resize(place + 1, None);
        }
        if let Some(slot) = self.rows.get_mut(place) {
            self.count += u64::from(slot.is_none());
            *slot = Some(row);
        }
    }
}

/// The leads, shared by everyone who reports.
#[derive(Debug, Default)]
pub(crate) struct SharedPassages(RwLock<Passages>);

impl SharedPassages {
    /// All that a transaction sees, at least.
    pub fn up_to_date(&self, c: &mut AnyConnection) -> Result<RwLockReadGuard<'_, Passages>> {
        let position = leads::feed_position(c)?;
        if !self.read().knows(position) {
            let mut passages = self.0.write().unwrap_or_else(PoisonError::into_inner);
            // Somebody else may have done it meanwhile.
            if !passages.knows(position) {
                passages.catch_up(c, position)?;
            }
        }
        Ok(self.read())
    }

    fn read(&self) -> RwLockReadGuard<'_, Passages> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}
