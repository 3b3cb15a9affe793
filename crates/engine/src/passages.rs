//! Leads in the form in which reports count them: in memory, a row a lead, brought up to date from the feed of changes.
//!
//! A database groups 300,000 wide rows in a third of a second; folding over these rows takes a fiftieth of that.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use bareme_reporting::Passage;
use bareme_scoring::{Currency, Instant, Points, Rating, Stage};
use bareme_store::AnyConnection;
use bareme_store::leads::{self, FeedPosition, ReportedLead};

use crate::Result;

/// A text that many leads share, as its place among all such texts. 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word(u32);

/// A lead as reports see it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub model_id: i64,
    pub passage: Passage,
    pub source: Word,
    pub campaign: Word,
    pub owner: Word,
    /// Of the account of the contact's main job, today.
    pub country: Word,
    /// Of that account, too.
    pub industry: Word,
}

/// All leads.
#[derive(Debug, Default)]
pub(crate) struct Passages {
    position: FeedPosition,
    /// By id; ids are handed out without gaps.
    rows: Vec<Option<Row>>,
    count: u64,
    words: Vec<String>,
    codes: BTreeMap<String, Word>,
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

    /// What a word says.
    pub fn text(&self, word: Word) -> Option<&str> {
        let place = usize::try_from(word.0).ok()?.checked_sub(1)?;
        self.words.get(place).map(String::as_str)
    }

    /// Whether it knows all that a transaction sees.
    fn knows(&self, position: FeedPosition) -> bool {
        self.position.epoch >= position.epoch && self.position.change >= position.change
    }

    fn catch_up(&mut self, c: &mut AnyConnection, position: FeedPosition) -> Result<()> {
        if self.position.epoch == position.epoch {
            let changed = leads::list_changed(c, self.position.change)?;
            for lead in leads::list_reported(c, &changed)? {
                self.put(lead);
            }
        } else {
            *self = Self::default();
            leads::for_each_reported(c, |lead| -> Result<()> {
                self.put(lead);
                Ok(())
            })?;
        }
        self.position = position;
        Ok(())
    }

    fn put(&mut self, lead: ReportedLead) {
        let ReportedLead { lead, country, industry } = lead;
        let Ok(place) = usize::try_from(lead.id) else { return };
        let row = Row {
            model_id: lead.model_id,
            passage: passage(&lead),
            source: self.word(lead.source),
            campaign: self.word(lead.campaign),
            owner: self.word(lead.owner),
            country: self.word(country),
            industry: self.word(industry),
        };
        if self.rows.len() <= place {
            self.rows.resize(place + 1, None);
        }
        if let Some(slot) = self.rows.get_mut(place) {
            self.count += u64::from(slot.is_none());
            *slot = Some(row);
        }
    }

    fn word(&mut self, text: Option<String>) -> Word {
        let Some(text) = text else { return Word::default() };
        if let Some(word) = self.codes.get(&text) {
            return *word;
        }
        self.words.push(text.clone());
        let word = Word(u32::try_from(self.words.len()).unwrap_or(0));
        self.codes.insert(text, word);
        word
    }
}

/// What the rows of the store say of one lead.
fn passage(lead: &leads::LeadRow) -> Passage {
    let mut passage = Passage::default();
    passage.due_at = lead.due_at.map(Instant::from_millis);
    passage.accepted_by_default = lead.accepted_by_default;
    passage.rating = lead.rating.and_then(|number| Rating::from_index(u8::try_from(number).ok()?));
    passage.amount = lead.amount.map(Points::from_hundredths);
    passage.currency = lead.currency.as_deref().and_then(Currency::from_code);
    Stage::ALL.into_iter().fold(passage, |passage, stage| match lead.reached(stage) {
        Some((at, implied)) => passage.with(stage, at, implied),
        None => passage,
    })
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
