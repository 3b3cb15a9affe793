//! A lead as reports see it.

use bareme_reporting::Passage;
use bareme_scoring::{Currency, Instant, Points, Rating, Stage};
use bareme_store::leads::{LeadRow, ReportedLead};

use super::{Vocabulary, Word};
use crate::reports::size_band;

/// A lead as reports see it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub id: i64,
    pub contact_id: i64,
    /// The account of the contact's main job, today; 0 for none.
    pub account_id: i64,
    pub model_id: i64,
    /// Of the model, at hand-over; 0 for none.
    pub version_id: i64,
    pub stage: Stage,
    pub passage: Passage,
    pub source: Word,
    pub campaign: Word,
    pub owner: Word,
    pub team: Word,
    pub reason: Word,
    pub persona: Word,
    /// Of the account.
    pub country: Word,
    /// Of the account, too.
    pub industry: Word,
    /// The band of its employees, 1 for the smallest; 0 for none.
    pub size: u8,
}

impl Row {
    /// What the store says of a lead.
    pub fn of(lead: ReportedLead, words: &mut Vocabulary) -> Self {
        let ReportedLead { lead, country, industry, employees, account_id, persona } = lead;
        let size = employees.and_then(size_band).and_then(|band| u8::try_from(band + 1).ok());
        Self {
            id: lead.id,
            contact_id: lead.contact_id,
            account_id: account_id.unwrap_or(0),
            model_id: lead.model_id,
            version_id: lead.version_id.unwrap_or(0),
            stage: lead.stage().unwrap_or_default(),
            passage: passage(&lead),
            source: words.word(lead.source),
            campaign: words.word(lead.campaign),
            owner: words.word(lead.owner),
            team: words.word(lead.team),
            reason: words.word(lead.reason),
            persona: words.word(persona),
            country: words.word(country),
            industry: words.word(industry),
            size: size.unwrap_or(0),
        }
    }

    /// Since when it stands at its stage.
    pub fn stage_at(&self) -> Instant {
        self.passage.reached(self.stage).unwrap_or(Instant::MIN)
    }
}

/// What the rows of the store say of one lead.
fn passage(lead: &LeadRow) -> Passage {
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
